"""The commands of an editor at work on a pair: what must be mended, and what is agreed."""

from pathlib import Path

import click

from digest import checks
from digest.cli.options import Options, common, pool, read_options, steps
from digest.cli.printing import FORMATS, Format, count, finish, say, show
from digest.config import Config
from digest.errors import DigestError
from digest.model import Problem


@click.command()
@common
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How problems are printed: a line each, as one JSON array, as annotations of a pull request on GitHub.",
)
@click.pass_context
def check(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    strict: bool,  # noqa: FBT001
    form: Format,
) -> None:
    """List every problem that an editor must mend. Exits with 1 if there is an error."""
    options = read_options(context, config_file, workers, quiet=quiet)
    config = options.config()
    try:
        with pool(options) as executor, steps(options) as step:
            problems = checks.check(config, executor, step)
    except DigestError as error:
        if form != "text":
            show([_stopped(error, config)], form, config.root)
        raise
    show(problems, form, config.root)
    finish(problems, options, strict=strict, told=True)


def _stopped(error: DigestError, config: Config) -> Problem:
    """What stops the check, as a problem of its file, so that a pull request shows it there."""
    path = error.path or config.file
    inside = path.is_relative_to(config.root)
    name = path.relative_to(config.root).as_posix() if inside else path.as_posix()
    return Problem(name, error.line or 1, "unusable", error.message)


@click.command()
@common
@click.option("--all", "everything", is_flag=True, help="Agree every pair.")
@click.argument("articles", nargs=-1)
@click.pass_context
def agree(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    everything: bool,  # noqa: FBT001
    articles: tuple[str, ...],
) -> None:
    """Note that the English of ARTICLES (files or their stems) says what the Chinese says now."""
    options: Options = read_options(context, config_file, workers, quiet=quiet)
    if everything == bool(articles):
        raise click.UsageError("Name articles, or give --all.")
    agreed = checks.agree(options.config(), articles)
    for path, changed in agreed:
        if changed:
            click.echo(path)
    changed_files = sum(changed for _, changed in agreed)
    say(options, f"{count(len(agreed), 'pair')} agreed, {count(changed_files, 'file')} written")
