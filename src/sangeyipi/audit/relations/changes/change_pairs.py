"""Between which two figures a change may lie: of one kind, one of them of the past if any is."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from sangeyipi.audit.relations.changes.said_change import SaidChange, is_bracket
from sangeyipi.audit.text.around import NO_KIN, Kin, Surroundings, kinds
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (("本周新增审批36项，累计审批412项，上周累计376项。", "holds 412 - 376 = 36"),)
YEAR = re.compile("(20\\d\\d)年(?!底|末|初)")
_YEAR_REACH = 44

#: The new figure and the old one.
EndsPair = tuple[TextFigure, TextFigure]


def every_pair(
    around: Surroundings, one: TextFigure, change: SaidChange
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """Two figures of one kind, of which what is said to be of the past is the old one."""
    for kin in possible_ends(around, one, change):
        for now in kin:
            for old in kin:
                if now is not old and is_pair(around, one, now, old, change):
                    yield now, old


def is_pair(
    around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure, change: SaidChange
) -> bool:
    """Whether the old one is of the past if any is, and the larger of what is left comes first."""
    if change.left and now.value <= old.value:
        return False
    if change.now is not None and change.now is not now:
        return False
    if is_past(now.lead) and not is_past(old.lead):
        return False
    points = one.role is Role.POINTS
    return not (points and (is_earlier(around, old, now) or is_bracket(now, one)))


def is_earlier(around: Surroundings, now: TextFigure, old: TextFigure) -> bool:
    """而2021年为41.2%, beside a figure that is said to be of 2022."""
    before = YEAR.search(old.lead)
    text = around.reading.text
    if before is None or now.order > old.order:
        return False
    said = YEAR.findall(re.split("[。;\n]", text[max(0, now.start - _YEAR_REACH) : now.start])[-1])
    return bool(said) and int(said[-1]) == int(before[1]) + 1


def fitting_pairs(
    around: Surroundings, one: TextFigure, change: SaidChange
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """Those of `every_pair` that lie about so far apart the way that is said."""
    for kin in possible_ends(around, one, change):
        rising = sorted((f.exact[0], place) for place, f in enumerate(kin))
        widest = max(f.exact[1] for f in kin)
        found: list[tuple[int, int]] = []
        for number, old in enumerate(kin):
            least, most = _apart(one, old, widest)
            was = old.exact[0]
            if not change.left and change.down:
                least, most = -most, -least
            begin = bisect_left(rising, (was + least, -1))
            for value, place in rising[begin:]:
                if value > was + most:
                    break
                if place != number:
                    found.append((place, number))
        # In the order of `every_pair`, which decides between pairs that stand equally near.
        for place, number in sorted(found):
            now, old = kin[place], kin[number]
            if is_pair(around, one, now, old, change) and goes_as_said(one, now, old, change):
                yield now, old


def _apart(one: TextFigure, old: TextFigure, widest: int) -> tuple[int, int]:
    """From where to where, above or below an old figure, a new one may lie (`_may` says so)."""
    was, half = old.exact
    room = half + widest
    if one.role not in (Role.PERCENT, Role.TIMES):
        value, open_ = one.exact
        room += open_ + (value // 20 if one.hedge else 0)
        return max(0, value - room), value + room
    of, room = (100 if one.role is Role.PERCENT else 1), room * 200
    least, most = (int(end * was) for end in one.interval)
    return max(0, (least - 2 * room) // of - 1), (most + 2 * room) // of + 1


def possible_ends(
    around: Surroundings, one: TextFigure, change: SaidChange
) -> Iterable[list[TextFigure]]:
    """The figures that may be the ends, by what they count or measure."""
    if one.role in COUNTABLE:
        alike = around.once(_Ends).alike.get((one.role, one.dimension), NO_KIN)
        kin = alike.but(one, *around.span(one))
        # What is larger is the larger of the two.
        return [kin] if len(kin) > 1 and any(f.value >= one.value for f in kin) else []
    found: dict[str, list[TextFigure]] = {}
    ends = around.once(_Ends)
    every = ends.amounts if change.roles is COUNTABLE else ends.rates
    for f in every.but(one, *around.span(one)):
        found.setdefault(f.dimension, []).append(f)
    return [each for each in found.values() if len(each) > 1]


class _Ends:
    """What may be an end of a change; 比去年多80个 is itself a change, and no end of one."""

    def __init__(self, around: Surroundings) -> None:
        figures = [f for f in around.reading.figures if f.printed]
        amounts = [f for f in figures if f.role in COUNTABLE and not change_of(f.lead)]
        # 增长8% is what points lie between.
        self.rates = Kin(f for f in figures if f.role is Role.PERCENT)
        self.amounts = Kin(amounts)
        self.alike = kinds(amounts, lambda f: (f.role, f.dimension))


def goes_as_said(one: TextFigure, now: TextFigure, old: TextFigure, change: SaidChange) -> bool:
    """Whether they lie the way that is said, and of two ends one is as large as what changed."""
    if one.role in COUNTABLE and now.value < one.value and old.value < one.value:
        return False
    return change.left or (now.value < old.value) is change.down


def has_own_change(reading: TextReading, one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """204个，比去年的124个多80个；…216个，比去年多93个: the old has a change behind it."""
    behind = reading.figures[old.order + 1 : old.order + 2]
    after = behind[0] if behind else one
    if after is one or change_of(after.lead) is None:
        return False
    # 由124个到204个，增加80个、增长64.5%: of the same pair in another unit.
    if after.order > now.order and after.dimension != one.dimension:
        return False
    return not _PARTED.search(reading.text, old.end, after.start)


_PARTED = later("[,。;、\n]")


def is_apart(reading: TextReading, one: TextFigure, old: TextFigure) -> bool:
    """Whether a change is of another scope than what stands there, or of another year.

    同比增长9.6%（可比口径）; 去年同期93.1亿元（含已退库企业）.
    去年同期93.1亿元，增长9.8%，今年增长10.2%: the first is how much it had grown then.
    """
    if any(_SCOPE.match(reading.text, f.end) for f in (one, old)):
        return True
    then = _THEN.search(old.lead) is not None and old.order == one.order - 1
    return then and _NOW_TOO.match(reading.text, one.end) is not None


_SCOPE = later("\\((?:按|[^()\\d]{0,10}(?:口径|可比|含|剔除|扣除|不变价|现价|调整|修订))")
_THEN = later("[上去]年")
_NOW_TOO = later("[,;](?:而)?(?:今年|本年|本期|当年)[^,。;\\d]{0,6}(?:增|降|减|下)")
