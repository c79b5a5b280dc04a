"""Facts as the downloads have them: each with its source, flat, and with a word on every field."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from digest.model import Article, Bilingual, Change, Digest, Fact, Qualifier, Status, Value


class Pair(Value, frozen=True, omit_defaults=False):
    """A text in both languages; `en` is null while there is no English."""

    zh: str
    en: str | None


class Entry(Value, frozen=True, omit_defaults=False):
    """A stated figure and where it comes from."""

    id: Annotated[str, Meta(description="Identifier; it derives from the text and survives edits elsewhere")]
    article: Annotated[str, Meta(description="Article of the digest: its page is <language>/articles/<article>.html")]
    date: Annotated[str, Meta(description="Date of the source, to the day or to the month")]
    publication: Annotated[Pair, Meta(description="Newspaper or magazine that reported the figure")]
    source_title: Annotated[Pair, Meta(description="Headline of the report")]
    source_url: Annotated[str | None, Meta(description="Address of the report, where it has one")]
    quote: Annotated[Pair | None, Meta(description="Sentence of the digest that states the figure")]
    surface: Annotated[Pair, Meta(description="Figure as that sentence writes it")]
    value: Annotated[Decimal, Meta(description="Value in base units, exact")]
    high: Annotated[Decimal, Meta(description="Upper end of a range")] | None
    unit: Annotated[str, Meta(description="Base unit: ISO 4217, SI, %, pp (percentage points), x (times), rank, count")]
    counter: Annotated[str, Meta(description="Unit or classifier as written in Chinese")]
    qualifier: Annotated[
        Qualifier,
        Meta(description="How the value is meant: exact, over, under, about, at least, at most"),
    ]
    metric: Annotated[Pair, Meta(description="What is measured")]
    subject: Annotated[Pair, Meta(description="Whose it is")]
    place: Annotated[str | None, Meta(description="Place: its page is <language>/places/<place>.html")]
    organisation: Annotated[
        str | None, Meta(description="Organisation: its page is <language>/organisations/<organisation>.html")
    ]
    period: Annotated[
        str | None, Meta(description="When it holds: 2024, 2021-H1, 2025-Q1, 2025-04, 2025-04-23, or a span 2021/2025")
    ]
    status: Annotated[Status, Meta(description="Reported, promised, expected, capacity or specification")]
    change: Annotated[
        Change | None, Meta(description="For a growth rate or an increase: over the year, the quarter or another span")
    ]
    topics: Annotated[tuple[str, ...], Meta(description="Topics it is filed under")]
    series: Annotated[str | None, Meta(description="Series it belongs to: its files are data/series/<series>.csv …")]
    reviewed: Annotated[bool, Meta(description="A person has checked or corrected it")]


def entries_of(digest: Digest) -> Iterator[Entry]:
    """Every fact with its source, the oldest article first, in the order of its text."""
    places = {mention.fact: (mention.paragraph, mention.zh[0]) for each in digest.mentions.values() for mention in each}
    articles = {article.stem: article for article in digest.articles}
    series = {fact.id: each.id for each in digest.series for fact in each.facts}

    def order(fact: Fact) -> tuple[str, str, tuple[int, int], str]:
        return articles[fact.article].date, fact.article, places.get(fact.id, (10**6, 0)), fact.id

    for fact in sorted((fact for fact in digest.facts.values() if fact.article in articles), key=order):
        yield _entry(fact, articles[fact.article], series.get(fact.id))


def _entry(fact: Fact, article: Article, series: str | None) -> Entry:
    """A fact with its source; of a closed article nothing is quoted."""
    source, english = article.source, article.source_en
    return Entry(
        id=fact.id,
        article=fact.article,
        date=article.date,
        publication=Pair(source.publication, english.publication if english else None),
        source_title=Pair(source.title, english.title if english else None),
        source_url=source.url,
        quote=None if article.rights == "closed" else _pair(fact.quote),
        surface=_pair(fact.surface),
        value=fact.value,
        high=fact.high,
        unit=fact.unit,
        counter=fact.counter,
        qualifier=fact.qualifier,
        metric=_pair(fact.metric),
        subject=_pair(fact.subject),
        place=fact.place,
        organisation=fact.organisation,
        period=fact.period,
        status=fact.status,
        change=fact.change,
        topics=fact.topics,
        series=series,
        reviewed=fact.reviewed,
    )


def _pair(text: Bilingual) -> Pair:
    return Pair(text.zh, text.en)


def plain(entry: Entry) -> dict[str, Any]:
    """The entry as plain values, its numbers whole where they can be and never in exponents."""
    raw: dict[str, Any] = msgspec.to_builtins(entry, builtin_types=(Decimal,))
    return raw | {name: _whole(raw[name]) for name in ("value", "high")}


def _whole(number: Decimal | None) -> Decimal | int | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else Decimal(f"{number.normalize():f}")
