"""Editions: the digest of a month."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from digest.model import Article, Fact
from digest.render.changes import show_key
from digest.render.choice import key_facts
from digest.render.dates import say_month
from digest.render.figures import Desk, say, show_articles
from digest.render.page import make_page
from digest.render.plots import charts_of
from digest.render.promises import axis_of, promises_of, show_vows
from digest.render.revisions import show_revisions
from digest.render.views import EditionView, Group, Item, Link, ListView, Page, Said

_KEY, _CHARTS, _VOWS = 6, 2, 5


def edition_link(desk: Desk, month: str) -> Link:
    """A link to a month's edition under its name: "September 2025 edition"."""
    name = desk.strings.edition["name"].format(month=say_month(month, desk.lang))
    return Link(desk.path(f"editions/{month}.html"), Said(name))


def edition(desk: Desk, month: str, around: tuple[str | None, str | None]) -> tuple[Page, EditionView]:
    """A month's digest; `around` are the months before and after it that have one."""
    articles = desk.index.months[month]
    facts = facts_of(desk, articles)
    link = edition_link(desk, month)
    promises = promises_of(desk, facts, _VOWS)
    corrections = [each for each in desk.index.corrections if each.date[:7] == month]
    before, after = around
    view = EditionView(
        title=link.said.text,
        counts=counts(desk, articles, facts),
        key=show_key(desk, key_facts(facts, _KEY, desk.index.told)),
        charts=charts_of(desk, facts, _CHARTS),
        groups=tuple(_groups(desk, articles)),
        vows=show_vows(desk, promises),
        axis=axis_of(desk, promises),
        revisions=show_revisions(desk, corrections),
        before=edition_link(desk, before) if before else None,
        after=edition_link(desk, after) if after else None,
    )
    comma = "，" if desk.lang == "zh" else ", "
    description = desk.strings.edition["description"].format(
        site=desk.settings.name[desk.lang], month=say_month(month, desk.lang), counts=comma.join(view.counts)
    )
    return make_page(desk, "lists", f"editions/{month}.html", view.title, description, f"edition-{month}"), view


def edition_list(desk: Desk) -> tuple[Page, ListView]:
    """Every edition, by year."""
    strings = desk.strings
    months = tuple(desk.index.months)
    count = strings.counts["editions"].of(len(months))
    view = ListView(strings.edition["all"], strings.edition["note"], count, years_of(desk, months))
    return make_page(desk, "lists", "editions/index.html", view.title, view.note), view


def years_of(desk: Desk, months: Iterable[str]) -> tuple[Group, ...]:
    """Links to the editions of these months with what they hold, by year."""
    return tuple(
        Group(year, tuple(_counted_link(desk, month) for month in each))
        for year, each in groupby(months, key=lambda month: month[:4])
    )


def _counted_link(desk: Desk, month: str) -> Link:
    link, articles = edition_link(desk, month), desk.index.months[month]
    told = counts(desk, articles, facts_of(desk, articles))
    return Link(link.path, link.said, ("，" if desk.lang == "zh" else ", ").join(told))


def facts_of(desk: Desk, articles: Sequence[Article]) -> tuple[Fact, ...]:
    """The facts of these articles."""
    return tuple(fact for article in articles for fact in desk.index.facts_of_article.get(article.stem, ()))


def counts(desk: Desk, articles: Sequence[Article], facts: Sequence[Fact]) -> tuple[str, ...]:
    """How many articles and figures there are, in words."""
    words = desk.strings.counts
    return words["articles"].of(len(articles)), words["figures"].of(len(facts))


def _groups(desk: Desk, articles: Sequence[Article]) -> list[tuple[str, Link, tuple[Item, ...]]]:
    """The articles under their first topic, in the order of the topics."""
    found = []
    for topic in desk.index.topics.values():
        own = [article for article in articles if article.topics[:1] == (topic.id,)]
        if own:
            link = Link(desk.path(f"topics/{topic.id}.html"), say(desk, topic.name))
            found.append((topic.id, link, show_articles(desk, own)))
    rest = [article for article in articles if not article.topics or article.topics[0] not in desk.index.topics]
    if rest:
        found.append(
            (
                "",
                Link(desk.path("articles/index.html"), Said(desk.strings.frame["articles"])),
                show_articles(desk, rest),
            )
        )
    return found
