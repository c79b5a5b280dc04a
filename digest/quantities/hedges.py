"""Hedges and signs: what the words beside a number say of it."""

import re
from decimal import Decimal

from digest.model import Qualifier

_OPPOSITE = {frozenset("<>"), frozenset(("<=", ">")), frozenset((">=", "<"))}
_TAIL = r"(?:了|到|达|达到|的)?$"
# Longest first where one holds another: 不超过 before 超过, 不低于 before 低于.
_BEFORE_ZH: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (">=", re.compile(r"(?:至少|不低于|不少于|不小于|起码|最少|最低)" + _TAIL)),
    (
        "<=",
        re.compile(
            r"(?:最多|最高不超过|最高(?:补贴|奖励|资助|补助|奖补|给予|可获|可领|可达)?|不超过|不高于|不多于|不大于|(?<!甚)至多(?!达)|控制在)"
            + _TAIL
        ),
    ),
    ("<", re.compile(r"(?:(?:不到|不足|低于|少于|小于|未达|未满|不满|不及)(?:[^，。\d]{1,8}的)?|跌破)" + _TAIL)),
    (
        ">",
        re.compile(
            r"(?:(?:超过|超|逾)(?:占?[^，。\d]{1,8}的|占[^，。\d]{1,8})?|超出|高于|大于|多于|高过|(?<![突跌])破)"
            + _TAIL
        ),
    ),
    ("~", re.compile(r"(?:将近|接近|几乎|大约|大概|大致|差不多|约合|约为|约占[^，。\d]{1,8}|约|近)" + _TAIL)),
)
_MAY_HEDGE = re.compile("[至不起最控未跌超逾高大多破将接几约概致差近低少小]")  # a cheap look before the dear ones
_AFTER_ZH: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("~", re.compile(r"左右|上下")),
    (">", re.compile(r"以上|之上|有余|开外")),
    ("<", re.compile(r"以内|以下|之内|之下")),
)
_AT_LEAST = re.compile(r"(?:达|达到|提高到|提升到|提升至|提高至|不低于)$")
_FALL_ZH = re.compile(
    r"(?:[降少跌](?=了)|下降|减少|下滑|回落|下跌|降低|缩短|压缩|萎缩|下调|负增长|零下|(?:仍|微|再|续|又|均)[跌降]|降幅|跌幅|同比减|同比降|减亏|减重|缩减|[增速]降|[年比]跌)(?:幅度)?"
    r"(?:了|达到|达|为|约|近|超过|超|逾|不到|不足|幅度)*$"
)

_BEFORE_EN: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(
            r"\b(?:at least|no less than|not less than|no fewer than|not below|a minimum of|minimum of) $", re.I
        ),
    ),
    (
        "<=",
        re.compile(
            r"\b(?:at most|no more than|not more than|not exceeding|not exceed|within|a maximum of|maximum of) $", re.I
        ),
    ),
    ("<", re.compile(r"\b(?:less than|fewer than|under|below|not quite|short of) $", re.I)),
    (
        ">",
        re.compile(
            r"\b(?:more than|over|above|exceeding|exceeds?|exceeded|surpass(?:ed|es|ing)?|upwards? of|in excess of|greater than|higher than|beyond|topp(?:ed|ing)|north of) $",
            re.I,
        ),
    ),
    (
        "~",
        re.compile(
            r"\b(?:nearly|almost|about|around|roughly|approximately|some|close to|approaching|an estimated|approx\.?|circa|or so|near) $|~ ?$",
            re.I,
        ),
    ),
)
_AFTER_EN: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (">=", re.compile(r" ?(?:or more|or above|or higher|and above|or over)\b")),
    (">", re.compile(r" ?(?:\+|-?plus\b|odd\b)")),
    ("<=", re.compile(r" ?(?:or less|or fewer|or below|or lower)\b")),
    ("~", re.compile(r" ?(?:or so)\b")),
)
_FALL_EN = re.compile(
    r"\b(?:fell|falls?|falling|dropp(?:ed|ing)|drops?|declin(?:ed|es?|ing)|decreas(?:ed|es?|ing)|down|reduc(?:ed|es?|ing|tion of)|cut|cuts|cutting|slipp(?:ed|ing)"
    r"|shr(?:ank|unk|inking)|plunged|plummeted|slumped|lost|lower)(?: (?:by|of|some|about|nearly|over|more than|around|almost|roughly|another|a further|sharply by))* $",
    re.I,
)


def opposite(left: Qualifier, right: Qualifier) -> bool:
    """Whether two hedges contradict each other: over and under, at least and less than."""
    return frozenset((left, right)) in _OPPOSITE


def hedge_zh(before: str, after: str, *, more: bool) -> Qualifier:
    """The qualifier that the Chinese words beside a number give it; `more` says that 余 or 多 stands inside it."""
    for qualifier, pattern in _AFTER_ZH:
        if pattern.match(after):
            return ">=" if qualifier == ">" and _AT_LEAST.search(before) else qualifier
    if _MAY_HEDGE.search(before):
        for qualifier, pattern in _BEFORE_ZH:
            if pattern.search(before):
                return qualifier
    return ">" if more else "="


def hedge_en(before: str, after: str) -> Qualifier:
    """The qualifier that the English words beside a number give it."""
    for qualifier, pattern in (*_AFTER_EN,):
        if pattern.match(after):
            return qualifier
    stripped = re.sub(r"(?:a total of |(?<=\b)(?:the|its|their) )$", "", before)
    for qualifier, pattern in _BEFORE_EN:
        if pattern.search(stripped):
            return qualifier
    return "="


_FALLS_ZH = re.compile(
    r"分别(?:同比)?(?:下降|减少|下滑|回落|下跌|降低)(?:\d[\d.]*(?:%|个百分点)、)*\d[\d.]*(?:%|个百分点)[、和与及]$"
)


def signed_zh(value: Decimal, before: str) -> Decimal:
    """`value`, negative where the words before it tell of a fall (同比下降5.2%); 降至1.2 stays positive."""
    return -value if _FALL_ZH.search(before) or _FALLS_ZH.search(before) else value


def signed_en(value: Decimal, before: str) -> Decimal:
    """`value`, negative where the words before it tell of a fall (fell 5.2%); fell to 1.2 stays positive."""
    return -value if _FALL_EN.search(before) else value
