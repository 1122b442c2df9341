"""Rows of a table that are parts of a row above: 其中：城镇, 乡村; 一、… with 1、 and 2、 below.

A whole may be divided several times, each time by rows that a 其中 begins.  What comes to the whole
is told; what does not is wrong only where the other columns, or the other divisions of the same
whole, do, and it is off by a slip.  So are shares (比重、结构) of the row above, in its own column.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, slip, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, sheet
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import TOTAL_LABELS
from sangeyipi.model.patterns import later

_OF_PEOPLE = (
    "指标|人数(人)|比重(%)|\n全县人口|638214|100|\n其中:城镇|251873|39.47|\n乡村|386341|60.53|\n"
)
EXAMPLES = (
    (
        f"{_OF_PEOPLE}其中:男性|327465|51.31|\n女性|310749|48.69|\n",
        "holds 327465 + 310749 = 638214",
    ),
    (
        f"{_OF_PEOPLE}其中:男性|327465|51.31|\n女性|310749|48.69|\n",
        "holds 386341 / 638214 * 100 = 60.53",
    ),
    (
        f"{_OF_PEOPLE}其中:男性|327465|51.31|\n女性|310479|48.69|\n",
        "wrong 327465 + 310479 = 638214",
    ),
    (
        "|项目|单位|1月|1-2月累计|结构(%)|\n|一、零售总额|万元|84213|171946|100|\n"
        "|1、批发业|万元|61348|125521|73.00|\n|2、餐饮业|万元|22865|46425|2.70|\n",
        "wrong 46425 / 171946 * 100 = 2.70",
    ),
    (
        "|项目|单位|1月|1-2月累计|\n|一、零售总额|万元|84213|171946|\n"
        "|1、批发业|万元|61348|125521|\n|2、餐饮业|万元|22865|46425|\n|二、企业数|个|-|173|\n"
        "|1、批发企业|个|-|131|\n|2、餐饮企业|个|-|42|\n",
        "holds 131 + 42 = 173",
    ),
)
_BEGINS = later("^(?:其中|按|[#-])")
_LEVELS = (
    later("^[一二三四五六七八九十]{1,3}[、.]"),
    later(r"^\([一二三四五六七八九十]{1,3}\)"),
    later(r"^\d{1,2}[、.](?!\d)"),
    later(r"^\(\d{1,2}\)"),
)
_TOTAL = later(f"{TOTAL_LABELS}")
_SHARE = later("比重|结构|构成|占比|比例|占总")
#: A smaller whole comes out by chance.
_TELLING, _SURE, _HUNDRED = 10, 1000, 100
_MOST = 30


class _Block(NamedTuple):
    """A row and those that divide it; `closed` where the table says where these end."""

    whole: int
    parts: list[int]
    closed: bool


def outlines(reading: TextReading) -> Iterator[Finding]:
    """Every row of a table that rows below it divide."""
    for table in reading.tables:
        grid = sheet(table)
        blocks = list(_blocks(grid.labels))
        if blocks:
            kept = list(_ended(grid, blocks))
            yield from _sums(grid, kept)
            yield from _shares(grid, kept)


def wholes(grid: FigureGrid) -> set[int]:
    """The rows that others divide: no total row sums them once more."""
    return {one.whole for one in _blocks(grid.labels)}


def _blocks(labels: list[str]) -> Iterator[_Block]:
    levels = [_level(label) for label in labels]
    if any(level >= 0 for level in levels):
        yield from _numbered(levels)
        return
    whole, begin = -1, -1
    for n, label in enumerate([*labels, "合计"]):
        begins, ends = _BEGINS.match(label) is not None, _TOTAL.search(label) is not None
        if begin >= 0 and (begins or ends):
            yield _Block(whole, list(range(begin, n)), closed=begins or n == len(labels))
            begin = -1
        if begins and n:
            # A second division is of the whole of the first.
            whole = n - 1 if whole < 0 else whole
            begin = n
        if ends:
            whole = -1


def _level(label: str) -> int:
    return next((n for n, one in enumerate(_LEVELS) if one.match(label)), -1)


def _numbered(levels: list[int]) -> Iterator[_Block]:
    """一、 and the 1、 below it: up to the next of its own kind."""
    for n, level in enumerate(levels):
        below = levels[n + 1] if n + 1 < len(levels) else -1
        if level < 0 or below <= level:
            continue
        parts = []
        for at in range(n + 1, len(levels)):
            if levels[at] <= level:
                break
            if levels[at] == below:
                parts.append(at)
        yield _Block(n, parts, closed=True)


def _ended(grid: FigureGrid, blocks: list[_Block]) -> Iterator[_Block]:
    """The blocks, each without the rows behind that divide nothing any more."""
    for one in blocks:
        if not 2 <= len(one.parts) <= _MOST:
            continue
        for end in range(len(one.parts), 1, -1):
            block = one._replace(parts=one.parts[:end])
            if any(_holds(each) for each in _windows(grid, block)):
                yield block
                break
        else:
            if one.closed:
                yield one


def _windows(grid: FigureGrid, block: _Block) -> Iterator[Window]:
    """The whole and its parts, column by column; of all rows or of none."""
    for number in range(len(grid.heads)):
        column = grid.column(number)
        total, cells = column[block.whole], [column[n] for n in block.parts]
        if total is None or total.role not in COUNTABLE or not total.printed:
            continue
        parts = [one for one in cells if one is not None and one.dimension == total.dimension]
        if len(parts) == len(cells):
            yield Window(total, parts)


def _holds(window: Window) -> bool:
    telling = window.total.value >= _TELLING and sum(1 for one in window.parts if one.value) > 1
    return telling and window.verdict in GOOD


def _sums(grid: FigureGrid, blocks: list[_Block]) -> Iterator[Finding]:
    found = [(block, window) for block in blocks for window in _windows(grid, block)]
    good = [(block, window) for block, window in found if _holds(window)]
    sure = len(good) > 1 or any(window.total.value >= _SURE for _, window in good)
    for block, window in found:
        if window.verdict in GOOD:
            if sure and _holds(window):
                yield summed(window, None)
        # The same rows in another column, or the same whole divided once more.
        elif block.closed and slip(window):
            other = [b for b, w in good if b is block or w.total is window.total]
            if other:
                yield summed(window, None)


def _shares(grid: FigureGrid, blocks: list[_Block]) -> Iterator[Finding]:
    """比重: of the row above, in the column in which most come out."""
    for number, head in enumerate(grid.heads):
        stated = grid.column(number)
        if not _SHARE.search(head):
            continue
        best: list[Finding] = []
        most = 0
        for other in range(len(grid.heads)):
            told_here = [
                told(RatePair(part, whole), share)
                for block in blocks
                for part, whole, share in _of_block(grid.column(other), stated, block)
            ]
            good = sum(one.verdict in GOOD for one in told_here)
            if good > most:
                best, most = told_here, good
        bad = [one for one in best if one.verdict not in GOOD]
        # A row that prints 100 says itself what the shares are of.
        whole = any(one is not None and one.value == _HUNDRED for one in stated)
        if most > 1 and most * 4 >= len(best) * 3:
            yield from best
        elif most and whole and len(bad) <= most:
            yield from (
                one
                for one in best
                if one.verdict in GOOD
                or (one.stated and one.computed and slip_of(one.computed, one.stated))
            )


def _of_block(
    column: list[TextFigure | None], stated: list[TextFigure | None], block: _Block
) -> Iterator[tuple[TextFigure, TextFigure, TextFigure]]:
    whole = column[block.whole]
    if whole is None or whole.role not in COUNTABLE or not whole.value:
        return
    for n in block.parts:
        part, share = column[n], stated[n]
        if part is None or share is None or share.role is not Role.PERCENT:
            continue
        if part.dimension == whole.dimension and part.role in COUNTABLE:
            yield part, whole, share
