"""Where the clauses, sentences, paragraphs and tables of a text are, whatever its figures are.

Of a long text a second process looks for them while this one reads the numbers, which takes as
long (`store/second_process.py`, which says what it may cost: time and nothing else).  Who found
them cannot be told from what is found.
"""

import pickle
import re
from itertools import accumulate, islice
from typing import NamedTuple, cast

from sangeyipi.audit.text.as_read import AsRead, Grid
from sangeyipi.audit.text.grids import grids
from sangeyipi.audit.text.plain import Plain
from sangeyipi.store import second_process

#: To cut a text with, and keep what it is cut by.
_BY_CLAUSE = re.compile("([,;:()。!?\n|\t]|(?<=[个项家元%]) |—{1,2})")
_BY_SENTENCE, _BY_LINE = re.compile("([。!?\n])"), re.compile("(\n)")
#: A text of fewer characters is looked through before there is another process.
_LONG = 100_000


class Lines(NamedTuple):
    """Where clauses, sentences and paragraphs begin."""

    clauses: list[int]
    sentences: list[int]
    paragraphs: list[int]


class Outline(NamedTuple):
    """The tables of a text, and its lines."""

    grids: tuple[Grid, ...]
    lines: Lines


class Outlining:
    """The outline of a text, worked out while something else is."""

    def __init__(self, source: AsRead, plain: Plain) -> None:
        self._source, self._plain = source, plain
        self._second: second_process.SecondProcess | None = None
        if len(plain.text) >= _LONG and second_process.possible():
            try:
                self._second = second_process.SecondProcess(1, self._packed)
            except OSError:
                return

    def done(self) -> Outline:
        """What it comes to; asked once, and always."""
        if self._second is None:
            return outlined(self._source, self._plain)
        try:
            data = self._second.take(0)
        finally:
            self._second.close()
        if data is None:
            return outlined(self._source, self._plain)
        return cast("Outline", pickle.loads(data))

    def _packed(self, _: int) -> bytes:
        return pickle.dumps(outlined(self._source, self._plain), pickle.HIGHEST_PROTOCOL)


def outlined(source: AsRead, plain: Plain) -> Outline:
    """The outline of a text."""
    found = source.tables or tuple(grids(source.text))
    cells = [plain.place(at) for one in found for cell in one.cells for at in cell[2:4]]
    ends = (_BY_CLAUSE, _BY_SENTENCE, _BY_LINE)
    return Outline(found, Lines(*(_begun(plain.text, one, cells) for one in ends)))


def _begun(text: str, ends: re.Pattern[str], cells: list[int]) -> list[int]:
    """Where what is ended begins (`ends` is one group); nothing reaches from one cell of a table
    into another."""
    # Every second piece is what ends the one before it.
    found = [0, *islice(accumulate(map(len, ends.split(text))), 1, None, 2)]
    return sorted({*found, *cells}) if cells else found
