"""Units and leaders in the order of the year's completion, a city's counties in that of each rate;
units and phases beside last month.

Owns which figures are compared.  Places are `tables.ranking`'s, figures those of the tables that
say the same without places or differences.
"""

from collections.abc import Iterator

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.period import Period
from sangeyipi.model.question import LESS, Moment, Subject
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.differences import by_question, side_by_side
from sangeyipi.tables.grouping import OF_KEYS, REGION, Grouping, is_unsaid
from sangeyipi.tables.monthly.comparison import Before, begun_anew, difference_of
from sangeyipi.tables.monthly.progress import InvestmentProgress, progress_table
from sangeyipi.tables.ranked_summary import Rank, ranked_by, ranked_progress
from sangeyipi.tables.ranking import PLACE, label_of
from sangeyipi.tables.regions import by_region_table
from sangeyipi.tables.summary import phases_table

_UNIT, _LEADER = OF_KEYS["unit"], OF_KEYS["leader"]
_RANKED_BY = "year_rate"
_OF_UNITS = ("count", "completed", "year_rate")
#: The place of the period before, and how many places up or down since.
_WAS, MOVED = Column("rank_before", "上期名次"), Column("rank_moved", "名次升降")
#: A rate that has a name for each list has a difference of one name.
_SHORT = {"own_rate": "本批率"}
_OF_PHASES = ("count", "investment", "own_rate", "next_rate")


def rankings(
    figures: Figures, period: Period, whole: InvestmentProgress, units: Table
) -> Iterator[Table]:
    """Units, then leaders, by 年度完成率; none where nobody has a place.

    `units`: the progress by unit.  Ids: `ranking-by-unit`, `ranking-by-leader`.
    """
    leaders = progress_table(figures, period, whole, _LEADER)
    for by, made in ((_UNIT, units), (_LEADER, leaders)):
        table = ranked_progress(figures, made, by, _RANKED_BY)
        if any(PLACE.key in row.cells for row in table.rows):
            yield table._replace(id=f"ranking-by-{by.key}")


def of_regions(
    figures: Figures, period: Period, whole: InvestmentProgress | None, earlier: Before | None
) -> Iterator[Table]:
    """A city's counties by each rate of lists, then by 年度完成率, with how their places moved.

    Ids: `ranking-by-region-…`.
    """
    then = None
    if earlier is not None:
        then = _by_rates(earlier.figures, earlier.period, earlier.whole)
    anew = begun_anew(period, earlier.period) if earlier else frozenset()
    for key, table in _by_rates(figures, period, whole).items():
        before = then.get(key) if then and key not in anew else None
        if any(PLACE.key in row.cells for row in table.rows):
            yield places_moved(table, before, period)._replace(id=f"ranking-by-region-{key}")


def _by_rates(
    figures: Figures, period: Period, whole: InvestmentProgress | None
) -> dict[str, Table]:
    """The counties in the order of each rate, by its column's key."""
    lists = by_region_table(figures, None)
    found = {
        one.key: ranked_by(figures, lists, REGION, one, Rank(one.name))
        for one in lists.columns
        if one.kind is Kind.RATE and not one.key.startswith("share_")
    }
    if whole is not None:
        made = progress_table(figures, period, whole, REGION)
        found[_RANKED_BY] = ranked_progress(figures, made, REGION, _RANKED_BY)
    return found


def places_moved(table: Table, before: Table | None, period: Period) -> Table:
    """The table with each place of the period before; none where others had places then."""
    now, then = _places(table), _places(before) if before else {}
    if before is None:
        return table
    if now.keys() != then.keys():
        odd = "、".join(sorted(name for _, name in now.keys() ^ then.keys()))
        note = f"名次升降：{odd}只有一期有名次，两期的名次不好比，没有列。"
        return table._replace(notes=(*table.notes, note))
    rows = []
    for row in table.rows:
        was = then.get(_whose(row))
        if was is not None:
            up = was - now[_whose(row)]
            moved = f"升{up}" if up > 0 else f"降{-up}" if up else "平"
            row = row._replace(cells={**row.cells, _WAS.key: str(was), MOVED.key: moved})
        rows.append(row)
    was_of = _WAS._replace(label=f"{period.kind.previous}名次")
    note = f"名次升降：比{period.kind.previous}末的名次，都按现在的台账计算。"
    return table._replace(
        columns=(*table.columns, was_of, MOVED),
        rows=tuple(rows),
        notes=(*table.notes, note),
    )


def _whose(row: Row) -> tuple[str, str]:
    return str(row.cells.get("rank_group", "")), label_of(row)


def _places(table: Table) -> dict[tuple[str, str], int]:
    found = ((_whose(row), row.cells.get(PLACE.key)) for row in table.rows)
    return {whose: place for whose, place in found if isinstance(place, int)}


def by_unit(figures: Figures, period: Period, now: Table, earlier: Before) -> Table | None:
    """Each unit's figures of the month beside those of the one before.  Id: `comparison-by-unit`.

    `now`: the progress by unit.  None where nobody reported before, or no project says its unit.
    """
    named = any(row.level and not is_unsaid(str(row.cells[_UNIT.key])) for row in now.rows)
    if earlier.whole is None or not named:
        return None
    then = progress_table(earlier.figures, earlier.period, earlier.whole, _UNIT)
    return _beside(figures, period, now, then, _OF_UNITS, earlier, _UNIT)


def by_phase(figures: Figures, period: Period, now: Table, earlier: Before) -> Table | None:
    """Each phase's lists and rates beside those of the period before.  Id: `comparison-by-phase`.

    `now`: the phases by the period's end.  None where no phase had been held before.
    """
    then = phases_table(earlier.figures)
    if not then.rows or not now.rows:
        return None
    return _beside(figures, period, now, then, _OF_PHASES, earlier, None)


def _beside(
    figures: Figures,
    period: Period,
    now: Table,
    then: Table,
    keys: tuple[str, ...],
    earlier: Before,
    by: Grouping | None,
) -> Table:
    """Figures of one table, each followed by its difference to another's."""
    figured = [one for one in now.columns if one.key in keys]
    anew = begun_anew(period, earlier.period)
    labels = now.columns[:1]
    shown = [*labels]
    for column in figured:
        shown.append(column)
        if column.key not in anew:
            shown.append(_less(column, period))
    before = by_question(then.rows, _same)
    rows = tuple(
        _row(row, before.get(_same(row.subject)), labels, figured, anew)
        for row in now.rows
        if row.subject
    )
    gone = [
        row.cells[labels[0].key]
        for row in then.rows
        if row.subject and _same(row.subject) not in by_question(now.rows, _same)
    ]
    remarks = [
        f"增减＝{period.title}末的－{earlier.period.title}末的，都按现在的台账计算，"
        "只比较双方都确切的数；率的增减为百分点。"
    ]
    if gone:
        remarks.append(
            f"{period.kind.previous}有、{period.kind.this}没有的，未列："
            f"{'、'.join(str(one) for one in gone)}。"
        )
    if any(row.lower_bounds for row in rows):
        remarks.append("“≥”为至少数。")
    name = by.key if by else "phase"
    return Table(
        f"comparison-by-{name}",
        f"{period.title}{by.word if by else '各期'}主要指标比{period.kind.previous}",
        tuple(shown),
        rows,
        (*notes.opening(figures), *remarks),
        now.amount_places,
        Moment(period.last, period.name),
    )


def _same(subject: Subject | None) -> Subject:
    assert subject is not None
    return subject.asked


def _less(column: Column, period: Period) -> Column:
    kind = Kind.POINTS if column.kind is Kind.RATE else column.kind
    name = _SHORT.get(column.key, column.name)
    asks = column.measurement
    growth = asks._replace(name=asks.name + LESS)
    return Column(f"{column.key}{LESS}", f"{name} 比{period.kind.previous}", kind, asks=growth)


def _row(
    now: Row,
    then: Row | None,
    labels: tuple[Column, ...],
    figured: list[Column],
    anew: frozenset[str],
) -> Row:
    kept = {*(one.key for one in figured), *(one.key for one in labels)}
    cells: dict[str, Cell] = {key: cell for key, cell in now.cells.items() if key in kept}
    compared = [one for one in figured if one.key in now.cells and one.key not in anew]
    for one in side_by_side(then, now, compared):
        if then is None:
            continue
        cells[f"{one.column.key}{LESS}"] = difference_of(one)
    bounds = tuple(key for key in now.lower_bounds if key in kept)
    return now._replace(cells=cells, lower_bounds=bounds)
