"""Whether a change is since another time than the one of the two figures that a rule has read.

Its own words say since when: 比2020年, 较“十三五”末, 五年, 同比.  Neither figure is of that time
then; or they lie fewer years apart; or one is of half a year and the other of three quarters.
"""

import re
from collections.abc import Sequence

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, date_of, growth_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR, SAME_PERIOD, YEAR_ON_YEAR
from sangeyipi.audit.text.times_said import number_said
from sangeyipi.model.patterns import later

_TWO, _LONGEST, _SHORT = 2, 40, 4
_STOP = later("[。;\n]")
_BASE = later(
    "(?:[比较]|(?:与|同)(?=[^,。;]{0,12}相比))[^,。;()\\d]{0,8}?"
    "(?:(?P<year>\\d{4})年|(?P<name>十[一二三四五]五|[一二两三四五六七八九十\\d]{1,2}年前)"
    "|(?P<month>(?<!\\d)\\d{1,2}月))"
)
#: Since the same time of last year, and not since its end.
_YEARLY = later(f"{YEAR_ON_YEAR}|{SAME_PERIOD}|{LAST_YEAR}(?![末底初])")
_PART = later(
    "(?:1月?[-—–~至]+(?P<to>\\d{1,2})|(?<!\\d)(?P<month>\\d{1,2}))月|(?P<half>[上下]?半年)"
    "|(?P<quarter>前三|第?[一二三四])季度|(?P<all>全年)"
)
_UP_TO = {"3": "一", "6": "上半年", "9": "前三", "12": "全年"}
_STOCK = later("[末底初]")
_SPAN = later(
    "(?P<half>(?<![上下])半年)|(?<![\\d第])(?P<many>[一二两三四五六七八九十]{1,2}|\\d{1,2})(?P<unit>年|个月|个季度)(?!前)"
)
_MONTHS = {"年": 12, "个月": 1, "个季度": 3}
_YEAR = 12


def is_since_another(reading: TextReading, stated: TextFigure, of: Sequence[TextFigure]) -> bool:
    """Whether its words say of a change that it is not since one of these two figures."""
    if len(of) != _TWO:
        return False
    words = _words(reading, stated)
    said = [_said(reading, f) for f in of]
    return (
        _is_against_another(words, said) or _is_of_other_parts(words, said) or _lasts(words, said)
    )


def _words(reading: TextReading, one: TextFigure) -> str:
    """What is said of a change; 增加12亿元 of 同比增长19%、增加12亿元 goes on."""
    before = reading.figures[one.order - 1] if one.order else one
    if before.sentence != one.sentence or one.start - before.end > len(one.lead) + 1:
        return one.lead
    bare = one.lead.lstrip("、,")
    said = change_of(bare) or growth_of(bare)
    goes_on = said is not None and not said.start() and len(bare) <= _SHORT
    goes_on = goes_on and bool(change_of(before.lead) or growth_of(before.lead))
    return before.lead + one.lead if goes_on else one.lead


def _said(reading: TextReading, one: TextFigure) -> str:
    """What a sentence says since the figure of the same kind before, and in a bracket behind."""
    begin = max(0, one.start - _LONGEST)
    for before in reversed(reading.figures[max(0, one.order - _SHORT) : one.order]):
        if before.dimension == one.dimension:
            begin = max(begin, before.end)
            break
    said = _STOP.split(reading.text[begin : one.start])[-1]
    behind = reading.text[one.end : one.end + 2 * _SHORT]
    return said + (behind if behind.startswith("(") else "")


def _is_against_another(words: str, said: list[str]) -> bool:
    """去年45亿元，今年60亿元，比2020年增加30亿元: neither says that it is of 2020."""
    base = _BASE.search(words)
    if base is None or any(base[base.lastgroup or 0] in each for each in said):
        return False
    past = any(is_past(each) for each in said)
    if base["year"]:
        # 2022年158个，比2021年增加34个（上年124个）.
        after = str(int(base["year"]) + 1)
        return not (past and any(after in each for each in said))
    return not (past and base["month"])


def _is_of_other_parts(words: str, said: list[str]) -> bool:
    """上半年45亿元；前三季度75亿元，同比增加12亿元: 75 is of more months than 45."""
    if not _YEARLY.search(words):
        return False
    first, second = ({_part(found) for found in _PART.finditer(each)} for each in said)
    if not first or not second or not first.isdisjoint(second):
        return False
    # 去年底45个，今年6月60个: how many there are is of no part of a year.
    return not any(is_past(each) and _STOCK.search(each) for each in said)


def _part(found: "re.Match[str]") -> str:
    """Which part of a year words name: 上半年 and 1—6月 are the same."""
    if found["to"]:
        return _UP_TO.get(found["to"].lstrip("0"), f"-{found['to']}")
    if found["half"]:
        return "上半年" if found["half"] == "半年" else found["half"]
    if found["quarter"]:
        return found["quarter"].removeprefix("第")
    return found["month"] or found["all"]


def _lasts(words: str, said: list[str]) -> bool:
    """2022年末70万人；2023年末71.5万人，三年增加3.5万人: these two are one year apart."""
    span = _SPAN.search(words)
    first, second = (date_of(each) for each in said)
    if span is None or first is None or second is None:
        return False
    if bool(first[1]) is not bool(second[1]):
        return False
    months = 6 if span["half"] else number_said(span["many"]) * _MONTHS[span["unit"]]
    if first[0] and second[0]:
        return months != abs((first[0] - second[0]) * _YEAR + first[1] - second[1])
    apart = abs(first[1] - second[1])
    # From November to January there are two.
    return bool(apart) and months not in (apart, _YEAR - apart)
