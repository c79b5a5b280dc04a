"""Agreement of pairs: what good translators do is accepted, what goes wrong is told with the right English."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.parity import check_pairs, check_parity, compare
from tests.conftest import make_article

SPECS = yaml.safe_load((Path(__file__).parent / "specs" / "parity.yml").read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for spec in (*SPECS["agree"], *SPECS["disagree"]):
        yield pytest.param(spec["zh"], spec["en"], spec.get("problems", []), id=f"{spec['zh']} / {spec['en']}")


@pytest.mark.parametrize(("zh", "en", "problems"), list(cases()))
def test_a_pair_gives_its_problems(zh: str, en: str, problems: list[str]) -> None:
    found = compare(zh, en, "2025-04-24")
    wanted = [tuple(problem.split(" | ")) for problem in problems]
    assert [finding.code for finding in found] == [code for code, _ in wanted]
    for finding, (_, words) in zip(found, wanted, strict=True):
        assert words in finding.message


def test_a_problem_stands_at_the_line_and_column_of_the_english() -> None:
    article = make_article(zh=("开头。", "产值3227亿元。"), en=("To begin.", "Output was RMB 3.227 billion."))
    (problem,) = check_parity(article)
    assert article.en is not None
    assert (problem.path, problem.line) == (article.en.path, article.en.paragraphs[1].line)
    assert "Output was RMB 3.227 billion."[problem.column - 1 :].startswith("RMB 3.227")


def test_titles_are_compared_too() -> None:
    article = make_article(zh=("正文。",), en=("Text.",))
    assert article.en is not None
    zh = msgspec.structs.replace(article.zh, title="产值200亿元")
    en = msgspec.structs.replace(article.en, title="Output of RMB 2 billion")
    article = msgspec.structs.replace(article, zh=zh, en=en)
    assert [problem.code for problem in check_parity(article)] == ["number-mismatch"]


def test_an_article_without_english_has_nothing_to_agree() -> None:
    assert list(check_parity(make_article(en=None))) == []


def test_an_executor_finds_the_same_disagreements_in_the_same_order() -> None:
    wrong = ("In 2024 the output value of Chongqing's car industry was RMB 2 billion.",)
    articles = [make_article(stem=f"2025-01-01-{n:03d}", en=wrong if n % 7 == 0 else None) for n in range(70)]
    with ThreadPoolExecutor(2) as executor:
        found = check_pairs(articles, executor)
    assert found == check_pairs(articles)
    assert [problem.path[-10:-6] for problem in found[:2]] == ["-000", "-007"]
