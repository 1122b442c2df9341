"""Averages whose words name what is counted: 下设48个工作专班，抽调干部672名，平均每个专班14名.

The name finds the one count, and what is divided stands right behind that count or right before
the average: 集中签约项目104个，金额2318亿元。集中签约项目平均投资额22.3亿元.  An average of 项目,
whoever they are, is of one of the rows that tell how many there are and what they come to; one that
the first has become (由6.27亿元变为6.22亿元) is of what total and number have become.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import CUED, enough, is_slip, one_in
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.relations.averages.stated_averages import divided, is_of_some
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import TO, amounts_before, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "设立16个指挥部，下设48个工作专班，抽调干部672名。按专班计，平均每个专班42名干部。",
        "wrong 672 / 48 = 42",
    ),
    ("12个乡镇平均得分87.6分。观摩项目共36个，平均每个乡镇（街道）3个。", "holds 36 / 12 = 3"),
    ("走进9个县（市、区），实地观摩项目54个，每县平均6个。", "holds 54 / 9 = 6"),
    (
        "集中签约项目104个，金额2318亿元；场外签约项目261个，金额1306.4亿元。"
        "集中签约项目平均投资额达20.1亿元。",
        "wrong 2318 / 104 = 20.1",
    ),
    (
        "签约项目84个，总投资512.7亿元。其中，10亿元以上项目17个，占20.2%。项目平均规模6.1亿元。",
        "holds 512.7 / 84 = 6.1",
    ),
    ("走进9个县（市、区），实地观摩项目54个，每县平均3个。", "wrong 54 / 9 = 3"),
    (
        "项目由98个增加到113个；总投资由614.5亿元增加到702.8亿元。项目平均规模由6.27亿元变为1.22亿元。",
        "wrong 702.8 / 113 = 1.22",
    ),
    (
        "项目由98个增加到113个；总投资由614.5亿元增加到702.8亿元。项目平均规模由6.27亿元变为6.22亿元。",
        "holds 702.8 / 113 = 6.22",
    ),
)
_VERB = (
    "(?:引进|完成|总?投资额?|抽调|拥有|配备|安排|落实|举办|召开|建成|约|近|达到?|为|有|是|仅){0,4}"
)
_EVERY = later(
    f"平均每[个家户名支项]?(?P<name>[^,。;:、\\d每]{{1,8}}?){_VERB}$"
    f"|(?:^|[^平均])每个?(?P<unit>[县镇乡村市区组])平均{_VERB}$"
)
_WHOSE = later(
    '(?P<whose>[\u4e00-\u9fff“”"]{1,12}(?:项目|企业|园区))(?:的|单个|单体)?平均(?:每个|单个|单体)?'
    "(?:项目)?(?:总?投资|签约|合同|协议)?(?:规模|金额|额|总额|体量|强度)?(?:约|达到?|为|仅|已){0,3}$"
)
_OF_ALL = later(
    "^(?:(?:单个|单体|每个|各)?项目(?:单个|单体)?|单个|单体)平均(?:总?投资)?(?:规模|额|体量)?(?:约|达到?|为|仅|已|由|从){0,3}$"
)
_BRACKET = re.compile("\\([^()]*\\)")
_HOW_MUCH = frozenset({"总投资", "引资"})
_PIECES = "个项家户名支"
_FAR, _BACK, _LEAST, _NEAR, _LONG = 48, 24, 2, 2, 4


def named_average(around: Surroundings, one: TextFigure) -> Finding | None:
    """What each has, of the one count that its words name."""
    if one.inner or not one.printed or is_past(one.lead):
        return None
    if TO.search(one.lead):
        return _has_become(around, one)
    said = _said(around.reading, one)
    if "平均" not in said:
        return None
    every = _EVERY.search(said)
    if every is not None:
        return _of_every(around, one, every["name"] or every["unit"])
    if one.dimension != "元" or one.measure not in _HOW_MUCH:
        return None
    if _OF_ALL.search(said):
        return _of_a_row(around, one)
    whose = _WHOSE.search(said)
    return _of_those(around, one, whose["whose"]) if whose else None


def _of_every(around: Surroundings, one: TextFigure, name: str) -> Finding | None:
    """平均每个专班42名, of the one number of 专班 and of what stands right before."""
    total = around.reading.figures[one.order - 1] if one.order else one
    near = amounts_before(around.reading, one, _BACK)
    counts = [f for f in near if f is not total and _is_named(f, name)]
    if len(counts) != 1 or total not in near or not _is_total(total, one):
        return None
    count = counts[0]
    found = divided(total, count, one)
    if found.verdict in GOOD:
        return found
    # 工业项目36个、农业项目12个，平均每个乡镇4个: of both.
    between = [f for f in near if count.order < f.order < total.order]
    alone = not any(f.unit == total.unit for f in between) and count.order < total.order
    if not alone or total.sentence != count.sentence or not _is_whole(around.reading, total, one):
        return None
    others = [f for f in near if f.unit in _PIECES and f.value > 1 and f is not total]
    crossed = [f for f in others if divided(total, f, one).verdict is RelationVerdict.HOLDS]
    if crossed:
        why = Why(f"写的数是 {total.text} 除以 {crossed[0].text}", Reason.OTHER_BASE)
        return found._replace(why=why)
    return found if _is_near(found, one) else None


def _of_those(around: Surroundings, one: TextFigure, whose: str) -> Finding | None:
    """集中签约项目平均投资额, of the one count that is called so and what stands behind it."""
    near = amounts_before(around.reading, one, _BACK)
    counts = [f for f in near if _is_named(f, whose)]
    if len(counts) != 1 or not _is_they(counts[0], whose):
        return None
    total = _behind(around, counts[0])
    if total is None or total not in near or not _is_total(total, one):
        return None
    found = divided(total, counts[0], one)
    sure = len(whose) > _LONG and _is_near(found, one)
    return found if found.verdict in GOOD or sure else None


def _of_a_row(around: Surroundings, one: TextFigure) -> Finding | None:
    """项目平均规模6.1亿元: of the rows before the nearest that comes out."""
    for rank, (total, count) in enumerate(_rows(around, one), 1):
        found = divided(total, count, one) if _is_total(total, one) else None
        if found is not None and found.verdict in GOOD and found.computed is not None:
            odds = one_in(one, (found.computed, found.computed), one.value, found.verdict)
            return found if enough(odds, rank, CUED) else None
    return None


def _rows(around: Surroundings, one: TextFigure) -> Iterator[tuple[TextFigure, TextFigure]]:
    """How many projects there are and what they come to, the nearest first."""
    for count in reversed(amounts_before(around.reading, one, _BACK)):
        if count.role is Role.COUNT and "项目" in count.lead + count.tail and count.value > 1:
            total = _behind(around, count)
            if total is not None and total.order < one.order:
                yield total, count


def _has_become(around: Surroundings, one: TextFigure) -> Finding | None:
    """由6.27亿元变为6.22亿元: of what total and number have become, where the first was of both."""
    figures = around.reading.figures
    before = figures[one.order - 1] if one.order else one
    said = _said(around.reading, before)
    alike = before.sentence == one.sentence and before.dimension == one.dimension
    if before is one or not alike or not _OF_ALL.search(said):
        return None
    near = [f for f in figures[max(0, before.order - _BACK) : before.order] if f.printed]
    near = [f for f in near if f.paragraph == one.paragraph and f.role in COUNTABLE]
    pairs = [
        (total, count)
        for count in near
        if count.role is Role.COUNT and count.value > 1
        for total in near
        if _is_total(total, before)
        and divided(total, count, before).verdict is RelationVerdict.HOLDS
    ]
    if len(pairs) != 1:
        return None
    now = [figures[f.order + 1] for f in pairs[0]]
    if any(
        not TO.search(f.lead) or f.unit != old.unit for f, old in zip(now, pairs[0], strict=True)
    ):
        return None
    found = divided(now[0], now[1], one)
    value = found.computed or one.value
    slip = not one.hedge and is_slip(value, one)
    return found if found.verdict in GOOD or slip or _is_near(found, one) else None


def _said(reading: TextReading, one: TextFigure) -> str:
    """What is said up to a figure since the clause began, without what stands in brackets."""
    begin = max(reading.begun(",;。:\n", one.start), one.start - _FAR)
    return _BRACKET.sub("", reading.text[begin : one.start])


def _is_named(one: TextFigure, name: str) -> bool:
    """48个工作专班, 集中签约项目104个: the name stands right before the number, or behind it."""
    if one.unit not in _PIECES or one.value <= 1:
        return False
    before = len(name) > 1 and _lead(one).endswith(name)
    return before or one.tail.startswith(name) or one.tail.endswith(name)


def _is_they(one: TextFigure, whose: str) -> bool:
    """Whether what is named is all that is counted: 先进制造业项目 are not 制造业项目."""
    lead = _lead(one)
    if not lead.endswith(whose):
        return one.tail == whose
    return _NO_WORD.fullmatch(lead.removesuffix(whose)) is not None


def _lead(one: TextFigure) -> str:
    return one.lead.removesuffix("有").removesuffix("共")


_NO_WORD = later(
    '(?:其中|全[省市县区]|我[省市县区]|[当本][天日月次期]|.{0,8}[年月日期批]|共|的|新?引进|[“"])?'
)


def _is_total(total: TextFigure, one: TextFigure) -> bool:
    same = total.dimension == one.dimension and total.role is one.role
    return same and total.value > one.value and (one.dimension == "元" or total.unit == one.unit)


def _behind(around: Surroundings, count: TextFigure) -> TextFigure | None:
    """The amount that those who are counted come to, right behind their number."""
    figures = around.reading.figures
    total = figures[count.order + 1] if count.order + 1 < len(figures) else count
    if total.sentence != count.sentence or total.measure not in _HOW_MUCH or total.inner:
        return None
    between = around.reading.text[count.end : total.start]
    return None if ";" in between or "其中" in between else total


def _is_whole(reading: TextReading, total: TextFigure, one: TextFigure) -> bool:
    """Whether an average is of all that was just told, and of nothing that it leaves out."""
    between = reading.text[total.end : one.start]
    return not is_of_some(reading, one, (total,)) and not _APART.search(between)


_APART = later("力争|计划|目标|至少|不[低少]于|以上|新增|增加|另")


def _is_near(found: Finding, one: TextFigure) -> bool:
    value = found.computed
    if value is None or one.hedge:
        return False
    if len(one.digits) < _LEAST:
        # 54个 of 9个县 are 6 each, to the last.
        return one.places == 0 and value == value.to_integral_value() and _is_half(value, one)
    if not one.places and abs(one.said(value) - one.printed) < Decimal(1):
        return False
    return _is_half(value, one) or has_digits_crossed(value, one)


def _is_half(value: Decimal, one: TextFigure) -> bool:
    return one.value <= _NEAR * value <= _NEAR**2 * one.value
