"""Parts of pages: figures, lists, tables, charts, promises, corrections."""

from collections.abc import Mapping

from markupsafe import Markup

from digest.model import Lang, Outcome, Status, Value
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
    card: str = ""  # the picture that others show beside a link to it


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
    place: str = ""
    series: str = ""
    disputed: bool = False
    corrected: bool = False


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
    places: tuple[tuple[str, str], ...] = ()


class Chart(Value, frozen=True):
    """A chart: what it finds, what it shows, the drawing, and the figures it is drawn from."""

    id: str
    title: Said
    note: str
    drawing: Markup
    figures: tuple[Figure, ...]
    named: str
    source: str
    files: tuple[Link, ...]
    path: str = ""


class Doubt(Value, frozen=True):
    """Two figures for one period that can't both hold."""

    label: Said
    period: str
    one: Figure
    other: Figure


class Mark(Value, frozen=True):
    """A place on the line of time, in hundredths of its length; `kind` is what stands there."""

    at: str
    kind: str
    year: str = ""


class Vow(Value, frozen=True):
    """A target or forecast, what was known when it was stated, and what was reported since."""

    figure: Figure
    due: str
    said: str
    outcome: Outcome
    before: Figure | None
    last: Figure | None
    since: int
    marks: tuple[Mark, ...]
    start: str
    end: str


class VowGroup(Value, frozen=True):
    """Targets and forecasts that are due together; `rest` tells of those that the page leaves out."""

    heading: str
    note: str
    vows: tuple[Vow, ...]
    rest: str = ""


class Axis(Value, frozen=True):
    """The line of time over the promises: years, and how far the news goes."""

    years: tuple[Mark, ...]
    now: str


class Revision(Value, frozen=True):
    """A correction: what was said, what is said now; each change has a label, an old and a new text."""

    date: str
    day: str
    reason: Said
    article: Link
    what: Said | None
    changes: tuple[tuple[str, str, str], ...]
    anchor: str = ""


class Tile(Value, frozen=True):
    """A square of the map; `level` from 0 to 4 is how many figures there are. Without a link nothing is known of it."""

    name: str
    path: str = ""
    count: int = 0
    level: int = 0
    note: str = ""


class Pair(Value, frozen=True):
    """A paragraph in the page's language and in the other one."""

    number: int
    own: Markup | None
    twin: Markup | None


class Dot(Value, frozen=True):
    """A figure of a small chart: where it stands, for a range with its lower end as `foot`; `own` is the one told."""

    x: str
    y: str
    foot: str
    status: Status
    own: bool


class Spark(Value, frozen=True):
    """A small chart that leads to its series: `line` joins what was reported, `stems` carry the rest."""

    path: str
    label: str
    dots: tuple[Dot, ...]
    line: str
    stems: tuple[Dot, ...]


class KeyFigure(Value, frozen=True):
    """A figure that stands for a page, with how it changed and its past, where these are known."""

    figure: Figure
    change: str = ""
    spark: Spark | None = None


class Lead(Value, frozen=True):
    """The article that opens the first page, with its main figure and the next ones."""

    item: Item
    summary: Said | None
    source: str
    figures: str
    main: KeyFigure | None
    more: tuple[KeyFigure, ...]


class TopicCard(Value, frozen=True):
    """A topic on the first page, with its key figure."""

    id: str
    link: Link
    key: KeyFigure


class Group(Value, frozen=True):
    """Links or articles under one heading."""

    heading: str
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
