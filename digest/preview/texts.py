"""Which articles were added, changed, removed or renamed, and what changed in their texts."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

from digest.model import LANGS, Article, Lang, Text, Value
from digest.preview.words import Piece, compare_words

_CONTINUES = 0.4  # how alike a paragraph must be to the one it continues
_MOST = 400
_SAME = 0.5  # share of two-character words that two articles must have in common to be one


class ParagraphChange(Value, frozen=True):
    """A paragraph, title or summary that changed. `number` counts paragraphs from 1; 0 is the title, -1 the summary."""

    lang: Lang
    number: int
    pieces: tuple[Piece, ...]


class ArticleChange(Value, frozen=True):
    """An article that is not what it was. `fields` are those of its front matter that differ."""

    kind: Literal["added", "changed", "removed", "renamed"]
    old: Article | None = None
    new: Article | None = None
    fields: tuple[str, ...] = ()
    english: Literal["", "added", "removed"] = ""
    paragraphs: tuple[ParagraphChange, ...] = ()

    @property
    def article(self) -> Article:
        """The article as it is, or as it was where it has gone."""
        article = self.new or self.old
        if article is None:
            raise ValueError("a change of nothing")
        return article


def compare_articles(old: Sequence[Article], new: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """The changes from `old` to `new`, in the order of `new`; those that have gone come last."""
    before = {article.stem: article for article in old}
    after = {article.stem: article for article in new}
    renamed = renamed_articles(old, new)
    origins = {there: here for here, there in renamed.items()}
    changes: list[ArticleChange] = []
    for stem, article in after.items():
        was = before.get(origins.get(stem, stem))
        if was is None:
            changes.append(ArticleChange("added", new=article))
        elif change := _change(was, article):
            changes.append(change)
    gone = [article for stem, article in before.items() if stem not in after and stem not in renamed]
    return (*changes, *(ArticleChange("removed", old=article) for article in gone))


def renamed_articles(old: Sequence[Article], new: Sequence[Article]) -> Mapping[str, str]:
    """The new stem of each article of `old` that lives on under another, found by what the two say."""
    here, there = {article.stem for article in old}, {article.stem for article in new}
    come = {article.stem: _bigrams(article) for article in new if article.stem not in here}
    renamed: dict[str, str] = {}
    for article in old:
        if article.stem in there or not come:
            continue
        own = _bigrams(article)
        likeness = {stem: len(own & other) / max(1, len(own | other)) for stem, other in come.items()}
        best = max(likeness, key=lambda stem: likeness[stem])
        if likeness[best] >= _SAME:
            renamed[article.stem] = best
            del come[best]
    return renamed


def _bigrams(article: Article) -> frozenset[str]:
    text = "".join(paragraph.text for paragraph in article.zh.paragraphs)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _change(old: Article, new: Article) -> ArticleChange | None:
    names = (name for name in Article.__struct_fields__ if name not in ("stem", "zh", "en"))
    fields = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    paragraphs = tuple(change for lang in LANGS for change in _texts(lang, old.text(lang), new.text(lang)))
    english: Literal["", "added", "removed"] = ""
    if (old.en is None) != (new.en is None):
        english = "added" if old.en is None else "removed"
    if old.stem != new.stem:
        return ArticleChange("renamed", old, new, fields, english, paragraphs)
    if fields or paragraphs or english:
        return ArticleChange("changed", old, new, fields, english, paragraphs)
    return None


def _texts(lang: Lang, old: Text | None, new: Text | None) -> Iterator[ParagraphChange]:
    if old is None or new is None:
        return
    heads = ((0, old.title, new.title), (-1, old.summary or "", new.summary or ""))
    for number, before, after in heads:
        if before != after:
            yield ParagraphChange(lang, number, compare_words(before, after))
    a, b = [each.text for each in old.paragraphs], [each.text for each in new.paragraphs]
    for kind, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            for before, after, number in _paired(a[i:i_end], b[j:j_end], j):
                yield ParagraphChange(lang, number, compare_words(before, after))


def _paired(old: Sequence[str], new: Sequence[str], first: int) -> Iterator[tuple[str, str, int]]:
    """Each old paragraph beside the new one that continues it, if any does, in the order of both; the most alike first.

    The number, from 1, is where the paragraph stands now, or would.
    """
    pairs = [(_likeness(a, b), -i, -j) for i, a in enumerate(old) for j, b in enumerate(new)] if _few(old, new) else []
    score, i, j = max(pairs, default=(0.0, 0, 0))
    i, j = -i, -j
    if score < _CONTINUES:
        yield from ((text, "", first + 1) for text in old)
        yield from (("", text, first + number) for number, text in enumerate(new, 1))
        return
    yield from _paired(old[:i], new[:j], first)
    yield old[i], new[j], first + j + 1
    yield from _paired(old[i + 1 :], new[j + 1 :], first + j + 1)


def _few(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether there are so few paragraphs that each can be compared with each; else all count as replaced."""
    return len(old) * len(new) <= _MOST


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
