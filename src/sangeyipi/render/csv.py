"""Tables as CSV: rectangular, safe to open in Excel, the same bytes everywhere."""

import csv
import io
from collections.abc import Iterable

from sangeyipi.model import term
from sangeyipi.model.document import Document
from sangeyipi.model.table import NOTE_COLUMN, TABLE_COLUMN, Column, Kind, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import read

#: What stands before a paragraph.
_PROSE = "正文"
#: What a spreadsheet would take for a formula at the start of a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(document: Document) -> str:
    """What must be read first as rows `注`, all tables, and the conventions as rows `口径`."""
    tables = [*document.tables, *(picture.table for picture in document.pictures)]
    head = [(NOTE_COLUMN, said) for said in (document.title, *document.opening) if said]
    prose = [(_PROSE, one.text) for each in document.sections for one in each.paragraphs]
    tail = [(term.CONVENTIONS, said) for said in document.notes]
    parts = (_said([*head, *prose]), _tables(tables), _said(tail))
    return "\n".join(part for part in parts if part)


def _said(lines: Iterable[tuple[str, str]]) -> str:
    return _rows([word, _safe(inert(said))] for word, said in lines)


def _rows(rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _tables(tables: Iterable[Table]) -> str:
    """All tables with the title of its table before each row, and the footnotes as rows `注`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    heading: list[str] | None = None
    for table in (read(table, numbered=False) for table in tables):
        columns = [TABLE_COLUMN, *(column.name for column in table.columns)]
        if columns != heading:
            if heading is not None:
                writer.writerow([])
            writer.writerow(columns)
            heading = columns
        title = _safe(inert(table.title))
        for row in table.rows:
            writer.writerow([title, *(_cell(row, column, table) for column in table.columns)])
        for note in table.notes:
            writer.writerow([NOTE_COLUMN, _safe(inert(note)), *[""] * (len(columns) - 2)])
    return out.getvalue()


def _cell(row: Row, column: Column, table: Table) -> str:
    text = shown(row, column, table, exact=True)
    return _safe(text) if column.kind is Kind.TEXT else text


def _safe(text: str) -> str:
    """Text that a spreadsheet reads as text.  Figures are left alone: a minus is a minus."""
    return "'" + text if text.startswith(_FORMULA) else text
