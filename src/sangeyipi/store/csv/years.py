"""Columns that hold one year each (计划.年度计划投资.2023), or one day (进展.2023-04-01).

And headings that were meant for one.  Owns how a year or day is written in a heading; must not know
what a cell holds.
"""

import re

from sangeyipi.model import term
from sangeyipi.model.limits import not_in_years
from sangeyipi.model.nearest import alike, may_mean
from sangeyipi.store.csv.headings import with_unit
from sangeyipi.store.words import DAY, YEAR, groups

_ANY_YEAR = re.compile(rf"(?<![0-9])(?P<year>{YEAR})(?![0-9])(?:年(?!度))?")
_NO_YEAR = re.compile(f"(?!{YEAR})[0-9]{{4}}", re.ASCII)
#: Both of these make a year's plan one.
_HALVES = (term.PLANNED, "投资")
_NO_DAY = "没有写明是哪一天"
_EDGES = " .·_/-()[]"


def yearly(known: list[str]) -> list[str]:
    """The columns of `known` that stand for as many as there are years."""
    return _timed(known, YEAR)


def daily(known: list[str]) -> list[str]:
    """Those that stand for as many as there are days."""
    return _timed(known, DAY)


def _timed(known: list[str], time: str) -> list[str]:
    words = {key for key, below in groups().items() if below == {time}}
    return [name for name in known if name.rpartition(".")[2] in words]


def lacks_time(name: str, known: list[str]) -> bool:
    """Whether a column is one of those, without its year or day or with something else there."""
    return any(
        (name == one or name.startswith(f"{one}."))
        and not re.fullmatch(time, name.removeprefix(f"{one}."))
        for time in (YEAR, DAY)
        for one in _timed(known, time)
    )


def meant_for_a_year(key: str, known: list[str]) -> tuple[str, str] | None:
    """What is wrong with a heading that was meant for one of those, and the remedy."""
    for one in daily(known):
        if key == one or key.startswith(f"{one}."):
            return (
                _NO_DAY,
                f"每天一列，列名如“{one}.2023-04-01”；或者把记录写进 .yaml 文件，一天一行",
            )
    columns = yearly(known)
    if not columns:
        return None
    word, divided = with_unit(key)
    group, _, year = word.rpartition(".")
    if group in columns and _NO_YEAR.fullmatch(year):
        return not_in_years(f"年份“{year}”"), "核对年份"
    years = list(_ANY_YEAR.finditer(word))
    stem = _ANY_YEAR.sub("", word).strip(_EDGES).replace("..", ".")
    near = next((one for one in columns if _is(stem, one)), "")
    if not near:
        return None
    if len(years) == 1:
        return "年份写在列名最后", f"改成“{near}.{years[0]['year']}”{divided}"
    example = f"“{near}.2023”"
    return "没有写明是哪一年", f"每年一列，列名末尾写四位数的年份，如{example}{divided}"


def _is(stem: str, column: str) -> bool:
    tail = column.rpartition(".")[2]
    if stem == column or stem.startswith(f"{column}."):
        return True
    if stem.lstrip("年度") == tail.lstrip("年度"):
        return True
    near = next(iter(alike(stem, [column, tail])), "")
    # What was done in a year is no plan for it, however alike they look.
    return near != "" and may_mean(stem, near) and all(half in stem for half in _HALVES)
