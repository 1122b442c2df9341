"""Rules of the figures in monthly reports (月调度): of one project, month after month.

Owns what a report's figures say by themselves and beside those of the months before; who reports
when is for `reporting`.  A fault is told once, where it shows: after a record with an error the
next one is held only to what is certain whichever of the two contradicting figures is right.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sangeyipi.checks.agreement import more_or_less
from sangeyipi.checks.amounts import AmountSlip, enough, of_reports, too_many_times, without
from sangeyipi.checks.columns import told
from sangeyipi.checks.report_series import ReportRun
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import CompletedBy, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule

PART = term.COMPLETED
TOTAL = term.COMPLETED_TO_DATE
FUNDS = term.FUNDS_TO_DATE
_ZERO = Decimal(0)
_NO_LIMIT = Decimal("Infinity")


def check_figures(ledger: Ledger, series: list[ReportRun], past: bool) -> Iterator[Diagnostic]:
    """What is reported adds up, falls nowhere, and exceeds nothing that limits it.

    An amount in the wrong unit contradicts those around it, which is not told as well.  `past`: of
    a commit, which that rule does not bind; then nothing that does bind it is kept back.
    """
    paid = ledger.config.conventions.completed_by is CompletedBy.PAYMENT
    slips: list[AmountSlip] = []
    for one in series:
        if _adds_up(one, paid):
            continue
        odd = list(of_reports(one))
        slips += odd
        if not past:
            one = without(one, odd)
        yield from _twice(one)
        doubted: set[int] = set()
        for number, fault in _funds(one):
            doubted.add(number)
            yield fault
        completed = list(_completed(one, doubted if paid else None))
        yield from completed
        above = any(fault.rule is Rule.PROGRESS_EXCEEDS_INVESTMENT for fault in completed)
        if not doubted and not above:
            yield from _funds_beyond(one)
    yield from told(slips, ledger)


def _adds_up(series: ReportRun, paid: bool) -> bool:
    """Whether each report gives its figures and all of it fits: so it is of nearly every project.

    Says no more than the rules below, at a third of their price: each report is touched once.
    """
    before: Decimal | None = None
    floor = _ZERO
    for report in series.reports:
        part, total, funds = report.completed, report.completed_to_date, report.funds_to_date
        if part is None or total is None or part < _ZERO:
            return False
        if funds is not None:
            if funds < floor:
                return False
            floor = funds
        if before is None:
            before = max(total - part, _ZERO)
        if before + part != total or (paid and _unpaid(report, total)):
            return False
        before = total
    most, limit = enough(_investment(series)), _limit(series)
    highest = floor if before is None else max(floor, before)
    return highest < most and highest <= limit


def _investment(series: ReportRun) -> Decimal | None:
    return series.project.investment if series.project else None


def _limit(series: ReportRun) -> Decimal:
    """What the project can cost at most."""
    investment = _investment(series)
    return _NO_LIMIT if investment is None else investment


def check_yearly_plan(projects: Iterable[Project]) -> Iterator[Diagnostic]:
    """No year's planned investment is negative or more than all there is to invest.

    The years may well add up to more: what one year leaves undone the next one plans again.
    """
    for project in projects:
        if project.planned.yearly:
            yield from _yearly(project)


def _yearly(project: Project) -> Iterator[Diagnostic]:
    for year, amount in project.planned.yearly.items():
        shown = f"{year} 年的年度计划投资 {plain(amount)}"
        whose = f"（{project.id} {project.name}）"
        place = project.origin.at(term.PLANNED, term.YEARLY_PLAN, str(year))
        if amount < 0:
            message = f"{shown} 小于 0{whose}"
            remedy = "填上这一年计划完成的投资（亿元）；还没有计划的，留空"
            yield Diagnostic(Rule.PROGRESS_NEGATIVE, place, message, remedy)
        elif (
            project.investment is not None
            and amount > project.investment
            and not too_many_times(amount, project.investment)
        ):
            message = f"{shown} 大于总投资 {plain(project.investment)}{whose}"
            yield Diagnostic(Rule.PROGRESS_EXCEEDS_INVESTMENT, place, message)


def _twice(series: ReportRun) -> Iterator[Diagnostic]:
    for first, *others in series.doubled:
        where = f"{first.origin.file} 的第 {_number(first)} 条"
        for other in others:
            message = f"这个月报了两次，另一次是 {where}{_whose(series, other)}"
            yield Diagnostic(Rule.PROGRESS_TWICE, other.origin.at(term.ID), message)
        for report in (first, *others):
            for key, amount in ((TOTAL, report.completed_to_date), (FUNDS, report.funds_to_date)):
                if amount is not None and amount < 0:
                    yield _negative(series, report, key, amount)


def _number(report: MonthlyReport) -> int:
    """Which one it is in its file, from 1."""
    index = report.origin.path[0] if report.origin.path else 0
    return int(index) + 1


def _funds(series: ReportRun) -> Iterator[tuple[int, Diagnostic]]:
    """到位资金累计 does not fall; each fault with the month it is about."""
    floor = _ZERO
    last: MonthlyReport | None = None
    for number, report in zip(series.numbers, series.reports, strict=True):
        funds = report.funds_to_date
        if funds is None:
            continue
        if funds < floor:
            if funds < _ZERO:
                yield number, _negative(series, report, FUNDS, funds)
                continue
            assert last is not None and last.funds_to_date is not None
            yield number, _falls(series, report, FUNDS, funds, last, last.funds_to_date)
        floor, last = funds, report


def _funds_beyond(series: ReportRun) -> Iterator[Diagnostic]:
    """到位资金累计 above 总投资: once, as it does not fall again.

    Not where another figure of the project is told to be above it: then 总投资 is what is asked.
    """
    limit = _limit(series)
    own = series.project.funds if series.project else None
    if limit <= _ZERO or (own is not None and own > limit):
        return
    for report in series.reports:
        funds = report.funds_to_date
        if funds is not None and funds > limit and not too_many_times(funds, limit):
            message = f"{FUNDS} {plain(funds)} 大于总投资 {plain(limit)}{_whose(series, report)}"
            yield Diagnostic(Rule.FUNDS_EXCEED_INVESTMENT, report.origin.at(FUNDS), message)
            return


def _completed(series: ReportRun, doubted: set[int] | None) -> Iterator[Diagnostic]:
    """累计完成投资; `doubted`: months whose 到位资金累计 is faulty; None: funds are no limit."""
    before = _Before(series)
    limit = _limit(series)
    for number, report in zip(series.numbers, series.reports, strict=True):
        fault = before.take(number, report)
        total = report.completed_to_date
        if fault is not None:
            yield fault
        elif total is None:
            continue
        elif doubted is not None and number not in doubted and _unpaid(report, total):
            before.doubt()
            assert report.funds_to_date is not None
            yield _exceeds(series, report, Rule.PROGRESS_EXCEEDS_FUNDS, FUNDS, report.funds_to_date)
        elif total > limit and not too_many_times(total, limit):
            yield _exceeds(series, report, Rule.PROGRESS_EXCEEDS_INVESTMENT, term.INVESTMENT, limit)
            # It does not fall again; the later months would only repeat it.
            limit = _NO_LIMIT


def _unpaid(report: MonthlyReport, total: Decimal) -> bool:
    return report.funds_to_date is not None and total > report.funds_to_date


@dataclass(slots=True)
class _Before:
    """What is known of a project's cumulative figure from the months taken so far."""

    series: ReportRun
    #: The figure is no less than this.
    at_least: Decimal = _ZERO
    #: The month for which it is just this; -1: it may be more, as something is missing.
    due: int = -1
    #: The last report that gave the figure.
    last: MonthlyReport | None = None
    #: What the months before and this month's part came to, when it was taken.
    least: Decimal = _ZERO

    def take(self, number: int, report: MonthlyReport) -> Diagnostic | None:
        """Go on to a month; what its report gets wrong, if anything."""
        part, total = report.completed, report.completed_to_date
        self.least = least = self.at_least if part is None else self.at_least + part
        if part is not None and part < _ZERO:
            return self._fault(number, report)
        if total is None:
            self.at_least = least
            self.due = number + 1 if part is not None and number == self.due else -1
            return None
        if total != least and (total < least or (part is not None and number == self.due)):
            return self._fault(number, report)
        self.at_least, self.due, self.last = total, number + 1, report
        return None

    def doubt(self) -> None:
        """Believe no more of the month just taken than what the months before it say."""
        self.at_least = min(self.at_least, max(self.least, _ZERO))
        self.due = -1

    def _fault(self, number: int, report: MonthlyReport) -> Diagnostic:
        total = report.completed_to_date
        if total is None:
            told = self._negative_part(report)
            self.at_least = self.least
        elif total < 0:
            told = _negative(self.series, report, TOTAL, total)
        else:
            told = self._contradiction(report, total, number == self.due)
            self.at_least, self.last = total, report
        self.doubt()
        return told

    def _contradiction(self, report: MonthlyReport, total: Decimal, exact: bool) -> Diagnostic:
        last, part, least = self.last, report.completed, self.least
        earlier = last.completed_to_date if last else None
        if last and earlier is not None and total < min(earlier, self.at_least):
            return _falls(self.series, report, TOTAL, total, last, earlier)
        if total == least or (total > least and not exact):
            return self._negative_part(report)
        until = f"到 {report.month.plus(-1)} 累计{'' if exact else '至少'} {plain(self.at_least)}"
        shown = f"累计完成投资 {plain(total)}"
        if part is None:
            said = f"{until}，{shown}"
        elif self.at_least == 0 and not exact:
            said = f"本月完成投资 {plain(part)} 大于{shown}"
        else:
            said = f"{until}，加本月 {plain(part)} 是 {plain(least)}，{shown}"
        message = f"{said}，{more_or_less(total - least)}{_whose(self.series, report)}"
        return Diagnostic(Rule.PROGRESS_SUM, report.origin.at(TOTAL), message)

    def _negative_part(self, report: MonthlyReport) -> Diagnostic:
        assert report.completed is not None
        whose = _whose(self.series, report)
        message = f"本月完成投资是 {plain(report.completed)}，累计就减少了{whose}"
        return Diagnostic(Rule.PROGRESS_DECREASES, report.origin.at(PART), message)


def _negative(series: ReportRun, report: MonthlyReport, key: str, amount: Decimal) -> Diagnostic:
    message = f"{key}是 {plain(amount)}{_whose(series, report)}"
    return Diagnostic(Rule.PROGRESS_NEGATIVE, report.origin.at(key), message)


def _falls(
    series: ReportRun,
    report: MonthlyReport,
    key: str,
    amount: Decimal,
    last: MonthlyReport,
    earlier: Decimal,
) -> Diagnostic:
    whose = _whose(series, report)
    message = f"{key} {plain(amount)} 小于 {last.month} 的 {plain(earlier)}{whose}"
    return Diagnostic(Rule.PROGRESS_DECREASES, report.origin.at(key), message)


def _exceeds(
    series: ReportRun, report: MonthlyReport, rule: Rule, what: str, limit: Decimal
) -> Diagnostic:
    total = plain(report.completed_to_date or _ZERO)
    message = f"累计完成投资 {total} 大于{what} {plain(limit)}{_whose(series, report)}"
    return Diagnostic(rule, report.origin.at(TOTAL), message)


def _whose(series: ReportRun, report: MonthlyReport) -> str:
    return f"（{report.month}，{series.title}）"
