"""How likely one Chinese character is to follow another: counts of characters from word lists and the project's own
texts.

The table, `characters.txt`, is built by `scripts/character-table`. It knows for each character how often it begins
and ends a word and what follows it within one. 电|子 runs on (电子 is a word), 和|条 starts a new word, 深|条 is
torn.
"""

from functools import cache
from importlib.resources import files
from math import log2

_UNKNOWN = (12.0, 0.6, 0.6)  # a rare character: neither here nor there
_FAINT = 2.0**-11  # what follows so rarely that the table leaves it out


class _Table:
    """Rarity in halvings, share that begins a word, share that ends one, and the followers of each character."""

    def __init__(self, text: str) -> None:
        self.chars: dict[str, tuple[float, float, float]] = {}
        self.after: dict[str, float] = {}
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            char, rarity, begins, ends, *groups = line.split(" ")
            self.chars[char] = (float(rarity), int(begins) / 100, int(ends) / 100)
            for group in groups:
                halvings = int(group[0])
                for second in group[1:]:
                    self.after[char + second] = 2.0**-halvings


@cache
def _table() -> _Table:
    return _Table(files("digest.newspaper").joinpath("characters.txt").read_text("utf-8"))


def runs_on(tail: str, head: str) -> float:
    """How much likelier the text goes on from `tail` to `head` than from anywhere else, in doublings (-2 to 5).

    0 where either is no Chinese character: digits and letters say nothing here.
    """
    table = _table()
    if tail not in table.chars or head not in table.chars:
        return 0.0
    _, _, ends = table.chars.get(tail, _UNKNOWN)
    rarity, begins, _ = table.chars.get(head, _UNKNOWN)
    share = 2.0**-rarity
    within = (1 - ends) * table.after.get(tail + head, _FAINT * share * 16)
    between = (0.04 + ends) * share * (0.04 + begins) * 1.4
    return max(-2.0, min(5.0, log2((within + between) / share)))


def is_torn(tail: str) -> float:
    """The share of its occurrences in which this character does not end a word; half where it is unknown."""
    return 1 - _table().chars[tail][2] if tail in _table().chars else 0.5


def is_word(pair: str) -> bool:
    """Whether two characters often stand together within a word."""
    return pair in _table().after


def is_common(char: str) -> bool:
    """Whether this is one of the thousand characters or so that most text is made of."""
    return char in _table().chars and _table().chars[char][0] <= 11
