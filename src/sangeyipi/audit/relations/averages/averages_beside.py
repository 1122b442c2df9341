"""What each comes to of an amount and a count beside it: 27家、2160万元，平均每家80万元.

Wrong only where nothing else may be meant: one of each beside it, by a slip, or all that was
invested in what opens the sentence.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, judged, said_in, shown
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import SlipKind, slip_kind, slip_of
from sangeyipi.audit.relations.averages.stated_averages import is_of_several, is_of_some
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import FROM, change_of, is_past, sentence_before
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("兑现企业27家、资金2160万元，平均每家80万元。", "holds 2160 / 27 = 80"),
    (
        "项目43个，已通过29个，未通过14个；资金需求21.6亿元，平均每个项目7448万元。",
        "holds 216000 / 29 = 7448",
    ),
    ("发放贷款23.6亿元，支持企业412户，户均537万元。", "wrong 236000 / 412 = 537"),
    ("派驻专班26个，包联企业318家，平均每个专班包联12.2家。", "holds 318 / 26 = 12.2"),
    (
        "全省开工812个项目，总投资6583亿元。均为亿元以上项目，平均投资超过9亿元。",
        "wrong 6583 / 812 = 9",
    ),
    (
        "三季度418个项目开工，总投资539.2亿元，当年计划投资148亿元，单体平均投资规模1.3万元。",
        "wrong 5392000 / 418 = 1.3",
    ),
    (
        "拨付资金3650万元，其中技改1280万元、研发1705万元、稳岗665万元，惠及企业417家，户均87.5万元。",
        "wrong 3650 / 417 = 87.5",
    ),
    (
        "新签约项目82个，较上年增加9个，增长12.3%；总投资304.6亿元，单个项目平均3.77亿元。",
        "wrong 304.6 / 82 = 3.77",
    ),
    (
        "13家银行与94家企业达成意向授信27.26亿元，户均授信2980万元。",
        "wrong 272600 / 94 = 2980",
    ),
    ("引进项目28个，总投资126亿元，平均单体规模5.4亿元。", "wrong 126 / 28 = 5.4"),
    ("外出招商78批次、412人次，平均每批次5.3人。", "holds 412 / 78 = 5.3"),
    ("外出招商78批次、412人次，平均每批次3.5人。", "wrong 412 / 78 = 3.5"),
    (
        "检查企业5312家，立案187起，罚款149.6万元，平均每起罚款8000元。",
        "holds 1496000 / 187 = 8000",
    ),
)
_EACH = re.compile(
    "(?:平均(?:每个|每家|每户|单个|单体|每[项件亩人])|单体(?:平均)?|[项个户件亩人企家村镇乡校店]均|平均)[^,。;、\\d]{0,8}$"
)


def averages_beside(reading: TextReading) -> Iterator[Finding]:
    """Every count or amount that is said to be of each."""
    for one in reading.figures:
        if one.role in COUNTABLE and _EACH.search(one.lead):
            found = (
                _of_amounts(reading, one) if one.role is Role.MONEY else _of_counts(reading, one)
            )
            if found is not None:
                yield found


def _of_amounts(reading: TextReading, one: TextFigure) -> Finding | None:
    """27家、2160万元，平均每家80万元."""
    before = reading.figures[max(0, one.order - 2 * _EACH_OF) : one.order]
    near = [f for f in before if f.sentence == one.sentence and not f.inner]
    near = _without_lists(reading, near)[-_EACH_OF:]
    if not near and "投资" in one.lead:
        return _of_last_sentence(reading, one)
    pieces = (Role.COUNT, Role.QUANTITY)
    # 甲类80个、372亿元，平均每个4.66亿元；乙类54个、292亿元，平均每个: of its own row.
    row = [f for f in near if f.start >= reading.begun(";", one.start)]
    if {Role.MONEY, Role.COUNT} <= {f.role for f in row}:
        near = row
    counts = [f for f in near if f.role in pieces and f.value > 0 and _is_each(f, one)]
    # 82个，较上年增加9个; 13家银行与94家企业: of those that there are, not of who lends.
    those = [f for f in counts if not change_of(f.lead) and not _LENDERS.match(f.tail)]
    counts = those or counts
    sums = [f for f in near if f.role is Role.MONEY]
    if not counts or not sums:
        return None
    whole, by = sums[-1], counts[-1]
    ways = ((w, f) for w in reversed(sums) for f in reversed(counts) if _comes_out(w, f, one))
    whole, by = next(ways, None) or next(_other_units(sums, counts, one), (whole, by))
    found = _divided(whole, by, one)
    if found.verdict in GOOD:
        return found
    value = EXACT.divide(whole.value, by.value)
    only = len(counts) == len(sums) == 1
    other_unit = _is_other_unit(whole, value, one)
    off = is_slip(value, one) or slip_kind(value, one) is SlipKind.UNIT
    slip = (only and not one.hedge and off and not _is_of_another_kind(whole, one)) or (
        by.role is Role.COUNT and other_unit
    )
    # 人均可支配收入41580元 is no quotient of what stands beside.
    alone = only and whole.measure == "总投资" and by.order < whole.order and by.role is Role.COUNT
    opens = reading.by_sentence[by.sentence][0] is by
    if (
        FROM.search(one.lead)
        or (not slip and not (alone and opens))
        or is_of_some(reading, one, (whole, by))
        or is_of_several(reading, one, found)
    ):
        return None
    unit = Why(f"像是单位写错了，差 {_UNIT} 倍", SlipKind.UNIT)
    return found._replace(why=unit if other_unit else slip_of(value, one))


_LENDERS = later("(?:商业)?银行|金融机构|保险公司|担保公司")


def _without_lists(reading: TextReading, several: list[TextFigure]) -> list[TextFigure]:
    """36500万元，其中技改12800万元、…，惠及417家: without the parts that come to it."""
    kept: list[TextFigure] = []
    left = several
    while left:
        whole, *left = left
        kept.append(whole)
        if left and _PARTED.search(reading.between(whole, left[0])):
            left = left[_parts_of(whole, left) :]
    return kept


def _parts_of(whole: TextFigure, behind: list[TextFigure]) -> int:
    """How many of the figures behind come to one of their kind; 0 for none."""
    kind = (whole.role, whole.dimension)
    kin = takewhile(lambda f: (f.role, f.dimension) == kind, behind)
    sums = list(accumulate(f.value for f in kin))
    return sums.index(whole.value) + 1 if whole.value in sums[1:] else 0


def _is_of_another_kind(whole: TextFigure, one: TextFigure) -> bool:
    """拨付资金36500万元，…，户均贷款875万元: of what was lent, not of what was paid."""
    said = _KIND.search(one.lead)
    return said is not None and said[0] not in whole.lead + whole.measure


_PARTED = later("其中|包括|[(:]")
_KIND = later("贷款|授信|存款|税收|纳税|产值|营收|利润|投资|收入|成本|消费|增收")


def _of_last_sentence(reading: TextReading, one: TextFigure) -> Finding | None:
    """开工903个项目，总投资7495亿元。平均投资超过8亿元: of the sentence before."""
    last = reading.paragraph_before(one)
    near = [f for f in last if f.sentence == one.sentence - 1 and f.role in COUNTABLE]
    if [f.role for f in near] != [Role.COUNT, Role.MONEY] or any(f.inner for f in near):
        return None
    by, whole = near
    if whole.measure != "总投资" or by.hedge or whole.hedge or not by.value:
        return None
    found = _divided(whole, by, one)
    of_some = is_of_some(reading, one, (whole, by)) or _is_of_another(reading, one, by)
    return None if found.verdict not in GOOD and of_some else found


def _is_of_another(reading: TextReading, one: TextFigure, by: TextFigure) -> bool:
    """签约24个。其中制造业9个，总投资72.6亿元。签约项目平均投资8亿元: of all that were signed."""
    begin = reading.begun("。\n", by.start)
    name = one.lead.partition("平均")[0].lstrip(",、;").removesuffix("项目").removesuffix("单个")
    return (
        "其中" in reading.text[begin : by.start]
        or name not in reading.text[begin : one.start - len(one.lead)]
    )


def _divided(whole: TextFigure, by: TextFigure, one: TextFigure) -> Finding:
    value = EXACT.divide(whole.value, by.value)
    (low, high), (least, most) = whole.interval, by.interval
    reach = EXACT.divide(low, most), EXACT.divide(high, least) if least > 0 else value
    verdict = judged(value, reach, one)
    text = f"{said_in(whole.value, one)} / {by.value:f}"
    said = f"{text} = {shown(value, one)}，写的是 {one.text}"
    remedy = f"两个数若无误，应为 {one.as_printed(value)}" if verdict not in GOOD else ""
    return Finding(verdict, RelationKind.RATE, said, text, value, one, (whole, by), remedy)


def _other_units(
    sums: list[TextFigure], counts: list[TextFigure], one: TextFigure
) -> Iterator[tuple[TextFigure, TextFigure]]:
    for whole in reversed(sums):
        for by in reversed(counts):
            if _is_other_unit(whole, EXACT.divide(whole.value, by.value), one):
                yield whole, by


def _is_other_unit(whole: TextFigure, value: Decimal, one: TextFigure) -> bool:
    """Whether an average of all investment is to the digit what is printed, but 万元 for 亿元."""
    if whole.measure != "总投资" or "投资" not in one.lead or one.hedge or not one.places:
        return False
    shifted = (value * _UNIT, EXACT.divide(value, Decimal(_UNIT)))
    return any(half_up(one.said(each), one.places) == one.printed for each in shifted)


_UNIT = 10_000


def _of_counts(reading: TextReading, one: TextFigure) -> Finding | None:
    """专班26个，包联企业318家，平均每个专班包联12.2家: only where it comes out."""
    if not one.places:
        return None
    near = [
        f for f in sentence_before(reading, one, _EACH_OF) if f.role in COUNTABLE and f.value > 0
    ]
    visits = _of_visits(near, one)
    if visits is not None:
        return visits
    wholes = [f for f in near if (f.role, f.unit) == (one.role, one.unit)]
    for whole, by in ((w, f) for w in wholes for f in near if f is not w):
        if by.role is Role.COUNT and _comes_out(whole, by, one):
            return _divided(whole, by, one)
    return None


def _of_visits(near: list[TextFigure], one: TextFigure) -> Finding | None:
    """外出招商78批次、412人次，平均每批次5.3人: who came and how often, side by side."""
    each = _EVERY_VISIT.search(one.lead)
    if each is None or one.unit_alone() not in _PEOPLE or one.hedge:
        return None
    pairs = [
        (whole, by)
        for whole, by in pairwise(near)
        if whole.unit_alone() in _PEOPLE
        and by.unit_alone() == each[1]
        and whole.order == by.order + 1
        and not any(f.hedge or change_of(f.lead) or is_past(f.lead) for f in (whole, by))
    ]
    if len(pairs) != 1:
        return None
    found = _divided(*pairs[0], one)
    if found.verdict in GOOD or found.computed is None:
        return found
    kind = slip_kind(found.computed, one)
    slip = kind is SlipKind.CROSSED or is_slip(found.computed, one)
    return found._replace(why=slip_of(found.computed, one)) if slip else None


_EVERY_VISIT = later("平均每(批次|批|场次|场|次|期)$")
_PEOPLE = ("人", "人次")
_EACH_OF = 6
_EVERY_PIECE = later("平均每([起宗件场笔支辆台所套座条处例份眼栋]|公里)")
_UNIT_OF_EACH = {"亩": "亩", "人": "人名", "户": "户家"}


def _is_each(by: TextFigure, one: TextFigure) -> bool:
    """Whether an average may be by these: 亩均 by 亩, 人均 by 人, all others by what is counted."""
    piece = _EVERY_PIECE.search(one.lead)
    if piece is not None:
        # 立案187起，罚款149.6万元，平均每起8000元: of no firms that were looked at.
        return by.unit_alone() == piece[1]
    said = re.search("([亩人户])均|每([亩人户])", one.lead)
    if said is None:
        place = re.search("([村镇乡校店])均", one.lead)
        return by.role is Role.COUNT and (place is None or place[1] in by.tail + by.lead)
    return (
        by.dimension[-1:] in _UNIT_OF_EACH[said[1] or said[2]]
        or by.unit[-1:] in (_UNIT_OF_EACH[said[1] or said[2]])
    )


def _comes_out(whole: TextFigure, by: TextFigure, one: TextFigure) -> bool:
    """Whether an amount divided by a count is what is printed."""
    return one.as_printed(EXACT.divide(whole.value, by.value)) == one.as_printed(one.value)
