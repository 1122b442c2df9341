"""Sums told wrong of figures that are no parts of the whole, or not all of them.

存货盘亏合计30万元，坏账核销合计50万元: each is a whole.  顺差 is what two differ by.  368座（处）
has parts that are counted by the other unit, a list that ends in …… goes on, 各捐赠500万元 is
given several times, and 超过任务239.9万人 is by how much, of which nobody is a part.  Asked only
of what would be told wrong.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from sangeyipi.audit.judging.adding import by_part
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, OBJECT, change_of, growth_of, is_past, said_old
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL, SUMMED_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

_CHARS, _TIMES = 40, 10
_WHOLE = later(f"(?:{SUMMED_SO_FAR})(?:为|达|约)?$")
_NET = later("[顺逆]差|净[流增减额值利]|盈亏")
#: 2607台(条): counted by two units.
_OTHER_UNIT = later("\\([\u4e00-\u9fff]{1,2}\\)")
_GOES_ON = later("[^,。;\n]{0,4}(?:…|\\.\\.\\.)")
_EACH = later("各[^,。;\\d]{0,6}$")
_BY_HOW_MUCH = later("(?:超过?|超出|多出|高出)[^,。;]{0,14}(?:目标|任务|计划|预算)[^,。;\\d]{0,3}$")
#: 比年初预算8亿元超0.2亿元: what something is held against.
_AGAINST_PLAN = later("[比较](?:全?年度?|年初)?的?(?:计划|预算|目标|任务)(?:数|额)?的?$")
_AMONG = later("其中|包[括含]|分[别为]|:|\\(")
_PRICE = later("收于|报收|收盘|开盘|股价|报价|每[克股吨注]|单注|最[高低]")


def unless_no_parts(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the sums told wrong of what are not the parts of a whole."""
    wholes = by_part(
        frozenset(f.start for f in one.operands)
        for one in found
        if one.kind is RelationKind.SUM and one.verdict is RelationVerdict.HOLDS
    )
    of_others = _wholes(found)
    return [
        one
        for one in found
        if not (
            _are_no_parts(reading, one)
            or _are_siblings(one, wholes)
            or _are_of_another(one, of_others)
        )
    ]


def _wholes(found: list[Finding]) -> dict[frozenset[int], list[TextFigure]]:
    """What figures come to, by where these stand."""
    wholes: dict[frozenset[int], list[TextFigure]] = {}
    for one in found:
        if one.kind is RelationKind.SUM and one.verdict is RelationVerdict.HOLDS and one.stated:
            wholes.setdefault(frozenset(f.start for f in one.operands), []).append(one.stated)
    return wholes


def _are_of_another(one: Finding, wholes: dict[frozenset[int], list[TextFigure]]) -> bool:
    """争取资金12.5亿元，已支出9.8亿元。其中甲5.1亿元、…: as they come to the first, they are no
    parts of the second, unless that says that it is all."""
    total = one.stated
    if one.kind is not RelationKind.SUM or one.verdict is not RelationVerdict.WRONG or not total:
        return False
    others = wholes.get(frozenset(f.start for f in one.operands), ())
    here = [f for f in others if f.paragraph == total.paragraph]
    if not here or _IN_ALL.search(total.lead):
        return False
    done = _DONE.search(total.lead) is not None
    return all(f.measure != total.measure or done is not bool(_DONE.search(f.lead)) for f in here)


_IN_ALL = later(f"{IN_ALL}|总")
_DONE = later("已|实际|支出|拨付|支付|到位|完成|使用|[开竣完]工|投产|办结")


def _are_siblings(one: Finding, wholes: Mapping[int, list[frozenset[int]]]) -> bool:
    """34宗、16宗、38宗, which come to 88宗: none is what the two others come to."""
    if one.kind is not RelationKind.SUM or one.verdict is RelationVerdict.HOLDS:
        return False
    ours = {f.start for f in one.figures}
    return bool(ours) and any(ours <= whole for whole in wholes.get(min(ours), ()))


def _are_no_parts(reading: TextReading, one: Finding) -> bool:
    total, value, parts = one.stated, one.computed, one.operands
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.SUM:
        return False
    if total is None or value is None or not parts or not reading.knows(total):
        return False
    if not all(reading.knows(f) for f in parts):
        return False
    said, of = (
        reading.clause_before(total, _CHARS),
        [reading.clause_before(f, _CHARS) for f in parts],
    )
    return (
        all(_WHOLE.search(each) for each in (said, *of))
        or any(_PRICE.search(each) for each in (said, *of))
        or any(_EACH.search(each) for each in of)
        or (not _is_net_of_moves(total, parts) and _are_nets_mixed(said, of, above=total in parts))
        or _is_far(one, total, value)
        or _is_of_then(reading, total, parts)
        or _is_of_moves(reading, total, parts)
        or _is_named_few(total, parts)
        or _is_of_whom(total, parts)
        or (value < total.value and _goes_on(reading, total, parts))
        or _BY_HOW_MUCH.search(said) is not None
        or any(_AGAINST_PLAN.search(each) for each in (said, *of))
    )


def _are_nets_mixed(said: str, of: list[str], *, above: bool) -> bool:
    """进口8361亿元，顺差3680亿元: what two differ by is no part beside them."""
    nets = [_NET.search(each) is not None for each in of]
    if any(nets) is not all(nets):
        return True
    # 账户顺差653亿美元，其中货物顺差1633亿美元: what others take is told behind.
    return _NET.search(said) is not None and (not any(nets) or above)


def _is_net_of_moves(total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """净增64个，其中签约增加31个、开工减少24个、投产增加57个: what some rose by and others fell."""
    falls = {DOWN.search(said[1]) is not None for f in parts if (said := change_of(f.lead))}
    all_moved = all(change_of(f.lead) is not None for f in parts)
    return _NET_MOVE.search(total.lead) is not None and all_moved and len(falls) > 1


_NET_MOVE = later("净[增减](?:加|少|长)?了?$")


def _is_far(one: Finding, total: TextFigure, value: Decimal) -> bool:
    """Whether a sum is nowhere near a whole, and looks like no slip."""
    above = any(f.value > total.value and "另" not in f.lead for f in one.operands)
    plain = one.is_recognised or above
    return not plain and not total.value <= 2 * value <= 4 * total.value


def _is_of_then(reading: TextReading, total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """较2021年的25801亿元减少5.5%，其中: of what is now."""
    past = is_past(total.lead) or said_old(reading, total)
    return past and not any(is_past(f.lead) for f in parts)


def _is_of_moves(reading: TextReading, total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """黑茶45.8吨，增加3.2吨；乌龙茶33.3吨，增加2.1吨: what each kind has grown by is its own."""
    moves = [f for f in (total, *parts) if change_of(f.lead) or growth_of(f.lead)]
    if len(moves) < len(parts) + 1 or parts[0].order < total.order:
        return False
    return _AMONG.search(reading.text, total.end, parts[0].start) is None


def _is_named_few(total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """两个组别，共44个大项、1232个小项: no two are of more than a thousand."""
    few = total.role is Role.COUNT and total.value < _TIMES and not total.text[0].isdigit()
    return few and any(f.value > _TIMES * total.value for f in parts)


def _is_of_whom(total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """向22家单位集中交办，其中甲局7个、乙局5个: how many each of them was given."""
    return OBJECT.search(total.lead) is not None and all(f.unit != total.unit for f in parts)


def _goes_on(reading: TextReading, total: TextFigure, parts: tuple[TextFigure, ...]) -> bool:
    """Whether more parts are left out, counted by another unit, or in words: 一居两套."""
    unit = re.escape(total.unit_alone())
    said = re.findall(
        f"([一二两三四五六七八九十]){unit}", reading.text[total.end : parts[-1].start]
    )
    off = total.value - sum(f.value for f in parts)
    if unit and off in map(numerals.exact, said):
        return True
    other = _OTHER_UNIT.match(reading.text, total.end)
    return other is not None or _GOES_ON.match(reading.text, parts[-1].end) is not None
