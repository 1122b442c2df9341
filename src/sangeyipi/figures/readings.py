"""What 红黄灯 measure: each quantity of a project on a day, how far it is known, or why it is not.

Owns the definition of every quantity (docs/口径.md) and of whom each applies to.  Must not know of
colours or thresholds.  Only months that were over by the day are read.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property

from sangeyipi.figures.monthly import Book, KnownAmount, Record, book
from sangeyipi.figures.problems import standing
from sangeyipi.figures.schedule import Schedule, schedule
from sangeyipi.figures.unrecorded import may_be_unseen
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month, last_full_month, month_of
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.rounding import EXACT
from sangeyipi.model.stages import Milestone

_ZERO = Decimal(0)
_TEXTS = ("on_site", "problems", "opinion")
_TOTALS = ("completed_to_date", "funds_to_date")


class QuantityOnDay(NamedTuple):
    """A quantity on a day: between `low` and `high`, both included; None: nobody knows how far."""

    low: Decimal | None = None
    high: Decimal | None = None
    #: Why it is not known, or why it does not apply.
    why: str = ""
    applies: bool = True
    #: Whether nothing was due of it at all, so that no band can hold it.
    idle: bool = False
    #: What it is of: planned nodes, or problems by their 编号.
    about: tuple[str, ...] = ()

    @property
    def exact(self) -> Decimal | None:
        """The value where it is known."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True)
class Ground:
    """A ledger as the quantities need it, prepared once."""

    ledger: Ledger
    #: The book of its reports, where it has been made before.
    said: Book | None = None

    @cached_property
    def book(self) -> Book:
        """Each project's monthly reports."""
        return book(self.ledger.reports) if self.said is None else self.said

    @cached_property
    def problems(self) -> dict[str, list[Problem]]:
        """The problems by the 编号 of their project."""
        found: dict[str, list[Problem]] = {}
        for one in self.ledger.problems:
            found.setdefault(one.project, []).append(one)
        return found

    @cached_property
    def _reported(self) -> list[Month]:
        """The months for which anybody gave a figure, in order."""
        return sorted({one.month for one in self.ledger.reports if one.gives_figures})

    @cached_property
    def earliest(self) -> Month:
        """The first month that the ledger can be asked about."""
        phases = [month_of(one.date) for one in self.ledger.config.phases]
        return min([*phases, *self._reported[:1]], default=Month(2021, 1))

    @property
    def first(self) -> Month:
        """The first month that anybody reported; only asked where there is one."""
        return self._reported[0]

    def newest(self, day: date) -> Month | None:
        """The newest month reported of those that were over by a day."""
        index = bisect_right(self._reported, last_full_month(day))
        return self._reported[index - 1] if index else None


def measure(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """What a rule measures of a project on a day."""
    return _OF[rule.quantity](ground, record, rule, day)


def _not_asked(why: str) -> QuantityOnDay:
    return QuantityOnDay(why=why, applies=False)


def _exactly(value: Decimal | int, about: tuple[str, ...] = ()) -> QuantityOnDay:
    return QuantityOnDay(Decimal(value), Decimal(value), about=about)


def _none_due() -> QuantityOnDay:
    return QuantityOnDay(_ZERO, _ZERO, idle=True)


def _gap(month: Month) -> str:
    return f"到{month.title}的月调度有缺"


def _over_before(record: Record, month: Month) -> bool:
    """Whether before the month's year nothing was left to be planned for."""
    new_year = Month(month.year - 1, 12)
    if record.project.reached(Milestone.PRODUCING, new_year.last):
        return True
    return record.finished(new_year)


class _Year(NamedTuple):
    """What was due of the year's plan and what was done of it, or why neither can be said."""

    planned: Schedule
    done: KnownAmount
    refusal: QuantityOnDay | None = None


def _year(record: Record, day: date) -> _Year:
    month = last_full_month(day)
    planned = schedule(record.project.planned, month)
    if planned.plan is None:
        over = _over_before(record, month)
        why = "上年底已投产或已完成投资，今年没有计划" if over else f"未填{term.YEARLY_PLAN}"
        return _Year(planned, KnownAmount(_ZERO), QuantityOnDay(why=why, applies=not over))
    if not planned.plan:
        return _Year(planned, KnownAmount(_ZERO), _not_asked("年度计划为 0"))
    new_year = Month(month.year - 1, 12)
    stood, before = record.completed_to_date(month), record.completed_to_date(new_year)
    return _Year(planned, record.between(before, stood, new_year, month))


def year_done(record: Record, day: date) -> KnownAmount:
    """What was completed in the year of the last month that was over by a day."""
    return _year(record, day).done


def _points(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """序时进度 less the share of the year's plan that is completed, in points."""
    planned, done, refusal = _year(record, day)
    if refusal:
        return refusal
    assert planned.plan
    # Divided once, so that what is exactly a threshold comes out as that.
    behind = EXACT.divide((planned.twelve_times_due - done.value * 12) * 100, planned.plan * 12)
    if done.exact:
        return _exactly(behind)
    return QuantityOnDay(None, behind, _gap(planned.month))


def _ratio(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """What is completed of what was due, in per cent."""
    planned, done, refusal = _year(record, day)
    if refusal:
        return refusal
    if not planned.due:
        return _not_asked(f"到{planned.month.title}还没有计划任务")
    return _per_cent(done._replace(value=done.value * 12), planned.twelve_times_due, planned.month)


def _per_cent(done: KnownAmount, due: Decimal, month: Month) -> QuantityOnDay:
    rate = EXACT.divide(done.value * 100, due)
    return _exactly(rate) if done.exact else QuantityOnDay(rate, None, _gap(month))


def month_done(record: Record, month: Month) -> KnownAmount:
    """What was completed in a month."""
    before = month.plus(-1)
    start, end = record.completed_to_date(before), record.completed_to_date(month)
    return record.between(start, end, before, month)


def _month_rate(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """What was completed in the last month that was over, of what was planned for it."""
    month = last_full_month(day)
    months = record.project.planned.monthly.get(month.year)
    if months is None:
        over = _over_before(record, month)
        why = "上年底已投产或已完成投资，今年没有计划" if over else f"未填{term.MONTHLY_PLAN}"
        return QuantityOnDay(why=why, applies=not over)
    planned = months[month.number - 1]
    if not planned:
        return _not_asked(f"{month.title}没有计划任务")
    return _per_cent(month_done(record, month), planned, month)


def _overdue(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """Calendar months since a planned node fell due that is not reached."""
    project = record.project
    asked = [
        (node, when)
        for node, when in project.planned.dates()
        if rule.milestone in (None, node) and not project.reached(node, day)
    ]
    if not asked:
        planned = [node for node, _ in project.planned.dates() if rule.milestone in (None, node)]
        what = f"{rule.milestone}的" if rule.milestone else ""
        return _none_due() if planned else _not_asked(f"没有填{what}计划日期")
    late = [(node, when) for node, when in asked if when.last < day]
    if not late:
        return _none_due()
    here = month_of(day)
    months = {node: here.since(month_of(when.last)) for node, when in late}
    sure = {
        node: months[node]
        for node, _ in late
        if project.reached(node, day) is False and not may_be_unseen(project, node, day)
    }
    # Of none for certain nobody knows whether anything is late at all, not even by 0 months.
    low, high = max(sure.values(), default=None), max(months.values())
    unsure = "、".join(node for node in months if node not in sure)
    why = "" if low == high else f"{unsure}的日期不明"
    least = None if low is None else Decimal(low)
    return QuantityOnDay(least, Decimal(high), why, about=tuple(map(str, sure)))


def _asked_no_more(record: Record, month: Month) -> bool:
    """Whether by a month's end there was nothing left to report."""
    if record.project.reached(Milestone.AT_CAPACITY, month.last):
        return True
    return record.finished(month)


def _silent(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """Months in a row, up to the newest that anybody reported, without a report of the project."""
    newest = ground.newest(day)
    if newest is None:
        return _not_asked("那时还没有月调度")
    if _asked_no_more(record, newest):
        return _not_asked("已完成全部投资或已达效，不用再报")
    said = record.last_said(newest)
    if said is not None:
        return _exactly(max(newest.since(said.month), 0))
    months = [newest.plus(-back) for back in range(newest.since(ground.first) + 1)]
    reached = [record.project.reached(Milestone.STARTED, one.last) for one in months]
    surely = sum(one is True for one in reached)
    perhaps = sum(not record.nothing_yet(one) for one in months)
    if not perhaps:
        return _not_asked("没有开工，还不用报")
    why = "" if surely == perhaps else "开工日期不明，从哪个月起该报不明"
    return QuantityOnDay(Decimal(surely), Decimal(perhaps), why)


def _same(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """Months in a row, up to the newest reported, that say nothing but what the one before did."""
    newest = ground.newest(day)
    if newest is None:
        return _not_asked("那时还没有月调度")
    if _asked_no_more(record, newest.plus(-1)):
        return _not_asked("已完成全部投资或已达效，不用再报")
    now, before = record.at(newest), record.at(newest.plus(-1))
    if now is None or not now.says_something:
        return _not_asked(f"{newest.title}没有报")
    if before is None or not before.says_something:
        return _not_asked(f"{newest.plus(-1).title}没有报，无从比较")
    count, month = 0, newest
    while now is not None and before is not None and nothing_new(now, before):
        count, month = count + 1, month.plus(-1)
        now, before = before, record.at(month.plus(-1))
    return _exactly(count)


def nothing_new(now: MonthlyReport, before: MonthlyReport) -> bool:
    """Whether all that a report says the one before had said; that nothing was done is no news."""
    if not now.says_something:
        return False
    if now.completed and now.completed != before.completed:
        return False
    amounts = ((getattr(now, name), getattr(before, name)) for name in _TOTALS)
    if any(mine is not None and mine != theirs for mine, theirs in amounts):
        return False
    texts = ((_folded(getattr(now, name)), _folded(getattr(before, name))) for name in _TEXTS)
    return all(not mine or mine == theirs for mine, theirs in texts)


def _folded(text: str | None) -> str:
    return "".join((text or "").split())


def _problems(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """How many problems are open past their time limit."""
    if not ground.ledger.problems:
        return _not_asked("台账没有登记问题")
    mine = [
        standing(one, record.project, day) for one in ground.problems.get(record.project.id, ())
    ]
    late = tuple(one.problem.id for one in mine if one.overdue)
    unsaid = [one.problem.id for one in mine if one.open is not False and one.problem.due is None]
    vague = [one.problem.id for one in mine if one.overdue is None]
    told = [f"{'、'.join(unsaid)} 没有写{term.DUE}"] if unsaid else []
    told += [f"{'、'.join(vague)} 的日期只到月"] if vague else []
    most = len(late) + len(unsaid) + len(vague)
    return QuantityOnDay(Decimal(len(late)), Decimal(most), "，".join(told), about=late)


def _not_counted(ground: Ground, record: Record, rule: LightRule, day: date) -> QuantityOnDay:
    """Months since 开工 while it is not in the statistics."""
    project = record.project
    started = project.reached(Milestone.STARTED, day)
    unseen = started is False and may_be_unseen(project, Milestone.STARTED, day)
    if started is False and not unseen:
        return _not_asked("没有开工")
    if project.reached(Milestone.AT_CAPACITY, day):
        return _not_asked("已达效")
    said = project.in_statistics
    if said is None or (said.entered is None and said.lacking is None):
        return QuantityOnDay(why=f"未填{term.IN_STATISTICS}")
    if said.entered is not None and said.entered.by(day):
        return _none_due()
    return _since_started(record, day)


def _since_started(record: Record, day: date) -> QuantityOnDay:
    """Months since 开工; where that has no day, at least since what came after it."""
    here, dates = month_of(day), record.project.milestones
    own = dates.get(Milestone.STARTED)
    if own is not None and own.dated and own.last <= day:
        return _exactly(here.since(month_of(own.last)))
    later = (dates.get(one) for one in Milestone.STARTED.later)
    days = [when.last for when in later if when and when.dated and when.last <= day]
    low = here.since(month_of(min(days))) if days else 0
    return QuantityOnDay(Decimal(low), None, "开工日期不明")


_OF: dict[Quantity, Callable[[Ground, Record, LightRule, date], QuantityOnDay]] = {
    Quantity.POINTS_BEHIND: _points,
    Quantity.RATIO: _ratio,
    Quantity.MONTHS_OVERDUE: _overdue,
    Quantity.MONTHS_SILENT: _silent,
    Quantity.SAME_AS_BEFORE: _same,
    Quantity.PROBLEMS_OVERDUE: _problems,
    Quantity.MONTH_RATE: _month_rate,
    Quantity.MONTHS_NOT_COUNTED: _not_counted,
}
