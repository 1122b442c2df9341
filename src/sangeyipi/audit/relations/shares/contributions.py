"""What each contributes to a growth: 贡献率 come to 100%, 拉动…个百分点 to the growth.

Beside each other the second is the first of the growth.  Told where they come out; wrong only where
three or more name the three industries, whose contributions leave nothing over, or where one of all
does not come out and neither does their sum.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
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
from sangeyipi.audit.text.terms.industries import SECTOR
from sangeyipi.model.patterns import later

_THREE = (
    "第一产业增加值48亿元，对经济增长的贡献率为{}%；第二产业增加值121亿元，贡献率为41.5%；"
    "第三产业增加值156亿元，贡献率为46.4%。"
)
_PULLED = (
    "生产总值增长4.5%。第一产业贡献率为9%，拉动增长0.4个百分点；第二产业贡献率为48%，"
    "拉动增长{}个百分点；第三产业贡献率为43%，拉动增长1.9个百分点。"
)
EXAMPLES = (
    (_THREE.format("12.1"), "holds 12.1 + 41.5 + 46.4 = 100"),
    (_THREE.format("22.1"), "wrong 22.1 + 41.5 + 46.4 = 100"),
    (
        "生产总值增长6.4%，其中一产、二产、三产分别拉动增长0.5个、2.8个和3.1个百分点。",
        "holds 0.5 + 2.8 + 3.1 = 6.4",
    ),
    (_PULLED.format("2.2"), "holds 4.5 * 48 / 100 = 2.2"),
    (_PULLED.format("2.2"), "holds 0.4 + 2.2 + 1.9 = 4.5"),
    (
        "固定资产投资增长12.7%。其中城镇投资增长33%，拉动全市投资增长20.6个百分点；"
        "房地产投资下降20.9%，影响全市投资下降7.9个百分点。",
        "holds 20.6 - 7.9 = 12.7",
    ),
    (
        "固定资产投资增长9.6%，项目投资上拉6.5个百分点。第一产业增长11.7%，上拉1.1个百分点；"
        "第二产业增长6.2%，上拉2.8个百分点；第三产业增长12.5%，上拉5.7个百分点。",
        "holds 1.1 + 2.8 + 5.7 = 9.6",
    ),
    (_PULLED.format("1.2"), "wrong 4.5 * 48 / 100 = 1.2"),
)
_WORD = re.compile("贡献率|拉动|上拉|下拉")
#: 上拉1.1个百分点, 影响全市投资下降7.9个百分点: what something gave to a growth, or took from it.
_GAVE, _TOOK = re.compile("拉动|[上下]拉|影响"), later("下拉|拉[低下]|拖累|下降|回落|负")
_HUNDRED = Decimal(100)
_MOST, _FAR, _LONG, _FEW = 8, 400, 10, 2
_INDUSTRIES = later(SECTOR)


def contributions(reading: TextReading) -> Iterator[Finding]:
    """Every run of contributions."""
    last = {"贡献率": -1, "拉动": -1}
    for said in _WORD.finditer(reading.text):
        first = reading.first_after(said.start())
        word = "贡献率" if said[0] == "贡献率" else "拉动"
        if first is None or first.start - said.end() > _LONG or first.order <= last[word]:
            continue
        run = _run(reading, first, word)
        if len(run) > 1:
            last[word] = run[-1].order
            found = (_whole if word == "贡献率" else _growth)(reading, run, said)
            if found is not None:
                yield found
            if word == "贡献率":
                yield from _pulled(reading, run, said)


def _run(reading: TextReading, first: TextFigure, word: str) -> list[TextFigure]:
    """The percentages, or points, of one paragraph that are said to be contributed."""
    role = Role.PERCENT if word == "贡献率" else Role.POINTS
    run: list[TextFigure] = []
    for one in reading.figures[first.order : first.order + _MOST * 3]:
        if one.paragraph != first.paragraph or one.start - first.start > _FAR:
            break
        listed = run and run[-1].order == one.order - 1 and one.lead in ("、", "和", "及")
        gave = _GAVE.search(one.lead) if role is Role.POINTS else word in one.lead
        if one.role is role and (listed or gave):
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


def _pulled(
    reading: TextReading, run: list[TextFigure], said: "re.Match[str]"
) -> Iterator[Finding]:
    """贡献率为9%，拉动增长0.4个百分点: so much of the growth, of which all of them are told."""
    points = [reading.figures[f.order + 1 : f.order + 2] for f in run]
    pairs = [
        (share, behind[0])
        for share, behind in zip(run, points, strict=True)
        if behind and behind[0].role is Role.POINTS and _PULLS.fullmatch(behind[0].lead)
    ]
    if len(pairs) < len(run):
        return
    for growth in _growths_before(reading, run[0], said):
        found = [_of_growth(growth, share, point) for share, point in pairs]
        wrong = [one for one in found if one.verdict not in GOOD]
        if not wrong or (len(wrong) == 1 and _is_alone(growth, pairs, wrong[0])):
            yield from found
            return


_PULLS = later(r"[,、]?拉动[^,。;、\d]{0,12}")


def _of_growth(growth: TextFigure, share: TextFigure, point: TextFigure) -> Finding:
    value = growth.value * share.value / _HUNDRED
    reach = [growth.interval[n] * share.interval[n] / _HUNDRED for n in range(2)]
    text = f"{growth.printed:f} * {share.printed:f} / 100"
    return judge(point, value, (reach[0], reach[1]), text, (growth, share))


def _is_alone(
    growth: TextFigure, pairs: list[tuple[TextFigure, TextFigure]], wrong: Finding
) -> bool:
    """Whether shares of 100% say that all are told, and their sum that this one is wrong."""
    shares, points = [share for share, _ in pairs], [point for _, point in pairs]
    room = sum((f.half for f in shares), Decimal(0))
    if len(pairs) <= _FEW or abs(sum(f.value for f in shares) - _HUNDRED) > room:
        return False
    off = sum((f.value for f in points), Decimal(0)) - growth.value
    if wrong.stated is None or wrong.computed is None or not off:
        return False
    open_ = sum((f.half for f in points), growth.half)
    return abs(off) > open_ and abs(off - wrong.stated.value + wrong.computed) <= open_


def _growths_before(
    reading: TextReading, first: TextFigure, said: "re.Match[str]"
) -> Iterator[TextFigure]:
    """What something is said to have grown by, the nearest first."""
    for one in reversed(reading.figures[max(0, first.order - _MOST * 2) : first.order]):
        if one.paragraph != first.paragraph or one.end > said.start():
            continue
        if one.role is Role.PERCENT and growth_of(one.lead):
            yield one


def _growth(reading: TextReading, run: list[TextFigure], said: "re.Match[str]") -> Finding | None:
    """增长6.4%，其中分别拉动0.5个、2.8个和3.1个百分点: of the growth before, where it comes out."""
    # 项目投资上拉6.5个百分点。第一产业上拉1.1个百分点；…: the first may be of another view.
    for parts in (run, run[1:]) if len(run) > _FEW + 1 else (run,):
        value = sum((_signed(f) for f in parts), Decimal(0))
        room = sum((f.half for f in parts), Decimal(0))
        for one in _growths_before(reading, run[0], said):
            verdict = judged(value, (value - room, value + room), one)
            if verdict in GOOD:
                return _told(parts, one, value, verdict)
    return None


def _signed(one: TextFigure) -> Decimal:
    return -one.value if one.role is Role.POINTS and _TOOK.search(one.lead) else one.value


def _told(
    run: list[TextFigure], stated: TextFigure, value: Decimal, verdict: RelationVerdict
) -> Finding:
    text = " + ".join(f"{_signed(one):f}" for one in run).replace("+ -", "- ")
    said = f"几项合计 {shown(value, stated)}，应为 {stated.printed:f}%"
    remedy = "其中一项写错，逐项核对" if verdict is RelationVerdict.WRONG else ""
    return Finding(verdict, RelationKind.SHARE, said, text, value, stated, tuple(run), remedy)
