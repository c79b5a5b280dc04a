"""The digest as a site: every page and asset of ours, as text.

A page is a `Page` (what its frame needs) and a view (what its template shows), both plain values made by `pages`,
`articles` and `entities`; the templates under templates/pages hold no more than loops and ifs.
"""

from collections.abc import Iterator, Mapping
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
from digest.render.promises import targets
from digest.render.revisions import changes
from digest.render.series import series_page
from digest.render.strings import Strings, load_strings
from digest.render.templates import fill, make_environment
from digest.render.views import CODES

__all__ = ["render"]


def render(digest: Digest, config: Config, frames: Mapping[str, str]) -> Iterator[tuple[str, str | bytes]]:
    """Every page and asset as (site path, content). `frames` are Jinja sources by `<lang>/<section>`.

    Raises ContentError where a template asks for what is not there, or the interface strings are not complete.
    """
    strings = load_strings(config)
    index = msgspec.structs.replace(build_index(digest), tiles=_tiles(config))
    desks = {lang: open_desk(lang, config, strings[lang], index) for lang in LANGS}
    every = {lang: plots(desk) for lang, desk in desks.items()}
    drawn = draw_plots(chain.from_iterable(every.values()), config.cache / "charts.sqlite3")
    desks = {lang: msgspec.structs.replace(desk, charts=finish(every[lang], drawn)) for lang, desk in desks.items()}
    environments = {lang: make_environment(config, frames, strings, lang) for lang in LANGS}
    yield from assets(config)
    yield from _gates(config, environments["zh"], strings)
    markdown = Markdown()
    ids = entities.pages_of(index)
    for lang, desk in desks.items():
        for template, (page, view) in _pages(desk, ids):
            yield f"{lang}/{page.path}", fill(environments[lang], template, config.templates, page=page, view=view)
    for lang, desk in desks.items():
        yield from chart_files(desk, every[lang], drawn)
    yield from card_files(config, desks, environments)
    for each in digest.articles:
        near = articles.related(index, each, config.settings.region)
        prose = msgspec.structs.replace(articles.render_prose(each, digest, markdown), related=near)
        for lang, desk in desks.items():
            page, article = articles.article(desk, each, prose)
            yield f"{lang}/{page.path}", fill(environments[lang], "article", config.templates, page=page, view=article)


def _pages(desk: Desk, ids: frozenset[str]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """All but the articles: the name of a template, and what it shows."""
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
