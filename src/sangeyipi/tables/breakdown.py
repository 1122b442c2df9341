"""Tables by sector, responsible unit, leader, investment band, …: each project once in the total.

Rollups know none of these, so they are left out and named in a footnote.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.figures.rates import ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.undated import Undated, undated
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Bands
from sangeyipi.model.project import Project, StepsTaken
from sangeyipi.model.question import Measured, Measurement, Moment, Part, Scope, Subject
from sangeyipi.model.stages import STEP, Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.grouping import BAND, Grouping

#: The column of how many reached a milestone.
MILESTONE_KEYS = {
    Milestone.SIGNED: "signed",
    Milestone.COMMITTED: "committed",
    Milestone.STARTED: "started",
    Milestone.PRODUCING: "producing",
    Milestone.AT_CAPACITY: "at_capacity",
}
WHOLE = term.TOTAL


@dataclass
class ProjectGroup:
    """The projects of one row, added up.  Investments in 亿元."""

    label: str
    count: int = 0
    investment: Decimal = Decimal(0)
    without_investment: list[str] = field(default_factory=list)
    #: How many had come how far.
    came: dict[StepsTaken, int] = field(default_factory=dict)
    undated: list[Undated] = field(default_factory=list)
    #: Projects that may belong here or not: nobody says whether the platform counts them.
    unsure: list[str] = field(default_factory=list)

    def take(self, project: Project, progress: StepsTaken, scope: Scope) -> None:
        """Count a project, or note that nobody says whether the question means it."""
        if scope.on_platform is not None and project.on_platform is None:
            self.unsure.append(project.id)
        else:
            self._add(project, progress)

    def _add(self, project: Project, progress: StepsTaken) -> None:
        self.count += 1
        if project.investment is None:
            self.without_investment.append(project.id)
        else:
            self.investment += project.investment
        left_open = undated(project, progress)
        if left_open:
            self.undated.append(left_open)
        self.came[progress] = self.came.get(progress, 0) + 1

    @property
    def known_investment(self) -> Decimal | None:
        """The investment of all of them; None where one does not say."""
        return None if self.without_investment else self.investment

    def known_reached(self, milestone: Milestone) -> int | None:
        """How many reached a milestone; None where that is not known of each."""
        return None if self.unsure or self._undecided(milestone) else self._reached(milestone)

    def put_reached(self, cells: dict[str, Cell], key: str, milestone: Milestone) -> bool:
        """Put into a cell how many reached a milestone; whether that is only the least.

        Of what is at least nothing, nothing is known.
        """
        known, least = self.known_reached(milestone), self._reached(milestone)
        bound = known is None and not self.unsure and least > 0
        cells[key] = least if bound else known
        return bound

    def mark(self, milestone: Milestone) -> str:
        """How a table shows that the number is not known exactly."""
        if self.unsure or not self._undecided(milestone):
            return "“—”" if self.unsure and self.undated else ""
        return "“≥”" if self._reached(milestone) else "“—”"

    def standing(self, milestone: Milestone) -> int:
        """How many reached a milestone and certainly none after it."""
        return self.came.get((STEP[milestone], STEP[milestone]), 0)

    def _reached(self, milestone: Milestone) -> int:
        return sum(n for (certain, _), n in self.came.items() if STEP[milestone] <= certain)

    def _undecided(self, milestone: Milestone) -> bool:
        step = STEP[milestone]
        return any(certain < step <= possible for certain, possible in self.came)


def undated_note(groups: Iterable[ProjectGroup], steps: Iterable[Milestone]) -> Iterator[str]:
    """Whose milestones nobody dated, so that they are not counted in, and what to add."""
    groups, steps = list(groups), list(steps)
    found = [one for group in groups for one in group.undated if any(map(one.leaves_open, steps))]
    marks = {group.mark(step) for group in groups for step in steps}
    told = "、".join(mark for mark in ("“≥”", "“—”") if mark in marks)
    yield from notes.undated(told, found, "没有节点日期，到没到不明，未计入")


def together(figures: Figures, scope: Scope) -> ProjectGroup:
    """All projects of a scope as one group, each once."""
    whole = ProjectGroup(WHOLE)
    for project in figures.population(scope):
        whole.take(project, figures.progress(project), scope)
    return whole


def breakdown(figures: Figures, by: Grouping, scope: Scope) -> Table:
    """Projects by sector, unit, band or another grouping.  Id: `by-sector` and so on.

    With phases in `scope` those listed there, without all of them, listed or not.
    """
    config = figures.ledger.config
    groups = {label: ProjectGroup(label) for label in by.shown_empty(config)}
    whole = ProjectGroup(WHOLE)
    shared: list[str] = []
    for project in figures.population(scope):
        progress = figures.progress(project)
        whole.take(project, progress, scope)
        labels = list(by.labels(project, config))
        if len(labels) > 1:
            shared.append(project.id)
        for label in labels:
            if label not in groups:
                groups[label] = ProjectGroup(label)
            groups[label].take(project, progress, scope)
    return broken_down(figures, by, scope, BrokenDown(groups, whole, shared))


class BrokenDown(NamedTuple):
    """All projects of a question in their groups."""

    groups: Mapping[str, ProjectGroup]
    whole: ProjectGroup
    #: Those that are in more than one group.
    shared: list[str]


def broken_down(figures: Figures, by: Grouping, scope: Scope, found: BrokenDown) -> Table:
    """The table of projects that somebody has put into their groups."""
    config = figures.ledger.config
    groups, whole, shared = found
    place = by.order(config)
    ordered = sorted(groups.values(), key=lambda group: place(group.label, group.count))
    of = Subject(scope, by=by.key)
    rows = [_row(of._replace(group=group.label), group, whole, 1) for group in ordered]
    total = _row(of._replace(part=Part.TOTAL), whole, whole, 0)
    remarks = [*_remarks(figures, by, scope, [*ordered, whole])]
    if by.several:
        remarks += notes.in_several_rows(shared, by.word)
    if not _nested(figures, by):
        remarks += notes.rounding([("", rows, total)], config.conventions.amount_places)
    where = scope.phases.title if scope.phases else ""
    where += f"{scope.batch}一批" if scope.batch else ""
    platform = {None: "", True: "（监管平台口径）", False: "（非监管平台口径）"}[scope.on_platform]
    return Table(
        f"by-{by.key}",
        f"{config.region or ''}{where}“三个一批”项目{by.apart}情况表{platform}",
        _columns(by),
        (*rows, total) if whole.count or whole.unsure else (),
        (*notes.opening(figures), *dict.fromkeys(remarks)),
        config.conventions.amount_places,
        Moment(figures.as_of),
    )


def _nested(figures: Figures, by: Grouping) -> bool:
    return by is BAND and figures.ledger.config.conventions.bands is Bands.NESTED


def _columns(by: Grouping) -> tuple[Column, ...]:
    share = Measurement(Measured.SHARE, once=True)
    investment = Measurement(Measured.INVESTMENT, once=True)
    return (
        Column(by.key, by.word),
        Column("count", term.COUNT, Kind.COUNT, asks=Measurement(Measured.COUNT, once=True)),
        Column("share_count", "个数 占比", Kind.RATE, asks=share),
        Column("investment", term.INVESTMENT, Kind.AMOUNT, asks=investment),
        Column("share_investment", "投资 占比", Kind.RATE, asks=share.by_amount),
        *(
            Column(key, f"已{m}", Kind.RATE, asks=Measurement(Measured.RATE, m, once=True))
            for m, key in MILESTONE_KEYS.items()
        ),
    )


def _row(of: Subject, group: ProjectGroup, whole: ProjectGroup, level: int) -> Row:
    investment = group.known_investment
    cells: dict[str, Cell] = {of.by: group.label, "count": group.count, "investment": investment}
    unsure = bool(group.unsure)
    part, all_of = Decimal(group.count), Decimal(whole.count)
    cells["share_count"] = None if whole.unsure else ratio("个数占比", part, all_of)
    cells["share_investment"] = (
        None if whole.unsure else ratio("投资占比", investment, whole.known_investment, True)
    )
    bounds = [key for key in ("count", "investment") if unsure and cells[key] is not None]
    for milestone, key in MILESTONE_KEYS.items():
        bounds += [key] if group.put_reached(cells, key, milestone) else []
        reached = cells[key]
        known = Decimal(reached) if isinstance(reached, int) else None
        cells[key] = ratio(f"已{milestone}占比", known, part)
    return Row(cells, tuple(bounds), level, of)


def _remarks(
    figures: Figures, by: Grouping, scope: Scope, groups: list[ProjectGroup]
) -> Iterator[str]:
    *_, whole = groups
    yield "每个项目只计一次；“已签约”等列为达到该节点的个数÷本行个数。"
    if by is BAND:
        yield "各档含下限，不含上限。" + (
            "各档累计，故不等于合计。" if _nested(figures, by) else ""
        )
    if not whole.count and not whole.unsure:
        yield "没有逐项登记的项目。"
    yield from notes.rollups_left_out(figures, scope, f"按{by.word}拆分")
    if scope.phases is not None:
        yield from notes.unlisted(figures, scope.on_platform)
    yield from notes.projects_lacking(term.INVESTMENT, whole.without_investment)
    yield from undated_note(groups, Milestone)
    yield from notes.platform_unsaid(whole.unsure)
