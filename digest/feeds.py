"""What tells others what there is: a sitemap and robots.txt for crawlers, Atom and JSON Feed for subscribers.

    sitemap.xml, robots.txt                       the sitemap with relative addresses until the site's own is known
    llms.txt                                      the site in short, for programs that read it as text
    <lang>/feed.xml, feed.json                    the newest articles
    <lang>/feeds/<topic>.xml, <topic>.json        those of a topic

Every date is an article's, never the clock's: the same digest gives the same bytes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

import msgspec

from digest.config import Config
from digest.model import LANGS, Article, Digest, Lang, Topic

_CODES: Mapping[Lang, str] = {"zh": "zh-Hans", "en": "en"}
_NEWEST = 50
_SITEMAP_LIMIT = 50_000
_NOT_LISTED = re.compile(r"404\.html|(?:zh|en)/search\.html")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_files(digest: Digest, config: Config, pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sitemap, robots.txt and all feeds as (site path, text). `pages` are the site paths of all other files."""
    dates = {f"{lang}/articles/{article.stem}.html": article.date for article in digest.articles for lang in LANGS}
    listed = [page for page in pages if page.endswith(".html") and not _NOT_LISTED.fullmatch(page)]
    yield from _sitemaps(config.site_url or "", sorted(listed), dates)
    yield "robots.txt", _robots(config.site_url)
    yield "llms.txt", _llms(digest, config)
    for lang in LANGS:
        yield from _feeds(digest, config, lang, None)
        for topic in digest.lexicon.topics:
            yield from _feeds(digest, config, lang, topic)


def _robots(site_url: str | None) -> str:
    told = f"Sitemap: {site_url}sitemap.xml" if site_url else "# sitemap.xml is relative: mkdocs.yml sets no site_url."
    return f"User-agent: *\nAllow: /\n\n{told}\n"


def _llms(digest: Digest, config: Config) -> str:
    """The site in Markdown, as https://llmstxt.org has it: what it is, where its pages are, what its figures mean."""
    settings, site = config.settings, config.site_url or ""
    topics = [(topic.name, f"topics/{topic.id}.html", topic.summary["en"]) for topic in digest.lexicon.topics]
    pages = [
        (name, f"en/{page}", note)
        for name, page, note in (
            *((f"{name['en']} ({name.zh})", page, note) for name, page, note in topics),
            ("Targets and forecasts", "targets.html", "what was promised, and what was reported since"),
            ("Articles", "articles/index.html", "all, by month"),
            ("Corrections", "changes.html", "what was corrected, when and why"),
            ("Method", "about/method.html", "how figures are read and checked"),
        )
    ]
    files = [
        ("facts.json", "data/facts.json", "every figure with value, unit, period, status, quote and source"),
        ("facts.csv", "data/facts.csv", "the same as a table"),
        ("facts.schema.json", "data/facts.schema.json", "JSON Schema of facts.json"),
    ]
    told = (
        f"{len(digest.articles)} articles state {len(digest.facts)} figures, in Chinese (`zh/`) and English (`en/`) "
        "under the same paths. A figure's `status` says whether it was reported, targeted or forecast; cite the "
        f"article and its source. Licence: {settings.licence}, {settings.licence_url}"
    )
    parts = [
        f"# {settings.name['en']} {settings.name.zh}",
        f"> {settings.tagline['en']}",
        told,
    ]
    for heading, links in (("Pages", pages), ("Data", files)):
        lines = "\n".join(f"- [{name}]({site}{path}): {note}" for name, path, note in links)
        parts.append(f"## {heading}\n\n{lines}")
    return "\n\n".join(parts) + "\n"


# ---- sitemap ----


def _sitemaps(site_url: str, pages: Sequence[str], dates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """One sitemap, or an index of several where there are more pages than one may list."""
    if len(pages) <= _SITEMAP_LIMIT:
        yield "sitemap.xml", _sitemap(site_url, pages, frozenset(pages), dates)
        return
    index = Xml.Element("sitemapindex", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for number, start in enumerate(range(0, len(pages), _SITEMAP_LIMIT), 1):
        name = f"sitemap-{number}.xml"
        _add(_add(index, "sitemap"), "loc", site_url + name)
        yield name, _sitemap(site_url, pages[start : start + _SITEMAP_LIMIT], frozenset(pages), dates)
    yield "sitemap.xml", _xml(index)


def _sitemap(site_url: str, pages: Sequence[str], known: frozenset[str], dates: Mapping[str, str]) -> str:
    root = Xml.Element(
        "urlset",
        {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml"},
    )
    for page in pages:
        url = _add(root, "url")
        _add(url, "loc", _address(site_url, page))
        if page in dates:
            _add(url, "lastmod", dates[page])
        for code, twin in _alternates(page, known):
            _add(url, "xhtml:link", rel="alternate", hreflang=code, href=_address(site_url, twin))
    return _xml(root)


def _alternates(page: str, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The page in each language, itself among them, and the one for readers of neither."""
    _, _, rest = "zh/index.html".partition("/") if page == "index.html" else page.partition("/")
    twins = {lang: f"{lang}/{rest}" for lang in LANGS}
    if not all(twin in known for twin in twins.values()):
        return
    for lang, twin in twins.items():
        yield _CODES[lang], twin
    yield "x-default", "index.html" if rest == "index.html" else twins["en"]


def _address(site_url: str, page: str) -> str:
    return site_url if page == "index.html" and site_url else site_url + quote(page)


# ---- feeds ----


def _feeds(digest: Digest, config: Config, lang: Lang, topic: Topic | None) -> Iterator[tuple[str, str]]:
    """A language's feed, or that of a topic in it, in both formats."""
    articles = [article for article in digest.articles if topic is None or topic.id in article.topics][:_NEWEST]
    name = config.settings.name[lang]
    title = name if topic is None else f"{name} · {topic.name[lang]}"
    path = f"{lang}/feed" if topic is None else f"{lang}/feeds/{topic.id}"
    home = f"{lang}/index.html" if topic is None else f"{lang}/topics/{topic.id}.html"
    yield f"{path}.xml", _atom(articles, config, lang, title, (f"{path}.xml", home))
    yield f"{path}.json", _json_feed(articles, config, lang, title, (f"{path}.json", home))


def _link(config: Config, path: str, feed: str) -> str:
    """The address of `path`; relative to the feed's own where the site's is not known."""
    if config.site_url:
        return _address(config.site_url, path)
    return "../" * feed.count("/") + quote(path)


def _identifier(config: Config, *parts: str) -> str:
    """A name that stays when the site moves."""
    return uuid5(NAMESPACE_URL, "/".join((config.settings.name["en"], *parts))).urn


def _time(date: str) -> str:
    return f"{date if len(date) == 10 else f'{date}-01'}T00:00:00Z"


def _said(article: Article, lang: Lang) -> tuple[str, str | None, Lang]:
    """Title, summary and their language: Chinese where there is no English; no summary of a closed article."""
    text = article.text(lang) or article.zh
    return text.title, None if article.rights == "closed" else text.summary, "zh" if text is article.zh else "en"


def _atom(articles: Sequence[Article], config: Config, lang: Lang, title: str, paths: tuple[str, str]) -> str:
    own, home = paths
    settings = config.settings
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": _CODES[lang]})
    _add(feed, "id", _identifier(config, own))
    _add(feed, "title", title)
    _add(feed, "subtitle", settings.tagline[lang])
    _add(feed, "updated", max((_time(article.date) for article in articles), default="1970-01-01T00:00:00Z"))
    _add(feed, "rights", f"{settings.licence} {settings.licence_url}")
    _add(_add(feed, "author"), "name", settings.name[lang])
    _add(feed, "link", rel="self", type="application/atom+xml", href=_link(config, own, own))
    _add(feed, "link", rel="alternate", type="text/html", href=_link(config, home, own))
    for article in articles:
        _atom_entry(feed, article, config, lang, own)
    return _xml(feed)


def _atom_entry(feed: Xml.Element, article: Article, config: Config, lang: Lang, own: str) -> None:
    title, summary, spoken = _said(article, lang)
    entry = _add(feed, "entry", **({"xml:lang": _CODES[spoken]} if spoken != lang else {}))
    _add(entry, "id", _identifier(config, lang, article.stem))
    _add(entry, "title", title)
    _add(entry, "updated", _time(article.date))
    _add(entry, "published", _time(article.date))
    page = _link(config, f"{lang}/articles/{article.stem}.html", own)
    _add(entry, "link", rel="alternate", type="text/html", hreflang=_CODES[lang], href=page)
    _add(entry, "summary", summary or title)
    for topic in article.topics:
        _add(entry, "category", term=topic)


def _json_feed(articles: Sequence[Article], config: Config, lang: Lang, title: str, paths: tuple[str, str]) -> str:
    own, home = paths
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": _link(config, home, own),
        "feed_url": _link(config, own, own),
        "description": config.settings.tagline[lang],
        "language": _CODES[lang],
        "authors": [{"name": config.settings.name[lang]}],
        "items": [_item(article, config, lang, own) for article in articles],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=2).decode() + "\n"


def _item(article: Article, config: Config, lang: Lang, own: str) -> Mapping[str, Any]:
    title, summary, spoken = _said(article, lang)
    return {
        "id": _identifier(config, lang, article.stem),
        "url": _link(config, f"{lang}/articles/{article.stem}.html", own),
        "title": title,
        "content_text": summary or title,
        "date_published": _time(article.date),
        "language": _CODES[spoken],
        "tags": list(article.topics),
    }


# ---- XML ----


def _add(parent: Xml.Element, name: str, text: str | None = None, /, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    child.text = None if text is None else _NO_XML.sub("", text)
    return child


def _xml(root: Xml.Element) -> str:
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'
