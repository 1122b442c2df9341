"""Rates and changes of shares that leave nothing over.

合格率 is what 不合格率 leaves of 100%; what shares of the three industries rise and fall by comes
to nothing.  Of the second only told where it does: the shares themselves may have been revised.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("总体不合格率为1.87%，合格率为98.13%。", "holds 100 - 1.87 = 98.13"),
    ("产品抽检合格率96.42%、不合格率3.85%。", "wrong 100 - 96.42 = 3.85"),
    (
        "与上年比，第一产业比重上升2.17个百分点，第二、第三产业比重分别回落0.94和1.23个百分点。",
        "holds 2.17 - 0.94 - 1.23 =",
    ),
    (
        "与上年比，第一产业比重上升3.64个百分点，第二、第三产业比重分别回落2.50和1.59个百分点。",
        "wrong 2.50 + 1.59 = 3.64",
    ),
    (
        "第一产业占比与去年同期持平，第二产业占比提高1.2个百分点，第三产业占比回落1.2个百分点。",
        "holds 1.2 - 1.2 =",
    ),
)
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)
_RATE = re.compile("([^,。;:、\\d和及与]{2,10}率)(?:分别)?(?:为|是|达到?|约)?$")
_NOT = re.compile("不|未|非")
_GAP, _REACH = 12, 60
_STOP = later("[。\n]")
_SHARES = later("比重|占比")
_THREE, _THREE_OF = 3, frozenset("一二三")
_INDUSTRY = later("(?:第|、)([一二三])(?=产|、)")
_EVEN = later("持平|不变")
_GOES_ON = frozenset({"、", "和", "及", "与"})


def complements(reading: TextReading) -> Iterator[Finding]:
    """Every pair of such rates, and the changes of every three shares."""
    for one, other in pairwise(reading.figures):
        if one.role is other.role is Role.PERCENT and other.start - one.end <= _GAP:
            found = _rest(one, other)
            if found is not None:
                yield found
    run: list[TextFigure] = []
    for one in reading.of(Role.POINTS):
        if run and one.sentence != run[-1].sentence:
            yield from _moved(reading, run)
            run = []
        run.append(one)
    yield from _moved(reading, run)


def _rest(one: TextFigure, other: TextFigure) -> Finding | None:
    """合格率 beside 不合格率."""
    rates = [_RATE.search(each.lead) for each in (one, other)]
    if one.hedge or other.hedge or rates[0] is None or rates[1] is None:
        return None
    names = [each[1] for each in rates if each is not None]
    plain = [_NOT.sub("", name, count=1) for name in names]
    same = min(plain, key=len)
    if (names[0] == plain[0]) is (names[1] == plain[1]) or not all(
        name.endswith(same) for name in plain
    ):
        return None
    value = _HUNDRED - one.value
    verdict = judged(value, (value - one.half, value + one.half), other)
    if verdict not in GOOD and not is_slip(value, other):
        return None
    text, said = f"100 - {one.printed:f}", f"{one.text} 以外是 {shown(value, other)}"
    if verdict in GOOD:
        return Finding(verdict, RelationKind.DIFFERENCE, said, text, value, other, (one,))
    return Finding(
        verdict,
        RelationKind.DIFFERENCE,
        f"{said}，写的是 {other.text}",
        text,
        value,
        other,
        (one,),
        f"前一个若无误，应为 {other.as_printed(value)}；否则核对前一个",
    )


def _moved(reading: TextReading, points: list[TextFigure]) -> Iterator[Finding]:
    """By how much the shares of the three industries rise and fall: what one gains others lose."""
    if not 1 < len(points) <= _THREE:
        return
    before = reading.text[max(0, points[0].start - _REACH) : points[0].start]
    before = _STOP.split(before)[-1]
    said = before + reading.text[points[0].start : points[-1].start]
    share = _SHARES.search(said)
    if share is None or not set(_INDUSTRY.findall(said)) >= _THREE_OF:
        return
    signs = _signs(points)
    if signs is None or len(points) + len(_EVEN.findall(said)) != _THREE:
        return
    value = sum((sign * one.value for sign, one in zip(signs, points, strict=True)), _NOTHING)
    if abs(value) > 2 * points[0].half:
        yield from _not_level(signs, points)
        return
    start = points[0].start - len(before) + share.start()
    end = start + len(share[0])
    word = TextFigure(start, end, share[0], Role.POINTS, _NOTHING, "个百分点", Decimal(1), 0)
    text = "".join(
        f" {'-' if sign < 0 else '+'} {one.printed:f}"
        for sign, one in zip(signs, points, strict=True)
    ).removeprefix(" + ")
    yield Finding(
        RelationVerdict.ROUNDING if value else RelationVerdict.HOLDS,
        RelationKind.DIFFERENCE,
        f"三次产业比重的升降合计 {shown(value, word)}，应当相抵",
        text.strip(),
        value,
        word,
        tuple(points),
    )


def _not_level(signs: list[int], points: list[TextFigure]) -> Iterator[Finding]:
    """上升3.64个百分点，分别回落2.50和1.59个: what the one gains is what the two others lose."""
    alone = [one for sign, one in zip(signs, points, strict=True) if signs.count(sign) == 1]
    if len(points) != _THREE or len(alone) != 1 or any(one.hedge for one in points):
        return
    others = [one for one in points if one is not alone[0]]
    value = sum((one.value for one in others), _NOTHING)
    room = sum((one.half for one in others), _NOTHING)
    text = " + ".join(f"{one.printed:f}" for one in others)
    yield judge(alone[0], value, (value - room, value + room), text, tuple(others))


def _signs(points: list[TextFigure]) -> list[int] | None:
    """Of each whether it rises; of one that goes on a list as the one before."""
    signs: list[int] = []
    for one in points:
        change = change_of(one.lead)
        if one.lead in _GOES_ON and signs:
            signs.append(signs[-1])
        elif change is not None:
            signs.append(-1 if DOWN.search(change[0]) else 1)
        else:
            return None
    return signs
