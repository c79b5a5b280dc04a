"""The offline copy as its reader has it: unpacked into a folder, opened by a double click, no network anywhere.

Also the site under a path of a web server, and the pages for lost addresses.
"""

import functools
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from digest import pipeline
from digest.bundle import pack
from digest.config import load_config
from digest.files import save_tree
from digest.seal import seal
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

ARTICLE = "articles/2025-04-24-liangping-aircraft.html"
FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy, in a folder whose name needs escaping."""
    project = tmp_path_factory.mktemp("project")
    for name in ("content", "docs", "templates", "mkdocs.yml", "LICENSE"):
        (project / name).symlink_to(ROOT / name)
    built = pipeline.build_offline(load_config(project / "mkdocs.yml"))
    assert not isinstance(built, tuple), built
    path = project / "copy.zip"
    path.write_bytes(pack(built.files, "digest", built.when))
    where = tmp_path_factory.mktemp("desk") / "离线 copy #1"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(where)
    return where / "digest"


def _failed(request: Request) -> list[str]:
    """What could not be loaded; a click that leaves a page stops what it was still loading, which is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


@pytest.fixture
def open_copy(folder: Path, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of the copy from the disk. Fails the test where one complains or asks any host for anything."""
    faults: list[str] = []
    context = browser.new_context(offline=True, accept_downloads=True)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: faults.extend(_failed(request)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)

    def open_(path: str) -> Page:
        page.goto((folder / path).as_uri())
        return page

    yield open_
    context.close()
    assert faults == []


def test_a_double_click_on_index_leads_to_a_language_and_to_an_article(open_copy: Callable[..., Page]) -> None:
    page = open_copy("index.html")
    page.click("a[hreflang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("main a[href*='articles/2']").first.click()
    expect(page.locator(".prose")).to_be_visible()


def test_the_language_switch_leads_to_the_same_page_of_the_other_language(open_copy: Callable[..., Page]) -> None:
    page = open_copy(f"en/{ARTICLE}")
    page.click("a.md-header__option[hreflang]")
    assert urlsplit(page.url).path.endswith(f"/zh/{ARTICLE}")


@pytest.mark.parametrize(("lang", "query"), [("zh", "200亿元"), ("en", "RMB 20 billion"), ("en", "芯片")])
def test_search_finds_and_its_results_open(open_copy: Callable[..., Page], lang: str, query: str) -> None:
    page = open_copy(f"{lang}/index.html")
    page.fill("#ask", query)
    page.press("#ask", "Enter")
    result = page.locator("#search-results a[href*='.html']").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("h1").first).to_be_attached()
    assert "search.html" not in page.url


def test_a_table_filters_and_a_chart_is_drawn(open_copy: Callable[..., Page]) -> None:
    page = open_copy("en/topics/autos.html")
    rows = page.locator("table[data-sort] tbody tr:not([hidden])")
    before = rows.count()
    page.select_option("select[name=status]", "actual")
    assert 0 < rows.count() < before
    page = open_copy("en/topics/other.html")
    chart = page.locator("figure.chart svg, figure.chart img").first
    box = chart.bounding_box()
    assert box is not None
    assert box["width"] > 100


def test_a_download_is_a_file_beside_the_page(open_copy: Callable[..., Page], folder: Path) -> None:
    page = open_copy("en/data.html")
    for address in page.locator("a[download]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        assert (folder / "en" / address).resolve().is_file(), address


def test_the_handbook_reads_with_its_styles(open_copy: Callable[..., Page]) -> None:
    page = open_copy("zh/about/formats.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.md-typeset table:not([class])')).display") != ""
    assert page.evaluate("document.styleSheets.length") >= 2


def test_the_policy_stops_what_it_forbids(folder: Path, browser: Browser) -> None:
    """A script in the page and a picture of another host, put into a page, neither run nor load."""
    text = (folder / "en" / "data.html").read_text("utf-8")
    bad = '<script>document.title = "run"</script><img src="https://example.org/a.png" onerror="document.title = 1">'
    (folder / "en" / "bad.html").write_text(text.replace("</main>", f"{bad}</main>"), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    stopped: list[tuple[str, str | None]] = []
    page.on("requestfailed", lambda request: stopped.append((request.url, request.failure)))
    page.goto((folder / "en" / "bad.html").as_uri())
    assert page.title().startswith("Data")
    assert stopped == [("https://example.org/a.png", "csp")]
    context.close()
    (folder / "en" / "bad.html").unlink()


def test_firefox_draws_a_page_and_finds_from_the_disk(folder: Path, tmp_path: Path) -> None:
    if FIREFOX is None:
        pytest.skip("no Firefox on the path: apt-get install firefox-esr")
    pictures = []
    for name, address in (
        ("page", (folder / "zh" / ARTICLE).as_uri()),
        ("found", f"{(folder / 'en' / 'search.html').as_uri()}?q=RMB%2020%20billion"),
        ("nothing", f"{(folder / 'en' / 'search.html').as_uri()}?q=qqqqqq"),
    ):
        picture = tmp_path / f"{name}.png"
        profile = tmp_path / f"profile-{name}"
        profile.mkdir()
        command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--window-size=1000,900"]
        subprocess.run([*command, "--screenshot", str(picture), address], check=True, capture_output=True, timeout=90)
        pictures.append(picture.read_bytes())
    assert len({*pictures}) == 3
    assert min(map(len, pictures)) > 10_000


# ---- under a path of a web server ----


class _Pages(SimpleHTTPRequestHandler):
    """A host that answers a lost address with the site's own page, as GitHub Pages does."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's page for lost addresses."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "a" / "b" / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@contextmanager
def _served(root: Path) -> Iterator[str]:
    handler = functools.partial(_Pages, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_lost_address_of_any_depth_gets_a_page_with_styles_that_leads_back(browser: Browser, tmp_path: Path) -> None:
    project, root = tmp_path / "project", tmp_path / "root"
    project.mkdir()
    for name in ("content", "docs", "templates"):
        (project / name).symlink_to(ROOT / name)
    with _served(root) as host:
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        text = text.replace("\nsite_dir: site\n", f"\nsite_url: {host}/a/b/\nsite_dir: {root / 'a' / 'b'}\n")
        (project / "mkdocs.yml").write_text(text, "utf-8")
        _lay(project, root / "a" / "b")
        context = browser.new_context()
        page = context.new_page()
        faults: list[str] = []
        page.on(
            "response",
            lambda answer: faults.append(answer.url) if answer.status == 404 and "gone" not in answer.url else None,
        )
        for path in ("gone.html", "en/gone.html", "en/articles/deep/down/gone.html"):
            page.goto(f"{host}/a/b/{path}")
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(249, 248, 243)"
            page.click("a[hreflang=en]")
            assert page.url == f"{host}/a/b/en/index.html"
        context.close()
        assert faults == []


def _lay(project: Path, where: Path) -> None:
    config = load_config(project / "mkdocs.yml")
    read = pipeline.read(config)
    save_tree(where, seal(pipeline.site_files(config, pipeline.digest_of(read))))
