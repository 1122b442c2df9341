"""A year's completion month by month against its plan: the table behind the picture of progress.

Owns the even share of the year's plan (plan × months ÷ 12) that a month is measured against.
"""

from decimal import Decimal

from sangeyipi.model.month import Month
from sangeyipi.model.period import Period
from sangeyipi.model.picture import Picture, Shape
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.stats import notes
from sangeyipi.stats.figures import Figures
from sangeyipi.stats.progress import put_known
from sangeyipi.stats.reports import ZERO
from sangeyipi.stats.standing import Standing

_COLUMNS = (
    Column("month", "月份"),
    Column("completed", "当月 完成投资", Kind.AMOUNT),
    Column("year_completed", "本年 完成投资", Kind.AMOUNT),
    Column("planned", "序时计划", Kind.AMOUNT),
)


def progress_picture(figures: Figures, period: Period, found: list[Standing]) -> Picture:
    """本年完成投资 of each month of the year until the period's end, and the plan's even share.

    Id: `progress`.  The projects are those under report at the period's end.
    """
    closing = period.month
    plans = [one.plan for one in found]
    known = [plan for plan in plans if plan is not None]
    plan = sum(known, Decimal(0)) if len(known) == len(plans) and known else None
    rows = [
        _row(found, Month(closing.year, number), plan) for number in range(1, closing.number + 1)
    ]
    remarks = ["序时计划＝年度计划投资×月数÷12。"]
    lacking = [one.project.id for one in found if one.plan is None]
    remarks += notes.projects_lacking("年度计划投资", lacking)
    if any(row.lower_bounds or row.cells["year_completed"] is None for row in rows):
        remarks.append("有的项目缺月调度：该月的数只是至少数，图上不画。")
    if not found:
        remarks = ["没有月调度，也没有年度计划投资。"]
    table = Table(
        "progress",
        f"{closing.year}年完成投资与序时计划",
        _COLUMNS,
        tuple(rows) if found else (),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
    )
    return Picture(
        "progress", Shape.COLUMNS, table, "month", ("year_completed",), "亿元", ("planned",)
    )


def _row(found: list[Standing], month: Month, plan: Decimal | None) -> Row:
    opening = Month(month.year - 1, 12)
    in_month, in_year = ZERO, ZERO
    for one in found:
        in_month = in_month.plus(one.record.completed(month.plus(-1), month))
        in_year = in_year.plus(one.record.completed(opening, month))
    cells: dict[str, Cell] = {
        "month": f"{month.number}月",
        "planned": None if plan is None else plan * month.number / 12,
    }
    return Row(cells, put_known(cells, completed=in_month, year_completed=in_year))
