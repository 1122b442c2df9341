"""What a line of a sheet is by its own words: a total, a section's heading, a note, a unit.

Owns the shapes of these words.  Must not know of rows: a name may look like one of them, so what a
row is, its other cells decide too.
"""

import re
import unicodedata
from functools import lru_cache

from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Batch

_SUM = "小计|合计|总计|共计|累计|总合计|总和|合计数|总计数|小计数|总数|汇总|total|subtotal|sum"
_COUNT = "[(]?(?:共|共计)?(?P<count>[0-9]+)(?:个|项|家)?(?:项目)?[)]?"
#: The whole of it is a total: 合计, 总计(25个), 本页小计.
_BARE_TOTAL = later(
    rf"(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)])?(?:本页|全县|全市|全区|总|以上)?"
    rf"(?P<word>{_SUM})[:]?(?:{_COUNT}|[(](?:个|项|亿元|万元)[)])?[:]?"
)
#: A total of something: 先进制造业小计, 第八期合计(3个).
_NAMED_TOTAL = later(rf"(?P<what>.{{1,20}}?)(?P<word>{_SUM})[:]?(?:{_COUNT})?[:]?")
#: A total in words: 合计25个项目,总投资50亿元; 共25个项目.
_TOLD_TOTAL = later(rf"(?:(?P<word>{_SUM})[:,]?|共)(?:项目)?(?P<count>[0-9]+)(?:个|项|家)[^0-9].*")
#: What the pages before came to, or this one and these: 承上页, 过次页.
_CARRIED = later("[(]?(?:承|接|续|转|过)(?:上|前|下|次)(?:一)?页(?:小计|合计|累计)?[)]?[:]?")
_AVERAGE = later("(?:项目)?(?:平均|均值|平均值|平均数|平均每个项目|项均)(?:投资|值)?[:]?")
#: 其中村 is a name.
_AMONG = later("其中(?:[:,、(]|$)")
_PART = later(
    "其中(?:[:,、(]|$)|[(][0-9]{1,2}[)]|子项目[0-9一二三四五六七八九十:(]|[-—–·•]+[^-—0-9]"
    "|[0-9]{1,2}[.-][0-9]{1,2}、"
)
_LIKE_PART = later("其中|子项目|分项")
_COUNTED = later(
    "[(](?:共|共计|合计|总计|计)?(?P<one>[0-9]+)(?:个|项|家)(?:项目)?(?P<rest>[^()]*)[)]"
    "|(?:^|共|计|[:,])(?P<two>[0-9]+)(?:个|项|家)(?:项目)?|[^0-9第前](?P<end>[0-9]+)(?:个|项|家)(?:项目)?$"
)
_INVESTED = later(
    "(?:总投资|投资|投资额)[:]?(?:约)?(?P<amount>[0-9][0-9,.]*(?:亿元|万元|亿|万|元))"
)
_CHINESE = "[一二三四五六七八九十]{1,3}"
#: What a heading of a section begins with, by its level as Chinese papers have it.
_MARKS = (
    later(f"第{_CHINESE}(?:部分|章|类)"),
    later(f"{_CHINESE}[、.．,]|{_CHINESE}$"),
    later(f"[(]{_CHINESE}[)]"),
    later("[0-9]{1,2}[、.](?![0-9])"),
    later("[(][0-9]{1,2}[)]"),
)
_CHINESE_MARKS = 3
_PHASE_LIKE = later(r"第?[0-9一二三四五六七八九十]{1,3}(?:期|批次)")
_BATCH_LIKE = later(rf"(?:{'|'.join(Batch)})")
#: What a heading of a section ends with, its count set aside.
_SECTION_END = later(".*(?:项目|类|业|一批|批|期|组|设施|民生|产业|领域|片区|乡|镇|街道|区)")
#: What no project is called by itself, even with 项目 behind it.
_FIELD = later(
    "(?:基础设施|社会民生|民生|社会事业|公共服务|(?:先进|装备)?制造业?|(?:现代)?服务业?|(?:现代)?农业|工业"
    "|(?:战略性)?新兴产业|高新技术(?:产业)?|生态环保|生态环境|环保|能源|新能源|交通|水利|文旅|文化旅游|城建|市政"
    "|城市建设|商贸物流|(?:现代)?物流|房地产|科技创新|乡村振兴)(?:建设)?(?:类|领域)?(?:项目|工程)?"
)
_COUNT_BEHIND = later(r"[(][^()]*[)]$")
_NOTE = later(
    "(?:备注|注|附注|说明|填表说明|注释|填报说明|备注说明)[0-9]?[:]|注[0-9]?[.、]"
    "|[*※★]+[^*]|数据来源|(?:说明|备注|注)$|以上(?:数据|项目)|[(](?:以下|此页)"
)
_SIGNED = later(
    "(?:填表人|填报人|制表人?|审核人?|复核人?|负责人|单位负责人|主要负责人|分管领导|联系人|联系电话|电话"
    "|经办人|统计人|填报单位|填表单位|填报日期|填表日期|制表日期|报送日期|填报时间|报送时间|制表时间|日期"
    "|报送单位|签字|盖章|签章|单位[(]盖章[)]|审批人|签发人|签发|报表日期|手机|分管负责人|抄送|统计时间"
    "|截止时间|截止日期|截至日期|统计日期)(?:[(][^()]*[)])?[:].*"
)
_DAY = later(
    "20[0-9]{2}[-./年][0-9]{1,2}(?:[-./月](?:[0-9]{1,2}日?)?)?|[一二〇○零0-9]{4}年.*[月日]"
)
_PAGE = later(
    "第[0-9一二三四五六七八九十]+页.*|-?[0-9]+-|共[0-9]+页.*|[(]?续(?:表|前表|上表|前页|上页|下页|下表)?"
    "[0-9一二三四五六七八九十]*[)]?|[(]?(?:下|转下|接下|接上|续)页[)]?|page[0-9]+.*|[0-9]+/[0-9]+"
    "|[(]?(?:此页|本页)(?:无正文|以下空白)[)]?|以下空白|以下为空|[(]以下空白[)]"
)
_UNITS = "亿元|千万元|百万元|万元|千元|亿|万|元"
_BETWEEN = r"(?:[个家项%,、/;和]|人民币|币种|公里|亩|平方米)*"
_UNIT_LINE = later(
    rf"(?:^|[^填报设任写制造管主实责]|金额|计量|货币)(?:单位[:]?|金额:)[(]?(?:[^():]{{1,6}}[、,/;和])?"
    rf"{_BETWEEN}[(]?(?P<unit>{_UNITS})"
    # 单位：元宝镇政府 names nobody's unit of money.
    "(?![一-龥]{0,6}(?:集团|公司|镇|乡|村|局|委|厂|街道|政府))"
)
_UNIT_BRACKETS = later(rf"[(](?:金额)?(?:单位)?[:]?{_BETWEEN}(?P<unit>{_UNITS}){_BETWEEN}[)]")
_UNIT_ALONE = later(rf"(?:人民币)?(?P<unit>{_UNITS})")
_BY_UNIT = later(rf"以(?P<unit>{_UNITS})(?:为单位|计)")
#: Digits that are fewer are surely a number of a row.
_SURELY = 6
_NUMBER = later(r"[0-9]{1,5}(?:\.0+)?")
_SUBNUMBER = later(r"(?P<of>[0-9]{1,4})[.\-—–－_][0-9]{1,3}|[(][0-9]{1,2}[)]|[0-9]{1,2}[)]")
#: What numbers a row by none of the digits that number the others: a, iv, A1, 二.
_OTHER_NUMBER = later(
    rf"[a-z]{{1,4}}[0-9]{{0,2}}[.、)]?|{_CHINESE}[、.]?|[(](?:{_CHINESE}|[a-z])[)]"
)
_CHINESE_NUMBER = later(rf"{_CHINESE}[、.]?|[(]{_CHINESE}[)]|第{_CHINESE}(?:部分|类)")


#: What is as it is compared already, as most cells are.
_COMMON = re.compile("[0-9a-z.\\-\u4e00-\u9fff]*")
#: NFKC makes plain digits of them.
_CIRCLED = {ord("①") + i: f"({i + 1})" for i in range(20)}


def folded(text: str) -> str:
    """A text as these shapes are looked for in it: common width, small letters, no blanks."""
    return text if _COMMON.fullmatch(text) else _folded(text)


@lru_cache(4)
def all_folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each of them folded; asked of all together whether they are so already, as most columns.

    One look after another is at the same columns, those of names and of row numbers.
    """
    return texts if _COMMON.fullmatch("".join(texts)) else tuple(map(folded, texts))


@lru_cache(2)
def numbers(texts: tuple[str, ...]) -> tuple[int | None, ...]:
    """The `number` of each text of a column, which is looked at as often."""
    return tuple(map(number, texts))


@lru_cache(16384)
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text.translate(_CIRCLED)).casefold().split())


#: What every total, mean and 其中 has in it, and most names have not.
_TOTAL_LIKE = re.compile("计|共|总|汇|均|其中|页|total|sum")


def may_total(text: str) -> bool:
    """Whether it may be one of these at all, which nearly no text is."""
    return _TOTAL_LIKE.search(text) is not None


def total(text: str) -> re.Match[str] | None:
    """A total and nothing else, or told in words."""
    return _BARE_TOTAL.fullmatch(text) or _TOLD_TOTAL.fullmatch(text)


def named_total(text: str) -> re.Match[str] | None:
    """What ends as a total of something: also a name may."""
    return _NAMED_TOTAL.fullmatch(text)


def is_carried(text: str) -> bool:
    """Whether it carries a sum over from one page to the next."""
    return bool(_CARRIED.fullmatch(text))


def is_average(text: str) -> bool:
    """Whether it heads a line of means."""
    return bool(_AVERAGE.fullmatch(text))


def is_among(text: str) -> bool:
    """Whether it begins with 其中."""
    return bool(_AMONG.match(text))


def is_part(text: str) -> bool:
    """Whether it begins as the name of a part of a project."""
    return bool(_PART.match(text))


def may_be_part(text: str) -> bool:
    """Whether it may begin as one: 其中甲项目 does, and so does 其中村改造."""
    return bool(_LIKE_PART.match(text))


def count_in(text: str) -> int | None:
    """The number of projects that a heading or a total declares."""
    match = _COUNTED.search(text)
    return int(match["one"] or match["two"] or match["end"]) if match else None


def amount_in(text: str) -> str:
    """The investment that a heading or a total declares in words, with its unit; "" for none."""
    match = _INVESTED.search(text)
    return match["amount"] if match else ""


def mark(text: str) -> int | None:
    """The level of the mark that a heading begins with, 0 the uppermost; None: no mark."""
    return next((level for level, one in enumerate(_MARKS) if one.match(text)), None)


def is_chinese_mark(level: int | None) -> bool:
    """Whether a mark is one that numbers no project."""
    return level is not None and level < _CHINESE_MARKS


def likeness(text: str) -> str:
    """What a heading without a mark is about, so that those alike stand side by side."""
    phase, batch = _PHASE_LIKE.search(text), _BATCH_LIKE.search(text)
    if phase:
        return "both" if batch else "phase"
    return "batch" if batch else ""


def is_section(text: str) -> bool:
    """Whether a text that stands alone in a row reads as the heading of what is below it."""
    if mark(text) is not None or _PHASE_LIKE.search(text) or _COUNTED.search(text):
        return True
    return bool(_SECTION_END.fullmatch(re.sub(r"[(][^()]*[)]$", "", text).rstrip(":")))


def is_field_alone(text: str) -> bool:
    """Whether it is the name of a 领域, which no project is called by itself."""
    return bool(_FIELD.fullmatch(_COUNT_BEHIND.sub("", text)))


def is_field_of_work(text: str) -> bool:
    """Whether a name is one of a 领域 or a place, and no project's."""
    if is_field_alone(text):
        return True
    bare = _COUNT_BEHIND.sub("", text)
    return not bare.endswith(("项目", "工程")) and (bare.endswith("业") or is_section(bare))


def is_note(text: str) -> bool:
    """Whether it is a note, or the line of who filled the table in and when."""
    return bool(_NOTE.match(text) or _SIGNED.match(text))


def is_signature(text: str) -> bool:
    """Whether it says who filled in the table, or when."""
    return bool(_SIGNED.match(text) or _DAY.fullmatch(text))


def is_page_mark(text: str) -> bool:
    """第 2 页 共 3 页, 续表."""
    return bool(_PAGE.fullmatch(text))


def unit_of_line(text: str) -> str:
    """The unit of amounts that a line above or below a table states; "" where it states none."""
    for shape in (_UNIT_LINE, _UNIT_BRACKETS, _BY_UNIT):
        match = shape.search(text)
        if match:
            return match["unit"]
    match = _UNIT_ALONE.fullmatch(text)
    return match["unit"] if match and len(text) > 1 else ""


def is_unit(text: str) -> bool:
    """Whether it is the name of a unit of amounts and nothing else."""
    return bool(_UNIT_ALONE.fullmatch(text))


def same_unit(unit: str) -> str:
    """A unit by its full name: 万 is 万元."""
    return {"亿": "亿元", "万": "万元"}.get(unit, unit)


def number(text: str) -> int | None:
    """The number of a row in its table."""
    if len(text) < _SURELY and text.isascii() and text.isdecimal():
        return int(text)
    text = text.rstrip(".、")
    return int(text.partition(".")[0]) if _NUMBER.fullmatch(text) else None


def subnumber(text: str) -> bool:
    """Whether it numbers a part: 1.1, 3-2, (1)."""
    return bool(_SUBNUMBER.fullmatch(text))


def numbered_below(text: str) -> int | None:
    """The number of the row of which this numbers a part: 3 of 3.1, 003-2 and 3—2."""
    match = _SUBNUMBER.fullmatch(text)
    return int(match["of"]) if match and match["of"] else None


def other_number(text: str) -> bool:
    """Whether it numbers a row, though by no digits."""
    return bool(_OTHER_NUMBER.fullmatch(text))


def chinese_number(text: str) -> bool:
    """Whether it numbers a section: 一, (二), 第三部分."""
    return bool(_CHINESE_NUMBER.fullmatch(text))


#: A unit at the end of a heading, in brackets or behind a mark.
_HEADING_UNIT = later(
    rf"(?P<word>.*?)(?:[(【\[](?:单位)?[:]?(?:人民币)?(?P<one>{_UNITS})(?P<more>[,;、][^()]*)?[)】\]]"
    rf"|[:/_-]?(?:单位[:])?(?P<two>亿元|千万元|百万元|万元|千元|元))(?P<after>.*)"
)


#: 总投资(亿元/万元) names neither.
_EITHER_UNIT = later(
    rf"(?P<word>.+)[(](?:单位[:]?)?(?:{_UNITS})(?:(?:[/、,]|或者?)(?:{_UNITS}))+[)]"
)


def without_unit(heading: str) -> tuple[str, str]:
    """A folded heading without the unit that it names, and that unit or ""."""
    either = _EITHER_UNIT.fullmatch(heading)
    if either:
        return either["word"], ""
    match = _HEADING_UNIT.fullmatch(heading)
    if not match:
        return heading, ""
    more = f"({match['more'][1:]})" if match["more"] else ""
    return match["word"] + more + match["after"], match["one"] or match["two"]
