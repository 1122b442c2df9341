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
    CauseKind,
    CauseRecord,
)
from sangeyipi.compare.records import Changes
from sangeyipi.compare.section_one import RowPair, side_by_side, title
from sangeyipi.figures.made_of import made_of
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.question import Measured, Question, Subject
from sangeyipi.model.rounding import percentage
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Column, Kind, Rate, Row
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.differences import Difference, SideAnswer, differences
from sangeyipi.tables.rows import COLUMNS, word

_FIGURES = (*(column for column in COLUMNS if column.is_figure), *aside.COLUMNS)

#: What is added up, so that a difference is the sum of its causes.
_ADDED = frozenset({Kind.COUNT, Kind.AMOUNT})


class Effect(NamedTuple):
    """One figure of section one that is not the same.

    `difference` is a count, 亿元, or for a rate percentage points; None where a side is unknown.
    """

    table: str
    subject: Subject
    column: Column
    before: SideAnswer
    after: SideAnswer
    difference: Decimal | None
    causes: tuple[Cause, ...]
    #: Of which of the ledgers that one is made of; "" is the whole.
    region: str = ""

    @property
    def label(self) -> str:
        """The row in words."""
        return f"{self.region} {title(self.subject)}".strip()

    @property
    def word(self) -> str:
        """The figure in the ledger's words: 已开工 for a count, 开工投产率 for a rate."""
        return word(self.column, self.subject)

    @property
    def is_share(self) -> bool:
        """Whether it is a share (占比), which moves whenever anything else does."""
        return self.column.measurement.name == Measured.SHARE


def effects(changes: Changes, old: Ledger, new: Ledger) -> tuple[Effect, ...]:
    """Every figure and rate of the summary's tables that changes, in their order."""
    return tuple(_Effects(changes, Figures(old), Figures(new)).found())


def distinct(found: Iterable[Effect]) -> list[Effect]:
    """Without what the cumulative table says of a single phase: the table of phases says it too."""
    told = list(found)
    by_phase = {_question(one) for one in told if one.table == "phases"}
    apart = (one for one in told if one.table == "phases" or _question(one) not in by_phase)
    return [one for one in apart if not (one.region and one.is_share)]


def _question(one: Effect) -> tuple[object, ...]:
    return one.region, one.column.question(one.subject.asked), one.before, one.after


class _Effects:
    """The two sides, and whom to name."""

    def __init__(self, changes: Changes, old: Figures, new: Figures) -> None:
        self.sides = (old, new)
        self.attribution = Attribution(changes, old, new)

    def found(self) -> Iterator[Effect]:
        for pair in side_by_side(*self.sides):
            for one in differences(pair.before, pair.after, _FIGURES):
                if not _empty(one):
                    yield self._effect(pair, one)

    def _effect(self, pair: RowPair, one: Difference) -> Effect:
        subject, column, before, after = one
        old, new = self._behind(pair, column)
        difference: Decimal | None
        if column.kind in _ADDED and _known(before) and _known(after):
            difference = (after.number or Decimal(0)) - (before.number or Decimal(0))
            causes = self.attribution.parts(old, new, pair.region)
            causes = (*causes, *_told_elsewhere(difference, causes))
        else:
            difference = _points(one)
            named = self.attribution.names(old, new, pair.region)
            causes = (*self._settings(one.question), *named)
        return Effect(pair.table, subject, column, before, after, difference, causes, pair.region)

    def _behind(self, pair: RowPair, column: Column) -> list[tuple[Figure, ...]]:
        """What the figure is made of, on either side."""
        whose = pair.region
        sides = [one.of_region(whose) if whose else one for one in self.sides]
        return [
            _made_of(figures, row, column) if figures is not None else ()
            for figures, row in zip(sides, (pair.before, pair.after), strict=True)
        ]

    def _settings(self, question: Question) -> Iterator[Cause]:
        """The changed settings that a rate or verdict depends on."""
        (scope, *_), asks = question
        old, new = (figures.ledger.config for figures in self.sides)
        if asks.name == Measured.TARGET and old.targets != new.targets:
            yield Cause(CauseRecord(CauseKind.CONFIG, TARGETS), None)
        if asks.name not in (Measured.RATE, Measured.TARGET):
            return
        bases = {old.conventions.started_base, new.conventions.started_base}
        of_started = scope.batch is Batch.SIGNED and asks.milestone is Milestone.STARTED
        if len(bases) > 1 and of_started:
            yield Cause(CauseRecord(CauseKind.CONFIG, STARTED_BASE), None)


def _told_elsewhere(difference: Decimal, causes: Iterable[Cause]) -> Iterator[Cause]:
    """What moved between this row, which holds only a remainder, and the rows of its parts."""
    rest = difference - sum((cause.part or Decimal(0) for cause in causes), Decimal(0))
    if rest:
        yield Cause(CauseRecord(CauseKind.UNCHANGED, "改由其他行列出的部分"), rest)


def _empty(one: Difference) -> bool:
    """Whether a row only comes or goes, with nothing in it."""
    there = one.before if one.before.there else one.after
    return one.before.there != one.after.there and not there.cell


def _known(one: SideAnswer) -> bool:
    """Whether it can be subtracted; no row is nothing."""
    return not one.there or one.number is not None


def _points(one: Difference) -> Decimal | None:
    """By how much the rates that are shown differ."""
    old, new = one.before.cell, one.after.cell
    if isinstance(old, Rate) and isinstance(new, Rate):
        return percentage(*new[1:3]) - percentage(*old[1:3])
    return None


def _made_of(figures: Figures, row: Row | None, column: Column) -> tuple[Figure, ...]:
    """The figures behind a cell; of a count or amount none where there is no cell."""
    if row is None or row.subject is None:
        return ()
    if column.kind in _ADDED and column.key not in row.cells:
        return ()
    return made_of(figures, column.question(row.subject))
