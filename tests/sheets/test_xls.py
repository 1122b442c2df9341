"""Workbooks of Excel 97-2003, by xlwt and by hand."""

import struct
from datetime import date
from pathlib import Path

import pytest
import xlwt

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import Area, CellKind
from sangeyipi.sheets.reader import read_workbook


def style(code: str = "General", struck: bool = False) -> xlwt.XFStyle:
    made = xlwt.XFStyle()
    made.num_format_str = code
    made.font = xlwt.Font()
    made.font.struck_out = struck
    return made


def test_a_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("第八期")
    sheet.write_merge(0, 0, 0, 3, "台账")
    sheet.write(1, 0, "000123")
    sheet.write(1, 1, 456, style("000000"))
    sheet.write(1, 2, 2022.1, style("0.00"))
    sheet.write(1, 3, date(2023, 6, 18), style('yyyy"年"m"月"'))
    sheet.write(1, 4, True)
    sheet.write(2, 0, xlwt.Formula("C2*2"))
    sheet.write(2, 1, 411421200001010011)
    sheet.write(2, 2, "划掉", style(struck=True))
    struck, plain = style(struck=True).font, style().font
    sheet.write_rich_text(2, 3, ("保留", ("划掉", struck), ("又保留", plain)))
    sheet.write(3, 0, 0.1 + 0.2)
    sheet.row(3).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("旧").visibility = 1
    path = tmp_path / "台账.xls"
    book.save(str(path))
    read = read_workbook(path)
    grid, old = read.sheets
    assert old.hidden and not grid.hidden
    assert [cell.shown for cell in grid.rows[1]] == [
        "000123",
        "000456",
        "2022.10",
        "2023年6月",
        "TRUE",
    ]
    assert grid.at(1, 3).text == "2023-06-18"
    assert grid.at(2, 0).kind is CellKind.UNCOMPUTED
    assert grid.at(2, 1).lossy
    assert (grid.at(2, 2).struck, grid.at(2, 3).struck_part) == (True, "划掉")
    assert grid.at(3, 0).text == "0.3"
    assert grid.merged == (Area(0, 0, 0, 3),)
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {1}
    assert read.notes == ()


def test_the_calendar_from_1904(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("表").write(0, 0, 43633, style("yyyy-mm-dd"))
    path = tmp_path / "台账.xls"
    book.save(str(path))
    assert read_workbook(path).sheets[0].at(0, 0).text == "2023-06-18"


def test_a_workbook_cut_off_or_damaged(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(300):
        sheet.write(row, 0, f"项目{row}")
        sheet.write(row, 1, row)
    path = tmp_path / "台账.xls"
    book.save(str(path))
    data = path.read_bytes()
    for share in (0.1, 0.4, 0.7):
        path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(SheetsFailed):
            read_workbook(path)
    for at in range(0, len(data), max(1, len(data) // 150)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :])
        try:
            read_workbook(path)
        except SheetsFailed as failure:
            assert failure.remedy


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff5(codepage: int | None, *globals_: bytes) -> bytes:
    """A bare BIFF5 stream with one sheet of one text in GBK."""
    name, text = "表".encode("gbk"), "铝基新材料产业园".encode("gbk")
    pages = b"" if codepage is None else _record(0x42, struct.pack("<H", codepage))
    font = _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x00")
    look = _record(0xE0, struct.pack("<HH", 0, 0) + bytes(12))

    def head(offset: int) -> bytes:
        sheet = _record(0x85, struct.pack("<IBBB", offset, 0, 0, len(name)) + name)
        bof = _record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0))
        return bof + b"".join(globals_) + pages + font + look + sheet + _record(0x0A, b"")

    label = _record(0x204, struct.pack("<HHHH", 0, 0, 0, len(text)) + text)
    body = _record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + label + _record(0x0A, b"")
    return head(len(head(0))) + body


@pytest.mark.parametrize("codepage", [936, 1252, None])
def test_texts_of_before_unicode(tmp_path: Path, codepage: int | None) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(_biff5(codepage))
    read = read_workbook(path)
    assert read.sheets[0].name == "表"
    assert read.sheets[0].at(0, 0).text == "铝基新材料产业园"
    assert bool(read.notes) == (codepage != 936)


def test_a_password(tmp_path: Path) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(_biff5(936, _record(0x2F, bytes(6))))
    with pytest.raises(SheetsFailed, match="密码"):
        read_workbook(path)
