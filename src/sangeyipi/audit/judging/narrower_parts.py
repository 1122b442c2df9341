"""Parts behind a whole that say of themselves what it does not, and need not be all of it.

抽检240批次，其中已出结果的食品132批次、药品98批次: of those that have a result.  受理373件，其中
调解结案297件、…: of what was done of it.  So does what the text says the others are (停产10家;
其余为…), and a whole that is called by what was got (到位资金32亿元) is none of what its rows are.
"""

from itertools import pairwise

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.other_doings import doings_of, is_of_another_doing
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import NARROWED
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_NARROWED = later(NARROWED)
_REST = later("(?:其[余它他]|剩余|剩下|余下)(?:均|都|的)?(?:为|是|系|属|由)[^\\d。;\n]{2}")
_WITH = later("[^,。;、\\d]{0,6}\\((?:不?含|包括)(?P<what>[^()\\d]{2,12})\\)")
#: How far behind its parts the text may say what the others are.
_AHEAD, _BEFORE, _TWO = 60, 16, 2


def unless_of_fewer(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the sums told wrong of parts that need not be all of their whole."""
    return [
        one
        for one in found
        if not (
            _is_of_fewer(reading, one)
            or _is_rate_of_fewer(reading, one)
            or _is_share_of_fewer(reading, one)
        )
    ]


def _is_rate_of_fewer(reading: TextReading, one: Finding) -> bool:
    """343家，停产10家，…，完成313家，整改率94.0%: of those that were not stopped;
    制造业26个、服务业52个，两类已开工69个，开工率88.5%: of both."""
    rate = one.stated
    if one.verdict is not RelationVerdict.WRONG or one.kind not in SHARES or rate is None:
        return False
    if len(one.operands) != _TWO or not rate.places or rate_in(rate.lead) is None:
        return False
    part, whole = one.operands
    if not all(map(reading.knows, one.figures)) or whole.start > rate.start:
        return False
    kin = [
        f
        for f in reading.figures[max(0, min(whole.order, part.order) - _TWO) : rate.order]
        if f is not part and f.unit == whole.unit and f.role is whole.role
        if f.paragraph == whole.paragraph and not change_of(f.lead)
    ]
    bases = [a.value + b.value for a, b in pairwise(kin) if b is whole and a.value < whole.value]
    bases = bases if part.value > whole.value else []
    bases += [whole.value - f.value for f in kin if f.start > whole.start]
    return any(
        base > 0 and half_up(EXACT.divide(part.value * 100, base), rate.places) == rate.printed
        for base in bases
    )


def _is_share_of_fewer(reading: TextReading, one: Finding) -> bool:
    """受理1999件。有效诉求中，咨询类1080件，占56.9%；…: of those that its sentence opens with."""
    if one.verdict is not RelationVerdict.WRONG or one.kind not in SHARES:
        return False
    if len(one.operands) != _TWO or not all(map(reading.knows, one.figures)):
        return False
    part, whole = one.operands
    begin = reading.begun("。\n", part.start)
    opened = _AMONG.match(reading.text, begin)
    if opened is None or whole.start >= begin:
        return False
    narrowed = _NARROWED.search(opened[0])
    return narrowed is not None and narrowed[0] not in _of_whole(reading, whole)


_AMONG = later("[^,。;\\d]{2,14}[中里],")


def _is_of_fewer(reading: TextReading, one: Finding) -> bool:
    whole, total = one.stated, one.computed
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.SUM:
        return False
    if whole is None or total is None or len(one.operands) < _TWO:
        return False
    parts = sorted(one.operands, key=lambda f: f.start)
    if not all(map(reading.knows, one.figures)):
        return False
    if _is_of_another_thing(whole, parts) or any(_OF_BOTH.match(f.tail) for f in parts):
        return True
    if whole.start > parts[0].start:
        if total > whole.value:
            return is_of_another_doing(whole, parts) or _is_done_behind(whole, parts)
        return _is_of_all_time(reading, whole, parts)
    if whole.tail.startswith(_TIMES) and not any(f.tail.startswith(_TIMES) for f in parts):
        return True
    if _is_of_what_was_got(reading, whole, parts):
        return True
    return total < whole.value and _are_some(reading, whole, parts, one)


def _are_some(
    reading: TextReading, whole: TextFigure, parts: list[TextFigure], one: Finding
) -> bool:
    """Whether words say that parts that come to less are of fewer, and what is left is no part."""
    if any(_LEFT.search(f.lead) for f in parts[1:]):
        return False
    return (
        _is_opened_narrower(reading, whole, parts)
        or _are_of_a_doing(reading, whole, parts)
        or _has_others(reading, whole, parts, one)
    )


#: 检查658户次，企业505户: of whom some were more than once.
_TIMES = "次"
#: 5个问题涉及两类; 1个项目两方面问题并存: no part beside the others.
_OF_BOTH = later(
    "[^,。;、\\d]{0,8}(?:(?:涉及|兼[有具属]|同属)[两二双多几]|[两二双][^,。;、\\d]{1,6}(?:并存|都有|均有|兼有))"
    "|[^,。;、\\d]{0,4}跨[^,。;\\d]{1,12}[两二双多]"
)
_THING = later("增加值|总?产值|投资|资金|贷款|税收|收入|利润|支出|零售额|销售额")


def _is_of_another_thing(whole: TextFigure, parts: list[TextFigure]) -> bool:
    """增加值22亿元、591亿元、548亿元，三次产业投资1141.9亿元: by the last word of each."""
    if whole.role is not Role.MONEY:
        return False
    own = _THING.findall(whole.lead)[-1:]
    of = [_THING.findall(f.lead)[-1:] for f in parts]
    return bool(own) and all(of) and own not in of


def _is_done_behind(whole: TextFigure, parts: list[TextFigure]) -> bool:
    """共30个项目、投资97.2亿元已完成, of what was to be invested."""
    done = _DONE.match(whole.tail)
    return done is not None and not any(done["what"] in f.lead + f.tail for f in parts)


_DONE = later("(?:均|全部)?已(?:经|全部)?(?P<what>[\u4e00-\u9fff]{2})")


def _is_of_all_time(reading: TextReading, whole: TextFigure, parts: list[TextFigure]) -> bool:
    """当期竣工154项，…，当期竣工162项，累计开工837项、竣工326项: some were done later."""
    begin = max(reading.begun(",。;\n", whole.start), whole.start - _AHEAD)
    said = reading.text[begin : whole.start]
    return "累计" in said and all(_OF_THIS_TIME.search(f.lead) for f in parts)


_OF_THIS_TIME = later("[当本][期批次月季周日]")


def _of_whole(reading: TextReading, whole: TextFigure) -> str:
    begin = max(reading.begun("。;\n", whole.start), whole.start - _AHEAD)
    return reading.text[begin : whole.end] + whole.tail[:_BEFORE]


def _is_opened_narrower(reading: TextReading, whole: TextFigure, parts: list[TextFigure]) -> bool:
    """其中实际参加笔试的男生209人、女生221人: said of the first, and so of all."""
    first = parts[0]
    begin = max(reading.begun(",。;:\n", first.start), whole.end, first.start - _AHEAD)
    if reading.text[begin - 1 : begin] in (",", ":"):
        # 其中，应开工的…; 有效诉求中，…
        begin = max(reading.begun("。;\n", begin - 1), whole.end, begin - _BEFORE)
    said = reading.text[begin : first.start]
    narrowed = _NARROWED.search(said)
    return narrowed is not None and narrowed[0] not in _of_whole(reading, whole)


def _are_of_a_doing(reading: TextReading, whole: TextFigure, parts: list[TextFigure]) -> bool:
    """受理373件，其中调解结案297件、判决结案66件: each is said to be done, and the whole is not."""
    # 受理57件，批准总面积11333亩。其中40件、8798亩，…: the areas are of those that were.
    behind = reading.figures[whole.order + 1 : whole.order + _TWO]
    got = _GOT.search(behind[0].lead) if behind else None
    if got and got[0] not in whole.lead and behind[0].sentence == whole.sentence:
        beside = [reading.figures[f.order + 1 : f.order + _TWO] for f in parts]
        if all(each and each[0].dimension == behind[0].dimension for each in beside):
            return behind[0].dimension != whole.dimension
    shared = frozenset.intersection(*(doings_of(f.lead) for f in parts))
    return bool(shared - doings_of(whole.lead + whole.tail)) and bool(whole.lead)


#: 已开工45个、未开工7个; 还有3个: what is left is a part, so that all are told.
_LEFT = later("未|没有?|不予|无效|[非不]|[尚还仍]有?|剩余|剩下|余下|其[余它他]|待")


def _has_others(
    reading: TextReading, whole: TextFigure, parts: list[TextFigure], one: Finding
) -> bool:
    """Whether the text says what the others are, with their number or without one."""
    text, last = reading.text, parts[-1]
    stop = min(len(text), last.end + _AHEAD)
    if _REST.search(text, last.end, stop) or _TOGETHER.match(text, last.end):
        return True
    if any(
        _names_parts(f, whole, parts)
        for f in reading.figures[last.order + 1 : last.order + 1 + _NEXT]
        if f.paragraph == last.paragraph
    ):
        return True
    said = _WITH.match(text, whole.end)
    if said is not None and not any(said["what"] in f.lead for f in parts):
        return True
    left = whole.value - (one.computed or whole.value)
    return any(
        f.value == left and f.dimension == whole.dimension and f.unit == whole.unit
        for f in reading.figures[whole.order + 1 : parts[0].order]
        if f.sentence == whole.sentence and not change_of(f.lead)
    )


#: 技能培训26期、: a count that is read as no figure.
_COUNTED = later("\\d[\u4e00-\u9fff]{1,3}[、,]$")
#: 制造业26个、服务业52个，两类已开工69个: of both, and not of all.
_TOGETHER, _NEXT = later("[,;](?:这|以上|上述)?[两二三四五六][类者种]"), 3


def _names_parts(rate: TextFigure, whole: TextFigure, parts: list[TextFigure]) -> bool:
    """一般债券194亿元、专项债券132亿元，…，债券支出率96.1%: by what all of them are called."""
    named = rate_in(rate.lead) if rate.role is Role.PERCENT else None
    if named is None:
        return False
    said = rate.lead
    pieces = {said[n : n + _TWO] for n in range(len(said) - 1)}
    return any(each not in whole.lead and all(each in f.lead for f in parts) for each in pieces)


_GOT = later("获批|批[准复]|到位|取得|获得|达成|盘活|认定|拨付|支付|发放")


def _is_of_what_was_got(reading: TextReading, whole: TextFigure, parts: list[TextFigure]) -> bool:
    """争取45个，到位资金32亿元。其中中央20个、资金19亿元，…: these need not have got it."""
    got = _GOT.search(whole.lead)
    counts = [reading.figures[f.order - 1] for f in (whole, *parts) if f.order]
    beside = len(counts) > len(parts) and len({f.dimension for f in counts}) == 1
    beside = beside and counts[0].dimension != whole.dimension
    beside = beside and all(
        a.sentence == b.sentence for a, b in zip(counts, (whole, *parts), strict=True)
    )
    if got is None or not (beside or all(_COUNTED.search(f.lead) for f in parts)):
        return False
    begin = max(reading.begun("。;\n", parts[0].start), whole.end)
    return got[0] not in reading.text[begin : parts[-1].end]
