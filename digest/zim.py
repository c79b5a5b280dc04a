"""The offline copy as a ZIM file, which Kiwix and other readers open: one file, with an index of its titles.

This is the only module that imports libzim (extra `zim`), which writes its file itself.
"""

import html
import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from digest.config import Settings
from digest.errors import DigestError

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LANGUAGES = "zho,eng"
_TYPES = {".yml": "application/yaml", ".js": "text/javascript", "": "text/plain"}


def write_zim(path: Path, files: Mapping[str, bytes], settings: Settings, day: date, emblem: bytes) -> None:
    """Write the ZIM file at `path` and check it. `emblem` is a PNG of 48 by 48 pixels.

    Raises DigestError where libzim is not installed or the file, opened again, does not hold what was put in.
    """
    try:
        from libzim.writer import Creator  # noqa: PLC0415 - an extra
    except ImportError:
        raise DigestError("a ZIM file needs libzim, the extra `zim`: pip install '.[zim]'") from None
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}")
    temporary.unlink(missing_ok=True)
    with _quiet(), Creator(temporary).config_indexing(True, "eng") as creator:  # noqa: FBT003 - libzim takes it by place
        creator.set_mainpath("index.html")
        for name, value in _metadata(settings, day):
            creator.add_metadata(name, value)
        creator.add_illustration(48, emblem)
        for name in sorted(files):
            creator.add_item(_item(name, files[name]))
    wrong = check_zim(temporary, files)
    if wrong:
        temporary.unlink()
        raise DigestError(f"the ZIM file is not what it should be: {'; '.join(wrong)}", path)
    temporary.replace(path)


@contextmanager
def _quiet() -> Iterator[None]:
    """Send to nowhere what libzim prints, past Python, on standard output, where a command's results belong."""
    kept = os.dup(1)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is a name, not a path of ours
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def check_zim(path: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What is wrong with a ZIM file that should hold `files`: its own checksum, an entry, its index of titles."""
    from libzim.reader import Archive  # noqa: PLC0415 - an extra
    from libzim.suggestion import SuggestionSearcher  # noqa: PLC0415

    archive = Archive(path)
    wrong = [] if archive.check() else ["its checksum does not fit"]
    for name, content in files.items():
        if not archive.has_entry_by_path(name):
            wrong.append(f"{name} is missing")
        elif bytes(archive.get_entry_by_path(name).get_item().content) != content:
            wrong.append(f"{name} differs")
    if not archive.has_title_index:
        wrong.append("it has no index of titles")
    pages = [name for name in files if "/articles/" in name and not name.endswith("/index.html")]
    for name in pages[:1]:
        found = SuggestionSearcher(archive).suggest(title_of(name, files[name])).getResults(0, 10)
        if name not in found:
            wrong.append(f"the index of titles does not find {name}")
    return tuple(wrong)


def title_of(name: str, content: bytes) -> str:
    """The title of a page without the site's name; of any other file its path."""
    title = _TITLE.search(content.decode()) if name.endswith(".html") else None
    return html.unescape(title[1]).rpartition(" · ")[0] or html.unescape(title[1]) if title else name


def _metadata(settings: Settings, day: date) -> Iterator[tuple[str, Any]]:
    yield "Title", settings.name["en"][:30]
    yield "Name", re.sub(r"[^a-z0-9]+", "-", settings.name["en"].lower()).strip("-") or "digest"
    yield "Description", settings.tagline["en"][:80]
    yield "LongDescription", f"{settings.tagline['en']} {settings.tagline.zh}"
    yield "Language", _LANGUAGES
    yield "Creator", settings.name["en"]
    yield "Publisher", settings.name["en"]
    yield "Date", day
    yield "License", settings.licence
    yield "Tags", "_ftindex:yes;_pictures:yes;_videos:no;_details:yes"


def _item(name: str, content: bytes) -> Any:
    from libzim.writer import Hint, Item, StringProvider  # noqa: PLC0415 - an extra

    class _File(Item):  # type: ignore[misc]
        """A file of the copy."""

        def get_path(self) -> str:
            return name

        def get_title(self) -> str:
            return title_of(name, content)

        def get_mimetype(self) -> str:
            return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"

        def get_contentprovider(self) -> Any:
            return StringProvider(content)

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: name.endswith(".html")}

    return _File()
