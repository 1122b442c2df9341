"""Findings as bytes, for a second process that has the same text read; and when there is one.

Figures of the text are sent as their numbers, so that whoever opens a parcel has its own ones.
"""

import pickle
from collections.abc import Iterable, Iterator

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.store import second_process

#: Of fewer figures a copy of the process costs more than it saves.
_MANY = 4000
#: A finding without its figures, and these: what is stated, and the operands.
_Sent = tuple[Finding, TextFigure | int | None, list[TextFigure | int]]


def is_for_two(reading: TextReading) -> bool:
    """Whether a text is long enough for two processes, and there can be two."""
    return len(reading.figures) >= _MANY and second_process.possible()


class Parcel:
    """Findings as bytes, to be opened where there is the same reading."""

    def __init__(self, reading: TextReading) -> None:
        cells = (one.figure for table in reading.tables for one in table.entries)
        self._figures = [*reading.figures, *cells]
        self._numbers = {id(one): number for number, one in enumerate(self._figures)}

    def packed(self, found: Iterable[Finding]) -> bytes:
        """What is found, with the text's own figures as numbers."""
        sent: list[_Sent] = [
            (
                one._replace(stated=None, operands=()),
                None if one.stated is None else self._numbered(one.stated),
                [self._numbered(each) for each in one.operands],
            )
            for one in found
        ]
        return pickle.dumps(sent, pickle.HIGHEST_PROTOCOL)

    def unpacked(self, data: bytes) -> Iterator[Finding]:
        """What `packed` made of it."""
        sent: list[_Sent] = pickle.loads(data)
        for one, stated, operands in sent:
            yield one._replace(
                stated=None if stated is None else self._own(stated),
                operands=tuple(map(self._own, operands)),
            )

    def _numbered(self, one: TextFigure) -> TextFigure | int:
        return self._numbers.get(id(one), one)

    def _own(self, one: TextFigure | int) -> TextFigure:
        return self._figures[one] if isinstance(one, int) else one
