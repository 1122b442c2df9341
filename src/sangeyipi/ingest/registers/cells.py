"""A row of a register's sheet → what a record would say of it, each fact with its cell.

Owns how the cells of each field are read and what is asked or said of them.  Which project is meant
and which record there is already, is for `matched`.
"""

from datetime import date
from typing import Any

from sangeyipi.ingest.answers import Answers, Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.ingest.registers.headings import RegisterTable
from sangeyipi.ingest.table import SourceColumn, SourceRow, SourceTable
from sangeyipi.ingest.values import amounts, days
from sangeyipi.ingest.values.results import NOT_WRITTEN, TakenValue
from sangeyipi.ingest.values.texts import is_blank, is_none, lines, one_line, said
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.declared import keys
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.problem import Origins, Satisfaction, Solver
from sangeyipi.model.spreadsheet import leftover
from sangeyipi.model.visit import Verdict
from sangeyipi.sheets.grid import Cell, CellKind, place_name

_LISTS: dict[str, tuple[str, ...]] = {
    "source": tuple(Origins),
    "solver": tuple(Solver),
    "satisfaction": tuple(Satisfaction),
    "verdict": tuple(Verdict),
}
_UNITS = ("亿元", "万元", "元")


@dataclass(slots=True)
class RegisterSetting:
    """What is the same for all rows of a table."""

    table: SourceTable
    found: RegisterTable
    ledger: Ledger
    answers: Answers
    digest: str
    prefix: str
    #: The day of the table, and the year that it names.
    day: date | None
    year: int | None
    keep: bool
    #: The cells that are merged over several rows: an amount there is of none of them.
    merged: frozenset[tuple[int, int]] = frozenset()
    units: dict[str, str] = field(default_factory=dict)

    def place(self, row: SourceRow, column: SourceColumn) -> str:
        """A cell as messages name it."""
        return self.prefix + self.table.place(row, column.at)

    def word(self, name: str) -> str:
        """A field in the ledger's words."""
        model: Any = self.found.kind.model
        return keys(model)[name].word


@dataclass(slots=True)
class Drafted:
    """What a row says, by the ledger's words; and the row itself for whoever is asked about it."""

    cell: str
    shown: tuple[str, ...]
    name: str
    facts: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    #: Whether the row says in words that the problem is not solved.
    unsolved: bool = False


class RowReader:
    """One row being read.  What cannot be taken raises Unsettled, or LeftOut by an answer."""

    def __init__(self, row: SourceRow, setting: RegisterSetting) -> None:
        self.row = row
        self.setting = setting
        first = setting.found.name or min(setting.found.columns.values(), key=lambda one: one.at)
        shown = tuple(one_line(said(row.at(one.at))) for one in setting.table.columns)
        name = self._name()
        self.made = Drafted(setting.place(row, first), shown, name)

    def _name(self) -> str:
        column = self.setting.found.name
        cell = self.row.at(column.at) if column else None
        return one_line(said(cell)) if cell is not None and not is_blank(cell) else ""

    def cell(self, name: str) -> Cell | None:
        """The cell of a field; None where there is none or it says nothing."""
        column = self.setting.found.columns.get(name)
        if column is None:
            return None
        cell = self.row.at(column.at)
        if is_blank(cell) or (cell.kind is CellKind.TEXT and is_none(said(cell))):
            return None
        if cell.kind in (CellKind.ERROR, CellKind.UNCOMPUTED):
            why = leftover(cell.text) or f"“{cell.text}”看不出原来是什么"
            raise Unsettled(self.place(name), f"{why}：改好这一格再导入")
        if cell.struck or cell.struck_part:
            raise Unsettled(self.place(name), "这一格有划掉的字，看不出还算不算：改好再导入")
        return cell

    def place(self, name: str) -> str:
        """Where a field stands."""
        column = self.setting.found.columns.get(name)
        return self.setting.place(self.row, column) if column else self.made.cell

    def title(self, name: str) -> str:
        """The heading of a field."""
        column = self.setting.found.columns.get(name)
        return column.title if column else self.setting.word(name)

    def put(self, name: str, value: Any, at: str = "") -> None:
        """Let the record say something."""
        word = self.setting.word(name)
        self.made.facts[word] = value
        self.made.cells[word] = self.place(at or name)

    def noted(self, name: str, text: str, why: str) -> None:
        """Keep in 备注 what has no field, and say so."""
        self.made.notes.append(f"{self.title(name)}：{text}")
        self.made.remarks.append(Remark(self.place(name), f"“{text}”{why}，记入备注"))

    def ask(self, name: str, about: str, text: str, answers: tuple[str, ...], at: str = "") -> str:
        """What only a person knows.  Raises Unsettled, LeftOut."""
        cell = at or self.place(name)
        question = ImportQuestion(cell, self.made.name, about, text, answers)
        setting = self.setting
        return setting.answers.settle(question, setting.digest, self.made.shown, self.place(name))

    # --- kinds of cells

    def text(self, name: str, prose: bool = False) -> str:
        """A text; "" where there is none."""
        cell = self.cell(name)
        if cell is None:
            return ""
        text = lines(said(cell)) if prose else one_line(said(cell))
        return text

    def put_text(self, name: str, prose: bool = False) -> None:
        """The same, said by the record."""
        text = self.text(name, prose)
        if text:
            self.put(name, text)

    def put_listed(self, name: str) -> None:
        """One of a list that the format has; what is none of it goes to 备注."""
        text = self.text(name)
        if text in _LISTS[name]:
            self.put(name, text)
        elif text:
            self.noted(name, text, f"不是{'、'.join(_LISTS[name])}里的")

    def day(self, name: str) -> TakenValue:
        """A day or a month."""
        cell = self.cell(name)
        if cell is None:
            return TakenValue()
        taken = days.day(cell, year=self.setting.year)
        if taken.question:
            answer = self.ask(name, self.title(name), taken.question, taken.answers)
            return TakenValue() if answer == NOT_WRITTEN else days.answered(answer)
        return taken

    def needed_day(self, name: str) -> str:
        """A day without which there is no record.  Raises Unsettled."""
        taken = self.day(name)
        if taken.text and taken.text != UNDATED_WORD and not taken.planned:
            return taken.text
        there = self.text(name)
        why = f"“{there}”看不出是哪一天" if there else f"没有写{self.setting.word(name)}的日期"
        text = f"{why}：是哪一天（写成 2023-06-01 这样）？"
        answer = days.answered(self.ask(name, self.setting.word(name), text, ()))
        if not answer.text or answer.text == UNDATED_WORD:
            raise Unsettled(self.place(name), f"{why}：补上日期再导入")
        return answer.text

    def amount(self, name: str) -> None:
        """An amount in 亿元, by its own unit, its heading's or its sheet's; else asked for."""
        cell = self.cell(name)
        if cell is None:
            return
        column = self.setting.found.columns[name]
        if (self.row.number, column.at) in self.setting.merged:
            why = "这一格与别的行合并了，是几行合起来的数，不知道每行多少：拆开，各行填各行的"
            raise Unsettled(self.place(name), why)
        unit = column.unit or self.setting.table.unit or self.setting.units.get(name, "")
        taken = amounts.amount(cell, unit, zero=True)
        if taken.unit_missing:
            unit = self._unit(name, column)
            taken = amounts.amount(cell, unit, zero=True)
        if taken.question:
            taken = amounts.answered(
                self.ask(name, self.title(name), taken.question, taken.answers)
            )
        if taken.refused:
            raise Unsettled(self.place(name), taken.refused)
        if taken.text is not None:
            self.put(name, taken.text)

    def _unit(self, name: str, column: SourceColumn) -> str:
        table = self.setting.table
        head = self.setting.prefix + place_name(table.sheet, table.head, column.at)
        text = f"“{column.title}”没有写单位：金额是亿元、万元还是元？"
        unit = self.ask(name, "单位", text, _UNITS, head)
        self.setting.units[name] = unit
        return unit

    def left(self) -> None:
        """What stands in columns that the register has no word for, where that is kept."""
        for column in self.setting.found.left if self.setting.keep else ():
            cell = self.row.at(column.at)
            text = "" if is_blank(cell) else one_line(said(cell))
            if text and column.heading and not is_none(text):
                self.made.notes.append(f"{column.title}：{text}")

    def close(self) -> Drafted:
        """The whole, with what went to 备注."""
        self.left()
        note = "；".join(filter(None, (self.text("note"), *self.made.notes)))
        if note:
            self.put("note", note)
        return self.made
