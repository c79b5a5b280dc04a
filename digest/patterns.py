"""Patterns over many words, and dear patterns tried only where they may fit: what keeps reading fast."""

import re
from collections.abc import Collection, Iterable, Iterator

from digest.model import Span


def longest(forms: Iterable[str]) -> str:
    """The forms as one pattern in which the longest that fits is taken; without forms one that fits nowhere.

    It looks at two characters before it tries anything, and then branches character by character (创新中心, 创业 and
    创新 as 创(?:业|新(?:中心)?)): most places of a text are left after that look, not after a try of every form.
    """
    known = set(filter(None, forms))
    return f"(?={_beginnings(known)})(?:{_branches(known)})" if known else "(?!)"


def any_char(chars: Iterable[str]) -> str:
    """A class of characters."""
    return f"[{''.join(re.escape(char) for char in sorted(set(chars)))}]"


def _beginnings(forms: Collection[str]) -> str:
    """What every place where one of the forms stands begins with: a form of one character, or two fit characters."""
    short = {form for form in forms if len(form) == 1}
    long = [form for form in forms if form[0] not in short]
    looks = [any_char(short)] if short else []
    looks += [any_char(form[0] for form in long) + any_char(form[1] for form in long)] if long else []
    return "|".join(looks)


def _branches(forms: Collection[str]) -> str:
    """The forms, those that begin alike together."""
    tails: dict[str, set[str]] = {}
    for form in forms:
        tails.setdefault(form[0], set()).add(form[1:])
    return "|".join(re.escape(first) + _tail(rest) for first, rest in sorted(tails.items()))


def _tail(rest: set[str]) -> str:
    """What may follow the first character of a form: the longest first, nothing where `rest` holds the empty one."""
    longer = _branches(rest - {""})
    if "" in rest:
        return f"(?:{longer})?" if longer else ""
    return longer if len(rest) == 1 else f"(?:{longer})"


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
