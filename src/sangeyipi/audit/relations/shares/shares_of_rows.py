"""The shares of rows that add up to a printed whole: 甲类43件(30.9%)；乙类17件(12.2%)；….

Rows that leave nothing of a whole out, each with its share right behind it, are shares of that
whole: nothing else is meant, however far from it one of them is.  So one that is of an older whole,
cut off or off by a digit is wrong, and what it comes to of some other figure is chance.

Asked of what all others have found: the sum that holds is the proof, with two rows that come out.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "热线受理126件，涉及18个部门。按类别分，住房类39件（31.0%）；交通类22件（17.5%）；"
        "教育类9件（7.3%）；医疗类26件（20.6%）；其他30件（23.8%）。",
        "wrong 9 / 126 * 100 = 7.3",
    ),
    (
        "民生实事18项，其中11项提前完成，占比61%；4项按期推进，占比27%；3项进度偏慢，占比17%。",
        "wrong 4 / 18 * 100 = 27",
    ),
)
_THREE, _MOST = 3, 40
#: Two rows come out, and they are not of one size, whose shares are one.
_TWO = 2
#: What stands between a count and its share: nothing but that it is one.
_SHARE = later("\\(?(?:占(?:比|总数|全部|总量)?)?(?:为|达|约)?|[^。;\\d]{0,14}[,、]占比?(?:为|达)?")


def shares_of_rows(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of the shares of rows that leave nothing out."""
    made: dict[int, Finding] = {}
    for one in found:
        if one.kind is RelationKind.SUM and one.verdict is RelationVerdict.HOLDS:
            for each in _wrong(around, one):
                if each.stated is not None:
                    made[each.stated.start] = each
    if not made:
        return found
    kept = [
        one for one in found if not (one.stated and one.stated.start in made and _is_share(one))
    ]
    return [*kept, *made.values()]


def _is_share(one: Finding) -> bool:
    return one.kind in SHARES


def _wrong(around: Surroundings, added: Finding) -> Iterator[Finding]:
    """The shares that are not what their rows are of the sum of all."""
    whole, parts = added.stated, added.operands
    if (
        whole is None
        or not _THREE <= len(parts) <= _MOST
        or not all(map(around.knows, added.figures))
    ):
        return
    rows = [(part, _share(around, part)) for part in parts]
    # As many rows of no share would be a list of something else.
    shares = [(part, share) for part, share in rows if share is not None]
    if len(shares) < len(parts):
        return
    told_of = [told(RatePair(part, whole), share) for part, share in shares]
    out = {one.operands[0].value for one in told_of if one.verdict in GOOD}
    if len(out) < _TWO:
        return
    yield from (one for one in told_of if one.verdict is RelationVerdict.WRONG)


def _share(around: Surroundings, part: TextFigure) -> TextFigure | None:
    """The share right behind a count of a row."""
    figures = around.reading.figures
    one = figures[part.order + 1] if part.order + 1 < len(figures) else part
    if one.role is not Role.PERCENT or one.hedge or part.hedge or one.sentence != part.sentence:
        return None
    if part.value <= 0:
        return None
    if not _SHARE.fullmatch(around.reading.text, part.end, one.start):
        return None
    return one if is_share(around.reading, one) else None
