"""The whole of a part, by what it is called and where it stands: one of its kind, not less.

What is another part of the same list, of another time, place or batch, or of another row, is none.
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.relations.shares.bound import later_than
from sangeyipi.audit.relations.shares.share_claims import (
    CLAUSE,
    DULL,
    PLANNED,
    STOP,
    WORDS_BACK,
    Claim,
    clause_of,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, said_old
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "年度保底目标80亿元、奋斗目标98亿元，已完成63亿元，占保底目标的87.8%。",
        "wrong 63 / 80 * 100 = 87.8",
    ),
    (
        "全年力争完成80—90亿元，目前已完成63亿元，占下限目标的78.8%、上限目标的75%。",
        "wrong 63 / 90 * 100 = 75",
    ),
    (
        "第八期项目共49个，较第七期43个增加6个。其中，省外投资主体项目29个，占29.2%。",
        "wrong 29 / 49 * 100 = 29.2",
    ),
    (
        "固定资产投资(不含农户)3.95万亿元，增长25%。工业投资1.67万亿元(占固定资产投资比重为46.3%)。",
        "wrong 1.67 / 3.95 * 100 = 46.3",
    ),
)
_BACK, _GAP, _CHARS, _SIBLINGS = 16, 30, 300, 5
_WIDER = later("全(?:国|省|市|县|区|州|镇|乡)|我(?:省|市|县|区)")
_OTHER_THINGS = later("(?:乡镇|部门|单位|领域|行业|大类|类|批次|方面|环节|月|片区|园区|小组|分)")
#: 对甲地、乙地分别进出口 divides nothing.
_AMONG = later("其中|[中里],|[中里]有?$|[:(]|分为|分别[为是有]|按")
_LOW, _HIGH = later("下限|低限|最低"), later("上限|高限|最高")
_RANGE = later("(\\d{1,15}(?:\\.\\d{1,9})?)[-~至到](\\d{1,15}(?:\\.\\d{1,9})?)")


def whole_of(
    around: Surroundings, part: TextFigure, claim: Claim, one: TextFigure
) -> tuple[TextFigure, bool] | None:
    """What a part is a part of, and whether it can be nothing else."""
    wholes = wholes_of(around, part, one)
    done = bool(claim.rate or PLANNED.search(claim.name))
    if done:
        wholes = [f for f in wholes if _is_of_row(around, part, f, claim)]
    content = [each for each in DULL.split(claim.name) if len(each) > 1]
    if PLANNED.search(claim.name):
        # 保底目标 is not every 目标, but 目标 is any that is one.
        content = [each for each in DULL.split(PLANNED.sub("", claim.name)) if len(each) > 1]
        wholes = [f for f in wholes if _is_planned(around, f, claim.name)]
        wholes = [f for f in wholes if not _is_other_side(around, part, f)]
    if not wholes:
        return None
    if content or PLANNED.search(claim.name):
        end = _end_of_range(wholes, claim.name)
        if end is not None:
            return end, True
        found = _called(around, part, claim, content, wholes)
        if found is None or not _is_of_done(around, part, found[0], one):
            return found
        return found[0], False
    wholes = [f for f in wholes if f.role is not Role.BAND]
    wider = _WIDER.findall(claim.name)
    if not wholes or (wider and not any(w in around.clause(wholes[0]) for w in wider)):
        return None
    if not _is_kin(around, part, wholes[0]):
        return None
    if done and (is_foreign(around, part, wholes[0]) or _is_elsewhere(around, part, wholes[0])):
        return None
    base = wholes[0]
    # 234个项目……。其中80个计划新开工项目开工76个: of what its own clause counts.
    own = base.sentence == part.sentence and not CLAUSE.search(
        around.reading.text, base.end, part.start
    )
    alone = own or len({f.value for f in wholes}) == 1
    return base, alone and not later_than(base, part)


def _is_of_done(around: Surroundings, part: TextFigure, plan: TextFigure, one: TextFigure) -> bool:
    """预算193亿元，完成196亿元，为预算的101.6%，其中税收135亿元，为预算的100.6%: of its own."""
    figures, text = around.reading.figures, around.reading.text
    return any(
        f.dimension == part.dimension
        and f.value >= part.value
        and _has_share(around, f, one)
        and "其中" in text[f.end : part.start]
        for f in figures[plan.order + 1 : part.order]
    )


def _is_elsewhere(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """外来务工人员410万人。…。…参保人数286万人，参保率91%: people, acres and tons are counted of
    anything, so that some sentences before, and called by no word of the part's, they are of it."""
    own, of = clause_of(around, part), clause_of(around, base)
    if base.sentence != part.sentence and _IN_ALL.search(own):
        # 总面积13200亩 is a whole itself.
        return True
    if base.role is not Role.QUANTITY or part.sentence - base.sentence < _SENTENCES:
        return False
    return not share_two(own, of)


_SENTENCES = 2
_IN_ALL = later("总(?:面积|人口|人数|长|产量|里程|户数)")


def called_so(around: Surroundings, part: TextFigure, claim: Claim) -> TextFigure | None:
    """The one figure, however far before, or right behind, that is called as a share says.

    占全市合同外资的, of 合同外资64.5亿美元 three paragraphs before; 占全年计划投资的, of the
    年度计划投资 that is told in the next sentence.
    """
    name = _OF_WHOM.sub("", claim.name)
    if len(name) < _LEAST:
        return None
    figures = around.reading.figures
    near = figures[max(0, part.order - _FAR) : part.order + _AHEAD]
    found = [
        f
        for f in near
        if (f.role, f.dimension) == (part.role, part.dimension)
        and f is not part
        and not (f.inner or f.hedge or is_past(f.lead) or change_of(f.lead))
        and _ends_so(f, name)
        and not (f.order < part.order and f.value < part.value and not PLANNED.search(name))
    ]
    if len({f.value for f in found}) != 1 or is_foreign(around, part, found[0]):
        return None
    behind = found[0].order > part.order
    return None if behind and found[0].paragraph != part.paragraph else found[0]


def _ends_so(one: TextFigure, name: str) -> bool:
    """Whether a figure is called that: 年度计划完成投资 and 全年计划投资 are one."""
    if PLANNED.search(name):
        return one.measure == "计划" and "投资" in name and _YEARLY.search(one.lead) is not None
    return _SAID_BY.sub("", one.lead).endswith(name)


_FAR, _AHEAD, _LEAST, _ALL = 60, 6, 3, 100
_OF_WHOM = later(f"^(?:{REGION_OR_NATION}|我[市县区省]|同期|总|整个)|(?:总[额量数]|的)$")
_SAID_BY = later("(?:累计|实现|总额|总量|共|约|达到?|为|完成){0,8}$")
_YEARLY = later("年")


def _is_other_side(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """What is to come in (收入预算总计) is no plan of what is spent."""
    sides = [set(_SIDES.findall(clause_of(around, f))) for f in (part, base)]
    return all(len(each) == 1 for each in sides) and sides[0] != sides[1]


_SIDES = later("收入|支出")
#: 公共预算收入, 预算支出: which books it stands in; 年初预算, 预算数 is what was planned.
_BOOKS = later(
    "(?:公共|基金|经营|保险)预算|预算(?=收入(?!预算)|支出(?!预算)|收支|资金|内|外|单位|管理|执行|科目)"
)


def _is_planned(around: Surroundings, one: TextFigure, name: str) -> bool:
    """计划投资50亿元 need not be the 年度目标."""
    own = _BOOKS.sub("", clause_of(around, one))
    same = set(PLANNED.findall(name)) & set(PLANNED.findall(own))
    # 年度投资542.6亿元: what is planned for a year, though no word says so.
    yearly = one.measure == "计划" and _YEARLY.search(name) is not None and "计划" in name
    return bool(same) or yearly or one.role is Role.BAND


def _called(
    around: Surroundings,
    part: TextFigure,
    claim: Claim,
    content: list[str],
    wholes: list[TextFigure],
) -> tuple[TextFigure, bool] | None:
    """占建议总数的: the whole that is called so."""
    named = [f for f in wholes if _is_named(around, f, content)]
    base = named[0] if named else None
    if base is None:
        return None
    # 工业项目51个，占签约总数的59.3%, of 新签约86个: most likely, unless that is not all.
    strange = is_foreign(around, part, base)
    if strange and (claim.rate or PLANNED.search(claim.name)):
        return None
    # 占全市产业类项目的: what is named after the part is no whole here.
    foreign = any(_names([each], clause_of(around, part)) for each in content)
    if foreign and not _names(content, clause_of(around, base)):
        return None
    wider = _WIDER.findall(claim.name)
    apart = wider and not any(w in _sentence_to(around, base) for w in wider)
    if apart and (foreign or wider[0][1] not in "县区"):
        return None
    return base, not strange and len({f.value for f in named}) == 1


def _sentence_to(around: Surroundings, base: TextFigure) -> str:
    """The words of a sentence up to a figure, and those of its clause behind it."""
    begin = around.reading.begun("。;\n", base.start)
    return around.reading.text[max(begin, base.start - _CHARS) : base.start] + around.clause(base)


def _is_of_row(around: Surroundings, part: TextFigure, base: TextFigure, claim: Claim) -> bool:
    """Whether a whole may be what was due of what was done, and no other row stands between.

    甲县20个，已开工18个，开工率90%；已开工25个: of what is not said.  甲县计划10亿元，完成4亿元，
    乙县计划20亿元，完成12亿元: a rate may be of both.
    """
    figures, text = around.reading.figures, around.reading.text
    between = figures[base.order + 1 : part.order]
    rated = bool(claim.rate) and any(f.role is Role.PERCENT for f in between)
    if rated and STOP.search(text, base.end, part.start):
        return False
    batch = {each for each in around.scopes(part) if each[0] == "第"}
    if base.sentence != part.sentence and not batch <= around.scopes(base):
        return False
    verb = part.lead[-2:]
    if len(verb) > 1 and base.lead.endswith(verb) and re.search("已|实际", base.lead):
        return False
    return not any(
        f is not base
        and f.sentence == part.sentence
        and f.dimension == part.dimension
        and len(verb) > 1
        and f.lead.endswith(verb)
        and not _has_share(around, f, part)
        and not (f.inner or is_past(f.lead) or change_of(f.lead))
        for f in figures[max(0, base.order - _SIBLINGS) : part.order]
    )


def _is_named(around: Surroundings, base: TextFigure, content: list[str]) -> bool:
    """Whether a whole is called that; an amount by what it is, not by whose."""
    if not content:
        return True
    last = _COUNT_OF.sub("", content[-1])[-_NAME:]
    if base.role is Role.COUNT:
        # 占诉至法院纠纷量的 is of no 全国法院新收案件.
        own = clause_of(around, base)
        return _names(content, own) and (len(last) < 2 or last[-2:] in own)
    lead = base.lead
    if not lead:
        # 固定资产投资(不含农户)3.95万亿元.
        before = around.reading.text[max(0, base.start - WORDS_BACK) : base.start]
        lead = CLAUSE.split(_BRACKET.sub("", before))[-1]
    return _names(content, clause_of(around, base)) and _names([last], lead[-2 * _NAME :])


_NAME = 4
_BRACKET = later("\\([^()]*\\)")
_COUNT_OF = later("[总数量额]{1,8}$")
_SUBJECT = later("(?<![^,。;\n])[^,。;\n]*$")
_TIME = later(
    f"截至|截止|{PART_OF_YEAR}|前[一二三四五六七八九十\\d]{{1,3}}个?月|目前|今年以来|以来|年内|全年|年度|今年|"
    "本年|年底|月底|月末|年末|\\d{1,4}[-至到~]\\d{1,4}月|\\d{1,4}[年月日号](?:份|底|末|初)?|已|实际|累计|共|计|有|完成|实现|到位|其中|中"
)
_WHOSE = later("([\u4e00-\u9fff]{2,8}?)(?:项目|企业|工程)")


def is_foreign(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """133个续建项目完成454亿元，占年度计划的75%: what was done is of some, the plan of all."""
    text = around.reading.text
    begin = max(0, part.start - WORDS_BACK)
    said = _SUBJECT.search(text[begin : part.start])
    own = _TIME.sub("|", said[0] if said else "") + part.tail
    begin = max(0, base.start - WORDS_BACK)
    of = text[begin : base.start] + text[base.end : base.end + 14]
    if base.end > part.start - len(own):
        # 113个项目已开工94个: one clause.
        return False
    for whose in _WHOSE.findall(own):
        name = DULL.sub("", whose.split("|")[-1])
        if len(name) > 1 and not share_two(name, of):
            return True
    return False


def _names(content: list[str], own: str) -> bool:
    # 占出口的 is of no 进出口, which is both.
    own, content = both_ways(own), [both_ways(each) for each in content]
    return all(
        any(each[n : n + 2] in own for n in range(max(1, len(each) - 1))) for each in content
    )


def both_ways(said: str) -> str:
    """Words in which 进出口, which is both, ends with neither."""
    return said.replace("进出口", "外贸")


def _end_of_range(wholes: list[TextFigure], name: str) -> TextFigure | None:
    """占下限目标的 of 45—50亿元."""
    low, high = _LOW.search(name), _HIGH.search(name)
    for one in wholes if low or high else ():
        said = _RANGE.search(one.text)
        if one.role is Role.BAND and said is not None:
            at = 1 if low else 2
            begin = one.start + said.start(at)
            # The unit stands behind the last.
            end = begin + len(said[at]) if low else one.end
            text = said[at] + ("" if low else one.text[said.end(2) :])
            number = Decimal(said[at])
            own = (begin, end, text, Role.MONEY, number, one.unit, one.scale)
            return TextFigure(*own, len(said[at].partition(".")[2]), dimension=one.dimension)
    return None


def _is_kin(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """Whether nothing says that the two are of different things."""
    if base.role is not part.role or (base.unit != part.unit and part.role is not Role.MONEY):
        return False
    if part.role is Role.MONEY and base.measure != part.measure:
        between = around.reading.text[base.end : part.start]
        plan = base.measure in ("计划", "任务") or part.measure in ("到位", "完成")
        return plan or _AMONG.search(between) is not None
    return True


def _is_as_large(base: TextFigure, part: TextFigure, one: TextFigure) -> bool:
    """总投资额4873亿元。…，总投资额4873亿元，其中制造业占65%: an amount is no part of itself."""
    again = part.role is Role.MONEY and one.printed != _ALL
    return base.value > part.value if again else base.value >= part.value


def wholes_of(around: Surroundings, part: TextFigure, one: TextFigure) -> list[TextFigure]:
    """What a figure may be a part of, the nearest first."""
    figures, text = around.reading.figures, around.reading.text
    found: list[TextFigure] = []
    scopes, far = around.scopes(part), part.start - _CHARS
    for base in reversed(figures[max(0, part.order - _BACK) : part.order]):
        if base.start < far or base.paragraph < part.paragraph - 2:
            break
        if base.dimension != part.dimension or base.inner or not _is_as_large(base, part, one):
            continue
        if base.role not in COUNTABLE and not _RANGE.search(base.text):
            continue
        if change_of(base.lead):
            continue
        if PLANNED.search(base.lead) is None and _is_then(around, base, part):
            continue
        if _OTHER_THINGS.match(base.tail) or _has_share(around, base, one):
            continue
        if _counted(around, base) and _counted(around, part):
            continue
        theirs = around.scopes(base)
        if scopes and theirs and scopes.isdisjoint(theirs):
            continue
        found.append(base)
    return [
        base
        for number, base in enumerate(found)
        if (base.sentence == part.sentence and not CLAUSE.search(text, base.end, part.start))
        or not (
            _has_share_behind(around, base, one)
            or _is_in_list(around, base, part, found[number + 1 :])
        )
    ]


def _is_in_list(
    around: Surroundings, base: TextFigure, part: TextFigure, wholes: list[TextFigure]
) -> bool:
    """共40个，其中产业类20个、民生类12个: of one list, none of the other."""
    text = around.reading.text
    return any(
        # 计划95个，已开工73个，未开工22个: the two are the whole.
        whole.value == base.value + part.value
        or (
            _AMONG.search(text, whole.end, base.start)
            and not _AMONG.search(text, base.end, part.start)
            and (whole.value > base.value + part.value or _is_divided(around, whole, base, part))
        )
        for whole in wholes
    )


def _has_share_behind(around: Surroundings, base: TextFigure, one: TextFigure) -> bool:
    """3.94万亿元，下降5.7%，占外贸总值的60%: a part, though how it has grown stands between."""
    for after in around.reading.figures[base.order + 1 : base.order + _GROWTHS]:
        if after is one or after.sentence != base.sentence or after.role not in _RATES:
            return False
        if after.role is Role.PERCENT and is_share(around.reading, after):
            return "占" in around.lead(after)
    return False


_GROWTHS, _RATES = 4, (Role.PERCENT, Role.POINTS)


def _is_then(around: Surroundings, base: TextFigure, part: TextFigure) -> bool:
    """去年同期40个; 49个，较第七期43个增加6个: what was then is no whole of a part of now."""
    if is_past(base.lead):
        return not is_past(part.lead)
    return base.sentence != part.sentence and said_old(around.reading, base)


def _is_divided(
    around: Surroundings, whole: TextFigure, base: TextFigure, part: TextFigure
) -> bool:
    """6878个。其中续建4295个、新开工2583个。制造业3063个: of all, where a row before is closed."""
    rest = whole.value - base.value
    return part.sentence > base.sentence and any(
        f.value == rest and f.dimension == base.dimension and f.sentence == base.sentence
        for f in around.reading.figures[whole.order + 1 : part.order]
    )


def _counted(around: Surroundings, one: TextFigure) -> bool:
    """9项工业项目完成4.3亿元, 11项城建项目完成2.9亿元: rows, each with its number."""
    before = around.reading.figures[one.order - 1] if one.order else one
    if one.role is not Role.MONEY or before.role is not Role.COUNT:
        return False
    return CLAUSE.search(around.reading.text, before.end, one.start) is None


def _has_share(around: Surroundings, base: TextFigure, one: TextFigure) -> bool:
    """产业类20个，占50%: a part by itself."""
    figures = around.reading.figures
    after = figures[base.order + 1] if base.order + 1 < len(figures) else one
    if after.role is not Role.PERCENT or after is one or after.sentence != base.sentence:
        return False
    return after.start - base.end <= _GAP and is_share(around.reading, after)
