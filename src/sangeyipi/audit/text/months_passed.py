"""How many months of a year have passed, by the dates before a figure: 1-8月, 截至8月底, 上半年.

And how surely: the sentence says it once, or the paragraph names no other end of a month.
"""

import re
from decimal import Decimal

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

#: How far a date is looked for before a figure, and in its sentence.
_FAR, _SENTENCE = 300, 100
_MONTHS = later(
    r"(?:1|元)(?:月份?)? ?[-~至到] ?(\d{1,2}) ?月"
    r"|(?:到|至|截至|截止) ?(?:\d{4}年)?(\d{1,2}) ?月(?:底|末|3[01]日|30日|2[89]日|(?=,|[累完]))"
    "|(上半年|第?一季度|前三季度|前两个?季度|前三个季度|[一二三]季度末|全年(?=[,;]|完成|累计|实现|共))"
    "|(?:一|元)(?:月份?)?[-~至到]([二三四五六七八九十]{1,2})月"
    r"|前(\d{1,2}|[二三四五六七八九十]{1,2})个?月"
    r"|(?:(?<=[,。;\n])|(?<=\d年)|^)(\d{1,2})月(?:份?[底末])(?=,)"
)
_WORDED = {
    **{"上半年": 6, "一季度": 3, "第一季度": 3, "前三季度": 9},
    **{"一季度末": 3, "二季度末": 6, "三季度末": 9, "全年": 12},
    **{"前两季度": 6, "前两个季度": 6, "前三个季度": 9},
}
#: 截至8月31日 is the end of the month, 截至8月30日 and 截至8月 need not be.
_LAST_DAYS = later(
    "(?<!\\d)(?:(?:[13578]|1[02])月31日|(?:[469]|11)月30日|2月2[89]日)|[底末度年]$|[-~至到前].{0,8}月$"
)
_BARE_MONTH = later("^(?:到|至|截至|截止) ?(?:\\d{4}年)?\\d{1,2} ?月$")
#: What may say that a rate is of another time than the one end of a month.
MONTH_SAID = later("(?<!\\d)(\\d{1,2})月")
_OTHER_TIME = later(
    "截[至止]|目前|日前|当前|至今|现已|[上去]年|季度|半年|全年|(?<![比较与])[上次下]个?月"
)
_SCHEDULE_SAID = later(
    "(?:序时|时序|时间|均衡)(?:投资|建设)?(?:目标|计划)?进度(?:要求)?(?:应?[为是达]|\\()?\\d[\\d.]*%"
    "|\\d%的?(?:序时|时序|时间|均衡)"
)
_OTHER_DATE = later("\\d月\\d{1,2}日|截至|截止|[上去]年")
_THAN_THEN = later("[比较与](?:[上去]年)?(?:同期|同月)|(?<=[比较与])[上去]年")


def is_of_years(reading: TextReading, rate: TextFigure) -> bool:
    """完成三年行动计划的67.8%, 按11月底完工倒排: whether a plan is not of the months of a year.

    Nor is what is done from April on, or is to be done sooner.
    """
    begin = max(reading.begun("。;\n", rate.start), rate.start - _SENTENCE)
    return _OF_YEARS.search(reading.text[begin : rate.start]) is not None


_OF_YEARS = later(
    "[两三四五]年(?:行动|攻坚|滚动|建设|提升|实施|总)?(?:计划|规划|方案|任务|目标)"
    "|提前|要求|学[年期]|攻坚|行动|会战|百日|竞赛|工期|\\d月(?:份)?[起前]|月底?(?:前(?:全[面部])?完[工成]|(?:全[面部])?完工)"
    "|从[^,。;]{1,8}(?:起|开始|实施)|规划(?:总)?(?:任务|目标|投资)"
    "|“?十[二三四五]五”?|倒排|20\\d\\d年?[-~—至到]20\\d\\d年"
)


def due_of(month: int) -> Decimal:
    """The schedule after so many months, in per cent."""
    return EXACT.divide(Decimal(month * 100), Decimal(12))


def months_before(reading: TextReading, one: TextFigure) -> set[int]:
    """Every number of months that its paragraph says have passed, up to a figure; none where
    another date may be meant."""
    begin = max(reading.begun("\n", one.start), one.start - _FAR)
    said = reading.text[begin : one.start]
    if _OTHER_DATE.search(_MONTHS.sub("", said)):
        return set()
    return {_passed(each) for each in _MONTHS.finditer(said)}


def months_said(reading: TextReading, one: TextFigure) -> set[int]:
    """Every number of months that is said to have passed, in the lines before a figure too."""
    said = reading.text[max(0, one.start - _FAR) : one.start]
    return {_passed(each) for each in _MONTHS.finditer(said)}


def is_exact(reading: TextReading, one: TextFigure) -> bool:
    """1-9月完成…, 截至9月底: the sentence says itself which months have passed, once."""
    if is_of_years(reading, one):
        return False
    before = re.split("[。\n]", reading.text[max(0, one.start - _FAR) : one.start])[-1]
    said = list(_MONTHS.finditer(before))
    if len(said) != 1:
        return False
    other = before[: said[0].start()] + before[said[0].end() :]
    # 比去年同期增加: what it is compared with says nothing of how many months have passed.
    return not _OTHER_DATE.search(_THAN_THEN.sub("", other)) and "日" not in said[0][0]


def is_of_one_end(reading: TextReading, one: TextFigure, rate: TextFigure, month: int) -> bool:
    """截至8月底，…。其中44个项目…: the one end of a month that a paragraph says is of all of it.

    Not where the schedule itself is printed.
    """
    begin = reading.begun("\n", rate.start)
    stop = _CLAUSES_OR_LINES.search(reading.text, one.end)
    said = reading.text[begin : stop.start() if stop else len(reading.text)]
    dates = list(_MONTHS.finditer(reading.text[begin : rate.start]))
    if {_passed(each) for each in dates} != {month} or not all(_is_end(each[0]) for each in dates):
        return False
    rest = _MONTHS.sub("", _THAN_THEN.sub("", said))
    others = {int(each) for each in MONTH_SAID.findall(rest)} - {month}
    return not (
        is_of_years(reading, rate)
        or others
        or _OTHER_TIME.search(rest)
        or _SCHEDULE_SAID.search(reading.text)
    )


_CLAUSES_OR_LINES = later("[。\n]")


def _is_end(said: str) -> bool:
    """Whether a date is the end of a month."""
    return _LAST_DAYS.search(said) is not None and _BARE_MONTH.search(said) is None


def months_at(reading: TextReading, one: TextFigure) -> int:
    """How many months have passed, by the nearest date before; 0 where none is said."""
    found = 0
    for said in _MONTHS.finditer(reading.text[max(0, one.start - _FAR) : one.start]):
        found = _passed(said)
    return found


def _passed(said: "re.Match[str]") -> int:
    """How many months a date says; 0 where a year has not so many."""
    digits, worded = said[1] or said[2] or said[6], said[4] or said[5]
    spelled = numerals.exact(worded) if worded and not worded.isdigit() else None
    found = int(digits or spelled or worded or _WORDED.get(said[3], 0))
    return found if 1 <= found <= 12 else 0
