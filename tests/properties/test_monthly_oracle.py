"""The monthly tables cell by cell beside an oracle that shares no code with them, on the demo
county and on small random ledgers; and beside what truly happened, where a ledger knows less.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from conftest import DEMO
from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import Period, PeriodKind, of_month, of_phase, parse_period
from sangeyipi.render.json import to_json
from sangeyipi.store.settled import load_files
from sangeyipi.tables.monthly.document import document

from .monthly_ledgers import Truth, truths
from .monthly_oracle import Amount, Asked, Member, One, Oracle, together

AMOUNTS = ("completed", "year_completed", "completed_to_date", "funds")
UNITS: dict[str, Callable[[One], str]] = {
    "sector": lambda one: one.project.sector or "未填领域",
    "unit": lambda one: one.project.unit or "未填责任单位",
    "level": lambda one: one.project.level or "未填包联级别",
}
STEPS = {"started": "开工", "producing": "投产", "at_capacity": "达效"}


class Published:
    """A period's document as its JSON says it."""

    def __init__(self, ledger: Ledger, period: Period) -> None:
        said = json.loads(to_json(document(ledger, period)))
        self.tables = {table["id"]: table for table in said["tables"]}
        self.pictures = {table["id"]: table for table in said["pictures"]}

    def rows(self, table: str) -> list[Any]:
        """The rows of a table, each cell in the oracle's terms."""
        found = self.tables.get(table) or self.pictures[table]
        kinds = {column["key"]: column["type"] for column in found["columns"]}
        return [_read(row, kinds) for row in found["rows"]]

    def by(self, table: str, key: str) -> dict[str, Any]:
        rows = self.rows(table)
        found = {row[key]: row for row in rows}
        assert len(found) == len(rows)
        return found


def _read(row: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    bounds = row.get("lower_bounds", ())
    found: dict[str, Any] = {}
    for key, value in row.items():
        if key == "lower_bounds":
            continue
        kind = kinds[key]
        if value is None or kind in ("text", "flag"):
            found[key] = value
        elif kind == "count":
            found[key] = ("≥", value) if key in bounds else value
        elif kind == "amount":
            found[key] = Amount(Fraction(value), key not in bounds)
        elif "points" in value:
            # A row of differences has them in columns of rates as well.
            exact = _rate(value["rate"]) - _rate(value["against"])
            found[key] = points(exact) if key == "ahead" else exact
        else:
            found[key] = _rate(value)
    return found


def _rate(value: dict[str, Any]) -> Fraction:
    return Fraction(value["numerator"]) / Fraction(value["denominator"])


def points(exact: Fraction) -> Fraction:
    """To a billionth: JSON ends a twelfth after twelve places."""
    return Fraction(int(exact * 10**9 + Fraction(1, 7)), 10**9)


def cell(amount: Amount) -> Amount | None:
    """An amount as a table shows it: of what is at least nothing, nothing is known."""
    return amount if amount.exact or amount.least else None


def ratio(part: Amount, whole: Fraction | None) -> Fraction | None:
    return part.least / whole if part.exact and whole else None


def known(values: list[Fraction | None]) -> Fraction | None:
    there = [value for value in values if value is not None]
    return sum(there, Fraction(0)) if len(there) == len(values) else None


def progress_row(members: list[Member], asked: Asked) -> dict[str, Any]:
    reporting = [one for one in members if one.reports]
    investment = known([one.one.investment for one in reporting])
    plan = known([one.plan for one in members])
    in_year = together([one.year_completed for one in members])
    to_date = together([one.completed_to_date for one in reporting])
    funds = together([one.funds for one in reporting])
    rate = ratio(in_year, plan)
    due = sum((one.one.due(asked.closing) for one in members), Fraction(0))
    return {
        "count": len(reporting),
        "investment": None if investment is None else Amount(investment, True),
        "completed": cell(together([one.completed for one in members])),
        "year_plan": None if plan is None else Amount(plan, True),
        "year_completed": cell(in_year),
        "year_rate": rate,
        "ahead": None if rate is None or not plan else points(rate - due / plan),
        "completed_to_date": cell(to_date),
        "completed_rate": ratio(to_date, investment),
        "funds": cell(funds),
        "funds_rate": ratio(funds, investment),
    }


def _progress(members: list[Member], asked: Asked, whole_year: bool) -> dict[str, Any]:
    """A row of a progress table; in a year's the period's own figures are the year's."""
    row = progress_row(members, asked)
    if whole_year:
        assert row.pop("completed") == row["year_completed"]
    return row


def progress_is_right(oracle: Oracle, published: Published, asked: Asked, whole_year: bool) -> None:
    members = oracle.members(asked)
    by_batch: Callable[[One], str] = lambda one: oracle.batch(one, asked.last)  # noqa: E731
    for by, label in {"batch": by_batch, **UNITS}.items():
        if not members:
            assert f"progress-by-{by}" not in published.tables
            continue
        groups: dict[str, list[Member]] = {}
        for member in members:
            groups.setdefault(label(member.one), []).append(member)
        groups["合计"] = members
        shown = published.by(f"progress-by-{by}", by)
        assert list(shown)[-1] == "合计"
        expected = {name: _progress(found, asked, whole_year) for name, found in groups.items()}
        assert shown == {name: {by: name} | row for name, row in expected.items()}


def projects_are_right(
    oracle: Oracle, published: Published, asked: Asked, whole_year: bool
) -> None:
    members = {member.one.project.id: member for member in oracle.members(asked)}
    shown = published.by("all-projects", "id")
    assert sorted(shown) == sorted(one.project.id for one in oracle.there(asked.last))
    for id, row in shown.items():
        member = members.get(id)
        if member is None:
            assert not set(AMOUNTS) & set(row)
            continue
        expected = _progress([member], asked, whole_year)
        keys = set(expected) - {"count", "investment"}
        if not member.reports:
            keys = {"year_plan", "year_rate", "ahead"}
            assert not set(AMOUNTS) & set(row)
        assert {key: row[key] for key in keys} == {key: expected[key] for key in keys}
        whole = member.one.investment
        assert row["investment"] == (None if whole is None else Amount(whole, True))


def movers_are_right(oracle: Oracle, published: Published, asked: Asked) -> None:
    exact = [m for m in oracle.members(asked) if m.completed.exact and m.completed.least > 0]
    exact.sort(key=lambda m: (-m.completed.least, m.one.project.id))
    rows = published.rows("movers") if "movers" in published.tables else []
    assert [row["id"] for row in rows] == [m.one.project.id for m in exact[:10]]
    for row, member in zip(rows, exact, strict=False):
        assert row["completed"] == member.completed
        done = member.completed_to_date
        assert row["completed_to_date"] == (done if done.exact else None)
        assert row["completed_rate"] == ratio(done, member.one.investment)


def behind_is_right(oracle: Oracle, published: Published, asked: Asked) -> None:
    late = []
    for member in oracle.members(asked):
        if member.plan is not None and member.year_completed.exact:
            lack = member.one.due(asked.closing) - member.year_completed.least
            if lack > 0:
                late.append((-lack, member.one.project.id, member))
    late.sort(key=lambda one: one[:2])
    rows = published.rows("behind") if "behind" in published.tables else []
    assert [row["id"] for row in rows] == [id for _, id, _ in late]
    for row, (less, _, member) in zip(rows, late, strict=True):
        # Twelfths have no end as decimals.
        assert abs(row["shortfall"].least + less) < Fraction(1, 10**12)
        assert row["year_plan"].least == member.plan
        assert row["year_completed"] == member.year_completed
        assert row["year_rate"] == ratio(member.year_completed, member.plan)
        if row["year_rate"] is not None:
            assert member.plan
            gone = member.one.due(asked.closing) / member.plan
            assert row["ahead"] == points(row["year_rate"] - gone) < 0


def overdue_is_right(oracle: Oracle, published: Published, asked: Asked) -> None:
    late = []
    for one in oracle.there(asked.last):
        for milestone, when in one.project.planned.dates():
            if when.last <= asked.last and one.surely_not(str(milestone), asked.last):
                late.append((one.project.id, str(milestone), when.text))
    shown = [(row["id"], row["milestone"], row["planned"]) for row in published.rows("overdue")]
    assert sorted(shown) == sorted(late)
    ends = {"2021-06": "2021-06-30"}
    days = [(ends.get(day, day if len(day) > 7 else f"{day}-31"), id) for id, _, day in shown]
    assert days == sorted(days)


def news_is_right(oracle: Oracle, published: Published, asked: Asked) -> None:
    shown = published.by("news", "milestone")
    assert list(shown) == ["签约", "开工", "投产", "达效"]
    for milestone, row in shown.items():
        there = [one for one in oracle.everyone if one.counts(asked.last)]
        new = [one for one in there if one.lies(milestone, asked)]
        unsure = any(one.lies(milestone, asked) is None for one in there)
        if unsure and not new:
            assert (row["count"], row["investment"], row["names"]) == (None, None, None)
            continue
        assert row["count"] == (("≥", len(new)) if unsure else len(new))
        whole = known([one.investment for one in new])
        assert row["investment"] == (None if whole is None else Amount(whole, not unsure))
        assert row["names"] == ("、".join(one.project.name for one in new) or "无")


def comparison_row(oracle: Oracle, asked: Asked, progress: bool) -> dict[str, Any]:
    held = {number for number, day in oracle.held.items() if day <= asked.last}
    listings = [
        one for one in oracle.everyone for phase in one.project.listed.values() if phase in held
    ]
    inside = [one for one in listings if one.counts(asked.last)]
    whole = known([one.investment for one in inside])
    row: dict[str, Any] = {
        "day": asked.last.isoformat(),
        "listings": len(inside) if listings else None,
        "listed_investment": Amount(whole, True) if listings and whole is not None else None,
        "projects": len(oracle.there(asked.last)),
    }
    for key, milestone in STEPS.items():
        there = oracle.there(asked.last)
        row[key] = sum(one.reached(milestone, asked.last) for one in there)
    if progress:
        keys = ("completed", "year_completed", "year_rate", "completed_to_date")
        members = oracle.members(asked)
        made = progress_row(members, asked) if members else {}
        row |= {key: made.get(key) for key in (*keys, "funds", "funds_rate")}
    return row


def comparison_is_right(
    oracle: Oracle, published: Published, periods: dict[str, Asked], skip: set[str]
) -> None:
    shown = published.by("comparison", "label")
    names = list(periods)
    assert list(shown) == [
        names[0],
        *(label for name in names[1:] for label in (name, f"比{name}增减")),
    ]
    progress = bool(oracle.members(periods[names[0]]))
    now: dict[str, Any] = {}
    for name, asked in periods.items():
        expected = comparison_row(oracle, asked, progress)
        kept = {key: value for key, value in expected.items() if key not in skip}
        assert {key: shown[name][key] for key in kept} == kept
        now = now or kept
        if name == names[0]:
            continue
        differences = shown[f"比{name}增减"]
        # A year against the whole year before, or against the same time of it, is a fair one.
        anew = name not in ("上年", "上年同期") and _new_year(periods, name)
        blank = {"year_completed", "year_rate"} & kept.keys() if anew else set()
        assert not blank & differences.keys()
        for key in kept.keys() - {"day"} - blank:
            assert differences[key] == _less(now[key], kept[key]), key


def _new_year(periods: dict[str, Asked], name: str) -> bool:
    """Whether another period's last month is of another year: a year's sum begins anew."""
    now = next(iter(periods.values()))
    return divmod(now.closing, 12)[0] != divmod(periods[name].closing, 12)[0]


def _less(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return None
    if isinstance(one, Amount):
        return Amount(one.least - other.least, True) if one.exact and other.exact else None
    return one - other


def year_is_right(oracle: Oracle, published: Published, asked: Asked) -> None:
    """The picture: each month of the year, of those under report at the period's end."""
    members = oracle.members(asked)
    if not members:
        assert "progress" not in published.pictures
        return
    rows = published.rows("progress")
    year, last = divmod(asked.closing, 12)
    plan = known([one.plan for one in members])
    assert [row["month"] for row in rows] == [f"{n}月" for n in range(1, last + 2)]
    for number, row in enumerate(rows, 1):
        month = year * 12 + number - 1
        completed = [m.one.completed(month - 1, month) for m in members]
        assert row["completed"] == cell(together(completed))
        in_year = [m.one.completed(year * 12 - 1, month) for m in members]
        assert row["year_completed"] == cell(together(in_year))
        if plan is None:
            assert row["planned"] is None
        else:
            due = sum((m.one.due(month) for m in members), Fraction(0))
            assert abs(row["planned"].least - due) < Fraction(1, 10**12)


def everything_is_right(oracle: Oracle, period: Period, others: dict[str, Period]) -> None:
    published = Published(oracle.ledger, period)
    asked = Asked(period.first, period.last)
    whole_year = period.kind is PeriodKind.YEAR
    progress_is_right(oracle, published, asked, whole_year)
    projects_are_right(oracle, published, asked, whole_year)
    movers_are_right(oracle, published, asked)
    behind_is_right(oracle, published, asked)
    overdue_is_right(oracle, published, asked)
    news_is_right(oracle, published, asked)
    year_is_right(oracle, published, asked)
    periods = {period.kind.this: asked}
    periods |= {name: Asked(one.first, one.last) for name, one in others.items()}
    undated = {
        key
        for key, step in STEPS.items()
        if any(when is None for one in oracle.everyone for when in one.days.values())
    }
    comparison_is_right(oracle, published, periods, undated)


@cache
def demo() -> Oracle:
    ledger = load_files(DEMO).ledger
    assert ledger is not None
    return Oracle(ledger)


def period(kind: str, name: str) -> Period:
    found = parse_period(PeriodKind(kind), name)
    assert found is not None
    return found


def phase(number: int, day: str) -> Period:
    found = of_phase(number, demo().ledger.config.phases, date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("month", "before", "year_ago"),
    [
        ("2021-10", "2021-09", "2020-10"),
        ("2021-11", "2021-10", "2020-11"),
        ("2022-01", "2021-12", "2021-01"),
        ("2022-06", "2022-05", "2021-06"),
        ("2023-06", "2023-05", "2022-06"),
        ("2023-10", "2023-09", "2022-10"),
        ("2023-11", "2023-10", "2022-11"),
    ],
)
def test_a_month_of_the_demo_county(month: str, before: str, year_ago: str) -> None:
    others = {"上月": period("month", before), "上年同期": period("month", year_ago)}
    everything_is_right(demo(), period("month", month), others)


def test_a_quarter_of_the_demo_county() -> None:
    others = {"上季度": period("quarter", "2023-Q1"), "上年同期": period("quarter", "2022-Q2")}
    everything_is_right(demo(), period("quarter", "2023-Q2"), others)


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_a_year_of_the_demo_county(year: str) -> None:
    everything_is_right(demo(), period("year", year), {"上年": period("year", str(int(year) - 1))})


@pytest.mark.parametrize(
    ("number", "day"), [(6, "2023-10-31"), (8, "2023-10-31"), (9, "2023-10-31"), (9, "2023-07-20")]
)
def test_a_phase_of_the_demo_county(number: int, day: str) -> None:
    everything_is_right(demo(), phase(number, day), {"上期": phase(number - 1, day)})


MONTHS = [Month(2021, 12).plus(number) for number in range(-4, 9)]


@st.composite
def asked_of(draw: st.DrawFn, ledger: Ledger) -> tuple[Period, dict[str, Period]]:
    """A period of any kind with those that it is compared with."""
    kind = draw(st.sampled_from(["month"] * 3 + ["quarter", "year", "phase"]))
    if kind == "phase":
        number = draw(st.sampled_from([2, 3]))
        day = draw(st.dates(date(2022, 1, 4), date(2022, 7, 15)))
        found = of_phase(number, ledger.config.phases, day)
        before = of_phase(number - 1, ledger.config.phases, day)
        assert found and before
        return found, {"上期": before}
    # More of the later ones, when more has been said and some have nothing left to say.
    month = draw(st.sampled_from(MONTHS + MONTHS[6:] * 2))
    if kind == "month":
        year_ago = of_month(Month(month.year - 1, month.number))
        return of_month(month), {"上月": of_month(month.plus(-1)), "上年同期": year_ago}
    if kind == "year":
        return period("year", str(month.year)), {"上年": period("year", str(month.year - 1))}
    number = (month.number + 2) // 3
    before_year, before_number = (month.year, number - 1) if number > 1 else (month.year - 1, 4)
    return period("quarter", f"{month.year}-Q{number}"), {
        "上季度": period("quarter", f"{before_year}-Q{before_number}"),
        "上年同期": period("quarter", f"{month.year - 1}-Q{number}"),
    }


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_ledgers(data: st.DataObject) -> None:
    ledger = data.draw(truths()).ledger
    everything_is_right(Oracle(ledger), *data.draw(asked_of(ledger)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_exact_is_true_and_what_is_at_least_is_at_most_true(data: st.DataObject) -> None:
    truth = data.draw(truths())
    asked, _ = data.draw(asked_of(truth.ledger))
    published = Published(truth.ledger, asked)
    rows = published.by("all-projects", "id")
    for id, row in rows.items():
        if set(AMOUNTS) & set(row):
            _holds(row, _true(truth, [id], asked))
    if "progress-by-batch" in published.tables:
        days = Asked(asked.first, asked.last)
        members = Oracle(truth.ledger).members(days)
        ids = [m.one.project.id for m in members if m.reports]
        whole = published.by("progress-by-batch", "batch")["合计"]
        _holds(whole, _true(truth, ids, asked))


def _true(truth: Truth, ids: list[str], asked: Period) -> dict[str, Decimal]:
    days = Asked(asked.first, asked.last)
    new_year = days.closing // 12 * 12 - 1
    made = dict.fromkeys(AMOUNTS, Decimal(0))
    for id in ids:
        done = truth.completed[id]
        made["completed"] += done(days.closing) - done(days.opening)
        made["year_completed"] += done(days.closing) - done(new_year)
        made["completed_to_date"] += done(days.closing)
        made["funds"] += truth.funds[id](days.closing)
    return made


def _holds(row: dict[str, Any], true: dict[str, Decimal]) -> None:
    for key, value in true.items():
        said = row.get(key)
        if said is not None:
            assert said.least == value if said.exact else said.least <= value, key
