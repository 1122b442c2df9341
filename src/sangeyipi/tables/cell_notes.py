"""The notes of a workbook's cells: whose figure it is, its 口径, and how to ask for the rest.

Owns which cells have one, what it says and how its question is read back.  Must not know any
figure, nor how a workbook is written.
"""

from collections.abc import Iterable

from sangeyipi.model import term
from sangeyipi.model.ledger import Config
from sangeyipi.model.links import option, option_of
from sangeyipi.model.question import Question
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Cell, Rate, Table
from sangeyipi.tables.definitions import definition, title
from sangeyipi.tables.why_months import as_in_headline

#: Tables all of whose figures have a note in a workbook; of others the totals have.
_NOTED = frozenset({"headline", "cumulative", "phases", "phase", "by-phase", "news", "comparison"})


def notes_of(config: Config, tables: Iterable[Table], every: bool = False) -> dict[str, str]:
    """What the notes of cells say, by their questions' texts: whose figure, 口径, how to ask.

    Of a large set only the figures that a report says (`_NOTED`) and totals; `every`: of all.
    """
    found: dict[str, str] = {}
    for table in tables:
        for row in table.rows:
            if every or table.id in _NOTED or (row.level == 0 and not table.numbered):
                for column in table.columns:
                    question = table.question(row, column)
                    if question and row.cells.get(column.key) is not None:
                        cell = row.cells[column.key]
                        found.setdefault(question.text, _note(config, question, cell))
    return found


def _note(config: Config, question: Question, cell: Cell) -> str:
    moment = question.subject.moment
    day = moment.as_of if moment else None
    # A figure of the opening page is another table's, and means what it means there.
    means = as_in_headline(question) or question
    lines = [title(means, config)]
    if isinstance(cell, Rate):
        lines.append(f"{plain(cell.numerator)}÷{plain(cell.denominator)}")
    said = definition(means, config)
    lines += [f"{term.CONVENTIONS}：{said}"] if said else []
    lines.append(f"{term.AS_OF} {day}" if day else "按台账已记录的全部")
    return "\n".join((*lines, f"{NOTE_BEGUN}{option(question)}"))


#: Before the question that stands last in a note.
NOTE_BEGUN = "sgyp："


def question_in(note: str) -> Question | None:
    """The question of a note; None: it is nobody's of ours."""
    for line in reversed(note.splitlines()):
        if line.startswith(NOTE_BEGUN):
            return option_of(line.removeprefix(NOTE_BEGUN))
    return None
