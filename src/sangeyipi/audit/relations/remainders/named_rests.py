"""What is left of two counts by its name: 应开未开 of those due, 净增 of those behind its 其中.

应开工168个，已开工151个，应开未开17个; 净增27家，其中新入规39家、退库12家.  Told where one figure
each is called so, near by and of one unit: counts come to it or they do not.  Those that came and
went may be told later (比年初净增2158户，…。上半年新登记3327户，注销1169户): of these is told what
comes out, and what has two digits crossed.  Of 净增 behind them `balances` tells.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("在库规上企业412家，较年初净增72家，其中新入规39家、退库12家。", "wrong 39 - 12 = 72"),
    ("在库规上企业412家，较年初净增27家，其中新入规39家、退库12家。", "holds 39 - 12 = 27"),
    ("到8月底应开工168个，已开工151个，应开未开71个，另有12个提前开工。", "wrong 168 - 151 = 71"),
    ("到8月底应开工168个，已开工151个，应开未开17个，另有12个提前开工。", "holds 168 - 151 = 17"),
    ("应开工项目187个，已有171个项目开工，有56个项目应开未开。", "wrong 187 - 171 = 56"),
    (
        "市场主体总量38462户，比上年末净增2158户，其中企业12746户。上半年新登记3327户，注销1169户。",
        "holds 3327 - 1169 = 2158",
    ),
    (
        "市场主体总量38462户，比上年末净增2518户，其中企业12746户。上半年新登记3327户，注销1169户。",
        "wrong 3327 - 1169 = 2518",
    ),
)
_STAGE = "(?:开工|投产|竣工|[开投竣])"
_DUE_NOT_DONE = later(f"应{_STAGE}(?:而)?未{_STAGE}(?:的)?$")
#: 17个项目应开未开: said behind.
_NOT_DONE_BEHIND = later(f"(?:项目|企业)?(?:是|属)?应{_STAGE}(?:而)?未{_STAGE}$")
_OF = "(?:项目|企业)?(?:数|数量)?(?:共|达|为)?$"
_DUE = later(f"应(?:当)?{_STAGE}(?:的)?{_OF}")
_DONE = later(f"(?:已|实际){_STAGE}(?:的)?{_OF}")
_DONE_BEHIND = later(f"(?:项目|企业)?(?:已|实际)?{_STAGE}(?:建设)?$")
_HAS = later("(?:^|[,;])(?:目前|累计|实际)?[已有]{0,2}$")
_NET = later("净增(?:加|长)?$")
_CAME = later("新(?:增|登记|设立?|注册|入[库规统]|升规|纳[统规]|建|培育|认定)[^,。;\\d]{0,10}$")
_WENT = later("(?:注销|吊销|退[库规出]|关停|淘汰|剔除|迁出)[^,。;\\d]{0,10}$")
_OPENED = later(
    "[,(]?其中[:,]?(?:共|累计)?新(?:增|登记|设立?|注册|入[库规统]|升规|纳[统规]|建|培育|认定)(?:的|了)?(?:企业|项目|单位)?"
)
_GOING = later(
    "[,、和及;](?:注销|吊销|退[库规出]|关停|淘汰|剔除|迁出)(?:的|了)?(?:企业|项目|单位)?"
)
_BACK, _AHEAD = 6, 4
#: Of another time than the two: 今年以来, 累计.
_OTHER_TIME = later("较|(?<!同)比|以来|累计|当月|本月")


def named_rests(reading: TextReading) -> Iterator[Finding]:
    """Every count that is called so, and the two that it is of."""
    for one in reading.figures:
        if _DUE_NOT_DONE.search(one.lead) or _NOT_DONE_BEHIND.fullmatch(one.tail):
            pair = _pair(reading, one, (_DUE, _DONE), range(one.order - _BACK, one.order))
        elif _NET.search(one.lead):
            ahead = range(one.order + 1, one.order + 1 + _AHEAD)
            pair = _pair(reading, one, (_CAME, _WENT), ahead)
            later_on = _later(reading, one) if _SINCE.search(one.lead) else None
            if later_on is not None:
                yield later_on
        else:
            continue
        if pair is None or not _is_one_time(reading, one, pair):
            continue
        found = of_two(one, *pair, down=False)
        if found.verdict in GOOD or _is_all_said(reading, one, pair):
            yield found


def _is_all_said(
    reading: TextReading, one: TextFigure, pair: tuple[TextFigure, TextFigure]
) -> bool:
    """Whether the pair is all that came and went, of no month and no kind of its own."""
    first, last = sorted(pair, key=lambda f: f.order)
    if first.start < one.start:
        return True
    opened = _OPENED.fullmatch(reading.text, one.end, first.start) is not None
    ends = reading.text.find("。", last.end)
    behind = reading.text[last.end : ends if ends >= 0 else None].partition(";")[0]
    return opened and _GOING.fullmatch(last.lead) is not None and not _MOVED.search(behind)


def _later(reading: TextReading, one: TextFigure) -> Finding | None:
    """Those that came and went since the year began, in the one place after it that says both."""
    if one.half or one.hedge or one.inner:
        return None
    ahead = reading.figures[one.order + 1 : one.order + 1 + _FAR]
    kin = [
        f
        for f in ahead
        if f.paragraph == one.paragraph
        and f.sentence - one.sentence <= _SENTENCES
        and (f.role, f.unit) == (one.role, one.unit)
        and not (f.hedge or f.inner or is_past(f.lead))
    ]
    came = [f for f in kin if _CAME_SINCE.fullmatch(f.lead)]
    went = [f for f in kin if _WENT_SINCE.fullmatch(f.lead)]
    if len(came) != 1 or len(went) != 1 or went[0].order != came[0].order + 1:
        return None
    if went[0].sentence != came[0].sentence or came[0].value <= went[0].value:
        return None
    found = of_two(one, came[0], went[0], down=False)
    if found.verdict in GOOD:
        return found
    end = reading.text.find("。", went[0].end)
    said = reading.text[came[0].start : end if end >= 0 else None]
    crossed = has_digits_crossed(found.computed or one.value, one)
    return found if crossed and not _MOVED.search(said) else None


_SINCE = later(f"[比较](?:年初|{LAST_YEAR}[末底])净增(?:加|长)?$")
_MONTHS = "前[\u4e00-\u9fff\\d]{1,2}(?:个月|季度)|1[-~至到]\\d{1,2}月份?"
_SPAN = f"(?:[今本]年(?:以来)?|年内|上半年|全年|{_MONTHS})"
_ALL = "(?:各类)?(?:市场主体|经营主体)?"
_CAME_SINCE = later(f"[,;、]?{_SPAN}?,?(?:共|累计)?新(?:增|登记|设立?|注册|开办){_ALL}")
_WENT_SINCE = later(f"[,;、]?(?:同期|{_SPAN})?,?(?:共|累计)?(?:注销|吊销|退出|注吊销){_ALL}")
#: Some came or went in other ways.
_MOVED = later("迁|转|吊|另|还|其中|净")
_FAR, _SENTENCES = 12, 3


def _pair(
    reading: TextReading,
    one: TextFigure,
    names: "tuple[re.Pattern[str], re.Pattern[str]]",
    orders: range,
) -> tuple[TextFigure, TextFigure] | None:
    """The only figures near that are called so."""
    if not _is_counted(one):
        return None
    every = reading.figures[max(0, orders.start) : max(0, orders.stop)]
    near = [f for f in every if _is_beside(one, f)]
    of, less = ([f for f in near if name.search(f.lead)] for name in names)
    if not less and names[1] is _DONE:
        less = [f for f in near if _DONE_BEHIND.fullmatch(f.tail) and _HAS.search(f.lead)]
    return (of[0], less[0]) if len(of) == len(less) == 1 else None


def _is_counted(one: TextFigure) -> bool:
    return one.role is Role.COUNT and not (one.half or one.hedge or one.inner)


def _is_beside(one: TextFigure, other: TextFigure) -> bool:
    near = other.paragraph == one.paragraph and 0 <= one.sentence - other.sentence <= 1
    alike = _is_counted(other) and other.unit_alone() == one.unit_alone()
    return near and alike and not is_past(other.lead)


def _is_one_time(
    reading: TextReading, one: TextFigure, pair: tuple[TextFigure, TextFigure]
) -> bool:
    """Whether no word is of another time, and 其中 opens a pair that stands behind."""
    first = min(f.start for f in pair)
    if first < one.start:
        said = reading.text[first : one.start]
        for f in pair:
            # 累计有171个开工: all that was, of those due.
            if f.start > first and f.lead.lstrip(",;").startswith(("累计有", "累计已")):
                said = said.replace(f.lead, "", 1)
        return not _OTHER_TIME.search(said)
    between = reading.text[one.end : first]
    return between.lstrip(",、").startswith("其中") and not _OTHER_TIME.search(between)
