"""The index as classic scripts, so that it loads the same over http and from a folder.

Every script makes one call, `digestIndex(name, value)`; its name is its address under `search/` without `.js`.

`manifest`           how many records and shards there are, how they are cut, and the tokenizer's tables
`tokens/<shard>`     {token: postings}, for the tokens whose hash (FNV-1a over code points) modulo `shards` it is
`<kind>/<block>`     `block` records of one kind in their order: what a result shows

Records are numbered from 0 within their kind, new articles last, so that an addition leaves the numbers before it
alone. Postings are three strings joined by "|", for entities, articles and facts, empty ones at the end left out.
Each lists the records with the token in rising order: the step from the record before (the first from -1; left out
where it is 1), and a letter, a to z, for how much the record is about the token. Tokens that begin with "==" are a
fact's own value; those with one "=" are figures that any text holds.

The letter is BM25F's weighted frequency, cut to 26 steps: w = Σ weight · tf / (1 − b + b · length / usual length)
over the fields, step = round(26 · w / (k + w)). The usual length of a field is fixed rather than the corpus's
average: the average would change every posting with each article, and no length need be sent. The browser multiplies
by the token's inverse document frequency within the kind, and adds up.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from digest.model import Digest
from digest.search.figures import bare
from digest.search.language import load_language
from digest.search.records import SHOWN, Kind, Record, records
from digest.search.tokenizer import Tokenizer, tokenizer

# Weight and usual length in tokens of each field, both languages together.
FIELDS: Mapping[Kind, Mapping[str, tuple[float, int]]] = {
    "entity": {"name": (5, 6), "other": (2, 20), "summary": (0.5, 60)},
    "article": {"title": (5, 30), "summary": (2, 80), "body": (1, 800), "other": (0.5, 16)},
    "fact": {"metric": (4, 14), "subject": (4, 14), "other": (1.5, 20), "body": (1, 70)},
}
K = 1.2
B = 0.6
_STEPS = 26
_SHARD = 16 * 1024  # characters of postings in a shard, about 6 kB over the wire
_BLOCK = 64
_KINDS: tuple[Kind, ...] = ("entity", "article", "fact")


class _Postings:
    """The postings of one token, written as the records come."""

    __slots__ = ("_last", "_parts")

    def __init__(self) -> None:
        self._last = [-1, -1, -1]
        self._parts: tuple[list[str], ...] = ([], [], [])

    def add(self, kind: int, number: int, step: int) -> None:
        delta = number - self._last[kind]
        self._last[kind] = number
        self._parts[kind].append(chr(96 + step) if delta == 1 else f"{delta}{chr(96 + step)}")

    def text(self) -> str:
        return "|".join(map("".join, self._parts)).rstrip("|")


def index(digest: Digest) -> Iterator[tuple[str, str]]:
    """The search index as (site path, script). The same digest gives the same bytes."""
    cut = tokenizer()
    postings: dict[str, _Postings] = defaultdict(_Postings)
    shown: dict[Kind, list[tuple[Any, ...]]] = {kind: [] for kind in _KINDS}
    for record in records(digest):
        kind, number = _KINDS.index(record.kind), len(shown[record.kind])
        shown[record.kind].append(record.shown)
        for each, step in steps(record, cut).items():
            postings[each].add(kind, number, step)
    for name, held in shown.items():
        for start in range(0, len(held), _BLOCK):
            yield _script(f"{name}/{start // _BLOCK}", held[start : start + _BLOCK])
    texts = {each: postings[each].text() for each in sorted(postings)}
    shards = _shard_count(sum(len(each) + len(text) + 6 for each, text in texts.items()))
    cells: dict[int, dict[str, str]] = {shard: {} for shard in range(shards)}
    for each, text in texts.items():
        cells[hash_of(each) % shards][each] = text
    for shard, cell in cells.items():
        yield _script(f"tokens/{shard}", cell)
    topics = {topic.id: (topic.name.zh, topic.name.en) for topic in digest.lexicon.topics}
    yield _script("manifest", _manifest({name: len(held) for name, held in shown.items()}, shards, topics))


def steps(record: Record, cut: Tokenizer) -> Mapping[str, int]:
    """How much a record is about each of its tokens, from 1 to 26."""
    weights: dict[str, float] = defaultdict(float)
    for field, (weight, usual) in FIELDS[record.kind].items():
        tokens = [each for text in record.texts.get(field, ()) for each in cut.tokens(text)]
        norm = 1 - B + B * len(tokens) / usual
        for each, count in Counter(tokens).items():
            weights[each] += weight * count / norm
            if each[0] == "=" and (plain := bare(each)) != each:
                weights[plain] += weight * count / norm
    found = {each: max(1, round(_STEPS * weight / (K + weight))) for each, weight in weights.items()}
    return found | {f"={figure}": _STEPS for figure in record.figures}


def hash_of(text: str) -> int:
    """FNV-1a of 32 bits over the code points of `text`."""
    value = 0x811C9DC5
    for char in text:
        value = (value ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return value


def _shard_count(size: int) -> int:
    return 1 << max(0, math.ceil(math.log2(max(1, size) / _SHARD)))


def _manifest(records_of: Mapping[str, int], shards: int, topics: Mapping[str, Any]) -> Mapping[str, Any]:
    language = msgspec.to_builtins(load_language())
    fields = {
        kind: {name: {"weight": weight, "usual": usual} for name, (weight, usual) in each.items()}
        for kind, each in FIELDS.items()
    }
    return {
        "format": 1,
        "records": records_of,
        "block": _BLOCK,
        "shards": shards,
        "steps": _STEPS,
        "k": K,
        "b": B,
        "fields": fields,
        "shown": SHOWN,
        "topics": topics,
        "language": language,
    }


def _script(name: str, value: Any) -> tuple[str, str]:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"search/{name}.js", f"digestIndex({json.dumps(name)},{text});\n"
