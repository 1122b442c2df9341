"""A problem (问题): what keeps a project back, who has to solve it by when, and what came of it.

Only these records are counted as problems; what a monthly report says in 存在问题 is text.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day, Due, Planned
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Identifier, Label, Prose, Text
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin


class Origins(StrEnum):
    """来源: how a problem came to be known."""

    VISIT = "走访"
    REPORT = "月报"
    INSPECTION = "督查"
    ABOVE = "上级交办"


class Solver(StrEnum):
    """层级: whether the county can solve it by itself."""

    COUNTY = "县"
    CITY = "需市级协调"


class Satisfaction(StrEnum):
    """回访: what the enterprise says of the solution."""

    SATISFIED = "满意"
    MOSTLY = "基本满意"
    NOT = "不满意"


#: 类别 of a ledger that names none.
PROBLEM_KINDS = (
    "资金",
    "用地",
    "审批",
    "环评能评",
    "施工环境",
    "配套",
    "原材料",
    "其他",
)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Unsolvable:
    """无法办理: that it cannot be solved, since when and why."""

    date: Annotated[Planned, Key(term.DATE, "哪一天认定办不了")]
    reason: Annotated[Prose, Key(term.REASON, "为什么办不了")]


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one project."""

    id: Annotated[Identifier, Key(term.ID, "问题的唯一标识，如 WT-2023-014；全台账不重复")]
    project: Annotated[Identifier, Key(term.PROJECT, "项目的编号，与 projects 里的一致")]
    kind: Annotated[Label, Key(term.KIND, "ledger.yaml“问题类别”里的一个")]
    text: Annotated[Prose, Key("问题", "卡在哪里，要解决什么")]
    source: Annotated[Origins | None, Key(term.SOURCE, "走访、月报、督查或上级交办")] = None
    raised: Annotated[Planned, Key(term.RAISED, "提出的日期")]
    unit: Annotated[Label | None, Key(term.LEAD_UNIT, "牵头解决的单位")] = None
    solver: Annotated[Solver | None, Key("层级", "县，或者需市级协调")] = None
    due: Annotated[Due | None, Key(term.DUE, "应在哪天前解决，没定的写“待定”")] = None
    followed: Annotated[dict[Day, Prose], Key(term.FOLLOWED, "日期 → 办到哪一步，一天一行")] = (
        field(default_factory=dict)
    )
    closed: Annotated[Planned | None, Key(term.CLOSED, "解决销号的日期")] = None
    unsolvable: Annotated[Unsolvable | None, Key(term.UNSOLVABLE, "办不了的：认定的日期和原因")] = (
        None
    )
    satisfaction: Annotated[
        Satisfaction | None, Key(term.SATISFACTION, "满意、基本满意或不满意")
    ] = None
    note: Annotated[Text | None, Key(term.NOTE, "不参与统计的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)

    def open(self, as_of: date | None) -> bool:
        """Whether it had been raised by `as_of`, and was neither closed nor given up.

        Without a day: by all that is recorded.
        """
        if as_of is None:
            return self.closed is None and self.unsolvable is None
        ends = (self.closed, self.unsolvable.date if self.unsolvable else None)
        return bool(self.raised.by(as_of)) and not any(one and one.by(as_of) for one in ends)

    def overdue(self, as_of: date) -> bool:
        """Whether it was open on `as_of` and its time limit, which is known, was past."""
        due = self.due
        return self.open(as_of) and due is not None and due.dated and due.last < as_of
