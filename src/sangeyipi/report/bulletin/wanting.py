"""The figures of a report's section on what is wanting: large projects, those behind, problems.

Owns what its template is given.  As of a day, or of the newest month reported.
"""

from datetime import date

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day
from sangeyipi.figures.status import stood
from sangeyipi.model.document import Section
from sangeyipi.model.month import last_full_month
from sangeyipi.model.period import of_month
from sangeyipi.model.question import Measured, Measurement, Scope
from sangeyipi.model.table import Table
from sangeyipi.report.bulletin.behind import Behind, behind
from sangeyipi.report.bulletin.problems import ProblemsSection, registered
from sangeyipi.report.bulletin.reading import number, text
from sangeyipi.report.given import Given, ProseFigure, given
from sangeyipi.report.language import Write
from sangeyipi.report.numerals import day_in_words
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import BAND, is_unsaid
from sangeyipi.tables.monthly.counts import plan_table
from sangeyipi.tables.monthly.standouts import behind_table

#: The bands that a report speaks of as large ones.
_LARGE = 2


class BandCount(Given):
    """一档"""

    name: str = given("名称", "100亿元以上、50-100亿元")
    count: ProseFigure = given("个数", "这一档的项目，每个只计一次")
    investment: ProseFigure = given("总投资", "这些项目的总投资")


class Wanting(Given):
    """存在问题"""

    bands: tuple[BandCount, ...] = given("各档", "规模分档的每一档，从大到小；没有设分档的为空")
    large: tuple[BandCount, ...] = given("较大的档", "最大的两档")
    month: str = given("序时月份", "序时算到的月份：2023年9月；没有月调度的为空")
    behind: Behind | None = given("序时", "达到和欠序时进度的项目；没有月调度的为空")
    day: str = given("问题截至", "问题算到的那一天；没有问题台账的为空")
    problems: ProblemsSection | None = given("问题", "问题台账；没有的为空")


def wanting(figures: Figures) -> tuple[Wanting, tuple[Table, ...]]:
    """What the template of the section is given, and the tables it was taken from."""
    tables: list[Table] = []
    bands: tuple[BandCount, ...] = ()
    if figures.ledger.config.band_floors:
        table = breakdown(figures, BAND, Scope())
        bands = _bands(table)
        tables += [table] if bands else []
    day = figures.as_of or dispatch_day(figures.ledger)
    late, month = _late(figures, day, tables)
    problems = None
    if day is not None and figures.ledger.problems:
        problems, told = registered(figures.on(day))
        tables += told
        problems = problems if problems.raised.value else None
    return Wanting(
        bands,
        bands[:_LARGE],
        month,
        late,
        day_in_words(day) if day and problems else "",
        problems,
    ), tuple(tables)


def _bands(table: Table) -> tuple[BandCount, ...]:
    count = Measurement(Measured.COUNT, once=True)
    investment = Measurement(Measured.INVESTMENT, once=True)
    return tuple(
        BandCount(text(row, BAND.key), number(table, row, count), number(table, row, investment))
        for row in table.rows
        if row.level and not is_unsaid(text(row, BAND.key))
    )


def _late(figures: Figures, day: date | None, tables: list[Table]) -> tuple[Behind | None, str]:
    if day is None:
        return None, ""
    period = of_month(last_full_month(day))
    then = figures.on(period.last)
    found = stood(figures, period)
    if not found:
        return None, ""
    told = (plan_table(then, period, found), behind_table(then, period, found))
    late = behind(*told)
    if not late.words:
        return None, ""
    tables += told
    return late, period.title


def section_three(figures: Figures, write: Write) -> tuple[Section, ...]:
    """What is wanting, in figures; nothing where the ledger has none of them."""
    given, tables = wanting(figures)
    if not (given.large or given.behind or given.problems):
        return ()
    done = write("section-three", given)
    shown = tuple(table for table in tables if table.rows)
    return (Section("section-three", done.title, shown, (), done.paragraphs),)
