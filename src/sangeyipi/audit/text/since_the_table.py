"""Whether prose tells of a later day than the table above it: 7月以来，又有1个开工。尚有4个.

What is told of has changed since, so that it needn't be what the cells come to.
"""

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.figure_grid import FigureGrid
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

#: What has become of some of them since, or that they were looked at again.
_SINCE = later(
    "又|新增|(?<![和及])新开|再次|再度|[月日]份?以来|会后|随后|此后|之后|后续|复[查核]|核[实查]|调度|督办|督促|推进后|整改后"
    "|已(?:进场|陆续|有)|最新|昨日|今日|销号|补[充报]"
)
_DATED = later("截[至止](?!目前)|\\d月[底末份]?|\\d日|[月季]末|上半年|季度|当时")
_NOW = later("目前|现|至今|截[至止]|当前|\\d月|\\d日")
_BEFORE, _AFTER = 120, 400


def is_told_later(reading: TextReading, grid: FigureGrid, one: TextFigure) -> bool:
    """Whether the words from a table to a figure say that it is of another day."""
    cells = [f for row in grid.rows for f in row if f is not None]
    begin = min((f.start for f in cells), default=one.start)
    end = max((f.end for f in cells), default=one.start)
    if not end <= one.start <= end + _AFTER:
        return False
    if _SINCE.search(reading.text, end, one.start):
        return True
    sentence = reading.begun("。;\n", one.start)
    dated = _DATED.search(reading.text, end, sentence) or _DATED.search(
        reading.text, max(0, begin - _BEFORE), begin
    )
    return dated is not None and _NOW.search(reading.text, sentence, one.start) is not None
