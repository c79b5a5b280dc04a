"""Blocks cut into units: what stands for itself, bylines, furniture, captions, labels, is parted from running text."""

import re
import statistics
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from digest.model import Value
from digest.newspaper.blocks import Block, Line, is_closed, measure_of, read_blocks
from digest.newspaper.kinds import could_be_title, shape_of, words
from digest.text import Clean, join_lines

Kind = Literal[
    "text",
    "headline",
    "kicker",
    "deck",
    "subhead",
    "byline",
    "source",
    "caption",
    "label",
    "number",
    "furniture",
    "scrap",
]
_STANDING = {"byline", "source", "caption", "credit", "label", "number", "furniture"}


class Unit(Value, frozen=True, dict=True, gc=True):
    """A run of lines with one part to play; `gap` counts the blank lines before it, `measure` is its column's width."""

    kind: Kind
    lines: tuple[Line, ...]
    gap: int = 1
    measure: float = 0.0

    @cached_property
    def clean(self) -> Clean:
        """The lines put together, stray blanks dropped."""
        return join_lines([(line.text, line.start) for line in self.lines])

    @cached_property
    def text(self) -> str:
        """The text of `clean`."""
        return self.clean.text

    @cached_property
    def spaced(self) -> str:
        """The lines as they are, blanks kept: decks of a headline, names of a byline."""
        return re.sub(r"[ \t\u3000]+", " ", " ".join(line.text for line in self.lines)).strip()


def read_units(raw: str) -> list[Unit]:
    """The units of a page, in the order of the file; titles are not told from text yet."""
    blocks = read_blocks(raw)
    measure = measure_of(blocks)
    parts = [part for block in blocks for part in _cut(block, measure)]
    return _captioned([unit for part in parts for unit in _signed(_unit(part, measure))])


def _unit(block: Block, measure: float) -> Unit:
    shape = shape_of(" ".join(line.text for line in block.lines))
    long = len(block.lines) > 2 and sum(len(line.text) for line in block.lines) > 60
    own = max(line.width for line in block.lines[:-1]) if long else measure
    kind: Kind = "caption" if shape == "credit" else "text" if shape == "title" else shape
    return Unit(kind, block.lines, block.gap, min(own, 45.0) if measure else 0.0)


def _signed(unit: Unit) -> list[Unit]:
    """The unit, and by itself who wrote it where its last line says so: …报告党中央。 据新华社."""
    last = unit.lines[-1]
    match = None
    if unit.kind == "text" and len(unit.text) > 40:
        match = words().byline_end.search(last.text) or words().wire_end.search(last.text)
    if match is None:
        return [unit]
    name = match.group("byline")
    start = match.start("byline")
    rest = Line(last.text[:start].rstrip(), last.start, last.indent)
    kind: Kind = "byline" if words().byline_end.search(last.text) else "source"
    return [
        Unit("text", (*unit.lines[:-1], rest) if rest.text else unit.lines[:-1], unit.gap, unit.measure),
        Unit(kind, (Line(name, last.start + start),), 0, unit.measure),
    ]


def _cut(block: Block, measure: float) -> list[Block]:
    """The block, cut before and after lines that stand for themselves, and where a paragraph ends within it."""
    lines = block.lines
    if shape_of(" ".join(line.text for line in lines)) in _STANDING:
        return [block]
    width = max((line.width for line in lines[:-1]), default=0.0) if len(lines) > 2 else measure
    loose = _is_loose(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _parts(before, line, lines, width) or (loose and could_be_title(before.text, 1)):
            groups.append([])
        groups[-1].append(line)
    return [Block(tuple(group), block.gap if number == 0 else 0) for number, group in enumerate(groups)]


def _is_loose(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph or title of its own: their widths are not those of a column."""
    widths = sorted(line.width for line in lines)
    full = widths[int(len(widths) * 0.75)]
    return len(lines) >= 4 and (
        full > 46 or sum(full - 2.5 <= width <= full + 2.5 for width in widths) < 0.5 * len(lines)
    )


def _parts(before: Line, line: Line, lines: Sequence[Line], width: float) -> bool:
    """Whether a paragraph or a part ends between two lines of a block."""
    if _stands(before, lines) or _stands(line, lines):
        return True
    if line.indent >= before.indent + 2 and (is_closed(before.text) or could_be_title(before.text, 1)):
        return True
    if is_closed(before.text):
        return before.width < width - 1.5 or before.width > 46
    return before.width <= 30 and line.width > 46 and could_be_title(before.text, 1)


def _stands(line: Line, lines: Sequence[Line]) -> bool:
    shape = shape_of(line.text)
    if shape in ("furniture", "number"):
        return len(lines) <= 2
    edge = line in (lines[0], lines[-1]) or (shape == "byline" and line in lines[:4])
    return shape in _STANDING and (edge or shape == "caption")


def _captioned(units: Sequence[Unit]) -> list[Unit]:
    """The units with captions found: the lines before a credit, or what stands apart and says what a picture shows."""
    usual = statistics.median([unit.gap for unit in units[1:]]) if len(units) > 1 else 1
    out = list(units)
    for i, unit in enumerate(units):
        if unit.kind == "caption" and i and _credits(unit) and out[i - 1].kind == "text":
            before = out[i - 1]
            if len(before.text) <= 80 and (unit.gap <= 1 and (before.gap > usual or len(before.text) <= 40)):
                out[i - 1] = as_kind(before, "caption")
        text = unit.text
        apart = i > 0 and unit.gap > usual + 1 and len(text) <= 40 and unit.kind == "text"
        shows = bool(words().caption_words.search(text)) and len(text) <= 16
        follows = units[i + 1].kind if i + 1 < len(units) else "text"
        if apart and follows not in ("byline",) and not (i + 1 < len(units) and is_dated(units[i + 1])):
            if shows or not could_be_title(text, len(unit.lines)) or unit.gap > usual + 2:
                out[i] = as_kind(unit, "caption" if shows or is_closed(text) else "scrap")
        elif apart and follows == "byline" and not could_be_title(text, len(unit.lines)):
            out[i] = as_kind(unit, "scrap")
    return out


def _credits(unit: Unit) -> bool:
    return bool(words().credit.fullmatch(" ".join(line.text for line in unit.lines)))


def is_dated(unit: Unit) -> bool:
    """Whether the unit begins with a dateline: 本报讯（记者 …）."""
    return unit.kind == "text" and bool(words().dateline.match(unit.text))


def as_kind(unit: Unit, kind: Kind) -> Unit:
    """The unit with another part to play."""
    return Unit(kind, unit.lines, unit.gap, unit.measure)
