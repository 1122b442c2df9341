"""A workbook as it is printed: its settings, and what LibreOffice makes of it."""

import csv
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from sangeyipi.model.document import Document, Section
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.reading import read
from sangeyipi.render.xlsx.layout import lines, page_breaks
from sangeyipi.render.xlsx.workbook import to_xlsx

from .workbooks import EVERY_KIND, document, june, opened, rate, where

TOOLS = ("soffice", "pdfinfo", "pdftotext")
rendered = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason="needs LibreOffice and poppler-utils"
)
A4_LYING = (841.9, 595.3)
#: One table after another: how LibreOffice writes a sheet's cells as they are shown.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"


def _convert(made: Document, folder: Path, to: str) -> Path:
    """What LibreOffice makes of a document, with settings of its own."""
    source = folder / "book.xlsx"
    source.write_bytes(to_xlsx(made))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    done = subprocess.run([*command, str(source)], capture_output=True, timeout=120, check=True)
    assert b"Error" not in done.stderr
    (found,) = [path for path in folder.glob("book*") if path != source]
    return found


@rendered
def test_libreoffice_prints_it(tmp_path: Path) -> None:
    """A4 lying throughout, no page without text, nothing too narrow, headings on each page."""
    made = june()
    pdf = _convert(made, tmp_path, "pdf")
    said = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    found = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    size = [float(part) for part in re.findall(r"[\d.]+", found["Page size"])[:2]]
    assert size == pytest.approx(A4_LYING, abs=1)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) == int(found["Pages"])
    assert 8 <= len(pages) <= 20
    assert "###" not in text
    for number, page in enumerate(pages, 1):
        footer = f"第 {number} 页 共 {len(pages)} 页".replace(" ", "")
        assert footer in page.replace(" ", "")
    flat = text.replace(" ", "")
    for table in made.tables:
        assert table.title.replace(" ", "") in flat
    projects = [page for page in pages if page.count("YX-20") > 9]
    assert len(projects) > 2
    assert all("已到节点" in page.replace(" ", "") for page in projects[:-1])


@rendered
def test_libreoffice_displays_what_is_shown(tmp_path: Path) -> None:
    """Cell by cell, for figures that programs like to round otherwise."""
    amounts = ("0.125", "1.005", "2.675", "-1.005", "-0.001", "0", "12.3", "1429.60", "-37.125")
    columns = (
        Column("a", "投资", Kind.AMOUNT),
        Column("r", "率", Kind.RATE),
        Column("n", "个数", Kind.COUNT),
    )
    rates = [rate(str(n), "2000", "履约" if n % 2 else "") for n in (0, 1, 1999, 2000, 333, 14, 7)]
    rows = tuple(
        Row({"a": Decimal(amount), "r": rates[n % len(rates)], "n": n}, ("n",) if n == 4 else ())
        for n, amount in enumerate(amounts)
    )
    table = Table("t", "表", columns, rows)
    path = _convert(document(Section("s", "节", (table, EVERY_KIND))), tmp_path, AS_SHOWN)
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))
    for one in (table, EVERY_KIND):
        head = cells.index(next(row for row in cells if row[0] == one.title)) + 1
        for number, row in enumerate(one.rows, 1):
            wanted = [shown(row, column, one) for column in read(one).columns]
            assert cells[head + number][: len(wanted)] == wanted


def test_pages_are_a4_lying_one_wide() -> None:
    book = opened(june())
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # What is not said is 1.
        assert setup.fitToWidth is None
        assert setup.fitToHeight == (None if sheet.title == "目录" else 0)
        assert sheet.print_area
        assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text
        assert sheet.oddFooter.right.text == "截至 2023-06-30"
        assert sheet.oddFooter.left.text == june().title


def test_a_long_table_keeps_its_heading() -> None:
    book = opened(june())
    sheet = book["项目一览"]
    (table,) = june().sections[2].tables
    head, columns = where(sheet, table)
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:L{head + len(table.rows)}"
    assert max(columns.values()) == 12
    assert not book["分类"].auto_filter.ref
    assert not book["分类"].freeze_panes


def test_rows_are_as_high_as_their_text_needs() -> None:
    text = "很长的形象进度，" * 30
    columns = (Column("a", "甲"), Column("b", "形象进度"))
    table = Table("t", "表", columns, (Row({"a": "短", "b": "短"}), Row({"a": "短", "b": text})))
    sheet = opened(document(Section("s", "节", (table,))))["节"]
    head, _ = where(sheet, table)
    widths = {key: one.width for key, one in sheet.column_dimensions.items()}
    assert widths["B"] < 75
    needed = len(text) * 2 / widths["B"]
    heights = sheet.row_dimensions
    assert heights[head + 2].height >= needed * 13.5
    assert heights[head + 1].height < 20


def test_lines_are_never_too_few() -> None:
    assert lines(10, 10) == 1
    assert lines(11, 10) == 2
    assert lines(180, 10) == 20


def test_pages_break_between_blocks() -> None:
    heights = [10.0] * 100
    assert page_breaks(heights, [], 300) == []
    assert page_breaks(heights[:20], [[2], [10]], 300) == []
    # The second would be cut, so it begins a page; the third fits below it.
    assert page_breaks(heights[:55], [[2], [25], [45]], 300) == [25]
    # Blocks that belong together stay so, if a page holds them.
    assert page_breaks(heights[:45], [[0], [20, 30]], 300) == [20]
    assert page_breaks(heights[:60], [[0], [20, 40]], 300) == [20, 40]
    # No page has nothing but the sheet's heading.
    assert page_breaks(heights[:35], [[3]], 300) == []
    # What is longer than a page does not begin at the foot of one, but else goes on.
    assert page_breaks(heights, [[0], [25]], 300) == [25]
    assert page_breaks(heights, [[0], [5]], 300) == []
