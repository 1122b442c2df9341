"""A rate of this year's plan that was worked out of last year's: 完成44亿元（上年同期38.2亿元）.

Both stand side by side, and the plan somewhere before in the paragraph or right behind them.  A
rate of three digits that last year's figure comes to, and this year's to none of the plans, is no
chance.
"""

from itertools import pairwise

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, told, verdict
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.shares.old_bases import of_then
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "68个项目年度计划118.6亿元。县直32个，年度计划71.4亿元；乡镇36个，年度计划47.2亿元。"
        "1-7月完成51.3亿元（上年同期44.7亿元），完成率37.7%。",
        "wrong 51.3 / 118.6 * 100 = 37.7",
    ),
    (
        "68个项目年度计划118.6亿元。县直32个，年度计划71.4亿元；乡镇36个，年度计划47.2亿元。"
        "1-7月完成51.3亿元，去年同期完成44.7亿元，完成年度计划的43.3%。",
        "holds 51.3 / 118.6 * 100 = 43.3",
    ),
    (
        "86个项目完成投资64.8亿元，去年同期为51.7亿元，同比增长25.3%；年度计划投资93.6亿元，"
        "投资完成率55.2%。",
        "wrong 64.8 / 93.6 * 100 = 55.2",
    ),
    (
        "签约项目186个，比去年同期的167个增长11.4%。签约项目中已履约143个，去年同期为131个；已开工97个，"
        "去年同期为84个。今年签约项目履约率为70.4%。",
        "wrong 143 / 186 * 100 = 70.4",
    ),
)
_APART = later("[,;。:()\\n]")
_MEASURES = ("计划", "任务")
_DIGITS, _NEAR, _MOST = 100, 3, 30


def last_years_part(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a rate should be that last year's figure beside this year's comes to."""
    if one.printed.scaleb(one.places) < _DIGITS or one.hedge or is_past(one.lead):
        return None
    base = base_of(one.lead)
    of_plan = rate_in(one.lead) is not None or (base is not None and PLAN.search(base[1]))
    if not of_plan or not is_share(around.reading, one):
        return None
    figures = around.reading.figures
    for was in reversed(
        figures[max(around.reading.begins[one.order], one.order - _NEAR) : one.order]
    ):
        now = figures[was.order - 1]
        if not _APART.search(around.reading.text, was.end, one.start):
            # 上年同期完成38亿元、年度计划102亿元、完成率37.3%: all of that year.
            continue
        if was.order and is_past(was.lead) and _are_then_and_now(was, now):
            return _told(around, one, now, was)
    return _of_state(around, one) or _of_row_before(around, one)


def _of_row_before(around: Surroundings, one: TextFigure) -> Finding | None:
    """去年1至8月，完成71.3亿元。今年1至8月完成84.9亿元。全年计划126.5亿元，完成率56.4%."""
    before = around.reading.paragraph_before(one)[-_MOST:]
    plans = [f for f in before if f.role in COUNTABLE and PLAN.search(f.lead) and f.value]
    fits = [
        (part, base)
        for base in plans
        for part in before
        if part.dimension == base.dimension
        and part.value < base.value
        and verdict(RatePair(part, base), one) is RelationVerdict.HOLDS
    ]
    return of_then(around, one, *fits[0]) if len(fits) == 1 else None


def _of_state(around: Surroundings, one: TextFigure) -> Finding | None:
    """已履约143个，去年同期为131个；…。今年履约率为70.4%: of what is called as the rate, here or in
    the sentence before; the whole is the one count that last year's comes out of."""
    rate = rate_in(one.lead)
    if rate is None or len(rate[1]) < _STATE:
        return None
    before = around.reading.paragraph_before(one)[-_MOST:]
    for now, was in pairwise(before):
        called = rate[1][-_STATE:] in now.lead and 0 <= one.sentence - was.sentence <= 1
        if not called or not is_past(was.lead) or not _are_then_and_now(was, now):
            continue
        bases = [
            f
            for f in before
            if f.order < now.order
            and (f.role, f.dimension) == (now.role, now.dimension)
            and f.value > now.value
            and not (f.hedge or f.inner or is_past(f.lead) or change_of(f.lead))
        ]
        return _of_bases(one, now, was, bases)
    return None


_STATE = 2


def _behind(around: Surroundings, was: TextFigure, one: TextFigure) -> tuple[TextFigure, ...]:
    """完成44亿元，去年同期38.2亿元；年度计划118.6亿元，完成率32.2%: what stands between."""
    return tuple(around.reading.figures[was.order + 1 : one.order])


def _are_then_and_now(was: TextFigure, now: TextFigure) -> bool:
    return (
        was.role in COUNTABLE
        and (was.role, was.dimension, was.sentence) == (now.role, now.dimension, now.sentence)
        and not (change_of(was.lead) or change_of(now.lead) or is_past(now.lead))
        and not (was.hedge or now.hedge)
    )


def _told(
    around: Surroundings, one: TextFigure, now: TextFigure, was: TextFigure
) -> Finding | None:
    bases = [
        f
        for f in (*around.reading.paragraph_before(now)[-_MOST:], *_behind(around, was, one))
        if f.dimension == now.dimension
        and f.value
        and not is_past(f.lead)
        and (f.measure in _MEASURES or (f.role is not Role.MONEY and PLAN.search(f.lead)))
    ]
    return _of_bases(one, now, was, bases)


def _of_bases(
    one: TextFigure, now: TextFigure, was: TextFigure, bases: list[TextFigure]
) -> Finding | None:
    """What is told where last year's figure comes to a rate of one whole, this year's to none."""
    if any(verdict(RatePair(now, base), one) in GOOD for base in bases):
        return None
    hits = [f for f in bases if verdict(RatePair(was, f), one) is RelationVerdict.HOLDS]
    if len({f.value for f in hits}) != 1:
        return None
    found = told(RatePair(now, hits[0]), one)
    return found._replace(why=Why(f"像是用了去年同期的 {was.text}"))
