"""The average of all, behind those of each kind: 甲类平均106.3亩，乙类平均40.2亩，全部平均63.5亩.

What each kind has and how many there are of it stand before; all of them together is their sum by
theirs, and the mean of the averages only where there are as many of each.  Told wrong where that
mean is printed, or a slip of what it should be.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.averages.stated_averages import divided
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_UP
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "报批项目34个2160亩，其中省级12个1275.6亩，市县22个884.4亩。平均每个省级项目106.3亩，"
        "市县项目40.2亩，全部项目平均73.3亩。",
        "wrong 2160 / 34 = 73.3",
    ),
    (
        "报批项目34个2160亩，其中省级12个1275.6亩，市县22个884.4亩。平均每个省级项目106.3亩，"
        "市县项目40.2亩，全部项目平均63.5亩。",
        "holds 2160 / 34 = 63.5",
    ),
)
_ALL = later(
    f"[,;、]?(?:全部|所有|总体|整体|综合|{ADDED_UP}|{WHOLE_REGION}|[两二三四][类项者级]|各类)[^,。;:、\\d]{{0,8}}?"
    "(?:平均|[户人亩项个宗件]均)[^,。;:、\\d]{0,6}"
)
_AVERAGE = later("均")
_LEAST, _MOST, _DIGITS = 2, 6, 3


def mean_of_means(around: Surroundings, one: TextFigure) -> Finding | None:
    """What all have on average, by what each kind has and how many there are of it."""
    if not is_plain(one) or not one.printed or _ALL.fullmatch(one.lead) is None:
        return None
    averages = _averages(around, one)
    if len(one.digits) < _DIGITS or len(averages) < _LEAST:
        return None
    pairs = _pairs(around, averages)
    if len(pairs) != len(averages):
        return None
    total = _sum(around, [total for total, _ in pairs], averages[0])
    count = _sum(around, [count for _, count in pairs], averages[0])
    if total is None or count is None:
        return None
    found = divided(total, count, one)
    if found.verdict in GOOD:
        return found
    many = Decimal(len(averages))
    mean = EXACT.divide(sum((f.value for f in averages), Decimal(0)), many)
    if one.as_printed(mean) == one.as_printed(one.value):
        return found._replace(why=Why("像是把几个平均数又平均了，应用总数除以总个数"))
    return found if found.computed and is_slip(found.computed, one) else None


def _averages(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    """Those of each kind, side by side right before, from the first that is called one."""
    found: list[TextFigure] = []
    for f in reversed(around.reading.figures[max(0, one.order - _MOST) : one.order]):
        alike = (f.role, f.dimension, f.sentence) == (one.role, one.dimension, one.sentence)
        if not alike or not is_plain(f):
            break
        found.insert(0, f)
    called = next((n for n, f in enumerate(found) if _AVERAGE.search(f.lead)), len(found))
    return found[called:]


def _pairs(
    around: Surroundings, averages: Sequence[TextFigure]
) -> list[tuple[TextFigure, TextFigure]]:
    """What each kind has and how many there are of it, in the order of the averages."""
    first = averages[0]
    found: list[tuple[TextFigure, TextFigure]] = []
    before = iter(pairwise(around.reading.paragraph_before(first)))
    for average in averages:
        for one, other in before:
            total, count = (other, one) if other.dimension == first.dimension else (one, other)
            if _is_pair(total, count, average):
                found.append((total, count))
                break
    return found


def _is_pair(total: TextFigure, count: TextFigure, average: TextFigure) -> bool:
    alike = total.dimension == average.dimension and total.role is average.role
    if not alike or count.role not in COUNTABLE or count.dimension == total.dimension:
        return False
    if count.role is Role.MONEY or not (is_plain(total) and is_plain(count)) or count.value <= 1:
        return False
    return total.sentence == count.sentence and divided(total, count, average).verdict in GOOD


def _sum(
    around: Surroundings, parts: Sequence[TextFigure], before: TextFigure
) -> TextFigure | None:
    """What the parts come to, where the paragraph says it."""
    value = sum((f.value for f in parts), Decimal(0))
    every = around.reading.paragraph_before(before)
    return next(
        (
            f
            for f in every
            if f.value == value and f.dimension == parts[0].dimension and is_plain(f)
        ),
        None,
    )
