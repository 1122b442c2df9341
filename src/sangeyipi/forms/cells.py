"""A fact in a cell of a form and back: what is put there, whether it still stands, what it says.

Owns the promise that a cell which nobody touched is never taken for a change, whatever program
saved it; so a cell is compared with what was put there before it is read.
"""

import contextlib
import re
from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal
from typing import Any

from sangeyipi.forms.columns import FLAGS, FormColumn, Holds
from sangeyipi.ingest.typed import as_imported
from sangeyipi.ingest.values import amounts
from sangeyipi.model import spreadsheet
from sangeyipi.model.refusal import brief, half_width
from sangeyipi.model.rounding import plain
from sangeyipi.render.xlsx.cells import fitting
from sangeyipi.sheets.grid import Cell, CellKind
from sangeyipi.store.canonical.text import spelled

#: A spreadsheet keeps fifteen digits of a number, and shows no more.
_DIGITS = 15
_FIFTEEN = Context(prec=_DIGITS)
#: Before that day the calendar of spreadsheets has one day too many.
_FIRST_DAY = date(1900, 3, 1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
#: A reference figure may be a bound or unknown, which is a text.
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
#: What one or another program that reads XML takes for the end of a line.
_BREAKS = re.compile("\r[\n\x85]?|[\x85\u2028\u2029]")
#: What no XML holds.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
#: How people leave a cell empty where it must not look forgotten.
_BLANK = frozenset({"", "-", "--", "—", "——", "－", "–", "/", "／"})
#: The serials of 2000 to 2100: a date whose cell lost its format.
_SERIAL = re.compile(r"(?:3[6-9]|[4-6][0-9]|7[0-3])[0-9]{3}", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30).toordinal()
#: In kinds of cells that are to be numbers.
_NUMERIC = frozenset({Holds.AMOUNT, Holds.NUMBER})


class Unread(Exception):
    """A cell that says nothing that its column could hold; the message says what and why."""


def put(column: FormColumn, text: str) -> Decimal | date | str:
    """What stands in a cell for a fact as the ledger writes it."""
    if column.holds in _NUMERIC and _NUMBER.fullmatch(text):
        value = Decimal(text)
        return value if len(value.as_tuple().digits) <= _DIGITS else text
    if column.holds is Holds.DATE and _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return day if day >= _FIRST_DAY else text
    if column.holds is Holds.FLAG:
        return FLAGS[text]
    return carried(text)


def carried(text: str) -> str:
    """A text as a cell can hold it: of what is longer than that, so much with a mark."""
    return fitting(_NO_XML.sub("\ufffd", _lines(text)))


def _lines(text: str) -> str:
    return _BREAKS.sub("\n", text)


def still(column: FormColumn, text: str | None, cell: Cell) -> bool:
    """Whether a cell says what was put there for a fact (None: nothing)."""
    if text is None:
        return is_blank(cell)
    there = put(column, text)
    if isinstance(there, Decimal):
        return (
            cell.kind is CellKind.NUMBER
            and cell.number is not None
            and (_FIFTEEN.plus(cell.number) == there)
        )
    if isinstance(there, date):
        return cell.kind is CellKind.DATE and cell.text == there.isoformat()
    return cell.kind is CellKind.TEXT and _lines(cell.text) == there


def is_blank(cell: Cell) -> bool:
    """Whether nothing is said in a cell, or only that nothing is."""
    if cell.kind is CellKind.EMPTY:
        return True
    return cell.kind is CellKind.TEXT and cell.text.strip() in _BLANK


def said(column: FormColumn, cell: Cell) -> str | None:
    """What a cell that was changed says, as the ledger writes it; None: nothing.  Raises Unread."""
    if is_blank(cell):
        return None
    if cell.kind is CellKind.ERROR:
        left = spreadsheet.leftover(cell.text) or f"“{cell.text}”是错误值"
        raise Unread(f"{left}；{spreadsheet.advice(in_csv=True).partition('，再')[0]}")
    if cell.kind is CellKind.UNCOMPUTED:
        raise Unread(f"公式 {brief(cell.text)} 没有算出结果：在 Excel 或 WPS 里打开、保存一次再来")
    return _READ[column.holds](column, cell)


def _figure(column: FormColumn, cell: Cell) -> str:
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        number = plain(_FIFTEEN.plus(cell.number))
        return (_seen(cell) if column.holds is Holds.AMOUNT else None) or _by(column, number)
    if cell.kind is CellKind.DATE:
        raise Unread(f"是日期（{cell.shown or cell.text}），不是数：把格式改成“常规”再填")
    return _by(column, cell.text.strip())


def _seen(cell: Cell) -> str | None:
    """An amount that is shown as another than its number: 50%, 500万元; None: it is not."""
    if cell.number is None or cell.number <= 0 or amounts.is_plain(cell, cell.number):
        return None
    taken = amounts.amount(cell, "亿元", zero=True)
    if taken.question:
        raise Unread(f"{taken.question.partition('：')[0]}：把格式改成“常规”，以亿元计填")
    if taken.refused:
        raise Unread(taken.refused)
    return taken.text


def _when(column: FormColumn, cell: Cell) -> str:
    if cell.kind is CellKind.DATE:
        return cell.text[:7] if _to_the_month(cell) else _by(column, cell.text[:10])
    text = (cell.shown or cell.text).strip()
    if cell.kind is CellKind.NUMBER and _SERIAL.fullmatch(plain(cell.number or Decimal(0))):
        return date.fromordinal(_SERIAL_ZERO + int(cell.number or 0)).isoformat()
    return _by(column, text)


def _to_the_month(cell: Cell) -> bool:
    """Whether a date is displayed without its day, which is then the first only by the program."""
    form = _QUOTED.sub("", cell.format).lower().partition(";")[0]
    return bool(form) and "d" not in form and "m" in form and cell.text[8:10] == "01"


def _flag(column: FormColumn, cell: Cell) -> str:
    if cell.kind is CellKind.FLAG:
        return "true" if cell.text.strip().upper() in ("TRUE", "1", "真") else "false"
    return _by(column, (cell.shown or cell.text).strip())


def _word(column: FormColumn, cell: Cell) -> str:
    text = half_width(cell.text)
    if text not in column.choices:
        raise Unread(f"“{brief(cell.text)}”不行，只能是：{'、'.join(column.choices)}")
    return text


def _line(column: FormColumn, cell: Cell) -> str:
    text = _typed(cell).strip()
    if "\n" in text:
        raise Unread("一格里有几行字：这一项只写一行")
    return _by(column, text)


def _prose(column: FormColumn, cell: Cell) -> str:
    return _by(column, _typed(cell).strip())


def _typed(cell: Cell) -> str:
    if cell.kind is CellKind.TEXT:
        return _lines(cell.text)
    if cell.kind is CellKind.NUMBER and len(cell.text.replace(".", "").lstrip("-0")) > _DIGITS:
        raise Unread(
            f"{cell.text} 超过 {_DIGITS} 位，Excel 已经丢了后面的数字："
            "把格式改成“文本”，对照原件重填"
        )
    return cell.shown or cell.text


_READ: dict[Holds, Callable[[FormColumn, Cell], str]] = {
    Holds.AMOUNT: _figure,
    Holds.NUMBER: _figure,
    Holds.DATE: _when,
    Holds.FLAG: _flag,
    Holds.WORD: _word,
    Holds.LINE: _line,
    Holds.PROSE: _prose,
}


def _by(column: FormColumn, text: str) -> str:
    """A text as its column's kind of value reads it, or the one spelling that it must mean."""
    from pydantic_core import PydanticCustomError

    assert column.written is not None
    try:
        return spelled(column.written.read(text))
    except PydanticCustomError as refused:
        context: dict[str, Any] = refused.context or {}
        # What is better spelled may still be none of this column's values: “6、8” is two phases.
        with contextlib.suppress(PydanticCustomError):
            if context.get("spelling"):
                return spelled(column.written.read(context["spelling"]))
            read = as_imported(column.path, text)
            if read != text:
                return spelled(column.written.read(read))
        raise Unread(str(context.get("message", refused))) from None


def is_cut(text: str) -> bool:
    """Whether a text as carried is less than the ledger says."""
    return text.endswith("此处截断）") and len(text.encode("utf-16-le")) > 60_000
