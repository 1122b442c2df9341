"""What is not yet done, in the words of what is: 达到进度的工程25个，占80.6%。…仍有8个未达到进度.

The same words stand before what is done, whose share is of the whole that is called as the rest is;
nothing is neither.  Told wherever in the next paragraphs it stands.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "挂钩项目64个，其中建设工程31个、产业项目33个。达到计划进度的建设工程25个，占80.6%；产业项目29个，占87.9%。\n"
        "建设工程中仍有8个未达到计划进度。",
        "wrong 31 - 25 = 8",
    ),
    (
        "挂钩项目64个，其中建设工程31个、产业项目33个。达到计划进度的建设工程25个，占80.6%；产业项目29个，占87.9%。\n"
        "建设工程中仍有6个未达到计划进度。",
        "holds 31 - 25 = 6",
    ),
)
_LEAD = later("(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:当中|之中|[中里]),?(?:目前)?(?:[仍尚还]有|有)")
_TAIL = re.compile("(?:项目)?(?:[尚仍还])?(?:未|没有)(?:能)?(?P<what>[\u4e00-\u9fff]{3,10})$")
_ENDS = later("[。;,\n]|$")
_SOME = later(f"其中|{ALSO}|新增|本月|[上去]年")
_BACK, _PARAGRAPHS, _HUNDRED = 24, 2, 100


def undone_by_name(reading: TextReading) -> Iterator[Finding]:
    """Every rest that is named by what was done of the others."""
    for one in reading.of(Role.COUNT):
        if not is_plain(one):
            continue
        # 8月底，工程中仍有4个未…, 4个未达到进度的70%: of another day, and of less.
        begin = reading.begun("。;\n", one.start)
        thing, what = _LEAD.fullmatch(reading.text, begin, one.start), _TAIL.fullmatch(one.tail)
        if thing is None or what is None:
            continue
        if _ENDS.match(reading.text, one.end + len(one.tail)) is None or what["what"][-1] == "的":
            continue
        pair = _pair(reading, one, thing["thing"], what["what"])
        if pair is not None:
            whole, done = pair
            value = whole.value - done.value
            found = of_two(one, whole, done, "")
            kind = slip_kind(value, one) if value > 0 else None
            if found.verdict in GOOD or kind in OF_ONE_DIGIT or kind is SlipKind.CROSSED:
                yield found


def _pair(
    reading: TextReading, one: TextFigure, thing: str, what: str
) -> tuple[TextFigure, TextFigure] | None:
    """The whole and what is done of it, whose share stands right behind; None unless just one."""
    before = reading.figures[max(0, one.order - _BACK) : one.order]
    near = [f for f in before if one.paragraph - f.paragraph <= _PARAGRAPHS and f.unit == one.unit]
    done = [f for f in near if f.lead.endswith(thing) and what in f.lead and is_plain(f)]
    wholes = {
        f.value: f for f in near if f.lead.endswith(thing) and what not in f.lead and is_plain(f)
    }
    if len(done) != 1 or _SOME.search(done[0].lead):
        return None
    share = reading.figures[done[0].order + 1]
    if (
        share.role is not Role.PERCENT
        or share.hedge
        or not share.lead.lstrip(",、").startswith("占")
    ):
        return None
    fits = [
        f
        for f in wholes.values()
        if f.order < done[0].order
        and f.value > done[0].value
        and half_up(EXACT.divide(done[0].value * _HUNDRED, f.value), share.places) == share.printed
    ]
    return (fits[0], done[0]) if len(fits) == 1 else None
