"""The facts as files to download: CSV, JSON and YAML, whole and by topic, with what describes them to programs.

data/facts.csv .json .yml      every fact
data/<topic>.csv .json .yml    those of a topic
data/series/<id>.…             those of a series; data/comparisons/<id>.… the figures of a chart of several subjects
data/facts.schema.json         JSON Schema of the JSON files
data/datapackage.json          Frictionless Data Package: files, fields, licence, sources
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from digest.config import Config
from digest.data.descriptions import json_schema, package, pretty, resource, resources
from digest.data.entries import Entry, entries_of
from digest.data.rows import FORMS, Table
from digest.model import Digest

__all__ = ["Entry", "data_files"]


def data_files(digest: Digest, config: Config) -> Iterator[tuple[str, str | bytes]]:
    """Every data file as (site path, content). Facts stand as in the articles, the oldest article first."""
    entries = tuple(entries_of(digest))
    tables = _tables(digest, entries)
    described: list[Mapping[str, Any]] = []
    for form in FORMS:
        whole = Table(form, map(form.row, entries), config)
        yield f"data/facts.{form.suffix}", whole.content
        described.append(resource(f"facts.{form.suffix}", whole.content))
        for name, numbers in tables.items():
            content = Table(form, map(whole.row, numbers), config).content
            yield f"data/{name}.{form.suffix}", content
            if "/" not in name:
                described.append(resource(f"{name}.{form.suffix}", content))
        for folder in ("series", "comparisons"):
            paths = [f"{name}.{form.suffix}" for name in tables if name.startswith(f"{folder}/")]
            described += [resources(folder, paths)] if paths else []
    yield "data/facts.schema.json", pretty(json_schema())
    yield "data/datapackage.json", pretty(package(digest, config, described))


def _tables(digest: Digest, entries: Sequence[Entry]) -> Mapping[str, Sequence[int]]:
    """The rows of each table but the whole: a topic's, those of a series in time's order, of a comparison the largest
    first."""
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    tables: dict[str, Sequence[int]] = {}
    for topic in digest.lexicon.topics:
        tables[topic.id] = [number for number, entry in enumerate(entries) if topic.id in entry.topics]
    for series in digest.series:
        tables[f"series/{series.id}"] = [numbers[fact.id] for fact in series.facts if fact.id in numbers]
    for comparison in digest.comparisons:
        told = [numbers[fact.id] for fact in comparison.facts if fact.id in numbers]
        tables[f"comparisons/{comparison.id}"] = told
    return tables
