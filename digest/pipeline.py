"""The whole story on one page: the only module that knows the order of the stages.

articles ─▶ facts ─▶ sheets ─▶ pages ─▶ site
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from itertools import chain

import msgspec

from digest import data, feeds, files, frames, render, search
from digest.articles import check_articles, read_articles
from digest.bundle import newest_day, offline, stated_time
from digest.config import Config
from digest.extract import Extract
from digest.findings import find
from digest.lexicon import load_lexicon
from digest.model import Article, Digest, Lexicon, Problem
from digest.seal import POLICY, File, seal
from digest.series import find_comparisons, find_promises, find_series
from digest.sheets import Entry, Sheet, corrections_of, facts_of, load_said, merge, remember, render_sheets
from digest.waivers import settle

Step = Callable[[str], None]


class Read(msgspec.Struct, frozen=True):
    """A project read: its articles, what was found in them, the entries that follow, and what is wrong.

    `packed` are entries as sheets have them, by their articles' stems.
    """

    articles: tuple[Article, ...]
    lexicon: Lexicon
    extracts: tuple[Extract, ...]
    entries: tuple[Entry, ...]
    packed: Mapping[str, bytes]
    found: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found, but for what a waiver lets pass."""
        return settle(self.found, self.articles).problems

    @property
    def usable(self) -> bool:
        """False where an article can't be read: its facts would be taken for deleted ones."""
        return not any(problem.code in ("unreadable-article", "stem-twice") for problem in self.found)


class Built(msgspec.Struct, frozen=True):
    """What a build did."""

    articles: int
    facts: int
    pages: Mapping[str, int]
    problems: tuple[Problem, ...]


class Offline(msgspec.Struct, frozen=True):
    """The site as files that need no server, and the time that its archive bears."""

    files: Mapping[str, bytes]
    when: datetime
    problems: tuple[Problem, ...]


def read(config: Config, executor: Executor | None = None, step: Step = lambda _: None) -> Read:
    """Read the project and find every figure in it. Nothing is written. Raises DigestError where that is impossible."""
    step("Reading articles")
    lexicon = load_lexicon(config.content / "lexicon")
    articles, unreadable = read_articles(config)
    step(f"Reading figures in {len(articles)} articles")
    findings = tuple(find(articles, lexicon, config.settings.region, config.cache, executor))
    step("Merging fact sheets")
    extracts = tuple(each.extract for each in findings)
    said = load_said(config.content / "facts", config.root, config.cache)
    entries, lost = merge(said, chain.from_iterable(extract.facts for extract in extracts), articles)
    topics = frozenset(topic.id for topic in lexicon.topics)
    found = (
        *unreadable,
        *check_articles(articles, topics),
        *lost,
        *chain.from_iterable(each.apart for each in findings),
    )
    packed = {each.extract.stem: each.entries for each in findings}
    return Read(articles, lexicon, extracts, entries, packed, in_order(found))


def build(
    config: Config, executor: Executor | None = None, step: Step = lambda _: None, policy: str = POLICY
) -> Built | tuple[Problem, ...]:
    """The main job: articles → sheets → site. Returns what was done, or the problems that forbid it."""
    project = read(config, executor, step)
    if not project.usable:
        return project.problems
    save_sheets(config, project)
    digest, problems = digest_of(project), project.problems
    del project  # of a large archive its sheets alone are a hundred megabytes that nothing below needs
    pages = files.save_tree(config.site_dir, seal(site_files(config, digest, step, executor), policy))
    return Built(len(digest.articles), len(digest.facts), pages, problems)


def build_offline(
    config: Config, executor: Executor | None = None, step: Step = lambda _: None
) -> Offline | tuple[Problem, ...]:
    """The site for reading without a network. Returns its files, or the problems that forbid it; writes nothing."""
    stated = stated_time(os.environ.get("SOURCE_DATE_EPOCH"), config)
    project = read(config, executor, step)
    if not project.usable:
        return project.problems
    digest = digest_of(project)
    kept = offline(seal(site_files(config, digest, step, executor)), digest, config)
    return Offline(kept, stated or newest_day(digest), project.problems)


def stale_sheets(config: Config, project: Read) -> tuple[str, ...]:
    """The sheets, as paths relative to the project, whose files are not what the articles and edits say."""
    folder = config.content / "facts"
    kept = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/*.yml")}
    stale = set(kept)
    for sheet in _sheets(project):
        path = kept.get(sheet.name)
        if path is not None and files.read_text(path) == sheet.text:
            stale.remove(sheet.name)
        else:
            stale.add(sheet.name)
    return tuple((folder / name).relative_to(config.root).as_posix() for name in sorted(stale))


def save_sheets(config: Config, project: Read) -> Mapping[str, int]:
    """Write the fact sheets. Returns how many files were written, kept and removed."""
    folder = config.content / "facts"
    noted = remember(_sheets(project), folder, config.root, config.cache)
    return files.save_tree(folder, ((sheet.name, sheet.text) for sheet in noted))


def _sheets(project: Read) -> Iterator[Sheet]:
    return render_sheets(project.entries, project.articles, project.packed)


def digest_of(project: Read) -> Digest:
    """All that the site is made of."""
    facts = {fact.id: fact for fact in facts_of(project.entries)}
    mentions = {
        extract.stem: tuple(mention for mention in extract.mentions if mention.fact in facts)
        for extract in project.extracts
    }
    dates = {article.stem: article.date for article in project.articles}
    told = tuple(facts.values())
    return Digest(
        articles=project.articles,
        facts=facts,
        mentions=mentions,
        lexicon=project.lexicon,
        series=find_series(told),
        comparisons=find_comparisons(told),
        promises=find_promises(told, dates),
        corrections=corrections_of(project.entries, project.articles),
    )


def site_files(
    config: Config, digest: Digest, step: Step = lambda _: None, executor: Executor | None = None
) -> Iterator[File]:
    """Every file of the site, assets first. Feeds come last: the sitemap lists the pages before it."""
    step("Drawing frames")
    drawn = frames.draw(config)
    step(f"Rendering {len(digest.articles)} articles and {len(digest.facts)} figures")
    names: list[str] = []
    for name, content in chain(
        ((name, content) for name, content in drawn.files.items() if name.startswith("assets/")),
        render.render(digest, config, drawn.templates, executor),
        ((name, content) for name, content in drawn.files.items() if not name.startswith("assets/")),
        search.index(digest, executor),
        data.data_files(digest, config),
    ):
        names.append(name)
        yield name, content
    yield from feeds.feed_files(digest, config, names)


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column."""
    return tuple(
        sorted(
            problems, key=lambda problem: (problem.path, problem.line, problem.column, problem.code, problem.message)
        )
    )
