"""The knowledge of both languages that the tokenizer works with, as it stands in `language.yml`."""

from collections.abc import Mapping
from pathlib import Path

from digest.files import load_yaml
from digest.model import Lang, Value

_FILE = Path(__file__).with_name("language.yml")


class Unit(Value, frozen=True):
    """A unit's names, its base unit `unit`, and how many base units it is."""

    unit: str
    names: tuple[str, ...]
    factor: str = "1"
    unless: str = ""


class Language(Value, frozen=True):
    """The tables of `language.yml`; what each holds is written there."""

    stop: tuple[str, ...]
    singular: Mapping[str, str]
    numerals: Mapping[str, int]
    tens: Mapping[str, int]
    words: Mapping[str, int]
    multipliers: Mapping[str, int]
    currencies: tuple[str, ...]
    money: Mapping[str, int]
    counted: tuple[str, ...]
    counters: str
    before: Mapping[str, str]
    say: Mapping[str, Mapping[Lang, str]]
    units: tuple[Unit, ...]
    traditional: str


def load_language() -> Language:
    """The language data that ships with the package."""
    return load_yaml(_FILE, Language)
