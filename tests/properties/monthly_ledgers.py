"""Random ledgers with monthly reports that know less than what happened."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from hypothesis import strategies as st

from sangeyipi.model import dates
from sangeyipi.model.dates import UNDATED, When
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Level, Project, Withdrawal
from sangeyipi.model.stages import Milestone

from .strategies import CONFIG, listings

FIRST = date(2021, 7, 1)
#: A month before anything happens, and how many are told of from there.
BEFORE = Month(2021, 6)
MONTHS = 14
PARTS = (0, 0, 1, 3, 10, 25)


@dataclass(frozen=True)
class Truth:
    """A ledger, and what happened: by 编号, what stood at a month's end (year × 12 + month - 1)."""

    ledger: Ledger
    completed: dict[str, Callable[[int], Decimal]]
    funds: dict[str, Callable[[int], Decimal]]


def _at(levels: list[Decimal]) -> Callable[[int], Decimal]:
    """What stood at a month's end: nothing before the first, after the last what the last says."""
    start = BEFORE.year * 12 + BEFORE.number - 1

    def level(month: int) -> Decimal:
        index = min(month - start, len(levels) - 1)
        return levels[index] if index >= 0 else Decimal(0)

    return level


def _recorded(draw: st.DrawFn, day: date) -> When | None:
    """A day as a ledger knows it; None: it says nothing."""
    kind = draw(st.sampled_from(["day"] * 5 + ["month", "word", "none"]))
    if kind == "none":
        return None
    if kind == "word":
        return UNDATED
    return dates.day(day) if kind == "day" else dates.month(day.year, day.month)


def _milestones(draw: st.DrawFn, steps: list[date]) -> dict[Milestone, When]:
    """Some of the steps taken.  The last one is always recorded: else it was not taken."""
    found = {}
    for number, (milestone, day) in enumerate(zip(Milestone, steps, strict=False), 1):
        when = _recorded(draw, day)
        if when is None and number == len(steps):
            when = dates.day(day)
        if when is not None:
            found[milestone] = when
    return found


@dataclass(frozen=True)
class _Life:
    """One project as it was."""

    project: Project
    completed: list[Decimal]
    funds: list[Decimal]
    reports: list[MonthlyReport]


@st.composite
def _lives(draw: st.DrawFn, late: bool = False) -> _Life:
    """A project's life; `late`: all is spent, and what its last reports tell is only that."""
    whole = "spent" if late else draw(st.sampled_from(["none", "spent", "more"]))
    # Who has spent everything began early, and has spent it some time before the last month.
    least, days = (3, 150) if whole == "spent" else (1, 400)
    done = draw(st.integers(3, 9)) if whole == "spent" else MONTHS
    count = draw(st.integers(least, 5))
    steps = sorted(FIRST + timedelta(draw(st.integers(0, days))) for _ in range(count))
    started = Month(steps[2].year, steps[2].month) if count > 2 else None
    ahead = draw(st.integers(0, 9)) == 0
    parts = []
    for number in range(MONTHS):
        begun = ahead or (started is not None and started <= BEFORE.plus(number))
        spends = begun and number <= done
        parts.append(Decimal(draw(st.sampled_from(PARTS))) / 10 if spends else Decimal(0))
    if ahead:
        # That something is completed before 开工 only a report can tell: the first one will.
        parts[1] = Decimal("0.3")
    completed = list(accumulate(parts))
    funds = list(accumulate(Decimal(draw(st.sampled_from(PARTS))) / 10 for _ in range(MONTHS)))
    investment = None
    if whole == "spent" and completed[-1] > 0:
        investment = completed[-1]
        # What is complete by the last month stays so; the last of its funds have arrived.
        end = completed.index(investment)
        funds[end:] = [funds[end] + Decimal("0.1")] * (MONTHS - end)
    elif whole == "more":
        investment = completed[-1] + draw(st.integers(1, 50))
    left = draw(st.none() | st.none() | st.integers(200, 400))
    project = Project(
        id="P",
        name="P",
        sector=draw(st.none() | st.sampled_from(CONFIG.sectors)),
        unit=draw(st.none() | st.sampled_from(("甲局", "乙局"))),
        level=draw(st.none() | st.sampled_from(list(Level))),
        investment=investment,
        on_platform=True,
        listed=draw(listings()),
        milestones=_milestones(draw, steps),
        planned=_plan(draw),
        withdrawn=None if left is None else Withdrawal(date=dates.day(FIRST + timedelta(left))),
    )
    habit = "late" if late else draw(st.sampled_from(["full", "full", "some", "some", "apart"]))
    said = _reports(draw, completed, funds, ahead, (habit, done))
    if ahead and not said:
        # Only a report can tell that something was completed before 开工.
        completed = [Decimal(0)] * MONTHS
        project = replace(project, withdrawn=Withdrawal(date=dates.day(FIRST)))
    return _Life(project, completed, funds, said)


def _plan(draw: st.DrawFn) -> Plan:
    amount = st.none() | st.sampled_from([Decimal(n) / 10 for n in (0, 1, 12, 50, 77)])
    yearly = {year: value for year in (2021, 2022) if (value := draw(amount)) is not None}
    days = st.none() | st.builds(
        lambda n, whole: _day(FIRST + timedelta(n), whole), st.integers(0, 400), st.booleans()
    )
    parts = st.lists(st.sampled_from(PARTS), min_size=12, max_size=12)
    monthly = {
        year: tuple(Decimal(part) / 10 for part in months)
        for year in (2021, 2022)
        if (months := draw(st.none() | st.none() | parts)) is not None
    }
    return Plan(started=draw(days), producing=draw(days), yearly=yearly, monthly=monthly)


def _day(day: date, whole: bool) -> When:
    return dates.month(day.year, day.month) if whole else dates.day(day)


def _reports(
    draw: st.DrawFn,
    completed: list[Decimal],
    funds: list[Decimal],
    whole: bool,
    told_of: tuple[str, int],
) -> list[MonthlyReport]:
    """What was reported from some month to another; `whole`: from the first, that one in full.

    `told_of` is the habit and the month by which everything is spent.  What is not said: nothing
    (full), anything (some), the money spent or the money arrived (apart), or what arrived by the
    time when all was spent (late).
    """
    habit, done = told_of
    first = 1 if whole else draw(st.integers(1, min(done, MONTHS - 1)))
    last = min(draw(st.just(done + 1) | st.integers(first - 1, done + 1)), MONTHS - 1)
    full = habit == "full"
    found = []
    for number in range(first, last + 1):
        sure = full or (whole and number == first)
        if not sure and draw(st.integers(0, 4)) == 0:
            continue

        spent = arrived = True
        if habit == "late":
            arrived = number < done - 1
        elif habit == "apart" and not sure:
            spent = draw(st.booleans())
            arrived = not spent

        def told(value: Decimal, asked: bool, sure: bool = sure) -> Decimal | None:
            return value if sure or (asked and draw(st.integers(0, 3))) else None

        found.append(
            MonthlyReport(
                id="P",
                month=BEFORE.plus(number),
                completed=told(completed[number] - completed[number - 1], spent),
                completed_to_date=told(completed[number], spent),
                funds_to_date=told(funds[number], arrived),
            )
        )
    return found


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """A few projects."""
    lives = draw(st.lists(_lives(), min_size=1, max_size=4))
    if draw(st.booleans()):
        # Often enough for each run to find it if older figures pass for the last ones.
        lives.append(draw(_lives(late=True)))
    ids = [f"P-{number:03d}" for number in range(len(lives))]
    projects = tuple(
        replace(one.project, id=id, name=f"工程{id}") for one, id in zip(lives, ids, strict=True)
    )
    reports = [replace(r, id=id) for one, id in zip(lives, ids, strict=True) for r in one.reports]
    reports.sort(key=lambda report: report.month)
    return Truth(
        Ledger(config=CONFIG, projects=projects, reports=tuple(reports)),
        {id: _at(one.completed) for one, id in zip(lives, ids, strict=True)},
        {id: _at(one.funds) for one, id in zip(lives, ids, strict=True)},
    )
