"""Changes told by a clause that names nothing of its own: …，两个月提高12.8个百分点; …，少跑27天.

Such a clause says how far apart the two figures before it lie, for it has no other subject: its
words are of time, of comparison and of change only (`change_clauses`).  Which two is said by what
stands at them (`meant_ends`).  So bound, what does not come out is wrong, however far it is off.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.relations.changes.change_pairs import has_own_change, is_apart
from sangeyipi.audit.relations.changes.meant_ends import (
    TwoEnds,
    ends_of,
    follows_at_once,
    is_change,
    is_end,
    ordered,
    said_since,
)
from sangeyipi.audit.relations.changes.multiples import multiple
from sangeyipi.audit.text.change_clauses import LESS, NO_WAY, ChangeSaid, change_told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, RISES, date_of, is_past, is_yearly
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.superseded import is_reached
from sangeyipi.audit.text.terms.reference_periods import SAME_PERIOD, YEAR_ON_YEAR, YEAR_OVER
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("6月底开工率78.4%；8月底开工率91.2%，两个月提高13.8个百分点。", "wrong 91.2 - 78.4 = 13.8"),
    (
        "4月、5月、6月分别新开工7个、11个、9个，其中6月环比减少2个，下降22.2%。",
        "wrong (11 - 9) / 11 * 100 = 22.2",
    ),
    ("最高的甲镇63个，最低的乙镇41个，二者相差23个。", "wrong 63 - 41 = 23"),
    ("办理时间由45天缩短为18天，少跑37天。", "wrong 45 - 18 = 37"),
    ("甲县80个，乙县20个，甲县是乙县的5倍。", "wrong 80 / 20 = 5"),
)
_TIMES_OF = later("([^,]{0,8}?)(?:是|为|达|相当于)([^,是为]{1,8})的")
_PER_CENT = re.compile(
    "[增降]|上升|提[高升速]|回落|下[降滑调]|上调|放缓|收窄|[压缩精]|扩大|[涨跌]|减|升幅"
)
_YEARLY = later(f"{YEAR_ON_YEAR}|{YEAR_OVER}|年初|年末|{SAME_PERIOD}")
_MONTHLY = later("环比|上个?[月季期周批]")
_RESULTS = (Role.POINTS, Role.PERCENT, Role.TIMES, *COUNTABLE)
#: What is grown at constant prices is no quotient of what stands there at current ones.
_CONSTANT = later("生产总值|GDP|增加值|产业|可比|不变价|实际增长")
_BACK = 8


def elliptic(reading: TextReading) -> Iterator[Finding]:
    """Every change of two figures that a clause of its own tells."""
    told: dict[int, TwoEnds] = {}
    for one in reading.figures:
        if one.role not in _RESULTS or one.inner or one.hedge:
            continue
        if one.role is Role.TIMES and one.lead.endswith("的"):
            yield from _times(reading, one)
            continue
        said = change_told(one.lead)
        if said is None or one.tail or not _may_say(one, said) or is_reached(reading, one):
            continue
        if is_yearly(one.lead):
            continue
        ends = ends_of(reading, one, said, told)
        if ends is None or not _is_compared(reading, one, ends) or _is_of_other(said, ends):
            continue
        told[one.order] = ends
        found = _told(reading, one, said, ends)
        own = found is not None and found.verdict not in GOOD and is_apart(reading, one, ends.old)
        if found is not None and not own:
            yield found


def _may_say(one: TextFigure, said: ChangeSaid) -> bool:
    if one.role is Role.PERCENT:
        return _PER_CENT.match(said.word) is not None
    return one.role is not Role.TIMES or said.word in RISES


def _is_compared(reading: TextReading, one: TextFigure, ends: TwoEnds) -> bool:
    """Whether the old figure is of the time that the change itself says: 较年初, 同比, 环比."""
    old = said_since(reading, ends.old)
    if _SINCE_MONTH.search(one.lead) and _OF_YEAR.search(ends.old.lead):
        return False
    if _YEARLY.search(one.lead):
        return is_past(old) or "年" in old
    if not _MONTHLY.search(one.lead) or is_past(old):
        return True
    first, second = date_of(old), date_of(said_since(reading, ends.now))
    listed = "分别" in old or ends.old.lead in ("、", "和", "及")
    return (
        listed
        or follows_at_once(ends)
        or (first is not None and second is not None and second[1] - first[1] in (1, 3, -9, -11))
    )


_SINCE_MONTH, _OF_YEAR = later("环比"), later("[上去]年(?:同期|同月)?(?:仅|只)?(?:为|是)?$")


def _is_of_other(said: ChangeSaid, ends: TwoEnds) -> bool:
    """履约率92.1%，上期为88.4%，开工率提高6.2个百分点: whether a change names another rate."""
    name = _RATE.search(said.subject)
    return name is not None and not any(name[0] in f.lead for f in (ends.old, ends.now))


_RATE = later("(?:[\u4e00-\u9fff]{2}率|占比|比重)$")


def _told(reading: TextReading, one: TextFigure, said: ChangeSaid, ends: TwoEnds) -> Finding | None:
    old, now, known = ends
    if has_own_change(reading, one, now, old):
        return None
    down = DOWN.search(said.word) is not None or said.word in LESS
    if one.role in (Role.PERCENT, Role.TIMES):
        if not known:
            return None
        found = grown(one, now, old, -1 if now.value < old.value else 1)
    else:
        found = of_two(one, now, old, now.value < old.value)
    if known and said.word not in NO_WAY and (now.value < old.value) is not down:
        # What goes the other way is told by who knows which way it should.
        return None
    if found is None or found.verdict is not RelationVerdict.WRONG:
        return found
    constant = one.role in (Role.PERCENT, Role.TIMES) and _CONSTANT.search(
        reading.text[max(0, min(old.start, now.start) - 40) : one.start]
    )
    return None if constant else found


# ---- how many times as much


def _times(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """甲县80个，乙县20个，甲县是乙县的4倍; 上年20个，今年80个，为上年的4倍."""
    said = _TIMES_OF.fullmatch(one.lead.lstrip(",;、"))
    first = reading.begins[one.order]
    before = reading.figures[max(first, one.order - _BACK) : one.order]
    kin = [f for f in before if is_end(f, one) and not is_change(f)]
    if said is None or len(kin) < 2 or kin[-1].order != one.order - 1:
        return
    pair = kin[-2:]
    if pair[0].dimension != pair[1].dimension or pair[0].order != pair[1].order - 1:
        return
    now, old = said[1], said[2]
    ends: TwoEnds | None = None
    if old == "后者":
        ends = TwoEnds(pair[1], pair[0], known=True)
    elif old in ("原来", "当初", "之前"):
        ends = ordered(reading, pair[0], pair[1], ChangeSaid("", ("", ""), ""), alone=True)
    else:
        called = [f for f in pair if old in f.lead]
        if len(called) == 1 and (not now or now not in called[0].lead):
            other = pair[0] if called[0] is pair[1] else pair[1]
            ends = TwoEnds(called[0], other, known=True)
    if ends is not None and ends.old.value:
        found = multiple(one, ends.now, ends.old)
        if found is not None:
            yield found
