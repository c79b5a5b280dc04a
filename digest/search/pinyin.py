"""Chinese names in pinyin without tones, as people type them: 西永 → xiyong, 赛力斯 → sailisi."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import msgspec

from digest.files import load_yaml

_FILE = Path(__file__).with_name("pinyin.yml")
_MOST = 4  # readings of one name: 长重 has four


class Pinyin(msgspec.Struct, frozen=True):
    """The table: the characters of each syllable, and the syllables of each character."""

    syllables: Mapping[str, str]
    readings: Mapping[str, tuple[str, ...]]

    def spell(self, name: str) -> tuple[str, ...]:
        """The ways to type a name of Chinese characters, without blanks; none where a character is not known."""
        choices = [self.readings.get(char, ()) for char in name]
        if not name or not all(choices):
            return ()
        return tuple("".join(each) for _, each in zip(range(_MOST), product(*choices), strict=False))


@cache
def load_pinyin() -> Pinyin:
    """The table that ships with the package."""
    syllables = load_yaml(_FILE, dict[str, str])
    readings: dict[str, tuple[str, ...]] = {}
    for syllable, char in _pairs(syllables):
        readings[char] = (*readings.get(char, ()), syllable)
    return Pinyin(syllables, readings)


def _pairs(syllables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for syllable, chars in syllables.items():
        for char in chars:
            yield syllable, char
