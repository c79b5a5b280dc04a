"""Labelled texts (`specs/facts`) compared with what is read of them.

A label's `gap` says what is read instead where that is known to be wrong; a text's `gap` which figures are missed or
read too many. A gap that no longer holds fails the tests too: `python -m tests.readings` writes what holds now, and the
difference is read before it is kept. The number of gaps may only fall.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from digest.extract import Reading, read_chinese
from digest.lexicon import Matcher, load_lexicon, matcher
from digest.text import clean

FOLDER = Path(__file__).parent / "specs" / "facts"
LEXICON = Path(__file__).parents[1] / "content" / "lexicon"
EXACT = ("qualifier", "period", "status", "change")
NEAR = ("metric", "subject")
Spec = dict[str, Any]


def known() -> Matcher:
    """The project's lexicon without its region: the texts are of other places."""
    return matcher(load_lexicon(LEXICON))


def specs() -> Iterator[tuple[Path, int, Spec]]:
    """Every labelled text with its file and its place in it."""
    for path in sorted(FOLDER.glob("*.yml")):
        for number, spec in enumerate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)):
            yield path, number, spec


def gaps_of(spec: Spec, lexicon: Matcher) -> tuple[Spec, list[Spec]]:
    """What is wrong with the reading of a text: figures missed or too many, and for each label the wrong fields."""
    read = list(read_chinese(clean(spec["text"]).text, str(spec["date"]), lexicon, own_region=False))
    labels: list[Spec] = spec["facts"]
    pairs: dict[int, Reading] = {}
    left = list(read)
    for position, label in enumerate(labels):
        found = next((reading for reading in left if _same_quantity(label, reading)), None)
        if found:
            pairs[position] = found
            left.remove(found)
    missed = [label["surface"] for n, label in enumerate(labels) if n not in pairs and not label.get("optional")]
    whole = {key: value for key, value in (("missed", missed), ("extra", [r.quantity.surface for r in left])) if value}
    fields = [
        _wrong(label, pairs[n]) if n in pairs and not label.get("optional") else {} for n, label in enumerate(labels)
    ]
    return whole, fields


def _same_quantity(label: Spec, reading: Reading) -> bool:
    quantity = reading.quantity
    high = label.get("high")
    return (
        label["unit"] == quantity.unit
        and _close(label["value"], float(quantity.value))
        and ((high is None) == (quantity.high is None))
        and (high is None or quantity.high is None or _close(high, float(quantity.high)))
    )


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-6 * max(1e-12, abs(left), abs(right))


def _wrong(label: Spec, reading: Reading) -> Spec:
    said = {
        "qualifier": reading.quantity.qualifier,
        "period": reading.period,
        "status": reading.status,
        "change": reading.change,
        "metric": reading.metric,
        "subject": reading.subject,
        "topics": list(reading.topics),
    }
    default = {"qualifier": "=", "status": "actual"}
    wrong = [key for key in EXACT if label.get(key, default.get(key)) != said[key]]
    wrong += [key for key in NEAR if alike(str(label.get(key) or ""), str(said[key] or "")) < 0.5]
    wrong += ["topics"] if not set(label.get("topics") or ()) & set(reading.topics) else []
    return {key: said[key] for key in wrong}


def alike(left: str, right: str) -> float:
    """F1 of the character pairs of two phrases."""
    first, second = (
        Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])
        for text in (re.sub(r"\s", "", left), re.sub(r"\s", "", right))
    )
    shared = sum((first & second).values())
    return 2 * shared / (first.total() + second.total())


def write_gaps() -> None:
    """Write the gaps that hold now into the spec files, line by line: nothing else in them changes."""
    lexicon = known()
    for path in sorted(FOLDER.glob("*.yml")):
        texts = [(spec, *gaps_of(spec, lexicon)) for where, _, spec in specs() if where == path]
        wholes = iter([whole for _, whole, _ in texts])
        fields = iter([gap for _, _, gaps in texts for gap in gaps])
        out: list[str] = []
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("  gap: "):
                continue
            if line.startswith("  - {surface"):
                bare = re.sub(r", gap: \{.*\}\}$", "}", line)
                gap = next(fields)
                out.append(bare[:-1] + f", gap: {_flow(gap)}}}" if gap else bare)
                continue
            if line.startswith("  facts:"):
                whole = next(wholes)
                out += [f"  gap: {_flow(whole)}"] if whole else []
            out.append(line)
        path.write_text("\n".join(out), "utf-8")


def _flow(value: Spec) -> str:
    return yaml.dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**6).strip()


if __name__ == "__main__":
    write_gaps()
