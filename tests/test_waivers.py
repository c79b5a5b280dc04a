"""Waivers: what they let pass, in which paragraph, and that readers never see them."""

from tests.conftest import Project

ZH = "2024年，重庆汽车产业产值近200亿元。"
EN = "In 2024 the output value of Chongqing's car industry was RMB 20 billion."
WAIVER = "<!-- waive: hedge-lost: the headline rounds -->"


def _check(project: Project, zh: str, en: str) -> list[str]:
    project.article("2025-04-24-cars", zh, en)
    return [line.split(": ")[2] for line in project.run("check").out.splitlines() if not line.startswith(" ")]


def test_a_waiver_holds_for_its_paragraph_only(project: Project) -> None:
    assert _check(project, f"{ZH}\n\n{ZH}", f"{WAIVER}\n{EN}\n\n{EN}") == ["hedge-lost"]


def test_a_blank_line_may_stand_below_a_waiver(project: Project) -> None:
    assert _check(project, f"{ZH}\n\n{ZH}", f"{WAIVER}\n{EN}\n\n{WAIVER}\n\n{EN}") == []


def test_a_waiver_in_both_languages_is_used_twice(project: Project) -> None:
    assert _check(project, f"{WAIVER}\n{ZH}", f"{WAIVER}\n{EN}") == []


def test_a_waiver_of_another_code_lets_nothing_pass(project: Project) -> None:
    other = WAIVER.replace("hedge-lost", "name-differs")
    assert _check(project, ZH, f"{other}\n{EN}") == ["waiver-unused", "hedge-lost"]


def test_a_waiver_below_the_last_paragraph_is_unused(project: Project) -> None:
    assert _check(project, ZH.replace("近", ""), f"{EN}\n\n{WAIVER}") == ["waiver-unused"]


def test_a_waiver_is_no_paragraph_and_stands_on_no_page(project: Project) -> None:
    _check(project, ZH, f"{WAIVER}\n{EN}")
    assert "hedge-lost" not in project.run("site").err
    page = (project.root / "site/en/articles/2025-04-24-cars.html").read_text("utf-8")
    assert "RMB 20 billion" in page
    assert "waive" not in page


def test_columns_are_those_of_the_file_where_a_paragraph_has_several_lines(project: Project) -> None:
    english = "In 2024 Chongqing's output\n  was RMB 2 billion."
    project.article("2025-04-24-cars", "2024年，重庆汽车产业产值为200亿元。", english)
    assert ".en.md:7:7: error: number-mismatch" in project.run("check").out
