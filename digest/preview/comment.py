"""The changes as a comment on a pull request, in Markdown: short, long lists folded, never longer than allowed."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from digest.model import LANGS, Lang, Problem
from digest.preview.changes import Changes, Coverage, PageChange
from digest.preview.facts import FactChange
from digest.preview.pages import PAGE
from digest.preview.texts import ArticleChange
from digest.preview.views import Teller

T = TypeVar("T")

LIMIT = 60_000  # GitHub refuses a comment of 65,536 characters
_LINKS = (
    f"[Preview](site/en/index.html) · [changes](site/en/{PAGE}) · [预览](site/zh/index.html) · [改动](site/zh/{PAGE})"
)
_LISTED = (40, 15, 5, 0)  # items of a list, the fewer the longer the comment would get
_CLIP = 300
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~!&])")


def comment(changes: Changes, teller: Teller, base: str, note: str = "") -> str:
    """The comment. Its links lead into `site/`, the folder beside it, until it is published."""
    for listed in _LISTED:
        text = _comment(changes, teller, base, note, listed)
        if len(text) < LIMIT:
            return text
    return text[: LIMIT - 2] + "…\n"  # only a revision's name of thousands of letters could get here


def _comment(changes: Changes, teller: Teller, base: str, note: str, listed: int) -> str:
    errors = sum(problem.severity == "error" for problem in changes.new_problems)
    parts = [
        f"### {_headline(changes)}",
        f"{_LINKS} · compared with {plain(base)}",
    ]
    if note:
        parts.append(f"> {plain(note)}")
    if changes.new_problems:
        word = f"{_count(errors, 'error')} to mend" if errors else "New warnings"
        parts.append(_list(f"**{word}**", changes.new_problems, _problem, min(listed, 10), fold=False))
    for kind, word in (("changed", "changed"), ("removed", "withdrawn"), ("added", "new"), ("moved", "moved")):
        facts = [change for change in changes.facts if change.kind == kind]
        if facts:
            fold = kind != "changed" or len(facts) > 10
            parts.append(_list(_count(len(facts), f"{word} figure"), facts, _Fact(teller), listed, fold=fold))
    if changes.articles:
        head = _count(len(changes.articles), "article")
        parts.append(_list(head, changes.articles, _article, listed, fold=len(changes.articles) > 5))
    parts.extend(_rest(changes, listed))
    return "\n\n".join(parts) + "\n"


def _headline(changes: Changes) -> str:
    names = (("changed", "changed"), ("added", "new"), ("removed", "withdrawn"), ("moved", "moved"))
    told = [f"{number} {word}" for kind, word in names if (number := changes.count(kind))]
    if told:
        return f"Figures: {', '.join(told)}"
    return "No figure changes" if changes.articles or changes.pages or changes.files else "Nothing changes"


def _rest(changes: Changes, listed: int) -> Iterator[str]:
    english = [page for page in changes.pages if page.path.startswith("en/") and "/articles/2" not in page.path]
    if english:
        yield _list(_count(len(english), "other page"), english, _page, listed, fold=True)
    if changes.charts:
        charts = {chart.id.partition(".")[0] for chart in changes.charts}
        yield f"[{_count(len(charts), 'changed chart')}](site/en/{PAGE}#charts)"
    if changes.mended:
        yield _list(f"{_count(len(changes.mended), 'problem')} mended", changes.mended, _problem, listed, fold=True)
    if changes.files:
        head = "Frame and templates differ: every page may look different"
        yield _list(head, changes.files, lambda name: f"`{name.replace('`', '')}`", listed, fold=True)
    yield _coverage(changes.coverage)


def _coverage(covered: Coverage) -> str:
    before, after = (articles - english for articles, english in zip(covered.articles, covered.english, strict=True))
    texts = f"{_count(covered.articles[1], 'article')}, {after} without English" + _was(before, after)
    terms = f"{_count(covered.terms[1], 'label')} without English" + _was(*covered.terms)
    news = f": {'、'.join(map(plain, covered.new_terms[:10]))}" if covered.new_terms else ""
    return f"Coverage: {texts}; {terms}{news}"


def _was(before: int, after: int) -> str:
    return "" if before == after else f" (was {before})"


def _list(head: str, items: Sequence[T], say: Callable[[T], str], listed: int, *, fold: bool) -> str:
    """A list of at most `listed` items under its head; `fold` lets the reader open it."""
    lines = [f"- {say(item)}" for item in items[:listed]]
    if len(items) > listed:
        lines.append(f"- … and {len(items) - listed} more on the [page of changes](site/en/{PAGE})")
    body = "\n".join(lines)
    return f"<details><summary>{head}</summary>\n\n{body}\n\n</details>" if fold else f"{head}\n\n{body}"


class _Fact:
    """Says a change of a figure in a line: old → new in both languages, and the sentence."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def __call__(self, change: FactChange) -> str:
        fact = change.fact
        label = plain(", ".join(filter(None, (fact.metric["en"], fact.subject["en"]))))
        if change.new:
            label = f"[{label or fact.id}](site/en/articles/{fact.article}.html#f-{fact.id})"
        said = "; ".join(self._field(change, field) for field in self._fields(change))
        sentence = plain(fact.quote["en"] if fact.quote.en else fact.quote.zh)
        return f"{label}: {said}<br>{sentence}"

    @staticmethod
    def _fields(change: FactChange) -> Sequence[str]:
        return change.fields if change.kind in ("changed", "moved") else ("figure",)

    def _field(self, change: FactChange, field: str) -> str:
        if field == "sentence":
            return "its sentence has been reworded"
        name = "" if field == "figure" else f"{field} "
        told = [self._told(change, field, lang) for lang in LANGS[::-1]]
        return name + (told[0] if told[0] == told[1] else f"{told[0]} ({told[1]})")

    def _told(self, change: FactChange, field: str, lang: Lang) -> str:
        old = plain(self._teller.value(change.old, field, lang)) if change.old else ""
        new = f"**{plain(self._teller.value(change.new, field, lang))}**" if change.new else ""
        if old and new:
            return f"{old} → {new}"
        return new or f"<del>{old}</del>"


def _article(change: ArticleChange) -> str:
    article = change.article
    title = plain(article.en.title if article.en else article.zh.title)
    link = f"[{title}](site/en/articles/{article.stem}.html)" if change.new else title
    notes = [change.kind if change.kind != "renamed" or not change.old else f"renamed from {change.old.stem}"]
    if change.english:
        notes.append(f"English {change.english}")
    if change.paragraphs:
        notes.append(_count(len(change.paragraphs), "paragraph"))
    if change.fields:
        notes.append(", ".join(change.fields))
    return f"{link}: {'; '.join(notes)}"


def _page(page: PageChange) -> str:
    title = plain(page.title)
    return f"{title}: removed" if page.kind == "removed" else f"[{title}](site/{page.path}): {page.kind}"


def _problem(problem: Problem) -> str:
    return f"`{problem.path.replace('`', '')}:{problem.line}` {problem.code}: {plain(problem.message)}"


def plain(text: str) -> str:
    """Text that Markdown takes for nothing else, and that calls nobody; long text is cut."""
    text = " ".join(text.split())
    text = text if len(text) <= _CLIP else f"{text[:_CLIP]}…"
    return _SPECIAL.sub(r"\\\1", text).replace("@", "&#64;")


def _count(number: int, noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    plural = {"mended": "mended"}.get(last, f"{last}s")
    return f"{number} {noun if number == 1 else f'{head} {plural}'.strip()}"
