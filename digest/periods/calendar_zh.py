"""The calendar of Chinese time expressions: which year, months or days the parts of one mean."""

import re
from collections.abc import Sequence

from digest.periods.holidays import holiday
from digest.periods.period import Period, months_back

_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_MONTH = {"一": 1, "二": 2, "三": 3, "四": 4}
_HAN_YEARS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_AHEAD = frozenset("将到至预拟计划年")  # what stands before a time that lies ahead
_HOPED = re.compile(r"希望|力争|预计|争取")
_COMING = re.compile(r"[^，。；]{0,8}(?:将|有望|预计|力争|计划|目标|能达|拟)")
_LAST_MONTH = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
YEAR, MONTH = re.compile(r"\d{4}"), re.compile(r"(\d{4}-\d{2})(?:-\d{2})?")
DAYS = re.compile(r"(?P<days>\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2})")


def last_of(seen: Sequence[Period], form: re.Pattern[str]) -> str | None:
    """The last of the times before that has a form: a year, a month, a stretch of days."""
    found = (form.fullmatch(time.period) for time in reversed(seen) if time.period and time.kind != "base")
    match = next((match for match in found if match), None)
    return match[1] if match and form.groups else match.group() if match else None


def date_of(
    group: re.Match[str], before: str, after: str, today: str, context: int, seen: Sequence[Period]
) -> str | None:
    """The period of an expression that names a year, a part of one, a month or a plan; None where it names none."""
    if group["rm"] and group["rd"]:
        first, over = int(group["rm"]), int(group["rm2"] or group["rm"])
        late = not group["ry"] and context == int(today[:4]) and first > int(today[5:7]) and not ahead(before, "")
        year = int(group["ry"] or context - late)
        last = year + (over < first)
        return f"{year}-{first:02d}-{int(group['rd']):02d}/{last}-{over:02d}-{int(group['rd2'] or 1):02d}"
    if group["sy"]:
        return f"{group['sy']}/{group['ey']}"
    if group["sm"] or group["holiday"] or group["again"] or group["within"]:
        return _known(group, before, after, today, context, seen)
    if group["y"] or group["w"]:
        year = (
            int(group["y"].translate(_HAN_DIGITS))
            if group["y"]
            else _relative(group["w"] or "", int(today[:4]), context, seen)
        )
        months = ("1", str(small(group["fm"]))) if group["fm"] else (group["m1"], group["m2"])
        return _within(year, group["q"], group["q3"], group["h"], months, group["m"], group["d"])
    if group["plan"]:
        start = _HAN_YEARS[group["plan"]]
        return str(start + 4) if group["end"] else f"{start}/{start + 4}"
    if group["bq"] or group["bq3"] or group["bh"] or group["bm1"]:
        return _part(group, before, after, today, context)
    if group["first"]:
        return _within(context, months=("1", str(small(group["count"] or ""))))
    if group["month"] == "当月":
        return last_of(seen, MONTH)
    if group["month"]:
        return months_back(today, 1 if "上" in group["month"] else 0)
    if group["bm"]:
        # A month later than the article's, without a year, is last year's: news tells of what has been.
        late = context == int(today[:4]) and int(group["bm"]) > int(today[5:7])
        return _within(context - (late and not ahead(before, after)), month=group["bm"], day=group["bd"])
    if group["yearend"]:
        # A bulletin of the first half tells of the year before.
        early = (
            group["yearend"] != "年初"
            and context == int(today[:4])
            and int(today[5:7]) < 7
            and not ahead(before, after)
        )
        return str(context - early)
    return None


def _known(
    group: re.Match[str], before: str, after: str, today: str, context: int, seen: Sequence[Period]
) -> str | None:
    """The period of 去年7月至今年6月, “五一”假期, 假期 or 年内."""
    if group["sm"]:
        return _months(group, today, context)
    if group["holiday"]:
        days = holiday(group["holiday"], context)
        late = days is not None and days > today and context == int(today[:4]) and not ahead(before, after)
        return holiday(group["holiday"], context - 1) if late else days
    if group["again"]:
        return last_of(seen, DAYS)
    return today[:4]


def _part(group: re.Match[str], before: str, after: str, today: str, context: int) -> str:
    """The part of a year that is told without it: of last year where it is not over yet, unless the words look ahead."""
    part = _within(context, group["bq"], group["bq3"], group["bh"], (group["bm1"], group["bm2"]))
    over = _LAST_MONTH.get(part[-2:]) or int(part[-2:])
    begins = over - {"H2": 5, "Q": 2}.get(part[-2:] if part[-2] == "H" else part[-2], 99)
    near = (group["bq"] or group["bh"]) and 0 < begins <= int(today[5:7]) + 1  # this quarter, or the next
    late = context == int(today[:4]) and over > int(today[5:7]) and not near and not ahead(before, after)
    return part.replace(str(context), str(context - 1)) if late else part


def _months(group: re.Match[str], today: str, context: int) -> str:
    """The months of a range that ends in another year: 去年7月至今年6月."""
    this = int(today[:4])
    first = int(group["y1"].translate(_HAN_DIGITS)) if group["y1"] else _relative(group["w1"] or "", this, context, ())
    last = int(group["y2"] or (this if group["w2"] == "今年" else first + 1))
    return f"{first}-{int(group['sm'] or 1):02d}/{last}-{int(group['em'] or 1):02d}"


def _relative(word: str, this: int, context: int, seen: Sequence[Period]) -> int:
    """The year that 今年, 去年, 当年 or 上年 is; the last two are told from the year last spoken of."""
    if word[0] in "当同":
        spoken = next((time.period for time in reversed(seen) if time.period and time.kind == "stated"), None)
        return int(spoken[:4]) if context == this and spoken else context
    if word.startswith("上年"):
        return min(this, int(last_of(seen, YEAR) or this)) - 1
    return this + {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}.get(word, 0)


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


def ahead(before: str, after: str) -> bool:
    """Whether the words round a time say that it lies ahead: 到年底, 全年有望, 希望年底能达到."""
    if re.search(r"截[至止]到?$", before):
        return False
    if _HOPED.search(before) or _COMING.match(after):
        return True
    if re.match(r"，?[^，。]{0,8}(?:累计|已|共有|拥有|达到?(?!产))", after):
        return False
    return before[-1:] in _AHEAD


def small(text: str) -> int | None:
    """The number up to eleven, in digits or characters, that `text` is; None for anything else."""
    if text.isdigit():
        return int(text)
    if text == "十一":
        return 11
    table = {char: n for n, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
    return table.get(text) if len(text) == 1 else None
