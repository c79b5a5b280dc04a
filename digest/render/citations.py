"""How an article is cited, in the formats of reference managers."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from digest.model import Article
from digest.render.figures import Desk, title_of
from digest.render.views import CODES, Link, Said

_MIME = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}


def citations(desk: Desk, article: Article) -> Iterator[Link]:
    """A download of each format. Its address holds the file itself: three files an article would double the site."""
    for name, suffix, text in (
        ("BibTeX", "bib", _bibtex(desk, article)),
        ("RIS", "ris", _ris(desk, article)),
        ("CSL-JSON", "json", _csl(desk, article)),
    ):
        yield Link(f"data:{_MIME[suffix]};charset=utf-8,{quote(text, safe='')}", Said(name), f"{article.stem}.{suffix}")


def _fields(desk: Desk, article: Article) -> dict[str, str]:
    own = desk.lang == "zh" or article.en is None
    return {
        "title": title_of(article)[desk.lang],
        "site": desk.settings.name[desk.lang],
        "date": article.date,
        "language": CODES["zh"] if own else CODES["en"],
        "url": f"{desk.site_url}{desk.path(f'articles/{article.stem}.html')}" if desk.site_url else "",
        "note": desk.strings.article["after"].format(
            publication=_publication(desk, article), title=article.source.title, date=article.source.date
        ),
    }


def _publication(desk: Desk, article: Article) -> str:
    english = article.source_en if desk.lang == "en" else None
    return (english or article.source).publication


def _bibtex(desk: Desk, article: Article) -> str:
    told = _fields(desk, article)
    rows = {
        "title": f"{{{_escaped(told['title'])}}}",  # twice in braces: its capitals stay
        "organization": _escaped(told["site"]),
        "date": told["date"],
        "year": told["date"][:4],
        "langid": "english" if told["language"] == "en" else "chinese",
        "url": told["url"],
        "note": _escaped(told["note"]),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in rows.items() if value)
    return f"@online{{{article.stem},\n{lines}}}\n"


def _escaped(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


def _ris(desk: Desk, article: Article) -> str:
    told = _fields(desk, article)
    rows = (
        ("TY", "ELEC"),
        ("TI", told["title"]),
        ("PB", told["site"]),
        ("PY", told["date"][:4]),
        ("DA", told["date"].replace("-", "/")),
        ("LA", told["language"]),
        ("UR", told["url"]),
        ("N1", told["note"]),
    )
    lines = "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in rows if text)
    return f"{lines}ER  - \r\n"


def _csl(desk: Desk, article: Article) -> str:
    told = _fields(desk, article)
    entry = {
        "id": article.stem,
        "type": "webpage",
        "title": told["title"],
        "container-title": told["site"],
        "issued": {"date-parts": [[int(part) for part in told["date"].split("-")]]},
        "language": told["language"],
        "note": told["note"],
    }
    if told["url"]:
        entry["URL"] = told["url"]
    return msgspec.json.format(msgspec.json.encode([entry]), indent=1).decode()
