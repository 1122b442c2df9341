"""Two figures whose place or own words show that a percentage is not the one's of the other.

Two of a series (分别为a、b、c，占X的p、q、r) are of two years; what has a share of X is not X;
企业法人单位中 and 占2016年亏损的 say of what they are; 增值率 is of the value before, 产销率 of no
capacity; and what one of two gave is not what both gave.  Asked only of what would be told wrong.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.judging.pairs import verdict as share
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import CLAUSE_ENDS, TextReading
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.words import ONLY_SOME, state_of, states_of
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_PAIR, _CHARS, _LONG, _BACK, _AHEAD = 2, 60, 200, 8, 8
_SENTENCES = "。;\n"


def unless_not_its_base(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the percentages told wrong of two that do not belong together."""
    return [one for one in found if not _is_not_its_base(reading, one)]


def _is_not_its_base(reading: TextReading, found: Finding) -> bool:
    one = found.stated
    told = found.verdict is RelationVerdict.WRONG and found.kind in SHARES
    if not told or one is None or one.role is not Role.PERCENT or len(found.operands) != _PAIR:
        return False
    part, base = found.operands
    if not all(reading.knows(f) for f in found.figures) or found.reason is Reason.EXCHANGED:
        return False
    said = said_of(reading, one)
    return (
        (_is_in_a_row(reading, part, base) and not _is_of_bracket(reading, part, base, one))
        or _has_own_share(reading, base, said, one)
        or _is_growth(said, _before(reading, base), found.operands, one)
        or _is_of_before(reading, part, one)
        or _is_of_more(reading, part, base, one)
        or _is_by_name(reading, said, base)
        or _is_of_no_plan(reading, said, part, base)
        or _is_of_unnamed(reading, said, base, one, found)
        or _is_of_other_months(reading, part, base)
        or _is_of_other_year(reading, said, part, base)
        or _is_but_new(reading, said, base)
        or (not _OF_EVERY.search(said) and _is_among_others(reading, part, base, one))
        or any(_IS_NO_PART.match(reading.text, f.end) for f in found.operands)
    )


def _before(reading: TextReading, one: TextFigure, stops: str = CLAUSE_ENDS) -> str:
    """The words before a figure, from one of some marks on."""
    begin = max(reading.begun(stops, one.start), one.start - (_CHARS if "," in stops else _LONG))
    return reading.text[begin : one.start]


def said_of(reading: TextReading, one: TextFigure) -> str:
    """The words of its clause before a percentage, or before the first of its list."""
    return _before(reading, _first_of_list(reading, one))


def _first_of_list(reading: TextReading, one: TextFigure) -> TextFigure:
    """The first of the figures of one kind that a chain ties to this: 分别为a、b和c."""
    while one.order > 0:
        before = reading.figures[one.order - 1]
        chained = before.role is one.role and before.end > one.start - _CHARS
        if not chained or not _CHAIN.fullmatch(reading.text, before.end, one.start):
            break
        one = before
    return one


_CHAIN = later("(?:[、,]|[、,]?(?:和|及|与|以及))(?:\\d{4}年[末底]?)?为?-?")
#: Of amounts a comma may part two that are no list: 安排40个，20个已开工.
_ROW = later("(?:、|[、,]?(?:和|及|与|以及))(?:\\d{4}年[末底]?)?为?-?")


# ---- a、b、c，占X的p、q、r


def _is_in_a_row(reading: TextReading, part: TextFigure, base: TextFigure) -> bool:
    """153人、325人、2人: each is of its own year, and none is a part of another."""
    first, last = sorted((part, base), key=lambda f: f.order)
    row = reading.figures[first.order : last.order + 1]
    if len(row) < _PAIR or len(row) > _BACK or len({f.dimension for f in row}) > 1:
        return False
    return all(_ROW.fullmatch(reading.text, f.end, g.start) for f, g in pairwise(row))


def _is_of_bracket(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """(8.1亿元、7.2亿元、88.9%): an amount, what of it is done, and the rate."""
    begin, end = base.start - 1, one.end
    alone = (base.order + 1, part.order + 1) == (part.order, one.order)
    return alone and reading.text[begin] == "(" and reading.text[end : end + 1] == ")"


# ---- 专科88017名，占总计划的73.95%


def _has_own_share(reading: TextReading, base: TextFigure, said: str, one: TextFigure) -> bool:
    """Whether what a share is held against has a share of the same whole itself."""
    whole, last = _whole_in(said), base
    for other in reading.figures[base.order + 1 : base.order + 1 + _AHEAD] if whole else ():
        if other.sentence != base.sentence or other is one:
            return False
        if other.role is Role.PERCENT:
            own = _first_of_list(reading, one) is not _first_of_list(reading, other)
            return own and _whole_in(said_of(reading, other)) == whole
        if other.dimension == base.dimension:
            # Another of the list of which it is one.
            if not _ROW.fullmatch(reading.text, last.end, other.start):
                return False
            last = other
    return False


def _whole_in(said: str) -> str:
    named = _NAMED.search(said)
    return _WHEN.sub("", named[1]) if named is not None else ""


_NAMED = later("占(?:到|了|据)?([\u4e00-\u9fff“”、]{2,24}?)(?:的|比重|比例)[^占,。;]{0,8}$")
_WHEN = later("同期|[当各本]期|期末|公司|其|\\d{4}年")


# ---- 增幅, 增值率


def _is_growth(said: str, of: str, pair: tuple[TextFigure, ...], one: TextFigure) -> bool:
    """Whether a percentage is by how much something has grown, and of what it was before."""
    if _GROWTH.search(said):
        return True
    part, base = pair
    valued = _VALUE.search(said) is not None and _BOOK.search(of) is None
    if not valued or base.value <= part.value:
        return False
    was = base._replace(printed=base.printed - base.said(part.value))
    return share(RatePair(part, was), one) in GOOD


_GROWTH = later("(?:[增降减涨跌]幅|增速)(?:度|分别|约|为|达到?){0,3}$")
_BOOK = later("账面|原值|评估前|成本|投入")
_VALUE = later("(?:[增减升贬]值|溢价)率[^,。;\\d率]{0,6}$")


# ---- 占比由12.24%上升至16.23%


def _is_of_before(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """毛利由1778万元升至2155万元，占比由12.24%升至16.23%: the first is of the first."""
    return _leads_to(reading, one, 0) and _leads_to(reading, part, -1)


def _leads_to(reading: TextReading, one: TextFigure, step: int) -> bool:
    pair = reading.figures[max(0, one.order + step) : one.order + step + _PAIR]
    if len(pair) < _PAIR or pair[0].dimension != pair[1].dimension:
        return False
    between = _TO.fullmatch(reading.text, pair[0].end, pair[1].start)
    return between is not None and _FROM.search(_before(reading, pair[0])) is not None


_FROM = later("[由从][^,。;由从]{0,24}$")
_TO = later(
    "[,、]?(?:大幅|逐步|快速)?(?:减少|增加|下降|上升|[降升增减]|增长|提高|扩大|提升|回落){1,2}(?:低|加|少|至|到|为){1,2}"
    "(?:[^,。;\\d]{0,4}的|\\d{4}年[末底]?的)?"
)


# ---- 现金10万元和技术折价65万元，占12%


def _is_of_more(reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether two that are given together come to it, or a number of shares stands between."""
    if _OF_SHARES.search(reading.text, part.end, one.start) is not None:
        return True
    other = reading.figures[part.order - 1] if part.order else part
    together = other.dimension == part.dimension and other not in (part, base)
    if not together or not _AND.fullmatch(reading.text, other.end, part.start):
        return False
    both = EXACT.divide((other.value + part.value) * 100, base.value)
    return half_up(both, one.places) == one.printed


#: 净资产119万元认购108万股，占股本的: so many of them.
_OF_SHARES = later("\\d[万亿]?股[^份权本东]")
_AND = later("[^,。;:()\\d]{0,6}(?:和|及|与|以及|、)[^,。;:()\\d]{0,20}")


# ---- 产销率, 投资利润率


def _is_by_name(reading: TextReading, said: str, base: TextFigure) -> bool:
    """产销率 is of what is made, and 投资利润率 of what is invested."""
    of = _before(reading, base)
    if _USED.search(said) is None and "率" in said and _CAPACITY.search(of):
        return True
    return _INVESTED.search(said) is not None and "投资" not in of and "投入" not in of


_USED = later("利用|使用|开工|负荷|达产|运行|运转|入住|发挥|占")
_CAPACITY = later("产能|能力[^,。;]{0,10}$")
_INVESTED = later("投资(?:利润|利税|净利润|回报)率[^,。;\\d率]{0,6}$")


# ---- 地税完成29357万元，…；财政完成4751万元，完成年初预算的26.1%


def _is_of_no_plan(reading: TextReading, said: str, part: TextFigure, base: TextFigure) -> bool:
    """Whether a share of a plan is held against what another has done, as the part is."""
    if _OF_PLAN.search(said) is None or base.measure != part.measure or base.measure != "完成":
        return False
    return _PLANNED.search(_before(reading, base, _SENTENCES) + base.tail) is None


_OF_PLAN = later("(?:年初|年度|全年|调整)?(?:预算|计划|目标|任务)数?的[^,。;]{0,3}$")
_PLANNED = later("预算(?!收入|支出|收支)|计划|目标|任务|力争|确保|[拟应]")


# ---- 占已竣工小区的44.1%, where none are printed


def _is_of_unnamed(
    reading: TextReading, said: str, base: TextFigure, one: TextFigure, found: Finding
) -> bool:
    """Whether a share says in which state its whole is, and what it is held against is in none."""
    named = _NAMED.search(said)
    state = state_of(named[1]) if named is not None else ""
    if found.is_recognised:
        return False
    if found.computed is not None and _OF_EVERY.search(said) and is_slip(found.computed, one):
        # 在库项目143个，…，占全部项目的28.3%: of these, as nearly all digits say.
        return False
    of = _before(reading, base, _SENTENCES)
    only = set(ONLY_SOME.findall(of))
    if _OF_ALL.search(said) and only and not only & set(ONLY_SOME.findall(said)):
        # 重点项目完成214亿元，其中…，占全市完成投资的15.3%.
        return True
    if not state:
        return False
    return state not in states_of(_before(reading, base, _SENTENCES) + base.tail)


_OF_EVERY = later("占(?:了|到)?(?:全部|所有)(?:项目|企业)的$")
_OF_ALL = later(
    f"占(?:了|到)?(?:{REGION_OR_NATION}|全部|所有|项目)[^,。;\\d]{{0,10}}的[^,。;]{{0,3}}$"
)


# ---- 1-9月完成214亿元；1-8月东区完成44亿元，占全县的23.4%


def _is_of_other_months(reading: TextReading, part: TextFigure, base: TextFigure) -> bool:
    """Whether both say of which months they are, and these are not the same."""
    own, of = (_MONTHS.findall(_before(reading, f, _SENTENCES)) for f in (part, base))
    return bool(own and of) and own[-1] != of[-1]


_MONTHS = later("(\\d{1,2}[-—~至到]\\d{1,2}月)")


# ---- 占2016年亏损的


def _is_of_other_year(reading: TextReading, said: str, part: TextFigure, base: TextFigure) -> bool:
    """Whether the years that are said of a part and of its whole are not the same."""
    of = set(_years(_before(reading, base, _SENTENCES)))
    named = _NAMED_YEAR.search(said)
    if named is not None:
        return bool(of) and named[1] not in of
    if part.role is Role.COUNT:
        # What there was at the end of a year there is in the next.
        return False
    own = set(_years(_before(reading, part, _SENTENCES)))
    clause = _before(reading, base)
    return bool(own and of) and own.isdisjoint(of) and not _FOR_YEARS.search(clause + said)


def _years(said: str) -> Iterator[str]:
    return (each[1] for each in _YEAR.finditer(said))


_YEAR = later("((?:19|20)\\d{2})年")
_NAMED_YEAR = later("占[^占,。;\\d]{0,10}((?:19|20)\\d{2})年[^占,。;\\d]{2,20}的[^占,。;\\d]{0,6}$")
_FOR_YEARS = later("计划|目标|任务|规划|预算|总投资|总数|累计|应|需|库")


# ---- 新增注册资本1100万元；占注册资本的85%


def _is_but_new(reading: TextReading, said: str, base: TextFigure) -> bool:
    """Whether a whole is named of which the figure is only what has been added."""
    named = _NAMED.search(said)
    if named is None or "增" in named[1]:
        return False
    added = _ADDED.search(_before(reading, base))
    return added is not None and added[1][:_PAIR] in named[1]


_ADDED = later("(?:新增|增加|净增|追加)([\u4e00-\u9fff]{2,10}?)(?:为|达到?|共|约)?$")


# ---- 企业法人单位中，内资企业


def _is_among_others(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """Whether the sentence, or the clause of the part, begins with the name of another figure, of
    which it says its parts: 工业项目29个，占61.7%；工业项目里超亿元的18个."""
    sentence = reading.begun("。\n", one.start)
    clause = reading.begun(CLAUSE_ENDS, part.start)
    return _is_of_named(
        reading, base, sentence, _AMONG.match(reading.text, sentence, one.start)
    ) or (_is_of_named(reading, base, clause, _AMONG_THEM.match(reading.text, clause, part.start)))


def _is_of_named(
    reading: TextReading, base: TextFigure, begin: int, among: "re.Match[str] | None"
) -> bool:
    if among is None or base.start >= begin or _name_before(reading, base) == among[1]:
        return False
    near = reading.figures[max(0, base.order - _FAR) : base.order + _FAR]
    return any(
        f.start < begin and f.dimension == base.dimension and _name_before(reading, f) == among[1]
        for f in near
    )


def _name_before(reading: TextReading, one: TextFigure) -> str:
    return _VERB.sub("", _before(reading, one))


_FAR = 40
_AMONG = later("(?:在|其中,)?([\u4e00-\u9fff]{2,16})[中里],")
_AMONG_THEM = later("([\u4e00-\u9fff]{2,16}?)[中里]")
_VERB = later("^其中|(?:共有|共|有|为|达到|达|约){1,2}$")

#: 加息25个基点, 七个工作日内: the name of a step, and until when.
_IS_NO_PART = later("个?(?:基点|工作日内|[日天周月]内)|(?<=[日天周月])内|(?<=个工作日)内")
