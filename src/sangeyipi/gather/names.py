"""Under which names the records of several ledgers stand together.

Owns what is told apart by its place: a 编号 (示例县/SL-001), a 责任单位, a 包联领导 (张三（甲县）)
that two of them use.  Who is of the whole itself (a unit of the city's, a leader of 市级) is one,
wherever named.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sangeyipi.checks.digests import any_of, are_digests, digests, shared
from sangeyipi.model.gathering import Member, MemberKind
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.patterns import later
from sangeyipi.model.people import each
from sangeyipi.model.project import Level, Project
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.model.visit import Capacity
from sangeyipi.store.beside import MOST_FILES
from sangeyipi.store.kinds import OF_PROJECTS, RecordKind
from sangeyipi.store.load import LoadedMember
from sangeyipi.store.plain import UNFIT

#: Between a place and a 编号 that another place uses as well.
BETWEEN = "/"
#: Leaders of these levels have projects in several counties.
_ABOVE = (Level.PROVINCE, Level.CITY)
#: What begins with 市 or 省 and is what a county's unit does: 市场监管局, 市政管理处, not 市政府办.
_OWN = later("市(?:场|容|域|民(?:之家|中心|服务|热线)|政(?!府|协|法|务|数|研|策))|省(?:道|界|际)")


class Taken(NamedTuple):
    """Which names several ledgers use."""

    projects: set[str]
    problems: set[str]
    units: set[str]
    leaders: set[str]


def taken_twice(members: Iterable[LoadedMember], config: Config) -> Taken:
    """The names that are told apart by their place; of several states those of any."""
    there = [
        _Place(one.member, one.loaded.ledger, tuple(_files(one.loaded.ledger)))
        for one in members
        if one.loaded and one.loaded.ledger is not None
    ]
    apart = [one for one in there if one.member.kind is not MemberKind.OF_CITY]
    ours = {name for one in there if one not in apart for name in one.units}
    units = _twice(apart, lambda one: one.units)
    ids: dict[str, list[bytes]] = {}
    for one in there:
        ids.setdefault(one.member.region, []).extend(file.known.ids for file in one.files)
    alike = shared(ids)
    return Taken(
        _twice(there, lambda one: one.ids(alike)) if alike else set(),
        _twice(there, lambda one: {problem.id for problem in one.ledger.problems}),
        {one for one in units - ours if not _is_above(one, config)},
        _twice(apart, lambda one: {name for file in one.files for name in file.known.leaders}),
    )


def _is_above(unit: str, config: Config) -> bool:
    """Whether a unit is the city's or the province's by what its name begins with."""
    begin = (one for one in (config.region, "省", "市") if one)
    return any(unit.startswith(one) and not _OWN.match(unit, len(one) - 1) for one in begin)


class _Names(NamedTuple):
    """The names in a file of projects: of the 编号 digests, as each has its own."""

    ids: bytes
    units: tuple[str, ...]
    leaders: tuple[str, ...]


#: What they are remembered as, beside the file: a place that was read before has its names without
#: a project.
_REMEMBERED = "names of a place"


def names_of(projects: Iterable[Project]) -> tuple[str, Any]:
    """What is wanted of a file of these projects, and as what."""
    return _REMEMBERED, tuple(_names(projects))


def _names(projects: Iterable[Project]) -> _Names:
    every = [*projects]
    texts = {one.leader for one in every if one.level not in _ABOVE}
    return _Names(
        digests(one.id for one in every),
        tuple(sorted({one.unit for one in every if one.unit})),
        tuple(sorted({name for text in texts for name in each(text)})),
    )


class _File(NamedTuple):
    """A file of a place, or all of its projects where it is not known file by file."""

    known: _Names
    projects: Callable[[], Iterable[Project]]


class _Place(NamedTuple):
    member: Member
    ledger: Ledger
    files: tuple[_File, ...]

    @property
    def units(self) -> set[str]:
        """The units that it names, of projects and of problems."""
        said = {one.unit for one in self.ledger.problems if one.unit}
        return said | {name for file in self.files for name in file.known.units}

    def ids(self, alike: set[int]) -> set[str]:
        """Its 编号, of the files in which one is alike."""
        wanted = (file for file in self.files if any_of(alike, file.known.ids))
        return {one.id for file in wanted for one in file.projects()}


def _files(ledger: Ledger) -> Iterator[_File]:
    files = ledger.files
    if files is None or len(files) > MOST_FILES:
        yield _File(_names(ledger.projects), lambda: ledger.projects)
        return
    for file in files:
        yield _File(_known(file), file.projects)


def has_projects(ledger: Ledger) -> bool:
    """Whether it has any; none is made to say so."""
    if ledger.files is None:
        return bool(ledger.projects)
    return any(_known(file).ids for file in ledger.files)


def _known(file: ProjectFile) -> _Names:
    try:
        found = _Names(*file.known.get(_REMEMBERED))
        if are_digests(found.ids):
            return found
    except UNFIT:
        pass
    found = _names(file.projects())
    file.known.put(_REMEMBERED, tuple(found))
    return found


def _twice(places: Iterable[_Place], named: Callable[[_Place], set[str]]) -> set[str]:
    """The names that two places use."""
    by_place: dict[str, set[str]] = {}
    for one in places:
        by_place.setdefault(one.member.region, set()).update(named(one))
    seen: set[str] = set()
    twice: set[str] = set()
    for names in by_place.values():
        twice |= seen & names
        seen |= names
    return twice


def renamed(ledger: Ledger, config: Config, region: str, taken: Taken) -> Ledger:
    """The records of a ledger, with their place before each name that another one uses as well,
    under the settings of the whole; those of a kind are made when they are first asked for.
    """
    known = _Leaders(f"（{region}）", taken.leaders)

    def projects_of(of: Iterable[Project]) -> tuple[Project, ...]:
        every = tuple(of)
        return tuple(_project(one, region, taken, known) for one in every) if any(taken) else every

    records: dict[str, Callable[[], tuple[Any, ...]]] = {
        kind.part: partial(_records, ledger, kind, region, taken, known)
        for kind in OF_PROJECTS
        if ledger.may_have(kind.part)
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
                ),
                ledger.known,
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
