"""How much each record is about each of its tokens, and the lists that say so to the browser.

The weight is BM25F's: w = Σ weight · tf / (1 − b + b · length / usual length) over the fields, then
step = round(16 · w / (k + w)), from 1 to 16. The usual length of a field is fixed rather than the corpus's average,
which would change every posting with each article; and a length counts as the nearest power of √2, so that a word more
leaves the postings of an article's other words alone. How lists are written stands in `lists`.
"""

import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import chain, combinations

from digest.model import Value
from digest.search.lists import STEPS, encode_all
from digest.search.numbers import bare
from digest.search.records import Kind, Record
from digest.search.tokenizer import Tokenizer

# Weight and usual length in tokens of each field, both languages together.
FIELDS: Mapping[Kind, Mapping[str, tuple[float, int]]] = {
    "entity": {"name": (5, 6), "other": (2, 20), "summary": (0.5, 60)},
    "series": {"metric": (4, 14), "subject": (4, 14), "other": (1.5, 20)},
    "article": {"title": (5, 24), "summary": (2, 60), "body": (1, 600), "other": (0.5, 16)},
    "fact": {"metric": (4, 14), "subject": (4, 14), "name": (1.5, 16), "period": (1.5, 4), "body": (1, 50)},
}
LISTS: tuple[Kind, ...] = ("article", "fact", "series", "entity")  # most tokens stand in articles alone
COMMON = 256
K = 1.2
B = 0.6
_KEPT = 20_000  # texts whose tokens are remembered: labels recur everywhere, sentences in the facts of one article
_RUNNING = frozenset({"body", "summary", "name"})  # single characters of a longer run are not looked for in these

Key = tuple[Kind, str, tuple[str, ...]]


class Field(Value, frozen=True):
    """The tokens of one field, each with the step of a record that holds it nowhere else.

    `weight` times `counts` of a token add up over the fields of a record.
    """

    steps: Mapping[str, int]
    counts: Mapping[str, int]
    weight: float


class Held(Value, frozen=True):
    """Postings on their way to another process: of each kind the tokens, how many records hold each, and the entries.

    Labels stand with the entries of their facts; their tokens are told anew.
    """

    lists: tuple[tuple[str, bytes, bytes], ...]
    labels: Sequence[tuple[Key, bytes]]


class Weigher:
    """Weighs the tokens of records."""

    def __init__(self, cut: Tokenizer) -> None:
        self._cut = cut
        self._tokens: dict[tuple[str, bool], Sequence[str]] = {}
        self._fields: dict[Key, Field] = {}
        self._step_of = _Steps()

    def steps(self, record: Record) -> Mapping[str, int]:
        """How much `record` is about each of its tokens, from 1 to `STEPS`."""
        fields = [self._field((record.kind, field, texts)) for field, texts in record.texts.items()]
        found: dict[str, int] = {}
        for field in fields:
            found.update(field.steps)
        if len(found) < sum([len(field.steps) for field in fields]):
            for one, other in combinations(fields, 2):
                for each in one.steps.keys() & other.steps.keys():
                    found[each] = self._step_of[sum([field.weight * field.counts.get(each, 0) for field in fields])]
        return found

    def label_steps(self, label: Key) -> Mapping[str, int]:
        """How much a fact is about each token of a label of its."""
        return self._field(label).steps

    def _field(self, key: Key) -> Field:
        known = self._fields.get(key)
        if known is not None:
            return known
        kind, field, texts = key
        running = field in _RUNNING
        counts = Counter(chain.from_iterable([self._cached(text, running) for text in texts]))
        weight, usual = FIELDS[kind][field]
        weight /= 1 - B + B * rounded(counts.total()) / usual
        for each in [each for each in counts if each[0] == "="]:
            if (plain := bare(each)) != each:
                counts[plain] += counts[each]
        by_count = {count: self._step_of[weight * count] for count in set(counts.values())}
        steps = dict(zip(counts, map(by_count.__getitem__, counts.values()), strict=True))
        found = Field(steps, counts, weight)
        if kind != "article":
            if len(self._fields) > _KEPT:
                self._fields.clear()
            self._fields[key] = found
        return found

    def _cached(self, text: str, running: bool) -> Sequence[str]:  # noqa: FBT001 - private, called a million times
        key = (text, running)
        found = self._tokens.get(key)
        if found is None:
            if len(self._tokens) > _KEPT:
                self._tokens.clear()
            found = self._tokens[key] = self._cut.tokens(text, singles=not running)
        return found


class _Steps(dict[float, int]):
    """The step of each weight, worked out when it is first met."""

    def __missing__(self, weight: float) -> int:
        self[weight] = step = round(STEPS * weight / (K + weight)) or 1
        return step


def rounded(length: int) -> float:
    """The power of √2 that is nearest to `length`."""
    return 2 ** (round(2 * math.log2(max(1, length))) / 2)


class Postings:
    """Every token with the records that hold it, by kind; filled in the order of the records' numbers.

    The labels of facts recur: a fact is entered under its labels, and only in the end under their tokens.
    """

    def __init__(self) -> None:
        self._lists: tuple[dict[str, array[int]], ...] = tuple(defaultdict(partial(array, "I")) for _ in LISTS)
        self._labels: dict[Key, tuple[Mapping[str, int], array[int]]] = {}

    def add(self, kind: Kind, number: int, steps: Mapping[str, int]) -> None:
        """Enter the record `number` under each of its tokens."""
        held = map(self._lists[LISTS.index(kind)].__getitem__, steps)
        entries = map((number * STEPS - 1).__add__, steps.values())
        deque(map(array.append, held, entries), maxlen=0)  # a loop over millions of tokens, in half the time of one

    def add_labels(self, record: Record, steps_of: Callable[[Key], Mapping[str, int]]) -> None:
        """Enter a fact under each of its labels; `steps_of` tells the tokens of a label that is new."""
        for field, texts in record.texts.items():
            key = (record.kind, field, texts)
            known = self._labels.get(key)
            if known is None:
                known = self._labels[key] = (steps_of(key), array("I"))
            known[1].append(record.number * STEPS)

    def held(self) -> "Held":
        """What stands here, packed."""
        lists = tuple(
            ("\n".join(lists), array("I", map(len, lists.values())).tobytes(), b"".join(lists.values()))
            for lists in self._lists
        )
        return Held(lists, [(key, numbers.tobytes()) for key, (_, numbers) in self._labels.items()])

    def merge(self, later: "Held", steps_of: Callable[[Key], Mapping[str, int]]) -> None:
        """Enter what other postings held of records with higher numbers; `steps_of` as for `add_labels`."""
        for lists, (names, sizes, entries) in zip(self._lists, later.lists, strict=True):
            told, place = array("I", entries), 0
            for each, size in zip(names.split("\n"), array("I", sizes), strict=True) if sizes else ():
                lists[each] += told[place : place + size]
                place += size
        for key, numbers in later.labels:
            known = self._labels.get(key)
            if known is None:
                known = self._labels[key] = (steps_of(key), array("I"))
            known[1].frombytes(numbers)

    def spread(self) -> None:
        """Enter the facts under the tokens of their labels; of two labels that hold one the weightier counts."""
        told: dict[str, list[tuple[int, array[int]]]] = defaultdict(list)
        for steps, numbers in self._labels.values():
            for each, step in steps.items():
                told[each].append((step, numbers))
        self._labels.clear()
        lists = self._lists[LISTS.index("fact")]
        for each, groups in told.items():
            entries = sorted(chain.from_iterable([map((step - 1).__or__, numbers) for step, numbers in groups]))
            if len(groups) > 1:
                entries = list(dict(zip(map((-STEPS).__and__, entries), entries, strict=True)).values())
            lists[each] = array("I", entries)

    def common(self, articles: int) -> Sequence[str]:
        """Words in more than a tenth of the articles, the commonest `COMMON` of them: long queries do without."""
        held = [
            (-len(entries), each)
            for each, entries in self._lists[0].items()
            if len(entries) * 10 > articles and len(each) > 1 and each[0] != "="
        ]
        return [each for _, each in sorted(held)[:COMMON]]

    def texts(self, executor: Executor | None = None) -> dict[str, str]:
        """Of every token its lists in the order of `LISTS`, joined by "|"; empty ones at the end are cut."""
        found: dict[str, str] = {}
        for place, held in enumerate(self._lists):
            for each, told in zip(held, encode_all(held.values(), executor), strict=True):
                before = found.get(each, "")
                found[each] = before + "|" * (place - before.count("|")) + told
        return found
