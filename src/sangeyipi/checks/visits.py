"""Rules of visits (走访): once, in their year's file, of who answers for the project, with reasons.

Owns what a visit says beside its project and the problems it names.  Needs the whole ledger, as a
problem or leader that could not be read is not missing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.ids import folded_id
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import alike
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import half_width
from sangeyipi.model.rule import Severity
from sangeyipi.model.visit import Capacity, Verdict, Visit

_MOST_HINTS = 5
#: The year that a file's name says, if it says one.
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_DIFFERS = "不符之处"
_PROJECTS = """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
  包联领导: 张某某、李某某
- 编号: SL-2021-002
  名称: 示例物流园
  包联领导: 王某某
"""
_PROBLEMS = """\
- 编号: WT-2022-001
  项目: SL-2021-001
  类别: 用地
  问题: 差五十亩用地指标
  提出: 2022-03-05
"""
_HEAD = "日期,项目,走访人,身份,事项,问题,核查结论,不符之处\n"


def _visits(*rows: str, file: str = "visits/2022.csv") -> dict[str, str]:
    return {
        "projects/第1期.yaml": _PROJECTS,
        "problems/2022.yaml": _PROBLEMS,
        file: _HEAD + "".join(f"{row}\n" for row in rows),
    }


TWICE = rule(
    "visit-twice",
    Severity.ERROR,
    title="同一次走访记了两次",
    why="同一天、同一个项目、同一身份的同一些人记了两次，走访次数会多算。",
    remedy="合成一行：事项、问题写在一起；日期或人写错的，改过来",
    bad=_visits(
        "2022-03-05,SL-2021-001,张某某、李某某,包联领导,看现场,,,",
        "2022-03-05,SL-2021-001,李某某、张某某,包联领导,协调用地,,,",
    ),
    good=_visits(
        "2022-03-05,SL-2021-001,张某某、李某某,包联领导,看现场,,,",
        "2022-03-05,SL-2021-001,李某某、张某某,督导组,协调用地,,,",
    ),
)
OTHER_YEAR = rule(
    "visit-other-year",
    Severity.WARNING,
    title="走访的日期不是文件名那一年",
    why="走访按日期那一年算，文件名说的却是另一年：多半是年份写错了，走访会算到别的年里。",
    remedy="核对年份；日期没有错的，移到那一年的文件里",
    bad=_visits("2021-12-05,SL-2021-001,张某某,包联领导,看现场,,,"),
    good=_visits("2021-12-05,SL-2021-001,张某某,包联领导,看现场,,,", file="visits/2021至2022.csv"),
)
UNKNOWN_PROBLEM = rule(
    "visit-unknown-problem",
    Severity.ERROR,
    title="走访说的问题不在台账里",
    why="编号写错了，走访发现的问题就对不上；没有登记的，不算问题。",
    remedy="对照原记录改正编号；没有登记的问题，先在 problems 里登记",
    bad=_visits("2022-03-05,SL-2021-001,张某某,包联领导,看现场,wt-2022-1,,"),
    good=_visits("2022-03-05,SL-2021-001,张某某,包联领导,看现场,WT-2022-001,,"),
)
PROBLEM_OF_ANOTHER = rule(
    "visit-problem-of-another",
    Severity.WARNING,
    title="走访说的问题是别的项目的",
    why="问题登记在另一个项目名下，走访的项目或问题的编号可能写错了。",
    remedy="查清是哪个项目的问题，改项目或问题的编号",
    bad=_visits("2022-03-05,SL-2021-002,王某某,包联领导,看现场,WT-2022-001,,"),
    good=_visits("2022-03-05,SL-2021-002,王某某,包联领导,WT-2022-001 那样的问题没有,,,"),
)
NOT_A_LEADER = rule(
    "visit-not-a-leader",
    Severity.WARNING,
    title="走访人不是这个项目的包联领导",
    why="身份是包联领导，项目的“包联领导”里却没有这个人，这次走访就算不到项目的包联领导名下。",
    remedy="改走访人、身份，或项目的“包联领导”；换了领导的，新领导走访以后不再问",
    bad=_visits("2022-03-05,SL-2021-002,张某某,包联领导,看现场,,,"),
    good=_visits(
        "2022-03-05,SL-2021-002,赵某某,包联领导,交接以前,,,",
        "2022-06-05,SL-2021-002,王某某,包联领导,交接以后,,,",
        "2022-06-06,SL-2021-001,张某某、赵某某,包联领导,赵某某陪同,,,",
    ),
)
VERDICT = rule(
    "visit-verdict",
    Severity.WARNING,
    title="核查结论与不符之处对不上",
    why="不属实、部分属实的要写哪里不符，属实的没有不符：两样对不上，结论就说不清。",
    remedy="补上不符之处，或改正核查结论",
    bad=_visits(
        "2022-03-05,SL-2021-001,张某某,核查组,,,部分属实,",
        "2022-03-06,SL-2021-001,张某某,核查组,,,属实,设备未到场",
    ),
    good=_visits(
        "2022-03-05,SL-2021-001,张某某,核查组,,,部分属实,设备未到场",
        "2022-03-06,SL-2021-001,张某某,核查组,,,属实,",
    ),
)


def check_visits(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each visit by itself, and no two of them the same."""
    first: dict[tuple[object, ...], Visit] = {}
    files: dict[str, int] = {}
    for visit in ledger.visits:
        key = (visit.date, visit.project, visit.capacity, frozenset(visit.visitors))
        other = first.setdefault(key, visit)
        if other is not visit:
            yield _again(visit, other)
        year = _year_of(visit.origin.file, files)
        if year and year != visit.date.year:
            message = f"{visit.date} 的走访在 {PurePosixPath(visit.origin.file).name} 里"
            yield Diagnostic(OTHER_YEAR, visit.origin.at(term.DATE), message)
        if visit.verdict is not None or visit.differs is not None:
            yield from _verdict(visit)


def _again(visit: Visit, other: Visit) -> Diagnostic:
    row = int(other.origin.path[0]) + 1 if other.origin.path else 1
    message = (
        f"{visit.date} {visit.visitor} 以{visit.capacity}身份走访 {visit.project} 记了两次，"
        f"另一次是 {other.origin.file} 的第 {row} 条"
    )
    return Diagnostic(TWICE, visit.origin.at(term.DATE), message)


def _year_of(file: str, known: dict[str, int]) -> int:
    """The year that a file's name says; 0: none, or several."""
    if file not in known:
        years = set(_YEAR.findall(PurePosixPath(file).stem))
        known[file] = int(years.pop()) if len(years) == 1 else 0
    return known[file]


def _verdict(visit: Visit) -> Iterator[Diagnostic]:
    whose = f"（{visit.date} {visit.project}）"
    if visit.verdict is None:
        message, key = f"写了不符之处，没有写核查结论{whose}", _DIFFERS
    elif visit.verdict is Verdict.TRUE and visit.differs is not None:
        message, key = f"核查结论是属实，却写了不符之处{whose}", _DIFFERS
    elif visit.verdict is not Verdict.TRUE and visit.differs is None:
        message, key = f"核查结论是{visit.verdict}，没有写哪里不符{whose}", term.VERDICT
    else:
        return
    yield Diagnostic(VERDICT, visit.origin.at(key), message)


def check_problems_of_visits(ledger: Ledger) -> Iterator[Diagnostic]:
    """What a visit found is registered, and for its project."""
    known = {problem.id: problem for problem in ledger.problems}
    odd: dict[str, list[Visit]] = defaultdict(list)
    for visit in ledger.visits:
        for id in visit.found if visit.problems is not None else ():
            problem = known.get(id)
            if problem is None:
                odd[id].append(visit)
            elif problem.project != visit.project:
                message = f"问题 {id} 是 {problem.project} 的，这次走访的是 {visit.project}"
                yield Diagnostic(PROBLEM_OF_ANOTHER, _at_problems(visit), message)
    yield from _unknown(odd, known)


def _unknown(odd: Mapping[str, list[Visit]], known: Mapping[str, Problem]) -> Iterator[Diagnostic]:
    folded = {_numbered(id): id for id in known} if odd else {}
    for index, (id, visits) in enumerate(odd.items()):
        same = folded.get(_numbered(id), "")
        near = same
        if not near and index < _MOST_HINTS:
            near = next(iter(alike(half_width(id), known, 1, 0.8)), "")
        more = f"（{len(visits)} 次走访）" if len(visits) > 1 else ""
        hint = f"；是不是“{near}”？" if near else ""
        message = f"台账里没有问题 {id}{more}{hint}"
        remedy = f"改成“{same}”" if same and known[same].project == visits[0].project else ""
        yield Diagnostic(UNKNOWN_PROBLEM, _at_problems(visits[0]), message, remedy)


def _numbered(id: str) -> str:
    """A 编号 without what people leave out as they write it by heart: case, width, zeros."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", folded_id(id))


def _at_problems(visit: Visit) -> Place:
    return visit.origin.at(term.REGISTERED_PROBLEMS)


def check_leaders_of_visits(ledger: Ledger) -> Iterator[Diagnostic]:
    """Who visits as 包联领导 is one of the project's, where it says any."""
    by_project: dict[str, list[Visit]] = defaultdict(list)
    for visit in ledger.visits:
        if visit.capacity is Capacity.LEADER:
            by_project[visit.project].append(visit)
    for project in ledger.projects if by_project else ():
        if project.leader is not None and project.id in by_project:
            yield from _strangers(project, by_project[project.id])


def _strangers(project: Project, visits: Iterable[Visit]) -> Iterator[Diagnostic]:
    """Each other one once, at the last visit since that of one of the project's leaders."""
    leaders = project.leaders
    since: dict[str, list[Visit]] = {}
    for visit in visits:
        others = [one for one in visit.visitors if one not in leaders]
        if len(others) < len(visit.visitors):
            # Who goes along is nobody's 包联领导; who went before answered for it then.
            since.clear()
        else:
            for one in others:
                since.setdefault(one, []).append(visit)
    for name, found in since.items():
        more = f" {len(found)} 次" if len(found) > 1 else ""
        message = (
            f"{name} 以包联领导身份走访{more}，不是 {project.id} 的包联领导"
            f"（包联领导：{project.leader}）"
        )
        yield Diagnostic(NOT_A_LEADER, found[-1].origin.at(term.VISITOR), message)


#: Run on what could be read of a ledger.
CHECKS = (check_visits,)
#: Run where all of a ledger was read.
WHOLE = (check_problems_of_visits, check_leaders_of_visits)
