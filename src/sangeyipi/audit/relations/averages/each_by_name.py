"""So much for each of what is counted elsewhere by its name: 平均每个签约项目约1.8亿元.

The name says which count divides, wherever in the paragraph it stands; what is divided is the
figure right before the average, or the one right behind that count.  Without a name (其余25个平均
每个还差2.6项) it is the last of the sentence that is counted by 个, and what is divided may be the
last one before that is counted as the average is.

Without a name it may also be of what stands right before it (一线法官41人，人均结案260.4件;
住宅用地5.33亿元，平均每亩130万元), and the other of the two elsewhere in the paragraph.  So few are
tried that one which comes out to the digit is meant; none is told wrong.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import CUED, enough, one_in
from sangeyipi.audit.judging.finding import Finding, RelationVerdict, judged
from sangeyipi.audit.relations.averages.stated_averages import divided, each_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import amounts_before, is_past
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "28名干部分包84个项目，人均3个。今年以来现场办公326次，协调解决问题218个，平均每个项目2.6个。",
        "holds 218 / 84 = 2.6",
    ),
    (
        "新签约项目34个，协议投资额57.6亿元，是去年同期的1.4倍；实施项目41个（含往年签约22个），"
        "到位资金15.3亿元。单体规模明显提升，平均每个签约项目约1.7亿元。",
        "hedge 57.6 / 34 = 1.7",
    ),
    (
        "尚有57项手续正在办理。63个项目手续全部办结；其余21个项目平均每个还差2.7项。",
        "holds 57 / 21 = 2.7",
    ),
    (
        "审执结案件10678件，结案率95%。未结562件中，长期未结9件。一线法官41人，人均结案260.4件。",
        "holds 10678 / 41 = 260.4",
    ),
    (
        "工业用地17宗1232亩，住宅用地8宗410亩。出让价款合计9.87亿元，其中住宅用地5.33亿元，"
        "平均每亩130万元。",
        "holds 53300 / 410 = 130",
    ),
)
_EACH = later(
    "平均每[个项家户名](?P<name>(?:[^,。;:\\d]{0,4}(?:项目|企业|园区|乡镇|街道|单位|干部))?)"
    "(?:完成|计划|总?投资|还[差缺]|约|近|超过?|达到?|为|有){0,3}$"
)
_BACK, _LEAST = 22, 2
_PIECES = "个项家户名"


def each_by_name(around: Surroundings, one: TextFigure) -> Finding | None:
    """What each has, of a count that its words name."""
    if "均" not in one.lead or not one.printed or one.inner or is_past(one.lead):
        return None
    found = _named(around, one) if "平均每" in one.lead else None
    return found or _of_before(around, one)


def _named(around: Surroundings, one: TextFigure) -> Finding | None:
    said = _EACH.search(one.lead)
    # A single digit is hit by chance.
    if said is None or len(one.digits) < _LEAST:
        return None
    near = amounts_before(around.reading, one, _BACK)
    count = _count(around, near, one, said["name"])
    if count is None:
        return None
    for total in _totals(around, near, one, count):
        if total is not count and total.dimension == one.dimension and total.value > one.value:
            found = _told(total, count, one)
            if found is not None:
                return found
    return None


def _of_before(around: Surroundings, one: TextFigure) -> Finding | None:
    """What each has of what stands right before, or has so much; the other has the same name."""
    units, _ = each_of(one.lead)
    near = amounts_before(around.reading, one, _BACK) if units else []
    beside = near[-1] if near else one
    if beside.sentence != one.sentence or beside.order != one.order - 1:
        return None
    if beside.unit_alone() in units:
        pairs = [(f, beside) for f in reversed(near[:-1]) if f.dimension == one.dimension]
    elif beside.dimension == one.dimension:
        name = around.reading.text[beside.start - _NAME : beside.start]
        pairs = [
            (beside, f)
            for f in reversed(near[:-1])
            if f.unit_alone() in units and name in around.clause(f)
        ]
    else:
        return None
    for rank, (total, count) in enumerate(pairs, 1):
        found = _told(total, count, one) if total.value > one.value and count.value > 1 else None
        if found is not None and _is_rare(found, one, rank):
            return found
    return None


def _is_rare(found: Finding, one: TextFigure, rank: int) -> bool:
    value = found.computed or one.value
    odds = one_in(one, (value, value), one.value, RelationVerdict.HOLDS)
    return enough(odds, rank, CUED)


#: 住宅用地, 工业项目: by so many characters what has so much is called as what is counted is.
_NAME = 4


def _count(
    around: Surroundings, near: list[TextFigure], one: TextFigure, name: str
) -> TextFigure | None:
    """The one count of that name before; without one the last of the sentence."""
    counts = [f for f in near if f.role is Role.COUNT and f.unit in _PIECES and f.value > 1]
    if name:
        called = [f for f in counts if _is_called(f, name)]
        return called[0] if len({f.value for f in called}) == 1 else None
    own = [f for f in counts if f.sentence == one.sentence]
    return own[-1] if own else None


def _is_called(one: TextFigure, name: str) -> bool:
    """签约项目27个, 分包108个项目: the name stands right before the count or right behind."""
    lead = one.lead.removesuffix("共").removesuffix("有")
    return lead.endswith(name) or one.tail.startswith(name) or (lead + one.tail).endswith(name)


def _totals(
    around: Surroundings, near: list[TextFigure], one: TextFigure, count: TextFigure
) -> Iterator[TextFigure]:
    """What may be divided: what stands before the average, what is told of the count, and what is
    counted as the average is."""
    figures = around.reading.figures
    before, behind = figures[one.order - 1], figures[count.order + 1]
    if before in near and before.sentence == one.sentence:
        yield before
    if behind in near and behind.sentence == count.sentence:
        yield behind
    if one.role is Role.COUNT and one.unit != count.unit:
        yield from [f for f in near if f.unit == one.unit and f.sentence >= one.sentence - 1][-1:]


def _told(total: TextFigure, count: TextFigure, one: TextFigure) -> Finding | None:
    value = EXACT.divide(total.value, count.value)
    if judged(value, (value, value), one._replace(hedge=Hedge.NONE)) is not RelationVerdict.HOLDS:
        return None
    return divided(total, count, one)
