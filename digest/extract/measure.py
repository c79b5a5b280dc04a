"""What a Chinese figure measures, and whose it is: the noun phrases beside it, taken apart by word classes.

Three shapes cover the language of reports: 数字化车间574个 (measure, number), 建成128公里示范道路 (verb, number, measure), and
同比增长47% (a change of the measure before). An owner stands at the head of the measure (涪陵区材料产业产值), before the verb
(园区集聚…企业), or earlier in the sentence.
"""

import re

from digest.extract.words import words
from digest.lexicon import Matcher
from digest.model import Value
from digest.quantities.quantity import Quantity

_EDGE = "，；：。！？（）()“”《》、— "
_AMBIGUOUS = frozenset("建设 投资 出口 进口 进出口 销售 研发 开发 生产 运营 服务 发展 运输 处理 融资 增长 需求 运行 连接 改造 覆盖 授权 吸纳 支持 合作 规划 交付 飞行 试飞 起降 配送 消纳 发电 用电 利用 开放 转化 培养 办理 接入 登记 注册 融入 申请 组织".split())
_RIGHT = re.compile(r"[^，。；：！？、（）()\n]*")
_STOP = re.compile(r"(?:将|已|正|可|为|是|在(?!线|建|校|岗|轨|产)|达|超|被|由|向|给|以上|以下|左右|以内|上下|之|了|并|而|均|都|也|等(?!级|候)|面对面|相继|陆续|先后|分别|同比|环比|占|较|比|约|共|从|把|对|实现|参加|提供|进入|组成|构成|获得|落户|入驻|签约|形成|列入|纳入|用于|需要|通过)")
_PART = re.compile(r"^(?:余|多|的)+")
_AND = re.compile(r"^(?:[、和及与或]|以及|并)+")
_OUTPUT = {"生产": "产量", "制造": "产量", "销售": "销量", "售出": "销量"}
_BASE_CHANGE = re.compile(r"^(?:[，、]|以及|和)*(?:(?:同比|环比|年均|实际|名义|比[^，]{1,10}?|较[^，]{1,10}?)*(?:增长率|增长|增速|增幅|增加|增|下降|减少|降低|降幅|回落|上升|上涨|提高|提升|扩大|收窄|翻|降|涨|高出|高|快)(?:了|达到|达|为|约|近|超过|超|到|至|幅度|高出|出)*|(?:同比|环比))$")
_IN = re.compile(r"^在?[^，]{1,16}(?:方面|上看|领域|环节)[，,]?")


class Parts(Value, frozen=True):
    """What stands round a figure: `metric`, `owner` (None where it is said earlier), `verb` before the number."""

    metric: str
    owner: str | None
    base: bool  # the metric may be the base of a change or share told next


def trim(text: str) -> str:
    """`text` without the words that open a clause and the marks at its edges."""
    w = words()
    previous = None
    while text != previous:
        previous = text
        text = text.strip("，；：。！？、 ")
        match = w.opener.match(text)
        if match and match.end() < len(text):
            text = text[match.end() :]
    return text


def parts(quantity: Quantity, lead: str, follow: str, last: str, matcher: Matcher) -> Parts:
    """The measure and owner of a figure.

    `lead` runs from the mark or figure before it, `follow` to the mark or figure after it; `last` is the measure of the
    figure before it in the sentence, of which a change or a share may be told.
    """
    before, verb = _unlink(trim(_AND.sub("", lead)))
    if _BASE_CHANGE.match(trim(lead)) and last:
        return Parts(_plain(last + _growth_name(lead)), None, base=False)
    if before.startswith("占") and last:
        return Parts(_plain(last + _share_name(before)), None, base=False)
    if quantity.unit == "rank":
        owner, rest = _owner(before, matcher)
        scope = re.match(r"\D*?(?=第)", quantity.surface)
        return Parts(_plain(f"{rest or last}{scope.group() if scope else ''}排名"), owner, base=False)
    after = _after(follow)
    if before and not (after and _takes_object(before, verb, quantity)):
        owner, rest = _split(before, matcher)
        return Parts(_plain(rest), owner, base=True)
    if after:
        owner = _split_owner(before, matcher)
        prefix = verb if verb in words().kept else ""
        return Parts(_plain(prefix + after), owner, base=True)
    return Parts(_plain(last or verb or before), None, base=True)


def _unlink(lead: str) -> tuple[str, str]:
    """`lead` without the words that link it to its number, and the verb that stood last among them."""
    w = words()
    verb = ""
    while True:
        link = w.links_end.search(lead)
        if link and link.start() < link.end():
            verb = verb or (link.group() if w.verb.fullmatch(link.group()) else "")
            lead = lead[: link.start()]
            continue
        return lead.rstrip(_EDGE.replace("”", "").replace("》", "").replace("）", "")), verb


def _takes_object(before: str, verb: str, quantity: Quantity) -> bool:
    """Whether the noun after the number is what is counted: the words before it end in a verb, a list, or are none."""
    if before.endswith(("等", "的")) or words().verb_ends.search(before):
        return True
    return bool(verb) and quantity.unit == "count" and not words().measure_ends.search(before)


def _after(follow: str) -> str:
    match = _RIGHT.match(_PART.sub("", follow))
    text = match.group() if match else ""
    stop = _STOP.search(text)
    text = text[: stop.start()] if stop and stop.start() else "" if stop else text
    return re.sub(r"(?:和|及|与|以及|、|的)$", "", text)[:24]


def _split(before: str, matcher: Matcher) -> tuple[str | None, str]:
    """Owner and measure of the phrase before a number."""
    owner, rest = _owner(before, matcher)
    verb = words().verb.search(rest)
    if verb and verb.start() and not (verb.group() in _AMBIGUOUS and words().measure_ends.search(rest[verb.end() :] or "x")):
        head, tail = rest[: verb.start()], rest[verb.end() :]
        second = words().verb.match(tail)
        if second and second.end() < len(tail) and verb.group() in ("累计", "已有", "共有"):
            verb, tail = second, tail[second.end() :]
        head = _unlink(trim(head))[0]
        if tail and not head.endswith(("的", "化", "性")):
            return (owner or _named(head, matcher)), _object(verb.group(), tail)
    elif verb and not verb.start() and verb.end() < len(rest):
        tail = rest[verb.end() :]
        second = words().verb.match(tail)
        if second and second.end() < len(tail):
            verb, tail = second, tail[second.end() :]
        return owner, _object(verb.group(), tail)
    if owner is None:
        head, mark, tail = rest.rpartition("的")
        if mark and head and words().measure_ends.search(tail):
            return _named(head, matcher), tail
    return owner, rest


def _object(verb: str, tail: str) -> str:
    tail = tail.removeprefix("了").removeprefix("各类").removeprefix("各种")
    if verb in _OUTPUT and not words().measure_ends.search(tail):
        return tail + _OUTPUT[verb]
    return (verb if verb in words().kept else "") + tail


def _split_owner(before: str, matcher: Matcher) -> str | None:
    """The owner in the phrase before a verb and its number."""
    w = words()
    owner, rest = _owner(before, matcher)
    if owner:
        return owner
    verb = w.verb.search(rest)
    return _named(_unlink(trim(rest[: verb.start()] if verb else rest))[0], matcher) if rest else None


def _owner(text: str, matcher: Matcher) -> tuple[str | None, str]:
    """The owner that a phrase begins with (a name of the lexicon, 全市, “重庆造”汽车) and the rest of it."""
    w = words()
    general = w.general.match(text)
    if general and general.end() < len(text):
        return general.group(), text[general.end() :].lstrip("的")
    name = next(matcher.names(text, "zh"), None)
    if name and name.span[0] == 0:
        end = name.span[1]
        bracket = re.match(r"[（(][^）)]{1,12}[）)]", text[end:])
        end += bracket.end() if bracket else 0
        rest = text[end:].lstrip("的")
        if re.match(r"[高]?新区|港|市场|造", rest):
            return None, text
        return text[:end], re.sub(r"^(?:全市|全省|全区|全县|市|省|区)(?=..)", "", rest)
    quoted = re.match(r"“[^”]{1,12}”(?=.)", text)
    if quoted:
        stem = w.measure_ends.sub("", text)
        return (stem if len(stem) > quoted.end() else quoted.group()), text[quoted.end() :] if len(text) - quoted.end() > 1 else text
    pronoun = w.pronoun.match(text)
    if pronoun and pronoun.end() < len(text):
        return pronoun.group(), text[pronoun.end() :].lstrip("的")
    return None, text


def _named(head: str, matcher: Matcher) -> str | None:
    """`head` as an owner, or None where it is no noun phrase fit to own anything."""
    head = _unlink(trim(_IN.sub("", head)))[0]
    if not 2 <= len(head) <= 24 or re.search(r"[，。；：]", head):
        return None
    return head


def clause_owner(clause: str, matcher: Matcher) -> str | None:
    """The owner that a clause opens with: a name, a pronoun, or the noun phrase before its verb."""
    text = trim(_IN.sub("", trim(clause)))
    w = words()
    owner, _ = _owner(text, matcher)
    if owner:
        return owner
    if text in w.pronouns:
        return text
    verb = re.search(rf"{w.verb.pattern}|将|已|正|拟|作为|是|与|以|把|向|从|对|在|为|按|由|位于", text)
    if verb and 2 <= verb.start() <= 24 and not re.match(r"[在对从向按把以与为由于当随经过]|通过|根据|按照", text):
        head = text[: verb.start()]
        if not re.search(r"[\d，、]", head) and not w.measure_ends.search(head):
            return _unlink(head)[0] or None
    return None


def _growth_name(lead: str) -> str:
    text = re.sub(r"(?:了|达到|达|为|约|近|超过|超|到|至)+$", "", trim(lead))
    return re.sub(r"高出$|高$", "高出", text)


def _share_name(before: str) -> str:
    text = re.sub(r"(?:了|达到|达|为|约|近|超过|超|到|至)+$", "", before)
    return text if re.search(r"(?:比重|比例|比|份额)(?:的)?$", text) else f"{text.removesuffix('的')}比重"


def _plain(text: str) -> str:
    text = text.strip("，；：。！？、的 ")
    for left, right in ("“”", "（）", "《》"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text
