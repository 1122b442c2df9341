"""Averages told wrong whose words say that they are of others, of another time or another thing.

去年户均, 全市亩均, 亿元以上项目平均, 亩均纯收益: what stands before the average says of whom it is,
and what stands behind of what; where nothing of it stands at what was divided, that was another
total or another number.  Asked only of what would be told wrong.
"""

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import CLAUSE_ENDS, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

_AVERAGE = later(
    "简单平均|算术平均|平均|[户人亩项企家村镇乡县日月年季班场宗件]均|均价|亩产"
    "|(?:收入|性别|师生|生师|医护|床位|床护)比"
)
#: Says nothing of whom an average is.
_DULL = later(
    "项目|企业|单个|单体|其中|投资|规模|总额|总|全部|所有|各|每|个|约|以|按|计|的|了|从|看|也|为|达|共|已|又|则|仅|[,、:;。()]"
)
_OTHERS = later(
    f"以[上下]|{LAST_YEAR}|今年|上[周季次月半]|[近前后].{{1,3}}[年次月批期]|以来|同期|时期|末|目标|工作日|[三五十]年[内前]|常住|户籍|{REGION_OR_NATION}|力争|到20|"
    "简单|算术|加权|合并|累计看"
)
#: What each has so much of; of another total than the one that is called otherwise.
_MEASURE = later(
    "产值|计划|固定资产|合同|纯|净|余额|标准|效益|节支|利润|税收|营收|成本|每?年(?!度)|增量"
    "|带动|撬动|拉动|引导|配套|吸引|追加|自筹|新增|投入"
)
_FROM = later("[由从]")
_BEHIND = later("至|以[内下上]|\\([^,。;()]{0,6}(?:含|部分|未|尚)|,(?:部分|另有|[^,。;]{0,6}含)")
_NEEDED, _LEFT = "需", later("剩余|剩下|还[差要需]|尚|后\\d")
#: What was sown is not all that was reaped.
_REAPED = later("绝收|实际收获|收获面积平均|饲|制种|意向|预计|轮作|撂荒|改种")
_PER_AREA = later("亩产|亩均")
_PLAIN = later("[\u4e00-\u9fff]{2,}")
_FIRSTS = later("前(?:[一二三四五六七八九十]{1,3}|\\d{1,2})[名位强]")
_REACH, _TWO = 24, 2


def unless_other_averages(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the averages told wrong that are of others by their words."""
    return [one for one in found if not _is_of_others(reading, one)]


def _is_of_others(reading: TextReading, one: Finding) -> bool:
    stated = one.stated
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.RATE:
        return False
    # 两镇平均开工率 is a rate of both.
    if stated is None or stated.start < 0 or stated.role is Role.PERCENT:
        return False
    begin = reading.begun(CLAUSE_ENDS, stated.start)
    said = _AVERAGE.search(reading.text, begin, stated.start)
    if said is None:
        return False
    whom = _clause_before(reading, begin) + reading.text[begin : said.start()]
    # 前三名 are those of the list that are ranked so.
    whom = _FIRSTS.sub("", whom) if len(one.operands) > _TWO else whom
    around = "".join(_sentence_of(reading, f) for f in one.operands if reading.knows(f))
    # 平均每个引资额由去年同期的4.1亿元提高到4.6亿元.
    what = _FROM.split(reading.text[said.end() : stated.start])[0]
    # 简单平均 says itself how it was reckoned.
    if any(each not in around for each in _OTHERS.findall(whom + said[0])):
        return True
    if any(each not in around for each in _MEASURE.findall(what)):
        return True
    if _BEHIND.match(reading.text, stated.end):
        return True
    first = min(f.start for f in (*one.operands, stated) if f.start >= 0)
    between = reading.text[first : stated.start]
    per_area = _PER_AREA.search(reading.text, said.start(), stated.start) is not None
    if per_area and (_REAPED.search(around) or _REAPED.search(between)):
        return True
    if _NEEDED in whom + what and not _LEFT.search(around):
        return True
    # 均价分别为…，平均7310元: the mean of means is weighted by what each is of.
    if len(one.operands) > _TWO and _AVERAGE.search(around.partition("平均")[0]):
        return True
    return any(not share_two(run, around) for run in _PLAIN.findall(_DULL.sub("|", whom)))


def _clause_before(reading: TextReading, begin: int) -> str:
    """The clause before, if it has no figure: 从全省看，, 前三季度，."""
    if reading.text[begin - 1 : begin] != ",":
        return ""
    before = reading.text[reading.begun(CLAUSE_ENDS, begin - 1) : begin]
    dated = before.rstrip(",").endswith(("年", "末", "月", "底"))
    plain = (dated or not any(each.isdigit() for each in before)) and len(before) <= _REACH
    return before if plain and not _ALL_ARE.match(before) else ""


#: 均为亿元以上项目: all that are counted.
_ALL_ARE = later("[均都]|全部")


def _sentence_of(reading: TextReading, one: TextFigure) -> str:
    """What the sentence of a figure says up to the end of its clause."""
    begin = reading.begun("。;\n", one.start)
    return reading.text[begin : one.end] + one.tail
