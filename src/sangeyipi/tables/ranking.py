"""A table of groups put in the order of one of its columns, each with its place (名次).

Owns where the places stand, who has none and why, and which groups are ranked apart.  What a place
is owns `figures.ranking`; the figures are the table's own.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sangeyipi.figures.ranking import exact, places
from sangeyipi.model import term
from sangeyipi.model.nearest import natural
from sangeyipi.model.question import RANK, RANK_RISING, Measurement, Part
from sangeyipi.model.rounding import percentage, plain, rounded
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table
from sangeyipi.tables.grouping import is_unsaid

PLACE = Column("rank", "名次", Kind.COUNT)
_BASE = Column("rank_base", "分子/分母")
_APART = Column("rank_group", "组")
#: The group of what the ledger puts in none.
UNGROUPED = "未分组"
#: Figures of size that a reader wants beside a place, whatever is ranked.
_BESIDE = ("count", "investment")


class Ranking(NamedTuple):
    """What a table is to be ranked by."""

    column: Column
    #: From the smallest to the largest.
    rising: bool = False
    #: Which names are ranked apart from the others: a group's name → the names in it.
    apart: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class _Ranked(NamedTuple):
    row: Row
    label: str
    group: str
    place: int | None
    why: str = ""


def figure_columns(table: Table) -> list[Column]:
    """The columns that its rows can be ranked by."""
    return [column for column in table.columns if column.is_figure]


def ranked(table: Table, by: Ranking, beside: Iterable[str] = _BESIDE) -> Table:
    """The table in the order of a column, with 名次; other figures than `beside` are for machines.

    Totals, remainders and those of whom nobody says where they belong have no place; nor has
    whoever's figure is unknown or only a lower bound.
    """
    candidates = [row for row in table.rows if _is_group(row)]
    rows = [one for group in _groups(table, by) for one in _in_order(candidates, by, group)]
    rest = [row for row in table.rows if not _is_group(row)]
    named = [_with_place(one, by, table) for one in _ties_once(rows)]
    return table._replace(
        title=f"{table.title}（按{by.column.name}排名次）",
        columns=tuple(_columns(table, by, {*beside, by.column.key})),
        rows=(*named, *rest),
        notes=(*table.notes, *_remarks(by, rows)),
    )


def _is_group(row: Row) -> bool:
    return row.level > 0 and row.subject is not None and row.subject.part is Part.ALL


def _groups(table: Table, by: Ranking) -> list[str]:
    """The groups ranked apart, in the ledger's order; one of no name where it has none."""
    return [*by.apart, UNGROUPED] if by.apart else [""]


def _in_order(rows: list[Row], by: Ranking, group: str) -> list[_Ranked]:
    """The rows of one group by place, then by name; those without a place as they stood."""
    here = [row for row in rows if not by.apart or _group_of(label_of(row), by.apart) == group]
    why = [_why_none(row, by, rows) for row in here]
    values = [
        None if no else exact(row.cells[by.column.key]) for row, no in zip(here, why, strict=True)
    ]
    found = [
        _Ranked(row, label_of(row), group, place, no)
        for row, place, no in zip(here, places(values, rising=by.rising), why, strict=True)
    ]
    with_place = [one for one in found if one.place is not None]
    with_place.sort(key=lambda one: (one.place or 0, natural(one.label), one.label))
    return with_place + [one for one in found if one.place is None]


def _group_of(label: str, apart: Mapping[str, tuple[str, ...]]) -> str:
    return next((group for group, names in apart.items() if label in names), UNGROUPED)


def label_of(row: Row) -> str:
    """What a row is of: its group, or the words of its scope."""
    subject = row.subject
    if subject is None:
        return ""
    return subject.group or subject.scope.title


def _why_none(row: Row, by: Ranking, rows: list[Row]) -> str:
    """Why a row has no place; empty where it has one."""
    if is_unsaid(label_of(row)):
        return "不知道是谁的"
    if _narrowed(row) and not all(map(_narrowed, rows)):
        return "只有监管平台口径的数，与别的行不好比"
    key, name = by.column.key, by.column.name
    if key in row.lower_bounds:
        return f"{name}只知道至少是多少（≥）"
    if key not in row.cells:
        return f"没有{name}这一项"
    return f"{name}不明，或者分母为 0（—）" if exact(row.cells[key]) is None else ""


def _narrowed(row: Row) -> bool:
    return row.subject is not None and row.subject.narrowed


def _ties_once(rows: list[_Ranked]) -> Iterator[tuple[_Ranked, bool]]:
    """Each row, and whether the one above it has the same place."""
    above: tuple[str, int | None] | None = None
    for one in rows:
        here = (one.group, one.place)
        yield one, one.place is not None and here == above
        above = here


def _with_place(found: tuple[_Ranked, bool], by: Ranking, table: Table) -> Row:
    """A row with its place, which a reader is shown at the first of those who share it."""
    one, tied = found
    cells: dict[str, Cell] = dict(one.row.cells)
    if one.place is not None:
        cells[PLACE.key] = one.place
    if by.apart:
        cells[_APART.key] = one.group
    base = _base(cells.get(by.column.key), table.amount_places)
    if base and by.column.key not in one.row.lower_bounds:
        cells[_BASE.key] = base
    return one.row._replace(cells=cells, repeated=(PLACE.key,) if tied else ())


def _base(cell: Cell, amount_places: int) -> str:
    """What a rate is made of, as it is checked by hand."""
    if isinstance(cell, Rate):
        if cell.of_amounts:
            return "/".join(
                rounded(one, amount_places) for one in (cell.numerator, cell.denominator)
            )
        return f"{plain(cell.numerator)}/{plain(cell.denominator)}"
    if isinstance(cell, Points):
        return "-".join(
            f"{plain(percentage(rate.numerator, rate.denominator))}%"
            for rate in (cell.rate, cell.against)
        )
    return ""


def _columns(table: Table, by: Ranking, shown: set[str]) -> Iterator[Column]:
    """The table's columns, the ranked one last of what a reader sees, with base and place."""
    for column in table.columns:
        aside = column.is_figure and column.key not in shown
        if column.key != by.column.key:
            yield column._replace(for_machines=True) if aside else column
        if column.key == table.columns[0].key and by.apart:
            yield _APART
    yield by.column._replace(for_machines=False)
    if by.column.kind is Kind.RATE:
        yield _BASE
    elif by.column.kind is Kind.POINTS:
        yield _BASE._replace(label="完成率-序时")
    yield PLACE._replace(asks=_asks(table, by))


def _asks(table: Table, by: Ranking) -> Measurement:
    """By what a place is; of rows that are phases or lists too, of which phases' table."""
    asks = by.column.measurement
    found = (row.subject for row in table.rows if row.subject)
    whole = next((one.scope.phases for one in found if one.part is Part.TOTAL and not one.by), None)
    name = asks.name + (RANK_RISING if by.rising else RANK)
    return asks._replace(name=name, whole=str(whole) if whole else asks.whole)


def _remarks(by: Ranking, rows: list[_Ranked]) -> Iterator[str]:
    name = by.column.name
    order = "从低到高" if by.rising else "从高到低"
    apart = "各组分开排，" if by.apart else ""
    yield (
        f"名次：按{name}{order}，{apart}按准确值比较；相等的并列，只在第一行写名次，后面的不跳号。"
    )
    reasons: dict[str, list[str]] = {}
    for one in rows:
        if one.place is None:
            reasons.setdefault(one.why, []).append(one.label)
    for why, labels in reasons.items():
        yield f"没有名次：{'、'.join(labels)}，{why}。"
    strays = [one.label for one in rows if one.group == UNGROUPED and not is_unsaid(one.label)]
    if strays:
        yield f"{term.RANKED_APART}里没有写，归{UNGROUPED}：{'、'.join(strays)}。"
