"""Blocks cut into units and each unit's part in the page: headline, kicker, deck, subhead, byline, text, caption and
so on.

What a block says of itself is `kinds`; here its neighbours are heard too. A title is a headline where a byline or a
dateline follows, where the article before was signed at its end, or where the page or a box begins; else it is a
subhead.
"""

import re
from collections import Counter
from collections.abc import Sequence

from digest.newspaper.blocks import Line, is_closed
from digest.newspaper.characters import runs_on
from digest.newspaper.joints import is_torn_figure
from digest.newspaper.kinds import (
    could_be_title,
    is_lede,
    is_marked,
    is_torn_start,
    looks_like_names,
    starts_fresh,
    words,
)
from digest.newspaper.units import Unit, as_kind, is_dated, read_units


def outline(raw: str) -> list[Unit]:
    """The units of a page, in the order of the file."""
    return _ranked(_titled(read_units(raw)))


def _titled(units: Sequence[Unit]) -> list[Unit]:
    """The units with titles told from text; a subhead that is fused with its text is parted from it."""
    out: list[Unit] = []
    for i, unit in enumerate(units):
        if unit.kind != "text" or (out and out[-1].kind == "number"):
            out.append(unit)
            continue
        if len(unit.text) <= 3 and not is_closed(unit.text) and not re.search(r"\d", unit.text):
            out.append(as_kind(unit, "scrap"))
            continue
        head = _fused(unit)
        if head is not None:
            out += head
            continue
        before = next((each for each in reversed(out) if each.kind in ("text", "subhead")), None)
        after = next((each for each in units[i + 1 :] if each.kind not in ("caption", "furniture")), None)
        if out and out[-1].kind == "subhead" and i and units[i - 1].kind == "text" and looks_like_names(unit.spaced):
            out.append(as_kind(unit, "byline"))
        else:
            named = bool(out) and out[-1].kind == "label" and len(unit.text) <= 40 and not is_closed(unit.text)
            out.append(as_kind(unit, "subhead") if named or _title_score(unit, before, after) > 0 else unit)
    return out


def _title_score(unit: Unit, before: Unit | None, after: Unit | None) -> float:
    """Above 0 where the unit is a title, by its form, its width and its neighbours."""
    text = unit.text
    if len(text) <= 2 or not could_be_title(unit.spaced, len(unit.lines)) or words().label_start.match(unit.spaced):
        return -1.0
    score = _title_form(unit) + _title_width(unit, before)
    if after is None:
        score -= 1.5
    elif after.kind == "byline" or is_dated(after):
        score += 4.5 if before is None or is_closed(before.text) else 3.0
    elif after.kind == "text":
        score += -2.0 if is_torn_start(after.text) else 0.3 * starts_fresh(after.text)
        score -= max(0.0, min(2.0, runs_on(text[-1], after.text[0]) * 0.4 - 0.6)) + 2.0 * is_torn_figure(
            text, after.text
        )
    if before is not None and before.kind == "text" and not is_closed(before.text):
        score -= 1.0 + max(-1.5, min(2.5, runs_on(before.text[-1], text[0]) * 0.6))
    return score


def _title_form(unit: Unit) -> float:
    text = re.sub("“[^”]*”|《[^》]*》", "", unit.text)
    score = 1.0 if len(text) <= 30 else 0.3
    score += 3.0 * is_marked(unit.text) + 0.7 * bool(re.search(r"\S{4} \S{4}", unit.spaced))
    score -= 2.5 * bool(re.match(r"[一-鿿]{2,4}[：:]\S{12,}", text))  # somebody speaks
    if re.search("[，,、]", text):
        score -= (
            1.0 * (len(re.findall("、", text)) >= 2)
            + 1.0 * (len(text) > 18)
            + 1.5 * bool(re.match("[^：:，,、]{1,12}[，,]", text) and starts_fresh(text))
        )
    return score


def _title_width(unit: Unit, before: Unit | None) -> float:
    """A title is set in lines of its own widths, text in full ones."""
    if not unit.measure or (before is None and re.search(r"\S{4} \S{4}", unit.spaced)):
        return 0.0
    widths = [line.width for line in unit.lines]
    if len(widths) > 1 and all(width <= unit.measure - 2.5 for width in widths):
        return 1.2
    full = widths[:-1] or widths
    return -2.0 if all(abs(width - unit.measure) <= 2.5 for width in full) else 0.0


def _fused(unit: Unit) -> list[Unit] | None:
    """A marked subhead parted from its text: ■ 目标瞄准"世界级" 将汽车与电子信息作为…; None where there is none."""
    first = unit.lines[0]
    if not is_marked(first.text):
        return None
    if len(unit.lines) > 1 and len(unit.text) >= 40 and could_be_title(first.text, 1) and not unit.measure:
        return [Unit("subhead", (first,), unit.gap, unit.measure), Unit("text", unit.lines[1:], 0, unit.measure)]
    match = re.match(r"\W?\s*\S{3,24}(?=\s)", first.text)
    if match is None or not could_be_title(match.group(), 1):
        return None
    rest = first.text[match.end() :].lstrip()
    if len(unit.text) < 40 and not (starts_fresh(rest) or re.match("[将在从对把以经据为随]", rest)):
        return None
    start = first.start + len(first.text) - len(rest)
    head = Line(match.group(), first.start, first.indent)
    return [
        Unit("subhead", (head,), unit.gap, unit.measure),
        Unit("text", (Line(rest, start), *unit.lines[1:]), 0, unit.measure),
    ]


def _ranked(units: Sequence[Unit]) -> list[Unit]:
    """The units with headlines, kickers and decks told from subheads."""
    out = list(units)
    i = 0
    while i < len(out):
        if out[i].kind != "subhead":
            i += 1
            continue
        end = i
        while end < len(out) and out[end].kind in ("subhead", "caption", "scrap", "furniture", "label"):
            end += 1
        titles = [k for k in range(i, end) if out[k].kind == "subhead"]
        if _heads(out, i, end):
            _name(out, titles, out[end:])
        i = end
    return out


def _heads(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether the titles from `start` to `end` head an article of their own."""
    if end < len(units) and (units[end].kind == "byline" or is_dated(units[end])):
        return True
    if any(units[k].kind == "label" for k in range(max(0, start - 1), end)):
        return True
    earlier = [unit for unit in units[:start] if unit.kind not in ("furniture", "caption", "scrap")]
    if not any(unit.kind == "text" for unit in earlier):
        return True
    signed = [unit.kind for unit in earlier[-3:] if unit.kind in ("text", "byline", "source")]
    if earlier[-1].kind in ("byline", "source"):
        return "text" in signed and end < len(units)
    return _stranger(units, start, end)


def _stranger(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether an unsigned title with its text has nothing to do with the article before: no shared words, a lede of
    its own.
    """
    follow: list[str] = []
    for unit in units[end:]:
        if unit.kind != "text":
            break
        follow.append(unit.text)
    title = "".join(unit.text for unit in units[start:end] if unit.kind == "subhead")
    text = title + "".join(follow)
    before = ""
    for unit in reversed(units[:start]):
        if unit.kind == "headline":
            break
        if unit.kind in ("text", "subhead"):
            before = unit.text + before
    if not follow or not before or is_marked(units[start].text) or not is_lede(follow[0]):
        return False
    last = next((unit for unit in reversed(units[:start]) if unit.kind == "text"), None)
    if last is not None and not is_closed(last.text):
        return False
    return shared(text, before) < 0.12


def shared(text: str, other: str) -> float:
    """The share of the Chinese character pairs of `text` that stand in `other` too."""
    pairs = Counter(re.findall(r"(?=([一-鿿]{2}))", text))
    others = set(re.findall(r"(?=([一-鿿]{2}))", other))
    return sum(count for pair, count in pairs.items() if pair in others) / max(1, pairs.total())


def _name(units: list[Unit], titles: Sequence[int], following: Sequence[Unit]) -> None:
    """Which of several titles before an article is the headline: the first that speaks of what the text speaks of."""
    body = "".join(unit.text for unit in following[:8] if unit.kind == "text")[:1500]
    scores = []
    for order, k in enumerate(titles):
        text = units[k].text
        length = len(text)
        aside = 0.35 * (length < 9) + 0.6 * text.startswith(("—", "-", "……"))
        scores.append(shared(text, body) - aside - 0.12 * order)
    best = titles[max(range(len(titles)), key=lambda n: scores[n])]
    for k in titles:
        units[k] = as_kind(
            units[k], "headline" if k == best else "kicker" if k < best or len(units[k].text) <= 6 else "deck"
        )
