"""Figures of an English text with their fields, sentence by sentence. The counterpart of `chinese`, with plainer rules:
the measure is the noun after a count or before a share, the owner the name that stands nearest before."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from digest.extract.reading import Reading, moved
from digest.lexicon import Matcher
from digest.model import Change, Span, Status
from digest.periods import Period, find_en
from digest.quantities.en import read_en
from digest.quantities.quantity import Quantity
from digest.text import english_sentences, mask_of

_FORECAST = re.compile(
    r"\b(?:is|are|was|were)? ?(?:expected|forecast|projected|estimated|predicted|anticipated|likely|set) to\b|\bforecasts?\b|\bexpects?\b|\bwould\b",
    re.I,
)
_TARGET = re.compile(
    r"\b(?:will|aims?|aiming|plans?|planned|planning|targets?|targeted|is to|are to|intends?|proposes?|seeks?|goal|has set aside|by 20\d\d)\b",
    re.I,
)
_CAPACITY = re.compile(
    r"\b(?:capacity|capable of|can (?:produce|make|handle|bring|deliver|carry|supply)|could (?:produce|make)|able to (?:produce|make))\b",
    re.I,
)
_GROWTH = re.compile(
    r"\b(?:up|rose|rise|risen|rises|grew|grow|growth|grown|growing|increas\w+|gain\w*|climb\w+|jump\w+|surg\w+|soar\w+|expand\w+|fell|fall\w*|drop\w*|declin\w+|decreas\w+|down|shr\w+|slip\w+|plung\w+|higher|lower)\b",
    re.I,
)
_YOY = re.compile(
    r"year[- ]on[- ]year|on the year|from a year (?:earlier|ago)|over the previous year|year over year|than a year (?:earlier|ago)",
    re.I,
)
_QOQ = re.compile(r"quarter[- ]on[- ]quarter|month[- ]on[- ]month|from the previous (?:quarter|month)", re.I)
_SPAN = re.compile(
    r"\b(?:annual average|a year on average|since|between|over (?:the past|five|three|ten))\b|\bCAGR\b", re.I
)
_NOUN = re.compile(
    r"^(?:[ -](?!(?:in|of|to|by|for|from|on|at|and|or|as|than|that|which|with|was|were|is|are|had|has|have|will|would|up|down|last|this|a|an|the|its|their|more|year|over|compared|per|under|into|through|while|but)\b)[A-Za-z][\w’'-]*){1,6}"
)
_OF = re.compile(
    r"^ (?:in|of) ((?:(?!(?:in|by|for|from|on|at|and|as|than|that|which|with|was|were|is|are|to)\b)[\w’'-]+ ?){1,5})"
)
_BEFORE = re.compile(
    r"(?:^|[,;:(]|\b(?:and|that|said|while|with|its|their|the|whose|where)\b)\s*((?:[\w’'-]+ ){0,5}[\w’'-]+)\s+(?:was|were|is|are|reached|came to|totalled|totaled|stood at|rose|grew|fell|exceeded|accounted for|hit|topped|amounted to|increased|climbed|dropped|declined|of|to reach|had reached|will reach|to be)\b[^,;]*$"
)
_SPEC = frozenset(
    {
        "nanometre",
        "nanometres",
        "nanometer",
        "nanometers",
        "nm",
        "inch",
        "inches",
        "-inch",
        "G",
        "Gbps",
        "Gbit/s",
        "TOPS",
        "square centimetre",
        "square centimetres",
        "hp",
        "horsepower",
    }
)


def read_english(text: str, today: str, matcher: Matcher, *, topics: tuple[str, ...] = ()) -> Iterator[Reading]:
    """The figures of `text` (one paragraph a line), in order, spans into `text`; `today` is the article's date."""
    start = 0
    for paragraph in text.split("\n"):
        for reading in _paragraph(paragraph, today, matcher, topics):
            yield moved(reading, start)
        start += len(paragraph) + 1


def _paragraph(body: str, today: str, matcher: Matcher, topics: tuple[str, ...]) -> Iterator[Reading]:
    """The figures of one paragraph, spans into it."""
    times = find_en(body, today)
    quantities = [q for q in read_en(body, mask_of(body, [time.span for time in times])) if not q.vague]
    owner: str | None = None
    places = [quantity.start for quantity in quantities]
    times_at = [time.span[0] for time in times]
    for span in english_sentences(body):
        inside = times[bisect_left(times_at, span[0]) : bisect_left(times_at, span[1])]
        for quantity in quantities[bisect_left(places, span[0]) : bisect_left(places, span[1])]:
            if not (quantity.unit == "s" and quantity.value >= 86400):
                owner = _owner(body, span[0], quantity.start, matcher) or owner
                reading = _reading(body, span, quantity, inside, owner)
                said = matcher.topics(reading.quote, "en") or topics or ("other",)
                place, organisation = _ids(owner, matcher)
                yield msgspec.structs.replace(reading, topics=said, place=place, organisation=organisation)


def _reading(body: str, span: Span, quantity: Quantity, times: tuple[Period, ...], owner: str | None) -> Reading:
    before, after = body[span[0] : quantity.start], body[quantity.end : span[1]]
    return Reading(
        lang="en",
        quantity=quantity,
        sentence=span,
        quote=body[slice(*span)].strip(),
        metric=_metric(before, after, quantity),
        subject=owner,
        status=_status(quantity, before, after),
        topics=(),
        period=_period(quantity, span, times),
        change=_change(quantity, before, after),
    )


def _ids(owner: str | None, matcher: Matcher) -> tuple[str | None, str | None]:
    """The place and the organisation that an owner's name stands for."""
    named = next(matcher.names(owner or "", "en"), None)
    if named is None:
        return None, None
    return (named.id, None) if named.kind == "place" else (matcher.organisations[named.id].place, named.id)


def _owner(paragraph: str, start: int, end: int, matcher: Matcher) -> str | None:
    names = list(matcher.names(paragraph[start:end], "en"))
    return paragraph[start:end][slice(*names[0].span)] if names else None


def _metric(before: str, after: str, quantity: Quantity) -> str:
    noun = _NOUN.match(after)
    if quantity.unit == "count" and noun:
        return noun.group().strip(" -")
    of = _OF.match(after)
    if quantity.unit not in ("count", "%", "pp", "x") and of:
        return of[1].strip()
    said = _BEFORE.search(before)
    if said:
        return re.sub(r"^(?:the|its|their|a|an) ", "", said[1].strip())
    return noun.group().strip(" -") if noun else of[1].strip() if of else ""


def _status(quantity: Quantity, before: str, after: str) -> Status:
    clause = re.split(r"[;]", before)[-1]
    if quantity.counter in _SPEC:
        return "spec"
    if _FORECAST.search(clause):
        return "forecast"
    if _CAPACITY.search(clause) or re.match(r"[^,;.]{0,30}\bcapacity\b", after):
        return "capacity"
    return "target" if _TARGET.search(clause) else "actual"


def _change(quantity: Quantity, before: str, after: str) -> Change | None:
    near = re.split(r"[,;]", before)[-1]
    if quantity.unit not in ("%", "pp", "x", "count", "CNY") or re.search(
        r"\b(?:to|at|reached)\s(?:\w+\s){0,2}$", near
    ):
        return None
    grows = _GROWTH.search(near) or re.match(
        r"[^,;.]{0,24}\b(?:growth|increase|rise|decline|fall|drop|higher|lower)\b", after
    )
    if not grows:
        return None
    around = near + after[:60]
    if _QOQ.search(around):
        return "qoq"
    if _YOY.search(around):
        return "yoy"
    if _SPAN.search(around):
        return "period"
    return "yoy" if quantity.unit in ("%", "x") else None


def _period(quantity: Quantity, span: Span, times: tuple[Period, ...]) -> str | None:
    inside = [time for time in times if span[0] <= time.span[0] < span[1] and time.period]
    before = [time for time in inside if time.span[1] <= quantity.start]
    after = [time for time in inside if time.span[0] >= quantity.end]
    stated = [time for time in before if time.kind != "now"]
    if stated:
        return stated[-1].period
    if after and after[0].span[0] - quantity.end < 60:
        return after[0].period
    return before[-1].period if before else None
