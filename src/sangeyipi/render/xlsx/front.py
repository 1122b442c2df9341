"""The first and the last sheet: what a workbook holds, and how its figures are made.

Owns their layout.  What must be read before any figure stands right under the title.
"""

from collections.abc import Iterable
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from sangeyipi.model import term
from sangeyipi.model.document import Document
from sangeyipi.model.period import Period
from sangeyipi.render.xlsx.sheets import Page
from sangeyipi.render.xlsx.styles import Look, Styles

_TITLE = Look("center", size=18, bold=True)
_OPENING = Look(bold=True, warning=True)
_HEADING = Look(size=14, bold=True)
_LABEL = Look(bold=True)
_NUMBER = Look("right", upper=True)
_WHOLE = Look(link=True)
_PART = Look(link=True, indent=1)
#: Of the label and of the text, in half-width characters; a page of A4 lying holds both.
_WIDTHS = (10, 108)


class Entry(NamedTuple):
    """A line of the contents: what it says and the cell that it leads to."""

    title: str
    sheet: str
    row: int


def write_front(
    sheet: Worksheet,
    styles: Styles,
    document: Document,
    period: Period,
    entries: Iterable[Entry],
) -> None:
    """Title, what must be read first, the period, and links to everything."""
    page = Page(sheet, styles, len(_WIDTHS), _WIDTHS)
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


def write_notes(sheet: Worksheet, styles: Styles, notes: Iterable[str]) -> None:
    """口径: one numbered note below another."""
    page = Page(sheet, styles, len(_WIDTHS), _WIDTHS)
    page.prose(page.name, _HEADING)
    page.skip()
    for number, note in enumerate(notes, 1):
        page.pair(f"{number}.", note, _NUMBER)
    page.finish()


def _days(period: Period) -> str:
    return f"{period.title}（{period.first.isoformat()} 至 {period.last.isoformat()}）"
