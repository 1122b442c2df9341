"""What there was, what came in and what went out: 期初137件，新收526件，办结589件，期末74件.

Births less deaths, what flowed in less what flowed out, exports less imports; and what was taken
less what was due (短收、超收).  Each is named by a word of its own, once, and all stand in one
sentence: what does not come out is wrong where it is off by a slip.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, said_in
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "期初结余137件，本月新收526件，办结589件，期末结余74件。",
        "holds 137 + 526 - 589 = 74",
    ),
    (
        "期初结余137件，本月新收526件，办结589件，期末结余84件。",
        "wrong 137 + 526 - 589 = 84",
    ),
    (
        "年初结存问题32个，上半年新增127个，解决118个，6月底结存51个，其中超期的7个。",
        "wrong 32 + 127 - 118 = 51",
    ),
    (
        "去年底在库项目148个，今年新入库43个、退库17个，现在库项目176个。",
        "wrong 148 + 43 - 17 = 176",
    ),
    # What came and went is told by itself, too; or nothing but that.
    (
        "上年末规上企业322家，今年新入库28家、退库13家，净增15家，10月末共有327家。",
        "wrong 322 + 28 - 13 = 327",
    ),
    ("上年末规上企业322家，今年净增15家，10月末共有337家。", "holds 322 + 15 = 337"),
    ("项目由38个调整为42个，其中新增7个，退出2个。", "wrong 38 + 7 - 2 = 42"),
    ("人口出生率5.62‰，死亡率8.14‰，自然增长率-2.52‰。", "holds 5.62 - 8.14 = 2.52"),
    ("全年出口28.6亿元，进口11.2亿元，贸易顺差17.4亿元。", "holds 28.6 - 11.2 = 17.4"),
    ("项目1-8月上报投资52.7亿元，核实46.9亿元，核减9.8亿元。", "wrong 52.7 - 46.9 = 9.8"),
    ("今年新登记企业8642户，同期注销2317户，净增6235户。", "wrong 8642 - 2317 = 6235"),
    ("今年新入库项目86个，退库23个，净增63个。", "holds 86 - 23 = 63"),
    (
        "全年出生人口4126人，出生率6.1‰；死亡人口5347人，死亡率7.9‰；全年净减少人口1121人。",
        "wrong 5347 - 4126 = 1121",
    ),
    ("全年关停企业58家，新开业136家，净增87家。", "wrong 136 - 58 = 87"),
    ("全年转入人口1.92万人，转出2.86万人，净转出0.94万人。", "holds 2.86 - 1.92 = 0.94"),
    (
        "优良天数187天，有效监测273天，污染天数76天，优良率72.2%。",
        "wrong 273 - 76 = 187",
    ),
    ("非税收入4.86亿元，短收0.64亿元，仅完成年初任务5.5亿元的88.4%。", "holds 5.5 - 4.86 = 0.64"),
)
#: What is left of the first by the second, by the words that end the words before each.
_LESS = tuple(
    tuple(
        re.compile(f"(?:{one})(?:率|额|量|人口|资金|投资|造价|金额)?(?:为|达|共|约|-)*$")
        for one in words
    )
    for words in (
        ("出生", "死亡", "自然增长"),
        ("流入", "流出", "净流入"),
        ("迁入", "迁出", "净迁入"),
        ("流出", "流入", "净流出"),
        ("出口", "进口", "顺差"),
        ("进口", "出口", "逆差"),
        ("上报|申报|报送|送审|报审", "核实|核定|审定|认定", "核减|审减|核减额|审减额"),
    )
)
_RESULT = re.compile("自然增长|净流|净迁|[顺逆]差|[核审]减|(?:优良|达标)天数")
#: What came in and what went out leaves more of it, or less: 净增, 净减, 净流入.
_NET = re.compile(
    "净(?P<way>增|减|[流迁转调]?[入出])(?:加|少|长|了|户数|人数|数|量|额|为|达到?|共|约)*"
    "(?P<what>[^,。;、\\d]{0,6})$"
)
_CAME = later(
    "(?:新(?:登记|设立?|增|开业|入库|纳入|注册|开办|办|发展|引进|招|发放|投放)|[转迁流调]入|(?<!新)入库|引进|招聘|出生)"
    "[^,。;、\\d]{0,8}$"
)
_WENT = later(
    "(?:注销|吊销|退出|退库|出库|流失|[转迁流调]出|关停|关闭|减员|销户|核减|核销|偿还|收回|归还|离职|出栏|死亡)"
    "[^,。;、\\d]{0,8}$"
)
#: Of a time of its own: 比年初净增, 10月净增.
_OWN_TIME = later("[比较]|年初|同比|环比|累计|[月年季](?!均)|其中|当日|日均")
#: 全年出生4126人，…，全年净减少: of the time that opens what came.
_YEAR = later("全年|[今本]年|年内")
_CLOSING = re.compile(
    "(?:期末|[年月季]末|[年月季]底|现有|现存|结余|未结|未办结|库存|尚存|目前|余额|结转下|留存|调整后|在[建库册办]|形成)"
)
_OPENING = later("期初|[年月季]初|上[期年月季]末?|结转(?!下)|原有|[年月季][底末]|原")
_IN = later(
    "新[\u4e00-\u9fff]{1,3}|补充|增[补加]|调入|纳入|收到|受理|转入|购[进入]|(?<!在)入库|当[年月]收|收[入集]|吸纳|新"
)
_OUT = later(
    "办结|结案|销号|退[出库]|注销|调出|核[减销]|转出|偿还|售出|销售|出库|收回|归还|化解|审结|[竣完]工|解决|支出|注销|核销|关停|迁出|毕业"
)
_ADJUSTED = re.compile("(?:调整|增加|变更|减少|变)(?:为|到|至)$")
_SHORT = re.compile("(短收|欠收|少收|超收|多收)(?:了)?$")
_DUE = later("任务|预算|计划|目标")
_COUNTED = (*COUNTABLE, Role.POINTS)
_MOST = 6


def balances(reading: TextReading) -> Iterator[Finding]:
    """Every figure that is what others come to, less others."""
    for one in reading.figures:
        if one.role not in _COUNTED or one.inner or one.hedge:
            continue
        found: Finding | None = None
        if _RESULT.search(one.lead):
            found = _less(reading, one)
        elif "净" in one.lead and _NET.search(one.lead):
            found = _net(reading, one)
        elif _SHORT.search(one.lead):
            found = _short(reading, one)
        elif one.tail.startswith(("的基础上", "基础上")):
            found = _formed(reading, one)
        elif _CLOSING.search(one.lead):
            found = _closing(reading, one)
        elif _ADJUSTED.search(one.lead):
            found = _adjusted(reading, one)
        if found is not None and (
            found.verdict in GOOD or _is_sure(reading, found, found.stated or one)
        ):
            yield found


def _is_sure(reading: TextReading, found: Finding, one: TextFigure) -> bool:
    """Whether what does not come out is wrong: of four that are named it need not be far off."""
    value = found.computed
    if value is not None and "净" in one.lead and len(found.operands) == _TWO:
        return _is_sure_net(found, one)
    if value is None or value < 0:
        return False
    behind = any(f.order > one.order for f in found.operands)
    here = reading.by_sentence[one.sentence] if behind else _up_to_its_parts(reading, one)
    kin = [f for f in here if f.dimension == one.dimension and (f is one or not _is_net(f))]
    four = len(found.operands) > 2 and len(kin) == len(found.operands) + 1
    # 年初862人，新招聘46人，调出12人，年末878人: others may have come and gone.
    worn = _WEARS.search(one.lead) is not None or one.unit in _PEOPLE
    # 年初结转45个，新增28个，退出13个，目前在建38个: far off, it is of some of them.
    near = abs(one.value - value) * _NEARLY <= value
    sure = four and (slip_of(value, one) is not None or (near and not worn))
    if len(found.operands) > 2:
        return sure
    # 上报52.7亿元，核实46.9亿元，核减9.8亿元: what was taken off is nothing else.
    return (
        slip_of(value, one) is not None if _NOTHING_ELSE.search(one.lead) else is_slip(value, one)
    )


def _up_to_its_parts(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The figures of its sentence without those that 其中 opens right behind it."""
    here = reading.by_sentence[one.sentence]
    behind = next((f for f in here if f.order == one.order + 1), None)
    if behind is None or not _ITS_PARTS.match(reading.text, one.end):
        return list(here)
    ends = reading.text.find(";", one.end)
    return [f for f in here if f.order <= one.order or 0 <= ends < f.start]


_ITS_PARTS = later("[^,。;、\\d]{0,8}[,(]其中")
_NOTHING_ELSE = later("[核审]减|天数")
#: What comes and goes in other ways, too: lost, retired, set aside.
_WEARS = later("库存|存栏|在编|在岗|职工|人员|人口|对象|低保|党员|会员|学生|年末累计结余|滚存")
_PEOPLE = frozenset("人名户")


def _before(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The figures of its kind before one in its sentence."""
    near = reading.figures[max(0, one.order - _MOST) : one.order]
    here = [f for f in near if f.sentence == one.sentence and f.dimension == one.dimension]
    return [f for f in here if not f.inner and not f.hedge]


def _less(reading: TextReading, one: TextFigure) -> Finding | None:
    """出生率5.62‰，死亡率8.14‰，自然增长率-2.52‰."""
    if _FINE.search(one.lead):
        return _fine_days(reading, one)
    near = _before(reading, one)
    for first, second, result in _LESS:
        more = [f for f in near if first.search(f.lead)]
        less = [f for f in near if second.search(f.lead)]
        if result.search(one.lead) and len(more) == len(less) == 1:
            value = more[0].value - less[0].value
            below = reading.text[one.start - 1 : one.start] == "-"
            return _told(one, -value if below else value, [(1, more[0]), (-1, less[0])])
    return None


_FINE = later("(?:优良|达标)天数(?:为|达|共|有|累计)*$")
#: Bare: neither of one pollutant or degree, nor of a time of its own.
_FOUL = later("[,、;]?(?:而|其中)?(?:污染|超标)天数(?:为|达|共|有|累计)*")
#: Not all that was not fine is told.
_IN_PART = later("沙尘|剔除|扣除|评价|以来|缺测|[不包]含")
_DAYS = later("(?:有效)?监测(?:天数)?(?:为|达|共|有|累计)*$")
_OF_FINE = later("(?:优良|达标)(?:天数)?(?:率|比例|比率)(?:为|达)?$")


def _fine_days(reading: TextReading, one: TextFigure) -> Finding | None:
    """优良天数197天，监测273天，污染天数76天，优良率72.2%: where the rate is of just so many."""
    here = [f for f in reading.by_sentence[one.sentence] if not f.inner and not f.hedge]
    days = [f for f in here if _DAYS.search(f.lead) and f.dimension == one.dimension]
    foul = [f for f in here if _FOUL.fullmatch(f.lead) and f.dimension == one.dimension]
    rates = [f for f in here if f.role is Role.PERCENT and _OF_FINE.search(f.lead)]
    if len(days) != 1 or len(foul) != 1 or len(rates) != 1 or not days[0].value:
        return None
    kin = sum(1 for f in reading.by_sentence[one.sentence] if f.dimension == one.dimension)
    last = max(one, days[0], foul[0], rates[0], key=lambda f: f.end)
    begin = reading.begun("。\n", one.start)
    if kin != _THREE or _IN_PART.search(reading.text, begin, last.end):
        return None
    for stated, other in ((one, foul[0]), (foul[0], one)):
        value = days[0].value - other.value
        fine = value if stated is one else one.value
        share = half_up(EXACT.divide(fine * 100, days[0].value), rates[0].places)
        if share == rates[0].printed:
            return _told(stated, value, [(1, days[0]), (-1, other)])
    return None


def _net(reading: TextReading, one: TextFigure) -> Finding | None:
    """新登记8642户，同期注销2317户，净增6325户: both stand right before it."""
    said = _NET.search(one.lead)
    near = _before(reading, one)[-_TWO:]
    if said is None or len(near) < _TWO or not _are_right_before(reading, near, one):
        return None
    came, went = near
    if _WENT.search(came.lead) and not _CAME.search(came.lead):
        came, went = went, came
    if not _CAME.search(came.lead) or not _WENT.search(went.lead) or _WENT.search(came.lead):
        return None
    more, less = (went, came) if said["way"][-1] in "减出" else (came, went)
    return _told(one, more.value - less.value, [(1, more), (-1, less)])


def _are_right_before(reading: TextReading, near: list[TextFigure], one: TextFigure) -> bool:
    """Whether nothing but their own rates stands between two figures and one: 出生率6.1‰.

    出生862人、死亡541人，迁入318人、迁出297人: a net is of all four.
    """
    between = reading.figures[near[0].order + 1 : one.order]
    others = [f for f in between if f is not near[1]]
    if any(f.unit not in _RATED or not _RATE.search(f.lead) for f in others):
        return False
    before = _before(reading, one)[:-_TWO]
    return not any(_CAME.search(f.lead) or _WENT.search(f.lead) for f in before)


_RATE, _RATED = later("率(?:为|达|约)*$"), frozenset("%‰")


def _is_sure_net(found: Finding, one: TextFigure) -> bool:
    """Whether a net that does not come out is of just these two, but for a slip."""
    value, said = found.computed, _NET.search(one.lead)
    last = max(found.operands, key=lambda f: f.order)
    if value is None or said is None:
        return False
    first = min(found.operands, key=lambda f: f.order)
    time = _YEAR.search(first.lead)
    lead = one.lead.replace(time[0], "") if time is not None else one.lead
    if _OWN_TIME.search(lead) or _OWN_TIME.search(last.lead) or one.value < _TENS * one.scale:
        return False
    if "死亡" in first.lead + last.lead and _OF_ALL_PEOPLE.search(one.lead):
        # 常住人口净增979人: who moved in or out counts, too.
        return False
    # 新登记经营主体8642户，…，净增企业1235户.
    if said["what"] and not any(said["what"] in f.lead for f in found.operands):
        return False
    return value == -one.value if value < 0 else slip_of(value, one) is not None


_OF_ALL_PEOPLE = later(f"常住|户籍|年末|总人口|总量|{WHOLE_REGION}")
_TWO, _TENS, _NEARLY = 2, 10, 8


def _closing(reading: TextReading, one: TextFigure) -> Finding | None:
    """期初137件，新收526件，办结589件，期末74件: each of them is named once."""
    near = _before(reading, one)
    net = near.pop() if near and _is_net(near[-1]) else None
    row = [*near, *((net,) if net else ()), one]
    if any(after.order != before.order + 1 for before, after in pairwise(row)):
        return None
    if net is not None and len(near) == 1:
        return _of_net(reading, one, near[0], net)
    if len(near) != _THREE:
        return None
    first, came, went = near
    if _OUT.search(came.lead) and not _IN.search(came.lead):
        came, went = went, came
    if not _opens(reading, first) or not _IN.search(came.lead) or not _OUT.search(went.lead):
        return None
    if _IN.search(went.lead) or _OUT.search(came.lead) or not _is_stock(first, one):
        return None
    value = first.value + came.value - went.value
    if net is not None and value != one.value and net.value != abs(came.value - went.value):
        # The net is what has slipped, or is of others.
        return None
    return _told(one, value, [(1, first), (1, came), (-1, went)])


def _opens(reading: TextReading, first: TextFigure) -> bool:
    """Whether a figure is what there was at first."""
    head = _STOP.split(reading.text[max(0, first.start - _HEAD) : first.start])[-1]
    return _OPENING.search(head) is not None


def _is_net(one: TextFigure) -> bool:
    return "净" in one.lead and _NET.search(one.lead) is not None


def _of_net(
    reading: TextReading, one: TextFigure, first: TextFigure, net: TextFigure
) -> Finding | None:
    """上年末322家，今年净增15家，10月末337家: the net of no others than what there was."""
    said = _BARE_NET.fullmatch(net.lead)
    if said is None or not _opens(reading, first) or not _is_stock(first, one):
        return None
    sign = -1 if said[1][-1] in "减出" else 1
    return _told(one, first.value + sign * net.value, [(1, first), (sign, net)])


_BARE_NET = later(
    "[,、]?(?:[今本]年|全年|年内|期间|当[年月季]|本[月季期]|其间|前?\\d{1,2}(?:[-~至到]\\d{1,2})?个?月份?|[上下]半年"
    "|前?[一二三四]季度|以?来|共计?|累计|实际)*净(增|减|[流迁转调]?[入出])(?:加|少|长|了|户数|人数|数|量|额|为|达到?|共|约)*"
)


def _formed(reading: TextReading, first: TextFigure) -> Finding | None:
    """在库84个，是在年初65个的基础上新增34个、调出15个后形成的: what there is comes first."""
    row = reading.figures[max(0, first.order - 1) : first.order + _THREE]
    kin = {(f.role, f.dimension, f.sentence) for f in row}
    if len(row) <= _THREE or len(kin) > 1 or any(f.hedge or f.inner for f in row):
        return None
    one, _, came, went = row
    if _OUT.search(came.lead) or not _IN.search(came.lead) or not _OUT.search(went.lead):
        return None
    value = first.value + came.value - went.value
    return _told(one, value, [(1, first), (1, came), (-1, went)])


def _is_stock(first: TextFigure, one: TextFigure) -> bool:
    """Whether what there is at last is what there was at first: called alike, or by no name."""
    names = [_WHEN.sub("", f.lead.lstrip(",;、其中")) for f in (first, one)]
    return not all(names) or names[0] in names[1] or names[1] in names[0] or share_two(*names)


_STOP, _HEAD = later("[。;\n]"), 24
_THREE = 3
_WHEN = later(
    "\\d{1,2}月[初末底]?|期[初末]|[年月季][初末底]|[在入的]|项目|企业|[一二三四]季度|其后|后|\\d{1,2}月|\\d{4}年|[去上][期年月季]末?|[本目下当][期年月季前]|现有?|原有|调整后|共计?|到|为|是|有|尚|结转|结余|截至"
)


def _adjusted(reading: TextReading, one: TextFigure) -> Finding | None:
    """由38个调整为42个，其中新增7个，退出3个."""
    near = reading.figures[max(0, one.order - 1) : one.order + 3]
    if len(near) < 4 or any(f.sentence != one.sentence or f.unit != one.unit for f in near):
        return None
    old, _, came, went = near
    if _OUT.search(came.lead):
        came, went = went, came
    if not _IN.search(came.lead) or not _OUT.search(went.lead):
        return None
    if not re.search("[由从原]", reading.text[max(0, old.start - 20) : old.start]):
        return None
    value = old.value + came.value - went.value
    return _told(one, value, [(1, old), (1, came), (-1, went)])


def _short(reading: TextReading, one: TextFigure) -> Finding | None:
    """收入4.86亿元，短收0.64亿元，仅完成年初任务5.5亿元的88.4%."""
    said = _SHORT.search(one.lead)
    near = reading.figures[max(0, one.order - 1) : one.order + 2]
    if said is None or len(near) < 3 or any(f.sentence != one.sentence for f in near):
        return None
    taken, _, due = near
    if taken.dimension != one.dimension or due.dimension != one.dimension:
        return None
    if not _DUE.search(due.lead) or _DUE.search(taken.lead):
        return None
    pair = [(1, due), (-1, taken)] if said[1][0] in "短欠少" else [(1, taken), (-1, due)]
    return _told(one, sum((sign * f.value for sign, f in pair), Decimal(0)), pair)


def _told(one: TextFigure, value: Decimal, of: list[tuple[int, TextFigure]]) -> Finding:
    room = sum((f.half for _, f in of), Decimal(0))
    text = said_in(of[0][1].value, one)
    text += "".join(f" {'+' if sign > 0 else '-'} {said_in(f.value, one)}" for sign, f in of[1:])
    return judge(one, value, (value - room, value + room), text, tuple(f for _, f in of))
