"""Corrections: what was said, what is said now, when it was changed and why."""

from collections.abc import Iterable, Iterator

from digest.model import Bilingual, Correction, Fact
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.render.dates import say_date
from digest.render.figures import Desk, capital, say, title_of
from digest.render.page import make_page
from digest.render.views import ChangesView, Link, Page, Revision


def changes(desk: Desk) -> tuple[Page, ChangesView]:
    """Every correction, the newest first."""
    strings = desk.strings
    revisions = show_revisions(desk, desk.index.corrections)
    view = ChangesView(revisions, strings.counts["corrections"].of(len(revisions)))
    return make_page(desk, "lists", "changes.html", strings.changes["title"], strings.changes["lede"]), view


def show_revisions(desk: Desk, corrections: Iterable[Correction]) -> tuple[Revision, ...]:
    """The corrections as a page shows them; one that changed nothing a reader sees is left out."""
    return tuple(filter(None, (_revision(desk, each) for each in corrections)))


def revisions_of(desk: Desk, stem: str) -> tuple[Revision, ...]:
    """Those of one article."""
    return show_revisions(desk, (each for each in desk.index.corrections if each.article == stem))


def _revision(desk: Desk, correction: Correction) -> Revision | None:
    article = desk.index.articles[correction.article]
    before = correction.before
    after = None if before is None else _now(desk, before)
    changes = tuple(_changes(desk, before, after) if before is not None else _told(desk, correction))
    if before is not None and not changes:
        return None
    path = desk.path(f"articles/{article.stem}.html")
    anchor = f"#f-{before.id}" if before is not None and after is not None else ""
    return Revision(
        date=correction.date,
        day=say_date(correction.date, desk.lang),
        reason=say(desk, correction.reason),
        article=Link(path, say(desk, title_of(article))),
        what=None if before is None else capital(say(desk, (after or before).metric)),
        changes=changes,
        anchor=anchor,
    )


def _now(desk: Desk, before: Fact) -> Fact | None:
    return next((fact for fact in desk.index.facts_of_article.get(before.article, ()) if fact.id == before.id), None)


def _told(desk: Desk, correction: Correction) -> Iterator[tuple[str, str, str]]:
    notice = correction.notice
    if notice is not None and (notice.old or notice.new):
        yield "", _text(desk, notice.old), _text(desk, notice.new)


def _text(desk: Desk, text: Bilingual | None) -> str:
    return "" if text is None else text[desk.lang]


def _changes(desk: Desk, before: Fact, after: Fact | None) -> Iterator[tuple[str, str, str]]:
    """Each field that reads otherwise now: its name, what it said, what it says."""
    words, none = desk.strings.table, desk.strings.common["no_period"]
    if after is None:
        yield words["value"], notation(before, desk.lang).text, ""
        return
    pairs = (
        ("value", notation(before, desk.lang).text, notation(after, desk.lang).text),
        ("measure", before.metric[desk.lang], after.metric[desk.lang]),
        ("whose", before.subject[desk.lang], after.subject[desk.lang]),
        ("period", say_period(before.period, desk.lang) or none, say_period(after.period, desk.lang) or none),
        ("status", desk.strings.status[before.status], desk.strings.status[after.status]),
    )
    for name, old, new in pairs:
        if old != new:
            yield words[name], old, new
