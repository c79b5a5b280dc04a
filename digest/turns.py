"""Work handed to processes or threads, some of it ahead, with what comes of it in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


def in_turn(executor: Executor, work: Callable[[Item], Done], items: Iterable[Item], ahead: int) -> Iterator[Done]:
    """What `work` makes of each item, in their order; at most `ahead` of them wait, so that memory stays small.

    Raises what `work` raises, when it is that item's turn.
    """
    left = iter(items)
    waiting = deque(executor.submit(work, item) for item in islice(left, ahead))
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(executor.submit(work, item) for item in islice(left, 1))
        yield done
