"""Changes told wrong of a figure that is not what is now, or that is since another time.

低于预算的45亿元，但比上年的38.6亿元增长11.9%: what was planned, expected or is the mean stands
between what is now and what was then.  较年初增加198亿元，同比增长5.6%: since two times.
上年同期亏损 1.1亿元 is less than nothing, and 比上年的3项增加4项 is no change of another change.
Asked only of what would be told wrong.
"""

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, RARE_SLIPS, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.model.patterns import later

_PAIR, _CHARS = 2, 40
#: What a figure is held against, and none that has grown since.
_AGAINST = later(
    "(?:[高低好差大小]于|超过了?|超出|不及|不如|达不到|[没未]有?(?:达到|完成)|多于|少于)"
    "[^,。;\\d]{0,16}(?:的|预[期估算]|目标|计划|任务|保有量|平均(?:水平|值)?|标准)$"
    "|[没未]有?(?:达到|完成)$"
)
_EXPECTED = later("(?:预[期估]|市场预测|分析师[^,。;\\d]{0,6})(?:的|为|值)?$")
#: Since when a change is.
_SINCE = (
    ("年初", later(f"[比较](?:今年)?(?:年初|{LAST_YEAR}[底末])")),
    ("同期", later(f"同比|同期|[比较]{LAST_YEAR}(?![末底初])")),
    ("上月", later("环比|[比较]上[月季期周批]")),
    ("那年", later("[比较]\\d{4}年")),
)
#: 亏损面 is a share, of which none is less than nothing.
_LOSS = later("亏(?!损面)损?|逆差")
_SINCE_THEN = later(f"同比|[比较]{LAST_YEAR}|增长")
#: 大于进口增长的7.5%: that is how much the other has grown.
_IS_THE_OTHER = later("[大小高低]于[^,。;\\d]{1,14}的$")
_FROM = later("^[,;]?[由从][^,。;]{0,12}$")


def unless_not_of_now(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the changes told wrong of what is not now, or since another time.

    Where what is now stands before what it was held against, it is told of that.
    """
    kept: list[Finding] = []
    for one in found:
        if not _is_of_another(reading, one):
            kept.append(one)
        elif (better := _of_now(reading, one)) is not None:
            kept.append(better)
    return kept


def _of_now(reading: TextReading, one: Finding) -> Finding | None:
    """43.2亿元，低于预算的45亿元，但比上年的38.6亿元增长11.9%: of 43.2, if it is or by a slip."""
    stated, then = one.stated, max(one.operands, key=lambda f: f.order)
    middle = min(one.operands, key=lambda f: f.order)
    if stated is not None and stated.role in COUNTABLE:
        return _of_two_times(reading, stated, middle, then)
    if stated is None or stated.role is not Role.PERCENT or change_of(middle.lead):
        return None
    if not _is_held_against(reading, middle, then, stated):
        return None
    before = reading.figures[reading.begins[middle.order] : middle.order]
    kin = [f for f in before if (f.role, f.dimension) == (middle.role, middle.dimension)]
    sign = -1 if DOWN.search(stated.lead) else 1
    found = grown(stated, kin[-1], then, sign) if kin else None
    if found is None or found.computed is None:
        return None
    return found if found.verdict in GOOD or is_slip(found.computed, stated) else None


def _of_two_times(
    reading: TextReading, stated: TextFigure, middle: TextFigure, then: TextFigure
) -> Finding | None:
    """26个，较二季度的31个减少5个，较一季度的18个增加9个: the second is of the 26, too."""
    if not (middle.order == then.order - 1 == stated.order - 2) or then.order < _AFTER:
        return None
    now, first = reading.figures[then.order - _AFTER : then.order - 1]
    kin = all(
        (f.role, f.dimension, f.sentence) == (stated.role, stated.dimension, stated.sentence)
        for f in (now, first, middle, then)
    )
    than = _THAN.fullmatch(first.lead) and _THAN.fullmatch(then.lead)
    if not (kin and than and change_of(middle.lead)) or change_of(now.lead) or now.hedge:
        return None
    found = of_two(stated, now, then, DOWN.search(stated.lead))
    kind = slip_kind(abs(found.computed), stated) if found.computed else None
    return found if found.verdict in GOOD or kind in OF_ONE_DIGIT or kind in RARE_SLIPS else None


_THAN, _AFTER = later("[,、;]?(?:但|又|也)?[比较][^,。;\\d]{2,10}的"), 3


def _is_of_another(reading: TextReading, one: Finding) -> bool:
    stated = one.stated
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.DIFFERENCE:
        return False
    if stated is None or len(one.operands) != _PAIR:
        return False
    figures = (stated, *one.operands)
    if not all(reading.knows(f) for f in figures):
        return False
    if stated.role is Role.PERCENT and _IS_THE_OTHER.search(reading.clause_before(stated, _CHARS)):
        return True
    last = max(one.operands, key=lambda f: f.order)
    return (
        any(_is_held_against(reading, f, last, stated) for f in one.operands)
        or _is_of_part_named(reading, stated, one.operands)
        or _is_since_other(reading, stated, one.operands)
        or _are_signs_mixed(reading, one.operands)
        or _is_change_of_change(stated, one.operands)
        or _goes_on_from(reading, stated, one.operands)
        or _is_of_other_rate(reading, stated, one.operands)
        or _is_since_last_month(reading, stated, one.operands)
    )


def _is_held_against(
    reading: TextReading, one: TextFigure, last: TextFigure, stated: TextFigure
) -> bool:
    """43.2亿元，低于预算的45亿元，比上年的38.6亿元: the middle of three of one kind."""
    said = reading.clause_before(one, _CHARS)
    if not (_AGAINST.search(said) or _EXPECTED.search(said)):
        return False
    if one is last and not _SINCE_THEN.search(reading.clause_before(stated, _CHARS)):
        return False
    before = reading.figures[reading.begins[one.order] : one.order]
    return any((f.role, f.dimension) == (one.role, one.dimension) for f in before)


def _is_of_part_named(
    reading: TextReading, stated: TextFigure, pair: tuple[TextFigure, ...]
) -> bool:
    """信访2146件，其中来信438件，…，增加214件；来信下降9.1%: of what is named again."""
    said = _NAMED_AGAIN.fullmatch(stated.lead)
    if said is None or any(said[1] in f.lead for f in pair):
        return False
    return any(
        f.lead.endswith(said[1]) and f.order < stated.order and f not in pair
        for f in reading.by_sentence[stated.sentence]
    )


_NAMED_AGAIN = later(
    "[,;、]?(?:其中)?([一-鿿]{2,8}?)(?:同比|环比|[比较][^,。;\\d]{2,8}?)?(?:增长|上升|下降|减少|降低|增加|回落)(?:了)?"
)


def _since(said: str) -> str:
    return next((name for name, pattern in _SINCE if pattern.search(said)), "")


def _is_since_other(reading: TextReading, stated: TextFigure, pair: tuple[TextFigure, ...]) -> bool:
    """较年初增加198.4亿元，同比增长5.6%: how much, and how many per cent, since two times."""
    moves = [f for f in pair if change_of(f.lead)]
    if len(moves) != 1:
        return False
    first, last = sorted((moves[0], stated), key=lambda f: f.order)
    own, other = (_since(reading.clause_before(f, _CHARS)) for f in (first, last))
    return bool(own and other) and own != other


def _are_signs_mixed(reading: TextReading, pair: tuple[TextFigure, ...]) -> bool:
    """3.9亿元，与上年同期亏损1.1亿元相比: one is less than nothing."""
    said = [_LOSS.search(reading.clause_before(f, _CHARS)) is not None for f in pair]
    return said[0] is not said[1]


def _is_change_of_change(stated: TextFigure, pair: tuple[TextFigure, ...]) -> bool:
    """比上年的63项增加6项，一等奖比上年的3项增加4项: 6 is no figure of now."""
    if stated.role is Role.PERCENT or stated.role is Role.POINTS or not change_of(stated.lead):
        return False
    moves = [change_of(f.lead) is not None for f in pair]
    return moves[0] is not moves[1]


def _goes_on_from(reading: TextReading, stated: TextFigure, pair: tuple[TextFigure, ...]) -> bool:
    """由2022年的12.6万吨增加4.2万吨、增长33.3%后: of what it was, which stands before."""
    first = min(pair, key=lambda f: f.order)
    moved = [f for f in pair if change_of(f.lead)]
    if stated.role is not Role.PERCENT or len(moved) != 1 or moved[0] is first:
        return False
    return _FROM.search(reading.clause_before(first, _CHARS)) is not None


def _is_of_other_rate(
    reading: TextReading, stated: TextFigure, pair: tuple[TextFigure, ...]
) -> bool:
    """履约率92.1%，上期为88.4%，开工率提高6.2个百分点: a rate that neither of them is."""
    name = _RATE_OF.match(reading.clause_before(stated, _CHARS))
    if stated.role is not Role.POINTS or name is None:
        return False
    said = [reading.clause_before(f, _CHARS) for f in pair]
    return any(map(_RATE.search, said)) and not any(name[1] in each for each in said)


_RATE_OF = later("([\u4e00-\u9fff]{2}率)(?:也|又|则)?(?:同比|环比)?[\u4e00-\u9fff]{2}了?$")
_RATE = later("[\u4e00-\u9fff]{2}率(?:已|仅)?(?:为|是|达到?)?$")


def _is_since_last_month(
    reading: TextReading, stated: TextFigure, pair: tuple[TextFigure, ...]
) -> bool:
    """开工率91.2%，去年同期为88.4%，环比提高5.1个百分点: since last month, which is not told."""
    if stated.role is not Role.POINTS or not reading.clause_before(stated, _CHARS).startswith(
        "环比"
    ):
        return False
    return any(_LAST_YEAR.fullmatch(reading.clause_before(f, _CHARS)) for f in pair)


_LAST_YEAR = later("(?:而)?[上去]年(?:同期|同月)(?:仅|只)?(?:为|是)?")
