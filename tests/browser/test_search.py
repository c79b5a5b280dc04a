"""Searching in a real browser: from the disk and over http, in both languages."""

import functools
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import msgspec
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from digest.files import save
from digest.lexicon import load_lexicon
from digest.model import Article, Bilingual, Digest, Fact, Text
from digest.search import index
from digest.search.language import load_language
from digest.search.tokenizer import tokenizer
from tests.conftest import DATA, ROOT, make_article, make_fact

pytestmark = pytest.mark.browser

SPEC = yaml.safe_load((ROOT / "tests" / "specs" / "tokens.yml").read_text("utf-8"))
AMOUNTS = ("200亿元", "二百亿元", "２００億元", "2×10^10 yuan", "RMB 20 billion", "20bn yuan")
Find = Callable[..., Page]


def _article(stem: str, title: Bilingual, zh: str, en: str) -> Article:
    article = make_article(zh=(zh,), en=(en,), stem=stem)
    assert article.en
    return msgspec.structs.replace(
        article,
        zh=Text(article.zh.path, title.zh, None, article.zh.paragraphs),
        en=Text(article.en.path, title["en"], None, article.en.paragraphs),
    )


def _digest() -> Digest:
    articles = (
        _article("2025-04-24-a", Bilingual("出口", "Exports"), "重庆出口同比增长8%。", "Chongqing's exports rose 8%."),
        _article("2025-04-23-b", Bilingual("就业", "Jobs"), "城镇失业率有所下降。", "Urban unemployment eased."),
        _article("2025-04-22-c", Bilingual("档案馆", "Archives"), "电子档案向公众开放。", "Digital archives are open."),
        _article(
            "2025-04-21-d", Bilingual("低空经济", "Low-altitude economy"), "飞行汽车试飞。", "Flying cars were tested."
        ),
    )
    facts = (
        make_fact(id="a" * 10, article="2025-04-24-a"),
        make_fact(
            id="b" * 10,
            article="2025-04-23-b",
            value=2_000_000_000,
            surface=Bilingual("20亿元", "RMB 2 billion"),
            place="beibei",
        ),
        make_fact(
            id="c" * 10,
            article="2025-04-22-c",
            value=4_600_000,
            unit="count",
            counter="辆",
            surface=Bilingual("460万辆", "4.6 million vehicles"),
            metric=Bilingual("汽车产量"),
            status="target",
        ),
    )
    return _of(articles, facts)


def _of(articles: tuple[Article, ...], facts: tuple[Fact, ...]) -> Digest:
    return Digest(articles, {fact.id: fact for fact in facts}, {}, load_lexicon(DATA / "lexicon"))


@pytest.fixture(scope="session")
def shelf(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's search pages over an index of few known records, two folders deep."""
    root = tmp_path_factory.mktemp("host")
    folder = root / "deep" / "shelf"
    for name in ("zh/search.html", "en/search.html"):
        save(folder / name, (site / name).read_bytes())
    shutil.copytree(site / "assets", folder / "assets")
    for name, text in index(_digest()):
        save(folder / name, text)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page; an error that it logs fails the test."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def find(page: Page, shelf: Path) -> Find:
    """Opens the search page for a query, from the disk: `find("出口增长", lang="zh")`."""
    return functools.partial(_find, page, shelf.as_uri())


def _find(page: Page, base: str, query: str, lang: str = "zh") -> Page:
    page.goto(f"{base}/{lang}/search.html?q={quote(query)}")
    _settle(page)
    return page


def _settle(page: Page) -> None:
    expect(page.locator("#search-results [role=status], #search-results [role=alert]")).to_have_count(1)


def _hrefs(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in page.locator("#search-results .hits a").all()]


def _add_tokenizer(page: Page) -> None:
    for part in sorted((ROOT / "templates" / "scripts" / "tokens").iterdir()):
        page.add_script_tag(path=part)


def test_the_browser_gives_the_tokens_of_the_specification(page: Page) -> None:
    _add_tokenizer(page)
    texts = [text for entry in SPEC for text in entry["texts"] if text not in entry.get("gap", {})]
    wanted = [entry["tokens"] for entry in SPEC for text in entry["texts"] if text not in entry.get("gap", {})]
    given = page.evaluate(
        """([language, texts]) => {
            const tokenizer = digestTokenizer(language);
            return texts.map((text) => tokenizer.tokens(text).map((each) => each.token));
        }""",
        [msgspec.to_builtins(load_language()), texts],
    )
    assert dict(zip(texts, given, strict=True)) == dict(zip(texts, wanted, strict=True))


def test_both_programs_cut_any_mixture_of_pieces_alike(page: Page) -> None:
    _add_tokenizer(page)
    pieces = (DATA / "token-pieces.txt").read_text("utf-8").splitlines()
    draw = random.Random(11)  # noqa: S311 - the same mixtures every time
    texts = ["".join(draw.choices(pieces, k=draw.randint(1, 9))) for _ in range(3000)]
    given = page.evaluate(
        """([language, texts]) => {
            const tokenizer = digestTokenizer(language);
            return texts.map((text) => tokenizer.tokens(text).map((each) => each.token));
        }""",
        [msgspec.to_builtins(load_language()), texts],
    )
    different = [text for text, tokens in zip(texts, given, strict=True) if tokenizer().tokens(text) != tokens]
    assert different == []


def test_a_token_knows_where_it_stands_in_the_text_as_written(page: Page) -> None:
    _add_tokenizer(page)
    text = "Ｃａｆé：產值２００億元，约…"
    spans = page.evaluate(
        """([language, text]) => digestTokenizer(language).tokens(text)
            .map((each) => [each.token, text.slice(each.start, each.end)])""",
        [msgspec.to_builtins(load_language()), text],
    )
    assert [each for each in spans if each[0] in ("cafe", "产值", "=2e10cny")] == [
        ["cafe", "Ｃａｆé"],
        ["产值", "產值"],
        ["=2e10cny", "２００億元"],
    ]


@pytest.mark.parametrize(
    ("query", "stem"),
    [
        ("出口增长", "2025-04-24-a"),
        ("失业率下降", "2025-04-23-b"),
        ("失业率", "2025-04-23-b"),
        ("檔案", "2025-04-22-c"),
        ("档案", "2025-04-22-c"),
        ("案", "2025-04-22-c"),
        ("电子档案开放", "2025-04-22-c"),
    ],
)
def test_chinese_words_find_their_article_to_the_last_character(find: Find, query: str, stem: str) -> None:
    page = find(query)
    articles = [href for href in _hrefs(page) if href.startswith("articles/") and "#" not in href]
    assert articles[0] == f"articles/{stem}.html"


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_finds_its_fact_however_it_is_written(find: Find, amount: str) -> None:
    page = find(amount, lang="en")
    first = page.locator("#search-results section").first
    assert first.locator("h2").inner_text().startswith("This figure")
    assert first.locator("a").get_attribute("href") == f"articles/2025-04-24-a.html#f-{'a' * 10}"
    assert page.locator("#search-results .readas strong").all_inner_texts() == ["RMB 20 billion", "200亿元"]


def test_a_figure_ten_times_smaller_is_shown_as_another(find: Find) -> None:
    page = find("200亿元", lang="en")
    near = page.locator("#search-results section").nth(1)
    assert near.locator("h2").inner_text().startswith("Close in digits")
    assert near.locator(".fg").inner_text() == "RMB 2 billion"


@pytest.mark.parametrize(
    "pair", [("低空", "low-altitude"), ("汽车产量", "460万"), ("档案", "archive"), ("重庆", "Chongqing")]
)
def test_either_language_finds_the_same_records(find: Find, pair: tuple[str, str]) -> None:
    first, second = (set(_hrefs(find(query))) for query in pair)
    assert first & second


def test_the_readers_language_is_shown_first(find: Find) -> None:
    zh = find("低空", lang="zh").locator(".hits h3").first.inner_text()
    en = find("低空", lang="en").locator(".hits h3").first.inner_text()
    assert (zh, en) == ("低空经济", "Low-altitude economy")


def test_a_label_without_english_is_tagged_as_chinese(find: Find) -> None:
    heading = find("460万辆", lang="en").locator(".hits h3").first
    assert heading.get_attribute("lang") == "zh-Hans"


def test_the_words_of_the_query_are_marked(find: Find) -> None:
    page = find("汽车产值", lang="zh")
    assert page.locator(".hits h3 mark").first.inner_text() == "汽车产"


def test_what_is_not_there_leads_to_the_lists(find: Find) -> None:
    page = find("constructor __proto__ 魑魅", lang="en")
    expect(page.locator("#search-results .note")).to_contain_text("Nothing found")
    links = [link.get_attribute("href") or "" for link in page.locator("#search-results .note a").all()]
    assert links[:3] == ["articles/index.html", "places/index.html", "organisations/index.html"]
    assert links[3].startswith("../zh/search.html?q=constructor")


def test_markup_in_a_query_stays_text(find: Find) -> None:
    page = find("<img src=x onerror=alert(1)>", lang="en")
    assert page.locator("#search-results img").count() == 0


def test_typing_searches_and_keeps_the_query_in_the_address(find: Find) -> None:
    page = find("出口")
    page.locator("#ask").fill("档案")
    expect(page.locator(".hits a").first).to_have_attribute("href", "articles/2025-04-22-c.html")
    assert unquote(urlsplit(page.url).query) == "q=档案"


def test_going_back_shows_the_query_before(find: Find) -> None:
    page = find("出口")
    page.locator("#ask").evaluate("each => { each.value = '档案'; each.form.requestSubmit(); }")
    expect(page.locator(".hits a").first).to_have_attribute("href", "articles/2025-04-22-c.html")
    page.go_back()
    expect(page.locator("#ask")).to_have_value("出口")
    expect(page.locator(".hits a").first).to_have_attribute("href", "articles/2025-04-24-a.html")


def test_composing_chinese_searches_no_half_words(find: Find) -> None:
    page = find("出口")
    page.evaluate("""() => {
        const input = document.querySelector("#ask");
        input.dispatchEvent(new CompositionEvent("compositionstart"));
        input.value = "dang'an";
        input.dispatchEvent(new InputEvent("input", { isComposing: true }));
        input.form.requestSubmit();
    }""")
    page.wait_for_timeout(400)
    assert unquote(urlsplit(page.url).query) == "q=出口"
    page.evaluate("""() => {
        const input = document.querySelector("#ask");
        input.value = "档案";
        input.dispatchEvent(new CompositionEvent("compositionend"));
    }""")
    expect(page.locator(".hits a").first).to_have_attribute("href", "articles/2025-04-22-c.html")


def test_the_language_switch_takes_the_query_along(find: Find) -> None:
    page = find("低空", lang="zh")
    page.locator("header a[hreflang=en]").click()
    expect(page.locator("#ask")).to_have_value("低空")
    expect(page.locator(".hits h3").first).to_have_text("Low-altitude economy")


def test_an_index_that_can_not_be_read_is_said_and_can_be_tried_again(
    browser: Browser, shelf: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(shelf, folder)
    manifest = (folder / "search" / "manifest.js").read_bytes()
    (folder / "search" / "manifest.js").unlink()
    context = browser.new_context()
    page = _find(context.new_page(), folder.as_uri(), "出口")
    expect(page.locator("[role=alert]")).to_contain_text("search/manifest.js")
    save(folder / "search" / "manifest.js", manifest)
    page.locator("[role=alert] button").click()
    expect(page.locator(".hits a").first).to_have_attribute("href", "articles/2025-04-24-a.html")
    context.close()


# ---- ranges ----


def _figures(page: Page) -> list[str]:
    return page.locator("#search-results .hits .fg").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        (">100亿元", ["RMB 20 billion"]),
        ("> RMB 10 billion", ["RMB 20 billion"]),
        (">=200亿元", ["RMB 20 billion"]),
        (">200亿元", []),
        ("<100亿元", ["RMB 2 billion"]),
        ("≤20亿元", ["RMB 2 billion"]),
        ("10..300亿元", ["RMB 20 billion", "RMB 2 billion"]),
        ("RMB 1-10 billion", ["RMB 2 billion"]),
        (">1亿元 <100亿元", ["RMB 2 billion"]),
        ("400万-500万", ["4.6 million vehicles"]),
    ],
)
def test_a_range_finds_the_figures_in_it(find: Find, query: str, figures: list[str]) -> None:
    assert _figures(find(query, lang="en")) == figures


def test_a_range_and_words_find_what_answers_both(find: Find) -> None:
    assert _figures(find("汽车产量 >100万", lang="en")) == ["4.6 million vehicles"]
    assert _figures(find("汽车产量 >500万", lang="en")) == []


def test_how_a_range_was_read_is_said_in_both_languages(find: Find) -> None:
    page = find(">100亿元", lang="en")
    assert page.locator("#search-results .readas strong").all_inner_texts() == ["> RMB 10 billion", "> 100亿元"]


def test_a_range_of_years_keeps_what_speaks_of_them(find: Find) -> None:
    assert "articles/2025-04-24-a.html" in _hrefs(find("出口 2024..2026"))
    assert "articles/2025-04-24-a.html" not in _hrefs(find("出口 2010..2020"))


# ---- narrowing ----


def test_a_choice_narrows_the_results_and_stands_in_the_address(find: Find) -> None:
    page = find("汽车", lang="en")
    page.locator(".facets").evaluate("each => { each.open = true; }")
    page.locator(".facets label", has_text="Target").click()
    expect(page.locator(".hits .st")).to_have_text(["Target"])
    assert urlsplit(page.url).query.endswith("&status=target")
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)


def test_an_address_with_choices_shows_them_and_they_can_be_taken_back(page: Page, shelf: Path) -> None:
    page.goto(f"{shelf.as_uri()}/en/search.html?q={quote('汽车')}&status=target&kind=fact")
    _settle(page)
    expect(page.locator(".chip")).to_have_text(["Figures", "Target"])
    page.locator(".chip", has_text="Target").click()
    expect(page.locator(".chip")).to_have_text(["Figures"])
    assert urlsplit(page.url).query.endswith("&kind=fact")


def test_choices_that_leave_nothing_say_so(page: Page, shelf: Path) -> None:
    page.goto(f"{shelf.as_uri()}/en/search.html?q={quote('汽车')}&year=1999")
    _settle(page)
    expect(page.locator("#search-results .note")).to_contain_text("None of the results")
    page.locator(".chip").click()
    expect(page.locator(".hits li").first).to_be_visible()


def test_a_facet_counts_what_a_further_choice_would_show(find: Find) -> None:
    page = find("汽车", lang="en")
    page.locator(".facets").evaluate("each => { each.open = true; }")
    label = page.locator(".facets label", has_text="Target")
    count = int(label.locator("span").inner_text())
    label.click()
    expect(page.locator(".chip")).to_have_count(1)
    assert page.locator(".hits li").count() == count


def test_the_keyboard_keeps_its_place_among_the_choices(find: Find) -> None:
    page = find("汽车", lang="en")
    page.locator(".facets").evaluate("each => { each.open = true; }")
    page.locator("input[name=status][value=target]").focus()
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_count(1)
    assert page.evaluate("document.activeElement.value") == "target"


def test_a_place_keeps_the_articles_whose_figures_speak_of_it(find: Find) -> None:
    page = find("重庆", lang="en")
    page.locator(".facets").evaluate("each => { each.open = true; }")
    label = page.locator(".facets label:has(input[name=place][value=beibei])")
    count = int(label.locator("span").inner_text())
    label.click()
    expect(page.locator(".chip")).to_have_text(["Beibei"])
    articles = [href for href in _hrefs(page) if href.startswith("articles/") and "#" not in href]
    assert articles == ["articles/2025-04-23-b.html"]
    assert page.locator(".hits li").count() == count


def test_every_kind_of_result_is_counted_among_the_choices(find: Find) -> None:
    page = find("重庆", lang="en")
    page.locator(".facets").evaluate("each => { each.open = true; }")
    labels = page.locator(".facets label:has(input[name=kind])")
    shown = page.locator(".hits h2")
    assert {"article", "entity", "fact"} <= set(
        page.locator("input[name=kind]").evaluate_all("all => all.map(e => e.value)")
    )
    assert sorted(labels.locator("span").all_inner_texts()) == sorted(shown.locator("span").all_inner_texts())


# ---- long queries ----

_LONG = (
    "重庆出口同比增长百分之八而城镇失业率有所下降电子档案向公众开放飞行汽车试飞成功低空经济规模扩大产业产值达到新高",
    "exports rose while unemployment eased, archives opened, flying cars flew, and firms built plants for many chips",
    "RMB 20 billion, 4.6 million vehicles, 47%, 8.5%, RMB 2 billion, 300 km, 12 GW, 5 trillion yuan, 40 firms, 7 km²",
)


@pytest.mark.parametrize("query", _LONG, ids=("Chinese", "English", "figures"))
def test_a_long_query_loads_few_scripts(page: Page, site: Path, query: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _find(page, site.as_uri(), query)
    assert 0 < len([url for url in asked if "/search/tokens/" in url]) <= 16


def test_a_whole_sentence_finds_its_article(find: Find) -> None:
    page = find(
        "Chongqing's exports rose 8%. Chongqing exports rose, 重庆出口同比增长8%，重庆出口，出口同比增长", lang="en"
    )
    assert "articles/2025-04-24-a.html" in _hrefs(page)


def test_of_a_long_query_the_figures_count_and_the_commonest_words_do_not(find: Find) -> None:
    kept = find("出口").evaluate("""() => {
        const asked = { tokens: [..."abcdefgh", "=2e10cny"], figures: new Map([["=2e10cny", {}]]) };
        return digestQueries.telling(asked, new Set("abcd"), 4);
    }""")
    assert kept == ["e", "f", "g", "=2e10cny"]


# ---- help ----


@pytest.mark.parametrize(
    ("typed", "meant"), [("Chongqng", "chongqing"), ("重床", "重庆"), ("chngqing exports", "chongqing exports")]
)
def test_a_word_that_is_not_there_is_put_right(page: Page, site: Path, typed: str, meant: str) -> None:
    _find(page, site.as_uri(), typed, "en")
    expect(page.locator(".meant a")).to_have_text(meant)
    page.locator(".meant a").click()
    expect(page.locator(".hits a").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "path"),
    [("liangping", "places/liangping.html"), ("xiyong", "places/xiyong.html"), ("zhongguodianke", "organisations/")],
)
def test_pinyin_finds_places_and_firms(page: Page, site: Path, typed: str, path: str) -> None:
    _find(page, site.as_uri(), typed, "zh")
    assert page.locator(".hits a").first.get_attribute("href", timeout=5000).startswith(path)  # type: ignore[union-attr]


def test_pinyin_of_a_firm_finds_what_is_told_of_it(page: Page, site: Path) -> None:
    _find(page, site.as_uri(), "xinnuofei", "en")
    assert "articles/2025-09-29-signify-lighting.html" in _hrefs(page)


# ---- the box in the header ----


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_leads_to_the_box_from_any_page(page: Page, site: Path, key: str) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "header-q"


def test_a_slash_typed_into_a_field_stays_there(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.locator("#header-q").focus()
    page.keyboard.type("a/b")
    expect(page.locator("#header-q")).to_have_value("a/b")


def test_names_are_suggested_and_arrows_and_enter_lead_there(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("liangp")
    box = page.locator("#header-q")
    expect(page.locator("[role=option]").first).to_contain_text("Liangping")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/liangping.html")


def test_enter_without_a_choice_searches(page: Page, site: Path) -> None:
    page.goto((site / "zh" / "data.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("芯片")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/search.html?q=*")


def test_a_figure_is_read_while_it_is_typed(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.locator("#header-q").fill("二百亿元")
    expect(page.locator("[role=option]").first).to_contain_text("RMB 20 billion")


def test_escape_closes_the_suggestions(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.locator("#header-q").press_sequentially("chong")
    expect(page.locator("[role=listbox]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.locator("#header-q")).to_have_attribute("aria-expanded", "false")


def test_composing_chinese_suggests_nothing_for_half_words(page: Page, site: Path) -> None:
    page.goto((site / "zh" / "data.html").as_uri())
    page.evaluate("""() => {
        const box = document.querySelector("#header-q");
        box.focus();
        box.dispatchEvent(new CompositionEvent("compositionstart"));
        box.value = "liang";
        box.dispatchEvent(new InputEvent("input", { isComposing: true }));
    }""")
    page.wait_for_timeout(300)
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_suggestions_come_within_fifty_milliseconds(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.locator("#header-q").press_sequentially("c")
    expect(page.locator("[role=option]").first).to_be_visible()
    took = page.evaluate("""async () => {
        const finder = digestFinder(new URL("../", location.href).href);
        const start = performance.now();
        for (let i = 0; i < 10; i += 1) { await finder.suggest("cho", 7); }
        return (performance.now() - start) / 10;
    }""")
    assert took < 50


def test_the_box_with_suggestions_has_no_faults_of_accessibility(page: Page, site: Path) -> None:
    page.goto((site / "en" / "data.html").as_uri())
    page.locator("#header-q").press_sequentially("chong")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = Axe().run(page, context={"include": [["header"]]}, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def phone(page: Page, site: Path) -> Page:
    """A page on a narrow screen."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto((site / "en" / "data.html").as_uri())
    return page


def test_on_a_phone_a_button_opens_the_box_with_suggestions(phone: Page) -> None:
    button, box = phone.get_by_role("button", name="Search", exact=True), phone.locator("#header-q")
    expect(box).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(box).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    phone.keyboard.type("liangp")
    option = phone.locator("[role=option]").first
    expect(option).to_contain_text("Liangping")
    for each in (button, box, option):
        assert (each.bounding_box() or {"height": 0})["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    heights = phone.locator("#ask-open, header a[hreflang]").evaluate_all("all => all.map((each) => each.offsetTop)")
    assert max(heights) - min(heights) < 44  # all in the row above the box
    option.click()
    phone.wait_for_url("**/places/liangping.html")


def test_on_a_phone_escape_closes_first_the_suggestions_then_the_box(phone: Page) -> None:
    button, box = phone.locator("#ask-open"), phone.locator("#header-q")
    button.focus()
    phone.keyboard.press("Space")
    phone.keyboard.type("chong")
    expect(phone.locator("[role=listbox]")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("[role=listbox]")).to_be_hidden()
    expect(box).to_be_focused()
    phone.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_phone_a_key_opens_the_box_and_it_has_no_faults_of_accessibility(phone: Page) -> None:
    phone.keyboard.press("/")
    expect(phone.locator("#header-q")).to_be_focused()
    phone.keyboard.type("chong")
    expect(phone.locator("[role=option]").first).to_be_visible()
    found = Axe().run(phone, context={"include": [["header"]]}, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_without_javascript_the_button_is_a_link_to_the_search_page(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto((site / "zh" / "data.html").as_uri())
    page.get_by_role("link", name="搜索", exact=True).click()
    page.wait_for_url("**/zh/search.html")
    context.close()


# ---- the site ----


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder under a policy that allows nothing but the site's own files."""

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
        )
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a folder two levels down on a web server of its own."""
    handler = functools.partial(_Strict, directory=str(folder.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.parent.name}/{folder.name}"
        server.shutdown()


def test_a_web_server_under_a_path_and_a_strict_policy_gives_the_same(page: Page, shelf: Path) -> None:
    with _served(shelf) as host:
        over_http = _hrefs(_find(page, host, "二百亿元"))
    assert over_http
    assert over_http == _hrefs(_find(page, shelf.as_uri(), "二百亿元"))


def test_a_query_asks_only_for_the_scripts_it_needs(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with _served(site) as host:
        page.goto(f"{host}/zh/search.html")
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "/search/" in url] == []
        _find(page, host, "芯片")
    assert [url for url in asked if not url.startswith(host)] == []
    assert len([url for url in asked if "/search/tokens/" in url]) == 1


def test_every_result_on_the_site_leads_to_a_page_that_is_there(page: Page, site: Path) -> None:
    seen = 0
    for query in ("重庆", "Chongqing", "西永", "200亿元", "2025", "chips", "企业", "47%"):
        for lang in ("zh", "en"):
            for href in _hrefs(_find(page, site.as_uri(), query, lang)):
                path, _, anchor = href.partition("#")
                target = site / lang / path
                assert target.exists(), f"{query}: {href}"
                assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), f"{query}: {href}"
                seen += 1
    assert seen > 50


@pytest.mark.parametrize("query", ["200亿元", "魑魅"])
def test_results_have_no_faults_of_accessibility(find: Find, query: str) -> None:
    found = Axe().run(find(query, lang="en"), options={"preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_results_fit_a_narrow_phone(find: Find) -> None:
    page = find("RMB 20 billion", lang="en")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "en" / "search.html").as_uri())
    assert page.locator("#search-start a[href$='articles/index.html']").is_visible()
    assert page.locator("noscript").inner_text()
    context.close()


def test_before_anything_is_asked_the_page_offers_a_figure_and_the_lists(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "en" / "search.html").as_uri())
    start = page.locator("#search-start")
    expect(start.locator("a[href$='topics/autos.html']")).to_be_visible()
    start.locator("a", has_text="200亿元").click()
    _settle(page)
    assert page.locator("#ask").input_value() == "200亿元"
    expect(page.locator("#search-start")).to_be_hidden()
    page.close()
