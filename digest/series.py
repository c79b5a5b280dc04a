"""What figures say together: through time, beside each other, and of what was promised.

A series holds the facts of one metric, subject and unit. Where two of them cannot both be true of one period, both are
kept and the pair is told; nothing is averaged and none is preferred. A promise is a target or a forecast with what was
reported since. None of this looks at the clock: the same facts give the same answer on any day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import blake2s

from digest.model import Comparison, Fact, Outcome, Promise, Series

_INFINITY = Decimal("Infinity")
_PROMISED = ("target", "forecast")
_ABOUT = Decimal("0.05")
_NEVER = "9999-12"
_DECIMALS = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")
_MOST_SUBJECTS = 8


def find_series(facts: Iterable[Fact]) -> tuple[Series, ...]:
    """The series of figures of two times, or of one that contradict each other; a figure repeated makes none.

    In the order of their first facts.
    """
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.metric.zh and fact.subject.zh:
            groups[_key(fact)].append(fact)
    found = (_series(key, group) for key, group in groups.items() if len(group) > 1)
    return tuple(series for series in found if series.conflicts or _moves(series))


def _moves(series: Series) -> bool:
    return len({(fact.period, fact.status) for fact in series.facts}) > 1


def find_comparisons(facts: Iterable[Fact]) -> tuple[Comparison, ...]:
    """Reported figures of one metric, unit and period for two subjects or more.

    Without a period, only figures of one article are set beside each other: they were said together.
    """
    groups: dict[tuple[str, ...], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.status == "actual" and fact.metric.zh and fact.subject.zh and fact.change is None:
            when = fact.period or f"in {fact.article}"
            groups[fact.metric.zh, fact.unit, when].setdefault(fact.subject.zh, fact)
    found = ((key, tuple(group.values())) for key, group in groups.items() if len(group) > 1)
    return tuple(_comparison(key, group) for key, group in found if _of_one_size(group))


def find_promises(facts: Iterable[Fact], dates: Mapping[str, str]) -> tuple[Promise, ...]:
    """Every target and forecast, the soonest due first and those without a date last. `dates` are the articles'."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_key(fact)].append(fact)
    promises = [_promise(fact, group, dates) for group in groups.values() for fact in group if fact.status in _PROMISED]
    return tuple(sorted(promises, key=lambda each: (end_of(each.fact.period), each.said, each.fact.id)))


# ---- series ----


def _key(fact: Fact) -> tuple[str, ...]:
    return fact.metric.zh, fact.subject.zh, fact.unit, fact.change or ""


def _identifier(*parts: str) -> str:
    return blake2s("\0".join(parts).encode(), digest_size=5).hexdigest()


def _series(key: tuple[str, ...], facts: Sequence[Fact]) -> Series:
    first = facts[0]
    ordered = tuple(sorted(facts, key=lambda fact: (end_of(fact.period), fact.status != "actual", fact.id)))
    return Series(
        id=_identifier(*key),
        metric=first.metric,
        subject=first.subject,
        unit=first.unit,
        change=first.change,
        facts=ordered,
        conflicts=tuple(_conflicts(ordered)),
    )


def _conflicts(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of reported figures for one period that can't both hold: each with the first of its period that it denies.

    The figures of one sentence are parts of a list more often than a contradiction, so they are not set against each
    other.
    """
    firsts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.status != "actual" or fact.period is None:
            continue
        against = next((other for other in firsts[fact.period] if _disagree(other, fact)), None)
        if against is not None:
            yield against, fact
        if all(other.value != fact.value or other.high != fact.high for other in firsts[fact.period]):
            firsts[fact.period].append(fact)


def _disagree(one: Fact, other: Fact) -> bool:
    if (one.article, one.quote.zh) == (other.article, other.quote.zh):
        return False
    (low, high), (low_other, high_other) = bounds(one), bounds(other)
    return high < low_other or high_other < low


def bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    """The values that a statement allows: 5.8万亿 allows 5.75万亿 to 5.85万亿, 超460万 all from 460万 up."""
    low, high = fact.value, fact.value if fact.high is None else fact.high
    slack = _step(fact) / 2
    if fact.qualifier == "~":
        slack = max(slack, abs(high) * _ABOUT)
    if fact.qualifier in (">", ">="):
        return low - slack, _INFINITY
    if fact.qualifier in ("<", "<="):
        return -_INFINITY, high + slack
    return low - slack, high + slack


def _step(fact: Fact) -> Decimal:
    """What one in the last digit of the figure, as written, is worth; nothing for counts written out and for words."""
    written = _DECIMALS.search(fact.surface.zh)
    if written is None:
        return Decimal(0)
    whole, decimals = written[1].replace(",", ""), written[2] or ""
    number = Decimal(f"{whole}.{decimals or '0'}")
    scale = abs(fact.value / number) if number else Decimal(1)
    return Decimal(0) if scale == 1 and not decimals else scale / 10 ** len(decimals)


# ---- comparisons ----


def _comparison(key: tuple[str, ...], facts: Sequence[Fact]) -> Comparison:
    first = facts[0]
    ordered = tuple(sorted(facts, key=lambda fact: (-(fact.high or fact.value), fact.id)))[:_MOST_SUBJECTS]
    subjects = sorted(fact.subject.zh for fact in facts)
    return Comparison(_identifier(*key, *subjects), first.metric, first.unit, first.period, ordered)


def _of_one_size(facts: Sequence[Fact]) -> bool:
    """Whether bars from zero can show the figures: all above it, the least not under a fiftieth of the largest."""
    values = [fact.value for fact in facts]
    return facts[0].unit not in ("rank", "ratio") and min(values) > 0 and max(values) <= 50 * min(values)


# ---- promises ----


def end_of(period: str | None) -> str:
    """The month in which a period ends, as 2025-12; after all others for None."""
    if period is None:
        return _NEVER
    year, _, rest = period.rpartition("/")[2].partition("-")
    if rest[:1] in ("H", "Q"):
        return f"{year}-{int(rest[1]) * (6 if rest[0] == 'H' else 3):02d}"
    return f"{year}-{rest[:2] or '12'}"


def _promise(fact: Fact, group: Sequence[Fact], dates: Mapping[str, str]) -> Promise:
    said = dates.get(fact.article, "")

    def when(other: Fact) -> tuple[str, str, str]:
        date = dates.get(other.article, "")
        return min(end_of(other.period), date[:7]), date, other.id

    told = sorted((other for other in group if other.status == "actual"), key=when)
    since = tuple(other for other in told if dates.get(other.article, "") > said)
    before = next((other for other in reversed(told) if dates.get(other.article, "") <= said), None)
    return Promise(fact, said, _outcome(fact, before, [(when(other)[0], other) for other in since]), before, since)


def _outcome(fact: Fact, before: Fact | None, since: Sequence[tuple[str, Fact]]) -> Outcome:
    """Kept where a figure of the term or earlier reaches the promise; missed where one of its end, or later, does not.

    Without a term a promise can be kept but not missed. `since` are figures with the month they speak of.
    """
    if not since:
        return "not_reported"
    due = end_of(fact.period)
    if any(month <= due and _reached(fact, before, other) for month, other in since):
        return "kept"
    return "missed" if any(month >= due for month, _ in since) else "on_the_way"


def _reached(fact: Fact, before: Fact | None, other: Fact) -> bool:
    """Whether a reported figure is as good as the promised one; the rounding of the reported one is forgiven."""
    least, most = bounds(other)
    if _falls(fact, before):
        return least <= (fact.value if fact.high is None else fact.high)
    return most >= fact.value


def _falls(fact: Fact, before: Fact | None) -> bool:
    """Whether less is better: the promise says “under”, lies under what was known, or is a length of time."""
    if fact.qualifier in ("<", "<="):
        return True
    return before.value > fact.value if before is not None else fact.unit == "s"
