"""Pages printed: in several processes as in one, and only where what they show is new."""

import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markupsafe import Markup

from digest.errors import ContentError
from digest.model import Value
from digest.render.press import Job, Plates, print_pages
from digest.render.strings import load_strings
from digest.render.views import Page
from tests.conftest import Project, config_of_one_page, tree

ROOT = Path(__file__).parent.parent
SETTINGS = f"""
site_name: Test
extra:
  digest:
    name: {{zh: 试刊, en: Trial}}
    tagline: {{zh: 一句话。, en: One sentence.}}
    region: chongqing
    content_dir: {ROOT / "content"}
    templates_dir: templates
"""


class View(Value, frozen=True):
    """What the tests' pages show."""

    text: str | Markup


@pytest.fixture
def plates(tmp_path: Path) -> Plates:
    config = config_of_one_page(tmp_path, SETTINGS)
    (config.templates / "pages").mkdir(parents=True)
    (config.templates / "pages" / "plain.html").write_text("{{ lang }} {{ view.text }}", "utf-8")
    (config.templates / "pages" / "broken.html").write_text("\n{{ view.nothing }}", "utf-8")
    words = config_of_one_page(tmp_path / "own", SETTINGS.replace(": templates\n", f": {ROOT / 'templates'}\n"))
    return Plates(config, {}, load_strings(words))


def _jobs(texts: Sequence[str], template: str = "plain") -> list[Job]:
    page = Page(frame="", path="", title="", description="", root="..", here="", card="")
    return [
        Job("en", template, msgspec.structs.replace(page, path=f"{number}.html"), View(text))
        for number, text in enumerate(texts)
    ]


def _printed(plates: Plates, texts: Sequence[str]) -> list[str]:
    return [text for _, text in print_pages(plates, _jobs(texts))]


def test_several_processes_print_the_same_pages_in_the_same_order(plates: Plates) -> None:
    jobs = _jobs([f"第{number}页" for number in range(200)])
    with ProcessPoolExecutor(2) as executor:
        printed = list(print_pages(plates, jobs, executor))
    assert printed == [(f"en/{number}.html", f"en 第{number}页") for number in range(200)]


def test_only_pages_that_show_something_new_are_printed(plates: Plates, monkeypatch: pytest.MonkeyPatch) -> None:
    _printed(plates, ["a", "b"])

    def filled(*_: Any, view: View, **__: Any) -> str:
        return f"new {view.text}"

    monkeypatch.setattr("digest.render.press.fill", filled)
    assert _printed(plates, ["a", "c"]) == ["en a", "new c"]


def test_a_changed_template_prints_its_pages_again(plates: Plates) -> None:
    _printed(plates, ["a"])
    (plates.config.templates / "pages" / "plain.html").write_text("now {{ view.text }}", "utf-8")
    assert _printed(plates, ["a"]) == ["now a"]


def test_text_and_markup_of_the_same_letters_are_two_pages(plates: Plates) -> None:
    assert _printed(plates, ["<b>", Markup("<b>")]) == ["en &lt;b&gt;", "en <b>"]
    assert _printed(plates, [Markup("<b>"), "<b>"]) == ["en <b>", "en &lt;b&gt;"]


def test_an_error_in_another_process_names_the_template_and_its_line(plates: Plates) -> None:
    with ProcessPoolExecutor(1) as executor, pytest.raises(ContentError) as error:
        list(print_pages(plates, _jobs(["a"], "broken"), executor))
    assert (error.value.path, error.value.line) == (plates.config.templates / "pages" / "broken.html", 2)


def test_a_page_that_could_not_be_printed_is_printed_when_it_can(plates: Plates) -> None:
    with pytest.raises(ContentError):
        list(print_pages(plates, _jobs(["a"], "broken")))
    (plates.config.templates / "pages" / "broken.html").write_text("mended", "utf-8")
    assert [text for _, text in print_pages(plates, _jobs(["a"], "broken"))] == ["mended"]


@pytest.mark.parametrize("changed", ["text", "topics", "lexicon", "gone"])
def test_a_build_after_a_change_gives_the_bytes_of_a_clean_one(changed: str, project: Project) -> None:
    english = "In 2024 the output value of Chongqing's car industry was RMB {} billion."
    for number in (1, 2, 3):
        project.article(
            f"2025-04-2{number}-car", f"2024年，重庆汽车产业产值为{number}00亿元。", english.format(number * 10)
        )
    project.run()
    if changed == "text":
        project.article("2025-04-22-car", "2024年，重庆汽车产业产值为250亿元。", english.format(25))
    elif changed == "topics":
        project.article("2025-04-22-car", "2024年，重庆汽车产业产值为200亿元。", english.format(20), topics="chips")
    elif changed == "lexicon":
        terms = project.root / "content" / "lexicon" / "terms.yml"
        terms.write_text(terms.read_text("utf-8") + "- {zh: 汽车产业产值, en: cars made}\n", "utf-8")
    else:
        for path in (project.root / "content" / "articles").rglob("2025-04-22-car.*"):
            path.unlink()
    project.run()
    after = _site(project)
    for store in (project.root / ".cache").iterdir():
        if not store.name.startswith("frames"):  # they take seconds, and have tests of their own
            store.unlink()
    shutil.rmtree(project.root / "site")
    project.run()
    assert after == _site(project)


def _site(project: Project) -> dict[str, bytes]:
    return {**tree(project.root / "site"), **tree(project.root / "content")}
