"""Parts behind a whole that say of themselves what it does not, and need not be all of it.

抽检240批次，其中已出结果的食品132批次、药品98批次: of those that have a result.  受理57件，其中批准批次
用地40件、…: of what was done of it.  So does what the text says the others are (停产10家; 其余为…),
and a whole that is called by what was got (到位资金32亿元) is none of what its rows are called by.
"""

from itertools import pairwise

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.other_doings import doings_of, is_of_another_doing
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import NARROWED
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_NARROWED = later(NARROWED)
_REST = later("其[余它他](?:均|都|的)?(?:为|是|系|属|由)[^\\d。;\n]{2}")
_WITH = later("[^,。;、\\d]{0,6}\\((?:不?含|包括)(?P<what>[^()\\d]{2,12})\\)")
#: How far behind its parts the text may say what the others are.
_AHEAD, _BEFORE, _TWO = 60, 16, 2


def unless_of_fewer(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the sums told wrong of parts that need not be all of their whole."""
    return [
        one
        for one in found
        if not _is_of_fewer(reading, one) and not _is_rate_of_fewer(reading, one)
    ]


def _is_rate_of_fewer(reading: TextReading, one: Finding) -> bool:
    """化工企业343家，停产10家，…，完成313家，整改率94.0%: of those that were not stopped; 制造业26个、
    服务业52个，两类已开工69个，开工率88.5%: of both."""
    rate = one.stated
    if one.verdict is not RelationVerdict.WRONG or one.kind not in SHARES or rate is None:
        return False
    if len(one.operands) != _TWO or rate.role is not Role.PERCENT or not rate.places:
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
        return total > whole.value and is_of_another_doing(whole, parts)
    if whole.tail.startswith(_TIMES) and not any(f.tail.startswith(_TIMES) for f in parts):
        return True
    if _is_of_what_was_got(reading, whole, parts):
        return True
    if total >= whole.value:
        return False
    if any(_LEFT.search(f.lead) for f in parts[1:]):
        return False
    return (
        _is_opened_narrower(reading, whole, parts)
        or _are_of_a_doing(whole, parts)
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


def _of_whole(reading: TextReading, whole: TextFigure) -> str:
    begin = max(reading.begun("。;\n", whole.start), whole.start - _AHEAD)
    return reading.text[begin : whole.end] + whole.tail[:_BEFORE]


def _is_opened_narrower(
    reading: TextReading, whole: TextFigure, parts: list[TextFigure]
) -> bool:
    """其中实际参加笔试的男生209人、女生221人: said of the first, and so of all."""
    first = parts[0]
    begin = max(reading.begun(",。;:\n", first.start), whole.end, first.start - _AHEAD)
    if reading.text[begin - 1 : begin] in (",", ":"):
        # 其中，应开工的…; 有效诉求中，…
        begin = max(reading.begun("。;\n", begin - 1), whole.end, begin - _BEFORE)
    said = reading.text[begin : first.start]
    narrowed = _NARROWED.search(said)
    return narrowed is not None and narrowed[0] not in _of_whole(reading, whole)


def _are_of_a_doing(whole: TextFigure, parts: list[TextFigure]) -> bool:
    """受理373件，其中调解结案297件、判决结案66件: each is said to be done, and the whole is not."""
    shared = frozenset.intersection(*(doings_of(f.lead) for f in parts))
    return bool(shared - doings_of(whole.lead + whole.tail)) and bool(whole.lead)


#: 已开工45个、未开工7个; 还有3个: what is left is a part, so that all are told.
_LEFT = later("未|没有?|不予|[尚还仍]有?|剩余|剩下|余下|其[余它他]|待")


def _has_others(
    reading: TextReading, whole: TextFigure, parts: list[TextFigure], one: Finding
) -> bool:
    """Whether the text says what the others are, with their number or without one."""
    text, last = reading.text, parts[-1]
    stop = min(len(text), last.end + _AHEAD)
    if _REST.search(text, last.end, stop):
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


_GOT = later("获批|批准|到位|取得|获得|达成|盘活|认定|拨付|支付|发放")


def _is_of_what_was_got(
    reading: TextReading, whole: TextFigure, parts: list[TextFigure]
) -> bool:
    """争取45个，到位资金32亿元。其中中央20个、资金19亿元，…: these have it, and need not have got it."""
    got = _GOT.search(whole.lead)
    counts = [reading.figures[f.order - 1] for f in (whole, *parts) if f.order]
    if got is None or len({f.dimension for f in counts}) > 1:
        return False
    if counts[0].dimension == whole.dimension or len(counts) <= len(parts):
        return False
    if any(a.sentence != b.sentence for a, b in zip(counts, (whole, *parts), strict=False)):
        return False
    begin = max(reading.begun("。;\n", parts[0].start), whole.end)
    return got[0] not in reading.text[begin : parts[-1].end]
