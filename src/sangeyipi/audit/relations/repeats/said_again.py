"""The same quantity said again by its name, with a slip: 生产总值68.27亿元 … 实现生产总值86.27亿元.

Two figures are the same quantity where the same name stands before them, or what was counted is
taken up again (排查隐患1246处。1264处隐患中), of no other place, time or kind.  Two that differ
are wrong only where one looks like the other but for how it was written, and at most one of them
is borne out by other figures: where both are, they are two quantities.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.same_scope import one_scope
from sangeyipi.audit.judging.slips import (
    OF_ONE_DIGIT,
    SlipKind,
    has_digits_crossed,
    slip_kind,
    slip_of,
)
from sangeyipi.audit.relations.repeats.repeats import (
    headed_apart,
    of_the_same,
    one_time,
    same_quantity,
    times_of,
    told_of,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.names_again import (
    LAST,
    LONG,
    NAME,
    is_same_name,
    name_of,
    taken_up_as,
    weight_of,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "一季度开工重大项目1367个、开工率89.4%。今年计划实施1529个。一季度末已开工重大项目1376个，"
        "开工率89.4%。",
        "wrong 1367 = 1376",
    ),
    (
        "一季度，全县生产总值达到68.27亿元，开局良好。\n一季度，全县实现生产总值86.27亿元。",
        "wrong 68.27 = 86.27",
    ),
    ("全县共排查隐患1246处。排查出的1264处隐患中，已整改1180处。", "wrong 1246 = 1264"),
    ("选派首席服务员268名，联系企业536家。286名首席服务员全部走访。", "wrong 268 = 286"),
    ("市下达保障性住房任务3850套。目前，3580套任务中已开工3120套。", "wrong 3850 = 3580"),
    (
        "乙县上半年新增经营主体4683户\n上半年，乙县新增经营主体4863户，增长6.2%。",
        "wrong 4683 = 4863",
    ),
    (
        "上半年累计到位资金46.83亿元。下一步，将在上半年到位资金46.38亿元的基础上加大力度。",
        "wrong 46.83 = 46.38",
    ),
    (
        "1-10月，已完成投资386.2亿元。下一步，在已完成368.2亿元投资的基础上，加快建设。",
        "wrong 386.2 = 368.2",
    ),
    (
        "全省2187个项目集中开工 总投资13874亿元\n此次活动共涉及项目2196个，总投资13874亿元，"
        "其中签约项目523个。",
        "wrong 2196 = 2187",
    ),
    (
        "实施重点项目112个。1—5月完成投资47.3亿元，占年度计划96.8亿元的48.9%。\n"
        "112个项目中尚未开工31个，全县1—5月累计完成投资43.7亿元。",
        "wrong 47.3 = 43.7",
    ),
    (
        "甲县到位资金3.58亿元\n1—9月，甲县紧盯项目争资金，到位资金3580万元。",
        "wrong 35800 = 3580",
    ),
)
_ROLES = frozenset({*COUNTABLE, Role.PERCENT})
#: How far apart, and how many of one name, the same is said again.
_FAR, _FEW = 2000, 8
_TWO, _DIGITS, _MANY = 2, 3, 4
#: Of smaller amounts too many are alike; and so many characters are said of one beside another.
_SMALL, _SAID, _HEADLINE = 64, 6, 45
#: So many figures before two are compared.
_BEFORE = 6
#: In so many figures behind a headline it is told again; and what is off by more is another.
_TOP = 10


def slips(reading: TextReading) -> Iterator[Finding]:
    """Every quantity that is said again otherwise, whatever else is found."""
    for one, likes in _looking_alike(reading):
        for other in likes:
            if _is_beside_the_same(reading, other, one) or _is_again(reading, other, one):
                yield same_quantity(other, one)
                break
    yield from _of_headline(reading)
    yield from _of_one_period(reading)


def _of_one_period(reading: TextReading) -> Iterator[Finding]:
    """1-5月完成投资47.3亿元, and 全县1-5月累计完成投资43.7亿元: what as many have done so far.

    What the first paragraph counts is taken up at once (112个项目中), and all else that stands
    before them are figures: words of another scope or year (政府投资部分, 去年) have none.
    """
    seen: dict[tuple[str, Decimal], TextFigure] = {}
    for one in reading.figures:
        said = _DONE_SO_FAR.fullmatch(one.lead.lstrip(",;")) if "完成投资" in one.lead else None
        if said is None or one.role is not Role.MONEY or one.hedge or one.inner:
            continue
        counts = [f for f in reading.paragraph_before(one) if f.role is Role.COUNT]
        if not counts or counts[0].value < _LEAST or not _has_figures_only(reading, one):
            continue
        known = seen.setdefault((said[1], counts[0].value), one)
        if known.value == one.value or known.sentence == one.sentence:
            continue
        first = next(f for f in reading.paragraph_before(known) if f.role is Role.COUNT)
        again = _is_taken_up(reading, counts[0]) and counts[0].sentence == one.sentence
        if not again or not _OF_PROJECTS.search(first.lead) or headed_apart(reading, known, one):
            continue
        alike = (known.unit, known.places) == (one.unit, one.places)
        if alike and len(one.significant) > _TWO and has_digits_crossed(known.value, one):
            yield same_quantity(known, one)


def _is_taken_up(reading: TextReading, count: TextFigure) -> bool:
    """112个项目中, with nothing before it but a label."""
    begin = reading.begun("。;\n", count.start)
    labelled = _LABELLED.fullmatch(reading.text, begin, count.start) is not None
    return labelled and _OF_THESE.match(count.tail) is not None


def _has_figures_only(reading: TextReading, one: TextFigure) -> bool:
    """Whether every clause before a figure in its sentence has a figure of its own."""
    begin = reading.begun("。;\n", one.start)
    before = reading.text[begin : one.start - len(one.lead.lstrip(",;"))].rstrip(",;")
    return not before or all(_DIGIT.search(each) for each in before.split(","))


_DIGIT = later("\\d")
_LABELLED = later("(?:【[^】]{1,8}】)?(?:这|上述|以上)?")
_OF_THESE, _OF_PROJECTS = later("(?:重点)?项目(?:当中|之中|中|里)"), later("项目(?:共|共计)?$")
_DONE_SO_FAR = later(
    f"(?:{WHOLE_REGION})?(?:截至)?(1-\\d{{1,2}}月|{PART_OF_YEAR})份?(?:{WHOLE_REGION})?(?:累计|共|已){{0,2}}完成投资额?"
)


def _of_headline(reading: TextReading) -> Iterator[Finding]:
    """2187个项目 总投资13874亿元, and 项目2196个，总投资13874亿元: the same, by its amount."""
    for total in reading.figures[:_BEFORE]:
        plain = total.role is Role.MONEY and not total.hedge and total.order
        if not plain or len(total.digits) < _DIGITS:
            continue
        count = reading.figures[total.order - 1]
        if count.role is not Role.COUNT or count.hedge or not _is_headline(reading, count):
            continue
        for again in reading.figures[total.order + 1 : total.order + 1 + _TOP]:
            own = reading.figures[again.order - 1]
            same = again.role is Role.MONEY and again.value == total.value and not again.hedge
            if not same or _is_headline(reading, again):
                continue
            near = own.role is Role.COUNT and own.unit == count.unit and not own.hedge
            off = abs(own.value - count.value)
            if near and own.sentence == again.sentence and 0 < off * _TOP <= count.value:
                yield same_quantity(own, count)
            break


_LEAST = 8


def with_slips(
    around: Surroundings, found: list[Finding], told: Sequence[Finding]
) -> list[Finding]:
    """The findings, with those of `slips` that nothing bears out otherwise."""
    if not told:
        return found
    borne = {f.start for one in found if one.verdict in GOOD for f in one.figures}
    wrong = {f.start for one in found if one.verdict is RelationVerdict.WRONG for f in one.figures}
    between = {one.starts for one in found}
    more: list[Finding] = []
    for each in told:
        first, again = each.figures
        pair = {first.start, again.start}
        if pair in between or around.is_crowded(again):
            continue
        if _is_beside_the_same(around.reading, first, again) or not (pair <= borne or pair & wrong):
            more.append(each)
            between.add(frozenset(pair))
    return [*found, *more]


def _looking_alike(reading: TextReading) -> Iterator[tuple[TextFigure, list[TextFigure]]]:
    """Every figure with those before it that have its digits in another order, or all but one.

    Of a megabyte hardly any has one: names are made of these only.
    """
    every: dict[str, dict[str, list[TextFigure]]] = {}
    for one in reading.figures:
        if one.role not in _ROLES or one.hedge or one.inner:
            continue
        seen = every.setdefault(one.dimension, {})
        likes: list[TextFigure] = []
        for key in _shapes(f"{one.printed:f}", one.role):
            others = seen.get(key)
            if others is None:
                seen[key] = [one]
                continue
            if one.start - others[-1].start <= _FAR:
                likes += others[-_FEW:]
            others.append(one)
        if likes:
            yield (
                one,
                [
                    f
                    for f in likes
                    if f.value != one.value
                    and f.sentence != one.sentence
                    and one.start - f.start <= _FAR
                ],
            )


def _shapes(printed: str, role: Role) -> Iterator[str]:
    """What two numbers share that are slips of each other: all digits, or all but one."""
    digits = "".join(sorted(printed)).lstrip(".0")
    if len(digits) > 1:
        yield digits
    many = len(printed) - ("." in printed)
    if many >= (_MANY if role is Role.PERCENT else _DIGITS):
        for n, each in enumerate(printed):
            if each != ".":
                yield f"{printed[:n]}*{printed[n + 1 :]}"


def _is_again(reading: TextReading, other: TextFigure, one: TextFigure) -> bool:
    """Whether a figure is another of the same name, which is said of no third."""
    alike = one.role is other.role and is_same_name(other, one) and _is_slip(reading, other, one)
    if _OF_MANY.search(one.lead):
        return False
    if not alike or not one_scope(reading, other, one) or _are_parallel(reading, other, one):
        return False
    # Rows that are told alike have each its own; and what is said rightly is said again.
    around = reading.between_places(max(0, one.start - _FAR), one.start + _FAR)
    if any(f.value == one.value and f.end <= one.start and f.unit == one.unit for f in around):
        return False  # 志愿者1286名，其中在岗的1268名。1268名志愿者: it takes up another.
    values = {
        f.value
        for f in around
        if f.dimension == one.dimension and f.role is one.role and is_same_name(f, one)
    }
    return values <= {other.value, one.value}


#: What each of many goods or houses has: prices, and how large they are.
_OF_MANY = later("每[吨克股斤辆]|收于|报收|(?:公允|账面)价值|规模$")


def _is_beside_the_same(reading: TextReading, other: TextFigure, one: TextFigure) -> bool:
    """签约项目94个，总签约额948亿元, and again 签约项目94个，总签约额984亿元: two digits crossed.

    Of rows that are told alike (完成投资…亿元，完成率…) none has the figure of another beside it.
    """
    if one.role not in COUNTABLE or one.value < _SMALL or not has_digits_crossed(other.value, one):
        return False
    if not one_time(times_of(reading, one), times_of(reading, other)):
        return False
    if not of_the_same(reading, other, one):
        return False
    return not set(_beside(reading, one)).isdisjoint(_beside(reading, other))


def _beside(reading: TextReading, one: TextFigure) -> Iterator[tuple[object, ...]]:
    """The words of a figure with those of its neighbour and its digits."""
    said = told_of(_WHEN.sub("", one.lead))[-_SAID:]
    for step in (-1, 1):
        at = one.order + step
        other = reading.figures[at] if 0 <= at < len(reading.figures) else one
        near = other.sentence == one.sentence and not other.hedge and len(other.text) > _TWO
        # 21个乡镇: as many whatever is told of them.
        near = near and not (other.role is Role.COUNT and _TOWNS.match(other.tail))
        words_of_it = told_of(_WHEN.sub("", other.lead))[-_SAID:]
        if near and len(said) + len(words_of_it) >= LONG:
            yield one.role, one.unit, said, step, other.role, other.printed, words_of_it


_TOWNS = later("(?:乡|镇|县|区|市|街道|村|社区|部门|单位|成员)")
_WHEN = later("截至|截止|[一二三四]季度末?|\\d{0,4}[月年]?[底末]|已|累计|实际|目前|[今全本]年")


def _is_slip(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether one looks like the other, and no two of such a name would so by chance."""
    kind = slip_kind(one.value, again)
    if kind is None:
        return False
    digits = sum(1 for each in f"{again.printed:f}" if each.isdigit())
    first, second = name_of(one.lead), name_of(again.lead)
    taken_up = taken_up_as(again, first)
    shorter = one if len(first) < len(second) else again
    name = min(len(first), len(second), weight_of(shorter.lead))
    taken = bool(taken_up) and first.endswith(taken_up)
    headed = _is_headline(reading, one)
    if kind is SlipKind.UNIT:
        # As it was printed, and no number near ten times as much.
        moved = one.role is not Role.PERCENT and one.significant == again.significant
        return moved and digits >= _DIGITS and (name >= NAME or headed)
    if kind is SlipKind.CROSSED:
        if digits == _TWO:
            return (headed or taken) and name >= LONG
        return digits > _TWO and (taken or name >= (LAST if headed else NAME))
    if kind in OF_ONE_DIGIT:
        if digits >= _MANY:
            return taken or name >= NAME
        return digits == _DIGITS and ((taken and name >= NAME) or (headed and name >= LONG))
    return False


def _is_headline(reading: TextReading, one: TextFigure) -> bool:
    """Whether a figure stands in a short line without a full stop."""
    begin = reading.begun("\n", one.start)
    end = reading.text.find("\n", one.end)
    line = reading.text[begin:end] if end >= 0 else reading.text[begin:]
    return len(line) <= _HEADLINE and not _STOPS.search(line)


_STOPS = later("[。;|]")


def _are_parallel(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether a figure before each is said alike, too, but of another amount: of two budgets told
    in the same words none is the other, however near they come."""
    for step in range(1, min(_BEFORE, one.order, again.order) + 1):
        first, second = (reading.figures[f.order - step] for f in (one, again))
        if (first.role, first.dimension) != (second.role, second.dimension):
            continue
        name = name_of(first.lead)[-NAME:]
        if len(name) < NAME or not name_of(second.lead).endswith(name):
            continue
        if first.value == second.value:
            continue
        if not slip_of(first.value, second):
            return True
    return False
