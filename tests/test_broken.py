"""Bad input: `broken/<case>/files` is laid over a small project, `expected.yml` says what is run and what is said.

Set UPDATE_EXPECTED=1 to write what is said now; read the difference before you keep it.
"""

import json
import os
from pathlib import Path

import msgspec
import pytest

from digest.files import load_yaml
from tests.conftest import Project

CASES = Path(__file__).parent / "broken"
UPDATE = os.environ.get("UPDATE_EXPECTED") == "1"


class Expected(msgspec.Struct, forbid_unknown_fields=True):
    """`without` names a file of the small project that is taken away first."""

    run: list[str]
    without: str = ""
    exit: int = 0
    out: str = ""
    err: str = ""


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_bad_input_is_told_with_place_and_reason_and_nothing_else(case: str, project: Project) -> None:
    file = CASES / case / "expected.yml"
    expected = load_yaml(file, Expected)
    if (CASES / case / "files").exists():
        project.lay(CASES / case / "files")
    if expected.without:
        (project.root / expected.without).unlink()
    ran = project.run(*expected.run)
    said = msgspec.structs.replace(expected, exit=ran.code, out=ran.out, err=ran.err)
    if UPDATE:
        file.write_text(_yaml(said), "utf-8")
    assert said == expected
    assert "Traceback" not in ran.err


def _yaml(said: Expected) -> str:
    """As a person would write it: a list on one line, texts as blocks."""
    lines = [f"run: {json.dumps(said.run, ensure_ascii=False)}"]
    lines += [f"without: {said.without}"] if said.without else []
    lines += [f"exit: {said.exit}"] if said.exit else []
    for name, text in (("out", said.out), ("err", said.err)):
        lines += [f"{name}: |", *(f"  {line}".rstrip() for line in text.splitlines())] if text else []
    return "\n".join(lines) + "\n"
