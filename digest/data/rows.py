"""Rows of the downloads in each format, and files made of rows.

Rows are bytes: as texts of Chinese and Latin letters they would take twice the memory.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from digest.config import Config
from digest.data.entries import Entry, plain
from digest.model import Qualifier, Span

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"-?[0-9.]+")
# A cell that holds "=" is a formula to a spreadsheet, so CSV says the qualifier in a word.
WORDS: Mapping[Qualifier, str] = {
    "=": "exact",
    ">": "over",
    "<": "under",
    "~": "about",
    ">=": "at_least",
    "<=": "at_most",
}


def _columns() -> Iterator[tuple[str, str, str | None]]:
    """Each column of CSV: its name, the entry's field, and the language where the field is a pair."""
    for field in Entry.__struct_fields__:
        if field in ("publication", "source_title", "quote", "surface", "metric", "subject"):
            yield f"{field}_zh", field, "zh"
            yield f"{field}_en", field, "en"
        else:
            yield field, field, None


COLUMNS = tuple(_columns())
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def _csv_row(entry: Entry) -> bytes:
    """A line of CSV."""
    told = plain(entry) | {"qualifier": WORDS[entry.qualifier]}
    return _csv_line(
        [_cell(told[field] if lang is None else (told[field] or {}).get(lang)) for _, field, lang in COLUMNS]
    )


def _csv_line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def _json_row(entry: Entry) -> bytes:
    """An object on one line."""
    return _ENCODER.encode(plain(entry))


def _yaml_row(entry: Entry) -> bytes:
    """An item of a list, a field a line; texts are quoted, so that no reader takes 2025-04 or no for anything else."""
    encode = _ENCODER.encode
    lines: list[str] = []
    for field, value in plain(entry).items():
        if isinstance(value, dict):
            text = f"{{zh: {encode(value['zh']).decode()}, en: {encode(value['en']).decode()}}}"
        else:
            text = encode(value).decode()
        lines.append(f"{'- ' if field == 'id' else '  '}{field}: {text}\n")
    return "".join(lines).encode()


def _csv_head(_config: Config) -> bytes:
    """CSV as spreadsheets open it without asking: UTF-8 with its mark, and the columns' names."""
    return codecs.BOM_UTF8 + _csv_line([name for name, _, _ in COLUMNS])


def _yaml_head(config: Config) -> bytes:
    settings = config.settings
    return f"# {settings.name.zh} {settings.name['en']}: {settings.licence}, {settings.licence_url}\n".encode()


class Form(NamedTuple):
    """A format: what ends the files' names, how an entry is written, and what stands around and between entries."""

    suffix: str
    row: Callable[[Entry], bytes]
    head: Callable[[Config], bytes]
    between: bytes = b""
    tail: bytes = b""
    none: bytes = b""  # instead of rows and tail


FORMS = (
    Form("csv", _csv_row, _csv_head),
    Form("json", _json_row, lambda _config: b"[\n", between=b",\n", tail=b"\n]\n", none=b"]\n"),
    Form("yml", _yaml_row, _yaml_head, none=b"[]\n"),
)


class Table:
    """A file of one format, and where each of its rows stands in it: those of an archive fill a memory only once."""

    def __init__(self, form: Form, rows: Iterable[bytes], config: Config) -> None:
        out = io.BytesIO()
        self._spans: list[Span] = []
        out.write(form.head(config))
        for row in rows:
            out.write(form.between if self._spans else b"")
            self._spans.append((out.tell(), out.tell() + len(row)))
            out.write(row)
        out.write(form.tail if self._spans else form.none)
        self.content = out.getvalue()

    def row(self, number: int) -> bytes:
        """The row of this number, from 0."""
        return self.content[slice(*self._spans[number])]
