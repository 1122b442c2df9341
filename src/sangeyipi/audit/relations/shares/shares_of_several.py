"""Shares of several together: 甲市101项、乙市98项和丙市81项，三市占58%; and of a column's sum.

A list is a numerator where words say so (三市合计占, 前三位为…，占).  A base may be a column: what
the rows of a paragraph say in the same words (总投资7510亿元…总投资2453亿元…).  Of what stands
right before a share, or of the row that it names, so few columns are tried that one which comes
out is meant (`judging/evidence.py`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import CUED, MADE_UP, enough, one_in
from sangeyipi.audit.judging.finding import (
    Finding,
)
from sangeyipi.audit.judging.pairs import held_of_several, is_share, slipped_of_several
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import base_of, change_of, is_base, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER, IN_ALL, IN_ALL_SO_FAR
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "新建项目开工412项，续建项目复工386项。新建项目中，开工数居前的是甲市92项、乙市81项和丙市66项，"
        "三市占全区的58%。",
        "holds (92 + 81 + 66) / 412 * 100 = 58",
    ),
    (
        "合同额21.37亿元。开发区合同额8.46亿元，增长1.3倍；保税区4.12亿元，增长62.4%；"
        "产业园区1.57亿元，增长4倍，三区合计占全市的66.2%。",
        "holds (8.46 + 4.12 + 1.57) / 21.37 * 100 = 66.2",
    ),
    (
        "三个园区税收分别为4.38亿元、3.07亿元、2.16亿元，合计占全县税收17.2亿元的55.9%。",
        "holds (4.38 + 3.07 + 2.16) / 17.2 * 100 = 55.9",
    ),
    (
        "开工项目1846个，总投资约0.9万亿元，产业项目投资占比达65%。具体来看，产业项目1127个，总投资"
        "5914亿元；基础设施项目391个，总投资2087亿元；社会民生项目244个，总投资713亿元；"
        "生态环保项目84个，总投资342亿元。",
        "holds 5914 / (5914 + 2087 + 713 + 342) * 100 = 65",
    ),
    (
        "重点项目累计完成投资318.6亿元，完成年度计划的68.9%。新建项目142个，年内计划投资213.8亿元，"
        "完成126.4亿元；续建项目96个，年内计划投资248.7亿元，完成192.2亿元。",
        "holds 318.6 / (213.8 + 248.7) * 100 = 68.9",
    ),
    (
        "引进项目1286个。其中甲市引进371个、乙市264个、丙市126个，居前三位；三市引进项目占全省的59.2%。",
        "holds (371 + 264 + 126) / 1286 * 100 = 59.2",
    ),
    (
        "引进项目1286个。其中甲市引进371个、乙市264个、丙市126个，居前三位；三市引进项目占全省的52.9%。",
        "wrong (371 + 264 + 126) / 1286 * 100 = 52.9",
    ),
    (
        "新登记53.2万户。最多的是甲市14.26万户；其次为乙市和丙市，分别5.13万户、4.2万户。"
        "上述三市占全省总数的44.34%。",
        "holds (14.26 + 5.13 + 4.2) / 53.2 * 100 = 44.34",
    ),
    (
        "用电量92.6亿千瓦时。其中，工业用电54.3亿千瓦时，占58.6%；居民用电21.2亿千瓦时，占22.9%；"
        "两项合计占全社会用电量的83.5%。",
        "wrong (54.3 + 21.2) / 92.6 * 100 = 83.5",
    ),
    # Growth between them, and a base by its name a sentence before.
    (
        "税收收入143.8亿元，上年同期为136.2亿元，增长5.6%。增值税58.4亿元，增长6.1%；企业所得税21.7亿元，"
        "增长3.3%；个人所得税5.2亿元，下降1.9%。以上三项合计占税收收入的59.3%。",
        "holds (58.4 + 21.7 + 5.2) / 143.8 * 100 = 59.3",
    ),
    (
        "税收收入143.8亿元，上年同期为136.2亿元，增长5.6%。增值税58.4亿元，增长6.1%；企业所得税21.7亿元，"
        "增长3.3%；个人所得税5.2亿元，下降1.9%。以上三项合计占税收收入的53.9%。",
        "wrong (58.4 + 21.7 + 5.2) / 143.8 * 100 = 53.9",
    ),
    (
        "一季度完成284亿元，工业、交通、能源分别完成103亿元、92亿元、44亿元，占全省总量的84.2%。",
        "holds (103 + 92 + 44) / 284 * 100 = 84.2",
    ),
)
_HUNDRED = Decimal(100)
_CUE = re.compile("占|率|比重|完成")
_TOGETHER = re.compile(
    f"(?:{IN_ALL_SO_FAR}|{ADDED_TOGETHER}|"
    f"(?P<many>[两二三四五六七八九十])(?:者|项|类|个|大)?[^,。;、\\d]{{0,8}}?)(?:{IN_ALL})?占"
)
_TOGETHER_BEHIND = later(f"[^,。;、\\d]{{0,8}}?(?:{IN_ALL_SO_FAR}|{ADDED_TOGETHER})?占")
_FOREMOST = later("前(?P<many>[两二三四五六七八九十])[位名个的类项大家]?")
_MOST, _LEAST_LIST, _BACK, _AHEAD, _FAR = 8, 3, 22, 12, 420
_GAP, _NAME, _ROW, _SHORT = 10, 30, 24, 2
_BESIDES = later("不含|不包括|另有?|旧存|结转")
#: Percentages as whole numbers, to be compared fast.
_FINE, _FINE_HUNDRED = 9, 100 * 10**9
_CLAUSE = later("[,。;:\n]")


def share_of_list(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a percentage is of a list that words say is meant; no other part is."""
    if not _is_open(around, one):
        return None
    parts = _listed(around, one)
    if not parts:
        return None
    first, total = parts[0], sum((f.value for f in parts), Decimal(0))
    before = around.reading.figures[one.order - 1]
    # 合计占全县税收16.4亿元的58%: nothing else is meant.
    bases = [
        f
        for f in ((before,) if is_base(around.reading, before) else around.near(one))
        if f.dimension == first.dimension and f.printed and not f.hedge and f.value > total
    ]
    ranked = sorted(
        bases, key=lambda f: (around.far(first, f) - 2 * around.alike(first, f), f.order)
    )
    for rank, base in enumerate(ranked, 1):
        found, odds = _told(parts, (base,), one)
        if found is not None and enough(odds, rank, CUED):
            return found
    claim = base_of(one.lead)
    if claim is not None and len(claim[1]) > _SHORT:
        # 三项合计占税收收入的59.3%: of the one that is called so.
        ranked = [f for f in ranked if claim[1] in f.lead] or ranked
    if len({f.value for f in ranked}) == 1:
        return slipped_of_several(parts, ranked[:1], one)
    return None


def share_of_column(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a percentage is of a column, where no two figures come to it."""
    if not _is_open(around, one):
        return None
    columns = around.once(_Columns).near(one)
    if not any(_may_come_to(around, one, column) for column in columns):
        return None
    kept = [column.figures for column in columns]
    for rank, (part, wholes) in enumerate(_tried(around, one, kept), 1):
        found, odds = _told((part,), wholes, one)
        if found is not None and enough(odds, rank, MADE_UP):
            return found
    return None


def _is_open(around: Surroundings, one: TextFigure) -> bool:
    """Whether a percentage may be such a share."""
    if one.role is not Role.PERCENT or not one.printed or one.hedge or one.printed >= _HUNDRED:
        return False
    before = around.reading.figures[max(0, one.order - 1)]
    said = before.lead + one.lead if is_base(around.reading, before) else one.lead
    return _CUE.search(said) is not None and is_share(around.reading, one)


# ---- a list is the numerator


def _listed(around: Surroundings, one: TextFigure) -> Sequence[TextFigure]:
    """The several before a share that words say it is of."""
    figures, text = around.reading.figures, around.reading.text
    begin = around.reading.begins[one.order]
    own = [f for f in figures[begin : one.order] if f.role in COUNTABLE and f.printed]
    if len(own) > 1 and is_base(around.reading, own[-1]):
        own.pop()
    if own and _counts_them(own[-1]):
        own.pop()
    own = own or _of_sentence_before(around, one)
    if not own:
        return ()
    last = own[-1]
    together = _TOGETHER.search(text, last.end, one.start)
    first, _, many = around.listed(last)
    if together is not None and together["many"]:
        wanted = int(numerals.exact(together["many"].replace("两", "二")) or 0)
        kin = [f for f in own if f.dimension == last.dimension and not change_of(f.lead)]
        found = kin[-wanted:] if 1 < wanted <= len(kin) else []
    elif last.order >= one.order - 2 and many >= _LEAST_LIST:
        found = list(figures[first : last.order + 1])
        if _is_of_all_in_order(around, found, one):
            return found
        start = max(around.reading.begun("。;\n", figures[first].start), figures[first].start - 40)
        foremost = _FOREMOST.search(text, start, figures[first].start)
        if together is None and foremost is None:
            return ()
        if foremost is not None and numerals.exact(foremost["many"]) not in (None, many):
            return ()
    else:
        return ()
    return found if all(not f.hedge and not f.inner for f in found) else ()


def _counts_them(one: TextFigure) -> bool:
    """两项合计占…的: how many are taken together, and none of them."""
    few = one.role is Role.COUNT and one.value <= _MOST and _THESE.fullmatch(one.lead) is not None
    return few and _TOGETHER_BEHIND.match(one.tail) is not None


_THESE = later("[,;]?(?:以上|上述|这|前述|前)?")


def _of_sentence_before(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    """最多的是甲市14.38万户；其次为乙市5.09万户。上述两市占全省的36.24%: of the sentence before."""
    figures, begin = around.reading.figures, around.reading.begins[one.order]
    said = around.reading.text[max(0, one.start - _NAME) : one.start]
    if not begin or _TOGETHER.search(_CLAUSE.split(said)[-1]) is None:
        return []
    last = figures[begin - 1]
    if last.sentence < one.sentence - 1 or last.paragraph != one.paragraph:
        return []
    before = figures[around.reading.begins[last.order] : begin]
    return [f for f in before if f.role in COUNTABLE and f.printed]


def _is_of_all_in_order(around: Surroundings, parts: Sequence[TextFigure], one: TextFigure) -> bool:
    """工业、交通、能源分别完成106亿元、95亿元、45亿元，占全省总量的85%: one share of all three."""
    after = around.reading.figures[one.order + 1 : one.order + 2]
    listed = bool(after) and after[0].role is Role.PERCENT and after[0].lead in _GO_ON
    right_behind = parts[-1].order == one.order - 1 and one.lead.lstrip(",").startswith("占")
    plain = all(not f.hedge and not f.inner for f in parts)
    return right_behind and not listed and plain and "分别" in parts[0].lead


_GO_ON = frozenset({"、", "和", "及", "与", ","})


def is_of_several(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """Whether words say that a percentage is of a part and what is listed before it together."""
    before = reading.figures[part.order - 1] if part.order else part
    listed = before.dimension == part.dimension and before.sentence == part.sentence == one.sentence
    return listed and _TOGETHER.search(reading.text, part.end, one.start) is not None


# ---- a column is the base


class _Column(NamedTuple):
    figures: tuple[TextFigure, ...]
    #: Whole numbers (`TextFigure.exact`).
    value: int
    half: int


class _Columns:
    """What is said in the same words of the rows of a paragraph, by its first figure."""

    def __init__(self, around: Surroundings) -> None:
        columns: dict[tuple[object, ...], list[TextFigure]] = {}
        before: TextFigure | None = None
        found: list[_Column] = []
        for f in around.reading.figures:
            if f.role not in COUNTABLE or not f.printed or f.hedge:
                continue
            if f.inner:
                if before is not None and before.order == f.order - 1 and _BESIDES.search(f.lead):
                    found += _made((before, f) if before.dimension == f.dimension else ())
                continue
            before = f
            words = "" if f.first else f.lead[-2:]
            if (words or f.first) and not change_of(f.lead):
                key = f.paragraph, f.dimension, f.measure, words
                columns.setdefault(key, []).append(f)
        for column in columns.values():
            found += _made(tuple(column))
            # 总投资1.1万亿元，…总投资7510亿元、…: the first may be what the others come to.
            found += _made(tuple(column[1:]))
        self._found = sorted(found, key=_first)
        self._firsts = [_first(one) for one in self._found]

    def near(self, one: TextFigure) -> list[_Column]:
        """Those that begin around a percentage, in its own paragraph or beside it."""
        begin = bisect_left(self._firsts, one.order - _BACK)
        end = bisect_left(self._firsts, one.order + _AHEAD, begin)
        return [
            column
            for column in self._found[begin:end]
            if abs(column.figures[0].paragraph - one.paragraph) <= 1
            and abs(column.figures[0].start - one.start) <= _FAR
        ]


def _first(column: _Column) -> int:
    return column.figures[0].order


def _made(figures: tuple[TextFigure, ...]) -> Iterator[_Column]:
    if 1 < len(figures) <= _MOST:
        value, half = (sum(f.exact[n] for f in figures) for n in (0, 1))
        yield _Column(figures, value, half)


def _may_come_to(around: Surroundings, one: TextFigure, column: _Column) -> bool:
    """Whether the figure before a percentage, or one of a column, may be that of the column."""
    low, high = (int(end.scaleb(_FINE)) for end in one.interval)
    least, most = low * (column.value - column.half), high * (column.value + column.half)
    before = around.reading.figures[max(0, one.order - 1)]
    return any(
        f.dimension == column.figures[0].dimension
        and (f.exact[0] - f.exact[1]) * _FINE_HUNDRED <= most
        and least <= (f.exact[0] + f.exact[1]) * _FINE_HUNDRED
        for f in (before, *column.figures)
    )


def _tried(
    around: Surroundings, one: TextFigure, columns: Sequence[tuple[TextFigure, ...]]
) -> Iterator[tuple[TextFigure, tuple[TextFigure, ...]]]:
    """Parts and columns: what stands right before the share, then the row that it names."""
    reading = around.reading
    before = reading.figures[one.order - 1] if one.order else one
    near = sorted(columns, key=lambda column: min(abs(f.order - one.order) for f in column))
    beside = before.role in COUNTABLE and not before.hedge and one.start - before.end <= _GAP
    # 完成44亿元（上年同期38.2亿元），完成率36.9%: what was done then is no part of now.
    beside = beside and (is_past(one.lead) or not is_past(before.lead))
    if beside and before.sentence == one.sentence:
        yield from ((before, column) for column in near if column[0].dimension == before.dimension)
    said = _CLAUSE.split(reading.text[max(0, one.start - _NAME) : one.start])[-1]
    names = {said[n : n + 2] for n in range(len(said) - 1)}
    rows = [(column, [_pairs(around, f) & names for f in column]) for column in near]
    for column, said_of in sorted(rows, key=lambda row: -max(map(len, row[1]))):
        # What every row says tells none of them; nor does any tell the one of its own sentence.
        shared = frozenset.intersection(*said_of)
        own = [f for f, row in zip(column, said_of, strict=True) if row - shared]
        own = own or [f for f in column if f.sentence == one.sentence and f.order < one.order]
        if len(own) == 1 and not (beside and own[0] is before):
            yield own[0], column


def _pairs(around: Surroundings, one: TextFigure) -> frozenset[str]:
    """What is said of a figure's row before it."""
    start = around.reading.begun("。;\n", one.start)
    said = around.reading.text[max(start, one.start - _ROW) : one.start]
    return frozenset(said[n : n + 2] for n in range(len(said) - 1))


# ---- what is told


def _told(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> tuple[Finding | None, int]:
    found = held_of_several(parts, wholes, one)
    if found is None:
        return None, 0
    held, reach = found
    held = held._replace(operands=(*parts, *(f for f in wholes if f not in parts)))
    return held, one_in(one, reach, _HUNDRED, held.verdict)
