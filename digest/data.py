"""The facts as files to download: CSV, JSON and YAML, whole and by topic, with what describes them to programs.

data/facts.csv .json .yml      every fact
data/<topic>.csv .json .yml    those of a topic
data/facts.schema.json         JSON Schema of the JSON files
data/datapackage.json          Frictionless Data Package: files, fields, licence, sources
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from digest.config import Config
from digest.model import Article, Bilingual, Change, Digest, Fact, Qualifier, Status, Value

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"-?[0-9.]+")
# A cell that holds "=" is a formula to a spreadsheet, so CSV says the qualifier in a word.
_WORDS: Mapping[Qualifier, str] = {
    "=": "exact",
    ">": "over",
    "<": "under",
    "~": "about",
    ">=": "at_least",
    "<=": "at_most",
}


class Pair(Value, frozen=True, omit_defaults=False):
    """A text in both languages; `en` is null while there is no English."""

    zh: str
    en: str | None


class Entry(Value, frozen=True, omit_defaults=False):
    """A stated figure and where it comes from."""

    id: Annotated[str, Meta(description="Identifier; it derives from the text and survives edits elsewhere")]
    article: Annotated[str, Meta(description="Article of the digest: its page is <language>/articles/<article>.html")]
    date: Annotated[str, Meta(description="Date of the source, to the day or to the month")]
    publication: Annotated[Pair, Meta(description="Newspaper or magazine that reported the figure")]
    source_title: Annotated[Pair, Meta(description="Headline of the report")]
    source_url: Annotated[str | None, Meta(description="Address of the report, where it has one")]
    quote: Annotated[Pair | None, Meta(description="Sentence of the digest that states the figure")]
    surface: Annotated[Pair, Meta(description="Figure as that sentence writes it")]
    value: Annotated[Decimal, Meta(description="Value in base units, exact")]
    high: Annotated[Decimal, Meta(description="Upper end of a range")] | None
    unit: Annotated[str, Meta(description="Base unit: ISO 4217, SI, %, pp (percentage points), x (times), rank, count")]
    counter: Annotated[str, Meta(description="Unit or classifier as written in Chinese")]
    qualifier: Annotated[
        Qualifier,
        Meta(description="How the value is meant: exact, over, under, about, at least, at most"),
    ]
    metric: Annotated[Pair, Meta(description="What is measured")]
    subject: Annotated[Pair, Meta(description="Whose it is")]
    place: Annotated[str | None, Meta(description="Place: its page is <language>/places/<place>.html")]
    organisation: Annotated[
        str | None, Meta(description="Organisation: its page is <language>/organisations/<organisation>.html")
    ]
    period: Annotated[
        str | None, Meta(description="When it holds: 2024, 2021-H1, 2025-Q1, 2025-04, 2025-04-23, or a span 2021/2025")
    ]
    status: Annotated[Status, Meta(description="Reported, promised, expected, capacity or specification")]
    change: Annotated[
        Change | None, Meta(description="For a growth rate or an increase: over the year, the quarter or another span")
    ]
    topics: Annotated[tuple[str, ...], Meta(description="Topics it is filed under")]
    reviewed: Annotated[bool, Meta(description="A person has checked or corrected it")]


def data_files(digest: Digest, config: Config) -> Iterator[tuple[str, str | bytes]]:
    """Every data file as (site path, content). Facts stand as in the articles, the oldest article first."""
    entries = tuple(_entries(digest))
    sheets = {"facts": entries}
    for topic in digest.lexicon.topics:
        sheets[topic.id] = tuple(entry for entry in entries if topic.id in entry.topics)
    written: list[tuple[str, bytes]] = []
    for name, rows in sheets.items():
        written += [(f"{name}.csv", _csv(rows)), (f"{name}.json", _json(rows)), (f"{name}.yml", _yaml(rows, config))]
    yield from ((f"data/{name}", content) for name, content in written)
    yield "data/facts.schema.json", _pretty(_json_schema())
    yield "data/datapackage.json", _pretty(_package(digest, config, written))


def _entries(digest: Digest) -> Iterator[Entry]:
    places = {mention.fact: (mention.paragraph, mention.zh[0]) for each in digest.mentions.values() for mention in each}
    articles = {article.stem: article for article in digest.articles}

    def order(fact: Fact) -> tuple[str, str, tuple[int, int], str]:
        return articles[fact.article].date, fact.article, places.get(fact.id, (10**6, 0)), fact.id

    for fact in sorted((fact for fact in digest.facts.values() if fact.article in articles), key=order):
        yield _entry(fact, articles[fact.article])


def _entry(fact: Fact, article: Article) -> Entry:
    """A fact with its source; of a closed article nothing is quoted."""
    source, english = article.source, article.source_en
    return Entry(
        id=fact.id,
        article=fact.article,
        date=article.date,
        publication=Pair(source.publication, english.publication if english else None),
        source_title=Pair(source.title, english.title if english else None),
        source_url=source.url,
        quote=None if article.rights == "closed" else _pair(fact.quote),
        surface=_pair(fact.surface),
        value=fact.value,
        high=fact.high,
        unit=fact.unit,
        counter=fact.counter,
        qualifier=fact.qualifier,
        metric=_pair(fact.metric),
        subject=_pair(fact.subject),
        place=fact.place,
        organisation=fact.organisation,
        period=fact.period,
        status=fact.status,
        change=fact.change,
        topics=fact.topics,
        reviewed=fact.reviewed,
    )


def _pair(text: Bilingual) -> Pair:
    return Pair(text.zh, text.en)


def _plain(entry: Entry) -> dict[str, Any]:
    """The entry as plain values, its numbers whole where they can be and never in exponents."""
    raw: dict[str, Any] = msgspec.to_builtins(entry, builtin_types=(Decimal,))
    return raw | {name: _whole(raw[name]) for name in ("value", "high")}


def _whole(number: Decimal | None) -> Decimal | int | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else Decimal(f"{number.normalize():f}")


# ---- files ----


def _columns() -> Iterator[tuple[str, str, str | None]]:
    """Each column of CSV: its name, the entry's field, and the language where the field is a pair."""
    for field in Entry.__struct_fields__:
        if field in ("publication", "source_title", "quote", "surface", "metric", "subject"):
            yield f"{field}_zh", field, "zh"
            yield f"{field}_en", field, "en"
        else:
            yield field, field, None


def _csv(entries: Sequence[Entry]) -> bytes:
    """CSV as spreadsheets open it without asking: UTF-8 with its mark, no cell that starts a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = tuple(_columns())
    writer.writerow([name for name, _, _ in columns])
    for entry in entries:
        plain = _plain(entry) | {"qualifier": _WORDS[entry.qualifier]}
        writer.writerow(
            [_cell(plain[field] if lang is None else (plain[field] or {}).get(lang)) for _, field, lang in columns]
        )
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def _json(entries: Sequence[Entry]) -> bytes:
    """A list with one entry a line."""
    encoder = msgspec.json.Encoder(decimal_format="number")
    lines = ",\n".join(encoder.encode(_plain(entry)).decode() for entry in entries)
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def _yaml(entries: Sequence[Entry], config: Config) -> bytes:
    """A list with one field a line; texts are quoted, so that no reader takes 2025-04 or no for anything else."""
    settings = config.settings
    head = f"# {settings.name.zh} {settings.name['en']}: {settings.licence}, {settings.licence_url}\n"
    encode = msgspec.json.Encoder(decimal_format="number").encode
    lines: list[str] = []
    for entry in entries:
        for field, value in _plain(entry).items():
            if isinstance(value, dict):
                text = f"{{zh: {encode(value['zh']).decode()}, en: {encode(value['en']).decode()}}}"
            else:
                text = encode(value).decode()
            lines.append(f"{'- ' if field == 'id' else '  '}{field}: {text}\n")
    return (head + ("".join(lines) or "[]\n")).encode()


# ---- descriptions ----


def _json_schema() -> Any:
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
    fields = [_table_field(name, field, lang, properties[field]) for name, field, lang in _columns()]
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
        constraints["enum"] = list(_WORDS.values())
    if field == "topics":
        description += ", separated by semicolons"
    found = {"name": name, "type": kinds.get(field, "string"), "description": description}
    return found | ({"constraints": constraints} if constraints else {})


def _description(described: Mapping[str, Any]) -> str:
    inner = next((each["description"] for each in described.get("anyOf", ()) if "description" in each), "")
    return str(described.get("description", inner))


def _package(digest: Digest, config: Config, written: Iterable[tuple[str, bytes]]) -> Mapping[str, Any]:
    """A Frictionless Data Package as version 1 of the standard has it, which readers of version 2 take too."""
    settings = config.settings
    names = {article.source.publication: article.source_en for article in digest.articles}
    sources = [
        f"{zh} {english.publication}" if english else zh
        for zh, english in sorted(names.items(), key=lambda item: item[0])
    ]
    package = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", settings.name["en"].lower()).strip("-"),
        "title": f"{settings.name.zh} {settings.name['en']}",
        "description": f"{settings.tagline.zh} {settings.tagline['en']}",
        "licenses": [
            {"name": settings.licence.replace(" ", "-"), "path": settings.licence_url, "title": settings.licence}
        ],
        "sources": [{"title": source} for source in sources],
        "resources": [_resource(name, content) for name, content in written],
    }
    return package | ({"homepage": config.site_url} if config.site_url else {})


def _resource(name: str, content: bytes) -> Mapping[str, Any]:
    stem, _, form = name.partition(".")
    media = {"csv": "text/csv", "json": "application/json", "yml": "application/yaml"}[form]
    common = {
        "name": name.replace(".", "-") if form != "csv" else stem,
        "path": name,
        "format": form,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    return common | ({"profile": "tabular-data-resource", "schema": _table_schema()} if form == "csv" else {})


def _pretty(value: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
