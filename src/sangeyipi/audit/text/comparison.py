"""Words that set one figure against another by name: 高于全市平均, 比工业投资增速高, 快于序时进度.

Owns the grammar of such words: what is named, which way it is said to lie, and of which figure they
go on.  Binds no name to a figure.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import COMPARED, LAST_PERIOD, YEAR_OVER
from sangeyipi.model.patterns import later

_OVER = "高于|超过|大于|高出|快于|领先于?|优于|好于"
_UNDER = "低于|小于|低出|慢于|落后于?|滞后于?|不及"
#: What is said to lie above or below, by the name of what it is set against.
NAMED_WAY = f"(?:({_OVER})|({_UNDER}))"
NAME = "[^,。;:()\\d比较于]{2,18}"
#: Without one of these nothing is set against anything.
SETS = re.compile("[于比较出]|超过|领先|落后|滞后|不及")
_BEGUN = "[,;、]?(?:[且也仍又还均]|同时|[增降][速幅]|增长率|完成率|进度){0,6}"
_MORE = "[高快多大]|[低慢少小]|扩大|收窄"
_SAID = re.compile(
    f"{_BEGUN}(?:{NAMED_WAY}({NAME}?)|[比较]({NAME}?)(?:偏|要)?({_MORE}))(?:出|了|约|近)?"
)
#: 乙镇比甲镇快, 东区高出西区: both are named.
_BOTH = re.compile(f"[,;]?({NAME})(?:{NAMED_WAY}({NAME})|[比较]({NAME}?)({_MORE}))(?:出|了|约|近)?")
_TO_SCHEDULE = "高于|低于|高出|低出|超过|超出|超|欠|快于|慢于|快|慢|落后于|落后|领先|滞后"
#: What a schedule is called; 目标进度 and 计划进度 may be one that is not even.
_SCHEDULE = "序时|时序|时间|均衡|目标|计划"
AGAINST_SCHEDULE = re.compile(
    f"({_TO_SCHEDULE})(?:于|了|全年|年度)?(?:({_SCHEDULE}|)(?:投资|建设)?(?:目标|计划|任务|节点)?进度|(?:序时|时序))(?:要求)?"
    "(快|慢|高|低|超|欠)?(?:了|约|近)?$"
    f"|[比较距离与](?:全年|年度)?({_SCHEDULE})进度(?:要求)?(?:相比)?(?:还|尚)?(快|慢|高|低|差|欠|缺)(?:了|出|约|近)?$"
)
_LESS = frozenset({"低", "慢", "少", "小", "收窄"})
#: 比上年同期, 较8月底: a time is no name.
_TIME = later(f"{YEAR_OVER}|{LAST_PERIOD}|[上本当]个?月|年[初末底]|月[初末底份]|季度|{COMPARED}")
_BY_TIME = later("[,;]?[且也仍又还均]{0,6}[比较][^,。;]*")
#: What joins the figures of a list.
GOES_ON = frozenset({"、", "和", "及", "与", "以及"})
_FARTHEST, _TAIL = 6, 3


class SetAgainst(NamedTuple):
    """What words right before a difference, or behind a figure, set it against."""

    name: str
    down: bool
    #: 降幅收窄: of how much both fell.
    of_falls: bool = False


@lru_cache(maxsize=4096)
def set_against(lead: str) -> SetAgainst | None:
    """What the words before a difference set the figure before them against, by its name."""
    said = _SAID.fullmatch(lead)
    if said is None:
        return None
    name = said[3] or said[4]
    if _TIME.search(name):
        return None
    return SetAgainst(name, bool(said[2]) or said[5] in _LESS, "降幅" in lead)


@lru_cache(maxsize=4096)
def both_named(lead: str) -> tuple[str, SetAgainst] | None:
    """Which is set against what, where the words before a difference name both."""
    said = _BOTH.fullmatch(lead)
    if said is None or set_against(lead) is not None:
        return None
    name = said[4] or said[5]
    if _TIME.search(said[1] + name):
        return None
    return said[1], SetAgainst(name, bool(said[3]) or said[6] in _LESS, "降幅" in lead)


def compared_figure(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """Which percentage a difference of percentages says that lies above or below another."""
    both = both_named(one.lead)
    if both is not None:
        figures = reading.figures[reading.begins[one.order] : one.order][-_FARTHEST:]
        own = [f for f in figures if f.role is Role.PERCENT and f.lead.startswith(both[0])]
        return own[0] if len(own) == 1 else None
    said = set_against(one.lead)
    now = goes_on_of(reading, one) if said is not None else None
    # 甲县95%，全市85%，高于全市10个百分点: of the one before.
    return None if now is None or (said is not None and said.name in now.lead) else now


def goes_on_of(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The percentage that the words before a difference go on of: what stands right before.

    Other differences may stand between, and what is in brackets: 增长7.2%，较上月（6.5%）加快0.7个
    百分点，高于全市1.6个百分点.
    """
    figures, last = reading.figures, one
    for at in range(one.order - 1, max(-1, one.order - 1 - _FARTHEST), -1):
        before = figures[at]
        if before.sentence != one.sentence:
            return None
        if before.inner and not one.inner:
            continue
        gap = reading.text[before.end : last.start - len(last.lead)]
        if len(gap.split("(")[0]) > _TAIL:
            return None
        if before.role is Role.PERCENT and not _BY_TIME.fullmatch(before.lead):
            # 71.3%和68.9%，比第一名低31.1和33.5个百分点: one of a list goes with one of a list.
            return None if before.lead in GOES_ON else before
        if before.role not in (Role.POINTS, Role.PERCENT):
            return None
        last = before
    return None


def is_of_schedule(lead: str) -> bool:
    """Whether words say that what follows is how far something is from a schedule."""
    return AGAINST_SCHEDULE.search(lead) is not None
