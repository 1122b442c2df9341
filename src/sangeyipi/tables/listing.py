"""Tables of projects: the list, as filtered, sorted and shown with the columns asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from sangeyipi.figures.population import stood_on
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day
from sangeyipi.figures.selection import Doubt, Filter, select
from sangeyipi.model import term
from sangeyipi.model.declared import ProjectKey, Shown, kinds
from sangeyipi.model.fields import AMOUNT, FLAG, PARTS
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import last_full_month
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.question import Moment, Scope, of_project
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.list_columns import COLUMNS, OF_REGION, named, vocabulary
from sangeyipi.tables.list_figures import Facts, ListColumn, Value

#: A project's own investment is shown in full, to the 万元.
EXACT_PLACES = 4
#: What stands first, as how large and how far a project is comes before who answers for it.
_FIRST = ("id", "name", "sector", "investment", "listed", "milestones")
#: What a narrow terminal goes without, the last of them first; what is asked for stays.
_YIELDING = ("listed", "sector", "unit", "locality")
_KINDS = {AMOUNT: Kind.AMOUNT, FLAG: Kind.FLAG, PARTS: Kind.COUNT}


def project_columns(
    projects: Sequence[Project], where: Callable[[ProjectKey], Shown]
) -> dict[str, Column]:
    """The columns of a table of projects, as their keys declare, by the name of the field."""
    found: dict[str, Column] = {}
    for name, key in project_keys().items():
        shown = where(key)
        if shown is Shown.NOT:
            continue
        said = shown is Shown.IF_SAID and any(getattr(one, name) is not None for one in projects)
        column = COLUMNS.get(name) or Column(name, key.word)
        kind = kinds(Project)[name]
        found[name] = column._replace(
            kind=_KINDS.get(kind, Kind.TEXT) if kind else Kind.TEXT,
            for_machines=not (said or shown is Shown.ALWAYS),
        )
    return found


class ListView(NamedTuple):
    """How a list is to be shown: which columns, by which it is sorted and which way.

    No columns: those that lists have, and what the filter and the order are about.
    """

    columns: tuple[ListColumn, ...] = ()
    sort: tuple[tuple[ListColumn, bool], ...] = ()

    @property
    def of_dispatch(self) -> bool:
        """Whether it asks how projects stand on a day."""
        asked = (*self.columns, *(one for one, _ in self.sort))
        return any(one.of_dispatch for one in asked)


_ANY = Scope()
#: As it is shown where nothing is asked of it.
_PLAIN = ListView()


class NoDay(Exception):
    """How projects stand is asked of no day, and no month is reported that could be meant."""


def on_a_day(figures: Figures, chosen: Filter, view: ListView) -> Figures:
    """The figures as of the day that a question needs: the end of the newest month reported.

    Raises NoDay.
    """
    if figures.as_of is not None or not (chosen.of_dispatch or view.of_dispatch):
        return figures
    day = dispatch_day(figures.ledger)
    if day is None and chosen.unreported:
        day = chosen.unreported.last
    if day is None:
        raise NoDay
    return figures.on(day)


def list_table(asked: Figures, chosen: Filter, view: ListView = _PLAIN) -> Table:
    """The projects that a filter lets through, by 编号 or as sorted.  Id: `projects`.

    Raises NoDay.
    """
    figures = on_a_day(asked, chosen, view)
    facts = Facts(figures)
    projects, doubts = select(figures.ledger, chosen, figures.as_of)
    projects, order = _sorted(projects, view, facts)
    columns = [*_columns(projects, chosen, view), *_times(figures, chosen, projects, view)]
    of = Scope(chosen.phases, chosen.batch)
    rows = tuple(_row(project, columns, facts, of) for project in projects)
    remarks = [*_count(figures, chosen, projects, doubts), *order]
    remarks += [
        f"另有 {len(ids)} 个{unknown}，未列入：{'、'.join(ids)}。" for unknown, ids in doubts
    ]
    remarks += _of_the_day(asked, figures, view, rows)
    remarks += _nobody_reported(figures.ledger, chosen)
    return _table(figures, columns, rows, remarks)


def _table(
    figures: Figures, columns: Iterable[ListColumn], rows: tuple[Row, ...], remarks: Iterable[str]
) -> Table:
    return Table(
        "projects",
        f"{figures.ledger.config.region or ''}“三个一批”项目清单",
        tuple(one.column for one in columns),
        rows,
        (*notes.opening(figures), *remarks),
        EXACT_PLACES,
        Moment(figures.as_of),
        numbered=True,
    )


def projects_table(
    figures: Figures,
    projects: list[Project],
    own: Sequence[ListColumn],
    view: ListView,
    remarks: Iterable[str],
) -> Table:
    """Some projects with columns of their own beside those of every list.  Id: `projects`."""
    facts = Facts(figures)
    projects, order = _sorted(projects, view, facts)
    columns = [*_columns(projects, Filter(), view), *own]
    rows = tuple(_row(project, columns, facts) for project in projects)
    return _table(figures, columns, rows, (*remarks, *order))


def _times(
    figures: Figures, chosen: Filter, projects: list[Project], view: ListView
) -> Iterator[ListColumn]:
    """On how many of the lists asked for each stands: a reader is told where one is on several."""
    if view.columns or (chosen.phases is None and chosen.batch is None):
        return
    several = any(_stood_on(figures, chosen, [one]) > 1 for one in projects)
    column = Column("times", "项次", Kind.COUNT, for_machines=not several)
    yield ListColumn(
        column.label, column, lambda one, facts: Value(_stood_on(figures, chosen, [one]))
    )


def _sorted(
    projects: list[Project], view: ListView, facts: Facts
) -> tuple[list[Project], list[str]]:
    """The projects in order, what is unknown last whichever way; and what is to be said of it."""
    said: list[str] = []
    for by, falling in reversed(view.sort):
        orders = [by.value(project, facts).order for project in projects]
        known = [pair for pair in zip(orders, projects, strict=True) if pair[0] is not None]
        unknown = [one for order, one in zip(orders, projects, strict=True) if order is None]
        known.sort(key=itemgetter(0), reverse=falling)
        projects = [one for _, one in known] + unknown
        last = f"，{len(unknown)} 个不明的在最后" if unknown else ""
        said.insert(0, f"{by.column.name}{'从大到小' if falling else '从小到大'}{last}")
    return projects, [f"排序：{'；'.join(said)}。"] if said else []


def _columns(projects: list[Project], chosen: Filter, view: ListView) -> list[ListColumn]:
    """What is asked for; else what lists have, and what the filter and the order are about."""
    if view.columns:
        return list({one.column.key: one for one in view.columns}.values())
    own = sorted(project_columns(projects, lambda key: key.listed).items(), key=_place)
    words = {name: project_keys()[name].word for name, _ in own}
    shown = [
        vocabulary()[words[name]]._replace(column=column._replace(yields=_yields(name)))
        for name, column in own
    ]
    if any(one.region for one in projects):
        shown.insert(0, OF_REGION)
    found = {one.column.key: one for one in shown}
    for one in (*map(named, _about(chosen)), *(by for by, _ in view.sort)):
        there = found.get(one.column.key)
        if there is None or there.column.for_machines:
            found[one.column.key] = one
    return sorted(found.values(), key=lambda one: one.column.kind is Kind.FLAG)


def _yields(name: str) -> int:
    return _YIELDING.index(name) + 1 if name in _YIELDING else 0


def _about(chosen: Filter) -> Iterator[str]:
    """The columns that a filter is about, beyond those that every list has."""
    about: dict[str, object] = {
        term.LEADER: chosen.leader,
        term.OFFICER: chosen.officer,
        term.LOCALITY: chosen.locality,
        "year_rate": chosen.behind_points,
        "ahead": chosen.behind_points,
        term.PLANNED: chosen.behind_months,
        "months_overdue": chosen.behind_months,
        "light": chosen.light,
        "reported": chosen.unreported,
    }
    yield from (word for word, asked in about.items() if asked is not None)
    if chosen.planned:
        yield f"{term.PLANNED}.{chosen.planned.milestone}"
    if chosen.reached_in:
        yield f"{term.MILESTONES}.{chosen.reached_in.milestone}"


def _row(project: Project, columns: list[ListColumn], facts: Facts, scope: Scope = _ANY) -> Row:
    """What is said of a project; `scope`: the lists on which it is asked for."""
    values = [(one.column.key, one.value(project, facts)) for one in columns]
    cells = {key: value.cell for key, value in values if value.applies}
    bounds = tuple(key for key, value in values if value.bound)
    return Row(cells, bounds, subject=of_project(project.id)._replace(scope=scope))


def _count(
    figures: Figures, chosen: Filter, projects: list[Project], doubts: list[Doubt]
) -> Iterator[str]:
    """How many there are, on how many lists of those asked for they stand, who is left out."""
    if projects:
        listings = _stood_on(figures, chosen, projects)
        more = f"、{listings} 项次" if listings > len(projects) else ""
        least = "至少" if figures.open else "共"
        yield f"{least} {len(projects)} 个项目{more}{_total(projects)}。"
    else:
        yield "没有确定符合条件的项目。" if doubts else "没有符合条件的项目。"
    if not chosen.withdrawn:
        gone = sum(not project.counts(figures.as_of) for project in figures.ledger.projects)
        if gone:
            yield f"不含已调出的 {gone} 个项目，用 --withdrawn 查看。"


def _stood_on(figures: Figures, chosen: Filter, projects: list[Project]) -> int:
    """On how many lists of the phases and batches asked for they stand; 0 where none is."""
    if chosen.phases is None and chosen.batch is None:
        return 0
    scope = Scope(chosen.phases, chosen.batch)
    return sum(stood_on(figures.ledger, scope, one, figures.as_of) for one in projects)


def _of_the_day(
    asked: Figures, figures: Figures, view: ListView, rows: tuple[Row, ...]
) -> Iterator[str]:
    """Which day was meant, and of which month figures are."""
    day = figures.as_of
    if asked.as_of is None and day is not None:
        newest = "最近一次月调度的" if dispatch_day(figures.ledger) else ""
        yield f"没有写 --as-of，按{newest}月末 {day}。"
    elif day is not None and view.of_dispatch and last_full_month(day).last != day:
        yield f"月调度按整月计：到 {day} 最近的整月是{last_full_month(day).title}。"
    if any(row.lower_bounds for row in rows):
        yield "“≥”为至少数：月调度有缺，或者日期不明。"


def _nobody_reported(ledger: Ledger, chosen: Filter) -> Iterator[str]:
    month = chosen.unreported
    if month and not any(one.month == month and one.says_something for one in ledger.reports):
        yield f"{month.title}还没有任何项目的月调度。"


def _total(projects: list[Project]) -> str:
    known = [p.investment for p in projects if p.investment is not None]
    missing = len(projects) - len(known)
    if missing:
        return f"，其中 {missing} 个没有总投资，不作合计"
    return f"，总投资 {plain(sum(known, Decimal(0)))} 亿元" if known else ""


def _place(named: tuple[str, Column]) -> tuple[int, bool]:
    """Where a column of the list stands; flags are only sorted and filtered by."""
    name, column = named
    first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return first, column.kind is Kind.FLAG
