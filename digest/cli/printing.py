"""What the command line says: messages go to stderr, a command's results to stdout."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import click

from digest.cli.options import STDERR, Options
from digest.errors import DigestError
from digest.model import Problem

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = get_args(Format)


def say(options: Options, text: str) -> None:
    """A message, unless none is wanted."""
    if not options.quiet:
        STDERR.print(text)


def show(problems: Sequence[Problem], form: Format, root: Path) -> None:
    """Print problems as a command's result; `root` is the project's folder, against which their paths are given."""
    if form == "json":
        click.echo(json.dumps([_fields(problem) for problem in problems], ensure_ascii=False, indent=1))
        return
    for problem in problems:
        click.echo(_line(problem) if form == "text" else _annotation(problem, relative(root / problem.path)))


def _line(problem: Problem) -> str:
    text = f"{problem.path}:{problem.line}:{problem.column}: {problem.severity}: {problem.code}: {problem.message}"
    return text + (f"\n    {problem.hint}" if problem.hint else "")


def _fields(problem: Problem) -> Mapping[str, str | int | None]:
    return {field: getattr(problem, field) for field in problem.__struct_fields__}


def _annotation(problem: Problem, path: str) -> str:
    """GitHub's workflow command, which puts a message at a line of a pull request."""
    level = {"error": "error", "warning": "warning", "note": "notice"}[problem.severity]
    places = {"file": Path(path).as_posix(), "line": problem.line, "col": problem.column, "title": problem.code}
    told = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in places.items())
    message = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{level} {told}::{_escaped(message)}"


def _escaped(text: str, marks: str = "") -> str:
    """`text` with the characters that end a workflow command, or a property of one, in GitHub's notation."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{marks}" else char for char in text)


def finish(problems: Sequence[Problem], options: Options, *, strict: bool = False, told: bool = False) -> None:
    """Print problems, unless they are told already, and how many there are; leave with 1 where there is an error."""
    if not told:
        for problem in problems:
            click.echo(_line(problem), err=True)
    counts = {
        severity: sum(problem.severity == severity for problem in problems) for severity in ("error", "warning", "note")
    }
    if problems or told:
        say(options, ", ".join(count(number, severity) for severity, number in counts.items()))
    if counts["error"] or (strict and counts["warning"]):
        raise SystemExit(1)


def complain(error: DigestError) -> None:
    """Print an error in one line, its path as seen from here."""
    path = None if error.path is None else Path(relative(error.path))
    STDERR.print(str(DigestError(error.message, path, error.line)), style="red", markup=False)


def count(number: int, noun: str) -> str:
    """A number of things, as in "2 articles"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def tally(done: Mapping[str, int], noun: str) -> str:
    """What was done to files."""
    return f"{count(done['written'], noun)} written, {done['kept']} unchanged, {done['removed']} removed"


def relative(path: Path) -> str:
    """The path as seen from here."""
    return os.path.relpath(path)


def guard(job: Callable[[], None]) -> None:
    """Do a job while serving: an error is printed, and the server goes on."""
    try:
        job()
    except DigestError as error:
        complain(error)
    except SystemExit:
        pass
