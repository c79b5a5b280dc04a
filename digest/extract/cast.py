"""Who a text speaks of: names it introduces itself, who is quoted, and whom 公司, 园区 and 该机型 stand for."""

import re
from collections import Counter
from collections.abc import Iterator, Reversible
from functools import cache
from itertools import chain

from digest.extract.names import HAN, introduced, named_before, names, numbered, shortened
from digest.extract.words import words
from digest.lexicon import Matcher, Name
from digest.model import Span, Value
from digest.patterns import longest

_SAYINGS = ["说", "表示", "介绍", "告诉", "透露", "坦言", "认为", "称", "指出", "算了", "补充", "解释", "感叹", "回忆"]
_SAYS = f"(?:{longest(_SAYINGS)})"
_QUOTATION = re.compile(rf"“[^“”]{{12,600}}”(?P<speaker>[^，。“]{{0,12}}，?[^，。“]{{4,40}}?{_SAYS})")
_BUILDING = re.compile(r"[\u4e00-\u9fff]{0,10}?\d{1,2}号(?:楼|厂房|机房)")
_LEVELS = {"市": "全市", "省": "全省", "区": "全区", "县": "全县"}
_SOURCES = ["统计", "数据", "发布", "通报", "获悉", "了解到", "消息", "介绍", "测算", "最新"]
SAYS = ("说", "表示", "介绍", "称", "指出", "透露", "认为", "强调", "预测", "预计", "提出")
_TELLS = re.compile(longest([*_SAYINGS, *_SOURCES, *SAYS]))
_BODY = re.compile("[局委厅办府处门]")
_OFFICE = re.compile(
    rf"^(?:[据记者从]*?|[^，]*?日从)?据?(?P<place>{HAN}{{2,9}}?)?(?P<level>[市省区县])?(?:委)?{HAN}{{0,14}}?(?:局|委|厅|办|办公室|委员会|政府|统计局|统计处|部门)"
    rf"(?:(?:有关|相关)?{HAN}{{0,12}}?(?:长|主任|负责人|书记|总工程师|调研员|发言人){HAN}{{0,4}}|[在的][^，]{{0,10}})?"
    rf"(?:{longest([*_SAYINGS, *_SOURCES])})"
)


class Home(Value, frozen=True):
    """What a text means by 全市 and 全省, and whose its figures are where it names nobody."""

    city: str | None
    region: str | None
    province: str | None = None


def may_tell(clause: str) -> bool:
    """Whether a clause may tell who speaks: a cheap look before the dear ones."""
    return _TELLS.search(clause) is not None


def home_of(text: str, matcher: Matcher, default: str | None) -> Home:
    """The city and province that a text is about: those it names most."""
    counts = Counter(re.sub("[省市]$", "", match.group()) for match in names().place.finditer(text))
    counts = Counter(
        {name: text.count(name) for name in counts if name not in names().areas}
    )  # 中山 too, where 中山市 stands
    for name in matcher.names(text, "zh"):
        place = matcher.places.get(name.id) if name.kind == "place" else None
        if place and place.kind in ("municipality", "city", "province") and not names().place.match(place.short.zh):
            counts[place.short.zh] += 1
    provinces = names().provinces
    named = [name for name, _ in counts.most_common()]
    city = next((name for name in named if name not in provinces), None)
    province = next((name for name in named if name in provinces), names().cities.get(city or ""))
    speaks = Counter(re.findall("(?<![占与比居于对快低])(?:全市|我市|市里|全省|我省|省里)(?!第|平均|首位|前列)", text))
    of_province = sum(n for word, n in speaks.items() if "省" in word) > sum(speaks.values()) / 2
    most = next(iter(named), default)
    region = province if of_province else city if speaks and city else most
    return Home(city or most, region or most, province)


class Cast:
    """The names of one text: those of the lexicon and those the text introduces (以下简称, “云雀M4”, 总经理)."""

    def __init__(self, text: str, matcher: Matcher) -> None:
        self.matcher = matcher
        self._full: dict[str, str] = {}
        for name, kind in introduced(text):
            place = matcher.name_at(name)  # 川渝汽车 is no firm
            if place is None or not names().class_words.fullmatch(name, place.span[1]):
                self._full.setdefault(name, kind)
        self._longer: dict[str, str] = {}
        self._known: dict[str, str] = {}
        for short, full in shortened(text):
            if matcher.name_at(short) is None:
                self._longer[short] = full
                self._full.setdefault(short, full)
        building = numbered(text)
        self._building = building["whole"] if building else None
        self.numbered = building is not None
        forms = "|".join(re.escape(name) for name in sorted(self._full, key=len, reverse=True))
        self._local = re.compile(forms) if forms else None
        self.nameless = not self.holds_name(text)

    def name_at(self, text: str) -> Name | None:
        """The longest name that `text` begins with."""
        known = self.matcher.name_at(text)
        local = self._local.match(text) if self._local else None
        if local and (known is None or local.end() > known.span[1]):
            return Name(local.span(), "organisation", local.group())
        return known

    def name_of(self, text: str) -> tuple[str, str] | None:
        """What `text` as a whole is the name of."""
        return self.matcher.name_of(text) or (("organisation", text) if text in self._full else None)

    def building(self, text: str) -> str | None:
        """The numbered building that a text begins with, where its whole was named: 1号楼 of 江北智算园1号楼."""
        part = _BUILDING.match(text) if self._building else None
        return part.group() if part else None

    def introduced(self, owner: str) -> bool:
        """Whether an owner is a firm or a product that the text itself introduces."""
        return owner in self._full and self._full[owner][-1] not in "区县"

    def is_product(self, owner: str | None) -> bool:
        """Whether an owner is a thing made: one that the text introduces (“云雀M4”), or that is called so (无人机)."""
        return owner is not None and (self.is_model(owner) or words().product_ends.search(owner) is not None)

    def is_model(self, owner: str | None) -> bool:
        """Whether an owner is a product that the text introduces by name."""
        return owner is not None and self._full.get(owner) == "产品"

    def known(self, name: str) -> str:
        """The form that readers know a name by: 以下简称… of a firm, the full name of a site; or the name."""
        if name not in self._known:
            self._known[name] = self._form_of(name)
        return self._known[name]

    def _form_of(self, name: str) -> str:
        if self._building and _BUILDING.fullmatch(name):
            return self._building + name.removeprefix(self._building)
        if name in self._longer:
            return self._longer[name]
        return next(
            (
                short
                for short, full in self._full.items()
                if short in name and name in full and self.introduced(short) and short not in self._longer
            ),
            name,
        )

    def _found(self, text: str) -> Iterator[Span]:
        """Where a text says a name, of one kind after the other."""
        local = self._local.finditer(text) if self._local else ()
        found = chain(names().place.finditer(text), local, names().districts(text), names().sites(text))
        return chain((match.span() for match in found), self.matcher.spans(text))

    def mentions(self, text: str) -> list[tuple[int, str]]:
        """The names that a text says, in order, each with its place and as the text has it."""
        taken = bytearray(len(text))
        kept: list[Span] = []
        for first, last in sorted(set(self._found(text)), key=lambda span: span[0] - span[1]):  # the longest first
            if not taken[first] and not taken[last - 1]:
                kept.append((first, last))
                taken[first:last] = b"\1" * (last - first)
        return [(first, text[first:last]) for first, last in sorted(kept)]

    def holds_name(self, text: str) -> bool:
        """Whether a text says any name."""
        plain = [names().place, names().district, names().site, *([self._local] if self._local else [])]
        return any(pattern.search(text) for pattern in plain) or self.matcher.holds_name(text)

    def meant(self, word: str, said: Reversible[str]) -> str | None:
        """Whom a word like 公司 or 该园区 stands for: the last of the names `said` that is of its kind."""
        ends = names().kind_of(word)
        if ends is None:
            return None
        return next(
            (name for name in reversed(said) if ends.search(name) or ends.search(self._full.get(name, ""))), None
        )

    def speaker(self, clause: str) -> str | None:
        """Whose officer speaks in a clause or whose data it tells of: a firm, a place, 全市; None where nobody's."""
        office = _OFFICE.match(clause) if _BODY.search(clause) else None
        if office and (office["place"] or office["level"]):
            place = office["place"] or ""
            if office["level"] and names().site.fullmatch(place + office["level"]):
                return place + office["level"]  # 东湖高新区管委会
            known = self.matcher.name_at(place) or names().place.match(place) or names().district.match(place)
            if known:
                end = known.span[1] if isinstance(known, Name) else known.end()
                return place[:end]
            return _LEVELS.get(office["level"] or place[:1])
        officer = _officer_says().search(clause)
        if officer is None:
            return None
        org = named_before(clause[: officer.start()])
        return org if org and (org in self._full or names().kind_of(org)) else None

    def quoted(self, paragraph: str) -> Iterator[tuple[int, str]]:
        """Where quotations begin in a paragraph whose speaker is named after them, and the speaker's firm or office."""
        for match in _QUOTATION.finditer(paragraph):
            speaker = self.speaker(match["speaker"]) if may_tell(match["speaker"]) else None
            if speaker:
                yield match.start(), speaker


@cache
def _officer_says() -> re.Pattern[str]:
    """总经理李明表示, 首席执行官约翰·史密斯说."""
    return re.compile(rf"{names().officer.pattern}{HAN}{{0,4}}(?:·{HAN}+|{HAN}{{1,12}}?)?{_SAYS}")
