"""A document as an official one of Word, ready to be signed: text, tables, pictures, footnotes.

Owns the order of it and what stands on a page that lies.  The same document gives the same bytes;
where it says how a figure came about (`Document.explained`), the figure has a footnote.
"""

import re
from collections import Counter
from xml.sax.saxutils import quoteattr

from sangeyipi.model import term
from sangeyipi.model.document import Document, Paragraph, Section
from sangeyipi.model.picture import Picture
from sangeyipi.model.table import Table
from sangeyipi.render.docx import marks, package, parts, tables
from sangeyipi.render.docx.marks import DocumentMemory, WrittenFigure, WrittenPlace
from sangeyipi.render.docx.styles import (
    ABOUT,
    BODY,
    HEADINGS,
    NOTE,
    OPENING,
    PICTURE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TITLE,
    section_properties,
)
from sangeyipi.render.docx.words import (
    counted,
    days_in_words,
    paragraph,
    reference,
    run,
    section_end,
)
from sangeyipi.render.inert import inert

#: Of the text's width that a title may take: a line of 小标宋 holds twenty, of fonts that stand in
#: for it one or two less.
_TITLE_LONGEST = 18
#: What a line of a title may end before; and what its name begins with, which is not broken.
_TITLE_BREAKS = re.compile(r"(?=[“（])|(?<=[”）])|(?=项目)|(?<=项目)|(?=情况)|(?<=建设)")
#: A twentieth of a point in the units of drawings.
_EMU = 635
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
#: Of the text's height; a picture has its title in itself.
_PICTURE_HIGHEST = TEXT_HEIGHT * 2 // 3
_NOTHING = "没有内容。"
_NOT_DRAWN = "本机没有能写全图中文字的字体，图没有画，列出图中的数。"


def to_docx(document: Document) -> bytes:
    """The file."""
    writer = _Writer(document)
    writer.write()
    title = document.title or _first_title(document)
    creator = document.ledger or parts.NAME
    made = parts.parts(writer.body, title, creator, document.as_of, writer.sources)
    for number, png in enumerate(writer.pictures, 1):
        parts.add_picture(made, number, png)
    if writer.places:
        day = document.as_of.isoformat() if document.as_of else ""
        marks.remember(
            made,
            DocumentMemory(document.ledger, day, tuple(writer.places), whole=bool(document.title)),
        )
    return package.packed(made)


def _first_title(document: Document) -> str:
    return next((table.title for table in document.tables), document.ledger)


class _Writer:
    """Writes the body, block after block, each page upright or lying as its tables need."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: list[str] = []
        self._lying = False
        self._begun = False
        self._copies: Counter[str] = Counter()
        self.places: list[WrittenPlace] = []
        self.sources: list[str] = []
        self.pictures: list[bytes] = []

    @property
    def body(self) -> str:
        """All blocks and the last section's page."""
        return "".join(self._blocks) + self._page()

    def write(self) -> None:
        """All of it."""
        document = self._document
        self._title()
        number = 0
        for section in document.sections:
            number += bool(section.title)
            self._section(section, number)
        if document.notes:
            self._turn(lying=False)
            self._put(_heading(term.CONVENTIONS, number + 1 if number else 0))
            for place, note in enumerate(document.notes, 1):
                self._put(paragraph(NOTE, run(f"{place}. {note}", NOTE)))
        if not self._blocks:
            self._put(paragraph(BODY, run(_NOTHING, BODY)))

    def _title(self) -> None:
        document = self._document
        if document.title:
            lines = title_lines(document.title)
            # LibreOffice loses a break within a paragraph of a content control.
            told = (paragraph(TITLE, run(line, TITLE)) for line in lines)
            self._named(marks.TITLE, "\n".join(lines), "".join(told))
            day = day_text(document)
            # The line below the title is empty where there is no day.
            close = "" if day else '<w:spacing w:after="0"/>'
            self._named(marks.DAY, day, paragraph(ABOUT, run(day, ABOUT), close))
        opening = [paragraph(OPENING, run(one, OPENING, bold=True)) for one in document.opening]
        if opening:
            said = "\n".join(map(inert, document.opening))
            self._named(marks.NOTICE, said, "".join(opening))

    def _named(self, id: str, text: str, block: str) -> None:
        """A block that is filled again as a whole, in documents that are: those with a title."""
        if self._document.title and block:
            block = self._placed(WrittenPlace(id, text), id, block)
        self._put(*filter(None, (block,)))

    def _put(self, *blocks: str) -> None:
        self._blocks += blocks
        self._begun = self._begun or bool(blocks)

    def _turn(self, lying: bool) -> None:
        """What follows stands on pages of this kind."""
        if lying != self._lying and self._begun:
            self._blocks.append(section_end(self._page()))
        self._lying = lying

    def _page(self) -> str:
        return section_properties(self._lying, parts.ODD, parts.EVEN)

    def _section(self, section: Section, number: int) -> None:
        laid = [tables.laid(table) if table.rows else table for table in section.tables]
        if section.title:
            # A heading goes with what it is over.
            first = laid[0] if laid and not section.paragraphs else None
            self._turn(lying=isinstance(first, tables.Laid) and first.fit.lying)
            self._put(_heading(section.title, number))
        counts = [0, 0, 0, 0]
        for one in section.paragraphs:
            self._turn(lying=False)
            self._put(self._paragraph(one, section, counts))
        for made in laid:
            self._table(made)
        for picture in section.pictures:
            self._picture(picture)

    def _paragraph(self, one: Paragraph, section: Section, counts: list[int]) -> str:
        if one.level:
            level = min(one.level, len(HEADINGS) - 1)
            counts[level] += 1
            counts[level + 1 :] = [0] * (len(counts) - level - 1)
            style = HEADINGS[level]
            return paragraph(style, run(counted(one.text, level, counts[level]), style))
        explained = self._document.explained
        runs: list[str] = []
        told: set[str] = set()
        figures: list[WrittenFigure] = []
        text = ""
        for piece in one.runs:
            if isinstance(piece, str):
                runs.append(run(piece, BODY))
                text += inert(piece)
                continue
            question = piece.question.text
            figures.append(WrittenFigure(len(text), inert(piece.text), question))
            runs.append(run(piece.text, BODY))
            text += inert(piece.text)
            if question in explained and question not in told:
                told.add(question)
                self.sources.append(explained[question])
                runs.append(reference(BODY, len(self.sources)))
                text += "〔〕"
        made = paragraph(BODY, runs)
        return self._placed(WrittenPlace(one.id, text, tuple(figures)), section.title, made)

    def _placed(self, place: WrittenPlace, title: str, block: str) -> str:
        """A block in a content control, where its id can be one's."""
        try:
            place.tag  # noqa: B018
        except ValueError:
            return block
        self._copies[place.id] += 1
        self.places.append(place)
        # LibreOffice loses the words before a footnote within a content control.
        if "<w:footnoteReference" in block:
            return block
        known = marks.properties(place, inert(title), self._copies[place.id] - 1)
        return f"<w:sdt>{known}<w:sdtContent>{block}</w:sdtContent></w:sdt>"

    def _table(self, made: tables.Laid | Table) -> None:
        table = made if isinstance(made, Table) else made.table
        lying = isinstance(made, tables.Laid) and made.fit.lying
        if isinstance(made, tables.Laid):
            self._turn(lying)
        self._named(table.id + marks.CAPTION, inert(table.title), tables.title(table))
        wide = TEXT_HEIGHT if lying else TEXT_WIDTH
        said = tables.corners_text(table)
        self._named(table.id + marks.CORNERS, said, tables.corners(table, wide))
        if isinstance(made, tables.Laid):
            place = WrittenPlace(table.id, made.text, tuple(made.figures()))
            self._put(self._placed(place, table.title, tables.grid(made)))
        notes = "\n".join(tables.notes_texts(table))
        self._named(table.id + marks.NOTES, notes, tables.notes(table))

    def _picture(self, picture: Picture) -> None:
        """A picture; the table that it is drawn from, where nothing here can draw it."""
        from sangeyipi.render.pictures import to_png
        from sangeyipi.render.pictures.raster import DrawingFailed

        try:
            png = to_png(picture)
        except DrawingFailed:
            self._table(tables.laid(picture.table) if picture.table.rows else picture.table)
            self._put(paragraph(NOTE, run(_NOT_DRAWN, NOTE)))
            return
        self._turn(lying=False)
        self.pictures.append(png)
        self._put(paragraph(PICTURE, f"<w:r>{_drawing(picture, len(self.pictures), png)}</w:r>"))


def day_text(document: Document) -> str:
    """The day, as it stands below the title."""
    return days_in_words(f"（截至 {document.as_of}）") if document.as_of else ""


def title_lines(title: str) -> list[str]:
    """A title that is too long for a line is broken between words into lines as even as can be;
    what its end says in brackets, and before what it is about, are the best places.
    """
    title = inert(title)
    if len(title) <= _TITLE_LONGEST:
        return [title]
    ending = title.rfind("（") if title.endswith("）") else -1
    if ending > 0:
        return [*title_lines(title[:ending]), title[ending:]]
    about = title.find("“")
    if 0 < about <= _TITLE_LONGEST and len(title) - about <= _TITLE_LONGEST:
        return [title[:about], title[about:]]
    places = {found.start() for found in _TITLE_BREAKS.finditer(title)} - {0, len(title)}
    at = min(places, key=lambda place: (abs(2 * place - len(title)), place), default=0)
    if not at:
        return [title]
    return [*title_lines(title[:at]), *title_lines(title[at:])]


def _heading(title: str, number: int) -> str:
    style = HEADINGS[0]
    return paragraph(style, run(counted(title, 0, number) if number else title, style))


def _drawing(picture: Picture, number: int, png: bytes) -> str:
    """A picture in its line, as wide as the text or as high as leaves room for some."""
    across, down = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    wide = min(TEXT_WIDTH, _PICTURE_HIGHEST * across // down)
    size = f'cx="{wide * _EMU}" cy="{wide * down // across * _EMU}"'
    name = quoteattr(inert(picture.table.title))
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" '
        f'distL="0" distR="0"><wp:extent {size}/><wp:docPr id="{number}" name={name} '
        f'descr={name}/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
        f'uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{parts.picture_relation(number)}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
