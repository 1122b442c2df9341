"""What is said again in another unit: 2460公顷（3.69万亩）, 13.4万吨（2.68亿斤）; 66.9%，超过六成.

Of two measures wrong only where it is off by a slip; of a percentage in tenths, where it is not so.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.measures import AREAS, WEIGHTS
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, plain

EXAMPLES = (
    ("建成高标准农田2460公顷（3.69万亩）。", "holds 2460 * 15 = 3.69"),
    ("建成高标准农田2460公顷（3.96万亩）。", "wrong 2460 * 15 = 3.96"),
    ("完成投资7.62亿元（76184万元）。", "holds 7.6184 = 7.62"),
    ("完成投资7.26亿元（76184万元）。", "wrong 7.6184 = 7.26"),
    ("完成投资7.62亿元（761840万元）。", "wrong 76.184 = 7.62"),
    ("尚有7.59亿元，合7590万元，滞留在各单位。", "wrong 75900 = 7590"),
    ("争取资金136200万元。资金已全部拨付，共拨付1.362亿元。", "wrong 13.62 = 1.362"),
    ("已完成年度任务的66.9%，超过七成。", "wrong 66.9 = 7"),
    ("已完成年度任务的66.9%，近七成。", "hedge 66.9 = 7"),
)
#: What is said again in the second unit, and how many of that are one of the first.
_SAME = {
    (one, other): EXACT.divide(sizes[one], sizes[other])
    for sizes, one, other in (
        (AREAS, "公顷", "亩"),
        (AREAS, "平方公里", "公顷"),
        (AREAS, "平方公里", "亩"),
        (WEIGHTS, "吨", "公斤"),
        (WEIGHTS, "公斤", "斤"),
        (WEIGHTS, "吨", "斤"),
    )
}
_UNITS = frozenset(one for pair in _SAME for one in pair)


def other_units(reading: TextReading) -> Iterator[Finding]:
    """Every figure that is another in other units."""
    yield from _all_of_it(reading)
    for one in reading.figures:
        if one.unit == "成" and one.order:
            again = _in_tenths(reading, reading.figures[one.order - 1], one)
            if again is not None:
                yield again
        if one.order and (one.dimension in _UNITS or one.role is Role.MONEY):
            found = _twice(reading, reading.figures[one.order - 1], one)
            if found is not None:
                yield found


def _all_of_it(reading: TextReading) -> Iterator[Finding]:
    """争取资金136200万元。…已全部拨付，共拨付1.362亿元: the digits of all, but of another size."""
    for one in reading.of(Role.MONEY):
        if one.hedge or len(one.significant) < _TELLING:
            continue
        clause = reading.text[reading.begun("。;\n", one.start) : one.start]
        said = _ALL_GIVEN.search(clause)
        if said is None or said[1] not in one.lead or _SOME_GIVEN.search(clause):
            continue
        near = [f for f in reading.paragraph_before(one) if f.role is Role.MONEY and not f.inner]
        if any(f.value == one.value for f in near):
            continue
        if _IN_ALL.fullmatch(one.lead.lstrip(",、")) is None:
            continue
        wholes = [f for f in near if f.significant == one.significant and not f.hedge]
        if len({f.value for f in wholes}) != 1 or any(f.value > wholes[0].value for f in near):
            continue
        first = wholes[0]
        if not _is_of_all(reading, clause, said, first, one):
            continue
        text = f"{one.said(first.value):f}"
        found = judge(one, first.value, first.interval, text, (first,))
        if found.verdict not in GOOD:
            said_ = found.said.replace(f"{text} = ", f"{first.text} 是 ", 1)
            yield found._replace(kind=RelationKind.REPEAT, said=said_)


def _is_of_all(
    reading: TextReading, clause: str, said: "re.Match[str]", whole: TextFigure, one: TextFigure
) -> bool:
    """Whether all of that amount is given (资金已全部拨付), in the clause right before."""
    before = re.split("[,、:]", clause[: said.start()])[-1]
    named = _OF_THESE.sub("", before)
    begin = reading.begun("。;\n", whole.start)
    own = not named or named in reading.text[begin : whole.start]
    return own and _GIVEN_TO.fullmatch(clause, said.end(1), len(clause)) is not None


_TELLING = 3
_ALL_GIVEN = later(
    "(?:全部|全额|悉数|均已?)(?:足额|及时|按时)?(拨付|下达|到位|支出|兑付|发放|支付|分配|使用|安排|落实|偿还|投入)[^。;\n]{0,40}$"
)
_IN_ALL = later(
    f"(?:{IN_ALL_SO_FAR})(?:已|实际)?(?:拨付|下达|到位|支出|兑付|发放|支付|分配|使用|安排|落实|偿还|投入)"
    "(?:资金|金额)?(?:共|达|为)?"
)
_GIVEN_TO = later("[^,。;\\d]{0,10},[^,。;\\d]{0,12}")
_OF_THESE = later("目前|截至|上述|以上|该|这笔|这些|全部|所有|资金|款项|已|均")
_SOME_GIVEN = later("其中|本[月季]|当[月季]|另|部分|未")


def _twice(reading: TextReading, first: TextFigure, one: TextFigure) -> Finding | None:
    """2460公顷(3.69万亩)."""
    between = reading.text[first.end : one.start]
    bracket = _BRACKET.fullmatch(between) is not None and reading.text.startswith(")", one.end)
    clause = _CLAUSE.fullmatch(between) is not None and _NO_MORE.match(reading.text, one.end)
    if not (bracket and one.inner and not first.inner) and not (
        clause and one.inner is first.inner
    ):
        return None
    if one.role is Role.MONEY:
        return _in_finer(first, one) if first.role is Role.MONEY else None
    pair = first.dimension, one.dimension
    many = _SAME.get(pair) or _SAME.get((pair[1], pair[0]))
    if many is None or not first.value:
        return None
    whole = pair in _SAME
    value, half = first.value, first.half
    value = EXACT.multiply(value, many) if whole else EXACT.divide(value, many)
    half = EXACT.multiply(half, many) if whole else EXACT.divide(half, many)
    # In the unit that stands there: 2460公顷 are 36900亩, printed in 万亩.
    text = f"{first.printed * first.scale:f} {'*' if whole else '/'} {many}"
    found = judge(one, value, (value - half, value + half), text, (first,))
    return found._replace(kind=RelationKind.REPEAT) if _told(found, one) else None


def _in_finer(first: TextFigure, one: TextFigure) -> Finding | None:
    """7.62亿元(76184万元): the one with fewer places is what the other is rounded to."""
    if first.scale == one.scale or first.hedge or one.hedge:
        return None
    fine, coarse = (one, first) if one.half < first.half else (first, one)
    if one.value != first.value and one.significant == first.significant:
        # 7.59亿元(合7590万元): what says the first again is off by its size.
        fine, coarse = first, one
    text = plain(coarse.said(fine.value))
    reach = fine.value - fine.half, fine.value + fine.half
    found = judge(coarse, fine.value, reach, text, (fine,))
    if found.verdict not in GOOD and not slip_of(fine.value, coarse):
        return None
    # 11.9987亿元(约合11.99亿元): about, with the rest cut off.
    about = one.lead.endswith(_ABOUT) and found.verdict not in GOOD
    if about and abs(fine.value - coarse.value) < 2 * coarse.half:
        return None
    said = found.said.replace(f"{text} = ", f"{fine.text} 是 ", 1)
    return found._replace(kind=RelationKind.REPEAT, said=said)


def _in_tenths(reading: TextReading, first: TextFigure, one: TextFigure) -> Finding | None:
    """66.9%，超过七成."""
    if first.unit != "%" or first.hedge or not _AGAIN.fullmatch(reading.text, first.end, one.start):
        return None
    if not _NO_MORE.match(reading.text, one.end):
        # 66.9%，七成以上企业: of others.
        return None
    found = judge(one, first.value, first.interval, f"{first.printed:f}", (first,))
    return found._replace(kind=RelationKind.REPEAT)


_ABOUT = ("约合", "约", "约为")
_AGAIN = later("[,(](?:已经?)?(?:超过?|突破|近|接近|达到?|约为?|不足|不到|不满|将近|超出)?")
_NO_MORE = later("[,。;)\n]|$")
_BRACKET = later(r"\((?:约?合|即|折合)?")
_CLAUSE = later("[,、]?(?:约?合|折合|相当于)")


def _told(found: Finding, one: TextFigure) -> bool:
    slip = found.computed is not None and is_slip(found.computed, one)
    return found.verdict in GOOD or (slip and not one.hedge)
