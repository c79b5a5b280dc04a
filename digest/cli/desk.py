"""The commands of the editor's desk: a page in, drafts out; a new pair of articles."""

import datetime
from pathlib import Path

import click

from digest.cli.options import common, read_options
from digest.cli.printing import complain, count, relative, say
from digest.errors import DigestError
from digest.inbox import as_json, new_pair, open_file, save_drafts


@click.command()
@common
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json",
    "as_lines",
    is_flag=True,
    help="Print the drafts, one JSON array a file; write nothing unless --into is given.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="The folder to write to, one folder in it a file.  [default: content/inbox]",
)
@click.pass_context
def ingest(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001 - click passes by name
    files: tuple[Path, ...],
    as_lines: bool,  # noqa: FBT001 - the same
    into: Path | None,
) -> None:
    """Cut newspaper pages (text, PDF, scan, saved web page) into drafts, one file an article."""
    options = read_options(context, config_file, workers, quiet=quiet)
    inbox = None if as_lines and into is None else into or options.config().content / "inbox"
    failed = 0
    for path in files:
        try:
            delivery = open_file(path)
            if as_lines:
                click.echo(as_json(delivery.page))
            if inbox is not None:
                drafts = save_drafts(delivery, path, inbox / path.stem)
                asides = delivery.page.asides
                look = sum(bool(part.unsure or part.torn) for draft in delivery.page.drafts for part in draft.parts)
                say(
                    options,
                    f"{relative(path)}: {count(len(drafts), 'draft')} in {relative(inbox / path.stem)}, "
                    f"{count(look, 'paragraph')} to look at, {count(len(asides), 'line')} left out (record.yml)",
                )
        except DigestError as error:
            failed += 1
            complain(error)
    context.exit(1 if failed else 0)


@click.command()
@common
@click.argument("slug")
@click.option("--date", default=None, help="The day of the source, YYYY-MM-DD or YYYY-MM.  [default: today]")
@click.option(
    "--draft",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="A draft made by `ingest`, whose source goes into the front matter.",
)
@click.pass_context
def new(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001 - click passes by name
    slug: str,
    date: str | None,
    draft: Path | None,
) -> None:
    """Write a pair of article files to fill in: <date>-SLUG.zh.md and .en.md."""
    options = read_options(context, config_file, workers, quiet=quiet)
    for path in new_pair(options.config(), slug, date or datetime.date.today().isoformat(), draft):
        click.echo(relative(path))
