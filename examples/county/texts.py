"""The text of the ledger's files, in the form that `sgyp fmt` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from county.monthly import Report
from county.projects import Project
from county.setting import HEADER, NOTICE, PHASE_DATES, PLACE
from county.words import SECTORS

#: Left out of bench projects, which are as long as those the bars were set with (320 bytes).
NOT_LEAN = frozenset({"到位资金", "建设单位", "责任单位", "包联领导", "首席服务员"})


def amount(wan: int) -> str:
    """亿元, exact, without trailing zeros."""
    return f"{wan // 10_000}.{wan % 10_000:04d}".rstrip("0").rstrip(".")


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _block(key: str, values: Mapping[str, object]) -> str:
    """A nested mapping of a project; nothing when it is empty."""
    inner = "".join(f"    {name}: {value}\n" for name, value in values.items())
    return f"  {key}:\n{inner}" if inner else ""


def _plans(project: Project) -> str:
    """计划: planned dates, then the years' planned investments, then those of months."""
    dates = _block("计划", project.planned)
    if not project.yearly:
        return dates
    start = dates or "  计划:\n"
    years = "".join(f"      {year}: {amount(wan)}\n" for year, wan in project.yearly.items())
    monthly = "".join(
        f"      {year}: [{', '.join(map(amount, wans))}]\n"
        for year, wans in project.monthly.items()
    )
    months = f"    月计划:\n{monthly}" if monthly else ""
    return f"{start}    年度计划投资:\n{years}{months}"


def _needs(project: Project) -> str:
    """要素: the land, then the permits."""
    land = "".join(f"      {name}: {value}\n" for name, value in project.land.items())
    inner = f"    用地:\n{land}" if land else ""
    inner += "".join(f"    {name}: {value}\n" for name, value in project.needs.items())
    return f"  要素:\n{inner}" if inner else ""


def _dispatched(project: Project) -> str:
    """What the county's dispatch is told of a project."""
    white = project.whitelisted
    return "".join(
        (
            _needs(project),
            _block("纳统", project.statistics),
            "" if white is None else f"  白名单: {_truth(white)}\n",
            _block("豁免", project.exempt),
        )
    )


def _project_text(project: Project, lean: bool = False) -> str:
    scalars = {
        "名称": project.name,
        "领域": project.sector,
        "总投资": amount(project.total),
        "到位资金": None if project.arrived is None else amount(project.arrived),
        "监管平台": _truth(project.on_platform),
        "建设单位": project.builder,
        "责任单位": project.unit,
        "属地": project.locality,
        "包联领导": project.leader,
        "包联级别": project.level,
        "首席服务员": project.attendant,
    }
    parts = [f"- 编号: {project.code}\n"]
    said = {k: v for k, v in scalars.items() if v is not None and not (lean and k in NOT_LEAN)}
    parts += [f"  {key}: {value}\n" for key, value in said.items()]
    parts += [
        _block("在册", project.listed),
        _block("节点", project.reached),
        _plans(project),
        _dispatched(project),
    ]
    if project.withdrawn:
        parts.append(_block("调出", dict(zip(("日期", "原因"), project.withdrawn, strict=True))))
    if project.note and not lean:
        parts.append(f"  备注: {project.note}\n")
    return "".join(parts)


def projects_text(projects: Sequence[Project], lean: bool = False) -> str:
    """A file of projects."""
    return f"{HEADER}\n" + "".join(_project_text(project, lean) for project in projects)


def ledger_text(name: str, dispatch: str = "") -> str:
    """The file ledger.yaml, with what it says of dispatch."""
    phases = "".join(
        f"  - 期: {number}\n    日期: {day}\n    来源: 虚构\n"
        for number, day in enumerate(PHASE_DATES, start=1)
    )
    sectors = ", ".join(sector.name for sector in SECTORS)
    return (
        f"{HEADER}\n名称: {name}\n地区: {PLACE}\n声明: {NOTICE}\n期次:\n{phases}"
        f"领域: [{sectors}]\n规模分档: [100, 50, 10, 5]\n"
        "口径:\n  开工率分母: 签约\n  转化计入总数: true\n  分档: 不重叠\n"
        f"目标:\n  签约开工率: 95\n  开工投产率: 85\n  投产达效率: 75\n{dispatch}"
    )


REPORT_HEADER = "编号,本月完成投资,累计完成投资,到位资金累计,形象进度,存在问题,责任单位意见\n"


def report_text(report: Report) -> str:
    """A row; the words hold nothing that CSV would have to quote."""
    amounts = (report.completed, report.completed_to_date, report.arrived)
    words = (report.on_site, report.problem, report.opinion)
    return ",".join((report.code, *map(amount, amounts), *words)) + "\n"
