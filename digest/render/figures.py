"""Facts and articles as the views show them, in one language."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from markupsafe import Markup

from digest.config import Config, Settings
from digest.model import Article, Bilingual, Fact, Lang, Topic, Value
from digest.periods import say_period
from digest.quantities.notation import notation
from digest.render.choice import main_fact
from digest.render.dates import say_date
from digest.render.index import Entity, Index
from digest.render.strings import Strings
from digest.render.views import CODES, Chart, Figure, Item, Link, Said, Table

TABLE_ROWS = 200
_EXACT = {
    "CNY": ("元", "yuan"),
    "USD": ("美元", "US dollars"),
    "EUR": ("欧元", "euros"),
    "SGD": ("新加坡元", "Singapore dollars"),
}
_FIGURE = re.compile(
    r"(?:(?:RMB|US\$|€) ?)?\d[\d.,]*\d*(?:%?(?:[—–~～至-]| to |\u2009)\d[\d.,]*)?"
    r"(?:万亿|[万亿千百])*(?:%|[元辆台颗家项款个吨P倍米]|平方公里|千瓦时|毫秒"
    r"| (?:billion|million|trillion)(?: [a-z]+)?)?"
)


class Desk(Value, frozen=True):
    """What every page in one language is made from.

    `items` are its articles as lists show them, by stem; `charts` by the id of their series or comparison; `corrected`
    the ids of facts that were corrected after they were published.
    """

    lang: Lang
    settings: Settings
    site_url: str | None
    strings: Strings
    index: Index
    items: Mapping[str, Item] = {}
    charts: Mapping[str, Chart] = {}
    corrected: frozenset[str] = frozenset()

    @property
    def other(self) -> Lang:
        """The twin's language."""
        return "en" if self.lang == "zh" else "zh"

    def path(self, page: str) -> str:
        """The site path of a page in this language."""
        return f"{self.lang}/{page}"


def say(desk: Desk, text: Bilingual) -> Said:
    """`text` in the page's language, in Chinese and tagged so where there is no English."""
    missing = desk.lang == "en" and text.en is None
    return Said(text[desk.lang], CODES["zh"] if missing else None)


def say_twin(desk: Desk, text: Bilingual) -> Said:
    """`text` in the other language; in Chinese where there is no English."""
    return Said(text[desk.other], CODES["zh" if text.en is None else desk.other])


def show_fact(desk: Desk, fact: Fact) -> Figure:
    """The fact as a figure of the page."""
    article = desk.index.articles[fact.article]
    return Figure(
        id=fact.id,
        value=f"{fact.value:f}",
        high="" if fact.high is None else f"{fact.high:f}",
        unit=fact.unit,
        own=notation(fact, desk.lang),
        other=notation(fact, desk.other),
        other_lang=CODES[desk.other],
        exact=_exact(fact, desk.lang),
        label=capital(say(desk, fact.metric)),
        whose=capital(say(desk, fact.subject)),
        whose_path=_owner(desk, fact),
        period=say_period(fact.period, desk.lang),
        period_key=fact.period or "",
        status=fact.status,
        reviewed=fact.reviewed,
        quote=None if article.rights == "closed" else say(desk, fact.quote),
        article=desk.path(f"articles/{fact.article}.html"),
        date=article.date,
        paper=paper(desk, article),
        place=fact.place or "",
        series=_series(desk, fact),
        disputed=fact.id in desk.index.disputed,
        corrected=fact.id in desk.corrected,
    )


def _series(desk: Desk, fact: Fact) -> str:
    name = desk.index.series_of_fact.get(fact.id)
    return desk.path(f"series/{name}.html") if name else ""


def show_facts(desk: Desk, facts: Iterable[Fact]) -> tuple[Figure, ...]:
    """The facts as figures of the page."""
    return tuple(show_fact(desk, fact) for fact in facts)


def _exact(fact: Fact, lang: Lang) -> str:
    """An amount of money written out to its last digit, as in "20,000,000,000 yuan"; empty for all else."""
    names = _EXACT.get(fact.unit)
    if names is None or fact.value < 10_000:
        return ""
    ends = [fact.value] if fact.high is None else [fact.value, fact.high]
    return f"{'–'.join(f'{end:,f}' for end in ends)} {names[lang == 'en']}"


def capital(said: Said) -> Said:
    """An English label begins with a capital, unless its first word is spelled otherwise on purpose (eVTOL)."""
    first = said.text.split(" ", 1)[0]
    at = 1 if first.startswith(("“", "‘")) else 0
    return (
        Said(said.text[:at] + said.text[at : at + 1].upper() + said.text[at + 1 :], said.lang)
        if first.islower()
        else said
    )


def _owner(desk: Desk, fact: Fact) -> str:
    if fact.organisation in desk.index.organisations:
        return desk.path(f"organisations/{fact.organisation}.html")
    return desk.path(f"places/{fact.place}.html") if fact.place in desk.index.places else ""


def paper(desk: Desk, article: Article) -> str:
    """The report an article is written from, in short: "Chongqing Daily, 24 April 2025"."""
    return desk.strings.common["paper"].format(
        publication=_publication(desk, article), date=say_date(article.source.date, desk.lang)
    )


def credit(desk: Desk, article: Article) -> str:
    """Where an article comes from, as its head says it: "From Chongqing Daily, by Peng Yu"."""
    english = article.source_en if desk.lang == "en" else None
    author = english.author if english else article.source.author
    key = "source_by" if author else "source"
    return desk.strings.common[key].format(publication=_publication(desk, article), author=author)


def _publication(desk: Desk, article: Article) -> str:
    english = article.source_en if desk.lang == "en" else None
    return (english or article.source).publication


def title_of(article: Article) -> Bilingual:
    """The article's title in both languages."""
    return Bilingual(article.zh.title, article.en.title if article.en else None)


def summary_of(article: Article) -> Bilingual | None:
    """The article's summary in both languages, if it has one."""
    if article.zh.summary is None:
        return None
    return Bilingual(article.zh.summary, article.en.summary if article.en else None)


def show_article(desk: Desk, article: Article) -> Item:
    """The article as an item of a list."""
    title = title_of(article)
    topic = first_topic(desk, article)
    main = main_fact(article, desk.index.facts_of_article.get(article.stem, ()))
    return Item(
        path=desk.path(f"articles/{article.stem}.html"),
        title=say(desk, title),
        twin=None if title.en is None else say_twin(desk, title),
        date=article.date,
        day=say_date(article.date, desk.lang, short=True),
        topic=topic.id if topic else "",
        topic_name=topic.name[desk.lang] if topic else "",
        figure=None if main is None else show_fact(desk, main),
    )


def show_articles(desk: Desk, articles: Iterable[Article]) -> tuple[Item, ...]:
    """The articles as items of a list."""
    return tuple(desk.items[article.stem] for article in articles)


def open_desk(lang: Lang, config: Config, strings: Strings, index: Index) -> Desk:
    """The desk of one language, its lists' items made once for all the lists they stand in."""
    corrected = frozenset(each.before.id for each in index.corrections if each.before is not None)
    desk = Desk(lang, config.settings, config.site_url, strings, index, corrected=corrected)
    items = {article.stem: show_article(desk, article) for article in index.articles.values()}
    return msgspec.structs.replace(desk, items=items)


def first_topic(desk: Desk, article: Article) -> Topic | None:
    """The topic that an article stands under: the first of its topics that exists."""
    return next((desk.index.topics[topic] for topic in article.topics if topic in desk.index.topics), None)


def show_table(desk: Desk, facts: Sequence[Fact]) -> Table:
    """The newest facts as a table of several articles, with what it can be filtered by."""
    figures = show_facts(desk, facts[:TABLE_ROWS])
    rest = desk.strings.common["rest"].format(shown=TABLE_ROWS, n=len(facts)) if len(facts) > TABLE_ROWS else ""
    return Table(
        figures=figures,
        rest=rest,
        with_source=True,
        periods=tuple(sorted({figure.period_key[:4] for figure in figures if figure.period_key}, reverse=True)),
        owners=tuple(sorted({figure.whose.text for figure in figures})),
        statuses=tuple(
            dict.fromkeys(sorted((figure.status for figure in figures), key=list(desk.strings.status).index))
        ),
        places=tuple(
            (name, say(desk, desk.index.places[name].short).text)
            for name in sorted({figure.place for figure in figures} & desk.index.places.keys())
        ),
    )


def link_entity(desk: Desk, entity: Entity, kind: str, note: str = "") -> Link:
    """A link to the page of a place or an organisation under its short name."""
    return Link(desk.path(f"{kind}/{entity.id}.html"), capital(say(desk, entity.short)), note)


def keep_whole(text: str) -> Markup:
    """A title as HTML whose figures do not break across lines."""
    parts: list[str] = []
    end = 0
    for figure in _FIGURE.finditer(text):
        parts += [str(Markup.escape(text[end : figure.start()])), f'<span class="nb">{Markup.escape(figure[0])}</span>']
        end = figure.end()
    return Markup("".join([*parts, str(Markup.escape(text[end:]))]))  # noqa: S704 - every part is escaped
