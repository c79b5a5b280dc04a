"""The word classes of `words.yml`, made into patterns."""

import re
from functools import cache
from importlib.resources import files

import yaml

from digest.patterns import longest

# A verb followed by one of these is half of a noun: 增加值, 投资额, 孵化器, 研发类企业, 服务业.
_NO_NOUN = "(?![值额量率速幅价品面型力业区园器员性化者类费款群屏点场环])"


class Words:
    """Patterns over the word classes: where a measure begins and ends, what a clause says of its figure."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        any_of = {name: longest(words) for name, words in classes.items()}
        self.kept = frozenset(classes["kept"])
        self.empty = frozenset(classes["empty"])
        self.ambiguous = frozenset(classes["ambiguous"])
        self.pronouns = frozenset(classes["pronouns"])
        self.city = frozenset(classes["city"])
        self.province = frozenset(classes["province"])
        self.areas = frozenset((*self.city, *self.province, *classes["country"]))
        self.verb = re.compile(f"(?:{any_of['verbs']}){_NO_NOUN}")
        self.verb_ends = re.compile(f"(?:{any_of['verbs']})[了过]?$")
        self.did = re.compile(any_of["did"])
        self.links_end = re.compile(f"(?:(?!(?<=[日月年人户单])均)(?:{any_of['links']}))$")  # not of 日均
        self.opener = re.compile(f"(?:{any_of['openers']})[，、：:]?")
        self.measure_ends = re.compile(f"(?:{any_of['measures']})$")
        self.long_actors = longest(word for word in classes["actors"] if len(word) > 1)
        self.products = any_of["products"]
        self.things = any_of["things"]
        self.product_ends = re.compile(f"(?:{any_of['products']})$")
        self.bare = frozenset(classes["products"])
        self.actors = any_of["actors"]
        self.actor_ends = re.compile(f"(?:{any_of['actors']}|{any_of['products']})$")
        self.general = re.compile(
            f"(?P<city>{any_of['city']})|(?P<province>{any_of['province']})|(?P<country>{any_of['country']})"
        )
        self.forecast = re.compile(any_of["forecast"])
        self.forecast_before = re.compile(f"(?:{any_of['forecast']})[^，。；]{{0,10}}[，：]")
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
        self.since = re.compile(rf"{any_of['since']}|[比较]\d{{1,2}}[-—~至]\d{{1,2}}月")
        self.span = re.compile(any_of["span"])


@cache
def words() -> Words:
    """The word classes that ship with the package."""
    return Words(yaml.load(files("digest.extract").joinpath("words.yml").read_bytes(), Loader=yaml.CSafeLoader))
