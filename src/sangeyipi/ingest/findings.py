"""What is said about an import: every row that came to nothing, every question, every remark."""

from typing import NamedTuple


class Remark(NamedTuple):
    """Something that was decided or left out, told: `cell` is `Sheet1!C5`, or a sheet or file."""

    cell: str
    text: str


class Skipped(NamedTuple):
    """A row that is no project, and why: a total, a repeated head; quotes the row's own label."""

    cell: str
    reason: str


class ImportQuestion(NamedTuple):
    """What only a person can decide.  Each answer is what `回答` in a mapping file may say.

    `name` is the row's own name of its project; `about` the ledger's word that it is about (领域,
    总投资, 编号…): the two, with the cell and the file's digest, are how an answer is found again.
    """

    cell: str
    name: str
    about: str
    text: str
    answers: tuple[str, ...] = ()


class Rejected(NamedTuple):
    """A row that does not get in: where, what it says, why."""

    cell: str
    row: tuple[str, ...]
    reason: str
    question: ImportQuestion | None = None
