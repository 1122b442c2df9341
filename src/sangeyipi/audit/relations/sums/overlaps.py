"""Parts of which some are counted twice: 65个、21个，其中18个同时列入，剔除重复后共68个.

The words say how many lie in both, so that the whole is what the parts come to less these.  Wrong
only of two parts, where the whole says of itself that nothing is counted twice in it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "列入省重点57个，列入市重点31个，其中19个项目同时列入两个盘子，剔除重复后共69个。",
        "holds 57 + 31 - 19 = 69",
    ),
    (
        "列入省重点57个，列入市重点31个，其中19个项目同时列入两个盘子，剔除重复后共96个。",
        "wrong 57 + 31 - 19 = 96",
    ),
    (
        "重点项目共486个。其中新开工项目263个，续建项目117个，竣工项目158个（含新开工并竣工项目52个）。",
        "holds 263 + 117 + 158 - 52 = 486",
    ),
    (
        "重点项目共72个（剔除重复），其中省级9个、市级28个、县级53个，同时列入两级台账的18个。",
        "holds 9 + 28 + 53 - 18 = 72",
    ),
    (
        "滞后的14个。滞后项目中，投资滞后的11个、未按期开工的6个，其中既投资滞后又未按期开工的3个。",
        "holds 11 + 6 - 3 = 14",
    ),
)
_ANY = re.compile("同时|重复|交叉|重叠|既|并")
#: How many lie in both, said before the number (既…又…的2个) or behind it (18个同时列入).
_BOTH = later(
    "(?:同时|重复|交叉|重叠|既[^,。;]{1,14}[又也])[^,。;、\\d]{0,14}$|含[^,。;、\\d]{1,8}并[^,。;、\\d]{1,8}$"
)
_BOTH_BEHIND = later("(?:项目|企业|单位|人员)?(?:同时|[^,。;\\d]{0,4}(?:重复|交叉|重叠))")
_TAKEN_OUT = later(
    "(?:(?:剔除|扣除|去除|除去|减去|去掉)[^,。;\\d]{0,4}重[复叠][^,。;\\d]{0,6}|去重)(?:后|外|的)"
    "(?:项目|企业)?(?:实际|实有|净)?(?:共|合计|总计|为|有)?(?:项目|企业)?"
)
_IS_TWO = later("[两二双三]")
_OF_BOTH = later("^[,;、(]?(?:其中|有|含|另有)?")
_MOST, _TWO = 4, 2


def overlaps(reading: TextReading) -> Iterator[Finding]:
    """Every whole beside parts of which it is said how many lie in more than one."""
    for both in reading.figures:
        # A look at the words first: hardly any say so.
        if both.order < _TWO or not _ANY.search(both.lead + both.tail[:10]):
            continue
        if _IS_TWO.match(both.text) or both.hedge or both.role is not Role.COUNT:
            continue
        if _is_both(both):
            found = _whole_behind(reading, both) or _whole_before(reading, both)
            if found is not None:
                yield found


def _is_both(one: TextFigure) -> bool:
    before = _BOTH.search(one.lead) is not None
    behind = _BOTH_BEHIND.match(one.tail) is not None
    return before or (behind and _OF_BOTH.sub("", one.lead) == "")


def _row(reading: TextReading, both: TextFigure) -> list[TextFigure]:
    """The counts of its sentence right before it, one behind the other."""
    row: list[TextFigure] = []
    for one in reversed(reading.figures[max(0, both.order - _MOST - 1) : both.order]):
        kin = (one.role, one.unit, one.sentence) == (both.role, both.unit, both.sentence)
        if not kin and _IS_TWO.match(one.text) and not row:
            # 同时列入两级台账的18个: so many lists there are.
            continue
        if not kin or one.hedge or one.inner or change_of(one.lead):
            break
        row.insert(0, one)
    return row


def _whole_behind(reading: TextReading, both: TextFigure) -> Finding | None:
    """剔除重复后共68个, right behind what lies in both."""
    behind = reading.figures[both.order + 1 : both.order + 3]
    # 同时列入两个盘子: so many lists there are.
    wholes = [f for f in behind if not _IS_TWO.match(f.text)][:1]
    row = _row(reading, both)
    if not wholes or len(row) < _TWO or wholes[0].hedge:
        return None
    whole = wholes[0]
    if (whole.role, whole.unit, whole.sentence) != (both.role, both.unit, both.sentence):
        return None
    if not _TAKEN_OUT.fullmatch(reading.text[both.end : whole.start].split(",")[-1]):
        return None
    found = _told(whole, row, both)
    plain = len(row) == _TWO and min(f.value for f in row) >= both.value
    return found if found.verdict in GOOD or plain else None


def _whole_before(reading: TextReading, both: TextFigure) -> Finding | None:
    """512个。其中新开工271个，续建108个，竣工186个（含新开工并竣工53个）: where it comes out."""
    row = _row(reading, both)
    first = row[0].order if row else 0
    before = reading.figures[max(0, first - _TWO) : first]
    wholes = [
        f for f in before if (f.role, f.unit, f.paragraph) == (both.role, both.unit, both.paragraph)
    ]
    ways = [(f, row) for f in reversed(wholes)]
    # 滞后的9个、投资滞后的7个、…: the whole may stand right before its parts.
    ways += [(row[n], row[n + 1 :]) for n in range(len(row) - _TWO)]
    for whole, parts in ways:
        if len(parts) < _TWO or whole.hedge or max(f.value for f in parts) > whole.value:
            continue
        found = _told(whole, parts, both)
        if found.verdict in GOOD:
            return found
    return None


def is_without_doubles(one: TextFigure) -> bool:
    """剔除重复后共68个: no plain sum of what is counted twice."""
    return "重" in one.lead and _TAKEN_OUT.search(one.lead) is not None


def _told(whole: TextFigure, parts: list[TextFigure], both: TextFigure) -> Finding:
    value = sum((f.value for f in parts), Decimal(0)) - both.value
    text = " + ".join(f"{f.value:f}" for f in parts) + f" - {both.value:f}"
    return judge(whole, value, (value, value), text, (*parts, both))
