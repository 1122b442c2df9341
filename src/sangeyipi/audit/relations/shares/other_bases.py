"""A percentage that its words say is of one figure, and that to the digit is another's.

总投资186亿元，年度计划投资48.5亿元。完成23.9亿元，占年度计划的12.8%: of 总投资, where one
figure alone is called 年度计划.  市级项目214个，其中省级56个；省级项目已开工52个，开工率24.3%: of
all, where one count alone is called 省级.  Asked of what was found to hold.
"""

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.shares.share_claims import Claim, claimed, clause_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past, said_old, same_state
from sangeyipi.audit.text.words import state_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "重点项目32个，总投资164亿元，年度计划投资52.6亿元。1-5月完成投资24.3亿元，占年度计划的14.8%。",
        "wrong 24.3 / 52.6 * 100 = 14.8",
    ),
    (
        "重点项目32个，总投资164亿元，年度计划投资52.6亿元。1-5月完成投资24.3亿元，占总投资的14.8%。",
        "holds 24.3 / 164 * 100 = 14.8",
    ),
    (
        "共安排市级重点项目186个，其中列入省级重点的48个。市级重点项目已开工162个，开工率87.1%；"
        "其中省级重点项目已开工45个，开工率24.2%。",
        "wrong 45 / 48 * 100 = 24.2",
    ),
    (
        "三级重点项目92个,其中省重点9个、市重点37个、县重点46个。市重点已开工33个,开工率35.9%。",
        "wrong 33 / 37 * 100 = 35.9",
    ),
    (
        "“投产一批”46个，比第九期的49个减少3个，目前达到设计产能的41个，达效率83.7%。",
        "wrong 41 / 46 * 100 = 83.7",
    ),
    (
        "新签约亿元以上工业项目207个，总投资1063.8亿元。新落地亿元以上工业项目152个，总投资586.3亿元。"
        "其中外省的新落地亿元以上工业项目39个，占比18.8%。",
        "wrong 39 / 152 * 100 = 18.8",
    ),
    (
        "信访1246件，其中初次信访874件，占70.1%。874件初次信访中，已化解801件，化解率64.3%。",
        "wrong 801 / 874 * 100 = 64.3",
    ),
    (
        "共安排市级重点项目186个，其中列入省级重点的48个。其中省级重点项目已开工45个，占24.2%。",
        "holds 45 / 186 * 100 = 24.2",
    ),
)
_TWO, _DIGITS, _BACK, _SHORT = 2, 100, 24, 6
_OF_YEAR = later("(?:年度?|全年|当年)(?:[^占,。;]{0,4})(?:计划|目标|任务)")
_WHOLE = later("(?:总投资|投资总额|概算|概算投资|协议投资|合同投资|协议总投资)(?:额|为|达|约|共)*$")
_HEAD = later("^[,;、]?(?:其中|而|且)?[:,]?")
_GROUP = later("(?:重点|[类批期]|新建|续建|产业|民生|基础设施)$")


def other_bases(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with a percentage told wrong of the base that its words name."""
    return [_told(around, one) or one for one in found]


def _told(around: Surroundings, found: Finding) -> Finding | None:
    one = found.stated
    if found.verdict is not RelationVerdict.HOLDS or found.kind not in SHARES or one is None:
        return None
    if len(found.operands) != _TWO or one.role is not Role.PERCENT or one.hedge:
        return None
    part, base = found.operands
    if not all(around.knows(f) for f in (one, part, base)) or base.order > one.order:
        return None
    if one.printed.scaleb(one.places) < _DIGITS or part.order != one.order - 1:
        return None
    claim, at = claimed(around, one)
    if claim is None or at is not one:
        return None
    meant = _meant(around, part, base, claim)
    if meant is None or meant.hedge or not meant.value:
        return None
    pair = RatePair(part, meant)
    if pair.comes_to(one):
        return None
    wrong = told(pair, one)
    if wrong.verdict is not RelationVerdict.WRONG:
        return None
    return wrong._replace(why=Why(f"这是占 {base.text} 的比重，像是用错了基数"))


def _meant(
    around: Surroundings, part: TextFigure, base: TextFigure, claim: Claim
) -> TextFigure | None:
    """What the words say that a percentage is of, where that is not what was taken."""
    now = _now(around, part, base)
    if now is not None:
        return now
    if claim.name:
        return _plan(around, part, base, claim)
    of_name = _midst(around, part, base) or _of_its_name(around, part, base, claim)
    return of_name or _group(around, part, base, claim)


def _before(around: Surroundings, part: TextFigure, base: TextFigure) -> list[TextFigure]:
    """What a part may be of: the figures before it in the paragraph that are counted alike."""
    return [
        f
        for f in around.reading.figures[max(0, part.order - _BACK) : part.order]
        if f.paragraph == part.paragraph and (f.role, f.dimension) == (base.role, base.dimension)
        if not (f.inner or is_past(f.lead) or change_of(f.lead))
    ]


def _now(around: Surroundings, part: TextFigure, base: TextFigure) -> TextFigure | None:
    """46个，比第九期的49个减少3个，达到产能的41个: of what there is now, not of what was then."""
    reading = around.reading
    if part.role is not Role.COUNT or not base.order or not said_old(reading, base):
        return None
    now, more = reading.figures[base.order - 1], reading.figures[base.order + 1]
    alike = (now.role, now.unit, now.sentence) == (base.role, base.unit, base.sentence)
    changed = more.order < part.order and change_of(more.lead) is not None
    if not alike or not changed or part.sentence != base.sentence:
        return None
    if said_old(reading, part) or ";" in reading.between(base, part):
        return None
    return now if not now.inner and part.value <= now.value else None


def _midst(around: Surroundings, part: TextFigure, base: TextFigure) -> TextFigure | None:
    """874件初次信访中，已化解801件: of those in whose midst it stands, and of no others."""
    own = around.reading.figures[part.order - 1] if part.order else part
    kin = (own.role, own.unit, own.sentence) == (part.role, part.unit, part.sentence)
    if part.role not in _PIECES or not kin or own is base or own.inner or own.half:
        return None
    opened = _OPENS.search(around.reading.text[max(0, own.start - 1) : own.start])
    said = _MIDST.fullmatch(around.reading.between(own, part))
    return own if opened and said and part.value <= own.value else None


_PIECES = (Role.COUNT, Role.QUANTITY)
_OPENS = later("[。;\n]")
_MIDST = later(r"[^,。;、\d]{2,12}[中里],[^,。;、\d]{0,6}已[^,。;、\d]{2,8}")


def _of_its_name(
    around: Surroundings, part: TextFigure, base: TextFigure, claim: Claim
) -> TextFigure | None:
    """新落地工业项目152个; 外省的新落地工业项目39个，占比: of all that are called just so."""
    said = _WHOSE.search(part.lead)
    if said is None or claim.rate or base.lead.endswith(said[1]):
        return None
    called = [f for f in _before(around, part, base) if f.lead.endswith(said[1]) and f is not base]
    alike = [f for f in called if f.unit_alone() == part.unit_alone() and "的" not in f.lead]
    if len(alike) != 1 or part.value > alike[0].value:
        return None
    # 344支，占比40%；…的172支，占比20%: each is of all, where the first is said to be.
    behind = around.reading.figures[alike[0].order + 1]
    shared = behind.role is Role.PERCENT and behind.sentence == alike[0].sentence
    return None if shared and "占" in behind.lead else alike[0]


#: A name of so many characters is no other's.
_WHOSE = later("的([\u4e00-\u9fff]{6,24})$")


def _plan(
    around: Surroundings, part: TextFigure, base: TextFigure, claim: Claim
) -> TextFigure | None:
    """总投资186亿元，年度计划投资48.5亿元: the year's plan, beside the whole that was taken."""
    if base.role is not Role.MONEY or _OF_YEAR.search(claim.name) is None:
        return None
    if _WHOLE.search(base.lead) is None or PLAN.search(base.lead):
        return None
    plans = [f for f in _before(around, part, base) if PLAN.search(f.lead)]
    if len(plans) != 1 or _OF_YEAR.search(plans[0].lead) is None:
        return None
    beside = plans[0].order == base.order + 1 and plans[0].sentence == base.sentence
    return plans[0] if beside and around.scopes(part) <= around.scopes(base) else None


def _group(
    around: Surroundings, part: TextFigure, base: TextFigure, claim: Claim
) -> TextFigure | None:
    """省级重点项目已开工52个，开工率: of how many these are, where one count alone is called so."""
    state = state_of(claim.rate)
    if part.role is not Role.COUNT or not state or not same_state(claim.rate, part):
        return None
    name = _group_of(part)
    if len(name) < _TWO or name in clause_of(around, base) or state_of(clause_of(around, base)):
        return None
    called = [
        f
        for f in _before(around, part, base)
        if f.unit == base.unit and name in clause_of(around, f) and f is not base
    ]
    if len(called) != 1 or not part.value <= called[0].value < base.value:
        return None
    own = clause_of(around, called[0]).replace(name, "")
    return None if state_of(own) or PLAN.search(own) else called[0]


def _group_of(part: TextFigure) -> str:
    """省级重点 of 其中省级重点项目已开工."""
    said = _HEAD.sub("", part.lead)
    head, _, done = said.partition("项目" if "项目" in said else "已")
    return head if state_of(done) and len(done) <= _SHORT and _GROUP.search(head) else ""
