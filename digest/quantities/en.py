"""Reading quantities in English text.

Numbers in digits or words, with the currency before or after them, a scale word, a unit, or nothing: a bare number counts
things. `words` marks numbers that are spelled out, `vague` those that may be no figure at all (one of, the first).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from digest.model import Value
from digest.patterns import any_char
from digest.quantities import units
from digest.quantities.hedges import hedge_en, signed_en
from digest.quantities.masks import masked, touches
from digest.quantities.numerals import ARABIC, ENGLISH_ORDINALS, ENGLISH_SCALE, ENGLISH_SMALL, parse_words
from digest.quantities.quantity import Quantity, plain
from digest.text import fold

_SCALES = r"(?:hundred thousand|hundred million|thousand|million|billion|trillion|lakh|dozen|hundred|mln|bln|trn|bn|tn|mn|[mkb](?![A-Za-z])|K(?= (?:yuan|RMB|dollars|euros|people|jobs)\b))"
_MONEY_SCALES = _SCALES[:-1] + "|[MKB](?![A-Za-z]))"
_DIGITS = ARABIC
_SMALL = "|".join(sorted(ENGLISH_SMALL, key=len, reverse=True))
_WORD = rf"(?:{_SMALL}|hundred|thousand|million|billion|trillion|dozen)"
_WORDS = rf"(?:(?:an? |half an? )(?={_WORD}\b)(?!one\b))?{_WORD}(?:(?:[ -]| and )(?:{_WORD}))*\b"
_CURRENCY, _CURRENCIES = units.english_before()
_FRACTION_OF = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_FRACTIONS = "|".join(f"{word}s?" for word in _FRACTION_OF if word != "half")
_TIMES = {
    "double": 2,
    "twice": 2,
    "triple": 3,
    "treble": 3,
    "threefold": 3,
    "twofold": 2,
    "quadruple": 4,
    "fourfold": 4,
    "quintuple": 5,
    "halve": 0,
}
# What a number begins with: a digit, a mark of currency, or a word's letter.
_BEGINNINGS = any_char(mark[0] for mark in _CURRENCIES if not mark[0].isalpha())
_LETTERS = any_char([*(mark[0] for mark in _CURRENCIES if mark[0].isalpha()), *"abdefhmnoqstz"])
_NUMBER = re.compile(
    rf"(?=\d|{_BEGINNINGS}|(?<![A-Za-z]){_LETTERS})(?:"
    rf"(?P<times>\b(?:(?:double|triple|treble|quadruple|quintuple|halve)[ds]?|(?:doubl|tripl|quadrupl|halv)ing|twice|twofold|threefold|fourfold)\b)"
    rf"|(?P<outof>\b(?P<out>{_SMALL}|\d+) (?:in|out of)(?: every)? (?P<every>{_SMALL}|\d+)\b(?! \d{{4}}))"
    rf"|(?P<fraction>\b(?:(?P<part>an?|one|two|three|four|five|six|seven|eight|nine)[ -](?P<whole>{_FRACTIONS})\b(?! (?:of (?:19|20)\d\d\b|place|time|year|largest|phase|batch))"
    rf"|(?P<half>(?<!first )(?<!second )\bhalf(?! an? (?:{_WORD}))\b(?! of (?:the year|(?:19|20)\d\d|this year|last year)))))"
    rf"|(?P<slash>(?<![\d.,/])\d{{1,3}}/\d{{1,4}}(?![\d/]))"
    rf"|(?P<vague>\b(?:tens|dozens|hundreds|thousands|scores)(?: of (?:thousands|millions|billions|trillions))?(?: of)?\b|\b(?:millions|billions|trillions) of\b|\bseveral (?:hundred|thousand|million|billion)\b)"
    rf"|(?P<ordinal>\b(?:\d{{1,3}}(?:,\d{{3}})*(?:st|nd|rd|th)|{'|'.join(ENGLISH_ORDINALS)})\b)"
    rf"|(?P<money>(?<![A-Za-z])(?P<currency>{_CURRENCY}) ?(?P<amount>{_DIGITS})(?P<power>[ -]?{_MONEY_SCALES})?)"
    rf"|(?P<digits>(?<![\d.,A-Za-z])(?P<value>{_DIGITS})(?!\d)(?P<scale>[ -]?{_SCALES})?)"
    rf"|(?P<words>(?P<currency2>(?<![A-Za-z])(?:{_CURRENCY}) ?)?\b{_WORDS}))"
)
_RANK_AFTER = re.compile(
    r" ?(?:-?(?:largest|biggest|highest|place|position)\b|(?:place )?(?:in|among|across|of) (?:the |all )?(?:country|nation|world|west|western|China|city|province|region|globe|\d+)|nationwide|nationally|globally)"
)
_RANK_BEFORE = re.compile(
    r"(?:\brank(?:s|ed|ing)?(?: at)?|\bcame|\bplaced|\bplace|\bcoming|\bposition) (?:in |at |as )?(?:the )?$", re.I
)
_JOINT = re.compile(r" ?(?:-|–|—|to|and|or) ?")
_IDIOM = re.compile(r"\b(?:no|any|every|each|which|this|that|another|the|some|every) $", re.I)


class _Number(Value, frozen=True):
    start: int
    end: int
    value: Decimal
    kind: str
    unit: units.Unit | None = None
    scale: Decimal = Decimal(1)


# A word that begins a sentence and no name: Half of the total, Four in ten firms, but Third Front.
_BEGINS = re.compile(r"(?:^|(?<=[.!?:;] )|(?<=[“\"\n]))[A-Z](?=[a-z]*[ -][a-z])")


def read_en(text: str, taken: bytearray | None = None) -> tuple[Quantity, ...]:
    """The quantities of an English text, in order. `taken` marks characters that are no quantities (dates), one byte each."""
    folded = fold(text)
    mask = masked(folded, "en", taken)
    folded = _BEGINS.sub(lambda first: first[0].lower(), folded)
    numbers = list(_numbers(folded, mask))
    out: list[Quantity] = []
    position = 0
    while position < len(numbers):
        first = numbers[position]
        second = numbers[position + 1] if position + 1 < len(numbers) else None
        ranged = _range(text, folded, first, second) if second else None
        out.append(ranged or _quantity(text, folded, first))
        position += 2 if ranged else 1
    return tuple(out)


def _numbers(folded: str, mask: bytearray) -> Iterator[_Number]:
    for match in _NUMBER.finditer(folded):
        if not touches(mask, match.start(), match.end()) and (number := _number(match)):
            yield number


def _number(match: re.Match[str]) -> _Number | None:
    group = match.groupdict()
    start, end = match.span()
    if group["amount"] or group["value"]:
        power = (group["power"] or group["scale"] or "").strip(" -").lower()
        scale = ENGLISH_SCALE.get(power) or parse_words(power) or Decimal(1)
        unit = _CURRENCIES[group["currency"]] if group["currency"] else None
        value = Decimal((group["amount"] or group["value"]).replace(",", "")) * scale
        return _Number(start, end, value, "digits", unit, scale)
    if group["words"]:
        mark = group["currency2"] or ""
        said = parse_words(group["words"].removeprefix(mark))
        return None if said is None else _Number(start, end, said, "words", _CURRENCIES[mark.strip()] if mark else None)
    if group["fraction"] or group["slash"] or group["outof"]:
        share = _share(group)
        return None if share is None else _Number(start, end, share, "fraction")
    if group["times"]:
        stem = next(word for word in sorted(_TIMES, key=len, reverse=True) if group["times"].startswith(word[:-1]))
        return _Number(start, end, Decimal(_TIMES[stem]) or Decimal("0.5"), "times")
    if group["ordinal"]:
        digits = re.match(r"[\d,]+", group["ordinal"])
        place = (
            Decimal(digits.group().replace(",", ""))
            if digits
            else Decimal(ENGLISH_ORDINALS.index(group["ordinal"]) + 1)
        )
        return _Number(start, end, place, "ordinal")
    return _Number(start, end, _vague(group["vague"]), "vague")


def _share(group: dict[str, str]) -> Decimal | None:
    """The per cent of a fraction: half, two-thirds, 1/4, three out of every four."""
    if group["half"]:
        return Decimal(50)
    if group["fraction"]:
        part = Decimal(1) if group["part"] in ("a", "an") else ENGLISH_SMALL[group["part"]]
        return part / _FRACTION_OF[group["whole"].rstrip("s")] * 100
    sides = group["slash"].split("/") if group["slash"] else (group["out"], group["every"])
    part, whole = (Decimal(side) if side.isdigit() else ENGLISH_SMALL[side] for side in sides)
    return part / whole * 100 if part < whole else None


def _vague(words: str) -> Decimal:
    value = Decimal(1)
    for word, scale in {
        "tens": 10,
        "dozens": 12,
        "scores": 20,
        "hundred": 100,
        "thousand": 1000,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
    }.items():
        if re.search(rf"\b{word}", words):
            value *= scale
    return value


def _unit(folded: str, number: _Number) -> tuple[units.Unit, int] | None:
    pattern, forms = units.english()
    match = pattern.match(folded, number.end)
    if match is None:
        return None
    form = match.group().strip(" -")
    unit = forms.get(form) or forms.get(form.lower()) or forms.get(f"-{form}")
    if unit is None or (number.kind == "words" and form in ("V", "G", "W", "second", "times") and number.value < 2):
        return None
    if form in ("year", "month", "quarter", "week") and re.match(r"[ -]on[ -]", folded[match.end() : match.end() + 4]):
        return None  # up by 300,000 year on year
    if form == "second" or (form == "won" and not number.scale > 1) or (form == "pounds" and not number.scale > 1):
        return None
    return unit, match.end()


def _range(text: str, folded: str, first: _Number, second: _Number) -> Quantity | None:
    """The range that two numbers make (5% to 8%, RMB 10–20 billion, 3-5, between 20 and 30), or None."""
    if first.kind != second.kind or first.kind not in ("digits", "words"):
        return None
    own = _unit(folded, first)
    other = _unit(folded, second)
    if own and other and own[0].unit != other[0].unit:
        return None
    between = folded[own[1] if own else first.end : second.start]
    if not _JOINT.fullmatch(between):
        return None
    opened = folded[max(0, first.start - 8) : first.start]
    if re.search(r"\b(?:and)\b", between) and not opened.lower().endswith("between "):
        return None
    if re.search(r"\bto\b", between) and opened.lower().endswith("from ") and first.scale > 1:
        return None
    if re.search(r"\bor\b", between) and first.kind == "digits":
        return None
    whole = _quantity(text, folded, second)
    factor = abs(whole.value) / second.value if second.value else Decimal(1)
    low = first.value * factor
    if first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale:
        low *= second.scale
    if low >= abs(whole.value):
        return None
    unit = whole.unit if whole.unit != "count" or first.unit is None else first.unit.unit
    before = folded[max(0, first.start - 24) : first.start]
    return Quantity(
        span=(first.start, whole.end),
        surface=text[first.start : whole.end],
        value=plain(low),
        high=plain(abs(whole.value)),
        unit=unit,
        counter=whole.counter,
        qualifier=hedge_en(before, folded[whole.end : whole.end + 14]),
        words=first.kind == "words",
    )


def _quantity(text: str, folded: str, number: _Number) -> Quantity:
    before = folded[max(0, number.start - 40) : number.start]
    found = None
    end = number.end
    if number.kind in ("digits", "words"):
        found = _unit(folded, number)
    unit = number.unit or (found[0] if found else None)
    if found and (number.unit is None or found[0].unit == number.unit.unit):
        end = found[1]
    counter = folded[number.end : end].strip(" -") or (number.unit.unit if number.unit else "")
    name, factor, vague = "count", Decimal(1), number.kind == "vague"
    if unit:
        name, factor, counter = unit.unit, unit.factor, unit.counter or counter
    elif number.kind == "fraction":
        name, counter = "%", "%"
    elif number.kind == "times":
        name, vague = "x", folded[number.start : number.end] == "doubles"
    elif number.kind == "ordinal":
        name = "rank"
        vague = not (_RANK_AFTER.match(folded, number.end) or _RANK_BEFORE.search(before))
    elif number.kind == "words" and number.value < 3:
        vague = bool(_IDIOM.search(before)) or number.value == 1
    value = number.value * factor
    return Quantity(
        span=(number.start, end),
        surface=text[number.start : end],
        value=plain(signed_en(value, before)) if name != "rank" else plain(value),
        unit=name,
        counter=counter,
        qualifier=hedge_en(before, folded[end : end + 14]),
        words=number.kind != "digits",
        vague=vague,
    )
