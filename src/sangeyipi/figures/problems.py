"""The problems of a ledger on a day: which were raised, closed, given up, open or overdue by then.

Owns what is certain of a problem on a day and how problems add up; only records of `problems/`
count.  A date known to the month is the interval of its days, so an answer may be unknown (None),
and a number at least what it says.  A time limit that is a month falls due after the month.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.dates import When
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import last_full_month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem, Satisfaction
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import EXACT
from sangeyipi.model.table import Rate

SOLVED_RATE = "化解率"
SATISFIED_RATE = "满意率"
_PLEASED = (Satisfaction.SATISFIED, Satisfaction.MOSTLY)
#: What a monthly report writes where there is no problem.
_NONE = frozenset(
    ("", "无", "暂无", "没有", "无问题", "没有问题", "暂无问题", "无存在问题", "不存在问题")
)

_AROUND = " 　\t\n。．.，,、；;：:—–-－/／\\（）()"


@dataclass(slots=True)
class Count:
    """How many, for certain and at most: they differ where a date is known to its month only."""

    least: int = 0
    most: int = 0

    def add(self, answer: bool | None) -> None:
        """Count one in: for certain, perhaps (None), or not."""
        self.least += answer is True
        self.most += answer is not False

    @property
    def exact(self) -> int | None:
        """The number where it is known."""
        return self.least if self.least == self.most else None


@dataclass(slots=True)
class DayCount:
    """Numbers of days added up, of those problems that are dated to the day."""

    total: int = 0
    known: int = 0
    left_out: int = 0

    def add(self, days: int | None) -> None:
        """Count one in, or note that its days are not known."""
        if days is None:
            self.left_out += 1
        else:
            self.total, self.known = self.total + days, self.known + 1

    @property
    def mean(self) -> Decimal | None:
        """Days on average; None of none."""
        return EXACT.divide(Decimal(self.total), Decimal(self.known)) if self.known else None


class ProblemStanding(NamedTuple):
    """How a problem stands on a day; None: not certain, as a date is known to its month only."""

    problem: Problem
    #: None: no such project is in the ledger (an older commit may say so).
    project: Project | None
    raised: bool | None
    closed: bool | None
    given_up: bool | None
    #: The same within the month of the day.
    raised_now: bool | None
    closed_now: bool | None
    open: bool | None
    overdue: bool | None
    #: How long it was open until it was closed, or is open by the day; None: not to the day.
    days: int | None
    #: By how many days it is past its time limit.
    days_over: int | None

    @property
    def answered(self) -> bool | None:
        """Whether 回访 counts: it follows the end of a problem, so that of a later end is later."""
        problem = self.problem
        if problem.satisfaction is None:
            return False
        if problem.closed is None and problem.unsolvable is None:
            return self.raised
        return _either(self.closed, self.given_up)

    @property
    def pleased(self) -> bool | None:
        """Whether 回访 counts and says 满意 or 基本满意."""
        return self.answered if self.problem.satisfaction in _PLEASED else False

    @property
    def limitless(self) -> bool | None:
        """Whether it is open without a time limit: 待定, or none is written."""
        due = self.problem.due
        return False if due is not None and due.dated else self.open


class ProblemsOnDay(NamedTuple):
    """The problems known on a day, and those that no figure counts."""

    as_of: date
    found: list[ProblemStanding]
    #: Those of projects that have been withdrawn.
    withdrawn: list[ProblemStanding]
    #: How many are raised after the day.
    later: int

    @property
    def every(self) -> list[ProblemStanding]:
        """All that may have been raised by the day, of whichever project."""
        return [*self.found, *self.withdrawn]


@dataclass(slots=True)
class Totals:
    """Problems added up."""

    raised: Count = field(default_factory=Count)
    raised_now: Count = field(default_factory=Count)
    closed: Count = field(default_factory=Count)
    closed_now: Count = field(default_factory=Count)
    given_up: Count = field(default_factory=Count)
    open: Count = field(default_factory=Count)
    overdue: Count = field(default_factory=Count)
    limitless: Count = field(default_factory=Count)
    answered: Count = field(default_factory=Count)
    pleased: Count = field(default_factory=Count)
    #: From 提出 to 销号, of those closed; from 提出 to the day, of those open.
    days_closed: DayCount = field(default_factory=DayCount)
    days_open: DayCount = field(default_factory=DayCount)

    def take(self, one: ProblemStanding) -> None:
        """Count a problem in."""
        for name in ("raised", "raised_now", "closed", "closed_now", "given_up", "open"):
            getattr(self, name).add(getattr(one, name))
        self.overdue.add(one.overdue)
        self.limitless.add(one.limitless)
        self.answered.add(one.answered)
        self.pleased.add(one.pleased)
        if one.closed:
            self.days_closed.add(one.days)
        elif one.open:
            self.days_open.add(one.days)

    @property
    def solved_rate(self) -> Rate | None:
        """化解率: closed ÷ all that were raised, those given up and those open among them."""
        return _rate(SOLVED_RATE, self.closed, self.raised)

    @property
    def satisfied_rate(self) -> Rate | None:
        """满意率: 满意 and 基本满意 ÷ those with a 回访."""
        return _rate(SATISFIED_RATE, self.pleased, self.answered, "回访")


def problems_by(figures: Figures) -> ProblemsOnDay:
    """The problems by the day of the figures, made once."""
    day = figures.as_of
    assert day is not None
    return figures.once(problems, lambda: problems(figures.ledger, day))


def problems(ledger: Ledger, as_of: date) -> ProblemsOnDay:
    """Every problem that may have been raised by a day, but those of withdrawn projects."""
    projects = {one.id: one for one in ledger.projects}
    found: list[ProblemStanding] = []
    withdrawn: list[ProblemStanding] = []
    later = 0
    for problem in ledger.problems:
        project = projects.get(problem.project)
        one = standing(problem, project, as_of)
        if one.raised is False:
            later += 1
        elif project is not None and not project.counts(as_of):
            withdrawn.append(one)
        else:
            found.append(one)
    return ProblemsOnDay(as_of, found, withdrawn, later)


def standing(problem: Problem, project: Project | None, as_of: date) -> ProblemStanding:
    """How a problem stands on a day."""
    month = as_of.replace(day=1)
    given = problem.unsolvable.date if problem.unsolvable else None
    ends = [one for one in (problem.closed, given) if one is not None]
    # What is over was there before: its end tells of its beginning.
    raised = _until(problem.raised, ends)
    closed_on = _from(problem.closed, problem.raised)
    given_up_on = _from(given, problem.raised)
    there = _within(raised, date.min, as_of)
    closed = _within(closed_on, date.min, as_of)
    given_up = _within(given_up_on, date.min, as_of)
    if closed or given_up:
        there = True
    still = _both(there, _not(_either(closed, given_up)))
    due = problem.due
    past = due is not None and due.dated and due.last < as_of
    return ProblemStanding(
        problem,
        project,
        there,
        closed,
        given_up,
        _within(raised, month, as_of),
        _within(closed_on, month, as_of),
        still,
        still if past else False,
        _days(problem, closed, as_of) if closed or still else None,
        (as_of - due.last).days if past and still is not False and due is not None else None,
    )


def unregistered(figures: Figures) -> Iterator[tuple[Project, MonthlyReport]]:
    """Projects whose last report by a day tells of a problem of which no open record is kept.

    With the report.  Such a text is never counted as a problem.
    """
    ledger, as_of = figures.ledger, figures.as_of
    assert as_of is not None
    month = last_full_month(as_of)
    latest = {one.id: one for one in ledger.reports if one.month <= month}
    kept = {one.problem.project for one in problems_by(figures).found if one.open is not False}
    for project in ledger.projects:
        report = latest.get(project.id)
        if report is None or project.id in kept or not project.counts(as_of):
            continue
        if says_problem(report.problems):
            yield project, report


def says_problem(text: str | None) -> bool:
    """Whether a text in 存在问题 tells of one: 无 and 暂无 say that there is none."""
    return (text or "").strip(_AROUND) not in _NONE


def _until(when: When, ends: Iterable[When]) -> When:
    """A date that is no later than the ends."""
    last = min([when.last, *(end.last for end in ends)])
    return when if last >= when.last or last < when.first else When(when.text, when.first, last)


def _from(when: When | None, begin: When) -> When | None:
    """A date that is no earlier than the beginning."""
    if when is None:
        return None
    first = max(when.first, begin.first)
    return when if first <= when.first or first > when.last else When(when.text, first, when.last)


def _within(when: When | None, first: date, last: date) -> bool | None:
    """Whether it happened between two days, these included."""
    if when is None or when.last < first or when.first > last:
        return False
    return True if first <= when.first and when.last <= last else None


def _days(problem: Problem, closed: bool | None, as_of: date) -> int | None:
    raised, end = problem.raised, problem.closed
    if raised.first != raised.last:
        return None
    if not closed:
        return (as_of - raised.last).days
    return (end.last - raised.last).days if end and end.first == end.last else None


def _rate(name: str, part: Count, whole: Count, base: str = "") -> Rate | None:
    if part.exact is None or not whole.exact:
        return None
    return Rate(name, Decimal(part.exact), Decimal(whole.exact), base)


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: bool | None, other: bool | None) -> bool | None:
    return _not(_both(_not(one), _not(other)))
