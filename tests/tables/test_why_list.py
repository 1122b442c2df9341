"""`sgyp list` lists just the projects behind a count or amount, and how often each is listed.

Over all cells of all tables of the demo county that rest on projects alone; how many there are and
what they come to is added up here from the records alone.
"""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.explained import Explained
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.links import option_of
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Question, Scope
from sangeyipi.model.table import Cell, Kind, Table
from sangeyipi.store.settled import load_files
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import GROUPINGS
from sangeyipi.tables.listing import View, list_table
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.summary import by_phase_table, phase_table
from sangeyipi.tables.why import Why
from sangeyipi.tables.why_list import behind_table, filter_of, listed, on_projects_alone
from tables.test_why_months import DEMO

MONTH = of_month(Month(2023, 6))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_files(DEMO).ledger
    assert found is not None
    return found


def tables(figures: Figures) -> Iterator[Table]:
    yield from document(figures.ledger, MONTH).tables
    for chosen in (phases([8]), phases([1, 2, 3])):
        yield phase_table(figures, chosen)
        yield phase_table(figures, chosen, True, unique=True)
        yield by_phase_table(figures, chosen)
        yield from (breakdown(figures, by, Scope(chosen)) for by in GROUPINGS if by.of_projects)
    yield from (breakdown(figures, by, Scope()) for by in GROUPINGS if by.of_projects)


def asked(table: Table) -> Iterator[tuple[Question, Cell]]:
    for row in table.rows if len(table.rows) < 100 else table.rows[::20]:
        for column in table.columns:
            question = table.question(row, column)
            known = row.cells.get(column.key) is not None
            if question and known and column.kind in (Kind.COUNT, Kind.AMOUNT):
                yield question, row.cells[column.key]


class Lists:
    """What `sgyp list` answers, each command once."""

    def __init__(self, why: Why) -> None:
        self.why = why
        self.found: dict[tuple[str, ...], dict[str, int]] = {}

    def times(self, words: tuple[str, ...], told: Explained) -> dict[str, int]:
        if words not in self.found:
            self.found[words] = self._listed(words)
        return self.found[words]

    def _listed(self, words: tuple[str, ...]) -> dict[str, int]:
        if words[0] == "--question":
            question = option_of(words[1])
            assert question is not None
            told = self.why.explain(question)
            assert told is not None
            made = behind_table(self.why.of(question).figures, told, View())
        else:
            day = words[words.index("--as-of") + 1]
            figures = self.why.figures
            assert str(figures.as_of) == day
            made = list_table(figures, filter_of(words), View())
        return {str(row.cells["id"]): int(str(row.cells.get("times", 1))) for row in made.rows}


def test_a_list_has_just_the_projects_behind_a_figure(ledger: Ledger) -> None:
    figures = Figures(ledger, MONTH.last)
    why = Why(figures)
    lists, seen, by_question = Lists(why), 0, 0
    projects = {one.id: one for one in ledger.projects}
    for table in tables(figures):
        for question, cell in asked(table):
            told = why.explain(question)
            if told is None or why.of(question) is not why:
                continue
            if not told.sources or not on_projects_alone(figures, told):
                continue
            one = listed(figures, told).made[0]
            assert one.listing, question.text
            found = lists.times(one.listing, told)
            behind = {o.id: o.times for o in told.sources if o.parts[0] is not None}
            assert found == behind, (question.text, one.listing)
            seen, by_question = seen + 1, by_question + (one.listing[0] == "--question")
            once = question.measurement.once or question.subject.by
            if question.measurement.name == "count" and not question.subject.part.is_rest:
                assert cell == (len(found) if once else sum(found.values()))
            if question.measurement.name == "investment" and not question.subject.part.is_rest:
                sums = (
                    (projects[id].investment or 0) * (1 if once else times)
                    for id, times in found.items()
                )
                assert cell == sum(sums, Decimal(0)), question.text
    assert seen > 1000 and 0 < by_question < seen
