"""Rules of 要素, 纳统 and 月计划 of one project: what its own figures say beside each other.

Owns no order of permits and milestones: many a project breaks ground before its permit, and that
is then the fact.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.dates import believable
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.guarantees import InStatistics
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.model.stages import Milestone

_FILE = "projects/第1期.yaml"
_PROJECT = "- 编号: SL-2021-001\n  名称: 示例铝基新材料产业园\n"
_STARTED = f"""\
{_PROJECT}\
  在册:
    开工: 1
  节点:
    签约: 已
    履约: 已
    开工: 2022-03-05
"""
_MONTHS = "[0, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, {last}]"
_PLAN = (
    f"{_PROJECT}  计划:\n    年度计划投资:\n      2022: 1.2\n    月计划:\n      2022: {_MONTHS}\n"
)
_ENTERED, _LACKING = "入库", "未入库"

LAND = rule(
    "land-given-exceeds",
    Severity.WARNING,
    title="已供的地多于需求",
    why="供的地比要的还多，两个数可能写反了，或者把平方米当成了亩。",
    remedy="核对这两个数（都以亩计，1 亩约 667 平方米）",
    bad={_FILE: f"{_PROJECT}  要素:\n    用地:\n      需求亩: 50\n      已供亩: 120\n"},
    good={_FILE: f"{_PROJECT}  要素:\n    用地:\n      需求亩: 120\n      已供亩: 120\n"},
)
STATISTICS = rule(
    "statistics-one-of-two",
    Severity.ERROR,
    title="纳统既入库又未入库",
    why="入库和未入库只能是一样；两样都写或都不写，就不知道这个项目入没入统计库。",
    remedy="入了库的只写“入库”的日期，没有入的只写“未入库”的原因；不知道的，整项不写",
    bad={_FILE: f"{_PROJECT}  纳统:\n    入库: 2022-03\n    未入库: 手续不全\n"},
    good={_FILE: f"{_PROJECT}  纳统:\n    入库: 2022-03\n  备注: 三月以前未入库：手续不全\n"},
)
ENTERED_EARLY = rule(
    "statistics-before-start",
    Severity.HINT,
    title="还没有开工就入了统计库",
    why="入统计库一般在开工以后，可能有一个日期写错了。",
    remedy="核对两个日期；没有错的，不用改",
    bad={_FILE: f"{_STARTED}  纳统:\n    入库: 2022-02\n"},
    good={_FILE: f"{_STARTED}  纳统:\n    入库: 2022-03\n"},
)
MONTHS_SUM = rule(
    "monthly-plan-sum",
    Severity.WARNING,
    title="月计划加起来不是年度计划投资",
    why="十二个月的计划应当正好是全年的计划，不然到年底序时进度不是 100%，会多算或少算落后。",
    remedy="核对各月和全年的数（亿元），改正写错的那一个",
    bad={_FILE: _PLAN.format(last="0.2")},
    good={_FILE: _PLAN.format(last="0.3")},
)


def check_guarantees(ledger: Ledger) -> Iterator[Diagnostic]:
    """要素 and 纳统 of each project that says anything of them."""
    for project in ledger.projects:
        if project.guarantees is not None and project.guarantees.land is not None:
            land = project.guarantees.land
            if land.given is not None and land.wanted is not None and land.given > land.wanted:
                message = f"已供 {plain(land.given)} 亩，多于需求 {plain(land.wanted)} 亩"
                place = project.origin.at(term.GUARANTEES, term.LAND, "已供亩")
                yield Diagnostic(LAND, place, f"{message}{_whose(project)}")
        if project.in_statistics is not None:
            yield from _statistics(project, project.in_statistics)


def _statistics(project: Project, said: InStatistics) -> Iterator[Diagnostic]:
    place = project.origin.at(term.IN_STATISTICS)
    if (said.entered is None) == (said.lacking is None):
        message = "写了入库，又写了未入库" if said.entered else "没有写入库，也没有写未入库"
        # Where nothing stands there is only the key to point at.
        here = place.at(_LACKING) if said.entered else place
        yield Diagnostic(STATISTICS, here, f"{message}{_whose(project)}")
        return
    started = project.milestones.get(Milestone.STARTED)
    entered = said.entered
    if entered is None or started is None or not (believable(started) and believable(entered)):
        return
    if entered.certainly_before(started):
        message = f"入库 {entered.text} 早于开工 {started.text}{_whose(project)}"
        yield Diagnostic(ENTERED_EARLY, place.at(_ENTERED), message)


def check_monthly_plans(ledger: Ledger) -> Iterator[Diagnostic]:
    """No month's plan is negative, and the twelve come to the year's, exactly."""
    for project in ledger.projects:
        for year, months in project.planned.monthly.items():
            place = project.origin.at(term.PLANNED, term.MONTHLY_PLAN, str(year))
            negative = next((one for one in enumerate(months, 1) if one[1] < 0), None)
            if negative is not None:
                number, amount = negative
                message = f"{year} 年 {number} 月的月计划 {plain(amount)} 小于 0{_whose(project)}"
                remedy = "填上这个月计划完成的投资（亿元）；没有安排的，填 0"
                yield Diagnostic(Rule.PROGRESS_NEGATIVE, place, message, remedy)
                continue
            whole, said = sum(months, Decimal(0)), project.planned.yearly.get(year)
            if said is not None and whole != said:
                message = (
                    f"{year} 年的月计划合计 {plain(whole)}，年度计划投资是 {plain(said)}"
                    f"{_whose(project)}"
                )
                yield Diagnostic(MONTHS_SUM, place, message)


def _whose(project: Project) -> str:
    return f"（{project.id} {project.name}）"


#: Run on what could be read of a ledger.
CHECKS = (check_guarantees, check_monthly_plans)
