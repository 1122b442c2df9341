"""Lists of numbered items, each of which says its count first: 1、…20项…。2、…16项….

What else stands in an item is its own (已开工17个), and one may lack an amount that others have.
The whole stands in the paragraph that the list follows.  Only what comes out is told: whether the
items are all there are, the other rules know.  Below the items (综上，共24个、108亿元)
the counts show that these are all, so that an amount beside them that is off by a slip is wrong.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
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
    (
        "一、签约一批。签约项目5个，合同金额31.6亿元。\n二、开工一批。开工项目11个，总投资47.9亿元。\n"
        "三、投产一批。投产项目8个，总投资28.7亿元。\n综上，共24个项目、总投资（合同金额）118.2亿元。",
        "wrong 31.6 + 47.9 + 28.7 = 118.2",
    ),
    (
        "一、签约一批。签约项目5个，合同金额31.6亿元。\n二、开工一批。开工项目11个，总投资47.9亿元。\n"
        "三、投产一批。投产项目8个，总投资28.7亿元。\n综上，共24个项目、总投资（合同金额）118.2亿元。",
        "holds 5 + 11 + 8 = 24",
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
            yield from _below(reading, run)
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


def _below(reading: TextReading, run: list["re.Match[str]"]) -> Iterator[Finding]:
    """综上，共24个项目、总投资108.2亿元: the first count of every item, and the amount by it."""
    begin = _end(reading.text, run[-1].end()) + 1
    said = _IN_ALL.match(reading.text, begin)
    if said is None or len(run) < _MANY or any(reading.text[m.end() - 1] == ")" for m in run):
        return
    ends = [*(one.start() for one in run[1:]), begin]
    rows = [_opened(reading, m.end(), end) for m, end in zip(run, ends, strict=True)]
    stop = reading.text.find("。", begin)
    stop = _end(reading.text, begin) if stop < 0 else stop
    behind = reading.between_places(begin, stop)[:_CALLED]
    if None in rows or not behind or any(f.hedge or f.inner for f in behind):
        return
    counts = [row[0] for row in rows if row is not None]
    count = behind[0]
    if count.role is not Role.COUNT or {f.unit for f in counts} != {count.unit}:
        return
    window = Window(count, counts)
    if (
        window.verdict not in GOOD
        or change_of(count.lead)
        or _SHARED.search(reading.text, run[0].start(), stop)
    ):
        return
    yield summed(window, None)
    amounts = [row[1] for row in rows if row is not None and len(row) > 1]
    total = behind[-1]
    if (
        len(amounts) < len(rows)
        or total.role is not Role.MONEY
        or not _BESIDE.fullmatch(reading.text, count.end, total.start)
    ):
        return
    window = Window(total, amounts)
    if window.verdict in GOOD or (near(window) and is_slip(window.sum, total)):
        yield summed(window, None)


_IN_ALL = later(
    "(?:综上|以上|上述|合计|总计|总的看|累计|[三四五六七八]项(?:合计)?),?(?:[\u4e00-\u9fff]{1,6})?(?=\\d|[\u4e00-\u9fff]{0,6}\\d)"
)
_BESIDE = later(
    "(?:项目)?[,、](?:计划)?(?:总投资|投资|协议投资|合同金额|资金|金额)(?:额|总额)?(?:\\([\u4e00-\u9fff]{2,6}\\))?(?:共|合计|为|达)?"
)
_SHARED = later("剔除|扣除|去重|重[复叠]|交叉|同时")


def _opened(reading: TextReading, begin: int, end: int) -> list[TextFigure] | None:
    """The first count of an item and the amount right behind it; None for an item without."""
    figures = [f for f in reading.between_places(begin, end) if not f.inner]
    if not figures or figures[0].role is not Role.COUNT or figures[0].hedge:
        return None
    if change_of(figures[0].lead) or is_past(figures[0].lead):
        return None
    behind = figures[1:2]
    if not behind or behind[0].role is not Role.MONEY or behind[0].sentence != figures[0].sentence:
        return figures[:1]
    amount = behind[0]
    plain = not (amount.hedge or change_of(amount.lead)) and _BESIDE.fullmatch(
        reading.text, figures[0].end, amount.start
    )
    return [figures[0], amount] if plain else figures[:1]


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
