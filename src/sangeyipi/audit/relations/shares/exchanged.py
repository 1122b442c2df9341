"""Two percentages that stand in each other's place: 35人次，占4.5%；45人次，占3.5%.

A percentage has its own part by its place: the figure right before it, the k-th of a list as
long, or the one that its name says (履约率、开工率分别为).  Of what that is a share, the finding
of either says, or the build of the sentence.  Where neither percentage is that of its own part,
but each to the last digit that of the other's, they have been exchanged: by chance that is so once
in ten thousand pairs, so that it stands against whatever else each was found to be.

Asked last, of all findings; both percentages are told.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import EXCHANGED, RatePair, is_share, told
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.relations.shares.share_claims import Claim
from sangeyipi.audit.relations.shares.share_wholes import whole_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, RATE, change_of, is_past, rate_of
from sangeyipi.audit.text.reading import COUNTABLE, RATES
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "开工项目587个、总投资3926.4亿元：\n其中100亿元以上2个；\n产业类438个、总投资3064.2亿元，"
        "分别占比74.6%、78.0%；\n基建类81个、总投资448.7亿元，分别占比11.4%、13.8%；\n"
        "民生类68个、总投资413.5亿元，分别占比11.6%、10.5%。",
        "wrong 81 / 587 * 100 = 11.4",
    ),
    (
        "批评教育960人次。第一种640人次，占66.7%；第二种240人次，占25%；第三种36人次，占4.6%；"
        "第四种44人次，占3.8%。",
        "wrong 36 / 960 * 100 = 4.6",
    ),
    (
        "新签约项目236个，履约项目231个，开工项目204个，项目履约率、开工率分别为86.4%和97.9%。",
        "wrong 231 / 236 * 100 = 86.4",
    ),
    (
        "签约14个、开工26个、投产18个，目前分别有13个已开工、17个已投产、16个已达效，开工率、投产率、达效率分别为"
        "92.9%、88.9%、65.4%。",
        "wrong 17 / 26 * 100 = 88.9",
    ),
    (
        "开工项目1284个。东、西、南三片分别为402个、331个、551个，占比分别为31.3%、42.9%、25.8%。",
        "wrong 551 / 1284 * 100 = 25.8",
    ),
    (
        "到位资金68.4亿元，完成目标61亿元的114%，其中省外48.7亿元，完成目标42.8亿元的112%。",
        "wrong 68.4 / 61 * 100 = 114",
    ),
    (
        "项目480个，年度投资3920亿元。工业项目154个，年度投资961.2亿元，分别占总量的24.5%和32.1%。",
        "wrong 154 / 480 * 100 = 24.5",
    ),
    (
        "甲镇计划12676万元（上级4600万元、自筹8076万元），完成4622万元（上级2957万元、自筹1665万元），"
        "完成率37.4%。乙镇计划2437万元，完成912万元，完成率36.5%。",
        "wrong 912 / 2437 * 100 = 36.5",
    ),
    (
        "开工70个，总投资847亿元，年度计划322.6亿元。其中三级联动的37个，总投资692亿元，"
        "年度计划251.7亿元，项目数、总投资和年度计划分别占52.9%、78.0%和81.7%。",
        "wrong 692 / 847 * 100 = 78.0",
    ),
    (
        "全省固投计划5820亿元。省级172项、643.8亿元，市级764项、1208.6亿元，分别占全省固投计划的"
        "20.8%和11.1%。",
        "wrong 643.8 / 5820 * 100 = 20.8",
    ),
    (
        "任务为农田42万亩、灌溉10.5万亩。已建成农田37.38万亩，完成灌溉10.08万亩，分别占任务量的96%和89%。",
        "wrong 37.38 / 42 * 100 = 96",
    ),
    (
        "今年签约的36个项目，履约率、开工率、资金到位率分别为80.6%、52.8%、47.2%，"
        "对应的项目数分别为29个、17个、19个。",
        "wrong 17 / 36 * 100 = 52.8",
    ),
    (
        "全年审批事项提前办结率、按时办结率、群众评价率分别为41.9%、52.7%、89.2%；74件办结事项中，群众评价66件。"
        "签约项目注册率、动工率分别为80.4%、91.3%；46个签约项目中，已注册42个，已动工37个。",
        "wrong 42 / 46 * 100 = 80.4",
    ),
    (
        "工业、服务业分别到位资金36.5亿元和19.8亿元，占全部到位资金64.1亿元的比重分别为30.9%和56.9%。",
        "wrong 36.5 / 64.1 * 100 = 30.9",
    ),
    (
        "省、市级项目分别完成投资41.6亿元、87.9亿元，年度计划分别为92.7亿元、231.4亿元，"
        "投资完成率分别为38.0%、44.9%。",
        "wrong 41.6 / 92.7 * 100 = 38.0",
    ),
)
#: How many shares behind one may have been exchanged with it.
_NEXT, _GAP, _TWO, _ROWS, _FAR_BEHIND = 3, 24, 2, 4, 8
_STOP = re.compile("[。;\n]")
_NAMES = re.compile("([^,。;\\d]{0,40}率)(?:分别|各)?(?:已)?(?:为|达到|达|是)?$")
_BY_KIND = later("按[^,。;\\d]{1,8}?(?:计|算|口径|统计)")
_ALL = re.compile(f"(?:{IN_ALL})(?:为|达|有)?$")
#: 开工率、到位率分别为52.8%、47.2%，对应的项目数分别为17个、19个.
_OF_THE_WHOLE = later("\\)?的(?:比重|比例|份额)?(?:分别|依次)?(?:约?为|达到?|是)?")
_SHARED = later("[,、]?(?:分别|依次|各|[二两三]者|其)?占")
_OF_BEHIND = later("^[,(]?(?:所|分别)?对应(?:的)?[^,。;\\d]{0,8}$")
_AND = re.compile("[、和与及,]|以及")
_DONE = ("完成", "到位", "支出", "拨付", "支付", "执行")
_SAID_SO = later("(?:投资|金额|资金)额?[、和与及](?:项目)?(?:个数|项目数|数量|总数)")
_NO_CLAIM = Claim("", "", "")


def exchanged(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with both of any two percentages told that stand in each other's place."""
    known: dict[int, list[Finding]] = {}
    for each in found:
        stated = each.stated
        if stated is not None and each.kind in SHARES and len(each.operands) == _TWO:
            known.setdefault(stated.start, []).append(each)
    told_of: dict[int, Finding] = {}
    for one, other in _both(around):
        if one.start in told_of or other.start in told_of:
            continue
        crossed = _crossed(around, one, other, known)
        if crossed is not None:
            told_of[one.start] = _told(crossed[0], one)
            told_of[other.start] = _told(crossed[1], other)
    # What a rule has found to be exchanged is not so by another pair.
    swapped = (each.stated for each in found if each.reason in _SWAPPED)
    already = {one.start for one in swapped if one is not None}
    if not told_of and not already:
        return found
    return [*(each for each in found if _stays(each, told_of, already)), *told_of.values()]


_SWAPPED = (Reason.EXCHANGED, Reason.EXCHANGED_SHARES)


def _stays(one: Finding, told_of: dict[int, Finding], already: set[int]) -> bool:
    if one.kind not in SHARES or one.stated is None or one.stated.role is not Role.PERCENT:
        return True
    at = one.stated.start
    return at not in told_of and not (at in already and one.verdict in GOOD)


def _told(pair: RatePair, stated: TextFigure) -> Finding:
    found = told(pair, stated)
    # A base of few digits would leave open what is the other's to the last digit.
    return found._replace(
        verdict=RelationVerdict.WRONG,
        remedy=f"两个率若是写反了，应为 {stated.as_printed(pair.value)}",
        why=EXCHANGED,
    )


def _both(around: Surroundings) -> Iterator[tuple[TextFigure, TextFigure]]:
    """Any two shares that stand near each other in one paragraph, and are printed alike."""
    shares = [
        f
        for f in around.reading.figures
        if f.role is Role.PERCENT and f.printed and not f.hedge and is_share(around.reading, f)
        if not around.is_crowded(f)
    ]
    for at, one in enumerate(shares):
        for other in shares[at + 1 : at + 1 + _NEXT]:
            near = other.paragraph == one.paragraph and other.sentence - one.sentence <= 1
            if near and other.printed != one.printed:
                yield one, other


def _crossed(
    around: Surroundings, one: TextFigure, other: TextFigure, known: dict[int, list[Finding]]
) -> tuple[RatePair, RatePair] | None:
    """The own pairs of two percentages, if each comes to the other."""
    findings = [*known.get(one.start, ()), *known.get(other.start, ())]
    findings += _beside(around, one, other, known)
    if _SAID_SO.search(around.lead(one)):
        # 按投资和个数分别占78.0%、74.6%: what the words put first comes first.
        return None
    mine, theirs = around.known(_own, one), around.known(_own, other)
    if mine is not None and theirs is not None and mine is not theirs:
        first = _pair(around, mine, one, other, findings)
        second = _pair(around, theirs, other, one, findings) if first else None
        if first and second:
            return first, second
    return _of_two_lists(around, one, other) or _of_columns(around, one, other, findings)


def _beside(
    around: Surroundings, one: TextFigure, other: TextFigure, known: dict[int, list[Finding]]
) -> Iterator[Finding]:
    """What the shares of the lists before and behind were found to be of, which are said alike."""
    begin, _, many = around.listed(one)
    if many < _TWO or begin != around.listed(other)[0]:
        return
    words = around.lead(one)
    for f in around.reading.figures[max(0, begin - _ROWS * many) : begin + _ROWS * many]:
        asked = f is not one and f is not other and f.start in known
        if asked and around.listed(f)[2] == many and around.lead(f) == words:
            yield from (each for each in known[f.start] if each.verdict in GOOD)


def _of_two_lists(
    around: Surroundings, one: TextFigure, other: TextFigure
) -> tuple[RatePair, RatePair] | None:
    """分别完成36.2亿元、94.3亿元，年度计划分别为83.8亿元、249.5亿元，完成率分别为: k-th of k-th."""
    begin, at, many = around.listed(one)
    first, also, _ = around.listed(other)
    if many < _TWO or begin != first or begin < 2 * many or "分别" not in around.lead(one):
        return None
    figures = around.reading.figures
    rows = figures[begin - 2 * many : begin - many], figures[begin - many : begin]
    if any(around.listed(row[0]) != (row[0].order, 0, many) for row in rows):
        return None
    if any(f.sentence != one.sentence or not _is_part(f) for row in rows for f in row):
        return None
    plans = [PLAN.search(around.lead(row[0])) is not None for row in rows]
    alike = rows[0][0].dimension == rows[1][0].dimension
    rate = RATE.search(around.lead(one))
    # 年度计划分别为93亿元、231亿元，开工率分别为: of what was begun, and of none of these.
    if not alike or plans[0] is plans[1] or rate is None or not rate[1].endswith(_DONE):
        return None
    parts, bases = rows if plans[1] else rows[::-1]
    pair, back = RatePair(parts[at], bases[at]), RatePair(parts[also], bases[also])
    if not (pair.base.value and back.base.value) or _is(pair, one) or _is(back, other):
        return None
    return (pair, back) if _is(pair, other) and _is(back, one) else None


def _of_columns(
    around: Surroundings, one: TextFigure, other: TextFigure, findings: list[Finding]
) -> tuple[RatePair, RatePair] | None:
    """省级195项、716.9亿元，市级803项、1371.4亿元，分别占21.3%和11.1%: a column of the rows."""
    begin, at, many = around.listed(one)
    first, also, _ = around.listed(other)
    if many < _TWO or begin != first or "分别" not in around.lead(one):
        return None
    for wide in (2, 3):
        rows = around.reading.figures[max(0, begin - wide * many) : begin]
        kinds = [(f.role, f.dimension) for f in rows]
        if len(rows) < wide * many or kinds != kinds[:wide] * many or len(set(kinds)) < wide:
            continue
        if any(f.sentence != one.sentence or not _is_part(f) for f in rows):
            continue
        for column in range(wide):
            pair = _pair(around, rows[at * wide + column], one, other, findings)
            back = _pair(around, rows[also * wide + column], other, one, findings) if pair else None
            if pair and back:
                return pair, back
    return None


def _pair(
    around: Surroundings,
    part: TextFigure,
    stated: TextFigure,
    meant: TextFigure,
    findings: list[Finding],
) -> RatePair | None:
    """A part with what it is of, if it comes to what is printed at the other place and not here."""
    bases = [f.operands[1] for f in findings if f.operands[1].dimension == part.dimension]
    whole = whole_of(around, part, _NO_CLAIM, stated)
    if whole is not None and whole[0] not in bases:
        bases.append(whole[0])
    for base in bases:
        if base.value <= 0 or base is part or base.hedge or part.hedge:
            continue
        pair = RatePair(part, base)
        if _is(pair, stated):
            return None
        if _is(pair, meant):
            return pair
    return None


def _is(pair: RatePair, one: TextFigure) -> bool:
    return pair.comes_to(one)


def _own(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """The part that a percentage has by its place."""
    begin, at, many = around.listed(one)
    figures = around.reading.figures
    if many == 1:
        if _BY_KIND.search(one.lead):
            # 按户数计开工率96.2%: which of the figures is counted so is not known by its place.
            return None
        called = _called(around, one)
        if called is not None:
            return called
        before = figures[one.order - 1] if one.order else one
        if before.tail == one.lead == "的" and before.order:
            # 完成目标61亿元的112%.
            before = figures[before.order - 1]
        near = before.sentence == one.sentence and before.inner is one.inner
        said = around.reading.text[before.end : one.start]
        fits = near and len(said) <= _GAP and not _STOP.search(said)
        return before if fits and _is_part(before) else None
    if _OF_BEHIND.search(figures[min(begin + many, len(figures) - 1)].lead):
        parts = figures[begin + many : begin + 2 * many]
        whole_list = around.listed(parts[0]) == (parts[0].order, 0, many)
        return parts[at] if whole_list and _is_part(parts[at]) else None
    named = _named(around, figures[begin], many)
    if named:
        here = [f for f in around.near(figures[begin]) if f.sentence == one.sentence]
        those = _so_named([f for f in here if f.order < begin], named[at])
        those = those or _so_named(_behind(around, *figures[begin : begin + many]), named[at])
        return those[0] if len(those) == 1 and _is_part(those[0]) else None
    said = around.lead(one)
    if begin > many and _ALL.search(figures[begin - 1].lead):
        # 84.2亿元、61.7亿元，合计145.9亿元，分别占57.7%、42.3%.
        begin -= 1
    elif begin > many and _is_whole_between(around, figures[begin - 1], figures[begin]):
        said += around.reading.between(figures[begin - 2], figures[begin - 1])
        begin -= 1
    rows = list(figures[max(0, begin - many) : begin])
    plain = len(rows) == many and all(f.sentence == one.sentence and _is_part(f) for f in rows)
    if not plain or not ("分别" in said or "依次" in said):
        return None
    alike = around.listed(rows[0])[2] == many and around.listed(rows[0])[0] == rows[0].order
    kinds = {(f.dimension, f.measure) for f in rows}
    # 已建成37.38万亩，完成灌溉10.08万亩，分别占: all that the sentence counts.
    every = begin - many == around.reading.begins[begin]
    return rows[at] if alike or every or len(kinds) == many else None


def _is_whole_between(around: Surroundings, whole: TextFigure, first: TextFigure) -> bool:
    """占全部投资74.8亿元的比重分别为, 占项目总数(75个)的比例分别为: the one whole of all."""
    text, before = around.reading.text, around.reading.figures[whole.order - 1]
    if around.listed(whole)[2] > 1 or not _is_part(whole):
        return False
    # 乙县、甲县占: whose shares they are may be in another order.
    own = _SHARED.match(text, before.end, whole.start) is not None
    return own and _OF_THE_WHOLE.fullmatch(text, whole.end, first.start) is not None


def _called(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """合格791人，优秀312人，合格率92%，优秀率36.3%: the one that the rate is called after."""
    rate = rate_of(one.lead)
    if rate is None or len(rate[1]) < _TWO:
        return None
    here = [f for f in around.near(one) if f.sentence == one.sentence and f.order < one.order]
    called = [f for f in here if rate[1][-_TWO:] in f.lead and f.role in COUNTABLE]
    return called[0] if len(called) == 1 and _is_part(called[0]) else None


def _named(around: Surroundings, first: TextFigure, many: int) -> list[str]:
    """What the rates of a list are called after: 履约率、开工率与到位率分别为."""
    said = _NAMES.search(around.lead(first))
    names = [each for each in _AND.split(said[1]) if each] if said else []
    if len(names) != many or not all(each.endswith("率") for each in names):
        return []
    stems = [each[:-1][-_TWO:] for each in names]
    return stems if len(set(stems)) == many else []


def _behind(around: Surroundings, first: TextFigure, *others: TextFigure) -> list[TextFigure]:
    """履约率、开工率分别为89.3%、96.4%；56个签约项目中，履约50个，开工54个: what is told behind a
    list of rates, up to the next, in its sentence or the one right behind it."""
    begin, last = around.reading.begun("。;\n", first.start), (first, *others)[-1]
    if is_past(around.reading.text[begin : first.start]):
        return []
    found = list[TextFigure]()
    for one in around.reading.figures[last.order + 1 : last.order + 1 + _FAR_BEHIND]:
        near = one.paragraph == last.paragraph and one.sentence - last.sentence <= 1
        if not near or one.role in RATES or is_past(one.lead):
            break
        found.append(one)
    return found


def _so_named(figures: list[TextFigure], name: str) -> list[TextFigure]:
    """开工22个…，已开工15个, 15个已开工: what has been done, where what was to be is named, too."""
    done = f"已{name}"
    found = [
        f
        for f in figures
        if f.lead.endswith(done) or (f.tail.startswith(done) and not f.lead.endswith(name))
    ]
    return found if len(found) == 1 else [f for f in figures if name in f.lead]


def _is_part(one: TextFigure) -> bool:
    return one.role in COUNTABLE and not (change_of(one.lead) or is_past(one.lead) or one.hedge)
