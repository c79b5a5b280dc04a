"""A page cut into drafts of articles, with the place in the raw text of every character that is kept.

Nothing is lost: what is in no draft (furniture, scraps, labels of boxes) is listed with the reason.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from digest.model import Span, Value
from digest.newspaper.blocks import is_closed, whole_characters
from digest.newspaper.disorder import exploded
from digest.newspaper.kinds import could_be_title, words
from digest.newspaper.links import Link, find_links, late_links
from digest.newspaper.order import Flow, read_order
from digest.newspaper.outline import outline
from digest.newspaper.units import Unit
from digest.text import Clean, clean, join_lines

DraftKind = Literal["news", "interview", "sidebar", "caption", "notice"]
_MARKS = " ■□●◆◇▇█◎☆★※▍▌❖•*#【】（）()　"
_PAGE = 500_000  # characters: a text beyond this is no page, and only its torn lines are joined
_DATE = re.compile(r"((?:19|20)\d\d)[年./-]\s?(\d{1,2})[月./-]\s?(\d{1,2})")
_NOTICE = re.compile("公告|启事|通告|公示|声明|征订|招聘|讣告")


class Part(Value, frozen=True):
    """A paragraph or subheading.

    `unsure` are places in its text where pieces were joined on weak evidence; `torn` says that it ends in
    mid-sentence, `moved` that it does not stand where the file has it.
    """

    clean: Clean
    subhead: bool = False
    unsure: tuple[int, ...] = ()
    torn: bool = False
    moved: bool = False

    @property
    def text(self) -> str:
        """The text, one line."""
        return self.clean.text

    @property
    def spans(self) -> list[Span]:
        """The stretches of the raw text it was put together from, in the order of reading."""
        out: list[Span] = []
        for place in self.clean.places:
            if out and 0 <= place - out[-1][1] <= 4:
                out[-1] = (out[-1][0], place + 1)
            else:
                out.append((place, place + 1))
        return out


class Draft(Value, frozen=True):
    """An article as the page has it. `span` covers its headline or else its first part."""

    kind: DraftKind
    headline: str | None
    byline: str | None
    date: str | None
    publication: str | None
    parts: tuple[Part, ...]
    kicker: str | None = None
    deck: str | None = None
    dateline: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, subheadings marked with ##."""
        return [f"## {part.text}" if part.subhead else part.text for part in self.parts]


class Aside(Value, frozen=True):
    """What is in no draft, where it stands and why it was left out."""

    text: str
    span: Span
    why: str


class Page(Value, frozen=True):
    """All that a page holds."""

    drafts: tuple[Draft, ...]
    asides: tuple[Aside, ...]


def cut_page(raw: str, date: str | None = None) -> Page:
    """The drafts of a page in reading order, captions last, and what was left out.

    `date` stands over a printed one.
    """
    units = exploded(outline(whole_characters(raw)))
    links = find_links(units)
    flows = read_order(units, links)
    links = [*links, *late_links(units, [flow.units for flow in flows], links)]
    paper = _paper(units)
    day = date or _printed_date(units)
    cut = [_draft(units, links, flow, paper, day) for flow in flows]
    drafts = [draft for draft in cut if draft.parts or draft.headline]
    asides = [
        Aside(unit.spaced, _span(unit), unit.kind) for unit in units if unit.kind in ("furniture", "scrap", "label")
    ]
    return Page((*drafts, *_captions(units, paper, day)), tuple(asides))


def reassemble(raw: str) -> Clean:
    """The sentences of a page, one paragraph a line: articles and boxes in reading order, then captions that are
    sentences.

    Headlines, subheadings and furniture are left out. `places` lead into `raw`.
    """
    if len(raw) > _PAGE:
        return clean(raw)
    text: list[str] = []
    places: list[int] = []
    for draft in cut_page(raw).drafts:
        mark = "\n\n"
        for part in draft.parts:
            phrase = draft.kind == "caption" and not is_closed(part.text)
            if part.subhead or phrase or not part.text or words().number.fullmatch(part.text):
                continue
            if text:
                text.append(mark)
                places += [part.clean.places[0]] * len(mark)
            text.append(part.text)
            places += part.clean.places
            mark = "\n"
    return Clean("".join(text), tuple(places)) if text else clean(raw)


def _span(unit: Unit) -> Span:
    last = unit.lines[-1]
    return unit.lines[0].start, last.start + len(last.text)


def _draft(units: Sequence[Unit], links: Sequence[Link], flow: Flow, paper: str | None, day: str | None) -> Draft:
    mine = [units[i] for i in flow.units]
    after = {link.before: link for link in links}
    parts: list[Part] = []
    bylines = [_plain(unit.spaced) for unit in mine if unit.kind == "byline"]
    chain: list[int] = []
    for i in flow.units:
        unit = units[i]
        if unit.kind == "text":
            chain.append(i)
            if i in after and after[i].after in flow.units:
                continue
            parts.append(_paragraph(units, after, chain, moved=chain[0] in flow.moved))
            chain = []
        elif unit.kind in ("subhead", "number"):
            parts.append(Part(_without_mark(unit.clean), subhead=unit.kind == "subhead"))
    line = _dateline(next((unit for unit in mine if unit.kind == "text"), None))
    if parts and line:
        first = next(k for k, part in enumerate(parts) if not part.subhead)
        parts[first], found = _undated(parts[first], line)
        bylines = [found, *bylines] if found else bylines
    named = next((words().source.match(unit.spaced) for unit in mine if unit.kind == "source"), None)
    wires = [
        unit.spaced.strip("（）() ") for unit in mine if unit.kind == "source" and not words().source.match(unit.spaced)
    ]
    byline = " ".join(dict.fromkeys(bylines + wires)) or None
    headline = _title(mine, "headline")
    return Draft(
        kind=_kind(parts, headline, box=flow.box),
        headline=headline,
        byline=byline,
        date=day,
        publication=named["name"] if named else _publication(byline) or paper,
        parts=tuple(parts),
        kicker=_title(mine, "kicker"),
        deck=_title(mine, "deck"),
        dateline=line.group().strip() if line else None,
    )


def _paragraph(units: Sequence[Unit], after: dict[int, Link], chain: Sequence[int], *, moved: bool) -> Part:
    lines = [(line.text, line.start) for i in chain for line in units[i].lines]
    joined = join_lines(lines)
    unsure = []
    for i in chain[:-1]:
        if not after[i].sure:
            start = units[after[i].after].lines[0].start
            if start in joined.places:
                unsure.append(joined.places.index(start))
    return Part(joined, unsure=tuple(unsure), torn=not is_closed(joined.text), moved=moved)


def _without_mark(marked: Clean) -> Clean:
    skip = len(marked.text) - len(marked.text.lstrip(" ■□●◆◇▇█◎☆★※▍▌❖•#△▲▽▼◀▶◁▷"))
    return Clean(marked.text[skip:], marked.places[skip:])


def _title(units: Sequence[Unit], kind: str) -> str | None:
    return " ".join(_decks(unit) for unit in units if unit.kind == kind) or None


def _decks(unit: Unit) -> str:
    """A title's decks parted by blanks; the blanks of extraction around a number are dropped: 实施 3485 个."""
    bare = unit.spaced.strip("".join(mark for mark in _MARKS if mark not in "（）()【】"))
    return re.sub(r"(?<=[一-鿿]) (\d[\d.]*%?) (?=[一-鿿])", r"\1", bare)


def _plain(text: str) -> str:
    return text.strip(_MARKS + "—-")


def _dateline(unit: Unit | None) -> re.Match[str] | None:
    """The dateline that opens a unit, blanks between names kept."""
    return words().dateline.match(unit.spaced) if unit is not None else None


def _undated(part: Part, line: re.Match[str]) -> tuple[Part, str | None]:
    """The paragraph without its dateline, and the byline that stood in it."""
    short = words().dateline.match(part.text)
    skip = short.end() if short else 0
    rest = Clean(part.clean.text[skip:], part.clean.places[skip:])
    unsure = tuple(place - skip for place in part.unsure if place > skip)
    wire = re.match("新华社|中新社", line.group())
    byline = line["inside"] or line["bare"] or line["paren"] or (wire.group() if wire else None)
    if not rest.text:
        return part, byline
    return Part(rest, unsure=unsure, torn=part.torn, moved=part.moved), byline


def _kind(parts: Sequence[Part], headline: str | None, *, box: bool) -> DraftKind:
    if box:
        return "sidebar"
    if headline and _NOTICE.search(headline) and len(parts) <= 6:
        return "notice"
    asked = sum(bool(re.match(r"(?:记者|问|[一-鿿]{2,8}记者)[：:]", part.text)) for part in parts)
    return "interview" if asked >= 3 else "news"


def _publication(text: str | None) -> str | None:
    """The paper that a byline names: of 新重庆-重庆日报记者 the paper, not its application."""
    names = list(re.findall(r"[一-鿿]{2,8}?(?:日报|晨报|晚报|早报|时报|商报|都市报|周刊|周报)", text or ""))
    return re.sub("^(?:新重庆|上游新闻|上游财经)", "", names[-1]) if names else None


def _paper(units: Sequence[Unit]) -> str | None:
    """The paper that the page names most often, in bylines, datelines and furniture."""
    found = Counter(
        name
        for unit in units
        if unit.kind in ("byline", "furniture", "caption")
        or (unit.kind == "text" and words().dateline.match(unit.text))
        if (name := _publication(unit.spaced[:60]))
    )
    named = next(
        (match["name"] for unit in units if unit.kind == "source" and (match := words().source.match(unit.spaced))),
        None,
    )
    return found.most_common(1)[0][0] if found else named


def _printed_date(units: Sequence[Unit]) -> str | None:
    """The date in the page's furniture, ISO; None where it prints none."""
    for unit in units:
        if unit.kind == "furniture" and (match := _DATE.search(unit.spaced)):
            year, month, day = (int(group) for group in match.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _captions(units: Sequence[Unit], paper: str | None, day: str | None) -> list[Draft]:
    """Captions as drafts of their own, each with its credit."""
    out: list[Draft] = []
    texts: list[Unit] = []
    for i, unit in enumerate(units):
        if unit.kind != "caption":
            continue
        texts.append(unit)
        if i + 1 < len(units) and units[i + 1].kind == "caption" and words().credit.fullmatch(units[i + 1].spaced):
            continue
        out.append(_caption(texts, paper, day))
        texts = []
    return out


def _caption(units: Sequence[Unit], paper: str | None, day: str | None) -> Draft:
    """A caption; who took the picture stands in the byline, and not in the text."""
    parts: list[Part] = []
    credits_: list[str] = []
    for unit in units:
        text = unit.spaced
        if words().credit.fullmatch(text):
            credits_.append(_plain(text))
            continue
        said = _without_mark(unit.clean)
        if match := words().credit_end.search(text):
            credits_.append(_plain(match.group(1)))
            kept = said.text.removesuffix(re.sub(r"\s", "", match.group(1))).rstrip()
            said = Clean(kept, said.places[: len(kept)])
        parts.append(Part(said))
    byline = " ".join(credits_) or None
    return Draft("caption", None, byline, day, _publication(byline) or paper, tuple(parts))


def has_article(page: Page) -> bool:
    """Whether the page holds at least one article with running text."""
    return any(
        draft.kind != "caption"
        and any(len(part.text) >= 20 or not could_be_title(part.text, 1) for part in draft.parts)
        for draft in page.drafts
    )
