"""The digest as a site: every page and asset of ours, as text.

A page is a `Page` (what its frame needs) and a view (what its template shows), both plain values made by `pages`,
`articles` and `entities`; the templates under templates/pages hold no more than loops and ifs.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import jinja2
import msgspec
from markdown import Markdown

from digest.config import Config
from digest.files import load_yaml
from digest.model import LANGS, Digest, Lang
from digest.render import articles, entities, pages
from digest.render.assets import assets
from digest.render.cards import card_files
from digest.render.editions import edition, edition_list
from digest.render.figures import Desk, open_desk
from digest.render.index import Entity, build_index
from digest.render.plots import chart_files, draw_plots, finish, plots
from digest.render.press import Job, Plates, environments_of, print_pages
from digest.render.promises import targets
from digest.render.revisions import changes
from digest.render.series import series_page
from digest.render.strings import Strings, load_strings
from digest.render.templates import fill
from digest.render.views import CODES, Page

__all__ = ["render"]


def render(
    digest: Digest, config: Config, frames: Mapping[str, str], executor: Executor | None = None
) -> Iterator[tuple[str, str | bytes]]:
    """Every page and asset as (site path, content), assets first. `frames` are Jinja sources by `<lang>/<section>`.

    Raises ContentError where a template asks for what is not there, or the interface strings are not complete.
    `executor`, if any, draws the charts and fills the templates.
    """
    strings = load_strings(config)
    index = msgspec.structs.replace(build_index(digest), tiles=_tiles(config))
    desks = {lang: open_desk(lang, config, strings[lang], index) for lang in LANGS}
    every = {lang: plots(desk) for lang, desk in desks.items()}
    drawn = draw_plots(chain.from_iterable(every.values()), config.cache / "charts.sqlite3", executor)
    desks = {lang: msgspec.structs.replace(desk, charts=finish(every[lang], drawn)) for lang, desk in desks.items()}
    plates = Plates(config, frames, strings)
    environments = environments_of(plates)
    yield from assets(config)
    yield from _gates(config, environments["zh"], strings)
    yield from print_pages(plates, chain(_pages(desks), _articles(desks, digest)), executor)
    for lang, desk in desks.items():
        yield from chart_files(desk, every[lang], drawn)
    yield from card_files(config, desks, environments, executor)


def _pages(desks: Mapping[Lang, Desk]) -> Iterator[Job]:
    """All pages but the articles."""
    for lang, desk in desks.items():
        for template, (page, view) in _views(desk):
            yield Job(lang, template, page, view)


def _articles(desks: Mapping[Lang, Desk], digest: Digest) -> Iterator[Job]:
    index, region, markdown = desks["zh"].index, desks["zh"].settings.region, Markdown()
    for each in digest.articles:
        prose = articles.render_prose(each, digest, markdown)
        prose = msgspec.structs.replace(prose, related=articles.related(index, each, region))
        for lang, desk in desks.items():
            page, view = articles.article(desk, each, prose)
            yield Job(lang, "article", page, view)


def _views(desk: Desk) -> Iterator[tuple[str, tuple[Page, Any]]]:
    """The name of a template, what its frame needs and what it shows."""
    ids = entities.pages_of(desk.index)
    yield "home", pages.home(desk)
    for topic in desk.index.topics.values():
        yield "topic", pages.topic(desk, topic)
    yield "list", pages.article_list(desk)
    for kind in ("places", "organisations"):
        yield "list", pages.entity_list(desk, kind, ids)
    everything: tuple[Entity, ...] = (*desk.index.places.values(), *desk.index.organisations.values())
    for entity in everything:
        if entity.id in ids:
            yield "entity", entities.entity(desk, entity, ids)
    for series in desk.index.series.values():
        yield "series", series_page(desk, series)
    yield "targets", targets(desk)
    yield "changes", changes(desk)
    known = list(desk.index.months)
    for newer, month, older in zip([None, *known], known, [*known[1:], None], strict=False):
        yield "edition", edition(desk, month, (older, newer))
    yield "list", edition_list(desk)
    yield "search", pages.search(desk)
    yield "data", pages.data(desk)


def _tiles(config: Config) -> tuple[tuple[str | None, ...], ...]:
    path = config.content / "lexicon" / "tiles.yml"
    return load_yaml(path, tuple[tuple[str | None, ...], ...]) if path.exists() else ()


def _gates(
    config: Config, environment: jinja2.Environment, strings: Mapping[Lang, Strings]
) -> Iterator[tuple[str, str]]:
    """The two pages that belong to no language: the first one, and that for lost addresses.

    The latter is served under any address, so its links start at the site's own folder as far as that is known.
    """
    names = {lang: config.settings.name[lang] for lang in LANGS}
    words = {lang: strings[lang].gate for lang in LANGS}
    folder = urlsplit(config.site_url).path.rstrip("/") if config.site_url else "."
    for name, root, missing in (("index.html", ".", False), ("404.html", folder, True)):
        yield (
            name,
            fill(
                environment, "gate", config.templates, root=root, names=names, gate=words, missing=missing, codes=CODES
            ),
        )
