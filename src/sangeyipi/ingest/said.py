"""What one row says of one project, in the ledger's words, each fact with the cell it is from.

What passes between reading rows (`rows`) and matching them with the ledger (`matching`).
"""

from collections.abc import Callable
from typing import NamedTuple

from sangeyipi.compare.fields import Path, Text
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.stages import Batch

_ID, _CODE, _NAME = (term.ID,), (term.CODE,), (term.NAME,)


class SaidFact(NamedTuple):
    """A fact as the ledger writes it, and the cell that says it."""

    text: Text
    cell: str


class RowOrigin(NamedTuple):
    """Where a row is: its file by digest, its table by number, its own cell; how it is shown."""

    digest: str
    table: int
    number: int
    cell: str
    show: Callable[[], tuple[str, ...]]

    @property
    def row(self) -> tuple[str, ...]:
        """What the row shows, made only where somebody has to look at it."""
        return self.show()


@dataclass(frozen=True, slots=True)
class Said:
    """One row.  `facts` are of the project, `report` of the month that is imported, by its word.

    `gone`: it says that its project is no longer there, as the ledger seems to say too; what is
    asked if the ledger does not, or if the row says what figures depend on otherwise.
    """

    origin: RowOrigin
    facts: dict[Path, SaidFact] = field(default_factory=dict)
    report: dict[str, SaidFact] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    gone: ImportQuestion | None = None

    def _of(self, path: Path) -> str | None:
        """What it says under a word of its own."""
        fact = self.facts.get(path)
        return fact.text if fact and isinstance(fact.text, str) else None

    def cell(self, *path: str) -> str:
        """The cell of a fact, or the row's."""
        fact = self.facts.get(path)
        return fact.cell if fact else self.origin.cell

    @property
    def id(self) -> str | None:
        """Its 编号, where the sheet has one."""
        return self._of(_ID)

    @property
    def code(self) -> str | None:
        """Its 项目代码."""
        return self._of(_CODE)

    @property
    def name(self) -> str:
        """Its name, "" where it has none."""
        return self._of(_NAME) or ""

    @property
    def lists(self) -> frozenset[tuple[str, Text]]:
        """The lists that it stands on: 批 and 期."""
        return frozenset(
            (batch, fact.text)
            for batch in Batch
            if (fact := self.facts.get((term.LISTED, batch))) is not None
        )
