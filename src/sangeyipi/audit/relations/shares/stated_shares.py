"""Shares and rates that the build of a sentence binds to a part and its whole, in whatever words.

重点项目113个，…，产业类94个，占38.2%: the part is the figure right before the share, or right
behind it where the share has a subject of its own; the whole is what stands before the part, of
its kind, not less, no other part and of no other time or place.  Where one figure only can be
that, or the share names it (占…总数的), nothing else can be meant, whether it comes out or not;
where several can be, a contradiction is told only of what looks like a slip of the pen.

Asked of what no rule and no search has settled, so that nothing around comes to it either.
"""

import re
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import (
    EXCHANGED,
    OF_THE_REST,
    RatePair,
    is_done_of_done,
    is_of_other_things,
    is_opposite,
    is_rest,
    is_share,
    told,
    told_of_rest,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slipped_pair import slipped_operand
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.relations.shares.any_share import any_share, is_of_two
from sangeyipi.audit.relations.shares.named_parts import (
    NEGATED,
    SAID_DONE,
    SAID_UNDONE,
    is_called,
    is_part,
    named_part,
)
from sangeyipi.audit.relations.shares.share_claims import (
    CLAUSE,
    DULL,
    PLANNED,
    Claim,
    claimed,
    clause_of,
    unit_said,
)
from sangeyipi.audit.relations.shares.share_wholes import called_so, whole_of
from sangeyipi.audit.relations.shares.unprinted_wholes import is_of_unprinted
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_base, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("重点项目113个。产业类94个，占比达到38.2%。", "wrong 94 / 113 * 100 = 38.2"),
    (
        "签约项目47个，其中产业类29个，占61.7%；总投资10亿元以上的6个，占12.7%。",
        "wrong 6 / 47 * 100 = 12.7",
    ),
    ("现有教师240人，高级职称教师占38.3%，共90人。", "wrong 90 / 240 * 100 = 38.3"),
    (
        "共安排项目520个，年度投资4380亿元。先进制造业项目共171个，年度投资1093.7亿元，分别占总量的"
        "25.0%和32.9%。",
        "wrong 1093.7 / 4380 * 100 = 32.9",
    ),
    (
        "全市合同外资64.8亿美元，增长24.1%。\n到账外资50.6亿美元。\n大项目合同外资62.5亿美元，"
        "占全市合同外资的69.5%。",
        "wrong 62.5 / 64.8 * 100 = 69.5",
    ),
    (
        "1-8月完成投资580.6亿元，占全年计划投资的8.29%。项目共318个，年度计划投资700亿元。",
        "wrong 580.6 / 700 * 100 = 8.29",
    ),
    ("承诺开工项目36个，已开工26个，开工率27.8%，未开工10个。", "wrong 26 / 36 * 100 = 27.8"),
    ("抽检产品240批次，合格214批次，不合格26批次，合格率98.2%。", "wrong 214 / 240 * 100 = 98.2"),
    (
        "收入4134万元：税收收入2486万元，非税收入1648万元，税收占比60.5%。",
        "wrong 2486 / 4134 * 100 = 60.5",
    ),
    (
        "共234个。其中80个计划新开工项目开工76个，开工率94%，完成投资83亿元。",
        "wrong 76 / 80 * 100 = 94",
    ),
    (
        "应报送的46家，按时报送41家，逾期报送3家，未报送2家，按时报送率81.9%。",
        "wrong 41 / 46 * 100 = 81.9",
    ),
    # The bracket says something of the part; the two parts before are the whole.
    (
        "共168个。其中亿元以上67个（含3个省重点），占比34.9%；亿元以下101个，占比60.1%。",
        "wrong 67 / 168 * 100 = 34.9",
    ),
    (
        "计划新开工项目124个，已开工87个，尚有37个未开工，未开工项目占28.9%。",
        "wrong 37 / 124 * 100 = 28.9",
    ),
    ("新签约项目124个。制造业项目71个，占签约总数的52.7%。", "wrong 71 / 124 * 100 = 52.7"),
    # That 860 of 3007 is 28.6%, too, is by chance.
    (
        "培训学员4260人，其中退役军人1090人、返乡人员860人、妇女2147人，退役军人占比28.6%。",
        "wrong 1090 / 4260 * 100 = 28.6",
    ),
    (
        "全市完成投资2386亿元，增长5.2%。制造业完成投资1798亿元，占全市投资的71.2%。",
        "wrong 1798 / 2386 * 100 = 71.2",
    ),
    ("抽检产品240批次，合格214批次，不合格率18.0%。", "wrong (240 - 214) / 240 * 100 = 18.0"),
    (
        "全市进出口4186.3亿元。其中出口2473.9亿元；进口1712.4亿元。对甲国、乙国分别进出口769.6亿元、"
        "721.9亿元。民营企业进出口1528.7亿元，增长27.2%，占63.5%。",
        "wrong 1528.7 / 4186.3 * 100 = 63.5",
    ),
    (
        "纳入监测的564户2734人，其中已消除风险的338户1346人，占监测户数的95.9%。",
        "wrong 338 / 564 * 100 = 95.9",
    ),
    (
        "落实水利投资318.6亿元，完成207.4亿元，增长12%，为全年目标340亿元的61%，占落实投资的56.1%。",
        "wrong 207.4 / 318.6 * 100 = 56.1",
    ),
    (
        "68个市级项目，年度投资342.6亿元。到9月底开工65个，完成261.4亿元，占年度计划的67.3%。",
        "wrong 261.4 / 342.6 * 100 = 67.3",
    ),
    (
        "重点工业项目17个。竣工投产项目5个，完成投资2.3亿元，占重点工业项目总数的24.9%。",
        "wrong 5 / 17 * 100 = 24.9",
    ),
    (
        "到位216.35亿元，为市定目标380亿元的56.93%、区定目标420亿元的51.15%。",
        "wrong 216.35 / 420 * 100 = 51.15",
    ),
)
_GAP, _SIBLINGS = 30, 5
_REST = later("其[余他它]|剩余|余下|尚有|还有")
_HUNDRED = 100
_CANNOT = later("无法|不能|未能|难以|没能")
_BEHIND = later("[,(、]?[^,。;:、(\\d]{0,6}?(?:为|共|计|有|达|即|约)?")


class _Bound(NamedTuple):
    part: TextFigure
    base: TextFigure
    sure: bool
    #: What is not so: 合格214批次，不合格率.
    rest: bool = False
    #: A figure that is called what the share is said to be of.
    named: bool = False

    def near(self, one: TextFigure) -> bool:
        """Whether a share that looks like a slip is of that whole, though it may be of another."""
        return self.named or self.base.sentence == one.sentence


def bound_or_found(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a search finds for a percentage, unless its sentence binds it to another part.

    农村户2650人…，脱贫人口占26.0%: that 930 of 930 and 2650 is 26.0%, too, is by chance.
    """
    found = any_share(around, one)
    if found is None or found.verdict not in GOOD or not one.order:
        return found
    before = around.reading.figures[one.order - 1]
    if before in found.operands and len(found.operands) == _TWO:
        return found
    bound = stated_share(around, one)
    if bound is None or bound.computed is None or bound.operands[0] in found.operands:
        return found
    pair = RatePair(bound.operands[0], bound.operands[1])
    crossed = has_digits_crossed(bound.computed, one)
    likely = crossed or is_slip(bound.computed, one) or slipped_operand(pair, one) is not None
    return bound if bound.verdict is RelationVerdict.WRONG and likely else found


def stated_share(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a percentage is of by the build of its sentence, and whether it is."""
    if one.role is not Role.PERCENT or not one.printed or not one.order:
        return None
    bound = _bound_of(around, one) if is_share(around.reading, one) else None
    if bound is None:
        return None
    found = _told(bound, one)
    return found if found.verdict in GOOD else _contradicted(around, one, bound, found)


def _contradicted(
    around: Surroundings, one: TextFigure, bound: _Bound, found: Finding
) -> Finding | None:
    """What is told of a share that is not what it is bound to; None for nothing."""
    # 签约22个，开工20个，开工率100%: of what was due.
    if one.printed == _HUNDRED or bound.part.hedge or bound.base.hedge:
        return None
    if (
        found.computed is None
        or is_done_of_done(RatePair(bound.part, bound.base), one)
        or _is_threshold(around, one)
    ):
        return None
    found = _of_rest(found, one)
    slip = is_slip(found.computed or one.value, one) or found.reason is Reason.OF_THE_REST
    if not slip and is_of_two(around, one, bound.part):
        return None
    if not bound.rest and is_of_unprinted(around, one, RatePair(bound.part, bound.base)):
        return None
    if not slip and not bound.rest:
        operand = slipped_operand(RatePair(bound.part, bound.base), one)
        if operand is not None and (bound.sure or (bound.near(one) and operand.is_rare)):
            return found._replace(why=Why(operand.why))
    sure = bound.sure and not is_of_other_things(RatePair(bound.part, bound.base), one)
    return found if sure or (bound.near(one) and slip) else None


def _is_threshold(around: Surroundings, one: TextFigure) -> bool:
    """开工率80.4%，11个省份开工率超过95%: what some are above is the rate of none."""
    before = around.reading.figures[one.order - 1]
    if before.role is not Role.COUNT or before.sentence != one.sentence:
        return False
    return _SOME_ARE.fullmatch(around.reading.text, before.end, one.start) is not None


_SOME_ARE = later(
    "(?:省份?|[地县]?市州?|县区?|州市?|区县?|乡镇?|镇|街道|村|企业|单位|部门|园区|行业)[^,。;、\\d]{0,8}率"
    "(?:均|都|已)?(?:超过?|高于|达到?|低于|不足|不到|在)$"
)


def bound_pair(around: Surroundings, one: TextFigure) -> RatePair | None:
    """The part and the whole that the build of its sentence binds a share to."""
    bound = _bound_of(around, one)
    return RatePair(bound.part, bound.base) if bound is not None and not bound.rest else None


def _bound_of(around: Surroundings, one: TextFigure) -> _Bound | None:
    return around.known(_by_build, one)


def _by_build(around: Surroundings, one: TextFigure) -> _Bound | None:
    return _of_figure(around, one) or _of_list(around, one) or _claimed(around, one)


def _claimed(around: Surroundings, one: TextFigure) -> _Bound | None:
    claim, at = claimed(around, one)
    return _bound(around, at, claim) if claim is not None else None


def _of_rest(found: Finding, one: TextFigure) -> Finding:
    """A rate that is wrong, with what it is, if it is that of the rest."""
    if found.computed is None or not is_rest(found.computed, one):
        return found
    return found._replace(why=OF_THE_REST)


def exchanged_shares(around: Surroundings, one: TextFigure) -> Finding | None:
    """176个、1119.1亿元，分别占25.3%和33.4%: each is the other's."""
    if one.role is not Role.PERCENT:
        return None
    begin, at, many = around.listed(one)
    rows = _rows_of(around, one) if many == _TWO else []
    if not rows:
        return None
    shares = around.reading.figures[begin : begin + many]
    wholes = [whole_of(around, part, Claim("", "", ""), shares[0]) for part in rows]
    pairs = [RatePair(part, whole[0]) for part, whole in zip(rows, wholes, strict=True) if whole]
    if len(pairs) < _TWO or any(f.hedge for f in (*rows, *shares)):
        return None
    crossed = all(pair.comes_to(share) for pair, share in zip(pairs, reversed(shares), strict=True))
    if not crossed or shares[0].printed == shares[1].printed:
        return None
    return told(pairs[at], one)._replace(why=EXCHANGED)


def _rows_of(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    """What a list of shares is told of, where that are as many figures of different kinds."""
    begin, _, many = around.listed(one)
    said = around.lead(one)
    if many < _TWO or begin < many or "分别" not in said or not _OF_LIST.search(said):
        return []
    return around.of_list(_rows_before, one)


def _rows_before(around: Surroundings, first: TextFigure) -> list[TextFigure]:
    begin, _, many = around.listed(first)
    rows = list(around.reading.figures[begin - many : begin])
    plain = all(
        f.role in COUNTABLE and f.sentence == first.sentence and not change_of(f.lead) for f in rows
    )
    return rows if plain and len({f.dimension for f in rows}) == many else []


_TWO = 2
_OF_LIST = later("占|占比|比重")


def _bound(around: Surroundings, one: TextFigure, claim: Claim) -> _Bound | None:
    figures = around.reading.figures
    # 54个(含4个省重大项目)，占39.1%.
    part, unit = around.before(one), unit_said(one.lead)
    while part.order and (
        part.role in (Role.BAND, Role.OWN)
        # 66户99人，户数占比: of those that are counted so.
        or (unit and part.role in COUNTABLE and part.unit_alone() != unit)
        # 进出口1671.1亿元，增长27.2%，占36.2%.
        or (not claim.rate and _has_grown(part, one))
        # 338户1346人，占监测户数的59.9%: of how many households there are.
        or (claim.name.endswith("户数") and part.unit == "人")
        or (claim.rate and (_REST.search(part.lead) or is_opposite(part, claim.rate)))
        # 为年度计划的60.1%，占总投资的24.8%: two shares of one.
        or (claim.name and not claim.subject and _goes_before(around, part, one))
        # 竣工5个，完成投资2.3亿元，占项目总数的29.4%: of how many there are.
        or (part.role is Role.MONEY and _COUNTED.search(claim.name))
    ):
        part = figures[part.order - 1]
    if claim.rate.endswith("完成"):
        told_of = _of_aim(around, one)
        if told_of is not None:
            return told_of
    named = named_part(around, one, claim) if claim.rate else None
    part = named or _best(around, part, one, claim)
    if is_part(around, part, one, claim):
        rest = bool(NEGATED.search(claim.rate)) and not SAID_UNDONE.search(clause_of(around, part))
        given = _given(around, part, one)
        found = (given, True) if given else whole_of(around, part, claim, one)
        if found is not None:
            return _Bound(part, *found, rest, named=bool(claim.name))
        base = called_so(around, part, claim)
        if base is not None:
            return _Bound(part, base, sure=False, named=True)
    return _behind(around, one, claim)


def _goes_before(around: Surroundings, share: TextFigure, one: TextFigure) -> bool:
    """Whether a share, or what it is a share of, stands before another of the same part."""
    text = around.reading.text
    if share.role is not Role.PERCENT:
        after = around.reading.figures[share.order + 1 : share.order + 2]
        return is_base(around.reading, share) and bool(after) and after[0] is not one
    if share.sentence != one.sentence or not is_share(around.reading, share):
        return False
    return _ALSO_OF.fullmatch(text, share.end, one.start) is not None


#: What stands between two shares of one part, the second of which says its whole.
_ALSO_OF = later("[,、](?:占|为|相当于|完成)[^,。;:、()\\d]{2,14}的(?:比重|比例)?(?:为|达)?")
_COUNTED = later("(?:项目|企业|个|件|批|户|户次)(?:总数|个数|数)$")


def _has_grown(part: TextFigure, one: TextFigure) -> bool:
    """Whether a figure says by how much the one before it has grown."""
    grown = _GREW if part.role is Role.PERCENT else _SET
    rate = part.role is Role.PERCENT or part.role is Role.POINTS
    return rate and part.sentence == one.sentence and grown.match(part.lead) is not None


#: Of what stands before, and of nothing of its own: 完成投资增长28.7% is of that.
_GREW = later(
    f"[,、]?(?:同比|环比|[比较]{LAST_YEAR}(?:同期)?)?(?:名义|可比)?(?:增长|上升|下降|减少|[增降])(?:了|约)?$"
)
_SET = later("[,、]?(?:增速|增幅|降幅)?(?:[高低快慢]于|[比较][^,。;\\d]{2,14}[高低快慢])")


def _of_aim(around: Surroundings, one: TextFigure) -> _Bound | None:
    """已落地63个，去年同期54个；对照全年90个的目标，完成率70%: the aim stands right before."""
    base = around.reading.figures[one.order - 1]
    own = clause_of(around, base)
    if base.role not in COUNTABLE or base.sentence != one.sentence or base.inner:
        return None
    if not re.search("对照|按照?|对比|对标", own) or not PLANNED.search(own):
        return None
    near = [
        f
        for f in around.reading.figures[max(0, base.order - _SIBLINGS) : base.order]
        if f.sentence == one.sentence and f.dimension == base.dimension and f.role in COUNTABLE
    ]
    near = [f for f in near if not (is_past(f.lead) or change_of(f.lead) or f.inner)]
    done = [f for f in near if SAID_DONE.search(f.lead)]
    return _Bound(done[0], base, sure=True) if len(done) == 1 else None


def _best(around: Surroundings, part: TextFigure, one: TextFigure, claim: Claim) -> TextFigure:
    """网上办理60件、窗口办理20件，网上办理占75%: what the share's own subject is."""
    words = {each[n : n + 2] for each in DULL.split(claim.subject) for n in range(len(each) - 1)}
    if not words or claim.rate:
        return part
    near = [
        f
        for f in around.reading.figures[max(0, one.order - _SIBLINGS) : one.order]
        if f.sentence == one.sentence and f.dimension == part.dimension and f.role in COUNTABLE
    ]
    said = {f.order: sum(each in clause_of(around, f) for each in words) for f in near}
    for f in near:
        # 税收收入2486万元，非税收入1648万元，税收占比: 税收 stands in both.
        said[f.order] += f.lead.removeprefix("其中").lstrip(",、").startswith(claim.subject)
    best = max(near, key=lambda f: (said[f.order], f.order), default=part)
    return best if said and said[best.order] > said.get(part.order, 0) else part


def _given(around: Surroundings, part: TextFigure, one: TextFigure) -> TextFigure | None:
    """已开工94个，开工率38.2%(应开工113个): the bracket says of what."""
    base = around.reading.figures[one.order + 1 : one.order + 2]
    if not base or not base[0].inner or one.inner or base[0].dimension != part.dimension:
        return None
    said = around.reading.text[one.end : base[0].start]
    whole = base[0].value >= part.value and re.fullmatch(
        "\\((?:应|共|总|(?:年度|全年|当年|本年|今年)?(?:计划|目标|任务))[^,。;:\\d]{0,8}", said
    )
    return base[0] if whole else None


def _behind(around: Surroundings, one: TextFigure, claim: Claim) -> _Bound | None:
    """高级职称教师占38.3%，共90人; 开工率38.2%，113个项目已开工94个."""
    figures = around.reading.figures
    if claim.rate:
        base, part = [*figures[one.order + 1 : one.order + 3], one, one][:2]
        near = part.sentence == base.sentence == one.sentence and base is not part
        if not near or base.role not in COUNTABLE or base.dimension != part.dimension:
            return None
        begins = re.fullmatch("[,:]", around.reading.text[one.end : base.start])
        told_of = part.start - base.end <= _GAP and base.value >= part.value and not base.inner
        named = begins and told_of and not CLAUSE.search(around.reading.text, base.end, part.start)
        own = clause_of(around, part)
        # 接种率仅为1%，54个国家中有47个将无法接种: what is not done is none of it.
        called = named and is_called(claim.rate, own) and not _CANNOT.search(own)
        return _Bound(part, base, sure=True) if called else None
    behind = figures[one.order + 1] if one.order + 1 < len(figures) else None
    if behind is None or not claim.subject or behind.sentence != one.sentence:
        return None
    said = around.reading.text[one.end : behind.start]
    if behind.role not in COUNTABLE or not _BEHIND.fullmatch(said) or growth_of(behind.lead):
        return None
    found = whole_of(around, behind, claim, one)
    return _Bound(behind, *found) if found is not None else None


def _of_figure(around: Surroundings, one: TextFigure) -> _Bound | None:
    """占应整治的113个村的38.2%."""
    base = around.reading.figures[one.order - 1]
    part = _part_before(around, base, one) if _is_of(around, base, one) else None
    if part is None:
        return None
    # 一季度9.7亿元，二季度14.2亿元，完成年度计划52亿元的46%: of both.
    several = any(
        f.sentence == part.sentence
        and f.dimension == part.dimension
        and f.value <= base.value
        and not (f.inner or is_past(f.lead) or change_of(f.lead))
        for f in around.reading.figures[max(0, part.order - _SIBLINGS) : part.order]
    )
    return _Bound(part, base, sure=not several)


def _of_list(around: Surroundings, one: TextFigure) -> _Bound | None:
    """建安投资74亿元、设备投资6亿元，分别占83.6%和7.1%: the k-th of as many."""
    begin, at, many = around.listed(one)
    figures = around.reading.figures
    if many < 2 or not begin:
        return None
    rows = _rows_of(around, one)
    if rows:
        # A count and an amount: each share can be of one of them only, and of what it names.
        found = whole_of(around, rows[at], Claim("", _name_of(around, one), ""), one)
        return _Bound(rows[at], *found) if found is not None else None
    first, _, length = around.listed(figures[begin - 1])
    said = around.lead(one)
    if length != many or "分别" not in said or not re.search("占|占比|比重", said):
        return None
    part = figures[first + at]
    if part.sentence != one.sentence or part.role not in COUNTABLE or change_of(part.lead):
        return None
    found = whole_of(around, part, Claim("", "", ""), one)
    # A list in another order is no slip of one.
    return _Bound(part, found[0], sure=False) if found is not None else None


def _name_of(around: Surroundings, one: TextFigure) -> str:
    """分别占作坊总数、原有面积的61.8%和65.5%: what the whole of each share of a list is called."""
    begin, at, many = around.listed(one)
    first = around.reading.figures[begin]
    last = around.reading.figures[begin - 1]
    said = _NAMES.search(around.reading.text[max(last.end, first.start - _GAP) : first.start])
    names = _AND.split(said[1]) if said else []
    return names[at] if len(names) == many else ""


_NAMES = later("分别占([^,。;:]{2,40}?)的?$")
_AND = later("[、和及与]")


def _is_of(around: Surroundings, base: TextFigure, one: TextFigure) -> bool:
    """占应整治的113个村的38.2%: the figure is said to be the whole."""
    text = around.reading.text
    if base.role not in COUNTABLE or base.sentence != one.sentence:
        return False
    behind = text[base.end : one.start]
    said = CLAUSE.split(text[max(0, base.start - 20) : base.start].rstrip("("))[-1]
    if _BEHIND_BASE.fullmatch(behind) is None:
        return False
    if re.search("占|完成|为|达|相当于|执行", said) is not None:
        return True
    figures, at = around.reading.figures, base.order
    return at > 1 and _is_base_before(around, figures[at - 2], figures[at - 1], base)


_BEHIND_BASE = later("\\)?[^,。;、:\\d()占]{0,10}的(?:约|近|超过?|不足|比重为?)?")


def _part_before(around: Surroundings, base: TextFigure, one: TextFigure) -> TextFigure | None:
    figures, at = around.reading.figures, base.order
    while at > 1 and _is_base_before(around, figures[at - 2], figures[at - 1], figures[at]):
        # 为市400亿元目标的62.81%、区450亿元目标的55.83%: of one part.
        at -= 2
    for part in reversed(figures[max(0, at - 3) : at]):
        if part.sentence != one.sentence:
            return None
        if part.dimension == base.dimension and part.role in COUNTABLE:
            near = figures[at].start - part.end <= _GAP
            fit = near and not change_of(part.lead) and part.value <= 2 * base.value
            return part if fit and part.inner is base.inner is one.inner else None
    return None


def _is_base_before(
    around: Surroundings, base: TextFigure, share: TextFigure, after: TextFigure
) -> bool:
    """Whether a whole with its share stands right before another whole of the same."""
    text = around.reading.text
    return (
        share.role is Role.PERCENT
        and base.dimension == after.dimension
        and _AFTER_SHARE.fullmatch(text, share.end, after.start) is not None
        and _BEHIND_BASE.fullmatch(text, base.end, share.start) is not None
    )


_AFTER_SHARE = later("[、,和及与][^,。;、\\d]{0,12}")


def _told(bound: _Bound, one: TextFigure) -> Finding:
    pair = RatePair(bound.part, bound.base)
    return told_of_rest(pair, one) if bound.rest else told(pair, one)
