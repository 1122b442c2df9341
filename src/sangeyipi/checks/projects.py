"""Rules between projects, and between projects and ledger.yaml."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from sangeyipi.checks.catalogue import rule
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import nearest
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule, Severity

_SUFFIXES = re.compile(r"有限责任公司|股份有限公司|有限公司|集团|公司|项目")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_WORD_IN_A_LINE = re.compile(r"[^\w\n]+|_+")


def check_unique_ids(ledger: Ledger) -> Iterator[Diagnostic]:
    """编号 is a project's identity."""
    first: dict[str, Project] = {}
    for project in ledger.projects:
        other = first.setdefault(project.id, project)
        if other is not project:
            message = f"编号 {project.id} 用了两次：{_where(other)}“{other.name}”也是这个编号"
            yield Diagnostic(Rule.DUPLICATE_ID, project.origin.at(term.ID), message)


SIMILAR_NAME = rule(
    "similar-name",
    Severity.WARNING,
    title="两个项目名称几乎相同",
    why="名称只差括号、空格或“有限公司”“项目”等字样，可能是同一个项目记了两次，总数会多算。",
    remedy="是同一个项目就合并成一条，在“在册”里写明各批的期数；"
    "不是就在名称里写出区别，如“一期”“二期”",
    bad={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例机械有限公司（一期）
- 编号: SL-2021-002
  名称: 示例机械 一期项目
"""
    },
    good={
        "projects/第1期.yaml": """\
- 编号: SL-2021-001
  名称: 示例机械有限公司（一期）
- 编号: SL-2021-002
  名称: 示例机械有限公司（二期）
"""
    },
)


def check_similar_names(ledger: Ledger) -> Iterator[Diagnostic]:
    """Two projects with names that differ only in form are probably one, entered twice."""
    names = [project.name for project in ledger.projects]
    if len({*folded_names(names)}) == len(names):
        return
    first: dict[str, Project] = {}
    for project in ledger.projects:
        other = first.setdefault(folded_name(project.name), project)
        if other is not project and other.id != project.id:
            message = f"名称与 {other.id}“{other.name}”几乎相同，是不是同一个项目记了两次？"
            yield Diagnostic(SIMILAR_NAME, project.origin.at(term.NAME), message)


def folded_name(name: str) -> str:
    """A name without what people write now this way, now that: width, brackets, suffixes."""
    bare = _NOT_WORD.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return _SUFFIXES.sub("", bare) or bare


def folded_names(names: Sequence[str]) -> list[str]:
    """Each as `folded_name` makes it, in one go; one by one where a name has lines or no word.

    A line break is a word's end to all of it, and neither goes away nor comes to be.
    """
    joined = unicodedata.normalize("NFKC", "\n".join(names))
    bare = _NOT_WORD_IN_A_LINE.sub("", joined).casefold()
    folded = _SUFFIXES.sub("", bare).split("\n")
    if len(folded) != len(names) or "" in folded:
        return [folded_name(name) for name in names]
    return folded


def check_declared(ledger: Ledger) -> Iterator[Diagnostic]:
    """Phases and sectors are those of ledger.yaml."""
    declared = {phase.number for phase in ledger.config.phases}
    sectors = frozenset(ledger.config.sectors)
    for project in ledger.projects:
        for batch, phase in project.listed.items():
            if phase not in declared:
                place = project.origin.at(term.LISTED, batch)
                yield undeclared_phase(place, phase, f"（{project.id} {project.name}）")
        if sectors and project.sector is not None and project.sector not in sectors:
            near = nearest(project.sector, ledger.config.sectors, 1)
            hint = f"；是不是“{near[0]}”？" if near else ""
            message = f"领域“{project.sector}”不在 ledger.yaml 的“领域”里{hint}"
            remedy = f"改成其中之一（{'、'.join(ledger.config.sectors)}），或在 ledger.yaml 里补上"
            yield Diagnostic(
                Rule.UNDECLARED_SECTOR, project.origin.at(term.SECTOR), message, remedy
            )


def undeclared_phase(place: Place, phase: int, whose: str = "") -> Diagnostic:
    """The diagnostic of a phase that ledger.yaml does not declare."""
    message = f"第{phase}期不在 ledger.yaml 的“期次”里{whose}"
    return Diagnostic(Rule.UNDECLARED_PHASE, place, message)


def _where(project: Project) -> str:
    return f"{project.origin.file} 里的" if project.origin.file else ""


#: Run on what could be read of a ledger.
CHECKS = (check_unique_ids, check_similar_names, check_declared)
