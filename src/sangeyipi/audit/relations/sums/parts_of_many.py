"""More of them than there are: 36个项目中，已开工51个.

Told only of a count that opens its clause as the whole of what is said behind (N个项目中), and of
the first count behind it, of the same unit and of a stage that projects come to.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.relations.sums.bands import too_large
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("有债券支出任务的36个项目中，51个已开工，12个正在办理施工许可。", "wrong 51 = 36"),
    ("2个未开工项目中，3个受用地制约。", "wrong 3 = 2"),
    ("23个续建项目中，已竣工32个。", "wrong 32 = 23"),
)
#: 个项目中, 项重点任务里: what the whole is opened with.
_OPENS = re.compile("[^,。;:、\\d()]{0,12}(?<!其)[中里],?")
_STAGE = "(?:[开动竣完复停]工|投产|完成|建成|达效|达产|入库|履约|落地|在建|办结|整改|签约|验收)"
_BEHIND = re.compile(f"(?:(?:全部|均)?(?:已经?|正在|尚未|未|实现|完成)|项目?(?:已|未)|{_STAGE})")
_BEFORE = re.compile(
    f",?(?:目前|现|有|已经?|实现|未|尚未|如期|按期|顺利|全部)*{_STAGE}?(?:项目)?(?:达|有)?"
)
#: What is counted behind is something else, or of more than those.
_OTHERS = later(f"每|平均|子项|分项|标段|涉及|覆盖|带动|{ALSO}|[上去前]年|结转|以来|批次")


def parts_of_many(reading: TextReading) -> Iterator[Finding]:
    """Every count behind such a whole that is larger."""
    for one in reading.figures:
        # A look at the value first: hardly any is larger than the one before it.
        whole = reading.figures[one.order - 1] if one.order else one
        if one.role is Role.COUNT and one.value > whole.value and _is_of(reading, whole, one):
            yield too_large(whole, one)


def _is_of(reading: TextReading, whole: TextFigure, one: TextFigure) -> bool:
    if whole.role is not Role.COUNT or not (is_plain(whole) and is_plain(one)):
        return False
    if (whole.sentence, whole.unit_alone()) != (one.sentence, one.unit_alone()):
        return False
    between = reading.text[whole.end : one.start]
    opened = _OPENS.match(between)
    if opened is None or _OTHERS.search(between):
        return False
    before, behind = between[opened.end() :], reading.text[one.end : one.end + _AHEAD]
    said = _BEFORE.fullmatch(before) is not None
    if before in ("", ",") and _WHY.match(behind) and _THINGS.search(opened[0]):
        return True
    return said and (_BEHIND.match(behind) is not None or re.search(_STAGE, before) is not None)


_WHY, _THINGS = later("(?:项目)?(?:受|因|卡在|属于)"), later("项目|工程|问题|事项")
_AHEAD = 8
