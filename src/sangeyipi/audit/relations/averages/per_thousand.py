"""So many for every thousand of those who live there: 床位4386张，…，每千人口床位7.17张.

How many live there is called 人口 (or 户 where it is of every hundred households), what they have
is called as the average is, and both stand before it in the paragraph; or a bracket behind it says
how many there are (医师3.41人（共2087人）).  Told only where it comes out to the digit: the people
may be those of the middle of the year.
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.evidence import CUED, enough, one_in
from sangeyipi.audit.judging.finding import (
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, plain

EXAMPLES = (
    (
        "医院床位4386张，增长5.1%。按常住人口61.2万人计，每千人口床位7.17张。",
        "holds 4386 / 612000 * 1000 = 7.17",
    ),
    (
        "按常住人口61.2万人计，每千人口床位7.17张、执业医师3.41人（共2087人）。",
        "holds 2087 / 612000 * 1000 = 3.41",
    ),
    (
        "年末常住人口61.2万人。有效发明专利1138件，每万人口发明专利拥有量18.6件。",
        "holds 1138 / 612000 * 10000 = 18.6",
    ),
)
_EVERY = later(
    "每(?P<many>[百千万十]{1,2})(?P<of>名?(?:常住|户籍)?(?:人口?|居民)|户(?:居民|家庭)?)"
    "(?:平均)?(?P<what>[^,。;:、\\d]{0,14})$"
)
_MANY = {"十": 10, "百": 100, "千": 1000, "万": 10000, "十万": 100_000}
_GOES_ON = later("[、和及][^,。;:\\d]{1,16}")
_DULL = "拥有数量为达至到"
_LIVE = later("人口|居民")
_BACK, _NAME = 22, 2


def per_thousand(around: Surroundings, one: TextFigure) -> Finding | None:
    """What there is of it, for every so many of those that are counted before."""
    if not one.places or one.hedge or one.inner or is_past(one.lead):
        return None
    said, what = _said(around, one)
    if said is None:
        return None
    factor = _MANY.get(said["many"])
    near = [
        f
        for f in around.reading.figures[max(0, one.order - _BACK) : one.order]
        if f.paragraph == one.paragraph and f.role in COUNTABLE and f.printed and not f.hedge
        if not (is_past(f.lead) or change_of(f.lead))
    ]
    unit = "户" if "户" in said["of"] else "人"
    bases = [f for f in near if f.dimension == unit and (unit == "户" or _LIVE.search(f.lead))]
    if factor is None or not bases:
        return None
    name = what.rstrip(_DULL)[-_NAME:]
    totals = [f for f in near if name and name in f.lead and f.dimension == one.dimension]
    pairs = [(total, bases[-1]) for total in (*_behind(around, one), *reversed(totals))]
    for rank, (total, base) in enumerate(pairs, 1):
        found = _told(total, base, factor, one)
        if found is not None and enough(one_in(one, _exactly(one), one.value, _HOLDS), rank, CUED):
            return found
    return None


_HOLDS = RelationVerdict.HOLDS


def _exactly(one: TextFigure) -> tuple[Decimal, Decimal]:
    return one.value, one.value


def _said(around: Surroundings, one: TextFigure) -> tuple["re.Match[str] | None", str]:
    """Of every how many a figure is, and of what; what goes on with one is as that is."""
    if "每" in one.lead:
        said = _EVERY.search(one.lead)
        return said, said["what"] if said is not None else ""
    before = around.reading.figures[one.order - 1] if one.order else one
    if "每" not in before.lead or before.sentence != one.sentence:
        return None, ""
    if _GOES_ON.fullmatch(around.reading.between(before, one)) is None:
        return None, ""
    return _EVERY.search(before.lead), one.lead


def _behind(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    """医师3.41人（共2087人）."""
    behind = around.reading.figures[one.order + 1 : one.order + 2]
    return [f for f in behind if f.inner and f.dimension == one.dimension and not f.hedge]


def _told(total: TextFigure, base: TextFigure, factor: int, one: TextFigure) -> Finding | None:
    if not base.value or total is base:
        return None
    value = EXACT.divide(total.value * factor, base.value)
    if judged(value, (value, value), one) is not _HOLDS:
        return None
    text = f"{plain(total.value)} / {plain(base.value)} * {factor}"
    said = f"每 {factor} {base.dimension}是 {shown(value, one)}，写的是 {one.text}"
    return Finding(_HOLDS, RelationKind.RATE, said, text, value, one, (total, base))
