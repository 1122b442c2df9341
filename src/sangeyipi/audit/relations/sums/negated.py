"""What is done and what is not, side by side, and all of it: 市级40项，…，开复工38项，未开复工2项.

The two leave nothing out, whatever stands between them and the count before them in their row.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, is_slip_of_parts, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, WITHDRAWN
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "县级52项（新建31项，续建21项），计划投资46.8亿元，开复工47项，未开复工5项，开复工率90.4%。",
        "holds 47 + 5 = 52",
    ),
    (
        "县级52项（新建31项，续建21项），计划投资46.8亿元，开复工47项，未开复工6项，开复工率90.4%。",
        "wrong 47 + 6 = 52",
    ),
    (
        "规划加固堤坝5280座，完工5147座，完工率97.5%，未完工13座。",
        "wrong 5147 + 13 = 5280",
    ),
)
_NOT = re.compile("(?:尚?未|没有)([\u4e00-\u9fff]{2,6}?)(?:的|共|有){0,2}$")
_ROW = later("[;。\n]")
_ELSE = later(f"{ALSO}|{WITHDRAWN}|调整|暂缓|其[余他它]")
_MOST, _BEHIND = 8, 24
#: 座, 户 and 件 as well.
_COUNTED = (Role.COUNT, Role.QUANTITY)


def negated(reading: TextReading) -> Iterator[Finding]:
    """Every pair of what is done and what is not, with the count of all before it."""
    for last in reading.figures:
        if last.role not in _COUNTED or last.hedge or last.order < 2:
            continue
        said = _NOT.search(last.lead)
        if said is None or change_of(last.lead) or is_past(last.lead):
            continue
        before = list(_before(reading, last))
        if len(before) < 2:
            continue
        first, total = before[:2]
        done = first.lead.rstrip("的共有")
        if not done.endswith(said[1]) or re.search("[未没应拟]|计划", done) or first.hedge:
            continue
        # 开工52项，其中提前开工47项: of which these are, is another question.
        if said[1] in total.lead or total.hedge or max(first.value, last.value) >= total.value:
            continue
        window = Window(total, [first, last])
        # Of three side by side `remainders` says what is left.
        apart = last.order - total.order > _TWO
        sure = apart and (near(window) or _has_lost(window) or is_slip_of_parts(window))
        if window.verdict in GOOD or (sure and not _has_more(reading, total, last)):
            yield summed(window, None)


def _has_lost(window: Window) -> bool:
    """Whether the last part lacks one of the digits of what is left."""
    total, (first, last) = window
    left, printed = f"{(total.value - first.value) / last.scale:f}", f"{last.printed:f}"
    if len(left) != len(printed) + 1 or len(printed) < _TWO:
        return False
    return any(left[:n] + left[n + 1 :] == printed for n in range(len(left)))


_TWO = 2


def _has_more(reading: TextReading, total: TextFigure, last: TextFigure) -> bool:
    """Whether something is neither: 另1项取消."""
    return _ELSE.search(reading.text, total.end, last.end + _BEHIND) is not None


def _before(reading: TextReading, last: TextFigure) -> Iterator[TextFigure]:
    """The counts before a figure in its row, the nearest first, in brackets only where it is."""
    at = last
    for f in reversed(reading.figures[max(0, last.order - _MOST) : last.order]):
        if f.sentence != last.sentence or _ROW.search(reading.text, f.end, at.start):
            return
        at = f
        if f.role in _COUNTED and f.inner is last.inner and f.dimension == last.dimension:
            yield f
