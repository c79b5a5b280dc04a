"""What has a page of its own besides articles: topics, places, organisations, and series."""

import re
from collections.abc import Iterator, Sequence

from digest.lexicon import matcher
from digest.model import LANGS, Article, Digest, Organisation, Place, Series, Topic
from digest.periods import say_period
from digest.search.names import forms
from digest.search.records import Facets, Record, both, by_date, facets_of, pair, said


def named_records(digest: Digest) -> Iterator[Record]:
    """Entities in the lexicon's order, then series.

    Places and organisations are those that have a page: with facts, or named in an article.
    """
    yield from _entities(digest)
    yield from _all_series(digest.series, by_date(digest))


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
        {"name": both(topic.name), "other": words, "summary": both(topic.summary)},
        ("topic", topic.id, pair(topic.name)),
        Facets((topic.id,)),
    )


def _named(number: int, kind: str, entity: Place | Organisation) -> Record:
    shown = (kind, entity.id, [entity.zh, entity.en])
    place = entity.id if isinstance(entity, Place) else entity.place
    facets = Facets(places=(place,) if place else ())
    return Record("entity", number, {"name": both(entity.short), "other": forms(entity)}, shown, facets)


def _all_series(series: Sequence[Series], articles: Sequence[Article]) -> Iterator[Record]:
    """The series, those that were told of first before the others."""
    order = {article.stem: number for number, article in enumerate(articles)}
    told = sorted(series, key=lambda each: (sorted(order[fact.article] for fact in each.facts)[:2], each.id))
    for number, each in enumerate(told):
        last = each.facts[-1]
        periods = [fact.period for fact in each.facts if fact.period]
        ends = [periods[0], periods[-1]] if periods else []
        spans = [" – ".join(dict.fromkeys(say_period(end, lang) for end in ends)) for lang in LANGS]
        texts = {"metric": both(each.metric), "subject": both(each.subject)}
        shown = (each.id, pair(each.metric), pair(each.subject), spans, len(each.facts), *said(last), last.status)
        topics = tuple(dict.fromkeys(topic for fact in each.facts for topic in fact.topics))
        facets = facets_of(topics, each.facts, [articles[order[fact.article]] for fact in each.facts])
        yield Record("series", number, texts, shown, facets)
