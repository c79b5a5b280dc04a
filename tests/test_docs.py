"""The handbook tells everything there is, in both languages, and nothing that isn't."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from digest import __version__, articles, config, data, model
from digest.cli import cli
from digest.codes import codes
from digest.model import LANGS, Lang
from digest.sheets import Edit, texts
from tests.conftest import ROOT

LANGUAGES = pytest.mark.parametrize("lang", LANGS)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def _page(lang: Lang, name: str) -> str:
    return (ROOT / "docs" / lang / f"{name}.md").read_text("utf-8")


def _told(lang: Lang, name: str) -> set[str]:
    """All that a page sets as code, also within: `edited: true` tells of edited."""
    return {
        word
        for code in re.findall(r"`([^`\n]+)`", FENCE.sub("", _page(lang, name)))
        for word in (code, *re.split(r"[^\w./-]+", code))
    }


def _fields(*kinds: Any) -> set[str]:
    return {field for kind in kinds for field in kind.__struct_fields__}


@LANGUAGES
def test_every_command_is_a_section_of_the_handbook(lang: Lang) -> None:
    sections = re.findall(r"^## (\w+)$", _page(lang, "cli"), re.M)
    assert sorted(sections) == sorted(cli.commands)


@LANGUAGES
def test_every_option_is_in_the_handbook(lang: Lang) -> None:
    page = _page(lang, "cli")
    options = {option for command in [cli, *cli.commands.values()] for each in command.params for option in each.opts}
    assert {option for option in options if option.startswith("-") and option not in page} == set()


@LANGUAGES
def test_every_setting_is_in_the_handbook(lang: Lang) -> None:
    assert _fields(config.Settings) - _told(lang, "formats") == set()


@LANGUAGES
def test_every_field_of_an_article_a_sheet_and_the_lexicon_is_in_the_handbook(lang: Lang) -> None:
    front = _fields(articles._Front, articles._EnglishFront, model.Source, model.EnglishSource)
    sheet = _fields(texts._Row, Edit)
    lexicon = _fields(model.Topic, model.Place, model.Organisation, model.Term)
    assert (front | sheet | lexicon) - _told(lang, "formats") == set()


@LANGUAGES
def test_every_word_that_a_field_may_hold_is_in_the_handbook(lang: Lang) -> None:
    words = {
        *get_args(model.Status),
        *get_args(model.Change),
        *get_args(model.Qualifier),
        "own",
        "quote",
        "closed",
        "edited",
        "draft",
    }
    assert words - (_told(lang, "formats") | _told(lang, "method")) == set()


@LANGUAGES
def test_every_kind_of_the_lexicon_is_in_the_handbook(lang: Lang) -> None:
    folder = ROOT / "content" / "lexicon"
    entries = [
        each
        for name in ("places", "organisations")
        for each in msgspec.yaml.decode((folder / f"{name}.yml").read_bytes())
    ]
    assert {each["kind"] for each in entries} - _told(lang, "formats") == set()


@LANGUAGES
def test_every_field_of_the_downloads_is_in_the_handbook(lang: Lang) -> None:
    assert _fields(data.Entry) - _told(lang, "data") == set()


def _codes() -> Iterator[str]:
    """The codes of problems that the package makes, as patterns: of `Problem(…, code, …)` and `Finding(code, …)`."""
    for path in sorted((ROOT / "digest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Problem": 2, "Finding": 0}.get(node.func.id)
                if place is None or len(node.args) <= place:
                    continue
                code = node.args[place]
                if isinstance(code, ast.Constant):
                    yield re.escape(str(code.value))
                elif isinstance(code, ast.JoinedStr):
                    parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in code.values]
                    yield "".join(r"\w+" if part is None else re.escape(part) for part in parts)


def test_every_code_that_the_package_uses_is_in_the_table_and_no_other_is() -> None:
    patterns = set(_codes())
    assert {code for code in codes() if not any(re.fullmatch(each, code) for each in patterns)} == set()
    assert {each for each in patterns if not any(re.fullmatch(each, code) for code in codes())} == set()


@LANGUAGES
def test_every_problem_is_in_the_handbook_with_an_example_and_no_other_is(lang: Lang) -> None:
    sections = dict(re.findall(r"^#### ([a-z-]+)\n(.*?)(?=^#|\Z)", _page(lang, "editors"), re.M | re.S))
    assert sections.keys() == codes().keys()
    assert {code for code, text in sections.items() if codes()[code].example not in text} == set()


def test_both_languages_have_the_same_pages() -> None:
    pages = [sorted(path.name for path in (ROOT / "docs" / lang).glob("*.md")) for lang in LANGS]
    assert pages[0] == pages[1]


def _said() -> str:
    """All that the cases of tests/broken say."""
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests" / "broken").glob("*/expected.yml")))


@pytest.mark.parametrize("code", codes())
def test_the_example_of_a_problem_is_a_message_that_is_really_given(code: str) -> None:
    """It is said in a case of tests/broken, but for the folders left out of its paths."""
    example, said = codes()[code].example, _said()
    assert code in example
    assert [part for part in example.split("…") if part.lstrip(":") not in said] == []


def test_the_table_says_how_grave_each_problem_is() -> None:
    given = {(code, grave) for grave, code in re.findall(r": (error|warning|note): ([a-z-]+): ", _said())}
    assert given <= {(name, code.severity) for name, code in codes().items()}


@LANGUAGES
def test_the_glossary_names_each_term_once(lang: Lang) -> None:
    terms = re.findall(r"^\| ([^|]+) \|", _page(lang, "glossary"), re.M)[1:]
    assert len(terms) == len(set(terms)) > 30


def test_the_glossary_is_the_same_in_both_languages() -> None:
    rows = {lang: re.findall(r"^\| ([^|]+) \| ([^|]+) \|", _page(lang, "glossary"), re.M)[1:] for lang in LANGS}
    chinese = {zh for zh, _ in rows["zh"]}
    assert {part for _, zh in rows["en"] for part in zh.split("、")} == chinese


def test_the_handbook_holds_what_the_code_says_now() -> None:
    pages = sorted(map(str, (ROOT / "docs").glob("*/*.md")))
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "-P", "--check", *pages], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"


def test_the_newest_version_of_the_changelog_is_the_package_s() -> None:
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert versions[0] == project["version"] == __version__


def test_the_readme_maps_every_module_of_the_package() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    package = ROOT / "digest"
    modules = {path.name for path in package.glob("*.py") if path.stem != "__init__"}
    modules |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert {module for module in modules if f"`{module}`" not in readme} == set()


def test_the_readme_s_commands_are_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8"))) <= targets


def test_no_public_page_of_the_repository_names_a_path_of_this_machine() -> None:
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert [path for path in texts if re.search(r"/(?:home|root|work|tmp)/", path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").glob("*/*.md")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_page_of_the_handbook_has_one_title(path: Path) -> None:
    assert len(re.findall(r"^# ", FENCE.sub("", path.read_text("utf-8")), re.M)) == 1
