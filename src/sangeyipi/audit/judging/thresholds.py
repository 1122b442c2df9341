"""Figures that only say what something is above or below: 开工率超过80%, of 96%.

超四成 is mostly some more than forty; but a rate far beyond what it is said to be above is no
contradiction, nor is one far below what it is said not to reach: 平均投资超过3.5亿元, of 3.76亿元.
An amount ten times that is another unit's; and 120余亿元 goes on to 129.
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.text.figure import Hedge, Role

EXAMPLES = (
    ("年度计划100亿元，已完成96亿元，完成率超过80%。", "hedge 96 / 100 * 100 = 80"),
    ("年度计划100亿元，已完成76亿元，完成率超过80%。", "wrong 76 / 100 * 100 = 80"),
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


def as_thresholds(found: list[Finding]) -> list[Finding]:
    """The findings; what is told wrong of such a percentage though it is so, is so."""
    return [_so(one) if _is_so(one) else one for one in found]


def _is_so(one: Finding) -> bool:
    stated, computed = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or stated is None or computed is None:
        return False
    percent = stated.role is Role.PERCENT
    if stated.hedge is Hedge.OVER:
        near = computed < _MOST * stated.value and not _SOME_MORE.search(stated.text)
        return computed > stated.value and (percent or near)
    if stated.hedge is not Hedge.UNDER or stated.lead.endswith("近"):
        return False
    return 0 <= computed < stated.value and (percent or stated.value < _MOST * computed)


def _so(one: Finding) -> Finding:
    return one._replace(verdict=RelationVerdict.HEDGE, remedy="", why=None)
