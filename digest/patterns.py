"""Patterns over many words, and dear patterns tried only where they may fit: what keeps reading fast."""

import re
from collections.abc import Iterable


def longest(forms: Iterable[str]) -> str:
    """The forms as one pattern in which the longest that fits is taken; a pattern of nothing where there are none.

    It branches character by character, 创新中心, 创业 and 创新 as 创(?:业|新(?:中心)?): most places in a text are left
    after a look at one character instead of at every form.
    """
    tails: dict[str, set[str]] = {}
    for form in filter(None, forms):
        tails.setdefault(form[0], set()).add(form[1:])
    return "|".join(re.escape(first) + _tail(rest) for first, rest in sorted(tails.items())) or "(?!)"


def _tail(rest: set[str]) -> str:
    """What may follow the first character of a form."""
    if rest == {""}:
        return ""
    shared = longest(rest)
    return f"(?:{shared})?" if "" in rest else shared if len(rest) == 1 else f"(?:{shared})"
