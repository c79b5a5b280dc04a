"""What templates are given: plain values, with every decision taken and every word chosen.

Addresses are site paths; templates put `page.root` before them. Text in the other language carries its tag.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from digest.model import Lang, Status, Value
from digest.quantities.notation import Notation

CODES: Mapping[Lang, str] = {"zh": "zh-Hans", "en": "en"}


class Page(Value, frozen=True):
    """What a frame needs. `path` is the address under the language, the same in both."""

    frame: str
    path: str
    title: str
    description: str
    root: str
    here: str = "true"  # the tab is the page itself: "page"


class Said(Value, frozen=True):
    """A text; `lang` is its language tag where that is not the page's own."""

    text: str
    lang: str | None = None


class Link(Value, frozen=True):
    """A text that leads to a page of the site. `note` is a short remark beside it."""

    path: str
    said: Said
    note: str = ""


class Figure(Value, frozen=True):
    """A fact as its readers see it. `own` is in the page's language, `other` in the twin's."""

    id: str
    value: str
    high: str
    unit: str
    own: Notation
    other: Notation
    other_lang: str
    exact: str
    label: Said
    whose: Said
    whose_path: str
    period: str
    period_key: str
    status: Status
    reviewed: bool
    quote: Said | None
    article: str
    date: str
    paper: str


class Item(Value, frozen=True):
    """An article in a list. `twin` is its title in the other language, `figure` its main one."""

    path: str
    title: Said
    twin: Said | None
    date: str
    day: str
    topic: str
    topic_name: str
    figure: Figure | None


class Table(Value, frozen=True):
    """Figures to be shown as a table. `rest` says so where there are more; the choices are those of its filter."""

    figures: tuple[Figure, ...]
    rest: str = ""
    with_source: bool = False
    periods: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()


class Pair(Value, frozen=True):
    """A paragraph in the page's language and in the other one."""

    number: int
    own: Markup | None
    twin: Markup | None


class Lead(Value, frozen=True):
    """The article that opens the first page, with its main figure and the next ones."""

    item: Item
    summary: Said | None
    source: str
    figures: str
    main: Figure | None
    more: tuple[Figure, ...]


class TopicCard(Value, frozen=True):
    """A topic on the first page, with its key figure."""

    id: str
    link: Link
    figure: Figure


class HomeView(Value, frozen=True):
    """The first page."""

    until: str
    counts: tuple[str, ...]
    lead: Lead | None
    topics: tuple[TopicCard, ...]
    latest: tuple[Item, ...]
    example: Figure | None


class TopicView(Value, frozen=True):
    """A topic's fact sheet."""

    id: str
    name: Said
    twin: Said
    summary: Said
    counts: tuple[str, ...]
    until: str
    key: tuple[Figure, ...]
    table: Table
    articles: tuple[Item, ...]
    more: bool


class ArticleView(Value, frozen=True):
    """An article: its text in pairs of paragraphs, its facts, its source, how to cite it."""

    topic: str
    topics: tuple[tuple[str, Link], ...]
    named: tuple[Link, ...]
    title: Said
    twin: Said | None
    date: str
    day: str
    source: str
    translation: str
    note: str
    untranslated: bool
    pairs: tuple[Pair, ...]
    table: Table
    citation: Said
    inferred: bool
    original: str
    cite: str
    related: tuple[Item, ...]
    linked_data: Mapping[str, Any]


class EntityView(Value, frozen=True):
    """A place or an organisation."""

    name: str
    twin: Said
    kind: str
    within: tuple[Link, ...]
    within_word: str
    counts: tuple[str, ...]
    table: Table
    articles: tuple[Item, ...]
    more: bool
    inside: tuple[Link, ...]
    bodies: tuple[Link, ...]


class Group(Value, frozen=True):
    """Links or articles under one heading."""

    heading: str
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()


class ListView(Value, frozen=True):
    """A page that lists what there is."""

    title: str
    note: str
    count: str
    groups: tuple[Group, ...]


class DataView(Value, frozen=True):
    """What can be downloaded: each link's text is a topic, its path the files' common stem."""

    files: tuple[Link, ...]
    formats: tuple[str, ...]
    linked_data: Mapping[str, Any]
