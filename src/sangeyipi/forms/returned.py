"""What came back in a workbook of ours, beside the values that it went out with → changes.

Owns the three-way way of `sgyp import`: only what a person changed is applied, what was changed
here and there to different values is asked.  Must not read files nor write any.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sangeyipi.compare.records import Changes
from sangeyipi.ingest.findings import Question, Rejected, Remark, Skipped
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.sheets.grid import Workbook

#: The answer to a question, one of its `answers`; None: there is nobody to answer.
Answer = Callable[[Question], str | None]
#: The 编号 of a new project whose row gives none: by its facts and the 编号 taken already.
Number = Callable[[dict[tuple[str, ...], str], Sequence[str]], str]


class Came(NamedTuple):
    """A row that got in: its cell, and the 编号 that it has in the ledger."""

    cell: str
    id: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What is made of workbooks that came back; rows = all that stands in the other tuples.

    `questions` belong to no row (a row that is not there any more); those of a row stand in its
    `Rejected`.  Unanswered ones keep the import from being applied, as rejected rows do.
    """

    changes: Changes
    rows: int = 0
    added: tuple[Came, ...] = ()
    updated: tuple[Came, ...] = ()
    unchanged: tuple[Came, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()


def is_ours(workbook: Workbook) -> bool:
    """Whether it is a workbook to edit or a month's form, with its values or robbed of them."""
    return False


def returned(
    workbooks: Sequence[Workbook],
    ledger: Ledger,
    month: Month | None = None,
    *,
    answer: Answer | None = None,
    number: Number | None = None,
) -> Returned:
    """All of them together, as of one import; `month` is what `--month` says.

    Each of `workbooks` is_ours.  Questions of a row are put to `answer`; without one they reject
    it.  Raises FormsFailed where one of them cannot be taken at all.
    """
    return Returned(Changes())
