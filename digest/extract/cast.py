"""Who a text speaks of: names it introduces itself, who is quoted, and whom 公司, 园区 and 该机型 stand for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digest.extract.words import words
from digest.lexicon import Matcher, Name
from digest.model import Span, Value

_HAN = "[\u4e00-\u9fff]"
_INTRODUCED = re.compile(
    r"(?P<full>[^，。；：“”《》（）]{4,30})（(?:以下)?[简下]称[“\"]?(?P<short>[^”\"）《》，]{2,12})[”\"]?）"
)
_CUT = re.compile(
    r"^.*(?:的|是|在|由|对|向|从|与|和|为|随着|走进|来到|位于|入驻|企业(?=.{4})|方(?=.{4})|集团旗下(?=.{4}))"
)
_MODEL = re.compile(
    r"(?:无人机|飞行器|飞机|机型|车型|产品|机器人|芯片|模型|系统|展出的|推出的|发布的|下线的|级的|研制的|一代|新品|旗舰)"
    r"(?<!某车型)(?P<name>“[^”，]{2,10}”|(?![\u4e00-\u9fff])[A-Za-z][A-Za-z-]{0,8}-?\d[A-Za-z\d-]*(?:系列)?)"
)
_TITLE = r"(?:(?:有关|相关|联合|常务|执行|高级|市场|品牌|运营|生产|技术|研发|销售|营销|项目|驻站|电子信息|人力资源|战略|财务|副|总)*(?:部|处|中心|业务)?)"
_SAYS = r"(?:说|表示|介绍|告诉|透露|坦言|认为|称|指出|算了|补充|解释|感叹|回忆)"
_QUOTATION = re.compile(rf"“[^”]{{12,}}”(?P<speaker>[^，。“]{{0,12}}，?[^，。“]{{4,40}}?{_SAYS})")
_LEVELS = {"市": "全市", "省": "全省", "区": "全区", "县": "全县"}
_OFFICE = re.compile(
    rf"^(?:[据记者从]*?|[^，]*?日从)?据?(?P<place>{_HAN}{{2,9}}?)?(?P<level>[市省区县])?(?:委)?{_HAN}{{0,14}}?(?:局|委|厅|办|办公室|委员会|政府|统计局|统计处|部门)"
    rf"(?:(?:有关|相关)?{_HAN}{{0,12}}?(?:长|主任|负责人|书记|总工程师|调研员|发言人){_HAN}{{0,4}}|[在的][^，]{{0,10}})?"
    rf"(?:{_SAYS}|统计|数据|发布|通报|获悉|了解到|消息|介绍|测算|最新)"
)


_FULL_FIRM = re.compile(
    rf"(?P<core>(?:(?![的在由和与为是对向经])[\u4e00-\u9fff]){{4,12}}?)(?:股份|科技|技术|集团|控股|材料)*有限(?:责任)?公司"
)
_NAMED_THING = re.compile(
    r"的(?P<name>“[^”，]{2,10}”)(?:[\u4e00-\u9fff]{0,8}?(?:汽车|无人机|飞行器|机器人|芯片|模型|卫星|飞机))"
)
_SITUATED = re.compile(r"(?:位于|坐落于|坐落在|地处)[^，。；]{2,24}的(?P<name>[\u4e00-\u9fff]{3,12})(?=，)")
_WORD_FOR_ONE = re.compile(r"^(?:园区|公司|企业|该|其|项目|运营|工厂|基地|中心|平台)")


class Home(Value, frozen=True):
    """What a text means by 全市 and 全省, and whose its figures are where it names nobody."""

    city: str | None
    region: str | None
    province: str | None = None


def home_of(text: str, matcher: Matcher, default: str | None) -> Home:
    """The city and province that a text is about: those it names most."""
    counts = Counter(re.sub("[省市]$", "", match.group()) for match in words().place.finditer(text))
    counts = Counter({name: text.count(name) for name in counts})  # 中山 too, where 中山市 stands
    for name in matcher.names(text, "zh"):
        place = matcher.places.get(name.id) if name.kind == "place" else None
        if place and place.kind in ("municipality", "city", "province") and not words().place.match(place.short.zh):
            counts[place.short.zh] += 1
    provinces = words().provinces
    named = [name for name, _ in counts.most_common()]
    city = next((name for name in named if name not in provinces), None)
    province = next((name for name in named if name in provinces), words().cities.get(city or ""))
    speaks = Counter(re.findall("(?<![占与比居于对快低])(?:全市|我市|市里|全省|我省|省里)(?!第|平均|首位|前列)", text))
    of_province = sum(n for word, n in speaks.items() if "省" in word) > sum(speaks.values()) / 2
    most = next(iter(named), default)
    region = province if of_province else city if speaks and city else most
    return Home(city or most, region or most, province)


class Cast:
    """The names of one text: those of the lexicon and those the text introduces (以下简称, “云雀M4”, 总经理)."""

    def __init__(self, text: str, matcher: Matcher) -> None:
        self.matcher = matcher
        self._full = dict(_introduced(text))
        forms = "|".join(re.escape(name) for name in sorted(self._full, key=len, reverse=True))
        self._local = re.compile(forms) if forms else None
        self.nameless = not self.heard(text)

    def name_at(self, text: str) -> Name | None:
        """The longest name that `text` begins with."""
        known = self.matcher.name_at(text)
        local = self._local.match(text) if self._local else None
        if local and (known is None or local.end() > known.span[1]):
            return Name(local.span(), "organisation", local.group())
        return known

    def name_of(self, text: str) -> tuple[str, str] | None:
        """What `text` as a whole is the name of."""
        return ("organisation", text) if text in self._full else self.matcher.name_of(text)

    def introduced(self, owner: str) -> bool:
        """Whether an owner is a firm or a product that the text itself introduces."""
        return owner in self._full

    def short(self, name: str) -> str:
        """The short form that the text gives a name (以下简称…), or the name."""
        return next((short for short, full in self._full.items() if len(full) > 4 and name in full), name)

    def heard(self, clause: str) -> list[str]:
        """The names that a clause says, in order, each as the text has it."""
        found: list[Span] = [name.span for name in self.matcher.names(clause, "zh")]
        for pattern in (self._local, words().place, words().district, words().site):
            found += [match.span() for match in pattern.finditer(clause)] if pattern else []
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[Span] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return [clause[slice(*span)] for span in kept]

    def meant(self, word: str, said: Sequence[str]) -> str | None:
        """Whom a word like 公司 or 该园区 stands for: the last of the names `said` that is of its kind."""
        ends = words().kind_of(word)
        fits = (
            name for name in reversed(said) if ends and (ends.search(name) or ends.search(self._full.get(name, "")))
        )
        return next(fits, None)

    def speaker(self, clause: str) -> str | None:
        """Whose officer speaks in a clause or whose data it tells of: a firm, a place, 全市; None where nobody's."""
        office = _OFFICE.match(clause)
        if office and (office["place"] or office["level"]):
            place = office["place"] or ""
            known = self.matcher.name_at(place) or words().place.match(place) or words().district.match(place)
            if known:
                end = known.span[1] if isinstance(known, Name) else known.end()
                return place[:end]
            return _LEVELS.get(office["level"] or place[:1])
        officer = re.search(rf"{words().officer.pattern}{_HAN}{{0,4}}(?:·{_HAN}+)?{_SAYS}", clause)
        if officer is None:
            return None
        org = _named_before(clause[: officer.start()])
        return org if org and (org in self._full or words().kind_of(org)) else None

    def quoted(self, paragraph: str) -> Iterator[tuple[int, str]]:
        """Where quotations begin in a paragraph whose speaker is named after them, and the speaker's firm or office."""
        for match in _QUOTATION.finditer(paragraph):
            speaker = self.speaker(match["speaker"])
            if speaker:
                yield match.start(), speaker


def _introduced(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text introduces, each with what says its kind."""
    for match in _INTRODUCED.finditer(text):
        if not match["short"].startswith("《") and len(match["short"]) <= len(match["full"]):
            yield match["short"], match["full"]
    for match in _FULL_FIRM.finditer(text):
        core = match["core"]
        place = words().place.match(core)
        core = core[place.end() :] if place else core
        if len(core) >= 2 and text.count(core) > 1:
            yield core, match.group()  # 淮芯传感 of 安徽淮芯传感股份有限公司
    for match in words().firm.finditer(text):
        yield _CUT.sub("", match["name"]), "公司"
    for match in words().soft_firm.finditer(text):
        name = match["name"]
        if text.count(name) > 1 and not words().place.match(name):
            yield name, "公司"
    for match in words().district.finditer(text):
        short = match.group()[:2]
        if len(match.group()) == 3 and text.count(short) > text.count(match.group()):
            yield short, match.group()  # 榕江 of 榕江县
    for match in words().officer.finditer(text):
        org = _named_before(text[max(0, match.start() - 24) : match.start()])
        if (
            org
            and not _WORD_FOR_ONE.match(org)
            and not re.search("[局委厅办处市省区县部]$|办公室$|海关$", org)
            and not words().kind_of(org)
        ):
            yield org, "公司"
    for match in (*_MODEL.finditer(text), *_NAMED_THING.finditer(text)):
        yield match["name"], "产品"
    for match in _SITUATED.finditer(text):
        yield match["name"], match["name"]


def _named_before(text: str) -> str | None:
    """The name that ends where an officer's title begins: 南翔通航 of 运营低空游项目的南翔通航|负责人."""
    clause = re.split(r"[，。；：、“”！？\n]", text)[-1].removesuffix("的")
    name = _CUT.sub("", clause)
    return name if 2 <= len(name) <= 14 and not re.search(r"\d|有关|相关", name) else None
