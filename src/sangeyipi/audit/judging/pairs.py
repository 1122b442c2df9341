"""A part and a base of which it is a percentage, and what the printed percentage says of them.

Owns the arithmetic and the words of a rate; which two figures belong together is not known here.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import RARE_SLIPS, slip_kind, slip_of
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, growth_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_OF_NOTHING = Decimal(-1)
_NO_RATE = re.compile(
    "增长|增幅|增速|同比|环比|上升|下降|减少|提高|降低|回落|(?<!支出|拨付|使用|兑付|下达|执行|投资)进度|利率|税率|比.{1,6}年"
)
#: That another pair comes to a percentage is the reason to say so, and none not to.
EXCHANGED = Why("像是几个比率的次序排错了", Reason.EXCHANGED)
OF_THE_REST = Why("像是没有做到的那部分的率", Reason.OF_THE_REST)
#: What is told of a percentage where nothing is known of how it came to be.
OLD_BASE = Why("也可能是用了旧的基数，或分子分母有一个写错", Reason.OLD_BASE)
_STOP = re.compile("[,;。\n]")
#: 增长面: how many of them grew.
_FACE = re.compile("面(?:已|仅|为|达到|达|约|近|超过|超|逾|不足|不到){0,2}$")


class _Pair(NamedTuple):
    part: TextFigure
    base: TextFigure
    #: Nothing else could be meant.
    sure: bool = True


class RatePair(_Pair):
    """A numerator and a base, with what they come to."""

    @lazily
    def value(self) -> Decimal:
        """In per cent; of nothing, what nobody prints."""
        if not self.base.value:
            return _OF_NOTHING
        return EXACT.divide(self.part.value * 100, self.base.value)

    def comes_to(self, one: TextFigure) -> bool:
        """Whether it is a percentage to the last digit that is printed."""
        return half_up(self.value, one.places) == one.printed

    @lazily
    def reach(self) -> Interval:
        """What the digits of both leave open."""
        low, high = self.part.interval
        least, most = self.base.interval
        if low == high and least == most:
            return self.value, self.value
        return (
            EXACT.divide(low * 100, most) if most > 0 else self.value,
            EXACT.divide(high * 100, least) if least > 0 else self.value,
        )


def is_of_other_state(part: TextFigure, rate: TextFigure) -> bool:
    """履约率分别为95.8%、81.8%，其中已开工分别为: how many have begun is not how many have come."""
    of, done = words.states_of(rate.lead), words.state_of(part.lead)
    return len(of) == 1 and bool(done) and done not in of


def is_share(reading: TextReading, one: TextFigure) -> bool:
    """Whether a percentage is of something, and no growth."""
    return _is_share(reading.text[max(0, one.start - 24) : one.start], one.lead)


@lru_cache(maxsize=4096)
def _is_share(before: str, lead: str) -> bool:
    if _FACE.search(lead) is not None:
        return True
    return not _NO_RATE.search(_STOP.split(before)[-1]) and not growth_of(lead)


def is_of_others(reading: TextReading, pair: RatePair) -> bool:
    """252个项目计划1274亿元。225个项目完成1136亿元，占年度计划的: not of what 252 were to do."""
    part, base = pair.part, pair.base
    if part.role is Role.COUNT and part.sentence == base.sentence and _IS_NEW.search(base.lead):
        # 本月新申报38个，已批复27个: perhaps of what was asked for before, too.
        said = reading.text[base.end : part.start]
        return not _OF_THESE.search(said) and _IS_NEW.search(part.lead) is None
    if part.role is not Role.MONEY or base.measure != "计划" or base.sentence == part.sentence:
        return False
    own, of = _counted_before(reading, part), _counted_before(reading, base)
    return own is not None and of is not None and own.value != of.value


def is_done_of_done(pair: RatePair, one: TextFigure) -> bool:
    """累计完成1972亿元，其中今年完成849亿元，年度完成率83.5%: of a plan, which isn't printed."""
    if _DONE_RATE.search(one.lead) is None or pair.part.role is not Role.MONEY:
        return False
    return all(f.measure == "完成" or _SO_FAR.search(f.lead) for f in (pair.part, pair.base)) and (
        PLAN.search(pair.base.lead) is None
    )


_DONE_RATE = later("(?:完成|任务)率(?:已?[达为是])?$")
_SO_FAR = later("(?:累计|[今本]年|[当本上]月|\\d月|完成)(?:投资)?$")


def _counted_before(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The count of which a figure's own clause tells: 225个计划新开工项目完成."""
    before = reading.figures[one.order - 1] if one.order > 0 else None
    if before is None or before.role is not Role.COUNT or before.sentence != one.sentence:
        return None
    return before if not _CLAUSES.search(reading.text, before.end, one.start) else None


_CLAUSES = later("[,;:。()]")
_IS_NEW = later("[本当][周月季旬日]新|今[日天]新")
_OF_THESE = later("其中|[中里],|均|都|全部")


def verdict(pair: RatePair, one: TextFigure) -> RelationVerdict:
    """Whether a percentage may be that of a pair; of nothing none is, right or wrong."""
    if not pair.base.value:
        return RelationVerdict.UNBOUND
    return judged(pair.value, pair.reach, one)


def told(pair: RatePair, one: TextFigure) -> Finding:
    """What is told of a percentage and its pair."""
    judgement = verdict(pair, one)
    part = pair.base.said(pair.part.value)
    text = f"{part:f} / {said_in(pair.base.value, pair.base)} * 100"
    said = f"{pair.part.text} 是 {pair.base.text} 的 {shown(pair.value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if judgement is RelationVerdict.WRONG:
        why = slip_of(pair.value, one) or OLD_BASE
        remedy = f"两个数若无误，应为 {one.as_printed(pair.value)}；否则核对这两个数"
    kind = RelationKind.RATE if "率" in one.lead or PLAN.search(one.lead) else RelationKind.SHARE
    return Finding(
        judgement, kind, said, text, pair.value, one, (pair.part, pair.base), remedy, why
    )


def of_other_base(base: TextFigure) -> Why:
    """What is told of a percentage that was worked out of another figure than its name says."""
    return Why(f"像是用了另一个基数 {base.text}", Reason.OTHER_BASE)


def told_of_rest(pair: RatePair, one: TextFigure) -> Finding:
    """What is told of a percentage of what a part leaves of its base: 不合规12家，合规率."""
    value = _ALL - pair.value
    judgement = judged(value, (_ALL - pair.reach[1], _ALL - pair.reach[0]), one)
    base, part = pair.base, pair.part
    whole = said_in(base.value, base)
    text = f"({whole} - {base.said(part.value):f}) / {whole} * 100"
    said = f"{base.text} 去掉 {part.text}，余下的是 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if judgement is RelationVerdict.WRONG:
        why = slip_of(value, one) or Why("也可能是分子分母有一个写错", Reason.OPEN)
        remedy = f"两个数若无误，应为 {one.as_printed(value)}；否则核对这两个数"
    kind = RelationKind.RATE
    return Finding(judgement, kind, said, text, value, one, (part, base), remedy, why)


_ALL = Decimal(100)


def is_of_nothing(found: Finding) -> bool:
    """Whether a percentage is told of a base that is nothing, which says nothing of either."""
    return found.verdict is RelationVerdict.UNBOUND and found.computed == _OF_NOTHING


class _Held(NamedTuple):
    """How a percentage is one of parts and wholes, what these come to and leave open."""

    verdict: RelationVerdict
    rate: Decimal
    reach: Interval


def hold_of_several(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> bool:
    """Whether a percentage may be of parts and wholes that are added up."""
    return _held(parts, wholes, one) is not None


def _held(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> _Held | None:
    found = _of_several(parts, wholes, one)
    return found if found is not None and found.verdict in GOOD else None


def _of_several(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> _Held | None:
    (low, value, high), (least, whole, most) = _ends(parts), _ends(wholes)
    if least <= 0:
        return None
    rate = EXACT.divide(value * 100, whole)
    reach = EXACT.divide(low * 100, most), EXACT.divide(high * 100, least)
    return _Held(judged(rate, reach, one), rate, reach)


def held_of_several(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> tuple[Finding, Interval] | None:
    """What holds of a percentage and parts and wholes that are added up, and what their digits
    leave open; None where it doesn't hold."""
    held = _held(parts, wholes, one)
    if held is None:
        return None
    return _told_of_several(held, parts, wholes, one), held.reach


def slipped_of_several(
    parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> Finding | None:
    """The same of a percentage that would hold but for a slip of its digits."""
    found = _of_several(parts, wholes, one)
    if found is None or found.verdict in GOOD or not is_slip(found.rate, one):
        return None
    told_so = _told_of_several(found, parts, wholes, one)
    remedy = f"各数若无误，应为 {one.as_printed(found.rate)}；否则核对这几个数"
    return told_so._replace(remedy=remedy, why=slip_of(found.rate, one))


def _told_of_several(
    held: _Held, parts: Sequence[TextFigure], wholes: Sequence[TextFigure], one: TextFigure
) -> Finding:
    judgement, rate, _ = held
    text = f"{added(parts, wholes[0])} / {added(wholes, wholes[0])} * 100"
    part, base = ("、".join(f.text for f in side) for side in (parts, wholes))
    said = f"{part} 是 {base} 的 {shown(rate, one)}，写的是 {one.text}"
    kind = RelationKind.RATE if "率" in one.lead else RelationKind.SHARE
    return Finding(judgement, kind, said, text, rate, one, (*parts, *wholes))


def _ends(several: Sequence[TextFigure]) -> tuple[Decimal, Decimal, Decimal]:
    low, high = (sum((f.interval[n] for f in several), Decimal(0)) for n in (0, 1))
    return low, sum((f.value for f in several), Decimal(0)), high


def added(several: Sequence[TextFigure], unit: TextFigure) -> str:
    """The sum of several as a term: (8 + 12)."""
    said = " + ".join(said_in(f.value, unit) for f in several)
    return f"({said})" if len(several) > 1 else said


def is_opposite(part: TextFigure, said: str) -> bool:
    """合格132批次、不合格8批次，合格率: whether a part is what is not so, the rate of what is."""
    return _is_opposite(part.lead, part.tail, said)


@lru_cache(maxsize=4096)
def _is_opposite(lead: str, tail: str, said: str) -> bool:
    if _OF_NOT.search(said):
        return False
    found = _IS_NOT.search(lead) or _IS_NOT_BEHIND.match(tail)
    if found is not None:
        what = found[1]
        return what in said or what[:_STEM] in said or what[-_STEM:] in said
    return any(
        bad in lead[-_LABEL:] and any(good in said for good in goods) for bad, goods in _OPPOSITES
    )


_STEM, _LABEL = 2, 6
_NOUN = "(?:的|项目|企业|问题|任务|资金|事项|共|有|为){0,3}"
#: 批而未供土地已消化1893亩 is a part of what is called so, and done.
_IS_NOT = later(
    "(?:不(?![含足少低超到断变同计])|(?<!而)未(?!来)|没有)"
    f"((?:(?!已)[\u4e00-\u9fff]){{1,6}}?){_NOUN}$"
)
#: 6处未整改.
_IS_NOT_BEHIND = later(
    f"(?:项目|企业|问题)?[尚还仍均]?(?:[不未]|没有)([\u4e00-\u9fff]{{2,4}}?){_NOUN}(?![\u4e00-\u9fff])"
)
_OF_NOT = later("不|未|没|非")
#: What is the contrary, though no word says not.
_OPPOSITES = (
    ("逾期", ("按期", "按时", "如期", "及时", "准时")),
    ("超期", ("按期", "按时", "如期", "及时", "准时")),
    ("超时", ("按期", "按时", "及时", "准时")),
    ("无效", ("有效",)),
    ("失败", ("成功",)),
    ("亏损", ("盈利",)),
    ("缺勤", ("出勤",)),
    ("缺席", ("出席", "到会")),
)


def is_rest(value: Decimal, one: TextFigure) -> bool:
    """Whether a printed rate is what the right one leaves of 100%: 26个 of 36个, 开工率27.8%."""
    if one.role is not Role.PERCENT or "率" not in one.lead:
        return False
    digits = sum(1 for each in f"{one.printed:f}" if each.isdigit())
    rest = 100 - value
    return rest > 0 and digits >= _TELLING and half_up(rest, one.places) == one.printed


#: So many digits come out by chance once in hundreds.
_TELLING = 3


def slipped(pair: RatePair, one: TextFigure) -> bool:
    """Whether a percentage is what two counts come to but cut off, or with two digits crossed.

    That near two figures come to each other by chance once in hundreds, so that the pair is meant.
    """
    exact = not (pair.part.half or pair.base.half or pair.part.hedge or pair.base.hedge)
    if not exact or one.hedge or not one.places:
        return False
    return slip_kind(pair.value, one) in RARE_SLIPS


def is_of_other_things(pair: RatePair, one: TextFigure) -> bool:
    """Whether the part is another than its clause is about, or counts others than its whole does.

    规上工业投资12亿元，工业投资完成年度计划80亿元的50%; 5个开发区规上企业占全市428家的65.9%, which
    is no slip of theirs either.
    """
    subject = subject_of(pair.base, one)
    if subject:
        return not is_called_just(pair.part, subject)
    counts = pair.part.role is Role.COUNT and pair.part.unit != pair.base.unit
    return counts and not is_slip(pair.value, one)


def subject_of(base: TextFigure, one: TextFigure) -> str:
    """Who the clause of a percentage of the base right before it is about; "" for nobody new."""
    said = _SUBJECT.match(base.lead) if base.order + 1 == one.order and one.lead == "的" else None
    return said[1] if said is not None else ""


def is_called_just(one: TextFigure, name: str) -> bool:
    """Whether a figure of now is called so, and nothing besides: 工业投资, not 规上工业投资."""
    before = one.lead.removesuffix(name)
    return before != one.lead and not is_past(one.lead) and before[-1:] in _BARE


_SUBJECT = later("[,;]?([\u4e00-\u9fff]{4,14}?)(?:为|占|完成)(?:[年全]?[初年][^,;。]{0,6})?$")
_BARE = ("", ",", ";", "占")


def unclear(pair: RatePair, one: TextFigure) -> Finding:
    """What stands nearest does not come to it, but something else may be meant."""
    found = told(pair, one)
    why = Why("基数可能另有所指", Reason.OPEN)
    return found._replace(verdict=RelationVerdict.BASE_UNCLEAR, remedy="", why=why)
