"""The frame's part of a page."""

from digest.render.figures import Desk
from digest.render.views import Page

LISTED = 30
_OWN = {"home": "index.html", "data": "data.html", "search": "search.html", "targets": "targets.html"}


def make_page(desk: Desk, section: str, path: str, title: str, description: str, card: str = "home") -> Page:
    """What the frame of `section` needs for the page at `path` under the language. `card` names its picture."""
    site = desk.settings.name[desk.lang]
    root = "/".join([".."] * (path.count("/") + 1))
    return Page(
        frame=f"{desk.lang}/{section}",
        path=path,
        title=site if section == "home" else desk.strings.common["title"].format(title=title, site=site),
        description=" ".join(description.split()),
        root=root,
        here="page" if path == _OWN.get(section, f"{section}.html") else "true",
        card=f"{desk.site_url or f'{root}/'}cards/{desk.lang}/{card}.png",
    )
