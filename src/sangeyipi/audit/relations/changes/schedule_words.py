"""Rates that words alone set against the schedule: 完成年度计划的71.4%，高于序时进度.

The schedule is the share of the year's months that have passed, and the words stand for it.  Only
of a rate of a plan, and where the paragraph names one span of months up to there and no other.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.relations.changes.schedule import due_of, months_before
from sangeyipi.audit.text.comparison import NAMED_WAY
from sangeyipi.audit.text.figure import Role, TextFigure, number
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
    ("截至10月底，完成年度计划的84.6%，达到时间进度要求。", "holds 84.6 > 83.3333 = 83.3333"),
)
_WORDS = re.compile(
    f",(?P<before>[目前]{{0,2}}(?P<all>均|都|全部)?(?:已经?|仍|也|且|又)?)(?:{NAMED_WAY}|(超过|超出|超|达到|赶上)|(欠|未达到?))"
    "(?:了)?(?:全?年度?)?(?:序时|时序|时间|均衡)(?:投资|建设)?(?:目标|计划|任务|节点)?进度"
    "(?:要求|水平)?(?=[,。;)\n])"
)
_RATES = later("完成|开工|到位|支出|执行|竣工|入库|拨付")
_PLANS = later("计划|目标|任务|预算|年度投资")
_PACE = later("进度(?:已?[为达是])?$")
_ENDS = later("[。;\n]")
_MOST = 8


def schedule_words(reading: TextReading) -> Iterator[Finding]:
    """Every rate of a plan that words set against the schedule."""
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


def _told(reading: TextReading, word: "re.Match[str]", one: TextFigure) -> Finding | None:
    months = months_before(reading, one)
    if len(months) != 1:
        return None
    due = due_of(*months)
    if abs(one.value - due) <= one.half:
        return None
    down = bool(word[4] or word[6])
    right = (one.value < due) is down
    said = reading.text[word.end("before") : word.end()]
    at, worth = word.end("before"), Decimal(number(due))
    stated = TextFigure(
        at, word.end(), said, Role.PERCENT, worth, "%", Decimal(1), 0, dimension="%"
    )
    text = f"{one.printed:f} {'<' if one.value < due else '>'} {number(due)}"
    message = f"{months.pop()} 个月的序时进度是 {number(due)}%，{one.text} 写的是“{said}”"
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    remedy = "" if right else "高低改过来，或核对这个率"
    return Finding(verdict, RelationKind.STATE, message, text, one.value, stated, (one,), remedy)
