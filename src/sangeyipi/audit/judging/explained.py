"""What a sum or a difference is off by, where the text itself says what that is.

竣工29个（4个当年开当年竣）, 未纳统18个（含去年结转2个）, 网上50件单独统计, 剔重后分为: what stands
there is counted twice, or of another whole, so that nothing contradicts it.
"""

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

#: A bracket right behind a figure with the first figure in it, and what is told of that.
_BRACKET = later("[^,。;()\\d]{0,6}\\(([^()]{0,30})\\)")
_OTHER = later(
    "结转|重[复叠]|同时|既|兼|跨|当年|上年|去年|往年|历年|上批|上期|另|不含|含(?!量)|未计|不计|已计|剔|扣"
)
#: What is said of the next figure behind a list: it is counted apart.
_APART = later(
    "单独|另行|另计|未计|不计|未列|不含|另有|此外|除外|尚未纳入|同时|重[复叠]|交叉|不在(?:其中|内|上述)|[调退移]出|取消|核减"
)
_WITHOUT = later(
    "[剔去扣]除?(?:重复|重叠|交叉)[^,。;\\d]{0,6}后|去重后|,除[^,。;\\d]{2,12}外,|,[^,。;\\d]{2,8}除外,|连同[^,。;\\d]{2,10},"
)
_KINDS = (RelationKind.SUM, RelationKind.DIFFERENCE)
_SHARES = (RelationKind.SHARE, RelationKind.RATE)
_CLAUSE = 24


def unless_explained(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without those told wrong of which the text says what they are off by."""
    return [one for one in found if not _is_explained(reading, one)]


def _is_explained(reading: TextReading, one: Finding) -> bool:
    stated, value = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or stated is None or value is None:
        return False
    if stated.order < 0 or any(f.order < 0 for f in one.operands):
        return False
    # A share that comes out but for two digits crossed is of what stands before, all the same.
    kept = one.kind in _SHARES and is_slip(value, stated)
    if one.kind in (RelationKind.SUM, *_SHARES) and not kept and _is_without(reading, one):
        return True
    if one.kind not in _KINDS:
        return False
    if one.kind is RelationKind.SUM and value > stated.value and _is_overlapping(reading, one):
        return True
    off = abs(value - stated.value)
    ours = {f.start for f in one.figures}
    return any(
        f.value == off and f.dimension == stated.dimension and f.start not in ours
        for f in _said_beside(reading, one.figures)
    )


def _said_beside(reading: TextReading, figures: tuple[TextFigure, ...]) -> list[TextFigure]:
    """The figures that brackets and the clause behind say to be of something else as well."""
    found: list[TextFigure] = []
    for one in figures:
        said = _BRACKET.match(reading.text, one.end)
        if said is not None and _OTHER.search(said[1]):
            found += reading.between_places(said.start(1), said.end(1))
    last = figures[-1]
    behind = reading.figures[last.order + 1 : last.order + 2]
    if behind and (
        behind[0].sentence == last.sentence or _NEXT.fullmatch(reading.between(last, behind[0]))
    ):
        end = behind[0].end
        beside = reading.text[last.end : end] + reading.text[end : end + _CLAUSE].partition("。")[0]
        found += behind if _APART.search(beside) else ()
    return found


#: 共30家。其中1家…不在上述之内.
_NEXT = later("[^。\n]{0,6}[。;]其中(?:有|:|,)?")


def _is_overlapping(reading: TextReading, one: Finding) -> bool:
    """Whether the same thing may be in two parts, or the whole is only one of two that are divided.

    省级9个、市级28个，同时列入两级的18个。…，省级7.3亿元、市级22.4亿元; 议案1件、建议97件，其中.
    """
    stated, value = one.stated, one.computed
    if stated is None or value is None:
        return False
    begin = max(reading.begun("\n", stated.start), stated.start - _PARAGRAPH)
    if _IN_SEVERAL.search(reading.text, begin, one.figures[-1].start):
        return True
    before = reading.figures[stated.order - 1] if stated.order else stated
    joined = _ALSO.fullmatch(reading.text, before.end, stated.start) is not None
    return joined and before.unit == stated.unit and before.value + stated.value == value


_PARAGRAPH = 240
_IN_SEVERAL = later(
    "同时(?:列入|纳入|为|属于|涉及)|[剔扣]除?(?:重复|重叠|交叉)|(?:部分|有的)[^,。;]{0,8}(?:重[复叠合]|交叉)|"
    "(?:项目|事项|问题|企业)(?:存在|有)[^,。;]{0,4}(?:重[复叠合]|交叉)"
)
_ALSO = later("[、和及]([^,。;:、()\\d]{0,8})")


def _is_without(reading: TextReading, one: Finding) -> bool:
    """68条，剔除重复后分为26条、23条、15条: of fewer than those 68."""
    first, last = one.figures[0], one.figures[-1]
    return _WITHOUT.search(reading.text, first.end, last.start) is not None
