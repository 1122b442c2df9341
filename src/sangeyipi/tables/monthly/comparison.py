"""The main figures of a period beside those of the one before and of the same one a year ago.

Owns which figures are compared.  All three are asked of the ledger as it is now, each as of its
own last day; what was said at the time is another question (restated).
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.figures.entries import RollupEntry
from sangeyipi.figures.measures import COUNT, INVESTMENT
from sangeyipi.figures.monthly import Book
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import Standing, standings
from sangeyipi.model import term
from sangeyipi.model.period import Period, PeriodKind, moved, year_before
from sangeyipi.model.question import Measured, Measurement, Moment, Part, Scope, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.breakdown import together, undated_note
from sangeyipi.tables.differences import Difference, side_by_side
from sangeyipi.tables.monthly.progress import InvestmentProgress, added_up
from sangeyipi.tables.rows import cell_of
from sangeyipi.tables.summary import periods

_STEPS = {
    "started": Milestone.STARTED,
    "producing": Milestone.PRODUCING,
    "at_capacity": Milestone.AT_CAPACITY,
}
_COLUMNS = (
    Column("label", "时间"),
    Column("day", term.AS_OF),
    Column("listings", "在册 项次", Kind.COUNT, asks=Measurement(Measured.COUNT)),
    Column("listed_investment", "在册 总投资", Kind.AMOUNT, asks=Measurement(Measured.INVESTMENT)),
    Column("projects", "项目", Kind.COUNT, asks=Measurement(Measured.COUNT, once=True)),
    *(
        Column(key, f"已{step}", Kind.COUNT, asks=Measurement(Measured.REACHED, step, once=True))
        for key, step in _STEPS.items()
    ),
)
#: What begins anew each year: January's is not less than December's.
_OF_THE_YEAR = frozenset({"year_completed", "year_rate"})
_PROGRESS = (
    Column("completed", "本期 完成投资", Kind.AMOUNT),
    Column("year_completed", "当年 完成投资", Kind.AMOUNT),
    Column("year_rate", "年度 完成率", Kind.RATE),
    Column("completed_to_date", "累计 完成投资", Kind.AMOUNT),
    Column("funds", "累计 到位资金", Kind.AMOUNT),
    Column("funds_rate", "资金 到位率", Kind.RATE),
)


class Before(NamedTuple):
    """The period before, with the figures of its last day and the progress of all projects then."""

    period: Period
    figures: Figures
    #: None where nobody reported by then.
    whole: InvestmentProgress | None


def before(figures: Figures, period: Period, said: Book) -> Before | None:
    """What a period is compared with; None where it is the first."""
    other = moved(period, -1, figures.ledger.config.phases)
    if other is None:
        return None
    return _at(figures, other, said)


def begun_anew(period: Period, other: Period) -> frozenset[str]:
    """Which figures of the year are not compared with those of the period before."""
    anew = other.month.year != period.month.year and period.kind is not PeriodKind.YEAR
    return _OF_THE_YEAR if anew else frozenset()


def _at(figures: Figures, period: Period, said: Book) -> Before:
    then = figures.on(period.last)
    return Before(period, then, _whole(standings(then, period, said)))


def comparison_table(
    figures: Figures,
    period: Period,
    whole: InvestmentProgress | None,
    said: Book,
    earlier: Before | None = None,
) -> Table:
    """This period, the one before, the same of last year, and the differences.  Id: `comparison`.

    `whole` is the progress of all projects in this period, None where nobody reports; `earlier`
    the period before, where it has been made already.
    """
    now = _then(figures, period, period.kind.this, whole)
    rows, told = [now], [figures]
    shown = _COLUMNS + (_PROGRESS if whole else ())
    remarks = ["各行都按现在的台账计算；增减只比较双方都确切的数，率的增减为百分点。"]
    earlier = earlier or before(figures, period, said)
    year_ago = year_before(period)
    for name, made in (
        (period.kind.previous, earlier),
        ("上年同期", year_ago and _at(figures, year_ago, said)),
    ):
        if made is None:
            continue
        other, asked, done = made
        told.append(asked)
        then = _then(asked, other, name, done if whole else None)
        if whole and "completed" not in then.cells:
            # Nobody reported yet: nothing is known, which is not the same as nothing.
            unknown: dict[str, Cell] = dict.fromkeys(column.key for column in _PROGRESS)
            then = then._replace(cells=unknown | dict(then.cells))
        left_out = begun_anew(period, other) if made is earlier else frozenset()
        rows += [then, _difference(f"比{name}增减", now, then, left_out, shown)]
        remarks += _withdrawn(figures, other, period)
    remarks += undated_note([together(one, Scope()) for one in told], _STEPS.values())
    remarks += notes.rollups_left_out(figures, Scope(), "拆分到项目")
    return Table(
        "comparison",
        f"{period.title}主要指标对比表",
        shown,
        tuple(rows),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        _moment(period),
    )


def _whole(found: list[Standing]) -> InvestmentProgress | None:
    return added_up(found) if found else None


def _then(figures: Figures, period: Period, label: str, whole: InvestmentProgress | None) -> Row:
    of = Subject(moment=_moment(period))
    everything = figures.narrowed(Scope(periods(figures).all))
    listings, investment = figures.ask(everything, COUNT), figures.ask(everything, INVESTMENT)
    cells: dict[str, Cell] = {
        "label": label,
        "day": period.last.isoformat(),
        "listings": cell_of(listings),
        "listed_investment": cell_of(investment),
    }
    bounds = [
        key
        for key, figure in (("listings", listings), ("listed_investment", investment))
        if figure.is_lower_bound
    ]
    bounds += _put_projects(cells, figures)
    if whole:
        row = whole.row(of, 0)
        keys = {column.key for column in _PROGRESS}
        cells |= {key: value for key, value in row.cells.items() if key in keys}
        bounds += [key for key in row.lower_bounds if key in keys]
    return Row(cells, tuple(bounds), subject=of)


def _moment(period: Period) -> Moment:
    return Moment(period.last, period.name)


def _put_projects(cells: dict[str, Cell], figures: Figures) -> list[str]:
    """Projects counted once, and how far they are; the keys of those that are only lower bounds.

    How many projects stand behind a rollup nobody knows.
    """
    projects = together(figures, Scope())
    counts: dict[str, Cell] = {"projects": projects.count}
    least = [key for key, step in _STEPS.items() if projects.put_reached(counts, key, step)]
    if not any(
        isinstance(one, RollupEntry) and not one.complete for one in figures.touching(Scope())
    ):
        cells |= counts
        return least
    cells |= {key: count or None for key, count in counts.items()}
    return [key for key, count in counts.items() if count]


def _withdrawn(figures: Figures, before: Period, period: Period) -> Iterator[str]:
    """Whom the later figures no longer hold, so that they do not differ by what was done alone."""
    gone = [
        project.id
        for project in figures.ledger.projects
        if project.counts(before.last) and not project.counts(period.last)
    ]
    if gone:
        yield f"{before.title}以后调出、{period.kind.this}各数不再包括的：{notes.some(gone)}。"


def _difference(
    label: str, now: Row, then: Row, left_out: frozenset[str], shown: tuple[Column, ...]
) -> Row:
    cells: dict[str, Cell] = {"label": label}
    figures = {one.key: one for one in shown if one.is_figure and one.key not in left_out}
    for one in side_by_side(then, now, [figures[key] for key in now.cells if key in figures]):
        cells[one.column.key] = difference_of(one)
    assert now.subject and now.subject.moment and then.subject and then.subject.moment
    of = Moment(now.subject.moment.as_of, then.subject.moment.period)
    return Row(cells, level=1, subject=then.subject._replace(part=Part.LESS, moment=of))


def difference_of(one: Difference) -> Cell:
    """By how much a figure has grown: a count, an amount, points; None where a side is unknown."""
    exact = one.exact
    if exact is None or one.column.kind is Kind.AMOUNT:
        return one.points if exact is None else exact
    return int(exact)
