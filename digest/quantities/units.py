"""The table of units and counters (`units.yml`), and how to find one in a text."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from digest.model import Value
from digest.patterns import longest


class Unit(Value, frozen=True):
    """A unit as written: `unit` is its base unit, `factor` how many base units it is."""

    unit: str
    factor: Decimal = Decimal(1)
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    say: str | None = None
    han: bool = True
    long: bool = False
    counter: str | None = None


class Units(Value, frozen=True):
    """All units and counters, and the patterns that find them."""

    money: tuple[Unit, ...]
    measures: tuple[Unit, ...]
    shares: tuple[Unit, ...]
    counters: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[Unit, ...]:
        """Every unit, money first."""
        return (*self.money, *self.measures, *self.shares)


@cache
def units() -> Units:
    """The table that ships with the package."""
    raw = yaml.load(files("digest.quantities").joinpath("units.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return msgspec.convert(raw, Units, strict=False)


@cache
def chinese() -> tuple[re.Pattern[str], Mapping[str, Unit]]:
    """A pattern that matches the longest unit at a place of a Chinese text, and what each form is."""
    forms = {form: unit for unit in units().all for form in unit.zh}
    latin = [form for form in forms if form[0].isascii() and form[0].isalpha()]
    other = [form for form in forms if form not in latin]
    pattern = f"(?:{longest(other)}|(?:{longest(latin)})(?![A-Za-z0-9]))"
    return re.compile(pattern), forms


@cache
def counters() -> re.Pattern[str]:
    """A pattern that matches the longest counter at a place of a Chinese text."""
    return re.compile(longest(units().counters))


@cache
def english() -> tuple[re.Pattern[str], Mapping[str, Unit]]:
    """A pattern that matches the longest unit after an English number, and what each form is, in lower case too."""
    forms: dict[str, Unit] = {}
    for unit in units().all:
        for form in unit.en:
            forms.setdefault(form, unit)
            if form.islower() or len(form) > 4:
                forms.setdefault(form.lower(), unit)
    words = [form for form in forms if form[-1].isalpha()]
    marks = [form for form in forms if form not in words]
    return re.compile(rf"[ -]?(?:{longest(marks)}|(?:{longest(words)})(?![A-Za-z]))"), forms


@cache
def english_before() -> tuple[str, Mapping[str, Unit]]:
    """The alternatives of currency marks before an English number, and what each is."""
    forms = {form: unit for unit in units().money for form in unit.before}
    return longest(forms), forms
