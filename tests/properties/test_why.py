"""Why a figure is what it is: the same figure as the table's, and its sources add up to it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from figures.ledgers import figures as figures_of
from figures.ledgers import ledger, project, rollup
from hypothesis import given, settings

from properties.one_draw import days_of, or_none
from properties.strategies import FIRST, LAST, Known, days, ledgers_of_projects, partly_known
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.explained import Explained, Since
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Question, Scope
from sangeyipi.model.table import Cell, Table
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.footnotes import COLUMNS as ASIDE
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.grouping import GROUPINGS
from sangeyipi.tables.summary import (
    by_batch_table,
    by_phase_table,
    cumulative_table,
    phase_table,
    phases_table,
)
from sangeyipi.tables.why import Why
from sangeyipi.tables.why_since import earlier, happened

#: A question of a table, what the table answers, and whether that is at least so.
Asked = tuple[Question, Cell, bool]
THREE = {1: "2021-07-10", 2: "2021-10-08", 3: "2022-01-04"}
BY = [one for one in GROUPINGS if one.of_projects]


def tables(figures: Figures) -> Iterator[Table]:
    some = phases([1, 2])
    for platform, unique in product((None, True, False), (False, True)):
        yield cumulative_table(figures, platform, unique)
        yield phases_table(figures, platform, unique)
        yield phase_table(figures, phases([2]), platform, unique)
        yield phase_table(figures, some, platform, unique)
        yield by_phase_table(figures, None, platform, unique)
        yield by_phase_table(figures, some, platform, unique)
        yield by_batch_table(figures, some, platform, unique)
    for by, scope in product(BY, (Scope(), Scope(phases([2]), None, True))):
        yield breakdown(figures, by, scope)


def asked(figures: Figures) -> Iterator[Asked]:
    """Every cell that is a figure; beside the columns, what only footnotes say."""
    for table in tables(figures):
        lists = table.id in ("cumulative", "phases", "phase")
        for row in table.rows:
            told = with_aside(figures, row) if lists else row
            for column in (*table.columns, *(ASIDE if lists else ())):
                question = table.question(told, column)
                if question is not None and column.key in told.cells:
                    yield question, told.cells[column.key], column.key in told.lower_bounds


def check(figures: Figures) -> None:
    why = Why(figures)
    told: dict[Question, Explained] = {}
    for question, cell, at_least in asked(figures):
        if question not in told:
            assert Question.parse(question.text) == question
            found = why.explain(question)
            assert found is not None, question.text
            adds_up(found)
            told[question] = found
        found = told[question]
        assert (found.cell, found.at_least) == (cell, at_least), question.text


def not_yet(then: Explained) -> Explained:
    """What lists that were held later had on a day before: nothing, and that is known."""
    made = (one._replace(value=Decimal(0), at_least=False) for one in then.made)
    return then._replace(made=tuple(made), sources=())


def comes_from(now: Explained, then: Explained, since: Since) -> None:
    """The parts of what changed add up to the difference, and nothing else changed."""
    changed = {source.id: source for source in since.sources}
    for number, one in enumerate(since.made):
        new, old = now.made[number], then.made[number]
        if new.at_least or old.at_least or None in (new.value, old.value):
            assert one.value is None
            continue
        parts = [source.parts[number] for source in since.sources]
        assert sum((part for part in parts if part), Decimal(0)) == one.value
        assert new.value is not None and old.value is not None
        assert one.value == new.value - old.value
        was = {source.id: source.parts[number] for source in then.sources}
        for source in now.sources:
            if source.id not in changed:
                assert (source.parts[number] or 0) == (was.get(source.id) or 0)


def adds_up(found: Explained) -> None:
    for number, one in enumerate(found.made):
        parts = [source.parts[number] for source in found.sources]
        if one.value is not None:
            assert None not in parts, found
            assert sum((part for part in parts if part), Decimal(0)) == one.value, found


@settings(max_examples=6, deadline=None)
@given(ledgers_of_projects(), or_none(days_of(FIRST, LAST)))
def test_sources_of_projects_add_up(book: Ledger, as_of: date | None) -> None:
    check(Figures(book, as_of))


@settings(max_examples=10, deadline=None)
@given(partly_known(hide_platform=True) | partly_known(timed=True))
def test_sources_with_rollups_add_up(known: Known) -> None:
    check(Figures(known.ledger, known.as_of))


@pytest.mark.parametrize(("where", "other"), [("1", 2), ("2", 1)])
@pytest.mark.parametrize(("rolled", "listed"), [*product((None, True, False), repeat=2)])
def test_what_a_rollup_leaves_over_is_a_share_of_its_whole_table(
    where: str, other: int, rolled: bool | None, listed: bool | None
) -> None:
    """In a table of both phases, of a rollup of one phase, of one side of the platform."""
    one = project("甲", f"开工={other}", "", platform=listed, invest="5")
    check(figures_of(ledger(one, rollup(where, None, rolled, 个数="3"), phases=THREE), None))


@settings(max_examples=10, deadline=None)
@given(partly_known(timed=True), days)
def test_what_changed_adds_up(known: Known, day: date) -> None:
    figures = Figures(known.ledger, known.as_of)
    why, config = Why(figures), known.ledger.config
    for table in (cumulative_table(figures), breakdown(figures, BY[0], Scope())):
        for question in (table.question(row, one) for row in table.rows for one in table.columns):
            found = why.explain(question) if question else None
            if question is None or found is None:
                continue
            then = earlier(question, day)
            assert then is not None
            since = why.since(question, then, "", happened(config, day, LAST))
            before = why.explain(then)
            if before is None:
                # What rollups of then hold beyond the rows is no row of that day.
                assert question.subject.part.is_rest
                continue
            assert since is not None
            asked = question.subject.scope.phases
            held = {one.number for one in config.phases if one.date <= day}
            comes_from(found, before if not asked or held & {*asked} else not_yet(before), since)
