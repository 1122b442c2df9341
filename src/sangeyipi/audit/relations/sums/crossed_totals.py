"""A whole with two digits crossed: 第一次开工412项，第二次开工389项，累计开工810项.

What a list behind a whole comes to, up to where a sentence ends, or one before what is summed up
(合计、累计), is the whole with two digits side by side in the other order.  No words bind the two
but where they stand, so that what counts is how rarely that is so by chance: of three digits once
in 450 lists, and few are tried.  Of two digits only parts that exclude each other and come to more
than their whole say as much.

Asked after all other sums, of wholes that nothing comes to.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed, twice
from sangeyipi.audit.judging.completeness import is_exceeded
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN
from sangeyipi.audit.text.terms.totals import SUMMED_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "先后两次集中开竣工，第一次开工412项、竣工187项，第二次开工389项、竣工206项，累计开工810项、竣工393项。",
        "wrong 412 + 389 = 810",
    ),
    (
        "签订合同项目264个。到9月底已建成21个，在建164个，办理前期手续58个，终止3个。",
        "wrong 21 + 164 + 58 + 3 = 264",
    ),
    (
        "下达专项债券114.95亿元，其中交通23.16亿元、水利8.47亿元、环保7.05亿元、社会事业15.82亿元、物流1.3亿元、"
        "园区21.64亿元、新基建0.32亿元、安居工程28.72亿元。",
        "wrong 23.16 + 8.47 + 7.05 + 15.82 + 1.3 + 21.64 + 0.32 + 28.72 = 114.95",
    ),
    ("参保25.37万人，其中职工医保6.84万人，居民医保45.53万人。", "wrong 6.84 + 45.53 = 25.37"),
    ("入库28个，其中工业11个、农业34个、文旅37个。", "wrong 11 + 34 + 37 = 28"),
)
#: Of how many hits one may be by chance.
_OF = 50
_MOST, _TWO, _DIGITS, _TRIES = 8, 2, 3, 4
_SUM = later(f"(?:{SUMMED_SO_FAR}|总分|总数|[一总]共|实有)[^,。;、\\d]{{0,8}}$")
#: Not all that opens a breakdown: in 1138家公司中 the next figure may be some of them.
_OPENS = later(f"其中|包括|包含|分别|分为|{BROKEN_DOWN}|:|组成|由|\\(")


def crossed_totals(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the wholes that a list comes to but for two digits crossed."""
    settled = {
        one.stated.start
        for one in found
        if one.stated is not None
        and one.verdict not in (RelationVerdict.INCOMPLETE, RelationVerdict.BASE_UNCLEAR)
    }
    made = [
        told
        for one in around.reading.figures
        if one.start not in settled and (told := _told(around, one)) is not None
    ]
    if not made:
        return found
    gone = {one.stated.start for one in made if one.stated is not None}
    kept = [
        one
        for one in found
        if one.kind is not RelationKind.SUM or one.stated is None or one.stated.start not in gone
    ]
    return [*kept, *made]


def _told(around: Surroundings, one: TextFigure) -> Finding | None:
    plain = one.role in COUNTABLE and not (one.hedge or one.inner or is_past(one.lead))
    digits = sum(each.isdigit() for each in f"{one.printed:f}")
    if not plain or digits < _TWO or change_of(one.lead) or around.is_crowded(one):
        return None
    for rank, parts in enumerate(_lists(around, one), 1):
        window = Window(one, parts)
        if digits > _DIGITS and rank <= _TWO and twice(window) is not None:
            return summed(window, None)
        if not has_digits_crossed(window.sum, one):
            continue
        if one.said(window.sum).scaleb(one.places) % 1:
            continue
        if len({f.value for f in parts}) < len(parts):
            # 累计279亿元, said twice.
            continue
        if slip_odds(window.sum, one) // _OF < rank:
            continue
        if not _may_be_all(window, digits < _DIGITS):
            continue
        return summed(window, None)
    return None


def _may_be_all(window: Window, few: bool) -> bool:
    """Whether parts may be all of a whole: 50个、40个，办结108个 count some of it twice."""
    total, parts = window
    if any(2 * f.value == window.sum for f in parts):
        # 49个。这47个中，31个、12个、4个: of the first of them.
        return False
    if parts[-1].order < total.order:
        return not few
    more = window.sum > total.value
    excluding = (more or few) and is_exceeded(parts)
    return (excluding and more and len(parts) > _TWO) if few else (excluding or not more)


def _lists(around: Surroundings, one: TextFigure) -> Iterator[list[TextFigure]]:
    """The lists that may come to a whole, the likeliest first."""
    if _SUM.search(one.lead):
        yield from _before(around, one)
    yield from _behind(around, one)


def _before(around: Surroundings, one: TextFigure) -> Iterator[list[TextFigure]]:
    """412项, 389项 of 累计开工810项: what is called as the whole, and what stands before it."""
    figures = around.reading.figures[max(0, one.order - 3 * _MOST) : one.order]
    near = [f for f in figures if f.paragraph == one.paragraph and one.sentence - f.sentence <= 1]
    kin = [f for f in near if _is_kin(f, one) and "其中" not in f.lead]
    called = [f for f in kin if f.lead[-_TWO:] == one.lead[-_TWO:]]
    for row in (called, kin):
        for many in range(_TWO, min(len(row), _TRIES) + 1):
            yield row[-many:]


def _behind(around: Surroundings, one: TextFigure) -> Iterator[list[TextFigure]]:
    """What its sentence divides it into, or the next one, up to the end of that sentence."""
    here: list[TextFigure] = []
    next_: list[TextFigure] = []
    for f in around.reading.figures[one.order + 1 : one.order + 1 + 3 * _MOST]:
        if f.sentence - one.sentence > 1 or f.paragraph - one.paragraph > 1:
            break
        (here if f.sentence == one.sentence else next_).append(f)
    if len(here) >= _TWO and _OPENS.search(around.reading.text, one.end, here[-1].start):
        row = [f for f in here if _is_kin(f, one)]
        if len(row) >= _TWO and _OPENS.search(around.reading.text, one.end, row[0].start):
            yield row[:_MOST]
    if len(next_) > _TWO:
        row = [f for f in next_ if _is_kin(f, one)]
        if len(row) > _TWO:
            yield row[:_MOST]


def _is_kin(one: TextFigure, whole: TextFigure) -> bool:
    if one.role is not whole.role or (one.unit != whole.unit and whole.role is not Role.MONEY):
        return False
    plan = bool(PLAN.search(one.lead + one.tail)) is bool(PLAN.search(whole.lead + whole.tail))
    return plan and not (one.inner or one.hedge or is_past(one.lead) or change_of(one.lead))
