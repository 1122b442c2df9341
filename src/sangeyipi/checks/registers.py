"""Rules of what problems, visits and financing say of projects: the ledger's own, while in it.

Owns whether there is such a project.  What a record of each kind says by itself is for `problems`,
`visits` and `financing`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.ids import folded_id, mangled, remedy_for_mangled
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import alike
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import half_width
from sangeyipi.model.rule import Severity
from sangeyipi.model.visit import Capacity

#: Looking for a near word among thousands takes a while; who has more wrong has another problem.
_MOST_HINTS = 5
_PROJECTS = """\
- 编号: SL-2021-001
  名称: 示例铝基新材料产业园
"""
_LEFT = f"""\
{_PROJECTS}\
  调出:
    日期: 2022-03-15
"""
_VISIT = "日期,项目,走访人,身份\n"

UNKNOWN_PROJECT = rule(
    "register-unknown-project",
    Severity.ERROR,
    title="问题、走访、银企的项目不在台账里",
    why="编号写错了，这一条就算不到它的项目上，问题、走访、对接的个数都会少。",
    remedy="对照原表改正编号；是新项目的，先在 projects 里登记",
    bad={
        "projects/第1期.yaml": _PROJECTS,
        "visits/2022.csv": f"{_VISIT}2022-03-05,SL-2021-010,张某某,督导组\n",
    },
    good={
        "projects/第1期.yaml": _PROJECTS,
        "visits/2022.csv": f"{_VISIT}2022-03-05,SL-2021-001,张某某,督导组\n",
    },
)
AFTER_WITHDRAWAL = rule(
    "register-after-withdrawal",
    Severity.WARNING,
    title="调出以后还有问题、走访、银企",
    why="项目已经调出，以后的不再算进去；可能是编号写错了，或者没有真的调出。督导组、核查组的走访不问。",
    remedy="核对编号、日期和“调出”的日期",
    bad={
        "projects/第1期.yaml": _LEFT,
        "visits/2022.csv": f"{_VISIT}2022-03-16,SL-2021-001,张某某,首席服务员\n",
    },
    good={
        "projects/第1期.yaml": _LEFT,
        "visits/2022.csv": f"{_VISIT}2022-03-15,SL-2021-001,张某某,首席服务员\n"
        "2022-04-20,SL-2021-001,李某某,核查组\n",
    },
)


class Register(NamedTuple):
    """A kind of record that is about a project each: what one is called, and its first day."""

    word: str
    records: Sequence[Any]
    day: Callable[[Any], date]
    #: The key of that day.
    key: str


def registers(ledger: Ledger) -> tuple[Register, ...]:
    """The records about projects, by kind."""
    return (
        Register(
            term.REGISTERED_PROBLEMS, ledger.problems, lambda one: one.raised.first, term.RAISED
        ),
        Register(term.VISITS, ledger.visits, lambda one: one.date, term.DATE),
        Register(term.FINANCING, ledger.financing, lambda one: one.date, term.AS_OF),
    )


def check_projects_of_registers(ledger: Ledger) -> Iterator[Diagnostic]:
    """Every record is about a project of the ledger, and one that has not left it."""
    if not (ledger.problems or ledger.visits or ledger.financing):
        return
    known = {project.id: project for project in ledger.projects}
    left = {id: one for id, one in known.items() if one.withdrawn is not None}
    for register in registers(ledger):
        odd = {one.project for one in register.records} - known.keys()
        if odd:
            yield from _unknown(register, odd, known)
        if left:
            yield from _late(register, left)


def _unknown(
    register: Register, odd: Iterable[str], known: Mapping[str, Project]
) -> Iterator[Diagnostic]:
    """Each 编号 that no project has, once, where it first stands."""
    found: dict[str, list[Any]] = {id: [] for id in odd}
    for record in register.records:
        if record.project in found:
            found[record.project].append(record)
    folded = {folded_id(id): id for id in known}
    for index, (id, records) in enumerate(sorted(found.items())):
        same = folded.get(folded_id(id), "")
        near = same
        if not near and index < _MOST_HINTS:
            near = next(iter(alike(half_width(id), known, 1, 0.8)), "")
        place = records[0].origin.at(term.PROJECT)
        more = f"（{register.word} {len(records)} 条）" if len(records) > 1 else ""
        message = f"台账里没有编号 {id}{more}{f'；是不是“{near}”？' if near else ''}"
        yield Diagnostic(
            UNKNOWN_PROJECT, place, message, _remedy(id, same, near, known, place.file)
        )


def _remedy(id: str, same: str, near: str, known: Mapping[str, Project], file: str) -> str:
    if same:
        return f"改成“{same}”"
    if near:
        # Another project's 编号 may look as much like it, and the record would go there unseen.
        return (
            f"查清是哪个项目的：确是 {near}（{known[near].name}）的，改成“{near}”；"
            "是新项目的，先在 projects 里登记"
        )
    return remedy_for_mangled(file) if mangled(id) else ""


def _late(register: Register, left: Mapping[str, Project]) -> Iterator[Diagnostic]:
    """What is of later days than the project's 调出: once for each project, at the first of it."""
    late: dict[str, list[Any]] = {}
    for record in register.records:
        project = left.get(record.project)
        if project is None or project.withdrawn is None or _by_inspectors(record):
            continue
        if register.day(record) > project.withdrawn.date.last:
            late.setdefault(record.project, []).append(record)
    for id, records in late.items():
        project = left[id]
        assert project.withdrawn is not None
        first = min(records, key=register.day)
        more = f"等 {len(records)} 条" if len(records) > 1 else ""
        message = (
            f"{project.withdrawn.date.text} 已经调出，{register.day(first)} 还有"
            f"{register.word}{more}（{id} {project.name}）"
        )
        yield Diagnostic(AFTER_WITHDRAWAL, first.origin.at(register.key), message)


def _by_inspectors(record: Any) -> bool:
    """Whether it is a visit of those who look again at what has left, too."""
    return getattr(record, "capacity", None) in (Capacity.INSPECTORS, Capacity.VERIFIERS)


#: Run where all of a ledger was read.
WHOLE = (check_projects_of_registers,)
