"""How far one is behind the first of a ranking: 与首位相差22.1个百分点.

The first is the figure whose clause, or the row of figures that it begins, is said to be in the
first place; the other stands right before, by whatever else it is set against.  These words bind
both, so that one wrong digit is told however far it is off.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, RARE_SLIPS, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "各县签约项目开工率：甲县91.3%，居第1位；乙县88.9%，居第2位；全市平均82.6%。末位的丙县为69.2%，"
        "与首位相差23.1个百分点。",
        "wrong 91.3 - 69.2 = 23.1",
    ),
    (
        "各县签约项目开工率：甲县91.3%，居第1位；乙县88.9%，居第2位；全市平均82.6%。末位的丙县为69.2%，"
        "与首位相差22.1个百分点。",
        "holds 91.3 - 69.2 = 22.1",
    ),
    (
        "甲县得分90.5分，两项分别为9.2分、26.4分，居第1位；乙县得分87.6分，居第2位，与第1位相差2.1分。",
        "wrong 90.5 - 87.6 = 2.1",
    ),
)
_APART = later(
    f"[,;]?(?:[仍且也还均]{{0,2}})(?:与|和|同|较|比|落后|低于)(?:{WHOLE_REGION})?"
    "(?:首位|第[1一][位名]|榜首)(?:相差|差距[为达]?|差|少|低)?(?:约|了)?"
)
_FIRST = later(
    f"(?:居|位居|位列|列|排名?|排在)(?:{WHOLE_REGION})?(?:首位|第[1一](?![\\d、])[位名]?|榜首)"
)
_OTHER_KIND = later("[增降][速幅]|增长|下降")
_BACK = 24


def from_first(reading: TextReading) -> Iterator[Finding]:
    """Every such difference."""
    for one in reading.figures:
        if "位" not in one.lead and "名" not in one.lead and "榜首" not in one.lead:
            continue
        points = one.role is Role.POINTS or (one.role in COUNTABLE and one.role is not Role.COUNT)
        if not points or one.hedge or one.inner or not _APART.fullmatch(one.lead):
            continue
        pair = _pair(reading, one)
        if pair is None:
            continue
        first, now = pair
        found = of_two(one, first, now, "")
        kind = slip_kind(first.value - now.value, one) if first.value > now.value else None
        if found.verdict in GOOD or kind in OF_ONE_DIGIT or kind in RARE_SLIPS:
            yield found


def _pair(reading: TextReading, one: TextFigure) -> tuple[TextFigure, TextFigure] | None:
    """The first of a ranking and what is set against it; None unless just one is the first."""
    role = Role.PERCENT if one.role is Role.POINTS else one.role
    near = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order]
        if f.paragraph == one.paragraph and f.role is role and not change_of(f.lead)
        if role is Role.PERCENT or f.unit == one.unit
    ]
    kin = [f for f in near if growth_of(f.lead) is None and not f.hedge]
    if len(kin) < 2 or len(kin) != len(near) or kin[-1].sentence != one.sentence:
        return None
    now = kin[-1]
    said = _FIRST.finditer(reading.text, kin[0].end, one.start)
    firsts: set[int] = set()
    for each in said:
        # 得分90.5分，五项分别为9.2分、26.4分，居第1位: of what its row begins with.
        begin = reading.begun("。;:\n", each.start())
        row = [f for f in kin if begin <= f.start < each.start()]
        if not row or row[0] is now or _OTHER_KIND.search(reading.text, begin, each.start()):
            return None
        firsts.add(row[0].order)
    if len(firsts) != 1:
        return None
    first = reading.figures[firsts.pop()]
    begin = reading.begun("。;:\n", now.start)
    mine = [f for f in kin if begin <= f.start]
    # 末位的丙县为69.2%, 比平均低13.4个百分点: nothing of its kind stands between.
    return (first, mine[0]) if mine and mine[0] is now else None
