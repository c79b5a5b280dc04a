"""The digest turned over: which facts and articles belong to a topic, a place, an organisation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from digest.lexicon import matcher
from digest.model import (
    Article,
    Comparison,
    Correction,
    Digest,
    Fact,
    Lexicon,
    Organisation,
    Place,
    Promise,
    Series,
    Topic,
    Value,
)
from digest.render.choice import told_facts

Entity = Place | Organisation
T = TypeVar("T")


class Index(Value, frozen=True):
    """Everything by what it belongs to: newest first, and the facts of one article in the order of its text."""

    topics: Mapping[str, Topic]
    places: Mapping[str, Place]
    organisations: Mapping[str, Organisation]
    articles: Mapping[str, Article]
    months: Mapping[str, tuple[Article, ...]]
    facts: tuple[Fact, ...]
    facts_of_article: Mapping[str, tuple[Fact, ...]]
    facts_of_topic: Mapping[str, tuple[Fact, ...]]
    facts_of_place: Mapping[str, tuple[Fact, ...]]
    facts_of_organisation: Mapping[str, tuple[Fact, ...]]
    articles_of_topic: Mapping[str, tuple[Article, ...]]
    articles_naming: Mapping[str, tuple[Article, ...]]
    named_in: Mapping[str, tuple[str, ...]]
    told: frozenset[str]
    series: Mapping[str, Series]
    series_of_fact: Mapping[str, str]
    comparisons: Mapping[str, Comparison]
    comparison_of_fact: Mapping[str, str]
    promises: tuple[Promise, ...]
    promise_of_fact: Mapping[str, int]
    corrections: tuple[Correction, ...]
    disputed: frozenset[str]
    tiles: tuple[tuple[str | None, ...], ...] = ()


def build_index(digest: Digest) -> Index:
    """The index of `digest`. An article names a place or organisation where its Chinese text holds one of its names."""
    lexicon = digest.lexicon
    named = dict(_names(digest.articles, lexicon))
    by_article = {stem: tuple(facts) for stem, facts in _by_article(digest).items()}
    seats = {body.id: body.place for body in lexicon.organisations}
    facts = tuple(fact for article in digest.articles for fact in by_article.get(article.stem, ()))
    return Index(
        topics={topic.id: topic for topic in lexicon.topics},
        places={place.id: place for place in lexicon.places},
        organisations={organisation.id: organisation for organisation in lexicon.organisations},
        articles={article.stem: article for article in digest.articles},
        months=_gather((article.date[:7], article) for article in digest.articles),
        facts=facts,
        facts_of_article=by_article,
        facts_of_topic=_gather((topic, fact) for fact in facts for topic in fact.topics),
        facts_of_place=_gather((place, fact) for fact in facts for place in _places(fact, seats)),
        facts_of_organisation=_gather((fact.organisation, fact) for fact in facts if fact.organisation),
        articles_of_topic=_gather((topic, article) for article in digest.articles for topic in article.topics),
        articles_naming=_gather((name, article) for article in digest.articles for name in named[article.stem]),
        named_in=named,
        told=frozenset(fact.id for each in digest.articles for fact in told_facts(each, by_article.get(each.stem, ()))),
        series={series.id: series for series in digest.series},
        series_of_fact={fact.id: series.id for series in digest.series for fact in series.facts},
        comparisons={comparison.id: comparison for comparison in digest.comparisons},
        comparison_of_fact={fact.id: each.id for each in digest.comparisons for fact in each.facts},
        promises=digest.promises,
        promise_of_fact={promise.fact.id: number for number, promise in enumerate(digest.promises)},
        corrections=digest.corrections,
        disputed=frozenset(fact.id for series in digest.series for pair in series.conflicts for fact in pair),
    )


def _places(fact: Fact, seats: Mapping[str, str | None]) -> Iterator[str]:
    """The place a fact is told of, and that where its organisation has its seat."""
    yield from {place: None for place in (fact.place, seats.get(fact.organisation or "")) if place}


def _gather(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    lists: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}


def _by_article(digest: Digest) -> Mapping[str, list[Fact]]:
    """The facts of each article in the order of their mentions; those nobody mentions come last, by id."""
    order = {
        mention.fact: (mention.paragraph, mention.zh[0])
        for mentions in digest.mentions.values()
        for mention in mentions
    }
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(digest.facts.values(), key=lambda fact: (order.get(fact.id, (10**6, 0)), fact.id)):
        lists[fact.article].append(fact)
    return lists


def _names(articles: Sequence[Article], lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids that each article names, in the order of their first mention."""
    words = matcher(lexicon)
    for article in articles:
        text = "\n".join([article.zh.title, *(paragraph.text for paragraph in article.zh.paragraphs)])
        yield article.stem, tuple(dict.fromkeys(name.id for name in words.names(text, "zh")))
