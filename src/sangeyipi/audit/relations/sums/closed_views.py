"""A division that says that it is all: 按类型分，…，无其他类型; 按原因归类（每项只计一次）.

That there are no others closes it on both sides, that each is counted once only above: it may still
name some of them.  Which whole it is of, its size says: the one count before it that is near it.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.completeness import label_of
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, AND_MORE, OVERLAPPING
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "支持项目86个。这些项目按类型分，道路类21个、水利类18个、供热类9个、管网类34个，无其他类型。",
        "wrong 21 + 18 + 9 + 34 = 86",
    ),
    (
        "应开工76个，已开工63个，未开工13个。按原因归类（每个项目只计一项）：用地5个，资金4个，规划3个，征迁2个。",
        "wrong 5 + 4 + 3 + 2 = 13",
    ),
)
_OPENER = re.compile(
    r"(?<![签履违合])(?:[按从依](?:照|据)?[^,。;:\d()\n]{1,12}?(?:划分|归类|分类|分析|来分|分为?|看)|分[^,。;:\d()\n]{1,6}看)"
    r"(?P<said>\([^()\n]{1,24}\))?[,:]?"
)
_ONCE = (
    "每(?:一?(?:个|项|家|件|宗|条|户))?[^,。;()\\d]{0,8}只(?:[统合]?计|归|列|算)(?:入|为|在)?[^,。;()]{0,6}"
    f"|(?:不|无|没有|互不|未)(?:作|做)?(?:{OVERLAPPING})(?:统计|计算|计入|计|列入)?"
)
_IN_FRONT = later(f"(?:{_ONCE})")
_NO_OTHERS = later(
    f"[^,。;\\d]{{0,6}}[,;。](?:{ALSO},?)?(?:再|均|都|并)?(?:无|没有)(?:任何)?其[他它余][^,。;\\d]{{0,8}}(?:[,。;\n]|\\Z)"
)
_ONCE_BEHIND = later(
    f"[^,。;\\d]{{0,6}}[,;。](?:以上|上述|各类|各项)?(?:均|都)?(?:{_ONCE})(?:[,。;\n]|\\Z)"
)
_OPEN = later(
    f"主要|重点|其中|{AND_MORE}|之外|以[上下]|等(?=\\d)|等(?:类|项目|问题)?\\d|约|部分|部份"
)
_STEP = re.compile("[^,。;、:()\\d\n]{0,12}[、,;和及](?:和|及|以及)?[^,。;、:()\\d\n]{1,16}")
_FIRST = re.compile("[^,。;、:()\\d\n]{1,16}")
#: 竣工项目按类型分 is of some: nothing stands before a division of all, or 这些项目.
_OPENS = later(
    "(?:^|[,:])(?:(?:其中|这些|上述|以上|所有|全部|未(?:开工|办结|解决|完成))?(?:的)?(?:项目|企业|问题|事项|诉求)?"
    "|[对将把]?[^,。;:\\d]{0,10}\\d+[个项家件宗](?:项目|企业|问题|事项|诉求)?),?$"
)
_LEFT_OUT = later("除|连同|加上|[不未]?含|包括|合并|外,")
_LEAST, _MOST, _BACK = 3, 12, 12


def closed_views(reading: TextReading) -> Iterator[Finding]:
    """Every such division that comes to no whole before it."""
    for said in _OPENER.finditer(reading.text):
        parts = _parts(reading, said.end())
        if len(parts) < _LEAST or _OPEN.search(reading.text, said.end(), parts[-1].start):
            continue
        begin, end = said.start(), parts[-1].end
        # What stands in front of a division opens its sentence.
        front = reading.text[reading.begun("。\n", begin) : said.end()]
        if not _OPENS.search(reading.text[reading.begun("。;\n", begin) : begin]):
            continue
        if _LEFT_OUT.search(front):
            continue
        over = _NO_OTHERS.match(reading.text, end) is not None
        once = _IN_FRONT.search(front) or _ONCE_BEHIND.match(reading.text, end)
        if over or once:
            window = _of_whole(reading, begin, parts)
            if window is not None and (over or window.sum > window.total.value):
                yield summed(window, None)


def _parts(reading: TextReading, at: int) -> list[TextFigure]:
    """The counts that stand side by side behind a place, each with another name."""
    first = reading.first_after(at)
    if first is None or not _FIRST.fullmatch(reading.text, at, first.start):
        return []
    parts: list[TextFigure] = []
    for one in reading.figures[first.order : first.order + _MOST]:
        if parts and not _STEP.fullmatch(reading.text, parts[-1].end, one.start):
            break
        like = one.role is Role.COUNT and one.dimension == first.dimension and not one.hedge
        if not like or one.inner or one.first:
            return []
        parts.append(one)
    names = {label_of(f) for f in parts}
    return parts if len(names) == len(parts) and "" not in names else []


def _of_whole(reading: TextReading, begin: int, parts: list[TextFigure]) -> Window | None:
    """The one count before a division that is near what it comes to; None where it comes to any."""
    first = parts[0]
    kin = [
        f
        for f in reading.figures[max(0, first.order - _BACK) : first.order]
        if f.role is Role.COUNT and f.dimension == first.dimension and f.start < begin
    ]
    kin = [f for f in kin if f.paragraph >= first.paragraph - 1 and not f.inner and not f.hedge]
    windows = [Window(f, parts) for f in kin]
    # What is left of one, or are two of them, is divided as well.
    values = {f.value for f in kin}
    both = {a + b for a in values for b in values} | {abs(a - b) for a in values for b in values}
    if not windows or any(w.verdict in GOOD for w in windows) or windows[0].sum in both:
        return None
    close = [w for w in windows if near(w)]
    return close[-1] if len({w.total.value for w in close}) == 1 else None
