"""Shares and rates: a percentage and what it is a percentage of.

A pair that is tied by its words (已开工11个，开工率; 占年度计划的) is tried first, then every
other one that the words allow.  Wrong only where a tied pair fails and no other fits; lists
are matched in order, and the pairs that hold prove the pattern for the one that does not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import (
    RatePair,
    is_called_just,
    is_of_other_things,
    is_opposite,
    is_share,
    slipped,
    subject_of,
    told,
    unclear,
    verdict,
)
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.changes.beyond_plan import beyond_base, is_excess
from sangeyipi.audit.relations.remainders.left import left
from sangeyipi.audit.relations.shares.allowed_pairs import LAST_YEAR, allowed_pairs
from sangeyipi.audit.relations.shares.bases import half_printed
from sangeyipi.audit.relations.shares.bound import (
    is_by_name,
    nearest,
    of_given,
)
from sangeyipi.audit.relations.shares.bracketed_rates import of_bracketed_whole
from sangeyipi.audit.relations.shares.rate_lists import rate_lists
from sangeyipi.audit.relations.shares.siblings_of_rates import with_siblings
from sangeyipi.audit.relations.shares.tied_pairs import LABEL, tied_pair
from sangeyipi.audit.relations.shares.undone_rates import undone_rate
from sangeyipi.audit.relations.shares.wholes import apart, of_both
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    is_base,
    rate_in,
    rate_of,
    sentence_before,
)
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.totals import IN_ALL
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
    (
        "新开工64个，完成目标任务118个的54.24%。其中亿元以上41个，完成目标任务72个的34.75%。",
        "wrong 41 / 72 * 100 = 34.75",
    ),
    ("年度计划80亿元，1-5月完成30.1亿元，占年度计划的73.6%。", "wrong 30.1 / 80 * 100 = 73.6"),
    (
        "批而未供土地3264亩、闲置土地871亩。批而未供土地已消化1893亩，消化率85%，"
        "闲置土地已处置528亩，处置率60.6%。",
        "wrong 1893 / 3264 * 100 = 85",
    ),
    # What was a base before is what the next share is of.
    (
        "民生支出8.02亿元，占财政支出9.82亿元的81.7%；财政支出为年初预算20.05亿元的49.0%。",
        "holds 9.82 / 20.05 * 100 = 49.0",
    ),
)
_BASES = 40
_HUNDRED = Decimal(100)
_FAR = 40
_CHAIN = re.compile("[、和与及]|以及")


def rates(reading: TextReading) -> Iterator[Finding]:
    """Every share and rate of the text."""
    done: dict[int, Finding] = {}
    for found in rate_lists(reading):
        if found.stated is not None:
            done[found.stated.order] = found
    for one in reading.of(Role.PERCENT):
        if one.order in done or is_excess(reading, one):
            continue
        if is_share(reading, one):
            found_one = _single(reading, one)
            if found_one is not None and _of_a_list(reading, one, found_one):
                continue
            if found_one is None or found_one.verdict is RelationVerdict.BASE_UNCLEAR:
                found_one = _in_row(reading, one, done) or found_one
            if found_one is not None:
                done[one.order] = found_one
    yield from with_siblings(reading, done)
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
    tied = _unless_opposite(tied_pair(reading, one), one)
    if tied is None or not tied.sure:
        tied = _unless_opposite(apart(reading, one), one) or tied
    found = _by_tied(reading, tied, one) if tied is not None else None
    if found is not None:
        return found
    other = _other(reading, one, tied)
    if other is not None:
        return _of_row_before(reading, tied, other, one) or told(other, one)
    if tied is not None and _is_meant(reading, tied, one):
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
    given = of_given(reading, one) or _of_subject(reading, one)
    return told(given, one) if given is not None and given.base.value else None


def _of_subject(reading: TextReading, one: TextFigure) -> RatePair | None:
    """占财政支出98240万元的81.68%；财政支出为年初预算200500万元的49.00%: of what is named again."""
    base = reading.figures[one.order - 1] if one.order else one
    subject = subject_of(base, one)
    if not subject:
        return None
    for part in sentence_before(reading, base, _BASES):
        if part.dimension == base.dimension and is_called_just(part, subject):
            return RatePair(part, base)
    return None


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
    in_row = rate is not None and len(rate[1]) <= LABEL and base.order + 1 == part.order
    # 提案5884件，立案5403件，办复率: of what was taken up, and what became of it is not printed.
    in_row = in_row and not (_TAKEN_UP.search(part.lead) and _is_strange(rate, part, base))
    return (in_row or is_by_name(pair, one)) and is_slip(pair.value, one)


#: What comes in is the whole of what is done of it.
_TAKEN_UP = later("(?:立案|受理|收案|承办|交办|转办|应办|应缴|应还|到期)(?:的|了|问题|案件)?$")


def _is_strange(rate: "re.Match[str] | None", *figures: TextFigure) -> bool:
    """Whether no word of a rate's name stands at any of these."""
    return rate is not None and not any(each in f.lead for each in rate[1] for f in figures)


#: 其中, 新增 and 另: a part of another whole, or of none.
_OF_ANOTHER = later(f"其中|{ALSO}|[本当][月季]|新增|比|较|增|减")


def _is_meant(reading: TextReading, pair: RatePair, one: TextFigure) -> bool:
    """Whether the words leave no doubt which pair a percentage is of."""
    return pair.sure and not is_of_other_things(pair, one) and not _is_of_some(reading, pair, one)


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
    for pair in allowed_pairs(reading, one, tied):
        if tied is not None and tied.sure and _is_summed_up(reading, tied.base, pair.base):
            continue
        # 完成目标42.7亿元的103.5%，占全部资金的69.7%: nothing is told of the aim.
        if pair.part.order < one.order - 1 and is_base(reading, pair.part):
            continue
        if _may_hold(pair, one) and verdict(pair, one) in GOOD and not _by_hedge(pair, one):
            return pair
    return None


def _of_row_before(
    reading: TextReading, tied: RatePair | None, other: RatePair, one: TextFigure
) -> Finding | None:
    """64个，完成目标118个的54%。其中41个，完成目标72个的35%: of the 118, not of these 72."""
    if tied is None or tied.part is not other.part or tied.base.order != one.order - 1:
        return None
    own = is_base(reading, tied.base) and is_base(reading, other.base)
    if not own or other.base.value == tied.base.value or not one.places or one.hedge:
        return None
    found = told(tied, one)
    return found._replace(why=Why(f"像是用了前面的 {other.base.text} 作基数"))


def _by_hedge(pair: RatePair, one: TextFigure) -> bool:
    """Whether only 约 lets a rate be of a pair: 约259亿元 of 约315亿元 are 82%, and no 87.96%."""
    loose = bool(pair.part.hedge or pair.base.hedge) and not one.hedge and one.places > 0
    return loose and abs(pair.value - one.value) > 1


def _is_summed_up(reading: TextReading, total: TextFigure, part: TextFigure) -> bool:
    """结转56个，新开工87个，合计143个，已竣工61个: a rate of the sum is none of its parts."""
    if not re.fullmatch(f"[,、]?(?:{IN_ALL})", total.lead) or total.order < 2:
        return False
    parts = list(reading.figures[total.order - 2 : total.order])
    return part in parts and sum(f.value for f in parts) == total.value


def _of_last_year(reading: TextReading, pair: RatePair, one: TextFigure) -> Finding | None:
    """Whether the percentage is that of last year's figure beside."""
    for other in sentence_before(reading, one, _BASES):
        if other.dimension != pair.part.dimension or not LAST_YEAR.search(other.lead):
            continue
        if verdict(RatePair(other, pair.base), one) in GOOD:
            found = told(pair, one)
            return found.also(f"像是用了去年同期的 {other.text}")
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
    return found._replace(why=Why(f"像是又加了一遍 {within.text}"))


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
