"""Which figure before a percentage its words say that it is told of.

开工率 is told of what was begun (已开工26个, 实现开工, 开复工), 产业类项目占 of the count of these;
what is planned, of another time, or not so (不合格8批次, of a 合格率) is no part of it.
"""

import re
from functools import lru_cache

from sangeyipi.audit.judging.pairs import is_opposite
from sangeyipi.audit.relations.shares.share_claims import (
    CLAUSE,
    DULL,
    PLANNED,
    STOP,
    WANTED,
    Claim,
    clause_of,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import UNDONE, change_of, is_past, says_state
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "下达资金812.6亿元，拨付到建设单位746.3亿元，资金到位率91.3%。",
        "wrong 746.3 / 812.6 * 100 = 91.3",
    ),
    (
        "收集问题214个。已解决187个，正在推进27个，问题化解率90.4%，回访满意率98%以上。",
        "wrong 187 / 214 * 100 = 90.4",
    ),
    ("收集问题214个，已办结187个，办结满意率90.4%。", "base-unclear 187 / 214 * 100 = 90.4"),
    # That 38 were settled the name says, so that 33 are none of whose count is not printed.
    ("交办事项46项。第二批已办结38项，正在办理8项，办结率71.7%。", "base-unclear  = 71.7"),
)
_GAP, _BACK = 34, 5
#: 增长26.7%，高于全社会增速6.6个百分点: how fast it has grown, before its share.
_GROWN = later(
    "[,、][^,。;占]{0,12}(?:[增降]|上升|减少|[高低快慢]于)[^,。;占]{0,14}?[\\d.]{1,8}(?:%|个百分点)"
)
_BAND = later("[\\d.十百千万亿元]{1,10}(?:\\(含\\))?(?:及)?以[上下内]")
_MEASURE = later("投资|资金|金额|面积|产值|收入|税|额|产量|营收|销售|贷款")
NEGATED = later("^(?:不|未|没有|非)")
#: Of too many things to tie a rate to one.
_COMMON = later("[完成工项目投资数实际已到位上下]")
SAID_DONE = later("已|实际|累计|完成|支出|到位|入库|执行|实现|实收")
SAID_UNDONE = later("不|未|没|尚|无|缺")
_NEW = later("新增|净增")
#: 拨付到项目单位582.1亿元, of a 资金到位率.
_ARRIVED = later("拨付[到至]|到账")
_OPINIONS = ("满意", "好评", "认可", "知晓")
_TO_ALL = later("全部|均已|悉数")


def named_part(around: Surroundings, one: TextFigure, claim: Claim) -> TextFigure | None:
    """The nearest figure before a rate that is of what the rate's name says."""
    if not (claim.rate or PLANNED.search(claim.name)) or NEGATED.search(claim.rate):
        return None
    figures = around.reading.figures
    found: list[TextFigure] = []
    for part in reversed(figures[max(0, one.order - _BACK) : one.order]):
        if part.sentence != one.sentence:
            break
        # 开工1541户，开工率74%，录入率62.67%: what has a rate of its own is called so in its words.
        near = part.order == one.order - 1 or not claim.rate
        called = near or says_state(claim.rate, clause_of(around, part))
        called = called or claim.rate.endswith("完成")
        if called and is_part(around, part, one, claim) and not is_opposite(part, claim.rate):
            found.append(part)
    # 按时填报51家，逾期填报3家，按时填报率: of what is called so in full.
    in_full = [f for f in found if claim.rate and claim.rate in clause_of(around, f)]
    # 满意1496家、基本满意61家，满意率: of the one that is called so and nothing besides.
    alone = [f for f in in_full if f.lead.strip(",、;:") == claim.rate]
    return next(iter(alone or in_full or found), None)


def is_done_so(part: TextFigure, one: TextFigure) -> bool:
    """已办结113条，按期办结率83.3%: how many of these were in time is not printed."""
    how = _HOW.search(one.lead)
    return how is None or how[0] in part.lead


_HOW = later("[按如]期|[按及限准]时|一次|首次|满意|主动|直接|实质|即时")


def is_part(around: Surroundings, part: TextFigure, one: TextFigure, claim: Claim) -> bool:
    """Whether a figure before a percentage is what that is told of."""
    if part.role not in COUNTABLE or part.sentence != one.sentence or not part.printed:
        return False
    between = _between(around, part, one, claim)
    if between is None or change_of(part.lead) or _is_of_unprinted(between, part):
        return False
    bracket = one.inner and not part.inner and between.startswith("(")
    if part.inner is not one.inner and not bracket:
        return False
    if WANTED.search(part.lead) or is_past(part.lead) is not is_past(between):
        return False
    own = clause_of(around, part)
    if claim.rate:
        # 17个项目的投产率: that is the whole.
        if not bracket and not CLAUSE.search(between):
            return False
        if UNDONE.search(part.lead) and not NEGATED.search(claim.rate):
            return False
        if _NEW.search(part.lead) and not _NEW.search(claim.subject + claim.rate):
            # 新增绿地233公顷，绿地率40.6%: of all that there is.
            return False
        if _TO_ALL.search(own):
            # 54个项目中，20个新开工项目已全部开工，开工率90%: of these 20.
            return False
        return is_called(claim.rate, own) and agrees(claim.subject, own)
    return agrees(claim.subject, own) and not _is_only_some(claim.subject, part)


def _is_only_some(subject: str, part: TextFigure) -> bool:
    """到位资金36亿元，工业到位资金占比64.9%: of some of what the part is."""
    name = part.lead.lstrip(",、;:")
    kind = _MEASURE_AT_END.search(subject)
    if kind is not None and name.endswith(kind[0]) and len(kind[0]) < len(subject):
        # 上报到位资金34.6亿元，工业到位资金占比63.8%.
        own = subject.removesuffix(kind[0])
        return len(DULL.sub("", own)) > 1 and own not in name
    more = subject.removesuffix(name) if name in subject else ""
    return len(name) > _NAMED and more != subject and len(DULL.sub("", more)) > 1


def _is_of_unprinted(between: str, part: TextFigure) -> bool:
    """办结1230件，其中当场办结占65%: of some of what the part is, or of where these are."""
    said = _SOME_OF_IT.search(between)
    some = said is not None and said[1] not in part.lead + part.tail
    return some or _WHERE.fullmatch(between) is not None


_MEASURE_AT_END = later("(?:到位|完成|实现|总)?(?:投资|资金|收入|税收|产值|面积)$")
_SOME_OF_IT = later("其中:?([^,。;:占率]{2,16}?)(?:项目|企业)?(?:所)?(?:占|[^,。;:占率]{0,4}率)")
_NAMED = 2
#: 布局在32个板块的约占50%: of the projects there.
_WHERE = later("[\u4e00-\u9fff]{2,10}的(?:大?约|共)?占")


def _between(around: Surroundings, part: TextFigure, one: TextFigure, claim: Claim) -> str | None:
    """What stands from a part to its percentage, but for how the part has grown; None for too
    much."""
    between = around.reading.text[part.end : one.start]
    if STOP.search(between):
        return None
    if len(between) > _GAP and not claim.rate:
        between = _GROWN.sub("", between)
    return between if len(between) <= _GAP else None


@lru_cache(maxsize=4096)
def agrees(subject: str, own: str) -> bool:
    """Whether a share's own subject is that of the part: 其中产业类94个，产业类项目占…."""
    band = _BAND.search(subject)
    if band is not None:
        # 亿元以上项目 are not 50亿元以上.
        return re.search(f"(?<![\\d十百千.]){re.escape(band[0])}", own) is not None
    words = [each for each in DULL.split(NEGATED.sub("", subject)) if each]
    if not words:
        return not _MEASURE.search(subject) or _MEASURE.search(own) is not None
    if any(each[n : n + 2] in own for each in words for n in range(max(1, len(each) - 1))):
        said, had = _MEASURE.findall(subject), _MEASURE.findall(own)
        return not said or bool(set(said) & set(had))
    return False


@lru_cache(maxsize=4096)
def is_called(rate: str, own: str) -> bool:
    """Whether a count is of what a rate is named after: 取证率 and 取得证书, 开复工率 and 复工."""
    name = NEGATED.sub("", rate)
    if name.endswith(_OPINIONS):
        # 已办结187个，办结满意率98%: of those who were asked.
        return name[-2:] in own
    if name.endswith(("完成", "执行")) and SAID_DONE.search(own) and not SAID_UNDONE.search(own):
        return True
    if name.endswith("到位") and _ARRIVED.search(own):
        return True
    two = {name[n] + name[m] for n in range(len(name)) for m in range(n + 1, len(name))}
    done = re.search("实|已", own) is not None and any(c in own for c in _COMMON.sub("", name))
    return any(each in own for each in two) or done or (len(name) > 1 and says_state(name, own))
