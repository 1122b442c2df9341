"""What was changed in a row beside what the ledger says now: three ways, fact by fact.

Owns what a conflict is and what it is asked as.  Must not know of records' meaning or of files.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.forms.cells import carried, is_cut
from sangeyipi.forms.columns import FLAGS
from sangeyipi.forms.rows import Back
from sangeyipi.ingest.answers import Answers, LeftOut, Unsettled
from sangeyipi.ingest.findings import ImportQuestion, Rejected

Facts = dict[Path, str]
EMPTY = "空着"


class Stays(Exception):
    """A row does not get in; `question`: what would let it in, `meant`: somebody decided so."""

    def __init__(self, cell: str, reason: str, question: ImportQuestion | None = None) -> None:
        super().__init__(reason)
        self.cell = cell
        self.question = question
        self.meant = False

    def rejected(self, row: Back) -> Rejected:
        """The row as one that does not get in."""
        return Rejected(self.cell, row.said, str(self), self.question)


class Asker(NamedTuple):
    """Whoever answers, for the file at hand."""

    answers: Answers
    digest: str

    def settle(self, question: ImportQuestion, row: tuple[str, ...]) -> str:
        """The answer.  Raises Stays where there is none, or where the row is to stay out."""
        try:
            return self.answers.settle(question, self.digest, row)
        except Unsettled as why:
            raise Stays(why.cell, why.reason, why.question) from None
        except LeftOut as why:
            meant = Stays(why.cell, why.reason)
            meant.meant = True
            raise meant from None


def shown(text: str | None) -> str:
    """A fact as a question shows it."""
    return EMPTY if text is None else FLAGS.get(text, text)


def merged(rows: Sequence[Back], now: Mapping[Path, str], ask: Callable[[str], Asker]) -> Facts:
    """What the ledger is to say, where it says `now`: the edits of all rows of one record.

    Raises Stays where a cell cannot be read, or two sides changed a fact to different values.
    """
    facts = dict(now)
    done: dict[Path, Back] = {}
    for row in rows:
        refuse_faults(row)
        for path, mine in row.edits.items():
            if path in done:
                _same_as(done[path], row, path, mine)
                continue
            done[path] = row
            new = _three_way(row, path, mine, now.get(path), ask(row.digest))
            if new is None:
                facts.pop(path, None)
            else:
                facts[path] = new
    return facts


def refuse_faults(row: Back) -> None:
    """Raises Stays where a cell of a row cannot be read."""
    if row.faults:
        said = "；".join(fault.message for fault in row.faults)
        raise Stays(row.cell(row.faults[0].path), said)


def _three_way(
    row: Back, path: Path, mine: str | None, theirs: str | None, asker: Asker
) -> str | None:
    base = row.before.get(path)
    if mine == theirs:
        return mine
    if base is not None and is_cut(base):
        word = ".".join(path)
        raise Stays(row.cell(path), f"{word}太长，这一格里只有开头：要改的，直接改台账的文件")
    if (None if theirs is None else carried(theirs)) == base:
        return mine
    return _settled(row, path, mine, theirs, asker)


def _settled(
    row: Back, path: Path, mine: str | None, theirs: str | None, asker: Asker
) -> str | None:
    """A fact changed on both sides: whoever is asked says which."""
    word = ".".join(path)
    text = (
        f"{row.id} {row.name} 的“{word}”两边都改了：这里改成 {shown(mine)}，"
        f"台账里现在是 {shown(theirs)}（出表时是 {shown(row.before.get(path))}）"
    )
    choices = (shown(mine), shown(theirs))
    said = asker.settle(ImportQuestion(row.cell(path), row.name, word, text, choices), row.said)
    return mine if said == choices[0] else theirs


def _same_as(first: Back, other: Back, path: Path, mine: str | None) -> None:
    """Raises Stays where two rows of one record change a fact to different values."""
    if first.edits[path] != mine:
        here, there = shown(mine), shown(first.edits[path])
        where = first.cell(path)
        word = f"{other.id} {other.name} 的“{'.'.join(path)}”"
        message = f"{word}有两个说法：{where} 是 {there}，这里是 {here}"
        raise Stays(other.cell(path), message)
