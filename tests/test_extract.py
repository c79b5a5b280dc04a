"""Reading facts: what a figure measures, whose it is, when it holds, and where it stands in both languages."""

from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.extract import extract_article, read_chinese, read_english
from digest.lexicon import Matcher, load_lexicon, matcher
from tests.conftest import ROOT, make_article

SPECS = yaml.safe_load((Path(__file__).parent / "specs" / "readings.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def known() -> Matcher:
    """The project's own lexicon: names and terms are part of the grammar."""
    return matcher(load_lexicon(ROOT / "content" / "lexicon"), "chongqing")


@pytest.mark.parametrize("spec", SPECS, ids=[spec["text"] for spec in SPECS])
def test_a_sentence_gives_its_facts(spec: dict[str, object], known: Matcher) -> None:
    read = list(read_chinese(str(spec["text"]), "2025-04-24", known))
    assert [f"{r.metric} | {r.subject} | {r.period} | {r.status} | {r.change}" for r in read] == spec["read"]


@settings(deadline=None)  # the first text pays for compiling the patterns
@given(text=st.text())
def test_any_text_gives_facts_or_none_and_spans_that_hold(text: str, known: Matcher) -> None:
    for reading in (*read_chinese(text, "2025-04-24", known), *read_english(text, "2025-04", known)):
        assert text[slice(*reading.quantity.span)] == reading.quantity.surface


def test_an_english_sentence_gives_its_facts(known: Matcher) -> None:
    text = "In the first half of 2021 Chongqing made 570,000 cars, up 47% from a year earlier."
    made, growth = read_english(text, "2021-08-16", known)
    assert (made.metric, made.subject, made.period, made.status) == ("cars", "Chongqing", "2021-H1", "actual")
    assert (growth.quantity.surface, growth.change) == ("47%", "yoy")


def test_a_mention_is_where_the_figure_stands_in_both_texts(known: Matcher) -> None:
    article = make_article(zh=("年产值预计**200亿元**。",), en=("Annual output is expected at **RMB 20 billion**.",))
    (mention,) = extract_article(article, known).mentions
    assert article.en is not None
    assert mention.en is not None
    assert article.zh.paragraphs[0].text[slice(*mention.zh)] == "200亿元"
    assert article.en.paragraphs[0].text[slice(*mention.en)] == "RMB 20 billion"


def test_an_id_survives_edits_elsewhere_in_the_article(known: Matcher) -> None:
    before = make_article(zh=("开头。2024年，产值200亿元，增长5%。",), en=None)
    after = make_article(zh=("另一个开头，写了3家企业。", "又一段。2024年，产值200亿元，增长6%。"), en=None)
    old = {fact.surface.zh: fact.id for fact in extract_article(before, known).facts}
    new = {fact.surface.zh: fact.id for fact in extract_article(after, known).facts}
    assert old["200亿元"] == new["200亿元"]
    assert old["5%"] not in new.values()


def test_the_same_figure_said_twice_is_two_facts(known: Matcher) -> None:
    facts = extract_article(make_article(zh=("产值200亿元。", "产值200亿元。"), en=None), known).facts
    assert len({fact.id for fact in facts}) == len(facts) == 2


def test_a_figure_without_a_topic_word_takes_the_articles_topics(known: Matcher) -> None:
    article = msgspec.structs.replace(make_article(zh=("去年完成20项。",), en=None), topics=("low-altitude",))
    assert [fact.topics for fact in extract_article(article, known).facts] == [("low-altitude",)]
