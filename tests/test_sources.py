"""An article and its source: figures that the source lacks, and those of it that nobody tells."""

import msgspec
import pytest

from digest.model import Article, Problem, Source
from digest.sources import SourcePage, check_sources
from tests.conftest import Project, make_article


def _article(text: str, stem: str = "2025-04-24-test") -> Article:
    source = Source(publication="重庆日报", title="原题", date="2025-04-24", inbox="page.txt")
    return make_article(zh=(text,), en=None, stem=stem, source=source)


def _check(page: str, *articles: Article) -> list[Problem]:
    return list(check_sources(articles, {"page.txt": SourcePage(page, page)}))


def _codes(page: str, text: str) -> list[str]:
    return [problem.code for problem in _check(page, _article(text))]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("产值达2000亿元。", "产值两千亿元。"),
        ("产值达2000亿元，增长一倍。", "产值2000亿元，翻了一番。"),
        ("90%以上的资本集中于此。", "资本的90%以上集中在这里。"),
        ("销量为1.2万辆。", "销量为12000辆。"),
        ("今年产值200亿元。", "2025年产值200亿元。"),
        ("昨日，项目开工。", "2025年4月23日，项目开工。"),
        ("项目开工。", "截至2025年4月，项目已开工。"),
        ("4月22日至23日举行。", "2025年4月22日至23日举行。"),
        ("到2027年建成3座工厂。", "2027年将建成3座工厂。"),
        ("他在“33618”体系中。", "列入“33618”体系。"),
        ("产值200亿元。", "产值200亿元，来自两个园区。"),
    ],
)
def test_a_figure_that_the_source_states_in_any_notation_is_traced(page: str, text: str) -> None:
    assert _codes(page, text) == []


@pytest.mark.parametrize(
    ("page", "text", "said"),
    [
        ("产值达2000亿元。", "产值为200亿元。", "the source does not state 200亿元"),
        ("增长2.3%。", "增长3.2%。", "the source does not state 3.2%"),
        ("提高2个百分点。", "提高2%。", "the source does not state 2%"),
        ("面积2000亩。", "面积2000公顷。", "the source does not state 2000公顷"),
        ("2023年投产。", "2022年投产。", "the source names no year 2022"),
        ("4月22日开工。", "4月21日开工。", "the source names no date 4月21日"),
        ("2024年3月开工。", "2024年2月开工。", "the source names no date 2024年2月"),
        ("共有企业2000家，产值300亿元。", "共有企业200家。", "the source does not state 200家"),
        ("时延不到30毫秒。", "时延超过30毫秒。", "30毫秒: the source hedges this figure the other way"),
    ],
)
def test_a_figure_that_the_source_does_not_state_is_an_error(page: str, text: str, said: str) -> None:
    strange = [problem for problem in _check(page, _article(text)) if problem.code == "not-in-source"]
    assert [(problem.message, problem.severity) for problem in strange] == [(said, "error")]


def test_the_hint_is_the_nearest_figure_of_the_source() -> None:
    (problem, _, _) = _check("产值达2000亿元，销量30万辆。", _article("产值为200亿元。"))
    assert problem.hint == "the nearest figure of the source is 2000亿元"


def test_a_problem_stands_where_the_figure_does() -> None:
    article = _article("产值为200亿元。")
    problem = _check("产值达2000亿元。", article)[0]
    assert (problem.path, problem.line, problem.column) == (article.zh.path, article.zh.paragraphs[0].line, 4)


def test_title_and_summary_are_traced_too() -> None:
    article = _article("产值为200亿元。")
    zh = msgspec.structs.replace(article.zh, title="产值20亿元", summary="增长3%", summary_at=(5, 10))
    problems = _check("产值为200亿元。", msgspec.structs.replace(article, zh=zh))
    assert [(problem.line, problem.column) for problem in problems] == [(2, 10), (5, 12)]


def test_a_figure_that_no_article_of_the_source_tells_is_noted_once_at_the_first_of_them() -> None:
    page = "产值200亿元，销量30万辆。据介绍，销量30万辆是历年之最，增长4%。"
    articles = _article("产值200亿元。", "2025-04-24-b"), _article("增长4%。", "2025-04-24-a")
    (note,) = _check(page, *articles)
    assert (note.code, note.severity, note.path) == ("left-out", "note", articles[1].zh.path)
    assert note.message.startswith("no article tells 30万辆 of the source: 产值200亿元")


def test_nothing_is_said_of_an_article_without_a_source_at_hand() -> None:
    assert list(check_sources([_article("产值200亿元。"), make_article()], {})) == []


def test_a_torn_page_is_put_together_before_it_is_searched(project: Project) -> None:
    project.article("2025-04-24-cars", "2024年，产值为1388亿元。")
    path = project.root / "content/articles/2025/2025-04-24-cars.zh.md"
    path.write_text(path.read_text("utf-8").replace("原题,", "原题, inbox: page.txt,"), "utf-8")
    lines = [
        "记者从新闻发布会上获悉，涪陵区材料产业去年产值再创新",
        "高，2024年，全区材料产业产值为13",
        "88亿元，居全市第一位。",
    ]
    project.write("content/inbox/page.txt", "材料产业再创新高\n\n" + "\n".join(lines) + "\n")
    assert "not-in-source" not in project.run("check").out
