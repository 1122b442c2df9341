"""Totals that come after their parts, and a whole with one part in brackets.

甲5个、乙9个，共14个 is wrong where the parts are a plain row of batches or a list that 分别为
opens; elsewhere only what comes out is told.  What is of some of a list `totals_of_few` tells.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sangeyipi.audit.judging.adding import (
    Window,
    is_slip_of_parts,
    lacks_one,
    lost,
    may_hold,
    near,
    summed,
)
from sangeyipi.audit.judging.completeness import all_either, complete, exclusive
from sangeyipi.audit.judging.evidence import is_slip_of_sum, slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.relations.sums.totals_of_few import said_of_few
from sangeyipi.audit.relations.sums.totals_of_several import (
    UNLIKELY,
    counted_beside,
    of_said_parts,
    speaks_of_parts,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, OVERLAPPING
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL, IN_ALL_SO_FAR, SUMMED
from sangeyipi.audit.text.totals_said import (
    LISTED,
    MANY,
    counter_of,
    earlier_than,
    kin_of,
    said_of_total,
)
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共21个项目。", "holds 5 + 9 + 7 = 21"),
    ("列入“签约一批”5个、“开工一批”9个、“投产一批”7个，共22个项目。", "wrong 5 + 9 + 7 = 22"),
    (
        "专项债、贷款、自筹分别为9.1亿元、16.5亿元和3亿元，共28.6亿元。",
        "holds 9.1 + 16.5 + 3 = 28.6",
    ),
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
        "前三位是甲县（35.2亿元）、乙县（31.6亿元）、丙县（28.8亿元），三县合计96.5亿元。",
        "wrong 35.2 + 31.6 + 28.8 = 96.5",
    ),
    (
        "绿灯项目29个、黄灯项目8个、红灯项目4个，全县纳入亮灯管理的项目共43个。",
        "wrong 29 + 8 + 4 = 43",
    ),
    (
        "财政拨款2.8亿元、贷款6.4亿元、自筹3.3亿元，三项合计13.5亿元。",
        "wrong 2.8 + 6.4 + 3.3 = 13.5",
    ),
    (
        "农商行12.6亿元、邮储8.4亿元、工行7.3亿元、其他9.8亿元，共投放38.1亿元。",
        "holds 12.6 + 8.4 + 7.3 + 9.8 = 38.1",
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
        "2021—2023年分别争取资金1.46亿元、2.18亿元、2.75亿元，三年累计6.19亿元。",
        "wrong 1.46 + 2.18 + 2.75 = 6.19",
    ),
    (
        "前五位为甲类1786.4亿元、乙类664.3亿元、丙类371.5亿元、丁类342.8亿元、戊类191.2亿元，"
        "五条产业链合计3165亿元。",
        "wrong 1786.4 + 664.3 + 371.5 + 342.8 + 191.2 = 3165",
    ),
    ("监测天数365天，其中优74天、良240天、污染51天，优良天数314天。", "holds 74 + 240 = 314"),
    # As many as were held; each alone in a bracket; and what is said of both.
    (
        "全年共举办4期活动，签约项目分别为38个、42个、35个和47个，全年签约562个。",
        "wrong 38 + 42 + 35 + 47 = 562",
    ),
    (
        "排名前三的为甲（1182.4亿元）、乙（662.7亿元）、丙（365.1亿元），合计2810.2亿元。",
        "wrong 1182.4 + 662.7 + 365.1 = 2810.2",
    ),
    (
        "县区属项目1—7月完成投资165.2亿元，占计划268.4亿元的61.5%；市直项目同期完成21.3亿元。"
        "两类项目1—7月合计完成186.3亿元。",
        "wrong 165.2 + 21.3 = 186.3",
    ),
    (
        "城市低保1846户，发放低保金1785.6万元；农村低保9870户，发放低保金5240.3万元，两项合计发放4025.9万元。",
        "wrong 1785.6 + 5240.3 = 4025.9",
    ),
    (
        "第一产业完成23.86亿元；第二产业完成591.4亿元；第三产业完成462.74亿元。三次产业投资合计1073亿元。",
        "wrong 23.86 + 591.4 + 462.74 = 1073",
    ),
    ("省重点共77个（含打捆项目13个），其中列入考核的64个。", "holds 13 + 64 = 77"),
)
_TOTAL = re.compile(
    f"(?:(?:上半年|前[两三]季度|全年)?{IN_ALL}|合计为|(?:上半年|前[两三]季度|全年)?共[\u4e00-\u9fff]{{2}}"
    f"|[二两三四五六七八](?:年|个月|个季度)(?:{IN_ALL_SO_FAR})(?:新?开工|签约|投产|完成投资|完成|实施"
    "|投入|争取|下达|拨付|发行|到位|引进|建成|办结|培训|安排)?(?:项目|资金|企业)?"
    f"|[二两三四五六七八]个?(?:批次|部分|[批项类期个县区者家笔档])(?:项目|产业)?(?:{IN_ALL_SO_FAR})"
    f"|[二两三四五六七八九](?:个|条|家|座|所|支|处|大|类|项)[^,。;、\\d]{{1,8}}?(?:{SUMMED}))"
    "(?:有|为|达|完成|投资|增加|减少|新增|净增)*约?$"
)
_MOST, _GAP, _LABEL = 12, 24, 8
_BRACKET = later(r"\([^()]{0,40}\)")
_PARTIAL = later(f"等|{ALSO}|其余|以[上下]|{OVERLAPPING}|不含")


def totals(reading: TextReading) -> Iterator[Finding]:
    """Every total whose parts stand before it, or around it."""
    for one in reading.figures:
        # 数字经济占12.6%、新材料占8.5%，两个产业合计21.1%.
        shares = one.role is Role.PERCENT and _ADDED_UP.search(one.lead) is not None
        if said_of_few(reading, one) is not None:
            continue
        if (one.role not in COUNTABLE and not shares) or one.inner:
            continue
        if not (_speaks(one.lead) or counter_of(reading, one)):
            found = _bracketed(reading, one) or _joined(reading, one)
            if found is not None:
                yield found
                yield from _beside(reading, one, len(found.operands))
            continue
        said = said_of_total(reading, one).lstrip(",、;")
        found = _after(reading, one) if _TOTAL.fullmatch(said) else None
        found = found or (_of_all_either(reading, one) if _NAMED.fullmatch(said) else None)
        if found is None and _PRODUCT.fullmatch(said):
            found = _of_industries(reading, one)
        found = found or _bracketed(reading, one) or of_said_parts(reading, one)
        if found is not None:
            yield found
            yield from _beside(reading, one, len(found.operands))


@lru_cache(maxsize=4096)
def _speaks(lead: str) -> bool:
    """Whether the words before a figure may say that it is a total of what stands before it."""
    said = lead.lstrip(",、;")
    whole = _TOTAL.fullmatch(said) or _NAMED.fullmatch(said) or _PRODUCT.fullmatch(said)
    return bool(whole) or speaks_of_parts(lead)


def _after(reading: TextReading, total: TextFigure) -> Finding | None:
    """5个、9个、7个，共21个."""
    parts = _row(reading, total) or _row_in_brackets(reading, total)
    said = _SAID_MANY.search(said_of_total(reading, total))
    counted = said is not None and MANY[said[1]] == len(parts)
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
    if parts[0].inner:
        return slip_odds(window.sum, total) >= UNLIKELY
    if _all_there(reading, window):
        return True
    batches = {words.state_of(one.lead) for one in parts if words.BATCH.search(one.lead)}
    listed = LISTED.search(parts[0].lead) is not None
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
        for f in earlier_than(reading, total)
        if f.sentence == total.sentence and f.dimension == total.dimension
    ]
    said = reading.text[parts[0].start : total.start]
    plain = not any(f.hedge or change_of(f.lead) for f in parts) and not _PARTIAL.search(said)
    return plain and [f.order for f in here] == [f.order for f in parts]


_ADDED_UP = later(f"(?:{SUMMED})(?:为|达|完成|投资)*$")


def _with_others(reading: TextReading, total: TextFigure) -> Window | None:
    """What comes to a total of its sentence, with figures of other kinds between."""
    kin, roof = kin_of(total), total.about[1]
    apart: list[TextFigure] = []
    exact = 0
    for one in reversed(earlier_than(reading, total)):
        if one.sentence != total.sentence or exact > roof:
            break
        if kin_of(one) != kin:
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
_PRODUCT = re.compile(
    f"[^,。;\\d]{{0,8}}(?:生产总值|GDP)(?:为|达|达到|{IN_ALL})?"
    f"|(?:{WHOLE_REGION})?三次产业[^,。;\\d]{{0,8}}(?:{SUMMED})(?:为|达|完成|实现)*"
)
#: 全县纳入亮灯管理的项目共43个.
_NAMED = re.compile(f"[^,。;、\\d]{{2,24}}(?:{IN_ALL}|总数为?)(?:有|为|达)?")


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
    if after and after[0].sentence == total.sentence and kin_of(after[0]) == kin_of(total):
        return None
    window = Window(total, parts)
    return summed(window, None) if near(window) else None


def _beside(reading: TextReading, total: TextFigure, size: int) -> Iterator[Finding]:
    """三批合计256个、总投资1571亿元: the amounts of the same rows."""
    yield from counted_beside(reading, total)
    for other in reading.figures[total.order + 1 : total.order + 3]:
        if other.role is not Role.MONEY or other.sentence != total.sentence or other.inner:
            return
        apart = [
            one
            for one in earlier_than(reading, total)
            if total.sentence - one.sentence <= 1 and kin_of(one) == kin_of(other)
        ]
        window = Window(other, apart[-size:])
        if len(window.parts) == size > 1 and window.verdict in GOOD:
            yield summed(window, None)


def _row_in_brackets(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """前三的为甲（1182.4亿元）、乙（662.7亿元）、…，合计: each alone in a bracket."""
    here = [f for f in reading.by_sentence[total.sentence] if f.order < total.order]
    parts = [f for f in here if f.inner and (f.role, f.unit) == (total.role, total.unit)]
    if len(parts) <= 2 or parts != here[-len(parts) :] or parts[-1].order + 1 != total.order:
        return []
    text = reading.text
    alone = all(text[f.start - 1] == "(" and text.startswith(")", f.end) for f in parts)
    said = _FIRST_OF.search(text, reading.begun("。;\n", parts[0].start), parts[0].start)
    gaps = [text[a.end + 1 : b.start - 1] for a, b in pairwise(parts)]
    named = all(gap.startswith("、") and len(gap) <= _GAP for gap in gaps)
    counted = said is not None and MANY[said[1]] == len(parts)
    last = text[parts[-1].end + 1 : total.start] == "," + total.lead.lstrip(",")
    return parts if alone and named and counted and last else []


_FIRST_OF = later("(?:排名|位列|居|列)?(?:前|后|首)([两二三四五六七八九])(?:位|名|的)")


_APART = later("其中|;|加上")


def _row(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """The parts right before a total, with nothing else between them."""
    found: list[TextFigure] = []
    last, kin = counter_of(reading, total) or total, kin_of(total)
    for one in reversed(reading.figures[max(0, last.order - _MOST) : last.order]):
        if one.inner:
            continue
        if one.sentence != total.sentence or kin_of(one) != kin:
            break
        gap = reading.text[one.end : last.start]
        if "(" in gap:
            gap = _BRACKET.sub("", gap)
        if len(gap) > _GAP or _APART.search(gap):
            break
        found.insert(0, one)
        last = one
        if LISTED.search(one.lead):
            break
    return found


def _joined(reading: TextReading, total: TextFigure) -> Finding | None:
    """优74天、良240天，优良天数314天: called by what its parts are called."""
    before = reading.figures[total.order - 1] if total.order > 1 else total
    if not _FEW_WORDS < len(total.lead) <= _LABEL + _FEW_WORDS or before.inner or total.hedge:
        return None
    here = [f for f in earlier_than(reading, total) if f.sentence == total.sentence]
    for parts in pairwise(here):
        called = [_called(f.lead) for f in parts]
        if all(called) and "".join(called) in total.lead and kin_of(parts[1]) == kin_of(total):
            window = Window(total, list(parts))
            return summed(window, None) if window.verdict in GOOD else None
    return None


@lru_cache(maxsize=4096)
def _called(lead: str) -> str:
    return _JOINING.sub("", lead)


_JOINING = re.compile("其中|[、,和]")
_FEW_WORDS = 2


#: 三项合计: as many as stand there.
_SAID_MANY = later(
    f"([两二三四五六七八九])(?:个?(?:批次|部分|[批项类期者笔档])(?:{IN_ALL})"
    f"|(?:个|条|家|座|所|支|处|大|类|项)(?P<what>[^,。;、\\d]{{1,8}}?)(?:{SUMMED})"
    f"|(?:年|个月|个季度)(?:{IN_ALL_SO_FAR}))"
)


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
