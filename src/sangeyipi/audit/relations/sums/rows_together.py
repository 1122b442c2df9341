"""What several rows have together, named by how many they are: 两级实事共62个指标，共完成46个.

省定26个指标，已完成19个；县定36个指标，已完成27个: as many clauses or sentences right before as the
word says, each with one figure that is called as the total is.  The word counts the rows and the
name binds the column, so that what comes near and does not come out is wrong where it is a slip or
another column comes out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO, IN_BOTH, OVERLAPPING
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "省定10件实事涉及26个指标，已完成19个，完成率73.1%；县定12件实事涉及36个指标，已完成27个，"
        "完成率75%。两级实事共涉及62个指标，共完成46个。",
        "holds 19 + 27 = 46",
    ),
    (
        "省定10件实事涉及26个指标，已完成19个，完成率73.1%；县定12件实事涉及36个指标，已完成27个，"
        "完成率75%。两级实事共涉及62个指标，共完成64个。",
        "wrong 19 + 27 = 64",
    ),
    (
        "城区谋划项目28个，已开工23个。乡镇谋划项目34个，已开工26个。两类区域共谋划项目62个，"
        "已开工49个。",
        "holds 28 + 34 = 62",
    ),
    (
        "到位资金排名前三的为：朱集镇2.87亿元、完成目标的106.3%；岳庄镇2.46亿元、102.5%；沈桥镇1.92亿元、96.0%。"
        "三个乡镇到位资金合计7.15亿元。",
        "wrong 2.87 + 2.46 + 1.92 = 7.15",
    ),
)
_TOGETHER = later(
    f"(?:以上|上述|这|{WHOLE_REGION})?(?P<many>[两二三四五六])(?:个|大)?"
    "(?:[级批类项地期轮次者家种]|[县市区镇乡村]|领域|方面|部分|板块)[^,。;:\\d\n]{0,10}?"
    f"(?:{IN_ALL_SO_FAR})"
)
#: Each of its own, or only some of them.
_OTHERWISE = later(f"分别|平均|各[有为占]|其中|[扣剔]除|去重|{OVERLAPPING}|{ALSO}|净|除|[,(]含")
_SHARED = later(f"{IN_BOTH}|剔除|去重")
_FILLS = later(f"[,、;]?(?:其中|目前|截至目前|实际)?,?(?:已经?|{IN_ALL_SO_FAR}){{0,3}}")
_ENDS = "为达共有计约的"
_SEGMENT = re.compile("[;。\n]")
_THING = later("^的?([\u4e00-\u9fff]{2,6})$")
_HAN = later("[\u4e00-\u9fff]{2,8}$")
_FAR = 600


class _Row(NamedTuple):
    figures: tuple[TextFigure, ...]

    def called(self, total: TextFigure, names: set[tuple[str, str]]) -> list[TextFigure]:
        """The figures of its kind that share a name with a total."""
        return [
            f
            for f in self.figures
            if (f.role, f.unit) == (total.role, total.unit) and names & _names(f)
        ]


def rows_together(reading: TextReading) -> Iterator[Finding]:
    """Every sentence that says what as many rows before have together."""
    for said in _TOGETHER.finditer(reading.text):
        begin = said.start()
        if begin and reading.text[begin - 1] not in "。;\n":
            continue
        end = _SEGMENT.search(reading.text, said.end())
        stop = end.start() if end is not None else len(reading.text)
        if _OTHERWISE.search(reading.text, begin, stop):
            continue
        many = numerals.whole(said["many"]) or 0
        yield from _of_places(reading, reading.between_places(begin, stop), many, said[0])
        rows = _rows(reading, begin, many + 1)
        more, rows = rows[:-many], rows[-many:]
        if len(rows) == many and not _SHARED.search(reading.text, rows[0].figures[0].start, begin):
            yield from _told(_Row(reading.between_places(begin, stop)), rows, more)


def _of_places(
    reading: TextReading, figures: tuple[TextFigure, ...], many: int, said: str
) -> Iterator[Finding]:
    """到位资金前三的为：朱集镇2.87亿元、…。三个乡镇到位资金合计7.25亿元: as many as are listed.

    Each stands bare behind the name of a place, and what it is stands before the first.
    """
    total = next((f for f in figures if f.role is Role.MONEY), None)
    if total is None or not said.endswith(total.lead) or not is_plain(total):
        return
    name = _OF_WHAT.search(said)
    before = reading.paragraph_before(total)
    kin = [f for f in before if (f.role, f.unit) == (total.role, total.unit) and not f.inner]
    parts = [f for f in kin if _BARE_PLACE.fullmatch(f.lead)]
    if name is None or len(parts) != many or many < _LEAST:
        return
    opened = reading.text[reading.begun("。\n", parts[0].start) : parts[0].start]
    if name["what"] not in opened or not all(map(is_plain, parts)):
        return
    if len({f.sentence for f in parts}) > 1 or len({f.lead[-1:] for f in parts} - {":"}) > 2:
        return
    window = Window(total, parts)
    if "累计" in said and _OF_THIS_TIME.search(opened) and window.verdict not in GOOD:
        return
    if window.verdict in GOOD or (near(window) and is_slip(window.sum, total)):
        yield summed(window, None)


_OF_THIS_TIME = later("[今本当][月周季旬日]")
_LEAST = 3
_BARE_PLACE = later("[,、;:]?(?:分别[为是])?[:]?[\u4e00-\u9fff]{1,8}[县市区镇乡村](?:的|为)?")
_OF_WHAT = later(
    "[县市区镇乡村]{1,2}(?:的)?(?P<what>[\u4e00-\u9fff]{2,8}?)(?:[一总]?共计?|合计|总计|累计)$"
)


def _rows(reading: TextReading, at: int, many: int) -> list[_Row]:
    """As many pieces of the text right before a place; each with figures of its own."""
    found: list[_Row] = []
    floor = max(0, at - _FAR)
    while len(found) < many and at > floor:
        begin = max(floor, *(reading.text.rfind(mark, floor, at - 1) + 1 for mark in ";。\n"))
        figures = reading.between_places(begin, at)
        if reading.text[begin : at - 1].strip() and not figures:
            break
        if figures:
            found.insert(0, _Row(figures))
        at = begin
    return found


def _told(whole: _Row, rows: list[_Row], more: list[_Row]) -> Iterator[Finding]:
    """What comes out, column by column; `more` is a row that the word does not count."""
    windows = []
    for total in whole.figures:
        names = _names(total)
        if total.role not in COUNTABLE or not is_plain(total) or not names:
            continue
        if any(row.called(total, names) for row in more):
            continue
        cells = [row.called(total, names) for row in rows]
        parts = [each[0] for each in cells if len(each) == 1 and is_plain(each[0])]
        if len(parts) == len(rows):
            windows.append(Window(total, parts))
    proven = any(one.verdict in GOOD for one in windows)
    for one in windows:
        may = max(f.value for f in one.parts) < one.total.value
        sure = may and near(one) and (proven or is_slip(one.sum, one.total))
        if one.verdict in GOOD or sure:
            yield summed(one, None)


def _names(one: TextFigure) -> set[tuple[str, str]]:
    """What a figure is called, by what stands before it and by what it counts."""
    begins = _FILLS.match(one.lead)
    before = _HAN.search(one.lead[begins.end() if begins else 0 :].rstrip(_ENDS))
    thing = _THING.search(one.tail)
    said = (("before", before[0] if before else ""), ("behind", thing[1] if thing else ""))
    return {each for each in said if each[1]}
