"""What is found in each article by itself, and kept until its text changes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from digest.extract import Extract, extract_article
from digest.findings import find
from digest.lexicon import Matcher
from digest.model import Article, Bilingual, Lexicon, Term
from tests.conftest import make_article

LEXICON = Lexicon((), (), (), ())
WRONG = ("In 2024 the output value of Chongqing's car industry was RMB 2 billion.",)


def _articles(many: int) -> list[Article]:
    return [make_article(stem=f"2025-01-01-{n:03d}", en=WRONG if n % 7 == 0 else None) for n in range(many)]


def test_an_executor_finds_the_same_in_the_same_order(tmp_path: Path) -> None:
    articles = _articles(70)
    with ThreadPoolExecutor(2) as executor:
        found = list(find(articles, LEXICON, "", tmp_path / "a", executor))
    assert found == list(find(articles, LEXICON, "", tmp_path / "b"))
    assert [each.extract.stem for each in found] == [article.stem for article in articles]
    assert [each.extract.stem[-4:] for each in found if each.apart][:2] == ["-000", "-007"]


def test_only_articles_that_changed_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = _articles(3)
    before = list(find(articles, LEXICON, "", tmp_path))
    read: list[str] = []

    def extract(article: Article, known: Matcher) -> Extract:
        read.append(article.stem)
        return extract_article(article, known)

    monkeypatch.setattr("digest.findings.extract_article", extract)
    text = articles[1].zh.paragraphs[0]
    changed = msgspec.structs.replace(text, text=text.text.replace("200", "300"))
    articles[1] = msgspec.structs.replace(
        articles[1], zh=msgspec.structs.replace(articles[1].zh, paragraphs=(changed,))
    )
    after = list(find(articles, LEXICON, "", tmp_path))
    assert read == [articles[1].stem]
    assert (after[0], after[2]) == (before[0], before[2])
    assert [fact.surface.zh for fact in after[1].extract.facts] == ["300亿元"]


def test_another_lexicon_reads_all_again(tmp_path: Path) -> None:
    (before,) = find(_articles(1), LEXICON, "", tmp_path)
    terms = (Term("汽车产业产值", "output value of the car industry"),)
    (after,) = find(_articles(1), msgspec.structs.replace(LEXICON, terms=terms), "", tmp_path)
    assert [fact.metric for each in (before, after) for fact in each.extract.facts] == [
        Bilingual("汽车产业产值"),
        Bilingual("汽车产业产值", "output value of the car industry"),
    ]
