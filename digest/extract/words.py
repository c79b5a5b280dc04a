"""The word classes of `words.yml`, made into patterns."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# A verb followed by one of these is half of a noun: 增加值, 投资额, 孵化器, 研发类企业, 服务业.
_NO_NOUN = "(?![值额量率速幅价品面型力业区园器员性化者类费款群屏])"

_TABLES = {"provinces", "stands_for"}
_HAN = "[\u4e00-\u9fff]"
# 花都区, 南沙区; not 园区, 片区, 自治区.
_DISTRICT = rf"(?:(?![的在全各该本城社学校园片景地山港库厂]|自治|高新|经开|开发|保税|试验|示范|新区){_HAN}){{2}}(?:(?<![园片社校景地港库厂])区|县)(?!域|块|位|间|内|级|长)"
# What a place has: 彭州航空产业园, 花都汽车城, 芜湖口岸, 九洲港.
_SITE = rf"(?!高速|国际|国内|城际|物流|货运|客运|无人机|商业|旅游|跨境|快速|期间|节日)(?:(?![的在由和与为是对向经从各该走进这条座有到全]){_HAN}){{2,10}}?(?:产业园|工业园区|高新区|经开区|汽车城|科技城|产业城|综保区|数据中心|算力中心|基地|口岸|大桥|码头|机场|免税城|航线|公路|铁路|枢纽|港区|物流园|风电场|示范园|创新港|通道|博览会|交易会|博会|航展|车展)|(?:广|高|进|服贸|消)(?:交|博)会|(?:(?![的在由和与为是对向经从各该进出离到]){_HAN}){{2,4}}(?<![香海])港(?![口区务股元澳湾珠交货深企资币])"
_BETWEEN = r"(?:有关|相关|联合|常务|执行|高级|市场部?|品牌部?|运营部?|运维|生产部?|技术部?|研发部?|销售部?|财务部?|项目|驻站|战略|副|总)*"


class Words:
    """Patterns over the word classes: where a measure begins and ends, what a clause says of its figure."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.cities: dict[str, str] = {
            city.removesuffix("市"): province for province, cities in raw["provinces"].items() for city in cities
        }
        self.provinces = frozenset(raw["provinces"])
        cities = [city for some in raw["provinces"].values() for city in some]
        classes: dict[str, list[str]] = {name: words for name, words in raw.items() if name not in _TABLES}
        any_of = {name: _longest(words) for name, words in classes.items()}
        self.kept = frozenset(classes["kept"])
        self.ambiguous = frozenset(classes["ambiguous"])
        self.pronouns = frozenset(classes["pronouns"])
        self.city = frozenset(classes["city"])
        self.province = frozenset(classes["province"])
        self.verb = re.compile(f"(?:{any_of['verbs']}){_NO_NOUN}")
        self.verb_ends = re.compile(f"(?:{any_of['verbs']})[了过]?$")
        self.links_end = re.compile(f"(?:{any_of['links']})$")
        self.opener = re.compile(f"(?:{any_of['openers']})[，、：:]?")
        self.measure_ends = re.compile(f"(?:{any_of['measures']})$")
        self.place = re.compile(
            f"(?:{_longest(cities)})市?|(?:{_longest(self.provinces)})[省市]?(?![海江]产|[大交理工医师]|道)"
        )
        self.district = re.compile(_DISTRICT)
        self.site = re.compile(_SITE)
        firms, generic = any_of["firm_ends"], any_of["class_words"]
        self.firm = re.compile(
            rf"(?:(?<=[，。；：、“”的在由和与为是对向经方\n])|^)(?P<name>(?!(?:{generic})+(?:{firms}))[A-Za-z]{{0,6}}(?:(?![的在由和与为是对向经将已各家等个名])[\u4e00-\u9fff]){{2,8}}?(?:{firms}))"
            rf"(?![\u4e00-\u9fff]{{0,2}}(?:创新|大学|学院|研究|城|局|厅|部|委|园|走廊|领域|人才|金融|服务|成果|产业|企业))"
        )
        self.soft_firm = re.compile(
            rf"(?:(?<=[，。；：、“”的在由和与为\n])|^)(?P<name>(?!(?:{generic}))(?:(?![的在由和与为是对向经将已各家等个名新型类占年月日])[\u4e00-\u9fff]){{2,3}}(?:{any_of['firm_ends_soft']}))"
        )
        self.idioms = frozenset(classes["idioms"])
        self.officer = re.compile(
            rf"(?:的?{_BETWEEN}(?:{any_of['officers']}))(?:兼[\u4e00-\u9fff]{{2,6}}|、[\u4e00-\u9fff]{{2,6}}官)?"
        )
        self.class_head = re.compile(rf"(?:{generic}|[、和与])*(?:{any_of['actors']})")
        self._kinds = {
            word: re.compile(f"(?:{_longest(kind['ends'])})$") for kind in raw["stands_for"] for word in kind["words"]
        }
        self.long_actors = _longest(word for word in classes["actors"] if len(word) > 1)
        self.products = any_of["products"]
        self.bare = frozenset(classes["products"])
        self.actor_ends = re.compile(f"(?:{any_of['actors']}|{any_of['products']})$")
        self.pronoun = re.compile(
            _longest([*classes["pronouns"], *(word for kind in raw["stands_for"] for word in kind["words"])])
        )
        self.general = re.compile(
            f"(?P<city>{any_of['city']})|(?P<province>{any_of['province']})|(?P<country>{any_of['country']})"
        )
        self.forecast = re.compile(any_of["forecast"])
        self.target = re.compile(any_of["target"])
        self.spec = re.compile(any_of["spec"])
        self.capacity = re.compile(any_of["capacity"])
        self.actual = re.compile(any_of["actual"])
        self.growth = re.compile(any_of["growth"])
        self.grows = re.compile(
            f"(?:{any_of['growth']})(?:幅度)?(?:了|出|近|约|超|超过|逾|达|达到|为|到|至|高达|不到|不足|接近|{any_of['growth']})*$"
        )
        self.yoy = re.compile(any_of["yoy"])
        self.qoq = re.compile(any_of["qoq"])
        self.span = re.compile(any_of["span"])

    def kind_of(self, word: str) -> re.Pattern[str] | None:
        """What a name ends in that a word like 公司 or 该园区 may stand for; None for other words."""
        return self._kinds.get(word)


@cache
def words() -> Words:
    """The word classes that ship with the package."""
    return Words(yaml.load(files("digest.extract").joinpath("words.yml").read_bytes(), Loader=yaml.CSafeLoader))


def _longest(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))
