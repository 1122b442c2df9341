"""Tables of projects: the list, and everything about one of them."""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter, select
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Progress, Project
from sangeyipi.model.question import Moment, of_project
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import STEP, Batch, Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes

#: A project's own investment is shown in full, to the 万元.
_EXACT_PLACES = 4
_LIST_COLUMNS = (
    Column("id", "编号"),
    Column("name", "名称"),
    Column("sector", "领域"),
    Column("investment", "总投资", Kind.AMOUNT),
    Column("listed", "在册"),
    Column("milestone", "已到节点"),
    Column("unit", "责任单位"),
    Column("platform", "监管平台", Kind.FLAG, for_machines=True),
)


def list_table(figures: Figures, chosen: Filter) -> Table:
    """The projects that a filter lets through, by 编号.  Id: `projects`."""
    projects, doubts = select(figures.ledger, chosen, figures.as_of)
    rows = tuple(
        Row(_list_cells(project, figures), subject=of_project(project.id)) for project in projects
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
        _LIST_COLUMNS,
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


def _list_cells(project: Project, figures: Figures) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "id": project.id,
        "name": project.name,
        "sector": project.sector,
        "investment": project.investment,
        "listed": _listed(project) or None,
        "milestone": furthest(project, figures.progress(project)),
        "unit": project.unit,
    }
    if project.on_platform is not None:
        cells["platform"] = project.on_platform
    return cells


def _listed(project: Project) -> str:
    return " ".join(f"{batch}{project.listed[batch]}" for batch in Batch if batch in project.listed)


def furthest(project: Project, progress: Progress) -> str | None:
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


def _facts(ledger: Ledger, project: Project) -> Iterator[tuple[str, str, str]]:
    plain_facts = (
        ("编号", project.id),
        ("名称", project.name),
        ("领域", project.sector),
        ("总投资", _amount(project.investment)),
        ("到位资金", _amount(project.funds)),
        ("监管平台", {None: None, True: "是", False: "否"}[project.on_platform]),
        ("建设单位", project.builder),
        ("责任单位", project.unit),
        ("包联领导", project.leader),
        ("包联级别", project.level),
        ("首席服务员", project.officer),
    )
    yield from ((key, value, "") for key, value in plain_facts if value is not None)
    for batch in Batch:
        if batch in project.listed:
            phase = project.listed[batch]
            day = ledger.config.date_of(phase)
            remark = f"{day}" + ("，转化" if project.converted(batch) else "")
            yield f"在册.{batch}", f"第{phase}期", remark
    for milestone in Milestone:
        yield from _milestone_facts(project, milestone)
    for year, amount in sorted(project.planned.yearly.items()):
        yield f"计划.年度计划投资.{year}", f"{plain(amount)} 亿元", ""
    yield from _last_report(ledger, project)
    if project.withdrawn:
        yield "调出", project.withdrawn.date.text, project.withdrawn.reason or ""
    yield from ((k, v, "") for k, v in (("来源", project.source), ("备注", project.note)) if v)


def _milestone_facts(project: Project, milestone: Milestone) -> Iterator[tuple[str, str, str]]:
    actual, planned = project.milestones.get(milestone), project.planned.date(milestone)
    if actual is not None:
        yield f"节点.{milestone}", actual.text, _against_plan(project, milestone)
    elif project.reached(milestone, None):
        yield f"节点.{milestone}", "未记日期", "后一节点已达到，本节点视为已达到"
    if planned is not None:
        yield f"计划.{milestone}", planned.text, ""


def _last_report(ledger: Ledger, project: Project) -> Iterator[tuple[str, str, str]]:
    """What the project reported last, with the month; nothing where it never reported."""
    reports = [one for one in ledger.reports if one.id == project.id]
    last = max(reports, key=lambda one: one.month, default=None)
    if last is None:
        return
    facts = (
        ("本月完成投资", _amount(last.completed)),
        ("累计完成投资", _amount(last.completed_to_date)),
        ("到位资金累计", _amount(last.funds_to_date)),
        ("形象进度", last.on_site),
        ("存在问题", last.problems),
        ("责任单位意见", last.opinion),
    )
    yield "月调度", last.month.title, f"最近一次，共 {len(reports)} 个月"
    yield from ((f"月调度.{key}", value, "") for key, value in facts if value is not None)


def _against_plan(project: Project, milestone: Milestone) -> str:
    actual, planned = project.milestones[milestone], project.planned.date(milestone)
    if planned is None or actual.undated:
        return ""
    if planned.certainly_before(actual):
        return "晚于计划"
    return "早于计划" if actual.certainly_before(planned) else "按计划"


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{plain(value)} 亿元"
