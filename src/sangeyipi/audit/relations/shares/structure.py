"""Shares that make up a whole: 工业占46.3%、基础设施占28.1%、房地产占17.2%、其他占8.4%.

They come to 100%, but for what rounding leaves.  Wrong only where the rest is named (其他), or the
words say that it is how the whole is made up (结构、构成、按…分).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, FARTHEST, TextReading

EXAMPLES = (
    (
        "从投资结构看，工业占比46.3%，基础设施占比28.1%，房地产占比17.2%，其他占比8.4%。",
        "holds 46.3 + 28.1 + 17.2 + 8.4 = 100",
    ),
    (
        "从投资结构看，工业占比46.3%，基础设施占比28.1%，房地产占比19.2%，其他占比8.4%。",
        "wrong 46.3 + 28.1 + 19.2 + 8.4 = 100",
    ),
    (
        "受理诉求655件，其中咨询412件，占62.9%；投诉168件，占25.6%；其他75件，占11.5%。",
        "holds 62.9 + 25.6 + 11.5 = 100",
    ),
    (
        "从类型看，咨询占58.3%，投诉占24.6%，求助占15.2%，其他类1.9%。",
        "holds 58.3 + 24.6 + 15.2 + 1.9 = 100",
    ),
)
_SHARE = re.compile(
    "[、,;]?(?:其中)?([^,。;、:\\d]{2,12}?)(?:占比|占|比重)(?:分别)?(?:为|达到?|约)?"
)
_ALONE = re.compile("[,、]?(?:占比|占|比重)(?:为|达到?|约)?")
_MADE_UP = re.compile("结构|构成|组成|[按分从][^,。;]{1,10}[分看]")
_REST = re.compile("其[他它余]")
_PARTIAL = re.compile("分别|以上|以下|不含|增长|同比|提高")
_WHOLE, _MOST, _REACH = Decimal(100), 12, 40


def structure(reading: TextReading) -> Iterator[Finding]:
    """Every list of named shares of one sentence."""
    for figures in reading.by_sentence.values():
        shares = [one for one in figures if one.role is Role.PERCENT]
        if 3 <= len(shares) <= _MOST:
            found = _told(reading, shares)
            if found is not None:
                yield found


def _told(reading: TextReading, shares: list[TextFigure]) -> Finding | None:
    if any(one.hedge or one.inner for one in shares):
        return None
    named = [_label(reading, one) for one in shares]
    labels = set(named)
    beside = any(not _SHARE.fullmatch(one.lead) for one in shares[:-1])
    if "" in labels:
        return None
    between = reading.text[shares[0].start : shares[-1].start]
    if len(labels) < len(shares) or _PARTIAL.search(between) or "其中" in between:
        return None
    if not all(is_share(reading, one) for one in shares if "占" in one.lead):
        return None
    before = reading.text[max(0, shares[0].start - _REACH) : shares[0].start]
    before = re.split("[。\n]", before)[-1]
    rest = _REST.search(named[-1]) is not None
    if not (rest or _MADE_UP.search(before)):
        return None
    found = _judged(shares, _word(reading, shares[0]), sure=rest)
    # Of amounts beside the shares another relation says which one is wrong.
    return None if found is not None and beside and found.verdict not in GOOD else found


def _label(reading: TextReading, one: TextFigure) -> str:
    """Whose share a percentage is; "" where that is not said, or no share."""
    said = _SHARE.fullmatch(one.lead)
    if said is not None:
        return said[1]
    before = reading.figures[one.order - 1] if one.order else one
    if _ALONE.fullmatch(one.lead) and before.sentence == one.sentence:
        # 咨询类412件，占62.9%.
        return before.lead.strip("、,;") if before.role in COUNTABLE else ""
    # 求助占38%，其他3%: the last goes without the word.
    return one.lead.strip("、,;") if _REST.search(one.lead) else ""


def _word(reading: TextReading, first: TextFigure) -> TextFigure:
    """The word 占 of the first share, which says that there is a whole."""
    far = max(0, first.start - FARTHEST)
    start = max(reading.text.rfind(mark, far, first.start) for mark in ("占", "比重"))
    said = reading.text[start : first.start].strip()
    return TextFigure(start, start + len(said), said, Role.PERCENT, _WHOLE, "%", Decimal(1), 0)


def _judged(shares: list[TextFigure], stated: TextFigure, *, sure: bool) -> Finding | None:
    value = sum((one.value for one in shares), Decimal(0))
    room = sum((one.half for one in shares), Decimal(0))
    off = abs(value - _WHOLE)
    verdict = (
        RelationVerdict.HOLDS
        if not off
        else RelationVerdict.ROUNDING
        if off <= room
        else RelationVerdict.WRONG
    )
    if verdict is RelationVerdict.WRONG and not (sure or value > _WHOLE):
        return None
    said = f"几项占比合计 {shown(value, stated)}，应为 100%"
    remedy = "其中一项写错，逐项核对" if verdict is RelationVerdict.WRONG else ""
    text = " + ".join(f"{one.printed:f}" for one in shares)
    return Finding(verdict, RelationKind.SHARE, said, text, value, stated, tuple(shares), remedy)
