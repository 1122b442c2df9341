"""Rules of who reports when (月调度): for projects of the ledger, every month, until they are done.

Owns which reports there should be; what their figures say is for `progress`.  Needs the whole
ledger: of half a ledger everything is missing.  Time is the ledger's own: the last month anybody
reported, never today.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from sangeyipi.checks.ids import folded_id, mangled, remedy_for_mangled
from sangeyipi.checks.progress import check_figures
from sangeyipi.checks.report_series import ReportRun, known_projects, reported_months, series_of
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.limits import YEARS
from sangeyipi.model.month import Month, month_of
from sangeyipi.model.nearest import alike
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import half_width
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Milestone

#: Looking for a near word among thousands takes a while; who has more wrong has another problem.
_MOST_HINTS = 5
_SINCE_STARTED = (Milestone.STARTED, *Milestone.STARTED.later)


def check_reports(ledger: Ledger, complete: bool, past: bool) -> Iterator[Diagnostic]:
    """Every rule of monthly reports; without all files, only those of the figures.

    `past`: the ledger is that of a commit.
    """
    series = series_of(ledger)
    yield from check_figures(ledger, series, past)
    if complete:
        yield from _together(ledger, series)


def _together(ledger: Ledger, series: list[ReportRun]) -> Iterator[Diagnostic]:
    """Reports are of the ledger's projects, month by month, and do not fall silent."""
    if not series:
        return
    projects = known_projects(ledger)
    yield from _unknown([one for one in series if one.id not in projects], series, projects)
    months = reported_months(ledger)
    if not (YEARS.holds(months[0].year) and YEARS.holds(months[-1].year)):
        # The file's name is wrong: every month and project between would be told as silent.
        return
    yield from _nobody(ledger, months)
    reported = frozenset(month.since(months[0]) for month in months)
    by_id = {one.id: one for one in series if one.project is not None}
    for one in by_id.values():
        yield from _after_withdrawal(one)
        yield from _gaps(one, reported)
    for project in projects.values():
        if project is not None:
            yield from _stale(ledger, project, by_id.get(project.id))


def _unknown(
    odd: list[ReportRun], series: list[ReportRun], projects: Mapping[str, Project | None]
) -> Iterator[Diagnostic]:
    """Each 编号 that no project has, once, with the likeliest of those that have not reported."""
    folded = {folded_id(id): id for id in projects} if odd else {}
    for index, one in enumerate(odd):
        number, report = one.numbers[0], one.reports[0]
        months = len(one.reports)
        more = f"（{report.month} 等 {months} 个月）" if months > 1 else ""
        same = folded.get(folded_id(one.id), "")
        near = same
        if not near and index < _MOST_HINTS:
            near = _near(one.id, number, series, projects)
        hint = f"；是不是“{near}”？" if near else ""
        remedy = f"改成“{near}”" if same else _to_be_asked(near, projects.get(near))
        if not near and mangled(one.id):
            remedy = remedy_for_mangled(report.origin.file)
        message = f"台账里没有编号 {one.id}{more}{hint}"
        place = report.origin.at(term.ID)
        yield Diagnostic(Rule.PROGRESS_UNKNOWN_PROJECT, place, message, remedy)


def _to_be_asked(near: str, project: Project | None) -> str:
    """Another project's 编号 may look as much like it, and its figures would go there unseen."""
    if not near:
        return ""
    name = f"（{project.name}）" if project else ""
    return (
        f"查清是哪个项目的数：确是 {near}{name}的，改成“{near}”；是新项目的，先在 projects 里登记"
    )


def _near(id: str, number: int, series: list[ReportRun], projects: Iterable[str]) -> str:
    reported = {one.id for one in series if number in one.numbers}
    near = alike(half_width(id), projects, 20, 0.8)
    # The row stands where the right one is missing.
    return next((one for one in near if one not in reported), near[0] if near else "")


def _after_withdrawal(series: ReportRun) -> Iterator[Diagnostic]:
    left = _left(series.project)
    if left is None or series.reports[-1].month <= left:
        return
    late = [report for report in series.reports if report.month > left]
    if series.project and series.project.withdrawn:
        day = series.project.withdrawn.date.text
        more = f" 等 {len(late)} 个月" if len(late) > 1 else ""
        message = f"{day} 已经调出，{late[0].month}{more or ' '}还有月调度（{series.title}）"
        place = late[0].origin.at(term.ID)
        yield Diagnostic(Rule.PROGRESS_AFTER_WITHDRAWAL, place, message)


def _left(project: Project | None) -> Month | None:
    """The month in which it was withdrawn, the last that it may report."""
    return month_of(project.withdrawn.date.last) if project and project.withdrawn else None


def _nobody(ledger: Ledger, months: list[Month]) -> Iterator[Diagnostic]:
    """A month that no project reports is told once, not for each of them."""
    for before, after in pairwise(months):
        missing = [before.plus(number) for number in range(1, after.since(before))]
        if missing:
            message = f"{_months(missing)}一个项目也没有报月调度，前后都有"
            file = next(one.origin.file for one in ledger.reports if one.month == after)
            yield Diagnostic(Rule.PROGRESS_GAP, Place(file), message)


def _gaps(series: ReportRun, reported: frozenset[int]) -> Iterator[Diagnostic]:
    if series.unbroken:
        return
    left = _left(series.project)
    pairs = pairwise(series.numbers)
    for (before, after), report in zip(pairs, series.reports[1:], strict=True):
        if left and report.month > left:
            return
        missing = [number for number in range(before + 1, after) if number in reported]
        if missing:
            months = _months([report.month.plus(number - after) for number in missing])
            message = f"{months}没有月调度，前后都有（{series.title}）"
            yield Diagnostic(Rule.PROGRESS_GAP, report.origin.at(term.ID), message)


def _months(months: list[Month]) -> str:
    if len(months) == 1:
        return f"{months[0]} "
    return f"{months[0]} 到 {months[-1]} 间有 {len(months)} 个月"


def _stale(ledger: Ledger, project: Project, series: ReportRun | None) -> Iterator[Diagnostic]:
    """Started for certain, neither done nor withdrawn, and silent for as long as 停报月数 says.

    Who has started only since is silent from that month on; before the first month that anybody
    reported nobody was asked.
    """
    latest = ledger.reports[-1].month
    last = series.reports[-1].month if series else ledger.reports[0].month.plus(-1)
    if latest.since(last) < ledger.config.conventions.silent_months:
        return
    if not _under_way(project, latest) or _complete(project, series):
        return
    silent = latest.since(max(last, _started(project)))
    if silent >= ledger.config.conventions.silent_months:
        said = f"最近一次月调度是 {last}" if series else "从来没有月调度"
        whose = f"（{project.id} {project.name}）"
        message = f"已经开工，{said}，到 {latest} 已停报 {silent} 个月{whose}"
        yield Diagnostic(Rule.PROGRESS_STALE, project.origin.at(term.ID), message)


def _under_way(project: Project, month: Month) -> bool:
    day = month.last
    return (
        project.reached(Milestone.STARTED, day) is True
        and project.reached(Milestone.AT_CAPACITY, day) is False
        and project.counts(day)
    )


def _started(project: Project) -> Month:
    """The month by which it had certainly started; it has a date for that."""
    dated = (project.milestones.get(one) for one in _SINCE_STARTED)
    return month_of(min(when.last for when in dated if when is not None))


def _complete(project: Project, series: ReportRun | None) -> bool:
    """Whether all of its investment was reported completed."""
    totals = (one.completed_to_date for one in reversed(series.reports if series else []))
    total = next((one for one in totals if one is not None), None)
    return total is not None and project.investment is not None and total >= project.investment
