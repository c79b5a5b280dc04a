"""The pages of the digest, read as their HTML."""

import html
import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from digest.config import Config
from digest.errors import ContentError
from digest.files import load_yaml
from digest.frames import draw
from digest.lexicon import load_lexicon
from digest.model import Article, Digest, Fact, Lexicon, Mention, Value
from digest.render import render
from digest.render.choice import key_facts, main_fact
from digest.render.figures import capital, keep_whole
from digest.render.prose import Mark, render_paragraph
from digest.render.views import Said
from digest.series import find_promises, find_series
from tests.conftest import config_of_one_page

ROOT = Path(__file__).parent.parent
AIRCRAFT = "articles/2025-04-24-liangping-aircraft.html"
CARS = "articles/2025-03-12-xiyong-cars.html"
PRICES = "articles/2021-08-16-car-prices.html"


class _Reading(Value, frozen=True):
    articles: tuple[Article, ...]
    facts: Mapping[str, Fact]
    mentions: Mapping[str, tuple[Mention, ...]]


MKDOCS = f"""
site_name: Test
plugins: []
extra:
  digest:
    name: {{zh: 试刊, en: Trial}}
    tagline: {{zh: 一句话。, en: One sentence.}}
    region: chongqing
    content_dir: {ROOT / "content"}
    templates_dir: {ROOT / "templates"}
"""


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The project's templates and lexicon, with a handbook of one page."""
    return config_of_one_page(tmp_path_factory.mktemp("render"), MKDOCS)


@pytest.fixture(scope="session")
def lexicon(config: Config) -> Lexicon:
    return load_lexicon(config.content / "lexicon")


@pytest.fixture(scope="session")
def digest(lexicon: Lexicon) -> Digest:
    reading = load_yaml(ROOT / "tests/data/reading.yml", _Reading)
    told = tuple(reading.facts.values())
    dates = {article.stem: article.date for article in reading.articles}
    promises = find_promises(told, dates)
    return Digest(reading.articles, reading.facts, reading.mentions, lexicon, find_series(told), promises=promises)


@pytest.fixture(scope="session")
def site(digest: Digest, config: Config) -> Mapping[str, str]:
    """Every text of the site, by its path."""
    frames = draw(config)
    pages = {name: text for name, text in render(digest, config, frames.templates) if isinstance(text, str)}
    return pages | {name: data.decode() for name, data in frames.files.items()}


def fact(**over: object) -> Fact:
    fields: dict[str, object] = {
        "id": "0",
        "article": "a",
        "quote": {"zh": ""},
        "surface": {"zh": "1个"},
        "value": Decimal(100),
        "unit": "count",
        "qualifier": "=",
        "metric": {"zh": "数", "en": "number"},
        "subject": {"zh": "谁", "en": "who"},
        "status": "actual",
        "topics": ["other"],
    }
    return msgspec.convert(fields | over, Fact)


def paragraph(text: str, *stretches: str) -> str:
    marks = [
        Mark((text.index(each), text.index(each) + len(each)), fact(id=str(n)), one=False)
        for n, each in enumerate(stretches)
    ]
    return str(render_paragraph(text, marks, Markdown()))


# --- pages and addresses


def test_every_page_has_a_twin_at_the_same_path(site: Mapping[str, str]) -> None:
    paths = {lang: {name[3:] for name in site if name.startswith(f"{lang}/")} for lang in ("zh", "en")}
    assert paths["zh"] == paths["en"]
    assert {"index.html", "search.html", "data.html", "topics/autos.html", AIRCRAFT, "places/index.html"} <= paths["zh"]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.links.append(value)
            if name == "id" and value:
                assert value not in self.ids, f"two elements have the id {value}"
                self.ids.add(value)


def test_every_link_is_relative_and_leads_somewhere(site: Mapping[str, str]) -> None:
    pages = {name: _Links() for name in site if name.endswith(".html")}
    for name, links in pages.items():
        links.feed(site[name])
    for name, page in pages.items():
        for link in page.links:
            url = urlsplit(link)
            if url.scheme in ("https", "data"):
                continue
            assert not url.scheme, f"{name}: {link}"
            assert not link.startswith("/"), f"{name}: {link}"
            target = _resolve(name, unquote(url.path)) if url.path else name
            if target.startswith("data/") or re.fullmatch(r"\w\w/feeds?\b.*\.(?:xml|json)", target):
                continue  # made by other stages
            assert target in site, f"{name}: {link}"
            assert not url.fragment or url.fragment in pages[target].ids, f"{name}: {link}"


def _resolve(page: str, link: str) -> str:
    parts: list[str] = []
    for part in (*PurePosixPath(page).parent.parts, *PurePosixPath(link).parts):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_the_language_switch_leads_to_the_same_page(site: Mapping[str, str]) -> None:
    assert f'href="../../en/{AIRCRAFT}" hreflang="en"' in site[f"zh/{AIRCRAFT}"]
    assert f'href="../../zh/{AIRCRAFT}" hreflang="zh-Hans"' in site[f"en/{AIRCRAFT}"]


def test_no_page_loads_from_another_host_or_carries_inline_code(site: Mapping[str, str]) -> None:
    for name, page in site.items():
        if name.endswith(".html"):
            assert re.findall(r'<(?:link|script|img|iframe|source)[^>]+(?:src|href)="[a-z]*:?//', page) == [], name
            assert re.findall(r"<style|\sstyle=|\son\w+=", page) == [], name
            assert re.findall(r'<script(?![^>]*(?:\bsrc=|type="application/(?:ld\+)?json"))', page) == [], name


def test_only_places_with_facts_or_named_in_an_article_have_a_page(site: Mapping[str, str]) -> None:
    assert "zh/places/liangping.html" in site
    assert "zh/places/fuling.html" in site
    assert "zh/places/bishan.html" not in site


def test_the_page_for_lost_addresses_starts_from_the_sites_own_folder(digest: Digest, config: Config) -> None:
    published = msgspec.structs.replace(config, site_url="https://example.org/digest/")
    pages = dict(render(digest, published, draw(config).templates))
    assert 'href="/digest/zh/index.html"' in str(pages["404.html"])
    assert 'href="./zh/index.html"' in str(pages["index.html"])


# --- an article


def test_a_figure_is_marked_where_it_stands(site: Mapping[str, str]) -> None:
    link = '<a class="fig" href="#f-5c1d09ab" data-fact="5c1d09ab" data-status="forecast">'
    for lang in ("zh", "en"):
        assert f"{link}200亿元</a></strong>。" in site[f"{lang}/{AIRCRAFT}"]
        assert f"{link}RMB 20 billion</a></strong>." in site[f"{lang}/{AIRCRAFT}"]


def test_a_figure_that_only_the_chinese_states_is_marked_as_such(site: Mapping[str, str]) -> None:
    assert 'data-fact="77d2a5c8" data-status="actual" data-one>四分之一</a>' in site[f"en/{AIRCRAFT}"]


def test_a_fact_stands_in_a_row_with_its_value_and_unit(site: Mapping[str, str]) -> None:
    row = re.search(r'<tr[^>]*id="f-5c1d09ab"[^>]*>', site[f"en/{AIRCRAFT}"])
    assert row is not None
    for attribute in ('data-fact="5c1d09ab"', 'data-value="20000000000"', 'data-unit="CNY"', 'data-status="forecast"'):
        assert attribute in row[0]


def test_a_paragraph_stands_beside_its_twin(site: Mapping[str, str]) -> None:
    pairs = re.findall(
        r'<div class="pair" id="(p\d)">\s*<div lang="([\w-]+)">.*?<div lang="([\w-]+)" data-twin>',
        site[f"en/{AIRCRAFT}"],
        re.S,
    )
    assert pairs == [(f"p{n}", "en", "zh-Hans") for n in (1, 2, 3)]


def test_without_english_the_page_has_the_chinese_title_and_the_figures_in_english(site: Mapping[str, str]) -> None:
    page = site[f"en/{CARS}"]
    assert re.search(r'<h1 lang="zh-Hans">西永综保区', page)
    assert "not yet written in English" in page
    assert "Cars imported and exported in bond" in page
    assert 'class="pair"' not in page


def test_a_label_without_english_is_shown_in_chinese_and_tagged(site: Mapping[str, str]) -> None:
    assert '<span lang="zh-Hans">占全市比重</span>' in site[f"en/{AIRCRAFT}"]
    assert '<span lang="zh-Hans">占全市比重</span>' not in site[f"zh/{AIRCRAFT}"]


def test_an_article_that_may_not_be_printed_shows_its_figures_and_no_text(site: Mapping[str, str]) -> None:
    page = site[f"en/{PRICES}"]
    assert "no permission to print this article" in page
    assert "In the first half of 2021 a car cost" not in page
    assert 'id="f-289d9e06"' in page


def test_an_article_names_its_source_and_links_the_original(site: Mapping[str, str]) -> None:
    assert (
        "Peng Yu, “Special-aircraft plant comes to Liangping”, Chongqing Daily, 24 April 2025" in site[f"en/{AIRCRAFT}"]
    )
    assert "彭瑜：《特种飞行器智慧工厂建设项目落地梁平》，《重庆日报》，2025年4月24日" in site[f"zh/{AIRCRAFT}"]
    assert '<a href="https://example.org/cars"' in site[f"en/{PRICES}"]


def test_a_date_known_to_the_month_is_said_to_the_month(site: Mapping[str, str]) -> None:
    assert "December 2020" in site["en/articles/2020-12-experts.html"]
    assert "2020年12月" in site["zh/articles/2020-12-experts.html"]


# --- Markdown


def test_a_script_in_an_article_does_not_survive(site: Mapping[str, str]) -> None:
    page = site["zh/articles/2020-12-experts.html"]
    assert "alert(1)" not in page
    assert "川渝共享专家库。" in page


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,1)",
        '<a href="https://a.b" onclick="x()">x</a>',
        "<img src=https://a.b/c>",
    ],
)
def test_markdown_brings_no_way_to_run_or_load_anything(link: str) -> None:
    page = paragraph(link)
    assert not re.search(r"javascript:|data:text|onclick|<img", page)


def test_a_figure_that_runs_across_a_tag_is_marked_on_both_sides() -> None:
    page = paragraph("about **RMB 20** billion.", "RMB 20** billion")
    assert re.sub(r" (?:href|data-)[^> ]+", "", page) == (
        '<p>about <strong><a class="fig">RMB 20</a></strong><a class="fig"> billion</a>.</p>'
    )


def test_a_figure_inside_a_link_is_no_link_of_its_own() -> None:
    page = paragraph("see [20 trains](https://a.b/c) or 5 cars", "20 trains", "5 cars")
    assert '<a href="https://a.b/c"><span class="fig" data-fact="0"' in page
    assert '<a class="fig" href="#f-1"' in page


def test_of_two_figures_that_overlap_the_first_is_marked() -> None:
    assert re.findall(r'data-fact="(\d)"', paragraph("5%至8%之间", "5%至8%", "8%之间")) == ["0"]


def test_a_mark_in_an_address_leaves_the_address_alone() -> None:
    assert 'href="https://a.b/?q=20"' in paragraph("[x](https://a.b/?q=20)", "20")


@given(
    st.text(st.sampled_from("-+.=!~:;,'\"()|{}@/%$^ 0123456789aZé\u00a0亿元，。“”"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_a_paragraph_that_holds_no_markup_comes_out_as_markdown_and_cleaning_would_leave_it(text: str) -> None:
    slow = nh3.clean(Markdown().convert(text))
    assert html.unescape(render_paragraph(text, (), Markdown())) == html.unescape(slow)


@pytest.mark.parametrize("text", ["2024年产值1388亿元", "over RMB 20 billion", "5%至8%", "<b>1</b>"])
def test_figures_of_a_title_do_not_break_and_its_words_stay_the_same(text: str) -> None:
    kept = str(keep_whole(text))
    assert '<span class="nb">' in kept
    assert re.sub(r"</?span[^>]*>", "", kept) == text.replace("<", "&lt;").replace(">", "&gt;")


# --- choice


@pytest.mark.parametrize("figure", ["5%至8%", "5% to 8%", "5–8%", "3至5"])
def test_a_range_of_a_title_keeps_both_its_ends_on_one_line(figure: str) -> None:
    assert keep_whole(f"a {figure} b") == f'a <span class="nb">{figure}</span> b'


def test_the_main_figure_is_the_one_in_the_title(digest: Digest) -> None:
    article = digest.articles[0]
    facts = [each for each in digest.facts.values() if each.article == article.stem]
    chosen = main_fact(article, facts)
    assert chosen is not None
    assert chosen.surface.zh == "200亿元"


def test_an_article_without_facts_has_no_main_figure(digest: Digest) -> None:
    assert main_fact(digest.articles[0], []) is None


def test_key_figures_show_no_measure_twice_levels_before_changes_and_first_what_a_title_tells() -> None:
    facts = [
        fact(id="growth", metric={"zh": "增速", "en": "growth"}, unit="%", change="yoy"),
        fact(id="target", metric={"zh": "目标", "en": "aim"}, status="target", unit="CNY"),
        fact(id="output", metric={"zh": "产值", "en": "output"}, unit="CNY", subject={"zh": "甲", "en": "a"}),
        fact(id="older", metric={"zh": "产值", "en": "output"}, unit="CNY", subject={"zh": "乙", "en": "b"}),
        fact(id="cars", metric={"zh": "产量", "en": "cars"}, counter="辆", subject={"zh": "丙", "en": "c"}),
    ]
    assert [each.id for each in key_facts(facts, 3)] == ["output", "cars", "target"]
    assert [each.id for each in key_facts(facts, 9)] == ["output", "cars", "target", "growth"]
    assert [each.id for each in key_facts(facts, 1, {"older"})] == ["older"]


# --- strings and templates


@pytest.fixture
def copied(config: Config, tmp_path: Path) -> Config:
    """The project with templates that may be changed."""
    folder = shutil.copytree(config.templates, tmp_path / "templates")
    return msgspec.structs.replace(config, settings=msgspec.structs.replace(config.settings, templates_dir=str(folder)))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("strings/en.yml", "  skip: Skip to content\n", "", "frame.skip is missing"),
        ("strings/zh.yml", "  skip: 跳到正文\n", "", "frame.skip is missing"),
        ("strings/zh.yml", "\n  contains:", "\n  items: x\n  contains:", "needs another name"),
        ("strings/zh.yml", "language: 中文", "language: [中文]", "Expected `str`"),
        ("pages/home.html", "{% endblock %}", "{{ view.nothing }}{% endblock %}", "nothing"),
        ("pages/home.html", "{% endblock %}", "{% oops %}", "oops"),
    ],
)
def test_a_fault_in_a_template_or_in_the_words_names_the_file(
    digest: Digest, copied: Config, config: Config, file: str, old: str, new: str, message: str
) -> None:
    path = copied.templates / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=re.escape(message)) as problem:
        list(render(digest, copied, draw(config).templates))
    assert problem.value.path == path


def test_a_pages_words_are_those_of_its_language(site: Mapping[str, str]) -> None:
    assert re.search(r"<h2>All figures</h2>", site["en/topics/autos.html"])
    assert re.search(r"<h2>全部数字</h2>", site["zh/topics/autos.html"])


def test_rendering_twice_gives_the_same_bytes(digest: Digest, config: Config, site: Mapping[str, str]) -> None:
    again = dict(render(digest, config, draw(config).templates))
    assert {name: text for name, text in again.items() if isinstance(text, str)}.items() <= site.items()


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("output value", "Output value"),
        ("“going global” firms", "“Going global” firms"),
        ("eVTOL flights", "eVTOL flights"),
        ("5G coverage", "5G coverage"),
    ],
)
def test_a_label_begins_with_a_capital_unless_its_word_is_spelled_otherwise(label: str, told: str) -> None:
    assert capital(Said(label)).text == told
