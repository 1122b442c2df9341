"""What a cell came to: a text of the ledger, nothing, a question, or a refusal."""

from typing import NamedTuple


class TakenValue(NamedTuple):
    """What was read of a cell.  Without anything set the cell says that nothing is known.

    `text` is what the ledger writes: `12.5` (亿元), `2023-06`, `true`.  `planned`: the cell itself
    says that it is a plan.  `note` is what has no field and goes to 备注; `remark` tells the user.
    `question` asks what only a person knows; each of `answers` is a text that `amounts.answered`
    or `days.answered` reads again, or `NOT_WRITTEN`.  `refused` says why the row can't get in.
    `unit_missing`: an amount that nobody gave a unit, to be asked once for its column.
    """

    text: str | None = None
    planned: bool = False
    note: str = ""
    remark: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    refused: str = ""
    unit_missing: bool = False


#: The answer that leaves a field empty.
NOT_WRITTEN = "不写"
#: Nothing is known.
NOTHING = TakenValue()


def refused(reason: str) -> TakenValue:
    """A cell that keeps its row out."""
    return TakenValue(refused=reason)


def noted(text: str, why: str) -> TakenValue:
    """A cell whose text no field can hold: kept in 备注, and said."""
    return TakenValue(note=text, remark=f"“{text}”{why}，记入备注")
