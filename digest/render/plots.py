"""Charts of the site: which there are, what each finds, and what it is drawn from."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup

from digest.charts import Point, bar_spec, draw, key_of, time_spec
from digest.model import Comparison, Fact, Series, Value
from digest.periods import say_period
from digest.quantities.notation import english, notation
from digest.render.courses import MOST_POINTS, course, kind_of, placed, when
from digest.render.figures import Desk, capital, paper, say, show_facts
from digest.render.views import Chart, Figure, Link, Said

_MOST_PAPERS = 3
_MOST_SERIES, _MOST_COMPARISONS = 16, 8  # of a topic


class Plot(Value, frozen=True):
    """A chart before it is drawn, and its specification."""

    chart: Chart
    spec: Mapping[str, Any]


def plots(desk: Desk) -> tuple[Plot, ...]:
    """The charts of the site in the desk's language: of each topic the best ones.

    A drawing takes a hundred times as long as a page, so there are not charts of everything that has two points: of a
    topic's series, those with a promise, then the longer ones; of its comparisons, those of more subjects.
    """
    index = desk.index
    every: tuple[Series | Comparison, ...] = (*index.series.values(), *index.comparisons.values())
    chosen: dict[str, None] = {}
    for topic in index.topics:
        own = [each for each in every if any(topic in fact.topics for fact in each.facts)]
        for kind, most in ((Series, _MOST_SERIES), (Comparison, _MOST_COMPARISONS)):
            best = heapq.nsmallest(most, (each for each in own if isinstance(each, kind)), key=_rank)
            chosen |= dict.fromkeys(each.id for each in best)
    lines = (_line(desk, index.series[name]) for name in chosen if name in index.series)
    bars = (_bars(desk, index.comparisons[name]) for name in chosen if name in index.comparisons)
    return (*filter(None, lines), *bars)


def _rank(each: Series | Comparison) -> tuple[bool, int, str]:
    """What sorts first is drawn first."""
    promised = any(fact.status in ("target", "forecast") for fact in each.facts)
    times = {fact.period for fact in each.facts} if isinstance(each, Series) else each.facts
    return not promised, -min(len(times), MOST_POINTS), each.id


def draw_plots(every: Iterable[Plot], store: Path, executor: Executor | None = None) -> Mapping[str, Any]:
    """What was drawn of all plots, by the hash of the specification."""
    return draw((plot.spec for plot in every), store, executor)


def finish(plots: Sequence[Plot], drawn: Mapping[str, Any]) -> Mapping[str, Chart]:
    """The charts by id, with their drawings."""
    return {plot.chart.id: msgspec.structs.replace(plot.chart, drawing=_drawing(plot, drawn)) for plot in plots}


def _drawing(plot: Plot, drawn: Mapping[str, Any]) -> Markup:
    return Markup(drawn[key_of(plot.spec)].inline)  # noqa: S704 - made of escaped text by `charts`


def chart_files(desk: Desk, plots: Sequence[Plot], drawn: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The drawings and specifications to download."""
    for plot in plots:
        yield f"charts/{plot.chart.id}.{desk.lang}.svg", drawn[key_of(plot.spec)].alone
        text = msgspec.json.format(msgspec.json.encode(plot.spec), indent=2).decode()
        yield f"charts/{plot.chart.id}.{desk.lang}.vl.json", f"{text}\n"


# ---- over time ----


def _line(desk: Desk, series: Series) -> Plot | None:
    facts = placed(series)
    if len({fact.period for fact in facts}) < 2:
        return None
    points = [_point(desk, fact, say_period(fact.period, desk.lang)) for fact in facts]
    title = course(desk, series, facts)
    chart = _chart(desk, series.id, title, facts, "series")
    note = "，" if desk.lang == "zh" else ", "
    note = note.join(filter(None, (capital(say(desk, series.subject)).text, _unit(desk, facts[-1]))))
    chart = msgspec.structs.replace(chart, note=note, path=desk.path(f"series/{series.id}.html"), named="period")
    return Plot(chart, time_spec(points, _described(desk, chart, points)))


def _unit(desk: Desk, fact: Fact) -> str:
    """The unit in words; empty for shares, whose figures carry it."""
    if fact.unit in ("%", "pp", "x", "rank", "ratio", "other"):
        return ""
    if desk.lang == "zh":
        return fact.counter
    said = english(Decimal(2), None, fact.unit, fact.counter)
    return said.before or said.unit


# ---- beside each other ----


def _bars(desk: Desk, comparison: Comparison) -> Plot:
    facts = comparison.facts
    points = [_point(desk, fact, capital(say(desk, fact.subject)).text) for fact in facts]
    metric = capital(say(desk, comparison.metric))
    key = "more" if len(points) == 2 else "most"
    names = [say(desk, fact.subject).text for fact in facts[:2]]
    title = desk.strings.chart[key].format(metric=metric.text, first=names[0], second=names[1], a=points[0].text)
    chart = _chart(desk, comparison.id, Said(title, metric.lang), facts, "comparisons")
    note = "，" if desk.lang == "zh" else ", "
    note = note.join(filter(None, (_unit(desk, facts[0]), say_period(comparison.period, desk.lang))))
    chart = msgspec.structs.replace(chart, note=note, named="whose")
    home = next((n for n, fact in enumerate(facts) if fact.place == desk.settings.region), 0)
    return Plot(chart, bar_spec(points, _described(desk, chart, points), home))


# ---- both ----


def _point(desk: Desk, fact: Fact, name: str) -> Point:
    high = fact.value if fact.high is None else fact.high
    at = when(fact.period) if fact.period else 0
    said = notation(fact, desk.lang).text
    return Point(name, said, fact.value, high, fact.status, at, kind_of(fact.period), fact.qualifier != "=")


def _chart(desk: Desk, ident: str, title: Said, facts: Sequence[Fact], folder: str) -> Chart:
    papers = list(dict.fromkeys(paper(desk, desk.index.articles[fact.article]) for fact in facts))
    figures: tuple[Figure, ...] = show_facts(desk, facts)
    comma = "；" if desk.lang == "zh" else "; "
    return Chart(
        id=ident,
        title=title,
        note="",
        drawing=Markup(),
        figures=figures,
        named="",
        source=desk.strings.chart["source"].format(papers=comma.join(papers[:_MOST_PAPERS])),
        files=(
            Link(f"charts/{ident}.{desk.lang}.svg", Said("SVG")),
            Link(f"data/{folder}/{ident}.csv", Said("CSV")),
            Link(f"charts/{ident}.{desk.lang}.vl.json", Said("Vega-Lite")),
        ),
    )


def _described(desk: Desk, chart: Chart, points: Sequence[Point]) -> str:
    """The chart in words, for those who do not see it."""
    colon, comma, stop = ("：", "；", "。") if desk.lang == "zh" else (": ", "; ", ".")
    told = (
        f"{point.name}{colon}{point.text}"
        + ("" if point.status == "actual" else f" ({desk.strings.status[point.status]})")
        for point in points
    )
    return f"{chart.title.text}{stop}{'' if desk.lang == 'zh' else ' '}{comma.join(told)}{stop}"


def charts_of(desk: Desk, facts: Sequence[Fact], most: int) -> tuple[Chart, ...]:
    """Up to `most` charts of these facts, given newest first.

    First those with a promise, then the longer ones, then comparisons of more subjects; none of one metric twice.
    """
    index = desk.index
    found: list[tuple[tuple[int, int], str, Chart]] = []
    for name in dict.fromkeys(index.series_of_fact.get(fact.id, "") for fact in facts):
        if name in desk.charts:
            series = index.series[name]
            promised = any(fact.status != "actual" for fact in series.facts)
            found.append(((2 if promised else 1, len(series.facts)), series.metric.zh, desk.charts[name]))
    for name in dict.fromkeys(index.comparison_of_fact.get(fact.id, "") for fact in facts):
        if name in desk.charts:
            comparison = index.comparisons[name]
            found.append(((0, len(comparison.facts)), comparison.metric.zh, desk.charts[name]))
    chosen: dict[str, Chart] = {}
    for _, metric, chart in sorted(found, key=lambda each: (each[0][0], each[0][1], each[2].id), reverse=True):
        chosen.setdefault(metric, chart)
    return tuple(chosen.values())[:most]
