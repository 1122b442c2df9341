"""Rules of 汇集: what ledger.yaml says of the members, and what they say beside each other.

A member is checked by itself, by the rules of any ledger; here is only what none of them can know.

What the rules between members want of a file of projects is remembered beside it: of counties that
were read before, or in another process, no project is made unless it may be told of.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from posixpath import normpath
from typing import Any, NamedTuple

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.digests import any_of, are_digests, digests, shared
from sangeyipi.checks.ids import folded_id, folded_ids
from sangeyipi.checks.projects import folded_names, undeclared_phase
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.gathering import Member, MemberKind, alike
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import folded
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.store.beside import MOST_FILES
from sangeyipi.store.files import LEDGER_FILE, FileKind
from sangeyipi.store.kinds import records_of
from sangeyipi.store.plain import UNFIT

_CITY = """\
名称: 示例市项目台账
期次:
  - 期: 1
    日期: 2021-07-10
汇集:
"""
_COUNTY = """\
名称: {0}项目台账
期次:
  - 期: 1
    日期: 2021-07-10
"""
_MEMBER = """\
  - 地区: {0}
    类别: 县
    文件夹: {0}
"""
_PROJECT = """\
- 编号: {0}-1
  名称: {1}
  建设单位: {2}
"""


def _two(project: str, name: str, builder: str) -> dict[str, str]:
    """A city of two counties with a project each."""
    return {
        "ledger.yaml": _CITY + _MEMBER.format("甲县") + _MEMBER.format("乙县"),
        "甲县/ledger.yaml": _COUNTY.format("甲县"),
        "乙县/ledger.yaml": _COUNTY.format("乙县"),
        "甲县/projects/a.yaml": project,
        "乙县/projects/b.yaml": _PROJECT.format("B", name, builder),
    }


_ONE = {
    "甲县/ledger.yaml": _COUNTY.format("甲县"),
    "甲县/projects/a.yaml": _PROJECT.format("A", "示例机械园", "示例机械公司"),
}

SOURCE = rule(
    "gathered-source",
    Severity.ERROR,
    title="汇集里一个地区的写法不对",
    why="不知道这个地区的数从哪里来，或者一个地区会被算两次。",
    remedy="每个地区、每个文件夹只写一次，写“文件夹”或“公布文件夹”中的一个；“版本”只和“文件夹”一起写",
    bad={
        "ledger.yaml": _CITY + _MEMBER.format("甲县") + _MEMBER.format("甲县"),
        **_ONE,
    },
    good={"ledger.yaml": _CITY + _MEMBER.format("甲县"), **_ONE},
    present_only=True,
)
MISSING = rule(
    "gathered-missing",
    Severity.WARNING,
    title="汇集里一个地区没有台账",
    why="它的数没有计入，合计只是至少数（≥），率算不出（—）。",
    remedy="把它的台账放到“文件夹”写的地方；暂不计入的写“计入: false”",
    bad={
        "ledger.yaml": _CITY + _MEMBER.format("甲县") + _MEMBER.format("乙县"),
        **_ONE,
    },
    good=_two(_PROJECT.format("A", "示例机械园", "甲公司"), "示例食品园", "乙公司"),
)
TWICE = rule(
    "gathered-twice",
    Severity.WARNING,
    title="两个地区像有同一个项目",
    why="名称和建设单位（没有写的看编号）相同或项目代码相同，可能是同一个项目两地都报了，合计会多算。",
    remedy="核对归哪个地区，另一个地区删去这个项目；确是两个项目的，在名称里写出区别",
    bad=_two(
        _PROJECT.format("A", "示例机械园（一期）", "示例机械有限公司"),
        "示例机械园 一期项目",
        "示例机械公司",
    ),
    good=_two(
        _PROJECT.format("A", "示例机械园（一期）", "示例机械有限公司"),
        "示例机械园（二期）",
        "示例机械有限公司",
    ),
)
OTHERS = rule(
    "gathered-others",
    Severity.WARNING,
    title="一个地区的台账写的是别的地区",
    why="多半是文件夹写错了：别处的数会算在这个地区头上，那里的会算两次。",
    remedy="核对“文件夹”“公布文件夹”指的是不是它的；是的，把两处的地区写成一样",
    bad={
        "ledger.yaml": _CITY + _MEMBER.format("甲县"),
        **_ONE,
        "甲县/ledger.yaml": _COUNTY.format("乙县") + "地区: 乙县\n",
    },
    good={
        "ledger.yaml": _CITY + _MEMBER.format("甲县"),
        **_ONE,
        "甲县/ledger.yaml": _COUNTY.format("甲县") + "地区: 示例市甲县\n",
    },
)
_SECTORS = "领域: [制造业]\n汇集:\n"
SECTOR = rule(
    "gathered-sector",
    Severity.HINT,
    title="区县的领域不在市的领域里",
    why="按领域的表里，这些项目在市的各领域之外单列一行。",
    remedy="请这个地区改用市的领域，或在市的 ledger.yaml 的“领域”里补上",
    bad={
        **_ONE,
        "ledger.yaml": _CITY.replace("汇集:\n", _SECTORS) + _MEMBER.format("甲县"),
        "甲县/projects/a.yaml": "- 编号: A-1\n  名称: 示例机械园\n  领域: 机械\n",
    },
    good={
        **_ONE,
        "ledger.yaml": _CITY.replace("汇集:\n", _SECTORS) + _MEMBER.format("甲县"),
        "甲县/projects/a.yaml": "- 编号: A-1\n  名称: 示例机械园\n  领域: 制造业\n",
    },
)


#: What a row of a table is called that is the sum of others.
_SUM = later("(?:全[省市县区]|本[省市县区]|总)?(?:合计|总计|小计|共计|累计|总数|汇总)|全[省市县区]")


def check_sources(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each member once, with one place that it comes from and no other one does."""
    seen: set[str] = set()
    looks: dict[str, str] = {}
    lies: dict[str, str] = {}
    for index, one in enumerate(ledger.config.members):
        place = ledger.place().at(term.GATHERED, index)
        if one.region in seen:
            yield Diagnostic(SOURCE, place.at(term.REGION), f"“{one.region}”写了两次")
        seen.add(one.region)
        odd = _odd_name(one)
        if odd:
            message = f"地区不能叫“{one.region}”：{odd}"
            yield Diagnostic(SOURCE, place.at(term.REGION), message)
        other = looks.setdefault(folded(one.region), one.region)
        if other != one.region:
            message = f"“{one.region}”与“{other}”看不出是两个地区：只差全角半角、大小写或空格"
            yield Diagnostic(SOURCE, place.at(term.REGION), message)
        if (one.folder is None) is (one.published is None):
            both = "都写了" if one.folder else "都没有写"
            message = f"{one.region}：“{term.FOLDER}”和“{term.PUBLISHED}”{both}"
            yield Diagnostic(SOURCE, place, message)
        elif one.revision is not None and one.folder is None:
            message = f"{one.region}：公布的表没有“{term.REVISION}”"
            yield Diagnostic(SOURCE, place.at(term.REVISION), message)
        said = one.folder or one.published
        if said is not None and one.region not in lies.values():
            first = lies.setdefault(_same_folder(said), one.region)
            if first != one.region:
                key = term.FOLDER if one.folder else term.PUBLISHED
                message = f"“{said}”是{first}的，又写作{one.region}的：它的数会算两次"
                yield Diagnostic(SOURCE, place.at(key), message)


def _odd_name(one: Member) -> str:
    """Why a place cannot be called so; "" where it can."""
    name = one.region
    if name in {*FileKind, LEDGER_FILE, ".", ".."} or "/" in name or "\\" in name:
        return "它的文件在报错里以地区开头"
    if _SUM.fullmatch(folded(name)):
        return "表里会当成合计"
    if name in set(MemberKind) and name != one.kind:
        return "这是一种类别"
    return ""


def _same_folder(said: str) -> str:
    """A folder as it is called however it is written."""
    return normpath(said.replace("\\", "/"))


def same_places(ledger: Ledger, lying: Iterable[tuple[int, str]]) -> Iterator[Diagnostic]:
    """Members that lie in one place, by a link or another way of writing it, each with which."""
    first: dict[str, Member] = {}
    for index, where in lying:
        one = ledger.config.members[index]
        other = first.setdefault(where, one) if where else one
        said, theirs = (each.folder or each.published or "" for each in (one, other))
        # What is written alike is told without a look.
        if other.region != one.region and _same_folder(said) != _same_folder(theirs):
            key = term.FOLDER if one.folder else term.PUBLISHED
            message = (
                f"{one.region}的“{said}”和{other.region}的“{theirs}”是同一个文件夹：它的数会算两次"
            )
            yield Diagnostic(SOURCE, ledger.place().at(term.GATHERED, index).at(key), message)


def check_own_records(ledger: Ledger) -> Iterator[Diagnostic]:
    """A ledger made of others has no records of its own beside them."""
    settings = {ledger.place().file, *(one.origin.file for one in ledger.statements)}
    own = {one.origin.file for one in records_of(ledger)}
    for file in sorted(own - settings):
        message = "写了“汇集”的台账，自己的项目、汇总和调度都不计"
        remedy = "把它们移到一个单独的台账文件夹，在“汇集”里作为“类别: 市直”的一个地区"
        yield Diagnostic(SOURCE, Place(file), message, remedy)


def missing(ledger: Ledger, faults: Iterable[tuple[int, str]]) -> Iterator[Diagnostic]:
    """Members of which nothing was read, each with why."""
    for index, fault in faults:
        one = ledger.config.members[index]
        place = ledger.place().at(term.GATHERED, index)
        yield Diagnostic(MISSING, place, f"{one.region}：{fault}")


def others(ledger: Ledger, calling: Iterable[tuple[int, str]]) -> Iterator[Diagnostic]:
    """Members that say themselves that they are another place's, each with which."""
    for index, name in calling:
        one = ledger.config.members[index]
        # What is the city's own is kept under any name.
        if name and one.kind is not MemberKind.OF_CITY and not alike(name, one.region):
            place = ledger.place().at(term.GATHERED, index).at(term.REGION)
            yield Diagnostic(OTHERS, place, f"{one.region}的台账写的地区是“{name}”")


def check_phases_declared(ledger: Ledger) -> Iterator[Diagnostic]:
    """What a member lists in a phase that the whole does not know, its tables could not show."""
    declared = {phase.number for phase in ledger.config.phases}
    for project in _of_files(_files(ledger), lambda one: not declared.issuperset(one.phases)):
        for batch, phase in project.listed.items():
            if phase not in declared:
                place = project.origin.at(term.LISTED, batch)
                whose = f"（汇集的台账；{project.id} {project.name}）"
                yield undeclared_phase(place, phase, whose)
    for rollup in ledger.rollups:
        odd = [phase for phase in rollup.phases or () if phase not in declared]
        if odd:
            yield undeclared_phase(rollup.origin.at(term.PHASE), odd[0], "（汇集的台账）")


def check_twice(ledger: Ledger) -> Iterator[Diagnostic]:
    """The same project in two members: by name and builder or 编号, or by 项目代码."""
    files = list(_files(ledger))
    names, codes = _shared(files, "names"), _shared(files, "codes")
    if not (names or codes):
        return
    projects = list(
        _of_files(files, lambda one: any_of(names, one.names) or any_of(codes, one.codes))
    )
    by_name: dict[str, Project] = {}
    by_code: dict[str, Project] = {}
    for project, name in zip(projects, _names(projects), strict=True):
        named = by_name.setdefault(name, project)
        code = folded_id(project.code) if project.code else ""
        coded = by_code.setdefault(code, project) if code else project
        if named.region != project.region:
            alike = "建设单位" if project.builder else term.ID
            yield _twice(project, named, term.NAME, f"名称和{alike}")
        elif coded.region != project.region:
            yield _twice(project, coded, term.CODE, "项目代码")


def check_sectors_known(ledger: Ledger) -> Iterator[Diagnostic]:
    """Sectors of members that the whole does not have, each once a member."""
    sectors = set(ledger.config.sectors)
    told: set[tuple[str, str]] = set()
    for project in _projects(ledger) if sectors else ():
        if project.sector is None or project.sector in sectors:
            continue
        key = (project.region, project.sector)
        if key not in told:
            told.add(key)
            message = f"{project.region}的领域“{project.sector}”不在汇集的台账的“领域”里"
            yield Diagnostic(SECTOR, project.origin.at(term.SECTOR), message)


def check_statements_open(ledger: Ledger) -> Iterator[Diagnostic]:
    """What was published of the whole cannot be proven where a member is not there."""
    for statement in ledger.statements:
        gone = ledger.open(statement.date)
        if gone:
            named = "、".join(f"{one.region}（{one.why}）" for one in gone)
            message = f"截至 {statement.date} 的公布核对不了：{named}"
            yield Diagnostic(Rule.STATEMENT_UNPROVABLE, statement.origin, message)


def _projects(ledger: Ledger) -> Iterator[Project]:
    """Those of every member, counted or not."""
    for part in ledger.parts:
        if part.ledger is not None:
            yield from part.ledger.counted


class _Between(NamedTuple):
    """What the rules between members want to know of the projects of a file.

    `names`, `codes`: digests, as `_names` and `_codes` give them.
    """

    phases: tuple[int, ...]
    names: bytes
    codes: bytes


#: What that is remembered as.
_REMEMBERED = "between members"


def between_of(projects: Sequence[Project]) -> tuple[str, Any]:
    """What is wanted of a file of these projects, and as what."""
    return _REMEMBERED, tuple(_between(projects))


def _between(projects: Sequence[Project]) -> _Between:
    return _Between(
        tuple(sorted({phase for one in projects for phase in one.listed.values()})),
        digests(_names(projects)),
        digests(folded_ids([one.code for one in projects if one.code])),
    )


def _names(projects: Sequence[Project]) -> Iterator[str]:
    """Of each its name and 建设单位, as nobody tells them apart; its 编号 where it has none: the
    ledger of one place may have been copied for another."""
    names = folded_names([one.name for one in projects])
    builders = iter(folded_names([one.builder for one in projects if one.builder]))
    for one, name in zip(projects, names, strict=True):
        # No folded name has anything but letters and numbers.
        if one.builder:
            yield f"{name}\n{next(builders)}"
        else:
            # Where two places use a 编号 it stands behind the place by now.
            yield f"{name}\n\n{folded_id(one.id.removeprefix(f'{one.region}/'))}"


class _File(NamedTuple):
    """A file of a member, or all of its projects where it is not known file by file."""

    region: str
    known: _Between
    projects: Callable[[], Sequence[Project]]


def _files(ledger: Ledger) -> Iterator[_File]:
    """Those of every member, counted or not."""
    for part in ledger.parts:
        if part.ledger is None:
            continue
        files = part.ledger.counted_files
        if files is None or len(files) > MOST_FILES:
            yield _all_of(part.region, part.ledger.counted)
            continue
        for file in files:
            yield _File(part.region, _known(file), file.projects)


def _all_of(region: str, projects: Sequence[Project]) -> _File:
    return _File(region, _between(projects), lambda: projects)


def _known(file: ProjectFile) -> _Between:
    try:
        found = _Between(*file.known.get(_REMEMBERED))
        if are_digests(found.names) and are_digests(found.codes):
            return found
    except UNFIT:
        pass
    found = _between(file.projects())
    file.known.put(_REMEMBERED, tuple(found))
    return found


def _shared(files: Iterable[_File], of: str) -> set[int]:
    by_place: dict[str, list[bytes]] = {}
    for one in files:
        by_place.setdefault(one.region, []).append(getattr(one.known, of))
    return shared(by_place)


def _of_files(files: Iterable[_File], wanted: Callable[[_Between], bool]) -> Iterator[Project]:
    """The projects of those files, place by place in the order of its ledger."""
    by_place: dict[str, list[Project]] = {}
    for one in files:
        if wanted(one.known):
            by_place.setdefault(one.region, []).extend(one.projects())
    for projects in by_place.values():
        yield from sorted(projects, key=attrgetter("id"))


def _twice(project: Project, other: Project, key: str, what: str) -> Diagnostic:
    message = f"与{other.region}的 {other.id}“{other.name}”{what}相同，是不是同一个项目？"
    return Diagnostic(TWICE, project.origin.at(key), message)


#: Run on what could be read of a ledger.
CHECKS = (check_sources,)
#: Run on a ledger made of others.
BETWEEN = (check_phases_declared, check_twice, check_statements_open)
BETWEEN_HINTS = (check_sectors_known,)
