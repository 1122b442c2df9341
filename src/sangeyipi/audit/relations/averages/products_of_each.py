"""How many, how much for each, and how much all have: 面积8.6万亩，亩均产值5200元，总产值4.472亿元.

Where the three stand side by side, the word of each (亩均, 户均) says of which of them it is, and
what all have is called as the average is.  That all its digits come out and the point stands
elsewhere is no chance: told wrong.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, said_in, shown
from sangeyipi.audit.relations.averages.stated_averages import each_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up, plain

EXAMPLES = (
    (
        "种植面积7.4万亩，亩均产值6300元，鲜果总产值46.62亿元。",
        "wrong 0.000063 * 74000 = 46.62",
    ),
    ("种植面积7.4万亩，亩均产值6300元，鲜果总产值4.662亿元。", "holds 0.000063 * 74000 = 4.662"),
)
#: 全县农业总收入 is not of these households alone.
_ALL = later(
    "^,?[^,全各我]{0,3}?总(产值|收入|投资|成本|产量|税收|营收|补助|利润|额)$|^,?(?:合计|共计)"
)
_NET = later("[纯净增]|可支配")
_PLACES, _LEAST, _TELLING = range(1, 5), 2, 100


def product_of_each(around: Surroundings, one: TextFigure) -> Finding | None:
    """What all have, if it is what each has times how many there are but for its point."""
    if one.role not in COUNTABLE or one.hedge or one.inner or one.order < _LEAST:
        return None
    said = _ALL.search(one.lead)
    if said is None or not one.printed or change_of(one.lead) or is_past(one.lead):
        return None
    count, each = around.reading.figures[one.order - _LEAST : one.order]
    if any(
        f.sentence != one.sentence or f.hedge or f.inner or not f.printed for f in (count, each)
    ):
        return None
    units, what = each_of(each.lead)
    called = said[1] or ""
    same = each.dimension == one.dimension and each.role in COUNTABLE
    # 亩均纯收入 is not of what was taken in.
    if not units or not same or _NET.search(what) or not (called in what or called == "额"):
        return None
    if count.unit.lstrip("万亿") not in units or is_past(count.lead) or change_of(count.lead):
        return None
    value = EXACT.multiply(each.value, count.value)
    if not any(_is_moved(value, one, places) for places in _PLACES):
        return None
    text = f"{said_in(each.value, one)} * {plain(count.value)}"
    message = (
        f"{each.text} 乘 {count.text} 是 {shown(value, one)}，写的是 {one.text}；"
        "像是单位或小数点错了"
    )
    remedy = f"两个数若无误，应为 {shown(value, one)}；否则核对这两个数"
    verdict = RelationVerdict.WRONG
    return Finding(verdict, RelationKind.RATE, message, text, value, one, (each, count), remedy)


def _is_moved(value: Decimal, one: TextFigure, places: int) -> bool:
    """Whether a printed amount of three digits is the right one with its point elsewhere."""
    if one.printed.scaleb(one.places) < _TELLING:
        return False
    moved = (value.scaleb(places), value.scaleb(-places))
    return any(half_up(one.said(each), one.places) == one.printed for each in moved)
