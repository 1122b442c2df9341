"""A share that names its whole, where one figure is called so: 占开工在建项目数的62%.

Of what a percentage is, its own words say before anything that comes out: 188个 of 303个 is 62%,
too, but 开工在建项目 are 278.  Wrong only where what is printed has a reason: it is cut off or a
slip of the pen, it is the whole of the part, it is of another figure that is called otherwise, or
the part would come to it but for one digit.

Asked last, of all findings, so that it stands against what came out by another base.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import OLD_BASE, RatePair, is_share, of_other_base, told
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slipped_pair import slipped_operand
from sangeyipi.audit.judging.slips import RARE_SLIPS, Slip, SlipKind, slip_of
from sangeyipi.audit.relations.shares.named_parts import agrees, is_done_so, named_part
from sangeyipi.audit.relations.shares.of_this_one import OF_THIS_ONE
from sangeyipi.audit.relations.shares.share_claims import PLANNED, Claim, claimed, clause_of
from sangeyipi.audit.relations.shares.share_wholes import both_ways, is_foreign
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import OBJECT, base_of, change_of, is_past, rate_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.audit.text.words import ONLY_SOME, STATES
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "签约陶瓷企业136家、投产92家，投产率67.6%；投产企业中规上企业37家，占27.2%，年产值70亿元。",
        "wrong 37 / 92 * 100 = 27.2",
    ),
    # Of those begun, not of all.
    (
        "246个市重点项目中已开工在建项目213个，投资达到进度的136个，占开工在建项目数的55.3%。",
        "wrong 136 / 213 * 100 = 55.3",
    ),
    # Of the plan of the year, not of that until now.
    (
        "全年计划开工项目312项（其中1-8月计划新开工264项），目前实际开工231项，"
        "完成年度计划开工的87.5%。",
        "wrong 231 / 312 * 100 = 87.5",
    ),
    # Of the money that came, not of what was signed.
    (
        "签约金额7264.35亿元。共到位资金5381.62亿元。第二产业签约金额4617.8亿元，"
        "占总签约金额的63.57%；新建、续建项目到位资金2746.39亿元，占总到位资金的59.47%。",
        "wrong 2746.39 / 5381.62 * 100 = 59.47",
    ),
    # Cut off, beside others that come out by chance.
    (
        "实施亿元以上项目437项，完成投资52.8亿元。其中续建项目421项，完成投资46.1亿元；"
        "新开工项目16项，完成投资6.7亿元。工业项目164项，占项目总量的37.5%，完成投资14.9亿元，"
        "占全部投资的32.3%。",
        "wrong 14.9 / 52.8 * 100 = 32.3",
    ),
    (
        "增值税收入6.24亿元，占收入总额的58.3%，增长12%；其中化工行业贡献2.83亿元，占增值税总额的43.60%。",
        "wrong 2.83 / 6.24 * 100 = 43.60",
    ),
    # The part and the whole exchanged.
    (
        "安排项目142项，年计划投资964.37亿元。全年共完成投资1041.52亿元，占年计划92.6%。",
        "wrong 1041.52 / 964.37 * 100 = 92.6",
    ),
    # Not of the whole that the shares beside it are of.
    (
        "固定资产投资1284.6亿元。工业投资618.4亿元，占全市的48.1%，制造业541.7亿元，占工业投资的82.6%。",
        "wrong 541.7 / 618.4 * 100 = 82.6",
    ),
    # Of the exports, not of all trade.
    (
        "全县外贸进出口8.42亿元。其中出口6.95亿元，进口1.47亿元。其中5家大户出口4.17亿元，占全县出口的49.5%。",
        "wrong 4.17 / 6.95 * 100 = 49.5",
    ),
    # Of those begun, whatever they are called.
    (
        "计划改造老旧小区126个、2.38万户，已开工117个、2.26万户。其中已完工68个，占已开工小区的54.0%。",
        "wrong 68 / 117 * 100 = 54.0",
    ),
    # Of what all have done, not of what was planned.
    (
        "五大片区年度计划投资286.4亿元，完成投资213.8亿元，占计划的74.7%。东片完成投资43.7亿元，"
        "占五大片区完成投资的15.3%；西片完成投资61.9亿元。",
        "wrong 43.7 / 213.8 * 100 = 15.3",
    ),
    (
        "新开工项目47个，其中工业项目29个，占61.7%；工业项目里超亿元的18个，占62.1%。",
        "holds 18 / 29 * 100 = 62.1",
    ),
    # Of those that the words name, though it comes out of all.
    (
        "出让工业用地19宗，其中“标准地”16宗。16宗“标准地”中，13宗实现“拿地即开工”，3宗因管线迁改暂未开工，"
        "实现“拿地即开工”的占“标准地”的68.4%。",
        "wrong 13 / 16 * 100 = 68.4",
    ),
    # Of the second of a list; by what was done of those that the clause names.
    (
        "签约、开工、投产项目分别为21个、18个、15个，共54个。开工项目中入统6个，占33.9%。",
        "wrong 6 / 18 * 100 = 33.9",
    ),
    (
        "接收诉求156条，其中有效诉求131条。有效诉求中，已办结113条，办结率83.3%。",
        "wrong 113 / 131 * 100 = 83.3",
    ),
    # Two shares of one part exchanged.
    (
        "全国共完成投资38174.6亿元，增长18.4%。其中，采矿业投资完成14263.8亿元，增长21.7%。"
        "煤炭行业完成投资612.47亿元，增长12.3%，占采矿业投资完成额的1.6%，占全国投资总完成额的4.29%。",
        "wrong 612.47 / 14263.8 * 100 = 1.6",
    ),
)
_BACK, _AHEAD, _PARAGRAPHS, _CHARS, _BETWEEN = 60, 8, 3, 48, 3
_TWO, _DIGITS = 2, 3
_HUNDRED = 100
_WIDE = later(f"{REGION_OR_NATION}")
_ALL = later("总|全部|整个|所有|合计")
#: Says nothing of what is counted, or when.
_FILL = later(
    "其中|累计|完成|实现|总[数量额值]|总|全部|整个|所有|同期|合计|共|(?<!签)约|达到?|已|的|了|我[省市县区州]|该|本|为|有|"
    f"{REGION_OR_NATION}"
)
_DONE_BY_ALL = later(
    f"(?:(?:[一二三四五六七八九十]|\\d{{1,3}})[大个类][\u4e00-\u9fff]{{2,6}}?|{REGION_OR_NATION}|全部|项目)?"
    "(?:累计|实际|已|总)*完成(?:总?投资|投资总?额)"
)
_COUNTING = later("(?:[个家户](?=数))?[数量额]{1,8}$")
_YEAR = later("年度|全年|今年|当年|本年|年内|年初|年")
_PART_OF_YEAR = later("季度|半年|月")
_PLAN_WORDS = later("计划|目标|任务|预算")
_COMMON = frozenset(("项目", "投资", "资金", "企业", "金额", "工程", ""))
#: 增值税收入 is what 增值税总额 says.
_TAX = later("税$")
_HEAD = later("[^,。;中里的]*")


class _Name(NamedTuple):
    """What a whole is called."""

    #: What must stand at the end of the words before it.
    core: str
    #: 全市, where that is said.
    wide: str
    #: 总, 全部: no part of another.
    whole: bool
    #: For a plan all that must be said of it.
    tokens: tuple[str, ...]
    #: 占五大片区完成投资的: that which all of them have done.
    done: bool = False


def named_wholes(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is said of shares whose words name another whole."""
    known: dict[int, list[int]] = {}
    for at, each in enumerate(found):
        stated = each.stated
        if stated is not None and stated.role is Role.PERCENT and each.kind in SHARES:
            known.setdefault(stated.start, []).append(at)
    parts = _parts(found)
    gone: set[int] = set()
    made: list[Finding] = []
    for one in around.reading.figures:
        if one.role is not Role.PERCENT or one.hedge or not one.order or not one.printed:
            continue
        rate = rate_of(one.lead)
        said = base_of(one.lead) if rate is None else None
        if not (said or rate) or one.printed == _HUNDRED or around.is_crowded(one):
            continue
        if OF_THIS_ONE.search(one.lead):
            continue
        among = "" if said and said[1] else _among(around, one)
        if not (said and said[1]) and not among:
            continue
        places = known.get(one.start, ())
        other = _told(around, one, [found[at] for at in places], parts, among)
        if other is not None:
            gone.update(places)
            made.append(other)
    if not made:
        return found
    return [*(each for at, each in enumerate(found) if at not in gone), *made]


def _parts(found: list[Finding]) -> dict[int, set[int]]:
    """Of which wholes a figure is known to be a part."""
    parts: dict[int, set[int]] = {}
    for each in found:
        if each.kind is RelationKind.SUM and each.verdict in GOOD and each.stated is not None:
            for part in each.operands:
                parts.setdefault(part.start, set()).add(each.stated.start)
    return parts


def _told(
    around: Surroundings,
    one: TextFigure,
    before: list[Finding],
    parts: dict[int, set[int]],
    among: str,
) -> Finding | None:
    claim, at = claimed(around, one)
    if claim is None or at is not one or not is_share(around.reading, one):
        return None
    if claim.rate and (not among or any(each.verdict in GOOD for each in before)):
        return None
    # What the shares before it were of is nothing that its own clause names.
    name = _name(among or claim.name)
    if name is None or any(_is_settled(each, name) for each in before):
        return None
    part = _done(around, one, claim) if claim.rate else _part(around, one, claim)
    if part is None:
        return None
    base = _base(around, part, one, name, parts, among=bool(among))
    if base is None or base.value <= 0:
        return None
    held = any(each.verdict in GOOD for each in before)
    if held and _is_listed_so(around, base, name):
        # 签约、开工项目分别为21个、18个，共39个。签约项目中…，占: it may be of all.
        return None
    pair = RatePair(part, base)
    if pair.comes_to(one):
        return None if held else told(pair, one)
    # 开工项目中已竣工12个，竣工率80%: perhaps of those that were due.
    if claim.rate and not is_slip(pair.value, one):
        return None
    return _contradicted(around, pair, one, name, before, parts if name.whole else {})


def _contradicted(
    around: Surroundings,
    pair: RatePair,
    one: TextFigure,
    name: _Name,
    before: list[Finding],
    parts: dict[int, set[int]],
) -> Finding | None:
    """What is told of a share that the pair does not come to, if there is a reason for that."""
    found = told(pair, one)
    if found.verdict is not RelationVerdict.WRONG and not (pair.part.hedge or pair.base.hedge):
        return None
    why = _reason(around, pair, one, name, before, parts)
    if why is None:
        return None
    remedy = f"两个数若无误，应为 {one.as_printed(pair.value)}；否则核对这两个数"
    return found._replace(verdict=RelationVerdict.WRONG, remedy=remedy, why=why)


def whole_named(
    around: Surroundings, part: TextFigure, one: TextFigure, said: str
) -> TextFigure | None:
    """The only figure that is called as a share says, of a part that stands anywhere before it."""
    name = _name(said)
    return _base(around, part, one, name, {}, among=False) if name is not None else None


def _among(around: Surroundings, one: TextFigure) -> str:
    """投产企业中规上企业34家，占40.5%: of whom the clause of the part says that it is."""
    part = around.reading.figures[one.order - 1]
    counted = part.role is Role.COUNT or (part.role is Role.QUANTITY and not part.half)
    if not counted or part.sentence != one.sentence:
        return ""
    said = _AMONG.search(around.reading.text[max(0, part.start - _CHARS) : part.start])
    return said[1] if said else ""


#: 其中 names nobody, and no more do 这些企业中, 全年中.
_AMONG = later("(?:^|[,;。\n])(?!其)([\u4e00-\u9fff]{2,10}?)[中里],?[^,。;:、()\\d]{2,14}$")


def _is_settled(one: Finding, name: _Name) -> bool:
    """Whether what a share was found to be is of a figure that is called so."""
    if one.verdict is RelationVerdict.WRONG:
        # Told wrong of a whole that is called otherwise (`own_wholes`) it may be a slip of this.
        of_two = one.stated is not None and len(one.operands) == _TWO and one.computed is not None
        other = of_two and not _is_called(one.operands[1], name, "")
        return not (other and one.reason is Reason.OLD_BASE)
    if one.verdict not in GOOD or not one.operands:
        return False
    if one.verdict is not RelationVerdict.HOLDS and any(f.hedge for f in one.operands):
        # 约7493亿元 leaves nearly all open.
        return False
    return len(one.operands) == _TWO and _is_called(one.operands[1], name, "") and not name.whole


def _reason(
    around: Surroundings,
    pair: RatePair,
    one: TextFigure,
    name: _Name,
    before: list[Finding],
    parts: dict[int, set[int]],
) -> Why | Slip | None:
    """Why what is printed is not what the pair comes to; None for nothing that is known."""
    part, base = pair.part, pair.base
    digits = sum(1 for each in f"{one.printed:f}" if each.isdigit())
    slip = slip_of(pair.value, one)
    if part.hedge or base.hedge:
        crossed = slip is not None and slip.kind is SlipKind.CROSSED
        return slip if crossed and digits >= _DIGITS else None
    # 294家 of 1326家 and 294家 together says less than the only figure that is called so.
    good = [
        each
        for each in before
        if each.verdict in GOOD and (len(each.operands) <= _TWO or part in each.operands)
    ]
    same = [each for each in good if each.operands[:1] == (part,) and len(each.operands) == _TWO]
    for each in same:
        other = each.operands[1]
        is_part = base.start in parts.get(other.start, ())
        if other.value != base.value and (is_part or _is_another(around, other, base, name)):
            return of_other_base(other)
    if same:
        return None
    if slip is not None and (slip.kind in RARE_SLIPS or (not good and is_slip(pair.value, one))):
        return slip
    turned = EXACT.divide(base.value * _HUNDRED, part.value)
    if digits >= _DIGITS and half_up(turned, one.places) == one.printed:
        return Why("像是分子、分母写反了")
    operand = None if good else slipped_operand(pair, one)
    if operand is not None and operand.is_rare:
        return Why(operand.why)
    near = one.value <= 2 * pair.value <= 4 * one.value
    if near and not good and _is_within(around, part, base):
        return OLD_BASE
    counted = part.role is Role.COUNT and not name.tokens and base.order < part.order
    return OLD_BASE if counted and not good and not _is_joint(around, part, one) else None


def _is_joint(around: Surroundings, part: TextFigure, one: TextFigure) -> bool:
    """Whether a share is of several together: 劳动关系217件，其他318件，合计占80.12%."""
    return _TOGETHER.search(around.reading.text, part.end, one.start) is not None


_TOGETHER = later(f"{IN_ALL}|[两二三四五六]者|以上|之和|一并")


def _is_within(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """增值税收入5.8亿元，其中采掘业2.7亿元，占增值税总额的: called so, and the whole of 其中."""
    if base.sentence != part.sentence or base.order > part.order or base.inner or part.inner:
        return False
    between = around.reading.figures[base.order + 1 : part.order]
    kin = any(f.dimension == base.dimension and not change_of(f.lead) for f in between)
    return not kin and part.lead.lstrip(",;、 ").startswith("其中")


def _is_another(around: Surroundings, other: TextFigure, base: TextFigure, name: _Name) -> bool:
    """Whether the words say that a figure is not the whole that is named."""
    if name.done:
        return other.measure != base.measure
    if name.tokens:
        # 1-8月计划新开工264项 are not the plan of the year.
        own = around.clause(other)
        yearly = _PART_OF_YEAR.search(around.clause(base) + name.core) is None
        return yearly and bool(PLANNED.search(own) and _PART_OF_YEAR.search(own))
    if name.wide and name.wide not in around.clause(other):
        return True
    # 136家、投产92家: what stands behind the mark is said of the next.
    head = _HEAD.match(other.tail.partition("、")[0])
    own = both_ways(other.lead + (head[0] if head and other.role is Role.COUNT else ""))
    each = _kind(name) if STATES.match(name.core) else name.core
    said = {each[n : n + 2] for n in range(len(each) - 1)} - _COMMON
    return bool(said) and not any(each in own for each in said)


def _part(around: Surroundings, one: TextFigure, claim: Claim) -> TextFigure | None:
    """The figure that a share is told of: right before it, but for its growth and other shares."""
    figures, text = around.reading.figures, around.reading.text
    counted = _NUMBER_OF.search(claim.name) is not None
    subject = claim.subject.removesuffix("的")
    nearest: TextFigure | None = None
    for part in reversed(figures[max(0, one.order - _BETWEEN) : one.order]):
        if part.sentence != one.sentence or one.start - part.end > _CHARS:
            return nearest
        if part.role is Role.PERCENT or (part.role is not Role.COUNT and counted):
            # 制造业196个、407亿元，占产业类个数的: the number of them.
            continue
        if OBJECT.search(part.lead):
            continue
        plain = part.role in COUNTABLE and part.printed and part.inner is one.inner
        if not plain or change_of(part.lead) or ";" in text[part.end : one.start]:
            return nearest
        if is_past(part.lead) and not is_past(one.lead):
            return nearest
        own = clause_of(around, part)
        # 13宗实现甲，3宗未实现甲，实现甲的占: of those of whom just that is said.
        if len(subject) < _NAMED or subject in own:
            return part if nearest is None or subject in own else nearest
        if nearest is None and not agrees(claim.subject, own):
            return None
        nearest = nearest or part
    return nearest


def _done(around: Surroundings, one: TextFigure, claim: Claim) -> TextFigure | None:
    """有效诉求中，已办结113条，办结率83.3%: what right before a rate was done of those."""
    part = around.reading.figures[one.order - 1]
    found = named_part(around, one, claim)
    return part if found is part and not part.hedge and is_done_so(part, one) else None


_NAMED = 4
_NUMBER_OF = later("个数$|项目数量?$|家数$|户数$")


# ---- what a whole is called


@lru_cache(maxsize=2048)
def _name(said: str) -> _Name | None:
    wide = _WIDE.search(said)
    plan = PLANNED.search(said)
    if plan is None and _DONE_BY_ALL.fullmatch(said):
        return _Name("投资", "", whole=False, tokens=(), done=True)
    core = both_ways(_COUNTING.sub("", _FILL.sub("", said)))
    if plan:
        rest = _PLAN_WORDS.sub("|", _YEAR.sub("|", core))
        tokens = [*_PLAN_WORDS.findall(core), *(each for each in rest.split("|") if each)]
        tokens += ["年"] if _YEAR.search(core) else []
        if not _YEAR.search(core) and not _PART_OF_YEAR.search(core) and len(tokens) < _TWO:
            return None
        return _Name(core, wide[0] if wide else "", whole=False, tokens=tuple(tokens))
    whole = wide is not None or _ALL.search(said) is not None
    if core in _COMMON and not (whole and core):
        return None
    if len(core) < _TWO:
        return None
    return _Name(core, wide[0] if wide else "", whole, ())


def _own(one: TextFigure) -> str:
    """What a figure is called by the words before it."""
    return both_ways(_FILL.sub("", one.lead).strip(",、;。:为是计"))


def _is_called(one: TextFigure, name: _Name, clause: str) -> bool:
    """Whether a figure is called so by the words before it, or by those right behind."""
    if name.tokens:
        return _is_planned(one, name, clause)
    if name.done:
        return one.role is Role.MONEY and one.measure == "完成"
    said = _own(one)
    if said.endswith(name.core) or (_TAX.search(name.core) and said.endswith(f"{name.core}收入")):
        return True
    if one.role is Role.MONEY:
        return False
    head = _HEAD.match(one.tail)
    return (
        one.role is Role.COUNT
        and head is not None
        and (_COUNTING.sub("", head[0]).endswith(name.core))
    )


def _is_kind(one: TextFigure, name: _Name, part: TextFigure, *, among: bool) -> bool:
    """已复工4557户, of 占已复工企业的, where the part itself is not called so, but 竣工项目中的;
    已开工117个, of 占已开工小区的."""
    kind = _kind(name)
    if len(kind) < _TWO or one.role is Role.MONEY or one.order > part.order:
        return False
    own, of = (_THINGS.sub("", _own(f)) for f in (part, one))
    return of.endswith(kind) and (among or not own.endswith(kind))


def _kind(name: _Name) -> str:
    """What tells the things of a whole from others: 已开工小区 are 小区 that are 开工."""
    state = STATES.match(name.core)
    return state[0] if state else _THINGS.sub("", name.core)


_THINGS = later("(?:项目|企业|工程|案件|事项|诉求|问题)$")


def _is_planned(one: TextFigure, name: _Name, clause: str) -> bool:
    behind = one.tail[1:] if one.tail.startswith("的") else ""
    own = (clause or one.lead) + behind
    plan = behind if PLANNED.search(behind) else own
    if not all(each in own for each in name.tokens) or PLANNED.search(plan) is None:
        return False
    return bool(_PART_OF_YEAR.search(own)) is bool(_PART_OF_YEAR.search(name.core))


def _base(
    around: Surroundings,
    part: TextFigure,
    one: TextFigure,
    name: _Name,
    parts: dict[int, set[int]],
    *,
    among: bool,
) -> TextFigure | None:
    """The only figure that is called so, if only one is."""
    named = list(_named(around, part, one, name, among=among))
    if not name.tokens:
        # What is called so behind is another, where something was called so before.
        named = [f for f in named if f.order < part.order] or named
    if name.wide:
        named = [f for f in named if _is_bare(f, name)] or named
    if name.done:
        named = _of_all(part, named)
    if name.whole and len(named) > 1:
        own = {f.start for f in named}
        named = [f for f in named if not parts.get(f.start, set()) & own]
    if not named or len({f.value for f in named}) > 1:
        return None
    base = named[0]
    if name.tokens and is_foreign(around, part, base):
        return None
    if STATES.match(name.core) and _is_one_of_several(around, base, part, one, _kind(name)):
        return None
    return base


def _is_one_of_several(
    around: Surroundings, base: TextFigure, part: TextFigure, one: TextFigure, state: str
) -> bool:
    """Whether others are in that state too, so that all together may be meant: 结转的已开工9个."""
    return any(
        f.role is Role.COUNT
        and f.unit == base.unit
        and f.value not in (base.value, part.value)
        and state in f.lead
        and not (change_of(f.lead) or around.listed(f)[0] == around.listed(base)[0])
        and not _NOT.search(f.lead + f.tail)
        for f in around.reading.figures[max(0, part.order - _AHEAD) : one.order]
    )


_NOT = later("未|应|计划|拟")


def _of_all(part: TextFigure, named: list[TextFigure]) -> list[TextFigure]:
    """Of what was done that of all, which is more than all others together; of a part of that."""
    named = [f for f in named if "其中" not in f.lead and not ONLY_SOME.search(f.lead)]
    if part.measure != "完成" or not named:
        return []
    most = max(named, key=lambda f: f.value)
    others = {f.value for f in named if f.value != most.value}
    return [most] if part.value + sum(others) <= most.value else []


def _named(
    around: Surroundings, part: TextFigure, one: TextFigure, name: _Name, *, among: bool
) -> Iterator[TextFigure]:
    figures = around.reading.figures
    for f in figures[max(0, part.order - _BACK) : one.order + _AHEAD]:
        # 800亿元的一季度投资目标: no example's own.
        alike = f.role is part.role or (name.tokens and f.role is Role.OWN)
        if f is part or not alike or f.dimension != part.dimension:
            continue
        if f.role is not Role.MONEY and f.unit != part.unit:
            continue
        if abs(f.paragraph - one.paragraph) > _PARAGRAPHS or f.inner or not f.printed:
            continue
        # 年初预算 is of now.
        if is_past(f.lead.replace("年初", "")) or change_of(f.lead):
            continue
        among_more = f.lead.lstrip(",、;").startswith("其中") and not _is_of_wide(around, f, name)
        if name.whole and not name.tokens and among_more:
            # 调查37起，其中反倾销案件32起: not the 案件总数.
            continue
        if not name.tokens and f.value < part.value:
            continue
        called = _is_called(f, name, clause_of(around, f) if name.tokens else "")
        called = called or _is_listed_so(around, f, name)
        if not called and (name.tokens or not _is_kind(f, name, part, among=among)):
            continue
        if name.wide and name.wide not in around.clause(f) and not _is_of_wide(around, f, name):
            continue
        yield f


def _is_listed_so(around: Surroundings, one: TextFigure, name: _Name) -> bool:
    """签约、开工、投产项目分别为21个、18个、15个: 开工项目 are the second."""
    begin, at, many = around.listed(one)
    if many < _TWO or name.tokens or name.done:
        return False
    said = _LIST.search(around.reading.figures[begin].lead)
    names = _JOIN.split(said[1]) if said else []
    if said is None or len(names) != many:
        return False
    things = said[2] if at < many - 1 else ""
    return both_ways(_FILL.sub("", names[at] + things)).endswith(name.core)


_LIST = later(
    "((?:[\u4e00-\u9fff\\d]{2,8}[、和与及]){1,8}[\u4e00-\u9fff\\d]{2,8}?((?:项目|企业)?))分别(?:有|为|达到?|是)?$"
)
_JOIN = later("[、和与及]")


def _is_bare(one: TextFigure, name: _Name) -> bool:
    """Whether a figure is called so and nothing besides: 出口, and not 机电产品出口."""
    return _own(one) == name.core


def _is_of_wide(around: Surroundings, one: TextFigure, name: _Name) -> bool:
    """全市进出口274亿元。其中，出口142.7亿元: of the whole that its paragraph goes on about."""
    if not name.wide or not _is_bare(one, name):
        return False
    begin = around.reading.begun("\n", one.start)
    before = around.reading.text[begin : one.start]
    said = list(_WIDE.finditer(before))
    return bool(said) and said[-1][0] == name.wide and not _PLACE.search(before, said[-1].end())


_PLACE = later("[\u4e00-\u9fff](?<![各全])[县区市州镇乡](?!场)")
