"""A sheet line by line as a person sees it: merged cells filled, hidden columns left out.

Owns what stands in a row by itself and what reaches it from merged cells.  Understands no word.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import chain, count, repeat
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.ingest.finding import labels
from sangeyipi.model.lazy_tuple import all_made
from sangeyipi.model.patterns import later
from sangeyipi.sheets.building import LAST_COLUMN
from sangeyipi.sheets.grid import Area, Cell, CellKind, Sheet

_TEXT = attrgetter("text")
#: A cell of blanks; or lines of one.
_BLANK = later(r"\n\s+\n")
_NO_AREAS: Mapping[int, Area] = {}
_AMOUNT = later(r"[0-9]{1,12}(?:\.[0-9]{1,8})?")


class SheetLine(NamedTuple):
    """A row.  `own`: what is said in it, by column; `all`: with what merged cells say in it too.
    Both are in the order of their columns.

    `areas`: the merged area of each column that is in one.
    """

    number: int
    own: dict[int, Cell]
    all: dict[int, Cell]
    areas: Mapping[int, Area]
    hidden: bool

    def text(self, column: int) -> str:
        """What is said in a column by this row itself, folded."""
        cell = self.own.get(column)
        return labels.folded(cell.text) if cell else ""

    def from_above(self, column: int) -> bool:
        """Whether what stands there belongs to a row above."""
        area = self.areas.get(column)
        return area is not None and area.top < self.number

    def within(self, left: int, right: int) -> "SheetLine":
        """The part of it between two columns."""
        if not self.all or (left <= next(iter(self.all)) and next(reversed(self.all)) <= right):
            return self
        own = {at: cell for at, cell in self.own.items() if left <= at <= right}
        filled = {at: cell for at, cell in self.all.items() if left <= at <= right}
        return self._replace(own=own, all=filled)

    def width_of(self, column: int) -> int:
        """How many columns the cell takes."""
        area = self.areas.get(column)
        return area.right - area.left + 1 if area else 1


def texts_in(lines: Sequence[SheetLine], column: int) -> tuple[str, ...]:
    """The `text` of each line in a column."""
    cells = [line.own.get(column) for line in lines]
    return labels.all_folded(tuple([cell.text if cell else "" for cell in cells]))


def between(lines: Sequence[SheetLine], left: int, right: int) -> Sequence[SheetLine]:
    """The parts of lines between two columns."""
    if left <= 0 and right > LAST_COLUMN:
        return lines
    return [one.within(left, right) for one in lines]


def says_something(cell: Cell) -> bool:
    """Whether there is anything in a cell but blanks."""
    return cell.kind is not CellKind.EMPTY and bool(cell.text.strip())


def amount_of(cell: Cell | None) -> Decimal | None:
    """The figure of a cell in whatever unit, to compare with others of its column."""
    if cell is None or cell.kind is CellKind.NUMBER:
        return cell.number if cell else None
    text = labels.folded(cell.text).replace(",", "")
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


def written_in(sheet: Sheet) -> str:
    """All that is written in a sheet, cell by cell, to look for what hardly any sheet has."""
    texts = filter(None, map(_TEXT, chain.from_iterable(sheet.rows)))
    return "\n".join(("", *texts, ""))


def lines_of(sheet: Sheet, written: str) -> list[SheetLine]:
    """Every row of a sheet; `written`: all that is written in it."""
    width = max(map(len, sheet.rows), default=0)
    visible = [at for at in range(width) if at not in sheet.hidden_columns]
    areas = _areas_by_row(sheet, width)
    if not sheet.hidden_columns and not _BLANK.search(written):
        said = [{at: cell for at, cell in enumerate(cells) if cell.text} for cells in sheet.rows]
    else:
        said = [_said(cells, sheet.hidden_columns) for cells in sheet.rows]
    if not areas:
        hidden = map(sheet.hidden_rows.__contains__, count())
        return all_made(SheetLine, count(), said, said, repeat(_NO_AREAS), hidden)
    return [
        _filled(sheet, number, own, visible, areas[number])
        if number in areas
        else SheetLine(number, own, own, _NO_AREAS, number in sheet.hidden_rows)
        for number, own in enumerate(said)
    ]


def _said(cells: Sequence[Cell], concealed: Collection[int]) -> dict[int, Cell]:
    """What the cells of a row say that a person sees."""
    return {
        at: cell
        for at, cell in enumerate(cells)
        if (text := cell.text) and not text.isspace() and at not in concealed
    }


def _areas_by_row(sheet: Sheet, width: int) -> dict[int, list[Area]]:
    """The merged areas that reach into each row, cut off where the sheet ends."""
    found: dict[int, list[Area]] = defaultdict(list)
    last = len(sheet.rows) - 1
    for area in sheet.merged:
        cut = area._replace(bottom=min(area.bottom, last), right=min(area.right, width - 1))
        if cut.top <= cut.bottom and cut.left <= cut.right and cut.top <= last:
            for number in range(cut.top, cut.bottom + 1):
                found[number].append(cut)
    return found


def _filled(
    sheet: Sheet, number: int, own: dict[int, Cell], visible: list[int], areas: list[Area]
) -> SheetLine:
    """A line that merged cells reach into."""
    filled = dict(own)
    places: dict[int, Area] = {}
    for area in areas:
        first = sheet.at(area.top, area.left)
        shown = [at for at in visible if area.left <= at <= area.right]
        for at in shown:
            places[at] = area
            # What stands below the others' cover no person sees.
            own.pop(at, None)
            filled.pop(at, None)
            if says_something(first):
                filled[at] = first
        if shown and area.top == number and says_something(first):
            own[shown[0]] = first
    own = dict(sorted(own.items()))
    hidden = number in sheet.hidden_rows
    return SheetLine(number, own, dict(sorted(filled.items())), places, hidden)
