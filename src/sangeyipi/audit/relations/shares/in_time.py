"""Rates of what was done in time, of which what was done early is no part.

应开工29个，实际开工26个（含提前开工3个），按期开工率79.3%: of the 26 three were not due yet.
Told where it comes out; wrong by a slip, where the one count of those due stands right before.
"""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "按计划5月底前应开工29个，实际开工26个（含提前开工3个），按期开工率79.3%。",
        "holds (26 - 3) / 29 * 100 = 79.3",
    ),
    (
        "按计划5月底前应开工29个，实际开工26个（含提前开工3个），按期开工率73.9%。",
        "wrong (26 - 3) / 29 * 100 = 73.9",
    ),
    (
        "计划开工228项（其中1-8月份计划新开工171项），目前实际已开工163项（其中提前开工9项），"
        "完成年度计划开工的71.5%，按期开工率90.1%。",
        "holds (163 - 9) / 171 * 100 = 90.1",
    ),
)
_RATE = later("(?:按期|按时|如期)(?P<doing>[\u4e00-\u9fff]{2})率(?:已?[为达是约]|仅为?)?$")
#: Of the same as what stands before: no word says of whom or of when else.
_OWN = later(
    "[,;、)]{0,2}(?:其中)?(?:项目)?(?:按期|按时|如期)[\u4e00-\u9fff]{2}率(?:已?[为达是约]|仅为?)?"
)
_EARLY = later("\\((?:其中|含|包括|有)?(?:提前|提早)(?P<doing>[^,。;\\d()]{2,8})$")
_DUE = later("应|计划|拟|需|任务|到期")
_BACK, _DIGITS = 8, 100


def in_time(reading: TextReading) -> Iterator[Finding]:
    """Every rate of what was done in time behind what was done, some of it early."""
    for one in reading.of(Role.PERCENT):
        said = _RATE.search(one.lead) if "率" in one.lead else None
        if said is None or one.hedge or one.printed.scaleb(one.places) < _DIGITS:
            continue
        found = _told(reading, one, said["doing"])
        if found is not None:
            yield found


def _told(reading: TextReading, one: TextFigure, doing: str) -> Finding | None:
    before = reading.figures[max(0, one.order - _BACK) : one.order]
    near = [f for f in before if f.sentence == one.sentence and f.role is Role.COUNT]
    pairs = [
        (done, early)
        for done, early in pairwise(near)
        if early.order == done.order + 1 and early.inner and not done.inner
        if doing in done.lead and _is_early(reading, done, early, doing)
    ]
    if len(pairs) != 1:
        return None
    done, early = pairs[0]
    wholes = [
        f
        for f in near
        if f.order < done.order and f.unit == done.unit and f.value >= done.value - early.value
        if _DUE.search(f.lead) and not (f.hedge or change_of(f.lead) or is_past(f.lead))
    ]
    told = [_of(done, early, whole, one) for whole in reversed(wholes)]
    held = [each for each in told if each.verdict is RelationVerdict.HOLDS]
    if held:
        return held[0]
    if len(told) != 1 or wholes[0].order != done.order - 1 or one.order != early.order + 1:
        return None
    if not _OWN.fullmatch(one.lead) or one.tail or reading.text[one.end : one.end + 1] == "(":
        return None
    value = told[0].computed
    # 26个 of 29个 it may be too, whoever was early.
    return told[0] if value is not None and is_slip(value, one) else None


def _is_early(reading: TextReading, done: TextFigure, early: TextFigure, doing: str) -> bool:
    said = _EARLY.search(reading.text[done.end : early.start].replace(" ", ""))
    return said is not None and doing in said["doing"] and early.value <= done.value


def _of(done: TextFigure, early: TextFigure, whole: TextFigure, one: TextFigure) -> Finding:
    value = EXACT.divide((done.value - early.value) * 100, whole.value)
    verdict = judged(value, (value, value), one)
    parts = f"({said_in(done.value, whole)} - {said_in(early.value, whole)})"
    text = f"{parts} / {said_in(whole.value, whole)} * 100"
    said = f"除去提前的 {early.text}，是 {whole.text} 的 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(value, one)
        remedy = f"几个数若无误，应为 {one.as_printed(value)}；否则逐个核对"
    kind = RelationKind.RATE
    return Finding(verdict, kind, said, text, value, one, (done, early, whole), remedy, why)
