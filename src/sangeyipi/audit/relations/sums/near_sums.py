"""A list that would come to its whole but for one slip of the pen, in the whole or in one part.

What stands right behind a whole in its sentence, or in the ones after, is looked at as a list as if
it came out; it must stand as one that does (`standing.py`), rarer by chance by as much as there are
slips.  Parts that come to more than their whole then leave no other reading, if their names exclude
each other; parts that come to less may leave something out, which is hardly ever just three, four
or five hundred of what is counted one by one, or 2700.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, is_crossed, is_slip_of_parts, summed
from sangeyipi.audit.judging.completeness import BESIDES, complete, is_exceeded, label_of
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, verdict
from sangeyipi.audit.judging.standing import is_one_list
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import NO_KIN, Kin, Surroundings, kinds
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.breakdowns import OPENS
from sangeyipi.audit.text.terms.coverage import ALSO, IN_BOTH
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
    (
        "排查隐患38415处，已整改35102处，限期整改3373处。",
        "wrong 35102 + 3373 = 38415",
    ),
    (
        "全县技改投资完成8.03亿元，其中食品行业完成24600万元，建材行业完成31900万元，装备行业完成26800万元。",
        "wrong 2.46 + 3.19 + 2.68 = 8.03",
    ),
    (
        "完成投资4817.6亿元，同比增长8.2%。其中，东部完成2914.3亿元，比上年增长9.4%；"
        "西部完成1957.3亿元，比上年增长6.5%。",
        "wrong 2914.3 + 1957.3 = 4817.6",
    ),
    (
        "完成投资1427.35亿元。收尾项目完成253.18亿元，续建项目完成868.94亿元，新建项目完成298.61亿元，"
        "预备项目完成13.62亿元。",
        "wrong 253.18 + 868.94 + 298.61 + 13.62 = 1427.35",
    ),
    # Of what is left much may be something else.
    ("排查隐患38415处，其中一般隐患35102处，重大隐患1273处。", "incomplete 35102 + 1273 = 38415"),
)
_LONG, _SENTENCES, _MOST = 24, 2, 12
_LEAST = 100
_TWO, _DIGITS, _LENGTH = 2, 3, 5
#: In so many ways one digit of a figure may be another.
_SLIPS = 20
_NESTED = later(
    f"人均|户均|平均|其中|{ALSO}|含|以上|以下|等|{IN_BOTH}|本月|当月|[比较]|新增|累计|提前|打捆|扣|核减"
)
_OPENS = re.compile(OPENS)
#: 同比增长8%, 比上年增收1763万元: how a part has changed says nothing of what it is part of.
_CHANGED = later(
    "(?:同比|环比|[比较与](?:[上去]年|[上同]期|上月)(?:同[期月比])?)"
    "[^,。;、()\\d]{0,6}[增减降升涨跌落提高扩缩][^,。;、()\\d]{0,6}"
)
_SO_FAR = "累计"
_BECAME = later(
    "[^,。;、\\d]{0,4}(?:提高|提升|增加?|升|降低?|减少?|扩大|缩[小短]|调整|变)(?:了|至|到|为)"
)
_AGAIN = later(";其中")
_REST = re.compile("其[他它余]|剩[下余]|余下")


def near_sum(around: Surroundings, one: TextFigure) -> Finding | None:
    """A whole that the list behind it would come to but for a slip."""
    if len(one.text) <= _DIGITS or one.inner or one.hedge or one.role not in COUNTABLE:
        return None
    value, half = one.exact
    kin = around.once(kin_of_lists).get(_measure(one), NO_KIN)
    for parts in _pieces(kin, one):
        off = abs(sum([f.exact[0] for f in parts]) - value)
        # 种群达2555只 … 达2555只，2012年1000只: the same once more is no part of it.
        if off > value or any(f.exact[0] == value for f in parts):
            continue
        room = half + sum([f.exact[1] for f in parts])
        if off <= room:
            return None
        grain = _grain(one, parts)
        if value < _LEAST * grain or change_of(one.lead) or is_past(one.lead):
            return None
        sure = _surely(off, grain)
        window = Window(one, parts)
        if not sure and not (room and _may_be_crossed(off, grain, window)):
            continue
        slips = is_slip_of_parts(window) if sure else _is_crossed(window)
        if slips and _is_sure(around, window, sure) and not _is_of_others(around, window):
            return summed(window, None)
    return None


def _is_of_others(around: Surroundings, window: Window) -> bool:
    """Whether parts are those of the whole before, or go on side by side with this one.

    收入558元，其中城镇561元，工资性398元，…; 筹集16.3亿元。筹集6.4亿元。筹集4.7亿元.
    """
    total, parts = window
    text = around.reading.text
    if total.half and total.role is not Role.MONEY and total.scale > 1:
        # 床位11.9万张，其中医院10.2万张，…: in ten thousands only the larger kinds are told.
        return True
    if _has_rate_of_first(around, window):
        return True
    before = around.reading.figures[max(0, parts[0].order - _MOST) : parts[0].order]
    if any(f.value == window.sum and f.dimension == total.dimension for f in before):
        return True
    if _OPENS.search(text, total.end, parts[0].start):
        return False
    begins = total.lead[:_TWO]
    return len(begins) == _TWO and all(f.lead.startswith(begins) for f in parts)


def _has_rate_of_first(around: Surroundings, window: Window) -> bool:
    """来电20137个，接通19314个，接通率95.91%；网站39件: what was done with the whole is no part."""
    first = window.parts[0]
    behind = around.reading.figures[first.order + 1 : first.order + 2]
    if not behind or behind[0].role is not Role.PERCENT or rate_in(behind[0].lead) is None:
        return False
    return verdict(RatePair(first, window.total), behind[0]) in GOOD


def _may_be_crossed(off: int, grain: int, window: Window) -> bool:
    """Whether what all digits leave open may hide that two of a long whole are crossed."""
    total, parts = window
    if len(parts) <= _TWO or len(total.digits) < _LENGTH:
        return False
    return any(_surely(off + n, grain) > _TWO for n in (-grain, grain))


def _grain(one: TextFigure, parts: list[TextFigure]) -> int:
    """Of what all are so many: where all are printed in hundreds so is what is left out."""
    every = [one.exact[0], *(f.exact[0] for f in parts)]
    grain = int(one.scale.scaleb(FINE - one.places))
    while not any(each % (grain * 10) for each in every):
        grain *= 10
    return grain


def _surely(off: int, least: int) -> int:
    """How rare what is missing would be by chance if it were no slip; 0 where it is none.

    One digit is off by so many of one place, two that are crossed by a multiple of nine.
    """
    off, more = divmod(off, least)
    if more or not off:
        return 0
    sure = 1
    while off % 10 == 0:
        off //= 10
        sure *= 10
    if off < 10:
        return sure
    return sure * 10 if off % 9 == 0 and off < 100 else 0


def kin_of_lists(around: Surroundings) -> dict[tuple[Role, str], Kin]:
    """What may be a whole or a part of it, by role and dimension: no bases, no changes."""
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


def _measure(one: TextFigure) -> tuple[Role, str]:
    return one.role, one.dimension


def _pieces(kin: Kin, one: TextFigure) -> Iterator[list[TextFigure]]:
    """The figures behind a whole that measure what it does, sentence by sentence."""
    begin, end = kin.within(one.order + 1, one.order + 1 + _LONG)
    if end - begin < _TWO:
        return
    here = one.sentence
    last = here + _SENTENCES
    pieces: dict[int, list[TextFigure]] = {}
    for f in kin.figures[begin:end]:
        if f.sentence > last and f.paragraph != one.paragraph:
            break
        if f.measure == one.measure or (f.measure == "总投资" and "总" not in f.lead):
            pieces.setdefault(f.sentence, []).append(f)
    for at, found in pieces.items():
        if at <= last and _TWO <= len(found) <= _MOST:
            piece = _alike(found, one)
            if len(piece) >= _TWO:
                yield piece
    after = [each for at, each in pieces.items() if at > here]
    if _TWO <= len(after) <= _MOST and _are_sentences(after, one):
        yield [each[0] for each in after]


def _are_sentences(after: list[list[TextFigure]], one: TextFigure) -> bool:
    """88个产业项目完成612.3亿元。74个基础设施项目完成489.6亿元。: each a sentence.

    What is divided in its sentence once more is there for its parts.
    """
    return after[-1][0].sentence - after[0][0].sentence == len(after) - 1 and all(
        _is_divided(each) and each[0].measure == one.measure and each[0].paragraph == one.paragraph
        for each in after
    )


def _is_divided(piece: list[TextFigure]) -> bool:
    """Whether a figure stands alone, or with nothing but what comes to it."""
    first, *parts = piece
    return not parts or (len(parts) > 1 and Window(first, parts).verdict in GOOD)


def _alike(piece: list[TextFigure], one: TextFigure) -> list[TextFigure]:
    """What measures what the whole does, or else 投资 that is not said to be of which time."""
    if all(f.measure == "总投资" for f in piece):
        return piece
    return [f for f in piece if f.measure == one.measure]


def _is_sure(around: Surroundings, window: Window, sure: int) -> bool:
    total, parts = window
    begin = _begins(around, window)
    if begin < 0 or any(f.hedge or is_past(f.lead) for f in parts):
        return False
    # 先进制造业318个，战略性新兴产业121个，…，其他57个: what is both makes them more, not less.
    less = window.sum < total.value and _REST.search(parts[-1].lead) is not None
    if not less and any(BESIDES.search(f.lead) for f in parts):
        return False
    # 新登记8642户，注销2317户，净增企业3625户: what is left of them is no part.
    if "净" in parts[-1].lead:
        return False
    text = around.reading.text
    if _NESTED.search(_said_of(window, text[begin : parts[-1].end])):
        return False
    # 由209元、280元提高到217元、290元: two of now and two of before, and no list.
    if _BECAME.match(text, total.end) or _BECAME.search(text, parts[0].end, parts[-1].end):
        return False
    if not complete(total, parts):
        if not _are_stages(parts):
            return False
        if window.sum < total.value and sure < _LEAST and not _REST.search(parts[-1].lead):
            return False
    over = window.sum > total.value and 0 < sure < _LEAST and not is_crossed(window)
    if over and not (is_exceeded(parts) or _is_column(parts)):
        return False
    right = total._replace(printed=Decimal(total.said(window.sum)))
    tries = _SLIPS * sum(1 for each in f"{right.printed:f}" if each.isdigit())
    return is_one_list(around.reading, right, parts, tries)


def _are_stages(parts: list[TextFigure]) -> bool:
    """Whether parts are alike in state, or are stages of which a project is in one only.

    收尾、续建、新开工、前期: one of them goes on from last year.
    """
    states = {words.state_of(f.lead or f.tail) for f in parts}
    if len(states) <= 1:
        return True
    stages = [_stage(f) for f in parts]
    return -1 not in stages and 1 in stages and len(set(stages)) == len(stages)


def _stage(one: TextFigure) -> int:
    found = [n for n, stage in enumerate(_STAGES) if stage.search(one.lead)]
    return found[0] if len(found) == 1 else -1


#: A project that goes on from last year is neither new nor done nor to come.
_STAGES = tuple(
    map(re.compile, ("收尾|竣工|投产|建成", "续建|结转", "新建|开工|新开", "前期|储备|预备"))
)


def _said_of(window: Window, said: str) -> str:
    """The words of a list that may say that its parts are of something else than its whole."""
    said = _CHANGED.sub("", said.removeprefix("其中"))
    return said.replace(_SO_FAR, "") if _SO_FAR in window.total.lead else said


def _begins(around: Surroundings, window: Window) -> int:
    """Where what is said of the parts begins; -1 where the whole is one of them."""
    total, parts = window
    first = parts[0]
    if first.sentence != total.sentence:
        # A part that is larger than a whole of another sentence is of another one.
        larger = max(f.value for f in parts) >= total.value
        return -1 if larger else around.reading.begun("。\n", first.start)
    gap = around.reading.text[total.end : first.start]
    if ";" in gap and not _AGAIN.search(gap):
        return -1
    opened = _OPENS.search(gap)
    return total.end + opened.end() if opened else first.start - len(first.lead)


def _is_column(parts: list[TextFigure]) -> bool:
    """Whether all are called alike, each of another row, or a list is named before the first."""
    called = [label_of(f) for f in parts]
    return len(set(called)) == 1 or not any(called[1:])


def _is_crossed(window: Window) -> bool:
    """Whether parts come, as their digits go, to the whole once two of its digits are crossed."""
    total, parts = window
    return any(Window(other, parts).verdict in GOOD for other in _crossings(total))


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
