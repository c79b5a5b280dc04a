"""What other readers of Chinese quantities find on the same labelled pages, and how fast, beside ours.

    python -m benchmarks.peers LABELS PAGES

Each peer runs in an environment of its own under .cache/peers, made here by package name. A labelled fact counts as
found where the peer gives its value (and, for other units than counts and ratios, its unit) for the labelled
quote; noise is the share of a peer's findings in the quotes that match no label of that quote.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.reading import main as ours
from digest.text import clean

HOME = Path(__file__).parents[1] / ".cache" / "peers"
PACKAGES = {
    "recognizers": ["ms-recognizers-text-suite", "setuptools"],
    "jionlp": ["jionlp", "setuptools"],
    "duckling": ["pyduckling-native-phihos"],
}

# Run in the peer's environment: texts in as JSON lines, per text a list of [value, unit] out, then the seconds it took.
WORKERS = {
    "recognizers": """
from ms_recognizers_number import Culture, recognize_number, recognize_percentage
from ms_recognizers_number_with_unit import recognize_currency, recognize_dimension
UNITS = {"Chinese yuan": "CNY", "人民币元": "CNY", "Dollar": "USD"}
def read(text):
    out = []
    for found in recognize_percentage(text, Culture.Chinese):
        out.append([found.resolution and found.resolution.get("value", "").rstrip("%"), "%"])
    for recognize in (recognize_currency, recognize_dimension):
        for found in recognize(text, Culture.Chinese):
            resolution = found.resolution or {}
            out.append([resolution.get("value"), resolution.get("unit")])
    for found in recognize_number(text, Culture.Chinese):
        out.append([(found.resolution or {}).get("value"), None])
    return out
""",
    "jionlp": """
import jionlp
def read(text):
    out = []
    for found in jionlp.ner.extract_money(text, with_parsing=True) or []:
        value = found["detail"]["num"]
        out.append([value if isinstance(value, str) else value[0], found["detail"]["case"]])
    return out
""",
    "duckling": """
from duckling import Context, default_locale_lang, load_time_zones, parse, parse_dimensions, parse_lang, parse_ref_time
zones = load_time_zones("/usr/share/zoneinfo")
context = Context(parse_ref_time(zones, "Asia/Shanghai", 1745452800), default_locale_lang(parse_lang("ZH")))
dimensions = parse_dimensions(["number", "amount-of-money", "quantity", "distance"])
def read(text):
    values = [found["value"] for found in parse(text, context, dimensions, False)]
    return [[value.get("value"), value.get("unit")] for value in values]
""",
}
LOOP = """
import json, sys, time
texts = [json.loads(line) for line in sys.stdin]
read("预热200亿元")
start = time.perf_counter()
found = [read(text) for text in texts]
print(json.dumps({"found": found, "seconds": time.perf_counter() - start}))
"""


def main(labels: Path, pages: Path) -> None:
    """Print our own measures, then one line a peer."""
    ours(labels, pages)
    facts = [
        json.loads(line) for gold in sorted(labels.glob("0*.jsonl")) for line in gold.read_text("utf-8").splitlines()
    ]
    facts = [fact for fact in facts if not fact.get("optional")]
    text = [clean(page.read_text("utf-8")).text for page in sorted(pages.glob("*.txt"))]
    for peer in PACKAGES:
        _peer(peer, facts, [line for page in text for line in page.split("\n") if line])


def _peer(peer: str, facts: list[dict[str, Any]], lines: list[str]) -> None:
    python = _environment(peer)
    quotes = sorted({fact["quote"] for fact in facts})
    answer = _run(python, peer, quotes)
    by_quote = dict(zip(quotes, answer["found"], strict=True))
    found = [list(_numbers(by_quote[fact["quote"]])) for fact in facts]
    right = sum(any(_same(value, fact["value"]) for value, _ in each) for fact, each in zip(facts, found, strict=True))
    labelled = {quote: [fact["value"] for fact in facts if fact["quote"] == quote] for quote in quotes}
    every = [(quote, value) for quote, each in by_quote.items() for value, _ in _numbers(each)]
    noise = sum(not any(_same(value, wanted) for wanted in labelled[quote]) for quote, value in every)
    speed = sum(map(len, lines)) / _run(python, peer, lines)["seconds"]
    print(
        f"{peer}  value {right / len(facts):.1%}  noise {noise / max(1, len(every)):.1%}"
        f"  {speed / 1000:.1f} k characters a second"
    )


def _environment(peer: str) -> Path:
    home = HOME / peer
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES[peer]], check=True)
        (home / "ready").touch()
    return python


def _run(python: Path, peer: str, texts: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [python, "-W", "ignore", "-c", WORKERS[peer] + LOOP],
        input="\n".join(json.dumps(text) for text in texts),
        capture_output=True,
        check=True,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _numbers(found: list[list[Any]]) -> Iterator[tuple[float, str | None]]:
    for value, unit in found:
        try:
            yield float(str(value).replace(",", "")), unit
        except ValueError:
            continue


def _same(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-6 * max(abs(left), abs(right))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
