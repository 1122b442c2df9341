"""A year's completion month by month against its plan: the table behind the picture of progress.

Owns the months; what was due by the end of each is figures/schedule.py's to say.
"""

from decimal import Decimal

from sangeyipi.figures.monthly import Total
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import nothing_left, schedule, together
from sangeyipi.figures.status import Standing, stood
from sangeyipi.model import term
from sangeyipi.model.month import Month, last_full_month
from sangeyipi.model.period import Period, of_month
from sangeyipi.model.phases import Phases
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.monthly.progress import put_known
from sangeyipi.tables.notes import some
from sangeyipi.tables.pictures.phases import convention

_ALL = Scope()
_TITLE = "完成投资与序时计划"
_COLUMNS = (
    Column("month", "月份"),
    Column("completed", "当月 完成投资", Kind.AMOUNT),
    Column("year_completed", "本年 完成投资", Kind.AMOUNT),
    Column("planned", "序时计划", Kind.AMOUNT),
)


def progress_picture(
    figures: Figures, period: Period, found: list[Standing], scope: Scope = _ALL
) -> Picture:
    """本年完成投资 of each month of the year until the period's end, and the plan's even share.

    Id: `progress`.  The projects are those of `scope` under report at the period's end.
    """
    closing = period.month
    rows = [
        _row(number, *sums, _due(found, Month(closing.year, number)))
        for number, sums in enumerate(zip(*_by_month(found, closing), strict=True), 1)
    ]
    remarks = [f"各月都按{closing.title}底的调度项目计；序时计划＝{_measured(found, closing)}。"]
    lacking = [one.project.id for one in found if one.plan is None]
    remarks += notes.projects_lacking(term.YEARLY_PLAN, lacking)
    if any(row.lower_bounds or row.cells["year_completed"] is None for row in rows):
        remarks.append("有的项目缺月调度：该月的数只是至少数，图上不画。")
    if not found:
        rows, remarks = [], ["没有月调度，也没有年度计划投资。"]
    return _drawn(figures, scope, f"{closing.year}年{_TITLE}", rows, remarks)


def _drawn(
    figures: Figures, scope: Scope, title: str, rows: list[Row], remarks: list[str]
) -> Picture:
    where = (figures.ledger.config.region or "") + (scope.phases.title if scope.phases else "")
    table = Table(
        "progress",
        f"{where}{title}{convention(scope)}",
        _COLUMNS,
        tuple(rows),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
    )
    return Picture(
        "progress", PictureShape.COLUMNS, table, "month", ("year_completed",), "亿元", ("planned",)
    )


def progress(figures: Figures, chosen: Phases | None, on_platform: bool | None = None) -> Picture:
    """The year's picture by the day of the figures: its last full month, or the last reported one.

    With phases the projects listed there; of a question about the platform those that it counts.
    """
    reports = figures.ledger.reports
    scope = Scope(chosen, None, on_platform)
    if figures.as_of is None and not reports:
        return _drawn(figures, scope, _TITLE, [], ["没有月调度。"])
    month = reports[-1].month if figures.as_of is None else last_full_month(figures.as_of)
    period = of_month(month)
    asked = figures.on(period.last)
    found = stood(figures, period, scope)
    unsaid = [one.project.id for one in found if one.project.on_platform is None]
    if on_platform is not None:
        found = [one for one in found if one.project.on_platform is on_platform]
    drawn = progress_picture(asked, period, found, scope)
    if on_platform is None or not unsaid:
        return drawn
    note = f"{some(unsaid)} 没有写“监管平台”，未计入。"
    return drawn._replace(table=drawn.table._replace(notes=(*drawn.table.notes, note)))


def _by_month(found: list[Standing], closing: Month) -> tuple[list[Total], list[Total]]:
    """What all completed in each month of the year, and since its beginning."""
    opening = Month(closing.year - 1, 12)
    months = [opening.plus(number) for number in range(closing.number + 1)]
    in_month = [Total() for _ in months[1:]]
    in_year = [Total() for _ in months[1:]]
    for one in found:
        stood = [one.record.completed_to_date(month) for month in months]
        for index, month in enumerate(months[1:]):
            before, start, end = stood[index], stood[0], stood[index + 1]
            in_month[index].add(one.record.between(before, end, months[index], month))
            in_year[index].add(one.record.between(start, end, opening, month))
    return in_month, in_year


def _due(found: list[Standing], month: Month) -> Decimal | None:
    """What all of them are to have done by the end of a month."""
    own = (schedule(one.project.planned, month) for one in found)
    # Who had completed everything before the year plans nothing in any of its months.
    all_of = (
        nothing_left(month) if planned.plan is None and one.plan is not None else planned
        for one, planned in zip(found, own, strict=True)
    )
    return together(all_of, month).due if found else None


def _measured(found: list[Standing], closing: Month) -> str:
    planned = together((one.schedule for one in found), closing)
    even = "年度计划投资×月数÷12"
    if not planned.monthly:
        return even
    if planned.monthly == planned.projects:
        return "月计划的累计数"
    return f"月计划的累计数（{planned.monthly} 个项目），其余{even}"


def _row(number: int, in_month: Total, in_year: Total, due: Decimal | None) -> Row:
    cells: dict[str, Cell] = {
        "month": f"{number}月",
        "planned": due,
    }
    known = {"completed": in_month.known, "year_completed": in_year.known}
    return Row(cells, put_known(cells, **known))
