"""Questions of prose → what the ledger answers, exact or at least.

Owns no figure: each is asked of the code that makes the tables of `summary`, `report` and their
groups, as of the question's own day.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT, reached
from sangeyipi.figures.rates import count_rate, investment_rate, rule_of
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.question import Measured, Question
from sangeyipi.model.rounding import EXACT
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Rate
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import named


class LedgerAnswer(NamedTuple):
    """What the ledger says.  `value` None: unknown; `at_least`: it may be more, up to `most`."""

    value: Decimal | None
    at_least: bool = False
    most: Decimal | None = None
    #: Of a rate, what it is made of.
    rate: Rate | None = None


UNKNOWN = LedgerAnswer(None)


class LedgerAnswers:
    """The figures of a ledger, by day; what is asked twice is worked out once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.figures = cache(self._figures)
        self.of = cache(self._of)

    def _figures(self, day: date | None) -> Figures:
        return Figures(self.ledger, day)

    def _of(self, question: Question) -> LedgerAnswer:
        """The answer to a question."""
        (scope, _, _, by, _, moment, *_), asks = question
        figures = self.figures(moment.as_of if moment else None)
        if by:
            return _of_group(figures, question)
        match asks.name:
            case Measured.COUNT:
                return _sized(total(figures, scope, COUNT))
            case Measured.INVESTMENT:
                return _sized(total(figures, scope, INVESTMENT))
            case Measured.CONVERTED:
                return _within(figures.ask(scope, CONVERTED), figures.ask(scope, COUNT))
        if scope.batch is None or not isinstance(asks.milestone, Milestone):
            return UNKNOWN
        if asks.name == Measured.REACHED:
            step = figures.ask(scope, reached(asks.milestone))
            return _within(step, figures.ask(scope, COUNT))
        rule = rule_of(scope.batch, asks.milestone)
        rate = (investment_rate if asks.by_investment else count_rate)(figures, scope, rule).rate
        if rate is None:
            return UNKNOWN
        if asks.name == Measured.REMAINING:
            return LedgerAnswer(rate.denominator - rate.numerator)
        return LedgerAnswer(EXACT.divide(rate.numerator * 100, rate.denominator), rate=rate)


def _sized(figure: Figure) -> LedgerAnswer:
    return LedgerAnswer(figure.value, figure.is_lower_bound)


def _within(part: Figure, whole: Figure) -> LedgerAnswer:
    """How many of a list: never more than there are."""
    return LedgerAnswer(part.value, part.is_lower_bound, whole.exact)


def _of_group(figures: Figures, question: Question) -> LedgerAnswer:
    by = named(question.subject.by)
    if by is None:
        return UNKNOWN
    table = breakdown(figures, by, question.subject.scope)
    for row in table.rows:
        for column in table.columns:
            if table.question(row, column) == question:
                cell = row.cells.get(column.key)
                known = isinstance(cell, int | Decimal) and not isinstance(cell, bool)
                lower = column.key in row.lower_bounds
                return LedgerAnswer(Decimal(cell), lower) if known else UNKNOWN  # type: ignore[arg-type]
    return UNKNOWN
