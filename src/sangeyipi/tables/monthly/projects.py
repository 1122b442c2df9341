"""The page of every project: who, how large, how far, and what its last monthly report says.

Owns the columns of that page.  A project stands on it once, reporting or not.
"""

from collections.abc import Mapping

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import Standing
from sangeyipi.model import term
from sangeyipi.model.month import Month
from sangeyipi.model.period import Period
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, of_project
from sangeyipi.model.table import Cell, Column, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.list_columns import furthest
from sangeyipi.tables.list_figures import standing_cells
from sangeyipi.tables.listing import project_columns
from sangeyipi.tables.monthly.progress import columns, within

#: A project's own amounts are shown in full, to the 万元.
_EXACT_PLACES = 4
_SAID = (
    Column("on_site", term.ON_SITE),
    Column("problems", term.PROBLEMS),
    Column("opinion", term.OPINION),
)
#: To sort and filter by, as are the keys that are for data: a page of paper has no room for them.
_REPORTED = Column("reported", "最近调度", for_machines=True)


def projects_page(figures: Figures, period: Period, found: list[Standing]) -> Table:
    """Every project that counts at the period's end, by 编号.  Id: `all-projects`."""
    by_id = {one.project.id: one for one in found}
    projects = figures.population(Scope())
    named = project_columns(projects, lambda key: key.on_page)
    rows = [
        _row(figures, project, named, by_id.get(project.id), period.month) for project in projects
    ]
    first, *others = columns(period)
    said = (*others, *_SAID) if found else ()
    who = [column for column in named.values() if not column.for_machines]
    more = [column for column in named.values() if column.for_machines]
    shown = (*who, first, *said, *more, *((_REPORTED,) if found else ()))
    rows = [within(row, shown) for row in rows]
    remarks = [f"共 {len(projects)} 个项目。" if projects else "没有逐项登记的项目。"]
    if any(row.lower_bounds for row in rows):
        remarks.append("“≥”为至少数：月调度有缺，只计已报的。")
    remarks += notes.rollups_left_out(figures, Scope(), "逐项列出")
    return Table(
        "all-projects",
        f"{period.title}末项目一览表",
        shown,
        tuple(rows),
        (*notes.opening(figures), *remarks),
        _EXACT_PLACES,
        Moment(period.last, period.name),
        numbered=True,
    )


def _row(
    figures: Figures,
    project: Project,
    named: Mapping[str, Column],
    one: Standing | None,
    month: Month,
) -> Row:
    cells: dict[str, Cell] = {
        column.key: getattr(project, name) or "" for name, column in named.items()
    }
    cells["milestone"] = furthest(project, figures.progress(project))
    cells["investment"] = project.investment
    of = of_project(project.id)
    if one is None:
        return Row(cells, subject=of)
    told, bounds = standing_cells(one)
    cells |= told
    if not one.reports:
        return Row(cells, subject=of)
    report = one.record.last_said(month)
    if report is not None:
        said = (report.on_site, report.problems, report.opinion)
        cells |= {column.key: text or "" for column, text in zip(_SAID, said, strict=True)}
        cells[_REPORTED.key] = str(report.month)
    return Row(cells, bounds, subject=of)
