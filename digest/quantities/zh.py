"""Reading quantities in Chinese text.

A number is found first, in any notation; then what stands after it (unit, counter), beside it (hedge, sign) and between
it and the next number (a range). A number with neither unit nor counter is a quantity only where it is large (万, 亿) or
where its measure has no unit (PUE低于1.2).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from digest.model import Qualifier
from digest.quantities import units
from digest.quantities.hedges import hedge_zh, signed_zh
from digest.quantities.masks import masked, touches
from digest.quantities.numerals import parse_han
from digest.quantities.quantity import Quantity, plain
from digest.quantities.zh_numbers import DIGIT, Number, find_numbers
from digest.text import before as preceding
from digest.text import fold

_RANK = re.compile(
    r"(?=[^第]{0,10}第)"  # else nothing is tried
    r"(?P<scope>(?:全国|全市|全省|全区|全球|世界|国内|西部|中西部|东部|中部|亚洲|西南|长三角|珠三角|大湾区|(?:[^，。；、]{0,6})?(?:城市|省份|区县|县市|园区|企业)|全行业|省内|市内|行业)?(?:排名?|排位|位列|位居|列|居|位)?)"
    rf"(?:第(?P<number>\d{{1,4}}|[{DIGIT}十]{{1,3}})(?P<word>位|名|大)?)(?![{DIGIT}十\d家个条座款台辆艘所届期批次例单产生资时梯阵线档步手责要环])"
)
_RANK_BEFORE = re.compile(r"(?:列|居|位|排名|排在|排|跻身|跃升至|升至|上升至|名列|稳居|[域省市区]|总量|规模)$")
_RATIO = re.compile(r"(?=\d)(?<![\d.:])(\d{1,4}(?:\.\d+)?)[:：∶](\d{1,4}(?:\.\d+)?)(?![\d:：∶])")
_JOINT = re.compile(r"(?P<unit>\D{0,6}?)(?P<joint>-|~|至|到)")
_BARE_SCALE = re.compile(r"[十百千万亿]+")
_GROWS = re.compile(
    r"(?:增长|增加|增|扩大|提高|提升|上涨|涨|多出?|高出?|贵|翻|快|大|涨幅|增幅|幅度)了?(?:近|约|超过?|逾|将近|几乎)?$"
)
_VAGUE = re.compile(r"[数几]$")
_NO_UNIT = re.compile(r"(?:PUE|能效值?|效率|指数|系数|评分|得分|得|比值|弹性|容积率)[^，。；]{0,14}$")
_ON_TO = re.compile(
    "(?:下?降低?|压[缩减]?|减[少小]?|提[高升]?|上?升|增[加长]?|优化|改善|回落)[到至为]"
)  # PUE由1.35|降到1.12
_MONEY = re.compile(
    r"(?:费用|收入|产值|投资|资金|利润|税收|营收|总额|资产|市值|估值|贷款|存款|融资|货值|交易额|销售额|GDP|总值|增加值|花费)[^，。；]{0,10}$"
)
_PER = re.compile(r"(?:/|每)(?:千瓦时|平方米|立方米|公里|标箱|小时|吨|人|亩|辆|台|月|年|天|日|户|股|度|桶|件|户)")


def read_zh(text: str, taken: bytearray | None = None) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text, in order. `taken` marks characters that are no quantities (dates), one byte each."""
    folded = fold(text)
    mask = masked(folded, "zh", taken)
    found = [*_ranks(text, folded, mask), *_ratios(text, folded, mask)]
    for quantity in found:
        mask[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
    found.extend(_amounts(text, folded, mask))
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _ranks(text: str, folded: str, mask: bytearray) -> Iterator[Quantity]:
    if "第" not in folded:
        return
    for match in _RANK.finditer(folded):
        if touches(mask, match.start(), match.end()):
            continue
        digits = match["number"].isdigit()
        scope = match["scope"]
        if not (scope or match["word"] or (digits and _RANK_BEFORE.search(preceding(folded, match.start(), 4)))):
            continue
        value = Decimal(match["number"]) if digits else parse_han(match["number"])
        if value is None or (match["word"] == "大" and not scope):
            continue
        start = (
            match.start()
            if scope and not re.fullmatch(r"排名?|排位|位列|位居|列|居|位", scope)
            else match.start("number") - 1
        )
        yield Quantity((start, match.end()), text[start : match.end()], value, "rank", counter="第", words=not digits)


def _ratios(text: str, folded: str, mask: bytearray) -> Iterator[Quantity]:
    if "比" not in folded:
        return
    for match in _RATIO.finditer(folded):
        left, right = Decimal(match[1]), Decimal(match[2])
        if (
            right
            and not touches(mask, match.start(), match.end())
            and re.search(r"比[^，。]{0,8}$", preceding(folded, match.start(), 12))
        ):
            span = match.span()
            qualifier = hedge_zh(preceding(folded, span[0], 12), folded[span[1] : span[1] + 4], more=False)
            yield Quantity(span, text[slice(*span)], plain(left / right), "ratio", qualifier=qualifier)


def _amounts(text: str, folded: str, mask: bytearray) -> Iterator[Quantity]:
    numbers = list(find_numbers(folded, mask))
    position = end = 0
    while position < len(numbers):
        first = numbers[position]
        second = numbers[position + 1] if position + 1 < len(numbers) else None
        ranged = _range(text, folded, first, second) if second else None
        quantity = ranged or _amount(text, folded, first)
        if quantity and first.start >= end:  # the 千 of 5千米 is no number of its own
            yield quantity
            end = quantity.end
        position += 2 if ranged else 1


def _range(text: str, folded: str, first: Number, second: Number) -> Quantity | None:
    """The range that two numbers make (3-5个, 5%至8%, 100—200亿元), or None where they do not."""
    between = folded[first.end : second.start]
    joint = _JOINT.fullmatch(between)
    if joint is None or first.kind != second.kind or preceding(folded, first.start, 1) in ("从", "由"):
        return None
    own = _unit(folded, first)
    if joint["unit"] and (own is None or own[1] != first.end + len(joint["unit"])):
        return None
    whole = _amount(text, folded, second)
    if whole is None or whole.high is not None or whole.unit == "rank":
        return None
    factor = whole.value / second.value if second.value else Decimal(1)
    low = first.value * abs(factor)
    if not joint["unit"] and first.scale == 1 and second.scale > 1 and first.value * second.scale < second.value:
        low *= second.scale
    if low >= abs(whole.value):
        return None
    start = first.start
    before = folded[max(0, start - 12) : start]
    return Quantity(
        span=(start, whole.end),
        surface=text[start : whole.end],
        value=plain(low),
        high=plain(abs(whole.value)),
        unit=whole.unit,
        counter=whole.counter,
        qualifier=hedge_zh(before, folded[whole.end : whole.end + 4], more=first.more or second.more),
        words=first.kind == "han",
        rate=whole.rate,
    )


def _amount(text: str, folded: str, number: Number) -> Quantity | None:
    if number.kind == "percent":
        return _quantity(
            text,
            folded,
            number,
            number.end,
            units.Unit("%"),
            "%" if "成" not in folded[number.start : number.end] else "成",
        )
    if number.kind == "level":
        return _quantity(text, folded, number, number.end, units.Unit("CNY"), "级")
    if number.kind == "times":
        return _quantity(text, folded, number, number.end, units.Unit("x"), folded[number.start : number.end])
    unit = _unit(folded, number)
    if unit:
        return _quantity(text, folded, number, unit[1], unit[0], folded[number.end : unit[1]])
    counter = units.counters().match(folded, number.end)
    before = folded[max(0, number.start - 16) : number.start]
    if counter and _counts(folded, number, counter, before):
        return _quantity(text, folded, number, counter.end(), units.Unit("count"), counter.group())
    if number.scale > 1 and number.kind == "arabic":
        money = units.Unit("CNY") if number.scale >= 10**8 and _MONEY.search(before) else units.Unit("count")
        return _quantity(text, folded, number, number.end, money, "")
    if (
        number.kind == "arabic"
        and _NO_UNIT.search(before)
        and (not re.match(r"[\w.]", folded[number.end : number.end + 1]) or _ON_TO.match(folded, number.end))
    ):
        return _quantity(text, folded, number, number.end, units.Unit("ratio"), "")
    return None


def _unit(folded: str, number: Number) -> tuple[units.Unit, int] | None:
    """The unit after a number and where it ends, or None."""
    pattern, forms = units.chinese()
    match = pattern.match(folded, number.end)
    if match is None:
        return None
    unit = forms[match.group()]
    if number.kind == "han":
        bare = _BARE_SCALE.fullmatch(folded[number.start : number.end])
        if bare and unit.unit == "CNY" and number.value < 10**5:
            return None  # 每百元, 万元产值能耗
        if bare and re.match(r"[氢油电能气]耗|加速", folded[match.end() : match.end() + 2]):
            return None  # 百公里油耗
        if number.value == 1 and number.high is None and unit.unit in ("s", "m"):
            return None
        if bare and unit.unit == "m2" and not re.search(r"[近上超逾过达]$", preceding(folded, number.start, 1)):
            return None  # 万亩良田
        small = number.value < 10 and number.scale == 1 and unit.unit not in ("%", "pp", "x")
        if not unit.han or (small and (unit.unit.isalpha() and len(unit.unit) == 3)):
            return None
        if small and match.group() in ("米", "瓦", "年", "天"):
            return None
    if match.group() in ("年", "周", "天", "度", "方", "E", "P", "G") and not _sure(folded, number, match):
        return None
    return unit, match.end()


def _sure(folded: str, number: Number, match: re.Match[str]) -> bool:
    """Whether a short form that has other meanings is a unit here."""
    form, after = match.group(), folded[match.end() : match.end() + 1]
    if form == "G":
        return number.value >= 10
    if form in ("P", "E"):
        return number.kind == "arabic"
    if form == "年":
        return (number.value < 1000 and after not in "级代度") or after == ""
    if form in ("度", "方"):
        return number.kind == "arabic" and after not in "面向米位案便式式法"
    return True


def _counts(folded: str, number: Number, counter: re.Match[str], before: str) -> bool:
    """Whether number and counter count things: 11条 do, 一个 and 百家 do not, nor does a counter that starts another word."""
    form, after = counter.group(), folded[counter.end() : counter.end() + 1]
    if number.kind == "han":
        if number.value == 1 and number.high is None:
            return False
        if (
            _BARE_SCALE.fullmatch(folded[number.start : counter.start()].rstrip("余多"))
            and number.value != 10
            and not re.search(r"(?:[近超逾过达]|(?<!以)上)$", before)
        ):
            return False
        if (
            form
            in (
                "级",
                "代",
                "市",
                "省",
                "县",
                "村",
                "国",
                "镇",
                "门",
                "把",
                "节",
                "本",
                "部",
                "对",
                "双",
                "起",
                "层",
                "间",
                "单",
                "机",
                "期",
                "股",
                "站",
                "头",
                "年",
                "段",
                "张",
                "包",
                "次",
                "人",
            )
            and number.value < 11
            and form not in ("次", "人")
        ):
            return False
        if form == "人" and number.value < 3:
            return False
    if form == "级" and number.kind == "arabic" and number.scale == 1:
        return False
    if form in ("市", "省", "县", "村", "国", "镇") and after and after in "级营道内外":
        return False
    return not (form == "大" and after and after in "学型小众连唐阪同")


def _quantity(text: str, folded: str, number: Number, end: int, unit: units.Unit, counter: str) -> Quantity | None:
    before = folded[max(0, number.start - 16) : number.start]
    rate = _PER.match(folded, end) if unit.unit not in ("%", "pp", "x", "rank") else None
    if rate:
        counter, end = counter + rate.group(), rate.end()
    value = number.value * unit.factor
    high = None if number.high is None else number.high * unit.factor
    more = number.more or (unit.unit in ("x", "%") and folded[end : end + 1] in ("多", "余"))
    start = number.start
    if number.kind == "han" and before.endswith("上") and _BARE_SCALE.match(folded, start):
        start -= 1  # 上千架 is written as one word
    span = (start, end)
    return Quantity(
        span=span,
        surface=text[span[0] : span[1]],
        value=plain(signed_zh(value, before)),
        high=None if high is None else plain(high),
        unit=unit.unit,
        counter=unit.counter or counter,
        qualifier=_qualifier(folded, number, before, end, more=more),
        words=number.kind != "arabic",
        vague=bool(_VAGUE.search(before)),
        grows=unit.unit == "x" and bool(_GROWS.search(before)),
        rate=rate.group() if rate else None,
    )


def _qualifier(folded: str, number: Number, before: str, end: int, *, more: bool) -> Qualifier:
    surface = folded[number.start : end]
    if number.kind == "level":
        return "~"
    if surface[:1] in "近过超":
        return "~" if surface[0] == "近" else ">"
    if before.endswith("上") and number.kind == "han" and _BARE_SCALE.match(surface):
        return ">="
    return hedge_zh(before, folded[end : end + 4], more=more)
