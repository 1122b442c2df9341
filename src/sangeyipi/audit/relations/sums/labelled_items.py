"""Items of a list that say of which kind they are: 1.甲项目（产业类），总投资6.3亿元。产业类3个、….

As many items as are counted of a kind are all of it, so that their amounts come to what is printed
beside the count, or it is wrong.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_LIST = (
    "1.智能装备项目（产业类），总投资6.3亿元；\n2.粮食仓储园（产业类），总投资4.4亿元；\n"
    "3.污水处理厂（基础设施类），总投资1.8亿元；\n4.精密铸造线（产业类），总投资3.5亿元。\n"
)
EXAMPLES = (
    (
        f"开工项目清单：\n{_LIST}4个项目总投资16亿元，产业类3个、14.9亿元。",
        "wrong 6.3 + 4.4 + 3.5 = 14.9",
    ),
    (
        f"开工项目清单：\n{_LIST}4个项目总投资16亿元，产业类3个、14.2亿元。",
        "holds 6.3 + 4.4 + 3.5 = 14.2",
    ),
)
_LABELLED = re.compile("\\((?P<kind>[\u4e00-\u9fff]{2,6}?)(?:类|项目|类项目)?\\)")
_BETWEEN = later("[,、:]?[^,。;、\\d\n()]{0,10}")
_COUNTED = later("(?:^|[,、;:]|其中)([\u4e00-\u9fff]{2,6}?)(?:类|项目|类项目)?(?:共|有|计)?$")
_BESIDE = later("(?:项目)?[、,](?:计划)?(?:总投资)?(?:共|合计|约为|为)?")
_LEAST, _FAR = 2, 2000


def labelled_items(reading: TextReading) -> Iterator[Finding]:
    """Every amount beside a count of a kind, behind a list whose items name their kind."""
    items = list(_items(reading))
    for count in reading.figures if len(items) > _LEAST else ():
        said = _COUNTED.search(count.lead) if count.role is Role.COUNT and is_plain(count) else None
        one = next(iter(reading.figures[count.order + 1 : count.order + 2]), None)
        if said is None or one is None or one.role is not Role.MONEY or not is_plain(one):
            continue
        if _BESIDE.fullmatch(reading.text, count.end, one.start) is None:
            continue
        parts = [f for kind, f in items if kind == said[1] and 0 < count.start - f.start < _FAR]
        if len(parts) < _LEAST or len(parts) != count.value:
            continue
        if any((f.unit, f.measure) != (one.unit, one.measure) for f in parts):
            continue
        window = Window(one, parts)
        if window.verdict in GOOD or near(window):
            yield summed(window, None)


def _items(reading: TextReading) -> Iterator[tuple[str, TextFigure]]:
    """The kinds that items name, each with the one amount right behind it."""
    for said in _LABELLED.finditer(reading.text):
        one = reading.first_after(said.end())
        if one is None or one.role is not Role.MONEY or not is_plain(one):
            continue
        if _BETWEEN.fullmatch(reading.text, said.end(), one.start):
            yield said["kind"], one
