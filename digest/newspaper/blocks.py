"""Raw page text cut into lines and blocks, each with its place in the file.

A block is a run of lines without a blank line between them. A block that an extractor put on one line, its line
breaks turned to blanks ("今年7月21日, 在重庆九龙坡区的戴 卡捷力轮毂…"), is cut at those blanks again: they come at
regular widths.
"""

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

from digest.model import Value
from digest.text import Clean, join_lines

_BREAK = re.compile(r"(?<=[^\x00-\x7f]|[,.;:!?\"')%\d])[ \u3000\t]+(?=[^\x00-\x7f]|[\"'(\d])")
# Letters of a PDF's font that stand for whole characters: ⻋ for 车, ⽇ for 日. One for one, so that places stay.
_RADICALS = {ord(char): unicodedata.normalize("NFKC", char) for char in map(chr, range(0x2F00, 0x2FD6))} | {
    ord(char): whole
    for char, whole in (
        pair
        for pair in zip(
            "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
            "母民虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    )
}
_LONG = 40  # characters: below, a line with blanks is a heading of several decks, or a byline
_CLOSED = re.compile(r"[。！？!?…；;](?:[”’」』）)\"'》]*)$|[：:]$")


class Line(Value, frozen=True):
    """One line: `text` without blanks at its ends, `start` its place in the raw text, `indent` the blanks before it."""

    text: str
    start: int
    indent: int = 0

    @property
    def width(self) -> float:
        """Its width in full characters; a letter or digit is half of one."""
        return width_of(self.text)


class Block(Value, frozen=True, dict=True, gc=True):
    """Lines that stand together; `gap` counts the blank lines before them."""

    lines: tuple[Line, ...]
    gap: int = 1

    @cached_property
    def clean(self) -> Clean:
        """The lines put together, stray blanks dropped."""
        return join_lines([(line.text, line.start) for line in self.lines])

    @property
    def text(self) -> str:
        """The text of `clean`."""
        return self.clean.text

    @property
    def start(self) -> int:
        """Where the block begins in the raw text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.lines[-1].start + len(self.lines[-1].text)


def width_of(text: str) -> float:
    """The width of `text` in full characters; in print, a comma takes one even where the file has a half-width one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" or char in ',:;!?()"' else 0.5 for char in text)


def is_closed(text: str) -> bool:
    """Whether a sentence, or what leads to a list, ends at the end of `text`."""
    return bool(_CLOSED.search(text.rstrip()))


def whole_characters(raw: str) -> str:
    """`raw` with radicals that stand for characters written as these; places stay."""
    return raw.translate(_RADICALS)


def read_blocks(raw: str) -> list[Block]:
    """The blocks of a page, in the order of the file."""
    blocks = [Block(tuple(lines), gap) for lines, gap in _runs(raw)]
    return [Block(tuple(_broken(block.lines)), block.gap) for block in blocks]


def measure_of(blocks: Sequence[Block]) -> float:
    """The width that running text is set in: what cut lines measure, or else what most lines do.

    0 where no line is cut.
    """
    cut = sorted(
        line.width for block in blocks if len(block.lines) > 2 for line in block.lines[:-1] if line.width <= 45
    )
    if len(cut) >= 6:
        return statistics.median(cut[len(cut) // 2 :])
    widths = [line.width for block in blocks for line in block.lines]
    if len(widths) < 8:
        return 0.0
    share, measure = max((sum(width - 1.5 <= other <= width + 0.5 for other in widths), width) for width in widths)
    return measure if share >= max(6, 0.4 * len(widths)) and 7 <= measure <= 45 else 0.0


def _runs(raw: str) -> Iterator[tuple[list[Line], int]]:
    offset, gap, before = 0, 0, 0
    lines: list[Line] = []
    for line in [*raw.split("\n"), ""]:
        text = line.strip(" \t\u3000\u00a0\ufeff\u200b")
        if text:
            if not lines:
                before, gap = gap, 0
            indent = len(line) - len(line.lstrip(" \t\u3000\u00a0\ufeff\u200b"))
            lines.append(Line(text, offset + indent, indent))
        else:
            gap += 1
            if lines:
                yield lines, before
                lines, gap = [], 1
        offset += len(line) + 1


def _broken(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those cut again that hold several."""
    for line in lines:
        cuts = [match.span() for match in _BREAK.finditer(line.text)] if len(line.text) > _LONG else []
        edges = [0, *(place for cut in cuts for place in cut), len(line.text)]
        parts = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        if len(parts) < 3 or not _even([width_of(line.text[a:b]) for a, b in parts[:-1]]):
            yield line
            continue
        for start, end in parts:
            yield Line(line.text[start:end], line.start + start, line.indent if start == 0 else 0)


def _even(widths: Sequence[float]) -> bool:
    """Whether these are the widths of lines of one column."""
    middle = statistics.median(widths)
    return 7 <= middle <= 45 and sum(abs(width - middle) <= 3 for width in widths) >= 0.6 * len(widths)
