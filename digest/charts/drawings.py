"""Drawings of specifications, and pictures of drawings.

Colours of a specification are those of the light scheme; in a drawing for a page they are the page's own variables, so
that one drawing serves both schemes. This is the only module that imports vl_convert, and it does so only for what is
not in the cache.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

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


T = TypeVar("T")


class Drawing(Value, frozen=True):
    """A specification drawn: for a page (`inline`), and alone (`alone`)."""

    inline: str
    alone: str


def key_of(source: Spec | str) -> str:
    """A hash of a specification, or of a drawing's text, under which `draw` and `paint` return what came of it."""
    text = source if isinstance(source, str) else json.dumps(source, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def draw(specs: Iterable[Spec], store: Path, executor: Executor | None = None) -> Mapping[str, Drawing]:
    """Each specification's drawing, by `key_of`. `store` is a file that keeps them; `executor`, if any, draws."""
    found = {key_of(spec): spec for spec in specs}
    texts = _recalled({key: dict(spec) for key, spec in found.items()}, store, _svg, executor)
    return {key: _drawing(texts[key].decode(), spec["description"]) for key, spec in found.items()}


def paint(drawings: Iterable[str], store: Path, executor: Executor | None = None) -> Mapping[str, bytes]:
    """Each SVG as a PNG, by `key_of`. `store` and `executor` as in `draw`."""
    return _recalled({key_of(drawing): drawing for drawing in drawings}, store, _png, executor)


def _svg(spec: dict[str, Any]) -> bytes:
    import vl_convert  # noqa: PLC0415 - half a second that unchanged charts need not pay

    return vl_convert.vegalite_to_svg(spec).encode()


def _png(drawing: str) -> bytes:
    import vl_convert  # noqa: PLC0415 - as above

    return vl_convert.svg_to_png(drawing, scale=2 / 3)


def _recalled(
    sources: Mapping[str, T], store: Path, make: Callable[[T], bytes], executor: Executor | None
) -> Mapping[str, bytes]:
    """What came of each source, by key."""
    own, given = version("vl-convert-python"), list(sources.values())

    def made(numbers: Sequence[int]) -> Iterable[bytes]:
        todo = [given[number] for number in numbers]
        return map(make, todo) if executor is None else executor.map(make, todo, chunksize=4)

    return dict(zip(sources, recall(store, [f"{own} {key}" for key in sources], made), strict=True))


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
