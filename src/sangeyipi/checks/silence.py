"""The hint of single months without a report, where nothing graver speaks of them.

Months between two reports are a gap, and a long silence is 停报: both are for `reporting`.  What is
left are the months before a project's first report and after its last.
"""

from collections.abc import Iterator

from sangeyipi.checks.report_series import ReportRun, known_projects, reported_months, series_of
from sangeyipi.checks.reporting import check_reports
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Milestone

_SHOWN = 6


def hint_silence(ledger: Ledger) -> Iterator[Diagnostic]:
    """Projects under way that did not report in months in which others did."""
    if not ledger.reports:
        return
    months = reported_months(ledger)
    by_id = {one.id: one for one in series_of(ledger)}
    stale = {one.place for one in check_reports(ledger, True, False) if _is_stale(one)}
    for project in known_projects(ledger).values():
        if project is None or not project.milestones:
            continue
        silent = list(_silent(project, by_id.get(project.id), months))
        place = project.origin.at(term.ID)
        if place in stale:
            first = by_id[project.id].reports[0].month if project.id in by_id else months[0]
            silent = [month for month in silent if month < first]
        if silent:
            named = "、".join(map(str, silent[:_SHOWN]))
            more = f" 等 {len(silent)} 个月" if len(silent) > _SHOWN else " "
            message = f"已经开工，{named}{more}没有月调度（{project.id} {project.name}）"
            yield Diagnostic(Rule.PROGRESS_SILENT, place, message)


def _is_stale(one: Diagnostic) -> bool:
    return one.rule is Rule.PROGRESS_STALE


def _silent(project: Project, series: ReportRun | None, months: list[Month]) -> Iterator[Month]:
    first = series.reports[0].month if series else None
    last = series.reports[-1].month if series else None
    for month in months:
        if first and last and first <= month <= last:
            continue
        if _under_way(project, month) and not (last and last < month and _done(project, series)):
            yield month


def _under_way(project: Project, month: Month) -> bool:
    """Started for certain before the month, and at its end neither producing nor withdrawn."""
    return (
        project.reached(Milestone.STARTED, month.plus(-1).last) is True
        and project.reached(Milestone.PRODUCING, month.last) is False
        and project.counts(month.last)
    )


def _done(project: Project, series: ReportRun | None) -> bool:
    """Whether all of its investment was reported completed."""
    said = [one.completed_to_date for one in (series.reports if series else [])]
    known = [one for one in said if one is not None]
    return bool(known) and project.investment is not None and known[-1] >= project.investment
