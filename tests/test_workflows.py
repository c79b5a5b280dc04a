"""The workflows: that their form and security are sound, and that each step does what it says in a clone of its own."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.errors import InputError
from digest.previews import MARKER, comment_of, read_artifact
from tests.conftest import ROOT, Project

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = ("publish", "preview", "preview-publish")
BIN = Path(sys.executable).parent


def _load(name: str) -> Any:
    return yaml.load((FOLDER / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes strings


def _jobs(name: str) -> Mapping[str, Any]:
    jobs: Mapping[str, Any] = _load(name)["jobs"]
    return jobs


def _steps(name: str) -> Iterator[Mapping[str, Any]]:
    for job in _jobs(name).values():
        yield from job.get("steps", ())


def _step(workflow: str, name: str) -> Mapping[str, Any]:
    return next(step for step in _steps(workflow) if step.get("name") == name)


# ---- form and security ----


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", [str(FOLDER / f"{name}.yml") for name in WORKFLOWS]),
        ("custom.github-workflows-require-timeout", [str(FOLDER / f"{name}.yml") for name in ("publish", "preview")]),
        ("vendor.gitlab-ci", ["--data-transform", "gitlab-ci", str(ROOT / ".gitlab-ci.yml")]),
    ],
)
def test_the_form_is_that_of_the_published_schema(schema: str, files: list[str]) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_security_audit_finds_nothing() -> None:
    command = [
        str(BIN / "zizmor"),
        "--offline",
        "--no-progress",
        "--quiet",
        "--strict-collection",
        str(ROOT / ".github"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 0, done.stdout


def test_the_audit_is_told_to_overlook_one_trigger_and_why() -> None:
    overlooked = [
        line
        for name in WORKFLOWS
        for line in (FOLDER / f"{name}.yml").read_text("utf-8").split("\n")
        if "zizmor" in line
    ]
    assert len(overlooked) == 1
    assert re.search(r"workflow_run: # zizmor: ignore\[dangerous-triggers\] \w+", overlooked[0])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_only_github_s_own_actions_are_used_each_at_a_version(name: str) -> None:
    used = [step["uses"] for step in _steps(name) if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"actions/[a-z-]+@v\d+(?:\.\d+)*", each)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_allowed_but_what_a_job_asks_for(name: str) -> None:
    assert _load(name)["permissions"] == {}
    for job in _jobs(name).values():
        assert job["permissions"]


def test_the_build_of_a_request_may_only_read_and_gets_no_secret() -> None:
    assert {right for job in _jobs("preview").values() for right in job["permissions"].values()} == {"read"}
    text = (FOLDER / "preview.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    assert list(_load("preview")["on"]) == ["pull_request"]


def test_what_may_write_checks_out_nothing_of_the_request() -> None:
    text = (FOLDER / "preview-publish.yml").read_text("utf-8")
    for step in _steps("preview-publish"):
        if "checkout" in step.get("uses", ""):
            assert step["with"] == {"persist-credentials": "false"}
    assert "head_branch" not in text
    assert "workflow_run.pull_requests" not in text


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_script_holds_what_others_may_name(name: str) -> None:
    """Values reach a script through its environment: a branch may be called anything."""
    assert [step["run"] for step in _steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_logic_lives_in_the_project_not_in_the_workflow(name: str) -> None:
    for step in _steps(name):
        for line in step.get("run", "").strip().split("\n"):
            assert not line or re.match(r"\.venv/bin/python build\.py |make \w+$|\.ci/run$|gh auth setup-git$", line), (
                line
            )


def test_every_project_command_of_a_workflow_is_one_that_there_is() -> None:
    from digest.cli import cli  # noqa: PLC0415 - the only use

    runs = [step.get("run", "") for name in WORKFLOWS for step in _steps(name)]
    runs.append((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    named = {name for run in runs for name in re.findall(r"build\.py (\w+)", run)}
    assert named <= {*cli.commands}


# ---- the steps, each run ----

GH = """\
#!{python}
# Stands in for GitHub: answers from a file, and notes what it is asked to change.
import json, os, sys
from pathlib import Path
state = Path(os.environ["GH_STATE"])
known = json.loads((state / "known.json").read_text())
path, rest = (sys.argv[2], sys.argv[3:]) if sys.argv[1] == "api" else ("", [])
method = rest[rest.index("--method") + 1] if "--method" in rest else "GET"
if method != "GET":
    body = sys.stdin.read() if "--input" in rest else ""
    with (state / "log").open("a") as log:
        log.write(json.dumps([method, path, json.loads(body) if body else None]) + "\\n")
elif "/pulls?" in path:
    print("\\n".join(f"{{number}} {{sha}}" for number, sha in known["pulls"].items()))
elif path.endswith("/pages"):
    print(known["pages"])
elif "/comments?" in path:
    print("\\n".join(map(str, known["comments"].get(path.split("/")[4], []))))
"""


class Forge:
    """A bare remote, a clone of it with the project, and a `gh` that answers from a file."""

    def __init__(self, project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self.root, self.state = project, project.root, folder / "state"
        self.remote = folder / "remotes" / "desk" / "digest"
        self.state.mkdir()
        tools = folder / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH.format(python=sys.executable), "utf-8")
        (tools / "gh").chmod(0o755)
        self.tell(pulls={}, pages="https://desk.example/digest/", comments={})
        monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
        monkeypatch.setenv("GH_STATE", str(self.state))
        for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):  # the runner's make is nobody's child
            monkeypatch.delenv(name, raising=False)
        (self.root / ".venv").symlink_to(BIN.parent)
        (self.root / "build.py").write_text(
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom digest.cli import main\n\nmain()\n"
        )
        (self.root / "Makefile").write_text("setup:\n\t@echo set up\n")
        self.project.write(".gitignore", ".cache\ndist/\nsite/\n.venv\nartifact/\n")
        project.article("2025-04-24-cars", "2024年，重庆汽车产业产值为200亿元。")
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.remote)], check=True)
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "--quiet", "origin", "main")

    def tell(self, **known: Any) -> None:
        """What GitHub knows from now on."""
        path = self.state / "known.json"
        before = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps(before | known))

    def asked(self) -> list[tuple[str, str, Any]]:
        """What GitHub was asked to change, and forget it."""
        log = self.state / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [tuple(json.loads(line)) for line in lines]

    def git(self, *arguments: str) -> str:
        settings = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        return subprocess.run(
            ["git", "-C", str(self.root), *settings, *arguments], check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "State")
        return self.git("rev-parse", "HEAD")

    def run(self, workflow: str, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step as the runner does: bash, stopping at the first failure."""
        script = _step(workflow, step)["run"]
        names = {*_step(workflow, step).get("env", {})} - {"GH_TOKEN"}
        assert names == {*environment}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            env={**os.environ, **environment, "GH_TOKEN": "token"},
            capture_output=True,
            text=True,
            check=False,
        )

    def shelve(self, head: str) -> subprocess.CompletedProcess[str]:
        return self.run(
            "preview-publish",
            "Put up, take down, comment",
            HEAD=head,
            REMOTE=str(self.remote),
            REPOSITORY="desk/digest",
        )

    def shelf(self) -> set[str]:
        """The files on the branch of previews."""
        listed = ["git", "-C", str(self.remote), "ls-tree", "-r", "--name-only", "previews"]
        return set(subprocess.run(listed, capture_output=True, text=True, check=False).stdout.split())

    def artifact(self) -> Path:
        """An artifact as the build of a request leaves it."""
        folder = self.root / "artifact"
        (folder / "site" / "en").mkdir(parents=True, exist_ok=True)
        (folder / "site" / "en" / "index.html").write_text("<p>A preview</p>")
        (folder / "comment.md").write_text("### Figures\n\n[changes](site/en/preview.html) @everybody <!-- -->\n")
        return folder


@pytest.fixture
def forge(drawn_once: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Forge:
    return Forge(drawn_once, tmp_path_factory.mktemp("forge"), monkeypatch)


def test_the_step_that_sets_up_runs(forge: Forge) -> None:
    for workflow in WORKFLOWS:
        assert forge.run(workflow, "Set up").stdout == "set up\n"


def test_the_step_that_tests_runs_the_one_gate(forge: Forge) -> None:
    (forge.root / ".ci").mkdir()
    (forge.root / ".ci" / "run").write_text("#!/bin/sh\necho the gate\n")
    (forge.root / ".ci" / "run").chmod(0o755)
    assert forge.run("publish", "Test").stdout == "the gate\n"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_publishing_builds_the_site_under_its_address_packs_it_and_lays_the_previews_beside_it(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40})
    assert forge.shelve("a" * 40).returncode == 0
    done = forge.run("publish", "Build the site", SITE_URL="https://desk.example/digest")
    assert done.returncode == 0, done.stderr
    assert "https://desk.example/digest/" in (forge.root / "site" / "sitemap.xml").read_text()
    assert forge.run("publish", "Pack the offline copy").returncode == 0
    assert [path.name for path in (forge.root / "dist").glob("*-offline.zip")]
    done = forge.run("publish", "Lay the previews beside it", REMOTE=str(forge.remote))
    assert done.stdout == "previews: 7\n", done.stderr
    assert (forge.root / "site" / "previews" / "7" / "en" / "index.html").exists()


def test_publishing_goes_on_where_there_has_never_been_a_preview(forge: Forge) -> None:
    done = forge.run("publish", "Lay the previews beside it", REMOTE=str(forge.remote))
    assert (done.returncode, done.stdout) == (0, "previews: none\n")


def test_a_request_is_built_into_an_artifact(forge: Forge) -> None:
    forge.git("switch", "--quiet", "--create", "work")
    forge.project.article("2025-05-01-new", "2024年，重庆汽车产业产值为500亿元。")
    forge.commit()
    done = forge.run("preview", "Build the preview", BASE="origin/main")
    assert done.returncode == 0, done.stderr
    assert (forge.root / "dist" / "preview" / "comment.md").read_text().startswith("### Figures: ")
    assert (forge.root / "dist" / "preview" / "site" / "zh" / "preview.html").exists()


def test_a_preview_is_put_up_under_the_number_that_github_gives_for_its_commit_and_told_once(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40, "8": "b" * 40})
    done = forge.shelve("b" * 40)
    assert done.stdout == "put up: https://desk.example/digest/previews/8/\ntaken down: nothing\n", done.stderr
    assert "8/en/index.html" in forge.shelf()
    ((method, path, body),) = forge.asked()
    assert (method, path) == ("POST", "repos/desk/digest/issues/8/comments")
    assert body["body"].startswith(MARKER)
    assert "[changes](https://desk.example/digest/previews/8/en/preview.html)" in body["body"]
    forge.tell(comments={"8": [99]})
    forge.shelve("b" * 40)
    assert [(method, path) for method, path, _ in forge.asked()] == [("PATCH", "repos/desk/digest/issues/comments/99")]


def test_a_preview_of_a_commit_that_is_no_request_s_newest_is_not_put_up(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40})
    assert forge.shelve("c" * 40).stdout == "put up: nothing\ntaken down: nothing\n"
    assert (forge.shelf(), forge.asked()) == (set(), [])


def test_when_a_request_closes_its_preview_and_its_comment_go_and_the_others_stay(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40, "8": "b" * 40})
    forge.shelve("a" * 40)
    forge.shelve("b" * 40)
    forge.asked()
    forge.tell(pulls={"8": "b" * 40}, comments={"7": [70]})
    shutil.rmtree(forge.root / "artifact")
    assert forge.shelve("a" * 40).stdout == "put up: nothing\ntaken down: 7\n"
    assert {name.split("/")[0] for name in forge.shelf()} == {"8", "README.md"}
    assert [(method, path) for method, path, _ in forge.asked()] == [("DELETE", "repos/desk/digest/issues/comments/70")]


def test_the_branch_of_previews_keeps_no_history(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40, "8": "b" * 40})
    forge.shelve("a" * 40)
    forge.shelve("b" * 40)
    count = ["git", "-C", str(forge.remote), "rev-list", "--count", "previews"]
    assert subprocess.run(count, capture_output=True, text=True, check=True).stdout == "1\n"


def test_a_remote_that_refuses_stops_the_step_with_one_line(forge: Forge) -> None:
    forge.artifact()
    forge.tell(pulls={"7": "a" * 40})
    shutil.rmtree(forge.remote)
    done = forge.shelve("a" * 40)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


# ---- what a stranger may have put into an artifact ----


def _link(site: Path) -> None:
    (site / "passwd").symlink_to("/etc/passwd")


def _link_to_folder(site: Path) -> None:
    (site / "etc").symlink_to("/etc", target_is_directory=True)


def _pipe(site: Path) -> None:
    os.mkfifo(site / "pipe", stat.S_IRUSR)


def _git_folder(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("[core]\n")


def _odd_name(site: Path) -> None:
    (site / "a b\n.html").write_text("")


@pytest.mark.parametrize("put", [_link, _link_to_folder, _pipe, _git_folder, _odd_name])
def test_an_artifact_with_links_hidden_or_odd_files_is_refused_whole(forge: Forge, put: Any) -> None:
    put(forge.artifact() / "site")
    with pytest.raises(InputError, match="the preview holds"):
        list(read_artifact(forge.root / "artifact" / "site"))
    forge.tell(pulls={"7": "a" * 40})
    assert forge.shelve("a" * 40).returncode == 1
    assert (forge.shelf(), forge.asked()) == (set(), [])


def test_a_stranger_s_comment_calls_nobody_hides_nothing_and_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "comment.md"
    path.write_text("@desk <!-- hidden --> [x](site/a.html)" + "x" * 100_000)
    text = comment_of(path, "https://desk.example/")
    assert text.startswith(f"{MARKER}\n@\u200bdesk &lt;!-- hidden --> [x](https://desk.example/a.html)")
    assert len(text) < 65_536


def test_a_comment_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "comment.md").symlink_to(tmp_path / "secret")
    assert "secret" not in comment_of(tmp_path / "comment.md", "")


# ---- GitLab ----


def test_gitlab_s_steps_do_the_same(forge: Forge) -> None:
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    forge.git("switch", "--quiet", "--create", "work")
    environment = {
        **os.environ,
        "CI_PAGES_URL": "https://desk.example/digest",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }
    for name, made in (("pages", "public/index.html"), ("preview", "dist/preview/site/index.html")):
        script = "\n".join(jobs[name]["script"])
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=forge.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert (forge.root / made).exists()
