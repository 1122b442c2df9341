"""Shares that make up a whole: 工业占46.3%、基础设施占28.1%、房地产占17.2%、其他占8.4%.

They come to 100%, but for what rounding leaves, in one sentence, as a column of rows, as a list
(占比分别为…), or as a ratio (三次产业结构为14:39:47).  Wrong only where the rest is named (其他),
where words say that it is how the whole is made up (结构、构成、按…分), or where the three
industries are named, which leave nothing over.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from sangeyipi.audit.judging.completeness import REST
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.relations.shares.rate_lists import runs
from sangeyipi.audit.relations.shares.shares_of_all import ratios
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, FARTHEST, TextReading
from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN
from sangeyipi.model.patterns import later

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
    (
        "甲片区、乙片区、丙片区开工数分别为57个、39个、24个，占比分别为47.5%、32.5%、20%。",
        "holds 47.5 + 32.5 + 20 = 100",
    ),
    (
        "交通类完成86.2亿元，占全部投资的41.7%；能源类完成72.4亿元，占35.1%。水利类完成47.9亿元，占23.2%。",
        "holds 41.7 + 35.1 + 23.2 = 100",
    ),
    ("三次产业结构由上年的9.1∶44.5∶46.4调整为8.8∶43.9∶47.3。", "holds 8.8 + 43.9 + 47.3 = 100"),
    ("三次产业投资结构为8.8∶49.3∶47.3。", "wrong 8.8 + 49.3 + 47.3 = 100"),
    ("三次产业结构为8.8∶93.4∶47.3。", "wrong 8.8 + 93.4 + 47.3 = 100"),
    ("一、二、三产业投资占比分别为14.8%、25.4%、59.8%。", "holds 14.8 + 25.4 + 59.8 = 100"),
    ("一、二、三产业投资占比分别为14.8%、25.4%、60.8%。", "wrong 14.8 + 25.4 + 60.8 = 100"),
)
_SHARE = re.compile(
    "[、,;]?(?:其中)?([^,。;、:\\d]{2,12}?)(?:占比|占|比重)(?:分别)?(?:为|达到?|约)?"
)
_ALONE = later("[,、]?(?:占比|占|比重)(?:为|达到?|约)?")
_MADE_UP = later(f"结构|构成|组成|{BROKEN_DOWN}")
_PARTIAL = later("分别|以上|以下|不含|增长|同比|提高")
_WHOLE, _MOST, _REACH = Decimal(100), 12, 40
#: Words after which percentages are shares of one whole, however these go on.
_OF_WHOLE = re.compile("占|比重|(?<![同环对之])比(?:为|是|例)|构成")
_NO_SHARE = re.compile("率|[增减升降]|提高|回落|拉动|高于|低于|其中|超|快|慢")
_INDUSTRIES = later("三次?产业|一、?二、?三(?:次|产)")
#: What a ratio is one of; no further before it than a clause is long.
_NAMED = later("结构|构成|比重|占比|比例")
_LEAST, _OFF, _FAR_OFF = 3, 10, 80


def structure(reading: TextReading) -> Iterator[Finding]:
    """Every list of shares that is told to make up a whole, or comes to one."""
    for figures in reading.by_sentence.values():
        shares = [one for one in figures if one.role is Role.PERCENT]
        if _LEAST <= len(shares) <= _MOST:
            found = _told(reading, shares)
            if found is not None:
                yield found
    for run in _columns(reading):
        found = _judged(run, _word(reading, run[0]), sure=False)
        # What two of many come to says nothing, but where no digit is left over.
        if found is not None and found.verdict in GOOD:
            yield found
    yield from _ratios(reading)
    yield from _lists(reading)


def _columns(reading: TextReading) -> Iterator[list[TextFigure]]:
    """The shares of each paragraph that follow one another, and those of each sentence of it."""
    run: list[TextFigure] = []
    last: TextFigure | None = None
    for one in reading.of(Role.PERCENT):
        if run and one.paragraph != run[-1].paragraph:
            yield from _pieces(run)
            run = []
        # 占41.7%，增长5.2%；…占35.1%: what grew is no share, and one without the word goes on.
        follows = bool(run) and last is run[-1]
        if _is_one(one) and (follows or _OF_WHOLE.search(one.lead)):
            run.append(one)
        last = one
    yield from _pieces(run)


def _is_one(one: TextFigure) -> bool:
    """Whether a percentage may be a share: no rate, no growth, of nothing that follows it."""
    if one.hedge or one.inner or one.tail.startswith("的"):
        return False
    return not _NO_SHARE.search(one.lead)


def _pieces(run: list[TextFigure]) -> Iterator[list[TextFigure]]:
    for piece in (run, *(list(each) for _, each in groupby(run, key=attrgetter("sentence")))):
        if _LEAST <= len(piece) <= _MOST or _are_two(piece):
            yield piece


def _are_two(piece: list[TextFigure]) -> bool:
    """占73.6%，…，占26.4%: two, that no digit is left over."""
    exact = sum((one.value for one in piece), -_WHOLE) == 0
    return len(piece) == _LEAST - 1 and exact and all(one.places for one in piece)


def _ratios(reading: TextReading) -> Iterator[Finding]:
    """14.4∶39.3∶46.3; no part of another ratio (4∶3∶3) is a percentage."""
    for run in ratios(reading):
        before = reading.text[max(0, run[0].start - _REACH) : run[0].start]
        named = list(_NAMED.finditer(re.split("[。;\n]", before)[-1]))
        sure = _INDUSTRIES.search(before) is not None and len(run) == _LEAST
        # 2∶5∶3 is no ratio of percentages; 8.8∶93.4∶47.3 is one, of which two digits are crossed.
        most = _FAR_OFF if sure and all(one.places for one in run) else _OFF
        if not named or abs(sum((one.value for one in run), -_WHOLE)) > most:
            continue
        begin = run[0].start - len(re.split("[。;\n]", before)[-1])
        start, end = begin + named[-1].start(), begin + named[-1].end()
        found = _judged(run, _hundred(start, named[-1][0], end), sure=sure)
        if found is not None and (found.verdict in GOOD or sure):
            yield found


def _lists(reading: TextReading) -> Iterator[Finding]:
    """一、二、三产业投资占比分别为14.8%、25.4%、59.8%."""
    for run in runs(reading):
        named = len(run) == _LEAST and _OF_INDUSTRIES.search(run[0].lead)
        if not named or any(one.hedge for one in run):
            continue
        start = run[0].start - len(run[0].lead) + named.start(1)
        word = _hundred(start, named[1], start + len(named[1]))
        # 占全省的比重 of each come to anything.
        near = abs(sum((one.value for one in run), -_WHOLE)) < _NEAR
        found = _judged(run, word, sure=True) if near else None
        if found is not None:
            yield found


_OF_INDUSTRIES = re.compile("一、?二、?三(?:次|产)[^,。;\\d]{0,24}(占比|比重|占)[^,。;\\d]{0,6}$")
_NEAR = 5


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
    rest = REST.search(named[-1]) is not None
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
    return one.lead.strip("、,;") if REST.search(one.lead) else ""


def _word(reading: TextReading, first: TextFigure) -> TextFigure:
    """The word 占 of the first share, which says that there is a whole."""
    far = max(0, first.start - FARTHEST)
    start = max(reading.text.rfind(mark, far, first.start) for mark in ("占", "比重"))
    said = reading.text[start : first.start].strip()
    return _hundred(start, said, start + len(said))


def _hundred(start: int, said: str, end: int) -> TextFigure:
    """A word that says that there is a whole."""
    return TextFigure(start, end, said, Role.PERCENT, _WHOLE, "%", Decimal(1), 0)


def _are_complete_before(shares: list[TextFigure]) -> bool:
    """Whether some that stand side by side come to all before the others do."""
    values = [one.value for one in shares]
    return any(
        sum(values[begin:end]) == _WHOLE
        for begin in range(len(values))
        for end in range(begin + 2, len(values) + 1)
    )


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
    # 国有占19.8%；非国有占80.2%；民间占67.3%: the last is of another view.
    if verdict is RelationVerdict.WRONG and _are_complete_before(shares):
        return None
    said = f"几项占比合计 {shown(value, stated)}，应为 100%"
    remedy = "其中一项写错，逐项核对" if verdict is RelationVerdict.WRONG else ""
    text = " + ".join(f"{one.printed:f}" for one in shares)
    return Finding(verdict, RelationKind.SHARE, said, text, value, stated, tuple(shares), remedy)
