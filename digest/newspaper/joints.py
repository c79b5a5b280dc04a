"""How well one piece of text goes on in another.

Evidence, each in doublings and added up: the characters on both sides (`characters`: is a word torn, 电|子; could a
word begin here); words and names of the page itself that the joint would complete (川渝|两地 stands elsewhere on it);
quotation marks and brackets left open and closed; clauses (a piece that begins with 的 needs one that ends open);
whether the second looks like the start of a paragraph, by its words and by being set two characters narrower; and
words the two share.
"""

import re
from collections import Counter
from collections.abc import Iterable

from digest.model import Value
from digest.newspaper.characters import is_torn, is_word, runs_on
from digest.newspaper.kinds import is_torn_end, is_torn_start, starts_fresh

_REACH = 5  # characters on either side that are looked up among the page's own words
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "‘": "’"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_PUNCTUATION = re.compile(r"[；;：:。！？!?“”\"（）()《》\s]")
_SHARED = (0.0, 0.0, 0.8, 2.5, 3.5, 4.0, 6.0, 7.0, 8.0)  # what a sequence of so many characters is worth
_HAN = re.compile("[一-鿿]")
_COMMA = re.compile("[，,、]")
_ASKS_FIGURE, _FIGURE = re.compile("[有达为超至约近到过占共计]$"), re.compile(r"[近约超逾]?\d")  # 已有|近50家
_STUMP = re.compile(r"[^，,、。！？]{1,6}[。！？]|[^，,、。！？\d][，,、]")


class PageWords:
    """The character sequences of a page, counted: what stands on it twice is a word or a name here."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        for text in texts:
            for run in _PUNCTUATION.split(text):
                for size in range(2, 9):
                    self.counts.update([run[i : i + size] for i in range(len(run) - size + 1)])

    def completes(self, tail: str, head: str) -> float:
        """The weight of the longest sequence across the joint that stands elsewhere on the page."""
        best = 0.0
        left, right = _last_run(tail), _first_run(head)
        for before in range(1, min(_REACH, len(left)) + 1):
            for after in range(1, min(_REACH, len(right)) + 1):
                sequence = left[-before:] + right[:after]
                if 2 <= len(sequence) <= 8 and self.counts[sequence]:
                    size = len(_HAN.findall(sequence)) - bool(_COMMA.search(sequence))
                    best = max(best, _SHARED[max(0, size)])
        return best


class Piece(Value, frozen=True):
    """A piece of running text. `indented` says how far its first line is set in, in characters; None if unknown."""

    text: str
    indented: float | None = None
    context: str = ""  # what is known to come before it, for quotation marks that stay open
    short: float = 0.0  # how surely it is a paragraph's last line: it ends a sentence and fills no line


def joint(tail: Piece, head: Piece, page: PageWords) -> float:
    """How much likelier `head` goes on from `tail` than stands on its own, in doublings; 0 is even."""
    before, after = tail.text.rstrip(), head.text.lstrip()
    last, first = before[-1], after[0]
    if is_torn_start(after) and first not in "的了着和与及或":
        return -4.0 if last in "，,、；;：:。！？!?" else 1.0
    open_clause = last in "，,、；;"
    known = page.completes(before, after)
    score = known if open_clause else known + (runs_on(last, first) if known > 1 else _word(before, first, page))
    score += _marks(tail.context + before, after) + _kinship(before, after)
    if is_torn_start(after):
        score += -3.0 if open_clause else 1.5
    if not open_clause and is_torn_end(before):
        score += 1.0
    if is_torn_figure(before, after):
        score += 3.0
    if _ASKS_FIGURE.search(before) and _FIGURE.match(after):
        score += 2.0
    if starts_fresh(after) >= 3 and not open_clause and last != "据":
        score -= 6.0  # no sentence runs on into a dateline, or into 日报记者了解到
    return score - _independence(head, open_clause=open_clause)


def is_torn_figure(before: str, after: str) -> bool:
    """Whether a number was torn, or parted from its unit: 到2030|年, 200|亿元, 1|3万."""
    return before[-1].isdigit() and bool(re.match("[\\d年月日时个家项件台辆条座人吨元万亿千百余多倍%％.]", after))


def _word(before: str, first: str, page: PageWords) -> float:
    """The characters' word: weaker where the last one belongs to what is before it, 平台上|班, than where not,
    工作专|班.
    """
    weight = runs_on(before[-1], first)
    bound = is_word(before[-2:]) or page.counts[before[-3:]] > 1
    if weight > 0:
        return weight * (0.6 if bound else 1.0)
    return 0.5 if not bound and is_torn(before[-1]) > 0.6 else weight


def _independence(head: Piece, *, open_clause: bool) -> float:
    """How much `head` looks like the start of a paragraph; below 0 where it looks like the rest of one."""
    fresh = starts_fresh(head.text)
    score = (0.8 if open_clause else 1.2) * (0.0 if head.short and fresh < 1 else fresh)
    if head.indented is not None:
        score += max(-2.5, min(5.0, 4.0 * (head.indented - 1.0)))  # a paragraph is set in by two
    score -= (1.0 if open_clause else 2.0) * (1.0 if _STUMP.match(head.text) else head.short)
    return score


def _marks(before: str, after: str) -> float:
    """Quotation marks and brackets that one leaves open and the other closes."""
    left, right = _unclosed(before), _unopened(after)
    score = 0.0
    for opener in left:
        score += 3.0 if _PAIRS[opener] in right else -0.7
    for closer in right:
        if _CLOSERS[closer] not in left:
            score -= 0.7
    closes = bool(re.match('[^"]*[。！？…]"', after))
    if before.count('"') % 2:
        return score + (3.0 if closes else 1.5 if after.count('"') % 2 else -0.3)
    return score - 1.5 * closes


def _unclosed(text: str) -> set[str]:
    return {opener for opener, closer in _PAIRS.items() if text.rfind(opener) > text.rfind(closer)}


def _unopened(text: str) -> set[str]:
    return {
        closer
        for opener, closer in _PAIRS.items()
        if closer in text and (opener not in text or text.find(closer) < text.find(opener))
    }


def _kinship(before: str, after: str) -> float:
    pairs = {before[i : i + 2] for i in range(len(before) - 1)}
    common = sum(after[i : i + 2] in pairs for i in range(len(after) - 1))
    return min(1.0, 4.0 * common / (20 + min(len(before), len(after))))


def _last_run(text: str) -> str:
    return _PUNCTUATION.split(text[-_REACH:])[-1]


def _first_run(text: str) -> str:
    return _PUNCTUATION.split(text[:_REACH])[0]
