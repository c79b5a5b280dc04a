"""Time expressions of Chinese text, resolved against the article's date."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date

from digest.patterns import found, led
from digest.periods.calendar_zh import MONTH, YEAR, date_of, last_of, small
from digest.periods.holidays import holiday_pattern
from digest.periods.period import Kind, Period
from digest.text import before as preceding
from digest.text import fold

_YEAR = r"(?P<y>(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
_WORD = r"(?P<w>今年|去年(?!同期)|(?<!\d年)前年|明年|(?<![成产运营用达])后年|本年度?|上年度?(?!同期|末|价格)|当年|同年)"
_QUARTER = r"(?:第?(?P<q>[一二三四1-4])季度|(?P<q3>前三季度|前3季度|1-3季度|一至三季度)|(?P<h>上半年|下半年))"
_MONTHS = r"(?P<m1>\d{1,2})(?:月份?)?[-~至到](?P<m2>\d{1,2})月份?"
_DAY = r"(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})日)?(?P<tail>上旬|中旬|下旬|底|末|初)?"
_PLAN = r"[“\"‘「]?(?P<plan>十[一二三四五六])五[”\"’」]?(?P<end>末|期末)?(?:时期|期间|规划)?"

# The two characters that each expression begins with, or digits and what follows them: else nothing is tried.
_FIRST = r"\d“\"‘「十第一二三四已年未今五国中春元清端劳假节展会活上下前全去同后多如届当截日明昨最本此现目至迄过近这连"
_BEGINS = (
    r"(?=\d{1,4}[-年月日季~至到世]|[“\"‘「]?十[一二三四五六]五|[第一二三四][1-4一二三四九〇零○季至]|已|年内|未来|今后"
    r"|[“\"]?(?:五一|十一|国庆|中秋|春节|元旦|清明|端午|劳动)|假[期日]|节日期|展会期|会议期|活动期"
    r"|[上下今全前去同后多如届年当截日明昨最未本此现目至迄过近这连]"
    r"[年半月个世日天期今时底末初内至前近来在有已续去\d一二两三四五六七八九十])"
)
_ZH = led(
    _FIRST,
    f"{_BEGINS}(?:%s)"
    % "|".join(
        [
            r"(?:(?P<ry>20\d{2})年)?(?P<rm>\d{1,2})月(?P<rd>\d{1,2})日?[-~至到](?:(?P<rm2>\d{1,2})月)?(?P<rd2>\d{1,2})日",  # 1月28日至2月4日
            r"(?:(?<![\d.])(?P<sy>(?:19|20)\d{2})(?:年)?[-~至到](?P<ey>(?:19|20)\d{2})年?(?!\d*月))",  # 2024—2026年
            rf"(?:{_YEAR}|{_WORD})(?P<sm>\d{{1,2}})月份?[-~至到](?:(?P<y2>(?:19|20)\d{{2}})年|(?P<w2>今年|次年|翌年))(?P<em>\d{{1,2}})月份?".replace(
                "<y>", "<y1>"
            ).replace("<w>", "<w1>"),  # 去年7月至今年6月
            holiday_pattern(),
            rf"(?:{_YEAR}|{_WORD})(?:以来)?的?(?:{_QUARTER}|{_MONTHS}|前(?P<fm>\d{{1,2}}|[二两三四五六七八九十]|十一)个月|{_DAY}|(?P<ytail>底|末|初|年底|全年|春|夏|秋|冬))?",
            _PLAN,
            _QUARTER.replace("<q>", "<bq>").replace("<q3>", "<bq3>").replace("<h>", "<bh>"),
            _MONTHS.replace("<m1>", "<bm1>").replace("<m2>", "<bm2>"),
            r"(?P<first>前(?P<count>\d{1,2}|[二两三四五六七八九十]|十一)个月)",
            r"(?P<month>上月|本月|上个月|当月)(?:底|末|初)?",
            _DAY.replace("<m>", "<bm>").replace("<d>", "<bd>").replace("<tail>", "<btail>"),
            r"(?<![\d月.-])(?P<bare>\d{1,2})日(?![本元均报])",
            r"(?P<day>昨日|昨天|今日|今天|当日|当天|前日)",
            r"(?P<years>(?:连续|近|过去|最近|这|未来|今后)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:来|间|以来)?)",
            r"(?P<now>(?:截至)?(?:目前|当前|现在)|现有|如今|现已|至今|迄今)|(?P<done>已经|已(?=[^知婚故]))",
            r"(?P<later>届时)",
            r"(?P<within>(?<!\d)(?<![一两二三四五六七八九十])年内)",
            r"(?P<vague>近年来|多年来|近期|此前|日前|近日|未来|20世纪\d0年代|(?:上世纪|本世纪)(?:\d0年代)?)",
            r"(?P<yearend>年底|年末|年初|全年(?!目标|计划|任务|预期))",
            r"(?P<same>(?:上年|去年)?同期|上年[末底]|(?<=[比较])去年年?[末底])",
        ]
    ),
)
_BASE = re.compile(r"(?:比|较|相比|相较于?|于|超过|高于|低于|同比)$")
_DUE = re.compile(r"(?:到|至|力争到?|于)$")
_LIKENED = re.compile(r"(?:恢复[到至]|相当于|达到?|[为是])$")  # 恢复到2019年的102.4%
_AS_OF = re.compile(r"截[至止到]$")


_SINCE = re.compile(r"[^，。；\d]{0,6}以来")  # 今年2月开通以来
# A time that tells of a thing rather than of its figures: 2012年落户的企业.
_TELLS_OF = re.compile(r"(?:成立|创办|创立|组建|落户|入驻|开业|始建|建厂)的")
# A time in the name of an event, which has a day of its own: 西安市|2025年一季度|重点项目集中开工活动举行.
_EVENT = re.compile(
    r"[^，。；\d]{2,24}(?:仪式|活动|大会|发布会|推介会|总决赛|论坛|博览会)[^，。；]{0,12}?(?:举行|举办|召开|启动|打响|开幕|闭幕|开赛)"
)
LOOKED_BACK = 40  # time expressions before a text that it may mean


def find_zh(text: str, today: str, earlier: Iterable[Period] = ()) -> tuple[Period, ...]:
    """The time expressions of a Chinese text, in order; `today` is the article's date, to the day or the month.

    `earlier` are those of the text before it: 当月 and 假期 mean the month and the days that were told last.
    """
    folded = fold(text)
    year = int(today[:4])
    context, last = year, 0
    seen = deque(earlier, maxlen=LOOKED_BACK)
    out: list[Period] = []
    for match in found(_ZH, folded):
        if folded.find("。", last, match.start()) >= 0:
            context = year  # a year said before holds to the end of its sentence
        last = match.end("all")
        period, kind = _resolve(match, folded, today, context, seen)
        if kind == "stated":
            period, kind = _placed(match, folded, period, today)
            context = int(period[:4]) if period and kind in ("stated", "due") else context
        title = preceding(folded, match.start(), 40)
        if title.rfind("《") > title.rfind("》"):
            kind = "none"  # part of a title
        out.append(Period(match.span("all"), period, kind))
        seen.append(out[-1])
    return tuple(out)


def _placed(match: re.Match[str], folded: str, period: str | None, today: str) -> tuple[str | None, Kind]:
    """What a stated time is by the words beside it: a base, a time to come, one that has lasted since, or its own."""
    before, follow = folded[max(0, match.start() - 4) : match.start()], folded[match.end("all") : match.end("all") + 2]
    if _AS_OF.search(before):
        return period, "stated"
    whose = match["all"].endswith("的") or folded.startswith(("的", "全年的", "同期的"), match.end("all"))
    if whose and _LIKENED.search(before):
        return period, "none"
    if (_BASE.search(before) and not before.endswith("于")) or follow == "相比" or match["w"] == "上年":
        return period, "base"
    if _DUE.search(before) and not re.search(r"[日月年\d]至$", before) and period and _liesahead(period, today):
        return period, "due"
    if period and len(period) == 7 and period[:5] == today[:5] and _SINCE.match(folded, match.end("all")):
        return period if period == today[:7] else f"{period}/{today[:7]}", "stated"
    if follow in ("以来", "以后") or (before.endswith("自") and follow[:1] == "起"):
        return period, "past"
    if _TELLS_OF.match(folded, match.end("all")):
        return period, "past"
    if len(period or "") != 10 and _EVENT.match(folded, match.end("all")):
        return period, "none"
    return period, "stated"


def _resolve(
    match: re.Match[str], folded: str, today: str, context: int, seen: Sequence[Period]
) -> tuple[str | None, Kind]:
    """What a time expression means; `context` is the year last spoken of, `seen` what was found before."""
    if match["now"] or match["done"]:
        return today[:7], "now" if match["now"] else "done"
    calendar = date_of(
        match,
        preceding(folded, match.start(), 6),
        folded[match.end("all") : match.end("all") + 12],
        today,
        context,
        seen,
    )
    if calendar:
        return calendar, "stated"
    if match["bare"]:
        return f"{last_of(seen, MONTH) or today[:7]}-{int(match['bare']):02d}", "stated"
    if match["day"]:
        return _day(match["day"], today, seen), "stated"
    if match["years"] == "过去一年" and int(today[5:7]) <= 3:
        return str(int(today[:4]) - 1), "stated"
    if match["years"]:
        return _years(match["years"], small(match["n"] or ""), today, seen), "span"
    if match["later"]:
        return next((time.period for time in reversed(seen) if time.period), None), "due"
    if match["same"] and match["same"] != "同期":
        spoken = next((time.period for time in reversed(seen) if time.period and time.kind == "stated"), None)
        return year_before(spoken), "base"
    return None, "base" if match["same"] else "none"


def _years(words: str, number: int | None, today: str, seen: Sequence[Period]) -> str | None:
    """The full years that 连续三年, 近三年 and 未来三年 span; None for 近年来."""
    if number is None or number < 2:
        return None
    this = int(today[:4])
    if words[:2] in ("未来", "今后"):
        start = this + (int(today[5:7]) > 10)
        return f"{start}/{start + number - 1}"
    told = int(last_of(seen, YEAR) or this - 1)
    end = told if words.startswith("连续") and told < this else this - 1
    return f"{end - number + 1}/{end}"


def year_before(period: str | None) -> str | None:
    """The same part of the year before: 上年同期 of 2024-Q3 is 2023-Q3."""
    if period is None:
        return None
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in period.split("/"))


def _day(word: str, today: str, seen: Sequence[Period]) -> str | None:
    """The date of 昨日, 今天, 当日, or None where the article's own day is not known."""
    if word[0] == "当":
        return next((time.period for time in reversed(seen) if len(time.period or "") == 10), None)
    if len(today) < 10:
        return None
    back = {"昨日": 1, "昨天": 1, "前日": 2}.get(word, 0)
    return date.fromordinal(date.fromisoformat(today).toordinal() - back).isoformat()


def _liesahead(period: str, today: str) -> bool:
    """Whether a period is not over on the article's day."""
    last = period.rpartition("/")[2]
    return last >= today[:4] if len(last) == 4 or last[5] in "HQ" else last[:7] > today[:7]
