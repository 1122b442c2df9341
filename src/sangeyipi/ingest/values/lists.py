"""Phases and batches that a cell, a heading or a title names.

Owns which of a text's numbers is a 期 and which word a 批.  三个一批, 一期工程, 未开工 name none;
what names several names none, but the phases of one quarter, which are for a person to choose from.
"""

from collections.abc import Sequence
from datetime import date

from sangeyipi.ingest import synonyms
from sangeyipi.ingest.values.texts import folded, said
from sangeyipi.model import numerals
from sangeyipi.model.limits import PHASE
from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import Cell, CellKind

#: The ledger's phases with their days.
Held = Sequence[tuple[int, date]]
_NUMBER = f"[0-9]{{1,4}}|{numerals.NUMERAL}{{1,5}}"
_CELL = later(
    rf"(?:(?P<year>20[0-9]{{2}})年?度?[-]?)?(?:期数?[:]?|第)?(?P<number>{_NUMBER})(?:\.0)?期?(?:项目|批次)?"
)
_TITLE = later(
    rf"(?:(?P<year>20[0-9]{{2}})年度?第?(?P<of>{_NUMBER})|第(?P<told>{_NUMBER})"
    rf"|(?<![0-9年.月日第-])(?P<bare>{_NUMBER}))期(?![间限末初货工]|项(?!目))"
)
_RANGE = later(
    rf"第?(?:{_NUMBER})期?[-—–~至到、,和及](?:第)?(?:{_NUMBER})期|前(?:{_NUMBER})期|[各历]期"
)
_QUARTER = later("(20[0-9]{2})年?第?([一二三四1-4])季度?|(20[0-9]{2})[年-]?q([1-4])")
_STEPS = {one: synonyms.STEPS[one.own] for one in Batch}
_BATCH = later(
    "(?:三个一批)?[-:]?[(]?(?:已|新)?(?:"
    + "|".join(f"(?P<{one.name}>{words})" for one, words in _STEPS.items())
    + ")[)]?(?:一批|项目|类|批)*(?:[(][^()]*[)])?"
)

_BATCHES = "|".join(Batch)
_MENTIONED = later(_BATCHES)
#: What makes of a batch's word something that is still to come.
_TO_COME = (
    "未",
    "拟",
    "待",
    "应",
    "将",
    "没",
    "没有",
    "能",
    "可",
    "计划",
    "预计",
    "力争",
    "确保",
    "年内",
    "底前",
    "月前",
)
_NOT_YET = "".join(
    f"(?<!{word}{more})" for word in _TO_COME for more in ("", "新", "竣工", "建成", "全面")
)
_NAMED = later(f"{_NOT_YET}({_BATCHES})(?:一批|项目|类|批|$)")
_TABLE = "台账|台帐|清单|名单|明细|一览|统计|汇总|情况|总表|表"
_COPY = "副本|最终|终|定|新|修改|更新|上报|报送|报|版|稿"
#: 示例县第八期开工台账: the batch of a phase, or what its list is called.
_LIST_OF = later(
    f"(?:期[-_]?(?:三个一批)?(?:已|新)?({_BATCHES})(?:{_TABLE})*"
    f"|{_NOT_YET}({_BATCHES})(?:台账|台帐|清单|名单)表?)(?:{_COPY}|[0-9()年月日._-])*[a-z]?$"
)
_MARKS = later('[“”"《》【】\\[\\]]')
#: 二、开工（12个）.
_COUNTED = later(r"[(][^()]*[0-9]+(?:个|项|家)[^()]*[)]$")
_ALONE = later(
    f"[0-9{numerals.DIGITS}十、.()第期年月季度_-]*(?:已|新)?({_BATCHES})(?:{_TABLE}|{_COPY})*"
    r"[0-9()第期年月日季度_.-]*(?:\.[a-z]+)?"
)


def phase(cell: Cell, held: Held) -> tuple[int, ...]:
    """The phase that a cell of their column names; several where a person must choose; or ()."""
    bare = folded(cell.text if cell.kind is CellKind.NUMBER and not cell.shown else said(cell))
    match = _CELL.fullmatch(bare)
    if match:
        number = numerals.whole(match["number"])
        return _of_year(number, match["year"], held) if number is not None else ()
    return phases_in(bare, held)


def phases_in(bare: str, held: Held) -> tuple[int, ...]:
    """The one phase that a folded text names, or all those of the one quarter that it names."""
    if _RANGE.search(bare):
        return ()
    found: set[tuple[int, ...]] = set()
    for match in _TITLE.finditer(bare):
        number = numerals.whole(match["of"] or match["told"] or match["bare"])
        if number is not None:
            found.add(_of_year(number, match["year"], held))
    found.discard(())
    if found:
        return found.pop() if len(found) == 1 else ()
    return _of_quarter(bare, held)


def _of_year(number: int, year: str | None, held: Held) -> tuple[int, ...]:
    """Of 2023年第二期: the phase of that number if it is of that year, else both."""
    if not PHASE.holds(number):
        return ()
    days = dict(held)
    if year is None or (number in days and days[number].year == int(year)):
        return (number,)
    of_year = sorted(one for one, day in held if day.year == int(year))
    meant = of_year[number - 1 : number]
    # Of another year, the number or the year is wrong, or it counts that year's phases.
    return tuple(sorted({number, *meant})) if meant or number not in days else ()


def _of_quarter(bare: str, held: Held) -> tuple[int, ...]:
    quarters = {
        (int(one[0] or one[2]), numerals.whole(one[1] or one[3]) or 0)
        for one in _QUARTER.findall(bare)
    }
    if len(quarters) != 1:
        return ()
    year, quarter = quarters.pop()
    return tuple(one for one, day in held if (day.year, (day.month + 2) // 3) == (year, quarter))


def batch(cell: Cell) -> Batch | None:
    """The batch that a cell in a column of batches names; None where it is not exactly one."""
    match = _BATCH.fullmatch(folded(said(cell)))
    return next((one for one in Batch if match[one.name]), None) if match else None


def batch_in(bare: str) -> Batch | None:
    """The one batch that a folded heading or title names; of 签约开工项目 and 未开工 none."""
    if len({*_MENTIONED.findall(bare)}) != 1:
        return None
    counted = _COUNTED.sub("", bare)
    for found in (
        _NAMED.search(bare),
        _NAMED.search(counted),
        _ALONE.fullmatch(counted),
        _LIST_OF.search(_MARKS.sub("", counted)),
    ):
        if found:
            return Batch(next(filter(None, found.groups())))
    return None
