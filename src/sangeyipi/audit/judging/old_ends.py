"""Whether a figure of then is of the same thing as a figure of now, by the words at the two.

上年为41.2% and 去年同期的58640万元 are of what stands before them: they say nothing but their time.
What names a thing of its own (非食品价格转为下降0.1%) is of the figure that names it, too, and what
has become something else (从去年的52%增加至64%) is of what it has become.  Must not bind.
"""

from functools import lru_cache

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.superseded import superseded
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

_TIME = later(
    "“?十[一二三四五]五”?(?:时期|期间)?[末初]?|\\d{4}年度?|\\d{1,2}(?:[-—–~至到]\\d{1,2})?个?月份?|\\d{1,2}日"
    f"|{PART_OF_YEAR}|[今去上前本当]年度?|[上本当同]个?[月季周期批]度?|年初|[年月季]?[末底初]|同期|同月"
    "|截[至止]|以来|此前|全年|当时|目前|现在"
)
_DULL = later(
    "同比|环比|相比|增速|增幅|[增降]长?|上升|提高|下降|回落|涨幅?|减少|增加|完成|实现|累计|实际|预算|决算|数量|人数|总[数量额]|水平"
    "|其中|分别|仅|只有|约|[,、;:()“”的了数为是有达共已又也均而则但比较与和从由在个第]"
)
_WORD = 2


def is_then_of(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """Whether what a figure says besides its time is nothing, or what the figure of now says."""
    became = superseded(reading, old)
    if became is not None and became is not now:
        return False
    own, theirs = own_words(old.lead), own_words(now.lead)
    return len(own) < _WORD or own in theirs or (len(theirs) >= _WORD and theirs in own)


@lru_cache(maxsize=4096)
def own_words(lead: str) -> str:
    """The words before a figure without those of time and of how it went."""
    return _DULL.sub("", _TIME.sub("", lead))
