"""The whole story on one page: the only module that knows the order of the stages.

articles ─▶ facts ─▶ sheets ─▶ pages ─▶ site
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from itertools import chain

import msgspec

from digest import data, feeds, files, frames, render, search
from digest.articles import check_articles, read_articles
from digest.config import Config
from digest.extract import Extract, extract_articles
from digest.lexicon import load_lexicon
from digest.model import Article, Digest, Lexicon, Problem
from digest.parity import check_parity
from digest.sheets import Entry, facts_of, load_sheets, merge, render_sheets

Step = Callable[[str], None]


class Read(msgspec.Struct, frozen=True):
    """A project read: its articles, what was found in them, the sheets that follow, and what is wrong."""

    articles: tuple[Article, ...]
    lexicon: Lexicon
    extracts: tuple[Extract, ...]
    entries: tuple[Entry, ...]
    sheets: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """False where an article can't be read: its facts would be taken for deleted ones."""
        return not any(problem.code in ("unreadable-article", "stem-twice") for problem in self.problems)


class Built(msgspec.Struct, frozen=True):
    """What a build did."""

    articles: int
    facts: int
    pages: Mapping[str, int]
    problems: tuple[Problem, ...]


def read(config: Config, executor: Executor | None = None, step: Step = lambda _: None) -> Read:
    """Read the project and find every figure in it. Nothing is written. Raises DigestError where that is impossible."""
    step("Reading articles")
    lexicon = load_lexicon(config.content / "lexicon")
    articles, unreadable = read_articles(config)
    step(f"Reading figures in {len(articles)} articles")
    extracts = extract_articles(articles, lexicon, config.settings.region, executor)
    step("Merging fact sheets")
    old = load_sheets(config.content / "facts", config.root)
    entries, lost = merge(old, chain.from_iterable(extract.facts for extract in extracts), articles)
    topics = frozenset(topic.id for topic in lexicon.topics)
    problems = (
        *unreadable,
        *check_articles(articles, topics),
        *lost,
        *chain.from_iterable(map(check_parity, articles)),
    )
    return Read(articles, lexicon, extracts, entries, render_sheets(entries, articles), _sorted(problems))


def build(config: Config, executor: Executor | None = None, step: Step = lambda _: None) -> Built | tuple[Problem, ...]:
    """The main job: articles → sheets → site. Returns what was done, or the problems that forbid it."""
    project = read(config, executor, step)
    if not project.usable:
        return project.problems
    save_sheets(config, project)
    step("Drawing frames")
    drawn = frames.draw(config)
    digest = _digest(project)
    step(f"Rendering {len(digest.articles)} articles and {len(digest.facts)} figures")
    pages = files.save_tree(config.site_dir, _site(config, digest, drawn))
    return Built(len(digest.articles), len(digest.facts), pages, project.problems)


def check(config: Config, executor: Executor | None = None, step: Step = lambda _: None) -> tuple[Problem, ...]:
    """Every problem that an editor must mend, by file and line."""
    project = read(config, executor, step)
    return _sorted((*project.problems, *_untranslated(project)))


def stale_sheets(config: Config, project: Read) -> tuple[str, ...]:
    """The sheets, as paths relative to the project, whose files are not what the articles and edits say."""
    folder = config.content / "facts"
    kept = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/*.yml")}
    stale = [name for name, text in project.sheets.items() if name not in kept or files.read_text(kept[name]) != text]
    gone = [name for name in kept if name not in project.sheets]
    return tuple((folder / name).relative_to(config.root).as_posix() for name in sorted([*stale, *gone]))


def save_sheets(config: Config, project: Read) -> Mapping[str, int]:
    """Write the fact sheets. Returns how many files were written, kept and removed."""
    return files.save_tree(config.content / "facts", project.sheets.items())


def _digest(project: Read) -> Digest:
    facts = {fact.id: fact for fact in facts_of(project.entries)}
    mentions = {
        extract.stem: tuple(mention for mention in extract.mentions if mention.fact in facts)
        for extract in project.extracts
    }
    return Digest(project.articles, facts, mentions, project.lexicon)


def _site(config: Config, digest: Digest, drawn: frames.Frames) -> Iterator[tuple[str, str | bytes]]:
    """Every file of the site. Feeds come last: the sitemap lists the pages before it."""
    names: list[str] = []
    for name, content in chain(
        drawn.files.items(),
        render.render(digest, config, drawn.templates),
        search.index(digest),
        data.data_files(digest, config),
    ):
        names.append(name)
        yield name, content
    yield from feeds.feed_files(digest, config, names)


def _untranslated(project: Read) -> Iterator[Problem]:
    """Labels that the lexicon can't say in English, each once, at the first fact that bears it."""
    seen: set[str] = set()
    paths = {article.stem: article.zh for article in project.articles}
    for entry in project.entries:
        fact = entry.reviewed
        for kind, label in (("metric", fact.metric), ("subject", fact.subject)):
            text = paths.get(fact.article)
            if label.en is None and label.zh and label.zh not in seen and text and not entry.dropped:
                seen.add(label.zh)
                line = next((p.line for p in text.paragraphs if fact.surface.zh in p.text), 1)
                message = f"{label.zh} has no English ({kind} of {fact.surface.zh})"
                hint = "add its parts to content/lexicon/terms.yml, or edit the fact in its sheet"
                yield Problem(text.path, line, "no-term", message, "note", hint=hint)


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            problems, key=lambda problem: (problem.path, problem.line, problem.column, problem.code, problem.message)
        )
    )
