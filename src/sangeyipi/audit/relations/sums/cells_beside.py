"""What stands in the same place beside each part comes to what stands beside the whole.

发生事故262起、死亡81人: 24起、26人, 117起、51人, 112起、4人.  Of rates, that of all lies between
those of its parts, and is said by them where each is of its own plan.  Asked of sums that hold.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, has_part_crossed, slip, summed
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
from sangeyipi.audit.judging.slips import SlipKind, slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_level, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "发生事故262起、死亡81人。\n1.工矿事故发生24起、死亡26人。\n2.道路事故发生117起、死亡51人。\n"
        "3.火灾事故发生112起、死亡4人。",
        "wrong 24 + 117 + 112 = 262",
    ),
    (
        "签约42个，协议资金268.4亿元，其中亿元以上36个、协议资金264.7亿元，亿元以下6个、协议资金4.7亿元。",
        "wrong 264.7 + 4.7 = 268.4",
    ),
    (
        "一是高新区，开工16个，完成投资25.3亿元；二是城关镇，开工11个，完成投资13.8亿元；三是其他乡镇，"
        "开工19个，完成投资30.6亿元。三者合计开工46个，完成投资68.7亿元。",
        "wrong 25.3 + 13.8 + 30.6 = 68.7",
    ),
    (
        "全市企业8642家，隐患整改率98.31%。其中工矿企业3218家，隐患整改率97.42%；"
        "交通企业5424家，隐患整改率97.86%。",
        "wrong 97.86 = 98.31",
    ),
    (
        "完成投资3184亿元，占年度目标的36.4%。其中甲类完成1260亿元，占年度目标的33.4%；"
        "乙类完成1924亿元，占年度目标的36.8%。",
        "wrong 3184 / (1260 / 33.4 + 1924 / 36.8) = 36.4",
    ),
    (
        "一季度新增项目138个，总投资1543亿元：谋划新增71个、624亿元，签约新增32个、297亿元，"
        "开工新增14个、471亿元，投产新增21个、151亿元。",
        "holds 71 + 32 + 14 + 21 = 138",
    ),
)
#: A smaller whole comes out by chance.
_TELLING = 10
_LEAST = 2


def cells_beside(
    reading: TextReading, one: Finding, whole: TextFigure, signs: list[int]
) -> Iterator[Finding]:
    """What the figures right before and right behind a whole and its parts come to."""
    # 由每月1000元提高到2000元: what each gets is nobody's sum.
    if one.kind is not RelationKind.SUM or min(signs) < 0 or any(map(is_level, one.figures)):
        return
    for step in (-1, 1):
        total = _beside(reading, whole, step)
        parts = [_beside(reading, f, step) for f in one.operands]
        cells = [f for f in parts if f is not None]
        if total is None or len(cells) < len(parts) or _is_torn(one, (total, *cells)):
            continue
        if any((f.role, f.unit) != (total.role, total.unit) for f in cells):
            rates = [f for f in cells if f.role is Role.PERCENT]
            if total.role is not Role.PERCENT or len(rates) < len(cells):
                continue
        if total.role is Role.PERCENT:
            yield from _between(total, cells)
            if step > 0:
                yield from _of_own_plans(one, whole, total, cells)
        elif _may_add(total, cells):
            window = Window(total, cells)
            why = slip(window)
            crossed = (why is not None and why.kind is SlipKind.CROSSED) or has_part_crossed(window)
            crossed = len(cells) > _LEAST and crossed
            if window.verdict in GOOD or crossed or _is_more_than_all(window):
                yield summed(window, None)


def _is_torn(one: Finding, cells: tuple[TextFigure, ...]) -> bool:
    """Whether what stands beside a row is another row's own: 省级7个全部开工，市级24个开工23个."""
    return any(f.start in one.starts for f in cells)


def _is_of_dates(row: tuple[TextFigure, ...]) -> bool:
    """2016年4月20日归还1000万元；2016年8月20日归还3000万元: none of such rows is all of them."""
    leads = [f.lead.lstrip(",;、") for f in row]
    dated = all(_DATED.match(lead) for lead in leads)
    return dated and len({_DIGITS.sub("", lead) for lead in leads}) == 1


_DATED, _DIGITS = later("\\d{4}年\\d{1,2}月"), later("\\d{1,4}")


def _is_more_than_all(window: Window) -> bool:
    """37个、241.8亿元: 32个、238.6亿元 and 5个、3.8亿元 are all of them, and cannot have more.

    All are called alike, and it is no more than a slip.
    """
    total, cells = window
    name = total.lead.rstrip(_FILL)[-_NAME:]
    alike = len(name) == _NAME and all(f.lead.rstrip(_FILL).endswith(name) for f in cells)
    states = {frozenset(_STATES.findall(f.lead)) for f in (total, *cells)}
    if (
        len(states) > 1
        or not alike
        or total.role is not Role.MONEY
        or any(f.hedge for f in (total, *cells))
    ):
        return False
    return window.sum > total.value and bool(slip(window))


#: Of when, and whether planned or done: 累计完成投资, 当月完成投资, 总投资.
_STATES = later("累计|[今本当][年月季周期]|完成|总|计划|协议|合同|到位|获批|批准|支付|拨付|盘活")
_NAME, _FILL = 2, "约为达共计有额 "


def _beside(reading: TextReading, one: TextFigure, step: int) -> TextFigure | None:
    at = one.order + step
    if step > 0 and at < len(reading.figures) and _is_change_of(one, reading.figures[at]):
        # 562项，比去年增加97项，完成投资414.6亿元: the next that is no change of it.
        at += 1
    if not 0 <= at < len(reading.figures):
        return None
    f = reading.figures[at]
    return f if f.sentence == one.sentence and not f.hedge and f.inner is one.inner else None


def _is_change_of(one: TextFigure, other: TextFigure) -> bool:
    kin = other.dimension == one.dimension and other.role in COUNTABLE
    return kin and other.sentence == one.sentence and change_of(other.lead) is not None


def _may_add(total: TextFigure, cells: list[TextFigure]) -> bool:
    if total.role not in COUNTABLE or total.value < _TELLING:
        return False
    row = (total, *cells)
    if any(is_past(f.lead) for f in row) or _is_of_dates(row):
        return False
    # 新增项目149个：谋划新增74个、674亿元，…: new ones, of each of which it is said.
    new = all(_NEW in f.lead and not _THAN.search(f.lead) for f in row)
    if not new and any(change_of(f.lead) for f in row):
        return False
    return len({f.start for f in cells}) == len(cells) and total not in cells


_NEW, _THAN = "新增", re.compile("[比较]|净新增")


def _of_own_plans(
    one: Finding, whole: TextFigure, total: TextFigure, cells: list[TextFigure]
) -> Iterator[Finding]:
    """4000亿元，占年度目标的36.4%: of all that its parts were to do, by the rate of each.

    Where the rates add up they are of one plan, and where they do not come out one may be of no
    part (a plan held back); wrong only by a slip.
    """
    plans = {base_of(f.lead) for f in (total, *cells)}
    names = {said[1] for said in plans if said is not None}
    if None in plans or len(names) != 1 or not PLAN.search(names.pop()):
        return
    if not all(f.value for f in cells) or sum(f.value for f in cells) <= total.value + total.half:
        return
    rates = []
    for move in (-1, 0, 1):
        due = [
            EXACT.divide(part.value, cell.value + move * cell.half)
            for part, cell in zip(one.operands, cells, strict=True)
        ]
        rates.append(EXACT.divide(sum(f.value for f in one.operands), sum(due, Decimal(0))))
    verdict = judged(rates[1], (min(rates), max(rates)), total)
    if verdict not in GOOD and not is_slip(rates[1], total):
        return
    due_text = " + ".join(
        f"{said_in(part.value, whole)} / {cell.printed:f}"
        for part, cell in zip(one.operands, cells, strict=True)
    )
    said = f"按各部分的率，合起来是 {shown(rates[1], total)}，写的是 {total.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(rates[1], total)
        remedy = f"各部分的率若无误，应为 {total.as_printed(rates[1])}"
    text = f"{said_in(whole.value, whole)} / ({due_text})"
    operands = (whole, *one.operands, *cells)
    kind = RelationKind.RATE
    yield Finding(verdict, kind, said, text, rates[1], total, operands, remedy, why)


def _are_called_alike(total: TextFigure, cells: list[TextFigure]) -> bool:
    """隐患整改率, and 隐患整改率 of each: not 重大隐患整改率, 按期办结率 or 投资开工率."""
    rows = {_MARKS.sub("", f.lead) for f in cells}
    name = _MARKS.sub("", total.lead)
    return len(rows) == 1 and rows <= {name, _OF_ALL.sub("", name)}


_MARKS, _OF_ALL = (
    re.compile("[,、;:()]|(?:[为达约]|达到)$"),
    later("^(?:总体?|整体|平均|综合|合计)"),
)


def _between(total: TextFigure, cells: list[TextFigure]) -> Iterator[Finding]:
    """A rate of all lies between those of its parts."""
    named = [rate_in(f.lead) for f in (total, *cells)]
    names = {said[1][-_LEAST:] for said in named if said is not None}
    if not all(named) or len(names) != 1 or not _are_called_alike(total, cells):
        return
    if any(is_past(f.lead) for f in (total, *cells)):
        return
    low = min(cells, key=lambda f: f.value)
    high = max(cells, key=lambda f: f.value)
    near = low if total.value < low.value else high
    if low.value - low.half <= total.value + total.half and total.value - total.half <= (
        high.value + high.half
    ):
        return
    said = f"总的率 {total.text} 不在各部分的 {low.text} 和 {high.text} 之间"
    remedy = "总的率总在各部分的率之间，核对这几个率"
    yield Finding(
        RelationVerdict.WRONG,
        RelationKind.RATE,
        said,
        f"{near.printed:f}",
        near.value,
        total,
        tuple(cells),
        remedy,
    )
