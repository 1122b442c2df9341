"""A rate whose two counts stand in the bracket behind it, and a rate of rows taken together.

为72.7%（11个项目开工8个）: nothing else is meant; nor is it where the whole has a bracket of its
own, 县定任务（34亿元）的54%.  三批合计完工45个，总完工率70.3%: of what the wholes of the rows
come to, where what is done of them comes to that count.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "民生工程完成投资26亿元，同比增长40%，占全市固定资产投资（50.63亿元）的比重为59.4%。",
        "wrong 26 / 50.63 * 100 = 59.4",
    ),
    ("开工率最低的是东桥镇，为72.7%（11个项目开工8个）。", "holds 8 / 11 * 100 = 72.7"),
    ("开工率最低的是东桥镇，为77.2%（11个项目开工8个）。", "wrong 8 / 11 * 100 = 77.2"),
    (
        "第一批21个已完工20个，完工率95.2%；第二批26个已完工19个，完工率73.1%；"
        "第三批17个已完工6个，完工率35.3%。三批合计完工45个，总完工率70.3%。",
        "holds 45 / (21 + 26 + 17) * 100 = 70.3",
    ),
    # The rate on the first task was copied to the second.
    (
        "到位资金18.36亿元，完成市定任务（31.5亿元）的58.29%；完成县定任务（34亿元）的58.29%。",
        "wrong 18.36 / 34 * 100 = 58.29",
    ),
)
_NO = later("其中|同比|[上去]年|增|减|比")
_ALL = re.compile("(?:总|综合|整体|总体|合计|平均)[^,。;\\d]{0,8}率(?:为|达到?|是)?$")
_MOST, _LONG = 24, 60


def bracketed_rates(reading: TextReading) -> Iterator[Finding]:
    """Every rate of the two kinds."""
    for one in reading.of(Role.PERCENT):
        if not one.printed or one.inner:
            continue
        if reading.text.startswith("(", one.end):
            found = _bracketed(reading, one)
        else:
            found = _of_rows(reading, one) if _ALL.search(one.lead) else None
        if found is not None:
            yield found


def of_bracketed_whole(reading: TextReading, one: TextFigure) -> Finding | None:
    """县定任务(34亿元)的54%: of what is in the bracket, and of no other."""
    pair = _whole_pair(reading, one)
    if pair is None:
        return None
    found = told(pair, one)
    if found.verdict in GOOD or is_slip(pair.value, one):
        return found
    for before in reversed(reading.figures[reading.begins[one.order] : pair.base.order]):
        other = _whole_pair(reading, before) if before.role is Role.PERCENT else None
        if other is None or other.part is not pair.part or before.printed != one.printed:
            continue
        if told(other, before).verdict in GOOD:
            return found._replace(why=Why(f"像是照抄了前面的 {before.text}"))
    return None


#: 占全市投资(50亿元)的比重为51%.
_OF_IT = later("\\)的(?:(?:比重|比例|份额)(?:约?为|达到?|是)?)?")


def _whole_pair(reading: TextReading, one: TextFigure) -> RatePair | None:
    """What stands alone in a bracket before a percentage, and what was told of before it."""
    base = reading.figures[one.order - 1] if one.order else one
    if not base.inner or one.inner or base.role not in COUNTABLE or base.sentence != one.sentence:
        return None
    if reading.text[base.start - 1] != "(" or not _OF_IT.fullmatch(
        reading.text, base.end, one.start
    ):
        return None
    if base.hedge or one.hedge or base.interval[0] <= 0:
        return None
    for part in reversed(reading.figures[reading.begins[one.order] : base.order]):
        if part.inner or part.role not in COUNTABLE or change_of(part.lead):
            continue
        plain = part.dimension == base.dimension and not part.hedge
        return RatePair(part, base) if plain else None
    return None


def _bracketed(reading: TextReading, one: TextFigure) -> Finding | None:
    """72.7%(11个项目开工8个)."""
    close = reading.text.find(")", one.end, one.end + _LONG)
    near = [f for f in reading.figures[one.order + 1 : one.order + 4] if f.start < close]
    if close < 0 or len(near) != 2 or not is_share(reading, one):
        return None
    said = reading.text[one.end : close]
    first, second = near
    if _NO.search(said) or any(f.role not in COUNTABLE or f.hedge or not f.value for f in near):
        return None
    if first.dimension != second.dimension or first.value == second.value:
        return None
    part, base = (first, second) if first.value < second.value else (second, first)
    found = told(RatePair(part, base), one)
    sure = found.verdict in GOOD or (found.computed is not None and is_slip(found.computed, one))
    return found if sure else None


def _of_rows(reading: TextReading, one: TextFigure) -> Finding | None:
    """三批合计完工45个，总完工率70.3%: the rows stand before it, a whole and a part each."""
    part = reading.figures[one.order - 1] if one.order else one
    if part.role not in COUNTABLE or part.sentence != one.sentence or part.inner or part.hedge:
        return None
    bases: list[TextFigure] = []
    done = Decimal(0)
    at = part.order - 1
    while at >= max(1, part.order - _MOST):
        if reading.figures[at].role is Role.PERCENT:
            at -= 1
            continue
        row, base = reading.figures[at], reading.figures[at - 1]
        kin = row.unit == base.unit == part.unit and row.paragraph == part.paragraph
        if not kin or base.sentence != row.sentence or not row.value <= base.value:
            break
        bases.insert(0, base)
        done += row.value
        at -= 2
        if done >= part.value:
            break
    if len(bases) < 2 or done != part.value:
        return None
    whole = sum((f.value for f in bases), Decimal(0))
    value = EXACT.divide(part.value * 100, whole)
    room = sum((f.half for f in bases), Decimal(0))
    reach = (
        EXACT.divide((part.value - part.half) * 100, whole + room),
        EXACT.divide((part.value + part.half) * 100, whole - room),
    )
    verdict = judged(value, reach, one)
    every = " + ".join(said_in(f.value, part) for f in bases)
    text = f"{said_in(part.value, part)} / ({every}) * 100"
    said = f"{part.text} 是 {every} 之和的 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(value, one)
        if why is None:
            return None
        remedy = f"各数若无误，应为 {one.as_printed(value)}"
    elif verdict not in GOOD:
        return None
    kind = RelationKind.RATE
    return Finding(verdict, kind, said, text, value, one, (part, *bases), remedy, why)
