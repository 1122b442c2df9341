"""How much it says that figures fit each other: how often they would by chance.

Whoever looks for what a figure comes from tries one combination of other figures after another, in
the order in which sentences are built.  The digits of a figure are hit by chance once in so many
combinations: 38.4% one in a thousand, 40% one in a hundred, a sum of 64 pieces one in 64.  That the
k-th combination fits is evidence only where k of them would rarely hit by chance.

Owns that bound; finds nothing.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from sangeyipi.audit.judging.finding import Interval, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.model.rounding import EXACT

#: Of how many hits one may be by chance: where no word says that there is such a relation, where
#: one does, and where one does but three figures are needed for two.
PLAIN, CUED, MADE_UP = 100, 6, 30
#: From so far on every two steps more make what is meant half as likely.
_FAR, _STEPS, _FARTHEST = 4, 2, 24
_DIGITS = 3


#: What the combinations are ordered by: a cost, or one with what decides between equal ones.
C = TypeVar("C", int, tuple[int, int, int])


def one_in(stated: TextFigure, reach: Interval, spread: Decimal, verdict: RelationVerdict) -> int:
    """How many combinations are tried until one hits by chance.

    `spread` is how far apart the values of such combinations lie; what holds to the printed digit
    says more than what holds within the digits of its operands.
    """
    room = 2 * stated.half or stated.scale
    if verdict is not RelationVerdict.HOLDS:
        low, high = stated.interval
        room = max(room, high - low) + reach[1] - reach[0]
    return int(spread / room) if room else 0


def at_most(stated: TextFigure, spread: Decimal) -> int:
    """No fewer than `one_in` says, whatever a combination comes to: as if to the printed digit."""
    return one_in(stated, (stated.value, stated.value), spread, RelationVerdict.HOLDS)


def enough(odds: int, rank: int, of: int) -> bool:
    """Whether a hit at that place among the combinations is by chance in one of so many at most."""
    return rank * of <= odds


def is_early(odds: int, of: int, cost: C, costs: Iterable[C]) -> bool:
    """Whether a hit is `enough` at the place that its cost has among those of all combinations.

    No more of them are looked at than it takes: of many, most hits stand far behind the bound.
    """
    left = odds // of - 1
    for each in costs:
        if left < 0:
            return False
        left -= each < cost
    return left >= 0


def at(cost: int, of: int) -> int:
    """Of how many hits one may be by chance where the figures stand so far (`Surroundings.far`)."""
    return of << min(max(0, cost - _FAR), _FARTHEST) // _STEPS


def is_slip(value: Decimal, stated: TextFigure) -> bool:
    """Whether a figure looks like what should stand there, but for how it was written.

    Of three digits one is wrong by chance once in thirty figures, and two are crossed once in five
    hundred: few enough beside a pair that its words make the likeliest.  Of two, too many are.
    """
    digits = sum(1 for one in f"{stated.printed:f}" if one.isdigit())
    kind = slip_kind(value, stated) if value > 0 else None
    return kind is not None and (digits >= _DIGITS or kind is SlipKind.CUT_OFF)


def slip_odds(value: Decimal, stated: TextFigure) -> int:
    """One in how many figures looks by chance like a slip of what should stand there; 0 for none.

    Of all figures of so many digits nine in each place differ in one digit, and one less than there
    are digits has two side by side crossed.
    """
    kind = slip_kind(value, stated) if value > 0 else None
    digits = sum(1 for one in f"{stated.printed:f}" if one.isdigit())
    every: int = 9 * 10 ** (digits - 1)
    if kind is SlipKind.CROSSED:
        return every // max(1, digits - 1)
    if kind in OF_ONE_DIGIT:
        return every // (9 * digits)
    return every if kind is SlipKind.CUT_OFF else 0


def is_slip_of_sum(value: Decimal, stated: TextFigure, *, closed: bool) -> bool:
    """Whether a whole is the sum of a row but for two digits crossed, one of many, or its unit.

    A list that is not closed has no reason to come so near; the larger the whole, the less.  But it
    may leave something small out, so that one digit says nothing where it comes to a little less.
    """
    digits = sum(1 for one in f"{stated.printed:f}" if one.isdigit())
    kind = slip_kind(value, stated)
    if kind is SlipKind.UNIT:
        return EXACT.divide(stated.said(value), stated.printed).normalize().as_tuple().digits == (
            1,
        )
    if kind is SlipKind.CROSSED:
        return digits >= _DIGITS
    return kind in OF_ONE_DIGIT and digits > _DIGITS and (closed or value > stated.value)
