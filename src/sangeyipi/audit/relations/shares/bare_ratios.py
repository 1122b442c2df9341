"""Ratios that have no unit, by their names: 城乡居民收入比1.8, 师生比1∶13.7, 性别比103.18.

Each is of two figures that say whose they are, once in the paragraph before it, or once in its own
sentence.  One that last year's figure beside one of the two comes to is told wrong.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, said_in
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import TO, change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

_INCOMES = "城镇居民人均可支配收入38650元，增长5.1%；农村居民人均可支配收入21480元，增长7.2%。"
EXAMPLES = (
    (f"{_INCOMES}城乡居民收入比由上年的1.83缩小至1.80。", "holds 38650 / 21480 = 1.80"),
    (f"{_INCOMES}城乡居民收入比为1.89。", "wrong 38650 / 21480 = 1.89"),
    ("在校学生39027人；专任教师2846人，师生比1∶13.7。", "holds 39027 / 2846 = 13.7"),
    (
        "在校生93740人，其中小学62480人。专任教师5870人，生师比为15.1∶1。",
        "wrong 93740 / 5870 = 15.1",
    ),
    ("执业医师2087人、注册护士2614人，医护比1∶1.25。", "holds 2614 / 2087 = 1.25"),
    (
        "男性213.48万人，女性206.91万人，性别比（以女性为100）为103.18。",
        "holds 213.48 / 206.91 * 100 = 103.18",
    ),
    (
        "初中在校生19850人，专任教师1512人，生师比13.1∶1。高中在校生11230人，比上年的10866人增加364人；"
        "专任教师903人，生师比12.0∶1。",
        "wrong 11230 / 903 = 12.0",
    ),
    (
        "小学在校生57316人、专任教师3184人，生师比18:1；高中在校生15840人、专任教师1320人，生师比15:1。",
        "wrong 15840 / 1320 = 15",
    ),
    ("小学在校生57316人、专任教师3184人，生师比18∶1。", "holds 57316 / 3184 = 18"),
)


class _Named(NamedTuple):
    """A ratio: what is set against what, and what it is of a hundred of."""

    part: str
    base: str
    factor: int = 1


_RATIOS = {
    "收入比": _Named("城镇", "农村"),
    "收入之比": _Named("城镇", "农村"),
    "收入倍差": _Named("城镇", "农村"),
    "师生比": _Named("学生|在校", "教师"),
    "生师比": _Named("学生|在校", "教师"),
    "医护比": _Named("护士", "医师|医生"),
    "性别比": _Named("男", "女", 100),
}
_SAID = re.compile(
    f"({'|'.join(_RATIOS)})(?:\\([^()]{{0,16}}\\))?(?:由[^,。;]{{0,12}}?(?:缩小|降|扩大|升|提高|下降)[至到为])?"
    "(?:缩小|降|扩大|升|提高|下降)?[为是达至到]?(?:(?:1[:∶])?(?P<fine>\\d{1,3}\\.\\d{1,2})|1[:∶](?P<behind>\\d{1,2})"
    "|(?P<front>\\d{1,2})(?=[:∶]1(?![\\d.])))(?![\\d.%个]|[:∶]1\\d)"
)
_MOST, _BEFORE, _DIGITS = 16, 24, 3


def bare_ratios(reading: TextReading) -> Iterator[Finding]:
    """Every ratio that is called by such a name."""
    for said in _SAID.finditer(reading.text):
        after = reading.first_after(said.start())
        at = after.order if after is not None else len(reading.figures)
        near = list(reading.figures[max(0, at - _MOST) : at])
        near = [f for f in near if "\n" not in reading.text[f.end : said.start()]]
        begin = max(0, said.start() - _BEFORE)
        before = re.split("[。;\n]", reading.text[begin : said.start()])[-1]
        found = _told(said, near, before)
        if found is not None:
            yield found


def _printed(said: "re.Match[str]") -> tuple[str, tuple[int, int]]:
    """What is printed of a ratio, and where: 15 of 15:1 and of 1:15."""
    name = said.lastgroup or "fine"
    return said[name], said.span(name)


def _told(said: "re.Match[str]", near: list[TextFigure], before: str) -> Finding | None:
    named = _RATIOS[said[1]]
    ends = [
        [f for f, lead in _labelled(near) if re.search(who, lead) and _is_plain(f)]
        for who in (named.part, named.base)
    ]
    pairs = [
        (part, base)
        for part in reversed(ends[0])
        for base in reversed(ends[1])
        if part.dimension == base.dimension and part is not base and base.interval[0] > 0
    ]
    found = [_judged(said, named.factor, part, base) for part, base in pairs]
    good = [one for one in found if one.verdict in GOOD]
    beside = [one for one in found if _is_right_before(said, one, near)]
    if beside:
        # 小学…，生师比18:1；高中…，生师比15:1: each of its own row.
        good = [one for one in good if one in beside]
        found = beside
    if good:
        return good[0]
    if len(found) > 1:
        # 初中…，生师比13.1∶1。高中…，生师比12.0∶1: of its own sentence.
        found = [one for one in found if all(f.sentence == near[-1].sentence for f in one.operands)]
    one = found[0].stated if len(found) == 1 else None
    if one is None or not _OF_ALL.fullmatch(before.rpartition(",")[2]):
        return None
    if said[1] in _OF_SCHOOLS and _is_reckoned(said, found[0].operands[0]):
        return None
    whole = said["fine"] is None
    if _is_bound(said, found[0], near) or _is_right_before(said, found[0], near):
        return found[0] if not whole or _is_another(found[0]) else None
    if whole:
        return None
    if found[0].computed and is_slip(found[0].computed, one) and not _OTHER.search(before):
        return found[0]
    return _of_last_years(said, named, found[0], near)


def _is_bound(said: "re.Match[str]", found: Finding, near: list[TextFigure]) -> bool:
    """在校生93740人，…。专任教师5870人，生师比15.1∶1: all pupils, and all teachers right before."""
    part, base = found.operands
    if said[1] not in _OF_SCHOOLS or base is not near[-1] or part.inner or base.inner:
        return False
    if said.string[base.end : said.start()].strip(",、;"):
        return False
    # Whom else they teach.
    if any(_LEVELS.search(f.lead) for f in near if f.start < part.start):
        return False
    return bool(_PUPILS.fullmatch(part.lead) and _TEACHERS.fullmatch(base.lead))


def _is_right_before(said: "re.Match[str]", found: Finding, near: list[TextFigure]) -> bool:
    """高中在校生15840人、专任教师1320人，生师比15:1: both right before it, of one school."""
    part, base = found.operands
    if said[1] not in _OF_SCHOOLS or base is not near[-1] or len(near) < _TWO:
        return False
    if part is not near[-2] or part.sentence != base.sentence or part.inner or base.inner:
        return False
    text = said.string
    if text[base.end : said.start()].strip(",、") or not _AT_SCHOOL.search(part.lead):
        return False
    return _THEIRS.fullmatch(text, part.end, base.start) is not None


def _is_another(found: Finding) -> bool:
    """Whether a whole number is neither what comes out nor what that is cut off to."""
    one, value = found.stated, found.computed
    return one is not None and value is not None and abs(value - one.printed) >= 1


_TWO = 2
_AT_SCHOOL = later("(?:在校学?生|学生)(?:人?数)?(?:总数)?(?:为|达|有|共)*$")
_THEIRS = later("[,、](?:拥?有)?(?:专任)?教师(?:人?数)?(?:为|达|有|共)*")


def _is_reckoned(said: "re.Match[str]", part: TextFigure) -> bool:
    """Whether the words since the pupils, or a few before, say that not all are counted as one."""
    rest = re.split("[。\n]", said.string[said.end() : said.end() + _BEFORE], maxsplit=1)[0]
    above = said.string[max(0, part.start - _ABOVE) : said.end()]
    return _RECKONED.search(above + rest) is not None


_OF_SCHOOLS, _ABOVE = frozenset({"师生比", "生师比"}), 120
_PUPILS = later(
    "[,;]?(?:全[省市县区校]|现|拥|有|共计?|总数|义务教育|阶段|在校|学生|中小学|生|[为达人数])*"
)
_TEACHERS = later(
    "[,;]?(?:全[省市县区校]|现|拥|有|共计?|总数|义务教育|阶段|专任|教师|中小学|[为达人数])*"
)
_LEVELS = later("幼儿|学前|高中|中职|特教")
#: Of universities pupils are counted by what they study for; and who is counted may be said.
_RECKONED = later(
    "折[算合]|大学|学院|高校|高等(?:学校|教育|院校|职业)|(?:本科|研究)生?(?:在校|学生)|不含|临聘|代课|在编"
)


def _of_last_years(
    said: "re.Match[str]", named: _Named, found: Finding, near: list[TextFigure]
) -> Finding | None:
    """在校生11230人，比上年的10866人增加364人；教师903人，生师比12.0: what 10866 comes to."""
    part, base = found.operands
    if len(_printed(said)[0].replace(".", "").lstrip("0")) < _DIGITS:
        return None
    for now, was in pairwise(near):
        if now not in (part, base) or not is_past(was.lead) or was.sentence != now.sentence:
            continue
        if was.dimension != now.dimension or was.hedge or was.interval[0] <= 0:
            continue
        pair = (was, base) if now is part else (part, was)
        if _judged(said, named.factor, *pair).verdict is RelationVerdict.HOLDS:
            return found._replace(why=Why(f"像是用了上年的 {was.text}"))
    return None


#: What may stand before the name: 公办学校生师比 is of some of them.
_OF_ALL = later("(?:[全该][省市县区校]|城乡|居民|人均|可支配|常住|总|人口|平均|其)*")
#: Last year's, or of other amounts than those that are named.
_OTHER = later(f"{LAST_YEAR}|同期|消费|支出|全[市省国]")


def _judged(said: "re.Match[str]", factor: int, part: TextFigure, base: TextFigure) -> Finding:
    text, span = _printed(said)
    unit, places = Decimal(1), len(text.partition(".")[2])
    one = TextFigure(*span, text, Role.TIMES, Decimal(text), "", unit, places, dimension="倍")
    value = EXACT.divide(part.value * factor, base.value)
    reach = (
        EXACT.divide(part.interval[0] * factor, base.interval[1]),
        EXACT.divide(part.interval[1] * factor, base.interval[0]),
    )
    text = f"{said_in(part.value, part)} / {said_in(base.value, part)}"
    text += f" * {factor}" if factor > 1 else ""
    found = judge(one, value, reach, text, (part, base))
    return found._replace(kind=RelationKind.RATE)


def _labelled(near: list[TextFigure]) -> Iterator[tuple[TextFigure, str]]:
    """Each figure with its words; of 由38612人增加到39027人 only the second, with the first's."""
    for number, one in enumerate(near):
        after = near[number + 1] if number + 1 < len(near) else one
        if one.role not in COUNTABLE or (after is not one and TO.search(after.lead)):
            continue
        before = near[number - 1].lead if number and TO.search(one.lead) else ""
        yield one, before + one.lead


def _is_plain(one: TextFigure) -> bool:
    return not one.hedge and not is_past(one.lead) and not change_of(one.lead)
