"""Periods: the time words of a text, resolved against the article's date.

A period is written as in a fact sheet: `2024`, `2025-04`, `2025-04-23`, `2021-H1`, `2025-Q1`, or a span of two of these
(`2021/2025`, `2021-Q1/2021-Q3`). What the text does not tell is None; nothing is guessed.
"""

from digest.periods.days import find_days
from digest.periods.en import find_en
from digest.periods.period import Period
from digest.periods.say import begins_after, order, say_date, say_period
from digest.periods.zh import LOOKED_BACK, find_zh, year_before

__all__ = [
    "LOOKED_BACK",
    "Period",
    "begins_after",
    "find_days",
    "find_en",
    "find_zh",
    "order",
    "say_date",
    "say_period",
    "year_before",
]
