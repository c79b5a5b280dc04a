"""Whose a Chinese figure is: owners at the head of a phrase."""

import re

from digest.extract.cast import Cast
from digest.extract.names import names
from digest.extract.phrases import trim, unlink
from digest.extract.words import words
from digest.lexicon import Name
from digest.patterns import longest

NO_OWNER = re.compile(
    r"^(?:约|占|是|到|高于|低于|在|对|从|向|按|把|以|与|由|当|随|经|因|就|为|每年|通过|根据|按照|围绕|聚焦|针对|同|环|这|这是|不仅|不断|如何|可|还|首次|首批|走进|走访|来到|位于|实现|完成|来自|关于|归属|归母|其中|日均|人均|坚持|[^，]*[让使令占]|[^，]*坚持|城镇$|乡镇$|地区$|开展|搭载)|(?:的|了|在|于|等|中|上|下|后|时|和|与|为|以|有|年|月|日|说)$|[“”]$(?<!”)"
)
WITHIN = re.compile(rf"在?[^，]{{1,16}}(?:{longest(['方面', '上看', '领域', '环节'])})[，,]?")


def _longer(ends: str) -> re.Pattern[str]:
    """A name that goes on, up to the next verb or measure, to one of `ends`."""
    return re.compile(
        rf"(?:(?!{words().verb.pattern})[^，。；：、的\d让使令向把对将从在]){{0,12}}?(?:{ends})(?!数|量|数量|产值)"
    )


# 郑州数据标注基地, 西安碳化硅衬底生产线; the chips of a firm are what is measured of it, those of a place stand for themselves.
_LONGER = _longer(f"{words().long_actors}|{words().products}")
_LONGER_FIRM = _longer(words().long_actors)

# A place that the lexicon lacks: 潍坊市, 长丰县.
_PLACE = re.compile(
    r"(?!全|本|我|各|该|超|城|股|上|门|都|闹|在|为|跨|多|地|老|新|市|省|县)(?:(?![占全于对到在为各与和是有])[\u4e00-\u9fff]){2,3}?(?:市|(?<![年入全出进])省|县|自治州)(?=[^场民值属级面区长委政内外域营立直管道]..)"
)


_GOES_ON = re.compile(
    rf"的|[一二三四五]期|[年月日]产|[已将共正拟去今上现年总目日]|{words().verb.pattern}|[^，。；、]{{0,6}}(?:{words().measure_ends.pattern.removesuffix('$')})"
)


_THAT = re.compile(
    rf"该[^，。；：的]{{1,6}}?(?=[已将共正拟去今上总年一二三累现有]|\d|计划|打算|力争|预计|{words().verb.pattern})"
)
# What is counted is no word for somebody: 航线不少于80条.
_COUNTED = re.compile(r"(?:[超近约达共]|不少于|超过|突破|增至|总?数|累计|数量)*\d")
# A thing of a place: 珠海的一条6英寸氮化镓产线.
_THING = re.compile(
    rf"的?[一某][条家座台款个名间](?:\d{{1,2}}英寸)?(?P<thing>(?:(?!{words().verb.pattern})[^，。；：、的\d]){{0,12}}?(?:{words().long_actors}|{words().products}))"
)
# What stands before a name in apposition: 主打产品X3系列, 本土企业中航通飞; or tells of it: 成立于2017年的云途智航.
_APPOSED = re.compile(
    r"(?:其|企业(?=.{2}代)|公司(?=.{2}代))?(?:最新|新|下)?(?:一代)?(?:主打|旗舰|最新|新款|本土|龙头|入驻|民营|当地|重点)?(?:产品|机型|车型|无人机|企业|公司|运营方|承建方|建设方|建设单位|投资方|业主|(?:成立|创办|创立|创建|落户)于?)(?=.{2})"
)
_BELONGS = re.compile(r"[^，。；的]{2,12}所[在属]的(?=.{2})")
_DESCRIBED = re.compile(r"[^，。；：]{2,30}?的(?=.{2})")
_EACH = re.compile("每[辆台家户亩位名人颗架座]")
_TOGETHER = re.compile("[两三](?:地|国|省|市|区|县|方)$")
_AREA = re.compile(longest(["两地", "两国", "两区", "两市", *words().areas]))
_QUOTED = re.compile(r"“([^”]{1,12})”(?=.)")
_IN_QUOTES = re.compile("“([^”]+)”")
_JOINED, _JOINED_BY = re.compile("[、至到]"), 12
# 深圳湾、皇岗等口岸|出口通关时间, 合肥、芜湖之间|网络时延
_LIST = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,8})、(?:[\u4e00-\u9fff]{2,8}、){0,2}[\u4e00-\u9fff]{1,6}?"
    r"(?:之间|等(?:\d+[个家座])?(?:地|口岸|景区|机场|港口)|口岸|机场|港区|片区|港|两[区市县场港])(?=[\u4e00-\u9fff])(?![口区])"
)
_OF_SITES = re.compile("(?:等(?:口岸|机场|景区|港口)|两[场港])$")
# 贵阳至广州|的网络时延
_FROM_TO = re.compile(
    r"从?(?P<first>[\u4e00-\u9fff]{2,10}?)[至到][\u4e00-\u9fff]{2,8}?(?:之间)?的?(?=(?:网络|单向|平均|直线|通信)*(?:时延|延迟|距离|里程|路程|航程|通勤|车程))"
)
# 锡山区|已投入; 山区 without a name is no district
_DISTRICT = re.compile(
    rf"(?:{names().district.pattern}|(?![老大深全本各])[\u4e00-\u9fff]山区)(?=[已将现拟今去计]|规划|力争)"
)
# 讯析科技的|大模型XS-70B|训练周期
_MODEL = re.compile(
    r"(?:大模型|芯片|机型|车型|无人机|系统|模块)?[A-Z][A-Za-z]{0,6}-?\d[A-Za-z\d.-]*"
    rf"(?:(?:型|系列)?(?:(?![的在将已最])[\u4e00-\u9fffA-Z]){{0,6}}?(?:{words().products}|{words().things}|产品|模块|MCU)|型|系列)?"
)
_NAMED_THING = re.compile(r"“[^”]{0,8}[A-Za-z\d][^”]{0,8}”")  # 公司的|“影诊V2.0”|已在…
# 新一代|HC-S5底盘|减重
_NEW_MODEL = re.compile(
    r"(?:(?:最新|全新|新)?一代|新款|旗舰|主打)?(?P<thing>[A-Z][A-Za-z]{0,6}-?\d[A-Za-z\d.-]*"
    rf"(?:(?![的在将已最])[\u4e00-\u9fff]){{0,6}}?(?:{words().products}|{words().things}|底盘|发动机|产品|模块))(?!第|段|等|沿线)"
)
# 7月签约的|航瑞重型无人机项目|总投资
_PROJECT = re.compile(r"[^，。；：、的\d]{3,14}?(?:项目|工程|基地|工厂|大桥)(?=(?:计划|预计)?总?投资|占地|规划|设计)")
_PASSING = re.compile(r"每(?![^，。]{1,24}[装要能跑有卖花]$)|[\u4e00-\u9fff]{2,10}[至到][\u4e00-\u9fff]{2,8}$|.+之间$")
_BRACKET = re.compile(r"[（(][^）)]{1,12}[）)]")
_LEVEL = re.compile("^(?:全市|全省|全区|全县|市|省|区)(?=[^属级直].)")
_GOES_ON_NAME = re.compile(r"高?新区|港|市场|造")


def owner_in(metric: str) -> str | None:
    """The owner that a measure names within itself, where nothing else tells: 碳酸锂现货 of 碳酸锂现货价格."""
    if metric.endswith("率"):
        return None
    stem = words().measure_ends.sub("", metric).rstrip("的总")
    fit = 2 <= len(stem) < len(metric) and not NO_OWNER.search(stem) and not words().verb.match(stem)
    return stem if fit else None


def passing(owner: str | None) -> bool:
    """Whether an owner is one that only its own sentence speaks of: each of a kind, a route."""
    return owner is not None and _PASSING.match(owner) is not None


def can_act(head: str, cast: Cast) -> bool:
    """Whether a noun phrase may own or do something: a name, a pronoun, a firm, a district."""
    w = words()
    if names().class_head.fullmatch(head):
        return head in w.pronouns
    return bool(w.actor_ends.search(head) or cast.name_of(head) or names().kind_of(head) or w.general.fullmatch(head))


def find_owner(text: str, cast: Cast) -> tuple[str | None, str]:
    """The owner that a phrase begins with (a name of the lexicon, 全市, “重庆造”汽车) and the rest of it."""
    apposed = _APPOSED.match(text) or (_BELONGS.match(text) if "所" in text else None)
    if apposed and cast.name_at(text[apposed.end() :]):
        text = text[apposed.end() :]
    building = cast.building(text) if cast.numbered else None
    if building:
        return building, text[len(building) :].lstrip("的")
    several = _several(text, cast)
    if several:
        return text[:several].removeprefix("从").removesuffix("的"), text[several:].lstrip("的")
    name = cast.name_at(text)
    if name:
        return _named(text, name, cast)
    return _described(text, cast) or _by_kind(text, cast) or (None, text)


def _named(text: str, name: Name, cast: Cast) -> tuple[str | None, str]:
    """The owner that begins with a name, or what stands behind it and 的, and the rest."""
    owner, rest = _after_name(text, name.span[1], cast)
    within = text[len(owner) + 1 :] if owner and text.startswith("的", len(owner)) else ""
    made = _MODEL.match(within) if within else None
    if made and _GOES_ON.match(within, made.end()):
        return made.group(), within[made.end() :].lstrip("的")
    return find_owner(within, cast) if name.kind == "place" and _begins_named(within, cast) else (owner, rest)


def _described(text: str, cast: Cast) -> tuple[str | None, str] | None:
    """The owner of a phrase that begins with what is said of it (新一代, 7月签约的), and the rest."""
    model = _NEW_MODEL.match(text)
    if model and _GOES_ON.match(text, model.end()):
        return model["thing"], text[model.end() :].lstrip("的")
    described = _DESCRIBED.match(text) if "的" in text else None
    if described is None:
        return None
    if _begins_named(text[described.end() :], cast):
        return find_owner(text[described.end() :], cast)
    project = _PROJECT.match(text, described.end())
    return (project.group(), text[project.end() :]) if project else None


def _by_kind(text: str, cast: Cast) -> tuple[str | None, str] | None:
    """The owner that begins with no name but with what ends as one, or a word for one, and the rest."""
    for end_of in (_area, _place, _quoted, _that):
        end = end_of(text, cast)
        if not end:
            continue
        thing = _THING.match(text, end) if end_of is _place else None
        if thing and len(thing["thing"]) > 1:
            return thing["thing"], text[thing.end() :].lstrip("的")
        if text.startswith("的", end) and end_of is _that:
            quoted = _NAMED_THING.match(text, end + 1)
            if quoted:
                return quoted.group(), text[quoted.end() :].lstrip("的")
            if cast.name_at(text[end + 1 :]):
                return find_owner(text[end + 1 :], cast)  # 它的XM32系列
        if text.startswith("的", end) and end_of is _place and _begins_named(text[end + 1 :], cast):
            return find_owner(text[end + 1 :], cast)
        if end < len(text):
            return text[:end], text[end:].lstrip("的")
    return None


def _several(text: str, cast: Cast) -> int:
    """Where a list of places of one kind ends, or a route from one to another; 0 where neither begins the text."""
    joined = _JOINED.search(text, 0, _JOINED_BY)
    if joined is None:
        return 0
    match = _LIST.match(text) if joined.group() == "、" else _FROM_TO.match(text)
    if match is None:
        return 0
    sites = _OF_SITES.search(match.group()) and not words().verb.search(match.group())
    return match.end() if sites or _begins_with_name(match["first"], cast) else 0


def _begins_with_name(text: str, cast: Cast) -> bool:
    """Whether a text begins with the name of a place, a site or a body."""
    return bool(names().place.match(text) or names().site.match(text) or cast.name_at(text))


def _area(text: str, _: Cast) -> int:
    """Where a word for an area ends: 全市, 两地; 0 where none begins the text."""
    area = _AREA.match(text)
    return area.end() if area else 0


def _that(text: str, _: Cast) -> int:
    """Where a word for an owner named before ends: 该公司, 该智算中心, 公司; 0 where none begins the text."""
    that = _THAT.match(text)
    word = that or names().pronoun.match(text)
    return word.end() if word and (that or not _COUNTED.match(text, word.end())) else 0


def _begins_named(text: str, cast: Cast) -> bool:
    """Whether a text begins with the name of a body, a district or a site."""
    name = cast.name_at(text)
    site = names().district.match(text) or names().site.match(text)
    return cast.name_of(text) is not None or (name is not None and name.kind == "organisation") or site is not None


def _after_name(text: str, end: int, cast: Cast) -> tuple[str | None, str]:
    """The owner that begins with a name of the lexicon ending at `end`, and the rest."""
    if text[end - 1] in "市省区县" and text[end : end + 1] == "属":
        end -= 1  # 重庆市属国企 is 重庆's 市属国企
    bracket = _BRACKET.match(text, end)
    if bracket and cast.name_of(bracket.group()[1:-1]) == cast.name_of(text[:end]):
        text = text[:end] + text[bracket.end() :]  # （西永综保区） says the same name again
    elif bracket:
        end = bracket.end()
    thing = _THING.match(text, end)
    if thing and _GOES_ON.match(text, thing.end()):
        return thing["thing"], text[thing.end() :].lstrip("的")
    named = cast.name_of(text[:end])
    site = names().site.match(text)
    whole = site and site.end() == len(text) and not words().verb.search(text, end)
    if site and site.end() > end and (whole or _GOES_ON.match(text, site.end())):
        return site.group(), text[site.end() :].lstrip("的")
    longer = (_LONGER_FIRM if named and named[0] == "organisation" else _LONGER).match(text, end)
    if longer and longer.end() < len(text):
        return text[: longer.end()], text[longer.end() :].lstrip("的")
    rest = text[end:].lstrip("的")
    if _GOES_ON_NAME.match(rest):
        return None, text
    return text[:end], _LEVEL.sub("", rest)


def _place(text: str, cast: Cast) -> int:
    """Where a place or body that the lexicon lacks ends: 潍坊市, 宁海轮毂有限公司; 0 where none begins the text."""
    place = names().place.match(text) or _PLACE.match(text) or _DISTRICT.match(text)
    site = names().site.match(text)
    if site and _GOES_ON.match(text, site.end()) and not NO_OWNER.search(site.group()):
        return site.end()
    longer = _LONGER.match(text, place.end() if place else 0)
    named = text[: longer.end()] if longer else ""
    if not place and not (is_named(named, cast) if named else cast.nameless):
        return 0
    if longer and _GOES_ON.match(text, longer.end()) and not NO_OWNER.search(named) and named not in words().bare:
        return longer.end()
    return place.end() if place else 0


def _quoted(text: str, _: Cast) -> int:
    """Where an owner in quotation marks ends, with the noun after them: “重庆造”汽车 of “重庆造”汽车产量."""
    quoted = _QUOTED.match(text)
    if quoted is None or quoted[1] in names().idioms or words().verb.match(text, quoted.end()):
        return 0
    stem = re.sub(r"(?:规划|占地|建筑|总)+$", "", words().measure_ends.sub("", text))
    return len(stem) if stem != text and len(stem) >= quoted.end() else 0


def is_named(head: str, cast: Cast) -> bool:
    """Whether a noun phrase is or holds a name or a word for one; any phrase will do in a text without names."""
    w = words()
    return bool(
        cast.nameless
        or cast.holds_name(head)
        or "”" in head
        or _EACH.match(head)
        or head in w.pronouns
        or names().kind_of(head)
        or w.general.match(head)
        or _TOGETHER.search(head)
        or (len(head) >= 8 and w.product_ends.search(head))
    )


def fit_owner(head: str, cast: Cast, *, named: bool = True) -> str | None:
    """`head` as an owner, or None where it is no noun phrase fit to own anything."""
    inside = WITHIN.match(head)
    head = unlink(trim(head[inside.end() :] if inside else head))[0]
    quoted = _IN_QUOTES.match(head) if head.startswith("“") else None
    if (
        (quoted and quoted[1] in names().idioms)
        or not 2 <= len(head) <= 24
        or re.search(r"[，。；：]", head)
        or NO_OWNER.search(head)
        or words().verb.fullmatch(head)
        or _does_at_end(head)
        or (named and not is_named(head, cast))
    ):
        return None
    return head


def _does_at_end(head: str) -> bool:
    """Whether a phrase ends with what somebody does, which no owner's name does: 茶农节省."""
    verb = words().verb_ends.search(head)
    return verb is not None and verb.group() not in words().ambiguous
