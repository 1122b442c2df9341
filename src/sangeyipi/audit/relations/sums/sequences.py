"""Parts that are told one after another by number: 第一期14个，第二期18个，…，累计88个.

Phases, batches, quarters and months.  The whole stands before them (前三期共…) or behind (累计,
三期合计, 三个月累计).  It is wrong where it says how many there are, or begins with the first.
What comes to one figure says nothing of what is left behind it (累计发行18.9亿元，剩余12.56亿元).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OVERLAPPING
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.audit.text.times_said import number_said
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "第一至第四期“三个一批”累计实施项目428个，其中第一期27个、第二期35个、第三期38个、第四期28个。",
        "wrong 27 + 35 + 38 + 28 = 428",
    ),
    ("第一期14个，第二期18个，第三期21个，累计53个。", "holds 14 + 18 + 21 = 53"),
    (
        "五月新开工项目7个，六月新开工项目9个，七月新开工项目4个，三个月累计新开工21个。",
        "wrong 7 + 9 + 4 = 21",
    ),
    (
        "第一期签约12个，总投资40.5亿元。\n第二期签约17个，总投资61.2亿元。\n"
        "第三期签约15个，总投资48.8亿元。\n三期签约项目共计45个，总投资150.5亿元。",
        "wrong 12 + 17 + 15 = 45",
    ),
    (
        "第一期42个，其中开工18个、投产24个。\n第二期51个，其中开工37个、投产14个。\n"
        "两期合计93个，其中开工55个、投产38个。",
        "holds 18 + 37 = 55",
    ),
    (
        "一、第一期。签约9个、开工12个，共21个。\n二、第二期。签约11个、开工10个，共21个。\n"
        "两期累计42个项目，其中签约20个、开工22个。",
        "holds 12 + 10 = 22",
    ),
    ("全年计划60个，1季度开工20个，2季度开工25个，累计开工46个。", "wrong 20 + 25 = 46"),
    (
        "第一批12个、7.2亿元，第二批18个、6.85亿元，累计发行30个、14.05亿元，剩余额度12.56亿元。",
        "holds 7.2 + 6.85 = 14.05",
    ),
    (
        "全县已连续举办三期集中开工活动，累计实施项目341个。其中第一期92个、第二期118个、第三期121个。",
        "wrong 92 + 118 + 121 = 341",
    ),
    (
        "全市第二批集中开工27个项目，总投资51亿元。首批开工36个，前两批共64个。",
        "wrong 36 + 27 = 64",
    ),
    ("前三期共13个。\n第一期签约4个、第二期签约4个、第三期签约4个。", "wrong 4 + 4 + 4 = 13"),
)
_HAN = "一二三四五六七八九十"
#: Where a clause begins, a line end before the text: one of a sequence stands behind what divides.
_NTH = re.compile(
    rf"(?:[,。;、:\n“ (]|(?<=其)中)(?:第([{_HAN}]{{1,3}}|\d{{1,2}})(期|批次?|轮|季度|阶段)"
    rf"|([{_HAN}]{{1,2}}|\d{{1,2}})(月份?|季度)(?![底末]))"
)
_MANY = rf"[前共全]?([两{_HAN}]{{1,2}}|\d{{1,2}})个?"
_WHOLE = later(f"{IN_ALL_SO_FAR}")
_HOW_MANY = later(rf"{_MANY}(期|批次?|轮|季度|阶段|月份?)")
_OPENED = later(rf"{_MANY}(期|批次?|轮|季度|阶段|月份?)[^,。;、\d]{{0,14}}$")
_HELD = later(
    "(?:举[办行]|组织|开展|实施|推进|推出|发[行布]|下达|召开|启动|分成?|分为)(?:完成|实施|推进|开展|了|成)?"
    rf"([两{_HAN}]{{1,2}}|\d{{1,2}})个?(期|批次?|轮|季度|阶段)[^,。;、\d]{{0,20}}"
    rf"[,。;][^,。;、\d]{{0,6}}(?:{IN_ALL_SO_FAR})[^,。;、\d]{{0,10}}$"
)
#: 第一至第四期累计428个.
_FROM_TO = later(
    f"第一[期批]?[至到—-]第?([{_HAN}])[期批][^,。;、\\d]{{0,10}}(?:{IN_ALL_SO_FAR})[^,。;、\\d]{{0,8}}$"
)
_FAR, _LONG, _MOST, _BEFORE = 400, 30, 8, 60
#: What kinds are called, whichever way.
SAME_KIND = {"批次": "批", "月份": "月"}


class SequenceRow(NamedTuple):
    """What is said of one of a sequence."""

    number: int
    kind: str
    begin: int
    figures: tuple[TextFigure, ...]


def sequences(reading: TextReading) -> Iterator[Finding]:
    """Every sequence with its whole."""
    run: list[SequenceRow] = []
    for row in _rows(reading, 0, len(reading.text)):
        if run and not (row.kind == run[-1].kind and row.number == run[-1].number + 1):
            yield from _told(reading, run)
            run = []
        if run and row.begin - run[-1].begin > _FAR:
            run = []
        run.append(row)
    yield from _told(reading, run)
    yield from _of_first_two(reading)


def _of_first_two(reading: TextReading) -> Iterator[Finding]:
    """第二批集中开工23个项目…。首批开工31个，前两批共55个: the two of which it tells."""
    for total in reading.of(Role.COUNT):
        said = _FIRST_TWO.fullmatch(total.lead)
        if said is None or total.inner or total.hedge:
            continue
        near_by = reading.between_places(max(0, total.start - _FAR), total.start)
        like = [f for f in near_by if (f.role, f.unit) == (total.role, total.unit)]
        named = [(f, each) for f in like if (each := _NTH_ALONE.fullmatch(f.lead)) is not None]
        found = [
            [f for f, each in named if each[2] in nth and each[3] == said[1]] for nth in _ORDINALS
        ]
        # Each said so once, or always as many; and of one place.
        if any(len({f.value for f in each}) != 1 for each in found):
            continue
        places = {each[1] for _, each in named if each[1]}
        parts = [each[-1] for each in found]
        if len(places) > 1 or not all(_COUNTED_SO.match(f.tail) for f in parts):
            continue
        states = {words.state_of(f.lead) for f in (*parts, total)} - {""}
        whole = not any(f.inner or f.hedge for f in parts) and len(states) <= 1
        window = Window(total, parts)
        begin = min(f.start for f in parts)
        if whole and near(window) and not _LESS.search(reading.text, begin, total.end + _LONG):
            yield summed(window, None)


_ORDINALS = ("第一首", "第二")
_FIRST_TWO = later(
    f"[,;]?(?:上述|以上|这|前)?两(批|期)(?:次)?(?:项目)?(?:{IN_ALL_SO_FAR})(?:有|为|达)?"
    "(?:集中)?(?:开工|签约|实施|入库)?(?:项目)?"
)
_NTH_ALONE = later(
    "[,;]?(?:标题:)?(?:[全我本]([省市县区州]))?(第一|首|第二)(批|期)(?:次)?(?:重[点大])?(?:项目)?(?:集中|共|已|全部)?(?:开工|签约|实施|入库|安排)?"
    "(?:项目)?(?:共|有|为)?"
)
_COUNTED_SO = later("(?:个)?(?:重[点大])?(?:项目)?(?:[,。;、\\n]|$)")


def runs(reading: TextReading, start: int, end: int) -> list[list[SequenceRow]]:
    """The sequences between two places, whatever they come to."""
    found: list[list[SequenceRow]] = []
    for row in _rows(reading, start, end):
        last = found[-1][-1] if found else None
        if last is not None and (row.kind, row.number) == (last.kind, last.number + 1):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _rows(reading: TextReading, start: int, end: int) -> Iterator[SequenceRow]:
    """Where a phase or a month begins what is said of it, with the figures up to the next."""
    found = list(_NTH.finditer(f"\n{reading.text[start:end]}"))
    for said, after in zip(found, [*found[1:], None], strict=False):
        # What divides is no part of it, and the line end before the text is none of the text.
        begin, behind = start + said.start(), start + said.end() - 1
        stop = start + after.start() if after is not None else end
        value = number_said(said[1] or said[3])
        if value:
            kind = said[2] or said[4]
            figures = reading.between_places(behind, min(stop, behind + _FAR))
            yield SequenceRow(value, SAME_KIND.get(kind, kind), begin, figures)


def _told(reading: TextReading, run: list[SequenceRow]) -> Iterator[Finding]:
    if len(run) < 2:
        return
    firsts = [next((f for f in row.figures if f.role in COUNTABLE), None) for row in run]
    first = firsts[0]
    if first is None or any(f is None or _kin(f) != _kin(first) for f in firsts):
        return
    last = _end_of_last(reading, run[-1])
    named = _whole_of_range(reading, run)
    if named is not None:
        yield from _of_whole(reading, run, named, True, stop=last)
        return
    behind = _behind(reading, run, last)
    if behind is not None:
        if not _is_of_later(reading, run, behind[0]):
            yield from _of_whole(reading, run, *behind, stop=behind[0].start)
        return
    for whole in reversed(reading.between_places(max(0, run[0].begin - 60), run[0].begin)):
        said = _OPENED.search(reading.text[max(0, whole.start - _LONG) : whole.start])
        if (
            said
            and number_said(said[1]) == len(run)
            and SAME_KIND.get(said[2], said[2]) == run[0].kind
        ):
            yield from _of_whole(reading, run, whole, True, stop=last)
            return
        if _is_of_all_held(reading, run, whole):
            told = next(_of_whole(reading, run, whole, True, stop=last), None)
            if told is not None and (told.verdict in GOOD or _is_plainly_off(reading, told)):
                yield told
            return


def _whole_of_range(reading: TextReading, run: list[SequenceRow]) -> TextFigure | None:
    """第一至第四期累计428个: what says of which to which it is, before as many."""
    for whole in reading.between_places(max(0, run[0].begin - _BEFORE), run[0].begin):
        to = _FROM_TO.search(reading.text, max(0, whole.start - _LONG), whole.start)
        if to is not None and run[0].number == 1 and number_said(to[1]) == len(run):
            return whole
    return None


def _is_of_all_held(reading: TextReading, run: list[SequenceRow], whole: TextFigure) -> bool:
    """已连续举办三期活动，累计实施项目88个: whether it is of as many as there were up to now."""
    said = _HELD.search(reading.text[max(0, whole.start - _BEFORE) : whole.start])
    if said is None or run[0].number != 1:
        return False
    return number_said(said[1]) == len(run) and SAME_KIND.get(said[2], said[2]) == run[0].kind


def _is_plainly_off(reading: TextReading, told: Finding) -> bool:
    """Whether what is told of all that were held has no other reading: in several phases some
    stand twice, and what is begun is not what was signed."""
    whole, parts = told.figures[0], list(told.operands)
    if not near(Window(whole, parts)) or any(f.sentence < whole.sentence for f in parts):
        return False
    states = {words.state_of(f.lead) for f in (whole, *parts)} - {""}
    return len(states) <= 1 and not _LESS.search(reading.text, whole.start, parts[-1].end + _LONG)


#: Not all that are withdrawn: one that has been ended is still of its period.
_LESS = later(f"剔除|去重|{OVERLAPPING}|扣除|调[出整]|退[出库]|净")


def _is_of_later(reading: TextReading, run: list[SequenceRow], whole: TextFigure) -> bool:
    """第十期24个、第十一期26个，已动工的依次为22个、21个，两期总计43个开工: of the list between."""
    first = run[-1].figures[0].order + 1
    kin = [f for f in reading.figures[first : whole.order] if _kin(f) == _kin(whole)]
    listed = [f for f in kin if not f.inner][-len(run) :]
    return len(listed) == len(run) and Window(whole, listed).verdict in GOOD


def _end_of_last(reading: TextReading, row: SequenceRow) -> int:
    """Where the last of a sequence ends: its line does, 一、第七期。 is no line of its own."""
    begin = row.figures[0].end if row.figures else row.begin
    found = re.search("[。\n]", reading.text[begin : row.begin + _FAR])
    return begin + found.start() if found else row.begin + _FAR


def _behind(
    reading: TextReading, run: list[SequenceRow], last: int
) -> tuple[TextFigure, bool] | None:
    """The whole behind a sequence, and whether it says that these are all."""
    # 签约9个、开工12个，共21个: each has its own whole.
    own = any(_WHOLE.search(f.lead) for f in run[0].figures)
    for one in run[-1].figures[1:]:
        # 后四期678个，占累计数的57.2%: a share of it.
        if one.inner or one.role not in COUNTABLE or one.start > last + _LONG + 2:
            continue
        lead = re.split("[,。;、\n]", reading.text[max(0, one.start - _LONG) : one.start])[-1]
        said = _HOW_MANY.search(lead)
        if not _WHOLE.search(lead) or (own and said is None):
            continue
        if said:
            same = (
                number_said(said[1]) == len(run) and SAME_KIND.get(said[2], said[2]) == run[0].kind
            )
            return (one, True) if same else None
        return one, run[0].number == 1 and one.sentence == run[-1].figures[0].sentence
    return None


def _kin(one: TextFigure | None) -> tuple[str, str]:
    return (one.dimension, one.measure) if one else ("", "")


def _of_whole(
    reading: TextReading, run: list[SequenceRow], whole: TextFigure, closed: bool, *, stop: int
) -> Iterator[Finding]:
    """The whole, and what else is said of it and of each of the sequence in the same words."""
    told = False
    #: What has come to a figure, which it is all of.
    used: set[frozenset[int]] = set()
    for one in (whole, *_beside(reading, whole)):
        parts = [_like(row, one, stop, first=one is whole) for row in run]
        found = [f for f in parts if f is not None]
        if one is whole:
            found = _column(run, one, stop) or found
        these = frozenset(f.order for f in found)
        if len(found) < len(run) or max(f.value for f in found) >= one.value or these in used:
            continue
        window = Window(one, found)
        good = window.verdict in GOOD
        # 共24个(剔除重复1个): the bracket takes some away.
        sure = closed and not reading.text.startswith("(", one.end) and _same(run, one, found)
        sure = sure and (one is whole or _is_of_all(one, found)) and not _may_be_older(run, window)
        if good or (sure and not any(f.hedge for f in (one, *found))):
            told = told or good
            used |= {these} if good else set()
            if good or one is whole or told:
                yield summed(window, None)


def _may_be_older(run: list[SequenceRow], window: Window) -> bool:
    """1季度22.4亿元，2季度31.6亿元，项目累计完成86.4亿元: with what was done in earlier years."""
    far = window.sum < window.total.value and not near(window)
    return far and run[0].kind in _OF_A_YEAR and "累计" in window.total.lead


_OF_A_YEAR = ("季度", "月")


def _is_of_all(one: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether what stands beside a whole is called as its parts, or by nothing but its measure.

    共发行30个，剩余额度12.56亿元, 其中债券9.3亿元, 已拨付11.2亿元: another amount.
    """
    if "其中" in one.lead:
        return False
    label = _label(one)
    if _MEASURE_ONLY.fullmatch(label):
        return True
    return any(label.endswith(_label(f)) and _label(f) for f in parts) and not _LEFT.search(label)


_MEASURE_ONLY = later("(?:计划)?(?:总?投资|引资|协议|合同|签约)?(?:总?额|金额|资金|总量)?|总额?")
_LEFT = later("剩|余|待|未|尚|还|缺|差")


def _same(run: list[SequenceRow], whole: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether the parts are called alike, and as the whole where their rows say that of any."""
    if whole.role is not Role.COUNT:
        # 第一批下达12万元、第二批下达9万元，累计支出25万元: what was done with them.
        doing, own = _DOING.search(whole.lead), {_DOING.search(f.lead) is None for f in parts}
        return doing is None or True in own or any(doing[0] in f.lead for f in parts)
    if len({words.state_of(f.lead) for f in parts}) > 1:
        return False
    state = words.state_of(whole.lead)
    if not state:
        # 第一批项目30个，已完工21个: of the project, not of what is done.
        every = [f for row in run for f in row.figures if f.dimension == whole.dimension]
        return not (
            words.state_of(parts[0].lead) and any(not words.state_of(f.lead) for f in every)
        )
    if words.state_of(parts[0].lead) == state:
        return True
    return not any(words.state_of(f.lead) == state for row in run for f in row.figures)


_DOING = later("支出|支付|拨付|兑付|发放|到位|下达|发行|安排|签约|完成")


def _beside(reading: TextReading, whole: TextFigure) -> list[TextFigure]:
    """The figures of a whole's sentence after it."""
    after = reading.figures[whole.order + 1 : whole.order + 1 + _MOST]
    return [f for f in after if f.sentence == whole.sentence and f.role in COUNTABLE]


def _like(row: SequenceRow, whole: TextFigure, stop: int, *, first: bool) -> TextFigure | None:
    """The one figure of a row that says the same as a whole."""
    same = [f for f in row.figures if f.start < stop and _kin(f) == _kin(whole) and not f.inner]
    if first and whole.role is Role.COUNT:
        return same[0] if same else None
    label = _label(whole)
    same = [f for f in same if f.role is not Role.COUNT or _label(f) == label]
    return same[0] if len(same) == 1 else None


def _column(run: list[SequenceRow], whole: TextFigure, stop: int) -> list[TextFigure]:
    """签约9个、开工12个、投产7个，共28个: the figures of every row that come to a whole."""
    rows = [
        [f for f in row.figures if f.start < stop and _kin(f) == _kin(whole) and not f.inner]
        for row in run
    ]
    if len({len(row) for row in rows}) > 1:
        return []
    columns = map(list, zip(*rows, strict=True))
    return next((each for each in columns if Window(whole, each).verdict in GOOD), [])


def _label(one: TextFigure) -> str:
    return re.sub("其中|项目|[、,;共计有为已]", "", one.lead)
