"""Every number of a text, whatever it counts: names, scores, ages, dates. What a checker looks through before it says that a
number is missing."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Context, Decimal

from digest.model import Lang
from digest.quantities import units
from digest.quantities.numerals import (
    ARABIC,
    ENGLISH_ORDINALS,
    ENGLISH_SCALE,
    ENGLISH_SMALL,
    HAN_NUMERAL,
    SCALE,
    parse_han,
    parse_mixed,
    parse_words,
)
from digest.quantities.quantity import Quantity, plain
from digest.text import fold

_ZH = re.compile(
    rf"{ARABIC}(?:[余多来个]?{SCALE}(?:{ARABIC}{SCALE}?)*)?|[{HAN_NUMERAL}]+(?:点[零〇一二三四五六七八九]+[万亿]*)?"
)
_ROUND = Context(prec=20)  # 2000 mu in square metres and back is 2000
_WORD = "|".join(
    sorted([*ENGLISH_SMALL, "hundred", "thousand", "million", "billion", "trillion", "dozen"], key=len, reverse=True)
)
_SCALES = "|".join(sorted((scale for scale in ENGLISH_SCALE if len(scale) > 1), key=len, reverse=True))
_EN = re.compile(
    rf"(?=\d|\b[abdefhmnostz])(?:"  # what all that follows begins with
    rf"(?P<digits>{ARABIC})(?:[ -]?(?P<scale>{_SCALES}|[kmb](?![a-z])))?|\b(?P<words>(?:half an? )?(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*)\b|\b(?P<ordinal>{'|'.join(ENGLISH_ORDINALS)})\b|\b(?P<decade>decades?)\b)",
    re.I,
)


def loose_numbers(text: str, lang: Lang) -> Counter[Decimal]:
    """How often each number stands in a text, in figures or in words, with its scale and without its unit."""
    folded = fold(text)
    return Counter(
        plain(abs(value)) for value in (_chinese(folded) if lang == "zh" else _english(folded)) if value is not None
    )


def _chinese(folded: str) -> list[Decimal | None]:
    return [
        parse_mixed(m.group().replace("个", "")) if m.group()[0].isascii() else parse_han(m.group())
        for m in _ZH.finditer(folded)
    ]


def _english(folded: str) -> list[Decimal | None]:
    out: list[Decimal | None] = []
    for match in _EN.finditer(folded):
        if match["digits"]:
            scale = ENGLISH_SCALE.get((match["scale"] or "").lower(), Decimal(1))
            out.append(Decimal(match["digits"].replace(",", "")) * scale)
        elif match["ordinal"]:
            out.append(Decimal(ENGLISH_ORDINALS.index(match["ordinal"].lower()) + 1))
        else:
            out.append(Decimal(10) if match["decade"] else parse_words(match["words"]))
    return out


def slight(quantity: Quantity) -> bool:
    """Whether a Chinese number is one that another wording may leave to grammar: 两个, 三大, in words and small."""
    return quantity.words and quantity.unit in ("count", "rank") and quantity.value <= 10


def spoken(quantity: Quantity) -> Sequence[Sequence[Decimal]]:
    """For each end of a quantity the numbers by which it may be told: in its own unit, in the base unit."""
    forms = {**units.english()[1], **units.chinese()[1]}
    unit = forms.get(quantity.counter)
    factor = unit.factor if unit and unit.unit == quantity.unit else Decimal(1)
    ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
    return [[plain(_ROUND.plus(abs(end) / by)) for by in dict.fromkeys((factor, Decimal(1)))] for end in ends]
