"""What stands beside a whole, what was taken and what is left, where the counts come out.

上报23个批次4126亩，已获批复19个批次3385亩，其余4个批次741亩: all of the 23 are told of, so that the
second of each pair must come out, too.  Wrong only where all three are called alike, and by a slip
of the pen: what was done of a piece may differ a little from what was due.
"""

import re
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts
from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.completeness import label_of
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, said_in
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "上报用地23个批次4126亩，已获批复19个批次3385亩，其余4个批次714亩正在审查。",
        "wrong 4126 - 3385 = 714",
    ),
    (
        "上报用地23个批次4126亩，已获批复19个批次3385亩，其余4个批次741亩正在审查。",
        "holds 4126 - 3385 = 741",
    ),
    (
        "承诺开复工47项（续建36项，新建11项），已开复工34项（续建28项，新建6项），未开复工13项（续建9项，新建4项）。",
        "wrong 36 - 28 = 9",
    ),
    (
        "闲置项目12个、闲置资金4.27亿元，其中3个项目闲置5600万元已调整用途，剩余9个项目4.27亿元年底前支出。",
        "wrong 4.27 - 0.56 = 4.27",
    ),
    (
        "需整治房屋86处、12740平方米，已拆除71处、10520平方米，剩余15处、2020平方米。",
        "wrong 12740 - 10520 = 2020",
    ),
    (
        "处置任务9宗614亩，已处置6宗、428亩，剩余3宗、146亩，按宗数完成66.7%，按面积完成69.7%。",
        "wrong 614 - 428 = 146",
    ),
)
_LEFT = re.compile("其余|其它|剩余|剩下|余下|[尚还仍]|未")
_BESIDE, _FILLED = (
    later("[^,。;()\\d\n]{0,8}[,、]?[^,。;()\\d\n]{0,8}"),
    re.compile("[,、约为达共计有额]"),
)
_THINGS = re.compile("项目|企业|工程|资金|金额")
_DUE = later("计划|任务|目标|需求|拟|应|预")
_SECOND = (Role.MONEY, Role.QUANTITY)


def left_beside(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings with what stands beside a remainder that comes out."""
    tied = {
        (one.operands[0].start, one.operands[1].start)
        for one in found
        if one.kind in _RATES and one.verdict in GOOD and len(one.operands) == _TAKEN
    }
    told = [each for one in found if (each := _beside(around, one, tied)) is not None]
    told += [each for one in found for each in _in_brackets(around, one)]
    if not told:
        return found
    # That they do not add up is told once.
    known = {one.starts for one in told}
    kept = [one for one in found if one.verdict in GOOD or one.starts not in known]
    return [*kept, *told]


def _beside(around: Surroundings, one: Finding, tied: set[tuple[int, int]]) -> Finding | None:
    """What the second of each pair says; None where there are no such pairs."""
    left = one.stated
    if one.kind is not RelationKind.DIFFERENCE or one.verdict is not RelationVerdict.HOLDS:
        return None
    if left is None or left.half or left.role not in (Role.COUNT, Role.QUANTITY):
        return None
    row = (*one.operands, left)
    if not _LEFT.search(left.lead + left.tail) or not all(map(around.knows, row)):
        return None
    if any(f.inner for f in row) or row[0].order > row[1].order:
        return None
    column = [_next(around, f) for f in row]
    cells = [f for f in column if f is not None]
    if len(cells) < len(row) or not _are_alike(cells, row):
        return None
    due = _DUE.search(row[0].lead + cells[0].lead) is not None
    # 任务614亩，已处置428亩，…按面积完成69.7%: of that task, as a rate says.
    of_rate = (cells[1].start, cells[0].start) in tied and len(cells) == _TAKEN + 1
    return _told(cells, due=due, of_rate=of_rate)


def _in_brackets(around: Surroundings, one: Finding) -> Iterator[Finding]:
    """47项（续建36项，新建11项），已开工34项（续建28项，新建6项），未开工13项（续建8项，新建5项）."""
    left = one.stated
    if one.kind is not RelationKind.DIFFERENCE or one.verdict is not RelationVerdict.HOLDS:
        return
    if left is None or left.half or len(one.operands) != _TAKEN:
        return
    row = (*one.operands, left)
    if not all(map(around.knows, row)) or any(f.inner or f.hedge for f in row):
        return
    lists = [_bracket(around, f) for f in row]
    labels = list(lists[0])
    if len(labels) < _TAKEN or any(list(each) != labels for each in lists):
        return
    for label in labels:
        yield _of_column([each[label] for each in lists])


def _of_column(cells: Sequence[TextFigure]) -> Finding:
    whole, taken, left = cells
    value = whole.value - taken.value
    text = f"{said_in(whole.value, left)} - {said_in(taken.value, left)}"
    return judge(left, value, (value, value), text, (whole, taken))


def _bracket(around: Surroundings, one: TextFigure) -> dict[str, TextFigure]:
    """What the bracket right behind a count divides it into, by what each is called."""
    found: dict[str, TextFigure] = {}
    if not _OPENS.match(around.reading.text, one.end):
        return found
    for f in around.reading.figures[one.order + 1 :]:
        if not f.inner or (f.role, f.unit) != (one.role, one.unit) or f.hedge:
            break
        if ")" in around.reading.text[one.end : f.start]:
            break
        found[label_of(f)] = f
    plain = "" not in found and sum(f.value for f in found.values()) == one.value
    return found if plain else {}


_RATES = (RelationKind.RATE, RelationKind.SHARE)
_TAKEN, _OPENS = 2, later("[^,。;()\\d]{0,6}\\(")


def _next(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """The figure right behind one, of another kind, in its sentence."""
    after = around.reading.figures[one.order + 1 : one.order + 2]
    if not after or after[0].role not in _SECOND or after[0].sentence != one.sentence:
        return None
    other = after[0]
    if other.dimension == one.dimension or other.inner or other.hedge:
        return None
    if change_of(other.lead) or is_past(other.lead):
        return None
    return other if _BESIDE.fullmatch(around.reading.between(one, other)) else None


def _are_alike(cells: Sequence[TextFigure], row: Sequence[TextFigure]) -> bool:
    """Whether all measure the same, or the later ones have no name of their own."""
    if len({(f.role, f.dimension) for f in cells}) > 1 or {f.start for f in cells} & {
        f.start for f in row
    }:
        return False
    names = [_FILLED.sub("", f.lead) for f in cells]
    if len(set(names)) == 1 or not any(names[1:]):
        return True
    # 9个、闲置资金3.84亿元，其中2个项目闲置0.68亿元…，剩余7个项目3.16亿元: 项目 is what is counted.
    bare = [_THINGS.sub("", each) for each in names]
    taken = [each for each in bare[1:-1] if not each.startswith("已")]
    return bool(bare[0]) and all(each in ("", bare[0]) for each in (*taken, bare[-1]))


def _told(cells: Sequence[TextFigure], *, due: bool, of_rate: bool) -> Finding | None:
    whole, *taken, left = cells
    value = whole.value - sum((f.value for f in taken), whole.half * 0)
    room = sum((f.half for f in cells[:-1]), whole.half * 0)
    text = " - ".join(said_in(f.value, left) for f in cells[:-1])
    found = judge(left, value, (value - room, value + room), text, tuple(cells[:-1]))
    if found.verdict in GOOD:
        return found
    window = Window(whole, [*taken, left])
    # 需求186人，已招152人: more than was due may be done.
    sure = is_crossed(window) if due else is_slip_of_parts(window)
    sure = sure or (of_rate and value > 0 and is_slip(value, left))
    # 闲置3.84亿元，其中0.68亿元已调整，剩余3.84亿元: no less than there was.
    sure = sure or (not due and left.value >= whole.value and whole.value - value > 2 * room)
    return found if value > 0 and sure else None
