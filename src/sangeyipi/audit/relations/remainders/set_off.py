"""By how much one side is more than the other: 收支相抵，支出大于收入464.91亿元.

Takings and spendings, deposits and loans, exports and imports.  Both are called alike but for the
side that they are (一般公共预算收入, 一般公共预算支出), and no other pair before is.  Wrong where
it is off by a slip, or the other way round: much more may be reckoned in between (转移支付).
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.relations.repeats.repeats import one_time, place_of, times_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.totals import ADDED_UP
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "一般公共预算收入486.37亿元，增长4.2%。一般公共预算支出951.28亿元，其中民生支出667.8亿元。"
        "收支相抵，支出大于收入474.91亿元。",
        "wrong 951.28 - 486.37 = 474.91",
    ),
    (
        "出口86.4亿元，增长3.1%；进口51.7亿元，下降2%，出口大于进口34.7亿元。",
        "holds 86.4 - 51.7 = 34.7",
    ),
    (
        "收入486.37亿元，支出951.28亿元，收支相抵，超支474.91亿元。",
        "wrong 951.28 - 486.37 = 474.91",
    ),
)
_SIDES = (("收入", "支出"), ("存款", "贷款"), ("出口", "进口"))
_WORDS = "收入|支出|存款|贷款|出口|进口|收|支"
_FILLED = f"(?:余额|总?额|总值|总量|{ADDED_UP})?"
_SAID = later(
    f"(?:(?:收支|两者|二者)?相抵(?:后)?,?)?(?P<more>{_WORDS}){_FILLED}(?:大于|多于|高于|超过|超出|高出|多出"
    f"|比(?=[收支存贷出进]))(?P<less>{_WORDS}){_FILLED}(?:多|高|大)?(?:出)?(?:了)?(?:为|达)?"
)
_OVERSPENT = later(
    "收支相抵(?:后)?,?(?:当[年期]|本[年期]|年终)?(?:超支|赤字|亏空)(?:额)?(?:为|达)?"
)
_SIDE = later(
    f"(?P<side>收入|支出|存款|贷款|出口|进口){_FILLED}(?:累计|共计?|完成|实现|达到?|为|约){{0,3}}$"
)
#: Of when and where, and that it is done: no part of what a side is called.
_DULL = later(
    f"截[至止]|\\d{{4}}年度?|\\d{{1,2}}(?:[-~至到]\\d{{1,2}})?个?月[份初末底]?|\\d{{1,2}}日|{PART_OF_YEAR}"
    "|今年|本年|全年|年末|期末|目前|以来|[全我本][省市县区州镇乡国]|各项|累计|完成|实现|其中|同期|地方|总|共|的|,"
)
#: What else there was than what is printed of either side.
_MORE = later("剔除|扣除|不含|加上|含|补助|转移|调入|结转|上解|债")
_AT_ONCE = later(
    "[,、]?(?:(?:总体|整体|总的|综合)(?:来?看|上),)?(?:(?:收支|两者|二者|两项)?相抵(?:后)?,?)?"
)
_OTHERS, _ENDS = later("其中|[顺逆]差|口径"), later("[。;\n]")
_OTHER_TIME = later("当月|本月|当季|单月|新增|预算数|预计|人均|日均|增[速幅量]|增加额")
_BACK, _SENTENCES, _HEADLINE, _BESIDE = 16, 3, 30, 2


def set_off(reading: TextReading) -> Iterator[Finding]:
    """Every amount by which one side is said to be more than the other."""
    for one in reading.of(Role.MONEY):
        if one.inner or one.hedge:
            continue
        sides = _sides(reading, one)
        pair = _pair(reading, one, sides) if sides else None
        if pair is None:
            continue
        found = of_two(one, *pair, down=False)
        if found.verdict in GOOD or (_is_sure(reading, found, one) and found.computed):
            yield found


def _sides(reading: TextReading, one: TextFigure) -> tuple[str, str] | None:
    """Which side is said to be the larger, and which the other."""
    said = reading.text[reading.begun("。;\n", one.start) : one.start]
    if said.endswith(("超支", "赤字", "亏空", "为", "达", "额")):
        over = _OVERSPENT.search(said)
        if over is not None and over.end() == len(said):
            return "支出", "收入"
    named = _SAID.fullmatch(one.lead.lstrip(",、"))
    if named is None:
        return None
    more, less = (
        next((s for pair in _SIDES for s in pair if s[0] == w[0]), "")
        for w in (named["more"], named["less"])
    )
    same = any({more, less} == set(pair) for pair in _SIDES)
    return (more, less) if same and len(named["more"]) == len(named["less"]) else None


def _pair(
    reading: TextReading, one: TextFigure, sides: tuple[str, str]
) -> tuple[TextFigure, TextFigure] | None:
    """The only two before that are called alike but for their sides; first, of its sentence."""
    begin = max(0, one.order - _BACK)
    near = [f for f in reading.figures[begin : one.order] if _may_be_side(reading, f, one)]
    named = [(f, said) for f in near if (said := _SIDE.search(_name(reading, f))) is not None]
    of = [
        [
            (_DULL.sub("", said.string[: said.start()]), f)
            for f, said in named
            if said["side"] == side
        ]
        for side in sides
    ]
    pairs = [
        (a, b)
        for name, a in of[0]
        for other, b in of[1]
        if name == other or _is_elliptic((name, a), (other, b), named)
    ]
    here = [pair for pair in pairs if pair[0].sentence == pair[1].sentence == one.sentence]
    pairs = here or pairs
    return pairs[0] if len({(a.value, b.value) for a, b in pairs}) == 1 else None


def _is_elliptic(
    one: tuple[str, TextFigure],
    other: tuple[str, TextFigure],
    named: "list[tuple[TextFigure, re.Match[str]]]",
) -> bool:
    """一般公共预算收入486.37亿元，支出951.28亿元: the second right behind the first."""
    (_, before), (name, behind) = sorted((one, other), key=lambda each: each[1].order)
    first = next(f for f, _ in named if f.sentence == before.sentence)
    near = behind.sentence == before.sentence and behind.order - before.order <= _BESIDE
    return not name and near and first is before


def _may_be_side(reading: TextReading, f: TextFigure, one: TextFigure) -> bool:
    if (f.role, f.dimension) != (one.role, one.dimension) or f.inner or f.hedge:
        return False
    if f.paragraph != one.paragraph and not _is_of_headline(reading, f):
        return False
    said = _name(reading, f)
    if one.sentence - f.sentence > _SENTENCES or _OTHER_TIME.search(said) or PLAN.search(said):
        return False
    return not (change_of(f.lead) or is_past(f.lead))


def _is_of_headline(reading: TextReading, f: TextFigure) -> bool:
    """Whether a figure opens a line of a headline, at the head of the text."""
    begin = reading.begun("\n", f.start)
    return begin == f.start and 0 < begin <= _HEADLINE


def _name(reading: TextReading, f: TextFigure) -> str:
    """The words of its clause; of a headline broken before it, those of the line above."""
    begin = reading.begun(",。;:、\n", f.start)
    if begin == f.start and _is_of_headline(reading, f):
        return reading.text[:begin].rstrip("\n").rpartition("\n")[2]
    return reading.text[begin : f.start]


def _is_of_all(reading: TextReading, one: TextFigure) -> bool:
    """Whether no words before say of whom it is, nor behind what is in it: 对东盟，出口大于进口."""
    before = reading.figures[one.order - 1].end if one.order else 0
    begin = max(before, reading.begun("。;\n", one.start))
    said = reading.text[begin : one.start - len(one.lead)]
    ends = _ENDS.search(reading.text, one.end)
    behind = reading.text[one.end : ends.start() if ends is not None else None]
    return _AT_ONCE.fullmatch(said) is not None and not (
        behind.startswith("(") or _MORE.search(behind) or _OTHERS.search(behind)
    )


def _is_sure(reading: TextReading, found: Finding, one: TextFigure) -> bool:
    """Whether what does not come out is of these two, as of one time and place."""
    value, (more, less) = found.computed, found.operands
    first = min(more.start, less.start)
    if value is None or _MORE.search(reading.text, first, one.start):
        return False
    if not _is_of_all(reading, one):
        return False
    if not one_time(times_of(reading, more), times_of(reading, less)):
        return False
    places = {place_of(reading, f) for f in (more, less, one)} - {""}
    if len(places) > 1:
        return False
    return found.reason is Reason.TURNED or (value > 0 and is_slip(value, one))
