"""Rules that one project keeps or breaks by itself.

Each is asked of many at once: a call for each rule of each project costs more than most rules.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.checks.amounts import too_many_times
from sangeyipi.model import term
from sangeyipi.model.dates import UNDATED
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.plan import NO_PLAN, by_milestone
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import STEP, Batch, Milestone

_MILESTONES = tuple(Milestone)
_BATCHES = tuple(Batch)
_ZERO = Decimal(0)
_BEFORE = (None, *_MILESTONES[:-1])


def check_milestone_order(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """No milestone is certainly before an earlier one."""
    for project in projects:
        dates = project.milestones
        if len(dates) < 2:
            continue
        latest, known = None, UNDATED
        for milestone in _MILESTONES:
            when = dates.get(milestone)
            if when is None:
                continue
            if latest is None:
                latest, known = milestone, when
            elif when.last < known.first:
                message = f"{milestone} {when.text} 早于{latest} {known.text}{_whose(project)}"
                place = project.origin.at(term.MILESTONES, milestone)
                yield Diagnostic(Rule.MILESTONE_OUT_OF_ORDER, place, message)
            elif when.first > known.first:
                latest, known = milestone, when


def check_predecessors(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """Every milestone reached has its predecessor recorded (strict)."""
    for project in projects:
        present = [milestone for milestone in _MILESTONES if milestone in project.milestones]
        furthest = present[-1] if present else Milestone.SIGNED
        missing = [m for m in _MILESTONES[: STEP[furthest] - 1] if m not in project.milestones]
        if missing:
            names = "、".join(missing)
            message = f"有{furthest}，没有{names}{_whose(project)}"
            remedy = f"补上{names}的日期；只知道已达到、不知道日期的写“已”"
            place = project.origin.key_at(term.MILESTONES, furthest)
            yield Diagnostic(Rule.MILESTONE_WITHOUT_PREDECESSOR, place, message, remedy)


def check_withdrawal(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """Nothing is reached after the project was withdrawn."""
    for project in projects:
        if project.withdrawn is None:
            continue
        left = project.withdrawn.date
        for milestone, when in project.milestones.items():
            if left.certainly_before(when) and not when.undated:
                message = f"{milestone} {when.text} 晚于调出 {left.text}{_whose(project)}"
                place = project.origin.at(term.MILESTONES, milestone)
                yield Diagnostic(Rule.MILESTONE_AFTER_WITHDRAWAL, place, message)


def check_plans(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """A plan is not before what actually came first."""
    for project in projects:
        plan, reached = project.planned, project.milestones
        if plan is NO_PLAN or not reached:
            continue
        for before, milestone, planned in zip(
            _BEFORE, _MILESTONES, by_milestone(plan), strict=True
        ):
            actual = reached.get(before) if planned is not None and before is not None else None
            if planned is not None and actual is not None and planned.last < actual.first:
                message = (
                    f"计划{milestone} {planned.text} 早于实际{before} {actual.text}"
                    f"{_whose(project)}"
                )
                place = project.origin.at(term.PLANNED, milestone)
                yield Diagnostic(Rule.PLANNED_BEFORE_PREDECESSOR, place, message)


def check_listing_order(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """A later batch is in the same phase or a later one."""
    for project in projects:
        listed = project.listed
        if len(listed) < 2:
            continue
        present = [(batch, listed[batch]) for batch in _BATCHES if batch in listed]
        for (before, first), (batch, second) in pairwise(present):
            if second < first:
                order = f"{batch}一批在第{second}期，却早于{before}一批的第{first}期"
                place = project.origin.at(term.LISTED, batch)
                yield Diagnostic(Rule.LISTING_DECREASES, place, f"{order}{_whose(project)}")


def check_amounts(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """Investment is something, funds are not less than nothing and not more than it."""
    for project in projects:
        investment, funds = project.investment, project.funds
        if funds is not None and funds < _ZERO:
            place = project.origin.at(term.FUNDS)
            message = f"到位资金是 {plain(funds)}{_whose(project)}"
            yield Diagnostic(Rule.INVESTMENT_NOT_POSITIVE, place, message)
        if investment is None:
            continue
        if investment <= _ZERO:
            place = project.origin.at(term.INVESTMENT)
            message = f"总投资是 {plain(investment)} 亿元{_whose(project)}"
            yield Diagnostic(Rule.INVESTMENT_NOT_POSITIVE, place, message)
        elif funds is not None and funds > investment and not too_many_times(funds, investment):
            place = project.origin.at(term.FUNDS)
            beyond = f"到位资金 {plain(funds)} 大于总投资 {plain(investment)} 亿元"
            yield Diagnostic(Rule.FUNDS_EXCEED_INVESTMENT, place, f"{beyond}{_whose(project)}")


def hint_funds(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """Funds are a share of an investment that is known."""
    for project in projects:
        if project.funds is not None and project.investment is None:
            message = f"有到位资金，没有总投资{_whose(project)}：算不出资金到位率"
            place = project.origin.key_at(term.FUNDS)
            yield Diagnostic(Rule.FUNDS_WITHOUT_INVESTMENT, place, message)


def hint_listed(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """Who has milestones stands on a list: else no table by phase counts it."""
    for project in projects:
        if project.milestones and not project.listed and project.withdrawn is None:
            first = next(milestone for milestone in _MILESTONES if milestone in project.milestones)
            message = f"有节点，没有在册{_whose(project)}：各期各批的表都不计它"
            place = project.origin.key_at(term.MILESTONES, first)
            yield Diagnostic(Rule.MILESTONE_WITHOUT_LISTING, place, message)


def _whose(project: Project) -> str:
    return f"（{project.id} {project.name}）"


#: Every rule of a single project's dates.
DATE_CHECKS = (check_milestone_order, check_withdrawal, check_plans)

#: Every other rule of a single project.
PROJECT_CHECKS = (check_listing_order, check_amounts)

#: Those that only a fully dated ledger keeps.
STRICT_PROJECT_CHECKS = (check_predecessors,)

#: Those that only say what is worth a look.
PROJECT_HINTS = (hint_funds, hint_listed)
