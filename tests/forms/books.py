"""Workbooks of ours as people send them back: written, edited by another program, read again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from sangeyipi.figures.resolve import Figures
from sangeyipi.forms.monthly import reporting, to_form
from sangeyipi.forms.workbook import PROJECTS, to_workbook
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.sheets.grid import Workbook
from sangeyipi.sheets.reader import read_workbook

Edit = Callable[[Any], None]


def sent(ledger: Ledger, folder: Path, name: str = "项目.xlsx") -> Path:
    """The ledger's projects as a file to edit."""
    path = folder / name
    path.write_bytes(to_workbook(Figures(ledger)))
    return path


def form(ledger: Ledger, month: Month, folder: Path, name: str = "表.xlsx") -> Path:
    """The month's form of all projects."""
    path = folder / name
    found = reporting(ledger, month)
    path.write_bytes(to_form(ledger, month, found, "责任单位", "全部"))
    return path


def edited(path: Path, edit: Edit, sheet: str = PROJECTS, name: str = "") -> Workbook:
    """The file as it comes back once `edit` was done to a sheet of it by another program."""
    book = openpyxl.load_workbook(path)
    edit(book[sheet])
    out = path.with_name(name or f"改过{path.name}")
    book.save(out)
    return read_workbook(out)


def columns(sheet: Any, head: int = 1) -> dict[str, int]:
    """The columns of a sheet by their headings without unit, from 1."""
    found = {}
    for cell in sheet[head]:
        if cell.value:
            found["".join(str(cell.value).split()).replace("（亿元）", "")] = cell.column
    return found


def row_of(sheet: Any, id: str) -> int:
    """The row of a 编号, from 1."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == id)


def typed(id: str, *what: tuple[str, Any], head: int = 1) -> Edit:
    """Type values into cells of a project's row, by their headings."""

    def edit(sheet: Any) -> None:
        places, row = columns(sheet, head), row_of(sheet, id)
        for word, value in what:
            sheet.cell(row, places[word]).value = value

    return edit
