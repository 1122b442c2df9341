"""What is lacking of what is needed: 资金需求862.4亿元，落实617.3亿元，其中…，资金缺口245.1亿元.

Both are bound by their words, whatever is told of what was found between them: told wrong where one
digit or two crossed are.  A gap that opens its sentence is of the need before it, where a rate
there is of that and of what there is.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, verdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, RARE_SLIPS, slip_kind
from sangeyipi.audit.relations.remainders.opened_by_rest import others_are_in_it
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "重点项目资金需求862.4亿元，落实资金617.3亿元，到位率71.6%，其中债券138.9亿元、自筹478.4亿元，"
        "资金缺口285.1亿元。",
        "wrong 862.4 - 617.3 = 285.1",
    ),
    (
        "项目用地需求2360亩，已保障1985亩，其中新增用地1240亩、盘活存量745亩，缺口675亩。",
        "wrong 2360 - 1985 = 675",
    ),
    (
        "项目用地需求2360亩，已保障1985亩，其中新增用地1240亩、盘活存量745亩，缺口375亩。",
        "holds 2360 - 1985 = 375",
    ),
    (
        "用工需求4860人，已招聘3725人，用工满足率76.6%。举办招聘会17场。缺口1235人主要集中在电子企业。",
        "wrong 4860 - 3725 = 1235",
    ),
)
_GAP = later("(?:资金|用地|土地|指标|[融投]资)?(?:尚有)?缺口(?:为|达|仍有|还有)?$")
_NEEDED = later("需求|(?:共|总|应)?需(?:要)?(?:用地|融资|资金|投入|保障)?(?:为|约|达)?$")
_FOUND = later("落实|保障|到位|解决|筹集|满足|招聘|招录|招工|到岗|供应|供给|发放|投放|授信")
#: What has been found since, or is of another year.
_OTHER = later("拟|计划|预计|争取|年内|明年|下步|年度")
_OPENS = later("(?:目前|现|仍|尚|其中)?(?:有|存)?(?:用工|资金|用地|[融投]资)?缺口(?:为|达)?")
_MOST, _SENTENCES = 10, 3


def gaps(reading: TextReading) -> Iterator[Finding]:
    """Every such gap."""
    for one in reading.figures:
        if "缺口" not in one.lead or one.role not in COUNTABLE or not is_plain(one):
            continue
        if _GAP.search(one.lead) is None:
            continue
        pair = _pair(reading, one) or _proven_before(reading, one)
        if pair is None:
            continue
        needed, had = pair
        found = of_two(one, needed, had, "")
        if found.verdict not in GOOD and _is_one_of_several(reading, one, needed, had):
            continue
        kind = slip_kind(needed.value - had.value, one)
        if found.verdict in GOOD or kind in OF_ONE_DIGIT or kind in RARE_SLIPS:
            yield found


def _pair(reading: TextReading, one: TextFigure) -> tuple[TextFigure, TextFigure] | None:
    """What is needed and what there is of it, in one sentence; None unless just one of each."""
    before = reading.figures[reading.begins[one.order] : one.order]
    near = [f for f in before if f.dimension == one.dimension]
    needed = [f for f in near if _NEEDED.search(f.lead)]
    if len(needed) != 1 or len(near) > _MOST or not all(is_plain(f) for f in near):
        return None
    behind = [f for f in near if f.order > needed[0].order]
    had = [f for f in behind if _FOUND.search(f.lead) and "其中" not in f.lead]
    if len(had) != 1 or had[0] is not behind[0] or had[0].value >= needed[0].value:
        return None
    if any(_OTHER.search(f.lead) for f in (one, *near)):
        return None
    # What stands between tells of what has been found, and is no further amount.
    rest = behind[1:]
    inner = not rest or "其中" in reading.text[had[0].end : rest[0].start]
    return (needed[0], had[0]) if inner else None


def _is_one_of_several(
    reading: TextReading, one: TextFigure, needed: TextFigure, had: TextFigure
) -> bool:
    """缺口776亩待批，20亩已公示; 缺口843万元由债券解决，其余自筹: whether it goes on."""
    more = one.value - (needed.value - had.value)
    if more > 0:
        return others_are_in_it(reading, one, more)
    end = reading.text.find("。", one.end)
    behind = [f for f in reading.figures[one.order + 1 :][:_MOST] if f.sentence == one.sentence]
    kin = [f for f in behind if f.dimension == one.dimension]
    said = reading.text[one.end : end if end >= 0 else len(reading.text)].partition("\n")[0]
    inner = bool(kin) and "其中" in reading.text[one.end : kin[0].start]
    return (bool(kin) and not inner) or _THE_REST.search(said) is not None


_THE_REST = later("其[余他它]|剩[余下]|余下|另|部分")


def _proven_before(reading: TextReading, one: TextFigure) -> tuple[TextFigure, TextFigure] | None:
    """用工需求4860人，已招聘3725人，用工满足率76.6%。…。缺口1135人: of these two, by their rate."""
    if not _OPENS.fullmatch(reading.text, reading.begun("。;\n", one.start), one.start):
        return None
    before = reading.paragraph_before(one)
    near = [f for f in before if one.sentence - f.sentence <= _SENTENCES]
    needed = [f for f in near if f.dimension == one.dimension and _NEEDED.search(f.lead)]
    if len(needed) != 1 or not is_plain(needed[0]):
        return None
    whole = needed[0]
    behind = [f for f in near if f.order > whole.order and f.sentence == whole.sentence]
    had, rate = [*behind, whole, whole][:2]
    if had.dimension != one.dimension or not is_plain(had) or had.value >= whole.value:
        return None
    rated = rate.role is Role.PERCENT and "率" in rate.lead
    if not (_FOUND.search(had.lead) and rated and verdict(RatePair(had, whole), rate) in GOOD):
        return None
    more = reading.text[rate.end : one.start]
    if _OTHER.search(more) or _SINCE.search(more) or one.tail.startswith("的"):
        return None
    # 推荐上岗100人。缺口1035人: with these it comes out.
    left = whole.value - had.value - one.value
    return None if any(f.value == left for f in near if f.order > rate.order) else (whole, had)


#: What has come to it or gone since.
_SINCE = later("新增|又|再|另|截至|\\d月|减少|增加|调整|缩[小减]")
