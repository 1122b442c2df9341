"""银企对接 as tables: by bank or otherwise what is wanted, granted and paid out; the matches.

Owns the columns; the figures are those of `figures/financing.py`.
"""

from collections.abc import Iterator

from sangeyipi.figures.financing import (
    AMOUNTS,
    COVERAGE,
    BankMatch,
    BankMatches,
    Sums,
    coverage,
    matches,
)
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.ledger import Config
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope, Subject
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.registers import shared
from sangeyipi.tables.registers.by import By, Groups, named, of_projects
from sangeyipi.tables.registers.shared import RegisterFilter, RowCells

_BANK = "bank"
_WORDS = {"demand": term.DEMAND, "granted": term.GRANTED, "drawn": term.DRAWN}
_AMOUNTS = tuple(Column(name, _WORDS[name], Kind.AMOUNT) for name in AMOUNTS)
_SUMS = (
    Column("all_projects", "项目", Kind.COUNT),
    Column("matched", "对接 项目", Kind.COUNT),
    Column("coverage", COVERAGE, Kind.RATE),
    Column("banks", "银行", Kind.COUNT),
    *_AMOUNTS,
)
_LIST = (
    Column("project", term.PROJECT),
    Column("name", "项目名称", yields=1),
    Column(_BANK, term.BANK),
    Column("as_of", term.AS_OF),
    *_AMOUNTS,
    Column("note", term.NOTE, yields=1),
)
#: Of a single row amounts are shown in full, to the 万元.
_EXACT_PLACES = 4


def ways(config: Config) -> list[By[BankMatch]]:
    """What matches can be broken down by."""
    own: By[BankMatch] = By(_BANK, term.BANK, lambda one: (one.row.bank,))
    return [own, *of_projects(config, _project)]


def tables(figures: Figures, asked: RegisterFilter) -> list[Table]:
    """The matches on the day of the figures.  Ids: `financing`, `financing-list`."""
    assert figures.as_of is not None
    known = matches(figures, figures.as_of)
    if asked.project is not None:
        theirs = [one for one in known.found if one.project.id == asked.project]
        return [_list(figures, known._replace(found=theirs), asked.project)]
    by = named(ways(figures.ledger.config), asked.by or _BANK)
    assert by is not None
    return [_sums(figures, by, known), _list(figures, known, None)]


def _project(one: BankMatch) -> Project | None:
    return one.project


def _sums(figures: Figures, by: By[BankMatch], known: BankMatches) -> Table:
    groups: Groups[BankMatch, Sums] = Groups(by, Sums)
    for one in known.found:
        groups.take(one, Sums.take)
    projects = figures.population(Scope())
    theirs = _projects_by(figures, by)
    rows = []
    summed = dict(groups.rows)
    for label in [*summed, *(one for one in theirs if one not in summed)]:
        rows.append(_row(shared.group(by.key, label), summed.get(label), theirs.get(label)))
    whole = _row(shared.total(by.key), groups.whole, projects)
    kept = bool(figures.ledger.financing)
    remarks = list(_remarks(figures, by, groups, known)) if kept else [_begin()]
    if by.key == _BANK:
        remarks += [] if not kept else ["一个项目对接几家银行的，各家都计，合计只计一次。"]
    places = figures.ledger.config.conventions.amount_places
    if not groups.several:
        remarks += notes.columns_off(_AMOUNTS, rows, whole, places)
    return Table(
        "financing",
        f"{shared.region(figures)}银企对接按{by.word}",
        (Column(by.key, by.word), *_SUMS),
        (*rows, whole) if kept else (),
        (*shared.opening(figures, "个、亿元"), *remarks),
        places,
        shared.moment(figures),
    )


def _projects_by(figures: Figures, by: By[BankMatch]) -> dict[str, list[Project]]:
    """The projects of each row, matched or not; none where rows are no groups of projects."""
    if by.key == _BANK:
        return {}
    way = named(of_projects(figures.ledger.config, _itself), by.key)
    assert way is not None
    groups: Groups[Project, list[Project]] = Groups(way, list)
    for project in figures.population(Scope()):
        groups.take(project, list.append)
    return dict(groups.rows)


def _itself(project: Project) -> Project | None:
    return project


def _row(
    cells: RowCells, sums: Sums | None, projects: "list[Project] | tuple[Project, ...] | None"
) -> Row:
    found = sums or Sums()
    cells.put("matched", len(found.projects))
    if projects is not None:
        cells.put("all_projects", len(projects))
        cells.put("coverage", coverage(projects, found.projects))
    if cells.subject.by != _BANK or not cells.level:
        cells.put("banks", len(found.banks))
    for name in AMOUNTS:
        value, least = found.amount(name)
        cells.put(name, value)
        if least:
            cells.bounds.append(name)
    return cells.row


def _remarks(
    figures: Figures, by: By[BankMatch], groups: Groups[BankMatch, Sums], known: BankMatches
) -> Iterator[str]:
    yield (
        f"{COVERAGE}＝有对接的项目÷台账里没有调出的项目；同一项目、同一银行取截至日以前最近的一条；"
        "需求按各家银行记的相加，同一笔需求向几家提出的都算。"
    )
    whole = groups.whole
    lacking = [
        f"{_WORDS[name]} {whole.matches - whole.said[name]} 条"
        for name in AMOUNTS
        if whole.said[name] < whole.matches
    ]
    if lacking:
        yield f"“≥”为至少数，“—”为不明：没有写的有{'、'.join(lacking)}，没有写的不是 0。"
    yield from shared.several(groups.several, by.word, "条对接")
    yield from _left_out(known, figures)


def _left_out(known: BankMatches, figures: Figures) -> Iterator[str]:
    if known.others:
        yield f"已调出或还没有列入的项目的对接 {known.others} 条不计。"
    if known.later:
        yield f"另有 {known.later} 条截至 {figures.as_of} 以后，不计。"


def _begin() -> str:
    return (
        "台账里还没有银企对接。登记第一条：sgyp register 银企 --add 项目=编号 银行=名称 "
        "截至=日期 需求=亿元；不写这些则逐项问。"
    )


def _list(figures: Figures, known: BankMatches, project: str | None) -> Table:
    rows = tuple(_listed(one) for one in known.found)
    remark = f"共 {len(rows)} 条，每个项目每家银行一条。" if rows else "没有对接。"
    if not figures.ledger.financing:
        remark = _begin()
    return Table(
        "financing-list",
        f"{shared.region(figures)}银企对接清单{f'（{project}）' if project else ''}",
        _LIST,
        rows,
        (*shared.opening(figures, "亿元"), remark),
        _EXACT_PLACES,
        shared.moment(figures),
    )


def _listed(one: BankMatch) -> Row:
    row = one.row
    cells = RowCells(Subject(by="match", group=f"{row.project} {row.bank}"), None)
    for key, value in (
        ("project", row.project),
        ("name", one.project.name),
        (_BANK, row.bank),
        ("as_of", row.date.isoformat()),
        ("demand", row.demand),
        ("granted", row.granted),
        ("drawn", row.drawn),
    ):
        cells.put(key, value)
    if row.note is not None:
        cells.put("note", row.note)
    return cells.row
