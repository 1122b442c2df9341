"""An amount that is taken up again to be divided: 到位64.3亿元。…，在64.8亿元到位资金中，制造业….

It is called as one shortly before, off by a slip; and the share behind it is of that one, to the
digit, and not of itself.  What is taken up as the base of a share (年度计划投资628.3亿元。…完成
339.7亿元，占年度计划投资682.3亿元的49.8%) is that one, too, whichever of the two the share is of.
So are a count whose list comes to the one before (签约项目57个。…签约的75个项目中，分别为…), and
the money of a batch (第一批债券资金5.62亿元，支出2.87亿元，占51.1%。…第一批5.26亿元债券资金).
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, takewhile

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.judging.same_scope import one_scope, sentence_to
from sangeyipi.audit.judging.slips import has_digits_crossed, slip_of
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_base, is_past
from sangeyipi.audit.text.names_again import name_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "实际到位资金64.3亿元，到位率28.7%。在64.8亿元到位资金中，制造业41.2亿元，占64.1%。",
        "wrong 64.3 = 64.8",
    ),
    (
        "年度计划投资718.3亿元。上半年完成投资389.4亿元，占年度计划投资781.3亿元的49.8%。",
        "wrong 718.3 = 781.3",
    ),
    (
        "实际到位资金64.3亿元，到位率28.7%。在64.3亿元到位资金中，制造业41.2亿元，占64.1%。",
        "holds 41.2 / 64.3 * 100 = 64.1",
    ),
    (
        "当天集中签约项目57个、总投资213.6亿元。签约的75个项目中，装备、食品、纺织、电子项目分别为"
        "19个、16个、13个、9个。",
        "wrong 57 = 75",
    ),
    (
        "第一批专项债券涉及项目9个、资金5.62亿元；支出2.87亿元，支出进度51.1%。\n"
        "确保第一批5.26亿元债券资金全部使用完毕。",
        "wrong 5.62 = 5.26",
    ),
)
_TAKEN_UP = later("(?:^|[,。;])在$")
_AMONG = later("(?:的)?([\u4e00-\u9fff]{2,8}?)[中里][,，]?")
#: 占年度计划投资: what the base is called.
_NAMED = later("(?:占|为|完成|是)(?:全[年市县省区]|其|总的)?([\u4e00-\u9fff]{3,10})$")
_TELLING, _SUBJECT, _VERBS = 100, 2, "为是达到共计约"
_SENTENCES, _BEHIND, _HUNDRED = 2, 4, 100


def among(reading: TextReading) -> Iterator[Finding]:
    """Every amount that is another one before but for a slip."""
    for one in reading.figures:
        if is_base(reading, one):
            yield from _base(reading, one)
    for one in reading.of(Role.COUNT):
        taken = _counted(reading, one)
        if taken is not None:
            yield same_quantity(taken, one)
    for one in reading.of(Role.MONEY):
        batch = _of_batch(reading, one)
        if batch is not None:
            yield same_quantity(batch, one)
        if one.hedge or not _TAKEN_UP.search(f",{one.lead}"):
            continue
        said = _AMONG.match(one.tail) or _AMONG.match(reading.text, one.end)
        known = _called_so(reading, one, said[1]) if said is not None else None
        if known is not None and _is_divided(reading, one, known):
            yield same_quantity(known, one)


def _counted(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """签约项目57个。…签约的75个项目中，分别为19个、16个、13个、9个: the list comes to the first."""
    if one.hedge or one.inner or not _OUT_OF.match(one.tail):
        return None
    states = words.states_of(one.lead + one.tail)
    if len(states) != 1:
        return None
    behind = reading.figures[one.order + 1 : one.order + 1 + _LONGEST]
    row = list(takewhile(lambda f: f.unit == one.unit and f.sentence == one.sentence, behind))
    if len(row) < _LEAST or "分别" not in row[0].lead or any(f.hedge or f.inner for f in row):
        return None
    whole = sum((f.value for f in row), Decimal(0))
    known = [
        f
        for f in reading.paragraph_before(one)
        if f.role is Role.COUNT and f.unit == one.unit and one.sentence - f.sentence <= _SENTENCES
        if not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))
        if words.states_of(f.lead) == states
    ]
    if whole == one.value or len(known) != 1 or known[0].value != whole:
        return None
    # That a list comes to it says more than the words of either.
    return known[0] if slip_of(whole, one) else None


def _of_batch(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """第一批5.26亿元债券资金, of a batch whose money is 5.62亿元: two digits crossed."""
    batch, money = _BATCH.search(one.lead), _MONEY.match(one.tail)
    if batch is None or money is None or one.hedge:
        return None
    if len(one.digits) < _DIGITS:
        return None
    known = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order]
        if f.unit == one.unit and f.sentence < one.sentence and not (f.hedge or f.inner)
    ]
    if any(f.value == one.value for f in known):
        return None
    called = [
        f
        for f in known
        if has_digits_crossed(f.value, one) and not (change_of(f.lead) or is_past(f.lead))
        if batch[0] in sentence_to(reading, f) and money[1] in sentence_to(reading, f)
    ]
    return called[0] if len(called) == 1 and _is_borne(reading, called[0], one) else None


def _is_borne(reading: TextReading, known: TextFigure, one: TextFigure) -> bool:
    """Whether a rate behind is of the first amount, and not of the one that is taken up."""
    behind = reading.figures[known.order + 1 : known.order + 2 + 2 * _BEHIND]
    return any(
        _percent(part, known, share) and not _percent(part, one, share)
        for part, share in pairwise(behind)
        if share.role is Role.PERCENT and share.places and part.dimension == one.dimension
    )


_OUT_OF = later("(?:签约|开工|投产|竣工)?(?:项目|企业)[中里]")
_BATCH = later("第[一二三四五六七八九十\\d]{1,3}[批期]$")
_MONEY = later("(债券|补助|奖补|引导|贷款|专项)[^,。;:\\d]{0,4}")
_LONGEST, _LEAST, _DIGITS, _BACK = 16, 3, 3, 24


def _base(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """占年度计划投资682.3亿元的49.8%, of the plan that is said to be 628.3亿元.

    Of as many digits two that are crossed; no other figure before is called so, and the share is of
    the one or of the other.
    """
    if one.role not in COUNTABLE or one.hedge or one.inner or one.order + 1 >= len(reading.figures):
        return
    said = _NAMED.search(one.lead)
    if said is None or one.printed.scaleb(one.places) < _TELLING or is_past(one.lead):
        return
    share, part = reading.figures[one.order + 1], reading.figures[one.order - 1]
    known = _named_before(reading, one, said[1])
    if known is None or share.hedge or part.sentence != one.sentence or known.inner:
        return
    if not _is_of_the_same(reading, known, part):
        return
    ways = [_percent(part, of, share) for of in (known, one)]
    if has_digits_crossed(known.value, one) and ways[0] is not ways[1]:
        yield same_quantity(known, one)


def _is_of_the_same(reading: TextReading, known: TextFigure, part: TextFigure) -> bool:
    """Whether what was done is said of nothing else than the amount: 市重点完成…亿元 may not be."""
    sentence = sentence_to(reading, part)
    said = _DONE.sub("", name_of(sentence))
    of_all = len(said) < _SUBJECT and _OF_SOME.search(sentence) is None
    return of_all or (len(said) >= _SUBJECT and said in sentence_to(reading, known))


_OF_SOME = later(f"其中|其[余他]|{ALSO}|[新续在]建|新开工|本级|[上去前]年")
_DONE = later(
    "完成|投资|资金|支出|拨付|发放|到位|实现|竣工|完工|开工|建成|落实|收入|任务|[户个项套件家处]"
)


def _named_before(reading: TextReading, one: TextFigure, name: str) -> TextFigure | None:
    """The only amount of that name before, where no other place or time is told between."""
    near = [f for f in reading.paragraph_before(one) if f.dimension == one.dimension]
    called = [
        f
        for f in near
        if f.lead.rstrip(_VERBS).endswith(name) and not (f.hedge or change_of(f.lead))
    ]
    if len(called) != 1 or any(f.value == one.value for f in near):
        return None
    known = called[0]
    same = known.unit == one.unit and known.places == one.places and not is_past(known.lead)
    near_by = 0 < one.sentence - known.sentence <= _SENTENCES
    return known if same and near_by and one_scope(reading, known, one) else None


def _called_so(reading: TextReading, one: TextFigure, name: str) -> TextFigure | None:
    """The one amount of that name shortly before, where a slip sets them apart."""
    near = [
        f
        for f in reading.paragraph_before(one)
        if f.role is Role.MONEY and one.sentence - f.sentence <= _SENTENCES
        if not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))
    ]
    called = [f for f in near if f.lead.endswith(name)]
    if len(called) != 1 or any(f.value == one.value for f in near):
        return None
    known = called[0]
    return known if known.unit == one.unit and slip_of(known.value, one) else None


def _is_divided(reading: TextReading, one: TextFigure, known: TextFigure) -> bool:
    """Whether a share behind is of the amount before, and not of the one that is taken up."""
    behind = reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
    for part, share in pairwise(behind):
        if share.role is not Role.PERCENT or share.sentence != one.sentence or share.hedge:
            continue
        if part.dimension == one.dimension and share.places and share.lead.startswith("占"):
            return _percent(part, known, share) and not _percent(part, one, share)
    return False


def _percent(part: TextFigure, of: TextFigure, share: TextFigure) -> bool:
    if not of.value:
        return False
    return half_up(EXACT.divide(part.value * _HUNDRED, of.value), share.places) == share.printed
