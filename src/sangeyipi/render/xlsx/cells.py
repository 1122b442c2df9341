"""What goes into a cell of a workbook: a number with the format that shows it, or a text.

Owns the promise that a spreadsheet displays what `cells.shown` says.  Figures are rounded there and
nowhere else; what a spreadsheet could display otherwise is handed to it already rounded.  Must not
know of sheets or of any library that writes them.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.table import Column, Kind, Points, Rate, Row, Table
from sangeyipi.render.cells import name_of_rate, shown

FIGURES = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.NUMBER})

#: Excel keeps fifteen digits of a number; a longer one is shown as text, with all its digits.
_DIGITS = 15
#: Excel's limit for a cell, in UTF-16 units.
_LONGEST = 32_767
_MARK = "…（原文 {} 字，超出 Excel 单元格上限，此处截断）"


class FormattedNumber(NamedTuple):
    """A number, the number format that displays it, and what that displays."""

    value: float
    format: str
    text: str


def content(row: Row, column: Column, table: Table) -> FormattedNumber | str | None:
    """What stands in a cell; None where the column does not apply to the row.

    Unknown figures and lower bounds are texts: a spreadsheet must not add them up.
    """
    key = column.key
    if key not in row.cells or key in row.repeated:
        return None
    text = shown(row, column, table)
    value = row.cells[key]
    if value is None or isinstance(value, str | bool) or column.kind not in FIGURES:
        return fitting(text) or None
    if key in row.lower_bounds:
        return text
    called = f"{name_of_rate(row, column)} " if column.named else ""
    return _number(value, text, called) or text


def _number(value: int | Decimal | Rate | Points, text: str, called: str) -> FormattedNumber | None:
    """The number behind a figure that is shown as `text`; None where a number can't hold it.

    What `text` is led by (`called`) is part of the format.
    """
    if isinstance(value, Rate):
        return _rate(text, called.strip() and called)
    form = _decimals(text)
    if isinstance(value, Points):
        return FormattedNumber(float(text), f"+{form};-{form};0", text)
    if len(text) > _DIGITS and len(Decimal(text).as_tuple().digits) > _DIGITS:
        return None
    if isinstance(value, int):
        return FormattedNumber(float(value), form, text)
    return FormattedNumber(float(_displayable(value, Decimal(text))), form, text)


def _displayable(value: Decimal, digits: Decimal) -> Decimal:
    """The exact value, or what is shown of it where a program's own rounding could show another.

    That is at a tie and within a double's precision of one (0.125 and 1.005 come out differently
    with half-even rounding or from the binary value), and below zero, where -0.001 shows as -0.
    """
    if value == digits:
        return digits
    half = Decimal(5).scaleb(int(digits.as_tuple().exponent) - 1)
    near_a_tie = half - abs(value - digits) <= abs(value).scaleb(1 - _DIGITS)
    return digits if near_a_tie or (digits == 0 and value < 0) else value


def _decimals(text: str) -> str:
    _, dot, decimals = text.partition(".")
    return f"0.{'0' * len(decimals)}" if dot else "0"


def _rate(text: str, called: str) -> FormattedNumber:
    """A share of one, as shown.  What its name and base say is part of the format, not a text."""
    digits, sign, suffix = text.removeprefix(called).partition("%")
    form = _quoted(called) + _decimals(digits) + sign + _quoted(suffix)
    return FormattedNumber(float(f"{digits}e-2"), form, text)


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', "”")) if text else ""


def plain_format(form: str) -> str:
    """A number format without the texts in it."""
    return "".join(form.split('"')[::2])


def without_denominator(rate: Rate, number: FormattedNumber) -> FormattedNumber:
    """A rate that names its base but not how many that is: for where formats would run out."""
    suffix = f"（÷{rate.base}）"
    begun, _, _ = number.text.partition("%")
    name, _, _ = begun.rpartition(" ")
    form = _quoted(f"{name} " if name else "") + plain_format(number.format) + _quoted(suffix)
    return number._replace(format=form, text=f"{begun}%{suffix}")


def fitting(text: str) -> str:
    """`text`, cut with a mark that says so where it is longer than a cell can hold."""
    if len(text) <= _LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    mark = _MARK.format(len(text))
    return units[: 2 * (_LONGEST - len(mark))].decode("utf-16-le", "ignore") + mark
