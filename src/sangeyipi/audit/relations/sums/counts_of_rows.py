"""Projects by their stage, whose amounts prove that the rows are apart.

安排重点项目446个，完成613.5亿元。其中129个续建项目完成446.27亿元，118个新建项目已开工116个，完成125.41亿元；
52个建成项目完成41.82亿元；157个前期项目有序推进: the amounts come to theirs, so that no project is
in two rows.  Counts that come to more than the whole, by a slip, are wrong; fewer leave it open.
"""

from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "安排重点项目446个，完成投资613.5亿元。其中129个续建项目完成446.27亿元，118个新建项目已开工116个，"
        "开工率98.3%，完成125.41亿元；52个建成项目完成41.82亿元；157个前期项目有序推进。",
        "wrong 129 + 118 + 52 + 157 = 446",
    ),
)
#: Each once; what is only prepared for has no amount.
_STAGES = (
    "续建|结转|在建",
    "新建|新开工|计划新?开工|拟新?开工|新上",
    "建成|竣工|投产|完工|收尾",
    "前期|储备|预备|谋划",
)
_BEHIND = tuple(
    later(f"^(?:计划|拟)?(?:{each})(?:类|建设)?(?:重点)?项目(?!中)") for each in _STAGES
)
_BEFORE = tuple(
    later(f"^[,、;]*(?:其中)?(?:计划|拟)?(?:{each})(?:类|建设)?(?:重点)?项目(?:共|有|为)?$")
    for each in _STAGES
)
_OF_ALL = later("全部|所有|各级|另")
_DIGITS, _LEAST, _MOST, _AHEAD, _THREE = 4, 30, 6, 12, 3


def counts_of_rows(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what the counts of such rows come to."""
    told = [each for one in found for each in _of_amounts(reading, one)]
    known = {one.starts for one in found}
    return [*found, *(one for one in told if one.starts not in known)]


def _of_amounts(reading: TextReading, one: Finding) -> Iterator[Finding]:
    total, parts = one.stated, sorted(one.operands, key=lambda f: f.order)
    if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.HOLDS or not total:
        return
    if total.role is not Role.MONEY or total.hedge or len(total.digits) < _DIGITS:
        return
    if not all(map(reading.knows, (total, *parts))) or not 1 < len(parts) <= _MOST:
        return
    if total.order > parts[0].order or any(f.paragraph != total.paragraph for f in parts):
        return
    rows = _rows(reading, total, parts)
    whole = _whole(reading, total, rows) if rows else None
    if whole is None:
        return
    # 另有157个前期项目 may be besides all that are to be built.
    window = Window(whole, rows[: len(parts)])
    window = window if window.verdict in GOOD else Window(whole, rows)
    if window.verdict in GOOD or (window.sum > whole.value and _is_slip(window)):
        yield summed(window, None)


def _is_slip(window: Window) -> bool:
    kind = slip_kind(window.sum, window.total)
    return kind is SlipKind.CROSSED or kind in OF_ONE_DIGIT


def _rows(reading: TextReading, total: TextFigure, parts: Sequence[TextFigure]) -> list[TextFigure]:
    """The count that opens the row of each amount, and those of the rows that have none."""
    rows: list[TextFigure] = []
    last = total
    for part in parts:
        opening = [
            f for f in reading.figures[last.order + 1 : part.order] if _stage(reading, f) >= 0
        ]
        if len(opening) != 1:
            return []
        rows += opening
        last = part
    for f in reading.figures[last.order + 1 : last.order + 1 + _AHEAD]:
        if f.sentence != last.sentence or "其中" in reading.between(last, f):
            break
        if _stage(reading, f) >= 0:
            rows.append(f)
    stages = [_stage(reading, f) for f in rows]
    return rows if len(rows) >= _THREE and len(set(stages)) == len(stages) else []


def _stage(reading: TextReading, one: TextFigure) -> int:
    """Which stage a count is of, with which its clause begins; -1 for none."""
    if one.role is not Role.COUNT or one.inner or one.hedge or change_of(one.lead):
        return -1
    begin = reading.begun(",;。:\n", one.start)
    said = reading.text[begin : one.start]
    if said in ("", "其中"):
        behind = [n for n, stage in enumerate(_BEHIND) if stage.search(one.tail)]
        return behind[0] if len(behind) == 1 else -1
    before = [n for n, stage in enumerate(_BEFORE) if stage.search(said)]
    return before[0] if len(before) == 1 else -1


def _whole(
    reading: TextReading, total: TextFigure, rows: Sequence[TextFigure]
) -> TextFigure | None:
    """The one count of projects before the amount, larger than any row."""
    kin = [
        f
        for f in reading.paragraph_before(total)
        if (f.role, f.unit) == (Role.COUNT, rows[0].unit) and f.paragraph == total.paragraph
    ]
    if len(kin) != 1 or _stage(reading, kin[0]) >= 0:
        return None
    whole = kin[0]
    named = "项目" in whole.lead + whole.tail or "工程" in whole.lead + whole.tail
    plain = not (whole.hedge or whole.inner or is_past(whole.lead) or change_of(whole.lead))
    other = _OF_ALL.search(reading.text, whole.end, total.start) is not None
    large = whole.value >= _LEAST and whole.value > max(f.value for f in rows)
    return whole if named and plain and large and not other else None
