"""Totals that name what they add up: 两批50亿元以上项目共44个, 省市重点共21宗, 15个续建及竣工项目.

Two batches have so many of what each was said to have; 省市重点 are 省重点 and 市重点.  The parts
stand before it in the paragraph, each under its name.  Wrong only where no other figure has one of
these names and the parts come near.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "“签约一批”中，10亿元以上26个，其中50亿元以上7个；“开工一批”中，10亿元以上38个，"
        "其中50亿元以上9个。两批10亿元以上项目共64个。",
        "holds 26 + 38 = 64",
    ),
    (
        "“签约一批”中，10亿元以上26个，其中50亿元以上7个；“开工一批”中，10亿元以上38个，"
        "其中50亿元以上9个。两批10亿元以上项目共46个。",
        "wrong 26 + 38 = 46",
    ),
    (
        "省重点16宗，完成23.4亿元；市重点9宗，完成6.2亿元（省市重点共25宗，完成29.6亿元）；区重点81宗。",
        "holds 16 + 9 = 25",
    ),
    (
        "其中竣工14个，续建21个，新开工19个。35个续建及竣工项目完成投资10.3亿元。",
        "holds 14 + 21 = 35",
    ),
    (
        "其中竣工114个，续建121个，新开工19个。253个续建及竣工项目完成投资10.3亿元。",
        "wrong 114 + 121 = 253",
    ),
)
_CLAUSE = later("[,;。:!?\n()“”]")
_REACH, _FAR = 30, 30
_MANY = {han: n for n, han in enumerate("二三四五六", 2)} | {"两": 2}
_BEFORE = later("其中|另有|上述|以上|全[市县区省]")
_BEHIND = ("项目", "合计", "总计", "累计", "共计", "总数", *"共计为有达是一")
#: 两批50亿元以上; 三市新开工.
_SEVERAL = re.compile("([两二三四五六])(?:[批期届类级市县区镇轮]|个[市县区批])(.{2,})")
_BOTH = re.compile("([\u4e00-\u9fff]{2,6})(?:、|和|及|与|以及)([\u4e00-\u9fff]{2,6})")
#: 省市重点, 市县两级重点.
_LEVELS = re.compile("([国省市县区])([省市县区镇乡])两?([\u4e00-\u9fff]{2,4})")
_COUNTED = later("(?:[、和及与]?[\u4e00-\u9fff]){2,14}?(?=项目|工程|企业|已|完成|[,。;])")


def named_together(reading: TextReading) -> Iterator[Finding]:
    """Every count of what its words name as several."""
    for one in reading.figures:
        if one.role is not Role.COUNT or one.hedge or one.order < 2:
            continue
        for name in _names(reading, one):
            found = _told(reading, one, name)
            if found is not None:
                yield found
                break


def _names(reading: TextReading, one: TextFigure) -> Iterator[str]:
    """What a count is of: said before it, or behind it where it opens its clause."""
    before = _CLAUSE.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]
    if before:
        yield before
    elif one.first or not one.lead:
        behind = _COUNTED.match(reading.text, one.end)
        if behind is not None:
            yield behind[0]


@lru_cache(maxsize=8192)
def _called(name: str) -> str:
    """A name without what says nothing of what is named."""
    name = name.replace("级", "")
    begins = _BEFORE.match(name)
    name = name[begins.end() :] if begins else name
    while dull := next(filter(name.endswith, _BEHIND), ""):
        name = name.removesuffix(dull)
    return name


def _told(reading: TextReading, one: TextFigure, said: str) -> Finding | None:
    name = _called(said)
    wanted = _wanted(name)
    if not wanted or change_of(one.lead) or is_past(one.lead):
        return None
    kin: dict[str, list[TextFigure]] = {}
    for f in reading.paragraph_before(one)[-_FAR:]:
        if f.role is one.role and not f.hedge and f.value < one.value and not f.inner:
            for each in _names(reading, f):
                kin.setdefault(_called(each), []).append(f)
    found = [kin.get(each, []) for each in dict.fromkeys(wanted)]
    many = len(wanted) // len(found)
    if any(len(each) < many for each in found):
        return None
    parts = sorted((f for each in found for f in each[-many:]), key=lambda f: f.order)
    window = Window(one, parts)
    alone = all(len(each) == many for each in found)
    if window.verdict in GOOD or (alone and _is_slip(window, sure=len(found) == 1)):
        return summed(window, None)
    return None


def _is_slip(window: Window, *, sure: bool) -> bool:
    """Whether the parts come so near that they must be meant; what counts them itself is sure."""
    return near(window) and (sure or is_crossed(window) or is_slip_of_parts(window))


@lru_cache(maxsize=8192)
def _wanted(name: str) -> tuple[str, ...]:
    """What the parts are called, once for each; nothing where a name is of one thing."""
    several = _SEVERAL.match(name)
    if several is not None:
        return (_called(several[2]),) * _MANY[several[1]]
    levels = _LEVELS.fullmatch(name)
    if levels is not None and levels[1] != levels[2]:
        return levels[1] + levels[3], levels[2] + levels[3]
    both = _BOTH.fullmatch(name)
    return (_called(both[1]), _called(both[2])) if both is not None else ()
