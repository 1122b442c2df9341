"""Days and months of cells, as the ledger writes them: `2023-06-15`, `2023-06`, 已.

Owns what a cell in a column of dates says, and whether the cell itself says that it is a plan.
No day and no month is made up: what names neither stays out of the field and goes to 备注.
How a date is spelled is for `spellings`.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from sangeyipi.ingest import synonyms
from sangeyipi.ingest.values import spellings
from sangeyipi.ingest.values.results import NOT_WRITTEN, NOTHING, TakenValue, noted
from sangeyipi.ingest.values.texts import folded, is_none, one_line, said
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.limits import YEARS
from sangeyipi.model.patterns import later
from sangeyipi.model.refusal import brief
from sangeyipi.model.spreadsheet import leftover
from sangeyipi.model.stages import Milestone
from sangeyipi.sheets.formats.calendar import day_of
from sangeyipi.sheets.formats.shown import section_of
from sangeyipi.sheets.grid import Cell, CellKind

_ANY_STEP = "|".join(sorted("|".join(synonyms.STEPS.values()).split("|"), key=len, reverse=True))
_PLAN = "计划|拟定|预计|预期|预定|力争|争取|目标|确保|倒排|暂定|拟|将"
_DID = "已经|已|实际|正式"
_WITHIN = "完成|实现|全面|全部|正式"
#: A date with the words around it: 计划2024年6月底前投产.
_DRESSED = later(
    rf"(?P<open>[(])?(?P<before>(?:{_PLAN}|{_DID})*)(?P<verb>{_ANY_STEP})?(?:时间|日期)?[:]?(?:于|在|为)?"
    r"(?P<date>[0-9〇零一二三四五六七八九十元'].*?|[a-z]{3,9}[-./,]*[0-9].*?)"
    r"(?P<edge>底之前|底以前|底前|末前|之前|以前|前|底|末|初|中旬|上旬|下旬|中)?"
    rf"(?P<after>(?:{_PLAN}|{_DID})*)(?:{_WITHIN})?(?P<end>{_ANY_STEP})?(?:建设|运营|使用|仪式)?"
    rf"(?(open)[)])(?P<mark>[(](?:{_PLAN}|{_DID})+(?P<inner>{_ANY_STEP})?[)])?[。.;；,，]?"
)
_PLANNED = later(_PLAN)
_DONE = later("已经|已|实际")
_REACHED = frozenset(
    (
        "已",
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "y",
        "yes",
        "true",
        "有",
        "已完成",
        "完成",
        "已达到",
        "达到",
        "v",
        "对",
    )
)
#: No month in it: 2023年底, 2023年三季度.
_YEAR_ONLY = later("[^0-9]*[12][0-9]{3}年?[^月.-]*")
_UNCLEAR = "看不出是哪一天或哪个月"
_NO_MONTH = "没有写到月，不编造月日"
_NUMBERED_MONTH = later(r"(?:[12][0-9]{3}|[23][0-9])\.1")


def day(
    cell: Cell,
    planned: bool = False,
    year: int | None = None,
    step: Milestone | None = None,
) -> TakenValue:
    """What a cell says of the day on which a step was or is to be reached.

    `planned`: its column is one of plans.  `year`: the one that the sheet names, for 6月.  `step`:
    the column's milestone, so that 已签约 is not taken for its own.
    """
    if cell.kind is CellKind.EMPTY:
        return NOTHING
    if cell.kind is CellKind.DATE:
        return _of_date(cell)
    if cell.kind is CellKind.NUMBER:
        return _of_number(cell, planned, year, step)
    if cell.kind in (CellKind.ERROR, CellKind.UNCOMPUTED):
        return _no_value(cell)
    text = said(cell)
    if cell.from_1904 and spellings.is_serial(spellings.plain(text)):
        return noted(text, "文本里的日期序号，这个文件从 1904 年算起，看不出按哪一种数的")
    return _of_text(text, planned, year, step)


def answered(text: str) -> TakenValue:
    """What a person answered: a day, a month, or that there is none."""
    if text == NOT_WRITTEN:
        return NOTHING
    return _of_text(text, False, None, None)


def _no_value(cell: Cell) -> TakenValue:
    what = leftover(cell.text) or f"“{brief(cell.text)}”是错误值"
    if cell.kind is CellKind.UNCOMPUTED:
        what = f"公式“{brief(cell.text)}”没有存下算出的数"
    return TakenValue(remark=f"{what}，日期空着")


def _of_date(cell: Cell) -> TakenValue:
    """A date by what a person sees of it; the first of a month that shows no day is the month."""
    year, month, number = cell.text.split("-")
    text = cell.shown or cell.text
    if not YEARS.holds(int(year)):
        # 2023 typed into a cell made for dates is shown as 1905/7/15.
        meant = f"{cell.number:f}" if cell.number is not None else ""
        typed = meant.isdecimal() and YEARS.holds(int(meant))
        return noted(meant, _NO_MONTH) if typed else noted(text, f"不在 {YEARS} 年之间")
    part, _ = section_of(cell.format, cell.number) if cell.number is not None else (None, False)
    shows = part.date if part is not None else frozenset("ymd")
    if shows == frozenset("y"):
        return noted(text, _NO_MONTH)
    if "d" not in shows and number == "01":
        return TakenValue(f"{year}-{month}")
    return TakenValue(cell.text)


def _of_number(cell: Cell, planned: bool, year: int | None, step: Milestone | None) -> TakenValue:
    """A number that is not shown as a date: a serial, or a date typed as a number."""
    text, shown = cell.text, folded(cell.shown)
    if cell.number == 0 and is_none(shown):
        return NOTHING
    if _NUMBERED_MONTH.fullmatch(text):
        if shown == f"{text}0":
            return _of_text(shown, planned, year, step)
        if shown != text or cell.format in ("", "General", "@", "G/通用格式"):
            return _january_or_october(text)
    if cell.from_1904 and spellings.is_serial(text):
        # The same five digits are another day in a file that counts from 1904.
        counted = day_of(cell.number or Decimal(0), True)
        if counted is not None and YEARS.holds(counted.year):
            return TakenValue(counted.isoformat())
        return noted(text, _UNCLEAR)
    spelled = any(not (one.isdecimal() or one in ".,") for one in shown)
    return _of_text(shown if spelled else text, planned, year, step)


def _january_or_october(text: str) -> TakenValue:
    year = text.partition(".")[0]
    year = year if len(year) == 4 else f"20{year[-2:]}"
    asked = f"这一格是数 {text}（表格里 {text}0 也会变成这样）：是 {year} 年 1 月还是 10 月？"
    return TakenValue(question=asked, answers=(f"{year}-01", f"{year}-10", NOT_WRITTEN))


@lru_cache(8192)
def _of_text(text: str, planned: bool, year: int | None, step: Milestone | None) -> TakenValue:
    text = one_line(text)
    bare = spellings.plain(text)
    if is_none(text):
        return NOTHING
    alone = spellings.date(bare, year)
    if alone.text is not None:
        return TakenValue(alone.text)
    if _is_reached(bare, step):
        if planned:
            return noted(text, "不是计划日期")
        return TakenValue(UNDATED_WORD)
    match = _DRESSED.fullmatch(bare)
    if not match:
        return noted(text, _why(bare))
    if not all(_is_own(match[one], step) for one in ("verb", "end", "inner")):
        return noted(text, "说的是另一个节点")
    found, edge = spellings.date(match["date"], year), match["edge"] or ""
    if found.text is None:
        return noted(text, _NO_MONTH if _YEAR_ONLY.fullmatch(bare) else found.why)
    if edge[:1] in tuple("底末初中上下") and len(found.text) > len("2023-06"):
        return noted(text, _UNCLEAR)
    words = "".join(match[one] or "" for one in ("before", "after", "mark"))
    plans = bool(_PLANNED.search(words) or edge.endswith("前")) and not _DONE.search(words)
    if planned and _DONE.search(words):
        told = f"“{text}”在计划的列里：日期记作计划，原文记入备注"
        return TakenValue(found.text, note=text, remark=told, planned=plans)
    return TakenValue(found.text, planned=plans)


def _is_reached(bare: str, step: Milestone | None) -> bool:
    """已, 是, √, 已开工: that it happened, of the column's own step."""
    if bare in _REACHED:
        return True
    word = bare.removeprefix("已经").removeprefix("已").removesuffix("建设")
    return word != bare and word in _own_words(step)


def _own_words(step: Milestone | None) -> frozenset[str]:
    return frozenset(synonyms.STEPS[step].split("|")) if step else frozenset()


def _is_own(word: str | None, step: Milestone | None) -> bool:
    return not word or step is None or word in _own_words(step)


def _why(bare: str) -> str:
    if _YEAR_ONLY.fullmatch(bare):
        return _NO_MONTH
    return _UNCLEAR


def span(cell: Cell, year: int | None = None) -> tuple[TakenValue, TakenValue]:
    """From when to when, as plans of 开工 and of 投产; what is no such span goes to 备注."""
    if cell.kind is CellKind.EMPTY:
        return NOTHING, NOTHING
    if cell.kind in (CellKind.ERROR, CellKind.UNCOMPUTED):
        return _no_value(cell), NOTHING
    text = one_line(said(cell))
    if is_none(text):
        return NOTHING, NOTHING
    found = list(dict.fromkeys(_spans(spellings.plain(text), year)))
    if len(found) != 1:
        return noted(text, "不是到日或到月的起止日期"), NOTHING
    first, last = found[0]
    if first[: len(last)] > last[: len(first)]:
        return noted(text, "结束早于开始"), NOTHING
    return TakenValue(first, planned=True), TakenValue(last, planned=True)


_ENDS = later("[-—–~至到]+")
_MONTH_ALONE = later("1?[0-9]月(?:[0-9]{1,2}日)?")


def _spans(bare: str, year: int | None) -> Iterator[tuple[str, str]]:
    """Every way in which a text is two dates with a mark between."""
    for mark in _ENDS.finditer(bare):
        left, right = bare[: mark.start()].rstrip("."), bare[mark.end() :]
        first = spellings.date(left.removeprefix("自").removeprefix("从"), year)
        if first.text is None:
            continue
        own = int(first.text[:4]) if _MONTH_ALONE.fullmatch(right) else None
        last = spellings.date(right, own)
        if last.text is not None:
            yield first.text, last.text
