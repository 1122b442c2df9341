"""One rate of several lists together: 工业40个，开工36个；服务业25个，开工20个。合计开工率86.2%.

All that was done of all that was to be done, never the mean of the rates.  The words say that
it is of all (合计、总体、综合、两类); the parts are called as the rate is, the rest are wholes.
"""

import re
from decimal import Decimal
from operator import attrgetter

from sangeyipi.audit.judging.finding import (
    GOOD,
    SHARES,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair, added, slipped, told, unclear
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import UNDONE, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_PERIOD, LAST_YEAR
from sangeyipi.audit.text.terms.totals import IN_ALL, IN_ALL_SO_FAR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "工业项目40个，开工36个，开工率90%；服务业项目25个，开工20个，开工率80%。两类项目合计开工率86.2%。",
        "holds (36 + 20) / (40 + 25) * 100 = 86.2",
    ),
    (
        "第一期171个，开工110个；第二期184个，开工77个。两期综合开工率57.2%。",
        "wrong (110 + 77) / (171 + 184) * 100 = 57.2",
    ),
    (
        "第七期签约38个，已开工33个，开工率86.8%；第八期签约45个，已开工29个，开工率64.4%。"
        "两期合计签约83个，已开工62个，综合开工率75.6%。",
        "wrong 62 / 83 * 100 = 75.6",
    ),
    (
        "新收122件，结转138件，共办结189件，总体办结率72.7%。",
        "holds 189 / (122 + 138) * 100 = 72.7",
    ),
    (
        "甲镇、乙镇到位资金分别为4200万元和3600万元，合计78亿元；已支付5460万元，支付率70%。",
        "holds 5460 / (4200 + 3600) * 100 = 70",
    ),
    (
        "土地处置任务2430亩，已处置1895亩，处置率77.98%；闲置土地处置任务612亩，已处置508亩，处置率83.01%。"
        "两项合计任务3042亩，完成2403亩，综合处置率80.50%。",
        "wrong 2403 / 3042 * 100 = 80.50",
    ),
    (
        "发现问题724个，按整改类型分，立行立改类511个、分阶段类146个、持续类67个。立行立改类已整改503个，"
        "分阶段类已整改91个，持续类已整改19个，总体整改率84.67%。",
        "holds (503 + 91 + 19) / 724 * 100 = 84.67",
    ),
    # All that was done of one whole, in time or late.
    (
        "承担的124项调度事项，按期办结103项，超期办结8项，尚未办结13项，按期办结率83.1%，总办结率91.5%。",
        "wrong (103 + 8) / 124 * 100 = 91.5",
    ),
    # By the rows that have rates of their own.
    (
        "54个续建项目中47个已复工，复工率87.0%；21个新建项目已开工16个，综合开复工率84.0%。",
        "holds (47 + 16) / (54 + 21) * 100 = 84.0",
    ),
    (
        "省级项目18个，年度计划46.2亿元，完成24.1亿元，占52.2%；市级项目9个，年度计划12.4亿元，完成7.3亿元，"
        "占58.9%（两级共27个，完成率53.6%）。",
        "holds (24.1 + 7.3) / (46.2 + 12.4) * 100 = 53.6",
    ),
)
_RATE = re.compile("(?P<name>[^,。;:、\\d]{2,16})率(?:已|仅|约|为|达到|达|是|有){0,3}$")
_TOGETHER = re.compile("合计|总体|综合|整体|全体|[两三四五六七八九][类期批镇乡县区级项地市]")
#: With a rate that no row has said yet also 平均, 全年, 总开工率.
_ALL = re.compile(f"{_TOGETHER.pattern}|平均|全年|总(?=[开完办履合投达竣])")
_BACK, _CHARS, _MOST = 24, 240, 12
_EXTRA = later(f"{IN_ALL_SO_FAR}")
_STOP = re.compile("[。\n]")


def joint_rate(around: Surroundings, one: TextFigure) -> Finding | None:
    """What was done of several lists together, where a rate says that it is of all."""
    if one.role is not Role.PERCENT or one.inner or not one.printed or not one.order:
        return None
    reading = around.reading
    before = reading.figures[one.order - 1]
    said = _STOP.split(reading.text[max(before.end, one.start - 30) : one.start])[-1]
    claim = _RATE.search(said.replace(" ", "").lstrip(",、;"))
    if claim is None:
        return None
    together = _ALL.search(claim["name"]) is not None
    if together:
        several = _of_one(around, one, claim["name"][-_PAIR:])
        if several is not None:
            return several
    parts, wholes = _rows(around, one, claim["name"][-3:])
    if not parts or len(wholes) < 2 or max(len(parts), len(wholes)) > _MOST:
        return None
    if not (together or len(parts) == 1) or not any(f.value for f in wholes):
        return None
    if _is_summed_up(parts, wholes):
        found = told(RatePair(parts[-1], wholes[-1]), one)
    else:
        found = _told(parts, _summed_up_before(around, wholes) or wholes, one)
    return found if found.verdict in GOOD or (together and found.computed is not None) else None


def _of_one(around: Surroundings, one: TextFigure, state: str) -> Finding | None:
    """按期办结103项，超期办结8项，尚未办结13项，总办结率: all that was done of one whole."""
    if _OTHERS.search(one.lead):
        return None
    here = around.reading.figures[around.reading.begins[one.order] : one.order]
    counts = [f for f in here if f.role is Role.COUNT and not (f.inner or f.hedge)]
    done = [f for f in counts if f.lead.endswith(state) and not UNDONE.search(f.lead)]
    left = [f for f in counts if f.lead.endswith(state) and UNDONE.search(f.lead)]
    wholes = [f for f in counts if done and f.order < done[0].order and f.unit == done[0].unit]
    if len(done) != _PAIR or len(left) != 1 or not wholes or len({f.lead for f in done}) < _PAIR:
        return None
    whole = wholes[-1]
    # Nothing is left open where the three come to the whole.
    if whole.value != sum(f.value for f in (*done, *left)):
        return None
    return _told(done, [whole], one)


#: 低于全市总体办结率91.5%, 上年总办结率: of others or of then.
_OTHERS = later(f"[高低]于|{LAST_YEAR}|{LAST_PERIOD}|全年|全[省国市]|目标|要求|平均")


def _is_summed_up(parts: list[TextFigure], wholes: list[TextFigure]) -> bool:
    """Whether the last row is what the others come to: 两期合计签约83个，已开工62个."""
    if len(parts) != len(wholes) or len(parts) <= _PAIR:
        return False
    return all(sum(f.value for f in row[:-1]) == row[-1].value for row in (parts, wholes))


def _summed_up_before(around: Surroundings, wholes: list[TextFigure]) -> list[TextFigure]:
    """724个，其中511个、146个、67个: what is printed right before wholes, and they come to."""
    first = wholes[0]
    total = around.reading.figures[first.order - 1] if first.order else first
    alike = (total.role, total.dimension, total.sentence) == (
        first.role,
        first.dimension,
        first.sentence,
    )
    return [total] if alike and total.value == sum(f.value for f in wholes) else []


def of_rows_before(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, of which a rate of all is told of the last row alone: 综合开复工率84.6%.

    It is that of this row and of those before it which have rates of their own, where these come
    to it; else of what it is nobody says.
    """
    pairs = [one for one in found if _is_of_two(one) and one.stated is not None]
    pairs.sort(key=lambda one: one.operands[0].order)
    found = [
        _of_all(reading, one, pairs) if _is_said_of_all(reading, one) else one for one in found
    ]
    return [_unless_mean(reading, one) for one in found]


def _unless_mean(reading: TextReading, one: Finding) -> Finding:
    """处置率77.98%；…，处置率83.01%。合计任务3042亩，完成2403亩，综合处置率80.50%: their mean.

    That the rates before come to it, to each of its digits, and what stands beside it does not, is
    no chance.
    """
    stated = one.stated
    if one.verdict is not RelationVerdict.BASE_UNCLEAR or stated is None or not _is_of_two(one):
        return one
    claim = _RATE.search(stated.lead)
    if claim is None or not _TOGETHER.search(claim["name"]) or stated.hedge:
        return one
    part, base = one.operands
    own = part.sentence == base.sentence == stated.sentence and part.order == stated.order - 1
    if not own or stated.printed.scaleb(stated.places) < _DIGITS:
        return one
    name = claim["name"][-_STEM:] + "率"
    before = [
        f.value
        for f in reading.paragraph_before(part)[-_BACK:]
        if f.role is Role.PERCENT and not f.hedge and not is_past(f.lead) and name in f.lead
    ]
    for many in range(2, len(before) + 1):
        mean = EXACT.divide(sum(before[-many:], Decimal(0)), Decimal(many))
        if half_up(mean, stated.places) == stated.printed:
            found = told(RatePair(part, base), stated)
            return found._replace(why=Why("像是取了几个率的平均数"))
    return one


_STEM, _DIGITS = 2, 100


def _is_of_two(one: Finding) -> bool:
    of_two = one.kind in SHARES and len(one.operands) == _PAIR
    return of_two and one.stated is not None and one.stated.role is Role.PERCENT


def _is_said_of_all(reading: TextReading, one: Finding) -> bool:
    # 2.4万亩 of 3万亩 may be 69% by their digits, and hardly is.
    loose = one.verdict in (RelationVerdict.WRONG, RelationVerdict.ROUNDING)
    if not loose or not _is_of_two(one) or one.stated is None:
        return False
    stated, behind = one.stated, max(f.end for f in one.operands)
    bracket = reading.text.rfind("(", behind, stated.start) if stated.inner else -1
    if bracket >= 0 and _COUNTED.search(reading.text, bracket, stated.start):
        return True
    return stated.start - behind <= _NEAR and _TOGETHER.search(stated.lead) is not None


def _of_all(reading: TextReading, one: Finding, pairs: list[Finding]) -> Finding:
    """What a rate is of together with the rows before."""
    stated, (part, base) = one.stated, one.operands
    assert stated is not None
    before = [
        each
        for each in pairs
        if each.operands[0].order < part.order
        and each.operands[0].paragraph == part.paragraph
        and [f.dimension for f in each.operands] == [part.dimension, base.dimension]
        and not {f.order for f in each.operands} & {part.order, base.order}
    ]
    if not before or _EXTRA.search(base.lead):
        # 两期合计签约83个，已开工62个，综合开工率75.6%: of all already.
        return one
    parts, wholes = [part], [base]
    for each in reversed(before[-_MOST:]):
        if each.operands[0].order >= parts[0].order:
            continue
        parts.insert(0, each.operands[0])
        wholes.insert(0, each.operands[1])
        joint = _told(parts, wholes, stated)
        if joint.verdict in GOOD:
            return joint
    pair = RatePair(part, base)
    doubtful = one.verdict is RelationVerdict.WRONG and not slipped(pair, stated)
    return unclear(pair, stated) if doubtful else one


_PAIR, _NEAR = 2, 60
_ALL_DONE = later("(?:项目|工程)?,?(?:目前|现)?(?:均|都)?(?:已经?)?全部(..)")
#: （两级共27个，完成率53.6%）: what a bracket counts is all.
_COUNTED = later(f"{IN_ALL}")


def _rows(
    around: Surroundings, one: TextFigure, name: str
) -> tuple[list[TextFigure], list[TextFigure]]:
    """The parts and the wholes of the rows before: as many of each, or one part of all."""
    figures = around.reading.figures
    names = {name[n : n + 2] for n in range(len(name) - 1)} | {name[::2]}
    parts: list[TextFigure] = []
    wholes: list[TextFigure] = []
    dimension = ""
    for f in reversed(figures[max(0, one.order - _BACK) : one.order]):
        if f.paragraph != one.paragraph or one.start - f.end > _CHARS:
            break
        if f.role not in COUNTABLE:
            continue
        dimension = dimension or f.dimension
        if f.dimension != dimension:
            continue
        if f.inner or f.hedge or is_past(f.lead):
            return [], []
        own = f.lead + (f.tail if f.first else "")
        lead = around.lead(f) if f.lead in ("、", "和", "及", "与") or not f.lead else own
        # 按整改类型分，立行立改类511个: what divides them says nothing of the first.
        lead = lead.rpartition("分,")[2]
        (parts if any(each in lead for each in names) else wholes).append(f)
        done = _ALL_DONE.match(f.tail) if "全部" in f.tail else None
        if done is not None and wholes and f is wholes[-1] and done[1] in names:
            # 第一批32个已全部开工.
            parts.append(f)
    parts, wholes = _told_apart(parts[::-1], wholes[::-1])
    if len(parts) == 1 and len(wholes) > 1:
        wholes = [f for f in wholes if f.order < parts[0].order]
        total = wholes[-1] if wholes and _EXTRA.search(wholes[-1].lead) else None
        # 合计78亿元 of parts that are listed: the rate is of these where it is not of that.
        wholes = wholes[:-1] if total is not None else wholes
        fits = len(wholes) > 1 and _alike(around, wholes)
        return (parts, wholes) if fits else ([], [])
    if any("其中" in f.lead for f in wholes):
        # 到位32.6亿元，…，其中第三批到位8.2亿元: one is of the other.
        return [], []
    rows = len(parts) == len(wholes) and all(
        part.value <= whole.value and part.order >= whole.order
        for part, whole in zip(parts, wholes, strict=True)
    )
    return (parts, wholes) if rows else ([], [])


def _told_apart(
    parts: list[TextFigure], wholes: list[TextFigure]
) -> tuple[list[TextFigure], list[TextFigure]]:
    """持续整改类67个，…，持续整改类已整改19个: what is called as the rate, and what was done of it;
    without the whole before that the rows come to."""
    done = [f for f in parts if "已" in f.lead]
    if done and len(done) < len(parts):
        others = [f for f in (*wholes, *parts) if f not in done]
        parts, wholes = done, sorted(others, key=attrgetter("order"))
    if len(wholes) == len(parts) + 1 and sum(f.value for f in wholes[1:]) == wholes[0].value:
        return parts, wholes[1:]
    return parts, wholes


def _alike(around: Surroundings, wholes: list[TextFigure]) -> bool:
    """Whether they stand side by side, so that nothing but all of them is meant."""
    text = around.reading.text
    return all(
        wholes[n + 1].order == wholes[n].order + 1
        and re.fullmatch("[、,和及与][^,。;、\\d]{0,10}", text[wholes[n].end : wholes[n + 1].start])
        for n in range(len(wholes) - 1)
    )


def _told(parts: list[TextFigure], wholes: list[TextFigure], one: TextFigure) -> Finding:
    done = sum((f.value for f in parts), Decimal(0))
    due = sum((f.value for f in wholes), Decimal(0))
    low, high = (sum((f.interval[n] for f in parts), Decimal(0)) for n in (0, 1))
    least, most = (sum((f.interval[n] for f in wholes), Decimal(0)) for n in (0, 1))
    value = EXACT.divide(done * 100, due)
    reach = (
        EXACT.divide(low * 100, most),
        EXACT.divide(high * 100, least) if least > 0 else value,
    )
    verdict = judged(value, reach, one)
    text = f"{added(parts, wholes[0])} / {added(wholes, wholes[0])} * 100"
    said = f"各部分合起来是 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(value, one) or Why("像是漏了一部分，或取了几个率的平均数")
        remedy = f"各部分若无误，应为 {one.as_printed(value)}；否则逐项核对"
    kind = RelationKind.RATE
    return Finding(verdict, kind, said, text, value, one, (*parts, *wholes), remedy, why)
