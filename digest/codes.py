"""The codes of problems: how grave each is, what it means in both languages, an example that is really given."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from digest.model import Bilingual, Severity, Value


class Code(Value, frozen=True):
    """What the handbook tells of a code. `example` is a line of `check`, folders left out of it as …"""

    severity: Severity
    means: Bilingual
    example: str


class Group(Value, frozen=True):
    """Codes that belong together under one heading, `id` its anchor."""

    id: str
    name: Bilingual
    codes: Mapping[str, Code]


@cache
def groups() -> tuple[Group, ...]:
    """All codes, by what they are about, in the order of the handbook."""
    raw = yaml.load(files("digest").joinpath("codes.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return msgspec.convert(raw, tuple[Group, ...])


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its name."""
    return {name: code for group in groups() for name, code in group.codes.items()}
