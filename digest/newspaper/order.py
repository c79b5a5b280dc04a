"""Units put in reading order: articles and boxes kept apart, columns that were cut into one another taken apart.

The page is read from top to bottom as threads. A torn piece brings its continuation with it (`links`); a piece that
starts fresh goes to the thread that was last at rest, or opens one of its own while the others wait for their
continuation: so a column that was read too early waits for its turn. Where lines are displaced all around a subhead,
each paragraph goes before or after it by the words it shares with either side; words that are rarer on the page weigh
more.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from digest.model import Value
from digest.newspaper.links import Link, retold
from digest.newspaper.units import Unit

_ASIDE = {"caption", "scrap", "furniture"}
_HEADS = {"kicker", "headline", "label", "number"}
_NEAR = 4  # units: jumps as close as this are one disordered place


class Flow(Value, frozen=True):
    """An article's units in reading order, by number; whether it is a box; which of them open a paragraph out of
    order.
    """

    units: tuple[int, ...]
    box: bool = False
    moved: frozenset[int] = frozenset()


def read_order(units: Sequence[Unit], links: Sequence[Link]) -> list[Flow]:
    """The articles of the page, each a run of units in reading order; what stands aside is in none."""
    chains = _Chains(units, links)
    return _Reader(units, chains, _sorted_out(units, chains)).flows()


class _Chains:
    """Pieces by their links, and the places where links jump over other text."""

    def __init__(self, units: Sequence[Unit], links: Sequence[Link]) -> None:
        self.units = units
        self.after = {link.before: link.after for link in links}
        self.linked = {link.after for link in links}
        flow = [i for i, unit in enumerate(units) if unit.kind == "text"]
        self.rank = {i: number for number, i in enumerate(flow)}
        following = dict(pairwise(flow))
        self.jumps = sorted((min(a, b), max(a, b)) for a, b in self.after.items() if following.get(a) != b)

    def of(self, root: int) -> list[int]:
        out = [root]
        while out[-1] in self.after:
            out.append(self.after[out[-1]])
        return out

    def text(self, root: int) -> str:
        return "".join(self.units[i].text for i in self.of(root))

    def disordered(self) -> list[tuple[int, int]]:
        """The stretches of the page where three or more links jump, one close to the other."""
        found: list[tuple[int, int, int]] = []
        for low, high in self.jumps:
            if found and low <= found[-1][1] + _NEAR:
                start, end, count = found[-1]
                found[-1] = (start, max(end, high), count + 1)
            else:
                found.append((low, high, 1))
        return [(low, high) for low, high, count in found if count >= 3]


def _sorted_out(units: Sequence[Unit], chains: _Chains) -> list[int]:
    """The numbers of the units in the order to read them, disordered stretches sorted into what is before and after a
    subhead.
    """
    sequence = list(range(len(units)))
    done = -1
    for low, end in chains.disordered():
        high = end
        while high + 1 < len(units) and units[high + 1].kind == "text":
            high += 1
        stretch = range(max(low, done + 1), high + 1)
        done = high
        inside = [i for i in stretch if units[i].kind in ("text", "subhead")]
        aside = [i for i in stretch if units[i].kind in _ASIDE]
        if any(units[i].kind == "subhead" for i in inside) and len(inside) + len(aside) == len(stretch):
            sequence[stretch.start : stretch.stop] = _by_section(units, chains, inside) + aside
    return sequence


def _by_section(units: Sequence[Unit], chains: _Chains, inside: Sequence[int]) -> list[int]:
    heads = [i for i in inside if units[i].kind == "subhead"]
    roots = [i for i in inside if units[i].kind == "text" and i not in chains.linked]
    texts = {root: chains.text(root) for root in roots}
    known = [_before(units, inside[0]), *(units[i].text for i in heads)]
    weights = _weights([*texts.values(), *known])
    if not roots:
        return list(inside)
    home = {root: sum(head < root for head in heads) for root in roots}
    settled = {roots[0]}
    for _ in range(4):
        for root in roots[1:]:
            near = [
                _nearness(
                    _likeness(texts[root], seed, weights),
                    [_likeness(texts[root], texts[k], weights) for k in settled - {root} if home[k] == section],
                )
                for section, seed in enumerate(known)
            ]
            near[sum(head < root for head in heads)] += 0.04  # standing there is evidence too
            home[root] = near.index(max(near))
            settled.add(root)
    sections = [[root for root in roots if home[root] == section] for section in range(len(known))]
    here = set(inside)
    out = [i for root in sections[0] for i in chains.of(root) if i in here]
    for head, section in zip(heads, sections[1:], strict=True):
        out += [head, *(i for root in section for i in chains.of(root) if i in here)]
    return out + [i for i in inside if i not in out]


def _before(units: Sequence[Unit], i: int) -> str:
    parts: list[str] = []
    for unit in reversed(units[:i]):
        if unit.kind in ("text", "subhead"):
            parts.append(unit.text)
        if unit.kind in ("headline", "subhead"):
            break
    return "".join(reversed(parts))


def _pairs(text: str) -> set[str]:
    return set(re.findall(r"(?=([一-鿿]{2}))", text))


def _weights(texts: Sequence[str]) -> Mapping[str, float]:
    counts = Counter(pair for text in texts for pair in _pairs(text))
    return {pair: log(1 + len(texts) / count) for pair, count in counts.items()}


def _likeness(text: str, other: str, weights: Mapping[str, float]) -> float:
    """The weighted share of the character pairs of either that both have."""
    a, b = _pairs(text), _pairs(other)
    both = sum(weights.get(pair, 0.0) for pair in a & b)
    sizes = [sum(weights.get(pair, 0.0) for pair in each) for each in (a, b)]
    return both / max(1.0, sqrt(sizes[0] * sizes[1]))


def _nearness(to_heading: float, to_others: Sequence[float]) -> float:
    """How near a paragraph is to a section: to what opens it and to the two paragraphs in it that are most like it."""
    return to_heading + sum(sorted(to_others, reverse=True)[:2])


class _Thread:
    """A run of units that are read one after another; `until` is the place where its last piece is complete."""

    def __init__(self, article: int) -> None:
        self.article = article
        self.units: list[int] = []
        self.until = -1
        self.measure = 0.0
        self.signed = False


def _width(unit: Unit) -> float:
    """How wide a unit of several lines is set; 0 where it can't be told."""
    return max(line.width for line in unit.lines[:-1]) if unit.measure and len(unit.lines) > 2 else 0.0


class _Reader:
    """Reads a page from top to bottom, keeping its threads."""

    def __init__(self, units: Sequence[Unit], chains: _Chains, sequence: Sequence[int]) -> None:
        self.units, self.chains, self.sequence = units, chains, sequence
        self.place = {i: place for place, i in enumerate(sequence)}
        self.threads: list[_Thread] = []
        self.boxes: set[int] = set()
        self.retold = retold(units)
        self.current: _Thread | None = None
        self.moved: set[int] = set()
        self.opened = 0  # where the newest headed article begins; what ended before it is over

    def flows(self) -> list[Flow]:
        pending: list[int] = []
        last_kind = ""
        for i in self.sequence:
            kind = self.units[i].kind
            if kind in _ASIDE or i in self.chains.linked:
                continue
            if kind in _HEADS or (kind == "deck" and last_kind not in _HEADS):
                self._head(i, last_kind)
            elif kind == "subhead":
                pending.append(i)
            elif kind == "text":
                self._text(i, pending)
                pending = []
            elif kind == "deck":
                self._put(i, self._now())
            else:
                self._sign(i)
            last_kind = kind
        for i in pending:
            self._put(i, self._now())
        return self._collected()

    def _head(self, i: int, last_kind: str) -> None:
        kind = self.units[i].kind
        more = last_kind in ("kicker", "headline", "label", "deck") and kind != "number"
        same_box = kind == "number" and self.current is not None and self._is_number_box(self.current)
        if not (more or same_box) or self.current is None:
            thread = self._open(self._next_article())
            if kind in ("label", "number"):
                self.boxes.add(thread.article)
            else:
                self.opened = self.place[i]
            self._put(i, thread)
        else:
            self._put(i, self.current)

    def _text(self, i: int, pending: Sequence[int]) -> None:
        thread = self._box() if i in self.retold else self._resting(i)
        if thread is None:
            self.moved.add(i)
            thread = self._open(self._now().article)
        for k in (*pending, *self.chains.of(i)):
            self._put(k, thread)

    def _sign(self, i: int) -> None:
        thread = self._now()
        signed = any(self.units[k].kind == "text" for k in thread.units)
        for each in self.threads:
            each.signed = each.signed or (signed and each.article == thread.article)
        self._put(i, thread)

    def _box(self) -> _Thread:
        if self.current is not None and self.current.article in self.boxes:
            return self.current
        thread = self._open(self._next_article())
        self.boxes.add(thread.article)
        return thread

    def _open(self, article: int) -> _Thread:
        thread = _Thread(article)
        self.threads.append(thread)
        return thread

    def _put(self, i: int, thread: _Thread) -> None:
        thread.units.append(i)
        thread.until = max(thread.until, self.place[i])
        if self.units[i].kind == "text":
            thread.measure = thread.measure or _width(self.units[i])
        self.current = thread

    def _now(self) -> _Thread:
        return self.current or self._open(0)

    def _next_article(self) -> int:
        return len({thread.article for thread in self.threads})

    def _is_number_box(self, thread: _Thread) -> bool:
        return bool(thread.units) and self.units[thread.units[0]].kind == "number"

    def _resting(self, i: int) -> _Thread | None:
        """The thread that a fresh unit goes to: the one that was last completed; the body's where a narrower box
        ends.
        """
        here, width = self.place[i], _width(self.units[i])
        resting = [each for each in self.threads if self.opened <= each.until < here and not each.signed]
        if not resting:
            return self._open(self._next_article()) if self.threads and self._now().signed else None
        latest = self._in_stride(i, resting) or max(resting, key=lambda thread: thread.until)
        if latest.article in self.boxes and latest.measure and width and abs(latest.measure - width) >= 3:
            wide = [each for each in resting if each.article not in self.boxes and abs(each.measure - width) <= 1.5]
            return max(wide, key=lambda thread: thread.until, default=latest)
        return latest

    def _in_stride(self, i: int, resting: Sequence[_Thread]) -> _Thread | None:
        """Where lines of columns alternate, the thread whose last line stands as far before as lines do around here."""
        rank = self.chains.rank
        strides = Counter(rank[b] - rank[a] for a, b in self.chains.after.items() if abs(rank[a] - rank[i]) <= 8)
        stride, count = strides.most_common(1)[0] if strides else (1, 0)
        if stride <= 1 or count < 3 or count < 0.5 * strides.total():
            return None
        return next((each for each in resting if rank.get(each.units[-1]) == rank[i] - stride), None)

    def _collected(self) -> list[Flow]:
        articles: dict[int, list[_Thread]] = {}
        for thread in self.threads:
            if thread.units:
                articles.setdefault(thread.article, []).append(thread)
        return [
            Flow(
                tuple(
                    i for thread in sorted(threads, key=lambda each: self.place[each.units[0]]) for i in thread.units
                ),
                article in self.boxes,
                frozenset(self.moved),
            )
            for article, threads in articles.items()
        ]
