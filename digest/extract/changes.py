"""What is told of the measure before: its change, its share, its rank, its next level, a part of it.

增长18.7% after a measure is its change, 占全市的三成 its share, 由80架扩大至200架 its levels. A bare measure
(利润总额) or a part (其中水电) belongs to what was measured before it, or to the whole.
"""

import re

from digest.extract.cast import Cast
from digest.extract.owners import find_owner
from digest.extract.phrases import Parts, plain, trim
from digest.extract.words import words
from digest.quantities.quantity import Quantity

# How a change is told before its word: 同比, 又, and once at most what it is compared with.
_HOW = r"(?:转为?|同比|环比|年均|累计|实际|名义|仍|却|微|再|净|大)"
_GROWS = (
    "(?:增长率|增长|增速|增幅|增加|增|下降|减少|降低|降幅|回落|回升|上升|上涨|提高|提升|扩大|收窄|翻"
    "|缩短|压缩|缩小|加快|多出|增产|减产|多收|多|少|降|涨|跌|跌幅|涨幅|上浮|下调|高出|高|快)"
)
_BASE_CHANGE = re.compile(
    r"^(?:[，、却]|以及|和)*(?:(?:增速|增幅|降幅|跌幅)?(?:高于|低于|快于|慢于)[^，]{1,10}"
    r"|(?:增速|增幅|降幅|跌幅)(?:比|较)[^，]{1,10}?(?:高|快|低|收窄|扩大|提高|回落|加快|放缓)出?"
    rf"|(?:由[^，]{{0,6}}?(?=增长|下降))?{_HOW}*(?:[比较][^，]{{1,10}}?|与[^，]{{1,8}}?相比)?{_HOW}*{_GROWS}"
    r"(?:了|达到|达|为|约|近|超过|超|到|至|幅度|高出|出)*|(?:同比|环比))$"
)
_BASE = re.compile(r"[比较](?:上年|去年|年初|上月|上季度|前年|20\d\d年|[一二三四]季度|上半年)(?:同期|全年|[末底])?")
_THAN = re.compile(
    r"(?<=.{2})(?<![同环])[比较](?![重例])[^，\d]{1,6}?(?=(?:提高|增加|减少|下降|降低|缩短|提升|高出|高|低|快|多|少)$)"
)
_EACH = re.compile("(?:分别|依次)(?=(?:同比)?(?:增长|下降|提高|降低))")
# Bare measures that belong to what was measured before: 集成电路进口198.3亿个，价值1876亿元.
_OF_THINGS = re.compile(r"(?:总?货值|总?价值|金额|总金额)$")
_BARE_RATE = re.compile("(?:上架|办结|开工|稼动|良|毛利|出租|核销|满产|留用|入住|上座|通过|完好|回收|转化)率")
_HEAD = 4  # characters of the thing that a bare rate is told with: 标准机架|上架率
_TRADE = re.compile("(?:进口|(?<!进)出口|产量|销量)$")  # 集成电路出口2136.7亿元；进口1.05万亿元
_OF_FIRMS = re.compile(
    r"(?:实现)?(?:(?:总?营收|营业收入|主营收入|销售收入|产值|利润|利润总额|营收合计|从业人员|开票销售|税收|增加值|亏损面|资产总计)(?:增长|下降|减少)?)$"
)
_FIRMS = re.compile(r"(?:企业|产业|产业链|工业|制造业|行业|商户|公司)$")
_LONG = 16  # characters: a measure that names more is none of a phrase
_GROWN = re.compile(
    r"的?(?:转为?|同比|环比|年均|累计|实际|名义|仍|却|微|再|净|大|比上年|较上年)*(?:增长|增加|增|下降|减少|降低|回落|上升|上涨|提高|提升|降)$"
)
# From one level to another: the second level has the measure of the first (由80架扩大至200架).
_MOVES = (
    "(?:增长|增加|增|扩大|扩充|扩展|扩招|扩|提高|提升|提|上升|升|跃升|攀升|爬升|爬坡|回升|上涨|涨|上调|调高|加密|延长|发展|拓展|壮大|冲|拉升"
    "|下降|降低|降|减少|减|缩短|缩小|缩减|缩|压缩|压减|压降|压|回落|滑落|下滑|下调|跌|收窄|变|改|调整|切换|恢复|突破|优化|达|扩面|稳|做|跑|干)"
)
_LEVEL = re.compile(
    rf"(?:左右|上下|以上|总数|总量|望|已|再|又|则|将|要|只|仅|进一步|稳步|快速|大幅|逐步|反而|如今|现在|目前|一举|直接|最终|迅速|预计|可|能|会|有望)*{_MOVES}[至到为成](?:了|约|近|超|逾|不足|不到|平均|目前的|现在的|如今的)*"
)
_RANKED = re.compile("(?:总?规模|总量|总额|总数)(?:均|都|仍)?")  # 产值2512亿元，规模列全国第二
_SHARE = re.compile(r"(?<=.)占(?P<whole>[^占]{2,12})比重$")
# 完成投资73.6亿元，为年度计划的|56%
_OF_WHOLE = re.compile(
    r"(?:仅|尚|还|已|约|大约)*(?:[为占是]|相当于|不足|不到|超过|接近|达到|完成)(?:了|约|近|超)*(?P<whole>(?:全[国省市区县球]|年度|全年|正常|[^，。；：\d占]{0,6}(?:总|计划|目标))[^，。；：\d占]{0,8})的[约近超]?"
)
_SHARES = re.compile("(?:约|近|超|合计)?占")
_PART_OF = re.compile("占比?$")


def of_last(quantity: Quantity, lead: str, before: str, last: str, cast: Cast) -> Parts | None:
    """A change, a share or a rank of what the figure before measured, or its next level."""
    if quantity.unit == "rank":
        ranked, rest = find_owner(re.sub(r"(?:名|位|并|排)?列$", "", before), cast)
        scope = re.match(r"\D*?(?=第)", quantity.surface)
        bare = bool(last and rest) and _RANKED.fullmatch(rest) is not None  # of which shares go on
        rest = (words().measure_ends.sub("", grown(last)) if bare else "") + (rest or last)
        return Parts(plain(f"{rest}{scope.group() if scope else ''}排名"), ranked, stem=last if bare else rest)
    if not last:
        return None
    said = trim(lead)
    if _LEVEL.fullmatch(said):
        return Parts(last, stem=last)
    if _BASE_CHANGE.match(said):
        return Parts(plain(last + _growth_name(lead)), stem=last)
    whole = _OF_WHOLE.fullmatch(lead.strip("，；、 ")) if quantity.unit == "%" else None
    if whole:
        done = whole.group().startswith("完成")
        share = f"完成{whole['whole']}" if done else f"占{whole['whole']}比重"
        return Parts(plain(last + share), stem=last)
    if _SHARES.match(before):
        return Parts(plain(last + _share_name(before)), stem=last)
    if quantity.unit == "%" and re.fullmatch(r"(?:全[国省市球]|世界)(?:的)?", before):
        return Parts(plain(f"{last}占{before.removesuffix('的')}比重"), stem=last)
    return None


def of_things(measure: str, last: str) -> str:
    """A bare measure with what it is the measure of, where the figure before tells that."""
    things = _OF_THINGS.fullmatch(measure) and last and not words().measure_ends.search(last.removesuffix("项目"))
    if things:
        return last + measure
    thing = words().measure_ends.sub("", grown(last))[-_HEAD:] if _BARE_RATE.fullmatch(measure) else ""
    if thing and not re.search("[为由从]", thing):
        return thing + measure
    trade = _TRADE.search(grown(last)) if _TRADE.fullmatch(measure) else None
    if trade:
        return last[: trade.start()] + measure
    whose = _OF_FIRMS.sub("", last) or last
    firms = _OF_FIRMS.fullmatch(measure) and _FIRMS.search(whose) and len(whose) < _LONG
    return whose + measure.removeprefix("实现") if firms else measure


def of_whole(quantity: Quantity, lead: str, measure: str, last: str) -> str:
    """A part with the whole that the figure before told: 其中云服务收入占62.4%, 其中水电2516亿千瓦时."""
    share = _SHARE.search(last) if quantity.unit == "%" and _PART_OF.search(measure) else None
    if share and (measure.endswith("占") or measure[-3:-2] == last[share.start() - 1]):
        return f"{measure.removesuffix('比')}{share['whole']}比重"  # 封测业占38%，设计业占比突破四分之一
    whole = _GROWN.sub("", last)
    if not whole or "占" in whole or len(whole) > _LONG:
        return measure
    of_part = measure.endswith("占比") and ("其中" in lead or measure[:-2][-1:] in whole[:-2])  # 总算力规模…，智算占比
    if quantity.unit == "%" and (measure.endswith("占") or of_part):
        return f"{measure.removesuffix('比')}{whole}比重"
    kind = words().measure_ends.search(whole)
    of_kind = "其中" in lead and quantity.unit not in ("%", "count", "pp", "x") and kind
    return measure + kind.group() if of_kind and kind and not words().measure_ends.search(measure) else measure


def _growth_name(lead: str) -> str:
    text = re.sub(r"(?:了|达到|达|为|约|近|超过|超|到|至)+$", "", _BASE.sub("", trim(lead)))
    text = re.sub(r"^(?:由[^，]{0,6}?(?=增长|下降)|转为?|仍|却)+", "", text)
    return re.sub(r"高出$|(?<!提)高$", "高出", text)


def _share_name(before: str) -> str:
    text = re.sub(r"(?:了|达到|达|为|约|近|超过|超|到|至)+$", "", before)
    return text if re.search(r"(?:比重|比例|比|份额)(?:的)?$", text) else f"{text.removesuffix('的')}比重"


def grown(measure: str) -> str:
    """A measure without the words for its change: 产量 of 产量同比增长."""
    return _GROWN.sub("", measure)


def unbased(measure: str) -> str:
    """A measure without what it is compared with: 巡检效率提高 of 巡检效率较人工提高."""
    return _EACH.sub("", _THAN.sub("", _BASE.sub("", measure)))


def of_a_kind(head: str) -> bool:
    """Whether a phrase is of a kind of firms, an industry or a trade, and short: 集成电路规上企业."""
    return _FIRMS.search(head) is not None and 2 < len(head) <= _LONG
