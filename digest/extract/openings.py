"""Whom a Chinese clause opens with: the owner of its figures, and of those of the next clauses."""

import re

from digest.extract.cast import Cast
from digest.extract.names import names
from digest.extract.owners import NO_OWNER, WITHIN, can_act, find_owner, fit_owner, is_named
from digest.extract.phrases import trim, unlink
from digest.extract.words import words
from digest.patterns import longest

_LINKS = [*"将已正拟是与以把向从对在为按由有", "作为", "位于"]
_DOES = re.compile(rf"{words().verb.pattern}|{longest(_LINKS)}")
_INTRODUCES = re.compile(r"是一|位于|占地|拥有|宣布|发布|推出|公布|计划")
# One thing that is shown: 这台人形机器人, 一架六旋翼无人机.
_ONE = re.compile(
    rf"“?[这该那一](?:台|架|款|条|艘|颗|辆|座)(?:[^，。；：“”]{{2,24}}?的)?(?P<thing>(?:(?!{words().verb.pattern})[^，。；：、的\d]){{0,10}}?(?:{words().things}|{words().products}))"
)
# What was named before is told by its kind: 这家2012年落户的企业, 这座户籍人口38.5万的小县.
_THIS = re.compile(
    r"“?(?:在)?这[家座个](?:[^，。；：“”]{1,20}的)?(?P<kind>企业|公司|工厂|园区|小县|产业园|合作社|码头|中心|基地)(?![\u4e00-\u9fff]{0,2}们)"
)
# Words that say of a clause without a name that it may have an owner all the same.
_HINTS = [
    *"每市省县州",
    *(a + b for a in "这该那一" for b in "台架款条艘颗辆座"),
    "这家",
    "产品",
    "汽车",
    "公布",
    "发布",
    "披露",
    "推出",
    "展出",
    "宣布",
    "设立",
    "成立",
    "组建",
]
_TWO_OR_THREE = [number + kind for number in "两三" for kind in "地国省市区县方"]
_MAY_OWN = re.compile(longest([*names().pronouns, *words().areas, *words().bare, *_HINTS, *_TWO_OR_THREE]))
_FOUNDED = re.compile(
    r"(?:设立|成立|组建)了?(?:[^，。；：]{2,20}的)?(?P<what>(?:(?![的于])[^，。；：、\d]){2,16}(?:基金|专项|基金群|联合体|联盟|研究院|公司))$"
)
_SEEN = re.compile(
    r"“?(?:记者)?(?:走进|来到|在|走访)(?:了|到)?(?:[^，。；：的]{2,20}的)?(?P<seen>(?:(?![在到进了])[^，。；：的、]){3,16}?"
    r"(?:车间|厂区|工厂|中心|产业园|示范园|科技园|园区|机场|基地|港|港区|码头|景区|产线|生产线|口岸|合作社|公司))(?:看到|采访|内|里)?[，。]"
)
_IS_A = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,8}}(?:（[\u4e00-\u9fff]{{2}}）[\u4e00-\u9fff]{{0,4}}(?:{longest(names().firm_words)}))?)是(?=一家)"
    rf"|(?P<firm>[\u4e00-\u9fff]{{2,4}}（[\u4e00-\u9fff]{{2}}）[\u4e00-\u9fff]{{0,4}}(?:{longest(names().firm_words)}))是"
)
_EXAMPLE = re.compile(r"“?(?:就)?以(?:[^，。；：]{2,20}的)?(?P<seen>[^，。；：的]{2,16}?)为例[，。]")
_COMPARES = re.compile(longest(["同比", "环比", "占", "比", "较", "增长", "下降"]))
_MAKES_KNOWN = re.compile(longest(["公布", "发布", "披露", "推出", "展出", "宣布"]))
_TELLER = re.compile(r"([^，。的]{2,14}?)(?:公布|发布|披露)的")
_SHOWS = re.compile(r"([^，。的\d]{2,6})(?:发布|推出|展出|宣布)")
_SAYS_MORE = re.compile(r"^[对按为就]|[\d、在是有]")  # than a name


def may_own(clause: str) -> bool:
    """Whether a clause that says no name may have an owner all the same: a cheap look before the dear ones."""
    return _MAY_OWN.search(clause) is not None


def shows(clause: str) -> bool:
    """Whether a clause opens with one thing that is shown: 这台人形机器人, 一架六旋翼无人机."""
    return _ONE.match(clause) is not None


def founds(clause: str) -> str | None:
    """What a clause says was founded, of which the next clauses tell: 设立…专项, 组建…联合体."""
    founded = _FOUNDED.search(clause.rstrip("，；。"))
    return founded["what"] if founded else None


def clause_owner(clause: str, cast: Cast, *, sure: bool) -> str | None:
    """The owner that a clause opens with: a name, a pronoun, or, unless it must be `sure`, the noun before its verb."""
    told = _shown(clause) or (_is_a(clause) if "是" in clause else None)
    if told:
        return told
    text = trim(clause)
    inside = WITHIN.match(text)
    text = trim(text[inside.end() :]) if inside else text
    if _COMPARES.match(text):
        return None
    owner, _ = find_owner(text, cast)
    if owner:
        return owner
    sure_owner = _surely(text, cast)
    if sure_owner or sure:
        return sure_owner
    return _whole_owner(text, cast) or _doer(text, cast)


def _shown(clause: str) -> str | None:
    """What a clause shows: one of what was named before, one thing, a place that it takes its reader to, an example."""
    first = clause.lstrip("“")[:1]
    if first in "在这该那一":
        this = _THIS.match(clause)
        if this:
            return this["kind"]
        one = _ONE.match(clause)
        if one and len(one["thing"]) > 2:
            return one["thing"]
    place = (_SEEN.match(clause) or _EXAMPLE.match(clause)) if first in "记走来在就以" else None
    return place["seen"] if place else None


def _is_a(clause: str) -> str | None:
    """The firm that a clause says what it is: 星河微纳是一家…公司, 三星（中国）半导体是产业的“压舱石”."""
    told = _IS_A.match(clause)
    name = told and (told["name"] or told["firm"])
    return name if name and not names().class_head.search(name) and not NO_OWNER.search(name) else None


def _surely(text: str, cast: Cast) -> str | None:
    """The owner that a clause surely has: a word for one, what it founds, a firm it ends with or that shows a thing."""
    w = words()
    if text in w.pronouns or names().kind_of(text):
        return text
    founded = founds(text)
    if founded:
        return founded
    last = text.rpartition("的")[2]
    if last != text and cast.name_of(last):
        return last  # 2023年6月落户的芯屹半导体，…
    if not _MAKES_KNOWN.search(text):
        return None
    teller = _TELLER.match(text)
    if teller and not NO_OWNER.search(teller[1]):
        return teller[1]
    shown = _SHOWS.match(text)
    known = shown and not names().class_head.search(shown[1]) and fit_owner(shown[1], cast, named=False)
    return shown[1] if shown and known else None


def _whole_owner(text: str, cast: Cast) -> str | None:
    """A clause that is nothing but a name, as 东风商用车十堰总装工厂，… or 智能网联汽车，…, or begins with a site."""
    bare = not _SAYS_MORE.search(text) and not words().verb.search(text)
    if bare and 4 <= len(text) <= 24 and words().actor_ends.search(text) and is_named(text, cast):
        return text
    site = names().site.match(text)
    if site:
        return site.group()
    product = bare and 3 <= len(text) <= 14 and re.search(r"(?:汽车|芯片|产品)$", text)
    return text if product and not re.search(r"[或不和与]", text) else None


def _doer(text: str, cast: Cast) -> str | None:
    """The noun before the first verb of a clause, where it may do something."""
    for verb in _DOES.finditer(text):
        tail = text[verb.end() :]
        if tail.startswith("的") or (
            verb.group() in words().ambiguous and re.match(r"项目|工程|基地|中心|平台|企业|公司|机构|园区", tail)
        ):
            continue
        if verb.start() < 2:
            return None
        head = unlink(text[: verb.start()])[0]
        fit = 2 <= len(head) <= 28 and not re.search(r"[\d，、]", head) and not NO_OWNER.search(head)
        known = (can_act(head, cast) and is_named(head, cast)) or (
            len(head) <= 12 and _INTRODUCES.match(text, verb.start())
        )
        return re.sub(r"^(?:此次|这次|本次|首次)[^的]{0,6}的", "", head) if fit and known else None
    return None
