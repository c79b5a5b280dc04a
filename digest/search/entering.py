"""Records entered into postings, batch by batch, here or in other processes.

What goes to another process and comes back is packed: pickling the same would cost what the process saves.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import chain

import msgspec

from digest.model import Value
from digest.search.blocks import Block, fold
from digest.search.lists import STEPS
from digest.search.postings import Held, Postings, Weigher
from digest.search.records import Batch, Facets, Kind, Record, batch_records
from digest.search.tokenizer import tokenizer
from digest.turns import in_turn

_AHEAD = 4  # batches that wait for a process: more would only take memory


class Told(Value, frozen=True):
    """What the index keeps of a batch besides postings: blocks, and by what its records can be chosen."""

    blocks: Sequence[Block]
    facets: Sequence[tuple[Kind, int, Facets]]


def enter_all(
    named: Sequence[Record], batches: Sequence[Batch], postings: Postings, executor: Executor | None
) -> Iterator[Told]:
    """Enter all records into `postings`; those of the batches are read by the executor where there is one."""
    weigher = Weigher(tokenizer())
    yield _enter(named, postings, weigher)
    if executor is None or len(batches) < 2:
        yield from (_enter_batch(batch, postings, weigher) for batch in batches)
        return
    for packed in in_turn(executor, _read_apart, map(_PACK, batches), _AHEAD):
        held, told = _UNPACK.decode(packed)
        postings.merge(held, weigher.label_steps)
        yield told


@contextmanager
def unswept() -> Iterator[None]:
    """No search for cycles meanwhile: it costs a sixth of the time, and values that never change form none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read_apart(packed: bytes) -> bytes:
    """What another process does."""
    with unswept():
        postings = Postings()
        told = _enter_batch(_BATCH.decode(packed), postings, Weigher(tokenizer()))
        return _PACK((postings.held(), told))


def _enter_batch(batch: Batch, postings: Postings, weigher: Weigher) -> Told:
    told = list(batch_records(batch))
    records = chain.from_iterable((article, *facts) for article, facts in told)
    return _enter(records, postings, weigher, list(fold(told)))


def _enter(records: Iterable[Record], postings: Postings, weigher: Weigher, blocks: Sequence[Block] = ()) -> Told:
    """Enter records, whose numbers rise within each kind."""
    facets = []
    for record in records:
        if record.kind == "fact":
            postings.add_labels(record, weigher.label_steps)
            postings.add("fact", record.number, {f"={figure}": STEPS for figure in record.figures})
        else:
            postings.add(record.kind, record.number, weigher.steps(record))
        facets.append((record.kind, record.number, record.facets))
    return Told(blocks, facets)


_PACK = msgspec.msgpack.Encoder().encode
_BATCH = msgspec.msgpack.Decoder(Batch)
_UNPACK = msgspec.msgpack.Decoder(tuple[Held, Told])
