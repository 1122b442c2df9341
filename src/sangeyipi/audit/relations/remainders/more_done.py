"""More put right than was found: 发现隐患32条，已整改70条.

Told only where the two stand side by side, of one unit, and nothing says that older ones, or
others, are among them.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("检查企业9家，发现一般隐患26条、已整改隐患60条、限期整改26条。", "wrong 26 = 60"),
    ("收到投诉48件，已办结84件。", "wrong 48 = 84"),
)
_FOUND = later("(?:发现|查出|排查出?|检查出|收到|受理|接到|交办|转办|提出)[^,。;、\\d]{0,8}$")
_DONE = later(
    "^[,、;]?(?:目前|现|其中)?(?:已经?)(?:完成|全部)?(?:整改|办结|整治|销号|处置|消除|解决)[^,。;、\\d]{0,6}$"
)
_OTHERS = later(f"累计|历年|{LAST_YEAR}|结转|往年|含|包括|遗留|前期|同期|此前|以前")
_BEFORE = 60


def more_done(reading: TextReading) -> Iterator[Finding]:
    """Every count of what was found with one of what was done about it that is larger."""
    for one in reading.figures:
        # A look at the value first: hardly any is larger than the one before it.
        before = reading.figures[one.order - 1] if one.order else one
        if one.value > before.value and _is_meant(reading, before, one):
            said = f"发现 {before.text}，已整改的倒有 {one.text}"
            remedy = "做完的不会比发现的多，核对这两个数；含以前遗留的，写明"
            yield Finding(
                RelationVerdict.WRONG,
                RelationKind.STATE,
                said,
                f"{before.printed:f}",
                before.value,
                one,
                (before,),
                remedy,
            )


def _is_meant(reading: TextReading, before: TextFigure, one: TextFigure) -> bool:
    if one.role not in COUNTABLE or one.role is Role.MONEY or one.hedge or before.hedge:
        return False
    if (one.unit, one.sentence, one.inner) != (before.unit, before.sentence, before.inner):
        return False
    if not _FOUND.search(before.lead) or not _DONE.match(one.lead):
        return False
    first = reading.figures[before.order - 1] if before.order else before
    alike = (first.unit, first.sentence) == (before.unit, before.sentence) and first is not before
    if alike and first.value + before.value >= one.value:
        # 市级交办18个、县级交办47个，已解决51个: of both.
        return False
    said = re.split("[。;\n]", reading.text[max(0, before.start - _BEFORE) : one.end])[-1]
    tail = reading.text[one.end : one.end + _BEFORE // 4]
    return not _OTHERS.search(said) and not _OTHERS.search(re.split("[,。;\n]", tail)[0])
