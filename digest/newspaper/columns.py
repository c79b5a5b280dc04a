"""Boxes of text on a page put in reading order: columns by geometry, lines within them, paragraphs by their
indentation.

The page is cut where white space goes right through it: first between columns, where none goes through, between what
stands above and below, at the widest place. What can't be cut is one column.
"""

import itertools
import statistics
from collections.abc import Sequence

from digest.model import Value

_GUTTER = 0.7  # characters: white space between columns
_APART = 1.9  # line heights: more than this between two baselines is a blank line


class Box(Value, frozen=True):
    """A run of text on one line; coordinates grow to the right and down, `size` is the height of a character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def text_of(boxes: Sequence[Box]) -> str:
    """The text of the page: one line a line, blocks parted by blank lines, indented first lines set in by 　　."""
    columns = _cut([box for box in boxes if box.text.strip()])
    return "\n\n".join(_column(column) for column in columns) + "\n"


def _cut(boxes: Sequence[Box]) -> list[list[Box]]:
    if len(boxes) < 2:
        return [list(boxes)] if boxes else []
    size = statistics.median(box.size for box in boxes)
    left, right, gap = _gap([(box.left, box.right) for box in boxes])
    if gap >= _GUTTER * size:
        edge = (left + right) / 2
        return _cut([box for box in boxes if box.right <= edge]) + _cut([box for box in boxes if box.left >= edge])
    if not _has_columns(boxes):
        return [list(boxes)]
    top, bottom, gap = _gap([(box.top, box.bottom) for box in boxes])
    if gap <= 0.02 * size:
        return [list(boxes)]
    edge = (top + bottom) / 2
    return _cut([box for box in boxes if box.bottom <= edge]) + _cut([box for box in boxes if box.top >= edge])


def _gap(spans: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The widest stretch between the spans that none of them covers: its ends and its width, 0 where there is none."""
    best = (0.0, 0.0, 0.0)
    ordered = sorted(spans)
    reach = ordered[0][1]
    for start, end in ordered[1:]:
        if start - reach > best[2]:
            best = (reach, start, start - reach)
        reach = max(reach, end)
    return best


def _has_columns(boxes: Sequence[Box]) -> bool:
    """Whether boxes stand side by side: one column has none that do."""
    ordered = sorted(boxes, key=lambda box: box.middle)
    for i, box in enumerate(ordered):
        for other in ordered[i + 1 : i + 12]:
            if abs(other.middle - box.middle) < 0.4 * min(box.size, other.size) and _apart(box, other):
                return True
    return False


def _apart(box: Box, other: Box) -> bool:
    return max(box.left, other.left) - min(box.right, other.right) > _GUTTER * min(box.size, other.size)


def _column(boxes: Sequence[Box]) -> str:
    rows = _rows(boxes)
    left = min(box.left for box in boxes)
    sizes = [row[0].size for row in rows]
    steps = [b[0].middle - a[0].middle for a, b in itertools.pairwise(rows)]
    step = statistics.median(steps) if steps else 0.0
    out: list[str] = []
    for number, row in enumerate(rows):
        if number and (
            steps[number - 1] > min(step * 1.35, _APART * sizes[number])
            or _other_size(sizes[number - 1], sizes[number])
        ):
            out.append("")
        indent = (row[0].left - left) / max(1.0, row[0].size)
        centred = indent > 3.2
        text = "".join(
            box.text.strip() if k == 0 else _space(row[k - 1], box) + box.text.strip() for k, box in enumerate(row)
        )
        out.append(("　　" if indent >= 1.4 and not centred else "") + text)
    return "\n".join(out)


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        if rows and abs(rows[-1][0].middle - box.middle) < 0.5 * min(box.size, rows[-1][0].size):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _other_size(before: float, after: float) -> bool:
    return abs(before - after) > 0.18 * max(before, after)


def _space(before: Box, after: Box) -> str:
    return " " if after.left - before.right > 0.5 * after.size else ""
