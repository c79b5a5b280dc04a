"""The pages of a preview: a page about the changes in each language, and a banner on every other."""

import html
from collections.abc import Mapping

from digest.config import Config
from digest.files import read_text
from digest.model import LANGS, Digest, Lang
from digest.preview.changes import Changes
from digest.preview.views import PreviewView
from digest.render.figures import open_desk
from digest.render.index import build_index
from digest.render.page import make_page
from digest.render.strings import Strings
from digest.render.templates import fill, make_environment

PAGE = "preview.html"
STYLES = "assets/preview.css"
DRAWINGS = "preview"


def styles(config: Config) -> tuple[str, str]:
    """The stylesheet of banner and page, as (site path, text)."""
    return STYLES, read_text(config.templates / "preview" / "preview.css")


def render_changes(
    views: Mapping[Lang, PreviewView],
    digest: Digest,
    config: Config,
    frames: Mapping[str, str],
    strings: Mapping[Lang, Strings],
) -> Mapping[str, str]:
    """The page about the changes in both languages, by site path."""
    index = build_index(digest)
    pages: dict[str, str] = {}
    for lang in LANGS:
        desk = open_desk(lang, config, strings[lang], index)
        words = strings[lang].preview
        page = make_page(desk, "lists", PAGE, words["title"], words["title"])
        environment = make_environment(config, frames, strings, lang)
        pages[f"{lang}/{page.path}"] = fill(
            environment, "preview", config.templates, page=page, view=views[lang], drawings=DRAWINGS
        )
    return pages


def charts(changes: Changes) -> Mapping[str, str]:
    """The drawings as they were and as they are, by site path."""
    old = {f"{DRAWINGS}/{chart.id}-old.svg": chart.old for chart in changes.charts}
    return old | {f"{DRAWINGS}/{chart.id}-new.svg": chart.new for chart in changes.charts}


def mark(name: str, page: str, strings: Mapping[Lang, Strings], base: str) -> str:
    """The page with a banner that says what it is and leads to the changes, and out of every search engine's index."""
    root = "/".join([".."] * name.count("/")) or "."
    langs: tuple[Lang, ...] = ("zh",) if name.startswith("zh/") else ("en",) if name.startswith("en/") else LANGS
    parts = [_banner(strings[lang].preview, lang, root, base, own=len(langs) == 1) for lang in langs]
    label = html.escape(" ".join(strings[lang].preview["banner"] for lang in langs))
    banner = f'<aside class="banner" aria-label="{label}"><div class="md-grid">{"".join(parts)}</div></aside>'
    head = f'<meta name="robots" content="noindex">\n<link rel="stylesheet" href="{root}/{STYLES}">\n</head>'
    page = page.replace("</head>", head, 1)
    before = '<header class="md-header' if '<header class="md-header' in page else "<main"
    return page.replace(before, f"{banner}{before}", 1)


def _banner(words: Mapping[str, str], lang: Lang, root: str, base: str, *, own: bool) -> str:
    code = "zh-Hans" if lang == "zh" else "en"
    said = html.escape(words["compared"].format(base=base))
    tag = "" if own else f' lang="{code}"'
    return (
        f"<p{tag}><b>{html.escape(words['banner'])}</b> <span>{said}</span> "
        f'<a href="{root}/{lang}/{PAGE}">{html.escape(words["title"])}</a></p>'
    )
