"""What a reader may be about to type: the names of topics, places and organisations, and what is measured."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from digest.model import Digest
from digest.search.names import forms
from digest.search.pinyin import load_pinyin
from digest.search.records import Record

_METRICS = 400  # the commonest labels; rarer ones are found, but not suggested


def suggestions(digest: Digest, entities: list[Record]) -> list[list[Any]]:
    """Rows of kind, id, Chinese, English, other forms and how many facts there are, the most told of first."""
    return sorted([*_names(digest, entities), *_metrics(digest)], key=lambda row: (-row[5], row[0], row[1], row[2]))


def _names(digest: Digest, entities: list[Record]) -> Iterator[list[Any]]:
    facts = digest.facts.values()
    counts = Counter(f"place/{fact.place}" for fact in facts)
    counts += Counter(f"organisation/{fact.organisation}" for fact in facts)
    counts += Counter(f"topic/{topic}" for fact in facts for topic in fact.topics)
    named = {f"place/{each.id}": each for each in digest.lexicon.places}
    bodies = {f"organisation/{each.id}": each for each in digest.lexicon.organisations}
    for record in entities:
        kind, name, (zh, en) = record.shown
        entity = named.get(f"{kind}/{name}") or bodies.get(f"{kind}/{name}")
        short = (zh, en) if entity is None else (entity.short.zh, entity.short["en"])
        typed = () if entity is None else (*forms(entity), *load_pinyin().spell(entity.short.zh))
        others = [each for each in dict.fromkeys(typed) if each not in short]
        yield [kind, name, *short, others, counts[f"{kind}/{name}"]]


def _metrics(digest: Digest) -> Iterator[list[Any]]:
    counts = Counter((fact.metric.zh, fact.metric.en) for fact in digest.facts.values() if fact.metric.zh)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0]))
    for (zh, en), count in ordered[:_METRICS]:
        yield ["metric", "", zh, en, [], count]
