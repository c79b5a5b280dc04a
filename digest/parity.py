"""Agreement of a pair: every figure of a Chinese paragraph has its twin in the English one, and the other way round."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from digest.model import Article, Problem, Severity, Span, Value
from digest.periods import Period, find_days, find_en, find_zh
from digest.quantities.agree import Agreement, agree, nearest
from digest.quantities.en import read_en
from digest.quantities.hedges import opposite
from digest.quantities.loose import loose_numbers, slight, spoken
from digest.quantities.notation import english, hedge
from digest.quantities.numerals import ENGLISH_ORDINALS
from digest.quantities.quantity import Quantity
from digest.quantities.retold import conversions, misread_unit, restated, sums, turned, with_points
from digest.quantities.zh import read_zh
from digest.text import clean_paragraph, mask_of

_UNKNOWN_DAY = "2000-01"
_PART_OF_YEAR = re.compile(r"-(H\d|Q\d)")
_PART_EN = re.compile(r"\b([Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) (half|quarter)\b")
_PLANS = {"一": "11", "二": "12", "三": "13", "四": "14", "五": "15"}
_PLAN = re.compile(r"十([一二三四五])五(?=[”规时期末初以计开收])|\b(\d\d)th [Ff]ive-[Yy]ear [Pp]lan")
_OUT_OF = re.compile(r" (?:in|out of) ")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Finding(Value, frozen=True):
    """One disagreement. `zh` and `en` are the surfaces, None on the side that has none."""

    code: str
    message: str
    zh: str | None
    en: str | None
    zh_at: int = 0
    en_at: int = 0
    severity: Severity = "error"


def compare(zh: str, en: str, today: str = _UNKNOWN_DAY) -> tuple[Finding, ...]:
    """What two texts that should say the same say differently: figures, hedges, years. Empty where they agree."""
    times_zh, times_en = find_zh(zh, today), find_en(en, today)
    left = [quantity for quantity in read_zh(zh, _mask(zh, times_zh)) if not quantity.vague]
    right = list(read_en(en, _mask(en, times_en)))
    return (
        *_figures(left, right, zh, en),
        *_years(times_zh, times_en, (zh, en), dated=today != _UNKNOWN_DAY),
        *_stretches(times_zh, times_en, (zh, en)),
    )


def check_parity(article: Article) -> Iterator[Problem]:
    """The disagreements of an article's pair, each at its line and column in the English text."""
    if article.en is None:
        return
    for zh, en in zip(article.zh.paragraphs, article.en.paragraphs, strict=False):
        left, right = clean_paragraph(zh.text), clean_paragraph(en.text)
        for finding in compare(left.text, right.text, article.date):
            at = right.places[finding.en_at] if finding.en is not None and finding.en_at < len(right.places) else 0
            line, column = en.spot(at)
            yield Problem(article.en.path, line, finding.code, finding.message, finding.severity, column)
    for zh_head, en_head, (line, column) in (
        (article.zh.title, article.en.title, article.en.title_at),
        (article.zh.summary, article.en.summary, article.en.summary_at),
    ):
        if zh_head and en_head:
            for finding in compare(zh_head, en_head, article.date):
                at = column + (finding.en_at if finding.en is not None else 0)
                yield Problem(article.en.path, line, finding.code, finding.message, finding.severity, at)


def _mask(text: str, times: Sequence[Period]) -> bytearray:
    """The dates of a text; a length of time is a quantity: 连续5年 is told as five years."""
    return mask_of(text, [time.span for time in times if time.kind != "span"])


def _figures(left: Sequence[Quantity], right: Sequence[Quantity], zh_text: str, en_text: str) -> Iterator[Finding]:
    right = with_points(right, en_text, left)
    agreement = agree(left, right)
    for i, j in agreement.pairs:
        yield from _hedges(left[i], right[j])
        if turned(left[i], right[j], zh_text, en_text):
            said = ("a rise", "a fall") if right[j].value < 0 else ("a fall", "a rise")
            message = f"{left[i].surface} is {said[0]} of {say(left[i])}; the English says {said[1]}"
            yield Finding(
                "direction-mismatch", message, left[i].surface, right[j].surface, left[i].start, right[j].start
            )
    zh_alone, en_alone = _unexplained(left, right, (zh_text, en_text), agreement)
    zh_more = loose_numbers(zh_text, "zh")
    en_more = loose_numbers(en_text, "en")
    for i, j in agreement.pairs:
        zh_more.subtract(end[0] for end in spoken(left[i]))
        en_more.subtract(end[0] for end in spoken(right[j]))
    spare = [right[j] for j in en_alone if not _idle(right[j], zh_text) and not _told(right[j], zh_more)]
    for i in zh_alone:
        zh = left[i]
        other = misread_unit(zh, [right[j] for j in en_alone])
        if other is None and _told(zh, en_more):
            continue
        part = [
            right[j] for j in en_alone if right[j].value in (zh.value, zh.high) or right[j].unit == zh.unit == "rank"
        ]
        meant = other or nearest(zh, spare) or next(iter(part), None)
        if meant is not None:
            spare = [en for en in spare if en is not meant]
            message = f"{zh.surface} is {say(zh)}; the English says {meant.surface}"
            yield Finding("number-mismatch", message, zh.surface, meant.surface, zh.start, meant.start)
        elif not slight(zh):
            message = f"{zh.surface} is {say(zh)}; the English does not say it"
            yield Finding("number-missing", message, zh.surface, None, zh.start)
    for en in spare:
        yield Finding(
            "number-extra", f"the English says {en.surface}; the Chinese does not", None, en.surface, 0, en.start
        )


def _unexplained(
    left: Sequence[Quantity], right: Sequence[Quantity], texts: tuple[str, str], agreement: Agreement
) -> tuple[list[int], list[int]]:
    """The places on either side that have no twin, but for what is told again in other units and what is summed up."""
    twice = restated(texts[0], left, {i for i, _ in agreement.pairs})
    zh_alone = [i for i in agreement.zh_alone if i not in twice]
    again = conversions(texts[1], right, {j for _, j in agreement.pairs}, [left[i] for i in zh_alone])
    en_alone = [j for j in agreement.en_alone if j not in again]
    for parts, of, wholes, among in ((zh_alone, left, en_alone, right), (en_alone, right, zh_alone, left)):
        summed, totals = sums([of[place] for place in parts], [among[place] for place in wholes])
        parts[:] = [place for n, place in enumerate(parts) if n not in summed]
        wholes[:] = [place for n, place in enumerate(wholes) if n not in totals]
    return zh_alone, en_alone


def _hedges(zh: Quantity, en: Quantity) -> Iterator[Finding]:
    """What is wrong with the hedges of two figures that agree: an opposite, or one that was lost or added."""
    if opposite(zh.qualifier, en.qualifier):
        said = f"{hedge(zh.qualifier, 'en')} {say(zh)}".strip()
        message = f"{zh.surface} is “{said}”; the English says the opposite"
        yield Finding("hedge-mismatch", message, zh.surface, en.surface, zh.start, en.start)
    elif (zh.qualifier == "=") != (en.qualifier == "=") and not (zh.words or en.words):
        chinese, english_word = (hedge(side.qualifier, "en") or "no hedge" for side in (zh, en))
        message = f"{zh.surface}: the Chinese has “{chinese}”, the English “{english_word}”"
        yield Finding("hedge-lost", message, zh.surface, en.surface, zh.start, en.start, "warning")


def _told(quantity: Quantity, numbers: Counter[Decimal]) -> bool:
    """Whether a figure's number stands on the other side all the same, as part of a name, an age, a score, a date.

    Shares are not let through like this, for there % against percentage points is the very error looked for; only three
    out of every four is, where the Chinese has both numbers.
    """
    if _OUT_OF.search(quantity.surface):
        return all(numbers[number] > 0 for number in loose_numbers(quantity.surface, "en"))
    if quantity.unit in ("%", "pp", "x"):
        return False
    told = [next((number for number in end if numbers[number] > 0), None) for end in spoken(quantity)]
    if None in told:
        return False
    numbers.subtract(number for number in told if number is not None)
    return True


def say(quantity: Quantity) -> str:
    """A Chinese quantity in the English an editor should write: RMB 322.7 billion."""
    return english(quantity.value.copy_abs(), quantity.high, quantity.unit, quantity.counter).plain


def _idle(en: Quantity, zh_text: str) -> bool:
    """An English number that may stand alone: an idiom, an ordinal, a small number in words, a quarter of a year."""
    if en.surface.endswith(("quarter", "third")):
        return "季" in zh_text or "第三" in zh_text
    small = en.words and ((en.unit in ("count", "rank") and en.value <= 12) or en.unit == "s")
    return en.vague or small


def _years(
    times_zh: Sequence[Period], times_en: Sequence[Period], texts: tuple[str, str], *, dated: bool
) -> Iterator[Finding]:
    """Years written on one side that the other neither writes nor means. A plan may be named or given in years.

    Where the texts are not `dated`, 去年 may be any year.
    """
    zh, en = texts
    plans = [time.period or "" for time in times_zh if time.period and zh[slice(*time.span)].strip("“”")[:1] == "十"]
    if plans and ("ive-year" in en.lower() or any(year in en for plan in plans for year in plan.split("/"))):
        return
    a_year_on = re.search(r"year[ -](?:on|over)[ -]year|(?:previous|prior|last) year|year earlier|year ago", en, re.I)
    for time, year in _written(times_zh, zh):
        if time.kind == "base" and a_year_on:
            continue
        if year not in en and year not in _meant(times_en):
            yield Finding("year-missing", f"the Chinese says {year}; the English does not", year, None, time.span[0])
    loose = loose_numbers(zh, "zh")
    relative = not dated and any(time.period and not _YEAR.search(zh[slice(*time.span)]) for time in times_zh)
    for time, year in _written(times_en, en):
        if f"{year[2:]}后" in zh:
            continue  # 95后 were born after 1995
        if year not in zh and not loose[Decimal(year)] and year not in _meant(times_zh) and not relative:
            yield Finding("year-extra", f"the English says {year}; the Chinese does not", None, year, 0, time.span[0])


def _stretches(times_zh: Sequence[Period], times_en: Sequence[Period], texts: tuple[str, str]) -> Iterator[Finding]:
    """Halves, quarters, days and five-year plans that both texts name, and name differently."""
    sides = [
        (_plans(text), {**_undated_parts(text), **_parts(times)}, find_days(text))
        for text, times in zip(texts, (times_zh, times_en), strict=True)
    ]
    for zh, en in zip(*sides, strict=True):
        zh_alone, en_alone = zh.keys() - en.keys(), en.keys() - zh.keys()
        if zh_alone and en_alone and (len(zh) == len(en) or len(zh_alone) == len(zh)):
            left, right = min(zh[name] for name in zh_alone), min(en[name] for name in en_alone)
            chinese, english_words = texts[0][slice(*left)], texts[1][slice(*right)]
            message = f"the Chinese says {chinese}; the English says {english_words}"
            yield Finding("period-mismatch", message, chinese, english_words, left[0], right[0])


def _plans(text: str) -> Mapping[str, Span]:
    """The five-year plans that a text names, by number."""
    return {_PLANS.get(match[1]) or match[2]: match.span() for match in _PLAN.finditer(text)}


def _parts(times: Sequence[Period]) -> Mapping[str, Span]:
    """The halves and quarters of years that time words mean."""
    return {part: time.span for time in times for part in _PART_OF_YEAR.findall(time.period or "")}


def _undated_parts(text: str) -> Mapping[str, Span]:
    """The halves and quarters that an English text names without a year."""
    return {
        f"{match[2][0].upper()}{ENGLISH_ORDINALS.index(match[1].lower()) + 1}": match.span()
        for match in _PART_EN.finditer(text)
    }


def _written(times: Sequence[Period], text: str) -> Iterator[tuple[Period, str]]:
    seen: set[str] = set()
    for time in times:
        if text[: time.span[1]].endswith("s"):
            continue  # the 1960s
        for year in _YEAR.findall(text[slice(*time.span)]):
            if year not in seen:
                seen.add(year)
                yield time, year


def _meant(times: Sequence[Period]) -> set[str]:
    return {
        part[:4]
        for time in times
        if time.period and time.kind not in ("now", "done", "span")
        for part in time.period.split("/")
    }
