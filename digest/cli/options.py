"""What every command takes, and what it works with: the project, a pool of processes, the step shown on a terminal."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace
from rich.console import Console

from digest import pipeline
from digest.config import Config, load_config

STDERR = Console(stderr=True, highlight=False, soft_wrap=True)


class Options:
    """What every command takes."""

    def __init__(self, config_file: Path, workers: int, *, quiet: bool) -> None:
        self.config_file, self.workers, self.quiet = config_file, workers, quiet

    def config(self, site_url: str | None = None) -> Config:
        """The project, published under `site_url` where that is given."""
        config = load_config(self.config_file)
        return config if site_url is None else replace(config, site_url=f"{site_url.rstrip('/')}/")


def common(command: Callable[..., Any]) -> Callable[..., Any]:
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


def read_options(context: click.Context, config_file: Path | None, workers: int | None, *, quiet: bool) -> Options:
    """The options of a command, those given before its name where it has none of its own."""
    before: Options | None = context.obj
    return Options(
        config_file or (before.config_file if before else Path("mkdocs.yml")),
        workers or (before.workers if before else os.cpu_count() or 1),
        quiet=quiet or bool(before and before.quiet),
    )


@contextmanager
def pool(options: Options) -> Iterator[Executor | None]:
    """Processes to read articles in, or None where one is enough."""
    if options.workers < 2:
        yield None
        return
    with ProcessPoolExecutor(options.workers) as pool:
        pool.submit(int)  # starts them while there is little to share
        yield pool


@contextmanager
def steps(options: Options) -> Iterator[pipeline.Step]:
    """Show on a terminal which step is being done."""
    if options.quiet or not STDERR.is_terminal:
        yield lambda _: None
        return
    with STDERR.status("Starting") as status:
        yield status.update
