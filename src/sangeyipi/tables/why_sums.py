"""A sum with its pieces, and the answer to a question before it is told.

Owns what those who take figures apart hand over, and how a scope is asked of `sgyp list`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sangeyipi.figures.pieces import Piece
from sangeyipi.model.explained import Made
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Cell


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
