"""Rates that words alone set against the schedule: 完成年度计划的71.4%，高于序时进度.

The schedule is the share of the year's months that have passed, and the words stand for it.  Only
of a rate of a plan, and where the paragraph names one span of months up to there and no other.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.comparison import NAMED_WAY
from sangeyipi.audit.text.figure import Role, TextFigure, number
from sangeyipi.audit.text.months_passed import due_of, months_before, months_said
from sangeyipi.audit.text.named import base_of, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("1至9月完成投资812亿元，完成年度计划的71.4%，高于序时进度。", "wrong 71.4 < 75 = 75"),
    ("1至9月完成投资812亿元，完成年度计划的78.4%，高于序时进度。", "holds 78.4 > 75 = 75"),
    (
        "1-9月，新入库项目投资完成率68.31%，开工项目完成年度目标的92%，均超过序时进度。",
        "wrong 68.31 < 75 = 75",
    ),
    ("截至9月底，债券资金支出进度为66.2%，快于序时进度。", "wrong 66.2 < 75 = 75"),
    (
        "1-9月完成投资812亿元。各县均超过序时进度，分别为：甲县82.6%、乙县79.4%、丙县78.8%、丁县72.3%。",
        "wrong 72.3 < 75 = 75",
    ),
    ("截至10月底，完成年度计划的84.6%，达到时间进度要求。", "holds 84.6 > 83.3333 = 83.3333"),
)
_WORDS = re.compile(
    f",(?P<before>[目前]{{0,2}}(?P<all>均|都|全部)?(?:已经?|仍|也|且|又)?)(?:{NAMED_WAY}|(超过|超出|超|达到|赶上)|(欠|未达到?))"
    "(?:了)?(?:全?年度?)?(?:序时|时序|时间|均衡)(?:投资|建设)?(?:目标|计划|任务|节点)?进度"
    "(?:要求|水平)?(?=[,。;)\n])"
)
#: 各县均超过序时进度，分别为：甲县83.8%、…: what words say of all of a list behind them.
_OF_LIST = re.compile(
    "(?P<all>均|都|全部)已?(?:(?P<over>超过|超出|超|达到|高于|快于)|(?P<under>低于|慢于|未达到?|欠))(?:了)?"
    "(?:全?年度?)?(?:序时|时序|时间)(?:投资)?进度(?:要求)?(?P<list>)[,:](?:其中|分别[为是达]?)[,:]?"
)
_ITEM = later("[、,和]?[^,。;:、\\d]{2,12}")
#: Where more of a list than one in so many lie on the other side, another schedule is meant.
_FEW, _LIST = 4, 40
_RATES = later("完成|开工|到位|支出|执行|竣工|入库|拨付")
_PLANS = later("计划|目标|任务|预算|年度投资")
_PACE = later("进度(?:已?[为达是])?$")
_ENDS = later("[。;\n]")
_MOST = 8


def schedule_words(reading: TextReading) -> Iterator[Finding]:
    """Every rate of a plan that words set against the schedule."""
    for listed in _OF_LIST.finditer(reading.text):
        yield from _of_list(reading, listed)
    for word in _WORDS.finditer(reading.text):
        after = reading.first_after(word.start())
        last = (after.order if after is not None else len(reading.figures)) - 1
        if last < 0 or reading.figures[last].end != word.start():
            continue
        for one in _rates(reading, last, bool(word["all"])):
            found = _told(reading, word, one)
            if found is not None:
                yield found


def _rates(reading: TextReading, last: int, every: bool) -> Iterator[TextFigure]:
    """The rate right before, or all of that part of the sentence: 均超过序时进度."""
    first = reading.figures[last]
    for at in range(last, max(-1, last - (_MOST if every else 1)), -1):
        one = reading.figures[at]
        if one.sentence != first.sentence or _ENDS.search(reading.text, one.end, first.start):
            return
        rate, base = rate_in(one.lead), base_of(one.lead)
        of_plan = (rate is not None and _RATES.search(rate[1])) or (
            base is not None and _PLANS.search(base[1])
        )
        of_plan = of_plan or _PACE.search(one.lead)
        if one.role is Role.PERCENT and of_plan and not one.inner and not one.hedge:
            yield one


def _of_list(reading: TextReading, word: "re.Match[str]") -> Iterator[Finding]:
    """Every rate of a list that words before it set against the schedule."""
    first = reading.first_after(word.end())
    if first is None:
        return
    rates: list[TextFigure] = []
    at = word.end()
    for one in reading.figures[first.order : first.order + _LIST]:
        if one.role is not Role.PERCENT or not _ITEM.fullmatch(reading.text, at, one.start):
            break
        rates.append(one)
        at = one.end
    months = months_before(reading, first) or months_said(reading, first)
    if len(rates) <= _FEW // 2 or len(months) != 1 or any(one.hedge for one in rates):
        return
    (month,) = months
    below = bool(word["under"])
    found = [
        _against(reading.text, (word.start("all"), word.start("list")), one, month, below=below)
        for one in rates
    ]
    told = [one for one in found if one is not None]
    if _FEW * sum(1 for one in told if one.verdict is RelationVerdict.WRONG) <= len(rates):
        yield from told


def _told(reading: TextReading, word: "re.Match[str]", one: TextFigure) -> Finding | None:
    months = months_before(reading, one)
    if len(months) != 1:
        return None
    (month,) = months
    span = word.end("before"), word.end()
    return _against(reading.text, span, one, month, below=bool(word[4] or word[6]))


def _against(
    text: str, span: tuple[int, int], one: TextFigure, month: int, *, below: bool
) -> Finding | None:
    """A rate against the words that set it above the schedule, or below."""
    due = due_of(month)
    if abs(one.value - due) <= one.half:
        return None
    right = (one.value < due) is below
    (at, end), worth = span, Decimal(number(due))
    said = text[at:end]
    stated = TextFigure(at, end, said, Role.PERCENT, worth, "%", Decimal(1), 0, dimension="%")
    text = f"{one.printed:f} {'<' if one.value < due else '>'} {number(due)}"
    message = f"{month} 个月的序时进度是 {number(due)}%，{one.text} 写的是“{said}”"
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    remedy = "" if right else "高低改过来，或核对这个率"
    return Finding(verdict, RelationKind.STATE, message, text, one.value, stated, (one,), remedy)
