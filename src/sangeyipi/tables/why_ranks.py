"""Why a place (名次) is what it is: the figure that it is by, and who stands before.

Owns which ranked table a place is one of; the table is made again by those who made it, so that no
place is reckoned twice.
"""

from collections.abc import Callable, Iterator

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import stood
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import RANK, RANK_RISING, Measurement, Question, Subject
from sangeyipi.model.table import Row, Table
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import GROUPINGS
from sangeyipi.tables.monthly.progress import added_up, progress_table
from sangeyipi.tables.ranked_summary import Rank, by_rule, ranked_by
from sangeyipi.tables.ranking import PLACE, figure_columns, label_of
from sangeyipi.tables.summary import by_batch_table, by_phase_table
from sangeyipi.tables.why_sums import WhyAnswer, period_of

_SHOWN = 10
_BY = {one.key: one for one in GROUPINGS}
#: Of the columns of a ranking, the one that names its group where groups are ranked apart.
_GROUP = "rank_group"


def is_place(asks: Measurement) -> bool:
    """Whether it asks for a place."""
    return asks.name.endswith((RANK, RANK_RISING))


def bare(asks: Measurement) -> Measurement:
    """What the place is by."""
    name = asks.name.removesuffix(RANK_RISING).removesuffix(RANK)
    return asks._replace(name=name)


def of_place(
    figures: Figures, question: Question, answered: Callable[[Question], WhyAnswer | None]
) -> WhyAnswer | None:
    """What a place rests on; `answered`: of the figure that it is by.  None: of no table."""
    of, asks = question
    rising = asks.name.endswith(RANK_RISING)
    for table in _ranked(figures, question, rising):
        place = next(one for one in table.columns if one.key == PLACE.key)
        row = next((one for one in table.rows if _same(one, of)), None)
        if row is None or place.question(of).measurement != asks:
            continue
        found = answered(Question(of, _figure(table, row, asks)))
        if found is None:
            return None
        told = [*_told(table, row, rising), *found.reasons]
        return WhyAnswer(row.cells.get(PLACE.key), False, found.sums, tuple(told))
    return None


def _figure(table: Table, row: Row, asks: Measurement) -> Measurement:
    """The figure's own question, as the table asks it."""
    assert row.subject is not None
    wanted = bare(asks)
    own = (one.question(row.subject).measurement for one in figure_columns(table))
    return next((one for one in own if one._replace(whole=wanted.whole) == wanted), wanted)


def _same(row: Row, of: Subject) -> bool:
    return row.subject is not None and row.subject._replace(moment=of.moment) == of


def _ranked(figures: Figures, question: Question, rising: bool) -> Iterator[Table]:
    """The rankings that the place may be one of."""
    of, asks = question
    wanted = bare(asks)
    found = _table(figures, question)
    if found is None:
        return
    table, by = found
    for column in figure_columns(table):
        measured = column.question(of).measurement
        if measured._replace(whole=wanted.whole) == wanted:
            yield ranked_by(figures, table, _BY[by], column, Rank(column.name, rising))


def _table(figures: Figures, question: Question) -> tuple[Table, str] | None:
    """The table without places, and by what it has its rows."""
    of, asks = question
    period = period_of(of.moment.period) if of.moment and of.moment.period else None
    by = _BY.get(of.by)
    if by is not None and period is not None:
        whole = added_up(stood(figures, period, of.scope))
        return progress_table(figures, period, whole, by, of.scope), of.by
    if by is not None:
        if of.scope.batch is None:
            return breakdown(figures, by, of.scope), of.by
        made = by_rule(figures, by, of.scope, bare(asks).milestone)
        return None if made is None else (made, of.by)
    if of.by or not asks.whole or period is not None:
        return None
    try:
        chosen = parse_phases(asks.whole)
    except ValueError:
        return None
    platform = None if of.narrowed else of.scope.on_platform
    if of.scope.batch is not None:
        return by_batch_table(figures, chosen, platform, asks.once), "batch"
    return by_phase_table(figures, chosen, platform, asks.once), "phase"


def _told(table: Table, row: Row, rising: bool) -> Iterator[str]:
    """The order, and who stands before and beside."""
    group, place = row.cells.get(_GROUP), row.cells.get(PLACE.key)
    there = [
        one
        for one in table.rows
        if isinstance(one.cells.get(PLACE.key), int) and one.cells.get(_GROUP) == group
    ]
    order = "从低到高" if rising else "从高到低"
    within = f"，在“{group}”这一组里排" if group is not None else ""
    yield f"名次：{order}排{within}，{len(there)} 个有名次；相等的并列，后面的不跳号。"
    if not isinstance(place, int):
        yield "没有名次：表的注里有原因。"
        return
    before = [label_of(one) for one in there if _before(one.cells[PLACE.key], place)]
    tied = [label_of(one) for one in there if one.cells[PLACE.key] == place and one is not row]
    yield f"排在前面的：{_some(before)}。" if before else "前面没有别的。"
    if tied:
        yield f"并列的：{_some(tied)}。"


def _before(cell: object, place: int) -> bool:
    return isinstance(cell, int) and cell < place


def _some(names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
