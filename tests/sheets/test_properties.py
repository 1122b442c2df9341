"""Whatever is written is read back, by any writer, plainly written or not."""

import csv
import io
import tempfile
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import CellKind, Sheet, Workbook
from sangeyipi.sheets.reader import read_workbook
from sangeyipi.sheets.xlsx import cells, plain
from sangeyipi.sheets.xlsx import workbook as xlsx
from sangeyipi.sheets.xlsx.plain import parts_of, plain_rows

from .conftest import write_everything

Value = str | Decimal | date | bool | None

TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
) | st.sampled_from(["_x000D_", "_x005F_", "两\n行", " 前后 ", "=1+1", "#REF!", "<a>&amp;", "]]>"])
NUMBERS = st.decimals(-(10**10), 10**10, places=4, allow_nan=False) | st.integers(
    -(10**15) + 1, 10**15 - 1
).map(Decimal)
DAYS = st.dates(date(1901, 1, 1), date(9999, 12, 31))
VALUES = st.none() | TEXTS | NUMBERS | DAYS | st.booleans()
GRIDS = st.lists(st.lists(VALUES, max_size=6), max_size=6)
#: What GB18030 files of Chinese hold, or else they are taken for another encoding.
CHINESE = st.text(
    "一二三示例县产业园年产万吨 ，。（）ABCxyz0123,;\t\"'", min_size=1, max_size=12
).map(lambda text: text.strip("\t") or "字")
TEXT_GRIDS = st.lists(st.lists(st.none() | CHINESE, max_size=5), max_size=6)


def written_by_xlsxwriter(grid: list[list[Value]], path: Path, shared: bool = True) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": not shared})
    sheet = book.add_worksheet("表")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(r, c, value)
            elif isinstance(value, str):
                sheet.write_string(r, c, value)
            elif isinstance(value, Decimal):
                sheet.write_number(r, c, float(value))
            elif isinstance(value, date):
                sheet.write_datetime(r, c, datetime.combine(value, time()), day)
    book.close()


def written_by_openpyxl(grid: list[list[Value]], path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(grid, 1):
        for c, value in enumerate(row, 1):
            made = sheet.cell(r, c)
            made.value = float(value) if isinstance(value, Decimal) else value
            if isinstance(value, str):
                made.data_type = "s"
    book.save(path)


def said(sheet: Sheet) -> list[list[Value]]:
    return [[_value(cell.kind, cell.text, cell.number) for cell in row] for row in sheet.rows]


def _value(kind: CellKind, text: str, number: Decimal | None) -> Value:
    if kind is CellKind.DATE:
        return date.fromisoformat(text)
    if kind is CellKind.FLAG:
        return text == "TRUE"
    return number if number is not None else text or None


def trimmed(grid: list[list[Value]]) -> list[list[Value]]:
    """As a sheet keeps it: nothing after the last that says something."""
    rows = []
    for row in grid:
        last = max((i + 1 for i, value in enumerate(row) if value is not None), default=0)
        rows.append(row[:last])
    while rows and not rows[-1]:
        rows.pop()
    return rows


@settings(deadline=None, max_examples=60)
@given(GRIDS, st.booleans())
def test_what_xlsxwriter_writes(grid: list[list[Value]], shared: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        written_by_xlsxwriter(grid, path, shared)
        assert said(read_workbook(path).sheets[0]) == trimmed(grid)


@settings(deadline=None, max_examples=60)
@given(GRIDS)
def test_what_openpyxl_writes(grid: list[list[Value]]) -> None:
    # It writes these without an escape, so that they are one.
    assume(not any(isinstance(v, str) and "_x" in v for row in grid for v in row))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        written_by_openpyxl(grid, path)
        assert said(read_workbook(path).sheets[0]) == trimmed(grid)


@settings(deadline=None, max_examples=100)
@given(TEXT_GRIDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_what_is_written_as_text(grid: list[list[Value]], encoding: str) -> None:
    head: list[Value] = ["编号", "名称", "总投资", "建设单位", "备注"]
    out = io.StringIO()
    # As spreadsheets do, each row has as many separators as the widest.
    csv.writer(out).writerows([head, *([*(v or "" for v in row), *[""] * 5][:5] for row in grid)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        assert said(read_workbook(path).sheets[0]) == trimmed([head, *grid])


def both_ways(path: Path) -> tuple[Workbook, Workbook]:
    quick = read_workbook(path)
    for many, sample in ((1, 1), (1, 2000), (1000, 1)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(plain, "_BY_CELLS", 1)
            patch.setattr(plain, "_MANY", many)
            patch.setattr(cells, "_TOGETHER", 1)
            patch.setattr(cells, "_SAMPLE", sample)
            patch.setattr(plain, "_texts_alike", lambda inner: None)
            assert read_workbook(path) == quick
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "plain_rows", lambda data: None)
        patch.setattr("sangeyipi.sheets.xlsx.package.plain_texts", lambda data: None)
        return quick, read_workbook(path)


@settings(deadline=None, max_examples=60)
@given(GRIDS, st.sampled_from(["shared", "inline", "openpyxl"]))
def test_the_short_cut_reads_the_same(grid: list[list[Value]], way: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        if way == "openpyxl":
            written_by_openpyxl(grid, path)
        else:
            written_by_xlsxwriter(grid, path, way == "shared")
        quick, slow = both_ways(path)
        assert quick == slow


def test_the_short_cut_reads_everything_the_same(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    write_everything(path)
    quick, slow = both_ways(path)
    assert quick == slow


def test_the_short_cut_reads_characters_written_by_their_numbers(tmp_path: Path) -> None:
    texts = ["示例（一期）", "A&B<C>\"D'", "😀", "a\nb", "&#31034;", "é", "＆amp;"]
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(texts)
    book.save(path)
    quick, slow = both_ways(path)
    assert quick == slow
    assert [cell.text for cell in quick.sheets[0].rows[0]] == texts
    numbered = "".join(one if ord(one) < 128 else f"&#{ord(one)};" for one in "示例（一期）")
    body = f'<c r="A1" t="inlineStr"><is><t>{numbered}&amp;#49;</t></is></c>'
    found = plain_rows(f'<sheetData><row r="1">{body}</row></sheetData>'.encode())
    assert found is not None
    assert parts_of(found.rows[0].cells[0][2]).text == "示例（一期）&#49;"


def rows_of(*bodies: str) -> list[plain.PlainRow]:
    rows = (f'<row r="{at}">{body}</row>' for at, body in enumerate(bodies, 1))
    found = plain_rows(f"<sheetData>{''.join(rows)}</sheetData>".encode())
    assert found is not None and "<row" not in found.rest
    return found.rows


def test_a_row_is_read_at_once_where_those_before_it_were_as_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plain, "_BY_CELLS", 2)
    first = '<c r="A{0}"><v>1</v></c><c r="C{0}" s="1"><f>A{0}</f><v>2</v></c>'
    wider = '<c r="A4"><v>1</v></c><c r="D4"><v>2</v></c>'
    ahead = '<c r="B5"><v>1</v></c><c r="A5"><v>2</v></c>'
    rows = rows_of(first.format(1), first.format(2), first.format(3), wider, ahead)
    assert [bool(one.whole) for one in rows] == [False, False, True, False, False]
    assert rows[2].whole == ("><v>1</v></c>", "", ' s="1"><f>A3</f><v>2</v></c>')
    assert [one[0] for one in rows[4].cells] == ["B", "A"]


def test_rows_written_alike_give_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_BY_CELLS", 1)
    monkeypatch.setattr(plain, "_MANY", 2)
    usual = '<c r="A{0}" t="s"><v>{0}</v></c><c r="C{0}" s="1"><v>1.5</v></c>'
    formula = '<c r="A4" t="s"><v>4</v></c><c r="C4" s="1"><f>A4</f><v>2</v></c>'
    blank = '<c r="A5" t="s"><v>5</v></c><c r="C5" s="1"><v></v></c>'
    other = '<c r="A6" t="s"><v>6</v></c><c r="C6" s="2"><v>1</v></c>'
    elsewhere = usual.format(7).replace("C7", "B7")
    named = usual.format(8).replace("1.5", "&lt;")
    bodies = [usual.format(1), usual.format(2), usual.format(3), formula, blank, other, elsewhere]
    rows = rows_of(*bodies, named, usual.format(9))
    looks = (' t="s"><v>', "", ' s="1"><v>')
    assert [bool(one.looks) for one in rows] == [False, False, True] + [False] * 4 + [True, True]
    assert (rows[7].whole, rows[7].looks) == (("8", "&lt;"), looks)
    assert rows[8].said() == (' t="s"><v>9</v></c>', "", ' s="1"><v>1.5</v></c>')
    unknown = f'<row r="9">{usual.format(9)}</row>'.replace("1.5", "&nbsp;")
    alike = (f'<row r="{at}">{usual.format(at)}</row>' for at in range(1, 9))
    found = plain_rows(f"<sheetData>{''.join(alike)}{unknown}</sheetData>".encode())
    assert found is not None and found.rows[-1].looks and unknown in found.rest


@pytest.mark.parametrize("said", ["ht='0'", 'hidden = "1"', 'hidden="&#49;"', "x='a' ht=\"0\""])
@pytest.mark.parametrize("by_cells", [1, 100])
def test_a_row_of_which_anything_is_written_otherwise_is_left_to_the_parser(
    said: str, by_cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "_BY_CELLS", by_cells)
    rows = (
        '<row r="1" ht="15"><c r="A1"><v>1</v></c></row><row r="2" {}><c r="A2"><v>1</v></c></row>'
    )
    found = plain_rows(f"<sheetData>{rows.format(said)}</sheetData>".encode())
    assert found is not None
    assert [one.number for one in found.rows] == ["1"] and said in found.rest
    hidden = 'hidden="1"'
    found = plain_rows(f"<sheetData>{rows.format(hidden)}</sheetData>".encode())
    assert found is not None and [one.attributes for one in found.rows][1] == ' hidden="1"'


@pytest.mark.parametrize("many", [1, 100])
def test_a_cell_that_cannot_be_made_is_named_in_a_row_read_at_once(
    many: int, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    written_by_xlsxwriter([["甲", "乙", "丙"]] * 4, path)
    damaged = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(damaged, "w") as other:
        for name in book.namelist():
            data = book.read(name)
            other.writestr(name, data.replace(b'B3" t="s"><v>1<', b'B3" t="s"><v>9<'))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_BY_CELLS", 1)
        patch.setattr(cells, "_TOGETHER", 1)
        patch.setattr(plain, "_MANY", many)
        with pytest.raises(SheetsFailed, match="表!B3 的文字不在文件里"):
            read_workbook(damaged)
