"""Where the clauses, sentences, paragraphs and tables of a text are, whatever its figures are."""

import re
from itertools import accumulate, islice
from typing import NamedTuple

from sangeyipi.audit.text.as_read import AsRead, Grid
from sangeyipi.audit.text.grids import grids
from sangeyipi.audit.text.plain import Plain

#: To cut a text with, and keep what it is cut by.
_BY_CLAUSE = re.compile("([,;:()。!?\n|\t]|(?<=[个项家元%]) |—{1,2})")
_BY_SENTENCE, _BY_LINE = re.compile("([。!?\n])"), re.compile("(\n)")


class Lines(NamedTuple):
    """Where clauses, sentences and paragraphs begin."""

    clauses: list[int]
    sentences: list[int]
    paragraphs: list[int]


class Outline(NamedTuple):
    """The tables of a text, and its lines."""

    grids: tuple[Grid, ...]
    lines: Lines


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
