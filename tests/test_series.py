"""Series, comparisons and promises: what figures say together."""

from collections.abc import Sequence
from typing import Any

import pytest

from digest.model import Bilingual, Fact, Promise
from digest.series import end_of, find_comparisons, find_promises, find_series
from tests.conftest import make_fact

DATES = {"a": "2021-08-16", "b": "2024-02-01", "c": "2026-01-20"}


def told(surface: str, value: float | str, **over: Any) -> Fact:
    """A fact in a sentence of its own."""
    said = {"id": f"{surface}-{over.get('period')}", "quote": Bilingual(f"{over.get('article')}：{surface}")}
    return make_fact(surface=Bilingual(surface), value=str(value), **said | over)


def promise(facts: Sequence[Fact]) -> Promise:
    return find_promises(facts, DATES)[0]


def test_facts_of_one_metric_subject_and_unit_are_a_series_in_the_order_of_their_periods() -> None:
    facts = [
        told("5.8万亿元", "5.8e12", period="2025-08"),
        told("4.1万亿元", "4.1e12", period="2020"),
        told("3成", 30, unit="%", period="2020"),
    ]
    (series,) = find_series(facts)
    assert [fact.period for fact in series.facts] == ["2020", "2025-08"]


def test_a_series_keeps_its_address_when_figures_are_added() -> None:
    facts = [told("1亿元", 10**8, period="2023"), told("2亿元", 2 * 10**8, period="2024")]
    longer = [told("3亿元", 3 * 10**8, period="2022"), *facts]
    assert find_series(facts)[0].id == find_series(longer)[0].id


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (("138万辆", 1_380_000, "="), ("142万辆", 1_420_000, "="), True),
        (("138万辆", 1_380_000, "="), ("1384000辆", 1_384_000, "="), False),  # the same, rounded
        (("104家", 104, "="), ("100家", 100, "="), True),
        (("460万", 4_600_000, ">"), ("475万", 4_750_000, "="), False),
        (("460万", 4_600_000, ">"), ("450万", 4_500_000, "="), True),
        (("3000亿元", 3 * 10**11, "~"), ("2950亿元", 295 * 10**9, "="), False),
        (("3000亿元", 3 * 10**11, "~"), ("2500亿元", 25 * 10**10, "="), True),
    ],
)
def test_two_values_of_one_period_disagree_where_both_cannot_hold(
    one: tuple[str, int, str],
    other: tuple[str, int, str],
    disagree: bool,  # noqa: FBT001 - a case of the table
) -> None:
    facts = [
        told(surface, value, qualifier=qualifier, article=article)
        for article, (surface, value, qualifier) in zip("ab", (one, other), strict=True)
    ]
    kept = [fact.surface.zh for series in find_series(facts) for pair in series.conflicts for fact in pair]
    assert sorted(kept) == (sorted([one[0], other[0]]) if disagree else [])


def test_figures_of_one_sentence_are_a_list_and_no_contradiction() -> None:
    quote = Bilingual("其中101款量产，85款入目录")
    facts = [told("101款", 101, quote=quote), told("85款", 85, quote=quote)]
    assert find_series(facts) == ()


def test_a_figure_told_twice_is_no_series() -> None:
    assert find_series([told("5%", 5, article="a", id="1"), told("5%", 5, article="b", id="2")]) == ()


def test_subjects_are_compared_within_one_period() -> None:
    sichuan = Bilingual("四川", "Sichuan")
    facts = [
        told("111.7万辆", 1_117_000, unit="count", subject=sichuan, period="2019"),
        told("138万辆", 1_380_000, unit="count", period="2019"),
        told("57万台", 570_000, unit="count", subject=sichuan, period="2021-H1"),
    ]
    (comparison,) = find_comparisons(facts)
    assert [fact.subject.zh for fact in comparison.facts] == ["重庆", "四川"]


def test_figures_without_a_period_are_compared_only_within_an_article() -> None:
    facts = [
        told("700颗", 700, subject=Bilingual("燃油车"), period=None, article="a"),
        told("1600颗", 1600, subject=Bilingual("新能源汽车"), period=None, article="b"),
    ]
    assert find_comparisons(facts) == ()


def test_a_promise_is_kept_when_the_figure_is_reached_in_its_term() -> None:
    target = told("100个", 100, unit="count", status="target", period="2021/2025", article="a")
    done = told("105个", 105, unit="count", period="2025", article="c")
    assert promise([target, done]).outcome == "kept"


def test_a_promise_is_on_the_way_until_its_term_has_ended() -> None:
    target = told("100个", 100, unit="count", status="target", period="2025", article="a")
    half = told("60个", 60, unit="count", period="2025-H1", article="b")
    assert promise([target, half]).outcome == "on_the_way"


def test_a_promise_is_missed_when_the_figure_of_its_term_falls_short() -> None:
    target = told("100个", 100, unit="count", status="target", period="2025", article="a")
    assert promise([target, told("60个", 60, unit="count", period="2025", article="c")]).outcome == "missed"


def test_a_figure_reached_after_the_term_does_not_keep_the_promise() -> None:
    target = told("100个", 100, unit="count", status="target", period="2024", article="a")
    assert promise([target, told("120个", 120, unit="count", period="2025", article="c")]).outcome == "missed"


def test_a_promise_without_a_later_figure_is_not_reported_however_long_ago_it_was_due() -> None:
    target = told("20%", 20, unit="%", status="forecast", period="2022", article="a")
    known = told("8%", 8, unit="%", period="2021-H1", article="a")
    found = promise([target, known])
    assert (found.outcome, found.before) == ("not_reported", known)


@pytest.mark.parametrize(
    ("target", "reported", "outcome"),
    [
        ({"surface": "1.2", "value": "1.2", "qualifier": "<"}, {"surface": "1.18", "value": "1.18"}, "kept"),
        ({"surface": "1.2", "value": "1.2", "qualifier": "<"}, {"surface": "1.3", "value": "1.3"}, "missed"),
        ({"surface": "57950", "value": 57950}, {"surface": "5.8万", "value": 58000}, "kept"),
        ({"surface": "58030", "value": 58030}, {"surface": "5.8万", "value": 58000}, "kept"),
        ({"surface": "58030", "value": 58030}, {"surface": "5.79万", "value": 57900}, "missed"),
    ],
)
def test_what_is_better_depends_on_the_promise_and_rounding_is_forgiven(
    target: dict[str, Any], reported: dict[str, Any], outcome: str
) -> None:
    facts = [
        told(**target, unit="ratio", status="target", period="2025", article="a"),
        told(**reported, unit="ratio", period="2025", article="c"),
    ]
    assert promise(facts).outcome == outcome


def test_a_promise_under_what_was_known_is_one_to_bring_it_down() -> None:
    facts = [
        told("100万吨", 10**9, unit="kg", period="2020", article="a"),
        told("80万吨", 8 * 10**8, unit="kg", status="target", period="2025", article="a", id="target"),
        told("75万吨", 75 * 10**7, unit="kg", period="2025", article="c"),
    ]
    assert promise(facts).outcome == "kept"


def test_promises_come_in_the_order_in_which_they_are_due() -> None:
    facts = [
        told(f"{n}个", n, status="target", period=period, article="a")
        for n, period in enumerate((None, "2030", "2025-H1", "2025"), 1)
    ]
    assert [each.fact.period for each in find_promises(facts, DATES)] == ["2025-H1", "2025", "2030", None]


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2025", "2025-12"),
        ("2021-H1", "2021-06"),
        ("2025-Q3", "2025-09"),
        ("2025-04-23", "2025-04"),
        ("2021/2025", "2025-12"),
        ("2021-Q1/2021-Q3", "2021-09"),
        (None, "9999-12"),
    ],
)
def test_a_period_ends_in_a_month(period: str | None, end: str) -> None:
    assert end_of(period) == end
