"""Every figure of the demo county's report, bulletins, rankings and lists answers for itself."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from figures import ledgers as raw

from report.bulletins import made, written
from sangeyipi import api
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.explained import Explained
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Question
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Cell, Rate, Table
from sangeyipi.report.bulletin.wanting import section_three
from sangeyipi.report.document import report
from sangeyipi.report.recalled import agrees
from sangeyipi.report.template import SECTION_ONE, packaged
from sangeyipi.store.settled import load_files
from sangeyipi.tables.grouping import named
from sangeyipi.tables.list_columns import named as column_named
from sangeyipi.tables.listing import ListView, list_table
from sangeyipi.tables.registers import problems
from sangeyipi.tables.registers.shared import RegisterFilter
from sangeyipi.tables.summary import phase_table
from sangeyipi.tables.why import Why

DEMO = Path(__file__).resolve().parents[2] / "examples" / "demo-county"
JUNE, OCTOBER = date(2023, 6, 30), date(2023, 10, 31)
#: Tables that have a row for each project: some of their rows will do.
LONG, STEP = 25, 11


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_files(DEMO).ledger
    assert found is not None
    return found


def asked(tables: tuple[Table, ...]) -> Iterator[tuple[str, Question, Cell, bool]]:
    for table in tables:
        for row in table.rows if len(table.rows) < LONG else table.rows[::STEP]:
            for column in table.columns:
                if not column.is_figure or column.key not in row.cells:
                    continue
                question = table.question(row, column)
                if question is None:
                    assert row.cells[column.key] is None, (table.id, column.key)
                    continue
                least = column.key in row.lower_bounds
                yield table.id, question, row.cells[column.key], least


def same(cell: Cell) -> Cell:
    """A rate is called otherwise where it is a list's than where it is a share of a row."""
    return cell._replace(name="") if isinstance(cell, Rate) else cell


def adds_up(told: Explained) -> None:
    assert told.definition or told.reasons, told
    for number, one in enumerate(told.made):
        parts = [source.parts[number] for source in told.sources]
        if one.value is not None:
            assert sum((part for part in parts if part), Decimal(0)) == one.value, told


def check(figures: Figures, tables: tuple[Table, ...]) -> int:
    why, count = Why(figures), 0
    for table, question, cell, least in asked(tables):
        told = why.explain(question)
        assert told is not None, (table, question.text)
        assert (same(told.cell), told.at_least) == (same(cell), least), (table, question.text)
        assert Question.parse(question.text) == question
        adds_up(told)
        count += 1
    return count


def check_prose(figures: Figures, document: Document) -> int:
    why, count = Why(figures), 0
    for section in document.sections:
        for paragraph in section.paragraphs:
            for run in paragraph.runs:
                if isinstance(run, Quoted):
                    told = why.explain(run.question)
                    assert told is not None, run
                    assert agrees(run.text, told.cell, in_words=True), (run, told.cell)
                    adds_up(told)
                    count += 1
    return count


def test_every_figure_of_a_report(ledger: Ledger) -> None:
    figures = Figures(ledger, JUNE)
    one = report(figures, packaged(SECTION_ONE), None)
    document = one._replace(sections=(*one.sections, *section_three(figures, written)))
    assert check_prose(figures, document) > 100
    assert check(figures, document.tables) > 500


def test_every_figure_of_a_bulletin(ledger: Ledger) -> None:
    """Its tables are those of the monthly set."""
    figures = Figures(ledger, OCTOBER)
    document = made(ledger, of_month(Month(2023, 10)))
    assert check_prose(figures, document) > 100


def ranked(figures: Figures, by: str, rank: str, chosen: tuple[int, ...] = ()) -> Table:
    found = phases(chosen) if chosen else None
    (table,) = api.summary(figures, found, by=named(by), rank=rank)
    return table


def test_every_place_says_what_it_is_by(ledger: Ledger) -> None:
    figures = Figures(ledger, OCTOBER)
    tables = (
        ranked(figures, "包联领导", "签约开工率", (8,)),
        ranked(figures, "责任单位", "签约率"),
        ranked(figures, "领域", "总投资"),
        ranked(figures, "属地", "年度完成率", (8,)),
        ranked(figures, "期", "总投资", (3, 4, 5)),
        ranked(figures, "批", "个数占比"),
    )
    assert check(figures, tables) > 200
    texts = [q.text for _, q, *_ in asked(tables) if q.measurement.name.endswith("_rank")]
    assert len(texts) == len(set(texts)) > 40
    first = next(q for _, q, cell, _ in asked(tables[2:3]) if "rank" in q.text and cell == 2)
    told = Why(figures).explain(first)
    assert told is not None
    assert told.title.endswith("按总投资的名次")
    assert any(line.startswith("排在前面的：") for line in told.reasons)


def test_every_figure_of_a_list_and_of_one_projects_problems(ledger: Ledger) -> None:
    figures = Figures(ledger, OCTOBER)
    words = ("编号", "子项目个数", "年度完成率", "超/欠序时（百分点）", "累计到位资金", "逾期月数")
    columns = tuple(map(column_named, words))
    tables = [list_table(figures, Filter(), ListView(columns))]
    tables.append(
        list_table(figures, Filter(phases=phases([7, 8]), batch=Batch.STARTED), ListView())
    )
    counts = [one.project for one in ledger.problems]
    one = max(set(counts), key=counts.count)
    tables += problems.tables(figures, RegisterFilter(project=one))
    assert check(figures, tuple(tables)) > 60
    everyone = {q.text for _, q, *_ in asked(tuple(problems.tables(figures, RegisterFilter())[:2]))}
    theirs = {q.text for _, q, *_ in asked(tuple(tables[2:4]))}
    assert theirs and not theirs & everyone


def test_shares_of_what_is_not_split() -> None:
    """未分批: what the rollup of a phase holds beyond those of its batches, of the whole phase."""
    book = raw.ledger(
        raw.rollup("1", 个数="10", 总投资="100"),
        raw.rollup("1", "签约", 个数="6", 总投资="40"),
        raw.rollup("1", "开工", 个数="1", 总投资="10"),
    )
    figures = Figures(book)
    table = phase_table(figures, phases([1]))
    assert check(figures, (table,)) > 10
    (rest,) = (row for row in table.rows if row.left_over)
    why, told = Why(figures), {}
    for column in table.columns:
        question = table.question(rest, column)
        if question is not None and column.key in rest.cells:
            told[column.key] = why.explain(question)
    count, amount = told["share_count"], told["share_investment"]
    assert count is not None and amount is not None
    assert [one.value for one in (*count.made, *amount.made)] == [3, 10, 50, 100]
    assert [one.parts[0] for one in count.sources] == [10, -6, -1]
    assert count.definition.startswith("本行的个数÷这几期合计的个数；本行是汇总里的数，")
    assert count.title == "第1期项目未分批个数占比"
