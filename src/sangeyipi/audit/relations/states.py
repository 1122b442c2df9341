"""State words beside a rate, and counts beside the things that are named.

全部开工 and 开工率 90% contradict each other where one clause says both of the same; a count is
wrong only where every thing of a closed list calls itself a 项目.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import GOOD, Finding, Kind, Verdict, judged, shown
from sangeyipi.audit.reading import Reading

EXAMPLES = (
    ("开工项目40个，已全部开工，开工率98%。", "wrong 100 = 98"),
    ("开工项目40个，已全部开工，开工率100%。", "holds 100 = 100"),
    ("签约项目40个，无一履约，履约率5%。", "wrong 0 = 5"),
    ("本月开工项目3个，分别为东桥项目、西渠项目。", "wrong 1 + 1 = 3"),
    ("开工项目3个，分别为东桥改造、西渠清淤和南园扩建。", "holds 1 + 1 + 1 = 3"),
)
_RATE = re.compile("(签约|履约|开工|投产|达效|竣工)率(?:已?[达为是])?$")
_ALL = re.compile(
    "(全部|均已?|无一)(?:实现|如期|按期|已经|已|实质性)?(签约|履约|开工|投产|达效|竣工)"
)
_NOT_YET = re.compile("除|外|基本|力争|确保|将|预计|计划|争取|前|推动|促进|几乎|近")
_SEGMENT = re.compile("[;。\n]")
_NAMED = re.compile("(?:个|项)?(?:项目)?,?(?:分别[为是]|包括)[::]?")
_PARTS = re.compile("[、;]|和(?=[^,。]{2,30}(?:[。;\n]|$))|以及")
_REACH, _MOST = 80, 12


def states(reading: Reading) -> Iterator[Finding]:
    """Every state word with its rate, every closed list with its count."""
    for one in reading.figures:
        found: Finding | None = None
        if one.role is Role.PERCENT:
            found = _state(reading, one)
        elif one.role is Role.COUNT and not one.inner:
            found = _things(reading, one)
        if found is not None:
            yield found


def _state(reading: Reading, one: Figure) -> Finding | None:
    rate = _RATE.fullmatch(one.lead.lstrip(",、 "))
    if not rate or one.hedge:
        return None
    before = _SEGMENT.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]
    for word, state in _ALL.findall(before):
        if state != rate[1] or _NOT_YET.search(before) or before.count("个") > 1:
            continue
        value = Decimal(0 if word == "无一" else 100)
        verdict = Verdict.HOLDS if one.value == value else Verdict.WRONG
        said = f"前面写“{word}{state}”，{rate[1]}率写的是 {one.text}"
        remedy = "核对是不是真的都已到这一步，改其中一处" if verdict is Verdict.WRONG else ""
        return Finding(verdict, Kind.STATE, said, f"{value:f}", value, one, (), remedy)
    return None


def _things(reading: Reading, one: Figure) -> Finding | None:
    """开工项目3个，分别为甲项目、乙项目和丙项目."""
    opened = _NAMED.match(reading.text, one.end)
    if not opened or one.hedge or one.value > _MOST:
        return None
    rest = reading.text[opened.end() : opened.end() + 600]
    closed = re.search("[。\n]", rest)
    listed = rest[: closed.start()] if closed else ""
    things = [each.strip() for each in _PARTS.split(listed)]
    if not closed or len(things) < 2 or re.search("[等,]|\\d[个项]", listed) or "" in things:
        return None
    value = Decimal(len(things))
    verdict = judged(value, (value, value), one)
    if verdict not in GOOD and not all(each.endswith("项目") for each in things):
        return None
    text = " + ".join("1" for _ in things)
    said = f"后面列出 {shown(value, one)}，写的是 {one.text}"
    remedy = "数一数列出的，改个数或补上漏的" if verdict is Verdict.WRONG else ""
    return Finding(verdict, Kind.SUM, said, text, value, one, (), remedy)
