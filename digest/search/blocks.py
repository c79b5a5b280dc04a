"""Articles with their facts as results show them, some articles to a script.

A block is {"slots": "…", "labels": […], "rows": […]}. A row is an article: stem, title, summary, its date where the
stem does not begin with it, and three strings:

- "refs": numerals (see `lists`). The first are places among the block's labels: those of the article's `OF_ARTICLE`,
  then of each fact's `OF_FACT`. Then comes for each fact twice the place of its status, and one more where it is
  reviewed.
- "ids": of each fact seven letters, which are its ten hexadecimal digits in the base of all letters; a list of ids
  where a person has given another kind of id.
- "numbers": of each fact the number as Chinese and as English write it, all joined by "|"; the English is empty where
  it is the same. What stands around it is its frame.

Labels are measures, owners, periods and the like, which recur; each is a text in Chinese and in English, null where
there is none. Those told in many blocks stand in the script `labels`. Of each label of a block in turn "slots" holds a
numeral: 0 where its two texts come next in "labels", else one more than its slot in the script. The slots that a label
may have are fixed by its text, and those told most by far choose first: so a table of bounded size serves all blocks,
and an edit hardly ever moves another label.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from digest.model import Value
from digest.search.lists import LETTERS, numeral
from digest.search.records import ARTICLES, STATUSES, Record

SLOTS = 256  # as many as a byte can tell
ID_LETTERS = 7
OF_ARTICLE = ("publication", "topics")
OF_FACT = ("metric", "subject", "period", "frame")
_MANY = 8  # blocks
_HEX = re.compile("[0-9a-f]{10}")
_NOTHING = (None, None)

Label = tuple[str | None, str | None]


class Block(Value, frozen=True):
    """A block before it is known which labels are told in many."""

    number: int
    labels: tuple[Label, ...]
    rows: tuple[tuple[Any, ...], ...]


def fold(told: Sequence[tuple[Record, Sequence[Record]]]) -> Iterator[Block]:
    """The blocks of articles, each with its facts, the first of which begins a block."""
    for start in range(0, len(told), ARTICLES):
        part = told[start : start + ARTICLES]
        labels: dict[Label, int] = {}
        rows = tuple(_row(article, facts, labels) for article, facts in part)
        yield Block(part[0][0].number // ARTICLES, tuple(labels), rows)


def _row(article: Record, facts: Sequence[Record], labels: dict[Label, int]) -> tuple[Any, ...]:
    stem, title, summary, date, publication, topics = article.shown
    told: list[Label] = [publication, (" ".join(topics), None)]
    ids: list[str] = []
    numbers: list[str] = []
    states: list[int] = []
    for fact in facts:
        ident, zh, en, metric, subject, period, status, reviewed = fact.shown
        (zh, zh_frame), (en, en_frame) = unframed(zh), unframed(en)
        told += metric, subject, period or _NOTHING, (zh_frame, en_frame)
        states.append(2 * STATUSES.index(status) + reviewed)
        ids.append(ident)
        numbers += zh, "" if en == zh else en
    refs = [labels.setdefault(each, len(labels)) for each in told]
    written = "".join(map(numeral, chain(refs, states)))
    shown_date = None if len(date) == 10 and stem.startswith(date) else date
    return stem, title, summary, shown_date, written, _packed(ids), "|".join(numbers)


def unframed(said: str) -> tuple[str, str]:
    """The number of a figure as it is written, and what stands around it: 200 and "|||亿元"."""
    hedge, before, number, unit = said.split("|")
    return number, f"{hedge}|{before}||{unit}"


def _packed(ids: Sequence[str]) -> str | Sequence[str]:
    if not all(map(_HEX.fullmatch, ids)):
        return ids
    return "".join([_letters(int(each, 16)) for each in ids])


def _letters(value: int) -> str:
    text = ""
    for _ in range(ID_LETTERS):
        value, place = divmod(value, len(LETTERS))
        text = LETTERS[place] + text
    return text


def slots(blocks: Iterable[Block]) -> Mapping[Label, int]:
    """The labels told in many blocks that have a slot of their own, each with its slot."""
    counts = Counter(chain.from_iterable(block.labels for block in blocks))
    often = [(16 - (count.bit_length() // 2), label) for label, count in counts.items() if count >= _MANY]
    owners: dict[int, Label] = {}
    for _, label in sorted(often, key=repr):  # by how often, roughly: few edits change that
        free = [slot for slot in zlib.crc32(repr(label).encode()).to_bytes(4) if slot not in owners]
        if free:
            owners[free[0]] = label
    return {label: slot for slot, label in owners.items()}


def table(held: Mapping[Label, int]) -> Sequence[str | None]:
    """The script `labels`: the two texts of each slot."""
    texts: list[str | None] = [None] * (2 * SLOTS)
    for label, slot in held.items():
        texts[2 * slot : 2 * slot + 2] = label
    return texts


def unfolded(block: Block, held: Mapping[Label, int]) -> Mapping[str, Any]:
    """A block as it is sent."""
    return {
        "slots": "".join([numeral(held.get(label, -1) + 1) for label in block.labels]),
        "labels": [text for label in block.labels if label not in held for text in label],
        "rows": block.rows,
    }
