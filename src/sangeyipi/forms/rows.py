"""The rows of a workbook that came back: found by their headings, each with what was changed in it.

Owns what a person did to the table's shape: moved, renamed, added and deleted columns, sheets.
Must not know what a change means to the ledger.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.forms import ours
from sangeyipi.forms.base import Base
from sangeyipi.forms.cells import Unread, is_blank, is_cut, said, still
from sangeyipi.forms.columns import (
    ID,
    NAME,
    FormColumn,
    Holds,
    has_other_unit,
    is_other_unit,
    said_heading,
    year_column,
)
from sangeyipi.forms.failures import FormsFailed
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.findings import Remark, Skipped
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.refusal import brief
from sangeyipi.sheets.grid import EMPTY, Cell, CellKind, Sheet, Workbook, place_name

NOTE = (term.NOTE,)
#: Above its head a table has a few lines at most.
_DEEPEST = 20
_TOTALS = re.compile(r"[(（]?(?:合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)(?:[:：(（].*)?", re.DOTALL)
_FIRST_DAY = re.compile("[0-9]{4}-[0-9]{2}-01", re.ASCII)
#: So many of its columns make a sheet the one that went out, or a copy of it.
_ENOUGH = 3


class Fault(NamedTuple):
    """A cell that cannot be read: the path of its fact, and why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Back:
    """A row as it came back: `edits` are the facts that a person changed, None: emptied.

    `before` is what it went out with; empty of a row that did not.
    """

    file: str
    #: Of the file, which tells apart those of one name.
    digest: str
    sheet: str
    number: int
    id: str
    name: str
    before: Mapping[Path, str]
    edits: Mapping[Path, str | None]
    faults: tuple[Fault, ...]
    said: tuple[str, ...]
    at: Mapping[Path, int] = field(repr=False)

    def cell(self, path: Path = ID) -> str:
        """The place of a fact of it, as messages name it."""
        return place_name(self.sheet, self.number, self.at.get(path, 0))

    @property
    def key(self) -> tuple[str, str, int]:
        """By what it is known: file, sheet, number."""
        return self.digest, self.sheet, self.number

    @property
    def facts(self) -> dict[Path, str]:
        """All that it says: what it went out with, and what was changed."""
        both = {**self.before, **self.edits}
        return {path: text for path, text in both.items() if text is not None}


@dataclass(frozen=True, slots=True)
class FormTable:
    """The rows of one workbook, and what is to be told of its shape."""

    workbook: Workbook
    base: Base
    rows: tuple[Back, ...]
    skipped: tuple[Skipped, ...]
    remarks: tuple[Remark, ...]
    sheet: str

    @property
    def gone(self) -> list[str]:
        """The 编号 that went out and did not come back."""
        here = {row.id for row in self.rows}
        return [id for id in self.base.rows if id not in here]


def table_of(
    workbook: Workbook, base: Base, columns: Sequence[FormColumn], prefix: str = ""
) -> FormTable:
    """The table that went out with `base`; its places are named with `prefix`.

    Raises FormsFailed where it is not certain what is what.
    """
    known = {said_heading(column.heading): column for column in columns}
    sheet, head = _found(workbook, known)
    sheet = replace(sheet, name=prefix + sheet.name)
    _refuse_unit_above(workbook, sheet, head)
    placed, remarks = _placed(workbook, sheet, head, known, base)
    skipped: list[Skipped] = []
    rows = list(_rows(_Reading(workbook, sheet, head, placed, base, remarks), skipped))
    return FormTable(workbook, base, tuple(rows), tuple(skipped), tuple(remarks), sheet.name)


def _found(workbook: Workbook, known: Mapping[str, FormColumn]) -> tuple[Sheet, int]:
    found: list[tuple[Sheet, int]] = []
    for sheet in workbook.sheets:
        if ours.carries(sheet):
            continue
        best = max(
            range(min(len(sheet.rows), _DEEPEST)),
            key=lambda row: len(_headings(sheet, row) & known.keys()),
            default=0,
        )
        if len(_headings(sheet, best) & known.keys()) >= _ENOUGH:
            found.append((sheet, best))
    if len(found) > 1:
        names = "、".join(sheet.name for sheet, _ in found)
        raise FormsFailed(
            f"{workbook.name}：有 {len(found)} 张表都像出去的那张（{names}）：留下一张再来"
        )
    if not found or said_heading(".".join(ID)) not in _headings(*found[0]):
        raise FormsFailed(
            f"{workbook.name}：找不到表头，或表头里没有“{'.'.join(ID)}”一列："
            "那一列认得出是哪个项目，不能删、不能改名；照出去时的样子补上再来"
        )
    return found[0]


def _headings(sheet: Sheet, row: int) -> set[str]:
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    return {said_heading(cell.text) for cell in cells if cell.text} - {""}


def _placed(
    workbook: Workbook, sheet: Sheet, head: int, known: Mapping[str, FormColumn], base: Base
) -> tuple[dict[int, FormColumn], list[Remark]]:
    """Each column that is known, by its place; what is to be told of the others."""
    placed: dict[int, FormColumn] = {}
    remarks: list[Remark] = []
    for at in range(_width(sheet, head)):
        text = sheet.at(head, at).text
        cell = place_name(sheet.name, head, at)
        column = known.get(said_heading(text)) or year_column(said_heading(text))
        if column is None:
            _refuse_unit(workbook, text, known, cell)
            remarks += _unknown(sheet, head, at, text)
            continue
        twice = next((one for one in placed if placed[one].path == column.path), None)
        if twice is not None:
            other = place_name(sheet.name, head, twice)
            raise FormsFailed(
                f"{workbook.name}：{other} 和 {cell} 两列都叫“{column.word}”：删去一列再来"
            )
        placed[at] = column
    here = {column.path for column in placed.values()}
    for path in base.columns:
        if path not in here and path != ID:
            word = ".".join(path)
            remarks.append(Remark(sheet.name, f"没有“{word}”这一列了：这一项当作一个也没有改"))
    return placed, remarks


def _width(sheet: Sheet, head: int) -> int:
    return max((len(row) for row in sheet.rows[head:]), default=0)


def _refuse_unit_above(workbook: Workbook, sheet: Sheet, head: int) -> None:
    for row in range(head):
        for at, one in enumerate(sheet.rows[row]):
            if is_other_unit(one.text):
                raise FormsFailed(
                    f"{workbook.name}：{place_name(sheet.name, row, at)} 写的不是亿元"
                    f"（{brief(one.text.strip())}）：这里的金额都是亿元，改回来，数也按亿元填，再来"
                )


def _refuse_unit(workbook: Workbook, text: str, known: Mapping[str, FormColumn], cell: str) -> None:
    if has_other_unit(text) and re.sub(r"[(\[][^()\[\]]*[)\]]$", "", said_heading(text)) in known:
        raise FormsFailed(
            f"{workbook.name}：{cell} 的表头改成了“{''.join(text.split())}”：这里的金额都是亿元，"
            "改回（亿元），数也按亿元填，再来"
        )


def _unknown(sheet: Sheet, head: int, at: int, text: str) -> Iterator[Remark]:
    filled = sum(not is_blank(sheet.at(row, at)) for row in range(head + 1, len(sheet.rows)))
    if filled:
        called = f"“{brief(''.join(text.split()))}”" if text.strip() else "没有表头的一列"
        cell = place_name(sheet.name, head, at)
        yield Remark(cell, f"{called}不是这张表的列，没有读（{filled} 格有内容）")


class _Reading(NamedTuple):
    workbook: Workbook
    sheet: Sheet
    head: int
    placed: Mapping[int, FormColumn]
    base: Base
    remarks: list[Remark]


def _rows(reading: _Reading, skipped: list[Skipped]) -> Iterator[Back]:
    sheet = reading.sheet
    at = {column.path: place for place, column in reading.placed.items()}
    heading = {said_heading(column.heading) for column in reading.placed.values()}
    for number in range(reading.head + 1, len(sheet.rows)):
        cells = {place: sheet.at(number, place) for place in reading.placed}
        if all(not cell.text.strip() for cell in cells.values()):
            continue
        label = _label(cells, at)
        cell = place_name(sheet.name, number, at.get(NAME, 0))
        if label is not None and _TOTALS.fullmatch(label):
            skipped.append(Skipped(cell, f"“{brief(label)}”行不是项目"))
        elif {said_heading(one.text) for one in cells.values() if one.text} <= heading:
            skipped.append(Skipped(cell, "又一行表头"))
        elif (note := _note(cells, reading.base)) is not None:
            skipped.append(Skipped(cell, f"“{brief(note)}”是说明或落款，不是项目"))
        else:
            yield _row(reading, number, cells, at)


def _note(cells: Mapping[int, Cell], base: Base) -> str | None:
    """The first words of a line of notes, or of who filled the table in; None: it is none."""
    said = [cell for cell in cells.values() if cell.text.strip()]
    first = " ".join(said[0].text.split())
    text = labels.folded(first)
    if first in base.rows or not (labels.is_note(text) or labels.is_signature(text)):
        return None
    return first if all(cell.kind in (CellKind.TEXT, CellKind.DATE) for cell in said) else None


def _label(cells: Mapping[int, Cell], at: Mapping[Path, int]) -> str | None:
    """What a row that may be no record is called: what stands for its 编号, else its name."""
    first = cells.get(at.get(ID, -1), EMPTY).text.strip()
    second = cells.get(at.get(NAME, -1), EMPTY).text.strip()
    return first if _TOTALS.fullmatch(first) or not second else None if first else second


def _row(reading: _Reading, number: int, cells: Mapping[int, Cell], at: Mapping[Path, int]) -> Back:
    id = cells[at[ID]].text.strip()
    before = reading.base.rows.get(id, {})
    edits: dict[Path, str | None] = {}
    faults: list[Fault] = []
    kept: list[str] = []
    for place, column in reading.placed.items():
        if column.path == ID:
            continue
        old = before.get(column.path)
        if still(column, old, cells[place]):
            continue
        try:
            new = said(column, cells[place]) if column.written else cells[place].text
        except Unread as unread:
            if _goes_to_note(column, cells[place], old, at, before):
                text = " ".join(cells[place].text.split())
                kept.append(f"{column.word}：{text}")
                where = place_name(reading.sheet.name, number, place)
                told = f"“{brief(text)}”不是日期，{column.word}空着，记入备注"
                reading.remarks.append(Remark(where, told))
                continue
            faults.append(Fault(column.path, f"{column.word}：{unread}"))
            continue
        if new != old:
            edits[column.path] = new
            where = place_name(reading.sheet.name, number, place)
            reading.remarks.extend(_first_of_month(column, cells[place], new, where))
    if kept:
        own = edits.get(NOTE, before.get(NOTE)) or ""
        edits[NOTE] = "；".join(filter(None, (own, *(one for one in kept if one not in own))))
    name = cells[at[NAME]].text.strip() if NAME in at else before.get(NAME, "")
    return Back(
        reading.workbook.name,
        reading.workbook.digest,
        reading.sheet.name,
        number,
        id,
        name,
        before,
        edits,
        tuple(faults),
        tuple(cell.shown or cell.text for cell in cells.values()),
        at,
    )


def _goes_to_note(
    column: FormColumn,
    cell: Cell,
    old: str | None,
    at: Mapping[Path, int],
    before: Mapping[Path, str],
) -> bool:
    """Whether a text that is no date (待定) is kept in 备注, so that it costs the row nothing.

    Not where it was typed over a date: whether that still holds, only a person knows.
    """
    text = column.holds is Holds.DATE and cell.kind is CellKind.TEXT and old is None
    return text and NOTE in at and not is_cut(before.get(NOTE, ""))


def _first_of_month(
    column: FormColumn, cell: Cell, new: str | None, where: str
) -> Iterator[Remark]:
    """What a spreadsheet may have made of a month."""
    day = column.holds is Holds.DATE and cell.kind is CellKind.DATE
    if day and new is not None and _FIRST_DAY.fullmatch(new):
        yield Remark(
            where,
            f"{column.word}读作 {new} 这一天；只知道到月的，Excel 会补成 1 日："
            f"把格式设成“文本”，写 {new[:7]}",
        )
