"""What goes out to be edited: every field, as a person wants it, and nothing that is not so."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from conftest import DEMO

from forms.books import columns, row_of, sent
from sangeyipi import api
from sangeyipi.compare.fields import flat
from sangeyipi.figures.resolve import Figures
from sangeyipi.forms import ours
from sangeyipi.forms.columns import project_columns
from sangeyipi.forms.returned import is_edited, returned
from sangeyipi.forms.workbook import BLANK, PROJECTS, TABLES, to_workbook
from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Level, Project, Withdrawal
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.sheets.reader import read_workbook
from sangeyipi.store.keys import column_names

CONFIG = Config(
    name="示例县台账",
    region="示例县",
    phases=(Phase(number=8, date=date(2023, 5, 8)),),
    sectors=("先进制造业", "现代服务业"),
)
FULL = Project(
    id="SL-2023-001",
    name="示例产业园",
    sector="先进制造业",
    investment=Decimal("12.5678"),
    on_platform=True,
    builder="=cmd|' /C calc'!A0",
    unit="+甲局",
    level=Level.COUNTY,
    listed={Batch.SIGNED: 8},
    milestones={
        Milestone.SIGNED: dates.UNDATED,
        Milestone.COMMITTED: dates.month(2023, 6),
        Milestone.STARTED: dates.day(date(2023, 7, 1)),
    },
    planned=Plan(producing=dates.month(2024, 6), yearly={2023: Decimal("4.5")}),
    withdrawn=Withdrawal(date=dates.day(date(2023, 9, 1)), reason="用地未落实"),
    note="123456789012345678901234",
)
LEDGER = Ledger(config=CONFIG, projects=(FULL,))


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(sent(LEDGER, tmp_path))


def test_every_fact_that_a_project_can_say_has_a_column() -> None:
    words = {column.word for column in project_columns(LEDGER)}
    missing = [name for name in column_names(Project) if name not in words]
    assert missing == ["计划.年度计划投资", "计划.月计划"]
    assert {"计划.年度计划投资.2023", "计划.年度计划投资.2024"} <= words
    assert {".".join(path) for path in flat(FULL)} <= words


def test_cells_are_what_they_say(book: openpyxl.Workbook) -> None:
    sheet = book[PROJECTS]
    places, row = columns(sheet), row_of(sheet, FULL.id)
    said = {word: sheet.cell(row, at) for word, at in places.items()}
    assert said["总投资"].value == 12.5678
    assert said["在册.签约"].value == 8
    assert said["监管平台"].value == "是"
    assert said["节点.签约"].value == "已"
    assert said["节点.履约"].value == "2023-06"
    assert said["节点.开工"].value == datetime(2023, 7, 1)
    assert said["节点.开工"].number_format == "yyyy-mm-dd"
    assert said["计划.投产"].value == "2024-06"
    assert said["计划.年度计划投资.2023"].value == 4.5
    assert said["调出.原因"].value == "用地未落实"


def test_texts_stay_texts(book: openpyxl.Workbook) -> None:
    sheet = book[PROJECTS]
    places, row = columns(sheet), row_of(sheet, FULL.id)
    for word, text in (("建设单位", FULL.builder), ("责任单位", FULL.unit), ("备注", FULL.note)):
        cell = sheet.cell(row, places[word])
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_only_the_编号_of_projects_that_are_there_is_locked(book: openpyxl.Workbook) -> None:
    sheet = book[PROJECTS]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    # What is allowed is written as what is not forbidden.
    for what in ("formatCells", "formatColumns", "insertRows", "sort", "autoFilter", "deleteRows"):
        assert not getattr(sheet.protection, what), what
    row = row_of(sheet, FULL.id)
    locked = [cell.column for cell in sheet[row] if cell.protection.locked]
    assert locked == [1]
    for blank in range(row + 1, row + 1 + BLANK):
        assert not any(cell.protection.locked for cell in sheet[blank])


def test_what_can_be_chosen_is_offered(book: openpyxl.Workbook) -> None:
    sheet = book[PROJECTS]
    places = columns(sheet)
    offered = {}
    for one in sheet.data_validations.dataValidation:
        if one.type == "list":
            name, cells = one.formula1.split("!")
            words = [cell[0].value for cell in book[name.strip("'")][cells.replace("$", "")]]
            at = next(iter(one.sqref.ranges)).min_col
            offered[next(word for word, place in places.items() if place == at)] = words
    assert offered["领域"] == ["先进制造业", "现代服务业"]
    assert offered["监管平台"] == ["是", "否"]
    assert offered["包联级别"] == [*map(str, Level)]
    assert offered["在册.开工"] == [8]
    assert offered["责任单位"] == ["+甲局"]


def test_it_is_set_up_to_be_read_and_printed(book: openpyxl.Workbook) -> None:
    sheet = book[PROJECTS]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert book.active.title == PROJECTS
    assert TABLES in book.sheetnames
    assert book[ours.SHEET].sheet_state == "veryHidden"


def test_the_same_ledger_gives_the_same_bytes() -> None:
    figures = Figures(LEDGER)
    data = to_workbook(figures)
    assert data == to_workbook(figures)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"2000-01-01" in archive.read("docProps/core.xml")


def test_more_digits_than_a_spreadsheet_keeps_are_a_text(tmp_path: Path) -> None:
    long = replace(FULL, investment=Decimal("123456789012.3456"))
    sheet = openpyxl.load_workbook(sent(replace(LEDGER, projects=(long,)), tmp_path))[PROJECTS]
    cell = sheet.cell(row_of(sheet, FULL.id), columns(sheet)["总投资"])
    assert cell.value == "123456789012.3456"


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029", "\r", "\r\x85"])
def test_what_a_reader_takes_for_the_end_of_a_line_is_no_change(tmp_path: Path, mark: str) -> None:
    ledger = replace(LEDGER, projects=(replace(FULL, note=f"甲{mark}乙"),))
    book = read_workbook(sent(ledger, tmp_path))
    assert not is_edited(book)
    assert not returned([book], ledger).changes


def test_the_demo_county_goes_out() -> None:
    assert to_workbook(api.verified(api.load(DEMO)))
