"""Lists that their form closes: by a sentence of their own, or by shares that fit one whole.

Owns what closes a list so, and the words that may stand around it; finds no lists.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, slip
from sangeyipi.audit.judging.completeness import BESIDES, exclusive
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_FEW, _LITTLE, _TEN = 3, 50, 10
_AMONG = later("[^,。;、\\d]{0,8}[中里]?,?")
_SIZE = re.compile("^\\d[\\d.]*[万亿]{1,2}元?(?:及?以上|以下)(?=的?[项企工])")
_END = later(
    "(?:项目|企业)?(?:[。\n]|\\Z|(?:[两二三四五六七八]?(?:大|个)?(?:部分|方面|块))?(?:组成|构成))"
)
#: What projects are for, one of these each.
_KINDS = (
    later("产业"),
    later("基础设施"),
    later("民生|社会事业|公共服务"),
    later("生态|环保"),
)


def are_of_each_kind(labels: Iterable[str]) -> bool:
    """Whether names are of what projects are for, each of another kind."""
    kinds = [[n for n, kind in enumerate(_KINDS) if kind.search(each)] for each in labels]
    return all(len(each) == 1 for each in kinds) and len({each[0] for each in kinds}) == len(kinds)


def of_parts(said: str) -> str:
    """What is said of parts: 678个5000万元以上项目开工，…。其中 speaks of the whole's size."""
    whole, mark, parts = said.partition("其中")
    return _SIZE.sub("", whole) + mark + parts if mark else said


def is_mended_twice(reading: TextReading, window: Window) -> bool:
    """145件中，已解决132件，占91%；拟解决12件，占9%: with 13 both the sum and the share come out.

    The other shares are of this whole, so that no part of it is left to be told.
    """
    total, parts = window
    if any(f.hedge or f.half for f in (total, *parts)):
        return False
    off = total.value - window.sum
    mended = 0
    for part in parts:
        share = next(iter(reading.figures[part.order + 1 : part.order + 2]), part)
        if (
            share.role is not Role.PERCENT
            or share.hedge
            or not share.lead.lstrip(",(").startswith("占")
        ):
            return False
        if share.sentence != part.sentence or not _is_share(part.value, total, share):
            if mended or not _is_share(part.value + off, total, share):
                return False
            mended += 1
    return mended == 1


def _is_share(part: Decimal, whole: TextFigure, share: TextFigure) -> bool:
    return half_up(EXACT.divide(part * 100, whole.value), share.places) == share.printed


def is_told_through(reading: TextReading, window: Window) -> bool:
    """1341件中，来电885件、来信34件、微信412件。: a sentence of its own, off by one digit.

    Who leaves something out names what is most: here what is missing is less than the least that
    is named, and that is not named last.
    """
    total, parts = window
    off = total.value - window.sum
    if total.role is not Role.COUNT or len(parts) < _FEW or any(f.hedge for f in (total, *parts)):
        return False
    if "其中" in parts[0].lead:
        return False
    least = min(f.value for f in parts)
    if not 0 < off < least or off * _LITTLE > total.value or least == parts[-1].value:
        return False
    opened = _AMONG.fullmatch(reading.text, total.end, parts[0].start - len(parts[0].lead))
    return (
        opened is not None
        and exclusive(parts)
        and not any(BESIDES.search(f.lead) for f in parts)
        and parts[-1].order - parts[0].order == len(parts) - 1
        and ends(reading, parts[-1])
        and bool(slip(window))
        and off % _TEN == 0
    )


def ends(reading: TextReading, last: TextFigure) -> bool:
    """Whether a list goes on no further: its sentence ends, or says what it makes up."""
    return _END.match(reading.text, last.end) is not None
