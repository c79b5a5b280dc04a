"""Patterns made for speed find what the plain ones find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from digest.patterns import found, led, longest, near

CHARS = "创新业中心+."
words = st.lists(st.text(CHARS, min_size=1, max_size=4), min_size=1, max_size=8)
texts = st.text(CHARS, max_size=40)


@given(words, texts)
def test_the_longest_form_is_found_as_by_a_list_of_all(forms: list[str], text: str) -> None:
    plain = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    assert re.findall(longest(forms), text) == re.findall(plain, text)


@given(words, texts)
def test_a_shorter_form_is_taken_where_the_rest_fits_only_then(forms: list[str], text: str) -> None:
    plain = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    assert re.findall(f"(?:{longest(forms)})中", text) == re.findall(f"(?:{plain})中", text)


@given(texts)
def test_no_form_is_found_nowhere(text: str) -> None:
    assert re.search(longest([]), text) is None


@given(st.text("的创新中心区位", max_size=60))
def test_a_dear_pattern_finds_near_its_anchors_what_it_finds_everywhere(text: str) -> None:
    dear = re.compile(r"(?<!的)(?:(?!的).){2,5}?(?:中心|区(?!位))")
    nearby = near(dear, re.compile("中心|区"), text, before=5, after=4)
    assert [match.span() for match in nearby] == [match.span() for match in dear.finditer(text)]


@given(st.text("今去年月1 9", max_size=40))
def test_a_pattern_led_by_its_beginnings_finds_what_it_finds_alone(text: str) -> None:
    pattern = r"(?<!1)(?:今|去)年(?:\d月)?|\d{2}年|年年+"
    alone = [match.span() for match in re.finditer(pattern, text)]
    assert [match.span("all") for match in found(led(r"今去年\d", pattern), text)] == alone
