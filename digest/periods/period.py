"""What a time expression is."""

from typing import Literal

from digest.model import Span, Value

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_EN = "(?:" + "|".join([*MONTHS, *(f"{name[:3]}\\.?" for name in MONTHS), "Sept\\.?"]) + ")"

Kind = Literal["stated", "now", "done", "base", "due", "past", "span", "none"]


class Period(Value, frozen=True):
    """A time expression. `kind`: stated (a time of its own), now (目前), done (已), base (比2020年), due (到2027年),
    span (连续5年, 过去三年: a length of time), none (近年来)."""

    span: Span
    period: str | None
    kind: Kind


def months_back(today: str, back: int) -> str:
    """The month, as YYYY-MM, that lies `back` (0 or 1) months before the one of an ISO date."""
    year, month = int(today[:4]), int(today[5:7]) - back
    return f"{year}-{month:02d}" if month else f"{year - 1}-12"
