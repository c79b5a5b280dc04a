"""Torn pieces and what goes on from them.

Every piece that ends in mid-sentence is given the piece that goes on from it, all together so that the sum of the
evidence is greatest (`joints`); standing next in the file is evidence too, as much as the joints around are good.
Where the pieces around are out of order, a joint is sure only by its own words.
"""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2

import msgspec

from digest.model import Value
from digest.newspaper.blocks import is_closed
from digest.newspaper.characters import is_torn
from digest.newspaper.joints import PageWords, Piece, joint
from digest.newspaper.matching import best_matching
from digest.newspaper.units import Unit

_REACH = 30  # pieces: farther than this nothing is looked for
_NEAR = 5  # pieces: a joint as close as this to one out of order must speak for itself


class Link(Value, frozen=True):
    """That unit `after` goes on from unit `before`; `margin` is how much better that is than the next best.

    `own` is what the joint is worth by its own words, wherever the two stand; `calm` whether the pieces around are in
    order, so that standing next to each other is evidence.
    """

    before: int
    after: int
    score: float
    margin: float
    own: float
    calm: bool = True

    @property
    def sure(self) -> bool:
        """Whether an editor need not look."""
        return self.score > 1.0 and self.margin > 1.0 and (self.calm or self.own > 2.0)


def find_links(units: Sequence[Unit]) -> list[Link]:
    """The continuation of each piece that ends in mid-sentence, where one is found."""
    flow = [i for i, unit in enumerate(units) if unit.kind == "text"]
    page = PageWords(line.text for i in flow for line in units[i].lines)
    heads = _heads(units, flow)
    tails = {i: Piece(_tail(units[i])) for i in flow if not is_closed(units[i].text)}
    links = _links(units, flow, tails, heads, page)
    # Now that chains are known, quotation marks are heard over their length.
    before = {link.after: link.before for link in links}
    told = {i: Piece(piece.text, context=_context(units, before, i)) for i, piece in tails.items()}
    return _calmed(_links(units, flow, told, heads, page), {i: n for n, i in enumerate(flow)})


def _calmed(links: Sequence[Link], rank: Mapping[int, int]) -> list[Link]:
    """The links, each told whether another near it jumps over text or has a rival."""
    restless = [link for link in links if rank[link.after] - rank[link.before] != 1 or link.margin <= 1.0]
    crowd = Counter(place for link in restless for place in _around_link(link, rank))
    alone = {link.before for link in restless}
    return [
        msgspec.structs.replace(
            link, calm=all(crowd[rank[i]] == (link.before in alone) for i in (link.before, link.after))
        )
        for link in links
    ]


def _around_link(link: Link, rank: Mapping[int, int]) -> set[int]:
    return {rank[i] + n for i in (link.before, link.after) for n in range(-_NEAR, _NEAR + 1)}


def _context(units: Sequence[Unit], before: Mapping[int, int], i: int) -> str:
    parts = [units[i].text.removesuffix(_tail(units[i]))]
    while i in before:
        i = before[i]
        parts.append(units[i].text)
    return "".join(reversed(parts))


def _links(
    units: Sequence[Unit], flow: Sequence[int], tails: Mapping[int, Piece], heads: Mapping[int, Piece], page: PageWords
) -> list[Link]:
    rank = {i: n for n, i in enumerate(flow)}
    article = _articles(units)
    steps_ahead = {
        step: {i: joint(tails[i], heads[j], page) for i, j in zip(flow, flow[step:], strict=False) if i in tails}
        for step in (1, 2, 3)
    }
    values: dict[tuple[int, int], float] = {}
    own: dict[tuple[int, int], float] = {}
    for i, piece in tails.items():
        for j in flow[max(0, rank[i] - _REACH) : rank[i] + _REACH]:
            steps = rank[j] - rank[i]
            if steps == 0:
                continue
            value = joint(piece, heads[j], page) if steps not in steps_ahead else steps_ahead[steps][i]
            own[i, j] = value
            if steps == 1:
                trust = _trust(i, steps_ahead[1], rank)
                value += (trust if heads[j].indented is None else min(2.0, trust)) - _between(units, i, j)
            else:
                far = -2.0 - 0.6 * log2(1 + abs(steps)) - 1.5 * (steps < 0)
                rests = rank[j] > 0 and is_closed(units[flow[rank[j] - 1]].text)
                far -= 1.5 * (rests and heads[j].indented is None and not heads[j].short)
                value += max(far, _stride(i, steps, steps_ahead, rank))
            values[i, j] = value + _expected(piece) - 2.5 * (article[i] != article[j])
    scores = {pair: value for pair, value in values.items() if value > 0}
    chosen = best_matching(scores)
    jumps = [pair for pair in chosen if rank[pair[1]] - rank[pair[0]] != 1]
    for i, j in _last_lines(values, chosen, heads, article):
        if sum(min(pair) - 4 <= j <= max(pair) + 4 for pair in jumps) >= 2:
            scores[i, j] = values[i, j]
    return _without_circles([_link(i, j, scores, own) for i, j in scores if (i, j) in chosen or values[i, j] <= 0])


def _last_lines(
    values: Mapping[tuple[int, int], float],
    chosen: Sequence[tuple[int, int]],
    heads: Mapping[int, Piece],
    article: Mapping[int, int],
) -> list[tuple[int, int]]:
    """Pairs of what is left: the last line of a paragraph must belong to something, were it unlikely."""
    tails, taken = {i for i, _ in chosen}, {j for _, j in chosen}
    left = {
        (i, j): value + 5
        for (i, j), value in values.items()
        if i not in tails and j not in taken and heads[j].short and article[i] == article[j] and -3 < value <= 0
    }
    return best_matching(left)


def _heads(units: Sequence[Unit], flow: Sequence[int]) -> dict[int, Piece]:
    """Each piece as a continuation sees it; whether it is set in counts where this page sets its paragraphs in."""
    measures = {i: _measure(units, flow, n) for n, i in enumerate(flow)}
    narrow = {i: _indented(units[i], measures[i]) for i in flow}
    fresh = [value for a, b in pairwise(flow) if is_closed(units[a].text) and (value := narrow[b]) is not None]
    telling = len(fresh) >= 4 and statistics.median(fresh) >= 1.2
    return {
        i: Piece(
            units[i].text if len(units[i].lines) == 1 else units[i].lines[0].text + units[i].lines[1].text,
            narrow[i] if telling else None,
            short=_shortness(units[i], measures[i]),
        )
        for i in flow
    }


def _measure(units: Sequence[Unit], flow: Sequence[int], n: int) -> float:
    """The width of the column around a piece: its own where it has lines enough, else that of its neighbours."""
    unit = units[flow[n]]
    if not unit.measure:
        return 0.0
    if len(unit.lines) > 3:
        return _inner_width(unit)
    width = unit.lines[0].width
    for i in sorted(flow[max(0, n - 6) : n + 7], key=lambda i: abs(i - flow[n])):
        if len(units[i].lines) > 3 and (own := _inner_width(units[i])) >= width - 1 and own <= width + 4:
            return own
    around = sorted(line.width for i in flow[max(0, n - 5) : n + 6] for line in units[i].lines if line.width <= 45)
    return around[int(len(around) * 0.65)] if around else unit.measure


def _inner_width(unit: Unit) -> float:
    return statistics.median(line.width for line in unit.lines[1:-1])


def _shortness(unit: Unit, measure: float) -> float:
    """How surely a single line that ends a sentence is the last of a paragraph: 0 where it fills the column."""
    line = unit.lines[0]
    if not measure or len(unit.lines) > 1 or not is_closed(line.text):
        return 0.0
    return 1.0 if line.width < 0.6 * measure else 0.75 if line.width < measure - 2.5 else 0.0


def _indented(unit: Unit, measure: float) -> float | None:
    """How far the first line is set in; None where it can't be told: the line is short for another reason."""
    first = unit.lines[0]
    if first.indent >= 2:
        return 2.0
    if not measure or (len(unit.lines) == 1 and (is_closed(first.text) or first.width < measure - 4)):
        return None
    return measure - first.width + (first.text[0] in '“"「《')


def _tail(unit: Unit) -> str:
    return unit.text if len(unit.lines) == 1 else unit.lines[-2].text + unit.lines[-1].text


def _articles(units: Sequence[Unit]) -> dict[int, int]:
    """The number of the article or box that each unit stands in, by the order of the file."""
    numbers, number = {}, 0
    boxes = retold(units)
    for i, unit in enumerate(units):
        number += unit.kind in ("headline", "label", "number") or i in boxes
        numbers[i] = number
    return numbers


def late_links(units: Sequence[Unit], orders: Sequence[Sequence[int]], links: Sequence[Link]) -> list[Link]:
    """What belongs together once the order is known: the foot of a column and the head of the next."""
    page = PageWords(line.text for unit in units if unit.kind == "text" for line in unit.lines)
    tails, heads = {link.before for link in links}, {link.after for link in links}
    weighed = set(
        pairwise(i for i, unit in enumerate(units) if unit.kind == "text")
    )  # and found not to belong together
    found = []
    for order in orders:
        for i, j in pairwise([k for k in order if units[k].kind in ("text", "subhead")]):
            both = units[i].kind == units[j].kind == "text" and (i, j) not in weighed
            if both and i not in tails and j not in heads and not is_closed(units[i].text):
                value = joint(Piece(_tail(units[i])), Piece(units[j].text[:40]), page)
                if value > 0.5:
                    found.append(Link(i, j, value, 0.0, value))
    return found


def retold(units: Sequence[Unit]) -> set[int]:
    """Units that tell again in short what the article told before, and end in no full stop: a box of figures."""
    found: set[int] = set()
    told = ""
    for i, unit in enumerate(units):
        if unit.kind in ("headline", "label", "number"):
            told = ""
        if unit.kind != "text":
            continue
        text = unit.text
        grams = {text[k : k + 4] for k in range(len(text) - 3)}
        if len(text) >= 24 and not is_closed(text) and sum(gram in told for gram in grams) >= 0.6 * len(grams):
            found.add(i)
        else:
            told += text
    return found


def _trust(i: int, ahead: Mapping[int, float], rank: Mapping[int, int]) -> float:
    """What standing next in the file is worth here: much where the joints around are good, else little."""
    around = _around(i, ahead, rank)
    return max(0.5, min(4.0, statistics.mean(around) if around else 2.0))


def _stride(i: int, steps: int, ahead: Mapping[int, Mapping[int, float]], rank: Mapping[int, int]) -> float:
    """What standing so many pieces ahead is worth: where columns were cut into one another line by line, the next but
    one goes on all around, and better than the next.
    """
    if steps not in ahead:
        return -99.0
    here, next_ = _around(i, ahead[steps], rank), _around(i, ahead[1], rank)
    if len(here) < 6 or len(next_) < 3:
        return -99.0
    mean, other = statistics.mean(here), statistics.mean(next_)
    return min(4.0, mean) + -0.5 if mean > max(1.0, other + 0.7) else -99.0


def _around(i: int, ahead: Mapping[int, float], rank: Mapping[int, int]) -> list[float]:
    return [max(-2.0, min(4.0, value)) for k, value in ahead.items() if k != i and abs(rank[k] - rank[i]) <= 8]


def _between(units: Sequence[Unit], i: int, j: int) -> float:
    """What stands between two neighbours takes from the likelihood that they are one sentence."""
    kinds = {units[k].kind for k in range(i + 1, j)}
    return 3.0 * bool(kinds & {"number", "byline", "source"}) + 2.5 * ("subhead" in kinds)


def _expected(piece: Piece) -> float:
    """What any continuation is worth: a sentence left open goes on somewhere, surely after a comma or within a word."""
    last = piece.text[-1]
    return 1.5 + (2.0 if last in "，,、；;" else 2.0 * is_torn(last))


def _link(i: int, j: int, scores: Mapping[tuple[int, int], float], own: Mapping[tuple[int, int], float]) -> Link:
    rivals = [value for (a, b), value in scores.items() if (a == i) != (b == j)]
    return Link(i, j, scores[i, j], scores[i, j] - max([0.0, *rivals]), own[i, j])


def _without_circles(links: Sequence[Link]) -> list[Link]:
    kept: dict[int, Link] = {}
    for link in sorted(links, key=lambda link: -link.score):
        at = link.after
        while at in kept and at != link.before:
            at = kept[at].after
        if at != link.before:
            kept[link.before] = link
    return sorted(kept.values(), key=lambda link: link.before)
