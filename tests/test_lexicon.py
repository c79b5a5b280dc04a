"""The lexicon: names found in a text, and English labels composed of what it knows."""

import pytest

from digest.lexicon import Matcher, load_lexicon, matcher
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def known() -> Matcher:
    return matcher(load_lexicon(ROOT / "content" / "lexicon"), "chongqing")


def test_the_longest_name_is_found(known: Matcher) -> None:
    names = list(known.names("重庆移动与梁平区在北京签约", "zh"))
    assert [name.id for name in names] == ["china-mobile-chongqing", "liangping", "beijing"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("梁平区", "Liangping District"),
        ("研发类企业数", "number of R&D firms"),
        ("重庆汽车产量", "Chongqing vehicle output"),
        ("某某未知之物", None),
        ("未知之物数", None),
    ],
)
def test_a_label_is_composed_of_known_parts_or_not_at_all(known: Matcher, zh: str, en: str | None) -> None:
    assert known.english(zh) == en


def test_topics_are_told_by_their_words_in_either_language(known: Matcher) -> None:
    assert known.topics("车规级芯片与算力", "zh") == ("chips", "compute")
    assert known.topics("Data centres and cars", "en") == ("compute", "autos")


def test_all_districts_and_counties_of_the_city_are_there() -> None:
    places = load_lexicon(ROOT / "content" / "lexicon").places
    inside = [place for place in places if place.parent == "chongqing" and place.kind in ("district", "county")]
    assert len(inside) == 38
