"""What banks say of their loans: 存贷比 of loans and deposits, 不良贷款率 of the bad ones and all.

余额存贷比 is of what there is of both, 新增存贷比 of what has come to both since the year began; a
plain 存贷比 may be reckoned in another way, with some loans left out.  Of 各项存款 and 其中短期存款
the first is meant.  Wrong only where the paragraph says one amount of each, of one currency, and
what is printed looks like a slip, or is so far off that no way of reckoning comes to it.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.judging.whose_loans import LOAN_RATIO, is_of_other_loans
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_BALANCES = (
    "9月末，各项存款余额524.6亿元，比年初增加41.3亿元；各项贷款余额378.2亿元，比年初增加29.7亿元，"
)
EXAMPLES = (
    (f"{_BALANCES}余额存贷比72.1%，新增存贷比71.9%。", "holds 378.2 / 524.6 * 100 = 72.1"),
    (f"{_BALANCES}余额存贷比72.8%，新增存贷比71.9%。", "wrong 378.2 / 524.6 * 100 = 72.8"),
    (f"{_BALANCES}余额存贷比72.1%，新增存贷比71.5%。", "wrong 29.7 / 41.3 * 100 = 71.5"),
    (
        f"{_BALANCES}其中短期贷款94.6亿元、中长期贷款271.8亿元。存贷比75.1%，新增存贷比71.9%。",
        "wrong 378.2 / 524.6 * 100 = 75.1",
    ),
    (
        "各项存款余额412.5亿元，较年初的373.8亿元新增38.7亿元；贷款余额236.8亿元，较年初的207.4亿元"
        "新增29.4亿元，新增存贷比67.0%。",
        "wrong 29.4 / 38.7 * 100 = 67.0",
    ),
    (
        "各项贷款余额378.2亿元，其中涉农贷款215.4亿元。不良贷款余额5.22亿元，不良率1.34%。",
        "wrong 5.22 / 378.2 * 100 = 1.34",
    ),
)
_DEPOSITS = later("存款(?:总额|余额|总量)?(?:已|共|约)?(?:达到|达|为|是)?$")
_LOANS = later("(?<!不良)贷款(?:总额|余额|总量)?(?:已|共|约)?(?:达到|达|为|是)?$")
_BAD = later("不良贷款(?:总额|余额)?(?:已|共|约)?(?:达到|达|为|是)?$")
_SINCE = later(
    "[,、]?(?:比|较)(?:[今本]?年初|[上去]年[年]?[末底])(?:净)?(?:增加|新增|增长|增)(?:了|额)?(?:为|达)?$"
)
_THEN, _ADDED = (
    later("(?:比|较)(?:年初|[上去]年[年]?[末底])的?$"),
    later("^(?:净)?(?:增加|新增|增长)了?$"),
)
_BACK, _AHEAD = 24, 6
#: In points; what no way of reckoning comes to: not of balances, and of whatever is left out.
_FAR, _BEYOND = 10, 25


class _Ends(NamedTuple):
    parts: list[TextFigure]
    bases: list[TextFigure]


def loan_ratios(reading: TextReading) -> Iterator[Finding]:
    """Every ratio that is called by such a name."""
    for one in reading.of(Role.PERCENT):
        named = LOAN_RATIO.search(one.lead) if one.printed else None
        if named is not None:
            found = _told(reading, one, named)
            if found is not None:
                yield found


def _told(reading: TextReading, one: TextFigure, named: "re.Match[str]") -> Finding | None:
    near = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order + _AHEAD]
        if f.paragraph == one.paragraph and _is_balance(f)
    ]
    loans = [f for f in near if _LOANS.search(f.lead)]
    bad = named["name"] != "存贷比"
    if bad:
        ends = _Ends([f for f in near if _BAD.search(f.lead)], loans)
    else:
        ends = _Ends(loans, [f for f in near if _DEPOSITS.search(f.lead)])
    if (named["sure"] or "").endswith("新增"):
        return _of_added(reading, one, ends, named)
    pairs = [RatePair(part, base) for part, base in product(*ends) if part is not base]
    pairs.sort(key=lambda pair: abs(one.order - pair.part.order) + abs(one.order - pair.base.order))
    good = next((pair for pair in pairs if verdict(pair, one) in GOOD), None)
    if good is not None:
        return told(good, one)
    pair = _only(ends)
    if pair is None:
        return None
    sure = bad or named["sure"] or _is_set_against_added(reading, one)
    off = abs(pair.value - one.value) >= _BEYOND
    return _contradicted(reading, one, named, pair) if sure or off else None


def _is_balance(one: TextFigure) -> bool:
    plain = one.role is Role.MONEY and not (one.hedge or one.inner) and one.value > 0
    return plain and not is_past(one.lead) and not change_of(one.lead)


def _is_set_against_added(reading: TextReading, one: TextFigure) -> bool:
    """存贷比65.2%，新增存贷比79.6%: beside the one that is of what has come, of what there is."""
    after = reading.figures[one.order + 1 : one.order + 2]
    named = LOAN_RATIO.search(after[0].lead) if after and after[0].role is Role.PERCENT else None
    return named is not None and named["sure"] == "新增"


def _only(ends: _Ends) -> RatePair | None:
    """The one amount of each: of all, where that is said."""
    parts, bases = ([f for f in side if "各项" in f.lead] or side for side in ends)
    if len(parts) != 1 or len(bases) != 1:
        return None
    return RatePair(parts[0], bases[0])


def _of_added(
    reading: TextReading, one: TextFigure, ends: _Ends, named: "re.Match[str]"
) -> Finding | None:
    """新增存贷比: of what has come to both since the year began."""
    of_all = _only(ends)
    if of_all is None:
        return None
    part, base = _added(reading, of_all.part), _added(reading, of_all.base)
    if part is None or base is None:
        return None
    pair = RatePair(part, base)
    if verdict(pair, one) in GOOD:
        return told(pair, one)
    return _contradicted(reading, one, named, pair)


def _added(reading: TextReading, balance: TextFigure) -> TextFigure | None:
    """贷款余额378.2亿元，比年初增加29.7亿元: what has come to a balance since the year began."""
    after = reading.figures[balance.order + 1 : balance.order + 3]
    if len(after) > 1 and after[0].role is Role.MONEY and _THEN.search(after[0].lead):
        added, is_said = after[1], _ADDED.search(after[1].lead)
    else:
        added, is_said = (after[0], _SINCE.fullmatch(after[0].lead)) if after else (balance, None)
    plain = added.role is Role.MONEY and added.sentence == balance.sentence and not added.hedge
    return added if is_said and plain and added.value > 0 else None


def _contradicted(
    reading: TextReading, one: TextFigure, named: "re.Match[str]", pair: RatePair
) -> Finding | None:
    """What is told of a ratio that the only pair does not come to; None for nothing."""
    behind = max(pair.part.order, pair.base.order) < one.order
    if one.hedge or not behind or is_of_other_loans(reading, one, named, pair):
        return None
    found = told(pair, one)
    far = named["name"] == "存贷比" and abs(pair.value - one.value) >= _FAR
    wrong = found.verdict is RelationVerdict.WRONG
    return found if wrong and (far or is_slip(pair.value, one)) else None
