"""What is left, told right behind the whole that a sentence after its share names.

已收312.5万亩，占应收面积的81.7%，…。应收面积382.5万亩，还有60万亩待收: that the share holds says
which whole is meant and what was taken from it; what is left is not done yet, by the same word.
Needs the shares of a text; tells nothing of those that do not hold.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding
from sangeyipi.audit.relations.remainders.opened_by_rest import is_told_whole
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全市已收312.5万亩，占应收面积的81.7%，其中玉米已收246.8万亩。全市应收面积382.5万亩，还有60万亩待收。",
        "wrong 382.5 - 312.5 = 60",
    ),
    (
        "已兑付153.6万元，占应兑付的80%。应兑付资金192万元，尚有48.4万元未兑付。",
        "wrong 192 - 153.6 = 48.4",
    ),
    (
        "已收小麦71.2万亩，占应收面积的92.3%，剩余6.9万亩预计3日内收完。全县应收面积77.1万亩。",
        "wrong 77.1 - 71.2 = 6.9",
    ),
    (
        "累计上线86个，覆盖率93.5%，应上线92个中尚有8个正在联调。",
        "wrong 92 - 86 = 8",
    ),
)
_REST = later("[,;、]?(?:目前|现|但)?(?:[尚还仍]有|剩余|其余|余下|还剩|尚余)")
_UNDONE = later("[正还尚仍有]{0,2}(?:未|没有|待)(?P<what>[\u4e00-\u9fff]{1,4})(?![\u4e00-\u9fff])")
_AMONG = later("[中里],?(?:目前|现)?[尚还仍]有")
_UNDER_WAY = later(
    "(?:项目|事项)?[正仍尚还]{0,2}(?:在|待)(?:[联调测开建推办实施审整筹对组报]|进行)"
)
_LEFT = later("[,;、]?(?:目前|现|尚|还)?(?:剩余|余下|剩下|还剩|尚余)的?(?:面积|任务|部分)?")
_TAKEN, _NEARLY = 2, 2


def rests_behind(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what such shares say of what is left."""
    settled = {one.stated.start for one in found if one.stated is not None}
    told = {
        each.stated.start: each
        for one in found
        for each in _behind(reading, one)
        if each.stated is not None and each.stated.start not in settled
    }
    return [*found, *told.values()]


def _behind(reading: TextReading, share: Finding) -> Iterator[Finding]:
    rate = share.stated
    if share.kind not in SHARES or share.verdict not in GOOD:
        return
    if rate is None or len(share.operands) != _TAKEN or share.operands[0].role not in COUNTABLE:
        return
    done, whole = share.operands
    if whole.order <= rate.order or whole.paragraph != rate.paragraph:
        return
    if whole.hedge or done.hedge or whole.value <= done.value:
        return
    behind = reading.figures[whole.order + 1 : whole.order + 2]
    for one in (*behind, *reading.figures[rate.order + 1 : rate.order + 2]):
        left = _is_left(reading, one, done, whole) if one in behind else False
        if not left and not _is_left_at_once(reading, one, done, rate):
            continue
        value, made = whole.value - done.value, of_two(one, whole, done, "")
        near = one.value <= _NEARLY * value <= _NEARLY**2 * one.value
        if made.verdict in GOOD or (near and is_told_whole(reading, one, done, value)):
            yield made


def _is_left(reading: TextReading, one: TextFigure, done: TextFigure, whole: TextFigure) -> bool:
    """Whether a figure right behind the whole is what was not done of it: 待收 of 已收."""
    if not _is_alike(one, done) or one.sentence != whole.sentence:
        return False
    # 应上线92个中尚有8个正在联调: so much is not left.
    if _AMONG.fullmatch(one.lead) and one.value > whole.value - done.value:
        return _UNDER_WAY.match(reading.text, one.end) is not None
    if not _REST.fullmatch(one.lead):
        return False
    said = _UNDONE.match(reading.text, one.end)
    return said is not None and f"已{said['what']}" in done.lead + done.tail


def _is_alike(one: TextFigure, done: TextFigure) -> bool:
    kin = (one.role, one.dimension) == (done.role, done.dimension)
    return kin and not (one.inner or one.hedge)


def _is_left_at_once(
    reading: TextReading, one: TextFigure, done: TextFigure, rate: TextFigure
) -> bool:
    """已收71.2万亩，占应收面积的92.3%，剩余5.9万亩: right behind the share, of no other whole."""
    return (
        _is_alike(one, done)
        and one.sentence == rate.sentence == done.sentence
        and rate.order - done.order == 1
        and _LEFT.fullmatch(one.lead) is not None
        and "含" not in one.tail
    )
