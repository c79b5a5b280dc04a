"""JSON Lines for other programs: figures of a text, agreement of pairs."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from digest.config import Config
from digest.errors import InputError
from digest.extract import Reading, read_chinese, read_english
from digest.lexicon import Matcher, empty_lexicon, load_lexicon, matcher
from digest.model import Lang
from digest.newspaper import reassemble
from digest.parity import compare
from digest.text import clean, clean_paragraph, has_han

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def extract_lines(raw: str, stem: str, config: Config | None, *, date: str | None, lang: Lang | None) -> Iterator[str]:
    """The figures of a raw text, one JSON object each: a fact's fields, and `start` and `end` in `raw`.

    Raises InputError where `date` is none.
    """
    today = date or datetime.date.today().isoformat()
    try:
        datetime.date.fromisoformat(today if len(today) > 7 else f"{today}-01")
    except ValueError:
        raise InputError(f"--date: {today!r} is not a date like 2025-04-24") from None
    known = (
        matcher(load_lexicon(config.content / "lexicon"), config.settings.region)
        if config
        else matcher(empty_lexicon())
    )
    language: Lang = lang or ("zh" if has_han(raw) else "en")
    text = reassemble(raw) if language == "zh" else clean(raw)
    readings = (
        read_chinese(text.text, today, known, own_region=False)
        if language == "zh"
        else read_english(text.text, today, known)
    )
    for number, reading in enumerate(readings, 1):
        start, end = text.raw(reading.quantity.span)
        yield _ENCODER.encode(
            {"id": f"{stem}-{number:03d}", **_fields(reading, known), "start": start, "end": end}
        ).decode()


def _fields(reading: Reading, known: Matcher) -> dict[str, Any]:
    quantity = reading.quantity
    zh = reading.lang == "zh"
    return {
        "article": 1,
        "quote": reading.quote,
        "surface": quantity.surface,
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit,
        "counter": quantity.counter,
        "qualifier": quantity.qualifier,
        "metric_zh": reading.metric if zh else None,
        "metric_en": known.english(reading.metric) if zh else reading.metric,
        "subject_zh": reading.subject if zh else None,
        "subject_en": (known.english(reading.subject) if reading.subject else None) if zh else reading.subject,
        "period": reading.period,
        "status": reading.status,
        "change": reading.change,
        "topics": list(reading.topics),
    }


def parity_lines(raw: str, path: Path) -> Iterator[str]:
    """For each line {"id", "zh", "en"} one {"id", "ok", "problems"}. InputError names a line that is none."""
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line)
            ident, zh, en = pair["id"], pair["zh"], pair["en"]
        except (ValueError, KeyError, TypeError):
            raise InputError('not an object with "id", "zh" and "en"', path, number) from None
        found = [
            finding
            for finding in compare(clean_paragraph(str(zh)).text, clean_paragraph(str(en)).text)
            if finding.severity == "error"
        ]
        problems = [{"code": f.code, "zh": f.zh, "en": f.en, "message": f.message} for f in found]
        yield json.dumps({"id": ident, "ok": not problems, "problems": problems}, ensure_ascii=False)
