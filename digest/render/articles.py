"""An article's page."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from markdown import Markdown
from markupsafe import Markup

from digest.model import Article, Digest, Fact, Lang, Mention, Value
from digest.render.citations import citations
from digest.render.dates import say_date
from digest.render.figures import (
    Desk,
    credit,
    first_topic,
    link_entity,
    say,
    say_twin,
    show_articles,
    show_facts,
    summary_of,
    title_of,
)
from digest.render.index import Index
from digest.render.page import make_page
from digest.render.prose import Mark, render_paragraph
from digest.render.revisions import revisions_of
from digest.render.views import CODES, ArticleView, Link, Page, Pair, Revision, Said, Table

_NAMED = 5
_RELATED = 4
_SEEN = 40  # of a list of articles that share something, the newest


class Prose(Value, frozen=True):
    """An article's paragraphs as HTML and its related articles: the same on both languages' pages, so made once."""

    zh: tuple[Markup, ...]
    en: tuple[Markup, ...]
    related: tuple[Article, ...] = ()


def render_prose(article: Article, digest: Digest, markdown: Markdown) -> Prose:
    """The article's paragraphs with its figures marked; empty where the digest may not print it."""
    if article.rights != "own":
        return Prose((), ())
    mentions = digest.mentions.get(article.stem, ())
    return Prose(
        zh=tuple(_paragraphs(article, "zh", mentions, digest, markdown)),
        en=tuple(_paragraphs(article, "en", mentions, digest, markdown)),
    )


def _paragraphs(
    article: Article, lang: Lang, mentions: Sequence[Mention], digest: Digest, markdown: Markdown
) -> Iterator[Markup]:
    text = article.text(lang)
    marks: dict[int, list[Mark]] = {}
    for mention in mentions:
        span = mention.zh if lang == "zh" else mention.en
        if span is not None and mention.fact in digest.facts:
            number = mention.paragraph if lang == "zh" or mention.en_paragraph is None else mention.en_paragraph
            marks.setdefault(number, []).append(Mark(span, digest.facts[mention.fact], mention.en is None))
    for number, paragraph in enumerate(text.paragraphs if text else ()):
        yield render_paragraph(paragraph.text, marks.get(number, ()), markdown)


def article(desk: Desk, article: Article, prose: Prose) -> tuple[Page, ArticleView]:
    """The article's page in the desk's language."""
    strings, title = desk.strings, title_of(article)
    facts = desk.index.facts_of_article.get(article.stem, ())
    topic, summary = first_topic(desk, article), summary_of(article)
    untranslated = desk.lang == "en" and article.en is None
    said = say(desk, title)
    revisions = revisions_of(desk, article.stem)
    view = ArticleView(
        topic=topic.id if topic else "",
        topics=tuple(_topics(desk, article)),
        named=tuple(_named(desk, article, facts)),
        title=said,
        twin=None if title.en is None else say_twin(desk, title),
        date=article.date,
        day=say_date(article.date, desk.lang),
        source=credit(desk, article),
        translation=strings.article[article.translation] if article.translation else "",
        note=_note(desk, article, untranslated=untranslated),
        untranslated=untranslated,
        pairs=() if untranslated else tuple(_pairs(desk, prose)),
        table=Table(show_facts(desk, facts)),
        citation=_citation(desk, article),
        inferred=article.source.dated == "inferred",
        original=article.source.url or "",
        cite=_cite(desk, article),
        citations=tuple(citations(desk, article)),
        revisions=revisions,
        related=show_articles(desk, prose.related),
        linked_data=_linked_data(desk, article, said, revisions),
    )
    section = f"topics/{topic.id}" if topic else "lists"
    description = summary[desk.lang] if summary else said.text
    return make_page(
        desk, section, f"articles/{article.stem}.html", said.text, description, topic.id if topic else "home"
    ), view


def _topics(desk: Desk, article: Article) -> Iterator[tuple[str, Link]]:
    for name in article.topics:
        if name in desk.index.topics:
            yield name, Link(desk.path(f"topics/{name}.html"), say(desk, desk.index.topics[name].name))


def _named(desk: Desk, article: Article, facts: Sequence[Fact]) -> Iterator[Link]:
    """The places and organisations the article is about: owners of its facts first, then those it names, but not the
    region itself and what surrounds it, which every article is about."""
    index = desk.index
    around = set(around_region(index, desk.settings.region))
    owners = [owner for fact in facts for owner in (fact.organisation, fact.place) if owner]
    names = dict.fromkeys([*owners, *index.named_in.get(article.stem, ())])
    for name in [name for name in names if name not in around][:_NAMED]:
        if name in index.organisations:
            yield link_entity(desk, index.organisations[name], "organisations")
        elif name in index.places:
            yield link_entity(desk, index.places[name], "places")


def around_region(index: Index, region: str) -> Iterator[str]:
    """The region and all that it lies in."""
    place = index.places.get(region)
    while place is not None:
        yield place.id
        place = index.places.get(place.parent or "")


def _note(desk: Desk, article: Article, *, untranslated: bool) -> str:
    """What a reader must be told about a text that is not there."""
    words = desk.strings.article
    if article.rights != "own":
        return words["figures_only" if article.rights == "closed" else "quote_only"]
    return words["no_text"] if untranslated else ""


def _pairs(desk: Desk, prose: Prose) -> Iterator[Pair]:
    own, twin = (prose.zh, prose.en) if desk.lang == "zh" else (prose.en, prose.zh)
    for number, (here, there) in enumerate(zip_longest(own, twin), 1):
        yield Pair(number, here, there)


def _citation(desk: Desk, article: Article) -> Said:
    """The report the article is written from, in full."""
    english = article.source_en if desk.lang == "en" else None
    source = english or article.source
    key = "source_text" if source.author else "source_text_no_author"
    return Said(
        desk.strings.article[key].format(
            author=source.author,
            title=source.title,
            publication=source.publication,
            date=say_date(article.source.date, desk.lang),
        )
    )


def _cite(desk: Desk, article: Article) -> str:
    words = desk.strings.article
    date = article.date if desk.lang == "zh" else say_date(article.date, "en")
    title = title_of(article)[desk.lang]
    text = words["cite_text"].format(site=desk.settings.name[desk.lang], title=title, date=date)
    if desk.site_url is None:
        return text
    url = words["cite_url"].format(url=f"{desk.site_url}{desk.path(f'articles/{article.stem}.html')}")
    return f"{text}{url}" if desk.lang == "zh" else f"{text} {url}"


def related(index: Index, article: Article, region: str) -> tuple[Article, ...]:
    """The articles that share most with this one: a series, an organisation, a place, then its topics.

    What fewer articles share weighs more; the region itself, which all share, weighs nothing. Newer ones come first
    among equals.
    """
    around = set(around_region(index, region))
    shared: list[tuple[float, Sequence[str]]] = []
    for fact in index.facts_of_article.get(article.stem, ()):
        series = index.series.get(index.series_of_fact.get(fact.id, ""))
        if series is not None:
            shared.append((3, [other.article for other in series.facts[-_SEEN:]]))
    names = (name for name in index.named_in.get(article.stem, ()) if name not in around)
    shared += [(2, [other.stem for other in index.articles_naming[name][:_SEEN]]) for name in names]
    topics = (index.articles_of_topic.get(topic, ()) for topic in article.topics)
    shared += [(0.5, [other.stem for other in others[:_SEEN]]) for others in topics]
    weights: dict[str, float] = defaultdict(float)
    for weight, stems in shared:
        for stem in dict.fromkeys(stems):
            weights[stem] += weight / math.sqrt(len(stems))
    weights.pop(article.stem, None)
    best = heapq.nlargest(
        _RELATED, weights, key=lambda stem: (round(weights[stem], 6), index.articles[stem].date, stem)
    )
    return tuple(index.articles[stem] for stem in best)


def _linked_data(desk: Desk, article: Article, title: Said, revisions: Sequence[Revision]) -> dict[str, Any]:
    """The article for machines (schema.org), with the report it rests on and its corrections."""
    source = article.source
    report = {
        "@type": "NewsArticle",
        "headline": source.title,
        "datePublished": source.date,
        "inLanguage": CODES["zh"],
        "publisher": {"@type": "Organization", "name": source.publication},
    }
    if source.author:
        report["author"] = {"@type": "Person", "name": source.author}
    if source.url:
        report["url"] = source.url
    corrections = [
        {"@type": "CorrectionComment", "datePublished": each.date, "text": each.reason.text} for each in revisions
    ]
    told: dict[str, Any] = {"correction": corrections, "dateModified": revisions[0].date} if revisions else {}
    return told | {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title.text,
        "datePublished": article.date,
        "inLanguage": title.lang or CODES[desk.lang],
        "publisher": {"@type": "Organization", "name": desk.settings.name[desk.lang]},
        "license": desk.settings.licence_url,
        "citation": report,
    }
