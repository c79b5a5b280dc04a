"""The values that stages hand to each other. All are frozen; a stage is a function from values to values.

An `Article` is what the desk wrote, a `Fact` one figure stated in it, a `Mention` where that figure stands in the text,
a `FactSheet` one file of facts, a `Problem` something an editor must mend.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

import msgspec

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")
Span = tuple[int, int]  # half-open, in characters
Spot = tuple[int, int]  # line and column, from 1

Status = Literal["actual", "target", "forecast", "capacity", "spec"]
Change = Literal["yoy", "qoq", "period"]
Qualifier = Literal["=", ">", "<", "~", ">=", "<="]
Severity = Literal["error", "warning", "note"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Base of all values: frozen, and an unknown field in a file is an error."""


class Bilingual(Value, frozen=True):
    """One thing said in both languages; `en` is None while nobody has said it in English."""

    zh: str
    en: str | None = None

    def __getitem__(self, lang: Lang) -> str:
        """The text in `lang`, in Chinese where there is no English."""
        return self.zh if lang == "zh" or self.en is None else self.en


class Source(Value, frozen=True):
    """The report an article is written from. `date` is ISO, to the day or to the month."""

    publication: str
    title: str
    date: str
    author: str | None = None
    url: str | None = None
    dated: Literal["printed", "inferred"] = "printed"
    inbox: str | None = None  # its file under content/inbox, which is not published


class EnglishSource(Value, frozen=True):
    """The same report's names in English."""

    publication: str
    title: str
    author: str | None = None


class Paragraph(Value, frozen=True):
    """One block of an article's Markdown: `text` as written, without line breaks; `line` counts from 1.

    `cuts` has for each of its lines where that begins in `text` and by how far it is indented in the file.
    """

    text: str
    line: int
    cuts: tuple[Span, ...] = ()

    def spot(self, at: int) -> Spot:
        """The line and column of the file at which the character `at` of `text` stands."""
        number, (start, indent) = max(
            ((n, cut) for n, cut in enumerate(self.cuts) if cut[0] <= at), default=(0, (0, 0))
        )
        return self.line + number, at - start + indent + 1


class Waiver(Value, frozen=True):
    """A comment above a paragraph that lets a problem pass: `paragraph` counts from 0, `line` from 1."""

    code: str
    reason: str
    paragraph: int
    line: int


class Text(Value, frozen=True):
    """An article in one language. `path` is relative to the project."""

    path: str
    title: str
    summary: str | None
    paragraphs: tuple[Paragraph, ...]
    waivers: tuple[Waiver, ...] = ()
    title_at: Spot = (2, 8)
    summary_at: Spot = (3, 10)
    source_at: Spot = (4, 9)


class Notice(Value, frozen=True):
    """A correction that an article's front matter tells: what its text said and says now."""

    date: str
    reason: Bilingual
    old: Bilingual | None = None
    new: Bilingual | None = None


class Article(Value, frozen=True):
    """A pair of texts that say the same; `stem` is their shared file name and the address of their page."""

    stem: str
    date: str
    source: Source
    zh: Text
    en: Text | None = None
    source_en: EnglishSource | None = None
    topics: tuple[str, ...] = ()
    rights: Literal["own", "quote", "closed"] = "own"
    translation: Literal["edited", "draft"] | None = None
    corrections: tuple[Notice, ...] = ()
    agreed: tuple[str, ...] = ()  # the marks of the Chinese paragraphs for which the English was last agreed

    def text(self, lang: Lang) -> Text | None:
        """The article in `lang`, or None."""
        return self.zh if lang == "zh" else self.en


class Fact(Value, frozen=True):
    """One stated figure. Fields are those of a fact sheet's entry (see the handbook, "Fact sheets").

    `value` and `high` are in the base unit `unit`; `high` is the upper end of a range. `reviewed` says that a person's
    `edited` block has been laid over what was read.
    """

    id: str
    article: str
    quote: Bilingual
    surface: Bilingual
    value: Decimal
    unit: str
    qualifier: Qualifier
    metric: Bilingual
    subject: Bilingual
    status: Status
    topics: tuple[str, ...]
    high: Decimal | None = None
    counter: str = ""
    place: str | None = None
    organisation: str | None = None
    period: str | None = None
    change: Change | None = None
    reviewed: bool = False


class Mention(Value, frozen=True):
    """Where a fact stands: paragraph (from 0) and span in its text, in Chinese and, where it is told, in English."""

    fact: str
    paragraph: int
    zh: Span
    en: Span | None = None
    en_paragraph: int | None = None


class Topic(Value, frozen=True):
    """A topic of the digest; `words` are those that place a sentence under it."""

    id: str
    name: Bilingual
    summary: Bilingual
    words: Mapping[Lang, tuple[str, ...]]


class Place(Value, frozen=True):
    """A place of the lexicon. `avoid` lists English forms that must not be used."""

    id: str
    zh: str
    en: str
    short: Bilingual
    kind: str
    parent: str | None = None
    aliases: Mapping[Lang, tuple[str, ...]] = {}
    avoid: tuple[str, ...] = ()


class Organisation(Value, frozen=True):
    """An organisation of the lexicon. `place` is a place's id."""

    id: str
    zh: str
    en: str
    short: Bilingual
    kind: str
    place: str | None = None
    aliases: Mapping[Lang, tuple[str, ...]] = {}
    avoid: tuple[str, ...] = ()


class Term(Value, frozen=True):
    """A phrase and its English, from which labels of metrics and subjects are composed."""

    zh: str
    en: str
    kind: str | None = None
    avoid: tuple[str, ...] = ()


class Lexicon(Value, frozen=True):
    """The region's knowledge in both languages."""

    topics: tuple[Topic, ...]
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    terms: tuple[Term, ...]


class Problem(Value, frozen=True):
    """Something an editor must mend. `path` is relative to the project, `line` and `column` count from 1."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "error"
    column: int = 1
    hint: str | None = None


class Correction(Value, frozen=True):
    """Something corrected after it was read or printed: a fact, as it was `before`, or an article's text (`notice`).

    `date` and `reason` are the editor's. A fact that is no longer among the digest's was withdrawn.
    """

    article: str
    date: str
    reason: Bilingual
    before: Fact | None = None
    notice: Notice | None = None


class Series(Value, frozen=True):
    """One metric of one subject in one unit: `facts` in the order of their periods, `conflicts` pairs that disagree."""

    id: str
    metric: Bilingual
    subject: Bilingual
    unit: str
    change: Change | None
    facts: tuple[Fact, ...]
    conflicts: tuple[tuple[Fact, Fact], ...] = ()


class Comparison(Value, frozen=True):
    """One metric of several subjects in one period and unit, the largest value first."""

    id: str
    metric: Bilingual
    unit: str
    period: str | None
    facts: tuple[Fact, ...]


Outcome = Literal["kept", "on_the_way", "missed", "not_reported"]


class Promise(Value, frozen=True):
    """A target or forecast, the last figure known when it was stated, and those reported `since`, in time's order."""

    fact: Fact
    said: str
    outcome: Outcome
    before: Fact | None = None
    since: tuple[Fact, ...] = ()


class Digest(Value, frozen=True):
    """All that the site is made of. `facts` are reviewed and not dropped, by id; `mentions` are by article stem."""

    articles: tuple[Article, ...]  # newest first
    facts: Mapping[str, Fact]
    mentions: Mapping[str, tuple[Mention, ...]]
    lexicon: Lexicon
    series: tuple[Series, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    promises: tuple[Promise, ...] = ()
    corrections: tuple[Correction, ...] = ()  # newest first
