"""Numerals: Chinese, Arabic and mixed, and English number words, to Decimal and back."""

import re
from decimal import Decimal

_DIGITS = {
    char: n
    for n, chars in enumerate(["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for char in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

HAN_NUMERAL = "零〇一二两三四五六七八九十百千万亿萬億"
_PLACE = re.compile(r"[\d零〇一二两三四五六七八九]+")


def parse_han(text: str) -> Decimal | None:
    """The value of a Chinese numeral (二百三十, 两万五, 二〇二五, 三点五, 万亿), or None where it is none."""
    whole, point, fraction = text.partition("点")
    if point:
        scale = re.search(r"[十百千万亿]*$", fraction)
        tail = _digits(fraction[: scale.start()] if scale else fraction)
        head = parse_han(whole)
        if tail is None or head is None:
            return None
        return (head + Decimal(f"0.{tail}")) * (parse_han(scale.group()) or 1 if scale and scale.group() else 1)
    if len(whole) > 1 and _PLACE.fullmatch(whole):
        plain = _digits(whole)
        return None if plain is None else Decimal(plain)
    value = _parse_large(whole)
    return None if value is None else Decimal(value)


def _parse_large(text: str, below: int = 0) -> int | None:
    """The value of a numeral without a point; `below` is the scale it stands under (亿 before 五千), for 两万五."""
    for char, scale in (("亿", 10**8), ("億", 10**8), ("万", 10**4), ("萬", 10**4)):
        head, mark, tail = text.rpartition(char)
        if mark:
            high = _parse_large(head) if head else 1
            low = _parse_large(tail, scale) if tail else 0
            return None if high is None or low is None or low >= scale else high * scale + low
    return _parse_small(text, below)


def _parse_small(text: str, below: int) -> int | None:
    total, digit, scale = 0, None, below
    zero = False
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            zero = zero or digit == 0
        elif char in _SMALL:
            total += (1 if digit is None else digit) * _SMALL[char]
            digit, scale, zero = None, _SMALL[char], False
        else:
            return None
    if digit and scale >= 100 and not zero:
        digit *= scale // 10  # 两万五 is 25,000
    return total + (digit or 0)


def _digits(text: str) -> str | None:
    out = "".join(char if char.isdigit() and char.isascii() else str(_DIGITS.get(char, "?")) for char in text)
    return None if "?" in out or not out else out


_SCALES = sorted(
    {
        small + large: Decimal(_SMALL.get(small, 1) * value)
        for small in ["", "十", "百", "千"]
        for large, value in [
            ("万", 10**4),
            ("亿", 10**8),
            ("万亿", 10**12),
            ("萬", 10**4),
            ("億", 10**8),
            ("萬億", 10**12),
        ]
    }.items()
    | {"千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}.items(),
    key=lambda item: -len(item[0]),
)
# 千 and 百 begin units too: 120千瓦时, 5千米.
SCALE = "(?:" + "|".join(f"{name}(?![瓦米克伏焦卡帕赫])" if name in "千百十" else name for name, _ in _SCALES) + ")"
_SCALE_OF = dict(_SCALES)
# Longer runs of digits are no figures, and would cost time without end.
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)(?:\.\d{1,12})?|\d{1,18}(?!\d)(?:\.\d{1,12})?)"
_PART = re.compile(rf"({ARABIC})[余多来]?({SCALE}?)")


def scale_of(name: str) -> Decimal:
    """The power of ten that a scale word (万, 千亿) stands for; 1 for an empty string."""
    return _SCALE_OF.get(name, Decimal(1))


def parse_mixed(text: str) -> Decimal | None:
    """The value of an Arabic or mixed numeral (1.5万亿, 2万4801, 75万7千, 4亿5千万), or None where parts do not descend."""
    total = Decimal(0)
    limit: Decimal | None = None
    for digits, scale in _PART.findall(text):
        value = Decimal(digits.replace(",", "")) * scale_of(scale)
        if limit is not None and value >= limit:
            return None
        total += value
        limit = scale_of(scale)
    return total


def say_han(value: Decimal) -> str:
    """`value` in Chinese numerals (二百三十, 三点五), such that `parse_han` gives it back. Whole part below 10^16."""
    whole = int(value)
    fraction = f"{value:f}".partition(".")[2].rstrip("0")
    head = _say_whole(whole) or "零"
    return head + ("点" + "".join("零一二三四五六七八九"[int(digit)] for digit in fraction) if fraction else "")


def _say_whole(value: int) -> str:
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if value >= scale:
            high, low = divmod(value, scale)
            zero = "零" if low and low < scale // 10 else ""
            return _say_whole(high) + name + zero + _say_whole(low)
    gap = False
    out = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return out


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_SMALL = {word: Decimal(n) for n, word in enumerate(_UNITS.split())} | {
    word: Decimal(n * 10) for n, word in enumerate(_TENS.split(), 2)
}
ENGLISH_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]  # from 1
ENGLISH_SCALE = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "thousands": Decimal(1000), "k": Decimal(1000),
    "lakh": Decimal(10**5), "million": Decimal(10**6), "millions": Decimal(10**6), "mln": Decimal(10**6), "mn": Decimal(10**6), "m": Decimal(10**6),
    "billion": Decimal(10**9), "billions": Decimal(10**9), "bn": Decimal(10**9), "b": Decimal(10**9), "bln": Decimal(10**9),
    "trillion": Decimal(10**12), "trillions": Decimal(10**12), "tn": Decimal(10**12), "trn": Decimal(10**12), "dozen": Decimal(12),
}  # fmt: skip


def parse_words(text: str) -> Decimal | None:
    """The value of English number words (twenty-four, two hundred and five, 1.2 million, half a billion), or None."""
    total, section, seen = Decimal(0), Decimal(0), False
    words = [word for word in re.split(r"[\s-]+", text.lower().strip()) if word not in ("and", "of")]
    for word in words:
        plain = word.replace(",", "")
        if word in ("a", "an"):
            if not seen:
                section += 1
        elif word in ENGLISH_SMALL:
            section += ENGLISH_SMALL[word]
        elif word == "half":
            section += Decimal("0.5")
        elif re.fullmatch(r"\d+(?:\.\d+)?", plain):
            section += Decimal(plain)
        elif word in ENGLISH_SCALE:
            scale = ENGLISH_SCALE[word]
            section = (section or Decimal(1)) * scale
            if scale >= 1000:
                total, section = total + section, Decimal(0)
        else:
            return None
        seen = True
    return total + section if seen else None
