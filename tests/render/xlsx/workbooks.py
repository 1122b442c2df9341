"""Documents to make workbooks of, and ways to read a workbook back."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from xml.etree import ElementTree

import openpyxl
from conftest import DEMO

from sangeyipi import api
from sangeyipi.figures.selection import Filter
from sangeyipi.model.document import Document, Section
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table
from sangeyipi.render.xlsx.workbook import to_xlsx
from sangeyipi.tables.listing import list_table

JUNE = of_month(Month(2023, 6))


def document(*sections: Section, opening: tuple[str, ...] = (), title: str = "月报") -> Document:
    """A document of these sections."""
    return Document(
        title, "示例县项目台账", JUNE, JUNE.last, sections, opening, ("口径一。", "口径二。")
    )


def rate(numerator: str, denominator: str, base: str = "") -> Rate:
    """A rate of counts."""
    return Rate("率", Decimal(numerator), Decimal(denominator), base)


EVERY_KIND = Table(
    "every",
    "各种单元格",
    (
        Column("name", "名称"),
        Column("count", "个数", Kind.COUNT),
        Column("amount", "总投资 亿元", Kind.AMOUNT),
        Column("rate", "开工率", Kind.RATE),
        Column("ahead", "超欠 序时", Kind.POINTS),
        Column("flag", "平台", Kind.FLAG),
        Column("machine", "批", for_machines=True),
    ),
    (
        Row(
            {
                "name": "甲",
                "count": 3,
                "amount": Decimal("0.125"),
                "rate": rate("1999", "2000"),
                "ahead": Points("超欠", rate("1", "2"), rate("1", "3")),
                "flag": True,
                "machine": "签约",
            },
            (),
            1,
        ),
        Row(
            {
                "name": "乙",
                "count": 26,
                "amount": Decimal("-1.005"),
                "rate": rate("16", "19", "履约"),
                "ahead": Points("超欠", rate("1", "3"), rate("1", "2")),
                "flag": False,
                "machine": "开工",
            },
            ("count",),
            1,
        ),
        Row({"name": "丙", "count": None, "amount": None, "rate": None, "ahead": None}, (), 1),
        Row({"name": "合计", "count": 29, "amount": Decimal("12.3456"), "rate": rate("0", "9")}),
    ),
    ("单位：个、亿元。", "“—”：不知道。"),
)


def picture(shape: PictureShape, lines: bool = False, gaps: bool = False) -> Picture:
    """Two series over four quarters; with gaps one unknown and one lower bound."""
    columns = (
        Column("quarter", "季度"),
        Column("a", "甲 批", Kind.AMOUNT),
        Column("b", "乙批", Kind.AMOUNT),
        Column("plan", "计划", Kind.AMOUNT),
    )
    rows = []
    for number in range(1, 5):
        cells: dict[str, Cell] = {
            "quarter": f"{number}季度",
            "a": Decimal(number),
            "b": Decimal("2.5"),
        }
        cells["plan"] = Decimal(4)
        if gaps and number == 2:
            cells["a"] = None
        rows.append(Row(cells, ("b",) if gaps and number == 3 else ()))
    name = f"{shape.value}{lines}{gaps}"
    table = Table(name, f"图 {name}", columns, tuple(rows), ("注。",))
    over = ("plan",) if lines else ()
    return Picture(name, shape, table, "quarter", ("a", "b"), "亿元", over)


@cache
def june() -> Document:
    """The demo county's June, with a list of projects that stands alone."""
    figures = api.verified(api.load(DEMO), date(2023, 6, 30))
    tables = tuple(api.summary(figures))
    by = tuple(api.summary(figures, by=kind)[0] for kind in ("sector", "unit"))
    return document(
        Section("whole", "总体情况", tables, (picture(PictureShape.LINES, gaps=True),)),
        Section(
            "parts",
            "分类",
            by,
            (picture(PictureShape.STEPS), picture(PictureShape.COLUMNS, lines=True)),
        ),
        Section("projects", "项目一览", (list_table(figures, Filter()),)),
        opening=("台账最新记录为 2023-05-31。", "更正：上次公布 120.5，本次 121.3。"),
        title="云岫县月报（2023年6月）",
    )


def opened(document: Document) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)))


def parts(data: bytes) -> dict[str, str]:
    """The files in a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def charts(data: bytes) -> list[ElementTree.Element]:
    """Its charts, without their name spaces."""
    found = {name: text for name, text in parts(data).items() if "charts/chart" in name}
    ordered = sorted(found, key=lambda name: int(re.findall(r"\d+", name)[0]))
    return [ElementTree.fromstring(re.sub(r"<(/?)[ac]:", r"<\1", found[name])) for name in ordered]


#: What readers get in place of one column, by its key: one for each list.
LISTS = {"own_rate": {"签约": "签约率", "开工": "开工率", "投产": "投产率"}}


def where(sheet: Any, table: Table) -> tuple[int, dict[str, int]]:
    """The row of a table's headings, and the columns by key; `own_rate/开工` of each list."""
    named = {
        key: word
        for column in table.columns
        for key, word in (
            {f"{column.key}/{batch}": word for batch, word in LISTS[column.key].items()}
            if column.key in LISTS
            else {column.key: column.name}
        ).items()
    }
    if table.numbered:
        named["number"] = "序号"
    starts = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == table.title]
    for start in starts:
        row = start + 1 + bool(table.basis)
        heads = {
            "".join(str(cell.value).split()): cell.column
            for cell in sheet[row]
            if cell.value is not None
        }
        if set(heads) == set(named.values()):
            return row, {key: heads[word] for key, word in named.items()}
    raise AssertionError(f"{table.title} is not on {sheet.title}")
