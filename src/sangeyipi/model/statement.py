"""A statement (公布): figures already published, which the ledger must add up to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Day
from sangeyipi.model.declared import Key, keys, kinds, record
from sangeyipi.model.fields import (
    AMOUNT,
    COUNT,
    RATE,
    Amount,
    Count,
    Flag,
    PhaseSet,
    Prose,
    Rate,
    Text,
)
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin
from sangeyipi.model.question import scope_title
from sangeyipi.model.stages import Batch, Milestone, rate_word


@dataclass(frozen=True, slots=True, kw_only=True)
class RateKey(Key):
    """A rate: projects on a batch's list that reached a milestone ÷ projects on the list.

    Here it is declared, and nowhere else: it can be published, is proven, and is shown beside
    section one's own columns.
    """

    batch: Batch
    milestone: Milestone


def rate_of(batch: Batch, milestone: Milestone, word: str = "") -> RateKey:
    """The rate of a list's projects that reached a milestone; most are called by the two."""
    return RateKey(
        word or rate_word(batch, milestone),
        f"{batch}一批中已{milestone}的，百分数",
        batch=batch,
        milestone=milestone,
    )


#: What can be published and proven.
_FIGURES = (COUNT, AMOUNT, RATE)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The published figures of one scope: counts, 亿元, and rates in per cent."""

    phases: Annotated[PhaseSet | None, Key(term.PHASE, "8、1-7 或 6,8；不写表示不分期")] = None
    batch: Annotated[Batch | None, Key(term.BATCH, "签约、开工或投产；不写表示不分批")] = None
    on_platform: Annotated[Flag | None, Key(term.PLATFORM, "是否监管平台口径；不写表示不区分")] = (
        None
    )
    count: Annotated[Count | None, Key(term.COUNT, "公布的项次数")] = None
    investment: Annotated[Amount | None, Key(term.INVESTMENT, "公布的总投资，亿元")] = None
    converted: Annotated[Count | None, Key(term.CONVERTED, "其中从以前各期名单转化来的个数")] = None
    signed_rate: Annotated[Rate | None, rate_of(Batch.SIGNED, Milestone.SIGNED)] = None
    committed_rate: Annotated[Rate | None, rate_of(Batch.SIGNED, Milestone.COMMITTED, "履约率")] = (
        None
    )
    signed_started_rate: Annotated[Rate | None, rate_of(Batch.SIGNED, Milestone.STARTED)] = None
    started_rate: Annotated[Rate | None, rate_of(Batch.STARTED, Milestone.STARTED)] = None
    started_producing_rate: Annotated[Rate | None, rate_of(Batch.STARTED, Milestone.PRODUCING)] = (
        None
    )
    producing_rate: Annotated[Rate | None, rate_of(Batch.PRODUCING, Milestone.PRODUCING)] = None
    producing_capacity_rate: Annotated[
        Rate | None, rate_of(Batch.PRODUCING, Milestone.AT_CAPACITY)
    ] = None
    funds_rate: Annotated[Rate | None, Key("资金到位率", "到位资金占总投资，百分数")] = None
    note: Annotated[Prose | None, Key(term.NOTE, "不参与核对的说明")] = None

    @property
    def title(self) -> str:
        """Its scope in words."""
        return scope_title(self.phases, self.batch, self.on_platform)

    def figures(self) -> Iterator[tuple[str, Decimal]]:
        """Each published figure with its name in the ledger's words, in the format's order."""
        for name, kind in kinds(Claim).items():
            value = getattr(self, name)
            if kind in _FIGURES and value is not None:
                yield keys(Claim)[name].word, Decimal(value)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One publication: its title, the day its figures are as of, and the figures."""

    title: Annotated[Text, Key(term.TITLE, "公布这些数字的文件或报告")]
    date: Annotated[Day, Key(term.AS_OF, "数字截至哪一天，核对时按这一天算")]
    source: Annotated[Prose | None, Key(term.SOURCE, "文件的出处")] = None
    claims: Annotated[tuple[Claim, ...], Key(term.CLAIMS, "公布的数字，台账必须与之相符")] = ()
    origin: Origin = field(default=NOWHERE, compare=False)
