"""So much of each 亩 or of each square metre, where the area stands further off: 平均亩产512公斤.

Area and total may be said in two sentences, and in other units than the average is.  Both are
called as it is: 玉米52.6万亩 and 玉米总产, 出让土地5721公顷 and 出让总价款.  Where no area is, the
only one before is meant.  Told wrong only where what is printed is a slip of what comes out.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, judged, said_in, shown
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, slip_kind, slip_of
from sangeyipi.audit.relations.averages.stated_averages import each_of, is_of_some
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.measures import AREAS, WEIGHTS
from sangeyipi.audit.text.named import change_of, is_past, is_plain
from sangeyipi.audit.text.numbers import dimension_of
from sangeyipi.audit.text.terms.territories import ANY_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up, plain

EXAMPLES = (
    (
        "秋粮面积70.3万亩，其中玉米52.6万亩、大豆17.7万亩。玉米总产26.93万吨，平均亩产521公斤。",
        "wrong 269300000 / 526000 = 521",
    ),
    (
        "秋粮面积70.3万亩，其中玉米52.6万亩、大豆17.7万亩。玉米总产26.93万吨，平均亩产512公斤。",
        "holds 269300000 / 526000 = 512",
    ),
    (
        "出让土地5721公顷，占供应总量的54.6%；划拨土地4765公顷。出让总价款652.3亿元，"
        "出让均价1104.2元/平方米。",
        "wrong 65230000000 / 57210000 = 1104.2",
    ),
    (
        "粮食播种面积59.52万亩，比上年增加0.25万亩；粮食总产15.01万吨，增长1.9%（上年14.73万吨）；"
        "单产252.2公斤/亩。",
        "holds 150100000 / 595200 = 252.2",
    ),
    ("发展蔬菜2.84万亩，园区46个。总产量11.93万吨，平均亩产5.2吨。", "wrong 119300 / 28400 = 5.2"),
)
_YIELD = later(
    "^[,;]?(?P<whose>[^,。;:、\\d]{0,8}?)(?:平均)?(?P<each>每?公顷|亩|单)产量?[为是约达到]{0,2}$"
)
_PRICE = later(
    "^[,;]?(?P<whose>[^,。;:、\\d]{0,10}?)(?:平均)?(?:(?P<each>每亩|亩)(?:均价|地价|价格|单价)?|均价|单价|价格|地价)[为是约达到]{0,2}$"
)
_HARVEST = later("(?P<whose>[^,。;:、\\d]{0,12}?)(?:总产量?|产量)[为是达到共]{0,2}$")
_PAID = later(
    "(?P<whose>[^,。;:、\\d]{0,12}?)(?:总价款?|价款|总?成交额|成交总额|总?销售额|总金额|总?成交价款?|成交金额|总?地价款)[为是达到共]{0,2}$"
)
#: What is said of all of it.
_OF_ALL = later(
    f"{ANY_REGION}|我[省市县区]|今年|本[年次]|据|测产|预计|{IN_ALL_SO_FAR}|实现|收获|土地|地块|平均|面积|[的其]"
)
_DEALT = later("出让|成交|销售|流转|租赁|转让|拍卖|挂牌")
_NOT_ALL = later("新增|[增减]加?|受灾|成灾|绝收|轮作|复垦|可|拟|计划|规划|目标|力争")
_CROP = later("[稻麦粮谷豆薯菜果茶棉油瓜蒜姜椒菌药糖蔗烟草]|玉米|花生|高粱")
_GROWN = later("种植|播种|栽[培植]|收[割获]|发展|落实|完成")
_PERENNIAL = later("[果茶林桑橘梨桃枣]|药材|葡萄|猕猴桃|核桃|投产|挂果|采摘")
_BACK, _CHARS, _PARAGRAPHS, _DIGITS, _TELLING = 16, 320, 1, 3, 2


class _Of(NamedTuple):
    """What an average is of: how much of an area, and which totals may be divided."""

    #: In 亩.
    area: Decimal
    whose: str
    total: "re.Pattern[str]"


def by_area(around: Surroundings, one: TextFigure) -> Finding | None:
    """What one piece of an area has or costs, of all of it."""
    if one.role not in (Role.MONEY, Role.QUANTITY) or not is_plain(one) or not one.printed:
        return None
    of = _of(one)
    if of is None or _NOT_ALL.search(one.lead):
        return None
    total = _total(around, one, of)
    if total is None:
        return None
    areas = _areas(around, one)
    area, named = _area(around, areas, total, of)
    if area is None:
        return None
    found = _divided(total, area, one, of)
    if found.verdict in GOOD:
        return found if len(one.digits) >= _TELLING else None
    if is_of_some(around.reading, one, (total, area)):
        return None
    return found if _is_sure(found, one, total, area, named) else None


def _of(one: TextFigure) -> _Of | None:
    """By its unit (元/平方米) or by its words (亩产, 每亩)."""
    tail = dimension_of(re.split("[^\u4e00-\u9fff㎡]", one.tail.removeprefix("/"), maxsplit=1)[0])
    area = AREAS.get(tail) if one.tail.startswith("/") else None
    weighed = one.unit_alone() in WEIGHTS
    said = (_YIELD if weighed else _PRICE).search(one.lead)
    if said is None or not (weighed or one.role is Role.MONEY):
        return None
    if area is None and not one.tail.startswith("/"):
        area = next((AREAS[each] for each in ("亩", "公顷") if each in (said["each"] or "")), None)
    return _Of(area, said["whose"], _HARVEST if weighed else _PAID) if area else None


def _total(around: Surroundings, one: TextFigure, of: _Of) -> TextFigure | None:
    """The one before in the sentence that is called as the average is."""
    figures = around.reading.figures
    near = [
        f
        for f in figures[max(0, one.order - _BACK) : one.order]
        if f.sentence == one.sentence and is_plain(f)
        if _is_alike(f, one) and (said := of.total.search(f.lead)) and _is_same(of.whose, said[0])
    ]
    if len(near) != 1 or _NOT_ALL.search(near[0].lead):
        return None
    # 玉米总产26.93万吨，大豆总产2.1万吨, …: another kind of total stands between.
    between = figures[near[0].order + 1 : one.order]
    others = [f for f in between if _is_alike(f, one) and not (change_of(f.lead) or f.inner)]
    return None if others else near[0]


def _is_alike(one: TextFigure, other: TextFigure) -> bool:
    if one.unit_alone() in WEIGHTS and other.unit_alone() in WEIGHTS:
        return True
    return one.role is other.role is Role.MONEY


def _is_same(whose: str, of: str) -> bool:
    """住宅用地均价 is of no price that all were sold for."""
    own = _OF_ALL.sub("", _DEALT.sub("", whose))
    return not own or own in of


def _areas(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    """Every area before, here or in the paragraph right above."""
    figures = around.reading.figures
    return [
        f
        for f in figures[max(0, one.order - _BACK) : one.order]
        if f.unit_alone() in AREAS and f.role is Role.QUANTITY and f.printed
        if one.paragraph - f.paragraph <= _PARAGRAPHS and f.start > one.start - _CHARS
        if not each_of(f.lead)[0] and not f.inner and not _is_told_of(f)
    ]


def _is_told_of(one: TextFigure) -> bool:
    """Whether it is no area that there is now: by how much it is more, or how large one was."""
    return bool(change_of(one.lead)) or is_past(one.lead) or _NOT_ALL.search(one.lead) is not None


def _area(
    around: Surroundings, areas: list[TextFigure], total: TextFigure, of: _Of
) -> tuple[TextFigure | None, bool]:
    """The one that is called as the total is, or else the only one; and whether it is called so."""
    said = of.total.search(total.lead)
    if said is None:
        return None, False
    if of.total is _PAID:
        dealt = set(_DEALT.findall(total.lead)) | set(_DEALT.findall(of.whose))
        called = [f for f in areas if dealt & set(_DEALT.findall(around.clause(f)))]
        # 商品住房成交额 is not what land was sold for.
        names = (_OF_ALL.sub("", _DEALT.sub("", each)) for each in (of.whose, said["whose"]))
        own = [name for name in names if name]
        areas = [f for f in areas if all(name in _sentence_to(around, f) for name in own)]
        called = [f for f in called if f in areas]
    else:
        name = _OF_ALL.sub("", said["whose"]) or _OF_ALL.sub("", of.whose)
        called = [f for f in areas if name and name in f.lead + f.tail.partition("、")[0]]
        if not name:
            # 水稻喜获丰收，总产量21.03万吨: whose it is stands at the beginning.
            before = _sentence_to(around, total)
            called = [f for f in areas if (crop := _crop_of(f)) and crop in before]
        # 春茬 is when it grew; 早稻 grew on no land of 晚稻.
        if not called and (_CROP.search(name) or (name and len(areas) > 1)):
            return None, False
    found = called or areas
    if len({f.value for f in found}) != 1:
        return None, False
    return found[-1], bool(called)


def _sentence_to(around: Surroundings, one: TextFigure) -> str:
    return around.reading.text[around.reading.begun("。\n", one.start) : one.start]


def _crop_of(area: TextFigure) -> str:
    return _OF_ALL.sub("", _GROWN.sub("", area.lead)).strip(",、;其中")


def _divided(total: TextFigure, area: TextFigure, one: TextFigure, of: _Of) -> Finding:
    more = EXACT.divide(AREAS[area.unit_alone()], of.area)
    weight = Decimal(1)
    if total.unit_alone() in WEIGHTS:
        weight = EXACT.divide(WEIGHTS[total.unit_alone()], WEIGHTS[one.unit_alone()])
    low, high = (EXACT.multiply(end, weight) for end in total.interval)
    least, most = (EXACT.multiply(end, more) for end in area.interval)
    whole, many = EXACT.multiply(total.value, weight), EXACT.multiply(area.value, more)
    value = EXACT.divide(whole, many)
    reach = EXACT.divide(low, most), EXACT.divide(high, least) if least > 0 else value
    verdict = judged(value, reach, one)
    text = f"{said_in(whole, one)} / {plain(many)}"
    said = f"{total.text} 除以 {area.text} 是 {shown(value, one)}，写的是 {one.text}"
    found = Finding(verdict, RelationKind.RATE, said, text, value, one, (total, area))
    if verdict in GOOD:
        return found
    remedy = f"两个数若无误，应为 {one.as_printed(value)}；否则核对这两个数"
    return found._replace(remedy=remedy, why=slip_of(value, one))


def _is_sure(
    found: Finding, one: TextFigure, total: TextFigure, area: TextFigure, named: bool
) -> bool:
    value = found.computed
    if value is None or total.hedge or area.hedge:
        return False
    if is_slip(value, one):
        return named or slip_kind(value, one) not in OF_ONE_DIGIT or len(one.digits) > _DIGITS
    return _is_off_by_one(value, one) and not _PERENNIAL.search(area.lead + total.lead)


def _is_off_by_one(value: Decimal, one: TextFigure) -> bool:
    """5.2 where 4.2 comes out: of two digits one is the next, which is seen once in fifty only."""
    away = abs(half_up(one.said(value), one.places) - one.printed)
    return len(one.digits) == _TELLING and away in (Decimal(1), Decimal(10))
