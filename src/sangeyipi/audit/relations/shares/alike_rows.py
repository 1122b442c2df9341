"""Rows that say the same in the same words:咨询类33523件，占47.09%；求助类21570件，占30.3%；….

Where a share of one row is of a part and a whole, the share of the next row, after the same words
and as far from its own part, is of that part and of the same whole, or of the whole that stands at
that place of its own row.  So rows that come out say what one is of that does not, in whatever
words all of them are written.

Asked of what no rule and no search has settled; two rows must come out, or one that the other is
the rest of, or that the other would come out with but for a slip of the pen.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_of_others, told
from sangeyipi.audit.relations.shares import any_share
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "全年受理来件862件。\n按类型看，咨询类417件，占48.38%；求助类268件，占31.09%；投诉类129件，"
        "占14.79%；其余48件，占5.57%。",
        "wrong 129 / 862 * 100 = 14.79",
    ),
    (
        "项目518个、总投资6420亿元。100亿元以上的11个，总投资1743亿元，占比27.1%；50亿元以上的16个，"
        "总投资986亿元，占比15.4%；20亿元以上的43个，总投资1157亿元，占比8.3%。",
        "wrong 1157 / 6420 * 100 = 8.3",
    ),
    (
        "产业类18个、总投资46.2亿元，分别占30.0%、32.2%；民生类27个、总投资51.9亿元，分别占45.0%、"
        "36.2%；其他15个、总投资45.3亿元，分别占25.0%、36.1%。合计60个、总投资143.4亿元。",
        "wrong 45.3 / 143.4 * 100 = 36.1",
    ),
    (
        "完成投资482.6亿元。县管项目完成437.1亿元，占全市总量90.6%。市管项目完成45.5亿元，"
        "占全市总量10.4%。",
        "wrong 45.5 / 482.6 * 100 = 10.4",
    ),
    (
        "签约52个，总投资604.3亿元。其中技改项目17个、总投资205.6亿元，占比32.7%；"
        "新建项目23个、总投资262.4亿元，占比42.4%；扩建项目12个、136.3亿元，占比23.1%。",
        "wrong 23 / 52 * 100 = 42.4",
    ),
    (
        "开工80个、总投资640亿元。从规模看，百亿元的2个，总投资236亿元，占比36.9%；"
        "五十亿元的3个，总投资178亿元，占比27.8%；十亿元的8个，总投资121亿元，占比10%；"
        "其他的67个，总投资105亿元，占比16.4%。",
        "wrong 121 / 640 * 100 = 10",
    ),
)
#: How far rows stand from each other, and how far a part stands before its share.
_PARAGRAPHS, _ROWS, _DISTANCE = 1, 30, 8
_TWO = 2
_COME_OUT = (RelationVerdict.HOLDS, RelationVerdict.ROUNDING)
_HUNDRED = 100


class _Form(NamedTuple):
    """How a row says its share: the words before it, and where its part stands."""

    words: str
    back: int
    dimension: str
    listed: tuple[int, int]


class _Row(NamedTuple):
    """A row that comes out."""

    one: TextFigure
    pair: RatePair


class _Rows:
    """The rows that come out: looked up by how they say it and where they stand, so that a text of
    nothing but the same row costs no more a row than any other."""

    def __init__(self, by_form: Mapping[_Form, list[_Row]]) -> None:
        self._by_form = {form: sorted(rows, key=_place) for form, rows in by_form.items()}
        self.every = [row for rows in self._by_form.values() for row in rows]
        self.words = {form.words for form in by_form}
        self._by_base: dict[int, list[_Row]] = defaultdict(list)
        for row in sorted(self.every, key=_place):
            self._by_base[row.pair.base.start].append(row)

    def near(self, form: _Form, one: TextFigure) -> list[_Row]:
        """Those that say it so and stand near a figure, in the order of the text."""
        return _standing(self._by_form.get(form, []), one)

    def of_base(self, base: TextFigure, one: TextFigure) -> list[_Row]:
        """Those of one whole that stand near a figure, in the order of the text."""
        return _standing(self._by_base.get(base.start, []), one)

    def many(self, form: _Form) -> int:
        """How many say it so."""
        return len(self._by_form.get(form, ()))


def _standing(rows: list[_Row], one: TextFigure) -> list[_Row]:
    """Which of rows in the order of the text stand near a figure."""
    begin = bisect_left(rows, one.order - _ROWS, key=_place)
    end = bisect_right(rows, one.order + _ROWS, begin, key=_place)
    return [row for row in rows[begin:end] if abs(row.one.paragraph - one.paragraph) <= _PARAGRAPHS]


def _place(row: _Row) -> int:
    return row.one.order


def alike_rows(around: Surroundings, found: list[Finding], settled: set[int]) -> list[Finding]:
    """The findings, with what rows that come out say of those that nothing has settled."""
    rows = _rows(around, found)
    if not rows.every:
        return found
    taken = _taken_twice(found, rows) | _of_another_part(around, found, rows)
    taken |= _of_another_place(around, found, rows)
    told_of: dict[int, Finding] = {}
    beside = [one for one in around.reading.figures if _is_asked(around, one, rows.words)]
    for one in beside:
        if one.start not in settled or one.start in taken:
            made = _of_rows(around, one, rows)
            if made is not None:
                told_of[one.start] = made
    # With what has just come out there are more rows to say what a chance is.
    rows = _rows(around, [*found, *told_of.values()])
    known = {each.stated.start: each for each in found if each.stated and each.verdict in _COME_OUT}
    for one in beside:
        before = known.get(one.start) if one.start not in told_of else None
        made = _of_rows(around, one, rows) if before is not None else None
        if made is not None and before is not None and _is_by_chance(before, made, rows):
            told_of[one.start] = made
    kept = [each for each in found if each.stated is None or each.stated.start not in told_of]
    return [*kept, *told_of.values()]


def _is_asked(around: Surroundings, one: TextFigure, words: set[str]) -> bool:
    """Whether rows may say what a percentage is of."""
    if one.role is not Role.PERCENT or one.hedge or not one.printed or one.printed == _HUNDRED:
        return False
    return _words(around, one) in words and not around.is_crowded(one)


def _is_by_chance(before: Finding, made: Finding, rows: _Rows) -> bool:
    """Whether what a percentage comes to is chance: another pair than that of all other rows.

    A share of the row beside, though the two are the whole; one of what the part does not measure,
    where three other rows leave nothing to doubt.  其中 of a row is its own.
    """
    one, (part, base) = made.stated, made.operands
    if one is None or made.verdict is not RelationVerdict.WRONG:
        return False
    alike = [row for row in rows.of_base(base, one) if row.one is not one]
    theirs = {f.start for f in before.operands}
    of_beside = part.start in theirs and any(
        row.pair.part.start in theirs and row.pair.part.value + part.value == base.value
        for row in alike
    )
    exact = sum(
        1
        for row in alike
        if half_up(row.pair.value, row.one.places) == row.one.printed
        and row.pair.part.measure == part.measure
        and row.one.sentence == one.sentence
    )
    return of_beside or (exact > _TWO and theirs.isdisjoint({part.start, base.start}))


def _taken_twice(found: list[Finding], rows: _Rows) -> set[int]:
    """Percentages near a pair of which another is to the digit: one of the two is by chance."""
    exact: dict[tuple[int, int], Decimal] = {}
    for row in rows.every:
        if half_up(row.pair.value, row.one.places) == row.one.printed:
            exact[row.pair.part.start, row.pair.base.start] = row.one.printed
    taken = set()
    for one in found:
        if one.verdict is RelationVerdict.ROUNDING and one.stated and len(one.operands) == _TWO:
            part, base = one.operands
            if exact.get((part.start, base.start), one.stated.printed) != one.stated.printed:
                taken.add(one.stated.start)
    return taken


def _of_another_part(around: Surroundings, found: list[Finding], rows: _Rows) -> set[int]:
    """16个，总投资986亿元，占15.4%；43个，总投资1157亿元，占8.3%: the last of the counts, and the
    rows around it of the amounts."""
    taken = set()
    for one in found:
        stated = one.stated
        if stated is None or one.verdict is not RelationVerdict.HOLDS or len(one.operands) != _TWO:
            continue
        if stated.role is not Role.PERCENT or not around.knows(stated):
            continue
        own = _form(around, stated, _back(around, stated, one.operands[0]))
        if own is None or own.back == 1 or rows.many(own) > 1:
            continue
        beside = _form(around, stated, 1)
        others = rows.near(beside, stated) if beside else []
        if len([row for row in others if row.one.sentence == stated.sentence]) > 1:
            taken.add(stated.start)
    return taken


def _of_another_place(around: Surroundings, found: list[Finding], rows: _Rows) -> set[int]:
    """29个、451亿元，占85.3%；23个、315.5亿元，占76.6%: what a rule calls wrong of the amount,
    where all rows that come out are of the count."""
    taken = set()
    for one in found:
        stated = one.stated
        if stated is None or one.verdict is not RelationVerdict.WRONG or one.kind not in SHARES:
            continue
        if stated.role is not Role.PERCENT or not around.knows(stated) or len(one.operands) != _TWO:
            continue
        at = _back(around, stated, one.operands[0])
        forms = {back: _form(around, stated, back) for back in range(1, _DISTANCE + 1)}
        beside = {
            back: [
                row
                for row in rows.near(form, stated)
                if row.one is not stated
                and row.one.paragraph == stated.paragraph
                and half_up(row.pair.value, row.one.places) == row.one.printed
            ]
            for back, form in forms.items()
            if form is not None
        }
        if not beside.get(at) and any(len(each) > 1 for each in beside.values()):
            taken.add(stated.start)
    return taken


def _rows(around: Surroundings, found: Iterable[Finding]) -> _Rows:
    """The rows that come out, by how they say it."""
    rows: dict[_Form, list[_Row]] = defaultdict(list)
    for finding in found:
        one = finding.stated
        if finding.verdict not in _COME_OUT or one is None or finding.kind not in SHARES:
            continue
        if one.role is not Role.PERCENT or len(finding.operands) != _TWO or not around.knows(one):
            continue
        part, base = finding.operands
        # A share worked out of others, or told the other way round, shows no row.
        plain = part.role in COUNTABLE and part.dimension == base.dimension and not part.hedge
        if not plain or growth_of(around.lead(one)) or not around.knows(base):
            continue
        pair = RatePair(part, base)
        form = (
            _form(around, one, _back(around, one, part)) if pair.value == finding.computed else None
        )
        if form is not None and form.dimension == part.dimension:
            rows[form].append(_Row(one, pair))
    return _Rows(rows)


def _back(around: Surroundings, one: TextFigure, part: TextFigure) -> int:
    """How many figures before a share its part stands, brackets apart; 0 for too many."""
    row = around.row(one, _DISTANCE)
    return row.index(part) + 1 if part in row else 0


def _form(around: Surroundings, one: TextFigure, back: int) -> _Form | None:
    words = _words(around, one)
    row = around.row(one, back)
    if not 0 < back <= len(row) or not words:
        return None
    part = row[-1]
    if part.sentence != one.sentence:
        return None
    _, at, many = around.listed(one)
    return _Form(words, back, part.dimension, (at, many))


def _words(around: Surroundings, one: TextFigure) -> str:
    """What is said before a percentage, or where that is nothing, before its part."""
    words = around.lead(one).lstrip(",、;: ")
    if words or not one.order:
        return words
    part = around.reading.figures[one.order - 1]
    beside = part.sentence == one.sentence and part.role in COUNTABLE
    return around.lead(part).lstrip(",、;: ") if beside else ""


def _of_rows(around: Surroundings, one: TextFigure, rows: _Rows) -> Finding | None:
    """What the rows around say of one that has not come out."""
    words, (_, at, many) = _words(around, one), around.listed(one)
    for back, part in enumerate(around.row(one, _DISTANCE), 1):
        if part.sentence != one.sentence:
            return None
        form = _Form(words, back, part.dimension, (at, many))
        near = [row for row in rows.near(form, one) if row.one is not one]
        if not near:
            continue
        if part.role not in COUNTABLE or part.hedge or not _are_parts(around, part, near):
            return None
        near.sort(key=lambda row: (abs(row.one.order - one.order), row.one.order))
        for whole in (_common, _own):
            wholes = [whole(around, one, row, near) for row in near]
            base = wholes[0]
            if base is None:
                continue
            # 建设工程23个，占78.3%；产业项目14个，占92.9%: each of its own, and this of another.
            if any(each is not base for each in wholes) and whole is _common:
                return None
            pair = RatePair(part, base)
            if is_of_others(around.reading, pair):
                return None
            if not is_slip(pair.value, one) and any_share.is_of_two(around, one, part):
                return None
            return _judged(one, pair, near, sum(1 for each in wholes if each is base))
        return None
    return None


def _are_parts(around: Surroundings, part: TextFigure, near: list[_Row]) -> bool:
    """Whether the part measures what those of the other rows do, and is of the same time."""
    return all(
        (row.pair.part.role, row.pair.part.measure, row.pair.part.inner)
        == (part.role, part.measure, part.inner)
        and is_past(row.pair.part.lead) is is_past(part.lead)
        for row in near
    )


def _common(
    around: Surroundings, one: TextFigure, row: _Row, near: list[_Row]
) -> TextFigure | None:
    """The whole of all rows, which stands in none of them."""
    base = row.pair.base
    first = min(one.order, *(each.one.order for each in near))
    last = max(one.order, *(each.one.order for each in near))
    return base if not first - 1 <= base.order <= last else None


def _own(around: Surroundings, one: TextFigure, row: _Row, near: list[_Row]) -> TextFigure | None:
    """What stands at the place in its own row where the whole of another stands in that."""
    base, back = row.pair.base, row.one.order - row.pair.base.order
    if not 0 < back <= _DISTANCE or one.order < back:
        return None
    own = around.reading.figures[one.order - back]
    same = (own.role, own.dimension, own.measure) == (base.role, base.dimension, base.measure)
    # 甲县15个，已开工14个；乙县20个，已开工18个: called by nothing but whose it is.
    told_so = own.lead[-2:] == base.lead[-2:] or (
        _begins_row(around, own) and _begins_row(around, base)
    )
    here = own.paragraph == one.paragraph
    # 甲县收入35亿元，完成预算的99%；乙县收入5亿元，完成预算的102%: each is itself a part.
    after = around.reading.figures[own.order + 1]
    if after is not one and after.role is Role.PERCENT:
        same = same and _words(around, after) != _words(around, one)
    return own if same and told_so and here and not own.hedge else None


def _begins_row(around: Surroundings, one: TextFigure) -> bool:
    """Whether a figure is the first of what a semicolon parts."""
    before = around.reading.figures[one.order - 1] if one.order else None
    return (
        before is None or _ROW_ENDS.search(around.reading.text, before.end, one.start) is not None
    )


_ROW_ENDS = later("[;。\n]")


def _judged(one: TextFigure, pair: RatePair, near: list[_Row], many: int) -> Finding | None:
    if pair.base.value <= 0 or (pair.part.value > pair.base.value and one.printed <= _HUNDRED):
        return None
    found = told(pair, one)
    if found.verdict is not RelationVerdict.WRONG:
        return found
    if many >= _TWO:
        return found
    others = sum((row.pair.part.value for row in near), Decimal(0))
    rest = others + pair.part.value == pair.base.value
    return found if rest or is_slip(pair.value, one) else None
