"""What is told in place of a contradiction: itself, another reading of the same figure, or nothing.

A contradiction is told where the figures are surely meant for each other.  It yields to another
reading of the same figure that holds, for which the relations are asked again; to words that say
that parts overlap; and, where it is off by far and looks like no slip, to nothing at all, unless
the sentence leaves no other reading.
"""

from collections.abc import Iterable, Mapping

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    SHARES,
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
)
from sangeyipi.audit.judging.likely import is_likely, is_recognised
from sangeyipi.audit.judging.mixed_scopes import is_of_places, is_torn
from sangeyipi.audit.judging.open_sums import why_open
from sangeyipi.audit.judging.other_ends import is_otherwise
from sangeyipi.audit.judging.pairs import RatePair, is_of_others, unclear
from sangeyipi.audit.judging.reasons import BOUND, Reason, Why
from sangeyipi.audit.judging.since_when import is_since_another
from sangeyipi.audit.judging.stocks import is_of_earlier_stock
from sangeyipi.audit.relations.changes import any_change, slipped_growth
from sangeyipi.audit.relations.shares import (
    any_share,
    joint_rates,
    last_years,
    slipped_rates,
    slips_beside,
    stated_shares,
)
from sangeyipi.audit.relations.shares.named_parts import named_part
from sangeyipi.audit.relations.shares.old_bases import is_of_past_row, of_old_figure
from sangeyipi.audit.relations.shares.share_claims import claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_base, is_past
from sangeyipi.audit.text.reading import COUNTABLE, RATES, TextReading

EXAMPLES = (
    (
        "第一批21个已完工20个；第二批26个已完工19个；第三批17个已完工6个。三批合计完工45个。",
        "holds 20 + 19 + 6 = 45",
    ),
    (
        "实施项目44个，其中涉及道路的19个、涉及管网的23个、涉及小区的27个（部分项目同时涉及两项以上）。",
        "incomplete 19 + 23 + 27 = 44",
    ),
    (
        "96个项目完成投资141.8亿元，其中54个续建项目完成83.6亿元，29个新建项目完成57.4亿元，"
        "13个储备项目尚在前期。",
        "incomplete 83.6 + 57.4 = 141.8",
    ),
    (
        "完成投资163.18亿元。分项看，公路完成71.24亿元，为计划的64%，其中东段12.4亿元，西段9.1亿元；"
        "铁路完成38.55亿元，为计划的52%；港口完成26.39亿元，为计划的49%。",
        "wrong 71.24 + 38.55 + 26.39 = 163.18",
    ),
    (
        "完成投资136.72亿元。分项看，公路完成71.24亿元，为计划的64%，其中东段12.4亿元，西段9.1亿元；"
        "铁路完成38.55亿元，为计划的52%；港口完成26.39亿元，为计划的49%。",
        "incomplete 71.24 + 38.55 + 26.39 = 136.72",
    ),
    (
        "税收23.47亿元；非税收入4.86亿元，短收0.64亿元，仅完成年初任务5.5亿元的88.4%。",
        "holds 4.86 / 5.5 * 100 = 88.4",
    ),
    (
        "去年共有项目46个，比上年多了9个，增长24.3%。",
        "holds 9 / (46 - 9) * 100 = 24.3",
    ),
    (
        "受理1286件，其中咨询412件，占62.9%；投诉168件，占25.6%；其他75件，占11.5%。",
        "incomplete 412 + 168 + 75 = 1286",
    ),
    (
        "126个市级项目年度计划投资840亿元，完成651亿元，占年度计划的77.5%。"
        "81个县级项目完成628.6亿元，占年度计划的74.2%。",
        "holds 651 / 840 * 100 = 77.5",
    ),
    (
        "6月新开工9个，1—6月累计新开工43个，1—5月为35个；累计数占计划新开工48个的89.6%。",
        "holds 43 / 48 * 100 = 89.6",
    ),
    (
        "收到提案187件，其中会后17件，经审查立案175件，立案率95.6%。",
        "wrong 175 / 187 * 100 = 95.6",
    ),
)
#: How much rarer by chance another reading must be; and where the first finds a slip of the pen.
_STRICT, _SURE = 2, 4
_WRONG = RelationVerdict.WRONG


def weighed(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with every contradiction that is none left out or replaced."""
    holding: dict[int, list[Finding]] = {}
    for one in found:
        if one.stated is not None and one.verdict in GOOD:
            holding.setdefault(one.stated.start, []).append(one)
    every = (_weighed(around, one, holding) for one in found)
    return [one for one in every if one is not None]


def _weighed(
    around: Surroundings, one: Finding, holding: Mapping[int, list[Finding]]
) -> Finding | None:
    stated = one.stated
    if one.verdict is _WRONG and stated is not None and around.knows(stated):
        if one.kind is not RelationKind.SUM and around.is_crowded(stated):
            # Among so many no other reading is looked for, so that there may be one.
            return None
        if one.kind is RelationKind.STATE:
            # 已开工38个，已全部开工，开工率95%: that the rate comes out speaks against the word.
            return one
        if one.kind is RelationKind.RATE and stated.role in COUNTABLE and one.why is BOUND:
            # 13个乡镇的39个项目，…，平均每个乡镇3个: of all of them, whichever these are.
            return one
        joint = _jointly(around, one, stated)
        if joint is not None or is_of_places(around, one) or _is_of_others(around.reading, one):
            return joint
        others = holding.get(stated.start, ())
        otherwise = is_otherwise(around.reading, one, stated, others)
        if not otherwise and _is_of_other_time(around.reading, one, stated):
            return None if one.kind is RelationKind.SUM else _otherwise(around, one, stated)
        return None if otherwise else _better(around, one, stated, others)
    better = _with_lost_row(around, one, holding) or _as_stated(around, one)
    return better or _of_this_year(around, one)


def _is_of_other_time(reading: TextReading, one: Finding, stated: TextFigure) -> bool:
    """Whether a change is since another time, or what is left was partly there before."""
    since = one.kind is RelationKind.DIFFERENCE and is_since_another(reading, stated, one.operands)
    return since or is_of_earlier_stock(reading, one, stated)


def _with_lost_row(
    around: Surroundings, one: Finding, holding: Mapping[int, list[Finding]]
) -> Finding | None:
    """65个、总投资287.4亿元：签约18个、96.5亿元，…: amounts that add up say which rows
    there are, so that counts that come out without the last have lost it."""
    total = one.stated
    if one.kind is not RelationKind.SUM or total is None or total.role is not Role.COUNT:
        return None
    figures = around.reading.figures
    if not around.knows(total) or total.order + 1 >= len(figures) or one.verdict not in GOOD:
        return None
    amount = figures[total.order + 1]
    for other in holding.get(amount.start, ()):
        if other.kind is not RelationKind.SUM or other.verdict is not RelationVerdict.HOLDS:
            continue
        if amount.role is not Role.MONEY or len(other.operands) < _ROWS:
            continue
        rows = [figures[f.order - 1] for f in other.operands]
        plain = all(
            (f.role, f.dimension, f.sentence) == (total.role, total.dimension, total.sentence)
            for f in rows
        )
        own = {f.start for f in one.operands}
        if plain and own < {f.start for f in rows} and not any(f.hedge for f in rows):
            return summed(Window(total, rows), None)
    return None


_ROWS = 3


def _as_stated(around: Surroundings, one: Finding) -> Finding | None:
    """A share with an end that is not printed, where words bind it to two figures that are."""
    stated = one.stated
    if one.kind is not RelationKind.RATE or stated is None or len(one.operands) != 1:
        return None
    if stated.role is not Role.PERCENT or one.verdict not in GOOD or not around.knows(stated):
        return None
    found = (
        stated_shares.stated_share(around, stated)
        or slipped_rates.slipped_rate(around, stated)
        or slips_beside.slip_beside(around, stated)
    )
    if found is not None:
        if found.verdict is not _WRONG or is_likely(around, found, stated):
            return found
        part, base = found.operands
        return unclear(RatePair(part, base), stated)
    claim, at = claimed(around, stated)
    own = named_part(around, stated, claim) if claim is not None and at is stated else None
    if own is None or claim is None or not claim.rate or own.start != one.operands[0].start:
        return None
    if f" / {said_in(own.value, own)} " not in one.expression:
        return None
    # 151个开工，开工率71%: none of some of these 151.
    said = f"{own.text} 是谁的 {stated.text} 没有写出"
    return one._replace(verdict=RelationVerdict.BASE_UNCLEAR, said=said, expression="", why=None)


def _better(
    around: Surroundings, one: Finding, stated: TextFigure, holding: Iterable[Finding]
) -> Finding | None:
    """What is told of a contradiction: itself, another reading, or nothing."""
    if one.reason in (Reason.EXCHANGED, Reason.AS_RATE):
        return one
    if one.kind is RelationKind.SUM:
        why = why_open(around, one, stated)
        if why is not None:
            why = Why(f"{why.said}，不作判断", why.kind)
            return one._replace(verdict=RelationVerdict.INCOMPLETE, remedy="", why=why)
        if any(_reads_better(one, other) for other in holding):
            return None
    else:
        other = _otherwise(around, one, stated)
        if other is not None:
            return other
    if is_likely(around, one, stated) and not is_torn(one, stated):
        return one
    # No rule has read it, so that the search may.
    found = any_share.any_share(around, stated) or any_change.any_change(around, stated)
    return found if found is not None and found.verdict in GOOD else _as_bound(around, one, stated)


def _as_bound(around: Surroundings, one: Finding, stated: TextFigure) -> Finding | None:
    """187件，其中17件…，立案175件，立案率95.6%: a slip of the pair that the build of the sentence
    binds, where a rule has read another (175 of 17)."""
    if stated.role is not Role.PERCENT:
        return None
    if one.kind is RelationKind.DIFFERENCE:
        # 受理63971件，日均9139件，较上周的66105件下降3.32%: where a rule has read the mean.
        return slipped_growth.slipped_growth(around, stated)
    if one.kind not in SHARES:
        return None
    of_then = last_years.last_years_part(around, stated)
    if of_then is not None:
        return of_then
    ours = {f.start for f in one.operands}
    for search in (slipped_rates.slipped_rate, stated_shares.stated_share):
        found = search(around, stated)
        if found is None or found.computed is None or {f.start for f in found.operands} == ours:
            continue
        if found.verdict in GOOD or is_slip(found.computed, stated):
            return found
    return None


def _otherwise(around: Surroundings, one: Finding, stated: TextFigure) -> Finding | None:
    """What holds in place of a contradiction that is no sum."""
    recognised = is_recognised(one, stated)
    if stated.role is Role.POINTS:
        other = _of_first(around, one, stated)
        if other is not None:
            return other
    if stated.role in RATES and len(one.operands) > 1 and recognised:
        return _otherwise_recognised(around, one, stated)
    # A numerator that is not printed is nobody's.
    strict = (_SURE if recognised else _STRICT) if len(one.operands) > 1 else 1
    for search in (any_share.surely, any_change.surely):
        other = search(around, stated, strict)
        if other is not None and other.verdict is RelationVerdict.HOLDS:
            return None if _is_turned_again(around, one, other) else other
    return None


def _is_turned_again(around: Surroundings, one: Finding, other: Finding) -> bool:
    """Whether a change that is printed the other way comes out only where what was then is taken
    for what is now: 上月总投资24.6亿元, 本月22.3亿元，总投资比上月增加2.3亿元."""
    if one.reason is not Reason.TURNED or len(other.operands) != 2:
        return False
    if {f.start for f in one.operands} != {f.start for f in other.operands}:
        return False
    then, now = one.operands[::-1]
    return is_of_past_row(around, then) and not is_of_past_row(around, now)


def _of_first(around: Surroundings, one: Finding, stated: TextFigure) -> Finding | None:
    """比例为71.4%，扣除…后为73.1%，比上年（68.2%）提高3.2个百分点: two are of now, and the first
    comes out to the digit."""
    if len(one.operands) != 2 or not stated.places:
        return None
    more = change_of(stated.lead)
    now, old = one.operands
    if more is None or now.order > old.order:
        return None
    grown = growth_of(now.lead) is None
    for f in around.reading.figures[around.reading.begins[stated.order] : old.order]:
        alike = f.role is now.role and f.places == now.places and not (f.inner or f.hedge)
        if not alike or f is now or (growth_of(f.lead) is None) is not grown:
            continue
        other = of_two(stated, f, old, DOWN.search(more[1]))
        if other.verdict is RelationVerdict.HOLDS:
            return other
    return None


def _otherwise_recognised(around: Surroundings, one: Finding, stated: TextFigure) -> Finding | None:
    """What holds in place of what is near enough to be a slip.

    A change of what it was before, where it was read as one of what it came to; a share of what is
    up to now, where the part read is of some time only.  Any other pair that comes out is no
    reason: a last year's numerator comes out, too.
    """
    if any(f.role in COUNTABLE and change_of(f.lead) for f in one.operands):
        other = any_change.surely(around, stated, _SURE)
        ours = {f.start for f in one.operands}
        holds = other is not None and other.verdict is RelationVerdict.HOLDS
        if other is not None and holds and {f.start for f in other.operands} == ours:
            return other
    now, was = (around.clause(f) for f in (stated, one.operands[0]))
    # Few clauses say so; what other pair there is takes much longer to find.
    if _UP_TO_NOW not in now or _UP_TO_NOW in was:
        return None
    other = any_share.surely(around, stated, _SURE)
    if other is None or other.verdict is not RelationVerdict.HOLDS or not other.operands:
        return None
    return other if _UP_TO_NOW in around.clause(other.operands[0]) else None


_UP_TO_NOW = "累计"


def _jointly(around: Surroundings, one: Finding, stated: TextFigure) -> Finding | None:
    """两批整体完成率45.7%: of all rows, whatever a rule has read."""
    return joint_rates.joint_rate(around, stated) if one.kind is RelationKind.RATE else None


def _is_of_others(reading: TextReading, one: Finding) -> bool:
    """Whether a rate was read of what others were to do."""
    if one.kind not in SHARES or len(one.operands) != 2:
        return False
    return is_of_others(reading, RatePair(*one.operands))


def _reads_better(one: Finding, other: Finding) -> bool:
    """Whether other figures of the same place come to a whole.

    They are no second view of it, which stands apart, and not all but one of the same, which is
    how a part is lost.
    """
    if other.kind is not RelationKind.SUM or other.stated is None:
        return False
    ours, theirs = ({f.start for f in each.operands} for each in (one, other))
    if not ours or not theirs or theirs <= ours:
        return False
    return min(ours) <= max(theirs) and min(theirs) <= max(ours)


def _of_this_year(around: Surroundings, one: Finding) -> Finding:
    """What a rule reads as a share of last year's figure may be a share of this year's."""
    stated = one.stated
    if stated is None or stated.role is not Role.PERCENT or not around.knows(stated):
        return one
    # 去年同期52亿元，占去年计划93亿元的55.9%: of that year, as its words say.
    if one.kind in SHARES and not _is_of_then(around, one):
        return of_old_figure(around, stated, one) or one
    return one


def _is_of_then(around: Surroundings, one: Finding) -> bool:
    """Whether both ends of a percentage are of an earlier year, the base right before it."""
    if len(one.operands) != 2 or one.stated is None:
        return False
    tied = one.operands[1].order == one.stated.order - 1 and is_base(
        around.reading, one.operands[1]
    )
    return tied and all(is_past(f.lead) for f in one.operands)
