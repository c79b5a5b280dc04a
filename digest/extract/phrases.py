"""Chinese phrases trimmed to their noun: without what opens a clause and what links a noun to its number."""

import re

from digest.extract.words import words
from digest.model import Value

_LEADING = re.compile(
    r"(?:全国|国内|全球|世界|西部|全省|全市)首[条个家座艘架款](?=..)|(?:这|该|某|一|每一)[颗款台条种座家个张架](?=..)|有(?![色机线轨效关])|共(?![享建同性])|为(?=..)|并(?=..)"
)
_OPENS = re.compile(f"{words().opener.pattern}|{_LEADING.pattern}")
_RIGHT = re.compile(r"(?:[^，。；：！？、（）()\n]|（[^（）]{1,8}）)*")
_PART = re.compile(r"(?:余|多|左右|以上|以下|以内|上下|的|（[^）]{1,12}）|\([^)]{1,12}\))+")
_JOINED = re.compile(r"(?:和|及|与|以及|、|的)+$")
_STOP = re.compile(
    r"(?:台阶|大关|关口|将|已|正|可|为|是|在(?!线|建|校|岗|轨|产)|达|超|被|由|向|给|以上|以下|左右|以内|上下|之|了|并|而|(?<![日月年人平户单场])均|都|也|等(?!级|候)|面对面|相继|陆续|先后|分别|同比|环比|占|较|比|约|共|从|把|对|实现|参加|提供|进入|组成|构成|获得|平均|日均|月均|年均|单[柜台架]|同台|落户|入驻|签约|形成|列入|纳入|用于|需要|通过)"
)
_EACH_LONGEST = 4
_EACH = re.compile("每(?:年|天|月|日|小时|千瓦时|度|吨|单|公斤|千克|平方米|辆|亩|次|个|人|卡时)$")
_EDGES = "，；：。！？（(“《、— "
_ASIDE = re.compile(r"（[^（）]*）")  # （某市学会某某）去年全市产值
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


class Parts(Value, frozen=True):
    """What stands round a figure.

    `metric` is what it measures, `owner` whose it is (None where that is said earlier), `stem` the measure of which a
    change, share or rank may be told next, `used` how far into `follow` the measure reaches.
    """

    metric: str
    owner: str | None = None
    stem: str = ""
    used: int = 0
    agent: bool = False  # the owner stands before the verb, so that what follows is said of it too
    shown: bool = False  # the owner is a thing that the clause goes on to tell of


def trim(text: str) -> str:
    """`text` without the words that open a clause and the marks at its edges."""
    previous = None
    while (text := text.strip("，；：。！？、 ")) != previous:
        previous = text
        aside = _ASIDE.match(text) if text.startswith("（") else None
        text = text[aside.end() :] if aside and aside.end() < len(text) else text
        text = text.lstrip("“") if text.startswith("“") and "”" not in text else text
        text = text.rpartition("——")[2] or text if "——" in text else text
        match = _OPENS.match(text)
        if match and match.end() < len(text):
            text = text[match.end() :]
    return "" if text == "其中" else text


def unlink(lead: str) -> tuple[str, str]:
    """`lead` without the words that link it to its number, and the verb that stood last among them."""
    w = words()
    verb = ""
    while True:
        link = w.links_end.search(lead)
        if link and link.start() < link.end():
            verb = verb or (link.group() if w.verb.fullmatch(link.group()) else "")
            lead = lead[: link.start()]
            continue
        each = _EACH.search(lead, max(0, len(lead) - _EACH_LONGEST)) if "每" in lead else None
        if each and w.links_end.search(lead, 0, each.start()):
            lead = lead[: each.start()]  # 力争达到|每年|30万架次
            continue
        return lead.rstrip(_EDGES), verb


def plain(text: str) -> str:
    """`text` without marks at its edges and without quotes or brackets that lost their partner."""
    text = text.strip("，；：。！？、的 ")
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


def after_number(follow: str) -> tuple[str, int]:
    """The noun phrase that follows a number, and where in `follow` it ends."""
    skip = _PART.match(follow)
    start = skip.end() if skip else 0
    match = _RIGHT.match(follow, start)
    text = match.group() if match else ""
    stop = _STOP.search(text)
    text = text[: stop.start()] if stop else text
    text = _JOINED.sub("", text)[:24]
    if text.endswith(("至", "到")):
        return "", 0  # 由80架扩大至200架
    return text, start + len(text) if text else 0
