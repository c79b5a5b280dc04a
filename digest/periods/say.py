"""Periods and dates written for readers, and the order they stand in."""

import re
from datetime import date

from babel.dates import format_date, format_interval, format_skeleton

from digest.model import Lang
from digest.periods.period import MONTHS

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}


def say_period(period: str | None, lang: Lang) -> str:
    """`period` for readers: 2021年上半年, H1 2021, April 2025; an empty string for None."""
    if period is None:
        return ""
    first, slash, last = period.partition("/")
    if not slash:
        return _say_one(period, lang)
    if len(first) == len(last) == 10:
        days = date.fromisoformat(first), date.fromisoformat(last)
        return str(format_interval(*days, "yMMMd", locale=_LOCALES[lang]))
    if first[:4] == last[:4] and len(first) > 4:
        if first[5] == "Q":
            number = int(last[-1])
            return f"{first[:4]}年前{'一二三四'[number - 1]}季度" if lang == "zh" else f"Q1–Q{number} {first[:4]}"
        if lang == "zh":
            return f"{first[:4]}年{int(first[5:7])}月至{int(last[5:7])}月"
        return f"{MONTHS[int(first[5:7]) - 1]} to {MONTHS[int(last[5:7]) - 1]} {first[:4]}"
    return (
        f"{first}—{last}年" if lang == "zh" and len(period) == 9 else f"{_say_one(first, lang)}–{_say_one(last, lang)}"
    )


def _say_one(period: str, lang: Lang) -> str:
    year, _, rest = period.partition("-")
    if not rest:
        return f"{year}年" if lang == "zh" else year
    if rest[0] == "H":
        return f"{year}年{'上下'[int(rest[1]) - 1]}半年" if lang == "zh" else f"{rest} {year}"
    if rest[0] == "Q":
        return f"{year}年{'一二三四'[int(rest[1]) - 1]}季度" if lang == "zh" else f"{rest} {year}"
    return say_date(period, lang)


def say_date(day: str, lang: Lang) -> str:
    """An ISO date, to the day or to the month, for readers: 2025年4月24日, 24 April 2025, December 2020."""
    locale = _LOCALES[lang]
    if len(day) == 7:
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=locale))
    return str(format_date(date.fromisoformat(day), format="long", locale=locale))


def order(period: str | None) -> str:
    """A key by which periods sort in time, by their end; None comes first."""
    last = (period or "").rpartition("/")[2]
    return (
        re.sub(
            r"-H(\d)$", lambda m: f"-{int(m[1]) * 6:02d}~", re.sub(r"-Q(\d)$", lambda m: f"-{int(m[1]) * 3:02d}~", last)
        )
        or ""
    )


def begins_after(period: str | None, today: str) -> bool:
    """Whether a period has not begun on the article's day."""
    first = (period or "0").partition("/")[0]
    if len(first) == 7 and first[5] in "HQ":
        months = 6 if first[5] == "H" else 3
        first = f"{first[:4]}-{(int(first[6]) - 1) * months + 1:02d}"
    return first > today[: len(first)]
