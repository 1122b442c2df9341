"""Rules that one project keeps or breaks by itself."""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.checks.amounts import too_many_times
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import STEP, Batch, Milestone

_MILESTONES = tuple(Milestone)
_BATCHES = tuple(Batch)
_BEFORE = {milestone: milestone.predecessor for milestone in Milestone}


def check_milestone_order(project: Project) -> Iterator[Diagnostic]:
    """No milestone is certainly before an earlier one."""
    dates = project.milestones
    if len(dates) < 2:
        return
    latest: Milestone | None = None
    for milestone in _MILESTONES:
        if milestone not in dates:
            continue
        if latest is None:
            latest = milestone
        elif dates[milestone].last < dates[latest].first:
            message = (
                f"{milestone} {dates[milestone].text} 早于{latest} {dates[latest].text}"
                f"（{project.id} {project.name}）"
            )
            place = project.origin.at("节点", milestone)
            yield Diagnostic(Rule.MILESTONE_OUT_OF_ORDER, place, message)
        elif dates[milestone].first > dates[latest].first:
            latest = milestone


def check_predecessors(project: Project) -> Iterator[Diagnostic]:
    """Every milestone reached has its predecessor recorded (strict)."""
    present = [milestone for milestone in _MILESTONES if milestone in project.milestones]
    if not present:
        return
    furthest = present[-1]
    missing = [m for m in _MILESTONES[: STEP[furthest] - 1] if m not in project.milestones]
    if missing:
        names = "、".join(missing)
        message = f"有{furthest}，没有{names}（{project.id} {project.name}）"
        remedy = f"补上{names}的日期；只知道已达到、不知道日期的写“已”"
        place = project.origin.key_at("节点", furthest)
        yield Diagnostic(Rule.MILESTONE_WITHOUT_PREDECESSOR, place, message, remedy)


def check_withdrawal(project: Project) -> Iterator[Diagnostic]:
    """Nothing is reached after the project was withdrawn."""
    if project.withdrawn is None:
        return
    left = project.withdrawn.date
    for milestone, when in project.milestones.items():
        if left.certainly_before(when) and not when.undated:
            message = f"{milestone} {when.text} 晚于调出 {left.text}（{project.id} {project.name}）"
            place = project.origin.at("节点", milestone)
            yield Diagnostic(Rule.MILESTONE_AFTER_WITHDRAWAL, place, message)


def check_plans(project: Project) -> Iterator[Diagnostic]:
    """A plan is not before what actually came first."""
    for milestone, planned in project.planned.dates():
        before = _BEFORE[milestone]
        actual = project.milestones.get(before) if before else None
        if actual is not None and planned.certainly_before(actual):
            message = (
                f"计划{milestone} {planned.text} 早于实际{before} {actual.text}"
                f"（{project.id} {project.name}）"
            )
            place = project.origin.at("计划", milestone)
            yield Diagnostic(Rule.PLANNED_BEFORE_PREDECESSOR, place, message)


def check_listing_order(project: Project) -> Iterator[Diagnostic]:
    """A later batch is in the same phase or a later one."""
    if len(project.listed) < 2:
        return
    present = [(batch, project.listed[batch]) for batch in _BATCHES if batch in project.listed]
    for (before, first), (batch, second) in pairwise(present):
        if second < first:
            message = (
                f"{batch}一批在第{second}期，却早于{before}一批的第{first}期"
                f"（{project.id} {project.name}）"
            )
            yield Diagnostic(Rule.LISTING_DECREASES, project.origin.at("在册", batch), message)


def check_amounts(project: Project) -> Iterator[Diagnostic]:
    """Investment is something, funds are not less than nothing and not more than it."""
    investment, funds = project.investment, project.funds
    if funds is not None and funds < 0:
        yield Diagnostic(
            Rule.INVESTMENT_NOT_POSITIVE,
            project.origin.at("到位资金"),
            f"到位资金是 {plain(funds)}（{project.id} {project.name}）",
        )
    if investment is None:
        return
    shown = f"{plain(investment)} 亿元（{project.id} {project.name}）"
    if investment <= 0:
        place = project.origin.at("总投资")
        yield Diagnostic(Rule.INVESTMENT_NOT_POSITIVE, place, f"总投资是 {shown}")
    elif funds is not None and funds > investment and not too_many_times(funds, investment):
        message = f"到位资金 {plain(funds)} 大于总投资 {shown}"
        yield Diagnostic(Rule.FUNDS_EXCEED_INVESTMENT, project.origin.at("到位资金"), message)


def hint_funds(project: Project) -> Iterator[Diagnostic]:
    """Funds are a share of an investment that is known."""
    if project.funds is not None and project.investment is None:
        message = f"有到位资金，没有总投资（{project.id} {project.name}）：算不出资金到位率"
        yield Diagnostic(Rule.FUNDS_WITHOUT_INVESTMENT, project.origin.key_at("到位资金"), message)


def hint_listed(project: Project) -> Iterator[Diagnostic]:
    """Who has milestones stands on a list: else no table by phase counts it."""
    if project.milestones and not project.listed and project.withdrawn is None:
        first = next(milestone for milestone in _MILESTONES if milestone in project.milestones)
        message = f"有节点，没有在册（{project.id} {project.name}）：各期各批的表都不计它"
        place = project.origin.key_at("节点", first)
        yield Diagnostic(Rule.MILESTONE_WITHOUT_LISTING, place, message)


#: Every rule of a single project's dates, in the order in which they are tried.
DATE_CHECKS = (check_milestone_order, check_withdrawal, check_plans)

#: Every other rule of a single project.
PROJECT_CHECKS = (check_listing_order, check_amounts)

#: Those that only a fully dated ledger keeps.
STRICT_PROJECT_CHECKS = (check_predecessors,)

#: Those that only say what is worth a look.
PROJECT_HINTS = (hint_funds, hint_listed)
