"""A whole that has lost the first or the last of its parts: 814亿元，其中572亿元、242亿元、113亿元.

That some of a list come to its whole is chance where the one before them or behind them is
a part like these: named with them in one order (县道、乡道、村道), the rest (其他银行), or one
without which what leaves nothing out is not all (一产、二产、三产).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.closed_lists import are_of_each_kind
from sangeyipi.audit.judging.completeness import (
    BESIDES,
    REST,
    all_either,
    are_in_order,
    complete,
    exclusive,
    label_of,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.breakdowns import VIEW
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "总投资736.4亿元，其中产业项目总投资518.1亿元、基础设施项目总投资218.3亿元、民生项目总投资94.6亿元。",
        "wrong 518.1 + 218.3 + 94.6 = 736.4",
    ),
    (
        "签约金额31.9亿元，其中农行9.2亿元、建行8.5亿元、工行7.8亿元、中行6.4亿元、其他银行4.8亿元。",
        "wrong 9.2 + 8.5 + 7.8 + 6.4 + 4.8 = 31.9",
    ),
    ("45个项目中，进度快于计划的16个、符合计划的29个、慢于计划的9个。", "wrong 16 + 29 + 9 = 45"),
    ("集中开工项目22个。从产业看，一产3个、二产19个、三产11个。", "wrong 3 + 19 + 11 = 22"),
    (
        "到位资金7.8亿元，其中一产5.2亿元、二产4.1亿元、三产3.7亿元。",
        "wrong 5.2 + 4.1 + 3.7 = 7.8",
    ),
    (
        "投产项目共96个。其中，先进制造业项目41个，战略性新兴产业项目33个，数字经济和新型基础设施项目14个，"
        "社会民生项目8个，其他项目13个。",
        "wrong 41 + 33 + 14 + 8 + 13 = 96",
    ),
    # What leaves nothing out is followed by something else.
    ("代表186人，其中男代表117人、女代表69人、劳模代表22人。", "holds 117 + 69 = 186"),
)
#: Fewer come to their whole by chance, however a list goes on; and where nothing else may be meant.
_MANY, _FEW, _THREE = 50, 10, 3
_OPENED = later(f"[,;。]?(?:其中|包括):?|[,;。]{VIEW}")
_AMONG = later("[^,。;、\\d]{0,8}[中里],")
_ENDED = later("(?:项目|企业)?[。;\n]|\\Z")
_MARK = later("[、,;]")
#: 其他项目, and not 其他项目暂停; 含新兴产业 is in the one before.
_REST_OF = later(
    "其[他它余](?:类|银行|企业|单位|产业|行业|资金|地区|方面|机构|贷款|收入|支出|工程|领域|区域|乡镇|县区|部门|渠道|来源|用途|投资|问题|事项|诉求)?"
    "(?:类|项目|企业|总?投资|资金)?(?:到位|完成)?$"
)
_INSIDE = later("[,、;(]?(?:其中)?(?:含|包含|包括|另|不含)")


def lost_ends(
    around: Surroundings, added: Iterable[tuple[TextFigure, list[TextFigure]]]
) -> Iterator[Window]:
    """The whole lists of which all but one come to their whole."""
    for total, parts in added:
        if total.end > parts[0].start or total.role not in COUNTABLE:
            continue
        if total.hedge or any(f.hedge for f in parts) or not _in_a_row(parts):
            continue
        for every in _longer(around, total, parts):
            if _is_one_list(around, total, parts, every):
                yield Window(total, every)
                break


def _in_a_row(parts: list[TextFigure]) -> bool:
    return parts[-1].order - parts[0].order == len(parts) - 1


def _longer(
    around: Surroundings, total: TextFigure, parts: list[TextFigure]
) -> Iterator[list[TextFigure]]:
    """The parts with the figure behind them, and with the one between them and their whole."""
    figures = around.reading.figures
    if parts[-1].order + 1 < len(figures):
        yield [*parts, figures[parts[-1].order + 1]]
    if parts[0].order - 1 == total.order + 1:
        yield [figures[parts[0].order - 1], *parts]


def _is_one_list(
    around: Surroundings, total: TextFigure, parts: list[TextFigure], every: list[TextFigure]
) -> bool:
    """Whether parts and one more are one list, to the end of its sentence."""
    text = around.reading.text
    kinds = {(f.role, f.dimension, f.measure, f.sentence, f.inner) for f in every}
    if len(kinds) > 1 or any(f.hedge for f in every) or not _ENDED.match(text, every[-1].end):
        return False
    if _OPENED.match(text, total.end) is None and _AMONG.match(text, total.end) is None:
        return False
    marks = {text[a.end : b.start][:1] for a, b in pairwise(every)}
    if len(marks) > 1 or not _MARK.match(marks.pop()):
        return False
    # 男35人、女20人、党员40人: what leaves nothing out is followed by something else.
    if complete(total, parts):
        return False
    said = text[total.end : every[-1].end]
    if all_either(every) or complete(total, every):
        return total.value >= _FEW and every[-1] is not parts[-1] and not _partial(said)
    # 其他 is what all before it are not; nothing opens a list but one of its parts.
    rest = REST.search(every[-1].lead) is not None and len(every) > _THREE
    if rest and _REST_OF.search(every[-1].lead) is None:
        return False
    if any(_INSIDE.match(f.lead) for f in every):
        return False
    kinds_ = exclusive(every) and not any(BESIDES.search(f.lead) for f in every)
    # 先进制造业、战略性新兴产业、…: how wide ever their names are, the rest of them is told.
    told = rest and len(every) > _THREE + 1 and len(set(map(label_of, every))) == len(every)
    if not (kinds_ or told) or _partial(said):
        return False
    if every[0] is not parts[0]:
        return rest and total.value >= _FEW
    return total.value >= (_FEW if rest else _MANY) and (rest or _is_one_more(every))


def _partial(said: str) -> bool:
    return words.PARTIAL.search(said.replace("其余", "其他")) is not None


def _is_one_more(every: list[TextFigure]) -> bool:
    """Whether names are of one order: 县道、乡道、村道; 产业、基础设施、民生.

    短期贷款、中长期贷款、涉农贷款 are of two, and the last is another view.
    """
    labels = [label_of(one) for one in every]
    if len({each[-1] for each in labels}) == 1 and len(labels) > _THREE >= max(map(len, labels)):
        return True
    return are_of_each_kind(labels) or are_in_order(every)
