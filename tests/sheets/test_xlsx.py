"""A workbook and a text file as they are written by others."""

import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter

from sangeyipi.sheets.grid import Area, CellKind
from sangeyipi.sheets.reader import read_workbook


def test_a_workbook_of_xlsxwriter(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("第八期")
    sheet.merge_range("A1:C1", "台账")
    sheet.write_string("A2", "000456")
    sheet.write_number("B2", 2022.1, book.add_format({"num_format": "0.00"}))
    day = datetime.datetime(2023, 6, 18)
    sheet.write_datetime("C2", day, book.add_format({"num_format": 'yyyy"年"m"月"'}))
    sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("B3", "=B2")
    sheet.write_formula("C3", "=B2", None, 2022.1)
    sheet.write_string("A4", "划掉", book.add_format({"font_strikeout": True}))
    sheet.set_row(3, options={"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    book.close()
    read = read_workbook(path)
    (grid,) = read.sheets
    assert grid.merged == (Area(0, 0, 0, 2),)
    assert [cell.shown for cell in grid.rows[1]] == ["000456", "2022.10", "2023年6月"]
    assert grid.rows[1][1].number == Decimal("2022.1")
    assert grid.rows[1][2].text == "2023-06-18"
    kinds = [cell.kind for cell in grid.rows[2]]
    assert kinds == [CellKind.ERROR, CellKind.UNCOMPUTED, CellKind.NUMBER]
    assert grid.rows[3][0].struck
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {1}
    assert len(read.digest) == 64


def test_a_workbook_of_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目", 12.3, datetime.date(2023, 5, 8), "=B1*2", True, 411421200001010011])
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(path)
    read = read_workbook(path)
    grid, old = read.sheets
    assert old.hidden and not grid.hidden
    texts = [cell.text for cell in grid.rows[0]]
    assert texts[:5] == ["项目", "12.3", "2023-05-08", "=B1*2", "TRUE"]
    assert [cell.lossy for cell in grid.rows[0]] == [False] * 5 + [True]
    assert grid.rows[0][3].kind is CellKind.UNCOMPUTED


def test_a_text_file_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes('编号,名称\r\n="00123",项目\r\n\t0456,#REF!\r\n'.encode("gb18030"))
    read = read_workbook(path)
    (grid,) = read.sheets
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["编号", "名称"],
        ["00123", "项目"],
        ["0456", "#REF!"],
    ]
    assert grid.rows[2][1].kind is CellKind.ERROR
    assert read.notes == ("编码是 GB18030（Windows 的“ANSI”）", "按逗号分列")
