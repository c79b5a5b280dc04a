"""Drawings of specifications, and pictures of drawings.

Colours of a specification are those of the light scheme; in a drawing for a page they are the page's own variables, so
that one drawing serves both schemes. This is the only module that imports vl_convert, and it does so only for what is
not in the cache.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from markupsafe import escape

from digest.cache import recall
from digest.charts.specs import ACCENT, EDGE, INK, PAPER, SOFT, Spec
from digest.model import Value

# In a page a colour is the page's variable; alone, a drawing carries both schemes.
_VARIABLES = {INK: "--ink", SOFT: "--soft", EDGE: "--edge", ACCENT: "--accent", PAPER: "--paper"}
_DARK = {INK: "#e9e7de", SOFT: "#abaea5", EDGE: "#7c8079", ACCENT: "#74c3a9", PAPER: "#161917"}
_FONTS = "'Noto Sans','PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
_NOISE = re.compile(
    r'<path class="(?:background|foreground)"[^>]*/>'
    r'| (?:class|role|aria-[a-z]+|pointer-events|font-family)="[^"]*"| opacity="1"| style="[^"]*"'
)
_EMPTY = re.compile(r"<g(?: transform=\"translate\(0,0\)\")?></g>")


class Drawing(Value, frozen=True):
    """A specification drawn: for a page (`inline`), and alone (`alone`)."""

    inline: str
    alone: str


def key_of(source: Spec | str) -> str:
    """A hash of a specification, or of a drawing's text, under which `draw` and `paint` return what came of it."""
    text = source if isinstance(source, str) else json.dumps(source, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def draw(specs: Iterable[Spec], store: Path) -> Mapping[str, Drawing]:
    """Each specification's drawing, by `key_of`. `store` is a file that keeps them between builds."""
    found = {key_of(spec): spec for spec in specs}

    def drawn(key: str) -> bytes:
        import vl_convert  # noqa: PLC0415 - half a second that unchanged charts need not pay

        return vl_convert.vegalite_to_svg(dict(found[key])).encode()

    texts = _recalled(list(found), store, drawn)
    return {key: _drawing(texts[key].decode(), spec["description"]) for key, spec in found.items()}


def paint(drawings: Iterable[str], store: Path) -> Mapping[str, bytes]:
    """Each SVG as a PNG, by `key_of`. `store` as in `draw`."""
    found = {key_of(drawing): drawing for drawing in drawings}

    def painted(key: str) -> bytes:
        import vl_convert  # noqa: PLC0415 - as above

        return vl_convert.svg_to_png(found[key], scale=2 / 3)

    return _recalled(list(found), store, painted)


def _recalled(keys: Sequence[str], store: Path, make: Callable[[str], bytes]) -> Mapping[str, bytes]:
    own = version("vl-convert-python")
    made = recall(store, [f"{own} {key}" for key in keys], lambda numbers: (make(keys[number]) for number in numbers))
    return dict(zip(keys, made, strict=True))


def _drawing(svg: str, description: str) -> Drawing:
    head, _, body = svg.partition(">")
    box = re.search(r'viewBox="[^"]+"', head)
    size = re.search(r'width="[^"]+" height="[^"]+"', head)
    body = _NOISE.sub("", body)
    while _EMPTY.search(body):
        body = _EMPTY.sub("", body)
    frame = f"{box[0] if box else ''}"
    inline = f'<svg {frame} role="img" aria-label="{escape(description)}">{_with_variables(body)}'
    alone = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size[0] if size else ""} {frame} role="img">'
        f"<title>{escape(description)}</title><style>{_style()}</style>{_with_variables(body)}"
    )
    return Drawing(inline, alone + "\n")


def _with_variables(body: str) -> str:
    return re.sub(
        "#[0-9a-f]{6}", lambda match: f"var({_VARIABLES[match[0]]})" if match[0] in _VARIABLES else match[0], body
    )


def _style() -> str:
    light = ";".join(f"{_VARIABLES[colour]}:{colour}" for colour in _VARIABLES)
    dark = ";".join(f"{_VARIABLES[colour]}:{shade}" for colour, shade in _DARK.items())
    rules = f"svg{{{light};background:var(--paper)}}text{{font-family:{_FONTS}}}"
    return f"{rules}@media(prefers-color-scheme:dark){{svg{{{dark}}}}}"
