"""Figures told one by one of a list: 广州、深圳、佛山的汽车产量分别为21.3万辆、26.8万辆和1.9万辆.

分别 deals the figures after it to the owners, or the measures, of the list before it, or to the figures before it.
"""

import re
from collections.abc import Sequence

from digest.extract.cast import Cast
from digest.extract.names import names
from digest.extract.phrases import plain, trim, unlink
from digest.extract.words import words
from digest.model import Value
from digest.quantities.quantity import Quantity

_DEALT = re.compile(r"(?P<list>[^，。；：]*)分别(?P<verb>[^，。；：]*)$")
_AGAIN = re.compile(r"(?:同比)?(增速|增幅|降幅|占比|增长|下降)(?:为|达|是|达到)?")  # …, 增速为22.6%、18.4%、11.9%
# 汽车产销分别完成238.6万辆和236.4万辆
_BOTH = re.compile(r"(?P<thing>.{0,12})产销(?:量)?(?:分别)?(?:累计)?(?:完成|达到?|为)?")
_NEXT = re.compile(r"[、，]?(?:和|与|及|以及)?(?:[近约超逾]|超过)?")
_BASES = {"同比", "环比", "合计", "依次"}
_AND = re.compile(r"[、和与及]")
_GROWN = re.compile(r"(?:同比|环比)?(?:增长|下降|增加|减少)$")


class Share(Value, frozen=True):
    """What one figure of a list measures, and whose it is (None where the list is not of owners)."""

    metric: str
    owner: str | None = None


def deal(
    body: str, quantities: Sequence[Quantity], position: int, lead: str, stems: Sequence[str], cast: Cast
) -> tuple[Share, ...]:
    """The shares of the figures from `position` on, where `lead`, the words before it, says 分别; else none.

    `stems` are the measures of the figures before them in the sentence.
    """
    run = run_of(body, quantities, position)
    if run < 2:
        return ()
    both = _BOTH.fullmatch(trim(lead)) if run == 2 else None
    if both:
        return tuple(Share(plain(both["thing"] + what)) for what in ("产量", "销量"))
    again = _AGAIN.fullmatch(trim(lead))
    if again and len(stems) >= run and len(set(stems[-run:])) == run:
        return tuple(Share(plain(_GROWN.sub("", stem) + again[1])) for stem in stems[-run:])
    match = _DEALT.match(trim(lead))
    if match is None:
        return ()
    verb = unlink(match["verb"])[0]
    if run == 3 and match["list"].endswith("三次产业"):
        return tuple(Share(plain(f"第{nth}产业增加值{verb}")) for nth in "一二三")
    items = [item for item in _AND.split(match["list"]) if item and item not in _BASES]
    if len(items) > run:  # 电气机械和器材制造业 is one
        items = [item for item in match["list"].split("、") if item] if match["list"].count("、") == run - 1 else items
    if len(items) < run:
        said = [_GROWN.sub("", stem) for stem in stems[-run:]]
        return tuple(Share(plain(stem + verb)) for stem in said) if not items and len(said) == run else ()
    items = items[-run:]
    owned = re.match(r"(.*?)的?(" + words().measure_ends.pattern.removesuffix("$") + r")$", items[-1])
    last, tail = (owned[1], owned[2]) if owned else (items[-1], "")
    while owned and tail and not _is_owner(last, cast) and len(last) > 1 and _is_owner(items[0], cast):
        tail, last = last[-1] + tail, last[:-1]
    heads = [*(item.removesuffix(tail) for item in items[:-1]), last]
    if all(_is_owner(head.rstrip("的"), cast) for head in heads[:1]):
        metric = plain((tail + verb) or "")
        return tuple(Share(metric, head.rstrip("的")) for head in heads)
    return tuple(Share(plain(head + tail + verb)) for head in heads)


def _is_owner(text: str, cast: Cast) -> bool:
    return cast.name_of(text) is not None or names().place.fullmatch(text) is not None


def run_of(body: str, quantities: Sequence[Quantity], position: int) -> int:
    """How many figures stand in a row from `position`, with nothing but 、 or 和 between them."""
    count = 1
    for before, after in zip(quantities[position:], quantities[position + 1 :], strict=False):
        if not _NEXT.fullmatch(body, before.end, after.start):
            break
        count += 1
    return count
