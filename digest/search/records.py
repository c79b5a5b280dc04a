"""What can be found: facts, articles, series, and the topics, places and organisations they speak of.

A record holds both languages, so either finds it. `texts` is what is searched, by field; `shown` is what a result
shows, as plain lists and strings in the order of `SHOWN`, a text in both languages as [Chinese, English or null].

Records are numbered from 0 within their kind. Articles come oldest first, so that a new one leaves the numbers before
it alone; the facts of an article have room for at least one more, so that a figure added to an old article moves the
numbers of that article only. Of two records equally good the later one is shown first; the facts of one article are
numbered backwards, which gives them the order of the text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, get_args

from digest.model import LANGS, Article, Bilingual, Digest, Fact, Status, Topic, Value
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.search.names import names_of_facts
from digest.search.numbers import figure_tokens

Kind = Literal["entity", "series", "article", "fact"]
KINDS: tuple[Kind, ...] = ("entity", "series", "article", "fact")

SHOWN: Mapping[Kind, tuple[str, ...]] = {
    "entity": ("kind", "id", "name"),
    "series": ("id", "metric", "subject", "periods", "facts", "zh", "en", "status"),
    "article": ("stem", "title", "summary", "date", "publication", "topics"),
    "fact": ("id", "zh", "en", "metric", "subject", "period", "status", "reviewed"),
}

STATUSES: tuple[str, ...] = get_args(Status)
ARTICLES = 3  # in a block of what results show
_BATCH = 84 * ARTICLES
ROOM = 16  # the numbers of an article's facts begin at a multiple of it: a figure more seldom moves those after it


class Facets(Value, frozen=True):
    """By what a record can be chosen; a fact's year is the one it speaks of, else the one it was told in.

    An article has also the places, years and statuses of its facts, a series those of its own, and a place or
    organisation its place.
    """

    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


class Record(Value, frozen=True):
    """One thing to be found. `figures` are the tokens of a fact's own value, not of the figures that its texts hold."""

    kind: Kind
    number: int
    texts: Mapping[str, tuple[str, ...]]
    shown: tuple[Any, ...]
    facets: Facets
    figures: tuple[str, ...] = ()


class Batch(Value, frozen=True):
    """Articles that follow each other, with their facts backwards and the numbers that both begin with."""

    articles: tuple[Article, ...]
    facts: tuple[tuple[Fact, ...], ...]
    article: int
    fact: int
    topics: tuple[Topic, ...]
    names: Mapping[str, tuple[str, ...]]

    @property
    def rooms(self) -> tuple[int, ...]:
        """How many times `ROOM` numbers each article's facts have."""
        return tuple(_room(facts) // ROOM for facts in self.facts)


def batches(digest: Digest) -> Iterator[Batch]:
    """All articles and facts, oldest first, in parts that can be read independently."""
    articles = by_date(digest)
    facts = _facts_by_article(digest)
    names = names_of_facts(digest.lexicon)
    first = 0
    for start in range(0, len(articles), _BATCH):
        part = tuple(articles[start : start + _BATCH])
        told = tuple(tuple(reversed(facts.get(article.stem, ()))) for article in part)
        yield Batch(part, told, start, first, digest.lexicon.topics, names)
        first += sum(map(_room, told))


def batch_records(batch: Batch) -> Iterator[tuple[Record, Sequence[Record]]]:
    """Each article of a batch with its facts."""
    numbered = _numbered(batch)
    for number, (article, facts) in enumerate(zip(batch.articles, numbered, strict=True), batch.article):
        yield (
            _article(number, article, [fact for _, fact in facts], batch.topics),
            [_fact(place, fact, article, batch.names) for place, fact in facts],
        )


def numbered_facts(batch: Batch) -> Iterator[tuple[int, Fact]]:
    """The facts of a batch with their numbers."""
    return chain.from_iterable(_numbered(batch))


def _numbered(batch: Batch) -> Iterator[list[tuple[int, Fact]]]:
    first = batch.fact
    for facts in batch.facts:
        yield list(enumerate(facts, first))
        first += _room(facts)


def _room(facts: Sequence[Fact]) -> int:
    return (len(facts) // ROOM + 1) * ROOM


def by_date(digest: Digest) -> Sequence[Article]:
    """The articles, oldest first."""
    return sorted(digest.articles, key=lambda article: (article.date, article.stem))


def _facts_by_article(digest: Digest) -> Mapping[str, list[Fact]]:
    """The facts of each article in the order of the text."""
    places = {mention.fact: (mention.paragraph, mention.zh[0]) for each in digest.mentions.values() for mention in each}
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(digest.facts.values(), key=lambda fact: (places.get(fact.id, (10**6, 0)), fact.id)):
        lists[fact.article].append(fact)
    return lists


def both(text: Bilingual | None) -> tuple[str, ...]:
    """What is said in either language."""
    return () if text is None else tuple(told for told in (text.zh, text.en) if told is not None)


def pair(text: Bilingual | None) -> tuple[str, str | None] | None:
    """A text in both languages as results show it."""
    return None if text is None else (text.zh, text.en)


def facets_of(
    topics: tuple[str, ...], facts: Sequence[Fact], told: Sequence[Article], article: Article | None = None
) -> Facets:
    """What facts can be chosen by, each told in its article, and the year of `article`."""
    years = {_year(fact, source) for fact, source in zip(facts, told, strict=True)}
    return Facets(
        topics,
        tuple(sorted(years | ({int(article.date[:4])} if article else set()))),
        tuple(dict.fromkeys(fact.place for fact in facts if fact.place)),
        tuple(dict.fromkeys(fact.status for fact in facts)),
    )


def _year(fact: Fact, article: Article) -> int:
    return _last_year(fact.period or "") or int(article.date[:4])


@lru_cache(1 << 12)
def _last_year(period: str) -> int:
    return int((re.findall(r"\d{4}", period) or ["0"])[-1])


def said(fact: Fact) -> list[str]:
    """The figure in the notation of each language: hedge, what stands before, number and unit, with "|" in between."""
    told = [notation(fact, lang) for lang in LANGS]
    return [f"{each.hedge}|{each.before}|{each.number}|{each.unit}" for each in told]


def _publication(article: Article) -> Bilingual:
    return Bilingual(article.source.publication, article.source_en.publication if article.source_en else None)


def _article(number: int, article: Article, facts: Sequence[Fact], topics: Sequence[Topic]) -> Record:
    """An article; its text is searched only where the digest may print it."""
    title = Bilingual(article.zh.title, article.en.title if article.en else None)
    summary = None
    if article.zh.summary is not None and article.rights != "closed":
        summary = Bilingual(article.zh.summary, article.en.summary if article.en else None)
    publication = _publication(article)
    names = chain.from_iterable(both(topic.name) for topic in topics if topic.id in article.topics)
    texts = {
        "title": both(title),
        "summary": both(summary),
        "body": tuple(_paragraphs(article)) if article.rights == "own" else (),
        "other": (*both(publication), *names),
    }
    shown = (article.stem, pair(title), pair(summary), article.date, pair(publication), article.topics)
    facets = facets_of(article.topics, facts, [article] * len(facts), article)
    return Record("article", number, texts, shown, facets)


def _paragraphs(article: Article) -> Iterator[str]:
    for text in (article.zh, article.en):
        yield from (paragraph.text for paragraph in (text.paragraphs if text else ()))


def _fact(number: int, fact: Fact, article: Article, names: Mapping[str, tuple[str, ...]]) -> Record:
    """A fact. Its sentence is searched with the article's text; here it only stands in for English labels that lack."""
    periods = _said_period(fact.period)
    texts = {
        "metric": both(fact.metric),
        "subject": both(fact.subject),
        "name": (*names.get(f"place/{fact.place}", ()), *names.get(f"organisation/{fact.organisation}", ())),
        "period": periods or (),
    }
    labelled = fact.metric.en is not None and fact.subject.en is not None
    if not labelled and fact.quote.en is not None and article.rights != "closed":
        texts["body"] = (fact.quote.en,)
    shown = (fact.id, *said(fact), pair(fact.metric), pair(fact.subject), periods, fact.status, fact.reviewed)
    facets = Facets(fact.topics, (_year(fact, article),), (fact.place,) if fact.place else (), (fact.status,))
    return Record("fact", number, texts, shown, facets, _own_figures(fact))


@lru_cache(1 << 12)
def _said_period(period: str | None) -> tuple[str, str] | None:
    return (say_period(period, "zh"), say_period(period, "en")) if period else None


def _own_figures(fact: Fact) -> tuple[str, ...]:
    if fact.high is None:
        return figure_tokens(fact.value, fact.unit)
    return tuple(dict.fromkeys(each for end in (fact.value, fact.high) for each in figure_tokens(end, fact.unit)))
