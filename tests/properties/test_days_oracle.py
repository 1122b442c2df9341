"""Figures of several days (口径.md, “不同日子的数”) against worlds that go on: days_oracle.py.

Two kinds of worlds: in one only listed projects change, so whatever is exact is true on the day
asked for; in the other everything may grow, so a rollup that is not renewed is too small, but never
too large.
"""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sangeyipi.api import summary
from sangeyipi.checks.run import check, has_errors
from sangeyipi.figures.entries import ProjectsEntry, RollupEntry
from sangeyipi.figures.measures import COUNT, FUNDS, INVESTMENT, Measure, reached
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.document import answer
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch
from sangeyipi.render.json import to_json
from sangeyipi.store.load import Loaded

from .days_oracle import (
    BATCHES,
    DAYS,
    HELD,
    SCOPES,
    STEPS,
    Told,
    Where,
    crossed_once,
    moved_on,
    outgrown,
    overtaken,
    tellings,
    truth,
)

MEASURES: dict[str, Measure] = {
    "个数": COUNT,
    "总投资": INVESTMENT,
    "到位资金": FUNDS,
    **{str(step): reached(step) for step in STEPS},
}
still = moved_on() | tellings(hidden_change=False, listed_go=True)
growing = overtaken() | outgrown() | tellings(hidden_change=True, listed_go=False)
asked_days = st.none() | st.sampled_from(DAYS)


def findings(one: Told) -> list[str]:
    """The errors that the ledger is told to have."""
    found = check(Loaded(one.ledger, (), {}))
    return [str(d.rule.value) for d in found if has_errors([d])]


def right(one: Told) -> None:
    """A ledger that says only what is true has no errors but of its form."""
    expected = set()
    if one.crossing():
        expected.add(Rule.ROLLUP_CROSSES.value)
    if one.twice():
        expected.add(Rule.ROLLUP_COUNTS_TWICE.value)
    assert set(findings(one)) == expected, one
    assume(not expected)


def scope(where: Where) -> Scope:
    return Scope(Phases(where.phases) if where.phases else None, where.batch)


def of_no_day(figure: Figure, as_of: date | None) -> bool:
    """Funds that listed projects give stand as they are written, whatever the day asked for."""
    found = (*figure.used, *figure.stale)
    return (
        as_of is not None
        and figure.measure.shown == FUNDS
        and any(isinstance(entry, ProjectsEntry) for entry in found)
    )


def now(as_of: date | None) -> date:
    return as_of or DAYS[-1]


@settings(max_examples=120, deadline=None)
@given(still | crossed_once(), asked_days)
def test_where_only_listed_projects_change_what_is_exact_is_true(
    one: Told, as_of: date | None
) -> None:
    right(one)
    assume(one.speaks_of_all(now(as_of)))
    figures = Figures(one.ledger, as_of)
    for where in SCOPES:
        true = truth(one.world, where, now(as_of), one.net)
        for word, measure in MEASURES.items():
            figure = total(figures, scope(where), measure)
            if of_no_day(figure, as_of):
                continue
            if figure.exact is not None:
                assert figure.exact == true[word], (where, word, one)
            elif figure.value is not None:
                assert figure.value <= true[word], (where, word, one)


@settings(max_examples=120, deadline=None)
@given(growing, asked_days)
def test_where_all_may_grow_nothing_is_ever_too_large(one: Told, as_of: date | None) -> None:
    right(one)
    figures = Figures(one.ledger, as_of)
    for where in SCOPES:
        true = truth(one.world, where, now(as_of), one.net)
        for word, measure in MEASURES.items():
            figure = total(figures, scope(where), measure)
            if of_no_day(figure, as_of):
                continue
            assert figure.value is None or figure.value <= true[word], (where, word, one)
            # A complete list is only as new as its rollup, too.
            rollups = [e for e in figure.used if isinstance(e, RollupEntry)]
            renewed = len(rollups) == len(figure.used) and all(
                one.rollup.date == now(as_of) for one in rollups
            )
            if figure.exact is not None and renewed:
                assert figure.exact == true[word], (where, word, one)


QUESTIONS: list[dict[str, Any]] = [
    {"phases": "1"},
    {"phases": "1-2"},
    {"phases": "1-3"},
    {"by": "phase"},
    {"by": "batch"},
    {},
]


@settings(max_examples=100, deadline=None)
@given(still | growing, asked_days, st.sampled_from(QUESTIONS))
def test_nothing_is_below_zero_and_no_part_above_its_whole(
    one: Told, as_of: date | None, asked: dict[str, Any]
) -> None:
    assume(not findings(one))
    made = summary(Figures(one.ledger, as_of), asked.get("phases"), by=asked.get("by"))
    for table in json.loads(to_json(answer(made, "", as_of)))["tables"]:
        for row in table["rows"]:
            for key, value in row.items():
                if isinstance(value, dict):
                    share = Fraction(value["numerator"]) / Fraction(value["denominator"])
                    assert 0 <= share <= 1, (key, row, one)
                elif key in ("count", "investment", "own_reached", "next_reached"):
                    assert value is None or Decimal(value) >= 0, (key, row, one)


@settings(max_examples=100, deadline=None)
@given(growing, asked_days)
def test_a_remainder_is_what_there_was_besides_on_that_day(one: Told, as_of: date | None) -> None:
    """Split by batch: what a rollup without batches holds beyond them, where it is printed."""
    right(one)
    figures = Figures(one.ledger, as_of)
    for entry in figures.entries:
        if not isinstance(entry, RollupEntry) or entry.scope.batch is not None:
            continue
        phases = entry.scope.phases.numbers if entry.scope.phases else tuple(HELD)
        phases = tuple(number for number in phases if HELD[number] <= entry.rollup.date)
        parts = [Scope(Phases(phases), batch) for batch in Batch]
        if one.net:
            continue  # 转化 is in the parts and not in the whole
        answers = [figures.ask(part, COUNT) for part in parts[: len(BATCHES)]]
        rest = figures.rest(entry, COUNT, parts).value
        if rest is None or any(answer.exact is None for answer in answers):
            continue
        # All that is drawn stands on the lists of two batches, and each of these is told.
        behind = {e.rollup.date for a in answers for e in a.used if isinstance(e, RollupEntry)}
        if behind == {entry.rollup.date}:
            assert rest == 0, (entry.scope, one)
