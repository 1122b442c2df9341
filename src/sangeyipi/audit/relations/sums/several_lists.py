"""Several lists of one whole: 分两组，共30个。第一组到三县，分别5个、…；第二组到三县，分别….

Nothing is missing where the groups stand in their order, as many as are said, and each list has as
many figures as places are named before it.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, IN_BOTH
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "观摩活动分两组进行，共观摩项目31个。第一组到甲县、乙县、丙县，分别观摩项目5个、6个、4个；"
        "第二组到丁县、戊县、己县，分别观摩项目7个、3个、5个，其中工业项目12个。",
        "wrong 5 + 6 + 4 + 7 + 3 + 5 = 31",
    ),
    (
        "观摩活动分两组进行，共观摩项目30个。第一组到甲县、乙县、丙县，分别观摩项目5个、6个、4个；"
        "第二组到丁县、戊县、己县，分别观摩项目7个、3个、5个，其中工业项目12个。",
        "holds 5 + 6 + 4 + 7 + 3 + 5 = 30",
    ),
)
_LIST = re.compile("分别(?P<what>[^,。;:\\d]{0,10}?)(?=\\d)")
_GROUP = later(
    "第?([一二三四五六七八])(?:个)?(?:调研|观摩|督查|检查|督导|工作)?(?:组|路|批次?|片区?|线路?)"
)
_SO_MANY = later(
    "(?:分|由|共)(?:成|为)?([两二三四五六七八\\d])(?:个|条)?(?:调研|观摩|督查|检查|督导)?(?:组|路|批|片|线)"
)
_NAMED = later(
    "([两二三四五六七八九十]{1,2}|\\d{1,2})个?(?:县[市区]?|市|区|乡镇|镇|乡|街道|园区|村|企业|单位)"
    "(?:\\([县市区、]{1,4}\\))?,?$"
)
_PLACES = later("(?:到|赴|在|对|观摩了?|检查了?|是|:|,|组)([^,。;:\\d]{3,60}?)(?:等地)?,?$")
_NEXT = re.compile("[、和及]")
_IN_ALL = later(f"(?:{IN_ALL_SO_FAR})[^,。;、\\d]{{0,10}}$")
#: What is counted twice, left out, or of a longer time.
_OPEN = later(f"等地|等[县市区镇乡]|{IN_BOTH}|合并|剔除|[不除未]|{ALSO}|累计|以来|回头看")
_TWO, _MOST, _BACK, _REACH = 2, 24, 12, 30
_ORDER = "一二三四五六七八"


def several_lists(reading: TextReading) -> Iterator[Finding]:
    """Every whole before such lists of one paragraph."""
    runs: dict[int, list[tuple[str, list[TextFigure]]]] = {}
    for said in _LIST.finditer(reading.text):
        parts = _parts(reading, said.end())
        group = _group(reading, said.start(), len(parts)) if len(parts) >= _TWO else ""
        if group:
            runs.setdefault(parts[0].paragraph, []).append((said["what"] + group, parts))
    for run in runs.values():
        window = _of_whole(reading, run) if len(run) >= _TWO else None
        if window is not None and (window.verdict in GOOD or near(window)):
            yield summed(window, None)


def _parts(reading: TextReading, at: int) -> list[TextFigure]:
    """The figures of one kind that a list has, which stand side by side."""
    parts: list[TextFigure] = []
    first = reading.first_after(at)
    for one in reading.figures[first.order : first.order + _MOST] if first else ():
        if parts and not _NEXT.fullmatch(reading.text, parts[-1].end, one.start):
            break
        if one.role not in (Role.COUNT, Role.MONEY) or one.hedge or one.inner:
            return []
        parts.append(one)
    return parts if len({(f.role, f.dimension) for f in parts}) == 1 else []


def _group(reading: TextReading, at: int, many: int) -> str:
    """Which group a list is of; "" where it has not as many figures as places are named."""
    clause = reading.text[reading.begun("。;\n", at) : at]
    groups = list(_GROUP.finditer(clause))
    if len(groups) != 1 or groups[0].start() > _TWO:
        return ""
    said = _NAMED.search(clause)
    if said is not None:
        return groups[0][1] if numerals.whole(said[1]) == many else ""
    places = _PLACES.search(clause)
    names = re.split("[、和]", places[1]) if places is not None else []
    return groups[0][1] if len(names) == many and all(names) else ""


def _of_whole(reading: TextReading, run: list[tuple[str, list[TextFigure]]]) -> Window | None:
    """The nearest whole before the first list, where the groups are all there are."""
    first, last = run[0][1][0], run[-1][1][-1]
    in_order = [each[-1] for each, _ in run] == list(_ORDER[: len(run)])
    alike = len({each[:-1] for each, _ in run}) == 1
    kin = {(f.role, f.dimension, f.measure) for _, parts in run for f in parts}
    if not in_order or not alike or len(kin) > 1:
        return None
    begin = max(0, reading.begun("\n", first.start))
    opened = reading.text[begin : last.end]
    many = [numerals.whole(m[1]) for m in _SO_MANY.finditer(opened)]
    if any(each != len(run) for each in many) or _GROUP.match(reading.text, last.end + 1):
        return None
    stop = reading.first_after(last.end)
    if _OPEN.search(reading.text, begin, stop.start if stop is not None else last.end + _REACH):
        return None
    for total in reversed(reading.figures[max(0, first.order - _BACK) : first.order]):
        if total.paragraph != first.paragraph:
            break
        like = (total.role, total.dimension) == (first.role, first.dimension)
        if like and not (total.inner or total.hedge) and _IN_ALL.search(total.lead):
            return Window(total, [f for _, parts in run for f in parts])
    return None
