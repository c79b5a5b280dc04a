"""What was worked out before, kept between builds under the hash of all that it was worked out from.

A store is one SQLite file under `.cache`. It may be deleted at any time, and one that can't be used counts as empty:
that costs time and changes no byte of what is built.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_BATCH = 500  # keys in one question; SQLite answers some thousands
_SPARE = 2  # how many times the values in use a store may hold, so that going back and forth between branches is cheap
_SUM = 8  # bytes of a value's sum
_PACKAGE = Path(__file__).parent
_USED = ("babel", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pyyaml")  # what shapes a result besides us

Make = Callable[[Sequence[int]], Iterable[bytes]]


def key_of(*parts: bytes) -> str:
    """A key that no other sequence of parts has."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(b"%d:" % len(part) + part)
    return found.hexdigest()


@cache
def code_stamp() -> bytes:
    """A hash of the program itself: what another version worked out is not relied upon."""
    paths = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".yml"))
    versions = " ".join(f"{name} {version(name)}" for name in _USED)
    files = (part for path in paths for part in (path.relative_to(_PACKAGE).as_posix().encode(), path.read_bytes()))
    return key_of(versions.encode(), *files).encode()


class Store:
    """Values by key, in one file. A file that is broken is begun anew; where none can be written, nothing is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of `keys` that have a value."""
        return frozenset(key for (key,) in self._ask("SELECT key FROM kept WHERE key IN", keys))

    def get(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """The values of those of `keys` that have one, and have it whole."""
        found = self._ask("SELECT key, value FROM kept WHERE key IN", keys)
        return {key: value[_SUM:] for key, value in found if value[:_SUM] == _sum(value[_SUM:])}

    def put(self, values: Mapping[str, bytes]) -> None:
        """Keep the values; where the file can't be written, for as long as it takes another build, they are let go."""
        with suppress(sqlite3.Error), self._base:
            rows = ((key, _sum(value) + value) for key, value in values.items())
            self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)

    def trim(self, used: Iterable[str]) -> None:
        """Forget what is not `used`, once that is more than what is."""
        wanted = set(used)
        with suppress(sqlite3.Error), self._base:
            every = [key for (key,) in self._base.execute("SELECT key FROM kept")]
            if len(every) > _SPARE * len(wanted):
                idle = [(key,) for key in every if key not in wanted]
                self._base.executemany("DELETE FROM kept WHERE key = ?", idle)

    def _ask(self, question: str, keys: Iterable[str]) -> Iterator[Any]:
        left = iter(keys)
        while batch := tuple(islice(left, _BATCH)):
            try:
                yield from self._base.execute(f"{question} ({','.join('?' * len(batch))})", batch)
            except sqlite3.Error:
                self._base.close()
                self._base = self._open(anew=True)

    def _open(self, *, anew: bool = False) -> sqlite3.Connection:
        for again in (anew, True):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if again:
                    self._path.unlink(missing_ok=True)
                return self._begin(sqlite3.connect(self._path, timeout=5))
            except (OSError, sqlite3.OperationalError):  # not ours to write, or locked for long
                break
            except sqlite3.DatabaseError:  # broken
                continue
        return self._begin(sqlite3.connect(":memory:"))

    @staticmethod
    def _begin(base: sqlite3.Connection) -> sqlite3.Connection:
        base.execute("PRAGMA synchronous = OFF")  # a store lost with the power is only slow
        base.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        base.commit()
        return base


def _sum(value: bytes) -> bytes:
    """What shows whether a value came back as it was given: the disk may have changed a byte of it."""
    return hashlib.blake2b(value, digest_size=_SUM).digest()


def recall(path: Path, keys: Sequence[str], make: Make) -> Iterator[bytes]:
    """The value of each key, in their order: as the store at `path` has it, else made now and kept.

    `make` is given the positions of the keys that have no value, in order, and returns theirs.
    """
    with Store(path) as store:
        known = store.known(keys)
        missing = [number for number, key in enumerate(keys) if key not in known]
        made = iter(make(missing) if missing else ())
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            kept, new = store.get(key for key in batch if key in known), dict[str, bytes]()
            for number, key in enumerate(batch, start):
                if key not in known:
                    new[key] = next(made)
                elif key not in kept:  # it did not come back whole
                    (new[key],) = make([number])
                yield new[key] if key in new else kept[key]
            store.put(new)
        store.trim(keys)
