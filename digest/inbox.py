"""The editor's inbox: a file cut into drafts beside its untouched copy and a record of where every paragraph came
from.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.config import Config
from digest.errors import InputError
from digest.files import Flow, dump_yaml, parse_yaml, read_text, save
from digest.model import Value
from digest.newspaper import Draft, Page, Part, cut_page
from digest.newspaper.articles import has_article
from digest.newspaper.sources import Source, read_source

_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMENTS = {
    "unsure": "<!-- joint: these two pieces may not belong together -->",
    "torn": "<!-- torn: the text ends in mid-sentence -->",
}


class Delivery(Value, frozen=True):
    """A file as it came in: its raw text and what it was cut into."""

    source: Source
    page: Page


def open_file(path: Path) -> Delivery:
    """The file cut into drafts. Raises InputError where it can't be read or holds no article."""
    source = read_source(path)
    page = _told(cut_page(source.text, source.date or _date_of(path.name)), source)
    if not has_article(page):
        raise InputError("no article was found on the page", path)
    return Delivery(source, page)


def _date_of(name: str) -> str | None:
    match = _FILE_DATE.search(name)
    try:
        return datetime.date(*(int(group) for group in match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _told(page: Page, source: Source) -> Page:
    """The page with what the file says of itself where the page says nothing."""
    drafts = tuple(
        Draft(
            draft.kind,
            draft.headline or (source.headline if number == 0 else None),
            draft.byline or (source.byline if number == 0 else None),
            draft.date,
            draft.publication or source.publication,
            draft.parts,
            draft.kicker,
            draft.deck,
            draft.dateline,
        )
        for number, draft in enumerate(page.drafts)
    )
    return Page(drafts, page.asides)


def as_json(page: Page) -> str:
    """The drafts as one JSON array."""
    return json.dumps(
        [
            {
                "headline": draft.headline,
                "byline": draft.byline,
                "date": draft.date,
                "publication": draft.publication,
                "kind": draft.kind,
                "paragraphs": draft.paragraphs,
            }
            for draft in page.drafts
        ],
        ensure_ascii=False,
    )


def save_drafts(delivery: Delivery, path: Path, folder: Path) -> list[Path]:
    """Write the file's copy, its text where it was none, a draft an article, and the record. Returns the drafts'
    paths.

    Raises InputError where the folder holds the copy of another file: nobody's drafts are written over.
    """
    copy, data = folder / path.name, path.read_bytes()
    if copy.exists() and copy.read_bytes() != data:
        raise InputError(f"{folder} holds another file of this name: choose another folder with --into", path)
    kept = [folder / name for name, _ in _drafts(delivery.page)]
    edited = [target for target in kept if target.exists()]
    if edited:
        raise InputError(f"its drafts are there already: {edited[0]}", path)
    save(copy, data)
    if delivery.source.read_by in ("pdf", "scan", "web"):
        save(folder / f"{path.name}.txt", delivery.source.text)
    for name, draft in _drafts(delivery.page):
        save(folder / name, _markdown(draft))
    save(folder / "record.yml", _record(delivery, path, data))
    return kept


def _drafts(page: Page) -> Iterator[tuple[str, Draft]]:
    for number, draft in enumerate(page.drafts, 1):
        title = re.sub(r"[^\w一-鿿]+", "-", draft.headline or "").strip("-_")[:24].strip("-")
        yield f"{number:02d}-{title or draft.kind}.zh.md", draft


def _markdown(draft: Draft) -> str:
    front: dict[str, Any] = {
        "title": draft.headline or "",
        "date": draft.date or "",
        "source": Flow(
            publication=draft.publication or "",
            title=draft.headline or "",
            author=draft.byline or "",
            date=draft.date or "",
        ),
        "kind": draft.kind,
    }
    front |= {key: value for key, value in (("kicker", draft.kicker), ("deck", draft.deck)) if value}
    body = "\n\n".join(_marked(part) for part in draft.parts)
    return f"---\n{dump_yaml(front)}---\n\n{body}\n"


def _marked(part: Part) -> str:
    """A paragraph with what an editor must look at as comments in it."""
    if part.subhead:
        return f"## {part.text}"
    pieces, at = [], 0
    for place in part.unsure:
        pieces += [part.text[at:place], _COMMENTS["unsure"]]
        at = place
    return "".join(pieces) + part.text[at:] + (f" {_COMMENTS['torn']}" if part.torn and len(part.text) > 12 else "")


def _record(delivery: Delivery, path: Path, data: bytes) -> str:
    spanned = path.name if delivery.source.read_by not in ("pdf", "scan", "web") else f"{path.name}.txt"
    drafts = [
        {
            "file": name,
            "kind": draft.kind,
            "headline": draft.headline,
            "dateline": draft.dateline,
            "paragraphs": [_trace(part) for part in draft.parts],
        }
        for name, draft in _drafts(delivery.page)
    ]
    return "# Where every paragraph came from: spans are in characters of `text`, counted from 0.\n" + dump_yaml(
        {
            "file": path.name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "read_by": delivery.source.read_by,
            "text": spanned,
            "drafts": drafts,
            "left_out": [Flow(text=aside.text, span=list(aside.span), why=aside.why) for aside in delivery.page.asides],
        }
    )


def _trace(part: Part) -> Flow:
    trace = Flow(begins=part.text[:12], spans=[list(span) for span in part.spans])
    if part.unsure:
        trace["unsure"] = [part.clean.places[place] for place in part.unsure]
    if part.torn:
        trace["torn"] = True
    if part.moved:
        trace["moved"] = True
    return trace


def new_pair(config: Config, slug: str, date: str, draft: Path | None) -> list[Path]:
    """Write a pair of article files to fill in, with a draft's source where one is given. Returns their paths.

    Raises InputError where the slug or date is none, or one of the files exists.
    """
    if not _SLUG.fullmatch(slug):
        raise InputError(
            f"{slug!r}: a slug is small Latin letters and digits with hyphens between, such as liangping-aircraft"
        )
    try:
        datetime.date.fromisoformat(date if len(date) > 7 else f"{date}-01")
    except ValueError:
        raise InputError(f"--date: {date!r} is not a date like 2025-04-24") from None
    folder = config.content / "articles" / date[:4]
    paths = [folder / f"{date}-{slug}.{lang}.md" for lang in ("zh", "en")]
    for path in paths:
        if path.exists():
            raise InputError("is there already", path)
    zh = dump_yaml({"title": "", "date": date, "source": _source_of(draft, date), "rights": "own"})
    for path, front in zip(paths, (zh, "title: ''\ntranslation: draft\n"), strict=True):
        save(path, f"---\n{front}---\n\n")
    return paths


def _source_of(draft: Path | None, date: str) -> Flow:
    """The front matter's source: the draft's where there is one, else to be filled in.

    The draft's text stays in the inbox.
    """
    source = Flow(publication="", title="", date=date)
    if draft is None:
        return source
    parts = read_text(draft, InputError).split("---\n", 2)
    if len(parts) < 3:
        raise InputError("not a draft: it has no front matter", draft)
    told = parse_yaml(parts[1], dict[str, Any], draft, error=InputError).get("source") or {}
    names = re.split("记者|作者[:：]", str(told.get("author") or ""))[-1].split()
    found = {"publication": told.get("publication"), "title": told.get("title"), "author": "、".join(names)}
    return Flow(source | {key: value for key, value in found.items() if value})
