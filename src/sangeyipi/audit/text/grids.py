"""Tables in a text that says nothing of them: lines of cells divided by bars, tabs or blanks.

A table has a head of words and below it rows of as many cells, of which most have figures; by
blanks only where the rows are many.  Owns where its cells are, not what they say.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text.as_read import Grid, GridCell
from sangeyipi.model.patterns import later

_BARE = later(r"[-+]?\d[\d,]{0,20}(?:\.\d{1,9})?(?:%|个百分点|个|项|家|亿元|万元|元)?")
_RULE = later(r"(?=.*--)[|\s:+-]+")
_DIVIDED = {
    "|": later(r"(?:^|(?<=\|))[^|\n]*"),
    "\t": later(r"[^\t\n]+"),
    " ": later(r"[^ \n]+"),
}
#: Fewer rows prove nothing.
_ROWS = {"|": 2, "\t": 2, " ": 3}
_FEWEST = min(_ROWS.values())
LONGEST_ROW, _MOST = 400, 40


class _Said(NamedTuple):
    divided: str
    whole: str
    #: Where it stands in the text.
    at: int


class _Line(_Said):
    """A line with its cells, which of most lines nobody asks: two make no table."""

    @lazily
    def _found(self) -> tuple[list[tuple[int, int]], list[str]]:
        return _cells(self.whole, self.at, self.divided)

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Where each begins and ends."""
        return self._found[0]

    @property
    def said(self) -> list[str]:
        """What each says."""
        return self._found[1]

    @lazily
    def figures(self) -> int:
        return len(list(filter(_BARE.fullmatch, self.said)))


_UNDIVIDED = _Line("", "", 0)


def grids(text: str) -> Iterator[Grid]:
    """Every table of a text."""
    block: list[_Line] = []
    title = above = ""
    at = 0
    for said in re.findall("[^\n]*\n?", text):
        # Hardly any line of prose has one of these.
        may_be = "|" in said or "\t" in said or " " in said
        line = _line(said, at) if may_be else _UNDIVIDED
        if block and line.divided != block[0].divided:
            yield from _grid(block, title)
            block = []
        if line.divided:
            if not block:
                title = above.strip()[:LONGEST_ROW]
            if not _RULE.fullmatch(said.strip()):
                block.append(line)
        if said and not said.isspace():
            above = said
        at += len(said)
    yield from _grid(block, title)


def _line(said: str, at: int) -> _Line:
    if len(said) > LONGEST_ROW or not said.strip():
        return _UNDIVIDED
    if said.count("|") >= 2:
        how = "|"
    elif "\t" in said:
        how = "\t"
    else:
        how = " " if len(said.split()) >= _ROWS[" "] else ""
    return _Line(how, said, at) if how and _are_several(said, how) else _UNDIVIDED


def are_rows(one: str, other: str) -> bool:
    """Whether two lines that follow on each other may stand in a table."""
    if not ("|" in one or "\t" in one or " " in one):
        return False
    above, below = _line(one, 0), _line(other, 0)
    if not above.divided or above.divided != below.divided:
        return False
    # Blanks stand in prose, too.
    return above.divided != " " or bool(above.figures or below.figures)


def _are_several(said: str, how: str) -> bool:
    """Whether a line is of more cells than one."""
    found = _DIVIDED[how].finditer(said, *_inner(said, how))
    return next(found, None) is not None and next(found, None) is not None


def _inner(said: str, how: str) -> tuple[int, int]:
    """From where to where the cells of a line stand."""
    return _between_bars(said) if how == "|" else (0, len(said))


def _cells(said: str, at: int, how: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Where the cells of a line stand, and what they say."""
    cells, words = [], []
    for one in islice(_DIVIDED[how].finditer(said, *_inner(said, how)), _MOST):
        whole = one[0]
        inner = whole.strip()
        start = at + one.start()
        if len(inner) < len(whole):
            start += len(whole) - len(whole.lstrip())
        cells.append((start, start + len(inner)))
        words.append(inner)
    return cells, words


def _between_bars(said: str) -> tuple[int, int]:
    """Without the bars of a frame at either end."""
    begin = len(said) - len(said.lstrip())
    end = len(said.rstrip())
    return begin + (said[begin] == "|"), end - (said[end - 1] == "|")


def _grid(block: list[_Line], title: str) -> Iterator[Grid]:
    if len(block) <= _FEWEST:
        return
    head = next((n for n, one in enumerate(block) if not one.figures), -1)
    rows = [one for one in block[head + 1 :] if one.figures >= 2] if head >= 0 else []
    if len(rows) >= _ROWS["|"] and rows[0].divided == "|":
        # Bars are drawn for tables only: what many rows are, one with fewer figures is too.
        rows = [one for one in block[head + 1 :] if one.figures]
    width = len(block[head].cells) if rows else 0
    if not rows or len(rows) < _ROWS[rows[0].divided] or width < 2:
        return
    if any(not width - 1 <= len(one.cells) <= width for one in rows):
        return
    found = []
    ranked = _is_ranked([one.said for one in rows if len(one.cells) == width])
    for number, line in enumerate([block[head], *rows]):
        # One cell fewer: the first is shared with the row above, as a rank is.
        missing = width - len(line.cells) if ranked else 0
        for column, (start, end) in enumerate(line.cells, missing):
            found.append(GridCell(number, column, start, end))
    yield Grid(tuple(found), title)


def _is_ranked(rows: list[list[str]]) -> bool:
    """Whether the second cell of most rows is the one that names them, behind a rank or a group.

    Where the first does, nobody knows which cell a row with one fewer is without.
    """
    named = sum(1 for one in rows if not _BARE.fullmatch(one[1]))
    return not rows or 2 * named > len(rows)
