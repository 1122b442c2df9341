"""Prose that says what the cells of a table come to: 制造业增长13.5%, of two columns of years.

By the name of a row in its clause, and of a column where there are several.  Told where it comes
out, or is off by a slip; and a total of one year where the prose names another.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.changed import grown, judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, with_prose, without_unit
from sangeyipi.audit.text.named import DOWN, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import COMPARED, LAST_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP, IN_ALL
from sangeyipi.model.patterns import later

_TABLE = (
    "投资情况（单位：亿元）\n|行业|2021年|2022年|\n|---|---|---|\n|制造业|46.8|53.1|\n|能源|17.2|15.9|\n"
    "|交通|29.6|34.4|\n|合计|93.6|103.4|\n"
)
_PERIODS = "|指标|上期|本期|\n|---|---|---|\n|签约项目(个)|41|55|\n|到位资金(亿元)|18.6|26.3|\n"
EXAMPLES = (
    (f"{_PERIODS}与上期相比，到位资金增幅41.4%。", "holds (26.3 - 18.6) / 18.6 * 100 = 41.4"),
    (f"{_PERIODS}与上期相比，到位资金增长44.1%。", "wrong (26.3 - 18.6) / 18.6 * 100 = 44.1"),
    (f"{_TABLE}2022年制造业增长13.5%。", "holds (53.1 - 46.8) / 46.8 * 100 = 13.5"),
    (f"{_TABLE}2022年能源增长7.6%。", "wrong (15.9 - 17.2) / 17.2 * 100 = 7.6"),
    (f"{_TABLE}2022年三个行业完成投资103.4亿元。", "holds 53.1 + 15.9 + 34.4 = 103.4"),
    (f"{_TABLE}2022年三个行业完成投资93.6亿元。", "wrong 53.1 + 15.9 + 34.4 = 93.6"),
    (
        "|镇|计划|已开工|开工率|\n|---|---|---|---|\n|东桥镇|15|12|80%|\n|西渠镇|9|8|88.9%|\n"
        "|合计|24|20|83.3%|\n西渠镇开工率高于全县平均水平5.6个百分点。",
        "holds 88.9 - 83.3 = 5.6",
    ),
    (
        "|镇|计划|已开工|开工率|\n|---|---|---|---|\n|东桥镇|15|12|80%|\n|西渠镇|9|8|88.9%|\n"
        "|合计|24|20|83.3%|\n东桥镇低于全县平均水平3.3个百分点。",
        "holds 83.3 - 80 = 3.3",
    ),
)
_YEAR = later("20\\d\\d(?=年)")
_TOTAL = later(f"{ADDED_UP}|^{WHOLE_REGION}")
_OF_ALL = later(f"{WHOLE_REGION}|平均|合计|总体")
_IN_ALL = later(f"{IN_ALL}|总|全|[两二三四五六七八九十\\d]个")
_THAN = later("(高于|高出|低于|领先|落后|超过|快于|慢于|[比较].{2,12}[高低快慢])")
_LOW = later("低|落后|慢")
_AROUND, _FAR = 2000, 60


def told_of_tables(reading: TextReading) -> Iterator[Finding]:
    """What the sentences around each table say of it."""
    for grid, near in with_prose(reading, _AROUND):
        years = _years(grid)
        for one in near:
            found = _told(reading, grid, years, one)
            if found is not None:
                yield found


def _told(
    reading: TextReading, grid: FigureGrid, years: dict[int, int], one: TextFigure
) -> Finding | None:
    if one.role is Role.PERCENT and len(years) == 2 and growth_of(one.lead):
        return _growth(reading, grid, years, one)
    if one.role is Role.POINTS and _THAN.search(one.lead):
        return _above(reading, grid, one)
    if one.role in COUNTABLE and len(years) > 1:
        return _in_all(reading, grid, years, one)
    return None


def _years(grid: FigureGrid) -> dict[int, int]:
    """The columns that are of a year, by these; none where two are of one.

    上期 and 本期 are as a year and the next.
    """
    said = [_YEAR.search(head) for head in grid.heads]
    found = {int(one[0]): n for n, one in enumerate(said) if one}
    if any(said):
        return found if len(found) == sum(map(bool, said)) else {}
    for then, now in _THEN_NOW:
        old = [n for n, head in enumerate(grid.heads) if then.fullmatch(without_unit(head))]
        new = [n for n, head in enumerate(grid.heads) if now.fullmatch(without_unit(head))]
        if len(old) == len(new) == 1:
            return {0: old[0], 1: new[0]}
    return {}


_THEN_NOW = (
    *(
        (later(f"上(?:一|个)?{one}(?:累计|末|底)?"), later(f"本{one}(?:累计|末|底)?"))
        for one in ("期", "月", "季度?", "周", "年度?")
    ),
    (later("[上去]年(?:同期)?"), later("[今本]年")),
)
_LAST = later("上[个一]?([期月季周])")
_BESIDES = later(f"{COMPARED}|{LAST_YEAR}|年初|同期")


def _clause(reading: TextReading, one: TextFigure) -> str:
    before = reading.text[max(0, one.start - _FAR) : one.start]
    return re.split("[,。;\n]", before)[-1]


def _row(reading: TextReading, grid: FigureGrid, one: TextFigure) -> list[TextFigure | None]:
    """The one row that the clause of a figure names; of two names the longer."""
    said = _clause(reading, one)
    labels = [without_unit(label) for label in grid.labels]
    named = [n for n, label in enumerate(labels) if len(label) > 1 and label in said]
    longest = max((len(labels[n]) for n in named), default=0)
    named = [n for n in named if len(labels[n]) == longest]
    return grid.rows[named[0]] if len(named) == 1 else []


def _growth(
    reading: TextReading, grid: FigureGrid, years: dict[int, int], one: TextFigure
) -> Finding | None:
    """制造业增长13.5%."""
    row, (old, new) = _row(reading, grid, one), sorted(years)
    if not row or new != old + 1 or not _is_since(reading, grid.heads[years[old]], one):
        return None
    then, now = row[years[old]], row[years[new]]
    said = growth_of(one.lead)
    if then is None or now is None or said is None or then.dimension != now.dimension:
        return None
    found = grown(one, now, then, -1 if DOWN.search(said[1]) else 1)
    if found is None or found.computed is None:
        return None
    turned = one.as_printed(abs(found.computed)) == one.as_printed(one.value)
    # 工业到位资金 is some of 到位资金.
    label = without_unit(
        next(each for each, cells in zip(grid.labels, grid.rows, strict=True) if cells is row)
    )
    if old == 0 and found.verdict not in GOOD and not _is_of_row(reading, one, label):
        return None
    return found if found.verdict in GOOD or turned or is_slip(found.computed, one) else None


def _is_of_row(reading: TextReading, one: TextFigure, label: str) -> bool:
    """Whether a sentence says of a growth no more than of which row it is, and since when: not
    到位资金中外资, 同口径, 累计, 与计划相比 or 从全市看."""
    said = _clause(reading, one)
    if not said.startswith(label) or not _GREW.fullmatch(said.removeprefix(label)):
        return False
    begin = max(reading.begun("。;\n", one.start), one.start - _FAR)
    before = reading.text[begin : one.start - len(said)]
    clauses = [each for each in before.split(",") if each]
    return all(_SINCE.fullmatch(each) or _GREW.search(each) for each in clauses[:1]) and all(
        _GREW.search(each) for each in clauses[1:]
    )


_GREW = later(
    "(?:数|数量|总量|总额|额|规模)?(?:比|较)?(?:上[个一]?[期月季周年]度?)?(?:环比|同比)?"
    "(?:增长|增加|增幅|增速|提高|上升|下降|减少|降低|降幅|回落|下滑|上涨)(?:了|为|达|达到|[0-9.]+%)?$"
)
_SINCE = later(
    "(?:与|同|比|较)?(?:上[个一]?[期月季周年]度?|去年)(?:同期)?(?:相比|比较|比)?|本[期月季周年]|其中"
)


def _is_since(reading: TextReading, then: str, one: TextFigure) -> bool:
    """Whether a growth is since the column of then: 同比 is not since 上期."""
    if _YEAR.search(then):
        return True
    span = reading.begun("。\n", one.start), one.start
    said = set(_BESIDES.findall(reading.text, *span))
    if any(each not in then for each in _LAST.findall(reading.text, *span)):
        return False
    return said <= ({"同比", "同期", "上年", "去年"} if "年" in then else {"环比"})


def _above(reading: TextReading, grid: FigureGrid, one: TextFigure) -> Finding | None:
    """西渠镇开工率高于全县平均水平5.6个百分点."""
    said = _clause(reading, one)
    row = _row(reading, grid, one)
    totals = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
    heads = [n for n, head in enumerate(grid.heads) if len(head) > 1 and head in said]
    heads = heads or _only_rates(grid)
    if not row or len(totals) != 1 or len(heads) != 1 or not _OF_ALL.search(said):
        return None
    own, whole = row[heads[0]], grid.rows[totals[0]][heads[0]]
    if own is None or whole is None or not own.role is whole.role is Role.PERCENT:
        return None
    first, second = (whole, own) if _LOW.search(one.lead) else (own, whole)
    value, room = first.value - second.value, own.half + whole.half
    text = f"{first.printed:f} - {second.printed:f}"
    found = judge(one, value, (value - room, value + room), text, (own, whole))
    return found if found.verdict in GOOD or is_slip(value, one) else None


def _only_rates(grid: FigureGrid) -> list[int]:
    """The one column of rates: 北城区低于全市平均水平7.1个百分点 speaks of no other."""
    cells = [[f for f in grid.column(n) if f is not None] for n in range(len(grid.heads))]
    rates = [n for n, each in enumerate(cells) if any(f.role is Role.PERCENT for f in each)]
    return rates if len(rates) == 1 else []


def _in_all(
    reading: TextReading, grid: FigureGrid, years: dict[int, int], one: TextFigure
) -> Finding | None:
    """2022年三个行业完成投资103.4亿元: the total of the year's column, or of another's."""
    said = _clause(reading, one)
    named = [int(each) for each in _YEAR.findall(said)]
    totals = [n for n, label in enumerate(grid.labels) if _TOTAL.search(label)]
    if len(named) != 1 or named[0] not in years or len(totals) != 1 or not _IN_ALL.search(said):
        return None
    row = grid.rows[totals[0]]
    column = [
        cells[years[named[0]]]
        for n, cells in enumerate(grid.rows)
        if n != totals[0] and not _TOTAL.search(grid.labels[n])
    ]
    parts = [cell for cell in column if cell is not None]
    if len(parts) != len(column) or len(parts) < 2 or parts[0].dimension != one.dimension:
        return None
    own = row[years[named[0]]]
    window = Window(one, parts)
    if own is None or Window(own, parts).verdict not in GOOD:
        return None
    if window.verdict in GOOD:
        return summed(window, None)
    others = [(year, row[n]) for year, n in years.items() if year != named[0]]
    for year, cell in others:
        if cell is not None and cell.value == one.value != Decimal(0):
            return summed(window, None).also(f"像是用了 {year} 年一列的合计")
    return None
