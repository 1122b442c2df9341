"""Pictures: the figures that people would rather look at, each as a table and how it is drawn.

Owns their names and which figures a picture of projects shows.  Every figure is asked where the
tables ask it; must not know how anything is drawn.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from sangeyipi.figures.rates import ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.phases import Phases
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row
from sangeyipi.tables import notes
from sangeyipi.tables.breakdown import ProjectGroup, together, undated_note
from sangeyipi.tables.pictures.phases import convention, investment, picture_table, rates
from sangeyipi.tables.pictures.year import progress


def pipeline(figures: Figures, chosen: Phases | None, on_platform: bool | None = None) -> Picture:
    """How many projects reached each milestone, and how many stand there.  Id: `pipeline`.

    Each project once; with phases those listed there, without all of them.
    """
    scope = Scope(chosen, None, on_platform)
    group = together(figures, scope)
    steps = list(Milestone)
    rows = [
        _step_row(group, here, beyond)
        for here, beyond in zip(steps, [*steps[1:], None], strict=True)
    ]
    columns = [
        Column("milestone", term.MILESTONES),
        Column("reached", "到达", Kind.COUNT),
        Column("share", "到达 占比", Kind.RATE),
        Column("beyond", "已进入下一步", Kind.COUNT),
        Column("standing", "停在这一步", Kind.COUNT),
        Column("finished", "已走完全程", Kind.COUNT),
    ]
    where = scope.phases.title if scope.phases else ""
    title = f"{where}“三个一批”项目推进情况{convention(scope)}"
    there = rows if group.count or group.unsure else []
    made = picture_table(
        "pipeline", title, figures, columns, there, [*_pipeline_remarks(figures, scope, group)]
    )
    series = ("beyond", "standing", "finished")
    return Picture("pipeline", PictureShape.STEPS, made, "milestone", series, "个", whole="reached")


#: A picture's name in commands and file names, and how it is made.
MAKERS: dict[str, Callable[[Figures, Phases | None, bool | None], Picture]] = {
    "rates": rates,
    "investment": investment,
    "pipeline": pipeline,
    "progress": progress,
}


def _step_row(group: ProjectGroup, here: Milestone, beyond: Milestone | None) -> Row:
    """One milestone's row.  Nothing comes after the last: who is there has finished."""
    cells: dict[str, Cell] = {"milestone": str(here)}
    least = group.put_reached(cells, "reached", here)
    bounds = ["reached", "share"] if least else []
    reached = cells["reached"]
    cells["share"] = _share(here, reached if isinstance(reached, int) else None, group)
    if beyond is None:
        cells["finished"] = reached
        return Row(cells, (*bounds, *(["finished"] if least else [])))
    bounds += ["beyond"] if group.put_reached(cells, "beyond", beyond) else []
    known, gone = group.known_reached(here), group.known_reached(beyond)
    if known is not None and gone is not None:
        cells["standing"] = known - gone
    else:
        sure = 0 if group.unsure else group.standing(here)
        cells["standing"] = sure or None
        bounds += ["standing"] if sure else []
    return Row(cells, tuple(bounds))


def _share(here: Milestone, reached: int | None, group: ProjectGroup) -> Rate | None:
    part = None if reached is None else Decimal(reached)
    return ratio(f"已{here}占比", part, Decimal(group.count))


def _pipeline_remarks(figures: Figures, scope: Scope, group: ProjectGroup) -> Iterator[str]:
    if not group.count and not group.unsure:
        yield "没有逐项登记的项目。"
    elif not group.unsure:
        reached = group.known_reached(Milestone.SIGNED)
        waiting = 0 if reached is None else group.count - reached
        more = f"，其中 {waiting} 个没有到达任何节点" if waiting else ""
        yield f"共 {group.count} 个项目，每个只计一次{more}；占比为÷项目总数。"
        yield "到达后面的节点，前面的也算到达。"
    yield from notes.rollups_left_out(figures, scope, "拆分到项目")
    if scope.phases is not None:
        yield from notes.unlisted(figures, scope.on_platform)
    yield from undated_note([group], Milestone)
    yield from notes.projects_lacking("写“监管平台”", group.unsure)
