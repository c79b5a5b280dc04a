"""Text as it is read: width folded, broken lines joined, cut into paragraphs, sentences and clauses, spans kept.

Pages arrive with lines cut in mid-sentence and blanks inside numbers. `clean` gives text without them together with the
place of every character in the raw text, so that a span found in the one can be told in the other.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from digest.model import Span, Value

# Full-width forms, and the dashes, quotes and signs that papers use for one another, each folded to one character.
_FOLD = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {
    ord(char): to
    for to, chars in {"-": "–—―−﹣‐‑", "~": "～〜∼", " ": "\u00a0\u3000\u2009\u202f\t", "%": "﹪", "/": "∕⁄"}.items()
    for char in chars
}
_KEEP = {ord(char): char for char in "，：；！？（）"}
_WIDTH = _FOLD | _KEEP

# Nothing to fold stands in most paragraphs: a look is cheaper than a translation.
_WIDE = re.compile(f"[{re.escape(''.join(map(chr, _FOLD.keys() - _KEEP.keys())))}]")

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TIGHT = rf"{_HAN}\u3000-\u303f\uff00-\uffef“”‘’…—"
# A blank is kept only between two Latin letters or a letter and a digit: "AI 芯片" and "3485 个" lose theirs.
_BLANK = re.compile(
    rf"(?=\s)(?:(?<=[{_TIGHT}])[^\S\n]+|[^\S\n]+(?=[{_TIGHT}])|(?<=\d)[^\S\n]+(?=[%％‰])|[ \t\u00a0\u3000]+$)", re.M
)
_MARKS = re.compile(r"(?=[*_])(?:\*{1,3}|(?<![\w])_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w))")
_LONGEST = 400
_END = "。！？!?…"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?…]*[”’」』）)\"]*|\n")
_ENGLISH_END = re.compile(r"(?<![A-Z])(?<!Co)(?<!Ltd)(?<!No)(?<!Mr)(?<!Dr)(?<!vs)[.!?][”’\")]*\s+(?=[A-Z“‘\"(\d])")
_CLAUSE = re.compile(r"[^，；：。！？,;:!?\n]+[，；：。！？,;:!?\n]?")


def fold(text: str) -> str:
    """`text` with full-width letters, digits and dashes made half-width, character for character: places stay.

    The punctuation that cuts Chinese sentences stays as it is.
    """
    return text.translate(_WIDTH) if _WIDE.search(text) else text


def mask_of(text: str, spans: Iterable[Span]) -> bytearray:
    """One byte a character of `text`: 1 within the spans."""
    out = bytearray(len(text))
    for start, end in spans:
        out[start:end] = b"\1" * (end - start)
    return out


def before(text: str, at: int, width: int) -> str:
    """The `width` characters before a place: never the whole text, so that reading stays linear."""
    return text[max(0, at - width) : at]


def has_han(text: str) -> bool:
    """True if `text` holds a Chinese character."""
    return re.search(f"[{_HAN}]", text) is not None


class Clean(Value, frozen=True):
    """Text to read in, one paragraph a line; `places[i]` is where its i-th character stands in the raw text."""

    text: str
    places: tuple[int, ...]

    def raw(self, span: Span) -> Span:
        """The span in the raw text that `span` was read from."""
        start, end = span
        return (
            (self.places[start], self.places[end - 1] + 1) if end > start else (self.places[start], self.places[start])
        )


def clean(raw: str) -> Clean:
    """`raw` with torn lines joined, Markdown marks and stray blanks dropped, and lines that head a text left out.

    A line that ends in mid-sentence runs on in the next, across a blank line too, unless it is a heading: a block
    without sentence punctuation that is shorter than the lines of running text around it.
    """
    blocks = list(_blocks(raw))
    width = _running_width(blocks)
    pieces: list[tuple[str, int]] = []
    open_end = False
    for position, (start, lines) in enumerate(blocks):
        if _is_heading(lines, width, open_end=open_end):
            following = blocks[position + 1][1][0] if position + 1 < len(blocks) else ""
            if not open_end or not _runs_on(lines, following, width):
                open_end = False
                continue
        if pieces and not open_end:
            pieces.append(("\n", start))
        offset = start
        for line in lines:
            text = line.rstrip()
            if pieces and _needs_blank(pieces[-1][0], text.lstrip()):
                pieces.append((" ", offset))
            pieces.append((text, offset))
            offset += len(line) + 1
        last = lines[-1].rstrip().rstrip("”’）)」』 ")
        open_end = bool(last) and last[-1] not in _END + "：:"
    return _squeeze(pieces)


def clean_paragraph(raw: str) -> Clean:
    """One paragraph without Markdown marks and stray blanks."""
    return _squeeze([(raw, 0)])


def join_lines(lines: Iterable[tuple[str, int]]) -> Clean:
    """Torn lines, each with its place in the raw text, put together; stray blanks and Markdown marks are dropped."""
    pieces: list[tuple[str, int]] = []
    for text, offset in lines:
        before = pieces[-1][0] if pieces else ""
        if before and _needs_blank(before, text) and not re.search(f"[{_HAN}][,;:]$", before):
            pieces.append((" ", offset))
        pieces.append((text, offset))
    return _squeeze(pieces)


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of `text`, each with its closing marks."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > _LONGEST:  # no writer's sentence: a list or a table run together
            cut = text.rfind("，", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


def english_sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of an English text; an abbreviation or a decimal point ends none."""
    start = 0
    for end in (*(match.end() for match in _ENGLISH_END.finditer(text)), len(text)):
        while end - start > 3 * _LONGEST:  # a table run together
            cut = text.rfind(" ", start, start + 3 * _LONGEST) + 1 or start + 3 * _LONGEST
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end
        start = end


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the clauses between `start` and `end`, each with the mark that ends it."""
    for match in _CLAUSE.finditer(text, start, end):
        yield match.span()


def _blocks(raw: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without a blank line between them, with the offset of the first."""
    offset = 0
    start = 0
    lines: list[str] = []
    for line in [*raw.split("\n"), ""]:
        if line.strip():
            if not lines:
                start = offset
            lines.append(line)
        elif lines:
            yield start, lines
            lines = []
        offset += len(line) + 1


def _running_width(blocks: list[tuple[int, list[str]]]) -> int:
    """The width of the lines of running text: the median of the cut lines; 0 if no line is cut."""
    cut = sorted(len(line.strip()) for _, lines in blocks for line in lines[:-1] if len(lines) > 2)
    return cut[len(cut) // 2] if cut else 0


def _is_heading(lines: list[str], width: int, *, open_end: bool) -> bool:
    text = "".join(line.strip() for line in lines)
    if len(text) > 60 or re.search(r"[。！？；…]", text) or text.endswith(("，", "、", "：", ":")):
        return False
    if not width and ("，" in text or text.count("“") != text.count("”")):
        return False  # a torn sentence
    if open_end and width and len(lines[0].strip()) >= width - 2:
        return False
    widest = max(len(line.strip()) for line in lines)
    if width and widest >= width + 2:
        return True  # wider than any line of running text: set across columns
    return len(text) <= 45 and (not width or len(lines) == 1 or widest < width - 1)


def _runs_on(lines: list[str], following: str, width: int) -> bool:
    """Whether a short block after an open end goes on with the sentence: it fills the line and is followed by more."""
    return bool(width) and len(lines[-1].strip()) >= width - 2 and bool(following)


def _needs_blank(before: str, after: str) -> bool:
    """Whether two joined lines need a blank between them: between Latin words, not between Chinese characters."""
    return bool(re.search(r"[A-Za-z,.;:)%\d]$", before) and re.match(r"[A-Za-z(]", after)) or bool(
        re.search(r"[A-Za-z,;]$", before) and re.match(r"[\w(]", after) and not has_han(after[:1])
    )


def _squeeze(pieces: list[tuple[str, int]]) -> Clean:
    """The pieces put together without stray blanks, Markdown marks and the blanks of extraction."""
    text = "".join(piece for piece, _ in pieces)
    places = [*chain.from_iterable(range(offset, offset + len(piece)) for piece, offset in pieces)]
    dropped = sorted(match.span() for pattern in (_BLANK, _MARKS) for match in pattern.finditer(text))
    starts, ends = [0, *(end for _, end in dropped)], [*(start for start, _ in dropped), len(text)]
    kept = [slice(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    return Clean("".join(text[part] for part in kept), tuple(chain.from_iterable(places[part] for part in kept)))
