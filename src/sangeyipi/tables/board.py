"""The wall chart (挂图作战): what stands on one page for a meeting, as plain values.

Owns what the page says: the month's figures beside those of the month before, every project in
time, and all that is recorded of each.  Must not know how a page looks.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sangeyipi.figures.lights import Alerts, LightMark
from sangeyipi.figures.monthly import Book, book
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter, select
from sangeyipi.figures.status import standings
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.declared import keys
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, last_full_month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.period import of_month
from sangeyipi.model.picture import Times
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem, Unsolvable
from sangeyipi.model.project import Project
from sangeyipi.model.question import Part
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.model.visit import Visit
from sangeyipi.tables import notes
from sangeyipi.tables.lights import Chosen, dimensions_table, lights_table
from sangeyipi.tables.monthly.comparison import comparison_table
from sangeyipi.tables.monthly.progress import added_up
from sangeyipi.tables.project import project_table
from sangeyipi.tables.regions import uncounted_in
from sangeyipi.tables.schedule import ScheduleLine, lines
from sangeyipi.tables.summary import cumulative_table

_EXACT_PLACES = 4
#: What is told of each record of a kind, by the names of its fields.
_TOLD: dict[str, tuple[Hashable, tuple[str, ...]]] = {
    term.REPORTS: (
        MonthlyReport,
        ("month", "completed", "completed_to_date", "funds_to_date", "on_site", "problems"),
    ),
    term.REGISTERED_PROBLEMS: (
        Problem,
        (
            *("id", "kind", "text", "source", "raised", "unit", "due", "followed", "closed"),
            *("unsolvable", "satisfaction"),
        ),
    ),
    term.VISITS: (
        Visit,
        ("date", "visitor", "capacity", "matter", "problems", "verdict", "differs"),
    ),
    "银企对接": (Financing, ("bank", "date", "demand", "granted", "drawn", "note")),
}
_WHERE = Column("where", "记在")

#: The table of why a project is lit.
LIGHTS = term.LIGHTS
_WHY = frozenset({"light", "dimension", "value", "threshold", "since", "remedy"})

#: How a record's file and line are called.
Where = Callable[[Place], str]


class BoardProject(NamedTuple):
    """One project on the board."""

    line: ScheduleLine
    #: None: the ledger has no rules of 红黄灯.
    light: LightMark | None
    #: Why it is lit, where it is; everything about it; a table for each kind of its records.
    tables: tuple[Table, ...]


class Board(NamedTuple):
    """The whole page."""

    title: str
    ledger: str
    #: None: by all that is recorded.
    day: date | None
    #: The month's figures, then by how much they differ from the month before.
    month: Table | None
    #: Section one, in place of these where there is no day to compare.
    whole: Table | None
    entries: tuple[BoardProject, ...]
    times: Times
    #: How many show each light by each rule of 红黄灯; None where there are no rules.
    lights: Table | None
    notes: tuple[str, ...]


def board(figures: Figures, chosen: Filter, where: Where) -> Board:
    """The board of the projects that a filter lets through; `figures` are as of its day."""
    ledger, day = figures.ledger, figures.as_of
    selection = select(ledger, chosen, day)
    found = lines(selection.projects, day, with_empty=True)
    recorded = _recorded(ledger)
    lights = _lights(figures, {one.project.id for one in found})
    entries = tuple(
        BoardProject(
            one,
            lights.marks.get(one.project.id) if lights else None,
            (
                *(lights.why.get(one.project.id, ()) if lights else ()),
                *_tables(ledger, one.project, recorded, where),
            ),
        )
        for one in found
    )
    said = book(ledger.reports)
    remarks = [
        f"另有 {len(ids)} 个{unknown}，未列入：{notes.some(ids)}。"
        for unknown, ids in selection.doubts
    ]
    gone = sum(not one.counts(day) for one in ledger.projects)
    if gone:
        remarks.append(f"不含已调出的 {gone} 个项目。")
    if day is None:
        remarks.append(
            "台账没有月调度，也没有指定截至日：不画当天，不判断逾期，不与上月比，不亮灯。"
        )
    month = None if day is None else _month(ledger, last_full_month(day), said)
    return Board(
        f"{ledger.config.region or ''}“三个一批”项目挂图作战{uncounted_in(ledger)}",
        ledger.config.name,
        day,
        month,
        cumulative_table(figures) if month is None else None,
        entries,
        Times(tuple(one.line.nodes for one in entries), day),
        lights.counts if lights else None,
        (*filter(None, [ledger.config.notice]), *remarks),
    )


class _Lights(NamedTuple):
    marks: Mapping[str, LightMark]
    why: Mapping[str, tuple[Table, ...]]
    counts: Table


def _lights(figures: Figures, ids: set[str]) -> _Lights | None:
    """The lights of some projects, as `alerts` tells them; None without rules or without a day."""
    if figures.as_of is None or not figures.ledger.config.lights:
        return None
    alerts = Alerts(figures, figures.as_of)
    found = [one for one in alerts.projects if one.project.id in ids]
    everything = Chosen()
    told = lights_table(alerts, found, everything)
    columns = tuple(one for one in told.columns if one.key in _WHY)
    rows: dict[str, list[Row]] = {}
    for row in told.rows:
        rows.setdefault(str(row.cells["id"]), []).append(row)
    why = {id: (Table(LIGHTS, LIGHTS, columns, tuple(own)),) for id, own in rows.items()}
    marks = {one.project.id: one.mark for one in found}
    return _Lights(marks, why, dimensions_table(alerts, found, everything))


def _month(ledger: Ledger, month: Month, said: Book) -> Table:
    """The month's figures and by how much they exceed the month before's.  Id: `comparison`."""
    period = of_month(month)
    figures = Figures(ledger, period.last)
    found = standings(figures, period, said)
    table = comparison_table(figures, period, added_up(found) if found else None, said)
    now = table.rows[0]
    less = next(
        (one for one in table.rows if one.subject and one.subject.part is Part.LESS), Row({})
    )
    return table._replace(rows=(now, less))


_Recorded = dict[str, dict[str, list[Any]]]


def _recorded(ledger: Ledger) -> _Recorded:
    """The records of each kind by project."""
    found: _Recorded = {title: {} for title in _TOLD}
    of_kind: Iterable[tuple[str, Iterable[tuple[str, Any]]]] = (
        (term.REPORTS, ((one.id, one) for one in ledger.reports)),
        (term.REGISTERED_PROBLEMS, ((one.project, one) for one in ledger.problems)),
        (term.VISITS, ((one.project, one) for one in ledger.visits)),
        ("银企对接", ((one.project, one) for one in ledger.financing)),
    )
    for title, records in of_kind:
        for id, record in records:
            found[title].setdefault(id, []).append(record)
    return found


def _tables(
    ledger: Ledger, project: Project, recorded: _Recorded, where: Where
) -> tuple[Table, ...]:
    own = {title: by_id.get(project.id, []) for title, by_id in recorded.items()}
    # Only its own reports: what looks for them must not look through those of all.
    alone = replace(ledger, reports=tuple(own["月调度"]))
    facts = project_table(alone, project, where(project.origin))
    return (facts, *(_records(title, own[title], where) for title in _TOLD if own[title]))


def _records(title: str, records: list[Any], where: Where) -> Table:
    """The records of a kind, with their file and line.  Columns that nobody fills are left out."""
    model, names = _TOLD[title]
    words = keys(model)
    filled = [name for name in names if any(getattr(one, name) for one in records)]
    columns = tuple(
        Column(
            name,
            "月份" if name == "month" else words[name].word,
            Kind.AMOUNT
            if any(isinstance(getattr(one, name), Decimal) for one in records)
            else Kind.TEXT,
        )
        for name in filled
    )
    rows = tuple(
        Row({name: _told(getattr(one, name)) for name in filled} | {"where": where(one.origin)})
        for one in records
    )
    return Table(title, title, (*columns, _WHERE), rows, amount_places=_EXACT_PLACES)


def _told(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, When):
        return value.text
    if isinstance(value, Unsolvable):
        return f"{value.date.text} {value.reason}"
    if isinstance(value, Mapping):
        return "；".join(f"{day} {text}" for day, text in value.items())
    return str(value)
