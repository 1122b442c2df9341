"""Changes in whatever words: of all figures around a change two that it lies between.

Growth in per cent and in times, points between two rates, differences of pieces and amounts.  The
word at the change says which way it goes, so that a pair fits one way only.
"""

from decimal import Decimal
from math import gcd, isqrt

from sangeyipi.audit.judging.evidence import MADE_UP, at, at_most, is_early, one_in
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.relations.changes.change_pairs import EndsPair, fitting_pairs
from sangeyipi.audit.relations.changes.growth_of_difference import (
    GROWTH_SPREAD,
    growth_of_difference,
)
from sangeyipi.audit.relations.changes.pair_costs import (
    MANY,
    PairWeights,
    pair_cost,
    pair_costs,
    pair_weights,
)
from sangeyipi.audit.relations.changes.said_change import OLD, SaidChange, said_change, told_change
from sangeyipi.audit.relations.changes.slipped_change import slipped_change
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "粮食总产量58.74万吨，比上年增产1.43万吨，增长2.5%（上年为57.31万吨）。",
        "holds (58.74 - 57.31) / 57.31 * 100 = 2.5",
    ),
)
_THAN_IT = later("(?<![同环占对])[比较][^,。;]{1,12}的$")
#: Figures side by side are alike: small differences are the most frequent.
_DIFFERENCES = 10
#: By so many ends at most the likeliest pairs are told apart from the others.
_FEW = 8
#: More than any two pairs differ in what they cost.
_FARTHER = 1000
_POINTS_SPREAD = Decimal(20)


def surely(around: Surroundings, one: TextFigure, strict: int) -> Finding | None:
    """Two figures that a change would hardly lie between by chance."""
    return any_change(around, one, strict)


def any_change(around: Surroundings, one: TextFigure, strict: int = 1) -> Finding | None:
    """The likeliest two figures that a change may lie between."""
    change = said_change(around, one)
    if change is None:
        return None
    found = _best(around, one, change, strict)
    if found is not None and found.verdict is RelationVerdict.ROUNDING and one.role is Role.POINTS:
        # Two that are meant and fit to the digit, but the other way round, are nearer the truth.
        turned = slipped_change(around, one)
        if turned is not None and turned.computed is not None and turned.computed < 0:
            return turned
    return found or growth_of_difference(around, one, change, strict)


def _best(around: Surroundings, one: TextFigure, change: SaidChange, strict: int) -> Finding | None:
    """The pair that comes out and stands nearest, among those that go the way that is said."""
    fitting = [pair for pair in fitting_pairs(around, one, change) if _may(one, *pair)]
    weights: list[PairWeights] = []
    if len(fitting) > MANY:
        weights = pair_weights(around, one, change)
        tried = _likeliest(weights, one, change, strict, fitting)
    else:
        tried = [(pair_cost(around, one, *pair), *pair) for pair in fitting]
    #: So many pairs are known to stand before what comes now.
    before = 0
    for cost, now, old in sorted(tried, key=lambda each: each[0]):
        of = at(cost, _of(around, one, old, change) * strict)
        # Of many pairs most are too likely by chance where they stand, even to the printed digit.
        if at_most(one, _spread(one, now, old)) // of <= before:
            continue
        # 比二季度的3874件减少: what follows 比 is no figure of now.
        if _THAN_IT.search(now.lead) and not _THAN_IT.search(old.lead):
            continue
        found = told_change(one, now, old, change)
        if found is None or found.verdict not in GOOD:
            continue
        odds = _odds(one, now, old, found)
        if odds // of <= before:
            continue
        weights = weights or pair_weights(around, one, change)
        if is_early(odds, of, cost, pair_costs(weights, change, cost)):
            return found
        before = odds // of
    return None


def _of(around: Surroundings, one: TextFigure, old: TextFigure, change: SaidChange) -> int:
    """Points lie between any two rates: one of them must be called what they are compared with."""
    named = one.role is not Role.POINTS or around.alike(one, old) or OLD.search(old.lead)
    return change.of if named or old.inner else max(change.of, MADE_UP)


def _odds(one: TextFigure, now: TextFigure, old: TextFigure, found: Finding) -> int:
    """How rarely two figures lie so far apart by chance."""
    value, room = found.computed or one.value, now.half + old.half
    if one.role is Role.PERCENT:
        room = room * 100 / old.value
    elif one.role is Role.TIMES:
        room = room / old.value
    odds = one_in(one, (value - room, value + room), _spread(one, now, old), found.verdict)
    if one.role is Role.PERCENT and one.sentence not in (now.sentence, old.sentence):
        return min(odds, _of_small(now, old))
    return odds


def _of_small(now: TextFigure, old: TextFigure) -> int:
    """45家中15家。…。利用外资下降66.7%: small numbers lie two thirds apart by chance."""
    apart, was = abs(now.exact[0] - old.exact[0]), old.exact[0]
    return (was // max(1, gcd(apart, was))) ** 2


def _spread(one: TextFigure, now: TextFigure, old: TextFigure) -> Decimal:
    """How far apart the changes between such figures lie."""
    widest = _widest(one)
    return (
        min(now.value if now.value > old.value else old.value, widest)
        if one.role in COUNTABLE
        else widest
    )


def _widest(one: TextFigure) -> Decimal:
    """No less than `_spread` of any two."""
    if one.role is Role.PERCENT:
        return max(GROWTH_SPREAD, 2 * one.value)
    if one.role is Role.TIMES:
        return 2 * one.value
    return _POINTS_SPREAD if one.role is Role.POINTS else _DIFFERENCES * one.value


def _may(one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """A rough look before anything is worked out: whole numbers only."""
    (new, a), (was, b) = now.exact, old.exact
    if one.role in (Role.PERCENT, Role.TIMES):
        change = abs(new - was) * (100 if one.role is Role.PERCENT else 1)
        room, (low, high) = (a + b) * 200, one.interval
        return change - room <= high * was + room and change + room >= low * was - room
    value, half = one.exact
    off = abs(abs(new - was) - value)
    return off <= a + b + half + (value // 20 if one.hedge else 0)


def _likeliest(
    weights: "list[PairWeights]",
    one: TextFigure,
    change: SaidChange,
    strict: int,
    fitting: list[EndsPair],
) -> list[tuple[int, TextFigure, TextFigure]]:
    """The pairs before which not so many others stand that they are too likely by chance.

    Each with its cost (`pair_cost`).  The fewer digits, the more pairs fit and the fewer places
    count, so that of small numbers in a row next to none is looked at.  What the likeliest few ends
    cost says where to stop.
    """
    of = change.of * strict
    most = at_most(one, _widest(one))
    few = min(_FEW, isqrt(2 * (most // of)) + 2)
    sample = sorted(cost for each in weights for cost in each.of_few(change, few))
    dearest = _dearest(sample, most, of)
    return [each for kin in weights for each in kin.of_pairs(fitting, dearest)]


def _dearest(sample: list[int], most: int, of: int) -> int:
    """What a pair may cost at most to be `is_early`, if there are these that cost so much."""
    for many, cost in enumerate(sample, 1):
        if most // at(cost + 1, of) <= many:
            return cost
    return max(sample, default=0) + _FARTHER
