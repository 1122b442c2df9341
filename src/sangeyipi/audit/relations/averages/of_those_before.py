"""What each household or each project has, of those that a sentence before counts: 户均84.15万元.

What is divided stands right before (新设主体注册资本38.6亿元), and the count is called as it is
(新设主体4587户).  Of projects both stand there: 集中开工项目184个，总投资2392亿元。…。集中开工项目
平均投资13.0亿元.  Told wrong where what is printed is a slip of that; of projects that their name
alone binds, whatever is printed of its size.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, slip_kind
from sangeyipi.audit.relations.averages.stated_averages import divided, each_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import FROM, TO, change_of, is_past
from sangeyipi.audit.text.terms.territories import ANY_REGION, WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "新设经营主体4587户，增长12.3%。其中，企业1426户，个体工商户3161户，增长4.4%。"
        "新设经营主体注册资本（金）总额38.6亿元，户均841.5万元。",
        "wrong 386000 / 4587 = 841.5",
    ),
    (
        "低保对象21346户34218人，其中城市4126人、农村30092人，农村占87.9%。"
        "发放低保金9875.6万元，其中城市1573.2万元、农村8302.4万元，人均领取2868元。",
        "wrong 98756000 / 34218 = 2868",
    ),
    (
        "集中开工重大项目184个，总投资2392亿元。第一产业9个，投资41.6亿元；第二产业112个，"
        "投资1308.4亿元。集中开工项目平均投资规模14.2亿元。",
        "wrong 2392 / 184 = 14.2",
    ),
    (
        "24个重点项目集中签约，总投资186亿元。其中，制造项目9个，总投资72.6亿元。"
        "签约项目平均投资近8亿元。",
        "hedge 186 / 24 = 8",
    ),
    (
        "新签约项目37个，比去年同期少5个；合同金额158.4亿元，比去年同期的136.7亿元多21.7亿元。"
        "平均每个项目合同额由去年同期的3.25亿元提高到4.28亿元。",
        "holds 158.4 / 37 = 4.28",
    ),
    (
        "新签约项目37个，比去年同期少5个；合同金额158.4亿元，比去年同期的136.7亿元多21.7亿元。"
        "平均每个项目合同额由去年同期的3.25亿元提高到4.88亿元。",
        "wrong 158.4 / 37 = 4.88",
    ),
)
_PER = later("[,、;]?(?:平均)?(?:每[户人家名]|[户人企]均)(?P<what>[^,。;:、\\d]{0,10})")
_GROWN = later("增收|[增减]|提高|可支配|纯|消费|力争|不低于|达到.{0,2}以上|年人均|计划|目标")
_OF_PROJECTS = later(
    "(?:本次|此次|这些|这批|该批)?(?P<name>[^,。;:、\\d]{2,8}?)项目(?:平均|单体平均|平均单体|单个平均)(?:计划)?(?:总?投资|协议|合同)"
    "(?:总?额|规模|金额|强度)?(?:[为约近达超]|达到|超过)?"
)
_SO_CALLED = later(
    f"[,;]?(?:{WHOLE_REGION}|我[省市县区]|本[次批]|此次|这次|活动|现场|今年|[前一二三四上下]{{1,2}}[季半][度年]|共|已|[实施安排]{{2}})*"
)
_EACH_FROM = later(
    "平均(?:每个|单个)(?P<name>[^,。;:、\\d]{0,6}?)项目(?P<what>[^,。;:、\\d]{2})[^,。;:、\\d]{0,4}(?:由|从)"
)
_INVESTED = later(
    "^[,、]?(?:计划|协议|合同|概算|估算)?(?:总?投资|引资)?(?:总?额|金额|规模)?[为约近达超共计]{0,2}$"
)
#: What is said of anything.
_ANYTHING = later(
    f"{ANY_REGION}|我[省市县区]|今年|本[年次月]|累计|合计|共有?|总[额数量]|资金|金额|完成|实现|发放|兑付|兑现|"
    "达到?|其中|项目|企业|投资|收入|支出|补贴|补助|人员|人口|居民|农民|群众|农户|[0-9.%万亿元户人个名家月日季度至-]+"
)
_SPAN = later("[近过]?[两三四五六七八九十\\d]年(?:[来间]|累计)|以来")
_STEM, _LEAST, _TELLING, _NEAR, _MOST = 2, 3, 4, 2, 24


def of_those_before(around: Surroundings, one: TextFigure) -> Finding | None:
    """What each has, of a count of a sentence before."""
    if not one.printed or one.inner or (is_past(one.lead) and not TO.search(one.lead)):
        return None
    said = _PER.fullmatch(one.lead)
    if said is not None:
        return None if _GROWN.search(said["what"]) else _of_people(around, one)
    if one.role is not Role.MONEY:
        return None
    named = _OF_PROJECTS.fullmatch(one.lead)
    if named is not None:
        return _of_projects(around, one, named["name"])
    return _of_now(around, one) if TO.search(one.lead) else None


def _of_people(around: Surroundings, one: TextFigure) -> Finding | None:
    units, _ = each_of(one.lead)
    before = [f for f in around.reading.paragraph_before(one) if f.order >= one.order - _MOST]
    own = [f for f in before if f.sentence == one.sentence]
    if any(f.unit_alone() in units for f in own):
        return None
    totals = [f for f in own if f.dimension == one.dimension and f.role is one.role]
    if not totals or not all(_is_now(f) for f in totals) or _SPAN.search(around.clause(totals[0])):
        return None
    # 其中城市1573.2万元、农村8302.4万元，人均: of both, where they are all of it.
    total, parts = totals[0], totals[1:]
    if parts and sum((f.value for f in parts), Decimal(0)) != total.value:
        return None
    counts = [f for f in before if f.sentence < one.sentence and f.unit_alone() in units]
    counts = [f for f in _wholes(around, counts) if _is_now(f)]
    count = _called(around, counts, total)
    if count is None or count.hedge or total.value <= one.value:
        return None
    found = divided(total, count, one)
    if found.verdict in GOOD:
        return found if len(one.digits) >= _LEAST else None
    return found if not one.hedge and _is_slip(found, one) else None


def _called(around: Surroundings, counts: list[TextFigure], total: TextFigure) -> TextFigure | None:
    """The one count that is called as what is divided is."""
    name = _words(around.clause(total))
    ranks = [(_shared(_words(around.clause(f) + f.tail), name), f) for f in counts]
    most = max((rank for rank, _ in ranks), default=0)
    best = [f for rank, f in ranks if rank == most]
    if most < _STEM or len(best) != 1:
        return None
    # 新设个体户8642户 are not whose 新设企业 is told.
    core = _NEW.sub(" ", _words(around.clause(best[0]) + best[0].tail))
    return best[0] if _shared(core, _NEW.sub(" ", name)) >= _STEM else None


_NEW = later("新[增设建开登]|在册|登记|注册|年末|期末|实有|现有")


def _words(said: str) -> str:
    """Without what is said of anything; a blank for each."""
    return _ANYTHING.sub(" ", said)


def _shared(one: str, other: str) -> int:
    """How many characters in a row two sayings have both, at most."""
    most = 0
    for begin in range(len(one)):
        for end in range(begin + most + 1, len(one) + 1):
            piece = one[begin:end]
            if " " in piece or "," in piece or piece not in other:
                break
            most = end - begin
    return most


def _wholes(around: Surroundings, several: list[TextFigure]) -> list[TextFigure]:
    """Without the parts that 其中 opens, in the sentence or at the beginning of the next."""
    text = around.reading.text
    found: list[TextFigure] = []
    for one in several:
        whole = found[-1] if found else None
        part = whole is not None and "其中" in text[whole.end : one.start]
        if not (part and whole is not None and whole.value >= one.value):
            found.append(one)
    return found


def _is_now(one: TextFigure) -> bool:
    return not (one.inner or change_of(one.lead) or is_past(one.lead) or each_of(one.lead)[0])


def _is_slip(found: Finding, one: TextFigure) -> bool:
    value = found.computed or one.value
    if not is_slip(value, one):
        return False
    return slip_kind(value, one) not in OF_ONE_DIGIT or len(one.digits) >= _TELLING


def _of_projects(around: Surroundings, one: TextFigure, name: str) -> Finding | None:
    """集中开工项目平均投资规模14.2亿元: of the one count of that name, with what they cost."""
    before = around.reading.paragraph_before(one)
    opens = not before or before[-1].sentence < one.sentence
    pairs = [pair for pair in _pairs(before) if name in around.clause(pair[0]) + pair[0].tail]
    if len(pairs) != 1 or not opens:
        return None
    count, total = pairs[0]
    if total.value <= one.value or count.sentence == one.sentence:
        return None
    found = divided(total, count, one)
    if found.verdict in GOOD:
        return found
    if one.hedge or total.hedge or count.hedge or len(one.digits) < _STEM:
        return None
    # 集中签约86个。…。签约项目平均投资5.3亿元: those may be more.
    first = count.sentence == before[0].sentence and _SO_CALLED.fullmatch(
        count.lead.partition(name)[0]
    )
    alone = (
        first
        and name in count.lead
        and one.value <= _NEAR * (found.computed or one.value) <= _NEAR**2 * one.value
    )
    return found if alone or _is_slip(found, one) else None


def _pairs(figures: Iterable[TextFigure]) -> list[tuple[TextFigure, TextFigure]]:
    """How many projects there are, and right behind what they cost."""
    return [
        (count, total)
        for count, total in pairwise(figures)
        if count.role is Role.COUNT
        and total.role is Role.MONEY
        and count.sentence == total.sentence
        if _INVESTED.search(total.lead) and _is_now(count) and _is_now(total) and count.value > 1
    ]


def _of_now(around: Surroundings, one: TextFigure) -> Finding | None:
    """平均每个项目合同额由去年同期的3.25亿元提高到4.28亿元: of those of now."""
    before = around.reading.paragraph_before(one)
    if not before or before[-1].sentence != one.sentence or not FROM.search(before[-1].lead):
        return None
    said = _EACH_FROM.match(before[-1].lead.lstrip(",、;"))
    if said is None or before[-1].dimension != one.dimension:
        return None
    near = [f for f in before[:-1] if f.sentence == one.sentence - 1 and _is_now(f)]
    counts = [f for f in near if f.role is Role.COUNT and "项目" in f.lead + f.tail]
    counts = [f for f in counts if said["name"] in f.lead + f.tail]
    totals = [f for f in near if f.role is Role.MONEY and said["what"] in f.lead]
    if len(counts) != 1 or len(totals) != 1 or totals[0].value <= one.value:
        return None
    found = divided(totals[0], counts[0], one)
    hedged = one.hedge or totals[0].hedge or counts[0].hedge
    slip = not hedged and is_slip(found.computed or one.value, one)
    return found if found.verdict in GOOD or slip else None
