"""Everything that differs between a project as it was and as it is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Literal

from digest.model import Digest, Fact, Problem, Value
from digest.preview.facts import FactChange, compare_facts
from digest.preview.texts import ArticleChange, compare_articles, renamed_articles

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CHART = re.compile(r'<figure\b[^>]*\bdata-chart="([^"]+)"[^>]*>(.*?)</figure>', re.DOTALL)
_DRAWING = re.compile(r'(?:src|href)="([^"]+\.svg)"')
_HEADING = re.compile(r"<h3[^>]*>(.*?)</h3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Shown(Value, frozen=True):
    """A page of a site: its title, and a hash of all that it holds."""

    title: str
    hash: str


class Chart(Value, frozen=True):
    """A chart where it is shown: its page, title, and the site path of its drawing."""

    page: str
    title: str
    drawing: str


class Side(Value, frozen=True):
    """A project at one moment: what it says, the pages that come of it where it could be `drawn`, what is wrong."""

    digest: Digest
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, Shown] = {}
    charts: Mapping[str, Chart] = {}
    drawings: Mapping[str, str] = {}
    reasons: Mapping[str, str] = {}
    drawn: bool = True


class PageChange(Value, frozen=True):
    """A page that is not what it was. A page that has gone is linked nowhere."""

    kind: Literal["added", "changed", "removed"]
    path: str
    title: str


class ChartChange(Value, frozen=True):
    """A chart that looks otherwise than it did; both drawings are SVG."""

    id: str
    page: str
    title: str
    old: str
    new: str


class Coverage(Value, frozen=True):
    """How much is said in both languages: numbers before and after, and what came and went."""

    articles: tuple[int, int]
    english: tuple[int, int]
    terms: tuple[int, int]
    new_terms: tuple[str, ...]
    told_terms: tuple[str, ...]


class Changes(Value, frozen=True):
    """All that differs. `files` are those of the frame and the templates, of which every page may look otherwise."""

    facts: tuple[FactChange, ...]
    articles: tuple[ArticleChange, ...]
    pages: tuple[PageChange, ...]
    charts: tuple[ChartChange, ...]
    new_problems: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    coverage: Coverage
    files: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """How many figures were `added`, `changed`, `removed` or `moved`."""
        return sum(change.kind == kind for change in self.facts)


def compare(base: Side, head: Side, files: Sequence[str] = ()) -> Changes:
    """The changes from `base` to `head`; `files` are those of the frame and the templates that differ."""
    old, new = base.digest, head.digest
    renamed = renamed_articles(old.articles, new.articles)
    return Changes(
        facts=compare_facts(old.facts, new.facts, renamed),
        articles=compare_articles(old.articles, new.articles),
        pages=tuple(_pages(base.pages, head.pages)) if base.drawn else (),
        charts=tuple(_charts(base, head)),
        new_problems=tuple(_beyond(head.problems, base.problems, renamed)),
        mended=tuple(_beyond(base.problems, head.problems, renamed)),
        coverage=_coverage(old, new),
        files=tuple(files),
    )


def shown(name: str, content: str | bytes) -> Shown:
    """What a preview keeps of a page."""
    page = content if isinstance(content, str) else content.decode()
    title = _TITLE.search(page)
    said = unescape(title[1]) if title else name
    return Shown(said.rpartition(" · ")[0] or said, hashlib.sha256(page.encode()).hexdigest())


def charts_of(name: str, content: str | bytes) -> Iterator[tuple[str, Chart]]:
    """The charts of a page by their ids and language, those that can be had as a file of their own."""
    page = content if isinstance(content, str) else content.decode()
    for match in _CHART.finditer(page):
        drawing = _DRAWING.search(match[2])
        if drawing:
            heading = _HEADING.search(match[2])
            title = unescape(_TAG.sub("", heading[1])) if heading else match[1]
            yield f"{match[1]}.{name[:2]}", Chart(name, " ".join(title.split()), _resolve(name, drawing[1]))


def _resolve(page: str, address: str) -> str:
    """The site path that a relative address in `page` leads to."""
    parts = page.split("/")[:-1]
    for part in address.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _pages(old: Mapping[str, Shown], new: Mapping[str, Shown]) -> Iterator[PageChange]:
    for path, page in new.items():
        if path not in old:
            yield PageChange("added", path, page.title)
        elif old[path].hash != page.hash:
            yield PageChange("changed", path, page.title)
    for path, page in old.items():
        if path not in new:
            yield PageChange("removed", path, page.title)


def _charts(base: Side, head: Side) -> Iterator[ChartChange]:
    for ident, chart in head.charts.items():
        was = base.charts.get(ident)
        if was is not None:
            old, new = base.drawings.get(was.drawing), head.drawings.get(chart.drawing)
            if old and new and old != new:
                yield ChartChange(ident, chart.page, chart.title, old, new)


def _beyond(these: Iterable[Problem], those: Iterable[Problem], renamed: Mapping[str, str]) -> Iterator[Problem]:
    """The problems of `these` that are not among `those`, wherever in its file each stands; notes are left out."""
    known = Counter(_same(problem, renamed) for problem in those)
    for problem in these:
        key = _same(problem, renamed)
        if problem.severity == "note":
            continue
        if known[key]:
            known[key] -= 1
        else:
            yield problem


def _same(problem: Problem, renamed: Mapping[str, str]) -> tuple[str, str, str]:
    """What makes a problem the same one: its article, by the newest name and whatever its folder, code and message."""
    stem, _, rest = problem.path.rpartition("/")[2].partition(".")
    return f"{renamed.get(stem, stem)}.{rest}", problem.code, problem.message


def _coverage(old: Digest, new: Digest) -> Coverage:
    before, after = _untold(old.facts.values()), _untold(new.facts.values())
    return Coverage(
        articles=(len(old.articles), len(new.articles)),
        english=(sum(each.en is not None for each in old.articles), sum(each.en is not None for each in new.articles)),
        terms=(len(before), len(after)),
        new_terms=tuple(term for term in after if term not in before),
        told_terms=tuple(term for term in before if term not in after),
    )


def _untold(facts: Iterable[Fact]) -> Mapping[str, None]:
    """Labels that have no English, each once."""
    return {label.zh: None for fact in facts for label in (fact.metric, fact.subject) if label.zh and label.en is None}
