"""The notes of a workbook's cells: whose figure it is, its 口径, and how to ask for the rest.

Owns which cells have one, what it says and how its question is read back.  Must not know any
figure, nor how a workbook is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

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


class _Notes(Mapping[str, str]):
    """The notes by their questions' texts, made when the first is looked for: only workbooks do.

    Else a set without one would take a tenth longer to make.
    """

    def __init__(self, config: Config, tables: tuple[Table, ...], every: bool) -> None:
        self._made_of = config, tables, every

    @cached_property
    def _made(self) -> dict[str, str]:
        return dict(_notes(*self._made_of))

    def __getitem__(self, question: str) -> str:
        return self._made[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def notes_of(config: Config, tables: Iterable[Table], every: bool = False) -> Mapping[str, str]:
    """What the notes of cells say, by their questions' texts: whose figure, 口径, how to ask.

    Of a large set only the figures that a report says (`_NOTED`) and totals; `every`: of all.
    """
    return _Notes(config, tuple(tables), every)


def _notes(config: Config, tables: Iterable[Table], every: bool) -> Iterator[tuple[str, str]]:
    """Each question once, of the first cell that answers it."""
    seen: set[str] = set()
    for table in tables:
        for row in table.rows:
            if every or table.id in _NOTED or (row.level == 0 and not table.numbered):
                for column in table.columns:
                    question = table.question(row, column)
                    cell = row.cells.get(column.key)
                    if question and cell is not None and question.text not in seen:
                        seen.add(question.text)
                        yield question.text, _note(config, question, cell)


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
