"""Dates as readers say them. A date is known to the day (2025-04-24) or to the month (2020-12)."""

from datetime import date as Date  # noqa: N812 - the word is needed for the value
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from digest.model import Lang

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}


@lru_cache(maxsize=4096)  # a site has few days and says each many times
def say_date(date: str, lang: Lang, *, short: bool = False) -> str:
    """`date` in full, as in "24 April 2025" or "2025年4月24日"; `short` abbreviates the English month."""
    locale = _LOCALES[lang]
    if len(date) == 7:
        return format_skeleton("yMMM" if short else "yMMMM", _day(date), locale=locale)
    if short and lang == "en":
        return format_date(_day(date), "d MMM y", locale=locale)
    return format_date(_day(date), "long", locale=locale)


def say_month(date: str, lang: Lang) -> str:
    """The month of `date`, as in "April 2025" or "2025年4月"."""
    return format_skeleton("yMMMM", _day(date[:7]), locale=_LOCALES[lang])


def _day(date: str) -> Date:
    return Date.fromisoformat(date if len(date) == 10 else f"{date}-01")
