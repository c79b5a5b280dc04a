"""The index as classic scripts, so that it loads the same over http and from a folder.

Every script makes one call, `digestIndex(name, value)`; its name is its address under `search/` without `.js`.

`manifest`              how many records and shards there are, how they are cut, the commonest words, and the
                        tokenizer's tables
`tokens/<shard>`        ";token postings;…;" for the tokens whose hash (FNV-1a over code points) modulo `shards` it is
`<kind>/<block>`        records of one kind in the order of their numbers: what a result shows, null where none is.
                        What facts share is told once: they name their article in "of" and their labels in "pairs"
`choices/names`         what the characters of the columns mean, see `choices`
`choices/<kind>/<n>`    the columns
`years/<year>`          by kind, the records that speak of a year, as postings write them
`values/<unit>/<n>`     facts by value, see `values`
`suggestions`           names to suggest, see `suggestions`

Postings are the lists of articles, facts, series and entities, joined by "|"; see `lists` and `postings`. Tokens that
begin with
"==" are a fact's own value; those with one "=" are figures that any text holds. The browser multiplies each weight by
the token's inverse document frequency within the kind, and adds up.
"""

import gc
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import chain
from typing import Any

import msgspec

from digest.model import Digest, Fact, Value
from digest.search.choices import COLUMN, SEVERAL, STATUSES, Choices
from digest.search.language import load_language
from digest.search.lists import LETTERS, NEAR, STEPS
from digest.search.postings import FIELDS, LISTS, B, K, Postings, Weigher
from digest.search.records import (
    KINDS,
    ROOM,
    SHOWN,
    Batch,
    Facets,
    Kind,
    Record,
    batch_records,
    batches,
    named_records,
)
from digest.search.suggestions import suggestions
from digest.search.tokenizer import tokenizer
from digest.search.values import Drawers, drawers, slug

_SHARD = 4 * 1024  # characters of postings in a shard at most, 2 kB over the wire
BLOCKS: Mapping[Kind, int] = {"entity": 32, "series": 32, "article": 16, "fact": 32}
_SHARED = SHOWN["fact"][:3]  # what the facts of one article have in common
_FACT = SHOWN["fact"][3:]
_PAIRS = ("metric", "subject", "period", "frame")  # what often recurs

Script = tuple[str, str]


class _Shown(Value, frozen=True):
    """What the index keeps of a record besides its tokens."""

    kind: Kind
    number: int
    row: tuple[Any, ...]
    facets: Facets | None


def index(digest: Digest, executor: Executor | None = None) -> Iterator[Script]:
    """The search index as (site path, script). The same digest gives the same bytes, with or without an executor."""
    weigh, choices = Weighing(), Choices(digest.lexicon)
    blocks = {kind: _Blocks(kind) for kind in KINDS}
    counts: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    named = list(named_records(digest))
    numbered: list[tuple[int, Fact]] = []
    told = list(batches(digest))
    for shown in chain([weigh.records(named)], weigh.batches(told, executor)):
        for each in shown:
            counts[each.kind] = each.number + 1
            if each.facets is not None:
                choices.add(each.kind, each.number, each.facets)
            if each.kind == "fact":
                numbered.append((each.number, digest.facts[each.row[SHOWN["fact"].index("id")]]))
            yield from blocks[each.kind].add(each)
    for block in blocks.values():
        yield from block.rest()
    shards = 1
    for shards, cell in _tokens(weigh.postings):  # noqa: B007 - their number is needed below
        yield cell
    yield from (script(f"choices/{name}", columns) for name, columns in choices.columns().items())
    yield script("choices/names", choices.names())
    years = choices.years()
    yield from (script(f"years/{year}", kinds) for year, kinds in years.items())
    rooms = "".join(chr(48 + room) for batch in told for room in batch.rooms)
    held = drawers(numbered)
    for unit, texts in held.items():
        yield from (script(f"values/{slug(unit)}/{drawer}", text) for drawer, text in texts.items())
    entities = [record for record in named if record.kind == "entity"]
    yield script("suggestions", suggestions(digest, entities))
    topics = {topic.id: (topic.name.zh, topic.name.en) for topic in digest.lexicon.topics}
    found = {"room": ROOM, "rooms": rooms, "years": list(years)}
    common = " ".join(weigh.postings.common(counts["article"]))
    yield script("manifest", {**_manifest(counts, shards, topics, held), **found, "common": common})


class Weighing:
    """Enters records into postings, and keeps what is shown of them."""

    def __init__(self) -> None:
        self.postings = Postings()
        self._weigher = Weigher(tokenizer())

    def records(self, records: Iterable[Record]) -> list[_Shown]:
        """Enter records of rising numbers."""
        shown = []
        with _unswept():
            for record in records:
                self.postings.add(record.kind, record.number, self._weigher.steps(record))
                shown.append(_Shown(record.kind, record.number, record.shown, record.facets))
        return shown

    def batches(self, told: Sequence[Batch], executor: Executor | None) -> Iterator[list[_Shown]]:
        """Enter the records of each batch, weighed by the executor where there is one."""
        if executor is None or len(told) < 2:
            yield from (self.records(batch_records(batch)) for batch in told)
            return
        for shown, postings in executor.map(_weigh_batch, told):
            self.postings.merge(postings)
            yield shown


@contextmanager
def _unswept() -> Iterator[None]:
    """No search for cycles meanwhile: it costs a sixth of the time, and values that never change form none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _weigh_batch(batch: Batch) -> tuple[list[_Shown], Postings]:
    weighing = Weighing()
    return weighing.records(batch_records(batch)), weighing.postings


class _Blocks:
    """The records of one kind as results show them, one block at a time."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._block = 0
        self._rows: list[Any] = []

    def add(self, record: _Shown) -> Iterator[Script]:
        """Enter a record; yields the block before it, where it begins another."""
        block, place = divmod(record.number, BLOCKS[self._kind])
        if block != self._block:
            yield from self.rest()
            self._block = block
        self._rows.extend([None] * (place - len(self._rows)))
        self._rows.append(record.row)

    def rest(self) -> Iterator[Script]:
        """The block that is being filled."""
        if self._rows:
            value = _fold(self._rows) if self._kind == "fact" else self._rows
            yield script(f"{self._kind}/{self._block}", value)
        self._rows = []


def _fold(rows: Sequence[Any]) -> Mapping[str, Any]:
    """Facts with what they share told once: "of" holds articles, "pairs" what recurs; rows name their places.

    Of a figure the row keeps the number in each language; its frame is the rest.
    """
    of: dict[str, int] = {}
    pairs: dict[str, int] = {}
    folded: list[Any] = []
    kept: tuple[list[Any], list[Any]] = ([], [])
    for row in rows:
        if row is None:
            folded.append(None)
            continue
        articles = len(_SHARED)
        told = [_place(row[:articles], of, kept[0])]
        fields = dict(zip(_FACT, row[articles:], strict=True))
        numbers, frame = zip(*map(_unframed, (fields["zh"], fields["en"])), strict=True)
        fields |= zip(("zh", "en"), numbers, strict=True)
        fields |= {"frame": frame, "status": STATUSES.index(fields["status"]), "reviewed": int(fields["reviewed"])}
        told += [_place(value, pairs, kept[1]) if name in _PAIRS else value for name, value in fields.items()]
        folded.append(told)
    return {"of": kept[0], "pairs": kept[1], "rows": folded}


def _unframed(said: str) -> tuple[str, str]:
    """The number of a figure as it is written, and what stands around it: 200 and "|||亿元"."""
    hedge, before, number, unit = said.split("|")
    return number, f"{hedge}|{before}||{unit}"


def _place(value: Any, seen: dict[str, int], kept: list[Any]) -> int:
    key = repr(value)
    if key not in seen:
        seen[key] = len(kept)
        kept.append(value)
    return seen[key]


def _tokens(postings: Postings) -> Iterator[tuple[int, Script]]:
    """The shards of the postings, each with how many there are."""
    with _unswept():
        texts = {each: f"{each} {postings.text(each)};" for each in postings.tokens()}
    shards = _shard_count(sum(map(len, texts.values())))
    cells: list[list[str]] = [[] for _ in range(shards)]
    for each, text in texts.items():
        cells[hash_of(each) % shards].append(text)
    for shard, cell in enumerate(cells):
        yield shards, script(f"tokens/{shard}", f";{''.join(cell)}")


def hash_of(text: str) -> int:
    """FNV-1a of 32 bits over the code points of `text`."""
    value = 0x811C9DC5
    for char in text:
        value = (value ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return value


def _shard_count(size: int) -> int:
    return 1 << max(0, math.ceil(math.log2(max(1, size) / _SHARD)))


def _manifest(counts: Mapping[Kind, int], shards: int, topics: Mapping[str, Any], held: Drawers) -> Mapping[str, Any]:
    fields = {
        kind: {name: {"weight": weight, "usual": usual} for name, (weight, usual) in each.items()}
        for kind, each in FIELDS.items()
    }
    return {
        "format": 3,
        "records": counts,
        "blocks": BLOCKS,
        "shards": shards,
        "lists": LISTS,
        "steps": STEPS,
        "letters": LETTERS,
        "near": NEAR,
        "k": K,
        "b": B,
        "fields": fields,
        "shown": {**SHOWN, "fact": (*_FACT, "frame"), "of": _SHARED, "pairs": _PAIRS},
        "statuses": STATUSES,
        "column": COLUMN,
        "several": SEVERAL,
        "topics": topics,
        "values": {unit: list(found) for unit, found in held.items()},
        "language": msgspec.to_builtins(load_language()),
    }


def script(name: str, value: Any) -> Script:
    """The script that hands over `value` under `name`, with its site path."""
    text = msgspec.json.encode(value).decode()
    return f"search/{name}.js", f'digestIndex("{name}",{text});\n'
