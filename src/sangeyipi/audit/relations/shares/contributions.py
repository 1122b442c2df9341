"""What each contributes to a growth: 贡献率 come to 100%, 拉动…个百分点 to the growth.

Told where they come out; wrong only where three or more name the three industries, whose
contributions leave nothing over.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of
from sangeyipi.audit.text.reading import TextReading

_THREE = (
    "第一产业增加值48亿元，对经济增长的贡献率为{}%；第二产业增加值121亿元，贡献率为41.5%；"
    "第三产业增加值156亿元，贡献率为46.4%。"
)
EXAMPLES = (
    (_THREE.format("12.1"), "holds 12.1 + 41.5 + 46.4 = 100"),
    (_THREE.format("22.1"), "wrong 22.1 + 41.5 + 46.4 = 100"),
    (
        "生产总值增长6.4%，其中一产、二产、三产分别拉动增长0.5个、2.8个和3.1个百分点。",
        "holds 0.5 + 2.8 + 3.1 = 6.4",
    ),
)
_WORD = re.compile("贡献率|拉动")
_HUNDRED = Decimal(100)
_MOST, _FAR, _LONG = 8, 400, 10
_INDUSTRIES = re.compile("第[一二三]产业|[一二三]产(?!品)")


def contributions(reading: TextReading) -> Iterator[Finding]:
    """Every run of contributions."""
    last = -1
    for said in _WORD.finditer(reading.text):
        first = reading.first_after(said.start())
        if first is None or first.start - said.end() > _LONG or first.order <= last:
            continue
        run = _run(reading, first, said[0])
        if len(run) > 1:
            last = run[-1].order
            found = (_whole if said[0] == "贡献率" else _growth)(reading, run, said)
            if found is not None:
                yield found


def _run(reading: TextReading, first: TextFigure, word: str) -> list[TextFigure]:
    """The percentages, or points, of one paragraph that are said to be contributed."""
    role = Role.PERCENT if word == "贡献率" else Role.POINTS
    run: list[TextFigure] = []
    for one in reading.figures[first.order : first.order + _MOST * 3]:
        if one.paragraph != first.paragraph or one.start - first.start > _FAR:
            break
        listed = run and run[-1].order == one.order - 1 and one.lead in ("、", "和", "及")
        if one.role is role and (listed or word in one.lead):
            run.append(one)
    return run[:_MOST]


def _whole(reading: TextReading, run: list[TextFigure], said: "re.Match[str]") -> Finding | None:
    one = Decimal(1)
    word = TextFigure(*said.span(), said[0], Role.PERCENT, _HUNDRED, "%", one, 0, dimension="%")
    value = sum((f.value for f in run), Decimal(0))
    room = sum((f.half for f in run), Decimal(0))
    off = abs(value - _HUNDRED)
    if off <= room:
        verdict = RelationVerdict.HOLDS if not off else RelationVerdict.ROUNDING
        return _told(run, word, value, verdict)
    before = reading.text[max(0, run[0].start - _FAR // 4) : run[-1].end]
    named = {each[-1] if each[-1] != "业" else each[1] for each in _INDUSTRIES.findall(before)}
    named |= {each[0] for each in re.findall("([一二三])产", before)}
    if len(run) == 3 and named >= set("一二三") and off * 5 <= _HUNDRED:
        return _told(run, word, value, RelationVerdict.WRONG)
    return None


def _growth(reading: TextReading, run: list[TextFigure], said: "re.Match[str]") -> Finding | None:
    """增长6.4%，其中分别拉动0.5个、2.8个和3.1个百分点: of the growth before, where it comes out."""
    value = sum((f.value for f in run), Decimal(0))
    room = sum((f.half for f in run), Decimal(0))
    for one in reversed(reading.figures[max(0, run[0].order - _MOST * 2) : run[0].order]):
        if one.paragraph != run[0].paragraph or one.end > said.start():
            continue
        if one.role is Role.PERCENT and growth_of(one.lead):
            verdict = judged(value, (value - room, value + room), one)
            if verdict in GOOD:
                return _told(run, one, value, verdict)
    return None


def _told(
    run: list[TextFigure], stated: TextFigure, value: Decimal, verdict: RelationVerdict
) -> Finding:
    text = " + ".join(f"{one.printed:f}" for one in run)
    said = f"几项合计 {shown(value, stated)}，应为 {stated.printed:f}%"
    remedy = "其中一项写错，逐项核对" if verdict is RelationVerdict.WRONG else ""
    return Finding(verdict, RelationKind.SHARE, said, text, value, stated, tuple(run), remedy)
