"""Changes that no pair comes to, but the likeliest by its words would, but for a slip."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.old_ends import is_then_of
from sangeyipi.audit.relations.changes.beyond_plan import is_beyond_plan
from sangeyipi.audit.relations.changes.change_pairs import (
    YEAR,
    EndsPair,
    has_own_change,
    is_earlier,
    is_pair,
    possible_ends,
)
from sangeyipi.audit.relations.changes.pair_costs import MANY, pair_cost, pair_weights
from sangeyipi.audit.relations.changes.said_change import (
    THAN,
    SaidChange,
    is_bracket,
    said_change,
    told_change,
)
from sangeyipi.audit.relations.remainders.left import is_first_of_rest
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.comparison import is_of_schedule
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import PLAN, WAYS, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.audit.text.terms.reference_periods import PAST
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "贷款需求34.6亿元，对接成功26.3亿元，对接成功率76%，缺口9.3亿元。",
        "wrong 34.6 - 26.3 = 9.3",
    ),
    (
        "2022年，占比为38.9%，而2021年为41.2%，比上年提高2.3个百分点。",
        "wrong 38.9 - 41.2 = 2.3",
    ),
)
_DUE = later("计划|目标|任务|预算")
#: What comes behind the time that something is compared with says how it went.
_MOVED = later(f"[比较][^,。;]{{0,6}}(?:{PAST})[^,。;]{{0,8}}?(?:{WAYS}|[涨跌])")
_SINCE = later("[比较]|[同环]比")
#: How near the likeliest pair stands, how much nearer than the next; and as if there were none.
_NEAR, _MARGIN, _ALONE = 6, 2, 5


def slipped_change(around: Surroundings, one: TextFigure) -> Finding | None:
    """A change that no pair comes to, but the likeliest by its words would, but for a slip."""
    change = None if one.hedge else said_change(around, one, surely=True)
    if change is None or one.role is Role.TIMES:
        return None
    if (change.left and _is_more_than_left(around, one)) or _is_of_fewer(around.reading, one):
        return None
    if not change.left and not any(_is_old_end(around, one, f) for f in around.near(one)):
        return None
    said = around.lead(one) if one.role is Role.POINTS else ""
    if is_of_schedule(said) or is_beyond_plan(said):
        # 超序时进度9.9个百分点 is of the months that have passed.
        return None
    if change.now is not None or _is_set_against(around, one, said):
        # 高于全省平均2.4个百分点: of what is called so and of nothing else (`against_named`).
        return None
    pairs = [
        (now, old)
        for now, old in _near_pairs(around, one, change)
        if _is_near(one, now, old) and is_pair(around, one, now, old, change)
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
    found = told_change(one, now, old, change)
    if found is None or found.computed is None or found.verdict is not RelationVerdict.WRONG:
        return None
    told = _is_told(around, one, abs(found.computed)) or (
        change.left and is_first_of_rest(around.reading, one, found.computed)
    )
    turned = half_up(one.said(-found.computed), one.places) == one.printed
    if turned and now.sentence < one.sentence == old.sentence:
        # 出口增长16%。…分别增长23.7%、50.7%，高于出口7.7个百分点: the old one is said before.
        return told_change(one, old, now, change)
    meant = margin >= _ALONE and one.role is not Role.PERCENT and found.computed > 0
    return found if not told and (turned or meant or is_slip(found.computed, one)) else None


def _is_of_fewer(reading: TextReading, one: TextFigure) -> bool:
    """实施286个，剔除打捆项目，比去年增加35个: of fewer than are printed."""
    return _FEWER.search(reading.text, reading.begun("。;\n", one.start), one.start) is not None


_FEWER = later(OF_FEWER)


def _is_told(around: Surroundings, one: TextFigure, apart: Decimal) -> bool:
    """增加1.04亿元，捐赠增加0.82亿元: what two figures are apart is another, which says so."""
    if one.role is Role.PERCENT:
        return False
    return any(
        f is not one and (f.role, f.dimension, f.value) == (one.role, one.dimension, apart)
        for f in around.near(one)
        if f.paragraph == one.paragraph and change_of(f.lead) is not None
    )


def _is_set_against(around: Surroundings, one: TextFigure, said: str) -> bool:
    """快于全部投资9.5个百分点: of what is named, unless that stands in a bracket."""
    before = around.reading.figures[one.order - 1] if one.order else one
    return THAN.search(said) is not None and not is_bracket(before, one)


def _is_more_than_left(around: Surroundings, one: TextFigure) -> bool:
    """另有其余14个为储备项目, 结余25亿元含上年结转; and 较一季度走强2.9个百分点: since then."""
    if one.role is Role.POINTS:
        return _SINCE.search(around.lead(one)) is not None
    return "另有" in one.lead or "含" in one.tail


def _likeliest_built(
    around: Surroundings, one: TextFigure, change: SaidChange, pairs: "list[EndsPair]"
) -> list[tuple[int, int, int]]:
    """The cost and the orders of the pairs that `_is_built` lets pass, the least first.

    Of many no more are looked at than it takes to know the first, and what may be its rival.
    """
    alone = change.left and _is_alone(around, one)
    if len(pairs) <= MANY:
        return sorted(
            (pair_cost(around, one, now, old), now.order, old.order)
            for now, old in pairs
            if _is_built(around, one, now, old, change, alone)
        )
    found: list[tuple[int, int, int]] = []
    weights = pair_weights(around, one, change)
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
    around: Surroundings, one: TextFigure, change: SaidChange
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """All two of one kind that `_is_near` lets pass, and few more, in no order."""
    value = one.exact[0]
    for kin in possible_ends(around, one, change):
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
    change: SaidChange,
    alone: bool,
) -> bool:
    """Whether the old figure says that it is, and one clause or the next tells of all three."""
    if now.order > one.order or now.paragraph != one.paragraph or old.paragraph != one.paragraph:
        return False
    if PLAN.search(now.lead) and not PLAN.search(old.lead + one.lead):
        return False
    if one.role is Role.POINTS and not _are_alike(around, now, old):
        return False
    if old.order < now.order and _is_next_subject(around, old, now):
        return False
    if has_own_change(around.reading, one, now, old):
        return False
    if not change.left and _is_of_another(around, one, now, old):
        return False
    if change.left:
        return _is_left_of(around, one, now, old) and (alone or around.alike(one, old) > 0)
    if not (is_then_of(around.reading, old, now) or is_bracket(old, one)):
        return False
    said = _is_said_old(around, one, old) or is_earlier(around, now, old)
    said = said or (one.role is Role.POINTS and is_bracket(old, one))
    return said and one.sentence in (now.sentence, old.sentence)


def _is_next_subject(around: Surroundings, old: TextFigure, now: TextFigure) -> bool:
    """粗钢下降3%，上年为增长5.2%；钢材增长0.6%，回落7.1个百分点: a semicolon between, and no word
    that both clauses say."""
    return ";" in around.reading.between(old, now) and not around.alike(now, old)


def _is_left_of(around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """Whether what is left stands behind the whole and what was done, with nothing more taken off.

    31个建成，30个在建，覆盖15个乡镇; 受理2837件，审结2015件，移送35件，尚未审结787件.
    """
    if now.sentence != one.sentence or not now.order < old.order < one.order:
        return False
    if not _is_whole_of(around, one, now, old):
        return False
    figures = around.reading.figures
    kin = [
        f
        for f in figures[now.order + 1 : one.order]
        if f is not old and (f.role, f.dimension) == (one.role, one.dimension) and not f.hedge
    ]
    rest = now.value - old.value - one.value
    return rest <= 0 or all(f.value != rest for f in kin)


def _is_whole_of(around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """Whether one of two may be a whole, and the other all that was taken off it.

    What is itself left is no whole (剩余款1500万元), nor is 每股1元, nor one of two of a list
    (甲76万元、乙2万元; A、甲23台；B、乙7台), nor what a larger one follows; and 另2家 are not all.
    """
    text = around.reading.text
    if any(_SURE.search(f.lead) or _EACH.search(f.lead) for f in (now, old)):
        return False
    if old.lead.startswith(("另", ",另")) or old.inner is not now.inner:
        return False
    gap = text[now.end : old.start]
    marks = [
        _LABEL.search(text[around.reading.begun("。;:\n", f.start) : f.start]) for f in (now, old)
    ]
    if _LISTED.match(gap) or (marks[0] is not None and marks[1] is not None):
        return False
    if around.listed(now)[0] == around.listed(old)[0] and around.listed(old)[1]:
        return False
    parted = ";" in gap and ";" in text[old.end : one.start]
    if parted and not (around.alike(one, now) or around.alike(one, old)):
        return False
    between = around.reading.figures[now.order + 1 : old.order]
    return not any(
        f.value > now.value and (f.role, f.dimension) == (now.role, now.dimension) for f in between
    )


_SURE, _EACH = later("剩余|剩下|其余|余下|尚未|仍未|还未|缺口"), later("每|单价|面值")
_LABEL = later("^(?:[A-Z][、.]|\\(?[一二三四五六七八九十\\d]{1,2}\\)|[①-⑳])")
_LISTED = later("、[^,。;、\\d]{0,12}$")


def _is_of_another(around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """现有91个，其中亿元以上52个，比去年多5个: whether a change is of a part of the new figure."""
    between = around.reading.figures[now.order + 1 : one.order]
    return any(
        (f.role, f.dimension) == (now.role, now.dimension) and f is not old and not is_past(f.lead)
        for f in between
        if "其中" in f.lead or "其中" in around.lead(f)
    )


def _are_alike(around: Surroundings, now: TextFigure, old: TextFigure) -> bool:
    """Whether two rates are of one kind, and not two of one list, which are side by side.

    增长18.4%，高于全市6.7个百分点 is of no share of 10.4%; 履约率、开工率分别为82%、41%.
    """
    grown = [growth_of(around.lead(f)) is not None for f in (now, old)]
    return grown[0] is grown[1] and around.listed(now)[0] != around.listed(old)[0]


def _is_old_end(around: Surroundings, one: TextFigure, old: TextFigure) -> bool:
    """Whether a figure may be the old one at all; the new one settles it."""
    bracket = one.role is Role.POINTS and is_bracket(old, one)
    return bracket or _is_said_old(around, one, old) or YEAR.search(old.lead) is not None


def _is_said_old(around: Surroundings, one: TextFigure, old: TextFigure) -> bool:
    """Whether a figure says that it is of then: 去年41个."""
    # 比去年同期增长28.6% is of now, as what 比上季增长的 make up, and 年初预算 no figure of then.
    if _MOVED.search(old.lead) is not None:
        return False
    return is_past(old.lead) and _DUE.search(old.lead) is None
