"""Averages over time: 五年来实施676个，年均135.2个; 8月28日—9月3日31157个，日均4451个.

How many years, months, days or phases there are the sentence says (`times_said.py`), or one before
it in the paragraph.  Told only where it comes out, or where it is off by a slip, or by one of the
days that a time lasts, and one amount and one time stand before it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import CUED, enough, is_slip, one_in
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    RelationVerdict,
    said_in,
)
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, has_digits_crossed, slip_kind
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.audit.text.times_said import SERIES, Span, spans
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    ("剩余9.3亿元要在后2个月完成，月均需完成3.1亿元。", "wrong 9.3 / 2 = 3.1"),
    ("剩余9.3亿元要在后2个月完成，月均需完成4.7亿元。", "holds 9.3 / 2 = 4.7"),
    ("五年来，累计实施技改项目676个，年均135.2个。", "holds 676 / 5 = 135.2"),
    ("2019—2022年共投入86.4亿元，年均21.6亿元。", "holds 86.4 / 4 = 21.6"),
    ("第35周（8月28日—9月3日）接听来电31157个，日均4451个。", "holds 31157 / 7 = 4451"),
    ("7月8日—7月14日受理诉求48356件，日均8059件。", "wrong 48356 / 7 = 8059"),
    ("1-8月完成投资96亿元，月均12亿元。", "holds 96 / 8 = 12"),
    ("1-8月完成投资96.8亿元，月均11.2亿元。", "wrong 96.8 / 8 = 11.2"),
    (
        "全市连续举办七期集中开工活动，共开工项目602个、总投资4381.3亿元，平均每期86个、625.9亿元。",
        "holds 4381.3 / 7 = 625.9",
    ),
    ("各月新开工54个、116个、134个、133个，四个月共437个，月均145.7个。", "wrong 437 / 4 = 145.7"),
    ("前四批共签约项目316个，平均每批97个。", "wrong 316 / 4 = 97"),
    (
        "上半年新登记经营主体48.7万户。其中新登记企业15.2万户，平均每天840户。",
        "holds 152000 / 181 = 840",
    ),
    ("假期8天，接待游客612.8万人次，增长9.6%。日均接待76.6万人次。", "holds 612.8 / 8 = 76.6"),
    ("假期7天，接待游客42.7万人次，日均2.1万人次。", "wrong 42.7 / 7 = 2.1"),
    ("一季度受理诉求18684件，日均207.6件。", "holds 18684 / 90 = 207.6"),
)
_EACH = later(
    "(?:(?P<each>[年月日天周期批届轮])均|平均每个?(?P<every>[年月日天周期批届轮]))[^,。;、\\d]{0,6}$"
)
#: 平均每期85个、92.6亿元: what goes on with an average is one.
_GOES_ON = frozenset({"、", "和", "及", ",", ",总投资", "、总投资", ",投资", "、投资"})
_FAR, _MOST, _ABOVE, _NEAR = 160, 12, 400, 2


def periods(reading: TextReading) -> Iterator[Finding]:
    """Every average of a year, a month, a week, a day, a phase or a batch."""
    each, before = "", -1
    #: Times that an average before has come out with, by where they stand.
    proven: set[int] = set()
    for one in reading.figures:
        each = _each(one, each if one.order == before + 1 else "")
        if not each:
            continue
        before = one.order
        if one.hedge:
            continue
        found = _of_time(reading, one, each, proven)
        if found is not None and (found.verdict in GOOD or not _is_of_less(reading, one, found)):
            yield found


def _is_of_less(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """假期8天，初一至初六接待24万人次，日均4万人次; 日均5万人次（开放3天）: of fewer days."""
    begin = min(f.end for f in found.operands)
    return (
        _LESS.search(reading.text, begin, one.start) is not None
        or _OWN_TIME.match(reading.text, one.end) is not None
    )


_DAYS = "[一二两三四五六七八九十\\d]{1,3}"
_LESS = later(
    f"除夕|初[一二三四五六七八]|[前后首](?:{_DAYS})?[天日周月年]|正式|开[园馆幕业]|专场|夜间|线[上下]"
    "|开放|工作日|公众|专业|平日|周末|除去"
    f"|{OF_FEWER}|[^天年月期假,]{{2}}期间|[至到]\\d{{0,2}}[日号月]"
)
#: How long it was, behind what there was of each: （开放3天）, (6天).
_OWN_TIME = later(f"\\([^()。]{{0,8}}?{_DAYS}个?[天日周月年期批]")


def _each(one: TextFigure, before: str) -> str:
    """Of each of which time a figure is, where the one before it is of each of another."""
    if one.role not in COUNTABLE:
        return ""
    if before and one.lead in _GOES_ON:
        return before
    said = _EACH.search(one.lead) if "均" in one.lead else None
    each = (said["each"] or said["every"]) if said else ""
    return "日" if each == "天" else each


def _of_time(reading: TextReading, one: TextFigure, each: str, proven: set[int]) -> Finding | None:
    """An amount of its sentence by a time that is said there, or else by the last before it."""
    near = reading.figures[max(0, one.order - _MOST) : one.order]
    wholes = [f for f in near if f.sentence == one.sentence and _is_whole(f, one)]
    if not wholes:
        return _of_last_sentence(reading, one, each, near)
    begin = reading.begun("。\n", one.start)
    times = list(spans(reading.text, max(begin, one.start - _FAR), one.start, each))
    own = bool(times)
    if not own:
        above = max(reading.begun("\n", one.start), one.start - _ABOVE)
        times = list(spans(reading.text, above, begin, each))[-1:]
    tries = [(whole, span) for whole in reversed(wholes) for span in times]
    for rank, (whole, span) in enumerate(tries, 1):
        for many in (span.many, span.other):
            found = _told(one, whole, many, span)
            if found.verdict in GOOD and (own or _is_rare(one, whole, many, rank, found)):
                proven.add(span.where.start)
                return found
    bound = _of_bound(reading, one, tries) if own else None
    if bound is not None:
        return bound
    # 第28周（7月8日—7月14日）: both are as long.
    if len({(w.start, span.many) for w, span in tries}) != 1:
        return None
    whole, span = next((each for each in tries if not _is_week(each[1])), tries[0])
    if _is_week(span) or not (own or span.where.start in proven):
        return None
    found = _told(one, whole, span.many, span)
    if _is_sure(found, one, each) or (own and _is_at_once(reading, found, one, span)):
        return found
    return _miscounted(found, one, whole, span) if own else None


def _of_last_sentence(
    reading: TextReading, one: TextFigure, each: str, near: Sequence[TextFigure]
) -> Finding | None:
    """假期8天，接待游客612.8万人次，增长9.6%。日均接待76.6万人次: of what was done there."""
    said = _DOING.fullmatch(one.lead)
    if said is None or any(f.sentence == one.sentence for f in near):
        return None
    wholes = [f for f in near if f.sentence == one.sentence - 1 and _is_whole(f, one)]
    wholes = [f for f in wholes if said[1] in f.lead and not change_of(f.lead)]
    if len(wholes) != 1:
        return None
    begin = reading.begun("。\n", wholes[0].start)
    times = list(spans(reading.text, begin, wholes[0].start, each))
    if len({(span.many, span.other) for span in times}) != 1:
        return None
    found = _told(one, wholes[0], times[0].many, times[0])
    value = found.computed or one.value
    sure = times[0].other == times[0].many and is_slip(value, one)
    return found if found.verdict in GOOD or sure else None


_DOING = later(
    "[,;]?(?:平均每个?)?[年月日天周期批届轮]均?([\u4e00-\u9fff]{2})(?:游客|旅客|诉求|案件|来电|群众)?[为达]?"
)


def _of_bound(
    reading: TextReading, one: TextFigure, tries: list[tuple[TextFigure, Span]]
) -> Finding | None:
    """An average of a size with what there was in all of the one time that is said right before."""
    bound = [(w, s) for w, s in tries if not _is_week(s) and _is_bound(reading, s, w, one)]
    if len({(w.start, span.many) for w, span in bound}) != 1:
        return None
    whole, span = bound[0]
    found = _told(one, whole, span.many, span)
    value = found.computed or one.value
    return found if one.value < _NEAR * value < _NEAR**2 * one.value else None


def _is_week(span: Span) -> bool:
    """Whether a time may be as long as a week or as what is worked of it."""
    return span.other < span.many


def _miscounted(found: Finding, one: TextFigure, whole: TextFigure, span: Span) -> Finding | None:
    """7月8日—7月14日受理48356件，日均8059件: of six days, where the first was not counted.

    To all of its digits no other average comes so by chance; 年均 may be of what lies between.
    """
    if not _RANGE.fullmatch(span.where.text) or one.printed.scaleb(one.places) < _DIGITS:
        return None
    for many in (span.many - 1, span.many + 1):
        if many > 1 and _told(one, whole, many, span).verdict is RelationVerdict.HOLDS:
            return found._replace(why=Why(f"像是按 {many} 平均的，应按 {span.many}"))
    return None


#: From one day to another; how many days the months have is not said.
_RANGE = later("\\d{1,2}月\\d{1,2}日?[-~至到](?:\\d{1,2}月)?\\d{1,2}日")
_DIGITS = 100


def _is_sure(found: Finding, one: TextFigure, each: str) -> bool:
    """Whether the one amount and the one time must be meant, though they do not come out.

    平均每批 names what is counted before (前四批): no slip is needed, but that it is of its size.
    """
    value = found.computed
    if value is None or _BEYOND.search(one.lead):
        return False
    if is_slip(value, one):
        return True
    near = one.value < _NEAR * value < _NEAR**2 * one.value
    return each in SERIES and (near or has_digits_crossed(value, one))


def _is_at_once(reading: TextReading, found: Finding, one: TextFigure, span: Span) -> bool:
    """假期7天，接待游客42.7万人次，日均6.1万人次: each right behind the other."""
    whole, value = found.operands[0], found.computed
    if whole.order != one.order - 1 or span.where.end > whole.start or value is None:
        return False
    said = reading.text[span.where.end : whole.start]
    plain = _RIGHT_BEHIND.fullmatch(said) is not None and not change_of(whole.lead)
    bare = _NEXT.fullmatch(one.lead) is not None and span.other == span.many
    return plain and bare and slip_kind(value, one) in OF_ONE_DIGIT


_RIGHT_BEHIND = later(r"[^,。;、\d其每]{0,4},?[^,。;、\d其每日均]{0,16}")
#: 首次突破日均200架次: more than that.
_BEYOND = later("(?:突破|超过?|达到?|高于|不低于)[年月日天周]均")


def _is_bound(reading: TextReading, span: Span, whole: TextFigure, one: TextFigure) -> bool:
    """四个月共开工436个，月均145个: a time, what there was in all of it, and what in each."""
    if whole.order != one.order - 1:
        return False
    if span.where.start > whole.end:
        # 剩余9.3亿元要在后2个月完成，月均需完成4.7亿元.
        before = _STILL_LEFT.search(whole.lead) and reading.text[whole.end : span.where.start]
        said = reading.text[span.where.end : one.start]
        return bool(before and _TO_COME.fullmatch(before) and _MUST.fullmatch(said))
    said = reading.text[span.where.end : whole.start]
    return _IN_ALL.fullmatch(said) is not None and _NEXT.fullmatch(one.lead) is not None


_IN_ALL = later(
    f"(?:个?(?:[年月日天周期批届轮]|季度))?[^,。;、\\d]{{0,6}}(?:{IN_ALL_SO_FAR})[^,。;、\\d]{{0,10}}"
)
_STILL_LEFT = later(
    "(?:剩余|余下|剩下|尚余|还剩|尚有|还有|其余|尚需完成|还需完成)[^,。;、\\d]{0,6}$"
)
_TO_COME = later("[,、]?(?:[需要须将]|必须)?在?(?:今后|最后|后|剩余|余下|剩下)的?")
_MUST = later("个?月[内里]?(?:[^,。;\\d]{0,8}),(?:平均每月|月均|每月)[^,。;\\d]{0,6}")
_NEXT = later("[,、]?(?:平均每|[年月日天周])[^,。;\\d]{0,4}")


def _is_whole(whole: TextFigure, one: TextFigure) -> bool:
    kin = whole.role is one.role and whole.dimension == one.dimension
    if not kin or whole.hedge or whole.inner or whole.value <= one.value:
        return False
    # 共投入86.4亿元，年均增加3.2亿元: by how much it grew is of no amount that did not grow.
    return change_of(one.lead) is None or change_of(whole.lead) is not None


def _is_rare(one: TextFigure, whole: TextFigure, many: int, rank: int, found: Finding) -> bool:
    """Whether a time of a sentence before comes out so rarely by chance that it is meant."""
    odds = one_in(one, _average(whole, many)[1], one.value, found.verdict)
    return enough(odds, rank, CUED)


def _average(whole: TextFigure, many: int) -> tuple[Decimal, Interval]:
    value = EXACT.divide(whole.value, Decimal(many))
    room = EXACT.divide(whole.half, Decimal(many))
    return value, (value - room, value + room)


def _told(one: TextFigure, whole: TextFigure, many: int, span: Span) -> Finding:
    value, reach = _average(whole, many)
    text = f"{said_in(whole.value, one)} / {many}"
    found = judge(one, value, reach, text, (whole, span.where))
    return found._replace(kind=RelationKind.RATE)
