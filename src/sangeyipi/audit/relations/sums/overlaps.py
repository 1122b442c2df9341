"""Parts of which some are counted twice: 65个、21个，其中18个同时列入，剔除重复后共68个.

The words say how many lie in both, so that the whole is what the parts come to less these.  Wrong
only of two parts, where the whole says of itself that nothing is counted twice in it, or where they
are more than the whole whose parts they are.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import IN_BOTH, NOT_COUNTED, OVERLAPPING
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "列入省重点57个，列入市重点31个，其中19个项目同时列入两个盘子，剔除重复后共69个。",
        "holds 57 + 31 - 19 = 69",
    ),
    (
        "列入省重点57个，列入市重点31个，其中19个项目同时列入两个盘子，剔除重复后共96个。",
        "wrong 57 + 31 - 19 = 96",
    ),
    (
        "重点项目共486个。其中新开工项目263个，续建项目117个，竣工项目158个（含新开工并竣工项目52个）。",
        "holds 263 + 117 + 158 - 52 = 486",
    ),
    (
        "重点项目共72个（剔除重复），其中省级9个、市级28个、县级53个，同时列入两级台账的18个。",
        "holds 9 + 28 + 53 - 18 = 72",
    ),
    (
        "中央支持项目14个、资金2.31亿元，省级支持项目11个、资金0.76亿元，其中有4个项目同时获得两级支持，实际支持项目22个。",
        "wrong 14 + 11 - 4 = 22",
    ),
    (
        "滞后的14个。滞后项目中，投资滞后的11个、未按期开工的6个，其中既投资滞后又未按期开工的3个。",
        "holds 11 + 6 - 3 = 14",
    ),
    (
        "29个项目进度滞后，其中投资滞后18个、开工滞后16个（5个项目两项同时滞后）。",
        "holds 18 + 16 - 5 = 29",
    ),
    (
        "26个项目进度滞后，其中投资滞后18个、开工滞后16个（5个项目两项同时滞后）。",
        "wrong 18 + 16 - 5 = 26",
    ),
    (
        "省、市两级清单剔除重复后共712个。其中，省重点项目96个，市重点项目248个，32个项目同时列入两级清单。",
        "wrong 96 + 248 - 32 = 712",
    ),
    (
        "列入省、市两级清单的项目共142个，省级清单57个，市级清单103个，其中28个同时列入两级。",
        "wrong 57 + 103 - 28 = 142",
    ),
    # Of a whole that its clause names again.
    (
        "亮绿灯87个、黄灯26个、红灯13个。与上月相比，红灯减少5个，黄灯增加3个。红灯项目中，投资滞后9个、"
        "开工滞后6个（其中2个项目投资、开工均滞后）。",
        "holds 9 + 6 - 2 = 13",
    ),
)
_ANY = re.compile(f"{IN_BOTH}|既|并|均|都")
#: How many lie in both, said before the number (既…又…的2个) or behind it (18个同时列入).
_BOTH = later(
    f"(?:{IN_BOTH}|既[^,。;]{{1,14}}[又也])[^,。;、\\d]{{0,14}}$|含[^,。;、\\d]{{1,8}}并[^,。;、\\d]{{1,8}}$"
)
_BOTH_BEHIND = later(
    f"(?:项目|企业|单位|人员)?(?:(?:[两二双]项)?(?:均|都)?同时|[^,。;\\d]{{0,4}}(?:{OVERLAPPING}))"
)
#: 2个项目投资、开工均滞后: both are named.
_EACH = later(
    "(?:的?(?:项目|企业|单位|人员))?(?P<one>[^,。;、\\d]{2,6})[、和与及](?P<other>[^,。;、\\d]{2,6}?)[均都]"
)
_FAR = 24
_TAKEN_OUT = later(
    "(?:(?:剔除|扣除|去除|除去|减去|去掉)[^,。;\\d]{0,4}重[复叠][^,。;\\d]{0,6}|去重)(?:后|外|的)"
    f"(?:项目|企业)?(?:实际|实有|净)?(?:{IN_ALL}|为|有)?(?:项目|企业)?"
)
_IS_TWO = later("[两二双三]")
_OF_BOTH = later("^[,;、(]?(?:其中|有|含|另有)*")
#: Two parts are supported; some by both, so that 实际支持项目18个.
_IN_FACT = later(
    f"(?:实际|净)(?:支持|扶持|涉及|惠及|覆盖|安排|纳入|列入)?(?:的)?(?:项目|企业|单位|人员)?(?:{IN_ALL}|为|有|数)*"
)
_MOST, _TWO = 4, 2


def overlaps(reading: TextReading) -> Iterator[Finding]:
    """Every whole beside parts of which it is said how many lie in more than one."""
    for both in reading.figures:
        # A look at the words first: hardly any say so.
        if both.order < _TWO or both.hedge or both.role is not Role.COUNT:
            continue
        behind = reading.text[both.end : both.end + _FAR].replace(" ", "")
        if not _ANY.search(both.lead + behind) or _IS_TWO.match(both.text):
            continue
        if _is_both(both, behind) or _is_of_each(reading, both, behind):
            found = _whole_behind(reading, both) or _whole_before(reading, both)
            if found is not None and (found.verdict in GOOD or not _is_without(reading, found)):
                yield found


def _is_without(reading: TextReading, one: Finding) -> bool:
    """市重点91个（不含已列入省级的）: those in both are taken off already."""
    begin, end = (at(f.start for f in one.figures) for at in (min, max))
    return _WITHOUT.search(reading.text, begin, end) is not None


_WITHOUT = later(NOT_COUNTED)


def _is_both(one: TextFigure, behind: str) -> bool:
    before = _BOTH.search(one.lead) is not None
    return before or (_BOTH_BEHIND.match(behind) is not None and _OF_BOTH.sub("", one.lead) == "")


def _is_of_each(reading: TextReading, both: TextFigure, behind: str) -> bool:
    """Whether both of the two counts before are named: 9个、开工滞后6个（2个投资、开工均滞后）."""
    said = _EACH.match(behind)
    if said is None or _OF_BOTH.sub("", both.lead):
        return False
    one, other = reading.figures[both.order - _TWO : both.order]
    return said["one"] in one.lead and said["other"] in other.lead


def _row(reading: TextReading, both: TextFigure) -> list[TextFigure]:
    """The counts of its sentence right before it, one behind the other."""
    row: list[TextFigure] = []
    for one in reversed(reading.figures[max(0, both.order - 2 * _MOST) : both.order]):
        if one.role is Role.MONEY and one.sentence == both.sentence and not one.inner:
            # 12个、资金2.07亿元，9个、资金0.84亿元: what each of them got.
            continue
        kin = (one.role, one.unit, one.sentence) == (both.role, both.unit, both.sentence)
        if not kin and _IS_TWO.match(one.text) and not row:
            # 同时列入两级台账的18个: so many lists there are.
            continue
        if not kin or one.hedge or one.inner or change_of(one.lead):
            break
        row.insert(0, one)
    return row


def _whole_behind(reading: TextReading, both: TextFigure) -> Finding | None:
    """剔除重复后共68个, right behind what lies in both."""
    behind = reading.figures[both.order + 1 : both.order + 3]
    # 同时列入两个盘子: so many lists there are.
    wholes = [f for f in behind if not _IS_TWO.match(f.text)][:1]
    row = _row(reading, both)
    if not wholes or len(row) < _TWO or wholes[0].hedge:
        return None
    whole = wholes[0]
    if (whole.role, whole.unit, whole.sentence) != (both.role, both.unit, both.sentence):
        return None
    said = reading.text[both.end : whole.start].split(",")[-1]
    if not _TAKEN_OUT.fullmatch(said) and not (len(row) == _TWO and _IN_FACT.fullmatch(said)):
        return None
    found = _told(whole, row, both)
    plain = len(row) == _TWO and min(f.value for f in row) >= both.value
    return found if found.verdict in GOOD or plain else None


def _whole_before(reading: TextReading, both: TextFigure) -> Finding | None:
    """512个。其中新开工271个，续建108个，竣工186个（含新开工并竣工53个）: where it comes out."""
    row = _row(reading, both)
    first = row[0].order if row else 0
    before = reading.figures[max(0, first - _TWO) : first]
    wholes = [
        f for f in before if (f.role, f.unit, f.paragraph) == (both.role, both.unit, both.paragraph)
    ]
    ways = [(f, row) for f in (*reversed(wholes), *_named_again(reading, row))]
    # 滞后的9个、投资滞后的7个、…: the whole may stand right before its parts.
    ways += [(row[n], row[n + 1 :]) for n in range(len(row) - _TWO)]
    for whole, parts in ways:
        if len(parts) < _TWO or whole.hedge or max(f.value for f in parts) > whole.value:
            continue
        found = _told(whole, parts, both)
        if found.verdict in GOOD:
            return found
    return _of_levels(reading, row, both, wholes) or _above(reading, row, both)


def _of_levels(
    reading: TextReading, row: list[TextFigure], both: TextFigure, wholes: list[TextFigure]
) -> Finding | None:
    """省、市两级清单共132个，省级57个、市级103个，其中28个列入两级: of either level, once."""
    wholes, row = (wholes, row) if len(row) == _TWO else (row[:-_TWO], row[-_TWO:])
    if len(wholes) != 1 or len(row) != _TWO or wholes[0].hedge or wholes[0].inner:
        return None
    whole = wholes[0]
    levels = _LEVELS.search(reading.text, reading.begun("。;\n", whole.start), whole.start)
    if levels is None or both.value > min(f.value for f in row):
        return None
    if not all(levels[n] in f.lead[: _TWO * _TWO] for n, f in enumerate(row, 1)):
        return None
    found = _told(whole, row, both)
    plain = found.verdict is RelationVerdict.WRONG and found.computed is not None
    return found if plain and slip_odds(found.computed or whole.value, whole) >= _RARE else None


_RARE = 30
_LEVELS = later(
    "([国省市县])[级、和]{0,2}([省市县区乡])级?(?:两级|[^,。;、\\d]{0,6}(?:清单|台账|盘子|重点))"
)


def _above(reading: TextReading, row: list[TextFigure], both: TextFigure) -> Finding | None:
    """26个，其中投资滞后18个、开工滞后16个（5个同时滞后）: they are more than the whole.

    Where they are less, some may be of neither.
    """
    parts, first = row[-_TWO:], row[-_TWO].order if len(row) >= _TWO else 0
    before = reading.figures[max(0, first - _TWO) : first]
    wholes = [f for f in before if (f.role, f.sentence) == (both.role, both.sentence)]
    if len(wholes) != 1 or len(row) > len(wholes) + _TWO:
        return None
    whole = wholes[0]
    said = reading.text[before[-1].end : parts[0].start]
    if (
        whole.unit != both.unit
        or whole.hedge
        or whole.inner
        or "其中" not in said
        or change_of(whole.lead)
    ):
        return None
    if both.value > min(f.value for f in parts) or max(f.value for f in parts) > whole.value:
        return None
    if _is_of_more(reading, parts, both):
        return None
    found = _told(whole, parts, both)
    above = sum(f.value for f in parts) - both.value > whole.value
    return found if above and found.verdict is RelationVerdict.WRONG else None


def _is_of_more(reading: TextReading, parts: list[TextFigure], both: TextFigure) -> bool:
    """Whether what lies in both is said to be or to have something that neither part is called by:
    同时责令停产5家, 两项同时存在且情节严重的5家."""
    behind = re.split("[,。;:)\\n]", reading.text[both.end : both.end + _FAR])[0]
    said = _SAYS_BOTH.sub("|", f"{both.lead}|{behind}")
    known = "|".join(f.lead for f in parts)
    return any(
        run[at : at + _TWO] not in known
        for run in _RUN.findall(said)
        for at in range(max(1, len(run) - 1))
    )


_SAYS_BOTH = later(
    "其中|同时|[两二双][项个者类级种]|二者|存在|具[备有]|涉及|属于|项目|企业|单位|人员|问题|有|的|既|又|也|均|都|和|与|及|含|并"
)
_RUN = later("[一-鿿]+")


def _named_again(reading: TextReading, row: list[TextFigure]) -> list[TextFigure]:
    """红灯13个。…红灯项目中，投资滞后9个、…: the count of what a row is some of, by its name."""
    if not row:
        return []
    said = _AMONG.search(reading.text[max(0, row[0].start - _FAR) : row[0].start])
    return [
        f
        for f in (reading.paragraph_before(row[0]) if said is not None else ())
        if said is not None and (f.role, f.unit) == (row[0].role, row[0].unit)
        if f.lead.endswith(said["name"]) and not (f.hedge or f.inner)
    ]


#: 红灯项目中: what is divided, called by its name.
_AMONG = later(
    "[。;,\n](?P<name>[^,。;:、\\d]{2,8}?)(?:的|项目|企业|问题){0,2}中,?[^,。;:、\\d]{0,8}$"
)


def is_without_doubles(one: TextFigure) -> bool:
    """剔除重复后共68个: no plain sum of what is counted twice."""
    return "重" in one.lead and _TAKEN_OUT.search(one.lead) is not None


def _told(whole: TextFigure, parts: list[TextFigure], both: TextFigure) -> Finding:
    value = sum((f.value for f in parts), Decimal(0)) - both.value
    text = " + ".join(f"{f.value:f}" for f in parts) + f" - {both.value:f}"
    return judge(whole, value, (value, value), text, (*parts, both))
