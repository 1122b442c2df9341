"""A rate in front of the counts that it is of, which do not come to it.

开工率超九成。安排项目120个，已开工98个: the sentence behind a bound says of how many how many have
begun, by the same word, and of the same things, place and time as the first.  So does the sentence
below a headline (诉求办结率达97.6%), which tells the rate again as its counts have it.
"""

import re
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.finding import Finding, RelationKind
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import BOUND
from sangeyipi.audit.judging.same_scope import one_scope
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "全县重点项目开工率超九成。今年安排重点项目120个，已开工98个，总投资300亿元。",
        "wrong 98 / 120 * 100 = 9",
    ),
    (
        "全县七成以上的签约项目已开工。36个签约项目中开工15个，前期21个。",
        "wrong 15 / 36 * 100 = 7",
    ),
    (
        "全县不到八成的签约项目已开工。36个签约项目中开工31个，前期5个。",
        "wrong 31 / 36 * 100 = 8",
    ),
    (
        "前10月我市群众来信办结率达98.4%\n1—10月，全市受理群众来信524件，办结498件，办结率95%。",
        "wrong 95 = 98.4",
    ),
)
_CJK = "[\u4e00-\u9fff]"
_OPENED = "(?:截[至止][^,。;]{1,12},)?"
_NAMED = re.compile(
    f"{_OPENED}(?P<noun>{_CJK}{{2,14}})率(?:已|均|也|实现|达到?|为){{0,3}}(?:超过?|突破|逾|不[到足])?了?"
)
_PLACED = re.compile(
    f"{_OPENED}(?:全[省市县区州]|我[省市县区州]|目前|已有|有|超过?|逾|不[到足]){{0,4}}"
)
_BEHIND = re.compile(
    f"的?(?P<noun>{_CJK}{{2,10}}?)(?:均|都|已经|已|如期|按期|实现|完成|全面){{1,3}}(?P<state>{_CJK}{{2,4}})。"
)
_ENDS = later("(?:以上)?。")
#: Of another time or place, or of some of them only.
_OTHER = later("[上去前]年|同期|\\d月|季度|月底|年底|其中|力争|预计|确保|计划到|将|目标|全年|年度")
#: Of what it is a rate, or of which of those that were done, no count of all says.
_NO_COUNT = later(
    "投资|资金|金额|[产价]值|收入|税|目标|任务|计划|序时|面积|用地|按期|按时|如期|及时|一次|首次|满意|平均|综合"
)
#: Says nothing of which they are; 应复产企业 are those that should be at work.
_DULL = later(
    "应[\u4e00-\u9fff]{2}|今年|本年|全年|截至|目前|累计|共有?|合计|安排|实施|列入|确定|谋划|计划|下达|纳入|反馈|排查|发现|收集|受理|交办"
    "|全[省市县区州]|我[省市县区州]|的|[个项家户件]|项目|企业|问题|工程|任务|数量?|为|有|,"
)
_SAME = ((later("专项债券?|专债|债券"), "债"),)
_COUNTED = (Role.COUNT, Role.QUANTITY)
_TEN = 10


def headline_rates(reading: TextReading) -> Iterator[Finding]:
    """Every bound on a rate that is the only figure of the sentence that opens a paragraph."""
    for one in reading.of(Role.PERCENT):
        if one.hedge is Hedge.NONE or one.inner or not reading.figures[one.order + 1 :][:2]:
            continue
        begin = reading.begun("\n。", one.start)
        if begin != reading.begun("\n", one.start):
            continue
        end = reading.text.find("。", one.end)
        if end < 0:
            continue
        noun, state = _said(reading.text[begin : one.start], reading.text[one.end : end + 1])
        if state and not (
            _NO_COUNT.search(noun) or _OTHER.search(_DATE.sub("", reading.text[begin:end]))
        ):
            found = _told(reading, one, noun, state, end)
            if found is not None:
                yield found
    yield from _of_headlines(reading)


# ---- 群众来信办结率达98.4%, above the counts that make it 95%


def _of_headlines(reading: TextReading) -> Iterator[Finding]:
    """Every rate in a headline that the first paragraph below it has otherwise."""
    for one in reading.of(Role.PERCENT):
        begin = reading.begun("\n", one.start)
        end = reading.text.find("\n", one.end)
        if end < 0 or one.start - begin > _HEADLINE or one.hedge or one.inner:
            continue
        said = _HEADED.fullmatch(reading.text, begin, one.start)
        if said is None or not _NO_MORE.fullmatch(reading.text, one.end, end):
            continue
        below = reading.figures[one.order + 1 : one.order + 1 + _BELOW]
        body = [f for f in below if f.paragraph == one.paragraph + 1]
        again = _again(reading, _DULL_HEAD.sub("", said["said"]), body)
        if again is None or again.as_printed(one.value) == again.as_printed(again.value):
            continue
        if one.as_printed(again.value) == one.as_printed(one.value):
            continue
        if one_scope(reading, one, again) and not _comes_from_others(below, one):
            yield same_quantity(again, one)


def _again(reading: TextReading, said: str, body: list[TextFigure]) -> TextFigure | None:
    """The one rate below a headline that is called as that, behind the two counts it is of."""
    rates = [f for f in body if f.role is Role.PERCENT]
    named = [(f, _BODY_RATE.fullmatch(f.lead.lstrip(",;"))) for f in rates]
    called = [(f, name) for f, name in named if name is not None and name["name"] in said]
    if len(called) != 1 or called[0][0].hedge or called[0][0].inner:
        return None
    ((rate, name),) = called
    if rate.order < _PAIR:
        return None
    whole, part = reading.figures[rate.order - _PAIR : rate.order]
    counted = whole.role in _COUNTED and (whole.role, whole.unit) == (part.role, part.unit)
    if not counted or whole.sentence != rate.sentence or part.value > whole.value:
        return None
    if not RatePair(part, whole).comes_to(rate):
        return None
    begin = reading.begun("。\n", whole.start)
    own = reading.text[begin : rate.start]
    # 其中上年结转的: of some, or of another place.
    opened = _DULL.sub("", _DULL_HEAD.sub("", reading.text[begin : whole.start]))
    rest = said.replace(name["name"], "", 1)
    plain = set(opened) | set(name["of"]) <= set(said)
    return rate if plain and set(rest) <= set(own) else None


def _comes_from_others(below: Sequence[TextFigure], one: TextFigure) -> bool:
    """Whether the text has a headline's rate elsewhere, or two counts that make it."""
    counts = [f for f in below if f.role in _COUNTED]
    if any(f.role is Role.PERCENT and f.value == one.value for f in below):
        return True
    return any(
        a.unit == b.unit and 0 < a.value < b.value and RatePair(a, b).comes_to(one)
        for a in counts
        for b in counts
    )


_HEADLINE, _BELOW, _PAIR = 40, 24, 2
_HEADED = re.compile(
    "(?:标题:)?(?P<said>[^,。;:|\n]{2,34}?)率(?:已|均|高|提高到){0,2}(?:达到?|为)?"
)
_NO_MORE = re.compile("[^。;|\\d\n]{0,16}")
_BODY_RATE = re.compile(f"(?P<of>{_CJK}{{0,8}}?)(?P<name>{_CJK}{{2}})率(?:已|均|为|达到?){{0,2}}")
#: Says in a headline only when, and whose they are.
_DULL_HEAD = later(
    "20\\d\\d年|前?(?:\\d{1,2}|[一二三四五六七八九十]{1,2})(?:[-~至到—]\\d{1,2})?个?月份?|前?[一二三四]季度|[上下]半年"
    "|今年|本年|全年|截至|目前|累计|[底末]|全[省市县区州]|我[省市县区州]|的|项目|企业|[:、,“”]|标题"
)


_DATE = later("^截[至止][^,。;]{1,12},")


def _said(before: str, behind: str) -> tuple[str, str]:
    """Of what, and what was done of it: 重点项目开工率超九成, 七成以上的签约项目已开工."""
    named = _NAMED.fullmatch(before)
    if named is not None and _ENDS.fullmatch(behind):
        return named["noun"], named["noun"]
    said = _BEHIND.fullmatch(behind) if _PLACED.fullmatch(before) else None
    return (said["noun"], said["state"]) if said is not None else ("", "")


def _told(reading: TextReading, one: TextFigure, noun: str, state: str, end: int) -> Finding | None:
    whole, part = reading.figures[one.order + 1 : one.order + 3]
    if part.sentence != whole.sentence or part.paragraph != one.paragraph:
        return None
    if whole.start > reading.text.find("。", end + 1) > 0 or whole.role not in _COUNTED:
        return None
    kin = (whole.role, whole.unit) == (part.role, part.unit) and not (whole.inner or part.inner)
    if not kin or part.value > whole.value or whole.value < _TEN or whole.hedge or part.hedge:
        return None
    opened = reading.text[end + 1 : whole.start]
    between = reading.text[whole.end : part.start]
    if _OTHER.search(opened + between) or change_of(part.lead) or is_past(part.lead):
        return None
    what, _, doing = between.rpartition("中") if "中" in between else between.rpartition(",")
    done = _DONE.sub("", doing.strip(","))
    if len(done) < _STEM or not (state.endswith(done) or state.startswith(done)):
        return None
    own = _DULL.sub("", _alike(opened + what.strip(",")))
    # 省重点项目 are some of 重点项目, and 规上企业 of 企业.
    called = _DULL.sub("", _alike(noun.removesuffix(done)))
    same = set(own) == set(called) or (not own and _THOSE_DUE.match(opened))
    if not same or _AS_TOLD.search(reading.text, part.end, _end_of(reading, part)):
        return None
    pair = RatePair(part, whole)
    over = one.hedge is Hedge.OVER
    near = half_up(pair.value, 0)
    if (over and near >= one.value) or (
        not over and (near < one.value or not _SHORT.search(one.lead))
    ):
        return None
    return told(pair, one)._replace(kind=RelationKind.STATE, why=BOUND)


def _end_of(reading: TextReading, one: TextFigure) -> int:
    end = reading.text.find("\n", one.end)
    return end if end >= 0 else len(reading.text)


#: 应复产企业163家, of those that the headline speaks of.
_THOSE_DUE = later("应[\u4e00-\u9fff]{2}(?:企业|项目)")
#: 履约率按到期项目计算: of others than are counted here.
_AS_TOLD = later("按[^,。;]{2,16}(?:计算|统计|口径|核算|测算)|口径|不[含计]|剔除|扣除|其中|另")
_DONE = later("^(?:目前|现|实际|累计|已经|已|均|实现){0,3}")
_SHORT = later("不[到足]$")
_STEM = 2


def _alike(said: str) -> str:
    for pattern, word in _SAME:
        said = pattern.sub(word, said)
    return said
