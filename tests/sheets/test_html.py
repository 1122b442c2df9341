"""Web pages that are called .xls."""

from pathlib import Path

import pytest

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import Area, CellKind, Sheet
from sangeyipi.sheets.reader import read_workbook

HEAD = '<html><head><meta charset="gb2312"></head><body>'


def read(tmp_path: Path, page: str | bytes) -> Sheet:
    path = tmp_path / "导出.xls"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (only,) = read_workbook(path).sheets
    return only


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def test_spans(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><tr><th rowspan=2>名称<th colspan=2>投资</tr>"
        "<tr><th>总额<th>本年</tr><tr><td>甲<td>1<td>2</table>",
    )
    assert texts(sheet) == [["名称", "投资"], ["", "总额", "本年"], ["甲", "1", "2"]]
    assert set(sheet.merged) == {Area(0, 0, 1, 0), Area(0, 1, 0, 2)}


def test_what_is_shown_is_the_text(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><tr><td>000456</td><td>&nbsp;</td><td> 两\n 行<br>文字&amp;&#21495; </td>"
        "<td><p>一段</p><p>二段</p></td><td>#REF!</td></tr></table>",
    )
    assert texts(sheet) == [["000456", "", "两 行\n文字&号", "一段\n二段", "#REF!"]]
    assert sheet.at(0, 4).kind is CellKind.ERROR


def test_numbers_of_excel(tmp_path: Path) -> None:
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><style><!--\n"
        '.xl65 {mso-number-format:"0\\.00";}\n'
        '.xl66 {mso-number-format:"yyyy\\0022年\\0022m\\0022月\\0022";}\n'
        ".gone {text-decoration:line-through;}\n--></style></head><body><table>"
        "<tr><td class=xl65 x:num='12.3456'>12.35</td><td class=xl66 x:num='45095'>2023年6月</td>"
        "<td x:num>8</td><td class=gone>划掉</td><td>留<s>划</s>留</td></tr></table>"
    )
    sheet = read(tmp_path, page)
    number, day, plain, gone, partly = sheet.rows[0]
    assert (number.text, number.shown, number.format) == ("12.3456", "12.35", "0.00")
    assert (day.kind, day.text) == (CellKind.TEXT, "2023年6月")
    assert (plain.text, gone.struck, partly.struck_part) == ("8", True, "划")


def test_what_is_hidden(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><col><col style='display:none'><tr><td>1<td>2<td>3"
        "<tr style='display: none'><td>4<td>5<td>6<tr><td>7<td style='display:none'>x<td>8</table>",
    )
    assert texts(sheet) == [["1", "2", "3"], ["4", "5", "6"], ["7", "8"]]
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_columns == {1}


def test_tables_below_and_within_each_other(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><tr><td>外<table><tr><td>内1</td></tr></table></td></tr></table>"
        "<table><tr><td>后</td></tr></table>",
    )
    assert texts(sheet) == [["外"], [], ["内1"], [], ["后"]]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    page = f"{HEAD}<table><tr><td>铝基新材料产业园</td></tr></table>"
    assert texts(read(tmp_path, page.encode(encoding))) == [["铝基新材料产业园"]]


def test_another_encoding_is_used_where_the_page_names_it(tmp_path: Path) -> None:
    page = "<html><meta charset=big5><table><tr><td>產業園</td></tr></table>"
    assert texts(read(tmp_path, page.encode("big5"))) == [["產業園"]]


def test_a_page_without_a_table(tmp_path: Path) -> None:
    with pytest.raises(SheetsFailed, match="网页里没有表格"):
        read(tmp_path, "<html><body><p>没有</p></body></html>")


def test_absurd_spans_and_depths(tmp_path: Path) -> None:
    sheet = read(tmp_path, "<table><tr><td colspan=99999999 rowspan=99999999>a<td>b</table>")
    assert texts(sheet)[0][0] == "a"
    assert sheet.merged == (Area(0, 0, 0, 999),)
    with pytest.raises(SheetsFailed, match="50 层"):
        read(tmp_path, "<table><tr><td>" * 60)


def test_the_sheet_has_the_name_that_the_page_gives(tmp_path: Path) -> None:
    page = "<html><!--[if gte mso 9]><xml><x:Name>八期</x:Name></xml><![endif]--><table><td>a"
    assert read(tmp_path, page).name == "八期"
    assert read(tmp_path, "<table><tr><td>a</table>").name == "导出"
