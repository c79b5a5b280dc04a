"""What holds for a whole text, and what its sentences leave to those after them."""

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence

from digest.extract.cast import Cast, Home, home_of
from digest.extract.names import names
from digest.extract.owners import passing
from digest.extract.words import words
from digest.lexicon import Matcher
from digest.model import Span, Status
from digest.periods import LOOKED_BACK, Period, find_zh

_PLAN = re.compile("(?:印发|出台|发布|公布|推出|就)[^。]{0,6}《[^》]*(?:措施|方案|政策|规划|意见|计划|办法)")
# What is said of any firm or product, whatever it does: of these a figure has the topic its owner was brought up with.
_OF_A_FIRM = re.compile(
    rf"(?:{words().measure_ends.pattern.removesuffix('$')}"
    "|员工|人员|订单|融资|专利|占地|航程|重量|载重|时长|标准|产线|时间|金额|营业|研发|速|温度|功率)"
)
# Told in a text on computing or on low-altitude flight, and yet no part of it.
_ELSEWHERE = re.compile("5G|4G|工业互联网|光纤|宽带|千兆|民航|国际机场|旅客吞吐|货邮|国际及地区旅客")
_PART, _DIGIT = re.compile("[^。；\n]+"), re.compile(r"\d")
_COUNTED_BY = {"辆": "autos", "块": "chips", "颗": "chips"}
ASKS = re.compile("(?:问|记者)[：:]")
_RATES = re.compile("增长|下降|回落")  # many of these make a bulletin
_REMEMBERED = 200
_STRETCH = len("2025-05-01/2025-05-05")
_LOOKED_OVER = 100_000  # characters: what is introduced later than that is a name for the clause it stands in


class Carry:
    """What earlier sentences of the text said that later ones may leave out."""

    def __init__(self) -> None:
        self.owner: str | None = None
        self.maker: str | None = None  # the owner before a product was told of, who is spoken of again after it
        self.interviewed: str | None = None  # of whom the first question of an interview asked
        self.about: dict[str, tuple[str, ...]] = {}  # the topics of the sentence that brought a name up
        self.topics: tuple[str, ...] = ()  # those of the sentence before
        self.said: deque[str] = deque(maxlen=_REMEMBERED)  # the names heard last, for 公司 and 园区
        self.period: str | None = None
        self.day: str | None = None  # the day of the sentence before, for 其中
        self.times: deque[Period] = deque(maxlen=LOOKED_BACK)  # what 当月 and 假期 may mean
        self.tail = ""  # the last words read, for what 芯片 alone stands for
        self.stem = ""  # the measure of the sentence before, for 其中
        self.quoted: dict[int, str] = {}  # who says a quotation, by where it begins in the paragraph
        self.listed: str | None = None  # a time said before a colon, for the paragraphs it announces

    def bring_up(self, owner: str | None, *, made: bool = False) -> None:
        """Make `owner` whose the next figures are where nobody else is named; if `made`, in its sentence."""
        before = None if passing(self.owner) else self.owner
        self.maker = self.maker or before if made else None
        self.owner = owner
        self.said += [owner] if owner else []


class Whole:
    """A text being read: what holds for all of it, and what is carried from one sentence to the next."""

    def __init__(self, text: str, today: str, matcher: Matcher, topics: tuple[str, ...], home: Home) -> None:
        self._words = matcher.topic_words(text, "zh")
        self.at = 0  # where the paragraph begins that is being read
        self.home = home
        self.today, self.matcher, self.cast = today, matcher, Cast(text[:_LOOKED_OVER], matcher)
        self._mentions = self.cast.mentions(text)[::-1]  # those not told yet, the next one last
        text = text[:_LOOKED_OVER]
        parts = [part.span() for part in _PART.finditer(text)]
        told = [self.said_topics(*part) for part in parts if _DIGIT.search(text, *part)]
        self.topics = topics or _main_topics([set(said) for said in told])
        self.trade = topics or _trade([said for said in told if said])
        self.spoken = frozenset(topic for said in told for topic in said)
        opening = text.split("\n", 1)[0]
        bulletin = len(_RATES.findall(text)) >= 5
        # the time that a bulletin opens with, and reports on
        # a text that begins with the days of a holiday tells all of them
        self.holiday = len(_reported(opening[:12], today) or "") == _STRETCH
        self.reported = _reported(opening, today) if bulletin or self.holiday else None
        plan = _PLAN.search(opening)
        self.asks = ASKS.search(text) is not None  # an interview
        self.plans = plan is not None  # the text tells what a plan or a policy sets out
        self.planned = matcher.topics(plan.group(), "zh") if plan else ()  # the topics of its title
        self.main: str | None = None  # whose figures a bulletin tells first, and mainly
        self.carry = Carry()
        self._ids: dict[str, tuple[str | None, str | None]] = {}

    def is_home(self, owner: str | None) -> bool:
        """Whether an owner is nobody, or the region that the text is about."""
        return owner is None or owner.removesuffix("省").removesuffix("市") == self.home.region

    def resolve(self, owner: str) -> str | None:
        """An owner as readers know it: 全市 is the city, 公司 and 其 are who was named before."""
        w = words()
        meant = self.cast.meant(owner, self.carry.said)
        if meant:
            return self.cast.known(meant)
        if owner in w.city:
            return self.home.city or owner
        if owner in w.province:
            return self.home.province or self.home.region or owner
        if owner.startswith("该") or owner in w.pronouns or names().kind_of(owner):
            return self.carry.owner or self.home.region or owner
        if owner == "两地" and "—" in (self.carry.owner or ""):
            return self.carry.owner  # the two ends of a route
        if owner in w.bare:
            kinds = re.findall(
                rf"(?<=[的，。；：、“])(?:(?![的一这该])[\u4e00-\u9fffA-Za-z\d]){{4,16}}{owner}", self.carry.tail
            )
            return kinds[-1] if kinds else owner  # the chip that was named before
        general = w.general.match(owner)
        return self.home.city or owner if general and general["city"] == owner else self.cast.known(owner)

    def ids(self, owner: str) -> tuple[str | None, str | None]:
        """The place and the organisation that an owner's name stands for."""
        if owner not in self._ids:
            self._ids[owner] = _ids_in(owner, self.matcher)
        return self._ids[owner]

    def names_before(self, end: int) -> Sequence[str]:
        """The names said before a place of the paragraph that is being read which were not told before."""
        names: list[str] = []
        while self._mentions and self._mentions[-1][0] < self.at + end:
            names.append(self._mentions.pop()[1])
        return names

    def said_topics(self, start: int, end: int) -> tuple[str, ...]:
        """The topics named between two places of the paragraph that is being read."""
        first = bisect_left(self._words, (self.at + start,))
        last = bisect_left(self._words, (self.at + end,), first)
        return self.matcher.in_order({topic for _, topic in self._words[first:last]}) if first < last else ()

    def topics_of(
        self, clause: Span, text: str, metric: str, owner: str | None, said: tuple[str, ...], status: Status
    ) -> tuple[str, ...]:
        """The topics that a figure's `clause` (`text`) names, else its measure and owner, else those the owner was
        brought up with, else those of the plan it is a target of, else those of its sentence (`said`) within the
        text's own.
        """
        found = self.said_topics(*clause) or self.matcher.topics(f"{metric} {owner or ''}", "zh")
        if not found and owner and self.cast.introduced(owner) and not _ELSEWHERE.search(text):
            found = (self.carry.about.get(owner, ()) if _OF_A_FIRM.search(metric) else ()) or self.trade
        if not found and status == "target":
            found = self.planned
        if found or not self.topics or _ELSEWHERE.search(text):
            return found or ("other",)
        return tuple(topic for topic in said if topic in self.topics) or self.topics

    def topics_of_counter(self, counter: str) -> tuple[str, ...]:
        """The topic of what is counted so, in a text that speaks of it: 辆 are cars."""
        topic = _COUNTED_BY.get(counter)
        return (topic,) if topic and topic in self.spoken else ()


def home_for(text: str, matcher: Matcher, *, own_region: bool) -> Home:
    """The lexicon's region where the text is its own, else the places that the text names most."""
    region = matcher.region.short.zh if matcher.region else None
    return Home(region, region) if own_region and region else home_of(text[:_LOOKED_OVER], matcher, region)


def _ids_in(owner: str, matcher: Matcher) -> tuple[str | None, str | None]:
    place = organisation = None
    for name in matcher.names(owner, "zh"):
        if name.kind == "organisation":
            organisation = organisation or name.id
            place = place or matcher.within_region(matcher.organisations[name.id].place)
        else:
            place = name.id if place is None or name.span[0] == 0 else place
    return place, organisation


def _reported(opening: str, today: str) -> str | None:
    """The time that a text opens with (前三季度，全省…), if it is no single day."""
    stated = (time for time in find_zh(opening, today) if time.kind == "stated" and len(time.period or "") != 10)
    first = next(stated, None)
    return first.period if first and first.span[0] <= 24 else None


def _main_topics(told: Sequence[set[str]]) -> tuple[str, ...]:
    """The topics that most sentences with figures speak of; none where a text speaks of many things."""
    topics = sorted(set().union(*told))
    return tuple(topic for topic in topics if sum(topic in said for said in told) > 0.5 * len(told))


def _trade(told: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The one topic that nearly all sentences speak of that speak of any: what the firms of a text are about."""
    counts = Counter(topic for topics in told for topic in topics)
    most = counts.most_common(1)
    return (most[0][0],) if most and len(told) > 1 and most[0][1] >= 0.8 * counts.total() else ()
