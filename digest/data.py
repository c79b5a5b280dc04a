"""Data files (being written)."""
from collections.abc import Iterator
from digest.model import Digest
def data_files(digest: Digest, config: object) -> Iterator[tuple[str, str]]:
    """Nothing yet."""
    return iter(())
