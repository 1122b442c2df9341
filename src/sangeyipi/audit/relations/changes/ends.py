"""The two ends of a change that stand apart: in a bracket, in another clause, in another sentence.

滞后项目较上月减少5个（上月43个）; 比7月底提高5.6个百分点，7月底为35.6%; 去年同期48亿元，同比增长9%.
The old figure says of which time or of whom it is, the change names the same, and what has changed
is the nearest figure of its kind before that says neither.  Wrong only where the three stand side
by side and nothing else could be meant; what stands farther is told where it comes out.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, may_be, of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.relations.changes.change_pairs import has_own_change, is_apart
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    FROM,
    GROWS,
    change_of,
    date_of,
    growth_of,
    is_base,
    is_before,
    said_old,
)
from sangeyipi.audit.text.reading import COUNTABLE, RATES, TextReading
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("进度滞后的38个。滞后项目较上月减少5个（上月43个）。", "holds 43 - 38 = 5"),
    ("进度滞后的38个。滞后项目较上月减少6个（上月43个）。", "wrong 43 - 38 = 6"),
    ("红灯5个。与上期相比，红灯项目减少3个（上期8个）。", "holds 8 - 5 = 3"),
    ("支出进度78.2%，低于全市平均水平3.1个百分点（全市为81.3%）。", "holds 81.3 - 78.2 = 3.1"),
    ("网办率84.3%，同比提高7.2个百分点（上年78.1%）。", "wrong 84.3 - 78.1 = 7.2"),
    ("到位率41.2%，比7月底提高5.6个百分点，7月底为35.6%。", "holds 41.2 - 35.6 = 5.6"),
    (
        "10月末贷款余额486.3亿元，较年初增加38.9亿元；9月末余额为481.7亿元，当月新增4.6亿元。",
        "holds 486.3 - 481.7 = 4.6",
    ),
    ("去年竣工41个，今年竣工37个，少竣工5个。", "wrong 41 - 37 = 5"),
    ("甲县102.6%居首，末位的乙县71.9%，比首位低30.7个百分点。", "holds 102.6 - 71.9 = 30.7"),
    (
        "10月当月进出口18.3亿元，9月为16.7亿元，环比增长9.6%。",
        "holds (18.3 - 16.7) / 16.7 * 100 = 9.6",
    ),
    ("收集问题538条，上月515条，新增25条。", "wrong 538 - 515 = 25"),
    (
        "完成投资527.6亿元，占年度计划的71.1%；去年同期完成483.2亿元，同比增长9.2%。",
        "holds (527.6 - 483.2) / 483.2 * 100 = 9.2",
    ),
    (
        "1-10月完成投资102.6亿元，占年度计划的85.5%；去年同期累计完成93.1亿元，同比增长9.3%。",
        "wrong (102.6 - 93.1) / 93.1 * 100 = 9.3",
    ),
    (
        "开工项目64个，开工率80%。去年同期开工50个，同比增长21.9%。",
        "wrong (64 - 50) / 50 * 100 = 21.9",
    ),
    (
        "工业投资118.5亿元，同比增长15.4%，去年一季度为104.5亿元。",
        "wrong (118.5 - 104.5) / 104.5 * 100 = 15.4",
    ),
)
_BACK, _AHEAD, _CLOSE = 12, 6, 4
_KEYS = re.compile(
    r"(?P<top>首位|居首|第一[名位]|榜首)|"
    r"(?P<end>[上去]年(?:度)?[末底]|年初)|(?P<year>[上去]年(?:度|同期|同月)?|同期|同比)"
    r"|(?P<month>上个?月|环比)|(?P<turn>上(?:[个一]?季度|一?[期批轮周次]))"
    r"|(?P<date>\d{4}年(?!以来)|\d{1,2}月(?:[底末]|份)?|[一二三四]季度末?|上半年|“?十[一二三四]五”?末?)"
    rf"|(?P<whom>{REGION_OR_NATION}|平均|上级|[市省]里)"
)
_THAN = re.compile("(?:高于|低于|快于|慢于|高出|低出|落后于?|领先于?)([^,。;()\\d]{1,14})$")
_COMPARED = re.compile("[比较与]|同比|环比")
#: Says nothing of what a change is of.
_DULL = re.compile(
    r"项目|企业|问题|数量|个数|总[数额量]|分别|增速|增幅|相比|其中|[当本][月期周年]|[,、;:的了数()“”\s共也则均又]"
)
_SINCE = later("[同环]比")
_ONLY_FUTURE = later("力争|争取|预计|确保|计划")


#: With what a change is said to compare, and of what it is.
_Words = tuple[frozenset[str], str]
_PAST = frozenset({"year", "end", "before"})


class _Ends(NamedTuple):
    now: TextFigure
    old: TextFigure
    #: Side by side with the change, and named alike.
    sure: bool


def difference(reading: TextReading, one: TextFigure) -> Finding | None:
    """A change in pieces, in an amount or in points, of two figures that stand apart."""
    lead = _lead(reading, one)
    said = change_of(lead)
    than = _THAN.search(lead) if said is None else None
    if said is None and than is None:
        return None
    word = said[1] if said else than[0] if than else ""
    before = lead[: said.start()] if said else ""
    wanted = keys_of(than[1] if than else before)
    role = Role.PERCENT if one.role is Role.POINTS else one.role
    down = DOWN.search(word)
    pairs = (
        each
        for each in _pairs(reading, one, (wanted, _subject(before)), (role,))
        if each is None or not has_own_change(reading, one, each.now, each.old)
    )
    found = _best(one, pairs, lambda each: of_two(one, each.now, each.old, down))
    # 高于全省: which figure of the province is meant, `against_named` knows.
    by_name = than is not None and found is not None and found.verdict not in GOOD
    return None if by_name else found


def _lead(reading: TextReading, one: TextFigure) -> str:
    """What is said of a figure; of one that goes on a list (多11个、18.3亿元) of the first."""
    last = reading.figures[one.order - 1] if one.order else one
    if last.sentence != one.sentence:
        return one.lead
    if one.lead.startswith("、") and not keys_of(one.lead) and not change_of(one.lead):
        # 10月签约项目29个、签约额154.2亿元: of the same time.
        return last.lead + one.lead.strip("、")
    return last.lead if one.lead in ("和", "及") else one.lead


def _subject(before: str) -> str:
    """What is said to have changed: 滞后 of 滞后项目较上月减少."""
    return _DULL.sub("", _KEYS.sub("", _COMPARED.split(before)[0]))


def growth(reading: TextReading, one: TextFigure) -> Finding | None:
    """A change in per cent or in times of two figures that stand apart."""
    said = growth_of(one.lead)
    if said is None:
        return None
    sign = -1 if DOWN.search(said[1]) else 1
    before = one.lead[: said.start()]
    pairs = _pairs(reading, one, (keys_of(before), _subject(before)), COUNTABLE)
    found = _best(one, pairs, lambda each: grown(one, each.now, each.old, sign))
    if found is None or found.verdict in GOOD or found.computed is None:
        return found
    if any(is_apart(reading, one, f) for f in found.operands):
        return None
    apart = len({f.sentence for f in found.operands}) > 1 and not found.operands[0].inner
    sure = found.reason is Reason.ON_NOW or is_slip(found.computed, one)
    # 去年同期开工50个，同比增长11.1% may be how that had grown.
    return None if apart and not sure else found


def _best(
    one: TextFigure, pairs: Iterator[_Ends | None], told: Callable[[_Ends], Finding | None]
) -> Finding | None:
    """What comes out; else what is sure, which ends the row and stands after a None."""
    sure = False
    for each in pairs:
        if each is not None and not sure and not may_be(one, each.now, each.old):
            continue
        found = told(each) if each else None
        if found is None:
            sure = True
        elif found.verdict in GOOD or sure:
            return found
    return None


def _pairs(
    reading: TextReading, one: TextFigure, words: _Words, roles: tuple[Role, ...]
) -> Iterator[_Ends | None]:
    """What may have changed from what, at last a None and the one pair that is sure."""
    found = list(_candidates(reading, one, words, roles))
    yield from found
    sure = [each for each in found if each.sure]
    if len(sure) == 1:
        yield None
        yield sure[0]


def _candidates(
    reading: TextReading, one: TextFigure, words: _Words, roles: tuple[Role, ...]
) -> Iterator[_Ends]:
    wanted, subject = words
    around = reading.figures[max(0, one.order - _BACK) : one.order + _AHEAD]
    for old in around:
        if old.order == one.order or old.role not in roles or old.paragraph != one.paragraph:
            continue
        lead = _lead(reading, old)
        # 环比下降的城市有66个 are of now.
        said = keys_of(_SINCE.sub("", lead + old.tail[:_CLOSE]))
        beside = _is_beside(reading, one, old)
        then = not wanted and _then_and_now(reading, one, old)
        then = then or (wanted == {"before"} and _one_after_other(reading, one, old))
        if not said or not (said & wanted or then or (beside and not wanted)):
            continue
        # 全市增长9.5%: how it has grown may itself be compared, in points.
        if change_of(lead) and (roles == COUNTABLE or old.role is not Role.PERCENT):
            continue
        if roles != COUNTABLE and (old.dimension != one.dimension and old.role is one.role):
            continue
        if FROM.search(old.lead) or _ONLY_FUTURE.search(old.lead):
            continue
        # 进出口总额较去年的7.35亿元下降6.9%: what has changed is named before the old figure.
        whose = subject or (_subject(lead) if beside and _COMPARED.search(lead) else "")
        # 储备项目312个，其中…187个；去年储备项目274个: the one that is called the same.
        own = "" if whose or not beside else _own_words(old)
        now = (own and _now(reading, one, old, said, own)) or _now(reading, one, old, said, whose)
        if (
            now is None
            or _ONLY_FUTURE.search(now.lead)
            or is_before(date_of(now.lead), date_of(old.lead))
        ):
            continue
        first, last = min(now.order, old.order), max(one.order, old.order)
        ends = (one.order, old.order, now.order)
        between = [f for f in reading.figures[first:last] if f.order not in ends]
        alone = all(
            (f.role in RATES and f.role not in roles) or is_base(reading, f) for f in between
        )
        near = now.sentence == one.sentence or (old.inner and bool(subject))
        near = near or (bool(own) and _opens_with_then(reading, one, old, now, own))
        # 去年同期为50亿元和40亿元: which of the two is not said.
        listed = reading.text[old.end : old.end + 1] in ("、", "和", "及", "与")
        sure = (
            near
            and alone
            and (beside or then)
            and not (old.hedge or now.hedge or one.inner or listed)
        )
        yield _Ends(now, old, sure and _as_named(reading, old, now))


_OF_NOW = later("今年|本年|本[月期季周批]|当[月年]")


def _then_and_now(reading: TextReading, one: TextFigure, old: TextFigure) -> bool:
    """去年竣工41个，今年竣工37个，少竣工4个: each says of which time it is."""
    near = [f for f in reading.figures[old.order + 1 : one.order] if f.role is old.role]
    near = [f for f in near if not is_base(reading, f)]
    return (
        len(near) == 1
        and old.sentence == one.sentence
        and bool(keys_of(old.lead) & _PAST and _OF_NOW.search(near[0].lead))
    )


_SPAN_OF = later(r"\d{1,2}月|[一二三四]季度|第[一二三四五六七八九十\d]{1,3}[周期批]")


def _one_after_other(reading: TextReading, one: TextFigure, old: TextFigure) -> bool:
    """10月为18.3亿元，9月为16.7亿元，环比增长9.6%: each is of a month of its own."""
    if old.order < 1 or old.order != one.order - 1 or old.sentence != one.sentence:
        return False
    said = [_SPAN_OF.findall(f.lead) for f in (reading.figures[old.order - 1], old)]
    return all(said) and said[0] != said[1]


def _opens_with_then(
    reading: TextReading, one: TextFigure, old: TextFigure, now: TextFigure, name: str
) -> bool:
    """开工64个，开工率80%。去年同期开工50个，增长28%: a sentence opens with what was then."""
    if old.sentence != one.sentence or old.sentence != now.sentence + 1:
        return False
    begin = reading.begun("。\n", old.start)
    kin = [
        f
        for f in reading.figures[reading.begins[now.order] : old.order]
        if (f.role, f.dimension) == (now.role, now.dimension) and name in f.lead + f.tail
    ]
    return _SAME_TIME.match(reading.text, begin) is not None and kin == [now]


_SAME_TIME = later("(?:而)?[上去]年同[期月]")


def _as_named(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """Whether the old figure says only of which time it is, or says what the new one does."""
    own = _DULL.sub("", _KEYS.sub("", old.lead))
    if _SO_FAR in own and _is_so_far(reading, now):
        # 1-10月完成投资102.6亿元；去年同期累计完成93.1亿元.
        own = own.replace(_SO_FAR, "")
    own = re.sub("^第|为|是|有|完成|仅|达到?|时|水平|一季度|[一二三四]季度", "", own)
    if old.role is Role.PERCENT:
        own = GROWS.sub("", own)
    return not own or own in now.lead or _COMPARED.search(old.lead) is not None


_SO_FAR = "累计"


def _is_so_far(reading: TextReading, now: TextFigure) -> bool:
    """Whether a figure is of all the months of a year up to one, by the words of its sentence."""
    said = reading.text[reading.begun("。;\n", now.start) : now.start]
    return _SPAN_SO_FAR.search(said) is not None and _ONE_MONTH.search(said) is None


_SPAN_SO_FAR = later(
    "累计|1月?[-~至到]\\d{1,2}月|前[\\d一二三四五六七八九十]{1,2}个月|以来|截[至止]|上半年|前三季度"
)
_ONE_MONTH = later("[当单本]月|(?<![-~至到\\d])\\d{1,2}月份?(?![底末\\d-])")


def _own_words(old: TextFigure) -> str:
    """What an old figure says that it counts, besides of which time."""
    own = _DULL.sub("", _KEYS.sub("", old.lead))
    return own if len(own) > 1 and not _COMPARED.search(old.lead) else ""


def _is_beside(reading: TextReading, one: TextFigure, old: TextFigure) -> bool:
    """Whether the old figure stands right before a change, or right behind it."""
    last = reading.figures[one.order - 1] if one.order else one
    if one.role in RATES and old.order == one.order - 2 and _is_amount_of_change(last):
        # 2.36万人，上年末为2.14万人，净增2200人，增长10.3%.
        return old.sentence == one.sentence and last.dimension == old.dimension
    if old.order == one.order - 1:
        return old.sentence == one.sentence
    if old.order != one.order + 1 or old.sentence != one.sentence:
        return False
    gap = reading.text[one.end : old.start]
    return re.fullmatch(r"[^,。;()\d]{0,6}[(,;][^,。;()]{1,14}", gap) is not None


def _is_amount_of_change(one: TextFigure) -> bool:
    return one.role in COUNTABLE and change_of(one.lead) is not None


def _now(
    reading: TextReading, one: TextFigure, old: TextFigure, said: frozenset[str], subject: str
) -> TextFigure | None:
    """The nearest figure before a change of the old one's kind that is of no other time."""
    other = said & _PAST or said
    for now in reversed(reading.figures[max(0, one.order - _BACK) : one.order]):
        if now.order == old.order or now.paragraph != one.paragraph:
            continue
        if (now.role, now.dimension, now.measure) != (old.role, old.dimension, old.measure):
            continue
        if keys_of(now.lead) & other or said_old(reading, now) or not _may_be(now, old):
            continue
        if (now.inner and not old.inner) or is_base(reading, now):
            continue
        if subject and subject not in now.lead + now.tail:
            continue
        if not subject and now.sentence != one.sentence:
            return None
        return now
    # 本周新增36项，累计412项，上周累计376项: both come behind.
    behind = reading.figures[one.order + 1 : old.order]
    kin = len(behind) == 1 and (behind[0].role, behind[0].unit) == (old.role, old.unit)
    return behind[0] if kin and not keys_of(behind[0].lead) & other else None


def _may_be(now: TextFigure, old: TextFigure) -> bool:
    """Whether a figure is no change itself, or a growth as the old one is."""
    grown = bool(change_of(now.lead) or growth_of(now.lead))
    if old.role is not Role.PERCENT:
        return not grown
    return grown == bool(change_of(old.lead))


#: 今年同期 is now.
_OF_NOW_TOO = re.compile("今年(?:同期)?")


@lru_cache(maxsize=4096)
def keys_of(said: str) -> frozenset[str]:
    """Of which time, or of whom, words say that a figure is."""
    found: set[str] = set()
    for one in _KEYS.finditer(_OF_NOW_TOO.sub("", said)):
        kind = one.lastgroup
        if kind in ("month", "turn"):
            found.add("before")
        if kind in ("end", "year", "top"):
            found.add(kind)
        elif one[0] != "环比":
            found.add(one[0].replace("份", ""))
    return frozenset(found)
