"""Counts beside the things that are named: 3个，分别为甲项目、乙项目和丙项目; 甲、乙、丙等3个.

A count is wrong only where every thing of a closed list is called by what kind of thing it is
(项目, 工程), where fewer are named however the list is divided, where fields are counted
(甲、乙、丙四大领域; 四大领域：甲9个、…), or where each thing has an amount of its own.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("本月开工项目3个，分别为东桥项目、西渠项目。", "wrong 1 + 1 = 3"),
    ("开工项目3个，分别为东桥改造、西渠清淤和南园扩建。", "holds 1 + 1 + 1 = 3"),
    (
        "签约项目4个，分别为东桥改造项目、西渠清淤项目、南园扩建项目，总投资33.6亿元。",
        "wrong 1 + 1 + 1 = 4",
    ),
    (
        "新建公园3个，分别为东桥园、西渠园、映月园和枕溪园；改造绿地5处。",
        "wrong 1 + 1 + 1 + 1 = 3",
    ),
    ("未投产的2个项目分别为东桥水厂、西渠物流园，预计明年投产。", "holds 1 + 1 = 2"),
    (
        "入库项目6个，分别为东桥、西渠、南园三个产业项目，以及北湖、中洲两个民生项目，总投资8亿元。",
        "wrong 3 + 2 = 6",
    ),
    ("东桥水厂扩建提升项目、年产3万吨果脯项目、南园物流项目共4个集中签约。", "wrong 1 + 1 + 1 = 4"),
    ("涉及装备、化工、食品等三大领域。", "holds 1 + 1 + 1 = 3"),
    ("1个项目拟退出，为东桥扩建项目和西渠清淤项目。", "wrong 1 + 1 = 1"),
    ("滞后的3个，分别为东桥水库加固、西渠片区清淤。", "wrong 1 + 1 = 3"),
    (
        "全部开工的有6个县区，分别为东桥、西渠、南园、北湖、中洲。",
        "wrong 1 + 1 + 1 + 1 + 1 = 6",
    ),
    ("其中东桥镇、西渠镇、南园乡3个乡镇低于50%。", "holds 1 + 1 + 1 = 3"),
    ("其中东桥镇、西渠镇、南园乡、北湖乡3个乡镇低于50%。", "wrong 1 + 1 + 1 + 1 = 3"),
    ("完成率低于80%的有东桥县、西渠县、南园区4个县区。", "wrong 1 + 1 + 1 = 4"),
    ("完成率低于80%的有东桥县、西渠县2个县。", "holds 1 + 1 = 2"),
    ("江苏、湖北、四川、新疆3个省区开工数达到计划。", "wrong 1 + 1 + 1 + 1 = 3"),
    ("江苏、湖北、四川等3个省区开工数达到计划。", "holds 1 + 1 + 1 = 3"),
    ("东桥县、西渠县、南园区、北湖市等3个县市区完成较好。", "wrong 1 + 1 + 1 + 1 = 3"),
    ("装备、化工方面，实施东桥风电、西渠光伏、南园储能等项目3个。", "holds 1 + 1 + 1 = 3"),
    ("项目分布在装备制造、绿色食品、新型建材四大领域。", "wrong 1 + 1 + 1 = 4"),
    ("涉及三大领域：装备9个、建材7个、食品4个、文旅5个，合计25个。", "wrong 1 + 1 + 1 + 1 = 3"),
    (
        "重点项目210个，分为五大类：基础设施类71个，城镇化类10个，产业类97个，民生类32个。",
        "wrong 1 + 1 + 1 + 1 = 5",
    ),
    ("聚焦五大产业集群：装备制造、电子信息、生物医药、绿色食品。", "wrong 1 + 1 + 1 + 1 = 5"),
    (
        "4个县（市、区）完成率排名由高到低依次是：东桥县、西渠县、南园区。",
        "wrong 1 + 1 + 1 = 4",
    ),
    ("其中，东桥、西渠、南园和北湖4个县区达到计划。", "holds 1 + 1 + 1 + 1 = 4"),
    (
        "进展偏慢的5项分别是：新建东桥幼儿园、改建西渠户用厕所、南园老旧小区改造、北湖敬老院改造、"
        "中洲小学改造、枕溪停车泊位建设。",
        "wrong 1 + 1 + 1 + 1 + 1 + 1 = 5",
    ),
    ("会上发布“四大应用场景”：湖畔农园、古镇夜游、智慧工厂和空中花园。", "holds 1 + 1 + 1 + 1 = 4"),
    (
        "开工项目2个，总投资9.6亿元，包括：总投资5.5亿元的甲、总投资3.1亿元的乙。",
        "wrong 5.5 + 3.1 = 9.6",
    ),
    (
        "开工项目2个，总投资8亿元，包括：总投资5亿元的东桥扩建、总投资3亿元的西渠清淤。",
        "holds 1 + 1 = 2",
    ),
)
_NAMED = re.compile(
    "(?:[县区市州镇乡](?:\\([市县区、]{1,5}\\))?[^,。;:、\\d]{0,16}依次[为是]"
    "|(?:大|个|项)?(?:项目|领域|类|方面)?[^,。;:、\\d]{0,10}(?:\\([^()\\d]{1,6}\\))?,?分别[为是]"
    "|(?:大|个|项)?(?:项目|领域|类|方面)?(?:[^,。;:、\\d]{0,8}(?=,))?,?(?:包括|即|为)|[省市县区州旗乡镇]{1,3}(?=:))[::]?"
)
_PARTS = later("[、;]|和(?=[^,。]{2,30}(?:[,。;\n]|$))|以及")
_AND = later("[、;和与及]")
_CLOSES = later("[。\n]")
#: 听雨园、拾光园;改造绿地5处: another subject; a semicolon between the things is none.
_NEXT_SUBJECT = later("\\A[^;。\n、]*、[^;。\n]*(?=;[^;。\n]{0,30}\\d)")
#: …、丙项目,总投资33.6亿元: what is said of all of them.
_OF_ALL = later("^[^,]*,(?:计划|估算|概算|合计|累计)?(?:总投资|共|均|全部|预计)")
_BEFORE = later("([^,。;:\n]{2,200})等(?:[^,。;:、\\d\n]{0,4}项目)?$")
_PLACES = later("(?:^|[,。;:\n])(?:其中)?([^,。;:\\d\n]{2,80}[乡镇县区])$")
#: 甲项目、乙项目、丙项目共4个: all of them, by their kind.
_NAMED_IN_ALL = later("(?:^|[,。;:\n])([^,。;:\n等]{6,390}(?:项目|工程|企业|公司))共$")
_PLACE_ENDS = frozenset("乡镇县区")
#: What calls a thing by its kind: two of these are never one.
_KINDS = later("(?:项目|工程|公司|工厂|园区|产业园|中心|基地)$")
_FIELDS = later("(?:集中在|分布在|涵盖|覆盖|涉及|围绕|聚焦|瞄准)([^,。;:\\d\n]{2,80})$")
_OF_FIELDS = later("[^,。;:\\d]{0,6}[:,](?:其中)?[^,。;:、\\d]{2,20}$")
_OWN_LIST = later("(?:包括|分别[为是])[::]?(?:总?投资)?$")
#: How far 等 stands from a count.
_BEHIND = 8
_MOST = 12
#: More than so many places are hardly named one by one.
_MOST_PLACES = 40


def items(reading: TextReading) -> Iterator[Finding]:
    """Every count with the things that are named for it."""
    for one in reading.figures:
        if one.role not in (Role.COUNT, Role.KINDS) or one.inner or one.hedge:
            continue
        if one.scale != 1 or not 1 <= one.value <= _MOST_PLACES:
            continue
        if one.value > _MOST and not (
            _OF_PLACES.match(reading.text, one.end) or _PLACES_COUNTED.match(one.tail)
        ):
            continue
        found = _after(reading, one) or _before(reading, one) or _fields(reading, one)
        if found is not None:
            yield found
        yield from _of_groups(reading, one)
        if one.role is Role.KINDS:
            yield from _each_field(reading, one)
        yield from _with_amounts(reading, one)
    yield from _big(reading)


def _big(reading: TextReading) -> Iterator[Finding]:
    """五大产业集群：装备、…: what is counted in 大 is named to the end of the sentence."""
    for said in _BIG.finditer(reading.text):
        many, listed = numerals.exact(said["many"]), said["listed"]
        if not many or many > _MOST or _OTHER_MARKS.search(listed) or _NUMBERED.match(listed):
            continue
        names = _AND.split(listed)
        begin, end = said.span("listed")
        things = list(_split(reading.text, begin, end))
        at, stop = said.span("many")
        own = at, stop + 1, f"{said['many']}大", Role.NAME, Decimal(many), "个"
        one = TextFigure(*own, Decimal(1), 0, dimension="个")
        strict = len(names) < many and all(len(each) > 1 for each in names)
        if len(names) == many and len(things) != many:
            things = list(_split(reading.text, begin, end, _AND))
        found = _counted(reading, one, things, strict=strict)
        if found is not None:
            yield found


_BIG = later(
    "(?P<many>[三四五六七八九十]{1,2})大[^,。;:、\\d“”()\n大]{2,8}”?:(?P<listed>[^。;:\n]{4,400})[。;\n]"
)
#: Where something else than 、 may divide the things, or not all are named, they are not counted.
#: 第一、…, 一是…: by whatever marks the words of the first are divided.
_NUMBERED = later("第?[一1](?:[是、.:)个项件]|要|来)|其一|首先|\\([一1]\\)|一方面")
_OTHER_MARKS = later("[,\\d“”()/ ]|等|以及|^[^、]*$")


def _after(reading: TextReading, one: TextFigure) -> Finding | None:
    """开工项目3个，分别为甲项目、乙项目和丙项目."""
    opened = _NAMED.match(reading.text, one.end)
    if not opened:
        return None
    rest = reading.text[opened.end() : opened.end() + 600]
    closed = _CLOSES.search(rest)
    listed = rest[: closed.start()] if closed else ""
    apart = _NEXT_SUBJECT.match(rest)
    listed = apart[0] if apart else listed
    whole = _OF_ALL.search(listed) is not None or "," not in listed
    listed = listed.split(",")[0]
    things = list(_split(reading.text, opened.end(), opened.end() + len(listed)))
    names = [each.text for each in things]
    if not listed or not all(names) or re.search("等|\\d[个项]|在内的?", listed):
        return None
    if len(things) == 1 and (one.value != 1 or not (whole and _KINDS.search(listed))):
        return None
    strict = whole and (_strict(one, listed, names) or _are_places(reading, one, listed, names))
    # 抓好五个方面，为全省开好头、起好步: 为 says what for, where no names follow.
    if _WHAT_FOR.fullmatch(opened[0]):
        strict = strict and all(_KINDS.search(each) for each in names)
    strict = strict and not _are_counted_before(reading, one, listed)
    return _counted(reading, one, things, strict=strict)


def _are_counted_before(reading: TextReading, one: TextFigure, listed: str) -> bool:
    """将3项改革推广到8个区域，包括…: what is named may be what is counted before."""
    many = {len(split.split(listed)) for split in (_PARTS, _AND)} | {listed.count("、") + 1}
    before = reading.figures[reading.begins[one.order] : one.order]
    return any(f.role in (Role.COUNT, Role.KINDS) and f.value in many for f in before)


_WHAT_FOR = later("[^,]*,为")
_GROUPED = re.compile("(?:项目|企业)?,?分别[为是][::]?")
_GROUP_JOINS = later("^[^,;、]{0,8}(?:[,;、]|[,;]?以及|[,;]?和)(?:以及|和)?")
_GROUPS_END = later("(?:[\u4e00-\u9fff]{0,8})(?:[,。;\n]|\\Z)")


def _of_groups(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """9个，分别为甲、乙、丙、丁四个产业项目，以及戊、己…五个民生项目: each group named."""
    opened = _GROUPED.match(reading.text, one.end)
    if opened is None:
        return
    parts: list[TextFigure] = []
    at = opened.end()
    for part in reading.figures[one.order + 1 : one.order + 1 + _MOST]:
        if part.role is not Role.COUNT or part.sentence != one.sentence or part.inner:
            break
        said = reading.text[at : part.start]
        if parts:
            said = _GROUP_JOINS.sub("", said)
        names = [each for each in re.split("[、和]|以及", said) if each]
        if "等" in said or "," in said or len(names) != part.value:
            break
        parts.append(part)
        at = part.end
    if len(parts) > 1 and _GROUPS_END.match(reading.text, parts[-1].end):
        yield summed(Window(one, parts), None)


def _strict(one: TextFigure, listed: str, names: list[str]) -> bool:
    """Whether a closed list can have no other number of things than its marks say."""
    if one.text[-1] not in "个项":
        return False
    if len(names) > one.value and not _ALSO.search(listed):
        # Marked by 、 only, and each too long to be a piece of another.
        return all(len(each) > _PIECE for each in names)
    # Fewer than counted, however it is divided: none is left out of a list that names each.
    # 提名委员会及薪酬委员会 may be two, however long their names are.
    if len({each[-1] for each in names}) == 1 and len(names) > 2:
        return not len(names) <= one.value <= len(_AND.split(listed))
    few = len(_AND.split(listed)) < one.value and all(len(each) > _SHORT for each in names)
    return few or all(_KINDS.search(each) for each in names)


def _are_places(reading: TextReading, one: TextFigure, listed: str, names: list[str]) -> bool:
    """13个省市，分别为江苏、湖北、…: none is two, and none is left out where all are named."""
    if not _OF_PLACES.match(reading.text, one.end) or not all(map(_PLACE_NAME.fullmatch, names)):
        return False
    return len(names) > 2 and (len(_AND.split(listed)) < one.value or len(names) > one.value)


#: What is counted is places, each of which has one name.
_OF_PLACES = later(
    "(?:省|市|县|区|州|盟|旗|乡|镇|街道|\\([市区县、]{1,5}\\)|[、和]){1,4}(?:[^,。;:、\\d]{0,16}依次)?(?:,?(?:分别)?[是为即]|:)"
)
_PLACE_NAME = later("(?!其[他余]|所[有属]|各|全)[\u4e00-\u9fff]{2,8}(?<!等)")
_PROPER, _PIECE = 8, 5
_ALSO = later("[和与及]")
#: A shorter thing may be a kind of several.
_SHORT = 3


def _split(
    text: str, start: int, end: int, parts: "re.Pattern[str]" = _PARTS
) -> Iterator[TextFigure]:
    """The things of a list, each a figure of one."""
    marks = [(start, start), *(one.span() for one in parts.finditer(text, start, end)), (end, end)]
    for (_, begin), (stop, _) in pairwise(marks):
        said = text[begin:stop]
        begin += len(said) - len(said.lstrip())
        said = said.strip()
        at = begin + len(said)
        unit, scale = "个", Decimal(1)
        yield TextFigure(begin, at, said, Role.NAME, scale, unit, scale, 0, dimension=unit)


def _before(reading: TextReading, one: TextFigure) -> Finding | None:
    """甲、乙、丙等3个项目: fewer may be named than there are."""
    before = reading.text[max(0, one.start - 200) : one.start]
    said = _BEFORE.search(before) if "等" in before[-_BEHIND:] else None
    opened = False
    if said is None and one.tail[:1] in _PLACE_ENDS:
        # 低于80%的有甲县、乙县2个县: the list begins behind 有.
        said = _PLACES_OPENED.search(before)
        opened = said is not None
    if (
        said is None
        and one.tail.startswith(("乡", "镇", "县", "省"))
        and before.rstrip("\n")[-1:] in (_PROVINCE_ENDS if one.tail[0] == "省" else _PLACE_ENDS)
    ):
        said = (_PROVINCES if one.tail[0] == "省" else _PLACES).search(before)
    if said is None and one.tail[:1] in _PLACE_ENDS:
        bare = _BARE_PLACES.search(before)
        if bare is not None:
            return _named_bare(reading, one, one.start - len(bare[1]))
    closed = said is None and before.endswith("共")
    if closed:
        said = _NAMED_IN_ALL.search(reading.text[max(0, one.start - 400) : one.start])
    if not said or "、" not in said[1]:
        return None
    end = one.start - len(said.string) + said.end(1)
    things = list(_split(reading.text, end - len(said[1]), end))
    names = [each.text for each in things]
    # 产业项目、民生项目、基础设施项目共4个: kinds of things have short names.
    proper = 2 * sum(len(each) > _PROPER for each in names) > len(names)
    strict = closed and len(names) > 2 and proper and all(_KINDS.search(each) for each in names)
    strict = strict or (len(names) > 2 and _are_more_places(one, names))
    strict = strict or (opened and _are_fewer_places(reading, one, names))
    return _counted(reading, one, things, strict=strict)


def _named_bare(reading: TextReading, one: TextFigure, begin: int) -> Finding | None:
    """东城、西城和河阳3个县区: names of places without what they are may be of something else."""
    found = _told(one, list(_split(reading.text, begin, one.start, _AND)))
    return found if found.verdict in GOOD else None


_BARE_PLACES = later(
    "(?:^|[,。;:\n]|其中,?)([\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4}){1,24})$"
)


def _are_more_places(one: TextFigure, names: list[str]) -> bool:
    """甲县、乙县、丙县、丁县等3个县: more are named than counted, each by the name of one place."""
    counted = _PLACES_COUNTED.match(one.tail)
    if counted is None or len(names) <= one.value:
        return False
    if counted[0][0] == "省":
        return all(_PROVINCE.search(each) for each in names)
    return all(each[-1] in counted[0] and len(each) > 1 for each in names)


def _are_fewer_places(reading: TextReading, one: TextFigure, names: list[str]) -> bool:
    """有甲县、乙县、丙县4个县区。: all are named, for no 等 says that there are more.

    Nothing else is counted.  甲市 may be one of the counties, or have several.
    """
    counted = _PLACES_COUNTED.match(one.tail)
    if counted is None or not _COUNT_ENDS.match(reading.text, one.end + len(counted[0])):
        return False
    plain = all(_PLACE.fullmatch(each) and each[-1] in counted[0] for each in names)
    cities = sum(each[-1] == "市" for each in names)
    return plain and len(names) < one.value and cities * 2 < len(names)


_PLACE = later("[\u4e00-\u9fff]{1,4}[县区市镇乡]")
_COUNT_ENDS = later("[,。;:\n)]|\\Z")
_PLACES_OPENED = later("(?:[的率位]|分别|还|只|仅)[有为是]([^,。;:\\d\n有为是]{2,80}[县区市镇乡])$")
#: What is counted, right behind the count: 18个省区, 3个县市区.
_PLACES_COUNTED = later(
    "(?:省|市|县|区|州|盟|旗|乡|镇|街道)[省市县区州盟旗乡镇、和(街道)]{0,8}"
    "(?![级直属管场长立营内外村域间])"
)
#: A name as long as a province's may follow other words: 其中江苏.
_PROVINCE_NAMES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    "|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PROVINCE = later(f"(?:{_PROVINCE_NAMES})(?:省|市|自治区)?$")
_PROVINCES = later(
    f"(?:^|[,。;:\n])(?:其中,?)?((?:[^,。;:\\d\n]{{2,12}}、)[^,。;:\\d\n]{{0,190}}(?:{_PROVINCE_NAMES}))$"
)
_PROVINCE_ENDS = frozenset(name[-1] for name in _PROVINCE_NAMES.split("|"))


def _fields(reading: TextReading, one: TextFigure) -> Finding | None:
    """分布在装备、食品、建材三大领域: as many as are named, none of which is two."""
    if one.role is not Role.KINDS:
        return None
    said = _FIELDS.search(reading.text[max(0, one.start - 90) : one.start])
    if not said or "、" not in said[1] or "等" in said[1]:
        return None
    things = list(_split(reading.text, one.start - len(said[1]), one.start))
    strict = not re.search("[和与及]", said[1]) and all(len(each.text) > 1 for each in things)
    return _counted(reading, one, things, strict=strict)


def _each_field(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """四大领域：装备9个、建材7个、…，合计25个: the counts that come to their whole are all."""
    parts: list[TextFigure] = []
    for other in reading.figures[one.order + 1 : one.order + _MOST + 4]:
        gap = reading.text[(parts[-1] if parts else one).end : other.start]
        if other.sentence != one.sentence or other.dimension != "个" or other.inner:
            break
        if re.search("[共计]", gap):
            if len(parts) >= 2 and Window(other, parts).verdict is RelationVerdict.HOLDS:
                yield _told(one, [_labelled(each) for each in parts])
            return
        if not (_OF_FIELDS.fullmatch(gap) if not parts else re.fullmatch(_NEXT, gap)):
            break
        parts.append(other)
    # 230个，分为六大类：…71个，…: or that come to what is counted before.
    before = reading.figures[max(0, one.order - _BEFORE_KINDS) : one.order]
    wholes = [f for f in before if f.role is Role.COUNT and f.sentence == one.sentence]
    several = len(parts) >= _LEAST_KINDS
    if several and any(Window(f, parts).verdict is RelationVerdict.HOLDS for f in wholes):
        yield _told(one, [_labelled(each) for each in parts])


_BEFORE_KINDS, _LEAST_KINDS = 6, 3


def _labelled(part: TextFigure) -> TextFigure:
    """The name before a count: 装备 of 装备9个."""
    said = part.lead.removeprefix("其中").lstrip("、,;: ")
    start = part.start - len(said)
    one = Decimal(1)
    return TextFigure(start, part.start, said, Role.NAME, one, "个", one, 0, dimension="个")


_NEXT = "[、,;][^,。;:、\\d]{2,20}"


def _counted(
    reading: TextReading, one: TextFigure, things: list[TextFigure], *, strict: bool
) -> Finding | None:
    found = _told(one, things)
    if found.verdict not in GOOD and not strict:
        return None
    return found._replace(operands=tuple(_marked(reading, each) for each in things))


def _marked(reading: TextReading, thing: TextFigure) -> TextFigure:
    """A name without the figures in it, which are marked for what they say."""
    inner = reading.between_places(thing.start, thing.end)
    if not inner:
        return thing
    start, end = thing.start, inner[0].start
    if end == start:
        start, end = inner[0].end, max(inner[0].end, thing.end)
    return thing._replace(start=start, end=end, text=reading.text[start:end])


def _told(one: TextFigure, things: list[TextFigure]) -> Finding:
    value = Decimal(len(things))
    verdict = judged(value, (value, value), one)
    text = " + ".join("1" for _ in things)
    said = f"列出的是 {shown(value, one)}，写的是 {one.text}"
    remedy = "数一数列出的，改个数或补上漏的" if verdict is RelationVerdict.WRONG else ""
    return Finding(verdict, RelationKind.SUM, said, text, value, one, tuple(things), remedy)


def _with_amounts(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """包括：总投资5亿元的甲、总投资3亿元的乙: as many amounts as things."""
    own: list[TextFigure] = []
    total: TextFigure | None = None
    for other in reading.figures[one.order + 1 : one.order + _MOST + 6]:
        if other.sentence != one.sentence or other.role is Role.COUNT:
            break
        if other.role is Role.MONEY and not own and other.measure == "总投资":
            total = other
        if other.role is Role.OWN:
            if not own and not _OWN_LIST.search(reading.text[one.end : other.start]):
                return
            own.append(other)
    if len(own) < 2 or len(own) != one.value or _lost_thing(reading, own):
        return
    text = " + ".join("1" for _ in own)
    said = f"列出的正是 {one.text}"
    yield Finding(RelationVerdict.HOLDS, RelationKind.SUM, said, text, Decimal(len(own)), one, ())
    if total is not None:
        yield summed(Window(total, own), None)


def _lost_thing(reading: TextReading, own: list[TextFigure]) -> bool:
    """Whether there is a thing without an amount between, or more to come."""
    gaps = [reading.text[a.end : b.start] for a, b in pairwise(own)]
    rest = re.match("[^。\n]{0,60}", reading.text[own[-1].end : own[-1].end + 60])
    return any(len(_PARTS.split(gap)) != 2 for gap in gaps) or bool(
        rest and re.search("等|[、;]", rest[0])
    )
