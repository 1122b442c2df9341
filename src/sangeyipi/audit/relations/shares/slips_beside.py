"""Shares and rates off by a slip, of what stands right before them, whatever that is called.

签约一批已有63个落地动工，开工率29.6%: 92.6% of the 68 some sentences before.  Nothing says that the
63 are what was begun but that they stand there, and nothing of what they are but that it comes out,
were two digits crossed or had one that was cut off been rounded: among so few wholes as rarely by
chance as a pair that comes out.  One wrong digit says less: it is told only of the one whole that
the share calls by its name.

Asked after all that words bind, of what nothing comes to.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import (
    RatePair,
    is_done_of_done,
    is_of_others,
    is_opposite,
    is_share,
    told,
    verdict,
)
from sangeyipi.audit.judging.slips import RARE_SLIPS, SlipKind, slip_kind
from sangeyipi.audit.relations.shares.any_share import is_part_itself
from sangeyipi.audit.relations.shares.named_parts import agrees, is_called
from sangeyipi.audit.relations.shares.share_claims import (
    DULL,
    PLANNED,
    WANTED,
    Claim,
    claimed,
    clause_of,
    unit_said,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约一批、开工一批、投产一批分别列入68个、94个和77个，剔除重复后有212个。目前签约一批已有"
        "63个落地动工，开工率29.6%。",
        "wrong 63 / 68 * 100 = 29.6",
    ),
    (
        "签约项目74个，其中亿元以上69个、5亿元以上31个。亿元以上项目占签约总数的39.2%。",
        "wrong 69 / 74 * 100 = 39.2",
    ),
    (
        "识别监测对象1326户4218人，已消除风险1087户3465人，户数占28.0%、人数占82.1%。",
        "wrong 1087 / 1326 * 100 = 28.0",
    ),
    (
        "项目286个。制造业项目132个，其中新材料47个、数字经济22个、生物医药19个，分别占制造业项目的35.6%、"
        "16.6%和14.4%。",
        "wrong 22 / 132 * 100 = 16.6",
    ),
    # One digit, of the one that the share names.
    (
        "1-4月，全市到位资金48.6亿元，下降6.4%。4月当月到位12.7亿元，增长4.7%，占前4个月累计额的21.1%。",
        "wrong 12.7 / 48.6 * 100 = 21.1",
    ),
    (
        "需融资52.4亿元，已授信37.8亿元，实际投放27.6亿元，投放额占授信额的93.0%。",
        "wrong 27.6 / 37.8 * 100 = 93.0",
    ),
    (
        "年初的目标是全年签约120个、开工80个、投产60个。上半年签约67个，完成55.3%；开工49个，完成61.3%。",
        "wrong 67 / 120 * 100 = 55.3",
    ),
    (
        "计划开工改造小区412个、6.83万户。1-9月开工改造小区416个、6.91万户，按小区数计开工率为101.6%。",
        "wrong 416 / 412 * 100 = 101.6",
    ),
    (
        "区级预算总收入835.6亿元，其中本级预算收入612.4亿元，增长1.7%；上划收入223.2亿元。本级预算收入中，"
        "税收收入371.5亿元，占61.7%。",
        "wrong 371.5 / 612.4 * 100 = 61.7",
    ),
)
#: Of how many hits one may be by chance.
_OF = 60
_GAP, _SIBLINGS, _GROWTHS = 40, 6, 2
_HUNDRED = Decimal(100)
_APART = later("[。;\n]")


def slip_beside(around: Surroundings, one: TextFigure) -> Finding | None:
    """A percentage that looks like a slip of what the figure before it is of one near."""
    if one.role is not Role.PERCENT or one.hedge or one.printed in (0, _HUNDRED) or not one.order:
        return None
    if not is_share(around.reading, one):
        return None
    part, name = _told_of(around, one)
    if part is None or part.hedge or WANTED.search(part.lead):
        return None
    bases = list(_bases(around, part, one, name))
    if any(verdict(RatePair(part, base), one) in GOOD for base in bases):
        return None
    only: TextFigure | None = None
    for rank, base in enumerate(bases, 1):
        pair = RatePair(part, base)
        kind = slip_kind(pair.value, one)
        if kind is SlipKind.ONE_DIGIT and one.printed % 1 + one.printed // _TENS:
            only = only or _only(around, part, one, name, bases)
        if kind not in RARE_SLIPS and base is not only:
            continue
        if is_of_others(around.reading, pair) or is_done_of_done(pair, one):
            continue
        if base is only or slip_odds(pair.value, one) // _OF >= rank:
            return told(pair, one)
    return None


def _only(
    around: Surroundings, part: TextFigure, one: TextFigure, name: str, bases: list[TextFigure]
) -> TextFigure | None:
    """The whole that a part is of where it can be no other: the only one, or that of its name."""
    claim, _ = claimed(around, one)
    own, said = clause_of(around, part), around.lead(one)
    if _NO_DIGITS.search(said):
        return None
    rated = claim if claim is not None and claim.rate not in ("", "完成") else None
    rated = None if unit_said(said) else rated
    # 国有企业资产负债率: of no 负债合计.
    if rated and not (is_called(rated.rate, own) and agrees(rated.subject, own)):
        return None
    content = [each for each in DULL.split(_SO_FAR.sub("", name)) if len(each) > 1]
    if unit_said(said) or (part.role is Role.COUNT and _NUMBER.search(name)):
        content = []
        called = bases
    else:
        called = _called(around, part, content, claim, bases)
    if len(called) != 1:
        return None
    base, digits = called[0], sum(each.isdigit() for each in f"{one.printed:f}")
    if one.printed > _HUNDRED and not PLANNED.search(_said_of(around, base)):
        return None
    if PLANNED.search(_BOOKED.sub("", name)):
        # 年度计划836亿元，完成604亿元。…新建项目完成125亿元，占年度计划的: of a plan of its own.
        between = around.reading.figures[base.order + 1 : part.order]
        own_plan = any(f.dimension == part.dimension for f in between)
        return None if own_plan or digits < _DIGITS else base
    two = content and digits == _DIGITS - 1 and one.printed % _TENS
    return base if digits >= _DIGITS or two else None


def _told_of(around: Surroundings, one: TextFigure) -> tuple[TextFigure | None, str]:
    """What a percentage is told of, and what its whole is called; "" for no name."""
    unit = unit_said(one.lead)
    if unit:
        before = around.reading.figures[around.reading.begins[one.order] : one.order]
        counted = [f for f in before if f.unit_alone() == unit and f.role in COUNTABLE]
        return (counted[-1] if counted else None), ""
    claim, at = claimed(around, one)
    if claim is not None and at is one:
        return _part(around, one, claim), claim.name
    begin, place, many = around.listed(one)
    if many == 1 or not begin:
        return None, ""
    first, _, length = around.listed(around.reading.figures[begin - 1])
    said = _OF_LIST.search(around.reading.figures[begin].lead)
    if length != many or said is None:
        return None, ""
    part = around.reading.figures[first + place]
    names = _AND.split(said[1])
    plain = part.role in COUNTABLE and part.sentence == one.sentence and not change_of(part.lead)
    return (part if plain else None), names[place] if len(names) == many else said[1]


def _called(
    around: Surroundings,
    part: TextFigure,
    content: list[str],
    claim: Claim | None,
    bases: list[TextFigure],
) -> list[TextFigure]:
    """The wholes that are called as a share says, or as what its clause is about."""
    if content:
        wanted = [_EXPECTED.sub("预", each) for each in content]
        said = {f.order: _EXPECTED.sub("预", _said_of(around, f)) for f in bases}
        called = [f for f in bases if all(each in said[f.order] for each in wanted)]
        alike = [f for f in called if _kind(part) and _kind(part) == _kind(f)]
        return alike if len(called) > 1 else called
    if claim is not None and claim.rate:
        if claim.rate != "完成":
            # 第三批已开工71个，开工率88.6%: of which of those before is not said.
            return []
        alike = [f for f in bases if _kind(part) and _kind(part) == _kind(f)]
        return [f for f in alike if PLANNED.search(_said_of(around, f))]
    heading = _HEADING.search(around.reading.text, around.reading.begun("。;\n", part.start))
    if heading is not None and heading.end() <= part.start:
        return [f for f in bases if heading[1] in clause_of(around, f)]
    return bases if claim is not None and claim.name else []


#: 约占60%; 超员率 and 增长率 are of what is beyond.
_NO_DIGITS = later("约$|合计|共占|[两三]者|约占|大约|近占|超[\u4e00-\u9fff]{1,3}率|概率|膨胀|命中")
#: 前5个月累计额: that it is all so far says no word of it.
_SO_FAR = later(f"前?\\d{{1,2}}个?月|累计|{PART_OF_YEAR}|全部|总额|金额|额")
#: 一般公共预算收入 is no plan.
_BOOKED = later("预算(?=收入|支出)")
_EXPECTED = later("预[期计]")
_HEADING = later("([\u4e00-\u9fff]{4,16})[中里],")
_DIGITS, _TENS = 3, 10
#: What was planned at the beginning of the year is a plan still.
_SET_THEN = later("年初(?=[^,。;]{0,8}(?:目标|计划|任务|预算))")
_NUMBER = later("[项个件户家]数")
#: 上半年签约, 开工: what it was that was counted.
_KIND = later(
    "(?:^|[,、;是为了])(?:[^,、;是为了]{0,8}(?:月|年|季度|实现|完成|已|新|计划?|目标|任务|实际))?((?:(?![是为了])[\u4e00-\u9fff]){2,4})$"
)


def _kind(one: TextFigure) -> str:
    found = _KIND.search(one.lead)
    return found[1] if found is not None else ""


def _said_of(around: Surroundings, one: TextFigure) -> str:
    """All that its sentence says before a figure, and its clause."""
    text, begin = around.reading.text, around.reading.begun("。;\n", one.start)
    return text[max(begin, one.start - _GAP) : one.start] + clause_of(around, one)


_OF_LIST = later("分别(?:占到?|为|完成)([^,。;:]{0,16}?)的?(?:比重)?$")
_AND = later("[、和及与]")


def _part(around: Surroundings, one: TextFigure, claim: Claim) -> TextFigure | None:
    """What a percentage is told of: what its subject names, or what stands before it."""
    figures, text = around.reading.figures, around.reading.text
    near = [
        f
        for f in figures[max(0, one.order - _SIBLINGS) : one.order]
        if f.sentence == one.sentence or claim.subject
        if f.role in COUNTABLE and f.printed and not change_of(f.lead)
    ]
    names = [each for each in DULL.split(claim.subject) if len(each) > 1]
    if names:
        # 亿元以上项目 is no 5亿元以上31个.
        called = [f for f in near if all(_says(clause_of(around, f), name) for name in names)]
        return called[-1] if called else None
    part = around.before(one)
    for _ in range(_GROWTHS):
        if part.order and part.sentence == one.sentence and growth_of(part.lead):
            part = around.before(part)
    if part not in near or part.inner is not one.inner or one.start - part.end > _GAP:
        return None
    if is_opposite(part, claim.rate) or is_past(part.lead):
        return None
    return None if _APART.search(text, part.end, one.start) else part


def _says(clause: str, name: str) -> bool:
    at = clause.find(name)
    return at >= 0 and not clause[at - 1 : at].isdigit()


def _bases(
    around: Surroundings, part: TextFigure, one: TextFigure, name: str
) -> Iterator[TextFigure]:
    """What a part may be of, each value once: what is called so, then what is near."""
    near = [
        f
        for f in reversed(around.near(one, ahead=0))
        if (f.role, f.dimension) == (part.role, part.dimension)
        and f is not part
        and (f.value >= part.value or one.printed > _HUNDRED)
        and not (f.hedge or is_past(_SET_THEN.sub("", f.lead)) or change_of(f.lead))
        and (part.role is Role.MONEY or f.unit == part.unit)
        and not is_part_itself(around, f, around.lead(one))
    ]
    if PLANNED.search(name):
        # 占全年竣工计划的: of no other figure.
        near = [f for f in near if PLANNED.search(clause_of(around, f))]
    content = [each for each in DULL.split(name) if len(each) > 1]
    words = {each[n : n + 2] for each in content for n in range(len(each) - 1)}
    near.sort(key=lambda f: not any(each in clause_of(around, f) for each in words))
    seen: set[Decimal] = set()
    for base in near:
        if base.value not in seen:
            seen.add(base.value)
            yield base
