"""The average of a list of as many as are said: 甲县78.7分、…、癸县70.3分，10个县区平均73.4分.

All that it is of stand right before it, each once; of 前三名平均 they are those that are ranked so.
A rate of all is no average of those of each, nor is what falls to one of each (亩产, 人均): only of
points and pieces is what does not come out wrong.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "得分依次是甲县78.7分、乙县76.4分、丙县71.2分、丁县70.5分，4个县平均72.4分。",
        "wrong (78.7 + 76.4 + 71.2 + 70.5) / 4 = 72.4",
    ),
    (
        "得分依次是甲县78.7分、乙县76.4分、丙县71.2分、丁县70.5分，4个县平均74.2分。",
        "holds (78.7 + 76.4 + 71.2 + 70.5) / 4 = 74.2",
    ),
    (
        "全市3个功能区得分依次是甲区66.8分、乙区62分、丙区61.9分，平均63.6分。",
        "holds (66.8 + 62 + 61.9) / 3 = 63.6",
    ),
    (
        "全市3个功能区得分依次是甲区66.8分、乙区62分、丙区61.9分，平均66.3分。",
        "wrong (66.8 + 62 + 61.9) / 3 = 66.3",
    ),
    (
        "第一名甲镇93.4分，第二名乙镇92.1分，第三名丙镇90.5分，第四名丁镇88.2分，前三名平均92分。",
        "holds (93.4 + 92.1 + 90.5) / 3 = 92",
    ),
    (
        "第一名甲镇93.4分，第二名乙镇92.1分，第三名丙镇90.5分，前三名平均91分。",
        "wrong (93.4 + 92.1 + 90.5) / 3 = 91",
    ),
)
_AVERAGE = later(
    "(?:个|家)?(?:县[市区]?|市[县区]?|区|乡镇|镇|乡|街道|园区|单位|部门|企业|开发区|办事处|功能区)(?:的)?"
    "(?:综合)?(?:平均|均值|均)(?:综合)?(?:得分|分数?|成绩|分值|投资|完成)?(?:为|是|达)?"
)
_STEP = later("[、,;和及](?:和|及)?[^,。;:\\d]{1,14}")
_OTHERWISE = later("权|去掉|剔除|折算|最高|不含|除|扣|每|系数|[加倒]分|[人户亩地日]均|单位")
_PLAIN, _BESIDE = frozenset("分个家件宗项起"), frozenset((",", ";", ""))
_LEAST, _MOST = 3, 40


def listed_averages(reading: TextReading) -> Iterator[Finding]:
    """Every average right behind a count, and a list of as many before it."""
    for one in reading.figures:
        kinds = (Role.QUANTITY, Role.MONEY, Role.PERCENT, Role.COUNT)
        if one.role not in kinds or one.hedge or one.inner or one.order < _LEAST:
            continue
        found = _headed(reading, one) or _of_ranks(reading, one)
        if found is not None:
            yield found
            continue
        count = reading.figures[one.order - 1]
        if count.role not in (Role.COUNT, Role.KINDS) or not _LEAST <= count.value <= _MOST:
            continue
        if _AVERAGE.fullmatch(reading.text, count.end, one.start) is None:
            continue
        parts = _list(reading, count, one, int(count.value))
        found = _told(parts, one) if parts else None
        plain = one.unit in _PLAIN and count.lead in _BESIDE
        if found is not None and (found.verdict in GOOD or plain):
            yield found


def _headed(reading: TextReading, one: TextFigure) -> Finding | None:
    """3个区得分依次是甲区66.8分、乙区62分、丙区61.9分，平均63.6分: counted at their head."""
    if _SO_MUCH.fullmatch(one.lead) is None:
        return None
    head = one.order - 1
    while head > 0 and reading.figures[head].unit == one.unit and one.order - head <= _MOST:
        head -= 1
    count, many = reading.figures[head], one.order - head - 1
    if many < _LEAST or count.role not in (Role.COUNT, Role.KINDS) or count.value != many:
        return None
    if count.sentence != one.sentence or _IN_TURN.search(count.tail) is None:
        return None
    parts = _list(reading, one, one, many)
    found = _told(parts, one) if parts else None
    told = found is not None and (found.verdict in GOOD or one.role is not Role.PERCENT)
    return found if told else None


def _of_ranks(reading: TextReading, one: TextFigure) -> Finding | None:
    """第一名92.6分，第二名91.8分，第三名90.9分，…，前三名平均91.8分: each rank is named once."""
    said = _OF_FIRST.fullmatch(reading.clause_before(one, _REACH)) if "均" in one.lead else None
    many = (numerals.whole(said["many"]) or 0) if said is not None else 0
    if not _LEAST <= many <= _MOST or is_past(one.lead):
        return None
    ranks: dict[int, list[TextFigure]] = {}
    for f in reading.paragraph_before(one)[-_MOST:]:
        rank = _RANK.search(_said(reading, f))
        near = one.sentence - f.sentence <= 1
        if rank is not None and near and (f.role, f.unit) == (one.role, one.unit):
            ranks.setdefault(numerals.whole(rank[1]) or 0, []).append(f)
    row = [ranks.get(n, []) for n in range(1, many + 1)]
    if any(len(each) != 1 for each in row):
        return None
    parts = [each[0] for each in row]
    falls = all(f.value >= after.value for f, after in pairwise(parts))
    plain = not any(f.hedge or change_of(f.lead) or is_past(f.lead) for f in parts)
    if not (falls and plain) or _OTHERWISE.search(reading.text, parts[0].start, one.end):
        return None
    found = _told(parts, one)
    told = found is not None and (
        found.verdict in GOOD or (one.role is not Role.PERCENT and _is_bare(reading, one))
    )
    return found if told else None


def _is_bare(reading: TextReading, one: TextFigure) -> bool:
    """Whether nothing before says of whom these are, or of which score: 按总分看，前三名平均."""
    begin = reading.begun("。\n", one.start)
    before = reading.figures[one.order - 1] if one.order else one
    own = before.end if before.start > begin and _RANK.search(_said(reading, before)) else begin
    ends = reading.text[one.end : one.end + 1]
    said = reading.text[own : one.start - len(one.lead)]
    return said in ("", ",", ";") and not one.tail and ends != "("


def _said(reading: TextReading, one: TextFigure) -> str:
    """The words before a figure, and before the bracket that it stands in."""
    begin = reading.figures[one.order - 1].end if one.order else 0
    return _CLAUSE.split(reading.text[max(begin, one.start - _REACH) : one.start])[-1]


_CLAUSE, _REACH = later("[,。;:\n]"), 24
_OF_FIRST = later(
    "[,;]?(?:其中)?(?:排名|得分|综合得分)?前(?P<many>[一二三四五六七八九十\\d]{1,3})[名位强](?:的)?"
    "(?:县区?|区|乡镇|镇|街道|单位|企业|部门|村|项目|选手)?(?:综合)?(?:平均|均)(?:综合)?(?:得分|分数?|成绩|分值)?(?:[为是达])?"
)
_RANK = later("第([一二三四五六七八九十]{1,3}|\\d{1,2})[名位](?!次)")
_SO_MUCH = later("[,;]?(?:综合)?平均(?:综合)?(?:得分|分数?|成绩|分值)?(?:[为是达])?")
_IN_TURN = later("依次|分别|得分|排名")


def _list(reading: TextReading, count: TextFigure, one: TextFigure, many: int) -> list[TextFigure]:
    """As many figures of its kind as are counted, side by side right before the count."""
    before = reading.figures[max(0, count.order - many) : count.order]
    if len(before) != many or any(f.paragraph != count.paragraph for f in before):
        return []
    kin = all((f.role, f.unit, f.measure) == (one.role, one.unit, one.measure) for f in before)
    plain = not any(f.hedge or f.inner or change_of(f.lead) or is_past(f.lead) for f in before)
    if not kin or not plain or before[0].sentence != count.sentence:
        return []
    steps = all(_STEP.fullmatch(reading.text, f.end, after.start) for f, after in pairwise(before))
    # One more before them, or fewer than all: they are not those that are counted.
    first = reading.figures[before[0].order - 1] if before[0].order else None
    more = first is not None and _STEP.fullmatch(reading.text, first.end, before[0].start)
    if not steps or more or _OTHERWISE.search(reading.text, before[0].start, one.end):
        return []
    return list(before) if min(before, key=_value).value < max(before, key=_value).value else []


def _value(one: TextFigure) -> Decimal:
    return one.value


def _told(parts: list[TextFigure], one: TextFigure) -> Finding | None:
    many = Decimal(len(parts))
    total = sum((f.value for f in parts), Decimal(0))
    half = sum((f.half for f in parts), Decimal(0))
    value = EXACT.divide(total, many)
    reach = EXACT.divide(total - half, many), EXACT.divide(total + half, many)
    verdict = judged(value, reach, one)
    said_parts = " + ".join(said_in(f.value, one) for f in parts)
    text = f"({said_parts}) / {len(parts)}"
    said = f"{len(parts)} 个数的平均是 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict not in GOOD:
        why = slip_of(value, one)
        remedy = f"各数若无误，平均应为 {one.as_printed(value)}"
    kind = RelationKind.RATE
    return Finding(verdict, kind, said, text, value, one, tuple(parts), remedy, why)
