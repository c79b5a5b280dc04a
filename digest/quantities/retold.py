"""Figures that one language tells in its own way: converted in brackets, summed up, percentage points as points."""

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from digest.quantities.loose import spoken
from digest.quantities.quantity import Quantity
from digest.text import before as preceding

_BRACKET = re.compile(r"[^()（）\d]{0,16}[(（][^()（）\d]{0,16}")
_OR = re.compile(
    r",? ?(?:or|equivalent to|equal to|that is|i\.e\.,?)(?: (?:about|around|roughly|approximately|nearly|almost|some))? ?"
)
# What a unit of a currency has been worth in yuan since the 1990s, roughly: a slip of a power of ten falls outside.
_YUAN = {
    "USD": (Decimal("5.5"), Decimal("8.8")),
    "EUR": (Decimal("6.4"), Decimal("11.5")),
    "GBP": (Decimal(8), Decimal(16)),
    "HKD": (Decimal("0.7"), Decimal("1.2")),
    "JPY": (Decimal("0.04"), Decimal("0.1")),
}
_ROUNDED = Decimal("0.03")
_BARE = frozenset({"count", "rank", "ratio", "other", "x", "%", "pp"})
_RISE_ZH = re.compile(r"(?:增长|增加|上升|提高|提升|上涨|增幅|增速)(?:了|为|达|近|约|超过|超|逾)*$")
_RISE_EN = re.compile(
    r"\b(?:up|rose|rises?|rising|grew|grows?|growing|growth|increas(?:e|es|ed|ing)|gain(?:s|ed)?|climb(?:s|ed|ing)?)"
    r"(?: (?:by|of|some|about|nearly|almost|over|more than|around))* $"
)
_POINTS = re.compile(r" points?\b")


def conversions(text: str, quantities: Sequence[Quantity], agreed: set[int], other: Sequence[Quantity]) -> set[int]:
    """The places of English quantities that tell an agreed one before them again: 9.8 trillion yuan ($1.55 trillion).

    `other` are the Chinese ones without a twin: where one has the unit, it is that one that the English means to say.
    A conversion that the Chinese has must be told in English too.
    """
    found: set[int] = set()
    for place in range(1, len(quantities)):
        before, this = quantities[place - 1], quantities[place]
        if place in agreed or place - 1 not in agreed or any(each.unit == this.unit for each in other):
            continue
        between = text[before.end : this.start]
        joined = _BRACKET.fullmatch(between) or _OR.fullmatch(between)
        if joined and _same_amount(before, this):
            found.add(place)
    return found


def restated(text: str, quantities: Sequence[Quantity], agreed: set[int]) -> set[int]:
    """The places of Chinese quantities told twice in two units, one of them in brackets, of which English has the other.

    150亩（10公顷） is 10 hectares; of two currencies English must tell both.
    """
    found: set[int] = set()
    for place in range(1, len(quantities)):
        before, this = quantities[place - 1], quantities[place]
        told = {place - 1, place} & agreed
        alike = this.unit == before.unit and this.unit not in _BARE and _same_amount(before, this)
        if len(told) == 1 and alike and _BRACKET.fullmatch(text[before.end : this.start]):
            found |= {place - 1, place} - told
    return found


def _same_amount(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts may be the same in other units: of one dimension nearly equal, of two currencies at a likely rate."""
    if one.unit == other.unit:
        return abs(one.value - other.value) <= _ROUNDED * max(one.value, other.value)
    if not (_is_currency(one.unit) and _is_currency(other.unit)) or not other.value:
        return False
    yuan, foreign = (one, other) if one.unit == "CNY" else (other, one)
    low, high = _YUAN.get(foreign.unit, (None, None)) if yuan.unit == "CNY" else (None, None)
    return low is None or high is None or low <= yuan.value / foreign.value <= high


def misread_unit(zh: Quantity, en: Sequence[Quantity]) -> Quantity | None:
    """The English quantity that has a Chinese one's number with another unit: 3000亩 told as 3,000 hectares."""
    if zh.unit in _BARE or zh.high is not None:
        return None
    number = spoken(zh)[0][0]
    return next(
        (each for each in en if each.unit not in _BARE and not each.high and spoken(each)[0][0] == number), None
    )


def turned(zh: Quantity, en: Quantity, zh_text: str, en_text: str) -> bool:
    """Whether a fall was told as a rise or a rise as a fall, both in so many words."""
    if (zh.value < 0) == (en.value < 0):
        return False
    if en.value < 0:
        return _RISE_ZH.search(preceding(zh_text, zh.start, 12)) is not None
    return _RISE_EN.search(preceding(en_text, en.start, 40)) is not None


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def sums(parts: Sequence[Quantity], wholes: Sequence[Quantity]) -> tuple[set[int], set[int]]:
    """The places of neighbouring parts and of the wholes that they add up to, of one unit: 3人死亡，2人受伤 is five."""
    summed: set[int] = set()
    totals: set[int] = set()
    for place, whole in enumerate(wholes):
        for first in range(len(parts)):
            for last in range(first + 2, min(len(parts), first + 6) + 1):
                run = parts[first:last]
                alike = len({part.unit for part in run}) == 1 and run[0].unit == whole.unit
                free = summed.isdisjoint(range(first, last)) and place not in totals
                if alike and free and sum(part.value for part in run) == whole.value:
                    summed |= set(range(first, last))
                    totals.add(place)
    return summed, totals


def with_points(en: Sequence[Quantity], text: str, zh: Sequence[Quantity]) -> list[Quantity]:
    """The English quantities, with bare numbers of points read as percentage points where the Chinese has as many."""
    wanted = {quantity.value for quantity in zh if quantity.unit == "pp"}
    return [
        msgspec.structs.replace(each, unit="pp")
        if each.unit == "count" and each.value in wanted and _POINTS.match(text, each.end)
        else each
        for each in en
    ]
