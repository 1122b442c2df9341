"""The rate of all but some: 其中第五期31个，已开工19个，开工率61.3%；剔除第五期后，开工率94.9%.

All of them stand with what was done and their rate, then those that are left out with theirs, and
both of these rates come out: so there is nothing else that the third can be of.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, said_in
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import rate_in
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_BOTH = "前五期签约项目168个，已开工149个，开工率88.7%；其中第五期31个，已开工19个，开工率61.3%，"
_PLACE = "全市签约项目168个，已开工149个，开工率88.7%；其中高新区31个，已开工19个，开工率61.3%，"
EXAMPLES = (
    (f"{_BOTH}剔除第五期后，前四期开工率94.9%。", "holds (149 - 19) / (168 - 31) * 100 = 94.9"),
    (f"{_PLACE}剔除高新区后，各县开工率99.4%。", "wrong (149 - 19) / (168 - 31) * 100 = 99.4"),
)
_WITHOUT = later(
    "(?:[剔扣]除|除去|去除|不含|不包括|不计|除)(?P<what>[^,。;:、\\d\n]{2,10}?)(?:项目)?(?:[后外]|之外|以外|因素)*,"
    "(?P<of>[^,。;:\\d\n]{0,12})$"
)
#: All the others, and none of them by itself: 各县开工率, no 最低的乙县开工率.
_OWN = later(
    f"(?:前?[一二三四五六七八九十]{{1,3}}[期批](?:次)?|(?:其余|其他|其它|全部)?各?(?:县[区市]?|区县?|镇|乡镇|地|期|批)|其余|其他|其它|{WHOLE_REGION})?"
    "(?:的)?(?:签约)?(?:项目)?(?:的)?[\u4e00-\u9fff]{2}率(?:已?[为达是]|达到|升至|提高[到至])?"
)
_HUNDRED, _SIX, _FAR, _TELLING, _TWO = Decimal(100), 6, 48, 3, 2


def rates_without(reading: TextReading) -> Iterator[Finding]:
    """Every rate of all but those that its words leave out."""
    for one in reading.of(Role.PERCENT):
        if one.order < _SIX or one.hedge or len(one.digits) < _TELLING:
            continue
        begin = max(reading.figures[one.order - 1].end, one.start - _FAR)
        said = _WITHOUT.search(reading.text, begin, one.start)
        name = rate_in(one.lead)
        if said is None or name is None:
            continue
        row = reading.figures[one.order - _SIX : one.order]
        whole, done, rate, some, some_done, some_rate = row
        if not _are_alike(row) or one.sentence != whole.sentence:
            continue
        if any(_name(f) != name[1][-_TWO:] for f in (rate, some_rate)):
            continue
        if said["what"] not in some.lead or "其中" not in some.lead:
            continue
        if not (_is(done, whole, rate) and _is(some_done, some, some_rate)):
            continue
        found = _told(one, (whole, done, some, some_done))
        slip = is_slip(found.computed or one.value, one) and _OWN.fullmatch(said["of"])
        if found.verdict in GOOD or (slip and not one.tail):
            yield found


def _name(rate: TextFigure) -> str:
    said = rate_in(rate.lead)
    return said[1][-_TWO:] if said is not None else ""


def _are_alike(row: "tuple[TextFigure, ...]") -> bool:
    whole, done, rate, some, some_done, some_rate = row
    amounts = whole, done, some, some_done
    kin = {(f.role, f.dimension) for f in amounts}
    rates = rate.role is some_rate.role is Role.PERCENT
    plain = not any(f.hedge or f.inner for f in row) and whole.role in COUNTABLE
    less = some.value < whole.value and some_done.value <= done.value
    return len(kin) == 1 and rates and plain and less and whole.sentence == some_rate.sentence


def _is(part: TextFigure, base: TextFigure, rate: TextFigure) -> bool:
    value = EXACT.divide(part.value * _HUNDRED, base.value) if base.value else Decimal(0)
    return half_up(value, rate.places) == rate.printed


def _told(one: TextFigure, of: "tuple[TextFigure, ...]") -> Finding:
    whole, done, some, some_done = of
    base, part = whole.value - some.value, done.value - some_done.value
    value = EXACT.divide(part * _HUNDRED, base)
    w, d, s, t = (said_in(f.value, whole) for f in of)
    text = f"({d} - {t}) / ({w} - {s}) * 100"
    return judge(one, value, (value, value), text, of)._replace(kind=RelationKind.RATE)
