"""Percentages that only say what something is above or below: 开工率超过80%, of 96%.

超四成 is mostly some more than forty; but a rate far beyond what it is said to be above is no
contradiction, nor is one far below what it is said not to reach.
"""

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.text.figure import Hedge, Role

EXAMPLES = (
    ("年度计划100亿元，已完成96亿元，完成率超过80%。", "hedge 96 / 100 * 100 = 80"),
    ("年度计划100亿元，已完成76亿元，完成率超过80%。", "wrong 76 / 100 * 100 = 80"),
    ("共50个项目，开工5个，开工率不足三成。", "hedge 5 / 50 * 100 = 3"),
    ("由120亿元增至215亿元，增长50%以上。", "hedge (215 - 120) / 120 * 100 = 50"),
)


def as_thresholds(found: list[Finding]) -> list[Finding]:
    """The findings; what is told wrong of such a percentage though it is so, is so."""
    return [_so(one) if _is_so(one) else one for one in found]


def _is_so(one: Finding) -> bool:
    stated, computed = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or stated is None or computed is None:
        return False
    if stated.role is not Role.PERCENT:
        return False
    if stated.hedge is Hedge.OVER:
        return computed > stated.value
    return (
        stated.hedge is Hedge.UNDER
        and not stated.lead.endswith("近")
        and (0 <= computed < stated.value)
    )


def _so(one: Finding) -> Finding:
    return one._replace(verdict=RelationVerdict.HEDGE, remedy="", why=None)
