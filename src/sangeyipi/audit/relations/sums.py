"""Sums: a whole and the parts that follow it.

A sum that comes out is found by looking for it: consecutive figures of one measure, from where a
list may begin.  One that does not is wrong only where it is proven that the parts are all there
are: by another measure of the same rows that does come out, by labels that leave nothing out
(签约, 开工, 投产; 已…, 未…), or by words that divide (按…分, 分为).  Everything else is incomplete.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from sangeyipi.audit import words
from sangeyipi.audit.adding import Window, summed
from sangeyipi.audit.figure import Figure
from sangeyipi.audit.finding import Finding, Verdict
from sangeyipi.audit.reading import COUNTABLE, Reading
from sangeyipi.audit.relations.lists import lists

EXAMPLES = (
    ("共12个项目，其中工业5个、农业4个、服务业3个。", "holds 5 + 4 + 3 = 12"),
    (
        "共30个，总投资20.8亿元：工业10个、12.1亿元；农业15个、5.2亿元；其他5个、4.5亿元。",
        "wrong 12.1 + 5.2 + 4.5 = 20.8",
    ),
    ("总数9个，其中签约3个，开工4个，投产3个。", "wrong 3 + 4 + 3 = 9"),
    ("共12个项目，其中工业5个、农业4个。", "incomplete 5 + 4 = 12"),
)
#: How far a list reaches, in figures and in characters.
_MOST, _FAR, _STARTS = 60, 3000, 10


class Column(NamedTuple):
    """Figures of one kind in the order of the text, with their running total before each."""

    figures: list[Figure]
    places: list[int]
    sums: list[Decimal]
    halves: list[Decimal]
    #: At which of them a list may begin.
    openings: list[int]


def sums(reading: Reading) -> Iterator[Finding]:
    """Every sum of the text."""
    columns = _columns(reading)
    found = _own(list(_windows(reading, columns)), reading)
    taken = {(one.total.order, one.parts[0].order) for one in found}
    for one in found:
        yield summed(one, Verdict.HOLDS)
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
    yield from lists(reading, {total for total, _ in taken})


def _own(found: list[Window], reading: Reading) -> list[Window]:
    """Without sums by chance: of some parts of lists that have wholes of their own."""
    direct = _owners(found, reading)
    kept = [one for one in found if not _begun_inside(one, direct)]
    direct = _owners(kept, reading)
    nearest = {tuple(part.order for part in one.parts): one.total.order for one in kept}
    return [
        one
        for one in kept
        if not _borrowed(one, direct)
        and nearest[tuple(part.order for part in one.parts)] == one.total.order
    ]


def _owners(found: list[Window], reading: Reading) -> dict[int, list[Window]]:
    """For each part the wholes that it follows with no other count between."""
    direct: dict[int, list[Window]] = {}
    for one in found:
        between = reading.figures[one.total.order + 1 : one.parts[0].order]
        if not any(_alike(f, one.parts[0]) for f in between):
            for part in one.parts:
                direct.setdefault(part.order, []).append(one)
    return direct


def _alike(one: Figure, part: Figure) -> bool:
    """Whether a figure could be such a part by its words."""
    if (one.dimension, one.measure, one.inner) != (part.dimension, part.measure, part.inner):
        return False
    return words.state_of(one.lead) == words.state_of(part.lead)


def _begun_inside(one: Window, direct: dict[int, list[Window]]) -> bool:
    """Whether the whole is itself a part of the list that its parts are taken from."""
    return any(
        one.total.order in {each.order for each in other.parts}
        for part in one.parts
        for other in direct.get(part.order, ())
    )


def _borrowed(one: Window, direct: dict[int, list[Window]]) -> bool:
    orders = {part.order for part in one.parts}
    labels = {_label(part) for part in one.parts}
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


def _columns(reading: Reading) -> dict[tuple[object, ...], Column]:
    kept: dict[tuple[object, ...], list[Figure]] = {}
    for one in reading.figures:
        if one.role in COUNTABLE and one.printed:
            for key in _keys(one):
                kept.setdefault(key, []).append(one)
    return {
        key: Column(
            figures,
            [one.order for one in figures],
            [Decimal(0), *accumulate(one.value for one in figures)],
            [Decimal(0), *accumulate(one.half for one in figures)],
            [at for at, one in enumerate(figures) if one.opens],
        )
        for key, figures in kept.items()
    }


def _keys(one: Figure) -> Iterator[tuple[object, ...]]:
    """The columns that a figure stands in, the most telling first."""
    if one.dimension != "个":
        yield one.dimension, one.measure, one.inner
        return
    yield from _said_keys(one)
    yield one.dimension, "", one.inner, one.first
    yield one.dimension, "", one.inner


def _said_keys(one: Figure) -> Iterator[tuple[object, ...]]:
    """What a count is said of: by its last words, by its state, or by having none."""
    label, state = _label(one), words.state_of(one.lead)
    if words.BATCH.search(one.lead):
        yield "个", "batch", one.inner
    if label:
        yield "个", "label", label
    if state:
        yield "个", "state", state, one.inner
    else:
        yield "个", "plain", one.inner


def _label(one: Figure) -> str:
    """What a count is said of, by its last word: 新签约履约, 签约; "" where that says nothing."""
    return _label_of(one.lead or one.tail) if one.dimension == "个" else ""


_SAYS_NOTHING = re.compile("[“”‘’ ]|其中|项目|一批|共|已|有|计|的")


@lru_cache(maxsize=4096)
def _label_of(said: str) -> str:
    said = _SAYS_NOTHING.sub("", said)
    return said[-6:] if words.STATES.search(said) or len(said) >= 4 else ""


def _windows(reading: Reading, columns: dict[tuple[object, ...], Column]) -> Iterator[Window]:
    for total in reading.figures:
        if total.role not in COUNTABLE or not total.printed or total.value <= 1:
            continue
        ends: set[int] = set()
        for key in _wanted(total):
            column = columns.get(key)
            if column is not None:
                for window in _in_column(reading, total, column):
                    if not ends & set(range(window.parts[0].order, window.parts[-1].order + 1)):
                        ends.update(range(window.parts[0].order, window.parts[-1].order + 1))
                        yield window


def _wanted(total: Figure) -> Iterator[tuple[object, ...]]:
    if total.dimension == "个":
        yield from _said_keys(total)
        yield "个", "plain", False
        yield "个", "batch", False
        yield "个", "", False, True
        yield "个", "", False, False
        yield "个", "", False
        yield "个", "", True
    else:
        yield "元", total.measure, False
        yield "元", total.measure, True


def _in_column(reading: Reading, total: Figure, column: Column) -> Iterator[Window]:
    begin = bisect_right(column.places, total.order)
    last = min(len(column.figures), begin + _MOST)
    blocked = begin
    openings = column.openings
    nearest = bisect_right(openings, begin)
    for at in (begin, *openings[nearest : nearest + _STARTS - 1]):
        if at + 2 > last or column.figures[at].start - total.end > _FAR:
            return
        if at < blocked:
            continue
        end = _end(column, at, last, total)
        if end - at < 2:
            continue
        parts = column.figures[at:end]
        if _plausible(total, parts):
            blocked = end
            yield Window(total, parts)


def _end(column: Column, at: int, last: int, total: Figure) -> int:
    """Where parts from `at` end that come to the total; `at` where none do."""
    sums, halves = column.sums, column.halves
    goal = sums[at] + total.value
    if total.dimension == "个":
        if sums[at + 2] > goal or sums[last] < goal:
            return at
        near = bisect_left(sums, goal, at + 2, last + 1)
        return near if near <= last and sums[near] == goal else at
    if sums[at + 2] - goal > total.half + halves[at + 2] - halves[at]:
        return at
    room = total.half + halves[last] - halves[at]
    near = bisect_left(sums, goal - room, at + 2, last + 1)
    best, best_off = at, None
    for end in range(near, last + 1):
        off = abs(sums[end] - goal)
        room = total.half + halves[end] - halves[at]
        if off <= min(room, total.value / 50) and (best_off is None or off < best_off):
            best, best_off = end, off
        if sums[end] > goal + room:
            break
    return best


def _plausible(total: Figure, parts: list[Figure]) -> bool:
    """Whether parts that come to a total are its own: near it, or said of the same."""
    if any(one.sentence != parts[0].sentence for one in parts) and len(parts) == 2:
        return False
    if len(parts) == 2 and parts[0].paragraph - total.paragraph > 1:
        return False
    if max(one.value for one in parts) >= total.value or _mixed(parts):
        return False
    return len(parts) > 2 or parts[0].start - total.end < 400


def _mixed(parts: list[Figure]) -> bool:
    """Whether counts of batches stand among others, or counts of different sentences differ."""
    kinds = {words.kind_of(one.lead) for one in parts if one.dimension == "个"}
    far = any(one.sentence != parts[0].sentence for one in parts)
    return len(kinds) > 1 and (far or "batch" in kinds)


def _sure(reading: Reading, window: Window, told: set[int]) -> bool:
    """Whether a sum is no chance: three parts and more, the first that are counted after it."""
    total, parts = window
    between = reading.figures[total.order + 1 : parts[0].order]
    same = any(f.dimension == "个" and not f.inner and f.order not in told for f in between)
    opened = _BEGUN.search(reading.text[total.end : parts[0].start])
    if not opened or parts[0].paragraph != parts[-1].paragraph:
        return False
    return total.dimension == "个" and len(parts) > 2 and not same and total.value >= 10


_BEGUN = re.compile("其中|包括|涉及|[按分]|[:。\n]")


def _companions(reading: Reading, window: Window) -> Iterator[Window]:
    """The other measures of the same rows."""
    total, parts = window
    before = {one.measure or "": one for one in _row(reading, total, parts[0].order)}
    rows = []
    for number, part in enumerate(parts):
        until = parts[number + 1].order if number + 1 < len(parts) else None
        rows.append(_row(reading, part, until))
    for measure, whole in before.items():
        cells = [[one for one in row if (one.measure or "") == measure] for row in rows]
        if all(len(cell) == 1 for cell in cells):
            yield Window(whole, [cell[0] for cell in cells])


def _row(reading: Reading, head: Figure, until: int | None) -> list[Figure]:
    """What else is said of what `head` counts: figures of another measure right after it."""
    found: list[Figure] = []
    for one in reading.figures[head.order + 1 : until if until is not None else head.order + 6]:
        gap = reading.text[(found[-1] if found else head).end : one.start]
        if one.role not in COUNTABLE or one.inner or len(gap) > 16 or re.search("[。\n]", gap):
            break
        if one.dimension == "个" or (one.dimension, one.measure) == (head.dimension, head.measure):
            break
        found.append(one)
    return found
