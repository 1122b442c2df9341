"""Totals that come after their parts, and a whole with one part in brackets.

甲5个、乙9个，共14个 is wrong where the parts are a plain row of batches or a list that 分别为
opens; elsewhere only what comes out is told.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sangeyipi.audit.judging.adding import (
    Window,
    has_unit_slipped,
    is_slip_of_parts,
    lacks_one,
    lost,
    may_hold,
    near,
    summed,
)
from sangeyipi.audit.judging.completeness import all_either, complete, exclusive
from sangeyipi.audit.judging.evidence import is_slip_of_sum
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共21个项目。", "holds 5 + 9 + 7 = 21"),
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共22个项目。", "wrong 5 + 9 + 7 = 22"),
    (
        "专项债、贷款、自筹分别为9.1亿元、16.5亿元和3亿元，共28.6亿元。",
        "holds 9.1 + 16.5 + 3 = 28.6",
    ),
    ("一季度31.5亿元，二季度33亿元，上半年65.5亿元。", "wrong 31.5 + 33 = 65.5"),
    ("红灯3个、黄灯5个、绿灯18个，共27个。", "wrong 3 + 5 + 18 = 27"),
    (
        "工业项目26个（其中新开工10个），农业项目12个（其中新开工4个），共39个。",
        "wrong 26 + 12 = 39",
    ),
    (
        "2023年、2024年、2025年分别开工212个、236个、197个，三年累计开工645个。",
        "holds 212 + 236 + 197 = 645",
    ),
    (
        "甲镇承担9个、已开工9个，乙镇承担12个、已开工10个，丙镇承担7个、已开工5个，三镇合计承担28个。",
        "holds 9 + 12 + 7 = 28",
    ),
    (
        "前三位是甲县（35.2亿元）、乙县（31.6亿元）、丙县（28.8亿元），三县合计96.5亿元。",
        "wrong 35.2 + 31.6 + 28.8 = 96.5",
    ),
    (
        "一至四季度分别新签约15个、22个、18个、20个，全年共新签约76个。",
        "wrong 15 + 22 + 18 + 20 = 76",
    ),
    (
        "绿灯项目29个、黄灯项目8个、红灯项目4个，全县纳入亮灯管理的项目共43个。",
        "wrong 29 + 8 + 4 = 43",
    ),
    (
        "甲镇承担9个、已开工9个，乙镇承担12个、已开工10个，丙镇承担7个、已开工5个，"
        "三镇合计承担28个、已开工25个。",
        "wrong 9 + 10 + 5 = 25",
    ),
    (
        "财政拨款2.8亿元、贷款6.4亿元、自筹3.3亿元，三项合计13.5亿元。",
        "wrong 2.8 + 6.4 + 3.3 = 13.5",
    ),
    (
        "东湖街道排查46处、整改44处，西湖街道排查38处、整改35处，两个街道共排查84处、整改79处。",
        "holds 44 + 35 = 79",
    ),
    ("截至上月末开工187个，本月新开工6个，累计开工194个。", "wrong 187 + 6 = 194"),
    (
        "农商行12.6亿元、邮储8.4亿元、工行7.3亿元、其他9.8亿元，共投放38.1亿元。",
        "holds 12.6 + 8.4 + 7.3 + 9.8 = 38.1",
    ),
    (
        "一季度、二季度、三季度分别开工17个、29个、22个，前三季度共开工69个。",
        "wrong 17 + 29 + 22 = 69",
    ),
    ("第一批30个、第二批45个、第三批28个，三批共计103个。", "holds 30 + 45 + 28 = 103"),
    ("县域完成98.6亿元，市区完成54.3亿元，合计153.9亿元。", "wrong 98.6 + 54.3 = 153.9"),
    (
        "一产增加值38.2亿元，二产增加值96.4亿元，三产增加值112.8亿元，生产总值248.4亿元。",
        "wrong 38.2 + 96.4 + 112.8 = 248.4",
    ),
    (
        "亿元以下16个，亿元以上27个，两档同比依次增加4个、11个，合计增加15个。",
        "holds 4 + 11 = 15",
    ),
    ("城投类5.6亿元，产业类10.7亿元，两笔合计15.3亿元。", "wrong 5.6 + 10.7 = 15.3"),
    (
        "咨询类占75.8%，投诉类占13.6%，求助类占8.7%，建议类占1.9%，前三类合计占89.1%。",
        "wrong 75.8 + 13.6 + 8.7 = 89.1",
    ),
    (
        "甲项目设备投资2700万元，乙项目设备投资1.45亿元，两个项目设备投资合计4.15亿元。",
        "wrong 0.27 + 1.45 = 4.15",
    ),
    (
        "包括总投资54亿元的产业园、总投资37亿元的物流城，两个项目合计81亿元。",
        "wrong 54 + 37 = 81",
    ),
    (
        "214个农业项目完成率91.3%，308个工业项目完成率88.2%，两个领域共532个项目。",
        "wrong 214 + 308 = 532",
    ),
    (
        "2021—2023年分别争取资金1.46亿元、2.18亿元、2.75亿元，三年累计6.19亿元。",
        "wrong 1.46 + 2.18 + 2.75 = 6.19",
    ),
    (
        "数字经济占比12.6%、新制造10.6%、新材料8.5%，三个产业合计31.7%。",
        "holds 12.6 + 10.6 + 8.5 = 31.7",
    ),
    (
        "前五位为甲类1786.4亿元、乙类664.3亿元、丙类371.5亿元、丁类342.8亿元、戊类191.2亿元，"
        "五条产业链合计3165亿元。",
        "wrong 1786.4 + 664.3 + 371.5 + 342.8 + 191.2 = 3165",
    ),
    ("监测天数365天，其中优74天、良240天、污染51天，优良天数314天。", "holds 74 + 240 = 314"),
    ("省重点共77个（含打捆项目13个），其中列入考核的64个。", "holds 13 + 64 = 77"),
)
_TOTAL = re.compile(
    "(?:(?:上半年|前[两三]季度|全年)?[一总]?共计?|合计|总计|合计为|(?:上半年|前[两三]季度|全年)?共[\u4e00-\u9fff]{2}"
    "|[二两三四五六七八](?:年|个月|个季度)(?:累计|合计|共计?)(?:新?开工|签约|投产|完成投资|完成|实施"
    "|投入|争取|下达|拨付|发行|到位|引进|建成|办结|培训|安排)?(?:项目|资金|企业)?"
    "|[二两三四五六七八]个?(?:批次|部分|[批项类期个县区者家笔档])(?:项目|产业)?(?:合计|共计?|总计|累计)"
    "|[二两三四五六七八九](?:个|条|家|座|所|支|处|大|类|项)[^,。;、\\d]{1,8}?(?:合计|共计|总计))"
    "(?:有|为|达|完成|投资|增加|减少|新增|净增)*约?$"
)
_MOST, _GAP, _BACK, _LABEL = 12, 24, 40, 8
_BRACKET = later(r"\([^()]{0,40}\)")
_PARTIAL = later("等|另|其余|以[上下]|重复|不含")


def totals(reading: TextReading) -> Iterator[Finding]:
    """Every total whose parts stand before it, or around it."""
    for one in reading.figures:
        # 数字经济占12.6%、新材料占8.5%，两个产业合计21.1%.
        shares = one.role is Role.PERCENT and _ADDED_UP.search(one.lead) is not None
        some = few_said(reading, one)
        if some is not None and one.role in _LISTED_ROLES and not one.inner:
            # 前两批共38个 is no total of all three.
            found = _of_few(reading, one, some)
            if found is not None:
                yield found
            continue
        if (one.role not in COUNTABLE and not shares) or one.inner:
            continue
        if not (_speaks(one.lead) or _counter(reading, one)):
            found = _bracketed(reading, one) or _joined(reading, one)
            if found is not None:
                yield found
                yield from _beside(reading, one, len(found.operands))
            continue
        said = _said(reading, one).lstrip(",、;")
        found = _after(reading, one) if _TOTAL.fullmatch(said) else None
        found = found or (_of_all_either(reading, one) if _NAMED.fullmatch(said) else None)
        if found is None and _PRODUCT.fullmatch(said):
            found = _of_industries(reading, one)
        found = found or _bracketed(reading, one) or _half_year(reading, one)
        found = found or _of_several(reading, one) or _cumulated(reading, one)
        if found is not None:
            yield found
            yield from _beside(reading, one, len(found.operands))


@lru_cache(maxsize=4096)
def _speaks(lead: str) -> bool:
    """Whether the words before a figure may say that it is a total of what stands before it."""
    said = lead.lstrip(",、;")
    whole = _TOTAL.fullmatch(said) or _NAMED.fullmatch(said) or _PRODUCT.fullmatch(said)
    return bool(whole) or any(one.search(lead) for one in (_PERIOD, _SEVERAL, _OF_YEAR, _SO_FAR))


def _counter(reading: TextReading, total: TextFigure) -> TextFigure | None:
    """The 三项 of 三项合计13.5亿元, the 两个 of 两个街道共84处: how many parts there are."""
    before = reading.figures[total.order - 1] if total.order else total
    if before.role not in (Role.COUNT, Role.KINDS) or before.text[:1] not in _MANY:
        return None
    gap = reading.between(before, total)
    return before if len(gap) <= _COUNTER and _UP.search(gap) else None


_COUNTER = 16
_UP = later("^[^,。;、\\d]{0,8}?(?:合计|共|总计|累计)")


def few_said(reading: TextReading, total: TextFigure) -> re.Match[str] | None:
    """The words before a total that say that it is of some of a list: 前两批共38个, 其余三县."""
    return _FEW.search(reading.text, max(0, total.start - _GAP), total.start)


def _of_few(reading: TextReading, total: TextFigure, said: re.Match[str]) -> Finding | None:
    """占76.8%、占12.6%、占9.7%、占0.7%，前三类合计占99.1%: so many of a list, its first or last."""
    if total.hedge or change_of(said[0]) or growth_of(said[0]) or said["which"] not in "前后":
        return None
    row = _list_before(reading, total, said.start())
    many = _MANY[said["many"]]
    if len(row) < many:
        return None
    few, others = row[:many], row[many:]
    if said["which"] == "后":
        few, others = row[-many:], row[:-many]
    window = Window(total, few)
    # The first of a list are the largest, so that either reading is of these.
    sign = -1 if said["which"] == "后" else 1
    sure = all(sign * f.value <= min(sign * each.value for each in few) for f in others)
    things = set(_THINGS.findall(said[0]))
    sure = sure and all(things <= set(_THINGS.findall(f.lead)) for f in few)
    room = sum((f.half for f in few), total.half)
    sure = sure and near(window) and abs(window.sum - total.value) > room
    # Shares are of one whole, rates are not.
    sure = sure and (total.role is not Role.PERCENT or window.sum <= _HUNDRED)
    return summed(window, None) if window.verdict in GOOD or sure else None


def _list_before(reading: TextReading, total: TextFigure, end: int) -> list[TextFigure]:
    """The figures of its kind in its sentence before a place, one behind the other."""
    begin = reading.begun("。\n", total.start)
    row: list[TextFigure] = []
    for one in reversed(_earlier(reading, total)):
        if one.start >= end or (one.inner and one.dimension != total.dimension):
            continue
        gap = reading.between(one, row[0]) if row else ""
        alike = _kin(one) == _kin(total) and one.role is total.role and not one.hedge
        if one.start < begin or not alike or len(gap) > _GAP or _APART_ROW.search(gap):
            break
        row.insert(0, one)
    return row


_HUNDRED = 101
_LISTED_ROLES = (Role.COUNT, Role.MONEY, Role.PERCENT)
_FEW = later(
    "(?P<which>[前后]|其[余他]|余下|另外?)的?(?P<many>[两二三四五六七八九])(?:个|大)?"
    "(?:[类项位名者家种批]|[县市区乡镇]|领域|行业|产业|方面)[^,。;、\\d]{0,6}?"
    "(?:合计|共计?|总计|累计)[^,。;、\\d]{0,6}$"
)
_APART_ROW = later("其中|[。\n]|同比|环比")


def _said(reading: TextReading, total: TextFigure) -> str:
    """The words before a total, with how many parts it says there are."""
    counter = _counter(reading, total)
    return reading.text[counter.start : total.start] if counter else total.lead


def _after(reading: TextReading, total: TextFigure) -> Finding | None:
    """5个、9个、7个，共21个."""
    parts = _row(reading, total)
    said = _SAID_MANY.search(_said(reading, total))
    counted = said is not None and _MANY[said[1]] == len(parts)
    whole = Window(total, parts)
    if counted and said is not None and said["what"] and not _is_of_some_slip(whole):
        # 企业贷款46.2亿元、个人贷款38.1亿元、票据12.4亿元，三家银行合计: of whatever they are.
        counted = False
    if counted and whole.verdict not in GOOD and lost(whole) is not None:
        # 2.8亿元、6.4亿元、3.3亿元，三项合计9.7亿元: the last two come to it, but they are three.
        return summed(whole, None)
    hedged = any(one.hedge for one in (total, *parts))
    exact, left = sum(one.exact[0] for one in parts), sum(one.exact[1] for one in parts)
    for size in range(len(parts), 1, -1):
        if hedged or may_hold(total, exact, left):
            window = Window(total, parts[-size:])
            if window.verdict in GOOD:
                return summed(window, None)
        exact, left = exact - parts[-size].exact[0], left - parts[-size].exact[1]
    with_others = _with_others(reading, total)
    if with_others is not None:
        return summed(with_others, None)
    sure = _is_wrong(reading, whole, counted=counted)
    return summed(whole, None) if sure else None


def _is_wrong(reading: TextReading, window: Window, *, counted: bool) -> bool:
    """Whether what a row does not come to is its total: it says how many, or nothing else is there.

    分别争取1.86亿元、2.34亿元、2.91亿元，三年累计拨付6.9亿元: of another doing.
    """
    total, parts = window
    if len(parts) < 2 or any(one.value >= total.value for one in parts):
        return False
    doing = _DOING.search(total.lead)
    if doing is not None and doing[0] not in parts[0].lead:
        return False
    if _is_slip_of_all(reading, window) or (counted and near(window)):
        return True
    if _all_there(reading, window):
        return True
    batches = {words.state_of(one.lead) for one in parts if words.BATCH.search(one.lead)}
    listed = _LISTED.search(parts[0].lead) is not None
    return len(batches) == len(parts) > 2 or (listed and len(parts) > 2)


def _is_of_some_slip(window: Window) -> bool:
    """Whether a whole lacks one of its parts, or is off by a slip of the pen."""
    return lacks_one(window) or is_slip_of_parts(window)


_DOING = later("投入|争取|下达|拨付|发行|到位|引进|建成|办结|培训|安排")


def _is_slip_of_all(reading: TextReading, window: Window) -> bool:
    """县里98.6亿元，市区54.3亿元，合计153.9亿元: all of its kind in the sentence, off by a slip."""
    total, parts = window
    if (
        total.hedge
        or not _ADDED_UP.search(total.lead)
        or not is_slip_of_sum(window.sum, total, closed=True)
    ):
        return False
    here = [
        f
        for f in _earlier(reading, total)
        if f.sentence == total.sentence and f.dimension == total.dimension
    ]
    said = reading.text[parts[0].start : total.start]
    plain = not any(f.hedge or change_of(f.lead) for f in parts) and not _PARTIAL.search(said)
    return plain and [f.order for f in here] == [f.order for f in parts]


_ADDED_UP = later("(?:合计|总计|共计)(?:为|达|完成|投资)*$")


def _with_others(reading: TextReading, total: TextFigure) -> Window | None:
    """What comes to a total of its sentence, with figures of other kinds between."""
    kin, roof = _kin(total), total.about[1]
    apart: list[TextFigure] = []
    exact = 0
    for one in reversed(_earlier(reading, total)):
        if one.sentence != total.sentence or exact > roof:
            break
        if _kin(one) != kin:
            continue
        apart.insert(0, one)
        exact += one.exact[0]
        if len(apart) > 2 and may_hold(total, exact):
            window = Window(total, list(apart))
            if window.verdict is RelationVerdict.HOLDS:
                return window
    return None


def _all_there(reading: TextReading, window: Window) -> bool:
    """红灯3个、黄灯5个、绿灯18个，共26个: a sentence that begins with its parts, off by a slip."""
    total, parts = window
    before = reading.text[reading.begun("。;\n", parts[0].start) : parts[0].start]
    said = reading.text[parts[0].start : total.start]
    if len(before) > _LABEL or re.search("[,\\d]", before) or _PARTIAL.search(said):
        return False
    if total.role is not Role.COUNT or not exclusive(parts) or total.hedge:
        return False
    return near(window)


#: 一产…、二产…、三产…，生产总值248.4亿元.
_PRODUCT = re.compile("[^,。;\\d]{0,8}(?:生产总值|GDP)(?:为|达|达到|共|总计|合计)?")
#: 全县纳入亮灯管理的项目共43个.
_NAMED = re.compile("[^,。;、\\d]{2,24}(?:一共|共计?|合计|总计|总数为?)(?:有|为|达)?")


def _of_industries(reading: TextReading, total: TextFigure) -> Finding | None:
    """一产38.2亿元，二产96.4亿元，三产112.8亿元，生产总值247.4亿元."""
    parts = [f for f in reading.figures[max(0, total.order - 6) : total.order] if not f.inner]
    parts = [f for f in parts if f.role is Role.MONEY and not change_of(f.lead)][-3:]
    near = len(parts) == 3 and all(total.sentence - f.sentence < 2 for f in parts)
    if not near or not complete(total, parts) or any(f.hedge for f in (total, *parts)):
        return None
    window = Window(total, parts)
    sure = window.verdict in GOOD or is_slip_of_sum(window.sum, total, closed=True)
    return summed(window, None) if sure else None


def _of_all_either(reading: TextReading, total: TextFigure) -> Finding | None:
    """绿灯29个、黄灯8个、红灯4个，…的项目共41个: right before it, and none can be missing."""
    parts = _row(reading, total)
    if not all_either(parts) or any(one.hedge for one in (total, *parts)):
        return None
    after = reading.figures[total.order + 1 : total.order + 2]
    # …共81家，停产4家: something else may be counted in it.
    if after and after[0].sentence == total.sentence and _kin(after[0]) == _kin(total):
        return None
    window = Window(total, parts)
    return summed(window, None) if near(window) else None


def _earlier(reading: TextReading, total: TextFigure) -> tuple[TextFigure, ...]:
    return reading.figures[max(0, total.order - _BACK) : total.order]


def _beside(reading: TextReading, total: TextFigure, size: int) -> Iterator[Finding]:
    """三批合计256个、总投资1571亿元: the amounts of the same rows."""
    yield from _counted_beside(reading, total)
    for other in reading.figures[total.order + 1 : total.order + 3]:
        if other.role is not Role.MONEY or other.sentence != total.sentence or other.inner:
            return
        apart = [
            one
            for one in _earlier(reading, total)
            if total.sentence - one.sentence <= 1 and _kin(one) == _kin(other)
        ]
        window = Window(other, apart[-size:])
        if len(window.parts) == size > 1 and window.verdict in GOOD:
            yield summed(window, None)


def _counted_beside(reading: TextReading, total: TextFigure) -> Iterator[Finding]:
    """甲镇承担9个、已开工9个，…，三镇合计承担28个、已开工24个: each row says the same of two."""
    rows = _of_several(reading, total)
    other = reading.figures[total.order + 1] if total.order + 1 < len(reading.figures) else total
    if rows is None or rows.verdict not in GOOD or not _follows(reading, total, other):
        return
    parts = [reading.figures[one.order + 1] for one in rows.operands]
    named = all(
        _plain(f) == _plain(other) and _follows(reading, one, f)
        for one, f in zip(rows.operands, parts, strict=True)
    )
    if named and _plain(other) and not any(f.hedge for f in (other, *parts)):
        yield summed(Window(other, parts), None)


#: 累计数占计划48个的90% speaks of a base.
_SO_FAR = re.compile("累计[^,。;、\\d占]{0,8}$")
_UP_TO = later(r"截至|上[月周季期年]|1-\d{1,2}月|年初以来|此前|前期")
_OF_LATE = later("[本当][月周季期年]|新")


def _cumulated(reading: TextReading, total: TextFigure) -> Finding | None:
    """截至上月末187个，本月新开工6个，累计193个: what there was, and what came."""
    if not _SO_FAR.search(total.lead) or total.order < 2:
        return None
    parts = list(reading.figures[total.order - 2 : total.order])
    if any(_kin(f)[0] != _kin(total)[0] or f.sentence != total.sentence for f in parts):
        return None
    late = [f for f in parts if _OF_LATE.search(f.lead)]
    early = [f for f in parts if _UP_TO.search(f.lead) and f not in late]
    window = Window(total, parts)
    return summed(window, None) if len(late) == len(early) == 1 and near(window) else None


def _follows(reading: TextReading, one: TextFigure, other: TextFigure) -> bool:
    """Whether a count stands right behind another: 承担9个、已开工9个."""
    kin = other.order > one.order and _kin(other) == _kin(one) and other.role is not Role.MONEY
    return (
        kin
        and re.fullmatch("(?:项目)?[、,][^,。;、\\d]{2,8}", reading.between(one, other)) is not None
    )


def _kin(one: TextFigure) -> tuple[str, str, bool]:
    return one.dimension, one.measure, one.inner


_APART = later("其中|;|加上")
_LISTED = later("分别(?:[为是]|[\u4e00-\u9fff]{2})?$")


def _row(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """The parts right before a total, with nothing else between them."""
    found: list[TextFigure] = []
    last, kin = _counter(reading, total) or total, _kin(total)
    for one in reversed(reading.figures[max(0, last.order - _MOST) : last.order]):
        if one.inner:
            continue
        if one.sentence != total.sentence or _kin(one) != kin:
            break
        gap = reading.text[one.end : last.start]
        if "(" in gap:
            gap = _BRACKET.sub("", gap)
        if len(gap) > _GAP or _APART.search(gap):
            break
        found.insert(0, one)
        last = one
        if _LISTED.search(one.lead):
            break
    return found


def _joined(reading: TextReading, total: TextFigure) -> Finding | None:
    """优74天、良240天，优良天数314天: called by what its parts are called."""
    before = reading.figures[total.order - 1] if total.order > 1 else total
    if not _FEW_WORDS < len(total.lead) <= _LABEL + _FEW_WORDS or before.inner or total.hedge:
        return None
    here = [f for f in _earlier(reading, total) if f.sentence == total.sentence]
    for parts in pairwise(here):
        called = [_called(f.lead) for f in parts]
        if all(called) and "".join(called) in total.lead and _kin(parts[1]) == _kin(total):
            window = Window(total, list(parts))
            return summed(window, None) if window.verdict in GOOD else None
    return None


@lru_cache(maxsize=4096)
def _called(lead: str) -> str:
    return _JOINING.sub("", lead)


_JOINING = re.compile("其中|[、,和]")
_FEW_WORDS = 2


def _half_year(reading: TextReading, total: TextFigure) -> Finding | None:
    """一季度31.5亿元，二季度33亿元，上半年65.5亿元."""
    said = _PERIOD.search(total.lead)
    if said is None or total.role not in (Role.MONEY, Role.COUNT):
        return None
    wanted = _QUARTERS[: 2 if said[0] == "上半年" else 3]
    subject = _DULL.sub("", total.lead)
    found: dict[str, TextFigure] = {}
    for one in _earlier(reading, total):
        quarter = _QUARTER.search(one.lead)
        same = quarter is not None and _DULL.sub("", one.lead) == subject
        here = one.paragraph == total.paragraph and _kin(one) == _kin(total)
        if quarter and same and here:
            if quarter[0] in found:
                return None
            found[quarter[0]] = one
    if set(found) != set(wanted):
        return None
    return summed(Window(total, [found[each] for each in wanted]), None)


_PERIOD = re.compile("上半年|前三季度")
_QUARTER = re.compile("[一二三]季度")
_DULL = later("上半年|前三季度|[一二三]季度|其中|全[市县区省]|共|累计|合计|实现|完成|投资|额")
_QUARTERS = ("一季度", "二季度", "三季度")


_SEVERAL = re.compile(
    "([两二三四五六七八九])(?:个?(?:街道|片区|园区|部门|单位|板块|[乡镇县区市家片类])[^,。;、\\d]{0,3}?"
    "|[个大家](?:项目|工程|企业|领域|行业|产业|方面|批次|阶段|[批期])[^,。;、\\d]{0,8}?)"
    "(?:合计|共计?|总计|累计)([^,。;、\\d]{0,8})$"
)
_ALL_QUARTERS = later("[1一](?:季度)?[-~至到][4四]季度")
_OF_YEAR = re.compile("全年(?:累计|共计?|合计)?([^,。;、\\d]{0,8})$")


def _of_several(reading: TextReading, total: TextFigure) -> Finding | None:
    """甲镇承担9个、…，三镇合计承担28个; 一至四季度分别15个、…，全年75个: as many as are said."""
    said = _SEVERAL.search(_said(reading, total))
    year = None if said else _OF_YEAR.search(total.lead)
    if not said and not year:
        return None
    counter = _counter(reading, total) or total
    here = [f for f in _earlier(reading, counter) if f.sentence == total.sentence]
    if said and not here:
        # A full stop where a comma would do.
        here = [f for f in _earlier(reading, total) if f.sentence == total.sentence - 1]
    if year and not (here and _ALL_QUARTERS.search(reading.text, here[0].start - 30, total.start)):
        return None
    wanted = _MANY[said[1]] if said else 4
    label = said[2] if said else ""
    kin = [f for f in here if (f.dimension, f.measure) == (total.dimension, total.measure)]
    same = [f for f in kin if label and label in _plain(f)] if said else kin
    parts = same if len(same) == wanted else kin
    if len(parts) != wanted and said:
        # 总投资85亿元的甲项目、总投资41亿元的乙项目两个项目合计126亿元: each has its own.
        parts = [f for f in here if f.role is Role.OWN and f.dimension == total.dimension]
    if len(parts) != wanted or max(f.value for f in parts) >= total.value:
        return None
    window = Window(total, parts)
    sure = not any(f.hedge for f in (total, *parts)) and (near(window) or has_unit_slipped(window))
    sure = sure and (said is None or _are_of_that(said[0], parts))
    return summed(window, None) if sure or window.verdict in GOOD else None


def _are_of_that(said: str, parts: list[TextFigure]) -> bool:
    """Whether parts are of what a total says it is of: not 贷款3.2亿元 of 两个项目总投资合计."""
    if "累计" in said and any(_OF_THIS_TIME.search(f.lead) for f in parts):
        return False
    things = set(_THINGS.findall(said))
    return not things or all(
        things & set(_THINGS.findall(f.lead)) or not (f.lead and f.role is Role.MONEY)
        for f in parts
    )


_OF_THIS_TIME = later("[今本当][年月季周期]|年内|新增|\\d月")
_THINGS = re.compile("投资|[贷债]|[融筹集]资|税|产值|收入|营收|利润|资金|支出|计划|签约|到位|拨付")


def _plain(one: TextFigure) -> str:
    return one.lead.strip("、,;")


#: 三项合计: as many as stand there.
_SAID_MANY = later(
    "([两二三四五六七八九])(?:个?(?:批次|部分|[批项类期者笔档])(?:合计|共计?|总计)"
    "|(?:个|条|家|座|所|支|处|大|类|项)(?P<what>[^,。;、\\d]{1,8}?)(?:合计|共计|总计)"
    "|(?:年|个月|个季度)(?:累计|合计|共计?|总计))"
)
_MANY = {han: n for n, han in enumerate("二三四五六七八九", 2)} | {"两": 2}


def _bracketed(reading: TextReading, total: TextFigure) -> Finding | None:
    """共77个（含打捆项目13个），其中列入考核的64个."""
    after = reading.figures[total.order + 1 : total.order + 3]
    if total.role is not Role.COUNT or len(after) < 2 or after[1].inner or not after[0].inner:
        return None
    if any(one.dimension != "个" or one.sentence != total.sentence for one in after):
        return None
    opened = _INCLUDED.match(reading.text, total.end)
    listed = reading.text.startswith("),其中", after[0].end)
    window = Window(total, list(after))
    return summed(window, None) if opened and listed and window.verdict in GOOD else None


_INCLUDED = later(r"\((?:含|包括|其中)")
