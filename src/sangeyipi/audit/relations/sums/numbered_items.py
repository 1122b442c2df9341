"""Lists of numbered items, each of which says its count first: 1、…20项…。2、…16项….

What else stands in an item is its own (已开工17个), and one may lack an amount that others have.
The whole stands in the paragraph that the list follows.  Only what comes out is told: whether the
items are all there are, the other rules know.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.times_said import number_said
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共有市级项目148个，总投资906.4亿元；完成投资87.35亿元。其中：\n"
        "(1)在建项目83个，完成投资61.2亿元；\n"
        "(2)计划新开工项目58个，已开工21个，完成投资26.15亿元；\n(3)预备项目7个。\n",
        "holds 83 + 58 + 7 = 148",
    ),
    (
        "共有市级项目148个，总投资906.4亿元；完成投资87.35亿元。其中：\n"
        "(1)在建项目83个，完成投资61.2亿元；\n"
        "(2)计划新开工项目58个，已开工21个，完成投资26.15亿元；\n(3)预备项目7个。\n",
        "holds 61.2 + 26.15 = 87.35",
    ),
    (
        "确定重要事项486项，已办结459项，办结率94.4%。\n(一)党组会议6次，确定41项，办结41项。\n"
        "(二)常务会议11次，确定328项，办结308项，其中第三次确定42项，办结37项。\n"
        "(三)专题会议14次，确定117项，办结110项。\n",
        "holds 41 + 308 + 110 = 459",
    ),
    (
        "发生较大事故12起、死亡51人，同比减少3起、9人。\n1.建筑施工1起、死亡3人；2.火灾2起、死亡8人；"
        "3.道路交通8起、死亡36人，平均每起4.5人；4.渔业船舶1起、死亡4人。",
        "holds 3 + 8 + 36 + 4 = 51",
    ),
)
_ITEM = re.compile(
    r"(?:^ *|(?<=;))(?P<open>[(]?)(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<shut>[)、.](?!\d))",
    re.MULTILINE,
)
_OPENS = later("(?:其中|分别[为是]|如下|[:])[^。\n]{0,8}\n?$")
#: A smaller whole of so few items comes out by chance.
_LEAST, _FEWEST, _LONG, _BACK = 20, 2, 600, 300
#: Where no word says that the items are of what stands before them.
_MANY, _SURE, _CALLED = 3, 100, 2


def numbered_items(reading: TextReading) -> Iterator[Finding]:
    """Every list of numbered lines with the wholes before it."""
    run: list[re.Match[str]] = []
    for said in (*_ITEM.finditer(reading.text), None):
        if said is not None and run and _follows(run, said):
            run.append(said)
            continue
        if len(run) >= _FEWEST:
            yield from _told(reading, run)
        run = [said] if said is not None and number_said(said["n"]) == 1 else []


def _follows(run: list["re.Match[str]"], said: "re.Match[str]") -> bool:
    last = run[-1]
    like = (said["open"], said["shut"]) == (last["open"], last["shut"])
    near = said.start() - last.end() <= _LONG
    return like and near and number_said(said["n"]) == len(run) + 1


def _told(reading: TextReading, run: list["re.Match[str]"]) -> Iterator[Finding]:
    begin = run[0].start()
    opened = _OPENS.search(reading.text, max(0, begin - _BACK), begin) is not None
    if not opened and len(run) < _MANY:
        return
    before = [f for f in reading.between_places(max(0, begin - _BACK), begin) if not f.inner]
    ends = [*(one.start() for one in run[1:]), _end(reading.text, run[-1].end())]
    items = [
        [f for f in reading.between_places(one.end(), end) if not f.inner and not change_of(f.lead)]
        for one, end in zip(run, ends, strict=True)
    ]
    if not before or (not opened and reading.text.count("\n", before[-1].end, begin) != 1):
        return
    wholes = [f for f in before if f.paragraph == before[-1].paragraph and not change_of(f.lead)]
    windows = []
    for whole in wholes:
        parts = _parts(whole, items) if opened else _called_alike(whole, items)
        if len(parts) >= _FEWEST and whole.value > max(f.value for f in parts):
            window = Window(whole, parts)
            if window.verdict in GOOD:
                windows.append(window)
    # 事故12起、死亡51人: both columns come to a small whole by chance no more than one to a large.
    units = {one.total.unit for one in windows}
    both = not opened and len(units) > 1 and len(units) == len(windows)
    for window in windows:
        if both or window.total.printed >= (_LEAST if opened else _SURE):
            yield summed(window, None)


def _end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def _called_alike(whole: TextFigure, items: list[list[TextFigure]]) -> list[TextFigure]:
    """Of every item the first of its kind that is called alike, or else the first at all."""
    if whole.role not in (Role.COUNT, Role.QUANTITY) or whole.half:
        return []
    kin = [
        [f for f in item if f.role is whole.role and f.unit == whole.unit and not f.half]
        for item in items
    ]
    name = whole.lead[-_CALLED:]
    alike = [[f for f in each if f.lead[-_CALLED:] == name] for each in kin]
    rows = alike if any(alike) else kin
    return [each[0] for each in rows] if all(rows) else []


def _parts(whole: TextFigure, items: list[list[TextFigure]]) -> list[TextFigure]:
    """Of counts the first of every item; of amounts the one of its measure, where there is one."""
    if whole.role is Role.COUNT:
        counts = [next((f for f in item if f.role is Role.COUNT), None) for item in items]
        return [f for f in counts if f is not None] if None not in counts else []
    if whole.role is not Role.MONEY:
        return []
    found: list[TextFigure] = []
    for item in items:
        cells = [f for f in item if f.role is Role.MONEY and f.measure == whole.measure]
        if len(cells) > 1:
            return []
        found += cells
    return found
