"""A Word document as text: paragraphs and tables in order, then footnotes and endnotes.

Owns what of a document a person reads: not what is struck out, hidden or deleted under tracked
changes, not headers, fields' instructions or what another program would see (Fallback).  Each
piece of text knows the element that it stands in.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sangeyipi.audit.documents.building import (
    Box,
    Building,
    PlacedCell,
    TableRows,
    TextLine,
    TextPiece,
)
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.render.docx import package
from sangeyipi.render.docx.tree import DocumentPart, XmlNode
from sangeyipi.report.places.finding import Atom, atoms

_GONE = frozenset({"w:del", "w:moveFrom", "w:sdtPr", "w:sectPr", "Fallback"})
_UNSEEN = ("w:vanish", "w:strike", "w:dstrike")
_NOTES = (("footnotes", "脚注"), ("endnotes", "尾注"))
_OFF = ("0", "false", "off", "none")


class ReadDocument(NamedTuple):
    """A document, its text, and of each piece of the body's text its element."""

    source: AsRead
    parts: Mapping[str, bytes]
    body: DocumentPart
    #: `what` is the element; of notes there are none.
    pieces: tuple[TextPiece, ...]


def document(name: str, data: bytes) -> ReadDocument:
    """Raises DocxFailed."""
    parts = package.parts_of(data)
    main = package.main_part(parts)
    body = DocumentPart(main, parts[main])
    building = Building()
    reading = _Reading()
    building.put(reading.blocks(body.root))
    pieces = tuple(building.pieces)
    for part, word in _NOTES:
        building.put(_notes(parts, main, part, word))
    return ReadDocument(building.read(name), parts, body, pieces)


def _notes(parts: Mapping[str, bytes], main: str, part: str, word: str) -> Iterator[TextLine]:
    """The notes that people wrote: those of Word's own have a type."""
    path = f"{main.rpartition('/')[0]}/{part}.xml"
    if path not in parts:
        return
    notes = [
        one
        for one in DocumentPart(path, parts[path]).root.walk(_into_note)
        if one.name == f"w:{part[:-1]}"
    ]
    number = 0
    for note in notes:
        if any(
            key.endswith(" type") and value != "normal" for key, value in note.attributes.items()
        ):
            continue
        number += 1
        for block in _Reading().blocks(note):
            for line in [block] if isinstance(block, TextLine) else _lines(block):
                yield line._replace(label=f"{word}{number}", pieces=())


def _into_note(node: XmlNode) -> bool:
    return node.name in ("w:footnotes", "w:endnotes")


def _lines(table: TableRows) -> Iterator[TextLine]:
    for cell in table.cells:
        for block in cell.box.blocks:
            if isinstance(block, TextLine):
                yield block
            else:
                yield from _lines(block)


class _Reading:
    """Goes through a document and counts its paragraphs and tables."""

    def __init__(self) -> None:
        self._paragraphs = self._tables = 0

    def blocks(self, node: XmlNode, in_cell: bool = False) -> list[TextLine | TableRows]:
        """Paragraphs and tables below an element, in order."""
        found: list[TextLine | TableRows] = []
        for one in node.children:
            if one.name == "w:p":
                found += self._paragraph(one, in_cell)
            elif one.name == "w:tbl":
                found.append(self._table(one))
            elif one.name not in _GONE:
                found += self.blocks(one, in_cell)
        return found

    def _paragraph(self, node: XmlNode, in_cell: bool) -> Iterator[TextLine | TableRows]:
        said = [one for one in atoms(node) if _is_seen(one.node)]
        text = "".join(one.text for one in said)
        label = ""
        if text.strip() and not in_cell:
            self._paragraphs += 1
            label = f"第{self._paragraphs}段"
        yield TextLine(text, label, tuple(_pieces(said)))
        for box in _boxes(node):
            yield from self.blocks(box, in_cell)

    def _table(self, node: XmlNode) -> TableRows:
        self._tables += 1
        label = f"表{self._tables}"
        cells: list[PlacedCell] = []
        above: dict[int, int] = {}
        for row, line in enumerate(one for one in _below(node, "w:tr") if not _is_deleted(one)):
            column = _number(line.child("w:trPr"), "w:gridBefore", 0)
            for cell in _below(line, "w:tc"):
                told = cell.child("w:tcPr")
                wide = max(1, _number(told, "w:gridSpan", 1))
                merged = told.child("w:vMerge") if told else None
                if (
                    merged is not None
                    and told
                    and told.value("w:vMerge") != "restart"
                    and column in above
                ):
                    held = cells[above[column]]
                    cells[above[column]] = held._replace(
                        box=held.box._replace(rows=row - held.row + 1)
                    )
                else:
                    above[column] = len(cells)
                    cells.append(PlacedCell(row, column, Box(self.blocks(cell, True), 1, wide)))
                column += wide
        return TableRows(cells, label)


def _pieces(said: list[Atom]) -> Iterator[tuple[int, int, XmlNode]]:
    at = 0
    for one in said:
        yield at, len(one.text), one.node
        at += len(one.text)


def _below(node: XmlNode, name: str) -> Iterator[XmlNode]:
    """Rows or cells, also those that content controls and tracked insertions stand around."""
    for one in node.children:
        if one.name == name:
            yield one
        elif one.name not in _GONE and one.name not in ("w:tr", "w:tc", "w:tblPr", "w:trPr"):
            yield from _below(one, name)


def _boxes(node: XmlNode) -> Iterator[XmlNode]:
    """The text boxes of a paragraph, not those within one of them."""
    for one in node.children:
        if one.name == "w:txbxContent":
            yield one
        elif one.name not in _GONE:
            yield from _boxes(one)


def _is_deleted(row: XmlNode) -> bool:
    told = row.child("w:trPr")
    return told is not None and told.child("w:del") is not None


def _is_seen(node: XmlNode) -> bool:
    for one in node.above():
        if one.name == "w:p":
            return True
        if one.name in ("w:rt", "Fallback"):
            return False
        told = one.child("w:rPr") if one.name == "w:r" else None
        if told is not None and any(_is_on(told, word) for word in _UNSEEN):
            return False
    return True


def _is_on(told: XmlNode, word: str) -> bool:
    return told.child(word) is not None and told.value(word) not in _OFF


def _number(told: XmlNode | None, name: str, otherwise: int) -> int:
    said = told.value(name) if told else ""
    return (
        min(int(said), 1000) if said.isascii() and said.isdigit() and len(said) < 6 else otherwise
    )
