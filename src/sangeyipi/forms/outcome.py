"""Where every row of the workbooks that came back ends up, each in one place.

Owns the account of rows; must not decide what becomes of one.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from sangeyipi.forms.merged import Stays
from sangeyipi.forms.rows import Back, FormTable
from sangeyipi.ingest.findings import Rejected, Remark, Skipped
from sangeyipi.model.lazy_dataclass import dataclass, field

#: A row's file, sheet and number.
Key = tuple[str, str, int]


class Fate(Enum):
    """What became of a row that was read and got in."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


@dataclass(slots=True)
class Account:
    """Of every row what became of it; `fates` with the 编号 that it has in the ledger."""

    fates: dict[Key, tuple[Back, Fate, str]] = field(default_factory=dict)
    skipped: dict[Key, tuple[Back, Skipped]] = field(default_factory=dict)
    rejected: dict[Key, tuple[Back, Rejected]] = field(default_factory=dict)
    #: Lines that are no rows of a record: totals, repeated heads.
    no_rows: list[Skipped] = field(default_factory=list)
    #: Rows that went out and did not come back: each a question, never more.
    gone: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def fate(self, row: Back, fate: Fate, id: str) -> None:
        """A row that got in."""
        self.fates[row.key] = row, fate, id

    def stays(self, rows: Iterable[Back], why: Stays) -> None:
        """Rows that do not get in, for one reason."""
        for row in rows:
            self.fates.pop(row.key, None)
            if why.meant:
                self.skipped[row.key] = row, Skipped(why.cell, str(why))
            else:
                self.rejected[row.key] = row, why.rejected(row)

    def removed(self, row: Rejected, meant: bool) -> None:
        """A row that did not come back; `meant`: somebody decided to leave it at that."""
        if not meant:
            self.gone.append(row)

    def skip(self, row: Back, reason: str) -> None:
        """A row that says nothing that is not said elsewhere."""
        self.skipped[row.key] = row, Skipped(row.cell(), reason)


def by_id(tables: Sequence[FormTable]) -> Iterator[list[Back]]:
    """The rows of each 编号, of all tables, in the order in which they first come."""
    found: dict[str, list[Back]] = {}
    for table in tables:
        for row in table.rows:
            if row.id:
                found.setdefault(row.id, []).append(row)
    return iter(found.values())


def without_copies(rows: list[Back], account: Account) -> list[Back]:
    """The rows of one 编号 without untouched copies; none where it is not told which is meant.

    A row that was copied within its sheet keeps its 编号, and may be meant for another record.
    """
    places = {(row.file, row.sheet) for row in rows}
    if len(places) == len(rows):
        return rows
    touched = [row for row in rows if row.edits or row.faults]
    kept = touched or rows[:1]
    for row in rows:
        if not any(row is one for one in kept):
            account.skip(row, f"与另一行重复（编号都是 {row.id}），没有改动")
    if not touched:
        return kept
    cells = "、".join(row.cell() for row in rows)
    reason = (
        f"{cells} 的编号都是 {touched[0].id}：改这个项目的，只留一行；"
        "是照着它写的新项目，把新的那行的编号清空"
    )
    account.stays(touched, Stays(touched[0].cell(), reason))
    return []
