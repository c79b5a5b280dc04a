"""Staleness: the Chinese paragraphs as they were when their English was last agreed, kept as marks in its front matter.

A mark is made from the words of a paragraph and from nothing else, so that it survives renames, rebases and new markup.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import blake2s

from digest.model import Article, Paragraph, Problem
from digest.text import clean_paragraph

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # YAML would take 12345678 and 1e234567 for numbers
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n(?P<head>.*?\r?\n)(?P<end>---\r?(?:\n|\Z))", re.S)
_AGREED = re.compile(rb"^agreed:[^\n]*\n(?:(?:[ \t]|-(?!--))[^\n]*\n|\r?\n(?=[ \t-]))*", re.M)


def marks(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """A mark of eight letters for each paragraph."""
    return tuple(_mark(clean_paragraph(paragraph.text).text) for paragraph in paragraphs)


def _mark(text: str) -> str:
    return blake2s(text.encode(), digest_size=4).hexdigest().translate(_LETTERS)


def check_agreed(article: Article) -> Iterator[Problem]:
    """The English paragraphs whose Chinese is not what it was when they were agreed; none of a text never agreed."""
    if article.en is None or not article.agreed:
        return
    english = article.en.paragraphs
    now = marks(article.zh.paragraphs)
    same = SequenceMatcher(None, article.agreed, now, autojunk=False).get_matching_blocks()
    kept = {number for block in same for number in range(block.b, block.b + block.size)}
    for number in range(len(now)):
        if number not in kept:
            line, column = english[min(number, len(english) - 1)].spot(0)
            message = "the Chinese of this paragraph has changed since its English was agreed"
            hint = f"read both, then run: python build.py agree {article.stem}"
            yield Problem(article.en.path, line, "stale-english", message, "warning", column, hint)


def with_marks(raw: bytes, agreed: Sequence[str]) -> bytes:
    """An English file with these marks in its front matter; every other byte stays. `raw` must have front matter."""
    front = _FRONT.match(raw)
    if front is None:
        raise ValueError("no front matter")
    head = front["head"]
    end = b"\r\n" if b"\r\n" in head else b"\n"
    block = b"agreed:" + end + b"".join(b"  - " + mark.encode() + end for mark in agreed)
    before = _AGREED.search(head)
    head = head[: before.start()] + block + head[before.end() :] if before else head + block
    return raw[: front.start("head")] + head + raw[front.start("end") :]
