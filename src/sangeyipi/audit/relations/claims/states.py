"""State words beside a rate, and rates that are claimed without a figure.

全部开工 and 开工率 90% contradict each other in one clause.  The word is a figure too: both are
named, for either may be the one that is wrong.  全部开工 beside a 投产率 contradicts nothing, but
says another thing than the rate: it is told, and not judged.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, WITHDRAWN
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("开工项目40个，已全部开工，开工率98%。", "wrong 100 = 98"),
    ("开工项目40个，已全部开工，开工率100%。", "holds 100 = 100"),
    ("签约项目40个，无一履约，履约率5%。", "wrong 0 = 5"),
    ("签约项目40个，无一未开工，开工率95%。", "wrong 100 = 95"),
    ("改造任务208户，已竣工197户，竣工率94.7%，无一户未竣工。", "wrong 100 = 94.7"),
    ("开工项目13个，项目已全部开工，投产率100%。", "base-unclear  = 100"),
    ("列入计划的项目20个，已全部开工，未开工的2个正在办理手续。", "wrong 20 - 2 = 20"),
    (
        "88个项目已全部开工。其中，交通类21个，已开工21个；产业类46个，已开工43个。",
        "wrong 46 = 43",
    ),
    (
        "44个项目已全部开工建设。分县看，甲县15个，开工15个；乙县10个，开工9个，开工率90%；丙县19个，开工19个。",
        "wrong 10 = 9",
    ),
    ("41个重点项目全部开复工，其中已开复工38个、完成投资16.7亿元。", "wrong 41 = 38"),
    (
        "46项问题已全部整改到位。其中大气类32项、水类14项。已完成整改41项，5项正在推进。",
        "wrong 46 = 41",
    ),
    (
        "62个问题已全部整改到位：发改16个、工信12个、自然资源14个、住建11个、环境9个。其中，自然资源局14个问题"
        "整改12个，其余2个正在组卷报批。",
        "wrong 62 - 2 = 62",
    ),
    (
        "46个项目全部开工，其中41个正常推进、5个进展缓慢，尚有3个项目未开工。",
        "wrong 46 - 3 = 46",
    ),
    (
        "全县计划新开工项目46个，到6月底已开工43个，开工率93.5%。46个计划新开工项目均已如期开工。",
        "wrong 46 = 43",
    ),
    (
        "全市54个项目中，20个新开工项目已全部开工，开工率90%。",
        "wrong 100 = 90",
    ),
    (
        "集中开工项目共7个，总投资31亿元，全部为装备制造项目；7个项目中，装备制造6个、物流1个。",
        "wrong 6 = 7",
    ),
    (
        "新签约项目18个，均为省外资金项目，其中，省外资金项目16个、外资项目2个。",
        "wrong 16 = 18",
    ),
    ("应完成审批任务66项，已全部办结，完成率100%。", "holds 100 = 100"),
    ("完成8.2亿元，占年度计划的78.6%，7个项目已全部开工，开工率100%。", "holds 100 = 100"),
    ("所提意见均已按期办理回复，办复率97.8%。", "wrong 100 = 97.8"),
    ("资金到位率、开工率均实现预期目标。开工率95%。", "unbound  ="),
)
_RATE = re.compile("(签约|履约|开工|投产|达效|竣工)率(?:已?[达为是])?$")
_ALL = re.compile(
    "(全部|均已?|无一[户家个项]?未|没有一个未|无一)(?:实现|如期|按期|已经|已|实质性)?(签约|履约|开工|投产|达效|竣工)"
)
#: 竣工率96.8%，无一户未竣工: the words right behind the rate.
_NONE_LEFT = later(
    ",?(?:目前|已|实现)?((?:无一[户家个项]?|没有一[户家个项])(?:项目|企业)?未(?:如期|按期|实质性)?(签约|履约|开工|投产|达效|竣工))"
)
_ALL_OF_THEM = Decimal(100)
#: What is done to all of them, and what of some is not yet done: 已全部开工，未开工的2个.
_STATES = (
    "签约|履约|开复工|开工|投产|达效|竣工|完工|办结|办复|整改|化解|复工|入库|拨付|验收|销号|解决"
)
_DONE = re.compile(f"(?:全部|均已?|悉数)(?:实现|完成|如期|按期|已经|已|实质性)?({_STATES})")
#: 整改到位并销号.
_DONE_TOO = later(f"(?:到位|完成|完毕)?并(?:已|全部|完成){{0,2}}({_STATES})")
_EXCEPT = later("除|外|基本|力争|确保|争取|预计|将|推动|促进|几乎|近|[底年月日]前")
_BUT_FOR = later("除[^,。;]{1,20}外,")
_BUT = ",?(?:但|目前|现|其中|尚|仍|还|有|剩余)*未"
#: 已全部开工，其中已开工44个: of these, and of no others.
_THESE = ",(?:其中|目前|现|实际|截至目前)?,?(?:已经?|实际|累计)?"
_NO_OTHERS = later("(?:项目)?[,。;、\n(]")
_GONE = later(f"[^。;\n]{{0,30}}(?:{WITHDRAWN}|不再)")
_ROW = later("[,、]?(?:目前|现)?(?:均|全部)?已?(?:有|经)?")
_ROWS_BEHIND = later("(?:建设|实施|见效)?(?:项目)?[。,;](?:其中|按|从|分)")
_NOT_YET = later("除|外|基本|力争|确保|将|预计|计划|争取|前|推动|促进|几乎|近")
_SEGMENT = re.compile("[;。\n]")
_DUE_SO_FAR = later("(?:季度|半年|\\d月|[批期])(?:底|末)?前?应|应[^,。;]{0,6}前")
_REACH = 80
_CLAIMED = re.compile(
    "((?:[\u4e00-\u9fff]{2,4}率[、和与及,]?){1,6})(?:均|都|全部|也)?"
    "(?:实现|达到|完成|超过)(?:了)?(?:预期|既定|序时|全年|年度)(?:目标|要求|任务|进度)"
)


def states(reading: TextReading) -> Iterator[Finding]:
    """Every state word with its rate, every rate that is claimed without a figure."""
    yield from _claimed(reading)
    for said in _DONE.finditer(reading.text):
        yield from _not_all(reading, said)
        yield from _some_before(reading, said)
    for said in _ALL_OF_KIND.finditer(reading.text):
        yield from _not_all_of_kind(reading, said)
    for one in reading.figures:
        found = _state(reading, one) if one.role is Role.PERCENT else None
        if found is not None:
            yield found


def _state(reading: TextReading, one: TextFigure) -> Finding | None:
    rate = _RATE.fullmatch(one.lead.lstrip(",、 "))
    if one.hedge:
        return None
    behind = _NONE_LEFT.match(reading.text, one.end) if rate else None
    if rate and behind and behind[2] == rate[1] and one.value <= _ALL_OF_THEM:
        return _judged(one, _word(behind.start(1), behind[1], _ALL_OF_THEM))
    before = _SEGMENT.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]
    if not rate:
        return _done_to_all(one, before)
    said = list(_ALL.finditer(before))
    # 计划新开工项目已全部开工: what was planned is what all of is done.
    sure = _PLANNED.sub("", before)
    if not said or _is_of_several(before, said[-1].start()):
        return None
    # 占年度计划的78.6%，7个已全部开工，开工率100%: what another clause says takes back no 100%.
    own = sure.rstrip(",").rsplit(",", 1)[-1] if one.value == _ALL_OF_THEM else sure
    if _NOT_YET.search(own) or _BUT_FOR.search(sure):
        return None
    if _DUE_SO_FAR.search(before):
        # 一季度应开工的30个已全部开工，开工率75%: of the whole year's.
        return None
    same = [each for each in said if each[2] == rate[1]]
    word = (same or said)[-1]
    value = Decimal(0 if word[1] == "无一" else 100)
    at = one.start - len(before) + word.start()
    stated = _word(at, word[0], value)
    if same:
        return _judged(one, stated)
    told = f"前面写“{word[0]}”，后面是{rate[1]}率 {one.text}"
    why, kind = Why("说的不是同一步，不作判断", Reason.OPEN), RelationKind.STATE
    return Finding(RelationVerdict.BASE_UNCLEAR, kind, told, "", None, stated, (one,), "", why)


def _is_of_several(before: str, at: int) -> bool:
    """Whether more than one count stands before a state word, and none in its own clause."""
    own = re.split("[,、:]", before[:at])[-1]
    return before.count("个") > 1 and (own.count("个") != 1 or "个" in before[at:])


def _done_to_all(one: TextFigure, before: str) -> Finding | None:
    """所有提案均已及时办理回复，办复率97.8%: a rate of any name, right behind that clause.

    All characters of its name stand in what is said to be done to all of them.
    """
    rate = _ANY_RATE.fullmatch(one.lead.lstrip(",、 "))
    clauses = before[: len(before) - len(one.lead.lstrip(",、 "))].rstrip(",").split(",")
    said = _TO_ALL.search(clauses[-1]) if rate is not None else None
    if rate is not None and one.value == _ALL_OF_THEM and said is None:
        said = _DONE_AT_END.search(clauses[-1])
    if rate is None or said is None or _NOT_YET.search(clauses[-1]):
        return None
    named = re.search(".{0,6}".join(map(re.escape, rate[1])), said[2]) is not None
    # 已全部办结，完成率100%: the same by another name, which proves nothing where it is less.
    done = one.value == _ALL_OF_THEM and rate[1] in _DOING and said[2] in _DOING
    if not (named or done):
        return None
    at = one.start - len(before) + sum(len(each) + 1 for each in clauses[:-1]) + said.start()
    return _judged(one, _word(at, said[0], Decimal(100)))


#: What is done is called by one of these as by another.
_DOING = frozenset(
    (
        "完成",
        "办结",
        "办复",
        "整改",
        "化解",
        "销号",
        "解决",
        "验收",
        "完工",
        "办理",
        "落实",
        "兑现",
        "拨付",
    )
)
_DONE_AT_END = later("(全部|均已|都已|悉数)([\u4e00-\u9fff]{2})$")
_PLANNED = re.compile("(?:计划|应)(?=[^,。;]{2,10}(?:项目|工程|企业)?已)")
_ANY_RATE = re.compile("([\u4e00-\u9fff]{2,3})率(?:已?[达为是])?")
_TO_ALL = later("(全部|均已|都已|悉数|无一未)([\u4e00-\u9fff]{2,12})$")


def _not_all(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """已全部开工，未开工的2个; 已全部开工。其中甲类46个，已开工43个."""
    before = re.split("[,。;\n]", reading.text[max(0, said.start() - _REACH) : said.start()])[-1]
    sentence = reading.text[reading.begun("。;\n", said.start()) : said.start()]
    if (
        _EXCEPT.search(before)
        or _BUT_FOR.search(sentence)
        or _NOT_YET.match(reading.text, said.end())
    ):
        return
    after = reading.first_after(said.end())
    if after is None or not after.order:
        return
    word = _word(said.start(), said[0], Decimal(100))
    whole = reading.figures[after.order - 1]
    gap = reading.text[said.end() : after.start]
    yield from _some_later(reading, said, whole, word)
    yield from _row_left(reading, said, whole, word)
    yield from _left_behind(reading, said, whole, word)
    if re.fullmatch(f"{_BUT}{said[1]}的?(?:项目|有|共)?", gap):
        if whole.role is not Role.COUNT or whole.sentence != after.sentence or whole.hedge:
            return
        kin = after.dimension == whole.dimension and 0 < after.value < whole.value
        # 一季度计划的20个已全部开工，未开工的8个计划二季度开工: of others than were due.
        clause = reading.text[reading.begun(",。;\n", whole.start) : said.start()]
        if _DUE_BY.search(clause):
            return
        if kin and not _GONE.match(reading.text, after.end):
            yield _contradicted(word, whole, after)
    elif re.fullmatch(f"{_THESE}{said[1]}(?:项目|的?有|了)?", gap):
        kin = (whole.dimension, whole.sentence) == (after.dimension, after.sentence)
        fewer = kin and 0 < after.value < whole.value and not (whole.hedge or after.hedge)
        if fewer and whole.role is Role.COUNT and _NO_OTHERS.match(reading.text, after.end):
            yield _fewer(word, whole, after)
    elif _ROWS_BEHIND.match(gap):
        yield from _behind_all(reading, after, word, said[1])


def _are_all_done(reading: TextReading, said: "re.Match[str]", whole: TextFigure) -> bool:
    """46项已全部整改: whether a word of all stands right behind a count of now, and says done."""
    if whole.role is not Role.COUNT or whole.hedge or whole.inner or is_past(whole.lead):
        return False
    of_it = _OF_IT.fullmatch(reading.text, whole.end, said.start())
    return of_it is not None and "已" in of_it[0] + said[0]


def _some_later(
    reading: TextReading, said: "re.Match[str]", whole: TextFigure, word: TextFigure
) -> Iterator[Finding]:
    """46项已全部整改。…。已完成整改41项，5项正在推进: done and not yet done, together as many."""
    if not _are_all_done(reading, said, whole):
        return
    too = _DONE_TOO.match(reading.text, said.end())
    states = (said[1], too[1]) if too else (said[1],)
    for one, other in pairwise(reading.figures[whole.order + 1 : whole.order + _MANY]):
        again = (one.value, one.unit) == (whole.value, whole.unit)
        if again or one.paragraph != whole.paragraph or one.sentence - whole.sentence > _LATER:
            # 长期整改问题46项: as many of others.
            return
        done = _done_of(one, other, whole, states)
        said_when = reading.text[reading.begun("。;\n", one.start) : one.start]
        if done is not None and not _THEN.search(said_when):
            yield _fewer(word, whole, done)
            return


def _row_left(
    reading: TextReading, said: "re.Match[str]", whole: TextFigure, word: TextFigure
) -> Iterator[Finding]:
    """62个问题已全部整改到位。…其中，住建局14个整改12个，其余2个正在报批: some are left."""
    if not _are_all_done(reading, said, whole):
        return
    figures = reading.figures[whole.order + 1 : whole.order + _MANY]
    for row, done, rest in zip(figures, figures[1:], figures[2:], strict=False):
        if rest.paragraph != whole.paragraph or rest.sentence - whole.sentence > _LATER:
            return
        kin = {(f.role, f.unit, f.inner) for f in (row, done, rest, whole)}
        apart = row.sentence == done.sentence == rest.sentence
        if len(kin) > 1 or not apart or row.value != done.value + rest.value:
            continue
        begin = reading.begun("。;\n", row.start)
        ended = re.search(f"(?:已|完成|已完成)?{said[1]}(?:到位)?$", done.lead) is not None
        left = _REST.fullmatch(rest.lead) and _NOT_DONE.match(rest.tail)
        plain = row.value < whole.value and not any(f.hedge for f in (row, done, rest))
        plain = plain and not _IN_TIME.search(done.lead)
        before = reading.text[reading.begun("。\n", row.start) : row.start]
        own = _AMONG_ALL.match(before) and not _THEN_OR.search(before) and begin >= whole.end
        if ended and left and plain and own and not _GONE.match(reading.text, rest.end):
            yield _contradicted(word, whole, rest)
            return


def _left_behind(
    reading: TextReading, said: "re.Match[str]", whole: TextFigure, word: TextFigure
) -> Iterator[Finding]:
    """57个项目全部开工，其中51个正常推进、6个进展缓慢，尚有2个项目未开工: some are left of all.

    Nothing stands between but what divides all of them, and nothing before of which there are
    others: the two could be of these.
    """
    if whole.role is not Role.COUNT or whole.hedge or whole.inner or is_past(whole.lead):
        return
    of_it = _NOTHING_BUT_THEM.fullmatch(reading.text, whole.end, said.start())
    begin = reading.begun(",。;\n", whole.start)
    if of_it is None or _DUE_BY.search(reading.text, begin, said.start()):
        return
    before = [f for f in reading.paragraph_before(whole) if f.role is Role.COUNT]
    if any(f.value != whole.value or f.unit != whole.unit for f in before):
        return
    between: list[TextFigure] = []
    for one in reading.figures[whole.order + 1 : whole.order + _MANY]:
        if one.sentence != whole.sentence or (one.role, one.unit) != (whole.role, whole.unit):
            return
        left = _STILL_LEFT.fullmatch(one.lead)
        undone = _UNDONE.match(one.tail) if left is not None else None
        if undone is None:
            between.append(one)
            continue
        own = undone[1] == said[1] or said[1].endswith(undone[1])
        divided = not between or sum(f.value for f in between) == whole.value
        others = _ELSEWHERE.search(reading.text, said.end(), one.start)
        plain = 0 < one.value < whole.value and not (one.hedge or one.inner or others)
        if own and divided and plain and not _GONE.match(reading.text, one.end):
            yield _contradicted(word, whole, one)
        return


_NOTHING_BUT_THEM = later("(?:个)?(?:项目|工程|问题|事项|任务|企业)?(?:目前|现|已经|已)?,?")
_STILL_LEFT = later(",?(?:但|目前|现|其中)?,?(?:[尚仍还]有|尚余)")
_UNDONE = later(
    f"(?:个)?(?:项目|工程|问题|事项|任务|企业)?(?:[尚仍还]?未|没有)(?:如期|按期)?({_STATES})(?:[,。;\n]|$)"
)
_ELSEWHERE = later(
    r";|\d月|季度|此前|当时|[上前]次|[上去]年|期间|时,|另|新增|本轮|计划|[省市县区镇乡]"
)
_REST = later("[,;]?(?:其[余它他]|剩余|剩下|余下|[尚仍还]有)(?:的)?")
_NOT_DONE = later(
    "(?:个)?(?:问题|项目|事项|任务)?[均也]?(?:正在|尚在|仍在|尚未|还未|仍未|未|有待|待|需)"
    "(?![^,。;]{0,6}?(?:巩固|提升|验收|销号|申请|完善|长期|持续|常态|坚持|跟踪|备案|核[查实]|公示|举一反三))"
)
#: 14个按期整改12个: the others were done late.
_IN_TIME = later("按期|如期|按时|及时|限期|当[月年日季场天]|现场|立行立改|提前|一次")
#: Of these, and of no others or of then.
_AMONG_ALL = later("其中")
_THEN_OR = later(r"\d月|季度|此前|当时|[上前]次|[上去]年|期间|时,|另|新增|本轮")


def _some_before(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """新开工项目46个，已开工43个，开工率93.5%。…46个新开工项目均已开工: not all, by their rate."""
    after = reading.first_after(said.end())
    last = (after.order if after is not None else len(reading.figures)) - 1
    whole = reading.figures[last] if last >= 0 else None
    if whole is None or whole.role is not Role.COUNT or whole.hedge or whole.inner:
        return
    sentence = reading.text[reading.begun("。;\n", said.start()) : said.start()]
    if _EXCEPT.search(sentence) or _NOT_YET.match(reading.text, said.end()):
        return
    of_it = _OF_IT.fullmatch(reading.text, whole.end, said.start())
    name = _THESE_ALL.sub("", of_it[0]) if of_it is not None else ""
    begin = reading.begun("。\n", whole.start)
    plain = _AT_ONCE.fullmatch(reading.text, begin, whole.start)
    if len(name) < _NAMED or plain is None or not _ENDED.match(reading.text, said.end()):
        return
    before = reading.paragraph_before(whole)
    for one, done, rate in zip(before, before[1:], before[2:], strict=False):
        known = (one.value, one.unit, one.hedge) == (whole.value, whole.unit, whole.hedge)
        if not known or one.sentence == whole.sentence or name not in one.lead + one.tail:
            continue
        alike = (done.unit, done.sentence) == (one.unit, one.sentence) == (one.unit, rate.sentence)
        if not alike or done.hedge or not 0 < done.value < one.value:
            continue
        ended = re.search(f"已(?:经|实际|按期|如期|实质性)?{said[1]}$", done.lead)
        named = rate.role is Role.PERCENT and rate.lead.lstrip(",、").startswith(f"{said[1]}率")
        share = half_up(EXACT.divide(done.value * _ALL_OF_THEM, one.value), rate.places)
        between = reading.text[rate.end : begin]
        before_it = reading.text[reading.begun("。;\n", one.start) : one.start]
        said_too = not plain[1] or plain[1] in before_it or _OF_A_PLACE.search(before_it) is None
        at_once = _NOTHING_NEW.fullmatch(between) is not None and said_too
        if ended and named and at_once and share == rate.printed:
            yield _fewer(_word(said.start(), said[0], Decimal(100)), whole, done)
            return


_THESE_ALL = later("^的|[,、均都全已]{1,6}$|项目$")
#: All are named again at once, and what is said between is of other rows only: no time has passed.
_AT_ONCE = later(f"(?:总体|总的|整体|综合)?(?:上|来)?(?:看,)?({WHOLE_REGION})?(?:上述|以上|这)?")
_NOTHING_NEW = later("(?:;[^,。;\\d\\n其余剩后]{0,12}\\d[^。\\n其余剩后又再也随]{0,60})?。\n?")
_OF_A_PLACE = later("[省市县区镇乡]")
_ENDED = later("(?:建设|实施)?[,。;\n]")
_NAMED = 2


def _done_of(
    one: TextFigure, other: TextFigure, whole: TextFigure, states: tuple[str, ...]
) -> TextFigure | None:
    """Which of two that come to a whole in another sentence is done, if the other is not yet."""
    kin = {(f.unit, f.inner) for f in (one, other, whole)}
    apart = one.sentence == other.sentence != whole.sentence
    if len(kin) > 1 or not apart or one.value + other.value != whole.value:
        return None
    done = [f for f in (one, other) if _is_done(f, states)]
    left = [f for f in (one, other) if _IS_LEFT.search(f.lead + f.tail)]
    return done[0] if len(done) == len(left) == 1 else None


def _is_done(one: TextFigure, states: tuple[str, ...]) -> bool:
    """已完成整改41项, 41项已整改到位."""
    said = f"{one.lead}|{one.tail}"
    done = _IS_DONE.search(said) is not None and any(each in said for each in states)
    return done and not _IS_LEFT.search(said)


#: Between a count and what is done to all of it: 46项问题已全部整改.
_OF_IT = later(r"[^。;:()\n\d]{0,14}")
_IS_DONE = later("已|完成|实现")
_IS_LEFT = later("正在|未|推进|[改理办施建]中|剩余|其[余他]|[尚仍还]有|待|持续|计划")
_THEN = later(rf"\d月|季度|此前|当时|[上前]次|[上去]年|期间|时,|其中|{ALSO}")
_LATER = 3


def _behind_all(
    reading: TextReading, first: TextFigure, word: TextFigure, state: str
) -> Iterator[Finding]:
    """The rows of a division of all: each is as large as what is done of it.

    Where they are told by 分县看 and the like they come to all: rows of a second batch don't.
    """
    rows, fewer = [first], []
    for one in reading.figures[first.order + 1 : first.order + _MANY]:
        row = reading.figures[one.order - 1]
        if one.sentence != first.sentence:
            break
        if one.role is not Role.COUNT or one.inner:
            continue
        said = _ROW.match(one.lead)
        if said is None or one.lead[said.end() :].removesuffix("项目") != state:
            rows.append(one)
        elif row.role is Role.COUNT and row.dimension == one.dimension and one.value < row.value:
            fewer.append(_fewer(word, row, one))
    whole = reading.figures[first.order - 1]
    among = "其中" in reading.text[word.end : first.start]
    if among or sum(f.value for f in rows) == whole.value:
        yield from fewer


def _fewer(word: TextFigure, whole: TextFigure, done: TextFigure) -> Finding:
    where = "前面" if word.start < done.start else "后面"
    text = f"{where}写“{word.text}”，这里 {whole.text} 中是 {done.text}"
    remedy = "核对是不是真的都已到这一步，改其中一处"
    return Finding(
        RelationVerdict.WRONG,
        RelationKind.STATE,
        text,
        f"{whole.printed:f}",
        whole.value,
        done,
        (word, whole),
        remedy,
    )


def _contradicted(word: TextFigure, whole: TextFigure, undone: TextFigure) -> Finding:
    value = whole.value - undone.value
    text = f"写了“{word.text}”，又写 {undone.text} 没有"
    remedy = "核对是不是真的都已到这一步，改其中一处"
    expression = f"{whole.printed:f} - {undone.printed:f}"
    operands = (word, whole, undone)
    return Finding(
        RelationVerdict.WRONG,
        RelationKind.STATE,
        text,
        expression,
        value,
        whole,
        operands,
        remedy,
        Why(f"{whole.text} 减去它是 {value:f}", Reason.OPEN),
    )


#: 7个，…，全部为甲类项目；7个项目中，甲类6个: of what kind all of them are.
_ALL_OF_KIND = re.compile(
    "(?<=,)(?:全部|均|都|全)(?:为|是|属于?)(?P<kind>[\u4e00-\u9fff]{2,8}?)(?:类|领域|产业)?(?:项目|工程|企业)?"
    "(?=[,;。])"
)
_AMONG = later("^[,;。](?:其中|包括)[,:]?")
_NEXT = 4


def _not_all_of_kind(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """共7个，…，全部为甲类项目；7个项目中，甲类6个: fewer than all are of that kind."""
    after = reading.first_after(said.end())
    if after is None or not after.order:
        return
    before = [f for f in reading.paragraph_before(after) if f.end <= said.start()]
    whole = next((f for f in reversed(before) if f.role is Role.COUNT and not f.inner), None)
    if whole is None or whole.hedge:
        return
    if re.search("[。;\n]", reading.text[whole.end : said.start()]):
        return
    again = False
    for one in reading.figures[after.order : after.order + _NEXT]:
        gap = reading.text[said.end() : one.start]
        if one.paragraph != whole.paragraph or one.inner:
            return
        again = again or one.value == whole.value
        label = one.lead.lstrip(",;、").removeprefix("其中").lstrip(",")
        label = re.sub("(?:类|领域|产业)?(?:项目|工程|企业)?$", "", label)
        if label != said["kind"] or one.dimension != whole.dimension:
            continue
        if (again or _AMONG.match(gap)) and 0 < one.value < whole.value and not one.hedge:
            word = _word(said.start(), said[0], Decimal(100))
            yield Finding(
                RelationVerdict.WRONG,
                RelationKind.STATE,
                f"{whole.text} 写了“{word.text}”，后面写的是 {one.text}",
                f"{one.printed:f}",
                one.value,
                whole,
                (word, one),
                "核对是不是都是这一类，改其中一处",
            )
        return


_MANY = 24
_DUE_BY = later("应|到期|季度|半年|\\d月|第.{1,2}[批期]|首批")


def _word(at: int, said: str, value: Decimal) -> TextFigure:
    """A state word as the percentage that it stands for."""
    return TextFigure(
        at, at + len(said), said, Role.PERCENT, value, "%", Decimal(1), 0, dimension="%"
    )


def _judged(one: TextFigure, stated: TextFigure) -> Finding:
    verdict = RelationVerdict.HOLDS if one.value == stated.value else RelationVerdict.WRONG
    told = f"前面写“{stated.text}”，后面的率写的是 {one.text}"
    remedy = "核对是不是真的都已到这一步，改其中一处" if verdict is RelationVerdict.WRONG else ""
    expression = f"{stated.printed:f}"
    return Finding(
        verdict, RelationKind.STATE, told, expression, stated.value, one, (stated,), remedy
    )


def contradicts(one: TextFigure, at: int, word: str) -> Finding:
    """What is told of a percentage beside words, standing there, that say that it is 100%."""
    return _judged(one, _word(at, word, _ALL_OF_THEM))


def _claimed(reading: TextReading) -> Iterator[Finding]:
    """资金到位率、履约率均实现预期目标, and no such percentage anywhere."""
    printed = [one.lead for one in reading.figures if one.role is Role.PERCENT]
    for claim in _CLAIMED.finditer(reading.text):
        for name in re.finditer("[\u4e00-\u9fff]{2,4}率", claim[1]):
            label = re.sub("^(?:项目|和|与|及)", "", name[0])
            if any(label in lead for lead in printed):
                continue
            end = claim.start(1) + name.end()
            stated = _word(end - len(label), label, Decimal(0))._replace(role=Role.UNREADABLE)
            told = f"写了{label}达到目标，没有写出数，无从核对"
            yield Finding(
                RelationVerdict.UNBOUND,
                RelationKind.STATE,
                told,
                "",
                None,
                stated,
                (),
                "补上这个率和它的分子分母",
            )
