"""What a Chinese figure measures, and whose it is: the noun phrases beside it, taken apart by word classes.

Three shapes cover the language of reports: 数字化车间574个 (measure, number), 建成128公里示范道路 (verb, number, measure), and
同比增长47% (a change of the measure before). An owner stands at the head of the measure (涪陵区材料产业产值), before the verb
(园区集聚…企业), or earlier in the sentence.
"""

import re

import msgspec

from digest.extract.cast import Cast
from digest.extract.changes import grown, of_a_kind, of_last, of_things, of_whole, unbased
from digest.extract.names import names
from digest.extract.owners import can_act, find_owner, fit_owner
from digest.extract.phrases import Parts, after_number, plain, trim, unlink
from digest.extract.things import GRANTS, of_thing
from digest.extract.words import words
from digest.quantities.quantity import Quantity

_TO_GROW = re.compile("(?<=.{2})(?:预计|有望|力争|可望)(?=(?:同比)?(?:增长|下降)$)")  # 地区生产总值预计增长5.9%
_AND = re.compile(r"^(?:[、和及与或]|以及|并)+")


_ADDS_UP = re.compile(r"(?:累计|日均|月均|每年|每天|单月)(?!占)")
_SHORT = 2  # characters: such an object is told with its verb (接待游客)
_SINCE = re.compile(r"[^，。；]{2,10}?(?<![前落先今此以最售])后(?=.{2})")  # 采用液冷技术后|PUE
_LANDED = re.compile("后?[便就]?(?:降落|落[到在]|抵达|飞抵|到达|稳稳|平稳|成功降|安全降|顺利降)")
_ACHIEVES = ("实现", "完成")
_AT_MOST = re.compile("(?:单[个家户次件]|每[家个户次])[^，。；]{0,6}")  # 单家最高800万元
_OUTPUT = {"生产": "产量", "制造": "产量", "销售": "销量", "售出": "销量"}
_RUNS = frozenset({"开行", "起降", "飞行", "运行", "发送", "到发"})


def parts(quantity: Quantity, lead: str, follow: str, last: str, opening: str, cast: Cast) -> Parts:
    """The measure and owner of a figure, with how it adds up (累计, 日均): see `_parts`."""
    found = _parts(quantity, lead, follow, last, opening, cast)
    how = _ADDS_UP.search(lead) if found.metric and not found.metric.startswith(last or "\n") else None
    if how is None or how.group() in found.metric or "占" in found.metric or quantity.unit == "rank":
        return found
    again = len(found.metric) < _SHORT and last  # 累计接待游客286.4万人次，日均9.5万人次
    return msgspec.structs.replace(found, metric=how.group() + (_ADDS_UP.sub("", last) if again else found.metric))


def _parts(quantity: Quantity, lead: str, follow: str, last: str, opening: str, cast: Cast) -> Parts:
    """The measure and owner of a figure.

    `lead` runs from the mark or figure before it, `follow` to the mark or figure after it; `last` is the measure of the
    figure before it in the sentence, of which a change or a share may be told; `opening` is how the sentence began.
    """
    before, verb = unlink(trim(_TO_GROW.sub("", _AND.sub("", lead))))
    after, used = after_number(follow)
    told = of_last(quantity, lead, before, last, cast) or of_thing(quantity, lead, before, follow, last, cast)
    if told:
        return told
    did = _did(quantity, before, follow)
    if did:
        return Parts(did, stem=did)
    if after and _counts_after(before, verb, after, quantity, last, cast):
        doer, verb = _before_object(before, verb, cast)
        metric = plain((verb if verb in words().kept else "") + after)
        return Parts(metric, doer, metric, used, agent=bool(verb))
    owner: str | None = None
    if before:
        owner, rest = _owned(quantity, before, after, cast)
        if rest:
            rest = _with_grant(rest, opening)
            rest = of_whole(quantity, lead, of_things(plain(unbased(rest)), last), last)
            return Parts(rest, owner, grown(rest))
    metric = plain(
        (after if quantity.unit == "count" or not last else "")
        or _told(opening, lead)
        or last
        or _opening_noun(opening, cast)
        or verb
    )
    return Parts(metric, owner, metric, used)


def bounded(phrase: str, found: Parts) -> Parts:
    """The measure of things counted within a bound, with that bound: 年产值超10亿元的企业."""
    text = trim(phrase)
    verb = words().verb.match(text)
    metric = plain(unlink(text[verb.end() :] if verb else text)[0])
    return Parts(metric, None, metric) if len(metric) > len(found.metric) else found


def _did(quantity: Quantity, before: str, follow: str) -> str:
    """What was done so often or so long, where nothing but the verb tells: 已交付62架, 飞行14分钟后降落."""
    if quantity.unit == "s":
        return "飞行时间" if before in ("飞行", "飞") or (not before and _LANDED.match(follow)) else ""
    return before if quantity.unit in ("count", "CNY", "Wh") and words().did.fullmatch(before) else ""


def _with_grant(measure: str, opening: str) -> str:
    """单家 and 单个项目 with what each may get, where the sentence says that: 给予奖补，单家最高800万元."""
    kind = re.findall(GRANTS, opening) if _AT_MOST.fullmatch(measure) else []
    return measure if not kind or kind[-1] in measure else measure + kind[-1]


def _owned(quantity: Quantity, before: str, after: str, cast: Cast) -> tuple[str | None, str]:
    """The owner and the measure in the words before a figure; an empty measure where they tell none."""
    w = words()
    ending = None if after or w.measure_ends.search(before) else w.verb_ends.search(before)
    if ending and ending.start() > 1 and not w.growth.search(ending.group()):
        head = unlink(before[: ending.start()])[0]
        if ending.group() in _RUNS and cast.name_of(head) is None:
            return _runs(before[: ending.start()], ending.group(), quantity, cast)
        before = head or before
    if w.general.fullmatch(before) or before in w.pronouns or cast.name_of(before):
        return before, ""
    owner, rest = _split(before, cast)
    return owner, "" if w.verb.fullmatch(rest) and not w.measure_ends.fullmatch(rest) else rest


def _runs(head: str, verb: str, quantity: Quantity, cast: Cast) -> tuple[str | None, str]:
    """Whose runs are told: a line's own (中欧班列累计开行), else those of a kind (无人机飞行): the kind is of the measure."""
    told = verb + {"s": "时间", "m": "距离"}.get(quantity.unit, f"{quantity.counter}数")
    stem = unlink(re.sub(r"(?:累计|日均|每次)$", "", head))[0]
    told = (re.search(r"(?:累计|日均|每次)?$", head) or [""])[0] + told
    owner, rest = find_owner(stem, cast)
    if owner:
        return owner, rest + told
    named = names().site.fullmatch(stem) or "）" in stem or (can_act(stem, cast) and not cast.is_product(stem))
    return (stem, told) if named else (None, stem + told)


def _counts_after(before: str, verb: str, after: str, quantity: Quantity, last: str, cast: Cast) -> bool:
    """Whether the noun after the number is what is counted (11条产业链), not the one before it (数字化车间574个)."""
    w = words()
    if quantity.unit not in ("count", "m2") and (w.measure_ends.search(before) or (not before and last)):
        return False
    if before.endswith("的") and quantity.unit != "count" and w.verb.match(after):
        return False  # 从过去的42小时压缩到…
    if not before or before.endswith(("等", "的")) or w.verb_ends.search(before) or before.startswith("每"):
        return True
    if quantity.unit == "count":
        return not w.verb.match(after) or bool(verb)
    if quantity.unit == "bit/s":
        return True
    owner, rest = find_owner(before, cast)
    return (bool(verb) and not w.measure_ends.search(before)) or (owner is not None and not rest)


def _before_object(before: str, verb: str, cast: Cast) -> tuple[str | None, str]:
    """The owner in the phrase before a verb and its number, and that verb."""
    w = words()
    owner, rest = find_owner(before, cast)
    found = next(iter(reversed(list(w.verb.finditer(rest)))), None)
    if found:
        head = unlink(trim(rest[: found.start()]))[0]
        return owner or fit_owner(head, cast), found.group()
    return owner or (fit_owner(rest, cast) if rest.startswith("每") or cast.name_of(rest) else None), verb


def _told(opening: str, lead: str) -> str:
    """What a bare total sums up (…已实施首批重点研发项目，共30项): the object with which the clause before it ends."""
    clauses = re.split(r"[，；：]", opening)
    if not re.match(r"(?:一?共|共计|合计|总计)", lead.lstrip("，、 ")) or len(clauses) < 2:
        return ""
    verbs = list(words().verb.finditer(clauses[-2]))
    tail = next(
        (clauses[-2][verb.end() :] for verb in verbs if verb.start() < 4 and verb.group() not in words().ambiguous), ""
    )
    return tail.lstrip("了") if 3 < len(tail) < 20 and "、" not in tail else ""


def _opening_noun(opening: str, cast: Cast) -> str:
    """The noun phrase that a sentence opens with: 首批发布的技术攻关项目清单涵盖…，共计20个."""
    for clause in reversed(re.split(r"[，；：]", opening)[:-1]):
        _, text = find_owner(trim(clause), cast)
        verb = next(
            (m for m in words().verb.finditer(text) if m.start() > 1 and not text[m.end() :].startswith("的")), None
        )
        head = text[: verb.start()] if verb else text
        if 2 <= len(head) <= 24:
            return re.sub(r"(?:清单|名单|名录)$", "", head)
    return ""


def _split(before: str, cast: Cast) -> tuple[str | None, str]:
    """Owner and measure of the phrase before a number."""
    w = words()
    owner, rest = find_owner(before, cast)
    for verb in w.verb.finditer(rest):
        head, tail = unlink(trim(rest[: verb.start()]))[0], rest[verb.end() :].lstrip("了过")
        if not tail:
            break
        if tail == "占":
            continue  # 整机制造占 is a part's share
        second = w.verb.match(tail)
        if second and tail[second.end() :]:
            continue  # 累计实施, 正加快建设: the last of a run of verbs has the object
        if verb.start() and verb.group() in w.ambiguous and head and not can_act(head, cast):
            continue
        if verb.start() and head.endswith(("的", "化", "性", "类")):
            continue
        if verb.group() in w.ambiguous and w.measure_ends.fullmatch(tail):
            return owner, rest[verb.start() :] if not owner and not head else rest
        whose = head if verb.group() in _ACHIEVES and _of_industry(head, tail, cast) else ""
        return owner or (fit_owner(head, cast) if head else None), whose + _object(verb.group(), tail)
    if owner is None:
        head, mark, tail = rest.rpartition("的")
        if mark and head and w.measure_ends.search(tail) and "占" not in head:
            return fit_owner(head, cast), tail
    return owner, _listed(rest)


def _of_industry(head: str, tail: str, cast: Cast) -> bool:
    """Whether what is achieved is told of a kind of firms rather than of one: 集成电路规上企业|实现|产值."""
    return (
        of_a_kind(head)
        and words().measure_ends.search(tail) is not None
        and cast.name_of(head) is None
        and not cast.introduced(head)
        and head not in words().pronouns
    )


def _listed(text: str) -> str:
    """The head noun of a list: 集成电路、智能制造等领域项目 is 领域项目."""
    head, mark, tail = text.rpartition("等")
    return tail if mark and "、" in head and len(tail) > 1 else text


def _object(verb: str, tail: str) -> str:
    since = _SINCE.match(tail)
    tail = tail[since.end() :] if since and words().measure_ends.search(tail) else tail
    tail = _listed(tail.removeprefix("了").removeprefix("各类").removeprefix("各种"))
    if verb in _OUTPUT and not words().measure_ends.search(tail):
        return tail + _OUTPUT[verb]
    told = verb in words().kept or (len(tail) == len(verb) == _SHORT and tail.isalpha() and verb not in words().empty)
    return (verb if told else "") + tail
