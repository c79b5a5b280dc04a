"""Assets get names that change with their content; every page gets a policy."""

import re

import pytest

from digest.errors import DigestError
from digest.seal import POLICY, seal

PAGE = '<head>\n<meta charset="utf-8">\n<link rel="stylesheet" href="../assets/site.css"></head>'


def _sealed(*files: tuple[str, str | bytes]) -> dict[str, str | bytes]:
    return dict(seal(files))


def test_an_asset_s_name_changes_with_its_content_and_pages_name_it_so() -> None:
    names = set()
    for css in ("a {}", "b {}"):
        done = _sealed(("assets/site.css", css), ("en/index.html", PAGE))
        name = next(name for name in done if name.startswith("assets/"))
        assert re.fullmatch(r"assets/site\.[0-9a-f]{8}\.css", name)
        assert f'href="../{name}"' in str(done["en/index.html"])
        names.add(name)
    assert len(names) == 2


def test_a_change_in_what_an_asset_names_changes_its_own_name_too() -> None:
    script = 'load("assets/tokens.js")'
    one = _sealed(("assets/search.js", script), ("assets/tokens.js", "1"))
    two = _sealed(("assets/search.js", script), ("assets/tokens.js", "2"))
    assert not {*one} & {*two}
    for done in (one, two):
        search = next(text for name, text in done.items() if name.startswith("assets/search."))
        assert re.search(r'"(assets/tokens\.\w+\.js)"', str(search))[1] in done  # type: ignore[index]


def test_a_stylesheet_names_those_it_imports_anew() -> None:
    done = _sealed(("assets/book.css", '@import url("theme.css");'), ("assets/theme.css", "a {}"))
    book = next(text for name, text in done.items() if name.startswith("assets/book."))
    assert f"assets/{re.search('url..(.+?).[)]', str(book))[1]}" in done  # type: ignore[index]


def test_an_address_on_another_host_is_left_alone() -> None:
    page = '<a href="https://example.org/assets/site.css">'
    assert _sealed(("assets/site.css", "a {}"), ("en/a.html", page))["en/a.html"] == page


def test_every_page_gets_the_policy_and_nothing_else_does() -> None:
    done = _sealed(("a.html", PAGE), ("b.html", PAGE.encode()), ("feed.xml", PAGE))
    assert [name for name, text in done.items() if POLICY in str(text)] == ["a.html", "b.html"]


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_in_the_page() -> None:
    assert POLICY.startswith("default-src 'none'")
    assert not re.search(r"unsafe|https?:|\*|data:", POLICY)


def test_an_asset_after_the_first_page_is_an_error_as_the_page_may_name_it() -> None:
    with pytest.raises(DigestError, match=r"late\.css comes after"):
        _sealed(("a.html", PAGE), ("assets/late.css", "a {}"))


def test_assets_that_name_each_other_in_a_ring_are_an_error() -> None:
    with pytest.raises(DigestError, match=r"ring: a\.js → b\.js → a\.js"):
        _sealed(("assets/a.js", '"assets/b.js"'), ("assets/b.js", '"assets/a.js"'))
