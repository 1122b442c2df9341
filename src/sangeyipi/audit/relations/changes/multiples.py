"""How many times as much: 是去年的3倍, 是原来的2.5倍, 翻了一番, 翻两番.

The two ends are named: 由A增至B，是原来的…, A（去年B）, 去年B的…倍.  翻番 is a word for twice as
much, which nobody means to the last digit: within a tenth it holds.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, said_in, shown
from sangeyipi.audit.relations.changes.growth import OLD, alike
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import FROM, TO, change_of, is_past, said_old, sentence_before
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("引进项目24个，是去年的3倍（去年为8个）。", "holds 24 / 8 = 3"),
    (
        "到位资金2.86亿元，比上年增加0.94亿元，是2021年的2.2倍（1.3亿元）。",
        "holds 2.86 / 1.3 = 2.2",
    ),
    ("完成5.4万亩，是去年全年2.16万亩的1.5倍。", "wrong 5.4 / 2.16 = 1.5"),
    ("引进项目24个，是去年8个的4倍。", "wrong 24 / 8 = 4"),
    ("企业由2020年的35家增至2023年的105家，是2020年的4倍。", "wrong 105 / 35 = 4"),
    ("投资额由20亿元增至50亿元，是原来的2.5倍。", "holds 50 / 20 = 2.5"),
    ("到位资金从22亿元提高到44亿元，翻了一番。", "holds 44 / 22 = 2"),
    ("到位资金从22亿元提高到66亿元，翻了两番。", "wrong 66 / 22 = 4"),
    ("到位资金44亿元，比去年的22亿元增加22亿元，翻了一番。", "holds 44 / 22 = 2"),
    ("新增就业3126人，去年同期1608人，同比翻了两番。", "wrong 3126 / 1608 = 4"),
)
_OF = later(
    r"(?:是|为|达|达到|相当于)(?:[上去]年|上期|上季度|前期|前年|原来|年初|当初|之前|(?:\d{4}年)?\d{0,2}月?[底末]?)"
    "(?:同期|全年)?的?$|相当于$"
)
_OF_THAT = later("(?:目标|任务|计划|水平|总[额量])?的")
_DOUBLED = re.compile("翻了?([一两二三])?番((?:还|有)?多|以上|有余|半)?")
#: 30亿元，较上年的28亿元增长，税收翻了一番 names another thing.
_GOES_ON = later(
    "同比|环比|[比较是]|实[现际]|总[量额]|规模|几乎|差不多|接近|将近|基本|正好|恰好|刚好|整整|[已约近就又共]|"
    "[一二两三四五六七八九十几\\d]{1,3}年|$"
)
_STOPS = later("[;。\n]|力争|争取|计划|预计|目标")
_POWERS = {"一": 2, "两": 4, "二": 4, "三": 8, None: 2}
_MOST = 8
_NEAR, _GAP, _WIDE = Decimal("0.1"), 16, 26


def multiples(reading: TextReading) -> Iterator[Finding]:
    """Every number of times, and every word for one."""
    for one in reading.figures:
        found = _times(reading, one) if one.role is Role.TIMES else None
        if found is not None:
            yield found
    for said in _DOUBLED.finditer(reading.text):
        yield from _doubled(reading, said)


def _times(reading: TextReading, one: TextFigure) -> Finding | None:
    """24个，是去年的3倍(去年为8个); 24个，是去年8个的3倍; 由8个增至24个，是原来的3倍."""
    if reading.text[one.end : one.end + 1] == "多":
        return None
    near = sentence_before(reading, one, 2)
    if near and _OF.search(one.lead):
        after = reading.figures[one.order + 1 : one.order + 2]
        behind = reading.between(one, after[0]) if after else ""
        # 2.86亿元，…，是2021年的2.2倍(1.3亿元): what it was stands in the bracket.
        bare = re.fullmatch(r"\([^()\d]{0,4}", behind) is not None
        if after and after[0].inner and behind.startswith("(") and (bare or OLD.search(behind)):
            here = sentence_before(reading, one, _MOST)
            kin = [f for f in here if alike(f, after[0]) and not change_of(f.lead)]
            return multiple(one, kin[0] if kin else near[0], after[0])
        if len(near) == 2 and _from_to(reading, near[1], near[0]):
            return multiple(one, near[0], near[1])
    if len(near) == 2 and _OF_THAT.fullmatch(one.lead) and _OF.search(near[0].lead):
        return multiple(one, near[1], near[0])
    return None


def _from_to(reading: TextReading, old: TextFigure, new: TextFigure) -> bool:
    """由8个增至24个."""
    before = reading.text[max(0, old.start - _WIDE) : old.start]
    return FROM.search(before) is not None and TO.search(reading.between(old, new)) is not None


def multiple(one: TextFigure, new: TextFigure, old: TextFigure) -> Finding | None:
    """What is told of how many times as much one is as another of its measure."""
    same = new.measure == old.measure or old.measure in ("任务", "计划")
    if not alike(new, old) or not same or old.interval[0] <= 0:
        return None
    value = EXACT.divide(new.value, old.value)
    reach = (
        EXACT.divide(new.interval[0], old.interval[1]),
        EXACT.divide(new.interval[1], old.interval[0]),
    )
    return judge(one, value, reach, _text(new, old), (old, new))


def _text(new: TextFigure, old: TextFigure) -> str:
    return f"{said_in(new.value, new)} / {said_in(old.value, new)}"


def _doubled(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """由20亿元增至40亿元，翻了一番; 40亿元，比去年的20亿元翻一番."""
    after = reading.first_after(said.start())
    at = after.order if after is not None else len(reading.figures)
    before = reading.figures[max(0, at - 3) : at]
    gap = reading.text[before[-1].end : said.start()] if before else ""
    if len(gap) > _GAP or _STOPS.search(gap) or not _GOES_ON.match(gap.split(",")[-1].lstrip("(")):
        return
    # 40亿元，比去年的20亿元多20亿元，翻了一番: by how much is neither end.
    if before and change_of(before[-1].lead) and not TO.search(before[-1].lead):
        before = before[:-1]
    new, old = (*reversed(before), None, None)[:2]
    if new is None or old is None or new.role not in COUNTABLE or new.sentence != old.sentence:
        return
    if not _from_to(reading, old, new):
        if not said_old(reading, new) and not (is_past(new.lead) and not is_past(old.lead)):
            return
        new, old = old, new
    if alike(new, old) and old.value and not (new.inner or old.inner):
        yield _told(_word(said), new, old)


def _word(said: "re.Match[str]") -> TextFigure:
    """The word as the number of times that it stands for."""
    value = Decimal(_POWERS[said[1]])
    hedge = Hedge.OVER if said[2] else Hedge.NONE
    unit, one = "倍", Decimal(1)
    return TextFigure(*said.span(), said[0], Role.TIMES, value, unit, one, 0, hedge, unit)


def _told(one: TextFigure, new: TextFigure, old: TextFigure) -> Finding:
    value = EXACT.divide(new.value, old.value)
    off = EXACT.divide(value, one.printed) - 1
    verdict = RelationVerdict.WRONG
    if half_up(value, 2) == one.printed and not one.hedge:
        verdict = RelationVerdict.HOLDS
    elif -_NEAR < off < (1 if one.hedge else _NEAR):
        # 翻了一番多: more than twice, and less than four times as much.
        verdict = RelationVerdict.HEDGE
    text = _text(new, old)
    said = f"{text} = {shown(value, one)}，“{one.text}”是 {one.printed:f} 倍"
    remedy = "核对两个数，或改写成几倍、增长百分之几" if verdict is RelationVerdict.WRONG else ""
    return Finding(verdict, RelationKind.DIFFERENCE, said, text, value, one, (old, new), remedy)
