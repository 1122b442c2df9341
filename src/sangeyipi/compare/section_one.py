"""Section one's rows of two ledgers side by side, so that each figure has its counterpart.

Rows are matched as they were asked: 第1-7期 stays 第1-7期 when a new phase makes another period the
finished one; only the total is matched as the total, whatever it spans.  What one ledger's tables
do not ask is asked of it here, so that both sides answer.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.figures.measures import COUNT
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.question import Part, Scope, Subject
from sangeyipi.model.table import Row, Table
from sangeyipi.tables.differences import aligned, by_question
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.rows import NO_BATCH, RowBuilder
from sangeyipi.tables.summary import cumulative_table, phases_table, subject_of


class RowPair(NamedTuple):
    """A row before and after; None where nothing in that ledger speaks of its phases.

    `region`: of which of the ledgers that one is made of; "" is the whole.
    """

    table: str
    before: Row | None
    after: Row | None
    region: str = ""


def rows(figures: Figures, made: Table, same: str) -> dict[Subject, Row]:
    """A table's rows with what its footnotes say, by their subject as `asked` or `answered`."""
    return by_question((with_aside(figures, row) for row in made.rows), attrgetter(same))


def side_by_side(old: Figures, new: Figures) -> Iterator[RowPair]:
    """Every row of either side with its counterpart, in the order of the tables.

    Of ledgers made of others the cumulative table of each follows, where both sides have it.
    """
    yield from _rows_of(old, new, (cumulative_table, phases_table))
    for part in new.ledger.parts:
        theirs, ours = old.of_region(part.region), new.of_region(part.region)
        if theirs is not None and ours is not None:
            found = _rows_of(theirs, ours, (cumulative_table,))
            yield from (one._replace(region=part.region) for one in found)


def _rows_of(
    old: Figures, new: Figures, tables: Iterable[Callable[[Figures], Table]]
) -> Iterator[RowPair]:
    for made in tables:
        now = made(new)
        for subject, before, after in aligned(
            rows(old, made(old), "asked"), rows(new, now, "asked")
        ):
            yield RowPair(
                now.id,
                before or _counterpart(old, subject, after),
                after or _counterpart(new, subject, before),
            )


def title(subject: Subject) -> str:
    """A row in words; a total is 总计, whatever it spans."""
    phases, batch, on_platform = subject.asked.scope
    if subject.part is Part.TOTAL:
        return "总计"
    where = phases.title if phases else term.NO_PHASE
    if subject.part.is_rest:
        platform = {None: "", True: "（监管平台）", False: "（非监管平台）"}[on_platform]
        return f"{where} {f'{batch}一批未分期' if batch else NO_BATCH}{platform}"
    if on_platform and not batch:
        return f"{where} 其中监管平台"
    return f"{where} {batch}一批" if batch else where


def _counterpart(figures: Figures, asked: Subject, other: Row | None) -> Row | None:
    """The same row asked of a ledger whose tables do not have it."""
    phases, batch, on_platform = asked.scope
    if asked.part is not Part.ALL or other is None or not figures.atoms.mask(Scope(phases)):
        return None
    build = RowBuilder(figures)
    whole = figures.narrowed(Scope(phases))
    scope = asked.scope if on_platform is not None else Scope(phases, batch, whole.on_platform)
    if on_platform is None and figures.ask(scope, COUNT).outside:
        scope = figures.narrowed(scope)
    subject = subject_of(scope, on_platform)
    return with_aside(figures, build.row(title(asked), subject, build.size(whole), other.level))
