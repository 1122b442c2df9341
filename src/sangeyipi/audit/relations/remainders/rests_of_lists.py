"""What is left, told by the list behind it, too: 未达效的1个项目，4个为设备调试，3个受订单影响.

A rate, or the words of both, say what was done of which whole; what a list behind the rest comes to
is just what is left of it, so that the number of the rest, which is neither, is a slip.  Told
wherever in the next paragraphs it stands; nothing where any other pair leaves so much.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.relations.remainders.left import counts_alike, says_left
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "投产项目共73个，已达效66个，达效率90.4%。未达效的1个项目，4个为设备调试，3个受订单不足影响。",
        "wrong 73 - 66 = 1",
    ),
    (
        "签约项目63个，已开工47个，开工率74.6%。未开工的17个项目中，6月开工6个、9月开工7个，"
        "其余3个视情况确定。",
        "wrong 63 - 47 = 17",
    ),
    (
        "新开工项目34个，已开工29个，开工率85.3%。\n三、存在问题。3个未开工项目中，3个受用地制约，2个受环评制约。",
        "wrong 34 - 29 = 3",
    ),
    (
        "累计开工74个，本周完成投资1.86亿元。年度计划开工项目83个，还有8个未开工，其中5个卡在征地环节、"
        "4个卡在审查环节。",
        "wrong 83 - 74 = 8",
    ),
)
_CUE = later("未|没有|剩|其余|余下|[尚还仍]有|[尚还]余")
_BEHIND_IT = later(
    "(?:[尚还仍])?(?:未|没有)(?P<what>[\u4e00-\u9fff]{2})(?:的)?(?:[\u4e00-\u9fff]{0,4}(?:项目|企业|问题|任务|工程|事项|诉求))"
)
_UNDONE = later("[尚还仍]?(?:未|没有)[\u4e00-\u9fff]{2}(?:的)?")
_OPENS = later("[。;,\\n、]?(?:这|对于?)?$")
_SOME = later("含|部分|同时|以上|以下|重复|交叉|既|又|其中[^,;]{0,12}其中")
#: Some of them are told without a number.
_MORE = later("其[余他它]|剩[余下]|另|还有|等")
#: All that is left, of no place and no time of its own.
_AT_ONCE = later(
    "(?:目前|现|截至目前|,|对于?|针对){0,4}(?:(?:[尚还仍]有|[尚还仍]剩|剩余|其余|余下|剩下|尚余)的?"
    "|[尚还仍]?(?:未|没有)(?:能)?[\u4e00-\u9fff]{2,4}的?)?(?:项目|问题|企业|任务)?(?:[尚还仍共]?有|为)?"
)
_FAR, _PARAGRAPHS, _LEAST, _TWO, _MOST = 30, 2, 2, 2, 6
_RATES = (RelationKind.RATE, RelationKind.SHARE)
_PLANNED = later("计划|目标|任务|应|需")


def rests_of_lists(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with such rests."""
    open_ = (RelationVerdict.INCOMPLETE, RelationVerdict.BASE_UNCLEAR)
    settled = {f.stated.start for f in found if f.stated is not None and f.verdict not in open_}
    tied = [
        (one.operands[0], one.operands[1])
        for one in found
        if one.kind in _RATES and one.verdict in GOOD and len(one.operands) == _TWO
    ]
    made = [
        told
        for one in reading.of(Role.COUNT)
        if one.start not in settled and (told := _told(reading, one, tied)) is not None
    ]
    return [*found, *made]


def _told(
    reading: TextReading, one: TextFigure, tied: list[tuple[TextFigure, TextFigure]]
) -> Finding | None:
    if one.hedge or one.inner or not _CUE.search(one.lead + one.tail):
        return None
    begin = reading.begun(",。;\n", one.start)
    if _AT_ONCE.fullmatch(reading.text, begin, one.start) is None:
        return None
    parts = _list_behind(reading, one)
    if len(parts) < _LEAST:
        return None
    value = sum((f.value for f in parts), Decimal(0))
    if value == one.value or any(f.value >= value for f in parts):
        return None
    kin = list(_kin(reading, one))
    pairs = [
        (done, whole)
        for done, whole in tied
        if whole.value - done.value == value and done in kin and _is_left(one, done)
    ] or [pair for pair in _by_words(kin) if pair[1].value - pair[0].value == value]
    pairs = [pair for pair in pairs if _is_left(one, pair[0]) and _is_of_all(one, pair[1])]
    if not pairs or _is_of_others(one, kin, tied):
        return None
    done, whole = pairs[-1]
    return of_two(one, whole, done, "")


def _list_behind(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """All that is counted alike behind a rest in its sentence: no more than a list of it."""
    found: list[TextFigure] = []
    ends = reading.text.find(";", one.end)
    for f in reading.figures[one.order + 1 : one.order + 1 + _MOST]:
        if f.sentence != one.sentence or 0 <= ends < f.start:
            break
        if f.role is not Role.COUNT or f.unit != one.unit:
            return []
        if f.hedge or f.inner or change_of(f.lead) or is_past(f.lead):
            return []
        found.append(f)
    stop = reading.text.find("。", one.end)
    said = reading.text[one.end : stop if stop >= 0 else None].partition("\n")[0]
    if not found or len(found) == _MOST or _SOME.search(said):
        return []
    return [] if _MORE.search(reading.text[found[-1].end : one.end + len(said)]) else found


def _kin(reading: TextReading, one: TextFigure) -> Iterator[TextFigure]:
    """The counts before it of its unit, in the order of the text."""
    for f in reading.figures[max(0, one.order - _FAR) : one.order]:
        if f.role is one.role and f.unit == one.unit and one.paragraph - f.paragraph <= _PARAGRAPHS:
            yield f


def _by_words(kin: list[TextFigure]) -> Iterator[tuple[TextFigure, TextFigure]]:
    """计划开工83个, 累计开工74个: what was done of what was due, by the same word."""
    plain = [f for f in kin if not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))]
    for whole in plain:
        due = words.state_of(whole.lead)
        if not due or not _PLANNED.search(whole.lead):
            continue
        for done in plain:
            same = words.state_of(done.lead) == due and not _PLANNED.search(done.lead)
            if same and done.paragraph == whole.paragraph:
                yield done, whole


def _is_left(one: TextFigure, done: TextFigure) -> bool:
    """Whether a figure says that it is what was not done: 未开工的5个, 3个未开工项目."""
    taken = done.lead + done.tail
    if says_left(one, taken):
        return True
    said = _BEHIND_IT.match(one.tail)
    if said is None or not _OPENS.fullmatch(one.lead):
        return False
    return says_left(one._replace(lead=f"未{said['what']}"), taken)


def _is_of_all(one: TextFigure, whole: TextFigure) -> bool:
    """Whether it counts what the whole counts: 未办结的5个重点问题 are some of the problems."""
    tail = _UNDONE.sub("", one.tail, count=1)
    return not tail or counts_alike(one._replace(tail=tail), whole)


def _is_of_others(
    one: TextFigure, kin: list[TextFigure], tied: list[tuple[TextFigure, TextFigure]]
) -> bool:
    """Whether what is printed is left of another whole, or of several together."""
    rests = {whole.value - done.value for done, whole in tied if done in kin}
    if one.value in rests or any(a + b == one.value for a in rests for b in rests if a != b):
        return True
    return any(f.value == one.value and says_left(f, f.lead) for f in kin)
