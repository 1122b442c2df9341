"""Cells of every other column: numbers of their own, flags, counts, persons, units, texts.

Owns what of such a cell is form and what is content.  Only a 编号 or a 项目代码 that is not what
was typed keeps its row out; what no field can hold goes to 备注 and is said.
"""

import re
import unicodedata
from collections.abc import Callable

from sangeyipi.checks.ids import mangled
from sangeyipi.compare.fields import Path
from sangeyipi.ingest.values import days
from sangeyipi.ingest.values.results import NOTHING, TakenValue, noted, refused
from sangeyipi.ingest.values.texts import (
    DASHES,
    ORDINARY,
    folded,
    is_none,
    is_ordinary,
    lines,
    listed,
    one_line,
    said,
)
from sangeyipi.model import limits, numerals, term
from sangeyipi.model.patterns import later
from sangeyipi.model.project import Level, project_keys
from sangeyipi.model.refusal import brief
from sangeyipi.model.spreadsheet import leftover
from sangeyipi.sheets.grid import Cell, CellKind

_KEYS = project_keys()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_YES = _set(
    "是 √ ✓ ✔ ☑ ● ■ v y yes t true 1 有 在 已 对 已纳入 纳入 已入库 入库 已录入 录入 已上平台 "
    "已进入 平台内 在库"
)
_NO = _set(
    "否 × ✗ ✘ ☒ x n no f false 0 未 不 不是 没有 不在 未纳入 不纳入 没纳入 未入库 不入库 未录入 "
    "未上平台 平台外 尚未纳入"
)
#: On which platform it is, for whether it is on one.
_ON_WHICH = later(
    "(?:已)?(?:纳入)?(?:国家|省级?|市级?|[、和及/])+(?:重点)?(?:项目)?(?:监管|调度)?(?:平台|库)?"
)
_COUNT = later(rf"(?:共|含|包含)?([0-9]+|{numerals.NUMERAL}+)(?:\.0)?个?(?:子项目|项目|子项|项)?")
_LEVEL = later("([省市县乡])(?:级|镇|区)*(?:级)?(?:领导|干部)?")
_NUMBER_LIKE = later(r"[0-9.,]+|.*[0-9]e[+-]?[0-9]+.*", re.IGNORECASE)
_DASH = later("[\u2010-\u2015\u2212\u2500\uff0d\ufe63]+|--+")
#: As 投资项目在线审批监管平台 gives them.
_OFFICIAL_CODE = "[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}"
_OFFICIAL = later(_OFFICIAL_CODE)
_SEVERAL_OFFICIAL = later("[0-9]{4}-?[0-9]{6}-?[0-9]{2}-?[0-9]{2}-?[0-9]{6}")
_PERSON = later("[\u3400-\u9fff·]{2,4}")
_UNIT_END = later(
    ".*(?:局|委|办|镇|乡|街道|街道办|公司|中心|政府|部|院|会|所|站|处|区|园|厂|集团|队|社|行|校|室|[)）])"
)
_WIDE = later("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def plain(cell: Cell, path: Path) -> TakenValue:
    """What a cell says under a word of the ledger that is neither an amount nor a milestone."""
    if cell.kind is CellKind.EMPTY:
        return NOTHING
    reader = _reader(path)
    if cell.kind in (CellKind.ERROR, CellKind.UNCOMPUTED) and reader not in (_id, _code):
        what = leftover(cell.text) or f"“{brief(cell.text)}”是错误值"
        if cell.kind is CellKind.UNCOMPUTED:
            what = f"公式“{brief(cell.text)}”没有存下算出的数"
        return TakenValue(remark=f"{what}，这一格空着")
    return reader(cell)


def as_written(path: Path) -> re.Pattern[str] | None:
    """Of a text that this matches the cell says just that, and no more; so do most.

    Whoever has a column of them need not ask `plain` for each; `test_plain.py` holds the two to one
    another.
    """
    return _WRITTEN.get(_reader(path))


def _reader(path: Path) -> Callable[[Cell], TakenValue]:
    return _READERS.get(path) or _READERS.get(path[:1]) or _text


def _id(cell: Cell) -> TakenValue:
    return _number(cell, term.ID)


def _code(cell: Cell) -> TakenValue:
    if cell.kind is CellKind.TEXT and _OFFICIAL.fullmatch(cell.text):
        return TakenValue(cell.text)
    written = _DASH.sub("-", unicodedata.normalize("NFKC", cell.text))
    if cell.kind is CellKind.TEXT and len(_SEVERAL_OFFICIAL.findall(written)) > 1:
        return noted(one_line(cell.text), "是几个项目代码，不知道是哪一个")
    taken = _number(cell, term.CODE)
    if taken.text is None:
        return taken
    if not any(char.isdecimal() for char in taken.text):
        return noted(taken.text, "不是项目代码")
    common = _DASH.sub("-", unicodedata.normalize("NFKC", taken.text))
    return taken._replace(text=common) if _OFFICIAL.fullmatch(common) else taken


def _number(cell: Cell, word: str) -> TakenValue:
    """A number that is a name: as text, with the zeros in front that a format shows."""
    if cell.kind is CellKind.NUMBER:
        return _of_number(cell, word)
    text = said(cell)
    if cell.kind is not CellKind.TEXT:
        shown = "日期" if cell.kind is CellKind.DATE else "错误值、没有算出的公式或 TRUE、FALSE"
        return refused(f"“{brief(text)}”是{shown}，不是{word}：改成文本，照原来的填")
    if is_none(text):
        return NOTHING
    if leftover(text):
        return refused(f"{word}{leftover(text)}")
    whole = "".join(one_line(text).split())
    if mangled(whole.upper()):
        return refused(f"“{whole}”是 Excel 改出来的科学计数，原来的{word}已经看不出来")
    if len(whole) > limits.ID_LENGTH or any(mark in whole for mark in ",;|"):
        why = f"{word}至多 {limits.ID_LENGTH} 个字，不含逗号、分号、竖线"
        return refused(f"“{brief(whole)}”写法不对：{why}")
    spaced = " " in one_line(text)
    return TakenValue(whole, remark=f"{word}“{brief(text)}”去掉了中间的空白" if spaced else "")


def _of_number(cell: Cell, word: str) -> TakenValue:
    if cell.lossy:
        return refused(f"“{cell.text}”是数，超过 15 位的{word}已经不是原来的：改成文本，照批文重填")
    shown = unicodedata.normalize("NFKC", cell.shown).strip()
    if shown in DASHES and not cell.number:
        return NOTHING
    if "." in cell.text:
        return refused(f"“{cell.text}”是小数，末尾的 0 可能丢了：改成文本，照原来的填")
    if shown.isdecimal() and int(shown) == cell.number:
        return TakenValue(shown)
    own = not _NUMBER_LIKE.fullmatch(shown) and not any(char in " ,;|" for char in shown)
    digits = "".join(char for char in shown if char.isdecimal())
    same = own and digits.lstrip("0") == cell.text
    return TakenValue(shown if same else cell.text)


def yes_or_no(bare: str) -> bool | None:
    """What a folded text says to a question; None: neither."""
    if bare in _YES:
        return True
    return False if bare in _NO else None


def _flag(cell: Cell) -> TakenValue:
    text = one_line(said(cell))
    bare = folded(text).rstrip("。.")
    if bare in DASHES:
        return NOTHING
    yes = True if _ON_WHICH.fullmatch(bare) else yes_or_no(bare)
    if yes is None:
        return noted(text, "看不出是“是”还是“否”")
    return TakenValue("true" if yes else "false")


def _count(cell: Cell) -> TakenValue:
    text = one_line(cell.text if cell.kind is CellKind.NUMBER else said(cell))
    if is_none(text):
        return NOTHING
    match = _COUNT.fullmatch(folded(text))
    number = numerals.whole(match[1]) if match else None
    if number is None or not limits.PARTS.holds(number):
        return noted(text, f"不是 {limits.PARTS} 的个数")
    return TakenValue(str(number))


def _level(cell: Cell) -> TakenValue:
    text = one_line(said(cell))
    if is_none(text):
        return NOTHING
    match = _LEVEL.fullmatch(folded(text))
    words = {one[0]: one for one in map(str, Level)}
    return (
        TakenValue(words[match[1]]) if match else noted(text, f"不是{'、'.join(map(str, Level))}")
    )


def _withdrawn(cell: Cell) -> TakenValue:
    return days.day(cell)._replace(planned=False)


def _prose(cell: Cell) -> TakenValue:
    text = lines(said(cell))
    return NOTHING if folded(text) in DASHES else TakenValue(text)


def _reason(cell: Cell) -> TakenValue:
    return _prose(cell)


def _text(cell: Cell) -> TakenValue:
    """One line: a name, a place, a 领域; a word broken over lines is one word."""
    return _line(cell, _one_word)


def _units(cell: Cell) -> TakenValue:
    return _line(cell, _several(_UNIT_END))


def _persons(cell: Cell) -> TakenValue:
    return _line(cell, _several(_PERSON))


def _line(cell: Cell, put: Callable[[str], str]) -> TakenValue:
    if is_ordinary(cell):
        return TakenValue(cell.text)
    text = said(cell)
    return NOTHING if is_none(text) else TakenValue(one_line(put(text)))


def _one_word(text: str) -> str:
    """A word that a narrow cell breaks: only between two of Latin letters or digits is a blank."""
    parts = [one.strip() for one in text.split("\n") if one.strip()]
    found = parts[0] if parts else ""
    for part in parts[1:]:
        apart = found[-1].isascii() and part[0].isascii() and (found[-1] + part[0]).isalnum()
        found += f" {part}" if apart else part
    return found


def _unbroken(text: str) -> str:
    parts = [one.strip() for one in text.split("\n") if one.strip()]
    found = parts[0] if parts else ""
    for part in parts[1:]:
        wide = _WIDE.match(found[-1]) and _WIDE.match(part[0])
        found += part if wide else f" {part}"
    return found


def _several(each: re.Pattern[str]) -> Callable[[str], str]:
    """How several, one a line, are put on one; else it is one that was broken."""

    def put(text: str) -> str:
        parts = [one.strip() for one in text.split("\n") if one.strip()]
        every = len(parts) > 1 and all(each.fullmatch(part) for part in parts)
        return listed(text) if every else _unbroken(text)

    return put


_PROSE = (term.SOURCE, term.NOTE, term.ON_SITE, term.PROBLEMS, term.OPINION)
_READERS: dict[Path, Callable[[Cell], TakenValue]] = {
    (term.ID,): _id,
    (term.CODE,): _code,
    (term.PLATFORM,): _flag,
    (term.PARTS,): _count,
    (_KEYS["level"].word,): _level,
    (term.WITHDRAWN, term.DATE): _withdrawn,
    (term.WITHDRAWN,): _reason,
    (term.UNIT,): _units,
    (_KEYS["locality"].word,): _units,
    (_KEYS["builder"].word,): _units,
    (term.LEADER,): _persons,
    (_KEYS["officer"].word,): _persons,
    **{(word,): _prose for word in _PROSE},
}
_WRITTEN: dict[Callable[[Cell], TakenValue], re.Pattern[str]] = {
    **dict.fromkeys((_text, _units, _persons, _prose, _reason), ORDINARY),
    _code: re.compile(_OFFICIAL_CODE),
}
