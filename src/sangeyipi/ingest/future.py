"""Dates of a table that had not come on the table's own day: plans, whatever their column says.

Owns the day that a table is of, and what is certain where it names none: the days of the phases
that it lists, the days of signing, days in columns of 实际, and days within a month elsewhere (a
plan is told by its month, or by its month's end).  A plan read as done is a false rate, so what
lies after all that is asked about and never guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.answers import LeftOut, Unsettled
from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.findings import ImportQuestion, Remark
from sangeyipi.ingest.said import SaidFact
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.model import term
from sangeyipi.model.date_fields import parse_date
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.month import parse_month
from sangeyipi.model.refusal import half_width
from sangeyipi.model.stages import Milestone

_PATHS: tuple[Path, ...] = tuple((term.MILESTONES, str(one)) for one in Milestone)
_SURE = frozenset((Milestone.SIGNED, Milestone.COMMITTED))


class _Dated(NamedTuple):
    """A milestone's date in a row."""

    found: Gathered
    path: Path
    fact: SaidFact
    first: date


def settle(rows: Mapping[int, Gathered], setting: TableSetting) -> dict[int, Exception]:
    """Make plans of what lies after the table's own day; which rows stay out, and why."""
    as_of = setting.as_of
    if as_of is not None:
        for number, paths in _later(rows, as_of).items():
            found = rows[number]
            for path in paths if len(paths) == 1 else [one for one in found.facts if one in paths]:
                _plan(path, as_of, found)
        return {}
    certain = _certain(rows.values(), setting)
    if certain is None:
        return {}
    out: dict[int, Exception] = {}
    later = _later(rows, certain)
    for number, found in rows.items():
        late = _late(found, certain) if number in later else []
        if late:
            why = _asked(late, certain, setting)
            if why is not None:
                out[number] = why
    return out


def _later(rows: Mapping[int, Gathered], day: date) -> dict[int, list[Path]]:
    """The dates after a day, of each row that has one.

    That is asked once of each date that a column has: most rows say the same few all along.
    """
    found: dict[int, list[Path]] = {}
    for path in _PATHS:
        facts = [one.facts.get(path) for one in rows.values()]
        texts = {fact.text for fact in facts if fact is not None} - {UNDATED_WORD}
        after = {text for text in texts if _first(str(text)) > day}
        for number, fact in zip(rows, facts, strict=True) if after else ():
            if fact is not None and fact.text in after:
                found.setdefault(number, []).append(path)
    return found


def _asked(late: list[_Dated], certain: date, setting: TableSetting) -> Exception | None:
    """The table's day asked for, once for all its rows; why the row stays out, or None."""
    one = late[0]
    text = (
        f"{one.path[1]}日期 {one.fact.text} 在表里最晚的可靠日期 {certain} 之后，"
        "而表没有写是哪一天的，分不清是已经发生还是计划：用 --as-of 写明表的日期"
    )
    question = ImportQuestion(setting.head, setting.source.sheet, term.AS_OF, text)
    try:
        answer = setting.answers.settle(
            question, setting.digest, one.found.origin.row, one.fact.cell
        )
        _plan_after(parse_date(half_width(answer)), one.found)
    except (Unsettled, LeftOut) as why:
        return why
    except ValueError:
        return Unsettled(one.fact.cell, f"回答“{answer}”不是日期：写成 2023-06-30 这样", question)
    return None


def _plan_after(as_of: date, found: Gathered) -> None:
    for one in _late(found, as_of):
        _plan(one.path, as_of, found)


def _plan(path: Path, as_of: date, found: Gathered) -> None:
    """Make a plan of a date after a table's day."""
    fact, step = found.facts.pop(path), path[1]
    planned = found.facts.setdefault((term.PLANNED, step), fact)
    text = _told(step, str(fact.text), as_of)
    if planned is fact:
        text = f"{text}，记作计划"
    elif planned.text == fact.text:
        text = f"{text}，与计划一样"
    else:
        found.note(fact.cell, f"{step}：{fact.text}")
        text = f"{text}，另有计划 {planned.text}：这一格记入备注"
    found.remarks.append(Remark(fact.cell, text))


@lru_cache(8192)
def _told(step: str, text: str, as_of: date) -> str:
    return f"{step} {text} 在表的日期 {as_of} 之后"


def _late(found: Gathered, day: date) -> list[_Dated]:
    """Its dates after a day."""
    return [
        _Dated(found, path, fact, first)
        for path, fact in found.facts.items()
        if path[0] == term.MILESTONES
        and fact.text != UNDATED_WORD
        and (first := _first(str(fact.text))) > day
    ]


def _dated(found: Gathered) -> Iterator[_Dated]:
    for path, fact in found.facts.items():
        if path[0] == term.MILESTONES and fact.text != UNDATED_WORD:
            yield _Dated(found, path, fact, _first(str(fact.text)))


@lru_cache(8192)
def _first(text: str) -> date:
    month = parse_month(text)
    return month.first if month else date.fromisoformat(text)


def _certain(rows: Iterable[Gathered], setting: TableSetting) -> date | None:
    """The newest day that certainly had come when the table was made."""
    held = dict(setting.held)
    days: list[date] = []
    for found in rows:
        for path, fact in found.facts.items():
            if path[0] == term.LISTED and int(str(fact.text)) in held:
                days.append(held[int(str(fact.text))])
        days += [one.first for one in _dated(found) if _is_sure(one)]
    return max(days, default=None)


def _is_sure(one: _Dated) -> bool:
    text = str(one.fact.text)
    if parse_month(text):
        return one.path[1] in _SURE
    day = date.fromisoformat(text)
    return one.path[1] in _SURE or (day.day > 1 and (day + timedelta(days=1)).day > 1)
