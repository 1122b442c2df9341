"""Scores with what was added and taken off: 基础分92.4分，加3分，扣1.5分，最终得分93.9分.

All stand in one half of a sentence, each named by a word of its own; wrong by a slip only, for the
base may have been weighted.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import GOOD, Finding, said_in
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "甲县基础分91.6分，因入库数第一加3分，因一个项目逾期扣1.5分，最终得分93.1分；"
        "乙县基础分94.8分，无加分，因虚报扣2分，得分92.8分。",
        "holds 91.6 + 3 - 1.5 = 93.1",
    ),
    ("乙县基础分94.8分，无加分，因虚报一次扣2分，得分98.2分。", "wrong 94.8 - 2 = 98.2"),
)
_BASE = re.compile("(?:基础|基本|基准|原始|初始|底)(?:得)?分(?:为|是|值)?$")
_RESULT = later("(?:得分|总分|总得分|实得|成绩)(?:为|是|共)?$")
_ADDED, _TAKEN = later("(?:加分?|奖励?|加分项)$"), later("(?:扣分?|减分?|扣减|扣除|倒扣)$")
_WEIGHTED, _MOST = later("加权|折算|权重|×|按\\d"), 8


def scores(reading: TextReading) -> Iterator[Finding]:
    """Every score that begins with a base."""
    for base in reading.figures:
        if base.unit != "分" or base.hedge or not _BASE.search(base.lead):
            continue
        found = _told(reading, base)
        if found is not None:
            yield found


def _told(reading: TextReading, base: TextFigure) -> Finding | None:
    """Of a base what was added and taken off, up to the result; None where another stands there."""
    moves: list[tuple[int, TextFigure]] = [(1, base)]
    for one in reading.figures[base.order + 1 : base.order + 1 + _MOST]:
        if one.sentence != base.sentence or ";" in reading.text[base.end : one.start]:
            return None
        if one.unit != "分":
            continue
        if _RESULT.search(one.lead) and len(moves) > 1:
            return _judged(reading, one, moves)
        sign = 1 if _ADDED.search(one.lead) else -1 if _TAKEN.search(one.lead) else 0
        if not sign or one.hedge or one.inner:
            return None
        moves.append((sign, one))
    return None


def _judged(
    reading: TextReading, one: TextFigure, moves: list[tuple[int, TextFigure]]
) -> Finding | None:
    value = sum((sign * f.value for sign, f in moves), Decimal(0))
    text = said_in(moves[0][1].value, one)
    text += "".join(f" {'+' if sign > 0 else '-'} {said_in(f.value, one)}" for sign, f in moves[1:])
    found = judge(one, value, (value, value), text, tuple(f for _, f in moves))
    if found.verdict in GOOD:
        return found
    weighted = _WEIGHTED.search(reading.text, moves[0][1].start - _MOST, one.start)
    return found if not one.hedge and not weighted and slip_of(value, one) else None
