"""Pages of what figures say together: series, promises, editions, corrections, the map, citations."""

import json
import re
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec
import pytest

from digest.config import Config
from digest.frames import draw
from digest.lexicon import load_lexicon
from digest.model import Bilingual, Correction, Digest, Fact, Lang, Notice
from digest.render import entities, pages, promises, render
from digest.render.changes import show_key
from digest.render.entities import entity
from digest.render.figures import Desk, open_desk
from digest.render.index import build_index
from digest.render.pages import article_list, home, topic
from digest.render.plots import draw_plots, finish, plots
from digest.render.series import series_page
from digest.render.strings import load_strings
from digest.series import find_comparisons, find_promises, find_series
from tests.conftest import ROOT, config_of_one_page, make_article, make_fact

MKDOCS = f"""
site_name: Test
site_url: https://example.org/digest/
plugins: []
extra:
  digest:
    name: {{zh: 试刊, en: Trial}}
    tagline: {{zh: 一句话。, en: One sentence.}}
    region: chongqing
    content_dir: {ROOT / "content"}
    templates_dir: {ROOT / "templates"}
"""
OLD, NEW = "2021-08-16-old", "2026-01-20-new"
SHARE = {"metric": Bilingual("软件占比", "software share"), "unit": "%", "counter": "%"}
OUTPUT = {"metric": Bilingual("汽车产量", "vehicle output"), "unit": "count", "counter": "辆", "period": "2019"}
SICHUAN = {"subject": Bilingual("四川", "Sichuan"), "place": "sichuan"}


def told(ident: str, article: str, surface: tuple[str, str], value: float, **over: object) -> Fact:
    quote = Bilingual(f"{ident}：{surface[0]}", f"{ident}: {surface[1]}")
    return make_fact(id=ident, article=article, surface=Bilingual(*surface), value=str(value), quote=quote, **over)


FACTS = (
    told("known", OLD, ("5%", "5%"), 5, period="2021-H1", **SHARE),
    told("promise", OLD, ("20%", "20%"), 20, period="2025", status="forecast", **SHARE),
    told("reached", NEW, ("21%", "21%"), 21, period="2025", **SHARE),
    told("one", OLD, ("138万辆", "1.38 million"), 1_380_000, **OUTPUT),
    told("other", NEW, ("150万辆", "1.5 million"), 1_500_000, **OUTPUT),
    told("sichuan", OLD, ("111.7万辆", "1.117 million"), 1_117_000, **OUTPUT | SICHUAN),
    told("open", NEW, ("3所", "3"), 3, unit="count", status="target", period=None, metric=Bilingual("学校", "schools")),
)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return config_of_one_page(tmp_path_factory.mktemp("together"), MKDOCS)


@pytest.fixture(scope="module")
def digest(config: Config) -> Digest:
    reason = Bilingual("原文修订。", "The source was revised.")
    notice = Notice("2026-02-01", reason, Bilingual("旧文", "old words"), Bilingual("新文", "new words"))
    articles = (make_article(stem=NEW), make_article(stem=OLD, corrections=(notice,)))
    facts = {fact.id: fact for fact in FACTS}
    return Digest(
        articles=articles,
        facts=facts,
        mentions={},
        lexicon=load_lexicon(config.content / "lexicon"),
        series=find_series(FACTS),
        comparisons=find_comparisons(FACTS),
        promises=find_promises(FACTS, {article.stem: article.date for article in articles}),
        corrections=(
            Correction(OLD, "2026-02-01", reason, notice=notice),
            Correction(
                NEW, "2026-01-25", reason, before=told("reached", NEW, ("12%", "12%"), 12, period="2024", **SHARE)
            ),
            Correction(NEW, "2026-01-24", reason, before=told("gone", NEW, ("7%", "7%"), 7, **SHARE)),
        ),
    )


@pytest.fixture(scope="module")
def site(digest: Digest, config: Config) -> Mapping[str, str | bytes]:
    return dict(render(digest, config, draw(config).templates))


def page(site: Mapping[str, str | bytes], name: str) -> str:
    text = site[name]
    assert isinstance(text, str)
    return re.sub(r"\s+", " ", text)


def series(digest: Digest, metric: str) -> str:
    return next(each.id for each in digest.series if each.metric.zh == metric)


def test_a_series_has_a_page_with_a_chart_its_table_and_its_files(site: Mapping[str, str], digest: Digest) -> None:
    name = series(digest, "软件占比")
    told = page(site, f"en/series/{name}.html")
    assert f'<figure class="chart" data-chart="{name}">' in told
    assert "Software share: 21% in 2025, against 20% stated before" in told
    for link in (f"charts/{name}.en.svg", f"charts/{name}.en.vl.json", f"data/series/{name}.csv"):
        assert f'href="../../{link}" download' in told
    assert {f"charts/{name}.en.svg", f"charts/{name}.zh.vl.json"} <= site.keys()


def test_articles_of_one_day_stand_in_the_same_order_in_every_build(digest: Digest, config: Config) -> None:
    stems = [f"2025-04-24-{letter}" for letter in "caebd"]
    facts = [told(f"fact-{stem}", stem, ("5%", "5%"), 5 + n, period=f"202{n}", **SHARE) for n, stem in enumerate(stems)]
    articles = tuple(make_article(stem=stem) for stem in stems)
    same_day = msgspec.structs.replace(
        digest, articles=articles, facts={fact.id: fact for fact in facts}, series=find_series(facts), corrections=()
    )
    desk = desk_of(msgspec.structs.replace(same_day, comparisons=(), promises=()), config, "en")
    _, view = series_page(desk, same_day.series[0])
    assert [item.path for item in view.articles] == [f"en/articles/2025-04-24-{letter}.html" for letter in "edcba"]


def test_a_chart_says_in_words_what_it_shows(site: Mapping[str, str], digest: Digest) -> None:
    label = re.findall(
        r'role="img" aria-label="([^"]*H1 2021[^"]*)"', page(site, f"en/series/{series(digest, '软件占比')}.html")
    )
    finding = "Software share: 21% in 2025, against 20% stated before."
    assert label == [f"{finding} H1 2021: 5%; 2025: 20% (Forecast); 2025: 21%."]


def test_figures_that_cannot_both_hold_stand_side_by_side(site: Mapping[str, str], digest: Digest) -> None:
    name = series(digest, "汽车产量")
    doubt = re.findall(r'<div class="doubt">(.*?)</section>', page(site, f"zh/series/{name}.html"))
    assert len(doubt) == 1
    assert "138" in doubt[0]
    assert "150" in doubt[0]
    assert f'class="ne" href="../../zh/series/{name}.html#doubt"' in page(site, "zh/topics/autos.html")


def test_subjects_are_compared_by_bars_with_the_region_in_colour(site: Mapping[str, str], digest: Digest) -> None:
    (comparison,) = digest.comparisons
    spec = json.loads(site[f"charts/{comparison.id}.en.vl.json"])
    rows = spec["layer"][0]["data"]["values"]
    assert [(row["name"], row["accent"]) for row in rows] == [("Chongqing", True), ("Sichuan", False)]
    assert "Vehicle output: Chongqing ahead of Sichuan" in page(site, "en/topics/autos.html")


def test_targets_say_what_was_promised_and_what_was_reported_since(site: Mapping[str, str]) -> None:
    told = page(site, "en/targets.html")
    kept, waiting = re.findall(r'<li class="vow" data-outcome="(\w+)">(.*?)</li>', told)
    assert kept[0] == "kept"
    assert re.findall(r"<b>([^<]+)</b>", kept[1]) == ["20", "21"]
    assert "重庆日报, 16 August 2021" in kept[1]
    assert waiting[0] == "not_reported"
    assert re.findall("<h2>(Due in 2025|Without a date)</h2>", told) == ["Due in 2025", "Without a date"]


def test_where_promises_are_many_those_with_a_figure_to_compare_stand_first_and_the_rest_is_told(
    digest: Digest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "_MOST", 1)
    monkeypatch.setattr(promises, "_LEAST", 1)
    desk = desk_of(digest, config, "en")
    aims = tuple(told(f"aim{n}", OLD, ("7%", "7%"), 7, status="target", period="2025", unit="%") for n in range(3))
    dates = {article.stem: article.date for article in digest.articles}
    many = msgspec.structs.replace(desk.index, promises=find_promises((*FACTS, *aims), dates))
    _, view = promises.targets(msgspec.structs.replace(desk, index=many))
    assert [[vow.figure.id for vow in group.vows] for group in view.groups] == [["promise"], ["open"]]
    assert [group.rest[:13] for group in view.groups] == ["Here are 1 of", ""]
    assert view.tally[0][0] == "5"


def test_where_contradictions_are_many_a_topic_shows_the_first_and_tells_the_rest(
    digest: Digest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = told("third", NEW, ("160万辆", "1.6 million"), 1_600_000, **OUTPUT)
    facts = (*FACTS, msgspec.structs.replace(third, quote=Bilingual("又一句", "another")))
    more = msgspec.structs.replace(digest, facts={fact.id: fact for fact in facts}, series=find_series(facts))
    desk = desk_of(more, config, "en")
    autos = desk.index.topics["autos"]
    _, view = topic(desk, autos)
    assert (len(view.doubts), view.doubts_rest) == (2, "")
    monkeypatch.setattr(pages, "_DOUBTS", 1)
    _, view = topic(desk, autos)
    assert (len(view.doubts), view.doubts_rest[:15]) == (1, "Here are 1 of 2")


def test_where_articles_are_many_the_older_months_are_links_to_their_editions(
    digest: Digest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [group.heading for group in article_list(desk_of(digest, config, "en"))[1].groups] == [
        "January 2026",
        "August 2021",
    ]
    monkeypatch.setattr(pages, "_ITEMS", 1)
    newest, older = article_list(desk_of(digest, config, "en"))[1].groups
    assert [item.path for item in newest.items] == [f"en/articles/{NEW}.html"]
    assert (older.heading, [link.path for link in older.links]) == ("2021", ["en/editions/2021-08.html"])


def test_each_edition_and_each_topic_has_a_picture_of_its_own(site: Mapping[str, str | bytes]) -> None:
    for name in ("editions/2026-01", "editions/2021-08", "topics/autos"):
        assert f"/cards/en/{name.removeprefix('topics/').replace('editions/', 'edition-')}.png" in page(
            site, f"en/{name}.html"
        )


def test_each_month_has_an_edition_that_leads_to_the_ones_beside_it(site: Mapping[str, str]) -> None:
    assert '<a href="../../zh/editions/2026-01.html" rel="next">2026年1月号 →</a>' in page(
        site, "zh/editions/2021-08.html"
    )
    assert '<a href="../../en/editions/2026-01.html">January 2026 edition</a>' in page(site, "en/editions/index.html")
    assert '<a href="../en/editions/2026-01.html">January 2026 edition</a>' in page(site, "en/index.html")


def test_a_correction_shows_what_was_said_what_is_said_when_and_why(site: Mapping[str, str]) -> None:
    for name in (f"en/articles/{OLD}.html", "en/changes.html", "en/index.html"):
        told = page(site, name)
        assert "<del>old words</del> <ins>new words</ins>" in told
        assert '<time datetime="2026-02-01">1 February 2026</time>' in told
        assert "The source was revised." in told


def test_a_corrected_figure_shows_each_field_that_changed(site: Mapping[str, str]) -> None:
    told = page(site, "zh/changes.html")
    assert "<del>12%</del> <ins>21%</ins>" in told
    assert "<del>2024年</del> <ins>2025年</ins>" in told
    assert '<del>7%</del> <span class="meta">已撤下</span>' in told
    assert "已更正" in page(site, f"zh/articles/{NEW}.html")


def test_an_article_tells_machines_of_its_corrections(site: Mapping[str, str]) -> None:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(site, f"en/articles/{OLD}.html"))
    told = json.loads(text)
    assert told["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2026-02-01", "text": "The source was revised."}
    ]


def test_an_article_can_be_cited_in_three_formats(site: Mapping[str, str]) -> None:
    links = {
        name: unquote(link.partition(",")[2])
        for link, name in re.findall(r'href="(data:[^"]+)" download="([^"]+)"', page(site, f"en/articles/{NEW}.html"))
    }
    address = f"https://example.org/digest/en/articles/{NEW}.html"
    assert f"@online{{{NEW}," in links[f"{NEW}.bib"]
    assert f"url = {{{address}}}" in links[f"{NEW}.bib"]
    assert links[f"{NEW}.ris"].startswith("TY  - ELEC\r\nTI  - Title\r\n")
    assert links[f"{NEW}.ris"].endswith("ER  - \r\n")
    (entry,) = json.loads(links[f"{NEW}.json"])
    assert (entry["URL"], entry["issued"]) == (address, {"date-parts": [[2026, 1, 20]]})


def test_the_map_has_every_district_of_the_region_once(site: Mapping[str, str], digest: Digest) -> None:
    told = page(site, "zh/places/index.html")
    names = re.findall(r'<li class="tile [^"]*">.*?<b>([^<]+)</b>', told)
    places = digest.lexicon.places
    expected = {each.short.zh for each in places if each.parent == "chongqing" and each.kind in ("district", "county")}
    assert len(names) == len(set(names)) == 38
    assert set(names) == expected


def test_every_page_has_a_picture_and_a_title_for_those_who_link_to_it(site: Mapping[str, str | bytes]) -> None:
    for name in site:
        if re.fullmatch(r"(?:zh|en)/.*\.html", name):
            told = page(site, name)
            (card,) = re.findall(r'property="og:image" content="https://example.org/digest/([^"]+)"', told)
            picture = site[card]
            assert isinstance(picture, bytes)
            assert picture.startswith(b"\x89PNG")
            assert re.search(r'property="og:title" content="[^"]+"', told)


def test_what_was_drawn_once_gives_the_same_bytes(
    site: Mapping[str, str | bytes], digest: Digest, config: Config
) -> None:
    assert dict(render(digest, config, draw(config).templates)) == site


# --- key figures


def desk_of(digest: Digest, config: Config, lang: Lang) -> Desk:
    return open_desk(lang, config, load_strings(config)[lang], build_index(digest))


def test_a_key_figure_tells_the_rate_of_its_own_sentence(digest: Digest, config: Config) -> None:
    words = Bilingual("2024年，进出口整车19561台，增长154.4%", "")
    cars = told("cars", NEW, ("19561台", "19,561"), 19_561, unit="count", counter="台")
    rate = told("rate", NEW, ("154.4%", "154.4%"), 154.4, unit="%", change="yoy")
    facts = {each.id: msgspec.structs.replace(each, quote=words) for each in (cars, rate)}
    desk = desk_of(msgspec.structs.replace(digest, facts=facts), config, "en")
    assert [key.change for key in show_key(desk, facts.values())] == ["up 154.4%", ""]


def test_a_key_figure_without_a_rate_tells_the_figure_before_it_or_the_one_promised(
    digest: Digest, config: Config
) -> None:
    desk = desk_of(digest, config, "en")
    (known, reached) = show_key(desk, [fact for fact in FACTS if fact.id in ("known", "reached")])
    assert reached.change == "was 5% (H1 2021)"
    assert known.change == "forecast 20% (2025)"


def test_a_small_chart_starts_at_zero_joins_nothing_unlike_and_marks_the_figure_told(
    digest: Digest, config: Config
) -> None:
    (key,) = show_key(desk_of(digest, config, "zh"), [fact for fact in FACTS if fact.id == "reached"])
    assert key.spark is not None
    assert [(dot.status, dot.own) for dot in key.spark.dots] == [
        ("actual", False),
        ("forecast", False),
        ("actual", True),
    ]
    low, _, high = (31 - float(dot.y) for dot in key.spark.dots)
    assert high / low == pytest.approx(21 / 5, rel=0.02)
    assert (key.spark.line, len(key.spark.stems)) == ("", 3)  # a half-year and a year


def test_figures_of_one_kind_of_period_are_joined_in_a_small_chart(digest: Digest, config: Config) -> None:
    years = tuple(told(year, NEW, ("5%", "5%"), 5 + n, period=year, **SHARE) for n, year in enumerate(("2019", "2020")))
    more = msgspec.structs.replace(digest, facts={each.id: each for each in years}, series=find_series(years))
    (key,) = show_key(desk_of(more, config, "zh"), years[1:])
    assert key.spark is not None
    assert (len(key.spark.line.split()), key.spark.stems) == (2, ())


def test_figures_in_doubt_have_neither_change_nor_chart(digest: Digest, config: Config) -> None:
    (key,) = show_key(desk_of(digest, config, "zh"), [fact for fact in FACTS if fact.id == "other"])
    assert (key.change, key.spark) == ("", None)


def test_the_first_page_shows_a_topic_by_a_figure_of_a_title_whose_change_is_known(
    digest: Digest, config: Config
) -> None:
    titled = make_article(stem="2024-01-01-titled")
    titled = msgspec.structs.replace(titled, zh=msgspec.structs.replace(titled.zh, title="软件占比21%，产量150万辆"))
    newest = make_article(stem="2026-03-01-lead", topics=())
    facts = [msgspec.structs.replace(fact, article=titled.stem) for fact in FACTS]
    lead = told("lead", newest.stem, ("9亿元", "RMB 0.9 billion"), 900_000_000, topics=())
    told_of = msgspec.structs.replace(
        digest,
        articles=(newest, titled),
        facts={fact.id: fact for fact in (*facts, lead)},
        series=find_series(facts),
        promises=(),
        corrections=(),
    )
    _, view = home(desk_of(told_of, config, "zh"))
    (card,) = (each for each in view.topics if each.id == "autos")
    assert (card.key.figure.own.text, card.key.change) == ("21%", "2021年上半年为5%")


def test_a_place_shows_its_charts_its_promises_and_of_many_figures_the_key_ones(
    digest: Digest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(digest, config, "en")
    place = desk.index.places["chongqing"]
    drawn = msgspec.structs.replace(desk, charts=finish(plots(desk), draw_plots(plots(desk), config.cache / "x")))
    _, view = entity(drawn, place, frozenset({"chongqing"}))
    assert len(view.key) == 3
    assert {chart.id for chart in view.charts} == {series(digest, "软件占比"), digest.comparisons[0].id}
    assert {vow.figure.id for vow in view.vows} == {"promise", "open"}
    monkeypatch.setattr(entities, "_KEY", 4)
    _, view = entity(drawn, place, frozenset({"chongqing"}))
    assert view.key == ()


def test_an_article_does_not_repeat_the_topic_that_its_heading_names(site: Mapping[str, str | bytes]) -> None:
    label = '<p class="topic" data-topic="autos">Autos</p>'
    assert label in page(site, "en/articles/index.html")
    assert label not in page(site, "en/topics/autos.html")
    assert label not in page(site, "en/editions/2026-01.html")
