"""Lists of records as they are sent: compact text that the browser reads without a table.

A list is the records that hold a token in rising order, each with its step from 0 to 15. It begins with the letter of
the step that most of them have. Each record follows with its distance: how many numbers lie between it and the one
before (the first from -1). A record of the usual step ends in one of the `NEAR` first letters, which is the remainder
of the distance by their number; one of another step ends in one of the letters behind these, which is the usual step
XOR its own, less one. What is left of the distance stands before that in the remaining letters, as digits from 1 with
nothing for 0. Where more than `MOST` records hold a token, those most about it stand there, later before earlier,
behind the number of all and ":".

A numeral is a number from 0 written as such a distance.
"""

from array import array
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from itertools import accumulate, chain, compress, islice
from operator import sub

from digest.turns import in_turn

STEPS = 16
MOST = 1024
NEAR = 36
_PART, _AHEAD = 1 << 11, 8  # lists that go to a process together, and how many such parts wait
LETTERS = "".join(char for char in map(chr, range(33, 127)) if char not in '"\\:;|')  # the rest cut lists and scripts
_ENDS = NEAR + STEPS - 1
_DIGITS = LETTERS[_ENDS:]


def encode(entries: "array[int]") -> str:
    """One list as it is sent; entries are number · `STEPS` + step, in rising order."""
    return f"{len(entries)}:{written(_best(entries))}" if len(entries) > MOST else written(entries)


def encode_all(lists: Collection["array[int]"], executor: Executor | None = None) -> Iterator[str]:
    """Many lists as they are sent, in their order; the executor, if any, does the work."""
    if executor is None or len(lists) < _PART:
        return map(encode, lists)
    left = iter(lists)
    parts = iter(lambda: tuple(islice(left, _PART)), ())
    packed = ((array("I", map(len, part)).tobytes(), b"".join(part)) for part in parts)
    return chain.from_iterable(in_turn(executor, _encode_apart, packed, _AHEAD))


def _encode_apart(packed: tuple[bytes, bytes]) -> list[str]:
    sizes, entries = (array("I", each) for each in packed)
    starts = accumulate(sizes, initial=0)
    return [encode(entries[start : start + size]) for start, size in zip(starts, sizes, strict=False)]


def written(entries: Sequence[int]) -> str:
    """Entries as a list, none left out."""
    if len(entries) == 1:
        (entry,) = entries
        return LETTERS[entry % STEPS] + numeral(entry // STEPS)
    steps = bytes(map((STEPS - 1).__and__, entries))
    usual = max(sorted(set(steps)), key=steps.count)
    told = entries if usual == 0 else list(map(usual.__xor__, entries))
    far = map(sub, told, chain((-STEPS,), map((-STEPS).__and__, told)))
    return LETTERS[usual] + "".join(map(_piece, far))


@lru_cache(1 << 17)
def _piece(key: int) -> str:
    """What is written for a record `key // STEPS` behind the one before, whose step XOR the usual is the remainder."""
    far, step = divmod(key, STEPS)
    return _digits(far - 1) + LETTERS[NEAR + step - 1] if step else numeral(far - 1)


@lru_cache(1 << 14)
def numeral(number: int) -> str:
    """A number from 0 as a distance of the usual step is written: one letter below `NEAR`."""
    rest, place = divmod(number, NEAR)
    return _digits(rest) + LETTERS[place]


def _digits(rest: int) -> str:
    text = ""
    while rest:
        rest, digit = divmod(rest - 1, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text


def _best(entries: "array[int]") -> Sequence[int]:
    """The `MOST` entries of the highest steps, of the last of these the later ones, in rising order."""
    steps = bytes(map((STEPS - 1).__and__, entries))
    least, above = STEPS - 1, 0
    while above + steps.count(least) < MOST:
        above += steps.count(least)
        least -= 1
    surplus = above + steps.count(least) - MOST
    masks = [bytes(map(test, range(256))) for test in (least.__le__, least.__eq__)]
    chosen, last = (compress(entries, steps.translate(mask)) for mask in masks)
    left_out = set(islice(last, surplus))
    return [entry for entry in chosen if entry not in left_out]
