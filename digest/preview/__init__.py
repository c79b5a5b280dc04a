"""A preview: the site as a change would make it, with a page that says what the change does, and a comment that does.

base (a git revision) ─┐
                       ├─▶ changes ─▶ site with banner and page of changes, comment.md
head (the work here) ──┘
"""

import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from digest import files, frames, pipeline, render, sheets
from digest.checks import check_project
from digest.config import Config, load_config
from digest.errors import DigestError, InputError
from digest.model import LANGS, Digest, Lexicon, Problem
from digest.pipeline import Read, Step
from digest.preview import pages, views
from digest.preview.changes import Changes, Chart, Shown, Side, charts_of, compare, shown
from digest.preview.comment import comment
from digest.preview.revision import Revision, find_base, read_files
from digest.render.strings import load_strings
from digest.seal import File, seal

__all__ = ["Previewed", "preview"]

_NOTHING = Side(Digest((), {}, {}, Lexicon((), (), (), ())))


class Previewed(msgspec.Struct, frozen=True):
    """What a preview found and wrote."""

    base: Revision
    changes: Changes
    pages: Mapping[str, int]
    problems: tuple[Problem, ...]


def preview(
    config: Config, ref: str, out: Path, executor: Executor | None = None, step: Step = lambda _: None
) -> Previewed | tuple[Problem, ...]:
    """Write `out/site` and `out/comment.md`. Returns what was done, or the problems that forbid it.

    Nothing else is written: the fact sheets stay as they are. Raises RevisionError where git has no such base, and
    InputError where `out/site` is a folder that no preview wrote.
    """
    _check_out(out / "site")
    step(f"Looking for {ref}")
    revision = find_base(config.root, ref)
    project = pipeline.read(config, executor, step)
    if not project.usable:
        return project.problems
    drawn = frames.draw(config)
    step(f"Reading {revision.short}")
    base, changed, revision = _read_base(config, revision, executor, drawn.templates)
    building = _Building(config, base, revision, changed, executor)
    written = files.save_tree(out / "site", seal(building.files(project, step)))
    if building.done is None:
        raise DigestError("the preview was not finished")
    files.save(out / "comment.md", building.done[1])
    return Previewed(revision, building.done[0], written, project.problems)


def _check_out(site: Path) -> None:
    """Whatever is in the folder is removed by the build, so it must be a preview's own."""
    mark = pages.STYLES.replace(".css", ".*.css")  # written first, so that an unfinished preview has it too
    if site.exists() and any(site.iterdir()) and not any(site.glob(mark)):
        raise InputError("it is no preview, and a preview would remove what is in it; name another folder", site)


# ---- base ----


def _read_base(
    config: Config, revision: Revision, executor: Executor | None, templates: Mapping[str, str]
) -> tuple[Side, tuple[str, ...], Revision]:
    """The project at the revision, and the files of frame and templates that differ since.

    A base that can't be read, because it is broken or too old, counts as empty; the revision's note says why.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        own = [config.file.name, *_inside(config, config.content, config.docs_dir, config.templates)]
        for name, content in read_files(config.root, revision.commit, own):
            files.save(root / name, content)
        changed = tuple(_changed_files(config, root))
        if not (root / config.file.name).exists():
            return _NOTHING, (), _noted(revision, f"{revision.ref} holds no {config.file.name}: everything is new.")
        try:
            there = msgspec.structs.replace(load_config(root / config.file.name), cache_dir=config.cache)
            side = _side(config, there, pipeline.read(there, executor))
        except DigestError as error:
            path = f"{error.path.relative_to(root)}: " if error.path and error.path.is_relative_to(root) else ""
            note = f"{revision.ref} can't be read, so everything counts as new: {path}{error.message}"
            return _NOTHING, changed, _noted(revision, note)
    try:
        return _with_pages(side, config, templates, executor), changed, revision
    except DigestError as error:
        note = f"Pages are not compared: today's templates can't draw those of {revision.ref}: {error.message}"
        return msgspec.structs.replace(side, drawn=False), changed, _noted(revision, note)


def _noted(revision: Revision, note: str) -> Revision:
    return msgspec.structs.replace(revision, note=" ".join(filter(None, (revision.note, note))))


def _inside(config: Config, *folders: Path) -> Iterator[str]:
    """The folders that lie in the project, as paths relative to it."""
    for folder in folders:
        if folder.is_relative_to(config.root):
            yield folder.relative_to(config.root).as_posix()


def _changed_files(config: Config, root: Path) -> Iterator[str]:
    """The files of settings, templates and handbook that differ from those under `root`."""
    for name in (config.file.name, *_inside(config, config.templates, config.docs_dir)):
        here, there = _hashes(config.root, name), _hashes(root, name)
        yield from sorted(path for path in {*here, *there} if here.get(path) != there.get(path))


def _hashes(root: Path, name: str) -> Mapping[str, bytes]:
    path = root / name
    found = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in found}


def _side(config: Config, there: Config, project: Read) -> Side:
    """The base: its sheets as they were filed, or where there are none what its articles state now.

    Sources are no part of the repository, so both sides are checked against those that are at hand.
    """
    filed = sheets.load_sheets(there.content / "facts", there.root) or project.entries
    stems = {article.stem for article in project.articles}
    entries = {entry.fact.id: entry for entry in filed if entry.fact.article in stems}
    digest = pipeline.digest_of(msgspec.structs.replace(project, entries=tuple(entries.values())))
    return Side(digest, check_project(project, there, config.content / "inbox"))


def _with_pages(side: Side, config: Config, templates: Mapping[str, str], executor: Executor | None) -> Side:
    """The base with its pages, drawn with the templates of today: a page differs only where what it says does.

    A topic that has gone since has no frame of its own any more; that of the lists is as good.
    """
    topics = {f"{lang}/topics/{topic.id}": f"{lang}/lists" for topic in side.digest.lexicon.topics for lang in LANGS}
    drawn = {name: templates[other] for name, other in topics.items()} | dict(templates)
    seen = _Seen()
    for name, content in render.render(side.digest, config, drawn, executor):
        seen.add(name, content)
    return msgspec.structs.replace(side, pages=seen.pages, charts=seen.charts, drawings=seen.drawings)


class _Seen:
    """What the comparison needs of a site's files, kept as they pass."""

    def __init__(self) -> None:
        self.pages: dict[str, Shown] = {}
        self.charts: dict[str, Chart] = {}
        self.drawings: dict[str, str] = {}

    def add(self, name: str, content: str | bytes) -> None:
        """Keep of a file what is needed. The handbook is told of by its own files, so its pages are left out."""
        if name.endswith(".html") and "/about/" not in name:
            self.pages[name] = shown(name, content)
            self.charts.update(charts_of(name, content))
        elif name.endswith(".svg") and isinstance(content, str):
            self.drawings[name] = content


# ---- head ----


class _Building:
    """The site being written: pages are compared as they pass, so that no more than one is kept."""

    def __init__(
        self, config: Config, base: Side, revision: Revision, changed: tuple[str, ...], executor: Executor | None
    ) -> None:
        self._config, self._base, self._revision, self._changed = config, base, revision, changed
        self._executor = executor
        self.done: tuple[Changes, str] | None = None

    def files(self, project: Read, step: Step) -> Iterator[File]:
        """Every file of the preview; the pages about the changes come last."""
        config, revision = self._config, self._revision
        strings = load_strings(config)
        said = f"{revision.short} ({revision.ref})"
        digest = pipeline.digest_of(project)
        seen = _Seen()
        yield pages.styles(config)
        for name, content in pipeline.site_files(config, digest, step, self._executor):
            seen.add(name, content)
            if name.endswith(".html"):
                page = content if isinstance(content, str) else content.decode()
                yield name, pages.mark(name, page, strings, said)
            elif not name.startswith("sitemap"):
                yield name, content
        step("Comparing")
        reasons = {entry.fact.id: _reason(entry) for entry in project.entries if entry.edited}
        problems = check_project(project, config, config.content / "inbox")
        head = Side(digest, problems, seen.pages, seen.charts, seen.drawings, reasons)
        changes = compare(self._base, head, self._changed)
        teller = views.teller(strings, self._base, head)
        compared = (revision.ref, revision.short, revision.note)
        told = {lang: views.view(changes, self._base, head, teller, lang, compared) for lang in LANGS}
        drawn = frames.draw(config).templates
        for name, page in pages.render_changes(told, digest, config, drawn, strings).items():
            yield name, pages.mark(name, page, strings, said)
        yield from pages.charts(changes).items()
        self.done = changes, comment(changes, teller, said, revision.note)


def _reason(entry: sheets.Entry) -> str:
    """Why a person edited a figure, in their own words."""
    reason = entry.edited.reason if entry.edited else msgspec.UNSET
    return "" if reason is msgspec.UNSET else reason if isinstance(reason, str) else reason["en"]
