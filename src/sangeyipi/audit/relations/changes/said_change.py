"""What the words at a figure say that it is a change of, and which way it goes.

Growth in per cent and in times, points between two rates, what is more, less or left.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.evidence import CUED, MADE_UP
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.comparison import compared_figure
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_given
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import PAST
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("排查31个，已复工19个；尚未复工的12个。", "holds 31 - 19 = 12"),
    ("支出进度为47.6%，超序时进度（50%）2.4个百分点。", "wrong 47.6 - 50 = 2.4"),
)
OLD = re.compile(f"{PAST}|原|由|从|[比较]|底|末")
_PACE_REACH = 16
_PACE = later("超|欠|快于|慢于|落后|滞后|高于|低于")
_CLAUSE = later("[,。;:\n()]")
_LEFT = re.compile(
    "(?:剩余|剩下|其余|余下|还有|尚有|仍有|还剩|尚|仍|未|差|缺口|缺|空缺|短缺|结余|净|退出|剔除|扣除|除去|相差|差距|差额|超额|超出|超)"
)
_ANY = re.compile("增|减|多|少|升|降|提高|回落|结转|净")
#: 看差的企业 are behind nobody.
THAN = re.compile("高于|低于|快于|慢于|高出|低出|落后|领先|相差|差距|差(?!的)")
_SURELY_LEFT = re.compile("剩余|剩下|其余|余下|还有|尚有|仍有|还剩|尚未|仍未|还未|差额|缺口")


class SaidChange(NamedTuple):
    """What a word says has changed: of which kinds its ends are, and whether it fell."""

    roles: tuple[Role, ...]
    down: bool
    #: 尚有7个: what is left has no direction; the larger comes first.
    left: bool
    #: Of how many hits one may be by chance.
    of: int = CUED
    #: 增长21.7%，高于全社会增速5.3个百分点: the one that words without a subject go on of is now.
    now: TextFigure | None = None


def said_change(
    around: Surroundings, one: TextFigure, *, surely: bool = False
) -> SaidChange | None:
    """What the words at a figure say that it is a change of; None where they say none."""
    if not one.printed:
        return None
    said = around.lead(one)
    if one.role in (Role.PERCENT, Role.TIMES):
        word = growth_of(said)
        return SaidChange(COUNTABLE, DOWN.search(word[1]) is not None, left=False) if word else None
    change = change_of(said)
    if one.role is Role.POINTS and is_given(said):
        # 拉动全市增长3.1个百分点: what it gave to a growth, no distance of two shares.
        return None
    if one.role is Role.POINTS:
        way = change or THAN.search(said) or _pace(around, one)
        down = way is not None and DOWN.search(way[0]) is not None
        now = compared_figure(around.reading, one)
        return SaidChange((Role.PERCENT,), down, left=way is None, now=now)
    if one.role not in COUNTABLE:
        return None
    if change is not None:
        return SaidChange((one.role,), DOWN.search(change[1]) is not None, left=False)
    at = one.lead + one.tail[:6]
    if _is_surely_left(at) if surely else _is_left(at):
        return SaidChange((one.role,), down=False, left=True)
    if not surely and _ANY.search(said):
        return SaidChange((one.role,), down=False, left=True, of=MADE_UP)
    return None


@lru_cache(maxsize=4096)
def _is_left(said: str) -> bool:
    return _LEFT.search(said) is not None


@lru_cache(maxsize=4096)
def _is_surely_left(said: str) -> bool:
    return _SURELY_LEFT.search(said) is not None


def _pace(around: Surroundings, one: TextFigure) -> "re.Match[str] | None":
    """超序时进度（50%）2.4个百分点: the word stands before the bracket right before the points."""
    before = around.reading.figures[one.order - 1] if one.order else one
    if not is_bracket(before, one):
        return None
    said = around.reading.text[max(0, before.start - _PACE_REACH) : before.start - 1]
    return _PACE.search(_CLAUSE.split(said)[-1])


def is_bracket(before: TextFigure, one: TextFigure) -> bool:
    """Whether a figure fills the bracket right before another."""
    return before.inner and not one.inner and one.start - before.end == 1


def told_change(
    one: TextFigure, now: TextFigure, old: TextFigure, change: SaidChange
) -> Finding | None:
    """What is told of two figures as the ends of a change; None where there is nothing to tell."""
    if one.role in (Role.PERCENT, Role.TIMES):
        return grown(one, now, old, -1 if change.down else 1)
    return of_two(one, now, old, change.down)
