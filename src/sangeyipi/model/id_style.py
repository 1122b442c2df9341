"""编号样式: how the 编号 of new projects are made: `XM-{年}-{序号:3}` → XM-2023-001.

Owns the form of such a style and its two directions.  Must not know which 编号 are taken.
"""

import re
from functools import lru_cache

from sangeyipi.model import limits
from sangeyipi.model.characters import control_in, hidden_in
from sangeyipi.model.patterns import later

DEFAULT_STYLE = "XM-{年}-{序号:3}"
#: What may stand around the places: what a 编号 may hold and no shell gives meaning.
_PLAIN = r"[^\s,;|{}$&<>()*?~!`'\"\\\x00-\x1f\x7f]*"
_SERIAL = r"\{序号(?::[1-9])?\}"
_YEAR = rf"(?:\{{年\}}{_PLAIN})?"
_STYLE = later(rf"(?!-){_PLAIN}{_YEAR}{_SERIAL}{_PLAIN}{_YEAR}")
_PLACES = later(r"\{(年|序号)(?::([0-9]))?\}")
_FORM = f"应为 {DEFAULT_STYLE} 这样的"


def style_fault(style: str) -> str:
    """What is wrong with a style, as a message says it; "" where nothing is."""
    if style.count("{序号") != 1:
        return f"要有一个 {{序号}} 或 {{序号:位数}}，{_FORM}"
    if style.count("{年}") > 1:
        return f"{{年}} 至多写一次，{_FORM}"
    if not _STYLE.fullmatch(style) or control_in(style, False) or hidden_in(style):
        return (
            f"花括号里只能是 年、序号、序号:位数（{limits.SERIAL_LENGTH}），别处不含空白、逗号、"
            f"分号、竖线和命令行的符号，不以“-”开头，{_FORM}"
        )
    if len(made(style, limits.YEARS.last, 10**limits.SERIAL_LENGTH.last - 1)) > limits.ID_LENGTH:
        return f"编出的编号至多 {limits.ID_LENGTH} 个字"
    return ""


@lru_cache(16)
def _parts(style: str) -> list[str]:
    """What stands before the first place; of each its kind, its width, what stands behind it."""
    return _PLACES.split(style)


@lru_cache(64)
def _around(style: str, year: int) -> tuple[str, int, str]:
    """Of a year's 编号 what stands before the number, how wide that is at least, what is behind."""
    text, *places = _parts(style)
    before, wide = "", 1
    for kind, width, after in zip(places[0::3], places[1::3], places[2::3], strict=True):
        if kind == "年":
            text += f"{year:04d}"
        else:
            before, wide, text = text, int(width or 1), ""
        text += after
    return before, wide, text


def made(style: str, year: int, number: int) -> str:
    """The 编号 of a year and a number; a number longer than its place takes more room."""
    before, wide, after = _around(style, year)
    return before + str(number).zfill(wide) + after


def number_in(style: str, year: int, id: str) -> int | None:
    """The number that a 编号 of this style and year has; None where it is of another."""
    parts = _parts(style)
    pattern = re.escape(parts[0])
    for kind, after in zip(parts[1::3], parts[3::3], strict=True):
        pattern += f"{year:04d}" if kind == "年" else f"([0-9]{{1,{limits.ID_LENGTH}}})"
        pattern += re.escape(after)
    match = re.fullmatch(pattern, id, re.ASCII)
    return int(match[1]) if match else None
