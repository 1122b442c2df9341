"""Amounts of rows whose counts are all there are, and their whole by its name a sentence before.

开工项目283个。本月到位资金19.86亿元。新建88个，本月到位资金5.32亿元；续建195个，本月到位资金14.45亿元:
the counts come to a whole, so that no row is missing; the amount beside each has one name, and one
figure shortly before has that name, too.  Wrong only where two digits of one are crossed, or one of
the whole, if it has four, is another.
"""

from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, is_crossed, summed
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, slip_kind
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "开工项目283个。本月完成到位资金19.86亿元，其中省外7.93亿元。项目中，新建项目88个，本月到位资金5.32亿元；"
        "续建项目195个，本月到位资金14.45亿元。",
        "wrong 5.32 + 14.45 = 19.86",
    ),
    (
        "开工项目283个。本月完成到位资金29.77亿元，其中省外7.93亿元。项目中，新建项目88个，本月到位资金5.32亿元；"
        "续建项目195个，本月到位资金14.45亿元。",
        "wrong 5.32 + 14.45 = 29.77",
    ),
)
_FILLS = later("[,;:、。的共约已为达计]|完成|实现|其中|累计|项目")
_NAME, _BACK, _FAR = 4, 2, 24


def named_columns(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with those of amounts beside counts that come to a whole."""
    known = {
        one.stated.start
        for one in found
        if one.stated is not None and one.kind is RelationKind.SUM
        if one.verdict in GOOD or one.verdict is RelationVerdict.WRONG
    }
    more: list[Finding] = []
    for window in _windows(around, found):
        if window.total.start not in known and (window.verdict in GOOD or _is_slip(window)):
            known.add(window.total.start)
            more.append(summed(window, None))
    return [*found, *more]


def _is_slip(window: Window) -> bool:
    one_digit = slip_kind(window.sum, window.total) in OF_ONE_DIGIT
    return is_crossed(window) or (one_digit and len(window.total.digits) >= _NAME)


def _windows(around: Surroundings, found: Sequence[Finding]) -> Iterator[Window]:
    for one in found:
        counts = one.operands
        if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.HOLDS:
            continue
        if len(counts) <= 1 or any(f.role is not Role.COUNT or f.inner for f in counts):
            continue
        if not all(map(around.knows, counts)):
            continue
        column = [_beside(around, f) for f in counts]
        parts = [f for f in column if f is not None]
        if len(parts) == len(counts):
            whole = _whole(around, parts)
            if whole is not None:
                yield Window(whole, parts)


def _beside(around: Surroundings, count: TextFigure) -> TextFigure | None:
    """The amount right behind a count."""
    figures = around.reading.figures
    if count.order + 1 >= len(figures):
        return None
    one = figures[count.order + 1]
    plain = one.role is Role.MONEY and one.sentence == count.sentence and not one.inner
    return one if plain and not one.hedge else None


def _whole(around: Surroundings, parts: list[TextFigure]) -> TextFigure | None:
    """The one amount of their name in the sentences before."""
    names = {_called(f) for f in parts}
    name = names.pop()
    if names or len(name) < _NAME or len({f.sentence for f in parts}) > 1:
        return None
    first = parts[0]
    begin = max(0, first.order - 1 - _FAR)
    called = [
        f
        for f in around.reading.figures[begin : first.order - 1]
        if f.role is Role.MONEY and f.paragraph == first.paragraph and _called(f) == name
    ]
    if len(called) != 1 or not 0 < first.sentence - called[0].sentence <= _BACK:
        return None
    whole = called[0]
    lead = around.lead(whole)
    plain = not (change_of(lead) or is_past(lead) or PLAN.search(lead))
    return whole if plain and not (whole.hedge or whole.inner) else None


def _called(one: TextFigure) -> str:
    return _FILLS.sub("", one.lead)
