"""Fact sheets: what was read, and what people said over it."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ContentError
from digest.model import Bilingual, Fact
from digest.sheets import (
    Edit,
    Entry,
    corrections_of,
    facts_of,
    load_said,
    load_sheets,
    merge,
    pack_entries,
    remember,
    render_sheets,
)
from tests.conftest import make_article, make_fact

ARTICLE = make_article()
ARTICLES = (ARTICLE,)
FACT = make_fact()


def _texts(entries: Sequence[Entry]) -> dict[str, str]:
    return {sheet.name: sheet.text for sheet in render_sheets(entries, ARTICLES)}


def _saved(entries: Sequence[Entry], root: Path) -> tuple[Entry, ...]:
    """The entries as they come back from disk."""
    for name, text in _texts(entries).items():
        path = root / "content" / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load_sheets(root / "content" / "facts", root)


def _merged(old: Sequence[Entry], facts: Sequence[Fact]) -> tuple[Entry, ...]:
    entries, problems = merge(old, facts, ARTICLES)
    assert problems == ()
    return entries


def test_a_sheet_is_what_it_should_be_to_the_byte() -> None:
    entry = Entry(FACT, Edit(period="2023", reason="印刷错误", value=Decimal("2.30")))
    assert _texts([entry]) == {
        "autos/2025.yml": (
            "# content/facts/autos/2025.yml: written by build.py. An `edited:` block is yours and is kept.\n"
            "- id: 0123456789\n"
            "  article: 2025-04-24-test\n"
            "  quote: {zh: 2024年，重庆汽车产业产值为200亿元, en: In 2024 the output value of"
            " Chongqing's car industry was RMB 20 billion.}\n"
            "  surface: {zh: 200亿元, en: RMB 20 billion}\n"
            "  value: 20000000000\n"
            "  unit: CNY\n"
            "  counter: 元\n"
            "  qualifier: '='\n"
            "  metric: {zh: 汽车产业产值, en: car industry output value}\n"
            "  subject: {zh: 重庆, en: Chongqing}\n"
            "  place: chongqing\n"
            "  period: '2024'\n"
            "  status: actual\n"
            "  topics:\n"
            "  - autos\n"
            "  edited:\n"
            "    value: 2.30\n"
            "    period: '2023'\n"
            "    reason: 印刷错误\n"
        )
    }


def test_a_fact_comes_back_from_its_sheet_as_it_was(tmp_path: Path) -> None:
    fact = make_fact(value="-5.2", high="1.20", unit="%", change="yoy", organisation="jialing-wafers", period=None)
    assert [entry.fact for entry in _saved([Entry(fact)], tmp_path)] == [fact]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14)


@given(TEXTS, TEXTS, VALUES, st.from_regex(r"[0-9a-f]{10}", fullmatch=True))
def test_any_text_value_and_id_come_back(
    tmp_path_factory: pytest.TempPathFactory, zh: str, en: str, value: Decimal, ident: str
) -> None:
    fact = make_fact(id=ident, value=value, metric=Bilingual(zh, en), subject=Bilingual(zh), counter=zh)
    assert [entry.fact for entry in _saved([Entry(fact)], tmp_path_factory.mktemp("sheets"))] == [fact]


def test_a_fact_of_two_topics_stands_on_both_sheets_under_one_id(tmp_path: Path) -> None:
    saved = _saved([Entry(make_fact(topics=("autos", "other")))], tmp_path)
    assert [(entry.path, entry.fact.id) for entry in saved] == [
        ("content/facts/autos/2025.yml", FACT.id),
        ("content/facts/other/2025.yml", FACT.id),
    ]
    assert len(_merged(saved, [make_fact(topics=("autos", "other"))])) == 1


def test_entries_know_the_line_they_stand_on(tmp_path: Path) -> None:
    saved = _saved([Entry(FACT), Entry(make_fact(id="second"))], tmp_path)
    lines = (tmp_path / saved[0].path).read_text("utf-8").split("\n")
    assert [lines[entry.line - 1] for entry in saved] == ["- id: 0123456789", "- id: second"]


def test_an_edit_stands_over_what_was_read_and_shows_as_reviewed() -> None:
    (fact,) = facts_of(_merged([Entry(FACT, Edit(period="2023", place=None, reason="why", date="2025-05-01"))], [FACT]))
    assert fact == msgspec.structs.replace(FACT, period="2023", place=None, reviewed=True)


def test_an_edit_with_a_day_and_a_reason_is_a_correction_and_another_a_review() -> None:
    dated = Edit(period="2023", reason=Bilingual("误植", "Misprint"), date="2025-05-06")
    (found,) = corrections_of([Entry(FACT, dated), Entry(FACT, Edit(period="2023"))], ARTICLES)
    assert (found.date, found.reason.en, found.before) == ("2025-05-06", "Misprint", FACT)


@pytest.mark.parametrize(
    ("said", "told"), [("误植", Bilingual("误植")), ("Misprint", Bilingual("Misprint", "Misprint"))]
)
def test_a_reason_may_be_given_in_one_language(said: str, told: Bilingual) -> None:
    (found,) = corrections_of([Entry(FACT, Edit(period="2023", reason=said, date="2025-05-06"))], ARTICLES)
    assert found.reason == told


def test_a_reason_in_both_languages_comes_back_from_its_sheet(tmp_path: Path) -> None:
    entry = Entry(FACT, Edit(period="2023", reason=Bilingual("误植", "Misprint"), date="2025-05-06"))
    assert [each.edited for each in _saved([entry], tmp_path)] == [entry.edited]


def test_a_fact_without_edit_is_not_reviewed() -> None:
    assert [fact.reviewed for fact in facts_of([Entry(FACT)])] == [False]


def test_a_dropped_fact_stays_on_its_sheet_and_off_the_site(tmp_path: Path) -> None:
    entries = _merged(_saved([Entry(FACT, dropped=True)], tmp_path), [FACT])
    assert list(facts_of(entries)) == []
    assert "  dropped: true\n" in _texts(entries)["autos/2025.yml"]


def test_an_added_fact_stands_beside_those_that_were_read(tmp_path: Path) -> None:
    added = make_fact(id="by-hand", metric=Bilingual("汽车产值", None))
    entries = _merged(_saved([Entry(added, added=True)], tmp_path), [FACT])
    assert {fact.id for fact in facts_of(entries)} == {FACT.id, "by-hand"}


def test_what_was_read_anew_replaces_what_was_read_before(tmp_path: Path) -> None:
    saved = _saved([Entry(make_fact(status="target"), Edit(period="2023"))], tmp_path)
    (entry,) = _merged(saved, [FACT])
    assert (entry.fact, entry.edited) == (FACT, Edit(period="2023"))


def test_a_fact_that_nobody_touched_goes_with_its_text(tmp_path: Path) -> None:
    assert _merged(_saved([Entry(FACT)], tmp_path), []) == ()


@pytest.mark.parametrize(
    ("entry", "code", "severity"),
    [
        (Entry(FACT, Edit(period="2023")), "edited-gone", "error"),
        (Entry(FACT, dropped=True), "dropped-gone", "warning"),
        (Entry(make_fact(quote=Bilingual("没有这句200亿元")), added=True), "added-gone", "error"),
        (Entry(make_fact(surface=Bilingual("300亿元")), added=True), "added-gone", "error"),
    ],
)
def test_an_entry_whose_text_has_gone_is_told_at_its_line_and_kept(
    entry: Entry, code: str, severity: str, tmp_path: Path
) -> None:
    (saved,) = _saved([entry], tmp_path)
    (kept,), (problem,) = merge([saved], [], ARTICLES)
    assert (problem.code, problem.severity, problem.path, problem.line) == (
        code,
        severity,
        "content/facts/autos/2025.yml",
        2,
    )
    assert (kept.fact, kept.edited, kept.dropped, kept.added) == (entry.fact, entry.edited, entry.dropped, entry.added)
    assert list(facts_of([kept])) == []


def test_an_edit_on_one_of_two_sheets_reaches_the_other(tmp_path: Path) -> None:
    fact = make_fact(topics=("autos", "other"))
    first, second = _saved([Entry(fact)], tmp_path)
    edited = msgspec.structs.replace(second, edited=Edit(period="2023"))
    sheets = _texts(_merged([first, edited], [fact]))
    assert ["period: '2023'" in text for text in sheets.values()] == [True, True]


def test_two_copies_edited_alike_are_no_problem_and_otherwise_are_one(tmp_path: Path) -> None:
    fact = make_fact(topics=("autos", "other"))
    first, second = _saved([Entry(fact, Edit(period="2023"))], tmp_path)
    assert merge([first, second], [fact], ARTICLES)[1] == ()
    (problem,) = merge([first, msgspec.structs.replace(second, edited=Edit(period="2022"))], [fact], ARTICLES)[1]
    assert (problem.code, problem.path, problem.line) == ("edited-twice", "content/facts/other/2025.yml", 2)


def test_merging_twice_is_merging_once(tmp_path: Path) -> None:
    facts = [FACT, make_fact(id="second", topics=("autos", "other"))]
    said = [
        Entry(FACT, Edit(topics=("other",), reason="why")),
        Entry(make_fact(id="third"), dropped=True),
        Entry(make_fact(id="by-hand"), added=True),
    ]
    once, _ = merge(said, facts, ARTICLES)
    twice, _ = merge(_saved(once, tmp_path), facts, ARTICLES)
    assert _texts(twice) == _texts(once)


def test_a_sheet_goes_by_the_year_of_the_article() -> None:
    old = make_article(stem="2020-12-test", date="2020-12")
    assert [sheet.name for sheet in render_sheets([Entry(make_fact(article=old.stem))], (old,))] == ["autos/2020.yml"]


def test_an_empty_sheet_is_a_sheet_without_entries(tmp_path: Path) -> None:
    path = tmp_path / "content" / "facts" / "autos" / "2025.yml"
    path.parent.mkdir(parents=True)
    path.write_text("# nothing here\n", "utf-8")
    assert load_sheets(tmp_path / "content" / "facts", tmp_path) == ()


def test_a_sheet_indented_by_hand_loses_no_entry(tmp_path: Path) -> None:
    _saved([Entry(FACT, dropped=True), Entry(make_fact(id="second"))], tmp_path)
    path = tmp_path / "content" / "facts" / "autos" / "2025.yml"
    path.write_text(path.read_text("utf-8").replace("\n", "\n  "), "utf-8")
    entries = load_sheets(tmp_path / "content" / "facts", tmp_path)
    assert [(entry.fact.id, entry.dropped) for entry in entries] == [(FACT.id, True), ("second", False)]


def test_what_no_sheet_can_hold_is_told_with_file_and_line(tmp_path: Path) -> None:
    _saved([Entry(FACT)], tmp_path)
    path = tmp_path / "content" / "facts" / "autos" / "2025.yml"
    path.write_text(path.read_text("utf-8").replace("status: actual", "status: likely"), "utf-8")
    with pytest.raises(ContentError, match="Invalid enum value 'likely'") as raised:
        load_sheets(tmp_path / "content" / "facts", tmp_path)
    assert (raised.value.path, raised.value.line) == (path, 14)


def test_what_people_said_is_what_the_sheets_hold_of_it(tmp_path: Path) -> None:
    said = Entry(make_fact(id="second"), Edit(period="2023"))
    every = _saved([Entry(FACT), said], tmp_path)
    folder, cache = tmp_path / "content" / "facts", tmp_path / ".cache"
    for _ in range(2):  # read, then known
        assert load_said(folder, tmp_path, cache) == every[1:]
    sheet = folder / "autos" / "2025.yml"
    sheet.write_text(sheet.read_text("utf-8").replace("period: '2023'", "period: '2022'"), "utf-8")
    assert [each.edited for each in load_said(folder, tmp_path, cache)] == [Edit(period="2022")]


def test_a_sheet_noted_when_it_is_written_is_known_as_if_it_were_read(tmp_path: Path) -> None:
    entries = [Entry(FACT), Entry(make_fact(id="second"), Edit(period="2023"))]
    folder, cache = tmp_path / "content" / "facts", tmp_path / ".cache"
    noted = list(remember(render_sheets(entries, ARTICLES), folder, tmp_path, cache))
    _saved(entries, tmp_path)
    assert [sheet.entries for sheet in noted] == [tuple(entries)]
    assert load_said(folder, tmp_path, cache) == load_said(folder, tmp_path, tmp_path / "another")


def test_a_sheet_that_can_not_be_read_is_told_though_others_are_known(tmp_path: Path) -> None:
    _saved([Entry(FACT)], tmp_path)
    folder, cache = tmp_path / "content" / "facts", tmp_path / ".cache"
    load_said(folder, tmp_path, cache)
    (folder / "autos" / "2024.yml").write_text("- id: 1\n  article: [\n", "utf-8")
    with pytest.raises(ContentError):
        load_said(folder, tmp_path, cache)


def test_entries_made_ready_before_give_the_same_sheets() -> None:
    entries = [Entry(FACT), Entry(make_fact(id="second"), dropped=True)]
    packed = {ARTICLE.stem: pack_entries(entry.fact for entry in entries)}
    assert list(render_sheets(entries, ARTICLES, packed)) == list(render_sheets(entries, ARTICLES))
