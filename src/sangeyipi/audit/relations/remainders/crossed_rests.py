"""What is left, or how far two figures are apart, with two digits crossed: 剩余12.65亿元.

Words say that a figure is a difference (剩余、净增、顺差、高出), and not of which.  Of the few
pairs around it one comes to it with two digits side by side in the other order, by chance so
rarely that it is told.  Asked last, of what nothing comes to.
"""

from collections.abc import Iterator
from itertools import combinations

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
)
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "争取专项债券额度31.46亿元，支持项目27个。已发行7.20亿元、6.85亿元、4.85亿元，累计发行18.90亿元，"
        "剩余额度12.65亿元。",
        "wrong 31.46 - 18.9 = 12.65",
    ),
    (
        "出口8162.4亿元，增长7.9%；进口4637.6亿元，增长3.6%。一般贸易增长8.3%，贸易顺差3254.8亿元。",
        "wrong 8162.4 - 4637.6 = 3254.8",
    ),
    # Of what a rate is of something is left, past the list of what was done.
    (
        "年度计划投资8.23亿元，已完成4.17亿元，完成率50.7%。其中，管网完成2.06亿元，道路完成1.38亿元，公园完成0.73亿元。"
        "剩余的4.60亿元投资任务年底前完成。",
        "wrong 8.23 - 4.17 = 4.60",
    ),
    (
        "受理诉求2164件，同比增加318件；已办结2037件，办结率94.13%，正在办理172件。",
        "wrong 2164 - 2037 = 172",
    ),
)
#: Of how many hits one may be by chance.
_OF = 50
_BACK, _AHEAD, _DIGITS, _TWO = 14, 3, 2, 2
_CUE = later(
    "(?:剩余|余下|剩下|结余|尚余|其余|[尚还仍]有|尚未|未[^,。;、\\d]{2,4}|正在[^,。;、\\d]{2,4}|顺差|逆差|"
    "相差|[高多]出|差额|缺口|仅?差)[^,。;、\\d]{0,6}$"
)
_THAN = later("[比较][^,。;\\d]{1,12}[高低多少](?:出)?$|[高低]于[^,。;\\d]{1,12}$|[高低多少超]出$")


def crossed_rests(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the differences that a pair comes to but for two digits crossed."""
    open_ = (RelationVerdict.INCOMPLETE, RelationVerdict.BASE_UNCLEAR)
    settled = {
        one.stated.start for one in found if one.stated is not None and one.verdict not in open_
    }
    tied = {
        frozenset(f.start for f in one.operands)
        for one in found
        if one.kind is RelationKind.RATE and one.verdict in GOOD and len(one.operands) == _TWO
    }
    made = [
        told
        for one in around.reading.figures
        if one.start not in settled and (told := _told(around, one, tied)) is not None
    ]
    return [*found, *made]


def _told(around: Surroundings, one: TextFigure, tied: set[frozenset[int]]) -> Finding | None:
    points = one.role is Role.POINTS
    if not (points or one.role in COUNTABLE) or one.hedge or one.inner:
        return None
    cue = _CUE.search(one.lead) or (points and _THAN.search(one.lead))
    digits = sum(each.isdigit() for each in f"{one.printed:f}")
    if not cue or digits < _DIGITS or around.is_crowded(one):
        return None
    kin = list(_kin(around, one))
    for rank, (whole, taken) in enumerate(_pairs(kin, one, tied), 1):
        value = whole.value - taken.value
        if taken.value <= 0 or not has_digits_crossed(value, one):
            continue
        if slip_odds(value, one) // _OF >= rank:
            room = whole.half + taken.half
            text = f"{said_in(whole.value, one)} - {said_in(taken.value, one)}"
            found = judge(one, value, (value - room, value + room), text, (whole, taken))
            return found if found.verdict is RelationVerdict.WRONG else None
    return None


def _kin(around: Surroundings, one: TextFigure) -> Iterator[TextFigure]:
    """The figures around that may be what it is the difference of, the nearest first."""
    figures = around.reading.figures
    role = Role.PERCENT if one.role is Role.POINTS else one.role
    before = figures[max(0, one.order - _BACK) : one.order]
    for f in (*reversed(before), *figures[one.order + 1 : one.order + 1 + _AHEAD]):
        alike = f.role is role and (role is Role.PERCENT or f.dimension == one.dimension)
        alike = alike and (role is not Role.COUNT or f.unit == one.unit)
        far = f.sentence != one.sentence if role is Role.PERCENT else f.paragraph != one.paragraph
        if not alike or f.hedge or far or change_of(f.lead) or growth_of(around.lead(f)):
            continue
        yield f


def _pairs(
    kin: list[TextFigure], one: TextFigure, tied: set[frozenset[int]]
) -> list[tuple[TextFigure, TextFigure]]:
    """Any two, the larger of each first: those that a rate is of, then those that stand nearest."""

    def far(pair: tuple[TextFigure, ...]) -> tuple[bool, int]:
        of_rate = frozenset(f.start for f in pair) in tied
        return not of_rate, sum(abs(f.order - one.order) for f in pair)

    near = sorted(combinations(kin, _TWO), key=far)
    return [(a, b) if a.value > b.value else (b, a) for a, b in near if a.value != b.value]
