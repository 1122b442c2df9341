"""The two figures that a clause which names none lies between, by the words at them.

由…增至…, 去年同期…今年…, 6月底…8月底…, 计划…实际…, 甲县…乙县…, or a comparison around the change
(比去年的38个增加9个，达到47个).  A second such clause is of the same two; what names one thing more
is bound to none.
"""

import re
from typing import NamedTuple

from sangeyipi.audit.text.change_clauses import APART, ChangeSaid, change_told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import FROM, PLAN, TO, date_of, is_before, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少2个。", "holds 11 - 9 = 2"),
    ("4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少3个。", "wrong 11 - 9 = 3"),
    ("一季度签约12个，二季度15个，三季度19个；三季度环比多签5个。", "wrong 19 - 15 = 5"),
    ("较上年的35件增加27件，达到52件。", "wrong 52 - 35 = 27"),
    ("计划37个，实际57个，超出30个。", "wrong 57 - 37 = 30"),
)
#: How many figures before and behind a change are looked at.
_BACK, _AHEAD, _TWO = 8, 3, 2
#: What has been planned does not grow into what was done.
_GROWN = later("增|净增|新增|减少|下降|上升|提[高升]|回落|[涨跌]")
_WHEN = (
    rf"\d{{4}}年|\d{{1,2}}月份?|\d{{1,2}}日|{PART_OF_YEAR}|[今去上前]年|[本当上][月年季周期批]度?"
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
_TORN = later(f"其中|{ALSO}|除")
_PERIODS = re.compile(r"(?:\d{1,2}月份?|[一二三四]季度|第[一二三四五六七八九十]+[期批])")
_PREVIOUS = later("环比|(?:比|较)(?:上|前)(?:一个)?[月季期批]度?")


class TwoEnds(NamedTuple):
    """The two figures that a change lies between, and whether it is known which is the old one."""

    old: TextFigure
    now: TextFigure
    known: bool


def is_end(one: TextFigure, of: TextFigure) -> bool:
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


def ends_of(
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
        if is_end(ends.now, one) and not _TORN.search(reading.between(before[-1], one)):
            return ends
    around = _around(reading, one, said, before)
    if around is not None:
        return around
    kin = [f for f in before if is_end(f, one) and not is_change(f)]
    if len(kin) < 2:
        return None
    old, now = kin[-2:]
    if old.dimension != now.dimension or old.role is not now.role:
        return None
    gap = reading.text[now.end : one.start]
    since = [f for f in before if f.order > now.order]
    if _TORN.search(gap) or any(not _goes_along(f, one, now) for f in since):
        return None
    side = ordered(reading, old, now, said, len(kin) == 2)
    return side if side is not None and _of_subject(said, side) else None


def _goes_along(one: TextFigure, of: TextFigure, now: TextFigure) -> bool:
    """Whether a figure between the ends and the change is a rate, or a change of the same two.

    由4.3%回升至7.1%，零售额增长4.8%，回升1.7个百分点: points are of the last rate that is named.
    51个，增长18.6%，专班人员增加96名，增长21.4%: and a growth of what has changed last.
    """
    said = change_told(one.lead)
    if said is not None and said.subject and one.role in COUNTABLE:
        return (one.role, one.dimension) == (now.role, now.dimension)
    if one.role is Role.PERCENT and of.role is Role.POINTS:
        return said is not None and not said.subject
    return one.role is Role.PERCENT or said is not None


def is_change(one: TextFigure) -> bool:
    """增加9个 is no end; 比上年的9个, 增加到9个 and 增长到9个 are."""
    said = change_told(one.lead)
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
        row = [f for f in before[at : at + len(periods)] if is_end(f, one)]
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
        if not is_end(f, one) or is_change(f):
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
_IN_ALL = later(f"{IN_ALL_SO_FAR}|总|前[一二三四\\d]|[-~至到]\\d")


def follows_at_once(ends: TwoEnds) -> bool:
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
        if f.sentence == one.sentence and is_end(f, one)
    ]
    kin = [f for f in before if is_end(f, one)]
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


def ordered(
    reading: TextReading, one: TextFigure, other: TextFigure, said: ChangeSaid, alone: bool
) -> TwoEnds | None:
    """Which of two figures side by side is the old one; None where they are not set together."""
    text = reading.text
    plural = said.plural and said.word not in (*APART, *_STANDING)
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
    ranges = [_RANGE.search(said_since(reading, f)) is not None for f in (one, other)]
    if len(alike) > 1 or ranges[0] is not ranges[1]:
        return None
    past = is_past(one.lead), is_past(other.lead)
    if past[0] is not past[1]:
        return TwoEnds(one, other, known=True) if past[0] else TwoEnds(other, one, known=True)
    if any(past):
        return None
    dates = date_of(said_since(reading, one)), date_of(said_since(reading, other))
    if is_before(*dates):
        return TwoEnds(one, other, known=True)
    return TwoEnds(other, one, known=True) if is_before(*dates[::-1]) else None


def said_since(reading: TextReading, one: TextFigure) -> str:
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
    return said.word in APART or (said.word in _STANDING and len(one.lead + other.lead) <= _SHORT)
