"""Percentages whose own words say that they are of something else than the two figures beside.

森林覆盖率 is of the land, 92%的县级医院 of hospitals, 投资占比 of money, 占外贸总值的 of all trade
and not of the one way of trade that is printed: that a percentage is not what two such figures come
to contradicts nothing.  Asked only of what would be told wrong; what names its whole in the words
of the figure that is printed stays told.
"""

from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.not_its_base import said_of
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.judging.pairs import verdict as share
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import CLAUSE_ENDS, TextReading
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.territories import ANY_REGION, REGION_OR_NATION
from sangeyipi.audit.text.terms.totals import IN_ALL, IN_ALL_SO_FAR
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

_PAIR, _CHARS = 2, 60


def unless_of_others(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the percentages told wrong whose words say of what else they are."""
    return [one for one in found if not _is_of_others(reading, one)]


def _is_of_others(reading: TextReading, one: Finding) -> bool:
    stated = one.stated
    told = one.verdict is RelationVerdict.WRONG and one.kind in SHARES
    if not told or stated is None or stated.role is not Role.PERCENT:
        return False
    if stated.order < 0 or any(f.order < 0 for f in one.operands) or one.reason is Reason.EXCHANGED:
        return False
    if _OWN_BASE.match(reading.text, stated.end):
        return True
    if len(one.operands) != _PAIR:
        return False
    part, base = one.operands
    said = _name_of_whole(reading, stated)
    return (
        _is_of_named_state(reading, stated, base)
        or _is_of_what_follows(reading, stated, said, base)
        or _is_of_an_amount(said, one.operands)
        or _is_by_nature(reading, said, base)
        or _is_of_named_whole(reading, said, part, base)
        or _is_of_each_total(reading, stated, part, base)
        or _is_of_then_and_now(reading, part, base)
        or _is_said_twice(reading, said, part, base, stated)
        or _is_under_way(part, said)
        or _is_rounded(part, base, stated)
        or _is_of_table_row(reading, stated, part, base)
    )


#: 挽损率17.6%(含以前年度案件): the bracket says that it is of others.
_OWN_BASE = later("\\((?:不?含|不?包括|包含|剔除|扣除|不计|未计)(?!税\\))[^()\\d]{0,20}\\)")


def _name_of_whole(reading: TextReading, one: TextFigure) -> str:
    """The words before a percentage, or, of a bare 占, those before the last that names a whole."""
    said = said_of(reading, one)
    if not _BARE.fullmatch(said):
        return said
    for other in reversed(reading.figures[max(0, one.order - _BACK) : one.order]):
        if other.sentence != one.sentence or ";" in reading.text[other.end : one.start]:
            break
        if other.role is Role.PERCENT:
            named = said_of(reading, other)
            if _NAMED.search(named):
                return named
    return said


_BARE, _BACK = later("(?:所?占比?(?:为|达)?)"), 4


def _clause(reading: TextReading, one: TextFigure) -> str:
    """The words of its clause, without the figure."""
    text, behind = reading.text, one.end + _TAIL
    said = text[one.end : behind]
    for mark in CLAUSE_ENDS:
        said = said.partition(mark)[0]
    return reading.clause_before(one, _CHARS) + "|" + said


_TAIL = 16


# ---- 履约率、履约项目开工率分别为


def _is_of_named_state(reading: TextReading, one: TextFigure, base: TextFigure) -> bool:
    """履约率、投资开工率分别为97.9%和84.6%: whether its place in a list of names says of what else
    than its base a rate is."""
    row = [one]
    for before in reversed(reading.figures[max(0, one.order - _BACK) : one.order]):
        if row[0].lead not in _GOES_ON or before.role is not Role.PERCENT:
            break
        row.insert(0, before)
    begin = reading.begun("。;\n", row[0].start)
    found = _NAMES.search(reading.text, max(begin, row[0].start - _CHARS), row[0].start)
    names = _AND.split(found[1]) if found is not None else []
    if found is None or len(names) <= row.index(one):
        return False
    own = _RATE_OF.fullmatch(names[row.index(one)])
    return own is not None and own[1][:_PAIR] not in _clause(reading, base)


_GOES_ON = frozenset({"、", "和", "及", "与"})
_NAMES = later("([^,。;:\\d]{2,40}率)分别(?:为|达到?|是)$")
_RATE_OF = later("([一-鿿]{2,8}?)(?:项目|企业|后)?(?:的)?[一-鿿]{2}率")


# ---- 92%的县级医院, 八成以上断电村


def _is_of_what_follows(reading: TextReading, one: TextFigure, said: str, base: TextFigure) -> bool:
    """Whether a percentage stands before what it is of, and the figures count something else."""
    if _CUE.search(said) is not None:
        return False
    # 三分之二企业: 企 is read as what is counted.
    begin = one.end - (one.text[-1] in words.OTHER_UNITS and one.text[-1] not in "%成")
    found = _FOLLOWS.match(reading.text, begin)
    if found is None or _NO_NOUN.match(found[1]):
        return False
    return found[1][:_PAIR] not in _clause(reading, base)


_CUE = later(
    "占|(?:率|比[重例]|完成|达到?|为|是|实现|度|面|份额)(?:[了到约近超已仅过有]|不[足到]|接近|高达){0,3}$|\\($"
)
_FOLLOWS = later("的?([\u4e00-\u9fff]{2,6})")
_NO_NOUN = later(
    "[为是以由来被在属均都用和及与、的]|左右|以[上下]|上下|目标|增长|速度|比[例重]|[已未][\u4e00-\u9fff]"
)


# ---- 投资占比, 产量占, 游客总数中


def _is_of_an_amount(said: str, pair: tuple[TextFigure, ...]) -> bool:
    """投资占比71%, GDP占7%: of an amount, and not of how many there are."""
    if any(f.role is not Role.COUNT for f in pair):
        return False
    subject = _SUBJECT.search(said) if not _NUMBER.search(said) else None
    return subject is not None and _AMOUNT.search(subject[1]) is not None


_NUMBER = later("[个项家户件人宗]数|数量")
_SUBJECT = later(
    f"([^占,。;:]{{1,16}}?)(?:[仅只也均都已就还可能]|{IN_ALL}|要|约){{0,3}}(?:所?占)[^占]{{0,20}}$"
)
_AMOUNT = later(
    "(?:投资|资金|金额|收入|支出|税收|产值|增加值|生产总值|GDP|出口|进口|进出口|消费|利润|贷款|存款|营收|面积|"
    "产出|效益|(?<![数总质])[产销种总流容重运]?量|(?<![名限])额|经济总量)$"
)


# ---- 森林覆盖率, 投资收益率


def _is_by_nature(reading: TextReading, said: str, base: TextFigure) -> bool:
    """Whether a rate is of the land, of the people or of what was invested on average."""
    found = _NATURE.search(said)
    return found is not None and _LAND_OR_PEOPLE.search(_clause(reading, base)) is None


_NATURE = later(
    "(?:收益|回报|报酬|发生|失业|出生|自然增长|(?:城镇|城市)化|(?:森林|林木|林草|植被|绿化|草原|湿地)[^,。;\\d]{0,4})率"
    "[^,。;:\\d率]{0,6}$|(?:盖度|郁闭度)[^,。;:\\d]{0,6}$"
)
_LAND_OR_PEOPLE = later(
    "国土|土地|[总区]面积|辖区|幅员|(?:总|户籍|常住|农村|农业|乡村|劳动)[^,。;|\\d]{0,2}人口|平均|劳动力|本金"
)


# ---- 占外贸总值的


def _is_of_named_whole(reading: TextReading, said: str, part: TextFigure, base: TextFigure) -> bool:
    """Whether a share names a whole that the figure which it is held against is not."""
    among = _OUT_OF.search(said)
    if among is not None and among[1][-_PAIR:] not in _clause(reading, base):
        return True
    found = _NAMED.search(said)
    if found is None or _PLANNED.search(found[1]):
        return False
    name = found[1]
    of = reading.clause_before(base, _CHARS)
    if name.startswith(_THIS):
        own = _LISTED.sub("", base.lead)
        opened = reading.text[reading.begun("。;\n", part.start) : part.start]
        if len(own) >= _PAIR and opened.startswith(own):
            # 乙项目12.5亿元。乙项目完成8.3亿元，占该项目总投资的.
            return False
        if _is_one_of_list(reading, opened, part) and base.sentence != part.sentence:
            return True
    if part.role is Role.COUNT and not _WORLD.search(name):
        return False
    sentence = reading.text[
        max(reading.begun("。\n", base.start), base.start - 3 * _CHARS) : base.start
    ]
    around = sentence + _clause(reading, base)
    if _TRADE.search(around):
        around += "外贸进出口"
    if any(_is_new(each, around) for each in _DULL.split(name)):
        return True
    return _is_whole(name) and _is_qualified(reading, name, of, part, base)


_OUT_OF = later(
    "(?<!其)((?!其)[\u4e00-\u9fff]{2,8}?)(?:总数|总量|总人数|总人次)中[^,。;:\\d中占]{1,12}占[^占]{0,8}$"
)
_NAMED = later(
    "占(?:到|了|据)?(?!比?重?最[高大多低小少])([\u4e00-\u9fff“”、]{2,24}?)(?:的|比重|比例)[^占,。;]{0,8}$"
)
_PLANNED = later("预算|计划|目标|任务|序时|授信|需求")
_TRADE = later("外贸|进出口")
_WORLD = later("全世界|全球|世界|全国")
#: What names no kind of what is counted.
_DULL = later(
    "项目|企业|[本此这]次|全部|全[国省市县区州镇乡球]|我[国省市县区州]|同期|[全当][年期月]|各[项类种]|余额|总[数量额值]?|[数量额值]|的|已|应|规模|规上|以上|限额"
    "|完成|累计|实现|到位|落实|[“”、和与及]|所有|整个|各自|其|年度|本[年期月]|签约|开工|竣工|投产|发放|下达|拨付"
    "|面积|[人户批件]次|人数|种植|播种|收获|资金|金额|款项"
)


_THIS = ("该", "其")


_LISTED = later("^(?:[,、;:和]|其中|分别为)*")


def _is_one_of_list(reading: TextReading, opened: str, part: TextFigure) -> bool:
    """乙项目12.5亿元。乙项目完成8.3亿元: whether a sentence opens with the name of one before."""
    before = reading.paragraph_before(part)[-_LONG_BACK:]
    names = (_LISTED.sub("", f.lead) for f in before if f.sentence != part.sentence)
    return any(len(each) >= _PAIR and opened.startswith(each) for each in names)


_LONG_BACK = 40


def _is_new(word: str, said: str) -> bool:
    """Whether two characters in a row of a word stand nowhere in what is said: 产品, 基建."""
    return any(word[n] not in said and word[n + 1] not in said for n in range(len(word) - 1))


def _is_whole(name: str) -> bool:
    """Whether a name is that of all there is of its kind: 我国外贸总值, 总投资."""
    return _ALL_OF.search(name) is not None


_ALL_OF = later("总[投值额量收支产]|全部")


def _is_qualified(
    reading: TextReading, name: str, of: str, part: TextFigure, base: TextFigure
) -> bool:
    """Whether the printed figure is of some of a kind by its words, and beside the part.

    一般贸易进出口11万亿元; 中西部地区3.06万亿元，占我国进出口总值的18.2%: of all trade.
    """
    if part.role is Role.COUNT or "其中" in reading.text[base.end : part.start]:
        return False
    kind = f"{name}外贸进出口" if _TRADE.search(name) else name
    if _WHOSE.sub("", name) in of or len(_DULL.sub("", name)) < _PAIR:
        return False
    own = reading.clause_before(part, _CHARS)
    left = "".join(each if each not in kind else "|" for each in _WHEN.sub("|", of))
    more = [each for each in left.split("|") if len(each) >= _PAIR]
    return any(not share_two(each, own) for each in more)


_WHOSE = later(f"^(?:各自|其|我[国省市县区州]|{REGION_OR_NATION}|中国|整个|全部)")
_WHEN = later(
    "\\d{1,9}(?:\\.\\d{1,4})?[万亿]?[\u4e00-\u9fff]|项目|企业|工程|计划|"
    f"截至|截止|目前|今年|本年|全年|当年|{PART_OF_YEAR}|前[一二三四五六七八九十\\d]{{1,3}}个?月|\\d{{1,4}}年|"
    f"\\d{{1,2}}[-至到~]\\d{{1,2}}月|\\d{{1,2}}月份?|[月年季][末底初]|{IN_ALL_SO_FAR}|已|实现|完成|达到?|规模|为|有|的|新增|新|"
    f"{ANY_REGION}|我[国省市县区州]|总[额量值]?|落实|安排|下达|到位|中央企业|其中|从[^,]{{1,6}}看"
)


# ---- 分别占建议、提案总数的


def _is_of_each_total(
    reading: TextReading, one: TextFigure, part: TextFigure, base: TextFigure
) -> bool:
    """建议7955件、提案4525件，分别占建议、提案总数的: each of what is called as itself."""
    begin = reading.begun("。;\n", one.start)
    found = _EACH.search(reading.text, max(begin, one.start - 2 * _CHARS), one.start)
    if found is None:
        return False
    names = _AND.split(found[1])
    own = [
        next((n for n, name in enumerate(names) if name[-_PAIR:] in f.lead), -1)
        for f in (part, base)
    ]
    return len(names) > 1 and min(own) >= 0 and own[0] != own[1]


_EACH = later("分别占(?:到|了|全部)?([\u4e00-\u9fff、]{2,24}?)(?:总[数量额]|的)")
_AND = later("[、和与及]")


# ---- 其中西陵镇占45.9%, below a table of the towns


def _is_of_table_row(
    reading: TextReading, one: TextFigure, part: TextFigure, base: TextFigure
) -> bool:
    """Whether the clause of a percentage names a row of a table, which neither figure's does."""
    if not reading.tables:
        return False
    said = reading.clause_before(one, _CHARS)
    own = _clause(reading, part) + _clause(reading, base)
    return any(
        cell.label in said and cell.label not in own
        for table in reading.tables
        for cell in table.entries
        if len(cell.label) >= _PAIR and not _IN_ALL.search(cell.label)
    )


_IN_ALL = later("[合总小共]计|平均|^全[省市县区]")


# ---- 由101.5万人下降到23.9万人; 正在整改50个; 97000个


def _is_of_then_and_now(reading: TextReading, part: TextFigure, base: TextFigure) -> bool:
    """由101.5万人减少到23.9万人: one thing at two times is no part of itself."""
    first, last = sorted((part, base), key=lambda f: f.order)
    if last.order != first.order + 1 or not _FROM.search(reading.clause_before(first, _CHARS)):
        return False
    return _TO.fullmatch(reading.text, first.end, last.start) is not None


_FROM = later("[由从][^,。;由从]{0,24}$")
_TO = later(
    "[,、]?(?:大幅|逐步|快速)?(?:减少|增加|下降|上升|降|升|增长|提高|增|减|扩大|缩小|缩减|压减|发展|提升)(?:低|加|少|至|到|为){1,2}"
    "(?:[^,。;\\d]{0,4}的|\\d{4}年[末底]?的)?"
)


def _is_said_twice(
    reading: TextReading, said: str, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """推出品种1048个。…推出品种1048个，其中自主选育占98.5%: of that number, and not that number."""
    same = part.value == base.value and one.printed != _HUNDRED and "占" in said
    apart = part.end < one.start - len(said) and base.end < one.start - len(said)
    return same and apart and not _AMONG.search(reading.text, base.end, part.start)


_HUNDRED = 100
_AMONG = later("其中|[中里],")


def _is_under_way(part: TextFigure, said: str) -> bool:
    """正在整改50个, 整改率: what is being done is not yet."""
    found = _DOING.search(part.lead)
    return found is not None and f"{found[1]}率" in said


_DOING = later("(?:正在|仍在|有待|尚待)([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,4}$")


def _is_rounded(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """97000个, 84000个, 86.7%: of thousands, so that the last digits of none are known."""
    if any(f.value < _THOUSAND or f.value % _THOUSAND or f.scale > 1 for f in (part, base)):
        return False
    about = RatePair(_of_thousands(part), _of_thousands(base))
    return share(about, one) in GOOD


def _of_thousands(one: TextFigure) -> TextFigure:
    return one._replace(printed=one.printed / _THOUSAND, scale=one.scale * _THOUSAND)


_THOUSAND = 1000
