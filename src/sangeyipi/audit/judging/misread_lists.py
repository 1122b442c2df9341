"""Sums told wrong where the sentence says that its figures are no whole with its parts.

由20亿元增加到52亿元，其中甲14.4亿元、乙…: the parts are what was added.  500米/个, 时速250公里 and
每平方米40元 add up to nothing; what was carried (带动1900亿元) or compared with (高于上年的33亿元)
is of another whole; what is told like the next ones (甲出资255万元，乙出资195万元) is one of them;
and where a figure beside the parts makes them come out, one was left out or read for another.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.industries import NTH_SECTOR
from sangeyipi.audit.text.terms.reference_periods import YEAR_OVER
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_CHARS, _TWO = 40, 2


def unless_misread(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the sums told wrong of what is no list of its parts."""
    holding: dict[int, list[set[int]]] = {}
    for one in found:
        if one.kind is RelationKind.SUM and one.verdict in GOOD and one.stated is not None:
            holding.setdefault(one.stated.start, []).append({f.start for f in one.operands})
    kept = [one for one in found if not _is_misread(reading, one, holding)]
    # 639.8亿元 is the second and the third of 第一产业…；第二产业…；第三产业…: the first was lost.
    lost = [
        (one.stated.start, {f.start for f in one.operands})
        for one in kept
        if one.verdict is RelationVerdict.WRONG
        and one.stated is not None
        and _are_industries(reading, one.operands)
    ]
    return [one for one in kept if not lost or not _is_of_lost(one, lost)]


def _is_of_lost(one: Finding, lost: list[tuple[int, set[int]]]) -> bool:
    """Whether a whole comes out because one of its parts was lost, which is told."""
    if one.kind is not RelationKind.SUM or one.verdict not in GOOD or one.stated is None:
        return False
    ours = {f.start for f in one.operands}
    return any(one.stated.start == at and ours < parts for at, parts in lost)


def _are_industries(reading: TextReading, parts: Sequence[TextFigure]) -> bool:
    """Whether parts are of the first, the second and the third industry, which is all there is."""
    said: list[str] = []
    for f in parts:
        # 第一产业项目9个，合同金额21.7亿元: up to the mark that ends the row before.
        row = reading.text[reading.begun(";。\n", f.start) : f.start]
        said += _INDUSTRY.findall(row)
    return len(parts) == len(_THREE) and sorted(said) == sorted(_THREE)


_THREE = "一二三"
_INDUSTRY = later(f"(?:第|^|[,;、]){NTH_SECTOR}")


def _is_misread(reading: TextReading, one: Finding, holding: Mapping[int, list[set[int]]]) -> bool:
    total, value = one.stated, one.computed
    told = one.verdict is RelationVerdict.WRONG and one.kind is RelationKind.SUM
    if not told or total is None or value is None:
        return False
    parts = sorted(one.operands, key=lambda f: f.start)
    if not parts or not all(reading.knows(f) for f in (total, *parts)):
        return False
    if any(f.start == total.start for f in parts):
        return _is_one_by_itself(reading, total)
    if len(parts) < _TWO:
        return False
    ours = {f.start for f in parts}
    # 净利润-4万元。…注册资本10万元，甲5万元，乙5万元: without the first they come out.
    here = [f for f in parts if f.sentence == total.sentence]
    if _are_industries(reading, parts):
        return False
    if any(each < ours for each in holding.get(total.start, ())) or (
        _TWO <= len(here) < len(parts) and sum(f.value for f in here) == total.value
    ):
        return True
    return (
        _is_of_growth(reading, total, value)
        or any(_is_of_each(reading, f) for f in parts)
        or _said_twice(parts)
        or all(f.text == "一个" for f in parts)
        or all(_EXPECTED.search(f.lead) for f in (total, *parts))
        or _COMPARED.search(reading.clause_before(total, _CHARS)) is not None
        or (any(_CARRIED.search(f.lead) for f in parts) and not _CARRIED.search(total.lead))
        or _is_one_of_them(reading, total, parts)
        or _is_of_another_item(reading, total, parts)
        or _has_unnumbered(reading, one, parts)
        or _is_of_a_row(reading, total, parts)
        or _comes_out_beside(reading, total, parts, value)
    )


#: What somebody expects of a whole need not be what is expected of its parts.
_EXPECTED = later("预期|预测")


def _is_one_by_itself(reading: TextReading, total: TextFigure) -> bool:
    """7名董事，设董事长1人，其中独立董事3人: there are no some of one, but of those before."""
    before = reading.figures[reading.begins[total.order] : total.order]
    return total.value == 1 and any(f.dimension == total.dimension and f.value > 1 for f in before)


# ---- 住建局14个问题整改12个，其余2个


def _is_of_a_row(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """46个，住建局14个问题整改12个，其余2个: the first part is what the others come to."""
    first, rest = parts[0], parts[1:]
    row = len(rest) > 1 and first.value == sum(f.value for f in rest) and first.value < total.value
    apart = row and _APART.search(reading.text, first.end, rest[0].start)
    return row and not apart and _REST_OF.search(rest[-1].lead) is not None


_APART = later("[,、;。]")


_REST_OF = later("其[余它他]|剩余|剩下|余下|[尚仍还]有")


# ---- 由20亿元增加到52亿元, 其中…


def _is_of_growth(reading: TextReading, total: TextFigure, value: Decimal) -> bool:
    """Whether parts come to what was added between two figures, of which the whole is one."""
    figures = reading.figures
    for first, last in ((total.order - 1, total.order), (total.order, total.order + 1)):
        if first < 0 or last >= len(figures):
            continue
        old, now = figures[first], figures[last]
        if old.dimension != now.dimension or abs(now.value - old.value) != abs(value):
            continue
        if _FROM.search(reading.clause_before(old, _CHARS)) and _TO.search(
            reading.between(old, now)
        ):
            return True
    return False


_FROM = later("[由从原][^,。;\\d]{0,16}$")
_TO = later("(?:[增减升降扩提压调缩升][^,。;\\d]{0,4}|变更?|发展|扩大|提高)[至到为]")


# ---- 500米/个, 时速250公里, 每平方米40元


def _is_of_each(reading: TextReading, one: TextFigure) -> bool:
    """Whether a figure is of one of many, or a speed, which nothing is the sum of."""
    if _PER.match(reading.text, one.end):
        return True
    return _SPEED.search(reading.text[max(0, one.start - _CHARS) : one.start]) is not None


_PER = later("/(?!\\d)")
_SPEED = later(
    "(?:[时流风]速|单价|面值|每(?:平方米|亩|吨|股|公里|公斤|斤|千瓦时|立方米))"
    "(?:[^,。;、\\d]{0,4}|\\d+[-~]\\d+公里、\\d+-)$"
)


def _said_twice(parts: list[TextFigure]) -> bool:
    """85,000,000元作为出资，折成8,500万元: the same in another unit is said once more."""
    values = [(f.value, f.unit) for f in parts if f.role is Role.MONEY]
    return any(
        value == other and unit != its
        for n, (value, unit) in enumerate(values)
        for other, its in values[:n]
    )


#: 高于上年的3300万美元, 可带动1900亿元.
_COMPARED = later(
    f"(?:[高低多少快慢]于|超过|不及)(?:20\\d\\d年|{YEAR_OVER}|同期)[^,。;\\d]{{0,8}}$"
)
_CARRIED = later("(?:带动|撬动|拉动)[^,。;\\d]{2,20}$")


# ---- 甲出资255万元，乙出资195万元


def _is_one_of_them(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether what is read as a whole is told in the same words as every part behind it."""
    if total.start > parts[0].start or total.sentence != parts[-1].sentence:
        return False
    gap = reading.text[total.end : parts[0].start]
    if _LISTED.match(gap) and total.lead[:1] not in _JOINS:
        return not _OPENS.search(gap)
    if _OPENS.search(gap.partition(";")[2] if ";" in gap else gap):
        return False
    if _IN_ALL.search(reading.clause_before(total, _CHARS)):
        return False
    frames = {_frame(reading, f) for f in (total, *parts)}
    return len(frames) == 1 and "" not in frames


def _frame(reading: TextReading, one: TextFigure) -> str:
    """The last words before a figure, with the first behind it: 以货币出资|."""
    said = reading.clause_before(one, _CHARS)
    behind = _WORDS.match(reading.text, one.end)
    tail = said[-_FRAME:]
    return f"{tail}|{behind[0] if behind else ''}" if len(said) >= _SUBJECT else ""


_LISTED = later("、[^,。;:、\\d]{2,20}$")
_OPENS = later("其中|包括|包含|分别|分为|:|[中里],|组成")
#: What is in all, or up to a month (1-9月), is not one of what is told behind it.
_IN_ALL = later(f"[全总]|{IN_ALL_SO_FAR}|\\d月?[-~至到]\\d{{1,2}}月|[前一二三]季度|半年")
_FRAME, _SUBJECT, _WORDS = 2, 5, later("[\u4e00-\u9fff]{0,2}")


# ---- (一)…2000元。(二)…


def _is_of_another_item(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether the list stands in the next item of an outline, and the whole in the one before."""
    first, last = sorted((total, parts[0] if total.start < parts[0].start else parts[-1]), key=_at)
    mark = _LABEL.search(reading.text, first.end, last.start)
    if mark is None:
        return False
    kind = _kind(mark[1])
    begin = max(0, reading.begun("\n", first.start) - 1)
    begin = max(begin, first.start - _FAR)
    return any(
        _kind(each[1]) == kind and each[1] != mark[1]
        for each in _LABEL.finditer(reading.text, begin, first.start)
    )


def _at(one: TextFigure) -> int:
    return one.start


def _kind(mark: str) -> str:
    return "".join("1" if c.isdigit() else "一" if c in "一二三四五六七八九十" else c for c in mark)


_LABEL = later("(?:^|[。;:\n])(\\([一二三四五六七八九十\\d]{1,2}\\)|\\d{1,2}、|[①-⑳])")
_FAR = 200


# ---- 包括本级、36个分行, …


def _has_unnumbered(reading: TextReading, one: Finding, parts: list[TextFigure]) -> bool:
    """Whether a list has just one thing more, which is named without saying that it is one."""
    total, value = one.stated, one.computed
    if total is None or value is None or total.value - value != total.scale or total.half:
        return False
    if total.start > parts[0].start:
        return False
    return _NAMED_FIRST.search(reading.text, total.end, parts[0].start) is not None


_NAMED_FIRST = later("(?:包括|包含|其中有?|分别为|:)[^,。;:、\\d]{2,10}[、和及]$")


# ---- 1200万元、371万元和300万元的出资额, 合计…


def _comes_out_beside(
    reading: TextReading, total: TextFigure, parts: list[TextFigure], value: Decimal
) -> bool:
    """Whether a figure of the list that was not read makes it come out, or one that is paid back
    has been read."""
    off = total.value - value
    ours = {f.start for f in (total, *parts)}
    if any(f.value == -off and _BACK.search(f.lead) for f in parts):
        return True
    # 甲4.7万吨，乙0.8万吨，只增加乙0.1万吨，合计4.8万吨.
    if any(
        _ONLY.search(f.lead) and any(-off in (p.value, p.value - f.value) for p in parts)
        for f in reading.paragraph_before(total)
        if f.sentence == total.sentence and f.dimension == total.dimension
    ):
        return True
    for f in reading.figures[max(0, parts[0].order - 1) : parts[-1].order + 1 + _TWO]:
        if f.start in ours or f.dimension != total.dimension or f.value != abs(off):
            continue
        minus = f.lead.endswith("-")
        if minus and off < 0 and f.paragraph == parts[-1].paragraph:
            return True
        joined = f.lead in _JOINS and f.order - 1 == parts[-1].order
        if joined and off > 0 and f.sentence == parts[-1].sentence:
            return True
    return False


_BACK = later("[偿归退返]还|冲减|核减|扣除")
_ONLY = later("[只仅][^,。;、\\d]{0,12}$")
_JOINS = frozenset({"和", "及", "与", "以及"})
