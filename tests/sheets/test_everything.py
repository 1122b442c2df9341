"""One table reads the same from every kind of file."""

from decimal import Decimal

import pytest

from sangeyipi.sheets.grid import Area, Cell, CellKind, Sheet, Workbook

N, T, D, F, E = (
    CellKind.NUMBER,
    CellKind.TEXT,
    CellKind.DATE,
    CellKind.FLAG,
    CellKind.ERROR,
)
#: Kinds of file that keep what cells are, and not only what is shown.
WHOLE = ["xlsx", "LibreOffice xlsx", "LibreOffice xls", "LibreOffice ods", "LibreOffice fods"]


def sheet_of(read: dict[str, Workbook], kind: str) -> Sheet:
    if kind not in read:
        pytest.skip("LibreOffice is not installed")
    return read[kind].sheets[0]


def told(sheet: Sheet, row: int) -> list[tuple[CellKind, str, str]]:
    cells = [cell for cell in sheet.rows[row] if cell.kind is not CellKind.EMPTY]
    return [(cell.kind, cell.text, cell.shown) for cell in cells]


@pytest.mark.parametrize("kind", WHOLE)
def test_cells(everything: dict[str, Workbook], kind: str) -> None:
    sheet = sheet_of(everything, kind)
    title = "示例县“三个一批”台账 <2023> & 一"
    assert told(sheet, 0) == [(T, title, title)]
    assert told(sheet, 2) == [
        (T, "000123", "000123"),
        (T, "铝基新材料产业园", "铝基新材料产业园"),
        (N, "12.3", "12.30"),
        (D, "2023-06-18", "2023年6月"),
        (N, "8", "8"),
        (N, "0.125", "12.5%"),
        (F, "TRUE", "TRUE"),
        (T, "保留划掉的又保留", "保留划掉的又保留"),
    ]
    assert told(sheet, 3) == [
        (N, "456", "000456"),
        (T, "两行\n文字", "两行\n文字"),
        (N, "2022.1", "2022.10"),
        (D, "2023-05-08", "2023-05-08"),
        (E, "#DIV/0!", "#DIV/0!"),
        (N, "12345", "12.3千"),
    ]
    hidden = [cell for cell in told(sheet, 4) if cell[0] is not CellKind.UNCOMPUTED]
    assert hidden == [(T, "隐藏的一行", "隐藏的一行"), (N, "24.6", "24.60"), (E, "#N/A", "#N/A")]
    assert told(sheet, 6) == [(T, "=1+1", "=1+1"), (N, "-0.5", "-0.5")]
    assert len(sheet.rows) == 7


@pytest.mark.parametrize("kind", WHOLE)
def test_what_a_person_sees_of_them(everything: dict[str, Workbook], kind: str) -> None:
    sheet = sheet_of(everything, kind)
    assert set(sheet.merged) == {Area(0, 0, 0, 7), Area(5, 0, 6, 0)}
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == {6}
    assert (sheet.at(3, 1).struck, sheet.at(2, 1).struck) == (True, False)
    partly = sheet.at(2, 7)
    assert (partly.struck, partly.struck_part) == (False, "划掉的")
    other = everything[kind].sheets[1]
    assert (other.name, other.hidden, sheet.hidden) == ("旧表", True, False)


@pytest.mark.parametrize("kind", WHOLE)
def test_numbers_have_the_digits_that_a_spreadsheet_keeps(
    everything: dict[str, Workbook], kind: str
) -> None:
    sheet = sheet_of(everything, kind)
    assert sheet.at(5, 2).number == Decimal("0.3")
    assert sheet.at(5, 4).lossy
    lossless = [cell for row in sheet.rows for cell in row if cell.number is not None]
    assert sum(cell.lossy for cell in lossless) == 1


@pytest.mark.parametrize("kind", ["xlsx", "LibreOffice xlsx", "LibreOffice ods"])
def test_properties(everything: dict[str, Workbook], kind: str) -> None:
    sheet_of(everything, kind)
    assert everything[kind].properties["sgyp"] == "基准"


def test_a_formula_is_blank_only_where_its_value_is(everything: dict[str, Workbook]) -> None:
    for kind in WHOLE:
        if kind in everything:
            # XlsxWriter saves the empty text as if there were no value.
            wanted = CellKind.UNCOMPUTED if kind == "xlsx" else CellKind.EMPTY
            assert everything[kind].sheets[0].at(4, 4).kind is wanted, kind


def test_text_of_libreoffice(by_libreoffice: dict[str, Workbook]) -> None:
    sheet = by_libreoffice["LibreOffice csv"].sheets[0]
    assert [cell.text for cell in sheet.rows[2]][:3] == ["000123", "铝基新材料产业园", "12.30"]
    assert sheet.rows[3][1].text == "两行\n文字"
    assert sheet.rows[3][4].kind is CellKind.ERROR
    assert by_libreoffice["LibreOffice csv"].notes == ("编码是 UTF-8", "按逗号分列")


def test_what_is_only_shown(by_libreoffice: dict[str, Workbook]) -> None:
    sheet = by_libreoffice["LibreOffice html"].sheets[0]

    def row(cells: tuple[Cell, ...]) -> list[str]:
        return [cell.shown for cell in cells if cell.shown]

    assert row(sheet.rows[2])[:6] == [
        "000123",
        "铝基新材料产业园",
        "12.30",
        "2023年6月",
        "8",
        "12.5%",
    ]
    assert row(sheet.rows[3])[2:] == ["2022.10", "2023-05-08", "#DIV/0!", "12.3千"]
    assert sheet.rows[3][4].kind is CellKind.ERROR
    assert by_libreoffice["LibreOffice html"].notes == ("编码是 UTF-8",)
