"""Which figures stand for an article or a topic."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from digest.model import Article, Fact

_RANK = {"actual": 0, "forecast": 1, "target": 1, "capacity": 2, "spec": 3}
_LIGHT = ("rank", "s", "m", "ratio")  # units that seldom carry the news


def main_fact(article: Article, facts: Sequence[Fact]) -> Fact | None:
    """The fact that the article is about, or None where it has none.

    That is the one whose figure the title states, else the summary; among several, and where neither states one: money
    before counts and shares, levels before changes, what was reported before what was promised, then the earlier one.
    """
    texts = [text for text in (article.zh.title, article.zh.summary or "") if text]
    for text in texts:
        told = [fact for fact in facts if fact.surface.zh in text]
        if told:
            return min(told, key=lambda fact: (_weight(fact), text.index(fact.surface.zh)))
    return min(facts, key=_weight, default=None)


def told_facts(article: Article, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts whose figures the article's title or summary repeats: its editors thought most of them."""
    text = f"{article.zh.title} {article.zh.summary or ''}"
    return (fact for fact in facts if fact.surface.zh in text)


def key_facts(facts: Iterable[Fact], count: int, told: Container[str] = ()) -> tuple[Fact, ...]:
    """Up to `count` facts that show most of a topic; `facts` come newest first, `told` are ids as of `told_facts`.

    The newest reported levels, so that the choice moves with the news and needs no editor, those first that a title or
    summary tells; and as many different things as possible: no measure twice, and no unit or owner twice before every
    other has had its turn. What says little by itself only fills up: changes, ranks, durations, small counts, promises,
    figures in words, and facts whose label has no English yet.
    """
    chosen: list[Fact] = []
    pool = sorted(facts, key=_slight)
    full = [fact for fact in pool if not any(_slight(fact))]
    first = [fact for fact in full if fact.id in told]
    turns = ((first, _all_new), (full, _all_new), (first, _new_measure), (full, _new_measure), (pool, _new_measure))
    for candidates, free in turns:
        for fact in candidates:
            if len(chosen) < count and all(free(fact, other) for other in chosen):
                chosen.append(fact)
    return tuple(chosen)


def _slight(fact: Fact) -> tuple[bool, bool, bool]:
    small = fact.unit in _LIGHT or (fact.unit == "count" and fact.value < 10)
    said = re.search(r"\d", fact.surface.zh) is None  # 万亿级, 近三成
    return small or said or fact.change is not None, _RANK[fact.status] > 0, fact.metric.en is None


def _weight(fact: Fact) -> tuple[bool, bool, bool, int]:
    money = fact.unit in ("CNY", "USD", "EUR", "SGD")
    small = fact.unit in _LIGHT or (fact.unit == "count" and fact.value < 10)
    return small, not money, fact.change is not None, _RANK[fact.status]


def _new_measure(fact: Fact, other: Fact) -> bool:
    return fact.metric.zh != other.metric.zh


def _all_new(fact: Fact, other: Fact) -> bool:
    same_kind = fact.unit == other.unit and fact.counter == other.counter
    return _new_measure(fact, other) and not same_kind and fact.subject.zh != other.subject.zh
