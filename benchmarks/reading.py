"""How well and how fast figures are read, measured on labelled pages and pairs.

    python -m benchmarks.reading LABELS PAGES

LABELS is a folder with `score.py`, `<page>.jsonl`, `<page>.articles.json`, `pairs.jsonl` and `pairs-corrupted.jsonl`;
PAGES one with `<page>.txt`. The pages go in as they are, raw text of a newspaper page.
"""

import importlib.util
import json
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from digest.config import Config, load_config
from digest.extract import read_chinese
from digest.lexicon import load_lexicon, matcher
from digest.lines import extract_lines, parity_lines
from digest.text import clean

ROUNDS = 5


def main(labels: Path, pages: Path) -> None:
    """Print one line a page and one a set of pairs."""
    config = load_config(Path(__file__).parents[1] / "mkdocs.yml")
    score = _score_module(labels / "score.py")
    for gold in sorted(labels.glob("*.jsonl")):
        page = pages / f"{gold.stem}.txt"
        if page.exists():
            _page(gold, page, config, score)
    _speed(pages, config)
    for name in ("pairs.jsonl", "pairs-corrupted.jsonl"):
        _pairs(labels / name)


def _page(gold: Path, page: Path, config: Config, score: ModuleType) -> None:
    raw = page.read_text(encoding="utf-8")
    date = json.loads(gold.with_suffix(".articles.json").read_text(encoding="utf-8"))[0]["date"]
    lines = list(extract_lines(raw, page.stem, config, date=date, lang="zh"))
    result, _, _ = score.score(score.read(gold), [json.loads(line) for line in lines])
    figures = "  ".join(
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in result.items()
    )
    print(f"{page.stem}\n  {figures}")


def _speed(pages: Path, config: Config) -> None:
    """Characters a second of one core, every field included, over the pages as the peers get them: cleaned before."""
    known = matcher(load_lexicon(config.content / "lexicon"), config.settings.region)
    texts = [clean(page.read_text(encoding="utf-8")).text for page in sorted(pages.glob("*.txt"))]
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            list(read_chinese(text, "2025-04-24", known))
        times.append(time.process_time() - start)
    print(f"{sum(map(len, texts)) / statistics.median(times) / 1000:.0f} k characters a second, every field read")


def _pairs(path: Path) -> None:
    if path.exists():
        verdicts: list[dict[str, Any]] = [
            json.loads(line) for line in parity_lines(path.read_text(encoding="utf-8"), path)
        ]
        flagged = sum(not verdict["ok"] for verdict in verdicts)
        print(f"{path.name}  {flagged} of {len(verdicts)} flagged ({flagged / len(verdicts):.1%})")


def _score_module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
