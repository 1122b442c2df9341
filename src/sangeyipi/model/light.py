"""红黄灯 as a ledger declares them: which quantity, and in which bands it is yellow or red.

No threshold is built in: a ledger without rules has no lights.
"""

from enum import StrEnum
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Band, Label
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.stages import Milestone


class Light(StrEnum):
    """What a project shows; the worst of its dimensions."""

    RED = "红"
    YELLOW = "黄"
    GREEN = "绿"


class Quantity(StrEnum):
    """量: what a rule of 红黄灯 measures of a project."""

    #: 序时进度 − 完成年度计划的比例, in percentage points: positive is behind.
    POINTS_BEHIND = "序时差"
    #: 完成年度计划的比例 ÷ 序时进度, in per cent.
    RATIO = "序时比"
    #: Calendar months since a planned node fell due and was not reached.
    MONTHS_OVERDUE = "逾期月数"
    #: Months in a row, up to the last reported one, without a report of the project.
    MONTHS_SILENT = "未更新月数"
    #: Months in a row that say the same as the one before.
    SAME_AS_BEFORE = "与上月雷同"
    #: Problems open past their time limit.
    PROBLEMS_OVERDUE = "问题超期"
    #: What was completed in the month ÷ what was planned for it, in per cent.
    MONTH_RATE = "月计划完成率"
    #: Months since it started building, while 纳统 says that it is not in the statistics.
    MONTHS_NOT_COUNTED = "未纳统月数"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class LightRule:
    """One dimension of 红黄灯.  A band left out is never entered."""

    dimension: Annotated[Label, Key(term.DIMENSION, "这一条叫什么，如“投资进度”")]
    quantity: Annotated[Quantity, Key(term.QUANTITY, f"{'、'.join(Quantity)}之一")]
    milestone: Annotated[
        Milestone | None, Key("节点", "逾期月数：只看哪个节点；不写看最早逾期的那个")
    ] = None
    yellow: Annotated[Band | None, Key(term.YELLOW, "在什么范围亮黄灯，如 ≥10且<30")] = None
    red: Annotated[Band | None, Key(term.RED, "在什么范围亮红灯，如 ≥30")] = None
