"""An average that is of a part of what its words count: 13个小区（9个、4个），平均每个小区29个.

All there is was divided by one of the parts of the number that its words name; with the number
itself it comes to something else.  An amount that was itself divided (总投资47.9亿元，其中国道26.5
亿元、省道21.4亿元) and stands beside all kilometres is of no part of these.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.relations.averages.stated_averages import divided, is_of_some
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "公路总里程186.4公里，总投资47.9亿元。其中国道72.8公里、省道113.6公里，国道投资26.5亿元、"
        "省道投资21.4亿元，每公里平均投资4217万元。",
        "wrong 479000 / 186.4 = 4217",
    ),
    (
        "完成13个老旧小区改造，其中2000年前建成的9个，2000年后建成的4个。新增停车位265个，"
        "平均每个小区新增约29个。",
        "wrong 265 / 13 = 29",
    ),
    (
        "公路总里程186.4公里，总投资47.9亿元。其中国道72.8公里、省道113.6公里，国道投资26.5亿元、"
        "省道投资21.4亿元，每公里平均投资2570万元。",
        "holds 479000 / 186.4 = 2570",
    ),
)
_PER = later(
    "(?:平均每个(?P<name>[^,。;:、\\d每]{2,6}?)|(?:平均)?每(?P<unit>公里|[亩户人家件宗起场栋套座所])(?:平均)?)"
    "(?:新增|建成|完成|投资|造价|补助|资金|约|为|达到?|有){0,3}$"
)
_BACK, _LEAST = 24, 2


def of_a_part(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of averages that are of a part."""
    averages = [f for f in reading.figures if "均" in f.lead and "每" in f.lead]
    if not averages:
        return found
    sums = [
        one
        for one in found
        if one.kind is RelationKind.SUM and one.verdict is RelationVerdict.HOLDS
        if one.stated is not None and len(one.operands) > 1
    ]
    told = {one.start: each for one in averages if (each := _told(reading, one, sums)) is not None}
    if not told:
        return found
    kept = [one for one in found if one.stated is None or one.stated.start not in told]
    return [*kept, *told.values()]


def _told(reading: TextReading, one: TextFigure, sums: list[Finding]) -> Finding | None:
    said = _PER.search(one.lead) if one.role in COUNTABLE and len(one.digits) >= _LEAST else None
    if said is None or one.inner or is_past(one.lead):
        return None
    for each in sums:
        whole = each.stated
        if whole is None or not _is_counted(whole, one, said):
            continue
        for total in _totals(reading, one, whole, sums):
            if total.start in {f.start for f in each.figures} or total.hedge or whole.hedge:
                continue
            now = divided(total, whole, one)
            if now.verdict in GOOD:
                return None
            # 其中甲类265个，平均每个…: of some of them.
            before = total.order == one.order - 1
            if before and (is_of_some(reading, one, (total,)) or "其中" in total.lead):
                continue
            parts = [f for f in each.operands if divided(total, f, one).verdict in GOOD]
            if len(parts) == 1 and not _is_its(reading, parts[0], total, one):
                why = Why(f"写的数是 {total.text} 除以其中的 {parts[0].text}", Reason.OTHER_BASE)
                return now._replace(why=why)
    return None


def _is_counted(whole: TextFigure, one: TextFigure, said: "re.Match[str]") -> bool:
    """Whether a whole is what the words of an average count, before it in the paragraph."""
    if whole.paragraph != one.paragraph or not 0 < one.order - whole.order <= _BACK:
        return False
    if said["unit"] is not None:
        return whole.unit_alone() == said["unit"]
    return whole.unit == "个" and said["name"] in whole.tail


def _totals(
    reading: TextReading, one: TextFigure, whole: TextFigure, sums: list[Finding]
) -> Iterator[TextFigure]:
    """What may be divided: the amount beside the number, if it is a whole, too; or the figure right
    before the average."""
    figures = reading.figures
    wholes = {each.stated.start for each in sums if each.stated is not None}
    parts = {f.start for each in sums for f in each.operands}
    for total in (figures[whole.order + 1], figures[one.order - 1]):
        beside = total.order == whole.order + 1 and total.sentence == whole.sentence
        before = total.order == one.order - 1 and total.sentence == one.sentence
        if total.dimension != one.dimension or total.role is not one.role or total.inner:
            continue
        if is_past(total.lead) or change_of(total.lead) or total.start in parts:
            continue
        if (beside and total.start in wholes) or (before and total.value > one.value):
            yield total


def _is_its(reading: TextReading, part: TextFigure, total: TextFigure, one: TextFigure) -> bool:
    """Whether an average, or the amount before it, says that it is of a part: 省道每公里."""
    last = total if total.order == one.order - 1 else one
    begin = reading.begun(",。;\n", last.start)
    name = part.lead.lstrip(",、;").removeprefix("其中")[:2]
    return bool(name) and name in reading.text[begin : one.start]
