"""The lists of all tokens, cut into shards.

A shard is ";token postings;…;" for the tokens whose hash (FNV-1a over code points) modulo the number of shards it is.
Postings are the lists of articles, facts, series and entities, joined by "|"; see `lists` and `postings`. Behind a
fifth "|" stand the Chinese names of which the token is the pinyin, if it is one, with "," in between: what holds such a
name is found by its pinyin too.

Tokens that begin with "==" are a fact's own value; those with one "=" are figures that any text holds. The browser
multiplies each weight by the token's inverse document frequency within the kind, and adds up.
"""

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from digest.search.postings import LISTS, Postings

_SIZE = 4 * 1024  # characters of postings in a shard at most, 2 kB over the wire


def shards(postings: Postings, spelt: Mapping[str, str], executor: Executor | None = None) -> Sequence[str]:
    """All shards; `spelt` holds names by their pinyin."""
    texts = postings.texts(executor)
    for each, names in spelt.items():
        known = texts.get(each, "")
        texts[each] = known + "|" * (len(LISTS) - known.count("|")) + names
    size = sum(map(len, texts)) + sum(map(len, texts.values())) + 2 * len(texts)
    cells = [[";"] for _ in range(1 << max(0, math.ceil(math.log2(max(1, size) / _SIZE))))]
    for each in sorted(texts):
        cells[hash_of(each) % len(cells)].append(f"{each} {texts[each]};")
    return ["".join(cell) for cell in cells]


def hash_of(text: str) -> int:
    """FNV-1a of 32 bits over the code points of `text`."""
    value = 0x811C9DC5
    for char in text:
        value = (value ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return value
