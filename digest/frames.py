"""The frames of the site: Material for MkDocs draws one per language and section, and the handbook inside them.

MkDocs renders its whole navigation into every page and keeps all pages in memory, so it draws only what is the same on
thousands of pages: an empty page a section, with marks such as ⟦root⟧ where the pages differ. Each is compiled into a
Jinja template that `render` fills. The handbook (docs/zh, docs/en) is MkDocs's own and comes out finished.

This is the only module that imports MkDocs, and it does so only when something that MkDocs reads has changed.
"""

import html
import logging
import re
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml

from digest.cache import key_of, recall
from digest.config import Config
from digest.errors import ConfigError, FrameError
from digest.files import load_yaml, read_text, save
from digest.model import LANGS, Lang, Topic, Value

_CODES: Mapping[Lang, str] = {"zh": "zh-Hans", "en": "en"}
_DRAWN_BY = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
_MARK = re.compile(r"⟦(?:(block):)?(\w+)⟧")


class Frames(Value, frozen=True):
    """What MkDocs drew. `templates` are Jinja sources by `<lang>/<section>`, `files` finished files by site path."""

    templates: Mapping[str, str]
    files: Mapping[str, bytes]


class _Words(msgspec.Struct, frozen=True):
    """What the frame needs of the interface strings."""

    language: str
    frame: Mapping[str, str]


def draw(config: Config) -> Frames:
    """The frames and the handbook of both languages.

    Sections are `home`, `topics/<id>`, `targets`, `data`, `search` and `lists`. Raises FrameError, with the path of the
    file, where MkDocs fails or warns, and where a page of the handbook has no twin in the other language.
    """
    (kept,) = recall(config.cache / "frames.sqlite3", [_key(config)], lambda _: [msgspec.msgpack.encode(_draw(config))])
    return msgspec.msgpack.decode(kept, type=Frames)


def _key(config: Config) -> str:
    """A hash of every file that MkDocs reads and of the versions of those who draw."""
    inputs = [config.file, _topics_file(config), Path(__file__)]
    inputs += [config.templates / "strings" / f"{lang}.yml" for lang in LANGS]
    for folder in (config.docs_dir, config.templates / "overrides"):
        inputs += sorted(path for path in folder.rglob("*") if path.is_file())
    parts = [" ".join(f"{name} {version(name)}" for name in _DRAWN_BY).encode()]
    for path in inputs:
        try:
            content = path.read_bytes()
        except OSError as problem:
            raise FrameError(f"can't be read: {problem.strerror}", path) from None
        name = path.relative_to(config.root) if path.is_relative_to(config.root) else path.name
        parts += [str(name).encode(), content]
    return key_of(*parts)


def _topics_file(config: Config) -> Path:
    return config.content / "lexicon" / "topics.yml"


def _draw(config: Config) -> Frames:
    _check_twins(config)
    topics = load_yaml(_topics_file(config), tuple[Topic, ...])
    templates: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for lang in LANGS:
        with tempfile.TemporaryDirectory() as folder:
            docs, site = Path(folder, "docs"), Path(folder, "site")
            sections = _lay_out(config, lang, topics, docs)
            _build(config, lang, topics, docs, site)
            for section, page in sections.items():
                templates[f"{lang}/{section}"] = compile_frame((site / page).with_suffix(".html").read_text("utf-8"))
            files |= {f"{lang}/about/{name}": data for name, data in _handbook(config, lang, site)}
            files |= _stylesheet(site)
    return Frames(templates, files)


def _check_twins(config: Config) -> None:
    """Every page of the handbook stands in both languages, so that the language switch leads somewhere."""
    pages = {lang: _pages(config.docs_dir / lang) for lang in LANGS}
    for lang, other in (LANGS, LANGS[::-1]):
        if "index.md" not in pages[lang]:
            raise FrameError("the handbook has no first page: index.md", config.docs_dir / lang)
        for name in sorted(pages[lang] - pages[other]):
            raise FrameError(f"the page has no twin in docs/{other}", config.docs_dir / lang / name)


def _pages(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}


def _lay_out(config: Config, lang: Lang, topics: tuple[Topic, ...], docs: Path) -> dict[str, str]:
    """Fill MkDocs's source folder: the handbook and an empty page a section. Returns the sections' pages."""
    sections = {
        "home": "index.md",
        "data": "data.md",
        "targets": "targets.md",
        "search": "search.md",
        "lists": "articles/index.md",
    }
    sections |= {f"topics/{topic.id}": f"topics/{topic.id}.md" for topic in topics}
    for section, page in sections.items():
        save(docs / page, f"---\nsection: {section}\n---\n")
    handbook = config.docs_dir / lang
    for path in sorted(handbook.rglob("*")):
        if path.is_file():
            save(docs / "about" / path.relative_to(handbook), path.read_bytes())
    return sections


def _build(config: Config, lang: Lang, topics: tuple[Topic, ...], docs: Path, site: Path) -> None:
    """Let MkDocs build `docs` into `site`. Whatever it warns of is an error: its log goes nowhere else."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - half a second that an unchanged frame need not pay
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    log = _Log(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    kept = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [log], False
    logger.setLevel(logging.WARNING)
    try:
        settings = MkDocsConfig(config_file_path=str(config.file))
        settings.load_dict(_settings(config, lang, topics, docs, site))
        errors, warnings = settings.validate()
        for name, problem in [*errors, *warnings]:
            raise FrameError(f"{name}: {problem}", config.file)
        settings.theme.static_templates.clear()  # the site has a page of its own for lost addresses
        build(settings)
    except jinja2.TemplateSyntaxError as problem:
        raise FrameError(
            problem.message or "not a template", Path(problem.filename or config.file), problem.lineno
        ) from None
    except (MkDocsException, jinja2.TemplateError) as problem:
        raise _located(config, lang, "; ".join([*log.messages, str(problem)])) from None
    finally:
        logger.handlers, logger.propagate = kept[:2]
        logger.setLevel(kept[2])
    if log.messages:
        raise _located(config, lang, "; ".join(log.messages))


class _Log(logging.Handler):
    """Keeps what MkDocs would have printed."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message on one line."""
        self.messages.append(" ".join(record.getMessage().split()))


def _located(config: Config, lang: Lang, message: str) -> FrameError:
    """The error at the page of the handbook that the message names, or at mkdocs.yml."""
    named = re.search(r"about/([\w./-]+\.md)", message)
    path = config.docs_dir / lang / named[1] if named else config.file
    return FrameError(message.replace("'about/", "'"), path if path.exists() else config.file)


def _settings(config: Config, lang: Lang, topics: tuple[Topic, ...], docs: Path, site: Path) -> dict[str, Any]:
    """mkdocs.yml as it stands, with what the build of one language needs."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - MkDocs's own loader knows its tags

    try:
        raw: dict[str, Any] = yaml_load(read_text(config.file, ConfigError)) or {}
    except yaml.YAMLError as problem:
        raise ConfigError(f"not YAML: {problem}", config.file) from None
    theme = raw.get("theme") or {}
    own = {
        "name": "material",
        "custom_dir": str(config.templates / "overrides"),
        "language": _CODES[lang],
        "font": False,
    }
    return raw | {
        "site_name": config.settings.name[lang],
        "site_url": None,
        "docs_dir": str(docs),
        "site_dir": str(site),
        "use_directory_urls": False,
        "theme": {**(theme if isinstance(theme, dict) else {}), **own},
        "plugins": raw.get("plugins") or [],
        "not_in_nav": "/search.md\n/articles/index.md\n",
        "nav": _nav(config, lang, topics, raw.get("nav")),
        "extra": (raw.get("extra") or {}) | _extra(config, lang),
    }


def _nav(config: Config, lang: Lang, topics: tuple[Topic, ...], order: object) -> list[dict[str, Any]]:
    """The tabs. The handbook's pages come in the order of mkdocs.yml's `nav`, else by name."""
    names = _load_words(config, lang).frame
    pages = _pages(config.docs_dir / lang)
    listed = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
    for name in listed:
        if name not in pages:
            raise FrameError(f"nav lists {name}, which docs/{lang} does not have", config.file)
    rest = sorted(pages - set(listed), key=lambda name: (name != "index.md", name))
    return [
        {names["home"]: "index.md"},
        *({topic.name[lang]: f"topics/{topic.id}.md"} for topic in topics),
        {names["targets"]: "targets.md"},
        {names["data"]: "data.md"},
        {names["about"]: [f"about/{name}" for name in [*listed, *rest]]},
    ]


def _extra(config: Config, lang: Lang) -> dict[str, Any]:
    """What the overrides read as `config.extra`."""
    settings = config.settings
    other: Lang = "en" if lang == "zh" else "zh"
    return {
        "lang": lang,
        "other": {"lang": other, "code": _CODES[other], "name": _load_words(config, other).language},
        "words": dict(_load_words(config, lang).frame),
        "names": {each: settings.name[each] for each in LANGS},
        "tagline": settings.tagline[lang],
        "licence": settings.licence,
        "licence_url": settings.licence_url,
    }


def _load_words(config: Config, lang: Lang) -> _Words:
    return load_yaml(config.templates / "strings" / f"{lang}.yml", _Words)


def compile_frame(page: str) -> str:
    """A Jinja template of a page that MkDocs rendered: its marks become expressions and blocks, all else stays literal.

    The template reads `page.<mark>`; blank lines that MkDocs's own templates left are dropped.
    """
    parts: list[str] = []
    end = 0
    for mark in _MARK.finditer(page):
        parts.append(_literal(page[end : mark.start()]))
        parts.append(f"{{% block {mark[2]} %}}{{% endblock %}}" if mark[1] else f"{{{{ page.{mark[2]} }}}}")
        end = mark.end()
    parts.append(_literal(page[end:]))
    return "".join(parts)


def _literal(text: str) -> str:
    """Text that Jinja will not read: `{{`, `{%` and `{#` are written as expressions."""
    text = re.sub(r"\n\s*\n", "\n", re.sub(r"[ \t]+\n", "\n", text))
    return re.sub(r"\{(?=[{%#])", "{{ '{' }}", text)


def _handbook(config: Config, lang: Lang, site: Path) -> Iterator[tuple[str, bytes]]:
    """The finished files of the handbook, by their path under `about`."""
    about = site / "about"
    for path in sorted(about.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(about).as_posix()
        yield (
            name,
            _fill(config, lang, name, path.read_text("utf-8")).encode()
            if name.endswith(".html")
            else path.read_bytes(),
        )


def _fill(config: Config, lang: Lang, name: str, page: str) -> str:
    """The page of the handbook with its marks filled in."""
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    heading = html.unescape(re.sub(r"<[^>]+>", "", title[1])).strip() if title else name
    values = {
        "root": "/".join([".."] * (name.count("/") + 2)),
        "path": f"about/{name}",
        "here": "page" if name == "index.html" else "true",
        "title": f"{heading} · {config.settings.name[lang]}",
        "description": config.settings.tagline[lang],
        "head": "",
        "card": f"{config.site_url or '/'.join(['..'] * (name.count('/') + 2)) + '/'}cards/{lang}/home.png",
    }
    return _MARK.sub(lambda mark: html.escape(values[mark[2]]) if mark[2] in values else mark[0], page)


def _stylesheet(site: Path) -> Mapping[str, bytes]:
    """Material's stylesheet, which the handbook's text needs; the digest's own pages load none of it."""
    sheets = sorted((site / "assets" / "stylesheets").glob("main.*.min.css"))
    if not sheets:
        raise FrameError("Material for MkDocs has no main stylesheet: is its version one this build knows?")
    text = re.sub(r"\n?/\*# sourceMappingURL=.*?\*/\s*$", "\n", sheets[0].read_text("utf-8"))
    return {"assets/material.css": text.encode()}
