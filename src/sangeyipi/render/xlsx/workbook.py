"""A document as an Excel workbook, ready to print: a sheet for each section, charts and all.

Owns which sheets there are and their names.  What is published has its opening page, the contents
and a sheet for each section; an answer has one for each table.  What must be read before any
figure stands right under its title; the last sheet tells how the figures are made.  The same
document gives the same bytes: the only date in the file is the document's day, and it is made in
memory, where no file system leaves a trace.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sangeyipi.model import term
from sangeyipi.model.document import OPENING_PAGE, Document, Section
from sangeyipi.model.period import Period
from sangeyipi.model.picture import Picture
from sangeyipi.model.table import WORKBOOK_CATEGORY, Table
from sangeyipi.render.inert import inert
from sangeyipi.render.xlsx import charts as workbook_charts
from sangeyipi.render.xlsx.charts import PictureSpot
from sangeyipi.render.xlsx.sheets import SheetPage, TablePlace, printed_columns
from sangeyipi.render.xlsx.styles import (
    COLUMN_PIXELS,
    ROW_PIXELS,
    CellLook,
    WorkbookStyles,
    base_font,
    set_page,
)

FRONT, DATA, NOTES = "目录", "图数据", "说明"
_NAME_LONGEST = 31
_FORBIDDEN = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_NOTHING = "本节没有内容。"
#: A workbook says when it was made; of what has no day, not the day of the run.
_UNDATED = date(2000, 1, 1)
_OPENING = CellLook(bold=True, warning=True)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_column_width": COLUMN_PIXELS,
    "default_row_height": ROW_PIXELS,
}


def to_xlsx(document: Document) -> bytes:
    """The workbook.  Numbers are numbers, never formulas; every text is nothing but a text."""
    out = io.BytesIO()
    maker = _Maker(opened(out), document)
    maker.make()
    maker.workbook.close()
    return out.getvalue()


def opened(out: io.BytesIO) -> Workbook:
    """An empty workbook, to be closed into `out`: no text of it becomes anything but a text."""
    # The library keeps notes in the font that it is given: each workbook gets one of its own.
    return Workbook(out, {**_OPTIONS, "default_format_properties": base_font()})


def set_properties(workbook: Workbook, title: str, ledger: str, as_of: date | None) -> None:
    """What a spreadsheet says of the file; the day is its figures', never the run's."""
    workbook.set_properties(
        {
            "title": inert(title),
            "author": inert(ledger),
            "category": WORKBOOK_CATEGORY,
            "created": datetime.combine(as_of or _UNDATED, datetime.min.time()),
        }
    )


class _Placed(NamedTuple):
    table: Table
    place: TablePlace


class _Maker:
    """Fills one workbook."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self.workbook = workbook
        self._document = document
        self._title = document.title or document.ledger
        self._styles = WorkbookStyles(workbook)
        self._names: set[str] = {FRONT, DATA, NOTES}
        self._placed: list[_Placed] = []
        self._spots: list[PictureSpot] = []
        self._entries: list[ContentsLine] = []

    def make(self) -> None:
        """All sheets, the front one first."""
        document = self._document
        set_properties(self.workbook, self._title, document.ledger, document.as_of)
        first, rest = _leading(document)
        pages = [self._section(section, leads=True) for section in first]
        front = self._sheet(FRONT) if document.period else None
        pages += [self._section(section) for section in rest]
        pages += self._data()
        across = {page.name: page.finish() for page in pages}
        for spot in self._spots:
            place = self._drawn_from(spot.picture)
            workbook_charts.draw(self.workbook, spot, place, across[spot.page.name])
        if document.notes:
            self._entries.append(ContentsLine(NOTES, NOTES, 0))
            write_notes(self._sheet(NOTES), self._styles, document.notes)
        if front and document.period:
            write_front(front, self._styles, document, document.period, self._entries)
            (pages[0].sheet if first else front).activate()

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name)
        set_page(sheet, inert(self._title), self._document.as_of)
        return sheet

    def _section(self, section: Section, leads: bool = False) -> SheetPage:
        tables = (*section.tables, *(picture.table for picture in section.pictures))
        name = self._named(section.title or "".join(table.title for table in tables[:1]))
        page = SheetPage(self._sheet(name), self._styles, printed_columns(tables))
        page.noted = self._document.noted
        if section.title:
            self._entries.append(ContentsLine(section.title, name, 0))
            page.heading(self._title if leads else section.title)
            for line in self._document.opening if leads else self._reminder():
                page.prose(line, _OPENING)
            page.skip()
        for one in section.paragraphs:
            page.prose(one.text, _LABEL if one.level else CellLook())
        if section.paragraphs:
            page.skip()
        alone = len(section.tables) == 1 and not section.pictures
        for table in section.tables:
            place = self._table(page, table, filtered=alone and _is_list(table))
            if alone:
                page.keep_heading(place)
            page.skip()
        for picture in section.pictures:
            self._picture(page, picture)
        if not (tables or section.paragraphs):
            page.prose(_NOTHING, CellLook())
        return page

    def _reminder(self) -> Iterator[str]:
        """What must be read first, on every sheet: it may be printed alone."""
        opening = self._document.opening
        if opening:
            more = f"（共 {len(opening)} 条，见“{FRONT}”）" if len(opening) > 1 else ""
            yield opening[0] + more

    def _table(
        self, page: SheetPage, table: Table, filtered: bool = False, belongs: bool = False
    ) -> TablePlace:
        if not belongs:
            self._entries.append(ContentsLine(table.title, page.name, page.row))
        place = page.table(table, filtered, belongs)
        self._placed.append(_Placed(table, place))
        return place

    def _picture(self, page: SheetPage, picture: Picture) -> None:
        """Room for a picture and, unless it stands elsewhere in the document, its table."""
        # A spreadsheet has no chart of times: its table tells the same.
        if picture.table.rows and picture.times is None:
            self._entries.append(ContentsLine(f"图：{picture.table.title}", page.name, page.row))
            row = page.room(workbook_charts.room(picture))
            self._spots.append(PictureSpot(page, row, picture))
            page.skip()
        known = (*self._document.tables, *(each.table for each in self._placed))
        if not any(picture.table == table for table in known):
            self._table(
                page, picture.table, belongs=bool(picture.table.rows) and picture.times is None
            )
            page.skip()

    def _data(self) -> list[SheetPage]:
        """The sheet of what is drawn with gaps, if anything is."""
        tables = [
            workbook_charts.drawn(spot.picture)
            for spot in self._spots
            if workbook_charts.has_gaps(spot.picture)
        ]
        if not tables:
            return []
        page = SheetPage(self._sheet(DATA), self._styles, printed_columns(tables), bare=True)
        self._entries.append(ContentsLine(DATA, DATA, 0))
        page.heading(DATA)
        page.skip()
        for table in tables:
            self._placed.append(_Placed(table, page.table(table)))
            page.skip()
        return [page]

    def _drawn_from(self, picture: Picture) -> TablePlace:
        gaps = workbook_charts.has_gaps(picture)
        table = workbook_charts.drawn(picture) if gaps else picture.table
        return next(place for placed, place in self._placed if placed == table)

    def _named(self, title: str) -> str:
        """A name for a sheet that no other has: Excel allows 31 characters and not all."""
        whole = inert(title).translate(_FORBIDDEN).strip() or "表"
        for number in range(1, len(self._names) + 2):
            end = f" ({number})" if number > 1 else ""
            name = _cut(whole, _NAME_LONGEST - len(end)) + end
            if name.lower() not in {taken.lower() for taken in self._names}:
                break
        self._names.add(name)
        return name


def _leading(document: Document) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """What stands before the contents: the opening page, where there is one; and all else."""
    sections = document.sections
    at = 1 if document.period and sections and sections[0].id == OPENING_PAGE else 0
    return sections[:at], sections[at:]


def _is_list(table: Table) -> bool:
    """Whether it is a list, to be filtered, rather than totals and their parts."""
    return bool(table.rows) and not any(row.level for row in table.rows)


def _cut(text: str, units: int) -> str:
    """`text` in at most so many UTF-16 units, which is how Excel counts."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


_TITLE = CellLook("center", size=18, bold=True)
_HEADING = CellLook(size=14, bold=True)
_LABEL = CellLook(bold=True)
_NUMBER = CellLook("right", upper=True)
_WHOLE = CellLook(link=True)
_PART = CellLook(link=True, indent=1)
#: Of the label and of the text, in half-width characters; a page of A4 lying holds both.
_WIDTHS = (10, 108)


class ContentsLine(NamedTuple):
    """A line of the contents: what it says and the cell that it leads to."""

    title: str
    sheet: str
    row: int


def write_front(
    sheet: Worksheet,
    styles: WorkbookStyles,
    document: Document,
    period: Period,
    entries: Iterable[ContentsLine],
) -> None:
    """Title, what must be read first, the period, and links to everything."""
    page = SheetPage(sheet, styles, len(_WIDTHS), _WIDTHS)
    page.prose(document.title, _TITLE)
    for line in document.opening:
        page.prose(line, _OPENING)
    page.skip()
    page.pair("台账", document.ledger, _LABEL)
    page.pair("期间", _days(period), _LABEL)
    page.pair(term.AS_OF, period.last.isoformat(), _LABEL)
    page.skip()
    page.prose(page.name, _HEADING)
    for entry in entries:
        page.link(entry.title, entry.sheet, entry.row, _PART if entry.row else _WHOLE)
    page.finish()
    sheet.fit_to_pages(1, 1)


def write_notes(sheet: Worksheet, styles: WorkbookStyles, notes: Iterable[str]) -> None:
    """口径: one numbered note below another."""
    page = SheetPage(sheet, styles, len(_WIDTHS), _WIDTHS)
    page.prose(page.name, _HEADING)
    page.skip()
    for number, note in enumerate(notes, 1):
        page.pair(f"{number}.", note, _NUMBER)
    page.finish()


def _days(period: Period) -> str:
    return f"{period.title}（{period.first.isoformat()} 至 {period.last.isoformat()}）"
