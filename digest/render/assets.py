"""Stylesheets and scripts: files under `assets/`, loaded by relative addresses and never written into a page."""

from collections.abc import Iterator
from pathlib import Path

from digest.config import Config
from digest.files import read_text


def assets(config: Config) -> Iterator[tuple[str, str]]:
    """Every asset as (site path, text).

    The parts under `styles/site` and `scripts/site` are one file each, in the order of their names, because every page
    needs them; the files beside them stand alone.
    """
    for folder, suffix in (("styles", ".css"), ("scripts", ".js")):
        root = config.templates / folder
        yield f"assets/site{suffix}", "\n".join(read_text(path) for path in _files(root / "site", suffix))
        for path in _files(root, suffix):
            yield f"assets/{path.name}", read_text(path)
    yield "assets/mark.svg", read_text(config.templates / "mark.svg")


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == suffix)
