"""A project: one line of the ledger, known by its 编号.

Owns what can be said of one project alone.  Must not know of other projects, phases' dates or
figures.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, SkipValidation

from sangeyipi.model.date_fields import Planned, Reached
from sangeyipi.model.fields import (
    Amount,
    Flag,
    Identifier,
    Label,
    PhaseNumber,
    Prose,
    Text,
)
from sangeyipi.model.place import NOWHERE, Place
from sangeyipi.model.plan import NO_PLAN, Plan
from sangeyipi.model.stages import STEP, Batch, Milestone

#: Shared by every record: no key that the format does not name, no input echoed in errors.
RECORD = ConfigDict(extra="forbid", hide_input_in_errors=True)

#: The key under which the store passes a record's place; not a key anyone can type.
ORIGIN_KEY = "\0origin"

#: Steps reached for certain, and at most: they differ only where a milestone says 已.
Progress = tuple[int, int]

Origin = Annotated[SkipValidation[Place], Field(alias=ORIGIN_KEY, exclude=True)]


class Level(StrEnum):
    """包联级别: of which level the leader is who answers for the project."""

    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """调出: from its date on the project leaves every count; the record stays."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD

    date: Annotated[Planned, Field(alias="日期", description="从这一天起不再计入任何个数")]
    reason: Annotated[Prose | None, Field(alias="原因", description="为什么调出")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project.  `investment` and `funds` are in 亿元; None is unknown, never zero."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD

    id: Annotated[
        Identifier, Field(alias="编号", description="项目的唯一标识，全台账不重复；改名称不改编号")
    ]
    name: Annotated[Text, Field(alias="名称", description="项目名称")]
    sector: Annotated[
        Label | None, Field(alias="领域", description="ledger.yaml“领域”里的一个，可不写")
    ] = None
    investment: Annotated[
        Amount | None,
        Field(alias="总投资", description="亿元，至多四位小数（到万元）；不知道就不写，不写 0"),
    ] = None
    funds: Annotated[Amount | None, Field(alias="到位资金", description="亿元，已到位的资金")] = (
        None
    )
    on_platform: Annotated[
        Flag | None, Field(alias="监管平台", description="是否计入省、市监管平台")
    ] = None
    builder: Annotated[Text | None, Field(alias="建设单位", description="投资建设的企业")] = None
    unit: Annotated[Label | None, Field(alias="责任单位", description="负责推进的部门或乡镇")] = (
        None
    )
    leader: Annotated[Text | None, Field(alias="包联领导", description="包联的县领导")] = None
    level: Annotated[
        Level | None,
        Field(alias="包联级别", description="包联领导是哪一级的：省级、市级、县级或乡级"),
    ] = None
    officer: Annotated[
        Text | None, Field(alias="首席服务员", description="派驻项目的首席服务员")
    ] = None
    listed: Annotated[
        dict[Batch, PhaseNumber],
        Field(alias="在册", description="批 → 期：在哪一期列入哪一批；每批至多一次，期数不倒退"),
    ] = field(default_factory=dict)
    milestones: Annotated[
        dict[Milestone, Reached],
        Field(
            alias="节点",
            description="节点 → 实际日期：2023-05-08、2023-06（只知道月），或“已”（日期不明）",
        ),
    ] = field(default_factory=dict)
    planned: Annotated[
        Plan,
        Field(alias="计划", description="节点 → 计划日期；年度计划投资：年份 → 亿元"),
        # By a factory: Pydantic copies a default that holds a dict, once for each project.
    ] = field(default_factory=lambda: NO_PLAN)
    withdrawn: Annotated[
        Withdrawal | None,
        Field(
            alias="调出", description="调出“三个一批”的日期和原因；项目留在台账里，从那天起不计数"
        ),
    ] = None
    source: Annotated[Prose | None, Field(alias="来源", description="这条记录的出处")] = None
    note: Annotated[Prose | None, Field(alias="备注", description="不参与统计的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)

    def progress(self, as_of: date | None) -> "Progress":
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
