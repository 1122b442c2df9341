"""Rules of the 名称 that a monthly report may say beside its 编号: both are of one project.

Owns when a name is that of the 编号.  A row that slipped by one line has good figures at the wrong
project, and only its name tells.  A project that was given another name since keeps its old one in
the months before: that is no fault, once a later month says the new one.
"""

from collections.abc import Iterator, Mapping, Sequence

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.projects import folded_name
from sangeyipi.checks.report_series import known_projects
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Severity

_PROJECTS = """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
- 编号: SL-2021-002
  名称: 示例物流园（一期）
"""
OTHERS_NAME = rule(
    "progress-name-of-another",
    Severity.ERROR,
    present_only=True,
    title="月调度的名称是别的项目的",
    why="编号是这个项目的，名称是另一个项目的，多半错了一行：数会记到别的项目上。",
    remedy="对照原表查清这一行是哪个项目的数，改编号或名称",
    bad={
        "projects/第1期.yaml": _PROJECTS,
        "progress/2022-01.csv": "编号,名称,本月完成投资\nSL-2021-001,示例物流园一期,0.5\n",
    },
    good={
        "projects/第1期.yaml": _PROJECTS,
        "progress/2022-01.csv": "编号,名称,本月完成投资\nSL-2021-002,示例物流园一期,0.5\n",
    },
)
UNKNOWN_NAME = rule(
    "progress-name",
    Severity.WARNING,
    present_only=True,
    title="月调度的名称与台账里的不同",
    why="编号是台账里的，名称却与台账里的不同，可能填错了编号；改名以前的各月可以用旧名称。",
    remedy="查清是不是同一个项目：是的，改成台账里的名称；不是的，改编号",
    bad={
        "projects/第1期.yaml": _PROJECTS,
        "progress/2022-01.csv": "编号,名称,本月完成投资\nSL-2021-001,示例食品厂,0.5\n",
    },
    good={
        "projects/第1期.yaml": _PROJECTS,
        "progress/2022-01.csv": "编号,名称,本月完成投资\nSL-2021-001,示例铝材园,0.5\n",
        "progress/2022-02.csv": "编号,名称,本月完成投资\nSL-2021-001,示例铝基新材料产业园,0.5\n",
    },
)


def check_report_names(ledger: Ledger) -> Iterator[Diagnostic]:
    """Where a report says a name, it is that of the project whose 编号 it says."""
    named: dict[str, list[MonthlyReport]] = {}
    for report in ledger.reports:
        if report.name is not None:
            named.setdefault(report.id, []).append(report)
    if not named:
        return
    projects = known_projects(ledger)
    by_name: dict[str, list[Project]] = {}
    for one in ledger.projects:
        by_name.setdefault(folded_name(one.name), []).append(one)
    for id, reports in named.items():
        project = projects.get(id)
        # A 编号 that nobody has, or two have, is told by other rules.
        if project is not None:
            yield from _of_project(project, reports, by_name)


def _of_project(
    project: Project, reports: Sequence[MonthlyReport], by_name: Mapping[str, Sequence[Project]]
) -> Iterator[Diagnostic]:
    own = folded_name(project.name)
    odd: list[MonthlyReport] = []
    known = False
    for report in reports:
        said = folded_name(report.name or "")
        others = [] if said == own else by_name.get(said, ())
        if said == own:
            # What was said until now are names of before.
            odd, known = odd if known else [], True
        elif others:
            other = others[0]
            message = f"名称“{report.name}”是 {other.id} 的，编号 {report.id} 是“{project.name}”的"
            yield Diagnostic(OTHERS_NAME, report.origin.at(term.NAME), message)
        else:
            odd.append(report)
    yield from _odd(project, odd)


def _odd(project: Project, odd: Sequence[MonthlyReport]) -> Iterator[Diagnostic]:
    """Each name once, at the last month that says it."""
    last = {report.name: report for report in odd}
    for name, report in last.items():
        months = sum(one.name == name for one in odd)
        more = f"（{months} 个月）" if months > 1 else ""
        message = f"名称“{name}”{more}与台账里 {project.id} 的“{project.name}”不同"
        yield Diagnostic(UNKNOWN_NAME, report.origin.at(term.NAME), message)


#: Run on what could be read of a ledger.
CHECKS = (check_report_names,)
