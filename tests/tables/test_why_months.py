"""Every figure of a monthly set is explained as the set has it, and its pieces add up to it."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.question import Question
from sangeyipi.model.table import Cell, Table
from sangeyipi.store.settled import load_files
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.monthly.parts import Parts
from sangeyipi.tables.registers import financing, guarantees, problems, visits
from sangeyipi.tables.registers.shared import RegisterFilter
from sangeyipi.tables.why import Why

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo-county"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_files(DEMO).ledger
    assert found is not None
    return found


def asked(tables: tuple[Table, ...]) -> Iterator[tuple[str, Question, Cell, bool]]:
    for table in tables:
        # Of tables that have a row for each project some will do.
        for row in table.rows if len(table.rows) < 100 else table.rows[::9]:
            for column in table.columns:
                question = table.question(row, column)
                if question is not None and column.key in row.cells:
                    least = column.key in row.lower_bounds
                    yield table.id, question, row.cells[column.key], least


def test_every_figure_of_a_month_is_explained(ledger: Ledger) -> None:
    why = Why(Figures(ledger, date(2023, 6, 30)))
    found = 0
    figures = Figures(ledger, date(2023, 6, 30))
    others = [
        *problems.tables(figures, RegisterFilter(by="责任单位")),
        *visits.tables(figures, RegisterFilter(by="属地")),
        *guarantees.tables(figures, RegisterFilter(by="领域")),
        *financing.tables(figures, RegisterFilter(by="责任单位")),
        Parts(figures, of_month(Month(2023, 6))).behind_by_unit,
        *filter(None, [Parts(figures, of_month(Month(2023, 6))).nodes]),
    ]
    published = document(ledger, of_month(Month(2023, 6))).tables
    for table, question, cell, least in asked((*published, *others)):
        told = why.explain(question)
        assert told is not None, question.text
        assert told.definition and not re.search("[a-z_]{3}", told.title + told.definition), told
        found += 1
        assert Question.parse(question.text) == question
        assert (told.cell, told.at_least) == (cell, least), (table, question.text)
        for number, one in enumerate(told.made):
            parts = [source.parts[number] for source in told.sources]
            if one.value is not None:
                assert sum((part for part in parts if part), Decimal(0)) == one.value, told
    assert found > 1000
