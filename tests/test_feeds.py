import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import msgspec
import pytest

from digest import feeds
from digest.config import Config, Settings
from digest.feeds import feed_files
from digest.model import Article, Bilingual, Digest, Lexicon, Text, Topic
from tests.conftest import make_article

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
TOPICS = tuple(Topic(name, Bilingual("汽车", "Autos"), Bilingual("…", "…"), {}) for name in ("autos", "chips"))
PAGES = (
    "index.html",
    "404.html",
    "assets/site.css",
    "zh/index.html",
    "en/index.html",
    "zh/search.html",
    "en/search.html",
    "zh/articles/2025-04-24-test.html",
    "en/articles/2025-04-24-test.html",
    "zh/alone.html",
)
SITE = "https://example.org/digest/"


def config(site_url: str | None = SITE) -> Config:
    settings = Settings(Bilingual("试刊", "Test Digest"), Bilingual("一句话。", "One sentence."), "chongqing")
    return Config(Path("/p/mkdocs.yml"), settings, site_url, Path("/p/site"), Path("/p/docs"))


def files(*articles: Article, site_url: str | None = SITE, pages: Sequence[str] = PAGES) -> Mapping[str, str]:
    return dict(feed_files(Digest(articles, {}, {}, Lexicon(TOPICS, (), (), ())), config(site_url), pages))


def told(stem: str = "2025-04-24-test", **over: Any) -> Article:
    article = make_article(stem=stem, **over)
    zh = msgspec.structs.replace(article.zh, summary="提要")
    en = article.en and msgspec.structs.replace(article.en, summary="Summary")
    return msgspec.structs.replace(article, zh=zh, en=en)


def locations(sitemap: str) -> list[str]:
    return [each.text or "" for each in Xml.fromstring(sitemap).findall(".//map:loc", MAP)]  # noqa: S314 - our own text


# ---- sitemap ----


def test_the_sitemap_lists_the_pages_a_reader_looks_for() -> None:
    assert locations(files(told())["sitemap.xml"]) == [
        f"{SITE}en/articles/2025-04-24-test.html",
        f"{SITE}en/index.html",
        SITE,
        f"{SITE}zh/alone.html",
        f"{SITE}zh/articles/2025-04-24-test.html",
        f"{SITE}zh/index.html",
    ]


def test_each_page_names_itself_and_its_twin_and_the_twin_names_the_same() -> None:
    root = Xml.fromstring(files(told())["sitemap.xml"])  # noqa: S314 - our own text
    sets = {}
    for url in root.findall("map:url", MAP):
        links = {link.get("hreflang"): link.get("href") for link in url.findall("xhtml:link", MAP)}
        sets[url.findtext("map:loc", namespaces=MAP)] = links
    article = {
        "zh-Hans": f"{SITE}zh/articles/2025-04-24-test.html",
        "en": f"{SITE}en/articles/2025-04-24-test.html",
        "x-default": f"{SITE}en/articles/2025-04-24-test.html",
    }
    assert sets[article["zh-Hans"]] == sets[article["en"]] == article
    home = {"zh-Hans": f"{SITE}zh/index.html", "en": f"{SITE}en/index.html", "x-default": SITE}
    assert sets[SITE] == sets[home["zh-Hans"]] == sets[home["en"]] == home
    assert sets[f"{SITE}zh/alone.html"] == {}


def test_an_articles_page_was_changed_when_the_article_says() -> None:
    root = Xml.fromstring(files(told())["sitemap.xml"])  # noqa: S314 - our own text
    dates = [url.findtext("map:lastmod", namespaces=MAP) for url in root.findall("map:url", MAP)]
    assert dates == ["2025-04-24", None, None, None, "2025-04-24", None]


def test_without_an_address_the_sitemap_is_relative_and_robots_does_not_lead_to_it() -> None:
    found = files(told(), site_url=None)
    assert locations(found["sitemap.xml"])[:3] == ["en/articles/2025-04-24-test.html", "en/index.html", "index.html"]
    assert "site_url" in found["robots.txt"]
    assert "Sitemap:" not in found["robots.txt"]


def test_robots_leads_to_the_sitemap() -> None:
    assert files(told())["robots.txt"].endswith(f"\nSitemap: {SITE}sitemap.xml\n")


def test_more_pages_than_a_sitemap_may_list_are_cut_into_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_SITEMAP_LIMIT", 4)
    found = files(told())
    assert locations(found["sitemap.xml"]) == [f"{SITE}sitemap-1.xml", f"{SITE}sitemap-2.xml"]
    assert len(locations(found["sitemap-1.xml"])) == 4
    assert "hreflang" in found["sitemap-2.xml"]


# ---- feeds ----


def test_there_is_a_feed_a_language_and_a_topic_in_both_formats() -> None:
    names = {
        f"{lang}/{name}.{form}"
        for lang in ("zh", "en")
        for name in ("feed", "feeds/autos", "feeds/chips")
        for form in ("xml", "json")
    }
    assert names <= set(files(told()))


def test_a_topics_feed_holds_its_articles_alone() -> None:
    found = files(told(), told("2025-04-23-other", topics=("chips",)))
    assert [item["url"] for item in json.loads(found["en/feeds/chips.json"])["items"]] == [
        f"{SITE}en/articles/2025-04-23-other.html"
    ]


def test_both_formats_say_the_same_of_an_article() -> None:
    found = files(told())
    entry = Xml.fromstring(found["en/feed.xml"]).find("atom:entry", ATOM)  # noqa: S314 - our own text
    item = json.loads(found["en/feed.json"])["items"][0]
    assert entry is not None
    link = entry.find("atom:link", ATOM)
    assert link is not None
    assert (entry.findtext("atom:title", namespaces=ATOM), link.get("href")) == (item["title"], item["url"])
    assert entry.findtext("atom:id", namespaces=ATOM) == item["id"]
    assert entry.findtext("atom:summary", namespaces=ATOM) == item["content_text"] == "Summary"
    assert entry.findtext("atom:updated", namespaces=ATOM) == item["date_published"] == "2025-04-24T00:00:00Z"


def test_an_article_without_english_stands_in_the_english_feed_under_its_chinese_title() -> None:
    item = json.loads(files(told(en=None))["en/feed.json"])["items"][0]
    assert (item["title"], item["language"]) == ("标题", "zh-Hans")
    assert item["url"] == f"{SITE}en/articles/2025-04-24-test.html"


def test_a_closed_article_is_named_and_not_summed_up() -> None:
    item = json.loads(files(told(rights="closed"))["zh/feed.json"])["items"][0]
    assert item["content_text"] == item["title"] == "标题"


def test_a_date_to_the_month_is_its_first_day() -> None:
    item = json.loads(files(told("2020-12-old", date="2020-12"))["zh/feed.json"])["items"][0]
    assert item["date_published"] == "2020-12-01T00:00:00Z"


def test_an_article_keeps_its_identifier_when_the_site_moves() -> None:
    here, there = (json.loads(files(told(), site_url=url)["zh/feed.json"]) for url in (SITE, "https://example.com/"))
    assert here["items"][0]["id"] == there["items"][0]["id"]
    assert here["items"][0]["url"] != there["items"][0]["url"]


def test_the_two_languages_of_an_article_are_two_entries() -> None:
    found = files(told())
    ids = {json.loads(found[f"{lang}/feed.json"])["items"][0]["id"] for lang in ("zh", "en")}
    assert len(ids) == 2


def test_without_an_address_links_lead_from_the_feed_itself() -> None:
    found = files(told(), site_url=None)
    assert json.loads(found["zh/feed.json"])["items"][0]["url"] == "../zh/articles/2025-04-24-test.html"
    assert json.loads(found["zh/feeds/autos.json"])["items"][0]["url"] == "../../zh/articles/2025-04-24-test.html"


def test_a_feed_holds_the_newest_fifty() -> None:
    articles = [told(f"2025-04-24-{number:03}") for number in range(60)]
    assert len(json.loads(files(*articles)["zh/feed.json"])["items"]) == 50


def test_characters_that_xml_forbids_do_not_break_a_feed() -> None:
    article = msgspec.structs.replace(told(), zh=Text("x.zh.md", "甲\x0b<乙>&\ufffe", "提\x00要", ()))
    root = Xml.fromstring(files(article)["zh/feed.xml"])  # noqa: S314 - our own text
    assert root.findtext("atom:entry/atom:title", namespaces=ATOM) == "甲<乙>&"


def test_a_feed_of_nothing_is_a_feed() -> None:
    found = files()
    assert Xml.fromstring(found["zh/feed.xml"]).findtext("atom:updated", namespaces=ATOM)  # noqa: S314 - our own text
    assert json.loads(found["zh/feed.json"])["items"] == []


# ---- llms.txt ----


def test_the_site_in_short_leads_to_every_topic_and_to_the_data() -> None:
    text = files(told())["llms.txt"]
    assert text.startswith("# Test Digest 试刊\n\n> One sentence.\n")
    for page in (*(f"en/topics/{topic.id}.html" for topic in TOPICS), "en/targets.html", "data/facts.json"):
        assert f"]({SITE}{page}): " in text
