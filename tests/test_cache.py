"""What is kept between builds."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from digest.cache import Store, key_of, recall


class Work:
    """Makes the value of a key, and notes which it was asked for."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys, self.asked = keys, list[str]()

    def __call__(self, numbers: Sequence[int]) -> Iterator[bytes]:
        for number in numbers:
            self.asked.append(self.keys[number])
            yield self.keys[number].encode()


def _recalled(path: Path, keys: Sequence[str]) -> tuple[list[bytes], list[str]]:
    """The values, and the keys that were worked out for them."""
    work = Work(keys)
    return list(recall(path, keys, work)), work.asked


def test_only_what_is_not_known_is_worked_out(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.sqlite3"
    assert _recalled(path, ["a", "b"]) == ([b"a", b"b"], ["a", "b"])
    assert _recalled(path, ["b", "", "a"]) == ([b"b", b"", b"a"], [""])
    assert _recalled(path, ["a", "", "b"]) == ([b"a", b"", b"b"], [])


def test_values_come_in_the_order_of_many_keys(tmp_path: Path) -> None:
    keys = [str(number) for number in range(1300)]
    _recalled(tmp_path / "x", keys[::3])
    assert _recalled(tmp_path / "x", keys)[0] == [key.encode() for key in keys]


def test_a_file_that_is_no_store_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"no store at all" * 1000)
    assert _recalled(tmp_path / "x", ["a"]) == ([b"a"], ["a"])
    assert _recalled(tmp_path / "x", ["a"]) == ([b"a"], [])


def test_a_store_broken_half_way_costs_only_time(tmp_path: Path) -> None:
    keys = [f"{number:04}" * 50 for number in range(2000)]
    _recalled(tmp_path / "x", keys)
    raw = bytearray((tmp_path / "x").read_bytes())
    raw[len(raw) // 3 :] = b"\xff" * (len(raw) - len(raw) // 3)
    (tmp_path / "x").write_bytes(raw)
    assert _recalled(tmp_path / "x", keys)[0] == [key.encode() for key in keys]


def test_a_value_that_the_disk_has_changed_is_worked_out_again(tmp_path: Path) -> None:
    _recalled(tmp_path / "x", ["the quick brown fox"])
    raw = (tmp_path / "x").read_bytes()
    at = raw.rindex(b"brown")  # once in the key, once in the value
    (tmp_path / "x").write_bytes(raw[:at] + b"green" + raw[at + 5 :])
    assert _recalled(tmp_path / "x", ["the quick brown fox"]) == ([b"the quick brown fox"], ["the quick brown fox"])
    assert _recalled(tmp_path / "x", ["the quick brown fox"]) == ([b"the quick brown fox"], [])


def test_where_nothing_can_be_written_all_is_worked_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        assert _recalled(tmp_path / "file" / "x", ["a"]) == ([b"a"], ["a"])


def test_a_store_that_another_build_holds_is_left_alone(tmp_path: Path) -> None:
    _recalled(tmp_path / "x", ["a"])
    with sqlite3.connect(tmp_path / "x") as other:
        other.execute("BEGIN IMMEDIATE")
        assert _recalled(tmp_path / "x", ["a", "b"]) == ([b"a", b"b"], ["b"])
    assert _recalled(tmp_path / "x", ["a"]) == ([b"a"], [])


def test_what_was_not_used_for_long_is_forgotten(tmp_path: Path) -> None:
    _recalled(tmp_path / "x", ["a", "b"])
    _recalled(tmp_path / "x", ["b", "c"])  # as many idle ones as used ones may stay
    assert _recalled(tmp_path / "x", ["a"])[1] == []
    with Store(tmp_path / "x") as store:
        assert store.known("abc") == {"a"}


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_two_keys_are_one_only_where_all_parts_are(left: list[bytes], right: list[bytes]) -> None:
    assert (key_of(*left) == key_of(*right)) == (left == right)
