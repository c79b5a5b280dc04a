"""Figures of a thing that stands beside them: 12英寸硅片, 总投资112亿元的六横公路大桥, 载着8公斤血液制品的无人机."""

import re

from digest.extract.cast import Cast
from digest.extract.names import names
from digest.extract.owners import find_owner
from digest.extract.phrases import Parts, after_number, plain
from digest.extract.words import words
from digest.quantities.quantity import Quantity

_AMONG = re.compile("[与和对向在为](园区|公司|企业|该区|全区|全县)$")  # 与园区15家企业面对面交流
_ROUTE = re.compile(r"[\u4e00-\u9fff]—[\u4e00-\u9fff]{2,8}$")  # 新疆哈密市伊吾县—重庆100G数据专用传输线路
_LINES = ("线路", "专线", "链路", "航线", "班列", "通道")
_WAFER = re.compile(r"(?P<thing>[^，。；：、\d]{0,8}?(?:晶圆|硅片|衬底|外延片|面板|屏幕|抛光片))")
GRANTS = "补贴|补助|资助|奖补|奖励|兑付"
_SHARE_OF_COST = re.compile(
    r"按(?:照)?(?:不超过|不高于|其|实际)*(?P<cost>[^，。；\d]{2,12}?)的?$"
)  # 按合同额的15%给予奖补
_GRANT = re.compile(
    rf"(?:左右|以内)?的?(?:标准|比例)?(?:给予|予以|进行|分档|[^，。；\d]{{0,6}}给予)?(?:一次性|事后|最高)?(?P<kind>{GRANTS})"
)
# 形成年产换电重卡1.5万辆的能力
_YEARLY = re.compile(r"年(?P<does>产|封测|封装|处理|加工|生产)(?:各类)?(?P<what>[^，。；\d]{1,12})$")
_ABILITY = re.compile("的(?:生产|供货|处理)?能力")
_MADE_BY = re.compile(r"[^，。；：、的\d]{0,8}?(?:工艺|制程|平台|节点|产线)(?![A-Za-z])")  # 主攻40至55纳米车规级工艺
_COUPON = re.compile(r"的(?P<thing>“[^”]{1,8}券”|专项资金)")  # 发放总额5000万元的“算力券”
_GREW_AMONG = re.compile(r"(?P<of>[^，。；\d]{2,12}?)中有?$")  # 41个大类行业中有32个实现增长
_GREW = re.compile(r"个?(?:行业|产业)?(?:增加值)?(?:实现|保持|呈)?(?:正?增长)")
# What describes a thing in passing: 全长988公里的…, 总投资67亿美元的….
_DESCRIBES = re.compile(
    r"(?:总投资|投资|总面积|建筑面积|占地面积|占地|面积|总规模|全长|总长|长|直径|高|宽|总?装机容量|装机)(?:额|约|达|近|超|超过|为)?$"
)
_THING_AFTER = re.compile(
    r"(?:左右|以上)?的(?P<thing>(?:(?!全长|总长|首期|预计|计划|将|已|正|是|在|有|假期|今|去|\d{1,2}月|成功|全面|开工|建成|启动|签约|落地|顺利|正式|“[^”]*券)[^，。；：、的\d]){3,20})"
)

# 载着8公斤血液制品的YF-60无人机从…起飞, 采用28纳米工艺的WJ9100芯片预计…
_CARRIES = re.compile("(?:满载|载着|载有|装载|装着|搭载|吊着|采用|装有|配有|配备|携带)了?[约近超逾]?$")
_CARRIER = re.compile(
    rf"(?P<what>[^，。；：、的\d]{{1,14}})的(?P<thing>(?:(?!{words().verb.pattern})[^，。；：、的]){{2,18}}?)"
    rf"(?=[从由驶在起飞升抵缓顺正已将可，。开驰降今去最首预上单，]|{words().verb.pattern})"
)
_NAMED = re.compile(r"[A-Za-z\d”]")


def of_thing(quantity: Quantity, lead: str, before: str, follow: str, last: str, cast: Cast) -> Parts | None:
    """A measure of the thing that stands after the figure (12英寸硅片, 3.5万平方米的低空经济馆), or right before it."""
    area = quantity.unit == "m2" and follow.startswith("的") and not words().measure_ends.search(before)
    among = _AMONG.search(before)
    route = names().place.search(before) if "—" in before else None
    after, used = after_number(follow) if area or among or route else ("", 0)
    if area and after:
        return Parts(("规划" if "规划" in lead else "") + "面积", re.sub(r"[上中内]$", "", after), used=used)
    wafer = _WAFER.match(follow) if quantity.counter in ("英寸", "吋", "寸") else None
    if wafer:
        return Parts(f"{wafer['thing']}尺寸", None, last)
    granted = _SHARE_OF_COST.search(lead) if quantity.unit == "%" else None
    kind = _GRANT.match(follow) if granted else None
    if granted and kind:
        return Parts(f"{granted['cost']}{kind['kind']}比例")
    made = _MADE_BY.match(follow) if quantity.counter in ("纳米", "nm") else None
    if made and not words().measure_ends.search(before) and not _CARRIES.search(lead):
        return Parts(made.group(), find_owner(before, cast)[0], last)
    coupon = _COUPON.match(follow) if quantity.unit == "CNY" else None
    if coupon:
        metric = coupon["thing"] + ("总额" if "总额" in before else "")
        return Parts(metric, find_owner(before, cast)[0], metric, coupon.end())
    carried = _carried(lead, follow, cast)
    if carried:
        return carried
    able = _YEARLY.search(lead) if _ABILITY.match(follow) else None
    if able:
        return Parts(f"{able['what']}年{able['does']}能力")
    grew = _GREW_AMONG.search(lead) if _GREW.match(follow) else None
    if grew:
        return Parts(f"实现增长的{grew['of']}", None, f"实现增长的{grew['of']}", len(follow))
    if among and after:
        return Parts(after, among[1], after, used)
    if route and _ROUTE.search(before, route.start()) and after.endswith(_LINES):
        return Parts(after, before[route.start() :] + after, after, used, agent=True)
    thing = _described(quantity, before, follow)
    if thing:
        metric = plain(find_owner(before, cast)[1] or before)
        return Parts(metric, thing, metric, agent=True)
    return None


def _described(quantity: Quantity, before: str, follow: str) -> str | None:
    """The thing that a figure with its measure describes: 总投资112亿元的六横公路大桥."""
    if quantity.unit == "count" or not _DESCRIBES.search(before):
        return None
    thing = _THING_AFTER.match(follow)
    return thing["thing"] if thing and not words().verb.match(thing["thing"]) else None


def _carried(lead: str, follow: str, cast: Cast) -> Parts | None:
    """What a named thing carries or is made with, of which its clause goes on: 满载1200辆汽车的“芜湖号”滚装船."""
    carrier = _CARRIER.match(follow) if _CARRIES.search(lead) else None
    if carrier is None or not (
        cast.is_product(carrier["thing"]) or _NAMED.search(carrier["thing"]) or names().site.match(carrier["thing"])
    ):
        return None
    return Parts(carrier["what"], carrier["thing"], carrier["what"], carrier.end(), shown=True)
