"""The pages that stand once in each language: first page, topics, lists, search, data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice

from digest.model import Article, Topic
from digest.render.changes import moves, show_key
from digest.render.choice import key_facts, main_fact
from digest.render.dates import say_date, say_month
from digest.render.editions import counts as counts_of
from digest.render.editions import edition_link, facts_of, years_of
from digest.render.figures import (
    Desk,
    credit,
    link_entity,
    say,
    say_twin,
    show_articles,
    show_table,
    summary_of,
)
from digest.render.maps import map_of
from digest.render.page import LISTED, make_page
from digest.render.plots import charts_of
from digest.render.promises import axis_of, promises_of, show_vows
from digest.render.revisions import show_revisions
from digest.render.series import FORMATS, dataset, series_files, series_link, show_doubts
from digest.render.views import (
    DataView,
    Figure,
    Group,
    HomeView,
    Lead,
    Link,
    ListView,
    Page,
    Said,
    SearchView,
    TopicCard,
    TopicView,
)

_LATEST = 8
_KEY = 6
_ITEMS = 300  # articles that a page can list and still be read on a phone
_CHARTS, _VOWS, _DOUBTS = 4, 6, 8
_NOTICES = 3


def home(desk: Desk) -> tuple[Page, HomeView]:
    """The first page: the newest article with its main figures, a key figure a topic, the latest articles."""
    index = desk.index
    articles = tuple(index.articles.values())
    lead = _choose_lead(desk)
    facts = index.facts_of_article.get(lead.stem, ()) if lead else ()
    cards = tuple(_topic_cards(desk, {fact.id for fact in facts}))
    month, own = next(iter(index.months.items()), ("", ()))
    told = facts_of(desk, own)
    promises = promises_of(desk, index.facts, 3)
    counts = desk.strings.counts
    view = HomeView(
        until=desk.strings.home["newest"].format(date=say_date(articles[0].date, desk.lang)) if articles else "",
        counts=(counts["articles"].of(len(articles)), counts["figures"].of(len(index.facts))),
        lead=None if lead is None else _lead(desk, lead),
        topics=cards,
        latest=show_articles(desk, [article for article in articles[: _LATEST + 1] if article != lead][:_LATEST]),
        example=_example(cards),
        edition=edition_link(desk, month) if month else None,
        edition_counts=counts_of(desk, own, told),
        charts=charts_of(desk, index.facts, 2),
        vows=show_vows(desk, promises),
        axis=axis_of(desk, promises),
        revisions=show_revisions(desk, index.corrections[:_NOTICES]),
    )
    return make_page(desk, "home", "index.html", "", desk.strings.home["description"]), view


def _choose_lead(desk: Desk) -> Article | None:
    """The newest article that states figures; of several of one day, the one that states most."""
    articles, facts = desk.index.articles.values(), desk.index.facts_of_article
    newest = next((article.date for article in articles if article.stem in facts), None)
    return max(
        (article for article in articles if newest in (None, article.date)),
        key=lambda article: len(facts.get(article.stem, ())),
        default=None,
    )


def _lead(desk: Desk, article: Article) -> Lead:
    facts = desk.index.facts_of_article.get(article.stem, ())
    main = main_fact(article, facts)
    more = key_facts((fact for fact in facts if fact != main), 3, desk.index.told)
    summary = summary_of(article)
    comma = "，" if desk.lang == "zh" else ", "
    return Lead(
        item=desk.items[article.stem],
        summary=None if summary is None else say(desk, summary),
        source=f"{credit(desk, article)}{comma}{say_date(article.source.date, desk.lang)}",
        figures=desk.strings.counts["figures"].of(len(facts)),
        main=next(iter(show_key(desk, [main] if main else [])), None),
        more=show_key(desk, more),
    )


def _topic_cards(desk: Desk, shown: set[str]) -> Iterator[TopicCard]:
    """A key figure of each topic, another than those already `shown` above and those of the topics before it.

    That is the first one that a title or summary tells and whose change or past is known; else the first.
    """
    index = desk.index
    for topic in index.topics.values():
        facts = [fact for fact in index.facts_of_topic.get(topic.id, ()) if fact.id not in shown]
        moving = (fact for fact in facts if fact.id in index.told and moves(desk, fact))
        for key in show_key(desk, key_facts(moving, 1, index.told) or key_facts(facts, 1, index.told)):
            shown = shown | {key.figure.id}
            yield TopicCard(topic.id, _topic_link(desk, topic), key)


def _example(cards: Iterable[TopicCard]) -> Figure | None:
    """A figure to try the search with: a sum of money, where one is to be had."""
    figures = [card.key.figure for card in cards]
    return next((figure for figure in figures if figure.unit == "CNY"), figures[0] if figures else None)


def _topic_link(desk: Desk, topic: Topic) -> Link:
    return Link(desk.path(f"topics/{topic.id}.html"), say(desk, topic.name))


def topic(desk: Desk, topic: Topic) -> tuple[Page, TopicView]:
    """A topic's fact sheet: key figures, all figures, articles."""
    index, strings = desk.index, desk.strings
    facts = index.facts_of_topic.get(topic.id, ())
    articles = index.articles_of_topic.get(topic.id, ())
    name, summary = topic.name[desk.lang], topic.summary[desk.lang]
    promises = promises_of(desk, facts, _VOWS)
    doubtful = dict.fromkeys(index.series_of_fact[fact.id] for fact in facts if fact.id in index.disputed)
    pairs = sum(len(index.series[each].conflicts) for each in doubtful)
    rest = strings.series["doubt_rest"].format(shown=_DOUBTS, n=pairs) if pairs > _DOUBTS else ""
    view = TopicView(
        id=topic.id,
        name=say(desk, topic.name),
        twin=say_twin(desk, topic.name),
        summary=say(desk, topic.summary),
        counts=(strings.counts["figures"].of(len(facts)), strings.counts["articles"].of(len(articles))),
        until=strings.topic["until"].format(date=say_date(articles[0].date, desk.lang)) if articles else "",
        key=show_key(desk, key_facts(facts, _KEY, index.told)),
        charts=charts_of(desk, facts, _CHARTS),
        doubts=tuple(islice(show_doubts(desk, (index.series[each] for each in doubtful)), _DOUBTS)),
        doubts_rest=rest,
        vows=show_vows(desk, promises),
        axis=axis_of(desk, promises),
        table=show_table(desk, facts),
        articles=show_articles(desk, articles[:LISTED]),
        more=len(articles) > LISTED,
        linked_data=dataset(desk, name, topic.id, facts),
    )
    description = strings.topic["description"].format(topic=name, summary=summary)
    return make_page(desk, f"topics/{topic.id}", f"topics/{topic.id}.html", name, description, topic.id), view


def article_list(desk: Desk) -> tuple[Page, ListView]:
    """Every article, by month; the older ones, of which there is no end, under their editions."""
    strings, months = desk.strings, desk.index.months
    whole = _newest(months)
    items = (Group(say_month(month, desk.lang), items=show_articles(desk, months[month])) for month in whole)
    groups = (*items, *years_of(desk, (month for month in months if month not in whole)))
    count = strings.counts["articles"].of(len(desk.index.articles))
    view = ListView(strings.lists["articles"], strings.lists["articles_note"], count, groups)
    return make_page(desk, "lists", "articles/index.html", view.title, view.note), view


def _newest(months: Mapping[str, Sequence[Article]]) -> list[str]:
    """The first of `months` that together hold no more than a page bears, and one at least."""
    total = accumulate(map(len, months.values()))
    return [month for n, (month, all_told) in enumerate(zip(months, total, strict=True)) if not n or all_told <= _ITEMS]


def entity_list(desk: Desk, kind: str, ids: frozenset[str]) -> tuple[Page, ListView]:
    """The places, or the organisations, that have a page: by kind, each with the number of its figures."""
    index, strings = desk.index, desk.strings
    entities = index.places if kind == "places" else index.organisations
    facts = index.facts_of_place if kind == "places" else index.facts_of_organisation
    kept = [entity for name, entity in entities.items() if name in ids]
    order = list(strings.kinds)
    kept.sort(
        key=lambda entity: (
            order.index(entity.kind) if entity.kind in order else len(order),
            -len(facts.get(entity.id, ())),
        )
    )
    groups = tuple(
        Group(
            strings.kinds[name].other if name in strings.kinds else name,
            links=tuple(
                link_entity(
                    desk,
                    entity,
                    kind,
                    strings.counts["figures"].of(len(facts[entity.id])) if entity.id in facts else "",
                )
                for entity in each
            ),
        )
        for name, each in groupby(kept, key=lambda entity: entity.kind)
    )
    count = strings.counts[kind].of(len(kept))
    tiles = map_of(desk, ids) if kind == "places" else ()
    view = ListView(strings.entity[kind], strings.entity[f"{kind}_note"], count, groups, tiles)
    return make_page(desk, "lists", f"{kind}/index.html", view.title, view.note), view


def search(desk: Desk) -> tuple[Page, SearchView]:
    """The search page, with somewhere to begin; its lists serve those without JavaScript too."""
    strings, frame = desk.strings, desk.strings.frame
    topics = tuple(_topic_link(desk, topic) for topic in desk.index.topics.values())
    lists = tuple(
        Link(desk.path(f"{name}/index.html"), Said(frame[name])) for name in ("articles", "places", "organisations")
    )
    view = SearchView(
        strings.search["title"],
        strings.search["no_script"],
        _example(_topic_cards(desk, set())),
        (Group("", links=topics), Group("", links=lists)),
    )
    return make_page(desk, "search", "search.html", view.title, strings.home["description"]), view


def data(desk: Desk) -> tuple[Page, DataView]:
    """What can be downloaded."""
    strings, settings = desk.strings, desk.settings
    topics = [Link(f"data/{topic.id}", say(desk, topic.name)) for topic in desk.index.topics.values()]
    longest = sorted(desk.index.series.values(), key=lambda series: (-len(series.facts), series.id))[:LISTED]
    view = DataView(
        files=(Link("data/facts", Said(strings.data["whole"])), *topics),
        formats=FORMATS,
        linked_data=dataset(desk, settings.name[desk.lang], "facts", desk.index.facts, depth=1),
        series=tuple((series_link(desk, series), series_files(series)) for series in longest),
    )
    return make_page(desk, "data", "data.html", strings.data["title"], strings.data["lede"]), view
