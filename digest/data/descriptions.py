"""What describes the downloads to programs: a JSON Schema, and a Frictionless data package."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from digest.config import Config
from digest.data.entries import Entry
from digest.data.rows import COLUMNS, WORDS
from digest.model import Digest


def json_schema() -> Any:
    """The JSON Schema of the JSON files."""
    schema = msgspec.json.schema(tuple[Entry, ...])
    return _with_numbers({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Facts", **schema})


def _with_numbers(schema: Any) -> Any:
    """The schema with numbers where msgspec says a string of digits: the files have the digits, as a number."""
    if isinstance(schema, dict):
        kept = {key: _with_numbers(value) for key, value in schema.items() if (key, value) != ("format", "decimal")}
        return kept | {"type": "number"} if len(kept) < len(schema) else kept
    return [_with_numbers(each) for each in schema] if isinstance(schema, list) else schema


def _table_schema() -> Mapping[str, Any]:
    properties = msgspec.json.schema(Entry)["$defs"]["Entry"]["properties"]
    fields = [_table_field(name, field, lang, properties[field]) for name, field, lang in COLUMNS]
    return {"fields": fields, "primaryKey": "id", "missingValues": [""]}


def _table_field(name: str, field: str, lang: str | None, described: Mapping[str, Any]) -> Mapping[str, Any]:
    kinds: Mapping[str, Literal["number", "boolean"]] = {"value": "number", "high": "number", "reviewed": "boolean"}
    description = _description(described)
    if lang is not None:
        description += f", in {'Chinese' if lang == 'zh' else 'English'}"
    constraints: dict[str, Any] = {}
    if field in ("id", "article", "value", "unit", "status"):
        constraints["required"] = True
    if field == "qualifier":
        constraints["enum"] = list(WORDS.values())
    if field == "topics":
        description += ", separated by semicolons"
    found = {"name": name, "type": kinds.get(field, "string"), "description": description}
    return found | ({"constraints": constraints} if constraints else {})


def _description(described: Mapping[str, Any]) -> str:
    inner = next((each["description"] for each in described.get("anyOf", ()) if "description" in each), "")
    return str(described.get("description", inner))


def package(digest: Digest, config: Config, resources: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """A Frictionless Data Package as version 1 of the standard has it, which readers of version 2 take too."""
    settings = config.settings
    names = {article.source.publication: article.source_en for article in digest.articles}
    sources = [
        f"{zh} {english.publication}" if english else zh
        for zh, english in sorted(names.items(), key=lambda item: item[0])
    ]
    told = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", settings.name["en"].lower()).strip("-"),
        "title": f"{settings.name.zh} {settings.name['en']}",
        "description": f"{settings.tagline.zh} {settings.tagline['en']}",
        "licenses": [
            {"name": settings.licence.replace(" ", "-"), "path": settings.licence_url, "title": settings.licence}
        ],
        "sources": [{"title": source} for source in sources],
        "resources": resources,
    }
    return told | ({"homepage": config.site_url} if config.site_url else {})


def resource(name: str, content: bytes) -> Mapping[str, Any]:
    """What the package says of the file `name`."""
    stem, _, form = name.partition(".")
    checksum = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return {**_resource(stem, name, form), "bytes": len(content), "hash": checksum}


def resources(folder: str, paths: Sequence[str]) -> Mapping[str, Any]:
    """What the package says of many small files of one format: they are the parts of one table."""
    return _resource(folder, paths, paths[0].rpartition(".")[2])


def _resource(stem: str, path: str | Sequence[str], form: str) -> Mapping[str, Any]:
    media = {"csv": "text/csv", "json": "application/json", "yml": "application/yaml"}[form]
    name = stem if form == "csv" else f"{stem}-{form}"
    common = {"name": name, "path": path, "format": form, "mediatype": media, "encoding": "utf-8"}
    return common | ({"profile": "tabular-data-resource", "schema": _table_schema()} if form == "csv" else {})


def pretty(value: Mapping[str, Any]) -> bytes:
    """JSON for people too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
