"""A sum with its pieces, and the answer to a question before it is told.

Owns what those who take figures apart hand over, and how a scope is asked of `sgyp list`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sangeyipi.figures.pieces import Piece
from sangeyipi.model import term
from sangeyipi.model.explained import Made, Source
from sangeyipi.model.period import Period, PeriodKind, parse_period
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.table import Cell

#: What a figure may be made of.
Record = Project | Rollup


@dataclass
class Sum:
    """A sum of what is asked for, with its pieces."""

    made: Made
    pieces: tuple[Piece, ...] = ()
    beside: tuple[Piece, ...] = ()


@dataclass
class Answer:
    """What is found out of a question, before it is told."""

    cell: Cell
    at_least: bool = False
    sums: tuple[Sum, ...] = ()
    reasons: tuple[str, ...] = ()


def period_of(name: str) -> Period | None:
    """A month, quarter or year by its name."""
    kinds = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    return next((found for kind in kinds if (found := parse_period(kind, name))), None)


def in_options(scope: Scope) -> Iterator[str]:
    """A scope as options of commands."""
    if scope.phases is not None:
        yield from ("--phase", str(scope.phases))
    if scope.batch is not None:
        yield from ("--batch", scope.batch.value)
    if scope.on_platform is not None:
        yield "--platform" if scope.on_platform else "--no-platform"


def until(as_of: date | None) -> Iterator[str]:
    """A day as an option of commands."""
    if as_of is not None:
        yield from ("--as-of", as_of.isoformat())


def source_of(piece: Piece, parts: tuple[Decimal | None, ...], times: int) -> Source:
    """A piece as it is told."""
    of = piece.of
    if isinstance(of, Project):
        gone = "已调出，从汇总里减去" if not times and any(p and p < 0 for p in parts) else ""
        return Source(of.id, of.name, parts, times, of.origin, gone)
    remark = f"{term.AS_OF} {of.date}"
    return Source(f"{of.title}的汇总", of.source or "", parts, 0, of.origin, remark)
