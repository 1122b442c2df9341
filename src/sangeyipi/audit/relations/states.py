"""State words beside a rate: 全部开工 and 开工率 90% contradict each other in one clause.

The word is a figure too: both are named, for either may be the one that is wrong.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import Finding, Kind, Verdict
from sangeyipi.audit.reading import Reading

EXAMPLES = (
    ("开工项目40个，已全部开工，开工率98%。", "wrong 98 = 100"),
    ("开工项目40个，已全部开工，开工率100%。", "holds 100 = 100"),
    ("签约项目40个，无一履约，履约率5%。", "wrong 5 ="),
)
_RATE = re.compile("(签约|履约|开工|投产|达效|竣工)率(?:已?[达为是])?$")
_ALL = re.compile(
    "(全部|均已?|无一)(?:实现|如期|按期|已经|已|实质性)?(签约|履约|开工|投产|达效|竣工)"
)
_NOT_YET = re.compile("除|外|基本|力争|确保|将|预计|计划|争取|前|推动|促进|几乎|近")
_SEGMENT = re.compile("[;。\n]")
_REACH = 80


def states(reading: Reading) -> Iterator[Finding]:
    """Every state word with its rate."""
    for one in reading.figures:
        found = _state(reading, one) if one.role is Role.PERCENT else None
        if found is not None:
            yield found


def _state(reading: Reading, one: Figure) -> Finding | None:
    rate = _RATE.fullmatch(one.lead.lstrip(",、 "))
    if not rate or one.hedge:
        return None
    before = _SEGMENT.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]
    for said in _ALL.finditer(before):
        word, state = said.groups()
        if state != rate[1] or _NOT_YET.search(before) or before.count("个") > 1:
            continue
        at = one.start - len(before) + said.start()
        value = Decimal(0 if word == "无一" else 100)
        stated = Figure(
            at, at + len(said[0]), said[0], Role.PERCENT, value, "%", Decimal(1), 0, dimension="%"
        )
        verdict = Verdict.HOLDS if one.value == value else Verdict.WRONG
        told = f"前面写“{said[0]}”，{rate[1]}率写的是 {one.text}"
        remedy = "核对是不是真的都已到这一步，改其中一处" if verdict is Verdict.WRONG else ""
        return Finding(
            verdict, Kind.STATE, told, f"{one.printed:f}", one.value, stated, (one,), remedy
        )
    return None
