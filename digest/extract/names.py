"""Names that a text may hold: the patterns of `names.yml`, and what a text itself introduces as a name."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from digest.extract.words import words
from digest.patterns import longest, near

HAN = "[\u4e00-\u9fff]"
_INTRODUCED = re.compile(
    r"(?P<full>[^，。；：“”《》（）]{4,30})（(?:以下)?[简下]称[“\"]?(?P<short>[^”\"）《》，]{2,12})[”\"]?）"
)
_SHORT_FORM = re.compile("[简下]称")
_CUT = re.compile(
    r"^.*(?:的|是|在|由|对|向|从|与|和|为|随着|走进|来到|专访了?|采访了?|见到|位于|入驻|企业(?=.{4})|方(?=.{4})|集团旗下(?=.{4}))"
)
_MODEL = re.compile(
    r"(?:滚装船|货轮|游轮|无人机|飞行器|飞机|机型|车型|产品|机器人|芯片|模型|系统|展出的|推出的|发布的|下线的|级的|研制的|一代|新品|旗舰)"
    r"(?<!某车型)(?P<name>“[^”，]{2,10}”|(?![\u4e00-\u9fff])[A-Za-z][A-Za-z-]{0,8}-?\d[A-Za-z\d-]*(?:系列)?)"
)
# FY-60型无人机, CX-7型激光器芯片, RH-9系列
_TYPE = re.compile(
    rf"(?<![A-Za-z\d-])[A-Z][A-Za-z]{{0,6}}-?\d{{1,4}}[A-Za-z\d-]{{0,6}}(?:(?:型|系列)(?:(?![的在将已最])[\u4e00-\u9fff]){{0,6}}?(?:{words().products}|产品|模块|传感器|发动机|机臂|电机|机器人|设备)|系列)"
)
# 蓉驰电子3月27日晚披露2024年年度报告
_DISCLOSED = re.compile(
    r"(?:(?<=[，。；\n])|^)(?P<name>(?!股票|证券|记者|据|昨日|今日|近日|日前)[\u4e00-\u9fff]{3,8}?)(?:昨日|今日|日前|\d[^，。；]{0,12}?)?(?:晚间?|当晚)?(?:披露|公告称|发布公告|(?:发布|公布)\d{4}年[^，。；]{0,4}(?:报告|年报|财报|业绩))"
)
# 成立于2017年的云途智航目前…, 2023年6月落户的芯屹半导体，
_FOUNDED = re.compile(
    r"(?:(?:成立|创办|创立|创建)于[^，。；]{2,10}|\d{4}年(?:\d{1,2}月)?(?:成立|创办|创立|落户))的(?P<name>(?![这该其一])[\u4e00-\u9fff]{3,8}?)(?=目前|现有|现已|去年|今年|已|拥有|，)"
)
_TYPES, _DISCLOSES = re.compile("型|系列"), re.compile("披露|公告|发布|公布")
_FOUNDS = re.compile("成立|创办|创立|创建|落户")
_FULL_FIRM = re.compile(
    r"(?P<core>(?:(?![的在由和与为是对向经])[\u4e00-\u9fff]){4,12}?)(?:股份|科技|技术|集团|控股|材料)*有限(?:责任)?公司"
)
_LIMITED = re.compile("有限")
_NAMED_THING = re.compile(
    r"的(?P<name>“[^”，]{2,10}”)(?:[\u4e00-\u9fff]{0,8}?(?:汽车|无人机|飞行器|机器人|芯片|模型|卫星|飞机))"
)
_SITUATED = re.compile(
    r"(?:(?:位于|坐落于|坐落在|地处)[^，。；]{2,24}|在[^，。；]{2,12}(?:开工|投产|落户|封顶|在建|建设|投用))的(?:(?P<alone>(?:(?![是有说])[\u4e00-\u9fff]){3,12})(?=，)"
    r"|(?P<name>[\u4e00-\u9fff]{2,12}?(?:中心|园区|工厂|基地|项目|平台|产业园|医院|大学|学院)))"
)
# 在经开区振风大道旁的皖江新能源汽车总装车间, 睿晶硅材二期项目
_AT_WORK = re.compile(
    r"(?:在|走进|位于)[^，。；]{3,24}的(?P<name>[\u4e00-\u9fff]{3,10}?)(?:\d{1,2}英寸)?(?:总装|封测|生产|焊装|智能|晶圆)*(?:车间|展厅|厂区|产线|生产线|厂房)"
)
# 走进禾木玩具的车间
_WALKED_INTO = re.compile(
    r"走进(?P<name>[\u4e00-\u9fff]{3,8}?)的(?:总装|封测|生产|焊装|智能)*(?:车间|展厅|厂区|厂房|工厂)"
)
_PHASE = re.compile(
    r"(?:(?<=[，。；的])|^)(?P<name>(?:(?![的在和与为是项该将用于])[\u4e00-\u9fff]){3,8}?)[一二三四]期(?:项目|工程|厂房|工厂)",
    re.M,
)
# What a firm named but once goes on with: 川源电池|今年前11个月产值….
_TELLS_OF_ITSELF = re.compile(r"今年|去年|目前|现有|\d{4}年|前\d|是|成立|总部|出口|销售|交付|产量|销量|营收|装车")
_SITE_KINDS = re.compile(
    longest(
        [
            "大数据中心",
            "数据中心",
            "算力中心",
            "智算中心",
            "超算中心",
            "创新中心",
            "产业园",
            "工业园",
            "科技园",
            "软件园",
        ]
    )
)
_SITE_KIND = re.compile(f"(?:{_SITE_KINDS.pattern})$")
_NUMBERED = re.compile(
    r"(?:(?<=[，。；：的在进\n])|^)(?P<whole>(?:(?![今去明年月建的])[\u4e00-\u9fff]){3,10}?)(?P<part>\d{1,2}号(?:楼|厂房|机房))",
    re.M,
)
_NUMBER = re.compile("号[楼厂机]")
_PHASES = re.compile("[一二三四]期")
_OFFICIAL = re.compile("[局委厅办处市省区县部]$|办公室$|海关$")
_WORD_FOR_ONE = re.compile(r"^(?:协会|商会|学会|园区|公司|企业|该|其|项目|运营|工厂|基地|中心|平台)")


class Names:
    """Patterns over `names.yml`: places, sites, firms, officers, and words that stand for a name."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.cities: dict[str, str] = {
            city.removesuffix("市"): province for province, cities in raw["provinces"].items() for city in cities
        }
        self.provinces = frozenset(raw["provinces"])
        self.areas = frozenset(raw["areas"])
        self.idioms = frozenset(raw["idioms"])
        cities, provinces = (
            longest([*self.areas, *(c for some in raw["provinces"].values() for c in some)]),
            longest(self.provinces),
        )
        self.place = re.compile(f"(?:{cities})市?|(?:{provinces})[省市]?(?![海江]产|[大交理工医师]|道)")
        # 花都区, 南沙区; not 园区, 片区, 自治区
        no_district = "(?![的在全各该本城社学校园片景地山港库厂]|自治|高新|经开|开发|保税|试验|示范|新区)"
        self.district = re.compile(
            rf"(?:{no_district}{HAN}){{2}}(?:(?<![园片社校景地港库厂])区|县)(?!域|块|位|间|内|级|长)"
        )
        self._district_ends = re.compile("[区县]")
        self.site = re.compile(
            rf"(?!{longest(raw['no_site'])})(?<![开培打布规完推])(?:(?![的在由和与为是对向经从各该走进这条座有到全暨已将拟据]){HAN}){{2,10}}?(?:{longest(raw['sites'])})"
            rf"|第[一二三四五六七八九十\d]{{1,3}}届(?:(?!代表|委员|在){HAN}){{2,14}}(?:大会|论坛|峰会|展览会)"
            rf"|(?:广|高|进|服贸|消)(?:交|博)会"
            rf"|(?:(?![的在由和与为是对向经从各该进出离到]){HAN}){{2,4}}(?<![香海])港(?![口区务股元澳湾珠交货深企资币])"
        )
        self._site_ends = re.compile(longest([*raw["sites"], "交会", "博会", "大会", "论坛", "峰会", "展览会", "港"]))
        generic, firms, soft = (longest(raw[name]) for name in ("class_words", "firm_ends", "firm_ends_soft"))
        self.class_words = re.compile(f"(?:{generic}|{soft})+")
        self.firm_words = frozenset(raw["firm_ends"])
        self._firm_ends = re.compile(firms)
        self._firm = re.compile(
            rf"(?:(?<=[，。；：、“”的在由和与为是对向经方\n])|^)(?P<name>(?!其中|这些|(?:{generic})+(?:{firms}))[A-Za-z]{{0,6}}"
            rf"(?:(?![的在由和与为是对向经将已各家等个名]){HAN}){{2,8}}?(?:{firms}))"
            rf"(?!{HAN}{{0,2}}(?:创新|大学|学院|研究|城|局|厅|部|委|园|走廊|领域|人才|金融|服务|成果|产业|企业))"
        )
        self._soft_ends = re.compile(soft)
        self._soft_firm = re.compile(
            rf"(?:(?<=[，。；：、“”的在由和与为\n])|^)(?P<name>(?!(?:{generic}))"
            rf"(?:(?![的在由和与为是对向经将已各家等个名新型类占年月日]){HAN}){{2,3}}(?:{soft}))(?!化|网联|制造|终端|装备|设备)"
        )
        officers = longest(raw["officers"])
        self.officer = re.compile(
            rf"(?:的?(?:{longest(raw['departments'])})*(?:(?![，。；的]){HAN}{{2}}部)?(?:{officers}))(?:兼{HAN}{{2,6}}|、{HAN}{{2,6}}官)?"
        )
        self._officer_ends = re.compile(officers)
        self.class_head = re.compile(rf"(?:{generic}|[、和与])*(?:{words().actors})")
        self._kinds = {
            word: re.compile(f"(?:{longest(kind['ends'])})$") for kind in raw["stands_for"] for word in kind["words"]
        }
        self.pronouns = words().pronouns | self._kinds.keys()
        self.pronoun = re.compile(longest(self.pronouns))

    def districts(self, text: str) -> Iterator[re.Match[str]]:
        """The districts and counties that a text names."""
        return near(self.district, self._district_ends, text, before=2, after=3)

    def sites(self, text: str) -> Iterator[re.Match[str]]:
        """The sites that a text names."""
        return near(self.site, self._site_ends, text, before=16, after=10)

    def firms(self, text: str) -> Iterator[re.Match[str]]:
        """The firms that a text names, each as `name`."""
        return near(self._firm, self._firm_ends, text, before=20, after=12)

    def soft_firms(self, text: str) -> Iterator[re.Match[str]]:
        """What may be firms of a text by their last word, which ends other words too, each as `name`."""
        return near(self._soft_firm, self._soft_ends, text, before=5, after=6)

    def officers(self, text: str) -> Iterator[re.Match[str]]:
        """The titles of officers in a text."""
        return near(self.officer, self._officer_ends, text, before=30, after=20)

    def kind_of(self, word: str) -> re.Pattern[str] | None:
        """What a name ends in that a word like 公司 or 该园区 may stand for; None for other words."""
        return self._kinds.get(word)


@cache
def names() -> Names:
    """The patterns that ship with the package."""
    return Names(yaml.load(files("digest.extract").joinpath("names.yml").read_bytes(), Loader=yaml.CSafeLoader))


def introduced(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text introduces, each with what says its kind."""
    count = cache(text.count)  # a page may say one name again and again
    for match in near(_INTRODUCED, _SHORT_FORM, text, before=40, after=20):
        if not match["short"].startswith("《") and len(match["short"]) <= len(match["full"]):
            yield match["short"], match["full"]
    for match in (*_MODEL.finditer(text), *_NAMED_THING.finditer(text)):
        yield match["name"], "产品"
    for match in near(_TYPE, _TYPES, text, before=20, after=20):
        yield match.group(), "产品"
    disclosed = near(_DISCLOSED, _DISCLOSES, text, before=30, after=30)
    for match in (*disclosed, *near(_FOUNDED, _FOUNDS, text, before=20, after=24)):
        yield match["name"], "公司"
    for match in _SITUATED.finditer(text):
        name = match["name"] or match["alone"]
        if not names().officer.search(name):
            yield name, name
    yield from _firms(text)
    for match in names().districts(text):
        short = match.group()[:2]
        if len(match.group()) == 3 and count(short) > count(match.group()):
            yield short, match.group()  # 榕江 of 榕江县


def shortened(text: str) -> Iterator[tuple[str, str]]:
    """The short forms that a text gives sites it named in full, each with the full name: 云岫 of 云岫数据中心."""
    often = any(text.count(text[max(0, kind.start() - 2) : kind.start()]) > 2 for kind in _SITE_KINDS.finditer(text))
    if not often:
        return  # a cheap look before the dear one
    for match in near(names().site, _SITE_KINDS, text, before=16, after=10):
        full = match.group()
        kind = _SITE_KIND.search(full)
        short = full[: kind.start()] if kind else ""
        apart = 2 <= len(short) <= 4 and text.count(short) > text.count(full) + 1
        if apart and not names().place.match(short) and not names().class_words.match(short):
            yield short, full


def numbered(text: str) -> re.Match[str] | None:
    """The first numbered building that a text names in full, with its `whole`: 江北智算园|1号楼."""
    return next(iter(near(_NUMBERED, _NUMBER, text, before=16, after=6)), None)


def _firms(text: str) -> Iterator[tuple[str, str]]:
    count = cache(text.count)
    for match in near(_FULL_FIRM, _LIMITED, text, before=60, after=8):
        place = names().place.match(match["core"])
        core = match["core"][place.end() :] if place else match["core"]
        if len(core) >= 2 and count(core) > 1:
            yield core, match.group()  # 淮芯传感 of 安徽淮芯传感股份有限公司
    for match in (
        *_AT_WORK.finditer(text),
        *_WALKED_INTO.finditer(text),
        *near(_PHASE, _PHASES, text, before=10, after=6),
    ):
        if not names().class_head.match(match["name"]) and not names().site.match(match["name"]):
            yield match["name"], "公司"
    for match in names().firms(text):
        yield _CUT.sub("", match["name"]), "公司"
    for match in names().soft_firms(text):
        known = count(match["name"]) > 1 or _TELLS_OF_ITSELF.match(text, match.end())
        if known and not names().place.match(match["name"]) and not re.search("[省市区县镇]", match["name"]):
            yield match["name"], "公司"
    for match in names().officers(text):
        org = named_before(text[max(0, match.start() - 24) : match.start()])
        if org and not _WORD_FOR_ONE.match(org) and not _OFFICIAL.search(org) and not names().kind_of(org):
            yield org, "公司"


def named_before(text: str) -> str | None:
    """The name that ends where an officer's title begins: 南翔通航 of 运营低空游项目的南翔通航|负责人."""
    clause = re.split(r"[，。；：、“”！？\n]", text)[-1].removesuffix("的")
    name = _CUT.sub("", clause)
    return name if 2 <= len(name) <= 14 and not re.search(r"\d|有关|相关", name) else None
