"""The frames that MkDocs draws, and the handbook."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from digest.config import Config, load_config
from digest.errors import FrameError
from digest.frames import compile_frame, draw

ROOT = Path(__file__).parent.parent
TOPICS = """
- id: autos
  name: {zh: 汽车, en: Autos}
  summary: {zh: 汽车。, en: Cars.}
  words: {zh: [汽车], en: [car]}
"""
SETTINGS = """
site_name: Test
theme: {name: material, font: false}
plugins: []
markdown_extensions: [tables]
extra:
  digest:
    name: {zh: 试刊, en: Trial}
    tagline: {zh: 一句话。, en: One sentence.}
    region: chongqing
"""


@pytest.fixture
def project(tmp_path: Path) -> Config:
    """A project with a handbook of two pages, in the overrides and words of this one."""
    for folder in ("overrides", "strings"):
        shutil.copytree(ROOT / "templates" / folder, tmp_path / "templates" / folder)
    pages = {
        "content/lexicon/topics.yml": TOPICS,
        "mkdocs.yml": SETTINGS,
        "docs/zh/index.md": "# 说明\n\n见[方法](more/method.md)和[数据](../data.md)。\n",
        "docs/zh/more/method.md": "# 方法 {{ 1 + 1 }}\n",
        "docs/en/index.md": "# About\n\nSee [method](more/method.md).\n",
        "docs/en/more/method.md": "# Method {{ 1 + 1 }}\n",
    }
    for name, text in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_config(tmp_path / "mkdocs.yml")


def write(project: Config, name: str, text: str) -> None:
    (project.root / name).write_text(text, "utf-8")


def test_a_mark_becomes_an_expression_and_all_else_stays_literal() -> None:
    template = compile_frame("{{ a }} {% b %} {# c #} ⟦root⟧ <⟦block:content⟧> { {")
    environment = jinja2.Environment(autoescape=True)
    assert environment.from_string(template).render(page={"root": ".."}) == "{{ a }} {% b %} {# c #} .. <> { {"


def test_each_language_has_a_frame_for_each_section_and_topic(project: Config) -> None:
    sections = {"home", "topics/autos", "targets", "data", "search", "lists"}
    assert set(draw(project).templates) == {f"{lang}/{section}" for lang in ("zh", "en") for section in sections}


def test_a_frame_marks_the_tab_of_its_section(project: Config) -> None:
    frames = draw(project).templates
    tab = re.compile(r'<a class="md-tabs__link" href="([^"]+)" aria-current')
    assert tab.findall(frames["zh/topics/autos"]) == ["{{ page.root }}/zh/topics/autos.html"]
    assert tab.findall(frames["en/data"]) == ["{{ page.root }}/en/data.html"]
    assert tab.findall(frames["en/lists"]) == []


def test_a_frame_loads_nothing_from_another_host_and_runs_no_inline_script(project: Config) -> None:
    for frame in draw(project).templates.values():
        assert re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(?!\{\{ page\.root \}\}/)', frame) == []
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", frame) == []


def test_a_frame_says_its_language(project: Config) -> None:
    frames = draw(project).templates
    assert '<html lang="zh-Hans"' in frames["zh/home"]
    assert '<html lang="en"' in frames["en/home"]


def test_a_page_of_the_handbook_is_finished_and_its_switch_leads_to_its_twin(project: Config) -> None:
    page = draw(project).files["zh/about/more/method.html"].decode()
    assert "⟦" not in page
    assert 'href="../../../en/about/more/method.html" hreflang="en"' in page
    assert "<title>方法 {{ 1 + 1 }} · 试刊</title>" in page
    assert '<link rel="stylesheet" href="../../../assets/handbook.css">' in page


def test_links_of_the_handbook_are_relative(project: Config) -> None:
    page = draw(project).files["zh/about/index.html"].decode()
    assert 'href="more/method.html"' in page
    assert 'href="../data.html"' in page


def test_only_the_stylesheet_of_the_theme_is_taken_over(project: Config) -> None:
    files = draw(project).files
    assert [name for name in files if name.startswith("assets/")] == ["assets/material.css"]
    assert b"sourceMappingURL" not in files["assets/material.css"]


def test_mkdocs_is_not_imported_while_frames_are_unchanged(project: Config) -> None:
    script = (
        "import sys; from pathlib import Path; from digest.config import load_config; from digest.frames import draw;"
        "draw(load_config(Path(sys.argv[1]))); print('mkdocs' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(project.file)]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(2)]
    assert [run.stdout for run in runs] == ["True\n", "False\n"]
    assert [run.stderr for run in runs] == ["", ""]


def test_a_changed_page_of_the_handbook_is_drawn_again(project: Config) -> None:
    draw(project)
    write(project, "docs/en/index.md", "# Changed\n")
    assert "Changed" in draw(project).files["en/about/index.html"].decode()


def test_a_second_drawing_gives_the_same_bytes(project: Config) -> None:
    first = draw(project)
    shutil.rmtree(project.cache)
    assert draw(project) == first


@pytest.mark.parametrize(
    ("name", "text", "path", "message"),
    [
        ("docs/en/alone.md", "# Alone\n", "docs/en/alone.md", "no twin in docs/zh"),
        ("docs/en/index.md", "[gone](gone.md)\n", "docs/en/index.md", "gone.md"),
        ("mkdocs.yml", SETTINGS + "nav: [gone.md]\n", "mkdocs.yml", "nav lists gone.md"),
        ("mkdocs.yml", SETTINGS + "use_directory_url: false\n", "mkdocs.yml", "use_directory_url"),
        ("mkdocs.yml", SETTINGS.replace("[tables]", "[no_such]"), "mkdocs.yml", "no_such"),
        ("templates/overrides/main.html", "{% if %}", "templates/overrides/main.html", "Expected an expression"),
    ],
)
def test_what_mkdocs_complains_of_stops_the_build_and_names_the_file(
    project: Config, capfd: pytest.CaptureFixture[str], name: str, text: str, path: str, message: str
) -> None:
    write(project, name, text)
    with pytest.raises(FrameError, match=re.escape(message)) as problem:
        draw(project)
    assert problem.value.path == project.root / path
    assert capfd.readouterr() == ("", "")


def test_a_handbook_without_a_first_page_is_an_error(project: Config) -> None:
    (project.root / "docs/zh/index.md").unlink()
    with pytest.raises(FrameError, match="no first page") as problem:
        draw(project)
    assert problem.value.path == project.root / "docs/zh"
