"""A whole that is itself the slip: all shares fail of 642件 and are shares of 632件.

Shares that the build of their sentences binds to the same whole, of which none comes out, though
all of them are of one number that the whole would be but for one digit.  Asked last, of what
nothing else has settled, or what was told wrong of that whole.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sangeyipi.audit.judging.finding import SHARES, Finding, Interval, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slipped_pair import SlippedOperand, slips
from sangeyipi.audit.relations.shares.stated_shares import bound_pair
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "本月受理诉求4268件，日均162件。\n咨询类共1734件，占37.47%；求助类共1562件，占33.75%；"
        "投诉类共874件，占18.89%。",
        "wrong 1734 / 4268 * 100 = 37.47",
    ),
    # The parts come to 1043.
    (
        "三类帮扶共帮助1403人次。其中，就业帮扶688人次，占66%；助学272人次，占26.1%；"
        "其他83人次，占8%。",
        "wrong 688 / 1403 * 100 = 66",
    ),
    (
        "全市引进资金386.4亿元，增长5.8%。第二产业到位197.6亿元，占53.9%；第三产业到位141.3亿元，"
        "占38.6%。",
        "wrong 197.6 / 386.4 * 100 = 53.9",
    ),
)
_CUE = later("占|比重|比例")
_TWO, _HUNDRED, _FAR = 2, 100, 12
_OPEN_OR_WRONG = frozenset({RelationVerdict.BASE_UNCLEAR, RelationVerdict.WRONG})


def slipped_wholes(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is said of a whole by shares of it that do not come out."""
    settled, wrong = _known(found)
    run: list[TextFigure] = []
    made: dict[int, Finding] = {}
    for one in around.reading.figures:
        if one.role is not Role.PERCENT or one.start in settled or not _is_asked(around, one):
            continue
        if run and one.order - run[-1].order > _FAR:
            made |= _told(around, run, wrong)
            run = []
        run.append(one)
    made |= _told(around, run, wrong)
    if not made:
        return found
    gone = {id(wrong[start]) for start in made if start in wrong}
    return [*(one for one in found if id(one) not in gone), *made.values()]


def _known(found: list[Finding]) -> tuple[set[int], dict[int, Finding]]:
    """Where what comes out stands, and by its place what tells a share of two figures wrong."""
    settled: set[int] = set()
    wrong: dict[int, Finding] = {}
    for one in found:
        if one.stated is None or one.verdict is RelationVerdict.INCOMPLETE:
            continue
        told_so = one.verdict in _OPEN_OR_WRONG and one.kind in SHARES
        if not told_so or (one.verdict is RelationVerdict.WRONG and len(one.operands) != _TWO):
            settled.add(one.stated.start)
        elif one.verdict is RelationVerdict.WRONG:
            wrong[one.stated.start] = one
    return settled, wrong


def _is_asked(around: Surroundings, one: TextFigure) -> bool:
    if one.hedge or not one.printed or one.printed >= _HUNDRED or not one.order:
        return False
    return _CUE.search(one.lead) is not None and is_share(around.reading, one)


def _told(
    around: Surroundings, shares: list[TextFigure], wrong: Mapping[int, Finding]
) -> dict[int, Finding]:
    made: dict[int, Finding] = {}
    wholes: dict[int, list[tuple[RatePair, TextFigure]]] = {}
    for one in shares if len(shares) >= _TWO else ():
        pair = _pair(around, one, wrong.get(one.start))
        if pair is not None and pair.base.role in COUNTABLE and not pair.part.hedge:
            wholes.setdefault(pair.base.order, []).append((pair, one))
    for rows in wholes.values():
        slip = None
        if len({pair.part.value for pair, _ in rows}) >= _TWO:
            slip = _slip(rows[0][0].base, [_implied(pair, one) for pair, one in rows])
        if slip is None:
            continue
        for pair, one in rows:
            made[one.start] = told(pair, one)._replace(
                remedy=f"核对 {pair.base.text}",
                why=Why(f"{len(rows)} 个占比都是另一个数的，{slip.why}"),
            )
    return {start: one for start, one in made.items() if one.verdict is RelationVerdict.WRONG}


def _pair(around: Surroundings, one: TextFigure, known: Finding | None) -> RatePair | None:
    if known is None:
        return bound_pair(around, one)
    part, base = known.operands
    return RatePair(part, base) if part.dimension == base.dimension else None


def _slip(base: TextFigure, implied: Iterable[Interval]) -> SlippedOperand | None:
    """The slip of a whole that all shares are of, if it is one that hardly another would be."""
    lows, highs = zip(*implied, strict=True)
    low, high = max(lows), min(highs)
    if low > high or low <= base.value <= high:
        return None
    fits = [one for one in slips(base) if low <= one.right * base.scale <= high and one.is_rare]
    return max(fits, key=lambda one: one.odds, default=None)


def _implied(pair: RatePair, one: TextFigure) -> Interval:
    """From what to what the whole is of which a part is such a share."""
    (low, high), (least, most) = pair.part.interval, one.interval
    return (
        EXACT.divide(low * _HUNDRED, most),
        EXACT.divide(high * _HUNDRED, least) if least > 0 else Decimal("Infinity"),
    )
