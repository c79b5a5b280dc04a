"""Agreement: which quantity of an English text says what which quantity of the Chinese one says.

Two quantities agree where their values and units do. Values may be written with other units of the same kind (亩 and
hectares), as words (a quarter for 四分之一), or as multiples (doubled for 翻一番); a bare English number counts whatever its
noun names.
"""

from collections.abc import Sequence
from decimal import Decimal

from digest.model import Value
from digest.quantities import units
from digest.quantities.quantity import Quantity

_TOLERANCE = Decimal("0.0005")
_TURNS = frozenset({"次", "回", "圈", "遍", "轮", "趟", "届"})
_LOOSE = frozenset({"count", "ratio", "other", "rank"})


class Agreement(Value, frozen=True):
    """Pairs of places in the two sequences, and the places on either side that found no twin."""

    pairs: tuple[tuple[int, int], ...]
    zh_alone: tuple[int, ...]
    en_alone: tuple[int, ...]


def agree(zh: Sequence[Quantity], en: Sequence[Quantity]) -> Agreement:
    """Pair the quantities of two texts that say the same, best and nearest first."""
    scored = sorted(
        (-grade, abs(_share(i, zh) - _share(j, en)), i, j)
        for i, left in enumerate(zh)
        for j, right in enumerate(en)
        if (grade := likeness(left, right)) > 0
    )
    taken_zh: dict[int, int] = {}
    taken_en: set[int] = set()
    for _, _, i, j in scored:
        if i not in taken_zh and j not in taken_en:
            taken_zh[i] = j
            taken_en.add(j)
    return Agreement(
        pairs=tuple(sorted(taken_zh.items())),
        zh_alone=tuple(i for i in range(len(zh)) if i not in taken_zh),
        en_alone=tuple(j for j in range(len(en)) if j not in taken_en),
    )


def likeness(zh: Quantity, en: Quantity) -> int:
    """How well two quantities agree: 3 value, range and unit; 2 with a kindred unit; 1 by reading; 0 not at all."""
    if _same(zh.value, en.value) and _same_end(zh.high, en.high):
        if zh.unit == en.unit:
            return 3
        if zh.unit in _LOOSE and en.unit in _LOOSE:
            return 2
        if (zh.unit == "count" and not zh.counter) or (
            en.unit == "count" and not en.counter and zh.unit not in ("%", "pp")
        ):
            return 1
    if zh.unit == "s" and en.unit == "count" and _same(zh.value / _length(zh), en.value):
        return 1  # 连续5年 is five consecutive years
    if zh.unit == "count" and zh.counter in _TURNS and en.unit == "x" and _same(zh.value, en.value):
        return 2  # 加息3次 is three times
    return 1 if _read_alike(zh, en) else 0


def nearest(quantity: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """The quantity of another text that was meant for one without a twin: with its digits, or of its unit."""
    kindred = [
        (kinship, _distance(quantity, other), place)
        for place, other in enumerate(others)
        if (kinship := _kinship(quantity, other)) < 3
    ]
    return others[min(kindred)[2]] if kindred else None


def _kinship(one: Quantity, other: Quantity) -> int:
    """0 with the same digits, 1 of the same unit, 2 of a kindred one, 3 strangers."""
    units_of = {one.unit, other.unit}
    if _digits(one) == _digits(other):
        return 0
    if len(units_of) == 1:
        return 1
    return 2 if units_of <= _LOOSE or units_of == {"%", "pp"} else 3


def _digits(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}".replace(".", "").replace("-", "").strip("0")


def _distance(one: Quantity, other: Quantity) -> Decimal:
    """How far two values lie apart: 0 where they are the same, 1 where one is twice the other."""
    small, large = sorted((abs(one.value), abs(other.value)))
    return large / small - 1 if small else large


def _length(zh: Quantity) -> Decimal:
    """How many seconds the unit of a length of time has."""
    unit = units.chinese()[1].get(zh.counter)
    return unit.factor if unit else Decimal(1)


def _read_alike(zh: Quantity, en: Quantity) -> bool:
    """Whether two quantities agree once multiples are read: 增长两倍 is tripled, 一半 is halved."""
    if "x" not in (zh.unit, en.unit):
        return False
    left, right = _times(zh), _times(en)
    return left is not None and right is not None and any(_same(a, b) for a in left for b in right)


def _times(quantity: Quantity) -> tuple[Decimal, ...] | None:
    if quantity.unit == "x":
        return (quantity.value, quantity.value + 1) if quantity.grows else (quantity.value,)
    if quantity.unit == "%":
        return (quantity.value / 100, quantity.value / 100 + 1)
    return None


def _same(left: Decimal, right: Decimal) -> bool:
    left, right = abs(left), abs(right)
    return abs(left - right) <= _TOLERANCE * max(left, right)


def _same_end(left: Decimal | None, right: Decimal | None) -> bool:
    return left is right if left is None or right is None else _same(left, right)


def _share(place: int, items: Sequence[Quantity]) -> float:
    return place / max(1, len(items))
