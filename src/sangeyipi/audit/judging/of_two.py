"""Whether two figures that are called alike are each of its own, and not one said twice.

Each is of another firm or school, of another day or year that its sentence opens with, of 网上 and
网下, of an example of its own, or of another record of a form.
"""

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later


def are_of_two(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """Whether two figures are each of its own: by the name, the day, the year or the example."""
    first, second = (_opened_by(reading, f) for f in (one, again))
    for each in (_BODY, _DAY, _FIRST_YEAR):
        own, theirs = each.findall(first), each.findall(second)
        if own and theirs and not any(_are_one(x, y) for x in own for y in theirs):
            return True
    before, behind = (said[said.rfind(";") + 1 :] for said in (first, second))
    for pair in _OPPOSITES:
        here, there = ([word for word in pair if word in said] for said in (before, behind))
        if len(here) == len(there) == 1 and here != there:
            return True
    lines = reading.text[one.end : again.start].split("\n")[1:-1]
    if any(line.endswith(":") for line in lines):
        return True
    return _is_record(reading, one, again) or (
        _EXAMPLE.search(first) is not None and _EXAMPLE.search(second) is not None
    )


def _are_one(name: str, other: str) -> bool:
    """县城投 and 由县城投: where a name begins is not told."""
    return name.endswith(other[-_LABEL:]) or other.endswith(name[-_LABEL:])


def _opened_by(reading: TextReading, one: TextFigure) -> str:
    """What its whole sentence says before a figure, semicolons and all."""
    begin = max(reading.begun("。\n", one.start), one.start - _SENTENCE)
    return reading.text[begin : one.start]


def _is_record(reading: TextReading, one: TextFigure, again: TextFigure) -> bool:
    """企业名称甲公司 above 注册资本1500万元, and 企业名称乙公司 above 注册资本1000万元."""
    heads = []
    for f in (one, again):
        begin = reading.begun("\n", f.start)
        before = reading.text[max(0, begin - _SENTENCE) : max(0, begin - 1)].rpartition("\n")[2]
        heads.append(before)
    first, second = heads
    short = all(_RECORD.fullmatch(each) for each in heads)
    return short and first != second and first[:_LABEL] == second[:_LABEL]


_SENTENCE, _LABEL = 160, 4
_RECORD = later("[^。;,\\d]{5,40}")
_BODY = later(
    "([\u4e00-\u9fff()]{2,14}?)(?:股份|有限|责任){0,3}"
    "(?:公司|集团|银行|医院|学校|大学|学院|工厂|厂房|车间|协会|商会)"
)
_DAY = later("\\d{4}年\\d{1,2}月\\d{1,2}日")
_FIRST_YEAR = later("^(20\\d\\d)年")
_OPPOSITES = (
    ("网上", "网下"),
    ("线上", "线下"),
    ("境内", "境外"),
    ("国内", "国外"),
    ("室内", "室外"),
    ("男", "女"),
    ("城区", "郊区"),
    ("上行", "下行"),
)
_EXAMPLE = later("举例|例如|比如|案例|示例")
