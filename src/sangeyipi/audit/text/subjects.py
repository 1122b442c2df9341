"""What percentages are of, by their clauses: all of a place, of a thing; and which a name may mean.

比全省环保平均增速高5.5个百分点: the growth before that is of 全省 and of 环保.  A subject is what a
clause says, or the clause before where its own says none, without dates, measures and verbs.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.text.comparison import set_against
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, base_of, growth_of, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

#: How far the figures before are looked at, and how far back a sentence.
_MOST, _REACH, _FEW, _NEAR = 40, 90, 2, 8
_BRACKET = later("\\([^()]{0,30}\\)")
_ENDS = later("[。;\n]")
_CLAUSE = later("[,:、]")
_DATE = later(
    "\\d{4}年(?:度)?|(?:前)?\\d{1,2}(?:[-~至到]\\d{1,2})?个?月(?:份|底|末)?(?:\\d{1,2}日)?|前?[一二三四]季度"
    "|上半年|下半年|今年以来|[今当本全]年|[本当]月|截[至止](?:目前)?|同期|目前|[年月][末底初]|以来"
)
_NUMBER = later(
    "第?[\\d.]+(?:[万亿]*(?:[美港欧]?元|[个项家户件人亩宗%])|个百分点|万?吨|万?千瓦时)?"
)
_THAN_THEN = later("[比较与][上去]年(?:增[加收支]?|减[少收支]?|[多少])?$")
_DULL = later(
    "增加值|总产值|同比|环比|名义|实际|累计|实现|完成|共计?|总额?|投资额?|项目|计划|任务|目标|年度|[占为达的了有已约超近]|其中"
    "|增速|增幅|增长率?|上升|提高|下降|减少|回落|增加|水平|平均|进度|情况|数量|比重|比例|完成率|安排|用于|我"
)
_SCOPE = later("全([国省市县区州旗盟乡镇]|社会|部)|^([国省市县区州])(?=[级属重直])")
#: 高于总体进度, 高于平均: nothing but all of them.
_ALL = later("总体|整体|平均|全部|所有|总(?=进度|水平)")
GROWN = "增长"
_GROWTH = later("(?:增速|增幅|增长率)(?:分别)?[为达]?$")
_RATE = later("[\u4e00-\u9fff]{2}率(?:已?[为达是仅])?$")
_PLANS = later("计划|目标|任务|投资")
_BARE = later("[,;、]?[\u4e00-\u9fff]{1,7}[县区市镇乡州旗村](?:则|仅|只)?(?:完成|[为是达])?到?")
_PACE = later("进度(?:分别)?(?:已?[为达是])?$")
_PLACE = later("[县区市镇乡州旗村]$")
_OWN_PLACE = later("[\u4e00-\u9fff]{0,3}[县区市镇乡州旗]")
#: 全市商户增长16.2%，其中餐饮增长19.8%: a part of the same.
_OF_IT = "其中"


class Subject(NamedTuple):
    """What a figure is of: all of a place, of a thing."""

    scope: str
    thing: str
    all: bool = False


def bound_by_name(
    reading: TextReading, now: TextFigure, name: str, end: int
) -> list[tuple[TextFigure, bool]]:
    """The figures before one that a name may be of, the nearest first, and whether it surely is."""
    wanted, kind = subject_named(name), kind_of(reading, now)
    if kind is None or not (wanted.scope or wanted.thing or wanted.all):
        return []
    own = subject_of(reading, now)
    found: list[tuple[TextFigure, bool]] = []
    for old in reversed(reading.figures[max(0, end - _MOST) : end]):
        if old is now:
            continue
        if old.paragraph < now.paragraph - _FEW:
            break
        if old.role is not Role.PERCENT or old.inner or old.hedge or kind_of(reading, old) != kind:
            continue
        if set_against(old.lead) is not None:
            continue
        theirs = subject_of(reading, old)
        if not theirs.scope and wanted.scope:
            theirs = theirs._replace(scope=_scope_before(reading, old))
        if wanted.all and not (wanted.thing or wanted.scope) and _is_of_all(reading, old, now):
            found.append((old, False))
            continue
        if theirs == own or not (is_named(wanted, theirs) or _is_short(wanted, theirs, own)):
            continue
        # 全省出口增长12.7%，我市增长15.9%: of the same thing, where none is named anew.
        anew = not _OWN_PLACE.fullmatch(own.thing) or old.sentence != now.sentence
        part = old.sentence == now.sentence and _OF_IT in reading.between(old, now)
        alike = theirs.thing in own.thing or not anew or part
        alike = alike or (kind != GROWN and _goes_on(own, old, now))
        same = bool(wanted.thing) or (bool(wanted.scope) and alike)
        found.append((old, same))
    return found


def _goes_on(own: Subject, old: TextFigure, now: TextFigure) -> bool:
    """全市问题办结率94.7%。甲县办结率90.1%: a place and the bare name of the same rate."""
    place = _OWN_PLACE.fullmatch(own.thing) is not None and not own.scope
    return place and old.paragraph == now.paragraph and now.sentence - old.sentence <= 1


def _scope_before(reading: TextReading, one: TextFigure) -> str:
    """Of which place the sentence of a figure begins to tell: 全省项目2399个，到位资金…."""
    begin = reading.begun("。;\n", one.start)
    if reading.text.startswith(_OF_IT, begin):
        begin = reading.begun("。\n", begin - 1)
    said = _SCOPE.search(reading.text, begin, min(begin + _HEAD, one.start))
    return (said[1] or "") if said is not None else ""


#: 前三季度，全市: so much of a sentence may stand before whose it is and say it.
_HEAD = 12


def _is_of_all(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """完成固定资产投资386亿元，增长12.6%。…第三产业增长5.9%，低于全部投资增速: what opens all."""
    if old.paragraph != now.paragraph or old.sentence == now.sentence:
        return False
    first = reading.paragraph_before(now)
    kin = [f for f in first if f.role is Role.PERCENT and not f.inner]
    return bool(kin) and kin[0] is old


def is_named(wanted: Subject, theirs: Subject) -> bool:
    """Whether a subject is what a name means: of that place, and of that thing."""
    if wanted.thing:
        scope = not wanted.scope or wanted.scope == theirs.scope
        # 甲镇征地进度: of a place there is but one such rate.
        place = _PLACE.search(wanted.thing) and theirs.thing.startswith(wanted.thing)
        return scope and (wanted.thing == theirs.thing or bool(place))
    if wanted.scope:
        return wanted.scope == theirs.scope
    return not theirs.thing and not theirs.scope


def _is_short(wanted: Subject, theirs: Subject, own: Subject) -> bool:
    """农药使用量下降4.1%，降幅大于化肥: of what is called as its own is, 化肥使用量."""
    name, whole = wanted.thing, theirs.thing
    rest = whole.removeprefix(name)
    if name and whole in (f"财政{name}", f"一般公共预算{name}"):
        # 全市财政支出增长21.8%, 民生支出增长24.6%，高于全市支出增幅: all there is of it.
        return own.thing.endswith(name) and own.thing != whole
    if name and len(rest) < len(whole):
        return bool(rest) and own.thing.endswith(rest)
    # 新设制造业企业增长9.1%, 超过企业平均: 新设企业, of which these are some.
    first = whole.removesuffix(name)
    if name and first and first != whole and own.thing.endswith(name) and whole != own.thing:
        return own.thing.startswith(first)
    # 外贸企业增长5.7%，进出口增长14.1%，高于外贸整体: how many do it is not how much they do.
    if _DOERS.search(whole) and not _DOERS.search(own.thing):
        return False
    # 全区招商引资区外到位资金, 高于区外增速: what is told apart by a part of its name.
    return len(name) > 1 and name in whole and name not in own.thing


_DOERS = later("(?:企业|商户|机构|单位|主体|公司|大户|人员|人口)$")


@lru_cache(maxsize=4096)
def subject_named(said: str) -> Subject:
    """What words name, without what says nothing of whom."""
    plain = _NUMBER.sub("", _DATE.sub("", said)).replace("固投", "固定资产投资")
    plain = _THAN_THEN.sub("", plain.replace("规上", "规模以上"))
    every = _ALL.search(plain) is not None
    plain = _RATE.sub("", _ALL.sub("", plain))
    plain = _DULL.sub("", plain).strip("“”()和与及")
    scope = ""
    for each in _SCOPE.finditer(plain):
        scope = each[1] or each[2]
    return Subject(scope, _SCOPE.sub("", plain), every)


def subject_of(reading: TextReading, one: TextFigure) -> Subject:
    """What a figure is of: by its clause, or the next before that says anything."""
    before = reading.text[max(0, one.start - _REACH) : one.start]
    for clause in reversed(_CLAUSE.split(_ENDS.split(_BRACKET.sub("", before))[-1])):
        found = subject_named(clause)
        if found.scope or (found.thing and not _STATE.fullmatch(found.thing)):
            return found
    return Subject("", "")


def kind_of(reading: TextReading, one: TextFigure) -> str | None:
    """Of which kind a percentage is: growth, or a rate by its name; as the one before, where only
    whose it is is said (甲镇进度为82.4%，乙镇为76.9%)."""
    if _BARE.fullmatch(one.lead):
        first = max(reading.begins[one.order], one.order - _NEAR)
        for before in reversed(reading.figures[first : one.order]):
            # 甲县63.4%，高于全市11.7个百分点，乙县44.2%: over what is told of the one before.
            if before.role is Role.PERCENT and not _is_bare(before):
                return kind_of(reading, before)
            if before.role not in (Role.PERCENT, Role.POINTS):
                break
    if growth_of(one.lead) is not None or _GROWTH.search(one.lead):
        return GROWN
    rate = rate_in(one.lead)
    if rate is not None:
        return rate[1][-2:]
    if _PACE.search(one.lead):
        return "进度"
    base = base_of(one.lead)
    return "完成" if base is not None and _PLANS.search(base[1]) else None


def _is_bare(one: TextFigure) -> bool:
    return _BARE.fullmatch(one.lead) is not None


def sign_of(one: TextFigure) -> Decimal:
    """-1 for what has fallen, or else 1."""
    word = growth_of(one.lead)
    return Decimal(-1) if word is not None and DOWN.search(word[1]) else Decimal(1)


def last_date(reading: TextReading, one: TextFigure) -> str:
    """The last date that is said before a figure in its paragraph."""
    before = _SO_MANY.sub(r"1-\1月", reading.text[reading.begun("\n", one.start) : one.start])
    said = ""
    for each in _SPAN.finditer(before):
        said = _PART_OF_YEAR.get(each[0], each[0])
        if _UP_TO.match(before, each.end()):
            # 1-5月 and 截至5月底 end alike.
            said = f"1-{said}"
    return said


_UP_TO = later("(?:份)?[底末]")
_SO_MANY = later("前(\\d{1,2})个月")
_PART_OF_YEAR = {"一季度": "1-3月", "上半年": "1-6月", "前三季度": "1-9月"}
#: 已开工75个，开工率: what has become of them says nothing of whom.
_STATE = later("已?(?:开工|竣工|投产|签约|办结|到位|支[出付]|拨付|落实|履约)")
_SPAN = later(
    f"(?<![比较与])(?:\\d{{1,2}}(?:[-~至到]\\d{{1,2}})?个?月|{PART_OF_YEAR}|(?:\\d{{4}}|[全上去])年)"
    "(?!度?(?:计划|目标|任务|投资|预算|安排))"
)
