"""A workbook read back: every cell what JSON says, every text a text, the same bytes anywhere."""

import io
import json
import subprocess
import sys
import warnings
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from conftest import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.model.document import Section, answer
from sangeyipi.model.picture import PictureShape
from sangeyipi.model.rounding import half_up
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.json import to_json
from sangeyipi.render.xlsx.workbook import to_xlsx

from .workbooks import EVERY_KIND, LISTS, document, june, opened, parts, picture, rate, where

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.com/x",
    "internal:'目录'!A1",
    "mailto:a@b.c",
    "007",
    "<r>不是格式</r>",
    "<r><t>x</t></r>",
    "a & b < c > \"d\" 'e'",
    " 前后空格 ",
    "&[Picture]&P&G",
)
AWKWARD = ("换\n行\t\x1b[31m", "\u202e反向", "_x000D_", "𠮷\ufffe\uffff", "\x00")


def _agrees(value: Any, said: Any, kind: str, places: int) -> bool:
    """Whether a cell holds what JSON says."""
    if said is None:
        return bool(value == "—")
    if kind == "flag":
        return bool(value == {True: "是", False: "否"}[said])
    if kind == "amount":
        exact = Decimal(said)
        return value in (float(exact), float(half_up(exact, places)))
    if kind == "rate":
        return bool(value == float(Decimal(said["percent"].rstrip("%")).scaleb(-2)))
    if kind == "points":
        return bool(value == float(said["points"]))
    return bool(value == said)


_NEXT = {"签约": "签约开工率", "开工": "开工投产率", "投产": "投产达效率"}


def _value(read: dict[tuple[int, str], Any], number: int, key: str, row: Any) -> Any:
    """What stands in a row for a key: in the column of its list alone, after the rate's name."""
    batch = row.get("batch")
    if key in LISTS:
        cells = {one: read[number, f"{key}/{one}"] for one in LISTS[key]}
        own = cells.pop(batch, None)
        assert set(cells.values()) <= {None, ""}
        return own
    value = read[number, key]
    if key == "next_rate" and key in row and row[key] is None:
        assert value == f"{_NEXT[batch]} —"
        return "—"
    return value


def _compare(read: dict[tuple[int, str], Any], table: Table) -> int:
    """Compare all cells of a table, read by the number of the row and the key of the column."""
    told = json.loads(to_json(answer([table], "", None)))["tables"][0]
    kinds = {column["key"]: column["type"] for column in told["columns"]}
    for number, row in enumerate(told["rows"]):
        lower = row.pop("lower_bounds", [])
        if table.numbered:
            assert read[number, "number"] == number + 1
        for key, kind in kinds.items():
            value = _value(read, number, key, row)
            if key in lower:
                least = row[key]["percent"] if isinstance(row[key], dict) else row[key]
                # A rate may have the decimal of the others in its column.
                padded = least.replace("%", ".0%") if isinstance(least, str) else ""
                assert value in (f"≥{least}", f"≥{padded}")
            elif key in row:
                assert _agrees(value, row[key], kind, table.amount_places), (number, key, value)
            else:
                assert value in (None, ""), (number, key, value)
    return len(told["rows"])


@pytest.mark.parametrize("name", ["every", "june"])
def test_every_cell_says_what_json_says(name: str) -> None:
    made = document(Section("s", "节", (EVERY_KIND,))) if name == "every" else june()
    data = to_xlsx(made)
    book = openpyxl.load_workbook(io.BytesIO(data))
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = 0
    for section in made.sections:
        sheet = book[section.title]
        cells = other.get_sheet_by_name(section.title).to_python(skip_empty_area=False)
        for table in (*section.tables, *(one.table for one in section.pictures)):
            head, columns = where(sheet, table)

            read = {
                (number, key): sheet.cell(head + 1 + number, column).value
                for number in range(len(table.rows))
                for key, column in columns.items()
            }
            rows += _compare(read, table)
            again = {at: cells[head + at[0]][columns[at[1]] - 1] for at in read}
            _compare(again, table)
            under = [note for note in table.notes if note != table.basis]
            if table.basis:
                corners = {cell.value for cell in sheet[head - 1] if cell.value}
                assert corners == {"单位：个、亿元", "截至 2023-06-30"}
            for number, note in enumerate(under, 1):
                said = str(sheet.cell(head + len(table.rows) + number, 1).value)
                assert said.startswith("注")
                assert said.endswith(note)
    assert rows == sum(len(t.rows) for t in (*made.tables, *(p.table for p in made.pictures)))


def test_formats_display_what_is_shown() -> None:
    sheet = opened(document(Section("s", "节", (EVERY_KIND,))))["节"]
    head, columns = where(sheet, EVERY_KIND)
    cells = [sheet.cell(head + 1 + n, columns[k]) for n in (0, 1) for k in ("amount", "rate")]
    assert [(c.value, c.number_format) for c in cells] == [
        (0.13, "0.00"),
        (0.999, "0.0%"),
        (-1.01, "0.00"),
        (0.842, '0.0%"（÷履约19）"'),
    ]
    ahead = sheet.cell(head + 1, columns["ahead"])
    assert (ahead.value, ahead.number_format) == (16.7, "+0.0;-0.0;0")
    unknown = sheet.cell(head + 3, columns["amount"])
    assert (unknown.value, unknown.data_type, unknown.alignment.horizontal) == ("—", "s", "right")


def test_totals_are_set_apart_and_parts_indented() -> None:
    sheet = opened(document(Section("s", "节", (EVERY_KIND,))))["节"]
    head, _ = where(sheet, EVERY_KIND)
    part, total = sheet.cell(head + 1, 1), sheet.cell(head + 4, 1)
    assert (part.font.b, part.alignment.indent) == (False, 1)
    assert (total.font.b, total.alignment.indent) == (True, 0)
    assert total.border.top.color.rgb == "FF000000"
    assert sheet.cell(head, 1).fill.fgColor.rgb not in ("00000000", "FFFFFFFF")
    fonts = {cell.font.name for row in sheet.iter_rows() for cell in row}
    assert fonts == {"宋体"}


def test_columns_for_machines_stand_beside_the_printed_page() -> None:
    sheet = opened(document(Section("s", "节", (EVERY_KIND,))))["节"]
    _, columns = where(sheet, EVERY_KIND)
    assert columns["machine"] == 7
    assert "$F$" in sheet.print_area
    assert "$G$" not in sheet.print_area


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_nothing_but_a_text(text: str) -> None:
    table = Table("t", text, (Column("a", text), Column("b", "个数", Kind.COUNT)), (), (text,))
    table = table._replace(rows=(Row({"a": text, "b": 1}),))
    made = document(Section("s", text, (table,)), opening=(text,), title=text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = to_xlsx(made._replace(notes=(text,), ledger=text))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type not in ("s", "n")]
    assert sum(str(cell.value).strip() == text.strip() for cell in cells) >= 5
    sheet = book.worksheets[1]
    head, columns = where(sheet, table._replace(title=text.rstrip()))
    assert sheet.cell(head + 1, columns["a"]).value == text
    outside = [c.hyperlink for c in cells if c.hyperlink and not c.hyperlink.location]
    assert not outside
    assert "<f>" not in "".join(parts(data).values())
    assert "TargetMode" not in "".join(parts(data).values())


@pytest.mark.parametrize("text", AWKWARD)
def test_what_cannot_be_seen_is_spelled_out(text: str) -> None:
    table = Table("t", "表", (Column("a", "甲"),), (Row({"a": text}),))
    data = to_xlsx(document(Section("s", text, (table,)), title=text))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    head, columns = where(sheet, table)
    said = sheet.cell(head + 1, columns["a"]).value
    expected = shown(table.rows[0], table.columns[0], table)
    assert said == expected
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert other.get_sheet_by_index(1).to_python(skip_empty_area=False)[head][0] == expected


def test_a_text_that_no_cell_can_hold_is_cut() -> None:
    table = Table(
        "t", "长" * 5000, (Column("a", "甲"),), (Row({"a": "文" * 40_000}),), ("注" * 4000,)
    )
    sheet = opened(document(Section("s", "节", (table,))))["节"]
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    assert sum(cell.endswith("此处截断）") for cell in cells) == 1
    assert sum(cell.count("长") for cell in cells) == 5000
    assert sum(cell.count("注") for cell in cells) == 4001
    assert max(dimension.height for dimension in sheet.row_dimensions.values()) <= 409


def test_sheets_have_names_that_excel_takes() -> None:
    titles = (
        "投资/资金 [a]:*?\\",
        "目录",
        "说明",
        "说明",
        "'",
        "",
        "一" * 40,
        "一" * 40,
        "ABC",
        "abc",
    )
    book = opened(document(*(Section(str(n), title) for n, title in enumerate(titles))))
    assert book.sheetnames == [
        "目录",
        "投资／资金 ［a］：＊？＼",
        "目录 (2)",
        "说明 (2)",
        "说明 (3)",
        "’",
        "表",
        "一" * 31,
        "一" * 27 + " (2)",
        "ABC",
        "abc (2)",
        "说明",
    ]
    assert book["ABC"].cell(3, 1).value == "本节没有内容。"


def test_the_first_sheet_says_first_what_must_be_read_first() -> None:
    book = opened(june())
    front = book.worksheets[0]
    said = [front.cell(row, 1).value for row in range(1, 4)]
    assert said == [june().title, *june().opening]
    cells = [front.cell(row, 2).value for row in range(1, 10)]
    assert "2023年6月（2023-06-01 至 2023-06-30）" in cells
    assert "2023-06-30" in cells
    assert book.active.title == "目录"
    for sheet in book.worksheets[1:4]:
        assert sheet.cell(2, 1).value == f"{june().opening[0]}（共 2 条，见“目录”）"


def test_the_contents_lead_to_what_they_name() -> None:
    book = opened(june())
    links = [c for row in book["目录"].iter_rows() for c in row if c.hyperlink]
    for link in links:
        sheet, cell = link.hyperlink.location.rsplit("!", 1)
        target = book[sheet.strip("'")][cell]
        assert target.value == link.value or link.value.startswith("图：")
    titles = {link.value for link in links}
    assert titles >= {table.title for table in june().tables} | {"总体情况", "说明", "图数据"}
    assert titles >= {f"图：{one.table.title}" for one in june().pictures}


def test_the_last_sheet_tells_how_figures_are_made() -> None:
    sheet = opened(june()).worksheets[-1]
    assert sheet.title == "说明"
    assert [sheet.cell(row, 2).value for row in (3, 4)] == ["口径一。", "口径二。"]
    assert opened(june()._replace(notes=())).sheetnames[-1] == "图数据"


def test_only_so_many_number_formats_are_made() -> None:
    columns = (Column("a", "期"), Column("r", "率", Kind.RATE))
    rows = tuple(Row({"a": str(n), "r": rate("1", str(n), "履约")}) for n in range(2, 400))
    sheet = opened(document(Section("s", "节", (Table("t", "表", columns, rows),))))["节"]
    forms = [row[1].number_format for row in sheet.iter_rows(min_row=4) if row[1].data_type == "n"]
    made = [form for form in forms if "÷" in form]
    assert len(made) == len(rows)
    assert len(set(made)) <= 153
    assert "（÷履约）" in made[-1]


def test_a_document_without_anything_is_a_workbook() -> None:
    assert opened(document()._replace(notes=())).sheetnames == ["目录"]
    empty = Table("t", "空表", (Column("a", "甲"),), (), ("没有符合条件的项目。",))
    nothing = picture(PictureShape.LINES)._replace(table=empty, category="a", series=("a",))
    sheet = opened(document(Section("s", "节", (empty,), (nothing,))))["节"]
    assert not sheet._charts


def test_properties_are_the_ledgers() -> None:
    properties = opened(june()).properties
    assert properties.title == june().title
    assert (properties.creator, properties.lastModifiedBy) == (june().ledger, june().ledger)
    assert properties.created == properties.modified == datetime(2023, 6, 30)


_AGAIN = """
import hashlib, sys
sys.path[:0] = {path!r}
from render.xlsx.workbooks import june
from sangeyipi.render.xlsx.workbook import to_xlsx
sys.stdout.write(hashlib.sha256(to_xlsx(june())).hexdigest())
"""


def test_the_same_bytes_in_any_zone_and_locale() -> None:
    code = _AGAIN.format(path=[str(Path(__file__).resolve().parents[2])])
    places = (("Asia/Shanghai", "C", "0"), ("America/New_York", "zh_CN.GB18030", "7"))
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=environment(TZ=zone, LANG=lang, LC_ALL=lang, PYTHONHASHSEED=seed, USER="someone"),
            capture_output=True,
            check=True,
        ).stdout
        for zone, lang, seed in places
    }
    assert len(found) == 1
    data = to_xlsx(june())
    assert data == to_xlsx(june())
    assert "someone" not in parts(data)["docProps/core.xml"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    table = Table("t", "表", (Column("a", "甲"),), tuple(Row({"a": text}) for text in texts))
    data = to_xlsx(document(Section("s", "节", (table,))))
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = other.get_sheet_by_name("节").to_python(skip_empty_area=False)
    said = [cells[4 + number][0] if 4 + number < len(cells) else "" for number in range(len(texts))]
    wanted = [shown(row, table.columns[0], table) for row in table.rows]
    assert said == wanted
