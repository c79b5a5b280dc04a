"""Reading quantities: what stands in a text, and nothing else."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.quantities.agree import agree
from digest.quantities.en import read_en
from digest.quantities.notation import english
from digest.quantities.numerals import parse_han, parse_mixed, say_han
from digest.quantities.quantity import Quantity
from digest.quantities.zh import read_zh

SPECS = Path(__file__).parent / "specs"
READERS: dict[str, Callable[[str], tuple[Quantity, ...]]] = {"zh": read_zh, "en": read_en}


def cases(lang: str) -> Iterator[Any]:
    """One case a text, named after its group and its words."""
    for group, specs in yaml.safe_load((SPECS / f"quantities_{lang}.yml").read_text(encoding="utf-8")).items():
        for spec in specs:
            yield pytest.param(lang, spec["text"], spec["read"], id=f"{group}: {spec['text']}")


def told(quantity: Quantity) -> str:
    """A quantity as the specs write it."""
    ends = f"{quantity.value:f}" + (f"..{quantity.high:f}" if quantity.high is not None else "")
    return f"{quantity.surface} | {ends} | {quantity.unit} | {quantity.counter} | {quantity.qualifier}"


@pytest.mark.parametrize(("lang", "text", "expected"), [*cases("zh"), *cases("en")])
def test_a_text_gives_its_quantities(lang: str, text: str, expected: list[str]) -> None:
    read = [quantity for quantity in READERS[lang](text) if not quantity.vague]
    assert [told(quantity) for quantity in read] == expected
    assert all(text[slice(*quantity.span)] == quantity.surface for quantity in read)


@given(st.text())
def test_any_text_gives_quantities_or_none_and_spans_that_hold(text: str) -> None:
    for reader in READERS.values():
        for quantity in reader(text):
            assert text[slice(*quantity.span)] == quantity.surface


NUMERIC = "零一二两三四五六七八九十百千万亿点半成倍第分之0123456789.,-至到余多约近元%个家P 年月日"


@given(st.text(alphabet=NUMERIC, max_size=30))
def test_a_heap_of_numerals_never_breaks_the_reader(text: str) -> None:
    for quantity in read_zh(text):
        assert text[slice(*quantity.span)] == quantity.surface


@given(st.integers(0, 10**15))
def test_a_number_said_in_chinese_is_read_back(number: int) -> None:
    assert parse_han(say_han(Decimal(number))) == number


@given(st.integers(1, 99999), st.sampled_from(["", "万", "亿", "万亿"]))
def test_a_mixed_numeral_is_its_digits_times_its_scale(digits: int, scale: str) -> None:
    assert parse_mixed(f"{digits}{scale}") == digits * {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]


@given(st.integers(1, 10**14))
def test_an_amount_written_in_english_is_read_back(value: int) -> None:
    written = english(Decimal(value * 10**4), None, "CNY", "元").plain
    (read,) = read_en(written)
    assert (int(read.value), read.unit) == (value * 10**4, "CNY")


@given(st.integers(1, 10**12))
def test_a_chinese_amount_agrees_with_its_english(value: int) -> None:
    zh = read_zh(f"产值{value}元")
    en = read_en(f"output of {english(Decimal(value), None, 'CNY', '元').plain}")
    assert agree(zh, en).pairs == ((0, 0),)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("3227亿元", "RMB 322.7 million"),  # a factor of a thousand
        ("3227亿元", "RMB 32.27 billion"),
        ("23个百分点", "23%"),
        ("3-5个", "3"),
        ("111.7万辆", "1.171 million"),
    ],
)
def test_another_value_or_unit_does_not_agree(zh: str, en: str) -> None:
    assert agree(read_zh(zh), read_en(en)).pairs == ()
