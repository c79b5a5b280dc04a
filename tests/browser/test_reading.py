"""What a reader does: read, switch language, open a figure, sort a table, choose colours, print."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

ARTICLE = "articles/2025-04-24-liangping-aircraft.html"
PAGES = (
    "index.html",
    "topics/autos.html",
    ARTICLE,
    "places/chongqing.html",
    "places/index.html",
    "targets.html",
    "changes.html",
    "editions/index.html",
    "editions/2025-09.html",
    "organisations/index.html",
    "articles/index.html",
    "search.html",
    "data.html",
    "about/index.html",
    "about/formats.html",
)


def visible(page: Page, selector: str) -> bool:
    return page.locator(selector).first.is_visible()


def column(page: Page, key: str) -> list[str]:
    rows = page.locator("table[data-sort] tbody tr:not([hidden])").all()
    return [row.get_attribute(f"data-{key}") or "" for row in rows]


# --- without script


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_script_an_article_reads_in_both_languages_and_its_figures_lead_to_the_table(
    open_page: Open, lang: str
) -> None:
    page = open_page(f"{lang}/{ARTICLE}", java_script_enabled=False)
    assert visible(page, ".pair [lang=en]")
    assert visible(page, ".pair [lang=zh-Hans]")
    figure = page.locator("a.fig").first
    figure.click()
    assert page.url.endswith(f"#f-{figure.get_attribute('data-fact')}")
    assert not visible(page, ".pop")


def test_without_script_nothing_is_offered_that_does_not_work(open_page: Open) -> None:
    page = open_page("en/topics/autos.html", java_script_enabled=False)
    for selector in ("button[data-scheme]", "form.filter", "th button"):
        assert page.locator(selector).count() == 0 or not visible(page, selector)


def test_without_script_the_language_switch_leads_to_the_twin(open_page: Open) -> None:
    page = open_page("zh/topics/autos.html", java_script_enabled=False)
    page.click("a.md-header__option[hreflang]")
    assert page.url.endswith("/en/topics/autos.html")
    assert page.get_attribute("html", "lang") == "en"


# --- with script


def test_a_figure_opens_its_card_and_escape_gives_the_focus_back(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}")
    figure = page.locator("a.fig", has_text="RMB 20 billion").first
    figure.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"#c-{figure.get_attribute('data-fact')}")
    assert card.is_visible()
    assert "200亿元" in card.inner_text()
    assert "20,000,000,000 yuan" in card.inner_text()
    expect(figure).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(figure).to_have_attribute("aria-expanded", "false")
    expect(figure).to_be_focused()


def test_a_figure_shows_its_card_while_the_keyboard_is_on_it(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}")
    first, second = page.locator(".pair > :not([data-twin]) a.fig").all()[:2]
    first.focus()
    shown = page.locator(".pop:popover-open")
    expect(shown).to_have_attribute("id", f"c-{first.get_attribute('data-fact')}")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(shown).to_have_attribute("id", f"c-{second.get_attribute('data-fact')}")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(second).to_be_focused()
    first.focus()
    page.locator("header a").first.focus()
    expect(shown).to_have_count(0)


def test_an_open_card_tints_the_same_figure_in_the_other_language(open_page: Open) -> None:
    page = open_page(f"zh/{ARTICLE}")
    page.locator("[lang=zh-Hans] a.fig", has_text="200亿元").first.click()
    assert page.locator("[data-twin] a.fig.same").inner_text() == "RMB 20 billion"


def test_a_card_stays_within_the_readers_own_column(open_page: Open) -> None:
    page = open_page(f"zh/{ARTICLE}")
    for figure in page.locator(".pair > :not([data-twin]) a.fig").all():
        figure.click()
        card = page.locator(".pop:popover-open").bounding_box()
        twin = page.locator("[data-twin]").first.bounding_box()
        assert card is not None
        assert twin is not None
        assert card["x"] + card["width"] <= twin["x"]
        page.keyboard.press("Escape")


def test_a_narrow_screen_shows_one_language_until_asked(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}", width=360)
    assert not visible(page, "[data-twin]")
    page.click("button[data-pair='1']")
    assert visible(page, "[data-twin]")
    page.reload()
    assert visible(page, "[data-twin]")


def test_a_table_sorts_by_value_within_one_unit_and_keeps_the_order_in_its_address(open_page: Open) -> None:
    page = open_page("en/topics/autos.html")
    page.get_by_role("button", name="Value").click()
    pairs = list(zip(column(page, "unit"), (float(value) for value in column(page, "value")), strict=True))
    for unit in {unit for unit, _ in pairs}:
        values = [value for each, value in pairs if each == unit]
        assert values == sorted(values, reverse=True)
    assert [unit for i, (unit, _) in enumerate(pairs) if i == 0 or pairs[i - 1][0] != unit] == list(
        dict.fromkeys(unit for unit, _ in pairs)
    )
    before = column(page, "fact")
    page.reload()
    assert column(page, "fact") == before
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Value")


def test_a_filtered_table_keeps_its_filter_in_the_address_and_across_languages(open_page: Open) -> None:
    page = open_page("zh/topics/autos.html")
    page.select_option("select[name=status]", "actual")
    kept = column(page, "fact")
    assert set(column(page, "status")) == {"actual"}
    with page.expect_navigation():
        page.click("a.md-header__option[hreflang]")
    assert column(page, "fact") == kept
    page.get_by_role("button", name="Clear").click()
    assert len(column(page, "fact")) >= len(kept)
    assert "status" not in page.url


def test_a_table_filters_by_place_and_keeps_that_in_its_address(open_page: Open) -> None:
    page = open_page("en/topics/autos.html")
    page.select_option("select[name=place]", label="Sichuan")
    assert page.url.endswith("?place=sichuan")
    assert {row.get_attribute("data-place") for row in page.locator("tr[data-fact]:not([hidden])").all()} == {"sichuan"}
    page.reload()
    assert page.locator("select[name=place]").input_value() == "sichuan"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_series_can_be_read_without_script_and_breaks_no_rule_of_accessibility(
    open_page: Open, site: Path, scheme: str
) -> None:
    name = sorted((site / "en/series").glob("*.html"))[0].name
    page = open_page(f"en/series/{name}", width=360, color_scheme=scheme)
    assert _check(page).response["violations"] == []
    page = open_page(f"zh/series/{name}", java_script_enabled=False)
    assert visible(page, "figure.chart[data-chart] svg")
    assert page.locator("table.plain tbody tr").count() > 1


def test_a_charts_figures_open_as_a_table_without_script(open_page: Open) -> None:
    page = open_page("en/topics/autos.html", java_script_enabled=False)
    chart = page.locator("figure.chart").first
    assert not chart.locator("table").is_visible()
    chart.locator("summary").click()
    assert chart.locator("table").is_visible()


def test_colours_follow_the_system_until_the_reader_chooses(open_page: Open) -> None:
    page = open_page("en/index.html", color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(22, 25, 23)"
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(background) == "rgb(249, 248, 243)"
    page.reload()
    assert page.evaluate(background) == "rgb(249, 248, 243)"
    assert page.get_by_role("button", name="Dark").is_visible()


def test_the_first_page_goes_on_to_the_language_chosen_before(open_page: Open) -> None:
    page = open_page("index.html")
    assert page.locator("a[hreflang]").count() == 2
    page.click("a[hreflang=en]")
    assert page.url.endswith("/en/index.html")
    page.goto(page.url.replace("/en/index.html", "/index.html"))
    page.wait_for_url("**/en/index.html")


def test_the_search_form_in_the_header_leads_to_the_search_page(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}")
    page.fill("#header-q", "RMB 20 billion")
    page.press("#header-q", "Enter")
    assert re.search(r"/en/search\.html\?q=RMB\+20\+billion$", page.url)


def test_the_first_key_press_offers_to_skip_to_the_content(open_page: Open) -> None:
    page = open_page("zh/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#content")


# --- looks


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_is_wider_than_the_screen(open_page: Open, site: Path, lang: str, width: int) -> None:
    page = open_page(f"{lang}/index.html", width=width)
    for path in PAGES:
        page.goto((site / lang / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
@pytest.mark.parametrize("path", [*PAGES, "../index.html", "../404.html"])
def test_no_page_breaks_a_rule_of_accessibility(open_page: Open, path: str, lang: str, scheme: str) -> None:
    page = open_page(f"{lang}/{path}", color_scheme=scheme)
    results = _check(page)
    assert results.violations_count == 0, results.generate_report()


def test_an_open_card_breaks_no_rule_of_accessibility(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}", width=360)
    page.locator("a.fig").first.click()
    results = _check(page)
    assert results.violations_count == 0, results.generate_report()


def test_print_is_black_on_white_without_what_can_be_pressed(open_page: Open) -> None:
    page = open_page(f"zh/{ARTICLE}", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for selector in (".md-tabs", ".md-search", "button[data-scheme]", ".seg", "a.md-header__option"):
        assert not visible(page, selector)


def test_reduced_motion_is_respected(open_page: Open) -> None:
    page = open_page(f"en/{ARTICLE}", reduced_motion="reduce")
    page.locator("a.fig").first.click()
    assert page.evaluate("getComputedStyle(document.querySelector('.pop:popover-open')).transitionDuration") in (
        "0s",
        "",
    )


def test_a_page_with_all_it_loads_is_under_60_kilobytes(site: Path) -> None:
    ours = sum(_packed(site / "assets" / name) for name in ("site.css", "site.js", "scheme.js"))
    search = sum(_packed(site / "assets" / name) for name in ("search.css", "search.js"))
    handbook = sum(_packed(site / "assets" / name) for name in ("handbook.css", "material.css"))
    for lang in ("zh", "en"):
        for path in PAGES:
            extra = search if path == "search.html" else handbook if path.startswith("about/") else 0
            assert _packed(site / lang / path) + ours + extra < 60_000, path


def _check(page: Page) -> AxeResults:
    return Axe().run(page, options={"preload": False})  # it would ask for the stylesheets a second time


def _packed(path: Path) -> int:
    found = [path] if path.exists() else path.parent.glob(f"{path.stem}.*{path.suffix}")  # named by its content
    return sum(len(gzip.compress(each.read_bytes(), 9)) for each in found)
