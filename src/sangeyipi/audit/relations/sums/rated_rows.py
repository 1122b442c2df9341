"""A whole off by a slip from a row that nothing calls its own, where a rate is of what that is.

交办64个，其中市级18个、县级47个，已解决51个，解决率78.5%: that a row comes to a figure but for one
digit says little, and so does a percentage that fits what is not printed; that both ask for one and
the same digit says which figure is the slip.

Rows are those that sentences build right behind a whole, or before it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.standing import is_one_list
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "收集问题107个，现场解决42个，交办64个。交办问题中，市级交办18个、县级交办47个，已解决51个，"
        "解决率78.5%。",
        "wrong 18 + 47 = 64",
    ),
    (
        "1-10月优良天数321天，优良率72.5%（共305天），其中优58天、良163天。",
        "wrong 58 + 163 = 321",
    ),
    (
        "全年检查单位364家。其中工业196家、商贸138家，合格322家，合格率96.4%。",
        "wrong 196 + 138 = 364",
    ),
)
_WRONG = RelationVerdict.WRONG
_HUNDRED, _DIGITS, _TWO = 100, 3, 2
#: How many figures before a whole or behind its row a percentage of it may stand, and how many
#: figures a row may be looked for in.
_NEAR, _FAR, _LONG, _MOST, _PIECES = 4, 8, 24, 12, 4
_ENDS = later("[。;\n]")


def rated_rows(around: Surroundings, found: Sequence[Finding]) -> list[Finding]:
    """The findings, with the wholes that a row and a rate show to be wrong."""
    free = _free_rates(around, found)
    if not free:
        return list(found)
    known = _known(found)
    made: list[Finding] = []
    paragraphs = {one.paragraph for one in free}
    for one in around.reading.of(*COUNTABLE):
        if one.paragraph not in paragraphs or one.start in known.settled or not is_plain(one):
            continue
        if one.order in around.bases or around.is_crowded(one) or len(one.digits) < _TWO:
            continue
        told = _told(around, one, free, known)
        if told is not None:
            made.append(told)
    return [*found, *made]


def _free_rates(around: Surroundings, found: Sequence[Finding]) -> list[TextFigure]:
    """The percentages, of three digits, that are of no two figures; of several they may be, which
    are a row then."""
    known = {
        one.stated.start
        for one in found
        if one.stated and one.verdict in GOOD and len(one.operands) == _TWO
    }
    return [
        one
        for one in around.reading.of(Role.PERCENT)
        if one.places
        and not one.hedge
        and one.start not in known
        and one.text[0].isdigit()
        and len(one.printed.normalize().as_tuple().digits) >= _DIGITS
        and is_share(around.reading, one)
        and not _OF_ASKED.search(one.lead)
    ]


#: 满意率 is of those that were asked.
_OF_ASKED = later("满意|服判|息诉")


class _Known(NamedTuple):
    """What the findings say of figures, by where these stand."""

    #: What others come to, is part of that or told wrong, or what a rate is of.
    settled: frozenset[int]
    #: What belongs together otherwise than as parts of one whole.
    tied: frozenset[frozenset[int]]


def _known(found: Sequence[Finding]) -> _Known:
    settled: set[int] = set()
    tied: set[frozenset[int]] = set()
    for one in found:
        if one.kind is RelationKind.SUM:
            if one.verdict is _WRONG or one.verdict in GOOD:
                settled.update(f.start for f in one.figures)
        elif one.verdict in GOOD:
            settled.update(f.start for f in (one.stated, *one.operands[-1:]) if f is not None)
            tied.add(frozenset(f.start for f in one.operands))
    return _Known(frozenset(settled), frozenset(tied))


def _told(
    around: Surroundings, one: TextFigure, free: list[TextFigure], known: _Known
) -> Finding | None:
    for parts in _rows(around, one):
        window = Window(one, parts)
        if window.verdict in GOOD or any(f.half > one.half for f in parts):
            continue
        if not slip_odds(window.sum, one) or _are_tied(parts, known):
            continue
        rate = next((p for p in free if _is_of(around, p, window)), None)
        if rate is None or not _stands(around, window) or _has_stock(around, window):
            continue
        told = summed(window, None)
        right = one.as_printed(window.sum)
        why = Why(f"{rate.text} 是按 {right} 算的，像是总数写错")
        return told._replace(remedy=f"查原始数；各部分若无误，总数应为 {right}", why=why)
    return None


def _are_tied(parts: list[TextFigure], known: _Known) -> bool:
    """投产46个，已达效39个，达效率84.8%: whether one of a row is said to be of another."""
    starts = {f.start for f in parts}
    return any(len(starts & each) > 1 for each in known.tied)


def _has_stock(around: Surroundings, window: Window) -> bool:
    """旧存500件，新收12000件，审结11800件，结案率94.4%，未结700件: of what was before, too."""
    first, last = sorted((window.total, *window.parts), key=_order)[:: len(window.parts)]
    begin = around.reading.begun("。\n", first.start)
    return _STOCK.search(around.reading.text, begin, last.end) is not None


_STOCK = later("旧存|[原旧]有|[结留遗]转|积存|存量|结余|[上去往历前]年|[上前]期|年初|期初|此前")


def _stands(around: Surroundings, window: Window) -> bool:
    """Whether a row stands as a list of a whole, if that were what it comes to."""
    total, parts = window
    right = total._replace(printed=half_up(total.said(window.sum), total.places))
    return is_one_list(around.reading, right, parts)


def _is_of(around: Surroundings, rate: TextFigure, window: Window) -> bool:
    """Whether a percentage is of what a row comes to, to its last digit, and not of its whole."""
    total, parts = window
    if rate.paragraph != total.paragraph:
        return False
    first, last = min(total.order, parts[0].order), max(total.order, parts[-1].order)
    if not first - _NEAR <= rate.order <= last + _FAR:
        return False
    sentences = (total.sentence, parts[0].sentence, parts[-1].sentence)
    if not min(sentences) <= rate.sentence <= max(sentences) + 1:
        return False
    figures = around.reading.figures
    kin = [
        f
        for f in figures[max(0, rate.order - _FAR) : rate.order + _TWO]
        if f is not total
        and _is_alike(f, total)
        and f.value
        and not f.hedge
        and (f.sentence == rate.sentence or f in parts)
    ]
    for f in kin:
        if f in parts and max(each.value for each in parts) <= total.value:
            # 共受理248人，…批准187人，不批准55人，不捕率22.73%: of those that were decided.
            continue
        if f.value < window.sum and _percent(f.value, window.sum, rate):
            return not _percent(f.value, total.value, rate)
        if f not in parts and _percent(window.sum, f.value, rate):
            return not _percent(total.value, f.value, rate)
    return False


def _is_alike(one: TextFigure, other: TextFigure) -> bool:
    """Whether two count the same in digits: pieces by one word, amounts in any unit."""
    same = (one.role, one.dimension) == (other.role, other.dimension)
    counted = one.role is not Role.COUNT or one.unit_alone() == other.unit_alone()
    return same and counted and one.text[0].isdigit()


def _percent(part: Decimal, of: Decimal, one: TextFigure) -> bool:
    return half_up(EXACT.divide(part * _HUNDRED, of), one.places) == one.printed


def _rows(around: Surroundings, one: TextFigure) -> Iterator[list[TextFigure]]:
    """The rows that sentences build behind a figure and before it."""
    figures = around.reading.figures
    bases = around.bases
    kin = [
        f
        for f in figures[max(0, one.order - _LONG) : one.order + _LONG]
        if _is_alike(f, one)
        and f is not one
        and f.order not in bases
        and abs(f.paragraph - one.paragraph) <= _MOST
        and is_plain(f)
    ]
    behind = [f for f in kin if f.order > one.order] if _opens(around, one) else []
    before = [f for f in kin if f.order < one.order and f.paragraph == one.paragraph]
    if not _ENDS_LIST.search(one.lead):
        before = []
    seen: set[tuple[int, ...]] = set()
    for row in (*_of_side(around, behind), *_of_side(around, before[::-1])):
        parts = sorted(row, key=lambda f: f.order)
        key = tuple(f.order for f in parts)
        if _TWO <= len(parts) <= _MOST and key not in seen:
            seen.add(key)
            yield parts


def _opens(around: Surroundings, one: TextFigure) -> bool:
    """Whether a figure opens its sentence, or words behind it open a list."""
    alone = not any(
        _is_alike(f, one)
        for f in around.reading.figures[around.reading.begins[one.order] : one.order]
    )
    return alone or _OPENS.search(around.reading.text, one.end, one.end + _AHEAD) is not None


_OPENS, _AHEAD = later("其中|包括|包含|分别|[:;]|[按从]|[中里],"), 24
_ENDS_LIST = later("共|合计|[总累小]计|累计|相加|全部|总")


def _of_side(around: Surroundings, side: list[TextFigure]) -> Iterator[list[TextFigure]]:
    """The rows of a side, from the nearest on: a piece, a sentence, the heads of pieces."""
    if len(side) < _TWO:
        return
    pieces: list[list[TextFigure]] = [[side[0]]]
    for last, f in pairwise(side):
        gap = around.reading.text[min(last.end, f.end) : max(last.start, f.start)]
        if _ENDS.search(gap):
            pieces.append([])
        pieces[-1].append(f)
    yield from (pieces[0][:n] for n in range(_TWO, len(pieces[0])))
    yield from pieces[:_PIECES]
    if len(pieces) > 1:
        yield [f for f in side if f.sentence == side[0].sentence]
        heads = [min(each, key=_order) for each in pieces]
        for n in range(_TWO, len(heads) + 1):
            yield heads[:n]
            yield heads[1 : n + 1]
    # One of every clause, called alike.
    for called in (_is_called, _counts):
        rows: dict[str, list[TextFigure]] = {}
        for f in side:
            rows.setdefault(called(f), []).append(f)
        yield from (row for said, row in rows.items() if len(said) == _TWO and len(row) < len(side))


_order = attrgetter("order")


def _is_called(one: TextFigure) -> str:
    return one.lead[-_TWO:]


def _counts(one: TextFigure) -> str:
    return one.tail[:_TWO]
