"""Growth of a difference printed beside it and either end: 比上年增产1.84万吨，增长2.2%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import at, enough, one_in
from sangeyipi.audit.judging.finding import GOOD, Finding, judged, said_in
from sangeyipi.audit.relations.changes.said_change import OLD, SaidChange
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.rounding import EXACT, cut_off, half_up

EXAMPLES = (
    (
        "公共预算收入12.86亿元，同比增长8.2%，增收0.97亿元。",
        "holds 0.97 / (12.86 - 0.97) * 100 = 8.2",
    ),
    (
        "完成5318万元，为全年预算13450万元的39.5%，比上年同期7406万元减收2088万元，增长28.2%。",
        "wrong -2088 / 7406 * 100 = 28.2",
    ),
    (
        "发生事故41起，死亡29人，受伤18人，与去年同期相比，事故减少7起，下降14.58%；"
        "受伤人数减少5人，下降21.73%。",
        "wrong 5 / (18 + 5) * 100 = 21.73",
    ),
)
#: How near 增长2.2% stands to the difference that it is of.
_BESIDE = 12
#: How far growth lies apart, at least.
GROWTH_SPREAD = Decimal(50)


def growth_of_difference(
    around: Surroundings, one: TextFigure, change: SaidChange, strict: int
) -> Finding | None:
    """比上年增产1.84万吨，增长2.2%: of the difference and either end."""
    figures = around.reading.figures
    if one.role is not Role.PERCENT:
        return None
    beside = (figures[n] for n in (one.order - 1, one.order + 1) if 0 <= n < len(figures))
    diff = next((f for f in beside if _is_difference(f, one)), None)
    if diff is None:
        return None
    tried = sorted(
        (around.far(one, f) - 2 * around.alike(diff, f), f.order)
        for f in around.near(one)
        if f is not diff and f.role is diff.role and f.dimension == diff.dimension and f.printed
    )
    for rank, (cost, order) in enumerate(tried, 1):
        for found, room in _by_difference(one, diff, figures[order], change.down):
            value = found.computed or one.value
            reach, spread = (value - room, value + room), max(GROWTH_SPREAD, 2 * one.value)
            odds = one_in(one, reach, spread, found.verdict)
            if enough(odds, 2 * rank, at(cost, change.of * strict)):
                return found
    return None


def cut_growth(around: Surroundings, one: TextFigure) -> Finding | None:
    """减少8起，下降17.77%, of 37起 a sentence before: what has changed, to the digit, were the per
    cent cut off.

    The difference stands right before it, so that few figures can be what has changed: of two
    decimals one in thousands is that near by chance.
    """
    if one.role is not Role.PERCENT or one.hedge or not one.places or not one.order:
        return None
    diff = around.reading.figures[one.order - 1]
    word, more = growth_of(one.lead), change_of(diff.lead)
    if word is None or more is None or diff.half or diff.hedge or not _is_difference(diff, one):
        return None
    down = DOWN.search(more[1]) is not None
    if (DOWN.search(word[1]) is not None) is not down:
        return None
    ends = [
        f
        for f in around.near(one, ahead=0)
        if f.role is diff.role and f.unit == diff.unit and f is not diff
        if f.printed and not (f.half or f.hedge or f.inner or change_of(f.lead))
    ]
    ends.sort(key=lambda f: (around.far(one, f) - 2 * around.alike(diff, f), f.order))
    for rank, end in enumerate(ends, 1):
        if rank * _RARE > 10 ** sum(each.isdigit() for each in f"{one.printed:f}"):
            return None
        past = is_past(end.lead)
        base = end.value if past else end.value + diff.value * (1 if down else -1)
        value = EXACT.divide(diff.value * 100, base) if base > 0 else base
        if value > 0 and half_up(value, one.places) == one.printed:
            return None
        if value > 0 and cut_off(value, one.places) == one.printed:
            of = end.printed if past else f"({end.printed} {'+' if down else '-'} {diff.printed})"
            text = f"{diff.printed:f} / {of} * 100"
            return judge(one, value, (value, value), text, (end, diff))
    return None


#: Of so many digits one in so many is cut off of another pair by chance.
_RARE = 200


def _is_difference(diff: TextFigure, one: TextFigure) -> bool:
    """Whether a figure right beside a growth is by how much: 增长8.2%，增收0.97亿元."""
    near = max(one.start - diff.end, diff.start - one.end) <= _BESIDE
    if diff.role not in COUNTABLE or not diff.printed or diff.sentence != one.sentence:
        return False
    behind = diff.order > one.order
    return near and change_of(diff.lead) is not None and not (behind and OLD.search(diff.lead))


def _by_difference(
    one: TextFigure, diff: TextFigure, end: TextFigure, down: bool
) -> Iterator[tuple[Finding, Decimal]]:
    """A difference in per cent of an old figure, or of what a new one was before it, if it is."""
    bases = (
        (end.value, end.half),
        (end.value + diff.value * (1 if down else -1), end.half + diff.half),
    )
    for base, half in bases[0 if is_past(end.lead) else 1 :]:
        if base > half:
            value = EXACT.divide(diff.value * 100, base)
            low, high = diff.interval
            reach = EXACT.divide(low * 100, base + half), EXACT.divide(high * 100, base - half)
            # What is told of a contradiction takes long to say, and nobody asks for it.
            if judged(value, reach, one) in GOOD:
                by, said = said_in(diff.value, diff), said_in(end.value, diff)
                if base != end.value:
                    said = f"({said} {'+' if down else '-'} {by})"
                text, room = f"{by} / {said} * 100", (reach[1] - reach[0]) / 2
                if _is_turned(diff, down):
                    # 8958万元减收2736万元，增长30.5%: so much it has fallen.
                    value, reach, text = -value, (-reach[1], -reach[0]), f"-{text}"
                yield judge(one, value, reach, text, (end, diff)), room


def _is_turned(diff: TextFigure, down: bool) -> bool:
    """Whether a difference says plainly that it goes the other way than the growth beside it."""
    said = _PLAINLY.search(diff.lead)
    return said is not None and (DOWN.search(said[1]) is not None) is not down


#: 少增, 减亏, 收窄 go neither way.
_PLAINLY = re.compile("(?<![多少净同])(增收|增支|增加|增产|上升|减收|减支|减少|减产|下降)(?:了)?$")
