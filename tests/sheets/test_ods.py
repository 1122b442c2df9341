"""OpenDocument spreadsheets put together by hand: repetitions, formulas, what lies in cells."""

from pathlib import Path

import pytest

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import Area, CellKind, Workbook
from sangeyipi.sheets.reader import read_workbook

from .handmade import packed

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("draw", "drawing"),
    )
)


def content(tables: str, styles: str = "") -> str:
    return (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def read(tmp_path: Path, rows: str, styles: str = "", before: str = "") -> Workbook:
    table = f'{before}<table:table table:name="表">{rows}</table:table>'
    members = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content(table, styles),
    }
    return read_workbook(packed(tmp_path / "表.ods", members.items()))


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for row in book.sheets[0].rows]


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", more: str = "", inner: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p>{inner}</table:table-cell>"


FILLER = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_what_is_repeated_without_an_end(tmp_path: Path) -> None:
    empty = 'table:number-rows-repeated="1048000"'
    book = read(
        tmp_path,
        row(cell("a", 'table:number-columns-repeated="3"'), FILLER)
        + row(FILLER, more=empty)
        + row(cell("b"), more='table:number-rows-repeated="2"'),
    )
    sheet = book.sheets[0]
    assert [c.text for c in sheet.rows[0]] == ["a", "a", "a"]
    assert len(sheet.rows) == 1_048_003
    assert [sheet.at(r, 0).text for r in (1, 1_048_001, 1_048_002)] == ["", "b", "b"]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("a"), more='table:number-rows-repeated="1048577"'),
        row(cell("a", 'table:number-columns-repeated="999999999"')),
        row(*[cell("a")] * 5, more='table:number-rows-repeated="1048576"'),
    ],
)
def test_bombs_of_repetitions(tmp_path: Path, rows: str) -> None:
    with pytest.raises(SheetsFailed, match="上限"):
        read(tmp_path, rows)


def test_values_beside_what_is_shown(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        row(
            cell("2022.10", 'office:value-type="float" office:value="2022.1"'),
            cell("12.5%", 'office:value-type="percentage" office:value="0.125"'),
            cell("￥3.00", 'office:value-type="currency" office:value="3"'),
            cell("2023年6月", 'office:value-type="date" office:date-value="2023-06-18"'),
            cell("TRUE", 'office:value-type="boolean" office:boolean-value="true"'),
            cell("", 'office:value-type="float" office:value="7"'),
        ),
    )
    cells = book.sheets[0].rows[0]
    assert [(c.kind.name, c.text, c.shown) for c in cells] == [
        ("NUMBER", "2022.1", "2022.10"),
        ("NUMBER", "0.125", "12.5%"),
        ("NUMBER", "3", "￥3.00"),
        ("DATE", "2023-06-18", "2023年6月"),
        ("FLAG", "TRUE", "TRUE"),
        ("NUMBER", "7", "7"),
    ]


def test_formulas_and_errors(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        row(
            '<table:table-cell table:formula="of:=SUM([.A1])"/>',
            cell("#REF!", 'table:formula="of:=#REF!" office:value-type="float" office:value="0"'),
            cell("Err:502", 'table:formula="of:=x" office:value-type="string"'),
            cell("", 'table:formula="of:=&quot;&quot;"'),
            cell("#REF!", 'office:value-type="string"'),
            cell("字", 'office:value-type="float"'),
        ),
    )
    kinds = [c.kind for c in book.sheets[0].rows[0]]
    assert kinds == [
        CellKind.UNCOMPUTED,
        CellKind.ERROR,
        CellKind.ERROR,
        CellKind.EMPTY,
        CellKind.TEXT,
        CellKind.ERROR,
    ]


def test_what_is_no_text_of_the_cell(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    shape = "<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>"
    hint = "<text:ruby-text>zhong</text:ruby-text>"
    ruby = f"<text:ruby><text:ruby-base>重</text:ruby-base>{hint}</text:ruby>"
    book = read(
        tmp_path,
        f"<table:shapes>{shape}</table:shapes>"
        + row(cell("字", inner=note + shape), cell(ruby), cell('a<text:s text:c="3"/>b'))
        + row(cell("一<text:line-break/>二"), cell("一</text:p><text:p>二")),
        before="<table:tracked-changes><table:table-cell><text:p>旧</text:p></table:table-cell>"
        "</table:tracked-changes><table:table table:name=\"'file:///a.xlsx'#$Sheet1\">"
        f"{row(cell('别处'))}</table:table>",
    )
    assert texts(book) == [["字", "重", "a   b"], ["一\n二", "一\n二"]]
    assert [sheet.name for sheet in book.sheets] == ["表"]


def test_what_a_person_sees(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="gone" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="child" style:family="table-cell"'
        ' style:parent-style-name="gone"/>'
        '<style:style style:name="t" style:family="text"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
    )
    book = read(
        tmp_path,
        '<table:table-column table:default-cell-style-name="gone"/>'
        '<table:table-column table:visibility="collapse"/>'
        + row(
            cell("甲", 'table:number-rows-spanned="2"'),
            cell("乙", 'table:style-name="child"'),
            cell('留<text:span text:style-name="t">划</text:span>'),
        )
        + row(
            '<table:covered-table-cell office:value-type="string"><text:p>藏</text:p>'
            "</table:covered-table-cell>",
            cell("丙"),
            more='table:visibility="filter"',
        ),
        styles,
    )
    sheet = book.sheets[0]
    assert [c.struck for c in sheet.rows[0]] == [True, True, False]
    assert sheet.at(0, 2).struck_part == "划"
    assert sheet.merged == (Area(0, 0, 1, 0),)
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_columns == {1}
    assert book.notes == ("合并单元格底下还藏着 1 格看不见的内容，没有采用：表!A2（藏）",)


def test_a_password(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    members: list[tuple[str, str | bytes]] = [
        ("content.xml", b"\x8f\x01"),
        ("META-INF/manifest.xml", manifest),
    ]
    with pytest.raises(SheetsFailed, match="密码"):
        read_workbook(packed(tmp_path / "表.ods", members))


def test_a_text_document(tmp_path: Path) -> None:
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content("")}
    with pytest.raises(SheetsFailed, match="文字或演示文档"):
        read_workbook(packed(tmp_path / "文.odt", members.items()))
