"""One sheet of a workbook: tables one below another, prose, and room for pictures.

Owns where things stand.  What a cell says comes from `workbook_cells`, how it looks from
`workbook_styles`, how much room it takes from `workbook_layout`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sangeyipi.model.table import Table
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import TableHead, footnotes, head, read, visible
from sangeyipi.render.width import width, wrap
from sangeyipi.render.xlsx import layout
from sangeyipi.render.xlsx.cells import fitting
from sangeyipi.render.xlsx.styles import CellLook, WorkbookStyles
from sangeyipi.render.xlsx.tables import TableBody, write_text

_TITLE = CellLook("center", size=12, bold=True)
_HEADING = CellLook(size=14, bold=True)
_NOTE = CellLook(size=9)
_UNITS = CellLook("right", size=9)
#: A row can't be higher than 409 points: longer prose goes on in the next.
_PROSE_LONGEST = 1600
#: What the arrow of a filter covers of a heading.
_ARROW = 2
#: With more columns than this, paper counts for more than the arrows.
_FEW = 12
#: A word of a heading that is longer may be broken.
_WORD = 32


class TablePlace(NamedTuple):
    """Where a table stands in the workbook."""

    sheet: str
    title_row: int
    heading_row: int
    #: Of its rows, the first and the last.
    first_row: int
    last_row: int
    #: Its columns, by key.
    columns: Mapping[str, int]


class _Prose(NamedTuple):
    """A text over at least so many columns, and over more where it would not fit in a line."""

    row: int
    text: str
    look: CellLook
    least: int


class _Ends(NamedTuple):
    """Two texts at the ends of a row, over so many columns."""

    row: int
    head: TableHead
    over: int


class _Heading(NamedTuple):
    row: int
    column: int
    label: str
    look: CellLook


class SheetPage:
    """A sheet that is filled from the top.  `columns` are what is printed of it."""

    def __init__(
        self,
        sheet: Worksheet,
        styles: WorkbookStyles,
        columns: int,
        least: Sequence[int] = (),
        bare: bool = False,
    ) -> None:
        """An empty sheet.

        `least`: how wide its columns are, even if nothing needs it.  `bare`: its tables have no
        cells where nothing applies, for charts to be drawn from.
        """
        self._bare = bare
        #: The notes of cells, by the texts of their questions.
        self.noted: Mapping[str, str] = {}
        self.sheet = sheet
        self.name = str(sheet.name)
        self._styles = styles
        self._measures = layout.Measures(max(columns, 1), least)
        self._row = 0
        self._prose: list[_Prose] = []
        self._headings: list[_Heading] = []
        self._ends: list[_Ends] = []
        self._blocks: list[list[int]] = []
        #: The table at the sheet's end.
        self._last: TablePlace | None = None
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    @property
    def row(self) -> int:
        """The first row that is free."""
        return self._row

    def skip(self) -> None:
        """Leave a row empty."""
        self._row += 1

    def heading(self, text: str) -> None:
        """The sheet's own heading."""
        self.prose(text, _HEADING)

    def prose(self, text: str, look: CellLook, least: int = 0) -> None:
        """A text over the whole breadth, or at `least` so many columns, in rows as needed."""
        for part in wrap(inert(text), _PROSE_LONGEST):
            self._prose.append(_Prose(self._row, part, look, least or self._measures.printed))
            self._row += 1

    def pair(self, label: str, text: str, look: CellLook) -> None:
        """A label and a text beside it, in as many rows as it needs."""
        for number, part in enumerate(wrap(inert(text), _PROSE_LONGEST)):
            if not number:
                write_text(self.sheet, self._row, 0, label, self._styles.of(look))
            write_text(self.sheet, self._row, 1, part, self._styles.of(CellLook()))
            self._measure(1, part)
            self._row += 1

    def link(self, text: str, sheet: str, row: int, look: CellLook) -> None:
        """A text that leads to a cell of the workbook."""
        form = self._styles.of(look)
        said = fitting(inert(text))
        self.sheet.write_url(self._row, 1, f"internal:'{sheet}'!A{row + 1}", form, said)
        write_text(self.sheet, self._row, 1, said, form)
        self._measure(1, said, look.indent)
        self._row += 1

    def room(self, points: float) -> int:
        """One row so many points high; a page can't break within it.  Returns its number."""
        self._blocks.append([self._row])
        self._last = None
        self._measures.heights[self._row] = points
        self._row += 1
        return self._row - 1

    def table(self, table: Table, filtered: bool = False, belongs: bool = False) -> TablePlace:
        """A table with its title and footnotes; `belongs`: to what stands above it."""
        if belongs:
            self._blocks[-1].append(self._row)
        else:
            self._blocks.append([self._row])
        title_row = self._row
        told, notes = head(table), footnotes(table)
        table = read(table)
        columns = self._columns_of(table)
        self.prose(table.title, _TITLE, len(visible(table)))
        if told:
            self._ends.append(_Ends(self._row, told, len(visible(table))))
            self._row += 1
        heading_row = self._row
        self._head(table, columns, filtered)
        body = TableBody(
            self.sheet, self._styles, self._measures, self._row, self._bare, self.noted
        )
        body.write(table, columns)
        self._row = body.row
        place = TablePlace(
            self.name, title_row, heading_row, heading_row + 1, self._row - 1, columns
        )
        self._last = place
        if filtered:
            self.sheet.autofilter(heading_row, 0, place.last_row, max(columns.values()))
        for number, note in enumerate(notes, 1):
            self.prose((f"注{number}：" if len(notes) > 1 else "注：") + note, _NOTE)
        return place

    def keep_heading(self, place: TablePlace) -> None:
        """Repeat a table's heading on each printed page, and keep it on the screen."""
        self.sheet.repeat_rows(place.heading_row)
        self.sheet.freeze_panes(place.first_row, 0)

    def _columns_of(self, table: Table) -> dict[str, int]:
        """Printed columns from the left; those for machines beside them, off the printed page."""
        printed = [column.key for column in table.columns if not column.for_machines]
        others = [column.key for column in table.columns if column.for_machines]
        places = {key: number for number, key in enumerate(printed)}
        return places | {key: self._measures.printed + n for n, key in enumerate(others)}

    def _head(self, table: Table, places: Mapping[str, int], filtered: bool) -> None:
        for column in table.columns:
            at = places[column.key]
            label = inert(column.label)
            look = CellLook("center", bold=True, boxed=True, filled=True, quiet=column.for_machines)
            self._headings.append(_Heading(self._row, at, label, look))
            arrow = _ARROW if filtered and self._measures.printed <= _FEW else 0
            for part in label.split(" "):
                self._measures.needs(at, min(width(part), _WORD) + arrow)
        self._row += 1

    def _measure(self, column: int, text: str, indent: int = 0) -> None:
        """Note what a text of the row at hand needs."""
        size = self._measures.size(text) + 2 * indent
        self._measures.raise_row(self._row, layout.ONE_LINE)
        self._measures.wants(column, size)
        self._measures.text(self._row, column, size)

    def finish(self) -> int:
        """Set widths and heights, lay out what they decide.  Returns the printed pixels."""
        widths = self._measures.widths()
        for at, each in enumerate(widths):
            self.sheet.set_column(at, at, each)
        for heading in self._headings:
            self._write_heading(heading, widths[heading.column])
        for ends in self._ends:
            self._write_ends(ends, widths)
        for prose in self._prose:
            self._write_prose(prose, widths)
        for row, points in self._measures.heights.items():
            self.sheet.set_row(row, points)
        printed = self._measures.printed
        self.sheet.print_area(0, 0, max(self._row - 1, 0), printed - 1)
        pixels = layout.across(widths[:printed])
        heights = [self._measures.heights.get(row, layout.EMPTY) for row in range(self._row)]
        self._paginate(heights, layout.page_points(pixels))
        return pixels

    def _paginate(self, heights: Sequence[float], page: float) -> None:
        """Break pages between blocks; repeat the heading of a last table longer than a page.

        Excel has one heading to repeat for a sheet, on all pages after it: only for the last table
        is that always right.
        """
        self.sheet.set_h_pagebreaks(layout.page_breaks(heights, self._blocks, page))
        if self._last and sum(heights[self._last.title_row :]) > page:
            self.sheet.repeat_rows(self._last.heading_row)

    def _write_heading(self, heading: _Heading, size: int) -> None:
        """A heading in one piece where it has room for it, else broken where it may be."""
        whole = heading.label.replace(" ", "")
        fits = width(whole) * 9 // 8 < size
        parts = [whole] if fits else heading.label.split(" ")
        form = self._styles.of(heading.look)
        write_text(self.sheet, heading.row, heading.column, fitting("\n".join(parts)), form)
        count = sum(layout.lines(width(part), size) for part in parts)
        self._measures.raise_row(heading.row, layout.height(count))

    def _write_ends(self, ends: _Ends, widths: Sequence[int]) -> None:
        """Day and units over a table: at its corners, or in one cell where it has only one."""
        row, said, over = ends
        right = self._styles.of(_UNITS)
        size = width(said.right) * 9 // 8 + 2
        at = over - 1
        while at > 1 and sum(widths[at:over]) < size:
            at -= 1
        if not said.right:
            self._write_over(row, 0, over - 1, said.left, self._styles.of(_NOTE))
        elif at < 1:
            write_text(self.sheet, row, 0, said.together, right)
        else:
            self._write_over(row, 0, at - 1, said.left, self._styles.of(_NOTE))
            self._write_over(row, at, over - 1, said.right, right)
        self._measures.raise_row(row, layout.height(1, _NOTE.size))

    def _write_over(self, row: int, first: int, last: int, text: str, form: Format) -> None:
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", form)
        write_text(self.sheet, row, first, text, form)

    def _write_prose(self, prose: _Prose, widths: Sequence[int]) -> None:
        printed = self._measures.printed
        size = width(prose.text) * prose.look.size // 11 + 2
        size += size // 8 if prose.look.bold else 0
        over = prose.least
        while over < printed and sum(widths[:over]) < size:
            over += 1
        form = self._styles.of(prose.look)
        if over > 1:
            self.sheet.merge_range(prose.row, 0, prose.row, over - 1, "", form)
        write_text(self.sheet, prose.row, 0, prose.text, form)
        count = layout.lines(size, sum(widths[:over]))
        self._measures.raise_row(prose.row, layout.height(count, prose.look.size))


def printed_columns(tables: Iterable[Table]) -> int:
    """How many columns of tables are printed, at most."""
    return max((len(visible(read(table))) for table in tables), default=1)
