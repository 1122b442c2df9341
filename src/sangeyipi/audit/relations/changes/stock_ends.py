"""How far two stocks are apart by their dates, or a plan before and after it was adjusted.

9月末在库112个，…，10月末在库115个，净增3个; 年初计划142亿元，调整为156亿元，调增14亿元.
The change stands right behind the later one.  What came and went between is not looked at:
`balances` does that.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "9月末项目库在库112个。10月新入库26个，退库9个，转出14个，月末在库115个，净增7个。",
        "wrong 115 - 112 = 7",
    ),
    (
        "9月末项目库在库112个。10月新入库26个，退库9个，转出14个，月末在库115个，净增3个。",
        "holds 115 - 112 = 3",
    ),
    ("投资计划年初下达142亿元，6月底调整为156亿元，调增18亿元。", "wrong 156 - 142 = 18"),
    ("投资计划由142亿元调减为131亿元，核减11亿元。", "holds 142 - 131 = 11"),
)
_CHANGE = later("[,(]?(?:净|实际|共)?(?:[调追核]?([增减])|上调|下调)(?:[加少]|[长])?(?:了)?")
_DOWN = later("减|下调")
_MORE = later("另|[调核]减|追[加减]|减少|新增|退出|转[入出]")
_ENDS = later("(?:项目|企业)?(?=[,。;\n]|$)")
_SET = later("[比较上去]")
_STOCK = later("[年月季期][末底初]")
#: Whose stock it is must be the same at both ends: what is said behind the date.
_NOUN = later("[末底初](?P<of>[^,。;]{0,14})$")
_DULL = later(f"(?:{WHOLE_REGION})?(?:项目库|项目|企业|数量|共|有|为|达|的|存量|累计)")
_ADJUSTED = later("[调增减](?:整|增|减)?(?:后)?[为到至]$|调整后(?:[^,。;]{0,6})?(?:为)?$")
_PLAN, _BACK = later("计划|任务|目标|额度|预算|规模"), 6


def stock_ends(reading: TextReading) -> Iterator[Finding]:
    """Every change right behind a later stock or an adjusted plan, and the figure it began from."""
    for one in reading.of(*COUNTABLE):
        change = _CHANGE.fullmatch(one.lead) if one.order > 1 else None
        if change is None or one.hedge or one.inner:
            continue
        now = reading.figures[one.order - 1]
        if not _is_beside(now, one) or now.sentence != one.sentence:
            continue
        old = _before_adjusting(reading, now) or _stock_before(reading, now)
        if old is None:
            continue
        found = of_two(one, now, old, _DOWN.search(change[0]))
        if found.verdict in GOOD or _is_all_said(reading, one):
            yield found


def _is_all_said(reading: TextReading, one: TextFigure) -> bool:
    """Whether nothing more of its kind came or went, nor words behind say of what it is."""
    behind = [
        f
        for f in reading.figures[one.order + 1 : one.order + 1 + _BACK]
        if f.sentence == one.sentence or (f.paragraph == one.paragraph and _MORE.search(f.lead))
    ]
    more = any((f.role, f.dimension) == (one.role, one.dimension) for f in behind)
    return not more and _ENDS.match(reading.text, one.end) is not None


def _is_beside(one: TextFigure, other: TextFigure) -> bool:
    alike = (one.role, one.dimension) == (other.role, other.dimension)
    return alike and one.paragraph == other.paragraph and not (one.hedge or one.inner)


def _before_adjusting(reading: TextReading, now: TextFigure) -> TextFigure | None:
    """年初下达的计划142亿元，6月底调整为156亿元: what stands right before in the sentence."""
    old = reading.figures[now.order - 1]
    if not _ADJUSTED.search(now.lead) or not _is_beside(old, now) or old.sentence != now.sentence:
        return None
    begin = reading.begun("。;\n", old.start)
    planned = _PLAN.search(reading.text, begin, now.start) is not None
    first = reading.begins[now.order] == old.order
    return old if planned and first else None


def _stock_before(reading: TextReading, now: TextFigure) -> TextFigure | None:
    """9月末在库112个 of 10月末在库115个: the only such stock of this sentence and the last."""
    of = _of(now)
    # 年末31.6万头，比上年末的33.9万头减少2.3万头: the old one is named last.
    if of is None or _SET.search(now.lead):
        return None
    found = [
        f
        for f in reading.figures[max(0, now.order - _BACK) : now.order]
        if _is_beside(f, now) and now.sentence - f.sentence <= 1 and _STOCK.search(f.lead)
    ]
    theirs = _of(found[0]) if len(found) == 1 else None
    # 9月末县项目库在库, and 10月末在库: one says whose.
    same = theirs is not None and (theirs.endswith(of) or of.endswith(theirs))
    return found[0] if same else None


def _of(one: TextFigure) -> str | None:
    said = _NOUN.search(one.lead)
    return None if said is None else _DULL.sub("", said["of"])
