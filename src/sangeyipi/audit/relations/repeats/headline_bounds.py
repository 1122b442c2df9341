"""A bound in a headline that what is below doesn't reach: 总投资突破80亿元, and 68.4亿元 below.

The amount below is of all that is told (此次共签约), of the same state and measure, of no other
time or place, and its parts come to it: what is said to be more is as much at least.  Or both are
of the same months, and of all that came in then (前5个月到位资金突破50亿元, 1-5月46.8亿元).
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind
from sangeyipi.audit.judging.same_scope import one_scope
from sangeyipi.audit.relations.repeats.repeats import (
    OTHER_TIME,
    headed_apart,
    headed_pieces,
    one_time,
    place_of,
    same_quantity,
    times_of,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "我县签约项目总投资突破80亿元\n此次共签约项目13个，总投资68.4亿元，其中工业7个、总投资37.6亿元，"
        "服务业4个、总投资18.9亿元，农业2个、总投资11.9亿元。",
        "wrong 68.4 = 80",
    ),
    (
        "前5个月到位资金突破50亿元\n县商务局消息，1—5月我县招商引资到位资金46.8亿元，同比增长12.4%。"
        "全年目标为98亿元。",
        "wrong 46.8 = 50",
    ),
)
_WIDER = later(
    "累计|带动|预计|有望|力争|将|目标|意向|融资|年均|[近前][两三四五六七八九十]|以来|[今全本]年|季度|月|[两三四五六七八九十]场"
)
_MORE = later(
    f"还|{ALSO}|加上|其余|前期|会前|会后|线上|连同|至此|截至|算上|框架|意向|含|补|又|^\\("
)
#: All that is told: no session of several, no class and no place of these.
_ALL_TOLD = later(
    "(?:此次|本次|本期|这次)(?:活动)?(?:共|共有|总共)?(?:签约|开工|投产|竣工|动工)(?:项目)?"
)
_OPENED = later("\n(?:(?:\\d{1,2}月\\d{1,2}日)?(?:上午|下午)?,?[^,。;\\d\n]{2,30}。)?")
_NTH = later("第[^,。;]{1,3}?[期批场次]|[首主分][场批][^,。;]{0,2}|分会场")
_OF_ALL = frozenset(
    {"总投资", "计划总投资", "总投资额", "投资", "协议总投资", "合同总额", "签约金额"}
)
_REACH, _LEAST, _MOST, _FAR, _LONG = 12, 2, 8, 300, 36


def headline_bounds(reading: TextReading) -> Iterator[Finding]:
    """Every amount of a headline that is said to be passed, and is not."""
    for start, end, stop in headed_pieces(reading.text):
        heads = reading.between_places(start, end)
        amounts = [f for f in heads if f.role is Role.MONEY]
        if len(amounts) != 1 or amounts[0].hedge is not Hedge.OVER:
            continue
        head = amounts[0]
        line = reading.text[start:end]
        yield from _of_months(reading, head, line, stop)
        states = words.states_of(line)
        if len(states) != 1 or _WIDER.search(line) or OTHER_TIME.search(line):
            continue
        below = [f for f in reading.between_places(end, stop) if f.role is Role.MONEY]
        alike = [f for f in below if _is_of(reading, f, head, states)]
        # What is below passes it somewhere, or is told twice.
        if len(alike) == 1 and not any(f.value >= head.interval[0] for f in below):
            yield same_quantity(alike[0], head)._replace(kind=RelationKind.STATE)


def _of_months(reading: TextReading, head: TextFigure, line: str, stop: int) -> Iterator[Finding]:
    """前5个月到位资金突破50亿元, and the first that is told below is what came in in 1-5月."""
    said = _UP_TO.search(line)
    if said is None or OTHER_TIME.search(line) or _NOT_ALL.search(line):
        return
    below = [f for f in reading.between_places(head.end, stop) if f.role is Role.MONEY]
    if not below or below[0].measure != head.measure or below[0].hedge or below[0].inner:
        return
    one = below[0]
    opened = reading.text[reading.begun("。\n", one.start) : one.start]
    months = _UP_TO.findall(opened)
    if len(months) != 1 or _months(months[0]) != _months(said.groups()):
        return
    names = [_name_behind(reading, f) for f in (head, one)]
    if not names[0] or names[0] != names[1] or _NOT_ALL.search(opened):
        return
    later_on = [f for f in below[1:] if not _WANTED.search(f.lead)]
    first = not reading.text[head.end : reading.begun("\n", one.start)].strip("* \n")
    if first and one.value < head.value and not any(f.value >= head.value for f in later_on):
        yield same_quantity(one, head)._replace(kind=RelationKind.STATE)


def _name_behind(reading: TextReading, one: TextFigure) -> str:
    """What an amount is called where nothing but the months and all of the place stand before."""
    said = _MEASURED.search(reading.text, max(0, one.start - _LONG), one.start)
    return said[1] if said is not None else ""


def _months(said: tuple[str, ...]) -> str:
    return next(each for each in said if each)


_UP_TO = later("前(\\d{1,2})个月|(?<!\\d)1[-~至到](\\d{1,2})月")
_MEASURED = later(
    "月份?,?(?:[全我本][省市县区州]|招商引资|共|实现){0,3}"
    "(到位资金|完成投资|固定资产投资|财政收入|税收收入)(?:已|突破了?|超过?|逾|达到?|为|共){0,3}$"
)
_NOT_ALL = later(
    f"预计|力争|有望|带动|累计|其中|[全上][市省]|省外|市外|同期|{LAST_YEAR}|含|口径|[县区镇乡][^,。]{{0,4}}[、和与]"
)
_WANTED = later("目标|任务|计划|预算|力争|[上去]年|同期")


def _is_of(reading: TextReading, one: TextFigure, head: TextFigure, states: frozenset[str]) -> bool:
    """Whether an amount right behind a count in that state is what a headline tells of."""
    if one.measure != head.measure or one.hedge or one.inner or not one.order:
        return False
    count = reading.figures[one.order - 1]
    if count.role is not Role.COUNT or count.sentence != one.sentence:
        return False
    if words.states_of(count.lead) != states or OTHER_TIME.search(count.lead + one.lead):
        return False
    said = reading.text[reading.begun("。\n", one.start) : one.start]
    opened = reading.text[reading.begun("\n", head.start) : count.start - len(count.lead)]
    title, _, opened = opened.partition("\n")
    behind = reading.text[one.end : one.end + _FAR]
    nths = [set(_NTH.findall(words_)) for words_ in (title, opened)]
    if (
        _ALL_TOLD.fullmatch(count.lead) is None
        or _OPENED.fullmatch(f"\n{opened}") is None
        or not nths[1] <= nths[0]
        or one.lead.lstrip(",") not in _OF_ALL
        or not head.lead.rstrip("突破超过逾达已").endswith(one.lead.lstrip(","))
        or _MORE.search(behind)
    ):
        return False
    places = [place_of(reading, f) for f in (head, one)]
    same = "" in places or places[0] == places[1]
    return (
        same
        and not _WIDER.search(said)
        and one_scope(reading, head, one)
        and not headed_apart(reading, head, one)
        and one_time(times_of(reading, head), times_of(reading, one))
        and _is_divided(reading, one)
    )


def _is_divided(reading: TextReading, whole: TextFigure) -> bool:
    """Whether the amounts behind one come to it."""
    after = reading.figures[whole.order + 1 : whole.order + 1 + 2 * _REACH]
    parts = [f for f in after if f.role is whole.role and f.measure == whole.measure]
    runs = (parts[:many] for many in range(_LEAST, min(_MOST, len(parts)) + 1))
    return any(Window(whole, run).verdict in GOOD for run in runs)
