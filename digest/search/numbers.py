"""Exact values as they stand in tokens.

A value is `coefficient` × 10^`exponent` in whole numbers, because the same must come out in a browser, where
2.3亿 in floating point would be 229999999.99999997.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_VALUE = re.compile("=[0-9]+(?:e-?[0-9]+)?")
_DIGITS = 12  # significant digits of a token: a third of something is written in as many ways as there are roundings


class Number(NamedTuple):
    """`coefficient` × 10^`exponent`."""

    coefficient: int
    exponent: int = 0

    def times(self, other: "Number") -> "Number":
        """The product."""
        return Number(self.coefficient * other.coefficient, self.exponent + other.exponent)

    def plus(self, whole: int) -> "Number":
        """The sum with a whole number."""
        if self.exponent >= 0:
            return Number(self.coefficient * 10**self.exponent + whole)
        return Number(self.coefficient + whole * 10**-self.exponent, self.exponent)

    def shortest(self) -> "Number":
        """The same to twelve significant digits and without zeros at the end; the sign is dropped."""
        digits = str(abs(self.coefficient))
        exponent = self.exponent
        if len(digits) > _DIGITS:
            cut = len(digits) - _DIGITS
            digits = str(int(digits[:_DIGITS]) + (digits[_DIGITS] >= "5"))
            exponent += cut
        kept = digits.rstrip("0")
        return Number(int(kept), exponent + len(digits) - len(kept)) if kept else Number(0)


@lru_cache(1 << 15)
def token(number: Number, unit: str) -> str:
    """The word for a number of a base unit: `=`, the shortest coefficient, e and the exponent unless 0, the unit."""
    coefficient, exponent = number.shortest()
    return f"={coefficient}{f'e{exponent}' if exponent else ''}{unit}"


def bare(word: str) -> str:
    """A figure's token without its unit; any other token as it is."""
    match = _VALUE.match(word)
    return match[0] if match else word


@lru_cache(1 << 15)
def decimal(text: str) -> Number:
    """The number written in plain digits, with or without commas and a point."""
    whole, _, part = text.replace(",", "").partition(".")
    return Number(int(whole + part), -len(part))


def percent(part: int, whole: int) -> Number:
    """100 × `part` / `whole`, cut off at eighteen decimals."""
    return Number(part * 10**20 // whole, -18)


@lru_cache(1 << 15)
def number_of(value: Decimal) -> Number:
    """A decimal as coefficient and exponent, to twelve digits."""
    _, digits, exponent = value.as_tuple()
    return Number(int("".join(map(str, digits))), int(exponent)).shortest()


def unit_code(unit: str) -> str:
    """A fact's unit as it stands in tokens: none for counts and ratios."""
    return "" if unit in ("count", "ratio", "other") else unit.lower()


def figure_tokens(value: Decimal, unit: str) -> tuple[str, ...]:
    """The tokens under which a value is found: with its unit and, for those who leave it out, without."""
    number, code = number_of(value), unit_code(unit)
    return (token(number, code), token(number, "")) if code else (token(number, ""),)
