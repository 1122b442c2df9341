"""XML spreadsheets of Excel 2003, called .xls by many systems."""

from pathlib import Path

import pytest

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import Area, CellKind, Workbook
from sangeyipi.sheets.reader import read_workbook

BOOK = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="Default"/><Style ss:ID="n"><NumberFormat ss:Format="0.00"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style>
<Style ss:ID="k" ss:Parent="n"><Font ss:StrikeThrough="1"/></Style>
<Style ss:ID="s"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="第八期"><Table>
<Column/><Column ss:Hidden="1" ss:Span="1"/>
<Row><Cell ss:MergeAcross="2" ss:MergeDown="1"><Data ss:Type="String">标题</Data>
<Comment><ss:Data><html:B>批注</html:B></ss:Data></Comment></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="n">
<Data ss:Type="Number">12.3</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2023-06-18T00:00:00.000</Data></Cell>
<Cell ss:StyleID="k"><Data ss:Type="Number">1</Data></Cell></Row>
<Row><Cell><Data ss:Type="Error">#REF!</Data></Cell><Cell ss:Formula="=R1C1"/>
<Cell ss:StyleID="s"><Data ss:Type="DateTime">2023-05-08T00:00:00.000</Data></Cell>
<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">留<S>划</S></ss:Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions></Worksheet></Workbook>"""


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Workbook:
    path = tmp_path / "导出.xls"
    path.write_bytes(text.encode(encoding))
    return read_workbook(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_workbook(tmp_path: Path, encoding: str) -> None:
    book = read(tmp_path, BOOK.format(encoding=encoding), encoding)
    sheet, old = book.sheets
    assert (sheet.name, sheet.hidden, old.name, old.hidden) == ("第八期", False, "旧", True)
    assert [[cell.shown for cell in row] for row in sheet.rows] == [
        ["标题", "", "", "TRUE"],
        [],
        ["", "12.30", "2023年6月", "1.00"],
        ["#REF!", "=R1C1", "2023/5/8", "留划"],
    ]
    assert sheet.merged == (Area(0, 0, 1, 2),)
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {1, 2}
    assert (sheet.at(2, 2).text, sheet.at(2, 3).struck) == ("2023-06-18", True)
    kinds = [cell.kind for cell in sheet.rows[3]]
    assert kinds == [CellKind.ERROR, CellKind.UNCOMPUTED, CellKind.DATE, CellKind.TEXT]
    assert sheet.at(3, 3).struck_part == "划"
    assert book.notes == ("文件名是 .xls，按内容是XML 表格 2003，照此读",)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    text = BOOK.format(encoding="utf-8").replace("<Workbook", "<!DOCTYPE Workbook []><Workbook", 1)
    with pytest.raises(SheetsFailed, match="DTD"):
        read(tmp_path, text)


def test_one_that_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(SheetsFailed, match="读不下去"):
        read(tmp_path, BOOK.format(encoding="utf-8")[:-40])
