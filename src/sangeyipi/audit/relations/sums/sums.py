"""Sums: a whole and the parts that follow it.

A sum that comes out is found by looking for it: consecutive figures of one measure, from where a
list may begin.  One that does not is wrong only where it is proven that the parts are all there
are: by another measure of the same rows that does come out, by labels that leave nothing out
(签约, 开工, 投产; 已…, 未…), or by words that divide (按…分, 分为).  Everything else is incomplete.
"""

import re
from collections import Counter
from collections.abc import Iterator
from operator import attrgetter

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, verdict
from sangeyipi.audit.judging.standing import is_one_list
from sangeyipi.audit.relations.sums.lists import lists
from sangeyipi.audit.text import words
from sangeyipi.audit.text.columns import NEW_AND_OLD, label, rows
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, said_old
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    # What was spent is no part of what was granted but one of it.
    (
        "项目26个，下达14.85亿元，已支出11.27亿元。其中水利9个、支出4.06亿元，道路6个、支出2.88亿元，"
        "其他11个、支出4.33亿元。",
        "holds 4.06 + 2.88 + 4.33 = 11.27",
    ),
    (
        "签约项目19个，总投资123.1亿元。其中工业11个，总投资83.4亿元；农业5个，总投资39.7亿元；"
        "物流3个，总投资32.7亿元。",
        "wrong 83.4 + 39.7 + 32.7 = 123.1",
    ),
    ("共12个项目，其中工业5个、农业4个、服务业3个。", "holds 5 + 4 + 3 = 12"),
    (
        "共30个，总投资20.8亿元：工业10个、12.1亿元；农业15个、5.2亿元；其他5个、4.5亿元。",
        "wrong 12.1 + 5.2 + 4.5 = 20.8",
    ),
    ("总数9个，其中签约3个，开工4个，投产3个。", "wrong 3 + 4 + 3 = 9"),
    ("共12个项目，其中工业5个、农业4个。", "incomplete 5 + 4 = 12"),
    (
        "42个项目中，续建15个，完成投资21.3亿元；新建27个，完成投资19.8亿元。42个项目累计完成投资42.1亿元。",
        "wrong 21.3 + 19.8 = 42.1",
    ),
    ("共13个，其中签约5个、开工4个、投产3个。", "wrong 5 + 4 + 3 = 13"),
)
_NEAR = 400
#: Of fewer, parts come to a whole by chance.
_MANY = 10
#: What a figure counts or measures, whether in brackets, in which state.
Kin = tuple[str, str, bool, str]
_Kind = tuple[str, str, bool]


def sums(reading: TextReading) -> Iterator[Finding]:
    """Every sum of the text."""
    found = _whole_rows(reading, _own(list(_windows(reading)), reading))
    taken = {(one.total.order, one.parts[0].order) for one in found}
    parts = {part.order for one in found for part in one.parts}
    for one in found:
        yield summed(one, RelationVerdict.HOLDS)
    # What the sum of one measure proves of the others of the same rows.
    # The same whole may be divided before, by another view: 按行业分, then 按区域分.
    views: dict[int, set[int]] = {}
    for one in found:
        views.setdefault(one.total.order, set()).update(part.order for part in one.parts)
    inside = {part.order for one in found for part in one.parts if len(one.parts) > 2}
    for one in found:
        if one.total.order not in inside and _sure(reading, one, views[one.total.order]):
            for other in _companions(reading, one):
                key = (other.total.order, other.parts[0].order)
                if key not in taken:
                    taken.add(key)
                    yield summed(other, None)
        again = [w for w in _again(reading, one) if w.verdict in GOOD or _said_of_all(one, w)]
        for other in (*again, *(w for w in _loose(reading, one) if w.verdict in GOOD)):
            key = (other.total.order, other.parts[0].order)
            if key not in taken:
                taken.add(key)
                yield summed(other, None)
    yield from lists(reading, {total for total, _ in taken}, parts)


def _whole_rows(reading: TextReading, found: list[Window]) -> list[Window]:
    """Without sums of some of the rows, where the counts of all of them come to their whole.

    11个、83.4亿元；5个、39.7亿元；3个、32.7亿元: a total of 123.1 has lost the last.
    """
    short = {
        (other.total.order, tuple(part.order for part in other.parts)): other
        for other in found
        if other.total.role is Role.MONEY
    }
    if not short:
        return found
    lost: set[int] = set()
    for one in found:
        if one.total.role is not Role.COUNT or len(one.parts) < 3 or not _sure(reading, one, set()):
            continue
        if _OUTSIDE.search(reading.text, one.total.end, one.parts[-1].start):
            continue
        for row in _companions(reading, one):
            cells = tuple(part.order for part in row.parts)
            for n in range(2, len(cells)):
                for some in (cells[:n], cells[-n:]):
                    other = short.get((row.total.order, some))
                    if other is not None:
                        lost.add(id(other))
    return [one for one in found if id(one) not in lost]


_OUTSIDE = later(f"{ALSO}|除|以外|不含")


def _own(found: list[Window], reading: TextReading) -> list[Window]:
    """Without sums by chance: of some parts of lists that have wholes of their own."""
    kin = [(f.dimension, f.measure, f.inner, words.state_of(f.lead)) for f in reading.figures]
    direct = _owners(found, kin)
    kept = [one for one in found if not _begun_inside(one, direct)]
    direct = _owners(kept, kin)
    # 7 + 13 + 1 of a list that ends with a 2 and has a whole.
    cut_short = {tuple(part.order for part in one.parts[:-1]) for one in kept}
    nearest = {tuple(part.order for part in one.parts): one.total.order for one in kept}
    return [
        one
        for one in kept
        if not _borrowed(one, direct)
        and nearest[tuple(part.order for part in one.parts)] == one.total.order
        and tuple(part.order for part in one.parts) not in cut_short
    ]


def _owners(found: list[Window], kin: list[Kin]) -> dict[int, list[Window]]:
    """For each part the wholes that it follows with nothing between that could be such a part."""
    direct: dict[int, list[Window]] = {}
    for one in found:
        first = one.parts[0].order
        if kin[first] not in kin[one.total.order + 1 : first]:
            for part in one.parts:
                direct.setdefault(part.order, []).append(one)
    return direct


def _begun_inside(one: Window, direct: dict[int, list[Window]]) -> bool:
    """Whether the whole is itself a part of the list that its parts are taken from."""
    return any(
        one.total.order in {each.order for each in other.parts}
        for part in one.parts
        for other in direct.get(part.order, ())
    )


def _borrowed(one: Window, direct: dict[int, list[Window]]) -> bool:
    orders = {part.order for part in one.parts}
    labels = {label(part) for part in one.parts}
    if len(labels) == 1 and "" not in labels:
        return False
    owners = {id(other): other for part in one.parts for other in direct.get(part.order, ())}
    for other in owners.values():
        if other is not one and other.total.order > one.total.order:
            theirs = {part.order for part in other.parts}
            inside = other.total.order in orders
            if inside or (not theirs <= orders and len(theirs) >= len(orders)):
                return True
    return False


def _windows(reading: TextReading) -> Iterator[Window]:
    for total, columns in rows(reading):
        # A figure is in one list of a whole.
        ends: set[int] = set()
        # The same figures stand in several columns.
        known: dict[tuple[int, ...], bool] = {}
        for column, spans in columns:
            begun = 0
            for at, end in spans:
                if at < begun:
                    continue
                parts = column.figures[at:end]
                orders = tuple(map(_order, parts))
                if orders not in known:
                    known[orders] = _plausible(reading, total, parts)
                if not known[orders]:
                    continue
                begun = end
                here = range(parts[0].order, parts[-1].order + 1)
                if ends.isdisjoint(here):
                    ends.update(here)
                    yield Window(total, parts)


_order = attrgetter("order")


def _plausible(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether parts that come to a total are its own: near it, or said of the same."""
    far = parts[-1].sentence != parts[0].sentence
    if far and any(one.hedge for one in parts):
        return False
    two = len(parts) == 2
    if two and ((far and not _new_and_old(parts)) or parts[0].paragraph - total.paragraph > 1):
        return False
    if two and not _said(reading, total, parts):
        return False
    if max(one.value for one in parts) >= total.value or _mixed(parts):
        return False
    if any(change_of(one.lead) for one in parts) or not _even(parts):
        return False
    return Window(total, parts).verdict in GOOD and is_one_list(reading, total, parts)


def _even(parts: list[TextFigure]) -> bool:
    """Whether each sentence has as many parts as the others, or all say the same."""
    if parts[0].sentence == parts[-1].sentence:
        return True
    sentences = Counter(one.sentence for one in parts)
    states = {words.state_of(one.lead) for one in parts}
    return len(set(sentences.values())) == 1 or (len(states) == 1 and "" not in states)


def _said(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether words open a list of two; without them two figures come to a third by chance."""
    if parts[0].start - total.end >= _NEAR:
        return False
    gap = reading.text[total.end : parts[0].start]
    between = reading.figures[parts[0].order + 1 : parts[1].order]
    shares = [one for one in between if one.role is Role.PERCENT and one.lead.startswith("占")]
    if shares and verdict(RatePair(parts[0], total), shares[0]) not in GOOD:
        return False
    if total.dimension == "元" and min(one.places for one in (total, *parts)) > 1:
        return True
    return _TWO.search(gap) is not None or _new_and_old(parts)


def _new_and_old(parts: list[TextFigure]) -> bool:
    """新建项目20个 … 。续建项目30个 … : two sentences that divide a whole between them."""
    states = {words.state_of(one.lead) for one in parts}
    return states == NEW_AND_OLD or (
        states == {"续建", "开工"} and all(_NEWLY.search(one.lead) for one in parts)
    )


_NEWLY = later("续建|新开工|计划开工|拟开工")


def _mixed(parts: list[TextFigure]) -> bool:
    """Whether counts of batches stand among others, or counts of different sentences differ."""
    kinds = {words.kind_of(one.lead) for one in parts if one.dimension == "个"}
    far = parts[-1].sentence != parts[0].sentence
    return len(kinds) > 1 and (far or "batch" in kinds)


def _sure(reading: TextReading, window: Window, told: set[int]) -> bool:
    """Whether a sum is no chance: three parts and more, the first that are counted after it."""
    total, parts = window
    between = reading.figures[total.order + 1 : parts[0].order]
    same = any(f.dimension == "个" and not f.inner and f.order not in told for f in between)
    opened = _BEGUN.search(reading.text[total.end : parts[0].start])
    if not opened or parts[0].paragraph != parts[-1].paragraph:
        return False
    enough = len(parts) > 2 or _new_and_old(parts)
    return total.dimension == "个" and enough and not same and total.value >= _MANY


_TWO = re.compile(
    "其中|包括|包含|分别|分为|细分|涉及|从.{1,8}看|[按分].{1,8}[分看]|[中里],|:|组成|即|[已未]"
)
_BEGUN = re.compile("其中|包括|涉及|[按分]|[:。\n]")


def _companions(reading: TextReading, window: Window) -> Iterator[Window]:
    """The other measures of the same rows."""
    total, parts = window
    before: dict[str, list[TextFigure]] = {}
    for one in _row(reading, total, parts[0].order):
        before.setdefault(one.measure or "", []).append(one)
    rows = []
    for number, part in enumerate(parts):
        until = parts[number + 1].order if number + 1 < len(parts) else None
        rows.append(_row(reading, part, until))
    for measure, wholes in before.items():
        cells = [[one for one in row if (one.measure or "") == measure] for row in rows]
        if all(len(cell) == 1 for cell in cells):
            column = [cell[0] for cell in cells]
            # 总投资818亿元，年度计划119亿元。…；交通9个，279亿元: the rows say of which.
            other = next((w for w in _of_other_measures(before, measure, column)), None)
            yield from [other] if other else _of_wholes(wholes, column)


def _of_other_measures(
    before: dict[str, list[TextFigure]], measure: str, column: list[TextFigure]
) -> Iterator[Window]:
    """The wholes of other measures that a column comes to, where its own doesn't."""
    if any(Window(whole, column).verdict in GOOD for whole in before[measure]):
        return
    for called, wholes in before.items():
        for whole in wholes:
            if called != measure and whole.dimension == column[0].dimension:
                window = Window(whole, column)
                if window.verdict in GOOD:
                    yield window


def _of_wholes(wholes: list[TextFigure], cells: list[TextFigure]) -> Iterator[Window]:
    """额度14.85亿元，已支出11.27亿元，其中甲类支出4.06亿元…: the one of which the cells are.

    It is the one that they come to, or else the one that is called as they are: words that no
    measure is known by stand for as many measures as there are words.
    """
    windows = [Window(whole, cells) for whole in wholes]
    good = [one for one in windows if one.verdict in GOOD]
    called = {_CALLED.sub("", one.lead)[-2:] for one in cells} - {""}
    if not good and called and not all(words.measure_of(one.lead) for one in (*wholes, *cells)):
        windows = [one for one in windows if called == {_CALLED.sub("", one.total.lead)[-2:]}]
    yield from (good or windows)[:1]


_CALLED = later("[、,;:]|其中|约|近|超|为|达|计|共")


class _Rows:
    """What follows each part up to the next: of which kinds each row has but one figure."""

    def __init__(self, reading: TextReading, parts: list[TextFigure], ends: list[int]) -> None:
        self._rows: list[dict[_Kind, list[TextFigure]]] = []
        for part, end in zip(parts, ends, strict=True):
            row: dict[_Kind, list[TextFigure]] = {}
            for one in reading.figures[part.order + 1 : end]:
                row.setdefault((one.dimension, one.measure, one.inner), []).append(one)
            self._rows.append(row)

    def alike(self, whole: TextFigure, last: int) -> list[TextFigure]:
        """The one figure of its kind in every row, up to a figure by its order; else none."""
        found = []
        for row in self._rows:
            here = row.get((whole.dimension, whole.measure, whole.inner), ())
            cells = [one for one in here if one.order < last]
            if len(cells) != 1:
                return []
            found += cells
        return found


def _loose(reading: TextReading, window: Window) -> Iterator[Window]:
    """What else may be summed in rows that are sentences; the whole may also come at the end."""
    total, parts = window
    stop = min(parts[-1].order + (parts[-1].order - parts[-2].order), len(reading.figures))
    ends = [*(one.order for one in parts[1:]), stop]
    rows = _Rows(reading, parts, ends)
    before = reading.figures[total.order + 1 : parts[0].order]
    after = reading.figures[stop - 1 : stop + 3]
    wholes = [*before, *(one for one in after if _ALL.search(one.lead))]
    for whole in wholes:
        if whole.role is Role.MONEY:
            last = whole.order if whole.order > parts[-1].order else stop
            cells = rows.alike(whole, last)
            if cells:
                yield Window(whole, cells)


def _again(reading: TextReading, window: Window) -> Iterator[Window]:
    """42个项目累计完成投资41.1亿元: the next sentence begins with the whole, and says it of all."""
    total, parts = window
    after = reading.figures[parts[-1].order + 1 : parts[-1].order + _ROW]
    again = next((f for f in after if f.sentence != parts[-1].sentence), None)
    if again is None or again.sentence != parts[-1].sentence + 1 or again.dimension != "个":
        return
    if again.value != total.value or not _ALL_OF.fullmatch(again.lead):
        return
    ends = [*(one.order for one in parts[1:]), again.order]
    rows = _Rows(reading, parts, ends)
    for whole in reading.figures[again.order + 1 : again.order + 3]:
        if whole.sentence != again.sentence or whole.role is not Role.MONEY or whole.inner:
            return
        if not _PLAINLY.fullmatch(reading.between(reading.figures[whole.order - 1], whole)):
            return
        cells = rows.alike(whole, again.order)
        if cells and not any(change_of(cell.lead) for cell in cells):
            yield Window(whole, cells)


def _said_of_all(window: Window, other: Window) -> bool:
    """Whether an amount that the next sentence says of a whole is off by a slip."""
    whole = window.total.value >= _MANY and (len(window.parts) > 2 or _new_and_old(window.parts))
    return whole and near(other)


_ROW = 8
#: Not 42个亿元以上项目.  Repeated: 总共 would be two words of it.
_PLAINLY = later(
    "(?:项目|企业|共|累计|合计|总计|已|目前|计划|年度|完成|到位|资金|总|投资|额|引资|达|为|,)*"
)
_ALL_OF = later("(?:全部|上述|以上|这)?")
_ALL = re.compile(f"{WHOLE_REGION}|{IN_ALL_SO_FAR}")


def _row(reading: TextReading, head: TextFigure, until: int | None) -> list[TextFigure]:
    """What else is said of what `head` counts: figures of another measure right after it."""
    found: list[TextFigure] = []
    for one in reading.figures[head.order + 1 : until if until is not None else head.order + 6]:
        gap = reading.text[(found[-1] if found else head).end : one.start]
        if one.role not in COUNTABLE or one.inner or len(gap) > 16 or re.search("[。\n]|其中", gap):
            break
        if change_of(one.lead) or said_old(reading, one):
            break
        if one.dimension == "个" or (one.dimension, one.measure) == (head.dimension, head.measure):
            break
        found.append(one)
    return found
