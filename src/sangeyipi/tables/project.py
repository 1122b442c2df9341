"""The table of one project: everything that the ledger says of it, fact by fact.

Owns which facts there are and in which order they stand; lists of projects are `listing`'s.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.declared import WrittenKind, is_record, keys, kinds
from sangeyipi.model.fields import AMOUNT
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.tables.listing import EXACT_PLACES


def project_table(ledger: Ledger, project: Project, where: str) -> Table:
    """Everything the ledger says about one project.  Id: `project`.  `where`: file and line."""
    columns = (
        Column("key", "项目"),
        Column("value", "内容"),
        Column("remark", "说明"),
    )
    rows = [
        Row({"key": key, "value": value, **({"remark": remark} if remark else {})})
        for key, value, remark in _facts(ledger, project)
    ]
    remarks = [f"记在 {where}"]
    if ledger.config.notice:
        remarks.insert(0, ledger.config.notice)
    title = f"{project.id} {project.name}"
    return Table("project", title, columns, tuple(rows), tuple(remarks), EXACT_PLACES)


_LISTED, _MILESTONES, _PLANNED = (
    keys(Project)[name].word for name in ("listed", "milestones", "planned")
)
_Fact = tuple[str, str, str]


def _facts(ledger: Ledger, project: Project) -> Iterator[_Fact]:
    """Every key that the project says, in the format's order."""
    for name, key in project_keys().items():
        told = _GROUPS.get(name)
        if told:
            yield from told(ledger, project)
        else:
            yield from _said(key.word, getattr(project, name), kinds(Project)[name])


def _said(word: str, value: Any, kind: WrittenKind | None = None) -> Iterator[_Fact]:
    """A key and what is said of it; nothing where nothing is."""
    if isinstance(value, Mapping):
        for inner, one in value.items():
            yield from _said(f"{word}.{inner}", one)
    elif is_record(type(value)):
        model = cast(Hashable, type(value))
        for name, key in keys(model).items():
            yield from _said(f"{word}.{key.word}", getattr(value, name), kinds(model)[name])
    elif value is not None:
        yield word, _spelled(value, kind), ""


def _spelled(value: Any, kind: WrittenKind | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{plain(value)} 亿元" if kind is AMOUNT else plain(value)
    return value.text if isinstance(value, When) else str(value)


def _listings(ledger: Ledger, project: Project) -> Iterator[_Fact]:
    for batch in Batch:
        if batch in project.listed:
            phase = project.listed[batch]
            day = ledger.config.date_of(phase)
            remark = f"{day}" + ("，转化" if project.converted(batch) else "")
            yield f"{_LISTED}.{batch}", f"第{phase}期", remark


def _steps(ledger: Ledger, project: Project) -> Iterator[_Fact]:
    """Each milestone beside its plan."""
    for milestone in Milestone:
        yield from _milestone_facts(project, milestone)


def _plan_and_reports(ledger: Ledger, project: Project) -> Iterator[_Fact]:
    """What is planned by year, and what came of it."""
    word = f"{_PLANNED}.{keys(Plan)['yearly'].word}"
    for year, amount in sorted(project.planned.yearly.items()):
        yield f"{word}.{year}", f"{plain(amount)} 亿元", ""
    word = f"{_PLANNED}.{keys(Plan)['monthly'].word}"
    for year, amounts in sorted(project.planned.monthly.items()):
        told = "、".join(map(plain, amounts))
        yield f"{word}.{year}", told, f"亿元，1 月到 12 月，合计 {plain(sum(amounts, Decimal(0)))}"
    yield from _last_report(ledger, project)


def _withdrawal(ledger: Ledger, project: Project) -> Iterator[_Fact]:
    gone = project.withdrawn
    if gone:
        yield keys(Project)["withdrawn"].word, gone.date.text, gone.reason or ""


#: The keys with others below them that have more to say than these.
_GROUPS: dict[str, Callable[[Ledger, Project], Iterator[_Fact]]] = {
    "listed": _listings,
    "milestones": _steps,
    "planned": _plan_and_reports,
    "withdrawn": _withdrawal,
}


def _milestone_facts(project: Project, milestone: Milestone) -> Iterator[tuple[str, str, str]]:
    actual, planned = project.milestones.get(milestone), project.planned.date(milestone)
    if actual is not None:
        yield f"{_MILESTONES}.{milestone}", actual.text, _against_plan(project, milestone)
    elif project.reached(milestone, None):
        yield f"{_MILESTONES}.{milestone}", "未记日期", "后一节点已达到，本节点视为已达到"
    if planned is not None:
        yield f"{_PLANNED}.{milestone}", planned.text, ""


def _last_report(ledger: Ledger, project: Project) -> Iterator[tuple[str, str, str]]:
    """What the project reported last, with the month; nothing where it never reported."""
    reports = [one for one in ledger.reports if one.id == project.id]
    last = max(reports, key=lambda one: one.month, default=None)
    if last is None:
        return
    yield term.REPORTS, last.month.title, f"最近一次，共 {len(reports)} 个月"
    for name, key in keys(MonthlyReport).items():
        if name != "id":
            kind = kinds(MonthlyReport)[name]
            yield from _said(f"月调度.{key.word}", getattr(last, name), kind)


def _against_plan(project: Project, milestone: Milestone) -> str:
    actual, planned = project.milestones[milestone], project.planned.date(milestone)
    if planned is None or actual.undated:
        return ""
    if planned.certainly_before(actual):
        return "晚于计划"
    return "早于计划" if actual.certainly_before(planned) else "按计划"
