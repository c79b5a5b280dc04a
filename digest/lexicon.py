"""The region's knowledge in both languages: names in a text, topics of a sentence, English labels made by rule."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from digest.errors import ContentError
from digest.files import load_yaml
from digest.model import Bilingual, Lang, Lexicon, Organisation, Place, Span, Term, Topic, Value
from digest.patterns import longest

Kind = Literal["place", "organisation"]


class Name(Value, frozen=True):
    """A place or organisation that a text names."""

    span: Span
    kind: Kind
    id: str


def load_lexicon(folder: Path) -> Lexicon:
    """The four files of `content/lexicon`. Raises ContentError with file and line where one can't be used."""
    lexicon = Lexicon(
        topics=load_yaml(folder / "topics.yml", tuple[Topic, ...]),
        places=load_yaml(folder / "places.yml", tuple[Place, ...]),
        organisations=load_yaml(folder / "organisations.yml", tuple[Organisation, ...]),
        terms=load_yaml(folder / "terms.yml", tuple[Term, ...]),
    )
    for file, ids in (
        ("topics.yml", [topic.id for topic in lexicon.topics]),
        ("places.yml", [place.id for place in lexicon.places]),
        ("organisations.yml", [body.id for body in lexicon.organisations]),
        ("terms.yml", [term.zh for term in lexicon.terms]),
    ):
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ContentError(f"stands twice: {', '.join(twice)}", folder / file)
    return lexicon


def empty_lexicon() -> Lexicon:
    """A lexicon that knows nothing, for texts read without a region."""
    return Lexicon((), (), (), ())


class Matcher:
    """The lexicon made ready for reading texts. One is built a process; it holds no state."""

    def __init__(self, lexicon: Lexicon, region: str | None = None) -> None:
        self.lexicon = lexicon
        self.places: Mapping[str, Place] = {place.id: place for place in lexicon.places}
        self.organisations: Mapping[str, Organisation] = {body.id: body for body in lexicon.organisations}
        self.region = self.places.get(region or "")
        self._names = {lang: _forms(lexicon, lang) for lang in ("zh", "en")}
        self._pattern = {lang: _alternatives(forms, whole=lang == "en") for lang, forms in self._names.items()}
        self._topics = {lang: _topic_words(lexicon, lang) for lang in ("zh", "en")}
        self._topic_pattern = {lang: _alternatives(words, whole=lang == "en") for lang, words in self._topics.items()}
        self._english = _english_forms(lexicon)
        self._parts = _alternatives(self._english)

    def names(self, text: str, lang: Lang) -> Iterator[Name]:
        """The places and organisations named in a text, longest first where they overlap."""
        for match in self._pattern[lang].finditer(text):
            kind, ident = self._names[lang][match.group()]
            yield Name(match.span(), kind, ident)

    def spans(self, text: str) -> Iterator[Span]:
        """Where a Chinese text names places and organisations."""
        return (match.span() for match in self._pattern["zh"].finditer(text))

    def holds_name(self, text: str) -> bool:
        """Whether a Chinese text names any place or organisation."""
        return self._pattern["zh"].search(text) is not None

    def name_at(self, text: str) -> Name | None:
        """The longest Chinese name that `text` begins with."""
        match = self._pattern["zh"].match(text)
        return Name(match.span(), *self._names["zh"][match.group()]) if match else None

    def name_of(self, text: str, lang: Lang = "zh") -> tuple[Kind, str] | None:
        """What `text` as a whole is the name of."""
        return self._names[lang].get(text)

    def within_region(self, place: str | None) -> str | None:
        """`place` if it lies in the region, or there is no region: a firm's head office is often elsewhere."""
        inside = place
        while inside is not None and self.region is not None and inside != self.region.id:
            inside = self.places[inside].parent if inside in self.places else None
        return place if inside is not None else None

    def topics(self, text: str, lang: Lang) -> tuple[str, ...]:
        """The topics whose words stand in a text, in the lexicon's order."""
        return self.in_order({topic for _, topic in self.topic_words(text, lang)})

    def topic_words(self, text: str, lang: Lang) -> list[tuple[int, str]]:
        """Where the words of topics stand in a text, each with its topic."""
        topics = self._topics[lang]
        found = self._topic_pattern[lang].finditer(text)
        return [(match.start(), topics[match.group() if lang == "zh" else match.group().lower()]) for match in found]

    def in_order(self, topics: Collection[str]) -> tuple[str, ...]:
        """Topics in the lexicon's order."""
        return tuple(topic.id for topic in self.lexicon.topics if topic.id in topics) if topics else ()

    def english(self, zh: str) -> str | None:
        """`zh` in English, composed of the lexicon's names and terms, longest first; None where a part is unknown."""
        return _compose(zh, self._english, self._parts)

    def label(self, zh: str) -> Bilingual:
        """`zh` with its English, where the lexicon has it."""
        return Bilingual(zh, self.english(zh))


@lru_cache(maxsize=4)
def _matcher(packed: bytes, region: str | None) -> Matcher:
    return Matcher(msgspec.msgpack.decode(packed, type=Lexicon), region)


def matcher(lexicon: Lexicon, region: str | None = None) -> Matcher:
    """The matcher of a lexicon; the same lexicon gives the same one within a process."""
    return _matcher(msgspec.msgpack.encode(lexicon), region)


def _forms(lexicon: Lexicon, lang: Lang) -> Mapping[str, tuple[Kind, str]]:
    forms: dict[str, tuple[Kind, str]] = {}
    entries: list[tuple[Kind, Place | Organisation]] = [("place", place) for place in lexicon.places]
    entries += [("organisation", body) for body in lexicon.organisations]
    for kind, entry in entries:
        full = entry.zh if lang == "zh" else entry.en
        for form in (full, entry.short[lang], *entry.aliases.get(lang, ())):
            if len(form) > 1:
                forms.setdefault(form, (kind, entry.id))
    return forms


def _topic_words(lexicon: Lexicon, lang: Lang) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for topic in lexicon.topics:
        for word in topic.words.get(lang, ()):
            for form in (word,) if lang == "zh" else (word.lower(), f"{word.lower()}s"):
                words.setdefault(form, topic.id)
    return words


def _english_forms(lexicon: Lexicon) -> Mapping[str, str]:
    forms: dict[str, str] = {}
    for place in lexicon.places:
        forms.setdefault(place.zh, place.en)
        forms.setdefault(place.short.zh, place.short["en"])
    for body in lexicon.organisations:
        forms.setdefault(body.zh, body.en)
        forms.setdefault(body.short.zh, body.short["en"])
        for alias in body.aliases.get("zh", ()):
            forms.setdefault(alias, body.short["en"])
    for term in lexicon.terms:
        forms.setdefault(term.zh, term.en)
    return forms


def _alternatives(forms: Mapping[str, object], *, whole: bool = False) -> re.Pattern[str]:
    body = longest(forms)
    return (
        re.compile(rf"(?<![A-Za-z])(?:{body})(?![A-Za-z])", re.I if all(form.islower() for form in forms) else 0)
        if whole
        else re.compile(body)
    )


# What stands around a measure and how English says it. {} is the rest, composed by itself.
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(.+?)的?同比(?:增长|增幅|增速)"), "year-on-year growth in {}"),
    (re.compile(r"(.+?)的?同比(?:下降|减少|降幅)"), "year-on-year fall in {}"),
    (re.compile(r"(.+?)年均(?:增长|增速)"), "average annual growth in {}"),
    (re.compile(r"(.+?)(?:增速|增长率|增幅|增长)"), "growth in {}"),
    (re.compile(r"(.+?)(?:数量|总数|数)"), "number of {}"),
    (re.compile(r"(.+?)占(?:全市|我市)的?(?:比重|比例|份额|比)"), "share of the city’s {}"),
    (re.compile(r"(.+?)占(?:全省|我省)的?(?:比重|比例|份额|比)"), "share of the province’s {}"),
    (re.compile(r"(.+?)占(?:全国|我国)的?(?:比重|比例|份额|比)"), "share of the country’s {}"),
    (re.compile(r"(.+?)占(.+?)的?(?:比重|比例|份额|比)"), "{} as a share of {}"),
    (re.compile(r"占(.+?)的?(?:比重|比例|份额|比)"), "share of {}"),
    (re.compile(r"每(辆|台|颗|家|人)(.+)"), "{1} per {0}"),
)
_FILL = re.compile(r"[的“”\"‘’《》]")


def _compose(zh: str, forms: Mapping[str, str], parts: re.Pattern[str]) -> str | None:
    if zh in forms:
        return forms[zh]
    for shape, english in _SHAPES:
        match = shape.fullmatch(zh)
        if match:
            pieces = [_compose(piece, forms, parts) for piece in match.groups()]
            if None not in pieces:
                return english.format(*pieces)
    owner, _, owned = zh.rpartition("的")
    if owner and owned:
        pieces = [_compose(owned, forms, parts), _compose(owner, forms, parts)]
        if None not in pieces:
            return "{} of {}".format(*pieces)
    out: list[str] = []
    position = 0
    for match in parts.finditer(zh):
        if _FILL.sub("", zh[position : match.start()]):
            return None
        out.append(forms[match.group()])
        position = match.end()
    return " ".join(out) if out and not _FILL.sub("", zh[position:]) else None
