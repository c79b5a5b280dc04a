"""Page weight and paint: what a page and all it loads weigh, packed, and how soon it is painted from the disk.

    python -m benchmarks.weight [SITE]

Prints the heaviest page of each kind, its HTML, styles and scripts gzipped together, without its charts, against the
budget of 60 kB, and the first contentful paint of that page in Chromium on a 360-pixel screen with the processor four
times slower, the best of three. Exits 1 where a page is over its budget, or painted later than a second.
"""

import gzip
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
BUDGET, PAINT = 60_000, 1000
_CHART = re.compile(r'<figure class="chart".*?</figure>', re.S)
_LOADS = re.compile(r'<(?:link rel="stylesheet"|script)[^>]*?(?:href|src)="([^"]+)"')


class Weight(NamedTuple):
    """A page and what it weighs in bytes."""

    size: int
    path: Path


def heaviest(site: Path) -> Mapping[str, Weight]:
    """The heaviest page of each kind: a kind is a folder of pages, or a page that stands alone."""
    found: dict[str, list[Weight]] = defaultdict(list)
    packed: dict[Path, int] = {}
    for path in sorted(site.glob("*/**/*.html")):
        parts = path.relative_to(site).parts[1:]
        kind = f"{parts[0]}/" if len(parts) > 1 and parts[-1] != "index.html" else "/".join(parts)
        page = path.read_text("utf-8")
        size = len(gzip.compress(_CHART.sub("", page).encode(), 9))
        for asset in _assets(path, page):
            if asset not in packed:
                packed[asset] = len(gzip.compress(asset.read_bytes(), 9))
            size += packed[asset]
        found[kind].append(Weight(size, path))
    return {kind: max(weights) for kind, weights in sorted(found.items())}


def _assets(path: Path, page: str) -> Iterator[Path]:
    for name in _LOADS.findall(page):
        yield (path.parent / name).resolve()


def paints(pages: Mapping[str, Weight]) -> Mapping[str, float]:
    """The first contentful paint of each page in milliseconds."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, float] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for kind, weight in pages.items():
            found[kind] = min(_paint(browser, weight.path) for _ in range(3))  # the rest is other work of the machine
        browser.close()
    return found


def _paint(browser: Browser, path: Path) -> float:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(path.resolve().as_uri())
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    time: float = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    page.close()
    return time


def main(arguments: list[str]) -> int:
    """Print the table. Returns the exit code."""
    site = Path(arguments[0]) if arguments else ROOT / "site"
    pages = heaviest(site)
    times = paints(pages)
    for kind, weight in pages.items():
        over = " OVER" if weight.size > BUDGET or times[kind] > PAINT else ""
        print(f"{kind:28} {weight.size / 1000:6.1f} kB {times[kind]:6.0f} ms  {weight.path.relative_to(site)}{over}")
    return int(any(weight.size > BUDGET or times[kind] > PAINT for kind, weight in pages.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
