"""`sgyp list` lists just the projects behind a count or amount, and how often each is listed.

Over all cells of all tables of the demo county that rest on projects alone; how many there are and
what they come to is added up here from the records alone.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from sangeyipi import api
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter
from sangeyipi.model.explained import Explained
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.links import option_of
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Question, Scope
from sangeyipi.model.table import Cell, Kind, Table
from sangeyipi.report.bulletin.wanting import wanting
from sangeyipi.report.document import report
from sangeyipi.report.template import SECTION_ONE, packaged
from sangeyipi.store.settled import load_files
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import GROUPINGS, named
from sangeyipi.tables.list_columns import named as column_named
from sangeyipi.tables.listing import ListView, list_table
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.registers import financing, guarantees, problems, visits
from sangeyipi.tables.registers.shared import RegisterFilter
from sangeyipi.tables.summary import by_phase_table, phase_table
from sangeyipi.tables.why import Why
from sangeyipi.tables.why_list import behind_table, filter_of, listed, on_projects_alone
from sangeyipi.tables.why_ranks import is_place
from tables.test_why_months import DEMO

MONTH = of_month(Month(2023, 6))
#: Of long lists no more than who is on them.
ID = column_named("编号")


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

    yield from report(figures, packaged(SECTION_ONE), None).tables
    yield from wanting(figures)[1]
    for by, rank in (("属地", "年度完成率"), ("包联领导", "签约开工率"), ("期", "总投资")):
        yield from api.summary(figures, None, by=named(by), rank=rank)
    for register in (problems, visits, guarantees, financing):
        yield from register.tables(figures, RegisterFilter(by="责任单位"))
    yield from problems.tables(figures, RegisterFilter(project=most_problems(figures.ledger)))
    yield list_table(figures, Filter(phases=phases([7, 8])), ListView())


def most_problems(ledger: Ledger) -> str:
    """Whoever has most problems."""
    (most, _), *_ = Counter(one.project for one in ledger.problems).most_common(1)
    return most


def asked(table: Table) -> Iterator[tuple[Question, Cell]]:
    for row in table.rows if len(table.rows) < 30 else table.rows[::20]:
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
            made = behind_table(self.why.of(question).figures, told, ListView((ID,)))
        else:
            day = words[words.index("--as-of") + 1]
            figures = self.why.figures
            assert str(figures.as_of) == day
            made = list_table(figures, filter_of(words), ListView())
        return {str(row.cells["id"]): int(str(row.cells.get("times", 1))) for row in made.rows}


def test_a_list_has_just_the_projects_behind_a_figure(ledger: Ledger) -> None:
    figures = Figures(ledger, MONTH.last)
    why = Why(figures)
    lists, seen, by_question = Lists(why), 0, 0
    projects = {one.id: one for one in ledger.projects}
    done: set[Question] = set()
    of: set[str] = set()
    for table in tables(figures):
        for question, cell in asked(table):
            if question in done or is_place(question.measurement):
                continue
            done.add(question)
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
            of.add(table.id)
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
    # Of summaries, breakdowns, rankings, lists, the monthly set and registers.
    assert of >= {"phase", "by-unit", "progress-by-unit", "projects", "guarantees", "whitelist"}
    assert of >= {"visits-by-unit", "financing", "lights-by-unit", "behind-by-unit", "cumulative"}
    assert seen > 1000 and 0 < by_question < seen
