"""What several lots come to in one state: 已兑现1.52亿元；4.27亿元已全部兑现，三批合计兑现5.79亿元.

The word counts the lots, and the sentence names as many (第一、二批 are two), so that what is said
to be so done of them is all there is.  Wrong by a slip.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import WITHDRAWN
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "第三批政策资金1.86亿元，已兑现1.52亿元，兑现率81.7%；第一、二批资金4.27亿元已全部兑现，三批合计兑现5.79亿元。",
        "holds 1.52 + 4.27 = 5.79",
    ),
    (
        "第三批政策资金1.86亿元，已兑现1.52亿元，兑现率81.7%；第一、二批资金4.27亿元已全部兑现，三批合计兑现5.97亿元。",
        "wrong 1.52 + 4.27 = 5.97",
    ),
)
_TOGETHER = later(
    "(?P<many>[两二三四五六七八九])(?P<lot>[批期轮次])(?:资金|项目)?(?:[一总]?共|共计|合计|总计|累计)已?"
    "(?P<state>[\u4e00-\u9fff]{2,4}?)(?:资金|项目)?$"
)
_LOTS = later("第([一二三四五六七八九十](?:[、和及][一二三四五六七八九十])*)([批期轮次])")
_ALL = "(?:已|均已|均|已经)?(?:全部|全额|足额|悉数)(?:完成)?"
_OTHERS = later(f"其中|[扣剔]除|去重|重[复叠]|[上去]年|同期|计划|预计|[收退缴]回|{WITHDRAWN}")


def lots_so_done(reading: TextReading) -> Iterator[Finding]:
    """Every total that says of how many lots it is, and what was done of them."""
    if _LOTS.search(reading.text) is None:
        return
    for one in reading.of(*COUNTABLE):
        said = _TOGETHER.search(one.lead)
        if said is None or one.hedge or one.inner or change_of(one.lead):
            continue
        begin = reading.begun("。\n", one.start)
        named = _LOTS.findall(reading.text, begin, one.start)
        lots = [each for many, lot in named if lot == said["lot"] for each in _AND.split(many)]
        closed = len(set(lots)) == len(lots) == (numerals.whole(said["many"]) or 0)
        if not closed or _OTHERS.search(reading.text, begin, one.start):
            continue
        parts = list(_parts(reading, one, said["state"]))
        if len(parts) != len(named) or len(parts) < _TWO:
            continue
        window = Window(one, parts)
        if window.verdict in GOOD or (near(window) and is_slip(window.sum, one)):
            yield summed(window, None)


_AND = re.compile("[、和及]")
_TWO = 2


def _parts(reading: TextReading, one: TextFigure, state: str) -> Iterator[TextFigure]:
    """The figures of its kind in the sentence that are said to be so done, or all of them."""
    done = re.compile(f"(?:已|已经|实际|累计){state}(?:资金|项目)?$")
    every = re.compile(f"{_ALL}{state}")
    for f in reading.paragraph_before(one):
        kin = (f.role, f.dimension) == (one.role, one.dimension) and f.sentence == one.sentence
        if not kin or f.hedge or f.inner or is_past(f.lead):
            continue
        if done.search(f.lead) or every.match(reading.text, f.end):
            yield f
