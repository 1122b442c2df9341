"""Changes in whatever words: of all figures around a change two that it lies between.

Growth in per cent and in times, points between two rates, differences of pieces and amounts.  The
word at the change says which way it goes, so that a pair fits one way only.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from math import isqrt
from operator import itemgetter
from typing import NamedTuple

from sangeyipi.audit.judging.changed import grown, judge, of_two
from sangeyipi.audit.judging.evidence import (
    CUED,
    MADE_UP,
    at,
    at_most,
    enough,
    is_early,
    is_slip,
    one_in,
)
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict, judged, said_in
from sangeyipi.audit.relations.changes.beyond_plan import is_beyond_plan
from sangeyipi.audit.relations.changes.schedule import is_of_schedule
from sangeyipi.audit.text.around import MOST_ALIKE, NEAREST, NO_KIN, Kin, Surroundings, kinds
from sangeyipi.audit.text.comparison import compared_figure
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import DOWN, PLAN, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "比第一名低31.1和33.5个百分点，第一名为102.4%，西区为71.3%，东区为68.9%。",
        "holds 102.4 - 68.9 = 33.5",
    ),
    ("排查31个，已复工19个；尚未复工的12个。", "holds 31 - 19 = 12"),
    ("本周新增审批36项，累计审批412项，上周累计376项。", "holds 412 - 376 = 36"),
    (
        "贷款需求34.6亿元，对接成功26.3亿元，对接成功率76%，缺口9.3亿元。",
        "wrong 34.6 - 26.3 = 9.3",
    ),
    ("支出进度为47.6%，超序时进度（50%）2.4个百分点。", "wrong 47.6 - 50 = 2.4"),
    (
        "2022年，占比为38.9%，而2021年为41.2%，比上年提高2.3个百分点。",
        "wrong 38.9 - 41.2 = 2.3",
    ),
    (
        "公共预算收入12.86亿元，同比增长8.2%，增收0.97亿元。",
        "holds 0.97 / (12.86 - 0.97) * 100 = 8.2",
    ),
    (
        "粮食总产量58.74万吨，比上年增产1.43万吨，增长2.5%（上年为57.31万吨）。",
        "holds (58.74 - 57.31) / 57.31 * 100 = 2.5",
    ),
)
_OLD = re.compile("[上去前]年|同期|上月|上季|上期|上周|上批|年初|原|由|从|[比较]|底|末")
_DUE = re.compile("计划|目标|任务|预算")
_YEAR = re.compile("(20\\d\\d)年(?!底|末|初)")
_YEAR_REACH, _PACE_REACH = 44, 16
_PACE = re.compile("超|欠|快于|慢于|落后|滞后|高于|低于")
_CLAUSE = re.compile("[,。;:\n()]")
_LEFT = re.compile(
    "(?:剩余|剩下|其余|余下|还有|尚有|仍有|还剩|尚|仍|未|差|缺口|缺|空缺|短缺|结余|净|退出|剔除|扣除|除去|相差|差距|差额|超额|超出|超)"
)
_ANY = re.compile("增|减|多|少|升|降|提高|回落|结转|净")
_THAN = re.compile("高于|低于|快于|慢于|高出|低出|落后|领先|相差|差距|差")
_THAN_IT = re.compile("(?<![同环占对])[比较][^,。;]{1,12}的$")
_SURELY_LEFT = re.compile("剩余|剩下|其余|余下|还有|尚有|仍有|还剩|尚未|仍未|还未|差额|缺口")
#: How near the likeliest pair stands, how much nearer than the next; and as if there were none.
_NEAR, _MARGIN, _ALONE = 6, 2, 5
#: Figures side by side are alike: small differences are the most frequent.
_DIFFERENCES = 10
#: How near 增长2.2% stands to the difference that it is of.
_BESIDE = 12
#: Of more pairs that fit the likeliest are told apart first, by those of so many ends at most.
_MANY, _FEW = 16, 8
#: More than any two pairs differ in what they cost.
_FARTHER = 1000
_POINTS_SPREAD, _GROWTH_SPREAD = Decimal(20), Decimal(50)


def surely(around: Surroundings, one: TextFigure, strict: int) -> Finding | None:
    """Two figures that a change would hardly lie between by chance."""
    return any_change(around, one, strict)


def any_change(around: Surroundings, one: TextFigure, strict: int = 1) -> Finding | None:
    """The likeliest two figures that a change may lie between."""
    change = _change_of(around, one)
    if change is None:
        return None
    found = _best(around, one, change, strict)
    if found is not None and found.verdict is RelationVerdict.ROUNDING and one.role is Role.POINTS:
        # Two that are meant and fit to the digit, but the other way round, are nearer the truth.
        turned = slipped_change(around, one)
        if turned is not None and turned.computed is not None and turned.computed < 0:
            return turned
    return found or _of_difference(around, one, change, strict)


_Pair = tuple[TextFigure, TextFigure]


class _Change(NamedTuple):
    """What a word says has changed: of which kinds its ends are, and whether it fell."""

    roles: tuple[Role, ...]
    down: bool
    #: 尚有7个: what is left has no direction; the larger comes first.
    left: bool
    #: Of how many hits one may be by chance.
    of: int = CUED
    #: 增长21.7%，高于全社会增速5.3个百分点: the one that words without a subject go on of is now.
    now: TextFigure | None = None


def _change_of(around: Surroundings, one: TextFigure, *, surely: bool = False) -> _Change | None:
    """What the words at a figure say that it is a change of; None where they say none."""
    if not one.printed:
        return None
    said = around.lead(one)
    if one.role in (Role.PERCENT, Role.TIMES):
        word = growth_of(said)
        return _Change(COUNTABLE, DOWN.search(word[1]) is not None, left=False) if word else None
    change = change_of(said)
    if one.role is Role.POINTS and "拉动" in said:
        # 拉动全市增长3.1个百分点: what it gave to a growth, no distance of two shares.
        return None
    if one.role is Role.POINTS:
        way = change or _THAN.search(said) or _pace(around, one)
        down = way is not None and DOWN.search(way[0]) is not None
        now = compared_figure(around.reading, one)
        return _Change((Role.PERCENT,), down, left=way is None, now=now)
    if one.role not in COUNTABLE:
        return None
    if change is not None:
        return _Change((one.role,), DOWN.search(change[1]) is not None, left=False)
    at = one.lead + one.tail[:6]
    if _is_surely_left(at) if surely else _is_left(at):
        return _Change((one.role,), down=False, left=True)
    if not surely and _ANY.search(said):
        return _Change((one.role,), down=False, left=True, of=MADE_UP)
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
    if not _is_bracket(before, one):
        return None
    said = around.reading.text[max(0, before.start - _PACE_REACH) : before.start - 1]
    return _PACE.search(_CLAUSE.split(said)[-1])


def _is_bracket(before: TextFigure, one: TextFigure) -> bool:
    """Whether a figure fills the bracket right before another."""
    return before.inner and not one.inner and one.start - before.end == 1


def slipped_change(around: Surroundings, one: TextFigure) -> Finding | None:
    """A change that no pair comes to, but the likeliest by its words would, but for a slip."""
    change = None if one.hedge else _change_of(around, one, surely=True)
    if change is None or one.role is Role.TIMES:
        return None
    if change.left and ("另有" in one.lead or "含" in one.tail):
        # 另有其余14个为储备项目, 结余25亿元含上年结转: more than what is left.
        return None
    if not change.left and not any(_is_old_end(around, one, f) for f in around.near(one)):
        return None
    if change.now is not None:
        # 高于全省平均2.4个百分点: of what is called so and of nothing else (`against_named`).
        return None
    said = around.lead(one) if one.role is Role.POINTS else ""
    if is_of_schedule(said) or is_beyond_plan(said):
        # 超序时进度9.9个百分点 is of the months that have passed.
        return None
    pairs = [
        (now, old)
        for now, old in _near_pairs(around, one, change)
        if _is_near(one, now, old) and _is_pair(around, one, now, old, change)
    ]
    tried = _likeliest_built(around, one, change, pairs)
    if not tried or tried[0][0] > _NEAR:
        return None
    # The same two the other way round are no rivals.
    rivals = [each[0] for each in tried if {*each[1:]} != {*tried[0][1:]}]
    margin = rivals[0] - tried[0][0] if rivals else _ALONE
    now, old = around.reading.figures[tried[0][1]], around.reading.figures[tried[0][2]]
    if margin < _MARGIN or now.hedge or old.hedge:
        return None
    found = _told(one, now, old, change)
    if found is None or found.computed is None or found.verdict is not RelationVerdict.WRONG:
        return None
    turned = half_up(one.said(-found.computed), one.places) == one.printed
    meant = margin >= _ALONE and one.role is not Role.PERCENT and found.computed > 0
    return found if turned or meant or is_slip(found.computed, one) else None


def _likeliest_built(
    around: Surroundings, one: TextFigure, change: _Change, pairs: "list[_Pair]"
) -> list[tuple[int, int, int]]:
    """The cost and the orders of the pairs that `_is_built` lets pass, the least first.

    Of many no more are looked at than it takes to know the first, and what may be its rival.
    """
    alone = change.left and _is_alone(around, one)
    if len(pairs) <= _MANY:
        return sorted(
            (_cost(around, one, now, old), now.order, old.order)
            for now, old in pairs
            if _is_built(around, one, now, old, change, alone)
        )
    found: list[tuple[int, int, int]] = []
    weights = _weights(around, one, change)
    costs = (each for kin in weights for each in kin.of_pairs(pairs, _NEAR + _ALONE))
    for cost, now, old in sorted(costs, key=lambda each: (each[0], each[1].order, each[2].order)):
        if found and (cost - found[0][0] >= _ALONE or {*found[0][1:]} != {*found[-1][1:]}):
            break
        if _is_built(around, one, now, old, change, alone):
            found.append((cost, now.order, old.order))
    return found


def _is_alone(around: Surroundings, one: TextFigure) -> bool:
    """Whether there are just two figures that something may be left of."""
    return sum(1 for f in around.near(one) if f.dimension == one.dimension) == 2


def _near_pairs(
    around: Surroundings, one: TextFigure, change: _Change
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """All two of one kind that `_is_near` lets pass, and few more, in no order."""
    value = one.exact[0]
    for kin in _kinds(around, one, change):
        rising = sorted(kin, key=_exact)
        values = [each.exact[0] for each in rising]
        for old in kin:
            was = old.exact[0]
            # A whole number more, for what is rounded off.
            part = value * was // (100 * 10**FINE) + 1 if one.role is Role.PERCENT else value
            for low, high in ((part // 2 - 1, 2 * part), (-2 * part, 1 - part // 2)):
                begin = bisect_left(values, was + low)
                for now in rising[begin : bisect_right(values, was + high, begin)]:
                    if now is not old:
                        yield now, old


def _exact(one: TextFigure) -> int:
    return one.exact[0]


def _is_near(one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """Whether two figures lie anywhere near so far apart: others are no rivals."""
    value, apart = one.exact[0], abs(now.exact[0] - old.exact[0])
    if one.role is Role.PERCENT:
        value, apart = value * old.exact[0], apart * 100 * 10**FINE
    return value <= 2 * apart <= 4 * value


def _is_built(
    around: Surroundings,
    one: TextFigure,
    now: TextFigure,
    old: TextFigure,
    change: _Change,
    alone: bool,
) -> bool:
    """Whether the old figure says that it is, and one clause or the next tells of all three."""
    if now.order > one.order or now.paragraph != one.paragraph or old.paragraph != one.paragraph:
        return False
    if PLAN.search(now.lead) and not PLAN.search(old.lead + one.lead):
        return False
    if one.role is Role.POINTS and not _are_alike(around, now, old):
        return False
    if change.left:
        return now.sentence == one.sentence and (alone or around.alike(one, old) > 0)
    said = _is_said_old(around, one, old) or _is_earlier(around, now, old)
    said = said or (one.role is Role.POINTS and _is_bracket(old, one))
    return said and one.sentence in (now.sentence, old.sentence)


def _are_alike(around: Surroundings, now: TextFigure, old: TextFigure) -> bool:
    """Whether two rates are of one kind, and not two of one list, which are side by side.

    增长18.4%，高于全市6.7个百分点 is of no share of 10.4%; 履约率、开工率分别为82%、41%.
    """
    grown = [growth_of(around.lead(f)) is not None for f in (now, old)]
    return grown[0] is grown[1] and around.listed(now)[0] != around.listed(old)[0]


def _is_old_end(around: Surroundings, one: TextFigure, old: TextFigure) -> bool:
    """Whether a figure may be the old one at all; the new one settles it."""
    bracket = one.role is Role.POINTS and _is_bracket(old, one)
    return bracket or _is_said_old(around, one, old) or _YEAR.search(old.lead) is not None


def _is_earlier(around: Surroundings, now: TextFigure, old: TextFigure) -> bool:
    """而2021年为41.2%, beside a figure that is said to be of 2022."""
    before = _YEAR.search(old.lead)
    text = around.reading.text
    if before is None or now.order > old.order:
        return False
    said = _YEAR.findall(re.split("[。;\n]", text[max(0, now.start - _YEAR_REACH) : now.start])[-1])
    return bool(said) and int(said[-1]) == int(before[1]) + 1


def _is_said_old(around: Surroundings, one: TextFigure, old: TextFigure) -> bool:
    """去年41个; of points also what they are said to be above or below: 高于全市, 全市9.5%."""
    if one.role is Role.POINTS and _THAN.search(around.lead(one)) is not None:
        return around.alike(one, old) > 0
    # 比去年同期增长28.6% is of now, and 年初预算 no figure of then.
    grown = growth_of(old.lead) is not None and re.search("[比较]", old.lead) is not None
    return is_past(old.lead) and not grown and _DUE.search(old.lead) is None


def _pairs(
    around: Surroundings, one: TextFigure, change: _Change
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """Two figures of one kind, of which what is said to be of the past is the old one."""
    for kin in _kinds(around, one, change):
        for now in kin:
            for old in kin:
                if now is not old and _is_pair(around, one, now, old, change):
                    yield now, old


def _is_pair(
    around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure, change: _Change
) -> bool:
    """Whether the old one is of the past if any is, and the larger of what is left comes first."""
    if change.left and now.value <= old.value:
        return False
    if change.now is not None and change.now is not now:
        return False
    if is_past(now.lead) and not is_past(old.lead):
        return False
    points = one.role is Role.POINTS
    return not (points and (_is_earlier(around, old, now) or _is_bracket(now, one)))


def _fitting(
    around: Surroundings, one: TextFigure, change: _Change
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """Those of `_pairs` that lie about so far apart the way that is said."""
    for kin in _kinds(around, one, change):
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
        # In the order of `_pairs`, which decides between pairs that stand equally near.
        for place, number in sorted(found):
            now, old = kin[place], kin[number]
            if _is_pair(around, one, now, old, change) and _way(one, now, old, change):
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


def _kinds(around: Surroundings, one: TextFigure, change: _Change) -> Iterable[list[TextFigure]]:
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


@lru_cache(maxsize=4096)
def _is_old(lead: str) -> bool:
    return _OLD.search(lead) is not None


def _best(around: Surroundings, one: TextFigure, change: _Change, strict: int) -> Finding | None:
    """The pair that comes out and stands nearest, among those that go the way that is said."""
    fitting = [pair for pair in _fitting(around, one, change) if _may(one, *pair)]
    weights: list[_Weights] = []
    if len(fitting) > _MANY:
        weights = _weights(around, one, change)
        tried = _likeliest(weights, one, change, strict, fitting)
    else:
        tried = [(_cost(around, one, *pair), *pair) for pair in fitting]
    #: So many pairs are known to stand before what comes now.
    before = 0
    for cost, now, old in sorted(tried, key=lambda each: each[0]):
        of = at(cost, _of(around, one, old, change) * strict)
        # Of many pairs most are too likely by chance where they stand, even to the printed digit.
        if at_most(one, _spread(one, now, old)) // of <= before:
            continue
        # 比二季度的3874件减少: what follows 比 is no figure of now.
        if _THAN_IT.search(now.lead) and not _THAN_IT.search(old.lead):
            continue
        found = _told(one, now, old, change)
        if found is None or found.verdict not in GOOD:
            continue
        odds = _odds(one, now, old, found)
        if odds // of <= before:
            continue
        weights = weights or _weights(around, one, change)
        if is_early(odds, of, cost, _costs(weights, change, cost)):
            return found
        before = odds // of
    return None


def _of_difference(
    around: Surroundings, one: TextFigure, change: _Change, strict: int
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
            reach, spread = (value - room, value + room), max(_GROWTH_SPREAD, 2 * one.value)
            odds = one_in(one, reach, spread, found.verdict)
            if enough(odds, 2 * rank, at(cost, change.of * strict)):
                return found
    return None


def _is_difference(diff: TextFigure, one: TextFigure) -> bool:
    """Whether a figure right beside a growth is by how much: 增长8.2%，增收0.97亿元."""
    near = max(one.start - diff.end, diff.start - one.end) <= _BESIDE
    if diff.role not in COUNTABLE or not diff.printed or diff.sentence != one.sentence:
        return False
    behind = diff.order > one.order
    return near and change_of(diff.lead) is not None and not (behind and _OLD.search(diff.lead))


def _by_difference(
    one: TextFigure, diff: TextFigure, end: TextFigure, down: bool
) -> Iterator[tuple[Finding, Decimal]]:
    """A difference in per cent of an old figure, or of what a new one was before it, if it is."""
    by, of = said_in(diff.value, diff), said_in(end.value, diff)
    whole = f"({of} {'+' if down else '-'} {by})"
    bases = (
        (of, end.value, end.half),
        (whole, end.value + diff.value * (1 if down else -1), end.half + diff.half),
    )
    for said, base, half in bases[0 if is_past(end.lead) else 1 :]:
        if base > half:
            value = EXACT.divide(diff.value * 100, base)
            low, high = diff.interval
            reach = EXACT.divide(low * 100, base + half), EXACT.divide(high * 100, base - half)
            # What is told of a contradiction takes long to say, and nobody asks for it.
            if judged(value, reach, one) in GOOD:
                text = f"{by} / {said} * 100"
                yield judge(one, value, reach, text, (end, diff)), (reach[1] - reach[0]) / 2


def _of(around: Surroundings, one: TextFigure, old: TextFigure, change: _Change) -> int:
    """Points lie between any two rates: one of them must be called what they are compared with."""
    named = one.role is not Role.POINTS or around.alike(one, old) or _OLD.search(old.lead)
    return change.of if named or old.inner else max(change.of, MADE_UP)


def _way(one: TextFigure, now: TextFigure, old: TextFigure, change: _Change) -> bool:
    if one.role in COUNTABLE and now.value < one.value and old.value < one.value:
        return False
    return change.left or (now.value < old.value) is change.down


def _told(one: TextFigure, now: TextFigure, old: TextFigure, change: _Change) -> Finding | None:
    if one.role in (Role.PERCENT, Role.TIMES):
        return grown(one, now, old, -1 if change.down else 1)
    return of_two(one, now, old, change.down)


def _odds(one: TextFigure, now: TextFigure, old: TextFigure, found: Finding) -> int:
    """How rarely two figures lie so far apart by chance."""
    value, room = found.computed or one.value, now.half + old.half
    if one.role is Role.PERCENT:
        room = room * 100 / old.value
    elif one.role is Role.TIMES:
        room = room / old.value
    return one_in(one, (value - room, value + room), _spread(one, now, old), found.verdict)


def _spread(one: TextFigure, now: TextFigure, old: TextFigure) -> Decimal:
    """How far apart the changes between such figures lie."""
    widest = _widest(one)
    return (
        min(now.value if now.value > old.value else old.value, widest)
        if one.role in COUNTABLE
        else widest
    )


def _widest(one: TextFigure) -> Decimal:
    """No less than `_spread` of any two."""
    if one.role is Role.PERCENT:
        return max(_GROWTH_SPREAD, 2 * one.value)
    if one.role is Role.TIMES:
        return 2 * one.value
    return _POINTS_SPREAD if one.role is Role.POINTS else _DIFFERENCES * one.value


def _may(one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """A rough look before anything is worked out: whole numbers only."""
    (new, a), (was, b) = now.exact, old.exact
    if one.role in (Role.PERCENT, Role.TIMES):
        change = abs(new - was) * (100 if one.role is Role.PERCENT else 1)
        room, (low, high) = (a + b) * 200, one.interval
        return change - room <= high * was + room and change + room >= low * was - room
    value, half = one.exact
    off = abs(abs(new - was) - value)
    return off <= a + b + half + (value // 20 if one.hedge else 0)


def _cost(around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure) -> int:
    cost = around.far(one, now) + min(around.far(now, old), around.far(one, old))
    cost -= 2 * around.alike(one, now) + 2 * around.alike(one, old) + around.alike(now, old)
    cost += 2 * sum(1 for each in (now, old) if each.order > one.order and not each.inner)
    cost -= 3 * _is_old(old.lead)
    cost += 3 * _is_old(now.lead)
    return cost + 2 * (now.measure != old.measure)


def _likeliest(
    weights: "list[_Weights]", one: TextFigure, change: _Change, strict: int, fitting: list[_Pair]
) -> list[tuple[int, TextFigure, TextFigure]]:
    """The pairs before which not so many others stand that they are too likely by chance.

    Each with its cost (`_cost`).  The fewer digits, the more pairs fit and the fewer places count,
    so that of small numbers in a row next to none is looked at.  What the likeliest few ends cost
    says where to stop.
    """
    of = change.of * strict
    most = at_most(one, _widest(one))
    few = min(_FEW, isqrt(2 * (most // of)) + 2)
    sample = sorted(cost for each in weights for cost in each.of_few(change, few))
    dearest = _dearest(sample, most, of)
    return [each for kin in weights for each in kin.of_pairs(fitting, dearest)]


def _dearest(sample: list[int], most: int, of: int) -> int:
    """What a pair may cost at most to be `is_early`, if there are these that cost so much."""
    for many, cost in enumerate(sample, 1):
        if most // at(cost + 1, of) <= many:
            return cost
    return max(sample, default=0) + _FARTHER


class _Weights:
    """What each of some figures adds by itself to what pairs of them cost (`_cost`)."""

    def __init__(self, around: Surroundings, one: TextFigure, kin: list[TextFigure]) -> None:
        self._around, self._one = around, one
        far, alike = around.far, around.alike
        #: Of a new one; of an old one, and how far that stands.
        self._news: list[tuple[int, TextFigure]] = []
        self._olds: list[tuple[int, TextFigure, int]] = []
        lists: dict[int, int] = {}
        #: No two stand nearer, nor nearer than an old one to the change.
        self._nearest = 0
        for f in kin:
            behind = 2 * (f.order > one.order and not f.inner)
            near, called, old = far(one, f), 2 * alike(one, f), 3 * _is_old(f.lead)
            self._news.append((near - called + behind + old, f))
            self._olds.append((behind - called - old, f, near))
            first, _, many = around.listed(f)
            if near < 0 or (many > 1 and lists.setdefault(many, first) != first):
                self._nearest = NEAREST
        self._news.sort(key=itemgetter(0))
        self._olds.sort(key=itemgetter(0))

    def costs(self, change: _Change, below: int) -> Iterator[int]:
        """Of all pairs that go the way that is said, if below some other."""
        least = self._olds[0][0] + self._nearest - MOST_ALIKE
        for new, now in self._news:
            if new + least >= below:
                break
            most = below - new - self._nearest + self._shared(now)
            for own, was, near in self._olds:
                if own >= most:
                    break
                cost = self._cost(new, now, own, was, near)
                if cost < below and self._goes(now, was, change):
                    yield cost

    def of_few(self, change: _Change, few: int) -> Iterator[int]:
        """Of the likeliest ends, so many new and as many old ones."""
        for new, now in self._news[:few]:
            for own, was, near in self._olds[:few]:
                if self._goes(now, was, change):
                    yield self._cost(new, now, own, was, near)

    def of_pairs(
        self, pairs: list[_Pair], dearest: int
    ) -> Iterator[tuple[int, TextFigure, TextFigure]]:
        """Those of pairs that are of these figures and cost no more, each with what it costs."""
        least = dearest - self._nearest
        news = {f.order: (new, least - new + self._shared(f)) for new, f in self._news}
        olds = {f.order: (own, near) for own, f, near in self._olds}
        for now, was in pairs:
            if now.order in news:
                (new, most), (own, near) = news[now.order], olds[was.order]
                if own <= most:
                    cost = self._cost(new, now, own, was, near)
                    if cost <= dearest:
                        yield cost, now, was

    def _shared(self, now: TextFigure) -> int:
        return min(MOST_ALIKE, len(self._around.pairs(now)))

    def _cost(self, new: int, now: TextFigure, own: int, was: TextFigure, near: int) -> int:
        apart = min(self._around.far(now, was), near) if now is not was else 0
        shared = self._around.alike(now, was)
        return new + own + apart - shared + 2 * (now.measure != was.measure)

    def _goes(self, now: TextFigure, was: TextFigure, change: _Change) -> bool:
        one = self._one
        if now is was or not _way(one, now, was, change):
            return False
        return _is_pair(self._around, one, now, was, change)


def _weights(around: Surroundings, one: TextFigure, change: _Change) -> list[_Weights]:
    return [_Weights(around, one, kin) for kin in _kinds(around, one, change)]


def _costs(weights: list[_Weights], change: _Change, below: int) -> Iterator[int]:
    """The costs (`_cost`) of all `_pairs` that go the way that is said, if below some other.

    What each figure adds by itself is looked at once: of thirty a thousand pairs are made, of which
    most cost too much whatever the two have in common.
    """
    for each in weights:
        yield from each.costs(change, below)
