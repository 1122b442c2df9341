"""Ratios whose name says of what two amounts they are: 资产负债率 of 负债 and 资产, 产销率.

Each is of two figures of the paragraph that are called so, wherever they stand.  Wrong only where
there is one such pair, where nothing says that the ratio is somebody else's, and where it looks
like a slip.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair, of_other_base, verdict
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import ADDED_UP, IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_SHEET = "6月末，资产总计8321.5亿元，负债合计5173.9亿元，所有者权益合计3147.6亿元，"
_BOOKS = "规上工业实现营业收入2683.4亿元，发生营业成本2291.7亿元，实现利润总额139.6亿元。"
EXAMPLES = (
    (f"{_SHEET}资产负债率为62.2%。", "holds 5173.9 / 8321.5 * 100 = 62.2"),
    (f"{_SHEET}资产负债率为66.2%。", "wrong 5173.9 / 8321.5 * 100 = 66.2"),
    (f"{_BOOKS}营业收入利润率为5.20%。", "holds 139.6 / 2683.4 * 100 = 5.20"),
    (f"{_BOOKS}营业收入利润率为5.02%。", "wrong 139.6 / 2683.4 * 100 = 5.02"),
    (f"{_BOOKS}每百元营业收入中的成本为85.40元。", "holds 2291.7 / 2683.4 * 100 = 85.40"),
    (f"{_BOOKS}每百元营业收入中的成本为84.50元。", "wrong 2291.7 / 2683.4 * 100 = 84.50"),
    (
        "完成工业总产值816.4亿元，实现工业销售产值793.5亿元，产销率97.2%。",
        "holds 793.5 / 816.4 * 100 = 97.2",
    ),
    (
        "一般公共预算收入37.46亿元，一般公共预算支出118.2亿元。财政自给率31.7%。",
        "holds 37.46 / 118.2 * 100 = 31.7",
    ),
    (
        "年末常住人口41.6万人，其中城镇23.8万人，乡村17.8万人，城镇化率为52.71%。",
        "wrong 23.8 / 41.6 * 100 = 52.71",
    ),
    (
        "送审金额2140.6万元，审定金额2036.5万元，核减金额104.1万元，核减率4.86%。",
        "holds 104.1 / 2140.6 * 100 = 4.86",
    ),
    (
        "签订合同项目214个，总投资583.4亿元，合同引资526.8亿元。累计到位资金168.4亿元，资金到位率32%。",
        "holds 168.4 / 526.8 * 100 = 32",
    ),
    (
        "采购预算规模214683.92万元。实际采购规模193690.37万元，节约资金20993.55万元，节约率10.84%。",
        "wrong 20993.55 / 214683.92 * 100 = 10.84",
    ),
    # Its parts are no other budgets.
    (
        "公共预算收入21.4亿元，增长15.2%，其中税收收入15.3亿元，增长15.7%，税比73.5%。",
        "wrong 15.3 / 21.4 * 100 = 73.5",
    ),
    (
        "总收入9846万元，地方公共预算收入4134万元：税收收入2486万元，非税收入1648万元，税收占比70.1%。",
        "wrong 2486 / 4134 * 100 = 70.1",
    ),
    (
        "营业收入326.8亿元，增长7.2%；利润18.7亿元，营业收入利润率5.6%。",
        "wrong 18.7 / 326.8 * 100 = 5.6",
    ),
    (
        "预算规模214.6亿元，其中货物类预算91.2亿元、服务类预算123.4亿元。实际采购规模193.6亿元，节约资金21亿元，节约率10.85%。",
        "wrong 21 / 214.6 * 100 = 10.85",
    ),
    # Of what was left.
    (
        "送审金额2140.6万元，审定金额2036.5万元，核减金额104.1万元，核减率5.11%。",
        "wrong 104.1 / 2140.6 * 100 = 5.11",
    ),
)


class _Ends(NamedTuple):
    """What is set against what: the words that end before each is printed."""

    part: "re.Pattern[str]"
    base: "re.Pattern[str]"
    #: Nobody reckons it in another way: of 财政自给率 some income is left out.
    sure: bool = True
    #: Of what is printed right before only: of every row of a text something has arrived.
    beside: bool = False


def _ends(part: str, base: str, *, sure: bool = True, beside: bool = False) -> _Ends:
    ended = f"(?:总额|{ADDED_UP}|总量|余额|总值)?(?:已|共|约)?(?:达到|达|为|是)?$"
    return _Ends(re.compile(f"(?:{part}){ended}"), re.compile(f"(?:{base}){ended}"), sure, beside)


_INCOME = "(?:业务|营业|销售)收入"
_BOOKED = _ends("(?<![净业])利润", _INCOME)
_TAXES = _ends("(?<!非)税收(?:收入)?", "预算(?:总)?收入|财政(?:总)?收入|地方收入", sure=False)
_OUTPUT = _ends("销售产值", "总产值|(?<![售加])工业产值")
#: Every such name, with its two ends; who knows of one more adds it here only.
_RATIOS = {
    "资产负债率": _ends("(?<!流动)负债", "(?<![净动定形])资产"),
    "营业收入利润率": _BOOKED,
    "业务收入利润率": _BOOKED,
    "销售收入利润率": _BOOKED,
    "百元营业收入中的成本": _ends("营业成本", _INCOME),
    "百元营业收入成本": _ends("营业成本", _INCOME),
    "百元主营业务收入中的成本": _ends("业务成本", _INCOME),
    "税比": _TAXES,
    "税收占比": _TAXES,
    "税收比重": _TAXES,
    "产销率": _OUTPUT,
    "产品销售率": _OUTPUT,
    "财政自给率": _ends("预算收入", "预算支出", sure=False),
    "城镇化率": _ends("城镇(?:常住)?(?:人口)?", "(?<!镇)(?:常住|总)人口"),
    "核减率": _ends("核减(?:投资|资金|金额)?", "送审(?:投资|资金|造价)?(?:金)?额?"),
    "资金到位率": _ends(
        "到位(?:资金|投资)?",
        "引资额?|(?:合同|协议|签约)(?:总?投资|引资|资金|金额)额?|总投资",
        sure=False,
        beside=True,
    ),
    "节约率": _ends("节约(?:资金|金额)?", "(?:预算|计划)(?:规模|金额|资金|总?价)?"),
    "节资率": _ends("节约(?:资金|金额)?", "(?:预算|计划)(?:规模|金额|资金|总?价)?"),
    "审减率": _ends("审减(?:投资|资金|金额)?", "送审(?:投资|资金|造价)?(?:金)?额?"),
}
_NAMED = re.compile(f"({'|'.join(_RATIOS)})(?:已|约)?(?:达到|达|为|是)?$")
#: Words before a name that say nothing of whose it is.
_ITS = later("(?:\\d{1,2}月|[年季月期]?[末底]|余额|工业|产品|企业|每|综合|[、,])*")
_CLAUSE = later("[,。;:()\n]")
_PRINTED = (Role.PERCENT, Role.MONEY)
_BACK, _AHEAD, _WHO = 16, 6, 24
_ONE = Decimal(1)
_TWO = 2


def named_ratios(reading: TextReading) -> Iterator[Finding]:
    """Every ratio that is called by such a name."""
    for one in reading.figures:
        if one.role not in _PRINTED or not one.printed or one.scale != _ONE:
            continue
        named = _NAMED.search(one.lead)
        # 每百元营业收入中的成本 is an amount, all others are percentages.
        if named is None or ("元" in named[1]) is (one.role is Role.PERCENT):
            continue
        found = _told(reading, one, named)
        if found is not None:
            yield found


def _told(reading: TextReading, one: TextFigure, named: "re.Match[str]") -> Finding | None:
    ends = _RATIOS[named[1]]
    near = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order + _AHEAD]
        if f.paragraph == one.paragraph and f is not one and _is_plain(f)
    ]
    parts = [f for f in near if ends.part.search(f.lead)]
    if ends.beside:
        parts = [f for f in parts if f.order == one.order - 1 and f.sentence == one.sentence]
    bases = [f for f in near if ends.base.search(f.lead) and f.interval[0] > 0]
    if all(_BARE.match(f.lead) for f in parts):
        bases = _wholes(bases)
    pairs = [RatePair(part, base) for part, base in product(parts, bases) if part is not base]
    pairs.sort(key=lambda pair: abs(one.order - pair.part.order) + abs(one.order - pair.base.order))
    good = next((pair for pair in pairs if verdict(pair, one) in GOOD), None)
    if good is not None:
        return _judged(good, one)
    sure = ends.sure
    if ends is _TAXES:
        pairs = _of_taxes(reading, pairs, near)
        sure = True
    if not sure or len(pairs) != 1 or not _is_theirs(reading, one, named[1], pairs[0]):
        return None
    if is_slip(pairs[0].value, one) or _is_slip_in_sentence(reading, pairs[0], one):
        return _judged(pairs[0], one)
    others = (f for f in near if f.dimension == pairs[0].base.dimension and f.interval[0] > 0)
    mistaken = next((f for f in others if _is_of(pairs[0].part, f, one)), None)
    if mistaken is None:
        return None
    found = _judged(pairs[0], one)
    return found._replace(why=of_other_base(mistaken))


def _is_slip_in_sentence(reading: TextReading, pair: RatePair, one: TextFigure) -> bool:
    """利润18.7亿元，营业收入利润率5.6%: one digit of two, where nothing stands between to be of."""
    last = max(pair.part.order, pair.base.order)
    between = reading.figures[last + 1 : one.order]
    return (
        pair.part.sentence == pair.base.sentence == one.sentence
        and all(f.role in (Role.PERCENT, Role.POINTS) for f in between)
        and slip_of(pair.value, one) is not None
        and "月" not in reading.clause_before(one, _WHO)
    )


def _of_taxes(
    reading: TextReading, pairs: list[RatePair], near: list[TextFigure]
) -> list[RatePair]:
    """税收收入2486万元，非税收入1648万元: of what both come to, or of what 其中 says it is of."""
    others = {f.value for f in near if _NO_TAX.search(f.lead)}
    pairs = [pair for pair in pairs if pair.part.order > pair.base.order]
    closed = [pair for pair in pairs if pair.base.value - pair.part.value in others]
    if closed:
        return closed
    among = [pair for pair in pairs if "其中" in reading.between(pair.base, pair.part)]
    return [
        pair
        for pair in among
        if pair.part.sentence == pair.base.sentence
        and not any(
            f.role not in (Role.PERCENT, Role.POINTS) and not change_of(f.lead)
            for f in reading.figures[pair.base.order + 1 : pair.part.order]
        )
    ]


_NO_TAX = later("非税(?:收入)?(?:完成|为|达|实现)?$")


#: 服务类节约12亿元 is of a row.
_BARE = later(f"[,、;]?(?:{IN_ALL_SO_FAR}|实际){{0,3}}(?:节约|核减|审减)")


def _wholes(bases: list[TextFigure]) -> list[TextFigure]:
    """预算规模214.7亿元，其中: 货物类预算91.2亿元、…: what all the others come to, alone."""
    total = sum((f.value for f in bases), Decimal(0))
    whole = [f for f in bases if 2 * f.value == total and len(bases) > _TWO]
    return whole or bases


def _is_of(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether a ratio of three digits or more comes to the digit of another base."""
    digits = sum(1 for each in f"{one.printed:f}" if each.isdigit())
    exact = verdict(RatePair(part, base), one) is RelationVerdict.HOLDS
    return base is not part and digits > _TWO and exact


def _is_plain(one: TextFigure) -> bool:
    """Whether a figure is an amount of now, and no change of one."""
    people = one.role is Role.QUANTITY and one.dimension == "人"
    if not (one.role is Role.MONEY or people) or one.hedge or one.inner:
        return False
    return not is_past(one.lead) and not change_of(one.lead)


def _is_theirs(reading: TextReading, one: TextFigure, name: str, pair: RatePair) -> bool:
    """Whether no word says that a ratio is of somebody else than the pair, or of another time."""
    said = _CLAUSE.split(reading.text[max(0, one.start - _WHO) : one.start])[-1]
    who = said[: said.rfind(name)]
    if not (_ITS.fullmatch(who) or (len(who) > 1 and who in pair.base.lead)):
        return False
    return not one.hedge and pair.part.order < one.order > pair.base.order


def _judged(pair: RatePair, one: TextFigure) -> Finding:
    part, base = pair.part, pair.base
    judgement = verdict(pair, one)
    text = f"{base.said(part.value):f} / {said_in(base.value, base)} * 100"
    said = f"{part.text} 与 {base.text} 之比是 {shown(pair.value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if judgement is RelationVerdict.WRONG:
        why = slip_of(pair.value, one)
        remedy = f"两个数若无误，应为 {one.as_printed(pair.value)}；否则核对这两个数"
    kind = RelationKind.RATE
    return Finding(judgement, kind, said, text, pair.value, one, (part, base), remedy, why)
