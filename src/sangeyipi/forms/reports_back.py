"""Monthly forms that came back: of which projects, what was filled in, who has not reported.

Owns what is asked of a form as a whole.  What is done with a figure is for `merged`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sangeyipi.compare.fields import Path
from sangeyipi.figures.monthly import Record
from sangeyipi.forms.columns import ID, NAME
from sangeyipi.forms.failures import FormsFailed
from sangeyipi.forms.made import MadeRecord, record
from sangeyipi.forms.merged import Asker, Stays, merged, shown
from sangeyipi.forms.monthly import groupings, input_columns, reporting
from sangeyipi.forms.outcome import Account, Fate, by_id, without_copies
from sangeyipi.forms.rows import Back, FormTable
from sangeyipi.forms.workbook import facts_of
from sangeyipi.ingest.findings import Remark
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, parse_month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain

_NO_ID = "没有编号：这张表只填已有的项目，新项目先进台账（sgyp add，或 sgyp workbook）"
#: So many projects are named, and how many more there are is said.
_NAMED = 5


def month_of(tables: Sequence[FormTable], wanted: Month | None) -> Month:
    """The month that all forms are of.  Raises FormsFailed."""
    month = wanted or parse_month(tables[0].base.month)
    assert month is not None
    for table in tables:
        if table.base.month != str(month):
            theirs = parse_month(table.base.month)
            called = theirs.title if theirs else table.base.month
            said = (
                f"--month 是 {month}" if wanted else f"{tables[0].workbook.name} 是{month.title}的"
            )
            raise FormsFailed(
                f"{table.workbook.name} 是{called}的月调度表，{said}："
                "一次只导入一个月的，拿掉它再来"
            )
    return month


@dataclass(slots=True)
class ReportsBack:
    """Goes through the forms of one month once; `made` is what the ledger is to say."""

    ledger: Ledger
    account: Account
    ask: Callable[[str], Asker]
    month: Month
    made: list[MadeRecord] = field(default_factory=list)
    _known: dict[str, Project] = field(default_factory=dict)
    _now: dict[str, MonthlyReport] = field(default_factory=dict)
    _records: dict[str, Record] = field(default_factory=dict)

    def take(self, tables: Sequence[FormTable]) -> None:
        """All of them, as of one import."""
        self._known = {one.id: one for one in self.ledger.projects}
        self._now = {one.id: one for one in self.ledger.reports if one.month == self.month}
        self._records = {one.project.id: one for one in reporting(self.ledger, self.month)}
        for rows in by_id(tables):
            self._group(rows)
        for table in tables:
            for row in table.rows:
                if not row.id:
                    self.account.stays([row], Stays(row.cell(), _NO_ID))

    def _group(self, rows: list[Back]) -> None:
        rows = without_copies(list(map(self._own, rows)), self.account)
        if not rows:
            return
        try:
            self._report(rows)
        except Stays as why:
            self.account.stays(rows, why)

    def _own(self, row: Back) -> Back:
        """A row with only those of its changes that a form is for; the others are told."""
        asked = {column.path for column in input_columns()}
        kept = {path: text for path, text in row.edits.items() if path in asked or path == NAME}
        for path in row.edits.keys() - kept.keys():
            word, now = ".".join(path), shown(row.edits[path])
            text = f"{row.id} {row.name} 的“{word}”改成了 {now}：那是台账里已有的数，这里改不了"
            self.account.remarks.append(Remark(row.cell(path), text))
        faults = tuple(fault for fault in row.faults if fault.path in asked)
        return replace(row, edits=kept, faults=faults)

    def _report(self, rows: list[Back]) -> None:
        for row in rows:
            self._identify(row)
        id = rows[0].id
        before = self._now.get(id)
        now = facts_of(before) if before is not None else {ID: id}
        figures = [replace(row, edits=_without_name(row)) for row in rows]
        facts = merged(figures, now, self.ask)
        after = None
        if facts.keys() - {ID}:
            after = record(MonthlyReport, facts, {MONTH_KEY: self.month}, rows[0], 0)
        changed = after != before
        fate = Fate.ADDED if before is None else Fate.UPDATED
        for at, row in enumerate(rows):
            self.account.fate(row, Fate.UNCHANGED if at or not changed else fate, id)
        if changed:
            self._doubt(figures, after)
            self.made.append(MadeRecord(tuple(figures), id, before, after))

    def _doubt(self, rows: Sequence[Back], after: MonthlyReport | None) -> None:
        """Ask to look at a sum that cannot come of nothing; later months are held to the rules."""
        if after is None or after.completed is None or after.completed_to_date is None:
            return
        record, before = self._records.get(after.id), self.month.plus(-1)
        begins = record and record.last(before) is None and record.nothing_yet(before)
        if begins and after.completed != after.completed_to_date:
            path = (term.COMPLETED_TO_DATE,)
            row = next((one for one in rows if path in one.edits), rows[0])
            text = (
                f"请核对：{row.id} {row.name} 到{before.title}底还没有开工，"
                f"{term.COMPLETED_TO_DATE} {plain(after.completed_to_date)}"
                f"却不等于{term.COMPLETED} {plain(after.completed)}"
            )
            self.account.remarks.append(Remark(row.cell(path), text))

    def _identify(self, row: Back) -> None:
        """Raises Stays where the row's 编号 and 名称 are not those of one project."""
        project = self._known.get(row.id)
        if project is None:
            raise Stays(
                row.cell(), f"台账里没有编号 {row.id}（{row.name}）：先把项目写进台账，再报"
            )
        sent = row.before.get(NAME, project.name)
        if NAME in row.at and row.name not in (sent.strip(), project.name.strip()):
            raise Stays(
                row.cell(NAME),
                f"编号 {row.id} 是“{project.name}”，这一行的名称是“{row.name}”："
                "行错位了的，对照出去时的表改回来",
            )

    def silent(self, tables: Sequence[FormTable]) -> Iterator[Remark]:
        """Who has not reported: nothing is filled in, or the form did not come back."""
        said = {one.id for one in self._now.values()} | {one.id for one in self.made if one.after}
        said -= {one.id for one in self.made if one.after is None}
        refused = {row.id for row, _ in self.account.rejected.values()}
        sent = {id for table in tables for id in table.base.rows}
        asked = [one.project for one in reporting(self.ledger, self.month)]
        field = groupings().get(tables[0].base.by, "unit")
        nobody = f"未填{tables[0].base.by}"
        by: dict[str, list[Project]] = {}
        for project in asked:
            if project.id not in said and project.id not in refused:
                by.setdefault(str(getattr(project, field) or nobody), []).append(project)
        for whose, theirs in sorted(by.items()):
            late = [one for one in theirs if one.id in sent]
            missing = [one for one in theirs if one.id not in sent]
            if late:
                text = f"{whose}：{self.month.title}还有 {len(late)} 个项目没有报：{_named(late)}"
                yield Remark(_file_of(tables, late), text)
            if missing:
                text = f"{whose}：{len(missing)} 个项目的表没有交回来：{_named(missing)}"
                yield Remark(str(self.month), text)


def _without_name(row: Back) -> dict[Path, str | None]:
    return {path: text for path, text in row.edits.items() if path != NAME}


def _file_of(tables: Sequence[FormTable], projects: Iterable[Project]) -> str:
    """The smallest form that asks of these projects: their own unit's rather than that of all."""
    ids = {one.id for one in projects}
    theirs = [table for table in tables if ids & table.base.rows.keys()]
    return min(theirs, key=lambda table: len(table.base.rows)).workbook.name


def _named(projects: Sequence[Project]) -> str:
    names = "、".join(f"{one.id} {one.name}" for one in projects[:_NAMED])
    return f"{names}等" if len(projects) > _NAMED else names
