"""What is left of two counts by its name: 应开未开 of those due, 净增 of those behind its 其中.

应开工168个，已开工151个，应开未开17个; 净增27家，其中新入规39家、退库12家.  Told where one figure
each is called so, near by and of one unit: counts come to it or they do not.  Of 净增 behind those
that came and went `balances` tells.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("在库规上企业412家，较年初净增72家，其中新入规39家、退库12家。", "wrong 39 - 12 = 72"),
    ("在库规上企业412家，较年初净增27家，其中新入规39家、退库12家。", "holds 39 - 12 = 27"),
    ("到8月底应开工168个，已开工151个，应开未开71个，另有12个提前开工。", "wrong 168 - 151 = 71"),
    ("到8月底应开工168个，已开工151个，应开未开17个，另有12个提前开工。", "holds 168 - 151 = 17"),
    ("应开工项目187个，已有171个项目开工，有56个项目应开未开。", "wrong 187 - 171 = 56"),
)
_STAGE = "(?:开工|投产|竣工|[开投竣])"
_DUE_NOT_DONE = later(f"应{_STAGE}(?:而)?未{_STAGE}(?:的)?$")
#: 17个项目应开未开: said behind.
_NOT_DONE_BEHIND = later(f"(?:项目|企业)?(?:是|属)?应{_STAGE}(?:而)?未{_STAGE}$")
_OF = "(?:项目|企业)?(?:数|数量)?(?:共|达|为)?$"
_DUE = later(f"应(?:当)?{_STAGE}(?:的)?{_OF}")
_DONE = later(f"(?:已|实际){_STAGE}(?:的)?{_OF}")
_DONE_BEHIND = later(f"(?:项目|企业)?(?:已|实际)?{_STAGE}(?:建设)?$")
_HAS = later("(?:^|[,;])(?:目前|累计|实际)?[已有]{0,2}$")
_NET = later("净增(?:加|长)?$")
_CAME = later("新(?:增|登记|设立?|注册|入[库规统]|升规|纳[统规]|建|培育|认定)[^,。;\\d]{0,10}$")
_WENT = later("(?:注销|吊销|退[库规出]|关停|淘汰|剔除|迁出)[^,。;\\d]{0,10}$")
_BACK, _AHEAD = 6, 4
#: Of another time than the two: 今年以来, 累计.
_OTHER_TIME = later("较|(?<!同)比|以来|累计|当月|本月")


def named_rests(reading: TextReading) -> Iterator[Finding]:
    """Every count that is called so, and the two that it is of."""
    for one in reading.figures:
        if _DUE_NOT_DONE.search(one.lead) or _NOT_DONE_BEHIND.fullmatch(one.tail):
            pair = _pair(reading, one, (_DUE, _DONE), range(one.order - _BACK, one.order))
        elif _NET.search(one.lead):
            ahead = range(one.order + 1, one.order + 1 + _AHEAD)
            pair = _pair(reading, one, (_CAME, _WENT), ahead)
        else:
            continue
        if pair is not None and _is_one_time(reading, one, pair):
            yield of_two(one, *pair, down=False)


def _pair(
    reading: TextReading,
    one: TextFigure,
    names: "tuple[re.Pattern[str], re.Pattern[str]]",
    orders: range,
) -> tuple[TextFigure, TextFigure] | None:
    """The only figures near that are called so."""
    if not _is_counted(one):
        return None
    every = reading.figures[max(0, orders.start) : max(0, orders.stop)]
    near = [f for f in every if _is_beside(one, f)]
    of, less = ([f for f in near if name.search(f.lead)] for name in names)
    if not less and names[1] is _DONE:
        less = [f for f in near if _DONE_BEHIND.fullmatch(f.tail) and _HAS.search(f.lead)]
    return (of[0], less[0]) if len(of) == len(less) == 1 else None


def _is_counted(one: TextFigure) -> bool:
    return one.role is Role.COUNT and not (one.half or one.hedge or one.inner)


def _is_beside(one: TextFigure, other: TextFigure) -> bool:
    near = other.paragraph == one.paragraph and 0 <= one.sentence - other.sentence <= 1
    alike = _is_counted(other) and other.unit_alone() == one.unit_alone()
    return near and alike and not is_past(other.lead)


def _is_one_time(
    reading: TextReading, one: TextFigure, pair: tuple[TextFigure, TextFigure]
) -> bool:
    """Whether no word is of another time, and 其中 opens a pair that stands behind."""
    first = min(f.start for f in pair)
    if first < one.start:
        return not _OTHER_TIME.search(reading.text[first : one.start])
    between = reading.text[one.end : first]
    return between.lstrip(",、").startswith("其中") and not _OTHER_TIME.search(between)
