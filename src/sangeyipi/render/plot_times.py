"""A picture of times in a terminal or a text file: a digit for each node on a line of months.

Owns how days become characters, all of them plain ASCII.  Beneath the drawing every node is told in
words, as a digit may hide another.
"""

from collections.abc import Iterator

from sangeyipi.model.month import Month
from sangeyipi.model.picture import Picture, TimeNode, Times
from sangeyipi.model.stages import STEP, Milestone
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.pictures.scales import DayScale
from sangeyipi.render.pictures.times import extent
from sangeyipi.render.text import LineRole, StyledLine
from sangeyipi.render.width import wrap

_HEADS = ("  计划  ", "  实际  ")
_HEAD = 8
_SEVERAL, _DAY, _LATE, _EMPTY, _YEAR = "*", "|", "!", ".", "'"
_DIGITS = {milestone.value: str(step) for milestone, step in STEP.items()}


def body(picture: Picture, columns: int) -> Iterator[StyledLine]:
    """The rows, each as two lines of months and its nodes in words."""
    times = picture.times
    assert times is not None
    scale = extent(times, 0.0, float(columns - _HEAD - 1))
    if scale is None:
        return
    for line in wrap(_legend(times), columns):
        yield LineRole.HEADING, line
    yield LineRole.HEADING, f"{' ' * _HEAD}{_years(scale)}"
    named = {column.key: column for column in picture.table.columns}
    for row, track in zip(picture.table.rows, times.tracks, strict=True):
        told = (shown(row, named[key], picture.table) for key in ("id", "name", "unit"))
        for line in wrap("  ".join(filter(None, told)), columns):
            yield LineRole.TOTAL, line
        for head, number in zip(_HEADS, (0, 1), strict=True):
            yield LineRole.PART, f"{head}{_drawn(track, number == 0, scale, times)}"
        words = "；".join(node.told for node in track if node.told)
        for line in wrap(inert(words), columns - _HEAD):
            yield LineRole.PART, f"{' ' * _HEAD}{line}"


def _legend(times: Times) -> str:
    nodes = "，".join(f"{_DIGITS[one.value]} {one}" for one in Milestone)
    day = f"，{_DAY} {times.day}" if times.day else ""
    return f"（{nodes}；{_LATE} 逾期，{_SEVERAL} 几个在一处，{_YEAR} 一年的开头{day}）"


def _years(scale: DayScale) -> str:
    """The years over the months; one that has no room is left out."""
    line = ""
    for year in range(scale.first.year, scale.beyond.year + 1):
        at = int(scale.at(max(scale.first, Month(year, 1)).first))
        if at >= len(line) and at + 4 <= scale.end + 1:
            line = f"{line.ljust(at)}{year} "
    return line.rstrip()


def _drawn(track: tuple[TimeNode, ...], planned: bool, scale: DayScale, times: Times) -> str:
    """A lane: what lies at each place; the day and the turns of years where nothing else does."""
    lane = [_EMPTY] * (int(scale.end) + 1)
    for year in range(scale.first.year + 1, scale.beyond.year + 1):
        lane[int(scale.at(Month(year, 1).first))] = _YEAR
    if times.day:
        lane[int(scale.at(times.day))] = _DAY
    for node in track:
        when = node.planned if planned else node.actual
        if when is None or not when.dated:
            continue
        at = int(sum(scale.span(when.first, when.last)) / 2)
        taken = lane[at] not in (_EMPTY, _DAY, _YEAR)
        lane[at] = _SEVERAL if taken else _DIGITS[node.name]
        if planned and node.overdue and at + 1 < len(lane) and lane[at + 1] in (_EMPTY, _YEAR):
            lane[at + 1] = _LATE
    return "".join(lane)
