"""Files made ready to be published: assets under names that hold a hash of their content, pages under a policy.

A server may let browsers keep `assets/site.3f2a1b9c.css` for ever, since another content is another name; pages keep
their addresses. The policy stands in the page itself, so that it holds on any host and in a folder: a page may load the
site's own files and nothing else, and run no script that stands in it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from digest.errors import DigestError

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
# The live server writes a script into every page, which asks it for news.
POLICY_SERVED = f"{POLICY}; script-src-elem 'self' 'unsafe-inline'; connect-src 'self' ws:"

_CHARSET = '<meta charset="utf-8">'
_ASSET = re.compile(r"assets/[\w-]+\.(?:css|js|svg)")
_NAMED = re.compile(r"assets/([\w-]+\.(?:css|js|svg))(?=[\"'])")
_IMPORTED = re.compile(r"(?<=url\([\"'])([\w-]+\.(?:css|svg))(?=[\"']\))")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

File = tuple[str, str | bytes]


def seal(files: Iterable[File], policy: str = POLICY) -> Iterator[File]:
    """The files in their order, assets renamed, pages with their addresses mended and `policy` in their heads.

    Stylesheets, scripts and drawings right under `assets/` come first: the pages name them. Raises DigestError where
    one comes later, or where two name each other in a ring.
    """
    waiting: dict[str, str] = {}
    names: Mapping[str, str] | None = None
    for name, content in files:
        if _ASSET.fullmatch(name):
            if names is not None:
                raise DigestError(f"{name} comes after the first page, which may name it")
            waiting[name.removeprefix("assets/")] = content if isinstance(content, str) else content.decode()
            continue
        if names is None:
            named = _name(waiting)
            names = {old: new for old, (new, _) in named.items()}
            yield from ((f"assets/{new}", text) for new, text in named.values())
        yield name, _page(content, names, policy) if name.endswith(".html") else content
    if names is None:
        yield from ((f"assets/{new}", text) for new, text in _name(waiting).values())


def _name(assets: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """Each asset's new name and text. What it names is named first, so that a change there changes its name too."""
    done: dict[str, tuple[str, str]] = {}

    def finish(name: str, above: tuple[str, ...]) -> str:
        if name in above:
            raise DigestError(f"assets name each other in a ring: {' → '.join([*above, name])}")
        if name not in done:
            text = assets[name]
            for pattern in (_NAMED, _IMPORTED):
                text = pattern.sub(lambda match: _swap(match, (*above, name)), text)
            stem, _, suffix = name.rpartition(".")
            done[name] = (f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{suffix}", text)
        return done[name][0]

    def _swap(match: re.Match[str], above: tuple[str, ...]) -> str:
        return match[0].replace(match[1], finish(match[1], above)) if match[1] in assets else match[0]

    for name in sorted(assets):
        finish(name, ())
    return done


def _page(content: str | bytes, names: Mapping[str, str], policy: str) -> str:
    page = content if isinstance(content, str) else content.decode()
    page = _NAMED.sub(lambda match: _renamed(match, names), page)
    return page.replace(_CHARSET, f'{_CHARSET}\n  <meta http-equiv="Content-Security-Policy" content="{policy}">', 1)


def _renamed(match: re.Match[str], names: Mapping[str, str]) -> str:
    """The asset's address under its new name; an address on another host is none of ours."""
    before = match.string[max(0, match.start() - 200) : match.start()]
    start = max(before.rfind('"'), before.rfind("'")) + 1
    if match[1] not in names or _SCHEME.match(before, start):
        return match[0]
    return f"assets/{names[match[1]]}"
