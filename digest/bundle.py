"""The site as one zip file that works without a network: unpack, open index.html.

The same content gives the same bytes, whoever packs it, wherever and whenever: entries sorted by name, with one time,
one set of rights and one compression. `SHA256SUMS` lists every file in the form that sha256sum reads.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from digest.config import Config, Settings
from digest.errors import ConfigError, InputError
from digest.files import read_text
from digest.model import Digest

SUMS = "SHA256SUMS"
_FOR_SERVERS = re.compile(r"404\.html|robots\.txt|sitemap[^/]*\.xml")
_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)  # all that a zip file can say
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


def slug(settings: Settings) -> str:
    """The digest's name as a file name."""
    return re.sub(r"[^a-z0-9]+", "-", settings.name["en"].lower()).strip("-") or "digest"


def offline(files: Iterable[tuple[str, str | bytes]], digest: Digest, config: Config) -> dict[str, bytes]:
    """The files of the offline copy by path: those of the site that need no server, a README, the licence, the sums."""
    kept = {name: _bytes(content) for name, content in files if not _FOR_SERVERS.fullmatch(name)}
    kept["README.txt"] = _readme(digest, config).encode()
    kept["LICENSE.txt"] = _licence(config).encode()
    kept[SUMS] = "".join(f"{hashlib.sha256(kept[name]).hexdigest()}  {name}\n" for name in sorted(kept)).encode()
    return kept


def pack(files: Mapping[str, bytes], folder: str, when: datetime) -> bytes:
    """A zip file of `files` in one folder, every entry with the time `when`."""
    when = min(max(when.astimezone(UTC), _FIRST), _LAST)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # whoever packs it, the rights are those of Unix
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return out.getvalue()


def stated_time(epoch: str | None, config: Config) -> datetime | None:
    """The time that `epoch` (SOURCE_DATE_EPOCH) states, if it is set. ConfigError where it is no number of seconds."""
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise ConfigError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}", config.file) from None


def newest_day(digest: Digest) -> datetime:
    """The day of the newest article: the time that a bundle bears where none is stated."""
    newest = max((article.date for article in digest.articles), default="1980-01-01")
    return datetime.fromisoformat(newest if len(newest) == 10 else f"{newest}-01").replace(tzinfo=UTC)


def verify(path: Path) -> tuple[str, ...]:
    """What is wrong with a bundle: files changed, missing, added, or none of these. Raises InputError for no bundle."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename for entry in archive.infolist()]
            contents = {name: archive.read(name) for name in set(names)}
    except OSError as problem:
        raise InputError(f"can't be read: {problem.strerror}", path) from None
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise InputError(f"not a zip file that can be read: {problem}", path) from None
    sums = [name for name in contents if name.count("/") == 1 and name.endswith(f"/{SUMS}")]
    if len(sums) != 1:
        raise InputError(f"no bundle of a digest: it holds no {SUMS}", path)
    folder = sums[0].removesuffix(SUMS)
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) != len(contents) else []
    listed = dict(_sums(contents.pop(sums[0]).decode("utf-8", "replace"), folder))
    return (*(f"twice: {name}" for name in twice), *_differences(listed, contents))


def _sums(text: str, folder: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if match := _SUM.fullmatch(line):
            yield folder + match[2], match[1]


def _differences(listed: Mapping[str, str], contents: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted({*listed, *contents}):
        if name not in contents:
            yield f"missing: {name}"
        elif name not in listed:
            yield f"not listed: {name}"
        elif hashlib.sha256(contents[name]).hexdigest() != listed[name]:
            yield f"changed: {name}"


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _readme(digest: Digest, config: Config) -> str:
    """How to open, verify and use the copy, in both languages."""
    settings, path = config.settings, config.templates / "bundle" / "README.txt"
    try:
        return read_text(path).format(
            name_zh=settings.name.zh,
            name_en=settings.name["en"],
            until=max((article.date for article in digest.articles), default="–"),
            articles=len(digest.articles),
            figures=len(digest.facts),
            file=f"dist/{slug(settings)}-offline.zip",
            licence=settings.licence,
            licence_url=settings.licence_url,
        )
    except (KeyError, IndexError, ValueError) as problem:
        raise ConfigError(f"it asks for what is not there: {problem}", path) from None


def _licence(config: Config) -> str:
    """The project's own licence file, or in a project without one the licence by name."""
    path, settings = config.root / "LICENSE", config.settings
    return read_text(path) if path.exists() else f"{settings.licence}\n{settings.licence_url}\n"
