"""A rollup (汇总): figures known only in total, with the scope they are known for."""

from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Amount, Count, Flag, PhaseSet, Prose
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin, Region
from sangeyipi.model.question import scope_title
from sangeyipi.model.stages import Batch, Milestone


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A snapshot of one scope on one day.  An omitted axis means that it spans that axis.

    It is a remainder (what listed projects do not cover) unless `with_projects`: then it is the
    total, and the projects listed in its scope are part of it.
    """

    phases: Annotated[PhaseSet | None, Key(term.PHASE, "8、1-7 或 6,8；不写表示不分期")] = None
    batch: Annotated[Batch | None, Key(term.BATCH, "签约、开工或投产；不写表示不分批")] = None
    on_platform: Annotated[Flag | None, Key(term.PLATFORM, "是否监管平台口径；不写表示不区分")] = (
        None
    )
    count: Annotated[Count | None, Key(term.COUNT, "项次数；不知道就不写，不写 0")] = None
    investment: Annotated[
        Amount | None, Key(term.INVESTMENT, "亿元，至多四位小数；不知道就不写")
    ] = None
    funds: Annotated[Amount | None, Key(term.FUNDS, "亿元，已到位的资金")] = None
    converted: Annotated[Count | None, Key(term.CONVERTED, "其中从以前各期名单转化来的个数")] = None
    milestones: Annotated[dict[Milestone, Count], Key(term.MILESTONES, "节点 → 达到的个数")] = (
        field(default_factory=dict)
    )
    with_projects: Annotated[
        Flag,
        Key(
            term.WITH_PROJECTS,
            "true：这是总数，台账里列出的项目是其中一部分；不写：这是列出的项目以外的余数",
        ),
    ] = False
    date: Annotated[Day, Key(term.AS_OF, "这些数字截至哪一天；同一口径取不晚于查询日的最近一条")]
    source: Annotated[Prose | None, Key(term.SOURCE, "这些数字的出处")] = None
    note: Annotated[Prose | None, Key(term.NOTE, "不参与统计的说明")] = None
    #: Of a ledger made of others, which of them it is of.
    region: Region = ""
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def title(self) -> str:
        """How a footnote names it: 第1-7期签约一批（监管平台）."""
        return self.region + scope_title(self.phases, self.batch, self.on_platform)

    def reached(self, milestone: Milestone) -> int | None:
        """How many reached the milestone.

        What is not said is still certain between equal neighbours: where all have reached a later
        one, or none an earlier one.
        """
        if milestone in self.milestones:
            return self.milestones[milestone]
        earlier = [n for m, n in self.milestones.items() if milestone in m.later]
        at_most = min([*earlier, *([] if self.count is None else [self.count])], default=None)
        at_least = max((self.milestones.get(later, 0) for later in milestone.later), default=0)
        return at_most if at_most == at_least else None
