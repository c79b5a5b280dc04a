"""The page of a series: one metric of one subject through time."""

from collections.abc import Iterable, Iterator
from typing import Any

from digest.model import Fact, Series
from digest.periods import say_period
from digest.render.figures import TABLE_ROWS, Desk, capital, say, say_twin, show_articles, show_fact, show_facts
from digest.render.page import LISTED, make_page
from digest.render.promises import axis_of, promises_of, show_vows
from digest.render.views import Doubt, Link, Page, Said, SeriesView

FORMATS = ("csv", "json", "yml")
_NAMES = {"csv": "CSV", "json": "JSON", "yml": "YAML"}


def series_page(desk: Desk, series: Series) -> tuple[Page, SeriesView]:
    """All figures of the series, what is in doubt, what is promised, where it was told."""
    strings, index = desk.strings, desk.index
    label, whose = capital(say(desk, series.metric)), capital(say(desk, series.subject))
    newest = tuple(reversed(series.facts))
    told = {fact.article: index.articles[fact.article] for fact in series.facts}
    articles = sorted(told.values(), key=lambda article: (article.date, article.stem), reverse=True)
    topics = [topic for fact in series.facts for topic in fact.topics if topic in index.topics]
    promises = promises_of(desk, series.facts)
    counts = strings.counts
    view = SeriesView(
        label=label,
        twin=capital(say_twin(desk, series.metric)),
        whose=whose,
        whose_path=show_fact(desk, newest[0]).whose_path,
        counts=(counts["figures"].of(len(series.facts)), counts["articles"].of(len(articles))),
        topic=topics[0] if topics else "",
        chart=desk.charts.get(series.id),
        doubts=tuple(show_doubts(desk, (series,))),
        figures=show_facts(desk, newest[:TABLE_ROWS]),
        vows=show_vows(desk, promises),
        axis=axis_of(desk, promises),
        articles=show_articles(desk, articles[:LISTED]),
        files=series_files(series),
        linked_data=dataset(desk, f"{label.text}: {whose.text}", f"series/{series.id}", series.facts),
    )
    title = _titled(desk, label, whose)
    description = f"{title}{'：' if desk.lang == 'zh' else ': '}{counts['figures'].of(len(series.facts))}"
    section = f"topics/{topics[0]}" if topics else "lists"
    return make_page(
        desk, section, f"series/{series.id}.html", title, description, topics[0] if topics else "home"
    ), view


def series_link(desk: Desk, series: Series) -> Link:
    """A link to the page of a series: what is measured, and whose it is."""
    label, whose = capital(say(desk, series.metric)), say(desk, series.subject)
    return Link(desk.path(f"series/{series.id}.html"), Said(_titled(desk, label, whose), label.lang))


def series_files(series: Series) -> tuple[Link, ...]:
    """The downloads of a series."""
    return tuple(Link(f"data/series/{series.id}.{form}", Said(_NAMES[form])) for form in FORMATS)


def _titled(desk: Desk, label: Said, whose: Said) -> str:
    return f"{label.text}：{whose.text}" if desk.lang == "zh" else f"{label.text}, {whose.text}"


def show_doubts(desk: Desk, every: Iterable[Series]) -> Iterator[Doubt]:
    """The pairs of figures, of all these series, that can't both hold."""
    for series in every:
        for one, other in series.conflicts:
            yield Doubt(
                label=capital(say(desk, series.metric)),
                period=say_period(one.period, desk.lang),
                one=show_fact(desk, one),
                other=show_fact(desk, other),
            )


def dataset(desk: Desk, name: str, stem: str, facts: tuple[Fact, ...], depth: int = 2) -> dict[str, Any]:
    """A table of figures for machines (schema.org), told on a page `depth` folders deep."""
    settings, kinds = desk.settings, ("text/csv", "application/json", "application/yaml")
    base = desk.site_url or "../" * depth
    described = desk.strings.data["described"].format(name=name, site=settings.name[desk.lang])
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": described,
        "license": settings.licence_url,
        "inLanguage": ["zh-Hans", "en"],
        "creator": {"@type": "Organization", "name": settings.name[desk.lang]},
        "variableMeasured": sorted({fact.metric[desk.lang] for fact in facts})[:20],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}data/{stem}.{form}"}
            for form, kind in zip(FORMATS, kinds, strict=True)
        ],
    }
    years = sorted(fact.period[:4] for fact in facts if fact.period)
    return found | ({"temporalCoverage": f"{years[0]}/{years[-1]}"} if years else {})
