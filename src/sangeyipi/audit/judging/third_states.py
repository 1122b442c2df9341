"""What need not be all the rest: 41个城市中，34个已开通，还有6个在建: one may be neither.

Where fewer are told than are left, others may be of a third state, unless the words say that these
are the rest (其余, 剩余, 另外), or that what was done of the others was not done of these (已办结,
未办结).  Where the rest itself is told behind (其余转为确诊), what stands before it is not it.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_STILL = later("(?:[尚还仍]有)(?:的)?$")
_NOT = later("(?:不予|未|没有?|尚待|待)[\u4e00-\u9fff]{0,6}$")
_REST_BEHIND = later("[^。;\\n]{0,24}[,、](?:其[余它]|剩余|剩下|余下)")
_UNDONE = later("[^,。;]{0,6}?(?:未|没有?|正在|仍在)(?:能|有)?([\u4e00-\u9fff]{2,3})")
_UNDER_WAY = later("[^,。;]{0,6}?(?:正在|仍在|在[办建途]|待|需|推进|处理中|办理中|[限按]期|按时限)")
#: In the fields: what waits to be paid or approved may be less than what is left.
_DUE = later("待(收[割获]?|播种?|栽种?|插秧?|抢收)(?![\u4e00-\u9fff])")
_GAP, _STEM = 60, 2


def unless_others_left(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without what is told to be all the rest and need not be."""
    return [one for one in found if not _may_leave_others(reading, one)]


def _may_leave_others(reading: TextReading, one: Finding) -> bool:
    stated, value = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.DIFFERENCE:
        return False
    if stated is None or value is None or stated.order < 0:
        return False
    if _REST.search(stated.lead) and _is_of_earlier(reading, stated):
        return True
    still = _STILL.search(stated.lead)
    if still and _is_of_others(reading, one, stated):
        return True
    if not stated.value < value:
        return False
    if _is_level(reading, one, value - stated.value):
        return True
    whole, taken = one.operands[0], one.operands[-1]
    if still and _AMONG.search(reading.text, whole.end, max(whole.end, taken.start)):
        # 29人，其中6人…，还有16人失联: neither of these.
        return True
    if (still or _NOT.search(stated.lead)) and _REST_BEHIND.match(
        reading.text, stated.end, stated.end + _GAP
    ):
        return True
    return still is not None and not _is_undone(stated, one.operands)


def _is_of_earlier(reading: TextReading, rest: TextFigure) -> bool:
    """42个，38个，占90%；其中国考12个、省考18个，…，其余12个: of the first, without a list."""
    near = reading.figures[max(0, rest.order - _BACK) : rest.order]
    kin = [
        f for f in near if (f.role, f.unit, f.paragraph) == (rest.role, rest.unit, rest.paragraph)
    ]
    for at, whole in enumerate(kin):
        behind = kin[at + 1 :]
        for begin in range(len(behind)):
            for end in range(begin + 1, min(len(behind), begin + _MOST) + 1):
                taken = sum(f.value for f in behind[begin:end])
                if end - begin > 1 and whole.value - taken == rest.value:
                    return True
    return False


def _is_level(reading: TextReading, one: Finding, off: Decimal) -> bool:
    """70个城市，6个上涨，赣州持平，其余63个: what is named without a number is some of them."""
    last = max(one.operands, key=lambda f: f.end)
    stated = one.stated
    named = stated is not None and _LEVEL.search(reading.text, last.end, stated.start)
    return bool(named) and 0 < off <= _FEW


def _is_of_others(reading: TextReading, one: Finding, stated: TextFigure) -> bool:
    """办结229个，省里交办的还有32个正在办理; 开工81个，还有25个在谈: of what those were none of."""
    taken = max(one.operands, key=lambda f: f.end)
    said = reading.text[max(taken.end, reading.begun("。;\n", stated.start)) : stated.start]
    if _MORE.search(said) or _OTHERS.search(stated.lead):
        return True
    other, done = _OF_OTHERS.match(stated.tail), min(one.operands, key=lambda f: f.value)
    return other is not None and other[1] not in done.lead + done.tail


_MORE = later("加上|连同|算上|遗留|其中[尚还仍]有$")
_OTHERS = later(
    "(?<![全我本])[省市县区镇乡村](?:级|里|上|内)?[尚还仍]有|(?:上级|交办|转办|另行)的?[尚还仍]有"
)
_OF_OTHERS = later(
    "(?!(?:项目|企业|问题)?[尚还仍]?(?:未|没有))[^,。;]{0,4}?"
    "(在谈|洽谈|对接|谋划|储备|建设|排查|重复|移送|移交|转办)"
)
_REST = later("其[余它]|剩余|余下")
_AMONG = later("其中")
_LEVEL = later("(?:持平|不变)")
_BACK, _MOST, _FEW = 12, 4, 3


def _is_undone(one: TextFigure, operands: tuple[TextFigure, ...]) -> bool:
    """Whether what is left is said not to be what the others are: 已办结65件，还有54件未办结.

    Or whether nothing is said of what it is: 还有3亿元.
    """
    done = operands[1:] or operands
    said = "".join(f.lead + f.tail for f in done)
    due = _DUE.match(one.tail)
    if due is not None and f"已{due[1]}" in said:
        # 已收312.5万亩，还有60万亩待收.
        return True
    found = _UNDONE.match(one.tail)
    if found is None:
        return _UNDER_WAY.match(one.tail) is None
    return any(found[1][n : n + _STEM] in said for n in range(_STEM))
