"""Cells of what a file saves: a number and its format, a text, a truth value, an error.

Owns how a saved value becomes a `Cell`, the same for every kind of file.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from sangeyipi.model.rounding import as_spreadsheets_show
from sangeyipi.sheets.formats.builtin import GENERAL
from sangeyipi.sheets.formats.calendar import day_of, serial_of
from sangeyipi.sheets.formats.codes import CodeSection, sections
from sangeyipi.sheets.formats.dates import shown_date
from sangeyipi.sheets.formats.shown import section_of, shown_number, shown_text
from sangeyipi.sheets.grid import EMPTY, MOST_DIGITS, Cell, CellKind

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?"
)
#: Nearly all that there are: no exponent, no zeros that say nothing.
TIDY_NUMBER = re.compile(r"(?:0|-?[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?Z?)?"
)
_OTHER_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNFORMATTED = ("", GENERAL, "@")
_ISO_DATE = "yyyy-mm-dd"
#: What a spreadsheet shows of a formula that came to nothing.
_KNOWN = "#REF! #N/A #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #GETTING_DATA #FIELD!"
ERRORS = frozenset(_KNOWN.split())
_OTHER_ERRORS = re.compile(r"Err:[0-9]{3}|#ERR[0-9]{3}!|错误:[0-9]{3}")


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet shows instead of a value."""
    return text in ERRORS or _OTHER_ERRORS.fullmatch(text) is not None


def text_cell(
    text: str, code: str = "", struck: bool = False, part: str = "", from_1904: bool = False
) -> Cell:
    """A cell of a text; an empty text says nothing."""
    if not text:
        return EMPTY
    # None of the other breaks can be printed, which is told sooner than they are found.
    if not text.isprintable():
        text = _OTHER_BREAK.sub("\n", text)
    shown = text if code in UNFORMATTED else shown_text(text, code)
    return Cell(CellKind.TEXT, text, None, code, shown, struck, part, from_1904)


def error_cell(text: str, code: str = "", struck: bool = False) -> Cell:
    """A cell that shows an error."""
    return Cell(CellKind.ERROR, text, None, code, text, struck)


def flag_cell(value: bool, code: str = "", struck: bool = False) -> Cell:
    """A cell of TRUE or FALSE."""
    text = "TRUE" if value else "FALSE"
    return Cell(CellKind.FLAG, text, None, code, text, struck)


def uncomputed_cell(formula: str, code: str = "", struck: bool = False) -> Cell:
    """A formula whose value was never saved."""
    text = f"={formula.lstrip('=')}"
    return Cell(CellKind.UNCOMPUTED, text, None, code, text, struck)


def number_cell(saved: str, code: str = "", struck: bool = False, from_1904: bool = False) -> Cell:
    """A cell of a number as a file writes it: a date by its format, an error if it is no number."""
    if len(saved) <= MOST_DIGITS and TIDY_NUMBER.fullmatch(saved):
        number, text = Decimal(saved), saved
    elif _NUMBER.fullmatch(saved):
        exact = Decimal(saved)
        number = as_spreadsheets_show(exact)
        text = _digits(exact if number.adjusted() >= MOST_DIGITS else number)
    else:
        return error_cell(saved, code, struck)
    cell = Cell(CellKind.NUMBER, text, number, code, text, struck, "", from_1904)
    if code in UNFORMATTED:
        return cell
    part, _ = section_of(code, number)
    if not part.timed:
        return Cell(
            CellKind.NUMBER,
            text,
            number,
            code,
            shown_number(number, code, text),
            struck,
            "",
            from_1904,
        )
    return _timed_cell(cell, part, from_1904)


def _timed_cell(cell: Cell, part: CodeSection, from_1904: bool) -> Cell:
    """A number whose format shows a day, a time of day or a length of time."""
    number = cell.number or Decimal(0)
    day = day_of(number, from_1904) if not cell.lossy else None
    if number < 0 or (part.date and day is None):
        return cell._replace(shown=_no_day(number, cell.text))
    shown = shown_date(number, day, part)
    if not part.date or part.has_elapsed or day is None:
        return cell._replace(shown=shown)
    return cell._replace(kind=CellKind.DATE, text=day.isoformat(), shown=shown)


def moment_cell(saved: str, code: str = "", struck: bool = False, from_1904: bool = False) -> Cell:
    """A cell of a day written out, `2023-05-08` or `2023-05-08T00:00:00`."""
    found = _MOMENT.fullmatch(saved)
    try:
        day = date.fromisoformat(found[1]) if found else None
        if found and found[2]:
            datetime(1, 1, 1, int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        day = None
    if found is None or day is None:
        return error_cell(saved, code, struck)
    number = serial_of(day, from_1904)
    if found[2]:
        seconds = (int(found[2]) * 60 + int(found[3])) * 60 + int(found[4])
        number = as_spreadsheets_show(number + Decimal(seconds) / 86400)
    code = _ISO_DATE if code in UNFORMATTED else code
    part, _ = section_of(code, number)
    if part.timed and not part.date:
        return number_cell(f"{number:f}", code, struck, from_1904)
    if not part.date:
        code, part = _ISO_DATE, sections(_ISO_DATE)[0]
    return Cell(CellKind.DATE, day.isoformat(), number, code, shown_date(number, day, part), struck)


def _no_day(number: Decimal, text: str) -> str:
    """What a spreadsheet shows of a number that is no day, in a cell made for days."""
    return {0: "1900/1/0", 60: "1900/2/29"}.get(int(number), text) if number >= 0 else text


def _digits(number: Decimal) -> str:
    """All digits without an exponent or trailing zeros behind the point."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
