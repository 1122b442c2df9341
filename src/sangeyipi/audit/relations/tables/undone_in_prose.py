"""What a table leaves undone, as prose tells it: 三期中尚有3个未开工，其中第六期1个、第七期2个.

Of the row that sums the others, by the heads of the column of all and of that of what is done; and
of each row that is named right behind.  Told wrong where the sentence names nothing but these.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.relations.remainders.opened_by_rest import others_are_in_it
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid, with_prose
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.since_the_table import is_told_later
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

_TABLE = (
    "期次 签约项目 已开工 开工率\n第五期 16 16 100%\n第六期 18 17 94.4%\n第七期 19 17 89.5%\n"
    "合计 53 50 94.3%\n"
)
EXAMPLES = (
    (f"{_TABLE}从表中看，三期签约项目中尚有3个未开工。", "holds 53 - 50 = 3"),
    (f"{_TABLE}从表中看，三期签约项目中尚有4个未开工。", "wrong 53 - 50 = 4"),
    (f"{_TABLE}尚有3个项目未开工，其中第六期1个、第七期2个。", "holds 19 - 17 = 2"),
)
_STATES = "开工|投产|竣工|完工|履约|办结|整改|达效|入库|复工|销号"
_UNIT_OF = later(r"[(（][^()（）]{1,8}[)）]$")
_DONE = later(f"(?:已|实际|累计)?({_STATES})(?:项目)?(?:个?数|数量)?")
_WHOLE = later(
    "(?:签约|开工|计划|应(?:开工|办)?|年度|安排|列入|总|交办|收集|重点)?(?:项目|问题|事项)?(?:总?个?数|总数|数量)?"
)
_TOTAL = later("合计|总计")
_BEFORE = later(
    "(?:(?:从表中|由表中?|从上表|从表格|由上表|总体|整体)(?:可以?)?(?:看出?|可[见知]|来看),?)?"
    "(?:(?P<many>[两二三四五六七八九十]{1,2})(?:期|个[县区市乡镇]{1,2})|上述|以上|各期)?(?P<name>[^,。;:\\d]{0,8}?)(?:中|里)?,?(?:目前|现)?,?"
    "(?:[尚还仍]有|共有|有)"
)
_BEHIND = later(f"(?:项目|问题|事项)?[尚还仍]?未({_STATES})(?=[,。;])")
_NAMED = later(
    "[,、](?:其中|分别为|分别是)?[:,]?([^,。;:、\\d]{2,10}|第[一二三四五六七八九十]{1,3}期)"
)
_AROUND, _LONG, _MOST = 600, 60, 8


class _Rest(NamedTuple):
    whole: TextFigure
    done: TextFigure


def undone_in_prose(reading: TextReading) -> Iterator[Finding]:
    """What the sentences around each table say to be undone of all of it, and of its rows."""
    if not reading.tables:
        return
    for grid, near in with_prose(reading, _AROUND):
        totals = [n for n, label in enumerate(grid.labels) if _TOTAL.fullmatch(label)]
        for one in near if len(totals) == 1 else ():
            said = _said(reading, one, len(grid.labels) - 1)
            columns = _columns(grid, *said) if said is not None else None
            if columns is not None:
                yield from _told(reading, grid, columns, totals[0], one)


def _said(reading: TextReading, one: TextFigure, rows: int) -> tuple[str, str] | None:
    """What is not yet done of what, of so many rows: 三期签约项目中尚有3个未开工."""
    if one.role is not Role.COUNT or one.hedge or one.inner:
        return None
    behind = _BEHIND.match(reading.text, one.end)
    begin = reading.begun("。;\n", one.start)
    if behind is None or one.start - begin > _LONG:
        return None
    before = _BEFORE.fullmatch(reading.text, begin, one.start)
    if before is None or (before["many"] and numerals.whole(before["many"]) != rows):
        return None
    return behind[1], before["name"]


def _columns(grid: FigureGrid, state: str, name: str) -> tuple[int, int] | None:
    """The columns of all and of what is done; None unless there is one of each."""
    heads = [_UNIT_OF.sub("", head) for head in grid.heads]
    done = [
        n for n, head in enumerate(heads) if (said := _DONE.fullmatch(head)) and said[1] == state
    ]
    whole = [n for n, head in enumerate(heads) if n not in done and head and _WHOLE.fullmatch(head)]
    named = [n for n in whole if re.sub("项目$", "", name) in heads[n]] if name else whole
    return (named[0], done[0]) if len(done) == len(whole) == len(named) == 1 else None


def _told(
    reading: TextReading, grid: FigureGrid, columns: tuple[int, int], total: int, one: TextFigure
) -> Iterator[Finding]:
    rests = [_rest(grid, row, columns) for row in range(len(grid.rows))]
    if any(each is None for each in rests):
        return
    behind = _BEHIND.match(reading.text, one.end)
    later_on = is_told_later(reading, grid, one)
    rows = list(_rows_behind(reading, grid, one, behind))
    for at, each in ((total, one), *rows):
        rest = rests[at]
        if rest is None:
            continue
        found = of_two(each, rest.whole, rest.done, down=False)
        more = each.value - rest.whole.value + rest.done.value
        with_others = more > 0 and not rows and others_are_in_it(reading, each, more)
        if found.verdict in GOOD or not (later_on or with_others):
            yield found


def _rest(grid: FigureGrid, row: int, columns: tuple[int, int]) -> _Rest | None:
    whole, done = (grid.rows[row][n] for n in columns)
    if whole is None or done is None or not whole.role is done.role is Role.COUNT:
        return None
    return _Rest(whole, done) if 0 <= done.value <= whole.value else None


def _rows_behind(
    reading: TextReading, grid: FigureGrid, one: TextFigure, behind: "re.Match[str] | None"
) -> Iterator[tuple[int, TextFigure]]:
    """其中第六期1个、第七期2个: what is said of each row by its name."""
    at = behind.end() if behind is not None else one.end
    for each in reading.figures[one.order + 1 : one.order + _MOST]:
        said = _NAMED.fullmatch(reading.text, at, each.start)
        label = said[1].removeprefix("其中") if said is not None else ""
        if label not in grid.labels or each.role is not Role.COUNT or each.hedge:
            return
        yield grid.labels.index(label), each
        at = each.end
