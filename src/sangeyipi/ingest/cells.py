"""Interim: cells read plainly, until `values` is there."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sangeyipi.compare.fields import Path, Text
from sangeyipi.ingest import governing
from sangeyipi.ingest.columns import BLANKS
from sangeyipi.model import term
from sangeyipi.model.rounding import has_places
from sangeyipi.model.rounding import plain as plain_amount
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import Cell, CellKind

if TYPE_CHECKING:
    from sangeyipi.ingest.rows import Setting


class Taken(NamedTuple):
    """What a cell came to."""

    text: Text | None = None
    planned: bool = False
    note: str = ""
    remark: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    refused: str = ""
    unit_missing: bool = False


def folded(cell: Cell) -> str:
    """A cell as it is compared."""
    return "".join(unicodedata.normalize("NFKC", cell.text).split())


def is_blank(cell: Cell) -> bool:
    """Whether nothing is known by it."""
    return cell.kind is CellKind.EMPTY or folded(cell) in BLANKS


_SCALE = {"亿元": 0, "亿": 0, "万元": 4, "万": 4, "元": 8}


def amount(cell: Cell, unit: str) -> Taken:
    """An amount in 亿元."""
    text = folded(cell).replace(",", "")
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(亿元|万元|元|亿|万)?", text)
    if not match:
        return Taken(refused=f"“{cell.text}”不是金额")
    used = match[2] or unit
    if not used:
        return Taken(unit_missing=True)
    value = Decimal(match[1]).scaleb(-_SCALE[used])
    if not has_places(value, 4):
        return Taken(refused=f"“{cell.text}”比万元还细")
    return Taken(plain_amount(value))


def typed_amount(text: str, place: str) -> str:
    """An amount that was answered."""
    taken = amount(Cell(CellKind.TEXT, text), "")
    from sangeyipi.ingest.answers import Unsettled

    if not isinstance(taken.text, str):
        raise Unsettled(place, f"回答“{text}”不是带单位的金额")
    return taken.text


def day(cell: Cell, planned: bool, setting: "Setting") -> Taken:
    """A day or a month."""
    text = folded(cell)
    for pattern in (r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?",):
        match = re.fullmatch(pattern, text)
        if match:
            return Taken(date(*map(int, match.groups())).isoformat())
    match = re.fullmatch(r"(20\d\d)[-./年](\d{1,2})月?", text)
    if match:
        return Taken(f"{match[1]}-{int(match[2]):02d}")
    return Taken(note=cell.text, remark=f"“{cell.text}”不是日期，记入备注")


def span(cell: Cell, setting: "Setting") -> Iterator[tuple[Path, Taken]]:
    """From when to when."""
    yield (term.PLANNED, "开工"), Taken(note=cell.text)


def phase(cell: Cell, held: Sequence[tuple[int, date]]) -> tuple[int, ...]:
    """The phases that a cell names."""
    text = folded(cell)
    number = governing.number(text.removeprefix("第").removesuffix("期"))
    return (number,) if number else governing.phases_in(text, held)


def batch(cell: Cell) -> Batch | None:
    """The batch that a cell names."""
    return governing.batch_in(folded(cell))


def plain(cell: Cell, path: Path) -> Taken:
    """A text or a flag."""
    if path == (term.PLATFORM,):
        return Taken({"是": "true", "否": "false"}.get(folded(cell)))
    return Taken(" ".join((cell.shown or cell.text).split()))
