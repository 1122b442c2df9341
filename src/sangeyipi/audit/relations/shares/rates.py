"""Shares and rates: a percentage and what it is a percentage of.

A pair that is tied by its words (已开工11个，开工率; 占年度计划的) is tried first, then every
other one that the words allow.  Wrong only where a tied pair fails and no other fits; lists
are matched in order, and the pairs that hold prove the pattern for the one that does not.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain, islice

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import (
    RatePair,
    is_opposite,
    is_share,
    slipped,
    told,
    unclear,
    verdict,
)
from sangeyipi.audit.relations.changes.beyond_plan import beyond_base, is_excess
from sangeyipi.audit.relations.remainders.left import left
from sangeyipi.audit.relations.shares.bases import half_printed
from sangeyipi.audit.relations.shares.bound import (
    bound,
    is_by_name,
    later_than,
    nearest,
    of_given,
)
from sangeyipi.audit.relations.shares.bracketed_rates import of_bracketed_whole
from sangeyipi.audit.relations.shares.rate_lists import rate_lists
from sangeyipi.audit.relations.shares.undone_rates import undone_rate
from sangeyipi.audit.relations.shares.wholes import apart, of_both
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DONE,
    PLAN,
    RATE,
    base_of,
    rate_in,
    rate_of,
    same_state,
    sentence_before,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("重点项目40个，已开工26个，开工率65%。", "holds 26 / 40 * 100 = 65"),
    ("全市68个项目里已动工45个，开工率66.1%。", "wrong 45 / 68 * 100 = 66.1"),
    (
        "项目18个，总投资90亿元，已履约17个，履约率94.4%，已开工13个，开工率73.2%。",
        "wrong 13 / 18 * 100 = 73.2",
    ),
    ("最低的是乙县（19个项目开工13个，开工率64.8%）。", "wrong 13 / 19 * 100 = 64.8"),
    (
        "去年结转56个，今年新开工87个，合计143个，已竣工61个，竣工率70.1%。",
        "wrong 61 / 143 * 100 = 70.1",
    ),
    (
        "交办积案2214件，本周化解38件，累计化解912件，化解率42.91%。",
        "wrong 912 / 2214 * 100 = 42.91",
    ),
    ("40个项目已开工22个，开工率超过六成。", "wrong 22 / 40 * 100 = 6"),
    (
        "城区项目191个，年度计划约315亿元，29个完工、139个在建、23个前期，开工率87.96%，"
        "完成约259.25亿元，占82.3%。",
        "holds (29 + 139) / 191 * 100 = 87.96",
    ),
    ("签约项目21个，已开工9个，开工率已过半。", "wrong 9 / 21 * 100 = 50"),
    ("年度计划80亿元，1-5月完成30.1亿元，占年度计划的37.6%。", "holds 30.1 / 80 * 100 = 37.6"),
    (
        "资金418.5亿元。其中预算资金37.2亿元，占8.9%；贷款62.4亿元，占14.9%；自筹271.3亿元，占68.4%；"
        "其他47.6亿元，占11.4%。",
        "wrong 271.3 / 418.5 * 100 = 68.4",
    ),
    (
        "收到建议168件，已采纳107件，占63.7%，其余61件列入计划或留作参考，占38.3%。",
        "wrong 61 / 168 * 100 = 38.3",
    ),
    ("收集融资需求28.6亿元，已授信17.3亿元，需求满足率70.5%。", "wrong 17.3 / 28.6 * 100 = 70.5"),
    (
        "融资需求28.6亿元，已授信17.3亿元，满足率60.5%；发放贷款9.87亿元，占授信额度的57.8%。",
        "wrong 9.87 / 17.3 * 100 = 57.8",
    ),
    ("年度计划80亿元，1-5月完成30.1亿元，占年度计划的73.6%。", "wrong 30.1 / 80 * 100 = 73.6"),
)
_BASES, _FEW = 40, 12
#: A longer name of a rate names a subject of its own: 新建项目开工率.
_LABEL = 4
_HUNDRED = Decimal(100)
_COUNTED = (Role.COUNT, Role.KINDS)
_GAP, _FAR = 14, 40
_CHAIN = re.compile("[、和与及]|以及")
#: 同期完成21.3亿元, where no year is named, is of now.
_LAST_YEAR = re.compile("[上去]年|同期(?!完成|实现|累计)")
#: A share that names no base: 占38.5%, 超七成.
_UNNAMED = re.compile(
    "(?:占(?:比)?(?:重|例)?|完成|[^,。;]{2,4}面)?(?:已|仅|达到|达|为|到|了|约|近|超过|超|不足|不到){0,3}"
)
#: 85个项目中，: what follows are its parts.
_MIDST = re.compile("(?:[^,。;]{0,12})[中里],?")


def rates(reading: TextReading) -> Iterator[Finding]:
    """Every share and rate of the text."""
    done: dict[int, Finding] = {}
    for found in rate_lists(reading):
        if found.stated is not None:
            done[found.stated.order] = found
    for one in reading.figures:
        if one.role is not Role.PERCENT or one.order in done or is_excess(reading, one):
            continue
        if is_share(reading, one):
            found_one = _single(reading, one)
            if found_one is not None and _of_a_list(reading, one, found_one):
                continue
            if found_one is None or found_one.verdict is RelationVerdict.BASE_UNCLEAR:
                found_one = _in_row(reading, one, done) or found_one
            if found_one is not None:
                done[one.order] = found_one
    _same_base(reading, done)
    _same_amount(reading, done)
    _of_rest(reading, done)
    yield from _by_sibling(reading, done)
    yield from left(reading, done.values())


def _of_a_list(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """分别占50亿元的56.8%、34.2%: what one of a list is of, its place says, not what is near."""
    after = reading.figures[one.order + 1 : one.order + 2]
    listed = bool(after) and after[0].role is Role.PERCENT and _CHAIN.fullmatch(after[0].lead)
    said = re.split("[,;。\n]", reading.text[max(0, one.start - _FAR) : one.start])[-1]
    return bool(listed) and "分别" in said and found.verdict not in GOOD


def _single(reading: TextReading, one: TextFigure) -> Finding | None:
    for way in (of_both, undone_rate, of_bracketed_whole, _by_given):
        told_of = way(reading, one)
        if told_of is not None:
            return told_of
    tied = _unless_opposite(_tied(reading, one), one)
    if tied is None or not tied.sure:
        tied = _unless_opposite(apart(reading, one), one) or tied
    found = _by_tied(reading, tied, one) if tied is not None else None
    if found is not None:
        return found
    other = _other(reading, one, tied)
    if other is not None:
        return told(other, one)
    if tied is not None and tied.sure and not _is_of_some(reading, tied, one):
        return _of_last_year(reading, tied, one) or told(tied, one)
    near = tied
    if near is None and one.printed != _HUNDRED:
        near = _unless_opposite(nearest(reading, one), one)
    if near is not None and verdict(near, one) in GOOD:
        return told(near, one)
    if near is not None and (slipped(near, one) or _is_slip_in_row(near, one)):
        return told(near, one)
    found = half_printed(reading, one)
    return found or (unclear(near, one) if near is not None else None)


def _by_given(reading: TextReading, one: TextFigure) -> Finding | None:
    given = of_given(reading, one)
    return told(given, one) if given is not None and given.base.value else None


def _unless_opposite(pair: RatePair | None, one: TextFigure) -> RatePair | None:
    """合格率 is of no 不合格8批次."""
    return None if pair is None or is_opposite(pair.part, one.lead) else pair


def _is_slip_in_row(pair: RatePair, one: TextFigure) -> bool:
    """需求28.6亿元，已授信17.3亿元，需求满足率70.5%: in a row; 占授信额度的: of what is named."""
    base, part = pair.base, pair.part
    plain = base.sentence == one.sentence and not (part.hedge or base.hedge or one.hedge)
    if not plain or part.order + 1 != one.order or _OF_ANOTHER.search(part.lead):
        return False
    rate = rate_in(one.lead)
    in_row = rate is not None and len(rate[1]) <= _LABEL and base.order + 1 == part.order
    # 提案5884件，立案5403件，办复率: of what was taken up, and what became of it is not printed.
    in_row = in_row and not (_TAKEN_UP.search(part.lead) and _is_strange(rate, part, base))
    return (in_row or is_by_name(pair, one)) and is_slip(pair.value, one)


#: What comes in is the whole of what is done of it.
_TAKEN_UP = later("(?:立案|受理|收案|承办|交办|转办|应办|应缴|应还|到期)(?:的|了|问题|案件)?$")


def _is_strange(rate: "re.Match[str] | None", *figures: TextFigure) -> bool:
    """Whether no word of a rate's name stands at any of these."""
    return rate is not None and not any(each in f.lead for each in rate[1] for f in figures)


#: 其中, 新增 and 另: a part of another whole, or of none.
_OF_ANOTHER = later("其中|另|此外|[本当][月季]|新增|比|较|增|减")


def _is_of_some(reading: TextReading, pair: RatePair, one: TextFigure) -> bool:
    """完成941亿元，…，其中省重点完成年度计划的40.9%: what these have done is not printed."""
    before = reading.figures[one.order - 1] if one.order else one
    said = _SOME.match(reading.text, before.end, one.start)
    return said is not None and said[1] not in pair.part.lead


_SOME = later("[,;、。]?其中[,:]?([\u4e00-\u9fff]{2,10}?)(?:完成|占|达|实现|为)[^,。;]{0,14}的$")


def _by_tied(reading: TextReading, tied: RatePair, one: TextFigure) -> Finding | None:
    """What the pair that words tie to a share comes to, or what was done beyond its base."""
    good = verdict(tied, one) in GOOD
    if good:
        return told(tied, one)
    return beyond_base(reading, tied, one) or _added_twice(reading, tied, one)


def _other(reading: TextReading, one: TextFigure, tied: RatePair | None) -> RatePair | None:
    """The first pair besides that the words allow and that comes out."""
    for pair in chain(_others(reading, one, tied), _later(reading, one)):
        if tied is not None and tied.sure and _is_summed_up(reading, tied.base, pair.base):
            continue
        if _may_hold(pair, one) and verdict(pair, one) in GOOD and not _by_hedge(pair, one):
            return pair
    return None


def _by_hedge(pair: RatePair, one: TextFigure) -> bool:
    """Whether only 约 lets a rate be of a pair: 约259亿元 of 约315亿元 are 82%, and no 87.96%."""
    loose = bool(pair.part.hedge or pair.base.hedge) and not one.hedge and one.places > 0
    return loose and abs(pair.value - one.value) > 1


def _is_summed_up(reading: TextReading, total: TextFigure, part: TextFigure) -> bool:
    """结转56个，新开工87个，合计143个，已竣工61个: a rate of the sum is none of its parts."""
    if not re.fullmatch("[,、]?(?:合计|共计|总计|[一总]共)", total.lead) or total.order < 2:
        return False
    parts = list(reading.figures[total.order - 2 : total.order])
    return part in parts and sum(f.value for f in parts) == total.value


def _of_last_year(reading: TextReading, pair: RatePair, one: TextFigure) -> Finding | None:
    """Whether the percentage is that of last year's figure beside."""
    for other in sentence_before(reading, one, _BASES):
        if other.dimension != pair.part.dimension or not _LAST_YEAR.search(other.lead):
            continue
        if verdict(RatePair(other, pair.base), one) in GOOD:
            found = told(pair, one)
            return found._replace(message=f"{found.message}；像是用了去年同期的 {other.text}")
    return None


def _added_twice(reading: TextReading, pair: RatePair, one: TextFigure) -> Finding | None:
    """本周化解38件，累计化解912件，化解率42.91%: of both, though the one is within the other."""
    part, base = pair.part, pair.base
    if "累计" not in part.lead or part.order < 1 or not one.places:
        return None
    within = reading.figures[part.order - 1]
    if within.unit != part.unit or within is base or not _OF_NOW.search(within.lead):
        return None
    both = EXACT.divide((part.value + within.value) * 100, base.value)
    if half_up(both, one.places) != one.printed:
        return None
    found = told(pair, one)
    return found._replace(message=f"{found.message.split('；')[0]}；像是又加了一遍 {within.text}")


_OF_NOW = later("[本当][周月季旬日]|今[日天]")


def _in_row(reading: TextReading, one: TextFigure, done: dict[int, Finding]) -> Finding | None:
    """18个，已履约17个，履约率94.4%，已开工13个，开工率72.2%: of the count that the last is of."""
    part = reading.figures[one.order - 1] if one.order else one
    last = done.get(part.order - 1)
    rate = rate_of(one.lead)
    if last is None or last.verdict not in GOOD or rate is None or len(last.operands) != 2:
        return None
    base, stated = last.operands[1], last.stated
    if stated is None or part.role is not Role.COUNT or part.inner or base.role is not Role.COUNT:
        return None
    said = reading.text[last.operands[0].end : one.start]
    first = last.operands[0].order == stated.order - 1 and last.operands[0].lead.startswith("已")
    if ";" in said or "。" in said or "其中" in said or not first or part.value > base.value:
        return None
    here = base.sentence == one.sentence and one.places > 0
    alike = part.lead.lstrip(",、 ") == f"已{rate[1]}" and here
    return told(RatePair(part, base), one) if alike else None


def _may_hold(pair: RatePair, one: TextFigure) -> bool:
    """Whether the digits of all three leave a rate open: most pairs are far from it."""
    low, high = one.interval
    least, most = pair.part.interval
    return least * 100 <= high * pair.base.interval[1] and most * 100 >= low * pair.base.interval[0]


# ---- pairs tied by their words


def _tied(reading: TextReading, one: TextFigure) -> RatePair | None:
    return _in_brackets(reading, one) or bound(reading, one) or _of_count(reading, one)


def _of_count(reading: TextReading, one: TextFigure) -> RatePair | None:
    """12个项目中已开工11个，开工率; 338个项目里，亿元以上334个，占."""
    near = [other for other in sentence_before(reading, one, 6) if other.role in _COUNTED]
    if len(near) < 2 or reading.figures[one.order - 1] is not near[0]:
        return None
    part, base = near[0], near[1]
    if _UNNAMED.fullmatch(one.lead.lstrip(",、 ")):
        return _within(reading, one, part)
    if base.value < part.value or part.inner or base.inner or not base.value:
        return None
    if len(reading.between(part, one)) > 14 or ";" in reading.between(base, part):
        return None
    rate = rate_in(one.lead)
    if rate:
        if len(rate[0]) < len(one.lead) or len(rate[1]) > _LABEL or _summed_up(reading, part, one):
            return None
        sure = not later_than(base, part)
        return RatePair(part, base, sure) if same_state(rate[1], part) else None
    return None


def _within(reading: TextReading, one: TextFigure, part: TextFigure) -> RatePair | None:
    """96个项目中，完工37个，占38.5%；在建22个，占22.9%: every count has its share."""
    last = part
    if part.inner or len(reading.between(part, one)) > _GAP:
        return None
    for base in reversed(reading.figures[max(0, part.order - _BASES) : part.order]):
        if base.sentence != one.sentence or base.role not in (*_COUNTED, Role.PERCENT):
            return None
        if base.role in _COUNTED and _MIDST.match(base.tail + ",") and not base.inner:
            fits = last.role is part.role and base.value >= part.value > 0
            return RatePair(part, base) if fits else None
        if base.role is last.role:
            return None
        last = base
    return None


def _in_brackets(reading: TextReading, one: TextFigure) -> RatePair | None:
    """云岭县(34个项目开工32个)94.1%."""
    near = reading.figures[max(0, one.order - 2) : one.order]
    if len(near) < 2 or not all(f.inner and f.role is Role.COUNT for f in near):
        return None
    base, part = near
    if one.inner:
        # 云岭县(34个项目开工32个，开工率94.1%): the three fill the bracket.
        said = reading.text[base.start - 1 : one.end + 1]
        rate = RATE.fullmatch(one.lead.lstrip(",、"))
        filled = said[:1] == "(" and said[-1:] == ")" and "(" not in said[1:]
        fits = filled and rate is not None and rate[1][-2:] in part.lead
        return RatePair(part, base) if fits and part.value <= base.value else None
    behind = reading.text[part.end : one.start]
    if not re.fullmatch(r"\)(?:[^,。;\d]{0,4}率)?(?:为|达)?", behind) or part.value > base.value:
        return None
    return RatePair(part, base) if base.value and base.sentence == one.sentence else None


def _summed_up(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """Whether a rate may be of several pairs: 甲30个，已开工25个，乙20个，已开工18个，开工率."""
    for other in sentence_before(reading, one, 12):
        if other.role is Role.PERCENT:
            return False
        if other.order != part.order and other.role is part.role:
            state = words.state_of(part.lead + part.tail)
            same = other.lead == part.lead or (
                state and words.state_of(other.lead) == state and DONE.search(other.lead)
            )
            if same or (part.role is Role.MONEY and other.measure == part.measure):
                return True
    return False


# ---- other pairs that the words allow


def _others(reading: TextReading, one: TextFigure, tied: RatePair | None) -> Iterator[RatePair]:
    before = [
        f
        for f in sentence_before(reading, one, 6)
        if f.role in COUNTABLE and not _LAST_YEAR.search(f.lead)
        if not is_opposite(f, one.lead)
    ]
    parts = [tied.part] if tied else [f for f in before if f.dimension == before[0].dimension]
    if not tied:
        parts += [
            f
            for f in reading.figures[one.order + 1 : one.order + 2]
            if f.role is Role.MONEY and f.sentence == one.sentence and not f.lead.startswith("其")
        ]
    few = _FEW if tied or not one.places else _BASES
    for part in parts:
        near = reading.figures[max(0, part.order - _BASES * 2) : one.order]
        kin = [base for base in near if base.dimension == part.dimension]
        # Most percentages come to none of them, whatever the words allow.
        if _in_reach(part, kin, one):
            allowed = _allowed(part, one)
            yield from islice(
                (
                    RatePair(part, base)
                    for base in reversed(kin)
                    if allowed(base) and not _of_other_year(part, base, one)
                ),
                few,
            )


def _of_other_year(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """去年签约256个，今年签约213个，已开工126个: not of last year's, unless that is said."""
    return bool(_LAST_YEAR.search(base.lead)) and not _LAST_YEAR.search(part.lead + one.lead)


def _later(reading: TextReading, one: TextFigure) -> Iterator[RatePair]:
    """已开工63个，开工率70.8%；…；全年项目89个: the base comes at the end of the sentence."""
    part = reading.figures[one.order - 1] if one.order else one
    rate = rate_in(one.lead)
    here = part is not one and part.sentence == one.sentence
    if rate is not None and not (here and part.role is Role.COUNT):
        yield from _parts_later(reading, one, rate[1])
    if not here or part.role not in (Role.COUNT, Role.MONEY):
        return
    if rate is None:
        yield from _share_of_later(reading, part, one)
        return
    if part.role is not Role.COUNT:
        return
    if words.state_of(part.lead) != words.state_of(rate[1]):
        return
    for base in reading.figures[one.order + 1 : one.order + 9]:
        if base.sentence == one.sentence and base.role is Role.COUNT and base.value > part.value:
            yield RatePair(part, base)


def _parts_later(reading: TextReading, one: TextFigure, rate: str) -> Iterator[RatePair]:
    """开工率为68.2%；签约44个，其中已开工30个: both come behind, the whole first."""
    bases: list[TextFigure] = []
    for other in reading.figures[one.order + 1 : one.order + _FEW]:
        if other.sentence != one.sentence or other.inner or other.role is not Role.COUNT:
            if other.role is Role.PERCENT and not bases:
                continue
            return
        if bases and same_state(rate, other):
            yield from (RatePair(other, base) for base in bases if base.value >= other.value)
        bases.append(other)


def _share_of_later(reading: TextReading, part: TextFigure, one: TextFigure) -> Iterator[RatePair]:
    """银行贷款7.9亿元(占27%)，…，合计29.3亿元; 亏损43家，亏损面21.4%，共201家."""
    said = one.lead.lstrip("(,、 ")
    named = base_of(one.lead)
    for base in reading.figures[one.order + 1 : one.order + 3]:
        # 占全部完成投资的63.4%，全部完成投资为83亿元.
        again = named and len(named[1]) > 2 and named[1] in base.lead and base.role is part.role
        if again and base.sentence == one.sentence and base.value >= part.value:
            yield RatePair(part, base)
    face = said.endswith("面") and said[:-1] and said[:-1] in part.lead
    if not (face or _UNNAMED.fullmatch(said)):
        return
    for base in reading.figures[one.order + 1 : one.order + _FEW]:
        near = base.sentence == one.sentence and not base.inner
        kin = (base.dimension, base.measure) == (part.dimension, part.measure)
        if near and kin and base.value >= part.value and _IN_ALL.search(base.lead):
            yield RatePair(part, base)


_IN_ALL = later("(?:合计|总计|[一总]?共|总数|总额)(?:有|为|达|计)?$")


def _in_reach(part: TextFigure, bases: list[TextFigure], one: TextFigure) -> bool:
    """Whether any of them may be near what a percentage needs; one in a hundred is left open."""
    (low, high), (least, most) = one.interval, part.interval
    if low <= 0:
        return True
    floor, roof = EXACT.divide(least * 99, high), EXACT.divide(most * 101, low)
    for base in bases:
        least, most = base.interval
        if least <= roof and most >= floor:
            return True
    return False


def _allowed(part: TextFigure, one: TextFigure) -> Callable[[TextFigure], bool]:
    """Which bases the words of a percentage allow."""
    least = part.value if part.role is Role.COUNT or one.printed < _HUNDRED else Decimal(0)
    if part.role in (Role.COUNT, Role.QUANTITY):
        return lambda base: _may_count(part, base, one)
    measures, also = _measures(part, one)

    def allowed(base: TextFigure) -> bool:
        if base.value <= least or base.order == part.order:
            return False
        return base.measure in measures or base.order == also

    return allowed


def _may_count(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether a count may be what another is a percentage of: larger, and not of its own row."""
    beside = base.value == part.value and base.order == part.order - 1
    whole = one.printed == _HUNDRED and beside
    if base.measure or not (base.value > part.value or whole):
        return False
    state = words.state_of(part.lead) if DONE.search(part.lead) else ""
    return not (state and DONE.search(base.lead) and words.state_of(base.lead) == state)


def _measures(part: TextFigure, one: TextFigure) -> tuple[frozenset[str], int]:
    """Of which measures an amount's base may be; also the figure of this order."""
    named = base_of(one.lead)
    said = named[1] if named else ""
    if PLAN.search(said):
        return frozenset({"计划", "任务"}), one.order - 1
    if "总投资" in said:
        return frozenset({"总投资"}), -1
    if one.lead.endswith("完成率"):
        return frozenset({"计划", "任务", "总投资"}), -1
    if part.measure.endswith("年产值"):
        return frozenset({"年产值", "本月年产值", "当月年产值", "预计年产值", "省外年产值"}), -1
    return frozenset({part.measure, "计划", "总投资", "任务"}), -1


# ---- what siblings prove


def _same_base(reading: TextReading, done: dict[int, Finding]) -> None:
    """已投产7个，占31%；在建13个，占57%；…: two that come out prove what the others are of."""
    for figures in reading.by_sentence.values():
        shares = [f for f in figures if f.role is Role.PERCENT and _is_bare(reading, f)]
        if len(shares) < _SIBLINGS:
            continue
        first = shares[0].order - 1
        before = reading.figures[max(0, first - _BACK_TO) : first]
        here = [f for f in before if f.paragraph == shares[0].paragraph]
        bases = [f for f in here if f.role is Role.COUNT][-8:]
        # 制造业52个，占34.4%；…。四类共151个: the whole may come behind.
        behind = reading.figures[shares[-1].order + 1 : shares[-1].order + 3]
        bases += [f for f in behind if f.role is Role.COUNT and _IN_ALL.search(f.lead)]
        ways = [[RatePair(reading.figures[f.order - 1], base) for f in shares] for base in bases]
        ways = [way for way in ways if all(p.part.value <= p.base.value > 0 for p in way)]
        holds = [sum(_holds(p, f) for p, f in zip(w, shares, strict=True)) for w in ways]
        if holds and max(holds) > 1 and holds.count(max(holds)) == 1:
            way = ways[holds.index(max(holds))]
            done.update({f.order: told(p, f) for p, f in zip(way, shares, strict=True)})


def _same_amount(reading: TextReading, done: dict[int, Finding]) -> None:
    """预算资金37.2亿元，占8.9%；贷款62.4亿元，占14.9%；…: all but one prove what it is of."""
    for figures in reading.by_sentence.values():
        shares = [f for f in figures if f.role is Role.PERCENT and _is_bare(reading, f, Role.MONEY)]
        open_ = [f for f in shares if not _is_good(done.get(f.order))]
        known = [done[f.order].operands[1] for f in shares if _is_good(done.get(f.order))]
        if len(open_) != 1 or len(known) < _SIBLINGS - 1 or len(set(known)) != 1:
            continue
        part, base = reading.figures[open_[0].order - 1], known[0]
        between = reading.text[reading.figures[shares[0].order - 1].end : open_[0].start]
        row = base.role is part.role and base.measure == part.measure and base.order < part.order
        if row and "其中" not in between and part.value <= base.value:
            done[open_[0].order] = told(RatePair(part, base), open_[0])


def _of_rest(reading: TextReading, done: dict[int, Finding]) -> None:
    """168件，已采纳107件，占63.7%，其余61件列入计划，占36.3%: what is left is of the same whole."""
    for order, found in list(done.items()):
        part, one = (found.operands or (None,))[0], found.stated
        if found.verdict is not RelationVerdict.BASE_UNCLEAR or part is None or one is None:
            continue
        before = done.get(part.order - 1)
        if before is None or not _is_good(before) or not _REST.match(part.lead.lstrip(",、;")):
            continue
        first, whole = before.operands
        same = part.sentence == whole.sentence and part.order == order - 1 and not part.inner
        if same and first.value + part.value == whole.value:
            done[order] = told(RatePair(part, whole), one)


_REST = later("其[余他它]|剩余|余下|剩下")


def _is_good(found: Finding | None) -> bool:
    return found is not None and found.verdict in GOOD and len(found.operands) == 2


def _is_bare(reading: TextReading, one: TextFigure, role: Role = Role.COUNT) -> bool:
    part = reading.figures[one.order - 1] if one.order else one
    return part.role is role and _BARE.fullmatch(reading.between(part, one)) is not None


def _holds(pair: RatePair, one: TextFigure) -> bool:
    return verdict(pair, one) in GOOD


_BARE = re.compile("[,、](?:占(?:比)?)(?:为|达|约)?")
_SIBLINGS, _BACK_TO = 3, 40


def _by_sibling(reading: TextReading, done: dict[int, Finding]) -> Iterator[Finding]:
    """A share of a base that two others of the same words prove: 占总到位的 in every item."""
    bases: dict[str, dict[int, list[Finding]]] = {}
    for found in done.values():
        key = _words_of_base(found.stated)
        if key and found.verdict in GOOD and len(found.operands) == 2:
            bases.setdefault(key, {}).setdefault(found.operands[1].order, []).append(found)
    # Of most words none proves anything, and most texts have none that do.
    proven = {
        key: siblings
        for key, each in bases.items()
        for siblings in each.values()
        if len(each) == 1 and len(siblings) >= 2
    }
    for one in reading.figures if proven else ():
        known = done.get(one.order)
        open_ = one.role is Role.PERCENT and (
            known is None or known.verdict is RelationVerdict.BASE_UNCLEAR
        )
        siblings = proven.get(_words_of_base(one), []) if open_ else []
        if not siblings:
            continue
        role = siblings[0].operands[0].role
        near = [f for f in sentence_before(reading, one, 8) if f.role is role and not f.inner]
        if near and near[0].measure == siblings[0].operands[0].measure:
            done[one.order] = told(RatePair(near[0], siblings[0].operands[1]), one)
    yield from done.values()


_OF_ALL = later("^[全总]|总[数量额值]$")


def _words_of_base(one: TextFigure | None) -> str:
    named = base_of(one.lead) if one else None
    key = named[1] if named else ""
    return key if key and _OF_ALL.search(key) else ""
