"""A share of what its subject has in a list before: 甲项目完成7.2亿元，占该项目总投资的75%.

该项目 is not all of them: the whole is the amount that stands behind the name with which the
sentence opens.  Wrong by a slip, or where the two are turned round.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_LIST = "三个项目总投资43.5亿元，其中宏远装备21.4亿元、大河食品9.6亿元、云天数据12.5亿元。"
EXAMPLES = (
    (f"{_LIST}大河食品完成投资7.2亿元，占该项目总投资的75%。", "holds 7.2 / 9.6 * 100 = 75"),
    (
        f"{_LIST}大河食品完成投资7.2亿元，占该项目总投资的75%；云天数据完成投资8.3亿元，占该项目总投资的64.6%。",
        "wrong 8.3 / 12.5 * 100 = 64.6",
    ),
    (
        f"{_LIST}云天数据完成投资13.6亿元，占该项目总投资的91.9%。",
        "wrong 13.6 / 12.5 * 100 = 91.9",
    ),
)
#: Of whom it is, and what of theirs.
OF_THIS_ONE = later(
    "(?:占|完成|达到?|为)(?:了|到)?(?:该|其)[\u4e00-\u9fff]{0,6}?"
    "(?P<name>(?:计划)?总投资|(?:年度)?计划(?:投资|总投资)?|(?:年度)?(?:目标|任务)|总[量数额]|协议投资|合同金额|投资)"
    "(?:额|数)?的?(?:约|近|超|比重|比例|达|为){0,2}$"
)
_MEASURE = later("总投资|计划|目标|任务|协议|合同|完成|到位|累计|总[量数额]|投资")
_NAMED = later(
    "(?:[,、;:。\n]|其中|分别为|和|为|包括|即)*(?P<who>[\u4e00-\u9fff]{2,12}?)(?:项目|(?:计划)?总投资|投资)?"
)
_BACK, _CHARS, _DIGITS = 40, 60, 3
_HUNDRED = 100


def of_this_one(reading: TextReading) -> Iterator[Finding]:
    """Every share of the whole that this one of several has."""
    for one in reading.of(Role.PERCENT):
        said = OF_THIS_ONE.search(one.lead)
        if said is None or one.hedge or one.inner or not one.order or one.printed == _HUNDRED:
            continue
        part, base = reading.figures[one.order - 1], _base(reading, one)
        if base is None or not _is_part(part, base, one):
            continue
        pair = RatePair(part, base)
        found = told(pair, one)
        if found.verdict in GOOD:
            yield found
        elif _is_so_measured(reading, base, said["name"]):
            turned = half_up(EXACT.divide(base.value * _HUNDRED, part.value), one.places)
            telling = sum(1 for each in f"{one.printed:f}" if each.isdigit()) >= _DIGITS
            if telling and turned == one.printed:
                yield found._replace(why=Why("像是分子、分母写反了"))
            elif is_slip(pair.value, one):
                yield found


def _is_part(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    alike = part.role is base.role and part.dimension == base.dimension
    now = not (change_of(part.lead) or is_past(part.lead) or part.hedge or base.hedge)
    return alike and now and part.sentence == one.sentence and part.value > 0 < base.value


def _base(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The only amount before that is called as the subject of the clauses of a share."""
    begin = reading.begun("。;\n", one.start)
    opened = reading.text[begin : min(begin + _CHARS, one.start)].lstrip(" ,")
    found = []
    for f in reading.figures[max(0, one.order - _BACK) : one.order]:
        if f.role not in COUNTABLE or f.start >= begin or f.paragraph != one.paragraph or f.inner:
            continue
        said = _NAMED.fullmatch(f.lead)
        if said is not None and opened.startswith(said["who"]) and not is_past(f.lead):
            found.append(f)
    return found[0] if len(found) == 1 else None


def _is_so_measured(reading: TextReading, base: TextFigure, name: str) -> bool:
    """Whether the list in which a base stands is of what a share is said to be of."""
    begin = max(reading.begun("。\n", base.start), base.start - 3 * _CHARS)
    said = _MEASURE.findall(reading.text, begin, base.start)
    return bool(said) and said[-1] in name and (said[-1] != "投资" or name == "投资")
