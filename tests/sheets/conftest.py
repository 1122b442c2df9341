"""One table that holds everything asked for, as several programs write it."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from office import OFFICE, Saving, save
from xlsxwriter.format import Format

from sangeyipi.sheets.grid import Workbook
from sangeyipi.sheets.reader import read_workbook

#: Separated by commas, in UTF-8.
_CSV = "44,34,76"


def write_everything(path: Path) -> None:
    """The table, by XlsxWriter."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("第八期")

    def style(code: str = "General", struck: bool = False) -> Format:
        return book.add_format({"num_format": code, "font_strikeout": struck})

    sheet.merge_range("A1:H1", "示例县“三个一批”台账 <2023> & 一")
    sheet.write_row("A2", ["编号", "名称", "总投资", "日期", "期", "占比", "纳统", "备注"])
    sheet.write_string("A3", "000123")
    sheet.write_string("B3", "铝基新材料产业园")
    sheet.write_number("C3", 12.3, style("0.00"))
    sheet.write_datetime("D3", datetime(2023, 6, 18), style('yyyy"年"m"月"'))
    sheet.write_number("E3", 8)
    sheet.write_number("F3", 0.125, style("0.0%"))
    sheet.write_boolean("G3", True)
    sheet.write_rich_string("H3", "保留", style(struck=True), "划掉的", style(), "又保留")
    sheet.write_number("A4", 456, style("000000"))
    sheet.write_string("B4", "两行\n文字", style(struck=True))
    sheet.write_number("C4", 2022.1, style("0.00"))
    sheet.write_datetime("D4", datetime(2023, 5, 8, 10, 30), style("yyyy-mm-dd"))
    sheet.write_formula("E4", "=1/0", None, "#DIV/0!")
    sheet.write_number("F4", 12345, style('#,##0.0,"千"'))
    sheet.write_string("A5", "隐藏的一行")
    sheet.write_formula("C5", "=C3*2", style("0.00"), 24.6)
    sheet.write_formula("E5", '=""', None, "")
    sheet.write_formula("G5", "=NA()", None, "#N/A")
    sheet.merge_range("A6:A7", "跨行")
    sheet.write_number("C6", 0.1 + 0.2)
    sheet.write_number("E6", 411421200001010011)
    sheet.write_string("B7", "=1+1")
    sheet.write_number("C7", -0.5)
    sheet.set_row(4, options={"hidden": True})
    sheet.set_column("G:G", None, None, {"hidden": True})
    hidden = book.add_worksheet("旧表")
    hidden.hide()
    hidden.write_string("A1", "看不见")
    book.set_custom_property("sgyp", "基准")
    book.close()


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """What is read of the table from XlsxWriter (`xlsx`) and as LibreOffice saves it again."""
    folder = tmp_path_factory.mktemp("everything")
    source = folder / "台账.xlsx"
    write_everything(source)
    read = {"xlsx": read_workbook(source)}
    if OFFICE is None:
        return read
    endings = ("xls", "ods", "fods", "xlsx", "html", "csv")
    saved = {ending: folder / "out" / f"台账.{ending}" for ending in endings}
    writing = {"csv": _CSV}
    all_of_it = [Saving(source, to, writing=writing.get(end, "")) for end, to in saved.items()]
    save(folder / "profile", all_of_it)
    read |= {f"LibreOffice {ending}": read_workbook(path) for ending, path in saved.items()}
    return read


@pytest.fixture
def by_libreoffice(everything: dict[str, Workbook]) -> dict[str, Workbook]:
    """The same, where LibreOffice is there."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    return everything
