"""Small projects and what comes of them: `sites/<case>/content` gives the sheets of `expected/facts`, to the byte, and
`expected/problems.txt`.

Set UPDATE_EXPECTED=1 to write what comes of them now; read the difference before you keep it.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Project, tree

CASES = Path(__file__).parent / "sites"
UPDATE = os.environ.get("UPDATE_EXPECTED") == "1"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_project_gives_the_sheets_and_problems_that_are_expected(case: str, project: Project) -> None:
    _lay(project, case)
    problems = project.run("check").out
    project.run("facts")
    if UPDATE:
        _keep(CASES / case / "expected", tree(_facts(project)), problems)
    expected = CASES / case / "expected"
    assert tree(_facts(project)) == tree(expected / "facts")
    assert problems == ((expected / "problems.txt").read_text("utf-8") if problems else "")


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_what_was_written_is_up_to_date(case: str, project: Project) -> None:
    _lay(project, case)
    project.run("facts")
    before = tree(_facts(project))
    assert project.run("facts", "--check").out == ""
    project.run("facts")
    assert tree(_facts(project)) == before


def _lay(project: Project, case: str) -> None:
    shutil.copytree(CASES / case / "content", project.root / "content", dirs_exist_ok=True)


def _facts(project: Project) -> Path:
    return project.root / "content" / "facts"


def _keep(folder: Path, sheets: Mapping[str, bytes], problems: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in sheets.items():
        path = folder / "facts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if problems:
        (folder / "problems.txt").write_text(problems, "utf-8")
