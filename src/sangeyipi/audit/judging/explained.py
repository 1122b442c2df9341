"""What a sum or a difference is off by, where the text itself says what that is.

竣工29个（4个当年开当年竣）, 未纳统18个（含去年结转2个）, 网上50件单独统计, 剔重后分为: what stands
there is counted twice, or of another whole, so that nothing contradicts it.
"""

from decimal import Decimal

from sangeyipi.audit.judging.completeness import all_either, label_of
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, IN_BOTH, NOT_COUNTED, OVERLAPPING, WITHDRAWN
from sangeyipi.audit.text.terms.reference_periods import LAST_PERIOD, YEAR_OVER
from sangeyipi.model.patterns import later

#: A bracket right behind a figure with the first figure in it, and what is told of that.
_BRACKET = later("[^,。;()\\d]{0,6}\\(([^()]{0,30})\\)")
_OTHER = later(
    f"结转|{IN_BOTH}|既|兼|跨|当年|{YEAR_OVER}|往年|历年|{LAST_PERIOD}|{ALSO}|{NOT_COUNTED}|含(?!量)|已计|剔|扣"
)
#: What is said of the next figure behind a list: it is counted apart.
_APART = later(f"{ALSO}|{NOT_COUNTED}|{IN_BOTH}|{WITHDRAWN}|单独|除外|不在(?:其中|内|上述)")
_WITHOUT = later(
    f"[剔去扣]除?(?:{OVERLAPPING})[^,。;\\d]{{0,6}}后|去重后|,除[^,。;\\d]{{2,12}}外,|,[^,。;\\d]{{2,8}}除外,|连同[^,。;\\d]{{2,10}},"
)
_KINDS = (RelationKind.SUM, RelationKind.DIFFERENCE)
_CLAUSE = 24


def unless_explained(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without those told wrong of which the text says what they are off by."""
    return [one for one in found if not _is_explained(reading, one)]


def _is_explained(reading: TextReading, one: Finding) -> bool:
    stated, value = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or stated is None or value is None:
        return False
    if not all(map(reading.knows, one.figures)):
        cells = one.kind is RelationKind.SUM and reading.knows(stated)
        return cells and _is_off_beside(reading, stated, abs(value - stated.value))
    if _BY_OTHER_COUNT.match(reading.text, stated.end):
        return True
    if one.kind is RelationKind.SUM and any(_APART_FROM.search(f.lead) for f in one.operands):
        return True
    # A share that comes out but for two digits crossed is of what stands before, all the same.
    kept = one.kind in SHARES and is_slip(value, stated)
    if one.kind in (RelationKind.SUM, *SHARES) and not kept and _is_without(reading, one):
        return True
    if one.kind not in _KINDS:
        return False
    if one.kind is RelationKind.SUM and value > stated.value and _is_overlapping(reading, one):
        return True
    if _is_within_another(reading, one, stated, value):
        return True
    off = abs(value - stated.value)
    ours = {f.start for f in one.figures}
    return any(
        f.value == off and f.dimension == stated.dimension and f.start not in ours
        for f in (
            *_said_beside(reading, one.figures),
            *_behind(reading, one),
            *_moved(reading, one),
        )
    ) or _is_told_otherwise(reading, one, stated)


def _moved(reading: TextReading, one: Finding) -> list[TextFigure]:
    """The figures between these and behind, up to the sentence's end, that came or went besides."""
    if not all(reading.knows(f) for f in one.figures):
        return []
    first = min(f.order for f in one.figures)
    final = max(one.figures, key=_order)
    last = reading.by_sentence[final.sentence][-1].order
    between = reading.figures[first : last + 1] if last - first <= _FEW else ()
    return [f for f in between if _MOVED.search(f.lead) or _MOVED.search(f.tail)]


def _order(one: TextFigure) -> int:
    return one.order


#: How something came into a count that was not of it before.
_BROUGHT_IN = "补[录登]|转入|划[转入]|撤回|重新|反弹|新提|自查|往[期年]|结转|上解"
#: What is in a rest, a balance or a whole besides, or is not in it any more.
_MOVED = later(
    f"{_BROUGHT_IN}|{NOT_COUNTED}|含|包括|补报|转|划|重[复报]|新[增发报]|提前|绝收|受灾|[调核]减|追加|增加|减少"
    "|扣|剔|退|移|合并|拆分"
)
_FEW = 24


def _is_told_otherwise(reading: TextReading, one: Finding, stated: TextFigure) -> bool:
    """Whether words right behind what is stated say that more is in it, or of what kind it is.

    其中10个为盘点补录; 含自查发现的2个; 超期6个（均在整改中） is within another part.
    """
    behind = _BEHIND.match(reading.text, stated.end)
    # A part that is more than its whole isn't explained by what else is in that.
    less = one.kind is RelationKind.SUM and (one.computed or stated.value) > stated.value
    # 含往年结转421个、当年新签191个: no more than its parts.
    own = one.kind is RelationKind.SUM and all_either(list(one.operands))
    if behind is not None and not (less or own) and _BESIDES.search(behind[0]):
        # 还差11亿元，其中结转项目到位175亿元 is in what was done.
        after = reading.figures[stated.order + 1 : stated.order + 2]
        more = bool(after) and after[0].dimension == stated.dimension
        if not (more and after[0].start < behind.end() + _NAMED and after[0].value > stated.value):
            return True
    if one.kind is RelationKind.DIFFERENCE and len(one.operands) <= _TWO:
        return False
    return any(_WITHIN.match(reading.text, f.end) for f in one.operands)


_BEHIND = later("[^,。;:()\n\\d]{0,14}[,(](?:其中|含|包括|包含)[^。;\n]{0,30}")
_BESIDES = later(f"{_BROUGHT_IN}|{NOT_COUNTED}|遗留|上[年月期批]|[剔扣]除")
_WITHIN, _TWO, _NAMED = later("[^,。;()\\d]{0,6}\\((?:均|都|全部)"), 2, 8


#: 增速9.72%，居全市第2位（同比口径）; but 三类口径有交叉 says nothing of each.
_BY_OTHER_COUNT = later(
    "\\((?:按|以)[^()\\d]{2,8}\\)|[^。;\n()]{0,24}\\([^()]{0,14}(?:口径|同比)(?!有|存在)[^()\\d]{0,6}\\)"
)


#: 出口大于进口31.7亿元: how far two are apart is no part of anything.
_APART_FROM = later("(?:收入|支出|存款|贷款|出口|进口)(?:大于|多于|高于|超过)")


def _behind(reading: TextReading, one: Finding) -> list[TextFigure]:
    """What the rest of the sentence says of figures that are set against no others.

    …合计153.9亿元，含市直项目1亿元; 共27个，1个未亮灯: a sum is off by just what is told beside it.
    That 连续两个月亮红灯的2个 are of the 红灯 is told of a part, and not of all.
    """
    if one.kind is not RelationKind.SUM and len(one.operands) <= _TWO:
        return []
    last = one.figures[-1]
    divided = _divided(reading, max(one.operands, key=_order))
    return [
        f
        for f in reading.figures[last.order + 1 : last.order + 1 + _REST]
        if f.sentence == last.sentence and not _COMPARED.search(f.lead) and f not in divided
        # 竣工29个(4个在乙县).
        if not (f.inner and reading.text.startswith("在", f.end))
        if f.inner or not any(_name(part) and _name(part) in f.lead for part in one.operands)
    ]


def _divided(reading: TextReading, part: TextFigure) -> tuple[TextFigure, ...]:
    """前期项目5项(市级2项、县级3项): what a bracket divides all of a part into."""
    said = _BRACKET.match(reading.text, part.end)
    inner = reading.between_places(said.start(1), said.end(1)) if said is not None else ()
    whole = len(inner) > 1 and all(f.dimension == part.dimension for f in inner)
    return inner if whole and sum(f.value for f in inner) == part.value else ()


def _name(part: TextFigure) -> str:
    """What a part is called, that is more than what all are."""
    found = _FILLED.sub("", label_of(part))
    return found if len(found) >= _TWO else ""


_FILLED = later("项目|企业|问题|完成|投资|资金|签约|开工|投产|其中")
_COMPARED = later("[比较]|环比|同比|占")
_REST = 4


def _is_within_another(
    reading: TextReading, one: Finding, stated: TextFigure, value: Decimal
) -> bool:
    """67条中，立案41条，移送司法5条，其余26条: without one that may be some of those before it, a
    list with a rest comes out."""
    if one.kind is RelationKind.SUM:
        parts = sorted(one.operands, key=lambda f: f.start)
        # 化解168件，其中基本化解39件，未化解68件: these stand beside the 168.
        if _is_beside_whole(reading, stated, parts):
            return True
        off, middle = value - stated.value, parts[1:-1]
        rests = parts[-1:] if parts[-1].start > stated.start else []
    else:
        # 42 - 29 - 6, and 其余13个.
        off = stated.value - value
        middle = [f for f in one.operands[2:] if reading.text.startswith("(", f.end)]
        rests = [stated]
    if not rests or not any(map(_OTHERS.search, (f.lead for f in rests))):
        return False
    if any(f.value == off and f.dimension == stated.dimension for f in middle):
        return True
    # 已供地16个，已批复环评9个，其余3个: one may have both.
    done = [f for f in one.operands if _DONE.match(f.lead)]
    return one.kind is RelationKind.SUM and off > 0 and len(done) > 1


def _is_beside_whole(reading: TextReading, stated: TextFigure, parts: list[TextFigure]) -> bool:
    last = parts[-1]
    called = label_of(last)
    if len(parts) != _TWO or not _NOT.match(called) or _NOT.sub("", called) not in stated.lead:
        return False
    return any(
        f.value == stated.value + last.value and f.dimension == stated.dimension
        for f in reading.figures[max(0, stated.order - _REST) : stated.order]
    )


#: 其他 is a kind like the others.
_OTHERS = later("其余")
_NOT, _DONE = later("[未没不]"), later("[,、;:]?(?:其中)?已")


def _is_off_beside(reading: TextReading, stated: TextFigure, off: Decimal) -> bool:
    """Whether the sentence says right behind a total of cells what it is off by."""
    return any(
        f.value == off and f.dimension == stated.dimension and not _COMPARED.search(f.lead)
        for f in reading.figures[stated.order + 1 : stated.order + 1 + _REST]
        if f.sentence == stated.sentence
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
    if joined and before.unit == stated.unit and before.value + stated.value == value:
        return True
    # 9个县(市、区)和1个开发区.
    after = reading.figures[stated.order + 1 : stated.order + 2]
    return bool(after) and (
        after[0].unit == stated.unit
        and after[0].value + stated.value == value
        and _AND.fullmatch(reading.text, stated.end, after[0].start) is not None
    )


_PARAGRAPH = 240
_IN_SEVERAL = later(
    f"同时(?:列入|纳入|为|属于|涉及)|[剔扣]除?(?:{OVERLAPPING})|(?:部分|有的)[^,。;]{{0,8}}(?:{OVERLAPPING})|"
    f"(?:项目|事项|问题|企业)(?:存在|有)[^,。;]{{0,4}}(?:{OVERLAPPING})"
)
_AND = later("[^,。;:、()\\d]{0,8}(?:\\([^()\\d]{0,12}\\))?[和及与]")
_ALSO = later("[、和及]([^,。;:、()\\d]{0,8})")


def _is_without(reading: TextReading, one: Finding) -> bool:
    """68条，剔除重复后分为26条、23条、15条: of fewer than those 68."""
    first, last = one.figures[0], one.figures[-1]
    return _WITHOUT.search(reading.text, first.end, last.start) is not None
