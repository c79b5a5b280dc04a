"""Work done ahead comes back in order, and no more of it waits than is asked for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from digest.turns import in_turn


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_what_is_done_ahead_comes_back_in_order(count: int) -> None:
    with ThreadPoolExecutor(3) as executor:
        assert list(in_turn(executor, lambda item: item * item, range(count), 4)) == [n * n for n in range(count)]


def test_no_more_items_are_taken_than_may_wait() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        done = in_turn(executor, str, items(), 5)
        next(done)
        assert len(taken) == 6  # one is done, five wait
        assert list(done) == [str(number) for number in range(1, 100)]


def test_an_error_comes_with_the_item_it_belongs_to() -> None:
    def work(item: int) -> int:
        return 6 // item

    with ThreadPoolExecutor(1) as executor:
        done = in_turn(executor, work, [2, 0, 3], 3)
        assert next(done) == 3
        with pytest.raises(ZeroDivisionError):
            next(done)
