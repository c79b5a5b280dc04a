"""The search index of a packed digest, made in a process of its own: what `benchmarks.search` measures.

    python -m benchmarks.indexing FOLDER WORKERS

Reads FOLDER/digest.msgpack and writes the index under FOLDER/WORKERS.
"""

import resource
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import msgspec

from digest import search
from digest.files import save
from digest.model import Digest


def build_index(digest: Digest, folder: Path, executor: Executor | None = None) -> None:
    """Write the index under `folder`."""
    for name, text in search.index(digest, executor):
        save(folder / name, text)


def main(folder: Path, workers: int) -> None:
    """Index with so many processes."""
    if workers == 1:
        build_index(_digest(folder), folder / "1")
        return
    with ProcessPoolExecutor(workers) as executor:
        executor.submit(int)  # starts them while there is little to share
        build_index(_digest(folder), folder / str(workers), executor)
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"digest    {workers} helpers, the largest {helper} MB")


def _digest(folder: Path) -> Digest:
    return msgspec.msgpack.decode((folder / "digest.msgpack").read_bytes(), type=Digest)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
