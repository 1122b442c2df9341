"""The notes (批注) of a workbook's cells, each with what its cell shows.

Owns where they are kept.  They move with their cells, whatever a person inserts above.
"""

import posixpath
import re
from typing import NamedTuple

from sangeyipi.sheets.archive import Archive
from sangeyipi.sheets.grid import Sheet, column_of
from sangeyipi.sheets.xlsx.package import Package
from sangeyipi.sheets.xlsx.workbook import read_xlsx
from sangeyipi.sheets.xml import read_xml

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Longer than any note of ours.
_LONGEST = 4000


class Noted(NamedTuple):
    """A cell with a note: where it stands, what it and its row's first cell show, the note."""

    place: str
    shown: str
    row: str
    note: str


class _Comments:
    """The notes of one sheet, by the cell that they are of."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._cell = ""
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            self._cell = attributes.get("ref", "")
        self._inside = name == "t" and bool(self._cell)

    def end(self, name: str) -> None:
        self._inside = False
        if name == "comment":
            self._cell = ""

    def data(self, text: str) -> None:
        before = self.found.get(self._cell, "")
        if self._inside and len(before) < _LONGEST:
            self.found[self._cell] = before + text


def noted_cells(data: bytes) -> tuple[list[Noted], str]:
    """The cells that have notes, and all that cells show.  Raises SheetsFailed."""
    package = Package(Archive(data))
    sheets = {sheet.name: sheet for sheet in read_xlsx(Archive(data)).sheets}
    found: list[Noted] = []
    for entry in package.entries:
        link, sheet = package.links.get(entry.link), sheets.get(entry.name)
        if link is None or sheet is None:
            continue
        folder, base = posixpath.split(link.part)
        for one in package.links_of(folder, base).values():
            if one.kind == "comments" and one.part in package.archive:
                comments = _Comments()
                read_xml(package.archive.pieces(one.part), comments, package.names, one.part)
                found += _cells(sheet, comments.found)
    everything = "\n".join(
        "\t".join(cell.shown for cell in row) for one in sheets.values() for row in one.rows
    )
    return found, everything


def _cells(sheet: Sheet, notes: dict[str, str]) -> list[Noted]:
    found = []
    for reference, note in notes.items():
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            continue
        row = int(match[2]) - 1
        shown = sheet.at(row, column_of(match[1])).shown
        label = sheet.at(row, 0).shown.strip()
        found.append(Noted(f"{sheet.name}!{reference}", shown, label, note))
    return found
