"""Vega-Lite specifications of charts.

A specification holds its own data and fixed positions, so that the same figures give the same drawing whatever fonts a
machine has. Bars start at zero; a promised figure is a ring, a forecast half a ring, a range a bar from end to end;
nothing is joined to a promise but by a broken line.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from digest.model import Status, Value

Spec = Mapping[str, Any]

_WIDTH, _HEIGHT = 360, 170
INK, SOFT, EDGE, ACCENT, PAPER = "#1b1e1c", "#575c57", "#85877f", "#1c6b5a", "#f9f8f3"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_HALF = "M0,-1A1,1,0,0,0,0,1Z"  # the left half of a circle
_TEXT = 13


class Point(Value, frozen=True):
    """A figure to be drawn: `text` is its value, `name` its owner or period, `at` its time in years."""

    name: str
    text: str
    low: Decimal
    high: Decimal
    status: Status
    at: float = 0
    kind: str = ""
    open: bool = False  # about, over, under: the end is not sharp


def time_spec(points: Sequence[Point], description: str) -> Spec:
    """Figures over time, `points` in time's order, from zero up or from the least below it.

    Those of one kind, such as years, are joined by a line; a year and a half of one are not, and stand on stems
    instead; nor is what was promised but by a broken line.
    """
    height, pad = _HEIGHT, 34
    inner = _WIDTH - 2 * pad
    scale = _scale(points)
    start, end = points[0].at, max(points[-1].at, points[0].at + 0.01)
    rows = [_row(point, (point.at - start) / (end - start) * inner) for point in points]
    reported = [row for row in rows if row["status"] == "actual"]
    promised = [row for row in rows if row["status"] != "actual"]
    earlier = [row for row in reported if promised and row["x"] < promised[0]["x"]]
    broken = [*earlier[-1:], *promised]
    joined = reported if len({point.kind for point in points if point.status == "actual"}) == 1 else []
    alone = [row for row in rows if not any(row in line for line in (joined, broken) if len(line) > 1)]
    rises = len(rows) > 1 and rows[0] not in alone and rows[1]["high"] > rows[0]["high"]
    layers = [
        _layer(
            [{"x": -pad / 2, "x2": inner + pad / 2}],
            {"type": "rule", "color": EDGE},
            {"x": _x(), "x2": {"field": "x2"}, "y": {"datum": 0}},
        ),
        *_stems(alone),
        *_curve(joined, None),
        *_curve(broken, [2, 4]),
        *_points(rows),
        *_labels(rows, rows[:rises], inner, height),
    ]
    return _spec(
        layers, description, {"width": inner, "height": height, "x": [0, inner], "y": scale, "pad": (28, pad, 30, pad)}
    )


def bar_spec(points: Sequence[Point], description: str, accent: int = 0) -> Spec:
    """A specification of bars from zero, in the order of `points`; the one numbered `accent` stands out."""
    step, top = 50, max(point.high for point in points)
    length = _WIDTH * 0.62
    rows = [
        _row(point, 0) | {"row": number * step, "end": float(point.high / top) * length, "accent": number == accent}
        for number, point in enumerate(points)
    ]
    for row in rows:
        row["solid"] = row["end"] * (0.94 if row["open"] else 1)
    y = {
        "field": "row",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, step * len(rows)], "reverse": True, "nice": False},
    }
    colour = {"condition": {"test": "datum.accent", "value": ACCENT}, "value": EDGE}
    bar = {"type": "bar", "height": 12, "yOffset": 26}
    layers = [
        _layer(
            rows,
            {"type": "text", "align": "left", "dy": 10, "fontSize": _TEXT, "color": INK},
            {"x": {"datum": 0}, "y": y, "text": {"field": "name"}},
        ),
        _layer(rows, bar, {"x": _x("solid"), "x2": {"datum": 0}, "y": y, "color": colour}),
        _layer(
            [row for row in rows if row["open"]],
            bar | {"filled": False, "strokeWidth": 1.5},
            {"x": _x("solid"), "x2": {"field": "end"}, "y": y, "color": colour},
        ),
        _layer(
            rows,
            {
                "type": "text",
                "align": "left",
                "dx": 8,
                "dy": 26,
                "fontSize": _TEXT,
                "fontWeight": "bold",
                "color": INK,
            },
            {"x": _x("end"), "y": y, "text": {"field": "text"}},
        ),
    ]
    return _spec(
        [layer for layer in layers if layer["data"]["values"]],
        description,
        {"width": _WIDTH, "height": step * len(rows), "x": [0, _WIDTH], "y": None, "pad": (0, 0, 0, 0)},
    )


def _scale(points: Sequence[Point]) -> tuple[float, float]:
    least, most = min(point.low for point in points), max(point.high for point in points)
    return min(0.0, float(least)), float(max(most, Decimal(0))) or 1.0


def _row(point: Point, x: float) -> dict[str, Any]:
    return {
        "name": point.name,
        "text": point.text,
        "x": round(x, 1),
        "low": float(point.low),
        "high": float(point.high),
        "status": point.status,
        "open": point.open,
    }


def _x(field: str = "x") -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": None}


def _y(field: str = "high") -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "axis": None}


def _layer(values: Sequence[Mapping[str, Any]], mark: Mapping[str, Any], encoding: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": {"values": list(values)}, "mark": dict(mark), "encoding": dict(encoding)}


def _stems(rows: Sequence[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """A thin line from zero to each figure, since nothing is known of the time between them."""
    if rows:
        mark = {"type": "rule", "color": EDGE, "strokeDash": [2, 3]}
        yield _layer(rows, mark, {"x": _x(), "y": _y("low"), "y2": {"datum": 0}})


def _curve(rows: Sequence[Mapping[str, Any]], dash: Sequence[int] | None) -> Iterable[dict[str, Any]]:
    """A line through the upper ends, and another through the lower ones where there are ranges."""
    if len(rows) < 2:
        return
    mark = {"type": "line", "color": ACCENT, "strokeWidth": 1.5} | ({"strokeDash": dash} if dash else {})
    yield _layer(rows, mark, {"x": _x(), "y": _y()})
    if any(row["low"] != row["high"] for row in rows):
        yield _layer(rows, mark, {"x": _x(), "y": _y("low")})


def _points(rows: Sequence[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """A disc for what was reported, a ring for what was promised, half filled where forecast; a bar for a range."""
    place = {"x": _x(), "y": _y()}
    point = {"type": "point", "size": 110, "color": ACCENT, "opacity": 1}
    ranges = [row for row in rows if row["low"] != row["high"]]
    sharp = [row for row in rows if row["low"] == row["high"]]
    reported = [row for row in sharp if row["status"] == "actual"]
    promised = [row for row in sharp if row["status"] != "actual"]
    forecast = [row for row in sharp if row["status"] == "forecast"]
    layers = (
        (
            ranges,
            {"type": "rule", "color": ACCENT, "strokeWidth": 9, "opacity": 1},
            place | {"y": _y("low"), "y2": {"field": "high"}},
        ),
        (reported, point | {"filled": True}, place),
        (promised, point | {"filled": True, "fill": PAPER, "stroke": ACCENT, "strokeWidth": 2}, place),
        (forecast, point | {"filled": True, "shape": _HALF}, place),
    )
    return [_layer(values, mark, encoding) for values, mark, encoding in layers if values]


def _labels(
    rows: Sequence[Mapping[str, Any]], under: Sequence[Mapping[str, Any]], inner: float, height: int
) -> Iterable[dict[str, Any]]:
    """Each value at its point and its period under the line, as far as they do not run into each other.

    A value stands over its point; those of `under`, where a line rises from the first point, below it.
    """
    for field, places in (("text", ("over", "under")), ("name", ("below",))):
        spaced = _spaced(rows, field, inner)
        for place in places:
            for align in ("left", "center", "right"):
                kept = [row for row in spaced if _align(row["x"], inner) == align]
                kept = [row for row in kept if place == "below" or (row in under) == (place == "under")]
                if kept:
                    yield _label(kept, field, place, align, height)


def _label(rows: Sequence[Mapping[str, Any]], field: str, place: str, align: str, height: int) -> dict[str, Any]:
    shift = {"left": -10, "center": 0, "right": 10}[align]
    mark: dict[str, Any] = {"type": "text", "align": align, "fontSize": _TEXT, "dx": shift}
    if place == "below":
        y: dict[str, Any] = {"value": height + 20}
        mark |= {"color": SOFT}
    else:
        y = _y("high" if place == "over" else "low")
        mark |= {"color": INK, "dy": -14 if place == "over" else 18, "fontWeight": "bold"}
    return _layer(rows, mark, {"x": _x(), "y": y, "text": {"field": field}})


def _align(x: float, inner: float) -> str:
    return "left" if x < inner * 0.12 else "right" if x > inner * 0.88 else "center"


def _spaced(rows: Sequence[Mapping[str, Any]], field: str, inner: float) -> list[Mapping[str, Any]]:
    """The rows whose labels have room: the last and the first, then what fits between, the newest first."""
    kept: list[tuple[float, float, Mapping[str, Any]]] = []
    for row in [rows[-1], *rows[:-1][:1], *reversed(rows[1:-1])]:
        left, right = _extent(row, field, inner)
        if all(right + 6 < other_left or left > other_right + 6 for other_left, other_right, _ in kept):
            kept.append((left, right, row))
    return [row for _, _, row in kept]


def _extent(row: Mapping[str, Any], field: str, inner: float) -> tuple[float, float]:
    width = sum(_TEXT if ord(char) > 0x2E80 else _TEXT * 0.6 for char in row[field])
    align = _align(row["x"], inner)
    left = row["x"] - {"left": 10, "center": width / 2, "right": width - 10}[align]
    return left, left + width


def _spec(layers: Sequence[Mapping[str, Any]], description: str, shape: Mapping[str, Any]) -> Spec:
    top, right, bottom, left = shape["pad"]
    scales: dict[str, Any] = {"x": {"domain": shape["x"], "nice": False, "zero": False}}
    if shape["y"]:
        scales["y"] = {"domain": list(shape["y"]), "nice": False}
    for layer in layers:
        for axis, scale in scales.items():
            channel = layer["encoding"].get(axis)
            if channel is not None and "value" not in channel and "scale" not in channel:
                channel["scale"] = scale
                channel.setdefault("type", "quantitative")
                channel.setdefault("axis", None)
    return {
        "$schema": _SCHEMA,
        "description": description,
        "width": shape["width"],
        "height": shape["height"],
        "autosize": {"type": "none"},
        "padding": {"top": top, "right": right, "bottom": bottom, "left": left},
        "background": None,
        "config": {"view": {"stroke": None}, "font": "sans-serif"},
        "layer": list(layers),
    }
