"""Points set against a percentage by the words that it stands under.

前八期开工率94.1%；后四期开工率59.3%，比前八期低34.8个百分点.  `against_named` compares what figures
are of; here the words themselves are said again: those that open the clause of a rate of the same
name, or stand right before a percentage (全市平均82.6%).
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.judging.unlike import are_unlike, is_bare_place, is_told_apart
from sangeyipi.audit.relations.changes.against_named import told_against
from sangeyipi.audit.text.comparison import SETS, goes_on_of, set_against
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.subjects import last_date
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "前八期153个项目开工144个，开工率94.1%，投产97个。后四期86个项目只开工51个，开工率59.3%，"
        "比前八期低34.4个百分点。",
        "wrong 94.1 - 59.3 = 34.4",
    ),
    (
        "前八期153个项目开工144个，开工率94.1%，投产97个。后四期86个项目只开工51个，开工率59.3%，"
        "比前八期低34.8个百分点。",
        "holds 94.1 - 59.3 = 34.8",
    ),
    (
        "各县开工率：甲县91.3%，居第1位；全市平均82.6%。末位的乙县为69.2%，低于全市平均14.3个百分点。",
        "wrong 82.6 - 69.2 = 14.3",
    ),
)
_BEFORE_LABEL = ("", ",", "。", ";", ":", "(", "\n", "、", "中")
#: What may stand between words and the percentage that they are of.
_IS = later("(?:仅|只|已|则)?(?:为|达到?|是)?")
#: What is only wanted or was so at another time.
_OTHERWISE = later(f"目标|计划|任务|预期|力争|{LAST_YEAR}|同期|上月|月[份末]?为")
#: 增速, 占比: of whom or of what cannot be told by the words alone.
_OF_WHAT = later("[增降][速幅]|增长|下降|比重|占比|[进速]度$|序时|要求|目标|任务|计划")
#: 全省: of which of its projects is not said (`against_named`).
_SCOPE = later("[全本我][国省市县区州](?:平均|总体|整体)?|平均|总体|整体")
_LEAST, _MOST = 2, 40


def against_label(reading: TextReading) -> Iterator[Finding]:
    """Every percentage that is set against another by words said before."""
    for one in reading.of(Role.POINTS):
        if one.hedge or not SETS.search(one.lead):
            continue
        said = set_against(one.lead)
        now = goes_on_of(reading, one) if said is not None else None
        if said is None or now is None or now.hedge or growth_of(now.lead) is not None:
            continue
        old = _labelled(reading, now, said.name)
        if old is None or last_date(reading, old) != last_date(reading, now):
            continue
        found = told_against(one, now, old, said)
        value = found.computed or one.value
        turned = found.reason is Reason.TURNED
        if found.verdict in GOOD:
            yield found
        elif turned or is_slip(value, one) or slip_of(value, one):
            apart = is_told_apart(reading, one, said.name) or are_unlike(
                reading, now, old, said.name
            )
            if not apart and (rate_in(now.lead) or is_bare_place(reading, now)):
                yield found


def _labelled(reading: TextReading, now: TextFigure, name: str) -> TextFigure | None:
    """The only percentage before one that stands under a name."""
    name = name.removesuffix("水平").removesuffix("的")
    if len(name) < _LEAST or _OF_WHAT.search(name):
        return None
    rate = rate_in(now.lead)
    found: list[TextFigure] = []
    for old in reading.figures[max(0, now.order - _MOST) : now.order]:
        if old.paragraph != now.paragraph or old.role is not Role.PERCENT or old.hedge:
            continue
        if old.inner or growth_of(old.lead) is not None or _OTHERWISE.search(old.lead):
            continue
        if _stands_under(reading, old, name, None if rate is None else rate[1]):
            found.append(old)
    return found[0] if len(found) == 1 else None


def _stands_under(reading: TextReading, old: TextFigure, name: str, rate: str | None) -> bool:
    """Whether a name is said right before a percentage, or opens what tells of its rate."""
    text, begin = reading.text, reading.begun("。;\n", old.start)
    at = text.rfind(name, begin, old.start)
    if at < 0 or text[at - 1 : at] not in _BEFORE_LABEL:
        return False
    theirs = rate_in(old.lead)
    if _IS.fullmatch(text, at + len(name), old.start):
        return rate is None
    if rate is None or theirs is None or theirs[1] != rate or _SCOPE.fullmatch(name):
        return False
    between = reading.figures[reading.begins[old.order] : old.order]
    return all(rate_in(f.lead) is None for f in between if f.start > at)
