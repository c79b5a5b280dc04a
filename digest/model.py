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

Status = Literal["actual", "target", "forecast", "capacity", "spec"]
Change = Literal["yoy", "qoq", "period"]
Qualifier = Literal["=", ">", "<", "~", ">=", "<="]
Severity = Literal["error", "warning", "note"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
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


class EnglishSource(Value, frozen=True):
    """The same report's names in English."""

    publication: str
    title: str
    author: str | None = None


class Paragraph(Value, frozen=True):
    """One block of an article's Markdown: `text` as written, without line breaks; `line` counts from 1."""

    text: str
    line: int


class Text(Value, frozen=True):
    """An article in one language. `path` is relative to the project."""

    path: str
    title: str
    summary: str | None
    paragraphs: tuple[Paragraph, ...]


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


class Digest(Value, frozen=True):
    """All that the site is made of. `facts` are reviewed and not dropped, by id; `mentions` are by article stem."""

    articles: tuple[Article, ...]  # newest first
    facts: Mapping[str, Fact]
    mentions: Mapping[str, tuple[Mention, ...]]
    lexicon: Lexicon
