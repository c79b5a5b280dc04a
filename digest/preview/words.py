"""What changed within a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from digest.model import Value

# A word of Chinese is a character here: without a dictionary nothing longer is certain. A number is one word.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*|\s+|.", re.DOTALL)


class Piece(Value, frozen=True):
    """A stretch of text that stands in both texts, or in the old or the new one alone."""

    kind: Literal["same", "old", "new"]
    text: str


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that make up both texts: `same` and `old` joined give the old one, `same` and `new` the new one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for kind, a, b, c, d in _whole(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        pieces += [Piece("old", "".join(before[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(after[c:d]))] if d > c else []
    return tuple(pieces)


_Step = tuple[str, int, int, int, int]


def _whole(steps: Sequence[_Step]) -> Iterator[_Step]:
    """The steps without islands: one word or blank left between two changes is read as part of the change."""
    run: _Step | None = None
    for number, step in enumerate(steps):
        kind, a, b, c, d = step
        island = kind == "equal" and b - a == 1 and 0 < number < len(steps) - 1
        if kind == "equal" and not island:
            if run:
                yield run
                run = None
            yield step
        else:
            run = ("replace", run[1], b, run[3], d) if run else ("replace", a, b, c, d)
    if run:
        yield run
