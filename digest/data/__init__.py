"""The facts as files to download: CSV, JSON and YAML, whole and by topic, with what describes them to programs.

data/facts.csv .json .yml      every fact
data/<topic>.csv .json .yml    those of a topic
data/series/<id>.…             those of a series; data/comparisons/<id>.… the figures of a chart of several subjects
data/facts.schema.json         JSON Schema of the JSON files
data/datapackage.json          Frictionless Data Package: files, fields, licence, sources
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.config import Config
from digest.data.descriptions import json_schema, package, pretty, resource, resources
from digest.data.entries import Entry, entries_of
from digest.data.rows import csv_file, csv_row, json_file, json_row, yaml_file, yaml_row
from digest.model import Digest

__all__ = ["Entry", "data_files"]


def data_files(digest: Digest, config: Config) -> Iterator[tuple[str, str | bytes]]:
    """Every data file as (site path, content). Facts stand as in the articles, the oldest article first."""
    entries = {entry.id: entry for entry in entries_of(digest)}
    tables = {name: tuple(ids) for name, ids in _tables(digest, entries).items()}
    described: list[Mapping[str, Any]] = []
    for form, encode, join in (("csv", csv_row, csv_file), ("json", json_row, json_file), ("yml", yaml_row, yaml_file)):
        for name, rows in _encoded(tables, entries, encode):
            content = join(rows, config)
            yield f"data/{name}.{form}", content
            if "/" not in name:
                described.append(resource(f"{name}.{form}", content))
        for folder in ("series", "comparisons"):
            paths = [f"{name}.{form}" for name in tables if name.startswith(f"{folder}/")]
            described += [resources(folder, paths)] if paths else []
    yield "data/facts.schema.json", pretty(json_schema())
    yield "data/datapackage.json", pretty(package(digest, config, described))


def _encoded(
    tables: Mapping[str, Sequence[str]], entries: Mapping[str, Entry], encode: Callable[[Entry], bytes]
) -> Iterator[tuple[str, list[bytes]]]:
    """The rows of each table; an entry is encoded once for all that it stands in."""
    rows = {ident: encode(entry) for ident, entry in entries.items()}
    for name, ids in tables.items():
        yield name, [rows[ident] for ident in ids]


def _tables(digest: Digest, entries: Mapping[str, Entry]) -> Mapping[str, Iterable[str]]:
    """The ids of each table: all, a topic's, those of a series in time's order, of a comparison the largest first."""
    tables: dict[str, Iterable[str]] = {"facts": entries}
    for topic in digest.lexicon.topics:
        tables[topic.id] = [ident for ident, entry in entries.items() if topic.id in entry.topics]
    for series in digest.series:
        tables[f"series/{series.id}"] = [fact.id for fact in series.facts if fact.id in entries]
    for comparison in digest.comparisons:
        tables[f"comparisons/{comparison.id}"] = [fact.id for fact in comparison.facts if fact.id in entries]
    return tables
