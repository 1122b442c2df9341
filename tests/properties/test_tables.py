"""Tables of any ledger: order never matters, parts make the whole, rates stay within bounds."""

import itertools
import json
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.api import summary
from sangeyipi.figures.made_of import made_of
from sangeyipi.figures.measures import COUNT, reached
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Rate
from sangeyipi.render.json import to_json

from .strategies import (
    CONFIG,
    HELD,
    LAST,
    SCOPES,
    Known,
    days,
    ledgers_of_projects,
    partly_known,
    truth,
)

ALL_OF_THEM: list[dict[str, Any]] = [
    {},
    {"unique": True},
    {"on_platform": True},
    {"phases": "1"},
    {"phases": "2-3"},
    {"phases": "2", "on_platform": False},
    {"by": "phase"},
    {"by": "batch"},
    {"by": "sector"},
    {"by": "band", "phases": "1-2"},
    {"by": "unit"},
]
asked_for = st.sampled_from(ALL_OF_THEM)


def shown(ledger: Ledger, asked: dict[str, Any], as_of: date | None = None) -> str:
    """The JSON of a question, as users get it."""
    made = summary(Figures(ledger, as_of), asked.get("phases"), **_others(asked))
    return to_json(answer(made, ledger.config.name, as_of))


def _others(asked: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in asked.items() if key != "phases"}


def tables(ledger: Ledger, asked: dict[str, Any], as_of: date | None = None) -> list[Any]:
    made: list[Any] = json.loads(shown(ledger, asked, as_of))["tables"]
    return made


def is_exact(row: dict[str, Any], key: str) -> bool:
    return row.get(key) is not None and key not in row.get("lower_bounds", ())


def rates(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value in row.values() if isinstance(value, dict)]


@settings(max_examples=60, deadline=None)
@given(partly_known(), asked_for, st.none() | days, st.randoms(use_true_random=False))
def test_order_never_changes_a_table(
    known: Known, asked: dict[str, Any], as_of: date | None, random: Any
) -> None:
    book = known.ledger
    mixed = replace(
        book,
        projects=tuple(random.sample(book.projects, len(book.projects))),
        rollups=tuple(random.sample(book.rollups, len(book.rollups))),
    )
    assert shown(mixed, asked, as_of) == shown(book, asked, as_of)


@settings(max_examples=60, deadline=None)
@given(partly_known(), st.none() | days)
def test_equal_questions_have_equal_answers(known: Known, as_of: date | None) -> None:
    """In whichever table they stand; and no two figures of one table answer the same."""
    figures = Figures(known.ledger, as_of)
    answers: dict[str, Any] = {}
    for asked in ALL_OF_THEM:
        for table in summary(figures, asked.get("phases"), **_others(asked)):
            told: set[str] = set()
            for row, column in itertools.product(table.rows, table.columns):
                question = table.question(row, column)
                if question is None or column.key not in row.cells:
                    continue
                assert question.text not in told
                told.add(question.text)
                # What is left over is so of its own table's rows.
                if not row.left_over:
                    answer = row.cells[column.key], column.key in row.lower_bounds
                    assert answers.setdefault(question.text, answer) == answer, question.text


@settings(max_examples=60, deadline=None)
@given(partly_known(), st.none() | days, st.sampled_from((None, True, False)))
def test_what_an_answer_is_made_of_gives_the_answer(
    known: Known, as_of: date | None, on_platform: bool | None
) -> None:
    figures = Figures(known.ledger, as_of)
    for table in summary(figures, None, on_platform=on_platform):
        for row, column in itertools.product(table.rows, table.columns):
            question, cell = table.question(row, column), row.cells.get(column.key)
            if question is None or cell is None or row.left_over:
                continue
            found = made_of(figures, question)
            if isinstance(cell, Rate):
                assert [one.exact for one in found] == [cell.numerator, cell.denominator]
            else:
                assert [one.value for one in found] == [cell]


@settings(max_examples=60, deadline=None)
@given(partly_known(), st.sampled_from(["1", "2", "3", "1-2", "1-3", "2,3"]))
def test_batches_and_what_has_none_make_the_total(known: Known, chosen: str) -> None:
    (made,) = tables(known.ledger, {"phases": chosen})
    *parts, total = made["rows"]
    if is_exact(total, "count") and all(is_exact(part, "count") for part in parts):
        assert sum(part["count"] for part in parts) == total["count"]


@settings(max_examples=60, deadline=None)
@given(ledgers_of_projects(), st.none() | days)
def test_phases_make_the_cumulative_total(ledger: Ledger, as_of: date | None) -> None:
    cumulative, phases = tables(ledger, {}, as_of)
    if not cumulative["rows"]:
        assert all(day > (as_of or LAST) for day in HELD.values())
        return
    total = cumulative["rows"][-1]
    per_phase = [row for row in phases["rows"] if row["batch"] == "合计"]
    per_batch = [row for row in phases["rows"] if row["batch"] != "合计"]
    for rows in (per_phase, per_batch):
        known = [row["count"] for row in rows if row["count"] is not None]
        if not total.get("lower_bounds"):
            assert sum(known) == (total["count"] or 0)


@settings(max_examples=75, deadline=None)
@given(partly_known(), asked_for, st.none() | days)
def test_rates_lie_between_0_and_100(
    known: Known, asked: dict[str, Any], as_of: date | None
) -> None:
    for table in tables(known.ledger, asked, as_of):
        for row in table["rows"]:
            for rate in rates(row):
                if asked.get("unique") and rate["name"].endswith("占比"):
                    continue
                top, bottom = float(rate["numerator"]), float(rate["denominator"])
                assert 0 <= top <= bottom
                shown_as = float(rate["percent"].rstrip("%"))
                assert (shown_as == 0) == (top == 0)
                assert (shown_as == 100) == (top == bottom)
                assert 0 <= shown_as <= 100


@settings(max_examples=50, deadline=None)
@given(ledgers_of_projects(), days, days, st.sampled_from(SCOPES))
def test_what_is_reached_stays_reached(
    ledger: Ledger, one: date, other: date, scope: Scope
) -> None:
    still = replace(ledger, projects=tuple(replace(p, withdrawn=None) for p in ledger.projects))
    earlier, later = Figures(still, min(one, other)), Figures(still, max(one, other))
    for measure in (COUNT, *map(reached, Milestone)):
        before, after = earlier.ask(scope, measure), later.ask(scope, measure)
        if before.exact is not None and after.value is not None:
            assert before.exact <= after.value


# --- replacing projects by the rollup that says the same


def _component(projects: list[Project], seed: int) -> list[Project]:
    """All projects that share a cell with one another, starting from one of them."""
    chosen = {seed}
    while True:
        cells = {_key(p, b) for i in chosen for p in [projects[i]] for b in p.listed}
        grown = {i for i, p in enumerate(projects) if any(_key(p, b) in cells for b in p.listed)}
        if grown <= chosen:
            return [projects[i] for i in sorted(chosen)]
        chosen |= grown


def _key(project: Project, batch: Batch) -> tuple[int, Batch, bool | None]:
    return project.listed[batch], batch, project.on_platform


def _rollups_of(projects: list[Project]) -> list[Rollup]:
    keys = {_key(project, batch) for project in projects for batch in project.listed}
    made = []
    for phase, batch, platform in sorted(keys, key=str):
        scope = Scope(Phases((phase,)), batch, platform)
        true = truth(projects, scope, None)
        made.append(
            Rollup(
                phases=scope.phases,
                batch=batch,
                on_platform=platform,
                count=int(true["个数"]),
                investment=true["总投资"],
                converted=int(true["转化"]),
                milestones={m: int(true[m.value]) for m in Milestone},
                date=LAST,
            )
        )
    return made


FIGURES = ("count", "investment", "own_reached", "next_reached", "share_count", "share_investment")


@settings(max_examples=50, deadline=None)
@given(
    ledgers_of_projects(complete=True).filter(lambda book: any(p.listed for p in book.projects)),
    st.sampled_from([{}, {"phases": "1"}, {"phases": "1-3"}, {"by": "phase"}]),
    st.data(),
)
def test_a_rollup_that_says_the_same_changes_no_figure(
    ledger: Ledger, asked: dict[str, Any], data: st.DataObject
) -> None:
    listed = [i for i, project in enumerate(ledger.projects) if project.listed]
    gone = _component(list(ledger.projects), data.draw(st.sampled_from(listed)))
    left = tuple(project for project in ledger.projects if project not in gone)
    replaced = Ledger(config=CONFIG, projects=left, rollups=tuple(_rollups_of(gone)))
    for before, after in zip(tables(ledger, asked), tables(replaced, asked), strict=True):
        assert before["title"] == after["title"]
        for one, other in zip(before["rows"], after["rows"], strict=True):
            keys = [*FIGURES, "own_rate", "next_rate"]
            assert {k: one.get(k) for k in keys} == {k: other.get(k) for k in keys}
