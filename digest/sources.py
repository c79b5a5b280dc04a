"""Digest and source: every figure of an article stands in the page it came from; what no article tells is listed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from digest.model import Article, Problem, Spot, Value
from digest.periods import Period, find_zh
from digest.quantities.agree import likeness, nearest
from digest.quantities.hedges import opposite
from digest.quantities.loose import loose_numbers, slight, spoken
from digest.quantities.quantity import Quantity
from digest.quantities.retold import misread_unit
from digest.quantities.zh import read_zh
from digest.text import clean_paragraph, mask_of, sentences

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")  # a month or a day
_COUNTS = frozenset({"count", "rank", "ratio", "other", "s"})
_LARGE = 100
_QUOTE = 60  # characters of a sentence that a note shows


class SourcePage(Value, frozen=True):
    """A source as text: `read` its articles in the order of reading, `raw` all that stands on the page."""

    read: str
    raw: str


class _Stated(Value, frozen=True):
    """What a text states: its quantities, its time words, all its numbers."""

    quantities: tuple[Quantity, ...]
    times: tuple[Period, ...]
    numbers: frozenset[Decimal]


def check_sources(articles: Sequence[Article], pages: Mapping[str, SourcePage]) -> Iterator[Problem]:
    """Figures that the sources don't state, and figures of theirs that no article tells.

    `pages` are the sources at hand, by the names that front matter gives them; nothing is said of any other.
    """
    for name, page in sorted(pages.items()):
        group = sorted((each for each in articles if each.source.inbox == name), key=lambda article: article.stem)
        if group:
            yield from _check(group, page)


def _check(group: Sequence[Article], page: SourcePage) -> Iterator[Problem]:
    today = group[0].date
    read, raw = _stated(page.read, today), _stated(page.raw, today)
    source = _Stated(read.quantities + raw.quantities, read.times + raw.times, read.numbers | raw.numbers)
    told: list[_Stated] = []
    for article in group:
        for text, spots in _texts(article):
            said = _stated(text, article.date)
            told.append(said)
            yield from _strange(article, said, source, text, spots)
    yield from _left_out(group[0], page.read, read, told)


def _texts(article: Article) -> Iterator[tuple[str, Sequence[Spot]]]:
    """The title, the summary and the paragraphs of the Chinese, each with the place of every character."""
    zh = article.zh
    for head, (line, column) in ((zh.title, zh.title_at), (zh.summary, zh.summary_at)):
        if head:
            yield head, [(line, column + at) for at in range(len(head))]
    for paragraph in zh.paragraphs:
        part = clean_paragraph(paragraph.text)
        yield part.text, [paragraph.spot(at) for at in part.places]


def _stated(text: str, today: str) -> _Stated:
    times = tuple(find_zh(text, today))
    mask = mask_of(text, [time.span for time in times if time.kind != "span"])
    quantities = tuple(each for each in read_zh(text, mask) if not each.vague)
    return _Stated(quantities, times, frozenset(loose_numbers(text, "zh")))


def _strange(article: Article, said: _Stated, source: _Stated, text: str, spots: Sequence[Spot]) -> Iterator[Problem]:
    """The figures and years of a text that its source does not state."""
    path = article.zh.path
    for quantity in said.quantities:
        same = [each for each in source.quantities if likeness(quantity, each)]
        line, column = spots[quantity.start]
        if same and all(opposite(quantity.qualifier, each.qualifier) for each in same):
            message = f"{quantity.surface}: the source hedges this figure the other way"
            yield Problem(path, line, "not-in-source", message, column=column)
        elif not same and not slight(quantity):
            close = misread_unit(quantity, source.quantities)
            if close is None and _among(quantity, source.numbers):
                continue
            message = f"the source does not state {quantity.surface}"
            close = close or nearest(quantity, source.quantities)
            hint = f"the nearest figure of the source is {close.surface}" if close else None
            yield Problem(path, line, "not-in-source", message, column=column, hint=hint)
    for what, at in _strange_times(said.times, source, text, (article.date, article.source.date)):
        line, column = spots[at]
        yield Problem(path, line, "not-in-source", f"the source names no {what}", column=column)


def _strange_times(
    said: Iterable[Period], source: _Stated, text: str, dates: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    """The years, months and days of a text that its source neither names nor means, with their places."""
    meant = {*dates, *(end for time in source.times if time.period for end in time.period.split("/"))}
    years = {*(end[:4] for end in meant), *(f"{number}" for number in source.numbers)}
    for time in said:
        strange = [match for match in _YEAR.finditer(text, *time.span) if match.group() not in years]
        for match in strange:
            yield f"year {match.group()}", match.start()
        for end in (time.period or "").split("/"):
            if not strange and _DAY.fullmatch(end) and not any(each.startswith(end) for each in meant):
                yield f"date {text[slice(*time.span)]}", time.span[0]
                break


def _left_out(first: Article, text: str, source: _Stated, told: Sequence[_Stated]) -> Iterator[Problem]:
    """The figures of the source that none of its articles tells, each once."""
    quantities = [quantity for said in told for quantity in said.quantities]
    numbers = frozenset(number for said in told for number in said.numbers)
    lines = list(sentences(text))
    seen: list[Quantity] = []
    for quantity in source.quantities:
        if slight(quantity) or _among(quantity, numbers):
            continue
        if any(likeness(each, quantity) for each in (*quantities, *seen)):
            continue
        seen.append(quantity)
        start, end = next(((a, b) for a, b in lines if a <= quantity.start < b), quantity.span)
        line, column = first.zh.source_at
        message = (
            f"no article tells {quantity.surface} of the source: {_around(text[start:end], quantity.start - start)}"
        )
        yield Problem(first.zh.path, line, "left-out", message, "note", column)


def _around(sentence: str, at: int) -> str:
    """The words of a sentence around a place, cut where it is long."""
    start = max(0, min(at - _QUOTE // 2, len(sentence) - _QUOTE))
    cut = sentence[start : start + _QUOTE].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _QUOTE < len(sentence) else ''}"


def _among(quantity: Quantity, numbers: frozenset[Decimal]) -> bool:
    """Whether the numbers of a small count stand in a text all the same, as part of a name, an age or a date.

    Money, shares and measures must be stated as such, and a large number is seldom there by chance.
    """
    small = quantity.unit in _COUNTS and quantity.value < _LARGE
    return small and all(not numbers.isdisjoint(end) for end in spoken(quantity))
