"""What is left of one of several, and not of all: 收集177个，解决157个，土地专班仍有11个未解决.

The words before what is left say whose it is.  Where these are not the words of the whole, what is
left of the whole is another number.  Asked only of what would be told wrong.
"""

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_KINDS = (RelationKind.DIFFERENCE, RelationKind.SUM)
_CHARS, _TAIL, _NAMED, _TWO = 60, 16, 2, 2
_LEFT = later(
    "(?:^|[,;:、。\n])(?:其中|但是?|而|目前|截至目前|[,]){0,3}(?P<who>[\u4e00-\u9fff“”]{2,14}?)"
    "(?:的?(?:项目|企业|问题|事项|工程|任务|资金)?[还尚仍]有|[还尚仍]?(?:剩余?|剩下|余下|缺口)|[还尚仍](?:差|缺)"
    "|[还尚仍]?(?:未|没有)[\u4e00-\u9fff]{2,4})(?:的|项目|企业|问题|事项|为|有){0,2}$"
)
#: Says nothing of whose it is.
_DULL = later(
    "全[国省市县区州镇乡]|我[省市县区州]|[本此该][次期批]|上述|以上|这些|截至|目前|现在?|当前|年[底末内初]|月[底末]"
    "|距离?|离|目标|计划|年度|全年|但|其中|项目|企业|问题|事项|工程|任务|资金|额度|指标|合计|共计?|[还尚仍均都已也的个由有应]"
)


def unless_of_one(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without what is told wrong of all, and is left of one of them."""
    return [one for one in found if not _is_of_one(reading, one)]


def _is_of_one(reading: TextReading, found: Finding) -> bool:
    if found.verdict is not RelationVerdict.WRONG or found.kind not in _KINDS:
        return False
    one = found.stated
    if one is None or len(found.operands) != _TWO or not all(map(reading.knows, found.figures)):
        return False
    if found.kind is RelationKind.DIFFERENCE:
        left, others = one, found.operands
    else:
        left = found.operands[-1]
        others = (one, found.operands[0])
    begin = reading.begun("。;\n", left.start)
    said = _LEFT.search(reading.text, max(begin, left.start - _CHARS), left.start)
    if said is None:
        return False
    who = _DULL.sub("", said["who"])
    theirs = "".join(_words(reading, f) for f in others)
    own = [each for each in who if each not in theirs]
    return len(who) >= _NAMED and who not in theirs and len(own) >= _NAMED


def _words(reading: TextReading, one: TextFigure) -> str:
    """All that the sentence says before a figure, and what is right behind."""
    begin = max(reading.begun("。;\n", one.start), one.start - _CHARS)
    return reading.text[begin : one.start] + reading.text[one.end : one.end + _TAIL].split(",")[0]
