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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from digest.lexicon import matcher
from digest.model import LANGS, Article, Bilingual, Digest, Fact, Organisation, Place, Series, Topic, Value
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.search.numbers import Number, token
from digest.search.pinyin import load_pinyin

Kind = Literal["entity", "series", "article", "fact"]
KINDS: tuple[Kind, ...] = ("entity", "series", "article", "fact")

SHOWN: Mapping[Kind, tuple[str, ...]] = {
    "entity": ("kind", "id", "name"),
    "series": ("id", "metric", "subject", "periods", "facts", "zh", "en", "status"),
    "article": ("stem", "title", "summary", "date", "publication", "topics"),
    "fact": ("stem", "date", "publication", "id", "metric", "subject", "zh", "en", "status", "period", "reviewed"),
}


_BATCH = 250  # articles
ROOM = 4  # the numbers of an article's facts begin at a multiple of it


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
    figures: tuple[str, ...] = ()
    facets: Facets | None = None


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


def named_records(digest: Digest) -> Iterator[Record]:
    """Entities in the lexicon's order, then series.

    Places and organisations are those that have a page: with facts, or named in an article.
    """
    yield from _entities(digest)
    yield from _all_series(digest.series, _by_date(digest))


def batches(digest: Digest) -> Iterator[Batch]:
    """All articles and facts, oldest first, in parts that can be read independently."""
    articles = _by_date(digest)
    facts = _facts_by_article(digest)
    names = _names(digest)
    first = 0
    for start in range(0, len(articles), _BATCH):
        part = tuple(articles[start : start + _BATCH])
        told = tuple(tuple(reversed(facts.get(article.stem, ()))) for article in part)
        yield Batch(part, told, start, first, digest.lexicon.topics, names)
        first += sum(map(_room, told))


def batch_records(batch: Batch) -> Iterator[Record]:
    """The articles of a batch, then its facts."""
    for number, (article, facts) in enumerate(zip(batch.articles, batch.facts, strict=True), batch.article):
        yield _article(number, article, facts, batch.topics)
    first = batch.fact
    for article, facts in zip(batch.articles, batch.facts, strict=True):
        for number, fact in enumerate(facts, first):
            yield _fact(number, fact, article, batch.names)
        first += _room(facts)


def _room(facts: Sequence[Fact]) -> int:
    return (len(facts) // ROOM + 1) * ROOM


def _by_date(digest: Digest) -> Sequence[Article]:
    return sorted(digest.articles, key=lambda article: (article.date, article.stem))


def figure_tokens(value: Decimal, unit: str) -> tuple[str, ...]:
    """The tokens under which a value is found: with its unit and, for those who leave it out, without."""
    _, digits, exponent = value.as_tuple()
    number = Number(int("".join(map(str, digits))), int(exponent))
    return tuple(dict.fromkeys((token(number, unit_code(unit)), token(number, ""))))


def unit_code(unit: str) -> str:
    """A fact's unit as it stands in tokens: none for counts and ratios."""
    return "" if unit in ("count", "ratio", "other") else unit.lower()


def _facts_by_article(digest: Digest) -> Mapping[str, list[Fact]]:
    """The facts of each article in the order of the text."""
    places = {mention.fact: (mention.paragraph, mention.zh[0]) for each in digest.mentions.values() for mention in each}
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(digest.facts.values(), key=lambda fact: (places.get(fact.id, (10**6, 0)), fact.id)):
        lists[fact.article].append(fact)
    return lists


def _names(digest: Digest) -> Mapping[str, tuple[str, ...]]:
    """All names of each place and organisation, by `place/<id>` or `organisation/<id>`."""
    lexicon = digest.lexicon
    return {f"place/{each.id}": forms(each) for each in lexicon.places} | {
        f"organisation/{each.id}": forms(each) for each in lexicon.organisations
    }


def forms(entity: Place | Organisation) -> tuple[str, ...]:
    """Every name of a place or organisation, and the pinyin of the Chinese short one as it is typed."""
    aliases = (alias for lang in LANGS for alias in entity.aliases.get(lang, ()))
    pinyin = load_pinyin().spell(entity.short.zh)
    return tuple(dict.fromkeys((entity.zh, entity.en, *_both(entity.short), *aliases, *pinyin)))


def _both(text: Bilingual | None) -> tuple[str, ...]:
    return () if text is None else tuple(said for said in (text.zh, text.en) if said is not None)


def _pair(text: Bilingual | None) -> list[str | None] | None:
    return None if text is None else [text.zh, text.en]


def _entities(digest: Digest) -> Iterator[Record]:
    paged = _with_pages(digest)
    named: list[tuple[str, Place | Organisation]] = [
        *(("place", place) for place in digest.lexicon.places),
        *(("organisation", body) for body in digest.lexicon.organisations),
    ]
    shown = [(kind, entity) for kind, entity in named if f"{kind}/{entity.id}" in paged]
    topics = digest.lexicon.topics
    for number, topic in enumerate(topics):
        yield _topic(number, topic)
    for number, (kind, entity) in enumerate(shown, len(topics)):
        yield _named(number, kind, entity)


def _with_pages(digest: Digest) -> frozenset[str]:
    facts = digest.facts.values()
    held = {f"place/{fact.place}" for fact in facts} | {f"organisation/{fact.organisation}" for fact in facts}
    match = matcher(digest.lexicon)
    silent = {
        form
        for kind, entities in (("place", digest.lexicon.places), ("organisation", digest.lexicon.organisations))
        for each in entities
        if f"{kind}/{each.id}" not in held
        for form in (each.zh, each.short.zh, *each.aliases.get("zh", ()))
    }
    spoken = re.compile("|".join(map(re.escape, sorted(silent))) or "(?!)").search
    texts = (
        text
        for article in digest.articles
        for text in (article.zh.title, *(each.text for each in article.zh.paragraphs))
        if spoken(text)
    )
    return frozenset(held | {f"{name.kind}/{name.id}" for text in texts for name in match.names(text, "zh")})


def _topic(number: int, topic: Topic) -> Record:
    words = tuple(word for lang in LANGS for word in topic.words.get(lang, ()))
    return Record(
        "entity",
        number,
        {"name": _both(topic.name), "other": words, "summary": _both(topic.summary)},
        ("topic", topic.id, _pair(topic.name)),
        facets=Facets((topic.id,)),
    )


def _named(number: int, kind: str, entity: Place | Organisation) -> Record:
    shown = (kind, entity.id, [entity.zh, entity.en])
    place = entity.id if isinstance(entity, Place) else entity.place
    facets = Facets(places=(place,) if place else ())
    return Record("entity", number, {"name": _both(entity.short), "other": forms(entity)}, shown, facets=facets)


def _all_series(series: Sequence[Series], articles: Sequence[Article]) -> Iterator[Record]:
    """The series, those that were told of first before the others."""
    order = {article.stem: number for number, article in enumerate(articles)}
    told = sorted(series, key=lambda each: (sorted(order[fact.article] for fact in each.facts)[:2], each.id))
    for number, each in enumerate(told):
        last = each.facts[-1]
        periods = [fact.period for fact in each.facts if fact.period]
        ends = [periods[0], periods[-1]] if periods else []
        spans = [" – ".join(dict.fromkeys(say_period(end, lang) for end in ends)) for lang in LANGS]
        texts = {"metric": _both(each.metric), "subject": _both(each.subject)}
        shown = (each.id, _pair(each.metric), _pair(each.subject), spans, len(each.facts), *_said(last), last.status)
        topics = tuple(dict.fromkeys(topic for fact in each.facts for topic in fact.topics))
        facets = _facets(topics, each.facts, [articles[order[fact.article]] for fact in each.facts])
        yield Record("series", number, texts, shown, facets=facets)


def _facets(
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
    years = re.findall(r"\d{4}", fact.period or "") or [article.date[:4]]
    return int(years[-1])


def _said(fact: Fact) -> list[str]:
    """The figure in the notation of each language: hedge, what stands before, number and unit, with "|" in between."""
    said = [notation(fact, lang) for lang in LANGS]
    return [f"{each.hedge}|{each.before}|{each.number}|{each.unit}" for each in said]


def _publication(article: Article) -> Bilingual:
    return Bilingual(article.source.publication, article.source_en.publication if article.source_en else None)


def _article(number: int, article: Article, facts: Sequence[Fact], topics: Sequence[Topic]) -> Record:
    """An article; its text is searched only where the digest may print it."""
    title = Bilingual(article.zh.title, article.en.title if article.en else None)
    summary = None
    if article.zh.summary is not None and article.rights != "closed":
        summary = Bilingual(article.zh.summary, article.en.summary if article.en else None)
    texts = {
        "title": _both(title),
        "summary": _both(summary),
        "body": tuple(_paragraphs(article)) if article.rights == "own" else (),
        "other": (
            *_both(_publication(article)),
            *(name for topic in topics if topic.id in article.topics for name in _both(topic.name)),
        ),
    }
    shown = (
        article.stem,
        _pair(title),
        _pair(summary),
        article.date,
        _pair(_publication(article)),
        list(article.topics),
    )
    return Record(
        "article", number, texts, shown, facets=_facets(article.topics, facts, [article] * len(facts), article)
    )


def _paragraphs(article: Article) -> Iterator[str]:
    for text in (article.zh, article.en):
        yield from (paragraph.text for paragraph in (text.paragraphs if text else ()))


def _fact(number: int, fact: Fact, article: Article, names: Mapping[str, tuple[str, ...]]) -> Record:
    """A fact. Its sentence is searched with the article's text; here it only stands in for English labels that lack."""
    periods = Bilingual(say_period(fact.period, "zh"), say_period(fact.period, "en")) if fact.period else None
    texts = {
        "metric": _both(fact.metric),
        "subject": _both(fact.subject),
        "other": (
            *names.get(f"place/{fact.place}", ()),
            *names.get(f"organisation/{fact.organisation}", ()),
            *_both(periods),
        ),
    }
    labelled = fact.metric.en is not None and fact.subject.en is not None
    if not labelled and fact.quote.en is not None and article.rights != "closed":
        texts["body"] = (fact.quote.en,)
    shown = (
        fact.article,
        article.date,
        _pair(_publication(article)),
        fact.id,
        _pair(fact.metric),
        _pair(fact.subject),
        *_said(fact),
        fact.status,
        _pair(periods),
        fact.reviewed,
    )
    facets = Facets(fact.topics, (_year(fact, article),), (fact.place,) if fact.place else (), (fact.status,))
    return Record("fact", number, texts, shown, _own_figures(fact), facets)


def _own_figures(fact: Fact) -> tuple[str, ...]:
    ends: Iterable[Decimal] = (fact.value,) if fact.high is None else (fact.value, fact.high)
    return tuple(dict.fromkeys(each for end in ends for each in figure_tokens(end, fact.unit)))
