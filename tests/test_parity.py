"""Agreement of pairs: what good translators do is accepted, what goes wrong is told with the right English."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.parity import check_parity, compare
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
