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
_RIGHT = re.compile(r"(?:[^，。；：！？、（）()\n]|（[^（）]{1,8}）)*")
_STOP = re.compile(r"(?:将|已|正|可|为|是|在(?!线|建|校|岗|轨|产)|达|超|被|由|向|给|以上|以下|左右|以内|上下|之|了|并|而|均|都|也|等(?!级|候)|面对面|相继|陆续|先后|分别|同比|环比|占|较|比|约|共|从|把|对|实现|参加|提供|进入|组成|构成|获得|落户|入驻|签约|形成|列入|纳入|用于|需要|通过)")
_LEADING = re.compile(r"有(?![色机线轨效关])|共(?![享建同性])|为(?=..)|并(?=..)")
_RUNS = frozenset({"开行", "起降", "飞行", "运行", "发送", "到发"})
_PART = re.compile(r"(?:余|多|左右|以上|以下|以内|上下|的|（[^）]{1,12}）|\([^)]{1,12}\))+")
_AND = re.compile(r"^(?:[、和及与或]|以及|并)+")
_OUTPUT = {"生产": "产量", "制造": "产量", "销售": "销量", "售出": "销量"}
_BASE_CHANGE = re.compile(r"^(?:[，、]|以及|和)*(?:增速(?:比|较)[^，]{1,10}?(?:高|快|低)出?|(?:同比|环比|年均|实际|名义|比[^，]{1,10}?|较[^，]{1,10}?)*(?:增长率|增长|增速|增幅|增加|增|下降|减少|降低|降幅|回落|上升|上涨|提高|提升|扩大|收窄|翻|降|涨|高出|高|快)(?:了|达到|达|为|约|近|超过|超|到|至|幅度|高出|出)*|(?:同比|环比))$")
_ACTORS = re.compile(r"(?:公司|企业|集团|园区|产业园|新区|[区市省县镇]|院|所|中心|平台|基地|联合体|两地|双方|厂|部门|局|委|办|港|银行|大学|学校|项目|节点|车企|行业|联盟|协会|机构)$")
_NO_OWNER = re.compile(r"^(?:在|对|从|向|按|把|以|与|由|当|随|经|因|就|为|每年|通过|根据|按照|围绕|聚焦|针对|同|环|这|这是|不仅|不断|如何|可|还|首次)|(?:的|了|在|于|等|中|上|下|后|时|和|与|为|以|有|年|月|日|说)$|[“”]$(?<!”)")
_DOES = re.compile(rf"(?:{words().verb.pattern}|将|已|正|拟|作为|是|与|以|把|向|从|对|在|为|按|由|位于|有)")
_IN = re.compile(r"^在?[^，]{1,16}(?:方面|上看|领域|环节)[，,]?")


class Parts(Value, frozen=True):
    """What stands round a figure.

    `metric` is what it measures, `owner` whose it is (None where that is said earlier), `stem` the measure of which a
    change, share or rank may be told next, `used` how far into `follow` the measure reaches.
    """

    metric: str
    owner: str | None = None
    stem: str = ""
    used: int = 0


def trim(text: str) -> str:
    """`text` without the words that open a clause and the marks at its edges."""
    w = words()
    previous = None
    while text != previous:
        previous = text
        text = text.strip("，；：。！？、 ")
        match = w.opener.match(text) or _LEADING.match(text)
        if match and match.end() < len(text):
            text = text[match.end() :]
    return "" if text == "其中" else text


def parts(quantity: Quantity, lead: str, follow: str, last: str, opening: str, matcher: Matcher) -> Parts:
    """The measure and owner of a figure.

    `lead` runs from the mark or figure before it, `follow` to the mark or figure after it; `last` is the measure of the
    figure before it in the sentence, of which a change or a share may be told; `opening` is how the sentence began.
    """
    before, verb = _unlink(trim(_AND.sub("", lead)))
    if _BASE_CHANGE.match(trim(lead)) and last:
        return Parts(_plain(last + _growth_name(lead)), stem=last)
    if before.startswith("占") and last:
        return Parts(_plain(last + _share_name(before)), stem=last)
    if quantity.unit == "rank":
        owner, rest = _owner(re.sub(r"(?:名|位|并|排)?列$", "", before), matcher)
        scope = re.match(r"\D*?(?=第)", quantity.surface)
        return Parts(_plain(f"{rest or last}{scope.group() if scope else ''}排名"), owner, stem=rest or last)
    w = words()
    after, used = _after(follow)
    if quantity.unit == "m2" and follow.startswith("的") and after and not words().measure_ends.search(before):
        return Parts(("规划" if "规划" in lead else "") + "面积", re.sub(r"[上中内]$", "", after), used=used)
    if after and _counts_after(before, verb, after, quantity, matcher):
        owner, verb = _before_object(before, verb, matcher)
        metric = _plain((verb if verb in words().kept else "") + after)
        return Parts(metric, owner, metric, used)
    owner: str | None = None
    if before:
        ending = None if after or w.measure_ends.search(before) else w.verb_ends.search(before)
        if ending and ending.start() > 1:
            head = _unlink(before[: ending.start()])[0]
            if ending.group() in _RUNS and matcher.name_of(head) is None:
                return Parts(f"{ending.group()}{quantity.counter}数", head, head)
            before = head or before
        owner, rest = _split(before, matcher)
        if w.general.fullmatch(before) or before in w.pronouns or matcher.name_of(before):
            owner, rest = before, ""
        if rest and not w.verb.fullmatch(rest):
            rest = _plain(rest)
            return Parts(rest, owner, rest)
    metric = _plain(after or _told(opening, lead) or last or _opening_noun(opening, matcher) or verb)
    return Parts(metric, owner, metric, used)


def _counts_after(before: str, verb: str, after: str, quantity: Quantity, matcher: Matcher) -> bool:
    """Whether the noun after the number is what is counted (11条产业链), not the one before it (数字化车间574个)."""
    w = words()
    if not before or before.endswith(("等", "的")) or w.verb_ends.search(before) or before.startswith("每"):
        return True
    if quantity.unit == "count":
        return not w.verb.match(after) or bool(verb)
    if quantity.unit == "bit/s":
        return True
    owner, rest = _owner(before, matcher)
    return bool(verb) and not w.measure_ends.search(before) or (owner is not None and not rest)


def _before_object(before: str, verb: str, matcher: Matcher) -> tuple[str | None, str]:
    """The owner in the phrase before a verb and its number, and that verb."""
    w = words()
    owner, rest = _owner(before, matcher)
    found = next(iter(reversed(list(w.verb.finditer(rest)))), None)
    if found:
        head = _unlink(trim(rest[: found.start()]))[0]
        return owner or _named(head, matcher), found.group()
    return owner or (_named(rest, matcher) if rest.startswith("每") or matcher.name_of(rest) else None), verb


def _told(opening: str, lead: str) -> str:
    """What a bare total sums up (…已实施首批重点研发项目，共30项): the object with which the clause before it ends."""
    clauses = re.split(r"[，；：]", opening)
    if not re.match(r"(?:一?共|共计|合计|总计)", lead.lstrip("，、 ")) or len(clauses) < 2:
        return ""
    verbs = list(words().verb.finditer(clauses[-2]))
    tail = next((clauses[-2][verb.end() :] for verb in verbs if verb.start() < 4 and verb.group() not in _AMBIGUOUS), "")
    return tail.lstrip("了") if 3 < len(tail) < 20 and "、" not in tail else ""


def _opening_noun(opening: str, matcher: Matcher) -> str:
    """The noun phrase that a sentence opens with: 首批发布的技术攻关项目清单涵盖…，共计20个."""
    for clause in reversed(re.split(r"[，；：]", opening)[:-1]):
        _, text = _owner(trim(clause), matcher)
        verb = next((m for m in words().verb.finditer(text) if m.start() > 1 and not text[m.end() :].startswith("的")), None)
        head = text[: verb.start()] if verb else text
        if 2 <= len(head) <= 24:
            return re.sub(r"(?:清单|名单|名录)$", "", head)
    return ""


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


def _after(follow: str) -> tuple[str, int]:
    """The noun phrase that follows a number, and where in `follow` it ends."""
    skip = _PART.match(follow)
    start = skip.end() if skip else 0
    match = _RIGHT.match(follow, start)
    text = match.group() if match else ""
    stop = _STOP.search(text)
    text = text[: stop.start()] if stop else text
    text = re.sub(r"(?:和|及|与|以及|、|的)+$", "", text)[:24]
    return text, start + len(text) if text else 0


def _split(before: str, matcher: Matcher) -> tuple[str | None, str]:
    """Owner and measure of the phrase before a number."""
    w = words()
    owner, rest = _owner(before, matcher)
    for verb in w.verb.finditer(rest):
        head, tail = _unlink(trim(rest[: verb.start()]))[0], rest[verb.end() :].lstrip("了过")
        if not tail:
            break
        second = w.verb.match(tail)
        if second and tail[second.end() :]:
            continue  # 累计实施, 正加快建设: the last of a run of verbs has the object
        if verb.start() and verb.group() in _AMBIGUOUS and head and not can_act(head, matcher):
            continue
        if verb.start() and head.endswith(("的", "化", "性", "类")):
            continue
        if verb.group() in _AMBIGUOUS and w.measure_ends.fullmatch(tail):
            return owner, rest[verb.start() :] if not owner and not head else rest
        return owner or (_named(head, matcher) if head else None), _object(verb.group(), tail)
    if owner is None:
        head, mark, tail = rest.rpartition("的")
        if mark and head and w.measure_ends.search(tail) and "占" not in head:
            return _named(head, matcher), tail
    return owner, _listed(rest)


def _listed(text: str) -> str:
    """The head noun of a list: 集成电路、智能制造等领域项目 is 领域项目."""
    head, mark, tail = text.rpartition("等")
    return tail if mark and "、" in head and len(tail) > 1 else text


def can_act(head: str, matcher: Matcher) -> bool:
    """Whether a noun phrase may own or do something: a name, a pronoun, a firm, a district."""
    w = words()
    return bool(_ACTORS.search(head) or matcher.name_of(head) or head in w.pronouns or w.general.fullmatch(head))


def _object(verb: str, tail: str) -> str:
    tail = _listed(tail.removeprefix("了").removeprefix("各类").removeprefix("各种"))
    if verb in _OUTPUT and not words().measure_ends.search(tail):
        return tail + _OUTPUT[verb]
    return (verb if verb in words().kept else "") + tail


def _owner(text: str, matcher: Matcher) -> tuple[str | None, str]:
    """The owner that a phrase begins with (a name of the lexicon, 全市, “重庆造”汽车) and the rest of it."""
    w = words()
    name = next(matcher.names(text, "zh"), None)
    if name and name.span[0] == 0:
        end = name.span[1]
        if text[end - 1] in "市省区县" and text[end : end + 1] == "属":
            end -= 1  # 重庆市属国企 is 重庆's 市属国企
        bracket = re.match(r"[（(][^）)]{1,12}[）)]", text[end:])
        end += bracket.end() if bracket else 0
        rest = text[end:].lstrip("的")
        if re.match(r"高?新区|港|市场|造|[省市区县镇乡村]?[^，]{0,6}(?:公司|集团|大学|学院|医院|银行|中心|研究院)(?!的)", rest):
            return _long_name(text, matcher)
        return text[:end], re.sub(r"^(?:全市|全省|全区|全县|市|省|区)(?=[^属级直].)", "", rest)
    pair = re.match(r"(?:两地|两国|两区|两市)(?=.)", text)
    if pair:
        return pair.group(), text[pair.end() :].lstrip("的")
    general = w.general.match(text)
    if general and general.end() < len(text):
        return general.group(), text[general.end() :].lstrip("的")
    quoted = re.match(r"“[^”]{1,12}”(?=.)", text)
    if quoted:
        stem = w.measure_ends.sub("", text)
        if stem != text and len(stem) >= quoted.end():
            return stem, text[quoted.end() :] if len(text) - quoted.end() > 2 else text
    pronoun = w.pronoun.match(text)
    if pronoun and pronoun.end() < len(text):
        return pronoun.group(), text[pronoun.end() :].lstrip("的")
    return None, text


def _long_name(text: str, matcher: Matcher) -> tuple[str | None, str]:
    """A firm or institution that begins with a place and that the lexicon lacks: 重庆万凯新材料公司."""
    match = re.match(r".{2,16}?(?:有限公司|公司|集团|大学|学院|医院|银行|中心|研究院)", text)
    return (match.group(), text[match.end() :].lstrip("的")) if match and len(text) > match.end() else (None, text)


def _named(head: str, matcher: Matcher) -> str | None:
    """`head` as an owner, or None where it is no noun phrase fit to own anything."""
    head = _unlink(trim(_IN.sub("", head)))[0]
    if not 2 <= len(head) <= 24 or re.search(r"[，。；：]", head) or _NO_OWNER.search(head) or words().verb.fullmatch(head):
        return None
    return head


def clause_owner(clause: str, matcher: Matcher, *, sure: bool) -> str | None:
    """The owner that a clause opens with: a name, a pronoun, or, unless it must be `sure`, the noun before its verb."""
    text = trim(_IN.sub("", trim(clause)))
    w = words()
    if re.match(r"同比|环比|占|比|较|增长|下降", text):
        return None
    owner, _ = _owner(text, matcher)
    if owner:
        return owner
    if text in w.pronouns:
        return text
    if sure:
        return None
    for verb in _DOES.finditer(text):
        head, tail = _unlink(text[: verb.start()])[0], text[verb.end() :]
        if tail.startswith("的") or (verb.group() in _AMBIGUOUS and re.match(r"项目|工程|基地|中心|平台|企业|公司|机构|园区", tail)):
            continue
        fit = 2 <= len(head) <= 28 and not re.search(r"[\d，、]", head) and not _NO_OWNER.search(head)
        return re.sub(r"^(?:此次|这次|本次|首次)[^的]{0,6}的", "", head) if fit and can_act(head, matcher) else None
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
