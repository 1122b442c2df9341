"""A change since last year whose figure a sentence before has, under that year.

2024年，实施项目318个。2025年安排项目342个，比上年增加24个: each sentence says of which year it is.
The change stands right behind the later year's figure, and the earlier one's is called as that is.
Wrong only where the change is a slip of what comes out.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.old_ends import own_words
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "2024年，全市实施省市重点项目318个，完成投资1163.5亿元。2025年初步安排项目342个，比上年增加24个。",
        "holds 342 - 318 = 24",
    ),
    (
        "2024年，全市安排项目318个，完成投资1163.5亿元。2025年安排项目342个，比上年增加42个。",
        "wrong 342 - 318 = 42",
    ),
    (
        "2022年完成投资186.4亿元。2023年完成投资212.9亿元，同比增长14.2%。",
        "holds (212.9 - 186.4) / 186.4 * 100 = 14.2",
    ),
)
_SINCE = later(f",?(?:同比|[比较]{LAST_YEAR}(?:同期)?)净?[^,。;\\d]{{0,6}}")
_YEAR = later("(20\\d\\d)年(?![末底]|初(?!步)|以来|[-~至到])")
#: A part of a year is not held against another year.
_PART = later("\\d月|季度|半年|前\\w{1,2}个月|截[至止]|以来|[一二三四五六七八九十]年")
_NEAR, _NAME = 2, 2


def year_before(reading: TextReading) -> Iterator[Finding]:
    """Every such change."""
    for one in reading.figures[1:]:
        if one.inner or one.hedge or not _SINCE.fullmatch(one.lead):
            continue
        now = reading.figures[one.order - 1]
        year = _year(reading, now)
        if now.sentence != one.sentence or now.role not in COUNTABLE or not year:
            continue
        same = (one.role, one.dimension) == (now.role, now.dimension)
        if not same and one.role is not Role.PERCENT:
            continue
        old = _old(reading, now, year - 1)
        found = _told(one, now, old) if old is not None else None
        if found is None or old is None:
            continue
        # 投资318亿元, 工业投资342亿元: what is more is nobody's slip.
        if found.verdict in GOOD or _words(old) == _words(now):
            yield found


def _words(one: TextFigure) -> str:
    """What a figure is of, wherever all of it is."""
    return _OF_ALL.sub("", own_words(one.lead))


_OF_ALL = later("[全我][国省市县区州旗镇乡]|初步|计划")


def _told(one: TextFigure, now: TextFigure, old: TextFigure) -> Finding | None:
    if one.role is Role.PERCENT:
        grew = growth_of(one.lead)
        found = grown(one, now, old, -1 if DOWN.search(grew[1]) else 1) if grew else None
    else:
        more = change_of(one.lead)
        found = of_two(one, now, old, DOWN.search(more[1])) if more else None
    if found is None or found.computed is None:
        return None
    slip = is_slip(found.computed, one) or has_digits_crossed(found.computed, one)
    sure = found.verdict in GOOD or (found.computed > 0 and slip)
    return found if sure else None


def _year(reading: TextReading, one: TextFigure) -> int:
    """The one year that a sentence says before a figure, of all of which that is; 0 for none."""
    said = reading.text[reading.begun("。;\n", one.start) : one.start]
    years = set(_YEAR.findall(said))
    return int(years.pop()) if len(years) == 1 and not _PART.search(said) else 0


def _old(reading: TextReading, now: TextFigure, year: int) -> TextFigure | None:
    """The one figure of its kind that a sentence shortly before has under a year."""
    name = now.lead[-_NAME:]
    before = [
        f
        for f in reading.paragraph_before(now)
        if 0 < now.sentence - f.sentence <= _NEAR
        and (f.role, f.dimension, f.measure) == (now.role, now.dimension, now.measure)
        and f.lead.endswith(name)
        and not (f.inner or f.hedge or change_of(f.lead) or is_past(f.lead))
        and "其中" not in f.lead
    ]
    of_year = [f for f in before if _year(reading, f) == year]
    return of_year[0] if len(of_year) == 1 and not is_past(now.lead) else None
