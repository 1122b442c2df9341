"""What leaves open whether parts contradict the whole that they do not add up to.

A row has no such figure, words say that the parts overlap, or their shares are of their own sum.
"""

from collections.abc import Sequence

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.crossing_parts import are_crossing
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.other_doings import is_of_another_doing
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import has_digits_crossed, slip_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import OVERLAPPING
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

_ROWS, _TWO = 3, 2
#: Of so many wholes one looks crossed by chance.
_RARE = 2000
#: Of what is off by less, than one in so many, no other whole is meant.
_NEAR = 50
_LONGEST = 80
#: Words that say of parts that some are counted in several of them.
OVERLAP = later(
    f"同时(?:涉及|属于|具备|符合|列入|纳入|包含|享受|获|承担|使用|申[请报]|来自)|{OVERLAPPING}|[剔去]重|既[是属有含]|兼[有具属]|多选"
    "|[两多二三](?:项|类|种|个方面)(?:及)?(?:以上|或)"
    # 部分项目存在多个问题; 一个项目可存在多类问题.
    "|(?:部分|有些|有的|个别|一些|一[个家户宗件项名])[^,。;\\d]{0,8}(?:存在|存有|涉及|属于|具有|具备|可能有|可有|兼有)[^,。;\\d]{0,4}[多几两数][个类种项方]"
    "|\\d[人家户个件][^,。;、\\d]{0,3}(?:涉及|涉)[多两数几][起件个案]"
    "|(?:部分|有些|有的|个别)[^,。;\\d]{0,8}(?:多[轮次批期因]|先后|连续)|连续列入|多因"
    f"|有交集|不互斥|互有包含|不等于[^,。;\\d]{{0,10}}(?:合计|总和|{ADDED_TOGETHER})"
)
_TILL_STOP, _NOTE = later("[。\n]"), later("\\s{0,8}[(\\[]?(?:注|说明|其中部分|部分)")
#: 合计70个（含去年结转）.
_WITH = later("[^,。;\\d]{0,6}\\((?:不?含|包括|另有)")
_ROW_BEGINS = later("^[,;、]?[^,。;、\\d]{0,10}$")


def why_open(around: Surroundings, one: Finding, whole: TextFigure) -> Why | None:
    """What leaves open whether a sum contradicts its whole; None where nothing does."""
    if _has_row_without(around.reading, one):
        return Why("还有一部分没有写这个数", Reason.OPEN)
    if _goes_on(around.reading, one, whole):
        return Why("后几项像是和总数并列的", Reason.OPEN)
    if _falls_short_twice(around.reading, one, whole):
        return Why("各部分旁边的另一个数也不够", Reason.OPEN)
    if _overlaps(around.reading, one.figures) or _WITH.match(around.reading.text, whole.end):
        return Why("文中说各部分有重叠", Reason.OVERLAP)
    if are_crossing(around.reading, whole, one.operands):
        return Why("它们不像是并列的几部分", Reason.OVERLAP)
    if is_of_another_doing(whole, one.operands):
        return Why("总数是其中办成的", Reason.OPEN)
    if _concerns(around.reading, one, whole):
        return Why("文中说各部分只是涉及的，可以有重叠", Reason.OVERLAP)
    if _is_of_themselves(around, one):
        return Why("几个占比都是各部分自己合计的", Reason.OPEN)
    return None


def with_crossed(around: Surroundings, found: Sequence[Finding]) -> list[Finding]:
    """The findings; a whole left open that is its parts' sum but for two digits crossed is wrong.

    Parts that lack one come to less by what that one is, not to the same digits.  Nor do the parts
    of one whole lack any where those of the wholes beside it, which are opened alike, do not.
    """
    held = {
        one.stated.start for one in found if one.stated and one.verdict in GOOD and _is_sum(one)
    }
    return [_if_crossed(around, one, held, found) for one in found]


def _is_sum(one: Finding) -> bool:
    return one.kind is RelationKind.SUM


def _if_crossed(
    around: Surroundings, one: Finding, held: set[int], found: Sequence[Finding]
) -> Finding:
    if one.verdict is not RelationVerdict.INCOMPLETE or not _is_sum(one):
        return one
    whole, total = one.stated, one.computed
    if whole is None or total is None or whole.start in held:
        return one
    # 797.8 + 1699.2, and 2479 for 2497: of two as well, where there are digits enough.
    if len(one.operands) < (_TWO if len(whole.digits) > _ROWS else _ROWS):
        return one
    if whole.hedge or any(f.hedge for f in one.operands):
        return one
    if one.reason is Reason.OVERLAP:
        return one
    window = Window(whole, list(one.operands))
    alone = has_digits_crossed(total, whole) and slip_odds(total, whole) >= _RARE
    if not alone and not _is_crossed_beside(around, window, found):
        return one
    return summed(window, None)


def _is_crossed_beside(around: Surroundings, window: Window, found: Sequence[Finding]) -> bool:
    """产业类136个，其中71个、24个、14个；基础设施类68个，其中…；民生类43个，其中…: each is divided,
    and but for 41 the first is, too.  Two digits are crossed by chance where no other list is."""
    whole, parts = window
    off = whole.value - window.sum
    crossed = [f for f in parts if f.value + off > 0 and has_digits_crossed(f.value + off, f)]
    if not crossed:
        return False
    beside = [
        one
        for one in found
        if one.verdict is RelationVerdict.HOLDS and _is_sum(one) and _is_alike(around, one, window)
    ]
    wholes = {one.stated.start for one in beside if one.stated}
    many = any(len(one.operands) >= _ROWS for one in beside)
    telling = all(len(f.digits) >= _ROWS for f in crossed)
    # 136个、68个 and 43个 are themselves the parts of one.
    rows = {whole.start, *wholes}
    together = any(
        rows <= {f.start for f in one.operands}
        for one in found
        if one.verdict is RelationVerdict.HOLDS and _is_sum(one)
    )
    return together and many and (telling or len(wholes) >= _OTHERS)


def _is_alike(around: Surroundings, one: Finding, window: Window) -> bool:
    """Whether a sum is of a whole beside another, and opened as that is."""
    other, whole = one.stated, window.total
    if other is None or other.start == whole.start or other.dimension != whole.dimension:
        return False
    if not around.knows(other) or other.paragraph != whole.paragraph or other.inner:
        return False
    first = one.operands[0]
    if first.order < other.order or whole in one.operands:
        return False
    text = around.reading.text
    opened = [
        _OPENED.search(text, f.end, part.start)
        for f, part in ((other, first), (whole, window.parts[0]))
    ]
    return all(opened)


_OPENED, _OTHERS = later("其中|包括|包含|:|有"), 2


def _has_row_without(reading: TextReading, one: Finding) -> bool:
    """54个续建完成83.6亿元，29个新建完成57.4亿元，13个尚在前期: the amounts are not of all."""
    figures, parts = reading.figures, one.operands
    if any(f.role is not Role.MONEY for f in parts) or parts[-1].order + 1 >= len(figures):
        return False
    counts = [figures[f.order - 1] for f in parts if f.order]
    after = figures[parts[-1].order + 1]
    rows = [*counts, after]
    if any(f.role is not Role.COUNT or f.inner for f in rows) or len(rows) <= len(parts):
        return False
    if after.sentence != parts[-1].sentence or _ROW_BEGINS.search(after.lead) is None:
        return False
    behind = figures[after.order + 1 : after.order + 2]
    alone = not behind or behind[0].sentence != after.sentence or behind[0].role is Role.COUNT
    return alone and after.first is counts[-1].first


def _goes_on(reading: TextReading, one: Finding, whole: TextFigure) -> bool:
    """1363个：产业1050个，其中制造业796个；基础设施128个；…: all but the first stand beside the
    whole, with which they come to one before it."""
    if len(one.operands) < _ROWS or whole.value < _LEAST * whole.scale:
        return False
    value = sum((f.value for f in one.operands[1:]), whole.value)
    before = reading.figures[max(0, whole.order - _BEFORE) : whole.order]
    return any(
        f.value == value and f.dimension == whole.dimension and f.paragraph == whole.paragraph
        for f in before
    )


#: Smaller ones come to each other by chance.
_BEFORE, _LEAST = 6, 20


def _falls_short_twice(reading: TextReading, one: Finding, whole: TextFigure) -> bool:
    """1416个、7142亿元：甲395个、2067亿元，…: where rows lack much of both, a row isn't printed."""
    figures, parts = reading.figures, one.operands
    total = one.computed
    if total is None or (whole.value - total) * _NEAR < whole.value or slip_of(total, whole):
        return False
    if max(f.order for f in parts) + 1 >= len(figures):
        return False
    beside = [figures[f.order + 1] for f in parts]
    kinds = {f.dimension for f in beside}
    own = all(f.sentence == part.sentence for f, part in zip(beside, parts, strict=True))
    if len(kinds) != 1 or whole.dimension in kinds or not own:
        return False
    # 总投资7142亿元的1416个; 1416个、总投资7142亿元.
    for at in (whole.order - 1, whole.order + 1):
        other = figures[at] if 0 <= at < parts[0].order else None
        if other is not None and other.dimension in kinds and other.sentence == whole.sentence:
            second = sum((f.value for f in beside), other.half * 0)
            return (other.value - second) * _NEAR >= other.value and not slip_of(second, other)
    return False


def _overlaps(reading: TextReading, figures: Sequence[TextFigure]) -> bool:
    """Whether a sentence, or the note after it, says that the parts of a sum overlap."""
    last = figures[-1].end
    stop = _TILL_STOP.search(reading.text, last, last + _LONGEST)
    end = stop.end() if stop else last + _LONGEST
    if _NOTE.match(reading.text, end):
        stop = _TILL_STOP.search(reading.text, end, end + _LONGEST)
        end = stop.end() if stop else end + _LONGEST
    return OVERLAP.search(reading.text, figures[0].start, end) is not None


def _concerns(reading: TextReading, one: Finding, whole: TextFigure) -> bool:
    """9个未开工项目中，涉及用地问题5个、环评问题4个、资金问题3个: of several at once.

    That 涉及 stands before the list; 涉及项目24个，其中制造业18个、… are of kinds.
    """
    if one.computed is None or one.computed <= whole.value or len(one.operands) < _TWO:
        return False
    first = min(one.operands, key=lambda f: f.start)
    begin = whole.end if 0 <= whole.start < first.start else first.start - _LONGEST
    begin = max(begin, reading.begun("。;\n", first.start))
    return _CONCERNS.search(reading.text, begin, first.start) is not None


_CONCERNS = later("涉及")


def _is_of_themselves(around: Surroundings, one: Finding) -> bool:
    """咨询31件，占62%；求助14件，占28%；…: shares of what the parts come to, so that the whole,
    unless a slip makes it another, is of more than these."""
    figures, total = around.reading.figures, one.computed
    whole = one.stated
    if not total or whole is None or len(one.operands) < _ROWS or slip_of(total, whole):
        return False
    if abs(total - whole.value) * _NEAR <= whole.value:
        return False
    # What the whole lacks is one of them: it has lost a part.
    if any(total - f.value == whole.value for f in one.operands):
        return False
    own = 0
    for part in one.operands:
        if part.order + 1 >= len(figures):
            return False
        share = figures[part.order + 1]
        if share.role is not Role.PERCENT or share.sentence != part.sentence:
            return False
        # Next to nothing is of any whole.
        own += share.as_printed(EXACT.divide(part.value * 100, total)) == share.as_printed(
            share.value
        )
    return own >= len(one.operands) - 1
