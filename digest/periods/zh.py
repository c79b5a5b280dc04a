"""Time expressions of Chinese text, resolved against the article's date."""

import re
from datetime import date

from digest.periods.period import Kind, Period, months_back
from digest.text import before as preceding
from digest.text import fold

_YEAR = r"(?P<y>(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
_WORD = r"(?P<w>今年|去年(?!同期)|(?<!\d年)前年|明年|(?<![成产运营用达])后年|本年度?|上年度?(?!同期|末|价格)|当年|同年)"
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_MONTH = {"一": 1, "二": 2, "三": 3, "四": 4}
_QUARTER = r"(?:第?(?P<q>[一二三四1-4])季度|(?P<q3>前三季度|前3季度|1-3季度|一至三季度)|(?P<h>上半年|下半年))"
_MONTHS = r"(?P<m1>\d{1,2})(?:月份?)?[-~至到](?P<m2>\d{1,2})月份?"
_DAY = r"(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})日)?(?P<tail>上旬|中旬|下旬|底|末|初)?"
_PLAN = r"[“\"‘「]?(?P<plan>十[一二三四五六])五[”\"’」]?(?P<end>末|期末)?(?:时期|期间|规划)?"
_HAN_YEARS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}

# The two characters that each expression begins with, or digits and what follows them: else nothing is tried.
_BEGINS = (
    r"(?=\d{1,4}[-年月日季~至到世]|[“\"‘「]?十[一二三四五六]五|[第一二三四][1-4一二三四九〇零○季至]|已"
    r"|[上下今全前去同后多如届年当截日明昨最未本此现目至迄过近这连]"
    r"[年半月个世日天期今时底末初内至前近来在有已续去\d一二两三四五六七八九十])"
)
_ZH = re.compile(
    f"{_BEGINS}(?:%s)"
    % "|".join(
        [
            r"(?:(?P<ry>20\d{2})年)?(?P<rm>\d{1,2})月(?P<rd>\d{1,2})日?[-~至到](?:(?P<rm2>\d{1,2})月)?(?P<rd2>\d{1,2})日",  # 1月28日至2月4日
            r"(?:(?<![\d.])(?P<sy>(?:19|20)\d{2})(?:年)?[-~至到](?P<ey>(?:19|20)\d{2})年?)",  # 2024—2026年
            rf"(?:{_YEAR}|{_WORD})(?:以来)?的?(?:{_QUARTER}|{_MONTHS}|前(?P<fm>\d{{1,2}}|[二两三四五六七八九十]|十一)个月|{_DAY}|(?P<ytail>底|末|初|年底|全年|春|夏|秋|冬))?",
            _PLAN,
            _QUARTER.replace("<q>", "<bq>").replace("<q3>", "<bq3>").replace("<h>", "<bh>"),
            _MONTHS.replace("<m1>", "<bm1>").replace("<m2>", "<bm2>"),
            r"(?P<first>前(?P<count>\d{1,2}|[二两三四五六七八九十]|十一)个月)",
            r"(?P<month>上月|本月|上个月|当月)(?:底|末|初)?",
            _DAY.replace("<m>", "<bm>").replace("<d>", "<bd>").replace("<tail>", "<btail>"),
            r"(?<![\d月.-])(?P<bare>\d{1,2})日(?![本元均报])",
            r"(?P<day>昨日|昨天|今日|今天|当日|当天|前日)",
            r"(?P<years>(?:连续|近|过去|最近|这)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间|以来)?)",
            r"(?P<now>(?:截至)?(?:目前|当前|现在)|现有|如今|现已|至今|迄今)|(?P<done>已经|已(?=[^知婚故]))",
            r"(?P<later>届时)",
            r"(?P<vague>近年来|多年来|近期|此前|日前|近日|未来|年内|20世纪\d0年代|(?:上世纪|本世纪)(?:\d0年代)?)",
            r"(?P<yearend>年底|年末|年初|全年(?!目标|计划|任务|预期))",
            r"(?P<same>(?:上年|去年)?同期|上年[末底]|(?<=[比较])去年年?[末底])",
        ]
    )
)
_BASE = re.compile(r"(?:比|较|相比|相较于?|于|超过|高于|低于|同比)$")
_DUE = re.compile(r"(?:到|至|力争到?|于)$")
_AS_OF = re.compile(r"截[至止到]$")


_AHEAD = frozenset("将到至预拟计划年")  # what stands before a time that lies ahead
_COMING = re.compile(r"[^，。；]{0,8}(?:将|有望|预计|力争|计划|目标|能达|拟)")
_LAST_MONTH = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


def find_zh(text: str, today: str) -> tuple[Period, ...]:
    """The time expressions of a Chinese text, in order; `today` is the article's date, to the day or the month."""
    folded = fold(text)
    year = int(today[:4])
    context, last = year, 0
    out: list[Period] = []
    for match in _ZH.finditer(folded):
        if folded.find("。", last, match.start()) >= 0:
            context = year  # a year said before holds to the end of its sentence
        last = match.end()
        period, kind = _resolve(match, folded, today, context, out)
        before = folded[max(0, match.start() - 4) : match.start()]
        if kind == "stated":
            if _AS_OF.search(before):
                pass
            elif (_BASE.search(before) and not before.endswith("于")) or folded[
                match.end() : match.end() + 2
            ] == "相比":
                kind = "base"
            elif (
                _DUE.search(before)
                and not re.search(r"[日月年\d]至$", before)
                and period
                and _lies_ahead(period, today)
            ):
                kind = "due"
            elif period == today[:7] and folded.startswith("以来", match.end()):
                pass
            elif folded[match.end() : match.end() + 2] in ("以来", "以后") or (
                before.endswith("自") and re.match(r"起", folded[match.end() : match.end() + 1])
            ):
                kind = "past"
            if period:
                context = int(period[:4])
        title = preceding(folded, match.start(), 40)
        if title.rfind("《") > title.rfind("》"):
            kind = "none"  # part of a title
        out.append(Period(match.span(), period, kind))
    return tuple(out)


def _resolve(
    match: re.Match[str], folded: str, today: str, context: int, seen: list[Period]
) -> tuple[str | None, Kind]:
    """What a time expression means; `context` is the year last spoken of, `seen` what was found before."""
    group = match.groupdict()
    calendar = _calendar(
        group, preceding(folded, match.start(), 6), folded[match.end() : match.end() + 12], today, context
    )
    if calendar:
        return calendar, "stated"
    if group["bare"]:
        months = (
            time.period[:7]
            for time in reversed(seen)
            if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", time.period or "") and time.period
        )
        return f"{next(months, today[:7])}-{int(group['bare']):02d}", "stated"
    if group["day"]:
        return _day(group["day"], today, seen), "stated"
    if group["years"] == "过去一年" and int(today[5:7]) <= 3:
        return str(int(today[:4]) - 1), "stated"
    if group["years"]:
        number = _small(group["n"]) if group["years"].startswith("连续") else None
        this = int(today[:4])
        return (f"{this - number}/{this - 1}" if number else None), "span"
    if group["now"] or group["done"]:
        return today[:7], "now" if group["now"] else "done"
    if group["later"]:
        return next((time.period for time in reversed(seen) if time.period), None), "due"
    if group["same"] and group["same"] != "同期":
        spoken = next((time.period for time in reversed(seen) if time.period and time.kind == "stated"), None)
        return year_before(spoken), "base"
    return None, "base" if group["same"] else "none"


def year_before(period: str | None) -> str | None:
    """The same part of the year before: 上年同期 of 2024-Q3 is 2023-Q3."""
    if period is None:
        return None
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in period.split("/"))


def _calendar(group: dict[str, str | None], before: str, after: str, today: str, context: int) -> str | None:
    """The period of an expression that names a year, a part of one, a month or a plan; None where it names none."""
    if group["rm"] and group["rd"]:
        first, over = int(group["rm"]), int(group["rm2"] or group["rm"])
        late = not group["ry"] and context == int(today[:4]) and first > int(today[5:7]) and not _ahead(before, "")
        year = int(group["ry"] or context - late)
        last = year + (over < first)
        return f"{year}-{first:02d}-{int(group['rd']):02d}/{last}-{over:02d}-{int(group['rd2'] or 1):02d}"
    if group["sy"]:
        return f"{group['sy']}/{group['ey']}"
    if group["y"] or group["w"]:
        year = (
            int(group["y"].translate(_HAN_DIGITS))
            if group["y"]
            else _relative(group["w"] or "", int(today[:4]), context)
        )
        months = ("1", str(_small(group["fm"]))) if group["fm"] else (group["m1"], group["m2"])
        return _within(year, group["q"], group["q3"], group["h"], months, group["m"], group["d"])
    if group["plan"]:
        start = _HAN_YEARS[group["plan"]]
        return str(start + 4) if group["end"] else f"{start}/{start + 4}"
    if group["bq"] or group["bq3"] or group["bh"] or group["bm1"]:
        part = _within(context, group["bq"], group["bq3"], group["bh"], (group["bm1"], group["bm2"]))
        over = _LAST_MONTH.get(part[-2:]) or int(part[-2:])
        begins = over - {"H2": 5, "Q": 2}.get(part[-2:] if part[-2] == "H" else part[-2], 99)
        near = (group["bq"] or group["bh"]) and 0 < begins <= int(today[5:7]) + 1  # this quarter, or the next
        late = context == int(today[:4]) and over > int(today[5:7]) and not near and not _ahead(before, after)
        return part.replace(str(context), str(context - 1)) if late else part
    if group["first"]:
        return _within(context, months=("1", str(_small(group["count"] or ""))))
    if group["month"] == "当月":
        return None
    if group["month"]:
        return months_back(today, 1 if "上" in group["month"] else 0)
    if group["bm"]:
        # A month later than the article's, without a year, is last year's: news tells of what has been.
        late = context == int(today[:4]) and int(group["bm"]) > int(today[5:7])
        return _within(context - (late and not _ahead(before, after)), month=group["bm"], day=group["bd"])
    if group["yearend"]:
        # A bulletin of the first half tells of the year before.
        early = (
            group["yearend"] != "年初"
            and context == int(today[:4])
            and int(today[5:7]) < 7
            and not _ahead(before, after)
        )
        return str(context - early)
    return None


def _day(word: str, today: str, seen: list[Period]) -> str | None:
    """The date of 昨日, 今天, 当日, or None where the article's own day is not known."""
    if word[0] == "当":
        return next((time.period for time in reversed(seen) if len(time.period or "") == 10), None)
    if len(today) < 10:
        return None
    back = {"昨日": 1, "昨天": 1, "前日": 2}.get(word, 0)
    return date.fromordinal(date.fromisoformat(today).toordinal() - back).isoformat()


def _lies_ahead(period: str, today: str) -> bool:
    """Whether a period is not over on the article's day."""
    last = period.rpartition("/")[2]
    return last >= today[:4] if len(last) == 4 or last[5] in "HQ" else last[:7] > today[:7]


def _relative(word: str, this: int, context: int) -> int:
    if word[0] in "当同":
        return context
    return this + {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}.get(
        word, -1 if word.startswith("上年") else 0
    )


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


def _ahead(before: str, after: str) -> bool:
    """Whether the words round a time say that it lies ahead: 到年底, 全年有望, 希望年底能达到."""
    if re.search(r"截[至止]到?$", before) or re.match(r"，?[^，。]{0,8}(?:累计|已|共有|拥有|达到?(?!产))", after):
        return False
    return before[-1:] in _AHEAD or re.search(r"希望|力争|预计", before) is not None or _COMING.match(after) is not None


def _small(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text == "十一":
        return 11
    table = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
    return table.get(text) if len(text) == 1 else None
