"""A table's rows on a sheet: each cell a number that displays what is said, or a text.

Owns the writing of cells.  Must not know what else stands on the sheet.
"""

from collections.abc import Mapping
from types import MappingProxyType

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row, Table
from sangeyipi.render.reading import key
from sangeyipi.render.xlsx.cells import FIGURES, FormattedNumber, content, without_denominator
from sangeyipi.render.xlsx.layout import ONE_LINE, Measures
from sangeyipi.render.xlsx.styles import CellLook, WorkbookStyles

_ALIGNED = {**dict.fromkeys(FIGURES, "right"), Kind.FLAG: "center"}
#: No author before the text, and room for it.
_NOTE_SIZE = {
    "author": "sgyp",
    "x_scale": 2.6,
    "y_scale": 1.8,
    "font_name": "宋体",
    "font_size": 9,
}


@dataclass(slots=True)
class _Column:
    """A column, where it stands, and whether its texts keep away from figures on their left."""

    column: Column
    at: int
    indented: bool
    #: Its cells' formats, by whether they are bold, their indent and their number format.
    forms: dict[tuple[bool, int, str], Format] = field(default_factory=dict)
    #: The widest of its figures and of its texts so far.
    needed: int = 0
    wanted: int = 0


class TableBody:
    """Writes the rows of one table, from a row of the sheet on.

    `bare`: what does not apply gets no cell at all.  Beside a chart XlsxWriter keeps what it draws,
    for programs that do not look at the cells, and there an empty cell with a frame is a 0.
    """

    def __init__(
        self,
        sheet: Worksheet,
        styles: WorkbookStyles,
        measures: Measures,
        first: int,
        bare: bool = False,
        noted: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Nothing is written yet.  `noted`: the notes of cells, by their questions' texts."""
        self._noted = noted
        self._bare = bare
        self._sheet = sheet
        self._styles = styles
        self._measures = measures
        self.row = first

    def write(self, table: Table, places: Mapping[str, int]) -> None:
        """All rows.  Totals are set apart, where there are parts to set them apart from."""
        emphasised = any(row.level for row in table.rows)
        after_figures = _after_figures(table, places)
        columns = [
            _Column(column, places[column.key], places[column.key] in after_figures)
            for column in table.columns
        ]
        for row in table.rows:
            bold = emphasised and row.level == 0
            for column in columns:
                self._cell(row, column, table, bold)
            self._measures.raise_row(self.row, ONE_LINE)
            self.row += 1
        for column in columns:
            self._measures.needs(column.at, column.needed, emphasised)
            self._measures.wants(column.at, column.wanted)

    def _cell(self, row: Row, placed: _Column, table: Table, bold: bool) -> None:
        column, at = placed.column, placed.at
        said = content(row, column, table)
        indent = int(placed.indented) if at else row.level
        if said is None:
            if self._bare:
                return
            self._sheet.write_blank(self.row, at, None, self._form(placed, bold, indent))
            return
        if isinstance(said, FormattedNumber):
            number = self._admitted(said, row.cells[column.key])
            form = self._form(placed, bold, indent, number.format)
            self._sheet.write_number(self.row, at, number.value, form)
            text = number.text
        else:
            write_text(self._sheet, self.row, at, said, self._form(placed, bold, indent))
            text = said
        if self._noted:
            self._note(row, column, table, at)
        size = self._measures.size(text) + 2 * indent
        if column.kind in FIGURES:
            placed.needed = max(placed.needed, size)
        else:
            placed.wanted = max(placed.wanted, size)
            self._measures.text(self.row, at, size)

    def _note(self, row: Row, column: Column, table: Table, at: int) -> None:
        question = table.question(row, column._replace(key=key(column)))
        note = self._noted.get(question.text) if question else None
        if note is not None:
            self._sheet.write_comment(self.row, at, note, _NOTE_SIZE)

    def _form(self, placed: _Column, bold: bool, indent: int, number: str = "") -> Format:
        """The format of a cell, looked up by what differs within a column."""
        found = placed.forms.get((bold, indent, number))
        if found is None:
            look = CellLook(
                _ALIGNED.get(placed.column.kind, "left"),
                number=number,
                bold=bold,
                total=bold,
                indent=indent,
                boxed=True,
                quiet=placed.column.for_machines,
            )
            found = placed.forms[bold, indent, number] = self._styles.of(look)
        return found

    def _admitted(self, number: FormattedNumber, value: Cell) -> FormattedNumber:
        if not isinstance(value, Rate) or not value.base:
            return number
        if self._styles.has_room_for(number.format):
            return number
        return without_denominator(value, number)


def _after_figures(table: Table, places: Mapping[str, int]) -> set[int]:
    """Columns of texts that stand right of a column of figures: those are set to the right."""
    kinds = {places[column.key]: column.kind for column in table.columns}
    return {at for at, kind in kinds.items() if kind is Kind.TEXT and kinds.get(at - 1) in FIGURES}


def write_text(sheet: Worksheet, row: int, column: int, text: str, form: Format) -> None:
    """Write a text as nothing but a text."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # What looks like that XlsxWriter takes for its own markup and writes unescaped.
        sheet.write_rich_string(row, column, form, text[:1], form, text[1:], form)
    else:
        sheet.write_string(row, column, text, form)
