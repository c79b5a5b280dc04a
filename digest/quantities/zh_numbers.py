"""Numbers in Chinese text, in every notation, before their unit is known."""

import re
from collections.abc import Iterator
from decimal import Decimal

from digest.model import Value
from digest.quantities.masks import touches
from digest.quantities.numerals import ARABIC, HAN_NUMERAL, SCALE, parse_han, parse_mixed, scale_of

DIGIT = "一二两三四五六七八九"
_HAN = rf"[{HAN_NUMERAL}]+(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?"
_BEGINS = rf"(?=[-\d{HAN_NUMERAL}翻倍减元级半近过超大])"  # else nothing is tried
_NUMBER = re.compile(
    rf"{_BEGINS}(?:"
    rf"(?P<per>[百千万])分之(?:(?P<per_han>{_HAN})|(?P<per_arabic>{ARABIC}))"  # 百分之四十七
    rf"|(?P<whole>[{DIGIT}十]+)分之(?P<part>[{DIGIT}十]+)"  # 三分之二
    rf"|(?<![\d.,/])(?P<fraction>\d{{1,3}}/\d{{1,4}})(?![\d/])"  # 1/4
    rf"|(?P<tenths>(?:(?<![{HAN_NUMERAL}])[{DIGIT}]{{1,2}}|(?<![\d.])\d(?:\.\d)?)成(?:[{DIGIT}])?)(?![立为功员果本效都渝就长{DIGIT}])"  # 三成, 七八成, 两成五
    rf"|(?P<arabic>(?<![\d.])(?<!\d,)-?{ARABIC}(?:[余多来]?{SCALE}(?:{ARABIC}{SCALE}?)*)?)"  # 1.5万亿, 2万4801
    rf"|(?P<double>翻了?(?:(?P<times>[一两三四])?番|倍)|倍增|减半|(?<=[增减])倍)"  # 翻两番
    rf"|(?P<level>[十百千]?万?亿元?级别?)"  # 千亿级, 亿元级别
    rf"|(?P<half>(?<![上下])(?:一半|半数|近半(?![年个数])|过半(?!数)|超半(?![年数])|大半(?!年)))"  # 半数
    rf"|(?P<han>{_HAN}))"
)


_LAST_SCALE = {"arabic": re.compile(rf"{SCALE}$"), "han": re.compile(r"[万亿]+$")}
_MORE = re.compile(r"[余多来](?!元化|样|边)")
_LATE = re.compile(SCALE)
_WRAPPED = re.compile(rf"个({SCALE})(?!亿?元?级)")
_PAIR = re.compile(rf"(十?)([{DIGIT}])([{DIGIT}])([十百千万亿]*)")
_PER_CENT = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


class Number(Value, frozen=True):
    """A number before its unit is known. `scale` is that of its last part, which a range's first end may borrow."""

    start: int
    end: int
    value: Decimal
    kind: str
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    more: bool = False


def find_numbers(folded: str, mask: bytearray) -> Iterator[Number]:
    """The numbers of a width-folded text, in order, without those that touch a masked character."""
    for match in _NUMBER.finditer(folded):
        if not touches(mask, match.start(), match.end()) and (number := _number(match, folded)):
            yield number


def _number(match: re.Match[str], folded: str) -> Number | None:
    if match["arabic"] or match["han"]:
        return _counted(match, folded)
    kind, value, high = _share(match)
    return None if value is None else Number(match.start(), match.end(), value, kind, high)


def _share(match: re.Match[str]) -> tuple[str, Decimal | None, Decimal | None]:
    """Kind, value and upper end of a share, a multiple or a level: numbers that bring their unit with them."""
    if match["per"]:
        value = parse_han(match["per_han"]) if match["per_han"] else parse_mixed(match["per_arabic"])
        return "percent", None if value is None else value * _PER_CENT[match["per"]], None
    if match["whole"]:
        part, whole = parse_han(match["part"]), parse_han(match["whole"])
        return "percent", part / whole * 100 if part is not None and whole else None, None
    if match["fraction"]:
        part, whole = map(Decimal, match["fraction"].split("/"))
        return "percent", part / whole * 100 if whole and part < whole else None, None
    if match["tenths"]:
        return "percent", *_tenths(match["tenths"])
    if match["double"]:
        power = -1 if match["double"] == "减半" else int(parse_han(match["times"] or "一") or 1)
        return "times", Decimal(2) ** power, None
    if match["level"]:
        return "level", parse_han(match["level"].split("元")[0].split("级")[0]), None
    return "percent", Decimal(50), None


def _counted(match: re.Match[str], folded: str) -> Number | None:
    """A plain number with what may follow it before its unit: 余, 多, a late scale (4个亿)."""
    start, end = match.span()
    raw = match.group()
    kind = "arabic" if match["arabic"] else "han"
    value, high = (parse_mixed(raw.lstrip("-")), None) if match["arabic"] else _han(raw)
    if value is None:
        return None
    tail = _LAST_SCALE[kind].search(raw)
    scale = scale_of(tail.group()) if tail else Decimal(1)
    more = "余" in raw or "多" in raw
    follow = _MORE.match(folded, end)
    if follow:
        end += 1
        more = more or follow.group() != "来"
    late = _LATE.match(folded, end, end + 3) if follow and kind == "han" else None
    wrapped = _WRAPPED.match(folded, end, end + 6) if kind == "arabic" else None
    if late:
        value, end = value * scale_of(late.group()), late.end()
    elif wrapped and wrapped[1][-1] in "万亿":
        scale = scale_of(wrapped[1])
        value, end = value * scale, wrapped.end()
    return Number(start + raw.startswith("-"), end, value, kind, high, scale, more)


def _tenths(text: str) -> tuple[Decimal | None, Decimal | None]:
    """三成 is 30, 两成五 is 25, 七八成 is 70 to 80, 9成 is 90, all in per cent."""
    digits, _, rest = text.partition("成")
    if digits[0].isascii():
        return Decimal(digits) * 10, None
    low = parse_han(digits[0])
    if low is None:
        return None, None
    if len(digits) == 2:
        high = parse_han(digits[1])
        return (low * 10, high * 10) if high == low + 1 else (None, None)
    return low * 10 + (parse_han(rest) or 0 if rest else 0), None


def _han(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The value of a Chinese numeral, or both ends where neighbours stand side by side (七八十, 三四)."""
    pair = _PAIR.fullmatch(text)
    if pair:
        ten, low, high, scale = pair.groups()
        first, second = parse_han(low), parse_han(high)
        if first is not None and second == first + 1:
            factor = parse_han(scale) or Decimal(1) if scale else Decimal(1)
            base = Decimal(10 if ten else 0)
            return (base + first) * factor, (base + second) * factor
        if not scale and not ten:
            return None, None
    return parse_han(text), None
