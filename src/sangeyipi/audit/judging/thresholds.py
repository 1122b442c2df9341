"""Figures that only say what something is above or below: 开工率超过80%, of 96%.

超四成 is mostly some more than forty; but a rate far beyond what it is said to be above is no
contradiction, nor is one far below what it is said not to reach: 平均投资超过3.5亿元, of 3.76亿元.
An amount ten times that is another unit's; and 120余亿元 goes on to 129.

The word may stand before what the percentage is of: 超过全年目标1000人的50%, of 536人.
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("年度计划100亿元，已完成96亿元，完成率超过80%。", "hedge 96 / 100 * 100 = 80"),
    ("年度计划100亿元，已完成76亿元，完成率超过80%。", "wrong 76 / 100 * 100 = 80"),
    (
        "就业5912人，完成全年目标17200人的34.4%；再就业1586人，完成全年目标5500人的28.8%；"
        "培训536人，超过全年目标1000人的50%。",
        "hedge 536 / 1000 * 100 = 50",
    ),
    (
        "就业5912人，完成全年目标17200人的34.4%；再就业1586人，完成全年目标5500人的28.8%；"
        "培训436人，超过全年目标1000人的50%。",
        "wrong 436 / 1000 * 100 = 50",
    ),
    ("就业536人，尚未达到全年目标1000人的60%。", "hedge 536 / 1000 * 100 = 60"),
    ("共50个项目，开工5个，开工率不足三成。", "hedge 5 / 50 * 100 = 3"),
    ("由120亿元增至215亿元，增长50%以上。", "hedge (215 - 120) / 120 * 100 = 50"),
    ("签约重大项目204个，投资额767亿元，项目平均投资规模超过3.5亿元。", "hedge 767 / 204 = 3.5"),
    ("签约重大项目204个，投资额767亿元，项目平均投资规模超过3.9亿元。", "wrong 767 / 204 = 3.9"),
    (
        "总投资超过105.5亿元，其中工业62.4亿元、农业28.8亿元、民生21.5亿元。",
        "hedge 62.4 + 28.8 + 21.5 = 105.5",
    ),
)
#: 120余亿元, 2倍多: some more than that, and no limit that is passed.
_SOME_MORE = re.compile("[余多强头]")
_MOST = Decimal(10)
_WHAT = "[^,。;:()\\d]{0,14}(?:\\(?\\d[\\d.,]{0,11}[^\\d,。;:()]{0,6}\\)?)?$"
#: 超过全年目标1000人的50%: how far along, as a limit that stands before the whole.
_ABOVE = later(
    f"(?:(?<![不未])(?<!没有)(?:超过|超出|突破)|逾|已过|[越跨迈]过|[高大多]于|不低于|不少于){_WHAT}"
)
_BELOW = later(
    "(?:不[足到及]|(?:[不未]|没有)(?:超过|突破|超出)|(?:未能?|没有?)(?:达到?|完成|到)|[低少小]于)"
    + _WHAT
)
_NEARLY = later(f"(?:接近|将近|逼近|(?<![签履违合契预节解])约[占为是]|大约){_WHAT}")
#: What is nearly or about so much is no further from it than a tenth of it.
_TENTH = 10
_FAR = 44


def as_thresholds(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings; what is told wrong of such a percentage though it is so, is so."""
    return [_so(one) if _is_so(reading, one) else one for one in found]


def _is_so(reading: TextReading, one: Finding) -> bool:
    stated, computed = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or stated is None or computed is None:
        return False
    percent = stated.role is Role.PERCENT
    if percent and stated.hedge is Hedge.NONE:
        return reading.knows(stated) and _is_within(reading.text, stated, computed)
    if stated.hedge is Hedge.OVER:
        near = computed < _MOST * stated.value and not _SOME_MORE.search(stated.text)
        return computed > stated.value and (percent or near)
    if stated.hedge is not Hedge.UNDER or stated.lead.endswith("近"):
        return False
    return 0 <= computed < stated.value and (percent or stated.value < _MOST * computed)


def _is_within(text: str, stated: TextFigure, computed: Decimal) -> bool:
    """Whether a percentage is on that side of it on which a word before its whole puts it."""
    if not stated.lead.endswith("的"):
        return False
    said = text[max(0, stated.start - _FAR) : stated.start - 1]
    if computed > stated.value:
        within = _ABOVE.search(said)
    else:
        within = _BELOW.search(said) if computed >= 0 else None
    near = abs(computed - stated.value) * _TENTH <= stated.value
    return within is not None or (near and _NEARLY.search(said) is not None)


def _so(one: Finding) -> Finding:
    return one._replace(verdict=RelationVerdict.HEDGE, remedy="", why=None)
