"""What is left of a whole, where a rate proves what was taken from it.

新建项目177个；…已开工149个，开工率84.2%，尚有28个未开工: that 84.2% holds says which whole is
meant, wherever that stands.  Needs the rates of a text; tells nothing of those that do not hold.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import (
    LOST_DIGIT,
    OF_ONE_DIGIT,
    SlipKind,
    is_without_one,
    slip_kind,
)
from sangeyipi.audit.relations.remainders.opened_by_rest import (
    is_of,
    is_told_whole,
    opens_with_rest,
    others_are_in_it,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, said_old
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全县重点项目52个，总投资183.6亿元。其中省、市项目11个，完成投资2.17亿元。"
        "从开工情况看，已开工35个，未开工19个，开工率67.3%。",
        "wrong 35 + 19 = 52",
    ),
    (
        "续建项目235个、新建项目177个。\n新建项目中，已开工149个，开工率84.2%，尚有38个未开工。",
        "wrong 177 - 149 = 38",
    ),
    (
        "授信57.3亿元。截至月底已放款38.9亿元，放款率67.9%，尚有18.4亿元未投放。",
        "holds 57.3 - 38.9 = 18.4",
    ),
    (
        "应纳统128个，已纳统112个，纳统率87.5%；未纳统的16个项目正在整改。",
        "holds 128 - 112 = 16",
    ),
    (
        "水库6240座，其中大型86座。累计完成投资571.3亿元；主体完工6049座，完工率96.9%，未完工19座。",
        "wrong 6240 - 6049 = 19",
    ),
    (
        "报批33个、5120亩，已获批21个、3284亩，获批率分别为63.6%、64.1%；还有12个项目、1836亩正在组卷。",
        "holds 5120 - 3284 = 1836",
    ),
    (
        "发现问题46个，立行立改28个，限期整改18个，已整改37个，整改率80.4%，尚有11个正在整改。",
        "wrong 46 - 37 = 11",
    ),
    (
        "安排重点项目95个，已开工69个，开工率72.6%，完成44亿元（上年同期38.2亿元），"
        "26个未开工项目力争年内具备条件。",
        "holds 95 - 69 = 26",
    ),
    (
        "今年107个项目，102个开工，开工率95.3%，完成投资414.4亿元。8个项目完工。5个项目未开工。",
        "holds 107 - 102 = 5",
    ),
    (
        "入库问题173项，按成因分，前期52项、其他121项。目前已销号148项，销号率85.5%。"
        "对剩余35项问题，已下发督办函。",
        "wrong 173 - 148 = 35",
    ),
    (
        "收集问题634个，已办结597个，办结率94.2%。其中融资类143个、用工类128个、用地类97个、证照类176个、其他90个。"
        "下一步，对尚未办结的47个问题逐个研究。",
        "wrong 634 - 597 = 47",
    ),
    (
        "全市开工项目856个，已开工812个，开工率94.9%；其中507个已转为投产项目，转化率59.2%。"
        "下一步，对尚未开工的54个项目逐个研究。",
        "wrong 856 - 812 = 54",
    ),
    (
        "摸排闲置土地46宗，已处置28宗，处置率60.9%。其中收回11宗、开工13宗、置换4宗。剩余19宗年底前处置。",
        "wrong 46 - 28 = 19",
    ),
    (
        "“签约一批”43个，已开工38个，开工率88.4%；“开工一批”67个，已投产26个，投产率38.8%。"
        "对未开工的5个签约项目逐一建立台账。",
        "holds 43 - 38 = 5",
    ),
    (
        "问题48项、资金186412.35万元。已整改39项，整改到位资金152908.17万元，资金整改率82.0%；正在整改9项，"
        "未整改资金33405.18万元。",
        "wrong 186412.35 - 152908.17 = 33405.18",
    ),
    (
        "共搬迁67户，占总任务94户的71.3%，已签协议85户，占90.4%。目前剩余37户尚未完成搬迁。",
        "wrong 94 - 67 = 37",
    ),
    ("应报批用地1432亩，已批复1038亩，批复率72.5%，尚有404亩待批。", "wrong 1432 - 1038 = 404"),
    (
        "现场办公137次，收集问题251个，办结229个，办结率91.2%，还有32个限期办理；其中用地63个、融资48个。",
        "wrong 251 - 229 = 32",
    ),
    (
        "一、需办理问题73件。\n二、本月办结57件，办结率78.1%，其中当月46件、往月11件。目前仍有26件未办结。",
        "wrong 73 - 57 = 26",
    ),
)
_AFTER = 4
#: A single digit is the last of too many.
_LEAST = 2
#: 26个未开工项目, 5个项目未开工, 7项未完成: of so many figures behind a rate.
_LATER, _SENTENCES = 8, 2
_BEHIND_IT = later(
    "(?:(?!未)[\u4e00-\u9fff]){0,6}?(?:尚|还|仍|均)?(?:未|没有)(?P<what>[\u4e00-\u9fff]{2})"
    "(?:的?(?:项目|企业|问题|任务|工程))?"
)
#: What is left is named so, or is said not to be done: 未开工7个, 尚有7个未开工.
_LEFT = re.compile(
    "(?:剩余|余下|其余|还剩|尚余|剩下|结余|尚缺|还差|尚差|缺口|差额)[^,。;\\d]{0,6}$"
)
_UNDONE = re.compile(
    "(?:尚|还|仍)?(?:未|没有)(?:能|有)?([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,2}的?(?:项目|有|为)?$"
)
_STILL = re.compile("(?:[尚还仍]有|其余|剩余|另有)(?:的)?$")
_BEHIND = later(
    "(?:项目|企业|问题)?(?:[尚还仍正])?(?:未|没有)([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])"
)


_DOING = later(
    "(?:项目|企业|问题)?(?:(?:正在|还在|有待)([\u4e00-\u9fff]{2})|待([\u4e00-\u9fff]{1,2}))(?![\u4e00-\u9fff])"
)
#: 办结229个，还有32个限期办理: what is to be settled yet is none of what was.
_SETTLED = later("办[结理]|整改|解决|化解|销号|处[理置]|答复|协调")
_TO_SETTLE = later(
    "(?:问题|事项|诉求|项目|隐患)?(?:[正仍还尚均都在待需要将]|有待|限期|按期|按时限?|按程序|按要求|要求|时限|期限|持续|继续|抓紧"
    "|加快|全力|积极|稳步|有序|跟踪|协调|督促){1,6}(?:办[结理]|整改|推进|解决|化解|处[理置]|督办)"
    "(?:到位|之?中|当中|完毕|完成)?(?![\u4e00-\u9fff])"
)
_BARE_STILL = later("[,;、]?(?:目前|现|但)?(?:[尚还仍]有|其余|剩余|另有)(?:的)?")


def left(reading: TextReading, rates: Iterable[Finding]) -> Iterator[Finding]:
    """What every rate that holds says of what is left."""
    rates = list(rates)
    yield from _named_rests(reading, rates)
    for rate in rates:
        if rate.verdict not in GOOD or len(rate.operands) != 2 or rate.stated is None:
            continue
        done, whole = rate.operands
        if done.role not in COUNTABLE or done.dimension != whole.dimension or done.hedge:
            continue
        yield from _undone_between(reading, rate.stated, done, whole)
        for one in _near(reading, rate.stated, done, whole):
            found = of_two(one, whole, done, "")
            if found.verdict not in GOOD and is_first_of_rest(reading, one, found.computed):
                continue
            sure = one.order == rate.stated.order + 1 or _is_slip_past_others(
                reading, one, rate.stated, found.computed
            )
            plain = not one.hedge and not whole.hedge and found.computed != 0
            # 甲县未开工的3个项目: of one place.
            sure = sure and not _OF_PLACE.match(one.lead)
            if found.verdict in GOOD or (
                sure and plain and not _is_more_with_others(reading, found)
            ):
                yield _with_lost_digit(found, one)
                break
        else:
            yield from _undone_later(reading, rate.stated, done, whole)
            together = _together(rates, rate.stated)
            yield from _opens_next(reading, rate.stated, done, whole, together)
            yield from _named_later(reading, rate.stated, done, whole)
            yield from _said_later(reading, rate.stated, done, whole)


def _is_more_with_others(reading: TextReading, found: Finding) -> bool:
    """尚有7个正在整改，其中1个为复查: whether what is too much is told of behind."""
    one, value = found.stated, found.computed
    if one is None or value is None or one.value <= value:
        return False
    return others_are_in_it(reading, one, one.value - value)


def _undone_between(
    reading: TextReading, rate: TextFigure, done: TextFigure, whole: TextFigure
) -> Iterator[Finding]:
    """52个。…已开工35个，未开工19个，开工率67.3%: what both come to, where the rate holds.

    Others may be in between, so that there are too many of them, or they are a slip; and of those
    that were planned others may have been done.
    """
    if rate.order != done.order + 2 or whole.order > done.order:
        return
    one = reading.figures[done.order + 1]
    if (one.role, one.unit) != (done.role, whole.unit):
        return
    said = _UNDONE.search(one.lead)
    if said is None or one.inner or one.hedge or whole.hedge or one.sentence != done.sentence:
        return
    if _PLANNED.search(whole.lead):
        return
    rest, both = whole.value - done.value, done.value + one.value
    if any(f.value == both and f.unit == one.unit for f in reading.paragraph_before(done)):
        return
    if not is_of(said[1], done.lead + done.tail + rate.lead):
        return
    if one.value > rest or (one.value < rest and is_slip(rest, one)):
        yield summed(Window(whole, [done, one]), None)


_PLANNED = later("计划|目标|任务|[应拟]|要求|需")


def _is_slip_past_others(
    reading: TextReading, one: TextFigure, rate: TextFigure, rest: Decimal | None
) -> bool:
    """资金整改率82.0%；正在整改9项，未整改资金33405.18万元: no other of its kind stands between."""
    between = reading.figures[rate.order + 1 : one.order]
    kin = any((f.role, f.dimension) == (one.role, one.dimension) for f in between)
    return rest is not None and rest > 0 and not kin and is_slip(rest, one)


def _with_lost_digit(found: Finding, one: TextFigure) -> Finding:
    """完工6049座，…，未完工19座: of so few digits only these words say that one was left out."""
    right = f"{one.said(found.computed or one.value):f}"
    was = f"{one.printed:f}"
    if found.verdict in GOOD or not _LEAST <= len(was) == len(right) - 1:
        return found
    if not is_without_one(was, right):
        return found
    return found._replace(why=LOST_DIGIT)


def _undone_later(
    reading: TextReading, rate: TextFigure, done: TextFigure, whole: TextFigure
) -> Iterator[Finding]:
    """开工69个，开工率72.6%，完成44亿元，…，26个未开工项目力争…: said behind its number."""
    taken = done.lead + done.tail + rate.lead
    for one in reading.figures[rate.order + 1 : rate.order + 1 + _LATER]:
        if one.paragraph != rate.paragraph or one.sentence - rate.sentence > _SENTENCES:
            return
        if (one.role, one.dimension) != (done.role, done.dimension) or one.inner:
            continue
        said = _BEHIND_IT.match(reading.text, one.end)
        if said is None or one.hedge or not is_of(said["what"], taken):
            # Another whole stands between.
            if one.sentence == rate.sentence and said is None and not change_of(one.lead):
                return
            continue
        found = of_two(one, whole, done, "")
        if found.verdict in GOOD:
            yield found
        return


def _said_later(
    reading: TextReading, rate: TextFigure, done: TextFigure, whole: TextFigure
) -> Iterator[Finding]:
    """签约41个，已开工37个，开工率90.2%；…。对未开工的4个签约项目，…: wherever in the paragraph it
    is said, if it is just what is left."""
    taken, value = done.lead + done.tail + rate.lead, whole.value - done.value
    if value <= 0 or whole.hedge:
        return
    for one in reading.figures[rate.order + 1 : rate.order + 1 + _FAR]:
        if one.paragraph != rate.paragraph:
            return
        if one.value != value or one.unit != done.unit or one.hedge or one.inner:
            continue
        if says_left(one, taken):
            yield of_two(one, whole, done, "")
            return


_FAR = 20


def _together(rates: Sequence[Finding], rate: TextFigure) -> Decimal:
    """What all wholes leave that rates of its sentence are of: 剩余5个 may be of two batches."""
    here = [
        one
        for one in rates
        if one.verdict in GOOD and len(one.operands) == _LEAST and one.stated is not None
        if one.stated.sentence == rate.sentence
    ]
    return sum((one.operands[1].value - one.operands[0].value for one in here), Decimal(0))


def _opens_next(
    reading: TextReading,
    rate: TextFigure,
    done: TextFigure,
    whole: TextFigure,
    together: Decimal,
) -> Iterator[Finding]:
    """已销号139项，销号率84.8%。对剩余25项问题，…: the next sentence opens with what is left."""
    behind = reading.figures[rate.order + 1 :][:_LATER]
    one = next((f for f in behind if _is_next(f, rate)), None)
    if one is not None and one.lead.startswith("其中"):
        # 处置率61.3%。其中收回7宗、督促开工9宗、置换3宗。剩余12宗…: past all of what was done.
        one = next((f for f in behind if f.sentence == one.sentence + 1), None)
    if one is None or one.paragraph != rate.paragraph:
        return
    opens = one
    if (one.role, one.dimension) != (done.role, done.dimension):
        # 剩余15个项目、2020亩: what stands beside it.
        one = reading.figures[one.order + 1] if one is not reading.figures[-1] else one
        if _ALSO_LEFT.fullmatch(one.lead) is None or one.sentence != opens.sentence:
            return
    if (one.role, one.dimension) != (done.role, done.dimension):
        return
    between = reading.figures[rate.order + 1 : one.order]
    if one.inner or one.hedge or not _are_of(done, between) or is_past(whole.lead):
        return
    if not opens_with_rest(reading, opens, done.lead + done.tail + rate.lead):
        return
    found = of_two(one, whole, done, "")
    sure = one.value != together and _is_slip_of_rest(reading, one, done, whole, rate)
    if found.verdict in GOOD or sure:
        yield found


_ALSO_LEFT = later("[,、]?(?:缺口|剩余|余下|未落实)?(?:项目)?的?(?:面积|资金|金额|投资)?")


def _named_later(
    reading: TextReading, rate: TextFigure, done: TextFigure, whole: TextFigure
) -> Iterator[Finding]:
    """已办结597个，办结率94.2%。…。对尚未办结的47个问题，…: by its state and what it counts, past a
    list of all of it."""
    taken = done.lead + done.tail + rate.lead
    between: list[TextFigure] = []
    for one in reading.figures[rate.order + 1 : rate.order + 1 + _FURTHER]:
        if one.paragraph - rate.paragraph > 1 or one.sentence - rate.sentence > _FURTHER_SENTENCES:
            return
        if (one.role, one.dimension) != (done.role, done.dimension) or one.inner:
            continue
        said = _UNDONE.search(one.lead) or (_LEFT.search(one.lead) and _BEHIND_IT.match(one.tail))
        if said is None or one.sentence == rate.sentence:
            between.append(one)
            continue
        if one.hedge or is_past(whole.lead) or not is_of(said[said.lastindex or 0], taken):
            return
        begin = reading.begun("。;\n", one.start)
        aside = _ASIDE.search(reading.text, begin, one.start)
        if _OF_PLACE.match(one.lead) or _OF_TIME.search(one.lead) or aside:
            return
        plain = _is_divided_between(between, done, whole) or _is_some_of_done(
            between, done, said[said.lastindex or 0]
        )
        if plain and counts_alike(one, whole):
            found = of_two(one, whole, done, "")
            if found.verdict in GOOD or _is_slip_of_rest(reading, one, done, whole, rate):
                yield found
        return


def _is_divided_between(between: list[TextFigure], done: TextFigure, whole: TextFigure) -> bool:
    """Whether what is counted between is nothing, or all of what was done or of the whole."""
    return not between or sum((f.value for f in between), Decimal(0)) in (done.value, whole.value)


def _is_some_of_done(between: list[TextFigure], done: TextFigure, what: str) -> bool:
    """已开工1198个，…；其中907个已转投产。: what became of some of those that were done."""
    return all(
        f.lead.lstrip(",;。").startswith("其中") and f.value < done.value and what not in f.tail
        for f in between
    )


def counts_alike(one: TextFigure, whole: TextFigure) -> bool:
    """Whether a rest is called as its whole: 问题634个, and 47个问题; 新建35个, and 新建项目."""
    said = _COUNTS.match(one.tail)
    if said is None:
        return False
    what, kind = said["what"], _THINGS.sub("", said["what"])
    named = whole.lead + whole.tail
    return kind in named and (bool(kind) or what in named or what == "项目")


#: 用地方面，未开工的10个: of some of them.
_ASIDE = later(
    "方面|领域|行业|板块|片区|条线|[超逾到]期|疑难|涉|[从就按][^,。;]{1,8}[看说讲],|因|由于"
)
_OF_TIME = later(r"\d月|季度|[上本当][月周]|[去上]年")
#: 甲县未开工的3个: of one place.
_OF_PLACE = later(
    "[,;、]?[\u4e00-\u9fff]{1,6}[县市区镇乡州旗](?:[尚还仍有]{0,2}(?:未|没有)|剩余|其余)"
)
_FURTHER, _FURTHER_SENTENCES = 12, 3
_THINGS = later("(?:项目|问题|企业|工程|事项|任务)$")
_COUNTS = later(
    "(?:[尚还仍]?未[\u4e00-\u9fff]{2}的)?(?P<what>[\u4e00-\u9fff]{2,8}?)"
    "(?=[,。;、:逐正已将要均全尚仍暂中]|$)"
)


def _is_next(one: TextFigure, rate: TextFigure) -> bool:
    return one.sentence == rate.sentence + 1 and one.paragraph == rate.paragraph


def _are_of(done: TextFigure, between: Sequence[TextFigure]) -> bool:
    """办结率73.5%，其中当月47个、结转14个: whether the counts between are all of what was done."""
    kin = [f for f in between if (f.role, f.dimension) == (done.role, done.dimension)]
    if not kin:
        return True
    parts = sum((f.value for f in kin), Decimal(0))
    return kin[0].lead.lstrip(",;").startswith("其中") and parts == done.value


def _is_slip_of_rest(
    reading: TextReading, one: TextFigure, done: TextFigure, whole: TextFigure, rate: TextFigure
) -> bool:
    """Whether what is said to be left can be nothing else but what is, with a slip of the pen."""
    value = whole.value - done.value
    kind = slip_kind(value, one) if value > 0 and not whole.hedge else None
    if not (kind in OF_ONE_DIGIT or kind is SlipKind.CROSSED) or not _OF_RATE.search(rate.lead):
        return False
    few = one.value < value and one.printed < _TEN
    return not few and is_told_whole(reading, one, done, value)


_TEN = 10
_OF_RATE = later("率[^率,。;]{0,4}$")


def _near(
    reading: TextReading, rate: TextFigure, done: TextFigure, whole: TextFigure
) -> Iterator[TextFigure]:
    """The figures around a rate that say of themselves that they are what is left."""
    before = reading.figures[max(0, done.order - 1) : done.order]
    for one in (*reading.figures[rate.order + 1 : rate.order + 1 + _AFTER], *before):
        if one.sentence != rate.sentence or one.inner:
            continue
        # 入统率86.4%，较上月的79.5%提高…，尚有6个未入统: what it was is of no other whole.
        if one.role is Role.PERCENT and (one.lead in ("、", "和", "及") or said_old(reading, one)):
            continue
        if one.role is Role.PERCENT or (one.order > rate.order and one.lead.startswith("其中")):
            return
        kin = (one.role, one.dimension) == (done.role, done.dimension)
        if kin and says_left(one, done.lead + done.tail + rate.lead):
            yield one
            continue
        # 还有12个项目、1836亩正在组卷: what is left where it comes out, whatever is said of it.
        rest = kin and (
            _STILL.search(_lead(reading, one, rate)) or _is_in_time(one) or _is_being_done(one)
        )
        if rest and (
            of_two(one, whole, done, "").verdict in GOOD or _is_too_much(one, done, whole, rate)
        ):
            yield one


def _is_being_done(one: TextFigure) -> bool:
    """办结率95.4%，正在办理19件."""
    return _BEING_DONE.fullmatch(one.lead) is not None and not one.tail.startswith(("(", "含"))


_BEING_DONE = later(
    "[,;、]?(?:目前|现|其余|剩余)?(?:正在|正|仍在|还在)(?:办理|整改|处[理置]|化解|解决|协调|推进|督办)(?:中|之中)?的?"
    "(?:问题|事项|诉求|项目|案件)?(?:有)?"
)


def _is_in_time(one: TextFigure) -> bool:
    """办结率97.6%，77件在办理期限内."""
    return not one.lead.strip(",、;") and _IN_TIME.match(one.tail) is not None


_IN_TIME = later(
    "(?:项目|事项|问题|诉求)?[正均尚还]?在(?:规定)?的?(?:办理|整改)(?:期限|时限|之?中|$)"
)


def _is_too_much(one: TextFigure, done: TextFigure, whole: TextFigure, rate: TextFigure) -> bool:
    """已整改37个，整改率80.4%，尚有11个正在整改: so much is not left."""
    if one.value <= whole.value - done.value:
        return False
    taken = done.lead + done.tail + rate.lead
    said = _DOING.match(one.tail)
    doing = said is not None and (said[1] or said[2]) in taken
    if _is_being_done(one):
        # 正在办理27件(含结转9件): of others, too.
        doing = _SETTLED.search(taken) is not None
    return doing or _is_in_time(one) or _is_to_settle(one, taken)


def _is_to_settle(one: TextFigure, taken: str) -> bool:
    bare = _BARE_STILL.fullmatch(one.lead) is not None and _SETTLED.search(taken) is not None
    return bare and _TO_SETTLE.match(one.tail) is not None


def is_first_of_rest(reading: TextReading, one: TextFigure, rest: Decimal | None) -> bool:
    """其余有2宗来自甲地，乙地、丙地、丁地各有1宗: whether what is left goes on being told."""
    if rest is None or one.value >= rest:
        return False
    if _EACH.match(reading.text, one.end):
        return True
    after = reading.figures[one.order + 1 : one.order + 2]
    if not after or (after[0].role, after[0].dimension) != (one.role, one.dimension):
        return False
    other, gap = after[0], reading.between(one, after[0])
    # 缺口205.1亿元拟贷款，其余40亿元自筹: both come to it.
    if other.sentence == one.sentence and one.value + other.value == rest:
        return True
    return (
        other.sentence == one.sentence
        and one.value + other.value <= rest
        and not _GOES_OFF.search(gap)
        and not (other.inner or _LEFT.search(other.lead) or _UNDONE.search(other.lead))
    )


_EACH = later("[^。;:\\d\\n]{1,40}各有?[一二两\\d]")
#: What 其余 is told of ends there, or what follows is some of it.
_GOES_OFF = later(f"其中|[;。\n(]|{IN_ALL_SO_FAR}|比")


def _lead(reading: TextReading, one: TextFigure, rate: TextFigure) -> str:
    """The words before a figure, or before the one whose list it goes on."""
    last = reading.figures[one.order - 1] if one.order else one
    return last.lead if one.lead.endswith(("、", "和")) and last.order > rate.order else one.lead


def says_left(one: TextFigure, taken: str) -> bool:
    """Whether a figure is what is left, and of the same doing: 未开工 is not what 竣工 leaves."""
    if _LEFT.search(one.lead):
        return True
    said = _UNDONE.search(one.lead)
    if said is None and _STILL.search(one.lead):
        said = _BEHIND.match(one.tail)
    if said is None:
        return False
    return is_of(said[1], taken)


def _named_rests(reading: TextReading, rates: Sequence[Finding]) -> Iterator[Finding]:
    """共搬迁67户，占94户的71.3%，已签协议85户，占90.4%。…剩余37户尚未搬迁: by what was not done.

    Past other shares of the same whole and other rests.
    """
    held: dict[int, list[Finding]] = {}
    for rate in rates:
        if rate.verdict in GOOD and len(rate.operands) == _LEAST and rate.stated is not None:
            held.setdefault(rate.stated.sentence, []).append(rate)
    for one in reading.figures if held else ():
        if one.role not in COUNTABLE or one.hedge or one.inner or not _LEFT.search(one.lead):
            continue
        said = _NOT_DONE.match(reading.text, one.end)
        begin = reading.begun("。;\n", one.start)
        if said is None or _AT_ONCE.fullmatch(reading.text, begin, one.start) is None:
            continue
        near = [*held.get(one.sentence - 1, ()), *held.get(one.sentence, ())]
        found = _named_rest(reading, one, said["what"], near)
        if found is not None:
            yield found


def _named_rest(
    reading: TextReading, one: TextFigure, what: str, near: Sequence[Finding]
) -> Finding | None:
    """A rest by the one rate near it that is of what was not done."""
    named = [
        rate for rate in near if _is_done_before(rate, one) and rate.operands[0].lead.endswith(what)
    ]
    if len(near) <= 1 or len(named) != 1:
        return None
    done, whole = named[0].operands
    if not _is_alone_so_named(reading, done, what):
        return None
    found = of_two(one, whole, done, "")
    begin = reading.begun("。\n", done.start)
    dated = _DATED.search(_TODAY.sub("", reading.text[begin : done.start]))
    if found.verdict not in GOOD and dated:
        # 6月底，共搬迁67户。目前剩余17户: of another day.
        return None
    value = whole.value - done.value
    kind = slip_kind(value, one) if value > 0 and not (done.hedge or whole.hedge) else None
    slip = kind in OF_ONE_DIGIT or kind is SlipKind.CROSSED
    return found if found.verdict in GOOD or slip else None


#: Nothing says of when it is but 目前; another rest may stand before.
_REST = "(?:目前|现|,|[还仍尚])*(?:剩余|余下|其余|剩下|还剩|尚余)的?"
_AT_ONCE = later(
    f"(?:{_REST}\\d{{1,6}}[\u4e00-\u9fff]{{1,2}}[尚还仍]?未[\u4e00-\u9fff]{{1,10}}[、,])?{_REST}"
)
_TODAY = later("截[至止]\\d{1,2}月\\d{1,2}日(?:\\d{1,2}时)?")
_DATED = later("\\d月|季度|半年|年[末底初]|[上去]年|[月周]末|上[月周期]|截[至止]")


def _is_done_before(rate: Finding, one: TextFigure) -> bool:
    """Whether a rate is of the sentence before a rest, and of what it counts."""
    done = rate.operands[0]
    kin = (done.role, done.unit) == (one.role, one.unit)
    stated = rate.stated
    return kin and stated is not None and 0 <= one.sentence - stated.sentence <= 1 < one.order


def _is_alone_so_named(reading: TextReading, done: TextFigure, what: str) -> bool:
    """Whether nothing else in its paragraph is said to have been done so."""
    before = reading.paragraph_before(done)
    after = reading.figures[done.order + 1 : done.order + 1 + _FAR]
    kin = [f for f in (*before, *after) if f.unit == done.unit and f.paragraph == done.paragraph]
    return not any(f.lead.endswith(what) and f.value != done.value for f in kin)


_NOT_DONE = later(
    "(?:[\u4e00-\u9fff]{0,4})?[尚还仍]?(?:未|没有)(?:能)?(?:完成|实施|进行)?(?P<what>[\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])"
)
