"""What the changes do to section one: each figure that differs, by how much, because of whom.

Counts and amounts are exact and their differences add up to their causes; rates and unknowns are
shown, never added.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.compare.causes import (
    STARTED_BASE,
    TARGETS,
    Attribution,
    Cause,
    Origin,
    Source,
    Term,
)
from sangeyipi.compare.records import Changes
from sangeyipi.compare.section_one import Line, Pair, aligned
from sangeyipi.figures.measures import CONVERTED, COUNT, INVESTMENT, Measure, reached
from sangeyipi.figures.rates import (
    BESIDE,
    RateRule,
    count_rate,
    funds_rate,
    investment_rate,
    next_step,
    own_step,
)
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import percentage
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Cell, Column, Kind, Rate
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.rows import COLUMNS

_SIZES = {"count": COUNT, "investment": INVESTMENT}
_SHARES = {"share_count": "count", "share_investment": "investment"}
_TOLD = (*COLUMNS, *aside.COLUMNS)
_FIGURES = (*(column for column in COLUMNS if column.kind is not Kind.TEXT), *aside.COLUMNS)
#: What a verdict (达标, 未达标) is made of, beside the target itself.
_JUDGED = "next_rate"


class Value(NamedTuple):
    """A figure on one side.  Not `there`: that ledger has no such row.  Cell None: unknown."""

    cell: Cell
    there: bool = True
    at_least: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The count or amount, where it can be subtracted; no row is nothing."""
        if not self.there:
            return Decimal(0)
        if self.at_least or not isinstance(self.cell, int | Decimal):
            return None
        return Decimal(self.cell)


class Effect(NamedTuple):
    """One figure of section one that is not the same.

    `difference` is a count, 亿元, or for a rate percentage points; None where a side is unknown.
    """

    line: Line
    column: Column
    word: str
    before: Value
    after: Value
    difference: Decimal | None
    causes: tuple[Cause, ...]

    @property
    def is_share(self) -> bool:
        """Whether it is a share (占比), which moves whenever anything else does."""
        return self.column.key in _SHARES


def effects(changes: Changes, old: Ledger, new: Ledger) -> tuple[Effect, ...]:
    """Every figure and rate of the summary's tables that changes, in their order."""
    return tuple(_Effects(changes, Figures(old), Figures(new)).found())


def distinct(found: Iterable[Effect]) -> list[Effect]:
    """Without what the cumulative table says of a single phase: the table of phases says it too."""
    told = list(found)
    by_phase = {_said(one) for one in told if one.line.key.table == "phases"}
    return [one for one in told if one.line.key.table == "phases" or _said(one) not in by_phase]


def _said(one: Effect) -> tuple[object, ...]:
    return one.line.label, one.column.key, one.before, one.after


class _Effects:
    """The two sides, and whom to name."""

    def __init__(self, changes: Changes, old: Figures, new: Figures) -> None:
        self.sides = (old, new)
        self.attribution = Attribution(changes, old, new)

    def found(self) -> Iterator[Effect]:
        for pair in aligned(*self.sides):
            for column in _FIGURES:
                before, after = _value(pair.before, column), _value(pair.after, column)
                if column.kind is not Kind.FLAG and not _same(before, after):
                    yield self._effect(pair, column, before, after)

    def _effect(self, pair: Pair, column: Column, before: Value, after: Value) -> Effect:
        word = _word(column.key, pair.line.scope.batch)
        old, new = before.exact, after.exact
        if column.key == "target":
            difference, causes = None, (*self._targets(), *self._rate_causes(pair, _JUDGED))
        elif column.kind is Kind.RATE:
            difference, causes = _points(before, after), self._rate_causes(pair, column.key)
        elif old is None or new is None:
            difference, causes = None, self.attribution.names(*self._figures(pair, column.key))
        else:
            difference = new - old
            causes = self.attribution.parts(*self._terms(pair, column.key))
            causes = (*causes, *_told_elsewhere(difference, causes))
        return Effect(pair.line, column, word, before, after, difference, causes)

    def _terms(self, pair: Pair, key: str) -> tuple[list[Term], list[Term]]:
        old, new = (
            list(_terms(figures, line, key)) if line else []
            for figures, line in zip(self.sides, pair, strict=True)
        )
        return old, new

    def _figures(self, pair: Pair, key: str) -> tuple[list[Figure], list[Figure]]:
        old, new = self._terms(pair, key)
        return [term.figure for term in old], [term.figure for term in new]

    def _targets(self) -> Iterator[Cause]:
        old, new = (figures.ledger.config.targets for figures in self.sides)
        if old != new:
            yield Cause(Origin(Source.CONFIG, TARGETS), None)

    def _rate_causes(self, pair: Pair, key: str) -> tuple[Cause, ...]:
        old, new = (
            list(_behind(figures, line, key)) if line else []
            for figures, line in zip(self.sides, pair, strict=True)
        )
        base = [figures.ledger.config.conventions.started_base for figures in self.sides]
        setting = base[0] != base[1] and key.startswith("next_") and _is_signed(pair.line)
        named = (Cause(Origin(Source.CONFIG, STARTED_BASE), None),) if setting else ()
        return (*named, *self.attribution.names(old, new))


def _told_elsewhere(difference: Decimal, causes: Iterable[Cause]) -> Iterator[Cause]:
    """What moved between this row, which holds only a remainder, and the rows of its parts."""
    rest = difference - sum((cause.part or Decimal(0) for cause in causes), Decimal(0))
    if rest:
        yield Cause(Origin(Source.UNCHANGED, "改由其他行列出的部分"), rest)


def _is_signed(line: Line) -> bool:
    return line.scope.batch is Batch.SIGNED


def _value(line: Line | None, column: Column) -> Value:
    if line is None or column.key not in line.row.cells:
        return Value(None, there=False)
    return Value(line.row.cells[column.key], True, column.key in line.row.lower_bounds)


def _same(before: Value, after: Value) -> bool:
    """Whether a reader of the table sees the same; a rate that rounds to the same is the same."""
    if before.there != after.there:
        there = before if before.there else after
        return not there.cell
    if isinstance(before.cell, Rate) and isinstance(after.cell, Rate):
        return _percent(before.cell) == _percent(after.cell) and _base(before) == _base(after)
    return before == after


def _percent(rate: Rate) -> Decimal:
    return percentage(rate.numerator, rate.denominator)


def _base(value: Value) -> str:
    return value.cell.base if isinstance(value.cell, Rate) else ""


def _points(before: Value, after: Value) -> Decimal | None:
    if isinstance(before.cell, Rate) and isinstance(after.cell, Rate):
        return _percent(after.cell) - _percent(before.cell)
    return None


def _terms(figures: Figures, line: Line, key: str) -> Iterator[Term]:
    """The figures that a count or amount of a row is made of."""
    if key not in line.row.cells:
        return
    if key == "converted":
        yield Term(1, figures.ask(line.scope, CONVERTED))
        return
    if key not in _SIZES:
        yield Term(1, figures.ask(line.scope, _reached(line, key)))
        return
    yield from _size(figures, line.scope, key, line.unsplit)


def _size(figures: Figures, scope: Scope, key: str, unsplit: bool = False) -> Iterator[Term]:
    measure = _SIZES[key]
    yield Term(1, figures.ask(scope, measure) if unsplit else total(figures, scope, measure))


def _reached(line: Line, key: str) -> Measure:
    return reached(_rule(line, key).milestone)


def _rule(line: Line, key: str) -> RateRule:
    assert line.scope.batch is not None
    return own_step(line.scope.batch) if key.startswith("own_") else next_step(line.scope.batch)


def _behind(figures: Figures, line: Line, key: str) -> Iterator[Figure]:
    """The figures that a rate or share is made of."""
    if key in _SHARES:
        whole = figures.narrowed(line.whole)
        for scope in (line.scope, whole):
            yield from (term.figure for term in _size(figures, scope, _SHARES[key]))
        return
    if key == "funds_rate":
        answer = funds_rate(figures, line.scope)
        yield from (answer.numerator, answer.denominator)
        return
    made = investment_rate if key.endswith("_investment") else count_rate
    answer = made(figures, line.scope, BESIDE.get(key) or _rule(line, key))
    yield from (answer.numerator, answer.denominator)


def _word(key: str, batch: Batch | None) -> str:
    """The figure in the ledger's words: 已开工 for a count, 开工投产率 for a rate."""
    column = next(column for column in _TOLD if column.key == key)
    if key == "target" and batch is not None:
        return next_step(batch).name + column.name
    if batch is None or not key.startswith(("own_", "next_")):
        return column.name
    rule = own_step(batch) if key.startswith("own_") else next_step(batch)
    if key.endswith("_reached"):
        return f"已{rule.milestone}"
    return rule.name + ("（按投资）" if key.endswith("_investment") else "")
