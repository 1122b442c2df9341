"""Changes told by a clause that names nothing of its own: …，两个月提高12.8个百分点; …，少跑27天.

Such a clause says how far apart the two figures before it lie, for it has no other subject: its
words are of time, of comparison and of change only.  Which two is said by what stands at them: 由…
增至…, 去年同期…今年…, 6月底…8月底…, 计划…实际…, 甲县…乙县…, or by a comparison around the change
(比去年的38个增加9个，达到47个).  A second such clause is of the same two.  So bound, what does not
come out is wrong, however far it is off; what names one thing more is not bound here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.relations.changes.change_pairs import has_own_change, is_apart
from sangeyipi.audit.relations.changes.multiples import multiple
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    FALLS,
    FROM,
    PLAN,
    RISES,
    TO,
    date_of,
    is_before,
    is_past,
    is_yearly,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.superseded import is_reached
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("6月底开工率78.4%；8月底开工率91.2%，两个月提高13.8个百分点。", "wrong 91.2 - 78.4 = 13.8"),
    ("4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少2个。", "holds 11 - 9 = 2"),
    ("4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少3个。", "wrong 11 - 9 = 3"),
    ("一季度签约12个，二季度15个，三季度19个；三季度环比多签5个。", "wrong 19 - 15 = 5"),
    (
        "4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少2个，下降22.2%。",
        "wrong (11 - 9) / 11 * 100 = 22.2",
    ),
    ("较上年的35件增加27件，达到52件。", "wrong 52 - 35 = 27"),
    ("计划37个，实际57个，超出30个。", "wrong 57 - 37 = 30"),
    ("最高的甲镇63个，最低的乙镇41个，二者相差23个。", "wrong 63 - 41 = 23"),
    ("办理时间由45天缩短为18天，少跑37天。", "wrong 45 - 18 = 37"),
    ("甲县80个，乙县20个，甲县是乙县的5倍。", "wrong 80 / 20 = 5"),
)
_TIME = (
    r"(?:前后|短短)?(?:半年|全年|一年|[两三四五六七八九十\d]{1,4}年|[一二两三四五六七八九十\d]{1,3}个(?:月|季度)"
    r"|[一两三]周|[当本][月年季])(?:[来间内里]|时间)?"
)
_WHO = (
    "[二两三]者|[甲乙丙丁]{0,2}两[者县区镇乡市家期批类地]|前者|双方|首尾|高低|先后|收支|相抵"
    "|工期|时限"
)
_THAN = (
    "同比|环比|(?:与|比|较|同)?(?:[上去前]年|上个?[月季期周批]度?|年初|年末|同期|同月)(?:同期|同月|[末底])?"
    "(?:相比)?|相比|比较|[比较高低多少快慢]于?后者"
)
_FILLER = re.compile(
    f"{_TIME}|{_WHO}|{_THAN}|[共又也则再已还,]|累计|平均|实际|净(?=[增减])|合计|比例|幅度|前后"
)
_APART = ("相差", "极差", "差距", "差额", "差值", "相距", "差")
#: Which way is not said: what goes faster takes less.
_NO_WAY = (*_APART, "提速", "缺口")
_MORE = (
    *(
        "高出",
        "超出",
        "超额",
        "超",
        "领先",
        "核增",
        "结余",
        "多跑",
        "多收",
        "多出",
        "涨",
        "上调",
        "升幅",
    ),
    *("提速", "增速", "增幅", "高于"),
)
_LESS = (
    *(
        "低出",
        "低于",
        "提前",
        "节约",
        "节省",
        "节余",
        "核减",
        "缺口",
        "短少",
        "少跑",
        "少用",
        "少收",
        "省",
    ),
    *("短收", "下调", "跌", "降幅", "滞后", "还差", "减幅"),
)
_CHANGES = sorted((*_APART, *_MORE, *_LESS, *RISES, *FALLS), key=len, reverse=True)
_WORD = re.compile(
    f"(?P<word>(?<![最偏较很过])(?:{'|'.join(_CHANGES)}))"
    "(?:了|出|开工|竣工|投产|投资|完成|落地|签约?|比例|幅度|率)?(?:为|达|达到|到|高达)?$"
)
_BOTH = re.compile("([^,比较于]{1,8}?)(?:比|较|[高低多少快慢]于)([^,比较于]{1,10}?)")
_BESIDE = re.compile("([^,比较于]{1,8})([高低多少快慢])于([^,比较于]{1,8})")
_TIMES_OF = later("([^,]{0,8}?)(?:是|为|达|相当于)([^,是为]{1,8})的")
_PER_CENT = re.compile(
    "[增降]|上升|提[高升速]|回落|下[降滑调]|上调|放缓|收窄|[压缩精]|扩大|[涨跌]|减|升幅"
)
_YEARLY = later("同比|[上去前]年|年初|年末|同期|同月")
_MONTHLY = later("环比|上个?[月季期周批]")
#: 两镇净增25个 is of more than the two ends of one of them.
_PLURAL = re.compile("两[者县区镇乡市家类地]|[二三]者|合计|累计|[共均]")
#: What has been planned does not grow into what was done.
_GROWN = later("增|净增|新增|减少|下降|上升|提[高升]|回落|[涨跌]")
_RESULTS = (Role.POINTS, Role.PERCENT, Role.TIMES, *COUNTABLE)
#: What is grown at constant prices is no quotient of what stands there at current ones.
_CONSTANT = later("生产总值|GDP|增加值|产业|可比|不变价|实际增长")
_WHEN = (
    r"\d{4}年|\d{1,2}月份?|\d{1,2}日|[一二三四]季度|[上下]半年|前三季度|[今去上前]年|[本当上][月年季周期批]度?"
    "|同期|年初|[年月季]?[末底初]|截至|截止|以来|目前|现在?|这个时候|全年|此前|同月"
)
_NOTHING = later(
    f"{_WHEN}|[,;、:的为是有达共已又仅只到]|完成|累计|实现|数量|合计|总数|比|较|与|原来|提[高升]|增[加至]|升至"
)
_OPPOSITES = tuple(
    (re.compile(old), re.compile(now))
    for old, now in (
        ("计划|任务|目标|应", "实际|完成|已|到位|目前"),
        ("承诺|法定|规定|定额", "实际|用时|办结"),
        ("预算|概算|控制价|估算", "中标|结算|决算|实际|成交"),
        ("送审|报审", "审定|审减后|核定"),
        ("支出", "收入"),
        ("(?:最[低少慢短]|居末|末位|垫底|靠后)", "(?:最[高多快长]|居首|首位|榜首|领先)"),
        ("第[二三四五六七八九十]", "第一"),
        ("跑", "跑"),
    )
)
_OLD_THAN = later(
    "(?:(?<![占对环同])比(?![例重])|(?<!比)较(?![多大好高低快慢少小强差重])|[高低多少快慢]于)"
    "([^,。;\\d]{0,12})$"
)
_AGAINST = later("(?:比|较|与|在|同|从|距)[^,。;]{0,14}$")
_BASE_BEHIND = later("(?:的?(?:基础上|水平)|相比)?,?")
_REACHED = later(
    "(?:总[数量额]|规模|目前|现|今年|已){0,8}(?:达到|达|为|至|到|[增升降减]至|(?:增加|减少|提高|上升|下降)[到至])了?"
)
_RANGE = later(r"\d月?[-~至—到]\d|以来|累计")
_STANDING, _SHORT = ("高出", "低出", "领先", "落后"), 16
_TORN = later("其中|此外|另|除")
_PERIODS = re.compile(r"(?:\d{1,2}月份?|[一二三四]季度|第[一二三四五六七八九十]+[期批])")
_PREVIOUS = later("环比|(?:比|较)(?:上|前)(?:一个)?[月季期批]度?")
_BACK, _AHEAD, _TWO = 8, 3, 2


class ChangeSaid(NamedTuple):
    """What a clause without a subject says of two figures before it."""

    subject: str
    names: tuple[str, str]
    word: str
    plural: bool = False


class TwoEnds(NamedTuple):
    """The two figures that a change lies between, and whether it is known which is the old one."""

    old: TextFigure
    now: TextFigure
    known: bool


def elliptic(reading: TextReading) -> Iterator[Finding]:
    """Every change of two figures that a clause of its own tells."""
    told: dict[int, TwoEnds] = {}
    for one in reading.figures:
        if one.role not in _RESULTS or one.inner or one.hedge:
            continue
        if one.role is Role.TIMES and one.lead.endswith("的"):
            yield from _times(reading, one)
            continue
        said = _apart(one.lead)
        if said is None or one.tail or not _may_say(one, said) or is_reached(reading, one):
            continue
        if is_yearly(one.lead):
            continue
        ends = _ends(reading, one, said, told)
        if ends is None or not _is_compared(reading, one, ends) or _is_of_other(said, ends):
            continue
        told[one.order] = ends
        found = _told(reading, one, said, ends)
        own = found is not None and found.verdict not in GOOD and is_apart(reading, one, ends.old)
        if found is not None and not own:
            yield found


@lru_cache(maxsize=8192)
def _apart(lead: str) -> ChangeSaid | None:
    """What is said by a clause that ends with a change, apart from words of time."""
    said = _WORD.search(lead)
    if said is None:
        than = _BESIDE.fullmatch(lead.lstrip(",;、"))
        return ChangeSaid("", (than[1], than[3]), than[2]) if than else None
    before = lead[: said.start()].lstrip(",;、")
    names = _BOTH.fullmatch(before)
    if names and not _THAN_ONLY.fullmatch(before):
        return ChangeSaid("", (names[1], names[2]), said["word"])
    plural = _PLURAL.search(before) is not None
    return ChangeSaid(_FILLER.sub("", before), ("", ""), said["word"], plural)


_THAN_ONLY = later(f"(?:{_TIME})?(?:{_THAN}){{1,4}}")


def _may_say(one: TextFigure, said: ChangeSaid) -> bool:
    if one.role is Role.PERCENT:
        return _PER_CENT.match(said.word) is not None
    return one.role is not Role.TIMES or said.word in RISES


def _is_compared(reading: TextReading, one: TextFigure, ends: TwoEnds) -> bool:
    """Whether the old figure is of the time that the change itself says: 较年初, 同比, 环比."""
    old = _since(reading, ends.old)
    if _SINCE_MONTH.search(one.lead) and _OF_YEAR.search(ends.old.lead):
        return False
    if _YEARLY.search(one.lead):
        return is_past(old) or "年" in old
    if not _MONTHLY.search(one.lead) or is_past(old):
        return True
    first, second = date_of(old), date_of(_since(reading, ends.now))
    listed = "分别" in old or ends.old.lead in ("、", "和", "及")
    return (
        listed
        or _follows(ends)
        or (first is not None and second is not None and second[1] - first[1] in (1, 3, -9, -11))
    )


_SINCE_MONTH, _OF_YEAR = later("环比"), later("[上去]年(?:同期|同月)?(?:仅|只)?(?:为|是)?$")


def _is_of_other(said: ChangeSaid, ends: TwoEnds) -> bool:
    """履约率92.1%，上期为88.4%，开工率提高6.2个百分点: whether a change names another rate."""
    name = _RATE.search(said.subject)
    return name is not None and not any(name[0] in f.lead for f in (ends.old, ends.now))


_RATE = later("(?:[\u4e00-\u9fff]{2}率|占比|比重)$")


def _is_end(one: TextFigure, of: TextFigure) -> bool:
    """Whether a figure may be an end of a change: of its kind, and no change itself."""
    if one.inner or one.hedge or not one.printed:
        return False
    if of.role is Role.POINTS:
        kin = one.role is Role.PERCENT
    elif of.role in (Role.PERCENT, Role.TIMES):
        kin = one.role in COUNTABLE
    else:
        kin = (one.role, one.dimension) == (of.role, of.dimension)
    return kin


def _ends(
    reading: TextReading, one: TextFigure, said: ChangeSaid, told: dict[int, TwoEnds]
) -> TwoEnds | None:
    """The two figures that are meant, by the words at them."""
    first = reading.begins[one.order]
    before = reading.figures[max(first, one.order - _BACK) : one.order]
    in_list = _of_list(before, one, said)
    if in_list is not None:
        return in_list
    beside = before[-1].order if before else -1
    if beside in told and not said.subject and not said.names[0]:
        ends = told[beside]
        if _is_end(ends.now, one) and not _TORN.search(reading.between(before[-1], one)):
            return ends
    around = _around(reading, one, said, before)
    if around is not None:
        return around
    kin = [f for f in before if _is_end(f, one) and not _is_change(f)]
    if len(kin) < 2:
        return None
    old, now = kin[-2:]
    if old.dimension != now.dimension or old.role is not now.role:
        return None
    gap = reading.text[now.end : one.start]
    since = [f for f in before if f.order > now.order]
    if _TORN.search(gap) or any(not _goes_along(f, one) for f in since):
        return None
    side = _ordered(reading, old, now, said, len(kin) == 2)
    return side if side is not None and _of_subject(said, side) else None


def _goes_along(one: TextFigure, of: TextFigure) -> bool:
    """Whether a figure between the ends and the change is a rate, or a change of the same two.

    由4.3%回升至7.1%，零售额增长4.8%，回升1.7个百分点: points are of the last rate that is named.
    """
    said = _apart(one.lead)
    if one.role is Role.PERCENT and of.role is Role.POINTS:
        return said is not None and not said.subject
    return one.role is Role.PERCENT or said is not None


def _is_change(one: TextFigure) -> bool:
    """增加9个 is no end; 比上年的9个, 增加到9个 and 增长到9个 are."""
    said = _apart(one.lead)
    if said is None or TO.search(one.lead):
        # 比上年增收5446万元 is what came in more.
        return said is None and _CAME_IN_MORE.search(one.lead) is not None
    return said.word not in ("高于", "低于")


_CAME_IN_MORE = later("[增减多少短超][收支](?:了|约)?$")


def _of_subject(said: ChangeSaid, ends: TwoEnds) -> bool:
    """Whether a clause names nothing but what both figures are of."""
    if not said.subject:
        return True
    first = min(ends.old, ends.now, key=lambda f: f.start)
    return said.subject in first.lead and (
        said.subject in ends.old.lead and said.subject in ends.now.lead
    )


def _of_list(before: tuple[TextFigure, ...], one: TextFigure, said: ChangeSaid) -> TwoEnds | None:
    """4月、5月、6月分别7个、11个、9个，其中6月环比减少2个: the one named, and the one before it."""
    named = _PERIODS.search(one.lead)
    if named is None or not _PREVIOUS.search(one.lead):
        return None
    for at, head in enumerate(before):
        if "分别" not in head.lead:
            continue
        periods = _PERIODS.findall(head.lead)
        row = [f for f in before[at : at + len(periods)] if _is_end(f, one)]
        place = periods.index(named[0]) if named[0] in periods else 0
        # 其中6月亿元以上项目环比减少3个: of some of them only.
        whose = _PERIODS.sub("", said.subject).removeprefix("其中")
        if whose not in head.lead:
            continue
        if len(row) == len(periods) > place > 0:
            return TwoEnds(row[place - 1], row[place], known=True)
    subject = _PERIODS.sub("", said.subject).removeprefix("其中")
    return None if subject else _of_row(before, one, named[0])


def _of_row(before: tuple[TextFigure, ...], one: TextFigure, period: str) -> TwoEnds | None:
    """一季度签约12个，二季度15个，三季度19个；三季度环比多签4个: each of its own, of one thing."""
    ends: dict[tuple[int, str], list[TextFigure]] = {}
    names: set[str] = set()
    for f in before:
        if not _is_end(f, one) or _is_change(f):
            continue
        if _IN_ALL.search(f.lead):
            continue
        said = _PERIODS.findall(f.lead)
        if len(said) != 1 or is_past(f.lead):
            return None
        ends.setdefault(_number(said[0]), []).append(f)
        names.add(_NOTHING.sub("", _PERIODS.sub("", f.lead)))
    number, unit = _number(period)
    old, now = (ends.get((at, unit), ()) for at in (number - 1, number))
    if len(names - {""}) > 1 or len(old) != 1 or len(now) != 1:
        return None
    return TwoEnds(old[0], now[0], known=True)


#: 前三季度累计46个 is of no one of them.
_IN_ALL = later("累计|合计|[总共]|前[一二三四\\d]|[-~至到]\\d")


def _follows(ends: TwoEnds) -> bool:
    """Whether the new figure is of the period right after that of the old one."""
    old, now = (_PERIODS.findall(f.lead) for f in (ends.old, ends.now))
    if len(old) != 1 or len(now) != 1:
        return False
    (first, unit), (second, other) = _number(old[0]), _number(now[0])
    return unit == other and second == first + 1


def _number(period: str) -> tuple[int, str]:
    """Which one of its kind a period is: 三季度, 8月份, 第八期."""
    said = _NTH.search(period)
    digits = said[0] if said is not None else ""
    return int(digits if digits.isdigit() else numerals.exact(digits) or 0), period[-1]


_NTH = later("\\d+|[一二三四五六七八九十]+")


def _around(
    reading: TextReading, one: TextFigure, said: ChangeSaid, before: tuple[TextFigure, ...]
) -> TwoEnds | None:
    """比去年的38个增加9个，达到47个; 增长26.3%，由上年的80亿元增至101亿元."""
    after = [
        f
        for f in reading.figures[one.order + 1 : one.order + 1 + _AHEAD]
        if f.sentence == one.sentence and _is_end(f, one)
    ]
    kin = [f for f in before if _is_end(f, one)]
    if not kin and len(after) > 1:
        old, now = after[:2]
        said_from = FROM.search(reading.text[max(0, old.start - 26) : old.start])
        # 效率提高33%，质量得到提升，产能从6000吨提升到10000吨: what another clause stands between.
        near = reading.text[one.end : old.start].count(",") < _TWO
        if said_from and near and TO.search(now.lead) and not said.subject:
            return TwoEnds(old, now, known=True)
    if len(kin) != 1 or not after or kin[0].order != one.order - 1:
        return None
    old, now = kin[0], after[0]
    if old.dimension != now.dimension or said.names[0]:
        return None
    lead = one.lead
    bare = _BASE_BEHIND.sub("", lead, count=1) if lead[:1] in ",的基相" else lead
    if not _AGAINST.search(reading.text[max(0, old.start - 20) : old.start]):
        return None
    gap = reading.between(old, one)
    if "," in gap and not re.search("相比|基础上", gap):
        return None
    if said.subject not in ("", "的基础上", "基础上") or not bare:
        return None
    if not _REACHED.fullmatch(now.lead.lstrip(",")):
        return None
    return TwoEnds(old, now, known=True)


def _ordered(
    reading: TextReading, one: TextFigure, other: TextFigure, said: ChangeSaid, alone: bool
) -> TwoEnds | None:
    """Which of two figures side by side is the old one; None where they are not set together."""
    text = reading.text
    plural = said.plural and said.word not in (*_APART, *_STANDING)
    if plural and not said.names[0]:
        return None
    to = TO.search(other.lead) or other.lead in ("到", "至")
    if to and FROM.search(text[max(0, one.start - 26) : one.start]):
        return TwoEnds(one, other, known=True)
    if said.names[0]:
        return _of_names(one, other, said.names)
    than = _OLD_THAN.search(other.lead)
    if than is not None:
        return TwoEnds(other, one, known=True) if _gap_is_short(reading, one, other) else None
    # 年初预算17万元，完成6万元，下降50%: nor is a plan what there was at the beginning of the year.
    if PLAN.search(one.lead + other.lead) is None and not _is_budget(one, other):
        ends = _of_times(reading, one, other)
        if ends is not None:
            return ends
    return _of_opposites(reading, one, other, said) if alone else None


def _is_budget(one: TextFigure, other: TextFigure) -> bool:
    return any(_BUDGET.search(f.lead) is not None for f in (one, other))


_BUDGET = later("年初预算(?:总?额|数)?(?:为|是|达|安排)?$")


def _of_opposites(
    reading: TextReading, one: TextFigure, other: TextFigure, said: ChangeSaid
) -> TwoEnds | None:
    """计划37个，实际57个，超出20个; and the only two of a sentence, 相差22个."""
    for old, now in () if _GROWN.match(said.word) else _OPPOSITES:
        if old.search(one.lead) and now.search(other.lead):
            return TwoEnds(one, other, known=True)
        if now.search(one.lead) and old.search(other.lead):
            return TwoEnds(other, one, known=True)
    meant = _two_are_meant(reading, one, other, said)
    return TwoEnds(one, other, known=False) if meant else None


def _gap_is_short(reading: TextReading, one: TextFigure, other: TextFigure) -> bool:
    return other.order == one.order + 1 and not _TORN.search(reading.between(one, other))


def _of_names(one: TextFigure, other: TextFigure, names: tuple[str, str]) -> TwoEnds | None:
    """甲县比乙县多: the second name is what it is compared with."""
    now, old = names
    if now == "前者" and old == "后者":
        return TwoEnds(other, one, known=True)
    for first, second in ((one, other), (other, one)):
        if now in first.lead and old in second.lead and now not in second.lead:
            return TwoEnds(second, first, known=True)
    return None


def _of_times(reading: TextReading, one: TextFigure, other: TextFigure) -> TwoEnds | None:
    """6月底开工98个，8月底开工114个: alike but for the time; 去年54个 beside any of now."""
    alike = {_NOTHING.sub("", one.lead), _NOTHING.sub("", other.lead)} - {""}
    ranges = [_RANGE.search(_since(reading, f)) is not None for f in (one, other)]
    if len(alike) > 1 or ranges[0] is not ranges[1]:
        return None
    past = is_past(one.lead), is_past(other.lead)
    if past[0] is not past[1]:
        return TwoEnds(one, other, known=True) if past[0] else TwoEnds(other, one, known=True)
    if any(past):
        return None
    dates = date_of(_since(reading, one)), date_of(_since(reading, other))
    if is_before(*dates):
        return TwoEnds(one, other, known=True)
    return TwoEnds(other, one, known=True) if is_before(*dates[::-1]) else None


def _since(reading: TextReading, one: TextFigure) -> str:
    """What a sentence says since the figure of the same kind before, or since a semicolon."""
    begin = max(0, one.start - 40)
    for before in reversed(reading.figures[max(0, one.order - _AHEAD) : one.order]):
        if before.role is one.role:
            begin = max(begin, before.end)
            break
    return _STOP.split(reading.text[begin : one.start])[-1]


_STOP = later("[。;\n]")


def _two_are_meant(
    reading: TextReading, one: TextFigure, other: TextFigure, said: ChangeSaid
) -> bool:
    """二者相差; 甲乙两县分别为63个和41个，相差22个: the only two of the sentence."""
    if other.order != one.order + 1:
        return False
    return said.word in _APART or (said.word in _STANDING and len(one.lead + other.lead) <= _SHORT)


def _told(reading: TextReading, one: TextFigure, said: ChangeSaid, ends: TwoEnds) -> Finding | None:
    old, now, known = ends
    if has_own_change(reading, one, now, old):
        return None
    down = DOWN.search(said.word) is not None or said.word in _LESS
    if one.role in (Role.PERCENT, Role.TIMES):
        if not known:
            return None
        found = grown(one, now, old, -1 if now.value < old.value else 1)
    else:
        found = of_two(one, now, old, now.value < old.value)
    if known and said.word not in _NO_WAY and (now.value < old.value) is not down:
        # What goes the other way is told by who knows which way it should.
        return None
    if found is None or found.verdict is not RelationVerdict.WRONG:
        return found
    constant = one.role in (Role.PERCENT, Role.TIMES) and _CONSTANT.search(
        reading.text[max(0, min(old.start, now.start) - 40) : one.start]
    )
    return None if constant else found


# ---- how many times as much


def _times(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """甲县80个，乙县20个，甲县是乙县的4倍; 上年20个，今年80个，为上年的4倍."""
    said = _TIMES_OF.fullmatch(one.lead.lstrip(",;、"))
    first = reading.begins[one.order]
    before = reading.figures[max(first, one.order - _BACK) : one.order]
    kin = [f for f in before if _is_end(f, one) and not _is_change(f)]
    if said is None or len(kin) < 2 or kin[-1].order != one.order - 1:
        return
    pair = kin[-2:]
    if pair[0].dimension != pair[1].dimension or pair[0].order != pair[1].order - 1:
        return
    now, old = said[1], said[2]
    ends: TwoEnds | None = None
    if old == "后者":
        ends = TwoEnds(pair[1], pair[0], known=True)
    elif old in ("原来", "当初", "之前"):
        ends = _ordered(reading, pair[0], pair[1], ChangeSaid("", ("", ""), ""), alone=True)
    else:
        called = [f for f in pair if old in f.lead]
        if len(called) == 1 and (not now or now not in called[0].lead):
            other = pair[0] if called[0] is pair[1] else pair[1]
            ends = TwoEnds(called[0], other, known=True)
    if ends is not None and ends.old.value:
        found = multiple(one, ends.now, ends.old)
        if found is not None:
            yield found
