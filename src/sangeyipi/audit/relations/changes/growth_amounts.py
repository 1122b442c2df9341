"""Growth in per cent beside the amount that it is: 增长8.2%，增收0.97亿元; 增收0.97亿元，增长8.2%.

Now, per cent and amount stand one after another, of one subject and against one time; either of the
last two may come first.  Nothing else can be meant, so that what does not come out is wrong, as is
one that rises where the other falls.
"""

import re

from sangeyipi.audit.judging.changed import ON_NOW, judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict, said_in
from sangeyipi.audit.judging.reasons import BOUND, Reason
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.comparison import SETS, set_against
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_base, is_past, said_old
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "财政收入完成52360万元，较上年同期增长9.31%，增收4459万元。",
        "holds 4459 / (52360 - 4459) * 100 = 9.31",
    ),
    (
        "财政收入完成52360万元，较上年同期增长8.52%，增收4459万元。",
        "wrong 4459 / (52360 - 4459) * 100 = 8.52",
    ),
    ("收案1230件，同比下降4.06%，同比增加48件。", "wrong -48 / (1230 - 48) * 100 = 4.06"),
    (
        "存款余额386.2亿元，比年初减少17.4亿元，增长4.31%。",
        "wrong -17.4 / (386.2 + 17.4) * 100 = 4.31",
    ),
    (
        "公共预算收入186.42亿元，较2018年增加10.83亿元，下降6.17%。",
        "wrong -10.83 / (186.42 - 10.83) * 100 = 6.17",
    ),
    (
        "信访2146件，其中来信438件、网上1096件，比上年同期增加214件，下降9.1%。",
        "wrong -214 / (2146 - 214) * 100 = 9.1",
    ),
    (
        "受理案件40212件，同比增长31.4%，比全省平均高出17.6%，增加8716件。",
        "wrong 8716 / (40212 - 8716) * 100 = 31.4",
    ),
    (
        "总产21.4万吨，比上年的20.3718万吨，增1.0282万吨，增4.8%。",
        "wrong 1.0282 / 20.3718 * 100 = 4.8",
    ),
    (
        "与年初相比，支出增加320.4亿元，达到590.6亿元，增长118.6%。",
        "holds 320.4 / (590.6 - 320.4) * 100 = 118.6",
    ),
    (
        "与年初相比，支出增加320.4亿元，达到590.6亿元，增长54.2%。",
        "wrong 320.4 / (590.6 - 320.4) * 100 = 54.2",
    ),
    (
        "与年初相比，支出增加720.4亿元，达到590.6亿元，增长118.6%。",
        "wrong 720.4 > 590.6 = 720.4",
    ),
    (
        "接到案件9418件，其中投诉6240件、举报3178件。举报比去年同期增加362件，增长11.4%。",
        "wrong 362 / (3178 - 362) * 100 = 11.4",
    ),
    (
        "全县到位资金62.4亿元中，一产4.1亿元；二产43.7亿元，占70%。二产到位额同比增加8.2亿元，增长32.1%。",
        "wrong 8.2 / (43.7 - 8.2) * 100 = 32.1",
    ),
    # What is said again in another unit stands between.
    (
        "粮食种植面积128.64万亩（8.58万公顷），比上年增加3.35万亩（0.22万公顷），增长2.7%。",
        "holds 3.35 / (128.64 - 3.35) * 100 = 2.7",
    ),
    (
        "粮食种植面积128.64万亩（8.58万公顷），比上年增加3.35万亩（0.22万公顷），增长7.2%。",
        "wrong 3.35 / (128.64 - 3.35) * 100 = 7.2",
    ),
    (
        "现有林地86450亩，与十年前的78120亩相比，增加8330亩，增长10.66%。",
        "holds (86450 - 78120) / 78120 * 100 = 10.66",
    ),
    (
        "贷款余额1684.3亿元，比年初增加123.6亿元，增速7.9%。",
        "holds 123.6 / (1684.3 - 123.6) * 100 = 7.9",
    ),
    (
        "贷款余额1684.36亿元，比年初增加123.61亿元，增幅9.72%。",
        "wrong 123.61 / (1684.36 - 123.61) * 100 = 9.72",
    ),
)
_YEAR = "(?:[上去]年|\\d{4}年)"
_AGAINST = f"(?:与?(?:同比|[比较](?:{_YEAR}(?:同期|同月)?|同期)|{_YEAR}同期(?:相)?比(?:较)?))?"
#: 增收, 同比增加: of the same time as the per cent beside.
_AMOUNT = later(
    f"[,、]?{_AGAINST}净?(?:[增减](?:收|支|加|少|长|产|亏|利|值)?|上升|下降|多|少)(?:了)?"
)
_PERCENT = re.compile(
    f"[,、]?{_AGAINST}(?:增长|上升|提高|增加|下降|减少|降低|下滑|增|减|降)(?:了)?"
)
#: 比年初减少18.4亿元，增长4.27%: since the same time, where the per cent says none of its own.
_SINCE = re.compile(
    "[,、]?[比较](?:年初|[上去]年[末底]|上个?月[末底]?|上个?季度[末底]?)"
    "(?:净|多|少)?(?:增加|减少|上升|下降|增|减)(?:了)?"
)
_BARE = later("[,、]?(?:增长|上升|提高|下降|减少|降低|下滑)(?:了)?")
_STOP = later("[;。\n:]")
_GAP, _SHARES = 24, 4


def of_amount(reading: TextReading, one: TextFigure) -> Finding | None:
    """What a percentage of growth should be by the amount right before or behind it."""
    if one.role is not Role.PERCENT or one.hedge or not one.order:
        return None
    said = growth_of(one.lead)
    if said is None:
        return None
    figures = reading.figures
    behind = figures[one.order + 1] if one.order + 1 < len(figures) else None
    if behind is not None and _is_of_others(behind):
        # 同比增长31.4%，比全省平均高出17.6%，增加8716件: that others grew less comes between.
        behind = figures[behind.order + 1] if behind.order + 1 < len(figures) else None
    if behind is not None and _is_amount(reading, one, behind):
        return _told(reading, one, _end_before(reading, one), behind)
    before = _unbracketed(reading, one)
    if _REACHED.fullmatch(before.lead) and one.order > 1:
        return _of_reached(reading, one, before, figures[one.order - 2])
    since = _SINCE.fullmatch(before.lead) and _BARE.fullmatch(one.lead)
    words = _PERCENT.fullmatch(one.lead)
    if one.order > 1 and words and _is_amount(reading, before, before, bool(since)):
        end = _unbracketed(reading, before)
        return of_whole(reading, one) or _told(reading, one, end, before)
    if words and before.role in COUNTABLE and before.sentence == one.sentence:
        return _of_named(reading, one, before)
    return None


def of_whole(reading: TextReading, one: TextFigure) -> Finding | None:
    """信访2146件，其中来信438件、网上1096件，比上年减少214件，下降9.1%: of the first.

    Where that has changed by so much, either way; of two words that differ one is wrong.
    """
    diff = reading.figures[one.order - 1] if one.order else one
    said = _PERCENT.fullmatch(one.lead) and _is_amount(reading, one, diff)
    if not said or one.hedge or len(one.digits) < _NAMED:
        return None
    kin = [
        f
        for f in reading.figures[reading.begins[one.order] : diff.order]
        if (f.role, f.dimension, f.inner) == (diff.role, diff.dimension, diff.inner)
        and not (f.hedge or change_of(f.lead) or is_past(f.lead) or is_base(reading, f))
    ]
    if len(kin) < _NAMED or not _PARTED.search(reading.text, kin[0].end, kin[1].start):
        return None
    fits = _comes_out(kin[0], diff, one, 1) or _comes_out(kin[0], diff, one, -1)
    return _judged(one, kin[0], diff, old=False) if fits else None


_PARTED = later("其中|[(:]")


def _comes_out(end: TextFigure, diff: TextFigure, one: TextFigure, way: int) -> bool:
    base = end.value + way * diff.value
    return base > 0 and half_up(EXACT.divide(diff.value * 100, base), one.places) == one.printed


def _unbracketed(reading: TextReading, one: TextFigure) -> TextFigure:
    """The figure before one, or before the bracket that says it again: 减少0.2千公顷（0.3万亩）."""
    figures, last = reading.figures, reading.figures[one.order - 1]
    again = last.inner and not one.inner and last.order > 0 and last.role in COUNTABLE
    first = figures[last.order - 1] if again else last
    own = reading.text[first.end : last.start] == "(" and reading.text[last.end] == ")"
    return first if again and own and first.dimension != last.dimension else last


def of_speed(reading: TextReading, one: TextFigure) -> Finding | None:
    """比年初增加123.6亿元，增速7.9%: right behind the amount, which has grown.

    Balances have a 增速 against the year before, too: of one since January only crossed digits are
    wrong.
    """
    if one.role is not Role.PERCENT or one.hedge or _SPEED.fullmatch(one.lead) is None:
        return None
    diff = reading.figures[one.order - 1]
    more = change_of(diff.lead)
    if one.order < _TWO or more is None or DOWN.search(more[1]):
        return None
    since = _SINCE.fullmatch(diff.lead) is not None
    if (since and _AGAINST_YEAR.search(one.lead)) or not _is_amount(reading, one, diff, since):
        return None
    found = _told(reading, one, reading.figures[one.order - _TWO], diff)
    if found is None or found.verdict in GOOD:
        return found
    value = found.computed or one.value
    return found if (has_digits_crossed if since else is_slip)(value, one) else None


_SPEED = later("[,、]?(?:同比|环比)?(?:增[速幅]|增长率)(?:[为是达]|达到)?")
_AGAINST_YEAR, _TWO = later("[同环]比"), 2


def _of_named(reading: TextReading, one: TextFigure, diff: TextFigure) -> Finding | None:
    """投诉3618件。…。投诉比去年同期增加433件，增长12%: what has grown is told before, by its name.

    Told only where the per cent is of what it has become, or is a slip.
    """
    said = _OF_WHOM.fullmatch(diff.lead)
    if said is None or change_of(diff.lead) is None or diff.hedge or diff.inner:
        return None
    # 同比多增8.2亿元: what has come to it grew more than it had.
    if _MORE_GROWN.search(diff.lead):
        return None
    kin = [
        f
        for f in reading.paragraph_before(diff)[-_FAR:]
        if (f.role, f.dimension) == (diff.role, diff.dimension)
        and (f.lead.rstrip(_FILLS).endswith(said[1]) or _is_called(reading, f, said[1]))
        and not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))
    ]
    if len({f.value for f in kin}) != 1 or kin[0].value <= diff.value:
        return None
    found = _judged(one, kin[0], diff, old=False)
    if found is None or found.computed is None:
        return None
    sure = found.reason is Reason.ON_NOW or is_slip(found.computed, one)
    return found if sure and found.verdict is RelationVerdict.WRONG else None


def _is_called(reading: TextReading, one: TextFigure, name: str) -> bool:
    """到位资金62.4亿元中，一产4.1亿元，二产43.7亿元: 二产 of 到位资金 is what 二产到位额 names."""
    own = one.lead.strip(_FILLS + ",;、").removeprefix("其中").lstrip(",:")
    measure = name.removeprefix(own)
    of = _MEASURE.fullmatch(measure)
    if len(own) < _NAMED or measure == name or of is None:
        return False
    return of["of"] in reading.text[reading.begun("。\n", one.start) : one.start]


_NAMED = 2
#: What amount is told of whom.
_MEASURE = later(
    "(?:实际|完成|累计)?(?P<of>[额量数]|[\u4e00-\u9fff]{2})(?:[总金]?额|资金|投资|总?量|数|规模|收入)?"
)
_OF_WHOM = later(
    "[,;。其中]{0,3}([^,。;:、()\\d比较]{2,10}?)(?:同比|环比|[比较][^,。;\\d]{0,8}?)[^,。;:\\d]{1,6}"
)
_MORE_GROWN = later("[多少][增减]")
_FAR, _FILLS = 16, "约为达共计有 "


def _of_reached(
    reading: TextReading, one: TextFigure, end: TextFigure, diff: TextFigure
) -> Finding | None:
    """增加520亿元，达到790亿元，增长192.6%: what it has become stands between the two."""
    alike = (end.role, end.dimension, end.sentence) == (diff.role, diff.dimension, one.sentence)
    if not alike or end.hedge or diff.hedge or diff.sentence != one.sentence:
        return None
    if _STOP.search(reading.text, diff.end, one.end) or not end.inner is diff.inner is one.inner:
        return None
    more = change_of(diff.lead)
    if more is None:
        return None
    if not DOWN.search(more[1]) and diff.value - diff.half > end.value + end.half:
        text = f"{said_in(diff.value, diff)} > {said_in(end.value, diff)}"
        said = f"增加的 {diff.text} 比达到的 {end.text} 还多，像是有一个写错了"
        return Finding(
            RelationVerdict.WRONG,
            RelationKind.DIFFERENCE,
            said,
            text,
            end.value,
            diff,
            (end,),
            "核对这两个数",
            # Recognised, as the statement itself says.
            BOUND,
        )
    return _judged(one, end, diff, old=False)


_REACHED = re.compile(
    "[,、]?(?:达到?|增(?:加|长)?[至到]|升至|减(?:少)?[至到]|降至|总[数量额]达到?)"
)


def _is_of_others(one: TextFigure) -> bool:
    rates = one.role is Role.PERCENT or one.role is Role.POINTS
    return rates and SETS.search(one.lead) is not None and set_against(one.lead) is not None


def _end_before(reading: TextReading, one: TextFigure) -> TextFigure:
    """99552万元，占年初预算109466万元的90.9%，同比增长9.1%: what has grown, behind its shares."""
    at = one.order - 1
    while at and one.order - at < _SHARES:
        end = reading.figures[at]
        if end.sentence != one.sentence or not (end.role is Role.PERCENT or is_base(reading, end)):
            break
        at -= 1
    return reading.figures[at]


def _is_amount(
    reading: TextReading, one: TextFigure, diff: TextFigure, since: bool = False
) -> bool:
    """Whether a figure is by how much something has changed, right after another."""
    return (
        diff.role in COUNTABLE
        and diff.sentence == one.sentence
        and not diff.hedge
        and change_of(diff.lead) is not None
        and (since or _AMOUNT.fullmatch(diff.lead) is not None)
        and diff.inner is one.inner
    )


def _told(
    reading: TextReading, one: TextFigure, end: TextFigure, diff: TextFigure
) -> Finding | None:
    first, last = min(one.start, diff.start), max(one.end, diff.end)
    alike = (end.role, end.dimension) == (diff.role, diff.dimension)
    if not alike or end.sentence != one.sentence or end.hedge or end.inner is not one.inner:
        return None
    between = reading.text[end.end : first]
    apart = min(one.order, diff.order) - end.order
    if len(between) > _GAP * apart or _STOP.search(reading.text, end.end, last):
        return None
    # 较一季度的20个多7个 is itself a change, and a base is no end of one.
    if change_of(end.lead) or is_base(reading, end):
        return None
    return _judged(one, end, diff, old=bool(said_old(reading, end) or is_past(end.lead)))


def _judged(one: TextFigure, end: TextFigure, diff: TextFigure, *, old: bool) -> Finding | None:
    """What a percentage should be where an end, old or new, has changed by so much."""
    word, more = growth_of(one.lead), change_of(diff.lead)
    falls = word is not None and DOWN.search(word[1]) is not None
    down = more is not None and DOWN.search(more[1]) is not None
    by = -diff.value if down else diff.value
    base = end.value if old else end.value - by
    room = end.half + (0 if old else diff.half)
    if base - room <= 0 or end.value <= 0:
        return None
    sign = -1 if falls else 1
    value = EXACT.divide(sign * by * 100, base)
    ends = [
        EXACT.divide(sign * (by + way) * 100, base + other)
        for way in (-diff.half, diff.half)
        for other in (-room, room)
    ]
    text = _text(end, diff, down, falls, old)
    found = judge(one, value, (min(ends), max(ends)), text, (end, diff))
    on_now = half_up(EXACT.divide(diff.value * 100, end.value), one.places) == one.printed
    if found.verdict is RelationVerdict.WRONG and not old and on_now:
        return found._replace(why=ON_NOW)
    return found


def _text(end: TextFigure, diff: TextFigure, down: bool, falls: bool, old: bool) -> str:
    by, of = said_in(diff.value, diff), said_in(end.value, diff)
    whole = of if old else f"({of} {'+' if down else '-'} {by})"
    return f"{'' if down is falls else '-'}{by} / {whole} * 100"
