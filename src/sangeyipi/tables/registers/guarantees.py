"""要素, 纳统 and 白名单 as tables: by kind, land, the list's share of the year's plan, projects.

Owns the columns; the figures are those of `figures/guarantees.py`.
"""

from collections.abc import Iterator
from datetime import date

from sangeyipi.figures.guarantees import (
    DONE_RATE,
    KINDS,
    WHITELIST_SHARE,
    Areas,
    State,
    States,
    Whitelist,
    WhitelistGroup,
    in_statistics,
    permits,
    says_any,
    whitelist,
)
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.declared import keys
from sangeyipi.model.guarantees import Guarantees, Land
from sangeyipi.model.ledger import Config
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope, Subject, of_project
from sangeyipi.model.rounding import percentage, plain
from sangeyipi.model.table import Column, Kind, Rate, Row, Table
from sangeyipi.tables.registers import shared
from sangeyipi.tables.registers.by import By, Groups, named, of_projects
from sangeyipi.tables.registers.shared import RegisterFilter, RowCells

#: All of them in one row.
_ALL: By[Project] = By("all", "", lambda one: ())
_STATES = {
    State.DONE: "done",
    State.IN_HAND: "in_hand",
    State.NOT_NEEDED: "not_needed",
    State.MISSING: "missing",
    State.UNKNOWN: "unknown",
}
_COUNTS = (
    Column("guarantee", term.GUARANTEES),
    Column("guarantee_projects", "项目", Kind.COUNT),
    *(Column(key, state, Kind.COUNT) for state, key in _STATES.items()),
    Column("done_rate", DONE_RATE, Kind.RATE),
)
_LAND = {"wanted": "需求亩", "given": "已供亩", "lacking": "尚缺亩"}
_AREAS = (
    Column("land_projects", "项目", Kind.COUNT),
    *(Column(f"land_{name}", label, Kind.COUNT) for name, label in _LAND.items()),
    Column("land_unsaid", "没有 写全", Kind.COUNT),
)
_WHITELIST = (
    Column("whitelisted", term.WHITELISTED),
    Column("whitelist_projects", "项目", Kind.COUNT),
    Column("whitelist_plan", "年度计划 投资", Kind.AMOUNT),
    Column("whitelist_share", "占比", Kind.RATE),
)
_ANSWERS: dict[bool | None, str] = {True: "在白名单", False: "不在白名单", None: "没有写"}
#: What Henan asks of the list, in per cent of the year's plan.
_ASKED_OF_LIST = 70
_AREA_PLACES = 4
_KEYS = keys(Guarantees)
_PERMITS = tuple(name for name in _KEYS if name != "land")
_STAGE = keys(Land)["stage"].word


def ways(config: Config) -> list[By[Project]]:
    """What guarantees can be broken down by."""
    return list(of_projects(config, _itself))


def _itself(project: Project) -> Project | None:
    return project


def tables(figures: Figures, asked: RegisterFilter) -> list[Table]:
    """The guarantees on the day of the figures.

    Ids: `guarantees`, `land`, `whitelist`, `guarantees-list`.
    """
    day = figures.as_of
    assert day is not None
    projects = [one for one in figures.population(Scope()) if asked.project in (None, one.id)]
    if asked.project is not None:
        return [_list(figures, projects, asked)]
    if not any(map(says_any, projects)):
        return [_nothing(figures)]
    by = named(ways(figures.ledger.config), asked.by) if asked.by else _ALL
    assert by is not None
    return [
        _kinds(figures, by, projects, day),
        _land(figures, by, projects),
        _whitelist(figures, whitelist(figures.ledger, projects, day.year)),
        _list(figures, projects, asked),
    ]


def _nothing(figures: Figures) -> Table:
    return Table(
        "guarantees",
        f"{shared.region(figures)}项目要素保障",
        _COUNTS,
        (),
        (
            *shared.opening(figures, "个"),
            "没有项目写了要素、纳统或白名单。写一个：sgyp set 编号 要素.环评=办理中 "
            "要素.用地.需求亩=120 白名单=true；办好的写日期。",
        ),
        moment=shared.moment(figures),
    )


def _kinds(figures: Figures, by: By[Project], projects: list[Project], day: date) -> Table:
    groups: Groups[Project, dict[str, States]] = Groups(by, _no_states)

    def take(states: dict[str, States], project: Project) -> None:
        for word, state in permits(project, day):
            states[word].take(state)

    for project in projects:
        groups.take(project, take)
    rows = [_kind(by, label, kind, states[kind]) for label, states in groups.rows for kind in KINDS]
    rows += [_kind(by, None, kind, groups.whole[kind]) for kind in KINDS]
    lead = () if by is _ALL else (Column(by.key, by.word),)
    return Table(
        "guarantees",
        f"{shared.region(figures)}项目要素保障和纳统{f'按{by.word}' if by.word else ''}",
        (*lead, *_COUNTS),
        tuple(rows),
        (
            *shared.opening(figures, "个"),
            f"{DONE_RATE}＝办结÷需办（不需要的除外），有不明的不算率；不明是没有写，"
            "或者写的日期在截至日以后；纳统的“未办”是未入库。"
            "办理中、未办、不需要没有日期，按台账现在写的。",
            *shared.several(groups.several, by.word, "个项目"),
        ),
        moment=shared.moment(figures),
    )


def _no_states() -> dict[str, States]:
    return {kind: States() for kind in KINDS}


def _kind(by: By[Project], label: str | None, kind: str, states: States) -> Row:
    cells = RowCells(Subject(by=f"guarantee-{by.key}", group=f"{label or ''} {kind}"), None)
    if by is not _ALL:
        cells.cells[by.key] = label or term.TOTAL
    cells.level = 0 if label is None else 1
    cells.put("guarantee", kind)
    cells.put("guarantee_projects", states.projects)
    for state, key in _STATES.items():
        cells.put(key, states.of[state])
    cells.put("done_rate", states.done_rate)
    return cells.row


def _land(figures: Figures, by: By[Project], projects: list[Project]) -> Table:
    groups: Groups[Project, Areas] = Groups(by, Areas)
    for project in projects:
        groups.take(project, Areas.take)
    rows = [_area(shared.group(by.key, label), areas) for label, areas in groups.rows]
    whole = shared.total(by.key)
    rows.append(_area(whole, groups.whole))
    unsaid = groups.whole.projects - groups.whole.said.get("lacking", 0)
    remarks = []
    if unsaid:
        remarks.append(
            f"“≥”为至少数，“—”为不明：{unsaid} 个项目没有写全需求亩和已供亩，没有写的不是 0。"
        )
    return Table(
        "land",
        f"{shared.region(figures)}项目用地{f'按{by.word}' if by.word else ''}",
        (Column(by.key, by.word or term.LAND), *_AREAS),
        tuple(rows),
        (*shared.opening(figures, "个、亩"), *remarks),
        _AREA_PLACES,
        shared.moment(figures),
    )


def _area(cells: RowCells, areas: Areas) -> Row:
    cells.put("land_projects", areas.projects)
    for name in _LAND:
        known = getattr(areas, name)
        said = areas.said.get(name, 0)
        cells.put(f"land_{name}", known.value if said or not areas.projects else None)
        if said and not known.exact:
            cells.bounds.append(f"land_{name}")
    cells.put("land_unsaid", areas.projects - areas.said.get("lacking", 0))
    return cells.row


def _whitelist(figures: Figures, found: Whitelist) -> Table:
    rows = []
    for answer, word in _ANSWERS.items():
        cells = RowCells(Subject(by="whitelisted", group=word), None, 1)
        cells.cells["whitelisted"] = word
        _put_listed(cells, found.of[answer])
        cells.put("whitelist_share", found.share(answer))
        rows.append(cells.row)
    total = shared.total("whitelisted")
    _put_listed(total, found.whole)
    return Table(
        "whitelist",
        f"{shared.region(figures)}要素保障白名单占{found.year}年度计划投资",
        _WHITELIST,
        (*rows, total.row),
        (*shared.opening(figures, "个、亿元"), *_of_whitelist(found)),
        figures.ledger.config.conventions.amount_places,
        shared.moment(figures),
    )


def _put_listed(cells: RowCells, listed: WhitelistGroup) -> None:
    cells.put("whitelist_projects", listed.projects)
    cells.put("whitelist_plan", listed.plan.value, not listed.plan.exact)


def _of_whitelist(found: Whitelist) -> Iterator[str]:
    yield "占比＝年度计划投资÷合计的年度计划投资；没有写“白名单”的不知道在不在，单列一行。"
    if found.bundled:
        yield f"打捆项目（写了子项目个数的）{len(found.bundled)} 个不计。"
    if found.whole.unplanned:
        yield (
            f"{len(found.whole.unplanned)} 个项目没有写 {found.year} 年的年度计划投资"
            f"（{shared.some(found.whole.unplanned)}），占比不明。"
        )
    yield from _against(found)


def _against(found: Whitelist) -> Iterator[str]:
    """Whether the list covers what the province asks for."""
    least, most = found.share(True), found.most
    if least is None or most is None:
        return
    asked = f"（河南要求白名单不低于年度计划投资的 {_ASKED_OF_LIST}%）"
    if _reaches(least):
        yield f"{WHITELIST_SHARE}至少 {_percent(least)}%，达到要求{asked}。"
    elif not _reaches(most):
        yield f"{WHITELIST_SHARE}至多 {_percent(most)}%，没有达到要求{asked}。"
    else:
        yield (
            f"{WHITELIST_SHARE}在 {_percent(least)}% 到 {_percent(most)}% 之间，"
            f"达没达到要求不明{asked}。"
        )


def _reaches(rate: Rate) -> bool:
    return rate.numerator * 100 >= rate.denominator * _ASKED_OF_LIST


def _percent(rate: Rate) -> str:
    return plain(percentage(rate.numerator, rate.denominator))


def _list(figures: Figures, projects: list[Project], asked: RegisterFilter) -> Table:
    day = figures.as_of
    assert day is not None
    chosen = [one for one in projects if not asked.open or _unfinished(one, day)]
    said = [one for one in chosen if says_any(one)]
    rows = tuple(_listed(one, day) for one in said)
    silent = len(chosen) - len(said)
    what = "还有办理中、未办的" if asked.open else ""
    remarks = [f"共 {len(rows)} 个项目{what}。" if rows else f"没有{what}项目。"]
    if silent:
        remarks.append(f"另有 {silent} 个项目要素、纳统、白名单都没有写，未列。")
    of = f"（{asked.project}）" if asked.project else ""
    return Table(
        "guarantees-list",
        f"{shared.region(figures)}项目要素保障清单{of}",
        tuple(_columns()),
        rows,
        (*shared.opening(figures, "亩"), *remarks),
        _AREA_PLACES,
        shared.moment(figures),
    )


def _unfinished(project: Project, day: date) -> bool:
    """Whether one of its permits is in hand or missing."""
    return any(state in (State.IN_HAND, State.MISSING) for _, state in permits(project, day))


def _columns() -> Iterator[Column]:
    yield Column("project", term.PROJECT)
    yield Column("name", "项目名称", yields=2)
    for name in _PERMITS:
        yield Column(name, _KEYS[name].word, yields=int(name == "energy"))
    yield Column("in_statistics", term.IN_STATISTICS)
    yield Column("whitelisted", term.WHITELISTED, yields=2)
    for name, label in _LAND.items():
        yield Column(f"land_{name}", label, Kind.COUNT, yields=3)
    yield Column("land_stage", f"{term.LAND}{_STAGE}", yields=3)


def _listed(project: Project, day: date) -> Row:
    cells = RowCells(of_project(project.id), None)
    cells.put("project", project.id)
    cells.put("name", project.name)
    given = project.guarantees
    for name in _PERMITS:
        when = getattr(given, name) if given else None
        cells.put(name, when.text if when else None)
    cells.put("in_statistics", _entered(project, day))
    answer = project.whitelisted
    cells.put("whitelisted", None if answer is None else "是" if answer else "否")
    land = given.land if given else None
    for name in _LAND:
        cells.put(f"land_{name}", getattr(land, name) if land else None)
    if land and land.stage:
        cells.put("land_stage", land.stage)
    return cells.row


def _entered(project: Project, day: date) -> str | None:
    """纳统 in words: since when, or why not."""
    said = project.in_statistics
    state = in_statistics(project, day)
    if said is None or state is State.UNKNOWN:
        return None
    if state is State.DONE and said.entered:
        return said.entered.text
    return f"未入库：{said.lacking}" if said.lacking else "未入库"
