"""What stands behind a whole and is no list of its parts, by the words and figures between.

审议10件，通过其中4件，听取报告5个: some of them were passed, and what follows is of other things.
1—4月9.07万亿元，其中4月份出口1.41万亿元: of a month only.  533名候选人，产生67位，其中男63、女4:
of the nearer, to which they come.  完工33项，其中今年完工23项，在建16项: the last are not done.
"""

import re
from decimal import Decimal

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_SOME = later("[,;][^,。;:、\\d]{1,8}其中$")
_RANGE = re.compile(
    "\\d[-~—–至到]\\d{1,2}月|累计|[上下]?半年|季度|全年|(?<!\\d)\\d{4}年(?!\\d|[底末初])|前[\\d一二三四五六七八九十]{1,2}个?月"
)
_ONE_MONTH = later("其中[,:]?(?:仅)?(?:(?<!\\d)\\d{1,2}月份?|[当本]月)(?![-~—–至到以底末初]|\\d)")
_NOT_DONE = later("在建|前期|未|停|续建|储备|招标|筹备")
_NUMBER = later("(?<![\\d.])\\d+(?:\\.\\d+)?(?=[\u4e00-\u9fff])")
_MONTH = later("\\d月|[当本]月")
_REACH = 40


def is_some_of(said: str) -> bool:
    """Whether the words from a whole to a figure say that it is so many of them: 通过其中4件."""
    return "其中" in said and _SOME.search(said) is not None


def is_in_same_state(total: TextFigure, parts: list[TextFigure], one: TextFigure) -> bool:
    """Whether a first part is in the state of its whole, and the next is in another."""
    if len(parts) != 1:
        return False
    state = words.state_of(total.lead)
    if not state or words.state_of(parts[0].lead) != state:
        return False
    other = words.state_of(one.lead)
    return other != state if other else _NOT_DONE.search(one.lead) is not None


def is_of_nearer(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether parts come to a figure between, or are of one month of a whole of several."""
    text = reading.text
    value = Decimal(sum(f.value for f in parts))
    between = text[total.end : parts[0].start]
    # 58位 need not be read as a figure.
    if value != total.value and any(Decimal(n) == value for n in _NUMBER.findall(between)):
        return True
    if _ONE_MONTH.search(text, total.end, parts[0].start) is None:
        return False
    if _MONTH.search(text, parts[0].end, parts[-1].start) is not None:
        return False
    begin = max(reading.begun("。;\n", total.start), total.start - _REACH)
    return _RANGE.search(text, begin, total.start) is not None
