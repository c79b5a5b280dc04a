"""Which figures were added, changed, removed or moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

from digest.model import Bilingual, Fact, Value

# What readers see of a fact, in the order in which a change is told.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "figure": ("value", "high", "unit", "qualifier", "counter"),
    "wording": ("surface",),
    "metric": ("metric",),
    "subject": ("subject",),
    "organisation": ("organisation",),
    "place": ("place",),
    "period": ("period",),
    "status": ("status",),
    "change": ("change",),
    "topics": ("topics",),
    "article": ("article",),
    "sentence": ("quote",),
}
_SAME = 0.55  # how alike two statements of an article must be to be one that was changed
_MOST = 4_000  # pairs of statements of one article that are worth comparing


class FactChange(Value, frozen=True):
    """A figure that is not what it was. `fields` are names of FIELDS that differ."""

    kind: Literal["added", "changed", "removed", "moved"]
    old: Fact | None = None
    new: Fact | None = None
    fields: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        """The figure as it is, or as it was where it has gone."""
        fact = self.new or self.old
        if fact is None:
            raise ValueError("a change of nothing")
        return fact


def compare_facts(
    old: Mapping[str, Fact], new: Mapping[str, Fact], renamed: Mapping[str, str]
) -> tuple[FactChange, ...]:
    """The changes from `old` to `new`, both by id. `renamed` gives the new stems of articles that got another.

    A figure is the same where its id is, else where the same sentence states it, else where the article states one so
    much alike that it must be the old one put right.
    """
    pairs = [(fact, new[ident]) for ident, fact in old.items() if ident in new]
    gone = [fact for ident, fact in old.items() if ident not in new]
    come = [fact for ident, fact in new.items() if ident not in old]
    for match in (_by_sentence, _by_likeness):
        found = list(match(gone, come, renamed))
        pairs += found
        taken = {id(fact) for pair in found for fact in pair}
        gone = [fact for fact in gone if id(fact) not in taken]
        come = [fact for fact in come if id(fact) not in taken]
    changes = [change for before, after in pairs if (change := _change(before, after, renamed))]
    changes += [FactChange("removed", old=fact) for fact in gone]
    changes += [FactChange("added", new=fact) for fact in come]
    order = {ident: number for number, ident in enumerate([*new, *old])}
    return tuple(sorted(changes, key=lambda change: order[change.fact.id]))


def _change(old: Fact, new: Fact, renamed: Mapping[str, str]) -> FactChange | None:
    fields = tuple(
        name for name, parts in FIELDS.items() if any(_differ(getattr(old, part), getattr(new, part)) for part in parts)
    )
    if "figure" in fields:
        fields = tuple(name for name in fields if name != "wording")  # another figure is written otherwise, of course
    if renamed.get(old.article) == new.article:
        fields = tuple(name for name in fields if name != "article")
        if not fields:
            return FactChange("moved", old, new, ("article",))
    if not fields:
        return None
    return FactChange("moved" if {*fields} <= {"topics", "article"} else "changed", old, new, fields)


def _differ(old: object, new: object) -> bool:
    """Whether two values of a field differ. That English came or went is told of the article or the term."""
    if isinstance(old, Bilingual) and isinstance(new, Bilingual):
        return old.zh != new.zh or (old.en is not None and new.en is not None and old.en != new.en)
    return old != new


def _by_sentence(gone: Sequence[Fact], come: Sequence[Fact], renamed: Mapping[str, str]) -> Iterator[tuple[Fact, Fact]]:
    """Figures that one sentence states in the same words, first in the article's own successor, then in any."""
    for whole in (True, False):
        waiting: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
        for fact in come:
            waiting[_key(fact, fact.article if whole else "")].append(fact)
        rest: list[Fact] = []
        for fact in gone:
            twins = waiting[_key(fact, renamed.get(fact.article, fact.article) if whole else "")]
            if twins:
                twin = twins.pop(0)
                yield fact, twin
                come = [each for each in come if each is not twin]
            else:
                rest.append(fact)
        gone = rest


def _key(fact: Fact, article: str) -> tuple[str, ...]:
    return article, fact.quote.zh, fact.surface.zh, fact.unit


def _by_likeness(gone: Sequence[Fact], come: Sequence[Fact], renamed: Mapping[str, str]) -> Iterator[tuple[Fact, Fact]]:
    """Figures of one article that are alike in sentence, measure, owner and digits, the most alike first."""
    here = _by_article(come, {})
    for article, before in _by_article(gone, renamed).items():
        after = here.get(article, [])
        if len(before) * len(after) > _MOST:
            continue
        scored = sorted(
            ((_likeness(a, b), i, j) for i, a in enumerate(before) for j, b in enumerate(after)),
            key=lambda each: (-each[0], each[1], each[2]),
        )
        left, right = set(range(len(before))), set(range(len(after)))
        for score, i, j in scored:
            if score >= _SAME and i in left and j in right:
                left.remove(i)
                right.remove(j)
                yield before[i], after[j]


def _by_article(facts: Iterable[Fact], renamed: Mapping[str, str]) -> Mapping[str, list[Fact]]:
    lists: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        lists[renamed.get(fact.article, fact.article)].append(fact)
    return lists


def _likeness(old: Fact, new: Fact) -> float:
    """From 0 to 1: half for the sentence, the rest for measure, owner, digits and unit."""
    same = 0.2 * (old.metric.zh == new.metric.zh) + 0.1 * (old.subject.zh == new.subject.zh)
    same += 0.1 * (old.surface.zh == new.surface.zh) + 0.1 * (old.unit == new.unit)
    matcher = SequenceMatcher(None, old.quote.zh, new.quote.zh, autojunk=False)
    if same + 0.5 * matcher.quick_ratio() < _SAME:
        return 0
    return same + 0.5 * matcher.ratio()
