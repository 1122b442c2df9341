"""Tables of projects: the list, and everything about one of them."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter, select
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.declared import ProjectKey, Shown, Written, is_record, keys, kinds
from sangeyipi.model.fields import AMOUNT, FLAG, PARTS
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project, StepsTaken, project_keys
from sangeyipi.model.question import Moment, of_project
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import STEP, Batch, Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes

#: A project's own investment is shown in full, to the 万元.
_EXACT_PLACES = 4
#: What stands first, as how large and how far a project is comes before who answers for it.
_FIRST = ("id", "name", "sector", "investment", "listed", "milestones")
#: Columns that are not called by the name and the word of their key.
_COLUMNS = {
    "on_platform": Column("platform", keys(Project)["on_platform"].word),
    "milestones": Column("milestone", "已到节点"),
}
_KINDS = {AMOUNT: Kind.AMOUNT, FLAG: Kind.FLAG, PARTS: Kind.COUNT}


def project_columns(
    projects: Sequence[Project], where: Callable[[ProjectKey], Shown]
) -> dict[str, Column]:
    """The columns of a table of projects, as their keys declare, by the name of the field."""
    found: dict[str, Column] = {}
    for name, key in project_keys().items():
        shown = where(key)
        if shown is Shown.NOT:
            continue
        said = shown is Shown.IF_SAID and any(getattr(one, name) is not None for one in projects)
        column = _COLUMNS.get(name) or Column(name, key.word)
        kind = kinds(Project)[name]
        found[name] = column._replace(
            kind=_KINDS.get(kind, Kind.TEXT) if kind else Kind.TEXT,
            for_machines=not (said or shown is Shown.ALWAYS),
        )
    return found


def list_table(figures: Figures, chosen: Filter) -> Table:
    """The projects that a filter lets through, by 编号.  Id: `projects`."""
    projects, doubts = select(figures.ledger, chosen, figures.as_of)
    columns = dict(sorted(project_columns(projects, lambda key: key.listed).items(), key=_place))
    rows = tuple(
        Row(_list_cells(project, figures, columns), subject=of_project(project.id))
        for project in projects
    )
    total = _total(projects)
    remarks = [f"共 {len(projects)} 个项目{total}。"]
    if not projects:
        remarks = ["没有确定符合条件的项目。" if doubts else "没有符合条件的项目。"]
    remarks += [
        f"另有 {len(ids)} 个{unknown}，未列入：{'、'.join(ids)}。" for unknown, ids in doubts
    ]
    if not chosen.withdrawn:
        gone = sum(not project.counts(figures.as_of) for project in figures.ledger.projects)
        remarks += [f"不含已调出的 {gone} 个项目，用 --withdrawn 查看。"] if gone else []
    return Table(
        "projects",
        f"{figures.ledger.config.region or ''}“三个一批”项目清单",
        tuple(columns.values()),
        rows,
        (*notes.opening(figures), *remarks),
        _EXACT_PLACES,
        Moment(figures.as_of),
    )


def _total(projects: list[Project]) -> str:
    known = [p.investment for p in projects if p.investment is not None]
    missing = len(projects) - len(known)
    if missing:
        return f"，其中 {missing} 个没有总投资，不作合计"
    return f"，总投资 {plain(sum(known, Decimal(0)))} 亿元" if known else ""


def _place(named: tuple[str, Column]) -> tuple[int, bool]:
    """Where a column of the list stands; flags are only sorted and filtered by."""
    name, column = named
    first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return first, column.kind is Kind.FLAG


def _list_cells(
    project: Project, figures: Figures, columns: Mapping[str, Column]
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for name, column in columns.items():
        if name == "listed":
            cells[column.key] = _listed(project) or None
        elif name == "milestones":
            cells[column.key] = furthest(project, figures.progress(project))
        else:
            cells[column.key] = getattr(project, name)
    if project.on_platform is None:
        del cells[columns["on_platform"].key]
    return cells


def _listed(project: Project) -> str:
    return " ".join(f"{batch}{project.listed[batch]}" for batch in Batch if batch in project.listed)


def furthest(project: Project, progress: StepsTaken) -> str | None:
    """The last milestone reached for certain, with its date; None where nobody knows."""
    certain, possible = progress
    if possible > certain == 0:
        return None
    for milestone, step in STEP.items():
        if step == certain:
            when = project.milestones.get(milestone)
            return f"{milestone} {when.text}" if when else milestone.value
    return "无"


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
    return Table("project", title, columns, tuple(rows), tuple(remarks), _EXACT_PLACES)


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


def _said(word: str, value: Any, kind: Written | None = None) -> Iterator[_Fact]:
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


def _spelled(value: Any, kind: Written | None) -> str:
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
