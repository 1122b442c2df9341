"""What is left: 已开工38个、未开工7个, 剩余22个, 其余5个, and what plans come to.

Wrong only where one clause names the whole and all that was taken from it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.judging.pairs import verdict as share
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind, slip_of
from sangeyipi.audit.relations.remainders.left import is_first_of_rest
from sangeyipi.audit.relations.remainders.opened_by_rest import others_are_in_it
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_base, is_past, sentence_before
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import WITHDRAWN
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("计划改造小区74个，已完工52个，剩余22个正在施工。", "holds 74 - 52 = 22"),
    ("计划改造小区74个，已完工52个，剩余12个正在施工。", "wrong 74 - 52 = 12"),
    ("14个乡镇中开工率达到80%以上的有9个；其余5个乡镇不足80%。", "holds 14 - 9 = 5"),
    ("58个重点项目完成投资30亿元；已开工51个，未开工8个。", "wrong 51 + 8 = 58"),
    ("诉求214条，已办结187条，办结率87.4%，正在办理27条。", "holds 214 - 187 = 27"),
    (
        "计划开工140项，实际已开工118项（其中，提前开工11项，未按计划开工33项）。",
        "holds 140 - 33 + 11 = 118",
    ),
    ("计划完成320亿元，实际完成345.6亿元，超额完成26.5亿元。", "wrong 345.6 - 320 = 26.5"),
    ("截至5月底开工63个，截至6月底开工71个，新增开工8个。", "holds 71 - 63 = 8"),
    ("下达资金9.2亿元，已拨付6.1亿元，拨付进度66.3%，剩余2.1亿元。", "wrong 9.2 - 6.1 = 2.1"),
    ("排查项目17个，已盘活9个、清退5个，剩余4个。", "wrong 17 - 9 - 5 = 4"),
    ("计划投资386.7亿元，累计完成214亿元，剩余可用投资127.7亿元。", "wrong 386.7 - 214 = 127.7"),
    ("用地需求5400亩，已保障4320亩，保障率80%；尚缺1180亩。", "wrong 5400 - 4320 = 1180"),
    ("抽查25个，发现问题31个，已整改24个，整改率77.4%，剩余8个。", "wrong 31 - 24 = 8"),
    ("收到问题126件，办结118件，办结率93.7%，正在办理8件。", "holds 126 - 118 = 8"),
    ("新增就业6218人，完成年度任务5800人的107.2%，超额完成481人。", "wrong 6218 - 5800 = 481"),
    (
        "改造任务38614户。两年开工39721户，开工率达102.9%，超任务数1170户；竣工35120户。",
        "wrong 39721 - 38614 = 1170",
    ),
    (
        "收到项目318个，其中新建96个，已有61个开工，开工率超过六成，其中17个提前开工；剩余34个下月动工。",
        "wrong 96 - 61 = 34",
    ),
    ("下达任务36个，实际开工41个，超额6个。", "wrong 41 - 36 = 6"),
    ("计划开工431项，实际384项，完成89.1%，比计划少49项。", "wrong 431 - 384 = 49"),
    ("年度计划签约60个，实际签约72个，比计划多12个。", "holds 72 - 60 = 12"),
    (
        "完成投资168.7亿元，为年度计划的110.7%，比计划152.4亿元超26.3亿元。",
        "wrong 168.7 - 152.4 = 26.3",
    ),
    ("签约项目31个，已开工24个，开工率77.4%，尚有7个未开工。", "holds 31 - 24 = 7"),
    ("征地任务3860亩，已完成3125亩，完成率81%，还有835亩未完成。", "wrong 3860 - 3125 = 835"),
    ("下达指标2400亩。目前已使用1836亩，使用率76.5%；剩余654亩。", "wrong 2400 - 1836 = 654"),
    ("排查问题67个，已整改到位59个，未整改9个，整改完成率88.1%。", "wrong 67 - 59 = 9"),
    ("改造任务1650户，已完工1518户，未完工123户。", "wrong 1518 + 123 = 1650"),
    ("签约项目31个，已开工24个，尚有9个未开工。", "wrong 31 - 24 = 9"),
    ("年初安排38个，经批准退出4个、新增2个，现有36个。", "holds 38 - 4 + 2 = 36"),
    ("年初安排38个，经批准退出4个，现有33个。", "wrong 38 - 4 = 33"),
    ("第一批68个，第二批22个，年中退出3个，目前在库87个。", "holds 68 + 22 - 3 = 87"),
    ("计划招引项目50个，已签约43个，差8个。", "wrong 50 - 43 = 8"),
    ("现有36个；已开工30个，开工率83.3%，未开工6个。", "holds 36 - 30 = 6"),
    (
        "转办103件。已办结73件，阶段性办结21件，未办结9件。",
        "holds 73 + 21 + 9 = 103",
    ),
    (
        "新建学校、幼儿园80个均已开工，已完工66所，完工率82.5%，未完工14所。",
        "holds 80 - 66 = 14",
    ),
    (
        "新建学校、幼儿园80个均已开工，已完工66所，完工率82.5%，未完工24所。",
        "wrong 80 - 66 = 24",
    ),
)
_LEFT = re.compile(
    "(?<!另有)(?:剩余|余下|其余|还剩|尚余|剩下|结余|尚缺|还差|尚差|(?<![相误落逆顺温级])差)(?:的)?$"
    "|(?:剩余|尚余)(?:的|可用|未用|可投|待投|可使用|未使用|未完成|待完成|计划)?(?:投资|资金|指标|额度|任务|目标)$"
)
#: 尚有7个未开工: what is not yet done may be said behind.
_STILL = re.compile("(?:[尚还仍]有|其余|剩余|另有)(?:的)?$")
_UNDER_WAY = re.compile("(?:正在|正)[\u4e00-\u9fff]{2}$|(?:未|没有)[\u4e00-\u9fff]{2,4}的?$")
#: Not 5个未开工项目手续不全, which are some of them.
_UNDONE = later(
    "(?:项目|企业|问题)?(?:[尚还仍])?(?:未|没有)([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])"
)
_OF_LATE = later("[今本当]年|[本当]月|本季")
_SPENT = later("已|完成|支出|拨付|到位|使用|兑付|下达")
_NOW = re.compile("(?:现有|现存|现为|实有|现剩|调整后为|目前在库|现在库)(?:项目)?$")
_OUT = later(f"(?:{WITHDRAWN}|淘汰|调减)(?:了|项目)?$")
_IN = later("(?:新增|增补|调入|纳入|补充|调增)(?:了|项目)?$")
_NOT_YET = re.compile("(?:尚|还|仍)?(?:未|没有|没)(?:能|有)?([开入][复竣]工|[\u4e00-\u9fff]{2})$")
_MORE = re.compile("(?:新增|净增|增加|多)(?:了)?(?:[\u4e00-\u9fff]{2})?$")
_BEYOND = re.compile(
    "(?:超额(?:完成)?|超(?:出|过)?(?:计划|任务|目标)(?:数)?)(?:投资)?$"
    "|[比较](?:全?年度?|年初)?(?:计划|任务|目标)数?(?:多|超)(?:出|完成|了)?$"
)
_SHORT = re.compile(
    "[比较](?:全?年度?|年初)?(?:计划|任务|目标)数?(?:少|差|欠)(?:完成|了)?$"
    "|(?<![相误落逆顺温级])[差欠短](?:全?年度?|年初)?(?:计划|任务|目标)数?$"
)
_WAYS = (_LEFT, _STILL, _UNDER_WAY, _NOW, _NOT_YET, _MORE, _BEYOND, _SHORT)
_MOST, _PARTS = 8, 2


def remainders(reading: TextReading) -> Iterator[Finding]:
    """Every count or amount that is what others leave."""
    for one in reading.of(*COUNTABLE):
        if not _speaks(one.lead):
            planned = _as_planned(reading, one)
            if planned is None and one.lead[:1] in _BEYOND_BEGINS:
                planned = _beyond_printed(reading, one)
            if planned is not None:
                yield planned
            continue
        found = _left(reading, one) or _not_yet(reading, one)
        found = found or _as_planned(reading, one) or _more(reading, one)
        found = found or _beyond(reading, one) or _still(reading, one) or _now(reading, one)
        found = found or _under_way(reading, one)
        if found is not None:
            yield found


@lru_cache(maxsize=4096)
def _speaks(lead: str) -> bool:
    """Whether the words before a figure may say that it is what others leave."""
    return any(one.search(lead) for one in _WAYS)


def _before(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """Of its kind in the sentence before it, the nearest first."""
    near = [f for f in sentence_before(reading, one, _MOST) if not f.inner]
    alike = [f for f in near if f.dimension == one.dimension]
    if len(alike) == 1 and one.role is Role.QUANTITY and not one.half:
        # 学校、幼儿园80个，已完工66所，完工率82.5%，未完工14所: 个 counts anything.
        whole = [f for f in near if f.unit == "个" and f.order < alike[0].order][:1]
        alike += [f for f in whole if _proven(reading, [alike[0], f], one)]
    return alike


def _left(reading: TextReading, one: TextFigure) -> Finding | None:
    """74个，已完工52个，剩余22个."""
    left = _LEFT.search(one.lead) and "含" not in one.tail
    before = _without_parts(_before(reading, one)) if left else []
    if len(before) == 1:
        return _left_of_earlier(reading, before[0], one)
    if len(before) < 2:
        return None
    if _all_taken(reading, before, one):
        value = before[-1].value - sum((f.value for f in before[:-1]), Decimal(0))
        return _difference(one, [before[-1], *reversed(before[:-1])], value)
    for n in range(1, len(before)):
        whole, taken = before[n], before[:n]
        value = whole.value - sum((f.value for f in taken), Decimal(0))
        if value == one.value:
            return _difference(one, [whole, *reversed(taken)], value)
    proven = _proven(reading, before, one)
    if not (proven or (_is_taken(before[0]) and len(before) == 2)):
        return None
    value = before[1].value - before[0].value
    if value < 0 or is_first_of_rest(reading, one, value):
        return None
    return _difference(one, [before[1], before[0]], value)


def _without_parts(before: list[TextFigure]) -> list[TextFigure]:
    """已有153个开工，其中106个提前；剩余94个: what is of those that were taken takes nothing."""
    while len(before) > _PARTS and before[0].lead.lstrip(",;").startswith("其中"):
        before = before[1:]
    return before


def _left_of_earlier(reading: TextReading, done: TextFigure, one: TextFigure) -> Finding | None:
    """指标2400亩。已使用1836亩，使用率76.5%；剩余564亩: the whole stands in the sentence before."""
    kin = [f for f in reading.paragraph_before(done) if f.dimension == one.dimension]
    if len(kin) != 1 or kin[0].sentence != one.sentence - 1 or kin[0].inner or done.hedge:
        return None
    whole, value = kin[0], kin[0].value - done.value
    proven = _proven(reading, [done, whole], one)
    return _difference(one, [whole, done], value) if proven or value == one.value else None


def _all_taken(reading: TextReading, before: list[TextFigure], one: TextFigure) -> bool:
    """17个，已盘活9个、清退5个，剩余3个: nothing else stands in the sentence."""
    *taken, whole = before
    if len(taken) < 2 or whole.order != one.order - len(before) or one.role is not Role.COUNT:
        return False
    if not _is_first(reading, whole) or not taken[-1].lead.lstrip(",").startswith("已"):
        return False
    return all(f.lead.startswith("、") for f in taken[:-1]) and not any(f.hedge for f in before)


def _proven(reading: TextReading, before: list[TextFigure], one: TextFigure) -> bool:
    """Whether a rate between says that the nearest was taken from the one before it."""
    done, whole = before[:2]
    if not whole.value:
        return False
    around = reading.figures[done.order + 1 : one.order + 2]
    rates = [f for f in around if f.role is Role.PERCENT and f.sentence == one.sentence]
    return bool(rates) and share(RatePair(done, whole), rates[0]) in GOOD


def _is_taken(one: TextFigure) -> bool:
    """Whether something has become of what a figure counts or measures, not only of late."""
    if _OF_LATE.search(one.lead):
        return False
    if one.role is Role.COUNT:
        return bool(words.states_of(one.lead)) or one.lead.lstrip(",、").startswith(
            ("已", "其中已")
        )
    return one.role in (Role.MONEY, Role.QUANTITY) and _SPENT.search(one.lead) is not None


def _still(reading: TextReading, one: TextFigure) -> Finding | None:
    """31个，已开工24个，尚有7个未开工."""
    undone = _UNDONE.match(one.tail) if _STILL.search(one.lead) else None
    before = _before(reading, one) if undone else []
    if not undone or len(before) != 2:
        return None
    done, whole = before
    state = words.state_of(undone[1])
    same = words.state_of(done.lead) == state if state else f"已{undone[1]}" in done.lead
    if (
        not same
        or _NOT_YET.search(done.lead)
        or "其中" in reading.between(whole, done)
        or done.value > whole.value
    ):
        return None
    return _difference(one, [whole, done], whole.value - done.value)


def _under_way(reading: TextReading, one: TextFigure) -> Finding | None:
    """126件，办结118件，正在办理8件: only where it comes out, of the two right before."""
    if one.role is Role.MONEY or one.inner or not _UNDER_WAY.search(one.lead):
        return None
    before = _before(reading, one)
    if len(before) < 2 or _NOT_YET.search(before[0].lead) or before[0].hedge:
        return None
    wholes = [f for f in before[1:] if f.value - before[0].value == one.value and not f.hedge]
    if wholes:
        return _difference(one, [wholes[0], before[0]], one.value)
    return _too_much(reading, one, before[1], before[0])


def _too_much(
    reading: TextReading, one: TextFigure, whole: TextFigure, done: TextFigure
) -> Finding | None:
    """受理704件，已处理完毕561件，正在办理443件: so much is not left."""
    rest = whole.value - done.value
    if (whole.order, done.order) != (one.order - 2, one.order - 1) or not 0 < rest < one.value:
        return None
    if not (_RECEIVED.search(whole.lead) and _SETTLED.fullmatch(done.lead)) or whole.hedge:
        return None
    plain = not (is_past(whole.lead) or one.tail.startswith(("(", "含")))
    plain = plain and _BARE.fullmatch(one.lead) is not None
    slip = slip_kind(rest, one) if plain and "新" not in whole.lead else None
    sure = slip in OF_ONE_DIGIT or slip is SlipKind.CROSSED
    sure = sure and not others_are_in_it(reading, one, one.value - rest)
    return _difference(one, [whole, done], rest) if sure else None


_RECEIVED = later("(?:受理|收到|接收|收集|接办|承办|交办|转办|受|接)[^,。;\\d]{0,12}$")
_BARE = later(
    "[,;、]?(?:目前|现|尚|还|仍|有|处于办[结理](?:时限|期限)内|的){0,4}正在?[一-鿿]{2}的?"
)
_SETTLED = later(
    "[,;、]?(?:目前|现)?已(?:处理完毕|办结|处理|处置|解决|整改|化解|办理完毕)(?:的)?(?:问题|事项|诉求)?"
)


def _now(reading: TextReading, one: TextFigure) -> Finding | None:
    """年初48个，退出3个，新增2个，现有47个."""
    if one.role is not Role.COUNT or not _NOW.search(one.lead):
        return None
    # 现有46个(另合并1个): the bracket takes some away.
    if reading.text.startswith("(", one.end):
        return None
    moves: list[TextFigure] = []
    for other in _before(reading, one):
        if _OUT.search(other.lead) or _IN.search(other.lead):
            moves.insert(0, other)
            continue
        return _of_batches(reading, one, other, moves) if moves else None
    return None


def _of_batches(
    reading: TextReading, one: TextFigure, last: TextFigure, moves: list[TextFigure]
) -> Finding | None:
    """第一批68个，第二批22个，退出3个，现有87个: several were there before."""
    before = [f for f in _before(reading, one) if f.order <= last.order]
    found = [_moved(one, before[:size][::-1], moves) for size in range(1, len(before) + 1)]
    good = [each for each in found if each.verdict in GOOD]
    return good[0] if good else found[0] if len(found) == 1 else None


def _moved(one: TextFigure, wholes: list[TextFigure], moves: list[TextFigure]) -> Finding:
    signed = [f.value for f in wholes]
    signed += [(-f.value if _OUT.search(f.lead) else f.value) for f in moves]
    found = _difference(one, [*wholes, *moves], sum(signed, Decimal(0)))
    text = f"{signed[0]:f}" + "".join(
        f" {'-' if each < 0 else '+'} {abs(each):f}" for each in signed[1:]
    )
    return found._replace(expression=text, said=found.said.replace(found.expression, text, 1))


def _difference(one: TextFigure, of: list[TextFigure], value: Decimal) -> Finding:
    room = sum((f.half for f in of), Decimal(0))
    verdict = judged(value, (value - room, value + room), one)
    text = " - ".join(said_in(f.value, one) for f in of)
    said = f"{text} = {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(value, one)
        remedy = f"其他数若无误，应为 {one.as_printed(value)}"
    kind = RelationKind.DIFFERENCE
    return Finding(verdict, kind, said, text, value, one, tuple(of), remedy, why)


def _not_yet(reading: TextReading, one: TextFigure) -> Finding | None:
    """已开工51个，未开工8个, of the only count that the sentence names before."""
    said = _NOT_YET.search(one.lead) if one.role in (Role.COUNT, Role.QUANTITY) else None
    before = _before(reading, one) if said else []
    if not said or len(before) < 2:
        return None
    done, *wholes = before
    apart = _same_whole_apart(one, said[1], before)
    if apart is not None:
        return apart
    state = words.state_of(said[1]) or said[1]
    same = (words.state_of(done.lead) or done.lead[-2:]) == state or f"已{state}" in done.lead
    if not same or _NOT_YET.search(done.lead):
        return None
    # 45个项目中已开工38个 opens a list, which tells it.
    listed = re.search("其中|[中里],?已", reading.between(wholes[0], done))
    proven = len(wholes) == 1 and not listed and _proven(reading, before, one)
    if proven and done.value <= wholes[0].value:
        return _difference(one, [wholes[0], done], wholes[0].value - done.value)
    if _NOW.search(wholes[0].lead) and done.value <= wholes[0].value:
        return _difference(one, [wholes[0], done], wholes[0].value - done.value)
    if "其中" in reading.text[wholes[-1].end : done.start] or done.value >= wholes[-1].value:
        return None
    if f"已{said[1]}" in wholes[0].lead or state in words.states_of(wholes[0].lead):
        # 已办结117件，阶段性办结35件，未办结16件: what is done, in two ways, is no whole.
        return None
    window = Window(wholes[0], [done, one])
    return summed(window, None) if len(wholes) == 1 and window.verdict not in GOOD else None


def _same_whole_apart(one: TextFigure, state: str, before: list[TextFigure]) -> Finding | None:
    """开工49个，占…；竣工23个，占…；尚未开工6个: with others between, where it comes out."""
    done = [f for f in before[1:-1] if state in f.lead and not _NOT_YET.search(f.lead)]
    window = Window(before[-1], [done[0], one]) if done else None
    return summed(window, None) if window and window.verdict in GOOD else None


def _is_first(reading: TextReading, one: TextFigure) -> bool:
    """Whether nothing of its sentence stands before a figure."""
    return not one.order or reading.figures[one.order - 1].sentence != one.sentence


def _as_planned(reading: TextReading, one: TextFigure) -> Finding | None:
    """计划140项，实际118项（提前11项，未按计划33项）."""
    behind = reading.figures[one.order + 1 : one.order + 3]
    near = [f for f in behind if f.sentence == one.sentence and f.dimension == one.dimension]
    early = [f for f in near if "提前" in f.lead]
    late = [f for f in near if _LATE.search(f.lead)]
    before = _before(reading, one) if early and late and len(near) == 2 else []
    if not before or not _DUE.search(before[0].lead):
        return None
    value = before[0].value - late[0].value + early[0].value
    text = f"{before[0].value:f} - {late[0].value:f} + {early[0].value:f}"
    of = (before[0], early[0], late[0])
    if value == one.value:
        said = f"{text} = {shown(value, one)}"
        return Finding(RelationVerdict.HOLDS, RelationKind.DIFFERENCE, said, text, value, one, of)
    # All three are named for it; of three digits one is another.
    if not _SAID_LATE.search(late[0].lead) or any(f.hedge for f in (one, *of)):
        return None
    found = judge(one, value, (value, value), text, of)
    return found if value > 0 and is_slip(value, one) else None


_SAID_LATE = later("应[一-鿿]{1,2}未[一-鿿]{1,2}$")


_LATE, _DUE = re.compile("未按|应[^,。;]{1,4}未|逾期未"), re.compile("计划|应|任务")


def _beyond(reading: TextReading, one: TextFigure) -> Finding | None:
    """计划完成320亿元，实际完成345.6亿元，超额完成25.6亿元; 计划531项，实际484项，比计划少47项."""
    over, short = _BEYOND.search(one.lead), _SHORT.search(one.lead)
    before = _before(reading, one) if over or short else []
    proven = _beyond_proven(reading, before[0], one) if before and over else None
    if proven is not None or len(before) < 2:
        return proven
    done, plan = before[0], before[1]
    if done.order == one.order - 2 and is_base(reading, done):
        # 完成任务5800人的107.2%，超额完成418人.
        done, plan = plan, done
    elif not _is_beside(reading, done, plan, one):
        return None
    if not PLAN.search(plan.lead + plan.measure) or PLAN.search(done.lead):
        return None
    if _BEYOND.search(plan.lead) or _SHORT.search(plan.lead):
        # 新开工30项，超计划16项；基本建成30项，超计划9项: no plan is printed.
        return None
    more, less = (done, plan) if over else (plan, done)
    if more.value < less.value:
        return None
    return _difference(one, [more, less], more.value - less.value)


def _is_beside(reading: TextReading, done: TextFigure, plan: TextFigure, one: TextFigure) -> bool:
    """484项，完成91.1%，比计划少: whether what was done stands right before, or before its rate."""
    if done.order == one.order - 1:
        return True
    rate = reading.figures[one.order - 1]
    between = done.order == one.order - 2 and rate.role is Role.PERCENT and plan.value > 0
    return between and share(RatePair(done, plan), rate) in GOOD


def _beyond_proven(reading: TextReading, done: TextFigure, one: TextFigure) -> Finding | None:
    """任务38614户。…开工39721户，开工率102.9%，超任务数1107户: the rate says of which task."""
    if done.order != one.order - 2:
        return None
    rate = reading.figures[one.order - 1]
    kin = [f for f in reading.paragraph_before(done)[-2 * _MOST :] if f.dimension == done.dimension]
    plans = [
        f
        for f in kin
        if 0 < f.value < done.value and rate.role is Role.PERCENT and f.role is done.role
    ]
    found = [f for f in plans if share(RatePair(done, f), rate) in GOOD]
    if len({f.value for f in found}) != 1 or done.hedge or found[0].hedge:
        return None
    return _difference(one, [done, found[0]], done.value - found[0].value)


def _beyond_printed(reading: TextReading, one: TextFigure) -> Finding | None:
    """完成168.7亿元，为年度计划的110.7%，比计划152.4亿元超16.3亿元: the plan stands inside."""
    said = _FROM_PLAN.fullmatch(one.lead) if one.order > 1 else None
    if said is not None and one.hedge and not (one.hedge is Hedge.OVER and one.lead == "超"):
        return None
    plan = reading.figures[one.order - 1] if said is not None else one
    if said is None or not _PLAN_INSIDE.fullmatch(plan.lead) or plan.sentence != one.sentence:
        return None
    before = list(reading.figures[max(0, plan.order - _PARTS) : plan.order])
    if len(before) == _PARTS and before[-1].role is Role.PERCENT:
        before.pop()
    done = before[-1] if before else plan
    kinds = {(f.role, f.dimension, f.sentence, f.inner) for f in (done, plan, one)}
    if done is plan or len(kinds) > 1 or PLAN.search(done.lead) or change_of(done.lead):
        return None
    if done.hedge or plan.hedge or is_past(done.lead):
        return None
    more, less = (done, plan) if said["over"] else (plan, done)
    if more.value < less.value:
        return None
    # 超16.3亿元 is how far it is beyond, not at least so much.
    bare = one._replace(hedge=Hedge.NONE) if one.hedge else one
    return _difference(bare, [more, less], more.value - less.value)


_PLAN_INSIDE = later(
    "[,;]?(?:实际)?[比较](?:全?年度?|年初|同期|当[年期])?(?:既定|预定|确定|下达)?的?(?:计划|任务|目标|预算){1,2}"
    "(?:数|额|投资|任务)?(?:的|为)?"
)
_BEYOND_BEGINS = frozenset("超多高增少欠差短低")
_FROM_PLAN = later(
    "(?:(?P<over>超(?:出|过|收|额)?|多|高|增)|少|欠|差|短|低)(?:完成|出|了|收|支){0,2}"
)


def _more(reading: TextReading, one: TextFigure) -> Finding | None:
    """5月底开工63个，6月底开工71个，新增开工8个."""
    before = _before(reading, one) if _MORE.search(one.lead) else []
    if len(before) < 2:
        return None
    now, old = before[0], before[1]
    state = words.state_of(now.lead)
    same = words.state_of(old.lead) == state == words.state_of(one.lead) and state
    if not same or now.value - old.value != one.value:
        return None
    return _difference(one, [now, old], now.value - old.value)
