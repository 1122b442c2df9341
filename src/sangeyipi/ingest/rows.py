"""The rows of a table → what each says of a project, each fact with its cell.

Owns the walk along columns and rows, and what the headings above a row add.  What a cell says is
for `facts`; which phase and batch a row is of, for `listing`; which project it is, for `matching`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import NamedTuple, cast

from sangeyipi.compare.fields import Path, Text, is_amount
from sangeyipi.ingest import planned_rows
from sangeyipi.ingest.by_columns import ColumnFacts, by_rows
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
from sangeyipi.ingest.values import amounts, days, plain_amounts, texts
from sangeyipi.ingest.values.plain import as_written, plain
from sangeyipi.ingest.values.results import TakenValue
from sangeyipi.model import term
from sangeyipi.model.stages import Milestone
from sangeyipi.sheets.grid import Cell, CellKind


class Only(NamedTuple):
    """What nearly every cell comes to: one fact and no more, or nothing."""

    path: Path = ()
    text: str = ""


_NOTHING = Only()
#: What takes a closer look.
_MORE = Only()


_STRUCK, _STRUCK_PART = attrgetter("struck"), attrgetter("struck_part")
_fact = cast("Callable[[tuple[Text | None, str]], SaidFact]", partial(tuple.__new__, SaidFact))


class Speaking(NamedTuple):
    """A column that says something of its rows' projects, and how its cells are read.

    `begins`: what names of its cells begin with.
    """

    column: SourceColumn
    meaning: Meaning
    begins: str
    #: What texts are that say just what is written; None: there is no telling.
    written: re.Pattern[str] | None
    #: Of those that say one fact and no more, as most do.
    simply: Callable[[Cell], Only]
    #: Of the others.
    read: Read
    #: Of a column of amounts whose cells need name none, the unit; else "".
    unit: str = ""

    def together(self, cells: Sequence[Cell]) -> Sequence[str] | None:
        """The texts of the facts of cells that all say one and no more; None: not told at once."""
        if any(map(_STRUCK, cells)) or any(map(_STRUCK_PART, cells)):
            return None
        if self.written:
            texts = [cell.text for cell in cells if cell.kind is CellKind.TEXT]
            plain = len(texts) == len(cells) and all(map(self.written.fullmatch, texts))
            return texts if plain else None
        return plain_amounts.together(cells, self.unit) if self.unit else None

    def said(self, cell: Cell | None) -> Only:
        """What a cell comes to, whichever row it stands in."""
        if cell is None:
            return _NOTHING
        struck = cell.struck or cell.struck_part
        if self.written and cell.kind is CellKind.TEXT and not struck:
            text = cell.text
            if self.written.fullmatch(text):
                return Only(self.meaning.path, text)
        if texts.is_blank(cell):
            return _NOTHING
        return _MORE if struck else self.simply(cell)


class RowReader:
    """What the rows of a table say, by columns: most of these say the same few things all along.

    What a cell comes to is found once for all rows where it stands: readers of files make equal
    cells one, and the table keeps them, so a cell is told by itself.
    """

    def __init__(self, rows: Sequence[SourceRow], setting: TableSetting) -> None:
        self._setting = setting
        self._columns: list[Speaking] = []
        #: Rows in which a cell takes a closer look, by their place; or one for several of them.
        self._closer = {at for at, row in enumerate(rows) if row.shared}
        if setting.plans is not None:
            # Of plans, columns are other ones.
            self._closer.update(range(len(rows)))
        numbers = [str(row.number + 1) for row in rows]
        columns: list[ColumnFacts] = []
        for one in speaking(setting):
            at = one.column.at
            told = _told(one, [row.cells.get(at) for row in rows], numbers)
            if told is not None:
                self._columns.append(one)
                columns.append(told.facts)
                self._closer.update(told.closer)
        #: Of each row; None where two cells of it say the same.
        self._facts = by_rows(columns) if columns else [{} for _ in rows]

    def gathered(self, at: int, row: SourceRow, origin: RowOrigin) -> Gathered:
        """All that the cells of the row in that place say.  Raises Unsettled, LeftOut."""
        facts = self._facts[at]
        if facts is None or at in self._closer:
            return self._looked_at(row, origin)
        return Gathered(origin, facts)

    def _looked_at(self, row: SourceRow, origin: RowOrigin) -> Gathered:
        """The same, cell by cell."""
        found = Gathered(origin)
        number = str(row.number + 1)
        plans = self._setting.plans
        planned = plans is not None and planned_rows.is_plan(row.at(plans)) is True
        for one in self._columns:
            at, path = one.column.at, one.meaning.path
            cell = row.cells.get(at)
            only = one.said(cell)
            if cell is None or only is _NOTHING:
                continue
            if planned and (meaning := planned_rows.meant(one.meaning)) != one.meaning:
                _read_planned(
                    ToldCell(one.column, meaning or one.meaning, cell, one.begins + number, row),
                    meaning,
                    found,
                    self._setting,
                )
                continue
            of_several = at in row.shared and bool(path) and is_amount(path)
            if only is _MORE or only.path in found.facts or of_several:
                told = ToldCell(one.column, one.meaning, cell, one.begins + number, row)
                (struck_out if is_struck(told) else one.read)(told, found, self._setting)
            else:
                found.facts[only.path] = SaidFact(only.text, one.begins + number)
        return found


def _read_planned(
    told: ToldCell, meaning: Meaning | None, found: Gathered, setting: TableSetting
) -> None:
    """A cell in a row of plans, of a column that means another thing there, or nothing."""
    if meaning is not None:
        (struck_out if is_struck(told) else reader_of(meaning))(told, found, setting)
        return
    seen = shown(told.row.at(setting.plans or 0))
    text = f"“{seen}”一行的“{told.column.title}”不是实际完成的，没有导入"
    found.remarks.append(Remark(told.place, text))


class _Told(NamedTuple):
    """What a column says, and the places of the rows whose cell takes a closer look."""

    facts: ColumnFacts
    closer: Sequence[int] = ()


def _told(column: Speaking, cells: Sequence[Cell | None], numbers: Iterable[str]) -> _Told | None:
    """What each row's cell in a column comes to; None: nothing, all along."""
    each = {id(cell): cell for cell in cells if cell is not None}
    own = list(each.values())
    texts = column.together(own) if own else None
    if texts is not None:
        # In the order in which they come; of a column of which each is another one, that is all.
        if len(own) < len(cells):
            known = dict(zip(each, texts, strict=True))
            said = [known.get(id(cell)) for cell in cells]
        else:
            said = list(texts)
        return _Told(ColumnFacts(_facts(said, column.begins, numbers), (column.meaning.path,)))
    found = list(map(column.said, own))
    if all(only is _NOTHING for only in found):
        return None
    onlys = dict(zip(each, found, strict=True))
    every = [onlys.get(id(cell), _NOTHING) for cell in cells]
    paths = {only.path for only in found if only.path}
    facts = _facts([only.text if only.path else None for only in every], column.begins, numbers)
    return _Told(
        ColumnFacts(facts, [*paths] if len(paths) == 1 else [only.path for only in every]),
        [at for at, only in enumerate(every) if only is _MORE],
    )


def _facts(
    texts: Sequence[str | None], begins: str, numbers: Iterable[str]
) -> list[SaidFact | None]:
    """The facts of a column, by rows; None where no text is."""
    found = map(_fact, zip(texts, map(begins.__add__, numbers), strict=True))
    if all(texts):
        return list(found)
    return [None if text is None else one for text, one in zip(texts, found, strict=True)]


class Origins:
    """Where the rows of a table are, and how they show."""

    def __init__(self, setting: TableSetting) -> None:
        self._setting = setting
        self._names = [c.at for c, m in setting.columns if m.path == (term.NAME,)]

    def of(self, row: SourceRow, number: int) -> RowOrigin:
        """Where a row is; `number` is its own."""
        setting = self._setting
        for first in self._names:
            if row.at(first).text:
                break
        else:
            first = min(row.cells, default=0)

        def show() -> tuple[str, ...]:
            return tuple(shown(row.at(column.at)) for column, _ in setting.columns)

        return RowOrigin(setting.digest, setting.number, number, setting.place(row, first), show)


def speaking(setting: TableSetting) -> list[Speaking]:
    """The columns of which anything is taken, each with how its cells are read."""
    return [
        Speaking(
            column,
            meaning,
            setting.begins(column.at),
            as_written(meaning.path) if reader_of(meaning) is read_plain else None,
            _simply(column, meaning, setting),
            reader_of(meaning),
            setting.units.get(column.at, "") if _is_of_amounts(column, meaning, setting) else "",
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
    if _is_of_amounts(column, meaning, setting):
        zero = path != (term.INVESTMENT,)
        return lambda cell: _only(
            amounts.amount(cell, setting.units.get(column.at, ""), zero), path
        )
    if reader is read_plain:
        return lambda cell: _only(plain(cell, path), path)
    return lambda cell: _MORE


def _is_of_amounts(column: SourceColumn, meaning: Meaning, setting: TableSetting) -> bool:
    """Whether its cells are amounts in the unit that the column has, if it has one."""
    reader, path = reader_of(meaning), meaning.path
    return reader is read_amount and bool(path[-1]) and column.at not in setting.unit_columns


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
