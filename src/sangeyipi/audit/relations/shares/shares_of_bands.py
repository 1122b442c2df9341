"""Shares of what is above a height: 10亿元以上524个；50亿元以上115个，占10亿元以上项目的21.9%.

The height says which count the whole is, as no other word does, whatever else comes to the share.
Asked of all findings, so that it stands against what came out by another base.
"""

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约亿元以上项目2560个。10亿元以上478个，占18.7%；50亿元以上113个，占10亿元以上项目的23.6%。",
        "holds 113 / 478 * 100 = 23.6",
    ),
    # The share above once more.
    (
        "签约亿元以上项目2560个。10亿元以上478个，占18.7%；50亿元以上113个，占10亿元以上项目的18.7%。",
        "wrong 113 / 478 * 100 = 18.7",
    ),
)
_BACK, _TWO = 16, 2
_OF = later(f"占(?:全部|所有|{WHOLE_REGION})?$")
_BEHIND = later("及?以上的?(?:项目|企业)?(?:总数|个数|数量|数)?的(?:比重为?|约)?")
_COUNTED = later("及?以上的?(?:项目|企业)?(?:有|共|计|为|达|达到)?")


def shares_of_bands(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of shares that name the height of their whole."""
    pairs = [
        each
        for band in around.reading.figures
        if band.role is Role.BAND
        for each in _named(around, band)
    ]
    made: dict[int, Finding] = {}
    for one, pair in pairs:
        before = [each for each in found if _is_share_of(each, one)]
        if not any(_is_settled(each, pair) for each in before):
            own = _told(pair, one, found)
            if own is not None:
                made[one.start] = own
    if not made:
        return found
    kept = (
        each
        for each in found
        if each.stated is None or each.stated.start not in made or each.kind not in SHARES
    )
    return [*kept, *made.values()]


def _is_share_of(found: Finding, one: TextFigure) -> bool:
    return found.kind in SHARES and found.stated is not None and found.stated.start == one.start


def _is_settled(found: Finding, pair: RatePair) -> bool:
    if found.verdict is RelationVerdict.WRONG:
        return True
    return (
        found.verdict in GOOD
        and found.operands[:1] == (pair.part,)
        and (found.operands[-1].value == pair.base.value)
    )


def _named(around: Surroundings, band: TextFigure) -> list[tuple[TextFigure, RatePair]]:
    """The share right behind a height that it is said to be of, with its part and its whole."""
    figures, text, at = around.reading.figures, around.reading.text, band.order
    if at < _TWO or at + 1 >= len(figures):
        return []
    one, part = figures[at + 1], figures[at - 1]
    said = text[part.end : band.start]
    if (
        one.role is not Role.PERCENT
        or one.hedge
        or _BEHIND.fullmatch(text, band.end, one.start) is None
    ):
        return []
    if part.role is not Role.COUNT or part.sentence != one.sentence or _OF.search(said) is None:
        return []
    own = figures[at - _TWO]
    if own.role is Role.BAND and own.value <= band.value:
        return []
    wholes = [
        base
        for base in figures[max(1, at - _BACK) : at - 1]
        if base.role is Role.COUNT and base.unit == part.unit and base.value >= part.value
        if _is_counted(around, figures[base.order - 1], base, band)
    ]
    if not wholes or len({f.value for f in wholes}) > 1 or part.hedge or wholes[0].hedge:
        return []
    return [(one, RatePair(part, wholes[0]))]


def _is_counted(
    around: Surroundings, height: TextFigure, base: TextFigure, band: TextFigure
) -> bool:
    """10亿元以上524个, of 占10亿元以上项目的."""
    same = height.role is Role.BAND and height.value == band.value and height.text == band.text
    behind = same and _COUNTED.fullmatch(around.reading.text, height.end, base.start) is not None
    return behind and not (is_past(base.lead) or change_of(base.lead) or base.inner)


def _told(pair: RatePair, one: TextFigure, found: list[Finding]) -> Finding | None:
    """What a share is of the whole that it names; None where it may be of none."""
    made = told(pair, one)
    if made.verdict is not RelationVerdict.WRONG:
        return made
    copied = any(
        each.stated is not None
        and each.stated.printed == one.printed
        and each.stated.start != one.start
        for each in found
        if each.kind in SHARES and each.verdict in GOOD
    )
    if copied:
        return made._replace(why=Why("像是抄了另一个占比"))
    slip = is_slip(pair.value, one) or pair.comes_to(one)
    return made if slip else None
