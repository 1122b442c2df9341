"""The `figures` table: section one's rows as sgyp resolves them, for a ledger that has rollups.

Which entries cover which, and what a remainder is, is the work of `figures/`: no engine does it
again.  Owns which questions are answered beforehand, and how a row of a table becomes one of these.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sangeyipi.dataset.columns import COUNT, DATE, FLAG, TEXT, FactColumn
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import Phases, phases
from sangeyipi.model.table import Kind, Rate, Row
from sangeyipi.tables.rows import COLUMNS
from sangeyipi.tables.summary import periods, phase_table

#: Amounts that may be sums, and what a rate is made of.
WIDE = "wide"
_FIGURES = tuple(column for column in COLUMNS if column.is_figure)


class ResolvedAsked(NamedTuple):
    """A question of a day, phases and a platform value."""

    as_of: date | None
    phases: Phases
    every: bool
    platform: bool | None


class Resolved(NamedTuple):
    """One row of the answer to a question."""

    asked: ResolvedAsked
    place: int
    row: Row


def resolved(figures: Figures, days: tuple[date | None, ...]) -> Iterator[Resolved]:
    """All questions answered of each day, where there are rollups; nothing otherwise.

    Of each phase, of those that are finished, and of all that were held.
    """
    if not figures.ledger.rollups:
        return
    for day in days:
        here = figures.on(day)
        found = periods(here)
        each = [phases([number]) for number in found.all or ()]
        for chosen in dict.fromkeys((*each, found.finished, found.all)):
            if chosen is not None:
                yield from _answered(here, chosen, chosen == found.all)


def _answered(figures: Figures, chosen: Phases, every: bool) -> Iterator[Resolved]:
    for platform in (None, True, False):
        asked = ResolvedAsked(figures.as_of, chosen, every, platform)
        for place, row in enumerate(phase_table(figures, chosen, platform).rows, 1):
            yield Resolved(asked, place, row)


def columns() -> Iterator[FactColumn]:
    """What a row of the table says; `x_of` is what a rate x is of, `x_at_least` that x is ≥."""
    yield FactColumn("as_of", DATE, "截至哪一天；空着是全部记录", lambda one: one.asked.as_of)
    yield FactColumn("phases", TEXT, "问的各期，如 1,2,3", lambda one: numbers(one.asked.phases))
    yield FactColumn("every", FLAG, "是不是已举行的全部各期", lambda one: one.asked.every)
    yield FactColumn("platform", FLAG, "问的监管平台；空着是不分", lambda one: one.asked.platform)
    yield FactColumn("place", COUNT, "表里的第几行", lambda one: one.place)
    yield FactColumn("label", TEXT, "范围", _cell("label"))
    yield FactColumn("batch", TEXT, "批", _cell("batch"))
    for column in _FIGURES:
        key, word = column.key, column.name
        if column.kind is Kind.RATE:
            yield FactColumn(key, WIDE, f"{word}的分子", _part(key))
            yield FactColumn(f"{key}_of", WIDE, f"{word}的分母", _whole(key))
            continue
        kind = WIDE if column.kind is Kind.AMOUNT else COUNT
        yield FactColumn(key, kind, f"{word}；空着是不知道", _cell(key))
        yield FactColumn(f"{key}_at_least", FLAG, f"{word}只是至少（≥）", _bound(key))


def numbers(chosen: Phases) -> str:
    """Phases one by one, as the SQL takes them: 1,2,3."""
    return ",".join(str(number) for number in chosen)


def _cell(key: str) -> Any:
    return lambda one: one.row.cells.get(key)


def _bound(key: str) -> Any:
    return lambda one: key in one.row.lower_bounds


def _part(key: str) -> Any:
    def part(one: Resolved) -> Any:
        rate = one.row.cells.get(key)
        return rate.numerator if isinstance(rate, Rate) else None

    return part


def _whole(key: str) -> Any:
    def whole(one: Resolved) -> Any:
        rate = one.row.cells.get(key)
        return rate.denominator if isinstance(rate, Rate) else None

    return whole
