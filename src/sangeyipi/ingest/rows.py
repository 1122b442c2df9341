"""The rows of a table → what each says of a project, each fact with its cell.

Owns the walk along columns and rows, and what the headings above a row add.  What a cell says is
for `facts`; which phase and batch a row is of, for `listing`; which project it is, for `matching`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

from sangeyipi.compare.fields import Path, Text, is_amount
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


_PATH, _TEXT = itemgetter(0), itemgetter(1)
_STRUCK, _STRUCK_PART = attrgetter("struck"), attrgetter("struck_part")
_fact = cast("Callable[[tuple[Text, str]], SaidFact]", partial(tuple.__new__, SaidFact))
_only_of = cast("Callable[[tuple[Path, str]], Only]", partial(tuple.__new__, Only))


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

    def all_said(self, cells: Sequence[Cell]) -> list[Only]:
        """What each cell comes to; most columns are such that all of it is told at once."""
        found = self.together(cells)
        if found is None:
            return list(map(self.said, cells))
        return list(map(_only_of, zip(repeat(self.meaning.path), found, strict=False)))

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


#: The path of a fact, and the fact.
Stated = tuple[Path, SaidFact]


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
        numbers = [str(row.number + 1) for row in rows]
        cells = [row.cells for row in rows]
        stated: list[list[Stated | None]] = []
        for one in speaking(setting):
            said = _said(one, cells)
            if any(only is not _NOTHING for only in said):
                self._columns.append(one)
                stated.append(_stated(said, one.begins, numbers))
                self._closer.update(at for at, only in enumerate(said) if only is _MORE)
        self._stated = list(zip(*stated, strict=True)) or [()] * len(rows)

    def gathered(self, at: int, row: SourceRow, origin: RowOrigin) -> Gathered:
        """All that the cells of the row in that place say.  Raises Unsettled, LeftOut."""
        stated = list(filter(None, self._stated[at]))
        facts = dict(stated)
        if len(facts) == len(stated) and at not in self._closer:
            return Gathered(origin, facts)
        return self._looked_at(row, origin)

    def _looked_at(self, row: SourceRow, origin: RowOrigin) -> Gathered:
        """The same, cell by cell."""
        found = Gathered(origin)
        number = str(row.number + 1)
        for one in self._columns:
            at, path = one.column.at, one.meaning.path
            cell = row.cells.get(at)
            only = one.said(cell)
            if cell is None or only is _NOTHING:
                continue
            of_several = at in row.shared and bool(path) and is_amount(path)
            if only is _MORE or only.path in found.facts or of_several:
                told = ToldCell(one.column, one.meaning, cell, one.begins + number, row)
                (struck_out if is_struck(told) else one.read)(told, found, self._setting)
            else:
                found.facts[only.path] = SaidFact(only.text, one.begins + number)
        return found


def _said(column: Speaking, rows: Iterable[Mapping[int, Cell]]) -> list[Only]:
    """What each row's cell in a column comes to."""
    at = column.column.at
    cells = [said.get(at) for said in rows]
    each = dict(zip(map(id, cells), cells, strict=True))
    each.pop(id(None), None)
    found = column.all_said([cell for cell in each.values() if cell is not None])
    known = dict(zip(each, found, strict=True))
    known[id(None)] = _NOTHING
    return list(map(known.__getitem__, map(id, cells)))


def _stated(said: Sequence[Only], begins: str, numbers: Iterable[str]) -> list[Stated | None]:
    """The facts of a column, by rows."""
    texts, places = map(_TEXT, said), map(begins.__add__, numbers)
    stated = zip(map(_PATH, said), map(_fact, zip(texts, places, strict=True)), strict=True)
    if all(map(_PATH, said)):
        return list(stated)
    return [None if only is _NOTHING else one for only, one in zip(said, stated, strict=True)]


class Origins:
    """Where the rows of a table are, and how they show."""

    def __init__(self, setting: TableSetting) -> None:
        self._setting = setting
        self._names = [c.at for c, m in setting.columns if m.path == (term.NAME,)]

    def of(self, row: SourceRow, number: int) -> RowOrigin:
        """Where a row is; `number` is its own."""
        setting = self._setting
        name = next((at for at in self._names if row.at(at).text), None)
        first = name if name is not None else min(row.cells, default=0)

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
