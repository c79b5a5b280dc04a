"""Days that a text names with their months, years aside: 3月12日, 12 March, 25–26 September."""

import re

from digest.model import Span
from digest.periods.period import MONTH_EN, MONTHS

_AND = r"(?:(?: to | and | ?[–-] ?)(\d{1,2}))?"
_ZH = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?(?:[至到、和—–-]+(\d{1,2})[日号])?(?<=[日号])")
_EN = re.compile(rf"\b(\d{{1,2}}){_AND} ({MONTH_EN})(?![a-z])|\b({MONTH_EN}) (\d{{1,2}}){_AND}\b(?!,\d|\.\d)")


def find_days(text: str) -> dict[tuple[int, int], Span]:
    """Each month and day that a text names, Chinese or English, with the span of the words."""
    found: dict[tuple[int, int], Span] = {}
    for match in _ZH.finditer(text):
        found |= {(int(match[1]), int(day)): match.span() for day in match.group(2, 3) if day}
    for match in _EN.finditer(text):
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith((match[3] or match[4])[:3]))
        found |= {(month, int(day)): match.span() for day in match.group(1, 2, 5, 6) if day}
    return found
