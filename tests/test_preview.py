"""A preview against a git revision: what it finds, in both languages, and what it says of it."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import load_config
from digest.model import Bilingual, Digest, Fact, Lexicon, Problem
from digest.preview.changes import Changes, Side, compare
from digest.preview.comment import LIMIT, comment, plain
from digest.preview.facts import compare_facts
from digest.preview.texts import compare_articles
from digest.preview.views import Teller
from digest.preview.words import compare_words
from digest.render.strings import load_strings
from tests.conftest import ROOT, Project, make_article, make_fact, tree

STEM = "2025-04-24-cars"
OTHER = "2025-03-01-chips"
ZH = "2024年，重庆汽车产业产值为200亿元。"
EN = "In 2024 the output value of Chongqing's car industry was RMB 20 billion."
EMPTY = Lexicon((), (), (), ())
STRINGS = load_strings(load_config(ROOT / "mkdocs.yml"))


def git(root: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path) -> str:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "State", "--allow-empty")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def base(drawn_once: Project) -> Project:
    """A project of two articles with its sheets, committed on main."""
    project = drawn_once
    project.article(STEM, ZH, EN)
    project.article(OTHER, "2025年，重庆芯片产量为3亿颗。", "In 2025 Chongqing made 300 million chips.", topics="chips")
    project.write(".gitignore", ".cache\ndist/\nsite/\n")
    project.run("facts")
    git(project.root, "init", "--quiet", "--initial-branch", "main")
    commit(project.root)
    return project


class Preview:
    """What a preview left behind."""

    def __init__(self, project: Project, *arguments: str) -> None:
        self.ran = project.run("preview", *(arguments or ("--base", "main")))
        folder = project.root / "dist" / "preview"
        self.site = folder / "site"
        self.comment = (folder / "comment.md").read_text("utf-8") if self.ran.code == 0 else ""

    def page(self, lang: str = "en") -> str:
        """The text of the page of changes, tags left out but for what was struck and what is new."""
        text = (self.site / lang / "preview.html").read_text("utf-8")
        main = text[text.index('class="digest changes"') :]
        main = re.sub(r"<del>(.*?)</del>", r"[-\1-]", re.sub(r"<ins>(.*?)</ins>", r"[+\1+]", main))
        return " ".join(re.sub(r"<[^>]+>", " ", main).split())


# ---- the whole ----


def test_uncommitted_work_is_compared_and_a_figure_is_told_old_and_new_in_both_languages(base: Project) -> None:
    base.article(STEM, ZH.replace("200亿", "300亿"), EN.replace("20 billion", "30 billion"))
    preview = Preview(base)
    assert preview.comment.startswith("### Figures: 1 changed\n")
    assert "RMB 20 billion → **RMB 30 billion** (200亿元 → **300亿元**)" in preview.comment
    assert "[-RMB 20 billion-] [-200亿元-] → [+RMB 30 billion+] [+300亿元+]" in preview.page("en")
    assert "[-200亿元-] [-RMB 20 billion-] → [+300亿元+] [+RMB 30 billion+]" in preview.page("zh")
    assert "industry was RMB [-20-] [+30+] billion." in preview.page("en").replace("[-20-][+30+]", "[-20-] [+30+]")


def test_every_page_says_that_it_is_a_preview_and_stays_out_of_indexes(base: Project) -> None:
    preview = Preview(base)
    pages = {name: data.decode() for name, data in tree(preview.site).items() if name.endswith(".html")}
    assert {"index.html", "404.html", "zh/preview.html", "en/about/index.html"} <= {*pages}
    for name, page in pages.items():
        assert '<meta name="robots" content="noindex">' in page, name
        assert 'class="banner"' in page, name
        assert "preview.html" in page, name


def test_nothing_but_the_preview_is_written(base: Project) -> None:
    base.article(STEM, ZH.replace("200亿", "300亿"))
    before = git(base.root, "status", "--porcelain")
    Preview(base)
    assert git(base.root, "status", "--porcelain") == before
    assert not (base.root / "site").exists()


def test_the_work_is_compared_with_where_it_left_the_base_not_with_what_came_after(base: Project) -> None:
    git(base.root, "switch", "--quiet", "--create", "work")
    commit(base.root)
    git(base.root, "switch", "--quiet", "main")
    base.article("2025-05-01-later", "2024年，重庆汽车产业产值为500亿元。")
    commit(base.root)
    git(base.root, "switch", "--quiet", "work")
    assert Preview(base).comment.startswith("### Nothing changes")


def test_articles_and_pages_are_told_and_linked_where_they_are(base: Project) -> None:
    base.article("2025-05-01-new", "2024年，重庆汽车产业产值为500亿元。", "In 2024 it was RMB 50 billion.")
    for path in (base.root / "content" / "articles" / "2025").glob(f"{OTHER}.*"):
        path.unlink()
    preview = Preview(base)
    assert "[Title](site/en/articles/2025-05-01-new.html): added" in preview.comment
    assert "Title: removed" in preview.comment
    for address in re.findall(r"\]\((site/[^)#]+)", preview.comment):
        assert (preview.site.parent / address).is_file(), address
    page = (preview.site / "en" / "preview.html").read_text("utf-8")
    for address in re.findall(r'href="(\.\./[^"#]+)"', page):
        assert (preview.site / "en" / address).is_file(), address


def test_a_renamed_article_moves_its_figures_and_is_neither_added_nor_removed(base: Project) -> None:
    folder = base.root / "content" / "articles" / "2025"
    for lang in ("zh", "en"):
        (folder / f"{STEM}.{lang}.md").rename(folder / f"2025-04-24-motors.{lang}.md")
    preview = Preview(base)
    assert preview.comment.startswith("### Figures: 1 moved\n")
    assert f"renamed from {STEM}" in preview.comment
    assert "2025-04-24-cars → 2025-04-24-motors" in preview.page()


def test_a_base_without_sheets_is_read_from_its_articles(base: Project) -> None:
    base.sheet().unlink()
    base.sheet("chips").unlink()
    commit(base.root)
    assert Preview(base).comment.startswith("### Nothing changes")


def test_a_base_without_the_project_makes_everything_new(project: Project) -> None:
    git(project.root, "init", "--quiet", "--initial-branch", "main")
    git(project.root, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    project.article(STEM, ZH, EN)
    preview = Preview(project)
    assert preview.comment.startswith("### Figures: 1 new\n")
    assert "> main holds no mkdocs.yml: everything is new." in preview.comment


def test_a_base_that_can_not_be_read_does_not_keep_its_repair_from_being_previewed(base: Project) -> None:
    good = (base.root / "content" / "lexicon" / "topics.yml").read_text("utf-8")
    base.write("content/lexicon/topics.yml", "- id: [\n")
    commit(base.root)
    base.write("content/lexicon/topics.yml", good)
    preview = Preview(base)
    assert preview.ran.code == 0
    assert "can't be read, so everything counts as new: content/lexicon/topics.yml: " in preview.comment.replace(
        "\\", ""
    )
    assert preview.comment.startswith("### Figures: 2 new\n")


def test_a_deleted_topic_is_told_of_its_figures_by_name_and_its_page_is_removed(base: Project) -> None:
    path = base.root / "content" / "lexicon" / "topics.yml"
    text = path.read_text("utf-8")
    parts = re.split(r"(?m)^(?=- id:)", text)
    path.write_text("".join(part for part in parts if "id: chips" not in part.split("\n")[0]), "utf-8")
    base.article(OTHER, "2025年，重庆芯片产量为3亿颗。", "In 2025 Chongqing made 300 million chips.", topics="autos")
    preview = Preview(base)
    assert preview.ran.code == 0
    assert ": removed" in preview.comment
    assert not (preview.site / "en" / "topics" / "chips.html").exists()
    assert "topics/chips.html" in preview.page()


def test_new_problems_come_first_and_mended_ones_are_told(base: Project) -> None:
    base.article(OTHER, "2025年，重庆芯片产量为3亿颗。", "In 2025 Chongqing made 30 million chips.", topics="chips")
    commit(base.root)
    base.article(STEM, ZH, EN.replace("20 billion", "2 billion"))
    base.article(OTHER, "2025年，重庆芯片产量为3亿颗。", "In 2025 Chongqing made 300 million chips.", topics="chips")
    preview = Preview(base)
    assert preview.comment.index("**1 error to mend**") < preview.comment.index("2 articles")
    assert "200亿元 is RMB 20 billion; the English says RMB 2 billion" in preview.comment
    assert "1 problem mended" in preview.comment
    assert "200亿元 is RMB 20 billion" in preview.page("zh")


def test_a_problem_that_only_moved_to_another_line_is_neither_new_nor_mended(base: Project) -> None:
    base.article(STEM, ZH, EN.replace("20 billion", "2 billion"))
    commit(base.root)
    base.article(STEM, f"前言。\n\n{ZH}", f"Preface.\n\n{EN.replace('20 billion', '2 billion')}")
    text = Preview(base).comment
    assert "to mend" not in text
    assert "mended" not in text


def test_coverage_tells_articles_and_labels_that_lost_or_lack_their_english(base: Project) -> None:
    (base.root / "content" / "articles" / "2025" / f"{STEM}.en.md").unlink()
    preview = Preview(base)
    assert "2 articles, 1 without English (was 0)" in preview.comment
    assert "English removed" in preview.comment
    assert "没有英文的文章 [-0-] → 1" in preview.page("zh")


def test_changed_templates_and_handbook_are_named(base: Project) -> None:
    base.write("docs/en/index.md", "# About us\n")
    assert "`docs/en/index.md`" in Preview(base).comment


# ---- git ----


def test_a_revision_that_is_not_there_says_how_to_get_it(base: Project) -> None:
    ran = base.run("preview", "--base", "origin/main")
    assert ran.code == 1
    assert "there is no revision 'origin/main' here. To get it: git fetch origin main" in ran.err


def test_outside_a_checkout_it_says_so(project: Project) -> None:
    ran = project.run("preview", "--base", "main")
    assert ran.code == 1
    assert "not a git repository" in ran.err


def test_without_git_it_says_so(base: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed" in base.run("preview", "--base", "main").err


def test_a_revision_is_never_taken_for_an_option(base: Project) -> None:
    ran = base.run("preview", "--base", "--output=x")
    assert ran.code == 1
    assert "there is no revision '--output=x'" in ran.err


def test_a_shallow_clone_is_compared_with_the_base_as_it_stands_and_told_how_to_deepen(
    base: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    origin = tmp_path_factory.mktemp("origin")
    git(origin, "clone", "--quiet", "--bare", str(base.root), str(origin / "bare"))
    git(base.root, "switch", "--quiet", "--create", "work")
    base.article(STEM, ZH.replace("200亿", "300亿"), EN.replace("20 billion", "30 billion"))
    commit(base.root)
    git(base.root, "push", "--quiet", str(origin / "bare"), "work")
    clone = origin / "clone"
    git(
        origin,
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--branch",
        "work",
        "--no-single-branch",
        (origin / "bare").as_uri(),
        str(clone),
    )
    ran = base.run("preview", "--base", "origin/main", "-f", str(clone / "mkdocs.yml"))
    assert ran.code == 0
    assert "To deepen it: git fetch --unshallow" in ran.err
    assert "1 changed" in (clone / "dist" / "preview" / "comment.md").read_text("utf-8")


def test_a_shallow_clone_that_lacks_the_base_is_told_how_to_get_it(
    base: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    commit(base.root)
    git(base.root, "clone", "--quiet", "--depth", "1", base.root.as_uri(), str(clone))
    first = git(base.root, "rev-list", "--max-parents=0", "HEAD")
    ran = base.run("preview", "--base", first, "-f", str(clone / "mkdocs.yml"))
    assert ran.code == 1
    assert "this clone is shallow, so perhaps: git fetch --unshallow" in ran.err


def test_a_project_below_the_top_of_its_checkout_is_compared_too(base: Project) -> None:
    (base.root / ".git").rename(base.root.parent / ".git")
    try:
        commit(base.root.parent)
        base.article(STEM, ZH.replace("200亿", "300亿"), EN.replace("20 billion", "30 billion"))
        assert Preview(base, "--base", "HEAD").comment.startswith("### Figures: 1 changed\n")
    finally:
        (base.root.parent / ".git").rename(base.root / ".git")


def test_a_folder_that_is_no_preview_is_left_alone(base: Project) -> None:
    kept = base.write("out/site/letter.txt", "mine")
    ran = base.run("preview", "--base", "main", "--out", "out")
    assert ran.code == 1
    assert "it is no preview" in ran.err
    assert kept.read_text() == "mine"


def test_a_preview_takes_the_place_of_the_one_before(base: Project) -> None:
    Preview(base)
    base.article("2025-05-01-new", "2024年，重庆汽车产业产值为500亿元。")
    assert "1 new" in Preview(base).comment


# ---- figures ----


def _facts(*facts: Fact) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts}


def _kinds(old: Sequence[Fact], new: Sequence[Fact], **renamed: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.kind, change.fields) for change in compare_facts(_facts(*old), _facts(*new), renamed)]


def test_the_same_figures_are_no_change() -> None:
    assert _kinds([make_fact()], [make_fact()]) == []


def test_each_field_that_differs_is_told() -> None:
    new = make_fact(status="forecast", period="2025", value=30_000_000_000)
    assert _kinds([make_fact()], [new]) == [("changed", ("figure", "period", "status"))]


def test_a_figure_whose_sentence_was_reworded_is_the_same_figure() -> None:
    new = make_fact(id="b" * 10, quote=Bilingual("2024年，重庆的汽车产业产值达到200亿元"))
    assert _kinds([make_fact()], [new]) == [("changed", ("sentence",))]


def test_a_figure_in_a_wholly_other_sentence_is_another() -> None:
    new = make_fact(
        id="b" * 10,
        quote=Bilingual("全市建成充电桩3万个"),
        surface=Bilingual("3万个"),
        value=30_000,
        unit="count",
        metric=Bilingual("充电桩"),
        subject=Bilingual("全市"),
    )
    assert _kinds([make_fact()], [new]) == [("added", ()), ("removed", ())]


def test_a_figure_that_went_to_another_article_or_topic_has_moved() -> None:
    assert _kinds([make_fact()], [make_fact(id="b" * 10, article="2025-05-05-other")]) == [("moved", ("article",))]
    assert _kinds([make_fact()], [make_fact(topics=("chips",))]) == [("moved", ("topics",))]


def test_english_that_comes_or_goes_is_no_change_of_its_figures() -> None:
    bare = make_fact(quote=Bilingual(make_fact().quote.zh), surface=Bilingual("200亿元"))
    assert _kinds([make_fact()], [bare]) == _kinds([bare], [make_fact()]) == []


def test_two_figures_of_one_sentence_stay_apart() -> None:
    quote = Bilingual("产值由100亿元增至200亿元")
    old = [
        make_fact(id=c * 10, quote=quote, surface=Bilingual(s), value=v)
        for c, s, v in (("a", "100亿元", 10_000_000_000), ("b", "200亿元", 20_000_000_000))
    ]
    quote = Bilingual("产值由100亿元增至300亿元")
    new = [
        make_fact(id=c * 10, quote=quote, surface=Bilingual(s), value=v)
        for c, s, v in (("c", "100亿元", 10_000_000_000), ("d", "300亿元", 30_000_000_000))
    ]
    assert _kinds(old, new) == [("changed", ("sentence",)), ("changed", ("figure", "sentence"))]


# ---- texts ----


def test_a_reworded_paragraph_is_told_word_by_word() -> None:
    pieces = compare_words("年产值预计为200亿元。", "年产值预计为300亿元。")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "年产值预计为"),
        ("old", "200"),
        ("new", "300"),
        ("same", "亿元。"),
    ]


TEXT = st.text(st.sampled_from("重庆的产值 RMB20.5billion，。a-'"), max_size=40)


@given(TEXT, TEXT)
def test_the_pieces_of_a_comparison_make_up_both_texts(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new


def test_paragraphs_put_in_taken_out_and_changed_are_told_apart() -> None:
    old = make_article(zh=("第一段说产值。", "第二段说出口。", "第三段说人口。"), en=None)
    new = make_article(zh=("前面加一段话，全是新的。", "第一段说产值。", "第三段说人口数。"), en=None)
    (change,) = compare_articles((old,), (new,))
    told = [
        (each.number, "".join(f"{piece.kind[0]}{piece.text}" for piece in each.pieces)) for each in change.paragraphs
    ]
    assert (1, "n前面加一段话，全是新的。") in told
    assert (3, "s第三段说人口n数s。") in told
    assert sum(text.startswith("o") for _, text in told) == 1


def test_an_article_is_followed_under_another_name_only_if_it_says_much_the_same() -> None:
    old = make_article(stem="2025-04-24-a")
    assert compare_articles((old,), (make_article(stem="2025-04-24-b"),))[0].kind == "renamed"
    other = make_article(zh=("渝新欧班列开行。",), stem="2025-04-24-b")
    assert [change.kind for change in compare_articles((old,), (other,))] == ["added", "removed"]


# ---- comment ----


def _changes(facts: int, length: int = 10) -> tuple[Changes, Teller]:
    stems = [f"2025-04-24-{number}" for number in range(facts)]
    new = {
        f"{n:010x}": make_fact(id=f"{n:010x}", article=stem, metric=Bilingual("值" * length), subject=Bilingual("谁"))
        for n, stem in enumerate(stems)
    }
    articles = tuple(make_article(stem=stem) for stem in stems)
    problems = tuple(Problem(f"{stem}.md", 1, "code", "坏" * length) for stem in stems)
    head = Side(Digest(articles, new, {}, EMPTY), problems)
    return compare(Side(Digest((), {}, {}, EMPTY)), head), Teller(STRINGS, (EMPTY,))


@pytest.mark.parametrize(("facts", "length"), [(3, 10), (500, 10), (3_000, 5_000)])
def test_a_comment_is_never_longer_than_github_allows(facts: int, length: int) -> None:
    text = comment(*_changes(facts, length), "abc (main)")
    assert len(text) < LIMIT < 65_536
    assert text.startswith(f"### Figures: {facts} new")
    assert text.count("<details>") == text.count("</details>")


def test_long_lists_are_folded_and_lead_to_the_page_of_changes() -> None:
    text = comment(*_changes(500), "abc (main)")
    assert "<details><summary>500 new figures</summary>" in text
    assert "more on the [page of changes](site/en/preview.html)" in text


def test_nothing_in_a_comment_is_taken_for_markdown_or_calls_anybody() -> None:
    assert plain("a_b *c* <img> [d](e) @team `f` #1 | g") == (r"a\_b \*c\* \<img\> \[d\](e) &#64;team \`f\` \#1 \| g")
