"""Parts that come to a little more than their whole, with two digits of one of them crossed.

Nothing is more than all of it.  Figures of one kind in one sentence that come to a whole before,
but for a hundredth or two, are its parts; where they come to more, and to just the whole once two
digits of one figure change places, that figure is wrong, whatever they are called.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.around import NO_KIN, Kin, Surroundings, kinds
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全年完成投资26082亿元，其中城镇完成21844亿元，农村完成4238亿元。城镇投资中，中央项目投资3370亿元，"
        "地方项目投资18744亿元。",
        "wrong 3370 + 18744 = 21844",
    ),
    (
        "1—10月，92个项目完成投资1267.5亿元。先进制造、科技创新类项目分别完成投资631.2亿元、158.7亿元，"
        "完成率分别为104.2%、97.6%；交通、文旅类项目分别完成354亿元、60.4亿元；环保类项目完成81.2亿元。",
        "wrong 631.2 + 158.7 + 354 + 60.4 + 81.2 = 1267.5",
    ),
)
_DIVIDED = later("人均|户均|平均|其中|此外|另|含|以上|以下|同时|交叉|重叠|本月|当月|比|较")
#: One in so many of a whole may be too much; so many sentences behind it the parts may stand.
_LITTLE, _SENTENCES, _MOST = 50, 2, 12
_TWO, _DIGITS, _LONG = 2, 3, 5


def more_than_all(around: Surroundings, one: TextFigure) -> Finding | None:
    """A whole that its parts exceed by what two crossed digits are."""
    if one.role not in COUNTABLE or one.hedge or one.inner or len(one.text) <= _DIGITS:
        return None
    if change_of(one.lead) or is_past(one.lead):
        return None
    kin = around.once(_kin).get(_measure(one), NO_KIN)
    for parts in _pieces(kin, one):
        value = sum(f.exact[0] for f in parts)
        whole, half = one.exact
        room = half + sum(f.exact[1] for f in parts)
        if not room < value - whole <= whole // _LITTLE:
            continue
        said = around.reading.text[parts[0].start : parts[-1].end]
        if _DIVIDED.search(said) or any(f.hedge or is_past(f.lead) for f in parts):
            continue
        window = Window(one, parts)
        if window.verdict not in GOOD and _is_crossed(window):
            return summed(window, None)
    return None


def _kin(around: Surroundings) -> dict[object, Kin]:
    """All figures outside brackets, by their dimension: no bases, no changes."""
    bases = around.bases
    return kinds(
        (
            f
            for f in around.reading.figures
            if f.role in COUNTABLE
            and f.printed
            and not f.inner
            and f.order not in bases
            and not change_of(f.lead)
        ),
        _measure,
    )


def _measure(one: TextFigure) -> object:
    return one.role, one.dimension


def _is_alike(parts: list[TextFigure], one: TextFigure) -> bool:
    """Whether all measure what the whole does, or 投资 that is not said to be of which time."""
    measures = {f.measure for f in parts}
    plain = all(f.measure == "总投资" and "总" not in f.lead for f in parts)
    return measures == {one.measure} or plain


def _pieces(kin: Kin, one: TextFigure) -> Iterator[list[TextFigure]]:
    """The figures of a kind behind a whole, sentence by sentence."""
    begin, end = kin.within(one.order + 1, one.order + 2 * _MOST)
    behind = kin.figures[begin:end]
    for apart in range(_SENTENCES + 1):
        piece = [f for f in behind if f.sentence == one.sentence + apart]
        alone = not _TWO <= len(piece) <= _MOST or piece[0].paragraph != one.paragraph
        if not alone and _is_alike(piece, one):
            yield sorted(piece, key=attrgetter("order"))


def _is_crossed(window: Window) -> bool:
    """Whether the parts come to the whole once two digits of one figure change places.

    To the digit: some would within what the digits of all leave open, but for a long whole of
    many figures that is itself crossed.
    """
    total, parts = window
    tried = [Window(other, parts) for other in _crossings(total)]
    for at, f in enumerate(parts):
        tried += [Window(total, [*parts[:at], other, *parts[at + 1 :]]) for other in _crossings(f)]
    long = len(parts) > _TWO and len(total.printed.as_tuple().digits) >= _LONG
    return any(
        each.sum == each.total.value or (long and each.total is not total and each.verdict in GOOD)
        for each in tried
    )


def _crossings(one: TextFigure) -> Iterator[TextFigure]:
    """A figure with two digits side by side crossed, in every way."""
    text = f"{one.printed:f}"
    at = [n for n, digit in enumerate(text) if digit.isdigit()]
    if len(at) < _DIGITS:
        return
    for here, there in pairwise(at):
        if text[here] != text[there]:
            digits = list(text)
            digits[here], digits[there] = digits[there], digits[here]
            yield one._replace(printed=Decimal("".join(digits)))
