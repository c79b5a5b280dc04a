"""Targets and forecasts, on a page of their own and in short on others."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from digest.model import Fact, Promise
from digest.periods import say_period
from digest.render.dates import say_date
from digest.render.figures import Desk, paper, show_fact
from digest.render.page import make_page
from digest.render.views import Axis, Mark, Page, TargetsView, Vow, VowGroup
from digest.series import end_of

_OUTCOMES = ("kept", "on_the_way", "missed", "not_reported")
_LAST = 74  # where the last date stands; at the end of the line are promises without one
_NEVER = 9000
_MOST, _LEAST = 240, 12  # promises on a page, and of a year where there are more


def targets(desk: Desk) -> tuple[Page, TargetsView]:
    """Every target and forecast: by the year it is due, with who said it, when, and what was reported since.

    Where there are more than a page bears, those of a year with a figure beside them come first, and the rest is told.
    """
    promises, strings = desk.index.promises, desk.strings
    due = {year: tuple(group) for year, group in groupby(promises, key=_due_year)}
    most = len(promises) if len(promises) <= _MOST else max(_LEAST, _MOST // len(due))
    groups = tuple(
        VowGroup(
            heading=strings.targets["due"].format(year=year) if year < _NEVER else strings.targets["open"],
            note=strings.counts["promises"].of(len(each)),
            vows=show_vows(desk, _foremost(desk, each, most), promises),
            rest=strings.targets["rest"].format(shown=most, n=len(each)) if len(each) > most else "",
        )
        for year, each in due.items()
    )
    counts = {name: sum(each.outcome == name for each in promises) for name in _OUTCOMES}
    tally = (
        (f"{len(promises):,}", strings.targets["all"]),
        *((f"{counts[name]:,}", strings.outcome[name]) for name in _OUTCOMES),
    )
    view = TargetsView(tally, groups, axis_of(desk, promises), _until(desk))
    return make_page(desk, "targets", "targets.html", strings.targets["title"], strings.targets["lede"]), view


def show_vows(desk: Desk, promises: Iterable[Promise], among: Sequence[Promise] | None = None) -> tuple[Vow, ...]:
    """The promises as a page shows them, on the line of time of `among`."""
    kept = tuple(promises)
    scale = _Scale(desk, kept if among is None else among)
    return tuple(_vow(desk, promise, scale) for promise in kept)


def promises_of(desk: Desk, facts: Iterable[Fact], most: int | None = None) -> tuple[Promise, ...]:
    """The promises among these facts; of more than `most`, those with a figure beside them, then those due next."""
    known = desk.index.promise_of_fact
    found = [desk.index.promises[number] for number in sorted({known[fact.id] for fact in facts if fact.id in known})]
    return tuple(found) if most is None else _foremost(desk, found, most)


def _foremost(desk: Desk, found: Sequence[Promise], most: int) -> tuple[Promise, ...]:
    if len(found) <= most:
        return tuple(found)
    now = next((article.date[:7] for article in desk.index.articles.values()), "")

    def rank(promise: Promise) -> tuple[bool, bool, bool, str]:
        due = end_of(promise.fact.period)
        return not promise.since, promise.before is None, due < now, due

    kept = {promise.fact.id for promise in sorted(found, key=rank)[:most]}
    return tuple(promise for promise in found if promise.fact.id in kept)


def axis_of(desk: Desk, promises: Sequence[Promise]) -> Axis:
    """The years over the line of time: its first, each in which something is due, and now."""
    scale = _Scale(desk, promises)
    years = sorted({scale.first, *(year for year in map(_due_year, promises) if year < _NEVER)})
    apart = [
        year for n, year in enumerate(years) if n == 0 or scale.at(f"{year}-12") - scale.at(f"{years[n - 1]}-12") > 9
    ]
    marks = tuple(Mark(_at(scale.at(f"{year}-12")), "", str(year)) for year in apart)
    return Axis(marks, _at(scale.at(scale.now)))


class _Scale:
    """Months as places on the line, in hundredths."""

    def __init__(self, desk: Desk, promises: Sequence[Promise]) -> None:
        self.now = next((article.date[:7] for article in desk.index.articles.values()), "2000-01")
        due = [_due_year(promise) for promise in promises]
        self.first = min([int(promise.said[:4] or 2000) for promise in promises] + [int(self.now[:4])])
        self.last = max([year for year in due if year < _NEVER] + [int(self.now[:4]) + 1])

    def at(self, month: str) -> float:
        """The place of a month's end."""
        if int(month[:4]) > _NEVER:
            return 100.0
        years = int(month[:4]) + int(month[5:7]) / 12 - self.first
        return max(0.0, min(years / (self.last + 1 - self.first) * _LAST, 100.0))


def _at(place: float) -> str:
    return f"{place:.1f}%"


def _vow(desk: Desk, promise: Promise, scale: _Scale) -> Vow:
    fact = promise.fact
    last = promise.since[-1] if promise.since else None
    due = end_of(fact.period)
    said, end = scale.at(promise.said[:7]), scale.at(due)
    told = [
        (min(end_of(each.period), desk.index.articles[each.article].date[:7]), each)
        for each in (promise.before, *promise.since)
        if each
    ]
    marks = [Mark(_at(scale.at(month)), "actual", month[:4]) for month, _ in told]
    kind = {"kept": "kept", "missed": "missed"}.get(promise.outcome, fact.status)
    marks.append(Mark(_at(end), kind, "" if int(due[:4]) > _NEVER else due[:4]))
    starts = [said, *(scale.at(month) for month, _ in told)]
    return Vow(
        figure=show_fact(desk, fact),
        due=say_period(fact.period, desk.lang),
        said=paper(desk, desk.index.articles[fact.article]),
        outcome=promise.outcome,
        before=show_fact(desk, promise.before) if promise.before else None,
        last=show_fact(desk, last) if last else None,
        since=len(promise.since),
        marks=tuple(marks),
        start=_at(min(starts)),
        end=_at(end),
    )


def _due_year(promise: Promise) -> int:
    return int(end_of(promise.fact.period)[:4])


def _until(desk: Desk) -> str:
    newest = next((article.date for article in desk.index.articles.values()), "")
    return desk.strings.home["newest"].format(date=say_date(newest, desk.lang)) if newest else ""
