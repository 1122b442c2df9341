"""What a workbook of ours carries inside: which ledger it is of, and every fact that it went out
with, as exact text, on a sheet that nobody sees.

Owns the form of that sheet and the proof that nobody changed it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from sangeyipi.compare.fields import Path
from sangeyipi.forms.cells import carried
from sangeyipi.forms.ours import SHEET, carrying
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Config
from sangeyipi.sheets.grid import Workbook

VERSION = "1"
_BETWEEN = ("\x1e", "\x1f")


class FormKind(StrEnum):
    """What a workbook is for."""

    PROJECTS = "项目表"
    MONTH = "月调度表"


@dataclass(frozen=True, slots=True)
class Base:
    """What a workbook went out with.

    `rows` by 编号, each with its facts as `carried`.  `month` and `whose` (所填的是谁的) are of a
    month's form only.
    """

    kind: FormKind
    ledger: str
    region: str
    rows: Mapping[str, Mapping[Path, str]]
    columns: tuple[Path, ...]
    month: str = ""
    whose: str = ""
    by: str = ""

    @staticmethod
    def of(kind: FormKind, config: Config, columns: Iterable[Path], **rest: str) -> "Base":
        """An empty one of a ledger."""
        return Base(
            kind, carried(config.name), carried(config.region or ""), {}, tuple(columns), **rest
        )


class Robbed(Exception):
    """The values that the workbook went out with are gone, or are not what they were."""


def lines(base: Base) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet that carries it; the first has the digest of all others."""
    found = [
        (base.kind, base.ledger, base.region, base.month, base.by, base.whose),
        (term.ID, *(".".join(path) for path in base.columns)),
        *((id, *(facts.get(path, "") for path in base.columns)) for id, facts in base.rows.items()),
    ]
    yield SHEET, VERSION, _digest(found)
    yield from found


def _digest(rows: Iterable[tuple[str, ...]]) -> str:
    record, cell = _BETWEEN
    said = record.join(cell.join(row).rstrip(cell) for row in rows)
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def base_of(workbook: Workbook) -> Base:
    """What it went out with.  Raises Robbed."""
    sheet = carrying(workbook)
    if sheet is None:
        raise Robbed("里面带的原值没有了（看不见的那张表被删去，或另存时丢了）")
    if sheet.at(0, 1).text != VERSION:
        raise Robbed(f"里面带的原值是另一版 sgyp 的写法（{sheet.at(0, 1).text}）")
    rows = [tuple(carried(cell.text) for cell in row) for row in sheet.rows[1:]]
    if len(rows) < 2 or _digest(rows) != sheet.at(0, 2).text:
        raise Robbed("里面带的原值被改动过，或不完整")
    kind, ledger, region, month, by, whose = (*rows[0], *[""] * 6)[:6]
    columns = tuple(tuple(name.split(".")) for name in rows[1][1:])
    facts = {
        row[0]: {path: text for path, text in zip(columns, row[1:], strict=False) if text}
        for row in rows[2:]
    }
    return Base(FormKind(kind), ledger, region, facts, columns, month, whose, by)
