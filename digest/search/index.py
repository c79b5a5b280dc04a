"""The index as classic scripts, so that it loads the same over http and from a folder.

Every script makes one call, `digestIndex(name, value)`; its name is its address under `search/` without `.js`.

`manifest`              how many records and shards there are, how they are cut, the commonest words, and the
                        tokenizer's tables
`tokens/<shard>`        the lists of tokens, see `shards`
`article/<block>`       articles with their facts as results show them, see `blocks`
`labels`                the labels told in many of these blocks
`<kind>/<block>`        entities and series in the order of their numbers: what a result shows
`choices/names`         what the characters of the columns mean, see `choices`
`choices/<kind>/<n>`    the columns
`years/<year>`          by kind, the records that speak of a year, as postings write them
`values/<unit>/<n>`     facts by value, see `values`
`suggestions`           names to suggest, see `suggestions`
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import chain
from typing import Any

import msgspec

from digest.model import Digest, Lexicon, Value
from digest.search.blocks import ID_LETTERS, OF_ARTICLE, OF_FACT, Block, fold, slots, table, unfolded
from digest.search.choices import COLUMN, SEVERAL, Choices
from digest.search.entities import named_records
from digest.search.language import load_language
from digest.search.lists import LETTERS, NEAR, STEPS
from digest.search.names import spellings
from digest.search.postings import FIELDS, LISTS, B, K, Postings, Weigher
from digest.search.records import (
    ARTICLES,
    KINDS,
    ROOM,
    SHOWN,
    STATUSES,
    Batch,
    Facets,
    Kind,
    Record,
    batch_records,
    batches,
    numbered_facts,
)
from digest.search.shards import shards
from digest.search.suggestions import suggestions
from digest.search.tokenizer import tokenizer
from digest.search.values import drawers, slug

_ROWS = 32  # entities or series in a block

Script = tuple[str, str]


class _Told(Value, frozen=True):
    """What the index keeps of a batch besides postings: blocks, and by what its records can be chosen."""

    blocks: Sequence[Block]
    facets: Sequence[tuple[Kind, int, Facets]]


def index(digest: Digest, executor: Executor | None = None) -> Iterator[Script]:
    """The search index as (site path, script). The same digest gives the same bytes, with or without an executor."""
    postings, choices, blocks = Postings(), Choices(digest.lexicon), list[Block]()
    with _unswept():
        named, told = list(named_records(digest)), list(batches(digest))
        for each in _read(named, told, postings, executor):
            blocks += each.blocks
            for kind, number, facets in each.facets:
                choices.add(kind, number, facets)
        postings.spread()
        cells = shards(postings, spellings(digest.lexicon))
        columns, years = choices.columns(), choices.years()
        held = drawers(chain.from_iterable(map(numbered_facts, told)))
        suggested = suggestions(digest, [record for record in named if record.kind == "entity"])
        often = slots(blocks)
    yield from _rows(named)
    yield script("labels", table(often))
    yield from (script(f"article/{block.number}", unfolded(block, often)) for block in blocks)
    yield from (script(f"tokens/{shard}", cell) for shard, cell in enumerate(cells))
    yield script("choices/names", choices.names())
    yield from (script(f"choices/{name}", column) for name, column in columns.items())
    yield from (script(f"years/{year}", kinds) for year, kinds in years.items())
    for unit, texts in held.items():
        yield from (script(f"values/{slug(unit)}/{drawer}", text) for drawer, text in texts.items())
    yield script("suggestions", suggested)
    counts = choices.counts()
    found = {
        "records": counts,
        "shards": len(cells),
        "rooms": "".join(chr(48 + room) for batch in told for room in batch.rooms),
        "years": list(years),
        "values": {unit: list(texts) for unit, texts in held.items()},
        "common": " ".join(postings.common(counts["article"])),
    }
    yield script("manifest", {**_manifest(digest.lexicon), **found})


def _read(
    named: Sequence[Record], told: Sequence[Batch], postings: Postings, executor: Executor | None
) -> Iterator[_Told]:
    """Enter all records into `postings`; those of the batches are read by the executor where there is one."""
    weigher = Weigher(tokenizer())
    yield _enter(named, postings, weigher)
    if executor is None or len(told) < 2:
        yield from (_read_batch(batch, postings, weigher) for batch in told)
        return
    for apart, each in executor.map(_read_apart, told):
        postings.merge(apart)
        yield each


def _read_apart(batch: Batch) -> tuple[Postings, _Told]:
    postings = Postings()
    with _unswept():
        return postings, _read_batch(batch, postings, Weigher(tokenizer()))


def _read_batch(batch: Batch, postings: Postings, weigher: Weigher) -> _Told:
    told = list(batch_records(batch))
    records = chain.from_iterable((article, *facts) for article, facts in told)
    return _enter(records, postings, weigher, list(fold(told)))


def _enter(records: Iterable[Record], postings: Postings, weigher: Weigher, blocks: Sequence[Block] = ()) -> _Told:
    """Enter records, whose numbers rise within each kind."""
    facets = []
    for record in records:
        if record.kind == "fact":
            postings.add_labels(record, weigher.label_steps)
            postings.add("fact", record.number, {f"={figure}": STEPS for figure in record.figures})
        else:
            postings.add(record.kind, record.number, weigher.steps(record))
        facets.append((record.kind, record.number, record.facets))
    return _Told(blocks, facets)


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


def _rows(named: Iterable[Record]) -> Iterator[Script]:
    """What results show of entities and series."""
    rows: dict[Kind, list[Any]] = {"entity": [], "series": []}
    for record in named:
        rows[record.kind].append(record.shown)
    for kind, held in rows.items():
        for start in range(0, len(held), _ROWS):
            yield script(f"{kind}/{start // _ROWS}", held[start : start + _ROWS])


def _manifest(lexicon: Lexicon) -> Mapping[str, Any]:
    """What is the same in every index of this format, and the names of topics."""
    fields = {
        kind: {name: {"weight": weight, "usual": usual} for name, (weight, usual) in each.items()}
        for kind, each in FIELDS.items()
    }
    return {
        "format": 4,
        "kinds": KINDS,
        "blocks": {"entity": _ROWS, "series": _ROWS, "article": ARTICLES},
        "room": ROOM,
        "lists": LISTS,
        "steps": STEPS,
        "letters": LETTERS,
        "near": NEAR,
        "k": K,
        "b": B,
        "fields": fields,
        "shown": {**SHOWN, "labels": {"article": OF_ARTICLE, "fact": OF_FACT}, "id": ID_LETTERS},
        "statuses": STATUSES,
        "column": COLUMN,
        "several": SEVERAL,
        "topics": {topic.id: (topic.name.zh, topic.name.en) for topic in lexicon.topics},
        "language": msgspec.to_builtins(load_language()),
    }


def script(name: str, value: Any) -> Script:
    """The script that hands over `value` under `name`, with its site path."""
    text = msgspec.json.encode(value).decode()
    return f"search/{name}.js", f'digestIndex("{name}",{text});\n'
