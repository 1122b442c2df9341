"""Counts beside the things that are named: 3个，分别为甲项目、乙项目和丙项目; 甲、乙、丙等3个.

A count is wrong only where every thing of a closed list calls itself a 项目, or where each thing
has an amount of its own and there are as many amounts as things.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.adding import Window, summed
from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import GOOD, Finding, Kind, Verdict, judged, shown
from sangeyipi.audit.reading import Reading

EXAMPLES = (
    ("本月开工项目3个，分别为东桥项目、西渠项目。", "wrong 1 + 1 = 3"),
    ("开工项目3个，分别为东桥改造、西渠清淤和南园扩建。", "holds 1 + 1 + 1 = 3"),
    ("未投产的2个项目分别为东桥水厂、西渠物流园，预计明年投产。", "holds 1 + 1 = 2"),
    ("涉及装备、化工、食品等三大领域。", "holds 1 + 1 + 1 = 3"),
    (
        "开工项目2个，总投资9.6亿元，包括：总投资5.5亿元的甲、总投资3.1亿元的乙。",
        "wrong 5.5 + 3.1 = 9.6",
    ),
    (
        "开工项目2个，总投资8亿元，包括：总投资5亿元的东桥扩建、总投资3亿元的西渠清淤。",
        "holds 1 + 1 = 2",
    ),
)
_NAMED = re.compile("(?:大|个|项)?(?:项目|领域|类|方面)?,?(?:分别[为是]|包括|即|为)[::]?")
_PARTS = re.compile("[、;]|和(?=[^,。]{2,30}(?:[,。;\n]|$))|以及")
_BEFORE = re.compile("([^,。;:\n]{2,200})等$")
_OWN_LIST = re.compile("(?:包括|分别[为是])[::]?(?:总?投资)?$")
_MOST = 12


def items(reading: Reading) -> Iterator[Finding]:
    """Every count with the things that are named for it."""
    for one in reading.figures:
        if one.role not in (Role.COUNT, Role.KINDS) or one.inner or one.hedge:
            continue
        if not 2 <= one.value <= _MOST or one.scale != 1:
            continue
        found = _after(reading, one) or _before(reading, one)
        if found is not None:
            yield found
        yield from _with_amounts(reading, one)


def _after(reading: Reading, one: Figure) -> Finding | None:
    """开工项目3个，分别为甲项目、乙项目和丙项目."""
    opened = _NAMED.match(reading.text, one.end)
    if not opened:
        return None
    rest = reading.text[opened.end() : opened.end() + 600]
    closed = re.search("[。\n]", rest)
    listed = rest[: closed.start()] if closed else ""
    whole = "," not in listed
    listed = listed.split(",")[0]
    things = [each.strip() for each in _PARTS.split(listed)]
    if not closed or len(things) < 2 or re.search("等|\\d[个项]", listed) or "" in things:
        return None
    strict = whole and all(each.endswith("项目") for each in things) and "个" in one.text
    return _counted(one, len(things), strict=strict)


def _before(reading: Reading, one: Figure) -> Finding | None:
    """甲、乙、丙等3个项目: fewer may be named than there are."""
    said = _BEFORE.search(reading.text[max(0, one.start - 200) : one.start])
    if not said or "、" not in said[1]:
        return None
    return _counted(one, len(_PARTS.split(said[1])), strict=False)


def _counted(one: Figure, number: int, *, strict: bool) -> Finding | None:
    value = Decimal(number)
    verdict = judged(value, (value, value), one)
    if verdict not in GOOD and not strict:
        return None
    text = " + ".join("1" for _ in range(number))
    said = f"列出的是 {shown(value, one)}，写的是 {one.text}"
    remedy = "数一数列出的，改个数或补上漏的" if verdict is Verdict.WRONG else ""
    return Finding(verdict, Kind.SUM, said, text, value, one, (), remedy)


def _with_amounts(reading: Reading, one: Figure) -> Iterator[Finding]:
    """包括：总投资5亿元的甲、总投资3亿元的乙: as many amounts as things."""
    own: list[Figure] = []
    total: Figure | None = None
    for other in reading.figures[one.order + 1 : one.order + _MOST + 6]:
        if other.sentence != one.sentence or other.role is Role.COUNT:
            break
        if other.role is Role.MONEY and not own and other.measure == "总投资":
            total = other
        if other.role is Role.OWN:
            if not own and not _OWN_LIST.search(reading.text[one.end : other.start]):
                return
            own.append(other)
    if len(own) < 2 or len(own) != one.value or _lost_thing(reading, own):
        return
    text = " + ".join("1" for _ in own)
    said = f"列出的正是 {one.text}"
    yield Finding(Verdict.HOLDS, Kind.SUM, said, text, Decimal(len(own)), one, ())
    if total is not None:
        yield summed(Window(total, own), None)


def _lost_thing(reading: Reading, own: list[Figure]) -> bool:
    """Whether there is a thing without an amount between, or more to come."""
    gaps = [reading.text[a.end : b.start] for a, b in pairwise(own)]
    rest = re.match("[^。\n]{0,60}", reading.text[own[-1].end :])
    return any(len(_PARTS.split(gap)) != 2 for gap in gaps) or bool(
        rest and re.search("等|[、;]", rest[0])
    )
