"""Differences from one figure by one name: 高于全市工业增速1.7个点，…，低于全市工业增速2.4个点.

Where one comes out, by whatever was found, it says which figure is called so; another of the same
words is from that too.  Asked of what no rule and no search has settled.
"""

from collections import defaultdict

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.relations.changes.against_named import told_against
from sangeyipi.audit.text.comparison import goes_on_of, set_against
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.subjects import last_date
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "工业增加值同比增长6.7%。高技术产业增长8.4%，高于全市规上工业增速1.7个百分点；高耗能行业增长4.1%，"
        "低于全市规上工业增速2.4个百分点。",
        "wrong 6.7 - 4.1 = 2.4",
    ),
    (
        "工业增加值同比增长6.7%。高技术产业增长8.4%，高于全市规上工业增速1.7个百分点；高耗能行业增长4.1%，"
        "低于全市规上工业增速2.6个百分点。",
        "holds 6.7 - 4.1 = 2.6",
    ),
)
_TWO, _SENTENCES, _LEAST = 2, 4, 2
_PLACE = later(f"{REGION_OR_NATION}|平均|增速|增幅|水平|总体|同期|的|增长")


def against_same(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with the differences that others of the same words tell the base of."""
    points = [f for f in reading.figures if f.role is Role.POINTS and not f.hedge]
    names: dict[str, list[TextFigure]] = defaultdict(list)
    for one in points:
        said = set_against(one.lead)
        # 高于全省: of what the row itself measures.
        if said is not None and len(_PLACE.sub("", said.name)) >= _LEAST:
            names[said.name].append(one)
    several = {f.start for each in names.values() if len(each) > 1 for f in each}
    if not several:
        return found
    settled: dict[int, Finding] = {}
    for each in found:
        done = each.verdict in (*GOOD, RelationVerdict.WRONG)
        if done and each.stated is not None and each.stated.start in several:
            settled[each.stated.start] = each
    made: dict[int, Finding] = {}
    for ones in names.values():
        for one in ones if len(ones) > 1 else ():
            told = _told(reading, one, ones, settled) if one.start not in settled else None
            if told is not None:
                made[one.start] = told
    kept = [each for each in found if each.stated is None or each.stated.start not in made]
    return [*kept, *made.values()] if made else found


def _told(
    reading: TextReading, one: TextFigure, ones: list[TextFigure], settled: dict[int, Finding]
) -> Finding | None:
    """What a difference comes to from the figure that all others near it are from."""
    now, said = goes_on_of(reading, one), set_against(one.lead)
    if now is None or said is None or now.role is not Role.PERCENT or now.hedge:
        return None
    olds = {}
    for other in ones:
        near = abs(other.sentence - one.sentence) <= _SENTENCES and other is not one
        near = near and last_date(reading, other) == last_date(reading, one)
        near = near and not _IN_BETWEEN.search(_between(reading, other, one))
        old = _old(reading, other, settled.get(other.start)) if near else None
        if old is not None:
            olds[old.start] = old
    if len(olds) != 1:
        return None
    (old,) = olds.values()
    told = None if old is now or old.hedge else told_against(one, now, old, said)
    if told is None or told.verdict in GOOD:
        return told
    return told if told.computed is not None and slip_of(told.computed, one) else None


def _between(reading: TextReading, one: TextFigure, other: TextFigure) -> str:
    first, last = sorted((one, other), key=lambda f: f.start)
    return reading.text[first.end : last.start]


#: What is of another time is from another figure of that name.
_IN_BETWEEN = later("季度|\\d月|半年|全年|[去上今明]年|\\d{4}年|同期|当月|累计")


def _old(reading: TextReading, other: TextFigure, found: Finding | None) -> TextFigure | None:
    """The figure that a difference which comes out is from."""
    if found is None or found.verdict is not RelationVerdict.HOLDS or len(found.operands) != _TWO:
        return None
    now = goes_on_of(reading, other)
    rest = [f for f in found.operands if f is not now]
    plain = len(rest) == 1 and rest[0].role is Role.PERCENT and reading.knows(rest[0])
    return rest[0] if plain else None
