"""Prose under a table that names its cells: 完成率最高的是甲县，最低的是乙县，相差11.8个百分点.

The column is named right before 最高, and each row behind it; 签约项目开工率 is of two columns that
are called so, in the row that is named or in the total of all that are counted.  So bound, a
difference that does not come out is wrong; a rate where it is off by a slip, and so is 乙县开工率,
which is said again of a cell.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.judging.reasons import BOUND
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, with_prose, without_unit
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import PAST
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import TOTAL_LABELS
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

_RATES = (
    "|县区|计划（亿元）|完成（亿元）|完成率（%）|\n|---|---|---|---|\n|甲县|86.4|61.7|71.4|\n"
    "|乙县|72.5|48.3|66.6|\n|丙县|64.9|40.1|61.8|\n|合计|223.8|150.1|67.1|\n\n"
)
_COUNTS = (
    "|乡镇|签约（个）|开工（个）|\n|---|---|---|\n|甲镇|8|6|\n|乙镇|8|5|\n|丙镇|11|9|\n"
    "|合计|27|20|\n\n"
)
EXAMPLES = (
    (f"{_RATES}完成率最高的是甲县，最低的是丙县，相差9.6个百分点。", "holds 71.4 - 61.8 = 9.6"),
    (f"{_RATES}完成率最高的是甲县，最低的是丙县，相差9.9个百分点。", "wrong 71.4 - 61.8 = 9.9"),
    (f"{_COUNTS}三个乡镇签约项目开工率为74.1%。", "holds 20 / 27 * 100 = 74.1"),
    (f"{_COUNTS}三个乡镇签约项目开工率为71.4%。", "wrong 20 / 27 * 100 = 71.4"),
    (f"{_RATES}从表中看，甲县居首；乙县完成率67.6%，居第二位。", "wrong 66.6 = 67.6"),
)
_TOTAL = later(f"{TOTAL_LABELS}|平均|^{WHOLE_REGION}")
_ENDS = later(
    "(?P<column>[^,。;:\n]{2,24}?)最[高多大快好](?:的)?(?:是|为)?(?P<high>[^,。;:\n\\d]{2,12}),"
    "(?:[^,。;:\n\\d]{0,8}?)最[低少小慢差](?:的)?(?:是|为)?(?P<low>[^,。;:\n\\d]{2,12}),"
    "(?:两者|二者|高低|首尾|两[县区镇乡地家者])?(?:相差|差距)(?:高?达到?|[为近约仅只了有]){0,3}"
)
_RATE = re.compile(
    "(?P<base>[\u4e00-\u9fff]{2})(?:项目|企业|任务|资金)?的?(?P<name>[\u4e00-\u9fff]{2})率(?:[为是达]|达到)?$"
)
_DULL = later("^(?:已|实际|累计|计划)|(?:项目|企业|资金)?(?:数|数量|个数)?$")
_ALL = later(f"{WHOLE_REGION}|全[镇乡]|合计|总体|整体")
_SO_MANY = later("([二两三四五六七八九十]{1,3}|\\d{1,2})个(?:[县市区镇乡村园]|街道|单位|功能区)")
_AROUND, _FAR, _TELLING = 600, 60, 100


def cells_in_prose(reading: TextReading) -> Iterator[Finding]:
    """What the sentences around each table say of its cells."""
    for grid, near in with_prose(reading, _AROUND):
        for one in near:
            found = None if one.hedge or one.inner else _told(reading, grid, one)
            if found is not None:
                yield found


def _told(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    if one.role is Role.PERCENT:
        return _rate(reading, grid, one) or _cell_again(reading, grid, one)
    if "差" in one.lead and (one.role is Role.POINTS or one.role in COUNTABLE):
        return _apart(reading, grid, one)
    return None


def _apart(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """完成率最高的是甲县，最低的是丙县，相差9.6个百分点."""
    begin = max(reading.begun("。;\n", one.start), one.start - 2 * _FAR)
    said = _LAST.search(reading.text, begin, one.start)
    if said is None:
        return None
    heads = [
        n for n, head in enumerate(grid.heads) if said["column"].endswith(without_unit(head) or "|")
    ]
    longest = max((len(without_unit(grid.heads[n])) for n in heads), default=0)
    heads = [n for n in heads if len(without_unit(grid.heads[n])) == longest]
    high, low = (_row(grid, said[each]) for each in ("high", "low"))
    if len(heads) != 1 or high is None or low is None:
        return None
    column = [
        cell
        for n, cell in enumerate(grid.column(heads[0]))
        if cell is not None and not _TOTAL.search(grid.labels[n])
    ]
    most, least = grid.rows[high][heads[0]], grid.rows[low][heads[0]]
    if most is None or least is None or not _is_kin(one, most):
        return None
    # Another than the table has: of another time, or of some of them.
    if most.value != max(f.value for f in column) or least.value != min(f.value for f in column):
        return None
    found = of_two(one, most, least, down=False)
    # 上月完成率最高的, 从民间投资看: another than the table's.
    own = reading.text[begin : said.start()] + said["column"]
    own = own.removesuffix(without_unit(grid.heads[heads[0]]))
    if found.verdict not in GOOD and not _is_plain(own):
        return None
    # Recognised however far it is off: the words name the two cells, which are the ends.
    known = found.verdict in GOOD or found.why is not None
    return found if known else found._replace(why=BOUND)


_PLAIN = later(
    f"(?:其中|{WHOLE_REGION}|各|[两二三四五六七八九十]{{1,3}}个|街道|单位|园区|项目|企业|[县市区乡镇()、的,:])*"
)
#: 从完成率看, 由上表可见: of the table as a whole.
_OPENED = later(
    "(?:[由从](?:上|下|附)?表(?:中|内)?(?:可以?|能)?(?:见|知|看出)"
    "|[从按](?:[^,。;\\d]{0,4}率|完成|整体|总体|具体)?(?:情况|进度|进展)?来?看),"
)


def _is_plain(said: str) -> bool:
    """Whether what is said before what the table names says nothing of its own."""
    return _PLAIN.fullmatch(_OPENED.sub("", said).strip()) is not None


_LAST = re.compile(f"{_ENDS.pattern}$")


def _is_kin(one: TextFigure, cell: TextFigure) -> bool:
    if one.role is Role.POINTS:
        return cell.role is Role.PERCENT
    return (one.role, one.dimension) == (cell.role, cell.dimension)


def _row(grid: FigureGrid, said: str) -> int | None:
    """The row that is called so."""
    found = [n for n, label in enumerate(grid.labels) if without_unit(label) == said]
    return found[0] if len(found) == 1 else None


def _rate(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """三个乡镇签约项目开工率为74.1%: of the columns 签约 and 开工 in the total."""
    begin = max(reading.begun(",。;:\n", one.start), one.start - _FAR)
    clause = reading.text[begin : one.start]
    said = _RATE.search(clause)
    if said is None or one.printed.scaleb(one.places) < _TELLING:
        return None
    columns = [
        [n for n, head in enumerate(grid.heads) if _DULL.sub("", without_unit(head)) == said[each]]
        for each in ("name", "base")
    ]
    at = _whose(grid, clause[: said.start()])
    if at is None or any(len(each) != 1 for each in columns):
        return None
    part, base = (grid.rows[at][each[0]] for each in columns)
    if part is None or base is None or part.role not in COUNTABLE or not base.value:
        return None
    if part.dimension != base.dimension or part.value > base.value:
        return None
    pair = RatePair(part, base)
    found = told(pair, one)
    if verdict(pair, one) in GOOD:
        return found
    # 上年, 亿元以上, 力争年底, and 全市 with a 我县 behind it: of another time, or of some.
    sentence = max(reading.begun("。;\n", one.start), one.start - 2 * _FAR)
    before = reading.text[sentence:begin] + clause[: said.start()]
    for label in (*map(without_unit, grid.labels), *_called_all(grid)):
        before = before.replace(label, "")
    behind = reading.text[one.end : one.end + _FAR].partition("。")[0]
    plain = _is_plain(before) and not _OURS.search(behind)
    return found if plain and is_slip(pair.value, one) else None


def _cell_again(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """乙县开工率82.4%, and 84.2% in its row: the one cell that a clause names, and no other."""
    begin = max(reading.begun(",。;:\n", one.start), one.start - _FAR)
    clause = reading.text[begin : one.start]
    if "率" not in clause or one.printed.scaleb(one.places) < _TELLING:
        return None
    rows = [n for n, label in enumerate(grid.labels) if _starts(clause, without_unit(label))]
    rates = [n for n, head in enumerate(grid.heads) if without_unit(head).endswith("率")]
    called = [
        (row, n)
        for row in rows
        for n in rates
        if _BESIDE.sub("", clause) == without_unit(grid.labels[row]) + without_unit(grid.heads[n])
    ]
    if len(called) != 1:
        return None
    cell = grid.rows[called[0][0]][called[0][1]]
    if cell is None or cell.hedge or cell.places != one.places:
        return None
    kind = slip_kind(cell.value, one)
    if kind is not SlipKind.CROSSED and kind is not SlipKind.ONE_DIGIT:
        return None
    # Another table may have it so.
    every = (entry.figure for table in reading.tables for entry in table.entries)
    if any(f.printed == one.printed for f in every):
        return None
    line = max(reading.begun("\n", one.start), one.start - 2 * _FAR)
    behind = reading.text[one.end : one.end + _FAR].partition("。")[0].partition(";")[0]
    plain = not (_THEN.search(reading.text, line, one.start) or _AGAINST.search(behind))
    return same_quantity(cell, one) if plain else None


def _starts(clause: str, label: str) -> bool:
    return len(label) > 1 and clause.startswith(label)


_BESIDE = later("^其中|的(?=[^的]{1,8}率)|(?:仅?为|达到?|只有|仅|是|已达?)$")
#: Of another time than the table's, whichever that is.
_THEN = later(
    f"{PAST}|\\d[月日]|季度|半年|[当本]月|目前|最新|现在|目标|力争|计划(?:到|为)|其中(?!.{{1,12}}率)"
)
_AGAINST = later("(?:为|是)[上去]|目标")
_OURS = later("[我本][省市县区镇乡州]|其中")


def _called_all(grid: FigureGrid) -> tuple[str, ...]:
    return ("合计", "总体", "整体") if any(map(_TOTAL.search, grid.labels)) else ()


def _whose(grid: FigureGrid, said: str) -> int | None:
    """The row of which a clause tells: the one that it names, or the total of all rows."""
    named = [
        n for n, label in enumerate(grid.labels) if len(label) > 1 and without_unit(label) in said
    ]
    if named:
        return (
            named[0]
            if said.endswith(without_unit(grid.labels[named[-1]])) and len(named) == 1
            else None
        )
    totals = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
    many = _SO_MANY.search(said)
    counted = many is not None and numerals.whole(many[1]) == len(grid.labels) - 1
    if len(totals) != 1 or not (counted or (many is None and _ALL.search(said))):
        return None
    return totals[0] if _adds_up(grid, totals[0]) else None


def _adds_up(grid: FigureGrid, total: int) -> bool:
    """Whether the total sums all other rows in the columns that are counted."""
    for number in range(len(grid.heads)):
        whole = grid.rows[total][number]
        cells = [row[number] for n, row in enumerate(grid.rows) if n != total]
        parts = [cell for cell in cells if cell is not None]
        if whole is None or whole.role is not Role.COUNT:
            continue
        if len(parts) != len(cells) or Window(whole, parts).verdict not in GOOD:
            return False
    return True
