"""Shares of one row, which are of one whole: 2274个项目中，634个，占27.9%；1368个，占84.6%.

What opens a row is the whole of each of its parts (…个中，), and so is what parts come to that
add up, or what the shares themselves name alike (占已复工企业的).  Where others of the row are of
it, one that comes out of some other figure only has been worked out of the wrong one.

Asked last, as it stands against what came out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share, of_other_base, told, verdict
from sangeyipi.audit.relations.shares.share_claims import DULL, PLANNED, claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全市签约项目1846个，开工项目1327个。1846个签约项目中，工业项目712个，占38.6%；"
        "文旅项目238个，占12.9%；农业项目416个，占31.3%。",
        "wrong 416 / 1846 * 100 = 31.3",
    ),
    (
        "收到建议624件，审查立案518件，转为意见建议106件。立案建议中，基层代表提出392件，占62.82%；"
        "机关代表提出126件，占24.32%。",
        "wrong 392 / 518 * 100 = 62.82",
    ),
    (
        "全市3862家规上企业中，已投保3415家。其中足额投保的2136家，占已投保企业的62.5%；"
        "连续投保的1874家，占已投保企业的48.5%。",
        "wrong 1874 / 3415 * 100 = 48.5",
    ),
    # Of those, not of all.
    (
        "86个项目中，工业类43个，占50%；其中投资过亿的16个，占37.2%。",
        "holds 16 / 43 * 100 = 37.2",
    ),
)
_GAP, _TWO, _BACK, _HUNDRED = 16, 2, 12, 100
_OPENS = later("[^,;。:、(]{0,12}[中里],?")
_NESTED = later("其中|其它[^,。;\\d]{0,6}[中里],|[此这]些|上述|这部分")
_OWN = later("[,;][^,。;\\d]{2,14}[中里],")
_AMONG = later("[,;]([^,。;\\d]{2,14}?)[中里]")
_STOP = later("[;。\n]")


class _Member(NamedTuple):
    """A share of a row, and its part."""

    part: TextFigure
    one: TextFigure
    #: 占已复工企业的: what its whole is called.
    name: str


def one_whole(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the shares that are of another whole than the rest of their row."""
    known: dict[int, list[int]] = {}
    for at, each in enumerate(found):
        stated = each.stated
        if stated is not None and stated.role is Role.PERCENT:
            known.setdefault(stated.start, []).append(at)
    gone: set[int] = set()
    made: list[Finding] = []
    for row in _rows(around):
        before = [[found[at] for at in known.get(each.one.start, ())] for each in row]
        whole = _whole(around, row, before)
        if whole is None:
            continue
        for member, findings in zip(row, before, strict=True):
            wrong = _told(around, member, whole, findings, row)
            if wrong is not None:
                gone.update(known.get(member.one.start, ()))
                made.append(wrong)
    return [*(each for at, each in enumerate(found) if at not in gone), *made] if made else found


def _rows(around: Surroundings) -> Iterator[list[_Member]]:
    """Shares of one sentence that are said alike, each with its part right before it."""
    row: list[_Member] = []
    for one in around.reading.figures:
        if one.role is not Role.PERCENT:
            continue
        member = _member(around, one)
        if member is not None and row and _goes_on(around, row[-1], member):
            row.append(member)
            continue
        if len(row) > 1:
            yield row
        row = [member] if member is not None else []
    if len(row) > 1:
        yield row


def _member(around: Surroundings, one: TextFigure) -> _Member | None:
    if not one.order or one.hedge or one.inner or not one.printed or around.is_crowded(one):
        return None
    part = around.reading.figures[one.order - 1]
    if part.sentence != one.sentence or part.role not in COUNTABLE or part.inner or part.hedge:
        return None
    if one.start - part.end > _GAP + len(one.lead) or change_of(part.lead) or is_past(part.lead):
        return None
    if _STOP.search(around.reading.text, part.end, one.start):
        return None
    claim, at = claimed(around, one)
    if claim is None or at is not one or claim.rate or not is_share(around.reading, one):
        return None
    return _Member(part, one, "" if PLANNED.search(claim.name) else claim.name)


def _goes_on(around: Surroundings, last: _Member, member: _Member) -> bool:
    same = last.one.sentence == member.one.sentence and last.name == member.name
    alike = (last.part.role, last.part.unit) == (member.part.role, member.part.unit)
    between = around.reading.text[last.one.end : member.part.start]
    others = around.reading.figures[last.one.order + 1 : member.part.order]
    kin = any(f.dimension == member.part.dimension and f.role in COUNTABLE for f in others)
    # 投产项目中，制造业13个: of a whole of its own; 工业项目29个；工业项目里超亿元的18个: of these.
    among = _AMONG.match(between)
    own = _OWN.search(between) or (among is not None and last.part.lead.endswith(among[1]))
    return same and alike and not kin and not (_NESTED.search(between) or own)


def _holds_of(member: _Member, findings: Sequence[Finding]) -> TextFigure | None:
    """What a share was found to be of."""
    for each in findings:
        two = each.verdict is RelationVerdict.HOLDS and len(each.operands) == _TWO
        if two and each.operands[0] is member.part and each.kind in SHARES:
            return each.operands[1]
    return None


def _whole(
    around: Surroundings, row: list[_Member], before: list[list[Finding]]
) -> TextFigure | None:
    """What a row is of, by what the words say or the parts come to, and by some of its shares."""
    bases = [_holds_of(each, findings) for each, findings in zip(row, before, strict=True)]
    for base in {f.start: f for f in bases if f is not None}.values():
        if base.hedge or any(f is base for f in (each.part for each in row)):
            continue
        ours = sum(f is not None and f.value == base.value for f in bases)
        if ours == len(row) or 2 * ours < len(row):
            continue
        if _opens(around, row, base) or _adds_up(row, base) or _is_named(row, base, bases):
            return base
    return None


def _opens(around: Surroundings, row: list[_Member], base: TextFigure) -> bool:
    """2274个项目中，: right before the first of the row, but for bands; the same said before."""
    first = row[0].part
    for f in reversed(around.reading.figures[max(0, first.order - _BACK) : first.order]):
        if f.sentence != first.sentence:
            return False
        if f.role is first.role and f.unit == first.unit:
            said = around.reading.text[f.end : f.end + _GAP]
            return f.value == base.value and _OPENS.match(said) is not None
    return False


def _adds_up(row: list[_Member], base: TextFigure) -> bool:
    return sum(each.part.value for each in row) == base.value


def _is_named(row: list[_Member], base: TextFigure, bases: Sequence[TextFigure | None]) -> bool:
    """占已复工企业的, twice: of the one that is called so, and the others are not."""
    words = [each for each in DULL.split(row[0].name) if len(each) >= _TWO]
    if not words:
        return False
    others = [f for f in bases if f is not None and f.value != base.value]
    return all(_is_called(base, each) for each in words) and not any(
        _is_called(f, each) for f in others for each in words
    )


def _is_called(one: TextFigure, word: str) -> bool:
    own = one.lead + one.tail[:_GAP]
    return any(word[n : n + _TWO] in own for n in range(len(word) - 1))


def _told(
    around: Surroundings,
    member: _Member,
    whole: TextFigure,
    findings: Sequence[Finding],
    row: list[_Member],
) -> Finding | None:
    pair = RatePair(member.part, whole)
    one = member.one
    if member.part.value > whole.value or one.printed == _HUNDRED or verdict(pair, one) in GOOD:
        return None
    good = [each for each in findings if each.verdict in GOOD and each.kind in SHARES]
    if any(each.verdict is RelationVerdict.WRONG for each in findings):
        return None
    if not good and len(row) == _TWO and not is_slip(pair.value, one):
        return None
    # Of a part before it, with nothing between: 43个，占50%，过亿的16个，占37.2%.
    parts = [each.part for each in row]
    nested = [each for each in good if any(f in parts for f in each.operands[1:])]
    if nested and not _STOP.search(around.reading.text, parts[0].end, member.part.start):
        return None
    found = told(pair, one)
    if found.verdict is not RelationVerdict.WRONG:
        return None
    other = next((f for each in good for f in each.operands[1:] if f not in parts), None)
    if other is None:
        return found
    return found._replace(why=of_other_base(other))
