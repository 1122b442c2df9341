"""A statement (公布): figures already published, which the ledger must add up to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Amount, Count, Flag, PhaseSet, Prose, Rate, Text
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin
from sangeyipi.model.question import scope_title
from sangeyipi.model.stages import Batch


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The published figures of one scope: counts, 亿元, and rates in per cent."""

    phases: Annotated[PhaseSet | None, Key("期", "8、1-7 或 6,8；不写表示不分期")] = None
    batch: Annotated[Batch | None, Key("批", "签约、开工或投产；不写表示不分批")] = None
    on_platform: Annotated[Flag | None, Key("监管平台", "是否监管平台口径；不写表示不区分")] = None
    count: Annotated[Count | None, Key("个数", "公布的项次数")] = None
    investment: Annotated[Amount | None, Key("总投资", "公布的总投资，亿元")] = None
    converted: Annotated[Count | None, Key("转化", "其中从以前各期名单转化来的个数")] = None
    signed_rate: Annotated[Rate | None, Key("签约率", "签约一批中已签约的，百分数")] = None
    committed_rate: Annotated[Rate | None, Key("履约率", "签约一批中已履约的，百分数")] = None
    signed_started_rate: Annotated[Rate | None, Key("签约开工率", "签约一批中已开工的，百分数")] = (
        None
    )
    started_rate: Annotated[Rate | None, Key("开工率", "开工一批中已开工的，百分数")] = None
    started_producing_rate: Annotated[
        Rate | None, Key("开工投产率", "开工一批中已投产的，百分数")
    ] = None
    producing_rate: Annotated[Rate | None, Key("投产率", "投产一批中已投产的，百分数")] = None
    producing_capacity_rate: Annotated[
        Rate | None, Key("投产达效率", "投产一批中已达效的，百分数")
    ] = None
    funds_rate: Annotated[Rate | None, Key("资金到位率", "到位资金占总投资，百分数")] = None
    note: Annotated[Prose | None, Key("备注", "不参与核对的说明")] = None

    @property
    def title(self) -> str:
        """Its scope in words."""
        return scope_title(self.phases, self.batch, self.on_platform)

    def figures(self) -> Iterator[tuple[str, Decimal]]:
        """Each published figure with its name in the ledger's words, in the format's order."""
        for word, value in (
            ("个数", self.count),
            ("总投资", self.investment),
            ("转化", self.converted),
            ("签约率", self.signed_rate),
            ("履约率", self.committed_rate),
            ("签约开工率", self.signed_started_rate),
            ("开工率", self.started_rate),
            ("开工投产率", self.started_producing_rate),
            ("投产率", self.producing_rate),
            ("投产达效率", self.producing_capacity_rate),
            ("资金到位率", self.funds_rate),
        ):
            if value is not None:
                yield word, Decimal(value)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One publication: its title, the day its figures are as of, and the figures."""

    title: Annotated[Text, Key("标题", "公布这些数字的文件或报告")]
    date: Annotated[Day, Key("截至", "数字截至哪一天，核对时按这一天算")]
    source: Annotated[Prose | None, Key("来源", "文件的出处")] = None
    claims: Annotated[tuple[Claim, ...], Key("公布", "公布的数字，台账必须与之相符")] = ()
    origin: Origin = field(default=NOWHERE, compare=False)
