"""The figures of monthly reports: told exactly when no course of events fits them, and once."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reported import FIRST, ledger, months, project, report, rules, told

from sangeyipi.checks.amounts import too_many_times
from sangeyipi.model import dates
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.rule import Rule, Severity

DECREASES, SUM, NEGATIVE = "progress-decreases", "progress-sum", "progress-negative"
INVESTMENT, FUNDS = "progress-exceeds-investment", "progress-exceeds-funds"


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        (("0.3 2.1 3", "0.5 2.6 3"), []),
        (("0.30 2.1", "0.5 2.60"), []),
        (("0.3 2.1", "0.5 2.5999"), [SUM]),
        (("0.3 2.1", "0.5 2.6001"), [SUM]),
        (("0.3 0.3",), []),
        (("0.3 0.2999",), [SUM]),
        (("- 2.1", "0.5 2.6", "- 3", "0 3"), []),
        (("- 2.1", "- 2.0999"), [DECREASES]),
        (("- 2.1", "", "- 2"), [DECREASES]),
        (("- 2.1", "", "0.5 9"), []),
        # What the missing month holds is unknown, but it took nothing away.
        (("- 2.1", "", "0.5 2.5"), [SUM]),
        (("- 2.1", "0.5 -", "0.5 3.1"), []),
        (("- 2.1", "0.5 -", "0.5 3"), [SUM]),
        (("- 2.1", "0.5 -", "0.5 3.2"), [SUM]),
        (("- 2.1", "0.5 -", "- 2.5"), [SUM]),
        (("- 2.1", "0.5 -", "- 2"), [DECREASES]),
        (("- 2.1", "- -", "0.5 4"), []),
        (("- -2.1",), [NEGATIVE]),
        (("- - -2.1",), [NEGATIVE]),
        (("- 0 0",), []),
        (("- 5", "-1 4"), [DECREASES]),
        (("- 5", "-1 5"), [SUM]),
        (("- 5", "-1 -"), [DECREASES]),
        (("-1 5",), [DECREASES]),
        (("- - 3", "- - -", "- - 2.9"), [DECREASES]),
        (("1 2 3", "1 3 0"), [DECREASES]),
        (("- - 3", "- - -1", "- - 2.9"), [DECREASES, NEGATIVE]),
    ],
)
def test_figures_one_after_the_other(rows: tuple[str, ...], broken: list[str]) -> None:
    assert [rule for rule in rules(ledger(months(*rows))) if "gap" not in rule] == broken


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        # Too high by a slip of the point, without and with this month's part to show which it is.
        (("- 10", "- 200", "- 30", "- 40"), [DECREASES]),
        (("10 10", "10 200", "10 30", "10 40"), [SUM]),
        # Too low.
        (("10 10", "10 2", "10 30", "10 40"), [DECREASES]),
        (("10 10", "10 15", "10 30", "10 40"), [SUM]),
        # The part is wrong, too high or too low.
        (("10 10", "99 20", "10 30", "10 40"), [SUM]),
        (("10 10", "1 20", "10 30", "10 40"), [SUM]),
        (("10 10", "10 -20", "10 30", "10 40"), [NEGATIVE]),
        (("- - 5", "- - 80", "- - 9", "- - 10"), [DECREASES]),
        # A second fault is told beside the first.
        (("10 10", "10 200", "10 15", "10 40"), [DECREASES, SUM]),
        (("10 10", "10 200", "10 30", "10 41"), [SUM, SUM]),
        # Where 200 is not believed, 50 is not below it; it is too little for what was done.
        (("10 10", "10 200", "40 50"), [SUM, SUM]),
    ],
)
def test_a_fault_is_told_once(rows: tuple[str, ...], broken: list[str]) -> None:
    assert rules(ledger(months(*rows))) == broken


def test_a_sum_that_fails_shows_its_numbers() -> None:
    (one,) = told(ledger(months("0.3 2.1", "0.5 2.5")))
    assert (
        one.message
        == "到 2022-11 累计 2.1，加本月 0.5 是 2.6，累计完成投资 2.5，少 0.1（2022-12，A A厂）"
    )
    assert one.place == Place("progress/2022-12.csv", (0, "累计完成投资"))
    (one,) = told(ledger(months("0.3 0.1")))
    assert one.message == "本月完成投资 0.3 大于累计完成投资 0.1，少 0.2（2022-11，A A厂）"


def test_a_cumulative_figure_that_falls_names_the_month_it_falls_below() -> None:
    (one,) = told(ledger(months("- 2.1", "- -", "- 2")))
    assert one.message == "累计完成投资 2 小于 2022-11 的 2.1（2023-01，A A厂）"


def test_completed_above_investment_is_told_once() -> None:
    rows = months("1 4.5", "1 5.5", "1 6.5")
    assert rules(ledger(rows, [project(investment=Decimal(5))])) == [INVESTMENT]
    assert rules(ledger(rows, [project(investment=Decimal("6.5"))])) == []
    assert rules(ledger(rows, [project()])) == []


def test_completed_above_funds_only_where_it_is_paid() -> None:
    rows = months("- 2 2", "- 3 2", "- 3 4", "- 4.1 -")
    assert rules(ledger(rows)) == []
    assert rules(ledger(rows, paid=True)) == [FUNDS]
    # A figure that funds refute is none for the next to be above.
    rows = months("- 5 9", "- 200 9", "- 30 40")
    assert rules(ledger(rows, paid=True)) == [FUNDS]


def test_a_faulty_figure_is_compared_with_nothing_else() -> None:
    five = [project(investment=Decimal(5))]
    assert rules(ledger(months("1 2 3", "1 30 4", "1 4 5"), five, paid=True)) == [SUM]
    assert rules(ledger(months("1 2 3", "1 3 0.4", "1 4 5"), five, paid=True)) == [DECREASES]
    assert rules(ledger(months("1 2 3", "1 3 -4", "1 4 5"), five, paid=True)) == [NEGATIVE]


def test_a_month_reported_twice_names_both_places() -> None:
    again = [report(1, "9 -9", file="progress/补/2022-12.csv"), report(1, "- 3", file="x.csv")]
    found = told(ledger([*months("1 2", "1 3", "1 4"), *again]))
    # Neither is believed, and what each says by itself is still wrong.
    assert [one.rule for one in found] == [Rule.PROGRESS_TWICE] * 2 + [Rule.PROGRESS_NEGATIVE]
    assert [one.place.file for one in found[:2]] == ["progress/补/2022-12.csv", "x.csv"]
    assert all("另一次是 progress/2022-12.csv 的第 1 条" in one.message for one in found[:2])


def test_of_two_projects_with_one_number_neither_is_meant() -> None:
    two = [project(name="别的厂"), project(investment=Decimal(1))]
    assert rules(ledger(months("1 9"), two)) == ["duplicate-id"]


@pytest.mark.parametrize(
    ("yearly", "broken"),
    [({2022: "5", 2023: "5"}, []), ({2022: "5.1"}, [INVESTMENT]), ({2022: "-1"}, [NEGATIVE])],
)
def test_the_plan_of_a_year(yearly: dict[int, str], broken: list[str]) -> None:
    plan = Plan(yearly={year: Decimal(amount) for year, amount in yearly.items()})
    found = told(ledger([], [project(investment=Decimal(5), planned=plan)]))
    assert [one.rule.value for one in found] == broken
    assert all(one.place.path == (0, "计划", "年度计划投资", "2022") for one in found)


# What can be true: every course of the cumulative figure that a few small reports allow.

Cell = Decimal | None
Figures = list[Cell]
_HIGHEST = 8 + 5 * 3


def possible(rows: list[Figures]) -> bool:
    """Whether any never falling figures, known or not, give all that was reported."""
    reachable = set(range(_HIGHEST + 1))
    for part, total, _ in rows:
        reachable = {
            now
            for now in range(_HIGHEST + 1)
            for before in reachable
            if before <= now and part in (None, now - before) and total in (None, now)
        }
    funds = [Decimal(0), *(row[2] for row in rows if row[2] is not None)]
    return bool(reachable) and funds == sorted(funds)


def cells(highest: int) -> st.SearchStrategy[Cell]:
    return st.one_of(st.none(), st.integers(-1, highest).map(Decimal))


ANY_ROWS = st.lists(st.tuples(cells(3), cells(6), cells(3)).map(list), min_size=1, max_size=5)


@st.composite
def nearly_fitting(draw: st.DrawFn) -> list[Figures]:
    """Rows that fit, with at most one cell changed."""
    parts = draw(st.lists(st.integers(0, 1), min_size=1, max_size=5))
    start, ahead = draw(st.integers(0, 1)), draw(st.integers(0, 1))
    totals = [start + sum(parts[: at + 1]) for at in range(len(parts))]
    columns = zip(parts, totals, (total + ahead for total in totals), strict=True)
    rows: list[Figures] = [[Decimal(one) for one in row] for row in columns]
    row, column = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 2))
    rows[row][column] = draw(st.one_of(st.just(rows[row][column]), cells((3, 6, 3)[column])))
    return rows


@settings(max_examples=800, deadline=None)
@given(st.one_of(ANY_ROWS, nearly_fitting()))
def test_told_exactly_when_nothing_could_have_happened_so(rows: list[Figures]) -> None:
    # A row without any figure is left out, as good as a month without a report.
    lines = [" ".join("-" if cell is None else str(cell) for cell in row) for row in rows]
    reports = months(*("" if line == "- - -" else line for line in lines))
    found = {DECREASES, SUM, NEGATIVE} & set(rules(ledger(reports, [project(milestones={})])))
    assert bool(found) == (not possible(rows))


# Ledgers without a fault, and with one planted into them.


class County(NamedTuple):
    """A ledger in parts, so that one of them can be broken."""

    projects: list[Project]
    reports: dict[str, list[MonthlyReport]]
    paid: bool
    length: int

    def ledger(self) -> Ledger:
        every = (one for reports in self.reports.values() for one in reports)
        return ledger(every, self.projects, self.paid)


def county(chance: random.Random) -> County:
    """Projects that report from some month on, all of them to the end, and all of it fits."""
    length = chance.randint(6, 14)
    projects: list[Project] = []
    reports: dict[str, list[MonthlyReport]] = {}
    for id in "ABCD"[: chance.randint(2, 4)]:
        first = 0 if id == "A" else chance.randrange(length)
        total = Decimal(chance.randint(1, 90_000)) / 10_000
        funds = total
        rows: list[MonthlyReport] = []
        for number in range(first, length):
            part = Decimal(chance.randint(1, 20_000)) / 10_000
            total += part
            funds = max(funds, total) + Decimal(chance.randint(0, 9_000)) / 10_000
            rows.append(report(number, f"{part} {total} {funds}", id))
        projects.append(project(id, investment=funds + Decimal(chance.randint(1, 9)) / 10_000))
        reports[id] = rows
    return County(projects, reports, chance.random() < 0.5, length)


def _chosen(chance: random.Random, made: County, after: int = 0) -> tuple[list[MonthlyReport], int]:
    """A's reports, and one of them with so many before it and one behind it."""
    return made.reports["A"], chance.randrange(after, made.length - 1)


def changed(one: MonthlyReport, cell: str, amount: Decimal | None) -> MonthlyReport:
    cells: dict[str, Any] = {cell: amount}
    return replace(one, **cells)


def unknown_project(chance: random.Random, made: County) -> None:
    made.reports["Z"] = [report(chance.randrange(made.length), "1 2 3", "Z")]


def after_withdrawal(chance: random.Random, made: County) -> None:
    month = FIRST.plus(chance.randrange(made.length - 1))
    left = dates.month(month.year, month.number)
    made.projects[0] = replace(made.projects[0], withdrawn=Withdrawal(date=left))


def twice(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    rows.append(replace(rows[at], completed=chance.choice([rows[at].completed, Decimal(77)])))


def negative(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    amount = -(rows[at].completed_to_date or Decimal(0))
    key = chance.choice(["completed_to_date", "funds_to_date"])
    rows[at] = changed(rows[at], key, amount)


def decreases(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made, after=1)
    key = chance.choice(["completed_to_date", "funds_to_date"])
    before, after = (getattr(rows[i], key) for i in (at - 1, at + 1))
    too_high = key == "funds_to_date" and chance.random() < 0.5
    shift = Decimal(chance.choice([0, chance.randint(1, 9_999)])) / 10_000
    rows[at] = changed(rows[at], key, after + shift + 1 if too_high else before * shift)


def wrong_sum(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    part, total = rows[at].completed, rows[at].completed_to_date
    assert part is not None and total is not None
    if at == 0:
        rows[at] = replace(rows[at], completed=total + Decimal("0.0001"))
    elif chance.random() < 0.5:
        rows[at] = replace(rows[at], completed=part * chance.choice([0, 2, 10]))
    else:
        factor = Decimal(chance.choice(["0", "0.5", "1.5", "100"]))
        rows[at] = replace(rows[at], completed_to_date=total - part + part * factor)


def exceeds_investment(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    total = rows[at].completed_to_date
    assert total is not None
    made.projects[0] = replace(made.projects[0], investment=total - Decimal("0.0001"))


def funds_exceed_investment(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    investment = made.projects[0].investment
    assert investment is not None
    for number in range(at, len(rows)):
        above = investment + Decimal("0.0001") * (number + 1)
        rows[number] = replace(rows[number], funds_to_date=above)


def exceeds_funds(chance: random.Random, made: County) -> None:
    rows, at = _chosen(chance, made)
    total = rows[at].completed_to_date
    assert total is not None
    rows[:at] = [replace(one, funds_to_date=None) for one in rows[:at]]
    rows[at] = replace(rows[at], funds_to_date=total - Decimal("0.0001"))


def gap(chance: random.Random, made: County) -> None:
    at = chance.randrange(1, made.length - 1)
    if chance.random() < 0.5:
        del made.reports["A"][at]
        # Where nobody else reports the month it is missing as a whole, which is told once too.
        return
    for rows in made.reports.values():
        if rows and rows[0].month < FIRST.plus(at):
            rows[:] = [one for one in rows if one.month != FIRST.plus(at)]
        elif rows and rows[0].month == FIRST.plus(at):
            del rows[0]


def stale(chance: random.Random, made: County) -> None:
    other = next(id for id in made.reports if id != "A")
    at = chance.randrange(0, made.length - 3)
    made.reports[other][:] = [report(number, "- - 0.0001", other) for number in range(made.length)]
    del made.reports["A"][at:]


PLANTED = {
    Rule.PROGRESS_UNKNOWN_PROJECT: unknown_project,
    Rule.PROGRESS_AFTER_WITHDRAWAL: after_withdrawal,
    Rule.PROGRESS_TWICE: twice,
    Rule.PROGRESS_NEGATIVE: negative,
    Rule.PROGRESS_DECREASES: decreases,
    Rule.PROGRESS_SUM: wrong_sum,
    Rule.PROGRESS_EXCEEDS_INVESTMENT: exceeds_investment,
    Rule.PROGRESS_EXCEEDS_FUNDS: exceeds_funds,
    Rule.FUNDS_EXCEED_INVESTMENT: funds_exceed_investment,
    Rule.PROGRESS_GAP: gap,
    Rule.PROGRESS_STALE: stale,
}


def test_every_rule_of_reports_is_planted() -> None:
    # Names are told of in tests/checks/test_report_names.py.
    # A hint speaks only where it is asked: tests/checks/test_silence.py.
    ours = {
        rule
        for rule in Rule
        if rule.startswith("progress-")
        and not rule.startswith("progress-name")
        and rule.severity is not Severity.HINT
    }
    assert set(PLANTED) == ours - {Rule.PROGRESS_FILE_NAME} | {Rule.FUNDS_EXCEED_INVESTMENT}


@settings(max_examples=60, deadline=None)
@given(st.integers())
def test_a_county_that_reports_well_breaks_nothing(seed: int) -> None:
    chance = random.Random(seed)
    made = county(chance)
    assert rules(made.ledger()) == []
    for rows in made.reports.values():
        for at, one in enumerate(rows):
            for cell in ("completed", "completed_to_date", "funds_to_date"):
                one = changed(one, cell, None) if chance.random() < 0.3 else one
            rows[at] = one
    assert rules(made.ledger()) == []


@pytest.mark.parametrize("rule", PLANTED)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers())
def test_a_planted_fault_breaks_its_rule_once_and_no_other(rule: Rule, seed: int) -> None:
    chance = random.Random(seed)
    made = county(chance)
    PLANTED[rule](chance, made)
    assume(not any(_in_another_unit(made)))
    paid = made.paid or rule is Rule.PROGRESS_EXCEEDS_FUNDS
    assert rules(made._replace(paid=paid).ledger()) == [rule.value]


def _in_another_unit(made: County) -> Iterator[bool]:
    """Whether a planted amount is so large that only its unit is asked about (test_amounts)."""
    for one in made.projects:
        for row in made.reports[one.id]:
            amounts = (row.completed, row.completed_to_date, row.funds_to_date)
            yield any(too_many_times(amount, one.investment) for amount in amounts)
