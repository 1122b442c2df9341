"""Counts by size or by rate: 1亿元以下10个，1-10亿元16个，10亿元以上13个; 超过80%的4个.

Bands that adjoin from the smallest to the largest divide their whole, and it is wrong where they
do not come to it.  Nested ones (10亿元以上, 50亿元以上) are never added; but a part that is larger
than its whole is wrong, however the bands lie.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
)
from sangeyipi.audit.judging.listed_wholes import may_be_of_all
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_base, is_level
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.superseded import superseded
from sangeyipi.audit.text.terms.breakdowns import VIEW
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("共38个，其中1亿元以下10个，1-10亿元16个，10亿元以上13个。", "wrong 10 + 16 + 13 = 38"),
    (
        "共52个，其中1亿元以下14个，1亿元至5亿元23个，5亿元（含）以上15个。",
        "holds 14 + 23 + 15 = 52",
    ),
    ("亿元以上项目30个，其中1-5亿元20个，5亿元以上11个。", "wrong 20 + 11 = 30"),
    (
        "50亿元以上项目7个，20亿—50亿元16个，10亿—20亿元29个，10亿元以下148个，共200个。10亿元以上项目52个，占26.0%。",
        "holds 7 + 16 + 29 = 52",
    ),
    (
        "50亿元以上项目7个，20亿—50亿元16个，10亿—20亿元29个，10亿元以下148个，共200个。20亿元以上项目32个。",
        "wrong 7 + 16 = 32",
    ),
    (
        "50亿元以上项目5个，20亿—50亿元18个，10亿—20亿元37个，10亿元以下136个，共176个。",
        "wrong 5 + 18 + 37 + 136 = 176",
    ),
    (
        "签约项目47个，总投资318亿元。从规模看，10亿元以下项目34个，10亿元及以上项目15个，其中20亿元以上4个。",
        "wrong 34 + 15 = 47",
    ),
    ("共签约项目12个，其中10亿元以上13个。", "wrong 13 = 12"),
    ("13个县区中，支出进度超过80%的4个，60%-80%的6个，低于60%的4个。", "wrong 4 + 6 + 4 = 13"),
    ("13个县区中，支出进度超过80%的4个，60%-80%的6个，低于60%的3个。", "holds 4 + 6 + 3 = 13"),
    (
        "118个项目中，完成率100%以上的41个，80%—100%的35个，不足80%的24个。",
        "wrong 41 + 35 + 24 = 118",
    ),
    (
        "滞后的18个项目中，欠序时进度10个百分点以内的7个、10至20个百分点的8个、20个百分点以上的4个。",
        "wrong 7 + 8 + 4 = 18",
    ),
    (
        "逾期事项26件，其中逾期1个月以内的14件、1—3个月的9件、3个月以上的5件。",
        "wrong 14 + 9 + 5 = 26",
    ),
    ("已交付厂房32栋，其中有企业入驻的35栋。", "wrong 35 = 32"),
)
_SCALE = {"万": Decimal(10**4), "千万": Decimal(10**7), "亿": Decimal(10**8), "": Decimal(10**8)}
_UNIT = "(千万|亿|万)"
_IN = r"(?:\((?:不?含[^()]{0,6})\))?"
_BAND = later(
    rf"(?:(\d{{1,6}}(?:\.\d{{1,4}})?){_UNIT}?元?{_IN}[-~—至到](\d{{1,6}}(?:\.\d{{1,4}})?){_UNIT}元{_IN}"
    rf"|(\d{{1,6}}(?:\.\d{{1,4}})?)?{_UNIT}元{_IN}(?:及)?以?([上下内]){_IN})"
    "(?:之间)?的?(?:项目|企业)?(?:有|共|为)?$"
)
#: What a rate is printed in, and how late or how old something is.
_MEASURE = "%|个?百分点|个月|天|年|岁"
_THINGS = "(?:项目|企业|县区|区县|县市|乡镇|单位|部门|[县区市镇乡])"
#: 超过80%的, 不足5000万元的; 60%-80%的, 90%以上的.
_SAID = later(
    rf"(?:(?P<over>超过?|高于|大于|达到?|突破|不低于)|低于|不足|不到|小于|未达到?)"
    rf"(?:(?P<edge>\d{{1,6}}(?:\.\d{{1,4}})?)|(?=[亿千]))(?P<of>{_MEASURE}|千万元|亿元|万元){_IN}(?:及?以上)?"
    f"(?:的{_THINGS}?)?(?:有|共|为)?$"
)
_RATES = later(
    rf"(?:(?P<low>\d{{1,3}}(?:\.\d{{1,2}})?)(?:{_MEASURE})?{_IN}[-~—至到和](?P<high>\d{{1,3}}(?:\.\d{{1,2}})?)(?:{_MEASURE}){_IN}(?:之间)?"
    rf"|(?P<at>\d{{1,3}}(?:\.\d{{1,2}})?)(?:{_MEASURE}){_IN}及?以(?P<side>[上下内]){_IN})(?:的{_THINGS}?)?(?:有|共|为)?$"
)
#: With what any of these ends: most words before a count are told by their last.
_BAND_END = re.compile(f"[元上下内间)%点月天年岁](?:的?{_THINGS})?的?(?:有|共|为)?$")
_REACH, _GAP, _SHORT = 40, 40, 8
_WHOLES, _PARTS = 8, 12
_ITS_OWN = later("(?:项目|企业)?,?其中")
_MORE = later("[;。\n]|累计|总|共|涉及|带动|每")
#: Whose projects they are, or what was done with them.
_IS_SUBJECT = later("[县市区镇乡局委办]|引进|签约|新增|完成|开工|竣工|投产|落地|共")
#: 从规模看 may be of another whole than stands before it.
_OPENS = later("其中|[:：]|按[^,。;]{1,8}分|分布|包括")


#: 13个县区中, and nothing else of these.
_AMONG = later("[^,。;:、\\d]{0,10}[中里],?")


class SizeBand(NamedTuple):
    """From this amount on, up to below that; None for no end."""

    low: Decimal
    high: Decimal | None


def bands(reading: TextReading) -> Iterator[Finding]:
    """Every list of counts by size."""
    run: list[tuple[SizeBand, TextFigure]] = []
    above: list[tuple[SizeBand, TextFigure]] = []
    for one in reading.figures:
        found = _part_of(reading, one) or _of_above(reading, above, one)
        if found is not None:
            yield found
        if one.role is Role.COUNT and not one.inner:
            band = band_of(reading, one)
            follows = run and _follows(reading, [each for _, each in run], one)
            if run and not (band and follows):
                yield from _told(reading, run)
                above, run = run, []
            if band is not None:
                run.append((band, one))
    if run:
        yield from _told(reading, run)


def _part_of(reading: TextReading, part: TextFigure) -> Finding | None:
    """厂房32栋，其中已入驻的35栋: a part right behind its whole, of the same things."""
    whole = reading.figures[part.order - 1] if part.order else part
    if part.role not in (Role.COUNT, Role.QUANTITY) or part.value <= whole.value:
        return None
    if (whole.role, whole.unit) != (part.role, part.unit) or whole.sentence != part.sentence:
        return None
    gap = reading.text[whole.end : part.start]
    if whole.inner or part.inner or whole.hedge or part.hedge or len(gap) > _GAP:
        return None
    if not _ITS_OWN.match(gap) or _MORE.search(gap) or change_of(whole.lead):
        return None
    # 人均42平方米，其中农村48平方米: one of those that an average is of; 其中过夜游客恢复到2019年
    # 352万人次的56%: no part, but what one is a share of.
    if is_level(whole) or is_base(reading, part):
        return None
    # 净增规上企业63家，其中新入库86家，退库23家.
    if "净" in whole.lead:
        return None
    # 5个乡镇，其中12个项目: of other things.
    same = part.role is Role.QUANTITY or {whole.tail, part.tail} <= {"", "项目"}
    if not same or band_of(reading, part) is not None or _is_of_earlier(reading, whole, part):
        return None
    # 由29万人减少到6.5万人，其中贫困家庭由15万人减少到2.7万人: of what there was.
    if superseded(reading, part) is not None:
        return None
    # 乡镇18个、街道6个，其中人口超5万的10个: of both.
    if may_be_of_all(reading, whole, part.value):
        return None
    return too_large(whole, part)


def _is_of_earlier(reading: TextReading, whole: TextFigure, part: TextFigure) -> bool:
    """收到760条，市410条、县350条，其中咨询430条、投诉330条: the parts may be of all of them."""
    before = [
        f
        for f in reading.figures[max(0, whole.order - _WHOLES) : whole.order]
        if f.paragraph == part.paragraph and _is_kin(f, part) and f.value > part.value
    ]
    if not before:
        return False
    row: list[TextFigure] = []
    for one in reading.figures[part.order :]:
        if one.sentence != part.sentence or len(row) == _PARTS:
            return False
        if one.inner or not _is_kin(one, part):
            continue
        row.append(one)
        if len(row) > 1 and any(Window(f, row).verdict in GOOD for f in before):
            return True
    return False


def _is_kin(one: TextFigure, other: TextFigure) -> bool:
    return (one.role, one.unit) == (other.role, other.unit)


def _follows(reading: TextReading, run: list[TextFigure], one: TextFigure) -> bool:
    """Whether a count goes on with the list that the last one is of.

    Its band opens its clause, or stands behind the words that the first one's stands behind: what
    has a subject of its own (；乙县引进亿元以上5个) is a row of its own.
    """
    last = run[-1]
    if one.sentence != last.sentence or _OPENS.search(reading.text[last.end : one.start]):
        return False
    if ";" in reading.text[last.end : one.start] and _opening(reading, one) != _opening(
        reading, run[0]
    ):
        return False
    said = _subject(reading, last.end, one)
    return not _IS_SUBJECT.search(said) or said == _subject(reading, 0, run[0])


def _opening(reading: TextReading, one: TextFigure) -> str:
    """What stands before the band of a count in its half of a sentence: “开工一批”中,."""
    begin = max(reading.begun(";。:\n", one.start), one.start - _FAR)
    said = reading.text[begin : one.start]
    band = _band_in(said)
    return re.split("其中", said[: band.start()] if band else "")[-1].strip(", ")


_FAR = 60


def _subject(reading: TextReading, begin: int, one: TextFigure) -> str:
    """What stands before the band of a count in its clause."""
    begin = max(begin, one.start - _REACH)
    said = _band_in(reading.text[begin : one.start])
    before = reading.text[begin : begin + said.start()] if said else ""
    return re.split("[,;:。、\n]|其中", before)[-1]


def _band_in(before: str) -> "re.Match[str] | None":
    return _BAND.search(before) or _RATES.search(before) or _SAID.search(before)


def band_of(reading: TextReading, one: TextFigure) -> SizeBand | None:
    """The band that a count is said of."""
    before = reading.text[max(0, one.start - _REACH) : one.start]
    if not _BAND_END.search(before[-_SHORT:]):
        return None
    said = _BAND.search(before)
    if said is None:
        return _by_rate(before)
    if said[1]:
        scale = _SCALE[said[4]]
        low = Decimal(said[1]) * (_SCALE[said[2]] if said[2] else scale)
        return SizeBand(low, Decimal(said[3]) * scale)
    edge = Decimal(said[5] or 1) * _SCALE[said[6]]
    return SizeBand(edge, None) if said[7] == "上" else SizeBand(Decimal(0), edge)


def _by_rate(before: str) -> SizeBand | None:
    """支出进度超过80%的; 60%-80%的: a band that is said in another way than one of amounts."""
    said = _RATES.search(before)
    if said is not None:
        if said["low"]:
            return SizeBand(Decimal(said["low"]), Decimal(said["high"]))
        edge = Decimal(said["at"])
        return SizeBand(edge, None) if said["side"] == "上" else SizeBand(Decimal(0), edge)
    said = _SAID.search(before)
    if said is None:
        return None
    scale = _SCALE[said["of"].rstrip("元")] if said["of"].endswith("元") else Decimal(1)
    edge = Decimal(said["edge"] or 1) * scale
    return SizeBand(edge, None) if said["over"] else SizeBand(Decimal(0), edge)


def _told(reading: TextReading, run: list[tuple[SizeBand, TextFigure]]) -> Iterator[Finding]:
    whole = _whole(reading, run[0][1]) or _of_view(reading, run) or _view_whole(reading, run)
    whole = whole or _total_behind(reading, run)
    if whole is None or whole.hedge:
        return
    parts = [one for _, one in run]
    large = [one for one in parts if one.value > whole.value]
    if large:
        its = _ITS_OWN.match(reading.text, whole.end) and whole.sentence == parts[0].sentence
        if its and not may_be_of_all(reading, whole, large[0].value):
            yield too_large(whole, large[0])
        return
    ordered = sorted((band for band, _ in run), key=lambda band: band.low)
    if len(run) < 2 or any(a.high is None or a.high > b.low for a, b in pairwise(ordered)):
        return
    own = band_of(reading, whole)
    if own is not None and not all(_is_within(band, own) for band in ordered):
        return
    if any(not _is_of_these(reading, one, whole) for one in parts):
        return
    window = Window(whole, parts)
    full = _covers(reading, whole, ordered) and not _is_late(reading, whole, parts[0])
    if window.verdict in GOOD or window.sum > whole.value or full:
        yield summed(window, None)


def _is_late(reading: TextReading, whole: TextFigure, first: TextFigure) -> bool:
    """在办54件，其中逾期1个月以内的21件、…: the others are not late."""
    said = _LATE.search(_opening(reading, first))
    if said is None:
        said = _LATE.search(_subject(reading, whole.end, first))
    begin = max(reading.begun("。;\n", whole.start), whole.start - _REACH)
    return said is not None and said[0] not in reading.text[begin : whole.end] + whole.tail


_LATE = later("逾期|超期|超时|滞后|落后|拖欠|欠|延[期误]|闲置|空置|停工|停产|亏损|下[降跌]|增长")


def _of_above(
    reading: TextReading, run: list[tuple[SizeBand, TextFigure]], one: TextFigure
) -> Finding | None:
    """50亿元以上7个，20亿—50亿元16个，10亿—20亿元29个，…。10亿元以上项目52个: those above."""
    if one.role is not Role.COUNT or len(run) <= _ADJOIN or one.hedge or one.inner:
        return None
    last = run[-1][1]
    own = band_of(reading, one) if 0 <= one.sentence - last.sentence <= 1 else None
    if own is None or own.high is not None or one.paragraph != last.paragraph:
        return None
    ordered = sorted(run, key=lambda each: each[0].low)
    if any(a.high != b.low for (a, _), (b, _) in pairwise(ordered)) or ordered[-1][0].high:
        return None
    higher = [f for band, f in run if band.low >= own.low]
    edge = any(band.low == own.low for band, _ in run)
    if not edge or not _ADJOIN <= len(higher) < len(run) or one.unit != last.unit:
        return None
    if _before_band(reading, one) not in _PLAIN or any(f.hedge for f in higher):
        return None
    window = Window(one, higher)
    return (
        summed(window, None) if window.verdict in GOOD or _is_sure(reading, run, window) else None
    )


def _before_band(reading: TextReading, one: TextFigure) -> str:
    """What stands before the band of a count in its sentence, since the count before it."""
    counts = (f for f in reading.by_sentence[one.sentence] if f.role is Role.COUNT)
    ends = [f.end for f in counts if f.order < one.order]
    begin = max(reading.begun("。\n", one.start), *ends[-1:], 0)
    before = reading.text[begin : one.start]
    said = _band_in(before)
    return (before[: said.start()] if said else before).strip(",;、")


_PLAIN = frozenset({"", "其中"})


def _is_sure(reading: TextReading, run: list[tuple[SizeBand, TextFigure]], window: Window) -> bool:
    """Whether all bands come to a whole beside them, and those above an edge are off by a slip."""
    parts = [f for _, f in run]
    beside = reading.figures[max(0, parts[0].order - _ADJOIN) : window.total.order]
    proven = any(f.unit == parts[0].unit and Window(f, parts).verdict in GOOD for f in beside)
    return proven and near(window)


_ADJOIN = 2


def _is_within(band: SizeBand, own: SizeBand) -> bool:
    """80%以上的76个，其中100%以上的41个；低于80%的36个: the last is no part of these."""
    return band.low >= own.low and (own.high is None or (band.high or own.high + 1) <= own.high)


def _is_of_these(reading: TextReading, part: TextFigure, whole: TextFigure) -> bool:
    """118个项目中，超过80%的4个县区: what has rates is not what was counted."""
    before = reading.text[max(0, part.start - _SHORT) : part.start]
    named = _OF_WHAT.search(before) or _OF_WHAT_BEHIND.match(part.tail)
    return named is None or named[1] in whole.lead + whole.tail


_OF_WHAT, _OF_WHAT_BEHIND = later(f"的({_THINGS})(?:有|共|为)?$"), later(f"({_THINGS})")


def _covers(reading: TextReading, whole: TextFigure, ordered: list[SizeBand]) -> bool:
    """Whether bands leave nothing out between the smallest and the largest."""
    own = band_of(reading, whole)
    least = own.low if own is not None else Decimal(0)
    adjoin = all(a.high == b.low for a, b in pairwise(ordered))
    return adjoin and ordered[0].low <= least and ordered[-1].high is None


def _whole(reading: TextReading, first: TextFigure) -> TextFigure | None:
    """The last count before a list, which words open."""
    before = [
        f
        for f in reading.figures[max(0, first.order - 8) : first.order]
        if f.role is Role.COUNT and not f.inner and f.paragraph == first.paragraph
        # 签约31个，较上期增加5个，其中10亿元以上8个: of those that there are.
        if not change_of(f.lead)
    ]
    if not before or first.sentence - before[-1].sentence > 1:
        return None
    whole = before[-1]
    gap = reading.text[whole.end : first.start]
    others = re.match("[乡镇县区]|部门|单位|领域|方面|类", whole.tail)
    opened = _OPENS.search(gap) is not None
    if _by_rate(reading.text[max(0, first.start - _REACH) : first.start]) is not None:
        # 13个县区中，支出进度超过80%的4个: of these themselves.
        among = _AMONG.match(reading.text, whole.end) is not None
        others, opened = (None, opened or among) if among else (others, opened)
    near = len(gap) <= _GAP + _REACH and opened and ";" not in gap
    alone = not whole.lead.startswith("、")
    return whole if near and alone and not others and whole.unit == first.unit else None


def _of_view(reading: TextReading, run: list[tuple[SizeBand, TextFigure]]) -> TextFigure | None:
    """33个。从产业看，…；从规模看，10亿元以上2个、…: the whole that the bands come to."""
    parts = [one for _, one in run]
    first = parts[0]
    said = reading.text[reading.begun(";。:\n", first.start) : first.start]
    if not re.match(VIEW, said) or len(parts) < 2:
        return None
    for one in reading.figures[max(0, first.order - _REACH) : first.order]:
        whole = one.role is Role.COUNT and one.unit == first.unit and not one.inner
        if whole and one.paragraph == first.paragraph and Window(one, parts).verdict in GOOD:
            return one
    return None


def _view_whole(reading: TextReading, run: list[tuple[SizeBand, TextFigure]]) -> TextFigure | None:
    """47个，总投资318亿元。从规模看，10亿元以下34个，10亿元以上15个: of the only count before."""
    first = run[0][1]
    begin = reading.begun("。\n", first.start)
    if not _BY_SIZE.match(reading.text, begin, first.start):
        return None
    before = [
        f
        for f in reading.paragraph_before(first)
        if f.role is Role.COUNT and f.start < begin and not f.inner
    ]
    window = Window(before[0], [f for _, f in run]) if len(before) == 1 else None
    if window is None or first.sentence - window.total.sentence > 1 or len(run) < _ADJOIN:
        return None
    same = window.total.unit == first.unit and not change_of(window.total.lead)
    return window.total if same and near(window) else None


def _total_behind(
    reading: TextReading, run: list[tuple[SizeBand, TextFigure]]
) -> TextFigure | None:
    """50亿元以上5个，20亿—50亿元18个，…，10亿元以下136个，共196个: what they come to."""
    last = run[-1][1]
    behind = reading.figures[last.order + 1 : last.order + 2]
    if len(run) <= _ADJOIN or not behind or behind[0].sentence != last.sentence:
        return None
    whole = behind[0]
    same = (whole.role, whole.unit) == (last.role, last.unit) and not whole.inner
    return whole if same and _IN_ALL.fullmatch(whole.lead.lstrip(",;、")) else None


_IN_ALL = later(f"(?:[以上述]*[三四五六七八]?[类档]?)?(?:{IN_ALL})(?:项目)?(?:为|有)?")
_BY_SIZE = later("[从按](?:投资|项目|单体|总投资)*(?:规模|体量|投资额|大小)(?:来)?[看分],?")


def too_large(whole: TextFigure, part: TextFigure) -> Finding:
    """What is told of a part that is more than its whole."""
    said = f"{part.text} 是 {whole.text} 的一部分，却比它还大"
    remedy = "核对这两个数，改其中一个"
    return Finding(
        RelationVerdict.WRONG,
        RelationKind.SUM,
        said,
        said_in(part.value, whole),
        part.value,
        whole,
        (part, whole),
        remedy,
    )
