"""A figure of a text: what was printed, the interval that it leaves open, and what it counts.

Values are in the unit's base: 元, a piece, a per cent, a point.  Must not read texts.
"""

from collections import deque
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Any

from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text.members import quick_members
from sangeyipi.model.rounding import EXACT, half_up, plain, rounded

_SHOWN = 4
#: No figure is printed with so many decimals of a base unit.
FINE = 10
#: 超七成 is no less than seventy, but for a tenth of what its digits leave open.
_SLACK = 10


@quick_members
class Role(StrEnum):
    """What a number in a text is."""

    COUNT = "个数"
    MONEY = "金额"
    PERCENT = "百分比"
    POINTS = "百分点"
    TIMES = "倍数"
    #: 五大类, 7个领域: how many kinds are named.
    KINDS = "类数"
    #: 10亿元以上, 5-10亿元: a limit.
    BAND = "界限"
    #: 投资5亿元的甲项目: an example's own.
    OWN = "举例"
    #: Another unit: 亩, 公里, 吨.
    QUANTITY = "数量"
    #: A name, a date, an ordinal.
    NAME = "名称"
    UNREADABLE = "读不出"


@quick_members
class Hedge(StrEnum):
    """In which direction a printed value is meant to be off."""

    NONE = ""
    ABOUT = "约"
    OVER = "超"
    UNDER = "近"


_PIECES = (Role.COUNT, Role.KINDS)
#: Counted one by one, though no 个: 35条 is not 35.4条.
_ONE_BY_ONE = frozenset(
    {
        *"户名人条座台套辆头部次处场栋所株只架艘份笔起张天封例棵盏册幅间支批种眼列",
        "批次",
        "户次",
        "标箱",
    }
)
_HALVES = ("半", "半数")
_IN_PARTS = "分之"
_NOTHING = Decimal(0)
_TIMES = EXACT.multiply


@lru_cache(maxsize=1024)
def _half_of(places: int, scale: Decimal) -> Decimal:
    """Half of one of the last of so many decimals."""
    return Decimal(5).scaleb(-places - 1) * scale


class _Printed:
    """The fields of a figure, in slots: relations read them millions of times in a long text, and
    a slot is read in a third of the time that a named tuple's field takes."""

    __slots__ = (
        *("start", "end", "text", "role", "printed", "unit", "scale", "places", "hedge"),
        *("dimension", "lead", "tail", "measure", "paragraph", "sentence", "inner", "opens"),
        *("first", "order", "value"),
    )

    def __init__(  # noqa: PLR0913 (what a number has by itself, a field each)
        self,
        start: int,
        end: int,
        text: str,
        role: Role,
        printed: Decimal,
        unit: str,
        scale: Decimal,
        places: int,
        hedge: Hedge = Hedge.NONE,
        dimension: str = "",
        lead: str = "",
        measure: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.role = role
        #: As printed, in `unit`; `scale` is what one of that is in base units.
        self.printed = printed
        self.unit = unit
        self.scale = scale
        #: Decimals printed.
        self.places = places
        self.hedge = hedge
        #: What it counts: 个, 元, %.
        self.dimension = dimension
        self.lead = lead
        self.tail = ""
        self.measure = measure
        self.paragraph = 0
        self.sentence = 0
        #: In brackets.
        self.inner = False
        #: A list may begin with it.
        self.opens = False
        #: Stands before what it counts: 35个“签约一批”项目.
        self.first = False
        self.order = 0
        #: In base units.
        self.value = _TIMES(printed, scale)


_NAMES = _Printed.__slots__
_FIELDS_OF = attrgetter(*_NAMES)
_ALL = deque[None](maxlen=0).extend


class TextFigure(_Printed):
    """A figure with what follows from what was printed, worked out once.

    `start` and `end` are offsets into the plain text until they are told.  But for `reading.py`,
    which says of a figure where it stands, nobody changes one.
    """

    FIELDS = _NAMES

    def __reduce__(self) -> tuple[Any, ...]:
        # Without what follows from the fields.
        return _again, _FIELDS_OF(self)

    @lazily
    def half(self) -> Decimal:
        """Half of the last printed place, in base units; 0 for what is counted one by one."""
        whole = self.role in _PIECES or self.unit in _ONE_BY_ONE or "工作日" in self.unit
        if whole and not self.places and self.scale == 1:
            return _NOTHING
        return _half_of(self.places, self.scale)

    @lazily
    def exact(self) -> tuple[int, int]:
        """Value and half of the last place as whole numbers, to be added up fast."""
        return int(self.value.scaleb(FINE)), int(self.half.scaleb(FINE))

    @lazily
    def about(self) -> tuple[int, int]:
        """From what to what another whole number (`exact`) may stand for this one."""
        value, half = self.exact
        # Beyond what 28 digits hold, sums may differ a little by the way that they are added up.
        room = half + (value >> 60) + int(self.scale.scaleb(FINE))
        return value - room, value + room

    @lazily
    def interval(self) -> tuple[Decimal, Decimal]:
        """What the value may be, by its digits and its hedge."""
        low, high = self.value - self.half, self.value + self.half
        if self.hedge is Hedge.NONE:
            return low, high
        room = max(self._room(), abs(self.value) / 20)
        near = self.lead.endswith("近")
        if self.text.endswith(_HALVES) and not near:
            # 过半 may be nearly all of it, 不足一半 hardly any.
            room = self.value
        if self.hedge is Hedge.OVER:
            if _IN_PARTS in self.text and not self.text.startswith("百"):
                # 四分之一强 is anything that is nearer to it than to a third.
                room = max(room, self.value / 6)
            return self.value - self.half / _SLACK, high + room
        if self.hedge is Hedge.UNDER:
            # 近九成 is more than eight tenths; 不足九成 says less.
            return (self.value if near else low) - room, self.value + self.half / _SLACK
        return low - room, high + room

    def _room(self) -> Decimal:
        """One of the last place that is not zero: 120余 may be 129, 四成多 49%."""
        exponent = self.printed.normalize().as_tuple().exponent
        return Decimal(1).scaleb(int(exponent)) * self.scale if self.printed else Decimal(0)

    def _replace(self, **changed: Any) -> "TextFigure":
        """The same figure with other fields, as of a named tuple."""
        made = TextFigure.__new__(TextFigure)
        # `map` without a loop of ours: a long text has ten thousands of these.
        _ALL(map(setattr, repeat(made), _NAMES, _FIELDS_OF(self)))
        for name, is_now in changed.items():
            setattr(made, name, is_now)
        if "printed" in changed or "scale" in changed:
            made.value = _TIMES(made.printed, made.scale)
        return made

    @property
    def digits(self) -> str:
        """Those that are printed, without a point and the noughts before them: what may be hit."""
        return f"{self.printed:f}".replace(".", "").lstrip("-0")

    @property
    def significant(self) -> str:
        """Its digits without the noughts behind them: alike for what differs by its unit alone."""
        return self.digits.rstrip("0")

    @property
    def is_milestone(self) -> bool:
        """突破150亿元关口: a limit that what stands beside has passed (`milestones`)."""
        return self.role is Role.BAND and self.hedge is Hedge.OVER

    def unit_alone(self) -> str:
        """亩 of 112.6万亩."""
        return self.unit[1:] if self.unit[:1] in ("万", "亿") else self.unit

    def said(self, value: Decimal) -> Decimal:
        """A value in base units, in this figure's unit, unrounded."""
        return EXACT.divide(value, self.scale)

    def as_printed(self, value: Decimal) -> str:
        """A value in base units as it would stand here: half up to the printed decimals."""
        return plain(half_up(self.said(value), self.places)) + self.unit


def number(value: Decimal) -> str:
    """For a person: at most four decimals."""
    return rounded(value, _SHOWN)


def _again(*fields: Any) -> TextFigure:
    """A figure of its fields, as another process has sent them."""
    made = TextFigure.__new__(TextFigure)
    _ALL(map(setattr, repeat(made), _NAMES, fields))
    return made
