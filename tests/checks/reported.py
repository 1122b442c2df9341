"""Ledgers with monthly reports, made in memory for the rules about them.

A project is started, planned to cost more than it reports, and reports every month; what a test
wants otherwise it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sangeyipi.checks.run import check
from sangeyipi.model import dates
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import CompletedBy, Config, Conventions, Ledger, Phase
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Milestone
from sangeyipi.store.load import Loaded

FIRST = Month(2022, 11)
STARTED = {Milestone.STARTED: dates.day(date(2022, 1, 5))}

#: 本月完成投资, 累计完成投资, 到位资金累计; empty: not written.
Cells = str


def project(id: str = "A", **facts: Any) -> Project:
    made = Project(id=id, name=f"{id}厂", milestones=STARTED, origin=Place("projects/a.yaml", (0,)))
    return replace(made, **facts)


def report(number: int, cells: Cells, id: str = "A", file: str = "") -> MonthlyReport:
    """The report of the month so many after the first; `cells`: `0.5 2.1 3`, `-` for none."""
    given = [None if cell == "-" else Decimal(cell) for cell in cells.split()]
    part, total, funds = (*given, None, None, None)[:3]
    month = FIRST.plus(number)
    return MonthlyReport(
        id=id,
        month=month,
        completed=part,
        completed_to_date=total,
        funds_to_date=funds,
        origin=Place(file or f"progress/{month}.csv", (ord(id[0]) - ord("A"),)),
    )


def months(*rows: Cells, id: str = "A") -> list[MonthlyReport]:
    """Reports of months one after the other; an empty one is a month without a report."""
    return [report(number, cells, id) for number, cells in enumerate(rows) if cells]


def ledger(
    reports: Iterable[MonthlyReport],
    projects: Sequence[Project] | None = None,
    paid: bool = False,
    silent: int = 3,
) -> Ledger:
    by = CompletedBy.PAYMENT if paid else CompletedBy.WORK
    conventions = Conventions(completed_by=by, silent_months=silent)
    phases = (Phase(number=1, date=date(2021, 7, 10)),)
    config = Config(name="示例", phases=phases, conventions=conventions)
    ordered = sorted(reports, key=lambda one: one.month)
    made = [project()] if projects is None else projects
    return Ledger(config=config, projects=tuple(made), reports=tuple(ordered))


def told(made: Ledger) -> list[Diagnostic]:
    return check(Loaded(made, (), {}))


def rules(made: Ledger) -> list[str]:
    """What is told, by rule alone, in order."""
    return sorted(one.rule.value for one in told(made))
