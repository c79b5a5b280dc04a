"""The labelled texts of many regions and kinds of source: each figure, and each field of it, is read as labelled."""

import pytest

from digest.lexicon import Matcher
from tests.readings import Spec, alike, gaps_of, known, specs

MOST_FIGURES, MOST_FIELDS = 75, 1290
CASES = list(specs())


@pytest.fixture(scope="module")
def lexicon() -> Matcher:
    return known()


@pytest.mark.parametrize("spec", [spec for _, _, spec in CASES], ids=[f"{path.stem} {n}" for path, n, _ in CASES])
def test_a_labelled_text_is_read_as_labelled_but_for_its_known_gaps(spec: Spec, lexicon: Matcher) -> None:
    whole, fields = gaps_of(spec, lexicon)
    assert whole == spec.get("gap", {})
    assert fields == [label.get("gap", {}) for label in spec["facts"]]


def test_gaps_may_only_become_fewer() -> None:
    labels = [label for _, _, spec in CASES for label in spec["facts"] if not label.get("optional")]
    figures = sum(len(found) for _, _, spec in CASES for found in spec.get("gap", {}).values())
    fields = sum(len(label.get("gap", {})) for label in labels)
    assert figures <= MOST_FIGURES
    assert fields <= MOST_FIELDS


def test_likeness_is_that_of_character_pairs() -> None:
    assert alike("汽车产量", "汽车产量") == 1
    assert alike("汽车产量", "汽车") == 0.5
    assert alike("汽车产量", "税收") == 0
