"""The column beside one that comes out: 35个、148.9亿元; 15个、53.1亿元; 38个、105.6亿元.

Amounts of rows come to a whole of four digits by chance hardly ever, and so do counts
of many rows; 第一批, 第二批 of 两批 are all the lots there are. Then no row is missing, and
what stands right beside each part and right beside the whole must come out as well:
wrong where it is called alike in every row, and elsewhere where it is off by a slip
of the pen or by one row.
"""

import re
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, may_lack, may_share, near, slip
from sangeyipi.audit.judging.completeness import are_all_lots
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共申报项目64个，总投资212.8亿元。其中签约项目30个，总投资118.4亿元，10亿元以上4个；"
        "开工项目14个，总投资31.7亿元；投产项目25个，总投资62.7亿元。",
        "wrong 30 + 14 + 25 = 64",
    ),
    (
        "开工项目66个，总投资199.5亿元。制造业19个、总投资112.4亿元，服务业8个、总投资36.75亿元，基础设施14个、"
        "总投资41.3亿元，民生5个、总投资9.05亿元。",
        "wrong 19 + 8 + 14 + 5 = 66",
    ),
    (
        "开工项目56个，总投资318.6亿元，其中产业类34个、总投资215.3亿元，基础设施类18个、总投资103.3亿元。",
        "wrong 34 + 18 = 56",
    ),
    (
        "下达两批任务共1700户、资金1640万元（其中第一批720户、资金560万元；"
        "第二批980户、资金990万元）。",
        "wrong 560 + 990 = 1640",
    ),
    (
        "甲类签约63个项目（占全市的9%），总投资714亿元；乙类开工48个项目（占全市的7%），总投资352亿元；"
        "丙类投产27个项目，总投资189亿元，三类合计139个项目、1255亿元。",
        "wrong 63 + 48 + 27 = 139",
    ),
    (
        "园区项目签约1063个、2180亿元。其中东区签约427个、815亿元；西区签约336个、702亿元；"
        "南区签约282个、405亿元；北区签约300个、258亿元。",
        "wrong 427 + 336 + 282 + 300 = 1063",
    ),
    (
        "签约、开工、投产项目分别为23个、31个、19个，总投资分别为98.6亿元、142.3亿元、77.5亿元，合计78个、318.4亿元。",
        "wrong 23 + 31 + 19 = 78",
    ),
    (
        "142个项目完成投资736.4亿元。按阶段划分，竣工、续建、新开工项目分别完成142.8亿元、537.3亿元、56.3亿元；"
        "按行业划分，51个交通项目、36个能源项目、55个水利项目分别完成投资418.2亿元、260.9亿元、75.3亿元。",
        "wrong 418.2 + 260.9 + 75.3 = 736.4",
    ),
    (
        "发生事故23起、伤亡71人。1.道路11起、伤亡38人；2.建筑5起、12人；3.消防3起、9人；"
        "4.水上2起、7人；5.其他2起、8人。",
        "wrong 38 + 12 + 9 + 7 + 8 = 71",
    ),
)
_BESIDE = later("[^,。;、()\\d]{0,8}[,、]?[^,。;、()\\d]{0,8}")
_FILLED = later("[,、:的约为计共达]|其中|完成")
#: 涉及乡镇48个: what is counted is called the same in every row, and in the whole.
_THINGS = later("项目|工程|企业|问题|事项|任务|案件")
_PLAIN = later("(?:项目|工程|企业)?(?=[,、。;:()]|\\Z)")
_ROWS, _FAR, _MANY = 3, 2, 5
#: What so many figures come to by chance, once in so many lists of as many rows.
_RARE = 1000
#: 涉及村31个: what a row counts may be no project of it.
_OTHERS = later(f"{words.REACHES}|[和及与]$|以[上下]")
_TENTH = 10


def beside_columns(around: Surroundings, found: Sequence[Finding]) -> Iterator[Window]:
    """The sums beside those that prove that no row is missing."""
    for one in found:
        if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.HOLDS:
            continue
        total, parts = one.stated, list(one.operands)
        if total is None or len(parts) <= 1 or not all(map(around.knows, one.figures)):
            continue
        behind = None if total.inner else _behind(around, total, parts)
        if behind is not None:
            yield behind
        if total.inner or not _proves(total, parts):
            continue
        for step in (-1, 1):
            window = _beside(around, total, parts, step)
            if window is not None:
                yield window
        window = _of_lists(around, total, parts)
        if window is not None:
            yield window


def _behind(around: Surroundings, total: TextFigure, parts: list[TextFigure]) -> Window | None:
    """173个项目完成1439.2亿元。…；7个甲类、55个乙类、111个丙类项目分别完成…: a list as long as
    the counts before it is of these, and what stands right behind their whole is its whole."""
    figures, many, last = around.reading.figures, len(parts), parts[-1]
    counted = total.role is Role.COUNT and total.order < parts[0].order and total.value >= _TENTH
    if many < _ROWS or not counted or last.order - parts[0].order != many - 1:
        return None
    column = figures[last.order + 1 : last.order + 1 + many]
    whole = figures[total.order + 1]
    if len(column) < many or around.listed(column[0]) != (column[0].order, 0, many):
        return None
    if "分别" not in around.lead(column[0]) or column[0].sentence != last.sentence:
        return None
    if whole is parts[0] or whole.sentence != total.sentence or whole.role is total.role:
        return None
    kinds = {(f.role, f.dimension, f.measure, f.hedge, f.inner) for f in (whole, *column)}
    window = Window(whole, list(column))
    if len(kinds) > 1 or whole.hedge or may_share(window) or may_lack(window, [total]):
        return None
    if change_of(whole.lead) or change_of(around.lead(column[0])):
        return None
    return window if window.verdict in GOOD or near(window) else None


def _of_lists(around: Surroundings, total: TextFigure, parts: list[TextFigure]) -> Window | None:
    """分别为23个、31个、19个，总投资分别为98.6亿元、…，合计73个、318.4亿元: the list before these
    parts is of what stands right before the whole."""
    figures, many = around.reading.figures, len(parts)
    first = parts[0]
    if many < _TWO_LISTS or around.listed(first) != (first.order, 0, many) or first.order < many:
        return None
    column = figures[first.order - many : first.order]
    if around.listed(column[0]) != (column[0].order, 0, many) or total.order <= parts[-1].order + 1:
        return None
    whole = figures[total.order - 1]
    if not _JOINED.fullmatch(around.reading.text, whole.end, total.start):
        return None
    kinds = {(f.role, f.dimension, f.measure, f.hedge, f.inner) for f in (whole, *column)}
    window = Window(whole, list(column))
    if len(kinds) > 1 or whole.hedge or may_share(window) or may_lack(window, [total]):
        return None
    return window if window.verdict in GOOD or near(window) else None


_TWO_LISTS = 2
_JOINED = later("[、,](?:总?投资(?:额)?(?:为|达)?)?")


def _proves(total: TextFigure, parts: list[TextFigure]) -> bool:
    if any(f.hedge for f in (total, *parts)):
        return False
    if total.role is Role.MONEY and total.printed.scaleb(total.places) >= _RARE:
        enough = len(parts) >= _ROWS or all(f.places for f in (total, *parts))
        return enough and len({f.unit for f in parts}) == 1
    # 发生事故23起：道路11起，…: counted one by one.
    if len(parts) >= _MANY and total.order < parts[0].order and not total.half:
        return True
    return total.order < parts[0].order and are_all_lots(total, parts)


def _beside(
    around: Surroundings, total: TextFigure, parts: list[TextFigure], step: int
) -> Window | None:
    column = []
    for one in (total, *parts):
        other = _next(around, one, step)
        if other is None:
            return None
        first, last = (one, other) if step > 0 else (other, one)
        between = _BRACKET.sub("", around.reading.between(first, last))
        if other.hedge or other.inner is not one.inner or not _BESIDE.fullmatch(between):
            return None
        column.append(other)
    whole, *cells = column
    if whole.role not in COUNTABLE or (whole.role, whole.unit) == (total.role, total.unit):
        return None
    if len({(f.role, f.dimension, f.measure) for f in column}) > 1:
        return None
    window = Window(whole, cells)
    # 41个、涉及企业39家；34个、涉及企业32家: what several rows have in common is counted once.
    if may_share(window):
        return None
    if max(f.value for f in cells) >= whole.value or may_lack(window, [total]):
        return None
    if window.verdict in GOOD:
        return window if _is_called_alike(around, column, step) else None
    exact = total.order < parts[0].order and all(f.places for f in (total, *parts))
    lots = are_all_lots(total, parts)
    if (exact or lots) and _is_called_alike(around, column, step) and _is_of_its_size(window):
        return window
    return window if _is_off_by_a_slip(window, step) else None


def _next(around: Surroundings, one: TextFigure, step: int) -> TextFigure | None:
    """The figure beside one, past what stands in brackets of its own: 63个（占9%），714亿元."""
    figures = around.reading.figures
    at = one.order + step
    while 0 <= at < len(figures) and figures[at].inner and not one.inner:
        at += step
    return figures[at] if 0 <= at < len(figures) else None


_BRACKET = re.compile(r"\([^()]*\)")


def _is_called_alike(around: Surroundings, column: list[TextFigure], step: int) -> bool:
    if step > 0:
        return len({_FILLED.sub("", f.lead) for f in column}) == 1
    return _count_alike(around, column)


def _is_off_by_a_slip(window: Window, step: int) -> bool:
    """Whether the column of a whole lacks but a digit, or just one of its rows."""
    whole, cells = window
    if len({f.unit for f in (whole, *cells)}) > 1 or any(_OTHERS.search(f.lead) for f in cells):
        return False
    if step > 0:
        # 死亡3人; 6人; 8人: what is said of the first is said of all.
        called = [_FILLED.sub("", f.lead) for f in cells]
        if any(each not in ("", called[0]) for each in called):
            return False
        if called[0] not in whole.lead:
            return False
    elif not all(f.lead or f.tail for f in cells):
        return False
    off = window.sum - whole.value
    if any(f.value == off for f in cells) and len(cells) > _ROWS:
        return True
    return abs(off) * _TENTH <= whole.value and bool(slip(window))


def _count_alike(around: Surroundings, column: list[TextFigure]) -> bool:
    """Whether all count the same things, each behind its name."""
    named = [(_THINGS.findall(f.lead) or [""])[-1] for f in column]
    behind = all(f.lead and _PLAIN.match(around.reading.text, f.end) for f in column)
    if not behind or len({f.unit for f in column}) > 1 or not named[0]:
        return False
    # 制造业19个: of what the whole counts, where no row says of what.
    bare = not any(named[1:]) and not any(_OTHERS.search(f.lead) for f in column)
    return bare or set(named) == {named[0]}


def _is_of_its_size(window: Window) -> bool:
    return window.total.value <= window.sum * _FAR and window.sum <= window.total.value * _FAR
