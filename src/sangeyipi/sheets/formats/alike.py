"""Cells of one look made together: the texts, or the numbers, of a column.

The reason: a large table has a hundred thousand cells that occur once, and of one by itself most of
the time goes into asking what all of its column are.  Here that is asked of all of them at once,
and what is not the same of all is left to `formats.cells`, cell by cell; tests hold the two to one
another.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any, cast

from sangeyipi.sheets.formats.cells import TIDY_NUMBER, UNFORMATTED, number_cell, text_cell
from sangeyipi.sheets.grid import MOST_DIGITS, Cell, CellKind

_made = cast("Callable[[tuple[Any, ...]], Cell]", partial(tuple.__new__, Cell))


def text_cells(
    texts: Sequence[str], code: str, struck: bool = False, from_1904: bool = False
) -> list[Cell]:
    """A `text_cell` of each."""
    if code in UNFORMATTED and all(texts) and "".join(texts).isprintable():
        return _alike(CellKind.TEXT, texts, repeat(None), code, struck, from_1904)
    return [text_cell(one, code, struck, "", from_1904) for one in texts]


def number_cells(
    saved: Sequence[str], code: str, struck: bool = False, from_1904: bool = False
) -> list[Cell]:
    """A `number_cell` of each."""
    if code in UNFORMATTED and _are_tidy(saved):
        numbers = map(Decimal, saved)
        return _alike(CellKind.NUMBER, saved, numbers, code, struck, from_1904)
    return [number_cell(one, code, struck, from_1904) for one in saved]


def _are_tidy(saved: Sequence[str]) -> bool:
    return max(map(len, saved)) <= MOST_DIGITS and all(map(TIDY_NUMBER.fullmatch, saved))


def _alike(
    kind: CellKind,
    texts: Sequence[str],
    numbers: Iterable[Decimal | None],
    code: str,
    struck: bool,
    from_1904: bool,
) -> list[Cell]:
    """Cells that show their text as it is."""
    fields = (texts, numbers, repeat(code), texts, repeat(struck), repeat(""), repeat(from_1904))
    return list(map(_made, zip(repeat(kind), *fields, strict=False)))
