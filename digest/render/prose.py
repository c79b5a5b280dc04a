"""An article's Markdown as clean HTML, with its figures marked in place.

Markdown knows nothing of facts and must not shift their spans, so every marked stretch is put between private-use
characters before the Markdown is read, and these become links when all else is done.
"""

import re
from collections.abc import Iterator, Sequence

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from digest.model import Fact, Span, Value

_OPEN, _CLOSE, _FIRST, _LAST = "\ue000", "\ue001", 0xE100, 0xF8FF
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SENTINEL = re.compile(f"({_OPEN}[{chr(_FIRST)}-{chr(_LAST)}]|{_CLOSE})")
_TAG = re.compile(r"(<[^>]*>)")
_PLAIN = re.compile(r"(?!\s|#|>|[-+] |\d+[.)] |=|-{2})[^\\`*_\[\]<>&]+")
_TAGS = {"p", "a", "strong", "em", "code", "br", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "sub", "sup"}
_ATTRIBUTES = {"a": {"href", "title"}}


class Mark(Value, frozen=True):
    """A stretch of a paragraph that states `fact`; `one` where only the Chinese states it."""

    span: Span
    fact: Fact
    one: bool


def render_paragraph(text: str, marks: Sequence[Mark], markdown: Markdown) -> Markup:
    """The paragraph as HTML: cleaned of all that could run or load, its figures linked to their rows in the table.

    A mark that overlaps an earlier one is left out; one that runs across a tag is linked on both sides of it.
    """
    kept = list(_apart(marks))
    source = _with_sentinels(text, kept)
    if _PLAIN.fullmatch(source):
        page = f"<p>{source}</p>"  # most paragraphs hold no markup at all: the same result at a twentieth of the cost
    else:
        page = _TAG.sub(lambda tag: _SENTINEL.sub("", tag[0]), markdown.reset().convert(source))
        page = nh3.clean(
            page, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
        )
    return Markup("".join(_link(page, kept)))  # noqa: S704 - cleaned just above


def _apart(marks: Sequence[Mark]) -> Iterator[Mark]:
    end = 0
    for mark in sorted(marks, key=lambda mark: mark.span):
        if mark.span[0] >= end and mark.span[1] > mark.span[0]:
            yield mark
            end = mark.span[1]


def _with_sentinels(text: str, marks: Sequence[Mark]) -> str:
    text = _PRIVATE.sub("\ufffd", text)
    parts: list[str] = []
    end = 0
    for number, mark in enumerate(marks):
        start, stop = mark.span
        parts += [text[end:start], _OPEN, chr(_FIRST + number), text[start:stop], _CLOSE]
        end = stop
    return "".join([*parts, text[end:]])


def _link(page: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The pieces of `page`, each stretch of text between sentinels as a link, or as a span inside another link."""
    current: Mark | None = None
    inside_link = False
    for piece in _TAG.split(page):
        if piece.startswith("<"):
            inside_link = piece.startswith("<a ") or (inside_link and piece != "</a>")
            yield piece
            continue
        for part in _SENTINEL.split(piece):
            if part == _CLOSE:
                current = None
            elif part.startswith(_OPEN):
                current = marks[ord(part[1]) - _FIRST]
            elif part:
                yield part if current is None else _figure(part, current, inside_link=inside_link)


def _figure(text: str, mark: Mark, *, inside_link: bool) -> str:
    name, href = ("span", "") if inside_link else ("a", f' href="#f-{escape(mark.fact.id)}"')
    one = " data-one" if mark.one else ""
    data = f'data-fact="{escape(mark.fact.id)}" data-status="{mark.fact.status}"{one}'
    return f'<{name} class="fig"{href} {data}>{text}</{name}>'
