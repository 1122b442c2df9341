"""What a mess is: how its file is written, and the whole of what its import must come to.

Owns the writers that families share: openpyxl, XlsxWriter, and text.  What LibreOffice saves is
first written by one of these, and then converted in one run for all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LEDGER = """\
名称: 示例县项目台账
地区: 示例县
期次:
  - 期: 5
    日期: 2022-07-05
  - 期: 6
    日期: 2022-09-28
  - 期: 7
    日期: 2023-01-28
  - 期: 8
    日期: 2023-05-08
领域: [先进制造业, 现代服务业]
"""
Rows = Sequence[Sequence[Any]]
Write = Callable[[Path], None]


@dataclass(frozen=True, kw_only=True)
class Mess:
    """A file and what must become of it.

    `rows`: read, added, updated, unchanged.  `skipped` are cells; `rejected` cells with a part of
    the reason.  `investment`: sheet, rejected, declared; what the ledger gains is `gains`, else the
    same as the sheet.  `projects` are whole, but for a 编号 that they do not name.  `notes` are
    cells with a part of what is said there.  `office`: the kind as which LibreOffice saves it.
    """

    name: str
    write: Write
    rows: tuple[int, int, int, int]
    projects: Sequence[Mapping[str, Any]]
    investment: tuple[str, str, str | None]
    gains: str | None = None
    skipped: Sequence[str] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    ledger: Mapping[str, str] = field(default_factory=dict)
    file: str = "台账.xlsx"
    office: str = ""


def project(name: str, amount: str | None = None, **facts: Any) -> dict[str, Any]:
    """A project as JSON tells it: `listed`, `reached`, `planned`, and other words as they are."""
    groups = {
        "在册": facts.pop("listed", {}),
        "节点": facts.pop("reached", {}),
        "计划": facts.pop("planned", {}),
    }
    known = {"总投资": amount} if amount is not None else {}
    return {"名称": name, **known, **facts, **groups}


def xlsx(
    rows: Rows,
    *,
    sheet: str = "台账",
    merged: Sequence[str] = (),
    then: Callable[[Worksheet], None] | None = None,
) -> Write:
    """By openpyxl: one sheet; `then` does the rest to it."""

    def write(path: Path) -> None:
        book = Workbook()
        page = book.active
        assert page is not None
        fill(page, rows, sheet, merged, then)
        book.save(path)

    return write


def fill(
    page: Worksheet,
    rows: Rows,
    sheet: str,
    merged: Sequence[str] = (),
    then: Callable[[Worksheet], None] | None = None,
) -> None:
    """A sheet's cells, its merged areas, and what else is done to it."""
    page.title = sheet
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(at, column, value)
    for area in merged:
        page.merge_cells(area)
    if then:
        then(page)


def sheets(*pages: tuple[str, Rows], then: Callable[[Workbook], None] | None = None) -> Write:
    """By openpyxl: several sheets."""

    def write(path: Path) -> None:
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        for name, rows in pages:
            fill(book.create_sheet(), rows, name)
        if then:
            then(book)
        book.save(path)

    return write


def made(build: Callable[[Any, Any], None], sheet: str = "台账") -> Write:
    """By XlsxWriter: `build` is given the workbook and its one sheet."""

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        build(book, book.add_worksheet(sheet))
        book.close()

    return write


def written(rows: Rows, sheet: str = "台账") -> Write:
    """By XlsxWriter: plain cells."""

    def build(_: Any, page: Any) -> None:
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(at, column, value)

    return made(build, sheet)


def text(content: str, encoding: str = "utf-8") -> Write:
    """A file of text."""

    def write(path: Path) -> None:
        path.write_bytes(content.encode(encoding))

    return write
