"""Periods: time words resolved against the article's date, and said again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Lang
from digest.periods import find_en, find_zh, order, say_date, say_period

SPECS = Path(__file__).parent / "specs"


def cases() -> Iterator[Any]:
    for lang, specs in yaml.safe_load((SPECS / "periods.yml").read_text(encoding="utf-8")).items():
        for spec in specs:
            yield pytest.param(
                lang, spec["text"], spec.get("today", "2025-04-24"), spec["find"], id=f"{lang}: {spec['text']}"
            )


@pytest.mark.parametrize(("lang", "text", "today", "expected"), list(cases()))
def test_a_text_gives_its_time_expressions(lang: Lang, text: str, today: str, expected: list[str]) -> None:
    found = (find_zh if lang == "zh" else find_en)(text, today)
    assert [f"{text[slice(*time.span)]} | {time.period} | {time.kind}" for time in found] == expected


@given(st.text())
def test_any_text_gives_times_or_none_and_spans_that_hold(text: str) -> None:
    for time in (*find_zh(text, "2025-04-24"), *find_en(text, "2025-04")):
        assert 0 <= time.span[0] < time.span[1] <= len(text)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2024", "2024年", "2024"),
        ("2025-Q1", "2025年一季度", "Q1 2025"),
        ("2021-H1", "2021年上半年", "H1 2021"),
        ("2025-04", "2025年4月", "April 2025"),
        ("2025-04-23", "2025年4月23日", "23 April 2025"),
        ("2021/2025", "2021—2025年", "2021–2025"),
        ("2021-Q1/2021-Q3", "2021年前三季度", "Q1–Q3 2021"),
        ("2021-01/2021-10", "2021年1月至10月", "January to October 2021"),
        ("2025-01-28/2025-02-04", "2025年1月28日至2月4日", "28 Jan\u2009–\u20094 Feb 2025"),
        (None, "", ""),
    ],
)
def test_a_period_is_said_in_both_languages(period: str | None, zh: str, en: str) -> None:
    assert (say_period(period, "zh"), say_period(period, "en")) == (zh, en)


def test_a_date_to_the_month_is_said_without_a_day() -> None:
    assert (say_date("2020-12", "zh"), say_date("2020-12", "en")) == ("2020年12月", "December 2020")


def test_periods_sort_by_their_end_and_the_unknown_first() -> None:
    periods = ["2025", "2024-12", None, "2021/2025", "2024-H1", "2024-Q3"]
    assert sorted(periods, key=order) == [None, "2024-H1", "2024-Q3", "2024-12", "2025", "2021/2025"]
