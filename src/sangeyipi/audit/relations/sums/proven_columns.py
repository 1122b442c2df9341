"""The column beside one that comes out: 35个、148.9亿元; 15个、53.1亿元; 38个、105.6亿元.

Amounts printed to a decimal, of three rows and more, come to their whole by chance hardly ever, and
第一批, 第二批 of 两批 are all the lots there are: then no row is missing, and what stands right
beside each part and right beside the whole must come out as well.
"""

from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.completeness import are_all_lots
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共申报项目64个，总投资212.8亿元。其中签约项目30个，总投资118.4亿元，10亿元以上4个；"
        "开工项目14个，总投资31.7亿元；投产项目25个，总投资62.7亿元。",
        "wrong 30 + 14 + 25 = 64",
    ),
    (
        "下达两批任务共1700户、资金1640万元（其中第一批720户、资金560万元；"
        "第二批980户、资金990万元）。",
        "wrong 560 + 990 = 1640",
    ),
)
_BESIDE = later("(?:个|项目)?[,、]?[^,。;、()\\d]{0,8}")
_FILLED = later("[,、:的约为计共达]|其中|完成")
#: 涉及乡镇48个: what is counted is called the same in every row, and in the whole.
_THINGS = later("项目|工程|企业|问题|事项|任务|案件")
_PLAIN = later("(?:项目|工程|企业)?(?=[,、。;:()]|\\Z)")
_ROWS, _FAR = 3, 2


def beside_columns(around: Surroundings, found: Sequence[Finding]) -> Iterator[Window]:
    """The sums beside those that prove that no row is missing."""
    for one in found:
        if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.HOLDS:
            continue
        total, parts = one.stated, list(one.operands)
        if total is None or len(parts) <= 1 or not all(map(around.knows, one.figures)):
            continue
        if total.inner or total.order >= parts[0].order or not _proves(total, parts):
            continue
        for step in (-1, 1):
            window = _beside(around, total, parts, step)
            if window is not None:
                yield window


def _proves(total: TextFigure, parts: list[TextFigure]) -> bool:
    if any(f.hedge for f in (total, *parts)):
        return False
    if total.role is Role.MONEY and len(parts) >= _ROWS and total.places:
        return all(f.places for f in parts)
    return are_all_lots(total, parts)


def _beside(
    around: Surroundings, total: TextFigure, parts: list[TextFigure], step: int
) -> Window | None:
    figures = around.reading.figures
    column = []
    for one in (total, *parts):
        if not 0 <= one.order + step < len(figures):
            return None
        other = figures[one.order + step]
        first, last = (one, other) if step > 0 else (other, one)
        between = around.reading.between(first, last)
        if other.hedge or other.inner is not one.inner or not _BESIDE.fullmatch(between):
            return None
        column.append(other)
    whole, *cells = column
    if whole.role not in COUNTABLE or whole.role is total.role:
        return None
    if len({(f.role, f.dimension, f.measure) for f in column}) > 1:
        return None
    alike = (
        len({_FILLED.sub("", f.lead) for f in column}) == 1
        if step > 0
        else _count_alike(around, column)
    )
    window = Window(whole, cells)
    if not alike or max(f.value for f in cells) >= whole.value:
        return None
    return window if window.verdict in GOOD or _is_of_its_size(window) else None


def _count_alike(around: Surroundings, column: list[TextFigure]) -> bool:
    """Whether all count the same things, each behind its name."""
    named = {(_THINGS.findall(f.lead) or [""])[-1] for f in column}
    behind = all(f.lead and _PLAIN.match(around.reading.text, f.end) for f in column)
    return behind and len(named) == 1 and "" not in named and len({f.unit for f in column}) == 1


def _is_of_its_size(window: Window) -> bool:
    return window.total.value <= window.sum * _FAR and window.sum <= window.total.value * _FAR
