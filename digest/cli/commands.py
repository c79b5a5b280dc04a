"""The commands that read and build: arguments → one verb → printed problems → exit code."""

from pathlib import Path

import click

from digest import __version__, pipeline
from digest.cli.options import Options, common, pool, read_options, steps
from digest.cli.printing import complain, count, finish, guard, relative, say, tally
from digest.config import Config
from digest.errors import DigestError, InputError
from digest.files import read_text
from digest.lines import extract_lines, parity_lines
from digest.model import Lang
from digest.newspaper.sources import FILE_LIMIT, read_source
from digest.seal import POLICY, POLICY_SERVED


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@common
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def cli(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool) -> None:  # noqa: FBT001 - click passes by name
    """Build the digest: articles, fact sheets, site. Without a command it does the main job, `site`."""
    context.obj = read_options(context, config_file, workers, quiet=quiet)
    if context.invoked_subcommand is None:
        _site(context.obj)


@cli.command()
@common
@click.option("--site-url", default=None, help="The address the site is published under.  [default: as in mkdocs.yml]")
@click.pass_context
def site(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    site_url: str | None,
) -> None:
    """Read the articles, update the fact sheets, write the site."""
    _site(read_options(context, config_file, workers, quiet=quiet), site_url=site_url)


def _site(options: Options, policy: str = POLICY, site_url: str | None = None) -> None:
    config = options.config(site_url)
    with pool(options) as executor, steps(options) as step:
        built = pipeline.build(config, executor, step, policy)
    if isinstance(built, tuple):
        finish(built, options)
        return
    say(
        options,
        f"{count(built.articles, 'article')}, {count(built.facts, 'figure')}; {tally(built.pages, 'file')}: "
        f"{relative(config.site_dir)}",
    )
    finish([problem for problem in built.problems if problem.severity != "note"], options)


@cli.command()
@common
@click.option(
    "--check", is_flag=True, help="Write nothing; list the sheets that are stale and exit with 1 if there are any."
)
@click.pass_context
def facts(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, check: bool) -> None:  # noqa: FBT001
    """Update the fact sheets from the articles."""
    options = read_options(context, config_file, workers, quiet=quiet)
    config = options.config()
    with pool(options) as executor, steps(options) as step:
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
        say(options, count(len(stale), "stale fact sheet") if stale else "the fact sheets are up to date")
        finish(errors, options)
        context.exit(1 if stale else 0)
    if project.usable:
        done = pipeline.save_sheets(config, project)
        say(
            options,
            f"{count(len(project.entries), 'figure')}; {tally(done, 'sheet')}",
        )
    finish(errors, options)


@cli.command()
@common
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
    options = read_options(context, config_file, workers, quiet=quiet)
    failed = 0
    for path in files:
        try:
            raw = read_source(path, FILE_LIMIT).text
            for line in extract_lines(raw, path.stem, _project(options), date=date, lang=lang):
                click.echo(line)
        except DigestError as error:
            failed += 1
            complain(error)
    context.exit(1 if failed else 0)


@cli.command()
@common
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def parity(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, file: Path) -> None:  # noqa: FBT001
    """Compare pairs of texts: lines of {"id", "zh", "en"} in, {"id", "ok", "problems"} out."""
    read_options(context, config_file, workers, quiet=quiet)
    for line in parity_lines(read_text(file, InputError), file):
        click.echo(line)


@cli.command()
@common
@click.option("--port", default=8000, show_default=True, help="The port of localhost to serve on.")
@click.pass_context
def serve(context: click.Context, config_file: Path | None, workers: int | None, quiet: bool, port: int) -> None:  # noqa: FBT001
    """Build the site, serve it, and build and reload again when a file changes."""
    from digest.serve import serve_site  # noqa: PLC0415 - the server is needed by this command alone

    options = read_options(context, config_file, workers, quiet=quiet)
    serve_site(options.config(), port, lambda: guard(lambda: _site(options, POLICY_SERVED)))


def _project(options: Options) -> Config | None:
    """The project, or None where there is no mkdocs.yml: a text can be read without one."""
    return options.config() if options.config_file.exists() else None
