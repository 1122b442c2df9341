"""That nothing was lost: every row read is accounted for, every 亿元 of the sheet is in the ledger.

Owns the two equations and raises where one does not hold: an import that cannot account for
itself is never shown as one, and never written.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.ingest.drafts import Draft, RowOutcome
from sangeyipi.ingest.findings import Rejected, Skipped
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.project import Project

_PATH = (term.INVESTMENT,)
_ZERO = Decimal(0)


class NotReconciled(Exception):
    """Rows or amounts do not add up: our fault, whatever the sheet says."""


@dataclass(frozen=True, slots=True)
class RowAccount:
    """What became of the rows read, in their order."""

    read: int
    added: int
    updated: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    rejected: tuple[Rejected, ...]

    def __post_init__(self) -> None:
        told = self.added + self.updated + self.unchanged + len(self.skipped) + len(self.rejected)
        if told != self.read:
            raise NotReconciled(f"读了 {self.read} 行，有交代的是 {told} 行")


class Investment(NamedTuple):
    """总投资 in 亿元: of the sheet's projects, what the ledger gains, of rejected rows, declared.

    `sheet` counts each project once, without rejected rows; `declared` is the sheet's own total,
    None where it has none.
    """

    sheet: Decimal
    ledger: Decimal
    rejected: Decimal
    declared: Decimal | None

    @property
    def difference(self) -> Decimal:
        """What of the sheet the ledger does not gain: it had it before."""
        return self.sheet - self.ledger


class RegisterSum(NamedTuple):
    """An amount of a register in 亿元: all rows of the sheet that get in, what the ledger gains."""

    word: str
    sheet: Decimal
    ledger: Decimal

    @property
    def had(self) -> Decimal:
        """What of the sheet the ledger had before."""
        return self.sheet - self.ledger


class Reconciliation(NamedTuple):
    """Both."""

    rows: RowAccount
    investment: Investment


def outcomes(drafts: Iterable[Draft]) -> dict[RowOutcome, int]:
    """How many rows came to each outcome."""
    counts = dict.fromkeys(RowOutcome, 0)
    for draft in drafts:
        for one in draft.outcomes.values():
            counts[one] += 1
    return counts


def investment(
    made: Iterable[tuple[Draft, Project]], rejected: Decimal, declared: Decimal | None
) -> Investment:
    """The drafts and what became of them.  Raises NotReconciled."""
    sheet = gain = had = _ZERO
    for draft, project in made:
        before = (draft.before.investment if draft.before else None) or _ZERO
        gain += (project.investment or _ZERO) - before
        if _PATH in draft.sources:
            sheet += Decimal(str(draft.sources[_PATH].text))
            had += before
    found = Investment(sheet, gain, rejected, declared)
    if found.difference != had:
        raise NotReconciled(f"表里总投资 {sheet}，台账原有 {had}，却增加 {gain}")
    return found
