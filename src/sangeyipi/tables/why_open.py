"""An answer as it may be told where places that count are not there, or older than its day.

What tables say by `regions.opened` an explanation says too: of what rests on such a place a count
or an amount is at least so much, and a rate, a share, a difference is unknown.
"""

from decimal import Decimal

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.gathering import Open
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.question import Measured, Part, Question
from sangeyipi.model.table import Cell
from sangeyipi.tables.grouping import REGION
from sangeyipi.tables.regions import LASTING, bounded, lacking, of_projects, open_named
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer

#: Questions about one record, whoever else is there.
_OF_ONE = ("project", "light")


def opened_answer(figures: Figures, question: Question, found: WhyAnswer) -> WhyAnswer:
    """The answer, with what keeps it from being known for certain."""
    gone = _gone(figures, question)
    if not gone:
        return found
    named = f"{open_named(gone)}的数不明或不全，由来里只有其余的。"
    lasting = question.measurement.name in LASTING
    passes = any(not one.absent for one in gone) and not lasting
    if passes or not bounded(question.measurement):
        cell, at_least = None, False
    else:
        cell, at_least = _bounded(found.cell)
    sums = tuple(map(_at_least, found.sums))
    return replace(found, cell=cell, at_least=at_least, sums=sums, reasons=(*found.reasons, named))


def _gone(figures: Figures, question: Question) -> tuple[Open, ...]:
    """Without whom the answer is not whole."""
    subject, asks = question
    if subject.project or subject.by in _OF_ONE:
        return ()
    if subject.by == REGION.key and subject.part is not Part.TOTAL:
        part = figures.ledger.part(subject.group)
        own = part.open(figures.as_of) if part is not None else None
        # A share of the whole is unknown with the whole.
        everybody = figures.open if asks.name == Measured.SHARE else ()
        return everybody or ((own,) if own else ())
    if (subject.moment is not None and subject.moment.period) or asks.name not in tuple(Measured):
        return lacking(figures)
    return of_projects(figures) if subject.by or asks.once else figures.open


def _bounded(cell: Cell) -> tuple[Cell, bool]:
    # Of what is at least nothing, nothing is known.
    counts = isinstance(cell, int | Decimal) and not isinstance(cell, bool) and cell
    return (cell, True) if counts else (None, False)


def _at_least(one: PieceSum) -> PieceSum:
    known = one.made.value is not None
    return replace(one, made=one.made._replace(at_least=known or one.made.at_least))
