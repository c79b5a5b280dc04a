"""The same text as plain pages, for search engines that read HTML or Markdown: a page an article and language.

A page holds what the index of the digest holds of the article: title, source, text, and a line a figure with measure,
owner and period.
"""

import html
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from digest.files import save
from digest.model import LANGS, Article, Digest, Fact, Lang
from digest.periods import say_period

_CODES = {"zh": "zh-Hans", "en": "en"}


def save_html(digest: Digest, folder: Path) -> None:
    """Write `<lang>/<stem>.html` for every article."""
    for lang, stem, title, lines in _pages(digest):
        body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
        heading = html.escape(title)
        head = f'<html lang="{_CODES[lang]}"><head><meta charset="utf-8"><title>{heading}</title></head>'
        page = f"<!doctype html>{head}<body><main><h1>{heading}</h1>\n{body}</main></body></html>\n"
        save(folder / lang / f"{stem}.html", page)


def save_markdown(digest: Digest, folder: Path) -> None:
    """Write `<lang>/<stem>.md` for every article."""
    for lang, stem, title, lines in _pages(digest):
        save(folder / lang / f"{stem}.md", f"# {title}\n\n" + "\n\n".join(lines) + "\n")


def _pages(digest: Digest) -> Iterator[tuple[Lang, str, str, list[str]]]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in digest.facts.values():
        facts[fact.article].append(fact)
    for article in digest.articles:
        for lang in LANGS:
            text = article.text(lang)
            if text is not None:
                yield lang, article.stem, text.title, list(_lines(article, lang, facts[article.stem]))


def _lines(article: Article, lang: Lang, facts: list[Fact]) -> Iterator[str]:
    source = article.source_en if lang == "en" and article.source_en else article.source
    yield source.publication
    text = article.text(lang)
    for paragraph in text.paragraphs if text else ():
        yield paragraph.text
    for fact in facts:
        period = say_period(fact.period, lang) if fact.period else ""
        yield " ".join((fact.metric[lang], fact.subject[lang], fact.surface[lang], period)).strip()
