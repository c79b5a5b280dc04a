"""Blocks in which columns were cut into one another: lines that do not follow from each other are taken singly."""

import statistics
from collections.abc import Sequence, Set
from itertools import groupby, pairwise

from digest.newspaper.blocks import Line, is_closed
from digest.newspaper.joints import PageWords, Piece, joint
from digest.newspaper.units import Unit

_ORDERLY = 2.5  # doublings: the mean joint of lines that are in order
_WINDOW = 6  # lines: as many show that columns were cut into one another


def exploded(units: Sequence[Unit]) -> list[Unit]:
    """The units, their lines taken singly where lines do not follow from one another."""
    texts = [unit for unit in units if unit.kind == "text"]
    page = PageWords(line.text for unit in texts for line in unit.lines)
    torn = _disordered([line for unit in texts for line in unit.lines], page)
    return [part for unit in units for part in (_parts(unit, torn, page) if unit.kind == "text" else [unit])]


def _parts(unit: Unit, torn: Set[int], page: PageWords) -> list[Unit]:
    """The unit's lines that stand in disorder one by one, what is before and after them in one piece each."""
    loose = [line for line in unit.lines if line.start in torn]
    if len(loose) < 2 or _mean([_line_joint(a, b, page) for a, b in pairwise(loose)]) >= _ORDERLY:
        return [unit]
    groups = [
        group
        for is_loose, run in groupby(unit.lines, lambda line: line.start in torn)
        for group in ([(line,) for line in run] if is_loose else [tuple(run)])
    ]
    return [Unit("text", group, unit.gap if n == 0 else 0, unit.measure) for n, group in enumerate(groups)]


def _disordered(lines: Sequence[Line], page: PageWords) -> set[int]:
    """The starts of the lines around which text goes on better one or two lines further down than in the next."""
    near, *far = ([_line_joint(a, b, page) for a, b in zip(lines, lines[n:], strict=False)] for n in (1, 2, 3))
    found: set[int] = set()
    for start in range(max(1, len(lines) - _WINDOW + 1)):
        here, *ahead = (_mean(values[start : start + _WINDOW]) for values in (near, *far))
        if max(ahead) > here + 1.0:
            found.update(line.start for line in lines[start : start + _WINDOW])
    return found


def _line_joint(before: Line, after: Line, page: PageWords) -> float | None:
    return None if is_closed(before.text) else joint(Piece(before.text), Piece(after.text), page)


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if len(known) >= 2 else -2.0
