"""Figures for 评价 from outside the ledger: a small table, 地区, 指标, 数值, 来源, of any make.

Owns how such a table is read; a row that cannot be read is an error that names its cell.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sangeyipi.figures.indicators import PER_CENT, MeasuredIndicator, percentage
from sangeyipi.figures.scores import Outside
from sangeyipi.model import term
from sangeyipi.sheets.grid import Cell, CellKind, Sheet, Workbook, place_name

REGION, INDICATOR, VALUE, GROUP = "地区", "指标", "数值", "分组"
NUMERATOR, DENOMINATOR, SOURCE = "分子", "分母", term.SOURCE
COLUMNS = (REGION, INDICATOR, VALUE, NUMERATOR, DENOMINATOR, GROUP, SOURCE)
#: What says that a figure is not known.
_UNKNOWN = frozenset({"", "—", "-", "/", "无"})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


class OutsideFailed(Exception):
    """A table that is no such table: a message that names the place."""


def outside(book: Workbook) -> tuple[Outside, ...]:
    """The figures of a workbook's first sheet that has the columns.  Raises OutsideFailed."""
    for sheet in book.sheets:
        for row, cells in enumerate(() if sheet.hidden else sheet.rows):
            heads = {cell.text.strip(): at for at, cell in enumerate(cells) if cell.text.strip()}
            if INDICATOR in heads and (VALUE in heads or NUMERATOR in heads):
                odd = [word for word in heads if word not in COLUMNS]
                if odd:
                    said = "、".join(COLUMNS)
                    raise OutsideFailed(f"{book.name}：不认识的列“{odd[0]}”，只有{said}")
                return _unique(tuple(_Table(book, sheet, heads).figures(row)), book)
    raise OutsideFailed(
        f"{book.name} 里找不到表头：第一行写 {','.join(COLUMNS)}，至少要有“{INDICATOR}”“{VALUE}”"
    )


def _unique(found: tuple[Outside, ...], book: Workbook) -> tuple[Outside, ...]:
    seen: set[tuple[str, str]] = set()
    for one in found:
        if (one.region, one.indicator) in seen:
            whose = f"{one.region}的" if one.region else ""
            raise OutsideFailed(f"{book.name}：{whose}“{one.indicator}”写了两次，留一行")
        seen.add((one.region, one.indicator))
    return found


class _Table(NamedTuple):
    book: Workbook
    sheet: Sheet
    heads: dict[str, int]

    def figures(self, head: int) -> Iterator[Outside]:
        """What each row below the heading says."""
        for row in range(head + 1, len(self.sheet.rows)):
            if not any(one.text.strip() for one in self.sheet.rows[row]):
                continue
            name, source = self._text(row, INDICATOR), self._text(row, SOURCE)
            if not name:
                raise self._failed(row, INDICATOR, "没有写是哪个指标")
            if not source:
                raise self._failed(row, SOURCE, f"要写“{SOURCE}”：这个数是谁给的")
            said = (self._number(row, word) for word in (VALUE, NUMERATOR, DENOMINATOR))
            measured = _measured(*said)._replace(source=source)
            yield Outside(self._text(row, REGION), name, measured, self._text(row, GROUP))

    def _cell(self, row: int, word: str) -> Cell | None:
        return self.sheet.at(row, self.heads[word]) if word in self.heads else None

    def _text(self, row: int, word: str) -> str:
        cell = self._cell(row, word)
        return cell.text.strip() if cell else ""

    def _failed(self, row: int, word: str, message: str) -> OutsideFailed:
        where = place_name(self.sheet.name, row, self.heads.get(word, 0))
        return OutsideFailed(f"{self.book.name} {where}：{message}")

    def _number(self, row: int, word: str) -> Decimal | None:
        cell = self._cell(row, word)
        if cell is None:
            return None
        if cell.kind is CellKind.NUMBER and cell.number is not None:
            # 0.85 that is displayed as 85% is 85.
            return cell.number * 100 if cell.shown.endswith("%") else cell.number
        said = cell.text.strip()
        if cell.kind in (CellKind.EMPTY, CellKind.TEXT):
            if said in _UNKNOWN:
                return None
            bare = said.replace("％", "%").removesuffix("%").strip()
            if _NUMBER.fullmatch(bare):
                return Decimal(bare)
        raise self._failed(row, word, f"“{cell.shown or said}”不是数，不知道的空着")


def _measured(
    value: Decimal | None, part: Decimal | None, whole: Decimal | None
) -> MeasuredIndicator:
    if part is not None and whole is not None:
        found = percentage(part, whole)
        if value is not None and found.value is not None and not _rounds_to(found.value, value):
            return MeasuredIndicator(None, PER_CENT, part, whole, "数值与分子÷分母对不上")
        return found
    if value is None:
        return MeasuredIndicator(None, "", why="外部数据里没有数")
    return MeasuredIndicator(Fraction(value), "")


def _rounds_to(exact: Fraction, said: Decimal) -> bool:
    """Whether a rate said with some decimals is the exact one, half a last digit either way."""
    places = len(f"{said:f}".partition(".")[2])
    return abs(exact - Fraction(said)) <= Fraction(1, 2 * 10**places)
