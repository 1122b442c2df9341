"""The register of problems (问题) as tables: by kind or otherwise, what came of them, the list.

Owns the columns; the figures are those of `figures/problems.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sangeyipi.figures.problems import (
    SATISFIED_RATE,
    SOLVED_RATE,
    ProblemsOnDay,
    ProblemStanding,
    Totals,
    problems_by,
    unregistered,
)
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.ledger import Config
from sangeyipi.model.problem import Origins, Problem, Solver
from sangeyipi.model.question import Subject, of_project
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.tables.registers import shared
from sangeyipi.tables.registers.by import By, Groups, named, of_projects, said
from sangeyipi.tables.registers.shared import RegisterFilter, RowCells

_BY = "kind"
_PROBLEM = "problem"
_WORD = term.REGISTERED_PROBLEMS
_SOLVER = keys(Problem)["solver"].word
#: Days are shown to a tenth.
_PLACES = 1
_COUNTS = (
    Column("raised", "累计 提出", Kind.COUNT),
    Column("raised_now", "本月 提出", Kind.COUNT),
    Column("closed", "累计 销号", Kind.COUNT),
    Column("closed_now", "本月 销号", Kind.COUNT),
    Column("given_up", "无法 办理", Kind.COUNT),
    Column("open", "未销号", Kind.COUNT),
    Column("overdue", "其中 超期", Kind.COUNT),
    Column("limitless", "没有 时限", Kind.COUNT),
    Column("solved_rate", SOLVED_RATE, Kind.RATE),
)
_OUTCOMES = (
    Column("answered", "有回访", Kind.COUNT),
    Column("pleased", "其中 满意", Kind.COUNT),
    Column("satisfied_rate", SATISFIED_RATE, Kind.RATE),
    Column("mean_days_closed", "销号 平均 天数", Kind.COUNT),
    Column("days_closed_known", "按几 个算", Kind.COUNT),
    Column("mean_days_open", "未销号 平均 天数", Kind.COUNT),
    Column("days_open_known", "按几 个算", Kind.COUNT),
)
_LIST = (
    Column("id", term.ID),
    Column("project", term.PROJECT),
    Column("name", "项目名称", yields=1),
    Column("kind", term.KIND, yields=1),
    Column("status", "状况"),
    Column("raised", term.RAISED, yields=1),
    Column("due", term.DUE),
    Column("days", "天数", Kind.COUNT, yields=1),
    Column("days_over", "超期 天数", Kind.COUNT, yields=1),
    Column("unit", term.LEAD_UNIT),
    Column("leader", term.LEADER, yields=1),
    Column("closed", term.CLOSED, for_machines=True),
    Column("satisfaction", term.SATISFACTION, for_machines=True),
    Column("text", "问题"),
    Column("progress", "最近进展", yields=1),
)


def ways(config: Config) -> list[By[ProblemStanding]]:
    """What problems can be broken down by."""

    def of(name: str, word: str, *places: str) -> By[ProblemStanding]:
        return By(name, word, lambda one: said(getattr(one.problem, name), word), places)

    own = [
        of(_BY, term.KIND, *config.problem_kinds),
        By("lead-unit", term.LEAD_UNIT, lambda one: said(one.problem.unit, term.LEAD_UNIT)),
        of("source", term.SOURCE, *Origins),
        of("solver", _SOLVER, *Solver),
    ]
    return [*own, *of_projects(config, lambda one: one.project)]


def tables(figures: Figures, asked: RegisterFilter) -> list[Table]:
    """The register on the day of the figures.

    Ids: `problems`, `problems-outcome`, `problems-list`, `problems-unregistered`.
    """
    assert figures.as_of is not None
    known = _of(problems_by(figures), asked.project)
    by = named(ways(figures.ledger.config), asked.by or _BY)
    assert by is not None
    groups: Groups[ProblemStanding, Totals] = Groups(by, Totals)
    for one in known.found:
        groups.take(one, Totals.take)
    made = [_counts(figures, by, groups, known)] if known.found or not asked.project else []
    if groups.whole.closed.most or groups.whole.open.most:
        made.append(_outcomes(figures, by, groups))
    made = [shared.of_one(one, asked.project) for one in made]
    made.append(_list(figures, known, asked))
    if not (asked.open or asked.overdue):
        made += _unregistered(figures, asked.project)
    return made


def _of(known: ProblemsOnDay, project: str | None) -> ProblemsOnDay:
    if project is None:
        return known
    found = [one for one in known.found if one.problem.project == project]
    gone = [one for one in known.withdrawn if one.problem.project == project]
    return known._replace(found=found, withdrawn=gone, later=0)


def _counts(
    figures: Figures,
    by: By[ProblemStanding],
    groups: Groups[ProblemStanding, Totals],
    known: ProblemsOnDay,
) -> Table:
    rows = _rows(by, groups, _put_counts)
    remarks = [
        f"{SOLVED_RATE}＝累计销号÷累计提出，未销号和无法办理的都在分母里；"
        "超期＝过了时限还没有销号，没有写时限和时限待定的不算。",
        *_left_out(known),
        *shared.several(groups.several, by.word, "个问题"),
        *shared.uncertain(rows, "有的日期只到月，不能确定在不在截至日以前"),
    ]
    if not figures.ledger.problems:
        remarks = [_begin()]
    return Table(
        "problems",
        f"{shared.region(figures)}项目问题台账按{by.word}",
        (Column(by.key, by.word), *_COUNTS),
        rows if known.found else (),
        (*shared.opening(figures, "个"), *remarks),
        _PLACES,
        shared.moment(figures),
    )


def _begin() -> str:
    return (
        "台账里还没有问题。登记第一个：sgyp register 问题 --add "
        "项目=编号 类别=用地 问题=… 提出=日期；不写这些则逐项问。"
    )


def _left_out(known: ProblemsOnDay) -> Iterator[str]:
    if known.withdrawn:
        gone = shared.some(one.problem.id for one in known.withdrawn)
        yield f"已调出项目的问题 {len(known.withdrawn)} 个不计：{gone}。"
    if known.later:
        yield f"另有 {known.later} 个问题是 {known.as_of} 以后提出的，不计。"


def _rows(
    by: By[ProblemStanding],
    groups: Groups[ProblemStanding, Totals],
    put: Callable[[RowCells, Totals], None],
) -> tuple[Row, ...]:
    rows = []
    for label, totals in groups.rows:
        cells = shared.group(by.key, label)
        put(cells, totals)
        rows.append(cells.row)
    whole = shared.total(by.key)
    put(whole, groups.whole)
    return (*rows, whole.row)


def _put_counts(cells: RowCells, totals: Totals) -> None:
    for name in (
        "raised",
        "raised_now",
        "closed",
        "closed_now",
        "given_up",
        "open",
        "overdue",
        "limitless",
    ):
        cells.count(name, getattr(totals, name))
    cells.put("solved_rate", totals.solved_rate)


def _outcomes(
    figures: Figures, by: By[ProblemStanding], groups: Groups[ProblemStanding, Totals]
) -> Table:
    rows = _rows(by, groups, _put_outcomes)
    whole = groups.whole
    out = whole.days_closed.left_out, whole.days_open.left_out
    remarks = [
        f"{SATISFIED_RATE}＝满意÷有回访的，满意包括基本满意；"
        "天数从提出到销号、到截至日，同一天的是 0 天，只算日期都到日的。"
    ]
    if any(out):
        remarks.append(f"日期只到月、没有算天数的：已销号 {out[0]} 个，未销号 {out[1]} 个。")
    if not whole.answered.most:
        remarks.append("还没有回访，没有满意率。")
    return Table(
        "problems-outcome",
        f"{shared.region(figures)}项目问题化解成效按{by.word}",
        (Column(by.key, by.word), *_OUTCOMES),
        rows,
        (*shared.opening(figures, "个、天"), *remarks),
        _PLACES,
        shared.moment(figures),
    )


def _put_outcomes(cells: RowCells, totals: Totals) -> None:
    cells.count("answered", totals.answered)
    cells.count("pleased", totals.pleased)
    cells.put("satisfied_rate", totals.satisfied_rate)
    for name in ("closed", "open"):
        days = getattr(totals, f"days_{name}")
        cells.put(f"mean_days_{name}", days.mean)
        cells.put(f"days_{name}_known", days.known)


def _list(figures: Figures, known: ProblemsOnDay, asked: RegisterFilter) -> Table:
    chosen = [one for one in known.found if _asked_for(one, asked)]
    unsure = [one.problem.id for one in known.found if _perhaps(one, asked)]
    if asked.overdue:
        chosen.sort(key=lambda one: (-(one.days_over or 0), one.problem.id))
    day = known.as_of
    rows = tuple(_listed(one, day) for one in chosen)
    what = "超期" if asked.overdue else "未销号" if asked.open else ""
    of = f"（{asked.project}）" if asked.project else ""
    remarks = [f"共 {len(rows)} 个{what}问题。" if rows else f"没有{what}问题。"]
    if unsure:
        remarks.append(
            f"另有 {len(unsure)} 个是不是{what}不明（日期只到月），未列入：{shared.some(unsure)}。"
        )
    if asked.project:
        remarks += _left_out(known)
    return Table(
        "problems-list",
        f"{shared.region(figures)}{what}问题清单{of}",
        _LIST,
        rows,
        (*shared.opening(figures, ""), *remarks),
        _PLACES,
        shared.moment(figures),
    )


def _asked_for(one: ProblemStanding, asked: RegisterFilter) -> bool:
    if asked.overdue:
        return one.overdue is True
    return one.open is True if asked.open else True


def _perhaps(one: ProblemStanding, asked: RegisterFilter) -> bool:
    if asked.overdue:
        return one.overdue is None
    return asked.open and one.open is None


def _listed(one: ProblemStanding, day: date) -> Row:
    problem, project = one.problem, one.project
    cells = RowCells(Subject(by=_PROBLEM, group=problem.id), None)
    due = problem.due
    for key, value in (
        ("id", problem.id),
        ("project", problem.project),
        ("name", project.name if project else None),
        ("kind", problem.kind),
        ("status", _status(one)),
        ("raised", problem.raised.text),
        ("due", due.text if due else None),
        ("days", one.days),
        ("text", problem.text),
    ):
        cells.put(key, value)
    for key, value in (
        ("days_over", one.days_over if one.overdue else None),
        ("unit", problem.unit),
        ("leader", project.leader if project else None),
        ("closed", problem.closed.text if problem.closed and one.closed is not False else None),
        ("satisfaction", problem.satisfaction if one.answered else None),
        ("progress", _progress(problem, day)),
    ):
        if value is not None:
            cells.put(key, value)
    if one.given_up:
        del cells.cells["days"]
    return cells.row


def _status(one: ProblemStanding) -> str | None:
    if one.closed:
        return "已销号"
    if one.given_up:
        return term.UNSOLVABLE
    if one.open is None:
        return None
    return "超期" if one.overdue else "未销号"


def _progress(problem: Problem, day: date) -> str | None:
    """The last dated line by the day."""
    last = max((one for one in problem.followed if one <= day), default=None)
    return f"{last} {problem.followed[last]}" if last else None


def _unregistered(figures: Figures, project: str | None) -> Iterable[Table]:
    """What monthly reports tell of and nobody registered; nothing where there is nothing."""
    assert figures.as_of is not None
    found = [(one, report) for one, report in unregistered(figures) if project in (None, one.id)]
    if not found:
        return
    yield Table(
        "problems-unregistered",
        f"{shared.region(figures)}月调度里说到、未登记的问题",
        (
            Column("project", term.PROJECT),
            Column("name", "项目名称", yields=1),
            Column("month", term.REPORTS),
            Column("text", term.PROBLEMS),
        ),
        tuple(
            Row(
                {
                    "project": one.id,
                    "name": one.name,
                    "month": str(report.month),
                    "text": report.problems,
                },
                subject=of_project(one.id),
            )
            for one, report in found
        ),
        (
            *shared.opening(figures, ""),
            f"{len(found)} 个项目最近一次月调度写了“{term.PROBLEMS}”，"
            "台账里没有它未销号的问题；未登记的不计入问题个数。"
            "登记：sgyp register 问题 --add 项目=编号 …",
        ),
        _PLACES,
        shared.moment(figures),
    )
