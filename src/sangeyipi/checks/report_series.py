"""Monthly reports by project: what the rules of figures and of reporting both go through.

Owns the grouping, and which of the reports count as one.  Must not judge what any of them says.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project

_month = attrgetter("month")


class ReportRun(NamedTuple):
    """What was reported under one 编号, by month.

    A month reported twice is one report without figures: none of the two is to be believed.
    """

    id: str
    #: None: the ledger has no such project, or two of them.
    project: Project | None
    reports: list[MonthlyReport]
    #: The month of each report; 0 is the first month that anybody reported.
    numbers: Sequence[int]
    #: The reports of one month, for each month reported more than once.
    doubled: tuple[tuple[MonthlyReport, ...], ...] = ()

    @property
    def title(self) -> str:
        """The project as a message names it."""
        return f"{self.id} {self.project.name}" if self.project else self.id

    @property
    def unbroken(self) -> bool:
        """Whether no month between two reports is missing."""
        return self.numbers[-1] - self.numbers[0] + 1 == len(self.numbers)


def series_of(ledger: Ledger) -> list[ReportRun]:
    """The ledger's monthly reports by project, in the order in which each is first reported."""
    by_id: dict[str, list[MonthlyReport]] = defaultdict(list)
    twice: set[str] = set()
    number: dict[Month, int] = {}
    for reports in _by_month(ledger.reports):
        month = reports[0].month
        number[month] = month.since(ledger.reports[0].month)
        for report in reports:
            by_id[report.id].append(report)
        if len({report.id for report in reports}) < len(reports):
            twice.update(id for id, found in by_id.items() if _ends_twice(found))
    projects = known_projects(ledger) if by_id else {}
    found: list[ReportRun] = []
    for id, reports in by_id.items():
        single, doubled = _single(reports) if id in twice else (reports, ())
        found.append(ReportRun(id, projects.get(id), single, _numbers(single, number), doubled))
    return found


def reported_months(ledger: Ledger) -> list[Month]:
    """The months that anybody reported, in order."""
    return [reports[0].month for reports in _by_month(ledger.reports)]


def known_projects(ledger: Ledger) -> dict[str, Project | None]:
    """The projects by 编号; None where two share one, as nobody can say which is meant."""
    found: dict[str, Project | None] = {project.id: project for project in ledger.projects}
    if len(found) < len(ledger.projects):
        found.update((a.id, None) for a, b in pairwise(ledger.projects) if a.id == b.id)
    return found


def _by_month(reports: Sequence[MonthlyReport]) -> Iterator[Sequence[MonthlyReport]]:
    """The reports of each month; they come by month."""
    start = 0
    while start < len(reports):
        end = bisect_right(reports, reports[start].month, lo=start, key=_month)
        yield reports[start:end]
        start = end


def _ends_twice(reports: list[MonthlyReport]) -> bool:
    return len(reports) > 1 and reports[-1].month == reports[-2].month


def _single(
    reports: list[MonthlyReport],
) -> tuple[list[MonthlyReport], tuple[tuple[MonthlyReport, ...], ...]]:
    """One report for each month, and those of the months that have more."""
    found = [tuple(same) for same in _by_month(reports)]
    return [_believed(same) for same in found], tuple(same for same in found if len(same) > 1)


def _believed(reports: tuple[MonthlyReport, ...]) -> MonthlyReport:
    first = reports[0]
    if len(reports) == 1:
        return first
    return MonthlyReport(id=first.id, month=first.month, origin=first.origin)


def _numbers(reports: list[MonthlyReport], number: dict[Month, int]) -> Sequence[int]:
    first, last = number[reports[0].month], number[reports[-1].month]
    if last - first + 1 == len(reports):
        return range(first, last + 1)
    return [number[report.month] for report in reports]
