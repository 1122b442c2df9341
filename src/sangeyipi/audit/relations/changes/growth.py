"""Growth in per cent or in times: from one figure to another, or from one and the difference.

The two ends are found by their words: 由A增至B, A（去年同期B）, A比上年的B, A比去年多D.  A fall
printed as growth is wrong even where its digits fit.  Growth of a count whose old value is not
printed needs a whole number to have grown from.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, judge
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, said_in
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.relations.changes import ends as apart
from sangeyipi.audit.relations.changes.growth_amounts import of_amount, of_speed, of_whole
from sangeyipi.audit.relations.changes.growth_lists import of_lists
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    FROM,
    TO,
    change_of,
    growth_of,
    is_base,
    is_past,
    is_year_before,
    is_yearly,
    said_old,
    sentence_before,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("项目由50个增至80个，增长60%。", "holds (80 - 50) / 50 * 100 = 60"),
    ("项目由50个增至80个，增长37.5%。", "wrong (80 - 50) / 50 * 100 = 37.5"),
    ("项目由80个减至50个，增长37.5%。", "wrong (50 - 80) / 80 * 100 = 37.5"),
    ("审批事项由120项压减至75项，压减60%。", "wrong (120 - 75) / 120 * 100 = 60"),
    (
        "用电由2.45万千瓦时降至2.06万千瓦时，下降18.9%。",
        "wrong (2.45 - 2.06) / 2.45 * 100 = 18.9",
    ),
    ("企业由24家增加到72家，增长3倍。", "wrong (72 - 24) / 24 = 3"),
    ("企业由60家增加到150家，增长1.5倍。", "holds (150 - 60) / 60 = 1.5"),
    (
        "引资212.6亿元，上年为187.9亿元，同比增长13.1%。",
        "holds (212.6 - 187.9) / 187.9 * 100 = 13.1",
    ),
    (
        "完成28.7亿元，比上年的23.5亿元增加5.2亿元，增长12.1%。",
        "wrong (28.7 - 23.5) / 23.5 * 100 = 12.1",
    ),
    ("到位12.6亿元，同比下降16%，去年同期为15亿元。", "holds (15 - 12.6) / 15 * 100 = 16"),
    ("1-5月完成60亿元，比去年同期多10亿元，增长20%。", "holds 10 / (60 - 10) * 100 = 20"),
    ("1亿元以上项目431个，比去年增长56.7%。", "holds 431 / 275 * 100 - 100 = 56.7"),
    (
        "2021年引进项目124个，2022年引进项目158个，同比增加34个、增长24.7%。",
        "wrong (158 - 124) / 124 * 100 = 24.7",
    ),
    ("全镇外出考察27次，同比增长125%。", "holds 27 / 12 * 100 - 100 = 125"),
    ("停建项目由23个减少到9个，减少14个，下降69%。", "wrong (23 - 9) / 23 * 100 = 69"),
    (
        "上月完成8.5亿元，本月完成10.2亿元，环比增长22%。",
        "wrong (10.2 - 8.5) / 8.5 * 100 = 22",
    ),
    (
        "去年同期开工64个，今年开工80个，增长25%；去年同期完成45亿元，今年完成54亿元，增长16.7%。",
        "wrong (54 - 45) / 45 * 100 = 16.7",
    ),
    ("税收12.6亿元，比去年同期减收1.4亿元，下降10%。", "holds 1.4 / (12.6 + 1.4) * 100 = 10"),
    (
        "地区生产总值由90亿元增至120亿元，增长25.1%。",
        "base-unclear (120 - 90) / 90 * 100 = 25.1",
    ),
    (
        "三季度收到231件，二季度收到204件，环比增加27件，增长13.2%。",
        "holds (231 - 204) / 204 * 100 = 13.2",
    ),
    # What has grown stands before a bracket that divides it.
    (
        "新增债券86.4亿元(一般债券5.2亿元、专项债券81.2亿元)，比上年增加14.4亿元，增长20%。",
        "holds 14.4 / (86.4 - 14.4) * 100 = 20",
    ),
    ("上年投产20个，比上年多投产8个，增长40%。", "holds 8 / 20 * 100 = 40"),
    ("申报材料由18件精简到12件，精简三分之一。", "rounding (18 - 12) / 18 * 100 = 33.33"),
    (
        "夏粮总产2.61亿公斤，比上年增产15.2%。上年夏粮总产2.32亿公斤。",
        "wrong (2.61 - 2.32) / 2.32 * 100 = 15.2",
    ),
    (
        "粮食总产量58.74万吨，比上年增产1.43万吨，增长4.5%（上年为57.31万吨）。",
        "wrong (58.74 - 57.31) / 57.31 * 100 = 4.5",
    ),
    (
        "今年谋划储备项目312个、总投资1468亿元；去年储备项目274个，同比增长83.9%。",
        "wrong (312 - 274) / 274 * 100 = 83.9",
    ),
    (
        "12月受理诉求12260件，环比下降8.24%（11月份为13405件）。",
        "wrong (13405 - 12260) / 13405 * 100 = 8.24",
    ),
)
#: What may stand before the word without naming another subject: 税收增长 is of something else.
_SAME = re.compile(
    r"[\s,、年的()]|\d|同比|环比|[比较]|去|上|同期|前|今|分别|共|总|净|实际|一|期|月|季度?"
)
OLD = later("(?:[上去]年|上年度|前年|上期|上月|上季度)(?:同期)?(?:为|是|的|仅|仅为|完成|只有)?$")
_THAN = later("[比较]([^,。;比较]{0,14})$")
_CHAIN = later("[、,]|和|及|与|以及")
_THAN_WHAT = later("[,、]?(?:[多少高低]|净增|增加|减少)")
_HUNDRED = Decimal(100)
_GAP, _WIDE, _FAR = 16, 30, 24


class Ends(NamedTuple):
    """What has become of what."""

    new: TextFigure
    old: TextFigure


def growth(reading: TextReading) -> Iterator[Finding]:
    """Every percentage and every number of times that something has grown or fallen by."""
    listed = {found.stated.order: found for found in of_lists(reading) if found.stated}
    for one in reading.figures:
        if one.order in listed:
            yield listed[one.order]
            continue
        speed = of_speed(reading, one)
        if speed is not None:
            yield _at_one_price(reading, speed)
            continue
        said = growth_of(one.lead) if one.role in (Role.PERCENT, Role.TIMES) else None
        if said is None or _SAME.sub("", one.lead[: said.start()]) or is_yearly(one.lead):
            continue
        sign = -1 if DOWN.search(said[1]) else 1
        if _is_range(reading, one):
            continue
        before = sentence_before(reading, one, 6)
        near = [f for f in before if f.role in COUNTABLE and not is_base(reading, f)]
        beside = bool(near) and _right_before(reading, near[0], one)
        found = _of_near(reading, one, near, sign) if beside else None
        if found is None or found.verdict is RelationVerdict.ROUNDING:
            # An amount is printed to more digits than the ends that it lies between.
            found = of_amount(reading, one) or found
        elif found.verdict is RelationVerdict.WRONG:
            found = of_whole(reading, one) or found
        found = found or apart.growth(reading, one)
        if found is None and beside and one.role is Role.PERCENT:
            found = _from_whole(reading, one, near[0], sign)
        if found is not None and (found.verdict in GOOD or not _is_of_list(reading, one)):
            yield _at_one_price(reading, found)


def _is_range(reading: TextReading, one: TextFigure) -> bool:
    """增长55.72%至78.79%: from the least to the most that is expected."""
    after = reading.figures[one.order + 1 : one.order + 2]
    ranged = bool(after) and after[0].role is one.role
    return ranged and _RANGE.fullmatch(reading.text, one.end, after[0].start) is not None


_RANGE = later("[-~至到—–]{1,2}")


def _of_near(
    reading: TextReading, one: TextFigure, near: list[TextFigure], sign: int
) -> Finding | None:
    ends = _from_to(reading, one, near[1:] if _is_more(near[0]) else near) or _beside(
        reading, one, near
    )
    # 58.74万吨，比上年增产1.43万吨，增长2.5%（上年为57.31万吨）: by how much is no end.
    new = near[1] if _is_more(near[0]) and len(near) > 1 else near[0]
    ends = ends or _behind(reading, one, new) or then_and_now(reading, one, near)
    ends = ends or _now_before(one, near)
    found = grown(one, ends.new, ends.old, sign) if ends else None
    return found or _by_difference(reading, one, near, sign)


def _is_of_list(reading: TextReading, one: TextFigure) -> bool:
    """Whether a percentage is the first of several that are told 分别: of what, its place says.

    比上月的43批1144人次分别上升76.7%、46.6% is not of the 1144 that stand next to it.
    """
    after = reading.figures[one.order + 1 : one.order + 2]
    if "分别" not in one.lead or not after or after[0].role is not one.role:
        return False
    return _CHAIN.fullmatch(reading.between(one, after[0])) is not None


_CHAIN = re.compile("[、,]|和|及|与|以及")


#: Output is published at the prices of its year, its growth at those of one year.
_REAL = later("生产总值|增加值|GDP|可比|不变价|同口径|剔除|扣除|实际增长")
_BESIDES = later(r"[(,](?:按|扣除|剔除|同口径|可比)")


def _at_one_price(reading: TextReading, found: Finding) -> Finding:
    """What is not wrong because it is not worked out of the figures that are printed."""
    first, last = found.figures[0], found.figures[-1]
    if found.verdict is not RelationVerdict.WRONG:
        return found
    said = re.split("[。\n]", reading.text[max(0, first.start - _WIDE) : first.start])[-1]
    said += reading.text[first.start : last.end]
    if not _REAL.search(said) and not _BESIDES.match(reading.text, last.end):
        return found
    why = Why("增长可能是按可比价算的，由写出的两个数算不出", Reason.OPEN)
    return found._replace(verdict=RelationVerdict.BASE_UNCLEAR, remedy="", why=why)


def alike(one: TextFigure, other: TextFigure) -> bool:
    """Whether two figures count or measure the same."""
    return (one.role, one.dimension) == (other.role, other.dimension)


# ---- the two ends


def _from_to(reading: TextReading, one: TextFigure, near: list[TextFigure]) -> Ends | None:
    """由52个增至92个，增长…; the percentage may be of no other pair."""
    if len(near) < 2:
        return None
    new, old = near[0], near[1]
    if not alike(new, old) or old.order != new.order - 1:
        return None
    if not FROM.search(reading.text[max(0, old.start - 26) : old.start]):
        return None
    if not TO.search(reading.between(old, new)) or len(reading.between(new, one)) > _FAR:
        return None
    return Ends(new, old)


def _right_before(reading: TextReading, near: TextFigure, one: TextFigure) -> bool:
    """Whether nothing stands between but how many times as much it is."""
    between = reading.figures[near.order + 1 : one.order]
    return all(f.role is Role.TIMES for f in between)


_THEN = later("(?:^|[,;])(?:[上去]年|上月|上期|上季度|上一?[批期年月])(?:同期)?")
_NOW = later("^[,、;]?(?:今年|本年|本月|当月|本期|本季度?|本批)")


def then_and_now(reading: TextReading, one: TextFigure, near: list[TextFigure]) -> Ends | None:
    """上月完成8.5亿元，本月完成10.2亿元，环比增长20%: each said to be of its own time."""
    of_all = near[1:] if _is_more(near[0]) else near
    if len(of_all) < 2 or len(reading.between(near[0], one)) > _GAP:
        return None
    new, old = of_all[0], of_all[1]
    if not alike(new, old) or old.order != new.order - 1:
        return None
    if re.sub("[本当]月", "", new.measure) != old.measure:
        return None
    before = reading.text[max(0, old.start - _WIDE) : old.start]
    clause = re.split("[,;。\n]", before)[-1]
    if not _NOW.search(new.lead) or not _THEN.search(f",{clause}") or new.inner or old.inner:
        return None
    return Ends(new, old)


def _now_before(one: TextFigure, near: list[TextFigure]) -> Ends | None:
    """今年储备项目312个、总投资1468亿元；去年储备项目274个，同比增长13.9%: the last is what was."""
    old = near[0]
    if not is_past(old.lead) or old.inner or "比" in old.lead or "较" in old.lead:
        return None
    if _GROWN_SINCE.fullmatch(one.lead) is None:
        return None
    called = _OF_TIME.sub("", old.lead).lstrip(",;、")
    kin = [f for f in near[1:] if alike(f, old) and f.unit == old.unit and not f.inner]
    new = kin[0] if kin else None
    if new is None or is_past(new.lead) or change_of(new.lead) or len(called) < _CALLED:
        return None
    return Ends(new, old) if called in new.lead else None


_GROWN_SINCE = later(",?(?:今年)?同比(?:增长|上升|下降|减少|增加)了?")
_OF_TIME = later(f"(?:{LAST_YEAR}|同期|全年)(?:为|是|有|共)?")
_CALLED = 2


def _beside(reading: TextReading, one: TextFigure, near: list[TextFigure]) -> Ends | None:
    """212.6亿元，上年为187.9亿元; 28.7亿元，比上年的23.5亿元(增加5.2亿元)."""
    of_all = near[1:] if _is_more(near[0]) else near
    if len(of_all) < 2 or len(reading.between(near[0], one)) > _GAP:
        return None
    old, new = of_all[0], of_all[1]
    if not alike(new, old) or old.order != new.order + 1 or old.measure != new.measure:
        return None
    between = reading.between(new, old)
    # 减少258起、217人: a chain has no before and after.
    if _CHAIN.fullmatch(between):
        return None
    if len(between) > _WIDE or growth_of(old.lead) or change_of(old.lead):
        return None
    if not OLD.search(between) and not said_old(reading, old):
        return None
    if is_year_before(new.lead, old.lead):
        # 2021年引进124个，2022年引进158个: the latter is of now.
        return Ends(old, new)
    return Ends(new, old)


def _behind(reading: TextReading, one: TextFigure, new: TextFigure) -> Ends | None:
    """到位12.6亿元，同比下降16%，去年同期为15亿元."""
    after = reading.figures[one.order + 1 : one.order + 2]
    if not after or not alike(new, after[0]) or after[0].sentence != one.sentence:
        return None
    between = reading.between(one, after[0])
    # 去年同期为50亿元和40亿元: which of the two is not said.
    if re.match("[、和及与]", reading.text[after[0].end : after[0].end + 1]):
        return None
    if len(between) >= _GAP:
        return None
    # 环比下降8.54%（11月份为13405件）.
    then = OLD.search(between) or ("环比" in one.lead and _MONTH_BEFORE.fullmatch(between))
    return Ends(new, after[0]) if then else None


_MONTH_BEFORE = later("\\(\\d{1,2}月份?(?:为|是)?")


def _is_more(one: TextFigure) -> bool:
    return change_of(one.lead) is not None


def _by_difference(
    reading: TextReading, one: TextFigure, near: list[TextFigure], sign: int
) -> Finding | None:
    """完成60亿元，比去年同期多10亿元，增长20%."""
    if len(near) < 2:
        return None
    diff, other = near[0], _outside(reading, near[1:], near[0])
    more = change_of(diff.lead)
    if not more or len(reading.between(diff, one)) > _GAP - 4 or not alike(diff, other):
        return None
    down = -1 if DOWN.search(more[1]) else 1
    if down != sign or not _THAN.search(diff.lead[: more.start()]):
        return None
    if _THAN_WHAT.match(other.lead) or (_is_more(other) and _NEW not in other.lead):
        # 较一季度的20个多7个，…，其中6月环比减少2个: how much more is no amount.
        return None
    than = diff.lead[: more.start()]
    if _is_of_another(reading, than, other, one) or _is_in_list(reading, other):
        found = _of_last(one, diff, other, sign)
        return found if found is not None and found.verdict in GOOD else None
    nearest = _of_last(one, diff, other, sign)
    if nearest is not None and nearest.verdict in GOOD:
        return nearest
    for now in near[2:4]:
        # 三季度231件，二季度204件，环比增加27件，增长13.2%: the two are told before.
        if alike(now, other) and abs(now.value - other.value) == diff.value:
            # 2021年124个，2022年158个，增加34个: which is of now the way says.
            turned = (now.value < other.value) is (sign > 0)
            found = grown(one, *((other, now) if turned else (now, other)), sign)
            # 6起，同比增加3起；9起，…: in a row of such, one has not become the next.
            own = found is not None and found.verdict in GOOD
            return found if own or ";" not in reading.between(now, other) else nearest
        if alike(now, other) and apart.keys_of(now.lead) and apart.keys_of(other.lead):
            return None
    return nearest


_NEW = "新增"


def _is_of_another(reading: TextReading, than: str, other: TextFigure, one: TextFigure) -> bool:
    """投入35009万元，…，使预付账款较上年增加11208万元: the words before 较 name something else.

    以2016年的收入114915万元计算，收入较2016年增加4974万元: nor is what the year named had of now.
    """
    said = _THAN.search(than)
    if said is None:
        return False
    begin = reading.begun("。;\n", other.start)
    before = reading.text[begin : other.end + _TAIL]
    year = _YEAR.search(said[1])
    if year is not None and year[0] in re.split("[,;。]", other.lead)[-1]:
        return True
    own = _DULL.sub("|", re.split("[,;。]", than[: said.start()])[-1])
    names = [each for each in own.split("|") if each]
    if not names or len(names[-1]) < _NAME or "其中" in than:
        return False
    # What it is stands last: 预付账款, 销售收入.
    return names[-1][-2:] not in before


_TAIL, _NAME = 8, 4
_YEAR = later("(?:19|20)\\d{2}年")
_DULL = later(
    f"(?:\\d{{1,4}}[年月日])|[年月]?[末底初]|同期|第?[一二三四]季度|[上去今本]年|使得?|由于|因为?|[是致]|公司|我[省市县区]|{REGION_OR_NATION}|同比|环比|预计|[的约]"
)


def _is_in_list(reading: TextReading, one: TextFigure) -> bool:
    """分别为a、b、c，2008年较2007年增加x: which of them is of which year is not said here."""
    before = reading.figures[one.order - 1] if one.order else one
    chained = before is not one and alike(before, one)
    return chained and _CHAIN.fullmatch(reading.between(before, one)) is not None


def _outside(reading: TextReading, near: list[TextFigure], of: TextFigure) -> TextFigure:
    """债券213亿元(一般12亿元、专项201亿元)，比上年增加50亿元: what grew stands before it."""
    for one in near:
        behind = reading.between(one, of)
        if behind.count(")") <= behind.count("("):
            return one
    return near[0]


def _of_last(one: TextFigure, diff: TextFigure, other: TextFigure, sign: int) -> Finding | None:
    """What a percentage should be where the last amount has changed by the difference behind it."""
    old = is_past(other.lead)
    base = other.value - (0 if old else sign * diff.value)
    room = other.half + (0 if old else diff.half)
    low, high = base - room, base + room
    if low <= 0:
        return None
    factor = Decimal(1) if one.role is Role.TIMES else _HUNDRED
    value = EXACT.divide(diff.value * factor, base)
    least, most = diff.interval
    reach = (EXACT.divide(least * factor, high), EXACT.divide(most * factor, low))
    by = said_in(diff.value, diff)
    end = said_in(other.value, diff)
    text = f"{by} / {end}" if old else f"{by} / ({end} {'-' if sign > 0 else '+'} {by})"
    text += "" if one.role is Role.TIMES else " * 100"
    return judge(one, value, reach, text, (other, diff))


# ---- a whole number to have grown from


def _from_whole(
    reading: TextReading, one: TextFigure, near: TextFigure, sign: int
) -> Finding | None:
    """431个，比去年增长56.7%: from a whole number that is not printed."""
    # 考察31次 is as whole a number as 31个.
    whole = near.role is Role.COUNT or (near.role is Role.QUANTITY and not near.half)
    if not whole or one.hedge or near.hedge or is_past(near.lead):
        return None
    if not re.match("[,(]?(?:同比|比|较)", reading.between(near, one)):
        return None
    now = near.value
    ratio = 1 + sign * one.printed / 100
    if ratio <= 0 or not now:
        return None
    close = int(EXACT.divide(now, ratio))
    fits = [old for old in range(max(1, close - 2), close + 4) if _fits(one, now, old, sign)]
    if len(fits) > 1:
        return None
    if not fits and near.role is not Role.COUNT:
        return None
    if not fits:
        said = f"没有一个整数按 {one.text} 变成 {near.text}，比的可能不是这个数"
        return Finding(
            RelationVerdict.BASE_UNCLEAR, RelationKind.DIFFERENCE, said, "", None, one, (near,)
        )
    (old,) = fits
    value = sign * (EXACT.divide(now * 100, Decimal(old)) - 100)
    text = f"{now:f} / {old} * 100 - 100" if sign > 0 else f"100 - {now:f} / {old} * 100"
    unit = near.unit if near.role is Role.QUANTITY else "个"
    said, why = f"原来 {old} {unit}，正好", Why("原来的数没有写出，是推算的", Reason.OPEN)
    kind = RelationKind.DIFFERENCE
    return Finding(RelationVerdict.HOLDS, kind, said, text, value, one, (near,), "", why)


def _fits(one: TextFigure, now: Decimal, old: int, sign: int) -> bool:
    value = EXACT.divide(now * 100, Decimal(old)) - 100
    return half_up(sign * value, one.places) == one.printed
