"""How a workbook looks: its font, its page, and one format for each look of a cell.

Owns every choice of type, colour and paper.  Must not know what is written.
"""

from datetime import date
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

#: 宋体 comes with every Windows and is what Chinese Excel and WPS start with, also WPS on Linux, so
#: widths measured here hold there.  等线 comes only with newer Offices, 微软雅黑 only with Windows.
FONT = "宋体"
_SIZE = 11
#: GB2312: lets a Windows of another language find the font by its Chinese name.
_CHARSET = 134
#: What Excel takes a column without a width and a row without a height to be in this font and size.
COLUMN_PIXELS = 72
ROW_PIXELS = 18
#: The number format of what stays the text that it is, also when somebody types into it.
AS_TEXT = "@"
_DIGIT_PIXELS = 8
_PADDING_PIXELS = 5
#: Between the margins of A4 lying, at 96 dots an inch.
PAGE_PIXELS = 1026

_LINE = "#A6A6A6"
_FILLED = "#E7EAEF"
_QUIET = "#7F7F7F"
_WARNING = "#FFF6DD"
_LINK = "#1F4E79"
_FOOTER_LONGEST = 60
#: Excel promises room for about 200 number formats; ours besides those with a base are a dozen.
_NUMBER_FORMATS = 150


def pixels(width: float) -> int:
    """How wide a column of so many half-width characters is."""
    return int(width * _DIGIT_PIXELS) + _PADDING_PIXELS


class CellLook(NamedTuple):
    """What a cell looks like."""

    align: str = "left"
    number: str = ""
    size: int = _SIZE
    bold: bool = False
    #: A total stands under a stronger line.
    total: bool = False
    indent: int = 0
    boxed: bool = False
    filled: bool = False
    quiet: bool = False
    warning: bool = False
    link: bool = False
    #: At the top of a row of several lines rather than in its middle.
    upper: bool = False
    #: To be typed into, where the sheet is protected.
    open: bool = False


class WorkbookStyles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """No format yet."""
        self._workbook = workbook
        self._made: dict[CellLook, Format] = {}
        self._numbers: set[str] = set()

    def of(self, look: CellLook) -> Format:
        """The format of a look."""
        made = self._made.get(look)
        if made is None:
            made = self._made[look] = self._workbook.add_format(_properties(look))
        return made

    def has_room_for(self, number: str) -> bool:
        """Whether a number format may still be used; a workbook can't have any number of them."""
        if number not in self._numbers and len(self._numbers) >= _NUMBER_FORMATS:
            return False
        self._numbers.add(number)
        return True


def _properties(look: CellLook) -> dict[str, object]:
    found: dict[str, object] = {
        **base_font(),
        "font_size": look.size,
        "bold": look.bold,
        "align": look.align,
        "valign": "top" if look.upper else "vcenter",
        "text_wrap": look.number in ("", AS_TEXT),
        "indent": look.indent,
    }
    if look.open:
        found["locked"] = False
    if look.number:
        found["num_format"] = look.number
    if look.boxed:
        found |= {"border": 1, "border_color": _LINE}
    if look.total:
        found |= {"top": 1, "top_color": "#000000"}
    if look.filled or look.warning:
        found["bg_color"] = _WARNING if look.warning else _FILLED
    if look.quiet:
        found["font_color"] = _QUIET
    if look.link:
        found |= {"font_color": _LINK, "underline": 1}
    return found


def base_font() -> dict[str, object]:
    """The font of everything, for the workbook's default format too."""
    return {"font_name": FONT, "font_size": _SIZE, "font_charset": _CHARSET, "font_family": 3}


def set_page(sheet: Worksheet, title: str, as_of: date | None) -> None:
    """A4 lying, as wide as one page, with page numbers; the title and the day on each page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    # An ampersand is a command there, and the whole may not be longer than 255 characters.
    said = title.replace("&", "＆")
    if len(said) > _FOOTER_LONGEST:
        said = said[: _FOOTER_LONGEST - 1] + "…"
    face = f'&"{FONT},常规"&9 '
    day = f"&R{face}截至 {as_of.isoformat()}" if as_of else ""
    sheet.set_footer(f"&L{face}{said}&C{face}第 &P 页 共 &N 页{day}")
