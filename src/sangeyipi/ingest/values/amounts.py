"""Amounts of cells in 亿元, exact, to the 万元.

Owns how people write an amount and what its unit is: the cell's own, by its text or its number
format, else that of its heading or sheet, else nobody knows.  What is about, from … to …, in
another currency, finer than 万元 or has lost a digit is refused: an amount is exact or it is none.
"""

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.ingest.values.results import NOT_WRITTEN, NOTHING, TakenValue, refused
from sangeyipi.ingest.values.texts import DASHES, folded, is_none, unwrapped
from sangeyipi.model import limits, numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.refusal import brief
from sangeyipi.model.rounding import EXACT, half_up, plain
from sangeyipi.model.spreadsheet import leftover
from sangeyipi.sheets.grid import Cell, CellKind

#: By how many places an amount in the unit is moved to be in 亿元.
_PLACES = {
    **{"亿": 0, "十亿": -1, "百亿": -2, "千亿": -3, "万亿": -4},
    **{"千万": 1, "百万": 2, "十万": 3, "万": 4, "千": 5, "百": 6, "": 8},
}
_UNIT = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)元?|元"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MONEY = "(?:人民币|rmb|cny|¥)"
_AMOUNT = later(
    rf"(?:(?:项目)?(?:计划)?(?:总投资|投资额|投资)额?[::为]?)?{_MONEY}?[::]?"
    rf"(?:(?P<whole>[0-9]+)亿零?(?P<rest>{_DIGITS})(?P<rest_unit>千万|百万|万)元?"
    rf"|(?P<number>{_DIGITS})(?:(?P<unit>{_UNIT})|[(](?P<inner>{_UNIT})[)])?)"
    rf"(?:[(]?{_MONEY}[)]?)?整?"
)
_IN_WORDS = later(
    rf"{_MONEY}?(?P<whole>{numerals.NUMERAL}+(?:点{numerals.NUMERAL}+)?)(?P<unit>亿)"
    rf"(?:零?(?P<rest>{numerals.NUMERAL}+)(?P<rest_unit>万))?元?整?(?:{_MONEY})?"
    rf"|{_MONEY}?(?P<small>{numerals.NUMERAL}+(?:点{numerals.NUMERAL}+)?)(?P<small_unit>万)?元?整?"
    rf"(?:{_MONEY})?"
)
_BLANK_GROUPED = later(r"(?<![0-9.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_BETWEEN_DIGITS = later(r"[0-9]\s+[0-9.]|[0-9.]\s+[0-9]")
_OTHER_MONEY = later(
    r"美元|美金|港元|港币|欧元|日元|英镑|韩元|澳元|加元|台币|卢布|外币|新币|法郎"
    r"|usd|hkd|eur|jpy|gbp|krw|us\$|hk\$|\$|€|£|₩"
)
_ABOUT = later(
    "约|大概|左右|上下|余|多|近|超|以上|以下|以内|不低于|不少于|不超过|至少|最多|几|≥|≤|>|<|≈|\\+$"
)
_RANGE = later(rf"[0-9](?:{_UNIT})?(?:-|~|—|–|―|至|到)[0-9.]")
_LOST = later(r"[x*_?□■○]+(?:亿|万|元)|#+|(?:^|[^0-9])\.[0-9]|[0-9]\.(?:[^0-9]|$)")
_SCIENTIFIC = later(r"-?[0-9](?:\.[0-9]+)?e[+-]?[0-9]+.*")
_BRACKETED = later(rf"[(]{_MONEY}?{_DIGITS}(?:{_UNIT})?[)](?:{_UNIT})?")
_NEGATIVE = later(rf"-{_MONEY}?{_DIGITS}(?:{_UNIT})?|{_MONEY}-{_DIGITS}(?:{_UNIT})?")
_UNGROUPED = later(r"[0-9],(?![0-9]{3}(?![0-9]))[0-9]+")
_NAMED_UNIT = later(_UNIT)
#: As nearly every number is shown.
_PLAINLY = later(r"[0-9]+(?:\.[0-9]+)?")
_ZEROS = later("0[0-9].*")
_ZEROS_FIRST = later(r"(?<![0-9.,])[0,]+(?=[0-9])")
_POINT_FIRST = later(r"(?<![0-9])\.(?=[0-9])")
_POINT_LAST = later(r"(?<=[0-9])\.(?![0-9])")
#: Longer than any amount with all its words; `EXACT` holds as many digits.
_LONGEST = 50


class _Written(NamedTuple):
    """A number as it stands in a cell, with the unit that stands there, "" for none."""

    number: Decimal
    unit: str


def amount(cell: Cell, unit: str, zero: bool = False) -> TakenValue:
    """What a cell says in 亿元.

    `unit`: what the headings, else the sheet, say (`万元`), or "".  `zero`: 0 is an amount, as of
    what was completed in a month; a 总投资 of 0 is none.
    """
    if cell.kind is CellKind.EMPTY:
        return NOTHING
    if cell.struck_part:
        return _partly_struck(cell)
    if cell.kind is CellKind.NUMBER:
        return _of_number(cell, unit, zero)
    if cell.kind is CellKind.TEXT:
        return _of_text(unwrapped(cell.shown or cell.text), unit, zero)
    return refused(_no_value(cell))


def answered(text: str) -> TakenValue:
    """What a person answered: an amount with its unit, 3.5亿元, or that there is none."""
    if text == NOT_WRITTEN:
        return NOTHING
    taken = _of_text(text, "", False)
    if taken.text is None and not taken.refused:
        return refused(f"回答“{brief(text)}”不是带单位的金额（写成 3.5亿元 这样）")
    return taken


def _no_value(cell: Cell) -> str:
    shown = brief(cell.shown or cell.text)
    if cell.kind is CellKind.UNCOMPUTED:
        return f"公式“{brief(cell.text)}”没有存下算出的数：在 Excel 里打开，算好再保存"
    if cell.kind is CellKind.DATE:
        return f"“{shown}”是日期，不是金额：把这一格的格式改成数，核对后再导入"
    if cell.kind is CellKind.ERROR:
        return f"{leftover(cell.text) or f'“{shown}”是错误值'}，原来的数看不到"
    return f"“{shown}”不是金额"


def _partly_struck(cell: Cell) -> TakenValue:
    rest = cell.text.replace(cell.struck_part, "", 1)
    other = _of_text(rest, "", False)
    answers = (rest.strip(),) if other.text else ()
    asked = f"“{brief(cell.text)}”里的“{brief(cell.struck_part)}”划掉了：应是多少（带单位写）？"
    return TakenValue(question=asked, answers=(*answers, NOT_WRITTEN))


def _of_number(cell: Cell, unit: str, zero: bool) -> TakenValue:
    number = cell.number
    assert number is not None
    if is_plain(cell, number):
        return _in_unit(_Written(number, ""), unit, cell.shown, zero)
    shown = folded(cell.shown)
    if shown in DASHES:
        return _asked(cell, number, unit) if number else NOTHING
    if cell.lossy:
        return refused(f"“{cell.text}”的位数超过了 Excel 能存的 15 位")
    if "%" in shown:
        return refused(f"“{cell.shown}”是百分数，不是金额")
    if _OTHER_MONEY.search(shown):
        return refused(f"“{cell.shown}”不是人民币")
    if number <= 0:
        return _settled(_Written(number, "亿元"), cell.shown, zero)
    seen = _seen(shown)
    if seen is None or not _is_shown(number, seen.number):
        return _asked(cell, number, unit)
    return _in_unit(_Written(number, seen.unit), unit, cell.shown, zero)


def is_plain(cell: Cell, number: Decimal) -> bool:
    """Whether the number is shown as such, without a unit: so nearly all are."""
    if number <= 0 or cell.lossy:
        return False
    digits = cell.shown.replace(",", "")
    if digits == cell.text:
        return True
    return _PLAINLY.fullmatch(digits) is not None and _is_shown(number, Decimal(digits))


def _seen(shown: str) -> _Written | None:
    """The number and unit that a format shows: `.50` and `012` are whole by the number behind."""
    whole = _POINT_LAST.sub("", _POINT_FIRST.sub("0.", shown))
    return _written(_ZEROS_FIRST.sub("", whole))


def _is_shown(number: Decimal, seen: Decimal) -> bool:
    """Whether what is seen is the number, be it with fewer decimals."""
    if number == seen:
        return True
    exponent = seen.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return half_up(number, places) == seen


def _asked(cell: Cell, number: Decimal, unit: str) -> TakenValue:
    """A number that is shown as another one: what is meant only a person knows."""
    what = f"显示的是“{cell.shown}”" if cell.shown else "显示出来是空白"
    units = (unit,) if unit else ("亿元", "万元", "元")
    texts = [f"{number:f}{one}" for one in units]
    shown = _seen(folded(cell.shown))
    texts += [f"{shown.number:f}{shown.unit or unit}"] if shown else []
    read = {text: _of_text(text, "", False) for text in texts}
    answers = tuple(text for text, taken in read.items() if taken.text)
    asked = f"这一格存的数是 {cell.text}，{what}：应是多少（带单位写）？"
    return TakenValue(question=asked, answers=(*answers, NOT_WRITTEN))


def _of_text(text: str, unit: str, zero: bool) -> TakenValue:
    bare = folded(text).replace("圆", "元").rstrip("。;")
    if is_none(text):
        return NOTHING
    if _two_numbers(text):
        return refused(f"“{brief(text)}”里的数字被空白隔开，看不出是一个数还是几个")
    written = _written(bare)
    if written is None:
        return refused(f"“{brief(text)}”{_fault(text, bare)}")
    return _in_unit(written, unit, text, zero)


def _two_numbers(text: str) -> bool:
    """Whether blanks stand between digits that are not those of thousands."""
    if len(text.split()) < 2:
        return False
    common = _BLANK_GROUPED.sub(
        lambda match: match[0].replace(" ", ""), unicodedata.normalize("NFKC", text)
    )
    return _BETWEEN_DIGITS.search(common) is not None


def _written(bare: str) -> _Written | None:
    """The number and unit of a folded text; None where it is not exactly one amount."""
    if len(bare) > _LONGEST:
        return None
    match = _AMOUNT.fullmatch(bare)
    if match:
        if match["whole"]:
            rest = Decimal(match["rest"].replace(",", ""))
            small = EXACT.scaleb(rest, -places_of(match["rest_unit"]))
            whole = EXACT.add(Decimal(match["whole"]), small)
            return _Written(whole, "亿元") if small < 1 else None
        if _ZEROS.fullmatch(match["number"]):
            return None
        unit = match["unit"] or match["inner"] or ""
        return _Written(Decimal(match["number"].replace(",", "")), unit)
    return _in_words(bare)


def _in_words(bare: str) -> _Written | None:
    match = _IN_WORDS.fullmatch(bare)
    # 一 by itself is as often a dash.
    if not match or bare == "一":
        return None
    if match["small"]:
        small = numerals.exact(match["small"])
        unit = match["small_unit"] or ("元" if "元" in bare else "")
        return _Written(small, unit) if small is not None else None
    whole = numerals.exact(match["whole"])
    rest = numerals.whole(match["rest"]) if match["rest"] else 0
    if whole is None or rest is None:
        return None
    return _Written(EXACT.add(whole, EXACT.scaleb(Decimal(rest), -4)), "亿元")


_FAULTS = (
    (_OTHER_MONEY, "不是人民币"),
    (_SCIENTIFIC, "是 Excel 改成的科学计数，原来的数已经看不全"),
    (_RANGE, "是一个范围，不是一个数"),
    (_ABOUT, "是约数，不是确切的数"),
    (_LOST, "少了数字，原来的数看不出来"),
    (_BRACKETED, "带括号，财务上是负数：写成确切的正数"),
    (_NEGATIVE, "小于 0"),
    (_UNGROUPED, "里的逗号不是千位分隔符，看不出是多少"),
)


def _fault(text: str, bare: str) -> str:
    if "%" in bare:
        return "是百分数，不是金额"
    found = leftover(text)
    if found:
        return f"：{found}"
    return next((why for pattern, why in _FAULTS if pattern.search(bare)), "不是一个确切的金额")


def _in_unit(written: _Written, unit: str, said: str, zero: bool) -> TakenValue:
    used = written.unit or only_unit(unit) or ("" if written.number else "元")
    if used:
        return _settled(_Written(written.number, used), said, zero)
    if _OTHER_MONEY.search(folded(unit)):
        return refused(f"“{brief(said)}”以“{unit}”计，不是人民币")
    return TakenValue(unit_missing=True)


@lru_cache(256)
def only_unit(unit: str) -> str:
    """The one unit of amounts that a heading or a sheet says; "" where it says none or several."""
    bare = folded(unit)
    if _OTHER_MONEY.search(bare):
        return ""
    found = {one.removesuffix("元") for one in _NAMED_UNIT.findall(bare)}
    return f"{found.pop()}元" if len(found) == 1 else ""


def places_of(unit: str) -> int:
    """By how many places an amount in the unit is moved to be in 亿元."""
    return _PLACES[unit.removesuffix("元")]


def _settled(written: _Written, said: str, zero: bool) -> TakenValue:
    if written.number < 0 or (written.number == 0 and not zero):
        return refused(f"“{brief(said)}”{'小于' if written.number else '是'} 0")
    value = EXACT.scaleb(written.number, -places_of(written.unit))
    text = plain(value)
    broken = limits.AMOUNT.broken(text)
    if broken and value != half_up(value, limits.AMOUNT.places):
        return refused(f"“{brief(said)}”折成亿元是 {text}，比万元还细，不能四舍五入")
    if broken:
        return refused(f"“{brief(said)}”折成亿元是 {text}，{broken}")
    return TakenValue(text)
