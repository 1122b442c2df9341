"""An amount beside the same count in a headline and below: 26个项目总投资83.7亿元.

Of as many projects, of no other state, time or place, it is the same amount.  Wrong only with two
digits crossed, or with one digit off of what the parts below come to; by one name, of all that is
told this time, and not by what a bracket says is in it.
"""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.same_scope import one_scope, sentence_to
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.relations.repeats.repeats import (
    OTHER_TIME,
    headed_apart,
    headed_pieces,
    one_time,
    place_of,
    same_quantity,
    times_of,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.names_again import name_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全县重大项目集中开工\n26个项目总投资83.7亿元\n\n此次集中开工项目26个，总投资87.3亿元，年度投资31.5亿元。",
        "wrong 83.7 = 87.3",
    ),
    (
        "26个项目总投资82.3亿元\n此次集中开工项目26个，总投资87.3亿元。其中，产业项目15个、总投资52.6亿元，"
        "民生项目11个、总投资34.7亿元。",
        "wrong 82.3 = 87.3",
    ),
    (
        "总投资83.7亿元！我县26个项目集中启动\n本期共签约、开工、投产项目26个，总投资87.3亿元。"
        "其中签约12个、总投资52.6亿元，开工、投产14个、总投资34.7亿元。",
        "wrong 83.7 = 87.3",
    ),
)
#: Fewer are as many by chance; and of so many digits none are crossed by chance.
_FEW, _DIGITS = 8, 3
#: So many characters at the end of a name are compared.
_SAID = 2


def beside_counts(reading: TextReading) -> Iterator[Finding]:
    """Every amount of a headline, and below, beside the same count."""
    for start, end, stop in headed_pieces(reading.text):
        heads = [f for f in reading.between_places(start, end) if f.role in COUNTABLE]
        if len(heads) > 1:
            below = [f for f in reading.between_places(end, stop) if f.role in COUNTABLE]
            yield from _of_heads(reading, heads, below)


def _of_heads(
    reading: TextReading, heads: list[TextFigure], below: list[TextFigure]
) -> Iterator[Finding]:
    """26个项目总投资83.7亿元 above 集中开工项目26个，总投资87.3亿元: the one of as many."""
    for count, head, close in _counted(heads):
        if count.role is not Role.COUNT or count.value < _FEW:
            continue
        bodies = [(f, after) for f, after in pairwise(below) if _is_of(f, after)]
        likes = [
            (f, body)
            for f, body in bodies
            if _is_as_many(reading, count, f, any_name=not close and _is_divided(reading, body))
        ]
        # What the headline says stands below of others, too.
        told = any(f.value == head.value and f.role is head.role for f in below)
        if len(likes) != 1 or likes[0][1].measure != head.measure:
            continue
        again, body = likes[0]
        slip = not told and _is_slip_of(reading, body, head) and _is_said_plainly(reading, again)
        slip = slip and _called_alike(reading, body, head)
        slip = slip and (close or _ALL_TOLD.fullmatch(again.lead) is not None)
        if body.value == head.value or slip:
            yield same_quantity(again, count)
            yield same_quantity(head, body)


def _is_said_plainly(reading: TextReading, count: TextFigure) -> bool:
    """Whether a count is of now, and of no more, others or those to come."""
    return _OTHERS.search(sentence_to(reading, count)) is None


def _called_alike(reading: TextReading, body: TextFigure, head: TextFigure) -> bool:
    """Whether two amounts have one name, and no bracket says what else is in either."""
    names = [_NAMES.search(f.lead) for f in (body, head)]
    if any(reading.text.startswith("(", f.end) for f in (body, head)):
        return False
    return names[0] is not None and names[1] is not None and names[0][1] == names[1][1]


#: All that is told this time, whatever becomes of them.
_ALL_TOLD = later(
    "(?:此次|本次|本期|这次)(?:活动|集中)?(?:共|共有)?(?:集中)?(?:(?:签约|开工|投产|竣工|启动|动工)[、和]?){0,3}(?:重大|重点)?(?:项目)?"
)
_OTHERS = later(
    f"还|{ALSO}|此前|前期|已有|储备|在建|续建|目前|下一步|将|争取|拟|力争|谋划|累计|入库"
)
_NAMES = later(
    "((?:协议|合同|固定资产|年度|计划|到位|引)?总?(?:投资|引资|资金|金额|签约)?)(?:约|达|共|为|额){0,2}$"
)


def _counted(heads: list[TextFigure]) -> Iterator[tuple[TextFigure, TextFigure, bool]]:
    """Every count with the amount behind it, and whether it stands there; or the only two of a
    headline the other way round: 总投资83.7亿元！26个项目集中开工."""
    for count, head in pairwise(heads):
        if _is_of(count, head):
            yield count, head, True
        elif len(heads) == _SAID and not (count.hedge or head.hedge or count.inner or head.inner):
            said = (head.role, count.role) == (Role.COUNT, Role.MONEY)
            if said and not OTHER_TIME.search(head.lead + head.tail + count.lead):
                yield head, count, False


def _is_of(count: TextFigure, amount: TextFigure) -> bool:
    """Whether an amount stands right behind a count, as what these come to now."""
    plain = not (count.inner or amount.inner or count.hedge or amount.hedge)
    said = count.role is Role.COUNT and amount.role is Role.MONEY and plain
    beside = amount.order == count.order + 1 and amount.sentence - count.sentence <= 1
    return said and beside and not OTHER_TIME.search(count.lead + count.tail + amount.lead)


def _is_as_many(
    reading: TextReading, head: TextFigure, body: TextFigure, *, any_name: bool
) -> bool:
    """Whether counts of a headline and its body are as many, of no other state, time or place."""
    if (head.value, head.unit) != (body.value, body.unit) or not one_scope(reading, head, body):
        return False
    if OTHER_TIME.search(sentence_to(reading, body)) or headed_apart(reading, head, body):
        return False
    if not one_time(times_of(reading, head), times_of(reading, body)):
        return False
    places = [place_of(reading, f) for f in (head, body)]
    named = any_name or _is_of_the_same(head, body)
    return ("" in places or places[0] == places[1]) and named


def _is_of_the_same(head: TextFigure, body: TextFigure) -> bool:
    """Whether counts are in one state, or else called alike."""
    states = [words.states_of(f.lead) | words.states_of(f.tail) for f in (head, body)]
    if all(states):
        return not states[0].isdisjoint(states[1])
    names = [name_of(f.lead) for f in (head, body)]
    return "" in names or names[0][-_SAID:] == names[1][-_SAID:]


def _is_slip_of(reading: TextReading, body: TextFigure, head: TextFigure) -> bool:
    """Whether an amount of three digits and more is the other but for a slip."""
    if body.places != head.places or body.scale != head.scale:
        return False
    if min(len(f.digits) for f in (body, head)) < _DIGITS:
        return False
    kind = slip_kind(body.value, head)
    return kind is SlipKind.CROSSED or (kind is SlipKind.ONE_DIGIT and _is_divided(reading, body))


def _is_divided(reading: TextReading, whole: TextFigure) -> bool:
    """Whether the amounts behind one come to it."""
    after = reading.figures[whole.order + 1 : whole.order + 1 + 2 * _FEW]
    parts = [f for f in after if f.role is whole.role and f.measure == whole.measure]
    runs = (parts[:many] for many in range(2, len(parts) + 1))
    return any(Window(whole, run).verdict in GOOD for run in runs)
