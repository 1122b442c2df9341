"""What came back in workbooks of ours, beside the values that they went out with → changes.

Owns the three-way way of `sgyp import`: only what a person changed is applied, what was changed
here and there to different values is asked.  Must not read files nor write any.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.compare.records import Changes, compare
from sangeyipi.forms.base import Base, FormKind, Robbed, base_of
from sangeyipi.forms.cells import carried
from sangeyipi.forms.columns import NAME, FormColumn, project_columns
from sangeyipi.forms.failures import FormsFailed
from sangeyipi.forms.made import JudgedRecord, MadeRecord, judged, renumbered
from sangeyipi.forms.merged import Asker
from sangeyipi.forms.monthly import input_columns, reference_columns
from sangeyipi.forms.outcome import Account, Fate
from sangeyipi.forms.projects_back import ProjectsBack
from sangeyipi.forms.reports_back import ReportsBack, month_of
from sangeyipi.forms.rows import Back, FormTable, table_of
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.findings import Rejected, Remark, Skipped
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, parse_month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.sheets.grid import Workbook

__all__ = ["Came", "Returned", "is_edited", "returned"]


class Came(NamedTuple):
    """A row that got in: its cell, and the 编号 that it has in the ledger."""

    cell: str
    id: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What is made of workbooks that came back; `rows` is how many stand in the other tuples.

    Among `rejected` are rows that did not come back at all, each with its question.
    """

    changes: Changes
    after: Ledger
    rows: int = 0
    added: tuple[Came, ...] = ()
    updated: tuple[Came, ...] = ()
    unchanged: tuple[Came, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    #: 总投资 that is read in rejected rows, in 亿元.
    lost: Decimal = Decimal(0)
    #: Whether any of the workbooks has projects, and not a month's figures only.
    of_projects: bool = False
    remarks: tuple[Remark, ...] = ()


def returned(
    workbooks: Sequence[Workbook],
    ledger: Ledger,
    month: Month | None = None,
    answers: Answers | None = None,
) -> Returned:
    """All of them together, as of one import; `month` is what `--month` says.

    Each of `workbooks` is_ours.  A question that `answers` do not settle rejects its row.  Raises
    FormsFailed where one of them cannot be taken at all.
    """
    once = {workbook.digest: workbook for workbook in workbooks}
    several = len(once) > 1
    tables = [_table(one, ledger, f"[{one.name}]" if several else "") for one in once.values()]
    return _Import(ledger, answers or Answers()).of(tables, month)


def is_edited(workbook: Workbook) -> bool:
    """Whether anything was filled in or changed since it went out, or may have been."""
    try:
        base = base_of(workbook)
        table = table_of(workbook, base, _columns_of(base))
    except (Robbed, FormsFailed):
        return True
    touched = any(row.edits or row.faults or not row.before for row in table.rows)
    return touched or bool(table.gone or table.remarks)


def _table(workbook: Workbook, ledger: Ledger, prefix: str) -> FormTable:
    try:
        base = base_of(workbook)
    except Robbed as robbed:
        raise FormsFailed(
            f"{workbook.name}：{robbed}，分不清哪些是改过的：用没有动过的那份重新填，"
            "或另存为 .csv，当作普通表格导入（表里的数都会与台账比）"
        ) from None
    _identify(workbook, base, ledger)
    return table_of(workbook, base, _columns(base, ledger), prefix)


def _identify(workbook: Workbook, base: Base, ledger: Ledger) -> None:
    """Raises FormsFailed where it went out from another ledger; one that was renamed is the same.

    What is taken into an empty ledger comes from another one, and is all new to it.
    """
    config = ledger.config
    if (base.ledger, base.region) == (carried(config.name), carried(config.region or "")):
        return
    names = {one.id: carried(one.name) for one in ledger.projects}
    same = sum(facts.get(NAME) == names.get(id) for id, facts in base.rows.items() if id in names)
    if names and same * 2 < len(base.rows):
        raise FormsFailed(
            f"{workbook.name} 是从“{base.ledger}”出的，这里是“{config.name}”："
            "到那个台账的文件夹里导入，或用 --ledger 指出来"
        )


def _columns(base: Base, ledger: Ledger) -> tuple[FormColumn, ...]:
    if base.kind is FormKind.MONTH:
        return _columns_of(base)
    here = project_columns(ledger)
    known = {column.path for column in here}
    return (*here, *(one for one in _columns_of(base) if one.path not in known))


def _columns_of(base: Base) -> tuple[FormColumn, ...]:
    """The columns that it went out with, as far as this ledger does not say more of them."""
    month = parse_month(base.month)
    if base.kind is FormKind.MONTH and month is not None:
        return (*reference_columns(month, base.by), *input_columns())
    from sangeyipi.forms.columns import columns_of

    years = {int(path[-1]) for path in base.columns if path[-1].isdecimal()}
    return columns_of(Project, sorted(years))


@dataclass(slots=True)
class _Import:
    ledger: Ledger
    answers: Answers
    account: Account = field(default_factory=Account)
    lost: Decimal = Decimal(0)
    of_projects: bool = False

    def of(self, tables: Sequence[FormTable], month: Month | None) -> Returned:
        """The whole of it."""
        for table in tables:
            self.account.no_rows.extend(table.skipped)
            self.account.remarks.extend(table.remarks)
        ledger, forms = self.ledger, [one for one in tables if one.base.kind is FormKind.MONTH]
        projects = [one for one in tables if one.base.kind is FormKind.PROJECTS]
        self.of_projects = bool(projects)
        if projects:
            said = ProjectsBack(ledger, self.account, self._asker)
            said.take(projects)
            ledger = self._sound(ledger, said.made, with_projects)
            self.lost = _investments(row for row, _ in self.account.rejected.values())
        if forms:
            reports = ReportsBack(ledger, self.account, self._asker, month_of(forms, month))
            reports.take(forms)
            ledger = self._sound(ledger, reports.made, with_reports)
            self.account.remarks.extend(reports.silent(forms))
        return self._result(ledger)

    def _asker(self, digest: str) -> Asker:
        return Asker(self.answers, digest)

    def _sound(
        self,
        before: Ledger,
        made: list[MadeRecord],
        put: "Callable[[Ledger, list[MadeRecord]], Ledger]",
    ) -> Ledger:
        """The ledger with what was made, less the rows by which it would break a rule."""
        while True:
            made[:] = [renumbered(one, number) for number, one in enumerate(made)]
            after = put(before, made)
            found = judged(before, after, made) if made else JudgedRecord({}, [])
            if not found.faults:
                self.account.remarks.extend(found.doubts)
                return after
            for number, why in found.faults.items():
                self.account.stays(made[number].rows, why)
            made[:] = [one for number, one in enumerate(made) if number not in found.faults]

    def _result(self, after: Ledger) -> Returned:
        account = self.account
        fates = list(account.fates.values())
        skipped = (*(one for _, one in account.skipped.values()), *account.no_rows)
        rejected = (*(one for _, one in account.rejected.values()), *account.gone)
        return Returned(
            changes=compare(self.ledger, after),
            after=after,
            rows=len(fates) + len(skipped) + len(rejected),
            added=tuple(_came(fates, Fate.ADDED)),
            updated=tuple(_came(fates, Fate.UPDATED)),
            unchanged=tuple(_came(fates, Fate.UNCHANGED)),
            skipped=skipped,
            rejected=rejected,
            remarks=tuple(account.remarks),
            lost=self.lost,
            of_projects=self.of_projects,
        )


def _came(fates: Sequence[tuple[Back, Fate, str]], wanted: Fate) -> Iterator[Came]:
    return (Came(row.cell(), id) for row, fate, id in fates if fate is wanted)


def _investments(rows: Iterable[Back]) -> Decimal:
    said = (row.facts.get((term.INVESTMENT,)) for row in rows)
    return sum((Decimal(text) for text in said if text is not None), Decimal(0))


def with_projects(ledger: Ledger, made: Sequence[MadeRecord]) -> Ledger:
    """The ledger with these projects as they are to be."""
    by_id: dict[str, Project] = {one.id: one for one in ledger.projects}
    by_id |= {one.id: one.after for one in made}
    return replace(ledger, projects=tuple(by_id[id] for id in sorted(by_id)))


def with_reports(ledger: Ledger, made: Sequence[MadeRecord]) -> Ledger:
    """The ledger with these reports as they are to be."""
    gone = {id(one.before) for one in made}
    reports = [one for one in ledger.reports if id(one) not in gone]
    new: list[MonthlyReport] = [one.after for one in made if one.after is not None]
    return replace(ledger, reports=tuple(sorted((*reports, *new), key=lambda one: one.month)))
