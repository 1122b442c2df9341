"""The XML of what is put into a place, in the formatting that the place has had.

Owns how words, paragraphs and tables are written; not where they go.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from sangeyipi.render.docx.tree import DocumentPart, XmlNode
from sangeyipi.render.inert import inert
from sangeyipi.report.places.finding import Atom, atoms
from sangeyipi.report.places.values import Blocks, TableCells, Value, Words

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for s in _SIDES)


class PlaceLook(NamedTuple):
    """The formatting of a place: of its paragraph and of its words, as they stand in the file."""

    paragraph: bytes
    words: bytes


def look(part: DocumentPart, paragraph: XmlNode | None, within: XmlNode) -> PlaceLook:
    """That of a paragraph and of the first words in an element."""
    own = paragraph.child("w:pPr") if paragraph else None
    first = next(iter(atoms(within)), None)
    run = next((one for one in first.node.above() if one.name == "w:r"), None) if first else None
    words = run.child("w:rPr") if run else None
    return PlaceLook(_bytes(part, own), _bytes(part, words))


def looks(part: DocumentPart, content: XmlNode, paragraphs: Sequence[XmlNode]) -> list[PlaceLook]:
    """Those of a place's paragraphs; where one has no words, those of the one before."""
    if not paragraphs:
        return [look(part, None, content)]
    found: list[PlaceLook] = []
    for one in paragraphs:
        how = look(part, one, one)
        if not how.words and found and not atoms(one):
            how = how._replace(words=found[-1].words)
        found.append(how)
    return found


def _bytes(part: DocumentPart, node: XmlNode | None) -> bytes:
    return part.content[node.start : node.end] if node else b""


def run(text: str, words: bytes) -> bytes:
    """Words in a run of their own; none for no words."""
    if not text:
        return b""
    said = "\n".join("\t".join(map(inert, one.split("\t"))) for one in text.split("\n"))
    escaped = escape(said).encode("utf-8", "replace")
    told = b'<w:t xml:space="preserve">%s</w:t>' % escaped
    for char, mark in ((b"\t", b"tab"), (b"\n", b"br")):
        told = told.replace(char, b'</w:t><w:%s/><w:t xml:space="preserve">' % mark)
    return b"<w:r>%s%s</w:r>" % (words, told)


def text_of(words: Words) -> str:
    """How words read."""
    return "".join(one if isinstance(one, str) else one.text for one in words.runs)


def written(value: Value, looks: Sequence[PlaceLook], inline: bool) -> bytes:
    """What stands in a place; its n-th paragraph looks as the n-th there did, or the last."""
    if isinstance(value, Words):
        if inline:
            return run(text_of(value), looks[0].words)
        return b"".join(_paragraph(line, looks[0]) for line in text_of(value).split("\n"))
    return b"".join(_blocks(value, looks))


def _blocks(value: Blocks, looks: Sequence[PlaceLook]) -> Iterable[bytes]:
    for at, block in enumerate(value.blocks):
        how = looks[min(at, len(looks) - 1)]
        if isinstance(block, TableCells):
            yield _table(block, how)
        else:
            yield _paragraph(text_of(block), how)
    if not value.blocks:
        yield b"<w:p/>"


def behind(value: Value, node: XmlNode) -> bytes:
    """What must follow a place that ends with a table: no cell or page may end so, and two tables
    in a row would become one.
    """
    if not isinstance(value, Blocks) or not isinstance((value.blocks or (None,))[-1], TableCells):
        return b""
    assert node.parent is not None
    after = next((one for one in node.parent.children if one.start > node.start), None)
    return b"" if after is not None and after.name == "w:p" else b"<w:p/>"


def _paragraph(text: str, how: PlaceLook) -> bytes:
    return b"<w:p>%s%s</w:p>" % (how.paragraph, run(text, how.words))


def _table(cells: TableCells, how: PlaceLook) -> bytes:
    rows = []
    for number, row in enumerate(cells.rows):
        head = number < cells.heads
        told = "".join(
            f"<w:tc><w:tcPr/><w:p><w:pPr>{_aligned(head, right)}</w:pPr>\0{at}\0</w:p></w:tc>"
            for at, right in enumerate(cells.right)
        ).encode()
        for at, words in enumerate(row):
            told = told.replace(b"\0%d\0" % at, run(text_of(words), how.words))
        rows.append(b"<w:tr>%s%s</w:tr>" % (b"<w:trPr><w:tblHeader/></w:trPr>" * head, told))
    return (
        b'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>%s</w:tblBorders>'
        b"</w:tblPr><w:tblGrid>%s</w:tblGrid>%s</w:tbl>"
        % (_BORDERS.encode(), b"<w:gridCol/>" * len(cells.right), b"".join(rows))
    )


def like(part: DocumentPart, old: XmlNode | None, value: Value) -> bytes:
    """A table of other rows in the look of the one that stands there; nothing where its columns
    are others.
    """
    blocks = value.blocks if isinstance(value, Blocks) else ()
    cells = blocks[0] if len(blocks) == 1 else None
    rows = [one for one in old.children if one.name == "w:tr"] if old else []
    if old is None or not isinstance(cells, TableCells) or len(rows) <= cells.heads:
        return b""
    columns = [[one for one in row.children if one.name == "w:tc"] for row in rows]
    if any(len(each) != len(cells.right) for each in columns):
        return b""
    by_name = {_name(each): at for at, each in enumerate(columns) if at >= cells.heads}
    other = len(rows) - 2 if len(rows) - 2 >= cells.heads else len(rows) - 1
    made = []
    for number, row in enumerate(cells.rows):
        name = text_of(row[0])
        at = number if number < cells.heads else by_name.get(name, other)
        made.append(_row(part, rows[at], columns[at], row))
    head, foot = part.content[old.start : rows[0].start], part.content[old.closing : old.end]
    return head + b"".join(made) + foot


def _name(cells: Sequence[XmlNode]) -> str:
    return "".join(one.text for one in _pieces(cells[0]))


def _row(
    part: DocumentPart, row: XmlNode, cells: Sequence[XmlNode], words: Sequence[Words]
) -> bytes:
    opening = part.content[row.start : cells[0].start]
    made = []
    for cell, said in zip(cells, words, strict=True):
        paragraph = next((one for one in cell.walk() if one.name == "w:p"), None)
        how = look(part, paragraph, paragraph or cell)
        if not how.words:
            first = next((one for one in row.walk() if one.name == "w:rPr"), None)
            how = how._replace(words=_bytes(part, first))
        told = _bytes(part, cell.child("w:tcPr"))
        made.append(b"<w:tc>%s%s</w:tc>" % (told, _paragraph(text_of(said), how)))
    return opening + b"".join(made) + b"</w:tr>"


def _pieces(cell: XmlNode) -> Iterable[Atom]:
    """The pieces of text of a cell."""
    for one in cell.walk():
        if one.name == "w:p":
            yield from atoms(one)


def _aligned(head: bool, right: bool) -> str:
    return f'<w:jc w:val="{"center" if head else "right" if right else "left"}"/>'
