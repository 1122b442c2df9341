"""Totals whose own words say what their parts are: 三镇合计, 上半年, 累计.

As many as are said, wherever they stand in the sentence; the quarters of what is called alike; what
there was with what came.  `totals` asks these.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sangeyipi.audit.judging.adding import Window, has_unit_slipped, near, summed
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.audit.text.totals_said import (
    LISTED,
    MANY,
    THINGS,
    counter_of,
    earlier_than,
    kin_of,
    said_of_total,
)
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("一季度31.5亿元，二季度33亿元，上半年65.5亿元。", "wrong 31.5 + 33 = 65.5"),
    (
        "甲镇承担9个、已开工9个，乙镇承担12个、已开工10个，丙镇承担7个、已开工5个，三镇合计承担28个。",
        "holds 9 + 12 + 7 = 28",
    ),
    (
        "一至四季度分别新签约15个、22个、18个、20个，全年共新签约76个。",
        "wrong 15 + 22 + 18 + 20 = 76",
    ),
    (
        "甲镇承担9个、已开工9个，乙镇承担12个、已开工10个，丙镇承担7个、已开工5个，"
        "三镇合计承担28个、已开工25个。",
        "wrong 9 + 10 + 5 = 25",
    ),
    (
        "东湖街道排查46处、整改44处，西湖街道排查38处、整改35处，两个街道共排查84处、整改79处。",
        "holds 44 + 35 = 79",
    ),
    ("截至上月末开工187个，本月新开工6个，累计开工194个。", "wrong 187 + 6 = 194"),
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
        "数字经济占比12.6%、新制造10.6%、新材料8.5%，三个产业合计31.7%。",
        "holds 12.6 + 10.6 + 8.5 = 31.7",
    ),
    (
        "一季度、二季度、三季度分别开工17个、29个、22个，前三季度共开工69个。",
        "wrong 17 + 29 + 22 = 69",
    ),
)


@lru_cache(maxsize=4096)
def speaks_of_parts(lead: str) -> bool:
    """Whether the words before a figure may say what it is the total of."""
    said = any(one.search(lead) for one in (_PERIOD, _SEVERAL, _OF_YEAR, _SO_FAR))
    return said or _SEVERAL.search(_MONTHS.sub("", lead)) is not None


def of_said_parts(reading: TextReading, total: TextFigure) -> Finding | None:
    """What comes to a total of the parts that its words name."""
    found = _of_half_year(reading, total) or _of_several(reading, total)
    return found or _cumulated(reading, total)


def counted_beside(reading: TextReading, total: TextFigure) -> Iterator[Finding]:
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


#: 截至上月末应开工: no more than planned.
_DUE = later("应[开竣复投完办]|计划|拟|预计|目标")


def _cumulated(reading: TextReading, total: TextFigure) -> Finding | None:
    """截至上月末187个，本月新开工6个，累计193个: what there was, and what came."""
    if not _SO_FAR.search(total.lead) or total.order < 2:
        return None
    parts = list(reading.figures[total.order - 2 : total.order])
    if any(kin_of(f)[0] != kin_of(total)[0] or f.sentence != total.sentence for f in parts):
        return None
    late = [f for f in parts if _OF_LATE.search(f.lead)]
    early = [f for f in parts if _UP_TO.search(f.lead) and f not in late]
    if any(_DUE.search(f.lead) for f in parts):
        return None
    window = Window(total, parts)
    return summed(window, None) if len(late) == len(early) == 1 and near(window) else None


def _follows(reading: TextReading, one: TextFigure, other: TextFigure) -> bool:
    """Whether a count stands right behind another: 承担9个、已开工9个."""
    kin = other.order > one.order and kin_of(other) == kin_of(one) and other.role is not Role.MONEY
    return (
        kin
        and re.fullmatch("(?:项目)?[、,][^,。;、\\d]{2,8}", reading.between(one, other)) is not None
    )


def _of_half_year(reading: TextReading, total: TextFigure) -> Finding | None:
    """一季度31.5亿元，二季度33亿元，上半年65.5亿元."""
    said = _PERIOD.search(total.lead)
    if said is None or total.role not in (Role.MONEY, Role.COUNT):
        return None
    wanted = _QUARTERS[: 2 if said[0] == "上半年" else 3]
    subject = _DULL.sub("", total.lead)
    found: dict[str, TextFigure] = {}
    for one in earlier_than(reading, total):
        quarter = _QUARTER.search(one.lead)
        same = quarter is not None and _DULL.sub("", one.lead) == subject
        here = one.paragraph == total.paragraph and kin_of(one) == kin_of(total)
        if quarter and same and here:
            if quarter[0] in found:
                return None
            found[quarter[0]] = one
    if set(found) != set(wanted):
        return None
    return summed(Window(total, [found[each] for each in wanted]), None)


_PERIOD = re.compile("上半年|前三季度")
_QUARTER = re.compile("[一二三]季度")
_DULL = later(f"上半年|前三季度|[一二三]季度|其中|{WHOLE_REGION}|{IN_ALL_SO_FAR}|实现|完成|投资|额")
_QUARTERS = ("一季度", "二季度", "三季度")


_SEVERAL = re.compile(
    "([两二三四五六七八九])(?:个?(?:街道|片区|园区|部门|单位|板块|[乡镇县区市家片类项者])[^,。;、\\d]{0,3}?"
    "|[个大家](?:项目|工程|企业|领域|行业|产业|方面|批次|阶段|[批期])[^,。;、\\d]{0,8}?)"
    f"(?:{IN_ALL_SO_FAR})([^,。;、\\d]{{0,8}})$"
)
_ALL_QUARTERS = later("[1一](?:季度)?[-~至到][4四]季度")
_OF_YEAR = re.compile(f"全年(?:{IN_ALL_SO_FAR})?([^,。;、\\d]{{0,8}})$")


def _of_several(reading: TextReading, total: TextFigure) -> Finding | None:
    """甲镇承担9个、…，三镇合计承担28个; 一至四季度分别15个、…，全年75个: as many as are said."""
    said = _SEVERAL.search(_MONTHS.sub("", said_of_total(reading, total)))
    year = None if said else _OF_YEAR.search(total.lead)
    if not said and not year:
        return None
    counter = counter_of(reading, total) or total
    here = [f for f in earlier_than(reading, counter) if f.sentence == total.sentence]
    if said and not here:
        # A full stop where a comma would do.
        here = [f for f in earlier_than(reading, total) if f.sentence == total.sentence - 1]
    held = None
    if year and not (here and _ALL_QUARTERS.search(reading.text, here[0].start - 30, total.start)):
        begin = reading.begun("。\n", total.start)
        held = _HELD.search(reading.text, begin, here[0].start) if here else None
        if held is None or not LISTED.search(here[0].lead):
            return None
    wanted = MANY[said[1]] if said else _quantity_of(held)
    label = said[2] if said else ""
    kin = [f for f in here if (f.dimension, f.measure) == (total.dimension, total.measure)]
    same = [f for f in kin if label and label in _plain(f)] if said else kin
    parts = same if len(same) == wanted else kin
    if len(parts) != wanted and said:
        # 总投资85亿元的甲项目、总投资41亿元的乙项目两个项目合计126亿元: each has its own.
        parts = [f for f in here if f.role is Role.OWN and f.dimension == total.dimension]
    window = Window(total, parts)
    if len(parts) != wanted or (
        max(f.value for f in parts) >= total.value and slip_odds(window.sum, total) < UNLIKELY
    ):
        return None
    sure = not any(f.hedge for f in (total, *parts)) and (near(window) or has_unit_slipped(window))
    sure = sure and (said is None or _are_of_that(said[0], parts))
    # 任务2430亩，其中闲置土地612亩。两项合计: the one is within the other.
    sure = sure and "其中" not in reading.between(parts[0], parts[-1])
    return summed(window, None) if sure or window.verdict in GOOD else None


_MONTHS = later("(?:前|1-)\\d{1,2}个?月(?:份|底)?|(?:前[两三]|[一二三四])季度|[上下]半年")
#: 全年共举办4期活动: as many as are listed behind.
_HELD = later(
    "(?:举办|开展|组织|举行|召开)[^,。;、\\d]{0,4}([2-9]|[两二三四五六七八九])(?:期|次|场|批)"
)
#: One of so many figures looks by chance like a slip of the pen.
UNLIKELY = 30


def _quantity_of(held: re.Match[str] | None) -> int:
    if held is None:
        return 4
    return int(held[1]) if held[1].isascii() else MANY[held[1]]


def _are_of_that(said: str, parts: list[TextFigure]) -> bool:
    """Whether parts are of what a total says it is of: not 贷款3.2亿元 of 两个项目总投资合计."""
    if "累计" in said and any(_OF_THIS_TIME.search(f.lead) for f in parts):
        return False
    things = set(THINGS.findall(said))
    return not things or all(
        things & set(THINGS.findall(f.lead)) or not (f.lead and f.role is Role.MONEY) for f in parts
    )


_OF_THIS_TIME = later("[今本当][年月季周期]|年内|新增|\\d月")


def _plain(one: TextFigure) -> str:
    return one.lead.strip("、,;")
