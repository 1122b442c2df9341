"""What need not be all the rest: 41个城市中，34个已开通，还有6个在建: one may be neither.

Where fewer are told than are left, others may be of a third state, unless the words say that these
are the rest (其余, 剩余, 另外), or that what was done of the others was not done of these (已办结,
未办结).  Where the rest itself is told behind (其余转为确诊), what stands before it is not it.
"""

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_STILL = later("(?:[尚还仍]有)(?:的)?$")
_NOT = later("(?:不予|未|没有?|尚待|待)[\u4e00-\u9fff]{0,6}$")
_REST_BEHIND = later("[^。;\\n]{0,24}[,、](?:其[余它]|剩余|剩下|余下)")
_UNDONE = later("[^,。;]{0,6}?(?:未|没有?|正在|仍在)(?:能|有)?([\u4e00-\u9fff]{2,3})")
_UNDER_WAY = later("[^,。;]{0,6}?(?:正在|仍在|在[办建途]|待|需|推进|处理中|办理中)")
_GAP, _STEM = 60, 2


def unless_others_left(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without what is told to be all the rest and need not be."""
    return [one for one in found if not _may_leave_others(reading, one)]


def _may_leave_others(reading: TextReading, one: Finding) -> bool:
    stated, value = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.DIFFERENCE:
        return False
    if stated is None or value is None or stated.order < 0 or not stated.value < value:
        return False
    still = _STILL.search(stated.lead)
    if (still or _NOT.search(stated.lead)) and _REST_BEHIND.match(
        reading.text, stated.end, stated.end + _GAP
    ):
        return True
    return still is not None and not _is_undone(stated, one.operands)


def _is_undone(one: TextFigure, operands: tuple[TextFigure, ...]) -> bool:
    """Whether what is left is said not to be what the others are: 已办结65件，还有54件未办结.

    Or whether nothing is said of what it is: 还有3亿元.
    """
    found = _UNDONE.match(one.tail)
    if found is None:
        return _UNDER_WAY.match(one.tail) is None
    done = operands[1:] or operands
    said = "".join(f.lead + f.tail for f in done)
    return any(found[1][n : n + _STEM] in said for n in range(_STEM))
