"""Items of a list that say of which kind they are: 1.甲项目（产业类），总投资6.3亿元。产业类3个、….

As many items as are counted of a kind are all of it, so that their amounts come to what is printed
beside the count.  Wrong only right behind the list, where nothing else is told but how many its
items are, and of one name: of the next batch, or of a first phase, it is another amount.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL
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
_BESIDE = later(f"(?:项目)?[、,](?:计划)?(?:总投资)?(?:{IN_ALL}|约为|为)?")
#: 4个项目总投资16亿元，基础设施类1个、1.8亿元，: how many all are, and other kinds.
_TOLD = later(
    f"[。;]\n?(?:(?:以上|上述|这)?(\\d{{1,3}})个项目(?:计划|{IN_ALL})?总投资\\d[\\d.]{{0,9}}[亿万]元[,。;])?(?:其中[,:]?)?"
    "(?:[^,。;、:\\d\n]{2,7}(?:类|项目|类项目)?\\d{1,3}个、(?:总投资)?\\d[\\d.]{0,9}[亿万]元[,;]){0,6}"
)
_CALLED = frozenset({"总投资", "计划总投资", "投资", ""})
_LEAST, _FAR = 2, 2000


def labelled_items(reading: TextReading) -> Iterator[Finding]:
    """Every amount beside a count of a kind, behind a list whose items name their kind."""
    by_kind: dict[str, list[TextFigure]] = defaultdict(list)
    items = list(_items(reading))
    for kind, item in items:
        by_kind[kind].append(item)
    starts = {kind: [f.start for f in several] for kind, several in by_kind.items()}
    every = [item.start for _, item in items]
    for count in reading.figures if len(items) > _LEAST else ():
        said = _COUNTED.search(count.lead) if count.role is Role.COUNT and is_plain(count) else None
        one = next(iter(reading.figures[count.order + 1 : count.order + 2]), None)
        if said is None or one is None or one.role is not Role.MONEY or not is_plain(one):
            continue
        if _BESIDE.fullmatch(reading.text, count.end, one.start) is None:
            continue
        own = starts.get(said[1], [])
        near_ = slice(bisect_right(own, count.start - _FAR), bisect_left(own, count.start))
        many = near_.stop - near_.start
        if many < _LEAST or many != count.value:
            continue
        parts = by_kind[said[1]][near_]
        if any((f.unit, f.measure) != (one.unit, one.measure) for f in parts):
            continue
        window = Window(one, parts)
        if window.verdict in GOOD:
            yield summed(window, None)
        elif near(window):
            behind = bisect_left(every, count.start)
            many = behind - bisect_right(every, count.start - _FAR)
            named = count.start - len(count.lead) + said.start(1)
            told = _TOLD.fullmatch(reading.text, items[behind - 1][1].end, named)
            called = {f.lead.lstrip(",") for f in parts}
            plain = len(called) == 1 and called <= _CALLED
            if plain and told is not None and told[1] in (None, str(many)):
                yield summed(window, None)


def _items(reading: TextReading) -> Iterator[tuple[str, TextFigure]]:
    """The kinds that items name, each with the one amount right behind it."""
    for said in _LABELLED.finditer(reading.text):
        one = reading.first_after(said.end())
        if one is None or one.role is not Role.MONEY or not is_plain(one):
            continue
        if _BETWEEN.fullmatch(reading.text, said.end(), one.start):
            yield said["kind"], one
