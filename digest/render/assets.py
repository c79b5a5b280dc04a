"""Stylesheets and scripts: files under `assets/`, loaded by relative addresses and never written into a page."""

from collections.abc import Iterator
from pathlib import Path

from digest.config import Config
from digest.files import read_text


def assets(config: Config) -> Iterator[tuple[str, str]]:
    """Every asset as (site path, text).

    The parts in a folder are one file of its name, in the order of their names: `site` is what every page needs,
    `tokens` and `finder` what searching does. The files beside the folders stand alone.
    """
    for folder, suffix in (("styles", ".css"), ("scripts", ".js")):
        root = config.templates / folder
        for parts in sorted(path for path in root.iterdir() if path.is_dir()):
            yield f"assets/{parts.name}{suffix}", "\n".join(read_text(path) for path in _files(parts, suffix))
        for path in _files(root, suffix):
            yield f"assets/{path.name}", read_text(path)
    yield "assets/mark.svg", read_text(config.templates / "mark.svg")


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix == suffix)
