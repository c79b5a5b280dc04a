"""The project as it stood at a git revision, read through `git` itself: nothing is checked out, nothing is changed."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from digest.errors import RevisionError
from digest.model import Value

_REGULAR = ("100644", "100755")  # links and submodules are no part of a project


class Revision(Value, frozen=True):
    """What a preview compares with: `ref` as it was asked for, the commit that was found, and what to know of it."""

    ref: str
    commit: str
    note: str = ""

    @property
    def short(self) -> str:
        """The commit as people say it."""
        return self.commit[:7]


def find_base(root: Path, ref: str) -> Revision:
    """The commit at which the work in `root` left `ref`. Raises RevisionError where there is none, and how to get it.

    Where the history does not tell, as in a shallow clone, it is `ref` itself, and `note` says so.
    """
    _git(root, "rev-parse", "--show-toplevel")
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    try:
        tip = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
    except RevisionError:
        raise RevisionError(_how_to_fetch(ref, shallow=shallow), root) from None
    try:
        return Revision(ref, _git(root, "merge-base", tip, "HEAD").strip())
    except RevisionError:
        note = (
            f"This clone is shallow and does not tell where the work left {ref}, so it is compared with {ref} as it "
            "stands. To deepen it: git fetch --unshallow"
            if shallow
            else f"The work and {ref} have no commit in common, so it is compared with {ref} as it stands."
        )
        return Revision(ref, tip, note)


def _how_to_fetch(ref: str, *, shallow: bool) -> str:
    remote, _, branch = ref.partition("/")
    fetch = f"git fetch {remote} {branch}" if branch else f"git fetch origin {ref}"
    deepen = "; this clone is shallow, so perhaps: git fetch --unshallow" if shallow else ""
    return f"there is no revision {ref!r} here. To get it: {fetch}{deepen}"


def read_files(root: Path, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The files under `paths` at `commit` as (path from `root`, content); a path that was not there gives none."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *paths)
    names: list[str] = []
    objects: list[str] = []
    for line in filter(None, listed.split("\0")):
        about, _, name = line.partition("\t")
        mode, _, ident = about.split(" ")
        if mode in _REGULAR:
            names.append(name)
            objects.append(ident)
    yield from zip(names, _contents(root, objects), strict=True)


def _contents(root: Path, objects: Sequence[str]) -> Iterator[bytes]:
    """The contents of git's objects, asked for in one go."""
    out = _run(root, ("cat-file", "--batch"), "".join(f"{ident}\n" for ident in objects).encode())
    position = 0
    for ident in objects:
        end = out.index(b"\n", position)
        try:
            size = int(out[position:end].rsplit(b" ", 1)[1])
        except (IndexError, ValueError):
            raise RevisionError(f"git can't read the object {ident}", root) from None
        yield out[end + 1 : end + 1 + size]
        position = end + size + 2


def _git(root: Path, *arguments: str) -> str:
    return _run(root, arguments, b"").decode("utf-8", "surrogateescape")


def _run(root: Path, arguments: Sequence[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git with arguments of ours; a revision stands behind --end-of-options
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is where the user's path has it
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed, and a preview compares with a git revision", root) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        raise RevisionError(f"git: {said or f'{arguments[0]} failed'}", root)
    return done.stdout
