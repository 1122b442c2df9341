"""Sums in whatever words: figures in a row, of one kind, that come to another.

The rows that are tried first are those that sentences build: from right behind a whole to the end
of its sentence, or from a sentence's beginning to the whole at its end.  A row may leave out what
stands between in brackets, and may be one figure of every clause, called alike.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from operator import attrgetter

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.completeness import complete
from sangeyipi.audit.judging.evidence import (
    CUED,
    MADE_UP,
    PLAIN,
    at_most,
    enough,
    is_slip_of_sum,
    one_in,
)
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.standing import is_one_list
from sangeyipi.audit.relations.sums.overlaps import is_without_doubles
from sangeyipi.audit.relations.sums.totals_of_few import few_said
from sangeyipi.audit.text.around import NO_KIN, Kin, Surroundings, kinds
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL, SUMMED_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "现场签约17家，签约金额1285亿元；分会场签约26家，签约金额346亿元，共计签约金额1631万元。",
        "wrong 12850000 + 3460000 = 1631",
    ),
    (
        "领导包抓45个，开工42个；部门包抓126个，开工109个。合计包抓171个，开工151个。",
        "holds 42 + 109 = 151",
    ),
    (
        "完成投资431.76亿元。其中市属项目完成287.31亿元。新建项目31个，完成投资152.48亿元；"
        "续建项目28个，完成投资279.28亿元。",
        "holds 152.48 + 279.28 = 431.76",
    ),
    ("第一产业9个、第二产业27个、第三产业14个，合计59个。", "wrong 9 + 27 + 14 = 59"),
    (
        "信访局受理1264件，其中来信318件、来访407件、网上投诉521件。",
        "wrong 318 + 407 + 521 = 1264",
    ),
    (
        "资金合计5.68万元，其中上级补助32600万元，县级配套14200万元，社会资本10000万元。",
        "wrong 32600 + 14200 + 10000 = 5.68",
    ),
    (
        "前三届签约项目中，共有1278个项目完成注册、1154个开工。首届316个注册、278个开工；"
        "第二届468个注册、431个开工；第三届494个注册、445个开工。",
        "holds 278 + 431 + 445 = 1154",
    ),
    (
        "各季度分别增长，规模达到2.51万亿、2.69万亿和3.12万亿元，合计8.32万亿元。",
        "holds 2.51 + 2.69 + 3.12 = 8.32",
    ),
    (
        "水利工程完成投资8429.3万元。北堤完成2173万元，累计10162万元；围垦完成1937万元，"
        "累计8592万元；灌区完成1508.3万元；上、下游电站分别完成1215万元、1596万元。",
        "holds 2173 + 1937 + 1508.3 + 1215 + 1596 = 8429.3",
    ),
    (
        "1284个项目完成率72.4%。其中261个民营项目完成率63.2%。基础设施526个，完成率70.3%：交通142个，"
        "水利183个，能源201个。产业758个，完成率73.9%：工业402个，农业88个，文旅268个。",
        "holds 526 + 758 = 1284",
    ),
    (
        "到位资金17.87亿元，核拨资金15.94亿元，实际支付资金15.78亿元。其中：甲市到位资金6.02亿元，"
        "核拨资金5.54亿元，实际支付资金5.51亿元；乙县到位资金8.2亿元，核拨资金7.46亿元，"
        "实际支付资金7.46亿元；丙县到位资金3.65亿元，核拨资金2.94亿元，实际支付资金2.81亿元。",
        "holds 5.51 + 7.46 + 2.81 = 15.78",
    ),
)
_CUE = re.compile(f"(?<!公)共|{SUMMED_SO_FAR}|总|全部|全年|{WHOLE_REGION}|之和|三项|两项|四项")
_LISTED = "其中|包括|分别|分为|:|[中里],"
#: 涉及 and 含 may list what is not all.
_LISTS, _OPENS = re.compile(f"{_LISTED}|涉及|按|由|含"), re.compile(f"{_LISTED}|,由")
_ENDS_WITH = re.compile(f"(?<!公)(?:{IN_ALL})[^,。;]{{0,8}}$")
_DIVIDED = later(f"其中|{ALSO}|含|以上|以下|等")
_ENDS = re.compile("[。;\n]")
_FULL_STOPS = re.compile("[。\n]")
_GO_ON = frozenset({"、", "和", "及", "与"})
#: What names the rest leaves nothing out.
_REST = re.compile("其[他它余]|剩[下余]|余下")
_COUNTED = (*COUNTABLE, Role.KINDS)
_MOST, _LONG, _SAID, _AFTER = 12, 30, 24, 8
#: So far before a figure the words stand that say that it ends a list.
_UP = 10
#: The figures of a row behind a whole, and those before it.
_Sides = tuple[list[TextFigure], list[TextFigure]]
_order = attrgetter("order")


def any_sum(
    around: Surroundings, one: TextFigure, taken: frozenset[int] = frozenset()
) -> Iterator[Finding]:
    """The likeliest rows that come to a figure, none with parts that are in a sum of it yet."""
    if one.role not in _COUNTED or not one.printed or _is_no_sum(one):
        return
    most = at_most(one, one.value)
    # One of the many pieces and amounts of a text of which nothing says that it is a whole.
    if most < PLAIN and not _is_whole(around.reading, one):
        return
    kin = around.once(_addends).get(one.dimension, NO_KIN)
    near = [f for f in kin.but(one, *around.span(one, _LONG)) if f.value < one.value]
    if not any(_comes_near(one, side) for side in _sides(one, near)):
        return
    rows = _different(_columns(one, near))
    others = _different(_late_columns(around.reading, near), but=rows)
    columns, late = ([_sides(one, row) for row in each] for each in (rows, others))
    if not any(_reaches(one, side, taken) for sides in (*columns, *late) for side in sides):
        return
    said = _since(around.reading, one)
    told = set(taken)
    rank = 0
    for parts in _rows(around, one, columns, late):
        total = sum([f.exact[0] for f in parts])
        rank += _is_near(one, total)
        if _is_too_late(most, rank):
            return
        if not _may(one, parts, total) or not told.isdisjoint(map(_order, parts)):
            continue
        window = Window(one, parts)
        if window.verdict not in GOOD:
            continue
        room = sum((f.half for f in parts), one.half * 0)
        odds = one_in(one, (window.sum - room, window.sum + room), one.value, window.verdict)
        gap = around.reading.text[one.end : parts[0].start] if parts[0].start > one.start else ""
        cued = _CUE.search(said) or _LISTS.search(gap)
        of = PLAIN if not cued else MADE_UP if len(parts) == 2 else CUED
        if enough(odds, rank, of) and is_one_list(around.reading, one, parts):
            told.update(f.order for f in parts)
            yield summed(window, None)


def _is_no_sum(one: TextFigure) -> bool:
    """比上年多80个, and 剔除重复后共68个, which what is counted twice is taken from."""
    return change_of(one.lead) is not None or is_without_doubles(one)


def _is_whole(reading: TextReading, one: TextFigure) -> bool:
    """Whether words around a figure say that it is a whole."""
    listed = _LISTS.search(reading.text, one.end, one.end + _SAID) is not None
    return listed or _CUE.search(_since(reading, one)) is not None


def _is_too_late(odds: int, rank: int) -> bool:
    """Whether no row is told any more, however well it comes to its whole, whatever is said."""
    return not enough(odds, rank, CUED)


def _addends(around: Surroundings) -> dict[object, Kin]:
    """What may be parts, by what they count or measure: no bases, no changes."""
    bases = around.bases
    return kinds(
        (
            f
            for f in around.reading.figures
            if f.role in _COUNTED and f.printed and f.order not in bases and not change_of(f.lead)
        ),
        lambda f: f.dimension,
    )


def slipped_sum(around: Surroundings, one: TextFigure) -> Finding | None:
    """A whole that no row comes to, but the row that its words open would, but for a slip."""
    if one.role not in COUNTABLE or not one.printed or one.hedge or change_of(one.lead):
        return None
    if one.inner or one.order in around.bases:
        return None
    text = around.reading.text
    # Most figures have neither word before them.
    near = text[max(0, one.start - _UP) : one.start]
    maybe = "共" in near or "计" in near
    ends = maybe and _ENDS_WITH.search(_since(around.reading, one)) is not None
    if not (ends or _OPENS.search(text, one.end, one.end + _SAID)):
        return None
    if ends and few_said(around.reading, one):
        return None
    for parts in _closed(around, one, ends):
        window = Window(one, parts)
        if any(f.hedge for f in parts) or window.verdict in GOOD or not _is_row(around, parts):
            continue
        if _goes_on_otherwise(around.reading, window) or _counts_others(window):
            continue
        rest = _REST.search(text, parts[0].end, parts[-1].end + _AFTER)
        closed = ends or rest is not None
        if is_slip_of_sum(window.sum, one, closed=closed) or complete(one, parts):
            return summed(window, None)
    return _in_other_unit(around, one) if ends and one.role is Role.MONEY else None


def _goes_on_otherwise(reading: TextReading, window: Window) -> bool:
    """2825个，其中医院103个、…28个，其他机构4所: the next counts of the same with another word."""
    total, parts = window
    after = reading.figures[parts[-1].order + 1 : parts[-1].order + 2]
    return (
        bool(after)
        and after[0].sentence == parts[-1].sentence
        and after[0].role in COUNTABLE
        and after[0].dimension != total.dimension
        and window.sum + after[0].value == total.value
    )


def _counts_others(window: Window) -> bool:
    """62个项目中，4个项目终止，在建10个，全县共有142个行政村: of something else."""
    own = _NOUN.match(window.total.tail)
    theirs = [f for f in window.parts if _THING.match(f.tail)]
    if own is None or not theirs:
        return False
    return not any(own[0][-1] in f.lead + f.tail for f in window.parts)


_NOUN = later("(?!项目|企业|问题)[\u4e00-\u9fff]{2,6}(?=[,。;、]|$)")
_THING = later("项目|企业|工程|问题|[\u4e00-\u9fff]{2,4}(?=[,。;、]|$)")


def _in_other_unit(around: Surroundings, one: TextFigure) -> Finding | None:
    """1285亿元；…346亿元，共计1631万元: to the last digit all that its sentence names before it."""
    figures = around.reading.figures
    before = figures[around.reading.begins[one.order] : one.order]
    parts = [f for f in before[-_LONG:] if f.role is one.role and not f.inner]
    if len(parts) < 2 or any(f.hedge or change_of(f.lead) for f in parts):
        return None
    if len({f.unit for f in parts}) > 1 or parts[0].unit == one.unit:
        return None
    total = sum((f.printed for f in parts), one.printed * 0)
    return summed(Window(one, parts), None) if total == one.printed else None


def _closed(around: Surroundings, one: TextFigure, ends: bool) -> Iterator[list[TextFigure]]:
    """The row that a whole opens right behind it, and the one right before it that it ends.

    Of all figures of its kind.
    """
    text = around.reading.text
    alike = around.once(_measured).get(_measure(one), NO_KIN)
    kin = alike.but(one, *around.span(one, _LONG))
    begin = bisect_left(kin, one.order, key=_order)
    before, behind = kin[:begin], kin[begin:]
    if len(behind) > 2 and _OPENS.search(text, one.end, behind[0].start):
        piece = next(_pieces(around.reading, behind))
        if len(piece) > 2:
            yield piece
    if len(before) > 2 and ends:
        first = len(before) - 1
        while first and not _ENDS.search(text, before[first - 1].end, before[first].start):
            first -= 1
        if len(before) - first > 2:
            yield before[first:]


def _measured(around: Surroundings) -> dict[object, Kin]:
    """All figures outside brackets but bases, by what they measure."""
    bases = around.bases
    return kinds(
        (f for f in around.reading.figures if f.printed and not f.inner and f.order not in bases),
        _measure,
    )


def _measure(one: TextFigure) -> object:
    return one.role, one.dimension, one.measure


def _is_row(around: Surroundings, parts: list[TextFigure]) -> bool:
    """Whether a row is one list: in one sentence, of no changes, nothing in it divided again."""
    text = around.reading.text[parts[0].start : parts[-1].end]
    return (
        parts[0].sentence == parts[-1].sentence
        and _DIVIDED.search(text) is None
        # 分别为24个、27个、50个，分别开工18个、25个、46个: two rows.
        and "分别" not in text
        and not any(change_of(f.lead) for f in parts)
        and len({f.unit for f in parts}) == 1
    )


def _since(reading: TextReading, one: TextFigure) -> str:
    """The words of a sentence up to a figure, as far as they may say that it is a whole."""
    said = reading.text[max(0, one.start - _SAID) : one.start]
    return said[max(map(said.rfind, "。;\n")) + 1 :]


def _sides(one: TextFigure, row: list[TextFigure]) -> _Sides:
    at = bisect_left(row, one.order, key=_order)
    return row[at:], row[:at]


def _comes_near(one: TextFigure, side: list[TextFigure]) -> bool:
    """Whether two or more may come to a figure: most figures are more than all that is around."""
    if len(side) < 2:
        return False
    return _may(one, side, min(one.exact[0], sum([f.exact[0] for f in side])))


def _reaches(one: TextFigure, row: list[TextFigure], taken: frozenset[int]) -> bool:
    """Whether two or more side by side that are not taken come to a figure.

    Within what the digits of all of them leave open, so that none is missed.
    """
    if len(row) < 2:
        return False
    value, half = one.exact
    room = half + sum([f.exact[1] for f in row]) + (value // 20 if one.hedge else 0)
    if sum([f.exact[0] for f in row]) < value - room:
        return False
    total = begin = 0
    for end, f in enumerate(row):
        if f.order in taken:
            total, begin = 0, end + 1
            continue
        total += f.exact[0]
        while total > value + room:
            total -= row[begin].exact[0]
            begin += 1
        if total >= value - room and end > begin:
            return True
    return False


def _is_near(one: TextFigure, total: int) -> bool:
    """Whether a row could be by chance what a figure says: others are no trial."""
    return one.exact[0] <= 2 * total <= 4 * one.exact[0]


def _may(one: TextFigure, parts: list[TextFigure], total: int) -> bool:
    value, half = one.exact
    room = half + sum([f.exact[1] for f in parts]) + (value // 20 if one.hedge else 0)
    return abs(total - value) <= room


def _rows(
    around: Surroundings, one: TextFigure, columns: list[_Sides], late: list[_Sides]
) -> Iterator[list[TextFigure]]:
    seen: set[tuple[int, ...]] = set()
    for row in chain(_every(around, one, columns), _runs(late)):
        if len(row) < 2:
            continue
        key = tuple(map(_order, row))
        if key not in seen:
            seen.add(key)
            yield row


def _every(
    around: Surroundings, one: TextFigure, columns: list[_Sides]
) -> Iterator[list[TextFigure]]:
    """Rows, those that sentences build first."""
    for behind, before in columns:
        for side in (behind, before):
            yield [f for f in side if f.sentence == one.sentence]
        yield from _pieces(around.reading, behind)
        yield from reversed(list(_pieces(around.reading, before)))
        yield from _sentences(behind)
    for sides in columns:
        yield from sides
    for behind, before in columns:
        for n in range(2, min(_MOST, len(behind)) + 1):
            yield behind[:n]
        for n in range(2, min(_MOST, len(before)) + 1):
            yield before[-n:]


def _runs(columns: list[_Sides]) -> Iterator[list[TextFigure]]:
    """Heads of rows: those of a sentence, then the next ones or the last ones."""
    for behind, before in columns:
        yield from _sentences(behind)
        yield behind
        yield before
    for behind, before in columns:
        for n in range(2, min(_MOST, len(behind)) + 1):
            yield behind[:n]
        for n in range(2, min(_MOST, len(before)) + 1):
            yield before[-n:]


def _pieces(reading: TextReading, row: list[TextFigure]) -> Iterator[list[TextFigure]]:
    """A row in pieces between semicolons and full stops: a view of a whole is one of these."""
    piece: list[TextFigure] = []
    for f in row:
        if piece and _ENDS.search(reading.text, piece[-1].end, f.start):
            yield piece
            piece = []
        piece.append(f)
    if piece:
        yield piece


def _sentences(row: list[TextFigure]) -> Iterator[list[TextFigure]]:
    """What each of the next sentences has of a row: 新建…完成253亿元；续建…完成468亿元。"""
    for _, sentence in groupby(row, key=attrgetter("sentence")):
        yield list(sentence)


def _columns(one: TextFigure, near: list[TextFigure]) -> list[list[TextFigure]]:
    outer = [f for f in near if not f.inner]
    found = [outer, [f for f in near if f.inner], [f for f in outer if f.measure == one.measure]]
    # One of every clause, called alike: 甲承担9个、已开工8个，乙承担…
    ends: dict[str, list[TextFigure]] = {}
    for f in outer:
        ends.setdefault(f.lead[-2:], []).append(f)
    key = one.lead[-2:]
    if key in ends:
        found.append(ends[key])
    return found + [row for end, row in ends.items() if end != key and len(row) > 1]


def _different(
    rows: list[list[TextFigure]], but: Sequence[list[TextFigure]] = ()
) -> list[list[TextFigure]]:
    """Of rows that are the same, as most are, the first; none of less than two figures."""
    found: list[list[TextFigure]] = []
    for row in rows:
        if len(row) > 1 and row not in found and row not in but:
            found.append(row)
    return found


def _late_columns(reading: TextReading, near: list[TextFigure]) -> list[list[TextFigure]]:
    """What is tried last: the heads of rows, and what is counted behind its number.

    首届407个注册、362个开工；第二届609个注册、….
    """
    outer = [f for f in near if not f.inner]
    tails: dict[str, list[TextFigure]] = {}
    # 核拨资金5.6亿元，实际支付资金5.5亿元: 资金 is said of all.
    names: dict[str, list[TextFigure]] = {}
    for f in outer:
        tails.setdefault(f.tail[:2], []).append(f)
        names.setdefault(f.lead[-4:], []).append(f)
    found = [row for tail, row in tails.items() if len(tail) == 2 and len(row) > 1]
    found += [row for name, row in names.items() if len(name) == 4 and len(row) > 1]
    return [*found, *_heads(reading, outer)]


def _heads(reading: TextReading, row: list[TextFigure]) -> tuple[list[TextFigure], ...]:
    """The first of every clause, and of every sentence, with what a list goes on with right behind.

    工业32个，开工25个；服务业25个，开工23个: a row may say more of itself.  And those that a list
    opens with: 基础设施820个：交通……。产业955个：工业…….
    """
    clauses, sentences, openers = row[:1], row[:1], []
    text = reading.text
    for last, f in pairwise(row):
        gap = text[last.end : f.start]
        if ":" in gap:
            openers.append(last)
        if _ENDS.search(gap):
            clauses.append(f)
            if _FULL_STOPS.search(gap):
                sentences.append(f)
                continue
        elif f.lead in _GO_ON and f.order == last.order + 1 and clauses[-1] is last:
            clauses.append(f)
        if f.lead in _GO_ON and f.order == last.order + 1 and sentences[-1] is last:
            sentences.append(f)
    return clauses, sentences, openers
