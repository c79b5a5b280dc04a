"""How much each record is about each of its tokens, and the lists that say so to the browser.

The weight is BM25F's: w = Σ weight · tf / (1 − b + b · length / usual length) over the fields, then
step = round(16 · w / (k + w)), from 1 to 16. The usual length of a field is fixed rather than the corpus's average,
which would change every posting with each article; and a length counts as the nearest power of √2, so that a word more
leaves the postings of an article's other words alone.

A list is the records with the token in rising order: the step from the record before (the first from -1) in base 36,
left out where it is 1, and a capital, A to P. Where more than `MOST` records hold the token, those most about it stand
there, later before earlier, behind the number of all and ":".
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

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
K = 1.2
B = 0.6
STEPS = 16
MOST = 1024
_KEPT = 20_000  # texts whose tokens are remembered: labels recur everywhere, sentences in the facts of one article
_RUNNING = frozenset({"body", "summary"})  # running text: single characters of a run are not looked for in it

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Weigher:
    """Weighs the tokens of records."""

    def __init__(self, cut: Tokenizer) -> None:
        self._cut = cut
        self._tokens: dict[tuple[str, bool], Sequence[str]] = {}
        self._fields: dict[tuple[Kind, str, tuple[str, ...]], Mapping[str, float]] = {}
        self._step_of = _Steps()

    def steps(self, record: Record) -> dict[str, int]:
        """How much `record` is about each of its tokens, from 1 to `STEPS`."""
        fields = [self._field(record.kind, field, texts) for field, texts in record.texts.items()]
        fields.sort(key=len, reverse=True)
        weights = dict(fields[0])
        for field in fields[1:]:
            for each, weight in field.items():
                weights[each] = weights.get(each, 0.0) + weight
        step_of = self._step_of
        found = {each: step_of[weight] for each, weight in weights.items()}
        for figure in record.figures:
            found[f"={figure}"] = STEPS
        return found

    def _field(self, kind: Kind, field: str, texts: tuple[str, ...]) -> Mapping[str, float]:
        key = (kind, field, texts)
        known = self._fields.get(key)
        if known is not None:
            return known
        running = field in _RUNNING
        counts = Counter(chain.from_iterable([self._cached(text, running) for text in texts]))
        weight, usual = FIELDS[kind][field]
        weight /= 1 - B + B * rounded(counts.total()) / usual
        found = {each: weight * count for each, count in counts.items()}
        for each in [each for each in counts if each[0] == "="]:
            if (plain := bare(each)) != each:
                found[plain] = found.get(plain, 0.0) + weight * counts[each]
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
        self._lists: tuple[dict[str, array[int]], ...] = tuple(defaultdict(_empty) for _ in LISTS)

    def add(self, kind: Kind, number: int, steps: Mapping[str, int]) -> None:
        """Enter the record `number` under each of its tokens."""
        lists = self._lists[LISTS.index(kind)]
        entry = number * STEPS - 1
        for each, step in steps.items():
            lists[each].append(entry + step)

    def merge(self, later: "Postings") -> None:
        """Enter those of records with higher numbers."""
        for lists, more in zip(self._lists, later._lists, strict=True):
            for each, entries in more.items():
                lists[each].extend(entries)

    def tokens(self) -> Iterable[str]:
        """Every token, in order."""
        return sorted(set().union(*self._lists))

    def text(self, each: str) -> str:
        """The lists of a token in the order of `LISTS`, joined by "|"; empty ones at the end are cut."""
        return "|".join(encode(held[each]) if each in held else "" for held in self._lists).rstrip("|")


def _empty() -> "array[int]":
    return array("I")


def encode(entries: "array[int]") -> str:
    """One list as it is sent; entries are number · `STEPS` + step − 1, in rising order."""
    return f"{len(entries)}:{written(_best(entries))}" if len(entries) > MOST else written(entries)


def written(entries: Iterable[int]) -> str:
    """Entries as steps and capitals, none left out."""
    parts: list[str] = []
    base = -STEPS  # of the record before
    for entry in entries:
        delta = entry - base
        parts.append(_PIECES[delta] if delta < _SHORT else base36(delta // STEPS) + chr(65 + delta % STEPS))
        base = entry - entry % STEPS
    return "".join(parts)


def _best(entries: "array[int]") -> Iterable[int]:
    """The `MOST` entries of the highest steps, of the last of these the later ones, in rising order."""
    by_step: list[list[int]] = [[] for _ in range(STEPS)]
    for entry in entries:
        by_step[entry % STEPS].append(entry)
    chosen: list[int] = []
    while len(chosen) < MOST:
        held = by_step.pop()
        chosen += held[-(MOST - len(chosen)) :]
    return sorted(chosen)


def base36(number: int) -> str:
    """`number` in the digits 0-9 and a-z."""
    text = ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


_SHORT = 36 * 36 * STEPS
_PIECES = [
    ("" if number == 1 else base36(number)) + chr(65 + step) for number in range(36 * 36) for step in range(STEPS)
]
