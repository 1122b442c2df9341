"""A ledger's projects as a workbook to edit: the sheet of projects, section one, what it carries.

Owns which sheets there are and what they say.  The same ledger gives the same bytes.
"""

import io
from typing import Any

from xlsxwriter.workbook import Workbook

from sangeyipi.compare.fields import Path, flat
from sangeyipi.figures.resolve import Figures
from sangeyipi.forms import sheet as sheets
from sangeyipi.forms.base import Base, FormKind
from sangeyipi.forms.cells import carried
from sangeyipi.forms.columns import ID, project_columns
from sangeyipi.forms.sheet import Filling, SheetColumn
from sangeyipi.model import term
from sangeyipi.model.ledger import Ledger
from sangeyipi.render.inert import inert
from sangeyipi.render.xlsx.sheets import SheetPage, printed_columns
from sangeyipi.render.xlsx.styles import CellLook, WorkbookStyles, set_page
from sangeyipi.render.xlsx.workbook import opened, set_properties
from sangeyipi.tables.summary import cumulative_table, phases_table

PROJECTS, TABLES, HOW = "项目", "汇总表", "填写说明"
_AS_OF_THEN = "以下是出这个文件时的数，改了项目不会跟着变：导入以后用 sgyp summary 重出。"
#: Rows for new projects below those that are there.
BLANK = 50
#: A3: A4 holds no more than a third of the columns that a project has.
_PAPER = 8
_HOW = (
    "在“项目”表里直接改，存盘后运行：sgyp import 这个文件，先看改了什么，再加 --apply 写进台账。",
    "只有改过的格子起作用：没动过的，台账里后来改了也不会被盖回去；两边都改了而且不一样的，会问。",
    "新项目写在下面的空行里（也可以插入行），编号可以空着，导入时自动编。",
    "原有项目的编号锁住了，不能改。删去一行不等于调出：导入时会问；要调出，填“调出.日期”。",
    "把格子清空，就是删去这一项；删去整列不起作用。空着是不知道，不是 0。",
    "金额以亿元计，至多四位小数：5000 万元写 0.5。",
    "日期写到日，如 2023-05-08。只知道到月的，先把格式设成“文本”，写 2023-06；"
    "不设成文本，Excel 会把它当成 1 日。",
    "节点已经达到、日子不知道的，写“已”。监管平台写“是”或“否”，不知道的空着。",
    "可以筛选。要按列排序，先“撤消工作表保护”（没有密码），排完不影响导入。",
    "另存时保持 .xlsx：存成 CSV，里面带的原值就丢了，只能当作普通表格导入。",
)


def to_workbook(figures: Figures) -> bytes:
    """The workbook of a ledger without errors."""
    ledger = figures.ledger
    out = io.BytesIO()
    workbook = opened(out)
    title = f"{ledger.config.name}：{PROJECTS}"
    set_properties(workbook, title, ledger.config.name, None)
    styles = WorkbookStyles(workbook)
    _projects(workbook, styles, ledger, title)
    _tables(workbook, styles, figures)
    sheets.explain(workbook.add_worksheet(HOW), styles, HOW, _HOW)
    sheets.carry(workbook, base_of(ledger), styles)
    workbook.close()
    return out.getvalue()


def base_of(ledger: Ledger) -> Base:
    """What the workbook of a ledger carries."""
    columns = [column.path for column in project_columns(ledger)]
    rows = {one.id: carried_facts(one) for one in ledger.projects}
    base = Base.of(FormKind.PROJECTS, ledger.config, (path for path in columns if path != ID))
    return Base(base.kind, base.ledger, base.region, rows, base.columns)


def facts_of(record: Any) -> dict[Path, str]:
    """What a record says, each fact as one text: none is left out, or an edit would lose it."""
    said = flat(record).items()
    return {path: text if isinstance(text, str) else " ".join(text) for path, text in said}


def carried_facts(record: Any) -> dict[Path, str]:
    """What a record says, as a workbook can carry it."""
    return {path: carried(text) for path, text in facts_of(record).items()}


def _projects(workbook: Workbook, styles: WorkbookStyles, ledger: Ledger, title: str) -> None:
    sheet = workbook.add_worksheet(PROJECTS)
    set_page(sheet, inert(title), None)
    sheet.set_paper(_PAPER)
    columns = project_columns(ledger)
    asked = [SheetColumn(column, locked=column.path == ID) for column in columns]
    rows = [facts_of(one) for one in ledger.projects]
    Filling(workbook, sheet, styles).table(asked, rows, 0, BLANK)
    named = [column.word for column in columns].index(term.NAME)
    sheet.freeze_panes(1, named + 1)
    sheet.repeat_columns(0, named)
    sheet.activate()


def _tables(workbook: Workbook, styles: WorkbookStyles, figures: Figures) -> None:
    tables = [cumulative_table(figures), phases_table(figures)]
    sheet = workbook.add_worksheet(TABLES)
    set_page(sheet, inert(figures.ledger.config.name), None)
    page = SheetPage(sheet, styles, printed_columns(tables))
    page.prose(_AS_OF_THEN, CellLook(warning=True))
    page.skip()
    for table in tables:
        page.table(table)
        page.skip()
    page.finish()
