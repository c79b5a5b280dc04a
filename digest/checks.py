"""What an editor must mend, all of it: what a build finds, then names, sources, stale English, labels and waivers."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path, PurePath

from digest.agreed import check_agreed, marks, with_marks
from digest.articles import read_articles
from digest.config import Config
from digest.errors import InputError
from digest.files import save
from digest.model import Article, Problem, Spot, Text
from digest.names import check_names
from digest.newspaper import reassemble
from digest.newspaper.sources import read_source
from digest.pipeline import Read, Step, in_order, read
from digest.sources import SourcePage, check_sources
from digest.text import clean
from digest.waivers import check_waivers, settle


def check(config: Config, executor: Executor | None = None, step: Step = lambda _: None) -> tuple[Problem, ...]:
    """Every problem that an editor must mend, by file and line."""
    project = read(config, executor, step)
    step("Comparing names and sources")
    return check_project(project, config, config.content / "inbox")


def check_project(project: Read, config: Config, inbox: Path) -> tuple[Problem, ...]:
    """The problems of a project that is read already; `inbox` holds the sources that are at hand."""
    pages, unread = _source_pages(project.articles, inbox)
    found = (
        *project.found,
        *unread,
        *check_sources(project.articles, pages),
        *check_names(project.articles, project.lexicon, config.settings.region),
        *chain.from_iterable(map(check_agreed, project.articles)),
        *_untranslated(project),
    )
    settled = settle(found, project.articles)
    return in_order((*settled.problems, *check_waivers(settled)))


def agree(config: Config, names: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Note in English files that they say what their Chinese says now. `names` are stems or paths; none means all.

    Returns each file with whether it was changed. Raises InputError for a name that no readable pair has, and for a
    pair with more paragraphs in one language; then nothing is written.
    """
    articles, unreadable = read_articles(config)
    for problem in unreadable:
        raise InputError(problem.message, config.root / problem.path, problem.line)
    known = {article.stem: article for article in articles}
    stems = [_stem(name) for name in names] if names else [article.stem for article in articles if article.en]
    written: dict[Path, bytes] = {}
    for stem in stems:
        article = known.get(stem)
        if article is None or article.en is None:
            raise InputError(f"{stem} has no English text" if article else f"there is no article {stem}")
        path = config.root / article.en.path
        if len(article.zh.paragraphs) != len(article.en.paragraphs):
            counts = f"{len(article.zh.paragraphs)} paragraphs in Chinese, {len(article.en.paragraphs)} in English"
            raise InputError(f"{counts}: there is no pair to agree", path)
        written[path] = with_marks(path.read_bytes(), marks(article.zh.paragraphs))
    return tuple((path.relative_to(config.root).as_posix(), save(path, raw)) for path, raw in written.items())


def _stem(name: str) -> str:
    return PurePath(name).name.removesuffix(".md").removesuffix(".zh").removesuffix(".en")


def _source_pages(articles: Sequence[Article], inbox: Path) -> tuple[Mapping[str, SourcePage], tuple[Problem, ...]]:
    """The sources at hand by their names in front matter, and a warning for each that can't be read.

    Of a scan or PDF the text is taken that lies beside it, where there is one.
    """
    pages: dict[str, SourcePage] = {}
    unread: list[Problem] = []
    first: dict[str, Text] = {}
    for article in articles:
        if article.source.inbox is not None:
            first.setdefault(article.source.inbox, article.zh)
    for name, text in sorted(first.items()):
        path = next((each for each in (inbox / f"{name}.txt", inbox / name) if each.is_file()), None)
        if path is None:
            continue
        try:
            raw = read_source(path).text
        except InputError as error:
            line, column = text.source_at
            message = f"{name}: {error.message}"
            unread.append(Problem(text.path, line, "source-unreadable", message, "warning", column))
        else:
            pages[name] = SourcePage(reassemble(raw).text, clean(raw).text)
    return pages, tuple(unread)


def _untranslated(project: Read) -> Iterator[Problem]:
    """Labels that the lexicon can't say in English, each once, at the first fact that bears it."""
    seen: set[str] = set()
    texts = {article.stem: article.zh for article in project.articles}
    for entry in project.entries:
        fact = entry.reviewed
        for kind, label in (("metric", fact.metric), ("subject", fact.subject)):
            text = texts.get(fact.article)
            if label.en is None and label.zh and label.zh not in seen and text and not entry.dropped:
                seen.add(label.zh)
                line, column = _place(fact.surface.zh, text)
                message = f"{label.zh} has no English ({kind} of {fact.surface.zh})"
                hint = "add its parts to content/lexicon/terms.yml, or edit the fact in its sheet"
                yield Problem(text.path, line, "no-term", message, "note", column, hint)


def _place(surface: str, text: Text) -> Spot:
    """Where the words of a figure stand in a text; its beginning where they don't stand as written."""
    for paragraph in text.paragraphs:
        if (at := paragraph.text.find(surface)) >= 0:
            return paragraph.spot(at)
    return 1, 1
