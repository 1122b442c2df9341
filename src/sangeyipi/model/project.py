"""A project: one line of the ledger, known by its 编号.

Owns what can be said of one project alone.  Must not know of other projects, phases' dates or
figures.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Planned, Reached
from sangeyipi.model.declared import HIDDEN, AsPassed, Key, ProjectKey, Shown, keys, kinds, record
from sangeyipi.model.fields import (
    CODE,
    IDENTIFIER,
    TEXT,
    Amount,
    Code,
    Flag,
    Identifier,
    Label,
    Parts,
    PhaseNumber,
    Prose,
    Text,
)
from sangeyipi.model.guarantees import Guarantees, InStatistics
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.people import each
from sangeyipi.model.place import NOWHERE, Place
from sangeyipi.model.plan import NO_PLAN, Plan
from sangeyipi.model.stages import STEP, Batch, Milestone

#: The key under which the store passes a record's place; not a key anyone can type.
ORIGIN_KEY = f"{HIDDEN}origin"
#: The key under which it passes the member of a 汇集 that the record is of.
REGION_KEY = f"{HIDDEN}region"

#: Steps reached for certain, and at most: they differ only where a milestone says 已.
StepsTaken = tuple[int, int]

Origin = Annotated[Place, AsPassed(), Key(ORIGIN_KEY)]
Region = Annotated[str, AsPassed(), Key(REGION_KEY)]


class Level(StrEnum):
    """包联级别: of which level the leader is who answers for the project."""

    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """豁免: the project shows no light until then, for a reason that is told with it."""

    reason: Annotated[Prose, Key(term.REASON, "为什么不亮灯")]
    until: Annotated[Planned, Key("至", "到哪一天为止")]
    dimension: Annotated[
        Label | None, Key(term.DIMENSION, "只豁免“红黄灯”里的哪一条；不写都豁免")
    ] = None


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """调出: from its date on the project leaves every count; the record stays."""

    date: Annotated[Planned, Key(term.DATE, "从这一天起不再计入任何个数")]
    reason: Annotated[Prose | None, Key(term.REASON, "为什么调出")] = None


def _who(word: str, meaning: str) -> ProjectKey:
    """By what a project is known, wherever projects are listed."""
    return ProjectKey(word, meaning, listed=Shown.ALWAYS, on_page=Shown.ALWAYS)


def _found(word: str, meaning: str, *, grouped: bool = False, several: bool = False) -> ProjectKey:
    """What lists leave out, but are searched for."""
    return ProjectKey(
        word, meaning, listed=Shown.NOT, on_page=Shown.NOT, grouped=grouped, several=several
    )


def _only_shown(word: str, meaning: str) -> ProjectKey:
    """What stands in no list; `sgyp show` has it."""
    return ProjectKey(word, meaning, listed=Shown.NOT, on_page=Shown.NOT, searched=False)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project.  `investment` and `funds` are in 亿元; None is unknown, never zero."""

    id: Annotated[Identifier, _who(term.ID, "项目的唯一标识，全台账不重复；改名称不改编号")]
    name: Annotated[Text, _who(term.NAME, "项目名称")]
    sector: Annotated[
        Label | None,
        ProjectKey(
            term.SECTOR,
            "ledger.yaml“领域”里的一个，可不写",
            listed=Shown.ALWAYS,
            searched=False,
            grouped=True,
        ),
    ] = None
    investment: Annotated[
        Amount | None,
        ProjectKey(
            term.INVESTMENT,
            "亿元，至多四位小数（到万元）；不知道就不写，不写 0",
            listed=Shown.ALWAYS,
            on_page=Shown.NOT,
        ),
    ] = None
    funds: Annotated[Amount | None, _only_shown(term.FUNDS, "亿元，已到位的资金")] = None
    on_platform: Annotated[
        Flag | None,
        ProjectKey(
            term.PLATFORM, "是否计入省、市监管平台", listed=Shown.IN_DATA, on_page=Shown.NOT
        ),
    ] = None
    code: Annotated[
        Code | None, ProjectKey(term.CODE, "投资项目在线审批监管平台赋的代码，全台账不重复")
    ] = None
    parts: Annotated[
        Parts | None,
        ProjectKey(
            term.PARTS,
            "打捆项目由几个子项目组成；只是说明，项目仍算一个",
            on_page=Shown.NOT,
            searched=False,
        ),
    ] = None
    builder: Annotated[Text | None, _found("建设单位", "投资建设的企业", grouped=True)] = None
    unit: Annotated[
        Label | None,
        ProjectKey(
            term.UNIT,
            "负责推进的部门或乡镇",
            listed=Shown.ALWAYS,
            on_page=Shown.ALWAYS,
            grouped=True,
        ),
    ] = None
    locality: Annotated[
        Label | None, ProjectKey(term.LOCALITY, "项目所在的乡镇、街道或园区", grouped=True)
    ] = None
    leader: Annotated[
        Text | None,
        ProjectKey(
            term.LEADER,
            "包联的领导；有几位的用顿号隔开",
            listed=Shown.NOT,
            grouped=True,
            several=True,
        ),
    ] = None
    level: Annotated[
        Level | None,
        ProjectKey(
            "包联级别",
            "包联领导是哪一级的：省级、市级、县级或乡级",
            listed=Shown.NOT,
            on_page=Shown.NOT,
            searched=False,
            grouped=True,
        ),
    ] = None
    officer: Annotated[
        Text | None,
        _found(
            term.OFFICER,
            "派驻项目的首席服务员；有几位的用顿号隔开",
            grouped=True,
            several=True,
        ),
    ] = None
    listed: Annotated[
        dict[Batch, PhaseNumber],
        ProjectKey(
            term.LISTED,
            "批 → 期：在哪一期列入哪一批；每批至多一次，期数不倒退",
            listed=Shown.ALWAYS,
            on_page=Shown.NOT,
        ),
    ] = field(default_factory=dict)
    milestones: Annotated[
        dict[Milestone, Reached],
        ProjectKey(
            term.MILESTONES,
            "节点 → 实际日期：2023-05-08、2023-06（只知道月），或“已”（日期不明）",
            listed=Shown.ALWAYS,
            on_page=Shown.ALWAYS,
        ),
    ] = field(default_factory=dict)
    planned: Annotated[
        Plan,
        _only_shown(term.PLANNED, "节点 → 计划日期；年度计划投资：年份 → 亿元"),
        # By a factory: Pydantic copies a default that holds a dict, once for each project.
    ] = field(default_factory=lambda: NO_PLAN)
    guarantees: Annotated[
        Guarantees | None,
        _only_shown(term.GUARANTEES, "用地、环评、能评、规划许可、施工许可、水电气路办得怎么样"),
    ] = None
    in_statistics: Annotated[
        InStatistics | None,
        _only_shown(term.IN_STATISTICS, "入统计库的日期，没有入库的写原因"),
    ] = None
    whitelisted: Annotated[
        Flag | None, _only_shown(term.WHITELISTED, "是否在要素保障白名单里；不写表示不知道")
    ] = None
    exempt: Annotated[
        Exemption | None, _only_shown(term.EXEMPT, "到哪天为止不亮红黄灯，为什么")
    ] = None
    withdrawn: Annotated[
        Withdrawal | None,
        _only_shown(term.WITHDRAWN, "调出“三个一批”的日期和原因；项目留在台账里，从那天起不计数"),
    ] = None
    source: Annotated[Prose | None, _only_shown(term.SOURCE, "这条记录的出处")] = None
    note: Annotated[Prose | None, _found(term.NOTE, "不参与统计的说明")] = None
    #: Of a ledger made of others, which of them it is of; of a county's own nothing.
    region: Region = ""
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Each 包联领导: what is asked by leader is asked of every one of them."""
        return each(self.leader)

    @property
    def officers(self) -> tuple[str, ...]:
        """Each 首席服务员."""
        return each(self.officer)

    def progress(self, as_of: date | None) -> "StepsTaken":
        """How far it had come by `as_of` (None: by all that is recorded).

        Of a project on no list and without any milestone nothing is known: it may have come to
        the end.
        """
        if not self.milestones:
            return (0, 0) if self.listed else (0, len(STEP))
        if as_of is None:
            certain = max(map(STEP.__getitem__, self.milestones))
            return certain, certain
        certain = 0
        undated = [0]
        ceiling = len(STEP)
        for milestone, when in self.milestones.items():
            step = STEP[milestone]
            by = when.by(as_of)
            if by:
                certain = max(certain, step)
            elif by is None:
                undated.append(step)
            else:
                # What was still to come then holds back all that comes after it, and what comes
                # after it says nothing of what comes before.
                ceiling = min(ceiling, step - 1)
        return certain, max(certain, *(step for step in undated if step <= ceiling))

    def reached(self, milestone: Milestone, as_of: date | None) -> bool | None:
        """Whether the milestone was reached by `as_of`; a later one implies the earlier ones.

        None: reached, but nobody says when (已), so that the answer is not known for that day.
        """
        certain, possible = self.progress(as_of)
        return (
            True if STEP[milestone] <= certain else None if STEP[milestone] <= possible else False
        )

    def counts(self, as_of: date | None) -> bool:
        """Whether it is still in the programme: not withdrawn by `as_of`."""
        if self.withdrawn is None:
            return True
        return as_of is not None and self.withdrawn.date.last > as_of

    def converted(self, batch: Batch) -> bool:
        """Whether its place on this list is a 转化: it stood on an earlier phase's list before."""
        here = self.listed[batch]
        return any(phase < here for phase in self.listed.values())


@cache
def project_keys() -> dict[str, ProjectKey]:
    """The keys of a project, by the name of the field, in the format's order."""
    return {name: key for name, key in keys(Project).items() if isinstance(key, ProjectKey)}


@cache
def searched() -> dict[str, str]:
    """The texts of a project that are searched: the name of the field, and its word."""
    texts = {name for name, kind in kinds(Project).items() if kind in (TEXT, IDENTIFIER, CODE)}
    return {
        name: key.word for name, key in project_keys().items() if key.searched and name in texts
    }
