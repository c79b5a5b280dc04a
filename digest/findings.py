"""What is found in each article by itself: its facts, the entries they make, and where its languages disagree.

An article's findings follow from its text, the lexicon and the program alone, so they are kept between builds.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from digest.cache import code_stamp, key_of, recall
from digest.extract import Extract, extract_article
from digest.lexicon import matcher
from digest.model import Article, Fact, Lexicon, Problem, Value
from digest.parity import check_parity
from digest.sheets import pack_entries

_BATCHES = 16  # of a stage; more than there are processes, so that none waits long for the last one
_FEWEST = 64  # articles that are worth another process
# Labels, owners, topics and sentences recur by the thousand.
_RECURRING = frozenset(Fact.__struct_fields__) - {"id", "surface", "value", "high", "reviewed"}


class Findings(Value, frozen=True):
    """What one article yields; `entries` are its facts as their sheets have them, packed by `pack_entries`."""

    extract: Extract
    entries: bytes
    apart: tuple[Problem, ...]


def find(
    articles: Sequence[Article], lexicon: Lexicon, region: str, folder: Path, executor: Executor | None = None
) -> Iterator[Findings]:
    """The findings of each article, in their order. `folder` keeps them; `executor`, if any, does the work."""
    packed = msgspec.msgpack.encode(lexicon)
    shared = key_of(code_stamp(), packed, region.encode()).encode()
    keys = [key_of(shared, msgspec.msgpack.encode(article)) for article in articles]

    def make(numbers: Sequence[int]) -> Iterator[bytes]:
        return _find_all([articles[number] for number in numbers], packed, region, executor)

    pool = _Pool()
    for found in recall(folder / "findings.sqlite3", keys, make):
        yield pool.share(msgspec.msgpack.decode(found, type=Findings))


def _find_all(articles: Sequence[Article], packed: bytes, region: str, executor: Executor | None) -> Iterator[bytes]:
    if executor is None or len(articles) < _FEWEST:
        return iter(_find_batch(articles, packed, region))
    size = -(-len(articles) // _BATCHES)
    batches = [articles[start : start + size] for start in range(0, len(articles), size)]
    futures = [executor.submit(_find_batch, batch, packed, region) for batch in batches]
    return chain.from_iterable(future.result() for future in futures)


def _find_batch(articles: Sequence[Article], packed: bytes, region: str) -> list[bytes]:
    known = matcher(msgspec.msgpack.decode(packed, type=Lexicon), region)
    found = []
    for article in articles:
        extract = extract_article(article, known)
        entries = pack_entries(extract.facts)
        found.append(msgspec.msgpack.encode(Findings(extract, entries, tuple(check_parity(article)))))
    return found


class _Pool(dict[Any, Any]):
    """Equal values as one: the labels, owners and topics of a large archive's facts recur by the thousand."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value

    def share(self, found: Findings) -> Findings:
        """The same findings, with what recurs told once."""
        ids = {fact.id: fact.id for fact in found.extract.facts}
        facts = tuple(
            msgspec.structs.replace(fact, **{name: self[getattr(fact, name)] for name in _RECURRING})
            for fact in found.extract.facts
        )
        mentions = tuple(msgspec.structs.replace(mention, fact=ids[mention.fact]) for mention in found.extract.mentions)
        extract = msgspec.structs.replace(found.extract, facts=facts, mentions=mentions)
        return msgspec.structs.replace(found, extract=extract)
