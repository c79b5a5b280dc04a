"""The command line as its users meet it: exit codes, what goes to which stream, what is written.

What is said of bad input stands in tests/broken.
"""

import json
import shutil
import subprocess
import sys

import pytest

from digest import __version__
from digest.cli import cli
from tests.conftest import ROOT, Project, tree

STEM = "2025-04-24-cars"
ZH = "2024年，重庆汽车产业产值为200亿元。"
EN = "In 2024 the output value of Chongqing's car industry was RMB 20 billion."


@pytest.fixture
def pair(project: Project) -> Project:
    """A project of one article that has nothing to mend."""
    project.article(STEM, ZH, EN)
    return project


def test_without_a_command_it_writes_sheets_and_site(pair: Project) -> None:
    ran = pair.run()
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("1 article, 1 figure; ")
    assert pair.sheet().exists()
    for page in ("index.html", f"zh/articles/{STEM}.html", f"en/articles/{STEM}.html", "en/about/index.html"):
        assert (pair.root / "site" / page).exists()


def test_building_twice_changes_no_byte(pair: Project) -> None:
    pair.run("site")
    before = tree(pair.root / "site"), tree(pair.root / "content")
    ran = pair.run("site")
    assert "0 files written" in ran.err
    assert (tree(pair.root / "site"), tree(pair.root / "content")) == before


def test_another_folder_and_other_workers_give_the_same_bytes(pair: Project) -> None:
    pair.run("site")
    before = tree(pair.root / "site")
    copy = pair.root / "copy"
    pair.write("copy/mkdocs.yml", (pair.root / "mkdocs.yml").read_text("utf-8"))
    for folder in ("content", "docs"):
        for name, data in tree(pair.root / folder).items():
            (copy / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / folder / name).write_bytes(data)
    assert pair.run("site", "-f", "copy/mkdocs.yml", "--workers", "2").code == 0
    assert tree(copy / "site") == before


def test_a_page_whose_article_has_gone_is_removed(pair: Project) -> None:
    pair.run("site")
    for path in (pair.root / "content" / "articles").rglob("*.md"):
        path.unlink()
    assert pair.run("site").code == 0
    assert not (pair.root / "site" / "en" / "articles" / f"{STEM}.html").exists()
    assert not pair.sheet().exists()


def test_a_disagreement_is_told_but_the_site_is_written(project: Project) -> None:
    project.article(STEM, ZH, EN.replace("20 billion", "2 billion"))
    ran = project.run("site")
    assert ran.code == 1
    assert "error: number-mismatch: 200亿元 is RMB 20 billion" in ran.err
    assert (project.root / "site" / "en" / "articles" / f"{STEM}.html").exists()


def test_an_unreadable_article_stops_the_build_before_anything_is_written(pair: Project) -> None:
    pair.run("site")
    before = tree(pair.root)
    pair.write("content/articles/2025/2025-04-25-bad.zh.md", "no front matter\n")
    ran = pair.run("site")
    assert (ran.code, ran.out) == (1, "")
    assert "unreadable-article" in ran.err
    assert tree(pair.root).items() - before.items() == {
        ("content/articles/2025/2025-04-25-bad.zh.md", b"no front matter\n")
    }


def test_facts_writes_sheets_and_no_site(pair: Project) -> None:
    ran = pair.run("facts")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 figure; 1 sheet written, 0 unchanged, 0 removed\n")
    assert not (pair.root / "site").exists()


def test_facts_check_lists_stale_sheets_and_writes_none(pair: Project) -> None:
    ran = pair.run("facts", "--check")
    assert (ran.code, ran.out, ran.err) == (1, "content/facts/autos/2025.yml\n", "1 stale fact sheet\n")
    assert not pair.sheet().exists()


def test_facts_check_passes_on_sheets_that_are_up_to_date(pair: Project) -> None:
    pair.run("facts")
    ran = pair.run("facts", "--check")
    assert (ran.code, ran.out, ran.err) == (0, "", "the fact sheets are up to date\n")


def test_a_sheet_that_nothing_stands_on_any_more_is_stale(pair: Project) -> None:
    pair.run("facts")
    pair.write("content/facts/chips/2020.yml", "# nothing\n")
    assert pair.run("facts", "--check").out == "content/facts/chips/2020.yml\n"


def test_check_says_so_when_there_is_nothing_to_mend(pair: Project) -> None:
    ran = pair.run("check")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 errors, 0 warnings, 0 notes\n")


def test_check_writes_nothing_but_what_may_be_deleted(pair: Project) -> None:
    before = tree(pair.root)
    pair.run("check")
    shutil.rmtree(pair.root / ".cache")
    assert tree(pair.root) == before


def test_problems_come_by_file_and_line(project: Project) -> None:
    for stem in ("2025-04-24-b", "2025-04-24-a"):
        project.article(stem, f"{ZH}\n\n{ZH}", f"{EN.replace('20', '30', 1)}\n\n{EN.replace('RMB 20', 'RMB 2')}")
    places = [line.split(": ")[0] for line in project.run("check").out.splitlines() if not line.startswith(" ")]
    assert places == sorted(places)
    assert len(places) > 2


def test_quiet_says_only_problems_and_results(project: Project) -> None:
    project.article(STEM, ZH, EN.replace("20 billion", "2 billion"))
    assert project.run("--quiet", "facts").err == ""
    ran = project.run("check", "-q")
    assert ("number-mismatch" in ran.out, ran.err) == (True, "")


def test_paths_are_told_from_the_project_s_folder_wherever_one_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.article(STEM, ZH)
    monkeypatch.chdir(ROOT)
    ran = project.run("-f", str(project.root / "mkdocs.yml"), "check")
    assert ran.out.startswith(f"content/articles/2025/{STEM}.zh.md:1:1: note: no-english")


def test_options_may_stand_before_or_after_the_command(pair: Project) -> None:
    assert pair.run("-f", "none.yml", "check").code == 1
    assert pair.run("check", "-f", "none.yml").code == 1
    assert pair.run("-f", "none.yml", "check", "-f", "mkdocs.yml").code == 0


def test_extract_prints_a_figure_a_line_with_its_place(project: Project) -> None:
    text = f"　　{ZH}"
    project.write("page.txt", text)
    ran = project.run("extract", "page.txt", "--date", "2025-04-24")
    (fact,) = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.code, ran.err) == (0, "")
    assert text[fact["start"] : fact["end"]] == fact["surface"] == "200亿元"
    assert {name: fact[name] for name in ("id", "value", "unit", "period", "status", "topics")} == {
        "id": "page-001",
        "value": 20_000_000_000,
        "unit": "CNY",
        "period": "2024",
        "status": "actual",
        "topics": ["autos"],
    }


def test_extract_reads_english_too_and_takes_a_language(project: Project) -> None:
    project.write("page.txt", EN)
    (fact,) = [json.loads(line) for line in project.run("extract", "page.txt", "--lang", "en").out.splitlines()]
    assert fact["surface"] == "RMB 20 billion"
    assert fact["subject_zh"] is None


def test_extract_reads_a_file_of_any_size_though_it_is_one_line_without_a_full_stop(project: Project) -> None:
    project.write("page.txt", "山水之间，" * 150_000 + ZH)
    (fact,) = [json.loads(line) for line in project.run("extract", "page.txt", "--lang", "zh").out.splitlines()]
    assert fact["value"] == 20_000_000_000


def test_extract_works_without_a_project(project: Project) -> None:
    (project.root / "mkdocs.yml").unlink()
    project.write("page.txt", ZH)
    assert json.loads(project.run("extract", "page.txt").out)["value"] == 20_000_000_000


def test_extract_reads_the_files_it_can_and_fails_for_the_others(project: Project) -> None:
    project.write("page.txt", ZH)
    ran = project.run("extract", "none[1].txt", "page.txt")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 1
    assert ran.err == "none[1].txt: can't be read: No such file or directory\n"


def test_parity_answers_each_line(project: Project) -> None:
    pairs = [{"id": "a", "zh": ZH, "en": EN}, {"id": "b", "zh": ZH, "en": EN.replace("20 billion", "2 billion")}]
    project.write("pairs.jsonl", "\n\n".join(json.dumps(pair) for pair in pairs))
    answers = [json.loads(line) for line in project.run("parity", "pairs.jsonl").out.splitlines()]
    assert [(answer["id"], answer["ok"]) for answer in answers] == [("a", True), ("b", False)]
    (problem,) = answers[1]["problems"]
    assert (problem["code"], problem["zh"], problem["en"]) == ("number-mismatch", "200亿元", "RMB 2 billion")
    assert "RMB 20 billion" in problem["message"]


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_every_command_tells_its_use(command: str, project: Project) -> None:
    ran = project.run(*filter(None, [command]), "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: build.py {command}".rstrip())


def test_the_version_is_the_package_s(project: Project) -> None:
    assert project.run("--version").out == f"digest, version {__version__}\n"


def test_build_py_is_the_command_line(pair: Project) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "check"], cwd=pair.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 errors, 0 warnings, 0 notes\n")


def test_no_traceback_reaches_a_user(pair: Project) -> None:
    pair.write("content/facts/autos/2025.yml", "- [\n")
    done = subprocess.run(
        [sys.executable, ROOT / "build.py"], cwd=pair.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("content/facts/autos/2025.yml:2: ")
