"""Patterns over many words, and dear patterns tried only where they may fit: what keeps reading fast."""

import re
from collections.abc import Collection, Iterable, Iterator

from digest.model import Span


def longest(forms: Iterable[str]) -> str:
    """The forms as one pattern in which the longest that fits is taken; without forms one that fits nowhere.

    It begins with a class of characters, so that a search passes over all others at once; then it looks at the second
    character, and branches on it (创业, 创新, 就业 as [创就](?:业|新(?<=创新))): few places cost a try of any form.
    """
    known = set(filter(None, forms))
    if not known:
        return "(?!)"
    alone = {form for form in known if len(form) == 1}
    branches = [_by_second(known - alone)] if known - alone else []
    branches += [f"(?<={any_char(alone)})"] if alone else []
    return f"{any_char(form[0] for form in known)}(?:{'|'.join(branches)})"


def any_char(chars: Iterable[str]) -> str:
    """A class of characters."""
    return f"[{''.join(re.escape(char) for char in sorted(set(chars)))}]"


def _by_second(forms: Collection[str]) -> str:
    """What follows the first character of the forms: the second of each, seen from which the first must fit."""
    tails: dict[str, dict[str, set[str]]] = {}
    for form in forms:
        tails.setdefault(form[1], {}).setdefault(form[0], set()).add(form[2:])
    branches: list[str] = []
    for second, of_first in sorted(tails.items()):
        alike: dict[frozenset[str], set[str]] = {}  # the first characters that go on alike after this second one
        for first, rests in of_first.items():
            alike.setdefault(frozenset(rests), set()).add(first)
        ways = sorted(f"(?<={any_char(firsts)}{re.escape(second)}){_tail(rests)}" for rests, firsts in alike.items())
        branches.append(f"{re.escape(second)}(?:{'|'.join(ways)})")
    return f"(?={any_char(tails)})(?:{'|'.join(branches)})"


def _branches(forms: Collection[str]) -> str:
    """The forms, those that begin alike together."""
    tails: dict[str, set[str]] = {}
    for form in forms:
        tails.setdefault(form[0], set()).add(form[1:])
    return "|".join(re.escape(first) + _tail(rest) for first, rest in sorted(tails.items()))


def _tail(rest: Collection[str]) -> str:
    """What may follow a beginning: the longest first, nothing where `rest` holds the empty form."""
    longer = _branches(set(rest) - {""})
    if "" in rest:
        return f"(?:{longer})?" if longer else ""
    return longer if len(rest) == 1 else f"(?:{longer})"


def led(begins: str, pattern: str) -> re.Pattern[str]:
    """A pattern whose every match begins with a character of the class `begins`, sought where one stands only.

    What it finds is the group `all` of the matches that `found` gives.
    """
    return re.compile(f"[{begins}](?<=(?=(?P<all>{pattern})).)")


def found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern of `led` in a text, each as `all`, none within another."""
    end = 0
    for match in pattern.finditer(text):
        if match.start() >= end:
            end = match.end("all")
            yield match


def near(
    pattern: re.Pattern[str], anchor: re.Pattern[str], text: str, *, before: int, after: int
) -> Iterator[re.Match[str]]:
    """The matches of a dear pattern in a text, which is tried only round what each of them holds: the cheap `anchor`.

    A match begins at most `before` characters before the anchor, and ends, with what it looks at behind its end, at
    most `after` characters behind the anchor's beginning.
    """
    for start, end in _around(anchor, text, before, after):
        yield from pattern.finditer(text, start, end)


def _around(anchor: re.Pattern[str], text: str, before: int, after: int) -> Iterator[Span]:
    """The parts of a text round its anchors, those that meet as one."""
    start = end = 0
    for found in anchor.finditer(text):
        at = found.start()
        if at - before > end:
            if end:
                yield start, end
            start = at - before
        end = at + after
    if end:
        yield start, end
