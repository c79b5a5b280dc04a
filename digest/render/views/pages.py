"""Pages, each with all that its template shows."""

from collections.abc import Mapping
from typing import Any

from digest.model import Value
from digest.render.views.parts import (
    Axis,
    Chart,
    Doubt,
    Figure,
    Group,
    Item,
    KeyFigure,
    Lead,
    Link,
    Pair,
    Revision,
    Said,
    Table,
    Tile,
    TopicCard,
    Vow,
    VowGroup,
)


class TargetsView(Value, frozen=True):
    """Every target and forecast."""

    tally: tuple[tuple[str, str], ...]
    groups: tuple[VowGroup, ...]
    axis: Axis
    until: str


class ChangesView(Value, frozen=True):
    """Every correction, the newest first."""

    revisions: tuple[Revision, ...]
    count: str


class SeriesView(Value, frozen=True):
    """One metric of one subject through time."""

    label: Said
    twin: Said
    whose: Said
    whose_path: str
    counts: tuple[str, ...]
    topic: str
    chart: Chart | None
    doubts: tuple[Doubt, ...]
    figures: tuple[Figure, ...]
    vows: tuple[Vow, ...]
    axis: Axis
    articles: tuple[Item, ...]
    files: tuple[Link, ...]
    linked_data: Mapping[str, Any]


class EditionView(Value, frozen=True):
    """A month's digest."""

    title: str
    counts: tuple[str, ...]
    key: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    groups: tuple[tuple[str, Link, tuple[Item, ...]], ...]
    vows: tuple[Vow, ...]
    axis: Axis
    revisions: tuple[Revision, ...]
    before: Link | None
    after: Link | None


class HomeView(Value, frozen=True):
    """The first page."""

    until: str
    counts: tuple[str, ...]
    lead: Lead | None
    topics: tuple[TopicCard, ...]
    latest: tuple[Item, ...]
    example: Figure | None
    edition: Link | None = None
    edition_counts: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    vows: tuple[Vow, ...] = ()
    axis: Axis | None = None
    revisions: tuple[Revision, ...] = ()


class TopicView(Value, frozen=True):
    """A topic's fact sheet."""

    id: str
    name: Said
    twin: Said
    summary: Said
    counts: tuple[str, ...]
    until: str
    key: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    doubts: tuple[Doubt, ...]
    doubts_rest: str
    vows: tuple[Vow, ...]
    axis: Axis
    table: Table
    articles: tuple[Item, ...]
    more: bool
    linked_data: Mapping[str, Any]


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
    citations: tuple[Link, ...]
    revisions: tuple[Revision, ...]
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
    key: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    vows: tuple[Vow, ...]
    axis: Axis
    table: Table
    articles: tuple[Item, ...]
    more: bool
    inside: tuple[Link, ...]
    bodies: tuple[Link, ...]


class ListView(Value, frozen=True):
    """A page that lists what there is."""

    title: str
    note: str
    count: str
    groups: tuple[Group, ...]
    map: tuple[tuple[Tile | None, ...], ...] = ()


class SearchView(Value, frozen=True):
    """The search page before anything is asked: a figure to try, and lists that lead everywhere."""

    title: str
    note: str
    example: Figure | None
    groups: tuple[Group, ...]


class DataView(Value, frozen=True):
    """What can be downloaded: each link's text is a topic, its path the files' common stem."""

    files: tuple[Link, ...]
    formats: tuple[str, ...]
    linked_data: Mapping[str, Any]
    series: tuple[tuple[Link, tuple[Link, ...]], ...] = ()
