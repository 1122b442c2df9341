"""Scores with what was added and taken off: 基础分92.4分，加3分，扣1.5分，最终得分93.9分.

All stand in one half of a sentence, each named by a word of its own; wrong by a slip only, for the
base may have been weighted.  Of rows that name the same scores and what they come to, one that does
not is wrong where another does.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict, said_in
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
    (
        "东区签约分31分、开工分25.5分、资金分32分，总分88.5分；西区签约分23分、开工分28分、资金分29.5分，总分82.5分。",
        "wrong 23 + 28 + 29.5 = 82.5",
    ),
    (
        "甲镇三项得分分别为36.2分、31.5分、22.8分，总分90.5分；乙镇分别为37.4分、30.6分、21.9分，总分99.9分。",
        "wrong 37.4 + 30.6 + 21.9 = 99.9",
    ),
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
    yield from _rows(reading)


class _Row(NamedTuple):
    """The scores of one, by what they are called, and what they come to."""

    labels: tuple[str, ...]
    window: Window


def _rows(reading: TextReading) -> Iterator[Finding]:
    """签约分28分、开工分26.5分，总分54.5分；…: what adds up in one row does so in the next."""
    run: list[_Row] = []
    for one in reading.figures:
        row = _row(reading, one) if one.unit == "分" and _WHOLE.search(one.lead) else None
        if row is None:
            continue
        last = run[-1] if run else None
        if last is not None and not (
            last.window.total.paragraph == one.paragraph and _are_called_alike(last, row)
        ):
            yield from _of_run(reading, run)
            run = []
        run.append(row)
    yield from _of_run(reading, run)


def _is_moved(reading: TextReading, row: _Row) -> bool:
    """Whether the paragraph goes on with what was taken off or added: 西区因迟报扣3分."""
    at = row.window.total.end
    ends = reading.text.find("\n", at)
    return _MOVED.search(reading.text, at, ends if ends >= 0 else len(reading.text)) is not None


def _of_run(reading: TextReading, run: list[_Row]) -> Iterator[Finding]:
    good = [row for row in run if row.window.verdict is RelationVerdict.HOLDS]
    for row in run if good else ():
        sure = len(good) * 2 >= len(run) and near(row.window)
        if row.window.verdict in GOOD or (sure and not _is_moved(reading, row)):
            yield summed(row.window, None)


def _row(reading: TextReading, one: TextFigure) -> _Row | None:
    """The scores right before their total, with nothing else in its part of the sentence."""
    begin = reading.begun("。;:\n", one.start)
    parts = [f for f in reading.by_sentence[one.sentence] if begin <= f.start < one.start]
    # 三项得分分别为36.2分、31.5分、22.8分.
    parts = [f for f in parts if f.text not in _HOW_MANY]
    if not _LEAST <= len(parts) <= _MOST or any(f.unit != "分" or f.inner for f in parts):
        return None
    ends = _ENDS.search(reading.text, one.end)
    said = reading.text[begin : ends.start() if ends is not None else None]
    if any(f.hedge for f in (one, *parts)) or _WEIGHTED.search(said) or _MOVED.search(said):
        return None
    return _Row(tuple(_DULL.sub("", f.lead) for f in parts), Window(one, parts))


def _are_called_alike(one: _Row, other: _Row) -> bool:
    """Whether two rows name the same scores; before the first stands whose they are."""
    if len(one.labels) != len(other.labels) or one.labels[1:] != other.labels[1:]:
        return False
    if not any(one.labels[1:]):
        return all("分别" in row.window.parts[0].lead for row in (one, other))
    ends = {row.labels[0][-len(row.labels[1]) :] for row in (one, other)}
    return all(one.labels[1:]) and len(ends) == 1


_LEAST = 2
_HOW_MANY = frozenset(f"{n}{of}" for n in "两二三四五六七八九" for of in ("项", "个", "大项"))
_WHOLE = later("(?:总分|总得分|综合得分|总成绩|合计(?:得分)?|共计?(?:得分)?)(?:为|是|达)?$")
_DULL = later("[、,;:和及]|其中|分别|为|是|得")
_MOVED, _ENDS = later("[加扣减奖]|附加|倒数|平均|另|含"), later("[。;\n]")


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
