"""Shares of a row that is named again: 企业12746户、个体25319户…。企业占31.1%.

The words before 占 are what one row is called, which is what the share is of; its whole is what the
rows add up to, or the one figure that the share names (占签约总数的).  Wrong where the two are not
what is printed, and nothing else has come out.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.relations.shares.named_wholes import whole_named
from sangeyipi.audit.relations.shares.share_claims import PLANNED, Claim, claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "市场主体38462户，其中企业12746户、个体工商户25319户、合作社397户。企业占31.1%。",
        "wrong 12746 / 38462 * 100 = 31.1",
    ),
    (
        "审批环评文件412个，其中报告书37个、报告表375个，平均用时8天；报告书类项目占审批总数的3%。",
        "wrong 37 / 412 * 100 = 3",
    ),
    (
        "户籍人口118462人。0-17岁、18-34岁、35-59岁、60岁及以上人口分别为19874人、20063人、51480人和27045人，"
        "60岁及以上占82.8%。",
        "wrong 27045 / 118462 * 100 = 82.8",
    ),
    (
        "新签约项目74个，其中亿元以上69个、5亿元以上31个、10亿元以上14个。亿元以上项目占签约总数的33.2%。",
        "wrong 69 / 74 * 100 = 33.2",
    ),
    (
        "新签约项目146个，其中10亿元以上18个、亿元以上131个。亿元以上项目占新签约项目的89.7%，"
        "10亿元以上项目占22.3%。",
        "wrong 18 / 146 * 100 = 22.3",
    ),
    (
        "总投资174.2亿元。产业类项目41个，总投资117.5亿元；基础设施类项目15个，总投资31.6亿元；"
        "公共服务类项目12个，总投资25.1亿元。产业类项目总投资占67.9%。",
        "wrong 117.5 / 174.2 * 100 = 67.9",
    ),
)
_BACK, _LEAST, _TWO, _HUNDRED = 24, 2, 2, 100
#: Says nothing of what is counted.
_DULL = later('其中|[,、;:“”的类"]|^而|(?:完成)?数$|(?:完成|户籍人口|人口)$')
_THINGS = later("项目|企业")
_VERBS = later("(?:共|约|达到?|为|有|是|完成){0,2}$")
_INVESTED = later("[,、]?((?:计划|年度)?(?:总)?投资|(?:合同)?金额|资金)?(?:额)?(?:为|达)?")
_OF_ALL = later("总[数量额]|全部|合计")
_LIST = later("((?:[^、,。;:和]{1,12}[、和]){1,8}[^、,。;:和]{1,12})分别(?:有|为|达到?|是)?$")
_JOIN = later("[、和]")


def rows_by_name(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the shares of rows that are named again."""
    settled = {
        each.stated.start
        for each in found
        if each.stated and (each.verdict in GOOD or each.verdict is RelationVerdict.WRONG)
    }
    wholes: dict[int, dict[int, Finding]] | None = None
    made: list[Finding] = []
    for one in around.reading.of(Role.PERCENT):
        if one.start in settled or one.hedge or not one.printed or one.printed == _HUNDRED:
            continue
        if "占" not in one.lead or around.is_crowded(one) or not is_share(around.reading, one):
            continue
        claim, at = claimed(around, one)
        name = _bare(claim.subject) if claim is not None and at is one and not claim.rate else ""
        name = _bound(around, one) + name
        if claim is None or len(name) < _LEAST or _is_of_several(around, one):
            continue
        if wholes is None:
            wholes = _wholes(found)
        made += _told(around, one, claim, name, wholes)
    if not made:
        return found
    gone = {each.stated.start for each in made if each.stated}
    kept = (each for each in found if not (each.stated and each.stated.start in gone))
    return [*kept, *made]


def _is_of_several(around: Surroundings, one: TextFigure) -> bool:
    """装备制造、绿色食品占76.3%: of both."""
    before = around.reading.text[max(0, one.start - _FAR) : one.start]
    return _AND.search(_CLAUSE.split(before)[-1].rpartition("占")[0]) is not None


_FAR = 40
_AND, _CLAUSE = later("[、和与]|及(?!其|以[上下])"), later("[,。;:\n()]")


def _wholes(found: list[Finding]) -> dict[int, dict[int, Finding]]:
    """For each figure the sums of which it is a part, by their wholes."""
    wholes: dict[int, dict[int, Finding]] = {}
    for each in found:
        if each.kind is RelationKind.SUM and each.verdict is RelationVerdict.HOLDS and each.stated:
            for part in each.operands:
                wholes.setdefault(part.start, {})[each.stated.start] = each
    return wholes


def _told(
    around: Surroundings,
    one: TextFigure,
    claim: Claim,
    name: str,
    wholes: dict[int, dict[int, Finding]],
) -> Iterator[Finding]:
    part = _called(around, one, name)
    if part is None or (part.role is not Role.MONEY and _OF_MONEY.search(claim.name)):
        return
    of_all = not claim.name or _OF_ALL.search(claim.name) is not None
    sums = wholes.get(part.start, {})
    if (
        of_all
        and len(sums) == 1
        and not _said_before(around, one)
        and not PLANNED.search(claim.name)
    ):
        of = next(iter(sums.values()))
        base = of.stated
        own = _OF_ALL.sub("", claim.name)
        named = len(own) >= _LEAST and base is not None and own in around.clause(base)
        if base is not None and (named or _goes_on(around, part, one, of)):
            found = told(RatePair(part, base), one)
            likely = named or is_slip(found.computed or one.value, one)
            if found.verdict is RelationVerdict.WRONG and likely and not base.hedge:
                yield found
        return
    said = claim.name or _said_before(around, one)
    whole = whole_named(around, part, one, said) if said else None
    if whole is None or whole.hedge or whole.value < part.value:
        return
    found = told(RatePair(part, whole), one)
    if found.verdict is RelationVerdict.WRONG and is_slip(found.computed or one.value, one):
        yield found


_OF_MONEY = later("额|投资|资[金本产]|收入|面积|产量")
_MEASURED = later("投资|资[金本]|金额|产值|税|面积|营收|收入|[从按][^,。;]{2,12}[看分]")


def _said_before(around: Surroundings, one: TextFigure) -> str:
    """亿元以上项目占新签约项目的89.7%，10亿元以上项目占12.3%: of the same."""
    before = around.reading.figures[one.order - (2 if _bound(around, one) else 1)]
    if before.role is not Role.PERCENT or before.sentence != one.sentence:
        return ""
    claim, at = claimed(around, before)
    return claim.name if claim is not None and at is before and claim.subject else ""


def _goes_on(around: Surroundings, part: TextFigure, one: TextFigure, of: Finding) -> bool:
    """Whether nothing but other rows stands between a row and its share, which may begin anew."""
    said = around.reading.text[part.end : one.start]
    if part.role is not Role.MONEY and _MEASURED.search(said):
        # 从注册资本看，企业占91.1%: not of how many there are.
        return False
    own = {each.start for each in of.figures}
    return all(
        f.start in own or f.role not in COUNTABLE
        for f in around.reading.figures[part.order + 1 : one.order]
        if f.sentence == one.sentence or f.dimension == part.dimension
    )


def _bound(around: Surroundings, one: TextFigure) -> str:
    """10亿元以上18个, 10亿元以上项目占: above what, which stands before the words of a figure."""
    before = around.reading.figures[one.order - 1] if one.order > 1 else one
    ends = before.role is Role.BAND and around.reading.text[before.end : one.start] == one.lead
    return before.text if ends else ""


def _bare(said: str) -> str:
    own = _DULL.sub("", _DULL.sub("", said))
    return _THINGS.sub("", own) or own


def _called(around: Surroundings, one: TextFigure, name: str) -> TextFigure | None:
    """The one figure before a share that is called so, and nothing besides."""
    near = [
        f
        for f in around.reading.figures[max(0, one.order - _BACK) : one.order]
        if one.paragraph - f.paragraph <= 1 and f.role in COUNTABLE and _is_plain(f)
    ]
    called = [f for f in near if name in _labels(around, f)]
    if len(called) != 1:
        return None
    part = called[0]
    after = around.reading.figures[part.order + 1]
    # 制造业31个、86亿元。制造业占: of the one or of the other.
    both = part.role is Role.COUNT and after.role is Role.MONEY and after.sentence == part.sentence
    return None if both and _INVESTED.fullmatch(after.lead) else part


def _is_plain(one: TextFigure) -> bool:
    plain = not (one.hedge or one.inner) and one.value > 0
    return plain and not is_past(one.lead) and not change_of(one.lead)


def _labels(around: Surroundings, one: TextFigure) -> Iterator[str]:
    """What a figure is called: by its words, by its place in a list, by the count before it."""
    begin, at, many = around.listed(one)
    said = _LIST.search(around.reading.figures[begin].lead) if many >= _TWO else None
    if said is not None:
        names = _JOIN.split(said[1])
        if len(names) == many:
            yield _bare(names[at])
        return
    own = _bare(_VERBS.sub("", one.lead))
    yield _bound(around, one) + own
    before = around.reading.figures[one.order - 1] if one.order else one
    invested = _INVESTED.fullmatch(one.lead) if one.role is Role.MONEY else None
    if invested is not None and before.role is Role.COUNT and before.sentence == one.sentence:
        yield _bare(_VERBS.sub("", before.lead)) + (invested[1] or "投资")
