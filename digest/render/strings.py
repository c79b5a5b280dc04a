"""The words of the interface, from templates/strings/zh.yml and en.yml."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from digest.config import Config
from digest.errors import ContentError
from digest.files import load_yaml
from digest.model import LANGS, Lang, Status, Value

Words = Mapping[str, str]


class Count(Value, frozen=True):
    """How a number of things is said: `one` of them, any `other` number."""

    one: str
    other: str

    def of(self, number: int) -> str:
        """The count of `number` things, as in "1,204 figures"."""
        return (self.one if number == 1 else self.other).format(n=number)


class Strings(Value, frozen=True):
    """Every string of the interface in one language, by the page or part it stands on."""

    language: str
    frame: Words
    status: Mapping[Status, str]
    counts: Mapping[str, Count]
    common: Words
    table: Words
    home: Words
    topic: Words
    article: Words
    card: Words
    entity: Words
    kinds: Mapping[str, Count]
    lists: Words
    data: Words
    chart: Words
    targets: Words
    outcome: Words
    rules: Words
    series: Words
    edition: Words
    changes: Words
    search: Mapping[str, Any]
    gate: Words
    preview: Words


def load_strings(config: Config) -> Mapping[Lang, Strings]:
    """Both languages' strings. Raises ContentError where a key of the one is missing in the other.

    Keys that Python's dict has as methods are refused: a template's `words.table.clear` would be the method.
    """
    files = {lang: config.templates / "strings" / f"{lang}.yml" for lang in LANGS}
    strings = {lang: load_yaml(path, Strings) for lang, path in files.items()}
    keys = {lang: set(_keys(msgspec.to_builtins(each))) for lang, each in strings.items()}
    for key in sorted(keys["zh"] | keys["en"]):
        if hasattr(dict, key.rpartition(".")[2]):
            raise ContentError(f"the string {key} needs another name", files["zh"])
    for lang, other in (LANGS, LANGS[::-1]):
        for key in sorted(keys[other] - keys[lang]):
            raise ContentError(f"the string {key} is missing, which {other}.yml has", files[lang])
    return strings


def _keys(tree: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{prefix}{key}.")
        else:
            yield prefix + key
