"""Those that have risen, fallen and stayed: more than all there are, or just as many.

走过9个县（市、区），…。综合评分提升的有5个县区，下降的有3个，持平的有2个: each is one of the three,
so that they are no more than the one count of such places before.  Fewer may be all that are told.
"""

import re
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "观摩活动走过9个县（市、区），看了27个项目。综合评分较上季度提升的有5个县区，下降的有3个，持平的有2个。",
        "wrong 5 + 3 + 2 = 9",
    ),
    ("参评的11个乡镇中，位次前移的5个，后移的4个，不变的3个。", "wrong 5 + 4 + 3 = 11"),
    ("本次评比9个县区，得分较上月上升的5个，下降的3个，持平的1个。", "holds 5 + 3 + 1 = 9"),
)
_WAYS = (
    "上升|提升|提高|增长|增加|上涨|[前上]移|进位|前进|加快",
    "下降|下滑|回落|减少|降低|下跌|[后下]移|退位|后退|放缓",
    "持平|不变|未变",
)
_ANY_WAY = later("|".join(_WAYS))
_OF_SUCH = "(?P<what>[县区市镇乡州旗村]{1,2}|街道)"
_ENDS = f"的?{_OF_SUCH}?(?:分别)?(?:有|为|是|仅|达)?$"
_BEFORE = tuple(later(f"(?:{way}){_ENDS}") for way in _WAYS)
_BARE = tuple(later(f"^[,、;和及而]*(?:{way}){_ENDS}") for way in _WAYS)
_AFTER = tuple(later(f"^(?:{way})") for way in _WAYS)
#: All of whom a bulletin tells, and what each of them may be twice.
_OF_OTHERS = later(f"{REGION_OR_NATION}|各[省市县区]|其中|以上|以下|[上去]年|{ALSO}|累计|(?<!位)次")
_PLACES = later("(?:[县区市镇乡州旗村街道]|[()、](?=[县区市镇乡州旗村街道]))+")
_THINGS = later("项目|企业|指标|产品|任务|行业")
_THREE, _BACK, _FEW = 3, 16, 5


def ups_and_downs(reading: TextReading) -> Iterator[Finding]:
    """Every three such counts side by side, and the count that they are of."""
    for one in reading.of(Role.COUNT):
        # Of most counts nothing else is looked at.
        if not _ANY_WAY.search(one.lead + one.tail):
            continue
        row = reading.figures[one.order : one.order + _THREE]
        if _are_ways(reading, row):
            whole = _whole(reading, row)
            window = Window(whole, list(row)) if whole is not None else None
            if window is not None and 0 <= window.sum - window.total.value <= _most(window.total):
                yield summed(window, None)


def _most(whole: TextFigure) -> int:
    """By how much they may be too many: by more, they are of others."""
    return max(1, int(whole.value) // _FEW)


def _are_ways(reading: TextReading, row: Sequence[TextFigure]) -> bool:
    """Whether three counts are of those that rose, fell and stayed, and of one thing."""
    if len(row) < _THREE or len({(f.role, f.unit, f.sentence) for f in row}) > 1:
        return False
    if any(f.inner or f.hedge or f.half for f in row):
        return False
    before = [_way(_BEFORE if n == 0 else _BARE, f.lead) for n, f in enumerate(row)]
    after = [_way(_AFTER, f.tail) for f in row]
    return sorted(before) == [0, 1, 2] or (
        sorted(after) == [0, 1, 2] and not any(_way(_BEFORE, f.lead) >= 0 for f in row)
    )


def _way(ways: "tuple[re.Pattern[str], ...]", said: str) -> int:
    found = [n for n, way in enumerate(ways) if way.search(said)]
    return found[0] if len(found) == 1 else -1


def _whole(reading: TextReading, row: Sequence[TextFigure]) -> TextFigure | None:
    """The one count before that is of such things: right before, or of the same places."""
    first = row[0]
    before = [
        f
        for f in reading.figures[max(0, first.order - _BACK) : first.order]
        if f.paragraph == first.paragraph and f.role is Role.COUNT and f.unit == first.unit
    ]
    if not before:
        return None
    said = reading.text[reading.begun("。\n", first.start) : first.start]
    if before[-1].sentence == first.sentence:
        whole = before[-1]
        between = reading.text[whole.end : first.start]
        alone = (
            whole.order == first.order - 1
            and sum(1 for f in before if f.sentence == first.sentence) == 1
        )
        things = set(_THINGS.findall(between)) - set(_THINGS.findall(whole.lead + whole.tail))
        if not alone or things or _OF_OTHERS.search(between):
            return None
    else:
        kin = [f for f in before if _places_of(reading, f)]
        called = {each for f in row for each in _places_of(reading, f)}
        if len(kin) != 1 or called.isdisjoint(_places_of(reading, kin[0])):
            return None
        if _OF_OTHERS.search(said):
            return None
        whole = kin[0]
    plain = not (whole.hedge or whole.inner or is_past(whole.lead)) and not _EITHER_SIDE.search(
        whole.lead
    )
    return whole if plain else None


_EITHER_SIDE = later("其中|[上去]年|第|前|后")


def _places_of(reading: TextReading, one: TextFigure) -> set[str]:
    """What places are counted, behind their number or before it: 县(市、区), 上升的乡镇."""
    behind = _PLACES.match(reading.text, one.end)
    before = next((said for way in _BEFORE if (said := way.search(one.lead))), None)
    named = f"{behind[0] if behind else ''}{before['what'] or '' if before else ''}"
    return set(named) - set("()、")
