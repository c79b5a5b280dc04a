"""How much each record is about each of its tokens, and the lists that say so to the browser.

The weight is BM25F's: w = Σ weight · tf / (1 − b + b · length / usual length) over the fields, then
step = round(16 · w / (k + w)), from 1 to 16. The usual length of a field is fixed rather than the corpus's average,
which would change every posting with each article; and a length counts as the nearest power of √2, so that a word more
leaves the postings of an article's other words alone. How lists are written stands in `lists`.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, combinations

from digest.search.lists import STEPS, encode
from digest.search.numbers import bare
from digest.search.records import Kind, Record
from digest.search.tokenizer import Tokenizer

# Weight and usual length in tokens of each field, both languages together.
FIELDS: Mapping[Kind, Mapping[str, tuple[float, int]]] = {
    "entity": {"name": (5, 6), "other": (2, 20), "summary": (0.5, 60)},
    "series": {"metric": (4, 14), "subject": (4, 14), "other": (1.5, 20)},
    "article": {"title": (5, 24), "summary": (2, 60), "body": (1, 600), "other": (0.5, 16)},
    "fact": {"metric": (4, 14), "subject": (4, 14), "other": (1.5, 20), "body": (1, 50)},
}
LISTS: tuple[Kind, ...] = ("article", "fact", "series", "entity")  # most tokens stand in articles alone
COMMON = 256
K = 1.2
B = 0.6
_KEPT = 20_000  # texts whose tokens are remembered: labels recur everywhere, sentences in the facts of one article
_RUNNING = frozenset({"body", "summary"})  # running text: single characters of a run are not looked for in it


class _Field(dict[str, int]):
    """The tokens of one field, each with the step of a record that holds it nowhere else.

    `weight` times `counts` of a token add up over the fields of a record.
    """

    def __init__(self, counts: Mapping[str, int], weight: float, step_of: "_Steps") -> None:
        by_count = {count: step_of[weight * count] for count in set(counts.values())}
        super().__init__(zip(counts, map(by_count.__getitem__, counts.values()), strict=True))
        self.counts = counts
        self.weight = weight


class Weigher:
    """Weighs the tokens of records."""

    def __init__(self, cut: Tokenizer) -> None:
        self._cut = cut
        self._tokens: dict[tuple[str, bool], Sequence[str]] = {}
        self._fields: dict[tuple[Kind, str, tuple[str, ...]], _Field] = {}
        self._step_of = _Steps()

    def steps(self, record: Record) -> dict[str, int]:
        """How much `record` is about each of its tokens, from 1 to `STEPS`."""
        fields = [self._field(record.kind, field, texts) for field, texts in record.texts.items()]
        found: dict[str, int] = {}
        for field in fields:
            found.update(field)
        if len(found) < sum(map(len, fields)):
            for one, other in combinations(fields, 2):
                for each in one.keys() & other.keys():
                    found[each] = self._step_of[sum([field.weight * field.counts.get(each, 0) for field in fields])]
        for figure in record.figures:
            found[f"={figure}"] = STEPS
        return found

    def _field(self, kind: Kind, field: str, texts: tuple[str, ...]) -> _Field:
        key = (kind, field, texts)
        known = self._fields.get(key)
        if known is not None:
            return known
        running = field in _RUNNING
        counts = Counter(chain.from_iterable([self._cached(text, running) for text in texts]))
        weight, usual = FIELDS[kind][field]
        weight /= 1 - B + B * rounded(counts.total()) / usual
        for each in [each for each in counts if each[0] == "="]:
            if (plain := bare(each)) != each:
                counts[plain] += counts[each]
        found = _Field(counts, weight, self._step_of)
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
    """Every token with the records that hold it, by kind; filled in the order of the records' numbers."""

    def __init__(self) -> None:
        self._lists: tuple[dict[str, array[int]], ...] = tuple(defaultdict(partial(array, "I")) for _ in LISTS)

    def add(self, kind: Kind, number: int, steps: Mapping[str, int]) -> None:
        """Enter the record `number` under each of its tokens."""
        entry = number * STEPS - 1
        held = map(self._lists[LISTS.index(kind)].__getitem__, steps)
        for entries, step in zip(held, steps.values(), strict=True):
            entries.append(entry + step)

    def merge(self, later: "Postings") -> None:
        """Enter those of records with higher numbers."""
        for lists, more in zip(self._lists, later._lists, strict=True):
            for each, entries in more.items():
                lists[each].extend(entries)

    def tokens(self) -> Iterable[str]:
        """Every token, in order."""
        return sorted(set().union(*self._lists))

    def common(self, articles: int) -> Sequence[str]:
        """Words in more than a tenth of the articles, the commonest `COMMON` of them: long queries do without."""
        held = [
            (-len(entries), each)
            for each, entries in self._lists[0].items()
            if len(each) > 1 and each[0] != "=" and len(entries) * 10 > articles
        ]
        return [each for _, each in sorted(held)[:COMMON]]

    def text(self, each: str) -> str:
        """The lists of a token in the order of `LISTS`, joined by "|"; empty ones at the end are cut."""
        texts = [encode(held[each]) if each in held else "" for held in self._lists]
        return "|".join(texts).rstrip("|")
