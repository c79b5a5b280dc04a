"""Articles as they are read from their files. What is said of bad ones stands in tests/broken."""

from digest.articles import check_articles, read_articles
from digest.config import load_config
from digest.model import Article, Bilingual, Notice, Paragraph, Problem
from tests.conftest import Project, make_article

STEM = "2025-04-24-cars"
TOPICS = frozenset({"autos", "other"})


def _read(project: Project) -> tuple[Article, ...]:
    articles, problems = read_articles(load_config(project.root / "mkdocs.yml"))
    assert problems == ()
    return articles


def test_a_pair_of_files_is_one_article(project: Project) -> None:
    project.article(STEM, "产值为200亿元。", "The output value was RMB 20 billion.")
    (article,) = _read(project)
    assert (article.stem, article.date, article.topics) == (STEM, "2025-04-24", ("autos",))
    assert article.zh.path == f"content/articles/2025/{STEM}.zh.md"
    assert article.translation == "edited"
    assert article.en is not None
    assert article.en.paragraphs == (Paragraph("The output value was RMB 20 billion.", 6),)


def test_a_chinese_text_alone_is_an_article(project: Project) -> None:
    project.article(STEM, "产值为200亿元。")
    (article,) = _read(project)
    assert article.en is None
    assert article.translation is None


def _with_correction(project: Project, date: str) -> None:
    notice = (
        f"corrections:\n- {{date: {date}, reason: {{zh: 修订。, en: Revised.}}, old: {{zh: 旧}}, new: {{zh: 新}}}}\n"
    )
    front = f"---\ntitle: 题\ndate: 2025-04-24\nsource: {{publication: 报, title: 题, date: 2025-04-24}}\n{notice}---\n"
    project.write(f"content/articles/{STEM}.zh.md", f"{front}\n正文。\n")


def test_an_article_tells_of_its_corrections_in_its_front_matter(project: Project) -> None:
    _with_correction(project, "2025-05-06")
    (article,) = _read(project)
    assert article.corrections == (
        Notice("2025-05-06", Bilingual("修订。", "Revised."), Bilingual("旧"), Bilingual("新")),
    )


def test_the_day_of_a_correction_must_be_one(project: Project) -> None:
    _with_correction(project, "2025-13-06")
    _, (problem,) = read_articles(load_config(project.root / "mkdocs.yml"))
    assert (problem.line, problem.message) == (5, "corrections: '2025-13-06' is not a date like 2025-04-24 or 2020-12")


def test_articles_come_newest_first(project: Project) -> None:
    for stem in ("2024-05-01-a", "2025-04-24-b", "2020-12-c"):
        source = f"source: {{publication: 报, title: 题, date: {stem[:-2]}}}"
        front = f"---\ntitle: 题\ndate: {stem[:-2]}\n{source}\n---\n"
        project.write(f"content/articles/{stem}.zh.md", f"{front}\n正文。\n")
    assert [article.stem for article in _read(project)] == ["2025-04-24-b", "2024-05-01-a", "2020-12-c"]


def test_blank_lines_cut_paragraphs_and_each_knows_its_line(project: Project) -> None:
    project.article(STEM, "第一段。\n\n\n第二段。\n\n第三段。")
    (article,) = _read(project)
    assert article.zh.paragraphs == (Paragraph("第一段。", 8), Paragraph("第二段。", 11), Paragraph("第三段。", 13))


def test_broken_lines_join_without_a_blank_in_chinese_and_with_one_in_english(project: Project) -> None:
    project.article(STEM, "产值为\n200亿元。", "The output value\nwas RMB 20 billion.")
    (article,) = _read(project)
    assert article.zh.paragraphs[0].text == "产值为200亿元。"
    assert article.en is not None
    assert article.en.paragraphs[0].text == "The output value was RMB 20 billion."


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(project: Project) -> None:
    project.article(STEM, "第一段。\n\n第二段。")
    before = _read(project)
    path = project.root / before[0].zh.path
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert _read(project) == before


def test_an_unreadable_article_leaves_the_others_readable(project: Project) -> None:
    project.article(STEM, "产值为200亿元。")
    project.write("content/articles/2025/2025-04-25-bad.zh.md", "no front matter\n")
    articles, problems = read_articles(load_config(project.root / "mkdocs.yml"))
    assert [article.stem for article in articles] == [STEM]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("content/articles/2025/2025-04-25-bad.zh.md", "unreadable-article")
    ]


def test_the_text_may_hold_a_line_of_dashes(project: Project) -> None:
    project.article(STEM, "第一段。\n\n---\n\n第二段。")
    (article,) = _read(project)
    assert [paragraph.text for paragraph in article.zh.paragraphs] == ["第一段。", "---", "第二段。"]


def _check(article: Article) -> list[Problem]:
    return list(check_articles((article,), TOPICS))


def test_a_pair_with_as_many_paragraphs_and_known_topics_has_no_problem() -> None:
    assert _check(make_article()) == []


def test_a_missing_paragraph_is_told_at_the_end_of_the_shorter_text() -> None:
    (problem,) = _check(make_article(zh=["甲。"], en=["A.", "B."]))
    assert (problem.code, problem.path[-6:], problem.line) == ("paragraph-count", ".zh.md", 8)


def test_each_unknown_topic_is_a_problem() -> None:
    problems = _check(make_article(topics=("autos", "trains", "ships")))
    assert [problem.message for problem in problems] == ["there is no topic 'trains'", "there is no topic 'ships'"]


def test_a_missing_english_text_is_only_noted() -> None:
    (problem,) = _check(make_article(en=None))
    assert (problem.code, problem.severity) == ("no-english", "note")
