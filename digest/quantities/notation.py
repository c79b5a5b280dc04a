"""Quantities written for readers: 200亿元 in Chinese, RMB 20 billion in English. Nothing is rounded, no hedge is dropped."""

import re
from decimal import Decimal

from digest.model import Fact, Lang, Qualifier, Value
from digest.quantities import units

_HEDGES: dict[Lang, dict[Qualifier, str]] = {
    "zh": {"=": "", ">": "超", "<": "不到", "~": "约", ">=": "至少", "<=": "最多"},
    "en": {"=": "", ">": "over", "<": "under", "~": "about", ">=": "at least", "<=": "at most"},
}
_OWN_ZH = re.compile(
    r"(将近|接近|几乎|大约|近|约|超过|超|逾|不到|不足|低于|高于|至少|不低于|不少于|最多|不超过)(?:了|到|达)?$"
)
_OWN_EN = re.compile(
    r"\b(nearly|almost|close to|around|about|roughly|over|more than|above|under|less than|fewer than|below|at least|at most|up to|no more than|no less than) $",
    re.I,
)
_AROUND = {"左右": "约", "上下": "约"}
_SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_CURRENCY = {"CNY": "RMB", "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "JPY", "HKD": "HK$", "SGD": "S$"}
_TIGHT = frozenset({"%", "‰", "G", ""})
_ZH_PARTS = re.compile(
    r"(?P<before>[^\d]{0,6}?第)?(?P<number>-?\d[\d,.]*[余多]?(?:%?[-~—–～至到]\d[\d,.]*)?)(?P<unit>.*)", re.S
)
_EN_PARTS = re.compile(
    r"(?P<before>[A-Z]{3} ?|[A-Z]{0,2}[$€£¥] ?)?(?P<number>-?\d[\d,.]*(?:(?:%? ?[-–] ?|%? to )\d[\d,.]*)?)(?P<unit>.*)",
    re.S,
)


class Notation(Value, frozen=True):
    """A figure ready to be set: the hedge before it, a currency, the number itself and what follows it."""

    number: str
    unit: str = ""
    before: str = ""
    hedge: str = ""
    lang: Lang = "en"

    @property
    def text(self) -> str:
        """All of it as running text: over RMB 20 billion, 超200亿元."""
        return f"{self.hedge}{' ' if self.hedge and self.lang == 'en' else ''}{self.plain}"

    @property
    def plain(self) -> str:
        """The figure without its hedge."""
        if self.lang == "zh":
            return f"{self.before}{self.number}{self.unit}"
        gap = " " if self.before.isalpha() else ""
        return f"{self.before}{gap}{self.number}{'' if self.unit in _TIGHT else ' '}{self.unit}"


def notation(fact: Fact, lang: Lang) -> Notation:
    """How a fact is written in `lang`: as the text has it where it has it, else converted from the value."""
    if lang == "zh":
        return _chinese(fact)
    hedge = _hedge_en(fact)
    surface = fact.surface.en
    if surface is not None and fact.unit == "rank":
        return Notation(surface, hedge=hedge)
    if surface is not None and re.search(r"\d", surface):
        match = _EN_PARTS.fullmatch(surface)
        if match:
            unit = match["unit"].strip(" -")
            noun = "" if unit or fact.unit != "count" else _noun(fact.counter, fact.value)
            return Notation(match["number"], unit or noun, (match["before"] or "").strip(), hedge)
    if surface is not None and not re.search(r"\d", surface) and fact.unit in ("%", "x", "rank"):
        return Notation(surface, hedge=hedge)
    said = english(fact.value, fact.high, fact.unit, fact.counter)
    return Notation(said.number, said.unit, said.before, hedge)


def english(value: Decimal, high: Decimal | None, unit: str, counter: str) -> Notation:
    """A value in base units as English writes it: RMB 278.844 billion, 1.117 million vehicles, 5–8%, 36 billion kWh."""
    if unit in _CURRENCY or (len(unit) == 3 and unit.isupper()):
        number, scale = _scaled(value, high)
        per = re.search(r"(?:/|每)(.+)", counter)
        tail = f" per {_PER.get(per[1], per[1])}" if per else ""
        return Notation(number, scale + tail, _CURRENCY.get(unit, unit))
    if unit == "%":
        return Notation(_joined(value, high), "%")
    if unit == "pp":
        return Notation(_joined(value, high), "percentage points" if abs(value) != 1 else "percentage point")
    if unit == "rank":
        return Notation(_ordinal(int(value)))
    if unit == "x":
        return Notation(_joined(value, high), "times")
    if unit == "count":
        number, scale = _scaled(value, high)
        noun = _noun(counter, value)
        return Notation(number, f"{scale} {noun}".strip())
    measure = _measure(unit, counter)
    if measure:
        number, scale = _scaled(value / measure.factor, None if high is None else high / measure.factor)
        say = measure.say or unit
        return Notation(number, f"{scale} {say}".strip())
    return Notation(_joined(value, high), "" if unit in ("ratio", "other") else unit)


_PER = {
    "吨": "tonne",
    "平方米": "square metre",
    "人": "head",
    "千瓦时": "kWh",
    "度": "kWh",
    "年": "year",
    "月": "month",
    "天": "day",
    "日": "day",
    "辆": "vehicle",
    "台": "unit",
    "公里": "km",
    "小时": "hour",
    "亩": "mu",
    "户": "household",
    "股": "share",
    "桶": "barrel",
}


def hedge(qualifier: Qualifier, lang: Lang) -> str:
    """The word for a qualifier: over, 超; an empty string for an exact figure."""
    return _HEDGES[lang][qualifier]


def _chinese(fact: Fact) -> Notation:
    surface = fact.surface.zh
    own = _HEDGES["zh"][fact.qualifier]
    where = fact.quote.zh.find(surface)
    if where >= 0 and own:
        before, after = fact.quote.zh[:where], fact.quote.zh[where + len(surface) :]
        said = _OWN_ZH.search(before)
        own = said[1] if said else own
        own = next((word for tail, word in _AROUND.items() if after.startswith(tail)), own)
    if re.search(r"[余多上级]", surface):
        own = ""
    match = _ZH_PARTS.fullmatch(surface)
    if match is None:
        return Notation(surface, hedge=own, lang="zh")
    return Notation(match["number"], match["unit"], match["before"] or "", own, "zh")


def _hedge_en(fact: Fact) -> str:
    if fact.qualifier == "=":
        return ""
    quote, surface = fact.quote.en or "", fact.surface.en
    where = quote.find(surface) if surface else -1
    said = _OWN_EN.search(quote[:where]) if where > 0 else None
    return said[1].lower() if said else _HEDGES["en"][fact.qualifier]


def _scaled(value: Decimal, high: Decimal | None) -> tuple[str, str]:
    """The number and its scale word: the largest scale that leaves both ends short and exact."""
    for scale, name in _SCALES:
        ends = [value / scale] if high is None else [value / scale, high / scale]
        if abs(value) >= scale and all(_short(end) for end in ends):
            return _joined(value / scale, None if high is None else high / scale), name
    return _joined(value, high), ""


def _short(value: Decimal) -> bool:
    """Whether a number has at most six decimals."""
    return value == round(value, 6)


def _joined(value: Decimal, high: Decimal | None) -> str:
    return _figure(value) if high is None else f"{_figure(value)}–{_figure(high)}"


def _figure(value: Decimal) -> str:
    """A number with its thousands set off. What no decimal fraction can hold (a third, an acre in mu) is cut at four places."""
    shown = value if _short(value) else round(value, 4)
    return f"{shown.normalize():,f}".replace("-", "−")


def _ordinal(value: int) -> str:
    tail = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{tail}"


def _noun(counter: str, value: Decimal) -> str:
    nouns = units.units().counters.get(counter, ())
    noun = nouns[0] if nouns else ""
    return noun.removesuffix("s") if value == 1 and noun.endswith("s") else noun


def _measure(unit: str, counter: str) -> units.Unit | None:
    form = re.split(r"/|每", counter)[0]
    named = units.chinese()[1].get(form) or units.english()[1].get(form)
    if named and named.unit == unit:
        return named
    return next((measure for measure in units.units().measures if measure.unit == unit and measure.factor == 1), None)
