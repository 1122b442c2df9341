"""What a project needs before it can be built (要素): land, permits; its statistics.

Absent is unknown: nobody has said that a permit is missing unless it says 未办.
"""

from decimal import Decimal
from operator import attrgetter
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Permit, Planned
from sangeyipi.model.dates import When
from sangeyipi.model.declared import Key, keys, record
from sangeyipi.model.fields import Area, Label, Prose
from sangeyipi.model.lazy_dataclass import dataclass

_PERMIT = "办好的日期，或者“办理中”“不需要”“未办”；不写表示不知道"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """用地: how much land is wanted and given, in 亩."""

    wanted: Annotated[Area | None, Key("需求亩", "需要多少亩地")] = None
    given: Annotated[Area | None, Key("已供亩", "已经供了多少亩")] = None
    stage: Annotated[Label | None, Key("阶段", "办到哪一步：用地指标、报征、挂牌、办证")] = None

    @property
    def lacking(self) -> Decimal | None:
        """What is still to be given, in 亩; None where either figure is unknown."""
        if self.wanted is None or self.given is None:
            return None
        return max(self.wanted - self.given, Decimal(0))


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantees:
    """要素: the land, and each permit by the date it was given or how it stands."""

    land: Annotated[Land | None, Key(term.LAND, "土地的亩数和办到哪一步")] = None
    environment: Annotated[Permit | None, Key("环评", _PERMIT)] = None
    energy: Annotated[Permit | None, Key("能评", _PERMIT)] = None
    planning: Annotated[Permit | None, Key("规划许可", _PERMIT)] = None
    construction: Annotated[Permit | None, Key("施工许可", _PERMIT)] = None
    utilities: Annotated[Permit | None, Key("水电气路", _PERMIT)] = None

    def permits(self) -> list[tuple[str, When | None]]:
        """Each permit by its word, in the format's order; None: unknown."""
        return list(zip(PERMITS, _PERMITS_OF(self), strict=True))


_FIELDS = tuple(name for name in keys(Guarantees) if name != "land")
_PERMITS_OF = attrgetter(*_FIELDS)
#: The permits' words.
PERMITS = tuple(keys(Guarantees)[name].word for name in _FIELDS)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class InStatistics:
    """纳统: since when the project is in the statistics of investment, or why it is not."""

    entered: Annotated[Planned | None, Key("入库", "入统计库的日期")] = None
    lacking: Annotated[Prose | None, Key("未入库", "没有入库的，写原因")] = None
