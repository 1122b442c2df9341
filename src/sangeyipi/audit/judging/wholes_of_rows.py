"""Which figure is the whole of a column of rows, where it is known of which they are rows.

It stands beside the whole of the rows as the cells stand beside their parts: of the same kind and
alone there, or right beside it by whatever name, before the rows or behind them.
"""

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

Row = Sequence[TextFigure]
_APART = 6
#: What is only planned.
PLANNED = later("计划|目标|任务|拟|力争|应")
#: What is of some only.
SOME = later("等|以上|以下|重点|含|主要|部分")
_order = attrgetter("order")


def is_right_behind(reading: TextReading, one: TextFigure, total: TextFigure, column: Row) -> bool:
    """三类合计51个、193.4亿元: whether both wholes stand behind the rows, the one right behind."""
    return (
        one.order == total.order + 1
        and total.order > max(f.order for f in column)
        and _NEXT.fullmatch(reading.between(total, one)) is not None
    )


_NEXT = later("(?:项目)?[、,](?:总投资|投资|金额|资金|[\u4e00-\u9fff]{2})?")


def may_add(one: TextFigure) -> bool:
    """Whether a figure may be one of a column: of now, no change, not in brackets."""
    return (
        one.role in COUNTABLE
        and not one.inner
        and not one.hedge
        and not change_of(one.lead)
        and not is_past(one.lead)
    )


def kind_of(one: TextFigure) -> object:
    """What the cells of a column have in common."""
    if one.role is Role.MONEY:
        return one.role, one.measure, PLANNED.search(one.lead) is not None
    if one.role is Role.QUANTITY:
        own = _MEASURED.search(one.lead)
        return one.role, one.unit, own[0] if own else "", PLANNED.search(one.lead) is not None
    state = words.state_of(one.lead) if not one.first else words.state_of(one.tail[:6])
    return one.role, one.dimension, state, PLANNED.search(one.lead) is not None


_MEASURED = later("(?<=[、,])[^、,;。]{2,4}$|^(?:死亡|受伤)$|[户人亩]均|平均")


def whole_of(reading: TextReading, total: TextFigure, parts: Row, column: Row) -> TextFigure | None:
    """What stands beside the whole of rows as a column stands beside their parts."""
    kinds, first = {kind_of(f) for f in column}, min(parts[0].order, column[0].order)
    near_by = [
        f
        for f in reading.figures[max(0, total.order - _APART) : total.order + _APART]
        if f is not total
        # 计划投资68.4亿元。1-11月完成投资71.85亿元，…。其中：
        and 0 <= f.sentence - total.sentence <= (f.order < first)
        and not first <= f.order <= max(parts[-1].order, column[-1].order)
        and may_add(f)
        and _is_of_kind(f, column[0], kinds)
    ]
    behind = total.order > max(parts[-1].order, column[-1].order)
    if behind and near_by and near_by[0].order == total.order + 1:
        return near_by[0]
    if behind or not near_by:
        return _right_beside(reading, total, parts, column)
    alone = len(near_by) == 1 and not _is_one_of_row(reading, near_by[0], total)
    return near_by[0] if alone else None


def _right_beside(
    reading: TextReading, total: TextFigure, parts: Row, column: Row
) -> TextFigure | None:
    """What stands right beside the whole of rows, whatever it is called.

    投资规模17.46亿元, of rows of 计划投资; 计划报批15批次、4820亩, of 已获批11批次、3574亩.
    """
    behind = total.order > parts[-1].order
    for at in (total.order + 1, *(() if behind else (total.order - 1,))):
        if not 0 <= at < len(reading.figures):
            continue
        one = reading.figures[at]
        if not may_add(one) or one in column or one in parts or one.sentence != total.sentence:
            continue
        if (one.role, one.unit_alone()) != (column[0].role, column[0].unit_alone()):
            continue
        first, last = sorted((one, total), key=_order)
        if not _are_of_one_state(one, column):
            continue
        if _BARE.fullmatch(reading.between(first, last)) is None:
            if _CALLED.fullmatch(reading.between(first, last)) is None:
                continue
            # By another name it may be another amount, which one digit of four is hardly ever.
            if _OF_YEAR.search(one.lead) or any(_OF_YEAR.search(f.lead) for f in column):
                continue
            if slip_odds(sum((f.value for f in column), Decimal(0)), one) < _NAMED_ELSE:
                continue
        return None if _is_one_of_row(reading, one, total) else one
    return None


def _are_of_one_state(one: TextFigure, column: Row) -> bool:
    """Whether the words of a whole say what those of a column say, where these name a state."""
    said = {words.state_of(f.lead or f.tail[:6]) for f in column} - {""}
    return one.role is not Role.COUNT or not said or said == {words.state_of(one.lead)}


_OF_YEAR = later("年度|[当今本]年|年内|累计|[已完]")
_BARE = later("(?:项目)?[、,]")
_CALLED, _NAMED_ELSE = later("(?:项目)?[、,][^、,;。\\d]{2,6}"), 200


def _is_of_kind(one: TextFigure, cell: TextFigure, kinds: set[object]) -> bool:
    if len(kinds) == 1 and (one.role is not Role.COUNT or words.state_of(cell.lead)):
        return kind_of(one) in kinds
    return (one.role, one.dimension) == (cell.role, cell.dimension)


def _is_one_of_row(reading: TextReading, one: TextFigure, total: TextFigure) -> bool:
    """共60个。其中…10个，投资…: what 其中 says is of some only."""
    first, last = sorted((one, total), key=_order)
    said = reading.text[first.end : last.start]
    # 86个重点项目完成投资736亿元: that is said of the whole itself.
    lead = one.lead.replace("重点", "") if one.order == total.order + 1 else one.lead
    # 甲项目、乙项目等58个项目: all of them.
    lead = lead.removesuffix("等")
    return "其中" in said or SOME.search(lead) is not None
