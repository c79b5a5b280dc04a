"""Files read: text in any of the encodings that Chinese papers come in, PDF, scans and saved web pages.

A file is told by its first bytes, not by its name. Whatever it is, raw text comes back, with what the file says of
itself.
"""

import importlib
import re
from pathlib import Path
from types import ModuleType

from digest.errors import InputError
from digest.model import Value
from digest.newspaper.characters import is_common

_MEGABYTE = 1_000_000
TEXT_LIMIT = 2 * _MEGABYTE  # a page of a broadsheet has about 40 kB
FILE_LIMIT = 200 * _MEGABYTE
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HAN = re.compile("[一-鿿]")


class Source(Value, frozen=True):
    """A file as raw text.

    `read_by` says how; `headline`, `byline`, `date` and `publication` are what the file itself tells.
    """

    text: str
    read_by: str
    headline: str | None = None
    byline: str | None = None
    date: str | None = None
    publication: str | None = None


def read_source(path: Path, text_limit: int = TEXT_LIMIT) -> Source:
    """The file as raw text, of at most `text_limit` bytes where it is text.

    Raises InputError, in one line, where it is empty, binary, too large, broken or needs an extra.
    """
    try:
        size = path.stat().st_size
        head = _first_bytes(path) if path.is_file() else b""
    except OSError as problem:
        raise InputError(f"can't be read: {problem.strerror}", path) from None
    if not path.is_file():
        raise InputError("not a file", path)
    if size > FILE_LIMIT:
        raise InputError(f"{size // _MEGABYTE} MB: a page has at most {FILE_LIMIT // _MEGABYTE} MB", path)
    if head.startswith(b"%PDF-"):
        return Source(_extra("pdf", path).read_pdf(path), "pdf")
    if head.startswith(_IMAGES):
        return Source(_extra("scan", path).read_scan(path), "scan")
    if size > text_limit:
        raise InputError(f"{size // _MEGABYTE} MB of text: a page has at most {text_limit // _MEGABYTE} MB", path)
    text, encoding = decode(path.read_bytes(), path)
    if not text.strip():
        raise InputError("empty", path)
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)", text, re.I | re.S):
        found: Source = _extra("web", path).read_web(text, path)
        return found
    return Source(text, encoding)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(2048)


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16 with a mark, GB18030 or Big5.

    Raises InputError with the offset of a byte that can't be read.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, path), encoding
    if b"\0" in data[:8192]:
        raise InputError("binary, not text", path)
    try:
        return _lines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as problem:
        furthest = problem.start
    readings = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_plausible(text), text, encoding))
    if readings and (best := max(readings))[0] >= 0.4:
        return _lines(best[1]), best[2]
    raise InputError(f"byte {furthest} can't be read: not UTF-8, GB18030 or Big5", path)


def _strictly(data: bytes, encoding: str, path: Path) -> str:
    try:
        return _lines(data.decode(encoding))
    except UnicodeDecodeError as problem:
        raise InputError(
            f"byte {problem.start} can't be read: not {encoding.removesuffix('-sig').upper()}", path
        ) from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")


def _plausible(text: str) -> float:
    """The share of common characters: of a text read in the wrong encoding, few are."""
    found = _HAN.findall(text[:20000])
    odd = sum(0xE000 <= ord(char) <= 0xF8FF for char in text[:20000])
    return sum(map(is_common, found)) / (len(found) + 5 * odd) if found else 0.0


def _extra(name: str, path: Path) -> ModuleType:
    """The reader of an extra. Raises InputError that says what to install."""
    try:
        return importlib.import_module(f"digest.newspaper.{name}")
    except ImportError:
        raise InputError(f"needs the extra `{name}`: pip install '.[{name}]'", path) from None
