"""What a line or block of a page is, seen by itself: byline, furniture, caption, label of a box, big number, title or
text.

The words that papers use for these are data, `words.yml`. Whether a title heads an article or a part of one is
decided where its neighbours are known, in `outline`.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from digest.newspaper.blocks import is_closed, width_of

Shape = Literal["text", "title", "byline", "source", "furniture", "caption", "credit", "label", "number"]

_MARK = "■□●○◆◇▇█◎☆★※▍▌❖•"
# Papers of Hong Kong and Taiwan: 本報訊（記者 …）
_TRADITIONAL = {ord(a): f"[{a}{b}]" for a, b in zip("记讯电报闻摄", "記訊電報聞攝", strict=True)}
_NAME = r"[一-鿿]{1,3}(?:[·•][一-鿿]{2,4})?"
_FUNCTION_END = re.compile(r"[的了和与及或在将为是已有把被对从由向给等着而但于以之其各、，,：:—（(]$")
_TORN_START = re.compile(r"[的了着和与及或、，。；：！？,;:.!?）)”’》]")
_LEDE = re.compile(r"(?:昨[日天]|今[日天]|日前|近日|连日来|\d{1,2}月\d{1,2}日|(?:20)?\d\d年\d{1,2}月|走进|走在)")


class _Words:
    def __init__(self) -> None:
        text = files("digest.newspaper").joinpath("words.yml").read_text("utf-8").translate(_TRADITIONAL)
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
        outlets, roles = raw["outlets"], raw["roles"]
        credit = raw["credit"].replace("{outlets}", outlets).replace("{roles}", roles)
        self.surnames = frozenset(raw["surnames"])
        self.furniture = re.compile("|".join(f"(?:{form})" for form in raw["furniture"]))
        self.source = re.compile(raw["source"])
        self.wire = re.compile(raw["wire"])
        self.wire_end = re.compile(rf"(?<=[。”！？…）)])\s*(?P<byline>{re.sub('[?]P<name>', '', raw['wire'])})$")
        self.label = re.compile(f"{raw['label']}|{raw['labelled']}")
        self.label_start = re.compile(rf"(?:{raw['label']})[\s:：](?=\S{{4}})")
        self.number = re.compile(raw["big_number"])
        self.caption_mark = re.compile(raw["caption_mark"])
        self.caption_words = re.compile(raw["caption_words"])
        self.credit = re.compile(credit)
        self.credit_end = re.compile(rf"[\s。）)]({credit})$")
        people = rf"[:：/\s]*(?:{_NAME}(?:[\s、/]+{_NAME})*|[一-鿿]{{4,9}})"
        one = rf"(?:{outlets}[-—·/\s]*)*(?:{roles})(?:{people})"
        written = r"(?:摄影报道|文图|文/图|图文|报道|整理|采写|采访|撰文|综合|发自[一-鿿]{2,4}|[一-鿿]{2,8}报道)"
        self.byline = re.compile(
            rf"[{_MARK}口\s/—\-【（(]*(?:(?:文(?:\s*[/·]\s*图)?\s*[/:：\s]\s*)?(?:{one}[\s、;；/]*)+(?:图\s*[/:：]\s*{people})?"
            rf"|本[报刊网](?:特约)?评论员|(?:文|作者|撰文|采写|图文)\s*[/:：]\s*{_NAME}"
            rf"(?:[\s、/]+{_NAME})*(?:\s*图\s*/\s*{_NAME}(?:\s+{_NAME})*)?)"
            rf"(?:\s*{written})?(?:\s*(?:通讯员|实习生){people})*(?:\s*{written})?[】）)\s]*"
        )
        self.dateline = re.compile(
            rf"(?:[【（(]?据?{outlets}[一-鿿]{{0,6}}(?:\d{{1,2}}月\d{{1,2}}日)?(?:[讯訊]|[电電](?![子力气网信动影视机池])|消息|专[电電])"
            rf"[】）)]?[\s　]*(?:[（(](?P<inside>[^（）()]{{2,50}})[）)]|(?P<bare>{one})\s*(?:报道|[:：]))?"
            rf"|[（(](?P<paren>(?:{outlets}[-—·/\s]*)*{roles}[^（）()。]{{2,40}})[）)])[\s　:：]*"
        )
        self.byline_end = re.compile(
            rf"[\s。”’!！?？…》）)]\s*(?P<byline>[（(]\s*(?:(?:{outlets}[-—·/\s]*)*{roles}[^（）()。，]{{2,40}}|(?:{one}[\s、]*)+{written}?)\s*[）)])$"
        )
        self.outlet = re.compile(outlets)
        self.learnt = re.compile(rf"(?:{outlets})?记者(?:从|在)?[^，。]{{0,16}}(?:获悉|了解到|看到|发现|采访)")


@cache
def words() -> _Words:
    """The patterns of `words.yml`."""
    return _Words()


def shape_of(text: str) -> Shape:
    """What a line or a short block is by its own form; "text" where nothing in particular."""
    known = words()
    flat = text.strip()
    if len(flat) > 90:
        return "text"
    if known.label.fullmatch(flat):
        return "label"
    if known.caption_mark.match(flat) and len(flat) <= 80:
        return "caption"
    if known.byline.fullmatch(flat) and not is_closed(flat):
        return "byline"
    if known.source.fullmatch(flat) or known.wire.fullmatch(flat):
        return "source"
    if known.credit.fullmatch(flat):
        return "credit"
    if known.credit_end.search(flat):
        return "caption"
    if known.number.fullmatch(flat):
        return "number"
    return "furniture" if known.furniture.fullmatch(flat) else "text"


def looks_like_names(text: str) -> bool:
    """Whether the text is nothing but two to four personal names, as under a headline: 夏元 杨骏."""
    names = re.split(r"[\s、]+", text.strip(f" {_MARK}"))
    return 1 <= len(names) <= 5 and all(2 <= len(name) <= 3 and name[0] in words().surnames for name in names)


def could_be_title(text: str, lines: int) -> bool:
    """Whether the text has the form of a headline or subheading: short, one phrase or several decks, no full stop."""
    bare = text.strip(_MARK + " *#")
    if not 2 <= len(bare) <= 62 or width_of(bare) > 48 or lines > 4:
        return False
    if re.search(r"[。；;]|[…]{2}.", bare) or _FUNCTION_END.search(bare) or _TORN_START.match(bare):
        return False
    if re.match("(?:记者|问|答)[：:]", bare):
        return False
    return _balanced(bare)


def is_marked(text: str) -> bool:
    """Whether a mark that sets off subheadings stands before the text."""
    return bool(re.match(rf"[{_MARK}]|#{{1,4}} |\*\*.+\*\*$", text.strip()))


def starts_fresh(text: str) -> float:
    """How much the text looks like the start of a paragraph: 0 (not at all) to 3 (a dateline)."""
    if words().dateline.match(text) or words().learnt.match(text):
        return 3.0
    if re.match(r"[一-鿿]{2,4}[：:]|[一二三四五六七八九十][是、]|第[一二三四五]|\d+[.、．]", text):
        return 2.5
    if _LEDE.match(text):
        return 1.5
    if re.match(r"(?:值得一提|值得注意|据了解|据介绍|据悉|此外|另外|接下来|下一步|与此同时|不仅如此)", text):
        return 2.0
    if re.match(
        r"(?:今年|去年|(?:19|20)\d\d年[，,底初]|目前|当前|如今|同时|其中|近年来|例如|比如|作为|为此|随着|面对|根据|按照|在[^，,。]{2,16}[，,])",
        text,
    ):
        return 1.2
    return 1.5 if re.match(r"“[^”]{12}|\"[^\"]{12}|「[^」]{12}", text) else 0.0


def is_lede(text: str) -> bool:
    """Whether news begins like this: with a dateline, a day, or how the reporter came to know."""
    return bool(_LEDE.match(text) or words().learnt.match(text) or words().dateline.match(text))


def is_torn_start(text: str) -> bool:
    """Whether no paragraph can start like this: 的核心力量, 、政府部门."""
    return bool(_TORN_START.match(text))


def is_torn_end(text: str) -> bool:
    """Whether the text can't end here: 推动汽车产业发展的."""
    return bool(_FUNCTION_END.search(text.rstrip()))


def _balanced(text: str) -> bool:
    pairs = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"), ("「", "」"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0
