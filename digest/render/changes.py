"""How a figure changed: as its own sentence says, or else as its series shows."""

from collections.abc import Iterable

from digest.model import Fact
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.render.figures import Desk, show_fact
from digest.render.sparks import spark_of
from digest.render.views import KeyFigure
from digest.series import end_of


def show_key(desk: Desk, facts: Iterable[Fact]) -> tuple[KeyFigure, ...]:
    """The facts as key figures, each with its change and its past as far as they are known."""
    return tuple(KeyFigure(show_fact(desk, fact), change_of(desk, fact), spark_of(desk, fact)) for fact in facts)


def moves(desk: Desk, fact: Fact) -> bool:
    """Whether it is known how the figure changed."""
    return bool(change_of(desk, fact))


def change_of(desk: Desk, fact: Fact) -> str:
    """The rate told with the figure, as in "up 154.4%", or the figure before it; empty where neither is known.

    Nothing is computed: a difference that no source states would be ours.
    """
    return _rate(desk, fact) or _beside(desk, fact)


def _rate(desk: Desk, fact: Fact) -> str:
    """The rate of change told right after the figure in its sentence.

    The sentence must say it of the same subject: the first figure behind this one, and that a rate.
    """
    if fact.change is not None:
        return ""
    quote = fact.quote.zh
    start = quote.find(fact.surface.zh)
    behind = [
        (quote.find(other.surface.zh, start + 1), other)
        for other in desk.index.facts_of_article.get(fact.article, ())
        if other.quote.zh == quote and other.id != fact.id and other.subject.zh == fact.subject.zh
    ]
    first = min((each for each in behind if each[0] > start >= 0), key=lambda each: each[0], default=None)
    if first is None or first[1].change is None or first[1].unit not in ("%", "x"):
        return ""
    rate = first[1]
    return desk.strings.chart["up" if rate.value >= 0 else "down"].format(
        rate=notation(rate, desk.lang).text.lstrip("-−")
    )


def _beside(desk: Desk, fact: Fact) -> str:
    """The last figure reported for an earlier period, else the first one promised for a later; none in doubt."""
    index, due = desk.index, end_of(fact.period)
    series = index.series.get(index.series_of_fact.get(fact.id, ""))
    if series is None or fact.period is None or series.conflicts:
        return ""
    dated = [other for other in series.facts if other.period is not None]
    earlier = [other for other in dated if other.status == "actual" and end_of(other.period) < due]
    later = [other for other in dated if other.status in ("target", "forecast") and end_of(other.period) > due]
    if not earlier and not later:
        return ""
    key, other = ("was", earlier[-1]) if earlier else ("will", later[0])
    return desk.strings.chart[key].format(
        value=notation(other, desk.lang).text,
        period=say_period(other.period, desk.lang),
        status=desk.strings.status[other.status].lower(),
    )
