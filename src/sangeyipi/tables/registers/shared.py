"""What the tables of all registers say: the day, numbers that are only the least, groups.

Owns how these are put into cells and footnotes; each said once.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sangeyipi.figures.problems import Count
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.question import Moment, Part, Subject
from sangeyipi.model.table import Cell, Row, Table
from sangeyipi.model.term import TOTAL

_NAMED = 5


class RegisterFilter(NamedTuple):
    """What a register is asked for; None (or empty) does not restrict."""

    by: str | None = None
    open: bool = False
    overdue: bool = False
    #: 编号 of the only project asked about.
    project: str | None = None
    #: How long nobody has gone to a project.
    months: int | None = None


class RowCells:
    """The cells of one row as it is filled."""

    def __init__(self, subject: Subject, label: str | None, level: int = 0) -> None:
        self.subject = subject
        self.level = level
        self.cells: dict[str, Cell] = {} if label is None else {subject.by: label}
        self.bounds: list[str] = []

    def put(self, key: str, value: Cell, least: bool = False) -> None:
        """A figure; `least`: it may be more, and of at least nothing nothing is known."""
        known = value if not least or value else None
        self.cells[key] = known
        if least and known is not None:
            self.bounds.append(key)

    def count(self, key: str, count: Count) -> None:
        """A number of records."""
        self.put(key, count.least, count.exact is None)

    @property
    def row(self) -> Row:
        """The row."""
        return Row(self.cells, tuple(self.bounds), self.level, self.subject)


def group(by: str, label: str) -> RowCells:
    """The row of a group."""
    return RowCells(Subject(by=by, group=label), label, 1)


def total(by: str) -> RowCells:
    """The row of all of them."""
    return RowCells(Subject(part=Part.TOTAL, by=by), TOTAL)


def of_one(table: Table, project: str | None) -> Table:
    """A table of the records of one project alone: its figures are no others'."""
    if project is None:
        return table
    rows = (
        row._replace(subject=row.subject._replace(project=project)) if row.subject else row
        for row in table.rows
    )
    return table._replace(rows=tuple(rows))


def moment(figures: Figures) -> Moment:
    """As of when the figures are, within which month what happens in one is meant."""
    day = figures.as_of
    return Moment(day, f"{day:%Y-%m}" if day else "")


def opening(figures: Figures, unit: str) -> Iterator[str]:
    """What every table says first: the ledger's own notice, the unit, the day."""
    config = figures.ledger.config
    if config.notice:
        yield config.notice
    yield f"{f'单位：{unit}；' if unit else ''}截至 {figures.as_of}。"


def uncertain(rows: Iterable[Row], what: str) -> Iterator[str]:
    """Why numbers of records are “≥” or “—”: a date that is known to its month only."""
    if any(row.lower_bounds for row in rows):
        yield f"“≥”为至少数、“—”为不明：{what}。"


def several(number: int, word: str, what: str) -> Iterator[str]:
    """That rows add up to more than the total, as some records stand in more than one."""
    if number:
        yield f"{number} {what}有不止一位（个）{word}，各行都计，合计只计一次，故各行之和大于合计。"


def some(ids: Iterable[str]) -> str:
    """The first few 编号; that there are more is said where not all are named."""
    found = list(ids)
    return "、".join(found[:_NAMED]) + (" 等" if len(found) > _NAMED else "")


def region(figures: Figures) -> str:
    """Where the figures are of, before a title."""
    return figures.ledger.config.region or ""
