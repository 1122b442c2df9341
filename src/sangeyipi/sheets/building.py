"""Sheets built cell by cell, within bounds, whatever file they come from.

Owns the limits of what one file may hold, and what a sheet keeps: rows up to the last that says
something, merged areas and hidden rows within these.
"""

from collections.abc import Callable, Iterable

from sangeyipi.sheets.failures import SheetsFailed, cut_off, over_limit
from sangeyipi.sheets.grid import EMPTY, Area, Cell, Sheet, place_name

#: Cells that say something, in a whole file: fifty thousand projects with twenty columns.
MOST_CELLS = 1_000_000
#: Places from the first column to a row's last cell, added up: what a table far out would cost.
MOST_PLACES = 4_000_000
MOST_MERGED = 100_000
MOST_SHEETS = 500
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_SHOWN_LOSSES = 3

#: Told how much of a file is read: done, of all.
Progress = Callable[[int, int], None]


class Budget:
    """What a file may still hold."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.places = MOST_PLACES

    def take(self, cells: int, places: int) -> None:
        """Count a row; fails where the file holds too much."""
        self.cells -= cells
        self.places -= places
        if self.cells < 0:
            raise over_limit("有内容的单元格", f"{MOST_CELLS // 10000} 万个")
        if self.places < 0:
            raise over_limit("表格的行数乘列数", f"{MOST_PLACES // 10000} 万格")


class SheetBuilder:
    """One sheet while it is read.  Cells may come in any order, none twice."""

    def __init__(self, name: str, budget: Budget, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self.notes: list[str] = []
        self._rows: dict[int, dict[int, Cell]] = {}
        #: Rows that came whole, and that nothing has been put into since.
        self._whole: dict[int, tuple[Cell, ...]] = {}
        self._budget = budget

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Put a cell in its place."""
        if cell is not EMPTY:
            self.put_row(row, {column: cell})

    def put_row(self, row: int, cells: dict[int, Cell]) -> None:
        """Put cells of a row in their places; the mapping is kept."""
        if not cells:
            return
        if row >= LAST_ROW or max(cells) >= LAST_COLUMN:
            raise self._too_far()
        if row in self._whole:
            self._apart(row)
        there = self._rows.setdefault(row, cells)
        if there is not cells:
            for column in there.keys() & cells.keys():
                raise self.twice(row, column)
            self._budget.take(len(cells), max(0, max(cells) - max(there)))
            there.update(cells)
        else:
            self._budget.take(len(cells), max(cells) + 1)

    def put_whole(self, row: int, cells: tuple[Cell, ...]) -> None:
        """Put a row from its first column on; what is EMPTY says nothing."""
        while cells and cells[-1] is EMPTY:
            cells = cells[:-1]
        if row in self._rows or row in self._whole:
            self.put_row(row, _told(cells))
        elif row >= LAST_ROW or len(cells) > LAST_COLUMN:
            raise self._too_far()
        elif cells:
            self._budget.take(len(cells) - cells.count(EMPTY), len(cells))
            self._whole[row] = cells

    def _apart(self, row: int) -> dict[int, Cell]:
        """A row that came whole as cells in their places."""
        cells = self._rows[row] = _told(self._whole.pop(row))
        return cells

    def _too_far(self) -> SheetsFailed:
        return over_limit(f"工作表“{self.name}”的行号或列号", f"{LAST_ROW} 行、{LAST_COLUMN} 列")

    def twice(self, row: int, column: int) -> SheetsFailed:
        """The failure of a file that has two contents for one cell."""
        return cut_off("", f"{place_name(self.name, row, column)} 在文件里有两份内容")

    def hide_rows(self, first: int, last: int) -> None:
        """Note rows that nobody sees."""
        self._hidden_rows.append((first, last))

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns that nobody sees."""
        if len(self._hidden_columns) >= LAST_COLUMN:
            raise over_limit(f"工作表“{self.name}”的列", f"{LAST_COLUMN} 列")
        self._hidden_columns.append((first, last))

    def merge(self, area: Area) -> None:
        """Note a merged area."""
        if len(self.merged) >= MOST_MERGED:
            raise over_limit(f"工作表“{self.name}”的合并单元格", f"{MOST_MERGED} 处")
        if area.bottom > area.top or area.right > area.left:
            self.merged.append(area)

    def finished(self) -> Sheet:
        """The sheet as it stands."""
        self._hide_covered(self._areas(*self._size()))
        height, width = self._size()
        merged = self._areas(height, width)
        return Sheet(
            self.name,
            tuple(self._whole.get(row) or _row(self._rows.get(row)) for row in range(height)),
            tuple(merged),
            _within(self._hidden_rows, height),
            _within(self._hidden_columns, width),
            self.hidden,
        )

    def _size(self) -> tuple[int, int]:
        """How many rows and columns there are up to the last cell."""
        height = max((*self._rows, *self._whole), default=-1) + 1
        width = max((max(cells) for cells in self._rows.values()), default=-1) + 1
        return height, max(width, *map(len, self._whole.values()), 0)

    def _areas(self, height: int, width: int) -> list[Area]:
        """The merged areas as far as there are cells; fails where they lie over each other."""
        covered = 0
        found = []
        for area in self.merged:
            if area.top >= height or area.left >= width:
                continue
            bottom, right = min(area.bottom, height - 1), min(area.right, width - 1)
            covered += (bottom - area.top + 1) * (right - area.left + 1)
            if covered > height * width:
                raise cut_off("", f"工作表“{self.name}”的合并单元格互相重叠")
            if bottom > area.top or right > area.left:
                found.append(Area(area.top, area.left, bottom, right))
        return found

    def _hide_covered(self, merged: Iterable[Area]) -> None:
        """Take away what lies below merged cells, which nobody sees, and say so."""
        lost = []
        for area in merged:
            for row in range(area.top, area.bottom + 1):
                cells = self._apart(row) if row in self._whole else self._rows.get(row, {})
                for column in [c for c in cells if area.left <= c <= area.right]:
                    if (row, column) != (area.top, area.left):
                        gone = cells.pop(column)
                        lost.append(f"{place_name(self.name, row, column)}（{gone.shown[:20]}）")
                if not cells:
                    self._rows.pop(row, None)
        if lost:
            told = "、".join(lost[:_SHOWN_LOSSES]) + ("等" if len(lost) > _SHOWN_LOSSES else "")
            self.notes.append(f"合并单元格底下还藏着 {len(lost)} 格看不见的内容，没有采用：{told}")


def _within(ranges: list[tuple[int, int]], size: int) -> frozenset[int]:
    """What lies in the ranges and before the end of the sheet."""
    found: set[int] = set()
    for first, last in ranges:
        found.update(range(first, min(last, size - 1) + 1))
    return frozenset(found)


def _told(cells: tuple[Cell, ...]) -> dict[int, Cell]:
    return {at: cell for at, cell in enumerate(cells) if cell is not EMPTY}


def _row(cells: dict[int, Cell] | None) -> tuple[Cell, ...]:
    if not cells:
        return ()
    row = [EMPTY] * (max(cells) + 1)
    for column, cell in cells.items():
        row[column] = cell
    return tuple(row)
