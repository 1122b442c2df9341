"""What a project's monthly reports (月调度) say at the end of a month: exactly, or at least.

Owns how reports of different months stand together for one project.  Must not add up projects.
A cumulative figure never falls, so an earlier report's is at least what it is now; an investment
that is complete stays as it is.  All amounts in 亿元.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter

from sangeyipi.figures.unrecorded import may_be_unseen
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, last_full_month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Milestone

_ZERO = Decimal(0)


class KnownAmount(NamedTuple):
    """An amount: exact, or only the least that it can be."""

    value: Decimal
    exact: bool = True


ZERO = KnownAmount(_ZERO)
#: Nobody says anything: it is at least nothing.
UNKNOWN = KnownAmount(_ZERO, exact=False)


@dataclass(slots=True)
class Total:
    """Amounts added up: exact only if each is."""

    value: Decimal = _ZERO
    exact: bool = True

    def add(self, one: KnownAmount) -> None:
        """Count one in."""
        self.value += one.value
        self.exact = self.exact and one.exact

    @property
    def known(self) -> KnownAmount:
        """What they come to."""
        return KnownAmount(self.value, self.exact)


class ReportSeries(NamedTuple):
    """The reports of one project, in order of months, with the ordinals of these."""

    months: tuple[int, ...] = ()
    reports: tuple[MonthlyReport, ...] = ()


#: Each reporting project's series by its 编号.
Book = Mapping[str, ReportSeries]
_NO_REPORTS = ReportSeries()


@dataclass(eq=False, slots=True)
class Record:
    """A project with its reports."""

    project: Project
    series: ReportSeries
    #: Whether it reports something before 开工; found out when it first matters.
    _early: bool | None = None

    def last(self, month: Month) -> MonthlyReport | None:
        """The last report for `month` or before it."""
        index = bisect_right(self.series.months, month.ordinal)
        return self.series.reports[index - 1] if index else None

    def at(self, month: Month) -> MonthlyReport | None:
        """The report for just this month."""
        months, reports = self.series
        wanted = month.ordinal
        index = bisect_right(months, wanted)
        return reports[index - 1] if index and months[index - 1] == wanted else None

    def last_said(self, month: Month) -> MonthlyReport | None:
        """The last report for `month` or before it that says something; a form that only names
        its project does not.
        """
        until = self.series.reports[: self._after(month)]
        return next((one for one in reversed(until) if one.says_something), None)

    def not_started(self, month: Month) -> bool:
        """Whether it is certain that 开工 was not reached by the month's end."""
        if self.project.reached(Milestone.STARTED, month.last) is not False:
            return False
        return not may_be_unseen(self.project, Milestone.STARTED, month.last)

    def nothing_yet(self, month: Month) -> bool:
        """Whether it is certain that nothing was completed by then: what is not started has
        completed nothing, unless a report says otherwise.
        """
        return self.not_started(month) and not self._completed_unstarted()

    def under_report(self, month: Month) -> bool:
        """Whether it has to report by then: it has done so before, or may have begun."""
        return self.last(month) is not None or not self.nothing_yet(month)

    def finished(self, month: Month) -> bool:
        """Whether by then it had completed all of its investment, and no later report says more."""
        total = self.project.investment
        least, after = self._from_before(month).value, self._from_after(month)
        if after is not None and after.exact:
            # What the next month had less its own part is what there was, whoever was silent.
            least = max(least, after.value)
        if total is None or least < total or self.last(month) is None:
            return False
        later = self.series.reports[self._after(month) :]
        return not any(
            report.completed or (report.completed_to_date or _ZERO) > least for report in later
        )

    def completed_to_date(self, month: Month) -> KnownAmount:
        """累计完成投资 at the end of a month."""
        own = self.at(month)
        if own is not None and own.completed_to_date is not None:
            return KnownAmount(own.completed_to_date)
        least = self._from_before(month)
        if least.exact:
            return least
        if self.nothing_yet(month):
            return ZERO
        most = self._from_after(month)
        if most is not None and (most.exact or most.value == least.value):
            return KnownAmount(most.value)
        return KnownAmount(least.value, self.finished(month))

    def funds_to_date(self, month: Month) -> KnownAmount:
        """到位资金累计 at the end of a month."""
        own = self.at(month)
        if own is not None and own.funds_to_date is not None:
            return KnownAmount(own.funds_to_date)
        return self.funds_after(month)

    def funds_after(self, month: Month) -> KnownAmount:
        """到位资金累计 from the end of a month until the next report of it.

        Who has completed everything reports no more, so that its last report holds; but only what
        this one says: money may have come in since an older report said how much there was.
        """
        said = self._last_saying("funds_to_date", month)
        if said is None:
            return UNKNOWN
        least = _amount(said, "funds_to_date")
        later = self.series.reports[self._after(month) :]
        following = (each.funds_to_date for each in later if each.funds_to_date is not None)
        most = next(following, None)
        if most is None:
            # That it was done by `month` may be known of a later report: money may have come since.
            return KnownAmount(least, said is self.last(month) and self.finished(said.month))
        return KnownAmount(least, most == least)

    def between(
        self, start: KnownAmount, end: KnownAmount, opening: Month, closing: Month
    ) -> KnownAmount:
        """What was completed after the end of `opening` until the end of `closing`.

        `start` and `end` are what stood completed at these ends.
        """
        if start.exact and end.exact:
            return KnownAmount(end.value - start.value)
        between = self.series.reports[self._after(opening) : self._after(closing)]
        known = [report.completed for report in between if report.completed is not None]
        least = sum(known, _ZERO)
        most = start if start.exact else self._from_after(opening)
        if most is not None:
            least = max(least, end.value - most.value)
        return KnownAmount(least, len(known) == closing.since(opening))

    def _after(self, month: Month) -> int:
        """Which report is the first after a month."""
        return bisect_right(self.series.months, month.ordinal)

    def _from_before(self, month: Month) -> KnownAmount:
        """The last cumulative figure and what is reported for each month since."""
        reports = self.series.reports
        index = self._after(month)
        parts, said = _ZERO, 0
        for each in reversed(reports[:index]):
            if each.completed_to_date is not None:
                silent = month.since(each.month) - said
                return KnownAmount(each.completed_to_date + parts, not silent)
            if self.nothing_yet(each.month):
                return KnownAmount(parts, said == month.since(each.month))
            if each.completed is not None:
                parts, said = parts + each.completed, said + 1
        before = reports[0].month.plus(-1) if index else month
        exact = said == month.since(before) and self.nothing_yet(before)
        return KnownAmount(parts, exact)

    def _from_after(self, month: Month) -> KnownAmount | None:
        """The next cumulative figure less what is reported for each month until then: the most
        that it can be, where a month between them is silent.
        """
        parts, said = _ZERO, 0
        for each in self.series.reports[self._after(month) :]:
            if each.completed is not None:
                parts, said = parts + each.completed, said + 1
            if each.completed_to_date is not None:
                silent = each.month.since(month) - said
                return KnownAmount(each.completed_to_date - parts, not silent)
        return None

    def _completed_unstarted(self) -> bool:
        """Whether a report says that something was completed before 开工."""
        if self._early is None:
            self._early = self._look_for_early()
        return self._early

    def _look_for_early(self) -> bool:
        for each in self.series.reports:
            if not self.not_started(each.month):
                before = each.month.plus(-1)
                done = self._from_after(before) if self.not_started(before) else None
                return done is not None and done.exact and done.value > 0
            if each.completed_to_date or each.completed:
                return True
        return False

    def _last_saying(self, field: str, month: Month) -> MonthlyReport | None:
        reports = self.series.reports
        for index in range(self._after(month) - 1, -1, -1):
            if getattr(reports[index], field) is not None:
                return reports[index]
        return None


def _amount(report: MonthlyReport, field: str) -> Decimal:
    value = getattr(report, field)
    assert isinstance(value, Decimal)
    return value


def book(reports: Iterable[MonthlyReport]) -> Book:
    """The reports of a ledger, which are in order of months, by project."""
    by_id: dict[str, list[MonthlyReport]] = {}
    for report in reports:
        by_id.setdefault(report.id, []).append(report)
    return {
        id: ReportSeries(tuple(report.month.ordinal for report in found), tuple(found))
        for id, found in by_id.items()
    }


def records(projects: Iterable[Project], said: Book) -> Iterator[Record]:
    """Each project with its reports."""
    for project in projects:
        yield Record(project, said.get(project.id, _NO_REPORTS))


def funds_reported(ledger: Ledger, as_of: date | None) -> dict[str, Decimal | None]:
    """到位资金 of each reporting project by a day, by 编号; None where that is not known exactly.

    Without a day the last that was reported.  On a day that ends no month only those are known
    whose investment is complete: the others' money may have come in since the last report.
    """
    reports = ledger.reports
    found: dict[str, Decimal | None] = dict.fromkeys(report.id for report in reports)
    if as_of is None:
        found |= {one.id: one.funds_to_date for one in reports if one.funds_to_date is not None}
        return found
    month = last_full_month(as_of)
    first, end = bisect_left(reports, month, key=_month), bisect_right(reports, month, key=_month)
    own = reports[first:end] if as_of == month.last else ()
    said = {report.id: report.funds_to_date for report in own if report.funds_to_date is not None}
    found |= said
    before = {report.id for report in reports[:end]} - said.keys()
    if before:
        theirs = book(one for one in reports if one.id in before)
        for record in records((one for one in ledger.projects if one.id in before), theirs):
            funds = _funds_on(record, month, as_of)
            if funds.exact:
                found[record.project.id] = funds.value
    return found


def _funds_on(record: Record, month: Month, day: date) -> KnownAmount:
    """到位资金累计 on a day, of which `month` is the last that is over."""
    if day == month.last:
        return record.funds_to_date(month)
    return record.funds_after(month) if record.finished(month) else UNKNOWN


_month = attrgetter("month")
