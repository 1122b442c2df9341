"""What several things of a year come to against the year before, where each is listed by years.

2022—2024年，分别争取资金1.86亿元、2.34亿元、2.91亿元；分别争取债券7.2亿元、8.5亿元、11.3亿元。2024年两项合计较上年
增加3.37亿元: each list has a figure a year, there are as many lists as are said, and the change is
what the two years' sums differ by.  Wrong where it comes near.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, said_in
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import DOWN
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

_LISTS = (
    "2021—2023年，全县分别争取预算内资金1.46亿元、2.18亿元、2.75亿元；"
    "分别争取专项债券6.2亿元、7.4亿元、9.3亿元。"
)
EXAMPLES = (
    (f"{_LISTS}2023年两项资金合计较上年增加2.47亿元。", "holds 2.75 + 9.3 - 2.18 - 7.4 = 2.47"),
    (f"{_LISTS}2023年两项资金合计较上年增加2.74亿元。", "wrong 2.75 + 9.3 - 2.18 - 7.4 = 2.74"),
)
_YEARS = later("(?P<first>20\\d\\d)年?[-—~至到](?P<last>20\\d\\d)年")
_SAID = later(
    f"(?P<year>20\\d\\d)年,?(?:{WHOLE_REGION})?(?P<many>[两三四])(?:项|类|者|部分|种)"
    "(?P<of>[^,。;、\\d]{0,8}?)"
    f"(?:{IN_ALL}|总[额量])[^,。;、\\d]{{0,4}}?[较比](?:{LAST_YEAR}|上一年|前一年)"
    "(?:同期)?(?P<way>增加|增长|多|减少|下降|少)(?:了)?$"
)
_NOUN = later("(?:资金|项目|投资|债券|收入|支出|指标|任务|企业|问题)?(?:[总共]计?)?")
_WAY_ENDS = later("(?:增加|增长|多|减少|下降|少)了?$")
_MANY = {"两": 2, "三": 3, "四": 4}
_REACH, _BACK, _NEAR, _LEAST = 40, 30, 10, 2
_JOINS = ("、", "和", "及")


def lists_of_years(reading: TextReading) -> Iterator[Finding]:
    """Every change of what is listed by years."""
    for one in reading.of(*COUNTABLE):
        if one.hedge or one.inner or one.order < 2 * _LEAST:
            continue
        # Of most figures nothing is looked at but the words right before.
        if not _WAY_ENDS.search(one.lead):
            continue
        begin = max(reading.begun("。;\n", one.start), one.start - _REACH)
        said = _SAID.search(reading.text, begin, one.start)
        if said is None:
            continue
        before = reading.paragraph_before(one)[-_BACK:]
        years = _years(reading, before, said.start())
        at = int(said["year"]) - years.start
        lists = _lists(before, one, len(years))
        if 0 < at < len(years) and len(lists) == _MANY[said["many"]]:
            # 剔除结转后，2024年两项合计…; 两类项目中亿元以上合计…: of less than is listed.
            opens = reading.begun("。;\n", one.start) == said.start()
            bare = _NOUN.fullmatch(said["of"]) is not None and not one.tail
            sure = opens and bare and reading.text[one.end : one.end + 1] != "("
            falls = DOWN.search(said["way"]) is not None
            found = _told(one, lists, at, falls=falls, sure=sure)
            if found is not None:
                yield found


def _years(reading: TextReading, before: Sequence[TextFigure], end: int) -> range:
    """The years that the lists are of: those that the paragraph names, if once."""
    begin = reading.begun("\n", before[0].start) if before else end
    named = list(_YEARS.finditer(reading.text, begin, end))
    if len(named) != 1:
        return range(0)
    return range(int(named[0]["first"]), int(named[0]["last"]) + 1)


def _lists(before: Sequence[TextFigure], one: TextFigure, many: int) -> list[list[TextFigure]]:
    """Every 分别 list of as many figures as there are years, of the kind of the change."""
    found: list[list[TextFigure]] = []
    run: list[TextFigure] = []
    for f in before:
        if run and f.lead in _JOINS and f.order == run[-1].order + 1:
            run.append(f)
        else:
            run = [f] if "分别" in f.lead else []
            if run:
                found.append(run)
    kin = [
        each
        for each in found
        if all((f.role, f.dimension, f.hedge) == (one.role, one.dimension, one.hedge) for f in each)
    ]
    return kin if many and all(len(each) == many for each in kin) else []


def _told(
    one: TextFigure, lists: Sequence[Sequence[TextFigure]], at: int, *, falls: bool, sure: bool
) -> Finding | None:
    now, then = [each[at] for each in lists], [each[at - 1] for each in lists]
    value = sum((f.value for f in now), Decimal(0)) - sum((f.value for f in then), Decimal(0))
    text = " + ".join(said_in(f.value, one) for f in now)
    text += "".join(f" - {said_in(f.value, one)}" for f in then)
    room = sum((f.half for f in (*now, *then)), Decimal(0))
    if falls:
        value = -value
    found = judge(one, value, (value - room, value + room), text, (*now, *then))
    if found.verdict in GOOD:
        return found
    if not sure:
        return None
    close = abs(value - one.value) * _NEAR <= one.value or is_slip(value, one)
    return found if value > 0 and close else None
