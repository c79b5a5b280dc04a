"""The search measured side by side with Material for MkDocs's own and with Pagefind.

    python -m benchmarks.search quality         60 queries on the real articles: MRR and nDCG@10 of all three
    python -m benchmarks.search scale FOLDER    a corpus (`python -m benchmarks.corpus FOLDER`): bytes, time, memory,
                                                and what a query transfers and takes in Chromium
    python -m benchmarks.search edit FOLDER     how many files of the index one edited article writes anew

Pagefind is fetched with npm into a temporary folder; Chromium is found on the path. Each engine gets the same text: a
page an article and language (`benchmarks.pages`). A result counts by the article it leads to; the first ten do.
"""

import functools
import gzip
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import msgspec
import yaml
from playwright.sync_api import Page, sync_playwright

from benchmarks.indexing import build_index
from benchmarks.pages import save_html, save_markdown
from digest import frames, pipeline, render, search
from digest.config import Config, load_config
from digest.files import save
from digest.lexicon import load_lexicon
from digest.model import LANGS, Digest

ROOT = Path(__file__).parents[1]
QUERIES = Path(__file__).with_name("queries.yml")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TIMED = (
    "重庆",
    "汽车产业产值",
    "chongqing car industry output",
    "200亿元",
    "liangping chips",
    ">100亿元",
    "10-20%",
    "芯片 2020..2025",
    "重庆新能源汽车产业产值去年同比增长之后各区县集成电路芯片项目总投资和数据中心营业收入以及低空经济规模和无人机航线数量都有明显提高",
    (
        "output value of the car industry in chongqing and to investment in chip projects, computing "
        "capacity, data centre revenue, drone routes and low-altitude firms above designated size"
    ),
    "RMB 20 billion, 4.6 million vehicles, 47%, 8.5%, RMB 2 billion, 300 wafers, 5 trillion yuan, 40 firms",
)

_SETTLE = 5  # seconds in which the disk ends what the run before left it to do

Ask = Callable[[str, str], Sequence[str]]


# ---- the digest's side ----


def read(config: Config, executor: ProcessPoolExecutor | None = None) -> Digest:
    """The digest of a project without its series, which are pages of ours that the peers are not given."""
    whole = pipeline.digest_of(pipeline.read(config, executor))
    return msgspec.structs.replace(whole, series=(), comparisons=(), promises=())


def lay_out(config: Config, folder: Path) -> None:
    """Search pages and scripts of the real site, for the index beside them."""
    nothing = Digest((), {}, {}, load_lexicon(config.content / "lexicon"))
    for name, content in render.render(nothing, config, frames.draw(config).templates):
        if name.startswith("assets/") or name.endswith("/search.html"):
            save(folder / name, content)


# ---- Chromium ----


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a web server of its own."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def page() -> Iterator[Page]:
    """A page of a fresh Chromium."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser.new_page()
        browser.close()


# ---- asking ----


def ask_digest(tab: Page, host: str) -> Ask:
    """Articles in the order in which the search page shows their links."""

    def ask(query: str, lang: str) -> Sequence[str]:
        tab.goto(f"{host}/{lang}/search.html?q={quote(query)}")
        tab.wait_for_selector("#search-results [role=status]", state="attached")
        links = tab.eval_on_selector_all("#search-results .hits a", "each => each.map((a) => a.getAttribute('href'))")
        return [link.split("/")[1].split(".")[0] for link in links if link.startswith("articles/")]

    return ask


def ask_pagefind(tab: Page, host: str) -> Ask:
    """Pages by Pagefind's own programming interface, in the index of the page's language."""

    def ask(query: str, lang: str) -> Sequence[str]:
        first = next(iter(sorted(_stems())))
        tab.goto(f"{host}/{lang}/{first}.html")
        found: Sequence[str] = tab.evaluate(
            """async (query) => {
                const pagefind = await import("/pagefind/pagefind.js");
                const found = await pagefind.search(query);
                return Promise.all(found.results.slice(0, 10).map(async (each) => (await each.data()).url));
            }""",
            query,
        )
        return [Path(url).name.split(".")[0] for url in found]

    return ask


def ask_material(tab: Page, host: str) -> Ask:
    """Pages as Material's dialog lists them."""

    def ask(query: str, lang: str) -> Sequence[str]:
        tab.goto(f"{host}/{lang}/index.html?q={quote(query)}")
        tab.wait_for_function("document.querySelector('.md-search-result__meta').textContent.includes('结果')")
        tab.wait_for_timeout(100)
        links = tab.eval_on_selector_all(
            ".md-search-result__item > a", "each => each.map((a) => new URL(a.href).pathname)"
        )
        return [Path(link).name.split(".")[0] for link in links]

    return ask


def _stems() -> frozenset[str]:
    return frozenset(path.name.split(".")[0] for path in ROOT.glob("content/articles/*/*.zh.md"))


# ---- quality ----


def quality() -> None:
    """Print MRR and nDCG@10 of each engine, whole and by the language of the page, and the queries it fails."""
    config = load_config(ROOT / "mkdocs.yml")
    digest = read(config)
    queries = yaml.safe_load(QUERIES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(config, folder / "digest")
        build_index(digest, folder / "digest")
        save_html(digest, folder / "pagefind")
        run_pagefind(folder / "pagefind", folder)
        build_material(digest, folder / "material")
        for engine, ask_with in (("digest", ask_digest), ("pagefind", ask_pagefind), ("material", ask_material)):
            with served(folder / engine) as host, page() as tab:
                report(engine, ask_with(tab, host), queries)


def report(engine: str, ask: Ask, queries: Sequence[Mapping[str, object]]) -> None:
    """Print the figures of one engine."""
    scores: list[tuple[str, float, float]] = []
    failed = []
    for query in queries:
        finds = query["finds"]
        text, lang = str(query["q"]), str(query["lang"])
        found = list(dict.fromkeys(ask(text, lang)))[:10]
        ranks = [rank for rank, stem in enumerate(found, 1) if isinstance(finds, list) and stem in finds]
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, len(finds) + 1 if isinstance(finds, list) else 2))
        gain = sum(1 / math.log2(rank + 1) for rank in ranks) / ideal
        scores.append((lang, 1 / ranks[0] if ranks else 0.0, gain))
        if not ranks or ranks[0] > 1:
            failed.append(f"{text} ({lang}: {ranks[0] if ranks else '–'})")
    for lang in ("zh", "en", ""):
        held = [each for each in scores if lang in ("", each[0])]
        mrr, ndcg = (sum(each[i] for each in held) / len(held) for i in (1, 2))  # type: ignore[misc]
        print(f"{engine:9} {lang or 'all':4} {len(held)} queries  MRR {mrr:.3f}  nDCG@10 {ndcg:.3f}")
    print("          not first:", ", ".join(failed) or "none")


def run_pagefind(site: Path, folder: Path) -> tuple[float, int]:
    """Let Pagefind index `site`. Returns seconds and peak memory in MB."""
    tool = folder / "npm"
    tool.mkdir()
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--prefix", tool, "pagefind"], check=True)
    binary = (
        next(tool.glob("node_modules/@pagefind/*/bin/pagefind_extended"), None) or tool / "node_modules/.bin/pagefind"
    )
    start = time.perf_counter()
    process = subprocess.Popen([binary, "--site", site], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("Pagefind failed")
    print(f"pagefind  user {usage.ru_utime:.1f} s, system {usage.ru_stime:.1f} s")
    return time.perf_counter() - start, usage.ru_maxrss // 1024


def build_material(digest: Digest, folder: Path) -> None:
    """Build the same pages with Material and its search, both languages in one index as it does."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name)
        save_markdown(digest, source / "docs")
        for lang in LANGS:
            save(source / "docs" / lang / "index.md", "# Index\n")
        settings = {
            "site_name": "Peer",
            "site_dir": str(folder),
            "use_directory_urls": False,
            "theme": {"name": "material", "font": False, "language": "zh"},
            "plugins": [{"search": {"lang": ["zh", "en"]}}],
        }
        save(source / "mkdocs.yml", yaml.safe_dump(settings))
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", source / "mkdocs.yml"],
            check=True,
            stderr=subprocess.DEVNULL,
        )


# ---- scale ----


def scale(project: Path) -> None:
    """Print bytes, time and memory of both indexes, then each query's transfer and time."""
    config = load_config(project / "mkdocs.yml")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with ProcessPoolExecutor() as executor:
        digest = read(config, executor)
    print(f"{len(digest.articles)} pairs, {len(digest.facts)} facts")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(config, folder / "digest")
        save_html(digest, folder / "pagefind")
        (folder / "digest.msgpack").write_bytes(msgspec.msgpack.encode(digest))
        del digest
        for workers in (1, os.cpu_count() or 1):
            time.sleep(_SETTLE)
            seconds, memory = indexed_apart(folder, workers)
            print(f"digest    {seconds:6.1f} s  {memory:5} MB, {workers} processes at work")
        (folder / "1" / "search").rename(folder / "digest" / "search")
        files = list((folder / "digest" / "search").rglob("*.js"))
        size, packed = _sizes(files)
        print(f"digest    {size:6.1f} MB  {packed:6.1f} MB gzip  {len(files)} files")
        time.sleep(_SETTLE)
        seconds, memory = run_pagefind(folder / "pagefind", folder)
        files = [path for path in (folder / "pagefind" / "pagefind").rglob("*") if path.is_file()]
        size, packed = _sizes(files)
        print(f"pagefind  {seconds:6.1f} s  {memory:5} MB  {size:6.1f} MB  {packed:6.1f} MB gzip  {len(files)} files")
        with served(folder / "digest") as host:
            for query in _TIMED:
                timed(query, host, folder / "digest")


def indexed_apart(folder: Path, workers: int) -> tuple[float, int]:
    """Index in a process of its own, as Pagefind does, and with `workers`.

    Returns seconds, reading the digest included, and peak memory in MB without that of the helpers.
    """
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.indexing", folder, str(workers)], cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(f"digest    user {usage.ru_utime:.1f} s, system {usage.ru_stime:.1f} s")
    return time.perf_counter() - start, usage.ru_maxrss // 1024


def timed(query: str, host: str, folder: Path) -> None:
    """Print what a first query transfers and how long the next one like it takes with everything at hand."""
    with page() as tab:
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{host}/zh/search.html?q={quote(query)}")
        tab.wait_for_selector("#search-results [role=status]", state="attached", timeout=60_000)
        scripts = [url.removeprefix(host) for url in asked if "/search/" in url]
        size = sum(len(gzip.compress((folder / url.lstrip("/")).read_bytes(), 6)) for url in scripts)
        took: float = tab.evaluate(
            """async (query) => {
                const finder = digestFinder(new URL("../", location.href).href);
                const times = [];
                for (let i = 0; i < 15; i += 1) {
                    const start = performance.now();
                    const found = await finder.find(query);
                    await finder.choices("fact", found.hits.fact);
                    times.push(performance.now() - start);
                }
                return times.sort((a, b) => a - b)[7];
            }""",
            query,
        )
        print(f"{query[:32]:32} {len(scripts):3} scripts  {size / 1000:6.1f} kB gzip  {took:6.1f} ms")


def _sizes(files: Sequence[Path]) -> tuple[float, float]:
    """Bytes as they lie there and as they are sent, in MB."""
    raw = [path.read_bytes() for path in files]
    packed = (len(data) if data[:2] == b"\x1f\x8b" else len(gzip.compress(data, 6)) for data in raw)
    return sum(map(len, raw)) / 1e6, sum(packed) / 1e6


# ---- edit ----


def edit(project: Path) -> None:
    """Print how many of the index's files change with a word, a figure more and a new pair."""
    digest = read(load_config(project / "mkdocs.yml"))
    before = dict(search.index(digest))
    article = digest.articles[len(digest.articles) // 2]
    first, *rest = article.zh.paragraphs
    text = msgspec.structs.replace(first, text=f"{first.text}此外还有一句改过的话。")
    changed = msgspec.structs.replace(article, zh=msgspec.structs.replace(article.zh, paragraphs=(text, *rest)))
    articles = tuple(changed if each is article else each for each in digest.articles)
    fact = next(each for each in digest.facts.values() if each.article == article.stem)
    more = dict(digest.facts) | {"0123456789": msgspec.structs.replace(fact, id="0123456789", value=fact.value + 1)}
    for name, other in (
        ("a sentence", msgspec.structs.replace(digest, articles=articles)),
        ("a figure more", msgspec.structs.replace(digest, facts=more)),
    ):
        after = dict(search.index(other))
        written = [path for path, content in after.items() if before.get(path) != content]
        size = sum(len(after[path].encode()) for path in written) / 1000
        print(f"{name}: {len(written)} of {len(after)} files, {size:.0f} kB")


def main(command: str, folder: str = "") -> None:
    """Run one measurement."""
    if command == "quality":
        quality()
    else:
        {"scale": scale, "edit": edit}[command](Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
