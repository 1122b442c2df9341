"""A month's forms: one workbook for each unit that reports, and one for all.

Owns which projects are asked of, what stands beside the cells to be filled in, and what the files
are called.  The same ledger and month give the same bytes.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sangeyipi.compare.fields import Path
from sangeyipi.figures.monthly import ZERO, KnownAmount, Record, Total, book, records
from sangeyipi.forms import sheet as sheets
from sangeyipi.forms.base import Base, FormKind
from sangeyipi.forms.cells import carried, put
from sangeyipi.forms.columns import ID, NAME, FormColumn, Holds, columns_of
from sangeyipi.forms.sheet import Filling, SheetColumn, SheetExtent
from sangeyipi.forms.workbook import facts_of
from sangeyipi.model import term
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Milestone
from sangeyipi.render.inert import inert
from sangeyipi.render.width import width
from sangeyipi.render.xlsx import layout
from sangeyipi.render.xlsx.styles import CellLook, WorkbookStyles, set_page
from sangeyipi.render.xlsx.tables import write_text
from sangeyipi.render.xlsx.workbook import opened, set_properties

SHEET = "月调度"
ALL = "全部"
#: Of what is so called everything is known, or nothing.
_UNKNOWN = "—"
_LEAST = "≥"
_TITLE = CellLook("center", size=14, bold=True)
_LINE = CellLook()
_SUM = CellLook("right", bold=True, total=True, boxed=True)
_LABEL = CellLook("center", bold=True, total=True, boxed=True)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: In characters; a file's name has at most 255 bytes, and a Han character three.
_NAME_LONGEST = 60
_HOW = (
    "白色的格子由填报单位填，灰色的锁住了。填好存盘，原样交回（.xlsx）。",
    "没有进展也要报：“本月完成投资”写 0。不知道的空着，不写 0。",
    "累计完成投资 = 上月累计完成投资 + 本月完成投资。累计不会变小。",
    "金额以亿元计，至多四位小数：5000 万元写 0.5。",
    "收齐以后：sgyp import 这些文件 --month {month}，先看各单位报了什么，再加 --apply 写进台账。",
)


class MonthlyForm(NamedTuple):
    """A workbook of a month: the name of its file, and its bytes."""

    name: str
    data: bytes
    #: Whose it is, and how many projects it asks of.
    whose: str
    projects: int


def reporting(ledger: Ledger, month: Month) -> list[Record]:
    """The projects that report for a month, with their reports.

    Those under way: listed by the month's end, not withdrawn and not 达效 before it began; and
    those that have a report, of this month or an earlier one, and are not withdrawn before it.
    """
    found = records(ledger.projects, book(ledger.reports))
    return [one for one in found if _reports(one, ledger, month)]


def _reports(one: Record, ledger: Ledger, month: Month) -> bool:
    project = one.project
    if one.at(month) is not None:
        return True
    if project.withdrawn is not None and project.withdrawn.date.last < month.first:
        return False
    if project.reached(Milestone.AT_CAPACITY, month.first - timedelta(days=1)):
        return False
    held = {phase.number for phase in ledger.config.held(month.last)}
    return bool(held & set(project.listed.values())) or one.last(month) is not None


WHICH = "列入的是到 {end} 在册、上月底没有达效、没有调出的项目，和报过月调度的，共 {count} 个"


def groupings() -> dict[str, str]:
    """What forms can be made for each of: the word, and the name of the field."""
    return {key.word: name for name, key in project_keys().items() if key.grouped}


def forms_of(ledger: Ledger, month: Month, by: str) -> Iterator[MonthlyForm]:
    """The form of all projects, then one for each value of the key `by`, in order."""
    field = groupings()[by]
    found = sorted(reporting(ledger, month), key=lambda one: _whose_order(one, field))
    taken: set[str] = set()
    yield _form(ledger, month, found, by, ALL, taken)
    groups: dict[str | None, list[Record]] = {}
    for one in found:
        groups.setdefault(getattr(one.project, field), []).append(one)
    for value, theirs in groups.items():
        yield _form(ledger, month, theirs, by, str(value) if value else f"未填{by}", taken)


def _whose_order(one: Record, field: str) -> tuple[bool, str, str]:
    value = getattr(one.project, field)
    return value is None, str(value or ""), one.project.id


def _form(
    ledger: Ledger, month: Month, found: Sequence[Record], by: str, whose: str, taken: set[str]
) -> MonthlyForm:
    name = file_name(f"{month} {whose}", taken)
    return MonthlyForm(name, to_form(ledger, month, found, by, whose), whose, len(found))


def file_name(called: str, taken: set[str]) -> str:
    """A name for a file that every system allows and that is not `taken` yet; added to these."""
    safe = _FORBIDDEN.sub("_", inert(called)).strip(". ")[:_NAME_LONGEST].strip(". ") or "_"
    name, number = safe, 1
    while name.casefold() in taken:
        number += 1
        name = f"{safe} ({number})"
    taken.add(name.casefold())
    return f"{name}.xlsx"


def input_columns() -> tuple[FormColumn, ...]:
    """What is to be filled in, by declaration."""
    return tuple(one for one in columns_of(MonthlyReport) if one.path not in (ID, NAME))


def reference_columns(month: Month, by: str) -> tuple[FormColumn, ...]:
    """What stands beside it, locked."""
    known = {one.path: one for one in columns_of(Project, [month.year])}
    before = month.plus(-1)
    return (
        known[ID],
        known[NAME],
        FormColumn((by,), Holds.LINE),
        known[(term.INVESTMENT,)]._replace(written=None),
        FormColumn((f"{month.year}{term.YEARLY_PLAN}",), Holds.AMOUNT),
        FormColumn((f"到{before.number}月底", term.COMPLETED_TO_DATE), Holds.AMOUNT),
        FormColumn((f"到{before.number}月底", term.FUNDS_TO_DATE), Holds.AMOUNT),
    )


def _references(one: Record, month: Month, by: str) -> dict[Path, str]:
    project, before = one.project, month.plus(-1)
    *named, investment, plan, completed, funds = reference_columns(month, by)
    group = getattr(project, groupings()[by])
    said: dict[Path, str | None] = {
        ID: project.id,
        NAME: project.name,
        named[-1].path: None if group is None else str(group),
        investment.path: None if project.investment is None else plain(project.investment),
        plan.path: _plain(project.planned.investment(month.year)),
        completed.path: _known(one.completed_to_date(before)),
        funds.path: _known(_funds(one, before)),
    }
    return {path: text for path, text in said.items() if text is not None}


def _funds(one: Record, month: Month) -> KnownAmount:
    known = one.funds_to_date(month)
    return ZERO if not known.exact and not known.value and one.nothing_yet(month) else known


def _plain(value: Any) -> str | None:
    return None if value is None else plain(value)


def _known(known: KnownAmount) -> str:
    if known.exact:
        return plain(known.value)
    return f"{_LEAST}{plain(known.value)}" if known.value else _UNKNOWN


def to_form(ledger: Ledger, month: Month, found: Sequence[Record], by: str, whose: str) -> bytes:
    """One form, of these projects."""
    out = io.BytesIO()
    workbook = opened(out)
    title = f"{ledger.config.region or ''}“三个一批”项目{month.title}调度表"
    set_properties(workbook, f"{title}：{whose}", ledger.config.name, month.last)
    styles = WorkbookStyles(workbook)
    rows = {one.project.id: _row(one, month, by) for one in found}
    page = _Page(workbook, styles, month, by)
    page.fill(title, whose, list(rows.values()))
    how = [line.format(month=month) for line in _HOW]
    sheets.explain(workbook.add_worksheet("填写说明"), styles, "填写说明", how)
    sheets.carry(workbook, _base(ledger, month, rows, by, whose), styles)
    workbook.close()
    return out.getvalue()


def _row(one: Record, month: Month, by: str) -> dict[Path, str]:
    own = one.at(month)
    said = facts_of(own) if own is not None else {}
    # The name that is printed is the project's, whatever a report calls it.
    return {**said, **_references(one, month, by)}


def _base(
    ledger: Ledger, month: Month, rows: Mapping[str, Mapping[Path, str]], by: str, whose: str
) -> Base:
    columns = (*reference_columns(month, by), *input_columns())
    paths = tuple(column.path for column in columns if column.path != ID)
    empty = Base.of(FormKind.MONTH, ledger.config, paths)
    carry = {
        id: {path: carried(text) for path, text in row.items() if path != ID}
        for id, row in rows.items()
    }
    return Base(
        empty.kind, empty.ledger, empty.region, carry, paths, str(month), carried(whose), by
    )


class _Page:
    """The sheet of a form."""

    def __init__(self, workbook: Workbook, styles: WorkbookStyles, month: Month, by: str) -> None:
        self._workbook = workbook
        self._styles = styles
        self._month = month
        self._by = by
        self._sheet: Worksheet = workbook.add_worksheet(SHEET)

    def fill(self, title: str, whose: str, rows: list[dict[Path, str]]) -> None:
        """Title, whose it is, which projects, the table, its sum."""
        set_page(self._sheet, inert(f"{title}：{whose}"), self._month.last)
        locked = reference_columns(self._month, self._by)
        asked = [SheetColumn(one, locked=True) for one in locked]
        asked += [SheetColumn(one) for one in input_columns()]
        filling = Filling(self._workbook, self._sheet, self._styles)
        place = filling.table(asked, rows, 3, 0)
        across = len(asked) - 1
        count = WHICH.format(end=self._month.last.isoformat(), count=len(rows))
        said = (
            (title, _TITLE),
            (f"{self._by}：{inert(whose)}　　月份：{self._month.title}　　单位：亿元", _LINE),
            (f"{count}。灰色的不用填，没有进展的“{term.COMPLETED}”写 0。", _LINE),
        )
        for row, (text, look) in enumerate(said):
            form = self._styles.of(look)
            self._sheet.merge_range(row, 0, row, across, "", form)
            write_text(self._sheet, row, 0, text, form)
            lines = layout.lines(width(text), sum(filling.widths))
            self._sheet.set_row(row, layout.height(lines, look.size))
        if rows:
            self._sums(asked, rows, place)
        self._sheet.freeze_panes(place.first, 2)
        self._sheet.repeat_columns(0, 1)
        self._sheet.activate()

    def _sums(
        self, asked: Sequence[SheetColumn], rows: Sequence[Mapping[Path, str]], place: SheetExtent
    ) -> None:
        """What is filled in, added up by the program at hand; import passes it over."""
        row = place.last + 1
        label = self._styles.of(_LABEL)
        write_text(self._sheet, row, 0, term.TOTAL, label)
        write_text(self._sheet, row, 1, "只加已填的，导入时不读", label)
        for at, one in enumerate(asked[2:], 2):
            form = self._styles.of(_SUM)
            if one.column.holds is not Holds.AMOUNT:
                self._sheet.write_blank(row, at, None, form)
            elif one.locked:
                text = _known(_added(one.column, rows))
                sheets.write(self._sheet, row, at, put(one.column, text), form)
            else:
                self._formula(row, at, place, rows, one.column)
        self._sheet.set_row(row, layout.ONE_LINE)

    def _formula(
        self,
        row: int,
        at: int,
        place: SheetExtent,
        rows: Sequence[Mapping[Path, str]],
        column: FormColumn,
    ) -> None:
        cells = f"{xl_rowcol_to_cell(place.first, at)}:{xl_rowcol_to_cell(place.last, at)}"
        formula = f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}),4))'
        filled = [row for row in rows if column.path in row]
        value: str | float = float(_added(column, filled).value) if filled else ""
        self._sheet.write_formula(row, at, formula, self._styles.of(_SUM), value)


def _added(column: FormColumn, rows: Sequence[Mapping[Path, str]]) -> KnownAmount:
    """The sum of a column; at least that, where a row says less than all of it."""
    total = Total()
    for row in rows:
        text = row.get(column.path, _UNKNOWN)
        figure = text.removeprefix(_LEAST)
        there = put(column, figure)
        if isinstance(there, Decimal):
            total.add(KnownAmount(there, exact=figure == text))
        else:
            total.exact = False
    return total.known
