"""A text → its figures and the relations between them: what `sgyp audit` tells.

Owns which kinds of relation there are and in which order they are told.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sangeyipi.audit.figure import Figure
from sangeyipi.audit.finding import Finding, Verdict
from sangeyipi.audit.reading import Reading
from sangeyipi.audit.relations import (
    changes,
    items,
    lost,
    rates,
    remainders,
    repeats,
    states,
    sums,
    tables,
)
from sangeyipi.audit.text import AsRead

RELATIONS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    sums.sums,
    rates.rates,
    changes.changes,
    lost.lost,
    states.states,
    tables.tables,
    items.items,
    remainders.remainders,
    repeats.repeats,
)


class Audited(NamedTuple):
    """A text with its figures and findings; all offsets are into the text as read."""

    source: AsRead
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """How many relations contradict themselves."""
        return sum(1 for one in self.findings if one.verdict is Verdict.WRONG)


def audited(source: AsRead) -> Audited:
    """All that can be said of the figures of a text by itself."""
    reading = Reading(source)
    found = [_placed(one, reading) for relation in RELATIONS for one in relation(reading)]
    found.sort(key=lambda one: one.figures[0].start if one.figures else 0)
    cells = (one.figure for table in reading.tables for one in table.entries)
    every = sorted((*reading.figures, *cells), key=lambda one: one.start)
    figures = tuple(_at(one, reading) for one in every)
    return Audited(source, figures, tuple(found))


def _at(one: Figure, reading: Reading) -> Figure:
    if one.start < 0:
        return one
    start, end = reading.plain.span(one.start, one.end)
    return one._replace(start=start, end=end)


def _placed(one: Finding, reading: Reading) -> Finding:
    stated = _at(one.stated, reading) if one.stated else None
    return one._replace(stated=stated, operands=tuple(_at(f, reading) for f in one.operands))
