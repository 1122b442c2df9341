"""What a project's monthly reports (月调度) say at the end of a month: exactly, or at least.

Owns how reports of different months stand together for one project.  Must not add up projects.
A cumulative figure never falls, so an earlier report's is at least what it is now; an investment
that is complete stays as it is.  All amounts in 亿元.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Milestone

_ZERO = Decimal(0)


class Known(NamedTuple):
    """An amount: exact, or only the least that it can be."""

    value: Decimal
    exact: bool = True

    def plus(self, other: "Known") -> "Known":
        """Both together."""
        return Known(self.value + other.value, self.exact and other.exact)


ZERO = Known(_ZERO)
#: Nobody says anything: it is at least nothing.
UNKNOWN = Known(_ZERO, exact=False)


class Record(NamedTuple):
    """A project with its reports, in order of months."""

    project: Project
    reports: tuple[MonthlyReport, ...]

    def last(self, month: Month) -> MonthlyReport | None:
        """The last report for `month` or before it."""
        found = None
        for report in self.reports:
            if report.month > month:
                break
            found = report
        return found

    def at(self, month: Month) -> MonthlyReport | None:
        """The report for just this month."""
        found = self.last(month)
        return found if found is not None and found.month == month else None

    def not_started(self, month: Month) -> bool:
        """Whether it is certain that 开工 was not reached by the month's end."""
        return self.project.reached(Milestone.STARTED, month.last) is False

    def under_report(self, month: Month) -> bool:
        """Whether it has to report by then: it has done so before, or may have started."""
        return self.last(month) is not None or not self.not_started(month)

    def finished(self, month: Month) -> bool:
        """Whether by then it had reported all of its investment as completed."""
        last = self._last_saying("completed_to_date", month)
        total = self.project.investment
        return (
            last is not None and total is not None and _amount(last, "completed_to_date") >= total
        )

    def completed_to_date(self, month: Month) -> Known:
        """累计完成投资 at the end of a month."""
        last = self._last_saying("completed_to_date", month)
        if last is not None:
            exact = last.month == month or self.finished(month)
            if exact:
                return Known(_amount(last, "completed_to_date"))
        before = self._before(self._first_after(month), month)
        if before is not None:
            return Known(before)
        if last is not None:
            return Known(_amount(last, "completed_to_date"), exact=False)
        return ZERO if self.not_started(month) else UNKNOWN

    def funds_to_date(self, month: Month) -> Known:
        """到位资金累计 at the end of a month."""
        last = self._last_saying("funds_to_date", month)
        if last is None:
            return UNKNOWN
        return Known(_amount(last, "funds_to_date"), last.month == month or self.finished(month))

    def completed(self, opening: Month, closing: Month) -> Known:
        """What was completed after the end of `opening` until the end of `closing`."""
        start, end = self.completed_to_date(opening), self.completed_to_date(closing)
        if start.exact:
            return Known(end.value - start.value, end.exact)
        months = [opening.plus(i) for i in range(1, closing.since(opening) + 1)]
        said = [report.completed if (report := self.at(month)) else None for month in months]
        known = [amount for amount in said if amount is not None]
        return Known(sum(known, _ZERO), len(known) == len(said))

    def _last_saying(self, field: str, month: Month) -> MonthlyReport | None:
        found = None
        for report in self.reports:
            if report.month > month:
                break
            if getattr(report, field) is not None:
                found = report
        return found

    def _first_after(self, month: Month) -> MonthlyReport | None:
        following = month.plus(1)
        return next((report for report in self.reports if report.month == following), None)

    def _before(self, report: MonthlyReport | None, month: Month) -> Decimal | None:
        """What had been completed before a report's own month; None where it does not say."""
        if report is None or report.completed is None or report.completed_to_date is None:
            return None
        return report.completed_to_date - report.completed


def _amount(report: MonthlyReport, field: str) -> Decimal:
    value = getattr(report, field)
    assert isinstance(value, Decimal)
    return value


def records(projects: Iterable[Project], reports: Iterable[MonthlyReport]) -> Iterator[Record]:
    """Each project with its reports, which are in order of months."""
    by_id: dict[str, list[MonthlyReport]] = {}
    for report in reports:
        by_id.setdefault(report.id, []).append(report)
    for project in projects:
        yield Record(project, tuple(by_id.get(project.id, ())))
