"""When a figure holds: the time words of its sentence, and what earlier sentences said."""

import re
from collections.abc import Sequence

from digest.extract.lists import run_of
from digest.extract.whole import Whole
from digest.model import Span, Status
from digest.periods import Period, begins_after, year_before
from digest.quantities.quantity import Quantity

_OF_TIME = re.compile(r".?的(?:[近约超逾多每]|不足|不到|增长|下降|增速|降幅)*")  # 去年的1.5小时
_FROM_TIME = re.compile(r".?的?(?:增长|下降|盈利|亏损)?")  # 由上年下降22.4%转为增长7.6%
# 5月29日，记者从某中心获悉，该平台已接入…: the day is when it was learnt
_LEARNT = re.compile("，?(?:记者)?[^，。；]{2,40}?(?:获悉|了解到|透露|介绍)，")
_SINCE = re.compile("[，；](?:[^，；。]{0,12}?)(?:已|现有|累计|目前)")
_FROM = re.compile(r"[由从](?:过去的|原来的|最初的|以前的|原先的|此前的)?(?:每[单天月车])?$")
_ONCE = ("过去的", "原来的", "最初的", "以前的", "原先的", "此前的")
_ON_TO = re.compile(r"[^，。；\d]{1,5}[到至为]")
_MARK = re.compile("[，；：]")
_AND = re.compile(r"[、和与及]")
_LASTING = re.compile("占地|全长|总长|全程|单程|距离|库容|面积")
_BUILT = re.compile("总投资|[一二三]期投资|注册资本|PUE")
# What happened at a time, and is no time of what was made then: 去年9月投产，设计年产能120万套.
_HAPPENED = re.compile(
    r"[^，。；]{0,6}(?:投产|投用|投运|开工|动工|竣工|封顶|成立|落户|入驻|启用|建成|开业|签约)[^，。；\d]{0,6}，"
)


class Moments:
    """The time words of one sentence, and which figures they hold for."""

    def __init__(
        self, body: str, span: Span, times: Sequence[Period], quantities: Sequence[Quantity], whole: Whole
    ) -> None:
        self.body, self.span, self.times, self.whole = body, span, times, whole
        self.local = _attached(body, times, quantities)
        self.years = _dealt(body, times, quantities)

    def without(self, start: int, end: int) -> str:
        """The text between two places without its time words."""
        if not self.times:
            return self.body[start:end].strip()
        out, position = "", start
        for time in self.times:
            if (
                start <= time.span[0]
                and time.span[1] <= end
                and (time.kind != "base" or self.body.startswith("的", time.span[1]))
            ):
                out += self.body[position : time.span[0]]
                position = time.span[1] + self.body.startswith("的", time.span[1])
        return (out + self.body[position:end]).strip()

    def of(self, quantity: Quantity) -> tuple[str | None, bool]:
        """The period of a figure, and whether it lies ahead: its own, the last said before it, or one carried here."""
        if quantity.start in self.years:
            return self.years[quantity.start], False
        own = self.local.get(quantity.start)
        if own:
            of_before = year_before(self.whole.carry.period or self.whole.reported) if own.kind == "base" else None
            return own.period or of_before, own.kind == "due"
        attached = {time.span for time in self.local.values()}
        before = [t for t in self.times if t.span[1] <= quantity.start and t.span not in attached]
        spans = [t for t in before if t.kind == "span" and t.period]
        if spans and not _MARK.search(self.body, spans[-1].span[1], quantity.start):
            return spans[-1].period, begins_after(spans[-1].period, self.whole.today)
        stated = [t for t in before if t.kind in ("stated", "due", "now") and t.period]
        if stated and self._is_start(quantity) and (stated[-1].kind == "now" or self._was(quantity)):
            return None, False
        if stated and len(stated[-1].period or "") == 10 and _LEARNT.match(self.body, stated[-1].span[1]):
            heard = _SINCE.search(self.body, stated[-1].span[1], quantity.start)
            return self.whole.today[:7] if heard else stated[-1].period, False
        if stated:
            return stated[-1].period, stated[-1].kind == "due" or begins_after(stated[-1].period, self.whole.today)
        done = [t for t in before if t.kind == "done"]
        if done and self._is_start(quantity):
            return None, False  # 员工已由90人扩充到260人
        if done:
            return done[-1].period, False
        for time in self.times:  # …5.8万亿元（截至2025年8月）
            between = self.body[quantity.end : time.span[0]]
            if time.kind == "stated" and re.fullmatch(r"[（(]截?[至止]?", between):
                return time.period, False
        return None, False

    def carried(self, quantity: Quantity, status: Status, owner: str | None, metric: str) -> str | None:
        """The time of an earlier sentence, for what happened then: not for what a thing is like, how long something
        takes, or what is planned.
        """
        if status in ("target", "forecast"):
            return self.whole.carry.listed
        if any(time.kind in ("stated", "due", "now", "done") for time in self.times if time.span[1] <= quantity.start):
            return None
        reported = self.whole.reported if self.whole.is_home(owner) or self.whole.holiday else None
        period = self.whole.carry.period or self.whole.carry.listed or reported
        if self.body.startswith("其中", self.span[0]):
            period = period or self.whole.carry.day
        no_time = quantity.unit == "s" or self._is_start(quantity) or _lasts(quantity, status, metric)
        return None if no_time else period

    def _is_start(self, quantity: Quantity) -> bool:
        """Whether a figure is the level that another came from, at a time that is not told: 由25%降至8%."""
        start = max(self.span[0], quantity.start - 10)
        return bool(_FROM.search(self.body[start : quantity.start]) and _ON_TO.match(self.body, quantity.end))

    def _was(self, quantity: Quantity) -> bool:
        """Whether a figure is told to be of a time before: 由原来的40分钟."""
        return self.body.endswith(_ONCE, max(self.span[0], quantity.start - 10), quantity.start)

    def of_event(self, quantity: Quantity, status: Status, metric: str) -> bool:
        """Whether the last time before a figure is of an event, and the figure tells what a thing is like since."""
        before = [time for time in self.times if time.span[1] <= quantity.start and time.kind == "stated"]
        return (
            bool(before)
            and _lasts(quantity, status, metric)
            and _HAPPENED.match(self.body, before[-1].span[1], quantity.start) is not None
        )

    def for_next(self) -> str | None:
        """The time that the next sentence takes where it has none: this one's, unless that was a day or merely now."""
        for time in reversed(self.times):
            if time.kind == "stated" and time.period and len(time.period) != 10:
                return time.period
        return self.whole.carry.period if all(time.kind in ("base", "none") for time in self.times) else None

    def day(self) -> str | None:
        """The day that the sentence tells of, if that is its last time."""
        stated = [time.period for time in self.times if time.kind == "stated" and time.period]
        return stated[-1] if stated and len(stated[-1]) == 10 else None


def _lasts(quantity: Quantity, status: Status, metric: str) -> bool:
    """Whether a figure tells what a thing is like, whenever that is said: a capacity, an area, an investment."""
    return bool(
        status in ("spec", "capacity")
        or _BUILT.search(metric)
        or quantity.unit == "ratio"
        or (quantity.unit in ("m", "m2", "m3") and _LASTING.search(metric))
    )


def _attached(body: str, times: Sequence[Period], quantities: Sequence[Quantity]) -> dict[int, Period]:
    """Times that belong to one figure alone, or to a pair, by the figure's place: “十三五”末的4.1万亿元."""
    out: dict[int, Period] = {}
    for time in times:
        if time.kind == "none":
            continue
        since = body[max(0, time.span[0] - 1) : time.span[0]] in ("由", "从")
        fits = _FROM_TIME if time.kind == "base" and since else _OF_TIME
        end = 0
        for quantity in quantities:
            gap = body[max(time.span[0], time.span[1] - 1) : quantity.start]
            if quantity.unit == "x" and body[time.span[0] - 1 : time.span[0]] in ("是", "为"):
                continue  # 是去年同期的2.3倍 is of this year
            near = time.span[1] <= quantity.start <= time.span[1] + 4 and fits.fullmatch(gap)
            if near or (end and _AND.fullmatch(body, end, quantity.start)):
                out[quantity.start] = time
                end = quantity.end
            elif end:
                break
    return out


def _dealt(body: str, times: Sequence[Period], quantities: Sequence[Quantity]) -> dict[int, str]:
    """The years of figures told one by one, by their places: 2022年至2024年营收分别为3亿元、4亿元和7亿元."""
    for time in times:
        first, last = (time.period or "").partition("/")[::2]
        if not (first.isdigit() and last.isdigit()):
            continue
        after = [quantity for quantity in quantities if quantity.start >= time.span[1]]
        years = range(int(first), int(last) + 1)
        if after and "分别" in body[time.span[1] : after[0].start] and run_of(body, after, 0) == len(years):
            return {quantity.start: str(year) for quantity, year in zip(after, years, strict=False)}
    return {}
