"""The previews of open pull requests on GitHub: kept on a branch of their own, one folder a request, told in a comment.

What a preview holds was built from a stranger's change with a stranger's code. None of that code runs here, and nothing
in the artifact is believed: the request's number comes from GitHub by the commit that was built, files are refused that
are no plain files of a site, and the comment's text can call nobody.
"""

import json
import os
import re
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from digest.errors import DigestError, InputError
from digest.files import read_text, save, save_tree
from digest.model import Value

BRANCH = "previews"
MARKER = "<!-- preview of the digest -->"
_LIMIT = 65_000
_MOST_FILES, _MOST_BYTES = 200_000, 1 << 30  # of one preview; GitHub Pages serves a site of a gigabyte
_NAME = re.compile(r"[\w][\w.,()+-]*", re.ASCII)


class Shelved(Value, frozen=True):
    """What was done: the request whose preview was put up, if any, its address, and those taken down."""

    number: int | None
    url: str
    removed: tuple[int, ...]


def shelve(repository: str, remote: str, head: str, artifact: Path) -> Shelved:
    """Put up the preview in `artifact` for the open request whose newest commit is `head`; take down closed ones'.

    Without an artifact, or where the request has moved on or closed, nothing is put up. Raises DigestError where git or
    GitHub refuse, InputError where the artifact holds what no preview holds.
    """
    opened = dict(_open_requests(repository))
    number = next((number for number, commit in opened.items() if commit == head), None)
    files = dict(read_artifact(artifact / "site")) if number and (artifact / "site").is_dir() else {}
    url = ""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder) / BRANCH
        _fetch(remote, shelf)
        closed = [n for path in shelf.iterdir() if path.name.isdigit() and (n := int(path.name)) not in opened]
        for each in closed:
            save_tree(shelf / str(each), ())
        if number and files:
            url = f"{_pages_address(repository)}{BRANCH}/{number}/"
            save_tree(shelf / str(number), files.items())
        if closed or files:
            _push(remote, shelf)
    for each in closed:
        _comment(repository, each, "")
    if number and files:
        _comment(repository, number, comment_of(artifact / "comment.md", url))
    return Shelved(number if files else None, url, tuple(sorted(closed)))


def read_artifact(site: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a preview by path. Raises InputError at a link, an odd name, or too much of it."""
    count = size = 0
    for path in _walk(site):
        name = path.relative_to(site).as_posix()
        if not all(_NAME.fullmatch(part) for part in name.split("/")):
            raise InputError("the preview holds a name that no page of the site has", path)
        count, size = count + 1, size + path.stat().st_size
        if count > _MOST_FILES or size > _MOST_BYTES:
            raise InputError("the preview is larger than a site may be", site)
        yield name, path.read_bytes()


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(path)
        elif stat.S_ISREG(mode):
            yield path
        else:
            raise InputError("the preview holds a link, which may lead out of it", path)


def comment_of(path: Path, url: str) -> str:
    """The comment that a preview brought along, its links leading to `url`, its text calling nobody."""
    text = read_text(path, InputError) if path.is_file() and not path.is_symlink() else "The preview is up."
    text = text.replace("](site/", f"]({url}").replace("<!--", "&lt;!--")
    text = re.sub(r"@(?=\w)", "@\u200b", text)
    return f"{MARKER}\n{text[:_LIMIT]}"


def lay(remote: str, site: Path) -> tuple[int, ...]:
    """Lay the previews that are up beside the pages of `site`, and say whose they are."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder) / BRANCH
        _fetch(remote, shelf)
        numbers = sorted(int(path.name) for path in shelf.iterdir() if path.name.isdigit())
        for number in numbers:
            save_tree(site / BRANCH / str(number), read_artifact(shelf / str(number)))
    return tuple(numbers)


# ---- GitHub ----


def _open_requests(repository: str) -> Iterator[tuple[int, str]]:
    """Each open request's number and newest commit."""
    listed = _gh(
        f"repos/{repository}/pulls?state=open&per_page=100",
        "--paginate",
        "--jq",
        '.[] | "\\(.number) \\(.head.sha)"',
    )
    for line in listed.split("\n"):
        number, _, commit = line.partition(" ")
        if number.isdigit():
            yield int(number), commit.strip()


def _pages_address(repository: str) -> str:
    return _gh(f"repos/{repository}/pages", "--jq", ".html_url").strip().rstrip("/") + "/"


def _comment(repository: str, number: int, text: str) -> None:
    """Write the one comment of a request anew, or delete it where there is no text."""
    chosen = f'.[] | select(.user.type == "Bot" and (.body | startswith("{MARKER}"))) | .id'
    found = _gh(f"repos/{repository}/issues/{number}/comments?per_page=100", "--paginate", "--jq", chosen).split()
    body = json.dumps({"body": text})
    if found and text:
        _gh(f"repos/{repository}/issues/comments/{found[0]}", "--method", "PATCH", "--input", "-", given=body)
    elif text:
        _gh(f"repos/{repository}/issues/{number}/comments", "--method", "POST", "--input", "-", given=body)
    for each in found[1 if text else 0 :]:
        _gh(f"repos/{repository}/issues/comments/{each}", "--method", "DELETE")


def _gh(path: str, *arguments: str, given: str = "") -> str:
    return _run(("gh", "api", path, *arguments), given=given)


# ---- git ----


def _fetch(remote: str, shelf: Path) -> None:
    """The branch of previews as a folder; empty where there is none yet."""
    listed = _run(("git", "ls-remote", "--heads", remote, BRANCH))
    if listed.strip():
        _run(("git", "clone", "--quiet", "--depth", "1", "--single-branch", "--branch", BRANCH, remote, str(shelf)))
    else:
        save(shelf / "README.md", "Previews of open pull requests, one folder each; written by the workflow.\n")


def _push(remote: str, shelf: Path) -> None:
    """Put the folder on the branch as its only commit: previews come and go, and their history is of no use."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "previews"), ("EMAIL", "previews@users.noreply.github.com"))
    }
    git = ("git", "-C", str(shelf))
    _run((*git, "init", "--quiet", "--initial-branch", BRANCH))
    _run((*git, "add", "--all", "--force"))
    tree = _run((*git, "write-tree")).strip()
    commit = _run((*git, "commit-tree", tree, "-m", "Previews of open pull requests"), more=who).strip()
    _run((*git, "push", "--quiet", "--force", remote, f"{commit}:refs/heads/{BRANCH}"))


def _run(command: Sequence[str], *, given: str = "", more: Mapping[str, str] | None = None) -> str:
    """What the program prints. Raises DigestError with the first line of its complaint."""
    try:
        done = subprocess.run(  # noqa: S603 - arguments of ours, none read by a shell
            command, input=given, capture_output=True, check=False, text=True, env={**os.environ, **(more or {})}
        )
    except FileNotFoundError:
        raise DigestError(f"{command[0]} is not installed") from None
    if done.returncode:
        said = (done.stderr.strip() or "no word why").split("\n")[0]
        raise DigestError(f"{' '.join(command[:3])}: {said}")
    return done.stdout
