"""The same quantity said again by its name, with a slip: 生产总值68.27亿元 … 实现生产总值86.27亿元.

Two figures are the same quantity where the same name stands before them, or what was counted is
taken up again (排查隐患1246处。1264处隐患中), of no other place, time or kind.  Two that differ
are wrong only where one looks like the other but for how it was written, and at most one of them
is borne out by other figures: where both are, they are two quantities.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.completeness import is_exceeded
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.of_two import are_of_two
from sangeyipi.audit.judging.slips import (
    OF_ONE_DIGIT,
    SlipKind,
    has_digits_crossed,
    slip_kind,
    slip_of,
)
from sangeyipi.audit.relations.repeats.repeats import (
    headed_apart,
    of_the_same,
    one_time,
    same_quantity,
    times_of,
    told_of,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, own_words
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "一季度开工重大项目1367个、开工率89.4%。今年计划实施1529个。一季度末已开工重大项目1376个，"
        "开工率89.4%。",
        "wrong 1367 = 1376",
    ),
    (
        "一季度，全县生产总值达到68.27亿元，开局良好。\n一季度，全县实现生产总值86.27亿元。",
        "wrong 68.27 = 86.27",
    ),
    ("全县共排查隐患1246处。排查出的1264处隐患中，已整改1180处。", "wrong 1246 = 1264"),
    ("选派首席服务员268名，联系企业536家。286名首席服务员全部走访。", "wrong 268 = 286"),
    ("市下达保障性住房任务3850套。目前，3580套任务中已开工3120套。", "wrong 3850 = 3580"),
    (
        "乙县上半年新增经营主体4683户\n上半年，乙县新增经营主体4863户，增长6.2%。",
        "wrong 4683 = 4863",
    ),
    (
        "会议确定事项22件，截至9月14日，已办结6件，正在办理16件。请抓紧办理。22件事项中，15件正在办理。",
        "wrong 16 = 15",
    ),
    (
        "上半年累计到位资金46.83亿元。下一步，将在上半年到位资金46.38亿元的基础上加大力度。",
        "wrong 46.83 = 46.38",
    ),
    (
        "1-10月，已完成投资386.2亿元。下一步，在已完成368.2亿元投资的基础上，加快建设。",
        "wrong 386.2 = 368.2",
    ),
    (
        "新开工亿元以上项目49个。这47个新开工项目中，制造业31个，服务业12个，农业6个，均已纳入管理。",
        "wrong 49 = 47",
    ),
    (
        "全省2187个项目集中开工 总投资13874亿元\n此次活动共涉及项目2196个，总投资13874亿元，"
        "其中签约项目523个。",
        "wrong 2196 = 2187",
    ),
    (
        "实施重点项目112个。1—5月完成投资47.3亿元，占年度计划96.8亿元的48.9%。\n"
        "112个项目中尚未开工31个，全县1—5月累计完成投资43.7亿元。",
        "wrong 47.3 = 43.7",
    ),
    (
        "甲县到位资金3.58亿元\n1—9月，甲县紧盯项目争资金，到位资金3580万元。",
        "wrong 35800 = 3580",
    ),
)
_ROLES = frozenset({*COUNTABLE, Role.PERCENT})
#: How far apart, and how many of one name, the same is said again.
_FAR, _FEW = 2000, 8
#: So many characters of a name are compared first; and so many make it a name.
_LAST, _NAME, _LONG, _NAMED = 2, 4, 5, 12
_TWO, _DIGITS, _MANY = 2, 3, 4
#: Of smaller amounts too many are alike; and so many characters are said of one beside another.
_SMALL, _SAID, _HEADLINE = 64, 6, 45
#: So many figures before two are compared.
_BEFORE = 6
#: In so many figures behind a headline it is told again; and what is off by more is another.
_TOP = 10
_DULL = re.compile(
    "\\d{4}年度?|\\d{1,2}(?:[-~至到]\\d{1,2})?个?月份?|\\d{1,2}日|前?[一二三四]季度|[上下]半年|截[至止]|[底末]前?"
    "|今年|本年|全年|目前|以来|同比|环比|累计|总?共计?|合计|总计|已经?|达到?|实现|约?为|[是了有计的,、;:()“”]|其中"
    "|全[县市省区州国镇乡](?:共|累计|各级)?|我[县市省区州镇乡国]|[本该][县市省区州镇乡]"
)
#: Of whatever is built, and said of many things side by side: no part of a name.
_WORK = later("项目|工程")
_GENERAL = later(
    "总?投资额?|完成|计划|任务|目标|年度|预算|比?(?:[上去前]年|上月|年初)(?:同期)?|[比较占]|增[长加幅速]|上升|提高|下降|减少|回落"
    "|总[量额数]|数量?|金额|其[余他]|分别|主要|以上|以下|每年|拿出|安排|筹[集措]|争取|列支|拨付|下达|整合"
)
_SHORTER = (("规模以上", "规上"), ("固定资产投资", "固投"), ("GDP", "生产总值"))
#: What makes the same words another quantity, if only one of the two says it.
_MARK = re.compile(
    "本月|当月|单月|本周|[上去前]年|同期|上[月季期周]|年初|计划|目标|任务|预计|预期|力争|省[外内]|新增|净增|本级|城[镇乡]|农村|人均"
    "|不含|未|[增减]|日均|月均|年均"
)
_ALONE = later("[当本单]月")
#: Days of their own: 春节假期 is no 上半年.
_OCCASION = later(
    "春节|元旦|清明|五一|端午|中秋|国庆|黄金周|小长假|双节|暑[期假]|寒假|假期|当[日天]|单日"
)
_PLACE = later("([\u4e00-\u9fff]{1,3}?)(?:省|市|县|区|镇|乡|州|旗|村|街道)")
_ALL_OF = frozenset("全我本该各两三四五六七八九十数示园城地片社")
_MONTHS = later(
    "(?:1|元)月?份?[-~至到](\\d{1,2})月|(\\d{1,2})月(?:份|底|末|(?=\\d))?|前(\\d{1,2}|[二三四五六七八九十]{1,2})个?月"
    "|(上半年|前?[一二三四]季度|全年)"
)
_WORDED = {"上半年": 6, "一季度": 3, "二季度": 6, "前三季度": 9, "三季度": 9, "四季度": 12}
_YEAR = later("(20\\d\\d)年")
#: 全省 is not 全市, and no batch another.
_OF_ALL = later("[全我]([国省市县区州旗])|第([^,。;]{1,3}[期批])")
_TAKEN_UP = later("的?([\u4e00-\u9fff]{2,14}?)(?:当中|之中|中|里)(?:[,已]|$)")
_KIND_OF = later("[级类型性式]$")
_COUNTED = later("(?:“[^”]{1,8}”)?([\u4e00-\u9fff]{2,12}?)(?:项目|企业|工程)")


def slips(reading: TextReading) -> Iterator[Finding]:
    """Every quantity that is said again otherwise, whatever else is found."""
    for one, likes in _looking_alike(reading):
        for other in likes:
            if _is_beside_the_same(reading, other, one) or _is_again(reading, other, one):
                yield same_quantity(other, one)
                break
    yield from _of_one_whole(reading)
    yield from _those_before(reading)
    yield from _of_headline(reading)
    yield from _of_one_period(reading)


def _of_one_period(reading: TextReading) -> Iterator[Finding]:
    """1-5月完成投资47.3亿元, and 全县1-5月累计完成投资43.7亿元: what as many have done so far.

    What the first paragraph counts is taken up at once (112个项目中), and all else that stands
    before them are figures: words of another scope or year (政府投资部分, 去年) have none.
    """
    seen: dict[tuple[str, Decimal], TextFigure] = {}
    for one in reading.figures:
        said = _DONE_SO_FAR.fullmatch(one.lead.lstrip(",;")) if "完成投资" in one.lead else None
        if said is None or one.role is not Role.MONEY or one.hedge or one.inner:
            continue
        counts = [f for f in reading.paragraph_before(one) if f.role is Role.COUNT]
        if not counts or counts[0].value < _LEAST or not _has_figures_only(reading, one):
            continue
        known = seen.setdefault((said[1], counts[0].value), one)
        if known.value == one.value or known.sentence == one.sentence:
            continue
        first = next(f for f in reading.paragraph_before(known) if f.role is Role.COUNT)
        again = _is_taken_up(reading, counts[0]) and counts[0].sentence == one.sentence
        if not again or not _OF_PROJECTS.search(first.lead) or headed_apart(reading, known, one):
            continue
        alike = (known.unit, known.places) == (one.unit, one.places)
        if alike and len(_digits(one)) > _TWO and has_digits_crossed(known.value, one):
            yield same_quantity(known, one)


def _is_taken_up(reading: TextReading, count: TextFigure) -> bool:
    """112个项目中, with nothing before it but a label."""
    begin = reading.begun("。;\n", count.start)
    labelled = _LABELLED.fullmatch(reading.text, begin, count.start) is not None
    return labelled and _OF_THESE.match(count.tail) is not None


def _has_figures_only(reading: TextReading, one: TextFigure) -> bool:
    """Whether every clause before a figure in its sentence has a figure of its own."""
    begin = reading.begun("。;\n", one.start)
    before = reading.text[begin : one.start - len(one.lead.lstrip(",;"))].rstrip(",;")
    return not before or all(_DIGIT.search(each) for each in before.split(","))


_DIGIT = later("\\d")
_LABELLED = later("(?:【[^】]{1,8}】)?(?:这|上述|以上)?")
_OF_THESE, _OF_PROJECTS = later("(?:重点)?项目(?:当中|之中|中|里)"), later("项目(?:共|共计)?$")
_DONE_SO_FAR = later(
    "(?:全[市县区省州])?(?:截至)?(1-\\d{1,2}月|[上下]半年|前?[一二三四]季度)份?(?:全[市县区省州])?(?:累计|共|已){0,2}完成投资额?"
)


def _of_headline(reading: TextReading) -> Iterator[Finding]:
    """2187个项目 总投资13874亿元, and 项目2196个，总投资13874亿元: the same, by its amount."""
    for total in reading.figures[:_BEFORE]:
        plain = total.role is Role.MONEY and not total.hedge and total.order
        if not plain or len(total.printed.as_tuple().digits) < _DIGITS:
            continue
        count = reading.figures[total.order - 1]
        if count.role is not Role.COUNT or count.hedge or not _is_headline(reading, count):
            continue
        for again in reading.figures[total.order + 1 : total.order + 1 + _TOP]:
            own = reading.figures[again.order - 1]
            same = again.role is Role.MONEY and again.value == total.value and not again.hedge
            if not same or _is_headline(reading, again):
                continue
            near = own.role is Role.COUNT and own.unit == count.unit and not own.hedge
            off = abs(own.value - count.value)
            if near and own.sentence == again.sentence and 0 < off * _TOP <= count.value:
                yield same_quantity(own, count)
            break


def _those_before(reading: TextReading) -> Iterator[Finding]:
    """新开工49个。这47个新开工项目中，31个，12个，6个: these are those, as many as the parts are.

    No other count before is as large, and the parts come to the one of the sentence before.
    """
    for one in reading.of(Role.COUNT):
        if one.lead not in _THESE or one.value < _LEAST or one.hedge:
            continue
        known = _counted_before(reading, one)
        if known is not None and _comes_to(reading, one, known):
            yield same_quantity(known, one)


def _counted_before(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The one count of such things shortly before, nearly as large; none is as large as this."""
    before = [
        f
        for f in reading.paragraph_before(one)
        if f.role is Role.COUNT and f.unit == one.unit and not (f.inner or f.hedge)
    ]
    likes = [
        f
        for f in before
        if 0 < one.sentence - f.sentence <= _TWO
        and words.states_of(f.lead or f.tail) == words.states_of(one.tail)
        and not (change_of(f.lead) or is_past(f.lead) or _MARK.search(f.lead))
    ]
    if len(likes) != 1 or any(f.value == one.value for f in before):
        return None
    known = likes[0]
    off = abs(known.value - one.value)
    # 49个，2个暂停。这47个: what is left of them.
    left = any(f.value == off for f in before if f.start > known.start)
    return None if left or off * _LEAST > known.value else known


def _comes_to(reading: TextReading, one: TextFigure, whole: TextFigure) -> bool:
    """Whether what a sentence lists behind its first count comes to another whole."""
    parts: list[TextFigure] = []
    for f in reading.figures[one.order + 1 : one.order + 1 + _FEW]:
        if f.sentence != one.sentence or f.role is not Role.COUNT or f.unit != one.unit:
            break
        parts.append(f)
        if len(parts) > _TWO and Window(whole, parts).verdict in GOOD:
            own = any(Window(one, parts[at:]).verdict in GOOD for at in range(len(parts)))
            plain = not own and not any(each.hedge or each.inner for each in parts)
            return plain and is_exceeded(parts)
    return False


#: These are what was counted before, whatever else is said of them.
_THESE = frozenset({"这", "上述", "以上", "这些"})


def _of_one_whole(reading: TextReading) -> Iterator[Finding]:
    """22件，已办结6件，正在办理16件。…。22件中，15件正在办理: so many of as many, said twice.

    The later says no date, or the same; both are called alike, and stand right behind the whole.
    """
    wholes: dict[tuple[Decimal, str], list[TextFigure]] = {}
    for one in reading.figures:
        if one.role is Role.COUNT and one.value >= _LEAST and not (one.inner or one.hedge):
            wholes.setdefault((one.value, one.unit), []).append(one)
    for several in wholes.values():
        if len(several) < _TWO or several[0].sentence == several[-1].sentence:
            continue
        seen: dict[str, tuple[TextFigure, TextFigure]] = {}
        for whole in several:
            for state, part in _states_of(reading, whole):
                before, other = seen.setdefault(state, (whole, part))
                near = abs(other.value - part.value) * _LEAST <= max(whole.value, Decimal(_LEAST))
                apart = other.sentence != part.sentence and other.value != part.value
                same = apart and near and _is_the_same(before, whole)
                if same and _same_when(reading, other, part):
                    yield same_quantity(other, part)


def _is_the_same(one: TextFigure, again: TextFigure) -> bool:
    """Whether two counts are of the same things: 事项22件, and 22件事项中."""
    if not one.lead and not again.lead:
        return len(one.tail) >= _NAME and one.tail[:_NAME] == again.tail[:_NAME]
    return _same_name(one, again)


def _states_of(reading: TextReading, whole: TextFigure) -> Iterator[tuple[str, TextFigure]]:
    """What has become of how many, right behind the whole; each named once."""
    found: dict[str, list[TextFigure]] = {}
    for one in reading.figures[whole.order + 1 : whole.order + 1 + _STATES]:
        plain = not (one.inner or one.hedge or change_of(one.lead) or is_past(one.lead))
        if one.sentence != whole.sentence or one.role is Role.PERCENT:
            if one.sentence == whole.sentence:
                continue
            break
        if one.unit != whole.unit or one.value >= whole.value or not plain:
            break
        lead, tail = own_words(one)
        state = _PLAIN.sub("", tail if one.first or not _PLAIN.sub("", lead) else lead)
        if _IS_STATE.fullmatch(state) is None:
            break
        found.setdefault(state, []).append(one)
    yield from ((state, each[0]) for state, each in found.items() if len(each) == 1)


def _same_when(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether the later is of no other time or place than the first."""
    when = [_DATES.findall(sentence_to(reading, f)) for f in (one, again)]
    dated = not when[1] or when[0] == when[1]
    return dated and again.paragraph - one.paragraph <= _LEAST and one_scope(reading, one, again)


_DATES = later("\\d{1,2}月(?:\\d{1,2}日|底|末)?|\\d{1,2}日|目前|[一二三四]季度|[上下]半年")
_PLAIN = later("目前|现在?|已经?|[,、的有共中]|项目|其中|均")
_IS_STATE = later(
    "(?:正在)?(?:办理|办结|开工|竣工|完工|投产|签约|履约|在建|整改|解决|落实|答复|实施|推进)(?:中|完成|到位)?"
)
_LEAST, _STATES = 8, 4


def with_slips(
    around: Surroundings, found: list[Finding], told: Sequence[Finding]
) -> list[Finding]:
    """The findings, with those of `slips` that nothing bears out otherwise."""
    if not told:
        return found
    borne = {f.start for one in found if one.verdict in GOOD for f in one.figures}
    wrong = {f.start for one in found if one.verdict is RelationVerdict.WRONG for f in one.figures}
    between = {frozenset(f.start for f in one.figures) for one in found}
    more: list[Finding] = []
    for each in told:
        first, again = each.figures
        pair = {first.start, again.start}
        if pair in between or around.is_crowded(again):
            continue
        if _is_beside_the_same(around.reading, first, again) or not (pair <= borne or pair & wrong):
            more.append(each)
            between.add(frozenset(pair))
    return [*found, *more]


def _looking_alike(reading: TextReading) -> Iterator[tuple[TextFigure, list[TextFigure]]]:
    """Every figure with those before it that have its digits in another order, or all but one.

    Of a megabyte hardly any has one: names are made of these only.
    """
    every: dict[str, dict[str, list[TextFigure]]] = {}
    for one in reading.figures:
        if one.role not in _ROLES or one.hedge or one.inner:
            continue
        seen = every.setdefault(one.dimension, {})
        likes: list[TextFigure] = []
        for key in _shapes(f"{one.printed:f}", one.role):
            others = seen.get(key)
            if others is None:
                seen[key] = [one]
                continue
            if one.start - others[-1].start <= _FAR:
                likes += others[-_FEW:]
            others.append(one)
        if likes:
            yield (
                one,
                [
                    f
                    for f in likes
                    if f.value != one.value
                    and f.sentence != one.sentence
                    and one.start - f.start <= _FAR
                ],
            )


def _shapes(printed: str, role: Role) -> Iterator[str]:
    """What two numbers share that are slips of each other: all digits, or all but one."""
    digits = "".join(sorted(printed)).lstrip(".0")
    if len(digits) > 1:
        yield digits
    many = len(printed) - ("." in printed)
    if many >= (_MANY if role is Role.PERCENT else _DIGITS):
        for n, each in enumerate(printed):
            if each != ".":
                yield f"{printed[:n]}*{printed[n + 1 :]}"


def _is_again(reading: TextReading, other: TextFigure, one: TextFigure) -> bool:
    """Whether a figure is another of the same name, which is said of no third."""
    alike = one.role is other.role and _same_name(other, one) and _is_slip(reading, other, one)
    if _OF_MANY.search(one.lead):
        return False
    if not alike or not one_scope(reading, other, one) or _are_parallel(reading, other, one):
        return False
    # Rows that are told alike have each its own; and what is said rightly is said again.
    around = reading.between_places(max(0, one.start - _FAR), one.start + _FAR)
    if any(f.value == one.value and f.end <= one.start and f.unit == one.unit for f in around):
        return False  # 志愿者1286名，其中在岗的1268名。1268名志愿者: it takes up another.
    values = {
        f.value
        for f in around
        if f.dimension == one.dimension and f.role is one.role and _same_name(f, one)
    }
    return values <= {other.value, one.value}


#: What each of many goods or houses has: prices, and how large they are.
_OF_MANY = later("每[吨克股斤辆]|收于|报收|(?:公允|账面)价值|规模$")


def _is_beside_the_same(reading: TextReading, other: TextFigure, one: TextFigure) -> bool:
    """签约项目94个，总签约额948亿元, and again 签约项目94个，总签约额984亿元: two digits crossed.

    Of rows that are told alike (完成投资…亿元，完成率…) none has the figure of another beside it.
    """
    if one.role not in COUNTABLE or one.value < _SMALL or not has_digits_crossed(other.value, one):
        return False
    if not one_time(times_of(reading, one), times_of(reading, other)):
        return False
    if not of_the_same(reading, other, one):
        return False
    return not set(_beside(reading, one)).isdisjoint(_beside(reading, other))


def _beside(reading: TextReading, one: TextFigure) -> Iterator[tuple[object, ...]]:
    """The words of a figure with those of its neighbour and its digits."""
    said = told_of(_WHEN.sub("", one.lead))[-_SAID:]
    for step in (-1, 1):
        at = one.order + step
        other = reading.figures[at] if 0 <= at < len(reading.figures) else one
        near = other.sentence == one.sentence and not other.hedge and len(other.text) > _TWO
        # 21个乡镇: as many whatever is told of them.
        near = near and not (other.role is Role.COUNT and _TOWNS.match(other.tail))
        words_of_it = told_of(_WHEN.sub("", other.lead))[-_SAID:]
        if near and len(said) + len(words_of_it) >= _LONG:
            yield one.role, one.unit, said, step, other.role, other.printed, words_of_it


_TOWNS = later("(?:乡|镇|县|区|市|街道|村|社区|部门|单位|成员)")
_WHEN = later("截至|截止|[一二三四]季度末?|\\d{0,4}[月年]?[底末]|已|累计|实际|目前|[今全本]年")


@lru_cache(maxsize=4096)
def name_of(lead: str) -> str:
    """What the words before a figure call it, without dates, verbs and whose it is."""
    for long, short in _SHORTER:
        lead = lead.replace(long, short)
    return _WORK.sub("", _DULL.sub("", lead))


@lru_cache(maxsize=4096)
def _weight(lead: str) -> int:
    """How many characters of the words before a figure say what it is of, and of nothing else."""
    return len(_GENERAL.sub("", _DULL.sub("", lead)))


def _taken_up(one: TextFigure, name: str) -> str:
    """1264处隐患中, 286名首席服务员: what was counted before, under a name that ends so."""
    formed = _BASED_ON.match(one.tail)
    if formed is not None:
        # 在已完成368.2亿元投资的基础上.
        return name_of(one.lead.lstrip(",;").removeprefix("在") + formed[1])
    found = _TAKEN_UP.match(one.tail) or (_COUNTED.match(one.tail) if one.first else None)
    if found is not None:
        return name_of(found[1])
    if one.role not in COUNTABLE or (one.lead and one.lead not in _THESE):
        return ""
    sizes = range(min(len(name), _NAMED), _NAME - 1, -1)
    behind = next((name[-size:] for size in sizes if one.tail.startswith(name[-size:])), "")
    known = _weight(behind) >= _NAME and not _KIND_OF.search(name.removesuffix(behind))
    return behind if known else ""


_BASED_ON = later("([\u4e00-\u9fff]{0,6}?)的?基础上")


def _same_name(one: TextFigure, again: TextFigure) -> bool:
    first, second = name_of(one.lead), name_of(again.lead)
    taken = _taken_up(again, first)
    if taken and first.endswith(taken):
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _LAST and longer.endswith(shorter)


def _is_slip(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether one looks like the other, and no two of such a name would so by chance."""
    kind = slip_kind(one.value, again)
    if kind is None:
        return False
    digits = sum(1 for each in f"{again.printed:f}" if each.isdigit())
    first, second = name_of(one.lead), name_of(again.lead)
    taken_up = _taken_up(again, first)
    shorter = one if len(first) < len(second) else again
    name = min(len(first), len(second), _weight(shorter.lead))
    taken = bool(taken_up) and first.endswith(taken_up)
    headed = _is_headline(reading, one)
    if kind is SlipKind.UNIT:
        # As it was printed, and no number near ten times as much.
        moved = one.role is not Role.PERCENT and _digits(one) == _digits(again)
        return moved and digits >= _DIGITS and (name >= _NAME or headed)
    if kind is SlipKind.CROSSED:
        if digits == _TWO:
            return (headed or taken) and name >= _LONG
        return digits > _TWO and (taken or name >= (_LAST if headed else _NAME))
    if kind in OF_ONE_DIGIT:
        if digits >= _MANY:
            return taken or name >= _NAME
        return digits == _DIGITS and ((taken and name >= _NAME) or (headed and name >= _LONG))
    return False


def _digits(one: TextFigure) -> tuple[int, ...]:
    return one.printed.normalize().as_tuple().digits


def _is_headline(reading: TextReading, one: TextFigure) -> bool:
    """Whether a figure stands in a short line without a full stop."""
    begin = reading.begun("\n", one.start)
    end = reading.text.find("\n", one.end)
    line = reading.text[begin:end] if end >= 0 else reading.text[begin:]
    return len(line) <= _HEADLINE and not _STOPS.search(line)


_STOPS = later("[。;|]")


def one_scope(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether neither is of another place, time or kind than the other."""
    first, second = (sentence_to(reading, f) for f in (one, again))
    marks = [set(_MARK.findall(f.lead + _clause_mark(f))) for f in (one, again)]
    # 6月当月 is no 上半年, wherever in the sentence it is said.
    if marks[0] != marks[1] or bool(_ALONE.search(first)) is not bool(_ALONE.search(second)):
        return False
    if set(_OCCASION.findall(first)) != set(_OCCASION.findall(second)):
        return False
    for said in (_places, _all_of, months_in, _years):
        own, theirs = said(first), said(second)
        if own and theirs and own != theirs:
            return False
    return not are_of_two(reading, one, again)


def _are_parallel(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether a figure before each is said alike, too, but of another amount: of two budgets told
    in the same words none is the other, however near they come."""
    for step in range(1, min(_BEFORE, one.order, again.order) + 1):
        first, second = (reading.figures[f.order - step] for f in (one, again))
        if (first.role, first.dimension) != (second.role, second.dimension):
            continue
        name = name_of(first.lead)[-_NAME:]
        if len(name) < _NAME or not name_of(second.lead).endswith(name):
            continue
        if first.value == second.value:
            continue
        if not slip_of(first.value, second):
            return True
    return False


def _clause_mark(one: TextFigure) -> str:
    return one.tail[:4]


def sentence_to(reading: TextReading, one: TextFigure) -> str:
    """What its sentence says before a figure."""
    begin = max(reading.begun("。\n;", one.start), one.start - 120)
    return reading.text[begin : one.start]


def _places(said: str) -> set[str]:
    return {each for each in _PLACE.findall(said) if each[-1] not in _ALL_OF}


def _all_of(said: str) -> set[str]:
    return {each[1] or each[2] for each in _OF_ALL.finditer(said)}


def _years(said: str) -> set[str]:
    return set(_YEAR.findall(said))


def months_in(said: str) -> set[tuple[int, bool]]:
    """The last number of months that is said, and whether it is that month or quarter alone.

    8月 is no 1-8月, nor 三季度 前三季度; 8月底 and 截至8月 are since the year began.
    """
    found: set[tuple[int, bool]] = set()
    for each in _MONTHS.finditer(said):
        digits = each[1] or each[2] or each[3]
        spelled = digits if not digits or digits.isdigit() else numerals.exact(digits)
        many = int(spelled or _WORDED.get(each[4], 12))
        since = _TILL.search(said, 0, each.start()) or each[0].endswith(("底", "末"))
        month = bool(each[2]) and not since and many > 1
        found = {(many, month or each[4] in _ONE_QUARTER)}
    return found


_TILL = later("(?:截[至止]|到|至)(?:\\d{4}年)?$")
_ONE_QUARTER = frozenset({"二季度", "三季度", "四季度"})
