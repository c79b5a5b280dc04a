"""What a sheet holds of a fact, and what people said of it laid over what was read."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from digest.model import Article, Bilingual, Change, Correction, Fact, Problem, Qualifier, Status, Value
from digest.text import clean_paragraph, has_han


class Edit(Value, frozen=True):
    """What a person may say over a fact. Fields as in `Fact`; one that is not named stays as it was read."""

    value: Decimal | msgspec.UnsetType = msgspec.UNSET
    high: Decimal | None | msgspec.UnsetType = msgspec.UNSET
    unit: str | msgspec.UnsetType = msgspec.UNSET
    counter: str | msgspec.UnsetType = msgspec.UNSET
    qualifier: Qualifier | msgspec.UnsetType = msgspec.UNSET
    metric: Bilingual | msgspec.UnsetType = msgspec.UNSET
    subject: Bilingual | msgspec.UnsetType = msgspec.UNSET
    place: str | None | msgspec.UnsetType = msgspec.UNSET
    organisation: str | None | msgspec.UnsetType = msgspec.UNSET
    period: str | None | msgspec.UnsetType = msgspec.UNSET
    status: Status | msgspec.UnsetType = msgspec.UNSET
    change: Change | None | msgspec.UnsetType = msgspec.UNSET
    topics: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    reason: str | Bilingual | msgspec.UnsetType = msgspec.UNSET
    date: str | msgspec.UnsetType = msgspec.UNSET


class Entry(Value, frozen=True):
    """A fact as a sheet holds it, with what people said of it; `gone` where its article no longer says it."""

    fact: Fact
    edited: Edit | None = None
    dropped: bool = False
    added: bool = False
    path: str = ""
    line: int = 1
    gone: bool = False

    @property
    def reviewed(self) -> Fact:
        """The fact with the person's word over the reader's."""
        if self.edited is None:
            return self.fact
        said = {
            field: value
            for field in Edit.__struct_fields__
            if (value := getattr(self.edited, field)) is not msgspec.UNSET
        }
        said.pop("reason", None)
        said.pop("date", None)
        return msgspec.structs.replace(self.fact, **said, reviewed=True)

    @property
    def spoken_of(self) -> bool:
        """Whether a person said anything of it."""
        return self.edited is not None or self.dropped or self.added


def merge(
    old: Sequence[Entry], facts: Iterable[Fact], articles: Sequence[Article]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Lay what was read under what people said. Returns all entries and what was lost of the text."""
    problems: list[Problem] = []
    said: dict[str, Entry] = {}
    for entry in old:
        if entry.spoken_of:
            first = said.setdefault(entry.fact.id, entry)
            if first.edited != entry.edited and entry.edited is not None:
                if first.edited is None:
                    said[entry.fact.id] = entry
                else:
                    message = f"fact {entry.fact.id} is edited otherwise in {first.path}:{first.line}"
                    problems.append(
                        Problem(
                            entry.path,
                            entry.line,
                            "edited-twice",
                            message,
                            hint="give both copies the same edited block",
                        )
                    )
    out: dict[str, Entry] = {}
    for fact in facts:
        before = said.pop(fact.id, None)
        out[fact.id] = Entry(fact, before.edited, before.dropped, before.added) if before else Entry(fact)
    texts = {article.stem: article for article in articles}
    for ident, entry in said.items():
        if entry.added and _stands(entry.fact, texts.get(entry.fact.article)):
            out[ident] = entry
            continue
        out[ident] = msgspec.structs.replace(entry, gone=True)
        problems.append(_gone(entry, texts.get(entry.fact.article)))
    return tuple(out.values()), tuple(problems)


def _stands(fact: Fact, article: Article | None) -> bool:
    """Whether an added fact's quote and surface stand in its article."""
    if article is None or fact.surface.zh not in fact.quote.zh:
        return False
    return any(fact.quote.zh in clean_paragraph(paragraph.text).text for paragraph in article.zh.paragraphs)


def _gone(entry: Entry, article: Article | None) -> Problem:
    kind = "added" if entry.added else "edited" if entry.edited else "dropped"
    where = f"content/articles/…/{entry.fact.article}.zh.md" if article is None else article.zh.path
    what = "the article has gone" if article is None else f"{where} no longer says “{entry.fact.quote.zh}”"
    hint = f"move the {kind} entry to the figure as it now reads, or delete it"
    message = f"fact {entry.fact.id} ({entry.fact.surface.zh}) is {kind}, but {what}"
    return Problem(
        entry.path, entry.line, f"{kind}-gone", message, "warning" if kind == "dropped" else "error", hint=hint
    )


def facts_of(entries: Sequence[Entry]) -> Iterator[Fact]:
    """The facts that the site shows: reviewed, without those that a person dropped or that no text says any more."""
    for entry in entries:
        if not entry.dropped and not entry.gone:
            yield entry.reviewed


def corrections_of(entries: Sequence[Entry], articles: Sequence[Article]) -> tuple[Correction, ...]:
    """What was corrected after it was published, newest first: edits with a date and a reason, and notices of articles.

    An edit without them only reviews what was read, before anybody saw it.
    """
    found = [
        Correction(article.stem, notice.date, notice.reason, notice=notice)
        for article in articles
        for notice in article.corrections
    ]
    for entry in entries:
        if entry.edited is not None and entry.edited.date and entry.edited.reason:
            reason = entry.edited.reason
            told = reason if isinstance(reason, Bilingual) else Bilingual(reason, None if has_han(reason) else reason)
            found.append(Correction(entry.fact.article, entry.edited.date, told, before=entry.fact))
    known = {article.stem for article in articles}
    return tuple(
        sorted(
            (each for each in found if each.article in known), key=lambda each: (each.date, each.article), reverse=True
        )
    )
