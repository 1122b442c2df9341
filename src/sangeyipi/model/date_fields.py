"""How dates, months and years are written in a ledger: text in, value out, or a named refusal.

Owns the spelling of dates; `fields` owns that of everything else.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from sangeyipi.model import dates, limits, term
from sangeyipi.model.dates import When
from sangeyipi.model.declared import WrittenKind
from sangeyipi.model.patterns import later
from sangeyipi.model.refusal import brief, half_width, refuse, text_of
from sangeyipi.model.rule import Rule

_DATE = later(rf"({limits.WRITTEN_YEAR})-([0-9]{{2}})(?:-([0-9]{{2}}))?", re.ASCII)
#: A date of a year that nobody writes of, however it is written.
_OTHER_YEAR = later(
    r"[03-9][0-9]{3}(?:[-./年][0-9]{1,2}(?:[-./月][0-9]{1,2}日?|月)?|[0-9]{4})", re.ASCII
)
_LOOSE_DATE = later(r"([12]\d{3})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_COMPACT_DATE = later(r"([12]\d{3})(\d{2})(\d{2})")
#: A spreadsheet takes 2023.10 for a number.
_CUT_MONTH = later(r"[12]\d{3}\.1")
_YEAR = later(limits.WRITTEN_YEAR, re.ASCII)
_NO_YEAR = later("[0-9]{4,}", re.ASCII)


@lru_cache(65536)
def _when(text: str) -> When:
    match = _DATE.fullmatch(text)
    if not match:
        if text == dates.UNDATED_WORD:
            return dates.UNDATED
        folded = half_width(text).replace(" ", "")
        if _CUT_MONTH.fullmatch(folded):
            cut = folded[:4]
            refuse(
                Rule.BAD_DATE,
                f"日期“{brief(text)}”看不出是 {cut}-01 还是 {cut}-10（表格里 {cut}.10 "
                f"会变成 {cut}.1）：对照原件，写成其中一个",
            )
        if _OTHER_YEAR.fullmatch(folded):
            refuse(Rule.BAD_DATE, limits.not_in_years(f"日期“{brief(text)}”"))
        spelling = _guess_date(folded)
        guessed = _DATE.fullmatch(spelling)
        if guessed:
            # Of a day that there is not, no spelling is the right one.
            _in_calendar(guessed, brief(text))
        refuse(
            Rule.BAD_DATE,
            f"日期“{brief(text)}”写法不对：应为 2023-05-08 或 2023-05",
            spelling,
        )
    return _in_calendar(match, text)


def _in_calendar(match: re.Match[str], text: str) -> When:
    """The date of a match of `_DATE`, or a refusal of `text`, which says so."""
    year, month, day = int(match[1]), int(match[2]), match[3]
    if not 1 <= month <= 12:
        refuse(Rule.BAD_DATE, f"日期“{text}”不存在：没有 {month} 月")
    whole = dates.month(year, month)
    if day is None:
        return whole
    if not 1 <= int(day) <= whole.last.day:
        refuse(Rule.BAD_DATE, f"日期“{text}”不存在：{year} 年 {month} 月只有 {whole.last.day} 天")
    return dates.day(date(year, month, int(day)))


def _guess_date(folded: str) -> str:
    match = _LOOSE_DATE.fullmatch(folded) or _COMPACT_DATE.fullmatch(folded)
    if not match:
        return ""
    parts = [int(part) for part in match.groups() if part]
    return f"{parts[0]:04d}-" + "-".join(f"{part:02d}" for part in parts[1:])


def _read_when(value: Any) -> When:
    if value.__class__ is str:
        return _when(value)
    return _when(text_of(value, Rule.BAD_DATE, term.DATE))


def _read_planned(value: Any) -> When:
    when = _when(value) if value.__class__ is str else _read_when(value)
    if when.undated:
        refuse(Rule.BAD_DATE, "这里要写日期，不能写“已”")
    return when


def parse_date(text: str) -> date:
    """A calendar day from `2023-06-19`; a month (`2023-06`) is its last day.

    Raises PydanticCustomError (rule bad-date) with the right spelling otherwise.
    """
    when = _read_planned(text)
    return when.last


def _read_day(value: Any) -> date:
    when = _read_planned(value)
    if when.first != when.last:
        refuse(Rule.BAD_DATE, f"这里要写到日：“{when.text}”只到月")
    return when.last


def _read_year(value: Any) -> int:
    text = text_of(value, Rule.BAD_DATE, "年份")
    if _YEAR.fullmatch(text):
        return int(text)
    folded = half_width(text).removesuffix("度").removesuffix("年").strip()
    spelling = folded if _YEAR.fullmatch(folded) else ""
    if _NO_YEAR.fullmatch(folded):
        refuse(Rule.BAD_DATE, limits.not_in_years(f"年份“{brief(text)}”"))
    fault = f"应为 {limits.YEARS} 的四位数字，如 2023"
    refuse(Rule.BAD_DATE, f"年份“{brief(text)}”写法不对：{fault}", spelling)


_MONTH_PATTERN = f"{limits.WRITTEN_YEAR}-(0[1-9]|1[0-2])"
_DAY_PATTERN = f"{_MONTH_PATTERN}-(0[1-9]|[12][0-9]|3[01])"
_PLANNED_PATTERN = f"{_MONTH_PATTERN}(-(0[1-9]|[12][0-9]|3[01]))?"
_DAY_JSON = {"type": "string", "pattern": f"^{_DAY_PATTERN}$", "examples": ["2023-05-08"]}
_PLANNED_JSON = {
    "type": "string",
    "pattern": f"^{_PLANNED_PATTERN}$",
    "examples": ["2023-05-08", "2023-06"],
}
_REACHED_JSON = {
    "type": "string",
    "pattern": f"^({_PLANNED_PATTERN}|{dates.UNDATED_WORD})$",
    "examples": ["2023-05-08", "2023-06", dates.UNDATED_WORD],
}
_YEAR_JSON = {"type": "string", "pattern": f"^{_YEAR.pattern}$"}


def _in_place_of_a_date(words: tuple[str, ...]) -> WrittenKind:
    """A date or month, or one of these words."""
    known = {one: dates.word(one) for one in words}

    def read(value: Any) -> When:
        found = known.get(value) if value.__class__ is str else None
        return found or _read_planned(value)

    pattern = f"^({_PLANNED_PATTERN}|{'|'.join(words)})$"
    return WrittenKind(
        read, {"type": "string", "pattern": pattern, "examples": ["2023-05-08", *words]}
    )


#: A milestone's date: a day, a month, or 已.
Reached = Annotated[When, WrittenKind(_read_when, _REACHED_JSON)]
#: A date or month, never 已.
Planned = Annotated[When, WrittenKind(_read_planned, _PLANNED_JSON)]
Day = Annotated[date, WrittenKind(_read_day, _DAY_JSON)]
Year = Annotated[int, WrittenKind(_read_year, _YEAR_JSON)]
#: What stands in place of the date on which a permit was given.
IN_HAND, NOT_NEEDED, NOT_BEGUN = "办理中", "不需要", "未办"
#: A time limit that nobody has set yet.
PENDING = "待定"
#: The date on which a permit was given, or how it stands without one.
Permit = Annotated[When, _in_place_of_a_date((IN_HAND, NOT_NEEDED, NOT_BEGUN))]
#: Until when something has to be done, or 待定.
Due = Annotated[When, _in_place_of_a_date((PENDING,))]
