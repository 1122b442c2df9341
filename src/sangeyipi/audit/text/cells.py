"""The tables of a text: each figure of a cell with its row's name, its column's head and its unit.

Owns what is head, name and figure in a table, and which unit a bare number has: its own, its
head's, its row's, the title's.  A cell of words keeps its figures for the prose.  A cell whose
unit nobody says has a figure without one.  Finds no relations.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from sangeyipi.audit.text import words
from sangeyipi.audit.text.as_read import Grid, GridCell
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.plain import Plain
from sangeyipi.model.patterns import later

_BARE = re.compile(
    r"(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?P<rest>\.\d{1,9})?"
    r"(?P<unit>个百分点|百分点|%|个|项|宗|家|件|万亿元|亿元|万元|元)?"
)
#: 83.3%(5/6): a rate with what it was made of.
_WITH_PARTS = later(r"(\d{1,9}(?:\.\d{1,9})?%)\s?\(\d{1,9}/\d{1,9}\)")
_MONEY = {"元": 0, "万元": 4, "亿元": 8, "万亿元": 12}
_UNIT = later("万亿元|亿元|万元|元|个百分点|百分点|%|个|项|宗|家|件")
#: 总投资(亿元); not 总计(项次).
_IN_BRACKETS = later(rf"\((?:单位:?)?({_UNIT.pattern})\)")
#: 工业项目（50分）, 总分: points of a score.
_SCORE = later(r"\(\d{1,3}分\)$|(?:总|得|评|加|扣|分)分$")
_NO_FIGURE = later(
    "序号|编号|代码|年份|日期|时间|电话|备注|期次|排名|名次|位次|节点|(?<![检查格测样数量(/])批次"
)
_UNITS = later("(?:计量|计算)? ?单 ?位")
_COUNTED = later(
    "个数|项数|宗数|家数|件数|项目数|数量|(?:已|未|新|应)?(?:签约|履约|开工|投产|达效|竣工|入库)数"
)
_SHARE = later("率|占比|比重|比例|百分比|占.{1,12}%?$|完成比|增幅|增速|同比|环比")
_AMOUNT = later("投资|资金|金额|产值|引资|到位|贷款|授信|税收|概算")
_PERSONS = later(r"人|户|亩|公里|平方米|吨|面积|就业")
_MOST, _SHORT = 1000, 12
_YEAR = later("(?:19|20)\\d\\d年?")


class TableFigure(NamedTuple):
    """A figure of a table."""

    figure: TextFigure
    row: int
    column: int
    #: What its row is called, and its column; heads of several rows are joined by a blank.
    label: str
    head: str


class ReadTable:
    """A table as read; places of figures are offsets into the plain text."""

    def __init__(self, plain: Plain, grid: Grid) -> None:
        self.grid = grid
        self._plain = plain
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._says: dict[GridCell, str] = {}
        for one in grid.cells:
            start, end = plain.place(one.start), plain.place(one.end)
            self._says[one] = plain.text[start:end].strip()
            for row in range(one.row, one.row + min(one.rows, _MOST)):
                for column in range(one.column, one.column + min(one.columns, _MOST)):
                    self._cells[row, column] = one
        self.rows = 1 + max(row for row, _ in self._cells)
        self.columns = 1 + max(column for _, column in self._cells)

    def said(self, row: int, column: int) -> str:
        """What a cell says; one that spans others says it in each place."""
        one = self._cells.get((row, column))
        return self._says[one] if one else ""

    @cached_property
    def title(self) -> str:
        """What stands above the table, and in rows of one cell at its top."""
        tops = [self.said(row, 0) for row in range(self._top)]
        return " ".join((Plain(self.grid.title).text.strip(), *tops)).strip()

    @cached_property
    def _top(self) -> int:
        """How many rows at the top are one cell."""
        row = 0
        while row < self.rows and len(self._of_row(row)) == 1 and self.columns > 1:
            row += 1
        return row

    def _of_row(self, row: int) -> set[GridCell]:
        return {
            self._cells[row, column] for column in range(self.columns) if self.said(row, column)
        }

    @cached_property
    def first(self) -> int:
        """The first row that is no head."""
        row = self._top
        while row < self.rows and not self._has_figures(row):
            row += 1
        return row

    def _has_figures(self, row: int) -> bool:
        found = [self.said(row, column) for column in range(self.columns)]
        bare = [one for one in found if _BARE.fullmatch(one) or _WITH_PARTS.fullmatch(one)]
        if row == self._top:
            bare = [one for one in bare if not _YEAR.fullmatch(one)]
        return bool(bare)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What each column is called."""
        return tuple(
            " ".join(dict.fromkeys(self.said(row, column) for row in range(self._top, self.first)))
            .strip()
            for column in range(self.columns)
        )  # fmt: skip

    @cached_property
    def names(self) -> tuple[int, ...]:
        """The columns that name what the rows are of: of words, up to the first of figures."""
        found = []
        for column in range(self.columns):
            said = [self.said(row, column) for row in range(self.first, self.rows)]
            if sum(1 for one in said if _BARE.fullmatch(one)) * 2 > sum(map(bool, said)):
                if _NO_FIGURE.search(self.heads[column]):
                    continue
                break
            found.append(column)
        return tuple(found)

    @cached_property
    def short(self) -> frozenset[int]:
        """The rows that end before the head does: which of their cells is wanting, nobody says."""
        last = self.columns - 1
        return frozenset(
            row
            for row in range(self.first, self.rows)
            if (row, last) not in self._cells and (row, 0) in self._cells
        )

    @cached_property
    def _units(self) -> int:
        """The column that says the unit of each row; -1 where there is none."""
        return next((n for n in self.names if _UNITS.fullmatch(self.heads[n])), -1)

    def is_prose(self, cell: GridCell) -> bool:
        """Whether a cell says a sentence, whose figures are its own."""
        said = self._says[cell]
        return len(said) > _SHORT and not _BARE.fullmatch(said)

    def label(self, row: int) -> str:
        """What a row is called."""
        said = dict.fromkeys(self.said(row, column) for column in self.names)
        return " ".join(said).strip()

    @cached_property
    def entries(self) -> tuple[TableFigure, ...]:
        """The figures, row by row."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[TableFigure]:
        for one in self.grid.cells:
            if one.row < self.first or one.column in self.names:
                continue
            head, label = self.heads[one.column], self.label(one.row)
            head = "" if one.row in self.short else head
            figure = self._figure(one, head, label)
            if figure is not None and not _NO_FIGURE.search(head):
                yield TableFigure(figure, one.row, one.column, label, head)

    def _figure(self, cell: GridCell, head: str, label: str) -> TextFigure | None:
        said = self._says[cell]
        with_parts = _WITH_PARTS.fullmatch(said)
        found = _BARE.fullmatch(with_parts[1] if with_parts else said)
        if found is None:
            return None
        start = self._plain.text.index(found[0], self._plain.place(cell.start))
        unit = found["unit"] or self._unit(head, label)
        digits = f"{found['sign'] or ''}{found['digits'].replace(',', '')}{found['rest'] or ''}"
        role = _role(unit)
        money = role is Role.MONEY
        return TextFigure(
            start,
            start + len(found[0]),
            found[0],
            role,
            Decimal(digits),
            unit,
            Decimal(10) ** _MONEY.get(unit, 0),
            len(found["rest"] or ".") - 1,
            dimension="元" if money else "个" if role is Role.COUNT else unit,
            lead=f"{label} {head}".strip(),
            measure=(words.measure_of(head) or words.measure_of(label) or "总投资")
            if money
            else "",
        )

    def _unit(self, head: str, label: str) -> str:
        """The unit of a bare number; "" where nobody says it."""
        for said in (head, label):
            named = _IN_BRACKETS.search(said)
            if named:
                return named[1]
        if _SCORE.search(head):
            return "分"
        if self._units >= 0 and not _SHARE.search(head):
            named = _UNIT.search(label.rpartition(" ")[2])
            return named[0] if named and label.endswith(f" {named[0]}") else ""
        units = _UNIT.findall(self._unit_line)
        for said in (head, label):
            if _SHARE.search(said):
                return "%"
            if _COUNTED.search(said):
                return next((one for one in units if len(one) == 1 and one not in "元%"), "个")
            if _AMOUNT.search(said) and not _PERSONS.search(said):
                return next((one for one in units if one in _MONEY), "")
        return units[0] if len(set(units)) == 1 and not _PERSONS.search(head) else ""

    @cached_property
    def _unit_line(self) -> str:
        found = re.search(r"单位[::]?([^()\n]{1,24})", self.title)
        return found[1] if found else ""


def _role(unit: str) -> Role:
    if unit in _MONEY:
        return Role.MONEY
    if unit == "%":
        return Role.PERCENT
    if unit in ("个百分点", "百分点"):
        return Role.POINTS
    return Role.COUNT if unit in words.PIECES else Role.QUANTITY


def out_of_prose(plain: Plain, tables: Iterable[ReadTable]) -> list[tuple[int, int]]:
    """The pieces of the plain text whose figures are a table's and not the prose's.

    The bar before a cell is the table's too: |个数 has lost no digit.
    """
    return [
        (plain.place(one.start) - 1, plain.place(one.end))
        for table in tables
        for one in table.grid.cells
        if one.row < table.first or not table.is_prose(one)
    ]
