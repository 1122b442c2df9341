"""Columns of a table: rates, growth, differences of two columns, and the row that sums the others.

Which columns a percentage is of is proven by the rows themselves: a pair of columns that fits most
rows, at least two and all but one of every four, is meant, and a row that does not fit is wrong.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, is_crossed, lacks_one, summed
from sangeyipi.audit.judging.changed import TURNED
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import RARE_SLIPS, Slip, SlipKind, slip_kind, slip_of
from sangeyipi.audit.judging.table_notes import is_of_more, is_shared, notes_below
from sangeyipi.audit.relations.tables.outlines import wholes
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, sheet
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import ADDED_UP, TOTAL_LABELS
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_TABLE = "|镇|计划|已开工|开工率|\n|---|---|---|---|\n|甲|15|12|80%|\n|乙|9|8|88.9%|\n"
EXAMPLES = (
    (_TABLE + "|丙|14|9|60%|\n|丁|6|6|100%|\n", "wrong 9 / 14 * 100 = 60"),
    (
        "资金使用情况（单位：个、万元）\n|镇|项目数|计划资金|已支出|支出率|\n|---|---|---|---|---|\n"
        "|甲|6|845|702|83.1%|\n|乙|9|1290|1118|86.7%|\n|丙|4|516|397|76.9%|\n",
        "holds 1118 / 1290 * 100 = 86.7",
    ),
    (_TABLE + "|丙|13|6|46.1%|\n", "wrong 6 / 13 * 100 = 46.1"),
    (
        "|县|计划|完成|完成率|\n|---|---|---|---|\n|甲|1864|1213|65.08%|\n|乙|1542|986|63.94%|\n"
        "|丙|975|702|63.94%|\n",
        "wrong 702 / 975 * 100 = 63.94",
    ),
    (_TABLE + "|合计|24|20|83.3%|\n", "holds 15 + 9 = 24"),
    (_TABLE + "|合计|24|21|87.5%|\n", "wrong 12 + 8 = 21"),
    (
        "|批|项目数|占比|\n|---|---|---|\n|甲|22|35.5%|\n|乙|19|30.6%|\n|丙|21|33.9%|\n|合计|62|100%|\n",
        "holds 19 / 62 * 100 = 30.6",
    ),
    (
        "类别\t个数\t总数\n甲\t31\t40\n其中:乙\t22\t30\n丙\t20\t9\n合计\t51\t49\n",
        "holds 31 + 20 = 51",
    ),
    (
        "组\t走访次数\t走访项目\n甲\t54\t40\n乙\t11\t11\n合计\t65\t46\n",
        "incomplete 40 + 11 = 46",
    ),
    (
        "|类别|项目数|资金|\n|---|---|---|\n|甲|9|124|\n|乙|6|213|\n|丙|11|486|\n|合计|23|823|\n\n"
        "注：有3个项目同时使用两类资金，合计已剔重。\n",
        "incomplete 9 + 6 + 11 = 23",
    ),
    (
        "|镇|签约|开工|合计|\n|---|---|---|---|\n|甲|5个|8个|13个|\n|乙|3个|6个|10个|\n|丙|7个|4个|11个|\n",
        "wrong 3 + 6 = 10",
    ),
    (
        "|县|工业（50分）|城建（30分）|民生（20分）|总分|\n|---|---|---|---|---|\n|甲|47.3|27.6|18.4|93.3|\n"
        "|乙|46.8|27.9|18.1|92.8|\n|丙|45.9|26.7|17.9|92.5|\n|丁|44.2|25.1|16.3|85.6|\n",
        "wrong 45.9 + 26.7 + 17.9 = 92.5",
    ),
    (
        "|类别|计划|上级资金|县级资金|到位合计|\n|---|---|---|---|---|\n|教育|18600|9400|5200|14600|\n"
        "|卫生|9200|5100|2650|7570|\n|养老|3400|1800|900|2700|\n",
        "wrong 5100 + 2650 = 7570",
    ),
    (
        "|单位|个数|投资|\n|---|---|---|\n|甲|12|30|\n|乙|9|18|\n|小计|21|48|\n|丙|7|22|\n|丁|6|11|\n"
        "|小计|13|34|\n|合计|34|82|\n",
        "wrong 22 + 11 = 34",
    ),
    (
        "品种|抽检数量|合格数量|不合格数量\n糕点|83|80|3\n酒类|64|61|2\n水果|95|91|4\n蛋类|51|50|1\n",
        "wrong 61 + 2 = 64",
    ),
    (
        "类别|学校|班级|学生|教师|生师比|\n小学|31|462|18642|1037|17.98|\n初中|19|218|9871|746|13.23|\n"
        "高中|7|5316|424|12.54|\n合计|57|793|33829|2207|15.33|\n",
        "holds 5316 / 424 = 12.54",
    ),
    (
        "县区 项目 今年 去年 增长\n甲 52 120 100 20%\n乙 49 90 100 -10%\n丙 29 66 60 10%\n",
        "holds (90 - 100) / 100 * 100 = -10",
    ),
)
_NOT, _DONE = later("不|未|没有"), later("已")
_TOTAL = later(f"{TOTAL_LABELS}|总数|^全[市县区省]|^总$")
_CLOSED, _SCORE = later(f"{ADDED_UP}"), later("总得?分$|总成绩$")
_DEDUCTED = later("扣|减|上[期月次]|权重|折算|平均|占|×")
_PART_OF = later("^其中|^#|^[-—]")
_TIMES_OF = later("次$|次数|人次|户次")
_MOST = 12
_PROVEN = 2
#: A smaller total comes out by chance.
_TELLING = 10


class _Way(NamedTuple):
    """How a column may come out of others."""

    kind: RelationKind
    columns: tuple[int, ...]
    value: Callable[[list[TextFigure]], Decimal]
    text: str


def tables(reading: TextReading) -> Iterator[Finding]:
    """Everything that the tables of a text say of themselves."""
    for table in reading.tables:
        grid = sheet(table)
        if len(grid.heads) <= _MOST:
            for number in range(len(grid.heads)):
                yield from _column(grid, number)
        yield from _totals(grid, reading)
        yield from _across(grid)
        yield from _opposites(grid)


# ---- a column that follows from others


def _column(grid: FigureGrid, number: int) -> Iterator[Finding]:
    stated = grid.column(number)
    roles = {one.role for one in stated if one is not None}
    if any(one.unit == "分" for one in stated if one is not None):
        # 平均得分: of what was looked at, which no column shows.
        return
    if roles != {Role.PERCENT} and not (
        roles and roles.issubset(COUNTABLE) and _SAID.search(grid.heads[number])
    ):
        return
    best: list[tuple[Finding, bool]] = []
    score = 0
    tries = [list(_tried(grid, way, stated)) for way in _ways(grid, number)]
    for told in (*tries, *_of_totals(grid, stated)):
        good = sum(1 for _, holds in told if holds)
        if good > score:
            best, score = told, good
    best = [(found, holds) for found, holds in best if holds or not _is_complete(found, best)]
    if score >= _PROVEN and score * 4 >= len(best) * 3:
        yield from (found for found, _ in best)
    elif score >= _PROVEN and score * 2 > len(best):
        # Too few rows prove it, but for one that is the very figure cut off or mistyped.
        yield from (
            found
            for found, holds in best
            if holds or _is_mistyped(found) or _is_copied(found, best)
        )


def _ways(grid: FigureGrid, number: int) -> Iterator[_Way]:
    others = [n for n in range(len(grid.heads)) if n != number and _amounts(grid.column(n))]
    grows = re.search("同比|增|降|比上年|比去年", grid.heads[number]) is not None
    each = not _is_percent(grid, number) and not _MOVES.search(grid.heads[number])
    for one, other in permutations(others, 2):
        if each:
            yield _Way(RelationKind.RATE, (one, other), _quotient, "{0} / {1}")
            continue
        if _MOVES.search(grid.heads[number]) and not _is_percent(grid, number):
            yield _Way(RelationKind.DIFFERENCE, (one, other), _difference, "{0} - {1}")
            continue
        if {_unit_of(grid, one), _unit_of(grid, other)} >= {"个", "元"}:
            continue
        if grows:
            yield _Way(RelationKind.DIFFERENCE, (one, other), _growth, "({0} - {1}) / {1} * 100")
        elif "" in (named := {_unit_of(grid, one), _unit_of(grid, other)}) and len(named) > 1:
            # Of two columns one says no unit: that the rows come out says that it is the other's.
            yield _Way(RelationKind.RATE, (one, other), _as_printed, "{0} / {1} * 100")
        else:
            yield _Way(RelationKind.RATE, (one, other), _ratio, "{0} / {1} * 100")


def _of_totals(
    grid: FigureGrid, stated: list[TextFigure | None]
) -> Iterator[list[tuple[Finding, bool]]]:
    """占比: each row's share of the last row of a column."""
    at = [n for n, label in enumerate(grid.labels) if _CLOSED.search(label)]
    if len(at) != 1:
        return
    for number in range(len(grid.heads)):
        column = grid.column(number)
        whole = column[at[0]]
        if not _amounts(column) or whole is None or not whole.value:
            continue
        rows = [
            [cell, whole] if cell is not None and n != at[0] else []
            for n, cell in enumerate(column)
        ]
        way = _Way(RelationKind.SHARE, (0, 1), _ratio, "{0} / {1} * 100")
        below = FigureGrid(grid.heads, grid.labels, [[*row] or [None, None] for row in rows])
        yield list(
            _tried(below, way, [None if not r else f for r, f in zip(rows, stated, strict=True)])
        )


def _amounts(column: list[TextFigure | None]) -> bool:
    return any(one is not None and one.role in COUNTABLE for one in column)


def _unit_of(grid: FigureGrid, number: int) -> str:
    """What the header or the cells of a column say that they count; "" for nothing."""
    return next((one.dimension for one in grid.column(number) if one is not None and one.unit), "")


def _is_percent(grid: FigureGrid, number: int) -> bool:
    return any(one is not None and one.role is Role.PERCENT for one in grid.column(number))


#: 生师比, 户均: how many of one column there are to one of another.
_EACH = later("(?<![占对同环])比$|师比|[人户亩]均|平均|每[人户亩个]")
#: 本月, 上月, 增减: by how much one column is more than another.
_MOVES = later("增减|差额|变化|较上|比上|较年初|净增")
_SAID = later(f"{_MOVES.pattern}|{_EACH.pattern}")


def _quotient(of: list[TextFigure]) -> Decimal:
    return EXACT.divide(of[0].value, of[1].value)


def _difference(of: list[TextFigure]) -> Decimal:
    return of[0].value - of[1].value


def _ratio(of: list[TextFigure]) -> Decimal:
    return EXACT.divide(of[0].value * 100, of[1].value)


def _as_printed(of: list[TextFigure]) -> Decimal:
    return EXACT.divide(of[0].printed * 100, of[1].printed)


def _growth(of: list[TextFigure]) -> Decimal:
    return EXACT.divide((of[0].value - of[1].value) * 100, of[1].value)


def _tried(
    grid: FigureGrid, way: _Way, stated: list[TextFigure | None]
) -> Iterator[tuple[Finding, bool]]:
    for row, one in zip(grid.rows, stated, strict=True):
        of = [cell for cell in (row[n] for n in way.columns) if cell is not None]
        if one is None or len(of) != len(way.columns) or not of[1].value:
            continue
        value = way.value(of)
        ends = [value]
        # What is counted one by one leaves nothing open.
        if (of[0].half or of[1].half) and of[1].value > of[1].half:
            ends = [
                way.value([_moved(of[0], a), _moved(of[1], b)]) for a in (-1, 1) for b in (-1, 1)
            ]
        verdict = judged(value, (min(ends), max(ends)), one)
        yield _found(way, of, one, value, verdict), verdict in GOOD


def _is_complete(found: Finding, rows: list[tuple[Finding, bool]]) -> bool:
    """2899.52 of 2900, 100%: all is done; that others have their 100% says not of what it is."""
    one, value = found.stated, found.computed
    if one is None or value is None or one.printed != _ALL or abs(value - _ALL) > _NEARLY:
        return False
    return all(row.stated is not None and row.stated.printed == _ALL for row, held in rows if held)


_ALL, _NEARLY = Decimal(100), Decimal("0.5")


def _is_mistyped(found: Finding) -> bool:
    if found.stated is None or found.computed is None or found.stated.places == 0:
        return False
    kind = slip_kind(found.computed, found.stated)
    return kind is SlipKind.ONE_DIGIT or kind in RARE_SLIPS


def _is_copied(found: Finding, rows: list[tuple[Finding, bool]]) -> bool:
    """Whether a row says what another rightly says: 63.94 twice, of rows of other figures."""
    one = found.stated
    if one is None or one.places == 0:
        return False
    right = (row.stated.printed for row, holds in rows if holds and row.stated is not None)
    return one.printed in right


def _moved(one: TextFigure, sign: int) -> TextFigure:
    """The figure at one end of what its digits leave open."""
    return one._replace(printed=one.printed + sign * one.half / one.scale)


def _found(
    way: _Way, of: list[TextFigure], one: TextFigure, value: Decimal, verdict: RelationVerdict
) -> Finding:
    text = way.text.format(*(f"{f.printed:f}" for f in of))
    said = f"{text} = {shown(value, one)}，表里写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        if half_up(-value, one.places) == one.printed:
            likely: Why | Slip = TURNED
        else:
            likely = slip_of(value, one) or Why("也可能是前面的数有一个写错", Reason.OPEN)
        why = Why(f"{likely.said}；同列其余各行都合得上", likely.kind)
        remedy = f"这一行的数若无误，应为 {one.as_printed(value)}"
    return Finding(verdict, way.kind, said, text, value, one, tuple(of), remedy, why)


# ---- the row that sums the others


def _totals(grid: FigureGrid, reading: TextReading) -> Iterator[Finding]:
    at = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
    if len(at) > 1:
        yield from _subtotals(grid, at)
    if len(at) != 1 or len(grid.rows) < 3 or at[0] in wholes(grid):
        return
    parts = [n for n in range(len(grid.rows)) if n != at[0] and not _PART_OF.search(grid.labels[n])]
    notes = notes_below(grid, reading)
    windows, shared = [], is_shared(notes)
    for number in range(len(grid.heads)):
        column = grid.column(number)
        total = column[at[0]]
        cells = [column[n] for n in parts]
        if total is None or total.role not in COUNTABLE or not total.printed:
            continue
        window = Window(total, [one for one in cells if one is not None])
        lacks = None in cells or is_of_more(notes, grid, number)
        lacks = lacks or (window.sum > total.value and (shared or _once(grid, number)))
        windows.append((window, lacks))
    proven = any(one.verdict in GOOD and _is_telling(one) for one, _ in windows)
    closed = proven or (len(windows) == 1 and _CLOSED.search(grid.labels[at[0]]) is not None)
    for one, lacks in windows:
        if len(one.parts) >= 2:
            sure = one.verdict in GOOD or (closed and not lacks and _is_slip(one, proven))
            yield summed(one, None if sure else RelationVerdict.INCOMPLETE)


# ---- several such rows


def _subtotals(grid: FigureGrid, at: list[int]) -> Iterator[Finding]:
    """小计 above or below the rows of each group, and one 合计 of them all."""
    subs = [n for n in at if "小计" in grid.labels[n]]
    tops = [n for n in at if n not in subs]
    if not subs or len(tops) > 1 or at != sorted({*subs, *tops}):
        return
    best: list[tuple[Window, bool]] = []
    good = 0
    for below in (True, False):
        found = list(_of_groups(grid, _groups(grid, at, subs, tops, below=below)))
        held = sum(one.verdict in GOOD and _is_telling(one) for one, _ in found)
        if held > good:
            best, good = found, held
    # A 小计 that is wrong spoils the 合计 too.
    proven = good > _PROVEN and good * 3 >= len(best) * 2
    for one, lacks in best:
        if one.verdict in GOOD or (proven and not lacks and _is_slip(one, proven)):
            yield summed(one, None)


def _groups(
    grid: FigureGrid, at: list[int], subs: list[int], tops: list[int], *, below: bool
) -> dict[int, list[int]]:
    """Which rows each total is of; `below`: a 小计 stands below its group."""
    found: dict[int, list[int]] = {}
    loose: list[int] = []
    pending: list[int] = []
    owner = -1
    for n, label in enumerate(grid.labels):
        if n in subs and below:
            found[n], pending = pending, []
        elif n in at:
            owner = n if n in subs else -1
            found.setdefault(n, [])
        elif not _PART_OF.search(label):
            (pending if below else found[owner] if owner >= 0 else loose).append(n)
    for top in tops:
        found[top] = sorted([*subs, *loose, *pending])
    return found


def _of_groups(grid: FigureGrid, groups: dict[int, list[int]]) -> Iterator[tuple[Window, bool]]:
    for at, parts in groups.items():
        for number in range(len(grid.heads)):
            column = grid.column(number)
            total, cells = column[at], [column[n] for n in parts]
            if total is None or total.role not in COUNTABLE or not total.printed or len(cells) < 2:
                continue
            window = Window(total, [one for one in cells if one is not None])
            if len(window.parts) > 1:
                yield window, None in cells or _once(grid, number)


# ---- the column that sums the others


def _across(grid: FigureGrid) -> Iterator[Finding]:
    """合计 of the columns before it: of one dimension, from the last such column on, or of fewer
    that the rows prove (计划, 上级资金, 县级资金, 到位合计)."""
    begin = 0
    for number, head in enumerate(grid.heads):
        if not _TOTAL.search(head) and not _is_score(grid, number):
            continue
        every = len(grid.heads)
        for columns in (
            *(range(first, number) for first in range(begin, max(begin + 1, number - 1))),
            *(range(number + 1, last) for last in range(every, min(every, number + 3) - 1, -1)),
        ):
            windows = list(_of_columns(grid, number, list(columns)))
            rows = [one for label, one in windows if not _TOTAL.search(label)]
            good = sum(1 for one in rows if one.verdict in GOOD)
            if good >= _PROVEN and good >= len(rows) - max(1, len(rows) // 4):
                for label, one in windows:
                    if one.verdict in GOOD or not _TOTAL.search(label):
                        yield summed(one, None)
                break
        begin = number + 1


def _is_score(grid: FigureGrid, number: int) -> bool:
    """总分 of columns from none of which anything is taken off."""
    return _SCORE.search(grid.heads[number]) is not None and not any(
        map(_DEDUCTED.search, grid.heads)
    )


def _opposites(grid: FigureGrid) -> Iterator[Finding]:
    """合格 and 不合格 come to what was looked at: columns of which one is what the other is not.

    Which column they come to, the rows say.
    """
    for number, head in enumerate(grid.heads):
        plain = _NOT.sub("", head)
        other = next((n for n, one in enumerate(grid.heads) if _DONE.sub("", one) == plain), -1)
        if plain == head or other in (-1, number):
            continue
        for whole in range(len(grid.heads)):
            if whole in (number, other) or _TOTAL.search(grid.heads[whole]):
                continue
            windows = [one for _, one in _of_columns(grid, whole, sorted((number, other)))]
            telling = [one for one in windows if _is_telling(one)]
            good = sum(1 for one in windows if one.verdict in GOOD)
            held = sum(1 for one in telling if one.verdict in GOOD)
            if held >= _PROVEN and good >= len(windows) - max(1, len(windows) // 4):
                yield from (summed(one, None) for one in windows)
                break


def _of_columns(grid: FigureGrid, number: int, columns: list[int]) -> Iterator[tuple[str, Window]]:
    """For each row what the columns of a total's kind say, and the total."""
    for label, row in zip(grid.labels, grid.rows, strict=True):
        total = row[number]
        cells = [row[n] for n in columns]
        parts = [one for one in cells if one is not None and total is not None]
        parts = [one for one in parts if total and one.dimension == total.dimension]
        if total is not None and total.role in COUNTABLE and len(parts) > 1:
            yield label, Window(total, parts)


def _is_telling(window: Window) -> bool:
    """Whether a sum that comes out shows that the rows are all there are, each counted once."""
    return window.total.value >= _TELLING and sum(1 for one in window.parts if one.value) >= 2


def _is_slip(window: Window, proven: bool) -> bool:
    """Whether a total is off by more than what rows may share or a table may leave out.

    A project of two leaders is counted once in all, so that rows may come to more than their
    total; without a column that comes out there may be more rows than are shown.
    """
    # A total that has just lost a row is no chance, either.
    if proven and (window.sum < window.total.value or lacks_one(window)):
        return True
    likely = slip_of(window.sum, window.total) is not None or is_crossed(window)
    return likely and (proven or window.sum < window.total.value or is_crossed(window))


def _once(grid: FigureGrid, number: int) -> bool:
    """走访次数, 走访项目: what several rows may have in common is counted once in their total."""
    head = grid.heads[number]
    return any(
        one != head and _TIMES_OF.search(one) and head[:2] and one.startswith(head[:2])
        for one in grid.heads
    )
