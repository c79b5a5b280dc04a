"""The command line: arguments → one verb → printed problems → exit code.

stdout carries results, stderr everything else.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from digest import __version__, pipeline
from digest.config import Config, load_config
from digest.errors import DigestError, InputError
from digest.files import read_text
from digest.lines import extract_lines, parity_lines
from digest.model import Lang, Problem

_STDERR = Console(stderr=True, highlight=False, soft_wrap=True)


class Options:
    """What every command takes."""

    def __init__(self, config_file: Path, workers: int, *, quiet: bool) -> None:
        self.config_file, self.workers, self.quiet = config_file, workers, quiet

    def config(self) -> Config:
        """The project."""
        return load_config(self.config_file)


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all share; those given to it stand over those given before it."""
    command = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems and results.")(command)
    command = click.option(
        "--workers", type=click.IntRange(1), default=None, help="Processes that read articles.  [default: one a core]"
    )(command)
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path),
        default=None,
        help="The project's mkdocs.yml.  [default: mkdocs.yml]",
    )(command)


def _options(context: click.Context, config_file: Path | None, workers: int | None, *, quiet: bool) -> Options:
    before: Options | None = context.obj
    return Options(
        config_file or (before.config_file if before else Path("mkdocs.yml")),
        workers or (before.workers if before else os.cpu_count() or 1),
        quiet=quiet or bool(before and before.quiet),
    )


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@_common
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def cli(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool) -> None:  # noqa: FBT001 - click passes by name
    """Build the digest: articles, fact sheets, site. Without a command it does the main job, `site`."""
    context.obj = _options(context, config_file, workers, quiet=quiet)
    if context.invoked_subcommand is None:
        _site(context.obj)


@cli.command()
@_common
@click.pass_context
def site(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool) -> None:  # noqa: FBT001
    """Read the articles, update the fact sheets, write the site."""
    _site(_options(context, config_file, workers, quiet=quiet))


def _site(options: Options) -> None:
    config = options.config()
    with _pool(options) as executor, _steps(options) as step:
        built = pipeline.build(config, executor, step)
    if isinstance(built, tuple):
        _finish(built, options)
        return
    _say(
        options,
        f"{_count(built.articles, 'article')}, {_count(built.facts, 'figure')}; {_tally(built.pages, 'file')}: "
        f"{_relative(config.site_dir)}",
    )
    _finish([problem for problem in built.problems if problem.severity != "note"], options)


@cli.command()
@_common
@click.option(
    "--check", is_flag=True, help="Write nothing; list the sheets that are stale and exit with 1 if there are any."
)
@click.pass_context
def facts(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, check: bool) -> None:  # noqa: FBT001
    """Update the fact sheets from the articles."""
    options = _options(context, config_file, workers, quiet=quiet)
    config = options.config()
    with _pool(options) as executor, _steps(options) as step:
        project = pipeline.read(config, executor, step)
    errors = [
        problem
        for problem in project.problems
        if problem.severity == "error" and (not project.usable or problem.code.endswith(("-gone", "-twice")))
    ]
    if check:
        stale = pipeline.stale_sheets(config, project)
        for name in stale:
            click.echo(name)
        _say(options, _count(len(stale), "stale fact sheet") if stale else "the fact sheets are up to date")
        _finish(errors, options)
        context.exit(1 if stale else 0)
    if project.usable:
        done = pipeline.save_sheets(config, project)
        _say(
            options,
            f"{_count(len(project.entries), 'figure')}; {_tally(done, 'sheet')}",
        )
    _finish(errors, options)


@cli.command()
@_common
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.pass_context
def check(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, strict: bool) -> None:  # noqa: FBT001
    """List every problem that an editor must mend. Exits with 1 if there is an error."""
    options = _options(context, config_file, workers, quiet=quiet)
    config = options.config()
    with _pool(options) as executor, _steps(options) as step:
        problems = pipeline.check(config, executor, step)
    _finish(problems, options, strict=strict, out=True)


@cli.command()
@_common
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", default=None, help="The text's date, YYYY-MM-DD, against which 今年 and last month are read.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=None,
    help="The text's language.  [default: seen from its letters]",
)
@click.pass_context
def extract(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    files: tuple[Path, ...],
    date: str | None,
    lang: Lang | None,
) -> None:
    """Print the figures of text files as JSON Lines, with their spans in the file."""
    options = _options(context, config_file, workers, quiet=quiet)
    failed = 0
    for path in files:
        try:
            for line in extract_lines(read_text(path, InputError), path.stem, _project(options), date=date, lang=lang):
                click.echo(line)
        except DigestError as error:
            failed += 1
            _complain(error)
    context.exit(1 if failed else 0)


@cli.command()
@_common
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def parity(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, file: Path) -> None:  # noqa: FBT001
    """Compare pairs of texts: lines of {"id", "zh", "en"} in, {"id", "ok", "problems"} out."""
    _options(context, config_file, workers, quiet=quiet)
    for line in parity_lines(read_text(file, InputError), file):
        click.echo(line)


@cli.command()
@_common
@click.option("--port", default=8000, show_default=True, help="The port of localhost to serve on.")
@click.pass_context
def serve(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, port: int) -> None:  # noqa: FBT001
    """Build the site, serve it, and build and reload again when a file changes."""
    from digest.serve import serve_site  # noqa: PLC0415 - the server is needed by this command alone

    options = _options(context, config_file, workers, quiet=quiet)
    serve_site(options.config(), port, lambda: _guard(lambda: _site(options)))


def _project(options: Options) -> Config | None:
    """The project, or None where there is no mkdocs.yml: a text can be read without one."""
    return options.config() if options.config_file.exists() else None


@contextmanager
def _pool(options: Options) -> Iterator[Executor | None]:
    if options.workers < 2:
        yield None
        return
    with ProcessPoolExecutor(options.workers) as pool:
        yield pool


@contextmanager
def _steps(options: Options) -> Iterator[pipeline.Step]:
    """Show on a terminal which step is being done."""
    if options.quiet or not _STDERR.is_terminal:
        yield lambda _: None
        return
    with _STDERR.status("Starting") as status:
        yield status.update


def _say(options: Options, text: str) -> None:
    if not options.quiet:
        _STDERR.print(text)


def _finish(problems: Sequence[Problem], options: Options, *, strict: bool = False, out: bool = False) -> None:
    """Print problems and leave with 1 where there is an error; `out` prints them as the command's result."""
    for problem in problems:
        text = f"{problem.path}:{problem.line}:{problem.column}: {problem.severity}: {problem.code}: {problem.message}"
        click.echo(text + (f"\n    {problem.hint}" if problem.hint else ""), err=not out)
    counts = {
        severity: sum(problem.severity == severity for problem in problems) for severity in ("error", "warning", "note")
    }
    if problems or out:
        _say(options, ", ".join(_count(count, severity) for severity, count in counts.items()))
    if counts["error"] or (strict and counts["warning"]):
        raise SystemExit(1)


def _complain(error: DigestError) -> None:
    """Print an error in one line, its path as seen from here."""
    path = None if error.path is None else Path(_relative(error.path))
    _STDERR.print(str(DigestError(error.message, path, error.line)), style="red", markup=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _tally(done: Mapping[str, int], noun: str) -> str:
    return f"{_count(done['written'], noun)} written, {done['kept']} unchanged, {done['removed']} removed"


def _relative(path: Path) -> str:
    return os.path.relpath(path)


def _guard(job: Callable[[], None]) -> None:
    """Do a job while serving: an error is printed, and the server goes on."""
    try:
        job()
    except DigestError as error:
        _complain(error)
    except SystemExit:
        pass


def main() -> None:
    """Run the command line. A DigestError is printed in one line and exits with 1; no traceback reaches a user."""
    try:
        cli(prog_name="build.py")
    except DigestError as error:
        _complain(error)
        sys.exit(1)
