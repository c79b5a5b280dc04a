"""The small charts beside key figures: a series without a word, from zero up.

They are so small and so many that they are drawn here and not by Vega: a dot a figure, a stroke a range, a ring what is
promised. Those of one kind of period are joined; the others stand on stems, since nothing is known between them.
"""

from digest.model import Fact
from digest.render.courses import course, kind_of, placed, when
from digest.render.figures import Desk
from digest.render.views import Dot, Spark

WIDTH, HEIGHT, _PAD = 112, 36, 5


def spark_of(desk: Desk, fact: Fact) -> Spark | None:
    """The series of the fact, where it has two times and nobody denies its figures."""
    series = desk.index.series.get(desk.index.series_of_fact.get(fact.id, ""))
    if series is None or series.conflicts:
        return None
    facts = placed(series)
    if len({each.period for each in facts}) < 2:
        return None
    dots = _dots(facts, fact)
    reported = [(each, dot) for each, dot in zip(facts, dots, strict=True) if each.status == "actual"]
    joined = len(reported) > 1 and len({kind_of(each.period) for each, _ in reported}) == 1
    return Spark(
        path=desk.path(f"series/{series.id}.html"),
        label=course(desk, series, facts).text,
        dots=dots,
        line=" ".join(f"{dot.x},{dot.y}" for _, dot in reported) if joined else "",
        stems=tuple(dot for dot in dots if not joined or dot.status != "actual"),
    )


def _dots(facts: list[Fact], own: Fact) -> tuple[Dot, ...]:
    times = [when(fact.period or "") for fact in facts]
    tops = [fact.value if fact.high is None else fact.high for fact in facts]
    least, most = min(0.0, *(float(fact.value) for fact in facts)), max(0.0, *map(float, tops))
    across = (WIDTH - 2 * _PAD) / max(times[-1] - times[0], 0.01)
    down = (HEIGHT - 2 * _PAD) / ((most - least) or 1.0)
    return tuple(
        Dot(
            x=_at(_PAD + (time - times[0]) * across),
            y=_at(HEIGHT - _PAD - (float(top) - least) * down),
            foot=_at(HEIGHT - _PAD - (float(fact.value) - least) * down) if fact.high is not None else "",
            status=fact.status,
            own=(fact.period, fact.value, fact.high, fact.status) == (own.period, own.value, own.high, own.status),
        )
        for fact, time, top in zip(facts, times, tops, strict=True)
    )


def _at(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0")
