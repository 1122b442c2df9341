"""The registers of dispatch in a published set: 红黄灯, problems, visits, guarantees, financing.

Owns which of their tables are published, and when; a register that the ledger does not keep has no
section.  The tables are those of the commands that answer the same.
"""

from collections.abc import Iterable, Iterator

from sangeyipi.figures.financing import matches
from sangeyipi.figures.guarantees import says_any
from sangeyipi.figures.lights import Alerts
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.visits import covered
from sangeyipi.model import term
from sangeyipi.model.document import Section
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Table
from sangeyipi.tables import lights
from sangeyipi.tables.registers import financing, guarantees, problems, visits
from sangeyipi.tables.registers.shared import RegisterFilter

#: What the registers count of a month alone: a longer period's own number is another.
_OF_THE_MONTH = frozenset({"raised_now", "closed_now"})
#: Every visit of the year, every match: those are for who keeps the register.
_LEFT_OUT = frozenset({"visits-list", "financing-list"})


def sections(figures: Figures, period: Period, alerts: Alerts | None) -> Iterator[Section]:
    """A section for each register that the ledger keeps."""
    ledger = figures.ledger
    if alerts is not None:
        found = _published(period, lights.tables(alerts, lights.Chosen()))
        yield from _section("lights", term.LIGHTS, found)
    if ledger.problems:
        found = _published(period, problems.tables(figures, RegisterFilter(overdue=True)))
        yield from _section("problems", "问题台账", found)
    if covered(ledger, period.last.year):
        yield from _section(
            "visits", "走访", _published(period, visits.tables(figures, RegisterFilter()))
        )
    if any(map(says_any, figures.population(Scope()))):
        found = _published(period, guarantees.tables(figures, RegisterFilter(open=True)))
        yield from _section("guarantees", "要素保障和纳统", found)
    if matches(figures, period.last).found:
        found = _published(period, financing.tables(figures, RegisterFilter()))
        yield from _section("financing", "银企对接", found)


def _section(id: str, title: str, found: Iterable[Table]) -> Iterator[Section]:
    tables = tuple(found)
    if tables:
        yield Section(id, title, tables)


def _published(period: Period, found: Iterable[Table]) -> Iterator[Table]:
    for table in found:
        if table.rows and table.id not in _LEFT_OUT:
            yield table if period.kind is PeriodKind.MONTH else _of_the_day(table)


def _of_the_day(table: Table) -> Table:
    """The table without what is counted of a single month."""
    kept = tuple(column for column in table.columns if column.key not in _OF_THE_MONTH)
    return table if len(kept) == len(table.columns) else table._replace(columns=kept)
