"""How much more there is than at some time before: 累计13872套。与9月末的13214套相比，新增658套.

What was then stands right before the change and says its day, month's end or the like; what there
is now is the last total before it of what the change names, in the same sentence or one of the two
before.  Wrong only where the change is a slip of what comes out, and no other figure before lies
that far from what was then.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import DOWN, PLAN, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "累计交付13872套，交付率94.5%。与9月末的13214套相比，10月新增交付685套。",
        "wrong 13872 - 13214 = 685",
    ),
    ("累计交付13872套。与9月末的13214套相比，10月新增交付658套。", "holds 13872 - 13214 = 658"),
    ("存量房1286套。比年初的1647套减少316套。", "wrong 1647 - 1286 = 316"),
)
_THEN = later(
    r"(?:与|同|和|比|较|在)(?:[上去前]年|\d{4}年)?"
    rf"(?:\d{{1,2}}月\d{{1,2}}日|(?:\d{{1,2}}月份?|{PART_OF_YEAR}|[年月季])[末底初]|[上去]年[末底]?"
    "|[上前]一?个?(?:季度|[月季周旬期批次轮])[末底]?|昨[日天])(?:的|时的|为)?([^,。;:、\\d]{0,8})$"
)
_SO_FAR = later("(?:相比较?|比较|的?基础上|的水平)?,?")
_SPAN = later(
    r"(?:(?:\d{1,2}月份?|[本当这]月|[本当这][周季旬期]|[今本]年|一个月|一周|[一二三四]季度|期间|又|再|共|实际|已|累计)*)"
    "(?P<way>净增加?|新增加?|增加|增长|增|多|净减少?|减少|下降|减|少)了?(?P<of>[^,。;:、\\d]{0,8})"
)
_TOTAL = later("累计|现有|现存|存量|余额|在[库册建]|[总共]|已")
_NO_TOTAL = later("其中|剩余|尚|未|[单当]月|本月|每")
_NEAR, _BACK, _BEHIND = 2, 12, 3


def since_then(reading: TextReading) -> Iterator[Finding]:
    """Every such change."""
    for old in reading.figures[1:-1]:
        if old.role not in COUNTABLE or old.hedge or old.inner:
            continue
        one = reading.figures[old.order + 1]
        alike = (one.role, one.dimension, one.sentence) == (old.role, old.dimension, old.sentence)
        if not alike or one.hedge or one.inner:
            continue
        then = _THEN.search(old.lead)
        said = _change(reading, old, one) if then is not None else None
        if then is None or said is None:
            continue
        kin = list(_before(reading, old))
        now = _now(kin, old, said["of"] or then[1])
        if now is not None:
            found = of_two(one, now, old, DOWN.search(said["way"]))
            kin += reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
            if found.verdict in GOOD or _is_slip(found, one, old, kin):
                yield found


def _change(reading: TextReading, old: TextFigure, one: TextFigure) -> "re.Match[str] | None":
    """What is said between two figures, if it is nothing but how the one has changed."""
    far = _SO_FAR.match(reading.text, old.end, one.start)
    return _SPAN.fullmatch(reading.text, far.end() if far else old.end, one.start)


def _before(reading: TextReading, old: TextFigure) -> Iterator[TextFigure]:
    """The figures of its kind shortly before, the nearest first."""
    for one in reversed(reading.figures[max(0, old.order - _BACK) : old.order]):
        if one.paragraph != old.paragraph or old.sentence - one.sentence > _NEAR:
            return
        if (one.role, one.dimension) == (old.role, old.dimension) and not one.inner:
            yield one


def _now(kin: list[TextFigure], old: TextFigure, name: str) -> TextFigure | None:
    """The last total that is called so; without a name the one right before."""
    for one in kin:
        if name and name not in one.lead:
            continue
        total = _TOTAL.search(one.lead) or (name and one.sentence == old.sentence)
        plain = not (change_of(one.lead) or is_past(one.lead) or PLAN.search(one.lead) or one.hedge)
        if plain and total and not _NO_TOTAL.search(one.lead):
            return one
        if not name:
            return None
    return None


def _is_slip(found: Finding, one: TextFigure, old: TextFigure, kin: list[TextFigure]) -> bool:
    """Whether a change is a slip; no other figure lies so far off, nor has left meanwhile."""
    if found.computed is None or not is_slip(found.computed, one):
        return False
    # 新增193家，注销54家 are 139 more.
    left = abs(one.value - found.computed)
    return all(f.value != left and abs(f.value - old.value) != one.value for f in kin)
