"""Whether a change is of other ends than the two that a rule has read.

Of what came in only, of a year where the figures are of a month, without what is neither, or of
two between which words put it and it holds.
"""

from collections.abc import Iterable

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, WITHDRAWN
from sangeyipi.audit.text.terms.reference_periods import SAME_PERIOD, YEAR_ON_YEAR, YEAR_OVER
from sangeyipi.model.patterns import later

#: So many figures behind what is left at most.
_OTHERS = 5
_BESIDES = later(f"{ALSO}|{WITHDRAWN}|无法|不再|中止|暂停")
_SINCE_A_YEAR = later(f"{YEAR_ON_YEAR}|{YEAR_OVER}|年初|{SAME_PERIOD}")
_SINCE_A_MONTH = later(
    "[比较](?:今年|本年)?(?:[前\\d][\\d\\-—–~至]*个?月|上个?[月季]|[一二三]季度|上半年)"
)
_A_YEAR_AGO = later("[,、]?而?(?:[上去前]年(?:同[期月])?|同期)(?!的?[比较])")
_A_MONTH_AGO = later("上(?:个?月|个?季度?|周|期|批)")
_WENT_OUT = later(f"[、,](?:{WITHDRAWN}|核销|注销|转出|减少|关停)\\d")


def is_otherwise(
    reading: TextReading, one: Finding, stated: TextFigure, holding: Iterable[Finding]
) -> bool:
    """Whether a change is of what came in only, or words give it other ends and it holds."""
    if one.kind is not RelationKind.DIFFERENCE:
        return False
    if _is_flow(reading, stated) or _is_of_other_time(one, stated):
        return True
    if _is_without_others(reading, one, stated):
        return True
    ours = {f.start for f in one.operands}
    for other in holding:
        theirs = {f.start for f in other.operands}
        same = other.kind is one.kind and other.verdict is RelationVerdict.HOLDS
        if same and len(theirs) > 1 and theirs != ours:
            return True
    return False


def _is_without_others(reading: TextReading, one: Finding, stated: TextFigure) -> bool:
    """提出71个，已销号45个，未销号21个…；另有无法办理的5个: what else is neither is told behind."""
    if one.computed is None or stated.role not in COUNTABLE or one.computed <= stated.value:
        return False
    behind = reading.figures[stated.order + 1 : stated.order + _OTHERS]
    return any(
        f.sentence == stated.sentence
        and f.dimension == stated.dimension
        and f.value == one.computed - stated.value
        and _BESIDES.search(f.lead)
        for f in behind
    )


def _is_of_other_time(one: Finding, stated: TextFigure) -> bool:
    """本月66个，上月58个，同比增长8.2%: what is since last year is not since last month.

    下降7.1%（去年同期增长9.4%），降幅比1—5月收窄4.2个百分点: nor is what is since a month of this
    year since the last.
    """
    said = [f.lead for f in one.operands]
    if not _SINCE_A_YEAR.search(stated.lead):
        since = _SINCE_A_MONTH.search(stated.lead)
        return since is not None and any(_A_YEAR_AGO.match(lead) for lead in said)
    return any(_A_MONTH_AGO.search(lead) for lead in said) and not any(
        _SINCE_A_YEAR.search(lead) for lead in said
    )


def _is_flow(reading: TextReading, stated: TextFigure) -> bool:
    """新增34个、调出15个: what came in, of which what went out is still to be taken."""
    return "增" in stated.lead and _WENT_OUT.match(reading.text, stated.end) is not None
