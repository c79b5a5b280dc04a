"""Figures in folded text: numbers with multipliers and units, read to exact values (rules 3 to 8 of `tokenizer`)."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from digest.patterns import led
from digest.search.language import Language
from digest.search.numbers import Number, decimal, percent, token

LETTER = "a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u052f\u1100-\u11ff\u3041-\u3096\u30a1-\u30fa\u30fc"
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
_POWER = re.compile(r" ?[x×*] ?10\^(\^*-?(?:\^*[0-9]){1,3})(?![0-9^])|e([+-]?[0-9]{1,2})(?![0-9a-z])")
_SHARE = re.compile(r"/([0-9]+)(?![0-9/])")
_RANGE = re.compile(r" ?(?:-|–|—|−|~|〜|至|到|to|\.\.\.?) ?")


class Figure(NamedTuple):
    """A number read at `start:end`. `unit` may be empty; `bare` says that nothing of it follows the digits."""

    start: int
    end: int
    number: Number
    unit: str
    bare: bool = False

    @property
    def token(self) -> str:
        """The figure as a word: =2e10cny."""
        return token(self.number, self.unit)


def _longest(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


class FigureReader:
    """Reads the figures of folded texts with the tables of one `Language`."""

    def __init__(self, language: Language) -> None:
        self._language = language
        numerals = "".join(language.numerals) + "".join(language.tens)
        words = "|".join(language.words)
        firsts = {name[0] for name in (*language.before, *language.words)}
        self._start = led(
            f"0-9{numerals}{re.escape(''.join(sorted(firsts)))}",
            rf"(?<![{LETTER}0-9])(?P<before>{_longest(language.before)}) ?(?=[0-9{numerals}])"
            rf"|(?<![{LETTER}0-9])(?:[0-9]|(?:{words})(?![{LETTER}]))|[{numerals}]",
        )
        self._han = re.compile(f"[{numerals}]+(?:点[{''.join(language.numerals)}]+)?")
        self._word = re.compile(rf"({words})(?:[ -]({words}))?(?![{LETTER}0-9])")
        han = "|".join(name for unit in language.units for name in unit.names if name[0] > "\u4e00")
        self._more = re.compile(rf" ?[多余]?([十百千]?[万亿]+|[十百千](?={han}|[{language.counters}]))")
        self._multiplier = re.compile(rf"[ -]?({'|'.join(language.multipliers)})(?![{LETTER}0-9])")
        self._money = re.compile(rf" ?({'|'.join(language.money)})(?![{LETTER}0-9])")
        self._counter = re.compile(f"[多余]?[{language.counters}]")
        self._letter = re.compile(f"[{LETTER}0-9]")
        self._units = {name.replace(" ", ""): unit for unit in language.units for name in unit.names}
        self._factors = {name: decimal(unit.factor) for name, unit in self._units.items()}
        self._counted = re.compile(f" (?:{'|'.join(language.counted)})s?(?![{LETTER}0-9])")
        self._tenth = re.compile(
            f"[{''.join(language.numerals)}半](?![\u4e00-\u9fff])|[{''.join(language.numerals)}半](?=[左以的])"
        )
        self._scaled = frozenset(f" -多余{''.join(language.tens)}{''.join(language.money)}") | {
            name[0] for name in language.multipliers
        }
        patterns: dict[str, list[str]] = {}
        for first, pattern in self._unit_patterns():
            patterns.setdefault(first, []).append(pattern)
        self._unit_by_first = {first: re.compile("|".join(each)) for first, each in patterns.items()}

    def _unit_patterns(self) -> Iterator[tuple[str, str]]:
        """The pattern of each unit's name with its first character, longer names first."""
        names = [(name, unit) for unit in self._language.units for name in unit.names]
        for name, unit in sorted(names, key=lambda pair: (-len(pair[0]), pair[0])):
            if not re.fullmatch("[a-zμ].*", name):
                yield name[0], f" ?({re.escape(name)})" + (f"(?![{unit.unless}])" if unit.unless else "")
            else:
                form = "[ -]?".join(re.escape(part) for part in name.split(" "))
                before, plural = "" if len(name) == 1 else "[ -]?", "s?" if len(name) > 3 else ""
                yield name[0], f"{before}({form}{plural})(?![{LETTER}0-9])"

    def _unit(self, text: str, place: int) -> re.Match[str] | None:
        """The unit's name at `place`: only the names that begin as the text goes on are tried."""
        first = text[place : place + 1]
        if first in (" ", "-"):
            first = text[place + 1 : place + 2]
        pattern = self._unit_by_first.get(first)
        return pattern.match(text, place) if pattern else None

    def read(self, text: str) -> list[Figure]:
        """The figures of `text` in order; they never overlap."""
        found: list[Figure] = []
        place = 0
        while match := self._start.search(text, place):
            figure = self._read_at(text, match)
            if figure is None:
                skipped = self._han.match(text, match.start()) or _ARABIC.match(text, match.start())
                place = max(match.end("all"), skipped.end() if skipped else 0)
            else:
                found.append(figure)
                place = figure.end
        for i in range(len(found) - 1):
            if _RANGE.fullmatch(text, found[i].end, found[i + 1].start):
                found[i : i + 2] = self._as_range(text, found[i], found[i + 1])
        return found

    def _read_at(self, text: str, match: re.Match[str]) -> Figure | None:
        unit = self._language.before[match["before"]] if match["before"] else ""
        start = match.end("all") if unit else match.start()
        if arabic := _ARABIC.match(text, start):
            return self._finish(text, match.start(), arabic.end(), decimal(arabic[0]), unit)
        if word := self._word.match(text, start):
            return self._read_word(text, word)
        return self._read_han(text, match.start(), start, unit)

    def _finish(self, text: str, start: int, place: int, number: Number, unit: str) -> Figure | None:
        """An Arabic number with what follows it: power of ten, share, multipliers, unit."""
        before = text[start - 1 : start]
        if not unit and before != "/" and (share := _SHARE.match(text, place)) and number.exponent == 0:
            whole = int(share[1])
            if number.coefficient < whole and not self._letter.match(text, share.end()):
                return Figure(start, share.end(), percent(number.coefficient, whole), "%")
        if text.startswith("分之", place):
            return self._read_share(text, start, place, number)
        if power := _POWER.match(text, place):
            number = number.times(Number(1, int((power[1] or power[2]).replace("^", ""))))
            place = power.end()
        number, last = self._scale(text, place, number, unit)
        number, last, unit = self._read_unit(text, last, number, unit)
        if "0" <= text[last - 1] <= "9" and self._letter.match(text, last):
            return None
        return Figure(start, last, number, unit, bare=last == place and not power)

    def _scale(self, text: str, place: int, number: Number, unit: str) -> tuple[Number, int]:
        """The number times the multipliers that follow: 万亿, thousand million, and bn or k in amounts of money."""
        while text[place : place + 1] in self._scaled:
            if more := self._more.match(text, place):
                exponent = sum(self._language.tens[char] for char in more[1])
            elif more := self._multiplier.match(text, place):
                exponent = self._language.multipliers[more[1]]
            elif (more := self._money.match(text, place)) and (unit or self._multiplies(text, more.end())):
                exponent = self._language.money[more[1]]
            else:
                break
            number, place = number.times(Number(1, exponent)), more.end()
        return number, place

    def _multiplies(self, text: str, place: int) -> bool:
        """Whether k, m or b before `place` is a thousand, a million or a billion: 20bn yuan, 4.6m vehicles."""
        match = self._unit(text, place)
        money = match is not None and self._named(match)[0] in self._language.currencies
        return money or self._counted.match(text, place) is not None

    def _named(self, match: re.Match[str]) -> tuple[str, Number]:
        """The base unit that a unit's name means, and its factor."""
        name = re.sub("[ -]", "", next(group for group in match.groups() if group))
        name = name if name in self._units else name[:-1]
        return self._units[name].unit, self._factors[name]

    def _read_unit(self, text: str, place: int, number: Number, unit: str) -> tuple[Number, int, str]:
        match = None if unit == "rank" else self._unit(text, place)
        if match is None:
            return number, place, unit
        if match[0].endswith("成") and (tenth := self._tenth.match(text, match.end())):
            digit = self._language.numerals.get(tenth[0], 5)  # 半 is half a tenth
            return number.times(Number(10)).plus(digit), tenth.end(), "%"
        named, factor = self._named(match)
        return (number, place, unit) if unit and unit != named else (number.times(factor), match.end(), named)

    def _read_word(self, text: str, word: re.Match[str]) -> Figure | None:
        """An English number in words, where a multiplier or a unit follows: twenty-two billion, but not one of."""
        value = self._language.words[word[1]]
        end = word.end()
        if word[2] and value >= 20 and value % 10 == 0 and self._language.words[word[2]] < 10:
            value += self._language.words[word[2]]
        elif word[2]:
            end = word.end(1)
        figure = self._finish(text, word.start(), end, Number(value), "")
        return None if figure is None or figure.bare else figure

    def _read_han(self, text: str, start: int, place: int, unit: str) -> Figure | None:
        """A Chinese numeral, where something says that it is a figure (rule 7)."""
        match = self._han.match(text, place)
        number = self._numeral(match[0]) if match else None
        if match is None or number is None:
            return None
        if text.startswith("分之", match.end()):
            return self._read_share(text, start, match.end(), number)
        scaled, end = self._scale(text, match.end(), number, "")
        valued, last, unit = self._read_unit(text, end, scaled, unit)
        tens = [self._language.tens[char] for char in text[place:end] if char in self._language.tens]
        if start == place and not self._is_figure(text, match[0], max(tens, default=0), (end, last), unit):
            return None
        return Figure(start, last, valued, unit, bare=last == match.end() and not tens)

    def _is_figure(self, text: str, numeral: str, power: int, ends: tuple[int, int], unit: str) -> bool:
        """Rule 7: 三公里, 三千万, 三十家 and 二〇二五 count something; 三峡, 三农 and 三十而立 do not."""
        end, last = ends
        if last > end:
            exact = any(char in self._language.numerals for char in numeral) or numeral[0] in "十拾"
            return exact or unit in self._language.currencies
        if not any(char in self._language.numerals for char in numeral):
            return False
        return (
            power >= 4
            or (power > 0 and self._counter.match(text, end) is not None)
            or (power == 0 and len(numeral) >= 4)
        )

    def _read_share(self, text: str, start: int, place: int, whole: Number) -> Figure | None:
        """The share `whole` 分之 part, as a percentage."""
        place += 2
        if part := _ARABIC.match(text, place):
            number: Number | None = decimal(part[0])
        else:
            part = self._han.match(text, place)
            number = self._numeral(part[0]) if part else None
        if part is None or number is None or whole.exponent < 0 or whole.coefficient == 0:
            return None
        share = percent(number.coefficient, whole.coefficient * 10**whole.exponent)
        return Figure(start, part.end(), Number(share.coefficient, share.exponent + number.exponent), "%")

    def _as_range(self, text: str, low: Figure, high: Figure) -> tuple[Figure, Figure]:
        """Both ends of a range, each with what stands only at the other: 3至5亿元, 5-8%, RMB 3-5 billion."""
        number, unit = low.number, low.unit
        arabic = _ARABIC.search(text, high.start, high.end)
        if low.bare and arabic:
            number, place = self._scale(text, arabic.end(), number, unit)
            number, _, unit = self._read_unit(text, place, number, unit)
        low = low._replace(end=high.start, number=number, unit=unit or high.unit)
        return low, high._replace(unit=high.unit or low.unit)

    def _numeral(self, text: str) -> Number | None:
        """The value of a Chinese numeral, None where it is not well formed: 二百零五, 三点五亿, 二〇二五."""
        numerals, tens = self._language.numerals, self._language.tens
        whole, _, part = text.partition("点")
        if part:
            digits = re.match(f"[{''.join(numerals)}]+", part)
            value = self._whole(whole)
            if value is None or digits is None or digits[0] != part:
                return None
            return Number(int(f"{value}{''.join(str(numerals[char]) for char in part)}"), -len(part))
        if not any(char in tens for char in whole):
            digits_only = "".join(str(numerals[char]) for char in whole)
            return Number(int(digits_only)) if len(whole) == 1 or len(whole) >= 4 else None
        value = self._whole(whole)
        return None if value is None else Number(value)

    def _whole(self, text: str) -> int | None:
        """A whole number with 十百千万亿.

        三百五 and 三万五 are said for 350 and 35,000, but not written: no reading is better than a wrong one.
        """
        numerals, tens = self._language.numerals, self._language.tens
        if numerals.get(text[-1:]) and tens.get(text[-2:-1], 0) > 1:
            return None
        total = section = 0
        digit, lowest = -1, 4
        for char in text:
            power = tens.get(char)
            if power is None:
                if digit > 0:
                    return None
                digit = numerals[char]
            elif power < 4:
                if power >= lowest or (digit < 0 and section):
                    return None
                section += max(digit, 1) * 10**power
                digit, lowest = -1, power
            else:
                section += max(digit, 0)
                total = ((total + section) or 1) * 10**8 if power == 8 else total + (section or 1) * 10**4
                section, digit, lowest = 0, -1, 4
        return total + section + max(digit, 0)
