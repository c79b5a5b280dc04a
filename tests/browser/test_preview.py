"""The preview of a change as its reviewer sees it, opened from the disk."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from digest.config import load_config
from digest.preview import Previewed, preview
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

STATE_FIRMS = "2025-09-29-municipal-state-firms"


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Previewed]:
    """A preview of the project in which one figure of a chart changed, one English text went, one article came."""
    project = tmp_path_factory.mktemp("project")
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("inbox", "pictures"))
    (project / "templates").symlink_to(ROOT / "templates")
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / ".gitignore").write_text(".cache/\ndist/\ntemplates\n")
    git = ["git", "-C", str(project), "-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for command in (["init", "--quiet", "-b", "main"], ["add", "--all"], ["commit", "--quiet", "-m", "State"]):
        subprocess.run([*git, *command], check=True)
    articles = project / "content" / "articles" / "2025"
    for lang, old, new in (("zh", "257.5亿元", "157.5亿元"), ("en", "25.75 billion", "15.75 billion")):
        path = articles / f"{STATE_FIRMS}.{lang}.md"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (articles / "2025-04-24-liangping-aircraft.en.md").unlink()
    (articles / "2025-11-01-new.zh.md").write_text(
        "---\ntitle: 新产值\ndate: 2025-11-01\nsource: {publication: 重庆日报, title: 题, date: 2025-11-01}\n"
        "topics: [autos]\n---\n\n2024年，重庆汽车产业产值为8000亿元。\n",
        "utf-8",
    )
    done = preview(load_config(project / "mkdocs.yml"), "main", project / "dist" / "preview")
    assert isinstance(done, Previewed), done
    return project / "dist" / "preview" / "site", done


def _failed(request: Request) -> list[str]:
    """What could not be loaded; a click that leaves a page stops what it was still loading, which is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


@pytest.fixture
def open_preview(previewed: tuple[Path, Previewed], browser: Browser) -> Iterator[Callable[..., Page]]:
    faults: list[str] = []
    contexts = []

    def open_(path: str, **options: object) -> Page:
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
        page.on("requestfailed", lambda request: faults.extend(_failed(request)))
        page.goto((previewed[0] / path).as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_banner_of_any_page_leads_to_the_changes(open_preview: Callable[..., Page], lang: str) -> None:
    page = open_preview(f"{lang}/topics/autos.html")
    page.click(".banner a")
    assert page.url.endswith(f"/{lang}/preview.html")
    page.click("a.md-header__option[hreflang]")
    assert page.url.endswith(f"/{'en' if lang == 'zh' else 'zh'}/preview.html")


def test_a_changed_figure_leads_to_itself_in_its_article(open_preview: Callable[..., Page]) -> None:
    page = open_preview("en/preview.html")
    row = page.locator(".ch[data-kind=changed]", has_text="RMB 15.75 billion").first
    expect(row.locator("del").first).to_have_text("RMB 25.75 billion")
    row.locator("a").first.click()
    assert f"/articles/{STATE_FIRMS}.html#f-" in page.url
    expect(page.locator("tr:target")).to_contain_text("15.75")


def test_a_changed_chart_is_shown_before_and_after(
    open_preview: Callable[..., Page], previewed: tuple[Path, Previewed]
) -> None:
    assert {chart.id.partition(".")[2] for chart in previewed[1].changes.charts} == {"zh", "en"}
    page = open_preview("zh/preview.html")
    pictures = page.locator("figure.pairs").first.locator("img")
    assert pictures.count() == 2
    assert pictures.evaluate_all("all => all.map(each => each.naturalWidth > 100)") == [True, True]
    sources = pictures.evaluate_all("all => all.map(each => each.src)")
    assert sources[0] != sources[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_changes_has_no_faults_of_accessibility(
    open_preview: Callable[..., Page], lang: str, scheme: str
) -> None:
    found = Axe().run(open_preview(f"{lang}/preview.html", color_scheme=scheme), options={"preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_the_page_of_changes_fits_a_narrow_phone(open_preview: Callable[..., Page]) -> None:
    page = open_preview("zh/preview.html", viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
