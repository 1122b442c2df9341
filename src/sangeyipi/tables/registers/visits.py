"""The register of visits (走访) as tables: leaders against what is required, groups, who waits.

Owns the columns; the figures are those of `figures/visits.py`: of the day's year, up to the day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sangeyipi.figures.problems import ProblemStanding, standing
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.visits import (
    Leader,
    Walked,
    by_leader,
    covered,
    leaders,
    of_year,
    unvisited,
)
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.ledger import Config
from sangeyipi.model.project import Level, Project
from sangeyipi.model.question import Scope, Subject, of_project
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.model.visit import Capacity, Verdict, Visit
from sangeyipi.tables.registers import shared
from sangeyipi.tables.registers.by import By, Groups, named, of_projects
from sangeyipi.tables.registers.shared import RegisterFilter, RowCells

_LEADER = "leader"
_CAPACITY = "capacity"
_DUE_PLACES = 2
_FOUND = (
    Column("found", "发现 问题", Kind.COUNT),
    Column("found_closed", "其中 已销号", Kind.COUNT),
)
_LEADERS = (
    Column(_LEADER, term.LEADER),
    Column("led", "包联 项目", Kind.COUNT),
    Column("visits", "走访 次数", Kind.COUNT),
    Column("visit_days", "走访 天数", Kind.COUNT),
    Column("visits_due", "应走访 天数", Kind.COUNT),
    Column("visits_short", "还差", Kind.COUNT),
    Column("visits_required", "全年 要求", Kind.COUNT),
    Column("visited_last", "最近走访"),
    *_FOUND,
    Column("level", keys(Project)["level"].word, for_machines=True),
)
_VERDICTS = {
    Verdict.TRUE: "verified_true",
    Verdict.PARTLY: "verified_partly",
    Verdict.FALSE: "verified_false",
}
_GROUPS = (
    Column("visits", "走访 次数", Kind.COUNT),
    Column("visited_projects", "走访 项目", Kind.COUNT),
    Column("visited_last", "最近走访"),
    *_FOUND,
    Column("verified", "核查", Kind.COUNT),
    *(
        Column(key, verdict if verdict is not Verdict.PARTLY else "部分 属实", Kind.COUNT)
        for verdict, key in _VERDICTS.items()
    ),
)
_LIST = (
    Column("date", term.DATE),
    Column("project", term.PROJECT),
    Column("name", "项目名称", yields=3),
    Column("visitor", term.VISITOR),
    Column("capacity", term.CAPACITY, yields=1),
    Column("matter", "事项"),
    Column("problems", "问题"),
    Column("verdict", term.VERDICT),
    Column("differs", "不符之处", yields=2),
)


class Walk(NamedTuple):
    """A visit and its project."""

    visit: Visit
    project: Project | None


class _Book(NamedTuple):
    """What all the tables are made of."""

    figures: Figures
    day: date
    found: list[Walk]
    problems: dict[str, ProblemStanding]
    #: Whether the register has visits of the year at all.
    kept: bool


def ways(config: Config) -> list[By[Walk]]:
    """What visits can be broken down by; by leader there is a table of its own."""
    own: list[By[Walk]] = [
        By(_LEADER, term.LEADER, lambda one: by_leader(one.visit)),
        By(_CAPACITY, term.CAPACITY, lambda one: (str(one.visit.capacity),), tuple(Capacity)),
        By("visitor", term.VISITOR, lambda one: one.visit.visitors),
    ]
    theirs = of_projects(config, _project)
    return [*own, *(one for one in theirs if one.key != _LEADER)]


def tables(figures: Figures, asked: RegisterFilter) -> list[Table]:
    """The register on the day of the figures.

    Ids: `visits-leaders`, `visits-by-…`, `visits-unvisited`, `visits-list`.  Of one project there
    are no leaders to be judged, as they go to others too.
    """
    assert figures.as_of is not None
    book = _book(figures, figures.as_of, asked.project)
    by = named(ways(figures.ledger.config), asked.by or _LEADER)
    assert by is not None
    made = []
    if asked.project is None:
        if by.key == _LEADER:
            made.append(_leaders(book))
            by = named(ways(figures.ledger.config), _CAPACITY) if asked.by is None else None
        if by is not None and book.found:
            made.append(_grouped(book, by))
        if asked.months is not None:
            made.append(_unvisited(book, asked.months))
    return [*made, _list(book, asked.project)]


def _project(one: Walk) -> Project | None:
    return one.project


def _book(figures: Figures, day: date, project: str | None) -> _Book:
    projects = {one.id: one for one in figures.ledger.projects}
    found = [
        Walk(one, projects.get(one.project))
        for one in of_year(figures.ledger, day)
        if project in (None, one.project)
    ]
    # Of every problem: one that was raised after the day is not closed by it.
    standings = {one.id: standing(one, None, day) for one in figures.ledger.problems}
    return _Book(figures, day, found, standings, covered(figures.ledger, day.year))


def _leaders(book: _Book) -> Table:
    found = leaders(book.figures, book.day)
    rows = [_leader(one, book) for one in found]
    whole = Walked()
    for one in book.found:
        if by_leader(one.visit):
            whole.take(one.visit)
    total = shared.total(_LEADER)
    total.put("led", sum(bool(one.leaders) for one in book.figures.population(Scope())))
    if book.kept:
        total.put("visits", whole.visits)
        _put_found(total, whole, book)
    else:
        for key in ("visits", "found", "found_closed"):
            total.put(key, None)
    remarks = list(_of_leaders(found, book)) if found else ["没有写包联领导的项目。"]
    return Table(
        "visits-leaders",
        f"{shared.region(book.figures)}{book.day.year}年包联领导走访项目情况",
        _LEADERS,
        (*rows, total.row) if found else (),
        (*shared.opening(book.figures, "次、天、个"), *remarks, *_uncertain(rows)),
        _DUE_PLACES,
        shared.moment(book.figures),
    )


def _leader(one: Leader, book: _Book) -> Row:
    cells = shared.group(_LEADER, one.name)
    walked = one.walked
    cells.put("led", one.projects)
    for key, value in (
        ("visits", walked.visits),
        ("visit_days", len(walked.days)),
    ):
        cells.put(key, value if book.kept else None)
    if one.applies:
        cells.put("visits_due", one.due)
        cells.put("visits_short", one.short if book.kept else None)
        cells.put("visits_required", one.required)
    if walked.last or not book.kept:
        cells.put("visited_last", walked.last.isoformat() if walked.last else None)
    if book.kept:
        _put_found(cells, walked, book)
    else:
        cells.put("found", None)
        cells.put("found_closed", None)
    if one.levels:
        cells.put("level", "、".join(one.levels))
    return cells.row


def _put_found(cells: RowCells, walked: Walked, book: _Book) -> None:
    cells.put("found", len(walked.found))
    cells.count("found_closed", walked.closed(book.problems))


def _of_leaders(found: list[Leader], book: _Book) -> Iterator[str]:
    months = found[0].months
    yield (
        "走访天数：他在走访人里、身份是包联领导的，同一天算一天；"
        f"应走访天数＝全年要求×已满的月数÷12（{months}÷12）。"
    )
    if not book.kept:
        yield f"台账没有 {book.day.year} 年的走访，走访了多少不明。"
    else:
        judged = [one for one in found if one.short is not None]
        behind = sum(bool(one.short) for one in judged)
        yield f"有要求的 {len(judged)} 位，达到进度 {len(judged) - behind} 位，不到 {behind} 位。"
    yield from _unrequired(found)
    if any(one.projects for one in found):
        yield "一个项目几位领导的，各算各的；一次走访几位领导的，每位都算，合计只算一次。"


def _unrequired(found: list[Leader]) -> Iterator[str]:
    unsaid = [one.name for one in found if not one.levels]
    if unsaid:
        yield f"{'、'.join(unsaid)}的项目没有写包联级别，要求多少不明。"
    mixed = [one.name for one in found if len(one.levels) > 1]
    if mixed:
        yield f"{'、'.join(mixed)}的项目写了不同的包联级别，要求多少不明。"
    free = {level for one in found if not one.applies for level in one.levels}
    if free:
        named = "、".join(level for level in Level if level in free)
        yield f"ledger.yaml 的“{term.VISITS_REQUIRED}”没有写{named}，不作要求。"


def _uncertain(rows: Iterable[Row]) -> Iterator[str]:
    yield from shared.uncertain(rows, "有的问题销号日期只到月，或没有登记")


def _grouped(book: _Book, by: By[Walk]) -> Table:
    groups: Groups[Walk, Walked] = Groups(by, Walked)
    for one in book.found:
        groups.take(one, _take)
    rows = [_group(shared.group(by.key, label), walked, book) for label, walked in groups.rows]
    total = _group(shared.total(by.key), groups.whole, book)
    return Table(
        f"visits-by-{by.key}",
        f"{shared.region(book.figures)}{book.day.year}年走访项目情况按{by.word}",
        (Column(by.key, by.word), *_GROUPS),
        (*rows, total),
        (
            *shared.opening(book.figures, "次、个"),
            *shared.several(groups.several, by.word, "次走访"),
            *_uncertain([*rows, total]),
        ),
        _DUE_PLACES,
        shared.moment(book.figures),
    )


def _take(walked: Walked, one: Walk) -> None:
    walked.take(one.visit)


def _group(cells: RowCells, walked: Walked, book: _Book) -> Row:
    cells.put("visits", walked.visits)
    cells.put("visited_projects", len(walked.projects))
    cells.put("visited_last", walked.last.isoformat() if walked.last else None)
    _put_found(cells, walked, book)
    cells.put("verified", sum(walked.verdicts.values()))
    for verdict, key in _VERDICTS.items():
        cells.put(key, walked.verdicts.get(verdict, 0))
    return cells.row


def _unvisited(book: _Book, months: int) -> Table:
    found, newer = unvisited(book.figures, book.day, months)
    certain = [one for one in found if one.known]
    remarks = [
        f"到 {book.day} 已有 {months} 个月没有人（不论身份）走访的项目 {len(certain)} 个。"
        if len(certain) == len(found)
        else f"{len(found)} 个项目没有走访记录，但这 {months} 个月里有的年份台账没有走访，"
        "有没有人去过不明。"
    ]
    if newer:
        remarks.append(f"列入台账不到 {months} 个月的 {len(newer)} 个项目不算。")
    return Table(
        "visits-unvisited",
        f"{shared.region(book.figures)}{months}个月没有走访的项目",
        (
            Column("project", term.PROJECT),
            Column("name", "项目名称", yields=3),
            Column("leader", term.LEADER),
            Column("unit", term.UNIT, yields=1),
            Column("visited_last", "最近走访"),
        ),
        tuple(_waits(one.project, one.last, one.known) for one in found),
        (*shared.opening(book.figures, ""), *remarks),
        _DUE_PLACES,
        shared.moment(book.figures),
    )


def _waits(project: Project, last: date | None, known: bool) -> Row:
    cells = RowCells(of_project(project.id), None)
    cells.put("project", project.id)
    cells.put("name", project.name)
    _put_said(cells, (("leader", project.leader), ("unit", project.unit)))
    if last is not None:
        cells.put("visited_last", last.isoformat())
    else:
        cells.put("visited_last", "没有记录" if known else None)
    return cells.row


def _put_said(cells: RowCells, said: Iterable[tuple[str, str | None]]) -> None:
    for key, value in said:
        if value is not None:
            cells.put(key, value)


def _list(book: _Book, project: str | None) -> Table:
    rows = tuple(_listed(number, one) for number, one in enumerate(book.found))
    remark = f"{book.day.year}年到这一天为止 {len(rows)} 次走访。"
    if not rows:
        remark = f"{book.day.year}年到这一天为止没有走访。"
    if not book.figures.ledger.visits:
        remark = (
            "台账里还没有走访。登记第一次：sgyp register 走访 --add "
            "日期=2023-05-20 项目=编号 走访人=张某某 身份=包联领导；不写这些则逐项问。"
        )
    of = f"（{project}）" if project else ""
    return Table(
        "visits-list",
        f"{shared.region(book.figures)}{book.day.year}年走访记录{of}",
        _LIST,
        rows,
        (*shared.opening(book.figures, ""), remark),
        _DUE_PLACES,
        shared.moment(book.figures),
    )


def _listed(number: int, one: Walk) -> Row:
    visit = one.visit
    cells = RowCells(Subject(by="visit", group=f"{visit.date} {visit.project} {number}"), None)
    cells.put("date", visit.date.isoformat())
    cells.put("project", visit.project)
    cells.put("name", one.project.name if one.project else None)
    cells.put("visitor", visit.visitor)
    cells.put("capacity", visit.capacity)
    _put_said(
        cells,
        (
            ("matter", visit.matter),
            ("problems", visit.problems),
            ("verdict", visit.verdict),
            ("differs", visit.differs),
        ),
    )
    return cells.row
