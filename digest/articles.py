"""Articles: a pair of Markdown files with front matter, `<stem>.zh.md` and `<stem>.en.md`, read into one `Article`."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from digest.config import Config
from digest.errors import ContentError
from digest.files import parse_yaml, read_text
from digest.model import Article, EnglishSource, Notice, Paragraph, Problem, Source, Span, Spot, Text, Waiver
from digest.text import has_han

_WAIVER = re.compile(r"<!--\s*waive\b\s*:?\s*(?P<code>[a-z-]*[a-z])?\s*:?\s*(?P<reason>.*?)\s*-->")
_STEM = re.compile(r"(?P<date>\d{4}-\d{2}(?:-\d{2})?)-[a-z0-9]+(?:-[a-z0-9]+)*")


class _Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of a `.zh.md`."""

    title: str
    date: str
    source: Source
    topics: tuple[str, ...] = ()
    summary: str | None = None
    rights: Literal["own", "quote", "closed"] = "own"
    corrections: tuple[Notice, ...] = ()


class _EnglishFront(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter of an `.en.md`; what both languages share stands in the Chinese file."""

    title: str
    source: EnglishSource | None = None
    summary: str | None = None
    translation: Literal["edited", "draft"] = "draft"
    agreed: tuple[str, ...] = ()


F = TypeVar("F", _Front, _EnglishFront)


def read_articles(config: Config) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Every article under `content/articles`, newest first, and what is wrong with those that can't be read."""
    folder = config.content / "articles"
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        try:
            if path.name.endswith(".zh.md"):
                articles.append(_read_pair(path, config.root))
            else:
                _check_twin(path)
        except ContentError as error:
            name = (error.path or path).relative_to(config.root).as_posix()
            problems.append(Problem(name, error.line or 1, "unreadable-article", error.message))
    problems.extend(_twice(articles))
    articles.sort(key=lambda article: (article.date, article.stem), reverse=True)
    return tuple({article.stem: article for article in articles}.values()), tuple(problems)


def check_articles(articles: tuple[Article, ...], topics: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with articles as such: paragraphs that have no twin, topics that do not exist, no English."""
    for article in articles:
        for topic in article.topics:
            if topic not in topics:
                hint = f"known topics: {', '.join(sorted(topics))}"
                yield Problem(article.zh.path, 1, "unknown-topic", f"there is no topic {topic!r}", hint=hint)
        if article.en is None:
            yield Problem(article.zh.path, 1, "no-english", "the article has no English text", "note")
        elif len(article.en.paragraphs) != len(article.zh.paragraphs):
            counts = len(article.zh.paragraphs), len(article.en.paragraphs)
            shorter = min(article.zh, article.en, key=lambda text: len(text.paragraphs))
            line = shorter.paragraphs[-1].line
            message = f"{counts[0]} paragraphs in Chinese, {counts[1]} in English"
            hint = "paragraph n of the English says what paragraph n of the Chinese says"
            yield Problem(shorter.path, line, "paragraph-count", message, hint=hint)


def _read_pair(path: Path, root: Path) -> Article:
    stem = path.name.removesuffix(".zh.md")
    front, zh = _read_text(path, root, _Front)
    match = _STEM.fullmatch(stem)
    if match is None:
        raise ContentError("name the file <date>-<words-in-latin-letters>.zh.md", path)
    days = [(notice.date, "corrections") for notice in front.corrections]
    for value, key in ((front.date, "date"), (front.source.date, "source.date"), *days):
        if not _is_date(value):
            line = _line_of(path, key if key == "corrections" else "date")
            raise ContentError(f"{key}: {value!r} is not a date like 2025-04-24 or 2020-12", path, line)
    if match["date"] != front.date:
        raise ContentError(f"the file is named {match['date']}, its date is {front.date}", path, _line_of(path, "date"))
    twin = path.with_name(f"{stem}.en.md")
    if not twin.exists():
        return Article(
            stem,
            front.date,
            front.source,
            zh,
            topics=front.topics,
            rights=front.rights,
            corrections=front.corrections,
        )
    english, en = _read_text(twin, root, _EnglishFront)
    return Article(
        stem=stem,
        date=front.date,
        source=front.source,
        zh=zh,
        en=en,
        source_en=english.source,
        topics=front.topics,
        rights=front.rights,
        translation=english.translation,
        agreed=english.agreed,
        corrections=front.corrections,
    )


def _check_twin(path: Path) -> None:
    if not path.name.endswith(".en.md"):
        raise ContentError("an article's file ends in .zh.md or .en.md", path)
    if not path.with_name(path.name.replace(".en.md", ".zh.md")).exists():
        raise ContentError("the Chinese text is missing: the .zh.md is the record", path)


def _twice(articles: list[Article]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for article in articles:
        first = seen.setdefault(article.stem, article.zh.path)
        if first != article.zh.path:
            yield Problem(article.zh.path, 1, "stem-twice", f"{first} has the same name, so both want one address")


def _read_text(path: Path, root: Path, kind: type[F]) -> tuple[F, Text]:
    raw = read_text(path)
    if not raw.startswith("---\n"):
        raise ContentError("the file must begin with front matter between two lines of ---", path, 1)
    head, mark, body = raw[4:].partition("\n---\n")
    if not mark:
        raise ContentError("the front matter has no closing line of ---", path, 1)
    front = parse_yaml(head, kind, path, first_line=2)
    paragraphs, waivers = _blocks(body, head.count("\n") + 4)
    if not paragraphs:
        raise ContentError("the article has no text", path, head.count("\n") + 3)
    return front, Text(
        path=path.relative_to(root).as_posix(),
        title=front.title,
        summary=front.summary,
        paragraphs=paragraphs,
        waivers=waivers,
        title_at=_spot_of(head, "title"),
        summary_at=_spot_of(head, "summary"),
        source_at=_spot_of(head, "source"),
    )


def _spot_of(head: str, key: str) -> Spot:
    """Where the value of a key of the front matter begins in the file."""
    lines = head.split("\n")
    number = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if number is None:
        return 1, 1
    value = lines[number][len(key) + 1 :]
    return number + 2, len(key) + 2 + len(value) - len(value.lstrip(" \"'"))


def _blocks(body: str, first_line: int) -> tuple[tuple[Paragraph, ...], tuple[Waiver, ...]]:
    """The paragraphs of a text, and the comments between them that let problems pass."""
    paragraphs: list[Paragraph] = []
    waivers: list[Waiver] = []
    lines: list[str] = []
    for number, line in enumerate([*body.split("\n"), ""], first_line):
        waiver = _WAIVER.fullmatch(line.strip())
        if line.strip() and waiver is None:
            lines.append(line)
            continue
        if lines:
            paragraphs.append(_join(lines, number - len(lines)))
            lines = []
        if waiver is not None:
            waivers.append(Waiver(waiver["code"] or "", waiver["reason"], len(paragraphs), number))
    return tuple(paragraphs), tuple(waivers)


def _join(lines: list[str], first_line: int) -> Paragraph:
    text = ""
    cuts: list[Span] = []
    for line in lines:
        words = line.strip()
        text += " " if text and not has_han(text[-1]) and not has_han(words[0]) else ""
        cuts.append((len(text), len(line) - len(line.lstrip())))
        text += words
    return Paragraph(text, first_line, () if cuts == [(0, 0)] else tuple(cuts))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return len(value) in (7, 10)


def _line_of(path: Path, key: str) -> int:
    return next((n for n, line in enumerate(read_text(path).split("\n"), 1) if line.startswith(f"{key}:")), 1)
