"""mkdocs.yml, decided: what the digest needs of Material's settings, and its own under `extra.digest`."""

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from digest.errors import ConfigError
from digest.files import read_text
from digest.model import Bilingual


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands under `extra.digest`."""

    name: Bilingual
    """The digest's name."""
    tagline: Bilingual
    """One sentence under the name, in the footer and in feeds."""
    region: str
    """The id, in places.yml, of the place that 全市 and 我市 mean."""
    content_dir: str = "content"
    """Articles, fact sheets and lexicon."""
    templates_dir: str = "templates"
    """Jinja templates, styles, scripts and interface strings."""
    licence: str = "CC BY 4.0"
    """Under which the digest's texts and data are published."""
    licence_url: str = "https://creativecommons.org/licenses/by/4.0/"
    """Where that licence can be read."""


class Config(msgspec.Struct, frozen=True):
    """A project: its settings and its folders, all absolute. `site_url` ends in a slash or is None."""

    file: Path
    settings: Settings
    site_url: str | None
    site_dir: Path
    docs_dir: Path
    cache_dir: Path | None = None

    @property
    def root(self) -> Path:
        """The folder of mkdocs.yml, against which every path of a message is given."""
        return self.file.parent

    @property
    def content(self) -> Path:
        """The region's own folder: articles, facts, lexicon, inbox."""
        return self.root / self.settings.content_dir

    @property
    def templates(self) -> Path:
        """Templates, styles, scripts and interface strings."""
        return self.root / self.settings.templates_dir

    @property
    def cache(self) -> Path:
        """What may be deleted at any time; the project's own unless it is told to use another's."""
        return self.cache_dir or self.root / ".cache"


class _Loader(yaml.CSafeLoader):
    """mkdocs.yml may hold tags of MkDocs's own (`!ENV`, `!!python/name:`), which are none of our business."""


_Loader.add_multi_constructor("!", lambda *_: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def load_config(file: Path) -> Config:
    """The project that `file` (a mkdocs.yml) describes. Raises ConfigError, with the line where there is one."""
    text = read_text(file, ConfigError)
    try:
        raw: Any = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else None
        raise ConfigError(problem.problem or "not YAML", file, line) from None
    own = (
        raw.get("extra", {}).get("digest") if isinstance(raw, dict) and isinstance(raw.get("extra", {}), dict) else None
    )
    if not isinstance(own, dict):
        raise ConfigError("no settings under extra.digest", file)
    try:
        settings = msgspec.convert(own, Settings)
    except msgspec.ValidationError as problem:
        message, _, where = str(problem).partition(" - at `$")
        unknown = re.search("unknown field `([^`]+)`", message)
        line = _line_of(text, unknown[1] if unknown else where)
        raise ConfigError(f"extra.digest{where.rstrip('`')}: {message}", file, line) from None
    root = file.resolve().parent
    url = raw.get("site_url") or None
    config = Config(
        file=file.resolve(),
        settings=settings,
        site_url=None if url is None else str(url).rstrip("/") + "/",
        site_dir=root / str(raw.get("site_dir", "site")),
        docs_dir=root / str(raw.get("docs_dir", "docs")),
    )
    _check_site_dir(config)
    return config


def _check_site_dir(config: Config) -> None:
    """The build removes from its site folder whatever is not a page, so nothing else may live there."""
    site = config.site_dir.resolve()
    for folder in (config.root, config.content, config.docs_dir, config.templates):
        if folder.resolve().is_relative_to(site):
            raise ConfigError(
                "site_dir: the project's own files lie in it, and the build would remove them", config.file
            )
    for folder in (config.content, config.docs_dir, config.templates):
        if site.is_relative_to(folder.resolve()):
            raise ConfigError("site_dir: it lies among the project's own files", config.file)


def _line_of(text: str, where: str) -> int | None:
    key = where.strip("`.").split(".")[0] or "digest"
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith(f"{key}:")]
    return lines[-1] if lines else None
