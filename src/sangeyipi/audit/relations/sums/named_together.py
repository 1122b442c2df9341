"""Totals that name what they add up: 两批50亿元以上项目共44个, 省市重点共21宗, 国省干线322.1公里.

Two batches have so many of what each was said to have; 省市重点 are 省重点 and 市重点; 两项合计任务
are of two that are called …任务, and 两项合计 of two rows that say what they come to.  The parts
stand before it in the paragraph, each under its name.  Wrong only where no other figure has one of
these names and the parts come near.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
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
        "通车里程2312.2公里，其中国道118.6公里、省道203.5公里、县道1990.1公里。国省干线合计312.1公里。",
        "wrong 118.6 + 203.5 = 312.1",
    ),
    (
        "其中竣工114个，续建121个，新开工19个。253个续建及竣工项目完成投资10.3亿元。",
        "wrong 114 + 121 = 253",
    ),
    (
        "新认定31家，每家15万元，计465万元；重新认定24家，每家5万元，计120万元；两项合计5850万元。",
        "wrong 465 + 120 = 5850",
    ),
    (
        "未供土地处置任务2430亩，已处置1895亩；闲置土地处置任务612亩，已处置508亩。两项合计任务3042亩。",
        "holds 2430 + 612 = 3042",
    ),
)
_CLAUSE = later("[,;。:!?\n()“”]")
_REACH, _FAR = 30, 30
_MANY = {han: n for n, han in enumerate("二三四五六", 2)} | {"两": 2}
_BEFORE = later(f"其中|另有|上述|以上|{WHOLE_REGION}")
_BEHIND = ("项目", "合计", "总计", "累计", "共计", "总数", *"共计为有达是一")
#: 两批50亿元以上; 三市新开工.
_SEVERAL = re.compile(
    "([两二三四五六])(?:[批期届类级市县区镇轮项者种]|个[市县区批]|部分|方面)(.{2,}|)"
)
#: 两项合计任务: what is named stands behind.
_IN_ALL = later(f"(?:{IN_ALL_SO_FAR})(?=[\u4e00-\u9fff]{{2}})")
#: Of amounts only where several are named: most are totals of nothing.
_MEANT = later(f"{IN_ALL_SO_FAR}")
_BOTH = re.compile("([\u4e00-\u9fff]{2,6})(?:、|和|及|与|以及)([\u4e00-\u9fff]{2,6})")
#: 省市重点, 市县两级重点.
_LEVELS = re.compile("([国省市县区])([省市县区镇乡])两?([\u4e00-\u9fff]{2,4})")
_COUNTED = later("(?:[、和及与]?[\u4e00-\u9fff]){2,14}?(?=项目|工程|企业|已|完成|[,。;])")


def named_together(reading: TextReading) -> Iterator[Finding]:
    """Every count of what its words name as several."""
    for one in reading.of(*COUNTABLE):
        if one.hedge or one.order < 2:
            continue
        if one.role is not Role.COUNT and not _MEANT.search(one.lead):
            continue
        for name in _names(reading, one):
            found = _told(reading, one, name)
            if found is not None:
                yield found
                break
    for one in reading.figures:
        roads = _ROADS.search(one.lead) if one.role is Role.QUANTITY and one.order > 1 else None
        found = _of_roads(reading, one, roads[1]) if roads and not one.hedge else None
        if found is not None:
            yield found


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
        alike = (f.role, f.dimension) == (one.role, one.dimension)
        if alike and not f.hedge and f.value < one.value and not f.inner:
            for each in _names(reading, f):
                kin.setdefault(_called(each), []).append(f)
    if not wanted[0]:
        # 31家，计465万元；24家，计120万元；两项合计585万元: each is what its own row comes to.
        kin = {"": [f for f in kin.get("", []) if f.sentence == one.sentence]}
    found = [kin.get(each, []) for each in dict.fromkeys(wanted)]
    many = len(wanted) // len(found)
    if many > 1 and not found[0] and wanted[0]:
        return _of_names_alike(reading, one, wanted, kin)
    if any(len(each) < many for each in found):
        return None
    parts = sorted((f for each in found for f in each[-many:]), key=lambda f: f.order)
    window = Window(one, parts)
    alone = all(len(each) == many for each in found)
    if not wanted[0]:
        return _summed(reading, window) if alone else None
    if window.verdict in GOOD or (alone and _is_slip(window, sure=len(found) == 1)):
        return summed(window, None)
    return None


def _of_names_alike(
    reading: TextReading,
    one: TextFigure,
    wanted: tuple[str, ...],
    kin: dict[str, list[TextFigure]],
) -> Finding | None:
    """未供土地处置任务2430亩，…；闲置土地处置任务612亩，…。两项合计任务3042亩."""
    parts = [f for name, each in kin.items() if name.endswith(wanted[0]) for f in each]
    if len(parts) != len(wanted):
        return None
    return _summed(reading, Window(one, sorted(parts, key=lambda f: f.order)))


def _summed(reading: TextReading, window: Window) -> Finding | None:
    """What is told of parts that only end alike: wrong for a slip, if nothing is taken off."""
    if window.verdict in GOOD:
        return summed(window, None)
    total, parts = window
    if not (near(window) and is_slip(window.sum, total)):
        return None
    less = _LESS.search(reading.text, parts[0].end, total.end + _REACH)
    return None if less else summed(window, None)


_LESS = later("[扣剔]除|减去|去重|重[复叠]|其中|净")


#: Roads of several classes: by how high they are, and 农村公路 by their definition.
_CLASSES = {
    "国省": ("国道", "省道"),
    "县乡": ("县道", "乡道"),
    "乡村": ("乡道", "村道"),
    "县乡村": ("县道", "乡道", "村道"),
    "农村": ("县道", "乡道", "村道"),
}
_ROADS = later(
    "(?:^|[^\u4e00-\u9fff]|其中)((?:国省|县乡村?|乡村)(?:干线(?:公路)?|[干公]?道(?:路)?|公路)|农村公路)"
    f"(?:总?里程|通车|{IN_ALL_SO_FAR}|达到?|为|有)*$"
)
_CLASS = later("国省|县乡村?|乡村|农村")


def _of_roads(reading: TextReading, one: TextFigure, name: str) -> Finding | None:
    """国道118.6公里、省道203.5公里…。国省干线合计322.1公里: each class is told once before."""
    said = _CLASS.match(name)
    wanted = _CLASSES[said[0]] if said else ()
    before = [
        f
        for f in reading.paragraph_before(one)[-_FAR:]
        if (f.role, f.dimension) == (one.role, one.dimension) and one.sentence - f.sentence <= 1
    ]
    parts = [[f for f in before if f.lead.endswith(each)] for each in wanted]
    if not parts or any(len(each) != 1 or each[0].hedge or each[0].inner for each in parts):
        return None
    window = Window(one, [each[0] for each in parts])
    if window.verdict in GOOD or (near(window) and is_slip(window.sum, one)):
        return summed(window, None)
    return None


def _is_slip(window: Window, *, sure: bool) -> bool:
    """Whether the parts come so near that they must be meant; what counts them itself is sure."""
    return near(window) and (sure or is_crossed(window) or is_slip_of_parts(window))


@lru_cache(maxsize=8192)
def _wanted(name: str) -> tuple[str, ...]:
    """What the parts are called, once for each; nothing where a name is of one thing."""
    several = _SEVERAL.fullmatch(name)
    if several is not None:
        what = _IN_ALL.sub("", several[2], count=1)
        return (_called(what),) * _MANY[several[1]]
    levels = _LEVELS.fullmatch(name)
    if levels is not None and levels[1] != levels[2]:
        return levels[1] + levels[3], levels[2] + levels[3]
    both = _BOTH.fullmatch(name)
    return (_called(both[1]), _called(both[2])) if both is not None else ()
