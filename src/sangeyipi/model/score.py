"""评价办法 as data: what is measured, how a measure becomes a mark, what is added and taken off.

Owns what a file of such rules says.  Must not know of any figure: `figures/scores.py` marks.
A mark (分) is an exact number; per cents are written as 100, not as 1.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import (
    Band,
    Label,
    Mark,
    PhaseSet,
    Places,
    Prose,
    Rate,
    Target,
    Text,
)
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin
from sangeyipi.model.stages import Batch


class Way(StrEnum):
    """算法: how a measure becomes a mark."""

    #: 完成 ÷ 目标 × 分值, capped.
    PROPORTION = "比例"
    #: By the place among those compared: so much less for each place, or by brackets of places.
    RANK = "排名"
    #: (x − 最小) ÷ (最大 − 最小) × (100 − 底分) + 底分, per cent of 分值.
    EFFICACY = "功效系数"
    #: All of it where the target is met, nothing below; or by brackets of the measure.
    STANDARD = "达标"
    #: So much for each piece, up to 分值; taken off it where negative.
    EACH = "逐项"
    #: So much for each percentage point above or below the target.
    EACH_POINT = "逐点"
    #: All of it where the quarter's gate is passed.
    GATE = "门槛"


class Better(StrEnum):
    """方向: which of two measures is the better one."""

    HIGHER = "高"
    LOWER = "低"


class Ties(StrEnum):
    """并列: which place follows two that share one."""

    DENSE = "顺延"
    SKIPPED = "跳过"


class WithoutProjects(StrEnum):
    """无项目时: what a county gets that has nothing to be measured."""

    FULL = "满分"
    NOTHING = "零分"
    LEFT_OUT = "不计"


class Quarter(StrEnum):
    """A quarter of a year, as 门槛 are set by."""

    FIRST = "一季度"
    SECOND = "二季度"
    THIRD = "三季度"
    FOURTH = "四季度"

    __hash__ = str.__hash__


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """档: a mark for whatever lies within."""

    within: Annotated[Band, Key("范围", "在什么范围：达标的写数，排名的写名次，如 1-3")]
    mark: Annotated[Mark, Key("得分", "在这个范围里得几分")]


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """段: what each percentage point of a stretch is worth."""

    within: Annotated[Band, Key("范围", "完成目标的百分之几，如 <100、100-130、>130")]
    each: Annotated[Mark, Key("每点", "每一个百分点几分：低于目标的写减几分，如 -0.1")]


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """指标: one line of the rules."""

    name: Annotated[Label, Key(term.NAME, "这一项叫什么")]
    points: Annotated[Mark, Key("分值", "这一项一共几分")]
    way: Annotated[Way, Key("算法", f"{'、'.join(Way)}之一")]
    quantity: Annotated[Label | None, Key(term.QUANTITY, "量什么；不写就是名称")] = None
    phases: Annotated[PhaseSet | None, Key(term.PHASE, "只看这些期；不写看举行过的各期")] = None
    batch: Annotated[Batch | None, Key(term.BATCH, "只看这一批")] = None
    target: Annotated[Target | None, Key("目标", "多少算完成：率写百分数，也可写“序时”")] = None
    cap: Annotated[Rate, Key("封顶", "比例：最多按目标的百分之几计分，默认 100")] = Decimal(100)
    better: Annotated[Better, Key("方向", "高：越高越好；低：越低越好")] = Better.HIGHER
    each_place: Annotated[Mark | None, Key("每名", "排名：每后一名减几分")] = None
    each_place_share: Annotated[
        Rate | None, Key("每名百分比", "排名：每后一名减分值的百分之几")
    ] = None
    brackets: Annotated[
        tuple[Bracket, ...], Key("档", "达标、排名：分档得分；各档以外得 0 分")
    ] = ()
    base: Annotated[Rate, Key("底分", "功效系数：最差的得分值的百分之几，默认 60")] = Decimal(60)
    each: Annotated[Mark | None, Key("每项", "逐项：每一个几分，扣分的写负数")] = None
    slopes: Annotated[tuple[Slope, ...], Key("段", "逐点：每一段里每一个百分点几分")] = ()
    most: Annotated[Mark | None, Key("增减上限", "逐点：最多加减几分")] = None
    gates: Annotated[
        dict[Quarter, Rate], Key("门槛", "季度 → 百分之几：没有达到的，这一项 0 分")
    ] = field(default_factory=dict)
    without: Annotated[
        WithoutProjects | None, Key("无项目时", "没有项目可比时：满分、零分或不计")
    ] = None
    source: Annotated[Prose | None, Key(term.SOURCE, "这一条的出处")] = None

    @property
    def asked(self) -> str:
        """What is measured."""
        return self.quantity or self.name


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """加减分: so much for each of something, up to so much."""

    name: Annotated[Label, Key(term.NAME, "因为什么加分或减分")]
    each: Annotated[Mark, Key("每项", "每一个几分，减分的写负数")]
    quantity: Annotated[Label | None, Key(term.QUANTITY, "量什么；不写就是名称")] = None
    most: Annotated[Mark | None, Key("上限", "最多加减几分")] = None
    source: Annotated[Prose | None, Key(term.SOURCE, "这一条的出处")] = None

    @property
    def asked(self) -> str:
        """What is counted."""
        return self.quantity or self.name


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRules:
    """A file of 评价办法."""

    name: Annotated[Text, Key(term.NAME, "办法的名称")]
    source: Annotated[Prose | None, Key(term.SOURCE, "办法的文号、日期")] = None
    full: Annotated[Mark | None, Key("满分", "各项分值的合计，写了就核对")] = None
    group: Annotated[Label | None, Key("分组", "本县在哪一组：只和外部数据里同组的比名次")] = None
    ties: Annotated[Ties, Key("并列", "并列之后的名次顺延还是跳过")] = Ties.DENSE
    without: Annotated[WithoutProjects, Key("无项目时", "没有项目可比时：满分、零分或不计")] = (
        WithoutProjects.LEFT_OUT
    )
    places: Annotated[Places, Key("小数位", "得分显示几位小数，默认 2")] = 2
    indicators: Annotated[tuple[Indicator, ...], Key("指标", "各项指标")]
    extras: Annotated[tuple[Extra, ...], Key("加减分", "各项加分、减分")] = ()
    note: Annotated[Prose | None, Key(term.NOTE, "不参与计算的说明")] = None
    origin: Origin = field(default=NOWHERE, compare=False)
