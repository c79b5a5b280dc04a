"""Figures of a Chinese text with all their fields, sentence by sentence.

Time and owner carry: a time word holds for the later clauses of its sentence and, where the next sentence has none of
its own, for that one; an owner named once holds until another is named. What nothing tells stays None.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digest.extract.cast import Cast, Home, home_of
from digest.extract.claims import change_of, status_of
from digest.extract.lists import Share, deal
from digest.extract.measure import Parts, parts
from digest.extract.owners import can_act, clause_owner, founds, owner_in
from digest.extract.reading import Reading, moved
from digest.extract.words import words
from digest.lexicon import Matcher
from digest.model import Change, Span, Status
from digest.periods import Period, begins_after, find_zh, year_before
from digest.quantities.quantity import Quantity
from digest.quantities.zh import read_zh
from digest.text import clauses, mask_of, sentences

_MEASURED_TIME = re.compile(
    r"时延|延迟|周期|工期|期限|寿命|时长|用时|耗时|缩短|压缩|平均|账期|有效期|保质期|可达|时间[为从由]|续航|存续|质保"
)
_OF_TIME = re.compile(r".?的(?:[近约超逾多每]|不足|不到|增长|下降|增速|降幅)*")  # 去年的1.5小时
# What is said of any firm or product, whatever it does: of these a figure has the topic its owner was brought up with.
_OF_A_FIRM = re.compile(
    rf"(?:{words().measure_ends.pattern.removesuffix('$')}|员工|人员|订单|融资|专利|占地|航程|重量|载重|时长|标准|产线|时间|金额|营业|研发|速|温度|功率)"
)
_PLAN = re.compile("(?:印发|出台|发布|公布|推出|就)[^。]{0,6}《[^》]*(?:措施|方案|政策|规划|意见|计划|办法)")
_TOLD = re.compile("已|累计|目前|现有|截至|数据|统计|介绍|去年|上年|获悉|同比|据了解")
_ANNOUNCED = re.compile("(?:工作安排|主要目标|目标任务|工作打算|预期目标|重点工作|工作重点)(?:是|如下)?：")
_LASTING = re.compile("占地|全长|总长|全程|单程|距离|库容|面积")
_LEAD = re.compile(r"[，；：。！？（）()]")
_ASIDE = re.compile(r"（[^（）\d，。；]{1,12}）|\([^()\d，。；]{1,12}\)")  # 居民消费价格指数（CPI）
_SAYS = re.compile(r"(?:说|表示|介绍|称|指出|透露|认为|强调|预测|预计|提出)[，：:]?$")
_SPEAKER = re.compile(r"(?:问|答|记者|[\u4e00-\u9fff·]{2,6})[：:]")
_TURN = re.compile(r"^(?:接下来|下一步|未来|此外|另外|同时|今后)")


class _Carry:
    """What earlier sentences of the text said that later ones may leave out."""

    def __init__(self) -> None:
        self.owner: str | None = None
        self.about: dict[str, tuple[str, ...]] = {}  # the topics of the sentence that brought a name up
        self.said: list[str] = []  # the names heard so far, for 公司 and 园区
        self.period: str | None = None
        self.stem = ""  # the measure of the sentence before, for 其中
        self.quoted: dict[int, str] = {}  # who says a quotation, by where it begins in the paragraph
        self.listed: str | None = None  # a time said before a colon, for the paragraphs it announces

    def bring_up(self, owner: str | None) -> None:
        """Make `owner` whose the next figures are where nobody else is named."""
        self.owner = owner
        self.said += [owner] if owner else []


class _Text:
    """A text being read: what holds for all of it, and what is carried from one sentence to the next."""

    def __init__(self, today: str, cast: Cast, topics: tuple[str, ...], home: Home) -> None:
        self.today, self.matcher, self.cast, self.topics, self.home = today, cast.matcher, cast, topics, home
        self.carry = _Carry()
        self.reported: str | None = None  # the time that a bulletin opens with, and reports on
        self.main: str | None = None  # whose figures a bulletin tells first, and mainly
        self.plans = False  # the text tells what a plan or a policy sets out


def read_chinese(
    text: str, today: str, matcher: Matcher, *, topics: tuple[str, ...] = (), own_region: bool = True
) -> Iterator[Reading]:
    """The figures of `text` (one paragraph a line), in order, spans into `text`.

    `today` is the article's date, against which 今年 and 上月 are read; `topics` are the article's own, for sentences
    that name none. 全市 is the lexicon's region where the text is its own (`own_region`), else the city named most.
    """
    region = matcher.region.short.zh if matcher.region else None
    home = Home(region, region) if own_region and region else home_of(text, matcher, region)
    whole = _Text(today, Cast(text, matcher), topics or _main_topics(text, matcher), home)
    start = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            if _SPEAKER.match(paragraph) or _TURN.match(paragraph):
                whole.carry.listed = None
            whole.carry.period = None
            if not start:
                whole.reported = _reported(paragraph, today)
                whole.plans = _PLAN.search(paragraph) is not None
            for reading in _paragraph(paragraph, whole):
                yield moved(reading, start)
        start += len(paragraph) + 1


def _reported(opening: str, today: str) -> str | None:
    """The time that a text opens with (前三季度，全省…), if it is no single day."""
    stated = (time for time in find_zh(opening, today) if time.kind == "stated" and len(time.period or "") != 10)
    first = next(stated, None)
    return first.period if first and first.span[0] <= 24 else None


def _main_topics(text: str, matcher: Matcher) -> tuple[str, ...]:
    """The topics that most sentences with figures speak of; none where a text speaks of many things."""
    told = [set(matcher.topics(part, "zh")) for part in re.split(r"[。；\n]", text) if re.search(r"\d", part)]
    topics = sorted(set().union(*told))
    return tuple(topic for topic in topics if sum(topic in said for said in told) > 0.5 * len(told))


def _paragraph(body: str, whole: _Text) -> Iterator[Reading]:
    """The figures of one paragraph, spans into it."""
    times = find_zh(body, whole.today)
    found = [quantity for quantity in read_zh(body, mask_of(body, [time.span for time in times])) if not quantity.vague]
    found_at, times_at = [quantity.start for quantity in found], [time.span[0] for time in times]
    whole.carry.quoted = dict(whole.cast.quoted(body))
    for first, last in sentences(body):
        inside = found[bisect_left(found_at, first) : bisect_left(found_at, last)]
        moments = times[bisect_left(times_at, first) : bisect_left(times_at, last)]
        announced = _ANNOUNCED.search(body, first, last)
        if announced and moments:
            whole.carry.listed, whole.plans = moments[0].period, True
        sentence = _Sentence(body, (first, last), inside, moments, whole)
        for reading in sentence.readings():
            quantity = reading.quantity
            in_passing = quantity.unit == "s" and quantity.counter[-1:] in "年天周月日星期"
            if not in_passing or _MEASURED_TIME.search(body[first:last]):
                yield reading
        whole.carry.period = sentence.period_for_next()
        if body[first:last].rstrip().endswith(("：", ":")) and moments:
            listed = (time.period for time in reversed(moments) if time.kind in ("stated", "now"))
            whole.carry.listed = next(listed, None)


class _Sentence:
    """One sentence on its way to readings."""

    def __init__(
        self, body: str, span: Span, quantities: Sequence[Quantity], times: Sequence[Period], whole: _Text
    ) -> None:
        self.body, self.span = body, span
        self.quantities, self.times = quantities, times
        self.whole, self.matcher, self.cast, self.carry = whole, whole.matcher, whole.cast, whole.carry
        self.region = whole.home.region
        self.local = _attached(body, times, quantities)
        self.status: Status = "actual"
        self.change: Change | None = None  # of the figure before, which the next of a list shares
        self.founder: str | None = None  # whose the figures are again after what was founded (设立…专项，…；)
        self.said_topics = self.matcher.topics(body[slice(*span)], "zh")

    def readings(self) -> Iterator[Reading]:
        """The sentence's figures in order. Updates what is carried to the next sentence."""
        if self.whole.reported and self.whole.main:
            self.carry.owner = self.whole.main
        stem = self.carry.stem if self.body[self.span[0] :].startswith(("其中", "其")) else ""
        used = self.span[0]
        stem_owner: str | None = None
        edges = list(clauses(self.body, *self.span))
        clause_starts = [start for start, _ in edges]
        heard = 0
        dealt: dict[int, Share] = {}
        stems: list[str] = []
        for position, quantity in enumerate(self.quantities):
            index = max(0, bisect_left(clause_starts, quantity.start + 1) - 1)
            for number in range(heard, index + 1):
                self._hear(edges[number], own=number == index)
            heard = index + 1
            lead = self._untimed(max(used, self._lead_start(position)), quantity.start)
            follow_end = next((q.start for q in self.quantities[position + 1 :] if q.counter != "级"), self.span[1])
            spoken = _SPEAKER.match(self.body, self.span[0])
            opening = self._untimed(spoken.end() if spoken else self.span[0], quantity.start)
            shares = deal(self.body, self.quantities, position, lead, stems, self.cast)
            dealt |= dict(enumerate(shares, position))
            if position in dealt:
                found = Parts(dealt[position].metric, dealt[position].owner, dealt[position].metric)
            else:
                found = parts(quantity, lead, self.body[quantity.end : follow_end], stem, opening, self.cast)
            stems.append(found.metric)
            used = quantity.end + found.used
            owner = self._resolve(found.owner) if found.owner else stem_owner if stem and found.stem == stem else None
            owner = owner or self.carry.owner or self.region or owner_in(found.metric)
            if found.owner and (
                can_act(found.owner, self.cast) or found.owner.startswith("“") or (found.agent and not index)
            ):
                self.carry.bring_up(owner)
            stem, stem_owner = found.stem, owner
            self.whole.main = self.whole.main or owner
            yield self._reading(quantity, found, owner, lead, follow_end)
        self.carry.stem = stem
        for edge in edges[heard:]:
            self._hear(edge, own=False)

    def _hear(self, edge: Span, *, own: bool) -> None:
        """Take the owner that a clause opens with; in a figure's `own` clause only one that is sure."""
        start, end = edge
        clause = self.body[start:end]
        mark = self.body[max(self.span[0], start - 1) : start]
        if mark == "；" and self.founder:
            self.carry.owner, self.founder = self.founder, None
        told = self.carry.quoted.pop(start, None) or self.carry.quoted.pop(start - 1, None)
        if told:
            self.carry.bring_up(self._resolve(told))
        names = self.cast.heard(clause)
        self.carry.said += names
        if len(self.said_topics) == 1:
            self.carry.about |= dict.fromkeys(names, self.said_topics)
        speaker = self.cast.speaker(clause.lstrip("”，。"))
        if speaker:
            self.carry.bring_up(self._resolve(speaker))
        if speaker or _SAYS.search(clause):
            return
        bracket = self.body.find("（", start, end)
        text = self._untimed(start, bracket if bracket > start else end)
        owner = clause_owner(text, self.cast, sure=own)
        if owner and founds(text):
            self.founder = self.carry.owner
        if owner:
            self.carry.bring_up(self._resolve(owner))

    def _reading(self, quantity: Quantity, found: Parts, owner: str | None, lead: str, follow_end: int) -> Reading:
        before, after = self.body[self.span[0] : quantity.start], self.body[quantity.end : follow_end]
        period, due = self._period(quantity)
        self.status = status = status_of(quantity, before, after, self.status, due=due)
        if period is None and not due:
            period = self._carried(quantity, status, owner, found.metric)
        if (
            self.whole.plans
            and status == "actual"
            and period is None
            and not _TOLD.search(self.body[slice(*self.span)])
        ):
            self.status = status = "target"
        if status == "spec" and not found.owner:
            owner = self.cast.meant("该产品", self.carry.said) or owner
        quote_span = self._quote(quantity)
        quote = self.body[quote_span[0] : quote_span[1]]
        listed = (
            re.fullmatch(r"[、和及与，以]*(?:近|约|超|超过)?", lead) and self.change and quantity.unit in ("%", "pp")
        )
        self.change = self.change if listed else change_of(quantity, lead, before)
        metric = found.metric.removeprefix(owner or "").lstrip("的")
        metric = metric if len(metric) > 1 else found.metric
        place, organisation = _ids(owner, self.matcher)
        return Reading(
            lang="zh",
            quantity=quantity,
            sentence=quote_span,
            quote=quote.strip("；，。"),
            metric=metric,
            subject=owner,
            status=status,
            topics=self._topics(quantity, found.metric, owner),
            period=period,
            change=self.change,
            place=place,
            organisation=organisation,
        )

    def _lead_start(self, position: int) -> int:
        """Where the words that belong to a figure begin: after the mark or the figure before it."""
        quantity = self.quantities[position]
        floor = self.quantities[position - 1].end if position else self.span[0]
        closed = {m.start() for m in _ASIDE.finditer(self.body, floor, quantity.start)}
        closed |= {m.end() - 1 for m in _ASIDE.finditer(self.body, floor, quantity.start)}
        marks = [m.end() for m in _LEAD.finditer(self.body, floor, quantity.start) if m.start() not in closed]
        while marks and not self.body[marks[-1] : quantity.start].strip() and len(marks) > 1:
            marks.pop()
        return marks[-1] if marks else floor

    def _untimed(self, start: int, end: int) -> str:
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

    def _quote(self, quantity: Quantity) -> Span:
        """The part of the sentence, between semicolons, that the figure stands in."""
        start = max(self.body.rfind("；", self.span[0], quantity.start) + 1, self.span[0])
        stop = self.body.find("；", quantity.end, self.span[1])
        return start, stop if stop >= 0 else self.span[1]

    def _period(self, quantity: Quantity) -> tuple[str | None, bool]:
        """The period of a figure, and whether it lies ahead: its own, the last said before it, or one carried here."""
        own = [self.times[index] for index, start in self.local.items() if start == quantity.start]
        if own:
            of_before = year_before(self.carry.period or self.whole.reported) if own[0].kind == "base" else None
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

    def _carried(self, quantity: Quantity, status: Status, owner: str | None, metric: str) -> str | None:
        """The time of an earlier sentence, for what happened then: not for what a thing is like, or what is planned."""
        if any(time.kind in ("stated", "due", "now", "done") for time in self.times if time.span[1] <= quantity.start):
            return None
        period = self.carry.period or self.carry.listed or (self.whole.reported if self._is_home(owner) else None)
        lasting = status in ("spec", "capacity") or (quantity.unit in ("m", "m2", "m3") and _LASTING.search(metric))
        planned = status in ("target", "forecast") and (period or "")[:4] < self.whole.today[:4]
        return None if lasting or planned else period

    def _is_home(self, owner: str | None) -> bool:
        return owner is None or owner.removesuffix("市").removesuffix("省") == self.region

    def period_for_next(self) -> str | None:
        """The time that the next sentence takes where it has none: this one's, unless that was a day or merely now."""
        for time in reversed(self.times):
            if time.kind == "stated" and time.period and len(time.period) != 10:
                return time.period
        return self.carry.period if all(time.kind in ("base", "none") for time in self.times) else None

    def _resolve(self, owner: str) -> str | None:
        """An owner as readers know it: 全市 is the city, 公司 and 其 are who was named before."""
        w = words()
        meant = self.cast.meant(owner, self.carry.said)
        if meant:
            return meant
        if owner in w.city:
            return self.whole.home.city or owner
        if owner in w.province:
            return self.whole.home.province or self.region or owner
        if owner.startswith("该") or owner in w.pronouns or w.kind_of(owner):
            return self.carry.owner or self.region or owner
        general = w.general.match(owner)
        return self.whole.home.city or owner if general and general["city"] == owner else self.cast.short(owner)

    def _topics(self, quantity: Quantity, metric: str, owner: str | None) -> tuple[str, ...]:
        """The topics its clause names, else its measure and owner, else those the owner was brought up with, else its
        sentence within the text's own.
        """
        own = self.whole.topics
        marks = [m.start() for m in _LEAD.finditer(self.body, *self.span)]
        start = max((mark for mark in marks if mark < quantity.start), default=self.span[0])
        stop = min((mark for mark in marks if mark >= quantity.end), default=self.span[1])
        found = self.matcher.topics(self.body[start:stop], "zh") or self.matcher.topics(f"{metric} {owner or ''}", "zh")
        if not found and owner and self.cast.introduced(owner) and _OF_A_FIRM.search(metric):
            found = self.carry.about.get(owner, ())
        if found or not own:
            return found or ("other",)
        return tuple(topic for topic in self.said_topics if topic in own) or own


def _attached(body: str, times: Sequence[Period], quantities: Sequence[Quantity]) -> dict[int, int]:
    """Times that belong to one figure alone, by index, with that figure's place: “十三五”末的4.1万亿元."""
    out: dict[int, int] = {}
    for index, time in enumerate(times):
        for quantity in quantities:
            gap = body[max(time.span[0], time.span[1] - 1) : quantity.start]
            if time.span[1] <= quantity.start <= time.span[1] + 4 and _OF_TIME.fullmatch(gap):
                out[index] = quantity.start
    return out


def _ids(owner: str | None, matcher: Matcher) -> tuple[str | None, str | None]:
    """The place and the organisation that an owner's name stands for."""
    place = organisation = None
    for name in matcher.names(owner or "", "zh"):
        if name.kind == "organisation":
            organisation = organisation or name.id
            place = place or matcher.within_region(matcher.organisations[name.id].place)
        else:
            place = name.id if place is None or name.span[0] == 0 else place
    return place, organisation
