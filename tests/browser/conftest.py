"""A site built from the project as it stands, and a Chromium that reads it from the disk."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from digest import pipeline
from digest.config import load_config

ROOT = Path(__file__).parents[2]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the finished site."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("content", "docs", "templates"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("inbox"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    config = load_config(project / "mkdocs.yml")
    built = pipeline.build(config)
    assert not isinstance(built, tuple), built
    return config.site_dir


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if _CHROMIUM is None:
        reason = f"no browser: none of {', '.join(_NAMES)} is on the path"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(site: Path, browser: Browser) -> Iterator[Open]:
    """Opens a page of the site from the disk: `open_page("zh/index.html", width=360, java_script_enabled=False)`.

    Fails the test where a page logs an error or asks any host for anything.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(path: str, *, width: int = 1440, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        page.on(
            "console", lambda message: faults.append(f"{path}: {message.text}") if message.type == "error" else None
        )
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
        name, mark, rest = path.partition("?") if "?" in path else path.partition("#")
        page.goto(f"{(site / name).resolve().as_uri()}{mark}{rest}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []
