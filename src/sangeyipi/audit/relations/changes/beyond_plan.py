"""How far a rate is beyond the whole plan or short of it: 占年计划的111.2%，超11.2个百分点.

What is beyond a plan has done more than 100% of it.  A 计划进度 is a schedule (`schedule.py`).
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.changed import grown, judge
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, is_base, rate_in
from sangeyipi.audit.text.reading import TextReading

EXAMPLES = (
    (
        "累计完成投资4569亿元，占年度计划的111.2%，超年度计划11.2个百分点。",
        "holds 111.2 - 100 = 11.2",
    ),
    ("完成投资63亿元，完成目标任务的108.6%，超额完成目标6.8个百分点。", "wrong 108.6 - 100 = 6.8"),
    ("完成投资41.7亿元，超额完成年度计划38亿元的9.7%。", "holds (41.7 - 38) / 38 * 100 = 9.7"),
    ("完成投资41.7亿元，超额完成年度计划38亿元的7.9%。", "wrong (41.7 - 38) / 38 * 100 = 7.9"),
    ("完成投资63亿元，占年计划投资的118.6%，超年计划118.6个百分点。", "wrong 118.6 - 100 = 118.6"),
    ("完成投资637亿元，为一季度目标的184%，超额184%。", "wrong 184 - 100 = 184"),
    ("完成投资637亿元，为一季度目标的184%，超额84%。", "holds 184 - 100 = 84"),
    (
        "完成投资418亿元，为一季度目标290亿元的144%，超额144%。",
        "wrong (418 - 290) / 290 * 100 = 144",
    ),
    ("完成全年任务的92.4%，较全年任务还差7.6个百分点。", "holds 100 - 92.4 = 7.6"),
)
#: 为一季度目标的184%，超额184%: the rate itself comes out, whatever stands beside it.
_AS_RATE = Why("像是写成了完成率", Reason.AS_RATE)
_WHOLE = Decimal(100)
#: 超额完成年度计划38亿元的9.7%: what is behind 超额 is only what was done besides.
_EXCESS = re.compile("超额?(?:完成|出|过)?(?:了)?[^,。;:\\d]{0,12}$")
_SAID = re.compile(
    "(?:(?P<over>超额?(?:完成|出|过)?|高[于出])|低于|欠|差|短)(?:了)?(?:全?年度?|年初|既定|预期)?"
    "(?:工作)?(?:目标|计划|任务|预算){1,2}(?:数)?(?:了)?$"
    "|[比较](?:全?年度?|年初|既定|预期)?(?:目标|计划|任务|预算){1,2}(?:数)?"
    "(?:(?P<more>超|多|高)|还?[差欠少])(?:出|了)?$"
)
#: 为一季度目标的184%，超额84%.
_BARE = re.compile("[,、]?(?:已)?超额(?:完成|了)?")


def is_beyond_plan(lead: str) -> bool:
    """Whether words say that what follows is how far something is beyond a plan or short of it."""
    return _SAID.search(lead) is not None


def is_excess(reading: TextReading, one: TextFigure) -> bool:
    """为一季度目标的184%，超额84%: whether a percentage is what the rate before it has too many."""
    before = reading.figures[one.order - 1] if one.order else one
    rate = before.role is Role.PERCENT and before.sentence == one.sentence
    return rate and before is not one and _BARE.fullmatch(one.lead) is not None


def beyond_base(reading: TextReading, pair: RatePair, one: TextFigure) -> Finding | None:
    """41.7亿元，超额完成年度计划38亿元的9.7%: by how much more was done than a printed plan, where
    the whole of it is not what the share is of."""
    base = pair.base
    if not is_base(reading, base) or base.order != one.order - 1 or not _EXCESS.search(base.lead):
        return None
    return grown(one, pair.part, base, 1)


def beyond_plan(reading: TextReading, one: TextFigure) -> Finding | None:
    """What points, or per cent, beyond a plan are of: the rate of a plan right before."""
    said = _SAID.search(one.lead) if one.role in (Role.POINTS, Role.PERCENT) else None
    bare = said is None and one.role is Role.PERCENT and _BARE.fullmatch(one.lead)
    said = said or bare or None
    rate = reading.figures[one.order - 1] if said is not None and one.order else None
    if said is None or rate is None or rate.role is not Role.PERCENT:
        return None
    of_plan = base_of(rate.lead) is not None or rate_in(rate.lead) is not None
    if bare and not of_plan and rate.order:
        # 为一季度目标346亿元的184%.
        base = reading.figures[rate.order - 1]
        of_plan = is_base(reading, base) and PLAN.search(base.lead) is not None
    if rate.sentence != one.sentence or rate.hedge or not of_plan:
        return None
    if bare and rate.value < _WHOLE:
        return None
    over = bool(bare or said["over"] or said["more"])
    value = rate.value - _WHOLE if over else _WHOLE - rate.value
    text = f"{rate.printed:f} - 100" if over else f"100 - {rate.printed:f}"
    found = judge(one, value, (value - rate.half, value + rate.half), text, (rate,))
    if over and one.printed == rate.printed and found.verdict not in GOOD:
        found = _of_amounts(reading, rate, one) or found
        return found._replace(why=_AS_RATE)
    # A plan may be one up to now only, of which the words leave out 进度.
    return found if found.verdict in GOOD or slip_of(value, one) else None


def _of_amounts(reading: TextReading, rate: TextFigure, one: TextFigure) -> Finding | None:
    """完成637亿元，为一季度目标346亿元的184%，超额184%: what is beyond is of the two amounts."""
    if rate.order < 2:
        return None
    part, base = reading.figures[rate.order - 2 : rate.order]
    near = part.sentence == rate.sentence and part.dimension == base.dimension
    return grown(one, part, base, 1) if near and is_base(reading, base) else None
