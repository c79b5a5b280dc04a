"""The course of a series: its figures in time's order, and what they say together.

Two figures are said to rise or fall only where their periods are of one kind: a year and a half of one stand beside
each other without a word between them.
"""

from collections.abc import Sequence
from typing import Any

from digest.model import Fact, Series
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.render.figures import Desk, capital, say
from digest.render.views import Said
from digest.series import end_of

MOST_POINTS = 24
_KINDS = {4: "year", 7: "month", 10: "day"}


def placed(series: Series) -> list[Fact]:
    """The figures that have a place in time, each once: the newest of them where there are many."""
    seen: dict[tuple[Any, ...], Fact] = {}
    for fact in series.facts:
        if fact.period is not None:
            seen.setdefault((fact.period, fact.value, fact.high, fact.status), fact)
    return sorted(seen.values(), key=lambda fact: (when(fact.period or ""), fact.status == "actual"))[-MOST_POINTS:]


def when(period: str) -> float:
    """The middle of a period, in years."""
    first, _, last = period.partition("/")
    start, end = _start(first), end_of(last or first)
    return (start + int(end[:4]) + int(end[5:7]) / 12) / 2


def _start(period: str) -> float:
    year, _, rest = period.partition("-")
    if rest[:1] in ("H", "Q"):
        return int(year) + (int(rest[1]) - 1) * (6 if rest[0] == "H" else 3) / 12
    return int(year) + ((int(rest[:2]) - 1) / 12 if rest else 0)


def kind_of(period: str | None) -> str:
    """What kind of period it is: a year, a half of one, a span of so many years."""
    if period is None or "/" in period:
        first, _, last = (period or "").partition("/")
        return f"span of {int(last[:4]) - int(first[:4])}" if period else ""
    return period[5] if period[5:6] in ("H", "Q") else _KINDS.get(len(period), "")


def course(desk: Desk, series: Series, facts: Sequence[Fact]) -> Said:
    """The finding: from where to where, or what was reported and what is promised."""
    reported = [fact for fact in facts if fact.status == "actual"]
    promised = [fact for fact in facts if fact.status in ("target", "forecast")]
    words = desk.strings.chart
    metric = capital(say(desk, series.metric))
    key = "beside"
    first, last = facts[0], facts[-1]
    if promised and reported:
        first, last = reported[-1], promised[-1]
        key = str(last.status) if end_of(first.period) < end_of(last.period) else "against"
    elif len(reported) > 1:
        first, last = reported[0], reported[-1]
        key = _verb(first, last)
    said = words[key].format(
        metric=metric.text,
        a=notation(first, desk.lang).text,
        b=notation(last, desk.lang).text,
        pa=say_period(first.period, desk.lang),
        pb=say_period(last.period, desk.lang),
    )
    return Said(said, metric.lang)


def _verb(first: Fact, last: Fact) -> str:
    if kind_of(first.period) != kind_of(last.period) or first.change is not None:
        return "beside"
    if first.value == last.value:
        return "level"
    return "rose" if last.value > first.value else "fell"
