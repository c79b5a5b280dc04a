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

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from itertools import chain
from typing import Any

import msgspec

from digest.model import Digest, Lexicon
from digest.search.blocks import ID_LETTERS, OF_ARTICLE, OF_FACT, Block, slots, table, unfolded
from digest.search.choices import COLUMN, SEVERAL, Choices
from digest.search.entering import enter_all, unswept
from digest.search.entities import named_records
from digest.search.language import load_language
from digest.search.lists import LETTERS, NEAR, STEPS
from digest.search.names import spellings
from digest.search.postings import FIELDS, LISTS, B, K, Postings
from digest.search.records import (
    ARTICLES,
    KINDS,
    ROOM,
    SHOWN,
    STATUSES,
    Kind,
    Record,
    batches,
    numbered_facts,
)
from digest.search.shards import shards
from digest.search.suggestions import suggestions
from digest.search.values import drawers, slug

_ROWS = 32  # entities or series in a block

Script = tuple[str, str]


def index(digest: Digest, executor: Executor | None = None) -> Iterator[Script]:
    """The search index as (site path, script). The same digest gives the same bytes, with or without an executor."""
    postings, choices, blocks = Postings(), Choices(digest.lexicon), list[Block]()
    named, told = list(named_records(digest)), list(batches(digest))
    with unswept():
        for each in enter_all(named, told, postings, executor):
            blocks += each.blocks
            for kind, number, facets in each.facets:
                choices.add(kind, number, facets)
    yield from _rows(named)
    often = slots(blocks)
    yield script("labels", table(often))
    yield from (script(f"article/{block.number}", unfolded(block, often)) for block in blocks)
    with unswept():
        postings.spread()
        cells = shards(postings, spellings(digest.lexicon), executor)
    yield from (script(f"tokens/{shard}", cell) for shard, cell in enumerate(cells))
    yield script("choices/names", choices.names())
    yield from (script(f"choices/{name}", column) for name, column in choices.columns().items())
    years = choices.years()
    yield from (script(f"years/{year}", kinds) for year, kinds in years.items())
    held = drawers(chain.from_iterable(map(numbered_facts, told)))
    for unit, texts in held.items():
        yield from (script(f"values/{slug(unit)}/{drawer}", text) for drawer, text in texts.items())
    yield script("suggestions", suggestions(digest, [record for record in named if record.kind == "entity"]))
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
