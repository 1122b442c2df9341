"""Rates that say of themselves that they are of another base than the one that is printed.

完成率63.2%（按调减后的83.4亿元计）, 检查率94.2%（其中16家停产不列入）, 占调整后计划的: that
they do not come out of what stands before is no contradiction.
"""

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationVerdict
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_RECKONED = later(
    "[^。;,(\\n]{0,4}\\([^()\\n]{0,30}(?:计算?|测算|剔除|扣除|不含|不列入|不计入?|不需[^()]{0,4}|除外)\\)|"
    "[^。;,(\\n]{0,4}\\((?:[^()\\n]{0,12}\\d[^()\\n]{0,8}(?:不需|不列|不计)|剔除|扣除|不含)[^()\\n]{0,20}\\)"
)
_REVISED = later("(调整|调减|调增|追加|核减|核增)后")


def unless_reckoned_otherwise(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without those of such rates that are told wrong."""
    return [one for one in found if not _is_reckoned_otherwise(reading, one)]


def _is_reckoned_otherwise(reading: TextReading, one: Finding) -> bool:
    if one.verdict is not RelationVerdict.WRONG or one.stated is None or len(one.operands) != 2:
        return False
    if one.kind not in SHARES:
        return False
    said = _RECKONED.match(reading.text, one.stated.end)
    if said is not None and not any(said.start() <= f.start < said.end() for f in one.operands):
        return True
    base, after = one.operands[1], _REVISED.search(one.stated.lead)
    return after is not None and after[1] not in base.lead + base.tail
