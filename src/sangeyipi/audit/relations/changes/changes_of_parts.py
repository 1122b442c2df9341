"""What has changed of each part comes to what has changed of the whole: 减95 of 增118、减213.

Asked of sums and differences that hold; wrong only by a slip, or where one goes the other way.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import COMPARED, PAST
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "收入完成24783万元，比上年减收954万元。其中：税收8236万元，比上年增收1187万元；"
        "非税收入16547万元，比上年减收2141万元。",
        "holds 2141 - 1187 = 954",
    ),
    (
        "粮食面积73.4126万亩，比上年增0.6127万亩。其中：夏粮面积31.2084万亩，比上年增0.3915万亩；"
        "秋粮面积42.2042万亩，比上年增0.1212万亩。",
        "wrong 0.3915 + 0.1212 = 0.6127",
    ),
    (
        "开复工项目562项，比去年同期增加97项，完成投资414.6亿元，比去年同期增加37.2亿元。其中新建项目"
        "开工297项，比去年同期增加113项，完成投资163.2亿元，增加45.9亿元；续建项目复工265项，比去年同期"
        "减少16项，完成投资251.4亿元，减少8.7亿元。",
        "holds 45.9 - 8.7 = 37.2",
    ),
    (
        "开复工项目562项，比去年同期增加97项。其中新建项目开工297项，比去年同期增加113项；续建项目复工"
        "265项，比去年同期增加16项。",
        "wrong 113 + 16 = 97",
    ),
    (
        "出生率10.83‰，比上年下降0.62个千分点；死亡率5.21‰，比上年下降0.25个千分点；"
        "自然增长率5.62‰，比上年下降0.37个千分点。",
        "holds 0.62 - 0.25 = 0.37",
    ),
    (
        "签约468个、增加31个；开工817个、减少24个；投产926个、增加57个；三类合计2211个、净增74个。",
        "wrong 31 + 57 - 24 = 74",
    ),
)
#: A smaller change comes out by chance.
_TELLING = 10
_SINCE = later(f"{PAST}|{COMPARED}")
_SINCE_LAST_YEAR = frozenset({"同比", "同期", "上年", "去年"})
_REACH = 3


def changes_of_parts(
    reading: TextReading, one: Finding, whole: TextFigure, signs: list[int]
) -> Iterator[Finding]:
    """What the changes behind a whole and its parts come to, where each has one."""
    moves = [_change(reading, f) for f in (whole, *one.operands)]
    stated = moves[0]
    if stated is None or len({_since(f) for f in moves if f is not None} - {""}) > 1:
        return
    parts = [f for f in moves[1:] if f is not None]
    # 增加269万元(其中甲增加8万元，…): what is itself a change has none.
    if (
        len(parts) < len(one.operands)
        or any(f.start in one.starts for f in (stated, *parts))
        or any(f.dimension != stated.dimension for f in parts)
    ):
        return
    if any(f.hedge for f in (stated, *parts)) or len({f.start for f in parts}) < len(parts):
        return
    way = _way(stated)
    signed = sorted(
        ((sign * _way(f) * way, f) for sign, f in zip(signs, parts, strict=True)),
        key=lambda each: -each[0],
    )
    value = sum((sign * f.value for sign, f in signed), Decimal(0))
    turned = _turned(signed, value, stated)
    if all(sign > 0 for sign, _ in signed) and not turned:
        window = Window(stated, [f for _, f in signed])
        if window.verdict in GOOD or (slip_of(window.sum, stated) and not _is_rounded(one, window)):
            yield summed(window, None)
        return
    room = sum((f.half for f in parts), Decimal(0))
    verdict = judged(value, (value - room, value + room), stated)
    # 减少4起: another digit alone is no slip, and what no longer happens no item names.
    why = turned or (slip_of(value, stated) if value > 0 and stated.printed >= _TELLING else None)
    if verdict not in GOOD and not why:
        return
    text = said_in(signed[0][1].value, stated) if signed[0][0] > 0 else ""
    for sign, f in signed[1 if text else 0 :]:
        text += f" {'+' if sign > 0 else '-'} {said_in(f.value, stated)}"
    said = f"各部分的增减合计 {shown(value, stated)}，写的是 {stated.text}"
    remedy = ""
    if verdict is RelationVerdict.WRONG:
        remedy = f"各部分若无误，应为 {stated.as_printed(value)}"
        if turned:
            remedy = "核对是增是减，把写反的一处改过来"
    operands = tuple(f for _, f in signed)
    kind, why = RelationKind.SUM, None if verdict in GOOD else why
    yield Finding(verdict, kind, said, text.strip(), value, stated, operands, remedy, why)


def _is_rounded(one: Finding, window: Window) -> bool:
    """Whether changes are off by no more than they are where each is one of rounded amounts.

    12.31万册 of 7.84 and 4.48 are off by rounding, and so may be what they changed by.
    """
    room = window.total.half + sum((f.half for f in window.parts), Decimal(0))
    off = abs(window.sum - window.total.value)
    return one.verdict is RelationVerdict.ROUNDING and off <= 2 * room


def _turned(signed: list[tuple[int, TextFigure]], value: Decimal, stated: TextFigure) -> Why | None:
    """Which change goes the other way, if just that makes the others come to the digit."""
    if value == stated.value or stated.value < _TELLING:
        return None
    if value == -stated.value:
        return Why(f"{stated.text} 的增减方向反了", Reason.TURNED)
    found = [f for sign, f in signed if value - 2 * sign * f.value == stated.value]
    if len(found) != 1:
        return None
    return Why(f"像是 {found[0].text} 的增减方向反了", Reason.TURNED)


def _change(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """By how much a figure has changed, told behind it before the next of its kind."""
    for f in reading.figures[one.order + 1 : one.order + 1 + _REACH]:
        if f.sentence != one.sentence:
            return None
        points = f.role is Role.POINTS or "千分点" in f.text
        if f.dimension != one.dimension and not (points and one.role not in COUNTABLE):
            if f.unit == "个" and reading.text.startswith("千分点", f.end):
                return f if change_of(f.lead) else None
            continue
        if change_of(f.lead):
            return f
        if not (is_past(f.lead) or re.search("比[^,;]{0,40}年的?$", f.lead)):
            return None
    return None


def _way(one: TextFigure) -> int:
    change = change_of(one.lead)
    return -1 if change is not None and DOWN.search(change[1]) else 1


def _since(one: TextFigure) -> str:
    """Since when something has changed; "" where that is not said."""
    said = _SINCE.search(one.lead)
    if said is None:
        return ""
    return "同比" if said[0] in _SINCE_LAST_YEAR else said[0]
