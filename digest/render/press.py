"""The press: pages and what they show in, HTML out; in several processes, and only what is not known from before.

What a page shows is worked out every time, so that nothing stale is ever shown; the page made of it is kept under the
hash of that, of the templates and of the program.
"""

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup

from digest.cache import Store, code_stamp, key_of
from digest.config import Config
from digest.model import LANGS, Lang, Value
from digest.render.strings import Strings
from digest.render.templates import fill, make_environment
from digest.render.views import Page

_BATCH = 64  # pages handed to a process at once
_AHEAD = 6  # batches under way while the oldest is waited for


class Job(Value, frozen=True):
    """A page to be made: `template` filled with what its frame needs and with what it shows, a view."""

    lang: Lang
    template: str
    page: Page
    view: Any

    @property
    def path(self) -> str:
        """The page's path in the site."""
        return f"{self.lang}/{self.page.path}"


class Plates(Value, frozen=True):
    """What all pages are printed with. `frames` are Jinja sources by `<lang>/<section>`."""

    config: Config
    frames: Mapping[str, str]
    strings: Mapping[Lang, Strings]


class _Batch(Value, frozen=True):
    """Pages under way: those that are known, and those that a process is making, in the order of their jobs."""

    paths: tuple[str, ...]
    keys: tuple[str, ...]
    known: Mapping[str, bytes]
    made: "Future[list[bytes]]"


def print_pages(plates: Plates, jobs: Iterable[Job], executor: Executor | None = None) -> Iterator[tuple[str, str]]:
    """Each job's page as (site path, HTML), in their order. Raises ContentError as `fill` does."""
    shared = _shared_key(plates)
    packed = pickle.dumps((plates, shared))  # with the key, for templates that change need another environment
    used: list[str] = []
    waiting: deque[_Batch] = deque()
    left = iter(jobs)
    with Store(plates.config.cache / "pages.sqlite3") as store:
        while batch := tuple(islice(left, _BATCH)):
            waiting.append(_begin(batch, packed, shared, store, executor))
            used += waiting[-1].keys
            if len(waiting) > _AHEAD:
                yield from _finish(waiting.popleft(), store)
        for each in waiting:
            yield from _finish(each, store)
        store.trim(used)


def environments_of(plates: Plates) -> Mapping[Lang, jinja2.Environment]:
    """The templates' environment in each language."""
    return {lang: make_environment(plates.config, plates.frames, plates.strings, lang) for lang in LANGS}


def _shared_key(plates: Plates) -> bytes:
    """What every page follows from: the program, the settings, the frames, the templates and their strings."""
    folder = plates.config.templates
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".yml"))
    files = (part for path in paths for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()))
    told = msgspec.msgpack.encode((plates.config.settings, sorted(plates.frames.items())))
    return key_of(code_stamp(), told, *files).encode()


def _begin(jobs: Sequence[Job], packed: bytes, shared: bytes, store: Store, executor: Executor | None) -> _Batch:
    keys = tuple(key_of(shared, _ENCODER.encode(job)) for job in jobs)
    known = store.get(keys)
    missing = [job for job, key in zip(jobs, keys, strict=True) if key not in known]
    submit = _at_once if executor is None or not missing else executor.submit
    return _Batch(tuple(job.path for job in jobs), keys, known, submit(_print, packed, missing))


def _finish(batch: _Batch, store: Store) -> Iterator[tuple[str, str]]:
    made = iter(batch.made.result())
    new = {key: next(made) for key in batch.keys if key not in batch.known}
    store.put(new)
    for path, key in zip(batch.paths, batch.keys, strict=True):
        yield path, zlib.decompress(new[key] if key in new else batch.known[key]).decode()


def _at_once(work: Callable[..., list[bytes]], *values: Any) -> "Future[list[bytes]]":
    """Do the work here and now."""
    done: Future[list[bytes]] = Future()
    done.set_result(work(*values))
    return done


def _print(packed: bytes, jobs: Sequence[Job]) -> list[bytes]:
    """The pages, compressed."""
    if not jobs:
        return []
    environments, folder = _set_up(packed)
    pages = (fill(environments[job.lang], job.template, folder, page=job.page, view=job.view) for job in jobs)
    return [zlib.compress(page.encode(), 1) for page in pages]


@lru_cache(maxsize=1)
def _set_up(packed: bytes) -> tuple[Mapping[Lang, jinja2.Environment], Path]:
    plates: Plates
    plates, _ = pickle.loads(packed)  # noqa: S301 - our own, from the process that asks
    return environments_of(plates), plates.config.templates


def _told(value: Any) -> Any:
    """Markup as something other than the same text unmarked."""
    if isinstance(value, Markup):
        return ("markup", str(value))
    raise TypeError(f"{type(value)} has no place in a view")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_told)
