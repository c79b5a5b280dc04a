"""Charts: what a specification says, and what is drawn of it."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from digest.charts import Point, Spec, bar_spec, draw, key_of, paint, time_spec


def point(value: float, at: float = 0, **over: Any) -> Point:
    fields: dict[str, Any] = {
        "name": f"{at:g}",
        "text": f"{value:g}",
        "low": Decimal(str(value)),
        "status": "actual",
        "kind": "year",
    }
    return Point(**{"high": fields["low"], "at": at} | fields | over)


def layers(spec: Spec, kind: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_figures_of_one_kind_of_period_are_joined_by_a_line() -> None:
    (line,) = layers(time_spec([point(4, 2020), point(5, 2021)], "x"), "line")
    assert "strokeDash" not in line["mark"]


def test_a_year_and_a_half_of_one_are_not_joined() -> None:
    assert layers(time_spec([point(4, 2020), point(5, 2021, kind="H")], "x"), "line") == []


def test_a_figure_that_no_line_reaches_stands_on_a_stem_from_zero() -> None:
    def stems(*points: Point) -> list[float]:
        rules = layers(time_spec(points, "x"), "rule")
        return [row["low"] for rule in rules if "y2" in rule["encoding"] for row in rule["data"]["values"]]

    assert stems(point(4, 2020), point(5, 2021, kind="H")) == [4, 5]
    assert stems(point(4, 2020), point(5, 2021)) == []
    assert stems(point(4, 2020), point(5, 2021, kind="H"), point(9, 2025, status="target")) == [4]


def test_the_first_value_stands_below_its_point_only_where_a_line_rises_from_it() -> None:
    def below(second: Point) -> list[str]:
        labels = layers(time_spec([point(4, 2020), second], "x"), "text")
        return [row["text"] for each in labels if each["mark"].get("dy") == 18 for row in each["data"]["values"]]

    assert below(point(5, 2021)) == ["4"]
    assert below(point(5, 2021, kind="H")) == below(point(3, 2021)) == []


def test_only_a_broken_line_leads_to_what_is_promised() -> None:
    (line,) = layers(time_spec([point(4, 2020), point(9, 2025, status="target")], "x"), "line")
    assert line["mark"]["strokeDash"]


def test_no_line_leads_back_to_a_promise_from_a_later_figure() -> None:
    assert layers(time_spec([point(20, 2025, status="forecast"), point(21, 2026)], "x"), "line") == []


def test_a_forecast_is_half_a_ring_and_a_target_an_empty_one() -> None:
    marks = [layer["mark"] for layer in layers(time_spec([point(4, 2020, status="forecast")], "x"), "point")]
    assert [("fill" in mark, "shape" in mark) for mark in marks] == [(True, False), (False, True)]
    marks = [layer["mark"] for layer in layers(time_spec([point(4, 2020, status="target")], "x"), "point")]
    assert ["shape" in mark for mark in marks] == [False]


def test_a_range_keeps_both_ends() -> None:
    spec = time_spec([point(5, 2021, high=Decimal(8)), point(20, 2025)], "x")
    (bar,) = [layer for layer in layers(spec, "rule") if "y2" in layer["encoding"]]
    assert [(row["low"], row["high"]) for row in bar["data"]["values"]] == [(5, 8)]


def test_values_start_at_zero() -> None:
    spec = time_spec([point(95, 2020), point(100, 2021)], "x")
    assert {tuple(layer["encoding"]["y"]["scale"]["domain"]) for layer in layers(spec, "point")} == {(0, 100)}


def test_labels_that_would_run_into_each_other_are_left_out() -> None:
    spec = time_spec([point(100 + n, 2000 + n / 12, text=f"RMB {100 + n} billion") for n in range(24)], "x")
    drawn = [row["text"] for layer in layers(spec, "text") for row in layer["data"]["values"]]
    assert len(drawn) < 24
    assert "RMB 123 billion" in drawn  # the newest stays


def test_bars_are_as_long_as_their_values_and_open_where_these_are_not_exact() -> None:
    spec = bar_spec([point(200), point(100, open=True)], "x")
    rows = layers(spec, "bar")[0]["data"]["values"]
    assert rows[0]["end"] == pytest.approx(2 * rows[1]["end"])
    assert [row["solid"] < row["end"] for row in rows] == [False, True]


def test_a_drawing_carries_its_description_and_no_style_font_or_colour_of_its_own(tmp_path: Path) -> None:
    spec = time_spec([point(4, 2020), point(5, 2021)], 'From 4 to 5, "so"')
    drawing = draw([spec], tmp_path / "kept")[key_of(spec)]
    assert 'role="img" aria-label="From 4 to 5, &#34;so&#34;"' in drawing.inline
    assert re.findall(r"style=|font-family|#[0-9a-f]{6}|class=", drawing.inline) == []
    assert {"2020", "2021", "4", "5"} == set(texts(drawing.inline))


def test_a_drawing_alone_is_a_file_of_its_own_in_both_schemes(tmp_path: Path) -> None:
    spec = bar_spec([point(4), point(5)], "a & b")
    alone = draw([spec], tmp_path / "kept")[key_of(spec)].alone
    root = Xml.fromstring(alone)  # noqa: S314 - our own
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "a & b"
    assert "prefers-color-scheme:dark" in alone


def test_what_was_drawn_once_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = bar_spec([point(4), point(5)], "x")
    first = draw([spec], tmp_path / "kept")
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda *_: pytest.fail("drawn again"))
    assert draw([spec], tmp_path / "kept") == first


def test_a_specification_can_be_downloaded_as_json() -> None:
    spec = time_spec([point(4.5, 2020), point(5, 2021)], "x")
    assert json.loads(json.dumps(spec))["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_a_picture_is_a_png(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'
    assert paint([drawing], tmp_path / "kept")[key_of(drawing)].startswith(b"\x89PNG")
