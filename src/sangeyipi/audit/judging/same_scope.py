"""Whether two figures of one name are of one place, time and kind, by what their sentences say.

全省 is not 全市, 6月当月 no 上半年, 春节假期 no 一季度, and what is 新增 or 计划 is no other.
"""

import re

from sangeyipi.audit.judging.of_two import are_of_two
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import PAST
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

#: What makes the same words another quantity, if only one of the two says it.
MARK = re.compile(
    f"本月|当月|单月|本周|{PAST}|计划|目标|任务|预计|预期|力争|省[外内]|新增|净增|本级|城[镇乡]|农村|人均"
    "|不含|未|[增减]|日均|月均|年均"
)
_ALONE = later("[当本单]月")
#: Days of their own: 春节假期 is no 上半年.
_OCCASION = later(
    "春节|元旦|清明|五一|端午|中秋|国庆|黄金周|小长假|双节|暑[期假]|寒假|假期|当[日天]|单日"
)
_PLACE = later("([\u4e00-\u9fff]{1,3}?)(?:省|市|县|区|镇|乡|州|旗|村|街道)")
_ALL_OF = frozenset("全我本该各两三四五六七八九十数示园城地片社")
_MONTHS = later(
    "(?:1|元)月?份?[-~至到](\\d{1,2})月|(\\d{1,2})月(?:份|底|末|(?=\\d))?|前(\\d{1,2}|[二三四五六七八九十]{1,2})个?月"
    "|(上半年|前?[一二三四]季度|全年)"
)
_WORDED = {"上半年": 6, "一季度": 3, "二季度": 6, "前三季度": 9, "三季度": 9, "四季度": 12}
_YEAR = later("(20\\d\\d)年")
#: 全省 is not 全市, and no batch another.
_OF_ALL = later("[全我]([国省市县区州旗])|第([^,。;]{1,3}[期批])")


def one_scope(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether neither is of another place, time or kind than the other."""
    first, second = (sentence_to(reading, f) for f in (one, again))
    marks = [set(MARK.findall(f.lead + _clause_mark(f))) for f in (one, again)]
    # 6月当月 is no 上半年, wherever in the sentence it is said.
    if marks[0] != marks[1] or bool(_ALONE.search(first)) is not bool(_ALONE.search(second)):
        return False
    if set(_OCCASION.findall(first)) != set(_OCCASION.findall(second)):
        return False
    for said in (_places, _all_of, months_in, years_in):
        own, theirs = said(first), said(second)
        if own and theirs and own != theirs:
            return False
    return not are_of_two(reading, one, again)


def _clause_mark(one: TextFigure) -> str:
    return one.tail[:4]


def sentence_to(reading: TextReading, one: TextFigure) -> str:
    """What its sentence says before a figure."""
    begin = max(reading.begun("。\n;", one.start), one.start - 120)
    return reading.text[begin : one.start]


def _places(said: str) -> set[str]:
    return {each for each in _PLACE.findall(said) if each[-1] not in _ALL_OF}


def _all_of(said: str) -> set[str]:
    return {each[1] or each[2] for each in _OF_ALL.finditer(said)}


def years_in(said: str) -> set[str]:
    """Every year that is said."""
    return set(_YEAR.findall(said))


def months_in(said: str) -> set[tuple[int, bool]]:
    """The last number of months that is said, and whether it is that month or quarter alone.

    8月 is no 1-8月, nor 三季度 前三季度; 8月底 and 截至8月 are since the year began.
    """
    found: set[tuple[int, bool]] = set()
    for each in _MONTHS.finditer(said):
        digits = each[1] or each[2] or each[3]
        spelled = digits if not digits or digits.isdigit() else numerals.exact(digits)
        many = int(spelled or _WORDED.get(each[4], 12))
        since = _TILL.search(said, 0, each.start()) or each[0].endswith(("底", "末"))
        month = bool(each[2]) and not since and many > 1
        found = {(many, month or each[4] in _ONE_QUARTER)}
    return found


_TILL = later("(?:截[至止]|到|至)(?:\\d{4}年)?$")
_ONE_QUARTER = frozenset({"二季度", "三季度", "四季度"})
