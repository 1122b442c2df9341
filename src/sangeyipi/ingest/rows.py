"""A row of a table → what it says of a project, each fact with its cell.

Owns the walk along a row, and what the headings above it add.  What a cell says is for `facts`;
which phase and batch a row is of, for `listing`; which project it is, for `matching`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sangeyipi.compare.fields import Path, is_amount
from sangeyipi.ingest.facts import (
    Gathered,
    Read,
    ToldCell,
    is_struck,
    read_amount,
    read_day,
    read_plain,
    reader_of,
    shown,
    struck_out,
)
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.said import RowOrigin, SaidFact
from sangeyipi.ingest.sections import Above
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.ingest.table import SourceColumn, SourceRow
from sangeyipi.ingest.values import amounts, days, texts
from sangeyipi.ingest.values.plain import plain
from sangeyipi.ingest.values.results import TakenValue
from sangeyipi.model import term
from sangeyipi.model.stages import Milestone
from sangeyipi.sheets.grid import Cell


class Only(NamedTuple):
    """What nearly every cell comes to: one fact and no more, or nothing."""

    path: Path = ()
    text: str = ""


_NOTHING = Only()
#: What takes a closer look.
_MORE = Only()


class Speaking(NamedTuple):
    """A column that says something of its rows' projects, and how its cells are read.

    Most of its cells say one fact and no more.  What each of these says is found once for all rows
    where it stands: readers of files make equal cells one, and the table keeps them, so a cell is
    told by itself.  `begins`: what names of its cells begin with.
    """

    at: int
    begins: str
    of_one: bool
    known: dict[int, Only]
    how: "CellReading"


class CellReading(NamedTuple):
    """How the cells of a column are read: those that say one fact and no more, and the others."""

    column: SourceColumn
    meaning: Meaning
    simply: Callable[[Cell], Only]
    read: Read


def origin_of(row: SourceRow, setting: TableSetting, number: int) -> RowOrigin:
    """Where a row is, and how it shows."""
    name = next(
        (c.at for c, m in setting.columns if m.path == (term.NAME,) and row.at(c.at).text), None
    )
    first = name if name is not None else min(row.cells, default=0)

    def show() -> tuple[str, ...]:
        return tuple(shown(row.at(column.at)) for column, _ in setting.columns)

    return RowOrigin(setting.digest, setting.number, number, setting.place(row, first), show)


def speaking(setting: TableSetting) -> list[Speaking]:
    """The columns of which anything is taken, each with how its cells are read."""
    return [
        Speaking(
            column.at,
            setting.begins(column.at),
            bool(meaning.path) and is_amount(meaning.path),
            {},
            CellReading(column, meaning, _simply(column, meaning, setting), reader_of(meaning)),
        )
        for column, meaning in setting.columns
        if _speaks(meaning, setting)
    ]


def _speaks(meaning: Meaning, setting: TableSetting) -> bool:
    if meaning.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE):
        return setting.month is not None
    if meaning.kind is MeaningKind.UNKNOWN:
        return setting.keep
    return meaning.kind not in (MeaningKind.NUMBER, MeaningKind.UNIT, MeaningKind.LEFT_OUT)


def gathered(
    row: SourceRow, origin: RowOrigin, columns: Iterable[Speaking], setting: TableSetting
) -> Gathered:
    """All that its cells say.  Raises Unsettled, LeftOut."""
    found = Gathered(origin)
    facts, cells, shared, number = found.facts, row.cells, row.shared, str(row.number + 1)
    for at, begins, of_one, known, how in columns:
        cell = cells.get(at)
        if cell is None:
            continue
        said = known.get(id(cell))
        if said is None:
            said = known[id(cell)] = _simply_said(how, cell)
        if said is _NOTHING:
            continue
        path, text = said
        if said is _MORE or path in facts or (of_one and at in shared):
            told = ToldCell(how.column, how.meaning, cell, begins + number, row)
            (struck_out if is_struck(told) else how.read)(told, found, setting)
        else:
            facts[path] = SaidFact(text, begins + number)
    return found


def _simply_said(how: CellReading, cell: Cell) -> Only:
    if texts.is_blank(cell):
        return _NOTHING
    return _MORE if cell.struck or cell.struck_part else how.simply(cell)


def _simply(
    column: SourceColumn, meaning: Meaning, setting: TableSetting
) -> Callable[[Cell], Only]:
    """How the cells of a column are read that say one fact and no more."""
    path, reader = meaning.path, reader_of(meaning)
    if reader is read_day:
        planned, year, step = meaning.planned, setting.year, Milestone(path[1])
        paths = {one: (term.PLANNED if one else term.MILESTONES, path[1]) for one in (True, False)}

        def day(cell: Cell) -> Only:
            taken = days.day(cell, planned, year, step)
            return _only(taken, paths[taken.planned or planned])

        return day
    if reader is read_amount and path[-1] and column.at not in setting.unit_columns:
        zero = path != (term.INVESTMENT,)
        return lambda cell: _only(
            amounts.amount(cell, setting.units.get(column.at, ""), zero), path
        )
    if reader is read_plain:
        return lambda cell: _only(plain(cell, path), path)
    return lambda cell: _MORE


def _only(taken: TakenValue, path: Path) -> Only:
    """The fact that was taken; _MORE where there is more to be said, asked or refused."""
    if taken.note or taken.remark or taken.question or taken.refused or taken.unit_missing:
        return _MORE
    return _NOTHING if taken.text is None else Only(path, taken.text)


def _differs(own: str, headed: Iterable[str]) -> bool:
    """Whether a row's own cell says another thing than headings do, and not the same in part."""
    said = texts.folded(own)
    return all(said not in (one := texts.folded(text)) and one not in said for text in headed)


def _other_than_headed(path: Path, own: SaidFact, headed: Iterable[str]) -> Remark:
    """What is said where the row's own cell, which is nearer, is taken."""
    told = "、".join(f"“{one}”" for one in headed)
    return Remark(own.cell, f"{path[0]}“{own.text}”与上面标题的{told}不同，取这一格")


def govern(found: Gathered, above: Above, setting: TableSetting) -> None:
    """What the headings above a row say of it, where its own cells do not.  Raises Unsettled."""
    found.named += above.named
    for path, text in above.facts:
        own = found.facts.get(path)
        if own is None:
            found.facts[path] = SaidFact(text, found.origin.cell)
        elif _differs(str(own.text), (text,)):
            found.remarks.append(_other_than_headed(path, own, (text,)))
    one, sector = above.asked, found.facts.get((term.SECTOR,))
    if one and sector and _differs(str(sector.text), one.answers):
        found.remarks.append(_other_than_headed((term.SECTOR,), sector, one.answers))
    elif one and sector is None:
        cell = setting.prefix + one.cell
        question = ImportQuestion(cell, one.name, term.SECTOR, one.text, one.answers)
        at = found.origin.cell
        answer = setting.answers.settle(question, setting.digest, found.origin.row, at)
        found.facts[term.SECTOR,] = SaidFact(answer, at)
    for cell, text in above.rest if setting.keep else ():
        found.note(setting.prefix + cell, f"标题：{text}")
    found.remarks += (Remark(setting.prefix + one.cell, one.text) for one in above.remarks)
