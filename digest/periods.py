"""Periods: the time words of a text, resolved against the article's date.

A period is written as in a fact sheet: `2024`, `2025-04`, `2025-04-23`, `2021-H1`, `2025-Q1`, or a span of two of these
(`2021/2025`, `2021-Q1/2021-Q3`). What the text does not tell is None; nothing is guessed.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from babel.dates import format_date, format_skeleton

from digest.model import Lang, Span, Value
from digest.text import fold

Kind = Literal["stated", "now", "base", "due", "past", "span", "none"]


class Period(Value, frozen=True):
    """A time expression. `kind`: stated (a time of its own), now (目前, 已), base (比2020年), due (到2027年),
    span (连续5年, 过去三年: a length of time), none (近年来)."""

    span: Span
    period: str | None
    kind: Kind


_YEAR = r"(?P<y>(?:19|20)\d{2})年"
_WORD = r"(?P<w>今年|去年|(?<!\d年)前年|明年|(?<![成产运营用达])后年|本年度?|上年度?|当年|同年)"
_HAN_MONTH = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = r"(?:第?(?P<q>[一二三四1-4])季度|(?P<q3>前三季度|前3季度|1-3季度|一至三季度)|(?P<h>上半年|下半年))"
_MONTHS = r"(?P<m1>\d{1,2})(?:月份?)?[-~至到](?P<m2>\d{1,2})月份?"
_DAY = r"(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})日)?(?P<tail>上旬|中旬|下旬|底|末|初)?"
_PLAN = r"[“\"‘「]?(?P<plan>十[一二三四五六])五[”\"’」]?(?P<end>末|期末)?(?:时期|期间|规划)?"
_HAN_YEARS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}

_ZH = re.compile(
    "|".join(
        [
            rf"(?:(?<![\d.])(?P<sy>(?:19|20)\d{{2}})(?:年)?[-~至到](?P<ey>(?:19|20)\d{{2}})年?)",  # 2024—2026年
            rf"(?:{_YEAR}|{_WORD})(?:以来)?的?(?:{_QUARTER}|{_MONTHS}|{_DAY}|(?P<ytail>底|末|初|年底|全年|春|夏|秋|冬))?",
            _PLAN,
            _QUARTER.replace("<q>", "<bq>").replace("<q3>", "<bq3>").replace("<h>", "<bh>"),
            _MONTHS.replace("<m1>", "<bm1>").replace("<m2>", "<bm2>"),
            r"(?P<month>上月|本月|上个月|当月)(?:底|末|初)?",
            _DAY.replace("<m>", "<bm>").replace("<d>", "<bd>").replace("<tail>", "<btail>"),
            r"(?<![\d月.-])(?P<bare>\d{1,2})日(?![本元均报])",
            r"(?P<day>昨日|昨天|今日|今天|当日|前日)",
            r"(?P<years>(?:连续|近|过去|最近|这)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间|以来)?)",
            r"(?P<now>目前|当前|现有|如今|现在|现已|已经|已(?=[^知婚故])|至今|迄今)",
            r"(?P<later>届时)",
            r"(?P<vague>近年来|多年来|近期|此前|日前|近日|未来|年内|20世纪\d0年代|(?:上世纪|本世纪)(?:\d0年代)?)",
            r"(?P<yearend>年底|年末|年初|全年)",
            r"(?P<same>同期)",
        ]
    )
)
_BASE = re.compile(r"(?:比|较|相比|相较于?|于|超过|高于|低于|同比)$")
_DUE = re.compile(r"(?:到|至|力争到?|于)$")
_AS_OF = re.compile(r"截[至止到]$")


def find_zh(text: str, today: str) -> tuple[Period, ...]:
    """The time expressions of a Chinese text, in order; `today` is the article's date, to the day or the month."""
    folded = fold(text)
    year = int(today[:4])
    context = year
    out: list[Period] = []
    for match in _ZH.finditer(folded):
        period, kind = _resolve(match, folded, today, context, out)
        before = folded[max(0, match.start() - 4) : match.start()]
        if kind == "stated":
            if _AS_OF.search(before):
                pass
            elif _BASE.search(before) and not before.endswith("于") or folded[match.end() : match.end() + 2] == "相比":
                kind = "base"
            elif _DUE.search(before) and not re.search(r"[日月年\d]至$", before) and period and period[:4] >= today[:4]:
                kind = "due"
            elif folded[match.end() : match.end() + 2] in ("以来", "以后") or before.endswith("自") and re.match(r"起", folded[match.end() :]):
                kind = "past"
            if period:
                context = int(period[:4])
        if folded.rfind("《", 0, match.start()) > folded.rfind("》", 0, match.start()):
            kind = "none"  # part of a title
        out.append(Period(match.span(), period, kind))
    return tuple(out)


def _resolve(match: re.Match[str], folded: str, today: str, context: int, seen: list[Period]) -> tuple[str | None, Kind]:
    group = match.groupdict()
    this = int(today[:4])
    if group["sy"]:
        return f"{group['sy']}/{group['ey']}", "stated"
    if group["y"] or group["w"]:
        year = int(group["y"]) if group["y"] else _relative(group["w"], this, context)
        return _within(year, group["q"], group["q3"], group["h"], (group["m1"], group["m2"]), group["m"], group["d"]), "stated"
    if group["plan"]:
        start = _HAN_YEARS[group["plan"]]
        return (str(start + 4) if group["end"] else f"{start}/{start + 4}"), "stated"
    if group["bq"] or group["bq3"] or group["bh"]:
        return _within(context, group["bq"], group["bq3"], group["bh"]), "stated"
    if group["bm1"]:
        return _within(context, months=(group["bm1"], group["bm2"])), "stated"
    if group["month"]:
        back = 1 if "上" in group["month"] else 0
        return _months_back(today, back), "stated"
    if group["bm"]:
        # A month later than the article's, without a year, is last year's: news tells of what has been.
        ahead = context == this and int(group["bm"]) > int(today[5:7]) and not re.search(r"[将到至预拟计划]$", folded[: match.start()][-2:])
        return _within(context - ahead, month=group["bm"], day=group["bd"]), "stated"
    if group["bare"]:
        month = next((p.period[:7] for p in reversed(seen) if p.period and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", p.period)), today[:7])
        return f"{month}-{int(group['bare']):02d}", "stated"
    if group["day"]:
        if len(today) < 10 or group["day"] in ("当日",):
            return (seen[-1].period if seen and group["day"] == "当日" else None), "stated"
        back = {"昨日": 1, "昨天": 1, "前日": 2}.get(group["day"], 0)
        return date.fromordinal(date.fromisoformat(today).toordinal() - back).isoformat(), "stated"
    if group["years"]:
        number = _small(group["n"])
        if group["years"].startswith("连续") and number:
            return f"{this - number}/{this - 1}", "span"
        return None, "span"
    if group["now"]:
        return today[:7], "now"
    if group["later"]:
        return next((p.period for p in reversed(seen) if p.period), None), "due"
    if group["yearend"]:
        return str(context), "stated"
    if group["same"]:
        return None, "base"
    return None, "none"


def _relative(word: str, this: int, context: int) -> int:
    if word[0] in "当同":
        return context
    return this + {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}.get(word, -1 if word.startswith("上年") else 0)


def _within(
    year: int,
    quarter: str | None = None,
    three: str | None = None,
    half: str | None = None,
    months: tuple[str | None, str | None] = (None, None),
    month: str | None = None,
    day: str | None = None,
) -> str:
    if quarter:
        return f"{year}-Q{_HAN_MONTH.get(quarter) or int(quarter)}"
    if three:
        return f"{year}-Q1/{year}-Q3"
    if half:
        return f"{year}-H{1 if half.startswith('上') else 2}"
    if months[0] and months[1]:
        first, last = int(months[0]), int(months[1])
        if (first, last) in ((1, 6), (7, 12)):
            return f"{year}-H{1 if first == 1 else 2}"
        if (first, last) == (1, 12):
            return str(year)
        return f"{year}-{first:02d}/{year}-{last:02d}"
    if month and day:
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return f"{year}-{int(month):02d}" if month else str(year)


def _months_back(today: str, back: int) -> str:
    year, month = int(today[:4]), int(today[5:7]) - back
    return f"{year}-{month:02d}" if month else f"{year - 1}-12"


def _small(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    table = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
    return table.get(text) if len(text) == 1 else None


_MONTH_NAMES = "January February March April May June July August September October November December".split()
_MONTH_EN = "(?:" + "|".join([*_MONTH_NAMES, *(f"{name[:3]}\\.?" for name in _MONTH_NAMES), "Sept\\.?"]) + ")"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_EN = re.compile(
    rf"(?P<dmy>\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?| to | and ))?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{_MONTH_EN})(?:,? (?P<y>(?:19|20)\d{{2}}))?)"
    rf"|(?P<mdy>\b(?P<m2>{_MONTH_EN}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}})?(?!\d)(?:,? (?P<y2>(?:19|20)\d{{2}}))?)"
    rf"|(?P<my>\b(?P<m3>{_MONTH_EN}),? (?P<y3>(?:19|20)\d{{2}}))"
    r"|(?P<plan>\b(?P<n>1[1-6])th Five-Year Plan(?: period)?(?: \((?:19|20)\d{2}[-–—](?:19|20)?\d{2}\))?)"
    r"|(?P<half>\b(?:(?:the )?(?P<ho>first|second) half of (?P<hy>(?:19|20)\d{2}|(?:this|the|last) year)|H(?P<hn>[12]) (?P<hy2>(?:19|20)\d{2})))"
    r"|(?P<quarter>\b(?:(?:the )?(?P<qo>first|second|third|fourth) quarter(?: of (?P<qy>(?:19|20)\d{2}|(?:this|the|last) year))?|Q(?P<qn>[1-4]) (?P<qy2>(?:19|20)\d{2})))"
    r"|(?P<nine>\b(?:the )?first (?:nine months|three quarters)(?: of (?P<ny>(?:19|20)\d{2}|(?:this|the|last) year))?)"
    r"|(?P<years>(?<![\d.,$£€])(?P<a>(?:19|20)\d{2}) ?[-–—/] ?(?P<b>(?:19|20)\d{2}|\d{2})(?![\d.,]\d|%))"
    r"|(?P<word>\b(?:this|last|next) (?:year|month))"
    r"|(?P<year>(?<![\d.,$£€])(?:19|20)\d{2}(?:s\b)?(?![\d%]|[.,]\d| ?(?:million|billion|vehicles|firms|units|people|MW|km)))"
    rf"|(?P<month>\b(?:in|since|by|of|until|through|during) (?P<m4>{_MONTH_EN})(?![a-z])(?!,? (?:19|20)\d{{2}}))"
    r"|(?P<decade>\b(?:19|20)\d0s\b)"
    r"|(?P<now>\b(?:currently|at present|now|so far|to date|already)\b)"
)


def find_en(text: str, today: str) -> tuple[Period, ...]:
    """The time expressions of an English text, in order; `today` is the article's date."""
    out: list[Period] = []
    context = int(today[:4])
    for match in _EN.finditer(text):
        group = match.groupdict()
        period = _english(group, today, context)
        before = text[max(0, match.start() - 8) : match.start()]
        kind: Kind = "now" if group["now"] else "due" if re.search(r"\b(?:by|until) $", before) and (period or "")[:4] >= today[:4] else "stated"
        if period and kind != "now":
            context = int(period[:4])
        out.append(Period(match.span(), period, kind))
    return tuple(out)


def _english(group: dict[str, str | None], today: str, context: int) -> str | None:
    this = int(today[:4])

    def year(text: str | None) -> int:
        if not text:
            return context
        return int(text) if text.isdigit() else this - text.startswith("last")

    for day, month, which in (("d", "m", "y"), ("d2", "m2", "y2")):
        if group[day]:
            return f"{year(group[which])}-{_month(group[month]):02d}-{int(group[day] or 0):02d}"
    if group["my"]:
        return f"{group['y3']}-{_month(group['m3']):02d}"
    if group["plan"]:
        start = 1956 + (int(group["n"] or 0) - 1) * 5
        return f"{start}/{start + 4}"
    if group["half"]:
        number = group["hn"] or _ORDINALS[group["ho"] or "first"]
        return f"{year(group['hy'] or group['hy2'])}-H{number}"
    if group["quarter"]:
        number = group["qn"] or _ORDINALS[group["qo"] or "first"]
        return f"{year(group['qy'] or group['qy2'])}-Q{number}"
    if group["nine"]:
        return f"{year(group['ny'])}-Q1/{year(group['ny'])}-Q3"
    if group["years"]:
        first, last = group["a"] or "", group["b"] or ""
        return f"{first}/{first[:2] + last if len(last) == 2 else last}"
    if group["word"]:
        if group["word"].endswith("month"):
            return _months_back(today, 1 if group["word"].startswith("last") else 0)
        return str(this + {"this": 0, "last": -1, "next": 1}[group["word"].split()[0]])
    if group["year"]:
        return group["year"][:4] if not group["year"].endswith("s") else None
    if group["month"]:
        return f"{context}-{_month(group['m4']):02d}"
    return today[:7] if group["now"] else None


def _month(name: str | None) -> int:
    return next(n for n, full in enumerate(_MONTH_NAMES, 1) if full.startswith((name or "").rstrip(".")[:3]))


def say_period(period: str | None, lang: Lang) -> str:
    """`period` for readers: 2021年上半年, H1 2021, April 2025; an empty string for None."""
    if period is None:
        return ""
    first, slash, last = period.partition("/")
    if not slash:
        return _say_one(period, lang)
    if first[:4] == last[:4] and len(first) > 4:
        if first[5] == "Q":
            number = int(last[-1])
            return f"{first[:4]}年前{'一二三四'[number - 1]}季度" if lang == "zh" else f"Q1–Q{number} {first[:4]}"
        if lang == "zh":
            return f"{first[:4]}年{int(first[5:7])}月至{int(last[5:7])}月"
        return f"{_MONTH_NAMES[int(first[5:7]) - 1]} to {_MONTH_NAMES[int(last[5:7]) - 1]} {first[:4]}"
    return f"{first}—{last}年" if lang == "zh" and len(period) == 9 else f"{_say_one(first, lang)}–{_say_one(last, lang)}"


def _say_one(period: str, lang: Lang) -> str:
    year, _, rest = period.partition("-")
    if not rest:
        return f"{year}年" if lang == "zh" else year
    if rest[0] == "H":
        return f"{year}年{'上下'[int(rest[1]) - 1]}半年" if lang == "zh" else f"{rest} {year}"
    if rest[0] == "Q":
        return f"{year}年{'一二三四'[int(rest[1]) - 1]}季度" if lang == "zh" else f"{rest} {year}"
    return say_date(period, lang)


def say_date(day: str, lang: Lang) -> str:
    """An ISO date, to the day or to the month, for readers: 2025年4月24日, 24 April 2025, December 2020."""
    locale = "zh_Hans_CN" if lang == "zh" else "en_GB"
    if len(day) == 7:
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{day}-01"), locale=locale))
    return str(format_date(date.fromisoformat(day), format="long", locale=locale))


def order(period: str | None) -> str:
    """A key by which periods sort in time, by their end; None comes first."""
    last = (period or "").rpartition("/")[2]
    return re.sub(r"-H(\d)$", lambda m: f"-{int(m[1]) * 6:02d}~", re.sub(r"-Q(\d)$", lambda m: f"-{int(m[1]) * 3:02d}~", last)) or ""


Finder = Callable[[str, str], tuple[Period, ...]]


def find(text: str, today: str, lang: Lang) -> tuple[Period, ...]:
    """The time expressions of a text in `lang`, in order."""
    return find_zh(text, today) if lang == "zh" else find_en(text, today)
