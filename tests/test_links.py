"""No dead link and no dead anchor on the site, in the offline copy's form and in a preview."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from digest import pipeline
from digest.config import load_config
from digest.files import save_tree
from digest.seal import POLICY, seal
from tests.conftest import ROOT, Project, tree

_ADDRESSES = {"href", "src", "action", "data-root", "poster", "data"}


class _Page(HTMLParser):
    """The addresses that a page names and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = {"", "top"}
        self.twice: list[str] = []
        self.policies: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.twice += [found["id"]] if found["id"] in self.anchors else []
            self.anchors.add(found["id"])
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(found["content"])
        self.addresses += [found[name] for name in _ADDRESSES - {"data-root"} if name in found and tag != "object"]
        self.addresses += [part.split()[0] for part in found.get("srcset", "").split(",") if part.strip()]


def dead_links(files: Mapping[str, bytes]) -> list[str]:
    """Every address in `files` that leads to no file or no anchor of them, as "page: address"."""
    pages = {name: _Page(data.decode()) for name, data in files.items() if name.endswith(".html")}
    dead = [f"{name}: {why}" for name, page in pages.items() for why in _dead(name, page, files, pages)]
    for name, data in files.items():
        if name.endswith(".css"):
            dead += [
                f"{name}: {url}"
                for url in re.findall(r"url\([\"']?(?!data:|#)([^)\"']+)", data.decode())
                if _target(name, url) not in files
            ]
    return dead


def _dead(name: str, page: _Page, files: Mapping[str, bytes], pages: Mapping[str, _Page]) -> Iterator[str]:
    for address in page.addresses:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = _target(name, address)
        if target not in files or (target in pages and unquote(parts.fragment) not in pages[target].anchors):
            yield address
    yield from (f"the anchor {anchor} twice" for anchor in page.twice)


def _target(name: str, address: str) -> str:
    path = urlsplit(urljoin(f"http://site/{name}", address)).path.removeprefix("/")
    return unquote(path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("links")
    for folder in ("content", "docs", "templates"):
        (project / folder).symlink_to(ROOT / folder)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(text, "utf-8")
    config = load_config(project / "mkdocs.yml")
    read = pipeline.read(config)
    save_tree(config.site_dir, seal(pipeline.site_files(config, pipeline.digest_of(read))))
    return config.site_dir


def test_every_link_of_the_site_leads_to_a_page_and_an_anchor_that_are_there(site: Path) -> None:
    assert dead_links(tree(site)) == []


def test_every_page_bears_the_policy_once(site: Path) -> None:
    pages = {name: _Page(data.decode()) for name, data in tree(site).items() if name.endswith(".html")}
    assert {name for name, page in pages.items() if page.policies != [POLICY]} == set()


def test_no_page_holds_what_the_policy_forbids(site: Path) -> None:
    """Neither styles nor scripts in the page, but data blocks, which are never run."""
    forbidden = re.compile(
        r'<style|<[^>]+\sstyle="|<[^>]+\son[a-z]+="|javascript:'
        r'|<script(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")'
    )
    found = {
        name: match[0]
        for name, data in tree(site).items()
        if name.endswith(".html") and (match := forbidden.search(data.decode()))
    }
    assert found == {}


def test_every_asset_bears_the_hash_of_its_content_and_pages_keep_their_addresses(site: Path) -> None:
    names = [name for name in tree(site) if re.fullmatch(r"assets/[^/]+\.(css|js|svg)", name)]
    assert names
    assert [name for name in names if not re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{8}\.\w+", name)] == []
    assert (site / "en" / "index.html").exists()


def test_the_checker_sees_dead_links_dead_anchors_and_anchors_that_stand_twice() -> None:
    files = {
        "en/a.html": b'<p id="x" class="y"></p><p id="x"></p><a href="b.html#z">1</a><a href="c.html">2</a>'
        b'<a href="#x">3</a><a href="https://example.org/d.html">4</a>',
        "en/b.html": b"<p id=y></p>",
        "assets/a.css": b'@import url("gone.css");',
    }
    assert dead_links(files) == [
        "en/a.html: b.html#z",
        "en/a.html: c.html",
        "en/a.html: the anchor x twice",
        "assets/a.css: gone.css",
    ]


def test_the_page_for_lost_addresses_starts_its_links_at_the_site_s_own_folder(project: Project) -> None:
    project.article("2025-04-24-cars", "2024年，重庆汽车产业产值为200亿元。")
    assert project.run("site", "--site-url", "https://example.org/a/b").code == 0
    page = (project.root / "site" / "404.html").read_text("utf-8")
    addresses = [address for address in _Page(page).addresses if not urlsplit(address).scheme]
    assert addresses
    assert [address for address in addresses if not address.startswith("/a/b/")] == []
    files = tree(project.root / "site")
    assert [address for address in addresses if address.removeprefix("/a/b/") not in files] == []
