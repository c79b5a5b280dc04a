"""The commands that hand the site on: as an offline copy, as a preview of a change."""

from pathlib import Path

import click

from digest import pipeline
from digest.bundle import pack, slug, verify
from digest.cli.options import Options, common, pool, read_options, steps
from digest.cli.printing import count, finish, relative, say, tally
from digest.files import save
from digest.preview import preview as build_preview
from digest.previews import lay as lay_previews
from digest.previews import shelve as shelve_preview
from digest.zim import write_zim


@click.command()
@common
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="The file to write.  [default: dist/<name>-offline.zip]",
)
@click.option("--zim", is_flag=True, help="Write a ZIM file, which Kiwix opens, instead (extra: zim).")
@click.option("--verify", "packed", type=click.Path(path_type=Path), help="Write nothing; verify this zip file.")
@click.pass_context
def bundle(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    out: Path | None,
    zim: bool,  # noqa: FBT001
    packed: Path | None,
) -> None:
    """Pack the site into one file that works without a network."""
    options = read_options(context, config_file, workers, quiet=quiet)
    if packed is not None:
        _verify(packed, options)
        return
    config = options.config()
    with pool(options) as executor, steps(options) as step:
        built = pipeline.build_offline(config, executor, step)
        if isinstance(built, tuple):
            finish(built, options)
            return
        name = f"{slug(config.settings)}-offline"
        path = out or config.root / "dist" / f"{name}.{'zim' if zim else 'zip'}"
        step(f"Packing {len(built.files)} files")
        if zim:
            write_zim(
                path,
                built.files,
                config.settings,
                built.when.date(),
                (config.templates / "bundle" / "emblem.png").read_bytes(),
            )
        else:
            save(path, pack(built.files, name, built.when))
    say(options, f"{count(len(built.files), 'file')}, {path.stat().st_size / 1e6:.1f} MB: {relative(path)}")


@click.command()
@common
@click.option("--base", "ref", required=True, help="The git revision to compare with, such as origin/main.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="The folder to write to.  [default: dist/preview]"
)
@click.pass_context
def preview(
    context: click.Context,
    config_file: Path | None,
    workers: int | None,
    quiet: bool,  # noqa: FBT001
    ref: str,
    out: Path | None,
) -> None:
    """Build the site with a page of what changes since a git revision, and a comment that says it in short."""
    options = read_options(context, config_file, workers, quiet=quiet)
    config = options.config()
    folder = (out or config.root / "dist" / "preview").resolve()
    with pool(options) as executor, steps(options) as step:
        done = build_preview(config, ref, folder, executor, step)
    if isinstance(done, tuple):
        finish(done, options)
        return
    if done.base.note:
        say(options, done.base.note)
    told = [f"{done.changes.count(kind)} {kind}" for kind in ("added", "changed", "moved", "removed")]
    say(
        options,
        f"against {done.base.short}: figures {', '.join(told)}; {tally(done.pages, 'file')}: {relative(folder)}",
    )


def _verify(path: Path, options: Options) -> None:
    wrong = verify(path)
    for line in wrong:
        click.echo(line)
    say(options, f"{count(len(wrong), 'difference')}: {relative(path)}" if wrong else f"intact: {relative(path)}")
    raise SystemExit(1 if wrong else 0)


@click.group()
def previews() -> None:
    """Put up and take down the previews of pull requests on GitHub; for the workflows."""


@previews.command()
@click.option("--repository", required=True, help="The repository on GitHub, as owner/name.")
@click.option("--remote", required=True, help="The address that git pushes the branch of previews to.")
@click.option("--head", required=True, help="The commit that the preview was built from.")
@click.argument("artifact", type=click.Path(path_type=Path))
def shelve(repository: str, remote: str, head: str, artifact: Path) -> None:
    """Put up the preview in the folder ARTIFACT, take down those of closed requests, and comment."""
    done = shelve_preview(repository, remote, head, artifact)
    click.echo(f"put up: {done.url}" if done.number else "put up: nothing")
    click.echo(f"taken down: {', '.join(map(str, done.removed)) or 'nothing'}")


@previews.command()
@click.option("--remote", required=True, help="The address that git reads the branch of previews from.")
@click.option("--into", type=click.Path(path_type=Path), required=True, help="The folder of the site.")
def lay(remote: str, into: Path) -> None:
    """Lay the previews that are up beside the site's pages."""
    click.echo(f"previews: {', '.join(map(str, lay_previews(remote, into))) or 'none'}")
