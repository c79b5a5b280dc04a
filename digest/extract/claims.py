"""What a Chinese clause claims of its figure: done, planned, expected, possible; a level or a change."""

import re

from digest.extract.words import words
from digest.model import Change, Status
from digest.quantities.quantity import Quantity

# Units in which products are described rather than economies counted: 180纳米, 8吋, 400G.
_SPEC = frozenset(
    {
        "纳米",
        "微米",
        "nm",
        "μm",
        "吋",
        "英寸",
        "英吋",
        "寸",
        "平方厘米",
        "平方毫米",
        "G",
        "Gbps",
        "Tbps",
        "Mbps",
        "Gb/s",
        "TOPS",
        "马力",
        "伏",
        "千伏",
    }
)
_YEARLY = re.compile(r"(?<![去今明前当全])年产(?![销值量出])(?:各类|各种)?[^，。；]{0,4}$")
_ABLE = re.compile(r"的(?:生产|供货|处理|接待|设计)?能力")
_YEARLY_ABLE = re.compile(r"年产[^，。；]{0,8}能力|年[^，。；年]{1,6}能力(?:达|将|为|超|约|$)")
_MADE = re.compile(r"(?:辆|台|吨|架|片|套|颗|件|只|块|枚|艘|支|米|平方米|GWh|瓦时)")
_WILL = re.compile(
    r"将(?:会|于|在|再|重点|继续|进一步|全面|陆续|分)?(?:布设|试点|招|新|达|实现|建|形成|参加|带动|推|提|完成|突破|超|增|成为|有|投|打造|实施|推进|推动|建设|组建|设立|拿出|组织|募|落户|启动|开|引|培育|覆盖|集聚|拥有|举办|满足|升|降|扩|翻|发射|发放|部署|布局|生产|供应|参与|安排|支持|占|会|达)"
)
_WILL_AT = re.compile(
    r"将在[^，。]{1,20}(?:布设|建设|新建|共建|建成|设立|开通|试点|开展|举办|打造|投)|目标(?:为|是|到)?$|(?:单个|单家|单户|单笔|每户|每家)[^，]{0,8}(?:最高|不超过|补贴)|财政[^，。]{0,6}安排|(?:奖励|补贴|资助|补助|奖补)(?:最高)?$"
    r"|(?<!已)(?<!累计)安排[^，。；]{0,14}$"
)
_GRANTED = re.compile(r"(?:的)?(?:标准|比例)?(?:给予|予以)?(?:一次性)?(?:补贴|奖励|资助|补助|奖补)")
_PAID = re.compile(r"累计|已|兑现|落实|拨付|到位")
_PLANS = re.compile(
    r"(?=[计打》方规意报会预])(?:"  # else nothing is tried
    r"(?:(?<![》发动展究行年])|(?<=今年)|(?<=明年)|(?<=20\d\d年)|(?<=目前))(?:计划|打算)(?![》书署])[^》，。；]{0,4}(?:投|建|交|新|完|实|推|到|在|于|用|开|引|培|打|分|年|总|安|今|明|生|出|扩|增|招|募|发|上|再|举|组|把|录)"
    r"|(?:》|方案|规划|意见|报告|会议)[^，。；》]{0,6}(?:明确|提出)|预期目标)"
)
_FROM = re.compile(r"[由从][^，。；到至]{0,8}$")
_ON_TO = re.compile(
    r"[^，。；\d]{0,4}(?:提高|提升|增加?|上?升|扩大?|扩充|下?降低?|压缩?|压减|缩短|缩减|减少|缩小)[^，。；\d]{0,3}[到至]"
)
_ABLE_TO = re.compile(r"(?:封装|测试|通过|设计)能力|每[年月天]便?可(?!节约|节省|省|减)|设计年|产能(?!利用|过剩|置换)")
_DONE = re.compile(r"已|目前|累计|现有|完成了|实现了|建成了|达到了|成功")
_MARK = re.compile(r"[，；：]")
_OF_NOW = ("目前的", "现在的", "当前的", "现有的", "如今的")
_PLANNED = re.compile(r"规划了|拟建|计划建")
_AIMS = re.compile(r"提出[，：]?到|力争")
_INVESTED = re.compile(
    "(?:计划|协议|意向)?总?投资(?:总额|额)?(?:达到?|约|近|超过?)?"
)  # 6个项目现场签约，|投资总额45.8亿元
_SIGNED_PROJECTS = re.compile("签约[^，。；]{0,12}项目，$|项目[^，。；]{0,6}签约，$")
_SIGNED = re.compile(r"签约|签订|签署|协议|总规模|基金|募集|计划总投资")

# 出口3.2万辆，是去年同期的|2.3倍
TIMES_OF = re.compile(r"[是为](?P<of>(?:20\d\d年)?[^，。；：\d是为]{0,12})的(?:[约近逾超]|超过)?$")
_NEAR = 24


def status_of(quantity: Quantity, before: str, after: str, last: Status, *, due: bool) -> Status:
    """The status of a figure, from the words before it in its sentence and those after it in its clause.

    `last` is that of the figure before it in the sentence, whose plan or forecast may go on; `due` says that its period
    lies ahead (到2027年).
    """
    w = words()
    clause = _MARK.split(before)[-1]
    if last == "forecast" and "；" in before and not w.forecast.search(before.rpartition("；")[2]):
        before, last = before.rpartition("；")[2], "actual"
    if _could(clause, after):
        return "capacity"
    if _was_before(clause, after, last) and not _is_capacity(quantity, clause, after):
        return "actual"
    if quantity.counter in _SPEC or (quantity.unit not in ("%", "CNY", "rank") and w.spec.search(clause)):
        return "spec"
    if _PLANS.search(before) and not _DONE.search(clause):
        return "target"
    if w.forecast.search(clause) or w.forecast_before.search(before):
        return "forecast"
    if due and not w.actual.search(clause):
        return "target"
    if _is_capacity(quantity, clause, after):
        return "capacity"
    if _is_planned(quantity, before, clause, after):
        return "target"
    goes_on = last in ("target", "forecast") or _WILL.search(before) or _AIMS.search(before)
    return (last if last == "forecast" else "target") if goes_on and not _DONE.search(clause) else "actual"


def _is_planned(quantity: Quantity, before: str, clause: str, after: str) -> bool:
    """Whether a figure's own clause, or what was planned right before it, makes it a target."""
    if _PLANNED.search(_with_clause_before(before, clause)) and not _DONE.search(clause):
        return True
    if words().target.search(clause) or _WILL.search(clause):
        return True
    if (_WILL_AT.search(clause) or _GRANTED.match(after)) and not _PAID.search(clause):
        return True
    return agreed(quantity, clause) or (
        quantity.unit in ("CNY", "USD")
        and _INVESTED.fullmatch(clause) is not None
        and _SIGNED_PROJECTS.search(before[: len(before) - len(clause)]) is not None
    )


def _was_before(clause: str, after: str, last: Status) -> bool:
    """Whether a figure is what a plan starts from: 由目前的180辆扩大到260辆, 由18万元提高到22万元."""
    return bool(
        clause.endswith(_OF_NOW) or (last in ("target", "forecast") and _FROM.search(clause) and _ON_TO.match(after))
    )


def agreed(quantity: Quantity, clause: str) -> bool:
    """Whether a figure is money that was signed for, or that a fund is to hold: a target, though the signing is done."""
    return (
        quantity.unit in ("CNY", "USD")
        and _SIGNED.search(clause) is not None
        and not re.search(r"累计|已|获得|拿到|完成|总额$", clause)
    )


def _could(clause: str, after: str) -> bool:
    """Whether a clause tells what can be made, also where that is planned: 建成后每月可封装, 形成年产1.5万辆的能力."""
    if _ABLE.match(after) and re.search(r"形成|年产|具备", clause):
        return True
    return _ABLE_TO.search(clause) is not None and "占" not in clause and not words().forecast.search(clause)


def _with_clause_before(before: str, clause: str) -> str:
    """The last clause of `before` with the one before it, where only a comma parts them, else nothing."""
    end = len(before) - len(clause) - 1
    return f"{_MARK.split(before[:end])[-1]}，{clause}" if end >= 0 and before[end] == "，" else ""


def _is_capacity(quantity: Quantity, clause: str, after: str) -> bool:
    """Whether a figure tells what could be made or handled, not what was."""
    w = words()
    if "占" in clause or "利用率" in clause:
        return False
    able = _ABLE.search(after[:20]) and re.search(r"形成|年产|具备", clause)
    yearly = _YEARLY.search(clause) and _MADE.match(quantity.counter)
    return bool(
        able
        or yearly
        or ("能力" in clause and _YEARLY_ABLE.search(clause))
        or w.capacity.search(clause)
        or w.capacity.match(after[:14].lstrip("的"))
    )


def change_of(quantity: Quantity, lead: str, before: str) -> Change | None:
    """Whether a figure is a change, and over what; `lead` are the words between it and the figure or mark before it."""
    w = words()
    if quantity.unit in ("rank", "ratio"):
        return None
    times = TIMES_OF.search(before[-_NEAR:]) if quantity.unit == "x" else None
    if times:
        return "yoy" if times["of"][:2] in ("去年", "上年") else "period" if times["of"][:2] in ("20", "前年") else None
    if (quantity.unit == "pp" and lead.endswith(("高", "低"))) or (
        quantity.unit == "x" and quantity.surface[0] == "翻"
    ):
        return (
            "qoq" if w.qoq.search(lead) else "period" if w.span.search(lead) else "yoy" if w.yoy.search(lead) else None
        )
    if not w.grows.search(lead) or lead.startswith("占") or "新增" in lead:
        return None
    if re.search(r"[增降升高大缩短落少滑跌涨提][^率速幅]{0,4}(?:至|到)了?$", lead):
        return None
    if quantity.unit == "pp" and re.search(
        r"高于|低于|高出|低出|快于|[比较](?!上年|去年|上月|同期)[^，]{1,8}(?:(?<!提)高|(?<!降)低|快)$", lead
    ):
        return None
    if w.qoq.search(lead):
        return "qoq"
    if w.since.search(lead):
        return "period"
    if w.yoy.search(lead):
        return "yoy"
    if w.span.search(lead) or w.span.search(before[-20:]):
        return "period"
    if quantity.unit in ("%", "x", "pp"):
        return "yoy"
    return "yoy" if w.yoy.search(before) and re.search(r"(?:增加|减少|多增|少增|增|减)$", lead) else None
