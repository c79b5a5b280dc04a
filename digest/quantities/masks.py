"""Where a text holds names and codes made of digits (5G, 33618, 昇腾910B), which are no quantities."""

import re
from functools import cache
from importlib.resources import files

import yaml

from digest.model import Lang


def masked(folded: str, lang: Lang, taken: bytearray | None = None) -> bytearray:
    """One byte a character of the width-folded text: 1 where it belongs to a name or a code, or is `taken`."""
    out = bytearray(len(folded)) if taken is None else bytearray(taken)
    for match in _pattern(lang, mail="@" in folded).finditer(folded):
        start, end = match.span()
        out[start:end] = b"\1" * (end - start)
    return out


def touches(mask: bytearray, start: int, end: int) -> bool:
    """Whether a masked character stands between two places."""
    return mask.find(1, start, end) >= 0


@cache
def _pattern(lang: Lang, *, mail: bool) -> re.Pattern[str]:
    """The forms as one pattern; those of addresses only where there is `mail`, for they may begin with any letter."""
    raw = yaml.load(files("digest.quantities").joinpath("masks.yml").read_bytes(), Loader=yaml.CSafeLoader)
    groups = [group for group in (*raw["both"], *raw[lang]) if mail or not group.get("mail")]
    begins = "".join(group["begins"] for group in groups)
    forms = (f"(?=[{group['begins']}])(?:{'|'.join(f'(?:{form})' for form in group['forms'])})" for group in groups)
    return re.compile(f"(?=[{begins}])(?:{'|'.join(forms)})")
