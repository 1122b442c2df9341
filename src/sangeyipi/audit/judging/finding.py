"""A finding: a relation between figures, and whether it holds.

Owns the judging of one value against one printed figure, by the interval that its digits and the
digits of all that it is made of leave open, and how what is told of it is put together.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.audit.judging.reasons import NOT_RECOGNISED, Reason, Why
from sangeyipi.audit.judging.slips import Slip, SlipKind
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text.figure import Hedge, TextFigure, number
from sangeyipi.audit.text.members import quick_members
from sangeyipi.model.rounding import half_up, plain


@quick_members
class RelationVerdict(StrEnum):
    """What can be said of a relation."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    HEDGE = "hedge"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    BASE_UNCLEAR = "base-unclear"
    UNREADABLE = "unreadable"
    UNBOUND = "unbound"


GOOD = frozenset({RelationVerdict.HOLDS, RelationVerdict.ROUNDING, RelationVerdict.HEDGE})


@quick_members
class RelationKind(StrEnum):
    """Which relation."""

    SUM = "sum"
    SHARE = "share"
    RATE = "rate"
    DIFFERENCE = "difference"
    REPEAT = "repeat"
    STATE = "state"
    LEDGER = "ledger"


#: So much of a base, in per cent.
SHARES = (RelationKind.SHARE, RelationKind.RATE)


class _Finding(NamedTuple):
    verdict: RelationVerdict
    kind: RelationKind
    #: What the figures come to, and what is printed.
    said: str
    expression: str = ""
    computed: Decimal | None = None
    stated: TextFigure | None = None
    operands: tuple[TextFigure, ...] = ()
    remedy: str = ""
    why: Why | Slip | None = None


class Finding(_Finding):
    """One relation.  `computed` is in base units, `expression` in the stated figure's unit."""

    @lazily
    def figures(self) -> tuple[TextFigure, ...]:
        """All that are involved, in the order of the text, each once."""
        every = (*self.operands, *((self.stated,) if self.stated else ()))
        found = {one.start: one for one in every}
        return tuple(found[at] for at in sorted(found))

    @lazily
    def starts(self) -> frozenset[int]:
        """Where its figures stand: two findings of the same are of one relation."""
        return frozenset(one.start for one in self.figures)

    @property
    def message(self) -> str:
        """All that is told of it but the remedy."""
        return f"{self.said}；{self.why.said}" if self.why and self.why.said else self.said

    @property
    def reason(self) -> Reason | SlipKind | None:
        """Which reason it tells, for who decides by it."""
        return self.why.kind if self.why else None

    @property
    def is_recognised(self) -> bool:
        """Whether it tells what went wrong, and not only what may have."""
        return self.why is not None and self.why.kind not in NOT_RECOGNISED

    def also(self, said: str, kind: Reason | SlipKind = Reason.MISTAKE) -> "Finding":
        """The same with another reason, which is told behind the one that it has."""
        return self._replace(why=Why(f"{self.why.said}；{said}" if self.why else said, kind))


Interval = tuple[Decimal, Decimal]


def judged(
    computed: Decimal, reach: Interval, stated: TextFigure, *, below: bool = False
) -> RelationVerdict:
    """Whether a figure may stand for what was computed; the operands leave `reach` open.

    `below`: its upper end is never reached, as what was rounded half up was less than half a place
    more than what is printed.
    """
    low, high = stated.interval
    # What is off by more than its last digit leaves open, as most is, need not be rounded.
    if (
        stated.hedge is Hedge.NONE
        and (not stated.half or low <= computed <= high)
        and (
            computed == stated.value
            or half_up(stated.said(computed), stated.places) == stated.printed
        )
    ):
        return RelationVerdict.HOLDS
    if not stated.half and reach[0] == reach[1]:
        return (
            RelationVerdict.HEDGE
            if stated.hedge and low <= computed <= high
            else RelationVerdict.WRONG
        )
    if stated.hedge is not Hedge.NONE:
        return (
            RelationVerdict.HEDGE if reach[0] <= high and low <= reach[1] else RelationVerdict.WRONG
        )
    # Reached exactly at an end only where half up goes there.
    meets = low < reach[1] if below else low <= reach[1]
    return RelationVerdict.ROUNDING if reach[0] < high and meets else RelationVerdict.WRONG


def said_in(value: Decimal, stated: TextFigure) -> str:
    """A value in base units, in the stated figure's unit, as digits."""
    return plain(stated.said(value))


def sum_text(parts: list[TextFigure], stated: TextFigure) -> str:
    """The parts added up, in the stated figure's unit."""
    return " + ".join(said_in(one.value, stated) for one in parts)


def shown(value: Decimal, stated: TextFigure) -> str:
    """A computed value for a person."""
    return number(stated.said(value)) + stated.unit
