"""The projects behind a figure as a list of projects, and what `sgyp list` is to be asked for them.

Owns which figures rest on projects alone, and the proof that a command lists just those.
"""

from collections.abc import Callable
from decimal import Decimal

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter, select
from sangeyipi.model.explained import Explained, FigureSource, MadeSum
from sangeyipi.model.links import option
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Column, Kind, Table
from sangeyipi.tables.list_figures import ListColumn, Value
from sangeyipi.tables.listing import ListView, projects_table

#: How `sgyp list` is asked for what is behind a figure, whatever it is one of.
QUESTION = "--question"
_SAID: dict[str, Callable[[Filter, str], Filter]] = {
    "--phase": lambda chosen, said: chosen._replace(phases=parse_phases(said)),
    "--batch": lambda chosen, said: chosen._replace(batch=Batch(said)),
    "--reached": lambda chosen, said: chosen._replace(reached=Milestone(said)),
    "--sector": lambda chosen, said: chosen._replace(sector=said),
    "--unit": lambda chosen, said: chosen._replace(unit=said),
    "--leader": lambda chosen, said: chosen._replace(leader=said),
    "--officer": lambda chosen, said: chosen._replace(officer=said),
    "--place": lambda chosen, said: chosen._replace(locality=said),
}


def on_projects_alone(figures: Figures, found: Explained, number: int | None = None) -> bool:
    """Whether all that adds anything (to one of the sums) are projects that count."""
    known = {project.id for project in figures.ledger.projects}
    said = [one for one in found.sources if _adds(one, number)]
    return bool(found.made) and all(one.id in known and one.times > 0 for one in said)


def _adds(one: FigureSource, number: int | None = None) -> bool:
    parts = one.parts if number is None else one.parts[number : number + 1]
    return any(part is not None for part in parts) and any(part != 0 for part in parts)


def ids(found: Explained, number: int | None = None) -> dict[str, int]:
    """The projects that add to a figure, or to one of its sums; and how often each is listed."""
    return {one.id: one.times for one in found.sources if _counts(one, number)}


def _counts(one: FigureSource, number: int | None) -> bool:
    """Whether it is counted; a project of no investment is, though it adds nothing to the sum."""
    parts = one.parts if number is None else one.parts[number : number + 1]
    return one.times > 0 and any(part is not None for part in parts) and _adds_or_zero(one, number)


def _adds_or_zero(one: FigureSource, number: int | None) -> bool:
    return number is None or len(one.parts) == 1 or one.parts[number] != 0


def listed(figures: Figures, found: Explained) -> Explained:
    """The answer with commands that were tried: each lists just the projects of its sum."""
    made = [_tried(figures, found, number) for number in range(len(found.made))]
    untold = any(
        not one.listing and on_projects_alone(figures, found, number) and ids(found, number)
        for number, one in enumerate(made)
    )
    if untold and on_projects_alone(figures, found):
        asked = (QUESTION, option(found.question))
        made = [one if one.listing else one._replace(listing=asked) for one in made]
    return found._replace(made=tuple(made))


def _tried(figures: Figures, found: Explained, number: int) -> MadeSum:
    one = found.made[number]
    if not one.listing:
        return one
    chosen = filter_of(one.listing)
    there = {project.id for project in select(figures.ledger, chosen, figures.as_of).projects}
    if there == set(ids(found, number)) and on_projects_alone(figures, found, number):
        return one
    return one._replace(listing=())


def filter_of(words: tuple[str, ...]) -> Filter:
    """What `sgyp list` makes of these options."""
    chosen = Filter()
    said = iter(words)
    for word in said:
        if word in ("--platform", "--no-platform"):
            chosen = chosen._replace(on_platform=word == "--platform")
        elif word in _SAID:
            chosen = _SAID[word](chosen, next(said))
    return chosen


def behind_table(figures: Figures, found: Explained, view: ListView) -> Table:
    """The projects behind a figure, how often each is listed and what it adds.  Id: `projects`."""
    there = {one.id: one for one in found.sources if one.times > 0}
    projects = [one for one in figures.ledger.projects if one.id in there]
    names = [one.word for one in found.made]
    own = [_times(there), *(_part(there, one, n) for n, one in enumerate(found.made))]
    remarks = [f"{found.title}由这些项目组成，共 {len(projects)} 个。"]
    others = len(found.sources) - len(projects)
    if others:
        remarks.append(f"另有 {others} 项不是在册项目（汇总或别的记录），不在单子上。")
    if len(names) > 1:
        remarks.append("前面一列是分子，后面一列是分母，0 是只在另一边的。")
    return projects_table(figures, projects, own, view, remarks)


def _times(there: dict[str, FigureSource]) -> ListColumn:
    column = Column("times", "项次", Kind.COUNT)
    return ListColumn(column.label, column, lambda one, facts: Value(there[one.id].times))


def _part(there: dict[str, FigureSource], made: MadeSum, number: int) -> ListColumn:
    kind = Kind.AMOUNT if made.of_amounts else Kind.COUNT
    key = "adds" if not number else f"adds_{number + 1}"
    column = Column(key, f"计入 {made.word}", kind)

    def value(project: Project, facts: object) -> Value:
        part = there[project.id].parts[number]
        if part is None or made.of_amounts or made.unit:
            return Value(part, part)
        return Value(int(part), Decimal(part))

    return ListColumn(made.word, column, value)
