"""The figures of a project that a list shows: of the month, of what is overdue, and its light.

Owns what a list's column is and what its cells are made of; the words of keys are `list_columns`'.
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from sangeyipi.figures.lights import Lights, alerts
from sangeyipi.figures.monthly import KnownAmount, Record, records
from sangeyipi.figures.ranking import exact
from sangeyipi.figures.rates import FUNDS_RATE, ratio
from sangeyipi.figures.readings import Ground, QuantityOnDay, measure
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import COMPLETED_RATE, Standing, said_in, stood, year_rate
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month, last_full_month
from sangeyipi.model.nearest import natural
from sangeyipi.model.period import of_month
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate
from sangeyipi.tables.monthly.progress import columns as month_columns
from sangeyipi.tables.monthly.progress import put_known

_SAID = {"on_site": term.ON_SITE, "problems": term.PROBLEMS, "opinion": term.OPINION}


class Value(NamedTuple):
    """What stands in a cell, and by what it is sorted: None where it is not known exactly."""

    cell: Cell
    order: Any = None
    bound: bool = False
    #: Whether the column says anything of this project at all.
    applies: bool = True


class ListColumn(NamedTuple):
    """A column that can be asked for."""

    word: str
    column: Column
    value: Callable[[Project, "Facts"], Value]
    #: Whether it is of how a project stands on a day, which has to be a certain one.
    of_dispatch: bool = False


@dataclass(frozen=True)
class Facts:
    """What the columns of a list ask about all projects, prepared once each."""

    figures: Figures

    @property
    def day(self) -> date:
        """The day; only asked where there is one."""
        assert self.figures.as_of is not None
        return self.figures.as_of

    @property
    def month(self) -> Month:
        """The last month that was over by the day."""
        return last_full_month(self.day)

    @cached_property
    def ground(self) -> Ground:
        """The reports, as readings need them."""
        return Ground(self.figures.ledger, said_in(self.figures))

    def record(self, project: Project) -> Record:
        """A project with its reports."""
        return next(records([project], self.ground.book))

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Of each project under report or with a plan, by its 编号."""
        period = of_month(self.month)
        return {one.project.id: one for one in stood(self.figures, period)}

    @cached_property
    def lights(self) -> dict[str, Lights]:
        """What each project shows."""
        return {one.project.id: one for one in alerts(self.figures.on(self.day)).projects}


def order_of(raw: Any) -> Any:
    """By what a value is sorted; None where it has no place among the others."""
    if raw is None:
        return None
    if isinstance(raw, When):
        return (raw.last, raw.first) if raw.dated else None
    if isinstance(raw, Enum):
        return list(type(raw)).index(raw)
    if isinstance(raw, Rate | Points):
        return exact(raw)
    return natural(raw) if isinstance(raw, str) else raw


def value_of(raw: Any) -> Value:
    """A cell and its order from what a record says."""
    cell = raw.text if isinstance(raw, When) else raw
    if isinstance(raw, tuple):
        cell = "、".join(map(plain, raw))
    return Value(str(cell) if isinstance(cell, Enum) else cell, order_of(raw))


def standing_cells(one: Standing) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """What the month's columns say of a project, and which of it are lower bounds."""
    project = one.project
    cells: dict[str, Cell] = {
        "year_plan": one.plan,
        "year_rate": year_rate(one.completed_in_year, one.plan),
        "ahead": one.ahead,
    }
    if not one.reports:
        return cells, ()
    cells["completed_rate"] = _rate(COMPLETED_RATE, one.completed_to_date, project)
    cells["funds_rate"] = _rate(FUNDS_RATE, one.funds, project)
    bounds = put_known(
        cells,
        completed=one.completed,
        year_completed=one.completed_in_year,
        completed_to_date=one.completed_to_date,
        funds=one.funds,
    )
    return cells, bounds


def _rate(name: str, part: KnownAmount, project: Project) -> Cell:
    value = part.value if part.exact else None
    return ratio(name, value, project.investment, of_amounts=True)


def of_months() -> Iterator[ListColumn]:
    """What the reports say at the end of the month: completed, planned, ahead or behind."""
    _, *columns = month_columns(of_month(Month(2023, 1)))
    for column in columns:
        # 到位资金 is a key of the project itself.
        key = "funds_to_date" if column.key == "funds" else column.key
        shown = column._replace(key=key)
        yield ListColumn(column.name, shown, _standing(column.key), of_dispatch=True)
    for name, word in _SAID.items():
        yield ListColumn(word, Column(name, word), _last_said(name), of_dispatch=True)
    yield ListColumn("最近调度", Column("reported", "最近调度"), _last_month, of_dispatch=True)


def _standing(key: str) -> Callable[[Project, Facts], Value]:
    def value(project: Project, facts: Facts) -> Value:
        one = facts.standings.get(project.id)
        if one is None:
            return Value(None)
        cells, bounds = standing_cells(one)
        if key not in cells:
            return Value(None, applies=False)
        bound = key in bounds
        return Value(cells[key], None if bound else order_of(cells[key]), bound)

    return value


def _last_said(name: str) -> Callable[[Project, Facts], Value]:
    def value(project: Project, facts: Facts) -> Value:
        one = facts.standings.get(project.id)
        report = one.record.last_said(facts.month) if one else None
        return value_of(getattr(report, name, None))

    return value


def _last_month(project: Project, facts: Facts) -> Value:
    one = facts.standings.get(project.id)
    report = one.record.last_said(facts.month) if one else None
    return value_of(str(report.month) if report else None)


def of_alerts() -> Iterator[ListColumn]:
    """How long a planned node is overdue, and the light."""
    overdue = Quantity.MONTHS_OVERDUE
    yield ListColumn(overdue, Column("months_overdue", overdue, Kind.COUNT), _overdue, True)
    yield ListColumn("灯", Column("light", "灯"), _light, of_dispatch=True)


def _overdue(project: Project, facts: Facts) -> Value:
    """Calendar months since the first planned node fell due that is not reached."""
    rule = LightRule(dimension="", quantity=Quantity.MONTHS_OVERDUE)
    found = measure(facts.ground, facts.record(project), rule, facts.day)
    return _measured(found)


def _measured(found: QuantityOnDay) -> Value:
    if not found.applies:
        return Value(None, applies=False)
    if found.exact is None:
        least = int(found.low) if found.low else None
        return Value(least, bound=least is not None)
    return Value(int(found.exact), found.exact)


def _light(project: Project, facts: Facts) -> Value:
    found = facts.lights.get(project.id)
    return Value(None, applies=False) if found is None else value_of(found.mark)
