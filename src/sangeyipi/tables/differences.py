"""Two answers to one question: the rows of two tables side by side, and what differs in them.

Owns how figures of two tables are compared, whatever they are compared for (diff, log, 更正, a
month beside the one before).  Rows are matched by their questions and never by what is shown of
them.  Must not know what a difference means, nor its words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.question import Question, Subject
from sangeyipi.model.rounding import percentage
from sangeyipi.model.table import Cell, Column, Points, Rate, Row

#: Rows by what makes them the same row in two tables.
ByQuestion = Mapping[Subject, Row]


class SideAnswer(NamedTuple):
    """What one side says.  Not `there`: it has no such row or cell.  Cell None: unknown."""

    cell: Cell = None
    there: bool = True
    at_least: bool = False

    @property
    def number(self) -> Decimal | None:
        """The count or amount, where it is one and exact."""
        exact = not self.at_least and isinstance(self.cell, int | Decimal)
        return Decimal(self.cell) if exact else None  # type: ignore[arg-type]

    @property
    def _seen(self) -> object:
        """What a reader sees of it: a rate that rounds to the same is the same."""
        if isinstance(self.cell, Rate):
            return percentage(self.cell.numerator, self.cell.denominator), self.cell.base
        return self


_NO_ANSWER = SideAnswer(there=False)


class Difference(NamedTuple):
    """A figure on two sides."""

    subject: Subject
    column: Column
    before: SideAnswer
    after: SideAnswer

    @property
    def question(self) -> Question:
        """What both sides answer."""
        return self.column.question(self.subject)

    @property
    def same(self) -> bool:
        """Whether a reader sees no difference."""
        return self.before == self.after or self.before._seen == self.after._seen

    @property
    def exact(self) -> Decimal | None:
        """By how much a count or amount has grown; None where a side is not known exactly."""
        old, new = self.before.number, self.after.number
        return None if old is None or new is None else new - old

    @property
    def points(self) -> Points | None:
        """By how many percentage points a rate has; None where a side is unknown."""
        old, new = self.before.cell, self.after.cell
        if not isinstance(old, Rate) or not isinstance(new, Rate):
            return None
        return Points(f"{new.name}增减", new, old)


def by_question(
    rows: Iterable[Row], same: Callable[[Subject], Subject] = lambda subject: subject
) -> dict[Subject, Row]:
    """The rows that answer a question; `same` says what two tables' rows have to have in common."""
    return {same(row.subject): row for row in rows if row.subject}


def aligned(old: ByQuestion, new: ByQuestion) -> Iterator[tuple[Subject, Row | None, Row | None]]:
    """Every row of either side with its counterpart, those that are gone last."""
    for subject in dict.fromkeys([*new, *old]):
        yield subject, old.get(subject), new.get(subject)


def side_by_side(
    before: Row | None, after: Row | None, columns: Iterable[Column]
) -> Iterator[Difference]:
    """Each figure of two rows, the same or not."""
    row = after or before
    assert row is not None and row.subject is not None
    for column in columns:
        yield Difference(row.subject, column, _answer(before, column), _answer(after, column))


def differences(
    before: Row | None, after: Row | None, columns: Iterable[Column]
) -> Iterator[Difference]:
    """The figures of two rows that are not the same."""
    if before and after and before.lower_bounds == after.lower_bounds:
        old, new = before.cells, after.cells
        columns = (one for one in columns if old.get(one.key, "") != new.get(one.key, ""))
    return (one for one in side_by_side(before, after, columns) if not one.same)


def _answer(row: Row | None, column: Column) -> SideAnswer:
    if row is None or column.key not in row.cells:
        return _NO_ANSWER
    return SideAnswer(row.cells[column.key], True, column.key in row.lower_bounds)
