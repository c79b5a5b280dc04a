"""Sheets as YAML: entries from text and text from entries, read anew only where a text is not known."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby
from pathlib import Path
from typing import Any, cast

import msgspec

from digest.cache import Store, code_stamp, key_of, recall
from digest.files import Flow, dump_yaml, parse_yaml, read_text
from digest.model import Article, Bilingual, Change, Fact, Qualifier, Status, Value
from digest.sheets.entries import Edit, Entry

_HEADER = "# content/facts/{topic}/{year}.yml: written by build.py. An `edited:` block is yours and is kept.\n"
_STORE = "sheets.sqlite3"


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as YAML has it: a fact's fields and the person's, side by side."""

    id: str
    article: str
    quote: Bilingual
    surface: Bilingual
    value: Decimal
    unit: str
    qualifier: Qualifier
    metric: Bilingual
    subject: Bilingual
    status: Status
    topics: tuple[str, ...]
    high: Decimal | None = None
    counter: str = ""
    place: str | None = None
    organisation: str | None = None
    period: str | None = None
    change: Change | None = None
    edited: Edit | None = None
    dropped: bool = False
    added: bool = False


class Sheet(Value, frozen=True):
    """A sheet to be written: its path under `content/facts`, its text, and what it holds."""

    name: str
    text: str
    entries: tuple[Entry, ...]


def load_sheets(folder: Path, root: Path) -> tuple[Entry, ...]:
    """Every entry of every sheet under `content/facts`. ContentError names file and line of one that can't be read."""
    return tuple(chain.from_iterable(_load(path, root) for path in _paths(folder)))


def load_said(folder: Path, root: Path, cache: Path) -> tuple[Entry, ...]:
    """The entries of which a person said something; errors as in `load_sheets`. `cache` tells what known texts hold."""
    paths = _paths(folder)
    keys = [_key(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths]
    found = recall(cache / _STORE, keys, lambda numbers: (_said(_load(paths[number], root)) for number in numbers))
    return tuple(chain.from_iterable(msgspec.msgpack.decode(each, type=tuple[Entry, ...]) for each in found))


def remember(sheets: Iterable[Sheet], folder: Path, root: Path, cache: Path) -> Iterator[Sheet]:
    """The sheets, noted in `cache` as they pass on their way to `folder`, so that `load_said` need not parse them."""
    with Store(cache / _STORE) as store:
        for sheet in sheets:
            name = (folder / sheet.name).relative_to(root).as_posix()
            store.put({_key(name, sheet.text.encode()): _said(_located(sheet.entries, sheet.text, name))})
            yield sheet


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.yml"))


def _key(name: str, content: bytes) -> str:
    return key_of(code_stamp(), name.encode(), content)


def _said(entries: Iterable[Entry]) -> bytes:
    return msgspec.msgpack.encode([entry for entry in entries if entry.spoken_of])


def _load(path: Path, root: Path) -> Iterator[Entry]:
    text = read_text(path)
    if all(not line.strip() or line.startswith("#") for line in text.split("\n")):
        return
    rows = parse_yaml(text, cast("type[tuple[_Row, ...]]", tuple[_Row, ...] | None), path) or ()
    facts = (
        Fact(**{field: getattr(row, field) for field in Fact.__struct_fields__ if field != "reviewed"}) for row in rows
    )
    entries = [Entry(fact, row.edited, row.dropped, row.added) for fact, row in zip(facts, rows, strict=True)]
    yield from _located(entries, text, path.relative_to(root).as_posix())


def _located(entries: Sequence[Entry], text: str, name: str) -> Iterator[Entry]:
    """The entries with the file and line they stand on; line 1 where a person set the file otherwise."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("- ")]
    if len(lines) != len(entries):
        lines = [1] * len(entries)
    for entry, line in zip(entries, lines, strict=True):
        yield msgspec.structs.replace(entry, path=name, line=line)


def render_sheets(
    entries: Sequence[Entry], articles: Sequence[Article], packed: Mapping[str, bytes] = {}
) -> Iterator[Sheet]:
    """Every sheet by its path; the same entries give the same bytes.

    `packed` are entries, by their articles' stems, that `pack_entries` has already made of facts nobody spoke of.
    """
    dates = {article.stem: article.date for article in articles}
    sheets: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        year = dates.get(entry.fact.article, entry.fact.article)[:4]
        for topic in entry.reviewed.topics:
            sheets.setdefault((topic, year), []).append(entry)
    for (topic, year), group in sorted(sheets.items()):
        group.sort(key=_stem)
        body = "".join(
            text for stem, own in groupby(group, key=_stem) for text in _texts(own, _unpack(packed.get(stem)))
        )
        yield Sheet(f"{topic}/{year}.yml", _HEADER.format(topic=topic, year=year) + body, tuple(group))


def entry_text(entry: Entry) -> str:
    """The entry as it stands in its sheets."""
    return dump_yaml([_row(entry)])


def pack_entries(facts: Iterable[Fact]) -> bytes:
    """The facts as their sheets have them, for `render_sheets`; packed, for those of an archive fill a memory."""
    return zlib.compress(msgspec.msgpack.encode({fact.id: entry_text(Entry(fact)) for fact in facts}), 1)


def _unpack(packed: bytes | None) -> Mapping[str, str]:
    return {} if packed is None else msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, str])


def _stem(entry: Entry) -> str:
    return entry.fact.article


def _texts(entries: Iterable[Entry], known: Mapping[str, str]) -> Iterator[str]:
    for entry in entries:
        ready = None if entry.spoken_of else known.get(entry.fact.id)
        yield entry_text(entry) if ready is None else ready


def _row(entry: Entry) -> dict[str, Any]:
    fact = entry.fact
    row: dict[str, Any] = {
        "id": fact.id,
        "article": fact.article,
        "quote": _both(fact.quote),
        "surface": _both(fact.surface),
        "value": _number(fact.value),
    }
    if fact.high is not None:
        row["high"] = _number(fact.high)
    row["unit"] = fact.unit
    if fact.counter:
        row["counter"] = fact.counter
    row |= {"qualifier": fact.qualifier, "metric": _both(fact.metric), "subject": _both(fact.subject)}
    row |= {key: value for key, value in (("place", fact.place), ("organisation", fact.organisation)) if value}
    row |= {"period": fact.period, "status": fact.status}
    if fact.change:
        row["change"] = fact.change
    row["topics"] = list(fact.topics)
    if entry.edited is not None:
        row["edited"] = _plain(msgspec.structs.asdict(entry.edited))
    row |= {key: True for key, value in (("dropped", entry.dropped), ("added", entry.added)) if value}
    return row


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in fields.items():
        if value is not msgspec.UNSET:
            out[key] = (
                _both(value)
                if isinstance(value, Bilingual)
                else _number(value)
                if isinstance(value, Decimal)
                else list(value)
                if isinstance(value, tuple)
                else value
            )
    return out


def _both(text: Bilingual) -> Flow:
    return Flow(zh=text.zh, en=text.en)


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
