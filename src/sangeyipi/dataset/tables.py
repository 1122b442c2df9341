"""Which tables a dataset has, and what stands in their rows.

Owns the names of tables and what is made long of what a record holds: lists, milestones, plans.
Everything else follows from the records' declarations.  Touches no file.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from sangeyipi.dataset.columns import (
    AMOUNT,
    COUNT,
    DATE,
    FLAG,
    ROW,
    TEXT,
    FactColumn,
    columns_of,
    when_columns,
)
from sangeyipi.figures.rates import RULES
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Bands, Config, Conventions, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.model.visit import Visit
from sangeyipi.tables.grouping import band_labels

REGION = "region"
#: The records of a row, as its getters take them.
Rows = Callable[[Ledger], Iterable[Any]]


class FactTable(NamedTuple):
    """A table: its name, what it is in Chinese, its columns, its rows.

    `of`: the record that each row is of, where it has a place in the ledger's files.
    """

    name: str
    title: str
    columns: tuple[FactColumn, ...]
    rows: Rows
    region: bool = True
    place: Callable[[Any], Any] | None = None
    #: The 编号 of the project that a row is of, whose region is its own; or its region itself.
    project: Callable[[Any], str] | None = None
    own_region: Callable[[Any], str] | None = None


def _of_records(name: str, title: str, model: type, rows: Rows, *more: FactColumn) -> FactTable:
    columns = (*more, *columns_of(model))
    made = FactTable(name, title, columns, rows, place=lambda record: record.origin)
    if model in (Project, Rollup):
        return made._replace(own_region=lambda record: record.region)
    # A record of a project names it; a monthly report calls it 编号.
    of = attrgetter("id" if model is MonthlyReport else "project")
    return made._replace(project=of)


def _at(index: int) -> Callable[[Any], Any]:
    return lambda row: row[index]


def _listings(ledger: Ledger) -> Iterator[tuple[Any, ...]]:
    days = {phase.number: phase.date for phase in ledger.config.phases}
    for one in ledger.projects:
        for batch, phase in one.listed.items():
            yield one.id, phase, batch.value, days.get(phase), one.converted(batch)


def _milestones(ledger: Ledger) -> Iterator[tuple[Any, ...]]:
    for one in ledger.projects:
        for milestone, when in one.milestones.items():
            yield one.id, milestone.value, STEP[milestone], when


_Plan = tuple[str, str | None, When | None, int | None, int | None, Any]


def _plans(ledger: Ledger) -> Iterator[_Plan]:
    for one in ledger.projects:
        for milestone, when in one.planned.dates():
            yield one.id, milestone.value, when, None, None, None
        for year, amount in one.planned.yearly.items():
            yield one.id, None, None, year, None, amount
        for year, months in one.planned.monthly.items():
            for number, amount in enumerate(months, 1):
                yield one.id, None, None, year, number, amount


def _people(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    several = {name: key for name, key in project_keys().items() if key.several}
    for one in ledger.projects:
        for name, key in several.items():
            for who in key.named(getattr(one, name)):
                yield one.id, name, who


def _claims(ledger: Ledger) -> Iterator[tuple[Statement, Claim | None]]:
    for one in ledger.statements:
        yield from ((one, claim) for claim in one.claims or (None,))


def _statements() -> FactTable:
    def first(row: Any) -> Any:
        return row[0]

    own = [
        one._replace(get=_through(first, one.get))
        for one in columns_of(Statement, leaving=("claims",))
    ]
    said = [
        one._replace(name=f"claim_{one.name}", get=_of_claim(one.get)) for one in columns_of(Claim)
    ]
    return FactTable(
        "statements",
        "公布的数字，一条公布一行",
        (*own, *said),
        _claims,
        place=lambda row: row[0].origin,
    )


def _through(get: Callable[[Any], Any], more: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: more(get(row))


def _of_claim(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: None if row[1] is None else get(row[1])


def _bands(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Each band by its bounds, in order; none where there are no floors."""
    config = ledger.config
    labels, floors = band_labels(config), config.band_floors
    nested = config.conventions.bands is Bands.NESTED
    ceilings = [None, *floors] if not nested else [None] * len(labels)
    lows = [*floors, None] if not nested else list(floors)
    return [
        (place, label, low, high)
        for place, (label, low, high) in enumerate(zip(labels, lows, ceilings, strict=True))
    ]


def _settings(ledger: Ledger) -> Iterator[Config]:
    yield ledger.config


def facts() -> tuple[FactTable, ...]:
    """Every table of facts, in order; `provenance` and `figures` are made of these."""
    project = FactColumn("project", TEXT, "项目的编号", _at(0))
    month = FactColumn("month", TEXT, "月份，如 2023-05", lambda one: str(one.month))
    return (
        _of_records("projects", "项目，一个一行", Project, lambda ledger: ledger.projects),
        FactTable(
            "listings",
            "在册，一个项目在一张名单上一行（项次）",
            (
                project,
                FactColumn("phase", COUNT, "第几期", _at(1)),
                FactColumn("batch", TEXT, "批：签约、开工、投产", _at(2)),
                FactColumn("date", DATE, "这一期举行的日子", _at(3)),
                FactColumn("converted", FLAG, "是否由前期名单转来", _at(4)),
            ),
            _listings,
            project=_at(0),
        ),
        FactTable(
            "milestones",
            "节点，一个项目到一个节点一行",
            (
                project,
                FactColumn("milestone", TEXT, "节点", _at(1)),
                FactColumn("step", COUNT, "第几步，签约是 1", _at(2)),
                *when_columns("date", "到达的日期", _at(3)),
            ),
            _milestones,
            project=_at(0),
        ),
        FactTable(
            "plans",
            "计划，一个计划日期、一年或一月的计划投资一行",
            (
                project,
                FactColumn("milestone", TEXT, "计划到达的节点", _at(1)),
                *when_columns("date", "计划的日期", _at(2)),
                FactColumn("year", COUNT, "计划投资的年份", _at(3)),
                FactColumn("month", COUNT, "计划投资的月份；空着是全年", _at(4)),
                FactColumn("investment", AMOUNT, "计划完成的投资，亿元", _at(5)),
            ),
            _plans,
            project=_at(0),
        ),
        FactTable(
            "people",
            "包联领导、首席服务员等写着几个人的，一人一行",
            (
                project,
                FactColumn("key", TEXT, "projects 里的哪一列", _at(1)),
                FactColumn("name", TEXT, "姓名", _at(2)),
            ),
            _people,
            project=_at(0),
        ),
        _of_records("reports", "月调度", MonthlyReport, lambda ledger: ledger.reports, month),
        _of_records("problems", "问题", Problem, lambda ledger: ledger.problems),
        _of_records("visits", "走访", Visit, lambda ledger: ledger.visits),
        _of_records("finance", "银企对接", Financing, lambda ledger: ledger.financing),
        _of_records("rollups", "汇总", Rollup, lambda ledger: ledger.rollups),
        _statements(),
        *_of_settings(),
    )


def _of_settings() -> tuple[FactTable, ...]:
    """What the definitions need of ledger.yaml; these tables are of the whole dataset."""
    return (
        FactTable(
            "phases",
            "期次",
            (
                FactColumn("phase", COUNT, "第几期", lambda one: one.number),
                FactColumn("date", DATE, "举行的日子", lambda one: one.date),
            ),
            lambda ledger: ledger.config.phases,
            region=False,
        ),
        FactTable(
            "sectors",
            "领域，按台账的顺序",
            (FactColumn("place", COUNT, "顺序", _at(0)), FactColumn("label", TEXT, "领域", _at(1))),
            lambda ledger: enumerate(ledger.config.sectors),
            region=False,
        ),
        FactTable(
            "bands",
            "规模分档，按台账的顺序",
            (
                FactColumn("place", COUNT, "顺序", _at(0)),
                FactColumn("label", TEXT, "档", _at(1)),
                FactColumn("at_least", AMOUNT, "下限，亿元，含", _at(2)),
                FactColumn("less_than", AMOUNT, "上限，亿元，不含", _at(3)),
            ),
            _bands,
            region=False,
        ),
        FactTable(
            "rates",
            "率：在一批名单上、到了一个节点的占名单的几成",
            (
                FactColumn("rate", TEXT, "率的名称", lambda one: one.name),
                FactColumn("batch", TEXT, "哪一批的名单", lambda one: one.batch.value),
                FactColumn("milestone", TEXT, "到了哪个节点", lambda one: one.milestone.value),
                FactColumn("step", COUNT, "这个节点是第几步", lambda one: STEP[one.milestone]),
            ),
            lambda ledger: RULES.values(),
            region=False,
        ),
        FactTable(
            "settings",
            "口径，只有一行",
            (
                FactColumn("name", TEXT, term.NAME, lambda one: one.name),
                FactColumn("region", TEXT, "地区", lambda one: one.region),
                *(
                    one._replace(get=_through(lambda config: config.conventions, one.get))
                    for one in columns_of(Conventions)
                ),
            ),
            _settings,
            region=False,
        ),
    )


#: Every table has it: where its row is told of in `provenance`.
NUMBER = FactColumn("row", ROW, "这张表的第几行，从 0 起；provenance 用它指明出处", lambda row: row)
