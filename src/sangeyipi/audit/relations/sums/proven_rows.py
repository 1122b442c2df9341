"""Columns of rows that another column shows to be all there are.

工业100个、896.4亿元；服务业12个、229.2亿元；农业5个、26.7亿元: where the counts come to the 117个
before, the amounts come to the amount beside that, or one figure is wrong.  Rows that are told a
second time under the same names (收尾323个、续建1326个…。收尾项目完成…；续建项目完成…) are as
complete as the first time.

Asked of what all others have found, for a sum that holds is the proof.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from sangeyipi.audit.judging.adding import (
    Window,
    by_part,
    is_crossed,
    is_slip_of_parts,
    may_lack,
    may_share,
    near,
    summed,
    twice,
)
from sangeyipi.audit.judging.completeness import complete
from sangeyipi.audit.judging.evidence import at_most
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.wholes_of_rows import (
    PLANNED,
    SOME,
    Row,
    is_right_behind,
    kind_of,
    may_add,
    whole_of,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约83个，总投资912亿元。工业项目60个，投资541.2亿元；服务业项目15个，投资233.4亿元；"
        "农业项目8个，投资107.9亿元。",
        "wrong 541.2 + 233.4 + 107.9 = 912",
    ),
    (
        "上半年完成投资214.7亿元，新开工61个，竣工34个。甲区完成58.3亿元，开工18个，竣工9个；"
        "乙县完成74.9亿元，开工23个，竣工14个；丙县完成81.5亿元，开工21个，竣工11个。",
        "wrong 18 + 23 + 21 = 61",
    ),
    (
        "416个项目完成投资623.18亿元。按行业看，183个工业工程完成274.06亿元；97个交通工程完成208.51亿元；"
        "154个民生工程完成140.61亿元。",
        "wrong 183 + 97 + 154 = 416",
    ),
    (
        "安排项目820个：收尾160个、续建430个、新建230个。上半年完成投资512.6亿元。"
        "收尾项目完成1142.3亿元，续建项目完成278.4亿元，新建项目完成120亿元。",
        "wrong 1142.3 + 278.4 + 120 = 512.6",
    ),
    (
        "某市413个项目签约开工投产，总投资1914亿元。签约项目206个，总投资893亿元；"
        "开工项目207个，总投资644亿元；投产项目95个，总投资377亿元。",
        "wrong 206 + 207 + 95 = 413",
    ),
    (
        "签约9个，总投资87.4亿元，其中装备3个、38.6亿元，食品2个、21.5亿元，材料5个、27.3亿元。",
        "wrong 3 + 2 + 5 = 9",
    ),
    # Rows that commas part, and another view of the same count.
    (
        "集中开工项目214个，总投资1637亿元。其中，产业项目127个、总投资1208亿元，基础设施项目48个、"
        "总投资346亿元，民生项目29个、总投资83亿元。其中，甲市96个，乙市71个，丙市47个。",
        "wrong 127 + 48 + 29 = 214",
    ),
    (
        "增补项目76个，总投资418.7亿元。其中，新开工项目31个，总投资163.4亿元；"
        "预备项目54个，总投资255.3亿元。",
        "wrong 31 + 54 = 76",
    ),
    (
        "重点工业项目21个，完成投资168亿元。从行业看，17个能源项目完成投资151.2亿元，"
        "4个矿产项目完成投资1.3亿元。",
        "wrong 151.2 + 1.3 = 168",
    ),
    (
        "集中开工项目19个，总投资9.77亿元。其中，工业项目6个，总投资6.35亿元；农业项目3个，总投资1.12亿元；"
        "教育项目2个，总投资8600万元；卫生项目1个，总投资3280万元；道路项目3个，总投资1.11亿元。",
        "wrong 6 + 3 + 2 + 1 + 3 = 19",
    ),
    (
        "64个收尾项目建成21个，其中计划一季度建成的9个已完工6个，计划二季度建成的14个已完工8个，"
        "计划年底建成的41个已提前完工8个。",
        "wrong 6 + 8 + 8 = 21",
    ),
    (
        "总投资137亿元的45个项目集中开工。其中产业类23个、总投资54亿元，民生类22个、总投资83万元。",
        "wrong 54 + 0.0083 = 137",
    ),
    # One row was counted twice.
    (
        "开工项目128个，总投资246亿元。项目分为三类：产业项目54个，总投资116.5亿元；"
        "城市更新项目27个，总投资64.2亿元；社会民生项目20个，总投资65.3亿元。",
        "wrong 54 + 27 + 20 = 128",
    ),
    (
        "全年计划报批用地15批次、4826亩，1—9月已获批11批次、3574亩；组卷待报3批次、968亩，"
        "另1批次、278亩正在开展前期。",
        "wrong 3574 + 968 + 278 = 4826",
    ),
    (
        "发生事故258起、死亡71人。\n1.工矿事故19起、死亡21人。\n2.道路事故116起、死亡49人。\n"
        "3.火灾事故123起，死亡2人。",
        "wrong 21 + 49 + 2 = 71",
    ),
    # What stands beside a whole behind its rows, and what is called otherwise right beside one.
    (
        "签约类17个，合同总额88.6亿元；开工类21个，总投资64.3亿元；投产类13个，总投资38.5亿元。"
        "三类合计51个、193.4亿元。",
        "wrong 88.6 + 64.3 + 38.5 = 193.4",
    ),
    (
        "第一次开工412项、竣工187项，第二次开工389项、竣工206项，累计开工801项、竣工323项。",
        "wrong 187 + 206 = 323",
    ),
    (
        "安排项目312个，投资规模77.46亿元，其中：甲市62个、计划投资5.87亿元；乙县158个、计划投资8.21亿元；"
        "丙县54个、计划投资1.72亿元；丁县38个、计划投资1.66亿元。",
        "wrong 5.87 + 8.21 + 1.72 + 1.66 = 77.46",
    ),
    (
        "发生事故218起、死亡72人。\n1.工矿事故19起、死亡21人。\n2.道路事故116起、死亡49人。\n"
        "3.火灾事故123起、死亡2人。",
        "wrong 19 + 116 + 123 = 218",
    ),
    (
        "批准建设用地93件，批准用地总面积15284.316亩。其中批次用地61件，面积11390.616亩；"
        "单独选址用地12件，面积3893.7亩。",
        "wrong 61 + 12 = 93",
    ),
    (
        "240个重大项目开工148个。其中，176个实施类项目开工151个；64个储备类项目有7个提前开工。",
        "wrong 151 + 7 = 148",
    ),
    # Counted are the projects, and the amount is of some.
    (
        "产业项目57个，已到位资金34.6亿元。其中，新建项目31个，到位资金21.4亿元；扩建项目26个。",
        "holds 31 + 26 = 57",
    ),
)
_ROW_ENDS = re.compile("[;。\n]")
_APART, _REACH, _MOST = 6, 900, 16
#: 另1批次、278亩 is one of the rows.
_ALSO = later(f"(?!另\\d)(?:{AND_MORE})")
_OTHERS = later("其[他它余]")
_LABEL = later("(?:其中|计划|项目|工程|的|共|有|为|[、,:;个项家类])")
#: What a sum has to be made of to prove rows; of two, a second column says so too.
_THREE, _TWO = 3, 2
#: Of so many sums of two one may come out by chance.
_RARE = 1000


def proven_rows(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what columns beside a sum that holds say of their own wholes."""
    holding = _holding(found)
    columns = by_part(each for wholes in holding.values() for each in wholes)
    proofs = [one for one in found if _is_proof(around, one) and not _are_siblings(one, columns)]
    if not proofs:
        return found
    told_of: dict[tuple[int, frozenset[int]], Finding] = {}
    summed_up = Counter(_starts(one.operands) for one in proofs)
    for proof in proofs:
        for window, by_counts in _windows(around, proof, summed_up):
            total, parts = window.total, frozenset(f.start for f in window.parts)
            known = holding.get(total.start, ())
            # Other parts among these say that they are not its own; fewer, that one is lost; all
            # others are another view of it, which has no say in this one.
            lost = any(each < parts for each in known)
            if any(each & parts and not each < parts for each in known):
                continue
            counted = by_counts or _is_of_each(proof, window)
            if _is_open(around, window, proof, proofs) or (
                _may_have_none(proof, window) and not counted
            ):
                continue
            sure = _is_sure(around, window, by_counts=counted, lost=lost)
            if sure or _is_twice(around, window, proof):
                told_of[total.start, parts] = summed(window, None)
    if not told_of:
        return found
    # Every other sum of the same figures has read them otherwise.
    ours: dict[int, frozenset[int]] = {}
    for start, parts in told_of:
        ours[start] = ours.get(start, frozenset()) | parts
    sums = [
        one
        for one in found
        if one.kind is RelationKind.SUM
        and one.stated is not None
        and _starts(one.operands) & ours.get(one.stated.start, frozenset())
    ]
    before = [one for one in sums if one.verdict is RelationVerdict.WRONG]
    wrong = {(one.stated.start, _starts(one.operands)) for one in before if one.stated}
    dropped = {id(one) for one in sums} - {id(one) for one in before}
    kept = [one for one in found if id(one) not in dropped]
    # What is left of a whole by the same figures says so already.
    rests = {_starts(one.figures) for one in found if one.verdict is RelationVerdict.WRONG}
    new = [
        one
        for (start, parts), one in told_of.items()
        if (start, parts) not in wrong and parts | {start} not in rests
    ]
    return [*kept, *new]


def _is_open(
    around: Surroundings, window: Window, proof: Finding, proofs: Sequence[Finding]
) -> bool:
    """Whether a column says nothing against its whole, or not all that is of the whole is in it."""
    if window.verdict is not RelationVerdict.WRONG or may_share(window):
        return True
    if may_lack(window, [one.stated for one in _of_its_rows(proof, proofs)]):
        return True
    return _is_of_another(around, window)


def _is_proof(around: Surroundings, one: Finding) -> bool:
    total = one.stated
    if one.kind is not RelationKind.SUM or total is None or len(one.operands) < _TWO:
        return False
    if one.verdict not in (RelationVerdict.HOLDS, RelationVerdict.ROUNDING):
        return False
    every = (*one.operands, total)
    return all(f.role in COUNTABLE and around.knows(f) for f in every)


def _are_siblings(one: Finding, sums: Mapping[int, list[frozenset[int]]]) -> bool:
    """Whether a whole and its parts are rows of one larger whole, and come out by chance.

    41个, 15个, 9个, 8个, 9个, 6个 of 88个: the first is what the next four come to.
    """
    every = _starts(one.figures)
    return any(every <= each for each in sums.get(min(every), ()))


def _of_its_rows(proof: Finding, proofs: Sequence[Finding]) -> Iterator[Finding]:
    """What else shows that the rows of a proof are all there are: the counts of the same rows."""
    yield proof
    here = sorted(f.order for f in proof.operands)
    for one in proofs:
        if one is proof or one.stated is None or one.stated.role is not Role.COUNT:
            continue
        there = sorted(f.order for f in one.operands)
        if len(there) == len(here) and all(
            max(a, b) < min(c, d)
            for (a, c), (b, d) in zip(pairwise(here), pairwise(there), strict=True)
        ):
            yield one


def _is_of_another(around: Surroundings, window: Window) -> bool:
    """工程项目868个，…，开工841个: whether a column comes to another figure of its kind before."""
    total, parts = window
    first = min(f.order for f in parts)
    return any(
        f.value == window.sum and f.dimension == total.dimension and f.unit == total.unit
        for f in around.reading.figures[max(0, first - _MOST) : first]
        if f is not total and not f.inner
    )


def _holding(found: Iterable[Finding]) -> dict[int, list[frozenset[int]]]:
    """For each whole the parts that come to it."""
    sums: dict[int, list[frozenset[int]]] = {}
    for one in found:
        if one.kind is RelationKind.SUM and one.verdict in GOOD and one.stated is not None:
            sums.setdefault(one.stated.start, []).append(_starts(one.operands))
    return sums


def _is_sure(around: Surroundings, window: Window, *, by_counts: bool, lost: bool) -> bool:
    """Whether a whole and its column are meant for each other: near, or a part is above it."""
    total, parts = window
    if total.hedge or any(f.hedge for f in parts):
        return False
    if _is_open_behind(around, window):
        return False
    if window.sum > total.value and _SHARED.search(
        around.reading.text, total.end, max(f.end for f in parts)
    ):
        return False
    slip = is_slip_of_parts(window) or is_crossed(window) or _is_in_other_unit(window)
    # One part may be above the whole by a slip, where the others leave room for it.
    most = max(f.value for f in parts)
    if lost or (most > total.value > window.sum - most) or slip:
        return True
    # That the amounts planned are of all rows says nothing of what else has an amount; but there is
    # no more of anything than of all.
    close = near(window) or (by_counts and total.role is Role.COUNT and _is_by_one(window))
    return close and (by_counts or window.sum > total.value)


def _is_by_one(window: Window) -> bool:
    """Whether of few that are counted there is one too much, or one too few."""
    return abs(window.sum - window.total.value) == 1


def _is_of_each(proof: Finding, window: Window) -> bool:
    """工业6个，总投资6.35亿元；…: each has 总投资, so that where these add up none is missing."""
    amount = proof.stated
    if amount is None or window.total.role is Role.MONEY:
        return False
    if amount.role is Role.QUANTITY:
        # 建设用地73件，总面积15284.316亩: of just these.
        beside = amount.order - window.total.order == 1
        return beside and "总" in amount.lead and at_most(amount, amount.value) >= _RARE * 10
    return amount.measure == "总投资" and len(proof.operands) >= _THREE


#: 处理76人（1人涉及多起）, 3个同时列入: what is counted may be in two rows.
_SHARED = later("涉及[多几两数]|[多几两数][个类种项起次]|同时|交叉|重[复叠]|兼")


def _may_have_none(proof: Finding, window: Window) -> bool:
    """死亡72人, of 19起、116起、123起: nobody need have died in the others of 268起.

    Of land every 批次 has some.
    """
    of = proof.stated
    measured = of is not None and of.role is Role.QUANTITY
    return (
        measured and window.total.unit_alone() not in _ON_LAND and window.sum < window.total.value
    )


_ON_LAND = frozenset({"亩", "公顷", "公里", "平方米", "平方公里"})


def _is_open_behind(around: Surroundings, window: Window) -> bool:
    """Whether words among the rows or right behind say that there is more than these."""
    begin, end = min(f.start for f in window.parts), max(f.end for f in window.parts)
    text = around.reading.text
    return bool(_ALSO.search(text, begin, end) or _ALSO.match(text, end + 1))


def _is_twice(around: Surroundings, window: Window, proof: Finding) -> bool:
    """Whether a whole is what its rows come to and one of them once more, by chance hardly ever.

    An amount shows which rows there are if it is of all: 已开工的总投资 is not, nor 到位资金.
    """
    again, of = twice(window), proof.stated
    if again is None or of is None or _is_open_behind(around, window):
        return False
    all_told = of.role is Role.COUNT or (of.measure in _OF_ALL and not _OF_SOME.search(of.lead))
    digits = len(again.digits)
    return all_told and digits >= (_TWO if window.total.role is Role.COUNT else _THREE)


_OF_ALL, _OF_SOME = frozenset({"总投资", "引资"}), later("[已的未]|完成|落实|明确")


def _windows(
    around: Surroundings, proof: Finding, summed_up: Mapping[frozenset[int], int]
) -> Iterator[tuple[Window, bool]]:
    """What else the rows of a proof add up to; `summed_up` is how many proofs add up what."""
    parts = sorted(proof.operands, key=lambda f: f.order)
    total = proof.stated
    assert total is not None
    reading = around.reading
    columns = [*_columns(reading, total, parts), *_beside(reading, total, parts)]
    # Two counts come to a third by chance; where a second column does too, they are rows.
    own = _starts(proof.operands)
    proven = (
        len(parts) >= _THREE
        or any(summed_up.get(starts, 0) > (starts == own) for starts in map(_starts, columns))
        # 从行业看，…14个；…3个: that these are all is said; an amount says so by its digits.
        or words.DIVIDES.search(reading.text, total.end, parts[0].start) is not None
        or at_most(total, total.value) >= _RARE
        or _are_in_turn(parts)
    )
    for column in columns:
        whole = whole_of(reading, total, parts, column)
        if whole is None:
            continue
        if whole.order >= column[0].order and not is_right_behind(reading, whole, total, column):
            continue
        window = Window(whole, list(column))
        # Of two rows that may be by chance, a slip of the pen beside them is not.
        slip = is_crossed(window) or _is_in_other_unit(window)
        if proven or (slip and _is_divided(reading, total, parts)) or _is_of_stage(window):
            yield window, total.role is Role.COUNT
    if len(parts) >= _THREE:
        # What is told of them later need not be of the whole that they are divided from here.
        yield from ((window, False) for window in _again(reading, parts))


def _are_in_turn(parts: Row) -> bool:
    """第一次412项、第二次389项: whether the rows are told one after another by number."""
    said = [_TURN.search(f.lead) for f in parts]
    nth = "".join(each[1] for each in said if each)
    alike = len({each[2] for each in said if each}) == 1
    return all(said) and alike and "一二三四五六七八九".startswith(nth)


_TURN = later("第([一二三四五六七八九])([次批期场轮])")


def _is_of_stage(window: Window) -> bool:
    """240个项目开工148个。其中176个实施类开工151个: more of some rows than of all."""
    total, parts = window
    state = words.state_of(total.lead)
    times = {frozenset(_TIMES.findall(f.lead)) for f in (total, *parts)}
    return (
        bool(state)
        and not PLANNED.search(total.lead)
        and len(times) == 1
        and max(f.value for f in parts) > total.value
        and all(words.state_of(f.lead + f.tail[:6]) == state for f in parts)
    )


_TIMES = later("累计|[今本当][年月季]|\\d月|季度|[上下]半年|新增|以来")


def _is_divided(reading: TextReading, total: TextFigure, parts: Row) -> bool:
    return "其中" in reading.text[total.end : parts[0].start] and total.role is Role.COUNT


def _is_in_other_unit(window: Window) -> bool:
    """83万元 for 83亿元: whether the whole comes out with one part in another unit."""
    total, parts = window
    for one in parts:
        factor = _UNITS.get(one.unit) if one.role is Role.MONEY else None
        if factor is not None:
            others = [f if f is not one else f._replace(scale=factor) for f in parts]
            if Window(total, others).verdict is RelationVerdict.HOLDS:
                return True
    return False


_UNITS = {"万元": Decimal(10**8), "亿元": Decimal(10**4)}


def _starts(figures: Iterable[TextFigure]) -> frozenset[int]:
    return frozenset(f.start for f in figures)


def _beside(reading: TextReading, total: TextFigure, parts: Row) -> Iterator[Row]:
    """145个、总投资1360亿元，53个、…: what stands right before every part, or right behind."""
    figures = reading.figures
    if any(f.inner for f in parts) or parts[0].sentence != parts[-1].sentence:
        return
    step = {after.order - one.order for one, after in pairwise(parts)}
    for by in (-1, 1):
        places = [f.order + by for f in parts]
        # 第一次412项、竣工187项，…，累计开工801项、竣工393项: so it is in the row of the whole.
        behind = total.order > parts[-1].order
        if behind:
            if by < 0 or places[-1] >= total.order:
                continue
        elif places[0] <= total.order or places[-1] >= len(figures):
            continue
        cells = [figures[at] for at in places]
        if any(f.sentence != parts[0].sentence or not may_add(f) for f in cells):
            continue
        kinds = {(f.role, f.dimension, f.measure, bool(PLANNED.search(f.lead))) for f in cells}
        if len(kinds) > 1 or cells[0] in parts:
            continue
        # Without a mark between the two of a row, or in rows of no more than these two.
        gaps = [
            reading.between(*sorted((f, c), key=_order)) for f, c in zip(parts, cells, strict=True)
        ]
        if (step == {_TWO} and not behind) or not any(_MARKS.search(gap) for gap in gaps):
            yield cells


_MARKS = later("[,;。]")
_order = attrgetter("order")


def _columns(reading: TextReading, total: TextFigure, parts: Row) -> Iterator[Row]:
    """The other figures of rows that semicolons or stops part, one of a kind in each row."""
    if any(f.inner for f in parts) or parts[-1].paragraph - parts[0].paragraph > len(parts):
        return
    bounds = [_bounds(reading, one, parts) for one in parts]
    if any(after[0] < one[1] for one, after in pairwise(bounds)):
        return
    rows = [
        [f for f in reading.between_places(*each) if f is not one and may_add(f)]
        for one, each in zip(parts, bounds, strict=True)
    ]
    yield from _common(rows, amounts=total.role is Role.MONEY)


def _bounds(reading: TextReading, one: TextFigure, parts: Row) -> tuple[int, int]:
    """Where a row begins and ends: at the stops around its part."""
    text = reading.text
    begin = max(text.rfind(mark, max(0, one.start - _REACH), one.start) for mark in ";。\n") + 1
    stop = _ROW_ENDS.search(text, one.end, one.end + _REACH)
    return max(begin, 0), stop.start() if stop else min(len(text), one.end + _REACH)


def _common(rows: Sequence[Row], *, amounts: bool = False) -> Iterator[Row]:
    """The kinds of which every row has just one."""
    kinds: list[dict[object, list[TextFigure]]] = []
    for row in rows:
        found: dict[object, list[TextFigure]] = {}
        for f in row:
            found.setdefault(kind_of(f), []).append(f)
        kinds.append(found)
    for key, first in kinds[0].items():
        cells = [each.get(key, []) for each in kinds]
        if len(first) == 1 and all(len(each) == 1 for each in cells):
            yield [each[0] for each in cells]
    # 签约560个；开工1009个；投产785个: states that leave nothing out.
    counts = [[f for f in row if f.role is Role.COUNT] for row in rows]
    if all(len(each) == 1 for each in counts):
        column = [each[0] for each in counts]
        states = {words.state_of(f.lead) for f in column}
        # Of which the amounts add up, the counts overlap in nothing.
        if (len(states) == len(column) and complete(column[0], column)) or (
            amounts and len(states) > 1
        ):
            yield column


# ---- rows that are told again under their names


def _again(reading: TextReading, parts: Row) -> Iterator[Window]:
    """The same names, each in a clause of its own, with one amount each."""
    labels = [_LABEL.sub("", f.lead) or _LABEL.sub("", f.tail[:6]) for f in parts]
    if len(set(labels)) < len(labels) or any(not 1 < len(each) <= _APART for each in labels):
        return
    if any(_OTHERS.search(each) or SOME.search(each) for each in labels):
        return
    text, last = reading.text, parts[-1].end
    places = []
    for label in labels:
        at = [each for each in _said_at(text, label, last) if _is_name(text, each)]
        if not at:
            return
        places.append(at[-1])
    places.sort()
    ends = [*places[1:], _end(text, places[-1])]
    rows = [
        [f for f in reading.between_places(*each) if may_add(f) and f.role is Role.MONEY]
        for each in zip(places, ends, strict=True)
    ]
    if any(reading.text.count("\n", *each) for each in zip(places, ends, strict=True)):
        return
    for column in _common(rows):
        total = _before(reading, column[0], places[0])
        if total is not None:
            yield Window(total, list(column))


def _said_at(text: str, label: str, begin: int) -> Iterator[int]:
    """Where a label stands in what follows."""
    at = text.find(label, begin, begin + _REACH)
    while at >= 0:
        yield at
        at = text.find(label, at + len(label), begin + _REACH)


def _is_name(text: str, at: int) -> bool:
    """Whether a clause begins there, but for 其中 and 计划."""
    return (
        re.search("(?:^|[,;。:\n])(?:其中|计划|重点|,|:){0,8}$", text[max(0, at - 8) : at])
        is not None
    )


def _end(text: str, at: int) -> int:
    stop = _ROW_ENDS.search(text, at, at + _REACH)
    return stop.start() if stop else min(len(text), at + _REACH)


def _before(reading: TextReading, first: TextFigure, at: int) -> TextFigure | None:
    """The last figure of its kind before, which is their whole."""
    for f in reversed(reading.figures[max(0, first.order - _MOST) : first.order]):
        if f.start < at and f.paragraph == first.paragraph and kind_of(f) == kind_of(first):
            return f if may_add(f) and not SOME.search(f.lead) else None
    return None
