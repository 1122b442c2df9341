"""A whole whose parts stand in the bracket right behind it: 15个（制造业9个、基建4个、民生2个）.

A bracket that is one list from end to end leaves nothing out: its parts are all there are, unless
it says 其中 or 等.  Two parts prove nothing by themselves, but where another bracket there
comes out.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, near, slip, summed
from sangeyipi.audit.judging.completeness import (
    are_of_one_kind,
    complete,
    exclusive,
    is_exceeded,
    label_of,
)
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.whole_lists import are_each
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约11个（制造业7个、农业1个、服务业3个），开工15个（制造业9个、基建4个、民生3个）。",
        "wrong 9 + 4 + 3 = 15",
    ),
    ("投产项目8个（制造业6个、服务业2个），签约5个。", "holds 6 + 2 = 8"),
    (
        "计划总投资943亿元（三期分别为268亿元、251亿元、224亿元），预计年产值1126亿元。",
        "wrong 268 + 251 + 224 = 943",
    ),
    (
        "医药、食品、装备产业项目86个(医药项目31个,食品项目28个,装备项目29个)。",
        "wrong 31 + 28 + 29 = 86",
    ),
    ("第七期28个（其中签约4个、开工12个、投产11个）。", "wrong 4 + 12 + 11 = 28"),
    (
        "建设项目32项（省级7项、市级9项、县级16项），前期项目7项（市级2项、县级2项）。",
        "wrong 2 + 2 = 7",
    ),
    ("信访件共195件（来电61件、来信84件）。", "wrong 61 + 84 = 195"),
    ("在建11个（其中工业7个、农业1个、服务业2个）。", "incomplete 7 + 1 + 2 = 11"),
)
_BRACKET = re.compile(r"[^,。;、:()\d]{0,6}\(")
_OPEN = later("其中|包括|含")
_PARTIAL = later(f"等|主要|以上|以下|不含|{ALSO}|累计|同比|[上去]年")
_JOINED = later("[、,;]|和|及|与|以及")
_MOST, _LONG, _TWO = 12, 80, 2
_BATCHES = frozenset({"签约", "开工", "投产"})


def brackets(reading: TextReading) -> Iterator[Finding]:
    """Every whole with the list in its bracket."""
    #: By sentence, and the names that its lists divide by.
    proven: dict[int, set[str]] = {}
    open_: list[Window] = []
    for one in reading.figures:
        window = _listed(reading, one) if one.role in COUNTABLE and not one.inner else None
        if window is None:
            continue
        if window.verdict in GOOD:
            proven.setdefault(one.sentence, set()).update(map(label_of, window.parts))
            yield summed(window, None)
        else:
            open_.append(window)
    for window in open_:
        sure = _closed(reading, window, proven.get(window.total.sentence))
        near = window.sum * 2 >= window.total.value
        if sure or near:
            yield summed(window, None if sure else RelationVerdict.INCOMPLETE)


def _listed(reading: TextReading, total: TextFigure) -> Window | None:
    """The figures that fill the bracket behind a whole, all of its kind."""
    opened = _BRACKET.match(reading.text, total.end)
    if opened is None:
        return None
    close = reading.text.find(")", opened.end(), opened.end() + _LONG)
    parts: list[TextFigure] = []
    for one in reading.figures[total.order + 1 : total.order + 1 + _MOST]:
        if close < 0 or one.start >= close:
            break
        if (one.role, one.dimension) != (total.role, total.dimension) or one.hedge:
            return None
        parts.append(one)
    if len(parts) < 2 or _PARTIAL.search(reading.text, opened.end(), close):
        return None
    if close - parts[-1].end > 2 or not _are_joined(reading, parts):
        return None
    return Window(total, parts)


def _are_joined(reading: TextReading, parts: list[TextFigure]) -> bool:
    """Whether a mark stands behind each part but the last."""
    return all(
        _JOINED.match(reading.text, one.end) or _JOINED.match(other.lead)
        for one, other in pairwise(parts)
    )


def _closed(reading: TextReading, window: Window, proven: set[str] | None) -> bool:
    """Whether nothing can be missing from a bracket, nor stand in it twice."""
    total, parts = window
    # 建设项目29项（省级7项、市级6项、县级16项），前期项目4项（市级2项、县级2项）: divided alike.
    alike = proven is not None and proven.issuperset(map(label_of, parts))
    if complete(total, parts) and slip(window):
        return True
    if max(f.value for f in parts) >= total.value:
        return alike and len(parts) == _TWO and are_of_one_kind(parts) and bool(slip(window))
    if window.sum > total.value and is_exceeded(parts):
        return near(window) and (len(parts) > _TWO or bool(slip(window)))
    said = reading.text[total.end : parts[0].start]
    if are_each(said, parts):
        return True
    two = len(parts) == _TWO and not _OPEN.search(said) and are_of_one_kind(parts)
    if two and not alike:
        # 来电61件、来信84件: nothing else is in the bracket, and it is off by a slip.
        return is_slip(window.sum, total)
    batches = {b for b in _BATCHES for f in parts if b in f.lead}
    if batches == _BATCHES and len(parts) == len(batches):
        return True
    if not exclusive(parts):
        return False
    if _OPEN.search(said) and total.role is Role.COUNT:
        return len(parts) > 2 and window.sum > total.value
    return (
        total.role is Role.COUNT
        and not _OPEN.search(said)
        and (len(parts) > 2 or proven is not None)
    )
