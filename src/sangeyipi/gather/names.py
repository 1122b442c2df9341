"""Under which names the records of several ledgers stand together.

Owns what is told apart by its place: a 编号 (示例县/SL-001), a 责任单位, a 包联领导 (张三（甲县）)
that two of them use.  Who is of the whole itself (a unit of the city's, a leader of 市级) is one,
wherever named.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from sangeyipi.model.gathering import Member, MemberKind
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.people import each
from sangeyipi.model.project import Level, Project
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.model.visit import Capacity
from sangeyipi.store.kinds import OF_PROJECTS, RecordKind
from sangeyipi.store.load import LoadedMember

#: Between a place and a 编号 that another place uses as well.
BETWEEN = "/"
#: Leaders of these levels have projects in several counties.
_ABOVE = (Level.PROVINCE, Level.CITY)


class Taken(NamedTuple):
    """Which names several ledgers use."""

    projects: set[str]
    problems: set[str]
    units: set[str]
    leaders: set[str]


def taken_twice(members: Iterable[LoadedMember], config: Config) -> Taken:
    """The names that are told apart by their place; of several states those of any."""
    there = [
        (one.member, one.loaded.ledger)
        for one in members
        if one.loaded and one.loaded.ledger is not None
    ]
    apart = [(who, ledger) for who, ledger in there if who.kind is not MemberKind.OF_CITY]
    of_city = (ledger for who, ledger in there if who.kind is MemberKind.OF_CITY)
    ours = {name for ledger in of_city for name in _units(ledger)}
    begin = tuple(one for one in (config.region, "省", "市") if one)
    units = _twice(apart, _units)
    return Taken(
        _twice(there, lambda ledger: {one.id for one in ledger.projects}),
        _twice(there, lambda ledger: {one.id for one in ledger.problems}),
        {one for one in units - ours if not one.startswith(begin)},
        _twice(apart, _leaders),
    )


def _twice(
    ledgers: Iterable[tuple[Member, Ledger]], named: Callable[[Ledger], set[str]]
) -> set[str]:
    """The names that two places use."""
    by_place: dict[str, set[str]] = {}
    for member, ledger in ledgers:
        by_place.setdefault(member.region, set()).update(named(ledger))
    seen: set[str] = set()
    twice: set[str] = set()
    for names in by_place.values():
        twice |= seen & names
        seen |= names
    return twice


def _units(ledger: Ledger) -> set[str]:
    said = {one.unit for one in ledger.projects} | {one.unit for one in ledger.problems}
    return {one for one in said if one}


def _leaders(ledger: Ledger) -> set[str]:
    texts = {one.leader for one in ledger.projects if one.level not in _ABOVE}
    return {name for text in texts for name in each(text)}


def renamed(ledger: Ledger, config: Config, region: str, taken: Taken) -> Ledger:
    """The records of a ledger, with their place before each name that another one uses as well,
    under the settings of the whole; those of a kind are made when they are first asked for.
    """
    known = _Leaders(f"（{region}）", taken.leaders)

    def projects_of(of: Iterable[Project]) -> tuple[Project, ...]:
        every = tuple(of)
        return tuple(_project(one, region, taken, known) for one in every) if any(taken) else every

    records: dict[str, Callable[[], tuple[Any, ...]]] = {
        kind.part: partial(_records, ledger, kind, region, taken, known) for kind in OF_PROJECTS
    }
    found = Ledger(config=config, rollups=ledger.rollups).with_made_later(records)
    if not taken.projects:
        # Neither a figure nor what is known of a file goes by another name than the 编号.
        found.counted_by(ledger)
        if ledger.files is not None:
            return found.with_files(
                tuple(
                    ProjectFile(one.known, partial(_of_file, projects_of, one))
                    for one in ledger.files
                )
            )
    return found.with_made_later({"projects": lambda: projects_of(ledger.projects)})


def _of_file(
    named: Callable[[Iterable[Project]], tuple[Project, ...]], file: ProjectFile
) -> tuple[Project, ...]:
    return named(file.projects())


def _records(
    ledger: Ledger, kind: RecordKind, region: str, taken: Taken, leaders: "_Leaders"
) -> tuple[Any, ...]:
    """Those of one kind that are about projects."""
    old: tuple[Any, ...] = getattr(ledger, kind.part)
    new = old
    place = f"{region}{BETWEEN}"
    if taken.projects:
        new = tuple(_named(one, kind.about, taken.projects, place) for one in old)
    if kind.part == "problems" and (taken.problems or taken.units):
        new = tuple(
            _named(
                _named(one, "id", taken.problems, place), "unit", taken.units, "", leaders.behind
            )
            for one in new
        )
    if kind.part == "visits" and old and taken.leaders:
        theirs = {one.id: one for one in ledger.projects}
        new = tuple(
            replace(one, visitor=leaders.told(was.visitor))
            if was.capacity is Capacity.LEADER and _is_apart(theirs.get(was.project))
            else one
            for was, one in zip(old, new, strict=True)
        )
    return new


def _is_apart(project: Project | None) -> bool:
    """Whether a project's leaders are the county's own."""
    return project is None or project.level not in _ABOVE


class _Leaders:
    """Texts that name leaders, with the place behind those that several places have."""

    def __init__(self, behind: str, taken: set[str]) -> None:
        self.behind = behind
        self.taken = taken
        self._told: dict[str, str] = {}

    def told(self, text: str) -> str:
        """The text; the same one where nobody in it is taken."""
        found = self._told.get(text)
        if found is None:
            names = each(text)
            found = text
            if not self.taken.isdisjoint(names):
                found = "、".join(f"{one}{self.behind * (one in self.taken)}" for one in names)
            self._told[text] = found
        return found


def _project(one: Project, region: str, taken: Taken, leaders: _Leaders) -> Project:
    changed: dict[str, Any] = {}
    if one.id in taken.projects:
        changed["id"] = f"{region}{BETWEEN}{one.id}"
    if one.unit in taken.units:
        changed["unit"] = f"{one.unit}{leaders.behind}"
    if taken.leaders and one.leader and one.level not in _ABOVE:
        told = leaders.told(one.leader)
        if told != one.leader:
            changed["leader"] = told
    return replace(one, **changed) if changed else one


def _named(record: Any, field: str, taken: set[str], before: str, behind: str = "") -> Any:
    name = getattr(record, field)
    return replace(record, **{field: f"{before}{name}{behind}"}) if name in taken else record
