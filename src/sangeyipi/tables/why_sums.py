"""A sum with its pieces, and the answer to a question before it is told.

Owns what those who take figures apart hand over, and how a scope is asked of `sgyp list`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sangeyipi.figures.pieces import Piece, Record, together
from sangeyipi.model import term
from sangeyipi.model.explained import FigureSource, MadeSum
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.period import Period, PeriodKind, parse_period
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Cell
from sangeyipi.model.visit import Visit


@dataclass
class PieceSum:
    """A sum of what is asked for, with its pieces."""

    made: MadeSum
    pieces: tuple[Piece, ...] = ()
    beside: tuple[Piece, ...] = ()


@dataclass
class WhyAnswer:
    """What is found out of a question, before it is told."""

    cell: Cell
    at_least: bool = False
    sums: tuple[PieceSum, ...] = ()
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


def source_of(piece: Piece, parts: tuple[Decimal | None, ...], times: int) -> FigureSource:
    """A piece as it is told."""
    of = piece.of
    if isinstance(of, Project):
        gone = "已调出，从汇总里减去" if not times and any(p and p < 0 for p in parts) else ""
        return FigureSource(of.id, of.name, parts, times, of.origin, gone)
    if isinstance(of, Problem):
        return FigureSource(of.id, of.text, parts, 0, of.origin, f"{term.PROJECT} {of.project}")
    if isinstance(of, Visit):
        who = f"{of.visitor}（{of.capacity}）"
        return FigureSource(f"{of.date} {of.project}", who, parts, 0, of.origin, of.matter or "")
    remark = f"{term.AS_OF} {of.date}"
    if isinstance(of, Financing):
        return FigureSource(f"{of.project} {of.bank}", of.bank, parts, 0, of.origin, remark)
    return FigureSource(f"{of.title}的汇总", of.source or "", parts, 0, of.origin, remark)


def counted(word: str, items: Iterable[tuple[Record, bool | None]]) -> PieceSum:
    """A number of records: those that certainly count, and of which nobody knows (None)."""
    sure: list[Piece] = []
    perhaps: list[Piece] = []
    for record, answer in items:
        if answer is not False:
            found, part = (sure, Decimal(1)) if answer else (perhaps, None)
            found.append(Piece(record, part, _times(record)))
    # Of what is at least nothing, nothing is known.
    value = Decimal(len(sure)) if sure or not perhaps else None
    made = MadeSum(word, value, False, bool(perhaps) and value is not None)
    if value is None:
        return PieceSum(made, tuple(perhaps))
    return PieceSum(made, together(sure), tuple(perhaps))


def added(word: str, items: Iterable[tuple[Record, Decimal | None]], unit: str = "") -> PieceSum:
    """What records say, added up: at least so much where one does not say; None where none does.

    Without a unit in 亿元.
    """
    found = list(items)
    said = [(one, part) for one, part in found if part is not None]
    silent = tuple(Piece(one, None, _times(one)) for one, part in found if part is None)
    value = sum((part for _, part in said), Decimal(0)) if said or not found else None
    made = MadeSum(word, value, not unit, bool(silent) and value is not None, unit=unit)
    pieces = tuple(Piece(one, part, _times(one)) for one, part in said)
    if value is None:
        return PieceSum(made, silent)
    return PieceSum(made, together(pieces), silent)


def _times(record: Record) -> int:
    return int(isinstance(record, Project))
