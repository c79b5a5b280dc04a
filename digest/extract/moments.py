"""When a figure holds: the time words of its sentence, and what earlier sentences said."""

import re
from collections.abc import Sequence

from digest.extract.whole import Whole
from digest.model import Span, Status
from digest.periods import Period, begins_after, year_before
from digest.quantities.quantity import Quantity

_OF_TIME = re.compile(r".?的(?:[近约超逾多每]|不足|不到|增长|下降|增速|降幅)*")  # 去年的1.5小时
_LASTING = re.compile("占地|全长|总长|全程|单程|距离|库容|面积")
_BUILT = re.compile("总投资|[一二三]期投资|注册资本|PUE")


class Moments:
    """The time words of one sentence, and which figures they hold for."""

    def __init__(
        self, body: str, span: Span, times: Sequence[Period], quantities: Sequence[Quantity], whole: Whole
    ) -> None:
        self.body, self.span, self.times, self.whole = body, span, times, whole
        self.local = _attached(body, times, quantities)

    def without(self, start: int, end: int) -> str:
        """The text between two places without its time words."""
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
        own = [self.times[index] for index, start in self.local.items() if start == quantity.start]
        if own:
            of_before = year_before(self.whole.carry.period or self.whole.reported) if own[0].kind == "base" else None
            return own[0].period or of_before, own[0].kind == "due"
        before = [t for i, t in enumerate(self.times) if t.span[1] <= quantity.start and i not in self.local]
        stated = [t for t in before if t.kind in ("stated", "due", "now") and t.period]
        if stated:
            return stated[-1].period, stated[-1].kind == "due" or begins_after(stated[-1].period, self.whole.today)
        done = [t for t in before if t.kind == "done"]
        if done:
            return done[-1].period, False
        for time in self.times:  # …5.8万亿元（截至2025年8月）
            between = self.body[quantity.end : time.span[0]]
            if time.kind == "stated" and re.fullmatch(r"[（(]截?[至止]?", between):
                return time.period, False
        return None, False

    def carried(self, quantity: Quantity, status: Status, owner: str | None, metric: str) -> str | None:
        """The time of an earlier sentence, for what happened then: not for what a thing is like, or what is planned."""
        if status in ("target", "forecast"):
            return self.whole.carry.listed
        if any(time.kind in ("stated", "due", "now", "done") for time in self.times if time.span[1] <= quantity.start):
            return None
        period = (
            self.whole.carry.period
            or self.whole.carry.listed
            or (self.whole.reported if self.whole.is_home(owner) else None)
        )
        lasting = (
            status in ("spec", "capacity")
            or _BUILT.search(metric)
            or quantity.unit == "ratio"
            or (quantity.unit in ("m", "m2", "m3") and _LASTING.search(metric))
        )
        return None if lasting else period

    def for_next(self) -> str | None:
        """The time that the next sentence takes where it has none: this one's, unless that was a day or merely now."""
        for time in reversed(self.times):
            if time.kind == "stated" and time.period and len(time.period) != 10:
                return time.period
        return self.whole.carry.period if all(time.kind in ("base", "none") for time in self.times) else None


def _attached(body: str, times: Sequence[Period], quantities: Sequence[Quantity]) -> dict[int, int]:
    """Times that belong to one figure alone, by index, with that figure's place: “十三五”末的4.1万亿元."""
    out: dict[int, int] = {}
    for index, time in enumerate(times):
        for quantity in quantities:
            gap = body[max(time.span[0], time.span[1] - 1) : quantity.start]
            if time.span[1] <= quantity.start <= time.span[1] + 4 and _OF_TIME.fullmatch(gap):
                out[index] = quantity.start
    return out
