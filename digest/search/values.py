"""Facts by their value, for ranges such as >100亿元 and 10-20%.

The values of one unit lie in drawers, three to a power of ten: from 1, from 2 and from 5 on. Their bounds are fixed, so
a new figure changes one drawer. Drawer 3·n + 0, 1 or 2 holds the values from 1, 2 or 5 times 10^n; -999 holds nought.
A range lies in a drawer with each of its ends. Falls are left out: a fall of 12% is no answer to "more than 10%".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from digest.model import Fact
from digest.search.lists import STEPS, written
from digest.search.numbers import Number, number_of, unit_code

Drawers = Mapping[str, Mapping[int, str]]


def drawers(numbered: Iterable[tuple[int, Fact]]) -> Drawers:
    """The drawers of each unit: "value:list;…" in the order of the values, see `lists`.

    A value is its coefficient, e and exponent unless 0.
    """
    held: dict[str, dict[int, dict[Number, list[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for number, fact in numbered:
        ends = {value for value in (fact.value, fact.high) if value is not None and value >= 0}
        for value in map(number_of, ends):
            held[unit_code(fact.unit)][drawer_of(value)][value].append(number)
    return {
        unit: {drawer: _text(values) for drawer, values in sorted(found.items())}
        for unit, found in sorted(held.items())
    }


def drawer_of(value: Number) -> int:
    """The drawer of a value as `shortest` gives it."""
    if not value.coefficient:
        return -999
    digits = str(value.coefficient)
    return 3 * (len(digits) + value.exponent - 1) + (digits[0] >= "2") + (digits[0] >= "5")


def slug(unit: str) -> str:
    """The unit in an address: letters and digits stay, another character becomes _ and its code in hexadecimals."""
    return "".join(char if char.isascii() and char.isalnum() else f"_{ord(char):x}" for char in unit) or "_"


def _text(values: Mapping[Number, Sequence[int]]) -> str:
    ordered = sorted(values.items(), key=lambda item: Decimal(item[0].coefficient).scaleb(item[0].exponent))
    return ";".join(
        f"{coefficient}{f'e{exponent}' if exponent else ''}:{written([number * STEPS for number in numbers])}"
        for (coefficient, exponent), numbers in ordered
    )
