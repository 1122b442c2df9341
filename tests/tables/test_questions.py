"""Every figure of a table says what it answers, and no two of one table answer the same."""

import json
from datetime import date
from pathlib import Path

import pytest
from figures.ledgers import ledger, project
from figures.reported import period

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Measured, Part, Scope, Subject
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Table
from sangeyipi.store.settled import load_files
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import GROUPINGS
from sangeyipi.tables.listing import list_table
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.summary import (
    by_batch_table,
    by_phase_table,
    cumulative_table,
    phase_table,
    phases_table,
)

ROOT = Path(__file__).resolve().parents[2]
LEDGERS = (ROOT / "data", ROOT / "examples" / "demo-county")
#: A project may be in them more than once.
MORE_THAN_ONCE = frozenset({"overdue", "alerts"})


def opened(folder: Path) -> Ledger:
    found = load_files(folder).ledger
    assert found is not None
    return found


def tables(book: Ledger) -> list[Table]:
    figures = Figures(book)
    chosen = phases([1])
    section_one = [
        made(figures, *args)
        for args in ((None, False), (True, False), (None, True))
        for made in (cumulative_table, phases_table)
    ]
    one_phase = [made(figures, chosen) for made in (phase_table, by_phase_table, by_batch_table)]
    by = [breakdown(figures, one, Scope()) for one in GROUPINGS if one.of_projects]
    months = document(book, period("2023-06")).tables
    return [*section_one, *one_phase, *by, list_table(figures, Filter()), *months]


def questions(table: Table) -> list[str]:
    found = []
    for row in table.rows:
        for column in table.columns:
            question = table.question(row, column)
            if column.is_figure and column.key in row.cells:
                assert question is not None, (table.id, column.key)
                found.append(question.text)
            elif not (column.is_figure or column.asks):
                assert question is None
    return found


@pytest.mark.parametrize("folder", LEDGERS, ids=lambda folder: folder.name)
def test_every_figure_says_what_it_answers(folder: Path) -> None:
    for table in tables(opened(folder)):
        found = questions(table)
        assert len(found) == len(set(found)) or table.id in MORE_THAN_ONCE, table.id


def test_what_a_row_and_a_column_ask_together() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
        project("B", "开工=2", "开工=2021-10-08", invest="20", platform=True),
    )
    table = cumulative_table(Figures(book, date(2022, 1, 31)))
    by_key = {column.key: column for column in table.columns}
    signed = next(row for row in table.rows if row.cells["batch"] == "签约")
    question = table.question(signed, by_key["next_rate_investment"])
    assert question is not None
    measured = question.measurement
    assert measured[:3] == (Measured.RATE, Milestone.STARTED, True)
    # All that is recorded is of the platform, so that alone is answered; it was not asked.
    assert signed.subject is not None
    assert signed.subject.narrowed
    assert signed.subject.asked == Subject(Scope(signed.subject.scope.phases, Batch.SIGNED))
    assert question.facts["as_of"] == "2022-01-31"
    total = table.rows[-1].subject
    assert total is not None
    assert total.part is Part.TOTAL


def test_each_project_once_is_another_question() -> None:
    book = ledger(project("A", "签约=1", "签约=2021-07-10", invest="10"))
    lists, once = (
        set(questions(cumulative_table(Figures(book), None, unique))) for unique in (False, True)
    )
    # How many took a step is counted by lists in both.
    assert {json.loads(one)["measure"] for one in lists & once} == {"reached", "rate"}
    assert {json.loads(one)["measure"] for one in once - lists} == {"count", "investment", "share"}


def test_the_rows_of_a_comparison_are_of_their_own_periods() -> None:
    found = document(opened(LEDGERS[1]), period("2023-06")).tables
    (table,) = (one for one in found if one.id == "comparison")
    said = [row.subject.moment for row in table.rows if row.subject and row.subject.moment]
    assert [one.period for one in said] == ["2023-06", "2023-05", "2023-05", "2022-06", "2022-06"]
    assert said[1].as_of == date(2023, 5, 31)
