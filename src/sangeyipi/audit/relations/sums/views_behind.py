"""A second view that no word opens: the sentence right behind a list that comes to its whole.

162个…。30亿元以上3个，…，1亿元以下93个。产业类37个，基础设施类49个，民生类76个。: divided once
more, where each of the names that projects are told apart by stands there once and the sentence
says nothing else.  Then two digits that are crossed, or one of many, are a slip.  So it is where
the sentence behind two parts or more tells of three states that leave nothing out, and nothing else
is counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts
from sangeyipi.audit.judging.closed_lists import are_of_each_kind, ends
from sangeyipi.audit.judging.completeness import all_either, label_of
from sangeyipi.audit.judging.finding import GOOD
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "集中开工项目147个，总投资512亿元。总投资10亿元以上14个，1亿元至10亿元52个，1亿元以下81个。"
        "产业类项目36个，基础设施类项目47个，民生类项目46个。",
        "wrong 36 + 47 + 46 = 147",
    ),
    (
        "集中开工项目147个，总投资512亿元。总投资10亿元以上14个，1亿元至10亿元52个，1亿元以下81个。"
        "产业类项目36个，基础设施类项目47个，民生类项目64个。",
        "holds 36 + 47 + 64 = 147",
    ),
    (
        "收到举报件236件，其中来电87件、来信149件。截至9月13日，已办结168件，阶段性办结49件，未办结29件。",
        "wrong 168 + 49 + 29 = 236",
    ),
)
_ROWS, _MOST = 3, 4


def views_behind(
    around: Surroundings, added: Sequence[tuple[TextFigure, Sequence[TextFigure]]]
) -> Iterator[Window]:
    """The sums that a sentence says again of a whole which one before it comes to."""
    figures = around.reading.figures
    of: dict[int, set[int]] = defaultdict(set)
    for total, parts in added:
        of[total.start].update((total.start, *(f.start for f in parts)))
    for total, parts in added:
        if total.role is not Role.COUNT or total.hedge:
            continue
        last = parts[-1]
        behind = figures[last.order + 1 : last.order + 1 + _MOST]
        second = [f for f in behind if f.sentence == last.sentence + 1]
        if len(second) < _ROWS or not ends(around.reading, last):
            continue
        kinds = len(parts) >= _ROWS and _are_all(around, second, total)
        if not kinds and not _are_states(around, second, total, of[total.start]):
            continue
        window = Window(total, second)
        if window.verdict in GOOD or is_crossed(window) or is_slip_of_parts(window):
            yield window


def _are_states(
    around: Surroundings, second: list[TextFigure], total: TextFigure, known: set[int]
) -> bool:
    """Whether a sentence says as of when, and of which states all are, where nothing is counted
    before it but the whole and its parts."""
    first, last = second[0], second[-1]
    if first.paragraph != total.paragraph or not ends(around.reading, last):
        return False
    if any(f.hedge or f.inner or f.unit != total.unit for f in second) or not all_either(second):
        return False
    begin = around.reading.begun("。\n", first.start)
    opened = around.reading.text[begin : first.start - len(first.lead)]
    if _AS_OF.fullmatch(opened) is None or any(map(_OF_SOME.search, (f.lead for f in second))):
        return False
    counts = (f for f in around.reading.paragraph_before(first) if f.role is Role.COUNT)
    return all(f.start in known or f.inner for f in counts)


_AS_OF = later("(?:(?:截[至止]|到)[^,。;]{1,14},|目前,?|现,?)?")
_OF_SOME = later(
    "[前后第][一二三四五六七八九十\\d]|累计|其中|重点|新|本[月周期批]|[上去][月年期批]|当[月日]"
)


def _are_all(around: Surroundings, second: list[TextFigure], total: TextFigure) -> bool:
    """Whether a sentence is nothing but a list of the kinds that there are, each once."""
    if second[0].paragraph != total.paragraph or not ends(around.reading, second[-1]):
        return False
    if any(f.hedge or f.inner or f.dimension != total.dimension for f in second):
        return False
    return are_of_each_kind(map(label_of, second))
