"""Staleness: what makes English stale, what does not, and what `agree` writes."""

from digest.agreed import check_agreed, marks, with_marks
from digest.model import Paragraph
from tests.conftest import Project, make_article

ZH = ("甲段说二十亿元。", "乙段。", "丙段。")
EN = ("The first.", "The second.", "The third.")


def _agreed(texts: tuple[str, ...]) -> tuple[str, ...]:
    return marks([Paragraph(text, 1) for text in texts])


def _stale(now: tuple[str, ...], then: tuple[str, ...] = ZH) -> list[int]:
    english = EN if len(now) == len(EN) else tuple(f"Paragraph {n}." for n in range(len(now)))
    article = make_article(zh=now, en=english, agreed=_agreed(then))
    assert article.en is not None
    lines = [paragraph.line for paragraph in article.en.paragraphs]
    return [lines.index(problem.line) for problem in check_agreed(article)]


def test_a_pair_as_it_was_agreed_is_not_stale() -> None:
    assert _stale(ZH) == []


def test_a_changed_paragraph_makes_its_english_stale_and_no_other() -> None:
    assert _stale((ZH[0], "乙段改了。", ZH[2])) == [1]


def test_a_paragraph_put_in_between_is_the_only_stale_one() -> None:
    assert _stale((ZH[0], "新的一段。", ZH[1], ZH[2])) == [1]


def test_a_paragraph_taken_out_makes_no_other_stale() -> None:
    assert _stale((ZH[0], ZH[2])) == []


def test_emphasis_and_line_breaks_change_no_mark() -> None:
    assert _stale(("**甲段**说 二十亿元。", ZH[1], ZH[2])) == []


def test_a_pair_that_was_never_agreed_is_not_stale() -> None:
    assert list(check_agreed(make_article(zh=ZH, en=EN))) == []


def test_a_mark_is_text_in_yaml_whatever_the_paragraph() -> None:
    assert all(mark.isalpha() and len(mark) == 8 for mark in _agreed(tuple(map(str, range(200)))))


def test_marks_are_put_at_the_end_of_the_front_matter_and_every_other_byte_stays() -> None:
    raw = "\ufeff---\r\ntitle: 一  # note\r\n---\r\n\r\nText.  \r\n---\r\nagreed: no\r\n".encode()
    done = with_marks(raw, ["aaaaaaaa", "bbbbbbbb"])
    assert done == raw.replace(b"note\r\n---", b"note\r\nagreed:\r\n  - aaaaaaaa\r\n  - bbbbbbbb\r\n---")


def test_marks_take_the_place_of_older_ones_in_any_form() -> None:
    for old in (b"agreed: [x, y]\n", b"agreed:\n- x\n- y\n", b"agreed:\n  - x\n\n  - y\n", b"agreed: [x,\n  y]\n"):
        raw = b"---\ntitle: T\n" + old + b"translation: edited\n---\n\nText.\n"
        assert with_marks(raw, ["aaaaaaaa"]) == raw.replace(old, b"agreed:\n  - aaaaaaaa\n")


def test_agree_writes_the_english_file_once_and_a_change_is_told_until_it_is_agreed_again(project: Project) -> None:
    project.article("2025-04-24-cars", "一段。", "A paragraph.")
    name = "content/articles/2025/2025-04-24-cars"
    assert project.run("agree", "2025-04-24-cars").out == f"{name}.en.md\n"
    assert project.run("agree", f"{name}.zh.md").out == ""
    assert "stale-english" not in project.run("check").out
    chinese = project.root / f"{name}.zh.md"
    chinese.write_text(chinese.read_text("utf-8").replace("一段。", "另一段。"), "utf-8")
    assert "stale-english" in project.run("check").out
    assert project.run("agree", "--all").out == f"{name}.en.md\n"
    assert "stale-english" not in project.run("check").out


def test_marks_survive_a_rename(project: Project) -> None:
    project.article("2025-04-24-cars", "一段。", "A paragraph.")
    project.run("agree", "--all")
    folder = project.root / "content/articles/2025"
    for lang in ("zh", "en"):
        (folder / f"2025-04-24-cars.{lang}.md").rename(folder / f"2025-04-24-vehicles.{lang}.md")
    assert project.run("check").out == ""


def test_agree_writes_nothing_where_one_of_several_names_is_wrong(project: Project) -> None:
    project.article("2025-04-24-cars", "一段。", "A paragraph.")
    before = (project.root / "content/articles/2025/2025-04-24-cars.en.md").read_bytes()
    assert project.run("agree", "2025-04-24-cars", "2025-04-24-trains").code == 1
    assert (project.root / "content/articles/2025/2025-04-24-cars.en.md").read_bytes() == before
