"""A Chinese sentence on its way to figures with all their fields."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digest.extract.cast import SAYS, may_tell
from digest.extract.claims import TIMES_OF, agreed, change_of, status_of
from digest.extract.lists import Share, deal
from digest.extract.measure import bounded, parts
from digest.extract.moments import Moments
from digest.extract.openings import clause_owner, founds, may_own, shows
from digest.extract.owners import can_act, owner_in, passing
from digest.extract.phrases import Parts
from digest.extract.reading import Reading
from digest.extract.whole import ASKS, Whole
from digest.extract.words import words
from digest.model import Change, Span, Status
from digest.periods import Period
from digest.quantities.quantity import Quantity
from digest.text import clauses

SPEAKER = re.compile(r"(?:问|答|记者|[\u4e00-\u9fff·]{2,6})[：:]")
_OF_THOSE = re.compile(r"(?:(?:及?以上)的?|的)(?P<things>[^，。；：、\d的]{2,12})")  # 亿元|以上在建项目|1036个
_NEAR = 16
_TOLD = re.compile("已|累计|目前|现有|截至|数据|统计|介绍|去年|上年|获悉|同比|据了解")
_LEAD = re.compile(r"[，；：。！？（）()]")
_ASIDE = re.compile(r"（[^（）\d，。；]{1,12}）|\([^()\d，。；]{1,12}\)")  # 居民消费价格指数（CPI）
_PHYSICAL = frozenset({"m", "m2", "kg", "W", "Wh"})  # what a product is described in
_OF_A_LIST = re.compile(r"[、和及与，以]*(?:近|约|超|超过)?")


class Sentence:
    """One sentence on its way to readings."""

    def __init__(
        self,
        body: str,
        span: Span,
        quantities: Sequence[Quantity],
        times: Sequence[Period],
        whole: Whole,
    ) -> None:
        self.body, self.span = body, span
        self.quantities = quantities
        self.whole, self.matcher, self.cast, self.carry = whole, whole.matcher, whole.cast, whole.carry
        self.moments = Moments(body, span, times, quantities, whole)
        self.status: Status = "actual"
        self.change: Change | None = None  # of the figure before, which the next of a list shares
        self.topics: tuple[str, ...] = ()  # of the figure before
        self.measured = ""  # what it measured
        self.opener: str | None = None  # whom its first clause names
        self.founder: str | None = None  # whose the figures are again after what was founded (设立…专项，…；)
        self.said_topics = whole.said_topics(*span)
        self.marks = [mark.start() for mark in _LEAD.finditer(body, *span)] if quantities else []

    def readings(self) -> Iterator[Reading]:
        """The sentence's figures in order. Updates what is carried to the next sentence."""
        if self.whole.reported and self.whole.main:
            self.carry.owner = self.whole.main
        elif self.carry.maker or passing(self.carry.owner):
            self.carry.owner, self.carry.maker = self.carry.maker, None
        asked = self.whole.asks and ASKS.match(self.body, self.span[0]) is not None
        if asked and self.carry.interviewed:
            self.carry.bring_up(self.carry.interviewed)
        stem = self.carry.stem if self.body.startswith("其", self.span[0]) else ""
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
                before = self.carry.owner
                self._hear(edges[number], sure=number == index)
                if self.opener is None and self.carry.owner != before and number <= 1:
                    self.opener = self.carry.owner
            heard = index + 1
            lead = self.moments.without(max(used, self._lead_start(position)), quantity.start)
            follow_end = next((q.start for q in self.quantities[position + 1 :] if q.counter != "级"), self.span[1])
            spoken = SPEAKER.match(self.body, self.span[0])
            opening = self.moments.without(spoken.end() if spoken else self.span[0], quantity.start)
            shares = deal(self.body, self.quantities, position, lead, stems, self.cast)
            dealt |= dict(enumerate(shares, position))
            if position in dealt:
                found = Parts(dealt[position].metric, dealt[position].owner, dealt[position].metric)
            else:
                found = parts(quantity, lead, self.body[quantity.end : follow_end], stem, opening, self.cast)
            if position and self._bounds(position):
                within = self.moments.without(self._lead_start(position - 1), quantity.start)
                found = bounded(within, found)
            found = self._compared(quantity, found, stem) or found
            stems.append(found.stem if quantity.unit == "rank" else found.metric)
            used = quantity.end + found.used
            owner = (
                self.whole.resolve(found.owner) if found.owner else stem_owner if stem and found.stem == stem else None
            )
            owner = owner or self._carried(lead) or self.whole.home.region or owner_in(found.metric)
            if found.owner and (
                can_act(found.owner, self.cast)
                or found.owner[0] == "“"
                or "—" in found.owner
                or (found.agent and not index)
                or found.shown
                or passing(found.owner)
                or self.cast.building(found.owner)
            ):
                self.carry.bring_up(owner, made=found.shown or passing(found.owner) or self.cast.is_model(owner))
            stem, stem_owner = found.stem, owner
            self.whole.main = self.whole.main or owner
            yield self._reading(quantity, found, owner, lead, follow_end)
            self.measured = found.stem
        self.carry.stem, self.carry.topics = stem, self.said_topics
        for edge in edges[heard:]:
            self._hear(edge, sure=True)
        if asked:
            self.carry.interviewed = self.carry.interviewed or self.carry.owner or self.whole.home.region

    def _carried(self, lead: str) -> str | None:
        """Whose a figure is that names nobody; of each of a kind unless of another (更高级的汽车多达3000颗)."""
        other = lead.lstrip("，").startswith("更") and passing(self.carry.owner)
        return self.carry.maker if other else self.carry.owner

    def _bounds(self, position: int) -> bool:
        """Whether the figure before only says which things are counted: 年产值超10亿元的企业13家."""
        last, quantity = self.quantities[position - 1], self.quantities[position]
        return (
            quantity.unit == "count"
            and last.unit in ("CNY", "USD")
            and quantity.start - last.end < _NEAR
            and _OF_THOSE.fullmatch(self.body, last.end, quantity.start) is not None
        )

    def _compared(self, quantity: Quantity, found: Parts, last: str) -> Parts | None:
        """How many times something else the figure before was: 出口3.2万辆，是去年同期的2.3倍."""
        if quantity.unit != "x" or not last:
            return None
        times = TIMES_OF.search(self.body, max(self.span[0], quantity.start - 24), quantity.start)
        return Parts(f"{last}为{times['of']}的倍数", found.owner, last) if times and times["of"] else None

    def _hear(self, edge: Span, *, sure: bool) -> None:
        """Take the owner that a clause opens with; only a `sure` one where its own figure follows, or none does."""
        start, end = edge
        clause = self.body[start:end]
        if start > self.span[0] and self.body[start - 1] == "；":
            self._turn()
        if self.carry.quoted:
            told = self.carry.quoted.pop(start, None) or self.carry.quoted.pop(start - 1, None)
            if told:
                self.carry.bring_up(self.whole.resolve(told))
        names = self.whole.names_before(end)
        if names:
            self._meet(names)
        if may_tell(clause) and self._tells(clause):
            return
        if not names and not may_own(clause) and not self.cast.nameless:
            return
        bracket = self.body.find("（", start, end)
        text = self.moments.without(start, bracket if bracket > start else end)
        owner = clause_owner(text, self.cast, sure=sure)
        if owner and founds(text):
            self.founder = self.carry.owner
        if owner:
            meant = self.whole.resolve(owner)
            self.carry.bring_up(meant, made=self.cast.is_model(meant) or passing(owner) or shows(clause))

    def _turn(self) -> None:
        """Go back, after a semicolon, to whom the sentence or the text is about."""
        if self.whole.reported and self.whole.main:
            self.carry.owner = self.opener or self.whole.main
        if self.founder:
            self.carry.owner, self.founder = self.founder, None

    def _meet(self, names: Sequence[str]) -> None:
        """Remember the names that a clause says, and the topic that they were brought up with."""
        self.carry.said += names
        if len(self.said_topics) == 1:
            self.carry.about |= dict.fromkeys(names, self.said_topics)
        elif not self.said_topics and len(self.carry.topics) == 1:
            for name in names:
                self.carry.about.setdefault(name, self.carry.topics)

    def _tells(self, clause: str) -> bool:
        """Whether a clause only tells who speaks; takes whom that is for."""
        speaker = self.cast.speaker(clause.lstrip("”，。"))
        if speaker:
            self.carry.bring_up(self.whole.resolve(speaker))
        return speaker is not None or clause.rstrip("，：:").endswith(SAYS)

    def _reading(self, quantity: Quantity, found: Parts, owner: str | None, lead: str, follow_end: int) -> Reading:
        before, after = self.body[self.span[0] : quantity.start], self.body[quantity.end : follow_end]
        period, due = self.moments.of(quantity)
        status = status_of(quantity, before, after, self.status, due=due)
        described = quantity.unit in _PHYSICAL and self.cast.is_product(owner) and not words().verb.match(found.metric)
        if status == "actual" and described and not found.shown:
            status = "spec"
        signed = status == "target" and not after.startswith("将") and agreed(quantity, before.rpartition("，")[2])
        if status != "capacity" and not signed:  # what can be made, or was agreed, is no plan that goes on
            self.status = status
        if period and not due and self.moments.of_event(quantity, status, found.metric):
            period = None
        elif period is None and not due:
            period = self.moments.carried(quantity, status, owner, found.metric)
        if (
            self.whole.plans
            and status == "actual"
            and period in (None, self.carry.listed)
            and not _TOLD.search(self.body[slice(*self.span)])
        ):
            self.status = status = "target"
        if status == "spec" and not found.owner:
            owner = self.cast.meant("该产品", self.carry.said) or owner
        quote_span = self._quote(quantity)
        quote = self.body[quote_span[0] : quote_span[1]]
        listed = self.change and quantity.unit in ("%", "pp") and _OF_A_LIST.fullmatch(lead)
        self.change = self.change if listed else change_of(quantity, lead, before)
        if self.change == "period" and _on_the_year(lead, period):
            self.change = "yoy"
        metric = found.metric.removeprefix(owner or "").lstrip("的")
        metric = metric if len(metric) > 1 else found.metric
        if metric in ("规模", "总规模") and (found.owner or "").endswith("基金"):
            metric = f"基金{metric}"
        place, organisation = self.whole.ids(owner) if owner else (None, None)
        self.topics = self._topics(quantity, found, owner, status)
        return Reading(
            lang="zh",
            quantity=quantity,
            sentence=quote_span,
            quote=quote.strip("；，。"),
            metric=metric,
            subject=owner,
            status=status,
            topics=self.topics,
            period=period,
            change=self.change,
            place=place,
            organisation=organisation,
        )

    def _topics(self, quantity: Quantity, found: Parts, owner: str | None, status: Status) -> tuple[str, ...]:
        """The topics of a figure; a change has those of what changed."""
        clause = self._clause(quantity)
        text = self.body[slice(*clause)]
        topics = self.whole.topics_of(clause, text, found.metric, owner, self.said_topics, status)
        if topics != ("other",):
            return topics
        if self.change and quantity.unit in ("%", "pp", "x") and self.topics and found.metric.startswith(self.measured):
            return self.topics
        return self.whole.topics_of_counter(quantity.counter) or topics

    def _lead_start(self, position: int) -> int:
        """Where the words that belong to a figure begin: after the mark or the figure before it."""
        quantity = self.quantities[position]
        floor = self.quantities[position - 1].end if position else self.span[0]
        within = self.marks[bisect_left(self.marks, floor) : bisect_left(self.marks, quantity.start)]
        asides = _ASIDE.finditer(self.body, floor, quantity.start) if within else ()
        closed = {edge for aside in asides for edge in (aside.start(), aside.end() - 1)}
        marks = [mark + 1 for mark in within if mark not in closed]
        while marks and not self.body[marks[-1] : quantity.start].strip() and len(marks) > 1:
            marks.pop()
        return marks[-1] if marks else floor

    def _quote(self, quantity: Quantity) -> Span:
        """The part of the sentence, between semicolons, that the figure stands in."""
        start = max(self.body.rfind("；", self.span[0], quantity.start) + 1, self.span[0])
        stop = self.body.find("；", quantity.end, self.span[1])
        return start, stop if stop >= 0 else self.span[1]

    def _clause(self, quantity: Quantity) -> Span:
        """The words round a figure, from mark to mark."""
        before, after = bisect_left(self.marks, quantity.start), bisect_left(self.marks, quantity.end)
        start = self.marks[before - 1] if before else self.span[0]
        return start, self.marks[after] if after < len(self.marks) else self.span[1]


def _on_the_year(lead: str, period: str | None) -> bool:
    """Whether a change is over the year before its own: 比2023年增长 in 2024."""
    base = re.search(r"[比较](20\d\d)年(?![末底])", lead)
    return bool(base and period) and int((period or "0")[:4]) == int(base[1] if base else 0) + 1
