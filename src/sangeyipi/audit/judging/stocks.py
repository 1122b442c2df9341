"""Whether what is left holds more than what came in of late leaves: what was there before.

滚存结余 has the balances of all years in it, and 未结 of 新收12000件，审结11800件 what was 旧存.  A
contradiction is none where the earlier stock, printed or not, accounts for it.
"""

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import Finding, RelationKind
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_TWO = 2
#: A balance of all years; and one that does not say of which.
_OF_ALL_YEARS = later(
    "(?:累计|滚存|历年|[年期][末终底]|账面|专户|库存|结转)[^,。;、\\d]{0,6}结[余存]"
)
_BALANCE = later("(?<![当本]年)(?<![收支]支)结[余存](?:资金|资产)?(?:为|是|达|约|共)?$")
_TAKEN_IN, _SPENT = later("收入"), later("支出")
#: What came in of late, of which some may be done with, and what was there already too.
_CAME_IN = later("新(?:收|受|接|立|增|登记|发现|排查|发生|报|申)|收案|[本当]月|[本当][期周季日]")
_LEFT = later("未|没有?|在办|正在|剩|余|[尚还仍]有|结[存转]|存[量案]|待")
_OF_IT = later("其中|[的这]?[中里],?(?:已|未|$)")


def is_of_earlier_stock(reading: TextReading, one: Finding, stated: TextFigure) -> bool:
    """Whether more is left than comes out, of what was there before."""
    if one.computed is None or len(one.operands) != _TWO:
        return False
    first, second = one.operands
    if one.kind is RelationKind.SUM:
        # 新收12000件，审结11800件，未结700件.
        more = one.computed > stated.value and _LEFT.search(second.lead + second.tail)
        return bool(more) and _is_inflow(reading, stated, first)
    if one.kind is not RelationKind.DIFFERENCE:
        return False
    if _OF_ALL_YEARS.search(stated.lead):
        return True
    if one.computed >= stated.value:
        return False
    if _BALANCE.search(stated.lead) and _TAKEN_IN.search(first.lead):
        return _SPENT.search(second.lead) is not None and not is_slip(one.computed, stated)
    left = _LEFT.search(stated.lead + stated.tail)
    return bool(left) and _is_inflow(reading, first, second)


def _is_inflow(reading: TextReading, whole: TextFigure, done: TextFigure) -> bool:
    """Whether a figure is of what came in of late, and what was done is not said to be of it."""
    if whole.order >= done.order or _CAME_IN.search(whole.lead) is None:
        return False
    if _BONDS.search(whole.lead):
        # 新增专项债券 are called so; what was left before would be told.
        begin = reading.begun("\n", whole.start)
        return _LEFT_BEFORE.search(reading.text, begin, done.start) is not None
    return _OF_IT.search(reading.text, whole.end, done.start) is None


_BONDS = later(r"新增(?:地方)?(?:政府)?(?:专项|一般)债券[^,。;\d]{0,4}$")
_LEFT_BEFORE = later("结[余转存]|[去上]年|历年|往年")
