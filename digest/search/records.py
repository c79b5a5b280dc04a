"""What can be found: facts, articles, and the topics, places and organisations they speak of.

A record holds both languages, so either finds it. `texts` is what is searched, by field; `shown` is what a result
shows, as plain lists and strings in the order of `SHOWN`, a text in both languages as [Chinese, English or null].
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from digest.lexicon import matcher
from digest.model import LANGS, Article, Bilingual, Digest, Fact, Organisation, Place, Topic, Value
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.search.figures import Number, token

Kind = Literal["entity", "article", "fact"]

SHOWN: Mapping[Kind, tuple[str, ...]] = {
    "entity": ("kind", "id", "name"),
    "article": ("stem", "title", "summary", "date", "publication", "topics"),
    "fact": (
        "stem",
        "id",
        "metric",
        "subject",
        "zh",
        "en",
        "status",
        "period",
        "date",
        "publication",
        "topics",
        "place",
        "reviewed",
    ),
}


class Record(Value, frozen=True):
    """One thing to be found. `figures` are the tokens of a fact's own value, not of the figures that its texts hold."""

    kind: Kind
    texts: Mapping[str, tuple[str, ...]]
    shown: tuple[Any, ...]
    figures: tuple[str, ...] = ()


def records(digest: Digest) -> Iterator[Record]:
    """Every record: entities in the lexicon's order, articles and facts oldest first, so that new ones come last.

    Places and organisations are those that have a page: with facts, or named in an article.
    """
    articles = sorted(digest.articles, key=lambda article: (article.date, article.stem))
    facts = _facts_by_article(digest)
    names = _names(digest)
    yield from _entities(digest)
    for article in articles:
        yield _article(article, digest.lexicon.topics)
    for article in articles:
        # Of two records equally good, the later one is shown first: backwards here is forwards on the page.
        for fact in reversed(facts.get(article.stem, ())):
            yield _fact(fact, article, names)


def figure_tokens(value: Decimal, unit: str) -> tuple[str, ...]:
    """The tokens under which a value is found: with its unit and, for those who leave it out, without."""
    _, digits, exponent = value.as_tuple()
    number = Number(int("".join(map(str, digits))), int(exponent))
    code = "" if unit in ("count", "ratio", "other") else unit.lower()
    return tuple(dict.fromkeys((token(number, code), token(number, ""))))


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
    return {f"place/{each.id}": _forms(each) for each in lexicon.places} | {
        f"organisation/{each.id}": _forms(each) for each in lexicon.organisations
    }


def _forms(entity: Place | Organisation) -> tuple[str, ...]:
    aliases = (alias for lang in LANGS for alias in entity.aliases.get(lang, ()))
    return tuple(dict.fromkeys((entity.zh, entity.en, *_both(entity.short), *aliases)))


def _both(text: Bilingual | None) -> tuple[str, ...]:
    return () if text is None else tuple(said for said in (text.zh, text.en) if said is not None)


def _pair(text: Bilingual | None) -> list[str | None] | None:
    return None if text is None else [text.zh, text.en]


def _entities(digest: Digest) -> Iterator[Record]:
    for topic in digest.lexicon.topics:
        yield _topic(topic)
    paged = _with_pages(digest)
    for place in digest.lexicon.places:
        if f"place/{place.id}" in paged:
            yield _named("place", place)
    for body in digest.lexicon.organisations:
        if f"organisation/{body.id}" in paged:
            yield _named("organisation", body)


def _with_pages(digest: Digest) -> frozenset[str]:
    facts = digest.facts.values()
    held = {f"place/{fact.place}" for fact in facts} | {f"organisation/{fact.organisation}" for fact in facts}
    match = matcher(digest.lexicon)
    texts = (
        text
        for article in digest.articles
        for text in (article.zh.title, *(each.text for each in article.zh.paragraphs))
    )
    return frozenset(held | {f"{name.kind}/{name.id}" for text in texts for name in match.names(text, "zh")})


def _topic(topic: Topic) -> Record:
    words = tuple(word for lang in LANGS for word in topic.words.get(lang, ()))
    return Record(
        "entity",
        {"name": _both(topic.name), "other": words, "summary": _both(topic.summary)},
        ("topic", topic.id, _pair(topic.name)),
    )


def _named(kind: str, entity: Place | Organisation) -> Record:
    shown = (kind, entity.id, [entity.zh, entity.en])
    return Record("entity", {"name": _both(entity.short), "other": _forms(entity)}, shown)


def _publication(article: Article) -> Bilingual:
    return Bilingual(article.source.publication, article.source_en.publication if article.source_en else None)


def _article(article: Article, topics: Sequence[Topic]) -> Record:
    """An article; its text is searched only where the digest may print it."""
    title = Bilingual(article.zh.title, article.en.title if article.en else None)
    summary = None
    if article.zh.summary is not None and article.rights != "closed":
        summary = Bilingual(article.zh.summary, article.en.summary if article.en else None)
    printed = [text for text in (article.zh, article.en) if text is not None and article.rights == "own"]
    texts = {
        "title": _both(title),
        "summary": _both(summary),
        "body": tuple(paragraph.text for text in printed for paragraph in text.paragraphs),
        "other": (
            *_both(_publication(article)),
            *(name for topic in topics if topic.id in article.topics for name in _both(topic.name)),
        ),
    }
    return Record(
        "article",
        texts,
        (article.stem, _pair(title), _pair(summary), article.date, _pair(_publication(article)), list(article.topics)),
    )


def _fact(fact: Fact, article: Article, names: Mapping[str, tuple[str, ...]]) -> Record:
    """A fact; its quote is searched unless the article is closed."""
    periods = Bilingual(say_period(fact.period, "zh"), say_period(fact.period, "en")) if fact.period else None
    texts = {
        "metric": _both(fact.metric),
        "subject": _both(fact.subject),
        "other": (
            *names.get(f"place/{fact.place}", ()),
            *names.get(f"organisation/{fact.organisation}", ()),
            *_both(periods),
        ),
        "body": _both(fact.quote) if article.rights != "closed" else (),
    }
    said = {lang: notation(fact, lang) for lang in LANGS}
    shown = (
        fact.article,
        fact.id,
        _pair(fact.metric),
        _pair(fact.subject),
        *([said[lang].hedge, said[lang].before, said[lang].number, said[lang].unit] for lang in LANGS),
        fact.status,
        _pair(periods),
        article.date,
        _pair(_publication(article)),
        list(fact.topics),
        fact.place,
        fact.reviewed,
    )
    return Record("fact", texts, shown, _own_figures(fact))


def _own_figures(fact: Fact) -> tuple[str, ...]:
    ends: Iterable[Decimal] = (fact.value,) if fact.high is None else (fact.value, fact.high)
    return tuple(dict.fromkeys(each for end in ends for each in figure_tokens(end, fact.unit)))
