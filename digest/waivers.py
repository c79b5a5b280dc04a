"""Waivers: a comment above a paragraph lets a warning or a note of it pass; one without reason or effect is told."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from digest.codes import codes
from digest.model import Article, Problem, Text, Value, Waiver


class Settled(Value, frozen=True):
    """What is left of problems after waivers, and the waivers (with the path of their file) that let none pass."""

    problems: tuple[Problem, ...]
    unused: tuple[tuple[str, Waiver], ...]


def settle(problems: Sequence[Problem], articles: Sequence[Article]) -> Settled:
    """Take out what is waived. A waiver in either language holds for both; those above the text are paragraph 1's."""
    places = _places([article for article in articles if any(_waivers(article))])
    used: set[tuple[str, Waiver]] = set()
    left: list[Problem] = []
    for problem in problems:
        found = [] if problem.severity == "error" else list(_waiving(problem, places))
        used.update(found)
        if not found:
            left.append(problem)
    every = [each for article in articles for each in _waivers(article)]
    return Settled(tuple(left), tuple(each for each in every if each not in used))


def check_waivers(settled: Settled) -> Iterator[Problem]:
    """Waivers that give no reason, and those that let nothing pass."""
    for path, waiver in settled.unused:
        if not waiver.reason:
            message = f"the waiver of {waiver.code or 'nothing'} gives no reason"
            hint = "write it as <!-- waive: code: reason -->"
            yield Problem(path, waiver.line, "waiver-without-reason", message, hint=hint)
        else:
            yield Problem(path, waiver.line, "waiver-unused", _why(waiver), "warning")


def _why(waiver: Waiver) -> str:
    code = codes().get(waiver.code)
    if code is None:
        return f"there is no problem {waiver.code}"
    if code.severity == "error":
        return f"{waiver.code} is an error and can't be waived"
    return f"this paragraph has no {waiver.code} any more: take the waiver out"


def _waivers(article: Article) -> Iterator[tuple[str, Waiver]]:
    for text in _texts(article):
        for waiver in text.waivers:
            yield text.path, waiver


def _texts(article: Article) -> Sequence[Text]:
    return (article.zh,) if article.en is None else (article.zh, article.en)


def _places(articles: Sequence[Article]) -> Mapping[str, tuple[Article, Sequence[int]]]:
    """For each file its article and the lines at which its paragraphs begin."""
    return {
        text.path: (article, [paragraph.line for paragraph in text.paragraphs])
        for article in articles
        for text in _texts(article)
    }


def _waiving(problem: Problem, places: Mapping[str, tuple[Article, Sequence[int]]]) -> Iterator[tuple[str, Waiver]]:
    if problem.path not in places:
        return
    article, lines = places[problem.path]
    number = max(0, bisect_right(lines, problem.line) - 1)
    for path, waiver in _waivers(article):
        if waiver.code == problem.code and waiver.paragraph == number and waiver.reason:
            yield path, waiver
