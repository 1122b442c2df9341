"""Totals of a table that stand in the prose around it: 开工73个，总投资486亿元, and a row a place.

A table that sums itself in no row is summed by the prose.  That a column comes to a figure there
is no chance where its rows are three and more; and it proves that the rows are all there are, so
that the figure beside it, which is of the next column, has to come out as well.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, sheet
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OVERLAPPING
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP, IN_ALL, IN_ALL_SO_FAR, TOTAL_LABELS
from sangeyipi.model.patterns import later

_TABLE = "地区 个数 总投资（亿元）\n甲市 21 128\n乙市 34 236\n丙市 18 122\n"
_BARE = "地区 年度任务 到位资金\n甲镇 18000 15120\n乙镇 12000 8460\n丙镇 8000 6320\n"
_BY_BATCH = (
    "期次 签约 开工 投产\n第七期 12 18 17\n第八期 14 20 19\n第九期 10 17 16\n合计 36 55 52\n"
)
_IN_TENS = (
    "地区 年度任务（万元） 到位资金（万元）\n甲镇 18000 15120\n乙镇 12000 8460\n丙镇 8000 6320\n"
)
EXAMPLES = (
    (f"集中开工73个，总投资486亿元。\n{_TABLE}", "holds 21 + 34 + 18 = 73"),
    (f"集中开工73个，总投资486亿元。\n{_TABLE}", "holds 128 + 236 + 122 = 486"),
    (f"集中开工73个，总投资468亿元。\n{_TABLE}", "wrong 128 + 236 + 122 = 468"),
    (f"集中开工74个，总投资486亿元。\n{_TABLE}", "wrong 21 + 34 + 18 = 74"),
    # Columns of no unit, by their heads.
    (
        f"三镇年度任务合计38000万元，到位资金29900万元。\n{_BARE}",
        "holds 15120 + 8460 + 6320 = 29900",
    ),
    (
        f"三镇年度任务合计38000万元，到位资金29600万元。\n{_BARE}",
        "wrong 15120 + 8460 + 6320 = 29600",
    ),
    (
        "|类别|个数|总投资（亿元）|年度计划（亿元）|\n|---|---|---|---|\n|产业|46|213.5|78.4|\n"
        "|基础设施|23|96.2|31.7|\n|民生|17|38.9|24.6|\n\n安排项目86个，总投资348.6亿元，"
        "年度计划投资143.7亿元。",
        "wrong 78.4 + 31.7 + 24.6 = 143.7",
    ),
    (
        "|类别|个数|年度计划（亿元）|完成（亿元）|\n|---|---|---|---|\n|产业|46|78.4|51.3|\n"
        "|基础设施|23|31.7|20.6|\n|民生|17|24.6|16.9|\n\n86个项目完成投资89.8亿元。",
        "wrong 51.3 + 20.6 + 16.9 = 89.8",
    ),
    (f"{_BY_BATCH}三期项目共133个。", "wrong 36 + 55 + 52 = 133"),
    (f"三镇到位资金合计2.99亿元。\n{_IN_TENS}", "holds 1.512 + 0.846 + 0.632 = 2.99"),
)
_TOTAL = later(f"{TOTAL_LABELS}|总数|其中|^{WHOLE_REGION}")
#: What is no sum: a mean, a place in an order, a date.
_NO_SUM = later("率|均|比|排名|名次|年$|月$|日$")
_AROUND, _ROWS, _MOST, _NEXT = 600, 3, 60, 2
#: What is told of a figure by its unit.
_UNIT, _SHORT = ("role", "unit", "scale", "dimension", "measure"), 3
#: A smaller sum comes out by chance, or one of fewer digits.
_TELLING, _DIGITS = 10, 100


class Column(NamedTuple):
    """A column of amounts, under its head."""

    head: str
    parts: list[TextFigure]


def totals_in_prose(reading: TextReading) -> Iterator[Finding]:
    """What the prose says that the columns of each table come to."""
    for table in reading.tables:
        grid = sheet(table)
        columns, batches = columns_of(grid), _batches(grid)
        if not columns and not batches:
            continue
        around = reading.near_places(table.grid.start, table.grid.end, _AROUND)
        prose = [f for figures in around.values() for f in figures if may_be_total(f)]
        yield from _of_columns(reading, columns, prose)
        if batches:
            yield from _of_batches(reading, batches, prose)


def columns_of(grid: FigureGrid) -> list[Column]:
    """The columns that can be added up, in a table that does not do so itself."""
    if not _ROWS <= len(grid.rows) <= _MOST or any(map(_TOTAL.search, grid.labels)):
        return []
    found = []
    for number, head in enumerate(grid.heads):
        cells = grid.column(number)
        parts = [cell for cell in cells if cell is not None and cell.role in COUNTABLE]
        alike = len({(f.role, f.dimension) for f in parts}) == 1
        if len(parts) == len(cells) and alike and not _NO_SUM.search(head):
            found.append(Column(head, parts))
    return found


def _batches(grid: FigureGrid) -> list[TextFigure]:
    """The totals of a table's three batches, which are all the projects that there are."""
    rows = [n for n, label in enumerate(grid.labels) if _ALL_ROWS.fullmatch(label)]
    heads = [_DULL.sub("", head) for head in grid.heads]
    if len(rows) != 1 or any(heads.count(each) != 1 for each in _BATCHES):
        return []
    # A column of all of them is added up across by itself.
    if any(_ALL_ROWS.fullmatch(head) or _TOTAL.search(head) for head in grid.heads):
        return []
    cells = [grid.rows[rows[0]][heads.index(each)] for each in _BATCHES]
    found = [f for f in cells if f is not None and f.role is Role.COUNT and not f.hedge]
    return found if len(found) == len(_BATCHES) else []


def _of_batches(
    reading: TextReading, batches: list[TextFigure], prose: Sequence[TextFigure]
) -> Iterator[Finding]:
    """三期项目共143个: what a table of three batches comes to in all."""
    for one in prose:
        said = _IN_ALL.fullmatch(one.lead.lstrip(",;:"))
        if one.role is Role.COUNT and one.dimension == "个" and said is not None:
            window = Window(one, batches)
            once = _ONCE.search(reading.text, max(0, one.start - _BESIDE), one.end + _BESIDE)
            ours = _OURS.search(reading.text[one.end : one.end + _BESIDE].partition("。")[0])
            if window.verdict in GOOD or (near(window) and not (once or ours)):
                yield summed(window, None)


#: 全市项目共151个，我县143个: the table may be of these.
_OURS = later("[我本][省市县区镇乡州]")


#: A project that goes through all three is counted once.
_ONCE, _BESIDE = later(f"剔|去重|{OVERLAPPING}|扣|不含|同一"), 16
_BATCHES = ("签约", "开工", "投产")
_ALL_ROWS = later(f"{ADDED_UP}|{WHOLE_REGION}")
_DULL = later(r"[“”\"]|一批|项目|个?数|[（(]个[)）]")
_IN_ALL = later(
    f"(?:注:)?(?:(?:上述|以上|{WHOLE_REGION}|[两二三四五六七八九十]{{1,2}}期|各期)(?:项目)?|(?:“?三个一批”?)项目)"
    f"(?:总数)?(?:{IN_ALL})(?:有|为|达)?(?:项目)?"
)


def may_be_total(one: TextFigure) -> bool:
    """Whether a figure may be what a column comes to: none of before, nor about so much."""
    return one.role in COUNTABLE and not (one.hedge or change_of(one.lead) or is_past(one.lead))


def totals_of(column: Column, prose: Sequence[TextFigure]) -> Iterator[TextFigure]:
    """What the prose says that a column comes to, and that it does."""
    for one in prose:
        parts = _in_unit(column, one)
        if _is_of(parts, column.head, one) and Window(one, parts).verdict in GOOD:
            yield one


def _of_columns(
    reading: TextReading, columns: list[Column], prose: Sequence[TextFigure]
) -> Iterator[Finding]:
    told: set[int] = set()
    for at, column in enumerate(columns):
        for one in prose:
            parts = _in_unit(column, one)
            window = Window(one, parts)
            if (
                not _is_of(parts, column.head, one)
                or window.verdict not in GOOD
                or one.start in told
            ):
                continue
            told.add(one.start)
            yield summed(window, None)
            others = columns[:at] + columns[at + 1 :]
            for beside in _wrong_beside(reading, one, others):
                if beside.total.start not in told:
                    told.add(beside.total.start)
                    yield summed(beside, None)
            break


def _wrong_beside(reading: TextReading, one: TextFigure, columns: list[Column]) -> Iterator[Window]:
    """What stands beside a total that comes out, where its own column does not come to it."""
    for other in _beside(reading, one):
        # Two of one kind are told apart by the heads of their columns.
        named = [c for c in columns if _UNIT_OF.sub("", c.head) in other.lead]
        tried = [c for c in columns if other.dimension != one.dimension or c in named]
        own = [(c, Window(other, _in_unit(c, other))) for c in tried]
        own = [(c, w) for c, w in own if _fits(w)]
        if len(own) != 1:
            continue
        column, window = own[0]
        off = window.verdict not in GOOD and near(window)
        if off and _is_called_so(column.head, other, one) and _is_then(reading, column.head, other):
            yield window


def _is_then(reading: TextReading, head: str, one: TextFigure) -> bool:
    """Whether a column of so many months is told of in a sentence that names no other months."""
    months = set(_MONTH.findall(head))
    said = reading.text[reading.begun("。;\n", one.start) : one.start]
    return not months or months.issuperset(_MONTH.findall(said))


_MONTH = later("\\d{1,2}(?=月)")


def _is_called_so(head: str, other: TextFigure, one: TextFigure) -> bool:
    """Whether a figure is called as its column and by nothing else, nor is of other places.

    Not 固定资产投资 of 总投资, 财政到位资金 of 到位资金, or 全县到位资金 beside 三镇年度任务.
    """
    core = _UNIT_OF.sub("", head)
    # 70个项目完成投资79.8亿元: of all that was counted before it.
    counted = one.role is Role.COUNT and other.order == one.order + 1
    lead = _COUNTED.sub("", other.lead) if counted else other.lead
    said = _FILLED.sub("", lead.replace(core, ""))
    if _PLANNED.search(core):
        # 年度计划 is what 年度计划投资 says.
        said = said.removesuffix("投资")
    places = _PLACES.findall(said)
    if any(each not in one.lead for each in places):
        return False
    said = _PLACES.sub("", said)
    if other.role is Role.COUNT:
        return _COUNTS.fullmatch(said) is not None
    return said == "" or (said in core and len(said) > 1)


_UNIT_OF = later(r"[(（][^()（）]{1,8}[)）]$")
_FILLED = later(
    f"[,、;:]|{IN_ALL_SO_FAR}|[为达有约计]|[两二三四五六七八九十]{{1,2}}个?(?=[市县区镇乡])"
)
_PLACES = later("[全各]?[省市县区镇乡](?![级定])")
_PLANNED = later("(?:计划|目标|完成)$")
_COUNTED = later("^(?:项目|工程|企业)")
_COUNTS = later(
    "(?:集中|本[次期月批]|本次集中)?(?:新|已)?(?:签约|开工|动工|投产|竣工|完工|建成|实施|谋划|储备|入库|安排)?(?:项目|工程|企业)?"
)


def _in_unit(column: Column, one: TextFigure) -> list[TextFigure]:
    """A column of which nobody says the unit, in that of a total that is called as its head."""
    named = len(column.head) > _SHORT and column.head in one.lead and one.role is Role.MONEY
    if not named or any(f.unit or f.dimension for f in column.parts):
        return column.parts
    unit = {name: getattr(one, name) for name in _UNIT}
    return [f._replace(**unit) for f in column.parts]


def _is_of(parts: list[TextFigure], head: str, one: TextFigure) -> bool:
    """Whether a figure of the prose may be what a column comes to."""
    chance = one.value < _TELLING * one.scale and one.printed.scaleb(one.places) < _DIGITS
    if chance or max(f.value for f in parts) >= one.value:
        return False
    if parts[0].unit or parts[0].dimension:
        return (parts[0].role, parts[0].dimension) == (one.role, one.dimension)
    # A column of which nobody says the unit: by its name.
    head = _DONE.sub("", head)
    return one.role is Role.COUNT and len(head) > 1 and head in one.lead


_DONE = later("^(?:已经?|累计|实际)")


def _beside(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """开工73个，总投资486亿元: what stands right beside a total."""
    near_by = reading.figures[max(0, one.order - 1) : one.order + _NEXT]
    return [f for f in near_by if f.sentence == one.sentence and f is not one and may_be_total(f)]


def _fits(window: Window) -> bool:
    total, parts = window
    same = (parts[0].role, parts[0].dimension) == (total.role, total.dimension)
    return same and (not total.measure or parts[0].measure == total.measure)
