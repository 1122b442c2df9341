"""The largest of a list and its share of the whole: 占比最高的基础设施达46.4%.

The list comes to a whole before it, so that this is what the share is of; the words name the one
that is the largest of the list (or the smallest), and say of nothing else.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "发行专项债券2386亿元。产业园区1046亿元、交通487亿元、社会事业352亿元、农林水利214亿元、"
        "安居工程207亿元、其他80亿元，占比最高的产业园区达46.4%。",
        "wrong 1046 / 2386 * 100 = 46.4",
    ),
    (
        "受理诉求862件。咨询类417件、求助类268件、投诉类177件，其中咨询类占比最高，达48.4%。",
        "holds 417 / 862 * 100 = 48.4",
    ),
)
_VERB = "(?:占比?|比重)?(?:约|达到?|为|仅)?"
_SAID = later(
    f"占(?:比|比重)?最(?P<way>[高大多低小少])的(?:是|为)?(?P<name>[^,。;:、()\\d]{{2,24}}?),?{_VERB}$"
    f"|(?P<name2>[^,。;:、()\\d]{{2,24}}?)(?:所)?占(?:比|比重)?最(?P<way2>[高大多低小少]),?{_VERB}$"
)
_OF_IT = re.compile("^(?:其中|从.{2,6}看)")
_LEAST, _MOST, _REACH, _BACK, _NEAR = 3, 16, 60, 6, 2
_LOW = frozenset("低小少")


def largest_shares(reading: TextReading) -> Iterator[Finding]:
    """Every share that is said to be the largest or the smallest of a list."""
    for one in reading.of(Role.PERCENT):
        if one.inner or one.hedge or one.order < _LEAST:
            continue
        begin = max(reading.begun("。;\n", one.start), reading.figures[one.order - 1].end)
        said = _SAID.search(reading.text, max(begin, one.start - _REACH), one.start)
        if said is not None:
            name = _OF_IT.sub("", said["name"] or said["name2"])
            found = _told(reading, one, name, (said["way"] or said["way2"]) in _LOW)
            if found is not None:
                yield found


def _told(reading: TextReading, one: TextFigure, name: str, low: bool) -> Finding | None:
    row = _row(reading, one)
    named = [f for f in row if f.lead.lstrip("、,和及与").removeprefix("其中") == name]
    whole = _whole(reading, row) if len(row) >= _LEAST and len(named) == 1 else None
    if whole is None:
        return None
    part = named[0]
    values = [f.value for f in row]
    if part.value != (min(values) if low else max(values)):
        return None
    found = told(RatePair(part, whole), one)
    value = found.computed
    near = value is not None and one.value <= _NEAR * value <= _NEAR**2 * one.value
    # 共86个、总投资420亿元，其中工业41个、…，工业占比最高: perhaps of what is invested.
    alone = part.role is Role.MONEY or row[0].order - whole.order <= 1
    return found if found.verdict in GOOD or (near and one.places and alone) else None


def _row(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The list right before a share, of one kind."""
    row: list[TextFigure] = []
    for f in reversed(reading.figures[max(0, one.order - _MOST) : one.order]):
        if f.role not in COUNTABLE or f.inner or f.hedge or f.paragraph != one.paragraph:
            break
        if row and (f.dimension != row[0].dimension or f.sentence != row[0].sentence):
            break
        row.insert(0, f)
    return row


def _whole(reading: TextReading, row: list[TextFigure]) -> TextFigure | None:
    """The one figure before a list, or its first, that the list comes to."""
    if Window(row[0], row[1:]).verdict in GOOD:
        return row[0]
    before = reading.figures[max(0, row[0].order - _BACK) : row[0].order]
    for f in reversed(before):
        same = f.role is row[0].role and f.dimension == row[0].dimension
        if same and f.paragraph == row[0].paragraph and Window(f, row).verdict in GOOD:
            return f
    return None
