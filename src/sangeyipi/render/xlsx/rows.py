"""Writing a sheet's rows quickly: thousands of cells that are nothing but numbers and texts.

Owns only speed: XlsxWriter's own loop asks of each cell what only a few have, and takes most of
the time of a long table.  What it would write is written here, and a test holds the two together.
"""

from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class QuickSheet(Worksheet):
    """A worksheet whose plain cells are written without a detour."""

    def _write_rows(self) -> None:
        """All rows; those without cells and cells of other kinds as XlsxWriter writes them."""
        fh: Any = self.fh
        letters = [xl_col_to_name(column) for column in range((self.dim_colmax or 0) + 1)]
        for row in sorted({*self.table, *self.row_info}):
            info = self.row_info.get(row)
            cells = self.table.get(row)
            if not cells:
                self._write_empty_row(row, None, info)
                continue
            self._write_row(row, None, info)
            for column in sorted(cells):
                cell = cells[column]
                xml = _plain(cell, f"{letters[column]}{row + 1}")
                if xml:
                    fh.write(xml)
                else:
                    self._write_cell(row, column, cell)
            self._xml_end_tag("row")


def _plain(cell: Any, name: str) -> str:
    """The XML of a formatted number, text or blank; nothing for any other."""
    if cell.format is None:
        return ""
    kind = cell.__class__.__name__
    form = cell.format._get_xf_index()
    if kind == "String":
        return f'<c r="{name}" s="{form}" t="s"><v>{cell.string}</v></c>'
    if kind == "Number":
        return f'<c r="{name}" s="{form}"><v>{cell.number:.16G}</v></c>'
    return f'<c r="{name}" s="{form}"/>' if kind == "Blank" else ""
